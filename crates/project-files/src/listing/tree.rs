//! The folders of a list: folders before files, names in the order in which people count, and folders that hold nothing but
//! another folder joined with it, as in `src/main/java`.
//!
//! A [`Tree`] holds no text, only places in the paths of a [`Listing`]. So it is built anew for every answer to a query, in a
//! few milliseconds for 10,000 files.

mod build;
#[cfg(test)]
mod tests;

use super::Listing;
use crate::split_path;

/// Files and their folders. Nodes are in the order in which they are shown if all folders are open: a folder, then its content,
/// then its next sibling.
#[derive(Debug, PartialEq, Eq)]
pub struct Tree {
    nodes: Vec<Node>,
}

/// A file, or a folder with something in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its depth; 1 at the top.
    pub level: usize,
    /// Its position among the nodes of its folder; the first is 1.
    pub position: usize,
    /// The number of nodes in its folder, itself included.
    pub siblings: usize,
    /// Its folder, unless it is at the top.
    pub parent: Option<usize>,
    /// The number of files it stands for: one, or all in the folder.
    pub files: usize,
    /// The number of nodes in it, itself included.
    nodes: usize,
    /// The file; of a folder, one of its files.
    file: usize,
    /// The start and end of the name in the path of that file.
    start: usize,
    end: usize,
}

impl Tree {
    /// The tree of some files, by their indices, none of which is given twice. Files of one path stay in the given order.
    pub fn new(listing: &Listing, rows: &[usize]) -> Self {
        Self { nodes: build::nodes(listing, rows) }
    }

    /// The node at an index.
    pub fn get(&self, at: usize) -> Option<&Node> {
        self.nodes.get(at)
    }

    /// The indices of the visible nodes: those in no closed folder.
    pub fn visible(&self, is_open: impl Fn(&Node) -> bool) -> Vec<usize> {
        let mut visible = Vec::new();
        let mut at = 0;
        while let Some(node) = self.nodes.get(at) {
            visible.push(at);
            at += if node.is_folder() && !is_open(node) { node.nodes } else { 1 };
        }
        visible
    }

    /// The node of a file, by its index in the list.
    pub fn find_file(&self, file: usize) -> Option<usize> {
        self.nodes.iter().position(|node| node.file() == Some(file))
    }

    /// The node of a folder, by its path.
    pub fn find_folder(&self, listing: &Listing, path: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.is_folder() && node.path(listing) == path)
    }

    /// The folders that a node is in, the innermost first.
    pub fn ancestors(&self, at: usize) -> impl Iterator<Item = usize> {
        let parent = |at: usize| self.nodes.get(at)?.parent;
        std::iter::successors(parent(at), move |at| parent(*at))
    }

    /// The nodes of the same folder, the node itself included.
    pub fn siblings(&self, at: usize) -> impl Iterator<Item = usize> {
        let parent = self.nodes.get(at).and_then(|node| node.parent);
        let (first, end) = match parent {
            Some(parent) => {
                (parent + 1, parent + self.nodes.get(parent).map_or(0, |node| node.nodes))
            }
            None => (0, self.nodes.len()),
        };
        let next = move |at: &usize| Some(at + self.nodes.get(*at)?.nodes);
        std::iter::successors(Some(first), next).take_while(move |at| *at < end)
    }
}

impl Node {
    /// Says if it is a folder.
    pub fn is_folder(&self) -> bool {
        self.nodes > 1
    }

    /// The index of the file, if it is one.
    pub fn file(&self) -> Option<usize> {
        (!self.is_folder()).then_some(self.file)
    }

    /// Its name: the last part of its path. A file without one is called by its title.
    pub fn name<'a>(&self, listing: &'a Listing) -> &'a str {
        match listing.path(self.file).get(self.start..self.end) {
            Some("") | None => listing.title(self.file),
            Some(name) => name,
        }
    }

    /// Its path. That of a folder has no slash before or behind it.
    pub fn path<'a>(&self, listing: &'a Listing) -> &'a str {
        let path = listing.path(self.file);
        if self.is_folder() {
            without_slashes(path.get(..self.end).unwrap_or_default())
        } else {
            path
        }
    }

    /// The paths of the folders that it stands for, which are several if their names were joined.
    pub fn folders<'a>(&self, listing: &'a Listing) -> impl Iterator<Item = &'a str> {
        let path = if self.is_folder() { self.path(listing) } else { "" };
        let parts = self.name(listing).matches('/').count() + 1;
        ancestors_of(path).take(parts)
    }
}

/// The paths of all folders that a file is in, the innermost first.
pub fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    ancestors_of(without_slashes(split_path(path).0))
}

/// A folder and those around it.
fn ancestors_of(folder: &str) -> impl Iterator<Item = &str> {
    let innermost = Some(folder).filter(|path| !path.is_empty());
    std::iter::successors(innermost, |path| Some(path.rsplit_once('/')?.0))
}

fn without_slashes(path: &str) -> &str {
    path.trim_matches('/')
}
