//! The two documented bodies of `POST …/resources/{resource_type}`: link an existing object, or create one and link it.

use serde::{Deserialize, Serialize, Serializer};

use crate::validate::{Checks, Validate};
use crate::{DecodeError, Issue, ResourceId, ResourceType, UserId, request};

/// The values of `repository_selection`, as GitHub defines them.
pub const REPOSITORY_SELECTIONS: [&str; 2] = ["all", "selected"];

/// A request to add a resource to a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum NewResource {
    /// Link what the user owns already.
    Link(LinkResource),
    /// Create something new and link it.
    Create(CreateResource),
}

/// The body that links an existing object, for example `{"user_file_id": 123}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkResource {
    /// Of which kind it is; decides the key.
    pub resource_type: ResourceType,
    /// Which object.
    pub id: ResourceId,
}

impl Serialize for LinkResource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.resource_type.link_key(), &self.id)?;
        map.end()
    }
}

/// The body that creates an object of one of the four kinds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum CreateResource {
    /// A user file.
    UserFile(NewUserFile),
    /// A template collection.
    TemplateCollection(NewTemplateCollection),
    /// A GitHub installation.
    GithubInstallation(NewGithubInstallation),
    /// A chat conversation.
    ChatConversation(NewChatConversation),
}

/// The fields of a new user file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewUserFile {
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(pattern = r"\S", max_length = 500))]
    pub title: String,
    /// Its whole content; may be empty.
    pub text: String,
    /// For example `typescript`.
    #[cfg_attr(feature = "openapi", schema(pattern = r"\S", max_length = 100))]
    pub language: String,
    /// Without the dot, for example `ts`.
    #[cfg_attr(feature = "openapi", schema(pattern = r"\S", max_length = 50))]
    pub extension: String,
}

/// The fields of a new template collection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewTemplateCollection {
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(pattern = r"\S", max_length = 200))]
    pub name: String,
    /// Its description; may be empty.
    #[cfg_attr(feature = "openapi", schema(max_length = 10_000))]
    pub description: String,
}

/// The fields of a new GitHub installation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewGithubInstallation {
    /// The installation's id at GitHub.
    pub installation_id: ResourceId,
    /// The account's name at GitHub.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[A-Za-z0-9-]+$", max_length = 100))]
    pub account_name: String,
    /// `all` or `selected`.
    #[cfg_attr(feature = "openapi", schema(pattern = "^(all|selected)$"))]
    pub repository_selection: String,
}

/// The fields of a new chat conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewChatConversation {
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(pattern = r"\S", max_length = 200))]
    pub name: String,
    /// Its description; may be empty.
    #[cfg_attr(feature = "openapi", schema(max_length = 10_000))]
    pub description: String,
    /// For example `google`.
    #[cfg_attr(feature = "openapi", schema(pattern = r"^[^/]*[^/\s][^/]*$", max_length = 100))]
    pub model_publisher: String,
    /// For example `gemma-2-7b-it`.
    #[cfg_attr(feature = "openapi", schema(pattern = r"\S", max_length = 200))]
    pub model_name: String,
}

impl NewChatConversation {
    /// The model in the form in which it is shown: `publisher/name`.
    pub fn model(&self) -> String {
        format!("{}/{}", self.model_publisher.trim(), self.model_name.trim())
    }
}

impl NewResource {
    /// Decodes a body for one type: the link body if it has the type's id key, else the create body.
    ///
    /// # Errors
    /// The first thing that is wrong with the JSON, with its path.
    pub fn decode(resource_type: ResourceType, body: &[u8]) -> Result<Self, DecodeError> {
        if let Some(id) = request::field::<ResourceId>(body, resource_type.link_key())? {
            return Ok(Self::Link(LinkResource { resource_type, id }));
        }
        let create = match resource_type {
            ResourceType::UserFiles => CreateResource::UserFile(request::decode(body)?),
            ResourceType::TemplateCollections => {
                CreateResource::TemplateCollection(request::decode(body)?)
            }
            ResourceType::GithubInstallations => {
                CreateResource::GithubInstallation(request::decode(body)?)
            }
            ResourceType::ChatConversations => {
                CreateResource::ChatConversation(request::decode(body)?)
            }
        };
        Ok(Self::Create(create))
    }
}

/// The body with which a live server creates an object that it does not link at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum LiveResource {
    /// `POST …/collections`.
    TemplateCollection {
        /// Its name.
        name: String,
        /// Its description.
        description: String,
        /// Others may use it.
        is_shared: bool,
        /// Its owner.
        neptun_user_id: UserId,
    },
    /// `POST …/chats`.
    ChatConversation {
        /// Its name.
        name: String,
        /// `publisher/name`.
        model: String,
    },
}

impl LiveResource {
    /// True if a live server creates objects of a type at all.
    pub fn exists_for(resource_type: ResourceType) -> bool {
        matches!(resource_type, ResourceType::TemplateCollections | ResourceType::ChatConversations)
    }

    /// The body for a user's new object; nothing if a live server creates no such objects.
    pub fn new(body: &CreateResource, neptun_user_id: UserId) -> Option<Self> {
        match body {
            CreateResource::TemplateCollection(new) => Some(Self::TemplateCollection {
                name: new.name.clone(),
                description: new.description.clone(),
                is_shared: false,
                neptun_user_id,
            }),
            CreateResource::ChatConversation(new) => {
                Some(Self::ChatConversation { name: new.name.clone(), model: new.model() })
            }
            CreateResource::UserFile(_) | CreateResource::GithubInstallation(_) => None,
        }
    }
}

impl CreateResource {
    /// Which kind it creates.
    pub fn resource_type(&self) -> ResourceType {
        match self {
            Self::UserFile(_) => ResourceType::UserFiles,
            Self::TemplateCollection(_) => ResourceType::TemplateCollections,
            Self::GithubInstallation(_) => ResourceType::GithubInstallations,
            Self::ChatConversation(_) => ResourceType::ChatConversations,
        }
    }
}

impl Validate for CreateResource {
    fn issues(&self) -> Vec<Issue> {
        let mut checks = Checks::default();
        match self {
            Self::UserFile(file) => {
                checks.text("title", &file.title, 500);
                checks.text("language", &file.language, 100);
                checks.text("extension", &file.extension, 50);
            }
            Self::TemplateCollection(collection) => {
                checks.text("name", &collection.name, 200);
                checks.at_most("description", &collection.description, 10_000);
            }
            Self::GithubInstallation(installation) => {
                let name = &installation.account_name;
                checks.text("account_name", name, 100);
                checks.that(
                    "account_name",
                    name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'),
                    "Use letters, digits and hyphens only",
                );
                checks.that(
                    "repository_selection",
                    REPOSITORY_SELECTIONS.contains(&&*installation.repository_selection),
                    "Must be all or selected",
                );
            }
            Self::ChatConversation(chat) => {
                checks.text("name", &chat.name, 200);
                checks.at_most("description", &chat.description, 10_000);
                checks.text("model_publisher", &chat.model_publisher, 100);
                checks.that(
                    "model_publisher",
                    !chat.model_publisher.contains('/'),
                    "Must not contain a slash",
                );
                checks.text("model_name", &chat.model_name, 200);
            }
        }
        checks.into_issues()
    }
}

/// The schema of [`NewResource`]: any of the eight bodies. Not one of them, because the body of a chat has all that a collection needs.
#[cfg(feature = "openapi")]
mod schema {
    use utoipa::openapi::schema::{AnyOfBuilder, ObjectBuilder, Schema};
    use utoipa::openapi::{Ref, RefOr};
    use utoipa::{PartialSchema, ToSchema};

    use super::*;

    type Schemas = Vec<(String, RefOr<Schema>)>;

    fn add<T: ToSchema>(schemas: &mut Schemas) -> Ref {
        T::schemas(schemas);
        schemas.push((T::name().into_owned(), T::schema()));
        Ref::from_schema_name(T::name())
    }

    /// The bodies, and the schemas that they refer to.
    fn bodies() -> (AnyOfBuilder, Schemas) {
        let mut schemas = Vec::new();
        let id = add::<ResourceId>(&mut schemas);
        let links = ResourceType::ALL.map(|resource_type| {
            let key = resource_type.link_key();
            ObjectBuilder::new().property(key, id.clone()).required(key)
        });
        let bodies = links.into_iter().fold(AnyOfBuilder::new(), AnyOfBuilder::item);
        let bodies = bodies
            .item(add::<NewUserFile>(&mut schemas))
            .item(add::<NewTemplateCollection>(&mut schemas))
            .item(add::<NewGithubInstallation>(&mut schemas))
            .item(add::<NewChatConversation>(&mut schemas))
            .description(Some(
                "A body of the type in the path: it links an object, or creates one.",
            ));
        (bodies, schemas)
    }

    impl PartialSchema for NewResource {
        fn schema() -> RefOr<Schema> {
            bodies().0.into()
        }
    }

    impl ToSchema for NewResource {
        fn schemas(schemas: &mut Schemas) {
            schemas.extend(bodies().1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: i64) -> ResourceId {
        ResourceId::try_from(number).unwrap()
    }

    #[test]
    fn both_bodies_of_every_type_round_trip() {
        let creates = [
            CreateResource::UserFile(NewUserFile {
                title: "a.ts".into(),
                text: String::new(),
                language: "typescript".into(),
                extension: "ts".into(),
            }),
            CreateResource::TemplateCollection(NewTemplateCollection {
                name: "n".into(),
                description: String::new(),
            }),
            CreateResource::GithubInstallation(NewGithubInstallation {
                installation_id: id(9),
                account_name: "octo-cat".into(),
                repository_selection: "all".into(),
            }),
            CreateResource::ChatConversation(NewChatConversation {
                name: "n".into(),
                description: "d".into(),
                model_publisher: "google".into(),
                model_name: "gemma".into(),
            }),
        ];
        for create in creates {
            assert_eq!(create.issues(), []);
            let resource_type = create.resource_type();
            let link = NewResource::Link(LinkResource { resource_type, id: id(7) });
            for body in [NewResource::Create(create), link] {
                let json = serde_json::to_vec(&body).unwrap();
                assert_eq!(NewResource::decode(resource_type, &json).unwrap(), body);
            }
        }
    }

    #[test]
    fn a_wrong_body_names_the_field() {
        let error = |body: &str| {
            NewResource::decode(ResourceType::UserFiles, body.as_bytes()).unwrap_err().path
        };
        assert_eq!(error(r#"{"user_file_id": 0}"#), "user_file_id");
        assert_eq!(error(r#"{"user_file_id": "3"}"#), "user_file_id");
        assert_eq!(error("{}"), "title");
        assert_eq!(error(r#"{"title": 3}"#), "title");
    }

    #[test]
    fn rules_name_their_fields() {
        let create = CreateResource::GithubInstallation(NewGithubInstallation {
            installation_id: id(1),
            account_name: "a b".into(),
            repository_selection: "some".into(),
        });
        let paths: Vec<_> = create.issues().into_iter().map(|issue| issue.path).collect();
        assert_eq!(paths, ["account_name", "repository_selection"]);
    }
}
