#!/usr/bin/env bash
# Run by Buildroot under fakeroot, on its copy of target/, for every image:
# owners and modes that Git does not keep. Then the user's own script.
# Exit code: 0, or 1 with a sentence on standard error.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
. "$here/common.sh"

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

user_hook post-fakeroot.sh "$@"
