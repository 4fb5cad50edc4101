#!/usr/bin/env bash
# The one test command, on a desk and in CI: cheap checks first, the browser last. Needs Rust, Node and Python; what else
# it needs it installs itself (Debian's packages as root or with sudo, npm packages into tests/browser).
#
#   scripts/test.sh             everything
#   scripts/test.sh tests site  only the steps named: format clippy docs tests random package site browser
set -euo pipefail
cd "$(dirname "$0")/.."

export CARGO_TERM_COLOR="${CARGO_TERM_COLOR:-never}"
steps=("$@")
[ ${#steps[@]} -gt 0 ] || steps=(format clippy docs tests random package site browser)

# What the test runners say goes by and is kept, for the sum at the end.
counted=$(mktemp)
outside=$(mktemp -d)

began=$SECONDS
heading=
step() { # HEADING COMMAND…
  heading=$1
  start=$SECONDS
  shift
  printf '\n=== %s\n' "$heading"
  # Not as part of a condition: there, bash would go on after a command of it that has failed.
  "$@"
  printf '=== %s: %d s\n' "$heading" $((SECONDS - start))
}

ended() { # STATUS
  rm -rf "$counted" "$outside"
  [ "$1" = 0 ] || [ -z "$heading" ] || printf '=== %s: FAILED after %d s\n' "$heading" $((SECONDS - start)) >&2
}
trap 'ended $?' EXIT

tests() {
  cargo test --locked --quiet 2>&1 | tee -a "$counted"
}

# Ten million values at random, in the binary that the tests have built: some four minutes on two idle cores.
random() {
  YAOMU_RANDOM_VALUES=${YAOMU_RANDOM_VALUES:-10000000} \
    cargo test --locked --quiet --test suite values_at_random -- --nocapture 2>&1 | tee -a "$counted"
}

# Every file under the built site with its bytes and its time of change.
listing() {
  python3 - "$1" <<'PYTHON'
import hashlib, os, sys
for folder, _, names in sorted(os.walk(sys.argv[1])):
    for name in sorted(names):
        path = os.path.join(folder, name)
        with open(path, "rb") as file:
            print(hashlib.sha256(file.read()).hexdigest(), os.stat(path).st_mtime_ns, path)
PYTHON
}

# For those who work on it: private items are in it, so links to them are fine.
documentation() {
  RUSTDOCFLAGS="-D warnings -A rustdoc::private-intra-doc-links" cargo doc --no-deps --document-private-items --locked --quiet
}

# The program as users have it: from the packaged crate, unpacked outside of the repository. The steps after this one run it and
# no other. The crates it depends on are those in the target folder; to cargo the package is the same crate as the one here, so
# its files must be newer than what was compiled last.
package() {
  local target=${CARGO_TARGET_DIR:-target} crate commit
  cargo fetch --locked --quiet --target "$(rustc -vV | sed -n 's/^host: //p')"
  mkdir -p "$target"
  target=$(cd "$target" && pwd)
  rm -f "$target"/package/yaomu-*.crate
  commit=$(git rev-parse HEAD 2>/dev/null || true)
  cargo package --no-verify --allow-dirty --locked --offline --quiet
  tar -xzmf "$target"/package/yaomu-*.crate -C "$outside"
  crate=$(echo "$outside"/yaomu-*)
  (cd "$crate" && CARGO_TARGET_DIR=$target cargo install --path . --root "$outside" --locked --offline --quiet)
  rm -r "$crate"
  export YAOMU=$outside/bin/yaomu
  "$YAOMU" --version | tee "$outside/version"
  grep -q "(${commit:0:10}" "$outside/version" || { echo "the program does not say that it was made of ${commit:0:10}" >&2; return 1; }
}

# This repository's own site: no warning, and a second build changes nothing.
site() {
  local first second yaomu=${YAOMU:-}
  if [ -z "$yaomu" ]; then
    cargo build --release --locked --quiet
    yaomu=${CARGO_TARGET_DIR:-target}/release/yaomu
  fi
  "$yaomu" build --strict
  first=$(listing public)
  "$yaomu" build --strict
  second=$(listing public)
  if [ "$first" != "$second" ]; then
    echo "the second build has changed files:" >&2
    diff <(printf '%s\n' "$first") <(printf '%s\n' "$second") | head -20 >&2
    return 1
  fi
  local size
  size=$(wc -c < "$yaomu")
  printf 'release binary: %d.%d MB\n' $((size / 1000000)) $((size / 100000 % 10))
  [ "$size" -lt 25000000 ] || { echo "the release binary must stay under 25 MB" >&2; return 1; }
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# A browser, letters for it, and the packages of tests/browser, as far as they are not there.
browser_setup() {
  local missing=()
  [ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null || missing+=(chromium)
  fc-list 2>/dev/null | grep -qi 'cjk' || missing+=(fonts-noto-cjk)
  if [ ${#missing[@]} -gt 0 ]; then
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      fontconfig "${missing[@]}" >/dev/null
  fi
  npm --prefix tests/browser ci --ignore-scripts --no-audit --no-fund --loglevel=error
}

browser() {
  npm --prefix tests/browser test --silent 2>&1 | tee -a "$counted"
}

for name in "${steps[@]}"; do
  case $name in
    format) step "formatting" cargo fmt --check ;;
    clippy) step "lints" cargo clippy --all-targets --locked --quiet -- -D warnings ;;
    docs) step "documentation" documentation ;;
    tests) step "tests, with the policy on dependencies" tests ;;
    random) step "values at random" random ;;
    package) step "the crate as it is packaged, installed" package ;;
    site) step "this repository's own site, twice" site ;;
    browser)
      step "set-up for the browser" browser_setup
      step "the site in a browser" browser
      ;;
    *) echo "unknown step: $name" >&2; exit 2 ;;
  esac
done
printf '\n=== all steps: %d s\n' $((SECONDS - began))
# The closing lines of cargo's runner and of Node's, added up.
awk '
  /^test result: / { passed += $4; failed += $6 }
  /^ℹ pass / { passed += $3 }
  /^ℹ fail / { failed += $3 }
  END { if (NR) printf "%d passed, %d failed\n", passed, failed }
' "$counted"
