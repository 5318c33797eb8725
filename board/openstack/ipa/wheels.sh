#!/usr/bin/env bash
# Makes the agent's Python packages, and puts nothing into the target: that is
# post-build.sh's work, which makes them itself where this did not run before.
#
#   wheels.sh LINK TARGET...
#
# TARGET: folders that hold what packages install, usr/lib/python3.N/site-packages
# among it. LINK becomes a link to what was made.
# Exit code: 0, or 1 with a sentence on standard error.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
. "$here/common.sh"
. "$here/source.sh"
. "$here/stage.sh"

link=${1:?the path of the link is missing}
shift
[[ $# -gt 0 ]] || die "wheels.sh: no folder of the target given: give one that holds usr/lib/python3.N"

# A package has a Python in its folder if it needs one.
pydir=
sites=()
for target in "$@"; do
	found=$(find_python "$target") || continue
	[[ -z $pydir || $pydir == "$found" ]] || die "$target: has $found, another one $pydir: build them again (ipa-image clean --build)"
	pydir=$found
	[[ ! -d $target/usr/lib/$pydir/site-packages ]] || sites+=("$target/usr/lib/$pydir/site-packages")
done
[[ -n $pydir ]] || no_python

work=$(dirname -- "$link")/wheels-work
rm -rf -- "$work"
mkdir -p -- "$work" "$work/no-packages"
prepare_stage "$work" "$pydir" "${sites[@]:-$work/no-packages}"
rm -rf -- "$work"
ln -sfnT -- "$STAGE" "$link.tmp.$$"
mv -fT -- "$link.tmp.$$" "$link"
