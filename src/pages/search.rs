//! `/projects/{id}/search?q=…`

mod controls;
mod matches;
mod pieces;
mod results;
mod saved;
mod task;
mod url;

use controls::Controls;
use leptos::prelude::*;
use matches::Matches;
use project_files::contents::search::InvalidExpression;
use results::{Counts, SearchResults};
use task::{SearchState, SearchTask};
use url::SearchUrl;

use crate::api::ApiError;
use crate::components::part;
use crate::components::{ErrorPanel, ListSkeleton, LoadingStopped, loaded};
use crate::format;
use crate::state::files_store::FilesStore;
use crate::state::project::ProjectData;
use crate::ui::{Icon, IconName, PageHeading};

part! {
    /// [`SearchPage`], in the part `search`.
    pub fn search_page() -> (Page, search) {
        <SearchPage />
    }
}

/// The content below the controls.
#[derive(Clone, PartialEq)]
enum Content {
    /// The query has no text.
    Hint,
    /// Nothing is found so far.
    Waiting,
    NoMatch,
    Matches,
    Invalid(InvalidExpression),
    Failed(ApiError),
}

/// Search in the texts of all files.
#[component]
pub fn SearchPage() -> impl IntoView {
    let data = ProjectData::expect();
    let url = SearchUrl::new(data.id);
    data.files.revalidate();
    data.files.ensure_all();
    let files = data.files;
    let saved = untrack(|| saved::take(data.id, &url.query.get()));
    let position = StoredValue::new(saved.as_ref().map(|saved| saved.position));
    let is_return = saved.is_some();
    let restored = saved.map(|saved| (saved.results, saved.files));
    let task = SearchTask::new(files, url.query, restored);
    saved::save_on_cleanup(data.id, task, url.query, position);
    let counts = Memo::new(move |_| {
        task.changed.track();
        task.read(SearchResults::counts).unwrap_or_default()
    });
    let is_complete = Memo::new(move |_| files.is_complete());
    let content = Memo::new(move |_| {
        let (state, found) = (task.state.get(), counts.with(|counts| counts.matches > 0));
        let is_coming = files.is_pending() && !is_complete.get();
        match state {
            SearchState::Idle => Content::Hint,
            SearchState::Invalid(invalid) => Content::Invalid(invalid),
            SearchState::Failed(error) => Content::Failed(error),
            _ if found => Content::Matches,
            SearchState::Done if !is_coming => Content::NoMatch,
            _ => Content::Waiting,
        }
    });
    let drawn = move || match content.get() {
        Content::Hint => view! { <Hint /> }.into_any(),
        Content::Waiting => view! { <ListSkeleton /> }.into_any(),
        Content::NoMatch => view! { <NoMatch url=url /> }.into_any(),
        Content::Matches => view! { <Matches url=url task=task position=position /> }.into_any(),
        Content::Invalid(invalid) => view! { <Invalid url=url invalid=invalid /> }.into_any(),
        Content::Failed(error) => {
            let retry = Callback::new(move |()| task.start());
            view! { <ErrorPanel error=error retry=retry /> }.into_any()
        }
    };
    let is_busy = move || task.state.get() == SearchState::Searching;
    let status = move || {
        let is_partial = !is_complete.get();
        match (content.get(), task.state.get()) {
            (Content::Hint | Content::Failed(_), _) => String::new(),
            (Content::Invalid(invalid), _) => invalid_title(&invalid).to_owned(),
            (Content::Waiting, _) => "Searching…".to_owned(),
            (_, state) => status(counts.get(), state == SearchState::Searching || is_partial),
        }
    };
    view! {
        <main id="main" class="files-page" tabindex="-1">
            <div class="files-list">
                <div class="page-title">
                    <PageHeading title="Search" context=Signal::derive(move || data.name()) />
                    // During a search the number changes too often to be announced.
                    <p role="status" translate="no" aria-live=move || is_busy().then_some("off") class="muted count">
                        {status}
                    </p>
                    <Coming files=files task=task />
                </div>
                <Controls url=url task=task is_return=is_return />
                {loaded(files.status, None, || view! { <ListSkeleton /> }, move || drawn)}
            </div>
        </main>
    }
}

/// The number of matches.
fn status(counts: Counts, unfinished: bool) -> String {
    if counts.matches == 0 {
        return "No matches".to_owned();
    }
    let matches = format::counted(counts.matches, "match", "matches");
    let files = format::counted(counts.files, "file", "files");
    let so_far = if unfinished { " so far" } else { "" };
    format!("{matches} in {files}{so_far}")
}

/// The progress, while files are loading or the search is slow.
#[component]
fn Coming(files: FilesStore, task: SearchTask) -> impl IntoView {
    move || {
        let come = files.with(|listing| Some(listing.len())).unwrap_or_default();
        let is_partial = files.is_partial();
        let is_searching = task.state.get() == SearchState::Searching;
        let (done, all) = task.progress.get();
        match (files.is_pending() && is_partial, is_searching && all > done) {
            (true, _) => {
                let progress = format!("{} loaded", format::counted(come, "file", "files"));
                view! { <Busy progress=progress /> }.into_any()
            }
            (false, true) => {
                view! { <Busy progress=format!("Searching… {} %", done * 100 / all) /> }.into_any()
            }
            (false, false) if is_partial && files.error().is_none() => {
                view! { <LoadingStopped files=files /> }.into_any()
            }
            _ => ().into_any(),
        }
    }
}

#[component]
fn Busy(progress: String) -> impl IntoView {
    view! {
        <span class="loading-files">
            <span class="spinner" aria-hidden="true"></span>
            <span class="muted count" translate="no">{progress}</span>
        </span>
    }
}

#[component]
fn Hint() -> impl IntoView {
    view! {
        <section class="notice">
            <Icon name=IconName::Search />
            <h2>"Search every line of every file"</h2>
            <p>
                "Matches appear as you type. Case is ignored unless “Match case” is on. A path pattern takes names, folders, *, ** and {a,b}. Separate several by commas, and exclude one with a leading “!”."
            </p>
        </section>
    }
}

/// Tells the limits of the search, which may be the reason that nothing was found.
#[component]
fn NoMatch(url: SearchUrl) -> impl IntoView {
    let is_limited = Memo::new(move |_| url.query.with(|query| query.is_limited()));
    let explanation = move || {
        url.query.with(|query| {
            let what = if query.is_expression { "Nothing matches" } else { "Nothing has" };
            let whole = if query.options.whole_word { " as a whole word" } else { "" };
            let case = if query.options.match_case { " with this case" } else { "" };
            let scope =
                if query.is_limited() { " in the files that your filters let through" } else { "" };
            format!("{what} “{}”{whole}{case}{scope}.", query.text)
        })
    };
    let clear = move |_| {
        url.change(|query| {
            (query.category, query.file_type) = (None, None);
            query.path.clear();
        });
    };
    view! {
        <section class="notice">
            <Icon name=IconName::Search />
            <h2>"No match"</h2>
            <p>{explanation}</p>
            <div class="notice-actions">
                {move || {
                    is_limited.get().then(|| view! {
                        <button type="button" class="button" on:click=clear>
                            "Search all files"
                        </button>
                    })
                }}
            </div>
        </section>
    }
}

/// The error in short: an expression without a wrong part is one, but nothing can be found with it.
fn invalid_title(invalid: &InvalidExpression) -> &'static str {
    if invalid.part.is_some() {
        "Not a regular expression"
    } else {
        "This expression finds nothing"
    }
}

/// Explains the error in an expression, and marks it.
#[component]
fn Invalid(url: SearchUrl, invalid: InvalidExpression) -> impl IntoView {
    let text = url.query.with_untracked(|query| query.text.clone());
    let pointed = invalid.part.clone().and_then(|part| {
        let (before, wrong, after) =
            (text.get(..part.start)?, text.get(part.clone())?, text.get(part.end..)?);
        let character = before.chars().count() + 1;
        Some((character, before.to_owned(), wrong.to_owned(), after.to_owned()))
    });
    let where_ = match &pointed {
        Some((character, ..)) => format!(", at character {character}"),
        None => String::new(),
    };
    view! {
        <section class="notice">
            <Icon name=IconName::Alert />
            <h2>{invalid_title(&invalid)}</h2>
            <p>{format!("{}{where_}.", capitalised(&invalid.reason))}</p>
            {pointed.map(|(_, before, wrong, after)| view! {
                <p class="pointed">
                    <code>{before}<mark>{wrong}</mark>{after}</code>
                </p>
            })}
        </section>
    }
}

/// The text with a capital first letter, if that is ASCII as in every error.
fn capitalised(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_says_how_many_and_whether_that_is_all() {
        let counts = |matches, files| Counts { matches, files };
        assert_eq!(status(counts(1, 1), false), "1 match in 1 file");
        assert_eq!(status(counts(1_234, 56), false), "1,234 matches in 56 files");
        assert_eq!(status(counts(0, 0), false), "No matches");
        assert_eq!(status(counts(7, 2), true), "7 matches in 2 files so far");
    }
}
