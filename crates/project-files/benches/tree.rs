//! What a tree asks for at a keystroke, and when a folder is opened.
#![allow(clippy::unwrap_used, missing_docs)]

mod generate;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use project_files::tree::Tree;
use project_files::{ProjectFiles, Query};

fn trees(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("tree");
    for count in [10_000, 50_000] {
        let files = ProjectFiles::new(str::to_lowercase, generate::files(count, 0));
        for text in ["", "sess"] {
            let rows = files.rows(&Query { text: text.to_owned(), ..Query::default() });
            group.bench_function(BenchmarkId::new(format!("of {text:?}"), count), |bencher| {
                bencher.iter(|| Tree::new(&files, black_box(&rows)));
            });
        }
        let tree = Tree::new(&files, &files.rows(&Query::default()));
        group.bench_function(BenchmarkId::new("all folders open", count), |bencher| {
            bencher.iter(|| tree.visible(|node| black_box(node.level) > 0));
        });
    }
}

criterion_group!(benches, trees);
criterion_main!(benches);
