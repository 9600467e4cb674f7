//! `/projects/{id}/files` and `/projects/{id}/files/{file_id}#L10-L20`

mod actions;
pub mod add;
mod details;
pub mod export;
mod file_pane;
mod known_values;
pub mod list;
mod moving;
mod prefetch;
mod rows;
pub mod viewer;

use std::time::Duration;

use actions::FileActions;
use add::{AddFiles, add_files_dialog};
use details::details_dialog;
use file_pane::{FilePane, OpenFile};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use list::FilesList;

use crate::components::Palette;
use crate::shortcuts::{CLOSE_FILE, is_typing, pressed};
use crate::state::files_url::FilesUrl;
use crate::state::preferences::Preference;
use crate::state::project::ProjectData;
use crate::state::save_data::saves_data;
use crate::state::selection::Selection;
use crate::ui::Splitter;

/// The default width of the list beside an opened file, in percent.
const LIST_WIDTH: u32 = 43;
/// The smallest and the largest width of the list, in percent.
const LIST_WIDTHS: (u32, u32) = (25, 75);

/// The time from the last file of the list to the prefetch of the viewer and the export.
const PREFETCH_DELAY: Duration = Duration::from_millis(500);

/// The list of files, and beside it the opened file.
#[component]
pub fn FilesPage() -> impl IntoView {
    let data = ProjectData::expect();
    let url = FilesUrl::new(data.id);
    let open_file = OpenFile::new(data.files, url);
    let selection = Selection::new();
    let actions = FileActions::provide(data.files, url);
    let adding = AddFiles::new();
    Palette::expect().on_add_files(move || adding.open());
    let is_add_used =
        Memo::new(move |used| used == Some(&true) || adding.is_open() || adding.is_dragging());
    // The list of an earlier visit is shown at once, and may be out of date.
    data.files.revalidate();
    Effect::new(move || url.query.with(|query| data.files.ensure(query)));
    let is_loaded =
        Memo::new(move |_| data.files.loaded.with(Option::is_some) && !data.files.is_pending());
    Effect::new(move || {
        if is_loaded.get() && !saves_data() {
            let prefetch = move || {
                prefetch::prefetch();
                // The user may have left the page.
                selection.is_wanted.try_set(true);
            };
            set_timeout(prefetch, PREFETCH_DELAY);
        }
    });

    let list_width = RwSignal::new(remembered_width());
    let remember_width =
        Callback::new(|width: u32| Preference::ListWidth.set(Some(&width.to_string())));
    let key_pressed = move |event: KeyboardEvent| {
        // A control that handles the key itself prevents its default.
        if CLOSE_FILE.contains(&&*pressed(&event))
            && !event.default_prevented()
            && !is_typing(&event)
        {
            url.close();
        }
    };
    let splitter = move || {
        view! {
            <Splitter
                label="Width of the list"
                percent=list_width
                range=LIST_WIDTHS
                on_moved=remember_width
            />
        }
    };
    view! {
        <main
            id="main"
            class="files-page"
            class:reading=move || open_file.is_open()
            tabindex="-1"
            style=("--list-width", move || format!("{}%", list_width.get()))
            on:keydown=key_pressed
            on:dragenter=move |event| adding.drag_over(&event)
            on:dragover=move |event| adding.drag_over(&event)
            on:dragleave=move |event| adding.drag_leave(&event)
            on:drop=move |event| adding.drop_files(&event)
        >
            <FilesList data=data url=url open_file=open_file selection=selection adding=adding />
            {move || open_file.is_open().then(splitter)}
            <FilePane url=url open_file=open_file wrap=data.wrap />
            {move || actions.edited.get().map(|edited| details_dialog(data.files, actions, edited))}
            {move || is_add_used.get().then(|| add_files_dialog(adding, data))}
        </main>
    }
}

fn remembered_width() -> u32 {
    let width = Preference::ListWidth.get().and_then(|width| width.parse().ok());
    width.unwrap_or(LIST_WIDTH).clamp(LIST_WIDTHS.0, LIST_WIDTHS.1)
}
