# Sourced by post-build.sh: puts the Ironic Python Agent into the target.
# shellcheck shell=bash

# Everything goes into directories of the build's own, root or not.
export PIP_ROOT_USER_ACTION=ignore

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

# The directory of the target's Python, usr/lib/python3.N, relative to it.
target_python() {
	local dir
	for dir in "$1"/usr/lib/python3.*/; do
		[[ -d $dir ]] && basename -- "$dir" && return
	done
	die "no Python 3 in the target, and the agent needs it: set BR2_PACKAGE_PYTHON3=y and BR2_PACKAGE_PYTHON3_SSL=y, or OPENSTACK_IPA=n"
}

# The Python that runs pip: the host Python of this build, else the machine's.
find_pip() {
	local python
	for python in "$HOST_DIR/bin/python3" /usr/bin/python3 python3; do
		if "$python" -m pip --version >/dev/null 2>&1; then
			printf '%s' "$python"
			return
		fi
	done
	die "no Python with pip: add host-python-pip (make host-python-pip), or install python3-pip on this machine"
}

# wheels_into STAGE PYTHON VERSION REQUIREMENT...: pure-Python wheels only, so
# that what a build machine fetches is what any target can run.
wheels_into() {
	local stage=$1 python=$2 version=$3
	shift 3
	"$python" -m pip install --quiet --disable-pip-version-check --no-input --no-deps --no-compile --upgrade \
		--only-binary :all: --platform any --implementation py --abi none --python-version "$version" \
		--target "$stage" -- "$@" ||
		die "pip: cannot get $*: check the network, or name a mirror or a directory of wheels in PIP_INDEX_URL or PIP_FIND_LINKS"
}

# build_stage WORK TARGET PYDIR: agent and missing requirements in WORK/stage.
build_stage() {
	local work=$1 target=$2 pydir=$3 pip version=${3#python} round missing
	pip=$(find_pip)
	say "building the agent's wheel"
	"$pip" -m pip wheel --quiet --disable-pip-version-check --no-input --no-deps --wheel-dir "$work/wheel" "$work/agent" ||
		die "pip: cannot build the agent's wheel: see its messages above; it fetches the build tools (pbr, setuptools) too"
	wheels_into "$work/stage" "$pip" "$version" "$work"/wheel/*.whl
	for round in {1..12}; do
		missing=$("$pip" "$IPA_TREE/board/openstack/ipa/missing.py" --root ironic-python-agent --python "$version" \
			--constraints "$work/upper-constraints.txt" "$target/usr/lib/$pydir/site-packages" "$work/stage") ||
			die "the agent's requirements cannot be met: see above; choose releases that belong together"
		[[ -n $missing ]] || return 0
		say "round $round, adding:" "${missing//$'\n'/ }"
		mapfile -t missing <<<"$missing"
		wheels_into "$work/stage" "$pip" "$version" "${missing[@]}"
	done
	die "the agent's requirements have no end after $round rounds: choose releases that belong together"
}

# finish_stage STAGE PYDIR: what pip leaves for the machine it ran on becomes
# what the target runs; the same bytes every time.
finish_stage() {
	local stage=$1 pydir=$2 script
	find "$stage" -depth \( -name __pycache__ -o -path '*.dist-info/RECORD' -o -path '*.dist-info/direct_url.json' \
		-o -path '*.dist-info/REQUESTED' -o -path '*.dist-info/INSTALLER' \) -exec rm -rf -- {} +
	if [[ -d $stage/bin ]]; then
		for script in "$stage"/bin/*; do
			[[ -f $script ]] && sed -i -e '1s|^#!.*python.*$|#!/usr/bin/python3|' -- "$script"
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
	local stage=$1 target=$2 pydir=$3 site=usr/lib/$3/site-packages manifest
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
	local target=$1 pydir cache work key stage url ref agent_commit requirements_dir requirements_commit
	pydir=$(target_python "$target")
	cache=${BR2_DL_DIR:-$BUILD_DIR/../dl}/ipa
	work=$BUILD_DIR/ipa-agent/work
	rm -rf -- "$work"
	mkdir -p -- "$work" "$cache/stage"

	url=$(config_string OPENSTACK_REQUIREMENTS_GIT_URL)
	ref=$(config_string OPENSTACK_REQUIREMENTS_RELEASE)
	fetch_source OPENSTACK_REQUIREMENTS "$url" "$ref" "$cache"
	requirements_dir=$SOURCE_GIT_DIR requirements_commit=$SOURCE_COMMIT
	url=$(config_string OPENSTACK_IPA_GIT_URL)
	ref=$(config_string OPENSTACK_IPA_RELEASE)
	fetch_source OPENSTACK_IPA "$url" "$ref" "$cache"
	agent_commit=$SOURCE_COMMIT
	say "agent $agent_commit, requirements $requirements_commit"

	# The same two commits beside the same packages of the target give the same
	# files: the key is all that build_stage reads.
	key=$({
		printf '%s\n' "$agent_commit" "$requirements_commit" "$pydir"
		find "$target/usr/lib/$pydir/site-packages" -maxdepth 1 \( -name '*.dist-info' -o -name '*.egg-info' \) -printf '%f\n' 2>/dev/null | LC_ALL=C sort
		cat -- "$IPA_TREE/board/openstack/ipa/agent.sh" "$IPA_TREE/board/openstack/ipa/missing.py"
	} | sha256sum)
	stage=$cache/stage/${key%% *}
	if [[ -d $stage ]]; then
		say "the agent's Python packages are in the cache"
	else
		git clone --quiet --shared --no-checkout -- "$SOURCE_GIT_DIR" "$work/agent"
		git -C "$work/agent" -c advice.detachedHead=false checkout --quiet --detach "$agent_commit" --
		git --git-dir="$requirements_dir" cat-file blob "$requirements_commit:upper-constraints.txt" >"$work/upper-constraints.txt" ||
			die "OPENSTACK_REQUIREMENTS_GIT_URL: no upper-constraints.txt at $requirements_commit: is it the requirements repository?"
		build_stage "$work" "$target" "$pydir"
		mv -- "$work/stage" "$stage.tmp.$$"
		mv -T -- "$stage.tmp.$$" "$stage"
	fi
	rm -rf -- "$work/stage"
	cp -a -- "$stage" "$work/stage"
	finish_stage "$work/stage" "$pydir"
	install_stage "$work/stage" "$target" "$pydir"
	mkdir -p -- "$target/etc/ironic-python-agent.d"
	printf 'IPA_COMMIT="%s"\nREQUIREMENTS_COMMIT="%s"\n' "$agent_commit" "$requirements_commit" >"$target/etc/ipa-release"
	rm -rf -- "$work"
	say "the agent is in the target"
}
