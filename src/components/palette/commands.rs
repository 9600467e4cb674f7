//! The commands of "Go to".

use leptos::prelude::*;
use leptos::task::spawn_local;
use neptun_api::{ProjectId, ResourceType};
use routes::{ProjectRoute, Route};

use super::Palette;
use crate::api::session::Session;
use crate::api::{Api, explain};
use crate::components::resource_icon;
use crate::format;
use crate::shortcuts::{self, Keys};
use crate::state::leave_guard::LeaveGuard;
use crate::state::navigation::Navigation;
use crate::state::project::ProjectData;
use crate::state::theme::{Theme, Themes};
use crate::state::wrap_lines::WrapLines;
use crate::ui::{IconName, Toasts};

/// A command that "Go to" offers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Command {
    pub(super) name: String,
    pub(super) icon: IconName,
    pub(super) action: Action,
    /// The shortcut for it.
    pub(super) keys: Option<Keys>,
}

/// The effect of a command.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Action {
    Go(Route),
    Theme(Theme),
    AddFiles(ProjectId),
    ToggleWrap,
    ShowShortcuts,
    SignOut,
}

/// The commands of this page, in the order in which they are offered.
pub(super) fn commands(project: Option<ProjectId>) -> Vec<Command> {
    let command =
        |name: &str, icon, action| Command { name: name.to_owned(), icon, action, keys: None };
    let go = |name: &str, icon, url| command(name, icon, Action::Go(url));
    let mut all = Vec::new();
    if let Some(project) = project {
        all.push(go("Go to overview", IconName::Overview, Route::overview(project)));
        all.push(go("Go to files", IconName::File, Route::files(project)));
        let search = go("Search in files", IconName::Search, Route::search(project));
        all.push(Command { keys: Some(shortcuts::SEARCH), ..search });
        all.push(command("Add files", IconName::Plus, Action::AddFiles(project)));
        all.extend(ResourceType::ALL.map(|kind| {
            let name = format!("Go to {}", format::resource_plural(kind));
            go(&name, resource_icon(kind), Route::resources(project, kind))
        }));
    }
    all.push(go("Go to all projects", IconName::Neptun, Route::Projects));
    all.push(go("Go to your account", IconName::User, Route::Account));
    for (name, icon, theme) in [
        ("Toggle theme to light", IconName::Sun, Theme::Light),
        ("Toggle theme to dark", IconName::Moon, Theme::Dark),
        ("Toggle theme to that of the system", IconName::System, Theme::System),
    ] {
        all.push(command(name, icon, Action::Theme(theme)));
    }
    if project.is_some() {
        all.push(command("Toggle wrapping of long lines", IconName::Wrap, Action::ToggleWrap));
    }
    let shortcuts = command("Show keyboard shortcuts", IconName::Check, Action::ShowShortcuts);
    all.push(Command { keys: Some(shortcuts::HELP), ..shortcuts });
    all.push(command("Sign out", IconName::SignOut, Action::SignOut));
    all
}

/// The contexts that commands need, which are read while the dialog is there and used when it is gone.
#[derive(Clone, Copy)]
pub(super) struct Means {
    navigation: Navigation,
    guard: LeaveGuard,
    themes: Themes,
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
            guard: LeaveGuard::expect(),
            themes: Themes::expect(),
            wrap: project.map(|data| data.wrap),
            palette,
            session: Session::expect(),
            api: Api::expect(),
            toasts: Toasts::expect(),
        }
    }

    /// Runs a command.
    pub(super) fn run(self, action: &Action) {
        match action {
            Action::Go(url) => self.navigation.push(url),
            Action::Theme(theme) => self.themes.choose(*theme),
            Action::AddFiles(project) => self.add_files(*project),
            Action::ToggleWrap => {
                if let Some(wrap) = self.wrap {
                    wrap.toggle();
                }
            }
            Action::ShowShortcuts => self.palette.show_help(),
            Action::SignOut => self.sign_out(),
        }
    }

    /// The files page opens the dialog.
    fn add_files(self, project: ProjectId) {
        self.palette.adds_files.set(true);
        let page = self.navigation.page_untracked();
        if !matches!(page, Some(Route::Project(_, ProjectRoute::Files(_)))) {
            self.navigation.push(&Route::files(project));
        }
    }

    fn sign_out(self) {
        if !self.guard.confirm_leave() {
            return;
        }
        spawn_local(async move {
            match self.api.sign_out().await {
                Ok(()) => {
                    // Leaves the page first, so that signing in later does not lead back to it.
                    self.navigation.replace(&Route::SignIn { next: None });
                    self.session.signed_out();
                }
                Err(error) => self.toasts.bad(format!("Could not sign out. {}", explain(&error))),
            }
        });
    }
}
