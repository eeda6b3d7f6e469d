#!/usr/bin/env bash
# Prints the path of the browser for tests: $CHROMIUM, or the first Chromium or Chrome found here. The one without
# windows comes first: it is faster.
set -euo pipefail
for candidate in ${CHROMIUM:+"$CHROMIUM"} chromium-headless-shell chromium chromium-browser google-chrome; do
  if found=$(command -v "$candidate"); then
    echo "$found"
    exit 0
  fi
done
echo "No Chromium on this machine: install it, or name it in the variable CHROMIUM." >&2
exit 1
