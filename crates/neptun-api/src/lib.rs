//! The Neptun API as types: what goes over the wire, the ids, and every endpoint path, each exactly once.
//!
//! The browser app, the server and the tests share this crate. It does no I/O.
//!
//! Answers are decoded tolerantly: the documented shapes and the ones that a live Neptun server sends
//! become the same values (see [`decode`]). What is sent is always the documented shape.

mod auth;
pub mod decode;
mod error_body;
mod file;
mod health;
mod ids;
mod lenient;
mod live_file;
mod long_text;
mod new_resource;
pub mod paths;
mod project;
pub mod request;
mod resource;
mod resource_type;
mod timestamp;
mod validate;

pub use auth::{
    AccountSession, Credentials, NewPassword, Session, SessionCookie, SignUp, SignedIn, User,
};
pub use decode::{DecodeError, ListEnd, ListScanner, ServerKind, TolerantList};
pub use error_body::{CROSS_SITE, DEMO_ACCOUNT, ErrorBody, Issue};
pub use file::{FileEnvelope, FileFilter, FileList, FilePatch, NewFile, ProjectFile};
pub use health::{DemoUser, Health};
pub use ids::{FileId, InvalidId, ProjectId, ResourceId, UserId};
pub use live_file::{Import, ImportId, LiveFilePatch, LiveNewFile, NewImport};
pub use new_resource::{
    CreateResource, LinkResource, LiveResource, NewChatConversation, NewGithubInstallation,
    NewResource, NewTemplateCollection, NewUserFile, REPOSITORY_SELECTIONS,
};
pub use project::{LiveProject, NewProject, Project, ProjectEnvelope, ProjectList, ProjectPatch};
pub use resource::{
    ChatConversation, ChatList, CollectionList, GithubInstallation, Resource, TemplateCollection,
    UserFile,
};
pub use resource_type::{InvalidResourceType, ResourceType};
pub use timestamp::{InvalidTimestamp, Timestamp};
pub use validate::Validate;
