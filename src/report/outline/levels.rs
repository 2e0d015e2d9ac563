//! Depth in this document, and the tree of sections.

use super::headings::{BARE, GROUP, HAN_PAREN, SOFT, prefix};
use super::markers::Mark;
use super::{Head, Para};
use crate::report::clean::chars::has;
use crate::report::{Kind, Role, Section, SectionId};
use crate::text::span::Span;

/// A soft build: kind and rank.
type Build = (Kind, u8);

/// One open heading on the way down.
struct Open {
    rank: u8,
    kind: Kind,
    head: usize,
}

/// The level of each heading, and where its section ends: the paragraph that follows it.
pub struct Levels {
    /// Depth from 1, for each heading.
    pub level: Vec<u8>,
    /// Index of the parent heading.
    pub parent: Vec<Option<usize>>,
    /// One past the last paragraph of each section.
    pub until: Vec<usize>,
}

/// Works out levels from the order of the headings.
pub fn levels(paras: &[Para], heads: &mut [Head]) -> Levels {
    groups(heads);
    families(paras, heads);
    let count = heads.len();
    let mut out = Levels {
        level: vec![1; count],
        parent: vec![None; count],
        until: vec![paras.len(); count],
    };
    let mut open: Vec<Open> = Vec::new();
    // Which soft build was seen inside which since the last hard heading.
    let mut nested: Vec<(Build, Build)> = Vec::new();
    let mut next = 0;
    // An address to the assembly closes everything below the outermost headings.
    let top = heads
        .iter()
        .filter(|h| h.rank < GROUP && h.kind != Kind::Appendix)
        .map(|h| h.rank)
        .min()
        .map_or(BARE, |r| r.max(BARE));
    let again = heads
        .iter()
        .filter(|h| h.rank == top && h.mark.is_some_and(|m| m.number() == 1))
        .count();
    // Where the outermost count starts again, what stood above it is lost, and the address closes the count as well.
    let lost = top > BARE && again > 1;
    for (i, p) in paras.iter().enumerate() {
        let headed = heads.get(next).is_some_and(|h| h.para == i);
        if p.vocative && !headed {
            nested.clear();
            close(&mut open, &mut out, i, |o| o.rank > top || lost);
        }
        while let Some(h) = heads.get(next).filter(|h| h.para == i) {
            if h.inside {
                let parent = open.last().map(|o| o.head);
                let level = parent.and_then(|p| out.level.get(p)).copied().unwrap_or(0) + 1;
                place(&mut out, next, level, parent, i + 1);
                next += 1;
                continue;
            }
            let soft = h.rank >= SOFT;
            if soft {
                soft_close(&mut open, &mut out, heads, paras, (next, i), &mut nested);
            } else {
                let rank = h.rank;
                nested.clear();
                close(&mut open, &mut out, i, |o| o.rank >= rank);
            }
            let parent = open.last().map(|o| o.head);
            let level = parent.and_then(|p| out.level.get(p)).copied().unwrap_or(0) + 1;
            place(&mut out, next, level, parent, paras.len());
            open.push(Open {
                rank: h.rank,
                kind: h.kind,
                head: next,
            });
            next += 1;
        }
    }
    // Appendices are not part of the last section.
    let speech = paras.iter().position(|p| p.appendix).unwrap_or(paras.len());
    for (until, h) in out.until.iter_mut().zip(heads.iter()) {
        if h.para < speech {
            *until = (*until).min(speech);
        }
    }
    out
}

fn place(out: &mut Levels, head: usize, level: u8, parent: Option<usize>, until: usize) {
    if let Some(l) = out.level.get_mut(head) {
        *l = level;
    }
    if let Some(p) = out.parent.get_mut(head) {
        *p = parent;
    }
    if let Some(u) = out.until.get_mut(head) {
        *u = until;
    }
}

fn close(open: &mut Vec<Open>, out: &mut Levels, para: usize, closes: impl Fn(&Open) -> bool) {
    while open.last().is_some_and(&closes) {
        if let Some(o) = open.pop()
            && let Some(until) = out.until.get_mut(o.head)
        {
            *until = para;
        }
    }
}

/// Soft kinds are siblings, unless the outer kind resumes after the inner one, or did so before in this section. `now` is
/// the heading and its paragraph.
fn soft_close(
    open: &mut Vec<Open>,
    out: &mut Levels,
    heads: &[Head],
    paras: &[Para],
    now: (usize, usize),
    nested: &mut Vec<(Build, Build)>,
) {
    let Some(h) = heads.get(now.0) else { return };
    let same = |o: &Open| o.rank >= SOFT && o.kind == h.kind && o.rank == h.rank;
    if open.iter().any(same) {
        while open.last().is_some_and(|o| o.rank >= SOFT && !same(o)) {
            close_one(open, out, now.1);
        }
        close_one(open, out, now.1);
        return;
    }
    while let Some(top) = open.last().filter(|o| o.rank >= SOFT) {
        let pair = ((top.kind, top.rank), (h.kind, h.rank));
        if nested.contains(&pair) {
            return;
        }
        if resumes(heads, paras, top, now.0) {
            nested.push(pair);
            return;
        }
        close_one(open, out, now.1);
    }
}

fn close_one(open: &mut Vec<Open>, out: &mut Levels, para: usize) {
    if let Some(o) = open.pop()
        && let Some(until) = out.until.get_mut(o.head)
    {
        *until = para;
    }
}

/// Whether the kind of `outer` goes on after heading `now`, before anything harder or an address to the assembly.
fn resumes(heads: &[Head], paras: &[Para], outer: &Open, now: usize) -> bool {
    let Some(o) = heads.get(outer.head) else {
        return false;
    };
    let number = o.mark.map_or(0, Mark::number);
    let mut last = heads.get(now).map_or(0, |h| h.para);
    for h in heads.iter().skip(now + 1) {
        let addressed = paras
            .get(last + 1..h.para)
            .is_some_and(|between| between.iter().any(|p| p.vocative));
        if h.rank < SOFT || addressed {
            return false;
        }
        last = h.para;
        if h.inside {
            continue;
        }
        if h.kind == o.kind && h.rank == o.rank {
            return h.mark.map_or(0, Mark::number) == number + 1
                || o.mark.is_none()
                || matches!(o.mark, Some(Mark::Dash));
        }
    }
    false
}

/// Group leads that have headings right below them lie above other leads.
fn groups(heads: &mut [Head]) {
    let followed = |i: usize| {
        heads
            .get(i + 1)
            .zip(heads.get(i))
            .is_some_and(|(n, h)| n.para == h.para + 1 && n.rank == SOFT && !n.inside)
    };
    let all: Vec<usize> = (0..heads.len())
        .filter(|&i| heads.get(i).is_some_and(|h| h.rank == GROUP))
        .collect();
    // 1. and its like right below them start again each time.
    let counted = |i: usize| {
        heads.get(i + 1).zip(heads.get(i)).and_then(|(n, h)| {
            let first = n.mark.is_some_and(|m| m.number() == 1);
            (n.para == h.para + 1 && n.rank < SOFT && n.rank > HAN_PAREN && first).then_some(n.rank)
        })
    };
    let below: Vec<u8> = all.iter().filter_map(|&i| counted(i)).collect();
    if below.len() >= 2
        && below.len() * 2 >= all.len()
        && let Some(&rank) = below.iter().min()
    {
        for h in heads.iter_mut().filter(|h| h.rank == GROUP) {
            h.rank = rank - 1;
        }
        return;
    }
    let with = all.iter().filter(|&&i| followed(i)).count();
    if with * 2 < all.len() {
        for h in heads.iter_mut().filter(|h| h.rank == GROUP) {
            h.rank = SOFT;
        }
    }
}

/// Leads of two depths between the same hard headings: those that open alike (这一年，我们…) and go on after others lie above
/// them; so do short paragraphs that are each followed by longer ones.
fn families(paras: &[Para], heads: &mut [Head]) {
    let mut from = 0;
    while from < heads.len() {
        let mut to = from;
        let mut leads: Vec<usize> = Vec::new();
        while let Some(h) = heads.get(to).filter(|h| to == from || h.rank >= SOFT) {
            if h.rank == SOFT && h.kind == Kind::Lead && h.run_in && !h.inside {
                leads.push(to);
            }
            to += 1;
        }
        for i in inner_leads(paras, heads, &leads) {
            if let Some(h) = heads.get_mut(i) {
                h.rank = SOFT + 1;
            }
        }
        from = to;
    }
}

/// Which of the leads lie below others of them.
fn inner_leads(paras: &[Para], heads: &[Head], leads: &[usize]) -> Vec<usize> {
    if leads.len() < 5 {
        return Vec::new();
    }
    let title = |i: usize| {
        heads
            .get(i)
            .and_then(|h| Some(paras.get(h.para)?.chars.get(h.marker, h.title)))
            .unwrap_or(&[])
    };
    let size = |i: usize| {
        heads
            .get(i)
            .and_then(|h| paras.get(h.para))
            .map_or(0, |p| p.weight)
    };
    // 这一年，我们…
    let family = leads
        .iter()
        .map(|&i| {
            leads
                .iter()
                .filter(|&&k| prefix(title(i), title(k)) >= 4)
                .count()
        })
        .enumerate()
        .max_by_key(|x| x.1)
        .and_then(|(k, n)| Some((*leads.get(k)?, n)));
    if let Some((model, count)) = family
        && count >= 3
        && has(title(model), "我们")
    {
        let outer = |i: usize| prefix(title(i), title(model)) >= 4;
        let first = leads.iter().position(|&i| outer(i)).unwrap_or(0);
        let last = leads.iter().rposition(|&i| outer(i)).unwrap_or(0);
        let inner: Vec<usize> = leads
            .get(first..=last)
            .unwrap_or(&[])
            .iter()
            .copied()
            .filter(|&i| !outer(i))
            .collect();
        if inner.len() >= 2 {
            return inner;
        }
        return Vec::new();
    }
    // Short, long, long, short, long, long.
    let short = |k: usize| {
        let own = leads.get(k).map_or(0, |&i| size(i));
        let next = |n: usize| leads.get(k + n).map_or(0, |&i| size(i));
        own <= 130 && own * 10 <= next(1) * 7 && own * 10 <= next(2) * 7
    };
    let outer: Vec<usize> = (0..leads.len()).filter(|&k| short(k)).collect();
    let regular = outer.len() >= 3
        && outer.first() == Some(&0)
        && outer.windows(2).all(|w| matches!(w, [a, b] if b - a >= 3));
    if !regular {
        return Vec::new();
    }
    leads
        .iter()
        .enumerate()
        .filter(|(k, _)| !outer.contains(k))
        .map(|(_, &i)| i)
        .collect()
}

/// Builds the sections.
pub fn sections(text: &str, paras: &[Para], heads: &[Head], levels: &Levels) -> Vec<Section> {
    let mut lines = Lines::new(text);
    let mut out: Vec<Section> = Vec::with_capacity(heads.len());
    for (i, h) in heads.iter().enumerate() {
        let Some(p) = paras.get(h.para) else { continue };
        let heading = p.chars.span(text, h.from, h.end);
        let until = levels.until.get(i).copied().unwrap_or(paras.len());
        let mut end = until
            .checked_sub(1)
            .and_then(|u| paras.get(u))
            .map_or(heading.end(), |p| p.span.end())
            .max(heading.end());
        if h.inside {
            // To the next one in the same paragraph.
            end = heads
                .get(i + 1)
                .filter(|n| n.para == h.para)
                .map_or(p.span.end(), |n| {
                    p.chars.span(text, n.from.saturating_sub(1), n.from).end()
                });
        }
        let (line, column) = lines.at(heading.start());
        out.push(Section {
            parent: levels
                .parent
                .get(i)
                .copied()
                .flatten()
                .map(|p| SectionId(p as u32)),
            level: levels.level.get(i).copied().unwrap_or(1),
            kind: h.kind,
            role: Role::Topic,
            marker: p.chars.span(text, h.from, h.marker),
            title: p.chars.span(text, h.marker, h.title),
            heading,
            span: Span::new(heading.start(), end),
            line,
            column,
            run_in: h.run_in,
            inside: h.inside,
        });
    }
    out
}

/// Line from 1 and column from 0 of the byte at `at`.
pub fn line_of(text: &str, at: usize) -> (u32, u32) {
    Lines::new(text).at(at)
}

/// Counts lines and columns on the way through the text.
struct Lines<'a> {
    text: &'a str,
    seen: usize,
    line: u32,
    column: u32,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Lines {
            text,
            seen: 0,
            line: 1,
            column: 0,
        }
    }

    /// Line from 1 and column in characters from 0 of the byte at `at`; `at` never goes back.
    fn at(&mut self, at: usize) -> (u32, u32) {
        let piece = Span::new(self.seen, at).of(self.text);
        let mut rest = piece.chars().peekable();
        while let Some(c) = rest.next() {
            let breaks = match c {
                '\n' => true,
                '\r' => {
                    rest.peek()
                        .copied()
                        .or_else(|| self.text.get(at..).and_then(|t| t.chars().next()))
                        != Some('\n')
                }
                _ => false,
            };
            if breaks {
                self.line += 1;
                self.column = 0;
            } else {
                self.column += 1;
            }
        }
        self.seen = self.seen.max(at);
        (self.line, self.column)
    }
}
