//! The accept loop: HTTP/1.1 and HTTP/2 with limits on the number of connections and on the time that each may stall.

use std::collections::HashMap;
use std::future::Future;
use std::io::{self, ErrorKind, IoSlice};
use std::net::{IpAddr, SocketAddr};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::extract::ConnectInfo;
use axum::{Extension, Router};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use ipnet::IpNet;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{Sleep, sleep, timeout};
use tokio_util::sync::CancellationToken;

use crate::metrics::ConnectionMetrics;
use crate::rate_limit::network;

/// Connections at a time; others wait in the backlog of the listener.
const MAX_CONNECTIONS: usize = 1_024;

/// Time for the headers of a request, and of an idle connection until its next request.
const HEADER_TIMEOUT: Duration = Duration::from_secs(30);

/// Time after which a client that reads nothing is disconnected.
const WRITE_TIMEOUT: Duration = Duration::from_secs(60);

/// Bytes of the longest prefix by which HTTP/2 is told from HTTP/1.1.
const PREFACE_BYTES: usize = 24;

/// Bytes that are buffered for each direction of a connection.
const BUFFER_BYTES: usize = 64 * 1024;

/// Streams of an HTTP/2 connection at a time.
const MAX_STREAMS: u32 = 100;

/// Pause after the listener fails, which it does for as long as the process has no file descriptors left.
const ACCEPT_RETRY: Duration = Duration::from_millis(100);

/// The limit of connections from one address, and who is exempt.
#[derive(Debug, Clone)]
pub(crate) struct AddressLimit {
    pub(crate) connections: usize,
    pub(crate) trusted_proxies: Vec<IpNet>,
}

/// Counts the connections of each address.
struct Addresses {
    limit: AddressLimit,
    connections: Mutex<HashMap<String, usize>>,
}

impl Addresses {
    /// Counts a connection until the result is dropped. Returns `None` if the address has too many.
    fn count(self: &Arc<Self>, peer: IpAddr) -> Option<AddressPermit> {
        let peer = peer.to_canonical();
        let is_exempt = self.limit.trusted_proxies.iter().any(|proxy| proxy.contains(&peer));
        if is_exempt {
            return Some(AddressPermit(None));
        }
        let address = network(peer);
        let mut connections = self.connections.lock().unwrap_or_else(PoisonError::into_inner);
        let count = connections.entry(address.clone()).or_default();
        if *count >= self.limit.connections {
            return None;
        }
        *count += 1;
        Some(AddressPermit(Some((Arc::clone(self), address))))
    }
}

/// A connection that counts, unless it is one of a proxy.
struct AddressPermit(Option<(Arc<Addresses>, String)>);

impl Drop for AddressPermit {
    fn drop(&mut self) {
        let Some((addresses, address)) = self.0.take() else {
            return;
        };
        let mut connections = addresses.connections.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = connections.get_mut(&address) {
            *count -= 1;
            if *count == 0 {
                connections.remove(&address);
            }
        }
    }
}

/// Serves connections until `shutdown` completes; requests that are running then have `shutdown_timeout` to complete, and are cut
/// after it.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    limit: AddressLimit,
    metrics: ConnectionMetrics,
    shutdown: impl Future<Output = ()>,
    shutdown_timeout: Duration,
) {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .max_buf_size(BUFFER_BYTES);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(HEADER_TIMEOUT)
        .keep_alive_timeout(HEADER_TIMEOUT)
        .max_concurrent_streams(MAX_STREAMS)
        .max_send_buf_size(BUFFER_BYTES);
    let builder = Arc::new(builder);
    let graceful = GracefulShutdown::new();
    let cut = CancellationToken::new();
    let permits = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let addresses = Arc::new(Addresses { limit, connections: Mutex::default() });
    let mut shutdown = pin!(shutdown);
    loop {
        let accepting = async {
            let permit = Arc::clone(&permits).acquire_owned().await.map_err(io::Error::other)?;
            Ok::<_, io::Error>((listener.accept().await?, permit))
        };
        let accepted = tokio::select! {
            accepted = accepting => accepted,
            () = &mut shutdown => break,
        };
        let ((stream, peer), permit) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::error!("cannot accept a connection: {error}");
                sleep(ACCEPT_RETRY).await;
                continue;
            }
        };
        let Some(address_permit) = addresses.count(peer.ip()) else {
            tracing::info!("too many connections from {}", peer.ip());
            metrics.refused.inc();
            continue;
        };
        let service = router.clone().layer(Extension(ConnectInfo::<SocketAddr>(peer)));
        let (builder, watcher) = (Arc::clone(&builder), graceful.watcher());
        let (cut, open) = (cut.clone(), metrics.open.clone());
        open.inc();
        tokio::spawn(async move {
            let io = TokioIo::new(TimedStream::new(stream));
            let connection = builder.serve_connection(io, TowerToHyperService::new(service));
            // Errors are those of clients that disconnect or time out.
            let _ = cut.run_until_cancelled(watcher.watch(connection.into_owned())).await;
            open.dec();
            drop((permit, address_permit));
        });
    }
    drop(listener);
    if timeout(shutdown_timeout, graceful.shutdown()).await.is_err() {
        cut.cancel();
    }
}

/// A connection that fails if its client stalls where hyper sets no timeout: before the version of HTTP is known, and in writes.
struct TimedStream {
    stream: TcpStream,
    received: usize,
    preface_timer: Pin<Box<Sleep>>,
    /// Set while a write is pending.
    write_timer: Option<Pin<Box<Sleep>>>,
}

impl TimedStream {
    fn new(stream: TcpStream) -> Self {
        // Responses are written in whole chunks; waiting for more would only delay them.
        let _ = stream.set_nodelay(true);
        let preface_timer = Box::pin(sleep(HEADER_TIMEOUT));
        Self { stream, received: 0, preface_timer, write_timer: None }
    }

    /// Passes the result of a write on, and fails if it has been pending for too long.
    fn timed<T>(
        &mut self,
        context: &mut Context<'_>,
        result: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        // A response has begun, so the version is known.
        self.received = PREFACE_BYTES;
        if result.is_ready() {
            self.write_timer = None;
            return result;
        }
        let timer = self.write_timer.get_or_insert_with(|| Box::pin(sleep(WRITE_TIMEOUT)));
        ready!(timer.as_mut().poll(context));
        Poll::Ready(Err(ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for TimedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let result = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.received = self.received.saturating_add(buffer.filled().len() - before);
        if result.is_pending() && self.received < PREFACE_BYTES {
            ready!(self.preface_timer.as_mut().poll(context));
            return Poll::Ready(Err(ErrorKind::TimedOut.into()));
        }
        result
    }
}

impl AsyncWrite for TimedStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.timed(context, result)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.timed(context, result)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use axum::body::Body;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::time::Instant;

    /// A server that answers every request with 50 MB.
    async fn server() -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().fallback(async || Body::from(vec![b'x'; 50_000_000]));
        let limit = AddressLimit { connections: 10, trusted_proxies: Vec::new() };
        let metrics = ConnectionMetrics::default();
        let shutdown = std::future::pending();
        tokio::spawn(serve(listener, router, limit, metrics, shutdown, Duration::ZERO));
        address
    }

    async fn connect() -> TcpStream {
        TcpStream::connect(server().await).await.unwrap()
    }

    /// The buffers of the kernel fill in real time. From then on the clock jumps to the next timeout.
    async fn stop_clock() {
        sleep(Duration::from_millis(500)).await;
        tokio::time::pause();
    }

    #[tokio::test]
    async fn a_client_that_sends_no_headers_is_disconnected() {
        for bytes in [&b""[..], b"P", b"PRI * HTTP/2.0\r\n", b"GET / HTTP/1.1\r\nHost: x\r\n"] {
            let mut stream = connect().await;
            stream.write_all(bytes).await.unwrap();
            stop_clock().await;
            let start = Instant::now();
            let _ = stream.read_to_end(&mut Vec::new()).await;
            let time = start.elapsed();
            tokio::time::resume();
            assert!(time <= HEADER_TIMEOUT + Duration::from_secs(1), "{bytes:?} {time:?}");
        }
    }

    #[tokio::test]
    async fn a_client_that_reads_nothing_is_disconnected() {
        let mut stream = connect().await;
        stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        stream.read_exact(&mut [0]).await.unwrap();
        stop_clock().await;
        sleep(WRITE_TIMEOUT + Duration::from_secs(1)).await;
        // The reset crosses the kernel in real time, too.
        tokio::time::resume();
        let is_reset = async {
            while stream.write_all(b"x").await.is_ok() {
                sleep(Duration::from_millis(10)).await;
            }
        };
        timeout(WRITE_TIMEOUT / 2, is_reset).await.unwrap();
    }
}
