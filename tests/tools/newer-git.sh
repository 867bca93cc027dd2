#!/usr/bin/env bash
# Puts the git of a newer Debian beside the system's, for the tests that run on several gits.
#
#   tests/tools/newer-git.sh trixie|sid [DIRECTORY]
#
# DIRECTORY is where tests look: ${GIT_SWARM_TEST_GITS:-~/.cache/git-swarm-tests}/git-SUITE. Its bin/git runs the new
# git with the C library it was built for. Nothing outside of DIRECTORY changes: packages are fetched with an apt
# configuration of our own, and unpacked, never installed. Running it again does nothing.
set -euo pipefail

suite=${1:?usage: newer-git.sh trixie|sid [DIRECTORY]}
target=$(realpath -m "${2:-${GIT_SWARM_TEST_GITS:-$HOME/.cache/git-swarm-tests}/git-$suite}")
packages=(git libc6 libpcre2-8-0 zlib1g)

fail() {
  echo "newer-git: $*" >&2
  exit 1
}

# The mirror this machine already uses: what it can reach, it can reach for another suite too.
debian_mirror() {
  local sources=() file
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
    [ ! -f "$file" ] || sources+=("$file")
  done
  sed -nE 's#^(URIs:|deb( \[[^]]*\])?) +([a-z]+://[^ ]+/debian)/?( .*)?$#\3#p' "${sources[@]}" | head -n 1
}

# An apt that knows one suite and keeps all its state under $1.
private_apt() {
  local root=$1 mirror=$2
  mkdir -p "$root"/etc/{apt.conf.d,preferences.d,sources.list.d} "$root"/state/lists/partial "$root"/cache/archives/partial
  touch "$root/status"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$root/etc/sources.list"
  cat >"$root/apt.conf" <<CONF
Dir "$root";
Dir::Etc "$root/etc";
Dir::State "$root/state";
Dir::State::status "$root/status";
Dir::Cache "$root/cache";
APT::Sandbox::User "root";
APT::Update::Post-Invoke "";
APT::Update::Post-Invoke-Success "";
Acquire::Retries "3";
CONF
}

# Makes the programs under $1 start with the loader and the libraries that lie beside them once $1 is called $target.
use_own_libraries() {
  local root=$1 loader libraries program
  loader=$(find "$root/usr" -path '*/lib/*' -name 'ld-linux*.so.*' | head -n 1)
  [ -n "$loader" ] || fail "the C library of $suite has no loader where it is looked for"
  loader=$target${loader#"$root"}
  libraries=$(dirname "$loader")
  find "$root/usr/bin" "$root/usr/lib/git-core" -type f | while read -r program; do
    if [ "$(head -c 4 "$program" | tail -c 3)" = ELF ]; then
      patchelf --set-interpreter "$loader" --force-rpath --set-rpath "$libraries" "$program"
    fi
  done
}

if [ -x "$target/bin/git" ] && "$target/bin/git" --version; then
  exit 0
fi
command -v patchelf >/dev/null || fail "patchelf is not installed"
mirror=$(debian_mirror)
[ -n "$mirror" ] || fail "this machine's apt sources name no Debian mirror"

mkdir -p "$(dirname "$target")"
work=$(mktemp -d "$target.XXXXXX")
trap 'rm -rf "$work"' EXIT
private_apt "$work/apt" "$mirror"
mkdir -p "$work/deb" "$work/root/bin"
(
  export APT_CONFIG=$work/apt/apt.conf
  cd "$work/deb"
  # The signature is checked; the date is not, because a mirror of sid that lags is good enough.
  apt-get -qq -o Acquire::Check-Valid-Until=false update
  apt-get -qq download "${packages[@]}"
)
for package in "$work"/deb/*.deb; do
  dpkg -x "$package" "$work/root"
done
use_own_libraries "$work/root"
cat >"$work/root/bin/git" <<WRAPPER
#!/bin/sh
export GIT_EXEC_PATH='$target/usr/lib/git-core' GIT_TEMPLATE_DIR='$target/usr/share/git-core/templates'
exec '$target/usr/bin/git' "\$@"
WRAPPER
chmod +x "$work/root/bin/git"
rm -rf "$target"
mv "$work/root" "$target"
"$target/bin/git" --version
