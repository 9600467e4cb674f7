//! The four types of resources: the objects of users, and their links to projects.

use sqlx::any::AnyRow;
use sqlx::{AnyExecutor, Row};
use uuid::Uuid;

use neptun_api::{
    ChatConversation, CreateResource, GithubInstallation, ProjectId, Resource, ResourceId,
    ResourceType, TemplateCollection, Timestamp, UserFile, UserId,
};

use super::statements::statements;
use super::text::Text;
use super::{Database, id, text, time};
use crate::github;

/// Reads an object. All fields are present, also those that a live server may leave out.
pub(super) fn resource(resource_type: ResourceType, row: &AnyRow) -> Result<Resource, sqlx::Error> {
    let id_of_row = id(row, "id")?;
    let created_at = Some(time(row, "created_at")?);
    let updated_at = Some(time(row, "updated_at")?);
    let neptun_user_id = Some(id(row, "neptun_user_id")?);
    Ok(match resource_type {
        ResourceType::UserFiles => Resource::UserFile(UserFile {
            id: id_of_row,
            title: text(row, "title")?,
            text: text(row, "text")?,
            language: text(row, "language")?,
            extension: text(row, "extension")?,
            created_at,
            updated_at,
            neptun_user_id,
        }),
        ResourceType::TemplateCollections => Resource::TemplateCollection(TemplateCollection {
            id: id_of_row,
            name: text(row, "name")?,
            description: text(row, "description")?,
            is_shared: row.try_get::<i64, _>("is_shared")? != 0,
            share_uuid: text(row, "share_uuid")?,
            created_at,
            updated_at,
            neptun_user_id,
        }),
        ResourceType::GithubInstallations => Resource::GithubInstallation(GithubInstallation {
            id: id_of_row,
            github_account_type: text(row, "github_account_type")?,
            github_account_avatar_url: text(row, "github_account_avatar_url")?,
            github_account_id: text(row, "github_account_id")?,
            github_account_name: text(row, "github_account_name")?,
            created_at,
            updated_at,
            neptun_user_id,
        }),
        ResourceType::ChatConversations => Resource::ChatConversation(ChatConversation {
            id: id_of_row,
            name: text(row, "name")?,
            model: text(row, "model")?,
            created_at,
            updated_at,
            neptun_user_id,
        }),
    })
}

impl Database {
    /// The objects of a user of one type, newest first.
    pub(crate) async fn list_owned(
        &self,
        user: UserId,
        resource_type: ResourceType,
    ) -> Result<Vec<Resource>, sqlx::Error> {
        sqlx::query(statements(resource_type).owned)
            .bind(user.get())
            .fetch_all(&self.readers)
            .await?
            .iter()
            .map(|row| resource(resource_type, row))
            .collect()
    }

    /// The objects of one type that are linked to a project, newest first.
    pub(crate) async fn list_linked(
        &self,
        project: ProjectId,
        resource_type: ResourceType,
    ) -> Result<Vec<Resource>, sqlx::Error> {
        sqlx::query(statements(resource_type).linked)
            .bind(project.get())
            .fetch_all(&self.readers)
            .await?
            .iter()
            .map(|row| resource(resource_type, row))
            .collect()
    }

    /// One object, if it is linked to the project.
    pub(crate) async fn find_linked(
        &self,
        project: ProjectId,
        resource_type: ResourceType,
        resource_id: ResourceId,
    ) -> Result<Option<Resource>, sqlx::Error> {
        sqlx::query(statements(resource_type).find_linked)
            .bind(project.get())
            .bind(resource_id.get())
            .fetch_optional(&self.readers)
            .await?
            .map(|row| resource(resource_type, &row))
            .transpose()
    }

    /// Links an object of the user to a project of the user. Returns `None` if the user has no such object.
    pub(crate) async fn link(
        &self,
        user: UserId,
        project: ProjectId,
        resource_type: ResourceType,
        resource_id: ResourceId,
    ) -> Result<Option<Resource>, sqlx::Error> {
        let statements = statements(resource_type);
        let Some(row) = sqlx::query(statements.find_owned)
            .bind(user.get())
            .bind(resource_id.get())
            .fetch_optional(&self.readers)
            .await?
        else {
            return Ok(None);
        };
        let mut write = self.write().await?;
        sqlx::query(statements.link)
            .bind(project.get())
            .bind(resource_id.get())
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        resource(resource_type, &row).map(Some)
    }

    /// Creates an object and links it to a project: both or neither.
    pub(crate) async fn create_and_link(
        &self,
        user: UserId,
        project: ProjectId,
        new: &CreateResource,
        now: Timestamp,
    ) -> Result<Resource, sqlx::Error> {
        let resource_type = new.resource_type();
        let mut write = self.write().await?;
        let row = insert(&mut *write, user, new, now).await?;
        let created = resource(resource_type, &row)?;
        sqlx::query(statements(resource_type).link)
            .bind(project.get())
            .bind(created.id().get())
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        Ok(created)
    }

    /// Removes a link and keeps the object. Returns true if there was a link.
    pub(crate) async fn unlink(
        &self,
        project: ProjectId,
        resource_type: ResourceType,
        resource_id: ResourceId,
    ) -> Result<bool, sqlx::Error> {
        let mut write = self.write().await?;
        let deleted = sqlx::query(statements(resource_type).unlink)
            .bind(project.get())
            .bind(resource_id.get())
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        Ok(deleted.rows_affected() > 0)
    }
}

/// Stores an object.
async fn insert<'c>(
    executor: impl AnyExecutor<'c>,
    user: UserId,
    new: &CreateResource,
    now: Timestamp,
) -> Result<AnyRow, sqlx::Error> {
    let (user, now) = (user.get(), now.as_millis());
    let query = match new {
        CreateResource::UserFile(file) => sqlx::query(
            "INSERT INTO user_files (neptun_user_id, created_at, updated_at, title, text, language, extension) \
             VALUES ($1, $2, $2, $3, $4, $5, $6) RETURNING *",
        )
        .bind(user)
        .bind(now)
        .bind(Text(&*file.title))
        .bind(Text(&*file.text))
        .bind(Text(&*file.language))
        .bind(Text(&*file.extension)),
        CreateResource::TemplateCollection(collection) => sqlx::query(
            "INSERT INTO template_collections (neptun_user_id, created_at, updated_at, name, description, \
             is_shared, share_uuid) VALUES ($1, $2, $2, $3, $4, 0, $5) RETURNING *",
        )
        .bind(user)
        .bind(now)
        .bind(Text(&*collection.name))
        .bind(Text(&*collection.description))
        .bind(Uuid::new_v4().to_string()),
        CreateResource::GithubInstallation(installation) => sqlx::query(
            "INSERT INTO github_installations (neptun_user_id, created_at, updated_at, installation_id, \
             repository_selection, github_account_type, github_account_avatar_url, github_account_id, \
             github_account_name) VALUES ($1, $2, $2, $3, $4, $5, $6, $7, $8) RETURNING *",
        )
        .bind(user)
        .bind(now)
        .bind(installation.installation_id.get())
        .bind(Text(&*installation.repository_selection))
        .bind(github::ACCOUNT_TYPE)
        .bind(Text(&*github::avatar_url(&installation.account_name)))
        .bind(github::account_id(&installation.account_name))
        .bind(Text(&*installation.account_name)),
        CreateResource::ChatConversation(chat) => sqlx::query(
            "INSERT INTO chat_conversations (neptun_user_id, created_at, updated_at, name, description, model) \
             VALUES ($1, $2, $2, $3, $4, $5) RETURNING *",
        )
        .bind(user)
        .bind(now)
        .bind(Text(&*chat.name))
        .bind(Text(&*chat.description))
        .bind(Text(&*chat.model())),
    };
    query.fetch_one(executor).await
}
