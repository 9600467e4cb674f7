//! Projects.

use sqlx::Row;
use sqlx::any::AnyRow;

use neptun_api::{NewProject, Project, ProjectId, ProjectPatch, Timestamp, UserId};

use super::text::Text;
use super::{Database, id, text, time};

fn project(row: &AnyRow) -> Result<Project, sqlx::Error> {
    Ok(Project {
        id: id(row, "id")?,
        name: text(row, "name")?,
        description: row.try_get::<Option<_>, _>("description")?.map(|Text(text)| text),
        project_type: text(row, "project_type")?,
        programming_language: text(row, "programming_language")?,
        created_at: Some(time(row, "created_at")?),
        updated_at: Some(time(row, "updated_at")?),
        neptun_user_id: Some(id(row, "neptun_user_id")?),
    })
}

impl Database {
    /// All projects of a user, newest first.
    pub(crate) async fn list_projects(&self, user: UserId) -> Result<Vec<Project>, sqlx::Error> {
        sqlx::query(
            "SELECT * FROM projects WHERE neptun_user_id = $1 ORDER BY created_at DESC, id DESC",
        )
        .bind(user.get())
        .fetch_all(&self.readers)
        .await?
        .iter()
        .map(project)
        .collect()
    }

    /// True if the user owns this project.
    pub(crate) async fn owns_project(
        &self,
        user: UserId,
        project: ProjectId,
    ) -> Result<bool, sqlx::Error> {
        let found = sqlx::query("SELECT id FROM projects WHERE id = $1 AND neptun_user_id = $2")
            .bind(project.get())
            .bind(user.get())
            .fetch_optional(&self.readers)
            .await?;
        Ok(found.is_some())
    }

    /// One project of the user.
    pub(crate) async fn find_project(
        &self,
        user: UserId,
        project_id: ProjectId,
    ) -> Result<Option<Project>, sqlx::Error> {
        sqlx::query("SELECT * FROM projects WHERE id = $1 AND neptun_user_id = $2")
            .bind(project_id.get())
            .bind(user.get())
            .fetch_optional(&self.readers)
            .await?
            .map(|row| project(&row))
            .transpose()
    }

    /// Creates a project.
    pub(crate) async fn create_project(
        &self,
        user: UserId,
        new: &NewProject,
        now: Timestamp,
    ) -> Result<Project, sqlx::Error> {
        let mut write = self.write().await?;
        let row = sqlx::query(
            "INSERT INTO projects (name, description, project_type, programming_language, created_at, updated_at, \
             neptun_user_id) VALUES ($1, $2, $3, $4, $5, $5, $6) RETURNING *",
        )
        .bind(Text(&*new.name))
        .bind(new.description.as_deref().map(Text))
        .bind(Text(&*new.project_type))
        .bind(Text(&*new.programming_language))
        .bind(now.as_millis())
        .bind(user.get())
        .fetch_one(&mut *write)
        .await?;
        write.commit().await?;
        project(&row)
    }

    /// Updates the fields of the patch. `updated_at` increases even if the clock does not.
    pub(crate) async fn update_project(
        &self,
        user: UserId,
        project_id: ProjectId,
        patch: &ProjectPatch,
        now: Timestamp,
    ) -> Result<Option<Project>, sqlx::Error> {
        let mut write = self.write().await?;
        let row = sqlx::query(
            "UPDATE projects SET name = COALESCE($1, name), description = COALESCE($2, description), \
             project_type = COALESCE($3, project_type), \
             programming_language = COALESCE($4, programming_language), \
             updated_at = CASE WHEN updated_at >= $5 THEN updated_at + 1 ELSE $5 END \
             WHERE id = $6 AND neptun_user_id = $7 RETURNING *",
        )
        .bind(patch.name.as_deref().map(Text))
        .bind(patch.description.as_deref().map(Text))
        .bind(patch.project_type.as_deref().map(Text))
        .bind(patch.programming_language.as_deref().map(Text))
        .bind(now.as_millis())
        .bind(project_id.get())
        .bind(user.get())
        .fetch_optional(&mut *write)
        .await?;
        write.commit().await?;
        row.map(|row| project(&row)).transpose()
    }

    /// Deletes a project with its files and links, and returns it. Linked objects are kept.
    pub(crate) async fn delete_project(
        &self,
        user: UserId,
        project_id: ProjectId,
    ) -> Result<Option<Project>, sqlx::Error> {
        let mut write = self.write().await?;
        let statement = "DELETE FROM projects WHERE id = $1 AND neptun_user_id = $2 RETURNING *";
        let row = sqlx::query(statement)
            .bind(project_id.get())
            .bind(user.get())
            .fetch_optional(&mut *write)
            .await?;
        write.commit().await?;
        row.map(|row| project(&row)).transpose()
    }
}
