#!/usr/bin/env bash
# Builds browser/, the checks on the family's own device, into target/browser/: eye.wasm, and the finder's model apart.
# The compiler for it is the installed one with its target wasm32-unknown-unknown, which rustup adds if need be; or else
# Debian's rustc-web and rust-web-src, unpacked beside the build and not installed. Where neither can be had, it says so
# in one line and ends well: the pages do without.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=$PWD/target/browser
debian=$out/debian
target=wasm32-unknown-unknown
mkdir -p "$out"
rm -f "$out/eye.wasm" "$out/faces.model"

left_out() {
  echo "The checks in the browser are left out: this machine has no Rust for $target (rustup target add $target)."
  exit 0
}

has_target() { [ -d "$(rustc --print target-libdir --target "$target")" ]; }

# apt-get and dpkg-deb need no root for this. Of the sources, the standard library is enough.
unpack_debian() {
  local names=() sources='./usr/src/*/library'
  command -v apt-get dpkg-deb >/dev/null || return
  mapfile -t names < <(apt-cache depends --recurse --no-{recommends,suggests,conflicts,breaks,replaces,enhances} \
    rustc-web rust-web-src 2>/dev/null | grep -E '^(rustc-web|rust-web-src|libstd-rust-web-.*|libllvm[0-9]+)$')
  [ ${#names[@]} -gt 0 ] || return
  rm -rf "$debian" && mkdir -p "$debian/packages"
  (cd "$debian/packages" && apt-get -qq download "${names[@]}" 2>/dev/null) || return
  for package in "$debian"/packages/*.deb; do
    case $package in
      */rust-web-src_*) dpkg-deb --fsys-tarfile "$package" | tar -xC "$debian" --wildcards "$sources" './usr/lib/rustlib/src/*' ;;
      *) dpkg-deb -x "$package" "$debian" ;;
    esac
  done
  rm -r "$debian/packages"
}

# Debian's compiler and its libraries from where they were unpacked, as cargo wants them: one program.
debian_rustc() {
  [ -x "$debian/usr/bin/rustc" ] || unpack_debian || return
  printf '#!/bin/sh\nLD_LIBRARY_PATH=%q exec %q "$@"\n' "$(find "$debian/usr/lib" -name 'lib*.so*' -printf '%h\n' | sort -u | paste -sd:)" \
    "$debian/usr/bin/rustc" >"$debian/rustc"
  chmod +x "$debian/rustc"
  "$debian/rustc" --version >/dev/null 2>&1
}

lld=$(find "$(rustc --print sysroot)/lib/rustlib" -name rust-lld -path '*/bin/*' -print -quit)
build=(cargo build --manifest-path browser/Cargo.toml --locked --release --target "$target" --target-dir "$out/cargo")
if has_target || { rustup target add "$target" 2>/dev/null && has_target; }; then
  "${build[@]}"
elif [ -n "$lld" ] && debian_rustc; then
  # build-std is not stable yet; what it builds here is the very library that the compiler was released with
  RUSTC=$debian/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$lld \
    "${build[@]}" -Zbuild-std=std,panic_abort -Zbuild-std-features= || left_out
else
  left_out
fi
# the folders of earlier builds stay; the newest is this one's
cp "$(find "$out/cargo/$target" -name seeta.bin -printf '%T@ %p\n' | sort -n | tail -1 | cut -d' ' -f2-)" "$out/faces.model"
cp "$out/cargo/$target/release/browser.wasm" "$out/eye.wasm"
