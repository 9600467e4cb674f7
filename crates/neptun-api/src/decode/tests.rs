use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

const PROJECT: &str = r#"{"id":7,"name":"n","neptun_user_id":1}"#;

fn error<T: std::fmt::Debug>(result: Result<T, DecodeError>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn wrapped_and_bare_are_the_same() {
    let bare = project(PROJECT.as_bytes()).unwrap();
    let envelope = format!(r#" {{"x":[1],"project": {PROJECT} }}"#);
    assert_eq!(project(envelope.as_bytes()).unwrap(), bare);
    let list = format!("[{PROJECT},{PROJECT}]");
    let wrapped = format!(r#"{{"total":2,"projects":{list}}}"#);
    assert_eq!(projects(list.as_bytes()), projects(wrapped.as_bytes()));
    assert_eq!(projects(list.as_bytes()).unwrap().items.len(), 2);
}

#[test]
fn live_and_documented_names_are_the_same() {
    let live = r#"{"id":7,"name":"n","neptun_user_id":1,"type":"web-app","main_language":"go","prompt_context":{"a":[1]}}"#;
    let documented = r#"{"id":7,"name":"n","neptun_user_id":1,"project_type":"web-app","programming_language":"go"}"#;
    assert_eq!(project(live.as_bytes()), project(documented.as_bytes()));
    assert_eq!(project(live.as_bytes()).unwrap().project_type.as_deref(), Some("web-app"));
    let live = r#"[{"id":1,"title":"t","original_path":"/t","content":"x","category":"c","file_type":"y","neptun_user_id":1}]"#;
    let documented = r#"{"files":[{"id":1,"title":"t","original_path":"/t","text":"x","context_file_category":"c","context_file_type":"y","neptun_user_id":1}]}"#;
    assert_eq!(files(live.as_bytes()), files(documented.as_bytes()));
    assert_eq!(files(live.as_bytes()).unwrap().items[0].text, "x");
}

#[test]
fn what_our_server_sends_comes_back_the_same() {
    let project = project(PROJECT.as_bytes()).unwrap();
    let json = serde_json::to_vec(&crate::ProjectEnvelope { project: project.clone() }).unwrap();
    assert_eq!(super::project(&json).unwrap(), project);
}

#[test]
fn an_error_names_its_path() {
    let of = |id: &str| {
        let good = r#"{"id":1,"title":"","original_path":"","text":"{\"]","context_file_type":"","neptun_user_id":1}"#;
        let bad = format!(r#"{{"title":"",{id}"original_path":"","text":""}}"#);
        let list = format!(r#"{{"files":[{good},{good},{good},{bad}]}}"#);
        let list = files(list.as_bytes()).unwrap();
        assert_eq!((list.items.len(), list.skipped), (3, 1));
        let error = list.first_error.unwrap();
        assert!(error.offset.is_some());
        DecodeError { offset: None, ..error }.to_string()
    };
    assert_eq!(of(""), "files[3].id: missing field `id`");
    for id in ["0", "1.5", "-1", "\"x\"", "\"\"", "\"+1\"", "null", "[1]", "{}", "true", "1e99"] {
        let error = of(&format!(r#""id":{id},"#));
        assert_eq!(error, "files[3].id: an id must be a positive integer", "{id}");
    }
    assert_eq!(error(projects(b"[{}]")), "[0].id: missing field `id`");
    assert!(error(projects(b"[3]")).starts_with("[0]: invalid type: integer `3`, expected"));
    assert_eq!(error(projects(b"{}")), "projects: missing field `projects`");
    assert!(error(projects(br#"{"projects":3}"#)).starts_with("projects: invalid type"));
    assert_eq!(error(project(b"{}")), "id: missing field `id`");
    assert_eq!(error(project(br#"{"project":{"name":"n"}}"#)), "project.id: missing field `id`");
    assert!(error(session(br#"{"user":{"id":"x"}}"#)).starts_with("user.id: an id"));
}

#[test]
fn a_syntax_error_says_where() {
    assert_eq!(error(session(b"{\"id\" 1}")), "expected `:` (byte 6)");
    assert_eq!(error(session(b"{\"id\":1,")), "EOF while parsing a value (byte 8)");
    assert_eq!(error(projects(b"[\n\n1] x")), "trailing characters (byte 6)");
}

#[test]
fn what_is_no_list_is_an_error_and_not_an_empty_list() {
    for json in [
        "",
        "{}",
        "null",
        "true",
        r#"{"files":null}"#,
        "<!DOCTYPE html>",
        "[]]",
        r#"{"files":[],"files":[]}"#,
        "[",
        "{\"files\":[",
        "[null]",
        "[[],{}]",
    ] {
        assert!(files(json.as_bytes()).is_err(), "{json}");
        let is_twice = json.contains("[],\"files");
        let projects = projects(json.replace("files", "projects").as_bytes());
        assert!(projects.is_err() || is_twice, "{json}");
    }
}

#[test]
fn a_resource_that_is_listed_twice_is_kept_once() {
    let chat = r#"{"id":1,"name":"n","model":"m"}"#;
    let json = format!("[{chat},{chat}]");
    let found = resources(ResourceType::ChatConversations, json.as_bytes()).unwrap();
    assert_eq!((found.items.len(), found.skipped), (1, 0));
}

#[test]
fn an_id_is_a_number_or_a_text_and_all_else_may_be_absent() {
    for id in ["7", "\"7\"", "7.0"] {
        let json = format!(r#"{{"id":{id}}}"#);
        assert_eq!(project(json.as_bytes()).unwrap().id.get(), 7, "{id}");
        for resource_type in ResourceType::ALL {
            let resource = resource(resource_type, json.as_bytes()).unwrap();
            assert_eq!(resource.id().get(), 7, "{id}");
            assert!(resource.display_name().ends_with(" 7"));
        }
    }
    let file = file(br#"{"id":"7","neptun_user_id":"3","project_id":null}"#).unwrap();
    assert_eq!((&*file.text, &*file.title, &*file.context_file_type), ("", "", ""));
    assert_eq!(file.original_path, "Untitled file 7");
    assert_eq!(file.neptun_user_id.map(|id| id.get()), Some(3));
    assert_eq!(project(br#"{"id":7}"#).unwrap().name, "Unnamed project 7");
    let file = super::file(br#"{"id":7,"title":"a.rs"}"#).unwrap();
    assert_eq!(file.original_path, "a.rs");
}

#[test]
fn one_odd_element_costs_no_other() {
    let odd = [
        "null",
        "3",
        "[]",
        "{}",
        r#"{"id":null,"name":"n"}"#,
        r#"{"id":{"a":1}}"#,
        r#"{"id":1,"id":{}}"#,
    ];
    for odd in odd {
        let list = projects(format!("[{odd},{PROJECT},{odd},{PROJECT}]").as_bytes()).unwrap();
        assert_eq!((list.items.len(), list.skipped), (2, 2), "{odd}");
        let error = list.first_error.unwrap();
        assert!(error.path.starts_with("[0]"), "{error}");
        for resource_type in ResourceType::ALL {
            let list = resources(resource_type, format!("[{odd},{PROJECT}]").as_bytes()).unwrap();
            assert_eq!((list.items.len(), list.skipped), (1, 1), "{odd}");
        }
    }
}

#[test]
fn a_field_that_is_given_twice_costs_nothing() {
    for (members, text) in [
        (r#""text":"a","text":"b""#, "b"),
        (r#""text":"a","content":"a""#, "a"),
        (r#""content":"a","text":"b","text":"c""#, "a"),
        (r#""text":"a","content":null"#, "a"),
        (r#""text":null,"content":"a\ud83d","title":"x","title":"y""#, "a\u{fffd}"),
    ] {
        let json = format!(r#"[{{"id":1,{members}}},{{"id":2,"id":3}}]"#);
        let list = files(json.as_bytes()).unwrap();
        assert_eq!((&*list.items[0].text, list.items[1].id.get()), (text, 3), "{members}");
    }
    let json = br#"{"id":1,"project_type":"a","type":"a","main_language":null,"programming_language":"b"}"#;
    let project = project(json).unwrap();
    assert_eq!(project.project_type.as_deref(), Some("a"));
    assert_eq!(project.programming_language.as_deref(), Some("b"));
}

#[test]
fn a_field_of_another_type_is_read_or_absent() {
    let of = |name: &str| {
        let project = project(format!(r#"{{"id":1,"description":{name}}}"#).as_bytes()).unwrap();
        project.description
    };
    assert_eq!(of("3").as_deref(), Some("3"));
    assert_eq!(of("-2").as_deref(), Some("-2"));
    assert_eq!(of("1.5").as_deref(), Some("1.5"));
    assert_eq!(of("true").as_deref(), Some("true"));
    for absent in ["null", "{}", "[]", r#"{"a":[{"b":1}]}"#, "[[1],2]"] {
        assert_eq!(of(absent), None, "{absent}");
    }
    for date in ["null", "\"\"", "\"yesterday\"", "3", "{}", "\"2026-02-30T00:00:00Z\""] {
        let json = format!(r#"{{"id":1,"created_at":{date}}}"#);
        assert_eq!(project(json.as_bytes()).unwrap().created_at, None, "{date}");
    }
    let json = br#"{"id":1,"created_at":"2026-03-01 10:00:00+00"}"#;
    let created_at = project(json).unwrap().created_at.map(|time| time.to_string());
    assert_eq!(created_at.as_deref(), Some("2026-03-01T10:00:00.000Z"));
    for (value, expected) in [("true", true), ("1", true), ("0", false), ("null", false)] {
        let json = format!(r#"{{"id":1,"is_shared":{value}}}"#);
        let found = resource(ResourceType::TemplateCollections, json.as_bytes()).unwrap();
        let Resource::TemplateCollection(collection) = found else { panic!("{found:?}") };
        assert_eq!(collection.is_shared, expected, "{value}");
    }
}

#[test]
fn a_session_needs_no_more_than_a_user() {
    let user = |json: &str| session(json.as_bytes()).unwrap().user.map(|user| user.id.get());
    assert_eq!(user(r#"{"user":{"id":"3"},"loggedInAt":"soon"}"#), Some(3));
    assert_eq!(user(r#"{"user":null}"#), None);
    assert_eq!(user("{}"), None);
    let signed_in = signed_in(br#"{"user":{"id":3}}"#).unwrap();
    assert_eq!((signed_in.user.id.get(), signed_in.logged_in_at), (3, None));
    assert!(super::signed_in(b"{}").is_err());
    assert_eq!(health(br#"{"demo_user":{"email":3}}"#).unwrap().demo_user, None);
}

#[test]
fn bytes_are_read_as_browsers_do() {
    let with_mark = format!("\u{feff}[{PROJECT}]");
    assert_eq!(projects(with_mark.as_bytes()), projects(&with_mark.as_bytes()[3..]));
    assert!(projects(format!("\u{feff}{with_mark}").as_bytes()).is_err());
    assert_eq!(project(b"{\"id\":1,\"name\":\"a\xffb\"}").unwrap().name, "a\u{fffd}b");
    assert_eq!(files(b"[{\"id\":1,\"text\":\"a\xffb\"}]").unwrap().items[0].text, "a\u{fffd}b");
}

#[test]
fn surrogates_are_joined_or_replaced() {
    for (raw, meant) in [
        ("\\ud83d\\ude00", "😀"),
        ("a\\ud83db", "a\u{fffd}b"),
        ("\\ud83d\\u0041", "\u{fffd}A"),
        ("\\ude00", "\u{fffd}"),
    ] {
        let json = format!(r#"[{{"id":1,"name":"{raw}","text":"{raw}"}}]"#);
        assert_eq!(projects(json.as_bytes()).unwrap().items[0].name, meant);
        assert_eq!(files(json.as_bytes()).unwrap().items[0].text, meant);
    }
}

/// Values that stand where others are expected.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(json!("2026-03-01 10:00:00")),
    ];
    leaf.prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(any::<String>(), inner, 0..4)
                .prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn nothing_but_the_id_can_cost_an_element(values in prop::collection::vec(any_value(), 14)) {
        let names = [
            "name", "title", "original_path", "context_file_category", "context_file_type", "text",
            "description", "project_type", "programming_language", "is_shared", "model",
            "created_at", "neptun_user_id", "github_account_id",
        ];
        let mut element: Value = names.into_iter().zip(values).collect();
        element["id"] = 7.into();
        let json = serde_json::to_vec(&json!([element])).unwrap();
        prop_assert_eq!(projects(&json).unwrap().skipped, 0);
        prop_assert_eq!(files(&json).unwrap().skipped, 0);
        for resource_type in ResourceType::ALL {
            prop_assert_eq!(resources(resource_type, &json).unwrap().skipped, 0);
        }
        let body = serde_json::to_vec(&json!({"data": element, "message": element["name"]}));
        prop_assert!(error_body(&body.unwrap()).is_ok());
    }

    #[test]
    fn never_panics(json: Vec<u8>) {
        let _ = (session(&json), signed_in(&json), health(&json), error_body(&json));
        let _ = (project(&json), projects(&json), file(&json), files(&json));
        for resource_type in ResourceType::ALL {
            let _ = (resource(resource_type, &json), resources(resource_type, &json));
        }
    }
}
