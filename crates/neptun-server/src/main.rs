//! Starts the Neptun server.

mod options;

use std::fmt::Display;
use std::io::{self, ErrorKind, IsTerminal};
use std::process::ExitCode;

use clap::Parser;
use neptun_server::{Origin, Server};
use options::Options;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    tracing_subscriber::fmt()
        .with_max_level(options.log_level())
        .with_target(false)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr)
        .init();
    match run(&options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("neptun-server: {message}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: &Options) -> Result<(), String> {
    // A shell usually allows 1,024, which the connections alone would use up: none would be left to the database.
    #[cfg(unix)]
    if let Err(error) = rlimit::increase_nofile_limit(4_096) {
        tracing::warn!("cannot raise the limit of open files: {error}");
    }
    // Bound first, so that a port in use is reported before a database is filled.
    let listener = TcpListener::bind(&options.listen)
        .await
        .map_err(|error| cannot_listen(&options.listen, &error))?;
    let address = listener.local_addr().map_err(text)?;
    let server = Server::new(options.config()).await.map_err(text)?;
    let shutdown = shutdown_signal().map_err(text)?;
    if let Some(account) = server.demo_user() {
        println!("Demo account: {} with the password {}", account.email, account.password);
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

fn cannot_listen(address: &str, error: &io::Error) -> String {
    let reason = match error.kind() {
        ErrorKind::AddrInUse => {
            "another program uses this address. Choose another one with --listen"
        }
        ErrorKind::PermissionDenied => {
            "ports below 1024 need administrator rights. Choose another one with --listen"
        }
        ErrorKind::AddrNotAvailable => "this machine does not have this address",
        ErrorKind::InvalidInput => "this is not an address and a port, for example 127.0.0.1:3000",
        _ => return format!("cannot listen on {address}: {error}"),
    };
    format!("cannot listen on {address}: {reason}")
}

/// Completes on SIGINT (Ctrl-C) or SIGTERM. Both are caught from this call on.
#[cfg(unix)]
fn shutdown_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Completes on Ctrl-C.
#[cfg(not(unix))]
fn shutdown_signal() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
