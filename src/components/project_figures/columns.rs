//! Columns for periods of time, side by side.

use dom_view::{View, view};
use neptun_api::ProjectId;
use project_files::{Period, Query};

use super::bars::per_mille;
use crate::format;
use crate::urls::{AppUrl, FilesView, ProjectPage};

/// So many columns have room for their numbers.
const WITH_NUMBERS: usize = 16;

/// From here on they have it only on a wide window.
const LONG_NUMBER: usize = 1_000;

/// Draws a column for each period, as high as it has files; a link to them. A period without any is only a gap.
pub(super) fn columns(project: ProjectId, periods: &[Period]) -> View {
    let highest = periods.iter().map(|period| period.files).max().unwrap_or_default();
    let has_numbers = periods.len() <= WITH_NUMBERS;
    let has_long_numbers = highest >= LONG_NUMBER;
    let column = |period: &Period| {
        if period.files == 0 {
            return view! { <li aria-hidden="true"></li> };
        }
        let days = format::days(period.days);
        let name = format!("{days}, {}", format::counted(period.files, "file", "files"));
        let query = Query { created: Some(period.days), ..Query::default() };
        let view = FilesView { query, ..FilesView::default() };
        let url = AppUrl::Project(project, ProjectPage::Files(view));
        let height = per_mille(period.files, highest);
        view! {
            <li>
                <a class="column" href=url.to_string() aria-label=name.clone()>
                    <span class="told">{name}</span>
                    {has_numbers.then(|| view! { <span class="number">{format::count(period.files)}</span> })}
                    // Below its number, for which the highest leaves room.
                    <svg style:height=format!("calc((100% - 18px) * {height} / 1000)") aria-hidden="true">
                        <rect width="100%" height="100%"></rect>
                    </svg>
                </a>
            </li>
        }
    };
    let end = |period: Option<&Period>| period.map(|period| format::days(period.days));
    view! {
        <ul class="columns" class:long-numbers=has_long_numbers>{periods.iter().map(column).collect::<View>()}</ul>
        <p class="axis muted" aria-hidden="true">
            <span>{end(periods.first())}</span>
            <span>{end(periods.last().filter(|_| periods.len() > 1))}</span>
        </p>
    }
}
