//! The text of a file, in the way that it is to be looked at.

use std::sync::Arc;

use dom_view::{View, view};
use leptos::prelude::*;
use neptun_api::ProjectFile;

use super::content::Kind;
use super::editor::{Editor, EditorText};
use super::language::language_of;
use super::markdown::Markdown;
use super::pretty_json::pretty_json;
use super::{WrapLines, notices};
use crate::components::file_link;
use crate::files_place::FilesPlace;
use crate::preferences::Preference;
use crate::project_data::ProjectData;
use crate::reactive::{callback, derived, signal};
use crate::ui::Toasts;

/// How long a Markdown text may be to be rendered: what is longer takes the browser too long at once.
const LONGEST_RENDERED: usize = 1_000_000;

/// How a text is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// As it is in the file.
    Source,
    /// Markdown, as it is meant to look.
    Rendered,
    /// JSON, laid out anew.
    Pretty,
    /// Not at all: it is no text.
    Hidden,
}

/// An opened file's text, and the ways to look at it.
#[derive(Clone, Copy)]
pub(super) struct Texts {
    pub(super) editor: Editor,
    kind: Kind,
    language: Option<&'static str>,
    look: RwSignal<Look>,
    can_render: bool,
}

impl Texts {
    /// Looks at a file as the user looked at the last one of its kind. A link to lines is about the source.
    pub(super) fn new(file: &ProjectFile, place: FilesPlace) -> Self {
        let language = language_of(file);
        let kind = Kind::of(file, language);
        let can_render = kind == Kind::Markdown && file.text.len() <= LONGEST_RENDERED;
        let wants_source =
            || Preference::MarkdownSource.get().is_some() || place.lines.get_untracked().is_some();
        let look = match kind {
            Kind::Binary => Look::Hidden,
            _ if can_render && !wants_source() => Look::Rendered,
            _ => Look::Source,
        };
        Self { editor: Editor::new(), kind, language, look: signal(look), can_render }
    }

    /// Opens the search within the file. False if the browser's own sees everything.
    pub(super) fn find(self) -> bool {
        self.look.get_untracked() != Look::Rendered && self.editor.find()
    }
}

/// What can be chosen between.
#[component]
pub(super) fn ViewChoice(texts: Texts) -> View {
    let look = texts.look;
    let choice = move |label: &'static str, of: Look, choose: fn(RwSignal<Look>)| {
        view! {
            <button
                type="button"
                class="button quiet"
                aria-pressed=move || if look.get() == of { "true" } else { "false" }
                on:click=move |_| choose(look)
            >
                {label}
            </button>
        }
    };
    match texts.kind {
        Kind::Markdown if texts.can_render => view! {
            <div role="group" aria-label="Markdown">
                {choice(
                    "Rendered",
                    Look::Rendered,
                    |look| {
                        Preference::MarkdownSource.set(None);
                        look.set(Look::Rendered);
                    },
                )}
                {choice(
                    "Source",
                    Look::Source,
                    |look| {
                        Preference::MarkdownSource.set(Some("true"));
                        look.set(Look::Source);
                    },
                )}
            </div>
        },
        Kind::Json => choice("Pretty-print", Look::Pretty, |look| {
            look.update(|look| {
                *look = if *look == Look::Pretty { Look::Source } else { Look::Pretty };
            });
        }),
        _ => View::Empty,
    }
}

/// The text, or what stands in its place.
pub(super) fn content(
    texts: Texts,
    file: &ProjectFile,
    place: FilesPlace,
    wrap: WrapLines,
) -> View {
    let url = file.pdf_url.clone();
    match texts.kind {
        Kind::Empty => return notices::empty(),
        Kind::Pdf if file.text.is_empty() => return notices::pdf(url.as_deref()),
        _ => {}
    }
    let text: Arc<str> = file.text.as_str().into();
    let path: Arc<str> = file.original_path.as_str().into();
    let files = ProjectData::expect().files;
    let toasts = Toasts::expect();
    let follow = move |path: &str, address: String| {
        let found = files
            .load
            .value()
            .with_untracked(|loaded| file_link::target(&loaded.as_ref()?.files, path, &address));
        match found {
            Some(file) => place.open(file),
            None => toasts.bad(format!("This project has no file {address}.")),
        }
    };
    let wrapped = derived(move || wrap.is_on());
    let in_editor = move |text: Arc<str>, marks: bool| {
        view! {
            <EditorText
                text=text
                language=texts.language
                wrap=wrapped
                marks=marks
                place=place
                editor=texts.editor
            />
        }
    };
    let text_of = move || match texts.look.get() {
        Look::Source => in_editor(text.clone(), true),
        Look::Rendered => {
            let path = path.clone();
            let on_link = callback(move |address| follow(&path, address));
            view! { <Markdown text=text.clone() on_link=on_link /> }
        }
        Look::Pretty => match pretty_json(&text) {
            Some(pretty) => in_editor(pretty.into(), false),
            None => view! {
                <p class="viewer-note" role="status">
                    "This is not well-formed JSON, so it is shown as it is."
                </p>
                {in_editor(text.clone(), true)}
            },
        },
        Look::Hidden => notices::binary(move || texts.look.set(Look::Source)),
    };
    view! {
        {(texts.kind == Kind::Markdown && !texts.can_render)
            .then(|| {
                view! { <p class="viewer-note">"Too long to be rendered: this is the source."</p> }
            })}
        {(texts.kind == Kind::Pdf).then(|| notices::pdf_with_text(url.as_deref()))}
        {text_of}
    }
}
