//! Finds the results for the text in the input.

use std::cmp::Reverse;

use neptun_api::{FileId, Project};
use project_files::listing::go_to::{FuzzyMatcher, PathSearch, Words};
use project_files::listing::{FileEntry, Listing};
use routes::Route;

use super::commands::{Action, Command};
use super::results::{Choice, Group, Results, Target, Wanted};
use crate::ui::IconName;

/// Files beyond these are not shown; another letter finds them.
pub(super) const SHOWN: usize = 50;
/// Files that are offered before anything is typed. So few that the commands below them are in sight.
const INITIAL_RESULTS: usize = 6;

/// Searches the files, and keeps the matches for more letters or more files.
#[derive(Default)]
pub(super) struct Finder {
    paths: PathSearch,
    fuzzy: FuzzyMatcher,
}

/// The candidates besides the files of the project.
pub(super) struct Candidates<'a> {
    pub(super) commands: &'a [Command],
    pub(super) projects: &'a [Project],
    /// The files that were opened, the last one first.
    pub(super) recent: &'a [FileId],
    /// The file that is open.
    pub(super) opened: Option<FileId>,
}

impl Finder {
    /// All matches, in groups. Not in time slices: 10,000 paths take a few milliseconds, less than drawing the results.
    pub(super) fn results(
        &mut self,
        wanted: &Wanted<'_>,
        listing: Option<&Listing>,
        offer: &Candidates<'_>,
    ) -> Results {
        let mut groups = Vec::new();
        let mut count = 0;
        if let Some(listing) = listing.filter(|_| !wanted.commands_only) {
            self.paths.set_text(wanted.file.letters);
            self.paths.step(listing, listing.len());
            count = self.paths.count();
            groups.push((self.paths.best_score(), self.files(wanted, listing, offer)));
        }
        let words = Words::new(wanted.text);
        let commands = offer.commands.iter().map(|command| Choice {
            icon: command.icon,
            keys: command.keys,
            ..self::choice(command.name.clone(), Target::Do(command.action.clone()))
        });
        groups.push(self.among("Commands", &words, commands));
        if !wanted.commands_only {
            let projects = offer.projects.iter().map(|project| {
                let url = Route::overview(project.id);
                self::choice(project.name.clone(), Target::Do(Action::Go(url)))
            });
            groups.push(self.among("Projects", &words, projects));
        }
        groups.retain(|(_, group)| !group.choices.is_empty());
        if !words.is_empty() {
            // At equal scores, files come first. An unstable sort is a third of the code.
            groups.sort_unstable_by_key(|(score, group)| (Reverse(*score), group.name != "Files"));
        }
        Results { groups: groups.into_iter().map(|(_, group)| group).collect(), files: count }
    }

    fn files(&mut self, wanted: &Wanted<'_>, listing: &Listing, offer: &Candidates<'_>) -> Group {
        let recent = || offer.recent.iter().filter(|id| Some(**id) != offer.opened);
        let (name, found): (_, Vec<FileEntry<'_>>) = match wanted.file.line {
            _ if !wanted.file.letters.is_empty() => {
                let best = self.paths.best(SHOWN);
                ("Files", best.into_iter().filter_map(|file| listing.get(file)).collect())
            }
            // Only a line: one of the opened file.
            Some(_) => {
                ("Files", offer.opened.and_then(|id| listing.find(id)).into_iter().collect())
            }
            None if recent().any(|id| listing.find(*id).is_some()) => {
                let recent = recent().filter_map(|id| listing.find(*id));
                ("Recently opened files", recent.take(INITIAL_RESULTS).collect())
            }
            None => ("Files", (0..INITIAL_RESULTS).filter_map(|file| listing.get(file)).collect()),
        };
        let choices = found.into_iter().map(|file| Choice {
            icon: IconName::File,
            marks: self.paths.marks(file.path),
            ..choice(file.path.to_owned(), Target::File(file.id, wanted.file.line))
        });
        Group { name, choices: choices.collect() }
    }

    /// The choices that match, the best first, and the score of the best.
    fn among(
        &mut self,
        name: &'static str,
        words: &Words,
        choices: impl Iterator<Item = Choice>,
    ) -> (Option<u32>, Group) {
        let mut found: Vec<_> = choices
            .enumerate()
            .filter_map(|(nth, choice)| {
                let score = self.fuzzy.score(words, &choice.text)?;
                let marks = self.fuzzy.marks(words, &choice.text);
                Some((Reverse(score), nth, Choice { marks, ..choice }))
            })
            .collect();
        found.sort_unstable_by_key(|(score, nth, _)| (*score, *nth));
        let best = found.first().map(|(Reverse(score), ..)| *score);
        (best, Group { name, choices: found.into_iter().map(|(.., choice)| choice).collect() })
    }
}

fn choice(text: String, target: Target) -> Choice {
    Choice { target, text, marks: Vec::new(), icon: IconName::Neptun, keys: None }
}
