# Sourced by post-build.sh and wheels.sh: the agent's Python packages, made once
# for what is beside them in the target, and kept in the downloads folder.
# shellcheck shell=bash
# shellcheck disable=SC2034  # STAGE and the commits are results

# Everything goes into directories of the build's own, root or not.
export PIP_ROOT_USER_ACTION=ignore

# The directory of the target's Python, usr/lib/python3.N, relative to it.
target_python() { find_python "$1" || no_python; }

# The same; fails when there is none.
find_python() {
	local dir
	for dir in "$1"/usr/lib/python3.*/; do
		[[ -d $dir ]] && basename -- "$dir" && return
	done
	return 1
}

no_python() {
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

# build_stage WORK PYDIR SITE...: agent and missing requirements in WORK/stage.
build_stage() {
	local work=$1 pydir=$2 pip version=${2#python} round missing
	shift 2
	pip=$(find_pip)
	say "building the agent's wheel"
	"$pip" -m pip wheel --quiet --disable-pip-version-check --no-input --no-deps --wheel-dir "$work/wheel" "$work/agent" ||
		die "pip: cannot build the agent's wheel: see its messages above; it fetches the build tools (pbr, setuptools) too"
	wheels_into "$work/stage" "$pip" "$version" "$work"/wheel/*.whl
	for round in {1..12}; do
		missing=$("$pip" "$IPA_TREE/board/openstack/ipa/missing.py" --root ironic-python-agent --python "$version" \
			--constraints "$work/upper-constraints.txt" "$@" "$work/stage") ||
			die "the agent's requirements cannot be met: see above; choose releases that belong together"
		[[ -n $missing ]] || return 0
		say "round $round, adding:" "${missing//$'\n'/ }"
		mapfile -t missing <<<"$missing"
		wheels_into "$work/stage" "$pip" "$version" "${missing[@]}"
	done
	die "the agent's requirements have no end after $round rounds: choose releases that belong together"
}

# prepare_stage WORK PYDIR SITE...: sets STAGE to the folder with the agent and
# what it needs beside the Python packages in the folders SITE, and AGENT_COMMIT
# and REQUIREMENTS_COMMIT. WORK is a folder of its own.
prepare_stage() {
	local work=$1 pydir=$2 cache key url ref requirements_dir
	shift 2
	cache=${BR2_DL_DIR:-$BUILD_DIR/../dl}/ipa
	mkdir -p -- "$cache/stage"

	url=$(config_string OPENSTACK_REQUIREMENTS_GIT_URL)
	ref=$(config_string OPENSTACK_REQUIREMENTS_RELEASE)
	fetch_source OPENSTACK_REQUIREMENTS "$url" "$ref" "$cache"
	requirements_dir=$SOURCE_GIT_DIR REQUIREMENTS_COMMIT=$SOURCE_COMMIT
	url=$(config_string OPENSTACK_IPA_GIT_URL)
	ref=$(config_string OPENSTACK_IPA_RELEASE)
	fetch_source OPENSTACK_IPA "$url" "$ref" "$cache"
	AGENT_COMMIT=$SOURCE_COMMIT
	say "agent $AGENT_COMMIT, requirements $REQUIREMENTS_COMMIT"

	# The same two commits beside the same packages of the target give the same
	# files: the key is all that build_stage reads.
	key=$({
		printf '%s\n' "$AGENT_COMMIT" "$REQUIREMENTS_COMMIT" "$pydir"
		find "$@" -maxdepth 1 \( -name '*.dist-info' -o -name '*.egg-info' \) -printf '%f\n' 2>/dev/null | LC_ALL=C sort -u
		cat -- "$IPA_TREE/board/openstack/ipa/stage.sh" "$IPA_TREE/board/openstack/ipa/missing.py"
	} | sha256sum)
	STAGE=$cache/stage/${key%% *}
	if [[ -d $STAGE ]]; then
		say "the agent's Python packages are in the cache"
		return
	fi
	git clone --quiet --shared --no-checkout -- "$SOURCE_GIT_DIR" "$work/agent"
	git -C "$work/agent" -c advice.detachedHead=false checkout --quiet --detach "$AGENT_COMMIT" --
	git --git-dir="$requirements_dir" cat-file blob "$REQUIREMENTS_COMMIT:upper-constraints.txt" >"$work/upper-constraints.txt" ||
		die "OPENSTACK_REQUIREMENTS_GIT_URL: no upper-constraints.txt at $REQUIREMENTS_COMMIT: is it the requirements repository?"
	build_stage "$work" "$pydir" "$@"
	mv -- "$work/stage" "$STAGE.tmp.$$"
	mv -T -- "$STAGE.tmp.$$" "$STAGE"
}
