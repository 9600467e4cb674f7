//! The user files of the demo accounts. Projects refer to these by position: append, do not reorder.

use std::borrow::Cow;

use super::clock::days_ago;
use super::{DemoUserFile, tide_table};

macro_rules! text {
    ($name:literal) => {
        Cow::Borrowed(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/demo/user-files/", $name)))
    };
}

pub(super) fn of_demo_user() -> Vec<DemoUserFile> {
    vec![
        user_file("Berth allocation, second attempt", text!("allocate.rs"), "rust", "rs", 402, 33),
        user_file("review-checklist.md", text!("review-checklist.md"), "markdown", "md", 377, 5),
        user_file("debounce.ts", text!("debounce.ts"), "typescript", "ts", 341, 341),
        user_file("moon_phase.py", text!("moon_phase.py"), "python", "py", 298, 120),
        user_file(
            "Tide table 2026, every hour (Tromsø)",
            Cow::Owned(tide_table::year_2026()),
            "csv",
            "csv",
            322,
            322,
        ),
        user_file("who-is-late.sql", text!("who-is-late.sql"), "sql", "sql", 255, 9),
        user_file(
            "Untitled copy of a copy of “meeting notes – harbour council, third quarter (draft, not for circulation), with Kåre's remarks” 2",
            text!("meeting-notes.md"),
            "markdown",
            "md",
            203,
            44,
        ),
        user_file("アナウンス文例.txt", text!("announcements.txt"), "text", "txt", 176, 61),
        user_file("theme-dusk.css", text!("theme-dusk.css"), "css", "css", 149, 149),
        user_file("tmux-harbour.sh", text!("tmux-harbour.sh"), "shell", "sh", 118, 2),
        user_file("vessel.schema.json", text!("vessel.schema.json"), "json", "json", 87, 30),
        user_file("harmonics.go", text!("harmonics.go"), "go", "go", 52, 17),
        user_file("Untitled", Cow::Borrowed(""), "text", "txt", 14, 14),
        user_file("TideGauge.tsx", text!("TideGauge.tsx"), "typescript", "tsx", 6, 1),
    ]
}

pub(super) fn of_mira() -> Vec<DemoUserFile> {
    vec![
        user_file("frost-dates.md", text!("frost-dates.md"), "markdown", "md", 181, 24),
        user_file(
            "Seed list",
            Cow::Borrowed("kale 'Nero di Toscana'\nbroad bean 'Aquadulce'\nleek 'Bandit'\n"),
            "text",
            "txt",
            40,
            40,
        ),
    ]
}

fn user_file(
    title: &'static str,
    text: Cow<'static, str>,
    language: &'static str,
    extension: &'static str,
    created: i64,
    updated: i64,
) -> DemoUserFile {
    let stamps = days_ago(created, updated);
    DemoUserFile {
        title,
        text,
        language,
        extension,
        created_at: stamps.created_at,
        updated_at: stamps.updated_at,
    }
}
