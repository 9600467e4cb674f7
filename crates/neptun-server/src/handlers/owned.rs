//! The objects that a user owns and can link to projects, newest first.

use axum::Json;
use axum::extract::State;
use axum::response::Response;

use neptun_api::{
    ChatConversation, ChatList, CollectionList, GithubInstallation, Resource, ResourceType,
    TemplateCollection, UserFile, paths,
};

use super::streamed_list;
use crate::database::List;
use crate::error::ApiError;
use crate::paths::{Authorized, UserPath};
use crate::responses::UserRefusals;
use crate::state::AppState;

/// Lists the user's files.
#[utoipa::path(
    get, path = paths::OWNED_USER_FILES, tag = "owned", params(UserPath),
    responses((status = 200, body = Vec<UserFile>, description = "The user's files"), UserRefusals)
)]
pub(crate) async fn user_files(
    State(state): State<AppState>,
    Authorized(path): Authorized<UserPath>,
) -> Result<Response, ApiError> {
    streamed_list::respond(state.database, List::OwnedUserFiles(path.user_id)).await
}

/// Lists the user's GitHub installations.
#[utoipa::path(
    get, path = paths::OWNED_GITHUB_INSTALLATIONS, tag = "owned", params(UserPath),
    responses((status = 200, body = Vec<GithubInstallation>, description = "The user's installations"), UserRefusals)
)]
pub(crate) async fn github_installations(
    State(state): State<AppState>,
    Authorized(path): Authorized<UserPath>,
) -> Result<Json<Vec<Resource>>, ApiError> {
    let owned = state.database.list_owned(path.user_id, ResourceType::GithubInstallations);
    Ok(Json(owned.await?))
}

/// Lists the user's template collections.
#[utoipa::path(
    get, path = paths::OWNED_TEMPLATE_COLLECTIONS, tag = "owned", params(UserPath),
    responses((status = 200, body = CollectionList, description = "The user's collections"), UserRefusals)
)]
pub(crate) async fn template_collections(
    State(state): State<AppState>,
    Authorized(path): Authorized<UserPath>,
) -> Result<Json<CollectionList>, ApiError> {
    let owned = state.database.list_owned(path.user_id, ResourceType::TemplateCollections).await?;
    let collections: Vec<TemplateCollection> = owned
        .into_iter()
        .filter_map(|resource| match resource {
            Resource::TemplateCollection(collection) => Some(collection),
            _ => None,
        })
        .collect();
    Ok(Json(CollectionList { total: collections.len() as u64, collections }))
}

/// Lists the user's chat conversations.
#[utoipa::path(
    get, path = paths::OWNED_CHAT_CONVERSATIONS, tag = "owned", params(UserPath),
    responses((status = 200, body = ChatList, description = "The user's conversations"), UserRefusals)
)]
pub(crate) async fn chat_conversations(
    State(state): State<AppState>,
    Authorized(path): Authorized<UserPath>,
) -> Result<Json<ChatList>, ApiError> {
    let owned = state.database.list_owned(path.user_id, ResourceType::ChatConversations).await?;
    let chats: Vec<ChatConversation> = owned
        .into_iter()
        .filter_map(|resource| match resource {
            Resource::ChatConversation(chat) => Some(chat),
            _ => None,
        })
        .collect();
    Ok(Json(ChatList { chats }))
}
