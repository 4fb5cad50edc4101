#!/usr/bin/env bash
# Compiles the source this action stands in.
#
#   FOLDER            where to; the program lies in its bin/
#   YAOMU_REPOSITORY  OWNER/NAME the program says it comes from, or empty
set -euo pipefail

[ -n "$YAOMU_REPOSITORY" ] || unset YAOMU_REPOSITORY
exec cargo install --path "$GITHUB_ACTION_PATH" --locked --force --no-track --root "$FOLDER" \
  --target-dir "$RUNNER_TEMP/yaomu-target"
