//! The row of a new file.

use std::sync::Arc;

use leptos::prelude::*;
use project_files::new_files::{Content, Draft, Field, NewFiles, OnConflict, Outcome};
use project_files::split_path;

use super::form::{Form, Step};
use crate::format;
use crate::pages::files::known_values::{CATEGORIES, LANGUAGES, TYPES};
use crate::ui::{VirtualList, name, plain_name};

/// The texts of a row in the review.
#[derive(Clone, Default, PartialEq)]
struct Texts {
    /// Nothing if the slot has not drawn a row yet.
    index: Option<usize>,
    values: [String; 5],
    issues: [Option<String>; 5],
    size: String,
    is_selected: bool,
    is_text: bool,
    /// The state, where there is nothing to decide.
    state: String,
    conflict: Option<Conflict>,
}

/// A path that is taken.
#[derive(Clone, Copy, PartialEq)]
struct Conflict {
    on_conflict: OnConflict,
    /// There is a file to replace.
    is_existing: bool,
}

impl Texts {
    fn new(index: usize, draft: &Draft) -> Self {
        let is_repeated = draft.is_repeated;
        let conflict = Conflict {
            on_conflict: draft.on_conflict,
            is_existing: draft.existing.is_some() && !is_repeated,
        };
        Self {
            index: Some(index),
            values: Field::ALL.map(|field| draft.value(field).to_owned()),
            issues: draft.issues(),
            size: format::bytes(draft.size as usize),
            is_selected: draft.is_selected && draft.is_text(),
            is_text: draft.is_text(),
            state: match draft.content {
                Content::Refused(refusal) => refusal.to_string(),
                Content::Unread => "Reading…".to_owned(),
                Content::Text(_) if draft.is_converted() => "Converted from UTF-16".to_owned(),
                Content::Text(_) => String::new(),
            },
            conflict: (draft.is_text() && draft.is_conflict()).then_some(conflict),
        }
    }
}

/// A row in which a file is changed.
#[component]
pub(super) fn ReviewRow(
    form: Form,
    rows: Memo<Arc<[usize]>>,
    list: VirtualList,
    number: usize,
) -> impl IntoView {
    let slot = list.slot(number);
    let texts = Memo::new(move |last: Option<&Texts>| {
        let texts = form.files.with(|files| {
            let index = rows.with(|rows| rows.get(slot.row.get()?).copied())?;
            Some(Texts::new(index, files.get(index)?))
        });
        // An empty slot is hidden, and keeps its texts.
        texts.or_else(|| last.cloned()).unwrap_or_default()
    });
    let index = Memo::new(move |_| texts.with(|texts| texts.index));
    let path = Memo::new(move |_| texts.with(|texts| plain_name(&texts.values[0]).into_owned()));
    let change = move |change: &dyn Fn(&mut NewFiles, usize)| {
        if let Some(index) = index.get_untracked() {
            form.files.update(|files| change(files, index));
        }
    };
    let cell = move |at: usize, class: &'static str, label: &'static str, known: &'static str| {
        let issue = move || texts.with(|texts| texts.issues[at].clone());
        view! {
            <span role="cell" class=class>
                <input
                    type="text"
                    aria-label=move || format!("{label} of {}", path.get())
                    aria-invalid=move || issue().is_some().then_some("true")
                    title=move || issue().unwrap_or_else(|| texts.with(|texts| texts.values[at].clone()))
                    list=(!known.is_empty()).then_some(known)
                    spellcheck="false"
                    autocomplete="off"
                    disabled=move || texts.with(|texts| !texts.is_text)
                    prop:value=move || texts.with(|texts| texts.values[at].clone())
                    on:input=move |event| {
                        let value = event_target_value(&event);
                        change(&|files, index| files.set(index, Field::ALL[at], &value));
                    }
                />
            </span>
        }
    };
    let select = move |event| {
        let is_checked = event_target_checked(&event);
        change(&|files, index| files.select(index, is_checked));
    };
    let decide = move |event| {
        let on_conflict = match &*event_target_value(&event) {
            "replace" => OnConflict::Replace,
            "keep" => OnConflict::KeepBoth,
            _ => OnConflict::Skip,
        };
        change(&|files, index| files.set_on_conflict(index, on_conflict));
    };
    let conflict = Memo::new(move |_| texts.with(|texts| texts.conflict));
    let state = move || match conflict.get() {
        None => texts.with(|texts| name(&texts.state)).into_any(),
        Some(Conflict { on_conflict, is_existing }) => {
            let option = |value: &'static str, meaning: OnConflict, label: &'static str| {
                view! { <option value=value prop:selected={on_conflict == meaning}>{label}</option> }
            };
            let (skip, keep) = if is_existing {
                ("Exists: skip", "Exists: keep both")
            } else {
                ("Twice here: skip", "Twice here: keep both")
            };
            view! {
                <select aria-label=move || format!("If it exists: {}", path.get()) on:change=decide>
                    {option("skip", OnConflict::Skip, skip)}
                    {is_existing.then(|| option("replace", OnConflict::Replace, "Exists: replace"))}
                    {option("keep", OnConflict::KeepBoth, keep)}
                </select>
            }
            .into_any()
        }
    };
    view! {
        <div
            class="add-row"
            class:refused=move || texts.with(|texts| !texts.is_text)
            role="row"
            hidden=move || slot.is_empty()
            style:top=move || slot.top()
            aria-rowindex=move || slot.row.get().map(|row| (row + 2).to_string())
        >
            <span role="cell" class="add-check">
                <input
                    type="checkbox"
                    aria-label=move || format!("Add {}", path.get())
                    disabled=move || texts.with(|texts| !texts.is_text)
                    prop:checked=move || texts.with(|texts| texts.is_selected)
                    on:change=select
                />
            </span>
            {cell(0, "add-path", "Path", "")}
            {cell(1, "add-title", "Title", "")}
            {cell(2, "add-category", "Category", CATEGORIES)}
            {cell(3, "add-type", "Type", TYPES)}
            {cell(4, "add-language", "Language", LANGUAGES)}
            <span role="cell" class="add-size">{move || texts.with(|texts| texts.size.clone())}</span>
            <span role="cell" class="add-state">{state}</span>
        </div>
    }
}

/// The texts of a row while files are sent, and afterwards.
#[derive(Clone, Default, PartialEq)]
struct OutcomeTexts {
    path: String,
    size: String,
    state: String,
    is_bad: bool,
}

impl OutcomeTexts {
    fn new(draft: &Draft, is_uploading: bool) -> Self {
        let (state, is_bad) = match &draft.outcome {
            Outcome::None if is_uploading => ("Waiting".to_owned(), false),
            Outcome::None => ("Not sent".to_owned(), false),
            Outcome::Sending => ("Sending…".to_owned(), false),
            Outcome::Done if draft.replaces().is_some() => ("Replaced".to_owned(), false),
            Outcome::Done => ("Added".to_owned(), false),
            Outcome::Failed(reason) => (reason.clone(), true),
            Outcome::Unknown(reason) => (format!("Unknown if it arrived. {reason}"), true),
        };
        Self {
            path: draft.value(Field::Path).trim().to_owned(),
            size: format::bytes(draft.size as usize),
            state,
            is_bad,
        }
    }
}

/// A row with the outcome of a file.
#[component]
pub(super) fn OutcomeRow(
    form: Form,
    rows: Memo<Arc<[usize]>>,
    list: VirtualList,
    number: usize,
) -> impl IntoView {
    let slot = list.slot(number);
    let texts = Memo::new(move |last: Option<&OutcomeTexts>| {
        let texts = form.files.with(|files| {
            let index = rows.with(|rows| rows.get(slot.row.get()?).copied())?;
            Some(OutcomeTexts::new(files.get(index)?, form.step.get() == Step::Upload))
        });
        texts.or_else(|| last.cloned()).unwrap_or_default()
    });
    let cells = move || {
        texts.with(|texts| {
            let (folder, file) = split_path(&texts.path);
            view! {
                <span role="cell" class="file-path" title=plain_name(&texts.path).into_owned()>
                    <span class="folder">{name(folder)}</span>
                    <span class="name">{name(file)}</span>
                </span>
                <span role="cell" class="add-size">{texts.size.clone()}</span>
                <span role="cell" class="add-state" class:bad=texts.is_bad title=texts.state.clone()>
                    {texts.state.clone()}
                </span>
            }
        })
    };
    view! {
        <div
            class="add-row"
            role="row"
            hidden=move || slot.is_empty()
            style:top=move || slot.top()
            aria-rowindex=move || slot.row.get().map(|row| (row + 2).to_string())
        >
            {cells}
        </div>
    }
}
