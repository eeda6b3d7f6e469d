#!/usr/bin/env bash
# Says in one sentence each what a machine lacks to build Legitka, before a long build fails in the middle.
set -euo pipefail
missing=0
lack() { echo "$1" >&2; missing=1; }

command -v cargo >/dev/null || lack "Rust is missing: install it with rustup (any 1.95 or newer)."
command -v cc >/dev/null || lack "A C compiler is missing (SQLite and the TLS library are built from source): apt-get install build-essential."
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  lack "Node.js 20 or newer, with npm, is missing: it bundles the front end."
elif ! node -e 'process.exit(Number.parseInt(process.versions.node) < 20 ? 1 : 0)'; then
  lack "Node.js $(node --version) is too old: 20 or newer is needed."
fi
exit "$missing"
