//! Widgets that know Neptun.

mod code_view;
mod connection_banner;
mod credentials_form;
mod error_panel;
mod file_columns;
mod file_filters;
mod file_viewer;
mod files_table;
mod form_error;
mod header;
mod loaded;
mod project_nav;
mod resource_icon;
mod session_dialog;
mod skeleton;
mod user_menu;

pub use code_view::CodeView;
pub use connection_banner::ConnectionBanner;
pub use credentials_form::CredentialsForm;
pub use error_panel::ErrorPanel;
pub use file_filters::{ClearFilters, FileFilters, SortSelect};
pub use file_viewer::{FileNotFound, FileViewer, FileViewerSkeleton, WrapLines, file_name};
pub use files_table::{FilesTable, Rows};
pub use form_error::FormError;
pub use header::{Crumb, Header};
pub use loaded::loaded;
pub use project_nav::ProjectNav;
pub use resource_icon::resource_icon;
pub use session_dialog::SessionDialog;
pub use skeleton::{PageSkeleton, RowsSkeleton};
