use std::collections::HashMap;
use std::iter;

use neptun_api::{ProjectFile, Timestamp};
use proptest::prelude::*;

use super::*;

const DAY: i64 = 86_400_000;

fn file(id: i64, size: usize) -> ProjectFile {
    let empty = ProjectFile::at(format!("/{id}"), id.try_into().unwrap(), 1.try_into().unwrap());
    ProjectFile { text: "x".repeat(size), context_file_type: "module".to_owned(), ..empty }
}

fn figures(files: impl Iterator<Item = ProjectFile>) -> Figures {
    Figures::of(&ProjectFiles::new(str::to_lowercase, files))
}

#[test]
fn of_nothing_are_nothing() {
    assert_eq!(figures(iter::empty()), Figures::default());
}

#[test]
fn the_largest_are_those_of_the_list_that_is_sorted_by_size() {
    let largest = figures((1..=20).map(|id| file(id, id as usize / 2))).largest;
    let ids: Vec<i64> = largest.iter().map(|file| file.id.get()).collect();
    assert_eq!(ids, [20, 19, 18, 17, 16, 15, 14, 13, 12, 11]);
    assert_eq!((largest[0].path.as_str(), largest[0].bytes), ("/20", 10));
}

/// A file as far as it is counted: language, category, type, size, day.
type Kind = (Option<String>, Option<String>, String, usize, Option<i64>);

fn kind() -> impl Strategy<Value = Kind> {
    let name = || prop::option::of("[ab]?");
    (name(), name(), "[cd]?", 0..5_usize, prop::option::of(0..90_i64))
}

fn files(kinds: &[Kind]) -> ProjectFiles {
    let file = |((language, category, file_type, size, day), id): (&Kind, i64)| ProjectFile {
        language: language.clone(),
        context_file_category: category.clone(),
        context_file_type: file_type.clone(),
        created_at: day.map(|day| Timestamp::from_millis(day * DAY + id)),
        ..file(id, *size)
    };
    ProjectFiles::new(str::to_lowercase, kinds.iter().zip(1..).map(file))
}

/// Summed up by what `key` says of each, without what `key` knows nothing of.
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
    fn are_the_sums_of_a_naive_count(kinds in prop::collection::vec(kind(), 0..40)) {
        let figures = Figures::of(&files(&kinds));
        prop_assert_eq!(figures.files, kinds.len());
        prop_assert_eq!(figures.bytes, kinds.iter().map(|kind| kind.3).sum::<usize>());

        let languages: HashMap<_, _> =
            figures.languages.iter().map(|language| (language.name.clone(), language.bytes)).collect();
        prop_assert_eq!(languages.len(), figures.languages.len());
        prop_assert_eq!(languages, sums(&kinds, |kind| named(&kind.0), |kind| kind.3));
        prop_assert!(figures.languages.is_sorted_by_key(|language| Reverse(language.bytes)));

        let categories: HashMap<_, _> =
            figures.categories.iter().map(|category| (category.name.clone(), category.files)).collect();
        prop_assert_eq!(categories, sums(&kinds, |kind| named(&kind.1), |_| 1));
        prop_assert!(figures.categories.is_sorted_by_key(|category| Reverse(category.files)));
        for Category { name, types, .. } in &figures.categories {
            let expected = sums(&kinds, |kind| (named(&kind.1).as_ref() == Some(name)).then(|| kind.2.clone()), |_| 1);
            prop_assert!(types.is_sorted_by_key(|(_, files)| Reverse(*files)));
            prop_assert_eq!(types.iter().cloned().collect::<HashMap<_, _>>(), expected);
        }

        let dated = kinds.iter().filter(|kind| kind.4.is_some()).count();
        prop_assert_eq!(figures.created.iter().map(|period| period.files).sum::<usize>(), dated);
        prop_assert_eq!(figures.undated, kinds.len() - dated);
    }

    #[test]
    fn every_number_is_that_of_the_list_it_leads_to(kinds in prop::collection::vec(kind(), 0..40)) {
        let files = files(&kinds);
        let figures = Figures::of(&files);
        for Language { name, bytes } in &figures.languages {
            let rows = files.rows(&Query { language: Some(name.clone()), ..Query::default() });
            let sizes = rows.iter().map(|row| files.get(*row).unwrap().text.len());
            prop_assert_eq!(sizes.sum::<usize>(), *bytes);
        }
        for period in &figures.created {
            let rows = files.rows(&Query { created: Some(period.days), ..Query::default() });
            prop_assert_eq!(rows.len(), period.files);
        }
        for Category { name, types, .. } in figures.categories.iter().filter(|category| !category.name.is_empty()) {
            for (file_type, count) in types {
                let query = Query { category: Some(name.clone()), file_type: Some(file_type.clone()), ..Query::default() };
                prop_assert_eq!(files.rows(&query).len(), *count);
            }
        }
    }
}
