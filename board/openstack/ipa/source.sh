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
	for name in "refs/heads/$ref" "refs/tags/$ref" "refs/wanted/$ref"; do
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
