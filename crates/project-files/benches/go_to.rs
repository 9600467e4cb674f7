//! A key that is typed to go to a file.
#![allow(clippy::unwrap_used, missing_docs)]

mod generate;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use project_files::listing::go_to::PathSearch;
use project_files::listing::{Batch, Listing};

/// As many as the app shows.
const SHOWN: usize = 50;

fn keystrokes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("go to file");
    for count in [10_000, 50_000] {
        let mut listing = Listing::default();
        listing.append(&Batch::new(&generate::files(count, 0)));
        // The first key looks at every file, and all match; the last ones at those that are left.
        for (before, typed) in
            [("", "s"), ("s", "se"), ("", "session"), ("sessio", "session"), ("", "src/comp sess")]
        {
            let name = format!("{typed:?} after {before:?}");
            group.bench_function(BenchmarkId::new(name, count), |bencher| {
                let typed_before = || {
                    let mut search = PathSearch::default();
                    search.set_text(before);
                    while search.step(&listing, 1_000) {}
                    search
                };
                bencher.iter_batched(
                    typed_before,
                    |mut search| {
                        search.set_text(black_box(typed));
                        while search.step(&listing, 1_000) {}
                        let best = search.best(SHOWN);
                        let marks = |file: &usize| search.marks(listing.path(*file)).len();
                        best.iter().map(marks).sum::<usize>()
                    },
                    criterion::BatchSize::LargeInput,
                );
            });
        }
    }
}

criterion_group!(benches, keystrokes);
criterion_main!(benches);
