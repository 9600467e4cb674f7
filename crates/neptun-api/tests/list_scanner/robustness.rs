//! Sizes and shapes that break decoders.

use super::*;

fn file(id: usize, text: &str) -> String {
    format!(
        r#"{{"id":{id},"title":"","original_path":"/a","text":"{text}","file_type":"t","neptun_user_id":1}}"#
    )
}

#[test]
fn one_text_of_megabytes_arrives_in_small_pieces() {
    let text = "0123456789 \\n é 😀 \\u00e9".repeat(200_000);
    let json = format!("{{\"files\":[{}]}}", file(1, &text));
    for size in [1 << 16, 1_000, 7] {
        let (files, end) = decode_chunks(json.as_bytes().chunks(size));
        assert_eq!(end.unwrap().skipped, 0);
        assert_eq!(files[0].text, "0123456789 \n é 😀 é".repeat(200_000));
        assert_eq!(files[0].text.capacity(), files[0].text.len());
    }
}

#[test]
fn a_hundred_thousand_small_files() {
    let list: Vec<_> = (1..=100_000).map(|id| file(id, "")).collect();
    let json = format!("[{}]", list.join(","));
    for size in [1 << 20, 100, 1] {
        let (files, end) = decode_chunks(json.as_bytes().chunks(size));
        assert_eq!(end.unwrap().skipped, 0);
        assert_eq!(files.len(), 100_000);
        assert_eq!(files[99_999].id.get(), 100_000);
    }
}

#[test]
fn depth_costs_neither_the_stack_nor_a_file() {
    for depth in [95, 96, 97, 98, 99, 100, 101, 102, 127, 128, 129, 100_000] {
        let nested = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let extra = file(1, "").replace('{', &format!("{{\"x\":{nested},"));
        for (json, files) in [
            (format!("{{\"x\":{nested},\"files\":[]}}"), Some(0)),
            (format!("[{extra}]"), Some(1)),
            (format!("{{\"files\":[{extra}]}}"), Some(1)),
            (nested.clone(), None),
            ("[".repeat(depth), None),
            ("{\"files\":".repeat(depth), None),
        ] {
            for size in [json.len(), 5] {
                let (found, end) = decode_chunks(json.as_bytes().chunks(size));
                assert_eq!(end.ok().map(|_| found.len()), files, "{depth} {size}");
            }
        }
    }
}

#[test]
fn recorded_lists_arrive_in_pieces() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/live/");
    for (name, count) in [("436-files-list-all", 16), ("401-files-list-empty", 0)] {
        let exchange = std::fs::read(format!("{folder}{name}.json")).unwrap();
        let exchange: Value = serde_json::from_slice(&exchange).unwrap();
        let json = serde_json::to_vec(&exchange["response"]["body"]).unwrap();
        let (files, end) = decode_chunks(json.chunks(9));
        assert_eq!(end.unwrap().skipped, 0);
        assert_eq!(files.len(), count);
        assert_eq!(Some((files, 0)), reference(&json));
    }
}
