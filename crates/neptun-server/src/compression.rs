//! The content encodings of the API's answers.

use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

/// zstd, brotli or gzip, whichever the client takes, in this order: zstd costs least. Levels are low because the lists are made
/// while they are sent, so that what compression takes longer than the connection, the reader waits. `docs/decisions` has the figures.
///
/// The encoders flush whenever the answer has to wait for more, so nothing that is ready stays in them.
pub(crate) fn layer() -> CompressionLayer {
    CompressionLayer::new().quality(CompressionLevel::Precise(1))
}
