#!/usr/bin/env bash
# Run by Buildroot when the images are made: gives them names that stay the
# same whatever the compression, then the user's script, then manifest, bill of
# materials, licences and checksums of what there is.
# Exit code: 0, or 1 with a sentence on standard error.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
. "$here/common.sh"

images=$(realpath -- "${1:?the path of images/ is missing: Buildroot gives it as the first argument}")
cd -- "$images"

# stable NAME CANDIDATE...: NAME becomes a link to the first file there is.
stable() {
	local name=$1 candidate
	shift
	rm -f -- "$name"
	for candidate in "$@"; do
		if [[ -f $candidate ]]; then
			ln -s -- "$candidate" "$name"
			return
		fi
	done
}
stable ipa.kernel bzImage Image
stable ipa.initramfs rootfs.cpio.xz rootfs.cpio.zst rootfs.cpio.gz rootfs.cpio
stable ipa.iso rootfs.iso9660

# The user's script may add or change an image, so the sums come after it.
user_hook post-image.sh "$@"

# Any Python 3 will do: nothing but its own library is used.
outputs=$IPA_TREE/board/openstack/ipa/outputs
python=
for candidate in "${HOST_DIR:-}/bin/python3" /usr/bin/python3 python3; do
	if "$candidate" -c 'import lzma' >/dev/null 2>&1; then
		python=$candidate
		break
	fi
done
rm -f -- manifest.json sbom.cdx.json legal-info.tar.xz
if [[ -n $python ]]; then
	base=${BASE_DIR:-$(dirname -- "$images")}
	(cd -- "${TOPDIR:-/}" && "$python" -B "$outputs" --images "$images" --target "${TARGET_DIR:-$base/target}" --config "$BR2_CONFIG" \
		--facts "$BUILD_DIR/ipa-agent/packages.json" --sources "$BUILD_DIR/ipa-agent/sources.json" --base "$base" --tree "$IPA_TREE")
else
	say "no Python 3 with lzma: no manifest.json, sbom.cdx.json and legal-info.tar.xz are written: install python3"
fi

rm -f -- sha256sums
find . -maxdepth 1 \( -type f -o -type l \) ! -name 'sha256sums*' -printf '%P\0' | LC_ALL=C sort -z |
	xargs -0 --no-run-if-empty sha256sum -- >sha256sums.tmp
mv -- sha256sums.tmp sha256sums
say "checksums are in $images/sha256sums"
