//! Where a JSON text is not as expected, and why.

use std::fmt;

/// Why a JSON text is not what was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    /// Where, for example `files[3].id`; empty for the document as a whole.
    pub path: String,
    /// The fault, for example ``missing field `id` ``.
    pub reason: String,
    /// At which byte of the document, where that is known: exact for wrong syntax; else, where a file of a list begins.
    pub offset: Option<u64>,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.reason)?;
        match self.offset {
            Some(offset) => write!(f, " (byte {offset})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}

impl DecodeError {
    /// The error of `serde_json` at a path of `json`.
    pub(crate) fn new(path: &str, json: &[u8], error: &serde_json::Error) -> Self {
        let text = error.to_string();
        // serde_json appends the position and has no accessor for the message alone.
        let reason = text.rsplit_once(" at line ").map_or(&*text, |(reason, _)| reason);
        // `serde_path_to_error` calls the document as a whole `.`, and a key that is missing `?`.
        let path = if matches!(path, "." | "?") { "" } else { path };
        let offset = (!error.is_data()).then(|| byte_offset(json, error));
        let error = Self { path: path.to_owned(), reason: reason.to_owned(), offset };
        // The path is that of the object which lacks the field; the field's own path says more.
        let field = reason.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
        match field {
            Some(field) => Self { path: join(path, field), ..error },
            None => error,
        }
    }

    /// The documented name of the field that an object has more than once, if that is what is wrong.
    pub(super) fn duplicate_field(&self) -> Option<&str> {
        self.reason.strip_prefix("duplicate field `")?.strip_suffix('`')
    }

    /// A member of the document that is not there.
    pub(crate) fn missing(name: &str) -> Self {
        let reason = format!("missing field `{name}`");
        Self { path: name.to_owned(), reason, offset: None }
    }

    /// The same error, in the document in which the value stands at `path`. An offset in a part of a document says nothing.
    pub(crate) fn within(self, path: &str) -> Self {
        let offset = self.offset.filter(|_| path.is_empty());
        Self { path: join(path, &self.path), offset, ..self }
    }
}

/// The path of `inner`, which may begin with an index, below `outer`.
fn join(outer: &str, inner: &str) -> String {
    let is_member = !(outer.is_empty() || inner.is_empty() || inner.starts_with('['));
    format!("{outer}{}{inner}", if is_member { "." } else { "" })
}

/// The offset of the byte that `serde_json` stumbled over; it counts lines, and the bytes of a line, from 1.
pub(crate) fn byte_offset(json: &[u8], error: &serde_json::Error) -> u64 {
    if error.is_eof() {
        return json.len() as u64;
    }
    let lines = json.split_inclusive(|byte| *byte == b'\n');
    let before: usize = lines.take(error.line().saturating_sub(1)).map(<[u8]>::len).sum();
    (before + error.column().saturating_sub(1)) as u64
}
