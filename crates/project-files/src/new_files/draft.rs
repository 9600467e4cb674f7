//! The files of an upload: reviewed and changed before, and followed while they are sent.

use std::collections::{HashMap, HashSet};

use neptun_api::{FileId, FilePatch, NewFile, Validate};

use super::encoding::{Encoding, MAX_FILE_BYTES, Refusal};
use super::guess::Guess;
use super::left_out::left_out;
use crate::path::{file_extension, split_path};

/// A file that may be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its path in the project.
    pub path: String,
    /// Its size, in bytes.
    pub size: u64,
    /// True if the user has named it itself, not a folder that it is in: then it is never left out.
    pub is_wanted: bool,
}

/// A field that can be changed before the upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The path.
    Path,
    /// The title.
    Title,
    /// The category.
    Category,
    /// The type.
    FileType,
    /// The language.
    Language,
}

impl Field {
    /// Every field, in the order of the columns.
    pub const ALL: [Self; 5] =
        [Self::Path, Self::Title, Self::Category, Self::FileType, Self::Language];

    /// Its name in the API; issues are found by it.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Path => "original_path",
            Self::Title => "title",
            Self::Category => "context_file_category",
            Self::FileType => "context_file_type",
            Self::Language => "language",
        }
    }
}

/// What is known of the content of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Not looked at yet.
    Unread,
    /// Its first bytes are text.
    Text(Encoding),
    /// It cannot be added.
    Refused(Refusal),
}

/// What happens if the project has a file of this path already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnConflict {
    /// This file is not added. The default: nothing is overwritten or doubled unasked.
    Skip,
    /// The text of the file in the project is replaced.
    Replace,
    /// Both are in the project afterwards.
    KeepBoth,
}

/// The outcome for one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Not sent.
    None,
    /// Being read and sent.
    Sending,
    /// The server has it.
    Done,
    /// The server does not have it, for this reason.
    Failed(String),
    /// It was sent, and nobody knows if it arrived. The reason.
    Unknown(String),
}

/// The value of a field: a guess until the user changes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Guessed {
    value: String,
    is_edited: bool,
}

impl Guessed {
    fn guess(&mut self, guess: &str) {
        if !self.is_edited {
            guess.clone_into(&mut self.value);
        }
    }

    fn edit(&mut self, value: &str) {
        *self = Self { value: value.to_owned(), is_edited: true };
    }

    fn edited(&self) -> Option<String> {
        self.is_edited.then(|| self.value.trim().to_owned())
    }
}

/// A file that is about to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    path: String,
    title: Guessed,
    category: Guessed,
    file_type: Guessed,
    language: Guessed,
    /// Its size, in bytes.
    pub size: u64,
    /// The user wants to add it.
    pub is_selected: bool,
    /// What is known of its content.
    pub content: Content,
    /// The file of the project that has this path.
    pub existing: Option<FileId>,
    /// A file above it in the list has this path.
    pub is_repeated: bool,
    /// What happens if one of the two is the case.
    pub on_conflict: OnConflict,
    /// The outcome.
    pub outcome: Outcome,
    left_out: Option<&'static str>,
    is_valid: bool,
}

impl Draft {
    fn new(candidate: Candidate) -> Self {
        let Candidate { path, size, is_wanted } = candidate;
        let is_too_large = size > MAX_FILE_BYTES;
        let mut draft = Self {
            left_out: if is_wanted { None } else { left_out(&path, size) },
            path: String::new(),
            title: Guessed::default(),
            category: Guessed::default(),
            file_type: Guessed::default(),
            language: Guessed::default(),
            size,
            is_selected: true,
            content: if is_too_large {
                Content::Refused(Refusal::TooLarge)
            } else {
                Content::Unread
            },
            existing: None,
            is_repeated: false,
            on_conflict: OnConflict::Skip,
            outcome: Outcome::None,
            is_valid: true,
        };
        draft.set(Field::Path, &path);
        draft
    }

    /// The value of a field.
    pub fn value(&self, field: Field) -> &str {
        match field {
            Field::Path => &self.path,
            Field::Title => &self.title.value,
            Field::Category => &self.category.value,
            Field::FileType => &self.file_type.value,
            Field::Language => &self.language.value,
        }
    }

    fn set(&mut self, field: Field, value: &str) {
        match field {
            Field::Path => {
                value.clone_into(&mut self.path);
                let guess = Guess::of(value.trim());
                self.title.guess(split_path(value.trim()).1);
                self.category.guess(guess.category);
                self.file_type.guess(guess.file_type);
                self.language.guess(guess.language);
            }
            Field::Title => self.title.edit(value),
            Field::Category => self.category.edit(value),
            Field::FileType => self.file_type.edit(value),
            Field::Language => self.language.edit(value),
        }
        self.is_valid = self.new_file(String::new()).issues().is_empty();
    }

    fn first_folder(&self) -> Option<&str> {
        self.path.strip_prefix('/')?.split_once('/').map(|(folder, _)| folder)
    }

    /// Returns true if the path is taken, by a file of the project or by one above.
    pub fn is_conflict(&self) -> bool {
        self.existing.is_some() || self.is_repeated
    }

    /// Returns true if the content can be added, as far as is known.
    pub fn is_text(&self) -> bool {
        !matches!(self.content, Content::Refused(_))
    }

    /// Returns true if it is sent in another encoding than it has.
    pub fn is_converted(&self) -> bool {
        matches!(self.content, Content::Text(Encoding::Utf16Le | Encoding::Utf16Be))
    }

    /// Returns true if it is to be sent.
    pub fn is_sent(&self) -> bool {
        let is_skipped = self.is_conflict() && self.on_conflict == OnConflict::Skip;
        self.is_selected && self.is_text() && !is_skipped
    }

    /// The file of the project whose text this one replaces.
    pub fn replaces(&self) -> Option<FileId> {
        self.existing.filter(|_| self.on_conflict == OnConflict::Replace)
    }

    /// The request body for a new file.
    pub fn new_file(&self, text: String) -> NewFile {
        let value = |field| self.value(field).trim().to_owned();
        NewFile {
            title: value(Field::Title),
            original_path: value(Field::Path),
            context_file_category: value(Field::Category),
            context_file_type: value(Field::FileType),
            text,
            language: Some(value(Field::Language)).filter(|language| !language.is_empty()),
            extension: file_extension(self.path.trim()).map(str::to_owned),
        }
    }

    /// The request body for the file that it replaces: the text, and of the other fields those that the user has changed here.
    pub fn patch(&self, text: String) -> FilePatch {
        FilePatch {
            title: self.title.edited(),
            context_file_category: self.category.edited(),
            context_file_type: self.file_type.edited(),
            language: self.language.edited(),
            text: Some(text),
            ..FilePatch::default()
        }
    }

    /// The error of each field, in the order of [`Field::ALL`].
    pub fn issues(&self) -> [Option<String>; 5] {
        let issues = self.new_file(String::new()).issues();
        Field::ALL.map(|field| {
            let issue = issues.iter().find(|issue| issue.path == field.path())?;
            Some(issue.message.clone())
        })
    }
}

/// Figures of the files that are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// The number of files.
    pub files: usize,
    /// The number of those that are selected and can be added.
    pub selected: usize,
    /// The number of those that cannot be added.
    pub refused: usize,
    /// The number of those that have not been looked at.
    pub unread: usize,
    /// The number of selected files whose path the project has.
    pub existing: usize,
    /// The number of further selected files whose path another one above has.
    pub repeated: usize,
    /// The number of those that are converted to UTF-8.
    pub converted: usize,
    /// The number of those that are to be sent.
    pub to_send: usize,
    /// Their size, in bytes.
    pub bytes: u64,
    /// The number of those to be sent of which a field is invalid.
    pub invalid: usize,
    /// The number of those that the server has by now.
    pub done: usize,
    /// Their size, in bytes.
    pub done_bytes: u64,
    /// The number of those that failed.
    pub failed: usize,
    /// The number of those of which nobody knows if they arrived.
    pub unknown: usize,
}

/// The files of an upload, by their index.
#[derive(Debug, Default)]
pub struct NewFiles {
    drafts: Vec<Draft>,
    /// The files of the project by path. Of two with one path, the newest.
    existing: HashMap<String, FileId>,
    is_left_out_included: bool,
}

impl NewFiles {
    /// Adds files below the others.
    pub fn add(&mut self, candidates: impl IntoIterator<Item = Candidate>) {
        self.drafts.extend(candidates.into_iter().map(Draft::new));
        self.find_conflicts();
    }

    /// Tells the paths that the project has, the newest file first.
    pub fn set_existing<'a>(&mut self, files: impl Iterator<Item = (&'a str, FileId)>) {
        self.existing.clear();
        for (path, file) in files {
            self.existing.entry(path.to_owned()).or_insert(file);
        }
        self.find_conflicts();
    }

    /// The number of files, including those that are left out.
    pub fn len(&self) -> usize {
        self.drafts.len()
    }

    /// Returns true if there is no file.
    pub fn is_empty(&self) -> bool {
        self.drafts.is_empty()
    }

    /// The file of an index.
    pub fn get(&self, index: usize) -> Option<&Draft> {
        self.drafts.get(index)
    }

    /// The indices of the files that are not left out.
    pub fn listed(&self) -> impl Iterator<Item = usize> {
        (0..self.drafts.len()).filter(|index| self.is_listed(&self.drafts[*index]))
    }

    fn is_listed(&self, draft: &Draft) -> bool {
        self.is_left_out_included || draft.left_out.is_none()
    }

    fn listed_drafts(&self) -> impl Iterator<Item = &Draft> {
        self.drafts.iter().filter(|draft| self.is_listed(draft))
    }

    /// The indices of the listed files that have not been looked at.
    pub fn unread(&self) -> Vec<usize> {
        self.listed().filter(|index| self.drafts[*index].content == Content::Unread).collect()
    }

    /// The reasons for which files are left out, with the number of files of each; the largest number first.
    pub fn left_out(&self) -> Vec<(&'static str, usize)> {
        let mut counts: Vec<(&'static str, usize)> = Vec::new();
        for reason in self.drafts.iter().filter_map(|draft| draft.left_out) {
            match counts.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, count)) => *count += 1,
                None => counts.push((reason, 1)),
            }
        }
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts
    }

    /// Returns true if the files that are usually left out are listed.
    pub fn is_left_out_included(&self) -> bool {
        self.is_left_out_included
    }

    /// Lists the files that are usually left out, or leaves them out again.
    pub fn include_left_out(&mut self, is_included: bool) {
        self.is_left_out_included = is_included;
        self.find_conflicts();
    }

    /// Tells the content of a file.
    pub fn set_content(&mut self, index: usize, content: Content) {
        self.change(index, |draft| draft.content = content);
    }

    /// Tells the outcome of a file.
    pub fn set_outcome(&mut self, index: usize, outcome: Outcome) {
        self.change(index, |draft| draft.outcome = outcome);
    }

    /// Selects a file or not.
    pub fn select(&mut self, index: usize, is_selected: bool) {
        self.change(index, |draft| draft.is_selected = is_selected);
        self.find_conflicts();
    }

    /// Selects all listed files or none.
    pub fn select_all(&mut self, is_selected: bool) {
        self.change_listed(|draft| draft.is_selected = is_selected);
        self.find_conflicts();
    }

    /// Decides about a file whose path is taken.
    pub fn set_on_conflict(&mut self, index: usize, on_conflict: OnConflict) {
        self.change(index, |draft| draft.on_conflict = on_conflict);
    }

    /// Decides about all selected files whose path is taken. Of two new files with one path, neither replaces the other.
    pub fn set_all_on_conflict(&mut self, on_conflict: OnConflict) {
        self.change_listed(|draft| {
            let is_decided = draft.is_selected && draft.is_conflict();
            if is_decided && !(draft.is_repeated && on_conflict == OnConflict::Replace) {
                draft.on_conflict = on_conflict;
            }
        });
    }

    /// Changes a field of a file.
    pub fn set(&mut self, index: usize, field: Field, value: &str) {
        self.change(index, |draft| draft.set(field, value));
        if field == Field::Path {
            self.find_conflicts();
        }
    }

    /// Changes a field of all selected files.
    pub fn set_selected(&mut self, field: Field, value: &str) {
        self.change_listed(|draft| {
            if draft.is_selected {
                draft.set(field, value);
            }
        });
    }

    /// The folder that all listed files are in, if that is one.
    pub fn common_folder(&self) -> Option<&str> {
        let common = self.listed_drafts().next().and_then(Draft::first_folder)?;
        self.listed_drafts().all(|draft| draft.first_folder() == Some(common)).then_some(common)
    }

    /// Takes that folder out of the paths.
    pub fn remove_common_folder(&mut self) {
        let Some(folder) = self.common_folder().map(|folder| format!("/{folder}")) else { return };
        self.change_listed(|draft| {
            if let Some(rest) = draft.path.strip_prefix(&folder).map(str::to_owned) {
                draft.set(Field::Path, &rest);
            }
        });
        self.find_conflicts();
    }

    /// The indices of the files that are to be sent and are not at the server yet.
    pub fn to_send(&self) -> Vec<usize> {
        let is_meant = |index: &usize| {
            let draft = &self.drafts[*index];
            draft.is_sent() && draft.outcome != Outcome::Done
        };
        self.listed().filter(is_meant).collect()
    }

    /// The figures.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for draft in self.listed_drafts() {
            totals.files += 1;
            totals.refused += usize::from(!draft.is_text());
            totals.unread += usize::from(draft.content == Content::Unread);
            if !draft.is_selected || !draft.is_text() {
                continue;
            }
            totals.selected += 1;
            totals.existing += usize::from(draft.existing.is_some());
            totals.repeated += usize::from(draft.existing.is_none() && draft.is_repeated);
            totals.converted += usize::from(draft.is_converted());
            if draft.is_sent() {
                totals.to_send += 1;
                totals.bytes += draft.size;
                totals.invalid += usize::from(!draft.is_valid);
                match draft.outcome {
                    Outcome::None | Outcome::Sending => {}
                    Outcome::Done => {
                        totals.done += 1;
                        totals.done_bytes += draft.size;
                    }
                    Outcome::Failed(_) => totals.failed += 1,
                    Outcome::Unknown(_) => totals.unknown += 1,
                }
            }
        }
        totals
    }

    fn change(&mut self, index: usize, change: impl FnOnce(&mut Draft)) {
        if let Some(draft) = self.drafts.get_mut(index) {
            change(draft);
        }
    }

    fn change_listed(&mut self, change: impl Fn(&mut Draft)) {
        let is_included = self.is_left_out_included;
        let listed = self.drafts.iter_mut().filter(|draft| is_included || draft.left_out.is_none());
        listed.for_each(change);
    }

    fn find_conflicts(&mut self) {
        let is_included = self.is_left_out_included;
        let mut seen = HashSet::new();
        for draft in &mut self.drafts {
            if draft.left_out.is_some() && !is_included {
                continue;
            }
            let path = draft.path.trim();
            draft.existing = self.existing.get(path).copied();
            draft.is_repeated =
                draft.is_selected && draft.is_text() && !seen.insert(path.to_owned());
            if draft.is_repeated && draft.on_conflict == OnConflict::Replace {
                draft.on_conflict = OnConflict::Skip;
            }
        }
    }
}

#[cfg(test)]
mod tests;
