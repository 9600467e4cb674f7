//! Building the tree: each file goes into its folder, folders are sorted, and then everything is written down from top to bottom.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{Node, natural};
use crate::{ProjectFiles, split_path};

/// What holds everything and is shown nowhere.
const TOP: usize = 0;

/// The folders found so far.
#[derive(Default)]
struct Folders<'a> {
    all: Vec<Folder<'a>>,
    /// Folders by the one they are in and their name.
    by_name: HashMap<(usize, &'a str), usize>,
    /// The same by what stands before a file's name, so that most files ask once and not for each part of their path.
    by_path: HashMap<&'a str, usize>,
}

#[derive(Default)]
struct Folder<'a> {
    name: &'a str,
    /// A file in it, and where in its path the name of the folder ends.
    file: usize,
    end: usize,
    folders: Vec<usize>,
    files: Vec<File<'a>>,
}

struct File<'a> {
    name: &'a str,
    /// Its place among the rows that were given.
    row: usize,
}

/// What is still to be written down.
struct Pending {
    what: What,
    level: usize,
    position: usize,
    siblings: usize,
    parent: Option<usize>,
}

enum What {
    Folder(usize),
    File { row: usize },
}

pub(super) fn nodes(files: &ProjectFiles, rows: &[usize]) -> Vec<Node> {
    let mut folders = Folders { all: vec![Folder::default()], ..Folders::default() };
    for (row, index) in rows.iter().enumerate() {
        let Some(file) = files.get(*index) else { continue };
        let (folder, name) = split_path(&file.original_path);
        let folder = folders.find(folder, *index);
        let name = if name.is_empty() { &file.title } else { name };
        folders.all[folder].files.push(File { name, row });
    }
    folders.sort();
    let mut nodes = folders.written_down(files, rows);
    // What is in a folder stands behind it, so that from the end every count is complete when it is added.
    for at in (0..nodes.len()).rev() {
        let node = &mut nodes[at];
        // A folder has the files of what is in it; whatever has nothing in it is a file.
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
    /// The folder of a path, which is made if it is not there. Slashes count only for what they stand between.
    fn find(&mut self, path: &'a str, file: usize) -> usize {
        if let Some(folder) = self.by_path.get(path) {
            return *folder;
        }
        let (mut folder, mut start) = (TOP, 0);
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

    /// All nodes, from top to bottom; how much is in a folder is not known yet. Not recursive: a path can be deeper than the stack.
    fn written_down(&self, files: &ProjectFiles, rows: &[usize]) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(self.all.len() + rows.len());
        let mut pending = Vec::new();
        self.put_off(TOP, None, 1, &mut pending);
        while let Some(Pending { what, level, position, siblings, parent }) = pending.pop() {
            let at = nodes.len();
            let (file, start, end) = match what {
                What::File { row } => {
                    let path = path_of(files, rows[row]);
                    (rows[row], split_path(path).0.len(), path.len())
                }
                What::Folder(folder) => {
                    let (last, names) = self.chain(folder);
                    self.put_off(last, Some(at), level + 1, &mut pending);
                    let Folder { file, end, .. } = self.all[last];
                    (file, start_of_names(&path_of(files, file)[..end], names), end)
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

    /// Notes what is in a folder for later. The last one is written down first.
    fn put_off(
        &self,
        folder: usize,
        parent: Option<usize>,
        level: usize,
        pending: &mut Vec<Pending>,
    ) {
        let Folder { folders, files, .. } = &self.all[folder];
        let siblings = folders.len() + files.len();
        let folders = folders.iter().map(|folder| What::Folder(*folder));
        let all = folders.chain(files.iter().map(|file| What::File { row: file.row }));
        let before = pending.len();
        pending.extend(all.zip(1..).map(|(what, position)| Pending {
            what,
            level,
            position,
            siblings,
            parent,
        }));
        pending[before..].reverse();
    }

    /// The innermost of folders that each hold nothing but the next one, and how many they are.
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

fn path_of(files: &ProjectFiles, file: usize) -> &str {
    files.get(file).map_or("", |file| &file.original_path)
}

/// Where the last names of a path begin, if they are so many.
fn start_of_names(path: &str, names: usize) -> usize {
    (0..names).fold(path.len(), |start, _| {
        path[..start].trim_end_matches('/').rfind('/').map_or(0, |slash| slash + 1)
    })
}
