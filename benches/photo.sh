#!/usr/bin/env bash
# Our photo engine beside sharp (libvips): processor time, quality and memory, each the median of one run on this machine.
# Inputs are made by script: 12 and 48 megapixels, baseline 4:2:0, EXIF orientation 6. Needs nothing but npm's registry.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=target/tools/bench-photo
mkdir -p "$tools"
if [ ! -d "$tools/node_modules/sharp" ]; then
  npm install --prefix "$tools" --silent --no-audit --no-fund sharp@0.34.5
fi
profile=${PROFILE:-release}
cargo build --quiet --profile "$profile" -p workshop --example photo
folder=$profile
[ "$profile" != dev ] || folder=debug
ours=${CARGO_TARGET_DIR:-target}/$folder/examples/photo
for size in "12 3024 4032" "48 6048 8064"; do
  read -r megapixels width height <<<"$size"
  file=$tools/$megapixels.jpg
  [ -e "$file" ] || "$ours" make "$file" "$width" "$height"
  read -r time peak length < <("$ours" develop "$file" "$tools/ours.jpg")
  theirs=$(node benches/photo.mjs "$PWD/$tools" "$megapixels.jpg" theirs.jpg)
  printf '%s MP (%s MB): ours %s ms, sharp %s ms, ratio %s; our process peaked at %s MB, the file included\n' \
    "$megapixels" "$length" "$time" "$theirs" "$(awk "BEGIN { printf \"%.2f\", $time / $theirs }")" "$peak"
  "$ours" quality "$file" "$tools/ours.jpg" "$tools/theirs.jpg" | awk '
    { db[NR] = $1; bytes[NR] = $2 }
    END { printf "  PSNR to float Lanczos: ours %s dB, %s bytes; sharp %s dB, %s bytes\n", db[1], bytes[1], db[2], bytes[2] }'
done
printf 'finding a face on 480 px: %s ms\n' "$("$ours" find "$tools/12.jpg")"
