//! The charts of a project.

mod bars;
mod columns;
mod pictures;

use leptos::prelude::*;
use pictures::pictures;
use project_files::Figures;

use super::{ErrorPanel, LoadingFiles, RowsSkeleton};
use crate::api::ApiError;
use crate::files_store::LoadedFiles;
use crate::project_data::ProjectData;
use crate::save_data::saves_data;
use crate::ui::use_styles;

#[derive(Clone, PartialEq)]
enum Content {
    Waiting,
    /// Loading was stopped or has not begun. A chart of a part of the files would mislead.
    NotAll,
    Failed(ApiError),
    NoFiles,
    Pictures(Figures),
}

/// Charts of all files of a project, whose marks link to the files they stand for. They appear once all files are loaded.
#[component]
pub fn ProjectFigures(data: ProjectData) -> impl IntoView {
    use_styles("figures", include_str!("../../style/figures.css"));
    let files = data.files;
    let load = files.load;
    let content = Memo::new(move |_| {
        let figures = load.value().with(|loaded| {
            loaded
                .as_ref()
                .filter(|loaded| loaded.are_all())
                .map(|loaded| Figures::of(&loaded.files))
        });
        match (figures, load.error()) {
            (Some(figures), _) if figures.files == 0 => Content::NoFiles,
            (Some(figures), _) => Content::Pictures(figures),
            (None, _) if load.is_pending() => Content::Waiting,
            (None, Some(error)) => Content::Failed(error),
            (None, None) => Content::NotAll,
        }
    });
    let drawn = move || match content.get() {
        Content::Waiting => view! { <RowsSkeleton rows=6 /> }.into_any(),
        Content::NotAll => view! { <NotAll data=data /> }.into_any(),
        Content::Failed(error) => {
            let retry = Callback::new(move |()| load.reload());
            view! { <ErrorPanel error=error retry=retry /> }.into_any()
        }
        Content::NoFiles => {
            let text = "There are no files yet. As soon as there are some they are shown here.";
            view! { <p class="muted">{text}</p> }.into_any()
        }
        Content::Pictures(figures) => pictures(data.id, &figures).into_any(),
    };
    view! {
        <section class="project-figures" aria-labelledby="figures-heading">
            <div class="figures-head">
                <h2 id="figures-heading">"Files in pictures"</h2>
                <LoadingFiles files=files />
            </div>
            {drawn}
        </section>
    }
}

/// Explains why there are no charts, and offers to load the files.
#[component]
fn NotAll(data: ProjectData) -> impl IntoView {
    let files = data.files;
    let is_cut = files.load.value().with(|loaded| loaded.as_ref().is_some_and(LoadedFiles::is_cut));
    let why = if saves_data() {
        "Your browser is set to save data, and the pictures need every file of the project."
    } else {
        "The pictures need every file of the project."
    };
    // If loading has been stopped half-way, the button that resumes it is in the heading.
    let button = (!is_cut).then(|| {
        view! {
            <button type="button" class="button" on:click=move |_| files.load_all()>
                "Load all files"
            </button>
        }
    });
    view! {
        <p class="muted">{why}</p>
        {button}
    }
}
