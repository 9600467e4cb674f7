//! The projects that a search finds, in their order. No user interface.

use std::cmp::Reverse;
use std::collections::HashMap;

use neptun_api::{Project, ProjectId, Timestamp};
use project_files::listing::natural;

use crate::pages::words::Words;

/// The order of the projects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProjectSort {
    /// The one that was opened last in this browser first; then those that were not, by their last change.
    Opened,
    /// The one that changed last first.
    Changed,
    /// By name.
    Name,
}

impl ProjectSort {
    /// All orders, the default first.
    pub const ALL: [Self; 3] = [Self::Opened, Self::Changed, Self::Name];

    /// The value by which it is remembered.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Changed => "changed",
            Self::Name => "name",
        }
    }

    /// Its name on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Opened => "Last opened",
            Self::Changed => "Last changed",
            Self::Name => "Name",
        }
    }

    /// The order with this value, or else the default.
    pub fn parse(value: &str) -> Self {
        Self::ALL.into_iter().find(|sort| sort.as_str() == value).unwrap_or(Self::Opened)
    }
}

/// A project as a card.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Card {
    /// Its id.
    pub id: ProjectId,
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: Option<String>,
    /// Its type and its language.
    pub facts: Vec<String>,
    /// The time of its last change.
    pub updated_at: Option<Timestamp>,
    /// The time at which it was opened last.
    pub opened_at: Option<Timestamp>,
}

/// The projects with every word in name, description, type or language.
pub fn cards(
    projects: &[Project],
    opened: &HashMap<ProjectId, Timestamp>,
    words: &Words,
    sort: ProjectSort,
) -> Vec<Card> {
    let mut cards: Vec<_> = projects
        .iter()
        .map(|project| Card {
            id: project.id,
            name: project.name.clone(),
            description: project.description.clone(),
            facts: [&project.project_type, &project.programming_language]
                .into_iter()
                .flatten()
                .cloned()
                .collect(),
            updated_at: project.updated_at,
            opened_at: opened.get(&project.id).copied(),
        })
        .filter(|card| {
            let description = card.description.as_deref().unwrap_or_default();
            words.find_in(&[&*card.name, description, &card.facts.join("\n")].join("\n"))
        })
        .collect();
    cards.sort_unstable_by(|a, b| {
        let by_name = match sort {
            ProjectSort::Name => natural::compare(&a.name, &b.name),
            _ => std::cmp::Ordering::Equal,
        };
        let newest = |card: &Card| {
            let opened = card.opened_at.filter(|_| sort == ProjectSort::Opened);
            Reverse((opened, card.updated_at, card.id))
        };
        by_name.then_with(|| newest(a).cmp(&newest(b)))
    });
    cards
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(id: i64, name: &str, updated_at: i64) -> Project {
        Project {
            id: ProjectId::try_from(id).unwrap(),
            name: name.to_owned(),
            description: Some(format!("About {name}")),
            project_type: Some("web-app".to_owned()),
            programming_language: None,
            created_at: None,
            updated_at: Some(Timestamp::from_millis(updated_at)),
            neptun_user_id: None,
        }
    }

    fn found(text: &str, sort: ProjectSort) -> Vec<i64> {
        let projects =
            [project(1, "Quay 10", 30), project(2, "quay 9", 40), project(3, "Tide", 20)];
        let at = |id: usize, at| (projects[id - 1].id, Timestamp::from_millis(at));
        let opened = HashMap::from([at(1, 5), at(3, 9)]);
        cards(&projects, &opened, &Words::new(text), sort)
            .iter()
            .map(|card| card.id.get())
            .collect()
    }

    #[test]
    fn three_orders() {
        assert_eq!(found("", ProjectSort::Opened), [3, 1, 2]);
        assert_eq!(found("", ProjectSort::Changed), [2, 1, 3]);
        assert_eq!(found("", ProjectSort::Name), [2, 1, 3]);
    }

    #[test]
    fn every_word_is_looked_for_in_all_that_is_said() {
        assert_eq!(found("WEB quay", ProjectSort::Name), [2, 1]);
        assert_eq!(found("about tide", ProjectSort::Name), [3]);
        assert!(found("rust", ProjectSort::Name).is_empty());
    }

    #[test]
    fn an_unknown_order_is_the_default() {
        for sort in ProjectSort::ALL {
            assert_eq!(ProjectSort::parse(sort.as_str()), sort);
        }
        assert_eq!(ProjectSort::parse("size"), ProjectSort::Opened);
    }
}
