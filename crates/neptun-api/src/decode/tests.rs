use super::*;

const PROJECT: &str = r#"{"id":7,"name":"n","neptun_user_id":1}"#;

fn error<T: fmt::Debug>(result: Result<T, DecodeError>) -> String {
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
    assert_eq!(projects(list.as_bytes()).unwrap().len(), 2);
}

#[test]
fn live_and_documented_names_are_the_same() {
    let live = r#"{"id":7,"name":"n","neptun_user_id":1,"type":"web-app","main_language":"go","prompt_context":{"a":[1]}}"#;
    let documented = r#"{"id":7,"name":"n","neptun_user_id":1,"project_type":"web-app","programming_language":"go"}"#;
    assert_eq!(project(live.as_bytes()), project(documented.as_bytes()));
    let live = r#"[{"id":1,"title":"t","original_path":"/t","content":"x","category":"c","file_type":"y","neptun_user_id":1}]"#;
    let documented = r#"{"files":[{"id":1,"title":"t","original_path":"/t","text":"x","context_file_category":"c","context_file_type":"y","neptun_user_id":1}]}"#;
    assert_eq!(files(live.as_bytes()), files(documented.as_bytes()));
    assert_eq!(files(live.as_bytes()).unwrap()[0].text, "x");
}

#[test]
fn what_our_server_sends_comes_back_the_same() {
    let project = project(PROJECT.as_bytes()).unwrap();
    let json = serde_json::to_vec(&crate::ProjectEnvelope { project: project.clone() }).unwrap();
    assert_eq!(super::project(&json).unwrap(), project);
}

#[test]
fn an_error_names_its_path() {
    let list = |id: &str| {
        let good = r#"{"id":1,"title":"","original_path":"","text":"{\"]","context_file_type":"","neptun_user_id":1}"#;
        format!(
            r#"{{"files":[{good},{good},{good},{{"title":"",{id}"original_path":"","text":"","context_file_type":"","neptun_user_id":1}}]}}"#
        )
    };
    let of = |id: &str| error(files(list(id).as_bytes()));
    assert_eq!(of(""), "files[3].id: missing field");
    assert_eq!(of(r#""id":0,"#), "files[3].id: an id must be a positive integer");
    assert_eq!(of(r#""id":1.5,"#), "files[3].id: an id must be a positive integer");
    assert_eq!(of(r#""id":"3","#), "files[3].id: expected a number, found a text");
    assert_eq!(of(r#""id":null,"#), "files[3].id: expected a number, found null");
    assert!(of(r#""id":3,"created_at":"x","#).starts_with("files[3].created_at: a timestamp"));
    assert_eq!(error(projects(b"[{}]")), "[0].id: missing field");
    assert_eq!(error(projects(b"[3]")), "[0]: expected an object, found a number");
    assert_eq!(error(projects(b"{}")), "projects: missing field");
    assert_eq!(error(project(b"{}")), "id: missing field");
    assert_eq!(error(project(br#"{"project":{"id":1}}"#)), "project.name: missing field");
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
    ] {
        assert!(files(json.as_bytes()).is_err(), "{json}");
    }
}

#[test]
fn a_resource_that_is_listed_twice_is_kept_once() {
    let chat = r#"{"id":1,"name":"n","model":"m"}"#;
    let json = format!("[{chat},{chat}]");
    let found = resources(ResourceType::ChatConversations, json.as_bytes()).unwrap();
    assert_eq!(found.len(), 1);
}
