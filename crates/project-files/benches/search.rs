//! A search in all texts, from the first byte to the last.
#![allow(clippy::unwrap_used, missing_docs)]

mod generate;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use project_files::ProjectFiles;
use project_files::search::{
    Expression, Matcher, Options, PathPattern, Search, SearchQuery, Step, plain,
};

/// As the app does it.
const SLICE: usize = 256 << 10;

fn matches(files: &ProjectFiles, matcher: Box<dyn Matcher>) -> usize {
    let mut search = Search::new(matcher, &SearchQuery::default(), PathPattern::default());
    while search.step(files, SLICE) == Step::More {}
    search.found.matches
}

fn searching(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("search");
    group.sample_size(10);
    let files = ProjectFiles::new(str::to_lowercase, generate::files(10_000, 5_000));
    let texts = || (0..files.len()).filter_map(|index| Some(&*files.get(index)?.text));
    group.throughput(Throughput::Bytes(texts().map(|text| text.len() as u64).sum()));
    for wanted in ["nowhere", "session", "größe", "e"] {
        group.bench_function(BenchmarkId::new("str::matches of", wanted), |bencher| {
            bencher.iter(|| texts().map(|text| text.matches(wanted).count()).sum::<usize>());
        });
        for (name, match_case) in [("match case", true), ("any case", false)] {
            let options = Options { match_case, whole_word: false };
            group.bench_function(BenchmarkId::new(name, wanted), |bencher| {
                bencher.iter(|| matches(&files, plain(wanted, options)));
            });
        }
    }
    for expression in ["nowhere", r"sess\w+\(\)", r"\bsession\b", ".*session.*header"] {
        group.bench_function(BenchmarkId::new("expression", expression), |bencher| {
            bencher.iter(|| {
                let matcher = Expression::new(expression, Options::default()).unwrap();
                matches(&files, Box::new(matcher))
            });
        });
    }
}

criterion_group!(benches, searching);
criterion_main!(benches);
