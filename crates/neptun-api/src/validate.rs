//! The rules for bodies, which the app applies before sending and the server before storing.

use crate::Issue;

/// A body whose fields can be wrong although they decode.
pub trait Validate {
    /// Everything that is wrong with it, in the order of its fields; nothing if it can be sent.
    fn issues(&self) -> Vec<Issue>;
}

/// Collects issues.
#[derive(Default)]
pub(crate) struct Checks(Vec<Issue>);

impl Checks {
    /// Records `message` for the field `path` unless it is fulfilled.
    pub(crate) fn that(&mut self, path: &str, fulfilled: bool, message: &str) {
        if !fulfilled {
            self.0.push(Issue::new(path, message));
        }
    }

    /// The field must hold something besides white space, and no more than `max` characters.
    pub(crate) fn text(&mut self, path: &str, text: &str, max: usize) {
        self.that(path, !text.chars().all(is_white_space), "Required");
        self.at_most(path, text, max);
    }

    /// The field may be empty, but must not hold more than `max` characters.
    pub(crate) fn at_most(&mut self, path: &str, text: &str, max: usize) {
        if text.chars().count() > max {
            self.0.push(Issue::new(path, &format!("Use at most {max} characters")));
        }
    }

    pub(crate) fn into_issues(self) -> Vec<Issue> {
        self.0
    }
}

/// White space as `\s` of ECMAScript is, in which the patterns of a JSON schema are written. Rust's has U+0085 instead of U+FEFF.
fn is_white_space(c: char) -> bool {
    c.is_whitespace() && c != '\u{85}' || c == '\u{feff}'
}
