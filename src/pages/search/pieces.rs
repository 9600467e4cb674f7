//! The visible part of a line.

use std::ops::Range;

use leptos::prelude::*;
use project_files::contents::search::Excerpt;

/// The excerpt of a line, its matches marked, with an ellipsis where it is cut. `is_indented` shows its indentation too.
pub(super) fn pieces(
    excerpt: &Excerpt,
    marks: &[Range<u32>],
    is_indented: bool,
) -> impl IntoView + use<> {
    let ellipsis = || view! { <span class="cut">"…"</span> };
    let piece = |start: u32, end: u32| {
        excerpt.text.get(start as usize..end as usize).unwrap_or_default().to_owned()
    };
    let mut at = if is_indented { 0 } else { excerpt.indent };
    let marked = marks.iter().map(|mark| {
        let before = piece(at, mark.start);
        at = mark.end;
        view! {
            {before}
            <mark>{piece(mark.start, mark.end)}</mark>
        }
    });
    let marked = marked.collect_view();
    view! {
        {excerpt.is_cut_before.then(ellipsis)}
        {marked}
        {piece(at, excerpt.text.len() as u32)}
        {excerpt.is_cut_after.then(ellipsis)}
    }
}
