[ "${GIT_SWARM-}" = off ] || ! command -v git-swarm >/dev/null || git-swarm hook git @EVENT@ "$@" </dev/null || [ @EVENT@:$? != pre-commit:1 ] || exit 1
