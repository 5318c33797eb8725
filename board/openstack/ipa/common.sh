# Sourced by the board scripts: messages, reading .config, the user's hooks.
# shellcheck shell=bash

# Buildroot exports the path of every external tree; by hand it is found here.
IPA_TREE=${BR2_EXTERNAL_IPA_PATH:-$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../../.." && pwd)}

say() { printf 'ipa: %s\n' "$*"; }

# where: what is wrong: what to do
die() {
	printf 'ipa: %s\n' "$*" >&2
	exit 1
}

# True if the boolean SYMBOL is y in the configuration of this build.
config_enabled() { grep -qxF -- "$1=y" "$BR2_CONFIG"; }

# Prints the string SYMBOL, or nothing when it is absent. The file is read as
# data and never run: only \" and \\ mean something in it, as Kconfig writes.
config_string() {
	local name=$1 line value out=
	while IFS= read -r line || [[ -n $line ]]; do
		[[ $line == "$name="* ]] || continue
		value=${line#"$name="}
		[[ $value == \"*\" && ${#value} -ge 2 ]] ||
			die "$BR2_CONFIG: $name is not a quoted string: load the defconfig again"
		value=${value:1:${#value}-2}
		while [[ $value == *\\* ]]; do
			out+=${value%%\\*}
			value=${value#*\\}
			out+=${value:0:1}
			value=${value:1}
		done
		printf '%s' "$out$value"
		return
	done <"$BR2_CONFIG"
}

# Runs the user's scripts/NAME, after the board's own work, with its arguments.
user_hook() {
	local hook=$IPA_TREE/scripts/$1
	shift
	if [[ -x $hook && ! -d $hook ]]; then
		say "running $hook"
		"$hook" "$@"
	elif [[ -e $hook ]]; then
		die "$hook: not an executable file: chmod +x it, or remove it"
	fi
}
