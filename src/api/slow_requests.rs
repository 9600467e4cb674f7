//! The requests that the server takes long to answer.

use std::time::Duration;

use futures::future::{self, Either};
use gloo_timers::future::sleep;
use leptos::prelude::*;

/// The time after which a request counts as slow.
const SLOW_AFTER: Duration = Duration::from_secs(5);

/// Counts the requests under way that are slow. A context.
#[derive(Clone, Copy)]
pub struct SlowRequests(RwSignal<usize>);

impl SlowRequests {
    /// Provides the count to everything below.
    pub fn provide() -> Self {
        let requests = Self(RwSignal::new(0));
        provide_context(requests);
        requests
    }

    /// The requests that were provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Says if there is one.
    pub fn any(self) -> bool {
        self.0.get() > 0
    }

    /// Runs a request, and counts it while it is slow.
    pub async fn watch<T>(self, request: impl Future<Output = T>) -> T {
        match future::select(Box::pin(request), Box::pin(sleep(SLOW_AFTER))).await {
            Either::Left((response, _)) => response,
            Either::Right(((), request)) => {
                let _counted = Counted::new(self.0);
                request.await
            }
        }
    }
}

/// One of the count. An aborted request is dropped, and with it this.
struct Counted(RwSignal<usize>);

impl Counted {
    fn new(count: RwSignal<usize>) -> Self {
        count.update(|count| *count += 1);
        Self(count)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.try_update(|count| *count -= 1);
    }
}
