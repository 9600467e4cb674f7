//! The files before they are sent, while they are, and afterwards.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use project_files::new_files::{Field, NewFiles, OnConflict, Outcome};

use super::form::Form;
use super::review_row::{OutcomeRow, ReviewRow};
use super::upload::{Stop, Upload};
use crate::browser::nothing_has_focus;
use crate::format;
use crate::pages::files::known_values::{CATEGORIES, KnownValues, LANGUAGES, TYPES};
use crate::ui::{Icon, IconName, VirtualList};

/// The number of rows that are made in one task. With all their fields, those of a high window would hold up the page.
const ROWS_PER_TASK: usize = 8;

/// The files that the table shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    All,
    /// Those whose path is taken.
    Conflicts,
    /// Those that cannot be added.
    Refused,
}

/// The table in which files are changed and selected, and all that concerns many of them.
#[component]
pub(super) fn Review(
    form: Form,
    upload: Upload,
    on_close: Callback<()>,
    on_finished: Callback<()>,
) -> impl IntoView {
    let (files, totals) = (form.files, form.totals);
    let shown = RwSignal::new(Shown::All);
    // A row stays where it is while it is edited.
    let causes = Memo::new(move |_| {
        let is_included = files.with(NewFiles::is_left_out_included);
        (shown.get(), files.with(NewFiles::len), is_included, totals.get().unread)
    });
    let rows = Memo::new(move |_| {
        let (shown, ..) = causes.get();
        files.with_untracked(|files| {
            let is_shown = |index: &usize| {
                files.get(*index).is_some_and(|draft| match shown {
                    Shown::All => true,
                    Shown::Conflicts => draft.is_conflict(),
                    Shown::Refused => !draft.is_text(),
                })
            };
            files.listed().filter(is_shown).collect::<Arc<[usize]>>()
        })
    });
    let submit = NodeRef::<html::Button>::new();
    focus_if_lost(submit);
    let send = move |_| {
        if form.obstacle().is_none() {
            upload.start(on_finished);
        }
    };
    let is_disabled =
        move || form.is_busy() || totals.get().to_send == 0 || form.obstacle().is_some();
    let action = move || {
        let totals = totals.get();
        let files = format::counted(totals.to_send, "file", "files");
        format!("Add {files} ({})", format::bytes(totals.bytes as usize))
    };
    let state = move || {
        if form.awaits_paths() {
            return Some("Loading the paths of the project…".to_owned());
        }
        if !form.data.files.is_complete() {
            let note = "The list of files could not be loaded, so it is not known which paths exist already.";
            return Some(note.to_owned());
        }
        let unread = totals.get().unread;
        (unread > 0).then(|| format!("Reading {}…", format::counted(unread, "file", "files")))
    };
    let footer = move || {
        view! {
            <p role="status" class="muted add-status">{state}</p>
            <p role="alert" class="field-error add-status">{move || form.obstacle()}</p>
        }
    };
    view! {
        <Notes form=form shown=shown />
        <ForSelected form=form />
        <Table
            rows=rows
            class="add-table"
            columns=&["Path", "Title", "Category", "Type", "Language", "Size", "State"]
            check=Some(form)
            row=Callback::new(move |(list, number)| view! { <ReviewRow form=form rows=rows list=list number=number /> }.into_any())
        />
        <KnownValues files=form.data.files />
        {footer}
        <div class="form-actions">
            <button type="button" class="button" on:click=move |_| on_close.run(())>
                "Cancel"
            </button>
            <button type="button" class="button primary" node_ref=submit disabled=is_disabled on:click=send>
                {action}
            </button>
        </div>
    }
}

/// What is left out, taken already, refused or converted, with the choices for all of it.
#[component]
fn Notes(form: Form, shown: RwSignal<Shown>) -> impl IntoView {
    let (files, totals) = (form.files, form.totals);
    let left_out = Memo::new(move |_| files.with(NewFiles::left_out));
    let left_out_note = move || {
        let left_out = left_out.get();
        (!left_out.is_empty()).then(|| {
            let is_included = files.with(NewFiles::is_left_out_included);
            let toggle = move |_| form.include_left_out(!is_included);
            view! {
                <div class="add-note">
                    <p>{left_out_sentence(&left_out, is_included)}</p>
                    <button type="button" class="button" on:click=toggle>
                        {if is_included { "Leave them out" } else { "Include them" }}
                    </button>
                </div>
            }
        })
    };
    let common_folder =
        Memo::new(move |_| files.with(|files| files.common_folder().map(str::to_owned)));
    let folder_note = move || {
        common_folder.get().map(|folder| {
            view! {
                <div class="add-note">
                    <p>"All files are in the folder “" {folder} "”."</p>
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| files.update(NewFiles::remove_common_folder)
                    >
                        "Remove it from the paths"
                    </button>
                </div>
            }
        })
    };
    let conflicts = Memo::new(move |_| {
        let totals = totals.get();
        (totals.existing, totals.repeated)
    });
    let conflict_note = move || {
        let (existing, repeated) = conflicts.get();
        conflict_sentence(existing, repeated).map(|sentence| {
            let decide = move |on_conflict| {
                move |_| files.update(|files| files.set_all_on_conflict(on_conflict))
            };
            view! {
                <div class="add-note" role="group" aria-label="Existing paths">
                    <p>{sentence}</p>
                    <button type="button" class="button" on:click=decide(OnConflict::Replace)>
                        "Replace all"
                    </button>
                    <button type="button" class="button" on:click=decide(OnConflict::KeepBoth)>
                        "Keep both"
                    </button>
                    <button type="button" class="button" on:click=decide(OnConflict::Skip)>
                        "Skip all"
                    </button>
                </div>
            }
        })
    };
    let other = Memo::new(move |_| {
        let totals = totals.get();
        (totals.refused, totals.converted)
    });
    let other_note = move || {
        let (refused, converted) = other.get();
        let mut sentences = Vec::new();
        if refused > 0 {
            let files = format::counted(refused, "file", "files");
            sentences.push(format!("{files} cannot be added."));
        }
        if converted > 0 {
            let files = format::counted(converted, "file is", "files are");
            sentences.push(format!("{files} converted from UTF-16 to UTF-8."));
        }
        (!sentences.is_empty()).then(|| {
            view! {
                <div class="add-note">
                    <p>{sentences.join(" ")}</p>
                </div>
            }
        })
    };
    let option = move |value: Shown, label: &'static str| {
        view! {
            <option prop:selected=move || shown.get() == value>{label}</option>
        }
    };
    let choose = move |event| {
        shown.set(match &*event_target_value(&event) {
            "Existing paths" => Shown::Conflicts,
            "Cannot be added" => Shown::Refused,
            _ => Shown::All,
        });
    };
    let has_kinds =
        move || conflicts.get() != (0, 0) || other.get().0 > 0 || shown.get() != Shown::All;
    view! {
        <div class="add-notes">
            {left_out_note} {folder_note} {conflict_note} {other_note}
            <Show when=has_kinds>
                <label class="add-note">
                    <span>"Show"</span>
                    <select on:change=choose>
                        {option(Shown::All, "All files")}
                        {option(Shown::Conflicts, "Existing paths")}
                        {option(Shown::Refused, "Cannot be added")}
                    </select>
                </label>
            </Show>
        </div>
    }
}

/// One value for all selected files.
#[component]
fn ForSelected(form: Form) -> impl IntoView {
    let field = move |field: Field, label: &'static str, list: &'static str| {
        let change = move |event| {
            let value = event_target_value(&event);
            if !value.trim().is_empty() {
                form.files.update(|files| files.set_selected(field, value.trim()));
            }
        };
        view! {
            <label>
                <span>{label}</span>
                <input type="text" list=list placeholder="As guessed" autocomplete="off" on:change=change />
            </label>
        }
    };
    view! {
        <fieldset class="add-all">
            <legend>"For all selected files"</legend>
            {field(Field::Category, "Category", CATEGORIES)}
            {field(Field::FileType, "Type", TYPES)}
            {field(Field::Language, "Language", LANGUAGES)}
        </fieldset>
    }
}

/// A table of many rows. `check` adds a column of checkboxes.
#[component]
fn Table(
    rows: Memo<Arc<[usize]>>,
    class: &'static str,
    columns: &'static [&'static str],
    check: Option<Form>,
    row: Callback<(VirtualList, usize), AnyView>,
) -> impl IntoView {
    let list = VirtualList::new(Signal::derive(move || rows.with(|rows| rows.len())));
    let made = RwSignal::new(ROWS_PER_TASK);
    Effect::new(move || {
        if made.get() < list.slots().end {
            request_animation_frame(move || {
                made.try_update(|made| *made += ROWS_PER_TASK);
            });
        }
    });
    let slots = move || list.ordered_slots().filter(|slot| *slot < made.get()).collect::<Vec<_>>();
    let check_all = check.map(|form| {
        let is_all = Memo::new(move |_| {
            let totals = form.totals.get();
            totals.selected + totals.refused >= totals.files && totals.selected > 0
        });
        view! {
            <span role="columnheader">
                <input
                    type="checkbox"
                    aria-label="Add all files"
                    prop:checked=is_all
                    on:change=move |event| {
                        let is_checked = event_target_checked(&event);
                        form.files.update(|files| files.select_all(is_checked));
                    }
                />
            </span>
        }
    });
    let heads = columns
        .iter()
        .map(|name| view! { <span role="columnheader">{*name}</span> })
        .collect_view();
    view! {
        <div
            node_ref=list.viewport
            class=class
            role="table"
            aria-label="Files to add"
            aria-rowcount=move || (rows.with(|rows| rows.len()) + 1).to_string()
            tabindex="0"
            on:scroll=move |_| list.scrolled()
        >
            <div role="row" class="add-row add-head" aria-rowindex="1">
                {check_all}
                {heads}
            </div>
            <div node_ref=list.rows class="add-rows" role="rowgroup" translate="no" style:height=move || list.height()>
                <For
                    each=slots
                    key=|number| *number
                    children=move |number| row.run((list, number))
                />
            </div>
        </div>
    }
}

/// The progress of the upload, in all and file by file.
#[component]
pub(super) fn UploadProgress(form: Form, upload: Upload) -> impl IntoView {
    let totals = form.totals;
    let rows = Memo::new(move |_| sent_files(form, |_| true));
    let cancel = NodeRef::<html::Button>::new();
    focus_if_lost(cancel);
    let words = move || {
        let totals = totals.get();
        let files = format!(
            "{} of {}",
            format::count(totals.done),
            format::counted(totals.to_send, "file", "files")
        );
        let bytes = [totals.done_bytes, totals.bytes].map(|bytes| format::bytes(bytes as usize));
        let failed = totals.failed + totals.unknown;
        let failed =
            if failed > 0 { format!(", {} failed", format::count(failed)) } else { String::new() };
        format!("{files} ({} of {}){failed}", bytes[0], bytes[1])
    };
    let note = move || {
        if upload.stop.with(Option::is_some) {
            Some("Cancelling… Files that are on their way still arrive.")
        } else {
            upload.is_waiting.get().then_some("The server is busy. Trying again soon…")
        }
    };
    let settled = move || {
        let totals = totals.get();
        (totals.done + totals.failed + totals.unknown).to_string()
    };
    view! {
        <p class="dialog-text">{words}</p>
        <progress
            class="export-progress"
            aria-label="Adding"
            max=move || totals.get().to_send.max(1).to_string()
            value=settled
        ></progress>
        <p role="status" class="muted add-status">{note}</p>
        <Outcomes rows=rows form=form />
        <div class="form-actions">
            <button
                type="button"
                class="button"
                node_ref=cancel
                disabled=move || upload.stop.with(Option::is_some)
                on:click=move |_| upload.cancel()
            >
                "Cancel"
            </button>
        </div>
    }
}

/// The files that have not been added, and the reasons.
#[component]
pub(super) fn Results(
    form: Form,
    upload: Upload,
    on_close: Callback<()>,
    on_finished: Callback<()>,
) -> impl IntoView {
    let totals = form.totals;
    let rows = Memo::new(move |_| sent_files(form, |outcome| *outcome != Outcome::Done));
    let retry = NodeRef::<html::Button>::new();
    focus_if_lost(retry);
    let sentence = move || {
        let totals = totals.get();
        let mut sentence = format!("{} added.", format::counted(totals.done, "file", "files"));
        for (count, outcome) in [
            (totals.failed, "failed"),
            (totals.unknown, "may or may not have arrived"),
            (totals.to_send - totals.done - totals.failed - totals.unknown, "not sent"),
        ] {
            if count > 0 {
                sentence += &format!(" {} {outcome}.", format::count(count));
            }
        }
        sentence
    };
    let reason = move || match upload.stop.get() {
        Some(Stop::Failed(reason)) => Some(reason),
        _ => None,
    };
    let has_unknown = move || totals.get().unknown > 0;
    let unsent = move || {
        let totals = totals.get();
        format!("Retry {}", format::counted(totals.to_send - totals.done, "file", "files"))
    };
    view! {
        <p role="status" class="dialog-text">{sentence}</p>
        <div role="alert">
            {move || {
                reason()
                    .map(|reason| {
                        view! {
                            <div class="form-error">
                                <Icon name=IconName::Alert />
                                <p>{reason}</p>
                            </div>
                        }
                    })
            }}
        </div>
        <Show when=has_unknown>
            <p class="dialog-text">
                "Retry first looks which files have arrived, so that none is added twice."
            </p>
        </Show>
        <Outcomes rows=rows form=form />
        <div class="form-actions">
            <button type="button" class="button" on:click=move |_| on_close.run(())>
                "Close"
            </button>
            <button type="button" class="button primary" node_ref=retry on:click=move |_| upload.retry(on_finished)>
                {unsent}
            </button>
        </div>
    }
}

/// The table of outcomes.
#[component]
fn Outcomes(form: Form, rows: Memo<Arc<[usize]>>) -> impl IntoView {
    view! {
        <Table
            rows=rows
            class="add-table outcomes"
            columns=&["Path", "Size", "State"]
            check=None
            row=Callback::new(move |(list, number)| view! { <OutcomeRow form=form rows=rows list=list number=number /> }.into_any())
        />
    }
}

/// The files that are sent and whose outcome at this moment is of a kind.
fn sent_files(form: Form, is_shown: fn(&Outcome) -> bool) -> Arc<[usize]> {
    form.files.with_untracked(|files| {
        let is_sent = |index: &usize| {
            files.get(*index).is_some_and(|draft| draft.is_sent() && is_shown(&draft.outcome))
        };
        files.listed().filter(is_sent).collect()
    })
}

/// Focuses a button if the element that had the focus is gone.
fn focus_if_lost(button: NodeRef<html::Button>) {
    Effect::new(move || {
        if button.get().is_none() {
            return;
        }
        request_animation_frame(move || {
            if let Some(button) =
                button.try_get_untracked().flatten().filter(|_| nothing_has_focus())
            {
                // Fails only where nothing can have the focus.
                let _ = button.focus();
            }
        });
    });
}

/// `312 files left out: node_modules (300), .git (12).`
fn left_out_sentence(left_out: &[(&str, usize)], is_included: bool) -> String {
    let count = left_out.iter().map(|(_, count)| count).sum();
    let reasons: Vec<_> = left_out
        .iter()
        .map(|(reason, count)| format!("{reason} ({})", format::count(*count)))
        .collect();
    let files = format::counted(count, "file", "files");
    let outcome = if is_included { "included that are usually left out" } else { "left out" };
    format!("{files} {outcome}: {}.", reasons.join(", "))
}

/// Says how many paths are taken, by files of the project or among the new ones.
fn conflict_sentence(existing: usize, repeated: usize) -> Option<String> {
    let existing = match existing {
        0 => None,
        1 => Some("1 path exists already.".to_owned()),
        count => Some(format!("{} paths exist already.", format::count(count))),
    };
    let repeated = match repeated {
        0 => None,
        1 => Some("1 path is here twice.".to_owned()),
        count => Some(format!("{} paths are here twice.", format::count(count))),
    };
    let sentences: Vec<_> = existing.into_iter().chain(repeated).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_in_sentences() {
        assert_eq!(
            left_out_sentence(&[("node_modules", 300), (".git", 12)], false),
            "312 files left out: node_modules (300), .git (12)."
        );
        assert_eq!(conflict_sentence(0, 0), None);
        assert_eq!(
            conflict_sentence(1, 2).as_deref(),
            Some("1 path exists already. 2 paths are here twice.")
        );
    }
}
