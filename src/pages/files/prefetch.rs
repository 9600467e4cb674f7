//! Fetches the parts of the app that come next.

/// Fetches what draws an opened file, then what leads to one, so that they are there at once. A part that cannot be loaded is asked for
/// again when it is needed.
#[cfg_attr(not(debug_assertions), allow(unsafe_code))]
pub(super) fn prefetch() {
    #[cfg(not(debug_assertions))]
    {
        use leptos::task::spawn_local;
        use wasm_bindgen_futures::JsFuture;
        use wasm_split_helpers::{SplitLoaderError, wasm_split};

        use super::viewer::editor::fetch_editor;

        #[wasm_split(palette, fallible)]
        fn palette_is_here() -> Result<(), SplitLoaderError> {
            Ok(())
        }
        // The code that fetches the editor is in the part.
        #[wasm_split(viewer, fallible)]
        fn viewer_is_here() -> Result<(), SplitLoaderError> {
            spawn_local(async {
                // A failure is shown when a file is opened.
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
