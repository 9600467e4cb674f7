//! One method per endpoint.

use ::engine::messages::EngineRequest;
use leptos::prelude::*;
use neptun_api::{
    AccountSession, CreateResource, Credentials, DecodeError, FileId, FilePatch, Health, ImportId,
    LiveFilePatch, LiveNewFile, LiveProject, LiveResource, NewFile, NewImport, NewPassword,
    NewProject, NewResource, Project, ProjectFile, ProjectId, Resource, ResourceId, ResourceType,
    ServerKind, SessionCookie, SignUp, Timestamp, User, UserId, decode, paths,
};
use serde::Serialize;
use transport::{
    ApiError, FieldError, Method, Request, Response, send_request, session_is_valid, signed_in_user,
};

use crate::api::session::{Session, SignInOutcome};
use crate::api::{KeptAnswers, SlowRequests};
use crate::engine::Engine;
use crate::time::now;

/// The place where new files of a project go.
#[derive(Debug, Clone, Copy)]
pub enum FileTarget {
    /// The project.
    Project,
    /// An import of the project: on a live server, every file belongs to one.
    Import(ImportId),
}

/// The API of the server that the app was loaded from, for the user who is signed in.
#[derive(Clone, Copy)]
pub struct Api {
    session: Session,
    engine: Engine,
    slow: SlowRequests,
    kept: KeptAnswers,
    /// The kind of server, as the last project has told.
    server: RwSignal<ServerKind>,
    /// The writes whose outcome nobody knows.
    unknown_outcomes: RwSignal<u32>,
}

impl Api {
    /// Provides the API to everything below.
    pub fn provide(session: Session, engine: Engine, kept: KeptAnswers) -> Self {
        let slow = SlowRequests::provide();
        let api = Self {
            session,
            engine,
            slow,
            kept,
            server: RwSignal::new(ServerKind::Documented),
            unknown_outcomes: RwSignal::new(0),
        };
        provide_context(api);
        api
    }

    /// The API that was provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The number of writes whose outcome nobody knows, because their answers are missing: what was read before one of them may be out
    /// of date.
    pub fn unknown_outcomes(self) -> u32 {
        self.unknown_outcomes.get()
    }

    /// The user who is signed in.
    pub async fn signed_in_user(self) -> Result<Option<User>, ApiError> {
        self.slow.watch(signed_in_user()).await
    }

    /// Signs in. A live server answers with success even if the browser then drops the cookie, so that is checked.
    pub async fn sign_in(self, credentials: &Credentials) -> Result<SignInOutcome, ApiError> {
        if let Some(user) = self.user_of_other_tab().await? {
            return Ok(SignInOutcome::AlreadySignedIn(user));
        }
        let response =
            self.send(Method::POST, paths::LOGIN.to_owned(), Some(body(credentials))).await?;
        if response.status == 401 {
            return Err(ApiError::wrong_credentials(&response));
        }
        // A live server refuses to sign in a browser that is signed in already; then the session tells as whom.
        if response.status == 403
            && let Some(user) = self.signed_in_user().await?
        {
            return Ok(SignInOutcome::AlreadySignedIn(user));
        }
        self.signed_in(response).await
    }

    /// Creates an account and signs in.
    pub async fn sign_up(self, sign_up: &SignUp) -> Result<SignInOutcome, ApiError> {
        if let Some(user) = self.user_of_other_tab().await? {
            return Ok(SignInOutcome::AlreadySignedIn(user));
        }
        let response =
            self.send(Method::POST, paths::SIGN_UP.to_owned(), Some(body(sign_up))).await?;
        self.signed_in(response).await
    }

    /// Goes on with a session of the live server that ours is a proxy of.
    pub async fn use_session(self, cookie: &SessionCookie) -> Result<SignInOutcome, ApiError> {
        let path = paths::SESSION_COOKIE.to_owned();
        let response = self.send(Method::PUT, path, Some(body(cookie))).await?;
        if !response.is_success() {
            return Err(ApiError::from_response(&response));
        }
        match self.signed_in_user().await? {
            Some(user) => Ok(SignInOutcome::SignedIn(user)),
            None => {
                let message = "This session has ended, or was never one".to_owned();
                let issue = FieldError { field: "cookie".to_owned(), message };
                Err(ApiError::Invalid { reason: None, issues: vec![issue] })
            }
        }
    }

    async fn signed_in(self, response: Response) -> Result<SignInOutcome, ApiError> {
        let user = decode::signed_in(response.json()?)?.user;
        if session_is_valid().await? {
            Ok(SignInOutcome::SignedIn(user))
        } else {
            Err(ApiError::CookieNotKept)
        }
    }

    /// The user who has signed in in another tab. One whom this tab has told of makes room: the credentials are sent nevertheless.
    async fn user_of_other_tab(self) -> Result<Option<User>, ApiError> {
        let found = signed_in_user().await?;
        let known = untrack(|| self.session.elsewhere());
        if found.is_none() || found != known {
            return Ok(found);
        }
        self.sign_out().await?;
        self.session.signed_out();
        Ok(None)
    }

    /// The sessions of the account; nothing if the server keeps its accounts elsewhere, as a live one does.
    pub async fn account_sessions(self) -> Result<Option<Vec<AccountSession>>, ApiError> {
        match self.call(Method::GET, paths::ACCOUNT_SESSIONS.to_owned(), None).await {
            Ok(response) => Ok(Some(decode::account_sessions(response.json()?)?)),
            Err(ApiError::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Ends a session of the account.
    pub async fn end_session(self, id: &str) -> Result<(), ApiError> {
        self.delete(format!("{}/{id}", paths::ACCOUNT_SESSIONS)).await
    }

    /// Changes the password. The server then ends all other sessions.
    pub async fn change_password(self, new: &NewPassword) -> Result<(), ApiError> {
        self.call(Method::PUT, paths::PASSWORD.to_owned(), Some(body(new))).await.map(|_| ())
    }

    /// Ends the session on the server.
    pub async fn sign_out(self) -> Result<(), ApiError> {
        let response = self.send(Method::POST, paths::LOGOUT.to_owned(), None).await?;
        // 401: it had ended already, which is what was wanted.
        if response.is_success() || response.status == 401 {
            Ok(())
        } else {
            Err(ApiError::from_response(&response))
        }
    }

    /// The state of the server, and its demo user if it has demo data.
    pub async fn health(self) -> Result<Health, ApiError> {
        let response = self.send(Method::GET, paths::HEALTH.to_owned(), None).await?;
        Ok(decode::health(response.json()?)?)
    }

    /// All projects of the user. The engine asks for them.
    pub async fn projects(self) -> Result<Vec<Project>, ApiError> {
        let user = self.user()?;
        let ask = || self.slow.watch(self.engine.projects(user));
        let url = paths::projects(user);
        let body = self.or_kept(url.clone(), async {
            match ask().await {
                Err(ApiError::SessionEnded) => {
                    self.session.sign_in_again().await?;
                    ask().await
                }
                // The list is whole without the engine too, only slower where a server sends much with it.
                Err(ApiError::Worker(_)) => self.read(url).await,
                result => result,
            }
        });
        let body = body.await.map_err(ApiError::of_what_exists)?;
        Ok(decode::projects(&body)?.items)
    }

    /// One project.
    pub async fn project(self, project: ProjectId) -> Result<Project, ApiError> {
        let body = self.get(paths::project(self.user()?, project)).await?;
        let (project, server) = decode::project_and_server(&body)?;
        self.server.set(server);
        Ok(project)
    }

    /// Creates a project.
    pub async fn create_project(self, new: &NewProject) -> Result<Project, ApiError> {
        let path = paths::projects(self.user()?);
        match self.write(Method::POST, path.clone(), body(new), decode::project).await {
            // A live server has other names for two fields. It did nothing yet.
            Err(error) if error.issue("type").is_some() => {
                let new = body(&LiveProject::from(new));
                self.write(Method::POST, path, new, decode::project).await
            }
            result => result,
        }
    }

    /// Changes a project that has been read before.
    pub async fn update_project(
        self,
        project: ProjectId,
        new: &NewProject,
    ) -> Result<Project, ApiError> {
        let body = match self.server.get_untracked() {
            ServerKind::Documented => body(new),
            ServerKind::Live => body(&LiveProject::from(new)),
        };
        let path = paths::project(self.user()?, project);
        self.write(Method::PATCH, path, body, decode::project).await
    }

    /// Deletes a project and its files.
    pub async fn delete_project(self, project: ProjectId) -> Result<(), ApiError> {
        self.delete(paths::project(self.user()?, project)).await
    }

    /// Finds out where new files of a project go.
    pub async fn file_target(self, project: ProjectId) -> Result<FileTarget, ApiError> {
        if self.server.get_untracked() == ServerKind::Documented {
            return Ok(FileTarget::Project);
        }
        let user = self.user()?;
        let path = paths::imports(user, project);
        let known = decode::imports(&self.read(path.clone()).await?)?;
        let import = match known.last() {
            Some(import) => *import,
            None => {
                let new = body(&NewImport::for_user(user));
                self.write(Method::POST, path, new, decode::import).await?
            }
        };
        Ok(FileTarget::Import(import.id))
    }

    /// Creates a file.
    pub async fn create_file(
        self,
        project: ProjectId,
        target: FileTarget,
        new: &NewFile,
    ) -> Result<ProjectFile, ApiError> {
        let user = self.user()?;
        let body = match target {
            FileTarget::Project => body(new),
            FileTarget::Import(import) => body(&LiveNewFile::new(new, import, user)),
        };
        self.write(Method::POST, paths::files(user, project), body, decode::file).await
    }

    /// Changes a file, if it has not been changed since `last_change`. A live server does not check that.
    pub async fn update_file(
        self,
        project: ProjectId,
        file: FileId,
        patch: &FilePatch,
        last_change: Option<Timestamp>,
    ) -> Result<ProjectFile, ApiError> {
        let body = match self.server.get_untracked() {
            ServerKind::Documented => body(patch),
            ServerKind::Live => body(&LiveFilePatch::from(patch)),
        };
        let request = Request {
            body: Some(body),
            if_match: last_change.map(ProjectFile::etag),
            ..Request::new(Method::PUT, paths::file(self.user()?, project, file))
        };
        self.write_with(request, decode::file).await.map_err(|mut error| {
            if let ApiError::Invalid { issues, .. } = &mut error {
                for issue in issues {
                    issue.field = LiveFilePatch::documented_name(&issue.field).to_owned();
                }
            }
            error
        })
    }

    /// Deletes a file. One that is not there any more counts as deleted.
    pub async fn delete_file(self, project: ProjectId, file: FileId) -> Result<(), ApiError> {
        let (path, since) = (paths::file(self.user()?, project, file), now());
        match self.call(Method::DELETE, path.clone(), None).await {
            Ok(_) | Err(ApiError::NotFound) => Ok(()),
            Err(error) => {
                // A server that cannot be reached is asked again until its answer is known (`Deletions`).
                if !matches!(error, ApiError::Unreachable(_)) {
                    self.note_outcome(path, since, &error);
                }
                Err(error)
            }
        }
    }

    /// The resources of one type that are linked to a project.
    pub async fn resources(
        self,
        project: ProjectId,
        resource_type: ResourceType,
    ) -> Result<Vec<Resource>, ApiError> {
        let body = self.get(paths::resources(self.user()?, project, resource_type)).await?;
        Ok(decode::resources(resource_type, &body)?.items)
    }

    /// One linked resource.
    pub async fn resource(
        self,
        project: ProjectId,
        resource_type: ResourceType,
        id: ResourceId,
    ) -> Result<Resource, ApiError> {
        let body = self.get(paths::resource(self.user()?, project, resource_type, id)).await?;
        Ok(decode::resource(resource_type, &body)?)
    }

    /// The user's resources of one type, linked or not.
    pub async fn owned(self, resource_type: ResourceType) -> Result<Vec<Resource>, ApiError> {
        let body = self.read(paths::owned(self.user()?, resource_type)).await;
        Ok(decode::resources(resource_type, &body.map_err(ApiError::of_what_exists)?)?.items)
    }

    /// Says if the server only links what exists: a live one. New objects of some types are created by a call of their own there:
    /// see [`Api::create_owned`].
    pub fn only_links(self) -> bool {
        self.server.get() == ServerKind::Live
    }

    /// Says if the server writes over a file that has been changed meanwhile: a live one.
    pub fn overwrites(self) -> bool {
        self.server.get_untracked() == ServerKind::Live
    }

    /// Says if new objects of a type can be created.
    pub fn can_create(self, resource_type: ResourceType) -> bool {
        !self.only_links() || LiveResource::exists_for(resource_type)
    }

    /// Creates an object at a live server, and links it to no project.
    pub async fn create_owned(self, new: &CreateResource) -> Result<Resource, ApiError> {
        let (user, resource_type) = (self.user()?, new.resource_type());
        let Some(new) = LiveResource::new(new, user) else {
            let reason = Some("This server cannot create it".to_owned());
            return Err(ApiError::Invalid { reason, issues: Vec::new() });
        };
        let path = paths::owned(user, resource_type);
        let read = |body: &[u8]| decode::resource(resource_type, body);
        self.write(Method::POST, path, body(&new), read).await
    }

    /// Links or creates a resource.
    pub async fn add_resource(
        self,
        project: ProjectId,
        resource_type: ResourceType,
        new: &NewResource,
    ) -> Result<Resource, ApiError> {
        let path = paths::resources(self.user()?, project, resource_type);
        let read = |body: &[u8]| decode::resource(resource_type, body);
        self.write(Method::POST, path, body(new), read).await
    }

    /// Removes a resource from a project. The object itself stays.
    pub async fn remove_resource(
        self,
        project: ProjectId,
        resource_type: ResourceType,
        id: ResourceId,
    ) -> Result<(), ApiError> {
        self.delete(paths::resource(self.user()?, project, resource_type, id)).await
    }

    fn user(self) -> Result<UserId, ApiError> {
        self.session.user_id_untracked().ok_or(ApiError::SessionEnded)
    }

    /// Reads JSON; what was read the last time, if the server cannot be reached.
    async fn get(self, url: String) -> Result<Vec<u8>, ApiError> {
        self.or_kept(url.clone(), self.read(url)).await
    }

    async fn or_kept(
        self,
        url: String,
        read: impl Future<Output = Result<Vec<u8>, ApiError>>,
    ) -> Result<Vec<u8>, ApiError> {
        let asked = self.kept.ask();
        match read.await {
            Ok(body) => {
                self.kept.keep(asked, url, &body);
                Ok(body)
            }
            Err(error @ ApiError::Unreachable(_)) => self.kept.find(&url).await.ok_or(error),
            Err(error) => Err(error),
        }
    }

    /// Reads JSON.
    async fn read(self, url: String) -> Result<Vec<u8>, ApiError> {
        Ok(self.call(Method::GET, url, None).await?.json()?.to_vec())
    }

    /// Writes JSON, and reads what the server has made of it.
    async fn write<T>(
        self,
        method: Method,
        url: String,
        body: String,
        read: impl FnOnce(&[u8]) -> Result<T, DecodeError>,
    ) -> Result<T, ApiError> {
        self.write_with(Request { body: Some(body), ..Request::new(method, url) }, read).await
    }

    async fn write_with<T>(
        self,
        request: Request,
        read: impl FnOnce(&[u8]) -> Result<T, DecodeError>,
    ) -> Result<T, ApiError> {
        let (url, since) = (request.url.clone(), now());
        let response = self.call_with(request).await;
        let result = response.and_then(|response| Ok(read(response.json()?)?));
        result.inspect_err(|error| self.note_outcome(url, since, error))
    }

    async fn delete(self, url: String) -> Result<(), ApiError> {
        let since = now();
        let result = self.call(Method::DELETE, url.clone(), None).await.map(|_| ());
        result.inspect_err(|error| self.note_outcome(url, since, error))
    }

    /// What nobody knows the outcome of may have changed whatever was read before.
    fn note_outcome(self, url: String, since: Timestamp, error: &ApiError) {
        if error.is_outcome_unknown() {
            let since = since.as_millis();
            self.engine.send_to_all_tabs(EngineRequest::DoubtFiles { url, since });
            self.unknown_outcomes.update(|count| *count = count.wrapping_add(1));
        }
    }

    async fn call(
        self,
        method: Method,
        url: String,
        body: Option<String>,
    ) -> Result<Response, ApiError> {
        self.call_with(Request { body, ..Request::new(method, url) }).await
    }

    /// A request that needs a session. If the session has ended the user signs in again in place, and the request is
    /// repeated: a 401 means that the server did nothing.
    async fn call_with(self, request: Request) -> Result<Response, ApiError> {
        if request.method != Method::GET {
            self.kept.forget_about(request.url.clone());
        }
        let mut response = self.slow.watch(send_request(&request)).await?;
        if response.status == 401 && !session_is_valid().await? {
            self.session.sign_in_again().await?;
            response = self.slow.watch(send_request(&request)).await?;
        }
        // Another user may have signed in in another tab. Then this is the page of the wrong one.
        if matches!(response.status, 401 | 403 | 404)
            && let Ok(Some(user)) = signed_in_user().await
            && self.session.user_id_untracked() != Some(user.id)
        {
            self.session.follow(user);
            return Err(ApiError::SessionEnded);
        }
        if response.is_success() { Ok(response) } else { Err(ApiError::from_response(&response)) }
    }

    /// A request that needs no session.
    async fn send(
        self,
        method: Method,
        url: String,
        body: Option<String>,
    ) -> Result<Response, ApiError> {
        let request = Request { body, ..Request::new(method, url) };
        self.slow.watch(send_request(&request)).await
    }
}

fn body(value: &impl Serialize) -> String {
    // Bodies are structs of texts, numbers and lists: serde_json fails only for maps whose keys are no texts.
    serde_json::to_string(value).unwrap_or_default()
}
