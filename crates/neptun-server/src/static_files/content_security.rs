//! The content security policy of `index.html`: the app's own files, and the inline scripts and styles that Trunk adds.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The policy for a page. Inline code is allowed by its hash, so that injected code does not run.
pub(super) fn policy(html: &str) -> String {
    let scripts = hashes(html, "script");
    let styles = hashes(html, "style");
    // The images in a Markdown file that a user loads, and those of accounts, come from any host. WebAssembly needs
    // `wasm-unsafe-eval`, which does not allow `eval`.
    format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{scripts}; worker-src 'self'; \
         style-src 'self'{styles}; img-src 'self' https:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    )
}

fn hashes(html: &str, tag: &str) -> String {
    inline(html, tag)
        .iter()
        .map(|content| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(content))))
        .collect()
}

/// The contents of all elements of this name without `src`. This is not an HTML parser: it reads what Trunk writes, and a hash
/// too many is harmless.
fn inline<'html>(html: &'html str, tag: &str) -> Vec<&'html str> {
    // ASCII only, which keeps the position of every byte.
    let lower = html.to_ascii_lowercase();
    let (open, close) = (format!("<{tag}"), format!("</{tag}"));
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = lower[at..].find(&open).map(|offset| at + offset) {
        let attributes = start + open.len();
        let Some(content) = end_of_tag(&lower, attributes) else {
            break;
        };
        let Some(end) = lower[content..].find(&close).map(|offset| content + offset) else {
            break;
        };
        let attributes = &lower[attributes..content];
        if attributes.starts_with(|next: char| next == '>' || next.is_whitespace())
            && !is_external(attributes)
            && content < end
        {
            found.push(&html[content..end]);
        }
        at = end + close.len();
    }
    found
}

/// The position after the `>` that ends a tag. A `>` within quotes does not end it.
fn end_of_tag(html: &str, from: usize) -> Option<usize> {
    let mut quote = None;
    for (offset, byte) in html.bytes().enumerate().skip(from) {
        match (quote, byte) {
            (None, b'>') => return Some(offset + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// True if the attributes contain `src`.
fn is_external(attributes: &str) -> bool {
    attributes
        .split(|c: char| c.is_whitespace() || c == '>')
        .any(|attribute| attribute == "src" || attribute.starts_with("src="))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_inline_scripts_and_no_others() {
        let html = "<head><SCRIPT type=\"module\" data-x='a>b'>one</SCRIPT><script src=/x.js></script>\
                    <script>two\n</script ><scripty>no</scripty><style>p{}</style>";
        assert_eq!(inline(html, "script"), ["one", "two\n"]);
        assert_eq!(inline(html, "style"), ["p{}"]);
    }

    #[test]
    fn hashes_as_browsers_do() {
        // The example of the specification's hash section, computed with openssl.
        let policy = policy("<script>alert('Hello, world.');</script>");
        assert!(
            policy.contains(
                "script-src 'self' 'wasm-unsafe-eval' 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='; worker-src 'self'; style-src 'self';"
            ),
            "{policy}"
        );
    }

    #[test]
    fn survives_truncated_html() {
        for html in ["<script", "<script>", "<script>x", "<script a=\"", ""] {
            assert!(inline(html, "script").is_empty(), "{html}");
        }
    }
}
