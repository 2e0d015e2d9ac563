//! Where a term may begin.
//!
//! Owns [`Sieve`]. Invariant: no place where a term begins is missed; some are told in vain. Must not know the terms but by
//! their beginnings.

/// Bytes of a Han character.
pub(super) const HAN: usize = 3;
/// Bytes of two Han characters.
pub(super) const PAIR: usize = 2 * HAN;
/// Bytes of three Han characters: what is looked at.
pub(super) const NEAR: usize = 3 * HAN;
/// Bits of the filter, as a power of two: 32 KB, which stays in the cache nearest to a core.
const BITS: u32 = 18;
/// The filter's words.
const WORDS: usize = 1 << (BITS - 6);
/// Words of the filter over two bytes.
const BYTES: usize = 1 << (16 - 6);
/// Places that are told at once.
const PLACES: usize = 256;
/// Quotation marks that are told at once.
const MARKS: usize = 32;
/// Two characters in a number of the bytes that follow a first one: the first character lacks its first byte.
const TWO: u64 = 0xff_ffff_ffff;
/// One character in such a number.
const ONE: u64 = 0xffff;
/// A place that is none.
const NONE: usize = usize::MAX;
/// [`Kind::Any`] in the bits of a place.
const ANY: u64 = 2;

/// A filter over the beginnings of terms.
///
/// One bit for each hash of three Han characters, or of two where a term does not go on with a third: two look-ups answer nearly
/// all positions of a text. The first byte of the first character is left out, for so three characters are a number
/// of eight bytes, and what is told in vain is compared with terms later.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    bits: Vec<u64>,
    /// One bit for each two bytes that a term may begin with whose first byte is ASCII; the first byte is low.
    ascii: Vec<u64>,
    /// One bit for each first byte of two-byte and four-byte characters that a term begins with.
    firsts: [u64; 4],
    /// The first character of three bytes alone tells whether a term may begin, whatever follows.
    ones: bool,
    /// Quotation marks between characters are passed over.
    quotes: bool,
}

/// Where a term may begin.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Place {
    pub(super) at: usize,
    pub(super) kind: Kind,
}

/// What is known of a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Two characters may begin a term, three do not; no quotation mark is near.
    Two,
    /// Three characters may begin a term, and perhaps two; no quotation mark is near.
    Three,
    /// Anything may be.
    Any,
}

/// What [`Sieve::sift`] has found in one stretch of a text.
pub(super) struct Sifted {
    /// Place from `from`, and its kind in the two lowest bits.
    places: [u32; PLACES],
    count: usize,
    marks: [u32; MARKS],
    marked: usize,
    /// Where the marks end that are known.
    seen: usize,
    from: usize,
    next: usize,
}

impl Default for Sifted {
    fn default() -> Self {
        Self {
            places: [0; PLACES],
            count: 0,
            marks: [0; MARKS],
            marked: 0,
            seen: 0,
            from: 0,
            next: 0,
        }
    }
}

impl Sifted {
    /// The places, in order.
    #[inline]
    pub(super) fn places(&self) -> impl Iterator<Item = Place> + '_ {
        let found = self.places.get(..self.count).unwrap_or(&[]);
        found.iter().map(|&place| Place {
            at: self.from + (place >> 2) as usize,
            kind: match place & 3 {
                0 => Kind::Two,
                1 => Kind::Three,
                _ => Kind::Any,
            },
        })
    }

    /// The quotation marks of the stretch.
    pub(super) fn marks(&self) -> Marks<'_> {
        Marks {
            ahead: self.marks.get(..self.marked).unwrap_or(&[]),
            from: self.from,
            seen: self.seen,
        }
    }
}

/// The quotation marks of a stretch, asked for in order.
pub(super) struct Marks<'a> {
    /// Places from `from`.
    ahead: &'a [u32],
    from: usize,
    seen: usize,
}

impl Marks<'_> {
    /// Whether a mark may stand from `at` to before `end`; `at` never falls.
    #[inline]
    pub(super) fn any(&mut self, at: usize, end: usize) -> bool {
        while let [first, rest @ ..] = self.ahead
            && self.from + (*first as usize) < at
        {
            self.ahead = rest;
        }
        let first = self.ahead.first();
        first.is_some_and(|&m| self.from + (m as usize) < end) || end > self.seen
    }
}

impl Sieve {
    /// An empty one; with `quotes`, quotation marks between characters are passed over.
    pub(super) fn new(quotes: bool) -> Self {
        Self {
            bits: vec![0; WORDS],
            ascii: vec![0; BYTES],
            quotes,
            ..Self::default()
        }
    }

    /// A term begins with these characters, the first byte left out.
    pub(super) fn add(&mut self, beginning: u64) {
        set(&mut self.bits, hash(beginning));
    }

    /// A term that does not begin with two characters of three bytes; or `marked`: one with a quotation mark of its own.
    pub(super) fn add_short(&mut self, term: &[u8], marked: bool) {
        let &[first, ref rest @ ..] = term else {
            return;
        };
        let second = rest.first().copied();
        if three(Some(&first)) {
            let low = rest.iter().take(2).rev();
            self.add(low.fold(0, |n, &b| n << 8 | u64::from(b)));
            self.ones |= marked || term.len() == HAN;
        } else if first < 0x80 {
            for first in [first, first.to_ascii_uppercase()] {
                for byte in 0..=255_u8 {
                    if second.is_none_or(|b| b.eq_ignore_ascii_case(&byte))
                        || self.quotes && matches!(byte, 0xe2 | 0xe3)
                    {
                        set(&mut self.ascii, two_bytes(first, byte));
                    }
                }
            }
        } else {
            set(&mut self.firsts, usize::from(first));
        }
    }

    /// Whether a term may begin with the characters of `near`.
    pub(super) fn may(&self, near: &[u8; NEAR]) -> bool {
        let Some((_, following)) = words(near, 0) else {
            return false;
        };
        [following, following & TWO, following & ONE]
            .iter()
            .any(|&n| bit(&self.bits, hash(n)) == 1)
    }

    /// Finds where terms may begin in the next stretch of `text`, before `end`; false: there is none.
    pub(super) fn sift(&self, text: &[u8], end: usize, sifted: &mut Sifted) -> bool {
        if self.ones {
            self.sift_by::<true>(text, end, sifted)
        } else {
            self.sift_by::<false>(text, end, sifted)
        }
    }

    fn sift_by<const ONES: bool>(&self, text: &[u8], end: usize, sifted: &mut Sifted) -> bool {
        let (Ok(bits), Ok(ascii)) = (
            <&[u64; WORDS]>::try_from(self.bits.as_slice()),
            <&[u64; BYTES]>::try_from(self.ascii.as_slice()),
        ) else {
            return false;
        };
        let from = sifted.next;
        if from >= end {
            return false;
        }
        sifted.from = from;
        let places = &mut sifted.places;
        let (mut count, mut marked) = (0, 0);
        let place = |at: usize, kind: u64| ((at - from) << 2) as u32 | kind as u32;
        // Far enough from the end of the text that nine bytes can be looked at; places fit into 30 bits.
        let tail = (text.len() + 1).saturating_sub(NEAR);
        let mut limit = end.min(tail).min(from + (1 << 28));
        let mut at = from;
        // The last character and the one before it.
        let (mut last, mut before) = (NONE, NONE);
        while at < limit && count < PLACES - 3 {
            let Some((head, following)) = words(text, at) else {
                break;
            };
            let lead = (head & 0xff) as u8;
            if three(Some(&lead)) {
                if (lead == 0xe2 || head & 0xfc_ffff == 0x8c_80e3)
                    && self.quotes
                    && is_quote_at(text, at)
                {
                    // The two places before a mark are told anew.
                    for told in [before, last].into_iter().filter(|&p| p != NONE) {
                        count = back(places, count, place(told, 0));
                        put(places, count, place(told, ANY));
                        count += 1;
                    }
                    if let Some(mark) = sifted.marks.get_mut(marked) {
                        *mark = (at - from) as u32;
                    }
                    marked += 1;
                    if marked == MARKS {
                        limit = 0;
                    }
                }
                let three = bit(bits, hash(following));
                let two = bit(bits, hash(following & TWO));
                let one = if ONES {
                    bit(bits, hash(following & ONE))
                } else {
                    0
                };
                put(places, count, place(at, one << 1 | three));
                count += (three | two | one) as usize;
                (before, last) = (last, at);
                at += HAN;
                continue;
            }
            // A character of three bytes with another after it.
            if let Some(&[_, a, b]) = text.get(last..at)
                && bit(bits, hash(u64::from(a) | u64::from(b) << 8)) == 1
            {
                count = back(places, count, place(last, 0));
                put(places, count, place(last, ANY));
                count += 1;
            }
            (before, last) = (last, at);
            put(places, count, place(at, ANY));
            if lead < 0x80 {
                count += bit(ascii, (head & 0xffff) as usize) as usize;
                at += 1;
            } else {
                count += bit(&self.firsts, usize::from(lead)) as usize;
                at += if lead < 0xe0 { 2 } else { 4 };
            }
        }
        (sifted.marked, sifted.seen) = (marked, at);
        if at >= end {
            (sifted.count, sifted.next) = (count, at);
            return true;
        }
        // A mark that comes next would change what is told of the last two characters.
        let again = [before, last].into_iter().find(|&p| p != NONE);
        let again = again.unwrap_or(at);
        count = back(places, count, place(again, 0));
        if at < tail || count + 3 * NEAR > PLACES {
            (sifted.count, sifted.next) = (count, if again > from { again } else { at });
            return true;
        }
        for at in again..end {
            put(places, count, place(at, ANY));
            count += 1;
        }
        (sifted.count, sifted.next) = (count, end);
        true
    }
}

/// Writes a place.
#[inline]
fn put(places: &mut [u32; PLACES], count: usize, place: u32) {
    if let Some(free) = places.get_mut(count) {
        *free = place;
    }
}

/// How many of `count` places stand before `place`.
fn back(places: &[u32; PLACES], count: usize, place: u32) -> usize {
    let told = places.get(..count).unwrap_or(&[]);
    told.iter()
        .rposition(|&p| p < place)
        .map_or(0, |last| last + 1)
}

/// The eight bytes at `at` and those from the second on, each as one number.
#[inline]
fn words(text: &[u8], at: usize) -> Option<(u64, u64)> {
    let near = text.get(at..at + NEAR)?;
    let head = near.first_chunk().copied().map(u64::from_le_bytes)?;
    let following = near.last_chunk().copied().map(u64::from_le_bytes)?;
    Some((head, following))
}

/// The character at `at` and those after it, as many as there are; quotation marks after it left out.
pub(super) fn near(text: &[u8], at: usize, quotes: bool) -> [u8; NEAR] {
    let mut near = [0; NEAR];
    let mut from = at;
    for byte in &mut near {
        while quotes && from > at && is_quote_at(text, from) {
            from += HAN;
        }
        let Some(&here) = text.get(from) else {
            break;
        };
        *byte = here;
        from += 1;
    }
    near
}

/// Whether a quotation mark (see [`is_quote`]) stands at `at`.
pub(super) fn is_quote_at(text: &[u8], at: usize) -> bool {
    text.get(at..).is_some_and(is_quote)
}

/// Whether bytes begin with one of ‘ ’ “ ” 「 」 『 』.
#[inline]
fn is_quote(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xe2, 0x80, 0x98 | 0x99 | 0x9c | 0x9d, ..] | [0xe3, 0x80, 0x8c..=0x8f, ..]
    )
}

/// Whether a byte begins a character of three.
#[inline]
pub(super) fn three(byte: Option<&u8>) -> bool {
    byte.is_some_and(|b| (0xe0..0xf0).contains(b))
}

/// Place of a beginning among the bits (multiplicative hashing, Knuth 1973; the multiplier is 2^64 over the golden ratio).
#[inline]
pub(super) fn hash(beginning: u64) -> usize {
    (beginning.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - BITS)) as usize
}

/// Two bytes as a place, the first of them low.
#[inline]
fn two_bytes(first: u8, second: u8) -> usize {
    usize::from(first) | usize::from(second) << 8
}

/// The bit at `at`.
#[inline]
fn bit(words: &[u64], at: usize) -> u64 {
    words.get(at >> 6).copied().unwrap_or(0) >> (at & 63) & 1
}

fn set(words: &mut [u64], at: usize) {
    if let Some(word) = words.get_mut(at >> 6) {
        *word |= 1 << (at & 63);
    }
}
