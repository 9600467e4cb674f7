//! A search in all texts, from the first byte to the last.
#![allow(clippy::unwrap_used, missing_docs)]

mod generate;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use project_files::contents::search::{
    Expression, MatchOptions, Matcher, Search, SearchQuery, plain,
};
use project_files::contents::{Contents, Step};

/// The step of the engine.
const STEP_BYTES: usize = 256 << 10;

fn matches(contents: &Contents, matcher: Box<dyn Matcher>) -> usize {
    let mut search = Search::new(matcher, &SearchQuery::default());
    let mut matches = 0;
    loop {
        let step = search.step(contents, STEP_BYTES);
        matches += search.take_found().iter().map(|file| file.matches).sum::<usize>();
        if step == Step::Done {
            return matches;
        }
    }
}

fn searching(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("search");
    group.sample_size(10);
    let mut contents = Contents::default();
    generate::files(10_000, 5_000).into_iter().for_each(|file| contents.push(file));
    let texts = || contents.iter().map(|file| &*file.text);
    group.throughput(Throughput::Bytes(texts().map(|text| text.len() as u64).sum()));
    for wanted in ["nowhere", "session", "größe", "e"] {
        group.bench_function(BenchmarkId::new("str::matches of", wanted), |bencher| {
            bencher.iter(|| texts().map(|text| text.matches(wanted).count()).sum::<usize>());
        });
        for (name, match_case) in [("match case", true), ("any case", false)] {
            let options = MatchOptions { match_case, whole_word: false };
            group.bench_function(BenchmarkId::new(name, wanted), |bencher| {
                bencher.iter(|| matches(&contents, plain(wanted, options)));
            });
        }
    }
    for expression in ["nowhere", r"sess\w+\(\)", r"\bsession\b", ".*session.*header"] {
        group.bench_function(BenchmarkId::new("expression", expression), |bencher| {
            bencher.iter(|| {
                let matcher = Expression::new(expression, MatchOptions::default()).unwrap();
                matches(&contents, Box::new(matcher))
            });
        });
    }
}

criterion_group!(benches, searching);
criterion_main!(benches);
