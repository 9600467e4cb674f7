//! What a project consists of, to be looked at.

mod bars;
mod columns;
mod pictures;

use dom_view::{View, view};
use leptos::prelude::*;
use pictures::pictures;
use project_files::Figures;

use super::{ErrorPanel, LoadingFiles, RowsSkeleton};
use crate::api::ApiError;
use crate::files_store::LoadedFiles;
use crate::project_data::ProjectData;
use crate::reactive::{callback, memo};
use crate::save_data::saves_data;
use crate::ui::use_styles;

/// What the section shows.
#[derive(Clone, PartialEq)]
enum Content {
    /// The files are on their way.
    Waiting,
    /// They are, or nobody has asked for them: a part of them would give a picture of something else.
    NotAll,
    Failed(ApiError),
    NoFiles,
    Pictures(Figures),
}

/// Pictures of all files of a project, whose marks lead to the files they stand for. They come when all files have.
#[component]
pub fn ProjectFigures(data: ProjectData) -> View {
    use_styles("figures", include_str!("../../style/figures.css"));
    let files = data.files;
    let load = files.load;
    let content = memo(move || {
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
        Content::Waiting => view! { <RowsSkeleton rows=6 /> },
        Content::NotAll => view! { <NotAll data=data /> },
        Content::Failed(error) => {
            view! { <ErrorPanel error=error retry=callback(move |()| load.reload()) /> }
        }
        Content::NoFiles => view! {
            <p class="muted">"There are no files yet. As soon as there are some they are shown here."</p>
        },
        Content::Pictures(figures) => pictures(data.id, &figures),
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

/// Says why there are no pictures, and offers to load what they need.
#[component]
fn NotAll(data: ProjectData) -> View {
    let files = data.files;
    let is_cut = files.load.value().with(|loaded| loaded.as_ref().is_some_and(LoadedFiles::is_cut));
    let why = match saves_data() {
        true => {
            "Your browser is set to save data, and the pictures need every file of the project."
        }
        false => "The pictures need every file of the project.",
    };
    // Where loading has been stopped half-way, the way on stands above.
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
