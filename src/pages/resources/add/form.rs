//! Adding resources to the project.

use leptos::prelude::*;
use neptun_api::{CreateResource, LinkResource, NewResource, Resource, ResourceId, ResourceType};

use crate::api::{Api, ApiError};
use crate::pages::resources::linked::{Failure, LinkedResources};
use crate::state::mutation::Mutation;

/// Adds resources to the project on screen, in one of two ways, each with its own error. While one is under way neither
/// can begin.
#[derive(Clone, Copy)]
pub struct AddResourceForm {
    /// The type of the resources.
    pub resource_type: ResourceType,
    /// The list that they are added to.
    pub linked: LinkedResources,
    /// Linking existing resources.
    pub link: Mutation,
    /// Creating a new resource.
    pub create: Mutation,
    /// Those that could not be linked last time.
    pub failed: RwSignal<Vec<Failure<ResourceId>>>,
    /// The server.
    pub api: Api,
    /// Created at a server that does not link it at once. If linking fails, it is not created again.
    created: StoredValue<Option<(CreateResource, ResourceId)>>,
    on_added: Callback<Vec<ResourceId>>,
    on_close: Callback<()>,
}

impl AddResourceForm {
    /// Nothing sent yet.
    pub fn new(
        resource_type: ResourceType,
        on_added: Callback<Vec<ResourceId>>,
        on_close: Callback<()>,
    ) -> Self {
        let linked = LinkedResources::new(resource_type);
        Self {
            resource_type,
            linked,
            link: Mutation::new(),
            create: Mutation::new(),
            failed: RwSignal::new(Vec::new()),
            api: linked.api,
            created: StoredValue::new(None),
            on_added,
            on_close,
        }
    }

    /// Returns true if one of the two is under way.
    pub fn is_pending(self) -> bool {
        self.link.is_pending() || self.create.is_pending()
    }

    /// Links resources, unless something is under way.
    pub fn send_link(self, mut ids: Vec<ResourceId>) {
        if untrack(|| self.is_pending()) {
            return;
        }
        let is_repeated = self.failed.with_untracked(|failed| !failed.is_empty());
        let work = async move {
            let mut known = Vec::new();
            if is_repeated {
                // A request that failed may have arrived, and a live server links a second time.
                known = self.linked.read().await?;
                known.retain(|resource| ids.contains(&resource.id()));
                ids.retain(|id| known.iter().all(|resource| resource.id() != *id));
            }
            let (linked, failed) = self.linked.link(ids).await;
            known.extend(linked);
            Ok((known, failed))
        };
        self.link.run(work, move |(linked, failed)| {
            self.tell_added(&linked);
            if failed.is_empty() {
                self.on_close.try_run(());
            }
            self.failed.try_set(failed);
        });
    }

    /// Creates a resource and links it, unless something is under way.
    pub fn send_new(self, new: CreateResource) {
        if untrack(|| self.is_pending()) {
            return;
        }
        let work = async move {
            let new = self.to_send(new).await?;
            self.api.add_resource(self.linked.data.id, self.resource_type, &new).await
        };
        self.create.run(work, move |resource| {
            self.linked.put_first(&resource);
            self.tell_added(&[resource]);
            self.on_close.try_run(());
        });
    }

    /// The request for a server of the kind at hand: for one that only links, what is new is created before.
    async fn to_send(self, new: CreateResource) -> Result<NewResource, ApiError> {
        if !untrack(|| self.api.only_links()) {
            return Ok(NewResource::Create(new));
        }
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

    fn tell_added(self, added: &[Resource]) {
        self.linked.tell_added(added);
        if !added.is_empty() {
            // The user may have left the page by now.
            self.on_added.try_run(added.iter().map(Resource::id).collect());
        }
    }
}
