//! Finds the two font files that every printed thing is set in and passes their paths on.
//!
//! The fonts come from npm (`make assets`); no font file is committed, and building never runs npm.

use std::path::Path;

fn main() {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let folder = Path::new(&here).join("../dist/fonts");
    for (variable, file) in [("ARIMO_REGULAR", "Arimo_400Regular.ttf"), ("ARIMO_BOLD", "Arimo_700Bold.ttf")] {
        let path = folder.join(file);
        println!("cargo::rerun-if-changed={}", path.display());
        if path.is_file() {
            println!("cargo::rustc-env={variable}={}", path.display());
        } else {
            println!("cargo::error=the font {file} is missing: run `make assets` first");
        }
    }
}
