//! Compresses the app once at build time, as far as it goes, so that the server only has to send files.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result, anyhow};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};
use walkdir::WalkDir;

/// What browsers ask for by these endings is text or wasm; images and fonts are compressed already.
const COMPRESSIBLE: &[&str] =
    &["css", "html", "ico", "js", "json", "map", "mjs", "svg", "txt", "wasm", "webmanifest", "xml"];

/// Writes a `.br` and a `.gz` next to every file in `dir` that gets smaller by it.
pub fn compress_tree(dir: &Path) -> Result<()> {
    let mut files = Vec::new();
    for entry in WalkDir::new(dir) {
        let entry = entry?;
        let extension = entry.path().extension().and_then(|extension| extension.to_str());
        if entry.file_type().is_file()
            && extension.is_some_and(|extension| COMPRESSIBLE.contains(&extension))
        {
            files.push((entry.metadata()?.len(), entry.into_path()));
        }
    }
    // The wasm takes nearly all of the time: with the largest first, the others fit in beside it.
    files.sort_by(|a, b| b.cmp(a));
    let files: Vec<PathBuf> = files.into_iter().map(|(_, path)| path).collect();

    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(files.len());
    std::thread::scope(|scope| {
        let work = || -> Result<()> {
            while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                compress_file(path)
                    .with_context(|| format!("cannot compress {}", path.display()))?;
            }
            Ok(())
        };
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| {
            worker.join().map_err(|_| anyhow!("a compressing thread panicked"))?
        })
    })
}

fn compress_file(path: &Path) -> Result<()> {
    let bytes = fs::read(path)?;
    write_if_smaller(path, "br", &brotli(&bytes)?, bytes.len())?;
    write_if_smaller(path, "gz", &gzip(&bytes)?, bytes.len())
}

/// A compressed file that is no smaller would only make the browser work for nothing.
fn write_if_smaller(path: &Path, ending: &str, compressed: &[u8], original: usize) -> Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    let target = PathBuf::from(name);
    if compressed.len() < original {
        fs::write(target, compressed)?;
    } else if target.exists() {
        fs::remove_file(target)?;
    }
    Ok(())
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut out, &params)?;
    Ok(out)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::io::Read as _;

    #[test]
    fn compresses_what_gets_smaller_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let text = "a line of text that repeats\n".repeat(400);
        fs::create_dir(dir.path().join("snippets")).unwrap();
        fs::write(dir.path().join("snippets/app.js"), &text).unwrap();
        fs::write(dir.path().join("tiny.css"), "a{}").unwrap();
        fs::write(dir.path().join("picture.png"), &text).unwrap();
        // Left over from a larger version of the same file.
        fs::write(dir.path().join("tiny.css.br"), "old").unwrap();

        compress_tree(dir.path()).unwrap();

        let mut unpacked = Vec::new();
        let packed = fs::read(dir.path().join("snippets/app.js.br")).unwrap();
        brotli::BrotliDecompress(&mut &*packed, &mut unpacked).unwrap();
        assert_eq!(unpacked, text.as_bytes());

        let mut unpacked = String::new();
        let packed = fs::read(dir.path().join("snippets/app.js.gz")).unwrap();
        flate2::read::GzDecoder::new(&*packed).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);

        for absent in ["tiny.css.br", "tiny.css.gz", "picture.png.br", "picture.png.gz"] {
            assert!(!dir.path().join(absent).exists(), "{absent}");
        }
    }
}
