//! Hand-written demo files: kept as real files below `demo/`, described by one table row each.

use super::clock::Spread;
use super::{DemoFile, split_name};

/// One row of a project's table.
#[derive(Debug, PartialEq)]
pub(super) struct Embedded {
    pub(super) path: &'static str,
    pub(super) category: &'static str,
    pub(super) kind: &'static str,
    pub(super) language: &'static str,
    pub(super) text: &'static str,
}

/// Builds the table of a project: `embedded!("folder": "/path" "category" "type" "language", …)`.
macro_rules! embedded {
    ($folder:literal: $($path:literal $category:literal $kind:literal $language:literal),* $(,)?) => {
        &[$($crate::demo::embedded::Embedded {
            path: $path,
            category: $category,
            kind: $kind,
            language: $language,
            text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/demo/", $folder, $path)),
        }),*]
    };
}
pub(super) use embedded;

/// The files of a table, each with its own moment.
pub(super) fn files(table: &'static [Embedded]) -> impl Iterator<Item = DemoFile> + Send {
    let spread = Spread::new(table.len() as u64, table.len());
    table.iter().enumerate().map(move |(index, entry)| {
        let stamps = spread.at(index);
        let (title, extension) = split_name(entry.path);
        DemoFile {
            title: title.into(),
            original_path: entry.path.into(),
            context_file_category: entry.category,
            context_file_type: entry.kind,
            text: entry.text.into(),
            language: entry.language,
            extension,
            created_at: stamps.created_at,
            updated_at: stamps.updated_at,
        }
    })
}
