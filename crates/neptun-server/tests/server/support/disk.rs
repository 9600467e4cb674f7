//! A file system of a few megabytes.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// A mounted tmpfs. It is unmounted with the value.
pub struct TinyDisk(TempDir);

impl TinyDisk {
    /// `None` where mounting is not allowed: it needs root.
    pub fn new(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let options = format!("size={size}");
        let path = folder.path().to_str().unwrap();
        if mount(&["-t", "tmpfs", "-o", &options, "none", path]) {
            Some(Self(folder))
        } else {
            eprintln!("skipped: mounting a file system needs root");
            None
        }
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Mounts it again with other options, for example `size=8m` or `ro`.
    pub fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        assert!(mount(&["-o", &options, self.path().to_str().unwrap()]));
    }
}

impl Drop for TinyDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).status();
    }
}

fn mount(arguments: &[&str]) -> bool {
    Command::new("mount").args(arguments).status().is_ok_and(|status| status.success())
}
