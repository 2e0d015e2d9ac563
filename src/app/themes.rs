//! The themes in use: taken when they are read, exchanged when the reader changes his own.
//!
//! Owns the change from one book of themes to another. Invariant: the lexicon, the hits of all reports, what is lit and what the screens
//! show are always of one book. Must not know where files are kept.

use std::sync::Arc;

use super::msg::Effect;
use super::{App, Screen, Status};
use crate::job::Job;
use crate::report::{Report, ReportId};
use crate::text::safe::Safe;
use crate::theme::{Book, Hits, ThemeId};

/// The themes lit when the program starts, by their Chinese names.
const FIRST_LIT: [&str; 3] = ["营商环境", "老旧小区", "就业"];

impl App {
    /// Takes the themes once they are read. Told once more by every loading: what is lit meanwhile stays as it is.
    pub(super) fn take_lexicon(&mut self, book: &Arc<Book>) {
        if book.edition != self.book.edition || self.lexicon.is_some() {
            return;
        }
        let ready = book.ready();
        if self.lit.is_empty() {
            self.lit = FIRST_LIT
                .iter()
                .filter_map(|name| ready.lexicon.find(name))
                .collect();
        }
        self.lexicon = Some(Arc::clone(&ready.lexicon));
        self.tell_faults(book);
    }

    fn tell_faults(&mut self, book: &Book) {
        if let Some(fault) = book.ready().faults.first() {
            self.status = Some(Status {
                text: Safe::new(&fault.sentence(self.settings.lang)),
                error: true,
            });
        }
    }

    /// Takes the hits in one report; those of another book are found anew.
    pub(super) fn scanned(&mut self, id: ReportId, hits: Arc<Hits>) -> Vec<Effect> {
        if self.lexicon_edition() == hits.edition {
            self.shelf.scanned(id, hits);
            self.refresh_screens();
            return Vec::new();
        }
        let reports = self.shelf.report(id).map(|r| (id, Arc::clone(r)));
        self.scan(reports.into_iter().collect())
    }

    /// The edition of the themes that are shown; that of the book in use where none are yet.
    pub(super) fn lexicon_edition(&self) -> u32 {
        self.shown_edition.unwrap_or(self.book.edition)
    }

    fn scan(&self, reports: Vec<(ReportId, Arc<Report>)>) -> Vec<Effect> {
        let book = Arc::clone(&self.book);
        vec![Effect::ReadAgain(
            self.load_generation,
            Job::Scan { reports, book },
        )]
    }

    /// Uses other themes from now on; what stands on the screen changes when all reports are scanned for them.
    pub fn use_book(&mut self, book: Arc<Book>) -> Vec<Effect> {
        self.shown_edition.get_or_insert(self.book.edition);
        self.book = book;
        let all = self.shelf.ready().map(|(id, r)| (id, Arc::clone(r)));
        self.scan(all.collect())
    }

    /// Takes the hits of another book: lexicon, hits, what is lit and what the screens show change at once.
    pub(super) fn rescanned(
        &mut self,
        book: &Arc<Book>,
        hits: Vec<(ReportId, Arc<Report>, Arc<Hits>)>,
    ) -> Vec<Effect> {
        if book.edition != self.book.edition {
            return Vec::new();
        }
        let ready = book.ready();
        if let Some(before) = self.lexicon.replace(Arc::clone(&ready.lexicon)) {
            let carried = |id: ThemeId| ready.lexicon.find(&before.theme(id)?.name);
            let walked = self.current_theme().and_then(carried);
            self.lit = self.lit.iter().copied().filter_map(carried).collect();
            self.current_lit = walked
                .and_then(|t| self.lit.iter().position(|&l| l == t))
                .unwrap_or(0);
            self.carry_screens(&carried);
        }
        self.shown_edition = Some(book.edition);
        for (id, report, hits) in hits {
            if self
                .shelf
                .report(id)
                .is_some_and(|r| Arc::ptr_eq(r, &report))
            {
                self.shelf.scanned(id, hits);
            }
        }
        self.tell_faults(book);
        self.refresh_screens();
        // Reports that came in meanwhile were scanned for the themes before, or not at all.
        let late: Vec<_> = self
            .shelf
            .ready()
            .filter(|(id, _)| {
                let hits = self.shelf.hits(*id);
                hits.is_none_or(|h| h.edition != book.edition)
            })
            .map(|(id, r)| (id, Arc::clone(r)))
            .collect();
        if late.is_empty() {
            Vec::new()
        } else {
            self.scan(late)
        }
    }

    /// Carries the themes that screens stand on over to another book; a lens of a theme that is gone closes.
    fn carry_screens(&mut self, carried: &dyn Fn(ThemeId) -> Option<ThemeId>) {
        let mut screens = std::mem::take(&mut self.behind);
        screens.push(std::mem::take(&mut self.screen));
        screens.retain_mut(|screen| match screen {
            Screen::Matrix(state) => {
                state.carry(carried);
                true
            }
            Screen::Lens(state) => state.carry(carried),
            Screen::Course(state) => {
                state.carry(carried);
                true
            }
            _ => true,
        });
        self.screen = screens.pop().unwrap_or_default();
        self.behind = screens;
    }
}
