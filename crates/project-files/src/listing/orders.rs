//! The orders of all files, each worked out when it is first asked for and kept.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::OnceLock;

use super::query::{Column, Sort};

/// For each way to sort, the files in that order.
#[derive(Debug, Default)]
pub(super) struct Orders([OnceLock<Vec<u32>>; Column::ALL.len() * 2]);

impl Orders {
    /// All of `files` files in an order; `compare` is total.
    pub(super) fn get(
        &self,
        sort: Sort,
        files: usize,
        compare: impl Fn(u32, u32) -> Ordering,
    ) -> &[u32] {
        self.0[place(sort)].get_or_init(|| {
            let mut order: Vec<u32> = (0..files as u32).collect();
            order.sort_unstable_by(|a, b| compare(*a, *b));
            order
        })
    }

    /// Puts further files in their places in every order that is kept.
    pub(super) fn insert(
        &mut self,
        files: Range<usize>,
        compare: impl Fn(Sort, u32, u32) -> Ordering,
    ) {
        for sort in Sort::all() {
            let Some(order) = self.0[place(sort)].get_mut() else { continue };
            let mut new: Vec<u32> = (files.start as u32..files.end as u32).collect();
            new.sort_unstable_by(|a, b| compare(sort, *a, *b));
            merge(order, &new, |a, b| compare(sort, a, b));
        }
    }
}

fn place(sort: Sort) -> usize {
    sort.column as usize * 2 + sort.direction as usize
}

/// Merges sorted files into others, from the end: each file that is there moves once, and only as far as it must.
fn merge(order: &mut Vec<u32>, new: &[u32], compare: impl Fn(u32, u32) -> Ordering) {
    let mut unmoved = order.len();
    order.extend_from_slice(new);
    for (before, file) in new.iter().enumerate().rev() {
        let at = order[..unmoved].partition_point(|other| compare(*other, *file).is_lt());
        order.copy_within(at..unmoved, at + before + 1);
        order[at + before] = *file;
        unmoved = at;
    }
}
