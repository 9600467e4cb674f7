//! One method per endpoint.

use gloo_net::http::Method;
use leptos::prelude::*;
use neptun_api::{
    Credentials, FileFilter, Health, NewResource, Project, ProjectId, Resource, ResourceId,
    ResourceType, SignUp, User, UserId, decode, paths,
};
use serde::Serialize;

use super::ApiError;
use super::files::FilesStream;
use super::transport::{self, Answer, Incoming, Request};
use crate::session::Session;

/// The API of the server that the app was loaded from, for the user who is signed in.
#[derive(Clone, Copy)]
pub struct Api {
    session: Session,
}

impl Api {
    /// Provides the API to everything below.
    pub fn provide(session: Session) -> Self {
        let api = Self { session };
        provide_context(api);
        api
    }

    /// The API that was provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Who is signed in, if anybody.
    pub async fn who_is_signed_in(self) -> Result<Option<User>, ApiError> {
        let answer = send(Method::GET, paths::SESSION.to_owned(), None).await?;
        // No server documents it, but what stands before one may well answer so.
        if answer.status == 401 {
            return Ok(None);
        }
        Ok(decode::session(json(&answer)?)?.user)
    }

    /// Signs in. A live server answers with success even if the browser then drops the cookie, so that is checked.
    pub async fn sign_in(self, credentials: &Credentials) -> Result<User, ApiError> {
        let answer = send(Method::POST, paths::LOGIN.to_owned(), Some(body(credentials))).await?;
        if answer.status == 401 {
            return Err(ApiError::WrongCredentials);
        }
        // A live server refuses to sign in a browser that is signed in already; then the session tells as whom.
        if answer.status == 403
            && let Some(user) = self.who_is_signed_in().await?
        {
            return Ok(user);
        }
        self.signed_in(answer).await
    }

    /// Creates an account and signs in.
    pub async fn sign_up(self, sign_up: &SignUp) -> Result<User, ApiError> {
        let answer = send(Method::POST, paths::SIGN_UP.to_owned(), Some(body(sign_up))).await?;
        self.signed_in(answer).await
    }

    async fn signed_in(self, answer: Answer) -> Result<User, ApiError> {
        let user = decode::signed_in(json(&answer)?)?.user;
        match session_is_valid().await? {
            true => Ok(user),
            false => Err(ApiError::CookieNotKept),
        }
    }

    /// Ends the session on the server.
    pub async fn sign_out(self) -> Result<(), ApiError> {
        let answer = send(Method::POST, paths::LOGOUT.to_owned(), None).await?;
        // 401: it had ended already, which is what was wanted.
        match answer.is_success() || answer.status == 401 {
            true => Ok(()),
            false => Err(ApiError::refusal(&answer)),
        }
    }

    /// How the server is, and whether it has demo data.
    pub async fn health(self) -> Result<Health, ApiError> {
        let answer = send(Method::GET, paths::HEALTH.to_owned(), None).await?;
        Ok(decode::health(json(&answer)?)?)
    }

    /// All projects of the user.
    pub async fn projects(self) -> Result<Vec<Project>, ApiError> {
        let answer = self.get(paths::projects(self.user()?)).await?;
        Ok(decode::projects(&answer.body)?.items)
    }

    /// One project.
    pub async fn project(self, project: ProjectId) -> Result<Project, ApiError> {
        let answer = self.get(paths::project(self.user()?, project)).await?;
        Ok(decode::project(&answer.body)?)
    }

    /// The files of a project with their texts, as they arrive; nothing if the list is still the one whose `known` tag is given.
    /// The filter is a wish: a live server does not honour a single filter, which shows in a bare array (or a refusal), and
    /// then the whole list is loaded.
    pub async fn files(
        self,
        project: ProjectId,
        filter: &FileFilter,
        known: Option<String>,
    ) -> Result<Option<FilesStream>, ApiError> {
        let path = paths::files(self.user()?, project);
        let query = filter_query(filter);
        if !query.is_empty() {
            match self.open(format!("{path}?{query}"), None).await {
                Ok(incoming) => {
                    let mut stream = FilesStream::new(incoming, false).await?;
                    if !stream.is_bare_list().await? {
                        return Ok(Some(stream));
                    }
                }
                Err(ApiError::Invalid { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        let incoming = self.open(path, known).await?;
        match incoming.head.status {
            304 => Ok(None),
            _ => FilesStream::new(incoming, true).await.map(Some),
        }
    }

    /// The resources of one type that are linked to a project.
    pub async fn resources(
        self,
        project: ProjectId,
        resource_type: ResourceType,
    ) -> Result<Vec<Resource>, ApiError> {
        let answer = self.get(paths::resources(self.user()?, project, resource_type)).await?;
        Ok(decode::resources(resource_type, &answer.body)?.items)
    }

    /// One linked resource.
    pub async fn resource(
        self,
        project: ProjectId,
        resource_type: ResourceType,
        id: ResourceId,
    ) -> Result<Resource, ApiError> {
        let answer = self.get(paths::resource(self.user()?, project, resource_type, id)).await?;
        Ok(decode::resource(resource_type, &answer.body)?)
    }

    /// What the user owns of one type, linked or not.
    pub async fn owned(self, resource_type: ResourceType) -> Result<Vec<Resource>, ApiError> {
        let answer = self.get(paths::owned(self.user()?, resource_type)).await?;
        Ok(decode::resources(resource_type, &answer.body)?.items)
    }

    /// Links or creates a resource.
    pub async fn add_resource(
        self,
        project: ProjectId,
        resource_type: ResourceType,
        new: &NewResource,
    ) -> Result<Resource, ApiError> {
        let path = paths::resources(self.user()?, project, resource_type);
        let answer = self.call(Method::POST, path, Some(body(new))).await?;
        ApiError::expect_json(&answer)?;
        Ok(decode::resource(resource_type, &answer.body)?)
    }

    /// Removes a resource from a project. The object itself stays.
    pub async fn remove_resource(
        self,
        project: ProjectId,
        resource_type: ResourceType,
        id: ResourceId,
    ) -> Result<(), ApiError> {
        let path = paths::resource(self.user()?, project, resource_type, id);
        self.call(Method::DELETE, path, None).await.map(|_| ())
    }

    fn user(self) -> Result<UserId, ApiError> {
        self.session.user_id_untracked().ok_or(ApiError::SessionEnded)
    }

    /// A read with a JSON answer.
    async fn get(self, url: String) -> Result<Answer, ApiError> {
        let answer = self.call(Method::GET, url, None).await?;
        ApiError::expect_json(&answer)?;
        Ok(answer)
    }

    /// A read whose answer is taken as it comes.
    async fn open(self, url: String, known: Option<String>) -> Result<Incoming, ApiError> {
        let request = Request { method: Method::GET, url, body: None, known };
        let mut incoming = transport::open(&request).await?;
        if incoming.head.status == 401 && !session_is_valid().await? {
            self.session.sign_in_again().await?;
            incoming = transport::open(&request).await?;
        }
        match incoming.head.is_success() || incoming.head.status == 304 {
            true => Ok(incoming),
            false => Err(ApiError::refusal(&incoming.whole().await?)),
        }
    }

    /// A request that needs a session. If the session has ended the user signs in again in place, and the request is
    /// repeated: a 401 means that the server did nothing.
    async fn call(
        self,
        method: Method,
        url: String,
        body: Option<String>,
    ) -> Result<Answer, ApiError> {
        let request = Request { method, url, body, known: None };
        let mut answer = transport::send(&request).await?;
        if answer.status == 401 && !session_is_valid().await? {
            self.session.sign_in_again().await?;
            answer = transport::send(&request).await?;
        }
        match answer.is_success() {
            true => Ok(answer),
            false => Err(ApiError::refusal(&answer)),
        }
    }
}

/// Whether the browser's session is valid. Only this request tells: a live server answers 401 to other things too.
async fn session_is_valid() -> Result<bool, ApiError> {
    let answer = send(Method::HEAD, paths::AUTH_CHECK.to_owned(), None).await?;
    match answer.status {
        401 => Ok(false),
        200..300 => Ok(true),
        _ => Err(ApiError::refusal(&answer)),
    }
}

async fn send(method: Method, url: String, body: Option<String>) -> Result<Answer, ApiError> {
    transport::send(&Request { method, url, body, known: None }).await
}

/// The JSON of an answer that must be a success.
fn json(answer: &Answer) -> Result<&[u8], ApiError> {
    if !answer.is_success() {
        return Err(ApiError::refusal(answer));
    }
    ApiError::expect_json(answer)?;
    Ok(&answer.body)
}

fn body(value: &impl Serialize) -> String {
    // Bodies are structs of texts, numbers and lists: serde_json fails only for maps whose keys are no texts.
    serde_json::to_string(value).unwrap_or_default()
}

fn filter_query(filter: &FileFilter) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let pairs = [
        ("context_file_category", &filter.context_file_category),
        ("context_file_type", &filter.context_file_type),
    ];
    for (name, value) in pairs {
        if let Some(value) = value {
            query.append_pair(name, value);
        }
    }
    query.finish()
}
