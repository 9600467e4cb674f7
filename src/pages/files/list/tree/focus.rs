//! The opened file is in sight, and nothing else moves the rows that are.

use leptos::prelude::*;
use neptun_api::FileId;
use project_files::listing::tree::folders_of;

use super::FolderTree;
use super::item::TreeItem;

impl FolderTree {
    /// The opened file is the active one and in sight, whichever way it was opened. When it is closed the focus, which was in it,
    /// comes back.
    pub(super) fn follow_opened(self) {
        let (mut followed, mut to_open, mut to_reveal) = (None, None, None);
        Effect::new(move || {
            let opened = self.url.opened.get();
            if !self.list.is_measured() {
                return;
            }
            let before = std::mem::replace(&mut followed, opened);
            if opened != before {
                (to_open, to_reveal) = (opened, opened);
                if let Some(file) = opened {
                    self.active.set(Some(TreeItem::File(file)));
                }
            }
            // It may still be on its way.
            if to_open.is_some_and(|file| self.open_folders_of(file)) {
                to_open = None;
            }
            if let Some(file) = to_reveal.filter(|_| to_open.is_none()) {
                self.shown.track();
                // Unless the filters hide it.
                let item = TreeItem::File(file);
                if self.row_of(&item).is_some() {
                    to_reveal = None;
                    // More files may have come by then.
                    self.list.reveal_soon(move || self.row_of(&item));
                }
            }
            if opened.is_none() && before.is_some() {
                self.list.take_focus_back();
            }
        });
    }

    /// Opens every folder around a file; returns false if the file is not there.
    fn open_folders_of(self, file: FileId) -> bool {
        let paths = self.files.with(|listing| {
            Some(folders_of(listing.find(file)?.path).map(str::to_owned).collect())
        });
        let Some(paths) = paths else { return false };
        let text = self.url.query.with_untracked(|query| query.text.trim().to_owned());
        self.folders.update(|folders| folders.set_open(paths, true, &text));
        true
    }

    /// Another query starts at the top. Apart from that, what the user is at stays where it is when files come in above it.
    pub(super) fn stay_where_the_user_is(self) {
        let mut queried = self.url.query.get_untracked();
        let follow = move || {
            let query = self.url.query.get();
            self.shown.track();
            std::mem::replace(&mut queried, query) != queried
        };
        self.list.stay_in_place(follow, move || self.anchor(), move |item| self.row_of(item));
    }

    /// The item that the user is at, and its row: the active one if it is in sight, otherwise the first one that is. Nothing at the top,
    /// where the first row is to be seen, whichever that is.
    fn anchor(self) -> Option<(usize, TreeItem)> {
        let active = self.active.get();
        let active = active.and_then(|item| Some((self.row_of(&item)?, item)));
        active.filter(|(row, _)| self.list.is_in_sight(*row)).or_else(|| {
            let row = self.list.first_in_sight();
            Some((row, self.item_at(row).filter(|_| row > 0)?))
        })
    }
}
