//! A browser, as far as an API is concerned.

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use http_body_util::BodyExt;
use neptun_api::{Issue, UserId, decode, paths};
use neptun_server::Server;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::PASSWORD;

/// Sends requests through the router and keeps the session cookie.
#[derive(Clone)]
pub struct Client {
    router: Router,
    pub cookie: Option<String>,
    user: Option<UserId>,
}

/// An answer with its whole body.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Client {
    pub fn new(router: Router) -> Self {
        Self { router, cookie: None, user: None }
    }

    /// The same browser at another server, with a copy of its cookie.
    pub fn at(&self, server: &Server) -> Self {
        Self { router: server.router(), ..self.clone() }
    }

    /// Who signed in.
    pub fn user(&self) -> UserId {
        self.user.unwrap()
    }

    pub async fn sign_up(&mut self, email: &str) -> Answer {
        let body = json!({ "email": email, "password": PASSWORD, "confirmPassword": PASSWORD });
        let answer = self.post(paths::SIGN_UP, body).await;
        self.remember(&answer);
        answer
    }

    pub async fn login(&mut self, email: &str, password: &str) -> Answer {
        let body = json!({ "email": email, "password": password });
        let answer = self.post(paths::LOGIN, body).await;
        self.remember(&answer);
        answer
    }

    /// Takes over the cookie and the user of a successful answer, as a browser does.
    pub fn remember(&mut self, answer: &Answer) {
        if answer.status.is_success() {
            let cookie = answer.header(SET_COOKIE.as_str()).split(';').next().unwrap();
            self.cookie = Some(cookie.to_owned());
            self.user = serde_json::from_value(answer.json()["user"]["id"].clone()).ok();
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.request(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.request(Method::POST, path, Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.request(Method::DELETE, path, None).await
    }

    pub async fn request(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if body.is_some() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        self.send(request.body(body).unwrap()).await
    }

    /// Sends any request, with the host and the cookie of a browser unless it has its own.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        self.try_send(request).await.unwrap()
    }

    /// The same; an error if the body breaks off.
    pub async fn try_send(&self, request: Request<Body>) -> Result<Answer, axum::Error> {
        let (parts, body) = self.begin(request).await.into_parts();
        let body = body.collect().await?.to_bytes();
        Ok(Answer { status: parts.status, headers: parts.headers, body })
    }

    /// The same without reading the body.
    pub async fn begin(&self, mut request: Request<Body>) -> Response {
        let headers = request.headers_mut();
        headers.entry(HOST).or_insert_with(|| "localhost:3000".parse().unwrap());
        if let Some(cookie) = &self.cookie {
            headers.entry(COOKIE).or_insert_with(|| cookie.parse().unwrap());
        }
        self.router.clone().oneshot(request).await.unwrap()
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        assert_eq!(self.header(CONTENT_TYPE.as_str()), "application/json", "{self:?}");
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// A header, or an empty text.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Holds the answer against the documented error body and returns its issues.
    #[track_caller]
    pub fn refused(&self, status: u16, message: &str) -> Vec<Issue> {
        assert_eq!(self.status.as_u16(), status, "{self:?}");
        let json = self.json();
        assert_eq!(json["statusCode"], status);
        assert_eq!(json["message"], message);
        decode::error_body(&self.body).unwrap().issues
    }

    /// The same for 400, where there is always something to say: the fields that are wrong.
    #[track_caller]
    pub fn invalid(&self) -> Vec<String> {
        let issues = self.refused(400, "Invalid request parameters");
        assert!(!issues.is_empty(), "{self:?}");
        assert!(issues.iter().all(|issue| !issue.message.is_empty()));
        issues.into_iter().map(|issue| issue.path).collect()
    }

    #[track_caller]
    pub fn created(&self) -> Value {
        assert_eq!(self.status, StatusCode::CREATED, "{self:?}");
        self.json()
    }

    #[track_caller]
    pub fn ok(&self) -> Value {
        assert_eq!(self.status, StatusCode::OK, "{self:?}");
        self.json()
    }
}
