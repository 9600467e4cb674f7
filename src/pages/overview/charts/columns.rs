//! A column chart of periods of time.

use leptos::prelude::*;
use neptun_api::ProjectId;
use project_files::contents::Period;
use project_files::listing::ListQuery;
use routes::{FilesRoute, ProjectRoute, Route};

use super::bars::per_mille;
use crate::format;

/// The most columns that have room for their numbers.
const MAX_NUMBERED: usize = 16;

/// Numbers from here on have room only on a wide window.
const LONG_NUMBER: usize = 1_000;

/// A column for each period, as high as its number of files, which links to them. A period without files is a gap.
pub(super) fn columns(project: ProjectId, periods: &[Period]) -> impl IntoView + use<> {
    let highest = periods.iter().map(|period| period.files).max().unwrap_or_default();
    let has_numbers = periods.len() <= MAX_NUMBERED;
    let has_long_numbers = highest >= LONG_NUMBER;
    let column = |period: &Period| {
        if period.files == 0 {
            return view! { <li aria-hidden="true"></li> }.into_any();
        }
        let days = format::days(period.days);
        let name = format!("{days}, {}", format::counted(period.files, "file", "files"));
        let query = ListQuery { created: Some(period.days), ..ListQuery::default() };
        let view = FilesRoute { query, ..FilesRoute::default() };
        let url = Route::Project(project, ProjectRoute::Files(view));
        let height = per_mille(period.files, highest);
        view! {
            <li>
                <a class="column" href=url.to_string() aria-label=name>
                    <span class="told">{name.clone()}</span>
                    {has_numbers.then(|| view! { <span class="number">{format::count(period.files)}</span> })}
                    // The number stands above the column, so the highest one leaves room for it.
                    <svg style:height=format!("calc((100% - 18px) * {height} / 1000)") aria-hidden="true">
                        <rect width="100%" height="100%"></rect>
                    </svg>
                </a>
            </li>
        }
        .into_any()
    };
    let end = |period: Option<&Period>| period.map(|period| format::days(period.days));
    view! {
        <ul class="columns" class:long-numbers=has_long_numbers>{periods.iter().map(column).collect_view()}</ul>
        <p class="axis muted" aria-hidden="true">
            <span>{end(periods.first())}</span>
            <span>{end(periods.last().filter(|_| periods.len() > 1))}</span>
        </p>
    }
}
