//! What the list of files has no need of to begin with: a word on filters that no control stands for, and what stands in its place
//! when it is empty.

use dom_view::{View, view};
use leptos::prelude::*;
use project_files::Query;

use super::ClearFilters;
use crate::files_place::FilesPlace;
use crate::format;
use crate::ui::{Icon, IconName};

/// What is said about the list.
#[derive(Clone, Copy)]
pub enum Note {
    /// By what it is narrowed, as far as no control says so.
    Filters,
    /// The project has no files.
    NoFiles,
    /// It has, but none that match.
    NoMatch,
}

/// Says it. One component, because each part of the app that is fetched by itself has its price in the first load.
#[component]
pub fn ListNote(note: Note, place: FilesPlace) -> View {
    match note {
        Note::Filters => view! { <FilterChips place=place /> },
        Note::NoFiles => view! { <NoFiles /> },
        Note::NoMatch => view! { <NoMatch place=place /> },
    }
}

/// A button for each filter that only a link has, such as a mark in a picture of the overview. It takes the filter away.
#[component]
fn FilterChips(place: FilesPlace) -> View {
    let chip = move |words: fn(&Query) -> Option<String>, take: fn(&mut Query)| {
        move || {
            place.query.with(words).map(|words| {
                view! {
                    <button
                        type="button"
                        class="button on"
                        aria-label=format!("Remove filter {words}")
                        title="Remove this filter"
                        on:click=move |_| place.change_query(take)
                    >
                        {words}
                        <Icon name=IconName::Close />
                    </button>
                }
            })
        }
    };
    view! {
        {chip(language, |query| query.language = None)}
        {chip(created, |query| query.created = None)}
    }
}

fn language(query: &Query) -> Option<String> {
    query.language.as_ref().map(|language| match &**language {
        "" => "No language".to_owned(),
        language => format!("Language: {language}"),
    })
}

fn created(query: &Query) -> Option<String> {
    query.created.map(|days| format!("Created: {}", format::days(days)))
}

/// Says where files come from.
#[component]
fn NoFiles() -> View {
    view! {
        <section class="notice">
            <Icon name=IconName::Empty />
            <h2>"No files yet"</h2>
            <p>
                "Files come into a project when a code base is imported, with the Neptun command line or its API. As soon as there are some they are listed here."
            </p>
        </section>
    }
}

/// Says which filters leave nothing over.
#[component]
fn NoMatch(place: FilesPlace) -> View {
    view! {
        <section class="notice">
            <Icon name=IconName::Search />
            <h2>"No file matches"</h2>
            <p>{move || place.query.with(nothing_has)}</p>
            <div class="notice-actions">
                <ClearFilters place=place />
            </div>
        </section>
    }
}

fn nothing_has(query: &Query) -> String {
    let text = Some(query.text.trim()).filter(|text| !text.is_empty());
    let text = text.map(|text| format!("the text “{text}”"));
    let category = query.category.as_ref().map(|value| format!("the category “{value}”"));
    let kind = query.file_type.as_ref().map(|value| format!("the type “{value}”"));
    let language = query.language.as_ref().map(|value| match &**value {
        "" => "an unknown language".to_owned(),
        value => format!("the language “{value}”"),
    });
    let created = query.created.map(|days| format!("a date in {}", format::days(days)));
    let filters: Vec<_> = [text, category, kind, language, created].into_iter().flatten().collect();
    format!("Nothing has {}.", filters.join(" and "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filter_is_named() {
        let query = Query {
            category: Some("source".to_owned()),
            file_type: Some("hook".to_owned()),
            language: Some("rust".to_owned()),
            created: "2026-03-01..2026-03-31".parse().ok(),
            text: " use ".to_owned(),
            ..Query::default()
        };
        assert_eq!(
            nothing_has(&query),
            "Nothing has the text “use” and the category “source” and the type “hook” and the language “rust” and a date in Mar 2026."
        );
        assert_eq!(language(&query).as_deref(), Some("Language: rust"));
        assert_eq!(created(&query).as_deref(), Some("Created: Mar 2026"));
        let none = Query { language: Some(String::new()), ..Query::default() };
        assert_eq!(nothing_has(&none), "Nothing has an unknown language.");
        assert_eq!(language(&none).as_deref(), Some("No language"));
    }
}
