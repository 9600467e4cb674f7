//! Adds demo data to a new database.

use neptun_api::DemoUser;

use crate::config::DatabaseConfig;
use crate::database::Database;
use crate::demo::{self, Demo};
use crate::error::ApiError;
use crate::passwords::Passwords;

/// Adds demo data to a database without users, if configured. Returns the demo account, if the database has it.
///
/// A database with users is left alone, except that a seeded one gets the project of generated files.
pub(crate) async fn prepare(
    database: &Database,
    passwords: &Passwords,
    config: &DatabaseConfig,
) -> Result<Option<DemoUser>, ApiError> {
    if !config.demo {
        return Ok(None);
    }
    let demo = demo::demo(config.demo_files);
    let Some(first) = demo.users.first() else {
        return Ok(None);
    };
    let account = DemoUser { email: first.email.to_owned(), password: first.password.to_owned() };
    if database.has_no_users().await? {
        fill(database, passwords, &demo).await?;
    } else {
        let Some(user) = database.find_demo_user(&account.email).await? else {
            return Ok(None);
        };
        if let (Some(_), Some(generated)) = (config.demo_files, first.projects.last()) {
            database.add_demo_project(user.id, generated).await?;
        }
    }
    Ok(Some(account))
}

async fn fill(database: &Database, passwords: &Passwords, demo: &Demo) -> Result<(), ApiError> {
    let mut hashes = Vec::with_capacity(demo.users.len());
    for user in &demo.users {
        hashes.push(passwords.hash(user.password.to_owned()).await?);
    }
    let users = demo.users.iter().zip(&hashes);
    database.fill_with_demo(users).await?;
    let projects = demo.users.iter().flat_map(|user| &user.projects);
    let files: usize = projects.map(|project| project.files.len()).sum();
    tracing::info!("filled the database with {} demo users and {files} files", demo.users.len());
    Ok(())
}
