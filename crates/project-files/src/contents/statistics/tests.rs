use std::collections::HashMap;
use std::iter;

use neptun_api::{ProjectFile, Timestamp};
use proptest::prelude::*;

use super::*;
use crate::listing::{ListQuery, Listing};

const DAY: i64 = 86_400_000;

fn file(id: i64, size: usize) -> ProjectFile {
    let empty = ProjectFile::at(format!("/{id}"), id.try_into().unwrap(), 1.try_into().unwrap());
    ProjectFile { text: "x".repeat(size), context_file_type: "module".to_owned(), ..empty }
}

fn contents(files: impl Iterator<Item = ProjectFile>) -> Contents {
    let mut contents = Contents::default();
    files.for_each(|file| contents.push(file));
    contents
}

fn stats(files: impl Iterator<Item = ProjectFile>) -> ProjectStats {
    ProjectStats::new(&contents(files))
}

#[test]
fn no_files_have_no_stats() {
    assert_eq!(stats(iter::empty()), ProjectStats::default());
}

#[test]
fn the_largest_are_those_of_the_list_that_is_sorted_by_size() {
    let largest = stats((1..=20).map(|id| file(id, id as usize / 2))).largest;
    let ids: Vec<i64> = largest.iter().map(|file| file.id.get()).collect();
    assert_eq!(ids, [20, 19, 18, 17, 16, 15, 14, 13, 12, 11]);
    assert_eq!((largest[0].path.as_str(), largest[0].bytes), ("/20", 10));
}

/// The counted fields of a file: language, category, type, size, day.
type Kind = (Option<String>, Option<String>, String, usize, Option<i64>);

fn kind() -> impl Strategy<Value = Kind> {
    let name = || prop::option::of("[ab]?");
    (name(), name(), "[cd]?", 0..5_usize, prop::option::of(0..90_i64))
}

fn files(kinds: &[Kind]) -> Contents {
    let file = |((language, category, file_type, size, day), id): (&Kind, i64)| ProjectFile {
        language: language.clone(),
        context_file_category: category.clone(),
        context_file_type: file_type.clone(),
        created_at: day.map(|day| Timestamp::from_millis(day * DAY + id)),
        ..file(id, *size)
    };
    contents(kinds.iter().zip(1..).map(file))
}

/// The sums by key of all that have a key.
fn sums<K: std::hash::Hash + Eq>(
    kinds: &[Kind],
    key: impl Fn(&Kind) -> Option<K>,
    value: impl Fn(&Kind) -> usize,
) -> HashMap<K, usize> {
    let mut sums = HashMap::new();
    for kind in kinds {
        if let Some(key) = key(kind) {
            *sums.entry(key).or_default() += value(kind);
        }
    }
    sums
}

fn named(name: &Option<String>) -> Option<String> {
    Some(name.clone().unwrap_or_default())
}

proptest! {
    #[test]
    fn stats_are_the_sums_of_a_naive_count(kinds in prop::collection::vec(kind(), 0..40)) {
        let stats = ProjectStats::new(&files(&kinds));
        prop_assert_eq!(stats.files, kinds.len());
        prop_assert_eq!(stats.bytes, kinds.iter().map(|kind| kind.3).sum::<usize>());

        let languages: HashMap<_, _> =
            stats.languages.iter().map(|language| (language.name.clone(), language.bytes)).collect();
        prop_assert_eq!(languages.len(), stats.languages.len());
        prop_assert_eq!(languages, sums(&kinds, |kind| named(&kind.0), |kind| kind.3));
        prop_assert!(stats.languages.is_sorted_by_key(|language| Reverse(language.bytes)));

        let categories: HashMap<_, _> =
            stats.categories.iter().map(|category| (category.name.clone(), category.files)).collect();
        prop_assert_eq!(categories, sums(&kinds, |kind| named(&kind.1), |_| 1));
        prop_assert!(stats.categories.is_sorted_by_key(|category| Reverse(category.files)));
        for CategoryStats { name, types, .. } in &stats.categories {
            let expected = sums(&kinds, |kind| (named(&kind.1).as_ref() == Some(name)).then(|| kind.2.clone()), |_| 1);
            prop_assert!(types.is_sorted_by_key(|(_, files)| Reverse(*files)));
            prop_assert_eq!(types.iter().cloned().collect::<HashMap<_, _>>(), expected);
        }

        let dated = kinds.iter().filter(|kind| kind.4.is_some()).count();
        prop_assert_eq!(stats.created.iter().map(|period| period.files).sum::<usize>(), dated);
        prop_assert_eq!(stats.undated, kinds.len() - dated);
    }

    #[test]
    fn every_number_is_that_of_the_list_it_leads_to(kinds in prop::collection::vec(kind(), 0..40)) {
        let contents = files(&kinds);
        let stats = ProjectStats::new(&contents);
        let mut listing = Listing::default();
        listing.append(&contents.batch(0));
        for LanguageStats { name, bytes } in &stats.languages {
            let rows = listing.rows(&ListQuery { language: Some(name.clone()), ..ListQuery::default() });
            let sizes = rows.iter().map(|row| listing.size(*row));
            prop_assert_eq!(sizes.sum::<usize>(), *bytes);
        }
        for period in &stats.created {
            let rows = listing.rows(&ListQuery { created: Some(period.days), ..ListQuery::default() });
            prop_assert_eq!(rows.len(), period.files);
        }
        for CategoryStats { name, types, .. } in stats.categories.iter().filter(|category| !category.name.is_empty()) {
            for (file_type, count) in types {
                let query = ListQuery { category: Some(name.clone()), file_type: Some(file_type.clone()), ..ListQuery::default() };
                prop_assert_eq!(listing.rows(&query).len(), *count);
            }
        }
    }
}
