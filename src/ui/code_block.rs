//! A text with line numbers, to be read.

use leptos::prelude::*;
use project_files::line_count;

/// A text in monospace, named `label`. Text and numbers are one text node each, so that a text of many thousand lines costs
/// the page no more than a short one.
#[component]
pub fn CodeBlock(#[prop(into)] label: String, #[prop(into)] text: String) -> impl IntoView {
    let numbers = line_numbers(&text);
    // A browser breaks no line at a carriage return.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    view! {
        // It scrolls, so the keyboard must be able to get there.
        <div class="code-block" role="region" aria-label=label tabindex="0">
            <pre class="code-numbers" aria-hidden="true">{numbers}</pre>
            <pre class="code-text" translate="no">{text}</pre>
        </div>
    }
}

/// `1`, `2`, … on a line each, one for every line of a text; an empty text has one line.
fn line_numbers(text: &str) -> String {
    use std::fmt::Write;
    let count = line_count(text).max(1);
    let mut numbers = String::with_capacity(count * 6);
    for number in 1..=count {
        // Writing to a String does not fail.
        let _ = writeln!(numbers, "{number}");
    }
    numbers.truncate(numbers.len() - 1);
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_its_number() {
        assert_eq!(line_numbers(""), "1");
        assert_eq!(line_numbers("a"), "1");
        assert_eq!(line_numbers("a\n"), "1");
        assert_eq!(line_numbers("a\r\n\rb"), "1\n2\n3");
    }
}
