//! Widgets that know Neptun.

mod account_picture;
mod add_resource;
mod connection_banner;
mod credentials_form;
mod error_panel;
mod form_error;
mod header;
mod loaded;
mod project_nav;
mod remove_resource;
mod resource_details;
mod resource_icon;
mod resource_table;
mod resource_text;
mod session_dialog;
mod sharing;
mod skeleton;
mod user_menu;

pub use account_picture::AccountPicture;
pub use add_resource::AddResourceDialog;
pub use connection_banner::ConnectionBanner;
pub use credentials_form::CredentialsForm;
pub use error_panel::ErrorPanel;
pub use form_error::FormError;
pub use header::{Crumb, Header};
pub use loaded::loaded;
pub use project_nav::ProjectNav;
pub use remove_resource::RemoveResourceDialog;
pub use resource_details::ResourceDetails;
pub use resource_icon::resource_icon;
pub use resource_table::{ResourceTable, rows as resource_rows};
pub use resource_text::Words;
pub use session_dialog::SessionDialog;
pub use sharing::Sharing;
pub use skeleton::{PageSkeleton, RowsSkeleton};
