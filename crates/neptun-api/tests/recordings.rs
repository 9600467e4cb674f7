//! Every recorded answer of a live server decodes to what it means.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeMap;
use std::path::Path;

use neptun_api::{ErrorBody, ProjectFile, Resource, ResourceType, decode};
use serde_json::Value;

/// One recorded exchange.
struct Recording {
    name: String,
    method: String,
    /// The path without its query.
    path: String,
    status: u16,
    content_type: String,
    /// The body as it went over the wire.
    body: Vec<u8>,
}

fn recordings() -> Vec<Recording> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/live");
    let mut recordings: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| read(&entry.unwrap().path())).collect();
    recordings.sort_by(|a, b| a.name.cmp(&b.name));
    recordings
}

fn read(path: &Path) -> Recording {
    let exchange: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let (request, response) = (&exchange["request"], &exchange["response"]);
    let content_type = response["headers"]["content-type"].as_str().unwrap_or_default();
    let body = match &response["body"] {
        Value::Null => Vec::new(),
        Value::String(text) if !content_type.contains("json") => text.clone().into_bytes(),
        json => serde_json::to_vec_pretty(json).unwrap(),
    };
    Recording {
        name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
        method: request["method"].as_str().unwrap().to_owned(),
        path: request["path"].as_str().unwrap().split('?').next().unwrap().to_owned(),
        status: response["status"].as_u64().unwrap().try_into().unwrap(),
        content_type: content_type.to_owned(),
        body,
    }
}

fn recording(name: &str) -> Recording {
    recordings().into_iter().find(|found| found.name == name).unwrap()
}

/// Decodes a recording as what its request asks for, and says what it was.
fn decode_it(it: &Recording) -> Result<&'static str, String> {
    let body = &it.body;
    if it.status >= 400 {
        if it.method == "HEAD" {
            return Ok("check");
        }
        if !it.content_type.contains("json") {
            return decode::error_body(body)
                .map(|_| "an HTML page taken for an error body")
                .or(Ok("not JSON"));
        }
        let error: ErrorBody = decode::error_body(body).map_err(|error| error.to_string())?;
        assert_eq!(error.status_code, it.status, "{}", it.name);
        return Ok("error");
    }
    let segments: Vec<_> = it.path.trim_matches('/').split('/').collect();
    let text = |error: decode::DecodeError| error.to_string();
    Ok(match (&*it.method, &segments[1..]) {
        ("HEAD", ["auth", "check"]) => "check",
        ("GET", ["_auth", "session"]) => {
            decode::session(body).map_err(text)?;
            "session"
        }
        ("POST", ["auth", "logout"]) => {
            assert_eq!(body, b"true");
            "logout"
        }
        ("POST", ["auth", _]) => {
            decode::signed_in(body).map_err(text)?;
            "sign-in"
        }
        ("GET", ["users", _, "projects"]) => {
            assert_eq!(decode::projects(body).map_err(text)?.skipped, 0, "{}", it.name);
            "projects"
        }
        (_, ["users", _, "projects"] | ["users", _, "projects", _]) => {
            decode::project(body).map_err(text)?;
            "project"
        }
        ("DELETE", ["users", ..]) => "deleted",
        ("GET", ["users", _, "projects", _, "resources", "files"]) => {
            assert_eq!(decode::files(body).map_err(text)?.skipped, 0, "{}", it.name);
            "files"
        }
        ("POST" | "PUT", ["users", _, "projects", _, "resources", "files", ..]) => {
            decode::file(body).map_err(text)?;
            "file"
        }
        ("GET", ["users", _, "projects", _, "resources", "imports" | "github-repositories"])
        | ("POST", ["users", _, "projects", _, "resources", "imports"])
        | ("GET", ["users", _, "projects", _, "context", _]) => "nothing that the app asks for",
        ("GET", ["users", _, "projects", _, "resources", kind]) => {
            let list = decode::resources(kind.parse().unwrap(), body).map_err(text)?;
            assert_eq!(list.skipped, 0, "{}", it.name);
            "resources"
        }
        (_, ["users", _, "projects", _, "resources", kind, ..]) => {
            decode::resource(kind.parse().unwrap(), body).map_err(text)?;
            "resource"
        }
        ("GET", ["users", _, owned]) => {
            let kind = match *owned {
                "files" => ResourceType::UserFiles,
                "collections" => ResourceType::TemplateCollections,
                "installations" => ResourceType::GithubInstallations,
                "chats" => ResourceType::ChatConversations,
                other => panic!("{}: unknown path {other}", it.name),
            };
            assert_eq!(decode::resources(kind, body).map_err(text)?.skipped, 0, "{}", it.name);
            "owned"
        }
        ("POST", ["users", _, "collections"]) => {
            decode::resource(ResourceType::TemplateCollections, body).map_err(text)?;
            "created"
        }
        ("POST", ["users", _, "chats"]) => {
            decode::resource(ResourceType::ChatConversations, body).map_err(text)?;
            "created"
        }
        other => panic!("{}: nobody knows {other:?}", it.name),
    })
}

#[test]
fn every_recording_decodes() {
    let mut kinds = BTreeMap::new();
    let mut failed = Vec::new();
    for recording in recordings() {
        match decode_it(&recording) {
            Ok(kind) => *kinds.entry(kind).or_insert(0) += 1,
            // With its database down the live server answers a list with 204: that is no empty list.
            Err(_) if recording.status == 204 => {
                *kinds.entry("204 where a list belongs").or_insert(0) += 1
            }
            Err(error) => failed.push(format!("{}: {error}", recording.name)),
        }
    }
    assert_eq!(failed, Vec::<String>::new());
    let total: i32 = kinds.values().sum();
    assert_eq!(total, 96, "{kinds:?}");
    assert_eq!(kinds["204 where a list belongs"], 1);
    assert_eq!(kinds["not JSON"], 1);
    assert!(!kinds.contains_key("an HTML page taken for an error body"));
}

#[test]
fn a_live_file_has_the_documented_fields() {
    let files = decode::files(&recording("436-files-list-all").body).unwrap().items;
    let vite: &ProjectFile = files.iter().find(|file| file.id.get() == 1).unwrap();
    assert_eq!(vite.original_path, "/vite.config.ts");
    assert_eq!(vite.context_file_category.as_deref(), Some("bundler"));
    assert_eq!(vite.context_file_type, "text");
    assert!(vite.text.starts_with("import { defineConfig }"));
    assert_eq!(vite.language.as_deref(), Some("typescript"));
    assert_eq!(vite.extension, None);
    assert_eq!(vite.created_at.unwrap().to_string(), "2026-11-21T22:35:06.609Z");
    assert!(files.iter().any(|file| file.context_file_category.is_none()));
}

#[test]
fn live_resources_have_the_documented_fields() {
    let many = recording("326-list-user-files-many");
    let files = decode::resources(ResourceType::UserFiles, &many.body).unwrap().items;
    let raw: Vec<Value> = serde_json::from_slice(&many.body).unwrap();
    assert!(files.len() < raw.len(), "the recording lists one file twice");

    let untitled = recording("330-detail-user-files-null-title");
    let file = decode::resource(ResourceType::UserFiles, &untitled.body).unwrap();
    assert_eq!(file.display_name(), "Untitled file 6");

    let detail = recording("243-detail-github-installations-ok");
    let Resource::GithubInstallation(installation) =
        decode::resource(ResourceType::GithubInstallations, &detail.body).unwrap()
    else {
        panic!("not an installation");
    };
    assert_eq!(installation.github_account_id.as_deref(), Some("1000001"));
}

#[test]
fn error_bodies_give_the_servers_reason() {
    let error = |name: &str| -> ErrorBody { decode::error_body(&recording(name).body).unwrap() };
    let issues = |name: &str| -> Vec<String> {
        let issues = error(name).issues;
        issues.into_iter().map(|issue| format!("{}: {}", issue.path, issue.message)).collect()
    };
    assert_eq!(issues("211-link-user-files-empty-object"), ["user_file_id: Required"]);
    assert_eq!(
        issues("121-chat-create-short-name"),
        ["name: String must contain at least 3 character(s)"]
    );
    let nested = issues("446-files-list-category-from-seed-source");
    assert_eq!(nested.len(), 1);
    assert!(nested[0].starts_with("context_file_category: Invalid enum value."), "{nested:?}");
    assert_eq!(error("277-link-user-files-invalid-json").reason(), Some("Invalid JSON body"));
    assert_eq!(error("304-detail-nonexisting-id").reason(), None);
    assert_eq!(
        error("210-link-user-files-nonexisting").reason(),
        Some("Failed to create resource.")
    );
}
