//! Starts the Neptun server.

mod health_check;
mod options;

use std::fmt::Display;
use std::io::{self, ErrorKind, IsTerminal};
use std::process::ExitCode;

use neptun_server::{Origin, Server, backup};
use options::{Action, LogFormat, Options};
use tokio::net::TcpListener;
#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::of_process();
    let log = tracing_subscriber::fmt()
        .with_max_level(options.log_level())
        .with_target(false)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr);
    match options.log {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).init(),
    }
    let result = match &options.action {
        None => serve(&options).await,
        Some(Action::Backup { file }) => backup(&options.database, file).await.map_err(text),
        Some(Action::Health) => health_check::check(&options.listen),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("neptun-server: {message}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(options: &Options) -> Result<(), String> {
    // A shell usually allows 1,024, which the connections alone would use up: none would be left to the database.
    #[cfg(unix)]
    if let Err(error) = rlimit::increase_nofile_limit(4_096) {
        tracing::warn!("cannot raise the limit of open files: {error}");
    }
    // Bound first, so that a port in use is reported before a database is filled.
    let listener = listen("--listen", &options.listen).await?;
    let address = listener.local_addr().map_err(text)?;
    let metrics_listener = match &options.metrics {
        Some(address) => Some(listen("--metrics", address).await?),
        None => None,
    };
    let server = Server::new(options.config()).await.map_err(text)?;
    let server = server.with_shutdown(options.shutdown());
    let shutdown = shutdown_signal().map_err(text)?;
    if let Some(account) = server.demo_user() {
        println!("Demo account: {} with the password {}", account.email, account.password);
    }
    if let Some(listener) = metrics_listener {
        println!("Metrics are at http://{}/metrics", listener.local_addr().map_err(text)?);
        tokio::spawn(axum::serve(listener, server.metrics_router()).into_future());
    }
    match &options.public_origin {
        Some(origin) => println!("Neptun UI is ready at {origin} (listening on {address})"),
        None => println!("Neptun UI is ready at http://{address}"),
    }
    if !options.is_local() && !options.public_origin.as_ref().is_some_and(Origin::is_https) {
        eprintln!(
            "Without TLS, other machines cannot sign in: browsers drop the session cookie, which is Secure. \
             Put a proxy with TLS in front and set --public-origin https://…"
        );
    }
    server.serve(listener, shutdown).await;
    Ok(())
}

fn text(error: impl Display) -> String {
    error.to_string()
}

async fn listen(option: &str, address: &str) -> Result<TcpListener, String> {
    let listener = TcpListener::bind(address).await;
    listener.map_err(|error| cannot_listen(option, address, &error))
}

fn cannot_listen(option: &str, address: &str, error: &io::Error) -> String {
    let reason = match error.kind() {
        ErrorKind::AddrInUse => {
            format!("another program uses this address. Choose another one with {option}")
        }
        ErrorKind::PermissionDenied => {
            format!("ports below 1024 need administrator rights. Choose another one with {option}")
        }
        ErrorKind::AddrNotAvailable => "this machine does not have this address".to_owned(),
        ErrorKind::InvalidInput => {
            "this is not an address and a port, for example 127.0.0.1:3000".to_owned()
        }
        _ => error.to_string(),
    };
    format!("cannot listen on {address}: {reason}")
}

/// Completes on Ctrl-C or SIGTERM. A second one ends the process at once. All are caught from this call on.
fn shutdown_signal() -> io::Result<impl Future<Output = ()>> {
    let mut signals = Signals::new()?;
    Ok(async move {
        signals.recv().await;
        tokio::spawn(async move {
            signals.recv().await;
            std::process::exit(1);
        });
    })
}

/// SIGINT, which is Ctrl-C, and SIGTERM.
#[cfg(unix)]
struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn recv(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// Ctrl-C.
#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self)
    }

    async fn recv(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
