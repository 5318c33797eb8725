/** A small tree in which options stand in each other's way. */
export const TANGLE = `mainmenu "Tangle"

menu "Toolchain"

config THREADS
	bool "threads"
	help
	  Many programs want to do several things at once.

config GLIBC
	bool "glibc"

config BITS
	int "bits"
	range 8 64
	default 32

endmenu

menu "Packages"

config SERVER
	bool "web server"
	depends on THREADS && (GLIBC || !STATIC)
	select CRYPTO
	help
	  Serves pages over the wire.

config SERVER_LOG
	string "log file of the web server"
	depends on SERVER
	default "/var/log/server"

config CRYPTO
	bool "crypto library"

config INNER
	bool
	default y if CRYPTO

config STATIC
	bool "static binaries"
	default y

config WIDE
	bool "wide numbers"
	depends on BITS = 64

choice
	prompt "Editor"
	default ED

config ED
	bool "ed"

config VI
	bool "vi"

config EMACS
	bool "emacs"

endchoice

endmenu
`;
