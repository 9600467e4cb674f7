//! The texts of a resource in lists, and those that a search looks at. No user interface.

use neptun_api::Resource;

use crate::format;
pub use crate::pages::words::Words;

/// Text that tells apart resources of one name: language and size, description, account type, model.
pub fn second_line(resource: &Resource) -> String {
    match resource {
        Resource::UserFile(file) => {
            let size = format::bytes(file.text.as_deref().unwrap_or_default().len());
            match filled(&file.language) {
                Some(language) => format!("{language} · {size}"),
                None => size,
            }
        }
        Resource::TemplateCollection(collection) => {
            filled(&collection.description).unwrap_or("No description").to_owned()
        }
        Resource::GithubInstallation(installation) => {
            filled(&installation.github_account_type).unwrap_or("GitHub account").to_owned()
        }
        Resource::ChatConversation(chat) => match chat.model_parts() {
            (Some(publisher), name) => format!("{publisher} / {name}"),
            (None, name) => name.to_owned(),
        },
    }
}

impl Words {
    /// Returns whether every word occurs, in any case and order, in the resource's name, second line or extension.
    pub fn find(&self, resource: &Resource) -> bool {
        if self.is_empty() {
            return true;
        }
        let extension = match resource {
            Resource::UserFile(file) => filled(&file.extension).unwrap_or_default(),
            _ => "",
        };
        self.find_in(&[&*resource.display_name(), &second_line(resource), extension].join("\n"))
    }
}

/// The text, unless it is missing or blank.
pub fn filled(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
pub mod samples {
    //! One resource of each type, for tests.

    use neptun_api::{Resource, ResourceType, decode};

    /// A resource of a type, with every documented field.
    pub fn sample(resource_type: ResourceType, id: u64) -> Resource {
        let fields = match resource_type {
            ResourceType::UserFiles => {
                r#""title":"Retry.ts","text":"export {}\n","language":"typescript","extension":"ts""#
            }
            ResourceType::TemplateCollections => {
                r#""name":"Starters","description":"For services","is_shared":true,"share_uuid":"34d7642a""#
            }
            ResourceType::GithubInstallations => {
                r#""github_account_type":"Organization","github_account_avatar_url":"https://a.example/1.png",
                "github_account_id":"1001","github_account_name":"octo-org""#
            }
            ResourceType::ChatConversations => r#""name":"Berths","model":"google/gemma-2-7b-it""#,
        };
        let json = format!(
            r#"{{"id":{id},{fields},"created_at":"2025-02-16T17:42:11.000Z",
            "updated_at":"2025-02-17T17:42:11.000Z","neptun_user_id":7}}"#
        );
        decode::resource(resource_type, json.as_bytes()).unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::samples::sample;
    use super::*;
    use neptun_api::ResourceType;

    #[test]
    fn each_type_has_its_second_line() {
        let lines = ResourceType::ALL.map(|kind| second_line(&sample(kind, 1)));
        assert_eq!(
            lines,
            ["typescript · 10 B", "For services", "Organization", "google / gemma-2-7b-it"]
        );
    }

    #[test]
    fn what_a_live_server_leaves_out_is_no_empty_line() {
        let mut collection = sample(ResourceType::TemplateCollections, 1);
        if let Resource::TemplateCollection(collection) = &mut collection {
            collection.description = Some(" ".into());
        }
        assert_eq!(second_line(&collection), "No description");
        let mut file = sample(ResourceType::UserFiles, 1);
        if let Resource::UserFile(file) = &mut file {
            (file.language, file.text) = (None, None);
        }
        assert_eq!(second_line(&file), "0 B");
    }

    #[test]
    fn a_search_wants_every_word_in_any_case_and_order() {
        let find = |text: &str, kind| Words::new(text).find(&sample(kind, 1));
        assert!(find("", ResourceType::UserFiles));
        assert!(find("  ", ResourceType::UserFiles));
        assert!(find("TYPE retry", ResourceType::UserFiles));
        assert!(find("gemma berths", ResourceType::ChatConversations));
        assert!(!find("gemma tides", ResourceType::ChatConversations));
        assert!(!find("export", ResourceType::UserFiles), "contents are not searched");
    }
}
