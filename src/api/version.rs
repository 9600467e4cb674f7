//! The version of the app that the server has by now.

use leptos::prelude::document;
use transport::{Method, Request, send_request};

/// The build of the app that the server has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServerVersion {
    /// The one that runs.
    Same,
    /// Another one.
    Other,
}

/// Asks the server for its build of the app. Nothing if it cannot be asked.
pub async fn server_version() -> Option<ServerVersion> {
    let script = own_script()?;
    let page = send_request(&Request::new(Method::GET, "/")).await.ok()?;
    let is_same = String::from_utf8_lossy(&page.body).contains(&script);
    page.is_success().then_some(if is_same { ServerVersion::Same } else { ServerVersion::Other })
}

/// The path of the app's script, which has a hash of its content.
fn own_script() -> Option<String> {
    let link = document().query_selector("link[rel=modulepreload]").ok()??;
    link.get_attribute("href")
}
