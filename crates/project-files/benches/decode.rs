//! A list of files, from bytes to values.
#![allow(clippy::unwrap_used, missing_docs)]

mod generate;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use neptun_api::{FileList, ListScanner, decode};
use serde::Deserialize;

/// A file without any leniency: what that costs is the difference.
#[derive(Deserialize)]
#[allow(dead_code)]
struct Typed {
    id: u64,
    title: String,
    original_path: String,
    context_file_category: Option<String>,
    context_file_type: String,
    text: String,
    language: Option<String>,
    extension: Option<String>,
    created_at: Option<String>,
    updated_at: Option<String>,
    neptun_user_id: u64,
    project_id: Option<u64>,
}

#[derive(Deserialize)]
struct TypedList {
    files: Vec<Typed>,
}

fn incrementally(json: &[u8], chunk: usize) -> usize {
    let mut scanner = ListScanner::<neptun_api::ProjectFile>::new();
    let mut files = Vec::new();
    for chunk in json.chunks(chunk) {
        scanner.feed(chunk, &mut |file| files.push(file)).unwrap();
    }
    assert_eq!(scanner.finish().unwrap().skipped, 0);
    black_box(&files).len()
}

fn decoding(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("decode");
    group.sample_size(10);
    for count in [1_000, 10_000] {
        let list = FileList { files: generate::files(count, 4_500) };
        let json = serde_json::to_vec(&list).unwrap();
        drop(list);
        group.throughput(Throughput::Bytes(json.len() as u64));
        group.bench_function(BenchmarkId::new("serde_json typed", count), |bencher| {
            bencher.iter(|| serde_json::from_slice::<TypedList>(&json).unwrap().files.len());
        });
        group.bench_function(BenchmarkId::new("whole", count), |bencher| {
            bencher.iter(|| decode::files(&json).unwrap().items.len());
        });
        for (name, chunk) in [("64 kB chunks", 1 << 16), ("4 kB chunks", 1 << 12)] {
            group.bench_function(BenchmarkId::new(name, count), |bencher| {
                bencher.iter(|| incrementally(&json, chunk));
            });
        }
    }
}

criterion_group!(benches, decoding);
criterion_main!(benches);
