#!/usr/bin/env bash
# Finds the program: the one laid in by hand, else a release, else the source this action stands in.
#
#   BINARY      path of a program laid in by hand, or empty
#   VERSION     a release: v0.1.0 or latest; empty: CALLED_BY where it looks like a release
#   CALLED_BY   the tag or branch the action is called by
#   REPOSITORY  OWNER/NAME that has the releases
#
# Writes to GITHUB_OUTPUT: path; and where it has to be compiled, folder to compile into and key to cache it under.
set -euo pipefail

say() { printf '%s\n' "$1"; }
refuse() {
  printf '::error title=Yaomu::%s\n' "$1"
  exit 1
}
give() { printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"; }

exe=
[ "$RUNNER_OS" = Windows ] && exe=.exe

target() {
  case "$RUNNER_OS-$RUNNER_ARCH" in
    Linux-X64) say x86_64-unknown-linux-musl ;;
    Linux-ARM64) say aarch64-unknown-linux-musl ;;
    macOS-X64) say x86_64-apple-darwin ;;
    macOS-ARM64) say aarch64-apple-darwin ;;
    Windows-X64) say x86_64-pc-windows-msvc ;;
  esac
}

sha256() { if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi; }

# Downloads ADDRESS to FILE. 1: there is no such file; anything else that goes wrong ends the run.
download() {
  local status
  status=$(curl --silent --show-error --location --retry 3 --max-time 300 --output "$2" --write-out '%{http_code}' "$1") ||
    refuse "could not download $1"
  case $status in
    200) ;;
    404) return 1 ;;
    *) refuse "could not download $1: HTTP status $status" ;;
  esac
}

# Takes the archive of this machine from the release VERSION, checks it and unpacks it. 1: there is none. (Whatever else goes
# wrong is refused by name: `set -e` does not reach into a function that a condition calls.)
take_release() {
  local target archive releases at expected found
  target=$(target)
  [ -n "$target" ] || return 1
  [[ $REPOSITORY =~ ^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$ ]] || return 1
  archive=yaomu-$target.tar.gz
  [ "$RUNNER_OS" = Windows ] && archive=yaomu-$target.zip
  releases=${GITHUB_SERVER_URL:-https://github.com}/$REPOSITORY/releases
  if [ "$VERSION" = latest ]; then
    releases=$releases/latest/download
  else
    [[ $VERSION =~ ^v[0-9A-Za-z.+-]+$ ]] || refuse "a version is written like v0.1.0, not $VERSION"
    releases=$releases/download/$VERSION
  fi
  at=$RUNNER_TEMP/yaomu-release
  rm -rf "$at"
  mkdir -p "$at" || refuse "could not make the folder $at"
  download "$releases/SHA256SUMS" "$at/SHA256SUMS" || return 1
  expected=$(awk -v name="$archive" '{ sub(/^\*/, "", $2) } $2 == name { print $1 }' "$at/SHA256SUMS")
  [ -n "$expected" ] || return 1
  download "$releases/$archive" "$at/$archive" || refuse "SHA256SUMS of $VERSION names $archive, but the release has no such file"
  found=$(sha256 "$at/$archive" | cut -d ' ' -f 1)
  [ "$found" = "$expected" ] || refuse "$archive is not the file that was published: its SHA-256 is $found, not $expected"
  case $archive in
    *.zip) unzip -q "$at/$archive" -d "$at" || refuse "could not unpack $archive" ;;
    *) tar -xzf "$at/$archive" -C "$at" || refuse "could not unpack $archive" ;;
  esac
  say "release $VERSION of $REPOSITORY, checksum verified"
  give path "$at/yaomu-$target/yaomu$exe"
}

# What the program is compiled from, as one checksum: all that the crate holds.
fingerprint() {
  (
    cd "$GITHUB_ACTION_PATH"
    cargo package --list --allow-dirty --offline --quiet | LC_ALL=C sort | while IFS= read -r file; do
      if [ -f "$file" ]; then sha256 "$file"; fi
    done | sha256 | cut -d ' ' -f 1
  )
}

if [ -n "$BINARY" ]; then
  [ -f "$BINARY" ] || refuse "there is no file $BINARY"
  chmod +x "$BINARY"
  say "the program laid in by hand: $BINARY"
  folder=$(cd "$(dirname "$BINARY")" && if [ "$RUNNER_OS" = Windows ]; then pwd -W; else pwd; fi)
  give path "$folder/$(basename "$BINARY")"
  exit
fi

if [ -z "$VERSION" ] && [[ $CALLED_BY =~ ^v[0-9]+\.[0-9]+\.[0-9]+ ]]; then
  VERSION=$CALLED_BY
fi
if [ -n "$VERSION" ]; then
  if take_release; then
    exit
  fi
  # The source is a stand-in only where it is the version asked for.
  source=v$(sed -n 's/^version = "\(.*\)"$/\1/p' "$GITHUB_ACTION_PATH/Cargo.toml" | head -n 1)
  [ "$VERSION" = latest ] || [ "$VERSION" = "$source" ] ||
    refuse "there is no release $VERSION for $RUNNER_OS $RUNNER_ARCH, and the source of this action is $source"
  say "there is no release $VERSION for $RUNNER_OS $RUNNER_ARCH yet"
fi

command -v cargo >/dev/null || refuse "there is no release to take, and this runner has no Rust to compile the source with"
say "compiling $GITHUB_ACTION_PATH"
give folder "$RUNNER_TEMP/yaomu-compiled"
give path "$RUNNER_TEMP/yaomu-compiled/bin/yaomu$exe"
give key "yaomu-$RUNNER_OS-$RUNNER_ARCH-$(fingerprint)"
