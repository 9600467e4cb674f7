//! What a list asks for at a keystroke, at a click on a column's head, and while files arrive.
#![allow(clippy::unwrap_used, missing_docs)]

mod generate;

use std::hint::black_box;

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use project_files::{Column, Direction, Figures, ProjectFiles, Query, Sort};

const SIZES: [usize; 2] = [10_000, 50_000];

fn project(count: usize) -> ProjectFiles {
    ProjectFiles::new(str::to_lowercase, generate::files(count, 0))
}

fn keystrokes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("keystroke");
    for count in SIZES {
        let files = project(count);
        for text in ["", "s", "sess", "src comp sess", "nowhere"] {
            let query = Query { text: text.to_owned(), ..Query::default() };
            // What was found last is remembered: something else has to be asked for in between.
            let other = Query { text: "\u{1}".to_owned(), ..Query::default() };
            group.bench_function(
                BenchmarkId::new(format!("rows and facets of {text:?}"), count),
                |bencher| {
                    bencher.iter(|| {
                        files.rows(&other);
                        let query = black_box(&query);
                        (files.rows(query), files.categories(query), files.types(query))
                    });
                },
            );
        }
        let query = Query {
            category: Some("config".to_owned()),
            file_type: Some("hook".to_owned()),
            ..Query::default()
        };
        group.bench_function(BenchmarkId::new("rows of a category and type", count), |bencher| {
            bencher.iter(|| files.rows(black_box(&query)));
        });
    }
}

fn sorting(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("first sort");
    group.sample_size(20);
    for count in SIZES {
        let files = generate::files(count, 0);
        for column in Column::ALL {
            let sort = Sort { column, direction: Direction::Ascending };
            let query = Query { sort, ..Query::default() };
            group.bench_function(BenchmarkId::new(column.as_str(), count), |bencher| {
                let unsorted = || ProjectFiles::new(str::to_lowercase, files.clone());
                bencher.iter_batched(
                    unsorted,
                    |files| (files.rows(&query), files),
                    BatchSize::PerIteration,
                );
            });
        }
    }
}

fn arriving(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("arriving");
    group.sample_size(20);
    let mut all = generate::files(10_000, 0);
    let last = all.split_off(9_500);
    for column in [Column::Created, Column::Path] {
        let query =
            Query { sort: Sort { column, direction: Direction::Descending }, ..Query::default() };
        let growing = || {
            let files = ProjectFiles::new(str::to_lowercase, all.clone());
            files.rows(&query);
            (files, last.clone())
        };
        group.bench_function(
            BenchmarkId::new("500 more and rows by", column.as_str()),
            |bencher| {
                let grow = |(mut files, last): (ProjectFiles, Vec<_>)| {
                    files.extend(last);
                    (files.rows(&query), files)
                };
                bencher.iter_batched(growing, grow, BatchSize::PerIteration);
            },
        );
    }
}

fn figures(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("figures");
    group.sample_size(20);
    for count in SIZES {
        let files = generate::files(count, 0);
        group.bench_function(BenchmarkId::new("first", count), |bencher| {
            let unsorted = || ProjectFiles::new(str::to_lowercase, files.clone());
            let sum = |files: ProjectFiles| (Figures::of(&files), files);
            bencher.iter_batched(unsorted, sum, BatchSize::PerIteration);
        });
    }
}

criterion_group!(benches, keystrokes, sorting, arriving, figures);
criterion_main!(benches);
