#!/usr/bin/env bash
# Run by Buildroot when target/ is complete, before the images are made.
# Installs the agent when it is wanted, then runs the user's own script.
# Exit code: 0, or 1 with a sentence on standard error.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
. "$here/common.sh"
. "$here/source.sh"
. "$here/stage.sh"
. "$here/agent.sh"
. "$here/settings.sh"

target=${1:?the path of target/ is missing: Buildroot gives it as the first argument}

remove_agent "$target"
if config_enabled OPENSTACK_IPA; then
	install_agent "$target"
	put_settings "$target"
else
	rm -f -- "$target/etc/ipa-release" "$BUILD_DIR/ipa-agent/sources.json"
	clear_settings "$target"
	say "OPENSTACK_IPA is off: no agent in this image"
fi

user_hook post-build.sh "$@"
