#!/usr/bin/env bash
# Fifty photos of 48 megapixels at once: what the confined children and whoever starts them hold in memory together. It
# fails above 160 MB. The same test runs anywhere: cargo test --test arrivals -- --ignored
set -euo pipefail
cd "$(dirname "$0")/.."
cargo test --quiet --release --locked --test arrivals -- --ignored --nocapture | grep -E 'arrivals,|^test result'
