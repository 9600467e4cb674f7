//! Compresses the app at build time, as far as it goes, so that the server only has to send files.

use std::collections::HashSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context, Result, anyhow};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};
use rayon::prelude::*;
use walkdir::WalkDir;

/// The endings of text and wasm; images and fonts are compressed already.
const COMPRESSIBLE: &[&str] =
    &["css", "html", "ico", "js", "json", "map", "mjs", "svg", "txt", "wasm", "webmanifest", "xml"];

/// Keeps results that take long to make and depend on their input alone, until a build has no use for them.
pub struct Cache {
    folder: PathBuf,
    used: Mutex<HashSet<PathBuf>>,
}

impl Cache {
    /// A cache in this folder.
    pub fn new(folder: PathBuf) -> Result<Self> {
        fs::create_dir_all(&folder)
            .with_context(|| format!("cannot create {}", folder.display()))?;
        Ok(Self { folder, used: Mutex::default() })
    }

    /// Returns the result for the same input from before, or makes it now.
    pub fn get(
        &self,
        input: &impl Hash,
        make: impl FnOnce() -> Result<Vec<u8>>,
    ) -> Result<Vec<u8>> {
        let mut hasher = DefaultHasher::new();
        input.hash(&mut hasher);
        let path = self.folder.join(format!("{:016x}", hasher.finish()));
        let content = match fs::read(&path) {
            Ok(content) => content,
            Err(_) => {
                let content = make()?;
                fs::write(&path, &content)
                    .with_context(|| format!("cannot write {}", path.display()))?;
                content
            }
        };
        self.used.lock().map_err(|_| anyhow!("a thread panicked"))?.insert(path);
        Ok(content)
    }

    /// Removes the results that this build has not asked for.
    pub fn forget_unused(self) -> Result<()> {
        let used = self.used.into_inner().map_err(|_| anyhow!("a thread panicked"))?;
        for entry in fs::read_dir(self.folder)? {
            let path = entry?.path();
            if !used.contains(&path) {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }
}

/// Writes a `.br` and a `.gz` next to every file in `dir` that gets smaller by it.
pub fn compress_tree(dir: &Path, cache: &Cache) -> Result<()> {
    let mut files = Vec::new();
    for entry in WalkDir::new(dir) {
        let entry = entry?;
        let extension = entry.path().extension().and_then(|extension| extension.to_str());
        if entry.file_type().is_file()
            && extension.is_some_and(|extension| COMPRESSIBLE.contains(&extension))
        {
            files.push(entry.into_path());
        }
    }
    files.par_iter().try_for_each(|path| compress_file(path, cache))
}

fn compress_file(path: &Path, cache: &Cache) -> Result<()> {
    let bytes = fs::read(path)?;
    for (ending, compress) in [("br", brotli as fn(&[u8]) -> Result<Vec<u8>>), ("gz", gzip)] {
        let compressed = cache.get(&(ending, &bytes), || compress(&bytes))?;
        // One that is no smaller would only make the browser work for nothing.
        if compressed.len() < bytes.len() {
            let mut name = path.as_os_str().to_owned();
            name.push(format!(".{ending}"));
            fs::write(name, compressed)
                .with_context(|| format!("cannot compress {}", path.display()))?;
        }
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

        let cache = tempfile::tempdir().unwrap();
        compress_tree(dir.path(), &Cache::new(cache.path().to_owned()).unwrap()).unwrap();

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

    #[test]
    fn makes_the_same_once_and_forgets_what_is_not_used() {
        let dir = tempfile::tempdir().unwrap();
        let cache = || Cache::new(dir.path().to_owned()).unwrap();
        let make = |text: &str| cache().get(&text, || Ok(text.as_bytes().to_vec())).unwrap();
        assert_eq!(make("a"), b"a");
        assert_eq!(make("b"), b"b");
        let cache = cache();
        assert_eq!(cache.get(&"a", || unreachable!()).unwrap(), b"a");
        cache.forget_unused().unwrap();
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
