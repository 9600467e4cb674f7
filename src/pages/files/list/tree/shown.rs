//! The rows of the tree.

use std::sync::Arc;

use project_files::listing::tree::{Node, Tree};

/// The visible part of a tree: everything that is in no closed folder.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Shown {
    tree: Option<Arc<Tree>>,
    /// The nodes, from top to bottom.
    rows: Arc<[usize]>,
}

impl Shown {
    pub(super) fn new(tree: Arc<Tree>, rows: Vec<usize>) -> Self {
        Self { tree: Some(tree), rows: Arc::from(rows) }
    }

    /// The whole tree, if there are files.
    pub(super) fn tree(&self) -> Option<&Tree> {
        self.tree.as_deref()
    }

    /// The number of rows.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The file or folder of a row.
    pub(super) fn node(&self, row: usize) -> Option<&Node> {
        self.tree()?.get(*self.rows.get(row)?)
    }

    /// Returns true for an open folder: its content stands below it.
    pub(super) fn is_open(&self, row: usize) -> bool {
        let below = self.rows.get(row).map(|node| node + 1);
        self.node(row).is_some_and(Node::is_folder) && self.rows.get(row + 1).copied() == below
    }

    /// The row of a node.
    pub(super) fn row_of(&self, node: usize) -> Option<usize> {
        self.rows.binary_search(&node).ok()
    }

    /// The row of the folder that a row is in.
    pub(super) fn parent(&self, row: usize) -> Option<usize> {
        self.row_of(self.node(row)?.parent?)
    }

    /// The rows of everything that is in the same folder.
    pub(super) fn siblings(&self, row: usize) -> Vec<usize> {
        let node = self.rows.get(row).copied();
        let siblings = self.tree().zip(node).map(|(tree, node)| tree.siblings(node));
        siblings.into_iter().flatten().filter_map(|node| self.row_of(node)).collect()
    }
}

/// The files of these paths, and their visible part if these folders are open.
#[cfg(test)]
pub(super) fn shown_of(paths: &[&str], open: &[&str]) -> (project_files::listing::Listing, Shown) {
    use neptun_api::ProjectFile;
    use project_files::listing::{Batch, Listing};

    let file = |(id, path): (i64, &&str)| {
        Some(ProjectFile::at(*path, id.try_into().ok()?, 1.try_into().ok()?))
    };
    let files: Vec<_> = (1..).zip(paths).filter_map(file).collect();
    let mut listing = Listing::default();
    listing.append(&Batch::new(&files));
    let rows: Vec<_> = (0..listing.len()).collect();
    let tree = Tree::new(&listing, &rows);
    let rows = tree.visible(|node| open.contains(&node.path(&listing)));
    (listing, Shown::new(Arc::new(tree), rows))
}
