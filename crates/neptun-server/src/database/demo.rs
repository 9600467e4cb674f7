//! Inserts demo data, which has its own timestamps.

use sqlx::query::Query;
use sqlx::{Any, AnyConnection, any::AnyArguments};

use neptun_api::{ProjectId, ResourceId, ResourceType, Timestamp, UserId};

use super::statements::statements;
use super::text::Text;
use super::users::{has_no_users, insert_user};
use super::write::Lock;
use super::{Database, id};
use crate::demo::{DemoFile, DemoProject, DemoUser};

impl Database {
    /// Stores all users with their objects in one transaction, unless there are users. Returns true if it has stored them.
    pub(crate) async fn fill_with_demo(
        &self,
        users: impl Iterator<Item = (&DemoUser, &String)>,
    ) -> Result<bool, sqlx::Error> {
        let mut write = self.write_with(Lock::DemoData).await?;
        if !has_no_users(&mut *write).await? {
            write.roll_back().await?;
            return Ok(false);
        }
        for (user, password_hash) in users {
            // The account is as old as its oldest project.
            let times = user.projects.iter().map(|project| project.created_at);
            let since = Timestamp::from_millis(times.min().unwrap_or(0));
            let owner = insert_user(&mut *write, user.email, password_hash, true, since).await?;
            let owned = insert_owned(&mut write, owner, user).await?;
            for project in &user.projects {
                insert_project(&mut write, owner, project, &owned).await?;
            }
        }
        write.commit().await?;
        Ok(true)
    }

    /// Stores a project, unless the user has one with this name.
    pub(crate) async fn add_demo_project(
        &self,
        owner: UserId,
        project: &DemoProject,
    ) -> Result<(), sqlx::Error> {
        let mut write = self.write_with(Lock::DemoData).await?;
        let found = sqlx::query("SELECT id FROM projects WHERE neptun_user_id = $1 AND name = $2")
            .bind(owner.get())
            .bind(Text(project.name.as_ref()))
            .fetch_optional(&mut *write)
            .await?;
        if found.is_some() {
            return write.roll_back().await;
        }
        let nothing_linked = Owned::default();
        insert_project(&mut write, owner, project, &nothing_linked).await?;
        write.commit().await
    }
}

/// The IDs of a user's objects in the order of the demo data, by which projects refer to them.
#[derive(Default)]
struct Owned {
    user_files: Vec<ResourceId>,
    collections: Vec<ResourceId>,
    installations: Vec<ResourceId>,
    chats: Vec<ResourceId>,
}

async fn insert_owned(
    connection: &mut AnyConnection,
    owner: UserId,
    user: &DemoUser,
) -> Result<Owned, sqlx::Error> {
    let mut owned = Owned::default();
    for file in &user.user_files {
        let query = sqlx::query(
            "INSERT INTO user_files (neptun_user_id, created_at, updated_at, title, text, language, extension) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        )
        .bind(owner.get())
        .bind(file.created_at)
        .bind(file.updated_at)
        .bind(Text(file.title))
        .bind(Text(file.text.as_ref()))
        .bind(Text(file.language))
        .bind(Text(file.extension));
        owned.user_files.push(insert(connection, query).await?);
    }
    for collection in &user.collections {
        let query = sqlx::query(
            "INSERT INTO template_collections (neptun_user_id, created_at, updated_at, name, description, \
             is_shared, share_uuid) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        )
        .bind(owner.get())
        .bind(collection.created_at)
        .bind(collection.updated_at)
        .bind(Text(collection.name))
        .bind(Text(collection.description))
        .bind(i64::from(collection.is_shared))
        .bind(collection.share_uuid);
        owned.collections.push(insert(connection, query).await?);
    }
    for installation in &user.installations {
        let query = sqlx::query(
            "INSERT INTO github_installations (neptun_user_id, created_at, updated_at, installation_id, \
             repository_selection, github_account_type, github_account_avatar_url, github_account_id, \
             github_account_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
        )
        .bind(owner.get())
        .bind(installation.created_at)
        .bind(installation.updated_at)
        .bind(installation.installation_id)
        .bind(Text(installation.repository_selection))
        .bind(Text(installation.github_account_type))
        .bind(Text(installation.github_account_avatar_url))
        .bind(Text(installation.github_account_id))
        .bind(Text(installation.github_account_name));
        owned.installations.push(insert(connection, query).await?);
    }
    for chat in &user.chats {
        let query = sqlx::query(
            "INSERT INTO chat_conversations (neptun_user_id, created_at, updated_at, name, description, model) \
             VALUES ($1, $2, $3, $4, '', $5) RETURNING id",
        )
        .bind(owner.get())
        .bind(chat.created_at)
        .bind(chat.updated_at)
        .bind(Text(chat.name))
        .bind(Text(chat.model));
        owned.chats.push(insert(connection, query).await?);
    }
    Ok(owned)
}

async fn insert_project(
    connection: &mut AnyConnection,
    owner: UserId,
    project: &DemoProject,
    owned: &Owned,
) -> Result<(), sqlx::Error> {
    let query = sqlx::query(
        "INSERT INTO projects (name, description, project_type, programming_language, created_at, updated_at, \
         neptun_user_id) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
    )
    .bind(Text(project.name.as_ref()))
    .bind(project.description.as_deref().map(Text))
    .bind(Text(project.project_type))
    .bind(Text(project.programming_language))
    .bind(project.created_at)
    .bind(project.updated_at)
    .bind(owner.get());
    let project_id: ProjectId = insert(connection, query).await?;
    for file in project.files.files() {
        insert_file(connection, project_id, &file).await?;
    }
    let links = [
        (ResourceType::UserFiles, &project.linked_user_files, &owned.user_files),
        (ResourceType::TemplateCollections, &project.linked_collections, &owned.collections),
        (ResourceType::GithubInstallations, &project.linked_installations, &owned.installations),
        (ResourceType::ChatConversations, &project.linked_chats, &owned.chats),
    ];
    for (resource_type, indices, ids) in links {
        for id in indices.iter().filter_map(|index| ids.get(*index)) {
            sqlx::query(statements(resource_type).link)
                .bind(project_id.get())
                .bind(id.get())
                .execute(&mut *connection)
                .await?;
        }
    }
    Ok(())
}

async fn insert_file(
    connection: &mut AnyConnection,
    project: ProjectId,
    file: &DemoFile,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO project_files (project_id, title, original_path, context_file_category, context_file_type, \
         language, extension, created_at, updated_at, text) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(project.get())
    .bind(Text(file.title.as_ref()))
    .bind(Text(file.original_path.as_ref()))
    .bind(Text(file.context_file_category))
    .bind(Text(file.context_file_type))
    .bind(Text(file.language))
    .bind(Text(file.extension))
    .bind(file.created_at)
    .bind(file.updated_at)
    .bind(Text(file.text.as_ref()))
    .execute(connection)
    .await?;
    Ok(())
}

/// Runs a statement that returns the ID of the row it stored.
async fn insert<T: TryFrom<i64, Error = neptun_api::InvalidId>>(
    connection: &mut AnyConnection,
    query: Query<'_, Any, AnyArguments>,
) -> Result<T, sqlx::Error> {
    let row = query.fetch_one(connection).await?;
    id(&row, "id")
}
