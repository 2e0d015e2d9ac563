//! Many terms at once.
//!
//! Owns [`Terms`]. Invariant: hits lie on character boundaries of the text that was given, and are sorted. Must not know what the terms mean.

use rustc_hash::FxHashMap;

use super::sieve::{self, HAN, Kind, PAIR, Place, Sieve};
use crate::text::span::Span;

/// One occurrence of a term.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct TermHit {
    /// Where, in the text that was scanned.
    pub span: Span,
    /// Which term: its position in the list that [`Terms::new`] was given.
    pub term: u32,
}

/// The bytes of a pair in a number of eight bytes.
const PAIR_MASK: u64 = 0xffff_ffff_ffff;
/// Bytes that two numbers of eight bytes, one from either end, can hold of a term.
const ENDS: usize = 16;

/// A set of terms ready to be scanned for.
///
/// A [`Sieve`] tells the places where a term may begin, about seven of a hundred characters of a report; there the next three characters
/// (or two) name the few terms to compare with, most of them by two numbers of eight bytes. Measured on 66 MB of reports, one core,
/// 2,700 terms: a sixth of the time that `aho-corasick` takes. Latin letters match in either case; a term that begins or ends
/// with a Latin letter or digit does not match inside a longer word or number.
#[derive(Debug, Default)]
pub struct Terms {
    /// All distinct terms.
    entries: Vec<Entry>,
    sieve: Sieve,
    /// First eight bytes → the terms that begin so with three characters, and those of the first two: open addressing, a power of two of slots.
    threes: Vec<Slot>,
    /// First pair → the terms that do not go on with a third character of three bytes.
    twos: Vec<Slot>,
    /// Terms that begin with no pair (one Han character, Latin among the first six bytes) or hold a quotation mark that is else passed
    /// over, by first byte.
    short: Vec<Range>,
    /// What the other lists point into; each range has the longest term first.
    candidates: Vec<Candidate>,
    /// Pass over quotation marks in the text.
    quotes: bool,
}

/// A part of [`Terms::candidates`].
type Range = (u32, u32);

/// One beginning and its terms.
#[derive(Clone, Copy, Default, Debug)]
struct Slot {
    /// The bytes as a number; 0: an empty slot.
    key: u64,
    range: Range,
}

/// A term that may stand somewhere.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    /// Its first eight bytes; six where it has no more.
    head: u64,
    /// Its last eight bytes.
    tail: u64,
    len: u32,
    entry: u32,
    /// The term of the entry.
    term: u32,
    /// The entry has no other.
    alone: bool,
    compared: Compared,
}

/// How a term is compared with a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Compared {
    /// It is a pair of characters.
    Pair,
    /// By `head` and `tail`; where those do not hold all its bytes and stand, byte by byte too.
    Ends,
    /// Byte by byte: it has Latin letters or digits.
    Spelled,
}

/// One distinct term.
#[derive(Debug)]
struct Entry {
    /// The term, Latin letters in lower case.
    bytes: Vec<u8>,
    /// It holds no ASCII letter or digit, so that it stands wherever its bytes do.
    plain: bool,
    /// Its first position in the list of terms that was given.
    term: u32,
    /// Further positions of the same term.
    others: Vec<u32>,
}

impl Terms {
    /// Prepares `terms` (folded, not empty). A term given twice makes a hit for each.
    pub fn new<S: AsRef<str>>(terms: &[S]) -> Self {
        Self::prepared(terms, false)
    }

    /// As [`Terms::new`], but quotation marks in the text are passed over: 高效办成一件事 is found in 高效办成“一件事”, 暖房子 in
    /// “暖”房子. A hit's span holds the marks inside it.
    pub fn through_quotes<S: AsRef<str>>(terms: &[S]) -> Self {
        Self::prepared(terms, true)
    }

    fn prepared<S: AsRef<str>>(terms: &[S], quotes: bool) -> Self {
        let mut this = Self {
            sieve: Sieve::new(quotes),
            quotes,
            ..Self::default()
        };
        let mut known: FxHashMap<Vec<u8>, usize> = FxHashMap::default();
        for (index, term) in terms.iter().enumerate() {
            let bytes = term.as_ref().to_ascii_lowercase().into_bytes();
            if bytes.is_empty() {
                continue;
            }
            if let Some(entry) = known.get(&bytes).and_then(|&e| this.entries.get_mut(e)) {
                entry.others.push(index as u32);
                continue;
            }
            known.insert(bytes.clone(), this.entries.len());
            this.entries.push(Entry {
                plain: !bytes.iter().any(u8::is_ascii_alphanumeric),
                bytes,
                term: index as u32,
                others: Vec::new(),
            });
        }
        this.order();
        this
    }

    /// Lays the candidates out.
    fn order(&mut self) {
        let mut order: Vec<(u32, &Entry)> = (0..).zip(&self.entries).collect();
        order.sort_by_key(|(_, entry)| std::cmp::Reverse(entry.bytes.len()));
        let mut threes: FxHashMap<u64, Vec<Candidate>> = FxHashMap::default();
        let mut twos: FxHashMap<u64, Vec<Candidate>> = FxHashMap::default();
        let mut short: Vec<Vec<Candidate>> = vec![Vec::new(); 256];
        for (number, entry) in order {
            let bytes = entry.bytes.as_slice();
            let candidate = entry.candidate(number);
            let marked = self.quotes && (0..bytes.len()).any(|at| sieve::is_quote_at(bytes, at));
            let Some(pair) = han_pair(bytes).filter(|_| !marked) else {
                let first = bytes.first().copied().unwrap_or(0);
                self.sieve.add_short(bytes, marked);
                for byte in [first, first.to_ascii_uppercase()] {
                    if let Some(list) = short.get_mut(usize::from(byte))
                        && list.last().is_none_or(|c| c.entry != number)
                    {
                        list.push(candidate);
                    }
                }
                continue;
            };
            if let Some(three) = three_key(bytes) {
                self.sieve.add(three);
                threes.entry(candidate.head).or_default().push(candidate);
            } else {
                self.sieve.add(pair >> 8);
                twos.entry(pair).or_default().push(candidate);
            }
        }
        // Where three characters are known, the terms of the first two stand too.
        for (head, list) in &mut threes {
            list.extend(twos.get(&(head & PAIR_MASK)).into_iter().flatten());
            list.sort_by_key(|c| std::cmp::Reverse(c.len));
        }
        let all = &mut self.candidates;
        let mut lay = |list: Vec<Candidate>| {
            let from = all.len() as u32;
            all.extend(list);
            (from, all.len() as u32)
        };
        self.threes = slots(threes, &mut lay);
        self.twos = slots(twos, &mut lay);
        self.short = short.into_iter().map(&mut lay).collect();
    }

    /// All hits in `folded`, leftmost-longest, in order: no two of them overlap, but for a term that was given twice.
    pub fn hits(&self, folded: &str) -> Vec<TermHit> {
        let mut hits = Vec::new();
        self.walk(folded, Span::new(0, folded.len()), |hit| {
            hits.push(hit);
            true
        });
        hits
    }

    /// The hits in `folded` that do not lie wholly inside a longer hit, in order. Hits may overlap in part, as 数字政府
    /// and 政府采购 do in 数字政府采购.
    pub fn widest(&self, folded: &str) -> Vec<TermHit> {
        let mut hits = Vec::new();
        let mut covered = Span::default();
        self.each(folded, |hit| {
            if hit.span == covered || hit.span.end() > covered.end() {
                covered = hit.span;
                hits.push(hit);
            }
        });
        hits
    }

    /// Gives `found` every occurrence of every term, overlapping and nested ones too: sorted by start, longest first.
    pub fn each(&self, folded: &str, found: impl FnMut(TermHit)) {
        self.each_in(folded, Span::new(0, folded.len()), found);
    }

    /// As [`Terms::each`] in `span` of `folded`, as if nothing stood around it.
    pub fn each_in(&self, folded: &str, span: Span, mut found: impl FnMut(TermHit)) {
        self.walk(folded, span, |hit| {
            found(hit);
            false
        });
    }

    /// Tells every occurrence of every term, by start, the longest first; where that is answered with true, goes on behind it.
    #[inline]
    fn walk(&self, folded: &str, span: Span, mut found: impl FnMut(TermHit) -> bool) {
        let bytes = folded.as_bytes();
        let Some(inside) = bytes.get(span.range()).filter(|_| !self.entries.is_empty()) else {
            return;
        };
        // Behind the span it may be looked, so that its last characters are like others.
        let text = bytes.get(span.start()..).unwrap_or(inside);
        let mut sifted = sieve::Sifted::default();
        let mut free = 0;
        while self.sieve.sift(text, inside.len(), &mut sifted) {
            let mut marks = sifted.marks();
            for Place { at, kind } in sifted.places() {
                if at < free {
                    continue;
                }
                let mut tell = |candidate: &Candidate, end: usize| {
                    let hit = |term| TermHit {
                        span: Span::new(span.start() + at, span.start() + end),
                        term,
                    };
                    let mut leave = found(hit(candidate.term));
                    if !candidate.alone {
                        for &term in self.others(candidate) {
                            leave |= found(hit(term));
                        }
                    }
                    if leave {
                        free = end;
                    }
                    leave
                };
                let (head, range) = match (kind, eight(text, at)) {
                    (Kind::Two, Some(head)) => (head, range(&self.twos, head & PAIR_MASK)),
                    (Kind::Three, Some(head)) => (head, self.begun(head)),
                    _ => {
                        self.look(inside, at, tell);
                        continue;
                    }
                };
                for candidate in self.list(range) {
                    let end = at + candidate.len as usize;
                    let stands = match candidate.compared {
                        Compared::Pair => (head ^ candidate.head) & PAIR_MASK == 0,
                        Compared::Ends => {
                            head == candidate.head && eight(text, end - 8) == Some(candidate.tail)
                        }
                        Compared::Spelled => false,
                    };
                    if stands && candidate.len as usize <= ENDS {
                        if end <= inside.len() && tell(candidate, end) {
                            break;
                        }
                        continue;
                    }
                    let spelled = match candidate.compared {
                        Compared::Pair => false,
                        Compared::Ends => stands || marks.any(at, end),
                        Compared::Spelled => true,
                    };
                    if spelled
                        && (head ^ candidate.head) & PAIR_MASK == 0
                        && let Some(end) = self.spelled(candidate, inside, at)
                        && tell(candidate, end)
                    {
                        break;
                    }
                }
            }
        }
    }

    /// Tells the terms that stand at `at`, where a quotation mark or the end of the text is near, or a term that begins with no pair.
    #[cold]
    fn look(&self, text: &[u8], at: usize, mut tell: impl FnMut(&Candidate, usize) -> bool) {
        let first = text.get(at).copied().unwrap_or(0);
        let mut pairs = None;
        if sieve::three(Some(&first)) {
            let near = sieve::near(text, at, self.quotes);
            if !self.sieve.may(&near) {
                return;
            }
            pairs = self.begun(padded(&near));
        }
        let mut begun = self.list(pairs);
        let mut short = self.list(self.short.get(usize::from(first)).copied());
        loop {
            let longer = match (begun, short) {
                ([a, ..], [b, ..]) if a.len < b.len => &mut short,
                ([], _) => &mut short,
                _ => &mut begun,
            };
            let Some(candidate) = longer.split_off_first() else {
                return;
            };
            if let Some(end) = self.spelled(candidate, text, at)
                && tell(candidate, end)
            {
                return;
            }
        }
    }

    /// The terms that may stand where these eight bytes do.
    #[inline]
    fn begun(&self, head: u64) -> Option<Range> {
        range(&self.threes, head).or_else(|| range(&self.twos, head & PAIR_MASK))
    }

    fn list(&self, range: Option<Range>) -> &[Candidate] {
        let (from, to) = range.unwrap_or_default();
        self.candidates
            .get(from as usize..to as usize)
            .unwrap_or(&[])
    }

    /// The positions of a candidate in the list of terms that was given, but the first.
    fn others(&self, candidate: &Candidate) -> &[u32] {
        self.entries
            .get(candidate.entry as usize)
            .map_or(&[], |entry| &entry.others)
    }

    /// Where a candidate ends if it stands at `at`.
    fn spelled(&self, candidate: &Candidate, text: &[u8], at: usize) -> Option<usize> {
        self.entries
            .get(candidate.entry as usize)?
            .stands_at(text, at, self.quotes)
    }
}

/// Lays lists out and finds a slot for each.
fn slots(
    lists: FxHashMap<u64, Vec<Candidate>>,
    lay: &mut impl FnMut(Vec<Candidate>) -> Range,
) -> Vec<Slot> {
    let size = (lists.len() * 2).next_power_of_two();
    let mut slots = vec![Slot::default(); size];
    for (key, list) in lists {
        let mut at = sieve::hash(key) & (size - 1);
        while slots.get(at).is_some_and(|s| s.key != 0) {
            at = (at + 1) & (size - 1);
        }
        if let Some(slot) = slots.get_mut(at) {
            *slot = Slot {
                key,
                range: lay(list),
            };
        }
    }
    slots
}

/// The terms of a beginning.
#[inline]
fn range(slots: &[Slot], key: u64) -> Option<Range> {
    let mask = slots.len().wrapping_sub(1);
    let mut at = sieve::hash(key) & mask;
    loop {
        match slots.get(at)? {
            Slot { key: 0, .. } => return None,
            slot if slot.key == key => return Some(slot.range),
            _ => at = (at + 1) & mask,
        }
    }
}

impl Entry {
    fn candidate(&self, number: u32) -> Candidate {
        let bytes = self.bytes.as_slice();
        let tail = bytes.len().checked_sub(8).and_then(|at| eight(bytes, at));
        Candidate {
            head: padded(bytes),
            tail: tail.unwrap_or(0),
            len: bytes.len() as u32,
            entry: number,
            term: self.term,
            alone: self.others.is_empty(),
            compared: match bytes.len() {
                PAIR if self.plain => Compared::Pair,
                8.. if self.plain => Compared::Ends,
                _ => Compared::Spelled,
            },
        }
    }

    /// Where it ends if it stands at `at` and is not part of a longer Latin word or number.
    fn stands_at(&self, text: &[u8], at: usize, quotes: bool) -> Option<usize> {
        let mut end = at;
        for (i, byte) in self.bytes.iter().enumerate() {
            // A mark inside the term, but not before it, nor one that the term has itself.
            while quotes
                && end > at
                && sieve::is_quote_at(text, end)
                && self.bytes.get(i..i + HAN) != text.get(end..end + HAN)
            {
                end += HAN;
            }
            if !text.get(end)?.eq_ignore_ascii_case(byte) {
                return None;
            }
            end += 1;
        }
        if self.plain {
            return Some(end);
        }
        let inner = |edge: Option<&u8>, beyond: Option<&u8>| {
            edge.is_some_and(u8::is_ascii_alphanumeric)
                && beyond.is_some_and(u8::is_ascii_alphanumeric)
        };
        let before = at.checked_sub(1).and_then(|i| text.get(i));
        let whole = !inner(self.bytes.first(), before) && !inner(self.bytes.last(), text.get(end));
        whole.then_some(end)
    }
}

/// The eight bytes at `at` as one number.
#[inline]
fn eight(text: &[u8], at: usize) -> Option<u64> {
    let bytes = text.get(at..at + 8)?;
    Some(u64::from_le_bytes(bytes.try_into().ok()?))
}

/// The first eight bytes, or as many as there are, as one number.
fn padded(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .take(8)
        .rev()
        .fold(0, |n, &b| n << 8 | u64::from(b))
}

/// The first pair if it is two characters of three bytes each.
fn han_pair(bytes: &[u8]) -> Option<u64> {
    let both = sieve::three(bytes.first()) && sieve::three(bytes.get(HAN));
    (both && bytes.len() >= PAIR).then(|| padded(bytes) & PAIR_MASK)
}

/// The first three characters of three bytes each, but for the first byte.
fn three_key(bytes: &[u8]) -> Option<u64> {
    let third = sieve::three(bytes.get(PAIR));
    third.then(|| eight(bytes, 1)).flatten()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use proptest::prelude::*;

    use super::*;

    fn shown(terms: &[&str], text: &str) -> Vec<String> {
        Terms::new(terms)
            .hits(text)
            .iter()
            .map(|h| format!("{}:{}", h.term, h.span.of(text)))
            .collect()
    }

    #[test]
    fn the_longest_term_wins() {
        let terms = ["改造", "老旧小区改造", "老旧小区", "小区"];
        assert_eq!(
            shown(&terms, "推进老旧小区改造和小区改造，老旧小区"),
            ["1:老旧小区改造", "3:小区", "0:改造", "2:老旧小区"]
        );
    }

    #[test]
    fn one_character_is_found_where_a_longer_term_begins_too() {
        let terms = ["养", "养老院", "老"];
        assert_eq!(shown(&terms, "养老"), ["0:养", "2:老"]);
        assert_eq!(shown(&terms, "养老院养"), ["1:养老院", "0:养"]);
        let mut found = Vec::new();
        Terms::new(&terms).each("养老院", |h| found.push(h.term));
        assert_eq!(found, [1, 0, 2]);
    }

    #[test]
    fn a_term_given_twice_counts_twice() {
        assert_eq!(shown(&["养老", "养老"], "养老"), ["0:养老", "1:养老"]);
    }

    #[test]
    fn one_character_and_latin_terms() {
        let terms = ["亩", "5G", "AI", "PM2.5", "双A计划"];
        assert_eq!(
            shown(&terms, "10亩5g基站，AI与MAIL，pm2.5、15G、双a计划"),
            ["0:亩", "1:5g", "2:AI", "3:pm2.5", "4:双a计划"]
        );
    }

    #[test]
    fn each_gives_overlapping_and_nested_terms() {
        let text = "数字政府采购";
        let mut found = Vec::new();
        Terms::new(&["数字政府", "政府采购", "政府", "采购"])
            .each(text, |h| found.push(h.span.of(text)));
        assert_eq!(found, ["数字政府", "政府采购", "政府", "采购"]);
        let widest = Terms::new(&["数字政府", "政府采购", "政府", "采购"]).widest(text);
        let widest: Vec<_> = widest.iter().map(|h| h.span.of(text)).collect();
        assert_eq!(widest, ["数字政府", "政府采购"]);
    }

    #[test]
    fn quotation_marks_are_passed_over_on_request() {
        let text = "高效办成“一件事”，“暖房子”工程";
        let terms = ["高效办成一件事", "暖房子"];
        let found: Vec<_> = Terms::through_quotes(&terms)
            .hits(text)
            .iter()
            .map(|h| h.span.of(text))
            .collect();
        assert_eq!(found, ["高效办成“一件事", "暖房子"]);
        let text = "“暖”房子，暖「」房“子、暖，房子，“暖";
        let found: Vec<_> = Terms::through_quotes(&terms)
            .hits(text)
            .iter()
            .map(|h| h.span.of(text))
            .collect();
        assert_eq!(found, ["暖”房子", "暖「」房“子"]);
        assert!(shown(&terms, text).is_empty());
    }

    #[test]
    fn hits_at_the_end_and_in_ext_b() {
        assert_eq!(shown(&["小区"], "𠮷老旧小区"), ["0:小区"]);
        assert_eq!(shown(&["𠮷祥"], "a𠮷祥"), ["0:𠮷祥"]);
        assert!(shown(&[], "小区").is_empty());
        assert!(shown(&["小区"], "小").is_empty());
    }

    #[test]
    fn a_span_is_scanned_as_if_nothing_stood_around_it() {
        let text = "25G基站“老旧”小区改造工程";
        let terms = Terms::through_quotes(&["5G基站", "老旧小区", "小区改造", "改造工程"]);
        let found = |from: usize, to: usize| {
            let mut found = Vec::new();
            terms.each_in(text, Span::new(from, to), |h| found.push(h.span.of(text)));
            found
        };
        let at = |what: &str| text.find(what).unwrap();
        assert_eq!(found(0, text.len()), ["老旧”小区", "小区改造", "改造工程"]);
        assert_eq!(found(1, at("工程")), ["5G基站", "老旧”小区", "小区改造"]);
        assert_eq!(found(at("小区"), text.len() - 3), ["小区改造"]);
    }

    /// Every term that stands in `text`, looked for at each character.
    fn slowly(terms: &[String], text: &str, quotes: bool) -> Vec<(Span, u32)> {
        let is_mark = |c: char| "‘’“”「」『』".contains(c);
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let mut found = Vec::new();
        for (at, _) in text.char_indices() {
            let mut here = Vec::new();
            for (number, term) in terms.iter().enumerate() {
                let mut rest = text[at..].chars();
                let mut stands = true;
                for (i, c) in term.chars().enumerate() {
                    let mut next = rest.next();
                    while quotes && i > 0 && next.is_some_and(|n| is_mark(n) && n != c) {
                        next = rest.next();
                    }
                    stands &= next.is_some_and(|n| n.eq_ignore_ascii_case(&c));
                    if !stands {
                        break;
                    }
                }
                let rest = rest.as_str();
                let inner = latin(term.chars().next()) && latin(text[..at].chars().next_back())
                    || latin(term.chars().last()) && latin(rest.chars().next());
                if stands && !inner {
                    here.push((Span::new(at, text.len() - rest.len()), number as u32));
                }
            }
            found.extend(here);
        }
        found.sort_unstable_by_key(|&(span, term)| (span.start(), term));
        found
    }

    proptest! {
        #[test]
        fn any_terms_are_found_in_any_text(
            terms in prop::collection::vec(
                "[甲乙丙]{2,3}|[甲乙]{4,9}|[甲乙丙]{1,2}[aB1、é𠮷][甲乙a]{0,3}|[aB1é𠮷][甲a1]{0,3}|丁|[甲“][乙”甲]{1,2}",
                1..9,
            ),
            text in "([甲乙]{1,5}|[甲乙丙丁aAbB12é𠮷、“”「\n]){0,90}",
            repeated in 1_usize..9,
            quotes in any::<bool>(),
        ) {
            let text = text.repeat(repeated);
            let prepared = if quotes {
                Terms::through_quotes(&terms)
            } else {
                Terms::new(&terms)
            };
            let mut found = Vec::new();
            prepared.each(&text, |h| found.push((h.span, h.term)));
            let len = |term: u32| terms[term as usize].len();
            prop_assert!(found.is_sorted_by_key(|&(s, t)| (s.start(), std::cmp::Reverse(len(t)))));
            found.sort_unstable_by_key(|&(span, term)| (span.start(), term));
            prop_assert_eq!(found, slowly(&terms, &text, quotes));
        }
    }
}
