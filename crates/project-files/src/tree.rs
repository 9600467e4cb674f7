//! The folders that files are in, as one reads them: folders before files, names in the order in which people count, and folders
//! that hold nothing but another folder together with it, as in `src/main/java`.
//!
//! A [`Tree`] holds no text: what it is made of are places in the paths of [`ProjectFiles`]. So it is made anew for every answer to a
//! query, in a few milliseconds for 10,000 files.

mod build;
mod natural;
#[cfg(test)]
mod tests;

use crate::{ProjectFiles, split_path};

/// Files and the folders that they are in. Nodes are in the order in which they are shown if all folders are open: a folder, what
/// is in it, and then what comes below.
#[derive(Debug, PartialEq, Eq)]
pub struct Tree {
    nodes: Vec<Node>,
}

/// A file, or a folder with something in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// How deep it is; 1 at the top.
    pub level: usize,
    /// Its place among those in the same folder; the first is 1.
    pub position: usize,
    /// How many there are in the same folder, with this one.
    pub siblings: usize,
    /// The folder that it is in, unless it is at the top.
    pub parent: Option<usize>,
    /// How many files it stands for: one, or all those in the folder.
    pub files: usize,
    /// How many nodes it is, with everything in it.
    nodes: usize,
    /// The file; of a folder, one of those in it.
    file: usize,
    /// Where the name begins and ends in the path of that file.
    start: usize,
    end: usize,
}

impl Tree {
    /// The tree of some files: their indices, without one twice. Files of one path stay in the order in which they are given.
    pub fn new(files: &ProjectFiles, rows: &[usize]) -> Self {
        Self { nodes: build::nodes(files, rows) }
    }

    /// The node at an index.
    pub fn get(&self, at: usize) -> Option<&Node> {
        self.nodes.get(at)
    }

    /// The indices of the nodes that are to be seen: those in no folder that is shut.
    pub fn visible(&self, is_open: impl Fn(&Node) -> bool) -> Vec<usize> {
        let mut visible = Vec::new();
        let mut at = 0;
        while let Some(node) = self.nodes.get(at) {
            visible.push(at);
            at += if node.is_folder() && !is_open(node) { node.nodes } else { 1 };
        }
        visible
    }

    /// Where a file is, by its index among all files.
    pub fn find_file(&self, file: usize) -> Option<usize> {
        self.nodes.iter().position(|node| node.file() == Some(file))
    }

    /// Where a folder is, by its path.
    pub fn find_folder(&self, files: &ProjectFiles, path: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.is_folder() && node.path(files) == path)
    }

    /// The folders that a node is in, from the inside.
    pub fn around(&self, at: usize) -> impl Iterator<Item = usize> {
        let parent = |at: usize| self.nodes.get(at)?.parent;
        std::iter::successors(parent(at), move |at| parent(*at))
    }

    /// What is in the same folder as a node, the node among it.
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
    /// Whether it is a folder.
    pub fn is_folder(&self) -> bool {
        self.nodes > 1
    }

    /// The index of the file, if it is one.
    pub fn file(&self) -> Option<usize> {
        (!self.is_folder()).then_some(self.file)
    }

    /// What it is called: the last part of its path. A file without one is called by its title.
    pub fn name<'a>(&self, files: &'a ProjectFiles) -> &'a str {
        let Some(file) = files.get(self.file) else { return "" };
        match file.original_path.get(self.start..self.end) {
            Some("") | None => &file.title,
            Some(name) => name,
        }
    }

    /// Where it is. The path of a folder has no slash before or behind it.
    pub fn path<'a>(&self, files: &'a ProjectFiles) -> &'a str {
        let Some(file) = files.get(self.file) else { return "" };
        match self.is_folder() {
            true => without_slashes(file.original_path.get(..self.end).unwrap_or_default()),
            false => &file.original_path,
        }
    }

    /// The paths of the folders that it stands for, which are several if their names were put together.
    pub fn folders<'a>(&self, files: &'a ProjectFiles) -> impl Iterator<Item = &'a str> {
        let path = if self.is_folder() { self.path(files) } else { "" };
        let parts = self.name(files).matches('/').count() + 1;
        outwards(path).take(parts)
    }
}

/// The paths of all folders that a file is in, from the inside.
pub fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    outwards(without_slashes(split_path(path).0))
}

/// A folder and those around it.
fn outwards(folder: &str) -> impl Iterator<Item = &str> {
    let innermost = Some(folder).filter(|path| !path.is_empty());
    std::iter::successors(innermost, |path| Some(path.rsplit_once('/')?.0))
}

fn without_slashes(path: &str) -> &str {
    path.trim_matches('/')
}
