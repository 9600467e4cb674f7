//! Files on their way from the engine to the page: taken from the contents, encoded, decoded, and appended to a listing.
#![allow(clippy::unwrap_used, missing_docs)]

mod generate;

use std::hint::black_box;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use project_files::contents::Contents;
use project_files::listing::{Batch, Listing};

const COUNT: usize = 10_000;

fn batches(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("batch");
    let mut contents = Contents::default();
    generate::files(COUNT, 0).into_iter().for_each(|file| contents.push(file));
    let bytes = postcard::to_stdvec(&contents.batch(0)).unwrap();
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function(BenchmarkId::new("encode", COUNT), |bencher| {
        bencher.iter(|| postcard::to_stdvec(&black_box(&contents).batch(0)).unwrap());
    });
    group.bench_function(BenchmarkId::new("decode and append", COUNT), |bencher| {
        let empty = || Listing::default();
        let append = |mut listing: Listing| {
            let batch: Batch = postcard::from_bytes(black_box(&bytes)).unwrap();
            listing.append(&batch);
            listing
        };
        bencher.iter_batched(empty, append, BatchSize::PerIteration);
    });
}

criterion_group!(benches, batches);
criterion_main!(benches);
