//! Formulaic phrases (套话): wording so common in reports that it tells nothing of the one it stands in.
//!
//! Owns [`Formulas`] and the list in `assets/formulas.txt`. Invariants: the spans it gives are sorted, do not overlap and lie in the text they
//! were asked of; what is found by counting is counted by places, so that ten years of one place make nothing formulaic. Must not know of
//! screens.
//!
//! A phrase is found when half of the places have it and it is made of words that tell nothing by themselves (the list has
//! those too): 老旧小区改造 and 社会消费品零售总额增长 stand in nearly every report of their year, and are what a reader looks for.
//! Measured on 118 reports of one year or two: of 541 phrases that half of the places have, two thirds are such subjects.

use std::sync::{Arc, LazyLock};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::report::{Report, Sentence};
use crate::text::fold::is_han;
use crate::text::formulaic::{self, levelled};
use crate::text::scan::{Joined, Terms};
use crate::text::span::Span;

/// Places from which phrases are counted, at most: one report of each.
pub const MOST_PLACES: usize = 160;
/// Han characters of a report that are counted, at most.
const MOST_HAN: usize = 40_000;
/// Fewer places than this tell nothing.
const LEAST_PLACES: usize = 4;
/// Fewest Han characters of a phrase that is found; what is shorter is taken from the list alone, for by counting alone 社会保障 and
/// 扩大有效 look like 充分发挥.
const LEAST: usize = 6;
/// Longest phrase that is looked for; longer ones are found as overlapping pieces.
const MOST: usize = 48;
/// A phrase is left to the longer ones that hold it when one of them has this share of its places.
const SWALLOWED: f32 = 0.7;
/// Share of a longer phrase that must be words that tell nothing; a shorter one consists of them.
const PLAIN_SHARE: f32 = 0.75;
/// From this many Han characters on a phrase is a longer one.
const LONG: usize = 8;
/// Share of a passage's Han characters in phrases from which on all of it is formulaic.
pub const PASSAGE: f32 = 0.9;
/// Han characters from which on shared text is news even if it is put together from short set phrases: unrelated openings share 15 at most.
const NEWS: usize = 20;
/// Han characters of a phrase that does not make longer wording news: 在市委的坚强领导下, not 深入推进.
const WHOLE: usize = 6;

/// A phrase that was found by counting.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// As it is matched: without marks, every level written 市.
    pub text: String,
    /// How many of the counted places have it.
    pub places: u32,
}

/// The phrases that are taken for formulaic: a built-in list, and what many of the loaded reports share.
#[derive(Clone, Debug)]
pub struct Formulas {
    /// What counting found, the commonest first.
    pub found: Vec<Found>,
    /// Places that were counted.
    pub places: u32,
    terms: Arc<Terms>,
}

impl PartialEq for Formulas {
    fn eq(&self, other: &Self) -> bool {
        self.found == other.found && self.places == other.places
    }
}

impl Eq for Formulas {}

impl Default for Formulas {
    fn default() -> Self {
        Self::builtin()
    }
}

/// The list of the assets.
struct List {
    phrases: Vec<String>,
    /// Words that tell nothing by themselves, and the phrases.
    plain: Terms,
    /// Those of one character.
    single: String,
    /// The words themselves.
    words: FxHashSet<String>,
    /// Adverbs and verbs that pair.
    verbs: FxHashSet<&'static str>,
    terms: Arc<Terms>,
}

static LIST: LazyLock<List> = LazyLock::new(|| {
    let formulaic::Lists {
        whole,
        front,
        back,
        words,
    } = formulaic::lists();
    let mut phrases: Vec<String> = whole.iter().map(|w| levelled(w)).collect();
    for before in front {
        phrases.extend(back.iter().map(|after| format!("{before}{after}")));
    }
    phrases.sort_unstable();
    phrases.dedup();
    let single = words.iter().filter(|w| w.chars().count() == 1);
    let single = single.copied().collect();
    let named = words.iter().map(|w| levelled(w)).collect();
    let verbs = front.iter().chain(back).copied().collect();
    let plain: Vec<String> = [front, back, words]
        .into_iter()
        .flatten()
        .map(|w| levelled(w))
        .chain(phrases.iter().cloned())
        .collect();
    List {
        terms: Arc::new(Terms::new(&phrases)),
        plain: Terms::new(&plain),
        single,
        words: named,
        verbs,
        phrases,
    }
});

static SUBJECTS: LazyLock<Terms> = LazyLock::new(|| {
    let lines = include_str!("../../assets/link-themes.txt").lines();
    let terms: Vec<&str> = lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(':'))
        .flat_map(|(_, terms)| terms.split_whitespace())
        .collect();
    Terms::new(&terms)
});

/// What reports are about: the terms by which sections are linked.
pub(super) fn subjects() -> &'static Terms {
    &SUBJECTS
}

impl Formulas {
    /// Those of the built-in list alone.
    pub fn builtin() -> Self {
        Self {
            found: Vec::new(),
            places: 0,
            terms: Arc::clone(&LIST.terms),
        }
    }

    /// The built-in list, and what the places of `reports` share. Bounded: the newest report of each of at most [`MOST_PLACES`] places
    /// is counted, spread evenly over the list where there are more.
    pub fn of(reports: &[&Report]) -> Self {
        let sample = sample(reports);
        if sample.len() < LEAST_PLACES {
            return Self::builtin();
        }
        let mut found = counted(&sample);
        found.sort_by(|x, y| y.places.cmp(&x.places).then_with(|| x.text.cmp(&y.text)));
        let phrases: Vec<&str> = LIST
            .phrases
            .iter()
            .map(String::as_str)
            .chain(found.iter().map(|f| f.text.as_str()))
            .collect();
        Self {
            terms: Arc::new(Terms::new(&phrases)),
            places: sample.len() as u32,
            found,
        }
    }

    /// Where they stand in a report, in order; headings have none. A clause that consists of them to nine tenths is one as a whole.
    pub fn spans(&self, report: &Report) -> Vec<Span> {
        let mut out: Vec<Span> = Vec::new();
        for sentence in report.sentences.iter().filter(|s| !s.heading) {
            let read = read_levelled(report, sentence.span);
            let mut hits: Vec<Span> = Vec::new();
            for hit in self.terms.widest(&read.text) {
                match hits.last_mut() {
                    Some(last) if hit.span.start() <= last.end() => *last = last.join(hit.span),
                    _ => hits.push(hit.span),
                }
            }
            for clause in clauses(&read.text) {
                let inside = || hits.iter().filter_map(|h| h.intersect(clause));
                let held: usize = inside().map(|h| han(h.of(&read.text))).sum();
                let all = han(clause.of(&read.text));
                if held > 0 && held as f32 >= all as f32 * PASSAGE && held < all {
                    hits.retain(|h| !clause.covers(*h));
                    hits.push(clause);
                }
            }
            hits.sort_unstable();
            for hit in hits.into_iter().map(|h| read.source(h)) {
                match out.last_mut() {
                    Some(last) if hit.start() < last.end() => *last = last.join(hit),
                    _ => out.push(hit),
                }
            }
        }
        out
    }

    /// Whether `text` (folded, no marks) is a formulaic phrase as it stands.
    pub fn has(&self, text: &str) -> bool {
        let text = levelled(text);
        let hits = self.terms.widest(&text);
        hits.iter().any(|hit| hit.span.len() == text.len())
    }

    /// Whether the wording at `span` is formulaic: nine tenths of its Han characters stand in phrases; from 20 Han on in
    /// phrases of six or more, for short ones are put together to say something.
    pub fn holds(&self, report: &Report, span: Span) -> bool {
        let read = read_levelled(report, span);
        let all = han(&read.text);
        let enough = |held: usize| held as f32 >= all as f32 * PASSAGE;
        let least = if all < NEWS { 0 } else { WHOLE };
        let mut held = 0;
        let mut end = 0;
        for hit in self.terms.widest(&read.text) {
            if han(hit.span.of(&read.text)) >= least {
                held += han(Span::new(hit.span.start().max(end), hit.span.end()).of(&read.text));
                end = end.max(hit.span.end());
            }
        }
        all > 0 && enough(held)
    }
}

/// Whether `text` (folded, no marks) is made of words that tell nothing by themselves.
pub fn is_plain(text: &str) -> bool {
    let text = levelled(text);
    let (share, ..) = plain_share(&text);
    share >= 1.0
}

/// Whether `word` is one of the verbs and adverbs that set phrases are made of: 扎实, 推进.
pub(super) fn is_verb(word: &str) -> bool {
    LIST.verbs.contains(word)
}

fn han(text: &str) -> usize {
    text.chars().filter(|&c| is_han(c)).count()
}

/// Marks that are read over: 不忘初心、牢记使命.
fn is_read_over(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '、' | '“' | '”' | '‘' | '’' | '"' | '《' | '》' | '\u{200b}' | '\u{feff}' | '\u{2060}'
        )
}

/// A stretch of a report without the marks that are read over; its spans lead back into the report.
pub(super) fn read(report: &Report, span: Span) -> Joined {
    let mut pieces = Vec::new();
    for piece in span.without(&report.gaps) {
        let mut from = piece.start();
        for (i, c) in piece.of(&report.folded).char_indices() {
            if is_read_over(c) {
                let at = piece.start() + i;
                pieces.push(Span::new(from, at));
                from = at + c.len_utf8();
            }
        }
        pieces.push(Span::new(from, piece.end()));
    }
    Joined::new(&report.folded, &pieces)
}

/// The same with all levels of government as one; each is a character of three bytes, so that offsets stay.
fn read_levelled(report: &Report, span: Span) -> Joined {
    let mut joined = read(report, span);
    joined.text = levelled(&joined.text);
    joined
}

/// The runs of Han characters of a text.
fn clauses(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices() {
        match (is_han(c), start) {
            (true, None) => start = Some(i),
            (false, Some(from)) => {
                out.push(Span::new(from, i));
                start = None;
            }
            _ => {}
        }
    }
    out.extend(start.map(|from| Span::new(from, text.len())));
    out
}

/// One report of each place, the newest. Reports of unknown place count as one place.
fn sample<'r>(reports: &[&'r Report]) -> Vec<&'r Report> {
    let mut of_place: FxHashMap<&str, (u16, usize)> = FxHashMap::default();
    for (i, report) in reports.iter().enumerate() {
        let place = report.identity.place.as_ref();
        let place = place.map_or("", |p| p.value.full.as_str());
        let year = report.identity.year.as_ref().map_or(0, |y| y.value.0);
        let newest = of_place.entry(place).or_insert((year, i));
        if year > newest.0 {
            *newest = (year, i);
        }
    }
    let mut chosen: Vec<usize> = of_place.into_values().map(|(_, i)| i).collect();
    chosen.sort_unstable();
    let count = chosen.len();
    let most = count.min(MOST_PLACES);
    (0..most)
        .filter_map(|k| reports.get(*chosen.get(k * count / most)?).copied())
        .collect()
}

/// One report's characters for counting: clauses parted by `\0`.
struct Counted {
    chars: Vec<char>,
    /// Hash of the characters before each place (Karp & Rabin 1987, modulo 2^64).
    before: Vec<u64>,
    /// Whether the n-gram that begins at a place is common, for the n that was counted last.
    common: Vec<bool>,
}

const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

impl Counted {
    fn new(report: &Report) -> Self {
        let mut chars = Vec::new();
        let body = |s: &&Sentence| s.section.is_some() || report.sections.is_empty();
        for sentence in report.sentences.iter().filter(body) {
            for c in read_levelled(report, sentence.span).text.chars() {
                chars.push(if is_han(c) { c } else { '\0' });
            }
            chars.push('\0');
            if chars.len() > MOST_HAN {
                break;
            }
        }
        let mut before = vec![0_u64];
        let mut hash = 0_u64;
        for &c in &chars {
            hash = hash.wrapping_mul(BASE).wrapping_add(u64::from(c as u32));
            before.push(hash);
        }
        let common = chars.iter().map(|&c| c != '\0').collect();
        Self {
            chars,
            before,
            common,
        }
    }

    /// Hash of the `n` characters at `at`; `power` is [`BASE`] to the `n`.
    fn hash(&self, at: usize, n: usize, power: u64) -> u64 {
        let of = |i: usize| self.before.get(i).copied().unwrap_or_default();
        of(at + n).wrapping_sub(of(at).wrapping_mul(power))
    }

    fn is_common(&self, at: usize) -> bool {
        self.common.get(at) == Some(&true)
    }
}

/// Words with which no phrase ends.
const LOOSE: &str = "的和与及以为了是把将对向从使让等着地也要不";

/// What is counted of one n-gram.
#[derive(Clone, Copy, Default)]
struct Tally {
    places: u32,
    /// The last report that had it, from 1.
    last: u32,
    /// Where: in that report.
    at: u32,
    /// Places of the commonest longer one by one character that holds it.
    swallowed: u32,
}

/// The phrases that half of the places have, by n-grams of rising length: only where both parts are common the whole can be.
fn counted(sample: &[&Report]) -> Vec<Found> {
    let least = sample.len().div_ceil(2).max(LEAST_PLACES) as u32;
    let mut reports: Vec<Counted> = sample.iter().map(|r| Counted::new(r)).collect();
    let mut found = Vec::new();
    let mut shorter: FxHashMap<u64, Tally> = FxHashMap::default();
    let mut power = BASE;
    for n in 2..=MOST {
        let (power_before, power_now) = (power, power.wrapping_mul(BASE));
        power = power_now;
        let mut tallies: FxHashMap<u64, Tally> = FxHashMap::default();
        for (report, number) in reports.iter().zip(1..) {
            for at in 0..report.chars.len() {
                if !report.is_common(at) || !report.is_common(at + 1) {
                    continue;
                }
                let tally = tallies.entry(report.hash(at, n, power_now)).or_default();
                if tally.last != number {
                    tally.places += 1;
                    (tally.last, tally.at) = (number, at as u32);
                }
            }
        }
        tallies.retain(|_, tally| tally.places >= least);
        for report in &mut reports {
            for at in 0..report.chars.len() {
                let known = report.is_common(at) && report.is_common(at + 1);
                let tally = known
                    .then(|| tallies.get(&report.hash(at, n, power_now)))
                    .flatten();
                if let Some(slot) = report.common.get_mut(at) {
                    *slot = tally.is_some();
                }
            }
        }
        for tally in tallies.values() {
            let Some(report) = reports.get(tally.last as usize - 1) else {
                continue;
            };
            for at in [tally.at as usize, tally.at as usize + 1] {
                let part = report.hash(at, n - 1, power_before);
                if let Some(part) = shorter.get_mut(&part) {
                    part.swallowed = part.swallowed.max(tally.places);
                }
            }
        }
        found.extend(phrases(&reports, &shorter, n - 1));
        if tallies.is_empty() {
            break;
        }
        shorter = tallies;
    }
    found
}

/// Those of the common n-grams of one length that are phrases.
fn phrases(reports: &[Counted], tallies: &FxHashMap<u64, Tally>, n: usize) -> Vec<Found> {
    let whole = |tally: &&Tally| (tally.swallowed as f32) < tally.places as f32 * SWALLOWED;
    if n < LEAST {
        return Vec::new();
    }
    let mut out = Vec::new();
    for tally in tallies.values().filter(whole) {
        let report = reports.get((tally.last as usize).wrapping_sub(1));
        let at = tally.at as usize;
        let Some(chars) = report.and_then(|r| r.chars.get(at..at + n)) else {
            continue;
        };
        let loose = |c: Option<&char>| c.is_some_and(|&c| LOOSE.contains(c));
        if loose(chars.last()) || chars.first().is_some_and(|&c| "的和与及等".contains(c)) {
            continue;
        }
        let text: String = chars.iter().collect();
        // A word alone is a name (中国式现代化), a phrase says something.
        let named =
            LIST.words.contains(text.as_str()) || n < LONG && !subjects().hits(&text).is_empty();
        if named {
            continue;
        }
        let (share, begins, ends) = plain_share(&text);
        let enough = if n < LONG { 1.0 } else { PLAIN_SHARE };
        if share >= enough && begins && ends {
            out.push(Found {
                text,
                places: tally.places,
            });
        }
    }
    out
}

/// Share of the characters of `text` in words that tell nothing, and whether it begins and ends with one.
fn plain_share(text: &str) -> (f32, bool, bool) {
    let (mut begins, mut ends) = (false, false);
    // Byte spans of the words; one character alone is looked up apart, for the scanner finds it only where no longer word begins alike.
    let mut words: Vec<Span> = Vec::new();
    LIST.plain.each(text, |hit| words.push(hit.span));
    words.extend(text.char_indices().filter_map(|(at, c)| {
        let span = Span::new(at, at + c.len_utf8());
        LIST.single.contains(c).then_some(span)
    }));
    words.sort_unstable();
    // The cover that leaves the fewest characters outside, from the left.
    let mut outside: Vec<usize> = vec![usize::MAX; text.len() + 1];
    let mut words = words.into_iter().peekable();
    for (at, c) in text.char_indices() {
        let here = if at == 0 {
            0
        } else {
            outside.get(at).copied().unwrap_or_default()
        };
        let mut reach = |to: usize, left: usize| {
            if let Some(best) = outside.get_mut(to) {
                *best = (*best).min(left);
            }
        };
        reach(at + c.len_utf8(), here + 1);
        while let Some(word) = words.next_if(|w| w.start() == at) {
            reach(word.end(), here);
            begins |= at == 0;
            ends |= word.end() == text.len();
        }
    }
    let count = text.chars().count();
    let outside = outside.last().map_or(count, |&n| n.min(count));
    (1.0 - outside as f32 / count.max(1) as f32, begins, ends)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;
    use crate::report::SourceInfo;
    use proptest::prelude::*;

    fn report(text: &str) -> Report {
        Report::read(Arc::from(text), SourceInfo::default())
    }

    fn phrases_in(formulas: &Formulas, report: &Report) -> Vec<String> {
        let spans = formulas.spans(report);
        spans
            .iter()
            .map(|s| s.of(&report.text).to_owned())
            .collect()
    }

    /// A report of a place, with `body` as a section of its own.
    fn of_place(place: &str, year: u16, body: &str) -> Report {
        let text = format!(
            "{place}{year}年政府工作报告\n各位代表：\n一、工作回顾\n我们在河边种树。{body}\n二、工作安排\n路要修好。\n"
        );
        report(&text)
    }

    const PLACES: [&str; 6] = ["沈阳市", "大连市", "鞍山市", "抚顺市", "本溪市", "丹东市"];

    #[test]
    fn the_list_has_no_phrase_twice_and_is_written_as_it_is_matched() {
        let mut seen = rustc_hash::FxHashSet::default();
        let lines = include_str!("../../assets/formulas.txt").lines();
        let mut head = "";
        for line in lines.filter(|line| !line.starts_with('#')) {
            head = if line.starts_with('[') { line } else { head };
            for word in line.split_whitespace().filter(|w| !w.starts_with('[')) {
                assert!(seen.insert((head, word)), "{word} twice");
                assert!(word.chars().all(is_han), "{word}");
            }
        }
        assert!(LIST.phrases.len() > 1000);
        assert!(LIST.phrases.iter().all(|p| p.chars().count() >= 2));
    }

    #[test]
    fn set_phrases_are_found_on_every_level_and_over_marks() {
        let report = report(
            "一、回顾\n在县委、县政府和镇党委的坚强领导下，我们不忘初心、牢记使命，在省委的坚强领导下种了“三片林”，深入开展植树活动。\n",
        );
        assert_eq!(
            phrases_in(&Formulas::builtin(), &report),
            ["不忘初心、牢记使命", "在省委的坚强领导下", "深入开展"]
        );
    }

    #[test]
    fn a_clause_of_set_phrases_is_one_and_headings_are_none() {
        let report = report(
            "一、深入贯彻落实，全力以赴\n我们坚持稳中求进工作总基调，林子多了。\n二、安排\n全面贯彻落实党的二十大精神的部署。\n",
        );
        let found = phrases_in(&Formulas::builtin(), &report);
        assert_eq!(
            found,
            ["坚持稳中求进工作总基调", "全面贯彻落实党的二十大精神"]
        );
    }

    #[test]
    fn what_half_of_the_places_have_is_found_if_it_tells_nothing() {
        let plain = "为全市人民取得更大成绩提供坚强支撑。";
        let subject = "改造老旧小区和背街小巷。";
        let reports: Vec<Report> = PLACES
            .iter()
            .map(|p| of_place(p, 2022, &format!("{plain}{subject}")))
            .collect();
        for (place, report) in PLACES.iter().zip(&reports) {
            assert!(
                report
                    .identity
                    .place
                    .as_ref()
                    .unwrap()
                    .value
                    .full
                    .ends_with(place)
            );
        }
        let refs: Vec<&Report> = reports.iter().collect();
        let formulas = Formulas::of(&refs);
        assert_eq!(formulas.places, 6);
        let texts: Vec<&str> = formulas.found.iter().map(|f| f.text.as_str()).collect();
        assert_eq!(texts, ["为全市人民取得更大成绩提供坚强支撑"]);
        assert_eq!(formulas.found[0].places, 6);
        let spans = phrases_in(&formulas, &reports[0]);
        assert!(
            spans.iter().any(|s| s.contains("取得更大成绩提供")),
            "{spans:?}"
        );
        assert!(!spans.iter().any(|s| s.contains("老旧小区")), "{spans:?}");
    }

    #[test]
    fn ten_years_of_one_place_make_nothing_formulaic() {
        let reports: Vec<Report> = (2010..2022)
            .map(|y| of_place("沈阳市", y, "为全市人民取得更大成绩提供坚强支撑。"))
            .collect();
        let refs: Vec<&Report> = reports.iter().collect();
        assert_eq!(Formulas::of(&refs), Formulas::builtin());
        assert_eq!(
            Formulas::of(&refs[..1]).spans(refs[0]),
            Formulas::builtin().spans(refs[0])
        );
    }

    #[test]
    fn long_wording_put_together_from_short_phrases_is_none() {
        let report = report(
            "一、回顾\n坚持稳中求进工作总基调，深入贯彻落实，全力以赴抓好落实，充分发挥优势。\n",
        );
        let formulas = Formulas::builtin();
        let at = |words: &str| {
            let from = report.text.find(words).unwrap();
            Span::new(from, from + words.len())
        };
        assert!(formulas.holds(&report, at("坚持稳中求进工作总基调")));
        assert!(formulas.holds(&report, at("坚持稳中求进工作总基调，深入贯彻落实")));
        assert!(!formulas.holds(
            &report,
            at("坚持稳中求进工作总基调，深入贯彻落实，全力以赴")
        ));
        assert!(!formulas.holds(&report, at("充分发挥优势")));
    }

    proptest! {
        #[test]
        fn spans_are_in_order_and_in_the_text(
            body in "[深入推进全面贯彻落实充分发挥县委的领导下，。、“”0-9a ]{0,120}"
        ) {
            let report = report(&format!("一、回顾\n{body}\n二、安排\n{body}\n"));
            let mut end = 0;
            for span in Formulas::builtin().spans(&report) {
                prop_assert!(span.start() >= end && !span.is_empty());
                prop_assert!(report.text.get(span.range()).is_some());
                end = span.end();
            }
        }
    }
}
