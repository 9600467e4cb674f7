//! The OpenAPI document, generated from the handlers.

use axum::Extension;
use axum::http::header::{CONTENT_TYPE, HeaderName};
use bytes::Bytes;
use neptun_api::{ResourceType, paths};
use serde_json::json;
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

/// The schemas of bodies in which every field is optional, and one is required.
const PATCHES: [&str; 2] = ["FilePatch", "ProjectPatch"];

/// Completes the document by what the derived schemas cannot say, and serialises it.
pub(crate) fn render(
    mut document: utoipa::openapi::OpenApi,
    cookie_name: &str,
) -> Result<Rendered, serde_json::Error> {
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(cookie_name)));
    document.components.get_or_insert_default().add_security_scheme("session", cookie);
    let mut document = serde_json::to_value(document)?;
    for name in PATCHES {
        let schema = &mut document["components"]["schemas"][name];
        let fields = schema["properties"].as_object().into_iter().flat_map(|fields| fields.keys());
        // A field that is null counts as absent.
        let has_field = |field: &String| json!({ "required": [field], "properties": { field: { "not": { "type": "null" } } } });
        schema["anyOf"] = fields.map(has_field).collect();
    }
    Ok(Rendered(serde_json::to_vec(&document)?.into()))
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
