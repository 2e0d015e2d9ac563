//! Matching one query word against one title; also a plain fuzzy filter for pickers and the palette.
//!
//! A title is a row of character ids over an [`Alphabet`]; a [`Word`] is turned into tables that say, for each character of the
//! alphabet, which letters of the word it can take at which place: itself, a whole reading, an initial. A set of places reached
//! is one `u64`, so a title is matched in one pass without backtracking, whatever mix of Han, pinyin and initials was typed.
//! Invariant: positions are character positions of the title. Must not know of reports.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use rustc_hash::FxHashMap;

use super::MatchKind;
use super::alphabet::{Alphabet, CharId, Letter, initial_bit, literal_bit, normal};
use crate::text::fold;

/// Longest word, in characters: places reached must fit a `u64`. What is typed beyond it is not looked at.
const LONGEST_WORD: usize = 63;
/// Longest reading, in letters (zhuang).
const LONGEST_READING: usize = 6;

/// How a character takes letters of a word: for each number of letters taken (index), the places (bits) where it can.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
struct Steps {
    /// Itself.
    literal: u64,
    /// A whole reading, or at the word's end the beginning of one.
    full: [u64; LONGEST_READING + 1],
    /// The first letter of a reading, or zh, ch, sh.
    initial: [u64; 3],
    /// All of these, by letters taken.
    any: [u64; LONGEST_READING + 1],
    /// Punctuation: passed over inside a match.
    passed_over: bool,
}

/// What the first pass over a title needs of [`Steps`], small enough to stay in the first cache.
#[derive(Clone, Copy, Default, Debug)]
struct Quick {
    /// Places where one letter can be taken in any way.
    one: u64,
    /// More than one letter can be taken.
    long: bool,
    passed_over: bool,
}

/// Which ways of taking letters are allowed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mode {
    Literal,
    Full,
    Any,
}

/// How well a word matched a title.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Verdict {
    pub(super) kind: MatchKind,
    /// 0 but for subsequences: how far from the best possible score, 0 to 255.
    pub(super) looseness: u8,
}

/// One word of a query made ready for an alphabet.
pub(super) struct Word {
    chars: Vec<char>,
    /// Class of each character of the alphabet: index into `steps`; class 0 takes nothing.
    classes: Vec<u16>,
    steps: Vec<Steps>,
    /// By class.
    quick: Vec<Quick>,
    /// Signature bits that a title must have if each of its characters takes one letter.
    signature: u64,
    /// It holds Latin letters, so that readings count.
    spelled: bool,
    /// It holds characters that are no Latin letters.
    mixed: bool,
    /// Gaps may be wide: for names in Latin script, where letters of several words are typed.
    pub(super) wide_gaps: bool,
}

/// The words of a query, in normal form.
pub(super) fn words(query: &str) -> Vec<Vec<char>> {
    query
        .split(char::is_whitespace)
        .map(|word| {
            let chars: Vec<char> = word.chars().map(normal).collect();
            let letters = chars.iter().any(char::is_ascii_lowercase);
            chars
                .into_iter()
                // The apostrophe of xi'an parts syllables and stands for nothing.
                .filter(|&c| !(letters && c == '\''))
                .take(LONGEST_WORD)
                .collect::<Vec<char>>()
        })
        .filter(|word| !word.is_empty())
        .collect()
}

impl Word {
    /// Prepares a word (in normal form, not empty, at most 63 characters) for `alphabet`.
    pub(super) fn new(chars: Vec<char>, alphabet: &Alphabet) -> Self {
        let spelled = chars.iter().any(char::is_ascii_lowercase);
        let mixed = chars.iter().any(|c| !c.is_ascii_lowercase());
        let by_reading: Vec<Steps> = if spelled {
            alphabet
                .readings
                .iter()
                .map(|reading| reading_steps(&chars, reading))
                .collect()
        } else {
            Vec::new()
        };
        let mut steps = vec![Steps::default()];
        // Characters that take the same share a class, so that there are few.
        let mut known: FxHashMap<Steps, u16> = FxHashMap::default();
        known.insert(Steps::default(), 0);
        let classes = alphabet
            .chars
            .iter()
            .map(|letter| {
                let step = letter_steps(&chars, letter, &by_reading);
                *known.entry(step).or_insert_with(|| {
                    steps.push(step);
                    (steps.len() - 1) as u16
                })
            })
            .collect();
        let quick = steps
            .iter()
            .map(|step| Quick {
                one: step.any[1],
                long: step.any.iter().skip(2).any(|&places| places != 0),
                passed_over: step.passed_over,
            })
            .collect();
        let signature = chars
            .iter()
            .map(|&c| {
                if c.is_ascii_lowercase() {
                    initial_bit(c)
                } else {
                    literal_bit(c)
                }
            })
            .fold(0, |all, bit| all | bit);
        Self {
            chars,
            classes,
            steps,
            quick,
            signature,
            spelled,
            mixed,
            wide_gaps: false,
        }
    }

    fn len(&self) -> usize {
        self.chars.len()
    }

    fn step(&self, id: CharId) -> &Steps {
        static NOTHING: Steps = Steps {
            literal: 0,
            full: [0; LONGEST_READING + 1],
            initial: [0; 3],
            any: [0; LONGEST_READING + 1],
            passed_over: false,
        };
        self.classes
            .get(usize::from(id))
            .and_then(|&class| self.steps.get(usize::from(class)))
            .unwrap_or(&NOTHING)
    }

    /// Whether it says enough for a place or a breadcrumb: a single Latin letter would name nearly all of them.
    pub(super) fn may_name_place(&self) -> bool {
        self.mixed || self.len() > 1
    }

    /// Whether it is the short name of a place (in normal form), said with or without 省, 市, 区 or 县.
    pub(super) fn names_place(&self, short: &[char]) -> bool {
        let stem = |name: &'_ [char]| match name {
            [stem @ .., '省' | '市' | '区' | '县'] if stem.len() > 1 => stem.to_vec(),
            _ => name.to_vec(),
        };
        self.chars == short || self.chars == stem(short) || stem(&self.chars) == short
    }

    /// Whether it names a year: 2021, 21, 2021年.
    pub(super) fn names_year(&self, year: Option<u16>) -> bool {
        let Some(year) = year else {
            return false;
        };
        let typed: String = self.chars.iter().collect();
        let digits = typed.strip_suffix('年').unwrap_or(&typed);
        match (digits.len(), digits.parse::<u16>()) {
            (4, Ok(n)) => n == year,
            (2, Ok(n)) => n == year % 100,
            _ => false,
        }
    }

    /// How the word matches a title given as a row of ids with its signature; better kinds first.
    pub(super) fn verdict(
        &self,
        row: &[CharId],
        signature: u64,
        skim: &SkimMatcherV2,
    ) -> Option<Verdict> {
        if let Some(kind) = self.contiguous(row, signature) {
            return Some(Verdict { kind, looseness: 0 });
        }
        self.subsequence(row, signature, skim)
            .map(|(score, _)| Verdict {
                kind: MatchKind::Subsequence,
                looseness: (16 * self.len() as i64 + 32 - score).clamp(0, 255) as u8,
            })
    }

    /// How the word matches without gaps, if it does.
    pub(super) fn contiguous(&self, row: &[CharId], signature: u64) -> Option<MatchKind> {
        if self.signature & !signature != 0 && !self.spelled {
            return None;
        }
        if self.spelled && !self.may_begin(signature) {
            return None;
        }
        if self.len() == 1 && self.spelled && self.literal_absent(signature) {
            return Some(MatchKind::Initials);
        }
        if !self.occurs(row) {
            return None;
        }
        if (self.mixed || !self.literal_absent(signature))
            && let Some(kind) = self.literal(row)
        {
            return Some(kind);
        }
        if self.mixed || self.reach(row, Mode::Full, false).is_some() {
            return Some(MatchKind::Pinyin);
        }
        Some(MatchKind::Initials)
    }

    /// How the title holds the word as it stands, if it does.
    fn literal(&self, row: &[CharId]) -> Option<MatchKind> {
        if let Some(end) = self.reach(row, Mode::Literal, true) {
            let rest = row.get(end..).unwrap_or(&[]);
            return Some(if rest.iter().all(|&id| self.step(id).passed_over) {
                MatchKind::Exact
            } else {
                MatchKind::Prefix
            });
        }
        self.reach(row, Mode::Literal, false)
            .map(|_| MatchKind::Substring)
    }

    /// Whether the word occurs in any way without gaps: the first pass, which most titles do not survive.
    fn occurs(&self, row: &[CharId]) -> bool {
        let done = 1_u64 << self.len();
        let mut reached: u64 = 1;
        for &id in row {
            let class = usize::from(self.classes.get(usize::from(id)).copied().unwrap_or(0));
            let Some(quick) = self.quick.get(class) else {
                continue;
            };
            let mut next = 1 | (reached & quick.one) << 1;
            if quick.long
                && let Some(step) = self.steps.get(class)
            {
                for (n, places) in step.any.iter().enumerate().skip(2) {
                    next |= (reached & places) << n;
                }
            }
            if quick.passed_over {
                next |= reached;
            }
            if next & done != 0 {
                return true;
            }
            reached = next;
        }
        false
    }

    /// Whether some character of a title with this signature can take the first letter.
    fn may_begin(&self, signature: u64) -> bool {
        self.chars
            .first()
            .is_some_and(|&c| signature & (initial_bit(c) | literal_bit(c)) != 0)
    }

    /// The title surely does not hold the first character itself.
    fn literal_absent(&self, signature: u64) -> bool {
        self.chars
            .first()
            .is_some_and(|&c| signature & literal_bit(c) == 0)
    }

    /// One past the character where the word is first complete. `anchored`: only from the title's beginning.
    fn reach(&self, row: &[CharId], mode: Mode, anchored: bool) -> Option<usize> {
        let done = 1_u64 << self.len();
        let start = u64::from(!anchored);
        let mut reached: u64 = 1;
        for (i, &id) in row.iter().enumerate() {
            let class = self.classes.get(usize::from(id)).copied().unwrap_or(0);
            if class == 0 {
                reached = start;
                if anchored {
                    return None;
                }
                continue;
            }
            let Some(step) = self.steps.get(usize::from(class)) else {
                continue;
            };
            let from = reached | start;
            let mut next = start;
            match mode {
                Mode::Literal => next |= (from & step.literal) << 1,
                Mode::Any => {
                    for (n, places) in step.any.iter().enumerate().skip(1) {
                        next |= (from & places) << n;
                    }
                }
                Mode::Full => {
                    next |= (from & step.literal) << 1;
                    for (n, places) in step.full.iter().enumerate().skip(1) {
                        next |= (from & places) << n;
                    }
                }
            }
            if step.passed_over {
                next |= from;
            }
            if next & done != 0 {
                return Some(i + 1);
            }
            if next == 0 {
                return None;
            }
            reached = next;
        }
        None
    }

    /// The best match with gaps, if it is close enough to mean anything: skim's score and the positions.
    fn subsequence(
        &self,
        row: &[CharId],
        signature: u64,
        skim: &SkimMatcherV2,
    ) -> Option<(i64, Vec<u32>)> {
        let shortest = if self.mixed { 2 } else { 3 };
        if self.len() < shortest || self.signature & !signature != 0 {
            return None;
        }
        // Letters are cheap, so their gaps must be small; Han say more.
        let widest = self.len()
            + if self.mixed {
                self.len().max(2)
            } else {
                (self.len() / 2).max(2)
            };
        let (from, to) = self.tightest(row)?;
        if to - from > widest && !self.wide_gaps {
            return None;
        }
        // What skim sees: each character as the letter that it would take.
        let seen: String = row
            .iter()
            .map(|&id| {
                let step = self.step(id);
                let places = if step.literal == 0 {
                    step.initial[1]
                } else {
                    step.literal
                };
                match places {
                    0 => '\u{fffd}',
                    _ => self
                        .chars
                        .get(places.trailing_zeros() as usize)
                        .copied()
                        .unwrap_or('\u{fffd}'),
                }
            })
            .collect();
        let wanted: String = self.chars.iter().collect();
        let (score, positions) = skim.fuzzy_indices(&seen, &wanted)?;
        Some((score, positions.into_iter().map(|p| p as u32).collect()))
    }

    /// The narrowest window (from, to) of the row that holds the word's letters in order, one to a character.
    fn tightest(&self, row: &[CharId]) -> Option<(usize, usize)> {
        let takes = |id: CharId, place: usize| {
            let step = self.step(id);
            (step.literal | step.initial[1]) >> place & 1 == 1
        };
        let mut best: Option<(usize, usize)> = None;
        let mut place = 0;
        let mut at = 0;
        while let Some(&id) = row.get(at) {
            if takes(id, place) {
                place += 1;
            }
            at += 1;
            if place < self.len() {
                continue;
            }
            // Back to the latest beginning for this end.
            let mut from = at;
            while place > 0 {
                from -= 1;
                if row.get(from).is_some_and(|&id| takes(id, place - 1)) {
                    place -= 1;
                }
            }
            if best.is_none_or(|(a, b)| at - from < b - a) {
                best = Some((from, at));
            }
            at = from + 1;
        }
        best
    }

    /// The character positions that make the match of this kind.
    pub(super) fn positions(
        &self,
        row: &[CharId],
        signature: u64,
        kind: MatchKind,
        skim: &SkimMatcherV2,
    ) -> Vec<u32> {
        let mode = match kind {
            MatchKind::Exact | MatchKind::Prefix | MatchKind::Substring => Mode::Literal,
            MatchKind::Pinyin if !self.mixed => Mode::Full,
            MatchKind::Pinyin | MatchKind::Initials => Mode::Any,
            MatchKind::Subsequence => {
                return self
                    .subsequence(row, signature, skim)
                    .map_or_else(Vec::new, |(_, positions)| positions);
            }
            MatchKind::Context => return Vec::new(),
        };
        let mut dead = vec![0_u64; row.len() + 1];
        let mut path = Vec::new();
        for start in 0..row.len() {
            if self.walk(row, start, 0, mode, &mut dead, &mut path) {
                path.reverse();
                return path;
            }
        }
        Vec::new()
    }

    /// Takes the letters from `place` on with the characters from `at` on; fills `path` from its end. `dead` remembers what failed.
    fn walk(
        &self,
        row: &[CharId],
        at: usize,
        place: usize,
        mode: Mode,
        dead: &mut [u64],
        path: &mut Vec<u32>,
    ) -> bool {
        if place == self.len() {
            return true;
        }
        let Some(&id) = row.get(at) else {
            return false;
        };
        if dead.get(at).is_some_and(|d| d >> place & 1 == 1) {
            return false;
        }
        let step = *self.step(id);
        let can = |places: u64| places >> place & 1 == 1;
        let mut taken: Vec<usize> = Vec::new();
        if can(step.literal) {
            taken.push(1);
        }
        if mode != Mode::Literal {
            taken.extend((1..=LONGEST_READING).rev().filter(|&n| can(step.full[n])));
        }
        if mode == Mode::Any {
            taken.extend([2, 1].into_iter().filter(|&n| can(step.initial[n])));
        }
        for n in taken {
            if self.walk(row, at + 1, place + n, mode, dead, path) {
                path.push(at as u32);
                return true;
            }
        }
        if step.passed_over && place > 0 && self.walk(row, at + 1, place, mode, dead, path) {
            return true;
        }
        if let Some(d) = dead.get_mut(at) {
            *d |= 1 << place;
        }
        false
    }
}

/// What a character with this one reading can take of a word.
fn reading_steps(word: &[char], reading: &str) -> Steps {
    let letters: Vec<char> = reading.chars().collect();
    let mut steps = Steps::default();
    let two = matches!(letters.as_slice(), ['z' | 'c' | 's', 'h', ..]);
    for place in 0..word.len() {
        let rest = word.get(place..).unwrap_or(&[]);
        let same = rest
            .iter()
            .zip(&letters)
            .take_while(|(a, b)| a == b)
            .count();
        if same == 0 {
            continue;
        }
        let bit = 1 << place;
        steps.initial[1] |= bit;
        if two && same >= 2 {
            steps.initial[2] |= bit;
        }
        let whole = same == letters.len();
        // At the word's end a reading may be half typed; a single letter is an initial.
        let half_typed = same == rest.len() && same >= 2;
        if (whole || half_typed)
            && let Some(places) = steps.full.get_mut(same)
        {
            *places |= bit;
        }
    }
    steps
}

/// What a character can take of a word, all its readings together.
fn letter_steps(word: &[char], letter: &Letter, by_reading: &[Steps]) -> Steps {
    let mut steps = Steps {
        passed_over: letter.passed_over(),
        ..Steps::default()
    };
    for (place, &c) in word.iter().enumerate() {
        if c == letter.c {
            steps.literal |= 1 << place;
        }
    }
    for one in letter
        .readings
        .iter()
        .filter_map(|&r| by_reading.get(usize::from(r)))
    {
        for (all, places) in steps.full.iter_mut().zip(one.full) {
            *all |= places;
        }
        for (all, places) in steps.initial.iter_mut().zip(one.initial) {
            *all |= places;
        }
    }
    steps.any = steps.full;
    steps.any[1] |= steps.literal | steps.initial[1];
    steps.any[2] |= steps.initial[2];
    steps
}

/// The matcher for gaps: case does not matter, since words and titles are in normal form.
pub(super) fn skim() -> SkimMatcherV2 {
    SkimMatcherV2::default().ignore_case()
}

/// Matches `query` (words ANDed; Han in either script, pinyin, initials, mixed) against `text`: a score (higher is better) and the
/// matched character positions. An empty query matches everything with score 0. The same rules as jumping: an exact match scores
/// above a prefix, that above a substring, then pinyin, initials, and letters with gaps (small ones, but in a text without Han of any
/// size); a shorter text scores higher.
pub fn fuzzy(text: &str, query: &str) -> Option<(i64, Vec<u32>)> {
    let words = words(query);
    let mut alphabet = Alphabet::default();
    let mut row = Vec::new();
    let signature = alphabet.row(text, &mut row);
    let skim = skim();
    let mut positions = Vec::new();
    let mut score = 0;
    for chars in words {
        let mut word = Word::new(chars, &alphabet);
        word.wide_gaps = !text.chars().any(fold::is_han);
        let verdict = word.verdict(&row, signature, &skim)?;
        let found = word.positions(&row, signature, verdict.kind, &skim);
        let first = found.first().copied().unwrap_or(0).min(99);
        score += 100_000 * (MatchKind::Context as i64 - verdict.kind as i64)
            - 300 * i64::from(verdict.looseness)
            - 100 * i64::from(first);
        positions.extend(found);
    }
    if !positions.is_empty() {
        score -= row.len().min(99) as i64;
    }
    positions.sort_unstable();
    positions.dedup();
    Some((score, positions))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;

    /// Kind, and the matched part in brackets.
    fn shown(title: &str, word: &str) -> String {
        let mut alphabet = Alphabet::default();
        let mut row = Vec::new();
        let signature = alphabet.row(title, &mut row);
        let word = Word::new(words(word).remove(0), &alphabet);
        let skim = skim();
        let Some(verdict) = word.verdict(&row, signature, &skim) else {
            return "none".to_owned();
        };
        let at = word.positions(&row, signature, verdict.kind, &skim);
        let marked: String = title
            .chars()
            .enumerate()
            .map(|(i, c)| {
                if at.contains(&(i as u32)) {
                    format!("[{c}]")
                } else {
                    c.to_string()
                }
            })
            .collect();
        format!("{:?} {}", verdict.kind, marked.replace("][", ""))
    }

    #[test]
    fn han_as_it_stands() {
        assert_eq!(shown("营商环境", "营商环境"), "Exact [营商环境]");
        assert_eq!(
            shown("营商环境释放活力", "营商"),
            "Prefix [营商]环境释放活力"
        );
        assert_eq!(shown("优化营商环境", "營商"), "Substring 优化[营商]环境");
        assert_eq!(shown("加快５Ｇ建设", "5g"), "Substring 加快[５Ｇ]建设");
        assert_eq!(shown("优化环境", "营商"), "none");
    }

    #[test]
    fn pinyin_initials_and_mixtures() {
        let title = "优化营商环境,增强活力";
        assert_eq!(shown(title, "yshj"), "Initials 优化[营商环境],增强活力");
        assert_eq!(
            shown(title, "yingshanghuanjing"),
            "Pinyin 优化[营商环境],增强活力"
        );
        assert_eq!(shown(title, "yingsh"), "Pinyin 优化[营商]环境,增强活力");
        assert_eq!(shown(title, "ying商"), "Pinyin 优化[营商]环境,增强活力");
        assert_eq!(shown(title, "ying商hj"), "Pinyin 优化[营商环境],增强活力");
        assert_eq!(shown(title, "营shj"), "Pinyin 优化[营商环境],增强活力");
        assert_eq!(shown(title, "yshuanj"), "Initials 优化[营商环境],增强活力");
        assert_eq!(shown(title, "YSHJ"), "Initials 优化[营商环境],增强活力");
        assert_eq!(shown("中心城区", "zhxcq"), "Initials [中心城区]");
    }

    #[test]
    fn heteronyms_both_ways_and_the_umlaut() {
        assert_eq!(shown("重庆", "chongqing"), "Pinyin [重庆]");
        assert_eq!(shown("重庆", "zhongqing"), "Pinyin [重庆]");
        assert_eq!(shown("银行", "yinhang"), "Pinyin [银行]");
        assert_eq!(shown("绿色发展", "lvse"), "Pinyin [绿色]发展");
        assert_eq!(shown("西安", "xi'an"), "Pinyin [西安]");
    }

    #[test]
    fn punctuation_is_passed_over() {
        assert_eq!(
            shown("推广“两邻”理念", "llln"),
            "Initials 推广“[两邻]”[理念]"
        );
        assert_eq!(
            shown("推广“两邻”理念", "两邻理念"),
            "Substring 推广“[两邻]”[理念]"
        );
    }

    #[test]
    fn gaps_must_be_small() {
        assert_eq!(
            shown("推进老旧小区改造", "lxqgz"),
            "Subsequence 推进[老]旧[小区改造]"
        );
        assert_eq!(
            shown("老旧小区改造", "老区"),
            "Subsequence [老]旧小[区]改造"
        );
        assert_eq!(shown("落实相关各项强农惠农政策改革着力", "lxqgz"), "none");
        assert_eq!(shown("优化环境", "yj"), "none");
    }

    #[test]
    fn the_plain_filter_ranks_like_the_jump() {
        let names = ["优化环境", "营商环境", "营造商业环境", "营商环境释放活力"];
        let mut ranked: Vec<(i64, &str)> = names
            .iter()
            .filter_map(|n| fuzzy(n, "yshj").map(|(score, _)| (score, *n)))
            .collect();
        ranked.sort_by_key(|r| std::cmp::Reverse(r.0));
        let order: Vec<_> = ranked.iter().map(|r| r.1).collect();
        assert_eq!(order, ["营商环境", "营商环境释放活力", "营造商业环境"]);
        assert_eq!(fuzzy("营商环境", ""), Some((0, vec![])));
        assert_eq!(
            fuzzy("营商环境", "环境　营").map(|f| f.1),
            Some(vec![0, 2, 3])
        );
        assert_eq!(fuzzy("Open the palette", "ptt").map(|f| f.1.len()), Some(3));
        assert_eq!(fuzzy("营商环境", "营 没有"), None);
        assert_eq!(fuzzy("", "营"), None);
    }
}
