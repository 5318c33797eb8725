# Sourced by post-fakeroot.sh: leaves out of an image what its agent does not use.
# shellcheck shell=bash

# Removes what left-out.txt lists from the root file system at $1. Files outside
# of it are safe: a pattern is matched within it, and no link is followed.
leave_out() {
	local target=$1 list=$2 line how path
	while IFS= read -r line; do
		[[ -n $line && $line != "#"* ]] || continue
		how=remove
		if [[ $line == "empty "* ]]; then how=empty line=${line#empty }; fi
		while IFS= read -r path; do
			if [[ $how == remove ]]; then
				rm -rf -- "${target:?}/$path"
			elif [[ -f $target/$path && ! -L $target/$path ]]; then
				: >"$target/$path"
			fi
		done < <(cd -- "$target" && { compgen -G "$line" || true; })
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
	[[ -d $folder && -d $target/lib/modules ]] || return 0
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

# Notes a file below $1 in the caller's array `kept`, and what it links to.
keep_firmware() {
	local folder=$1 path=$2
	while [[ $path != /* && -z ${kept[$path]:-} ]]; do
		kept[$path]=y
		[[ -L $folder/$path ]] || break
		path=$(realpath -ms --relative-base="$folder" -- "$(dirname -- "$folder/$path")/$(readlink -- "$folder/$path")")
	done
}
