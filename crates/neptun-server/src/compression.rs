//! The content encodings of the API's responses.

use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

/// zstd, brotli or gzip, in this order of preference, because zstd costs least. The levels are low, because lists are compressed
/// while they are sent, and a slow encoder delays the reader. `docs/decisions` has the figures.
///
/// The encoders flush whenever the body is pending, so that no data waits in them.
pub(crate) fn layer() -> CompressionLayer {
    CompressionLayer::new().quality(CompressionLevel::Precise(1))
}
