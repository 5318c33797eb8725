#!/usr/bin/env bash
# Run by Buildroot under fakeroot, on its copy of target/, for every image:
# owners and modes that Git does not keep, and what no agent needs. Then the
# user's own script.
# Exit code: 0, or 1 with a sentence on standard error.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
. "$here/common.sh"
. "$here/lean.sh"

target=${1:?the path of target/ is missing: Buildroot gives it as the first argument}

# sshd ignores keys that others could have written, and refuses to start with
# host keys that others can read.
if [[ -d $target/root ]]; then
	chown 0:0 -- "$target/root"
	chmod 0700 -- "$target/root"
fi
if [[ -d $target/root/.ssh ]]; then
	chown -R 0:0 -- "$target/root/.ssh"
	chmod 0700 -- "$target/root/.ssh"
	find "$target/root/.ssh" -type f -exec chmod 0600 -- {} +
fi
if [[ -d $target/etc/ssh ]]; then
	find "$target/etc/ssh" -type f -name 'ssh_host_*_key' -exec chown 0:0 -- {} + -exec chmod 0600 -- {} +
	find "$target/etc/ssh" -type f -name 'ssh_host_*_key.pub' -exec chown 0:0 -- {} + -exec chmod 0644 -- {} +
fi

is_agents=
if [[ -n ${BR2_CONFIG:-} && -e ${BR2_CONFIG:-} ]] && config_enabled OPENSTACK_IPA; then is_agents=yes; fi

if [[ -n $is_agents ]] && config_enabled OPENSTACK_IPA_LEAN; then
	leave_out "$target" "$here/left-out.txt"
	leave_out_unasked_firmware "$target"
fi

user_hook post-fakeroot.sh "$@"

# The image's own init looks for the file that comes last in the archive, whose
# names are sorted by their bytes, and knows what room all of it takes.
if [[ -x $target/init && -n $is_agents ]]; then
	unpacked=$(du -sk --apparent-size -- "$target" | cut -f1)
	least=$(sed -n 's/^OPENSTACK_IPA_MIN_MEMORY=//p' "$BR2_CONFIG")
	printf 'unpacked %s\nleast %s\n' "$unpacked" "$((${least:-0} * 1024))" >"$target/etc/ipa-image-size"
	echo "the last file of the archive: /init looks for it" >"$target/~ipa-complete"
fi
