//! The time that ages on screen are counted from.

use std::time::Duration;

use leptos::prelude::*;
use neptun_api::Timestamp;

use crate::state::revalidation::Revalidation;
use crate::time::now;

/// The finest unit of an age.
const MINUTE: Duration = Duration::from_secs(60);

/// The current time, to the minute. A context.
#[derive(Clone, Copy)]
pub struct Clock(RwSignal<Timestamp>);

impl Clock {
    /// Provides the clock to everything below. A tab out of sight sleeps: its clock is set again when it is back.
    pub fn provide() {
        let clock = RwSignal::new(now());
        let tick = move || clock.set(now());
        set_interval(tick, MINUTE);
        Revalidation::on_each(tick);
        provide_context(Self(clock));
    }

    /// The clock that was provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The current time. Notifies every minute.
    pub fn now(self) -> Timestamp {
        self.0.get()
    }
}
