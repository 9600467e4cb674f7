//! The context files of a project.

use futures_util::TryStreamExt;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use neptun_api::{FileId, FilePatch, NewFile, ProjectFile, ProjectId, Timestamp, UserId};

use super::text::Text;
use super::write::Lock;
use super::{Database, id, text, time};

/// Bytes of a text in a row at most. The rest of the text is in `project_file_parts`.
const ROW_BYTES: usize = 128 * 1024;

/// Splits off what a row holds of a text.
fn split_row(text: &str) -> (&str, &str) {
    text.split_at(text.floor_char_boundary(ROW_BYTES))
}

/// The outcome of updating a file.
pub(crate) enum FileUpdate {
    /// This is the file now.
    Done(Box<ProjectFile>),
    /// It is not as it was expected to be.
    Changed,
    /// There is no such file.
    NotFound,
}

/// True if a text that was read from a row may have more parts, which [`Database::text_part`] reads.
pub(crate) fn may_continue(text: &str) -> bool {
    // `split_row` stays up to three bytes below the limit.
    text.len() + 3 >= ROW_BYTES
}

/// Stores the parts of a text that follow the row of its file.
async fn insert_parts(
    connection: &mut AnyConnection,
    file: FileId,
    mut rest: &str,
) -> Result<(), sqlx::Error> {
    for part in 1_i64.. {
        let (text, next) = split_row(rest);
        if text.is_empty() {
            break;
        }
        sqlx::query("INSERT INTO project_file_parts (file_id, part, text) VALUES ($1, $2, $3)")
            .bind(file.get())
            .bind(part)
            .bind(Text(text))
            .execute(&mut *connection)
            .await?;
        rest = next;
    }
    Ok(())
}

/// Appends the parts of a text to what the row of its file holds.
async fn read_parts(
    connection: &mut AnyConnection,
    file: FileId,
    text: &mut String,
) -> Result<(), sqlx::Error> {
    let mut rows =
        sqlx::query("SELECT text FROM project_file_parts WHERE file_id = $1 ORDER BY part")
            .bind(file.get())
            .fetch(connection);
    while let Some(row) = rows.try_next().await? {
        let Text(part): Text<String> = row.try_get("text")?;
        text.push_str(&part);
    }
    Ok(())
}

/// Reads a file with what its row holds of the text. `owner` is not a column of the files, because it is the owner of their project.
pub(super) fn file(row: &AnyRow, owner: UserId) -> Result<ProjectFile, sqlx::Error> {
    Ok(ProjectFile {
        id: id(row, "id")?,
        title: text(row, "title")?,
        original_path: text(row, "original_path")?,
        context_file_category: text(row, "context_file_category")?,
        context_file_type: text(row, "context_file_type")?,
        text: text(row, "text")?,
        language: text(row, "language")?,
        extension: text(row, "extension")?,
        created_at: Some(time(row, "created_at")?),
        updated_at: Some(time(row, "updated_at")?),
        neptun_user_id: Some(owner),
        project_id: Some(id(row, "project_id")?),
        pdf_url: None,
    })
}

impl Database {
    /// A number that every change of the project's files replaces. `None` if the user has no such project.
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
        .fetch_optional(&self.readers)
        .await
    }

    /// The part of a file's text with this number, from 1. `None` after the last one.
    ///
    /// # Errors
    /// [`sqlx::Error::RowNotFound`] if the file has been changed or deleted since it was read.
    pub(crate) async fn text_part(
        &self,
        file: &ProjectFile,
        part: i64,
    ) -> Result<Option<String>, sqlx::Error> {
        let _permit = self.list_permit().await?;
        let text: Option<Text<String>> = sqlx::query_scalar(
            "SELECT p.text FROM project_files f \
             LEFT JOIN project_file_parts p ON p.file_id = f.id AND p.part = $1 \
             WHERE f.id = $2 AND f.updated_at = $3",
        )
        .bind(part)
        .bind(file.id.get())
        .bind(file.updated_at.map(Timestamp::as_millis))
        .fetch_one(&self.readers)
        .await?;
        Ok(text.map(|Text(text)| text))
    }

    /// Creates a file.
    pub(crate) async fn create_file(
        &self,
        owner: UserId,
        project: ProjectId,
        new: NewFile,
        now: Timestamp,
    ) -> Result<ProjectFile, sqlx::Error> {
        let (first, rest) = split_row(&new.text);
        let mut write = self.write_with(Lock::Project(project)).await?;
        let row = sqlx::query(
            "INSERT INTO project_files (project_id, title, original_path, context_file_category, \
             context_file_type, language, extension, created_at, updated_at, text) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9) RETURNING id",
        )
        .bind(project.get())
        .bind(Text(&*new.title))
        .bind(Text(&*new.original_path))
        .bind(Text(&*new.context_file_category))
        .bind(Text(&*new.context_file_type))
        // A missing language or extension is stored as an empty string, because responses always contain both.
        .bind(Text(new.language.as_deref().unwrap_or_default()))
        .bind(Text(new.extension.as_deref().unwrap_or_default()))
        .bind(now.as_millis())
        .bind(Text(first))
        .fetch_one(&mut *write)
        .await?;
        let id = id(&row, "id")?;
        insert_parts(&mut write, id, rest).await?;
        write.commit().await?;
        Ok(ProjectFile {
            id,
            title: new.title,
            original_path: new.original_path,
            context_file_category: Some(new.context_file_category),
            context_file_type: new.context_file_type,
            text: new.text,
            language: Some(new.language.unwrap_or_default()),
            extension: Some(new.extension.unwrap_or_default()),
            created_at: Some(now),
            updated_at: Some(now),
            neptun_user_id: Some(owner),
            project_id: Some(project),
            pdf_url: None,
        })
    }

    /// Updates the fields of the patch, unless the file is not as it is expected to be. `updated_at` increases even if the clock does not.
    pub(crate) async fn update_file(
        &self,
        owner: UserId,
        project: ProjectId,
        file_id: FileId,
        patch: FilePatch,
        is_expected: impl FnOnce(Timestamp) -> bool,
        now: Timestamp,
    ) -> Result<FileUpdate, sqlx::Error> {
        let split = patch.text.as_deref().map(split_row);
        let mut write = self.write_with(Lock::Project(project)).await?;
        let present =
            sqlx::query("SELECT updated_at FROM project_files WHERE id = $1 AND project_id = $2")
                .bind(file_id.get())
                .bind(project.get())
                .fetch_optional(&mut *write)
                .await?;
        let Some(present) = present else {
            write.roll_back().await?;
            return Ok(FileUpdate::NotFound);
        };
        if !is_expected(time(&present, "updated_at")?) {
            write.roll_back().await?;
            return Ok(FileUpdate::Changed);
        }
        let row = sqlx::query(
            "UPDATE project_files SET title = COALESCE($1, title), \
             original_path = COALESCE($2, original_path), \
             context_file_category = COALESCE($3, context_file_category), \
             context_file_type = COALESCE($4, context_file_type), text = COALESCE($5, text), \
             language = COALESCE($6, language), extension = COALESCE($7, extension), \
             updated_at = CASE WHEN updated_at >= $8 THEN updated_at + 1 ELSE $8 END \
             WHERE id = $9 AND project_id = $10 RETURNING *",
        )
        .bind(patch.title.as_deref().map(Text))
        .bind(patch.original_path.as_deref().map(Text))
        .bind(patch.context_file_category.as_deref().map(Text))
        .bind(patch.context_file_type.as_deref().map(Text))
        .bind(split.map(|(first, _)| Text(first)))
        .bind(patch.language.as_deref().map(Text))
        .bind(patch.extension.as_deref().map(Text))
        .bind(now.as_millis())
        .bind(file_id.get())
        .bind(project.get())
        .fetch_one(&mut *write)
        .await?;
        let mut file = file(&row, owner)?;
        if let Some((_, rest)) = split {
            sqlx::query("DELETE FROM project_file_parts WHERE file_id = $1")
                .bind(file_id.get())
                .execute(&mut *write)
                .await?;
            insert_parts(&mut write, file_id, rest).await?;
        } else {
            read_parts(&mut write, file_id, &mut file.text).await?;
        }
        write.commit().await?;
        if let Some(text) = patch.text {
            file.text = text;
        }
        Ok(FileUpdate::Done(Box::new(file)))
    }

    /// Deletes a file. Returns true if it existed.
    pub(crate) async fn delete_file(
        &self,
        project: ProjectId,
        file: FileId,
    ) -> Result<bool, sqlx::Error> {
        let mut write = self.write_with(Lock::Project(project)).await?;
        let deleted = sqlx::query("DELETE FROM project_files WHERE id = $1 AND project_id = $2")
            .bind(file.get())
            .bind(project.get())
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        Ok(deleted.rows_affected() > 0)
    }
}
