//! The sections of both reports as rows: linked, new, gone, split, merged, and how much of each stayed.
//!
//! Invariant: every section that counts stands in a row, in order of B within its part; what only A has stands where it
//! stood. A section counts if it is of level 2, or of level 1 without such inside it, and opens its paragraph.

use super::super::{Change, Comparison, Depth, Link};
use crate::report::{Report, Role, SectionId, SentenceId};
use crate::text::span::Span;

/// How many sections correspond.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Sections of B with a counterpart.
    pub linked: usize,
    /// Sections of B without one.
    pub new: usize,
    /// Sections of A without one.
    pub gone: usize,
    /// Sections of A with more than one.
    pub split: usize,
    /// Sections of B with more than one.
    pub merged: usize,
}

/// How many sentences, headings too, were kept and so on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// Word for word.
    pub kept: u32,
    /// Reworded in their place.
    pub reworded: u32,
    /// Moved, reworded or not.
    pub moved: u32,
    /// Only in B.
    pub new: u32,
    /// Only in A.
    pub gone: u32,
}

impl Tally {
    fn count(&mut self, change: Change) {
        match change {
            Change::Kept => self.kept += 1,
            Change::Reworded => self.reworded += 1,
            Change::Moved => self.moved += 1,
            Change::New => self.new += 1,
            Change::Gone => self.gone += 1,
        }
    }

    /// All of them.
    pub fn total(self) -> u32 {
        self.kept + self.reworded + self.moved + self.new + self.gone
    }

    /// The number of one kind.
    pub fn of(self, change: Change) -> u32 {
        match change {
            Change::Kept => self.kept,
            Change::Reworded => self.reworded,
            Change::Moved => self.moved,
            Change::New => self.new,
            Change::Gone => self.gone,
        }
    }

    /// What became of the whole: as it was where everything was kept, moved where everything moved.
    fn state(self) -> Option<Change> {
        let all = self.total();
        if all == 0 {
            None
        } else if self.kept == all {
            Some(Change::Kept)
        } else if self.moved == all {
            Some(Change::Moved)
        } else {
            Some(Change::Reworded)
        }
    }
}

/// What a row stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowKind {
    /// What stands before the first heading.
    Front,
    /// A part's own text, between its heading and its first section.
    Part,
    /// A section with all that is inside it.
    Section,
}

/// One row.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// What it stands for.
    pub kind: RowKind,
    /// Section of A; none where it has no counterpart there.
    pub a: Option<SectionId>,
    /// Section of B.
    pub b: Option<SectionId>,
    /// The link that joins the two.
    pub link: Option<Link>,
    /// The section of A stands in several rows.
    pub split: bool,
    /// The section of B stands in several rows.
    pub merged: bool,
    /// What became of it; none for linked sections at parallel depth.
    pub state: Option<Change>,
    /// What became of its sentences.
    pub tally: Tally,
}

impl Row {
    /// Whether it stands on one side only.
    pub fn is_alone(&self) -> bool {
        self.kind == RowKind::Section && (self.a.is_none() || self.b.is_none())
    }
}

/// One part of the reports: 回顾, 计划 and so on.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// What it is.
    pub role: Role,
    /// Its heading, where it has one of its own, with its own text; none for sections that stand alone.
    pub head: Option<Row>,
    /// Its sections.
    pub rows: Vec<Row>,
}

impl Part {
    fn headless(role: Role) -> Self {
        Self {
            role,
            head: None,
            rows: Vec::new(),
        }
    }
}

/// Which sections of a report stand in rows.
struct Outline<'r> {
    report: &'r Report,
    /// By section: it has a row.
    row: Vec<bool>,
    /// By section: the outermost one that holds it.
    top: Vec<SectionId>,
    /// By section: it is of level 1 and holds rows.
    part: Vec<bool>,
}

impl<'r> Outline<'r> {
    fn new(report: &'r Report) -> Self {
        let count = report.sections.len();
        let mut top: Vec<SectionId> = Vec::with_capacity(count);
        let mut part = vec![false; count];
        for (id, section) in report.section_ids() {
            // A parent precedes its children.
            let parent = section.parent.and_then(|p| top.get(p.index()).copied());
            top.push(parent.unwrap_or(id));
            if section.level == 2
                && !section.inside
                && let Some(slot) = parent.and_then(|p| part.get_mut(p.index()))
            {
                *slot = true;
            }
        }
        let row = report
            .section_ids()
            .map(|(id, s)| !s.inside && (s.level == 2 || (s.level == 1 && !is(&part, id))))
            .collect();
        Self {
            report,
            row,
            top,
            part,
        }
    }

    fn is_row(&self, id: SectionId) -> bool {
        is(&self.row, id)
    }

    fn top(&self, id: SectionId) -> SectionId {
        self.top.get(id.index()).copied().unwrap_or(id)
    }

    fn is_part(&self, id: SectionId) -> bool {
        is(&self.part, id)
    }

    fn role(&self, id: SectionId) -> Role {
        self.report.section(id).map_or(Role::Topic, |s| s.role)
    }

    fn span(&self, id: SectionId) -> Span {
        self.report.section(id).map_or(Span::default(), |s| s.span)
    }
}

fn is(flags: &[bool], id: SectionId) -> bool {
    flags.get(id.index()).copied().unwrap_or(false)
}

/// The rows of all sections, and how many there are of each kind.
pub fn parts(a: &Report, b: &Report, comparison: &Comparison) -> (Vec<Part>, Counts) {
    let mut maker = Maker {
        comparison,
        a: Outline::new(a),
        b: Outline::new(b),
        parts: Vec::new(),
        seen_a: vec![0; a.sections.len()],
        seen_b: vec![0; b.sections.len()],
    };
    maker.of_b();
    maker.of_a_alone();
    maker.front();
    maker.finish()
}

/// What became of all sentences of both.
pub fn whole(a: &Report, b: &Report, comparison: &Comparison) -> Tally {
    let mut tally = Tally::default();
    tally_b(b, comparison, 0..b.sentences.len(), &mut tally);
    tally_gone(a, comparison, 0..a.sentences.len(), &mut tally);
    tally
}

fn tally_b(b: &Report, c: &Comparison, ids: std::ops::Range<usize>, tally: &mut Tally) {
    for i in ids {
        if let Some(change) = c.marks_b.get(i).copied().flatten() {
            // A heading stands for its section: linked or alone, whatever its wording.
            let linked = is_linked_heading(b, i, |id| c.links.from_b(id).is_some());
            tally.count(if linked && change == Change::New {
                Change::Reworded
            } else {
                change
            });
        }
    }
}

fn tally_gone(a: &Report, c: &Comparison, ids: std::ops::Range<usize>, tally: &mut Tally) {
    for i in ids {
        let gone = c.marks_a.get(i).copied().flatten() == Some(Change::Gone);
        if gone && !is_linked_heading(a, i, |id| c.links.from_a(id).is_some()) {
            tally.count(Change::Gone);
        }
    }
}

fn is_linked_heading(report: &Report, i: usize, linked: impl Fn(SectionId) -> bool) -> bool {
    let sentence = report.sentences.get(i).filter(|s| s.heading);
    sentence.and_then(|s| s.section).is_some_and(linked)
}

struct Maker<'r> {
    comparison: &'r Comparison,
    a: Outline<'r>,
    b: Outline<'r>,
    parts: Vec<Part>,
    /// In how many rows each section of A stands.
    seen_a: Vec<u32>,
    seen_b: Vec<u32>,
}

impl Maker<'_> {
    /// The rows of B, each with its counterparts.
    fn of_b(&mut self) {
        for (id, section) in self.b.report.section_ids() {
            if self.b.is_part(id) && section.level == 1 {
                let a = self.comparison.links.from_b(id);
                let a = a.map(|l| l.a).filter(|&x| self.a.is_part(x));
                let head = self.head(a, Some(id));
                self.parts.push(Part {
                    role: section.role,
                    head: Some(head),
                    rows: Vec::new(),
                });
            } else if section.level == 1 && self.b.is_row(id) {
                let fits = |p: &Part| p.head.is_none() && p.role == section.role;
                if !self.parts.last().is_some_and(fits) {
                    self.parts.push(Part::headless(section.role));
                }
            }
            let links = self.counterparts(id);
            if self.b.is_row(id) && links.is_empty() {
                self.push(None, id, None);
            }
            for link in links {
                self.push(Some(link.a), id, Some(link));
            }
        }
    }

    /// The links by which a section of B stands in rows, the best first.
    fn counterparts(&self, id: SectionId) -> Vec<Link> {
        let links = &self.comparison.links;
        let of = links.of_b.get(id.index()).map_or(&[][..], Vec::as_slice);
        let all = of.iter().filter_map(|&i| links.links.get(i as usize));
        let mut found: Vec<Link> = all
            .clone()
            .filter(|l| self.a.is_row(l.a))
            .filter(|l| self.b.is_row(id) || !self.has_row_elsewhere(l.a))
            .cloned()
            .collect();
        if found.is_empty() && self.b.is_row(id) {
            found.extend(links.from_b(id).cloned());
        }
        found.sort_by(|x, y| y.score.total_cmp(&x.score).then(x.a.cmp(&y.a)));
        found
    }

    /// Whether a section of A has a counterpart that has a row of its own.
    fn has_row_elsewhere(&self, a: SectionId) -> bool {
        let links = &self.comparison.links;
        let of = links.of_a.get(a.index()).map_or(&[][..], Vec::as_slice);
        of.iter()
            .filter_map(|&i| links.links.get(i as usize))
            .any(|l| self.b.is_row(l.b))
    }

    fn push(&mut self, a: Option<SectionId>, b: SectionId, link: Option<Link>) {
        let first = self.seen_b.get(b.index()) == Some(&0);
        if let Some(n) = self.seen_b.get_mut(b.index()) {
            *n += 1;
        }
        if let Some(n) = a.and_then(|a| self.seen_a.get_mut(a.index())) {
            *n += 1;
        }
        let tally = self.tally(a, b, first);
        let state = self.state(tally, a.is_some(), true);
        let row = Row {
            kind: RowKind::Section,
            a,
            b: Some(b),
            link,
            split: false,
            merged: false,
            state,
            tally,
        };
        let role = self.b.role(b);
        if self.parts.is_empty() {
            self.parts.push(Part::headless(role));
        }
        if let Some(part) = self.parts.last_mut() {
            part.rows.push(row);
        }
    }

    /// The sentences of a row. What is gone of a split section is told in the row of its best counterpart alone, and of
    /// a merged one the further rows tell what became of A's sentences.
    fn tally(&self, a: Option<SectionId>, b: SectionId, first: bool) -> Tally {
        let c = self.comparison;
        let mut tally = Tally::default();
        let of_a = a.map(|a| self.a.report.sentences_in(self.a.span(a)));
        if first {
            tally_b(
                self.b.report,
                c,
                self.b.report.sentences_in(self.b.span(b)),
                &mut tally,
            );
        } else if let Some(ids) = of_a.clone() {
            for i in ids {
                match c.marks_a.get(i).copied().flatten() {
                    Some(Change::Gone) | None => {}
                    Some(change) => tally.count(change),
                }
            }
        }
        let best = a.and_then(|a| c.links.from_a(a)).map(|l| l.b);
        if best.is_none_or(|best| best == b)
            && let Some(ids) = of_a
        {
            tally_gone(self.a.report, c, ids, &mut tally);
        }
        tally
    }

    fn state(&self, tally: Tally, a: bool, b: bool) -> Option<Change> {
        let moved = tally.state().filter(|&s| s == Change::Moved);
        match (a, b) {
            (true, true) if self.comparison.depth == Depth::Parallel => None,
            (true, true) => tally.state(),
            (false, _) => moved.or(Some(Change::New)),
            (_, false) => moved.or(Some(Change::Gone)),
        }
    }

    /// A part's heading and its own text.
    fn head(&self, a: Option<SectionId>, b: Option<SectionId>) -> Row {
        let c = self.comparison;
        let mut tally = Tally::default();
        if let Some(b) = b {
            let ids = self.b.report.sentences_in(self.b.report.own_span(b));
            tally_b(self.b.report, c, ids, &mut tally);
        }
        if let Some(a) = a {
            let ids = self.a.report.sentences_in(self.a.report.own_span(a));
            tally_gone(self.a.report, c, ids, &mut tally);
        }
        let link = b.and_then(|b| c.links.from_b(b)).cloned();
        Row {
            kind: RowKind::Part,
            a,
            b,
            link: link.filter(|l| Some(l.a) == a),
            split: false,
            merged: false,
            state: self.state(tally, a.is_some(), b.is_some()),
            tally,
        }
    }

    /// What only A has, where it stood.
    fn of_a_alone(&mut self) {
        for (id, section) in self.a.report.section_ids() {
            let top = self.a.top(id);
            if section.level == 1 && self.a.is_part(id) {
                self.part_of_a(id);
            }
            if !self.a.is_row(id) || self.seen_a.get(id.index()).is_some_and(|&n| n > 0) {
                continue;
            }
            let part = match self.part_of(top) {
                Some(part) => part,
                None => self.add_part(top),
            };
            let mut tally = Tally::default();
            let ids = self.a.report.sentences_in(section.span);
            for i in ids.clone() {
                if self.comparison.marks_a.get(i).copied().flatten() == Some(Change::Moved) {
                    tally.count(Change::Moved);
                }
            }
            tally_gone(self.a.report, self.comparison, ids, &mut tally);
            let row = Row {
                kind: RowKind::Section,
                a: Some(id),
                b: None,
                link: None,
                split: false,
                merged: false,
                state: self.state(tally, true, false),
                tally,
            };
            if let Some(n) = self.seen_a.get_mut(id.index()) {
                *n += 1;
            }
            if let Some(part) = self.parts.get_mut(part) {
                let at = place(&part.rows, id, |x| self.a.top.get(x.index()) == Some(&top));
                part.rows.insert(at, row);
            }
        }
    }

    /// The part that a part of A corresponds to: by its link, by where its sections went, else by its role.
    fn part_of(&self, top: SectionId) -> Option<usize> {
        let headed = |p: &Part| p.head.as_ref().and_then(|h| h.a) == Some(top);
        if let Some(at) = self.parts.iter().position(headed) {
            return Some(at);
        }
        if let Some(link) = self.comparison.links.from_a(top) {
            let to = self.b.top(link.b);
            let holds = |p: &Part| {
                p.head.as_ref().and_then(|h| h.b) == Some(to)
                    || p.rows
                        .iter()
                        .any(|r| r.b.map(|b| self.b.top(b)) == Some(to))
            };
            if let Some(at) = self.parts.iter().position(holds) {
                return Some(at);
            }
        }
        let role = self.a.role(top);
        self.parts.iter().position(|p| p.role == role)
    }

    /// Finds a place for the heading of a part of A: beside a heading of B that has none yet; of drafts, where all text is
    /// told, else by itself.
    fn part_of_a(&mut self, id: SectionId) {
        let headed = |p: &Part| p.head.as_ref().and_then(|h| h.a) == Some(id);
        if self.parts.iter().any(headed) {
            return;
        }
        let found = self.part_of(id);
        let free = found.and_then(|at| self.parts.get(at)?.head.as_ref());
        match (found, free.filter(|h| h.a.is_none()).and_then(|h| h.b)) {
            (Some(at), Some(b)) => {
                let head = self.head(Some(id), Some(b));
                if let Some(part) = self.parts.get_mut(at) {
                    part.head = Some(head);
                }
            }
            (Some(_), None) if self.comparison.depth != Depth::Revision => {}
            _ => {
                self.add_part(id);
            }
        }
    }

    /// A part that only A has, after the one that came before it there.
    fn add_part(&mut self, top: SectionId) -> usize {
        let before = self
            .a
            .report
            .section_ids()
            .take(top.index())
            .filter(|(_, s)| s.level == 1)
            .last()
            .and_then(|(id, _)| self.part_of(id));
        let at = before.map_or(0, |p| p + 1);
        let head = self.a.is_part(top).then(|| self.head(Some(top), None));
        let part = Part {
            role: self.a.role(top),
            head,
            rows: Vec::new(),
        };
        self.parts.insert(at.min(self.parts.len()), part);
        at.min(self.parts.len().saturating_sub(1))
    }

    /// What stands before the first heading, where something changed there.
    fn front(&mut self) {
        let outside = |report: &Report| {
            let mut sentences = report.sentences.iter();
            sentences
                .position(|s| s.section.is_some())
                .unwrap_or(report.sentences.len())
        };
        let c = self.comparison;
        let mut tally = Tally::default();
        tally_b(self.b.report, c, 0..outside(self.b.report), &mut tally);
        tally_gone(self.a.report, c, 0..outside(self.a.report), &mut tally);
        let state = tally.state().filter(|&s| s != Change::Kept);
        if c.depth == Depth::Parallel || state.is_none() {
            return;
        }
        let mut part = Part::headless(Role::Opening);
        part.head = None;
        part.rows.push(Row {
            kind: RowKind::Front,
            a: None,
            b: None,
            link: None,
            split: false,
            merged: false,
            state,
            tally,
        });
        self.parts.insert(0, part);
    }

    fn finish(mut self) -> (Vec<Part>, Counts) {
        let mut counts = Counts::default();
        let many = |seen: &[u32], id: Option<SectionId>| {
            id.and_then(|id| seen.get(id.index()))
                .is_some_and(|&n| n > 1)
        };
        let mut last_b = None;
        for row in self.parts.iter_mut().flat_map(|p| p.rows.iter_mut()) {
            row.split = many(&self.seen_a, row.a);
            row.merged = many(&self.seen_b, row.b);
            match (row.a, row.b) {
                (Some(_), Some(_)) if last_b != row.b => counts.linked += 1,
                (None, Some(_)) if row.kind == RowKind::Section => counts.new += 1,
                (Some(_), None) => counts.gone += 1,
                _ => {}
            }
            last_b = row.b;
        }
        counts.split = self.seen_a.iter().filter(|&&n| n > 1).count();
        counts.merged = self.seen_b.iter().filter(|&&n| n > 1).count();
        self.parts
            .retain(|p| !p.rows.is_empty() || p.head.is_some());
        if self.comparison.depth != Depth::Revision {
            // What is promised comes first, then what was done; drafts are read in their own order.
            self.parts.sort_by_key(|p| rank(p.role));
        }
        (self.parts, counts)
    }
}

/// Where a section of A without counterpart belongs among rows: after the one that stood before it in its part, else
/// before the one that stood after it.
fn place(rows: &[Row], id: SectionId, same_part: impl Fn(SectionId) -> bool) -> usize {
    let at = |best: Option<(SectionId, usize)>| best.map(|(_, at)| at);
    let known = || {
        rows.iter()
            .enumerate()
            .filter_map(|(i, r)| r.a.filter(|&a| same_part(a)).map(|a| (a, i)))
    };
    let before = known().filter(|&(a, _)| a < id).max();
    let after = known().filter(|&(a, _)| a > id).min();
    at(before).map_or_else(|| at(after).unwrap_or(rows.len()), |i| i + 1)
}

/// Parts in the order in which a reader wants them.
fn rank(role: Role) -> u8 {
    match role {
        Role::Plan => 0,
        Role::Outlook => 1,
        Role::Topic => 2,
        Role::SelfBuilding => 3,
        Role::Problems => 4,
        Role::Review => 5,
        Role::Opening => 6,
        Role::Closing => 7,
        Role::Appendix => 8,
    }
}

/// The section that a sentence stands in.
pub(super) fn section_of(report: &Report, id: SentenceId) -> Option<SectionId> {
    report.sentences.get(id.index()).and_then(|s| s.section)
}
