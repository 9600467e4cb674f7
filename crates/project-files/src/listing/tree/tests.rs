#![allow(clippy::unwrap_used)]

use neptun_api::ProjectFile;
use proptest::prelude::*;

use super::*;
use crate::listing::{Batch, Column, Direction, ListQuery, Sort};

fn listing(paths: &[&str]) -> Listing {
    let file = |(id, path): (i64, &&str)| {
        let file = ProjectFile::at(*path, id.try_into().unwrap(), 1.try_into().unwrap());
        ProjectFile { title: format!("Title {id}"), ..file }
    };
    let files: Vec<_> = (1..).zip(paths).map(file).collect();
    let mut listing = Listing::default();
    listing.append(&Batch::new(&files));
    listing
}

/// All files of these paths and their tree.
fn tree(paths: &[&str]) -> (Listing, Tree) {
    let listing = listing(paths);
    let rows: Vec<_> = (0..listing.len()).collect();
    let tree = Tree::new(&listing, &rows);
    (listing, tree)
}

/// The nodes as they are shown, folders with a slash and the number of their files.
fn drawn(listing: &Listing, tree: &Tree, visible: &[usize]) -> Vec<String> {
    let line = |at: &usize| {
        let node = tree.get(*at).unwrap();
        let indent = "  ".repeat(node.level - 1);
        if node.is_folder() {
            format!("{indent}{}/ {}", node.name(listing), node.files)
        } else {
            format!("{indent}{}", node.name(listing))
        }
    };
    visible.iter().map(line).collect()
}

#[test]
fn folders_come_first_and_those_with_nothing_but_a_folder_are_one_with_it() {
    let (listing, tree) = tree(&[
        "/README.md",
        "/src/main/java/App.java",
        "/src/main/java/util/b10.java",
        "/src/main/java/util/b2.java",
        "/docs/guide.md",
        "/docs/images/old/a.png",
        "/Cargo.toml",
    ]);
    let all = tree.visible(|_| true);
    assert_eq!(
        drawn(&listing, &tree, &all),
        [
            "docs/ 2",
            "  images/old/ 1",
            "    a.png",
            "  guide.md",
            "src/main/java/ 3",
            "  util/ 2",
            "    b2.java",
            "    b10.java",
            "  App.java",
            "Cargo.toml",
            "README.md",
        ]
    );
    let closed = tree.visible(|_| false);
    assert_eq!(
        drawn(&listing, &tree, &closed),
        ["docs/ 2", "src/main/java/ 3", "Cargo.toml", "README.md"]
    );
    let one = tree.visible(|node| node.path(&listing) == "src/main/java");
    assert_eq!(one.len(), 6);
}

#[test]
fn nodes_know_their_level_position_and_siblings() {
    let (listing, tree) = tree(&["a/x", "a/y", "b/c/z", "top"]);
    let node = |path: &str| tree.get(tree.find_folder(&listing, path).unwrap()).unwrap();
    let place = |node: &Node| (node.level, node.position, node.siblings);
    assert_eq!(place(node("a")), (1, 1, 3));
    assert_eq!(place(node("b/c")), (1, 2, 3));
    let y = tree.find_file(1).unwrap();
    assert_eq!(place(tree.get(y).unwrap()), (2, 2, 2));
    assert_eq!(tree.ancestors(y).collect::<Vec<_>>(), [0]);
    let names =
        |at| tree.siblings(at).map(|at| tree.get(at).unwrap().name(&listing)).collect::<Vec<_>>();
    assert_eq!(names(0), ["a", "b/c", "top"]);
    assert_eq!(names(y), ["x", "y"]);
    assert_eq!(tree.find_folder(&listing, "b"), None);
    assert_eq!(tree.find_file(9), None);
}

#[test]
fn a_folder_that_is_several_knows_all_of_them() {
    let (listing, tree) = tree(&["/top", "/src/main/java/a", "/src/main/java/b/c"]);
    let node = tree.get(tree.find_folder(&listing, "src/main/java").unwrap()).unwrap();
    let folders: Vec<_> = node.folders(&listing).collect();
    assert_eq!(folders, ["src/main/java", "src/main", "src"]);
    let inner = tree.get(tree.find_folder(&listing, "src/main/java/b").unwrap()).unwrap();
    assert_eq!(inner.folders(&listing).collect::<Vec<_>>(), ["src/main/java/b"]);
    assert_eq!(folders_of("/src/main/x").collect::<Vec<_>>(), ["src/main", "src"]);
    assert_eq!(folders_of("x").count() + folders_of("").count() + folders_of("/x").count(), 0);
}

#[test]
fn files_of_one_path_and_files_without_one_are_all_there() {
    let (listing, tree) = tree(&["/a/x", "a/x", "", "/a/", "/a/x"]);
    let all = tree.visible(|_| true);
    assert_eq!(drawn(&listing, &tree, &all), ["a/ 4", "  Title 4", "  x", "  x", "  x", "Title 3"]);
    let of = |at: usize| tree.get(all[at]).unwrap().file();
    assert_eq!([of(2), of(3), of(4)], [Some(0), Some(1), Some(4)]);
}

#[test]
fn no_files_have_an_empty_tree() {
    let (_, tree) = tree(&[]);
    assert_eq!(tree.visible(|_| true), [0; 0]);
    assert_eq!(tree.siblings(0).count() + tree.ancestors(0).count(), 0);
}

#[test]
fn a_path_can_be_deeper_than_the_stack() {
    let deep = "a/".repeat(20_000);
    let branches: Vec<_> = (0..200).map(|at| format!("{}b{at}", "a/".repeat(at))).collect();
    let mut paths: Vec<_> = branches.iter().map(String::as_str).collect();
    paths.push(&deep);
    let (_, tree) = tree(&paths);
    assert_eq!(tree.get(0).unwrap().files, 200);
    assert_eq!(tree.visible(|_| true).len(), 200 + 200 + 1);
}

/// The names in a path.
fn names(path: &str) -> Vec<&str> {
    path.split('/').filter(|name| !name.is_empty()).collect()
}

fn path() -> impl Strategy<Value = String> {
    prop::collection::vec("[abB]|a1|a01|é|", 0..5).prop_map(|names| names.join("/"))
}

proptest! {
    #[test]
    fn every_file_is_once_in_the_folders_of_its_path(
        paths in prop::collection::vec(path(), 0..40),
        shown in prop::collection::vec(any::<bool>(), 40),
    ) {
        let paths: Vec<_> = paths.iter().map(String::as_str).collect();
        let listing = listing(&paths);
        let rows: Vec<_> = (0..listing.len()).rev().filter(|row| shown[*row]).collect();
        let tree = Tree::new(&listing, &rows);
        let all = tree.visible(|_| true);
        prop_assert_eq!(&all, &(0..tree.nodes.len()).collect::<Vec<_>>());

        let mut there: Vec<_> = tree.nodes.iter().filter_map(Node::file).collect();
        there.sort_unstable_by(|a, b| b.cmp(a));
        prop_assert_eq!(there, rows);

        for (at, node) in tree.nodes.iter().enumerate() {
            prop_assert_eq!(node.level, tree.ancestors(at).count() + 1);
            // The names above and its own are its path.
            if let Some(file) = node.file() {
                let mut ancestors: Vec<_> = tree.ancestors(at).collect();
                ancestors.reverse();
                let above = ancestors.iter().flat_map(|at| names(tree.nodes[*at].name(&listing)));
                let (folder, name) = split_path(paths[file]);
                prop_assert_eq!(above.collect::<Vec<_>>(), names(folder));
                prop_assert_eq!(node.name(&listing), if name.is_empty() { &listing.get(file).unwrap().title } else { name });
                prop_assert_eq!(tree.find_file(file), Some(at));
            }
            let inside = (at + 1..tree.nodes.len()).filter(|inner| tree.ancestors(*inner).any(|ancestor| ancestor == at));
            let inside: Vec<_> = inside.map(|at| &tree.nodes[at]).collect();
            prop_assert_eq!(node.is_folder(), !inside.is_empty());
            if node.is_folder() {
                prop_assert_eq!(node.files, inside.iter().filter(|node| !node.is_folder()).count());
                let direct: Vec<_> = inside.iter().filter(|inner| inner.level == node.level + 1).collect();
                prop_assert!(direct.len() > 1 || !direct[0].is_folder(), "{} is to be one with its folder", node.name(&listing));
            }
            let siblings: Vec<_> = tree.siblings(at).collect();
            prop_assert_eq!(siblings.len(), node.siblings);
            prop_assert_eq!(siblings[node.position - 1], at);
            if let Some(next) = siblings.get(node.position) {
                let next = &tree.nodes[*next];
                prop_assert!(node.is_folder() || !next.is_folder());
                if node.is_folder() == next.is_folder() {
                    // Folders that were put together are sorted by the first name, which no two have.
                    let first = |node: &Node| names(node.name(&listing)).first().map_or("", |name| name).to_owned();
                    let order = crate::listing::natural::compare(&first(node), &first(next));
                    prop_assert!(order.is_lt() || (!node.is_folder() && order.is_eq()));
                }
            }
        }
    }

    #[test]
    fn a_list_has_the_order_of_the_tree(paths in prop::collection::vec("([abB]|a1|a01|é|/){0,6}[abB2]", 0..40)) {
        let paths: Vec<_> = paths.iter().map(String::as_str).collect();
        let (listing, _) = tree(&paths);
        let sort = Sort { column: Column::Path, direction: Direction::Ascending };
        let rows = listing.rows(&ListQuery { sort, ..ListQuery::default() });
        let tree = Tree::new(&listing, &rows);
        prop_assert_eq!(tree.nodes.iter().filter_map(Node::file).collect::<Vec<_>>(), rows);
    }

    #[test]
    fn nodes_in_no_closed_folder_are_visible(
        paths in prop::collection::vec(path(), 0..40),
        open in prop::collection::vec(any::<bool>(), 200),
    ) {
        let paths: Vec<_> = paths.iter().map(String::as_str).collect();
        let (_, tree) = tree(&paths);
        let is_open = |node: &Node| open[tree.nodes.iter().position(|other| other == node).unwrap() % 200];
        let seen = tree.visible(is_open);
        let expected = (0..tree.nodes.len()).filter(|at| tree.ancestors(*at).all(|ancestor| is_open(&tree.nodes[ancestor])));
        prop_assert_eq!(seen, expected.collect::<Vec<_>>());
    }
}
