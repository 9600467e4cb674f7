//! Lists with texts, which are read piece by piece: together they can be larger than the memory.

use serde::Serialize;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::{Any, Arguments, AssertSqlSafe, Encode, Row, Type};
use tokio::sync::SemaphorePermit;

use neptun_api::{FileFilter, ProjectFile, ProjectId, Resource, ResourceType, UserId};

use super::Database;
use super::files::file;
use super::resources::resource;
use super::text::Text;

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

/// A query that is put together. sqlx's `QueryBuilder` does not number the placeholders of `Any`, and PostgreSQL knows no other ones.
struct Select {
    sql: String,
    arguments: AnyArguments,
}

impl Select {
    fn push(mut self, sql: &str) -> Self {
        self.sql.push_str(sql);
        self
    }

    /// Adds a placeholder with its value.
    fn bind<'t>(mut self, value: impl Encode<'t, Any> + Type<Any>) -> Result<Self, sqlx::Error> {
        self.arguments.add(value).map_err(sqlx::Error::Encode)?;
        self.sql.push_str(&format!("${}", self.arguments.len()));
        Ok(self)
    }
}

impl List {
    /// The start of a query for the elements that follow `after`.
    fn select(&self, columns: &str, after: Position) -> Result<Select, sqlx::Error> {
        let query =
            Select { sql: format!("SELECT {columns} FROM "), arguments: AnyArguments::default() };
        let query = match self {
            Self::Files { project, filter, .. } => {
                let mut query =
                    query.push("project_files o WHERE o.project_id = ").bind(project.get())?;
                for (condition, value) in [
                    (" AND o.context_file_category = ", &filter.context_file_category),
                    (" AND o.context_file_type = ", &filter.context_file_type),
                ] {
                    if let Some(value) = value {
                        query = query.push(condition).bind(Text(&**value))?;
                    }
                }
                query
            }
            Self::OwnedUserFiles(user) => {
                query.push("user_files o WHERE o.neptun_user_id = ").bind(user.get())?
            }
            Self::LinkedUserFiles(project) => query
                .push("user_files o JOIN project_user_files l ON l.resource_id = o.id")
                .push(" WHERE l.project_id = ")
                .bind(project.get())?,
        };
        let query = query.push(" AND (o.created_at, o.id) < (").bind(after.created_at)?;
        Ok(query.push(", ").bind(after.id)?.push(")"))
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
        // `octet_length` reads no text: both databases know it from the header of the row.
        let columns = "o.id, o.created_at, octet_length(o.text) AS bytes";
        let query = list.select(columns, after)?.push(NEWEST_FIRST).push(" LIMIT ").bind(limit)?;
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
        let query = list.select("o.*", after)?.push(" AND (o.created_at, o.id) >= (");
        let query = query.bind(until.created_at)?.push(", ").bind(until.id)?;
        let query = query.push(")").push(NEWEST_FIRST);
        let rows = self.fetch_list(query).await?;
        rows.iter().map(|row| list.item(row)).collect()
    }

    async fn fetch_list(&self, query: Select) -> Result<Vec<AnyRow>, sqlx::Error> {
        let _permit = self.list_permit().await?;
        // All of it is in this file; values are bound.
        let sql = AssertSqlSafe(query.sql);
        sqlx::query_with(sql, query.arguments).fetch_all(&self.readers).await
    }

    /// A permit to read a piece of a list.
    pub(super) async fn list_permit(&self) -> Result<SemaphorePermit<'_>, sqlx::Error> {
        self.list_permits.acquire().await.map_err(|_| sqlx::Error::PoolClosed)
    }
}
