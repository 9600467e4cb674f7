//! Widgets that know Neptun.

mod connection_banner;
mod credentials_form;
mod error_panel;
mod form_error;
mod header;
mod loaded;
mod project_nav;
mod resource_icon;
mod session_dialog;
mod skeleton;
mod user_menu;

pub use connection_banner::ConnectionBanner;
pub use credentials_form::CredentialsForm;
pub use error_panel::ErrorPanel;
pub use form_error::FormError;
pub use header::{Crumb, Header};
pub use loaded::loaded;
pub use project_nav::ProjectNav;
pub use resource_icon::resource_icon;
pub use session_dialog::SessionDialog;
pub use skeleton::{PageSkeleton, RowsSkeleton};
