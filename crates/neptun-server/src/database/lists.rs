//! Lists with texts, which are read piece by piece: together they can be larger than the memory.

use serde::Serialize;
use sqlx::any::AnyRow;
use sqlx::{Any, QueryBuilder, Row};
use tokio::sync::SemaphorePermit;

use neptun_api::{FileFilter, ProjectFile, ProjectId, Resource, ResourceType, UserId};

use super::Database;
use super::files::file;
use super::resources::resource;

/// A list, newest first.
#[derive(Debug)]
pub(crate) enum List {
    /// The files of a project that match a filter.
    Files { owner: UserId, project: ProjectId, filter: FileFilter },
    /// The user files of a user.
    OwnedUserFiles(UserId),
    /// The user files that are linked to a project.
    LinkedUserFiles(ProjectId),
}

/// An element of a list.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Item {
    File(ProjectFile),
    UserFile(Resource),
}

/// The place of an element in a list. It never changes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Position {
    created_at: i64,
    id: i64,
}

impl Position {
    /// The place before all elements.
    pub(crate) const START: Self = Self { created_at: i64::MAX, id: i64::MAX };
}

/// The place of an element, and the length of its text in the row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ItemSize {
    pub(crate) position: Position,
    pub(crate) bytes: usize,
}

impl List {
    /// The start of a query for the elements that follow `after`.
    fn select(&self, columns: &str, after: Position) -> QueryBuilder<Any> {
        let mut query = QueryBuilder::new(format!("SELECT {columns} FROM "));
        match self {
            Self::Files { project, filter, .. } => {
                query.push("project_files o WHERE o.project_id = ").push_bind(project.get());
                for (column, value) in [
                    ("context_file_category", &filter.context_file_category),
                    ("context_file_type", &filter.context_file_type),
                ] {
                    if let Some(value) = value {
                        query.push(format_args!(" AND o.{column} = ")).push_bind(value.clone());
                    }
                }
            }
            Self::OwnedUserFiles(user) => {
                query.push("user_files o WHERE o.neptun_user_id = ").push_bind(user.get());
            }
            Self::LinkedUserFiles(project) => {
                query.push("user_files o JOIN project_user_files l ON l.resource_id = o.id");
                query.push(" WHERE l.project_id = ").push_bind(project.get());
            }
        }
        query.push(" AND (o.created_at, o.id) < (").push_bind(after.created_at);
        query.push(", ").push_bind(after.id).push(")");
        query
    }

    fn item(&self, row: &AnyRow) -> Result<Item, sqlx::Error> {
        match self {
            Self::Files { owner, .. } => file(row, *owner).map(Item::File),
            Self::OwnedUserFiles(_) | Self::LinkedUserFiles(_) => {
                resource(ResourceType::UserFiles, row).map(Item::UserFile)
            }
        }
    }
}

const NEWEST_FIRST: &str = " ORDER BY o.created_at DESC, o.id DESC";

impl Database {
    /// The sizes of at most `limit` elements after `after`.
    pub(crate) async fn list_sizes(
        &self,
        list: &List,
        after: Position,
        limit: i64,
    ) -> Result<Vec<ItemSize>, sqlx::Error> {
        // `octet_length` reads no text: it is known from the header of the row.
        let columns = "o.id, o.created_at, octet_length(o.text) AS bytes";
        let mut query = list.select(columns, after);
        query.push(NEWEST_FIRST).push(" LIMIT ").push_bind(limit);
        let rows = self.fetch_list(query).await?;
        rows.iter()
            .map(|row| {
                let position =
                    Position { created_at: row.try_get("created_at")?, id: row.try_get("id")? };
                Ok(ItemSize { position, bytes: row.try_get::<i64, _>("bytes")? as usize })
            })
            .collect()
    }

    /// The elements after `after` up to and including `until`. The text of a file has what its row holds.
    pub(crate) async fn list_items(
        &self,
        list: &List,
        after: Position,
        until: Position,
    ) -> Result<Vec<Item>, sqlx::Error> {
        let mut query = list.select("o.*", after);
        query.push(" AND (o.created_at, o.id) >= (").push_bind(until.created_at);
        query.push(", ").push_bind(until.id).push(")").push(NEWEST_FIRST);
        let rows = self.fetch_list(query).await?;
        rows.iter().map(|row| list.item(row)).collect()
    }

    async fn fetch_list(&self, mut query: QueryBuilder<Any>) -> Result<Vec<AnyRow>, sqlx::Error> {
        let _permit = self.list_permit().await?;
        query.build().fetch_all(&self.readers).await
    }

    /// A permit to read a piece of a list.
    pub(super) async fn list_permit(&self) -> Result<SemaphorePermit<'_>, sqlx::Error> {
        self.list_permits.acquire().await.map_err(|_| sqlx::Error::PoolClosed)
    }
}
