//! Walking what differs: `{` and `}`.
//!
//! Owns the order of the differences of the focused report and its companion: that of the focused report; what only the other one has stands
//! after what it follows there. Sentences that are new or gone one after the other are one difference, as far as one section goes.

use std::ops::Range;
use std::sync::Arc;

use super::super::App;
use super::super::view::{Side, View, moved};
use super::{Show, set_top};
use crate::compare::{Change, Depth};
use crate::locale::{Word, difference_at, those_were_all, word};
use crate::report::{Report, ReportId, SentenceId};

/// A difference that is walked to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stop {
    /// The report that was walked.
    pub report: ReportId,
    /// The report that it is compared with.
    pub other: ReportId,
    /// Byte of the walked report where the reader is led.
    pub at: usize,
    /// Its sentences; none where only the other report has something.
    pub here: Range<usize>,
    /// Sentences of the other report.
    pub there: Range<usize>,
    /// What it is.
    pub change: Change,
}

/// A stop and its place in the walk: after the sentence before it, first what this report has.
struct Placed {
    order: (usize, bool),
    stop: Stop,
}

impl App {
    /// Shows all changes, only figures, only wording, in turn.
    pub(in crate::app) fn cycle_show(&mut self) {
        let lang = self.settings.lang;
        if !self.reader.changes {
            self.reader.changes = true;
            self.reader.show = Show::All;
        }
        self.reader.show = self.reader.show.next();
        self.reader.stop = None;
        self.say(word(
            lang,
            match self.reader.show {
                Show::All => Word::ShowsAll,
                Show::Figures => Word::ShowsFigures,
                Show::Wording => Word::ShowsWording,
            },
        ));
    }

    /// Moves to the next or previous difference.
    pub(in crate::app) fn step_difference(&mut self, forward: bool) {
        let lang = self.settings.lang;
        let focus = self.reader.focus;
        let Some(view) = self.view(focus) else {
            self.say(word(lang, Word::NothingToCompare));
            return;
        };
        let show = self.reader.show;
        let stops = self.stops(&view, show);
        if stops.is_empty() {
            self.say(match view.depth() {
                _ if view.pairing.current().is_none() => word(lang, Word::StillComparing),
                _ if show == Show::Figures => word(lang, Word::NoFigureMoved),
                Some(Depth::Parallel) => word(lang, Word::NoMarksAtParallel),
                _ => word(lang, Word::NoMoreDifferences),
            });
            return;
        }
        let Some(pane) = self.pane() else { return };
        let known = self
            .current_stop()
            .and_then(|s| stops.iter().position(|x| x == s));
        let more = self.nth().unwrap_or(0);
        let last = stops.len() - 1;
        let next = match (known, forward) {
            (Some(i), true) => Some(i + 1),
            (Some(i), false) => i.checked_sub(1),
            (None, true) => {
                let here = pane
                    .eye
                    .map_or_else(|| byte_of(pane.row(), pane), |at| at + 1);
                Some(stops.partition_point(|s| s.at < here))
            }
            (None, false) => {
                let here = pane.eye.unwrap_or_else(|| byte_of(pane.row(), pane));
                stops.partition_point(|s| s.at < here).checked_sub(1)
            }
        };
        // As far as a count says, or as there are.
        let next = next.map(|i| match forward {
            true if i < last => (i + more).min(last),
            true => i,
            false => i.saturating_sub(more),
        });
        let Some((i, stop)) = next.and_then(|i| Some((i, stops.get(i)?))) else {
            let text = if forward {
                those_were_all(lang, stops.len())
            } else {
                word(lang, Word::FirstDifference).to_owned()
            };
            self.say(&text);
            return;
        };
        let text = difference_at(lang, i + 1, stops.len(), self.change_word(&view, stop));
        let text = if stop.here.is_empty() {
            format!("{text}  {}", word(lang, self.side_word()))
        } else {
            text
        };
        let stop = stop.clone();
        self.go_to_stop(stop);
        self.say(&text);
    }

    /// Where the companion stands.
    fn side_word(&self) -> Word {
        let focus = self.reader.focus;
        match self.other_pane(focus) {
            Some(other) if self.plan().pane(other).is_none() => Word::InOtherPane,
            Some(other) if self.plan().peek.is_some_and(|p| p.pane == other) => Word::InPaneBelow,
            Some(other) if other < focus => Word::InLeftPane,
            _ => Word::InRightPane,
        }
    }

    /// What a difference is called.
    fn change_word(&self, view: &View, stop: &Stop) -> Word {
        let pair = view.pair(SentenceId(stop.here.start as u32));
        match stop.change {
            _ if self.reader.show == Show::Figures => Word::Figures,
            Change::Kept => Word::Kept,
            Change::Reworded => Word::Reworded,
            Change::New => Word::New,
            Change::Gone => Word::Gone,
            Change::Moved if pair.is_some_and(|p| p.reworded) => Word::MovedAndReworded,
            Change::Moved => Word::MovedElsewhere,
        }
    }

    /// The difference that the reader was led to, unless the focused pane has moved since.
    pub fn current_stop(&self) -> Option<&Stop> {
        let pane = self.pane()?;
        let other = self.reader.panes.get(self.other_pane(self.reader.focus)?)?;
        self.reader.stop.as_ref().filter(|s| {
            pane.eye == Some(s.at) && pane.report == s.report && other.report == s.other
        })
    }

    /// Shows a difference a quarter down the focused pane, and what it is compared with on the same row.
    fn go_to_stop(&mut self, stop: Stop) {
        let focus = self.reader.focus;
        let height = self.pane_height(focus);
        let Some(row) = self.pane().and_then(|p| Some(p.layout()?.row_of(stop.at))) else {
            return;
        };
        self.go_to(row.saturating_sub(height / 4), Some(stop.at));
        let partner = SentenceId(stop.there.start as u32);
        let shown = !stop.there.is_empty();
        // What only the other report has stands beside what follows here.
        let below = stop.here.is_empty();
        self.reader.stop = Some(stop);
        let (true, true, Some(other)) = (self.reader.locked, shown, self.other_pane(focus)) else {
            return;
        };
        let height_there = self.pane_height(other);
        let Some(down) = self.pane().and_then(|p| {
            let layout = p.layout()?;
            let sentence = p.rows().get(row)?.sentence.map(|(id, _)| id);
            let rows = p.rows().iter().skip(row);
            let own =
                rows.take_while(|r| sentence.is_some() && r.sentence.map(|(id, _)| id) == sentence);
            let row = if below { row + own.count().max(1) } else { row };
            Some(row.min(layout.len()).saturating_sub(p.top))
        }) else {
            return;
        };
        let down = if height_there * 2 < height { 0 } else { down };
        let target = self.report_in(other).and_then(|report| {
            let layout = self.reader.panes.get(other)?.layout()?;
            Some(layout.row_of_sentence(report, partner).saturating_sub(down))
        });
        if let (Some(target), Some(pane)) = (target, self.reader.panes.get_mut(other)) {
            set_top(pane, target, height_there);
            (pane.eye, pane.held) = (None, down);
        }
    }

    /// Every difference of a side of a comparison, in the order of the walk.
    pub fn stops(&self, view: &View, show: Show) -> Vec<Stop> {
        let Some(pane) = self.pane() else {
            return Vec::new();
        };
        let (Some(here), Some(there)) = (
            self.shelf.report(pane.report),
            self.shelf.report(view.other),
        ) else {
            return Vec::new();
        };
        let back = View {
            other: pane.report,
            side: match view.side {
                Side::A => Side::B,
                Side::B => Side::A,
            },
            pairing: Arc::clone(&view.pairing),
        };
        let walk = Walk {
            view,
            back: &back,
            here,
            there,
            report: pane.report,
            show,
        };
        let mut placed = walk.own();
        if show != Show::Figures {
            walk.others(&mut placed);
        }
        placed.sort_by_key(|p| p.order);
        placed.into_iter().map(|p| p.stop).collect()
    }
}

struct Walk<'a> {
    view: &'a View,
    back: &'a View,
    here: &'a Report,
    there: &'a Report,
    report: ReportId,
    show: Show,
}

impl Walk<'_> {
    fn stop(&self, at: usize, here: Range<usize>, there: Range<usize>, change: Change) -> Stop {
        Stop {
            report: self.report,
            other: self.view.other,
            at,
            here,
            there,
            change,
        }
    }

    /// What of this report differs.
    fn own(&self) -> Vec<Placed> {
        let mut placed: Vec<Placed> = Vec::new();
        let mut next = 0;
        while next < self.here.sentences.len() {
            let i = next;
            let id = SentenceId(i as u32);
            next += 1;
            let start = self.here.sentences.get(i).map_or(0, |s| s.span.start());
            let Some(change) = differs(self.view, self.show, self.here, id) else {
                continue;
            };
            let (here, there) = match self.view.pair(id) {
                Some(pair) => self.view.runs(pair),
                None if self.show == Show::Figures => (i..i + 1, self.by_figure(id)),
                None => (lonely_run(self.view, self.here, i), 0..0),
            };
            // Of a run every sentence tells the same.
            next = here.end.max(next);
            placed.push(Placed {
                order: (i, false),
                stop: self.stop(start, here, there, change),
            });
        }
        placed
    }

    fn by_figure(&self, id: SentenceId) -> Range<usize> {
        let Some((_, figure)) = self.view.figures(id).find(|(_, f)| moved(f)) else {
            return 0..0;
        };
        let other = match self.view.side {
            Side::A => figure.sentence_b,
            Side::B => figure.sentence_a,
        };
        other.index()..other.index() + 1
    }

    /// What only the other report has, after what it follows there.
    fn others(&self, placed: &mut Vec<Placed>) {
        // What is gone is told before what came in its place.
        let gone_first = self.view.side == Side::A;
        let mut after: Option<usize> = None;
        let mut next = 0;
        while next < self.there.sentences.len() {
            let i = next;
            let id = SentenceId(i as u32);
            next += 1;
            if let Some(pair) = self.back.pair(id) {
                let (_, mine) = self.back.runs(pair);
                if pair.change != Change::Moved {
                    after = Some(mine.end.saturating_sub(1));
                }
                continue;
            }
            if let Some(section) = linked_heading(self.back, self.there, i) {
                let heading = self.here.section(section).map(|s| s.heading.start());
                let found =
                    heading.map(|at| self.here.sentences.partition_point(|s| s.span.end() <= at));
                after = found.or(after);
                continue;
            }
            let Some(change) = differs(self.back, self.show, self.there, id) else {
                continue;
            };
            let run = lonely_run(self.back, self.there, i);
            next = run.end.max(next);
            let mut order = after.unwrap_or(0);
            if gone_first {
                let section = self.here.sentences.get(order).and_then(|s| s.section);
                let lonely = |j: usize| {
                    let sentence = self.here.sentences.get(j);
                    sentence.is_some_and(|s| s.section == section && !s.heading)
                        && self.view.pair_index(SentenceId(j as u32)).is_none()
                };
                while lonely(order + 1) {
                    order += 1;
                }
            }
            let at = after.and_then(|_| self.here.sentences.get(order));
            let at = at.map_or(0, |s| s.span.start());
            placed.push(Placed {
                order: (order, true),
                stop: self.stop(at, 0..0, run, change),
            });
        }
    }
}

/// The counterpart of the section whose heading a sentence is.
fn linked_heading(
    view: &View,
    report: &Report,
    sentence: usize,
) -> Option<crate::report::SectionId> {
    let sentence = report.sentences.get(sentence).filter(|s| s.heading)?;
    view.link(sentence.section?).map(|(to, _)| to)
}

/// How a sentence differs, if it does and that is shown.
fn differs(view: &View, show: Show, report: &Report, id: SentenceId) -> Option<Change> {
    let change = view.shown(id, show).filter(|c| *c != Change::Kept)?;
    let lonely = matches!(change, Change::New | Change::Gone);
    if lonely && linked_heading(view, report, id.index()).is_some() {
        return Some(Change::Reworded);
    }
    Some(change)
}

/// The sentences from `first` on that stand alone as it does, within one section and those inside it.
fn lonely_run(view: &View, report: &Report, first: usize) -> Range<usize> {
    let sentences = &report.sentences;
    let alone = |i: usize| view.pair_index(SentenceId(i as u32)).is_none();
    let Some(start) = sentences.get(first) else {
        return first..first + 1;
    };
    if linked_heading(view, report, first).is_some() {
        return first..first + 1;
    }
    let level = |i: usize| {
        let section = sentences.get(i).and_then(|s| s.section);
        section
            .and_then(|id| report.section(id))
            .map_or(0, |s| s.level)
    };
    let mut end = first + 1;
    while let Some(sentence) = sentences.get(end) {
        let goes_on = if sentence.heading {
            // A whole section that stands alone is one difference, with the sections inside it.
            start.heading
                && level(end) > level(first)
                && linked_heading(view, report, end).is_none()
        } else {
            start.heading || sentence.section == start.section
        };
        if !goes_on || !alone(end) || view.mark(SentenceId(end as u32)).is_none() {
            break;
        }
        end += 1;
    }
    first..end
}

/// First byte shown from a row on.
fn byte_of(row: usize, pane: &super::Pane) -> usize {
    if row == 0 {
        return 0;
    }
    pane.rows()
        .get(row)
        .map_or(usize::MAX, |r| r.start as usize)
}
