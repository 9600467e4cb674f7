//! Runs jobs on the main thread, in slices between which the browser handles input and paints.

use leptos::prelude::*;
use project_files::ListId;
use taking_along::{Job, Step, Stuck};

use crate::files_store::FilesStore;
use crate::time::{Stopwatch, breathe};

/// The longest time without a pause.
const SLICE_MS: f64 = 8.0;
/// The amount of work between two looks at the clock.
const STEP_BYTES: usize = 16 << 10;

/// The reason why a job did not finish.
#[derive(Debug)]
pub(super) enum Interrupted {
    /// The list has been loaded anew: the job has to start over.
    OtherFiles,
    Stuck(Stuck),
}

/// Runs a job. `tell` is called after every slice.
pub(super) async fn drive(
    files: FilesStore,
    job: &mut dyn Job,
    tell: impl Fn(&dyn Job),
) -> Result<(), Interrupted> {
    let list = list_of(files);
    loop {
        // The browser shows the click first.
        breathe().await;
        let slice = Stopwatch::start();
        let mut step = Step::More;
        while step == Step::More && slice.millis() < SLICE_MS {
            if list_of(files) != list {
                return Err(Interrupted::OtherFiles);
            }
            let stepped = files.load.value().with_untracked(|loaded| match loaded {
                Some(loaded) => job.step(&loaded.files, STEP_BYTES),
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
