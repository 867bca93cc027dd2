# >>> git-swarm >>>
# git-swarm hook v1: reports what git did here; only a deliberate refusal stops a commit.
(
  [ "${GIT_SWARM-}" != off ] || exit 0
  swarm=@PROGRAM@
  [ -f "$swarm" ] && [ -x "$swarm" ] || swarm=$(command -v git-swarm) || exit 0
  "$swarm" hook git @EVENT@ "$@" </dev/null && exit 0
  [ @EVENT@:$? != pre-commit:1 ]
) || [ $? -ne 1 ] || exit 1
[ -z "${GIT_SWARM_PROBE-}" ] || exit 0
# <<< git-swarm <<<
