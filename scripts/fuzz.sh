#!/usr/bin/env bash
# Throws mutated files at the readers of pictures and writes each target's outcome into benches/ledger/fuzz.tsv. Every file
# follows from seed and number, so a crash can be made again; what crashed lies in target/fuzz.
# The test profile is as fast as the shipped one here and checks every sum for overflow, besides.
# FUZZ_SEED (the day by default), FUZZ_HEADERS and FUZZ_DECODES say which and how many.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export FUZZ_SEED=${FUZZ_SEED:-$(date -u +%Y%m%d)}
ledger=benches/ledger/fuzz.tsv
commit=$(git rev-parse --short HEAD 2>/dev/null || echo unknown)
said=$(mktemp)
trap 'rm -f "$said"' EXIT
failed=0
for target in mutated_headers_by_the_million mutated_files_decoded_by_the_hundred_thousand; do
  cargo test --locked -p workshop --test photo -- --ignored --exact --nocapture "mutations::$target" | tee "$said" || failed=1
  grep -q '^ledger' "$said" || { echo "$target said nothing: it was ended" >&2; failed=1; }
  { grep '^ledger' "$said" || true; } | cut -f 2- | sed "s/^/$(date -u +%F)\t$commit\t/" >> "$ledger"
done
tail -n 2 "$ledger"
exit "$failed"
