//! A user who has one of everything, and every endpoint below a user with the ids of what they have.

use axum::http::Method;
use neptun_api::{FileId, ProjectId, ResourceId, ResourceType, UserId, paths};
use serde_json::{Value, json};

use super::{Api, Client};

/// A user with a project, a file and a linked resource of every kind.
pub struct World {
    pub client: Client,
    pub project: ProjectId,
    pub file: FileId,
    pub resources: Vec<(ResourceType, ResourceId)>,
}

/// A request that the documentation describes.
#[derive(Debug, Clone)]
pub struct Endpoint {
    pub method: Method,
    /// As in the documentation, with names in braces.
    pub template: &'static str,
    pub path: String,
    pub body: Option<Value>,
}

impl World {
    pub async fn new(api: &Api, email: &str) -> Self {
        let client = api.sign_up(email).await;
        let user = client.user();
        let project = client.post(&paths::projects(user), new_project("first")).await.created();
        let project = id(&project["project"]["id"], ProjectId::try_from);
        let file = client.post(&paths::files(user, project), new_file("/a.rs")).await.created();
        let file = id(&file["file"]["id"], FileId::try_from);
        let mut resources = Vec::new();
        for kind in ResourceType::ALL {
            let path = paths::resources(user, project, kind);
            let resource = client.post(&path, new_resource(kind)).await.created();
            resources.push((kind, id(&resource["id"], ResourceId::try_from)));
        }
        Self { client, project, file, resources }
    }

    pub fn user(&self) -> UserId {
        self.client.user()
    }

    pub fn resource(&self, kind: ResourceType) -> ResourceId {
        self.resources.iter().find(|(other, _)| *other == kind).unwrap().1
    }

    /// Every endpoint below a user, with this world's ids.
    pub fn endpoints(&self) -> Vec<Endpoint> {
        self.endpoints_as(self.user())
    }

    /// The same with another user's id in the path.
    pub fn endpoints_as(&self, user: UserId) -> Vec<Endpoint> {
        let Self { project, file, .. } = *self;
        let projects = paths::projects(user);
        let one = paths::project(user, project);
        let files = paths::files(user, project);
        let file = paths::file(user, project, file);
        let mut endpoints = vec![
            endpoint(Method::GET, paths::PROJECTS, &projects, None),
            endpoint(Method::POST, paths::PROJECTS, &projects, Some(new_project("n"))),
            endpoint(Method::GET, paths::PROJECT, &one, None),
            endpoint(Method::PATCH, paths::PROJECT, &one, Some(json!({ "name": "other" }))),
            endpoint(Method::GET, paths::FILES, &files, None),
            endpoint(Method::POST, paths::FILES, &files, Some(new_file("/b.rs"))),
            endpoint(Method::PUT, paths::FILE, &file, Some(json!({ "text": "other" }))),
            endpoint(Method::DELETE, paths::FILE, &file, None),
        ];
        for (kind, id) in &self.resources {
            let list = paths::resources(user, project, *kind);
            let detail = paths::resource(user, project, *kind, *id);
            let link = json!({ kind.link_key(): id });
            endpoints.extend([
                endpoint(Method::GET, paths::RESOURCES, &list, None),
                endpoint(Method::POST, paths::RESOURCES, &list, Some(new_resource(*kind))),
                endpoint(Method::POST, paths::RESOURCES, &list, Some(link)),
                endpoint(Method::GET, paths::RESOURCE, &detail, None),
                endpoint(Method::DELETE, paths::RESOURCE, &detail, None),
                endpoint(Method::GET, owned(*kind), &paths::owned(user, *kind), None),
            ]);
        }
        // Last: whoever calls them in order still has a project until here.
        endpoints.push(endpoint(Method::DELETE, paths::PROJECT, &one, None));
        endpoints
    }

    /// All that this user can see, as one value, to find out whether anything has changed.
    pub async fn snapshot(&self) -> Vec<Value> {
        let mut all = Vec::new();
        for endpoint in self.endpoints().iter().filter(|endpoint| endpoint.method == Method::GET) {
            all.push(self.client.get(&endpoint.path).await.ok());
        }
        all
    }
}

impl Endpoint {
    pub fn is_below_project(&self) -> bool {
        self.template.contains("{project_id}")
    }

    pub async fn call(&self, client: &Client) -> super::Answer {
        client.request(self.method.clone(), &self.path, self.body.clone()).await
    }
}

pub fn new_project(name: &str) -> Value {
    json!({ "name": name, "description": "d", "project_type": "web-app", "programming_language": "rust" })
}

pub fn new_file(path: &str) -> Value {
    json!({
        "title": "t", "original_path": path, "context_file_category": "source",
        "context_file_type": "module", "text": "fn main() {}\n", "language": "rust", "extension": "rs",
    })
}

/// The body that creates a resource.
pub fn new_resource(kind: ResourceType) -> Value {
    match kind {
        ResourceType::UserFiles => {
            json!({ "title": "a.ts", "text": "a < b", "language": "typescript", "extension": "ts" })
        }
        ResourceType::TemplateCollections => json!({ "name": "Vec<String>", "description": "d" }),
        ResourceType::GithubInstallations => {
            json!({ "installation_id": 77, "account_name": "octo-cat", "repository_selection": "all" })
        }
        ResourceType::ChatConversations => {
            json!({ "name": "chat", "description": "d", "model_publisher": "google", "model_name": "gemma-2-7b-it" })
        }
    }
}

fn endpoint(method: Method, template: &'static str, path: &str, body: Option<Value>) -> Endpoint {
    Endpoint { method, template, path: path.to_owned(), body }
}

fn owned(kind: ResourceType) -> &'static str {
    match kind {
        ResourceType::UserFiles => paths::OWNED_USER_FILES,
        ResourceType::TemplateCollections => paths::OWNED_TEMPLATE_COLLECTIONS,
        ResourceType::GithubInstallations => paths::OWNED_GITHUB_INSTALLATIONS,
        ResourceType::ChatConversations => paths::OWNED_CHAT_CONVERSATIONS,
    }
}

fn id<T, E: std::fmt::Debug>(value: &Value, from: impl Fn(i64) -> Result<T, E>) -> T {
    from(value.as_i64().unwrap()).unwrap()
}
