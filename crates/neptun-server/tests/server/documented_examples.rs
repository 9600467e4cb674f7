//! The examples of the documentation, with a real address, cookie and ids in the places of theirs.

use std::process::{Command, Stdio};

use neptun_api::ResourceType;
use serde_json::{Value, json};

use crate::support::{Api, Running, World};

const LIST_FILES_CURL: &str = r#"
curl -X GET "https://neptun-webui.vercel.app/api/users/1/projects/1/resources/files?context_file_category=source" \
-H "Accept: application/json" \
-H "Cookie: neptun-session=your-session-cookie"
"#;

const CREATE_RESOURCE_CURL: &str = r#"
curl -X POST "https://neptun-webui.vercel.app/api/users/1/projects/789/resources/user-files" \
-H "Accept: application/json" \
-H "Content-Type: application/json" \
-H "Cookie: neptun-session=your-session-cookie" \
-d '{
"user_file_id": 123
}'
"#;

/// Without its types, which node does not know.
const LIST_FILES_TYPESCRIPT: &str = r#"
async function getProjectFiles(userId, projectId, params, sessionCookie) {
  const queryParams = new URLSearchParams()
  if (params.context_file_category) {
    queryParams.append('context_file_category', params.context_file_category)
  }
  if (params.context_file_type) {
    queryParams.append('context_file_type', params.context_file_type)
  }

  const response = await fetch(
    `https://neptun-webui.vercel.app/api/users/${userId}/projects/${projectId}/resources/files?${queryParams}`,
    {
      headers: {
        Accept: 'application/json',
        Cookie: `neptun-session=${sessionCookie}`,
      },
    }
  )

  if (!response.ok) {
    throw new Error(`HTTP error! status: ${response.status}`)
  }

  return await response.json()
}
getProjectFiles(1, 789, { context_file_category: 'source' }, 'your-session-cookie')
  .then(files => console.log(JSON.stringify(files)))
"#;

/// Without its types, which node does not know.
const CREATE_RESOURCE_TYPESCRIPT: &str = r#"
async function createProjectResource(userId, projectId, resourceType, resourceData, sessionCookie) {
  const response = await fetch(
    `https://neptun-webui.vercel.app/api/users/${userId}/projects/${projectId}/resources/${resourceType}`,
    {
      method: 'POST',
      headers: {
        'Accept': 'application/json',
        'Content-Type': 'application/json',
        'Cookie': `neptun-session=${sessionCookie}`,
      },
      body: JSON.stringify(resourceData),
    }
  )

  if (!response.ok) {
    throw new Error(`HTTP error! status: ${response.status}`)
  }

  return response.json()
}
createProjectResource(1, 789, 'user-files', { user_file_id: 123 }, 'your-session-cookie')
  .then(resource => console.log(JSON.stringify(resource)))
"#;

/// Runs an example in a program that reads it from its standard input, and returns what it prints. `None` without the program.
fn run(program: &str, example: &str) -> Option<Value> {
    use std::io::Write;
    let mut command = Command::new(program);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let Ok(mut child) = command.spawn() else {
        eprintln!("skipped: there is no {program}");
        return None;
    };
    child.stdin.take().unwrap().write_all(example.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{example}");
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

fn has(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).status().is_ok()
}

#[cfg(unix)]
#[tokio::test]
async fn the_documented_examples_work() {
    let api = Api::new().await;
    let ada = World::new(&api, "ada@example.test").await;
    let running = Running::start(api.server.clone()).await;
    let cookie = ada.client.cookie.clone().unwrap();
    let file = ada.resource(ResourceType::UserFiles);
    let real = |example: &str| {
        example
            .replace("https://neptun-webui.vercel.app", &format!("http://{}", running.address))
            .replace("/users/1/projects/1/", "/users/1/projects/789/")
            .replace(
                "/users/1/projects/789/",
                &format!("/users/{}/projects/{}/", ada.user(), ada.project),
            )
            .replace("(1, 789,", &format!("({}, {},", ada.user(), ada.project))
            .replace("neptun-session=your-session-cookie", &cookie)
            .replace("your-session-cookie", cookie.split_once('=').unwrap().1)
            .replace("123", &file.to_string())
            .replace("curl ", "curl --silent --show-error --fail ")
    };
    let shell = if has("curl") { "sh" } else { "curl" };
    for (program, list, create) in [
        (shell, LIST_FILES_CURL, CREATE_RESOURCE_CURL),
        ("node", LIST_FILES_TYPESCRIPT, CREATE_RESOURCE_TYPESCRIPT),
    ] {
        let (list, create) = (real(list), real(create));
        let run = async |example: String| {
            tokio::task::spawn_blocking(move || run(program, &example)).await.unwrap()
        };
        if let (Some(list), Some(created)) = (run(list).await, run(create).await) {
            assert_eq!(list["files"][0]["original_path"], "/a.rs", "{program}");
            assert_eq!(created["id"], json!(file), "{program}");
        }
    }
}
