//! The projects that a user has opened in this browser, and when.

use std::collections::HashMap;

use neptun_api::{ProjectId, Timestamp, UserId};

use crate::state::preferences::Preference;
use crate::time::now;

/// Projects beyond these are forgotten, the ones first that were not opened for the longest time.
const MAX_REMEMBERED: usize = 200;

/// The time at which each was opened last.
pub fn opened_projects(user: UserId) -> HashMap<ProjectId, Timestamp> {
    parse(&Preference::OpenedProjects(user).get().unwrap_or_default()).into_iter().collect()
}

/// Remembers that a project is being opened.
pub fn remember_opened(user: UserId, project: ProjectId) {
    let preference = Preference::OpenedProjects(user);
    // Another tab may have opened others.
    let text = preference.get().unwrap_or_default();
    preference.set(Some(&with_opened(&text, project, now())));
}

/// `12:1739727731000 7:1739727730000`, the last opened first.
fn with_opened(text: &str, project: ProjectId, at: Timestamp) -> String {
    let mut opened = parse(text);
    opened.retain(|(other, _)| *other != project);
    opened.insert(0, (project, at));
    opened.truncate(MAX_REMEMBERED);
    let opened: Vec<_> =
        opened.iter().map(|(project, at)| format!("{project}:{}", at.as_millis())).collect();
    opened.join(" ")
}

fn parse(text: &str) -> Vec<(ProjectId, Timestamp)> {
    let entry = |entry: &str| {
        let (project, at) = entry.split_once(':')?;
        Some((project.parse().ok()?, Timestamp::from_millis(at.parse().ok()?)))
    };
    text.split(' ').filter_map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_opened_is_first_and_the_oldest_are_forgotten() {
        let mut text = String::new();
        for id in (1..=201).chain([7]) {
            let project = ProjectId::try_from(id).unwrap();
            text = with_opened(&text, project, Timestamp::from_millis(1_000 + id));
        }
        let ids: Vec<_> = parse(&text).iter().map(|(project, _)| project.get()).collect();
        assert_eq!((ids.len(), ids[0], ids[1], ids[199]), (200, 7, 201, 2));
        assert_eq!(parse("x 3 4:y 5:6").len(), 1);
    }
}
