#![allow(clippy::unwrap_used, reason = "a test that panics is a test that fails")]

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use super::{DemoFile, DemoProject, DemoUser, clock, demo, harbour_api};

fn project<'a>(user: &'a DemoUser, name: &str) -> &'a DemoProject {
    user.projects
        .iter()
        .find(|project| project.name == name)
        .unwrap_or_else(|| panic!("no project {name}"))
}

fn every_project() -> Vec<(DemoUser, DemoProject)> {
    demo(Some(300))
        .users
        .into_iter()
        .flat_map(|user| {
            user.projects.clone().into_iter().map(move |project| (user.clone(), project))
        })
        .collect()
}

fn files_of(name: &str) -> Vec<DemoFile> {
    project(&demo(None).users[0], name).files.files().collect()
}

#[test]
fn two_calls_give_the_same() {
    let (one, two) = (demo(Some(50)), demo(Some(50)));
    assert_eq!(one, two);
    for (a, b) in one.users.iter().zip(&two.users) {
        for (a, b) in a.projects.iter().zip(&b.projects) {
            assert!(a.files.files().eq(b.files.files()), "{}", a.name);
        }
    }
}

#[test]
fn a_longer_series_has_the_same_texts() {
    let one =
        demo(Some(10)).users[0].projects[4].files.files().map(|file| file.text).collect::<Vec<_>>();
    let two = demo(Some(20)).users[0].projects[4]
        .files
        .files()
        .map(|file| file.text)
        .take(10)
        .collect::<Vec<_>>();
    assert_eq!(one, two);
}

#[test]
fn accounts_and_projects_are_the_ones_we_promise() {
    let demo = demo(None);
    let accounts: Vec<_> = demo.users.iter().map(|user| (user.email, user.password)).collect();
    assert_eq!(
        accounts,
        [("demo@neptun.example", "Neptun-Demo1"), ("mira@neptun.example", "Neptun-Demo2")]
    );

    let user = &demo.users[0];
    assert_eq!(user.projects.len(), 4);
    assert!((55..=72).contains(&project(user, "harbour-api").files.len()));
    assert_eq!(project(user, "tide-atlas").files.len(), 2_000);
    assert_eq!(project(user, "empty-quay").files.len(), 0);
    assert!(user.projects[3].description.is_none() && user.projects[3].name.chars().count() > 80);
    assert!(user.user_files.len() >= 12);
    assert_eq!((user.collections.len(), user.installations.len(), user.chats.len()), (5, 3, 9));
}

/// More files than there are pairs of words, and than pairs with a verb before them.
#[test]
fn names_do_not_run_out() {
    let distinct: HashSet<_> = (0..120_000).map(super::generated::stem).collect();
    assert_eq!(distinct.len(), 120_000);
}

#[test]
fn extra_files_make_one_more_project() {
    let demo = demo(Some(1_000));
    let bytes: usize =
        project(&demo.users[0], "generated-1000").files.files().map(|file| file.text.len()).sum();
    assert!((4_500_000..5_500_000).contains(&bytes), "{bytes}");
    assert_eq!(demo.users[0].projects.len(), 5);
}

#[test]
fn every_file_is_complete_and_placed_once() {
    for (user, project) in every_project() {
        let files: Vec<DemoFile> = project.files.files().collect();
        assert_eq!(files.len(), project.files.len(), "{}", project.name);

        let mut paths = HashSet::new();
        let mut moments = HashSet::new();
        for file in &files {
            let path = file.original_path.as_ref();
            assert!(paths.insert(path), "{path} twice");
            assert!(moments.insert(file.created_at), "{path} is as old as another file");
            assert!(path.starts_with('/') && path.ends_with(file.title.as_ref()), "{path}");
            assert!(file.created_at <= file.updated_at && file.updated_at < clock::END, "{path}");
            assert!(file.created_at > clock::END - 426 * 86_400_000, "{path}");
            for field in
                [file.context_file_category, file.context_file_type, file.language, &file.title]
            {
                assert!(!field.is_empty(), "{path} of {} in {}", user.email, project.name);
            }
        }
        if files.len() > 2 {
            assert!(!files.is_sorted_by_key(|file| file.created_at), "{}", project.name);
            assert!(
                !files.is_sorted_by_key(|file| std::cmp::Reverse(file.created_at)),
                "{}",
                project.name
            );
        }
    }
}

#[test]
fn harbour_api_has_what_a_viewer_has_to_cope_with() {
    let files = files_of("harbour-api");
    let set =
        |field: fn(&DemoFile) -> &'static str| files.iter().map(field).collect::<BTreeSet<_>>();
    assert!(set(|file| file.language).len() >= 8);
    assert!(set(|file| file.context_file_category).len() >= 6);
    assert!(set(|file| file.context_file_type).len() >= 10);
    assert!(files.iter().any(|file| file.text.is_empty()));
    assert!(files.iter().any(|file| file.extension.is_empty()));
    assert!(files.iter().any(|file| file.text.lines().any(|line| line.len() > 20_000)));
    assert!(
        files.iter().any(|file| file.text.contains("الإسكندرية") && file.text.contains("博多港"))
    );
}

/// A file that nobody lists would silently be missing from the demo.
#[test]
fn harbour_api_lists_every_file_on_disk() {
    fn collect(folder: &Path, root: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, root, found);
            } else {
                let parts: Vec<_> = path
                    .strip_prefix(root)
                    .unwrap()
                    .iter()
                    .map(|part| part.to_str().unwrap())
                    .collect();
                found.insert(format!("/{}", parts.join("/")));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/harbour-api");
    let mut on_disk = BTreeSet::new();
    collect(&root, &root, &mut on_disk);
    let listed: BTreeSet<_> = harbour_api::FILES.iter().map(|file| file.path.to_owned()).collect();
    assert_eq!(listed, on_disk);
}

#[test]
fn generated_files_are_of_many_kinds_and_sizes() {
    let files = files_of("tide-atlas");
    let bytes: usize = files.iter().map(|file| file.text.len()).sum();
    let mean = bytes as f64 / files.len() as f64;
    assert!((4_500.0..5_500.0).contains(&mean), "{mean}");

    let languages: BTreeSet<_> = files.iter().map(|file| file.language).collect();
    assert!(languages.len() >= 8, "{languages:?}");
    let depths: BTreeSet<_> =
        files.iter().map(|file| file.original_path.split('/').count() - 1).collect();
    assert_eq!(depths, (3..=7).collect());

    let all: String = files.iter().map(|file| file.text.as_ref()).collect();
    assert!(!all.contains('§') && !all.contains("%%"), "a template was not filled");
    assert!(
        ["\t", "\\\"", "\\\\", "博多港", "حيفا", "🌊"].iter().all(|sample| all.contains(sample))
    );

    let is_beyond_latin1 = |file: &&DemoFile| file.text.chars().any(|letter| letter > '\u{ff}');
    let share = files.iter().filter(is_beyond_latin1).count() as f64 / files.len() as f64;
    assert!((0.14..0.19).contains(&share), "{share}");
}

#[test]
fn links_exist_and_leave_something_to_link() {
    for (user, project) in every_project() {
        for (linked, owned) in [
            (&project.linked_user_files, user.user_files.len()),
            (&project.linked_collections, user.collections.len()),
            (&project.linked_installations, user.installations.len()),
            (&project.linked_chats, user.chats.len()),
        ] {
            let distinct: BTreeSet<_> = linked.iter().collect();
            assert_eq!(distinct.len(), linked.len(), "{} links something twice", project.name);
            assert!(linked.iter().all(|&index| index < owned), "{}", project.name);
            assert!(
                owned == 0 || linked.len() < owned,
                "{} has nothing left to link",
                project.name
            );
        }
    }
}

#[test]
fn share_uuids_are_version_4_and_different() {
    let demo = demo(None);
    let collections: Vec<_> = demo.users.iter().flat_map(|user| &user.collections).collect();
    let distinct: HashSet<_> = collections.iter().map(|it| it.share_uuid).collect();
    assert_eq!(distinct.len(), collections.len());
    for uuid in distinct {
        let groups: Vec<_> = uuid.split('-').map(str::len).collect();
        assert_eq!(groups, [8, 4, 4, 4, 12], "{uuid}");
        assert!(uuid.chars().all(|c| c == '-' || matches!(c, '0'..='9' | 'a'..='f')), "{uuid}");
        assert!(uuid.as_bytes()[14] == b'4' && b"89ab".contains(&uuid.as_bytes()[19]), "{uuid}");
    }
    assert!(
        collections.iter().any(|it| it.is_shared) && collections.iter().any(|it| !it.is_shared)
    );
}

#[test]
fn resources_are_older_than_the_end_and_models_name_their_publisher() {
    let user = &demo(None).users[0];
    let moments = (user.user_files.iter().map(|it| (it.created_at, it.updated_at)))
        .chain(user.collections.iter().map(|it| (it.created_at, it.updated_at)))
        .chain(user.installations.iter().map(|it| (it.created_at, it.updated_at)))
        .chain(user.chats.iter().map(|it| (it.created_at, it.updated_at)))
        .chain(user.projects.iter().map(|it| (it.created_at, it.updated_at)));
    for (created, updated) in moments {
        assert!(created <= updated && updated <= clock::END);
    }
    assert!(user.chats.iter().all(
        |chat| matches!(chat.model.split_once('/'), Some((a, b)) if !a.is_empty() && !b.is_empty())
    ));
    assert!(user.user_files.iter().any(|file| file.text.len() > 150_000));
}
