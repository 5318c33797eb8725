/** The tree of the drop-in scripts: every kind of option, and letters that are hotkeys, commands, or both. */
export const DROP_IN_TREE = `mainmenu "Drop-in Configuration"

config MODULES
	bool "Loadable modules"
	default y
	option modules

config TITLE
	string "Image title"
	default "plain image"
	help
	  Shown by the boot loader.

menu "Target options"

choice
	prompt "Architecture"
	default ARM

config ARM
	bool "ARM"

config MIPS
	bool "MIPS"
	select BIG_ENDIAN

config RISCV
	bool "RISC-V"

endchoice

config BIG_ENDIAN
	bool "Big endian"

config RISCV_VECTOR
	bool "Vector extension"
	depends on RISCV
	default y

config JOBS
	int "Jobs"
	range 1 64
	default 4

config OFFSET
	int "Offset"
	default 0

config BASE
	hex "Load address"
	range 0x1000 0xffff
	default 0x8000

config FREE
	hex "Free address"
	default 0x0

endmenu

comment "Programs"

config ALPHA
	tristate "alpha tool"
	select CORE

config ALPHA_EXTRA
	bool "extra of alpha"
	depends on ALPHA
	default y

config CORE
	tristate "core library"
	help
	  What others stand on.

config DELTA
	tristate "delta tool"
	depends on CORE

menuconfig NET
	bool "Networking"
	default y

if NET

config NET_DHCP
	bool "DHCP client"

config NET_IPV6
	tristate "IPv6"
	default m

config NET_NAME
	string "Host name"
	default "box" if NET_DHCP

endif

choice
	prompt "Drivers"

config DRV_A
	tristate "driver A"

config DRV_B
	tristate "driver B"

config DRV_C
	tristate "driver C"

endchoice

menu "Void menu"
endmenu

config HIDDEN
	bool "hidden option"
	depends on MIPS
	default y

menu "Kernel hacking"
	visible if NET

config DEBUG
	bool "Debugging"

menu "Checks"

config CHECK_LOCKS
	bool "Locks"

config CHECK_LEVEL
	int "Level"
	default 3 if CHECK_LOCKS
	default 1

endmenu

config TRACE
	bool "Tracing" if DEBUG
	default y

endmenu

menu "Wide list"
${Array.from({ length: 40 }, (_, i) => `config ROW_${i}\n\tbool "row ${i}"\n`).join("\n")}
endmenu
`;

/** The same as Linux 6.12 reads it: no `option modules`, and choices of bool values alone. */
export const LINUX_TREE = DROP_IN_TREE.replace("option modules", "modules").replace(
  /(DRV_[ABC]\n\t)tristate/g,
  "$1bool",
);
