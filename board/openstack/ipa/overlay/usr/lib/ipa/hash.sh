# shellcheck shell=sh
# is_hash TEXT: a password's hash of crypt(3), and nothing that would break the line of /etc/shadow it goes into.
is_hash() {
	case $1 in
	*[:[:space:]]*) return 1 ;;
	\$[0-9a-z]*\$*\$*) return 0 ;;
	*) return 1 ;;
	esac
}
