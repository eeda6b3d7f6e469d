#!/usr/bin/env bash
# Our photo engine beside sharp (libvips): processor time, quality, bytes and memory, each the median of one run on this
# machine. Inputs are made by script: 12 and 48 megapixels, baseline 4:2:0, EXIF orientation 6, and 48 as a progressive
# file. A line goes into benches/ledger/photo.tsv. Fails when a figure is over its limit, unless it is given
# --print-only.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=target/tools/bench-photo
ledger=benches/ledger/photo.tsv
mkdir -p "$tools"
if [ ! -d "$tools/node_modules/sharp" ]; then
  npm install --prefix "$tools" --silent --no-audit --no-fund sharp@0.34.5
fi
make --silent assets
profile=${PROFILE:-release}
cargo build --quiet --locked --profile "$profile" -p workshop --example photo
cargo build --quiet --locked --profile "$profile" --bin legitka
folder=$profile
[ "$profile" != dev ] || folder=debug
built=${CARGO_TARGET_DIR:-target}/$folder
ours=$built/examples/photo
over=()

# NAME FIGURE OPERATOR LIMIT: notes what is not so
must() {
  awk "BEGIN { exit !($2 $3 $4) }" || over+=("$1: $2, asked $3 $4")
}
ratio() {
  awk "BEGIN { printf \"%.2f\", $1 / $2 }"
}

line="$(date -u +%F)\t$(git rev-parse --short HEAD 2>/dev/null || echo unknown)"
for size in "12 3024 4032 0.90" "48 6048 8064 0.95"; do
  read -r megapixels width height most <<<"$size"
  file=$tools/$megapixels-baseline.jpg
  [ -e "$file" ] || "$ours" make "$file" "$width" "$height" baseline
  read -r time beside length < <("$ours" develop "$file" "$tools/ours.jpg")
  theirs=$(node benches/photo.mjs "$PWD/$tools" "${file##*/}" theirs.jpg)
  share=$(ratio "$time" "$theirs")
  printf '%s MP (%s MB): ours %s ms, sharp %s ms, ratio %s (asked: at most %s); %s MB held beside the file\n' \
    "$megapixels" "$length" "$time" "$theirs" "$share" "$most" "$beside"
  must "time of $megapixels MP beside sharp's" "$share" "<=" "$most"
  { read -r our_psnr our_ssim our_bytes; read -r psnr ssim bytes; } < \
    <("$ours" quality "$file" "$tools/ours.jpg" "$tools/theirs.jpg")
  printf '  beside Lanczos in floating point: ours %s dB, SSIM %s, %s bytes; sharp %s dB, SSIM %s, %s bytes\n' \
    "$our_psnr" "$our_ssim" "$our_bytes" "$psnr" "$ssim" "$bytes"
  must "PSNR of $megapixels MP beside sharp's" "$our_psnr" ">=" "$psnr - 0.2"
  read -r our_equal their_equal < <("$ours" equal "$file" "$tools/theirs.jpg")
  equal=$(ratio "$our_equal" "$their_equal")
  printf '  bytes at the SSIM of sharp: ours %s, sharp %s, ratio %s (aim: at most 1.00)\n' \
    "$our_equal" "$their_equal" "$equal"
  line+="\t$time\t$theirs\t$share\t$our_psnr\t$psnr\t$our_ssim\t$ssim\t$equal\t$beside"
done
must "MB of a decode of 48 MP" "$beside" "<=" 20

# the most memory of the confined child itself, which takes the file in
peak() {
  python3 - "$built/legitka" "$1" <<'PYTHON'
import resource, subprocess, sys
with open(sys.argv[2], "rb") as file:
    words = [sys.argv[1], "workshop", '"intake"']
    child = subprocess.run(words, stdin=file, stdout=subprocess.PIPE, env={})
assert child.returncode == 0 and b'"refused"' not in child.stdout[:4096], child.stdout[:400]
print(f"{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.1f}")
PYTHON
}
progressive=$tools/48-progressive.jpg
[ -e "$progressive" ] || "$ours" make "$progressive" 6048 8064 progressive
baseline_peak=$(peak "$tools/48-baseline.jpg")
progressive_peak=$(peak "$progressive")
printf 'the child that takes in 48 MP: baseline %s MB, progressive %s MB (asked: at most 450), file and program included\n' \
  "$baseline_peak" "$progressive_peak"
must "MB of the child with a progressive 48 MP" "$progressive_peak" "<=" 450

finding=$("$ours" find "$tools/12-baseline.jpg")
printf 'finding a face on 480 px: %s ms (asked: at most 30)\n' "$finding"
must "ms of finding a face" "$finding" "<=" 30

arrivals=$(benches/arrivals.sh) || over+=("fifty arrivals: over their limit")
printf '%s\n' "$arrivals"
arrivals=$(sed -n 's/.*arrivals,.*at most \([0-9]*\) MB.*/\1/p' <<<"$arrivals")

line+="\t$baseline_peak\t$progressive_peak\t$finding\t${arrivals:--}"
printf '%b\n' "$line" >> "$ledger"
if [ "${#over[@]}" -gt 0 ]; then
  printf 'over the limit: %s\n' "${over[@]}" >&2
  [ "${1:-}" = --print-only ] || exit 1
fi
