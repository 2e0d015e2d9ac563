//! 历年: a section through the years of its place, and walking along them.
//!
//! Owns [`HistoryState`] and what is being followed. Invariants: a chain goes from report to report, outward from the one it was asked
//! of; a year without a counterpart is said and passed over, never guessed. Must not know how sections are linked.

use super::action::Action;
use super::list::ListCursor;
use super::msg::Effect;
use super::reader::{MOST_PANES, Pane};
use super::{App, Overlay};
use crate::compare::{self, Step};
use crate::job::{Generation, Job};
use crate::locale::{Word, only_report_of, word, year_passed, year_shown};
use crate::report::{Report, ReportId, SectionId};

/// A report in a history.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// The report.
    pub report: ReportId,
    /// Its year, if it is known.
    pub year: Option<u16>,
    /// What became of the section there; none while that is found out.
    pub step: Option<Step>,
}

impl Line {
    /// The section, where there is one.
    pub fn section(&self) -> Option<SectionId> {
        self.step.as_ref()?.section
    }

    /// The history is of a section of this report.
    pub fn is_origin(&self) -> bool {
        self.step.as_ref().is_some_and(|s| s.linked_with.is_none())
    }
}

/// The overlay.
#[derive(Clone, Debug, Default)]
pub struct HistoryState {
    /// The reports of the place, by year.
    pub lines: Vec<Line>,
    /// The chosen one.
    pub cursor: ListCursor,
}

/// What is being followed.
#[derive(Clone, Debug, Default)]
pub(super) struct Following {
    asked: Generation,
    /// The pane that is walked along the years; none while a history is listed.
    walk: Option<Walk>,
}

#[derive(Clone, Copy, Debug)]
struct Walk {
    pane: usize,
    from: ReportId,
    section: SectionId,
    earlier: bool,
}

/// A section, and the reports of its place by year.
struct Series {
    report: ReportId,
    section: SectionId,
    years: Vec<(Option<u16>, ReportId)>,
}

impl App {
    /// The focused pane's report and section, and the reports of its place; says why where there are none.
    fn series(&mut self) -> Option<Series> {
        let lang = self.settings.lang;
        let report = self.pane()?.report;
        let identity = &self.shelf.report(report)?.identity;
        let Some(place) = identity.place.as_ref().map(|p| p.value.short.clone()) else {
            self.say(word(lang, Word::YearsNeedPlace));
            return None;
        };
        let Some(section) = self.pane().and_then(Pane::section) else {
            self.say(word(lang, Word::PinNeedsSection));
            return None;
        };
        let origin = self.shelf.report(report)?;
        let mut years: Vec<(Option<u16>, ReportId)> = self
            .shelf
            .ready()
            .filter(|(id, other)| *id == report || is_series(origin, other))
            .map(|(id, other)| (year_of(other), id))
            .collect();
        years.sort_by_key(|&(year, id)| (year.is_none(), year, id));
        if years.len() < 2 {
            self.say(&only_report_of(lang, &place));
            return None;
        }
        Some(Series {
            report,
            section,
            years,
        })
    }

    /// Lists the focused section through the years.
    pub(super) fn open_history(&mut self) -> Vec<Effect> {
        let Some(series) = self.series() else {
            return Vec::new();
        };
        let lines: Vec<Line> = series
            .years
            .iter()
            .map(|&(year, report)| Line {
                report,
                year,
                step: None,
            })
            .collect();
        let at = lines.iter().position(|l| l.report == series.report);
        self.overlays.push(Overlay::History(HistoryState {
            lines,
            cursor: ListCursor {
                selected: at.unwrap_or(0),
            },
        }));
        self.ask_for_history(&series, None)
    }

    /// Shows the year before or after in the focused pane.
    pub(super) fn step_year(&mut self, earlier: bool) -> Vec<Effect> {
        let lang = self.settings.lang;
        let Some(series) = self.series() else {
            return Vec::new();
        };
        let Some(own) = self.shelf.report(series.report).and_then(|r| year_of(r)) else {
            self.say(word(lang, Word::YearUnknownHere));
            return Vec::new();
        };
        let is_further = |&(year, _): &(Option<u16>, ReportId)| {
            year.is_some_and(|y| if earlier { y < own } else { y > own })
        };
        if !series.years.iter().any(is_further) {
            self.say(&year_passed(lang, &[], no_more(earlier)));
            return Vec::new();
        }
        let walk = Walk {
            pane: self.reader.focus,
            from: series.report,
            section: series.section,
            earlier,
        };
        self.ask_for_history(&series, Some(walk))
    }

    fn ask_for_history(&mut self, series: &Series, walk: Option<Walk>) -> Vec<Effect> {
        let reports = series
            .years
            .iter()
            .filter_map(|&(_, id)| Some((id, self.shelf.report(id)?.clone())))
            .collect();
        self.following.asked.0 += 1;
        self.following.walk = walk;
        let job = Job::History {
            reports,
            from: series.report,
            section: series.section,
            catalogue: self.catalogue.clone(),
        };
        vec![Effect::Follow(self.following.asked, job)]
    }

    /// Takes what became of a section through the years.
    pub(super) fn followed(&mut self, generation: Generation, steps: Vec<Step>) -> Vec<Effect> {
        if generation != self.following.asked {
            return Vec::new();
        }
        if let Some(walk) = self.following.walk.take() {
            return self.walk_to(walk, &steps);
        }
        let state = self.overlays.iter_mut().find_map(|o| match o {
            Overlay::History(state) => Some(state),
            _ => None,
        });
        let Some(state) = state else {
            return Vec::new();
        };
        let chosen = state.lines.get(state.cursor.selected).map(|l| l.report);
        state.lines = steps
            .into_iter()
            .map(|step| Line {
                report: step.report,
                year: step.year.map(|y| y.0),
                step: Some(step),
            })
            .collect();
        let at = state.lines.iter().position(|l| Some(l.report) == chosen);
        state.cursor.selected = at.unwrap_or(0);
        Vec::new()
    }

    /// Goes to the nearest year that has a counterpart.
    fn walk_to(&mut self, walk: Walk, steps: &[Step]) -> Vec<Effect> {
        let lang = self.settings.lang;
        // The reader went elsewhere meanwhile.
        let pane = self.reader.panes.get(walk.pane);
        if pane.is_none_or(|p| p.report != walk.from) {
            return Vec::new();
        }
        let own = steps.iter().find(|s| s.report == walk.from);
        let Some(own) = own.and_then(|s| s.year) else {
            return Vec::new();
        };
        let mut way: Vec<&Step> = steps
            .iter()
            .filter(|s| {
                s.year
                    .is_some_and(|y| if walk.earlier { y < own } else { y > own })
            })
            .collect();
        if walk.earlier {
            way.reverse();
        }
        // Of several of one year the surest.
        way.sort_by(|x, y| {
            let apart = |s: &Step| s.year.map_or(0, |y| y.0.abs_diff(own.0));
            apart(x)
                .cmp(&apart(y))
                .then(y.section.is_some().cmp(&x.section.is_some()))
                .then(y.score.total_cmp(&x.score))
        });
        way.dedup_by_key(|s| s.year);
        let found = way.iter().position(|s| s.section.is_some());
        let passed: Vec<u16> = way
            .iter()
            .take(found.unwrap_or(way.len()))
            .filter_map(|s| Some(s.year?.0))
            .collect();
        let step = found.and_then(|at| way.get(at).copied());
        let Some((step, to)) = step.and_then(|s| Some((s, s.section?))) else {
            self.say(&year_passed(lang, &passed, no_more(walk.earlier)));
            return Vec::new();
        };
        self.remember();
        let effects = self.exchange(walk.pane, walk.section, step.report, to);
        let year = step.year.map_or(0, |y| y.0);
        self.say(&year_shown(lang, &passed, year, step.score));
        effects
    }

    /// Shows another report in a pane, its section on the row where the old one's `section` stood.
    fn exchange(
        &mut self,
        pane: usize,
        section: SectionId,
        report: ReportId,
        to: SectionId,
    ) -> Vec<Effect> {
        let down = self
            .reader
            .panes
            .get(pane)
            .and_then(|p| Some(p.layout()?.heading_row(section).saturating_sub(p.top)));
        let at = self
            .shelf
            .report(report)
            .and_then(|r| r.section(to))
            .map_or(0, |s| s.heading.start());
        self.open_in(pane, report, at);
        let effects = self.prepare();
        self.put_heading(pane, to, down.unwrap_or(0), at);
        self.follow();
        effects
    }

    fn put_heading(&mut self, pane: usize, section: SectionId, down: usize, at: usize) {
        let row = self
            .reader
            .panes
            .get(pane)
            .and_then(|p| Some(p.layout()?.heading_row(section).saturating_sub(down)));
        if let Some(row) = row {
            self.show_in(pane, row, Some(at));
        }
    }

    pub(super) fn history_action(&mut self, action: Action) -> Option<Vec<Effect>> {
        let Some(Overlay::History(state)) = self.overlays.last() else {
            return None;
        };
        let other = match action {
            Action::OpenYears => return Some(self.open_years()),
            Action::Confirm => false,
            Action::ConfirmOtherPane => true,
            _ => return None,
        };
        let Some(line) = state.lines.get(state.cursor.selected).cloned() else {
            return Some(Vec::new());
        };
        let lang = self.settings.lang;
        let Some(section) = line.section() else {
            let why = match (&line.step, line.year) {
                (None, _) => word(lang, Word::StillComparing).to_owned(),
                (_, Some(year)) => year_passed(lang, &[year], Word::ChooseOtherYear),
                (_, None) => word(lang, Word::HasNone).to_owned(),
            };
            self.say(&why);
            return Some(Vec::new());
        };
        let origin = state.lines.iter().find(|l| l.is_origin());
        let origin = origin.and_then(Line::section);
        self.overlays.pop();
        let focus = self.reader.focus;
        let report = line.report;
        if !other {
            if self.pane().is_some_and(|p| p.report == report) {
                return Some(Vec::new());
            }
            self.remember();
            return Some(self.exchange(focus, origin.unwrap_or(section), report, section));
        }
        self.remember();
        let pane = if let Some(pane) = self.other_pane(focus) {
            pane
        } else {
            if !self.add_pane(report) {
                return Some(Vec::new());
            }
            // The keys stay where they were.
            let added = self.reader.focus;
            self.focus_pane(focus);
            added
        };
        let at = self
            .shelf
            .report(report)
            .and_then(|r| r.section(section))
            .map_or(0, |s| s.heading.start());
        self.open_in(pane, report, at);
        let effects = self.prepare();
        self.put_heading(pane, section, 0, at);
        self.follow();
        Some(effects)
    }

    /// Opens the nearest years side by side.
    fn open_years(&mut self) -> Vec<Effect> {
        let Some(Overlay::History(state)) = self.overlays.pop() else {
            return Vec::new();
        };
        let lines = state.lines;
        let origin = lines.iter().position(Line::is_origin);
        let (Some(origin), Some(pane)) = (origin, self.pane().cloned()) else {
            self.say(word(self.settings.lang, Word::StillComparing));
            return Vec::new();
        };
        let mut near: Vec<usize> = (0..lines.len())
            .filter(|&i| lines.get(i).is_some_and(|l| l.section().is_some()))
            .collect();
        near.sort_by_key(|&i| (i.abs_diff(origin), i));
        near.truncate(MOST_PANES);
        near.sort_unstable();
        if near.len() < 2 {
            self.say(word(self.settings.lang, Word::NoOtherYear));
            return Vec::new();
        }
        self.remember();
        let years: Vec<(ReportId, SectionId)> = near
            .iter()
            .filter_map(|&i| lines.get(i))
            .filter_map(|l| Some((l.report, l.section()?)))
            .collect();
        let focus = near.iter().position(|&i| i == origin).unwrap_or(0);
        let down = years.get(focus).and_then(|&(_, section)| {
            Some(pane.layout()?.heading_row(section).saturating_sub(pane.top))
        });
        self.reader.panes = years
            .iter()
            .map(|&(report, _)| {
                if report == pane.report {
                    pane.clone()
                } else {
                    Pane::new(report)
                }
            })
            .collect();
        self.reader.focus = focus;
        self.reader.companion = if focus > 0 { focus - 1 } else { 1 };
        let effects = self.prepare();
        for (index, (report, section)) in years.into_iter().enumerate() {
            let at = self
                .shelf
                .report(report)
                .and_then(|r| r.section(section))
                .map_or(0, |s| s.heading.start());
            self.put_heading(index, section, down.unwrap_or(0), at);
        }
        effects
    }

    /// The pane that shows a year of a history.
    pub fn pane_of(&self, report: ReportId) -> Option<usize> {
        self.reader.panes.iter().position(|p| p.report == report)
    }
}

fn no_more(earlier: bool) -> Word {
    if earlier {
        Word::NoEarlierYear
    } else {
        Word::NoLaterYear
    }
}

fn year_of(report: &Report) -> Option<u16> {
    Some(report.identity.year.as_ref()?.value.0)
}

/// Whether two reports are of one series: of one place and, as far as both say so, of one body.
fn is_series(a: &Report, b: &Report) -> bool {
    let issuer = |r: &Report| r.identity.issuer.as_ref().map(|i| i.value);
    let bodies = issuer(a).zip(issuer(b));
    compare::similarity::same_place(a, b) && bodies.is_none_or(|(x, y)| x == y)
}
