//! What decoding a request costs in memory, whatever the sender has nested in it.
#![allow(clippy::unwrap_used, missing_docs, unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use neptun_api::{FilePatch, NewFile, ResourceId, request};

/// The allocator of the system, which remembers how much was in use at most.
struct Measured;

static IN_USE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static ALLOCATOR: Measured = Measured;

// SAFETY: every call goes to the allocator of the system as it is. A reallocation is an allocation and a copy, its peak.
unsafe impl GlobalAlloc for Measured {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        PEAK.fetch_max(IN_USE.fetch_add(layout.size(), Relaxed) + layout.size(), Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        IN_USE.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(block, layout) }
    }
}

/// How much more was in use than before.
fn peak(run: impl FnOnce()) -> usize {
    let before = IN_USE.load(Relaxed);
    PEAK.store(before, Relaxed);
    run();
    PEAK.load(Relaxed) - before
}

/// A body can be 64 MB. What it costs grows with its size, so that a part of that tells as much in a part of the time.
const SIZE: usize = 4_000_000;

#[test]
fn a_request_costs_about_twice_its_size() {
    let levels = SIZE / 6;
    let objects = format!("{}1{}", r#"{"a":"#.repeat(levels), "}".repeat(levels));
    let unknown = format!(r#"{{"x":{objects}}}"#);
    let known = format!(r#"{{"title":{objects}}}"#);
    let arrays = format!(r#"{{"x":{}{}}}"#, "[".repeat(SIZE / 2), "]".repeat(SIZE / 2));
    let names: Vec<_> = (0..SIZE / 11).map(|name| format!("\"{name:06}\":1")).collect();
    let wide = format!("{{{}}}", names.join(","));
    drop(names);
    for json in [objects, unknown, known, arrays, wide] {
        let json = json.as_bytes();
        let decoded = peak(|| assert!(request::decode::<NewFile>(json).is_err()));
        let found =
            peak(|| assert_eq!(request::field::<ResourceId>(json, "user_file_id"), Ok(None)));
        assert!(decoded.max(found) <= json.len(), "{decoded} and {found} bytes");
    }
}

#[test]
fn a_text_is_in_memory_once_beside_its_request() {
    let text = r#"a line with \"quotes\"\n\u00e9"#.repeat(SIZE / 30);
    let fields =
        r#""title":"t","original_path":"p","context_file_category":"c","context_file_type":"t""#;
    let json = format!(r#"{{{fields},"text":"{text}"}}"#);
    let decoded = peak(|| assert!(request::decode::<NewFile>(json.as_bytes()).is_ok()));
    let patched = peak(|| assert!(request::decode::<FilePatch>(json.as_bytes()).is_ok()));
    assert!(decoded.max(patched) <= json.len() + 1_000, "{decoded} and {patched} bytes");
}
