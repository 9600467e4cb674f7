//! A bar chart: horizontal bars, one below the other, each with its label and its values.

use leptos::prelude::*;
use routes::Route;

use crate::ui::plain_name;

/// Bars beyond these are folded.
const MAX_UNFOLDED: usize = 8;

/// A bar: a link to the files that it stands for.
pub(super) struct Bar {
    /// Its accessible name, with its values.
    pub(super) name: String,
    /// The label beside the bar.
    pub(super) label: AnyView,
    /// Its length, in any unit.
    pub(super) size: usize,
    /// The texts behind it: the formatted size, and its share.
    pub(super) values: Vec<String>,
    pub(super) url: Route,
    /// Its parts, as bars of the same scale.
    pub(super) parts: Vec<Bar>,
}

/// The label and the values of the bar for the folded ones, from their number and their total size.
pub(super) type Others<'a> = &'a dyn Fn(usize, usize) -> Vec<String>;

/// Bars, the longest of which fills the width. With `others`, the bars beyond the first few are folded.
pub(super) fn bars(bars: Vec<Bar>, others: Option<Others<'_>>) -> impl IntoView + use<> {
    let longest = bars.iter().map(|bar| bar.size).max().unwrap_or_default();
    draw(bars, longest, others)
}

fn draw(mut bars: Vec<Bar>, longest: usize, others: Option<Others<'_>>) -> AnyView {
    // A single further bar takes no more room than the bar that would stand for it.
    let is_long = others.is_some() && bars.len() > MAX_UNFOLDED + 1;
    let folded = if is_long { bars.split_off(MAX_UNFOLDED) } else { Vec::new() };
    let item = |bar: Bar| {
        let name = plain_name(&bar.name).into_owned();
        let parts = (!bar.parts.is_empty()).then(|| draw(bar.parts, longest, others));
        view! {
            <li>
                <a class="bar" href=bar.url.to_string() aria-label=name.clone() title=name translate="no">
                    <span class="label">{bar.label}</span>
                    {line(bar.size, longest)}
                    {bar.values.into_iter().map(|value| view! { <span class="value">{value}</span> }).collect_view()}
                </a>
                {parts}
            </li>
        }
    };
    let others = others.filter(|_| is_long).map(|others| {
        let size = folded.iter().map(|bar| bar.size).sum();
        let mut values = others(folded.len(), size).into_iter();
        view! {
            <li>
                <details>
                    <summary class="bar">
                        <span class="label">{values.next()}</span>
                        {line(size, longest)}
                        {values.map(|value| view! { <span class="value">{value}</span> }).collect_view()}
                    </summary>
                    <ul class="bars">{folded.into_iter().map(item).collect_view()}</ul>
                </details>
            </li>
        }
    });
    view! {
        <ul class="bars">
            {bars.into_iter().map(item).collect_view()}
            {others}
        </ul>
    }
    .into_any()
}

/// The bar itself, its size in proportion to the longest. The texts around it are HTML, which shortens and breaks them.
fn line(size: usize, longest: usize) -> impl IntoView {
    view! {
        <svg viewBox="0 0 1000 1" preserveAspectRatio="none" aria-hidden="true">
            <rect width=per_mille(size, longest) height="1"></rect>
        </svg>
    }
}

/// The part in thousandths of the whole. A part above zero is never too small to be seen.
pub(super) fn per_mille(part: usize, whole: usize) -> u32 {
    // In wasm, `usize` has 32 bits: too few for bytes times a thousand.
    let rate = (part as u64 * 1_000).checked_div(whole as u64).unwrap_or_default() as u32;
    if part > 0 { rate.clamp(5, 1_000) } else { 0 }
}

/// The part as a rounded percentage: `34%`, or `<1%`.
pub(super) fn percent(part: usize, whole: usize) -> String {
    let (part, whole) = (part as u64, whole as u64);
    match (part * 100 + whole / 2).checked_div(whole) {
        Some(0) if part > 0 => "<1%".to_owned(),
        percent => format!("{}%", percent.unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::{per_mille, percent};

    #[test]
    fn a_part_is_seen_however_small_it_is() {
        assert_eq!(per_mille(0, 10), 0);
        assert_eq!(per_mille(0, 0), 0);
        assert_eq!(per_mille(1, 50_000_000), 5);
        assert_eq!(per_mille(25_000_000, 50_000_000), 500);
        assert_eq!(per_mille(7, 7), 1_000);
    }

    #[test]
    fn percents_are_rounded_but_not_to_nothing() {
        assert_eq!(percent(0, 3), "0%");
        assert_eq!(percent(0, 0), "0%");
        assert_eq!(percent(1, 3), "33%");
        assert_eq!(percent(2, 3), "67%");
        assert_eq!(percent(1, 1_000), "<1%");
        assert_eq!(percent(50_000_000, 50_000_000), "100%");
    }
}
