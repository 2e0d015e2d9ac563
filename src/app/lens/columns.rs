//! The columns of a lens: passages of reports, one below the other, and a cursor on one of them.
//!
//! Owns [`LensColumn`]. Invariant: what a column shows is set in rows only near its window, so that thousands of reports cost no more than
//! those that are read. Must not know how anything is drawn.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use super::laid::{Laid, Setting};
use crate::app::App;
use crate::report::{Report, ReportId, SentenceId};
use crate::theme::passages::{Context, Passage, passages_with};
use crate::theme::{Part, TermId, ThemeId};

/// What stands in one column.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum By {
    /// One report, or one theme of it.
    #[default]
    Report,
    /// One place, its years below each other.
    Place,
    /// One year, its places below each other.
    Year,
}

impl By {
    /// The next of them, round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            By::Report => By::Place,
            By::Place => By::Year,
            By::Year => By::Report,
        }
    }
}

/// What a column is of.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Key {
    /// One report.
    Report(ReportId),
    /// One theme of the one report.
    Theme(ThemeId),
    /// One place: province and name; where it is not known one report.
    Place(String),
    /// One year; none: it is not known.
    Year(Option<u16>),
}

/// How much is shown around passages.
#[derive(Clone, Debug, Default)]
pub struct Wide {
    /// Around all of them.
    pub all: Context,
    /// Around some that are shown otherwise.
    pub some: HashMap<(ReportId, SentenceId), Context>,
}

impl Wide {
    /// How much is shown around one.
    pub fn of(&self, report: ReportId, sentence: SentenceId) -> Context {
        *self.some.get(&(report, sentence)).unwrap_or(&self.all)
    }
}

/// The passages of one theme in one report.
#[derive(Clone, Debug)]
pub struct Source {
    /// Which report.
    pub report: ReportId,
    /// Whose passages.
    pub theme: ThemeId,
    /// In order.
    pub passages: Arc<[Passage]>,
    /// Hits in them.
    pub hits: u32,
    /// Han characters of the part that is looked at; none: the report has no such part.
    pub han: Option<u32>,
    laid: Option<Arc<Laid>>,
}

impl Source {
    /// The passages of a report, if it is there and was scanned.
    pub(super) fn of(
        app: &App,
        (report, theme): (ReportId, ThemeId),
        part: Part,
        only: Option<TermId>,
    ) -> Option<Self> {
        let (text, hits) = (app.shelf.report(report)?, app.shelf.hits(report)?);
        let han = hits.tally(part).map(|t| t.han);
        let any = han.is_some() && hits.count(theme) > 0;
        let passages: Arc<[Passage]> = if any {
            passages_with(text, hits, theme, part, only, usize::MAX).into()
        } else {
            Arc::default()
        };
        Some(Self {
            report,
            theme,
            hits: passages.iter().map(|p| p.hits.len() as u32).sum(),
            han,
            passages,
            laid: None,
        })
    }

    /// Hits per thousand Han characters.
    pub fn per_mille(&self) -> f32 {
        per_mille(self.hits, u64::from(self.han.unwrap_or(0)))
    }

    /// Its rows, where they were made.
    pub fn laid(&self) -> Option<&Laid> {
        self.laid.as_deref()
    }

    /// Its rows have to be made anew.
    pub(super) fn forget_rows(&mut self) {
        self.laid = None;
    }
}

fn per_mille(hits: u32, han: u64) -> f32 {
    if han == 0 {
        return 0.0;
    }
    (f64::from(hits) * 1000.0 / han as f64) as f32
}

/// How rows are made.
pub(super) struct Setter<'a> {
    pub app: &'a App,
    pub wide: &'a Wide,
    pub narrowed: bool,
    pub headed: bool,
    pub width: u16,
}

impl Setter<'_> {
    fn lay(&self, source: &mut Source, last: bool) -> Arc<Laid> {
        let setting = Setting {
            width: self.width,
            headed: self.headed,
            last,
            ambiguous: self.app.settings.ambiguous,
        };
        if let Some(laid) = source.laid.as_ref().filter(|l| l.setting == setting) {
            return Arc::clone(laid);
        }
        let shelf = &self.app.shelf;
        let (Some(report), Some(hits)) = (shelf.report(source.report), shelf.hits(source.report))
        else {
            return Arc::default();
        };
        let id = source.report;
        let laid = Arc::new(Laid::new(
            report,
            (hits, source.theme),
            &source.passages,
            |sentence| self.wide.of(id, sentence),
            self.narrowed,
            setting,
        ));
        source.laid = Some(Arc::clone(&laid));
        laid
    }
}

/// A row of a column: which source, and which of its rows.
pub type Row = (usize, usize);

/// One column.
#[derive(Clone, Debug)]
pub struct LensColumn {
    /// What it is of.
    pub key: Key,
    /// From the top.
    pub sources: Vec<Source>,
    /// Hits in all of them.
    pub hits: u32,
    /// The same per thousand Han characters.
    pub per_mille: f32,
    /// The source that the cursor stands in.
    pub at: usize,
    /// Its report.
    pub report: ReportId,
    /// The passage under the cursor, in that source.
    pub passage: usize,
    /// Which of its hits is the current one.
    pub hit: usize,
    /// Row at the top.
    pub top: Row,
}

impl LensColumn {
    fn new(key: Key, first: Source) -> Self {
        Self {
            key,
            hits: 0,
            per_mille: 0.0,
            at: 0,
            report: first.report,
            passage: 0,
            hit: 0,
            top: (0, 0),
            sources: vec![first],
        }
    }

    fn count(&mut self) {
        self.hits = self.sources.iter().map(|s| s.hits).sum();
        let han = self.sources.iter().filter_map(|s| s.han).map(u64::from);
        self.per_mille = per_mille(self.hits, han.sum());
        self.seek(0);
    }

    /// The source that the cursor stands in.
    pub fn source(&self) -> Option<&Source> {
        self.sources.get(self.at)
    }

    /// The passage under the cursor.
    pub fn current(&self) -> Option<&Passage> {
        self.source()?.passages.get(self.passage)
    }

    /// How many passages it has.
    pub fn len(&self) -> usize {
        self.sources.iter().map(|s| s.passages.len()).sum()
    }

    /// Whether it has no passage.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Which of them the cursor is on, from 0.
    pub fn index(&self) -> usize {
        let above = self.sources.iter().take(self.at);
        above.map(|s| s.passages.len()).sum::<usize>() + self.passage
    }

    /// Puts the cursor on a passage, the last where there are not so many.
    pub fn seek(&mut self, index: usize) {
        let mut left = index.min(self.len().saturating_sub(1));
        (self.at, self.passage, self.hit) = (0, 0, 0);
        for (at, source) in self.sources.iter().enumerate() {
            if left < source.passages.len() {
                (self.at, self.passage) = (at, left);
                break;
            }
            left -= source.passages.len();
        }
        self.report = self.source().map_or(self.report, |s| s.report);
    }

    /// Puts the cursor on a sentence, if it is here.
    pub fn seek_sentence(&mut self, report: ReportId, sentence: SentenceId) -> bool {
        let mut index = 0;
        for source in &self.sources {
            let at = source.passages.iter().position(|p| p.sentence == sentence);
            if let Some(at) = at.filter(|_| source.report == report) {
                self.seek(index + at);
                return true;
            }
            index += source.passages.len();
        }
        false
    }

    fn laid(&mut self, setter: &Setter<'_>, at: usize) -> Arc<Laid> {
        let last = at + 1 == self.sources.len();
        let source = self.sources.get_mut(at);
        source.map_or_else(Arc::default, |source| setter.lay(source, last))
    }

    fn height(&mut self, setter: &Setter<'_>, at: usize) -> usize {
        self.laid(setter, at).rows.len()
    }

    /// The row so many above another, the first where there are not so many.
    fn above(&mut self, setter: &Setter<'_>, from: Row, rows: usize) -> Row {
        let (mut at, mut row) = from;
        let mut rows = rows;
        loop {
            if rows <= row {
                return (at, row - rows);
            }
            if at == 0 {
                return (0, 0);
            }
            rows -= row;
            at -= 1;
            row = self.height(setter, at);
        }
    }

    /// The row so many below another, the last where there are not so many.
    fn below(&mut self, setter: &Setter<'_>, from: Row, rows: usize) -> Row {
        let (mut at, mut row) = from;
        row += rows;
        loop {
            let height = self.height(setter, at);
            if row < height {
                return (at, row);
            }
            if at + 1 >= self.sources.len() {
                return (at, height.saturating_sub(1));
            }
            row -= height;
            at += 1;
        }
    }

    /// The rows of the passage under the cursor.
    fn rows_here(&mut self, setter: &Setter<'_>) -> (Row, Row) {
        let rows = self.laid(setter, self.at).rows_of(self.passage);
        ((self.at, rows.start), (self.at, rows.end))
    }

    /// Makes the rows of a window of `height` rows and moves it, as little as it can, so that the passage under the cursor is to be
    /// seen; one that is longer than the window may be seen in part.
    pub(super) fn settle(&mut self, setter: &Setter<'_>, height: usize) {
        let (start, end) = self.rows_here(setter);
        let low = self.above(setter, end, height);
        self.top = self.top.clamp(low.min(start), low.max(start));
        let last = self.sources.len().saturating_sub(1);
        let end = (last, self.height(setter, last));
        self.top = self.top.min(self.above(setter, end, height));
        self.below(setter, self.top, height);
    }

    /// Moves a window of `height` rows; the cursor goes along where its passage would be out of sight.
    pub(super) fn turn(&mut self, setter: &Setter<'_>, rows: usize, forward: bool, height: usize) {
        self.settle(setter, height);
        let last = self.sources.len().saturating_sub(1);
        let end = (last, self.height(setter, last));
        let most = self.above(setter, end, height);
        self.top = if forward {
            self.below(setter, self.top, rows).min(most.max(self.top))
        } else {
            self.above(setter, self.top, rows)
        };
        let (start, end) = self.rows_here(setter);
        let bottom = self.below(setter, self.top, height.saturating_sub(1));
        // A passage that is longer than the window may be seen in part.
        let long = self.above(setter, end, height) > start;
        let seen = if long {
            start <= bottom && end > self.top
        } else {
            start >= self.top && self.above(setter, end, height) <= self.top
        };
        if seen {
            return;
        }
        // The first passage that begins below the top, or the last that ends above the bottom.
        let passage_at = |column: &mut Self, row: Row| {
            let laid = column.laid(setter, row.0);
            laid.rows.get(row.1).map(|r| (row.0, r.passage))
        };
        let edge = if forward { self.top } else { bottom };
        let Some((at, passage)) = passage_at(self, edge) else {
            return;
        };
        let before = self.sources.iter().take(at);
        let mut index = before.map(|s| s.passages.len()).sum::<usize>() + passage;
        let rows = self.laid(setter, at).rows_of(passage);
        if forward && (at, rows.start) < self.top {
            index += 1;
        }
        if !forward && (at, rows.end) > (bottom.0, bottom.1 + 1) {
            index = index.saturating_sub(1);
        }
        self.seek(index);
    }

    /// Moves by rows to the passage that stands there, always at least to the next one; a passage longer than the window is read to its
    /// end first.
    pub(super) fn step_rows(
        &mut self,
        setter: &Setter<'_>,
        rows: usize,
        forward: bool,
        height: usize,
    ) {
        self.settle(setter, height);
        let (start, end) = self.rows_here(setter);
        let (first, last) = (start, self.above(setter, end, height));
        if last > first {
            let top = if forward {
                self.below(setter, self.top, rows).min(last)
            } else {
                self.above(setter, self.top, rows).max(first)
            };
            if top != self.top {
                self.top = top;
                return;
            }
        }
        let there = if forward {
            self.below(setter, start, rows)
        } else {
            self.above(setter, start, rows)
        };
        let here = self.index();
        let passage = self
            .laid(setter, there.0)
            .rows
            .get(there.1)
            .map_or(0, |r| r.passage);
        let above = self.sources.iter().take(there.0);
        let index = above.map(|s| s.passages.len()).sum::<usize>() + passage;
        self.seek(if forward {
            index.max(here + 1)
        } else {
            index.min(here.saturating_sub(1))
        });
    }
}

/// Puts sources into columns: those of a column stand in the order of their years, else in the one they came in; years in order.
pub(super) fn columns(app: &App, by: By, whole: bool, sources: Vec<Source>) -> Vec<LensColumn> {
    let mut columns: Vec<LensColumn> = Vec::new();
    let mut known: HashMap<Key, usize> = HashMap::new();
    let years = |s: &Source| app.shelf.report(s.report).and_then(|r| year(r));
    for source in sources {
        let key = match by {
            _ if whole => Key::Theme(source.theme),
            By::Report => Key::Report(source.report),
            By::Place => Key::Place(place(app, source.report)),
            By::Year => Key::Year(years(&source)),
        };
        if let Some(column) = known.get(&key).and_then(|&i| columns.get_mut(i)) {
            column.sources.push(source);
        } else {
            known.insert(key.clone(), columns.len());
            columns.push(LensColumn::new(key, source));
        }
    }
    match by {
        By::Report => {}
        By::Place => {
            for column in &mut columns {
                column.sources.sort_by_key(|s| years(s).unwrap_or(u16::MAX));
            }
        }
        By::Year => columns.sort_by_key(|c| match c.key {
            Key::Year(Some(year)) => year,
            _ => u16::MAX,
        }),
    }
    if whole {
        columns.sort_by_key(|c| Reverse(c.sources.iter().map(|s| s.hits).sum::<u32>()));
    }
    for column in &mut columns {
        column.count();
    }
    columns
}

fn year(report: &Report) -> Option<u16> {
    report.identity.year.as_ref().map(|y| y.value.0)
}

/// By what reports of one place are brought together.
pub(super) fn place(app: &App, id: ReportId) -> String {
    let place = app.shelf.report(id).and_then(|r| r.identity.place.as_ref());
    match place {
        Some(known) => {
            let province = known.value.province.as_deref().unwrap_or_default();
            format!("{province}\u{0}{}", known.value.short)
        }
        None => format!("\u{0}\u{0}{}", id.0),
    }
}
