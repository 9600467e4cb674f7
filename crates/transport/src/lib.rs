//! Requests to the server that the app was loaded from, and everything that can go wrong with them. Works in a window and in a
//! worker.

mod error;
mod http;
mod session;
mod time;

pub use error::{ApiError, FieldError, Unreachable, WorkerError};
pub use gloo_net::http::Method;
pub use http::{
    BodyStream, Request, Response, StreamingResponse, delete_on_leave, open_stream, send_request,
};
pub use session::{session_is_valid, signed_in_user};
pub use time::monotonic_millis;
