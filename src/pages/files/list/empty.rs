//! Notes beside the list of files: chips for the filters that have no control, and the empty states.

use leptos::prelude::*;
use project_files::listing::ListQuery;

use super::filters::ClearFilters;
use crate::format;
use crate::pages::files::add::AddFiles;
use crate::state::files_url::FilesUrl;
use crate::ui::{Icon, IconName, plain_name};

/// A button for each filter that only a link can set, such as a bar in a chart of the overview. It removes the filter.
#[component]
pub fn FilterChips(url: FilesUrl) -> impl IntoView {
    let chip = move |words: fn(&ListQuery) -> Option<String>, remove: fn(&mut ListQuery)| {
        move || {
            url.query.with(words).map(|words| {
                let label = format!("Remove filter {words}");
                view! {
                    <button
                        type="button"
                        class="button on"
                        aria-label=label
                        title="Remove this filter"
                        on:click=move |_| url.change_query(remove)
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

fn language(query: &ListQuery) -> Option<String> {
    query.language.as_ref().map(|language| match &**language {
        "" => "No language".to_owned(),
        language => format!("Language: {}", plain_name(language)),
    })
}

fn created(query: &ListQuery) -> Option<String> {
    query.created.map(|days| format!("Created: {}", format::days(days)))
}

/// Says where files come from.
#[component]
pub fn NoFiles(adding: AddFiles) -> impl IntoView {
    view! {
        <section class="notice">
            <Icon name=IconName::Empty />
            <h2>"No files yet"</h2>
            <p>
                "Add files or a whole folder here, or import a code base with the Neptun command line or the API."
            </p>
            <div class="notice-actions">
                <button
                    type="button"
                    class="button"
                    aria-haspopup="dialog"
                    on:click=move |_| adding.open()
                >
                    <Icon name=IconName::Plus />
                    "Add the first files"
                </button>
            </div>
        </section>
    }
}

/// Names the filters that no file matches.
#[component]
pub fn NoMatch(url: FilesUrl) -> impl IntoView {
    view! {
        <section class="notice">
            <Icon name=IconName::Search />
            <h2>"No file matches"</h2>
            <p>{move || url.query.with(no_file_with)}</p>
            <div class="notice-actions">
                <ClearFilters url=url />
            </div>
        </section>
    }
}

fn no_file_with(query: &ListQuery) -> String {
    let text = Some(query.text.trim()).filter(|text| !text.is_empty());
    let language = query.language.as_deref();
    let named = [
        text.map(|text| ("text", text)),
        query.category.as_deref().map(|value| ("category", value)),
        query.file_type.as_deref().map(|value| ("type", value)),
        language.filter(|value| !value.is_empty()).map(|value| ("language", value)),
    ];
    let named = named.into_iter().flatten();
    let named: Vec<_> =
        named.map(|(filter, value)| format!("the {filter} “{}”", plain_name(value))).collect();
    let mut sentence = "No file".to_owned();
    if !named.is_empty() {
        sentence += &format!(" with {}", named.join(" and "));
    }
    if language == Some("") {
        sentence += " without a language";
    }
    if let Some(days) = query.created {
        sentence += &format!(" created in {}", format::days(days));
    }
    sentence + "."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filter_is_named() {
        let query = ListQuery {
            category: Some("source".to_owned()),
            file_type: Some("hook".to_owned()),
            language: Some("rust".to_owned()),
            created: "2026-03-01..2026-03-31".parse().ok(),
            text: " use ".to_owned(),
            ..ListQuery::default()
        };
        assert_eq!(
            no_file_with(&query),
            "No file with the text “use” and the category “source” and the type “hook” and the language “rust” created in Mar 2026."
        );
        assert_eq!(language(&query).as_deref(), Some("Language: rust"));
        assert_eq!(created(&query).as_deref(), Some("Created: Mar 2026"));
        let deceiving = ListQuery { text: "a\u{202e}b".to_owned(), ..ListQuery::default() };
        assert_eq!(no_file_with(&deceiving), "No file with the text “a[U+202E]b”.");
        let none = ListQuery { language: Some(String::new()), ..ListQuery::default() };
        assert_eq!(no_file_with(&none), "No file without a language.");
        assert_eq!(language(&none).as_deref(), Some("No language"));
    }
}
