//! The visible part of a line.

use std::ops::Range;

use leptos::prelude::*;
use project_files::search::Excerpt;

/// The excerpt of a line, its matches marked, with an ellipsis where it is cut.
pub(super) fn pieces(
    text: &str,
    excerpt: &Excerpt,
    marks: &[Range<usize>],
) -> impl IntoView + use<> {
    let ellipsis = || view! { <span class="cut">"…"</span> };
    let piece = |range: Range<usize>| text.get(range).unwrap_or_default().to_owned();
    let mut at = excerpt.bytes.start;
    let marked = marks.iter().map(|mark| {
        let before = piece(at..mark.start);
        at = mark.end;
        view! {
            {before}
            <mark>{piece(mark.clone())}</mark>
        }
    });
    let marked = marked.collect_view();
    view! {
        {excerpt.is_cut_before.then(ellipsis)}
        {marked}
        {piece(at..excerpt.bytes.end)}
        {excerpt.is_cut_after.then(ellipsis)}
    }
}
