//! What is not in the first load: everything but the list of files. It is in files of their own, each fetched when something
//! of it is first shown (`docs/decisions/0007-several-files.md`).

// The border between two files is a foreign function to the compiler.
#![cfg_attr(not(debug_assertions), allow(unsafe_code))]

use std::sync::Arc;

use leptos::prelude::*;
use neptun_api::{ProjectFile, ResourceId, ResourceType};

use crate::components::{AccountPanel, PaletteDialog, SignInAgainDialog};
use crate::pages::files::export::ExportPanel;
use crate::pages::files::list::empty::{EmptyState, Note};
use crate::pages::files::list::grid::Rows;
use crate::pages::files::list::tree::FilesTree;
use crate::pages::files::viewer::{FileViewer, WrapLines};
use crate::pages::overview::charts::ProjectCharts;
use crate::pages::resources::AddResourceDialog;
use crate::pages::{
    OverviewPage, ProjectsPage, ResourcePage, ResourcesPage, SearchPage, SignInPage, SignUpPage,
};
use crate::state::files_url::FilesUrl;
use crate::state::palette::Palette;
use crate::state::project::ProjectData;
use crate::state::selection::Selection;

/// Writes a function for each part, which draws it where it is called: what stands there meanwhile, the name of the file (which
/// `[package.metadata.preload]` in Cargo.toml may name too), the function and its view. In a debug build, everything is in one file.
macro_rules! parts {
    ($($fallback:ident $file:ident $part:ident($($argument:ident: $type:ty),*) => $view:expr;)*) => {$(
        #[cfg(debug_assertions)]
        pub fn $part($($argument: $type),*) -> AnyView {
            $view.into_any()
        }

        #[cfg(not(debug_assertions))]
        pub fn $part($($argument: $type),*) -> AnyView {
            use wasm_split_helpers::{SplitLoaderError, wasm_split};

            #[wasm_split($file, preload(load), fallible)]
            fn $part($($argument: $type),*) -> Result<AnyView, SplitLoaderError> {
                Ok($view.into_any())
            }
            crate::lazy::lazy(crate::lazy::Fallback::$fallback, load, move || $part($($argument.clone()),*))
        }
    )*};
}

parts! {
    Page account sign_in_page() => view! { <SignInPage /> };
    Page account sign_up_page() => view! { <SignUpPage /> };
    Page projects projects_page() => view! { <ProjectsPage /> };
    Page projects overview_page() => view! { <OverviewPage /> };
    Page resources resources_page(resource_type: ResourceType) => view! { <ResourcesPage resource_type=resource_type /> };
    Page resources resource_page(resource_type: ResourceType, id: ResourceId) => view! {
        <ResourcePage resource_type=resource_type id=id />
    };
    Page search search_page() => view! { <SearchPage /> };
    Dialog account account_panel() => view! { <AccountPanel /> };
    Dialog account sign_in_again_dialog() => view! { <SignInAgainDialog /> };
    Dialog adding add_resource_dialog(
        resource_type: ResourceType,
        on_added: Callback<ResourceId>,
        on_close: Callback<()>
    ) => view! {
        <AddResourceDialog resource_type=resource_type on_added=on_added on_close=on_close />
    };
    List tree files_tree(url: FilesUrl, rows: Rows) => view! { <FilesTree url=url rows=rows /> };
    Dialog palette palette_dialog(palette: Palette, help: bool) => view! { <PaletteDialog palette=palette help=help /> };
    Section charts project_charts(data: ProjectData) => view! { <ProjectCharts data=data /> };
    Dialog notes empty_state(note: Note, url: FilesUrl) => view! { <EmptyState note=note url=url /> };
    Dialog export export_panel(data: ProjectData, url: FilesUrl, rows: Rows, selection: Selection) => view! {
        <ExportPanel data=data url=url rows=rows selection=selection />
    };
    Viewer viewer file_viewer(file: Arc<ProjectFile>, url: FilesUrl, wrap: WrapLines) => view! {
        <FileViewer file=file url=url wrap=wrap />
    };
}

/// Fetches what draws an opened file, then what leads to one, so that they are there at once. What does not arrive is asked for again
/// when it is wanted.
pub fn prefetch() {
    #[cfg(not(debug_assertions))]
    {
        use leptos::task::spawn_local;
        use wasm_bindgen_futures::JsFuture;
        use wasm_split_helpers::{SplitLoaderError, wasm_split};

        #[wasm_split(palette, fallible)]
        fn palette_is_here() -> Result<(), SplitLoaderError> {
            Ok(())
        }
        // What fetches the one is in the other.
        #[wasm_split(viewer, fallible)]
        fn viewer_is_here() -> Result<(), SplitLoaderError> {
            spawn_local(async {
                // What comes of it is told when a file is opened.
                let _ = JsFuture::from(fetch_editor()).await;
                let _ = palette_is_here().await;
            });
            Ok(())
        }
        spawn_local(async {
            let _ = viewer_is_here().await;
        });
    }
}

#[wasm_bindgen::prelude::wasm_bindgen]
extern "C" {
    /// Fetches the editor (`editor/`), or gives it if it is there. In index.html.
    #[wasm_bindgen(js_namespace = window, js_name = editor)]
    pub fn fetch_editor() -> js_sys::Promise;
}
