import type { Rule } from "../../support/rules.js";

/** Rules of reading and writing `.config`, one small tree each. What is expected was seen from the C programs. */
export const configCases: readonly Rule[] = [
  {
    rule: "a menu ends with its name, and a blank line comes before the next setting",
    kconfig: `mainmenu "T"
config A
	bool "a"
menu "One"
config B
	bool "b"
menu "Two"
config C
	bool "c"
endmenu
endmenu
config D
	bool "d"
menu "Empty"
endmenu
menu "Last"
comment "word"
endmenu
`,
    both: {
      config: `# CONFIG_A is not set

#
# One
#
# CONFIG_B is not set

#
# Two
#
# CONFIG_C is not set
# end of Two
# end of One

# CONFIG_D is not set

#
# Empty
#
# end of Empty

#
# Last
#

#
# word
#
# end of Last
`,
    },
  },
  {
    rule: "a menu that is hidden has no name, its values stay",
    kconfig: `config A
	bool "a"
menu "One"
	visible if A
config B
	bool "b"
	default y
endmenu
config C
	bool "c"
`,
    both: {
      config: `# CONFIG_A is not set
CONFIG_B=y
# CONFIG_C is not set
`,
    },
  },
  {
    rule: "quotes and backslashes of a string are escaped",
    kconfig:
      "config S\n" + '\tstring "s"\n' + '\tdefault "a\\"b\\\\c"\n' + "config T\n" + '\tstring "t"\n' + "",
    config: 'CONFIG_T="x\\"y\\\\z" tail\n' + "",
    both: { config: 'CONFIG_S="a\\"b\\\\c"\n' + 'CONFIG_T="x\\"y\\\\z"\n' + "" },
  },
  {
    rule: "a carriage return in a line that is no setting",
    kconfig: `config A
	bool "a"
`,
    config: "CONFI\rG_A=y\n\rjunk\nx\r\ry\r\n\r\n",
    "linux-6.1": {
      config: "# CONFIG_A is not set\n",
      stderr: ".config:1:warning: unexpected data: CONFI\n.config:3:warning: unexpected data: x\n",
    },
    "linux-6.12": {
      config: "# CONFIG_A is not set\n",
      stderr: `.config:1:warning: unexpected data: CONFI\rG_A=y
.config:2:warning: unexpected data: \rjunk
.config:3:warning: unexpected data: x\r\ry
`,
    },
  },
  {
    rule: "lines that are no settings",
    kconfig: `config A
	bool "a"
`,
    config: `junk
CONFIG_A
 CONFIG_A=y

# word
#CONFIG_A is not set
#xCONFIG_A is not set
`,
    "linux-6.1": {
      config: `# CONFIG_A is not set
`,
      stderr: `.config:1:warning: unexpected data: junk
.config:3:warning: unexpected data:  CONFIG_A=y
`,
    },
    "linux-6.12": {
      config: `# CONFIG_A is not set
`,
      stderr: `.config:1:warning: unexpected data: junk
.config:2:warning: unexpected data: CONFIG_A
.config:3:warning: unexpected data:  CONFIG_A=y
`,
    },
  },
  {
    rule: "a symbol that is set twice, and one that is not there",
    kconfig: `config A
	bool "a"
`,
    config: `CONFIG_A=y
CONFIG_NONE=y
# CONFIG_A is not set
`,
    both: {
      config: `# CONFIG_A is not set
`,
      stderr: `.config:2:warning: unknown symbol: NONE
.config:3:warning: override: reassigning to symbol A
`,
    },
  },
  {
    rule: "values that are not of the type",
    kconfig: `config MODULES
	bool "m"
	modules
	default y
config A
	bool "a"
config T
	tristate "t"
config I
	int "i"
config H
	hex "h"
config S
	string "s"
	default "d"
`,
    config: `CONFIG_A=m
CONFIG_T=q
CONFIG_I=010
CONFIG_H=0xzz
CONFIG_S=bare
CONFIG_S="open
`,
    "linux-6.1": {
      config: `CONFIG_MODULES=y
# CONFIG_A is not set
# CONFIG_T is not set
CONFIG_I=
CONFIG_H=
CONFIG_S="d"
`,
      stderr: `.config:1:warning: symbol value 'm' invalid for A
.config:2:warning: symbol value 'q' invalid for T
.config:3:warning: symbol value '010' invalid for I
.config:4:warning: symbol value '0xzz' invalid for H
.config:6:warning: invalid string found
`,
    },
    "linux-6.12": {
      config: `CONFIG_MODULES=y
# CONFIG_A is not set
# CONFIG_T is not set
CONFIG_I=0
CONFIG_H=0x0
CONFIG_S="d"
`,
      stderr: `.config:1:warning: symbol value 'm' invalid for A
.config:2:warning: symbol value 'q' invalid for T
.config:3:warning: symbol value '010' invalid for I
.config:4:warning: symbol value '0xzz' invalid for H
.config:6:warning: invalid string found
`,
    },
  },
  {
    rule: "the line `is not set` of a number",
    kconfig: `config I
	int "i"
	default 4
`,
    config: `# CONFIG_I is not set
`,
    both: {
      config: `CONFIG_I=4
`,
      stderr: `.config:1:warning: symbol value 'n' invalid for I
`,
    },
  },
  {
    rule: "words after `is not set`",
    kconfig: `config A
	bool "a"
	default y
`,
    config: `# CONFIG_A is not set at all
`,
    "linux-6.1": {
      config: `# CONFIG_A is not set
`,
    },
    "linux-6.12": {
      config: `CONFIG_A=y
`,
    },
  },
  {
    rule: "lines that end as in DOS",
    kconfig: `config A
	bool "a"
config B
	bool "b"
	default y
`,
    config: "CONFIG_A=y\r\n" + "# CONFIG_B is not set\r\n" + "",
    both: {
      config: `CONFIG_A=y
# CONFIG_B is not set
`,
    },
  },
];

/** Rules of savedefconfig. */
export const defconfigCases: readonly Rule[] = [
  {
    rule: "savedefconfig leaves out what is so by default",
    kconfig: `config MODULES
	bool "m"
	modules
	default y
config A
	bool "a"
	default y
config T
	tristate "t"
	default m
config I
	int "i"
	default 5
	range 7 9
config S
	string "s"
choice
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
    config: `CONFIG_A=y
CONFIG_T=y
CONFIG_C2=y
`,
    both: {
      config: `CONFIG_T=y
CONFIG_I=7
`,
    },
  },
  {
    rule: "savedefconfig writes another value of a choice, and what is off against its default",
    kconfig: `config A
	bool "a"
	default y
choice
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
    config: `# CONFIG_A is not set
CONFIG_C3=y
`,
    both: {
      config: `# CONFIG_A is not set
CONFIG_C3=y
`,
    },
  },
  {
    rule: "savedefconfig leaves out what is selected, implied or hidden",
    kconfig: `config A
	bool "a"
	select B
	imply I
config B
	bool "b"
config I
	bool "i"
config H
	bool
	default A
config N
	int "n"
`,
    config: `CONFIG_A=y
CONFIG_B=y
CONFIG_I=y
`,
    both: {
      config: `CONFIG_A=y
`,
    },
  },
];
