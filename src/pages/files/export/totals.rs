//! The size of a set of files.

use leptos::prelude::*;

use super::source::{Availability, ExportScope, ExportSource};
use crate::engine::Engine;
use crate::format;
use crate::state::query::AbortableTask;

/// The size of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Totals {
    pub(super) files: usize,
    pub(super) bytes: usize,
    /// An estimate, once the tokens are counted.
    tokens: Option<usize>,
}

impl Totals {
    /// `3 files, 12.3 kB, about 3,400 tokens`
    pub(super) fn words(self) -> String {
        let tokens = match self.tokens {
            Some(tokens) => format!("about {} tokens", format::count(rounded(tokens))),
            None => "counting tokens…".to_owned(),
        };
        let files = format::counted(self.files, "file", "files");
        format!("{files}, {}, {tokens}", format::bytes(self.bytes))
    }
}

/// Rounds to two significant digits: the estimate is no better.
fn rounded(number: usize) -> usize {
    let mut unit = 1;
    while number / unit >= 100 {
        unit *= 10;
    }
    (number + unit / 2) / unit * unit
}

/// The size of a set of files; nothing while some of them are missing.
pub(super) fn totals(source: ExportSource, scope: ExportScope) -> RwSignal<Option<Totals>> {
    let engine = Engine::expect();
    let totals = RwSignal::new(None);
    let counting = AbortableTask::new();
    Effect::new(move || {
        counting.end();
        if source.availability(scope) != Availability::Ready {
            totals.set(None);
            return;
        }
        let (files, bytes) = source.files_in(scope);
        let known = Totals { files: files.len(), bytes, tokens: None };
        totals.set(Some(known));
        counting.supersede(Box::pin(async move {
            // A failure of the engine is reported by the list, and by the export.
            if let Ok(tokens) = engine.estimate_tokens(files).await {
                totals.set(Some(Totals { tokens: Some(tokens), ..known }));
            }
        }));
    });
    totals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_has_two_digits() {
        for (number, says) in [(0, 0), (7, 7), (99, 99), (104, 100), (3_449, 3_400), (996, 1_000)] {
            assert_eq!(rounded(number), says);
        }
        let totals = Totals { files: 1, bytes: 12_345, tokens: Some(3_449) };
        assert_eq!(totals.words(), "1 file, 12.3 kB, about 3,400 tokens");
        assert_eq!(Totals { tokens: None, ..totals }.words(), "1 file, 12.3 kB, counting tokens…");
    }
}
