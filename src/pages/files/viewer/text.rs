//! The text of a file in one of its view modes.

use std::sync::Arc;

use leptos::either::EitherOf4;
use leptos::prelude::*;
use neptun_api::{FileId, ProjectFile};
use project_files::language_of;

use super::content::ContentKind;
use super::editor::{Editor, EditorText};
use super::file_link;
use super::markdown::Markdown;
use super::notices::{BinaryFile, EmptyFile, PdfFile, PdfNote};
use crate::api::explain;
use crate::engine::Engine;
use crate::state::files_url::FilesUrl;
use crate::state::preferences::Preference;
use crate::state::project::ProjectData;
use crate::state::query::AbortableTask;
use crate::state::wrap_lines::WrapLines;
use crate::ui::Toasts;

/// Longer Markdown is not rendered, because that would block the browser.
const MAX_RENDERED_BYTES: usize = 1_000_000;

/// A view mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// The text as it is in the file.
    Source,
    /// Rendered Markdown.
    Rendered,
    /// Pretty-printed JSON.
    Pretty,
    /// A notice in the place of a binary file.
    Hidden,
}

/// The text of the opened file and its view mode.
#[derive(Clone, Copy)]
pub(super) struct TextState {
    pub(super) editor: Editor,
    file: FileId,
    kind: ContentKind,
    language: Option<&'static str>,
    mode: RwSignal<Mode>,
    can_render: bool,
    text: StoredValue<Arc<str>>,
    /// Pretty-printed JSON; nothing if the text is not well-formed.
    pretty: StoredValue<Option<Arc<str>>>,
    /// The section of rendered Markdown to bring into sight.
    section: RwSignal<Option<String>>,
    formatting: AbortableTask,
    engine: Engine,
    toasts: Toasts,
}

impl TextState {
    /// Begins in the mode that the user chose for the last file of this kind, or as the source if the URL marks lines of it.
    pub(super) fn new(file: &ProjectFile, url: FilesUrl) -> Self {
        let language = language_of(file);
        let kind = ContentKind::of(file, language);
        let can_render = kind == ContentKind::Markdown && file.text.len() <= MAX_RENDERED_BYTES;
        let wants_source = || {
            Preference::MarkdownSource.get().is_some()
                || untrack(|| url.lines_of(file.id)).is_some()
        };
        let mode = match kind {
            ContentKind::Binary => Mode::Hidden,
            _ if can_render && !wants_source() => Mode::Rendered,
            _ => Mode::Source,
        };
        Self {
            editor: Editor::new(),
            file: file.id,
            kind,
            language,
            mode: RwSignal::new(mode),
            can_render,
            text: StoredValue::new(file.text.as_str().into()),
            pretty: StoredValue::new(None),
            section: RwSignal::new(url.take_section(file.id)),
            formatting: AbortableTask::new(),
            engine: Engine::expect(),
            toasts: Toasts::expect(),
        }
    }

    /// Shows the source until the whole text is pretty-printed.
    fn toggle_pretty(self) {
        if self.mode.get_untracked() == Mode::Pretty {
            self.mode.set(Mode::Source);
            return;
        }
        self.formatting.supersede(Box::pin(async move {
            match self.engine.pretty_print(self.file).await {
                Ok(pretty) => {
                    self.pretty.set_value(pretty.map(Arc::from));
                    self.mode.set(Mode::Pretty);
                }
                Err(error) => self.toasts.bad(explain(&error).to_string()),
            }
        }));
    }

    /// Returns true if the text can be edited: it is seen, and not taken from something else.
    pub(super) fn can_edit(self) -> bool {
        self.kind != ContentKind::Pdf && self.mode.get() != Mode::Hidden
    }

    /// The language that the text is coloured in.
    pub(super) fn language(self) -> Option<&'static str> {
        self.language
    }

    /// Opens the search within the file. Returns false if the browser's own finds everything.
    pub(super) fn find(self) -> bool {
        self.mode.get_untracked() != Mode::Rendered && self.editor.find()
    }
}

/// Switches between the view modes that the file has.
#[component]
pub(super) fn ModeSwitch(text: TextState) -> impl IntoView {
    let button = move |label: &'static str, mode: Mode, choose: fn(TextState)| {
        view! {
            <button
                type="button"
                class="button quiet"
                aria-pressed=move || if text.mode.get() == mode { "true" } else { "false" }
                on:click=move |_| choose(text)
            >
                {label}
            </button>
        }
    };
    match text.kind {
        ContentKind::Markdown if text.can_render => view! {
            <div role="group" aria-label="Markdown">
                {button(
                    "Rendered",
                    Mode::Rendered,
                    |text| {
                        Preference::MarkdownSource.set(None);
                        text.mode.set(Mode::Rendered);
                    },
                )}
                {button(
                    "Source",
                    Mode::Source,
                    |text| {
                        Preference::MarkdownSource.set(Some("true"));
                        text.mode.set(Mode::Source);
                    },
                )}
            </div>
        }
        .into_any(),
        ContentKind::Json => {
            button("Pretty-print", Mode::Pretty, TextState::toggle_pretty).into_any()
        }
        _ => ().into_any(),
    }
}

/// The text, or a notice in its place.
#[component]
pub(super) fn FileText(
    file: Arc<ProjectFile>,
    url: FilesUrl,
    wrap: WrapLines,
    text: TextState,
) -> impl IntoView {
    let pdf_url = file.pdf_url.clone();
    match text.kind {
        ContentKind::Empty => view! { <EmptyFile /> }.into_any(),
        ContentKind::Pdf if file.text.is_empty() => view! { <PdfFile url=pdf_url /> }.into_any(),
        ContentKind::Pdf => view! {
            <PdfNote url=pdf_url />
            <TextInMode file=file url=url wrap=wrap text=text />
        }
        .into_any(),
        ContentKind::Markdown if !text.can_render => view! {
            <p class="viewer-note">"Too long for a preview. This is the source."</p>
            <TextInMode file=file url=url wrap=wrap text=text />
        }
        .into_any(),
        _ => view! { <TextInMode file=file url=url wrap=wrap text=text /> }.into_any(),
    }
}

#[component]
fn TextInMode(
    file: Arc<ProjectFile>,
    url: FilesUrl,
    wrap: WrapLines,
    text: TextState,
) -> impl IntoView {
    let source = text.text.get_value();
    let files = ProjectData::expect().files;
    let toasts = Toasts::expect();
    let follow = Callback::new(move |address: String| {
        let (path, fragment) = address.split_once('#').unwrap_or((&address, ""));
        let target = if path.is_empty() {
            Some(text.file)
        } else {
            files.with_untracked(|listing| file_link::target(listing, &file.original_path, path))
        };
        match (target, fragment.parse()) {
            (Some(file), Ok(lines)) => {
                if file == text.file {
                    text.mode.set(Mode::Source);
                }
                url.open_at(file, lines);
            }
            (Some(file), Err(_)) if file == text.file && !path.is_empty() => {
                text.section.set(Some(format!("#{fragment}")));
            }
            (Some(file), Err(_)) if file == text.file => {
                toasts.bad(format!("This file has no section “{fragment}”."));
            }
            (Some(file), Err(_)) if fragment.is_empty() => url.open(file),
            (Some(file), Err(_)) => url.open_section(file, format!("#{fragment}")),
            (None, _) => toasts.bad(format!("This project has no file {path}.")),
        }
    });
    let in_editor = move |shown: Arc<str>, marks: bool| {
        view! {
            <EditorText
                file=text.file
                text=shown
                language=text.language
                wrap=Signal::derive(move || wrap.is_on())
                marks=marks
                url=url
                editor=text.editor
            />
        }
    };
    let mode = Memo::new(move |_| text.mode.get());
    // A variant for each mode, so that a change of mode makes new elements: the editor and the renderer fill theirs by themselves.
    move || match mode.get() {
        Mode::Source => EitherOf4::A(in_editor(source.clone(), true)),
        Mode::Rendered => EitherOf4::B(view! {
            <Markdown text=source.clone() on_link=follow section=text.section />
        }),
        Mode::Pretty => {
            let pretty = text.pretty.get_value();
            let is_json = pretty.is_some();
            EitherOf4::C(view! {
                {(!is_json)
                    .then(|| {
                        view! {
                            <p class="viewer-note" role="status">
                                "This is not valid JSON, JSON5 or JSON lines, so it is shown unformatted."
                            </p>
                        }
                    })}
                {in_editor(pretty.unwrap_or_else(|| source.clone()), !is_json)}
            })
        }
        Mode::Hidden => {
            EitherOf4::D(view! { <BinaryFile on_show=move || text.mode.set(Mode::Source) /> })
        }
    }
}
