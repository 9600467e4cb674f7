//! Builds the tree: each file goes into its folder, folders are sorted, then all nodes are written from top to bottom.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::Node;
use crate::listing::{Listing, natural};
use crate::split_path;

/// The folder that holds all others, and is shown nowhere.
const ROOT: usize = 0;

/// The folders found so far.
#[derive(Default)]
struct Folders<'a> {
    all: Vec<Folder<'a>>,
    /// Folders by the one they are in and their name.
    by_name: HashMap<(usize, &'a str), usize>,
    /// Folders by the part of a path before the file's name, so that most files need one look-up instead of one for each folder.
    by_path: HashMap<&'a str, usize>,
}

#[derive(Default)]
struct Folder<'a> {
    name: &'a str,
    /// A file in it, and the end of the folder's name in the path of that file.
    file: usize,
    end: usize,
    folders: Vec<usize>,
    files: Vec<File<'a>>,
}

struct File<'a> {
    name: &'a str,
    /// Its place among the given rows.
    row: usize,
}

/// A node that is still to be written.
struct Pending {
    item: Item,
    level: usize,
    position: usize,
    siblings: usize,
    parent: Option<usize>,
}

enum Item {
    Folder(usize),
    File { row: usize },
}

pub(super) fn nodes(listing: &Listing, rows: &[usize]) -> Vec<Node> {
    let mut folders = Folders { all: vec![Folder::default()], ..Folders::default() };
    for (row, index) in rows.iter().enumerate() {
        let (folder, name) = split_path(listing.path(*index));
        let folder = folders.find_or_add(folder, *index);
        let name = if name.is_empty() { listing.title(*index) } else { name };
        folders.all[folder].files.push(File { name, row });
    }
    folders.sort();
    let mut nodes = folders.nodes(listing, rows);
    // The content of a folder stands behind it, so that from the end every count is complete when it is added.
    for at in (0..nodes.len()).rev() {
        let node = &mut nodes[at];
        // A node without content is a file.
        node.files = node.files.max(1);
        let (parent, files, inside) = (node.parent, node.files, node.nodes);
        if let Some(parent) = parent {
            nodes[parent].files += files;
            nodes[parent].nodes += inside;
        }
    }
    nodes
}

impl<'a> Folders<'a> {
    /// The folder of a path, made if it is not there. Only slashes between names count.
    fn find_or_add(&mut self, path: &'a str, file: usize) -> usize {
        if let Some(folder) = self.by_path.get(path) {
            return *folder;
        }
        let (mut folder, mut start) = (ROOT, 0);
        for name in path.split('/') {
            let end = start + name.len();
            if !name.is_empty() {
                folder = match self.by_name.entry((folder, name)) {
                    Entry::Occupied(entry) => *entry.get(),
                    Entry::Vacant(entry) => {
                        let new = self.all.len();
                        self.all[folder].folders.push(new);
                        self.all.push(Folder { name, file, end, ..Folder::default() });
                        *entry.insert(new)
                    }
                };
            }
            start = end + 1;
        }
        self.by_path.insert(path, folder);
        folder
    }

    fn sort(&mut self) {
        for at in 0..self.all.len() {
            let mut folders = std::mem::take(&mut self.all[at].folders);
            folders.sort_unstable_by(|a, b| natural::compare(self.all[*a].name, self.all[*b].name));
            let folder = &mut self.all[at];
            folder.folders = folders;
            folder.files.sort_unstable_by(|a, b| {
                natural::compare(a.name, b.name).then_with(|| a.row.cmp(&b.row))
            });
        }
    }

    /// All nodes, from top to bottom; their counts are added later. Not recursive: a path can be deeper than the stack.
    fn nodes(&self, listing: &Listing, rows: &[usize]) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(self.all.len() + rows.len());
        let mut pending = Vec::new();
        self.push_content(ROOT, None, 1, &mut pending);
        while let Some(Pending { item, level, position, siblings, parent }) = pending.pop() {
            let at = nodes.len();
            let (file, start, end) = match item {
                Item::File { row } => {
                    let path = listing.path(rows[row]);
                    (rows[row], split_path(path).0.len(), path.len())
                }
                Item::Folder(folder) => {
                    let (last, names) = self.chain(folder);
                    self.push_content(last, Some(at), level + 1, &mut pending);
                    let Folder { file, end, .. } = self.all[last];
                    (file, start_of_names(&listing.path(file)[..end], names), end)
                }
            };
            nodes.push(Node {
                level,
                position,
                siblings,
                parent,
                files: 0,
                nodes: 1,
                file,
                start,
                end,
            });
        }
        nodes
    }

    /// Adds the content of a folder to the nodes that are still to be written, the last one first.
    fn push_content(
        &self,
        folder: usize,
        parent: Option<usize>,
        level: usize,
        pending: &mut Vec<Pending>,
    ) {
        let Folder { folders, files, .. } = &self.all[folder];
        let siblings = folders.len() + files.len();
        let folders = folders.iter().map(|folder| Item::Folder(*folder));
        let all = folders.chain(files.iter().map(|file| Item::File { row: file.row }));
        let before = pending.len();
        pending.extend(all.zip(1..).map(|(item, position)| Pending {
            item,
            level,
            position,
            siblings,
            parent,
        }));
        pending[before..].reverse();
    }

    /// The innermost of folders that each hold nothing but the next one, and their number.
    fn chain(&self, folder: usize) -> (usize, usize) {
        let (mut last, mut names) = (folder, 1);
        while let Folder { folders, files, .. } = &self.all[last]
            && let ([only], []) = (&folders[..], &files[..])
        {
            last = *only;
            names += 1;
        }
        (last, names)
    }
}

/// The start of the last `names` names of a path.
fn start_of_names(path: &str, names: usize) -> usize {
    (0..names).fold(path.len(), |start, _| {
        path[..start].trim_end_matches('/').rfind('/').map_or(0, |slash| slash + 1)
    })
}
