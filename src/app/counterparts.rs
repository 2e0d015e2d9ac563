//! 指定对应: the reader's word on what a section corresponds to.
//!
//! Owns [`CounterpartsState`], the list of what can be said of one section, and how what was said is kept and taken back. Invariants:
//! nothing is shown as said before it is kept; what is said of one section is taken back as a whole by one key. Must not know how links
//! are found.

use super::action::Action;
use super::field::Field;
use super::list::ListCursor;
use super::msg::Effect;
use super::reader::Pane;
use super::view::{Side, View};
use super::{App, Overlay};
use crate::jump::matching;
use crate::locale::{JudgedAs, Word, judged, word};
use crate::report::library::{Anchor, Catalogue, Change, Judged};
use crate::report::{Report, ReportId, SectionId};

/// What can be said of a section.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    /// It has no counterpart.
    Nothing,
    /// What the program found, with all that the reader said taken back.
    AsProgram,
    /// This section of the other report corresponds to it.
    Section(SectionId),
}

/// Which part of the list a line stands in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// What the reader can say without naming a section.
    Word,
    /// What it is linked to now.
    Now,
    /// What resembles it most.
    Near,
    /// Every section of the other report, in order.
    All,
    /// What was found by typing.
    Found,
}

/// A line of the list.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// What choosing it says.
    pub choice: Choice,
    /// Where it stands.
    pub part: Part,
    /// How like the two sections are, where that was measured.
    pub score: Option<f32>,
    /// Characters of its title that match what is typed.
    pub matched: Vec<u32>,
}

/// The overlay.
#[derive(Clone, Debug)]
pub struct CounterpartsState {
    /// What is typed.
    pub field: Field,
    /// The pane of the section.
    pub pane: usize,
    /// The section that is spoken of.
    pub section: SectionId,
    /// The pane whose report the list is of.
    pub other: usize,
    /// What can be chosen.
    pub lines: Vec<Line>,
    /// The chosen line.
    pub cursor: ListCursor,
    /// Top, anchor and eye of the other pane before anything was shown in it.
    stood: (usize, usize, Option<usize>),
}

impl CounterpartsState {
    /// The chosen line.
    pub fn chosen(&self) -> Option<&Line> {
        self.lines.get(self.cursor.selected)
    }
}

/// Two reports in two panes, one of which a section is spoken of.
struct Spoken<'a> {
    section: SectionId,
    report: &'a Report,
    other: &'a Report,
    side: Side,
    /// What the reader said of the section so far: sections of the other report, and whether they correspond.
    said: Vec<(SectionId, bool)>,
}

impl App {
    /// Lists what the focused pane's section may correspond to.
    pub(super) fn open_counterparts(&mut self) {
        let lang = self.settings.lang;
        let focus = self.reader.focus;
        let Some(other) = self.other_pane(focus) else {
            self.say(word(lang, Word::PinNeedsTwo));
            return;
        };
        let report = |pane: usize| self.reader.panes.get(pane).map(|p| p.report);
        if report(focus) == report(other) {
            self.say(word(lang, Word::PinNeedsOthers));
            return;
        }
        let linked = self.view(focus).is_some_and(|v| v.pairing.links.is_some());
        if !linked {
            self.say(word(lang, Word::StillComparing));
            return;
        }
        let Some(section) = self.pane().and_then(Pane::section) else {
            self.say(word(lang, Word::PinNeedsSection));
            return;
        };
        let stood = self
            .reader
            .panes
            .get(other)
            .map_or((0, 0, None), |p| (p.top, p.anchor, p.eye));
        let mut state = CounterpartsState {
            field: Field::default(),
            pane: focus,
            section,
            other,
            lines: Vec::new(),
            cursor: ListCursor::default(),
            stood,
        };
        self.refill_counterparts(&mut state);
        // What it is linked to, else what comes next to it.
        let first = |part| state.lines.iter().position(|l| l.part == part);
        state.cursor.selected = first(Part::Now).or(first(Part::Near)).unwrap_or(0);
        self.overlays.push(Overlay::Counterparts(Box::new(state)));
        self.preview_counterpart();
    }

    /// Whether a pane shows what may become a counterpart, not where its reader is.
    pub fn is_previewed(&self, pane: usize) -> bool {
        self.overlays
            .iter()
            .any(|o| matches!(o, Overlay::Counterparts(state) if state.other == pane))
    }

    /// Makes the list anew after what is typed changed.
    pub(super) fn refill_counterparts(&self, state: &mut CounterpartsState) {
        state.lines.clear();
        state.cursor.selected = 0;
        let (Some(spoken), Some(view)) = (
            self.spoken(state.pane, state.other, state.section),
            self.view_between(state.pane, state.other),
        ) else {
            return;
        };
        let query = state.field.text();
        let query = query.trim();
        if !query.is_empty() {
            state.lines = found(spoken.other, &view, state.section, query);
            return;
        }
        let line = |choice, part, score| Line {
            choice,
            part,
            score,
            matched: Vec::new(),
        };
        state.lines.push(line(Choice::Nothing, Part::Word, None));
        if !spoken.said.is_empty() {
            state.lines.push(line(Choice::AsProgram, Part::Word, None));
        }
        let links = view.links(state.section);
        for (to, link) in &links {
            let choice = Choice::Section(*to);
            state.lines.push(line(choice, Part::Now, Some(link.score)));
        }
        for near in candidates(&view, state.section) {
            let choice = Choice::Section(near.0);
            state.lines.push(line(choice, Part::Near, Some(near.1)));
        }
        for (id, _) in spoken.other.section_ids() {
            let score = score_of(&view, state.section, id);
            state
                .lines
                .push(line(Choice::Section(id), Part::All, score));
        }
    }

    fn spoken(&self, pane: usize, other: usize, section: SectionId) -> Option<Spoken<'_>> {
        let (report, there) = (self.report_in(pane)?, self.report_in(other)?);
        let said = self
            .catalogue
            .judged(report, there)
            .into_iter()
            .filter(|j: &Judged| j.a == section)
            .map(|j| (j.b, j.stands))
            .collect();
        Some(Spoken {
            section,
            report,
            other: there,
            side: if pane < other { Side::A } else { Side::B },
            said,
        })
    }

    /// Shows the chosen section in the other pane; what is no section leaves it where it stood.
    fn preview_counterpart(&mut self) {
        let Some(Overlay::Counterparts(state)) = self.overlays.last() else {
            return;
        };
        let (other, stood) = (state.other, state.stood);
        let section = match state.chosen().map(|line| line.choice) {
            Some(Choice::Section(section)) => Some(section),
            _ => None,
        };
        let heading = section.and_then(|id| {
            let at = self.report_in(other)?.section(id)?.heading.start();
            let pane = self.reader.panes.get(other)?;
            Some((pane.layout()?.heading_row(id), at))
        });
        match heading {
            Some((row, at)) => self.show_in(other, row, Some(at)),
            None => self.put_back(other, stood),
        }
    }

    fn put_back(&mut self, pane: usize, stood: (usize, usize, Option<usize>)) {
        if let Some(pane) = self.reader.panes.get_mut(pane) {
            (pane.top, pane.anchor, pane.eye) = stood;
            // The rows may be others by now.
            if let Some(made) = pane.made.as_ref().filter(|_| stood.1 != 0) {
                pane.top = made.layout.row_of(stood.1);
            }
        }
    }

    /// The overlay was left without a choice.
    pub(super) fn counterparts_closed(&mut self, state: &CounterpartsState) {
        self.put_back(state.other, state.stood);
        self.follow();
    }

    /// The list's text changed.
    pub(super) fn counterparts_typed(&mut self) {
        self.preview_counterpart();
    }

    pub(super) fn counterparts_action(&mut self, action: Action) -> Option<Vec<Effect>> {
        let rows = (self.size.1 / 2).max(1) as isize;
        let Some(Overlay::Counterparts(state)) = self.overlays.last_mut() else {
            return None;
        };
        let step = match action {
            Action::MoveDown => 1,
            Action::MoveUp => -1,
            Action::PageDown => rows,
            Action::PageUp => -rows,
            Action::Confirm | Action::AddCounterpart | Action::BreakLink => {
                return Some(self.judge(action));
            }
            _ => return None,
        };
        let count = state.lines.len();
        state.cursor.step(step, count);
        self.preview_counterpart();
        Some(Vec::new())
    }

    /// Says what was chosen.
    fn judge(&mut self, action: Action) -> Vec<Effect> {
        let lang = self.settings.lang;
        let Some(Overlay::Counterparts(state)) = self.overlays.last() else {
            return Vec::new();
        };
        let Some(choice) = state.chosen().map(|line| line.choice) else {
            self.say(word(lang, Word::NoSuchSectionHere));
            return Vec::new();
        };
        let (pane, other, section) = (state.pane, state.other, state.section);
        let (Some(spoken), Some(view)) = (
            self.spoken(pane, other, section),
            self.view_between(pane, other),
        ) else {
            return Vec::new();
        };
        let now: Vec<SectionId> = view.links(section).into_iter().map(|(to, _)| to).collect();
        let (what, words) = spoken.words(&now, choice, action);
        let changes: Vec<Change> = words
            .into_iter()
            .filter_map(|(to, stands)| spoken.change(to, stands))
            .collect();
        if changes.is_empty() {
            let text = match choice {
                Choice::Nothing => Word::HasNone,
                _ => Word::AlreadySo,
            };
            self.say(word(lang, text));
            return Vec::new();
        }
        let from = self.section_name(pane, section);
        let to = match choice {
            Choice::Section(to) => self.section_name(other, to),
            _ => String::new(),
        };
        let told = judged(lang, what, &from, &to);
        let Some(Overlay::Counterparts(state)) = self.overlays.pop() else {
            return Vec::new();
        };
        // Where the panes follow, they follow the link that is to come; else the other one stays where the eye is.
        if self.reader.locked {
            self.put_back(other, state.stood);
        } else if let Some(pane) = self.reader.panes.get_mut(other) {
            pane.eye = None;
        }
        self.keep_all(changes, super::library::keep::Told::Judged(told))
    }

    /// `2016 三(四)`: the year of a pane's report and where in it a section stands; its title where nothing is numbered.
    fn section_name(&self, pane: usize, section: SectionId) -> String {
        let Some(report) = self.report_in(pane) else {
            return String::new();
        };
        named(report, section)
    }

    /// Makes anew what stands on the reader's word, where that is another than in `old`.
    pub(super) fn judge_again(&mut self, old: &Catalogue) {
        if old.judgements == self.catalogue.judgements {
            return;
        }
        let stale: Vec<(ReportId, ReportId)> = self
            .pairings
            .keys()
            .copied()
            .filter(
                |&(a, b)| match (self.shelf.report(a), self.shelf.report(b)) {
                    (Some(a), Some(b)) => old.judged(a, b) != self.catalogue.judged(a, b),
                    _ => false,
                },
            )
            .collect();
        if stale.is_empty() {
            return;
        }
        for key in stale {
            self.change_pairing(key, |p| p.stale = true);
        }
        self.drop_running_comparison();
    }
}

impl Spoken<'_> {
    /// What is to be kept: sections of the other report, and whether they correspond; none takes back.
    fn words(
        &self,
        now: &[SectionId],
        choice: Choice,
        action: Action,
    ) -> (JudgedAs, Vec<(SectionId, Option<bool>)>) {
        let mut words: Vec<(SectionId, Option<bool>)> = Vec::new();
        let what = match (choice, action) {
            (Choice::AsProgram, _) => {
                words.extend(self.said.iter().map(|&(to, _)| (to, None)));
                JudgedAs::AsProgram
            }
            (Choice::Nothing, _) => {
                words.extend(now.iter().map(|&to| (to, Some(false))));
                JudgedAs::Nothing
            }
            (Choice::Section(to), Action::BreakLink) => {
                words.push((to, Some(false)));
                JudgedAs::Broken
            }
            (Choice::Section(to), _) => {
                // What it is linked to now goes or stays because the reader says so: the program alone would decide it by which of the
                // two reports stands first.
                let add = action == Action::AddCounterpart;
                words.extend(now.iter().filter(|&&n| n != to).map(|&n| (n, Some(add))));
                words.push((to, Some(true)));
                if add {
                    JudgedAs::Added
                } else {
                    JudgedAs::Pinned
                }
            }
        };
        words.retain(|&(to, stands)| {
            let said = self.said.iter().find(|s| s.0 == to).map(|s| s.1);
            said != stands
        });
        (what, words)
    }

    fn change(&self, to: SectionId, stands: Option<bool>) -> Option<Change> {
        let here = Anchor::of(self.report, self.section)?;
        let there = Anchor::of(self.other, to)?;
        // The report at the left is named first.
        let (a, b) = match self.side {
            Side::A => (here, there),
            Side::B => (there, here),
        };
        Some(Change::Judge(a, b, stands))
    }
}

/// The sections whose titles or numbers match, the best first.
fn found(other: &Report, view: &View, section: SectionId, query: &str) -> Vec<Line> {
    let mut scored: Vec<(i64, Line)> = other
        .section_ids()
        .filter_map(|(id, _)| {
            let title = other.title(id);
            let (rank, matched) = if let Some((rank, matched)) = matching::fuzzy(&title, query) {
                (rank + 1_000_000, matched)
            } else {
                let whole = format!("{} {title}", marker_path(other, id));
                (matching::fuzzy(&whole, query)?.0, Vec::new())
            };
            let line = Line {
                choice: Choice::Section(id),
                part: Part::Found,
                score: score_of(view, section, id),
                matched,
            };
            Some((rank, line))
        })
        .collect();
    scored.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    scored.into_iter().map(|(_, line)| line).collect()
}

/// The sections that come next to being linked, with their scores.
fn candidates(view: &View, section: SectionId) -> Vec<(SectionId, f32)> {
    view.nearest(section)
        .map(|near| (near.section, near.score))
        .into_iter()
        .collect()
}

/// How like two sections are, where that is known.
fn score_of(view: &View, section: SectionId, to: SectionId) -> Option<f32> {
    let mut links = view.links(section).into_iter();
    let linked = links.find(|(id, _)| *id == to).map(|(_, l)| l.score);
    let nearest = view.nearest(section).filter(|n| n.section == to);
    linked.or(nearest.map(|n| n.score))
}

/// The markers from the outermost section down, as far as there are any: `三(四)`.
pub fn marker_path(report: &Report, section: SectionId) -> String {
    let bare = |c: char| match c {
        '（' => Some('('),
        '）' => Some(')'),
        '、' | '.' | '．' | ' ' | '\u{3000}' => None,
        c => Some(c),
    };
    let path = report.ancestry(section);
    path.into_iter()
        .flat_map(|id| report.marker(id).chars().filter_map(bare))
        .collect()
}

/// `2016 三(四)`: a report's year, or its place, and where in it a section stands.
pub fn named(report: &Report, section: SectionId) -> String {
    let identity = &report.identity;
    let year = identity.year.as_ref().map(|y| y.value.0.to_string());
    let place = identity.place.as_ref().map(|p| p.value.short.clone());
    let mut path = marker_path(report, section);
    if report.marker(section).is_empty() {
        let title: String = report.title(section).chars().take(12).collect();
        path = title;
    }
    match year.or(place) {
        Some(which) => format!("{which} {path}"),
        None => path,
    }
}
