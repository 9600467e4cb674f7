//! Something in the tree, wherever it is.

use neptun_api::FileId;
use project_files::listing::Listing;
use project_files::listing::tree::Node;

use super::shown::Shown;
use crate::pages::files::actions::Files;

/// A file, or a folder by its path.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum TreeItem {
    File(FileId),
    Folder(String),
}

impl TreeItem {
    pub(super) fn of(listing: &Listing, node: &Node) -> Option<Self> {
        Some(match node.file() {
            Some(file) => Self::File(listing.id_of(file)?),
            None => Self::Folder(node.path(listing).to_owned()),
        })
    }

    /// The row that it is in, if it is to be seen.
    pub(super) fn row(&self, listing: &Listing, shown: &Shown) -> Option<usize> {
        let tree = shown.tree()?;
        let node = match self {
            Self::File(file) => tree.find_file(listing.index_of(*file)?)?,
            Self::Folder(path) => tree.find_folder(listing, path)?,
        };
        shown.row_of(node)
    }
}

impl From<TreeItem> for Files {
    fn from(item: TreeItem) -> Self {
        match item {
            TreeItem::File(file) => Self::Some(vec![file]),
            TreeItem::Folder(path) => Self::InFolder(path),
        }
    }
}
