//! Which paths belong to the app.

/// Whether the app has a page at this path. A segment with a dot is the name of a file and never a page.
pub(super) fn is_app_route(path: &str) -> bool {
    let in_projects =
        path.strip_prefix("/projects").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let known = matches!(path, "/" | "/sign-in" | "/sign-up");
    (known || in_projects) && !path.contains('.')
}

/// Whether a name carries the hash that Trunk puts into it: `-` and 16 hexadecimal digits. Its content never changes.
pub(super) fn has_content_hash(path: &str) -> bool {
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
    fn knows_the_routes_of_the_app() {
        for path in [
            "/",
            "/sign-in",
            "/sign-up",
            "/projects",
            "/projects/",
            "/projects/1/files/3",
            "/projects/x/user-files/y",
        ] {
            assert!(is_app_route(path), "{path}");
        }
        for path in [
            "/foo",
            "/foo.js",
            "/projects.js",
            "/projectsx",
            "/projects/1/main.js",
            "/projects/../index.html",
            "/assets/x.css",
            "/sign-in/x",
            "",
        ] {
            assert!(!is_app_route(path), "{path}");
        }
    }

    #[test]
    fn knows_the_hash_of_trunk() {
        for path in [
            "/neptun-ui-0123456789abcdef.js",
            "/neptun-ui-0123456789abcdef_bg.wasm",
            "/snippets/neptun-ui-0123456789abcdef/inline0.js",
        ] {
            assert!(has_content_hash(path), "{path}");
        }
        for path in [
            "/neptun-ui.js",
            "/0123456789abcdef.js",
            "/a-0123456789abcde.js",
            "/a-0123456789abcdef0.js",
            "/a-0123456789abcdefg.js",
            "/a-0123456789ABCDEF.js",
        ] {
            assert!(!has_content_hash(path), "{path}");
        }
    }
}
