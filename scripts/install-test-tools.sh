#!/usr/bin/env bash
# Installs what `make test` needs and this machine lacks: Debian packages, two Rust components, a Python venv, npm packages.
# Running it again does nothing. Without root it asks sudo, which must not ask for a password when there is no terminal.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/require-build-tools.sh

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif [ -t 0 ]; then sudo "$@"; else sudo -n "$@"; fi
}

# A Python that can make virtual environments. The system's own first: others on the PATH come and go.
python() {
  local candidate
  for candidate in /usr/bin/python3 python3; do
    if "$candidate" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

packages=()
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || packages+=(postgresql)
scripts/chromium.sh >/dev/null 2>&1 || packages+=(chromium-headless-shell)
python >/dev/null || packages+=(python3 python3-venv)
command -v openssl >/dev/null || packages+=(openssl)
{ command -v pdftotext && command -v pdftoppm; } >/dev/null || packages+=(poppler-utils)
if [ ${#packages[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null; then
    echo "This machine has no apt-get. Install by hand what these Debian packages hold: ${packages[*]}" >&2
    exit 1
  fi
  echo "installing ${packages[*]}"
  as_root apt-get -o DPkg::Lock::Timeout=300 update -qq
  # Not every system has Chromium without its windows: the same engine, and the journeys take two thirds of the time.
  if ! apt-cache show chromium-headless-shell >/dev/null 2>&1; then
    packages=("${packages[@]/chromium-headless-shell/chromium}")
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${packages[@]}"
else
  echo "Debian packages: all there"
fi

if command -v rustup >/dev/null; then
  cargo fmt --version >/dev/null 2>&1 || rustup component add rustfmt
  cargo clippy --version >/dev/null 2>&1 || rustup component add clippy
fi

# The venv is made anew when the list of versions changed; the stamp is written last, so a broken install is never kept.
venv=target/tools/venv
if ! cmp -s scripts/test-tools.txt "$venv/installed.txt"; then
  echo "Python programs: installing into $venv"
  rm -rf "$venv"
  mkdir -p target/tools
  "$(python)" -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement scripts/test-tools.txt
  cp scripts/test-tools.txt "$venv/installed.txt"
else
  echo "Python programs: all there"
fi

make --no-print-directory node_modules/.package-lock.json
