//! The themes in use: taken when they are read, exchanged when the reader changes his own.
//!
//! Owns the change from one book of themes to another. Invariant: the lexicon, the hits of all reports, what is lit and what the screens
//! show are always of one book. Must not know where files are kept.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::msg::Effect;
use super::{App, Overlay, Screen};
use crate::job::{Generation, Job};
use crate::locale::faults_told;
use crate::report::{Report, ReportId};
use crate::theme::{Book, Hits, Lexicon, ThemeId};

/// The themes lit when the program starts, by their Chinese names.
const FIRST_LIT: [&str; 3] = ["营商环境", "老旧小区", "就业"];

/// What is being scanned, and what waits for it.
#[derive(Debug, Default)]
pub(super) struct Scanning {
    /// The scan that was asked for last.
    asked: Generation,
    /// It has not ended.
    running: bool,
    /// Reports whose hits are of another book or of another text, or are gone.
    late: BTreeSet<ReportId>,
    /// Why the reader's own themes could not be read at the start.
    unread: Option<String>,
}

impl App {
    /// The reader's own themes could not be read; why. It is told when the themes are shown.
    pub fn cannot_read_themes(&mut self, why: String) {
        self.scanning.unread = Some(why);
    }

    /// The reader's own themes were read, after all.
    pub(super) fn read_themes_anew(&mut self) {
        self.scanning.unread = None;
    }

    /// What is wrong with the reader's own themes, a sentence each.
    pub fn theme_faults(&self) -> Vec<String> {
        let lang = self.settings.lang;
        let unread = self.scanning.unread.iter().cloned();
        // Only what is read already: nothing waits for it here.
        let ready = self.lexicon.as_ref().map(|_| self.book.ready());
        let faults = ready.into_iter().flat_map(|ready| &ready.faults);
        unread.chain(faults.map(|f| f.sentence(lang))).collect()
    }

    /// Takes the themes once they are read. Told once more by every loading: what is lit meanwhile stays as it is.
    pub(super) fn take_lexicon(&mut self, book: &Arc<Book>) {
        if book.edition != self.book.edition || self.lexicon.is_some() {
            return;
        }
        self.show_lexicon(&book.ready().lexicon);
        self.shown_edition = Some(book.edition);
        self.tell_faults();
        self.recall_screen();
    }

    /// Puts a lexicon on the screens: what is lit and where screens stand is carried over by name.
    fn show_lexicon(&mut self, lexicon: &Arc<Lexicon>) {
        let Some(before) = self.lexicon.replace(Arc::clone(lexicon)) else {
            if self.lit.is_empty() {
                let first = FIRST_LIT.iter().filter_map(|name| lexicon.find(name));
                self.lit = first.collect();
            }
            self.recall_themes(lexicon);
            return;
        };
        let carried = |id: ThemeId| lexicon.find(&before.theme(id)?.name);
        let walked = self.current_theme().and_then(carried);
        self.lit = self.lit.iter().copied().filter_map(carried).collect();
        let at = walked.and_then(|t| self.lit.iter().position(|&l| l == t));
        let last = self.lit.len().saturating_sub(1);
        self.current_lit = at.unwrap_or(self.current_lit.min(last));
        if at.is_none() && self.walking == super::walk::Walking::Theme {
            self.hit = None;
        }
        self.walk = super::walk::Walk::default();
        self.carry_screens(&carried);
    }

    /// Says the first thing that is wrong with the reader's own themes, and how many more there are.
    fn tell_faults(&mut self) {
        let faults = self.theme_faults();
        if let Some(first) = faults.first() {
            let text = faults_told(self.settings.lang, first, faults.len() - 1);
            self.fail(&text);
        }
    }

    /// Takes the hits in one report; those of another book are found anew.
    pub(super) fn scanned(&mut self, id: ReportId, hits: Arc<Hits>) -> Vec<Effect> {
        if self.lexicon_edition() == hits.edition {
            self.shelf.scanned(id, hits);
            self.refresh_screens();
            return Vec::new();
        }
        self.lack_hits(id);
        self.catch_up()
    }

    /// The edition of the themes that are shown; that of the book in use where none are yet.
    pub(super) fn lexicon_edition(&self) -> u32 {
        self.shown_edition.unwrap_or(self.book.edition)
    }

    /// A report's hits are not those of its text by the themes that are shown: it has none until it is scanned.
    pub(super) fn lack_hits(&mut self, id: ReportId) {
        self.shelf.change(id, |slot| slot.hits = None);
        self.scanning.late.insert(id);
    }

    /// Scans what lacks its hits, unless a scan is under way: whoever takes its result comes here again.
    pub(super) fn catch_up(&mut self) -> Vec<Effect> {
        if self.scanning.running {
            return Vec::new();
        }
        let late = std::mem::take(&mut self.scanning.late).into_iter();
        let late = late.filter_map(|id| Some((id, Arc::clone(self.shelf.report(id)?))));
        let late: Vec<_> = late.collect();
        if late.is_empty() {
            return Vec::new();
        }
        vec![self.scan(late)]
    }

    fn scan(&mut self, reports: Vec<(ReportId, Arc<Report>)>) -> Effect {
        self.scanning.asked.0 += 1;
        self.scanning.running = true;
        let book = Arc::clone(&self.book);
        Effect::Scan(self.scanning.asked, Job::Scan { reports, book })
    }

    /// Uses other themes from now on; what stands on the screen changes when all reports are scanned for them.
    pub fn use_book(&mut self, book: Arc<Book>) -> Vec<Effect> {
        self.shown_edition.get_or_insert(self.book.edition);
        self.book = book;
        self.scanning.late.clear();
        let all = self.shelf.ready().map(|(id, r)| (id, Arc::clone(r)));
        let all = all.collect();
        vec![self.scan(all)]
    }

    /// Takes the hits of another book: lexicon, hits, what is lit and what the screens show change at once.
    pub(super) fn rescanned(
        &mut self,
        generation: Generation,
        book: &Arc<Book>,
        hits: Vec<(ReportId, Arc<Report>, Arc<Hits>)>,
    ) -> Vec<Effect> {
        if generation == self.scanning.asked {
            self.scanning.running = false;
        }
        // A scan for still other themes is under way.
        if book.edition != self.book.edition {
            return Vec::new();
        }
        let other = self.lexicon_edition() != book.edition || self.lexicon.is_none();
        if other {
            self.show_lexicon(&book.ready().lexicon);
            self.shown_edition = Some(book.edition);
        }
        for (id, report, hits) in hits {
            match self.shelf.report(id) {
                Some(now) if Arc::ptr_eq(now, &report) => {
                    self.shelf.scanned(id, hits);
                    self.scanning.late.remove(&id);
                }
                // Read once more meanwhile.
                Some(_) => self.lack_hits(id),
                None => {}
            }
        }
        if other {
            // What came in meanwhile was scanned for the themes before.
            let ready = self.shelf.slots().filter_map(|(id, slot)| {
                let stale = slot
                    .hits
                    .as_ref()
                    .is_some_and(|h| h.edition != book.edition);
                stale.then_some(id)
            });
            for id in ready.collect::<Vec<_>>() {
                self.lack_hits(id);
            }
        }
        let effects = self.catch_up();
        if other {
            self.again.edition += 1;
            if matches!(self.overlays.last(), Some(Overlay::Themes(_))) {
                self.refill_in_place();
            }
            self.refresh_screens();
            self.tell_faults();
            self.themes_shown();
        } else {
            self.refresh_screens();
        }
        effects
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
            Screen::Novelty(state) => {
                state.carry();
                true
            }
            _ => true,
        });
        self.screen = screens.pop().unwrap_or_default();
        self.behind = screens;
    }
}
