//! The content of the table of each type of resources. No user interface.

use neptun_api::{Resource, ResourceId, ResourceType, Timestamp};
use project_files::listing::Direction;

use super::sort::RowSort;
use crate::pages::resources::text::{Words, filled};

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The name of its field in the API; that of the size is ours.
    pub field: &'static str,
    /// Its heading.
    pub label: &'static str,
    /// The class of its cells.
    pub class: &'static str,
    /// The direction in which most people want it first: the newest, the largest, or from A to Z.
    pub first_direction: Direction,
}

/// A resource as a row: its name, which links to its page, and the other cells.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Row {
    /// Its id.
    pub id: ResourceId,
    /// The text of the first cell.
    pub name: String,
    /// The account's picture, for rows with one before the name.
    pub picture: Option<Picture>,
    /// The cells of the other columns, in their order.
    pub cells: Vec<Cell>,
}

/// The picture of an account.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Picture {
    /// Its address, if the server sent one.
    pub url: Option<String>,
}

/// The content of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Cell {
    /// A text, if the server sent one.
    Text(Option<String>),
    /// A number of bytes.
    Size(usize),
    /// True if others can see it.
    Shared(bool),
    /// A point in time, if the server sent one.
    DateTime(Option<Timestamp>),
}

/// The columns for a type; the first holds the names.
pub const fn columns(resource_type: ResourceType) -> &'static [Column] {
    match resource_type {
        ResourceType::UserFiles => USER_FILES,
        ResourceType::TemplateCollections => TEMPLATE_COLLECTIONS,
        ResourceType::GithubInstallations => GITHUB_INSTALLATIONS,
        ResourceType::ChatConversations => CHAT_CONVERSATIONS,
    }
}

const fn column(field: &'static str, label: &'static str, class: &'static str) -> Column {
    Column { field, label, class, first_direction: Direction::Ascending }
}

const fn amount(field: &'static str, label: &'static str) -> Column {
    Column { field, label, class: "number", first_direction: Direction::Descending }
}

const UPDATED: Column = amount("updated_at", "Updated");

const USER_FILES: &[Column] = &[
    column("title", "Title", "name"),
    column("language", "Language", ""),
    column("extension", "Extension", ""),
    amount("size", "Size"),
    UPDATED,
];

const TEMPLATE_COLLECTIONS: &[Column] = &[
    column("name", "Name", "name"),
    column("description", "Description", "prose"),
    column("is_shared", "Sharing", ""),
    UPDATED,
];

const GITHUB_INSTALLATIONS: &[Column] = &[
    column("github_account_name", "Account", "name"),
    column("github_account_type", "Account type", ""),
    column("github_account_id", "Account ID", "number labelled"),
    UPDATED,
];

const CHAT_CONVERSATIONS: &[Column] = &[
    column("name", "Name", "name"),
    column("model_publisher", "Publisher", ""),
    column("model_name", "Model", "prose"),
    UPDATED,
];

/// The rows of the resources that match a search. Without `sort` they are in the order of the resources.
pub fn rows(resources: &[&Resource], words: &Words, sort: Option<RowSort>) -> Vec<Row> {
    let found = resources.iter().copied().filter(|resource| words.find(resource));
    let mut rows: Vec<_> = found.map(row).collect();
    if let Some(sort) = sort {
        sort.sort(&mut rows);
    }
    rows
}

fn row(resource: &Resource) -> Row {
    let text = |text: &Option<String>| Cell::Text(filled(text).map(str::to_owned));
    let (picture, mut cells) = match resource {
        Resource::UserFile(file) => {
            let size = file.text.as_deref().unwrap_or_default().len();
            (None, vec![text(&file.language), text(&file.extension), Cell::Size(size)])
        }
        Resource::TemplateCollection(collection) => {
            (None, vec![text(&collection.description), Cell::Shared(collection.is_shared)])
        }
        Resource::GithubInstallation(installation) => (
            Some(Picture { url: installation.github_account_avatar_url.clone() }),
            vec![text(&installation.github_account_type), text(&installation.github_account_id)],
        ),
        Resource::ChatConversation(chat) => {
            let (publisher, name) = chat.model_parts();
            (None, vec![text(&publisher.map(str::to_owned)), text(&Some(name.to_owned()))])
        }
    };
    cells.push(Cell::DateTime(resource.updated_at()));
    Row { id: resource.id(), name: resource.display_name().into_owned(), picture, cells }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::resources::text::samples::sample;

    #[test]
    fn every_row_fills_its_columns() {
        for kind in ResourceType::ALL {
            let row = row(&sample(kind, 3));
            assert_eq!(row.cells.len() + 1, columns(kind).len(), "{kind}");
            assert!(matches!(row.cells.last(), Some(Cell::DateTime(Some(_)))), "{kind}");
            assert_eq!(row.picture.is_some(), kind == ResourceType::GithubInstallations);
        }
    }

    #[test]
    fn a_chat_shows_publisher_and_model_apart() {
        let row = row(&sample(ResourceType::ChatConversations, 3));
        let text = |text: &str| Cell::Text(Some(text.to_owned()));
        assert_eq!(row.cells[..2], [text("google"), text("gemma-2-7b-it")]);
    }

    #[test]
    fn a_search_leaves_the_order_alone() {
        let files = [9, 4, 6].map(|id| sample(ResourceType::UserFiles, id));
        let files = files.each_ref();
        let ids: Vec<_> =
            rows(&files, &Words::new("retry"), None).iter().map(|row| row.id.get()).collect();
        assert_eq!(ids, [9, 4, 6]);
        assert_eq!(rows(&files, &Words::new("tide"), None), []);
    }
}
