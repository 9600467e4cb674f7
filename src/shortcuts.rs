//! Every key of the app, in one table: what listens for keys asks it, and the help sheet shows it, so that they cannot differ.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use Keys::{Alone, Command, CommandShift, Named, Shift};

/// Keys that are pressed together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// A letter or a sign that would otherwise be typed: only where nothing is typed.
    Alone(&'static str),
    /// A key with a name, as browsers call it.
    Named(&'static str),
    /// Such a key together with Shift.
    Shift(&'static str),
    /// A key together with Ctrl, on a Mac with ⌘.
    Command(&'static str),
    /// The same together with Shift.
    CommandShift(&'static str),
}

/// Keys, any of which does the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortcut {
    /// The keys.
    pub keys: &'static [Keys],
    /// What they do, as the help sheet says it.
    pub does: &'static str,
}

const fn shortcut(keys: &'static [Keys], does: &'static str) -> Shortcut {
    Shortcut { keys, does }
}

/// Opens the dialog "Go to".
pub const GO_TO: Shortcut =
    shortcut(&[Command("k"), Alone("t")], "Go to a file, a page, a command or a project");
/// Leads to the search in files.
pub const SEARCH: Shortcut =
    shortcut(&[CommandShift("f")], "Search in files, for what is selected");
/// Opens the help sheet.
pub const HELP: Shortcut = shortcut(&[Alone("?")], "Show the keyboard shortcuts");
/// Closes the opened file.
pub const CLOSE_FILE: Shortcut = shortcut(&[Named("Escape")], "Close the file");

/// All of them, by where they work.
pub const SHEET: &[(&str, &[Shortcut])] = &[
    ("Anywhere", &[GO_TO, SEARCH, HELP]),
    (
        "In the list of files",
        &[
            shortcut(&[Named("ArrowUp"), Named("ArrowDown")], "The file above or below"),
            shortcut(&[Named("PageUp"), Named("PageDown")], "A page up or down"),
            shortcut(&[Named("Home"), Named("End")], "The first or the last file"),
            shortcut(&[Named("Enter")], "Open the file"),
            shortcut(&[Named("Space")], "Select the file, or not"),
            shortcut(&[Shift("ArrowUp"), Shift("ArrowDown")], "Select files in a row"),
            shortcut(&[Command("a")], "Select all files"),
        ],
    ),
    (
        "In the tree of folders",
        &[
            shortcut(&[Named("ArrowUp"), Named("ArrowDown")], "The folder or file above or below"),
            shortcut(&[Named("ArrowRight")], "Open the folder, then go into it"),
            shortcut(&[Named("ArrowLeft")], "Close the folder, then go out of it"),
            shortcut(&[Named("Enter")], "Open the file or the folder"),
        ],
    ),
    (
        "In an opened file",
        &[
            shortcut(&[Alone("j"), Alone("k")], "The next or the previous file"),
            shortcut(&[Command("f")], "Find in the file"),
            CLOSE_FILE,
        ],
    ),
    (
        "In “Go to”",
        &[
            shortcut(&[Named("ArrowUp"), Named("ArrowDown")], "The result above or below"),
            shortcut(&[Named("Enter")], "Go there"),
            shortcut(&[Command("Enter")], "Open it in a new tab"),
            shortcut(&[Alone(">")], "Only commands"),
            shortcut(&[Alone(":")], "With a number: the line to go to"),
            shortcut(&[Named("Escape")], "Close"),
        ],
    ),
];

impl Shortcut {
    /// Whether a key that is pressed is one of these.
    pub fn is(self, event: &KeyboardEvent) -> bool {
        !event.is_composing() && self.keys.iter().any(|keys| keys.are(event))
    }
}

impl Keys {
    fn are(self, event: &KeyboardEvent) -> bool {
        let (alone, command) = modifiers(event);
        let shift = event.shift_key();
        match self {
            // A sign may take Shift, depending on the keyboard; a letter with Shift is another one.
            Alone(wanted) if shift => alone && event.key() == wanted && !is_typing(event),
            Alone(wanted) => alone && is_key(event, wanted) && !is_typing(event),
            Named(wanted) => alone && !shift && event.key() == wanted,
            Shift(wanted) => alone && shift && event.key() == wanted,
            Command(wanted) => command && !shift && is_key(event, wanted),
            CommandShift(wanted) => command && shift && is_key(event, wanted),
        }
    }
}

/// Whether a key is pressed without Ctrl, Alt and ⌘; and whether with just the one that makes it a command here.
fn modifiers(event: &KeyboardEvent) -> (bool, bool) {
    let (control, meta) = (event.ctrl_key(), event.meta_key());
    let (command, other) = if is_mac() { (meta, control) } else { (control, meta) };
    let alone = !(control || meta || event.alt_key());
    (alone, command && !(other || event.alt_key()))
}

fn is_key(event: &KeyboardEvent, wanted: &str) -> bool {
    key_of(event).eq_ignore_ascii_case(wanted)
}

/// What a key types. On a keyboard of another alphabet, the letter that is printed there beside its own.
fn key_of(event: &KeyboardEvent) -> String {
    let key = event.key();
    match event.code().strip_prefix("Key") {
        Some(letter) if !key.is_ascii() && !event.shift_key() => letter.to_ascii_lowercase(),
        _ => key,
    }
}

/// Whether a key goes into a control that has a use for it.
pub fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    target.is_some_and(|target| {
        matches!(&*target.tag_name(), "INPUT" | "SELECT" | "TEXTAREA")
            || target.is_content_editable()
    })
}

/// Whether this is one of Apple's systems, where ⌘ is what Ctrl is elsewhere.
pub fn is_mac() -> bool {
    let platform = window().navigator().platform().unwrap_or_default();
    platform.starts_with("Mac") || platform.starts_with("iP")
}
