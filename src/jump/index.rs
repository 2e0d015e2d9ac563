//! The targets and their precomputed keys.
//!
//! Owns [`Index`]. Invariant: the targets of one report stand in the order of its sections, so a parent's verdict is known before its
//! children's. A query is answered from scratch each time: nothing is remembered between keys. Must not know how a word is
//! matched.

use std::sync::Arc;

use rayon::prelude::*;

use super::alphabet::{Alphabet, normal};
use super::matching::{self, Word};
use super::{Found, MatchKind};
use crate::report::{Report, ReportId, SectionId};

/// Characters of a title that are looked at: what is longer is no heading that anyone types.
const LONGEST_TITLE: usize = 120;

/// Number of targets from which a search is shared among threads.
const WORTH_SHARING: usize = 20_000;

/// Every section of every report, ready to be searched.
#[derive(Debug, Default)]
pub struct Index {
    alphabet: Alphabet,
    groups: Vec<Group>,
    len: usize,
}

/// The targets of one report.
#[derive(Debug)]
struct Group {
    report: ReportId,
    targets: Vec<Target>,
    /// Rows of all titles, one after another.
    rows: Vec<u16>,
    /// Names of the place: short, full; or the file's name where it is unknown.
    places: Vec<Key>,
    /// The place's short name in normal form, empty where it is unknown.
    short: Vec<char>,
    year: Option<u16>,
}

/// Something short that is matched.
#[derive(Debug)]
struct Key {
    row: Vec<u16>,
    signature: u64,
}

/// One section.
#[derive(Debug)]
struct Target {
    signature: u64,
    /// Where its row starts in [`Group::rows`]; it ends where the next one starts.
    start: u32,
    /// The section it stands in.
    parent: Option<SectionId>,
    level: u8,
}

impl Group {
    fn row(&self, target: usize) -> &[u16] {
        let start = self.targets.get(target).map_or(0, |t| t.start as usize);
        let end = self
            .targets
            .get(target + 1)
            .map_or(self.rows.len(), |t| t.start as usize);
        self.rows.get(start..end).unwrap_or(&[])
    }
}

/// A match as one number, smaller is better, so that a hundred thousand of them are sorted quickly. From the top bit: kind of the
/// best word (3), kinds of the others (5), whether no word is the place's own name (1), looseness (8), level (4), place among the
/// preferred reports (4), report (19), section (19); one is left over, so that it fits an `i64`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Rank(u64);

/// Bits for the position of a report and of a section.
const POSITION: u32 = 19;
const POSITIONS: u64 = (1 << POSITION) - 1;

impl Rank {
    fn new(hit: &Match, named: bool, preferred: usize, group: usize) -> Self {
        let mut rank = hit.kind as u64;
        rank = rank << 5 | hit.others.min(31);
        rank = rank << 1 | u64::from(!named);
        rank = rank << 8 | u64::from(hit.looseness);
        rank = rank << 4 | u64::from(hit.level.min(15));
        rank = rank << 4 | preferred.min(15) as u64;
        rank = rank << POSITION | (group as u64).min(POSITIONS);
        Self(rank << POSITION | (hit.section as u64).min(POSITIONS))
    }

    fn group(self) -> usize {
        (self.0 >> POSITION & POSITIONS) as usize
    }

    fn section(self) -> usize {
        (self.0 & POSITIONS) as usize
    }

    /// Higher is better.
    fn score(self) -> i64 {
        i64::MAX - self.0 as i64
    }
}

impl Index {
    /// An empty index.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the sections of one report; a report that is there already is replaced.
    pub fn add(&mut self, id: ReportId, report: &Arc<Report>) {
        let mut group = Group {
            report: id,
            targets: Vec::with_capacity(report.sections.len()),
            rows: Vec::new(),
            places: Vec::new(),
            short: report
                .identity
                .place
                .iter()
                .flat_map(|p| p.value.short.chars().map(normal))
                .collect(),
            year: report.identity.year.as_ref().map(|y| y.value.0),
        };
        for (section_id, section) in report.section_ids() {
            let start = group.rows.len() as u32;
            let title = report.title(section_id);
            let looked_at = title
                .char_indices()
                .nth(LONGEST_TITLE)
                .and_then(|(end, _)| title.get(..end))
                .unwrap_or(&title);
            let signature = self.alphabet.row(looked_at, &mut group.rows);
            group.targets.push(Target {
                signature,
                start,
                parent: section.parent,
                level: section.level,
            });
        }
        group.rows.shrink_to_fit();
        let names = match &report.identity.place {
            Some(place) => vec![place.value.short.as_str(), place.value.full.as_str()],
            None => vec![report.source.name.as_str()],
        };
        for name in names {
            let mut row = Vec::new();
            let signature = self.alphabet.row(name, &mut row);
            group.places.push(Key { row, signature });
        }
        self.len += group.targets.len();
        // By report, not as they come: files are read side by side, and what is found must not hang on which was done first.
        match self.groups.binary_search_by_key(&id, |g| g.report) {
            Ok(at) => {
                if let Some(old) = self.groups.get_mut(at) {
                    self.len -= old.targets.len();
                    *old = group;
                }
            }
            Err(at) => self.groups.insert(at, group),
        }
    }

    /// Takes out the sections of one report.
    pub fn remove(&mut self, id: ReportId) {
        self.groups.retain(|group| group.report != id);
        self.len = self.groups.iter().map(|group| group.targets.len()).sum();
    }

    /// Number of targets.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The best `limit` targets for `query` and how many there are in all. Words are ANDed, each may match title, breadcrumb, place or
    /// year; an empty query gives the sections in order, reports of `preferred` first.
    pub fn query(&self, query: &str, preferred: &[ReportId], limit: usize) -> (Vec<Found>, usize) {
        let words: Vec<Word> = matching::words(query)
            .into_iter()
            .take(8)
            .map(|chars| Word::new(chars, &self.alphabet))
            .collect();
        let skim = matching::skim();
        let mut ranks: Vec<Rank> = if self.len < WORTH_SHARING {
            Self::ranks(0, &self.groups, &words, preferred)
        } else {
            let share = self.groups.len().div_ceil(rayon::current_num_threads() * 4);
            self.groups
                .par_chunks(share)
                .enumerate()
                .flat_map_iter(|(i, groups)| Self::ranks(i * share, groups, &words, preferred))
                .collect()
        };
        let total = ranks.len();
        if limit < total {
            ranks.select_nth_unstable(limit);
            ranks.truncate(limit);
        }
        ranks.sort_unstable();
        let found = ranks
            .into_iter()
            .filter_map(|rank| self.found(rank, &words, &skim))
            .collect();
        (found, total)
    }

    /// The ranks of all matches in `groups`, the first of which is at `first`.
    fn ranks(first: usize, groups: &[Group], words: &[Word], preferred: &[ReportId]) -> Vec<Rank> {
        let skim = matching::skim();
        let mut ranks: Vec<Rank> = Vec::new();
        let mut marks = Vec::new();
        for (i, group) in groups.iter().enumerate() {
            let position = first + i;
            let place = preferred
                .iter()
                .position(|&p| p == group.report)
                .unwrap_or(usize::MAX);
            let mut push = |hit: &Match, named| ranks.push(Rank::new(hit, named, place, position));
            if words.is_empty() {
                for section in 0..group.targets.len() {
                    push(&Match::of_all(section), false);
                }
            } else {
                // 大连市 means the city before a district whose full name holds it.
                let named = words.iter().any(|word| word.names_place(&group.short));
                search(group, words, &skim, &mut marks, |hit| push(&hit, named));
            }
        }
        ranks
    }

    /// What stands behind a rank.
    fn found(
        &self,
        rank: Rank,
        words: &[Word],
        skim: &fuzzy_matcher::skim::SkimMatcherV2,
    ) -> Option<Found> {
        let group = self.groups.get(rank.group())?;
        let target = group.targets.get(rank.section())?;
        let row = group.row(rank.section());
        let mut kind = MatchKind::Context;
        let mut title_chars = Vec::new();
        for word in words {
            if let Some(verdict) = word.verdict(row, target.signature, skim) {
                kind = kind.min(verdict.kind);
                title_chars.extend(word.positions(row, target.signature, verdict.kind, skim));
            }
        }
        title_chars.sort_unstable();
        title_chars.dedup();
        Some(Found {
            report: group.report,
            section: SectionId(rank.section() as u32),
            kind,
            title_chars,
            score: rank.score(),
        })
    }
}

/// A target that matches all words.
struct Match {
    section: usize,
    kind: MatchKind,
    /// Sum of the kinds of the other words.
    others: u64,
    looseness: u8,
    level: u8,
}

impl Match {
    /// What an empty query makes of a target.
    fn of_all(section: usize) -> Self {
        Self {
            section,
            kind: MatchKind::Context,
            others: 0,
            looseness: 0,
            level: 0,
        }
    }
}

/// Gives `found` every target of a group that matches all words. `marks` is scratch: by target, one bit for each word that its title or
/// an ancestor's holds without gaps.
fn search(
    group: &Group,
    words: &[Word],
    skim: &fuzzy_matcher::skim::SkimMatcherV2,
    marks: &mut Vec<u8>,
    mut found: impl FnMut(Match),
) {
    let mut everywhere = 0_u8;
    for (w, word) in words.iter().enumerate() {
        if word.names_year(group.year)
            || word.may_name_place()
                && group
                    .places
                    .iter()
                    .any(|key| word.contiguous(&key.row, key.signature).is_some())
        {
            everywhere |= 1 << w;
        }
    }
    marks.clear();
    for (section, target) in group.targets.iter().enumerate() {
        let row = group.row(section);
        let above = target
            .parent
            .and_then(|p| marks.get(p.index()).copied())
            .unwrap_or(0);
        let mut mark = above;
        let mut best = MatchKind::Context;
        let mut sum = 0;
        let mut looseness = 0;
        let mut all = true;
        for (w, word) in words.iter().enumerate() {
            let bit = 1 << w;
            let kind = match word.verdict(row, target.signature, skim) {
                Some(verdict) => {
                    if verdict.kind != MatchKind::Subsequence && word.may_name_place() {
                        mark |= bit;
                    }
                    looseness = looseness.max(verdict.looseness);
                    verdict.kind
                }
                None if (above | everywhere) & bit != 0 => MatchKind::Context,
                None => {
                    all = false;
                    continue;
                }
            };
            best = best.min(kind);
            sum += kind as u64;
        }
        marks.push(mark);
        if all {
            found(Match {
                section,
                kind: best,
                others: sum - best as u64,
                looseness: if best == MatchKind::Subsequence {
                    looseness
                } else {
                    0
                },
                level: target.level,
            });
        }
    }
}
