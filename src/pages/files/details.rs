//! The dialog that edits the details of files: where they are, and what they are said to be.

use futures::StreamExt;
use futures::stream;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use neptun_api::{FileId, FilePatch, ProjectFile, Validate};
use project_files::{common_folder, moved, split_path};

use super::actions::{FileActions, Files};
use super::known_values::{CATEGORIES, KnownValues, LANGUAGES, TYPES};
use crate::api::{Api, ApiError};
use crate::components::{FormActions, FormError, part};
use crate::format;
use crate::state::files_store::FilesStore;
use crate::state::leave_guard::LeaveGuard;
use crate::state::mutation::Mutation;
use crate::ui::{Dialog, Field, FieldKind, Toasts, plain_name, take_submit};

part! {
    /// [`DetailsDialog`], in the part `details`.
    pub fn details_dialog(files: FilesStore, actions: FileActions, edited: Files) -> (Dialog, details) {
        <DetailsDialog files=files actions=actions edited=edited />
    }
}

/// The files that are changed at a time.
const PARALLEL: usize = 4;

/// The fields, by their names in the API.
const FIELDS: [&str; 5] =
    ["original_path", "title", "context_file_category", "context_file_type", "language"];

/// A file as it was when the dialog was opened.
#[derive(Debug, Clone)]
struct Before {
    id: FileId,
    path: String,
    /// Title, category, type and language.
    values: [String; 4],
}

/// The details of a file; of several those that they share, and what is left empty stays as it is.
#[component]
pub fn DetailsDialog(files: FilesStore, actions: FileActions, edited: Files) -> impl IntoView {
    let (api, guard, toasts) = (Api::expect(), LeaveGuard::expect(), Toasts::expect());
    let submit = Mutation::new();
    let before = read(files, &actions.with_paths(&edited));
    let is_folder = matches!(edited, Files::InFolder(_));
    let is_one = before.len() == 1 && !is_folder;
    let place = match &edited {
        Files::InFolder(folder) => folder.clone(),
        Files::Some(_) if is_one => before[0].path.clone(),
        Files::Some(_) => common_folder(before.iter().map(|file| &*file.path)).to_owned(),
    };
    let shared = |at: usize| {
        let first = before.first().map(|file| file.values[at].clone()).unwrap_or_default();
        let is_shared = before.iter().all(|file| file.values[at] == first);
        (if is_shared { first } else { String::new() }, is_shared)
    };
    let [title, category, file_type, language] = [0, 1, 2, 3].map(shared);
    let (shared_by_all, given): (Vec<_>, Vec<_>) =
        [title, category, file_type, language].into_iter().map(|(text, all)| (all, text)).unzip();
    let path_value = RwSignal::new(place.clone());
    let values: Vec<_> = given.iter().map(|text| RwSignal::new(text.clone())).collect();
    let values = StoredValue::new(values);
    let given = StoredValue::new(given);
    let place = StoredValue::new(place);
    let left = RwSignal::new(before.clone());
    let failed = RwSignal::new(Vec::<String>::new());

    // The new values of the fields that were changed.
    let changes = move || {
        values.with_value(|values| {
            given.with_value(|given| {
                let changed = values.iter().zip(given).map(|(value, given)| {
                    let value = value.get().trim().to_owned();
                    (value != *given).then_some(value)
                });
                changed.collect::<Vec<_>>()
            })
        })
    };
    let new_path = move |file: &Before| {
        let path = path_value.get();
        let path = if is_one {
            path.trim().to_owned()
        } else {
            place.with_value(|from| moved(&file.path, from, &path))
        };
        (path != file.path).then_some(path)
    };
    let patch_of = move |file: &Before| {
        let path = new_path(file);
        let [title, category, file_type, language] =
            <[_; 4]>::try_from(changes()).unwrap_or_default();
        // A title that is the name of the file stays that.
        let follows = |path: &String| {
            (file.values[0] == split_path(&file.path).1).then(|| split_path(path).1.to_owned())
        };
        let title = title.filter(|_| is_one).or_else(|| path.as_ref().and_then(follows));
        let patch = FilePatch {
            title: title.filter(|title| *title != file.values[0]),
            original_path: path,
            context_file_category: category,
            context_file_type: file_type,
            language,
            ..FilePatch::default()
        };
        (patch != FilePatch::default()).then_some(patch)
    };
    let patches = Memo::new(move |_| {
        let patch = |file: &Before| Some((file.id, file.path.clone(), patch_of(file)?));
        left.with(|left| left.iter().filter_map(patch).collect::<Vec<_>>())
    });
    let issues = Memo::new(move |_| {
        let issues = |patches: &Vec<(FileId, String, FilePatch)>| {
            patches.iter().map(|(_, _, patch)| patch.issues()).find(|issues| !issues.is_empty())
        };
        patches.with(issues).unwrap_or_default()
    });
    let attempted = RwSignal::new(false);
    Effect::new(move || guard.set_unsaved_input(patches.with(|patches| !patches.is_empty())));
    on_cleanup(move || guard.set_unsaved_input(false));

    let close = move || {
        if !untrack(|| submit.is_pending()) && guard.confirm_leave() {
            actions.edited.set(None);
        }
    };
    let send = move |event: SubmitEvent| {
        take_submit(&event);
        attempted.set(true);
        let patches = patches.get_untracked();
        if issues.with_untracked(|issues| !issues.is_empty()) {
            return;
        }
        if patches.is_empty() {
            return actions.edited.set(None);
        }
        failed.set(Vec::new());
        let project = files.project();
        let work = async move {
            let results: Vec<_> = stream::iter(patches)
                .map(|(file, path, patch)| async move {
                    (file, path, api.update_file(project, file, &patch, None).await)
                })
                .buffer_unordered(PARALLEL)
                .collect()
                .await;
            let (mut changed, mut paths, mut error) = (Vec::<ProjectFile>::new(), Vec::new(), None);
            for (_, path, result) in results {
                match result {
                    Ok(file) => changed.push(file),
                    Err(cause) => {
                        paths.push(path);
                        error = Some(cause);
                    }
                }
            }
            files.change(&changed, Vec::new());
            let done: Vec<_> = changed.iter().map(|file| file.id).collect();
            left.try_update(|left| left.retain(|file| !done.contains(&file.id)));
            failed.try_set(paths);
            error.map_or(Ok(done.len()), Err::<usize, ApiError>)
        };
        submit.run(work, move |count| {
            guard.set_unsaved_input(false);
            toasts.success(format!("Changed {}", format::counted(count, "file", "files")));
            actions.edited.try_set(None);
        });
    };

    let field = move |path: &'static str,
                      label: &'static str,
                      value: RwSignal<String>,
                      hint: &'static str,
                      list: Option<&'static str>,
                      first: bool| {
        let error = Signal::derive(move || {
            let ours = issues.with(|issues| {
                issues.iter().find(|issue| issue.path == path).map(|issue| issue.message.clone())
            });
            ours.filter(|_| attempted.get())
                .or_else(|| Some(submit.error()?.issue(path)?.to_owned()))
        });
        view! {
            <Field label=label name=path kind=FieldKind::Text value=value error=error hint=hint list=list autofocus=first />
        }
    };
    let mut details = Vec::new();
    let fields = [
        ("Title", None),
        ("Category", Some(CATEGORIES)),
        ("Type", Some(TYPES)),
        ("Language", Some(LANGUAGES)),
    ];
    for (at, (label, list)) in fields.into_iter().enumerate() {
        if !is_folder && (at > 0 || is_one) {
            let value = values.with_value(|values| values[at]);
            let hint =
                if shared_by_all[at] { "" } else { "They differ. Left empty, each keeps its own." };
            details.push(field(FIELDS[at + 1], label, value, hint, list, false));
        }
    }
    let (place_label, place_hint) = match (is_one, is_folder) {
        (true, _) => ("Path", ""),
        (_, true) => ("Path", "All files in it move along."),
        (false, false) => ("Folder", "The folder that all of them are in. They move along."),
    };
    let count = before.len();
    let title = if is_folder {
        format!("Move a folder of {}", format::counted(count, "file", "files"))
    } else if is_one {
        format!("Details of {}", plain_name(split_path(&before[0].path).1))
    } else {
        format!("Details of {}", format::counted(count, "file", "files"))
    };
    view! {
        <Dialog title=title on_close=close>
            <form class="form" novalidate on:submit=send>
                {field(FIELDS[0], place_label, path_value, place_hint, None, true)}
                {details}
                <KnownValues files=files />
                <FormError submit=submit fields=FIELDS />
                {move || {
                    let failed = failed.get();
                    (count > 1 && !failed.is_empty())
                        .then(|| {
                            let names = failed.iter().map(|path| view! { <li>{plain_name(path).into_owned()}</li> });
                            view! {
                                <div role="alert">
                                    <p>{format!("Not changed: {} of {}", failed.len(), format::counted(count, "file", "files"))}</p>
                                    <ul class="failed-files">{names.collect_view()}</ul>
                                </div>
                            }
                        })
                }}
                <FormActions submit=submit on_cancel=Callback::new(move |()| close()) action="Save" doing="Saving…" />
            </form>
        </Dialog>
    }
}

fn read(files: FilesStore, wanted: &[(FileId, String)]) -> Vec<Before> {
    let read = files.with_untracked(|listing| {
        let file = |(id, path): &(FileId, String)| {
            let file = listing.find(*id)?;
            let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
            let values = [
                file.title.to_owned(),
                text(file.category),
                file.file_type.to_owned(),
                text(file.language),
            ];
            Some(Before { id: *id, path: path.clone(), values })
        };
        Some(wanted.iter().filter_map(file).collect())
    });
    read.unwrap_or_default()
}
