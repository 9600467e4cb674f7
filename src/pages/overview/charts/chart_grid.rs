//! The charts. The accessible names of their links hold their labels and values.

use leptos::prelude::*;
use neptun_api::ProjectId;
use project_files::contents::{CategoryStats, LanguageStats, LargeFile, ProjectStats};
use project_files::listing::{Column, Direction, ListQuery, Sort};
use project_files::split_path;
use routes::{FilesRoute, ProjectRoute, Route};

use super::bars::{Bar, bars, percent};
use super::columns::columns;
use crate::format;
use crate::ui::name;

/// All charts.
pub(super) fn chart_grid(project: ProjectId, stats: &ProjectStats) -> impl IntoView + use<> {
    let ProjectStats { files, bytes, .. } = *stats;
    let types: usize = stats.categories.iter().map(|category| category.types.len()).sum();
    let languages = format::counted(stats.languages.len(), "language", "languages");
    let categories = format::counted(stats.categories.len(), "category", "categories");
    let types = format::counted(types, "type", "types");
    let sum = |size: usize| format!("{} of {}", format::bytes(size), format::bytes(bytes));
    let largest: usize = stats.largest.iter().map(|file| file.bytes).sum();
    view! {
        <div class="charts">
            {picture(
                "languages",
                false,
                "Bytes by language",
                format!("{} in {languages}", format::bytes(bytes)),
                by_language(project, stats),
            )}
            {picture(
                "largest",
                false,
                "Largest files",
                format!("{} shown", sum(largest)),
                by_size(project, stats),
            )}
            {picture(
                "added",
                true,
                "Files added over time",
                dated(stats),
                columns(project, &stats.created),
            )}
            {picture(
                "kinds",
                true,
                "Files by category and type",
                format!("{} of {categories} and {types}", format::counted(files, "file", "files")),
                by_kind(project, stats),
            )}
        </div>
    }
}

fn picture(
    id: &str,
    is_wide: bool,
    heading: &'static str,
    summary: String,
    content: impl IntoView,
) -> impl IntoView {
    let id = format!("figure-{id}");
    view! {
        <figure class="figure" class:wide=is_wide aria-labelledby=id>
            <h3 id=id.clone()>{heading}</h3>
            <p class="muted">{summary}</p>
            {content}
        </figure>
    }
}

fn list(project: ProjectId, query: ListQuery) -> Route {
    Route::Project(project, ProjectRoute::Files(FilesRoute { query, ..FilesRoute::default() }))
}

fn by_language(project: ProjectId, stats: &ProjectStats) -> impl IntoView + use<> {
    let values = |size| vec![format::bytes(size), percent(size, stats.bytes)];
    let bar = |language: &LanguageStats| {
        let label = named(&language.name, "No language");
        let values = values(language.bytes);
        let query = ListQuery { language: Some(language.name.clone()), ..ListQuery::default() };
        Bar {
            name: format!("{label}, {}", values.join(", ")),
            label: name(&label).into_any(),
            size: language.bytes,
            values,
            url: list(project, query),
            parts: Vec::new(),
        }
    };
    let others =
        |count, size| [vec![format!("{} others", format::count(count))], values(size)].concat();
    bars(stats.languages.iter().map(bar).collect(), Some(&others))
}

fn by_kind(project: ProjectId, stats: &ProjectStats) -> impl IntoView + use<> {
    let values = |size| vec![format::count(size), percent(size, stats.files)];
    let bar = |full_name: String, label: String, size, query: ListQuery, parts| {
        let files = format::counted(size, "file", "files");
        Bar {
            name: format!("{full_name}, {files}, {}", percent(size, stats.files)),
            label: name(&label).into_any(),
            size,
            values: values(size),
            url: list(project, query),
            parts,
        }
    };
    let category = |category: &CategoryStats| {
        let label = named(&category.name, "No category");
        let query = of_category(&category.name);
        let kind = |(name, size): &(String, usize)| {
            let kind = named(name, "No type");
            let query = match &**name {
                "" => query.clone(),
                name => ListQuery { file_type: Some(name.to_owned()), ..query.clone() },
            };
            bar(format!("{label}, {kind}"), kind, *size, query, Vec::new())
        };
        let parts = category.types.iter().map(kind).collect();
        bar(label.clone(), label.clone(), category.files, query.clone(), parts)
    };
    let others =
        |count, size| [vec![format!("{} others", format::count(count))], values(size)].concat();
    bars(stats.categories.iter().map(category).collect(), Some(&others))
}

/// The files of a category. No filter asks for those without one, but a list that is sorted by category begins with them.
fn of_category(name: &str) -> ListQuery {
    let sort = Sort { column: Column::Category, direction: Direction::Ascending };
    match name {
        "" => ListQuery { sort, ..ListQuery::default() },
        name => ListQuery { category: Some(name.to_owned()), ..ListQuery::default() },
    }
}

fn by_size(project: ProjectId, stats: &ProjectStats) -> impl IntoView + use<> {
    let sort = Sort { column: Column::Size, direction: Direction::Descending };
    let query = ListQuery { sort, ..ListQuery::default() };
    let bar = |file: &LargeFile| {
        let (folder, file_name) = split_path(&file.path);
        let size = format::bytes(file.bytes);
        let view = FilesRoute { file: Some(file.id), query: query.clone(), lines: None };
        Bar {
            name: format!("{}, {size}", file.path),
            label: view! {
                <span class="file-path">
                    <span class="folder">{name(folder)}</span>
                    <span class="name">{name(file_name)}</span>
                </span>
            }
            .into_any(),
            size: file.bytes,
            values: vec![size],
            url: Route::Project(project, ProjectRoute::Files(view)),
            parts: Vec::new(),
        }
    };
    let all = list(project, query.clone()).to_string();
    view! {
        {bars(stats.largest.iter().map(bar).collect(), None)}
        <p class="all"><a href=all>"All files by size"</a></p>
    }
}

/// The summary of the chart over time.
fn dated(stats: &ProjectStats) -> String {
    let dated = format::counted(stats.files - stats.undated, "file", "files");
    match stats.undated {
        0 => format!("{dated}, by date in UTC"),
        undated => format!("{dated}, by date in UTC; {} without a date", format::count(undated)),
    }
}

fn named(name: &str, none: &str) -> String {
    if name.is_empty() { none } else { name }.to_owned()
}
