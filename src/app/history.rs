//! 历年: a section through the years of its place, and walking along them.
//!
//! Owns [`HistoryState`] and what is being followed. Invariants: a chain goes from report to report, outward from the one it was asked
//! of; a year without a counterpart is said and passed over, never guessed. Must not know how sections are linked.

use super::action::Action;
use super::list::ListCursor;
use super::msg::Effect;
use super::reader::{MOST_PANES, Pane};
use super::{App, Overlay};
use crate::job::{Generation, Job, Trace, Traced};
use crate::locale::{Word, only_report_of, word, year_passed, year_shown};
use crate::report::{Report, ReportId, SectionId};
use crate::text::fold;

/// How a year stands in a history.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Stand {
    /// It is being looked at.
    Waiting,
    /// The section that the history is of.
    Origin(SectionId),
    /// What was found.
    Known(Traced),
}

/// One year of a history.
#[derive(Clone, PartialEq, Debug)]
pub struct Year {
    /// The year.
    pub year: u16,
    /// The report of that year.
    pub report: ReportId,
    /// What is known of it.
    pub stand: Stand,
}

impl Year {
    /// The section, where there is one.
    pub fn section(&self) -> Option<SectionId> {
        match self.stand {
            Stand::Waiting => None,
            Stand::Origin(section) => Some(section),
            Stand::Known(traced) => traced.found.map(|found| found.section),
        }
    }
}

/// The overlay.
#[derive(Clone, Debug, Default)]
pub struct HistoryState {
    /// The years, in order.
    pub years: Vec<Year>,
    /// The chosen one.
    pub cursor: ListCursor,
}

/// What is being followed.
#[derive(Clone, Debug, Default)]
pub(super) struct Following {
    asked: Generation,
    /// The pane that is walked along the years, the years passed over so far, and where it goes; none while a history is listed.
    walk: Option<Walk>,
}

#[derive(Clone, Debug)]
struct Walk {
    pane: usize,
    from: ReportId,
    section: SectionId,
    earlier: bool,
    passed: Vec<u16>,
}

/// A section, and the reports of its place by year.
struct Series {
    report: ReportId,
    section: SectionId,
    years: Vec<(u16, ReportId)>,
}

impl App {
    /// The reports of a report's place, one for each year, in order; of several of one year the one that is shown.
    pub(super) fn years_of(&self, id: ReportId) -> Vec<(u16, ReportId)> {
        let Some(report) = self.shelf.report(id) else {
            return Vec::new();
        };
        let rank = |other: ReportId| {
            let shown = self.reader.panes.iter().any(|p| p.report == other);
            (other != id, !shown, other.0)
        };
        let mut years: Vec<(u16, ReportId)> = self
            .shelf
            .ready()
            .filter(|(_, other)| is_series(report, other))
            .filter_map(|(id, r)| Some((r.identity.year.as_ref()?.value.0, id)))
            .collect();
        years.sort_by_key(|&(year, id)| (year, rank(id)));
        years.dedup_by_key(|y| y.0);
        years
    }

    /// The focused pane's report and section, and the years of its place; says why where there are none.
    fn series(&mut self) -> Option<Series> {
        let lang = self.settings.lang;
        let report = self.pane()?.report;
        let identity = &self.shelf.report(report)?.identity;
        let place = identity.place.as_ref().map(|p| p.value.short.clone());
        let (Some(place), Some(_)) = (place, &identity.year) else {
            self.say(word(lang, Word::YearsNeedIdentity));
            return None;
        };
        let Some(section) = self.pane().and_then(Pane::section) else {
            self.say(word(lang, Word::PinNeedsSection));
            return None;
        };
        let years = self.years_of(report);
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
        let Some(Series {
            report,
            section,
            years,
        }) = self.series()
        else {
            return Vec::new();
        };
        let at = years.iter().position(|y| y.1 == report).unwrap_or(0);
        let earlier = years.iter().take(at).rev().map(|y| y.1).collect();
        let later = years.iter().skip(at + 1).map(|y| y.1).collect();
        let years = years
            .into_iter()
            .map(|(year, id)| Year {
                year,
                report: id,
                stand: if id == report {
                    Stand::Origin(section)
                } else {
                    Stand::Waiting
                },
            })
            .collect();
        self.overlays.push(Overlay::History(HistoryState {
            years,
            cursor: ListCursor { selected: at },
        }));
        self.trace(report, section, [earlier, later], false, None)
    }

    /// Shows the year before or after in the focused pane.
    pub(super) fn step_year(&mut self, earlier: bool) -> Vec<Effect> {
        let lang = self.settings.lang;
        let Some(Series {
            report: from,
            section,
            years,
        }) = self.series()
        else {
            return Vec::new();
        };
        let at = years.iter().position(|y| y.1 == from).unwrap_or(0);
        let leg: Vec<ReportId> = if earlier {
            years.iter().take(at).rev().map(|y| y.1).collect()
        } else {
            years.iter().skip(at + 1).map(|y| y.1).collect()
        };
        if leg.is_empty() {
            self.say(word(lang, no_more(earlier)));
            return Vec::new();
        }
        let walk = Walk {
            pane: self.reader.focus,
            from,
            section,
            earlier,
            passed: Vec::new(),
        };
        self.trace(from, section, [leg, Vec::new()], true, Some(walk))
    }

    fn trace(
        &mut self,
        report: ReportId,
        section: SectionId,
        legs: [Vec<ReportId>; 2],
        first: bool,
        walk: Option<Walk>,
    ) -> Vec<Effect> {
        let ready = |id: ReportId| self.shelf.report(id).map(|r| (id, r.clone()));
        let Some(from) = ready(report) else {
            return Vec::new();
        };
        let legs = legs.map(|leg| leg.into_iter().filter_map(ready).collect());
        self.following.asked.0 += 1;
        self.following.walk = walk;
        let trace = Trace {
            from,
            section,
            legs,
            first,
            catalogue: self.catalogue.clone(),
        };
        let job = Job::Trace(Box::new(trace));
        vec![Effect::Trace(self.following.asked, job)]
    }

    /// Takes a year that was looked at; none: all were.
    pub(super) fn traced(&mut self, generation: Generation, traced: Option<Traced>) -> Vec<Effect> {
        if generation != self.following.asked {
            return Vec::new();
        }
        let Some(mut walk) = self.following.walk.take() else {
            if let (Some(traced), Some(state)) = (traced, self.history_state()) {
                for year in state.years.iter_mut().filter(|y| y.report == traced.report) {
                    year.stand = Stand::Known(traced);
                }
            }
            return Vec::new();
        };
        // The reader went elsewhere meanwhile.
        let pane = self.reader.panes.get(walk.pane);
        if pane.is_none_or(|p| p.report != walk.from) {
            return Vec::new();
        }
        let lang = self.settings.lang;
        let Some(traced) = traced else {
            self.say(&year_passed(lang, &walk.passed, no_more(walk.earlier)));
            return Vec::new();
        };
        let year = self.year_of(traced.report).unwrap_or_default();
        let Some(found) = traced.found else {
            walk.passed.push(year);
            self.following.walk = Some(walk);
            return Vec::new();
        };
        self.remember();
        let effects = self.exchange(walk.pane, walk.section, traced.report, found.section);
        self.say(&year_shown(lang, &walk.passed, year, found.score));
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

    fn history_state(&mut self) -> Option<&mut HistoryState> {
        self.overlays.iter_mut().find_map(|o| match o {
            Overlay::History(state) => Some(state),
            _ => None,
        })
    }

    fn year_of(&self, id: ReportId) -> Option<u16> {
        let identity = &self.shelf.report(id)?.identity;
        Some(identity.year.as_ref()?.value.0)
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
        let Some(year) = state.years.get(state.cursor.selected).cloned() else {
            return Some(Vec::new());
        };
        let lang = self.settings.lang;
        let Some(section) = year.section() else {
            let why = match year.stand {
                Stand::Waiting => word(lang, Word::StillComparing).to_owned(),
                _ => year_passed(lang, &[year.year], Word::PassedOver),
            };
            self.say(&why);
            return Some(Vec::new());
        };
        let origin = state.years.iter().find_map(|y| match y.stand {
            Stand::Origin(section) => Some(section),
            _ => None,
        });
        self.overlays.pop();
        let focus = self.reader.focus;
        let report = year.report;
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
        let origin = state
            .years
            .iter()
            .position(|y| matches!(y.stand, Stand::Origin(_)));
        let (Some(origin), Some(pane)) = (origin, self.pane().cloned()) else {
            return Vec::new();
        };
        let mut near: Vec<usize> = (0..state.years.len())
            .filter(|&i| state.years.get(i).is_some_and(|y| y.section().is_some()))
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
            .filter_map(|&i| state.years.get(i))
            .filter_map(|y| Some((y.report, y.section()?)))
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

/// Whether two reports are of one series: of one place, as far as both name it, and of one body.
fn is_series(a: &Report, b: &Report) -> bool {
    let place = |r: &Report| {
        let place = r.identity.place.as_ref()?;
        Some(fold::fold_str(&place.value.full))
    };
    let issuer = |r: &Report| r.identity.issuer.as_ref().map(|i| i.value);
    let (Some(x), Some(y)) = (place(a), place(b)) else {
        return false;
    };
    let alike = x == y || x.ends_with(&*y) || y.ends_with(&*x);
    let bodies = issuer(a).zip(issuer(b));
    alike && bodies.is_none_or(|(x, y)| x == y)
}
