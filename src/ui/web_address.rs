//! Addresses from outside that may become links or pictures.

/// Returns true if an address leads to the web. Anything else from outside, `javascript:` above all, must not become a link.
pub fn is_web_address(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_is_the_web() {
        assert!(is_web_address("https://avatars.example/u/1?v=4"));
        assert!(is_web_address("HTTP://avatars.example"));
        for other in
            ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//a.example", ""]
        {
            assert!(!is_web_address(other), "{other:?}");
        }
    }
}
