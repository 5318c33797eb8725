import type { Rule } from "../../support/rules.js";

/** Rules of choices, one small tree each. What is expected was seen from the C programs. */
export const choiceCases: readonly Rule[] = [
  {
    rule: "two values of a choice in a file: the last counts",
    kconfig: `choice
	prompt "c"
	default C2
config C1
	bool "c1"
config C2
	bool "c2"
config C3
	bool "c3"
endchoice
`,
    config: `CONFIG_C1=y
CONFIG_C3=y
`,
    "linux-6.1": {
      config: `# CONFIG_C1 is not set
# CONFIG_C2 is not set
CONFIG_C3=y
`,
      stderr: `.config:2:warning: override: C3 changes choice state
`,
    },
    "linux-6.12": {
      config: `# CONFIG_C1 is not set
# CONFIG_C2 is not set
CONFIG_C3=y
`,
    },
  },
  {
    rule: "the default of a choice that the user said n to",
    kconfig: `choice
	prompt "c"
	default C2
config C1
	bool "c1"
config C2
	bool "c2"
config C3
	bool "c3"
endchoice
`,
    config: `# CONFIG_C2 is not set
`,
    "linux-6.1": {
      config: `# CONFIG_C1 is not set
CONFIG_C2=y
# CONFIG_C3 is not set
`,
    },
    "linux-6.12": {
      config: `CONFIG_C1=y
# CONFIG_C2 is not set
# CONFIG_C3 is not set
`,
    },
  },
  {
    rule: "all values of a choice n",
    kconfig: `choice
	prompt "c"
	default C2
config C1
	bool "c1"
config C2
	bool "c2"
config C3
	bool "c3"
endchoice
`,
    config: `# CONFIG_C1 is not set
# CONFIG_C3 is not set
# CONFIG_C2 is not set
`,
    "linux-6.1": {
      config: `# CONFIG_C1 is not set
CONFIG_C2=y
# CONFIG_C3 is not set
`,
    },
    "linux-6.12": {
      config: `CONFIG_C1=y
# CONFIG_C2 is not set
# CONFIG_C3 is not set
`,
    },
  },
  {
    rule: "values of a choice whose own prompt is hidden",
    kconfig: `config A
	bool "a"
choice
	prompt "c" if A
	default C2
config C1
	bool "c1"
config C2
	bool "c2"
config C3
	bool "c3"
endchoice
`,
    "linux-6.1": {
      config: `# CONFIG_A is not set
`,
    },
    "linux-6.12": {
      config: `# CONFIG_A is not set
# CONFIG_C1 is not set
CONFIG_C2=y
# CONFIG_C3 is not set
`,
    },
  },
  {
    rule: "a value of a choice that depends on another one",
    kconfig: `choice
	prompt "c"
config C1
	bool "c1"
config C2
	bool "c2"
	depends on A
endchoice
config A
	bool "a"
`,
    config: `CONFIG_C2=y
`,
    both: {
      config: `CONFIG_C1=y
# CONFIG_A is not set
`,
    },
  },
  {
    rule: "a tristate choice at m",
    kconfig: `config MODULES
	bool "m"
	modules
	default y
choice
	tristate "c"
config C1
	tristate "c1"
config C2
	tristate "c2"
config C3
	bool "c3"
endchoice
`,
    config: `CONFIG_C1=m
`,
    "linux-6.1": {
      config: `CONFIG_MODULES=y
CONFIG_C1=m
# CONFIG_C2 is not set
`,
    },
  },
  {
    rule: "a value of a choice that may only be m is hidden while its choice is y",
    kconfig: `config MODULES
	bool "m"
	modules
	default y
choice
	tristate "c"
config C1
	tristate "c1"
config C2
	tristate "c2"
	depends on m
endchoice
`,
    config: `CONFIG_C1=y
`,
    "linux-6.1": {
      config: `CONFIG_MODULES=y
CONFIG_C1=y
`,
    },
  },
  {
    rule: "an optional choice may have no value",
    kconfig: `choice
	bool "c"
	optional
config C1
	bool "c1"
config C2
	bool "c2"
endchoice
`,
    "linux-6.1": {},
  },
];
