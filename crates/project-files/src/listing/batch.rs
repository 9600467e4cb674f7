//! Some files of a list on their way from the engine to the page.

use neptun_api::{FileId, ProjectFile, ProjectId, Timestamp, UserId};
use serde::{Deserialize, Serialize};

use crate::columns::{TextColumn, ValueColumn, ValueIndex};

/// Files without their texts, in columns: no value of a single file is allocated on the way.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    pub(super) plain: PlainColumns,
    pub(super) categories: ValueColumn,
    pub(super) types: ValueColumn,
    pub(super) languages: ValueColumn,
    pub(super) extensions: ValueColumn,
    pub(super) pdf_urls: ValueColumn,
}

/// The columns that are appended as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PlainColumns {
    pub(super) ids: Vec<FileId>,
    pub(super) paths: TextColumn,
    pub(super) titles: TextColumn,
    /// In bytes.
    pub(super) sizes: Vec<u32>,
    pub(super) created_at: Vec<Option<Millis>>,
    pub(super) updated_at: Vec<Option<Millis>>,
    pub(super) owners: Vec<Option<UserId>>,
    pub(super) projects: Vec<Option<ProjectId>>,
}

/// A timestamp as a number. Its own serialised form is a text, which would be written and read 20,000 times.
pub(super) type Millis = i64;

impl Batch {
    /// A batch of these files.
    pub fn new<'a>(files: impl IntoIterator<Item = &'a ProjectFile>) -> Self {
        let mut plain = PlainColumns::default();
        let mut values: [ValueIndex; 5] = Default::default();
        for file in files {
            plain.push(file);
            let of_file = [
                file.context_file_category.as_deref(),
                Some(&*file.context_file_type),
                file.language.as_deref(),
                file.extension.as_deref(),
                file.pdf_url.as_deref(),
            ];
            values.iter_mut().zip(of_file).for_each(|(values, value)| values.push(value));
        }
        let [categories, types, languages, extensions, pdf_urls] =
            values.map(ValueIndex::into_column);
        Self { plain, categories, types, languages, extensions, pdf_urls }
    }

    /// The number of files.
    pub fn len(&self) -> usize {
        self.plain.ids.len()
    }

    /// Says if there is no file.
    pub fn is_empty(&self) -> bool {
        self.plain.ids.is_empty()
    }
}

impl PlainColumns {
    fn push(&mut self, file: &ProjectFile) {
        self.ids.push(file.id);
        self.paths.push(&file.original_path);
        self.titles.push(&file.title);
        self.sizes.push(file.text.len() as u32);
        self.created_at.push(file.created_at.map(Timestamp::as_millis));
        self.updated_at.push(file.updated_at.map(Timestamp::as_millis));
        self.owners.push(file.neptun_user_id);
        self.projects.push(file.project_id);
    }

    pub(super) fn append(&mut self, other: &Self) {
        self.ids.extend_from_slice(&other.ids);
        self.paths.append(&other.paths);
        self.titles.append(&other.titles);
        self.sizes.extend_from_slice(&other.sizes);
        self.created_at.extend_from_slice(&other.created_at);
        self.updated_at.extend_from_slice(&other.updated_at);
        self.owners.extend_from_slice(&other.owners);
        self.projects.extend_from_slice(&other.projects);
    }
}
