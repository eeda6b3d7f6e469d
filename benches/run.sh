#!/usr/bin/env bash
# Runs every bench: each is a script benches/NAME.sh that prints its figures. `benches/run.sh NAME…` runs the named ones.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
ran=0
failed=0
for bench in *.sh; do
  name=${bench%.sh}
  if [ "$name" = run ] || { [ $# -gt 0 ] && [[ " $* " != *" $name "* ]]; }; then continue; fi
  printf '=== %s\n' "$name"
  "./$bench" || failed=1
  ran=$((ran + 1))
done
if [ "$ran" = 0 ]; then echo "no benches" >&2; exit 1; fi
exit "$failed"
