#!/bin/sh
# Builds git-swarm from this directory and installs it.
#
#   ./install.sh [--prefix DIRECTORY]       DIRECTORY is ~/.local, or /usr/local for root
#   ./install.sh --uninstall [--prefix DIRECTORY]
#
# It needs the .NET SDK, and a C compiler for native code. What was installed is listed in
# DIRECTORY/share/git-swarm/installed; --uninstall removes exactly that.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work=

say() { printf '%s\n' "$*"; }
warn() { printf 'warning: %s\n' "$*" >&2; }
die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

usage() {
  sed -n '2,8s/^# \{0,1\}//p' "$0"
}

# The name .NET has for this system.
runtime_id() {
  case $(uname -s) in
    Linux) if ldd --version 2>&1 | grep -qi musl; then os=linux-musl; else os=linux; fi ;;
    Darwin) os=osx ;;
    *) die "no build for $(uname -s); on Windows run this inside WSL" ;;
  esac
  case $(uname -m) in
    x86_64 | amd64) say "$os-x64" ;;
    aarch64 | arm64) say "$os-arm64" ;;
    *) die "no build for $(uname -m)" ;;
  esac
}

# Restore and publish are two commands: a publish that restores by itself asks for packages native builds do without.
# Everything lands under $work, so the ordinary build's obj/ stays as it is.
attempt() {
  out=$1
  shift
  rm -rf "$work/build" "$out"
  {
    dotnet restore "$here/src/GitSwarm" -r "$rid" --artifacts-path "$work/build" "$@" &&
      dotnet publish "$here/src/GitSwarm" --no-restore -c Release -r "$rid" --artifacts-path "$work/build" -o "$out" "$@"
  } >>"$work/log" 2>&1 </dev/null && [ -x "$out/git-swarm" ]
}

# Sets kind to what was built. Each way is slower to start than the one before it.
build() {
  pack=-p:PublishAotUsingRuntimePack=false
  single='-p:PublishSingleFile=true -p:PublishReadyToRun=true'
  if attempt "$work/out" -p:PublishAot=true; then
    kind='native code, .NET 10'
  elif attempt "$work/out" -p:PublishAot=true -p:SwarmFramework=net9.0 "$pack"; then
    kind='native code, .NET 9'
  # shellcheck disable=SC2086 # two options
  elif attempt "$work/out" $single -p:SelfContained=false; then
    kind='precompiled, starts about ten times slower than native code, and needs the .NET runtime'
  # shellcheck disable=SC2086
  elif attempt "$work/out" $single -p:SelfContained=true; then
    kind='precompiled with its own runtime, starts about ten times slower than native code'
  else
    tail -n 40 "$work/log" >&2
    die 'the build failed; its last lines are above'
  fi
}

# place MODE SOURCE TARGET: puts a file below the prefix and writes it down.
place() {
  mkdir -p "$(dirname "$prefix/$3")"
  # A new file under the old name: the old program may be running.
  cp "$2" "$prefix/$3.new"
  chmod "$1" "$prefix/$3.new"
  mv -f "$prefix/$3.new" "$prefix/$3"
  say "$3" >>"$work/installed"
}

complete_in() {
  if "$prefix/bin/git-swarm" completion "$1" >"$work/completion" 2>/dev/null </dev/null && [ -s "$work/completion" ]; then
    place 644 "$work/completion" "$2"
  fi
}

# Where the shell and man will look is a matter of the user's set-up: say what is missing, change nothing.
check_reach() {
  case :$PATH: in
    *:"$prefix/bin":*) ;;
    *) warn "$prefix/bin is not on PATH, so git does not find git-swarm there; add: export PATH=\"$prefix/bin:\$PATH\"" ;;
  esac
  [ -f "$prefix/$manual" ] || return 0
  # man also looks beside the programs on PATH, and a missing entry there was told already.
  if ! command -v man >/dev/null 2>&1; then
    warn "man is not installed; 'git swarm --help' needs it, 'git swarm -h' does not"
  elif ! PATH="$prefix/bin:$PATH" man -w git-swarm >/dev/null 2>&1; then
    warn "man does not look in $prefix/share/man, where 'git swarm --help' finds its page; add: export MANPATH=\"$prefix/share/man:\""
  fi
}

install_all() {
  command -v dotnet >/dev/null 2>&1 || die 'dotnet is not on PATH; the .NET 10 SDK builds git-swarm'
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT TERM
  rid=$(runtime_id)
  began=$(date +%s)
  # An SDK that phones home or asks questions has no place in an installer.
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
  build
  place 755 "$work/out/git-swarm" bin/git-swarm
  if [ -f "$here/docs/man/git-swarm.1" ]; then
    place 644 "$here/docs/man/git-swarm.1" "$manual"
  fi
  complete_in bash share/bash-completion/completions/git-swarm
  complete_in zsh share/zsh/site-functions/_git-swarm
  complete_in fish share/fish/vendor_completions.d/git-swarm.fish
  mkdir -p "$prefix/$list_folder"
  # What an older version installed and this one does not would never be removed.
  if [ -f "$prefix/$list" ]; then
    cat "$prefix/$list" >>"$work/installed"
  fi
  sort -u "$work/installed" >"$prefix/$list"
  say "git-swarm is in $prefix/bin: $kind ($rid), built in $(($(date +%s) - began)) s"
  check_reach
}

uninstall_all() {
  [ -f "$prefix/$list" ] || die "nothing was installed in $prefix (no $list)"
  while read -r file; do
    rm -f "$prefix/$file"
    remove_empty "$(dirname "$file")"
  done <"$prefix/$list"
  rm -f "$prefix/$list"
  remove_empty "$list_folder"
  say "git-swarm is gone from $prefix; what 'git swarm init' and 'git swarm install' set up stays until 'deinit' and 'uninstall'"
}

# Directories nobody else uses go too, up to the prefix.
remove_empty() {
  directory=$1
  while [ "$directory" != . ] && rmdir "$prefix/$directory" 2>/dev/null; do
    directory=$(dirname "$directory")
  done
}

if [ "$(id -u)" -eq 0 ]; then prefix=/usr/local; else prefix=$HOME/.local; fi
manual=share/man/man1/git-swarm.1
list_folder=share/git-swarm
list=$list_folder/installed
action=install_all
while [ $# -gt 0 ]; do
  case $1 in
    --prefix)
      [ $# -ge 2 ] || die '--prefix needs a directory'
      prefix=$2
      shift
      ;;
    --prefix=*) prefix=${1#--prefix=} ;;
    --uninstall) action=uninstall_all ;;
    -h | --help)
      usage
      exit 0
      ;;
    *) die "unknown option '$1'; see ./install.sh --help" ;;
  esac
  shift
done
case $prefix in
  '') die '--prefix needs a directory' ;;
  /*) ;;
  *) prefix=$PWD/$prefix ;;
esac
$action
