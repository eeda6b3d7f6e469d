#!/usr/bin/env bash
# Pages of pupils among ten thousand and among a million in five thousand schools, a list of 600 checked and one of 5,000
# taken over, on SQLite and on the tests' own PostgreSQL. Adds a line for each engine to benches/ledger/lists.tsv; fails
# where a page takes more than 2.5 times as long among a million, a check more than 2 s, an import more than 20 s.
set -euo pipefail
cd "$(dirname "$0")/.."
make --silent build
running=$(scripts/services.sh env 2>/dev/null || true)
said=$(mktemp)
trap 'rm -f "$said"; [ -n "$running" ] || scripts/services.sh stop || true' EXIT
if scripts/services.sh start; then
  eval "$(scripts/services.sh env)"
  export REQUIRE_ENGINES=1
else
  echo "SQLite alone: PostgreSQL is missing (scripts/install-test-tools.sh)" >&2
fi
# tables are read as in the shipped program, by its own confined child
export PROGRAM=$PWD/target/release/legitka
failed=0
cargo test --quiet --release --locked -p office --lib -- --ignored --exact --nocapture \
  pupil::at_size::a_page_costs_the_same_among_a_million_pupils >"$said" || failed=1
ledger=benches/ledger/lists.tsv
commit=$(git rev-parse --short HEAD 2>/dev/null || echo unknown)
{ grep '^ledger' "$said" || true; } | cut -f 2- | sed "s/^/$(date -u +%F)\t$commit\t/" >>"$ledger"
grep '^ledger' "$said" | while IFS=$'\t' read -r _ engine a b c d e f times check import; do
  echo "$engine, ms a page (first, twentieth, search): $a $b $c among 10,000, $d $e $f among 1,000,000: at most $times times"
  echo "$engine: 600 rows checked in $check s, 5,000 taken over in $import s"
done || failed=1
[ "$failed" = 0 ] || tail -n 20 "$said" >&2
exit "$failed"
