//! Gives the messages between page and engine a version, a hash of everything that they are made of, and decides about parts.
#![allow(clippy::expect_used)]

use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

fn main() {
    let mut hasher = DefaultHasher::new();
    for source in ["src", "../neptun-api/src", "../project-files/src", "../transport/src"] {
        println!("cargo::rerun-if-changed={source}");
        hash(Path::new(source), &mut hasher);
    }
    println!("cargo::rustc-env=MESSAGES_VERSION={:016x}", hasher.finish());

    // Only the wasm of a release is split after linking.
    println!("cargo::rustc-check-cfg=cfg(split)");
    if env::var_os("CARGO_FEATURE_SPLIT").is_some()
        && env::var("PROFILE").is_ok_and(|profile| profile == "release")
    {
        println!("cargo::rustc-cfg=split");
    }
}

fn hash(path: &Path, hasher: &mut DefaultHasher) {
    if path.is_dir() {
        let entries = fs::read_dir(path).expect("a folder of sources can be read");
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
        paths.sort();
        paths.iter().for_each(|path| hash(path, hasher));
    } else {
        fs::read(path).expect("a source can be read").hash(hasher);
    }
}
