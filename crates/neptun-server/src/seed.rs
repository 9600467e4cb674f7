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
    // Another server that starts at the same time may fill it first.
    let is_filled = database.has_no_users().await? && fill(database, passwords, &demo).await?;
    if !is_filled {
        let Some(user) = database.find_demo_user(&account.email).await? else {
            return Ok(None);
        };
        if let (Some(_), Some(generated)) = (config.demo_files, first.projects.last()) {
            database.add_demo_project(user.id, generated).await?;
        }
    }
    Ok(Some(account))
}

/// Returns true if it was this server that has filled the database.
async fn fill(database: &Database, passwords: &Passwords, demo: &Demo) -> Result<bool, ApiError> {
    let mut hashes = Vec::with_capacity(demo.users.len());
    for user in &demo.users {
        hashes.push(passwords.hash(user.password.to_owned()).await?);
    }
    let users = demo.users.iter().zip(&hashes);
    if !database.fill_with_demo(users).await? {
        return Ok(false);
    }
    let projects = demo.users.iter().flat_map(|user| &user.projects);
    let files: usize = projects.map(|project| project.files.len()).sum();
    tracing::info!("filled the database with {} demo users and {files} files", demo.users.len());
    Ok(true)
}
