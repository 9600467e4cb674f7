//! `cargo xtask dist`: all that an operator needs, in one archive.

mod check;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use tar::{EntryType, Header};

use crate::{cmd, run, setup};

/// The text of `cargo xtask dist --help`.
pub const HELP: &str = "\
Usage: cargo xtask dist [--app DIR] [--quick]

Builds the release app and one server with the app inside of it, puts them into target/dist-release, and starts the server as on another
machine, to see that it works:
  neptun-server                      the server
  neptun.service, neptun.env         for systemd
  Dockerfile                         for an image
  nginx.conf, Caddyfile, README.md   for the rest of the way
  neptun-VERSION-TARGET.tar.gz       all of these
  SHA256SUMS                         of all of these and of the archive

On Linux the server is linked statically: it runs on every distribution, and in an empty container.

  --app DIR   take the release app in this folder instead of building it
  --quick     do not optimise the server, which takes a third of the time";

/// The files beside the server, by their folder in the repository.
const FILES: [(&str, &[&str]); 2] = [
    (
        "docs/deploy",
        &[
            "Caddyfile",
            "Dockerfile",
            "README.md",
            "backup.md",
            "neptun.env",
            "neptun.service",
            "nginx.conf",
        ],
    ),
    (".", &["LICENSE-APACHE", "LICENSE-MIT"]),
];

/// The ways to compile the server.
#[derive(Debug, Clone, Copy)]
pub enum Profile {
    /// As it is given away.
    Optimised,
    /// Quickly, to see that everything else works.
    Quick,
}

/// Builds and packs everything.
pub fn dist(args: &[String]) -> Result<ExitCode> {
    let (mut app, mut profile) = (None, Profile::Optimised);
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match &**arg {
            "--app" => app = Some(PathBuf::from(args.next().context("--app needs a folder")?)),
            "--quick" => profile = Profile::Quick,
            unknown => bail!("there is no argument `{unknown}`\n\n{HELP}"),
        }
    }
    let app = match app {
        Some(app) => app,
        None => {
            run::build_app()?;
            cmd::root().join("dist")
        }
    };
    let archive = make(&app, profile, &cmd::target()?.join("dist-release"))?;
    println!("\n{}", archive.display());
    Ok(ExitCode::SUCCESS)
}

/// Makes an archive with an app, tries it, and returns it.
pub fn make(app: &Path, profile: Profile, folder: &Path) -> Result<PathBuf> {
    let archive = pack(app, profile, folder)?;
    check::check(&archive)?;
    Ok(archive)
}

/// Builds the server with an app, and puts it and all that belongs to it into a new folder. Returns the archive.
fn pack(app: &Path, profile: Profile, folder: &Path) -> Result<PathBuf> {
    let app = fs::canonicalize(app).with_context(|| format!("there is no {}", app.display()))?;
    if !app.join("index.html.br").exists() {
        bail!("{} is not a release of the app", app.display());
    }
    let time = commit_time()?;
    let target = setup::host()?;
    let server = build_server(&app, profile, &target, time)?;
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let server_name = server.file_name().context("the server has no name")?;
    fs::copy(&server, folder.join(server_name))?;
    for (from, names) in FILES {
        for name in names {
            let from = cmd::root().join(from).join(name);
            fs::copy(&from, folder.join(name))
                .with_context(|| format!("cannot copy {}", from.display()))?;
        }
    }
    let name = format!("neptun-{}-{target}", version()?);
    let archive = folder.join(format!("{name}.tar.gz"));
    let compression = match profile {
        Profile::Optimised => Compression::best(),
        // Quickly, too.
        Profile::Quick => Compression::none(),
    };
    let content = archive_of(folder, &name, time, compression)?;
    fs::write(&archive, content)?;
    fs::write(folder.join("SHA256SUMS"), checksums(folder)?)?;
    Ok(archive)
}

/// The version of the server.
fn version() -> Result<String> {
    let id = cmd::capture(cmd::command("cargo").args(["pkgid", "-p", "neptun-server"]))?;
    let version = id.trim().rsplit(['@', '#']).next();
    Ok(version.context("the server has no version")?.to_owned())
}

/// The time of the commit that is built, in seconds since 1970: two builds of it are the same.
fn commit_time() -> Result<u64> {
    let time = cmd::capture(cmd::command("git").args(["log", "-1", "--format=%ct"]))?;
    time.trim().parse().context("git tells no time")
}

fn build_server(app: &Path, profile: Profile, target: &str, time: u64) -> Result<PathBuf> {
    let (profile, folder) = match profile {
        Profile::Optimised => ("dist", "dist"),
        Profile::Quick => ("dev", "debug"),
    };
    let mut cargo = cmd::command("cargo");
    cargo
        .args(["build", "-p", "neptun-server", "--features", "embedded-app"])
        // The target is named, so that the flags are not those of build scripts, too.
        .args(["--profile", profile, "--target", target])
        .env("NEPTUN_APP", app)
        .env("SOURCE_DATE_EPOCH", time.to_string());
    if target.ends_with("-linux-gnu") {
        let variable =
            format!("CARGO_TARGET_{}_RUSTFLAGS", target.to_uppercase().replace('-', "_"));
        cargo.env(variable, "-Ctarget-feature=+crt-static");
    }
    cmd::run(&mut cargo)?;
    let program = format!("neptun-server{}", std::env::consts::EXE_SUFFIX);
    Ok(cmd::target()?.join(target).join(folder).join(program))
}

/// The names of the files in a folder, sorted.
fn names_in(folder: &Path) -> Result<Vec<String>> {
    let mut names = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}

/// The files of a folder as an archive in which they are below `name`. The same files make the same bytes.
fn archive_of(folder: &Path, name: &str, time: u64, compression: Compression) -> Result<Vec<u8>> {
    let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), compression));
    for file in names_in(folder)? {
        let content = fs::read(folder.join(&file))?;
        let is_program = file.starts_with("neptun-server");
        let mut header = Header::new_ustar();
        header.set_entry_type(EntryType::Regular);
        header.set_mode(if is_program { 0o755 } else { 0o644 });
        header.set_size(content.len() as u64);
        header.set_mtime(time);
        archive.append_data(&mut header, format!("{name}/{file}"), &*content)?;
    }
    Ok(archive.into_inner()?.finish()?)
}

/// The checksums of the files in a folder, as `sha256sum --check` reads them.
fn checksums(folder: &Path) -> Result<Vec<u8>> {
    let mut sums = Vec::new();
    for name in names_in(folder)? {
        let hash = Sha256::digest(fs::read(folder.join(&name))?);
        let digits: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        writeln!(sums, "{digits}  {name}")?;
    }
    Ok(sums)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_same_files_make_the_same_archive() {
        let archive = || {
            let folder = tempfile::tempdir().unwrap();
            for name in ["b", "neptun-server", "a"] {
                fs::write(folder.path().join(name), name).unwrap();
            }
            archive_of(folder.path(), "x", 1_000, Compression::best()).unwrap()
        };
        let content = archive();
        assert_eq!(content, archive());
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(&*content));
        let entries: Vec<_> = archive
            .entries()
            .unwrap()
            .map(|entry| {
                let entry = entry.unwrap();
                (entry.path().unwrap().display().to_string(), entry.header().mode().unwrap())
            })
            .collect();
        let expected = [("x/a", 0o644), ("x/b", 0o644), ("x/neptun-server", 0o755)];
        assert_eq!(entries, expected.map(|(name, mode)| (name.to_owned(), mode)));
    }

    #[test]
    fn checksums_are_those_of_sha256sum() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("abc"), "abc").unwrap();
        let sums = String::from_utf8(checksums(folder.path()).unwrap()).unwrap();
        assert_eq!(sums, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  abc\n");
    }

    #[test]
    fn every_file_of_the_distribution_is_there() {
        for (folder, names) in FILES {
            for name in names {
                assert!(cmd::root().join(folder).join(name).is_file(), "{name}");
            }
        }
    }
}
