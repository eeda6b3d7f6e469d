#!/usr/bin/env bash
# Hundreds of hostile files, four at a time, to a running server through the form of a family, while another visitor
# asks for pages: how long those wait, how many files were taken that should not be, and whether the server is still the
# same. The files are made by the test that knows them. A line goes into benches/ledger/hostile.tsv. Fails when a figure
# is over its limit, unless it is given --print-only.
set -euo pipefail
cd "$(dirname "$0")/.."
make --silent build
files=$(mktemp -d)
trap 'rm -rf "$files"' EXIT
HOSTILE_TO=$files cargo test --quiet --release --locked -p workshop --test photo -- \
  --ignored --exact hostile_many::hostile_files_for_a_running_server > /dev/null
python3 benches/hostile.py "$PWD/target/release/legitka" "$files" "$@"
