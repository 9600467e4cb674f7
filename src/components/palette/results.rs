//! The results of "Go to", and the query that they are for.

use std::ops::Range;

use neptun_api::FileId;
use project_files::listing::go_to::GoToInput;

use super::commands::Action;
use crate::shortcuts::Keys;
use crate::ui::IconName;

/// Begins a search among commands only.
const COMMANDS_ONLY: char = '>';

/// All results.
#[derive(Debug, Clone, Default)]
pub(super) struct Results {
    /// The groups that are not empty, the one with the best match first.
    pub(super) groups: Vec<Group>,
    /// The number of files that match, shown or not.
    pub(super) files: usize,
}

/// Choices of a kind.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) name: &'static str,
    pub(super) choices: Vec<Choice>,
}

/// Something to choose.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Choice {
    pub(super) target: Target,
    /// A path, or a name.
    pub(super) text: String,
    /// The parts of `text` that match, in bytes.
    pub(super) marks: Vec<Range<usize>>,
    pub(super) icon: IconName,
    /// The shortcut for it.
    pub(super) keys: Option<Keys>,
}

/// The destination or the effect of a choice.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Target {
    /// A file, and perhaps a line of it.
    File(FileId, Option<usize>),
    Do(Action),
}

impl Results {
    /// The number of choices in all groups.
    pub(super) fn len(&self) -> usize {
        self.groups.iter().map(|group| group.choices.len()).sum()
    }

    /// The choice at a position, counted through all groups.
    pub(super) fn get(&self, place: usize) -> Option<&Choice> {
        self.groups.iter().flat_map(|group| &group.choices).nth(place)
    }
}

/// The parsed text of the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wanted<'a> {
    /// True if only commands are searched.
    pub(super) commands_only: bool,
    /// The text to match.
    pub(super) text: &'a str,
    /// The same text as a path and a line.
    pub(super) file: GoToInput<'a>,
}

impl<'a> Wanted<'a> {
    /// Parses the text of the input.
    pub(super) fn read(typed: &'a str) -> Self {
        let typed = typed.trim();
        let command = typed.strip_prefix(COMMANDS_ONLY);
        let text = command.unwrap_or(typed).trim_start();
        Self { commands_only: command.is_some(), text, file: GoToInput::parse(text) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_asks_for_commands_only() {
        let read = |typed| {
            let Wanted { commands_only, text, file } = Wanted::read(typed);
            (commands_only, text, file.letters, file.line)
        };
        assert_eq!(read(" main.rs:12 "), (false, "main.rs:12", "main.rs", Some(12)));
        assert_eq!(read(">"), (true, "", "", None));
        assert_eq!(read(" > sign out"), (true, "sign out", "sign out", None));
    }
}
