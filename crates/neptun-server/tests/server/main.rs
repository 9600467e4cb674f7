//! The server as its clients see it: the real router on a real database. One binary, so that it is linked once.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod accounts;
#[cfg(unix)]
mod backup;
#[cfg(target_os = "linux")]
mod balanced;
mod bodies;
mod cross_site;
mod demo_data;
mod durability;
mod encodings;
mod fault_injection;
mod file_list;
mod file_list_caching;
mod files;
mod isolation;
mod linking;
mod load;
mod login_limit;
mod metrics;
mod openapi;
mod outages;
mod paths;
mod postgres;
mod process;
mod projects;
#[cfg(target_os = "linux")]
mod proxies;
mod public_origin;
mod request_ids;
mod request_log;
mod resources;
mod sessions;
mod several_servers;
#[cfg(unix)]
mod shutdown;
mod sqlite;
mod static_files;
mod support;
mod texts;
mod throttle;
mod upstream;
