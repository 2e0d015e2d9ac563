//! Sentences that several reports share.
//!
//! Owns [`Shared`]. Invariant: only reports of different places or years share a sentence; two files of one place and year are copies of
//! one report and are not told here. Must not know of screens.
//!
//! Sentences are compared as Han characters alone, folded: figures, punctuation, blanks and script count for nothing, so that a sentence
//! with other numbers in it is the same sentence. Two are the **same** when nothing else differs, from [`LEAST`] Han on. They are **nearly**
//! the same when the shorter one has [`MOST_OF_IT`] of its four-character pieces in the other, [`NEWS`] Han's worth of them or more: texts
//! of unrelated places have one such piece in ten in common, and longer wording only where one was written after the other.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::report::{Report, ReportId, SentenceId};
use crate::text::fold::is_han;
use crate::text::span::Span;

/// Fewest Han characters of a sentence that is looked at. The longest wording that openings of unrelated reports share by chance or custom
/// has 15; a whole sentence of 12 that is the same is no chance.
pub const LEAST: usize = 12;

/// Fewest Han characters that sentences which are only nearly the same have in common: of what is shared by custom nothing is that long.
pub const NEWS: usize = 20;

/// Share of the shorter sentence's pieces that the other has, from which on the two are nearly the same: as much as two sentences of two
/// drafts of one report have in common.
pub const MOST_OF_IT: f32 = 0.7;

/// Han characters of a piece.
const PIECE: usize = 4;

/// A piece that more different sentences than this have is a set phrase and brings none together.
const COMMON: usize = 400;

/// A report with the sentences of it that are looked at.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Which.
    pub id: ReportId,
    /// The report.
    pub report: &'a Report,
    /// The sentences, and what is read of each.
    pub sentences: &'a [(SentenceId, Span)],
}

/// Where a sentence stands once more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Copy {
    /// In which report.
    pub report: ReportId,
    /// Which of its sentences.
    pub sentence: SentenceId,
    /// Nothing but figures and punctuation differs; else it is nearly the same.
    pub same: bool,
}

/// The sentences that several reports share.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Shared {
    /// Sentences that are the same, by wording.
    wordings: Vec<Vec<(ReportId, SentenceId)>>,
    /// Which wording a sentence has.
    of: FxHashMap<(ReportId, SentenceId), u32>,
    /// The wordings that are nearly the same as each.
    near: Vec<Vec<u32>>,
    /// Reports of one place and year have one number.
    whose: FxHashMap<ReportId, u32>,
}

impl Shared {
    /// Looks for the sentences that several of these share.
    pub fn among(told: &[Told<'_>]) -> Self {
        let mut shared = Self::default();
        let mut known: FxHashMap<Vec<char>, u32> = FxHashMap::default();
        let mut owners: FxHashMap<(String, u16), u32> = FxHashMap::default();
        for Told {
            id,
            report,
            sentences,
        } in told
        {
            let next = owners.len() as u32;
            let owner = *owners.entry(owner(*id, report)).or_insert(next);
            shared.whose.insert(*id, owner);
            for &(sentence, span) in *sentences {
                let read = report.reading_folded(span);
                let han: Vec<char> = read.chars().filter(|&c| is_han(c)).collect();
                if han.len() < LEAST {
                    continue;
                }
                let next = known.len() as u32;
                let wording = *known.entry(han).or_insert(next);
                if wording == next {
                    shared.wordings.push(Vec::new());
                }
                shared.of.insert((*id, sentence), wording);
                if let Some(all) = shared.wordings.get_mut(wording as usize) {
                    all.push((*id, sentence));
                }
            }
        }
        shared.near = near(known, shared.wordings.len());
        shared
    }

    /// Whether a sentence stands in another report too, and whether there is one that is the same.
    pub fn kind(&self, report: ReportId, sentence: SentenceId) -> Option<bool> {
        let same = self.others(report, sentence).next()?.same;
        Some(same)
    }

    /// Where a sentence stands once more, those that are the same first.
    pub fn others(
        &self,
        report: ReportId,
        sentence: SentenceId,
    ) -> impl Iterator<Item = Copy> + '_ {
        let own = self.whose.get(&report);
        let wording = self.of.get(&(report, sentence)).copied();
        let near = wording.and_then(|w| self.near.get(w as usize));
        let near = near.into_iter().flatten().map(|&w| (w, false));
        wording
            .map(|w| (w, true))
            .into_iter()
            .chain(near)
            .filter_map(|(w, same)| Some((self.wordings.get(w as usize)?, same)))
            .flat_map(|(all, same)| {
                all.iter().map(move |&(report, sentence)| Copy {
                    report,
                    sentence,
                    same,
                })
            })
            .filter(move |copy| self.whose.get(&copy.report) != own)
    }
}

/// Place and year of a report; where one of them is not known it stands for itself.
fn owner(id: ReportId, report: &Report) -> (String, u16) {
    let identity = &report.identity;
    match (&identity.place, &identity.year) {
        (Some(place), Some(year)) => (place.value.full.clone(), year.value.0),
        _ => (format!("\u{0}{}", id.0), 0),
    }
}

/// The wordings that are nearly the same as each of them.
///
/// If the shorter of two has `need` of its pieces in the other, one of its rarest pieces, as many as are left without `need - 1`, is among
/// them: only what shares one of these is compared.
fn near(known: FxHashMap<Vec<char>, u32>, count: usize) -> Vec<Vec<u32>> {
    let mut numbers: FxHashMap<[char; PIECE], u32> = FxHashMap::default();
    let mut having: Vec<Vec<u32>> = Vec::new();
    let mut pieces: Vec<Vec<u32>> = vec![Vec::new(); count];
    for (han, wording) in known {
        let Some(own) = pieces.get_mut(wording as usize) else {
            continue;
        };
        for window in han.windows(PIECE) {
            let Ok(piece) = <[char; PIECE]>::try_from(window) else {
                continue;
            };
            let next = numbers.len() as u32;
            let number = *numbers.entry(piece).or_insert(next);
            if number == next {
                having.push(Vec::new());
            }
            own.push(number);
        }
        own.sort_unstable();
        own.dedup();
        for &number in own.iter() {
            if let Some(all) = having.get_mut(number as usize) {
                all.push(wording);
            }
        }
    }
    let among = |piece: u32| having.get(piece as usize).map_or(&[][..], Vec::as_slice);
    let mut near: Vec<Vec<u32>> = vec![Vec::new(); count];
    let mut seen: FxHashSet<u32> = FxHashSet::default();
    for (wording, own) in (0u32..).zip(&pieces) {
        let need = needed(own.len());
        if need > own.len() {
            continue;
        }
        let mut rarest = own.clone();
        rarest.sort_by_key(|&p| (among(p).len(), p));
        rarest.truncate(own.len() - need + 1);
        seen.clear();
        for &piece in rarest.iter().filter(|&&p| among(p).len() <= COMMON) {
            for &other in among(piece) {
                let longer = pieces
                    .get(other as usize)
                    .filter(|o| (o.len(), other) > (own.len(), wording));
                let Some(longer) = longer.filter(|_| seen.insert(other)) else {
                    continue;
                };
                if in_common(own, longer) >= need {
                    for (a, b) in [(wording, other), (other, wording)] {
                        if let Some(list) = near.get_mut(a as usize) {
                            list.push(b);
                        }
                    }
                }
            }
        }
    }
    for list in &mut near {
        list.sort_unstable();
    }
    near
}

/// Pieces that a sentence of so many must have in common with a longer one.
fn needed(pieces: usize) -> usize {
    let most = (pieces as f32 * MOST_OF_IT).ceil() as usize;
    most.max(NEWS - PIECE + 1)
}

/// How many numbers two sorted lists have in common.
fn in_common(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        both += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    both
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use std::sync::Arc;

    use super::*;
    use crate::report::SourceInfo;

    fn report(name: &str, body: &str) -> Report {
        let source = SourceInfo {
            name: format!("{name}.txt"),
            ..SourceInfo::default()
        };
        let text = format!("{name}政府工作报告\n各位代表：\n{body}\n");
        Report::read(Arc::from(text.as_str()), source)
    }

    fn shared(reports: &[Report]) -> Shared {
        let sentences: Vec<Vec<(SentenceId, Span)>> = reports
            .iter()
            .map(|r| {
                (0u32..)
                    .map(SentenceId)
                    .zip(r.sentences.iter().map(|s| s.span))
                    .collect()
            })
            .collect();
        let told: Vec<Told<'_>> = (0u32..)
            .zip(reports.iter().zip(&sentences))
            .map(|(i, (report, sentences))| Told {
                id: ReportId(i),
                report,
                sentences,
            })
            .collect();
        Shared::among(&told)
    }

    /// The reports that share the sentence with `text` in the first one.
    fn others(reports: &[Report], text: &str) -> Vec<(u32, bool)> {
        let at = reports[0].text.find(text).unwrap();
        let inside = |s: &crate::report::Sentence| s.span.contains(at);
        let sentence = reports[0].sentences.iter().position(inside).unwrap();
        let shared = shared(reports);
        shared
            .others(ReportId(0), SentenceId(sentence as u32))
            .map(|c| (c.report.0, c.same))
            .collect()
    }

    const LONG: &str = "我们把老屋翻新当作头等大事，逐户听取住户的意见，按时完成了12处院落的修缮。";

    #[test]
    fn figures_and_punctuation_do_not_tell_sentences_apart() {
        let other = LONG.replace("12处", "305处").replace('，', "、");
        let reports = [
            report("2021年辽宁省大连市沙河口区", LONG),
            report("2022年辽宁省大连市沙河口区", &other),
            report("2022年辽宁省大连市甘井子区", "今年没有这样的话可以说。"),
        ];
        assert_eq!(others(&reports, "老屋翻新"), [(1, true)]);
    }

    #[test]
    fn nearly_the_same_is_told_as_such_and_short_sentences_are_not_told() {
        let reworded = LONG.replace("头等大事", "第一件实事");
        let short = "继续抓好老屋的翻新。";
        let reports = [
            report("2021年辽宁省大连市沙河口区", &format!("{short}{LONG}")),
            report("2021年辽宁省大连市甘井子区", &format!("{short}{reworded}")),
        ];
        assert_eq!(others(&reports, "头等大事"), [(1, false)]);
        assert!(others(&reports, "继续抓好").is_empty());
    }

    #[test]
    fn two_files_of_one_place_and_year_share_nothing() {
        let reports = [
            report("2021年辽宁省大连市沙河口区", LONG),
            report("2021年辽宁省大连市沙河口区", LONG),
        ];
        assert!(others(&reports, "老屋翻新").is_empty());
        let twice = format!("{LONG}\n{LONG}");
        let reports = [
            report("2021年辽宁省大连市沙河口区", &twice),
            report("2019年辽宁省大连市沙河口区", LONG),
        ];
        assert_eq!(others(&reports, "老屋翻新"), [(1, true)]);
    }

    #[test]
    fn what_near_asks_for_is_what_the_rule_says() {
        // 20 Han are 17 pieces; of 40 pieces 28 are asked for.
        assert_eq!(needed(9), 17);
        assert_eq!(needed(20), 17);
        assert_eq!(needed(40), 28);
        assert_eq!(in_common(&[1, 3, 5, 9], &[2, 3, 4, 5]), 2);
    }
}
