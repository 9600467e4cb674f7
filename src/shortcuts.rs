//! Every key of the app, in one table, which the help sheet shows. What listens for a key that is the app's own choice asks it, so that
//! they cannot differ; the keys that every list, tree or dialog has are known to those.

use gloo_events::{EventListener, EventListenerOptions};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::state::preferences::Preference;

/// Elements that use keys themselves.
const TYPED_INTO: &str = "input, select, textarea, [contenteditable]:not([contenteditable=false])";

/// Keys, any of which does the same, as browsers call them. `Mod+` is Ctrl, on a Mac ⌘; a letter or sign alone only works where nothing
/// is typed.
pub type Keys = &'static [&'static str];

/// The prefix of a key that is pressed together with Ctrl, on a Mac with ⌘.
pub const COMMAND: &str = "Mod+";
/// The prefix of a key that is pressed together with Shift.
pub const SHIFT: &str = "Shift+";

/// Opens the dialog "Go to".
pub const GO_TO: Keys = &["Mod+k", "t"];
/// Leads to the search in files.
pub const SEARCH: Keys = &["Mod+Shift+f"];
/// Undoes what has just been done, as long as a message offers that.
pub const UNDO: Keys = &["Mod+z"];
/// Opens the help sheet.
pub const HELP: Keys = &["?"];
/// Opens the file below the opened one.
pub const NEXT_FILE: Keys = &["j"];
/// Opens the file above the opened one.
pub const PREVIOUS_FILE: Keys = &["k"];
/// Edits the opened file.
pub const EDIT: Keys = &["e"];
/// Opens the search within the opened file.
pub const FIND: Keys = &["Mod+f"];
/// Deletes files, or removes resources.
pub const DELETE: Keys = &["Delete", "Mod+Backspace"];
/// Edits the details of files, of which the path is the first.
pub const DETAILS: Keys = &["F2"];
/// Closes the opened file.
pub const CLOSE_FILE: Keys = &["Escape"];

/// All of them and what they do, by where they work.
pub const SHEET: &[(&str, &[(Keys, &str)])] = &[
    (
        "Anywhere",
        &[
            (GO_TO, "Go to file, page, project or command"),
            (SEARCH, "Search in files, for what is selected"),
            (UNDO, "Undo what a message offers to undo"),
            (HELP, "Show the keyboard shortcuts"),
        ],
    ),
    (
        "In the list of files",
        &[
            (&["ArrowUp", "ArrowDown"], "The file above or below"),
            (&["PageUp", "PageDown"], "One page up or down"),
            (&["Home", "End"], "The first or the last file"),
            (&["Enter"], "Open the file"),
            (&["Space"], "Select or deselect the file"),
            (&["Shift+ArrowUp", "Shift+ArrowDown"], "Select files in a row"),
            (&["Mod+a"], "Select all files"),
            (DETAILS, "Edit the details of the file, or of the selected files"),
            (DELETE, "Delete the file, or the selected files"),
            (&["Escape"], "Select none"),
        ],
    ),
    (
        "In a list of linked resources",
        &[
            (&["ArrowUp", "ArrowDown"], "The row above or below"),
            (&["Space"], "Select or deselect the row"),
            (DELETE, "Remove the selected rows, or the row"),
            (&["Escape"], "Select none"),
        ],
    ),
    (
        "In the tree of folders",
        &[
            (&["ArrowUp", "ArrowDown"], "The folder or file above or below"),
            (&["ArrowRight"], "Open the folder, then go into it"),
            (&["ArrowLeft"], "Close the folder, then go to its parent"),
            (&["Enter"], "Open the file or the folder"),
            (&["*"], "Open all folders on this level"),
            (DETAILS, "Move the folder, or edit the details of the file"),
            (DELETE, "Delete the file, or all files in the folder"),
            (&["A … Z"], "Jump to the next name that starts with the letter"),
        ],
    ),
    (
        "In an opened file",
        &[
            (NEXT_FILE, "The next file"),
            (PREVIOUS_FILE, "The previous file"),
            (FIND, "Find in the file"),
            (EDIT, "Edit the file"),
            (&["Mod+s"], "While editing: save"),
            (&["Enter"], "In its text: mark the line, or the selected lines"),
            (&["Mod+g", "Mod+Shift+g"], "The next or the previous match"),
            (CLOSE_FILE, "Close the file"),
        ],
    ),
    (
        "In “Go to”",
        &[
            (&["ArrowUp", "ArrowDown"], "The result above or below"),
            (&["Enter"], "Go there"),
            (&["Mod+Enter"], "Open it in a new tab"),
            (&[">"], "Only commands"),
            (&[":"], "With a number: the line to go to"),
            (&["Escape"], "Close"),
        ],
    ),
];

/// The key code of a key that an input method handles. Safari has ended the composition before it sends the key that does so.
const INPUT_METHOD_KEY: u32 = 229;

/// Keeps the keys of an input method from every handler of the page: Enter takes a suggestion, the arrow keys step through
/// them, and Escape dismisses them. Called before anything else listens for keys.
pub fn ignore_input_method() {
    let options = EventListenerOptions::run_in_capture_phase();
    EventListener::new_with_options(&window(), "keydown", options, |event| {
        let key: &KeyboardEvent = event.unchecked_ref();
        if key.is_composing() || key.key_code() == INPUT_METHOD_KEY {
            key.stop_immediate_propagation();
        }
    })
    .forget();
}

/// Returns true unless the user has turned off the shortcuts of a letter or sign alone: whoever speaks or tips at keys presses
/// some unasked.
pub fn single_keys_work() -> bool {
    Preference::SingleKeyShortcuts.get().is_none()
}

/// The name of a key that is pressed together with others, as it stands in the table; empty for what is being typed, and for a
/// single key that is turned off.
pub fn pressed(event: &KeyboardEvent) -> String {
    let mut key = event.key();
    // On a keyboard of another alphabet, the letter that is printed there beside its own.
    if !key.is_ascii()
        && let Some(letter) = event.code().strip_prefix("Key")
    {
        letter.clone_into(&mut key);
    }
    let is_named = key.len() > 1;
    if !is_named {
        key.make_ascii_lowercase();
    }
    let (control, meta) = (event.ctrl_key(), event.meta_key());
    let is_letter = !is_named && !control && !meta;
    // Space belongs to the control that has the focus.
    if is_letter && (is_typing(event) || (key != " " && !single_keys_work())) {
        return String::new();
    }
    let (command, other) = if is_mac() { (meta, control) } else { (control, meta) };
    // A sign may take Shift, depending on the keyboard.
    let shift = event.shift_key() && key != "?";
    let mut name = String::new();
    for (is_pressed, with) in
        [(other || event.alt_key(), "Other+"), (command, COMMAND), (shift, SHIFT)]
    {
        if is_pressed {
            name.push_str(with);
        }
    }
    name + &key
}

/// Returns true if a key goes into a control that uses it.
pub fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| matches!(target.closest(TYPED_INTO), Ok(Some(_))))
}

/// Returns true on Apple's systems, where ⌘ takes the place of Ctrl.
pub fn is_mac() -> bool {
    let platform = window().navigator().platform().unwrap_or_default();
    platform.starts_with("Mac") || platform.starts_with("iP")
}
