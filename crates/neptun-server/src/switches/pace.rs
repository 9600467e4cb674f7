//! Pace: answers that arrive as slowly as over a thin line.

use std::num::NonZeroU32;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream::{self, Stream, StreamExt};
use tokio::time::{Instant, sleep_until};

/// How many pieces a second is cut into.
const STEPS: u32 = 100;

/// How much of the time it is late a body may make up for. Timers are never exact: without this, every step would add its delay.
/// Not more, because a line does not get faster after a pause.
const CATCH_UP: Duration = Duration::from_millis(50);

/// So many bytes of the body in a second, before it is compressed: what a client sees does not depend on what it can decode.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pace(pub(super) NonZeroU32);

/// Middleware that sends the body of an answer at the pace that the request was given.
pub(crate) async fn apply(request: Request, next: Next) -> Response {
    let pace = request.extensions().get::<Pace>().copied();
    let response = next.run(request).await;
    match pace {
        Some(pace) => response.map(|body| Body::from_stream(paced(body, pace))),
        None => response,
    }
}

/// The same bytes, cut into steps. The first goes out at once. Fused, because the encoders ask once more after the end.
fn paced(body: Body, Pace(rate): Pace) -> impl Stream<Item = Result<Bytes, axum::Error>> {
    let step = rate.get().div_ceil(STEPS) as usize;
    let pieces = body.into_data_stream().flat_map(move |data| {
        let pieces: Vec<_> = match data {
            Ok(data) => cut(data, step).map(Ok).collect(),
            Err(error) => vec![Err(error)],
        };
        stream::iter(pieces)
    });
    stream::unfold((pieces, Instant::now()), move |(mut pieces, due)| async move {
        let piece = pieces.next().await?;
        sleep_until(due).await;
        let length = piece.as_ref().map_or(0, Bytes::len);
        let takes = Duration::from_secs_f64(length as f64 / f64::from(rate.get()));
        let earliest = Instant::now().checked_sub(CATCH_UP).unwrap_or(due);
        Some((piece, (pieces, due.max(earliest) + takes)))
    })
    .fuse()
}

fn cut(mut data: Bytes, step: usize) -> impl Iterator<Item = Bytes> {
    std::iter::from_fn(move || (!data.is_empty()).then(|| data.split_to(step.min(data.len()))))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn cuts_without_losing_a_byte() {
        let pieces = |text: &'static str| cut(text.into(), 3).collect::<Vec<_>>();
        assert_eq!(pieces("abcdefgh"), ["abc", "def", "gh"]);
        assert_eq!(pieces("abc"), ["abc"]);
        assert!(pieces("").is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn is_smooth_and_takes_its_time() {
        let start = Instant::now();
        let body = Body::from(vec![b'x'; 50_000]);
        let pace = Pace(NonZeroU32::new(100_000).unwrap());
        let mut stream = Box::pin(paced(body, pace));
        let mut times = Vec::new();
        while let Some(piece) = stream.next().await {
            assert_eq!(piece.unwrap().len(), 1_000);
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
        let pace = Pace(NonZeroU32::new(100_000).unwrap());
        let sent: Vec<_> = paced(Body::from_stream(slow), pace).collect().await;
        assert_eq!(sent.len(), 11);
        let took = start.elapsed().as_millis();
        assert!((2_030..=2_110).contains(&took), "{took}");
    }
}
