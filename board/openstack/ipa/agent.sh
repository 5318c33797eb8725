# Sourced by post-build.sh: puts the Ironic Python Agent into the target.
# shellcheck shell=bash

# Where the agent's Python packages of an earlier run are listed, to take them
# out again: Buildroot keeps target/ from one make to the next.
agent_manifest() { printf '%s' "$BUILD_DIR/ipa-agent/installed.txt"; }

remove_agent() {
	local target=$1 manifest path dir
	manifest=$(agent_manifest)
	[[ -e $manifest ]] || return 0
	while IFS= read -r -d '' path; do
		rm -f -- "${target:?}/$path"
		# Buildroot may have compiled a source file in place meanwhile.
		[[ $path != *.py ]] || rm -f -- "$target/${path}c"
		dir=${path%/*}
		while [[ $dir == */site-packages/* ]] && rmdir -- "$target/$dir" 2>/dev/null; do
			dir=${dir%/*}
		done
	done <"$manifest"
	rm -f -- "$manifest"
}

# finish_stage STAGE PYDIR: what pip leaves for the machine it ran on becomes
# what the target runs; the same bytes every time.
finish_stage() {
	local stage=$1 pydir=$2 script
	# Tests that come with a package run where it is worked on. In an image they are a third of the wheels' bytes, and
	# of the memory they take in every machine.
	find "$stage" -depth \( -name __pycache__ -o -type d -name tests -o -path '*.dist-info/RECORD' -o -path '*.dist-info/direct_url.json' \
		-o -path '*.dist-info/REQUESTED' -o -path '*.dist-info/INSTALLER' \) -exec rm -rf -- {} +
	if [[ -d $stage/bin ]]; then
		for script in "$stage"/bin/*; do
			# Where the path of pip's Python is long or has a blank, a shell starts it, in two lines more.
			[[ -f $script ]] && sed -i -e "1{/^#!\/bin\/sh\$/{N;N;s|^.*\n'''exec' .*\n' '''\$|#!/usr/bin/python3|}}" \
				-e '1s|^#!.*python.*$|#!/usr/bin/python3|' -- "$script"
		done
	fi
	# Compiled by the target's own version only: another's files would not load.
	if config_enabled BR2_PACKAGE_PYTHON3_PYC_ONLY && [[ -x $HOST_DIR/bin/$pydir ]]; then
		"$HOST_DIR/bin/$pydir" -m compileall -q -b --invalidation-mode unchecked-hash \
			-s "$stage" -p "/usr/lib/$pydir/site-packages" "$stage" -x '/bin/' ||
			die "compileall: a Python file of the agent does not compile: see above"
		find "$stage" -path "$stage/bin" -prune -o -name '*.py' -exec rm -f -- {} +
	fi
}

# install_stage STAGE TARGET PYDIR: copies, and lists what it copied.
install_stage() {
	local stage=$1 target=$2 pydir=$3 site=usr/lib/$3/site-packages manifest script
	for script in "$stage"/bin/*; do
		[[ ! -e $target/usr/bin/${script##*/} ]] || die "usr/bin/${script##*/}: Buildroot installs this file too, it would be replaced: leave out the package that installs it, or choose an agent without it"
	done
	manifest=$(agent_manifest)
	{
		find "$stage" -path "$stage/bin" -prune -o ! -type d -printf "$site/%P\\0"
		[[ ! -d $stage/bin ]] || find "$stage/bin" -type f -printf 'usr/bin/%P\0'
	} >"$manifest.tmp"
	mv -- "$manifest.tmp" "$manifest"
	mkdir -p -- "$target/$site" "$target/usr/bin"
	(cd -- "$stage" && find . -mindepth 1 -path ./bin -prune -o ! -type d -print0 | cpio -0pdum --quiet "$target/$site")
	[[ ! -d $stage/bin ]] || install -m 0755 -t "$target/usr/bin" -- "$stage"/bin/*
}

# install_agent TARGET: the whole of it, from the options in .config.
install_agent() {
	local target=$1 pydir work
	pydir=$(target_python "$target")
	work=$BUILD_DIR/ipa-agent/work
	rm -rf -- "$work"
	mkdir -p -- "$work"
	prepare_stage "$work" "$pydir" "$target/usr/lib/$pydir/site-packages"
	rm -rf -- "$work/stage"
	# shellcheck disable=SC2153  # set by prepare_stage
	cp -a -- "$STAGE" "$work/stage"
	finish_stage "$work/stage" "$pydir"
	install_stage "$work/stage" "$target" "$pydir"
	mkdir -p -- "$target/etc/ironic-python-agent.d"
	printf 'IPA_COMMIT="%s"\nREQUIREMENTS_COMMIT="%s"\n' "$AGENT_COMMIT" "$REQUIREMENTS_COMMIT" >"$target/etc/ipa-release"
	printf '%s\n' "$SOURCES" >"$BUILD_DIR/ipa-agent/sources.json"
	rm -rf -- "$work"
	check_target "$target" "$pydir" || die "the agent would not run: see above"
	say "the agent is in the target"
}
