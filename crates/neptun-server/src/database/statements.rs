//! The statements that differ only in their table names between the four resource types.

use neptun_api::ResourceType;

/// The statements of one resource type.
pub(super) struct Statements {
    /// The objects of a user: `$1` user.
    pub(super) owned: &'static str,
    /// One object of a user: `$1` user, `$2` resource.
    pub(super) find_owned: &'static str,
    /// The objects that are linked to a project: `$1` project.
    pub(super) linked: &'static str,
    /// One object that is linked to a project: `$1` project, `$2` resource.
    pub(super) find_linked: &'static str,
    /// Links an object; linking twice changes nothing: `$1` project, `$2` resource.
    pub(super) link: &'static str,
    /// Removes a link: `$1` project, `$2` resource.
    pub(super) unlink: &'static str,
}

macro_rules! statements {
    ($objects:literal) => {
        Statements {
            owned: concat!(
                "SELECT * FROM ",
                $objects,
                " WHERE neptun_user_id = $1 ORDER BY created_at DESC, id DESC"
            ),
            find_owned: concat!(
                "SELECT * FROM ",
                $objects,
                " WHERE neptun_user_id = $1 AND id = $2"
            ),
            linked: concat!(
                "SELECT o.* FROM ",
                $objects,
                " o JOIN project_",
                $objects,
                " l ON l.resource_id = o.id WHERE l.project_id = $1 ORDER BY o.created_at DESC, o.id DESC"
            ),
            find_linked: concat!(
                "SELECT o.* FROM ",
                $objects,
                " o JOIN project_",
                $objects,
                " l ON l.resource_id = o.id WHERE l.project_id = $1 AND o.id = $2"
            ),
            link: concat!(
                "INSERT INTO project_",
                $objects,
                " (project_id, resource_id) VALUES ($1, $2) ON CONFLICT DO NOTHING"
            ),
            unlink: concat!(
                "DELETE FROM project_",
                $objects,
                " WHERE project_id = $1 AND resource_id = $2"
            ),
        }
    };
}

/// The statements of a resource type.
pub(super) const fn statements(resource_type: ResourceType) -> &'static Statements {
    const USER_FILES: Statements = statements!("user_files");
    const TEMPLATE_COLLECTIONS: Statements = statements!("template_collections");
    const GITHUB_INSTALLATIONS: Statements = statements!("github_installations");
    const CHAT_CONVERSATIONS: Statements = statements!("chat_conversations");
    match resource_type {
        ResourceType::UserFiles => &USER_FILES,
        ResourceType::TemplateCollections => &TEMPLATE_COLLECTIONS,
        ResourceType::GithubInstallations => &GITHUB_INSTALLATIONS,
        ResourceType::ChatConversations => &CHAT_CONVERSATIONS,
    }
}
