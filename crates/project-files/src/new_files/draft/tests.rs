use super::*;

fn candidate(path: &str, size: u64) -> Candidate {
    Candidate { path: path.to_owned(), size, is_wanted: false }
}

fn files(paths: &[&str]) -> NewFiles {
    let mut files = NewFiles::default();
    files.add(paths.iter().map(|path| candidate(path, 10)));
    files
}

fn id(number: i64) -> FileId {
    FileId::try_from(number).unwrap()
}

#[test]
fn a_guess_follows_the_path_until_the_user_changes_it() {
    let mut files = files(&["/src/main.rs"]);
    files.set(0, Field::Category, "core");
    files.set(0, Field::Path, "/docs/Guide.md");
    let draft = files.get(0).unwrap();
    let values = Field::ALL.map(|field| draft.value(field));
    assert_eq!(values, ["/docs/Guide.md", "Guide.md", "core", "guide", "markdown"]);
    files.set(0, Field::Title, "The guide");
    files.set(0, Field::Path, " /docs/guide.txt ");
    let new = files.get(0).unwrap().new_file("x".to_owned());
    assert_eq!((&*new.title, &*new.original_path), ("The guide", "/docs/guide.txt"));
    assert_eq!((new.language, new.extension.as_deref()), (None, Some("txt")));
}

#[test]
fn files_that_are_usually_not_meant_are_left_out_and_counted() {
    let mut files = NewFiles::default();
    files.add((0..300).map(|at| candidate(&format!("/node_modules/{at}.js"), 1)));
    files.add((0..12).map(|at| candidate(&format!("/.git/{at}"), 1)));
    files.add([candidate("/a.rs", 1)]);
    files.add([Candidate { is_wanted: true, ..candidate("/dist/b.js", 1) }]);
    assert_eq!(files.left_out(), [("node_modules", 300), (".git", 12)]);
    assert_eq!(files.listed().collect::<Vec<_>>(), [312, 313]);
    assert_eq!(files.totals().to_send, 2);
    files.include_left_out(true);
    assert_eq!(files.totals().to_send, 314);
}

#[test]
fn a_taken_path_is_skipped_unless_decided_otherwise() {
    let mut files = files(&["/a.rs", "/b.rs", "/b.rs", "/c.rs"]);
    files.set_existing([("/a.rs", id(9)), ("/a.rs", id(3))].into_iter());
    let totals = files.totals();
    assert_eq!((totals.existing, totals.repeated, totals.to_send), (1, 1, 2));
    assert_eq!(files.to_send(), [1, 3]);

    files.set_all_on_conflict(OnConflict::Replace);
    assert_eq!(files.get(0).unwrap().replaces(), Some(id(9)));
    // Two new files cannot replace each other.
    assert_eq!(files.to_send(), [0, 1, 3]);
    files.set_all_on_conflict(OnConflict::KeepBoth);
    assert_eq!(files.to_send(), [0, 1, 2, 3]);
    assert_eq!(files.get(0).unwrap().replaces(), None);

    files.set_all_on_conflict(OnConflict::Skip);
    files.set(0, Field::Path, "/a2.rs");
    files.select(1, false);
    assert_eq!(files.to_send(), [0, 2, 3]);
}

#[test]
fn replacing_changes_only_what_the_user_has_changed() {
    let mut files = files(&["/a.rs"]);
    files.set(0, Field::Language, "Rust");
    let patch = files.get(0).unwrap().patch("text".to_owned());
    let expected = FilePatch {
        text: Some("text".to_owned()),
        language: Some("Rust".to_owned()),
        ..FilePatch::default()
    };
    assert_eq!(patch, expected);
}

#[test]
fn one_value_for_all_selected() {
    let mut files = files(&["/a.rs", "/b.rs", "/c.rs"]);
    files.select(1, false);
    files.set_selected(Field::Category, "");
    assert_eq!(files.totals().invalid, 2);
    assert_eq!(files.get(0).unwrap().issues()[2].as_deref(), Some("Required"));
    files.set_selected(Field::Category, "core");
    assert_eq!(files.totals().invalid, 0);
    let category = |index| files.get(index).unwrap().value(Field::Category);
    assert_eq!([category(0), category(1), category(2)], ["core", "source", "core"]);
}

#[test]
fn refused_and_sent_files_are_not_sent() {
    let mut files = files(&["/a.rs", "/b.png", "/c.rs"]);
    files.add([candidate("/huge.sql", MAX_FILE_BYTES + 1)]);
    files.set_content(1, Content::Refused(Refusal::Binary));
    files.set_content(0, Content::Text(Encoding::Utf16Le));
    files.set_content(2, Content::Text(Encoding::Utf8));
    let totals = files.totals();
    assert_eq!((totals.refused, totals.converted, totals.unread), (2, 1, 0));
    assert_eq!(files.to_send(), [0, 2]);
    files.set_outcome(0, Outcome::Done);
    files.set_outcome(2, Outcome::Failed("why".to_owned()));
    assert_eq!(files.to_send(), [2]);
}

#[test]
fn a_folder_that_all_files_are_in_can_be_taken_out_of_their_paths() {
    let mut files = files(&["/app/src/a.rs", "/app/b.rs"]);
    assert_eq!(files.common_folder(), Some("app"));
    files.remove_common_folder();
    assert_eq!([0, 1].map(|at| files.get(at).unwrap().value(Field::Path)), ["/src/a.rs", "/b.rs"]);
    assert_eq!(files.common_folder(), None);
    assert_eq!(NewFiles::default().common_folder(), None);
}
