//! Versions from Cargo.lock.

use anyhow::{Context, Result};

use crate::paths;

/// The version of wasm-bindgen that the app is built with; the wasm-bindgen program must be exactly the same.
pub fn wasm_bindgen_version() -> Result<String> {
    let path = paths::root().join("Cargo.lock");
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    version_in(&text, "wasm-bindgen").context("Cargo.lock names no wasm-bindgen").map(str::to_owned)
}

/// Cargo writes the file itself and always in this shape: `name` and `version` on lines of their own, in that order.
fn version_in<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n\
        [[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.60\"\n\n\
        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nchecksum = \"00\"\n";

    #[test]
    fn finds_the_package_of_exactly_that_name() {
        assert_eq!(version_in(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(version_in(LOCK, "wasm-bindgen-futures"), Some("0.4.60"));
        assert_eq!(version_in(LOCK, "wasm"), None);
    }

    #[test]
    fn reads_the_lock_file_of_this_project() {
        assert!(wasm_bindgen_version().is_ok_and(|version| version.starts_with("0.2.")));
    }
}
