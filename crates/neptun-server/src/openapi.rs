//! The OpenAPI document, generated from the handlers.

use axum::Extension;
use axum::http::header::{CONTENT_TYPE, HeaderName};
use bytes::Bytes;
use neptun_api::{ResourceType, paths};
use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};

/// The head of the document. The endpoints are added where they are routed, so that none is missing.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Neptun",
        description = "Projects with their files and linked resources."
    ),
    security(("session" = [])),
    // Parameters refer to it; what bodies refer to is there without being named.
    components(schemas(ResourceType)),
    tags(
        (name = "auth", description = "Accounts and sessions"),
        (name = "projects", description = "Projects"),
        (name = "files", description = "The context files of a project"),
        (name = "resources", description = "Resources that are linked to a project"),
        (name = "owned", description = "Objects that a user owns and can link"),
        (name = "server", description = "The server itself"),
    )
)]
pub(crate) struct Document;

/// Declares the session cookie.
pub(crate) fn add_session_cookie(document: &mut utoipa::openapi::OpenApi, name: &str) {
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(name)));
    document.components.get_or_insert_default().add_security_scheme("session", cookie);
}

/// The serialised document.
#[derive(Clone)]
pub(crate) struct Rendered(pub(crate) Bytes);

/// The OpenAPI document.
#[utoipa::path(
    get, path = paths::OPENAPI, tag = "server", security(()),
    responses((status = 200, description = "This document", content_type = "application/json"))
)]
pub(crate) async fn document(
    Extension(Rendered(json)): Extension<Rendered>,
) -> ([(HeaderName, &'static str); 1], Bytes) {
    ([(CONTENT_TYPE, "application/json")], json)
}
