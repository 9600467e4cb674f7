//! `sqlx::migrate!` embeds the migrations, and Cargo does not know it: without this, a new one would not be compiled in.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
