# Sourced by post-fakeroot.sh: leaves out of an image what its agent does not use.
# shellcheck shell=bash

# True if the folder at $2 is, with all links followed, the folder $1 or within
# it: a link like usr/sbin -> /usr/bin would lead to the files of this machine.
is_within() {
	local outer inner
	outer=$(realpath -e -- "$1") || return
	inner=$(realpath -e -- "$2" 2>/dev/null) || return
	[[ $inner/ == "$outer"/* ]]
}

# True if another file of the root file system at $1 has the name of the file
# $2 in it, as programs have those of the libraries that they are linked with.
is_named() {
	local others
	others=$(cd -- "$1" && { grep -rlF --devices=skip -- "${2##*/}" . || true; } | { grep -vxF -- "./$2" || true; })
	[[ -n $others ]]
}

# Removes what left-out.txt lists from the root file system at $1. Files outside
# of it are safe, and what a link stands for stays.
leave_out() {
	local target=$1 list=$2 first pattern path
	while read -r first pattern; do
		case $first in
		"" | "#"*) continue ;;
		empty | unneeded) ;;
		unless)
			config_enabled "${pattern%% *}" && continue
			pattern=${pattern#* }
			;;
		*) pattern=$first ;;
		esac
		while IFS= read -r path; do
			is_within "$target" "$target/$(dirname -- "$path")" || continue
			if [[ $first == unneeded ]] && is_named "$target" "$path"; then continue; fi
			if [[ $first != empty ]]; then
				rm -rf -- "${target:?}/$path"
			elif [[ -f $target/$path && ! -L $target/$path ]]; then
				: >"$target/$path"
			fi
		done < <(cd -- "$target" && { compgen -G "$pattern" || true; })
	done <"$list"
}

# Prints the names of the firmware that the modules of this kernel, and what is
# built into it, ask for. A module says it in its section .modinfo, in strings
# that end with a NUL.
asked_firmware() {
	find "$1/lib/modules/" \( -name '*.ko' -o -name modules.builtin.modinfo \) -type f \
		-exec grep -zahoE '(^|\.)firmware=.*' -- {} + |
		tr '\0' '\n' | sed 's/^\.\{0,1\}firmware=//' | sort -u
}

# Removes firmware that no driver of this kernel asks for. What is asked for may
# be a pattern, a link, or packed. Where modules cannot be read, all of it stays.
leave_out_unasked_firmware() {
	local target=$1 folder=$1/lib/firmware asked path name
	local -A kept=()
	is_within "$target" "$folder" || return 0
	is_within "$target" "$target/lib/modules" || return 0
	[[ -z $(find "$target/lib/modules/" -name '*.ko.*' -print -quit) ]] || return 0
	asked=$(asked_firmware "$target")
	[[ -n $asked ]] || return 0
	while IFS= read -r name; do
		while IFS= read -r path; do keep_firmware "$folder" "$path"; done \
			< <(cd -- "$folder" && for path in "$name" "$name.xz" "$name.zst"; do compgen -G "$path" || true; done)
	done <<<"$asked"
	while IFS= read -r -d '' path; do
		[[ -n ${kept[$path]:-} ]] || rm -f -- "$folder/$path"
	done < <(find "$folder/" -not -type d -printf '%P\0')
	find "$folder/" -mindepth 1 -type d -empty -delete
}

# Notes a file below $1 in the caller's array `kept`, and every link on the way
# to it: a folder of firmware may be a link, too.
keep_firmware() {
	local folder=$1 rest=$2 done=
	while [[ -n $rest && $rest != /* && $rest != ..* ]]; do
		done+=${done:+/}${rest%%/*}
		if [[ $rest == */* ]]; then rest=${rest#*/}; else rest=; fi
		[[ -n $rest && ! -L $folder/$done ]] || kept[$done]=y
		if [[ -L $folder/$done ]]; then
			rest=$(realpath -ms --relative-base="$folder" -- "$(dirname -- "$folder/$done")/$(readlink -- "$folder/$done")/$rest")
			done=
		fi
	done
}
