//! The selected files.

use std::collections::HashSet;

use neptun_api::FileId;

/// The selected files, by id: filtering and sorting do not change them.
#[derive(Debug, Default)]
pub struct Selection {
    /// In the order of their ids.
    ids: Vec<FileId>,
    range: Option<Range>,
}

/// The range that the selection was extended by last. A file that a smaller range leaves out again is as it was before.
#[derive(Debug)]
struct Range {
    before: Vec<FileId>,
    from: FileId,
    to: FileId,
}

impl Selection {
    /// The selected files, in the order of their ids.
    pub fn ids(&self) -> &[FileId] {
        &self.ids
    }

    /// Selects a file, or deselects it.
    pub fn toggle(&mut self, id: FileId) {
        self.range = None;
        match self.ids.binary_search(&id) {
            Ok(at) => {
                self.ids.remove(at);
            }
            Err(at) => self.ids.insert(at, id),
        }
    }

    /// Selects all files between two of a list. If the last extension ended at `from`, it goes on from the start of that one, and
    /// so can become smaller again.
    pub fn extend(&mut self, from: FileId, to: FileId, list: &[FileId]) {
        let position = |id| list.iter().position(|other| *other == id);
        let continued =
            self.range.take().filter(|range| range.to == from && position(range.from).is_some());
        let mut range = continued.unwrap_or_else(|| Range { before: self.ids.clone(), from, to });
        range.to = to;
        let end = position(to);
        let start = position(range.from).or(end);
        let within =
            start.zip(end).and_then(|(start, end)| list.get(start.min(end)..=start.max(end)));
        self.ids.clone_from(&range.before);
        self.add(within.unwrap_or_default());
        self.range = Some(range);
    }

    /// Adds files to the selection.
    pub fn select(&mut self, ids: &[FileId]) {
        self.range = None;
        self.add(ids);
    }

    /// Deselects files.
    pub fn deselect(&mut self, ids: &[FileId]) {
        let ids: HashSet<_> = ids.iter().collect();
        self.retain(|id| !ids.contains(&id));
    }

    /// Deselects all files.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Keeps only some of the selected files.
    pub fn retain(&mut self, keep: impl Fn(FileId) -> bool) {
        self.range = None;
        self.ids.retain(|id| keep(*id));
    }

    fn add(&mut self, ids: &[FileId]) {
        self.ids.extend_from_slice(ids);
        self.ids.sort_unstable();
        self.ids.dedup();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn id(number: i64) -> FileId {
        number.try_into().unwrap()
    }

    fn ids(numbers: &[i64]) -> Vec<FileId> {
        numbers.iter().copied().map(id).collect()
    }

    #[test]
    fn a_range_grows_and_shrinks_from_where_it_began() {
        let list = ids(&[5, 1, 4, 2, 3]);
        let mut selection = Selection::default();
        selection.toggle(id(3));
        selection.extend(id(1), id(4), &list);
        assert_eq!(selection.ids(), ids(&[1, 3, 4]));
        selection.extend(id(4), id(2), &list);
        assert_eq!(selection.ids(), ids(&[1, 2, 3, 4]));
        selection.extend(id(2), id(5), &list);
        assert_eq!(selection.ids(), ids(&[1, 3, 5]));
        // From elsewhere it is another range, and this one stays.
        selection.extend(id(4), id(2), &list);
        assert_eq!(selection.ids(), ids(&[1, 2, 3, 4, 5]));
    }

    #[test]
    fn a_range_whose_beginning_is_filtered_out_begins_where_it_can() {
        let mut selection = Selection::default();
        selection.extend(id(1), id(2), &ids(&[1, 2, 3]));
        selection.extend(id(2), id(3), &ids(&[2, 3]));
        assert_eq!(selection.ids(), ids(&[1, 2, 3]));
        selection.extend(id(9), id(4), &ids(&[4]));
        assert_eq!(selection.ids(), ids(&[1, 2, 3, 4]));
    }

    #[test]
    fn deselecting_and_clearing() {
        let mut selection = Selection::default();
        selection.select(&ids(&[3, 1, 2, 1]));
        assert_eq!(selection.ids(), ids(&[1, 2, 3]));
        selection.deselect(&ids(&[2, 7]));
        assert_eq!(selection.ids(), ids(&[1, 3]));
        selection.clear();
        assert_eq!(selection.ids(), []);
    }

    proptest! {
        #[test]
        fn toggling_is_what_a_set_does(toggled in prop::collection::vec(1..20_i64, 0..60)) {
            let mut selection = Selection::default();
            let mut set = std::collections::BTreeSet::new();
            for number in toggled {
                selection.toggle(id(number));
                if !set.remove(&id(number)) {
                    set.insert(id(number));
                }
            }
            prop_assert_eq!(selection.ids(), set.into_iter().collect::<Vec<_>>());
        }
    }
}
