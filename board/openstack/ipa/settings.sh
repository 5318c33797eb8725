# Sourced by post-build.sh: what the menu "IPA image" says, written into the
# target. Everything is written anew each time: target/ stays from one make to
# the next, and an option that was emptied must leave nothing behind.
# shellcheck shell=bash

# named_file SYMBOL: prints the path that SYMBOL names, or nothing; it is there.
named_file() {
	local path
	path=$(config_string "$1")
	[[ -n $path ]] || return 0
	[[ $path == /* ]] || path=$IPA_TREE/$path
	[[ -f $path && -r $path ]] || die "$1: $path is no file that can be read: check the path"
	printf '%s' "$path"
}

put_ssh_keys() {
	local target=$1 file line
	file=$(named_file OPENSTACK_IPA_SSH_KEYS_FILE)
	rm -f -- "$target/usr/share/ipa/authorized_keys"
	[[ -n $file ]] || return 0
	while IFS= read -r line || [[ -n $line ]]; do
		[[ -z $line || $line == \#* || $line =~ (ssh-[a-z0-9-]+|ecdsa-[a-z0-9-]+|sk-[a-z0-9@.-]+)\ +[A-Za-z0-9+/=]{16,} ]] ||
			die "OPENSTACK_IPA_SSH_KEYS_FILE: $file has a line that is no public key: '${line:0:40}': give lines as in authorized_keys"
		[[ $line != *PRIVATE* ]] || die "OPENSTACK_IPA_SSH_KEYS_FILE: $file is a private key: give the .pub file"
	done <"$file"
	# Not in root/.ssh, which is the user's overlay's: sshd reads both.
	install -D -m 0644 -- "$file" "$target/usr/share/ipa/authorized_keys"
}

put_root_password() {
	local target=$1 file line hash=""
	file=$(named_file OPENSTACK_IPA_ROOT_PASSWORD_FILE)
	[[ -n $file ]] || return 0
	IFS= read -r hash <"$file" || [[ -n $hash ]] || die "OPENSTACK_IPA_ROOT_PASSWORD_FILE: $file is empty: put a hash there (openssl passwd -6)"
	# The hash itself is not for a log.
	[[ $hash =~ ^\$(5|6|y|7|2b)\$[./A-Za-z0-9,=\$]{20,}$ ]] ||
		die "OPENSTACK_IPA_ROOT_PASSWORD_FILE: the first line of $file is no hash that is strong enough: make one with \`openssl passwd -6\`"
	[[ -f $target/etc/shadow ]] || die "OPENSTACK_IPA_ROOT_PASSWORD_FILE: the target has no etc/shadow: choose an init system"
	while IFS= read -r line || [[ -n $line ]]; do
		if [[ $line == root:* ]]; then
			line=${line#root:}
			line="root:$hash:${line#*:}"
		fi
		printf '%s\n' "$line"
	done <"$target/etc/shadow" >"$target/etc/shadow.ipa"
	chmod 0600 -- "$target/etc/shadow.ipa"
	mv -- "$target/etc/shadow.ipa" "$target/etc/shadow"
}

# The bundle that all programs know stays as the package installed it.
put_ca() {
	local target=$1 file bundle=$1/etc/ipa/ca-bundle.crt
	file=$(named_file OPENSTACK_IPA_CA_FILE)
	rm -f -- "$bundle"
	[[ -n $file ]] || return 0
	grep -q -e '-----BEGIN CERTIFICATE-----' -- "$file" || die "OPENSTACK_IPA_CA_FILE: $file holds no certificate in PEM: convert it (openssl x509 -inform DER)"
	! grep -q -e 'PRIVATE KEY-----' -- "$file" || die "OPENSTACK_IPA_CA_FILE: $file holds a private key: take it out"
	mkdir -p -- "$target/etc/ipa"
	{ cat -- "$target/etc/ssl/certs/ca-certificates.crt" 2>/dev/null || true; } >"$bundle"
	cat -- "$file" >>"$bundle"
}

# environment for all services, and the agent's own settings.
put_services() {
	local target=$1 proxy no_proxy ntp variables=()
	proxy=$(config_string OPENSTACK_IPA_PROXY)
	no_proxy=$(config_string OPENSTACK_IPA_NO_PROXY)
	ntp=$(config_string OPENSTACK_IPA_NTP_SERVER)
	[[ -z $proxy || $proxy =~ ^https?://[^[:space:]\"%]+$ ]] || die "OPENSTACK_IPA_PROXY: '$proxy' is no URL of http or https: give one such as http://proxy:3128"
	[[ $no_proxy =~ ^[A-Za-z0-9.,:/_*-]*$ ]] || die "OPENSTACK_IPA_NO_PROXY: '$no_proxy': give hosts with commas between them"
	[[ $ntp =~ ^[A-Za-z0-9.:_-]*$ ]] || die "OPENSTACK_IPA_NTP_SERVER: '$ntp' is neither a name nor an address: give one"
	if [[ -n $proxy ]]; then
		variables+=("http_proxy=$proxy" "https_proxy=$proxy" "HTTP_PROXY=$proxy" "HTTPS_PROXY=$proxy")
		[[ -z $no_proxy ]] || variables+=("no_proxy=$no_proxy" "NO_PROXY=$no_proxy")
	fi
	[[ ! -e $target/etc/ipa/ca-bundle.crt ]] || variables+=("REQUESTS_CA_BUNDLE=/etc/ipa/ca-bundle.crt")
	rm -f -- "$target/etc/systemd/system.conf.d/10-ipa.conf" "$target/etc/ironic-python-agent.d/10-image.conf"
	if [[ ${#variables[@]} -gt 0 ]]; then
		mkdir -p -- "$target/etc/systemd/system.conf.d"
		printf '[Manager]\nDefaultEnvironment=%s\n' "$(printf '"%s" ' "${variables[@]}" | sed 's/ $//')" >"$target/etc/systemd/system.conf.d/10-ipa.conf"
	fi
	mkdir -p -- "$target/etc/ironic-python-agent.d"
	{
		printf '[DEFAULT]\n'
		[[ -z $ntp ]] || printf 'ntp_server = %s\n' "$ntp"
		[[ ! -e $target/etc/ipa/ca-bundle.crt ]] || printf 'cafile = /etc/ipa/ca-bundle.crt\n'
	} >"$target/etc/ironic-python-agent.d/10-image.conf"
}

# clear_settings TARGET: what put_settings left there; the hash in etc/shadow is
# Buildroot's to write anew.
clear_settings() {
	local target=$1
	rm -f -- "$target/usr/share/ipa/authorized_keys" "$target/etc/ipa/ca-bundle.crt" \
		"$target/etc/systemd/system.conf.d/10-ipa.conf" "$target/etc/ironic-python-agent.d/10-image.conf"
}

# put_settings TARGET: all of it.
put_settings() {
	put_ssh_keys "$1"
	put_root_password "$1"
	put_ca "$1"
	put_services "$1"
}
