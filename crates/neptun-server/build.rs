//! Tells Cargo what the macros read, which it does not know: without this, a new migration or a new app would not be compiled in.

use std::env;
use std::path::PathBuf;

fn main() {
    println!("cargo:rerun-if-changed=migrations");
    if env::var_os("CARGO_FEATURE_EMBEDDED_APP").is_some() {
        let dist = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../dist"));
        let app = env::var_os("NEPTUN_APP").map_or_else(dist, PathBuf::from);
        println!("cargo:rerun-if-env-changed=NEPTUN_APP");
        println!("cargo:rerun-if-env-changed=SOURCE_DATE_EPOCH");
        println!("cargo:rerun-if-changed={}", app.display());
        println!("cargo:rustc-env=NEPTUN_APP={}", app.display());
    }
}
