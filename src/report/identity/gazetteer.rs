//! Places of China: provinces, prefectures, counties, and reading their names.
//!
//! Owns the table `assets/places.tsv`. Invariant: names are folded, so what is read with it must be folded too. Reads names,
//! never decides which of two places of one name is meant. Must not know of reports.
//!
//! The order of the first screen asks for names, so the index is made when the program is compiled; offsets stand in it
//! instead of references, which the system would have to put right at every start.

const TABLE: &str = include_str!("../../../assets/places.tsv");

/// Words that hold the name of a place and mean none.
const NO_PLACES: [&str; 4] = ["长治久安", "和平共处", "海南岛屿", "中山装"];

/// A place in the table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct UnitId(u16);

/// How high a unit stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Tier {
    /// 省、自治区、直辖市、特别行政区
    Province,
    /// 地级市、州、盟、地区
    Prefecture,
    /// 区、县、县级市、旗
    County,
}

/// A province, prefecture or county.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unit {
    /// Six digits: two each for province, prefecture, county.
    code: u32,
    /// How high it stands.
    pub tier: Tier,
    /// Official name: 辽宁省, 黔东南苗族侗族自治州.
    pub name: &'static str,
    /// Name without what kind of unit it is: 辽宁, 黔东南; the name itself where only one character would be left (单县).
    pub stem: &'static str,
}

impl Unit {
    /// Whether `other` lies in it.
    pub fn holds(self, other: Unit) -> bool {
        match self.tier {
            Tier::Province => self.code / 10_000 == other.code / 10_000 && self.code != other.code,
            Tier::Prefecture => self.code / 100 == other.code / 100 && self.code != other.code,
            Tier::County => false,
        }
    }

    /// What may follow the stem, other than the official rest of the name: 黔东南州, 宽甸县, 普兰店市.
    fn short_kinds(self) -> &'static [&'static str] {
        match self.tier {
            Tier::Province => &[],
            Tier::Prefecture => &["市", "州", "盟", "地区"],
            Tier::County => &["区", "县", "市", "旗"],
        }
    }
}

/// One name read at one place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reading {
    /// What it may be.
    pub unit: UnitId,
    /// Length in characters.
    pub len: usize,
    /// It says what kind of unit it is (大连市, not 大连).
    pub full: bool,
    /// It is the official name: 朝阳市, which 朝阳区 may have been called and is not.
    pub exact: bool,
}

/// A line of the table.
#[derive(Clone, Copy)]
struct Line {
    /// The first two characters of the name.
    key: u32,
    code: u32,
    tier: Tier,
    /// Byte of the table where the name starts.
    at: u32,
    /// Bytes of the name, and of the stem that it starts with.
    name: u8,
    stem: u8,
    /// The next line with the same key; [`NONE`] at the end.
    next: u16,
}

/// The table, indexed by the first two characters of names.
pub struct Gazetteer {
    lines: [Line; LINES],
    /// First line of each key at the key's [`place`] or the next free one after it; [`NONE`] where there is none.
    first: [u16; PLACES],
}

/// No line.
const NONE: u16 = u16::MAX;
/// Lines of the table.
const LINES: usize = lines();
/// Places in the index: a power of two, more than twice as many as lines, so that one look mostly does.
const PLACES: usize = 8192;

static GAZETTEER: Gazetteer = Gazetteer::laid_out();

/// The one table.
pub fn gazetteer() -> &'static Gazetteer {
    &GAZETTEER
}

/// Number of lines with a unit.
const fn lines() -> usize {
    let bytes = TABLE.as_bytes();
    let (mut at, mut count, mut fresh) = (0, 0, true);
    while at < bytes.len() {
        if fresh && bytes[at] != b'#' {
            count += 1;
        }
        fresh = bytes[at] == b'\n';
        at += 1;
    }
    count
}

/// Two characters as one number; characters beyond the first plane are in no name of the table.
const fn key(a: u32, b: u32) -> u32 {
    if a > 0xffff || b > 0xffff {
        return 0;
    }
    a << 16 | b
}

/// Where a key is looked for first.
const fn place(key: u32) -> usize {
    (key.wrapping_mul(0x9e37_79b1) >> 16) as usize % PLACES
}

/// The character of three bytes at `at`.
const fn han(bytes: &[u8], at: usize) -> u32 {
    assert!(bytes[at] >> 4 == 0b1110, "a name with a mark in it");
    ((bytes[at] as u32 & 0x0f) << 12)
        | ((bytes[at + 1] as u32 & 0x3f) << 6)
        | (bytes[at + 2] as u32 & 0x3f)
}

/// The next `end` from `at` on.
const fn until(bytes: &[u8], mut at: usize, end: u8) -> usize {
    while bytes[at] != end {
        at += 1;
    }
    at
}

impl Gazetteer {
    /// The table as it is compiled in. What is wrong in the table stops the compiler.
    #[expect(
        clippy::large_stack_arrays,
        reason = "made by the compiler, never on a stack of the program"
    )]
    const fn laid_out() -> Self {
        let bytes = TABLE.as_bytes();
        let empty = Line {
            key: 0,
            code: 0,
            tier: Tier::County,
            at: 0,
            name: 0,
            stem: 0,
            next: NONE,
        };
        let mut lines = [empty; LINES];
        let mut first = [NONE; PLACES];
        let (mut at, mut id) = (0, 0);
        while at < bytes.len() {
            if bytes[at] == b'#' {
                at = until(bytes, at, b'\n') + 1;
                continue;
            }
            let tab = until(bytes, at, b'\t');
            let (tier, scale) = match tab - at {
                2 => (Tier::Province, 10_000),
                4 => (Tier::Prefecture, 100),
                _ => (Tier::County, 1),
            };
            let mut code = 0;
            while at < tab {
                code = code * 10 + (bytes[at] - b'0') as u32;
                at += 1;
            }
            let name = tab + 1;
            let name_end = until(bytes, name, b'\t');
            let end = until(bytes, name_end, b'\n');
            let key = key(han(bytes, name), han(bytes, name + 3));
            let mut slot = place(key);
            while first[slot] != NONE && lines[first[slot] as usize].key != key {
                slot = (slot + 1) % PLACES;
            }
            lines[id] = Line {
                key,
                code: code * scale,
                tier,
                at: name as u32,
                name: (name_end - name) as u8,
                stem: (end - name_end - 1) as u8,
                next: first[slot],
            };
            first[slot] = id as u16;
            id += 1;
            at = end + 1;
        }
        Self { lines, first }
    }

    /// The first line with the key.
    fn first(&self, key: u32) -> Option<u16> {
        let mut slot = place(key);
        loop {
            let id = *self.first.get(slot)?;
            if self.lines.get(usize::from(id))?.key == key {
                return Some(id);
            }
            slot = (slot + 1) % PLACES;
        }
    }

    /// The unit's entry.
    pub fn unit(&self, id: UnitId) -> Unit {
        let Some(line) = self.lines.get(usize::from(id.0)) else {
            return Unit {
                code: 0,
                tier: Tier::County,
                name: "",
                stem: "",
            };
        };
        let at = line.at as usize;
        let text = |len: u8| TABLE.get(at..at + usize::from(len)).unwrap_or("");
        Unit {
            code: line.code,
            tier: line.tier,
            name: text(line.name),
            stem: text(line.stem),
        }
    }

    /// Number of units; their ids count from 0.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// The unit's position, below [`Gazetteer::len`].
    pub fn index(id: UnitId) -> usize {
        usize::from(id.0)
    }

    /// All units.
    pub fn ids(&self) -> impl Iterator<Item = UnitId> {
        (0..self.lines.len() as u16).map(UnitId)
    }

    /// What a unit lies in, highest first.
    pub fn above(&self, id: UnitId) -> impl Iterator<Item = UnitId> + '_ {
        let code = self.unit(id).code;
        let parents = match self.unit(id).tier {
            Tier::Province => [0, 0],
            Tier::Prefecture => [code / 10_000 * 10_000, 0],
            Tier::County => [code / 10_000 * 10_000, code / 100 * 100],
        };
        parents.into_iter().filter_map(|code| {
            let at = self.lines.binary_search_by_key(&code, |line| line.code);
            at.ok().map(|at| UnitId(at as u16))
        })
    }

    /// Whether `a` is `b`, or one of the two lies in the other.
    pub fn related(&self, a: UnitId, b: UnitId) -> bool {
        a == b || self.unit(a).holds(self.unit(b)) || self.unit(b).holds(self.unit(a))
    }

    /// Every name that `chars` starts with: with its kind where that is written, else the stem alone.
    pub fn at<'a>(&'a self, chars: &'a [char]) -> impl Iterator<Item = Reading> + 'a {
        let mut current = match chars {
            [a, b, ..] => self.first(key(*a as u32, *b as u32)),
            _ => None,
        };
        std::iter::from_fn(move || {
            while let Some(id) = current {
                let following = self.lines.get(usize::from(id)).map(|line| line.next);
                current = following.filter(|&next| next != NONE);
                let unit = self.unit(UnitId(id));
                if let Some((len, full)) = spelled(unit, chars) {
                    return Some(Reading {
                        unit: UnitId(id),
                        len,
                        full,
                        exact: full && starts_with(chars, unit.name),
                    });
                }
            }
            None
        })
    }

    /// How often each unit is named in `chars`, by position: the longest name counts, for every unit of that name.
    pub fn count(&self, chars: &[char], counts: &mut [u16]) {
        let mut at = 0;
        while let Some(rest) = chars.get(at..).filter(|rest| rest.len() > 1) {
            let longest = self.at(rest).map(|r| r.len).max().unwrap_or(0);
            if longest == 0 {
                at += 1;
                continue;
            }
            if let Some(word) = NO_PLACES.iter().find(|word| starts_with(rest, word)) {
                at += word.chars().count();
                continue;
            }
            let exact = self.at(rest).any(|r| r.len == longest && r.exact);
            for reading in self
                .at(rest)
                .filter(|r| r.len == longest && r.exact == exact)
            {
                if let Some(count) = counts.get_mut(Self::index(reading.unit)) {
                    *count = count.saturating_add(1);
                }
            }
            at += longest;
        }
    }
}

/// Whether `chars` starts with `word`.
pub fn starts_with(chars: &[char], word: &str) -> bool {
    let mut at = chars.iter();
    word.chars().all(|c| at.next() == Some(&c))
}

/// Length of the unit's name at the start of `chars`, and whether its kind is written.
fn spelled(unit: Unit, chars: &[char]) -> Option<(usize, bool)> {
    if !starts_with(chars, unit.stem) {
        return None;
    }
    let stem = unit.stem.chars().count();
    if starts_with(chars, unit.name) {
        return Some((unit.name.chars().count(), true));
    }
    let rest = chars.get(stem..)?;
    let kind = unit
        .short_kinds()
        .iter()
        .find(|kind| starts_with(rest, kind));
    Some(match kind {
        Some(kind) if unit.stem != unit.name => (stem + kind.chars().count(), true),
        _ => (stem, false),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;
    use crate::text::fold::fold_str;

    fn names(text: &str) -> Vec<(&'static str, usize, bool)> {
        let chars: Vec<char> = text.chars().collect();
        let mut names: Vec<_> = gazetteer()
            .at(&chars)
            .map(|r| (gazetteer().unit(r.unit).name, r.len, r.full))
            .collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn the_table_is_sorted_folded_and_whole() {
        let places = gazetteer();
        let units: Vec<Unit> = places.ids().map(|id| places.unit(id)).collect();
        assert!(units.is_sorted_by(|a, b| a.code < b.code));
        assert_eq!(
            units.iter().filter(|u| u.tier == Tier::Province).count(),
            34
        );
        for unit in &units {
            assert_eq!(fold_str(unit.name), unit.name);
            assert!(unit.name.starts_with(unit.stem), "{}", unit.name);
            assert!(unit.stem.chars().count() >= 2, "{}", unit.name);
        }
    }

    #[test]
    fn names_are_read_with_and_without_their_kind() {
        assert_eq!(names("大连市沙河口区"), [("大连市", 3, true)]);
        assert_eq!(names("黔东南州"), [("黔东南苗族侗族自治州", 4, true)]);
        assert_eq!(
            names("吉林的"),
            [("吉林市", 2, false), ("吉林省", 2, false)]
        );
        assert_eq!(
            names("和平区"),
            [
                ("和平区", 3, true),
                ("和平区", 3, true),
                ("和平县", 3, true)
            ]
        );
        assert!(names("各位").is_empty());
    }

    #[test]
    fn units_know_what_they_lie_in() {
        let places = gazetteer();
        let find = |name: &str| {
            places
                .ids()
                .find(|&id| places.unit(id).name == name)
                .unwrap()
        };
        let above = |name: &str| {
            places
                .above(find(name))
                .map(|id| places.unit(id).name)
                .collect::<Vec<_>>()
        };
        assert_eq!(above("沙河口区"), ["辽宁省", "大连市"]);
        assert_eq!(above("门头沟区"), ["北京市"]);
        assert_eq!(above("潜江市"), ["湖北省"]);
        assert_eq!(above("辽宁省"), [""; 0]);
        assert!(places.related(find("辽宁省"), find("沙河口区")));
        assert!(!places.related(find("沈阳市"), find("沙河口区")));
    }

    #[test]
    fn counting_takes_the_longest_name() {
        let places = gazetteer();
        let mut counts = vec![0; places.len()];
        let text: Vec<char> = "黔西南、黔西市，长治久安，大连和大连市。".chars().collect();
        places.count(&text, &mut counts);
        let count = |name: &str| {
            let id = places
                .ids()
                .find(|&id| places.unit(id).name == name)
                .unwrap();
            counts[Gazetteer::index(id)]
        };
        assert_eq!((count("黔西南布依族苗族自治州"), count("黔西市")), (1, 1));
        assert_eq!((count("大连市"), count("长治市")), (2, 0));
    }
}
