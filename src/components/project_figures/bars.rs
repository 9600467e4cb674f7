//! Horizontal bars, one below the other, each with its label and its value.

use dom_view::{View, view};

use crate::urls::AppUrl;

/// So many bars are in sight; what would make a list that nobody reads is folded.
const MOST: usize = 8;

/// A bar: a link to what it stands for.
pub(super) struct Bar {
    /// What it is called, with its values, where it is not seen.
    pub(super) name: String,
    /// What it is called beside the bar.
    pub(super) label: View,
    /// How long it is.
    pub(super) size: usize,
    /// What stands behind it: the size as people read it, and its share.
    pub(super) values: Vec<String>,
    pub(super) url: AppUrl,
    /// What it consists of, in bars of the same scale.
    pub(super) parts: Vec<Bar>,
}

/// What stands before and behind the bar of those that are folded, from how many they are and how large together.
pub(super) type Others<'a> = &'a dyn Fn(usize, usize) -> Vec<String>;

/// Draws bars, the longest of which fills the width. With `others`, those that are too many are folded.
pub(super) fn bars(bars: Vec<Bar>, others: Option<Others<'_>>) -> View {
    let longest = bars.iter().map(|bar| bar.size).max().unwrap_or_default();
    draw(bars, longest, others)
}

fn draw(mut bars: Vec<Bar>, longest: usize, others: Option<Others<'_>>) -> View {
    // One more is no longer than what would stand in its place.
    let is_long = others.is_some() && bars.len() > MOST + 1;
    let folded = if is_long { bars.split_off(MOST) } else { Vec::new() };
    let item = |bar: Bar| {
        let parts = (!bar.parts.is_empty()).then(|| draw(bar.parts, longest, others));
        view! {
            <li>
                <a class="bar" href=bar.url.to_string() aria-label=bar.name.clone() title=bar.name>
                    <span class="label">{bar.label}</span>
                    {line(bar.size, longest)}
                    {bar.values.into_iter().map(|value| view! { <span class="value">{value}</span> }).collect::<View>()}
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
                        {values.map(|value| view! { <span class="value">{value}</span> }).collect::<View>()}
                    </summary>
                    <ul class="bars">{folded.into_iter().map(item).collect::<View>()}</ul>
                </details>
            </li>
        }
    });
    view! {
        <ul class="bars">
            {bars.into_iter().map(item).collect::<View>()}
            {others}
        </ul>
    }
}

/// The bar itself, as long as its size beside the longest. The texts around it are no part of the picture: there they could
/// neither be shortened nor broken.
fn line(size: usize, longest: usize) -> View {
    view! {
        <svg viewBox="0 0 1000 1" preserveAspectRatio="none" aria-hidden="true">
            <rect width=per_mille(size, longest) height="1"></rect>
        </svg>
    }
}

/// A part of a whole. What is there is never so little that it is not seen.
pub(super) fn per_mille(part: usize, whole: usize) -> u32 {
    // Bytes times a thousand are more than the 32 bits that the browser has for a size.
    let rate = (part as u64 * 1_000).checked_div(whole as u64).unwrap_or_default() as u32;
    if part > 0 { rate.clamp(5, 1_000) } else { 0 }
}

/// A part of a whole as people read it: `34%`, or `<1%`.
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
