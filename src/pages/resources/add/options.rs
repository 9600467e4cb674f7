//! The options of the list of linkable resources. No user interface.

use std::cmp::Reverse;
use std::collections::HashSet;

use neptun_api::{Resource, ResourceId, Timestamp};

use crate::pages::resources::text::{Words, second_line};

/// A resource that the user owns.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Choice {
    /// Its id.
    pub id: ResourceId,
    /// Its name.
    pub name: String,
    /// Text that tells it apart from others of the same name.
    pub second_line: String,
    /// Time of the last change.
    pub updated_at: Option<Timestamp>,
    /// True if the project has it already, so that it cannot be linked again.
    pub is_linked: bool,
}

/// The user's resources that match a search: those that can be linked first, the last changed at the top.
pub fn choices(owned: &[Resource], linked: &HashSet<ResourceId>, words: &Words) -> Vec<Choice> {
    let mut choices: Vec<_> = owned
        .iter()
        .filter(|resource| words.find(resource))
        .map(|resource| Choice {
            id: resource.id(),
            name: resource.display_name().into_owned(),
            second_line: second_line(resource),
            updated_at: resource.updated_at(),
            is_linked: linked.contains(&resource.id()),
        })
        .collect();
    choices
        .sort_unstable_by_key(|choice| (choice.is_linked, Reverse((choice.updated_at, choice.id))));
    choices
}

/// The index that a key leads to in a list of `count` options; `current` is `None` before the first one is reached.
pub fn next_index(key: &str, current: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match (key, current) {
        ("ArrowDown", None) | ("Home", _) => Some(0),
        ("ArrowDown", Some(at)) => Some((at + 1).min(last)),
        ("ArrowUp", None) | ("End", _) => Some(last),
        ("ArrowUp", Some(at)) => Some(at.saturating_sub(1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::resources::text::samples::sample;
    use neptun_api::ResourceType;

    #[test]
    fn what_can_be_linked_comes_first() {
        let owned: Vec<_> = [1, 2, 3, 4].map(|id| sample(ResourceType::UserFiles, id)).into();
        let linked = HashSet::from([ResourceId::try_from(4).unwrap()]);
        let found = choices(&owned, &linked, &Words::default());
        let order: Vec<_> =
            found.iter().map(|choice| (choice.id.get(), choice.is_linked)).collect();
        assert_eq!(order, [(3, false), (2, false), (1, false), (4, true)]);
        assert_eq!(choices(&owned, &linked, &Words::new("tide")), []);
    }

    #[test]
    fn arrow_keys_stop_at_the_ends() {
        assert_eq!(next_index("ArrowDown", None, 3), Some(0));
        assert_eq!(next_index("ArrowUp", None, 3), Some(2));
        assert_eq!(next_index("ArrowDown", Some(2), 3), Some(2));
        assert_eq!(next_index("ArrowUp", Some(0), 3), Some(0));
        assert_eq!(next_index("End", Some(0), 3), Some(2));
        assert_eq!(next_index("ArrowDown", None, 0), None);
        assert_eq!(next_index("a", Some(1), 3), None);
    }
}
