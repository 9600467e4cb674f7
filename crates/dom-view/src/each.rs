//! Lists that keep the rows they have.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use leptos::prelude::{Owner, document, untrack};
use leptos::reactive::owner::WeakOwner;
use web_sys::Node;

use crate::view::insert;
use crate::{IntoView, View};

/// An item: its key, and how to draw it if it is new.
type Item = (u64, Box<dyn FnOnce() -> View>);

/// A list of rows, one for each item.
pub struct Rows(Box<dyn FnMut() -> Vec<Item>>);

/// Draws a row for each item. When the items change, rows of items that are still there stay; those that are new are drawn.
/// Items are told apart by their keys. A row consists of elements, not of a closure.
pub fn each<T, K, I, V>(
    items: impl Fn() -> I + 'static,
    key: impl Fn(&T) -> K + 'static,
    draw: impl Fn(T) -> V + Clone + 'static,
) -> View
where
    T: 'static,
    K: Hash,
    I: IntoIterator<Item = T>,
    V: IntoView,
{
    let item = move |item: T| -> Item {
        // Hashed here, so that everything else is compiled once. By chance, two of a million keys have the same hash once in
        // tens of millions of lists.
        let mut hasher = DefaultHasher::new();
        key(&item).hash(&mut hasher);
        let draw = draw.clone();
        (hasher.finish(), Box::new(move || draw(item).into_view()))
    };
    View::Rows(Rows(Box::new(move || items().into_iter().map(&item).collect())))
}

struct Row {
    key: u64,
    nodes: Vec<Node>,
    owner: Owner,
}

impl Rows {
    pub(crate) fn insert(mut self, parent: &Node, before: Option<&Node>) {
        let end = document().create_text_node("");
        insert(parent, &end, before);
        let mut rows = Vec::new();
        // Rows outlive the run of the effect that draws them. Weak, because this owner owns the effect.
        let owner = Owner::current().map(|owner| owner.downgrade());
        crate::keep_updated(Box::new(move || {
            let items = (self.0)();
            if let Some(owner) = owner.as_ref().and_then(WeakOwner::upgrade) {
                rows = update(std::mem::take(&mut rows), items, &end, &owner);
            }
        }));
    }
}

/// Turns the rows that there are into those of `items`, which end before `end`.
fn update(old: Vec<Row>, items: Vec<Item>, end: &Node, owner: &Owner) -> Vec<Row> {
    let Some(parent) = end.parent_node() else { return old };
    let wanted: HashSet<u64> = items.iter().map(|(key, _)| *key).collect();
    let mut there = HashMap::new();
    let mut next = None;
    for row in old.into_iter().rev() {
        match wanted.contains(&row.key) {
            true => {
                next = row.nodes.first().cloned().or(next);
                there.insert(row.key, row);
            }
            false => row.remove(&parent),
        }
    }
    // The node that the next row stands before, unless the row is that node's already.
    let mut next = next.unwrap_or_else(|| end.clone());
    let mut rows = Vec::with_capacity(items.len());
    for (key, draw) in items {
        let row = there.remove(&key).unwrap_or_else(|| Row::new(key, draw, owner));
        for node in &row.nodes {
            match *node == next {
                true => next = node.next_sibling().unwrap_or_else(|| end.clone()),
                false => insert(&parent, node, Some(&next)),
            }
        }
        rows.push(row);
    }
    rows
}

impl Row {
    fn new(key: u64, draw: Box<dyn FnOnce() -> View>, owner: &Owner) -> Self {
        let owner = owner.child();
        let fragment: Node = document().create_document_fragment().into();
        owner.with(|| untrack(draw).insert(&fragment, None));
        let nodes = fragment.child_nodes();
        let nodes = (0..nodes.length()).filter_map(|at| nodes.item(at)).collect();
        Self { key, nodes, owner }
    }

    fn remove(self, parent: &Node) {
        for node in &self.nodes {
            // Fails only for a node that is not a child.
            let _ = parent.remove_child(node);
        }
        self.owner.cleanup();
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::*;

    #[test]
    fn items_are_told_apart_by_their_keys_and_drawn_only_when_they_are_new() {
        let drawn = Rc::new(RefCell::new(Vec::new()));
        let draw = {
            let drawn = Rc::clone(&drawn);
            move |(key, text): (u32, &'static str)| {
                drawn.borrow_mut().push(key);
                text
            }
        };
        let lists = RefCell::new(vec![vec![(2, "b"), (1, "other")], vec![(1, "a"), (2, "b")]]);
        let items = move || lists.borrow_mut().pop().unwrap_or_default();
        let View::Rows(Rows(mut rows)) = each(items, |(key, _)| *key, draw) else {
            panic!("each makes rows")
        };
        let keys = |items: &[Item]| items.iter().map(|(key, _)| *key).collect::<Vec<_>>();
        let (first, second) = (rows(), rows());
        assert!(drawn.borrow().is_empty());
        let (first_keys, second_keys) = (keys(&first), keys(&second));
        assert_ne!(first_keys[0], first_keys[1]);
        assert_eq!(first_keys, [second_keys[1], second_keys[0]]);
        for (_, draw) in first {
            assert!(matches!(draw(), View::Text(_)));
        }
        assert_eq!(*drawn.borrow(), [1, 2]);
        assert!(rows().is_empty());
    }
}
