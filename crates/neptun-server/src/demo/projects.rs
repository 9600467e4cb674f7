//! The demo projects and their links.

use super::clock::days_ago;
use super::embedded::{Embedded, embedded};
use super::{DemoFiles, DemoProject, Source, harbour_api};

static NIGHT_FERRY: &[Embedded] = embedded!("night-ferry":
    "/README.md" "documentation" "guide" "markdown",
    "/announcements/templates.yaml" "config" "settings" "yaml",
    "/announcements/speak.rb" "source" "script" "ruby",
    "/timetable/import.rb" "source" "module" "ruby",
    "/timetable/2026-winter.csv" "data" "timetable" "csv",
);

static GARDEN_PLANNER: &[Embedded] = embedded!("garden-planner":
    "/README.md" "documentation" "guide" "markdown",
    "/planner.py" "source" "script" "python",
    "/beds.toml" "config" "settings" "toml",
    "/index.html" "source" "page" "html",
);

static SOURDOUGH: &[Embedded] = embedded!("sourdough-notes":
    "/log.md" "documentation" "note" "markdown",
);

pub(super) fn of_demo_user(extra_files: Option<usize>) -> Vec<DemoProject> {
    let mut projects = vec![harbour_api(), tide_atlas(), empty_quay(), night_ferry()];
    projects.extend(extra_files.map(generated));
    projects
}

pub(super) fn of_mira() -> Vec<DemoProject> {
    vec![
        DemoProject {
            name: "garden-planner".into(),
            description: Some("Which bed gets what next spring. Three-year rotation, companion plants, frost dates.".into()),
            linked_user_files: vec![0],
            linked_collections: vec![0],
            linked_chats: vec![0],
            ..project("cli", "python", 190, 21, Source::Embedded(GARDEN_PLANNER))
        },
        DemoProject {
            name: "sourdough-notes".into(),
            linked_chats: vec![1],
            ..project("documentation", "markdown", 64, 8, Source::Embedded(SOURDOUGH))
        },
    ]
}

fn harbour_api() -> DemoProject {
    DemoProject {
        name: "harbour-api".into(),
        description: Some(
            "Berth bookings for small harbours: which vessel lies where, from when to when, and whether the tide lets her in. \
             Rust API, React map, AIS gateway in Go."
                .into(),
        ),
        linked_user_files: vec![0, 1, 2, 3, 5, 6, 8],
        linked_collections: vec![0, 1, 2],
        linked_installations: vec![0, 1],
        linked_chats: vec![0, 1, 2, 3, 5],
        ..project("web-app", "rust", 424, 1, Source::Embedded(harbour_api::FILES))
    }
}

fn tide_atlas() -> DemoProject {
    DemoProject {
        name: "tide-atlas".into(),
        description: Some("Tide predictions for 1,900 stations, drawn as charts. Two thousand files in a dozen languages.".into()),
        linked_user_files: vec![3, 4, 11],
        linked_collections: vec![2, 3],
        linked_installations: vec![1],
        linked_chats: vec![4, 6],
        ..project("monorepo", "typescript", 425, 0, Source::Generated { seed: 0x71DE_A71A, count: 2_000 })
    }
}

fn empty_quay() -> DemoProject {
    DemoProject {
        name: "empty-quay".into(),
        description: Some("Nothing here yet.".into()),
        ..project("library", "go", 3, 3, Source::Embedded(&[]))
    }
}

fn night_ferry() -> DemoProject {
    DemoProject {
        name: "Nattferge: timetable import and passenger announcements for the northern night ferry line (夜行フェリー)".into(),
        linked_user_files: vec![7],
        linked_chats: vec![7],
        ..project("automation", "ruby", 71, 12, Source::Embedded(NIGHT_FERRY))
    }
}

fn generated(count: usize) -> DemoProject {
    DemoProject {
        name: format!("generated-{count}").into(),
        description: Some(format!("{count} generated files, to see how everything copes.").into()),
        ..project("monorepo", "rust", 425, 0, Source::Generated { seed: 0x5EED, count })
    }
}

/// A project without a name, a description and links.
fn project(
    project_type: &'static str,
    language: &'static str,
    created: i64,
    updated: i64,
    source: Source,
) -> DemoProject {
    DemoProject {
        name: "".into(),
        description: None,
        project_type,
        programming_language: language,
        created_at: days_ago(created, updated).created_at,
        updated_at: days_ago(created, updated).updated_at,
        files: DemoFiles(source),
        linked_user_files: Vec::new(),
        linked_collections: Vec::new(),
        linked_installations: Vec::new(),
        linked_chats: Vec::new(),
    }
}
