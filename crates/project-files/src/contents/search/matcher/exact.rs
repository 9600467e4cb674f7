//! A text in the given case, without letters that have several forms.

use memchr::memmem::Finder;

use super::letters::is_mark;
use super::word::{after_char, stands_alone};
use super::{Matcher, Next, Reach, can_be_in_a_line};

pub(super) struct Exact {
    finder: Finder<'static>,
    whole_word: bool,
    /// Nothing can be found.
    hopeless: bool,
}

impl Exact {
    pub(super) fn new(wanted: &str, whole_word: bool) -> Self {
        let finder = Finder::new(wanted).into_owned();
        Self { finder, whole_word, hopeless: !can_be_in_a_line(wanted) }
    }
}

impl Matcher for Exact {
    fn next(&mut self, text: &str, mut from: usize, reach: &Reach) -> Next {
        if self.hopeless {
            return Next::NoneBefore(text.len());
        }
        let until = reach.until();
        let length = self.finder.needle().len();
        // A match that begins before `until` may end behind it.
        let end = text.len().min(until + length - 1);
        while let Some(at) = text.as_bytes().get(from..end).and_then(|part| self.finder.find(part))
        {
            let found = from + at..from + at + length;
            // A letter with a further mark is another one.
            let is_cut = text[found.end..].chars().next().is_some_and(is_mark);
            if !is_cut && (!self.whole_word || stands_alone(text, &found)) {
                return Next::Match(found);
            }
            from = after_char(text, found.start);
        }
        Next::NoneBefore(text.ceil_char_boundary(until.max(from)))
    }
}
