//! Going to a name by typing how it begins.

use std::time::Duration;

use project_files::fold;

use crate::time::Stopwatch;

use super::keys::Step;

/// The time between two letters of one search.
const LETTER_TIMEOUT: Duration = Duration::from_millis(700);

/// The letters typed so far, and the time of the last one.
#[derive(Default)]
pub(super) struct Letters {
    text: String,
    since: Option<Stopwatch>,
}

impl Letters {
    /// The step of a key; nothing if it is not a part of any name.
    pub(super) fn typed<'a>(
        &mut self,
        key: &str,
        rows: usize,
        active: Option<usize>,
        name: impl Fn(usize) -> &'a str,
    ) -> Option<Step> {
        // Keys like Tab have longer names. A name does not begin with these, which mean something on every page.
        let is_letter = key.chars().count() == 1 && !matches!(key, " " | "/" | "?");
        if !is_letter {
            return None;
        }
        if self.since.is_none_or(|since| since.elapsed() > LETTER_TIMEOUT) {
            self.text.clear();
        }
        self.since = Some(Stopwatch::start());
        self.text.push_str(key);
        let row = find(&fold(&self.text), rows, active, |row| fold(name(row)));
        Some(row.map_or(Step::Stay, Step::Go))
    }
}

/// The next row whose name begins with a text; the same letter again and again goes from one to the next.
fn find(
    text: &str,
    rows: usize,
    active: Option<usize>,
    name: impl Fn(usize) -> String,
) -> Option<usize> {
    let first = text.chars().next()?;
    let is_one_letter = text.chars().all(|letter| letter == first);
    // While a name is typed, the row that it has led to so far may still be the one.
    let start = match (active, is_one_letter) {
        (None, _) => 0,
        (Some(active), true) => active + 1,
        (Some(active), false) => active,
    };
    let from = |text: &str| {
        (start..rows).chain(0..start.min(rows)).find(|row| name(*row).starts_with(text))
    };
    let repeated = is_one_letter.then(|| first.to_string());
    from(text).or_else(|| from(&repeated?))
}

#[cfg(test)]
mod tests {
    use super::find;

    const NAMES: [&str; 6] = ["api", "assets", "docs", "src", "src/app", "ssl.conf"];

    fn go(text: &str, active: Option<usize>) -> Option<usize> {
        find(text, NAMES.len(), active, |row| NAMES[row].to_owned())
    }

    #[test]
    fn letters_lead_to_the_next_name_that_begins_so() {
        assert_eq!(go("a", None), Some(0));
        assert_eq!(go("a", Some(0)), Some(1));
        assert_eq!(go("a", Some(1)), Some(0));
        assert_eq!(go("d", Some(4)), Some(2));
        assert_eq!(go("x", Some(4)), None);
    }

    #[test]
    fn more_letters_tell_names_apart_and_stay_where_they_fit() {
        assert_eq!(go("as", Some(0)), Some(1));
        assert_eq!(go("as", Some(1)), Some(1));
        assert_eq!(go("src/", Some(3)), Some(4));
    }

    #[test]
    fn one_letter_again_and_again_goes_round_unless_a_name_begins_so() {
        assert_eq!(go("aa", Some(0)), Some(1));
        assert_eq!(go("aaa", Some(1)), Some(0));
        assert_eq!(go("ss", Some(3)), Some(5));
    }
}
