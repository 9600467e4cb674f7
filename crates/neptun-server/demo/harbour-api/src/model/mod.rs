//! What the API talks about.

mod berth;
mod booking;
mod tide;
mod vessel;

pub use berth::Berth;
pub use booking::{Booking, Change, NewBooking};
pub use tide::Tide;
pub use vessel::Vessel;
