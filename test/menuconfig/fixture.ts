/** A small tree with everything a menu can show. */
export const FIXTURE = `mainmenu "Fixture Configuration"

config TITLE
	string "Image title"
	default "plain image"
	help
	  Shown by the boot loader.

menu "Target options"

choice
	prompt "Architecture"
	default ARM
	help
	  The processor of the board.

config ARM
	bool "ARM"
	help
	  Many boards.

config MIPS
	bool "MIPS"

config RISCV
	bool "RISC-V"

endchoice

config JOBS
	int "Jobs"
	range 1 64
	default 4

config BASE
	hex "Load address"
	default 0x8000

endmenu

comment "Programs"

config ALPHA
	bool "alpha tool"
	select CORE

config ALPHA_EXTRA
	bool "extra of alpha"
	depends on ALPHA

config CORE
	bool "core library"

menuconfig NET
	bool "Networking"
	default y

config NET_DHCP
	bool "DHCP client"
	depends on NET

menu "Empty menu"
endmenu

config HIDDEN
	bool "hidden option"
	depends on MIPS

menu "Long list"
${Array.from({ length: 40 }, (_, i) => `config ROW_${i}\n\tbool "row ${i}"\n`).join("\n")}
endmenu
`;
