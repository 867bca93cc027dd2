#!/bin/sh
# Installs the hook tools that tests combine git-swarm with: husky and lefthook from npm into
# $GIT_SWARM_TEST_TOOLS, pre-commit, git-lfs and the shells hooks are written in from the distribution.
# Repeating it is cheap.
set -eu

tools=${GIT_SWARM_TEST_TOOLS:-$HOME/.cache/git-swarm-tests/node}
mkdir -p "$tools"
if [ ! -x "$tools/node_modules/.bin/husky" ] || [ ! -x "$tools/node_modules/.bin/lefthook" ]; then
  npm install --prefix "$tools" --no-audit --no-fund husky@9 lefthook@2
fi

missing=
for package in pre-commit git-lfs dash bash zsh ksh; do
  command -v "$package" >/dev/null || missing="$missing $package"
done
if [ -n "$missing" ]; then
  as_root=
  [ "$(id -u)" -eq 0 ] || as_root=sudo
  $as_root apt-get update -qq
  # Unquoted: a list of names.
  $as_root apt-get install -y -qq --no-install-recommends $missing
fi
