//! Projects to measure with: always the same for a size, and like real ones.

use neptun_api::{FileId, ProjectFile, ProjectId, Timestamp, UserId};

const WORDS: [&str; 21] = [
    "const", "return", "import", "export", "async", "function", "props", "state", "effect",
    "render", "button", "session", "header", "config", "index", "Result", "Option", "match",
    "impl", "struct", "value",
];
const FOLDERS: [&str; 12] = [
    "components",
    "pages",
    "hooks",
    "api",
    "server",
    "styles",
    "tests",
    "utils",
    "types",
    "ærø",
    "assets",
    "docs",
];
const CATEGORIES: [&str; 6] = ["source", "config", "documentation", "test", "asset", "other"];
const TYPES: [&str; 9] =
    ["component", "hook", "settings", "style", "guide", "page", "route", "schema", "script"];

/// Pseudo-random numbers: xorshift, Marsaglia.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % limit
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// `count` files with texts of about `text_bytes` bytes; newest first, like a server's list.
pub fn files(count: usize, text_bytes: usize) -> Vec<ProjectFile> {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    (0..count).map(|index| file(&mut random, index, text_bytes)).collect()
}

fn file(random: &mut Random, index: usize, text_bytes: usize) -> ProjectFile {
    let title = format!("{}-{index}.tsx", random.pick(&WORDS));
    let (outer, inner) = (random.pick(&FOLDERS), random.pick(&FOLDERS));
    let age = index as i64 * 61_000;
    ProjectFile {
        id: FileId::try_from(1_000_000 - index as i64).unwrap(),
        original_path: format!("/src/{outer}/{inner}/{title}"),
        title,
        context_file_category: Some(random.pick(&CATEGORIES).to_owned()),
        context_file_type: random.pick(&TYPES).to_owned(),
        text: text(random, text_bytes),
        language: Some("typescript".to_owned()),
        extension: Some("tsx".to_owned()),
        created_at: Some(Timestamp::from_millis(1_739_727_731_000 - age)),
        updated_at: Some(Timestamp::from_millis(1_739_900_000_000 - age)),
        neptun_user_id: UserId::try_from(1).ok(),
        project_id: ProjectId::try_from(1).ok(),
        pdf_url: None,
    }
}

/// Source code, more or less: short lines, indented, with quotes and now and then an escape of its own.
fn text(random: &mut Random, bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 100);
    let bytes = bytes / 2 + random.below(bytes + 1);
    while text.len() < bytes {
        text.push_str(&"  ".repeat(random.below(5)));
        for _ in 0..2 + random.below(6) {
            text.push_str(random.pick(&WORDS));
            text.push_str(match random.below(12) {
                0 => " \"label\" ",
                1 => "(); ",
                2 => " = /\\d+/ ",
                _ => " ",
            });
        }
        if random.below(40) == 0 {
            text.push_str("// größe, naïve, 日本語 😀");
        }
        text.push('\n');
    }
    text
}
