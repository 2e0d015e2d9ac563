//! Section links.
//!
//! Owns the choice of counterparts: level-1 sections by a monotone alignment of their parts, all others each by their
//! own best score within their zone (reports permute their sections, so order says nothing below level 1). Many may
//! choose one; below [`NULL`] a section has none. Weights were set on six pairs of reports linked by hand (171 rows) and
//! are flat around their values. Invariant: links and nearest sections name sections that exist.

use rustc_hash::FxHashSet;

use super::part::{self, Place, Zone};
use super::vector::{self, Vector};
use super::{Link, LinkReason, Links, Maker, Nearest};
use crate::report::library::Judged;
use crate::report::{Report, Role, SectionId};

/// A section whose best score is below this has no counterpart (flat from .18 to .20).
const NULL: f32 = 0.185;
/// Below level 2 texts are short and scores noisier: the threshold there, where the sections around do not correspond.
const NULL_APART: f32 = 0.30;
/// Share of a column's mean that is taken off: a section that resembles everything resembles nothing.
const COLUMN_MEAN: f32 = 0.5;
/// Taken off where one section speaks of a year and the other of a term of office.
const PERIOD: f32 = 0.6;
/// Added below level 2 where the sections around correspond.
const TOGETHER: f32 = 0.10;
/// A level-1 gain of this much is a score of 1: same part, same kind of review, some wording.
const FULL_GAIN: f32 = 1.5;

/// What one side brings to linking.
struct Side<'r> {
    report: &'r Report,
    places: Vec<Place>,
    /// Themes of the heading, themes of the text, bigrams of the heading, bigrams of the text; by section.
    features: Vec<[Vector; 4]>,
}

impl<'r> Side<'r> {
    fn new(report: &'r Report) -> Self {
        let places = part::places(report);
        let features = report
            .section_ids()
            .zip(&places)
            .map(|((_, section), place)| {
                let title = report.reading_folded(section.title);
                let text = extent_text(report, place);
                [
                    vector::themes(&title),
                    vector::themes(&text),
                    vector::heading(&title),
                    vector::body(&text),
                ]
            })
            .collect();
        Self {
            report,
            places,
            features,
        }
    }

    fn ids(&self) -> impl Iterator<Item = SectionId> + '_ {
        (0..self.places.len()).map(|i| SectionId(i as u32))
    }

    fn place(&self, id: SectionId) -> Option<&Place> {
        self.places.get(id.index())
    }

    fn level(&self, id: SectionId) -> u8 {
        let mut level = 1;
        let mut at = id;
        while let Some(parent) = self.report.section(at).and_then(|s| s.parent) {
            level += 1;
            at = parent;
        }
        level
    }

    fn parent(&self, id: SectionId) -> Option<SectionId> {
        self.report.section(id).and_then(|s| s.parent)
    }

    fn zone(&self, id: SectionId) -> Option<Zone> {
        self.place(id).map(|p| p.part.zone())
    }

    /// Whether the report has a part that is this zone by its title; topics alone make no plan.
    fn has_zone(&self, zone: Zone) -> bool {
        self.places
            .iter()
            .any(|p| p.part.zone() == zone && !p.part.is_topic())
    }

    fn childless(&self, id: SectionId) -> bool {
        self.report
            .sections
            .get(id.index() + 1)
            .is_none_or(|next| next.parent != Some(id))
    }

    /// Level-1 sections that stand for a part of the report.
    fn parts(&self) -> Vec<SectionId> {
        self.ids()
            .filter(|&id| self.place(id).is_some_and(|p| p.top == id && !p.row))
            .collect()
    }

    /// Sections linked as level 2: those of level 2, and topics of level 1.
    fn rows(&self) -> Vec<SectionId> {
        self.ids()
            .filter(|&id| {
                self.place(id).is_some_and(|p| {
                    if p.top == id {
                        p.row
                    } else {
                        self.level(id) == 2
                    }
                })
            })
            .collect()
    }

    fn deep(&self) -> Vec<SectionId> {
        self.ids().filter(|&id| self.level(id) > 2).collect()
    }
}

/// The text a section is compared by, folded, a line for each paragraph so that no bigram runs across.
fn extent_text(report: &Report, place: &Place) -> String {
    let mut out = String::new();
    for span in &place.extent {
        let first = report
            .paragraphs
            .partition_point(|p| p.span.end() <= span.start());
        for paragraph in report.paragraphs.iter().skip(first) {
            let Some(piece) = paragraph.span.intersect(*span) else {
                break;
            };
            out.push_str(&report.reading_folded(piece));
            out.push('\n');
        }
    }
    out
}

/// How like two sections are, by part: heading, themes, body.
#[derive(Clone, Copy, Debug, Default)]
struct Likeness {
    heading: f32,
    theme: f32,
    body: f32,
    position: f32,
}

impl Likeness {
    fn total(self) -> f32 {
        self.heading + self.theme + self.body
    }

    fn reasons(self) -> Vec<(LinkReason, f32)> {
        let sum = self.total() + self.position;
        let mut reasons: Vec<(LinkReason, f32)> = [
            (LinkReason::Heading, self.heading),
            (LinkReason::Theme, self.theme),
            (LinkReason::Body, self.body),
            (LinkReason::Position, self.position),
        ]
        .into_iter()
        .map(|(reason, part)| (reason, part / sum.max(f32::EPSILON)))
        .filter(|&(_, share)| share >= 0.05)
        .collect();
        reasons.sort_by(|x, y| y.1.total_cmp(&x.1));
        reasons.truncate(3);
        reasons
    }
}

/// Likenesses of all pairs of two lists of sections.
struct Grid {
    rows: Vec<SectionId>,
    columns: Vec<SectionId>,
    cells: Vec<Likeness>,
}

impl Grid {
    fn new(a: &Side<'_>, rows: Vec<SectionId>, b: &Side<'_>, columns: Vec<SectionId>) -> Self {
        let mut cells = Vec::with_capacity(rows.len() * columns.len());
        for row in &rows {
            let Some([themes_a, body_themes_a, heading_a, body_a]) = a.features.get(row.index())
            else {
                continue;
            };
            for column in &columns {
                let Some([themes_b, body_themes_b, heading_b, body_b]) =
                    b.features.get(column.index())
                else {
                    cells.push(Likeness::default());
                    continue;
                };
                let zones = (a.zone(*row), b.zone(*column));
                if zones.0 != zones.1 && (outside(zones.0) || outside(zones.1)) {
                    cells.push(Likeness::default());
                    continue;
                }
                let across = f32::midpoint(
                    themes_a.cosine(body_themes_b),
                    body_themes_a.cosine(themes_b),
                );
                cells.push(Likeness {
                    heading: heading_a.cosine(heading_b) / 2.3,
                    theme: (body_themes_a.cosine(body_themes_b) + 0.7 * across) / 2.3,
                    body: 3.0 * body_a.cosine(body_b) / 2.3,
                    position: 0.0,
                });
            }
        }
        Self {
            rows,
            columns,
            cells,
        }
    }

    fn cell(&self, row: usize, column: usize) -> Likeness {
        self.cells
            .get(row * self.columns.len() + column)
            .copied()
            .unwrap_or_default()
    }

    /// Rows and columns exchanged.
    fn transposed(&self) -> Grid {
        let cells = (0..self.columns.len())
            .flat_map(|c| (0..self.rows.len()).map(move |r| (r, c)))
            .map(|(r, c)| self.cell(r, c))
            .collect();
        Grid {
            rows: self.columns.clone(),
            columns: self.rows.clone(),
            cells,
        }
    }
}

/// Review and plan are never compared with one another, nor with what stands outside the speech's parts.
fn outside(zone: Option<Zone>) -> bool {
    matches!(zone, Some(Zone::Review | Zone::Other(_)) | None)
}

/// One section's candidates with their scores, the best first.
struct Ranked {
    row: SectionId,
    candidates: Vec<(SectionId, f32, Likeness)>,
}

/// Ranks the columns for each row of `grid`. `bonus` is added to a pair's score.
fn rank(
    a: &Side<'_>,
    b: &Side<'_>,
    grid: &Grid,
    bonus: impl Fn(SectionId, SectionId) -> f32,
) -> Vec<Ranked> {
    let allowed = |row: SectionId, column: SectionId| {
        let (Some(from), Some(to)) = (a.zone(row), b.zone(column)) else {
            return false;
        };
        from == to
            || (!b.has_zone(from)
                && matches!(
                    (from, to),
                    (Zone::Outlook, Zone::Plan) | (Zone::Plan, Zone::Outlook)
                ))
    };
    let period = |side: &Side<'_>, id| side.place(id).is_some_and(|p| p.period);
    // The flag tells something only where the other side has both kinds.
    let both_kinds = [true, false].into_iter().all(|kind| {
        grid.columns
            .iter()
            .any(|&c| b.zone(c) == Some(Zone::Review) && period(b, c) == kind)
    });
    let means: Vec<f32> = grid
        .columns
        .iter()
        .enumerate()
        .map(|(c, &column)| {
            let (sum, n) = grid
                .rows
                .iter()
                .enumerate()
                .filter(|&(_, &row)| allowed(row, column))
                .fold((0.0, 0), |(sum, n), (r, _)| {
                    (sum + grid.cell(r, c).total(), n + 1)
                });
            sum / (n.max(1) as f32)
        })
        .collect();
    grid.rows
        .iter()
        .enumerate()
        .map(|(r, &row)| {
            let mut candidates: Vec<(SectionId, f32, Likeness)> = grid
                .columns
                .iter()
                .zip(&means)
                .enumerate()
                .filter(|&(_, (&column, _))| allowed(row, column))
                .map(|(c, (&column, mean))| {
                    let mut likeness = grid.cell(r, c);
                    let extra = bonus(row, column);
                    likeness.position = extra;
                    let review = a.zone(row) == Some(Zone::Review);
                    let apart = review && both_kinds && period(a, row) != period(b, column);
                    let score = likeness.total() - COLUMN_MEAN * mean + extra
                        - if apart { PERIOD } else { 0.0 };
                    (column, score, likeness)
                })
                .collect();
            candidates.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
            Ranked { row, candidates }
        })
        .collect()
}

/// See [`super::link`].
pub fn link(a: &Report, b: &Report, _judged: &[Judged]) -> Links {
    let (a, b) = (Side::new(a), Side::new(b));
    let mut book = Book::new(&a, &b);

    book.parts(&a, &b);

    let grid = Grid::new(&a, a.rows(), &b, b.rows());
    let forward = rank(&a, &b, &grid, |_, _| 0.0);
    let back = rank(&b, &a, &grid.transposed(), |_, _| 0.0);
    book.rows(&forward, &back, |_, _| NULL);

    let columns = |side: &Side<'_>| -> Vec<SectionId> {
        let mut list = side.deep();
        list.extend(side.rows().into_iter().filter(|&id| side.childless(id)));
        list
    };
    let known: FxHashSet<(SectionId, SectionId)> = book.links.iter().map(|l| (l.a, l.b)).collect();
    let together = |x: SectionId, y: SectionId| {
        // A lead corresponds to a lead of the linked section, or to that section where it has no leads.
        let around = [a.parent(x), Some(x)];
        let beside = [b.parent(y), Some(y)];
        around.iter().flatten().any(|&p| {
            beside
                .iter()
                .flatten()
                .any(|&q| (p, q) != (x, y) && known.contains(&(p, q)))
        })
    };
    let bonus = |x, y| if together(x, y) { TOGETHER } else { 0.0 };
    let null = |x, y| {
        if together(x, y) {
            NULL + TOGETHER
        } else {
            NULL_APART
        }
    };
    let grid = Grid::new(&a, a.deep(), &b, columns(&b));
    let forward = rank(&a, &b, &grid, bonus);
    let grid = Grid::new(&b, b.deep(), &a, columns(&a));
    let back = rank(&b, &a, &grid, |y, x| bonus(x, y));
    book.rows(&forward, &back, null);

    // A reader who walks B looks for a section of the same weight: a lead that also leads here comes after.
    let level = |side: &Side<'_>, id: SectionId| side.report.section(id).map_or(0, |s| s.level);
    book.close(|link| level(&a, link.a).abs_diff(level(&b, link.b)))
}

/// Where links are written down.
struct Book {
    links: Vec<Link>,
    back: Vec<Option<Link>>,
    nearest_a: Vec<Option<Nearest>>,
    nearest_b: Vec<Option<Nearest>>,
    count_a: usize,
}

impl Book {
    fn new(a: &Side<'_>, b: &Side<'_>) -> Self {
        let (count_a, count_b) = (a.places.len(), b.places.len());
        Self {
            links: Vec::new(),
            back: vec![None; count_b],
            nearest_a: vec![None; count_a],
            nearest_b: vec![None; count_b],
            count_a,
        }
    }

    fn has_b(&self, b: SectionId) -> bool {
        self.links.iter().any(|l| l.b == b)
    }

    /// Level 1: a monotone alignment, then what is left over takes the best of its part.
    fn parts(&mut self, a: &Side<'_>, b: &Side<'_>) {
        let (left, right) = (a.parts(), b.parts());
        let gain = |x: SectionId, y: SectionId| part_gain(a, x, b, y);
        let (n, m) = (left.len(), right.len());
        let mut best = vec![vec![0.0_f32; m + 1]; n + 1];
        let value = |best: &[Vec<f32>], i: usize, j: usize| {
            best.get(i)
                .and_then(|row| row.get(j))
                .copied()
                .unwrap_or_default()
        };
        for (i, &x) in left.iter().enumerate() {
            for (j, &y) in right.iter().enumerate() {
                let take = value(&best, i, j) + gain(x, y).0;
                let skip = value(&best, i, j + 1).max(value(&best, i + 1, j));
                if let Some(cell) = best.get_mut(i + 1).and_then(|row| row.get_mut(j + 1)) {
                    *cell = take.max(skip);
                }
            }
        }
        let (mut i, mut j) = (n, m);
        let mut chosen: Vec<(SectionId, SectionId)> = Vec::new();
        while i > 0 && j > 0 {
            let here = value(&best, i, j);
            if here <= value(&best, i - 1, j) {
                i -= 1;
            } else if here <= value(&best, i, j - 1) {
                j -= 1;
            } else {
                if let (Some(&x), Some(&y)) = (left.get(i - 1), right.get(j - 1)) {
                    chosen.push((x, y));
                }
                (i, j) = (i - 1, j - 1);
            }
        }
        let link = |x: SectionId, y: SectionId, alone: bool| {
            let (gain, likeness) = gain(x, y);
            let score = gain / FULL_GAIN * if alone { 1.0 } else { 0.6 };
            Link {
                a: x,
                b: y,
                score: score.clamp(0.0, 1.0),
                reasons: likeness.reasons(),
                by: Maker::Program,
            }
        };
        self.links
            .extend(chosen.iter().map(|&(x, y)| link(x, y, true)));
        let role = |side: &Side<'_>, id| side.place(id).map(|p| p.part.role);
        let best_of = |candidates: Vec<(SectionId, SectionId)>| {
            candidates
                .into_iter()
                .filter(|&(x, y)| role(a, x) == role(b, y) && role(a, x) != Some(Role::Appendix))
                .max_by(|&p, &q| gain(p.0, p.1).0.total_cmp(&gain(q.0, q.1).0))
        };
        for &x in &left {
            if !chosen.iter().any(|c| c.0 == x)
                && let Some((x, y)) = best_of(right.iter().map(|&y| (x, y)).collect())
            {
                self.links.push(link(x, y, false));
            }
        }
        for &y in &right {
            if !self.has_b(y)
                && let Some((x, y)) = best_of(left.iter().map(|&x| (x, y)).collect())
                && let Some(slot) = self.back.get_mut(y.index())
            {
                *slot = Some(link(x, y, false));
            }
        }
        let nearest = |candidates: Vec<(SectionId, f32)>| {
            candidates
                .into_iter()
                .max_by(|p, q| p.1.total_cmp(&q.1))
                .filter(|c| c.1 > 0.0)
                .map(|(section, gain)| Nearest {
                    section,
                    score: (gain / FULL_GAIN).clamp(0.0, 1.0),
                })
        };
        let linked = |x, y| self.links.iter().any(|l| l.a == x && l.b == y);
        for &x in &left {
            let found = nearest(
                right
                    .iter()
                    .filter(|&&y| !linked(x, y))
                    .map(|&y| (y, gain(x, y).0))
                    .collect(),
            );
            if let Some(slot) = self.nearest_a.get_mut(x.index()) {
                *slot = found;
            }
        }
        for &y in &right {
            let found = nearest(
                left.iter()
                    .filter(|&&x| !linked(x, y))
                    .map(|&x| (x, gain(x, y).0))
                    .collect(),
            );
            if let Some(slot) = self.nearest_b.get_mut(y.index()) {
                *slot = found;
            }
        }
    }

    /// Below level 1: each section's own best, both ways.
    fn rows(
        &mut self,
        forward: &[Ranked],
        back: &[Ranked],
        null: impl Fn(SectionId, SectionId) -> f32,
    ) {
        for ranked in forward {
            if let Some(&(b, score, likeness)) = ranked.candidates.first()
                && score >= null(ranked.row, b)
            {
                self.links.push(Link {
                    a: ranked.row,
                    b,
                    score: score.clamp(0.0, 1.0),
                    reasons: likeness.reasons(),
                    by: Maker::Program,
                });
            }
        }
        for ranked in back {
            if self.has_b(ranked.row) {
                continue;
            }
            if let Some(&(a, score, likeness)) = ranked.candidates.first()
                && score >= null(a, ranked.row)
                && let Some(slot) = self.back.get_mut(ranked.row.index())
            {
                *slot = Some(Link {
                    a,
                    b: ranked.row,
                    score: score.clamp(0.0, 1.0),
                    reasons: likeness.reasons(),
                    by: Maker::Program,
                });
            }
        }
        let nearest = |ranked: &Ranked, linked: &dyn Fn(SectionId) -> bool| {
            ranked
                .candidates
                .iter()
                .find(|c| !linked(c.0))
                .filter(|c| c.1 > 0.0)
                .map(|&(section, score, _)| Nearest {
                    section,
                    score: score.clamp(0.0, 1.0),
                })
        };
        for ranked in forward {
            let linked = |b| self.links.iter().any(|l| l.a == ranked.row && l.b == b);
            let found = nearest(ranked, &linked);
            if let Some(slot) = self.nearest_a.get_mut(ranked.row.index()) {
                *slot = found;
            }
        }
        for ranked in back {
            let mine = self
                .back
                .get(ranked.row.index())
                .and_then(Option::as_ref)
                .map(|l| l.a);
            let linked =
                |a| mine == Some(a) || self.links.iter().any(|l| l.b == ranked.row && l.a == a);
            let found = nearest(ranked, &linked);
            if let Some(slot) = self.nearest_b.get_mut(ranked.row.index()) {
                *slot = found;
            }
        }
    }

    /// Lists the links by section, each list by what `apart` (difference of levels) says, then by score.
    fn close(mut self, apart: impl Fn(&Link) -> u8) -> Links {
        self.links.sort_by_key(|l| (l.a, l.b));
        let mut of_a: Vec<Vec<u32>> = vec![Vec::new(); self.count_a];
        let mut of_b: Vec<Vec<u32>> = vec![Vec::new(); self.back.len()];
        for (i, link) in self.links.iter().enumerate() {
            if let Some(list) = of_a.get_mut(link.a.index()) {
                list.push(i as u32);
            }
            if let Some(list) = of_b.get_mut(link.b.index()) {
                list.push(i as u32);
            }
        }
        let rank = |i: &u32| {
            self.links
                .get(*i as usize)
                .map_or((0, 0.0), |l| (apart(l), l.score))
        };
        for list in of_a.iter_mut().chain(&mut of_b) {
            list.sort_by(|x, y| {
                let ((apart_x, x), (apart_y, y)) = (rank(x), rank(y));
                apart_x.cmp(&apart_y).then(y.total_cmp(&x))
            });
        }
        Links {
            broken: Vec::new(),
            links: self.links,
            of_a,
            of_b,
            nearest_a: self.nearest_a,
            nearest_b: self.nearest_b,
            back: self.back,
        }
    }
}

/// Gain of linking two level-1 sections, with what it is made of.
fn part_gain(a: &Side<'_>, x: SectionId, b: &Side<'_>, y: SectionId) -> (f32, Likeness) {
    let (Some(from), Some(to)) = (a.place(x).map(|p| p.part), b.place(y).map(|p| p.part)) else {
        return (-1.0, Likeness::default());
    };
    let (Some(here), Some(there)) = (a.features.get(x.index()), b.features.get(y.index())) else {
        return (-1.0, Likeness::default());
    };
    let [_, _, heading_a, body_a] = here;
    let [_, _, heading_b, body_b] = there;
    let role = if from.role == to.role {
        let same_kind =
            from.role == Role::Review && ((from.annual && to.annual) || (from.period && to.period));
        1.0 + if same_kind { 0.3 } else { 0.0 }
    } else if matches!(
        (from.role, to.role),
        (Role::Outlook, Role::Plan) | (Role::Plan, Role::Outlook)
    ) {
        0.2
    } else {
        -0.5
    };
    let likeness = Likeness {
        heading: 0.5 * heading_a.cosine(heading_b),
        theme: 0.0,
        body: body_a.cosine(body_b),
        position: f32::max(role, 0.0),
    };
    (role + likeness.total() - 0.3, likeness)
}
