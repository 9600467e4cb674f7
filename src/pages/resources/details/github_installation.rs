//! The fields of a GitHub installation.

use leptos::prelude::*;
use neptun_api::GithubInstallation;

use super::facts::{CommonFacts, Fact, TextFact};
use crate::pages::resources::account_picture::AccountPicture;
use crate::ui::{Icon, IconName, is_web_address};

/// The account with its picture, then the fields.
#[component]
pub fn GithubInstallationDetails(installation: GithubInstallation) -> impl IntoView {
    let name = installation.github_account_name.clone().unwrap_or_default();
    let picture = installation.github_account_avatar_url;
    let kind = installation.github_account_type;
    let kind_icon = match kind.as_deref() {
        Some("Organization") => IconName::Building,
        _ => IconName::User,
    };
    let kind = kind.filter(|kind| !kind.trim().is_empty()).unwrap_or_else(|| "—".to_owned());
    view! {
        <div class="resource-account">
            <AccountPicture name=name url=picture.clone() size=64 />
            <dl class="facts resource-facts">
                <TextFact label="Account" text=installation.github_account_name />
                <Fact label="Account type">
                    <span class="fact-line">
                        <Icon name=kind_icon />
                        {kind}
                    </span>
                </Fact>
                <TextFact label="Account ID" text=installation.github_account_id />
                <Fact label="Picture" wide=true>
                    <PictureLink url=picture />
                </Fact>
                <CommonFacts
                    id=installation.id
                    created_at=installation.created_at
                    updated_at=installation.updated_at
                    owner=installation.neptun_user_id
                />
            </dl>
        </div>
    }
}

#[component]
fn PictureLink(url: Option<String>) -> impl IntoView {
    match url {
        None => view! { <span class="muted">"—"</span> }.into_any(),
        Some(url) if is_web_address(&url) => view! {
            <a href=url target="_blank" rel="noopener noreferrer">
                {url.clone()}
            </a>
        }
        .into_any(),
        Some(other) => other.into_any(),
    }
}
