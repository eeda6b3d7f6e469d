//! Names what is in `dist/` of the repository, which `make assets` builds and `src/assets.rs` embeds. Never runs npm
//! itself: a build script that needs the network breaks editors, offline builds and packagers. It only checks, and says
//! what to do.

use std::{env, fmt::Write, fs, path::Path, time::SystemTime};

const DIST: &str = "../dist";
/// What the browser's files are made from.
const SOURCES: [&str; 2] = ["assets", "../package-lock.json"];

fn main() {
    println!("cargo::rerun-if-changed={DIST}/manifest.json");
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
    }
    match fs::metadata(format!("{DIST}/manifest.json")).and_then(|built| built.modified()) {
        Err(_) => return refuse("the browser's files are not built yet"),
        Ok(built) if SOURCES.iter().any(|source| newest(Path::new(source)) > built) => {
            return refuse("the browser's files are older than their sources");
        }
        Ok(_) => {}
    }
    name_assets();
}

/// One sentence instead of a panic with a backtrace.
fn refuse(why: &str) {
    println!("cargo::error={why}. Run `make assets` (needs Node 20 or newer), or `make demo`, which does everything.");
}

/// When the youngest file under `path` was changed.
fn newest(path: &Path) -> SystemTime {
    let own = fs::metadata(path).and_then(|data| data.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    let inside = fs::read_dir(path).into_iter().flatten().flatten().map(|entry| newest(&entry.path()));
    inside.fold(own, SystemTime::max)
}

/// `js/main.js` → `pub(crate) const JS_MAIN_JS: &str = "/assets/main-4F5E….js";`
/// so that a template which names a missing file does not compile.
fn name_assets() {
    let manifest = fs::read_to_string(format!("{DIST}/manifest.json")).expect("was there a moment ago");
    let manifest: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&manifest).expect("written by build.mjs");
    let mut code = String::from("// Made by build.rs from dist/manifest.json.\n");
    for (source, address) in &manifest {
        let name: String =
            source.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect();
        writeln!(code, "/// `{source}`\npub(crate) const {name}: &str = {address};")
            .expect("a String takes everything");
    }
    fs::write(Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("assets.rs"), code)
        .expect("OUT_DIR is writable");
}
