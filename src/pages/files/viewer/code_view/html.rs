//! Lines of text as markup. Pure.
//!
//! One string per chunk: the browser's parser makes elements many times faster than calls of the DOM from here.

use std::fmt::Write;

use routes::LineRange;

/// Longer lines are cut, because their layout would block the browser: they are data, not text.
pub(super) const MAX_LINE_BYTES: usize = 50_000;

/// The markup of lines, of which the first has the number `first`.
pub(super) fn lines(text: &str, first: usize, marked: Option<LineRange>) -> String {
    let mut html = String::with_capacity(text.len() * 2);
    for (number, line) in (first..).zip(project_files::lines(text)) {
        let is_marked = marked.is_some_and(|marked| marked.contains(number));
        let class = if is_marked { "line marked" } else { "line" };
        let shown = &line[..line.floor_char_boundary(MAX_LINE_BYTES)];
        // Writing to a string cannot fail. The stylesheet shows the numbers, so that they are not copied.
        let _ = write!(
            html,
            r#"<div class="{class}"><span class="number" data-line="{number}" aria-hidden="true"></span><span class="text">"#
        );
        escape(&mut html, shown);
        let rest = line.len() - shown.len();
        if rest > 0 {
            let _ = write!(html, r#"<span class="cut" data-rest="{rest}"></span>"#);
        }
        // Gives an empty line the height of the others.
        html.push_str("\n</span></div>");
    }
    html
}

/// Writes a text as markup. Invisible characters that reorder or hide the text around them are shown by their code points,
/// so that code reads as it is executed.
fn escape(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            // The parser would drop it.
            '\0' => html.push('\u{2400}'),
            // Not the joiners U+200C and U+200D: emoji and whole scripts are written with them.
            '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => {
                let _ = write!(html, r#"<span class="control">U+{:04X}</span>"#, c as u32);
            }
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(html: &str) -> String {
        let mut text = String::new();
        let mut rest = html;
        while let Some((before, tag)) = rest.split_once('<') {
            text.push_str(before);
            rest = tag.split_once('>').unwrap().1;
        }
        (text + rest).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    }

    #[test]
    fn markup_is_text() {
        let text = "<script>alert(\"&amp;\")</script>\n\n\tend";
        let html = lines(text, 7, None);
        assert!(!html.contains("<script"));
        assert_eq!(text_of(&html), format!("{text}\n"));
        assert_eq!(html.matches("data-line=").count(), 3);
        assert!(html.contains(r#"data-line="7""#) && html.contains(r#"data-line="9""#));
    }

    #[test]
    fn marks_lines() {
        let html = lines("a\rb\r\nc", 9, LineRange::new(10, 11));
        assert_eq!(html.matches("line marked").count(), 2);
        assert!(html.starts_with(r#"<div class="line">"#));
    }

    #[test]
    fn what_is_invisible_is_shown() {
        let html = lines("a\u{202e}b\0", 1, None);
        assert!(html.contains(r#"a<span class="control">U+202E</span>b␀"#));
    }

    #[test]
    fn a_line_without_end_is_cut() {
        let html = lines(&"é".repeat(MAX_LINE_BYTES), 1, None);
        assert!(html.contains(&format!(r#"data-rest="{MAX_LINE_BYTES}""#)));
        assert!(html.len() < MAX_LINE_BYTES + 300);
    }
}
