//! Jobs on the main thread, in slices between which the browser does what is waiting.

use leptos::prelude::*;
use project_files::ListId;
use taking_along::{Job, Step, Stuck};

use crate::files_store::FilesStore;
use crate::time::{Stopwatch, breathe};

/// For how long is worked without a pause, in milliseconds.
const SLICE: f64 = 8.0;
/// How much is done before the clock is asked, in bytes.
const STEP: usize = 16 << 10;

/// Why a job did not come to its end.
#[derive(Debug)]
pub(super) enum Interrupted {
    /// There are other files by now: it has to begin anew.
    OtherFiles,
    Stuck(Stuck),
}

/// Does a job. `tell` is told after every slice.
pub(super) async fn drive(
    files: FilesStore,
    job: &mut dyn Job,
    tell: impl Fn(&dyn Job),
) -> Result<(), Interrupted> {
    let list = list_of(files);
    loop {
        // What was clicked on is drawn first.
        breathe().await;
        let slice = Stopwatch::start();
        let mut step = Step::More;
        while step == Step::More && slice.millis() < SLICE {
            if list_of(files) != list {
                return Err(Interrupted::OtherFiles);
            }
            let stepped = files.load.value().with_untracked(|loaded| match loaded {
                Some(loaded) => job.step(&loaded.files, STEP),
                None => Ok(Step::Done),
            });
            step = stepped.map_err(Interrupted::Stuck)?;
        }
        tell(job);
        if step == Step::Done {
            return Ok(());
        }
    }
}

fn list_of(files: FilesStore) -> Option<ListId> {
    let id = files.load.value().try_with_untracked(|loaded| Some(loaded.as_ref()?.files.list_id()));
    id.flatten()
}
