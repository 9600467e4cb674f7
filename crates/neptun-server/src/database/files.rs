//! The context files of a project.

use futures_util::stream::{BoxStream, StreamExt};
use sqlx::any::AnyRow;
use sqlx::{AnyExecutor, Row};

use neptun_api::{
    FileFilter, FileId, FilePatch, NewFile, ProjectFile, ProjectId, Timestamp, UserId,
};

use super::{Database, id, time};

/// `owner` is not a column: a project has one owner, and so have its files.
fn file(row: &AnyRow, owner: UserId) -> Result<ProjectFile, sqlx::Error> {
    Ok(ProjectFile {
        id: id(row, "id")?,
        title: row.try_get("title")?,
        original_path: row.try_get("original_path")?,
        context_file_category: row.try_get("context_file_category")?,
        context_file_type: row.try_get("context_file_type")?,
        text: row.try_get("text")?,
        language: row.try_get("language")?,
        extension: row.try_get("extension")?,
        created_at: Some(time(row, "created_at")?),
        updated_at: Some(time(row, "updated_at")?),
        neptun_user_id: Some(owner),
        project_id: Some(id(row, "project_id")?),
        pdf_url: None,
    })
}

impl Database {
    /// A number that every change of the project's files replaces by another; none if the user has no such project.
    pub(crate) async fn files_revision(
        &self,
        owner: UserId,
        project: ProjectId,
    ) -> Result<Option<i64>, sqlx::Error> {
        sqlx::query_scalar(
            "SELECT files_revision FROM projects WHERE id = $1 AND neptun_user_id = $2",
        )
        .bind(project.get())
        .bind(owner.get())
        .fetch_optional(&self.pool)
        .await
    }

    /// The files of a project, newest first, as they are read: all their texts need not fit into memory.
    ///
    /// The two filters are independent of each other.
    pub(crate) fn stream_files(
        &self,
        owner: UserId,
        project: ProjectId,
        filter: &FileFilter,
    ) -> BoxStream<'_, Result<ProjectFile, sqlx::Error>> {
        macro_rules! select {
            ($condition:literal) => {
                concat!(
                    "SELECT * FROM project_files WHERE project_id = $1",
                    $condition,
                    " ORDER BY created_at DESC, id DESC"
                )
            };
        }
        let FileFilter { context_file_category: category, context_file_type: file_type } = filter;
        let statement = match (category, file_type) {
            (None, None) => select!(""),
            (Some(_), None) => select!(" AND context_file_category = $2"),
            (None, Some(_)) => select!(" AND context_file_type = $2"),
            (Some(_), Some(_)) => {
                select!(" AND context_file_category = $2 AND context_file_type = $3")
            }
        };
        let mut query = sqlx::query(statement).bind(project.get());
        for value in [category, file_type].into_iter().flatten() {
            query = query.bind(value.clone());
        }
        query.fetch(&self.pool).map(move |row| file(&row?, owner)).boxed()
    }

    /// Creates a file.
    pub(crate) async fn create_file(
        &self,
        owner: UserId,
        project: ProjectId,
        new: &NewFile,
        now: Timestamp,
    ) -> Result<ProjectFile, sqlx::Error> {
        let row = insert_file(&self.pool, project, new, now, now).await?;
        file(&row, owner)
    }

    /// Changes what the patch names. `updated_at` moves even if the clock has not.
    pub(crate) async fn update_file(
        &self,
        owner: UserId,
        project: ProjectId,
        file_id: FileId,
        patch: &FilePatch,
        now: Timestamp,
    ) -> Result<Option<ProjectFile>, sqlx::Error> {
        sqlx::query(
            "UPDATE project_files SET title = COALESCE($1, title), \
             original_path = COALESCE($2, original_path), \
             context_file_category = COALESCE($3, context_file_category), \
             context_file_type = COALESCE($4, context_file_type), text = COALESCE($5, text), \
             language = COALESCE($6, language), extension = COALESCE($7, extension), \
             updated_at = CASE WHEN updated_at >= $8 THEN updated_at + 1 ELSE $8 END \
             WHERE id = $9 AND project_id = $10 RETURNING *",
        )
        .bind(&patch.title)
        .bind(&patch.original_path)
        .bind(&patch.context_file_category)
        .bind(&patch.context_file_type)
        .bind(&patch.text)
        .bind(&patch.language)
        .bind(&patch.extension)
        .bind(now.as_millis())
        .bind(file_id.get())
        .bind(project.get())
        .fetch_optional(&self.pool)
        .await?
        .map(|row| file(&row, owner))
        .transpose()
    }

    /// Deletes a file. Returns whether there was one.
    pub(crate) async fn delete_file(
        &self,
        project: ProjectId,
        file: FileId,
    ) -> Result<bool, sqlx::Error> {
        let deleted = sqlx::query("DELETE FROM project_files WHERE id = $1 AND project_id = $2")
            .bind(file.get())
            .bind(project.get())
            .execute(&self.pool)
            .await?;
        Ok(deleted.rows_affected() > 0)
    }
}

/// Stores a file. A language or extension that is not given is stored empty: both are texts in every answer.
async fn insert_file<'c>(
    executor: impl AnyExecutor<'c>,
    project: ProjectId,
    new: &NewFile,
    created_at: Timestamp,
    updated_at: Timestamp,
) -> Result<AnyRow, sqlx::Error> {
    sqlx::query(
        "INSERT INTO project_files (project_id, title, original_path, context_file_category, context_file_type, \
         language, extension, created_at, updated_at, text) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING *",
    )
    .bind(project.get())
    .bind(&new.title)
    .bind(&new.original_path)
    .bind(&new.context_file_category)
    .bind(&new.context_file_type)
    .bind(new.language.as_deref().unwrap_or(""))
    .bind(new.extension.as_deref().unwrap_or(""))
    .bind(created_at.as_millis())
    .bind(updated_at.as_millis())
    .bind(&new.text)
    .fetch_one(executor)
    .await
}
