//! The text of a file, in the way that it is to be looked at.

use std::sync::Arc;

use dom_view::{View, view};
use leptos::prelude::*;
use neptun_api::ProjectFile;

use super::content::Kind;
use super::editor::{Editor, EditorText};
use super::language::language_of;
use super::markdown::Markdown;
use super::pretty_json::PrettyJson;
use super::{WrapLines, notices};
use crate::components::file_link;
use crate::files_place::FilesPlace;
use crate::load::Running;
use crate::preferences::Preference;
use crate::project_data::ProjectData;
use crate::reactive::{callback, derived, signal, stored};
use crate::time::breathe;
use crate::ui::Toasts;

/// How long a Markdown text may be to be rendered: what is longer takes the browser too long at once.
const LONGEST_RENDERED: usize = 1_000_000;

/// How many bytes of JSON are laid out without a pause.
const LAID_OUT_AT_ONCE: usize = 100_000;

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
    text: StoredValue<Arc<str>>,
    /// JSON, once it is laid out; nothing if it is none.
    pretty: StoredValue<Option<Arc<str>>>,
    laying_out: Running,
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
        Self {
            editor: Editor::new(),
            kind,
            language,
            look: signal(look),
            can_render,
            text: stored(file.text.as_str().into()),
            pretty: stored(None),
            laying_out: Running::new(),
        }
    }

    /// Shows JSON laid out anew, or as it is in the file again. The source stays until the whole is laid out.
    fn toggle_pretty(self) {
        if self.look.get_untracked() == Look::Pretty {
            self.look.set(Look::Source);
            return;
        }
        let text = self.text.get_value();
        self.laying_out.supersede(Box::pin(async move {
            let mut json = PrettyJson::new(&text);
            let mut more = json.step(LAID_OUT_AT_ONCE);
            while more == Ok(true) {
                breathe().await;
                more = json.step(LAID_OUT_AT_ONCE);
            }
            let pretty = more.and_then(|_| json.finish()).ok();
            self.pretty.set_value(pretty.map(Arc::from));
            self.look.set(Look::Pretty);
        }));
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
    let choice = move |label: &'static str, of: Look, choose: fn(Texts)| {
        view! {
            <button
                type="button"
                class="button quiet"
                aria-pressed=move || if look.get() == of { "true" } else { "false" }
                on:click=move |_| choose(texts)
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
                    |texts| {
                        Preference::MarkdownSource.set(None);
                        texts.look.set(Look::Rendered);
                    },
                )}
                {choice(
                    "Source",
                    Look::Source,
                    |texts| {
                        Preference::MarkdownSource.set(Some("true"));
                        texts.look.set(Look::Source);
                    },
                )}
            </div>
        },
        Kind::Json => choice("Pretty-print", Look::Pretty, Texts::toggle_pretty),
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
    let text = texts.text.get_value();
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
        Look::Pretty => match texts.pretty.get_value() {
            Some(pretty) => in_editor(pretty, false),
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
