//! What can be done from "Go to" besides opening files and projects.

use leptos::prelude::*;
use leptos::task::spawn_local;
use neptun_api::{ProjectId, ResourceType};

use crate::api::Api;
use crate::components::{WrapLines, resource_icon};
use crate::format;
use crate::navigation::Navigation;
use crate::palette::Palette;
use crate::project_data::ProjectData;
use crate::session::Session;
use crate::shortcuts::{self, Shortcut};
use crate::theme::Theme;
use crate::ui::{IconName, Toasts};
use crate::urls::AppUrl;

/// Something that can be done.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Command {
    /// What it is called.
    pub(super) name: String,
    pub(super) icon: IconName,
    /// What it does.
    pub(super) action: Action,
    /// Keys that do the same.
    pub(super) shortcut: Option<Shortcut>,
}

/// What a command does.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Action {
    Go(AppUrl),
    ToggleTheme,
    SystemTheme,
    ToggleWrap,
    ShowShortcuts,
    SignOut,
}

/// Everything that can be done here, in the order in which it is offered.
pub(super) fn commands(project: Option<ProjectId>) -> Vec<Command> {
    let command =
        |name: &str, icon, action| Command { name: name.to_owned(), icon, action, shortcut: None };
    let go = |name: &str, icon, url| command(name, icon, Action::Go(url));
    let mut all = Vec::new();
    if let Some(project) = project {
        all.push(go("Go to overview", IconName::Overview, AppUrl::overview(project)));
        all.push(go("Go to files", IconName::File, AppUrl::files(project)));
        let search = go("Search in files", IconName::Search, AppUrl::search(project));
        all.push(Command { shortcut: Some(shortcuts::SEARCH), ..search });
        all.extend(ResourceType::ALL.map(|kind| {
            let name = format!("Go to {}", format::resource_plural(kind));
            go(&name, resource_icon(kind), AppUrl::resources(project, kind))
        }));
    }
    all.push(go("Go to all projects", IconName::Neptun, AppUrl::Projects));
    all.push(command("Toggle theme, light or dark", IconName::Sun, Action::ToggleTheme));
    all.push(command("Use the theme of the system", IconName::System, Action::SystemTheme));
    if project.is_some() {
        all.push(command("Toggle wrapping of long lines", IconName::Wrap, Action::ToggleWrap));
    }
    let shortcuts = command("Show keyboard shortcuts", IconName::Check, Action::ShowShortcuts);
    all.push(Command { shortcut: Some(shortcuts::HELP), ..shortcuts });
    all.push(command("Sign out", IconName::SignOut, Action::SignOut));
    all
}

/// What commands are done with. Taken from the contexts while the dialog is there, used when it is gone.
#[derive(Clone, Copy)]
pub(super) struct Means {
    navigation: Navigation,
    wrap: Option<WrapLines>,
    palette: Palette,
    session: Session,
    api: Api,
    toasts: Toasts,
}

impl Means {
    pub(super) fn expect(palette: Palette, project: Option<ProjectData>) -> Self {
        Self {
            navigation: Navigation::expect(),
            wrap: project.map(|data| data.wrap),
            palette,
            session: Session::expect(),
            api: Api::expect(),
            toasts: Toasts::expect(),
        }
    }

    /// Does it.
    pub(super) fn run(self, action: &Action) {
        match action {
            Action::Go(url) => self.navigation.push(url),
            Action::ToggleTheme => self.palette.themes.choose(match is_dark() {
                true => Theme::Light,
                false => Theme::Dark,
            }),
            Action::SystemTheme => self.palette.themes.choose(Theme::System),
            Action::ToggleWrap => {
                if let Some(wrap) = self.wrap {
                    wrap.toggle();
                }
            }
            Action::ShowShortcuts => self.palette.show_help(),
            Action::SignOut => self.sign_out(),
        }
    }

    fn sign_out(self) {
        if !self.navigation.may_leave() {
            return;
        }
        spawn_local(async move {
            match self.api.sign_out().await {
                Ok(()) => {
                    // First away from the page, so that signing in later does not lead back to it.
                    self.navigation.replace(&AppUrl::SignIn { next: None });
                    self.session.signed_out();
                }
                Err(error) => self.toasts.bad(format!("Could not sign out. {error}")),
            }
        });
    }
}

/// Whether it is dark now, as chosen or as the system has it.
fn is_dark() -> bool {
    let chosen = document().document_element().and_then(|root| root.get_attribute("data-theme"));
    match chosen.as_deref() {
        Some(theme) => theme == "dark",
        None => {
            let dark = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
            dark.is_some_and(|dark| dark.matches())
        }
    }
}
