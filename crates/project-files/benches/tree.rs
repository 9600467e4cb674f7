//! A tree at a keystroke, and when a folder is opened.
#![allow(clippy::unwrap_used, missing_docs)]

mod generate;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use project_files::listing::tree::Tree;
use project_files::listing::{Batch, ListQuery, Listing};

fn trees(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("tree");
    for count in [10_000, 50_000] {
        let mut listing = Listing::default();
        listing.append(&Batch::new(&generate::files(count, 0)));
        for text in ["", "sess"] {
            let rows = listing.rows(&ListQuery { text: text.to_owned(), ..ListQuery::default() });
            group.bench_function(BenchmarkId::new(format!("of {text:?}"), count), |bencher| {
                bencher.iter(|| Tree::new(&listing, black_box(&rows)));
            });
        }
        let tree = Tree::new(&listing, &listing.rows(&ListQuery::default()));
        group.bench_function(BenchmarkId::new("all folders open", count), |bencher| {
            bencher.iter(|| tree.visible(|node| black_box(node.level) > 0));
        });
    }
}

criterion_group!(benches, trees);
criterion_main!(benches);
