//! The distinct characters of all titles, with their readings.
//!
//! Owns [`Alphabet`]. Invariant: a title's row has one id for each of its characters, and its signature holds the bits of each.
//! Must not know of queries.

use rustc_hash::FxHashMap;

use crate::text::scan::alike;
use crate::text::{fold, pinyin};

/// The form in which titles and queries are compared: folded, half-width, lower case.
pub(super) fn normal(c: char) -> char {
    alike(fold::fold_char(c))
}

/// A character of the alphabet.
pub(super) type CharId = u16;

/// The distinct characters of all titles with their readings.
#[derive(Debug, Default)]
pub(super) struct Alphabet {
    ids: FxHashMap<char, CharId>,
    pub(super) chars: Vec<Letter>,
    /// Distinct readings.
    pub(super) readings: Vec<&'static str>,
    reading_ids: FxHashMap<&'static str, u16>,
}

/// One character of the alphabet.
#[derive(Debug)]
pub(super) struct Letter {
    pub(super) c: char,
    /// Its readings: indices into [`Alphabet::readings`].
    pub(super) readings: Vec<u16>,
    /// Bits of the signature of a title that holds it.
    pub(super) signature: u64,
}

impl Letter {
    /// Punctuation is passed over inside a match.
    pub(super) fn passed_over(&self) -> bool {
        !self.c.is_alphanumeric()
    }
}

/// Letters of the alphabet a–z that a character begins with take the low 26 bits of a signature; the rest is a hash of the character itself.
const INITIALS: u32 = 26;

/// The bit of a Latin letter that a character begins with.
pub(super) fn initial_bit(c: char) -> u64 {
    if c.is_ascii_lowercase() {
        1 << (c as u32 - 'a' as u32)
    } else {
        0
    }
}

/// The bit of a character itself.
pub(super) fn literal_bit(c: char) -> u64 {
    1 << (INITIALS + (c as u32).wrapping_mul(0x9e37_79b1) % (64 - INITIALS))
}

impl Alphabet {
    /// The row of ids of `text`, one to a character, and its signature.
    pub(super) fn row(&mut self, text: &str, row: &mut Vec<CharId>) -> u64 {
        let mut signature = 0;
        for c in text.chars() {
            let id = self.id(normal(c));
            signature |= self.chars.get(usize::from(id)).map_or(0, |l| l.signature);
            row.push(id);
        }
        signature
    }

    /// The id of a character in normal form. Beyond 65,535 distinct characters all share the last.
    fn id(&mut self, c: char) -> CharId {
        if let Some(&id) = self.ids.get(&c) {
            return id;
        }
        if self.chars.len() > usize::from(CharId::MAX) {
            return CharId::MAX;
        }
        let id = self.chars.len() as CharId;
        let mut letter = Letter {
            c,
            readings: Vec::new(),
            signature: literal_bit(c) | initial_bit(c),
        };
        for reading in pinyin::readings(c) {
            let next = self.readings.len() as u16;
            let rid = *self.reading_ids.entry(reading).or_insert(next);
            if rid == next {
                self.readings.push(reading);
            }
            letter.readings.push(rid);
            letter.signature |= reading.chars().next().map_or(0, initial_bit);
        }
        self.ids.insert(c, id);
        self.chars.push(letter);
        id
    }
}
