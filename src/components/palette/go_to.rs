//! The dialog "Go to": what is typed is looked for among the files of the project, the commands and the other projects.

use dom_view::ev::value_of;
use dom_view::{IntoView, View, view};
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use neptun_api::{FileId, Project};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::commands::{Action, Command, Means, commands};
use super::finder::{Finder, Offer, SHOWN};
use super::option::{LIST_ID, draw, option_id};
use super::results::{Results, Target, Wanted};
use crate::api::Api;
use crate::components::{ErrorPanel, LoadingStopped};
use crate::files_store::LoadedFiles;
use crate::format;
use crate::load::{Load, Running};
use crate::navigation::Navigation;
use crate::palette::Palette;
use crate::project_data::ProjectData;
use crate::reactive::{callback, effect, memo, signal, stored};
use crate::time::{Stopwatch, breathe};
use crate::ui::row_for_key;
use crate::urls::{AppUrl, FilesView, Lines, ProjectPage};

/// For how long is searched without a pause, in milliseconds.
const SLICE: f64 = 6.0;
/// How many files are looked at before the clock is asked.
const STEP: usize = 256;
/// How many choices a page is, for the keys that go by pages.
const PAGE: usize = 10;

/// What the parts of the dialog share.
#[derive(Clone, Copy)]
struct Going {
    palette: Palette,
    means: Means,
    navigation: Navigation,
    project: Option<ProjectData>,
    projects: Load<Vec<Project>>,
    commands: StoredValue<Vec<Command>>,
    typed: RwSignal<String>,
    finder: StoredValue<Finder, LocalStorage>,
    running: Running,
    results: RwSignal<Results>,
    /// The place of the choice that the keyboard is at.
    active: RwSignal<usize>,
}

/// A combobox, and what it offers.
#[component]
pub(super) fn GoTo(palette: Palette) -> View {
    let api = Api::expect();
    let project = use_context::<ProjectData>();
    let going = Going {
        palette,
        means: Means::expect(palette, project),
        navigation: Navigation::expect(),
        project,
        projects: Load::started(move || api.projects()),
        commands: stored(commands(project.map(|data| data.id))),
        typed: signal(String::new()),
        finder: StoredValue::new_local(Finder::default()),
        running: Running::new(),
        results: signal(Results::default()),
        active: signal(0),
    };
    if let Some(data) = project {
        data.files.ensure_all();
    }
    effect(move || {
        going.typed.track();
        going.projects.value().track();
        if let Some(data) = going.project {
            data.files.load.value().track();
        }
        going.look();
    });

    let hint = match project {
        Some(_) => "File, :line, project or > command",
        None => "Project or > command",
    };
    let active_option =
        move || (going.results.with(Results::len) > 0).then(|| option_id(going.active.get()));
    view! {
        <div class="go-to-dialog">
            // The first in the dialog, which gives it the focus.
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
                on:input=move |event| {
                    going.active.set(0);
                    going.typed.set(value_of(&event));
                }
                on:keydown=move |key| going.key_pressed(&key)
            />
            <p role="status" class="go-to-status muted">{move || going.status()}</p>
            <FilesFailed going=going />
            // Pressing the button of a pointer must not take the focus out of the input.
            <div
                role="listbox"
                id=LIST_ID
                class="go-to-results"
                aria-label="Results"
                on:mousedown=|press| press.prevent_default()
                on:click=move |click| going.clicked(&click)
            >
                {move || going.results.with(|results| draw(results, going.active))}
            </div>
        </div>
    }
}

/// Why there are no files, or not all of them.
#[component]
fn FilesFailed(going: Going) -> View {
    let Some(data) = going.project else { return View::Empty };
    let load = data.files.load;
    let is_cut =
        memo(move || load.value().with(|loaded| loaded.as_ref().is_some_and(LoadedFiles::is_cut)));
    let drawn = move || match load.error() {
        _ if load.is_pending() => View::Empty,
        Some(error) => {
            let retry = callback(move |()| data.files.load_all());
            view! { <ErrorPanel error=error retry=retry /> }
        }
        None if is_cut.get() => view! {
            <div class="go-to-status">
                <LoadingStopped files=data.files />
            </div>
        },
        None => View::Empty,
    };
    drawn.into_view()
}

impl Going {
    /// Looks for what is typed, in slices, and shows what is found.
    fn look(self) {
        self.running.supersede(Box::pin(async move {
            loop {
                let slice = Stopwatch::start();
                let mut is_more = true;
                while is_more && slice.millis() < SLICE {
                    is_more = self.step();
                }
                if !is_more {
                    break;
                }
                breathe().await;
            }
            self.show();
        }));
    }

    /// Whether there are more files to look at.
    fn step(self) -> bool {
        let Some(data) = self.project else { return false };
        let typed = self.typed.get_untracked();
        let wanted = Wanted::read(&typed);
        let is_more = data.files.load.value().with_untracked(|loaded| {
            let files = &loaded.as_ref()?.files;
            self.finder.try_update_value(|finder| finder.step(&wanted, files, STEP))
        });
        is_more.unwrap_or(false)
    }

    fn show(self) {
        let typed = self.typed.get_untracked();
        let wanted = Wanted::read(&typed);
        let find = |loaded: Option<&LoadedFiles>| {
            self.projects.value().with_untracked(|projects| {
                self.commands.with_value(|commands| {
                    let here = self.project.map(|data| data.id);
                    let mut projects = projects.clone().unwrap_or_default();
                    projects.retain(|project| Some(project.id) != here);
                    let offer = Offer {
                        commands,
                        projects: &projects,
                        recent: &self
                            .project
                            .map(|data| data.recent.get_value())
                            .unwrap_or_default(),
                        opened: self.opened(),
                    };
                    let files = loaded.map(|loaded| &loaded.files);
                    self.finder.try_update_value(|finder| finder.results(&wanted, files, &offer))
                })
            })
        };
        let found = match self.project {
            Some(data) => data.files.load.value().with_untracked(|loaded| find(loaded.as_ref())),
            None => find(None),
        };
        if let Some(found) = found {
            let last = found.len().saturating_sub(1);
            self.results.set(found);
            self.active.maybe_update(|active| {
                let is_beyond = *active > last;
                *active = last.min(*active);
                is_beyond
            });
        }
    }

    /// The file that is open.
    fn opened(self) -> Option<FileId> {
        match self.navigation.page_untracked()? {
            AppUrl::Project(_, ProjectPage::Files(view)) => view.file,
            _ => None,
        }
    }

    /// How many files there are to choose from.
    fn status(self) -> String {
        let (found, all) = self.results.with(|results| (results.files, results.len()));
        let typed = self.typed.get();
        let wanted = Wanted::read(&typed);
        let none = || if all == 0 { "Nothing matches".to_owned() } else { String::new() };
        let Some(load) = self.project.map(|data| data.files.load).filter(|_| !wanted.commands_only)
        else {
            return none();
        };
        let files = format::counted(found, "file", "files");
        let is_coming = load.is_pending()
            && load.value().with(|loaded| !loaded.as_ref().is_some_and(LoadedFiles::are_all));
        match (is_coming, wanted.file.letters.is_empty()) {
            (true, true) => format!("Files are coming, {files} so far"),
            (true, false) => format!("Files are coming, {files} so far match"),
            (false, true) => files,
            (false, false) if found > SHOWN => {
                format!("{files} match, the best {SHOWN} are shown")
            }
            (false, false) if found == 0 && all == 0 => none(),
            (false, false) if found == 1 => format!("{files} matches"),
            (false, false) => format!("{files} match"),
        }
    }

    fn key_pressed(self, key: &KeyboardEvent) {
        if key.is_composing() || key.alt_key() || key.shift_key() {
            return;
        }
        let name = key.key();
        if name == "Enter" {
            key.prevent_default();
            self.choose(self.active.get_untracked(), key.ctrl_key() || key.meta_key());
            return;
        }
        if key.ctrl_key() || key.meta_key() {
            return;
        }
        let count = self.results.with_untracked(Results::len);
        let active = Some(self.active.get_untracked());
        if let Some(to) = row_for_key(&name, active, 0, count, PAGE) {
            key.prevent_default();
            self.active.set(to);
            reveal(to);
        }
    }

    fn clicked(self, click: &MouseEvent) {
        let target = click.target().and_then(|target| target.dyn_into::<Element>().ok());
        let option = target.and_then(|target| target.closest("[data-place]").ok().flatten());
        let place = option.and_then(|option| option.get_attribute("data-place")?.parse().ok());
        if let Some(place) = place {
            self.choose(place, click.ctrl_key() || click.meta_key());
        }
    }

    /// Goes there, or does it.
    fn choose(self, place: usize, in_new_tab: bool) {
        let Some(choice) = self.results.with_untracked(|results| results.get(place).cloned())
        else {
            return;
        };
        let action = match choice.target {
            Target::File(file, line) => self.url_of(file, line).map(Action::Go),
            Target::Do(action) => Some(action),
        };
        let Some(action) = action else { return };
        if let (Action::Go(url), true) = (&action, in_new_tab) {
            open_in_new_tab(&url.to_string());
            return;
        }
        let means = self.means;
        self.palette.close();
        spawn_local(async move {
            // Closing gives the focus back to where it was. Only then may the next page take it.
            breathe().await;
            means.run(&action);
        });
    }

    /// Where a file is opened: on the page of files, with its filters as they are.
    fn url_of(self, file: FileId, line: Option<usize>) -> Option<AppUrl> {
        let project = self.project?.id;
        let query = match self.navigation.page_untracked() {
            Some(AppUrl::Project(_, ProjectPage::Files(view))) => view.query,
            _ => FilesView::default().query,
        };
        let lines = line.and_then(|line| Lines::new(line, line));
        Some(AppUrl::Project(
            project,
            ProjectPage::Files(FilesView { file: Some(file), query, lines }),
        ))
    }
}

/// As a click on a link does it, so that no browser takes it for a pop-up.
fn open_in_new_tab(url: &str) {
    if let Ok(link) = document().create_element("a") {
        let link: HtmlAnchorElement = link.unchecked_into();
        link.set_href(url);
        // Nothing fails for this name and value.
        let _ = link.set_attribute("target", "_blank");
        link.click();
    }
}

/// Brings a choice into sight, with the heading above it if it is the first one.
fn reveal(place: usize) {
    let id = if place == 0 { "go-to-group-0".to_owned() } else { option_id(place) };
    if let Some(option) = document().get_element_by_id(&id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        option.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
