#!/usr/bin/env bash
# Processor time beside Django, and the idle server's memory. Builds the release program if needed. Fails when a figure
# is over its limit, unless it is given --print-only.
set -euo pipefail
cd "$(dirname "$0")/.."
make --silent build
venv=target/tools/bench-venv
if [ ! -x "$venv/bin/gunicorn" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r benches/requirements.txt
fi
exec "$venv/bin/python3" benches/peers.py "$PWD/target/release/legitka" "$@"
