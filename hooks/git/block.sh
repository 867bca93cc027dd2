# >>> git-swarm >>>
# git-swarm hook v1: reports what git did here; only a deliberate refusal stops a commit.
if [ "${GIT_SWARM-}" != off ]; then
  git_swarm=@PROGRAM@
  [ -f "$git_swarm" ] && [ -x "$git_swarm" ] || git_swarm=$(command -v git-swarm) || git_swarm=:
  "$git_swarm" hook git @EVENT@ "$@" </dev/null || [ @EVENT@:$? != pre-commit:1 ] || exit 1
fi
[ -z "${GIT_SWARM_PROBE-}" ] || exit 0
# <<< git-swarm <<<
