# Sourced by post-build.sh, wheels.sh and wheels-tool.sh: the agent's Python
# packages, made once for what is beside them in the target, and kept in the
# downloads folder.
# shellcheck shell=bash
# shellcheck disable=SC2034  # STAGE and the commits are results

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

# find_pip: sets PIP_PYTHON to the Python that runs pip: the host Python of this
# build, else the machine's. Exit code 3 without one.
PIP_PYTHON=
find_pip() {
	[[ -z $PIP_PYTHON ]] || return 0
	for PIP_PYTHON in ${HOST_DIR:+"$HOST_DIR/bin/python3"} /usr/bin/python3 python3; do
		"$PIP_PYTHON" -c 'import pip._vendor.packaging' >/dev/null 2>&1 && return
	done
	PIP_PYTHON=
	printf 'ipa: %s\n' "no Python with pip: add host-python-pip (make host-python-pip), or install python3-pip on this machine" >&2
	return 3
}

# wheels_program VERB ARGUMENT...: the program beside this file. No __pycache__
# in the external tree: a change there is a reason to build again.
wheels_program() {
	find_pip || return
	"$PIP_PYTHON" -B "$IPA_TREE/board/openstack/ipa/wheels" "$@"
}

wheels_lock() { printf '%s' "${IPA_WHEELS_LOCK:-$IPA_TREE/wheels.lock}"; }

wheels_cache() { printf '%s' "${BR2_DL_DIR:-$BUILD_DIR/../dl}/ipa"; }

# The commit that wheels.lock has for a source, else the REF asked for: what is
# locked stays, though a branch moves on. While a new lock is made it has no say.
locked_ref() {
	local symbol=$1 url=$2 ref=$3 commit=
	if [[ -z ${IPA_WRITE_LOCK:-} && -e $(wheels_lock) ]]; then
		commit=$(wheels_program locked --lock "$(wheels_lock)" --symbol "$symbol" --url "$url" --ref="$ref") || return
		[[ $commit != "local directory" ]] || commit=
	fi
	printf '%s' "${commit:-$ref}"
}

# json TEXT: as a string of JSON.
json() {
	local text=${1//\\/\\\\}
	printf '"%s"' "${text//\"/\\\"}"
}

# prepare_sources WORK: WORK/agent and WORK/upper-constraints.txt as .config has
# them. Sets AGENT_COMMIT, REQUIREMENTS_COMMIT, SOURCES (JSON) and SOURCES_KEY.
prepare_sources() {
	local work=$1 cache url ref asked dir files
	cache=$(wheels_cache)
	url=$(config_string OPENSTACK_REQUIREMENTS_GIT_URL)
	ref=$(config_string OPENSTACK_REQUIREMENTS_RELEASE)
	asked=$(locked_ref OPENSTACK_REQUIREMENTS "$url" "$ref")
	fetch_source OPENSTACK_REQUIREMENTS "$url" "$asked" "$cache"
	REQUIREMENTS_COMMIT=$SOURCE_COMMIT
	git --git-dir="$SOURCE_GIT_DIR" cat-file blob "$REQUIREMENTS_COMMIT:upper-constraints.txt" >"$work/upper-constraints.txt" ||
		die "OPENSTACK_REQUIREMENTS_GIT_URL: no upper-constraints.txt at $REQUIREMENTS_COMMIT: is it the requirements repository?"
	SOURCES="\"OPENSTACK_REQUIREMENTS\": {\"url\": $(json "$url"), \"ref\": $(json "$ref"), \"commit\": \"$REQUIREMENTS_COMMIT\"}"

	dir=$(config_string OPENSTACK_IPA_SOURCE_DIR)
	if [[ -n $dir ]]; then
		copy_directory "$dir" "$work/agent"
		files=$(cd -- "$work/agent" && find . -path ./.git -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum --)
		SOURCES_KEY=$(printf '%s' "$files" | sha256sum)
		AGENT_COMMIT="local directory" url=$dir ref=
		say "agent of the directory $dir, requirements $REQUIREMENTS_COMMIT"
	else
		url=$(config_string OPENSTACK_IPA_GIT_URL)
		ref=$(config_string OPENSTACK_IPA_RELEASE)
		asked=$(locked_ref OPENSTACK_IPA "$url" "$ref")
		fetch_source OPENSTACK_IPA "$url" "$asked" "$cache"
		AGENT_COMMIT=$SOURCE_COMMIT SOURCES_KEY=$SOURCE_COMMIT
		git clone --quiet --shared --no-checkout -- "$SOURCE_GIT_DIR" "$work/agent"
		git -C "$work/agent" -c advice.detachedHead=false checkout --quiet --detach "$AGENT_COMMIT" --
		say "agent $AGENT_COMMIT, requirements $REQUIREMENTS_COMMIT"
	fi
	SOURCES="{\"OPENSTACK_IPA\": {\"url\": $(json "$url"), \"ref\": $(json "$ref"), \"commit\": \"$AGENT_COMMIT\"}, $SOURCES}"
	SOURCES_KEY+=" $REQUIREMENTS_COMMIT"
}

# wheels_index: the index that was asked for, in the environment or the menu.
wheels_index() {
	if [[ -n ${IPA_WHEELS_INDEX:-} ]]; then printf '%s' "$IPA_WHEELS_INDEX"; else config_string OPENSTACK_IPA_WHEELS_INDEX; fi
}

# target_arch: Buildroot's name of the target's architecture.
target_arch() {
	local arch
	arch=$(config_string BR2_ARCH)
	printf '%s' "${arch:-x86_64}"
}

# make_wheels WORK VERSION ARGUMENT...: fills WORK/stage from prepare_sources.
make_wheels() {
	local work=$1 version=$2
	shift 2
	[[ -z ${IPA_OFFLINE:-} ]] || set -- --offline "$@"
	wheels_program make --agent "$work/agent" --constraints "$work/upper-constraints.txt" --sources "$SOURCES" \
		--cache "$(wheels_cache)/wheels" --work "$work" --stage "$work/stage" --python "$version" --lock "$(wheels_lock)" \
		--buildroot "${TOPDIR:-$PWD}" --config "$BR2_CONFIG" --index "$(wheels_index)" --machine "$(target_arch)" "$@"
}

# check_target TARGET PYDIR: all that the agent needs is there, and nothing that
# could not run there.
check_target() {
	local more=() list=$BUILD_DIR/ipa-agent/installed.txt
	! config_enabled BR2_PACKAGE_PYTHON_PIP || more=(--pip-wanted)
	[[ ! -e $list ]] || more+=(--installed "$list")
	wheels_program check --target "$1" --pydir "$2" --arch "$(target_arch)" --machine "$(target_arch)" --buildroot "${TOPDIR:-$PWD}" "${more[@]}"
}

# prepare_stage WORK PYDIR SITE...: sets STAGE to the folder with the agent and
# what it needs beside the Python packages in the folders SITE, and AGENT_COMMIT
# and REQUIREMENTS_COMMIT. WORK is a folder of its own.
prepare_stage() {
	local work=$1 pydir=$2 key cache sites=() site
	shift 2
	cache=$(wheels_cache)
	mkdir -p -- "$cache/stage"
	prepare_sources "$work"
	# The same sources beside the same packages of the target give the same
	# files: the key is all that make_wheels reads.
	key=$({
		printf '%s\n' "$SOURCES_KEY" "$pydir" "$(target_arch)"
		find "$@" -maxdepth 1 \( -name '*.dist-info' -o -name '*.egg-info' \) -printf '%f\n' 2>/dev/null | LC_ALL=C sort -u
		cat -- "$IPA_TREE/board/openstack/ipa/stage.sh" "$IPA_TREE"/board/openstack/ipa/{,wheels/}*.py
		cat -- "$(wheels_lock)" 2>/dev/null || echo "no lock"
	} | sha256sum)
	STAGE=$cache/stage/${key%% *}
	if [[ -d $STAGE ]]; then
		say "the agent's Python packages are in the cache"
		return
	fi
	for site in "$@"; do sites+=(--site "$site"); done
	make_wheels "$work" "${pydir#python}" "${sites[@]}"
	mv -- "$work/stage" "$STAGE.tmp.$$"
	mv -T -- "$STAGE.tmp.$$" "$STAGE"
}
