//! Walking hits: the next one of whatever came last, a theme or a search, through panes and reports.

use std::sync::Arc;

use super::App;
use super::msg::Effect;
use crate::locale::{Word, no_theme_of_digit, walked_to, walking_theme, word};
use crate::report::ReportId;
use crate::text::fold;
use crate::text::scan;
use crate::text::span::Span;
use crate::theme::ThemeId;

/// A search in the text.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// As it was typed.
    pub query: String,
    /// Hits by report, made when a report is first shown or walked.
    pub hits: std::collections::HashMap<ReportId, Arc<Vec<Span>>>,
}

/// What `n` walks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Walking {
    /// The current theme's hits.
    #[default]
    Theme,
    /// The search's hits.
    Search,
}

/// The order in which `n` comes to the reports, and what it was made for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Walk {
    about: (Walking, Option<ThemeId>, Option<String>),
    order: Vec<ReportId>,
}

/// The hit that is lit strongest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CurrentHit {
    /// In which report.
    pub report: ReportId,
    /// Where.
    pub span: Span,
}

impl App {
    /// The theme whose hits are walked and counted.
    pub fn current_theme(&self) -> Option<ThemeId> {
        self.lit.get(self.current_lit).copied()
    }

    /// The spans that `n` walks in one report, in order.
    pub fn walked(&mut self, report: ReportId) -> Vec<Span> {
        match self.walking {
            Walking::Theme => {
                let (Some(theme), Some(hits)) = (self.current_theme(), self.shelf.hits(report))
                else {
                    return Vec::new();
                };
                hits.of(theme).map(|h| h.span).collect()
            }
            Walking::Search => {
                self.search_in(report);
                self.search_hits(report).to_vec()
            }
        }
    }

    /// Searches one report, unless that was done.
    pub(super) fn search_in(&mut self, id: ReportId) {
        let Some(report) = self.shelf.report(id).cloned() else {
            return;
        };
        let Some(search) = self.search.as_mut() else {
            return;
        };
        if !search.hits.contains_key(&id) {
            let query = fold::fold_str(search.query.trim());
            let mut hits = if query.is_empty() {
                Vec::new()
            } else {
                scan::find_all(&report.folded, &query)
            };
            hits.retain(|hit| {
                let at = report
                    .paragraphs
                    .partition_point(|p| p.span.end() <= hit.start());
                report
                    .paragraphs
                    .get(at)
                    .is_some_and(|p| p.span.covers(*hit))
            });
            search.hits.insert(id, Arc::new(hits));
        }
    }

    /// The search's hits in a report, if it was searched.
    pub fn search_hits(&self, id: ReportId) -> &[Span] {
        self.search
            .as_ref()
            .and_then(|s| s.hits.get(&id))
            .map_or(&[], |v| v.as_slice())
    }

    /// The theme whose digit was pressed is walked from now on.
    pub(super) fn walk_digit(&mut self) {
        let lang = self.settings.lang;
        let digit = usize::from(self.theming.digit.unwrap_or(1));
        let index = digit.saturating_sub(1);
        let theme = self.lit.get(index).copied();
        let lexicon = self.lexicon.clone();
        let found = theme.and_then(|id| Some((id, lexicon.as_ref()?.theme(id)?)));
        let Some((id, theme)) = found else {
            self.say(&no_theme_of_digit(lang, digit));
            return;
        };
        self.current_lit = index;
        self.walking = Walking::Theme;
        let hits = self.pane().and_then(|p| self.shelf.hits(p.report));
        let hits = hits.map_or(0, |hits| hits.count(id));
        let name = lang.pick(&theme.name, &theme.en);
        self.say(&walking_theme(lang, digit, name, hits));
    }

    /// Goes to the next or previous hit; past the last one of a report on to the next pane, then to the next report.
    pub(super) fn step_hit(&mut self, forward: bool) -> Vec<Effect> {
        let lang = self.settings.lang;
        if self.walking == Walking::Theme && self.current_theme().is_none() {
            self.say(word(lang, Word::NoThemeLit));
            return Vec::new();
        }
        let Some(pane) = self.pane() else {
            return Vec::new();
        };
        let (here, top) = (pane.report, pane.anchor);
        let hits = self.walked(here);
        let current = self
            .hit
            .filter(|h| h.report == here && self.is_on_screen(h.span))
            .map(|h| h.span.start());
        let ahead: Vec<Span> = if forward {
            let first =
                hits.partition_point(|h| current.map_or(h.start() < top, |c| h.start() <= c));
            hits.get(first..).unwrap_or_default().to_vec()
        } else {
            let end = hits.partition_point(|h| h.start() < current.unwrap_or(top));
            hits.iter().take(end).rev().copied().collect()
        };
        // As many of them as a count says are passed over.
        let mut over = self.nth().unwrap_or(0);
        if let Some(&span) = ahead.get(over) {
            self.go_to_hit(here, span);
            self.say_where(None);
            return Vec::new();
        }
        // On through the other panes, then the other reports in order.
        over -= ahead.len();
        let focus = self.reader.focus;
        let ring = self.ring(here, forward);
        for report in ring {
            let hits = self.walked(report);
            if over >= hits.len() {
                over -= hits.len();
                continue;
            }
            let at = if forward { over } else { hits.len() - 1 - over };
            let Some(&span) = hits.get(at) else { continue };
            let open = self.reader.panes.iter().position(|p| p.report == report);
            if let Some(pane) = open {
                self.focus_pane(pane);
            } else {
                self.remember();
                self.open_in(focus, report, span.start());
            }
            let effects = self.prepare();
            self.go_to_hit(report, span);
            let place = |id| self.walk.order.iter().position(|&r| r == id);
            let round = (place(report) < place(here)) == forward;
            self.say_where(round.then_some(Word::RoundAgain));
            return effects;
        }
        let over = over.min(hits.len().saturating_sub(1));
        let at = if forward {
            over
        } else {
            hits.len().saturating_sub(1 + over)
        };
        if let Some(&span) = hits.get(at) {
            self.go_to_hit(here, span);
            self.say_where(Some(Word::RoundAgain));
        } else {
            self.say(word(lang, Word::NoHits));
        }
        Vec::new()
    }

    /// Says where the walk stands: in which report, at which of its hits, at which of all.
    fn say_where(&mut self, first: Option<Word>) {
        let lang = self.settings.lang;
        let Some(hit) = self.hit else { return };
        let hits = self.walked(hit.report);
        let Some(at) = hits.iter().position(|&span| span == hit.span) else {
            return;
        };
        let name = self.report_label(hit.report);
        let here = (at + 1, hits.len());
        let all = match (self.walking, self.current_theme()) {
            (Walking::Theme, Some(theme)) => {
                self.ring(hit.report, true);
                let count = |id: &ReportId| self.shelf.hits(*id).map_or(0, |h| h.count(theme));
                let order = &self.walk.order;
                let before = order.iter().take_while(|id| **id != hit.report).map(count);
                let before: usize = before.sum();
                let total = order.iter().map(count).sum();
                Some((before + at + 1, total))
            }
            // How many hits a search has is known only where it was walked.
            _ => None,
        };
        let mut text = walked_to(lang, &name, here, all);
        if let Some(first) = first {
            text = format!("{}  {text}", word(lang, first));
        }
        self.say(&text);
    }

    /// The other reports in the order of the walk, from `here` on: those that stood in the panes when the walk began, then the rest. The order
    /// stays while one thing is walked, so that every report is come to once, whatever the panes show meanwhile.
    fn ring(&mut self, here: ReportId, forward: bool) -> Vec<ReportId> {
        let about = (
            self.walking,
            self.current_theme(),
            self.search.as_ref().map(|s| s.query.clone()),
        );
        let all = self.shelf.ready_count();
        if self.walk.about != about
            || self.walk.order.len() != all
            || !self.walk.order.contains(&here)
        {
            let mut order: Vec<ReportId> = Vec::new();
            let panes = self.reader.panes.iter().map(|p| p.report);
            for id in panes.chain(self.shelf.ready().map(|(id, _)| id)) {
                if !order.contains(&id) && self.shelf.report(id).is_some() {
                    order.push(id);
                }
            }
            self.walk = Walk { about, order };
        }
        let mut ring = self.walk.order.clone();
        let at = ring.iter().position(|&id| id == here).unwrap_or(0);
        ring.rotate_left(at);
        ring.remove(0);
        if !forward {
            ring.reverse();
        }
        ring
    }

    pub(super) fn is_on_screen(&self, span: Span) -> bool {
        let Some(pane) = self.pane() else {
            return false;
        };
        let height = self.pane_height(self.reader.focus);
        pane.layout().is_some_and(|l| {
            let row = l.row_of(span.start());
            row >= pane.top && row < pane.top + height
        })
    }

    fn go_to_hit(&mut self, report: ReportId, span: Span) {
        self.hit = Some(CurrentHit { report, span });
        self.show(span.start());
    }

    /// Position of the current hit among the walked hits of its report, from 1, and their number.
    pub fn hit_count(&self, report: ReportId, theme: ThemeId) -> (Option<usize>, usize) {
        let Some(hits) = self.shelf.hits(report) else {
            return (None, 0);
        };
        let at = self
            .hit
            .filter(|h| h.report == report && self.walking == Walking::Theme)
            .and_then(|h| hits.of(theme).position(|x| x.span == h.span))
            .map(|i| i + 1);
        (at, hits.count(theme))
    }
}
