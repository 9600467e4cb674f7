//! The charts of a project.

mod bars;
mod chart_grid;
mod columns;

use chart_grid::chart_grid;
use leptos::prelude::*;
use project_files::contents::ProjectStats;

use crate::api::ApiError;
use crate::components::{ErrorPanel, LoadingFiles, RowsSkeleton};
use crate::engine::Engine;
use crate::state::project::ProjectData;
use crate::state::query::AbortableTask;
use crate::state::save_data::saves_data;

#[derive(Clone, PartialEq)]
enum Content {
    Waiting,
    /// Loading was stopped or has not begun. A chart of a part of the files would mislead.
    NotAll,
    Failed(ApiError),
    NoFiles,
    Charts(ProjectStats),
}

/// Charts of all files of a project, whose marks link to the files they stand for. They appear once all files are loaded.
#[component]
pub fn ProjectCharts(data: ProjectData) -> impl IntoView {
    let files = data.files;
    let engine = Engine::expect();
    let counted = RwSignal::new(None::<Result<ProjectStats, ApiError>>);
    let counting = AbortableTask::new();
    Effect::new(move || {
        // Anew for a list that has changed.
        if files.is_complete() {
            counting.supersede(Box::pin(async move {
                counted.set(Some(engine.statistics().await));
            }));
        }
    });
    let content = Memo::new(move |_| match (counted.get(), files.error()) {
        (Some(Ok(stats)), _) if stats.files == 0 => Content::NoFiles,
        (Some(Ok(stats)), _) => Content::Charts(stats),
        (None, None) if files.is_complete() => Content::Waiting,
        _ if files.is_pending() => Content::Waiting,
        (Some(Err(error)), _) | (None, Some(error)) => Content::Failed(error),
        (None, None) => Content::NotAll,
    });
    let drawn = move || match content.get() {
        Content::Waiting => view! { <RowsSkeleton rows=6 /> }.into_any(),
        Content::NotAll => view! { <NotAll data=data /> }.into_any(),
        Content::Failed(error) => {
            let retry = Callback::new(move |()| files.status.reload());
            view! { <ErrorPanel error=error retry=retry /> }.into_any()
        }
        Content::NoFiles => {
            let text = "No files yet. Statistics appear once there are files.";
            view! { <p class="muted">{text}</p> }.into_any()
        }
        Content::Charts(stats) => chart_grid(data.id, &stats).into_any(),
    };
    view! {
        <section class="project-charts" aria-labelledby="charts-heading">
            <div class="charts-head">
                <h2 id="charts-heading">"Statistics"</h2>
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
    let is_partial = untrack(|| files.is_partial());
    let why = if saves_data() {
        "Your browser is set to save data. Statistics need the complete file list."
    } else {
        "Statistics need the complete file list."
    };
    // If loading has been stopped half-way, the button that resumes it is in the heading.
    let button = (!is_partial).then(|| {
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
