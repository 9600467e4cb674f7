//! Starts the Neptun server.

mod options;

use std::fmt::Display;
use std::io::{self, ErrorKind, IsTerminal};
use std::process::ExitCode;

use clap::Parser;
use neptun_server::Server;
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
    // Bound first, so that a port in use is reported before a database is filled.
    let listener = TcpListener::bind(&options.listen)
        .await
        .map_err(|error| cannot_listen(&options.listen, &error))?;
    let address = listener.local_addr().map_err(text)?;
    let server = Server::new(options.config()).await.map_err(text)?;
    if let Some(account) = server.demo_user() {
        println!("Demo account: {} with the password {}", account.email, account.password);
    }
    println!("Neptun UI is ready at http://{address}");
    server.serve(listener, shutdown_signal()).await.map_err(text)
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

/// Completes on SIGINT (Ctrl-C) or SIGTERM.
async fn shutdown_signal() {
    #[cfg(unix)]
    let terminated = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
