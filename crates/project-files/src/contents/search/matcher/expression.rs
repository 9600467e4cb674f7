//! Regular expressions: those of the `regex` crate, on a lazily built automaton that takes the same time for every byte in any
//! expression. It cannot do `\b` beside a letter that is not ASCII; a slower one does that, for one line.
//!
//! Searching each line by itself would cost more than scanning the bytes. So an automaton first skims many lines, up to the end of
//! some match; only the line of that place is searched closely, because a match in an earlier line would have ended earlier. It
//! skims for the expression without its `\b`s: that finds more, never less.

mod invalid;
mod line_ends;
mod loosen;

use std::ops::Range;

pub use invalid::InvalidExpression;
use regex_automata::hybrid::dfa::{self, Builder, DFA};
use regex_automata::hybrid::regex::{Cache, Regex};
use regex_automata::nfa::thompson::pikevm::{self, PikeVM};
use regex_automata::nfa::thompson::{Config, NFA, WhichCaptures};
use regex_automata::{Input, Match, MatchKind};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Hir, Look};

use super::{MatchOptions, Matcher, Next, Reach};
use crate::text::line_start;

/// The size that a compiled expression may have, in bytes. `\w{1000}` does not fit, and would be slow to build.
const MAX_NFA_BYTES: usize = 4 << 20;

/// A regular expression. `^` and `$` are the ends of a line.
pub struct Expression {
    skim: DFA,
    skim_cache: dfa::Cache,
    regex: Regex,
    cache: Cache,
    /// For lines that the automaton gives up.
    machine: PikeVM,
    machine_cache: pikevm::Cache,
}

impl Expression {
    /// Compiles an expression.
    ///
    /// # Errors
    /// If it is not one, is too large, or matches only across the end of a line.
    pub fn new(expression: &str, options: MatchOptions) -> Result<Self, InvalidExpression> {
        let parsed = ParserBuilder::new()
            .case_insensitive(!options.match_case)
            .multi_line(true)
            .crlf(true)
            .build()
            .parse(expression)?;
        if line_ends::needs_line_end(&parsed) {
            return Err(InvalidExpression::across_lines());
        }
        let parsed = if options.whole_word {
            Hir::concat(vec![
                Hir::look(Look::WordStartHalfUnicode),
                parsed,
                Hir::look(Look::WordEndHalfUnicode),
            ])
        } else {
            parsed
        };
        let nfa = |config: Config, parsed: &Hir| {
            let config = config.nfa_size_limit(Some(MAX_NFA_BYTES));
            let nfa = NFA::compiler().configure(config).build_from_hir(parsed);
            nfa.map_err(InvalidExpression::from)
        };
        let without_captures = Config::new().which_captures(WhichCaptures::None);
        let forward = nfa(Config::new(), &parsed)?;
        let reverse = nfa(without_captures.clone().reverse(true), &parsed)?;
        let skim = nfa(without_captures, &loosen::without_words(parsed))?;
        let machine = PikeVM::new_from_nfa(forward.clone())?;
        let config = DFA::config().unicode_word_boundary(true).skip_cache_capacity_check(true);
        let skim = Builder::new().configure(config.clone()).build_from_nfa(skim)?;
        let forward = Builder::new().configure(config.clone()).build_from_nfa(forward);
        let config = config.match_kind(MatchKind::All);
        let reverse = Builder::new().configure(config).build_from_nfa(reverse);
        let regex = Regex::builder().build_from_dfas(forward?, reverse?);
        Ok(Self {
            skim_cache: skim.create_cache(),
            skim,
            cache: regex.create_cache(),
            regex,
            machine_cache: machine.create_cache(),
            machine,
        })
    }

    /// A place before whose line no line has a match; nothing if no line of the part has one.
    fn skim(&mut self, text: &str, part: Range<usize>) -> Option<usize> {
        let input = Input::new(text).range(part.clone()).earliest(true);
        match self.skim.try_search_fwd(&mut self.skim_cache, &input) {
            Ok(found) => found.map(|end| end.offset()),
            // It gives up at nothing that is left in the expression. If it did, the search would go line by line.
            Err(_) => Some(part.start),
        }
    }

    /// The first match in a part of a line that is not empty.
    fn find(&mut self, text: &str, part: Range<usize>) -> Option<Range<usize>> {
        let mut from = part.start;
        while from < part.end {
            let found = self.find_any(Input::new(text).range(from..part.end))?;
            if !found.is_empty() {
                return Some(found.range());
            }
            from = text.ceil_char_boundary(found.end() + 1);
        }
        None
    }

    fn find_any(&mut self, input: Input<'_>) -> Option<Match> {
        match self.regex.try_search(&mut self.cache, &input) {
            Ok(found) => found,
            Err(_) => self.machine.find(&mut self.machine_cache, input),
        }
    }
}

impl Matcher for Expression {
    fn next(&mut self, text: &str, from: usize, reach: &Reach) -> Next {
        let end = reach.lines_end();
        let mut at = from;
        while at < end {
            let Some(place) = self.skim(text, at..end) else { break };
            let start = line_start(text, at, place);
            let (line_end, next_line) = reach.line_end(text, start);
            if let Some(found) = self.find(text, start..line_end) {
                return Next::Match(found);
            }
            at = next_line;
        }
        Next::NoneBefore(end.max(from))
    }
}
