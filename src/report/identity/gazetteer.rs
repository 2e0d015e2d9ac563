//! Places of China: provinces, prefectures, counties, and reading their names.
//!
//! Owns the table `assets/places.tsv`. Invariant: names are folded, so what is read with it must be folded too. Reads names,
//! never decides which of two places of one name is meant. Must not know of reports.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

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
    pub fn holds(&self, other: &Unit) -> bool {
        match self.tier {
            Tier::Province => self.code / 10_000 == other.code / 10_000 && self.code != other.code,
            Tier::Prefecture => self.code / 100 == other.code / 100 && self.code != other.code,
            Tier::County => false,
        }
    }

    /// What may follow the stem, other than the official rest of the name: 黔东南州, 宽甸县, 普兰店市.
    fn short_kinds(&self) -> &'static [&'static str] {
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
}

/// The table, indexed by the first two characters of names.
pub struct Gazetteer {
    units: Vec<Unit>,
    /// First unit with these two characters.
    first: FxHashMap<(char, char), u16>,
    /// The next unit with the same two characters, by unit; itself at the end.
    next: Vec<u16>,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::build);

/// The one table.
pub fn gazetteer() -> &'static Gazetteer {
    &GAZETTEER
}

impl Gazetteer {
    fn build() -> Self {
        let mut units = Vec::with_capacity(3_300);
        let mut first = FxHashMap::default();
        first.reserve(3_000);
        let mut next = Vec::with_capacity(3_300);
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let (Some(code), Some(name), Some(stem)) =
                (columns.next(), columns.next(), columns.next())
            else {
                continue;
            };
            let (tier, scale) = match code.len() {
                2 => (Tier::Province, 10_000),
                4 => (Tier::Prefecture, 100),
                _ => (Tier::County, 1),
            };
            let mut chars = name.chars();
            let (Ok(code), Some(a), Some(b)) = (code.parse::<u32>(), chars.next(), chars.next())
            else {
                continue;
            };
            let id = units.len() as u16;
            units.push(Unit {
                code: code * scale,
                tier,
                name,
                stem,
            });
            next.push(first.insert((a, b), id).unwrap_or(id));
        }
        Self { units, first, next }
    }

    /// The unit's entry.
    pub fn unit(&self, id: UnitId) -> &Unit {
        static NOWHERE: Unit = Unit {
            code: 0,
            tier: Tier::County,
            name: "",
            stem: "",
        };
        self.units.get(usize::from(id.0)).unwrap_or(&NOWHERE)
    }

    /// Number of units; their ids count from 0.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// The unit's position, below [`Gazetteer::len`].
    pub fn index(id: UnitId) -> usize {
        usize::from(id.0)
    }

    /// All units.
    pub fn ids(&self) -> impl Iterator<Item = UnitId> {
        (0..self.units.len() as u16).map(UnitId)
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
            let at = self.units.binary_search_by_key(&code, |unit| unit.code);
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
            [a, b, ..] => self.first.get(&(*a, *b)).copied(),
            _ => None,
        };
        std::iter::from_fn(move || {
            while let Some(id) = current {
                let following = self.next.get(usize::from(id)).copied();
                current = following.filter(|&n| n != id);
                if let Some((len, full)) = spelled(self.unit(UnitId(id)), chars) {
                    return Some(Reading {
                        unit: UnitId(id),
                        len,
                        full,
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
            for reading in self.at(rest).filter(|r| r.len == longest) {
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
fn spelled(unit: &Unit, chars: &[char]) -> Option<(usize, bool)> {
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
        assert!(places.units.is_sorted_by(|a, b| a.code < b.code));
        assert_eq!(
            places
                .units
                .iter()
                .filter(|u| u.tier == Tier::Province)
                .count(),
            34
        );
        for unit in &places.units {
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
