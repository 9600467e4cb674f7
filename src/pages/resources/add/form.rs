//! Adding a resource to the project.

use leptos::prelude::*;
use neptun_api::{CreateResource, LinkResource, NewResource, Resource, ResourceId, ResourceType};

use crate::api::{Api, ApiError};
use crate::state::mutation::Mutation;
use crate::state::project::ProjectData;
use crate::ui::Toasts;

/// Adds one resource to the project on screen, in one of two ways, each with its own error. While one is under way neither
/// can begin.
#[derive(Clone, Copy)]
pub struct AddResourceForm {
    /// The type of the resource.
    pub resource_type: ResourceType,
    /// Linking an existing resource.
    pub link: Mutation,
    /// Creating a new resource.
    pub create: Mutation,
    /// The project.
    pub data: ProjectData,
    /// The server.
    pub api: Api,
    /// Created at a server that does not link it at once. If linking fails, it is not created again.
    created: StoredValue<Option<(CreateResource, ResourceId)>>,
    toasts: Toasts,
    on_added: Callback<ResourceId>,
    on_close: Callback<()>,
}

impl AddResourceForm {
    /// Nothing sent yet.
    pub fn new(
        resource_type: ResourceType,
        on_added: Callback<ResourceId>,
        on_close: Callback<()>,
    ) -> Self {
        Self {
            resource_type,
            link: Mutation::new(),
            create: Mutation::new(),
            data: ProjectData::expect(),
            api: Api::expect(),
            created: StoredValue::new(None),
            toasts: Toasts::expect(),
            on_added,
            on_close,
        }
    }

    /// Returns true if one of the two is under way.
    pub fn is_pending(self) -> bool {
        self.link.is_pending() || self.create.is_pending()
    }

    /// Sends it, unless one of the two is under way.
    pub fn send(self, by: Mutation, new: NewResource) {
        if untrack(|| self.is_pending()) {
            return;
        }
        by.run(
            async move {
                let new = self.to_link(new).await?;
                self.api.add_resource(self.data.id, self.resource_type, &new).await
            },
            move |resource| self.done(resource),
        );
    }

    /// The same request for a server that only links: what is new is created before.
    async fn to_link(self, new: NewResource) -> Result<NewResource, ApiError> {
        let new = match new {
            NewResource::Create(new) if untrack(|| self.api.only_links()) => new,
            new => return Ok(new),
        };
        let known = self.created.with_value(|created| {
            created.as_ref().filter(|(created, _)| *created == new).map(|(_, id)| *id)
        });
        let id = match known {
            Some(id) => id,
            None => {
                let id = self.api.create_owned(&new).await?.id();
                self.created.try_update_value(|created| *created = Some((new, id)));
                id
            }
        };
        Ok(NewResource::Link(LinkResource { resource_type: self.resource_type, id }))
    }

    fn done(self, resource: Resource) {
        let (id, name) = (resource.id(), resource.display_name().into_owned());
        self.data.resources(self.resource_type).change(|list| put_first(list, resource));
        self.toasts.success(format!("Added “{name}”"));
        // The user may have left the page by now.
        self.on_added.try_run(id);
        self.on_close.try_run(());
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
