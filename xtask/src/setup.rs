//! Makes sure of the tools. Those that are right already are left alone, missing ones are installed; those that cannot be are named.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::cmd;

/// The package and the program of the app.
pub const APP: &str = "neptun-ui";

/// The app's compilation target.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// A program from crates.io, which its makers also offer built.
struct Program {
    name: &'static str,
    package: &'static str,
    version: String,
    /// Leaves out what is not needed and takes long to compile.
    options: &'static [&'static str],
    /// The archive for a machine like this, if there is one.
    archive: Option<String>,
}

/// Trunk, which builds the app: from 0.21.14 on. 0.22 reads the same configuration but needs a newer compiler.
pub fn trunk() -> Result<()> {
    let version = "0.21.14";
    let target = host()?.replace("-musl", "-gnu");
    let program = Program {
        name: "trunk",
        package: "trunk",
        version: version.to_owned(),
        // TLS is for looking for newer versions and for fetching tools, which `wasm_bindgen` does.
        options: &["--no-default-features"],
        archive: Some(format!(
            "https://github.com/trunk-rs/trunk/releases/download/v{version}/trunk-{target}.tar.gz"
        )),
    };
    program.ensure(|answer| {
        let numbers: Vec<u32> =
            answer.split(['.', '-']).map_while(|part| part.parse().ok()).collect();
        matches!(numbers[..], [0, 21, patch] if patch >= 14) || matches!(numbers[..], [0, 22, _])
    })
}

/// wasm-bindgen's program, which writes the glue between wasm and JavaScript. It must have exactly the version of the library: the two
/// share a format that changes with every release.
pub fn wasm_bindgen() -> Result<()> {
    let id = cmd::capture(cmd::command("cargo").args(["pkgid", "wasm-bindgen"]))?;
    let version = id.trim().rsplit('@').next().unwrap_or_default();
    let target = host()?.replace("x86_64-unknown-linux-gnu", "x86_64-unknown-linux-musl");
    let program = Program {
        name: "wasm-bindgen",
        package: "wasm-bindgen-cli",
        version: version.to_owned(),
        options: &["--no-default-features", "--bin", "wasm-bindgen"],
        archive: Some(format!(
            "https://github.com/wasm-bindgen/wasm-bindgen/releases/download/{version}/wasm-bindgen-{version}-{target}.tar.gz"
        )),
    };
    program.ensure(|answer| answer == version)
}

/// cargo-nextest, which runs the native tests.
pub fn nextest() -> Result<()> {
    let platform = match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => Some("linux"),
        ("linux", "aarch64") => Some("linux-arm"),
        ("macos", _) => Some("mac"),
        ("windows", "x86_64") => Some("windows-tar"),
        _ => None,
    };
    let program = Program {
        name: "cargo-nextest",
        package: "cargo-nextest",
        version: "0.9.143".to_owned(),
        options: &["--no-default-features", "--features", "default-no-update"],
        archive: platform.map(|platform| format!("https://get.nexte.st/latest/{platform}")),
    };
    program.ensure(|answer| answer.starts_with("0.9."))
}

impl Program {
    fn ensure(&self, is_suitable: impl Fn(&str) -> bool) -> Result<()> {
        let Self { name, package, version, options, archive } = self;
        // A released program adds the commit it was built from.
        let is_there = || {
            cmd::version(name)
                .is_some_and(|answer| answer.split_whitespace().nth(1).is_some_and(&is_suitable))
        };
        if is_there() {
            return Ok(());
        }
        if let Some(archive) = archive {
            println!("{name}: downloading {archive}");
            if download(archive, name).is_ok() && is_there() {
                return Ok(());
            }
        }
        println!("{name}: cargo install {package}@{version} (some minutes, once)");
        let install = |locked: Option<&str>| {
            let mut install = cmd::command("cargo");
            // `--force`, because one is there already if it does not run or has been built for another machine.
            install
                .args(["install", "--force"])
                .args(locked)
                .args(*options)
                .arg(format!("{package}@{version}"));
            // Most of the time goes into making a program fast that mostly waits for the compiler.
            for (setting, value) in
                [("LTO", "off"), ("OPT_LEVEL", "0"), ("CODEGEN_UNITS", "256"), ("DEBUG", "false")]
            {
                install.env(format!("CARGO_PROFILE_RELEASE_{setting}"), value);
            }
            cmd::run(&mut install)
        };
        // Its lock file can name a version of a dependency that a mirror of the registry does not have yet.
        install(Some("--locked")).or_else(|_| install(None)).with_context(|| {
            format!("{name} could not be installed: put version {version} of it on PATH")
        })?;
        if !is_there() {
            bail!("{name} is installed, but `{name} --version` does not answer with {version}");
        }
        Ok(())
    }
}

/// Puts the program out of an archive where Cargo installs programs.
fn download(archive: &str, program: &str) -> Result<()> {
    let work = cmd::target()?.join("download");
    fs::create_dir_all(&work)?;
    let file = work.join("archive");
    cmd::capture(
        cmd::command("curl")
            .args(["-fsSL", "--connect-timeout", "10", "-o"])
            .arg(&file)
            .arg(archive),
    )?;
    cmd::capture(cmd::command("tar").arg("-xf").arg(&file).arg("-C").arg(&work))?;
    let program = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let found = walkdir::WalkDir::new(&work)
        .into_iter()
        .flatten()
        .find(|entry| entry.file_name() == &*program);
    let found = found.with_context(|| format!("there is no {program} in {archive}"))?;
    let bin = cmd::cargo_bin()?;
    fs::create_dir_all(&bin)?;
    fs::copy(found.path(), bin.join(program))?;
    Ok(fs::remove_dir_all(work)?)
}

/// The machine that programs are compiled on, as the compiler calls it.
pub fn host() -> Result<String> {
    let answer = cmd::capture(cmd::command("rustc").arg("-vV"))?;
    let host = answer.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc names no host")?.to_owned())
}

/// The standard library for wasm. rustup reads `rust-toolchain.toml` by itself, unless it is told to install nothing by itself.
pub fn wasm_target() -> Result<()> {
    let folder = cmd::capture(cmd::command("rustc").args([
        "--print",
        "target-libdir",
        "--target",
        WASM_TARGET,
    ]))?;
    if !Path::new(folder.trim()).exists() {
        cmd::run(cmd::command("rustup").args(["target", "add", WASM_TARGET]))?;
    }
    Ok(())
}

/// The packages from npm, as the lock file says.
pub fn node_packages() -> Result<()> {
    let modified = |path: &str| {
        fs::metadata(cmd::root().join(path)).and_then(|metadata| metadata.modified()).ok()
    };
    // npm's own record of what it has installed.
    if modified("node_modules/.package-lock.json") < modified("package-lock.json") {
        println!("Node packages: npm ci");
        cmd::run(cmd::command("npm").args(["ci", "--loglevel=error"]))
            .context("the packages from npm need Node 20 or newer, from https://nodejs.org")?;
    }
    Ok(())
}

/// Python with the packages in contract/requirements.txt, in an environment of its own.
pub fn python() -> Result<PathBuf> {
    let environment = cmd::target()?.join("contract/python");
    let programs = environment.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let python = programs.join(format!("python{}", std::env::consts::EXE_SUFFIX));
    let requirements = cmd::root().join("contract/requirements.txt");
    // Copied once all of them are there.
    let installed = environment.join("requirements.txt");
    if fs::read(&installed).ok() == Some(fs::read(&requirements)?)
        && cmd::version(&python).is_some()
    {
        return Ok(python);
    }
    println!("Python packages: pip install");
    let system = if cfg!(windows) { "python" } else { "python3" };
    let create =
        || cmd::capture(cmd::command(system).args(["-m", "venv", "--clear"]).arg(&environment));
    // Debian has the module in a package of its own.
    create()
        .or_else(|_| apt_get_install(&["python3", "python3-venv"]).and_then(|()| create()))
        .context(
            "the contract tests need Python 3.11 or newer with `venv`, from https://python.org",
        )?;
    cmd::capture(
        cmd::command(&python).args(["-m", "pip", "install", "--requirement"]).arg(&requirements),
    )?;
    fs::copy(requirements, installed)?;
    Ok(python)
}

/// A browser for the specs and the benchmark.
pub fn chromium() -> Result<PathBuf> {
    node_packages()?;
    // The one without windows needs two thirds of the other's time for the specs.
    for name in ["chromium-headless-shell", "chromium"] {
        if let Some(found) = browser("NEPTUN_CHROMIUM", &[name], &[name, "fonts-liberation"])? {
            return Ok(found);
        }
    }
    cmd::run(cmd::command("playwright").args(["install", "chromium"]))
        .context("there is no Chromium: install one and name it in NEPTUN_CHROMIUM")?;
    let tell = "process.stdout.write(require('@playwright/test').chromium.executablePath())";
    Ok(cmd::capture(cmd::command("node").args(["-e", tell]))?.into())
}

/// Another browser for the specs. Playwright's own Firefox is a changed one, so it has to be the user's or the system's.
pub fn firefox() -> Result<PathBuf> {
    node_packages()?;
    let found = browser("NEPTUN_FIREFOX", &["firefox", "firefox-esr"], &["firefox-esr"])?;
    found.context("there is no Firefox: install one and name it in NEPTUN_FIREFOX")
}

/// The browser that the variable names, or one that is on PATH, or from Debian's packages. Elsewhere such a package can be an empty
/// shell that points to a shop, so a browser counts only if it tells its version.
fn browser(variable: &str, names: &[&str], packages: &[&str]) -> Result<Option<PathBuf>> {
    if let Some(chosen) = std::env::var_os(variable).map(PathBuf::from) {
        cmd::version(&chosen)
            .with_context(|| format!("{variable}={} does not run", chosen.display()))?;
        return Ok(Some(chosen));
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = || {
        let places = std::env::split_paths(&path)
            .flat_map(|folder| names.iter().map(move |name| folder.join(name)));
        places.filter(|place| place.exists()).find(|place| cmd::version(place).is_some())
    };
    if on_path().is_none() {
        println!("{}: apt-get install {}", names[0], packages.join(" "));
        // It fails where there is no apt-get, and for anybody but root.
        let _ = apt_get_install(packages);
    }
    Ok(on_path())
}

/// The folder with the programs of PostgreSQL, and nginx on PATH.
pub fn postgres() -> Result<PathBuf> {
    if postgres_programs().is_none() || cmd::capture(cmd::command("nginx").arg("-v")).is_err() {
        println!("PostgreSQL: apt-get install postgresql nginx-light");
        // It fails where there is no apt-get, and for anybody but root.
        let _ = apt_get_install(&["postgresql", "nginx-light"]);
    }
    cmd::capture(cmd::command("nginx").arg("-v"))
        .context("there is no nginx: install it and put it on PATH")?;
    postgres_programs()
        .context("there is no PostgreSQL: install 13 or newer and put `initdb` on PATH")
}

/// The folder with the programs, which Debian does not put on PATH.
fn postgres_programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<_> = versions.map(|version| version.path().join("bin")).collect();
    // The newest last.
    folders.sort_by_key(|folder| folder.parent()?.file_name()?.to_str()?.parse::<u32>().ok());
    folders.reverse();
    folders.extend(std::env::split_paths(&path));
    folders.into_iter().find(|folder| cmd::version(folder.join("initdb")).is_some())
}

fn apt_get_install(packages: &[&str]) -> Result<()> {
    let install = || {
        let mut command = cmd::command("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        cmd::capture(command.args(["install", "--yes", "--no-install-recommends"]).args(packages))
            .map(drop)
    };
    install().or_else(|_| {
        // A fresh machine has no package lists yet, and an old one names versions that are gone.
        cmd::capture(cmd::command("apt-get").args(["update", "-qq"]))?;
        install()
    })
}
