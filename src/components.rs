//! Widgets that know Neptun.

mod connection_banner;
mod credentials_form;
mod error_panel;
mod facet_selects;
mod form_actions;
mod form_error;
mod header;
mod loaded;
mod loading_files;
mod palette;
mod part;
mod project_dialog;
mod request_id;
mod resource_icon;
mod retry_part;
mod session_dialog;
mod signed_in_elsewhere;
mod single_key_switch;
mod skeleton;
mod update_banner;
mod user_menu;

pub use connection_banner::ConnectionBanner;
pub use credentials_form::CredentialsForm;
pub use error_panel::ErrorPanel;
pub use facet_selects::FacetSelects;
pub use form_actions::FormActions;
pub use form_error::FormError;
pub use header::{Breadcrumb, Header};
pub use loaded::loaded;
pub use loading_files::{LoadingFiles, LoadingStopped};
pub use palette::Palette;
pub(crate) use part::part;
#[cfg(not(debug_assertions))]
pub use part::{Fallback, lazy};
pub use project_dialog::ProjectDialog;
pub use request_id::RequestId;
pub use resource_icon::resource_icon;
pub use retry_part::{ReloadButton, RetryPart};
pub use session_dialog::SessionDialog;
pub use signed_in_elsewhere::SignedInElsewhere;
pub use single_key_switch::SingleKeySwitch;
pub use skeleton::{FileViewerSkeleton, ListSkeleton, PageSkeleton, RowsSkeleton};
pub use update_banner::UpdateBanner;
