//! Throttling: responses that arrive as over a slow line.

use std::num::NonZeroU32;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream::{self, Stream, StreamExt};
use tokio::time::{Instant, sleep_until};

/// Chunks per second.
const CHUNKS_PER_SECOND: u32 = 100;

/// The longest delay that a body makes up for. Timers fire late, and without catching up every chunk would add its delay. After a
/// longer pause of the sender nothing is made up for, because a line does not get faster by waiting.
const MAX_CATCH_UP: Duration = Duration::from_millis(50);

/// Bytes of the body per second, counted before compression, so that the timing does not depend on the content encoding.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Throttle(pub(super) NonZeroU32);

/// Middleware that throttles the response if the request carries a [`Throttle`].
pub(crate) async fn apply(request: Request, next: Next) -> Response {
    let throttle = request.extensions().get::<Throttle>().copied();
    let response = next.run(request).await;
    match throttle {
        Some(throttle) => response.map(|body| Body::from_stream(throttled(body, throttle))),
        None => response,
    }
}

/// The same bytes in small chunks, the first without delay. Fused, because the encoders poll once more after the end.
fn throttled(
    body: Body,
    Throttle(rate): Throttle,
) -> impl Stream<Item = Result<Bytes, axum::Error>> {
    let length = rate.get().div_ceil(CHUNKS_PER_SECOND) as usize;
    let chunks = body.into_data_stream().flat_map(move |data| {
        let chunks: Vec<_> = match data {
            Ok(data) => split(data, length).map(Ok).collect(),
            Err(error) => vec![Err(error)],
        };
        stream::iter(chunks)
    });
    stream::unfold((chunks, Instant::now()), move |(mut chunks, due)| async move {
        let chunk = chunks.next().await?;
        sleep_until(due).await;
        let length = chunk.as_ref().map_or(0, Bytes::len);
        let duration = Duration::from_secs_f64(length as f64 / f64::from(rate.get()));
        let earliest = Instant::now().checked_sub(MAX_CATCH_UP).unwrap_or(due);
        Some((chunk, (chunks, due.max(earliest) + duration)))
    })
    .fuse()
}

fn split(mut data: Bytes, length: usize) -> impl Iterator<Item = Bytes> {
    std::iter::from_fn(move || (!data.is_empty()).then(|| data.split_to(length.min(data.len()))))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn splits_without_losing_a_byte() {
        let chunks = |text: &'static str| split(text.into(), 3).collect::<Vec<_>>();
        assert_eq!(chunks("abcdefgh"), ["abc", "def", "gh"]);
        assert_eq!(chunks("abc"), ["abc"]);
        assert!(chunks("").is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn is_smooth_and_takes_its_time() {
        let start = Instant::now();
        let body = Body::from(vec![b'x'; 50_000]);
        let throttle = Throttle(NonZeroU32::new(100_000).unwrap());
        let mut stream = Box::pin(throttled(body, throttle));
        let mut times = Vec::new();
        while let Some(chunk) = stream.next().await {
            assert_eq!(chunk.unwrap().len(), 1_000);
            times.push(start.elapsed());
        }
        assert_eq!(times[0], Duration::ZERO);
        assert!(times.windows(2).all(|pair| pair[1] - pair[0] <= Duration::from_millis(20)));
        let last = times.last().unwrap();
        assert!((480..=500).contains(&last.as_millis()), "{last:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_of_the_sender_is_not_made_up_for() {
        let slow = stream::iter([1_000_usize, 10_000]).then(|length| async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            Ok::<_, axum::Error>(Bytes::from(vec![b'x'; length]))
        });
        let start = Instant::now();
        let throttle = Throttle(NonZeroU32::new(100_000).unwrap());
        let sent: Vec<_> = throttled(Body::from_stream(slow), throttle).collect().await;
        assert_eq!(sent.len(), 11);
        let took = start.elapsed().as_millis();
        assert!((2_030..=2_110).contains(&took), "{took}");
    }
}
