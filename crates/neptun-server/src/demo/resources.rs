//! Collections, installations and chats of the demo accounts. Projects refer to these by position: append, do not reorder.

use super::clock::days_ago;
use super::{DemoChat, DemoCollection, DemoInstallation};

pub(super) fn collections() -> Vec<DemoCollection> {
    vec![
        collection(
            "Axum service",
            "Router, state, errors as values, tracing and a test that starts it all.",
            true,
            "5b0c6a1e-3f0d-4c57-9a2e-7d1f8f4b6c11",
            390,
            28,
        ),
        collection(
            "SQL migrations",
            "One change per file, forwards only, each with the reason as its first line.",
            false,
            "e2a7d9f4-81b6-4e0a-b3c5-10f9d7a64e52",
            311,
            90,
        ),
        collection(
            "React components for maps, charts and everything else that is drawn from live data",
            "SVG first, no chart library. Keyboard and screen reader from the start: every mark that can be clicked is a button, every colour has a \
             second sign. Includes the skeletons, the empty states and the error states, because they are looked at more often than one thinks.",
            true,
            "0d94f3b8-6c2a-49e1-8f57-c3a1b05e7d20",
            244,
            3,
        ),
        collection(
            "Kubernetes manifests",
            "",
            false,
            "a91c40e7-5d38-4b6f-9e02-68d7f2c1b3a4",
            160,
            160,
        ),
        collection(
            "Utkast 📝",
            "Half-finished things.",
            false,
            "7f3e15d2-b04c-4a98-a6d1-2c9e80f57b36",
            25,
            4,
        ),
    ]
}

pub(super) fn installations() -> Vec<DemoInstallation> {
    vec![
        installation(
            41_220_817,
            "selected",
            "User",
            "https://avatars.githubusercontent.com/u/9919?v=4",
            "9919",
            "demo-skipper",
            398,
            41,
        ),
        installation(
            41_388_002,
            "all",
            "Organization",
            "https://avatars.githubusercontent.com/u/69631?v=4",
            "69631",
            "harbour-works",
            266,
            12,
        ),
        // `.invalid` never resolves: this is the avatar that shows what happens when there is none.
        installation(
            47_905_513,
            "selected",
            "Organization",
            "https://avatars.invalid/u/0?v=4",
            "0",
            "nordic-association-of-very-small-harbours",
            77,
            77,
        ),
    ]
}

pub(super) fn chats() -> Vec<DemoChat> {
    vec![
        chat("Why does the booking overlap?", "google/gemma-2-7b-it", 371, 371),
        chat("Tide model", "openrouter/deepseek-chat", 336, 58),
        chat("Naming", "mistralai/Mistral-7B-Instruct-v0.3", 301, 300),
        chat(
            "Explain the exclusion constraint in 0004_no_overlap.sql to someone who has never seen a range type",
            "HuggingFaceH4/zephyr-7b-beta",
            262,
            262,
        ),
        chat("港の名前を正しく並べる", "openrouter/deepseek-chat", 214, 101),
        chat("AIS checksum in Go", "mistralai/Mixtral-8x7B-Instruct-v0.1", 167, 166),
        chat("?", "google/gemma-2-7b-it", 96, 96),
        chat(
            "Announcement wording: polite, short, and understood by people who have just been woken up at four in the morning",
            "HuggingFaceH4/starchat2-15b-v0.1",
            48,
            15,
        ),
        chat("Colours for low water", "google/gemma-2-7b-it", 4, 2),
    ]
}

pub(super) fn collections_of_mira() -> Vec<DemoCollection> {
    vec![
        collection(
            "Small command line tools",
            "argparse, a config file, no dependencies.",
            true,
            "c48d2e6b-97f1-4d03-8b5a-e60f1a3c9d75",
            185,
            22,
        ),
        collection(
            "Recipes",
            "Metric, oven temperatures without fan.",
            false,
            "3e95b7a0-2f64-4c1d-9e38-51d0a8c7f624",
            63,
            8,
        ),
    ]
}

pub(super) fn chats_of_mira() -> Vec<DemoChat> {
    vec![
        chat("Crop rotation as a graph", "mistralai/Mistral-7B-Instruct-v0.3", 170, 169),
        chat("Too dense, again", "google/gemma-2-7b-it", 60, 9),
    ]
}

fn collection(
    name: &'static str,
    description: &'static str,
    is_shared: bool,
    share_uuid: &'static str,
    created: i64,
    updated: i64,
) -> DemoCollection {
    let stamps = days_ago(created, updated);
    DemoCollection {
        name,
        description,
        is_shared,
        share_uuid,
        created_at: stamps.created_at,
        updated_at: stamps.updated_at,
    }
}

#[expect(clippy::too_many_arguments, reason = "one row of a table")]
fn installation(
    installation_id: i64,
    repository_selection: &'static str,
    github_account_type: &'static str,
    github_account_avatar_url: &'static str,
    github_account_id: &'static str,
    github_account_name: &'static str,
    created: i64,
    updated: i64,
) -> DemoInstallation {
    let stamps = days_ago(created, updated);
    DemoInstallation {
        installation_id,
        repository_selection,
        github_account_type,
        github_account_avatar_url,
        github_account_id,
        github_account_name,
        created_at: stamps.created_at,
        updated_at: stamps.updated_at,
    }
}

fn chat(name: &'static str, model: &'static str, created: i64, updated: i64) -> DemoChat {
    let stamps = days_ago(created, updated);
    DemoChat { name, model, created_at: stamps.created_at, updated_at: stamps.updated_at }
}
