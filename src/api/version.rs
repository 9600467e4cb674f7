//! The version of the app that the server has by now.

use leptos::prelude::document;
use transport::{Method, Request, send_request};

/// Returns true if the server has another build of the app than the one that runs. False if it cannot be asked.
pub async fn is_outdated() -> bool {
    let Some(script) = own_script() else { return false };
    let page = send_request(&Request::new(Method::GET, "/")).await;
    page.is_ok_and(|page| {
        page.is_success() && !String::from_utf8_lossy(&page.body).contains(&script)
    })
}

/// The path of the app's script, which has a hash of its content.
fn own_script() -> Option<String> {
    let link = document().query_selector("link[rel=modulepreload]").ok()??;
    link.get_attribute("href")
}
