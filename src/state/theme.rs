//! Light, dark, or as the system has it.

use leptos::prelude::*;

use crate::state::preferences::Preference;

/// The user's choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// All themes, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// Reads and changes the theme. A context.
#[derive(Clone, Copy)]
pub struct Themes(RwSignal<Theme>);

impl Themes {
    /// Provides the remembered theme to everything below. The script in index.html has applied it already.
    pub fn provide() {
        let theme = match Preference::Theme.get().as_deref() {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::System,
        };
        provide_context(Self(RwSignal::new(theme)));
    }

    /// The themes that were provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The theme in force.
    pub fn current(self) -> Theme {
        self.0.get()
    }

    /// Applies and remembers a theme.
    pub fn choose(self, theme: Theme) {
        self.0.set(theme);
        Preference::Theme.set(theme.attribute());
        if let Some(root) = document().document_element() {
            // Neither name nor value can be malformed.
            let _ = match theme.attribute() {
                Some(value) => root.set_attribute("data-theme", value),
                None => root.remove_attribute("data-theme"),
            };
        }
    }
}
