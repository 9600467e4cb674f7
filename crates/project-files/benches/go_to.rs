//! A key that is typed to go to a file.
#![allow(clippy::unwrap_used, missing_docs)]

mod generate;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use project_files::ProjectFiles;
use project_files::go_to::PathSearch;

/// As many as the app shows.
const SHOWN: usize = 50;

fn keystrokes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("go to file");
    for count in [10_000, 50_000] {
        let files = ProjectFiles::new(str::to_lowercase, generate::files(count, 0));
        // The first key looks at every file, and everything matches; the last ones at what is left.
        for (before, typed) in
            [("", "s"), ("s", "se"), ("", "session"), ("sessio", "session"), ("", "src/comp sess")]
        {
            let name = format!("{typed:?} after {before:?}");
            group.bench_function(BenchmarkId::new(name, count), |bencher| {
                let typed_before = || {
                    let mut search = PathSearch::default();
                    search.type_text(before);
                    while search.step(&files, 1_000) {}
                    search
                };
                bencher.iter_batched(
                    typed_before,
                    |mut search| {
                        search.type_text(black_box(typed));
                        while search.step(&files, 1_000) {}
                        let best = search.best(SHOWN);
                        let path = |file: &usize| &*files.get(*file).unwrap().original_path;
                        best.iter().map(|file| search.marks(path(file)).len()).sum::<usize>()
                    },
                    criterion::BatchSize::LargeInput,
                );
            });
        }
    }
}

criterion_group!(benches, keystrokes);
criterion_main!(benches);
