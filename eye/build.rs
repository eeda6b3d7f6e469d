//! Takes the SeetaFace model out of the dependency `rustface`, so that nothing of it is copied into
//! this repository: finds the package with `cargo metadata`, checks the pinned SHA-256 and lays the
//! file into `OUT_DIR`, where `include_bytes!` finds it whatever the target folder.

use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::{env, fs, process::Command};

const SHA256: &str = "c4619d066ed35e84d9a8e842860b0dff567aba0cbb139881075538761db3ff5d";
const MODEL: &str = "model/seeta_fd_frontal_v1.0.bin";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=Cargo.toml");
    let model = rustface_folder().join(MODEL);
    println!("cargo::rerun-if-changed={}", model.display());
    let bytes = fs::read(&model).unwrap_or_else(|e| panic!("{}: {e}", model.display()));
    let digest: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(digest, SHA256, "the model inside rustface is not the one that was measured");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("seeta.bin"), bytes).expect("OUT_DIR is writable");
}

/// The folder of the package `rustface`. First without the network; a fresh clone may lack packages
/// that only other platforms or the tests of other crates need, then cargo may fetch them.
fn rustface_folder() -> PathBuf {
    let target = env::var("TARGET").expect("cargo sets TARGET");
    let tries: [&[&str]; 3] = [&["--locked", "--offline"], &["--locked"], &[]];
    let mut complaint = String::new();
    for flags in tries {
        match metadata(&target, flags) {
            Ok(folder) => return folder,
            Err(e) => complaint = e,
        }
    }
    panic!("cannot find the package rustface: {complaint}");
}

fn metadata(target: &str, flags: &[&str]) -> Result<PathBuf, String> {
    let out = Command::new(env::var_os("CARGO").expect("cargo sets CARGO"))
        .args(["metadata", "--format-version", "1", "--filter-platform", target])
        .args(flags)
        .current_dir(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"))
        .output()
        .map_err(|e| e.to_string())?;
    if !out.status.success() {
        return Err(String::from_utf8_lossy(&out.stderr).into_owned());
    }
    let all: serde_json::Value = serde_json::from_slice(&out.stdout).map_err(|e| e.to_string())?;
    let packages = all["packages"].as_array().ok_or("no packages")?;
    let rustface = packages.iter().find(|p| p["name"] == "rustface").ok_or("not among the packages")?;
    let manifest = Path::new(rustface["manifest_path"].as_str().ok_or("no manifest_path")?);
    manifest.parent().map(Path::to_path_buf).ok_or_else(|| "no parent folder".to_owned())
}
