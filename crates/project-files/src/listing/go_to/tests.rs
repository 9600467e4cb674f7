#![allow(clippy::unwrap_used)]

use neptun_api::ProjectFile;
use proptest::prelude::*;

use super::*;
use crate::listing::{Batch, Listing};

fn file(id: i64, path: &str) -> ProjectFile {
    ProjectFile::at(path, id.try_into().unwrap(), 1.try_into().unwrap())
}

fn listing<'a>(paths: impl IntoIterator<Item = &'a str>) -> Listing {
    let files: Vec<_> = paths.into_iter().zip(1..).map(|(path, id)| file(id, path)).collect();
    let mut listing = Listing::default();
    listing.append(&Batch::new(&files));
    listing
}

fn run(search: &mut PathSearch, listing: &Listing, slice: usize) {
    while search.step(listing, slice) {}
}

/// The paths that are found, the best first.
fn go_to<'a>(paths: &[&'a str], typed: &str) -> Vec<&'a str> {
    let mut search = PathSearch::default();
    search.set_text(typed);
    run(&mut search, &listing(paths.iter().copied()), 100);
    search.best(paths.len()).into_iter().map(|file| paths[file]).collect()
}

/// A path with its marks in brackets.
fn marked(path: &str, typed: &str) -> String {
    let marks = FuzzyMatcher::default().marks(&Words::new(typed), path);
    let mut text = path.to_owned();
    for mark in marks.iter().rev() {
        text.insert(mark.end, ']');
        text.insert(mark.start, '[');
    }
    text
}

/// The order that developers expect. Each line: the typed text, the path that has to come first, and paths that must not come
/// before it.
#[test]
fn the_best_is_first() {
    for (typed, best, others) in [
        // The file's name counts for more than its folders.
        ("map", "/web/src/lib/map.ts", &["/map/src/lib/index.ts", "/src/map/tiles/load.ts"][..]),
        ("session", "/deep/in/a/folder/my_session.rs", &["/session/index.ts", "/session/x.rs"]),
        ("tide", "/web/components/TideChart.tsx", &["/tide/web/components/Chart.tsx"]),
        // A whole word in a folder still counts for more than letters strewn over a name.
        ("docs", "/docs/index.md", &["/src/dropOutcomesView.ts"]),
        // Starts of words, in every way to write them.
        ("bm", "/src/BerthMap.tsx", &["/src/submit.ts", "/src/cobmap.ts"]),
        ("bm", "/src/berth_map.rs", &["/src/submit.ts", "/src/cobmap.ts"]),
        ("bm", "/src/berth-map.css", &["/src/submit.ts", "/src/cobmap.ts"]),
        ("fvt", "/src/FileViewerToolbar.rs", &["/src/favourite.rs", "/src/fivtab.rs"]),
        // In a row before far apart; at the start before in the middle.
        ("rout", "/src/router.rs", &["/src/r_o_u_t.rs", "/src/grout.rs"]),
        // The shorter name, then the shorter path.
        ("main", "/src/main.rs", &["/src/main_window.rs", "/src/very/deep/main.rs"]),
        ("index.ts", "/src/index.ts", &["/src/index.tsx", "/src/index.test.ts"]),
        // Folders can be named too.
        ("comp/map", "/web/components/BerthMap.tsx", &["/web/lib/map.ts", "/compile/src/a.ts"]),
        ("comp\\map", "/web/components/BerthMap.tsx", &["/web/lib/map.ts", "/compile/src/a.ts"]),
        ("comp map", "/web/components/BerthMap.tsx", &["/web/components/Chart.tsx"]),
        ("map comp", "/web/components/BerthMap.tsx", &["/web/components/Chart.tsx"]),
        // Capitals and accents need not be typed.
        ("BERTHMAP", "/src/berthmap.ts", &["/src/other.ts"]),
        ("grosse", "/src/größe.md", &["/src/grove.rs"]),
        ("GRU\u{308}N", "/src/grün.md", &["/src/grunt.rs"]),
        ("smorgas", "/src/smörgås.md", &["/src/sm-org-as-x.md"]),
    ] {
        let mut paths = others.to_vec();
        paths.push(best);
        assert_eq!(go_to(&paths, typed).first(), Some(&best), "{typed}");
        // Its place in the list makes no difference.
        paths.reverse();
        assert_eq!(go_to(&paths, typed).first(), Some(&best), "{typed}");
    }
}

#[test]
fn a_path_that_lacks_a_letter_is_not_found() {
    let paths = ["/src/main.rs", "/src/größe.md", "/src/MAIN.md"];
    assert_eq!(go_to(&paths, "mainz"), [""; 0]);
    assert_eq!(go_to(&paths, "niam"), [""; 0]);
    assert_eq!(go_to(&paths, "main größe"), [""; 0]);
    assert_eq!(go_to(&paths, "grossse"), [""; 0]);
    assert_eq!(go_to(&paths, "grösssee"), [""; 0]);
    assert_eq!(go_to(&paths, "GRÖ"), ["/src/größe.md"]);
    assert_eq!(go_to(&paths, ""), paths);
    assert_eq!(go_to(&paths, &"m".repeat(100_000)), [""; 0]);
}

#[test]
fn an_absolute_path_is_found_by_its_end() {
    let paths = ["/src/main.rs", "/src/lib/main.rs", "/docs/main.md"];
    assert_eq!(go_to(&paths, "/home/me/project/src/lib/main.rs"), ["/src/lib/main.rs"]);
    assert_eq!(go_to(&paths, r"C:\work\docs\main.md"), ["/docs/main.md"]);
    assert_eq!(go_to(&paths, "/home/me/other.rs"), [""; 0]);
    assert_eq!(go_to(&paths, "home/me/src/main.rs"), [""; 0]);

    // With more files, the whole path may be there.
    let mut all = listing(["/src/main.rs"]);
    let mut search = PathSearch::default();
    search.set_text("/app/src/main.rs");
    run(&mut search, &all, 1);
    assert_eq!(search.best(9), [0]);
    assert_eq!(search.marks("/src/main.rs").len(), 1);
    all.append(&Batch::new(&[file(8, "/app/src/main.rs")]));
    run(&mut search, &all, 1);
    assert_eq!(search.best(9), [1]);
}

#[test]
fn marks_are_the_typed_letters() {
    assert_eq!(marked("/web/src/BerthMap.tsx", "bm"), "/web/src/[B]erth[M]ap.tsx");
    assert_eq!(marked("/map/src/map.ts", "map"), "/map/src/[map].ts");
    assert_eq!(marked("/components/BerthMap.tsx", "comp/map"), "/[comp]onents[/]Berth[Map].tsx");
    assert_eq!(marked("/components/BerthMap.tsx", "map comp"), "/[comp]onents/Berth[Map].tsx");
    assert_eq!(marked("/Straße.md", "strasse"), "/[Straße].md");
    assert_eq!(marked("/straße/xstrasse.md", "ß"), "/straße/xstra[ss]e.md");
    assert_eq!(marked("/grün.md", "gru\u{308}n"), "/[grün].md");
    assert_eq!(marked("/İzmir/a.md", "i\u{307}zm"), "/[İzm]ir/a.md");
    assert_eq!(marked("/ø/日本語.md", "本語"), "/ø/日[本語].md");
    assert_eq!(marked("/src/main.rs", ""), "/src/main.rs");
    assert_eq!(marked("/src/main.rs", "xyz"), "/src/main.rs");
}

#[test]
fn files_that_come_later_are_looked_at_later_and_other_files_anew() {
    let mut all = listing(["/a/main.rs", "/a/other.rs"]);
    let mut search = PathSearch::default();
    search.set_text("main");
    run(&mut search, &all, 1);
    assert_eq!(search.best(9), [0]);
    all.append(&Batch::new(&[file(8, "/main.rs"), file(9, "/none.rs")]));
    run(&mut search, &all, 1);
    assert_eq!(search.best(9), [2, 0]);
    let other = listing(["/b/none.rs", "/b/main.rs"]);
    run(&mut search, &other, 1);
    assert_eq!(search.best(9), [1]);
    search.set_text("none");
    run(&mut search, &other, 1);
    assert_eq!(search.best(9), [0]);
}

/// Says naively if the letters of a word are in a text, in order.
fn has_in_order(text: &str, word: &str) -> bool {
    let mut letters = text.chars().flat_map(char::to_lowercase);
    word.chars().flat_map(char::to_lowercase).all(|wanted| letters.any(|letter| letter == wanted))
}

proptest! {
    #[test]
    fn finds_exactly_what_has_the_letters_in_order(
        paths in prop::collection::vec("[a-cA-C/._Жж日]{0,12}", 0..12),
        typed in "[a-cA-C/.Ж日 ]{0,6}",
        slice in 1..5_usize,
    ) {
        let listing = listing(paths.iter().map(String::as_str));
        let mut search = PathSearch::default();
        search.set_text(&typed);
        run(&mut search, &listing, slice);
        let mut found = search.best(paths.len());
        prop_assert_eq!(found.len(), search.count());
        found.sort_unstable();
        let all_of = |typed: &str| {
            let has_all = |path: &str| typed.split_whitespace().all(|word| has_in_order(path, word));
            (0..paths.len()).filter(|file| has_all(&paths[*file])).collect::<Vec<_>>()
        };
        // Folders of an absolute path are left out until something matches.
        let mut cuts = vec![0];
        if typed.starts_with('/') {
            cuts.extend(typed.match_indices('/').skip(1).map(|(at, _)| at));
        }
        let expected = cuts.into_iter().map(|cut| all_of(&typed[cut..])).find(|all| !all.is_empty());
        prop_assert_eq!(found, expected.unwrap_or_default());
    }

    #[test]
    fn marks_point_at_matching_letters(path in "[a-cA-C/._Жж日]{0,12}", word in "[a-cA-C/.Ж日]{1,5}") {
        let words = Words::new(&word);
        let mut fuzzy = FuzzyMatcher::default();
        let marks = fuzzy.marks(&words, &path);
        if fuzzy.score(&words, &path).is_none() {
            prop_assert!(marks.is_empty());
        } else {
            let letters: String = marks.iter().map(|mark| &path[mark.clone()]).collect();
            prop_assert_eq!(letters.to_lowercase(), word.to_lowercase());
        }
        for pair in marks.windows(2) {
            prop_assert!(pair[0].end < pair[1].start);
        }
    }

    #[test]
    fn typing_letter_by_letter_finds_what_typing_at_once_finds(
        paths in prop::collection::vec("[a-c/.]{0,10}", 0..12),
        typed in "[a-c/ ]{0,6}",
        steps in prop::collection::vec(0..4_usize, 6),
    ) {
        let listing = listing(paths.iter().map(String::as_str));
        let mut slowly = PathSearch::default();
        for (end, steps) in (1..=typed.len()).zip(steps) {
            slowly.set_text(&typed[..end]);
            // Some keys come before everything has been looked at.
            for _ in 0..steps {
                slowly.step(&listing, 3);
            }
        }
        run(&mut slowly, &listing, 3);
        let mut at_once = PathSearch::default();
        at_once.set_text(&typed);
        run(&mut at_once, &listing, 100);
        prop_assert_eq!(slowly.best(5), at_once.best(5));
        prop_assert_eq!(slowly.count(), at_once.count());
    }

    #[test]
    fn nothing_that_is_typed_panics(path in "\\PC{0,30}", typed in "\\PC{0,12}") {
        let words = Words::new(&typed);
        let mut fuzzy = FuzzyMatcher::default();
        for mark in fuzzy.marks(&words, &path) {
            prop_assert!(path.get(mark).is_some());
        }
        GoToInput::parse(&typed);
        GoToInput::parse(&path);
    }
}
