//! The dialog "Go to": a search over the files of the project, the commands and the other projects.

use leptos::prelude::*;

use super::Palette;
use super::finder::SHOWN;
use super::option::{LIST_ID, OptionGroups, option_id};
use super::results::{Results, Wanted};
use super::state::PaletteState;
use crate::components::{ErrorPanel, LoadingStopped};
use crate::format;

/// A combobox with its results.
#[component]
pub(super) fn GoTo(palette: Palette) -> impl IntoView {
    let state = PaletteState::new(palette);
    let hint = match state.project {
        Some(_) => "File, :line, project or > command",
        None => "Project or > command",
    };
    let active_option =
        move || (state.results.with(Results::len) > 0).then(|| option_id(state.active.get()));
    view! {
        <div class="go-to-dialog">
            // The dialog focuses its first element.
            <input
                type="text"
                role="combobox"
                aria-label="Go to"
                aria-expanded="true"
                aria-controls=LIST_ID
                aria-autocomplete="list"
                aria-activedescendant=active_option
                placeholder=hint
                maxlength="300"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                on:input=move |event| state.type_text(event_target_value(&event))
                on:keydown=move |key| state.key_pressed(&key)
            />
            <p role="status" translate="no" class="go-to-status muted">{move || state.status()}</p>
            <FilesFailed state=state />
            // A press of the pointer must not take the focus from the input.
            <div
                role="listbox"
                id=LIST_ID
                class="go-to-results"
                aria-label="Results"
                translate="no"
                on:mousedown=|press| press.prevent_default()
                on:click=move |click| state.clicked(&click)
            >
                <OptionGroups state=state />
            </div>
        </div>
    }
}

/// The reason for missing files.
#[component]
fn FilesFailed(state: PaletteState) -> impl IntoView {
    state.project.map(|data| {
        let files = data.files;
        let is_partial = Memo::new(move |_| files.is_partial());
        move || match files.error() {
            _ if files.is_pending() => ().into_any(),
            Some(error) => {
                let retry = Callback::new(move |()| files.load_all());
                view! { <ErrorPanel error=error retry=retry /> }.into_any()
            }
            None if is_partial.get() => view! {
                <div class="go-to-status">
                    <LoadingStopped files=files />
                </div>
            }
            .into_any(),
            None => ().into_any(),
        }
    })
}

impl PaletteState {
    /// The text of the status: the number of files to choose from.
    fn status(self) -> String {
        let (found, all) = self.results.with(|results| (results.files, results.len()));
        let typed = self.typed.get();
        let wanted = Wanted::read(&typed);
        let none = || if all == 0 { "Nothing matches".to_owned() } else { String::new() };
        let Some(store) = self.project.map(|data| data.files).filter(|_| !wanted.commands_only)
        else {
            return none();
        };
        let files = format::counted(found, "file", "files");
        let is_coming = store.is_pending() && !store.is_complete();
        match (is_coming, wanted.file.letters.is_empty()) {
            (true, true) => format!("Loading files… {files} so far"),
            (true, false) => format!("Loading files… {files} match so far"),
            (false, true) => files,
            (false, false) if found > SHOWN => {
                format!("{files} match, the best {SHOWN} are shown")
            }
            (false, false) if found == 0 && all == 0 => none(),
            (false, false) if found == 1 => format!("{files} matches"),
            (false, false) => format!("{files} match"),
        }
    }
}
