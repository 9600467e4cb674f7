//! A list at a keystroke, at a click on a column's head, and while files arrive.
#![allow(clippy::unwrap_used, missing_docs)]

mod generate;

use std::hint::black_box;

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use neptun_api::ProjectFile;
use project_files::contents::{Contents, ProjectStats};
use project_files::listing::{Batch, Column, Direction, ListQuery, Listing, Sort};

const SIZES: [usize; 2] = [10_000, 50_000];

fn listing(files: &[ProjectFile]) -> Listing {
    let mut listing = Listing::default();
    listing.append(&Batch::new(files));
    listing
}

fn keystrokes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("keystroke");
    for count in SIZES {
        let listing = listing(&generate::files(count, 0));
        for text in ["", "s", "sess", "src comp sess", "nowhere"] {
            let query = ListQuery { text: text.to_owned(), ..ListQuery::default() };
            // The last answer is kept, so another query comes in between.
            let other = ListQuery { text: "\u{1}".to_owned(), ..ListQuery::default() };
            group.bench_function(
                BenchmarkId::new(format!("rows and facets of {text:?}"), count),
                |bencher| {
                    bencher.iter(|| {
                        listing.rows(&other);
                        let query = black_box(&query);
                        (listing.rows(query), listing.categories(query), listing.types(query))
                    });
                },
            );
        }
        let query = ListQuery {
            category: Some("config".to_owned()),
            file_type: Some("hook".to_owned()),
            ..ListQuery::default()
        };
        group.bench_function(BenchmarkId::new("rows of a category and type", count), |bencher| {
            bencher.iter(|| listing.rows(black_box(&query)));
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
            let query = ListQuery { sort, ..ListQuery::default() };
            group.bench_function(BenchmarkId::new(column.as_str(), count), |bencher| {
                bencher.iter_batched(
                    || listing(&files),
                    |listing| (listing.rows(&query), listing),
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
    let last = Batch::new(&all.split_off(9_500));
    for column in [Column::Created, Column::Path] {
        let query = ListQuery {
            sort: Sort { column, direction: Direction::Descending },
            ..ListQuery::default()
        };
        let growing = || {
            let listing = listing(&all);
            listing.rows(&query);
            listing
        };
        group.bench_function(
            BenchmarkId::new("500 more and rows by", column.as_str()),
            |bencher| {
                let grow = |mut listing: Listing| {
                    listing.append(&last);
                    (listing.rows(&query), listing)
                };
                bencher.iter_batched(growing, grow, BatchSize::PerIteration);
            },
        );
    }
}

fn statistics(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("statistics");
    group.sample_size(20);
    for count in SIZES {
        let mut contents = Contents::default();
        generate::files(count, 0).into_iter().for_each(|file| contents.push(file));
        group.bench_function(BenchmarkId::from_parameter(count), |bencher| {
            bencher.iter(|| ProjectStats::new(black_box(&contents)));
        });
    }
}

criterion_group!(benches, keystrokes, sorting, arriving, statistics);
criterion_main!(benches);
