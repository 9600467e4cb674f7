//! What the commands print about their own work. Plain lines, so that a log reads like a terminal.

use std::io::Write as _;
use std::time::{Duration, Instant};

use anyhow::Result;

/// The line of a step: its name when it starts, and how it went and how long it took when it is done.
pub struct Step {
    name: &'static str,
    start: Instant,
    interrupted: bool,
}

impl Step {
    fn start(name: &'static str) -> Self {
        let step = Self { name, start: Instant::now(), interrupted: false };
        step.print_name();
        step
    }

    fn print_name(&self) {
        print!("  {:<18}", self.name);
        // A terminal that is gone is no reason to stop working.
        let _ = std::io::stdout().flush();
    }

    /// Says what the step has to do now; other programs may print after this.
    pub fn doing(&mut self, what: &str) {
        if self.interrupted {
            self.print_name();
        }
        println!("{what} …");
        self.interrupted = true;
    }

    fn finish(&self, result: &str) {
        if self.interrupted {
            self.print_name();
        }
        println!("{result}  ({})", seconds(self.start.elapsed()));
    }
}

/// Runs one step of preparation; what it returns is shown with the time it took.
pub fn step<T>(
    name: &'static str,
    work: impl FnOnce(&mut Step) -> Result<(T, String)>,
) -> Result<T> {
    let mut step = Step::start(name);
    match work(&mut step) {
        Ok((value, how)) => {
            step.finish(&how);
            Ok(value)
        }
        Err(error) => {
            step.finish("failed");
            Err(error)
        }
    }
}

/// Begins a section of the output.
pub fn heading(text: &str) {
    println!("\n── {text}");
}

/// A duration as people say it.
pub fn seconds(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    if seconds < 60.0 {
        format!("{seconds:.1} s")
    } else {
        format!("{} min {:02} s", duration.as_secs() / 60, duration.as_secs() % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_times_are_in_minutes() {
        assert_eq!(seconds(Duration::from_millis(140)), "0.1 s");
        assert_eq!(seconds(Duration::from_millis(59_900)), "59.9 s");
        assert_eq!(seconds(Duration::from_secs(605)), "10 min 05 s");
    }
}
