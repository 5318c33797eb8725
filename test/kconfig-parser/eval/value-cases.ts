import type { Rule } from "../../support/rules.js";

/** Rules of values, one small tree each. What is expected was seen from the C programs. */
export const valueCases: readonly Rule[] = [
  {
    rule: "without a symbol for modules every m is y",
    kconfig: `config T
	tristate "t"
	default m
`,
    both: {
      config: `CONFIG_T=y
`,
    },
  },
  {
    rule: "an m among conditions needs modules",
    kconfig: `config A
	bool "a"
	default y if m
`,
    both: {
      config: `# CONFIG_A is not set
`,
    },
  },
  {
    rule: "a bool that depends on an m is as free as with y",
    kconfig: `config MODULES
	bool "m"
	modules
	default y
config T
	tristate "t"
	default m
config B
	bool "b"
	depends on T
	default y
`,
    both: {
      config: `CONFIG_MODULES=y
CONFIG_T=m
CONFIG_B=y
`,
    },
  },
  {
    rule: "an imply writes a symbol whose own dependencies say no",
    kconfig: `config MODULES
	bool "m"
	modules
	default y
config A
	tristate "a"
	default m
	imply B
config B
	tristate
	depends on OFF
config OFF
	bool "off"
`,
    both: {
      config: `CONFIG_MODULES=y
CONFIG_A=m
# CONFIG_B is not set
# CONFIG_OFF is not set
`,
    },
  },
  {
    rule: "the default of a string that names a bool is n",
    kconfig: `config B
	bool "b"
	default y
config S
	string "s"
	default B
`,
    both: {
      config: `CONFIG_B=y
CONFIG_S="n"
`,
    },
  },
  {
    rule: "an int without a default",
    kconfig: `config I
	int "i"
config H
	hex "h"
config S
	string "s"
config B
	bool "b"
	default y if I = 0
`,
    "linux-6.1": {
      config: `CONFIG_I=
CONFIG_H=
CONFIG_S=""
# CONFIG_B is not set
`,
    },
    "linux-6.12": {
      config: `CONFIG_I=0
CONFIG_H=0x0
CONFIG_S=""
CONFIG_B=y
`,
    },
  },
  {
    rule: "n, m and y compare as 0, 1 and 2",
    kconfig: `config B
	bool "b"
	default y
config C
	bool "c"
	default y if B >= 2
config D
	bool "d"
	default y if B > n
`,
    both: {
      config: `CONFIG_B=y
CONFIG_C=y
CONFIG_D=y
`,
    },
  },
  {
    rule: "a constant with a leading 0 is octal, a hex compares without sign",
    kconfig: `config A
	bool "a"
	default y if 010 = 8
config H
	hex "h"
	default 0x1
config B
	bool "b"
	default y if H < -1
`,
    both: {
      config: `CONFIG_A=y
CONFIG_H=0x1
CONFIG_B=y
`,
    },
  },
  {
    rule: "a number out of its range is the bound as written",
    kconfig: `config H
	hex "h"
	range 10 20
	default 0xff
config I
	int "i"
	range LOW 9
	default 1
config LOW
	int
	default 3
`,
    both: {
      config: `CONFIG_H=20
CONFIG_I=3
CONFIG_LOW=3
`,
    },
  },
  {
    rule: "a number of the user out of its range",
    kconfig: `config I
	int "i"
	range 1 10
	default 5
`,
    config: `CONFIG_I=12
`,
    "linux-6.1": {
      config: `CONFIG_I=5
`,
    },
    "linux-6.12": {
      config: `CONFIG_I=10
`,
    },
  },
  {
    rule: "a selected symbol against its dependencies",
    kconfig: `config A
	bool "a"
	default y
	select B
config B
	bool "b"
	depends on !(C = n) && (C || D)
config C
	bool "c"
config D
	bool "d"
`,
    both: {
      config: `CONFIG_A=y
CONFIG_B=y
# CONFIG_C is not set
# CONFIG_D is not set
`,
      stderr: `
WARNING: unmet direct dependencies detected for B
  Depends on [n]: C [=n] && (C [=n] || D [=n])
  Selected by [y]:
  - A [=y]
`,
    },
  },
  {
    rule: "what repeats in a condition is told once",
    kconfig: `config A
	bool "a"
config B
	bool "b"
config S
	bool "s"
	default y
	select T
if A && y
config T
	bool
	depends on A || y
	depends on A && !(B != n)
endif
`,
    both: {
      config: `# CONFIG_A is not set
# CONFIG_B is not set
CONFIG_S=y
CONFIG_T=y
`,
      stderr: `
WARNING: unmet direct dependencies detected for T
  Depends on [n]: A [=n] && !B [=n]
  Selected by [y]:
  - S [=y]
`,
    },
  },
  {
    rule: "properties that do not fit their symbol",
    kconfig: `config S
	string "s"
	default B && C
	select A
	range 1 2
config A
	bool "a"
	select I
config B
	bool "b"
config C
	bool "c"
config I
	int "i"
	default "zz"
	range 1 x
config NT
`,
    both: {
      config: `CONFIG_S=""
# CONFIG_A is not set
# CONFIG_B is not set
# CONFIG_C is not set
CONFIG_I=1
`,
      stderr: `Kconfig:3:warning: default for config symbol 'S' must be a single symbol
Kconfig:4:warning: config symbol 'S' uses select, but is not bool or tristate
Kconfig:5:warning: range is only allowed for int or hex symbols
Kconfig:8:warning: 'I' has wrong type. 'select' only accept arguments of bool and tristate type
Kconfig:15:warning: 'I': number is invalid
Kconfig:16:warning: range is invalid
Kconfig:17:warning: config symbol defined without type
`,
    },
  },
];
