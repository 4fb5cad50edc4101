#!/usr/bin/env bash
# The steps of a release, as .github/workflows/release.yml runs them.
#
#   scripts/release.sh notes TAG              what CHANGELOG.md says of TAG, once TAG, Cargo.toml and CHANGELOG.md agree
#   scripts/release.sh build TARGET           compiles for TARGET
#   scripts/release.sh package TARGET FOLDER  an archive of the program and what goes with it
#   scripts/release.sh sums FOLDER            SHA256SUMS of the archives
#   scripts/release.sh publish TAG FOLDER     the release, with the archives and FOLDER/notes.md
set -euo pipefail
cd "$(dirname "$0")/.."

built=${CARGO_TARGET_DIR:-target}

refuse() {
  if [ -n "${GITHUB_ACTIONS:-}" ]; then printf '::error title=Release::%s\n' "$1"; fi >&2
  printf '%s\n' "$1" >&2
  exit 1
}

version() { sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1; }

notes() { # TAG
  local version found
  version=$(version)
  [ "$1" = "v$version" ] || refuse "the tag is $1, but Cargo.toml says version $version"
  found=$(awk -v heading="## [$version]" '
    index($0, "## ") == 1 { inside = index($0, heading) == 1; next }
    inside && /^\[[^]]+\]: / { next }
    inside { print }
  ' CHANGELOG.md)
  [ -n "${found//[[:space:]]/}" ] || refuse "CHANGELOG.md says nothing under ## [$version]"
  printf '%s\n' "$found" | sed -e '/./,$!d'
}

build() { # TARGET
  rustup target add "$1"
  case $1 in
    *-linux-musl)
      sudo apt-get update -qq
      sudo apt-get install -y -qq --no-install-recommends musl-tools >/dev/null
      # What the C parts are compiled with; its name differs between the two machines.
      export "CC_${1//-/_}=musl-gcc"
      ;;
    *-windows-msvc) export RUSTFLAGS="-C target-feature=+crt-static" ;;
  esac
  cargo build --release --locked --target "$1"
}

package() { # TARGET FOLDER
  local name=yaomu-$1 exe='' program folder python shell
  case $1 in *-windows-*) exe=.exe ;; esac
  program=$built/$1/release/yaomu$exe
  mkdir -p "$2"
  folder=$2/$name
  rm -rf "$folder"
  mkdir -p "$folder/completions" "$folder/man"
  cp "$program" LICENSE-APACHE LICENSE-MIT NOTICE README.md README.zh-CN.md CHANGELOG.md "$folder/"
  "$program" --version
  for shell in bash zsh fish powershell; do
    "$program" completions "$shell" >"$folder/completions/yaomu.$shell"
  done
  "$program" man --output "$folder/man"
  if [ -n "$exe" ]; then
    python=$(command -v python3 || command -v python)
    (cd "$2" && "$python" -m zipfile -c "$name.zip" "$name")
  else
    # macOS would add a file of attributes beside each.
    COPYFILE_DISABLE=1 tar -czf "$2/$name.tar.gz" -C "$2" "$name"
  fi
  rm -rf "$folder"
}

sums() { # FOLDER
  (cd "$1" && sha256sum -- yaomu-* >SHA256SUMS && cat SHA256SUMS)
}

publish() { # TAG FOLDER
  local kind=()
  case $1 in *-*) kind=(--prerelease) ;; esac
  gh release create "$1" --verify-tag --title "$1" --notes-file "$2/notes.md" ${kind[@]+"${kind[@]}"} \
    "$2"/yaomu-* "$2/SHA256SUMS"
}

case ${1:-} in
  notes | build | package | sums | publish) "$@" ;;
  *) refuse "say notes, build, package, sums or publish" ;;
esac
