#!/usr/bin/env bash
# Puts the program on the PATH and runs it.
#
#   YAOMU                              the program
#   COMMAND                            build, check or install
#   ROOT BASE_URL OUTPUT STRICT ARGS   the inputs of the action
#
# Writes to GITHUB_OUTPUT: path, version. Findings become annotations of a pull request.
set -euo pipefail

refuse() {
  printf '::error title=Yaomu::%s\n' "$1"
  exit 1
}

said=$("$YAOMU" --version) || refuse "$YAOMU does not run on $RUNNER_OS $RUNNER_ARCH: it was made for another system"
version=$(printf '%s\n' "$said" | awk 'NR == 1 { print $2 }')
printf '%s\n' "$said"
{
  printf 'path=%s\n' "$YAOMU"
  printf 'version=%s\n' "$version"
} >>"$GITHUB_OUTPUT"
dirname "$YAOMU" >>"$GITHUB_PATH"

arguments=(--root "$ROOT" --format github)
case $COMMAND in
  install) exit ;;
  build) arguments+=(--output "$OUTPUT") ;;
  check) ;;
  *) refuse "the command is build, check or install, not $COMMAND" ;;
esac
if [ -n "$BASE_URL" ]; then
  arguments+=(--base-url "${BASE_URL%/}/")
fi
case $STRICT in
  true) arguments+=(--strict) ;;
  false | "") ;;
  *) refuse "strict is true or false, not $STRICT" ;;
esac
further=()
read -r -d '' -a further <<<"$ARGS" || true
exec "$YAOMU" "$COMMAND" "${arguments[@]}" ${further[@]+"${further[@]}"}
