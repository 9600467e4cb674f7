//! The hash that Trunk puts into file names.

/// True if a path contains `-` and 16 hexadecimal digits, as Trunk's names do. The content of such a file never changes.
pub(super) fn is_in(path: &str) -> bool {
    const DIGITS: usize = 16;
    path.split('-').skip(1).any(|part| {
        let hex = part.bytes().take_while(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')).count();
        let ends = !part[hex..].starts_with(|next: char| next.is_ascii_alphanumeric());
        hex == DIGITS && ends
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_hash_of_trunk() {
        for path in [
            "/neptun-ui-0123456789abcdef.js",
            "/neptun-ui-0123456789abcdef_bg.wasm",
            "/snippets/neptun-ui-0123456789abcdef/inline0.js",
        ] {
            assert!(is_in(path), "{path}");
        }
        for path in [
            "/neptun-ui.js",
            "/0123456789abcdef.js",
            "/a-0123456789abcde.js",
            "/a-0123456789abcdef0.js",
            "/a-0123456789abcdefg.js",
            "/a-0123456789ABCDEF.js",
        ] {
            assert!(!is_in(path), "{path}");
        }
    }
}
