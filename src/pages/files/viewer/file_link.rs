//! Resolves links between the files of a project. Pure.

use neptun_api::FileId;
use percent_encoding::percent_decode_str;
use project_files::listing::Listing;
use project_files::{fold_path, is_separator, split_path};

/// The file that a relative address in the file at `from` leads to.
pub(super) fn target(listing: &Listing, from: &str, address: &str) -> Option<FileId> {
    let wanted = resolve(from, address)?;
    let is_wanted = |file: &usize| listing.path(*file).trim_start_matches('/') == wanted;
    let folded = fold_path(&wanted);
    // A link may be written in another case than the name, for a system that makes no difference.
    let is_like_wanted =
        |file: &usize| fold_path(listing.path(*file)).trim_start_matches('/') == folded;
    let mut files = 0..listing.len();
    listing.id_of(files.clone().find(is_wanted).or_else(|| files.find(is_like_wanted))?)
}

/// The path that a relative address in the file at `from` leads to, without a leading slash.
fn resolve(from: &str, address: &str) -> Option<String> {
    let address = address.split(['#', '?']).next().unwrap_or_default();
    let address = percent_decode_str(address).decode_utf8().ok()?;
    let folder = if address.starts_with(is_separator) { "" } else { split_path(from).0 };
    let mut parts = Vec::new();
    for part in folder.split(is_separator).chain(address.split(is_separator)) {
        match part {
            "" | "." => {}
            // Above the project there is nothing.
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn addresses_are_relative_to_the_folder() {
        for (from, address, expected) in [
            ("/docs/a.md", "b.md", Some("docs/b.md")),
            ("/docs/a.md", "./b.md#part", Some("docs/b.md")),
            ("/docs/a.md", "../src/main.rs?raw=1", Some("src/main.rs")),
            ("/docs/a.md", "/README.md", Some("README.md")),
            ("README.md", "docs/two%20words.md", Some("docs/two words.md")),
            ("/a.md", "../../etc/passwd", None),
            ("/a.md", "", None),
            ("/a.md", "%ff.md", None),
            ("/docs/a.md", "..\\src%5Cmain.rs", Some("src/main.rs")),
        ] {
            assert_eq!(resolve(from, address).as_deref(), expected, "{from} {address}");
        }
    }
}
