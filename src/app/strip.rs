//! 措辞: which wording is dimmed, and what the strip below the panes tells of the linked sections.
//!
//! Owns [`Wording`]. Invariant: nothing here keeps a key waiting; phrases and terms are found by the worker, and until they are known the
//! text stands as it is. Must not know how wording is drawn.

use std::collections::HashMap;
use std::sync::Arc;

use super::App;
use super::msg::Effect;
use super::reader::Relation;
use super::view::Side;
use crate::compare::distinct::{Distinct, Term};
use crate::compare::formula::Formulas;
use crate::compare::{self, Depth, Shared};
use crate::job::{Generation, Job, Sides};
use crate::locale::{Word, word};
use crate::report::{Report, ReportId, SectionId};
use crate::text::span::Span;

/// Terms of one side that are lit in the text and told in the strip, at most.
pub const TOLD: usize = 12;

/// What is known of wording, and what of it is shown.
#[derive(Debug)]
pub struct Wording {
    /// Formulaic phrases are dimmed.
    pub dimmed: bool,
    /// The strip is wanted.
    pub strip: bool,
    formulas: Option<Arc<Formulas>>,
    /// Where they stand in the reports that panes show.
    spans: HashMap<ReportId, Arc<[Span]>>,
    distinct: HashMap<Sides, Arc<Distinct>>,
    /// The search for phrases that was asked for last.
    asked: Generation,
    /// Counts up when what is distinct must be looked for anew.
    edition: Generation,
    asking: Option<Sides>,
}

impl Default for Wording {
    fn default() -> Self {
        Self {
            dimmed: true,
            strip: false,
            formulas: None,
            spans: HashMap::new(),
            distinct: HashMap::new(),
            asked: Generation::default(),
            edition: Generation::default(),
            asking: None,
        }
    }
}

impl Wording {
    /// The phrases found in the loaded reports, once looked for.
    pub fn formulas(&self) -> Option<Arc<Formulas>> {
        self.formulas.clone()
    }

    /// Where formulaic phrases stand in a report that a pane shows; empty where they are not dimmed.
    pub fn dim(&self, report: ReportId) -> &[Span] {
        match self.spans.get(&report) {
            Some(spans) if self.dimmed => spans,
            _ => &[],
        }
    }

    /// A report is read anew, or gone: what was made from it goes.
    pub(super) fn forget(&mut self, id: ReportId) {
        self.spans.remove(&id);
        self.distinct.retain(|(a, b), _| a.0 != id && b.0 != id);
        self.start_anew();
    }

    /// Everything is closed.
    pub(super) fn forget_all(&mut self) {
        self.formulas = None;
        self.spans.clear();
        self.distinct.clear();
        self.asked.0 += 1;
        self.start_anew();
    }

    fn start_anew(&mut self) {
        self.edition.0 += 1;
        self.asking = None;
    }
}

/// The two sections that the strip is about.
#[derive(Clone, Debug)]
pub struct Told {
    /// Pane of the left one.
    pub left: usize,
    /// Pane of the right one.
    pub right: usize,
    /// The reports and their sections; none: the whole reports.
    pub sides: Sides,
}

impl App {
    /// Looks for formulaic phrases in all reports that are open.
    pub(super) fn look_for_formulas(&mut self) -> Option<Effect> {
        let reports: Vec<Arc<Report>> = self.shelf.ready().map(|(_, r)| Arc::clone(r)).collect();
        self.wording.asked.0 += 1;
        if reports.is_empty() {
            return None;
        }
        Some(Effect::Wording(
            self.wording.asked,
            Job::Formulas { reports },
        ))
    }

    /// Takes what was found; comparisons that were made before are told anew what of their shared wording is formulaic.
    pub(super) fn formulas_found(&mut self, generation: Generation, formulas: &Arc<Formulas>) {
        if generation != self.wording.asked {
            return;
        }
        self.wording.spans.clear();
        self.wording.distinct.clear();
        self.wording.start_anew();
        self.wording.formulas = Some(Arc::clone(formulas));
        let keys: Vec<(ReportId, ReportId)> = self.pairings.keys().copied().collect();
        for key in keys {
            let Some(report) = self.shelf.report(key.0).cloned() else {
                continue;
            };
            let shared = self.pairings.get(&key).and_then(|p| p.comparison.as_ref());
            if shared.is_some_and(|c| !c.shared.is_empty()) {
                self.change_pairing(key, |pairing| {
                    if let Some(comparison) = &mut pairing.comparison {
                        let comparison = Arc::make_mut(comparison);
                        compare::tell_formulaic(&mut comparison.shared, &report, formulas);
                    }
                });
            }
        }
    }

    /// Takes what is distinct.
    pub(super) fn distinct_found(
        &mut self,
        generation: Generation,
        sides: Sides,
        distinct: Arc<Distinct>,
    ) {
        if generation == self.wording.edition {
            self.wording.asking = None;
            self.wording.distinct.insert(sides, distinct);
        }
    }

    /// Makes what is to be dimmed fit the panes, and asks for what is distinct in the sections that are shown.
    pub(super) fn prepare_wording(&mut self) -> Option<Effect> {
        if let Some(formulas) = self.wording.formulas() {
            for pane in 0..self.reader.panes.len() {
                let id = self.reader.panes.get(pane).map(|p| p.report);
                if let (Some(id), Some(report)) = (id, self.report_in(pane)) {
                    let report = Arc::clone(report);
                    let spans = self.wording.spans.entry(id);
                    spans.or_insert_with(|| formulas.spans(&report).into());
                }
            }
        }
        if self.wording.asking.is_some() {
            return None;
        }
        let sides = self.told()?.sides;
        if self.wording.distinct.contains_key(&sides) {
            return None;
        }
        let formulas = self.wording.formulas()?;
        let a = Arc::clone(self.shelf.report(sides.0.0)?);
        let b = Arc::clone(self.shelf.report(sides.1.0)?);
        let background = self.shelf.ready().map(|(_, r)| Arc::clone(r)).collect();
        self.wording.asking = Some(sides);
        let job = Job::Distinct {
            sides,
            a,
            b,
            background,
            formulas,
        };
        Some(Effect::Wording(self.wording.edition, job))
    }

    /// What the strip is about: at parallel depth the section of the focused pane and its counterpart, else the whole reports.
    pub fn told(&self) -> Option<Told> {
        let focus = self.reader.focus;
        let other = self.other_pane(focus)?;
        let view = self.view(focus)?;
        if view.depth() != Some(Depth::Parallel) || view.pairing.current().is_none() {
            return None;
        }
        let (own, theirs) = (self.reader.panes.get(focus)?, self.reader.panes.get(other)?);
        let sections = match theirs.relation {
            Relation::Linked { from, to } => (Some(from), Some(to)),
            _ => (None, None),
        };
        let own = (own.report, sections.0);
        let theirs = (theirs.report, sections.1);
        let (left, right) = (focus.min(other), focus.max(other));
        Some(Told {
            left,
            right,
            sides: if view.side == Side::A {
                (own, theirs)
            } else {
                (theirs, own)
            },
        })
    }

    /// What each side alone has, once it is known.
    pub fn distinct(&self, told: &Told) -> Option<&Arc<Distinct>> {
        self.wording.distinct.get(&told.sides)
    }

    /// The terms that only a pane's side has, as many as are told; none for panes that are not compared.
    pub fn only_in(&self, told: &Told, pane: usize) -> &[Term] {
        let Some(distinct) = self.distinct(told) else {
            return &[];
        };
        let terms = match pane {
            _ if pane == told.left => &distinct.only_a,
            _ if pane == told.right => &distinct.only_b,
            _ => return &[],
        };
        terms.get(..terms.len().min(TOLD)).unwrap_or(&[])
    }

    /// The wording that the two sections share, the longest first, then what one of them shares with another section of the other report;
    /// and how many formulaic phrases are among it that are not told.
    pub fn shared_in(&self, told: &Told) -> (Vec<Shared>, usize) {
        let Some(comparison) = self
            .pairing(told.left, told.right)
            .and_then(|p| p.current())
        else {
            return (Vec::new(), 0);
        };
        let within = |span: Span, (id, section): (ReportId, Option<SectionId>)| {
            let section = section.and_then(|s| self.shelf.report(id)?.section(s));
            section.is_none_or(|s| s.span.covers(span))
        };
        let of_both = |s: &Shared| within(s.a, told.sides.0) && within(s.b, told.sides.1);
        let here = |s: &&Shared| within(s.a, told.sides.0) || within(s.b, told.sides.1);
        let (formulaic, mut shared): (Vec<Shared>, Vec<Shared>) = comparison
            .shared
            .iter()
            .filter(here)
            .partition(|s| s.formulaic);
        shared.sort_by_key(|s| (!of_both(s), std::cmp::Reverse(s.a.len())));
        (shared, formulaic.len())
    }

    /// Where shared wording stands that one of the two sections has and the other has not: the report and its section.
    pub fn shared_elsewhere(
        &self,
        told: &Told,
        shared: &Shared,
    ) -> Option<(&Arc<Report>, SectionId)> {
        let (a, b) = told.sides;
        let mut ends = [(a, shared.a), (b, shared.b)].into_iter();
        ends.find_map(|((id, section), span)| {
            let report = self.shelf.report(id)?;
            let section = report.section(section?)?;
            let at = report.section_at(span.start())?;
            (!section.span.covers(span)).then_some((report, at))
        })
    }

    /// Whether the strip is on the screen, if there is room.
    pub(super) fn wants_strip(&self) -> bool {
        self.wording.strip && self.depth() == Some(Depth::Parallel)
    }

    /// Shows the strip or takes it away.
    pub(super) fn toggle_strip(&mut self) {
        let lang = self.settings.lang;
        if self.depth() != Some(Depth::Parallel) {
            self.say(word(lang, Word::StripAtParallel));
            return;
        }
        self.wording.strip = !self.wording.strip;
        if self.wording.strip && self.plan().strip.is_none() {
            self.say(word(lang, Word::StripNoRoom));
        }
    }

    /// Dims formulaic phrases or brings them back.
    pub(super) fn toggle_formulaic(&mut self) {
        self.wording.dimmed = !self.wording.dimmed;
        let text = if self.wording.dimmed {
            Word::FormulaicDimmed
        } else {
            Word::FormulaicBack
        };
        self.say(word(self.settings.lang, text));
    }
}
