//! The input for a new resource, and the request body that it becomes.

use leptos::prelude::*;
use neptun_api::{
    CreateResource, Issue, NewChatConversation, NewGithubInstallation, NewTemplateCollection,
    NewUserFile, REPOSITORY_SELECTIONS, ResourceId, ResourceType, Validate,
};

use crate::ui::FieldKind;

/// A field of the form.
#[derive(Debug, Clone, Copy)]
pub struct DraftField {
    /// Its name in the API; issues are found by it.
    pub path: &'static str,
    /// Its label on screen.
    pub label: &'static str,
    /// Its kind of input.
    pub kind: FieldKind,
    /// Help for filling it in; may be empty.
    pub hint: &'static str,
    /// True if it shares its line with a neighbour of its kind.
    pub is_half: bool,
    /// Its first value.
    initial: &'static str,
}

const fn field(path: &'static str, label: &'static str, kind: FieldKind) -> DraftField {
    DraftField { path, label, kind, hint: "", is_half: false, initial: "" }
}

impl DraftField {
    const fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    const fn half(self) -> Self {
        Self { is_half: true, ..self }
    }

    const fn initial(self, initial: &'static str) -> Self {
        Self { initial, ..self }
    }
}

/// The documented fields of a type, in the order in which they are asked for.
pub const fn fields(resource_type: ResourceType) -> &'static [DraftField] {
    match resource_type {
        ResourceType::UserFiles => USER_FILE,
        ResourceType::TemplateCollections => TEMPLATE_COLLECTION,
        ResourceType::GithubInstallations => GITHUB_INSTALLATION,
        ResourceType::ChatConversations => CHAT_CONVERSATION,
    }
}

const USER_FILE: &[DraftField] = &[
    field("title", "Title", FieldKind::Text).hint("For example retry.ts"),
    field("language", "Language", FieldKind::Text).hint("For example typescript").half(),
    field("extension", "Extension", FieldKind::Text).hint("Without the dot").half(),
    field("text", "Text", FieldKind::Code),
];

const TEMPLATE_COLLECTION: &[DraftField] = &[
    field("name", "Name", FieldKind::Text),
    field("description", "Description", FieldKind::Prose).hint("Optional"),
];

const GITHUB_INSTALLATION: &[DraftField] = &[
    field("account_name", "Account name", FieldKind::Text)
        .hint("The user or organization at GitHub, for example octo-org"),
    field("installation_id", "Installation ID", FieldKind::Number)
        .hint("The number at the end of the installation's address in GitHub's settings"),
    field(
        "repository_selection",
        "Repository selection",
        FieldKind::Choice(&REPOSITORY_SELECTIONS),
    )
    .hint("The repositories of the account that it can read")
    .initial(REPOSITORY_SELECTIONS[0]),
];

const CHAT_CONVERSATION: &[DraftField] = &[
    field("name", "Name", FieldKind::Text),
    field("description", "Description", FieldKind::Prose).hint("Optional"),
    field("model_publisher", "Model publisher", FieldKind::Text).hint("For example google").half(),
    field("model_name", "Model name", FieldKind::Text).hint("For example gemma-2-7b-it").half(),
];

/// The request body for the values of the fields.
///
/// # Errors
/// The issue of each invalid field.
pub fn body(
    resource_type: ResourceType,
    value: impl Fn(&'static str) -> String,
) -> Result<CreateResource, Vec<Issue>> {
    let line = |path| value(path).trim().to_owned();
    match resource_type {
        ResourceType::UserFiles => valid(CreateResource::UserFile(NewUserFile {
            title: line("title"),
            text: value("text"),
            language: line("language"),
            extension: line("extension").trim_start_matches('.').to_owned(),
        })),
        ResourceType::TemplateCollections => {
            valid(CreateResource::TemplateCollection(NewTemplateCollection {
                name: line("name"),
                description: line("description"),
            }))
        }
        ResourceType::GithubInstallations => {
            let installation = |installation_id: ResourceId| {
                CreateResource::GithubInstallation(NewGithubInstallation {
                    installation_id,
                    account_name: line("account_name"),
                    repository_selection: line("repository_selection"),
                })
            };
            let id = line("installation_id");
            if let Ok(id) = id.parse() {
                return valid(installation(id));
            }
            let message = if id.is_empty() { "Required" } else { "Use digits only" };
            let mut issues = vec![Issue::new("installation_id", message)];
            // The rules of the other fields do not look at the id, so any id will do.
            issues.extend(
                ResourceId::try_from(1).map(|any| installation(any).issues()).unwrap_or_default(),
            );
            Err(issues)
        }
        ResourceType::ChatConversations => {
            valid(CreateResource::ChatConversation(NewChatConversation {
                name: line("name"),
                description: line("description"),
                model_publisher: line("model_publisher"),
                model_name: line("model_name"),
            }))
        }
    }
}

fn valid(body: CreateResource) -> Result<CreateResource, Vec<Issue>> {
    let issues = body.issues();
    if issues.is_empty() { Ok(body) } else { Err(issues) }
}

/// The number of fields of the type with the most.
const MAX_FIELDS: usize = 4;

/// The values of the fields. They outlive the form, so that nothing is lost by looking at the other tab.
#[derive(Clone, Copy)]
pub struct Draft {
    resource_type: ResourceType,
    values: [RwSignal<String>; MAX_FIELDS],
}

impl Draft {
    /// An empty draft.
    pub fn new(resource_type: ResourceType) -> Self {
        let initial = |index: usize| fields(resource_type).get(index).map_or("", |f| f.initial);
        let values = std::array::from_fn(|index| RwSignal::new(initial(index).to_owned()));
        Self { resource_type, values }
    }

    /// Its fields, each with its value.
    pub fn fields(self) -> impl Iterator<Item = (&'static DraftField, RwSignal<String>)> {
        fields(self.resource_type).iter().zip(self.values)
    }

    /// The value of the field with this name in the API, if the type has such a field.
    pub fn value(self, path: &str) -> Option<RwSignal<String>> {
        self.fields().find_map(|(field, value)| (field.path == path).then_some(value))
    }

    /// Returns true if anything was typed.
    pub fn is_dirty(self) -> bool {
        self.fields().any(|(field, value)| value.with(|value| value != field.initial))
    }

    /// The request body.
    ///
    /// # Errors
    /// The issue of each invalid field.
    pub fn body(self) -> Result<CreateResource, Vec<Issue>> {
        body(self.resource_type, |path| {
            self.value(path).map(|value| value.get()).unwrap_or_default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every field holds its own name, the id a number.
    fn filled_in(path: &'static str) -> String {
        match path {
            "installation_id" => " 42 ".to_owned(),
            "repository_selection" => "selected".to_owned(),
            "account_name" => "octo-org".to_owned(),
            path => format!(" {path} "),
        }
    }

    #[test]
    fn the_form_asks_for_exactly_what_the_body_holds() {
        for kind in ResourceType::ALL {
            let body = body(kind, filled_in).unwrap();
            assert_eq!(body.resource_type(), kind);
            let json = serde_json::to_value(body).unwrap();
            let mut sent: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
            let mut asked: Vec<_> = fields(kind).iter().map(|field| field.path).collect();
            sent.sort_unstable();
            asked.sort_unstable();
            assert_eq!(sent, asked, "{kind}");
            assert!(asked.len() <= MAX_FIELDS);
        }
    }

    #[test]
    fn every_value_reaches_its_own_key() {
        for kind in ResourceType::ALL {
            let json = serde_json::to_value(body(kind, filled_in).unwrap()).unwrap();
            for field in fields(kind) {
                let sent = &json[field.path];
                let sent = sent.as_str().map_or_else(|| sent.to_string(), str::to_owned);
                assert_eq!(sent.trim(), filled_in(field.path).trim(), "{}", field.path);
            }
        }
    }

    #[test]
    fn a_text_is_sent_as_it_is() {
        let body = body(ResourceType::UserFiles, |path| match path {
            "text" => "  indented\n".to_owned(),
            "extension" => ".ts".to_owned(),
            _ => "x".to_owned(),
        });
        let Ok(CreateResource::UserFile(file)) = body else { panic!("{body:?}") };
        assert_eq!((&*file.text, &*file.extension), ("  indented\n", "ts"));
    }

    #[test]
    fn an_empty_draft_says_what_is_required() {
        let wrong = |kind| {
            let empty = |path| {
                fields(kind).iter().find(|f| f.path == path).map_or("", |f| f.initial).to_owned()
            };
            let issues = body(kind, empty).unwrap_err();
            issues.into_iter().map(|issue| issue.path).collect::<Vec<_>>()
        };
        assert_eq!(wrong(ResourceType::UserFiles), ["title", "language", "extension"]);
        assert_eq!(wrong(ResourceType::TemplateCollections), ["name"]);
        assert_eq!(wrong(ResourceType::GithubInstallations), ["installation_id", "account_name"]);
        assert_eq!(
            wrong(ResourceType::ChatConversations),
            ["name", "model_publisher", "model_name"]
        );
    }

    #[test]
    fn an_installation_id_is_a_number() {
        for wrong in ["x", "-1", "0", "1.5", "99999999999999999999"] {
            let issues = body(ResourceType::GithubInstallations, |path| match path {
                "installation_id" => wrong.to_owned(),
                path => filled_in(path),
            })
            .unwrap_err();
            assert_eq!(issues, [Issue::new("installation_id", "Use digits only")], "{wrong}");
        }
    }
}
