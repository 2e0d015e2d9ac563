//! 特色词: what a report, a place, a province or a year says more often than the other open reports.
//!
//! Owns [`CandidatesState`] and what was found ([`Seeking`]). Invariants: what is shown was found in the reports that are open now, or, while
//! more are coming in, in those that were open a moment ago, and the screen says how many those are; a list once found is kept until
//! they change. Must not know how anything is drawn.

use std::sync::Arc;

use super::action::Action;
use super::library::FilterState;
use super::list::ListCursor;
use super::msg::Effect;
use super::plan::Area;
use super::theme_edit::ThemeDraft;
use super::walk::{CurrentHit, Search, Walking};
use super::{App, Overlay, Place, Screen};
use crate::job::{Generation, Job};
use crate::locale::{Lang, Word, sorted_by, word};
use crate::report::{Report, ReportId, SentenceId};
use crate::text::fold::fold_str;
use crate::text::keyness::ENOUGH;
use crate::text::span::Span;
use crate::theme::Passage;
use crate::theme::candidates::{Candidate, Candidates, Focus, Kind, Step};

/// What the list is in order of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Order {
    /// Significance.
    #[default]
    G2,
    /// Ratio of frequencies.
    LogRatio,
    /// Hits in the focus.
    Hits,
    /// TF-IDF.
    TfIdf,
    /// Reports of the focus.
    Reports,
}

impl Order {
    /// The next one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Order::G2 => Order::LogRatio,
            Order::LogRatio => Order::Hits,
            Order::Hits => Order::TfIdf,
            Order::TfIdf => Order::Reports,
            Order::Reports => Order::G2,
        }
    }

    /// What it is called.
    pub fn word(self) -> Word {
        match self {
            Order::G2 => Word::G2,
            Order::LogRatio => Word::LogRatio,
            Order::Hits => Word::HitUnit,
            Order::TfIdf => Word::TfIdf,
            Order::Reports => Word::ReportColumn,
        }
    }
}

/// Which kinds are listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Kinds {
    /// Words and phrases.
    #[default]
    All,
    /// Words.
    Words,
    /// Phrases.
    Phrases,
    /// Names of places.
    Places,
}

impl Kinds {
    /// The next one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Kinds::All => Kinds::Words,
            Kinds::Words => Kinds::Phrases,
            Kinds::Phrases => Kinds::Places,
            Kinds::Places => Kinds::All,
        }
    }

    fn holds(self, kind: Kind) -> bool {
        match self {
            Kinds::All => kind != Kind::Place,
            Kinds::Words => kind == Kind::Word,
            Kinds::Phrases => kind == Kind::Phrase,
            Kinds::Places => kind == Kind::Place,
        }
    }

    /// What they are called.
    pub fn word(self) -> Word {
        match self {
            Kinds::All => Word::WordsAndPhrases,
            Kinds::Words => Word::WordKind,
            Kinds::Phrases => Word::PhraseKind,
            Kinds::Places => Word::PlaceKind,
        }
    }
}

/// State of this screen.
#[derive(Clone, Debug)]
pub struct CandidatesState {
    /// The report it was opened from.
    pub origin: ReportId,
    /// What can be looked at from there.
    pub foci: Vec<Focus>,
    /// Which of them is.
    pub at: usize,
    /// What the list is in order of.
    pub order: Order,
    /// Which kinds are listed.
    pub kinds: Kinds,
    /// What a theme counts already is left out.
    pub only_new: bool,
    /// What those that are listed must hold.
    pub filter: String,
    /// The chosen one.
    pub cursor: ListCursor,
    /// Those that are marked, in the order of marking.
    pub marked: Vec<String>,
}

impl CandidatesState {
    /// What is looked at.
    pub fn focus(&self) -> Option<&Focus> {
        self.foci.get(self.at)
    }
}

/// In what reports something was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Made {
    load: Generation,
    /// Counts up whenever a report is read once more.
    again: u32,
    ready: usize,
    /// The edition of the themes.
    themes: u32,
}

/// What was found for one focus.
#[derive(Clone, Debug)]
pub struct Sought {
    focus: Focus,
    made: Made,
    /// The reports of the focus, in the order of [`Candidate::first`].
    pub reports: Vec<ReportId>,
    /// What they have more than the others.
    pub found: Arc<Candidates>,
}

/// What was found, and what is being looked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Seeking {
    asked: Generation,
    /// What is being looked for, in what, and how far that is.
    now: Option<(Focus, Made, Vec<ReportId>, Option<Step>)>,
    /// The newest last.
    known: Vec<Sought>,
}

/// Lists that are kept.
const MOST_KNOWN: usize = 12;

/// What stands where.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CandidatesPlan {
    /// Row of what can be looked at.
    pub foci: u16,
    /// Row of the heads of the columns.
    pub heads: u16,
    /// The thin rule below them.
    pub rule: Option<u16>,
    /// The list.
    pub body: Area,
    /// Head and sentences of the chosen one.
    pub preview: Option<Area>,
}

impl CandidatesPlan {
    /// Lays the screen out.
    pub fn new((w, h): (u16, u16)) -> Self {
        let rule = (h >= 20).then_some(3);
        let top = 3 + u16::from(rule.is_some());
        let mut bottom = h.saturating_sub(1);
        let preview = match h {
            36.. => 9,
            24..36 => 6,
            16..24 => 3,
            _ => 0,
        };
        let mut area = None;
        if preview > 0 {
            bottom -= preview;
            area = Some(Area::new(0, bottom, w, preview));
        }
        Self {
            foci: 1,
            heads: 2,
            rule,
            body: Area::new(0, top, w, bottom.saturating_sub(top)),
            preview: area,
        }
    }
}

/// A sentence of the chosen candidate.
#[derive(Clone, Debug)]
pub struct Quote {
    /// Whose.
    pub report: ReportId,
    /// The sentence with its hits.
    pub passage: Passage,
}

impl App {
    /// Opens the screen: on the report of the matrix's cursor, else of the focused pane. On the screen itself goes back.
    pub(super) fn open_candidates(&mut self) -> Vec<Effect> {
        self.overlays.clear();
        let origin = match &self.screen {
            Screen::Candidates(_) => {
                self.screen = self.behind.pop().unwrap_or_default();
                return Vec::new();
            }
            Screen::Matrix(state) => state
                .report()
                .or_else(|| state.matrix.columns.first().map(|c| c.report)),
            _ => self.pane().map(|pane| pane.report),
        };
        let report = origin.and_then(|id| Some((id, self.shelf.report(id)?)));
        let Some((origin, report)) = report else {
            self.say(word(self.settings.lang, Word::NotReadYet));
            return Vec::new();
        };
        let foci = self.foci(origin, report);
        self.enter(Screen::Candidates(CandidatesState {
            origin,
            foci,
            at: 0,
            order: Order::default(),
            kinds: Kinds::default(),
            only_new: false,
            filter: String::new(),
            cursor: ListCursor::default(),
            marked: Vec::new(),
        }));
        Vec::new()
    }

    /// What can be looked at from a report, but what comes to the same reports as something before it.
    fn foci(&self, origin: ReportId, report: &Report) -> Vec<Focus> {
        let mut known: Vec<Vec<ReportId>> = Vec::new();
        let mut foci = Focus::around(origin, report);
        foci.retain(|focus| {
            let reports = self.reports_of(focus);
            let new = !known.contains(&reports);
            known.push(reports);
            new
        });
        foci
    }

    fn reports_of(&self, focus: &Focus) -> Vec<ReportId> {
        let ready = self.shelf.ready();
        ready
            .filter(|(id, report)| focus.holds(*id, report))
            .map(|(id, _)| id)
            .collect()
    }

    /// What a focus is called, without its kind: 沙河口区 2021, 辽宁, 2021.
    pub fn focus_name(&self, focus: &Focus) -> String {
        match focus {
            Focus::Report(id) => self.report_label(*id),
            Focus::Place(full) => {
                let place = self.shelf.ready().find_map(|(_, report)| {
                    let place = &report.identity.place.as_ref()?.value;
                    (fold_str(&place.full) == *full).then(|| place.short.clone())
                });
                place.unwrap_or_else(|| full.clone())
            }
            Focus::Province(name) => name.clone(),
            Focus::Year(year) => year.to_string(),
        }
    }

    /// What lists of this screen would be made in now.
    fn seek_in(&self) -> Made {
        Made {
            load: self.load_generation,
            again: self.again.edition,
            ready: self.shelf.ready_count(),
            themes: self.lexicon_edition(),
        }
    }

    /// Asks for what the screen wants to show and has not, after every message.
    pub(super) fn prepare_candidates(&mut self) -> Vec<Effect> {
        let (Screen::Candidates(state), Some(lexicon)) = (&self.screen, &self.lexicon) else {
            return Vec::new();
        };
        let Some(focus) = state.focus().cloned() else {
            return Vec::new();
        };
        let made = self.seek_in();
        let known = |s: &Sought| {
            s.focus == focus && (s.made == made || self.shelf.loading && s.made.load == made.load)
        };
        let asked = self.seeking.now.as_ref();
        let asked =
            asked.is_some_and(|(f, m, ..)| *f == focus && (*m == made || self.shelf.loading));
        if asked || self.seeking.known.iter().any(known) {
            return Vec::new();
        }
        let ids = self.reports_of(&focus);
        // A copy of what is looked at is no other report.
        let copies: Vec<ReportId> = ids
            .iter()
            .flat_map(|&id| self.copies_of(id))
            .map(|(id, _)| id)
            .collect();
        let of = |wanted: &dyn Fn(ReportId) -> bool| -> Vec<Arc<Report>> {
            let ready = self.shelf.ready();
            ready
                .filter(|(id, _)| wanted(*id))
                .map(|(_, report)| Arc::clone(report))
                .collect()
        };
        let job = Job::Candidates {
            focus: of(&|id| ids.contains(&id)),
            rest: of(&|id| !ids.contains(&id) && !copies.contains(&id)),
            lexicon: Arc::clone(lexicon),
        };
        self.seeking.asked.0 += 1;
        self.seeking.now = Some((focus, made, ids, None));
        vec![Effect::Seek(self.seeking.asked, job)]
    }

    /// Takes how far the looking for candidates is.
    pub(super) fn seeking_at(&mut self, generation: Generation, step: Step) {
        if generation == self.seeking.asked
            && let Some((.., at)) = &mut self.seeking.now
        {
            *at = Some(step);
        }
    }

    /// Takes what was found.
    pub(super) fn candidates_found(&mut self, generation: Generation, found: Arc<Candidates>) {
        if generation != self.seeking.asked {
            return;
        }
        let Some((focus, made, reports, _)) = self.seeking.now.take() else {
            return;
        };
        let seeking = &mut self.seeking;
        seeking
            .known
            .retain(|s| s.focus != focus && s.made.load == made.load);
        seeking.known.push(Sought {
            focus,
            made,
            reports,
            found,
        });
        if seeking.known.len() > MOST_KNOWN {
            seeking.known.remove(0);
        }
    }

    /// What was found for the focus of the screen; what was found a moment ago while it is looked for anew.
    pub fn sought(&self, state: &CandidatesState) -> Option<&Sought> {
        let focus = state.focus()?;
        let known = |s: &&Sought| s.focus == *focus && s.made.load == self.load_generation;
        self.seeking.known.iter().rfind(known)
    }

    /// What is being done for the screen, if something is.
    pub fn seeking_now(&self, state: &CandidatesState) -> Option<Option<Step>> {
        let (focus, .., step) = self.seeking.now.as_ref()?;
        (Some(focus) == state.focus()).then_some(*step)
    }

    /// The candidates that are listed, in order: indices into the list that was found.
    pub fn listed_candidates(&self, state: &CandidatesState) -> Vec<usize> {
        let Some(sought) = self.sought(state) else {
            return Vec::new();
        };
        let list = &sought.found.list;
        let filter = fold_str(state.filter.trim());
        let mut listed: Vec<(usize, &Candidate)> = list
            .iter()
            .enumerate()
            .filter(|(_, c)| state.kinds.holds(c.kind))
            .filter(|(_, c)| !(state.only_new && c.theme.is_some()))
            .filter(|(_, c)| filter.is_empty() || c.text.contains(&filter))
            .collect();
        match state.order {
            // As they were found.
            Order::G2 => {}
            Order::LogRatio => listed.sort_by(|a, b| b.1.log_ratio.total_cmp(&a.1.log_ratio)),
            Order::Hits => listed.sort_by_key(|(_, c)| std::cmp::Reverse(c.focus.hits)),
            Order::TfIdf => listed.sort_by(|a, b| b.1.tf_idf.total_cmp(&a.1.tf_idf)),
            Order::Reports => listed.sort_by_key(|(_, c)| std::cmp::Reverse(c.focus.reports)),
        }
        listed.into_iter().map(|(i, _)| i).collect()
    }

    /// The candidate under the cursor.
    pub fn chosen_candidate(&self, state: &CandidatesState) -> Option<(&Sought, &Candidate)> {
        let sought = self.sought(state)?;
        let listed = self.listed_candidates(state);
        let at = state.cursor.selected.min(listed.len().checked_sub(1)?);
        Some((sought, sought.found.list.get(*listed.get(at)?)?))
    }

    /// The first sentences in which a candidate stands.
    pub fn quotes(&self, sought: &Sought, candidate: &Candidate, most: usize) -> Vec<Quote> {
        let mut quotes: Vec<Quote> = Vec::new();
        for &(at, hit) in &candidate.first {
            let Some(&id) = sought.reports.get(at as usize) else {
                continue;
            };
            let Some(report) = self.shelf.report(id) else {
                continue;
            };
            let after = report
                .sentences
                .partition_point(|s| s.span.start() <= hit.start());
            let Some((index, sentence)) = after
                .checked_sub(1)
                .and_then(|i| Some((i, report.sentences.get(i)?)))
            else {
                continue;
            };
            let same = |q: &&mut Quote| q.report == id && q.passage.sentence.index() == index;
            if let Some(last) = quotes.last_mut().filter(same) {
                last.passage.hits.push(hit);
                continue;
            }
            if quotes.len() == most {
                break;
            }
            quotes.push(Quote {
                report: id,
                passage: Passage {
                    sentence: SentenceId(index as u32),
                    section: sentence.section,
                    span: sentence.span,
                    heading: sentence.heading,
                    hits: vec![hit],
                    terms: Vec::new(),
                },
            });
        }
        quotes
    }

    pub(super) fn candidates_action(&mut self, action: Action) -> Vec<Effect> {
        let Screen::Candidates(state) = &self.screen else {
            return Vec::new();
        };
        let count = self.listed_candidates(state).len();
        let page = usize::from(
            CandidatesPlan::new(self.size)
                .body
                .h
                .saturating_sub(1)
                .max(1),
        ) as isize;
        let chosen = self.chosen_candidate(state);
        let chosen_text = chosen.map(|(_, c)| c.text.clone());
        let lang = self.settings.lang;
        let times = self.times();
        let nth = self.nth();
        let step = match action {
            Action::MoveDown => times,
            Action::MoveUp => -times,
            Action::HalfPageDown => times * (page / 2),
            Action::HalfPageUp => -times * (page / 2),
            Action::PageDown => times * page,
            Action::PageUp => -times * page,
            Action::Top | Action::Bottom if let Some(nth) = nth => {
                nth as isize - state.cursor.selected as isize
            }
            Action::Top => isize::MIN,
            Action::Bottom => isize::MAX,
            Action::Confirm => return self.read_candidate(),
            Action::ThemeOfMarked => return self.theme_of_candidates(),
            _ => 0,
        };
        let mut said = None;
        let Screen::Candidates(state) = &mut self.screen else {
            return Vec::new();
        };
        state.cursor.step(step, count);
        match action {
            Action::FocusNext => {
                state.at = (state.at + 1) % state.foci.len().max(1);
                state.cursor = ListCursor::default();
            }
            Action::FocusPrev => {
                let count = state.foci.len().max(1);
                state.at = (state.at + count - 1) % count;
                state.cursor = ListCursor::default();
            }
            Action::SortBy => {
                state.order = state.order.next();
                state.cursor = ListCursor::default();
                said = Some(sorted_by(lang, state.order.word()));
            }
            Action::CycleKinds => {
                state.kinds = state.kinds.next();
                state.cursor = ListCursor::default();
            }
            Action::HideKnown => {
                state.only_new = !state.only_new;
                state.cursor = ListCursor::default();
            }
            Action::ToggleMark => {
                if let Some(text) = chosen_text {
                    match state.marked.iter().position(|m| *m == text) {
                        Some(at) => {
                            state.marked.remove(at);
                        }
                        None => state.marked.push(text),
                    }
                    state.cursor.step(1, count);
                }
            }
            Action::FilterList => {
                let before = state.filter.clone();
                self.overlays.push(Overlay::Filter(FilterState {
                    field: super::field::Field::with(&before),
                    before,
                }));
            }
            _ => {}
        }
        if let Some(said) = said {
            self.say(&said);
        }
        Vec::new()
    }

    /// What is typed as the filter; tells whether it is this screen's.
    pub(super) fn filter_candidates(&mut self, typed: &str) -> bool {
        let Screen::Candidates(state) = &mut self.screen else {
            return false;
        };
        typed.clone_into(&mut state.filter);
        state.cursor = ListCursor::default();
        true
    }

    /// Esc on this screen: takes back a filter, then marks; stops what is being looked for; tells whether it did one of the first two.
    pub(super) fn close_in_candidates(&mut self) -> Option<Vec<Effect>> {
        let Screen::Candidates(state) = &mut self.screen else {
            return None;
        };
        if !state.filter.is_empty() {
            state.filter.clear();
            return Some(Vec::new());
        }
        if !state.marked.is_empty() {
            state.marked.clear();
            return Some(Vec::new());
        }
        if self.seeking.now.take().is_some() {
            self.screen = self.behind.pop().unwrap_or_default();
            return Some(vec![Effect::StopSeeking]);
        }
        None
    }

    /// Reads the first place of the chosen candidate; n and N then go on through all of them.
    fn read_candidate(&mut self) -> Vec<Effect> {
        let Screen::Candidates(state) = &self.screen else {
            return Vec::new();
        };
        let Some((sought, candidate)) = self.chosen_candidate(state) else {
            return Vec::new();
        };
        let first = candidate.first.first();
        let Some((report, span)) =
            first.and_then(|&(at, span)| Some((*sought.reports.get(at as usize)?, span)))
        else {
            return Vec::new();
        };
        let query = candidate.text.clone();
        self.read_found(query, report, span)
    }

    fn read_found(&mut self, query: String, report: ReportId, span: Span) -> Vec<Effect> {
        self.go_to_reader();
        self.remember();
        self.search = Some(Search {
            query,
            ..Search::default()
        });
        self.walking = Walking::Search;
        let shown = self.reader.panes.iter().position(|p| p.report == report);
        if let Some(pane) = shown {
            self.focus_pane(pane);
        }
        let place = Place {
            report,
            anchor: span.start(),
        };
        let effects = self.open_at(self.reader.focus, place);
        self.search_in(report);
        self.hit = Some(CurrentHit { report, span });
        self.show(span.start());
        effects
    }

    /// Makes a theme of the marked candidates, else of the chosen one.
    fn theme_of_candidates(&mut self) -> Vec<Effect> {
        let Screen::Candidates(state) = &self.screen else {
            return Vec::new();
        };
        let mut terms = state.marked.clone();
        if terms.is_empty() {
            terms.extend(self.chosen_candidate(state).map(|(_, c)| c.text.clone()));
        }
        if terms.is_empty() {
            return Vec::new();
        }
        self.open_theme_edit(ThemeDraft {
            name: String::new(),
            terms,
        })
    }
}

/// What is being done, as a sentence.
pub fn step_words(lang: Lang, step: Option<Step>) -> String {
    match step {
        None | Some(Step::Dictionary) => word(lang, Word::SeekDictionary).to_owned(),
        Some(Step::Words) => word(lang, Word::SeekWords).to_owned(),
        Some(Step::Phrases) => word(lang, Word::SeekPhrases).to_owned(),
        Some(Step::Counting(_)) => word(lang, Word::SeekCounting).to_owned(),
    }
}

/// Fewer hits than this are too few to say how significant they are.
pub const TOO_FEW: u32 = ENOUGH;
