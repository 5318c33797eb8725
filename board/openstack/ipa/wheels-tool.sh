#!/usr/bin/env bash
# What `ipa-image wheels` and the look before a build call.
#
#   wheels-tool.sh lock [REPORT]       writes wheels.lock
#   wheels-tool.sh preflight [REPORT]  makes the wheels as a build would, beside
#                                      the packages that Buildroot will install
#   wheels-tool.sh verify [REPORT]     the lock against .config, the cache and,
#                                      where it is built, the target
#
# REPORT: a file for the result as JSON. Environment: that of Buildroot's scripts,
# TOPDIR (Buildroot), and TARGET_DIR where there is one.
# Exit code: 0; 1 with a sentence on standard error; 3 without pip; 6 when a
# server cannot be asked.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
. "$here/common.sh"
. "$here/source.sh"
. "$here/stage.sh"

mode=${1:?lock, preflight or verify is missing}
report=${2:-}

config_enabled OPENSTACK_IPA || die "$BR2_CONFIG: OPENSTACK_IPA is off: there is no agent to make wheels for: set it in ipa-menuconfig"
find_pip
pydir=$(find_python "${TARGET_DIR:-/nowhere}") || pydir=
version=${pydir#python}
[[ -n $version ]] || version=$(wheels_program python-version --buildroot "$TOPDIR")

work=$(mktemp -d -- "${TMPDIR:-/tmp}/ipa-wheels.XXXXXX")
trap 'rm -rf -- "$work"' EXIT

# What is in the target already is known best; before, what Buildroot will install.
beside=(--assume)
if [[ -n $pydir && -d $TARGET_DIR/usr/lib/$pydir/site-packages && ! -e $BUILD_DIR/ipa-agent/installed.txt ]]; then
	beside=(--site "$TARGET_DIR/usr/lib/$pydir/site-packages")
fi

case $mode in
lock) export IPA_WRITE_LOCK=1 && prepare_sources "$work" && make_wheels "$work" "$version" --write-lock "${beside[@]}" --report "$report" ;;
preflight) prepare_sources "$work" && make_wheels "$work" "$version" --assume --report "$report" ;;
verify)
	[[ -e $(wheels_lock) ]] || die "$(wheels_lock): there is none: make it with \`ipa-image wheels lock\`"
	prepare_sources "$work"
	make_wheels "$work" "$version" --assume --report "$report"
	if [[ -n $pydir && -e $BUILD_DIR/ipa-agent/installed.txt ]]; then
		check_target "$TARGET_DIR" "$pydir"
		say "the target holds what the agent needs"
	else
		say "the target is not built yet: only the lock was looked at"
	fi
	;;
*) die "wheels-tool.sh: '$mode' is unknown: give lock, preflight or verify" ;;
esac
