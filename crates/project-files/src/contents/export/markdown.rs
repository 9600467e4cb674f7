//! Files as Markdown: the path of each as a heading, and its text in a fenced block.

use std::io::{self, Write};
use std::rc::Rc;

use memchr::memchr_iter;
use neptun_api::ProjectFile;

use super::{ExportBuffer, ExportError, Exporter};
use crate::contents::{FILE_COST, Step};
use crate::file_extension;

/// Writes files as Markdown. A text is only copied and scanned once, so a step ends between two files.
pub struct MarkdownExporter {
    files: Vec<Rc<ProjectFile>>,
    written: usize,
    out: ExportBuffer,
    bytes_done: usize,
}

impl MarkdownExporter {
    /// Nothing is written yet.
    pub fn new(files: Vec<Rc<ProjectFile>>, out: ExportBuffer) -> Self {
        Self { files, written: 0, out, bytes_done: 0 }
    }
}

impl Exporter for MarkdownExporter {
    fn step(&mut self, budget: usize) -> Result<Step, ExportError> {
        let mut left = budget;
        while let Some(file) = self.files.get(self.written) {
            if left == 0 {
                return Ok(Step::More);
            }
            if self.written > 0 {
                self.out.write_all(b"\n")?;
            }
            write(&mut self.out, file)?;
            self.written += 1;
            self.bytes_done += file.text.len();
            left = left.saturating_sub(file.text.len() + FILE_COST);
        }
        Ok(Step::Done)
    }

    fn bytes_done(&self) -> usize {
        self.bytes_done
    }
}

fn write(out: &mut dyn Write, file: &ProjectFile) -> io::Result<()> {
    let fence = "`".repeat((longest_run(&file.text) + 1).max(3));
    let end = if file.text.is_empty() || file.text.ends_with('\n') { "" } else { "\n" };
    let head = format!("## {}\n\n{fence}{}\n", code(&path_of(file)), info_string(file));
    let tail = format!("{end}{fence}\n");
    [&*head, &file.text, &tail].into_iter().try_for_each(|part| out.write_all(part.as_bytes()))
}

/// The path on one line; the title, if there is none.
fn path_of(file: &ProjectFile) -> String {
    let path = match file.original_path.trim() {
        "" => &file.title,
        _ => &file.original_path,
    };
    path.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A text as code within a line: between more backticks than it has, and apart from them where it has some at its ends.
fn code(text: &str) -> String {
    let ticks = "`".repeat(longest_run(text) + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{ticks}{space}{text}{space}{ticks}")
}

/// The info string of a fence: the language, or else the extension.
fn info_string(file: &ProjectFile) -> String {
    let known =
        [file.language.as_deref(), file.extension.as_deref(), file_extension(&file.original_path)];
    let known = known.into_iter().flatten().find(|name| !name.trim().is_empty());
    // One word without backticks, which would end the fence.
    let word = known.and_then(|name| name.split_whitespace().next()).unwrap_or_default();
    word.chars().filter(|c| *c != '`').collect()
}

/// The length of the longest run of backticks.
fn longest_run(text: &str) -> usize {
    let (mut longest, mut run, mut last) = (0, 0, None);
    for at in memchr_iter(b'`', text.as_bytes()) {
        run = if last.is_some_and(|last| last + 1 == at) { run + 1 } else { 1 };
        longest = longest.max(run);
        last = Some(at);
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contents::export::tests::file;

    fn written(path: &str, language: &str, text: &str) -> String {
        let mut file = file(1, path, text);
        file.language = Some(language.into());
        let mut out = Vec::new();
        write(&mut out, &file).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_file_is_its_path_and_its_text() {
        assert_eq!(
            written("/src/main.rs", "rust", "fn main() {}\n"),
            "## `/src/main.rs`\n\n```rust\nfn main() {}\n```\n"
        );
        assert_eq!(written("a", "", "no end"), "## `a`\n\n```\nno end\n```\n");
        assert_eq!(written("a.env", "", ""), "## `a.env`\n\n```env\n```\n");
    }

    #[test]
    fn no_text_gets_out_of_its_fence() {
        let text = "```rust\n````\n``\n";
        assert_eq!(written("a", "md", text), format!("## `a`\n\n`````md\n{text}`````\n"));
        assert_eq!(written("`x`\n# y`", "a`b c", "t"), "## `` `x` # y` ``\n\n```ab\nt\n```\n");
    }

    #[test]
    fn counts_backticks_that_follow_each_other() {
        for (text, longest) in [("", 0), ("a`b`c", 1), ("``` ``", 3), ("`` ````", 4)] {
            assert_eq!(longest_run(text), longest, "{text}");
        }
    }
}
