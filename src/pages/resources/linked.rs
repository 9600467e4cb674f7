//! The resources that are linked to the project, and the changes to them. Several are changed by a few requests at a time; one that
//! fails does not stop the rest.

use futures::{StreamExt, stream};
use leptos::prelude::*;
use leptos::task::spawn_local;
use neptun_api::{LinkResource, NewResource, Resource, ResourceId, ResourceType};

use crate::api::{Api, ApiError, explain};
use crate::format;
use crate::state::project::ProjectData;
use crate::ui::{Toasts, UNDO_TIME};

/// The requests that are under way at the same time.
const CONCURRENT_REQUESTS: usize = 4;

/// A resource that could not be changed, and the reason.
pub type Failure<T> = (T, ApiError);

#[derive(Clone, Copy, PartialEq)]
enum Change {
    Link,
    Remove,
}

/// The linked resources of one type.
#[derive(Clone, Copy)]
pub struct LinkedResources {
    /// The type.
    pub resource_type: ResourceType,
    /// The project.
    pub data: ProjectData,
    /// The server.
    pub api: Api,
    toasts: Toasts,
}

impl LinkedResources {
    /// Those of the project on screen.
    pub fn new(resource_type: ResourceType) -> Self {
        Self {
            resource_type,
            data: ProjectData::expect(),
            api: Api::expect(),
            toasts: Toasts::expect(),
        }
    }

    /// Links resources of the user. Returns those that are linked now, and those that could not be.
    pub async fn link(self, ids: Vec<ResourceId>) -> (Vec<Resource>, Vec<Failure<ResourceId>>) {
        let (mut linked, mut failed) = (Vec::new(), Vec::new());
        for (id, result) in self.change_each(Change::Link, ids).await {
            match result {
                Ok(resource) => linked.extend(resource),
                Err(error) => failed.push((id, error)),
            }
        }
        for resource in &linked {
            self.put_first(resource);
        }
        (linked, failed)
    }

    /// Removes linked resources from the project, tells so, and offers to link them again. Returns those that could not be removed.
    pub async fn remove(self, resources: Vec<Resource>) -> Vec<Failure<Resource>> {
        let list = self.data.resources(self.resource_type).value();
        let places: Vec<_> = list.with_untracked(|list| {
            let place = |resource: &Resource| {
                list.iter().flatten().position(|listed| listed.id() == resource.id()).unwrap_or(0)
            };
            resources.iter().map(place).collect()
        });
        let ids = resources.iter().map(Resource::id).collect();
        let outcomes = self.change_each(Change::Remove, ids).await;
        let (mut removed, mut failed) = (Vec::new(), Vec::new());
        for ((resource, place), (_, result)) in resources.into_iter().zip(places).zip(outcomes) {
            match result {
                Ok(_) => removed.push((place, resource)),
                Err(error) => failed.push((resource, error)),
            }
        }
        if removed.is_empty() {
            return failed;
        }
        self.change(|list| {
            list.retain(|listed| removed.iter().all(|(_, resource)| resource.id() != listed.id()));
        });
        let told = self.counted("Removed", removed.iter().map(|(_, resource)| resource));
        self.toasts.undoable(told, UNDO_TIME, move || self.link_again(removed.clone()));
        failed
    }

    /// Shows removed resources in their places at once, and links them again.
    fn link_again(self, mut removed: Vec<(usize, Resource)>) {
        removed.sort_unstable_by_key(|(place, _)| *place);
        let returning = removed.clone();
        self.change(|list| {
            for (place, resource) in returning {
                if list.iter().all(|listed| listed.id() != resource.id()) {
                    list.insert(place.min(list.len()), resource);
                }
            }
        });
        spawn_local(async move {
            let ids = removed.iter().map(|(_, resource)| resource.id()).collect();
            let (linked, failed) = self.link(ids).await;
            self.tell_added(&linked);
            self.change(|list| {
                list.retain(|listed| failed.iter().all(|(id, _)| *id != listed.id()));
            });
            let find = |(id, error)| {
                let (_, resource) = removed.iter().find(|(_, resource)| resource.id() == id)?;
                Some((resource.clone(), error))
            };
            self.tell_failed("linked again", failed.into_iter().filter_map(find).collect());
        });
    }

    /// Tells what was added.
    pub fn tell_added(self, added: &[Resource]) {
        if !added.is_empty() {
            self.toasts.success(self.counted("Added", added.iter()));
        }
    }

    /// Names those that could not be changed: those with the same reason in one message.
    pub fn tell_failed(self, done: &str, mut failed: Vec<Failure<Resource>>) {
        while let Some((_, error)) = failed.first() {
            let (error, why) = (error.clone(), explain(error));
            let mut names = Vec::new();
            failed.retain(|(resource, other)| {
                let is_same = *other == error;
                if is_same {
                    names.push(format!("“{}”", resource.display_name()));
                }
                !is_same
            });
            let names = names.join(", ");
            self.toasts.bad(format!("{names} could not be {done}. {why}"));
        }
    }

    /// `Added “notes.md”`, `Added 3 user files`.
    fn counted<'a>(
        self,
        done: &str,
        mut changed: impl ExactSizeIterator<Item = &'a Resource>,
    ) -> String {
        match (changed.len(), changed.next()) {
            (1, Some(one)) => format!("{done} “{}”", one.display_name()),
            (count, _) => {
                format!(
                    "{done} {} {}",
                    format::count(count),
                    format::resource_plural(self.resource_type)
                )
            }
        }
    }

    /// Shows a resource that is linked now.
    pub fn put_first(self, resource: &Resource) {
        self.change(|list| put_first(list, resource.clone()));
    }

    /// Reads the list again.
    pub async fn read(self) -> Result<Vec<Resource>, ApiError> {
        let list = self.api.resources(self.data.id, self.resource_type).await?;
        self.change(|known| known.clone_from(&list));
        Ok(list)
    }

    fn change(self, change: impl FnOnce(&mut Vec<Resource>)) {
        self.data.resources(self.resource_type).change(change);
    }

    /// Makes the same change to each. Where a request failed, the list tells if it has arrived nevertheless.
    async fn change_each(
        self,
        change: Change,
        ids: Vec<ResourceId>,
    ) -> Vec<(ResourceId, Result<Option<Resource>, ApiError>)> {
        let (project, kind) = (self.data.id, self.resource_type);
        let send = |id| async move {
            let result = match change {
                Change::Link => {
                    let new = NewResource::Link(LinkResource { resource_type: kind, id });
                    self.api.add_resource(project, kind, &new).await.map(Some)
                }
                Change::Remove => self.api.remove_resource(project, kind, id).await.map(|()| None),
            };
            (id, result)
        };
        let sent = stream::iter(ids).map(send).buffered(CONCURRENT_REQUESTS);
        let mut outcomes: Vec<_> = sent.collect().await;
        let is_unclear = |result: &Result<_, ApiError>| {
            result.as_ref().is_err_and(|error| *error != ApiError::SessionEnded)
        };
        if outcomes.iter().any(|(_, result)| is_unclear(result))
            && let Ok(listed) = self.api.resources(project, kind).await
        {
            for (id, result) in &mut outcomes {
                let found = listed.iter().find(|resource| resource.id() == *id);
                if is_unclear(result) && found.is_some() == (change == Change::Link) {
                    *result = Ok(found.cloned());
                }
            }
        }
        outcomes
    }
}

/// Puts a resource at the top of a list; if the list has it already, it stays where it is and is brought up to date.
fn put_first(list: &mut Vec<Resource>, resource: Resource) {
    match list.iter_mut().find(|listed| listed.id() == resource.id()) {
        Some(listed) => *listed = resource,
        None => list.insert(0, resource),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::resources::text::samples::sample;

    #[test]
    fn what_is_added_comes_first_and_only_once() {
        let file = |id| sample(ResourceType::UserFiles, id);
        let ids = |list: &[Resource]| list.iter().map(|r| r.id().get()).collect::<Vec<_>>();
        let mut list = vec![file(3), file(1)];
        put_first(&mut list, file(5));
        assert_eq!(ids(&list), [5, 3, 1]);
        put_first(&mut list, file(1));
        assert_eq!(ids(&list), [5, 3, 1]);
    }
}
