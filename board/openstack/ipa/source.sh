# Sourced by agent.sh: sources out of Git, kept in a cache.
# shellcheck shell=bash
# shellcheck disable=SC2034  # SOURCE_GIT_DIR and SOURCE_COMMIT are results

# Only these transports; "ext::" for one would run a command named in a URL.
export GIT_ALLOW_PROTOCOL=${GIT_ALLOW_PROTOCOL:-file:git:http:https:ssh}
export GIT_TERMINAL_PROMPT=0

# check_source SYMBOL URL REF: refuses what git could take for an option or
# what is no URL or ref at all. SYMBOL is the option's name up to _GIT_URL.
check_source() {
	local symbol=$1 url=$2 ref=$3
	[[ -n $url ]] || die "${symbol}_GIT_URL: empty: give the URL of a Git repository, or the absolute path of one"
	[[ $url != -* ]] || die "${symbol}_GIT_URL: '$url' begins with '-': give a URL or an absolute path"
	[[ $url != *[[:cntrl:]]* ]] || die "${symbol}_GIT_URL: holds a control character: type it again"
	[[ $url == /* || $url == *:* ]] || die "${symbol}_GIT_URL: '$url' is neither a URL nor an absolute path: give one of these"
	[[ -n $ref ]] || return 0
	[[ $ref != -* ]] || die "${symbol}_RELEASE: '$ref' begins with '-': give a branch, a tag or a commit"
	git check-ref-format --allow-onelevel "$ref" ||
		die "${symbol}_RELEASE: '$ref' is not a name Git allows: give a branch, a tag or a commit"
}

# lookup GIT_DIR REF: prints the commit REF is in the cache; fails if unknown.
lookup() {
	local git_dir=$1 ref=$2 name
	for name in "refs/heads/$ref" "refs/tags/$ref" "refs/wanted/$ref" "refs/$ref"; do
		git --git-dir="$git_dir" rev-parse --verify --quiet --end-of-options "$name^{commit}" && return
	done
	is_commit "$ref" && git --git-dir="$git_dir" rev-parse --verify --quiet --end-of-options "$ref^{commit}"
}

is_commit() { [[ $1 =~ ^([0-9a-f]{40}|[0-9a-f]{64})$ ]]; }

# fetch_source SYMBOL URL REF CACHE: brings URL's cache up to date and sets
# SOURCE_GIT_DIR and SOURCE_COMMIT. A commit that is there needs no network; a
# tag neither if the network fails; a branch always asks.
fetch_source() {
	local symbol=$1 url=$2 ref=$3 cache=$4 key
	check_source "$symbol" "$url" "$ref"
	key=$(printf '%s' "$url" | sha256sum)
	SOURCE_GIT_DIR=$cache/git/${key%% *}
	if [[ ! -e $SOURCE_GIT_DIR/HEAD ]]; then
		mkdir -p -- "$SOURCE_GIT_DIR"
		git init --quiet --bare -- "$SOURCE_GIT_DIR"
	fi
	if is_commit "$ref" && SOURCE_COMMIT=$(lookup "$SOURCE_GIT_DIR" "$ref"); then
		say "$url at $ref is in the cache"
		return
	fi
	say "fetching $url"
	if [[ -n ${IPA_OFFLINE:-} && $url != /* && $url != file:* ]]; then
		SOURCE_COMMIT=$(lookup "$SOURCE_GIT_DIR" "${ref:-default}") ||
			die "${symbol}_RELEASE: '$ref' of $url was never fetched, and --offline forbids to ask: build once with the network"
		say "offline: $url at $SOURCE_COMMIT is taken from the cache"
		return
	fi
	if ! git --git-dir="$SOURCE_GIT_DIR" fetch --quiet --prune --force --no-write-fetch-head -- "$url" \
		'+refs/heads/*:refs/heads/*' '+refs/tags/*:refs/tags/*' '+HEAD:refs/default'; then
		SOURCE_COMMIT=$(git --git-dir="$SOURCE_GIT_DIR" rev-parse --verify --quiet --end-of-options "refs/tags/$ref^{commit}") ||
			die "${symbol}_GIT_URL: cannot fetch $url: check the address and the network; a tag or commit that was fetched once needs neither"
		say "cannot fetch $url: taking tag $ref from the cache"
		return
	fi
	if [[ -z $ref ]]; then
		SOURCE_COMMIT=$(git --git-dir="$SOURCE_GIT_DIR" rev-parse --verify 'refs/default^{commit}')
		return
	fi
	# A full ref name, or a commit no branch holds, has to be asked for.
	if ! SOURCE_COMMIT=$(lookup "$SOURCE_GIT_DIR" "$ref"); then
		git --git-dir="$SOURCE_GIT_DIR" fetch --quiet --force --no-write-fetch-head -- "$url" "+$ref:refs/wanted/$ref" || true
		SOURCE_COMMIT=$(lookup "$SOURCE_GIT_DIR" "$ref") ||
			die "${symbol}_RELEASE: $url has no branch, tag or commit '$ref': check the name"
	fi
}

# copy_directory DIR TO: a folder on this machine as it stands, uncommitted work
# and all, but for what Git is told to ignore. Nothing is written in DIR.
copy_directory() {
	local dir=$1 to=$2
	[[ $dir == /* ]] || die "OPENSTACK_IPA_SOURCE_DIR: '$dir' is not an absolute path: give one"
	[[ -d $dir ]] || die "OPENSTACK_IPA_SOURCE_DIR: $dir is not a directory: check the path, or empty the option to take the repository"
	if [[ -e $dir/.git ]]; then
		git clone --quiet --shared -- "$dir" "$to" || die "OPENSTACK_IPA_SOURCE_DIR: $dir cannot be read by git: see above"
		git -C "$to" ls-files -z | (cd -- "$to" && xargs -0 rm -f --)
		(cd -- "$dir" && git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' path; do
			[[ ! -e $path && ! -L $path ]] || printf '%s\0' "$path"
		done | cpio -0pdm --quiet -- "$to")
	else
		cp -a -- "$dir" "$to"
		# Without Git's tags nothing but this tells pbr a version.
		[[ -e $to/PKG-INFO ]] || export PBR_VERSION=${PBR_VERSION:-0.0.0}
	fi
}
