//! What is seen of a line.

use std::ops::Range;

use dom_view::{IntoView, View, view};
use project_files::search::Excerpt;

/// A part of a line, its matches marked, with an ellipsis where it is cut.
pub(super) fn pieces(text: &str, excerpt: &Excerpt, marks: &[Range<usize>]) -> View {
    let ellipsis = || view! { <span class="cut">"…"</span> };
    let piece = |range: Range<usize>| text.get(range).unwrap_or_default().to_owned();
    let mut pieces = Vec::new();
    pieces.extend(excerpt.is_cut_before.then(ellipsis));
    let mut at = excerpt.bytes.start;
    for mark in marks {
        pieces.push(piece(at..mark.start).into_view());
        pieces.push(view! { <mark>{piece(mark.clone())}</mark> });
        at = mark.end;
    }
    pieces.push(piece(at..excerpt.bytes.end).into_view());
    pieces.extend(excerpt.is_cut_after.then(ellipsis));
    View::Many(pieces)
}
