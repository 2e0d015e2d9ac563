//! What a reader types for a field of the identity, and how it is read.
//!
//! Owns the readings of typed values. Invariant: what [`Identity::value`](super::Identity::value) writes is read back as the same.
//! Must not know of texts of reports.

use super::gazetteer::{Gazetteer, Tier, UnitId, gazetteer};
use super::place::{self, level_of_name, level_of_unit};
use super::{Issuer, Level, Place, Year};
use crate::report::clean::chars::{is_blank, normal};
use crate::text::fold::fold_str;
use crate::text::numeral;

/// Years that reports can be of.
pub const YEARS: std::ops::RangeInclusive<u16> = 1949..=2099;

/// Without blanks, full-width figures and marks as half-width ones.
fn plain(typed: &str) -> String {
    typed
        .chars()
        .filter(|&c| !is_blank(c))
        .map(normal)
        .collect()
}

/// `2016`, `2016年`, `二〇一六年`.
pub fn year(typed: &str) -> Option<Year> {
    let typed = plain(typed);
    let figure = typed.strip_suffix('年').unwrap_or(&typed);
    (figure.chars().count() == 4)
        .then(|| number(figure))
        .flatten()
        .filter(|year| YEARS.contains(year))
        .map(Year)
}

/// Arabic figures, Chinese figures one by one, or a numeral up to 31 (三十一).
fn number(figure: &str) -> Option<u16> {
    let digits: Option<Vec<u32>> = figure
        .chars()
        .map(|c| c.to_digit(10).or_else(|| numeral::han_digit(c)))
        .collect();
    match digits {
        Some(digits) if (1..=4).contains(&digits.len()) => {
            Some(digits.iter().fold(0, |n, &d| n * 10 + d as u16))
        }
        _ => {
            let chars: Vec<char> = figure.chars().collect();
            let (value, length) = numeral::numeral(&chars, 0)?;
            (length == chars.len() && (1.0..=31.0).contains(&value)).then_some(value as u16)
        }
    }
}

/// `2016-01-05`, `2016.1.5`, `2016/1/5`, `2016年1月5日`, in Chinese figures as well: as `2016-01-05`.
pub fn date(typed: &str) -> Option<String> {
    let typed = plain(typed);
    let typed = typed.strip_suffix(['日', '号']).unwrap_or(&typed);
    let mut parts = typed.split(['年', '月', '-', '.', '/', '—']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.chars().count() != 4 {
        return None;
    }
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    (YEARS.contains(&year) && (1..=12).contains(&month) && (1..=days(year, month)).contains(&day))
        .then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// Number of days in a month.
pub fn days(year: u16, month: u16) -> u16 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

/// What is typed for each level: the id first, then other words in either language.
const LEVELS: [(Level, &[&str]); 5] = [
    (
        Level::State,
        &[
            "state",
            "国务院",
            "中央",
            "国家",
            "全国",
            "statecouncil",
            "national",
        ],
    ),
    (
        Level::Province,
        &["province", "省", "省级", "自治区", "直辖市", "provincial"],
    ),
    (
        Level::City,
        &[
            "city",
            "市",
            "市级",
            "地级市",
            "地市",
            "州",
            "自治州",
            "盟",
            "地区",
            "prefecture",
        ],
    ),
    (
        Level::County,
        &[
            "county",
            "区县",
            "县",
            "区",
            "县级",
            "旗",
            "县级市",
            "自治县",
            "district",
        ],
    ),
    (
        Level::Township,
        &[
            "township",
            "乡镇",
            "乡",
            "镇",
            "街道",
            "乡级",
            "乡镇级",
            "town",
        ],
    ),
];

/// What is typed for each issuer: the id first.
const ISSUERS: [(Issuer, &[&str]); 2] = [
    (
        Issuer::Government,
        &["government", "政府", "人民政府", "行政", "国务院"],
    ),
    (
        Issuer::Party,
        &[
            "party",
            "党委",
            "党",
            "委员会",
            "市委",
            "区委",
            "县委",
            "省委",
        ],
    ),
];

fn among<T: Copy>(table: &[(T, &[&str])], typed: &str) -> Option<T> {
    let typed = fold_str(&plain(typed)).to_ascii_lowercase();
    table
        .iter()
        .find(|(_, words)| words.contains(&typed.as_str()))
        .map(|&(value, _)| value)
}

/// `区县`, `county`.
pub fn level(typed: &str) -> Option<Level> {
    among(&LEVELS, typed)
}

/// `政府`, `party`.
pub fn issuer(typed: &str) -> Option<Issuer> {
    among(&ISSUERS, typed)
}

/// The id of a value in one of the tables, as it is written out.
fn id<T: Copy + PartialEq>(table: &[(T, &[&'static str])], value: T) -> &'static str {
    table
        .iter()
        .find(|row| row.0 == value)
        .and_then(|row| row.1.first())
        .map_or("", |id| *id)
}

/// `county`.
pub fn level_id(level: Level) -> &'static str {
    id(&LEVELS, level)
}

/// `party`.
pub fn issuer_id(issuer: Issuer) -> &'static str {
    id(&ISSUERS, issuer)
}

/// A place, and its level where that is known. A name that the table does not hold, or that several places have, is taken as it was
/// typed, with the province unknown.
pub fn place(typed: &str) -> (Place, Option<Level>) {
    let typed: String = typed.chars().filter(|&c| !is_blank(c)).collect();
    let folded = fold_str(&typed);
    if matches!(
        folded.as_str(),
        "全国" | "中国" | "国务院" | "中华人民共和国"
    ) {
        let place = Place {
            full: "全国".to_owned(),
            short: "全国".to_owned(),
            province: None,
        };
        return (place, Some(Level::State));
    }
    let places = gazetteer();
    let own: Vec<char> = typed.chars().collect();
    let run: Vec<char> = folded.chars().collect();
    let as_typed = |level| {
        let place = Place {
            full: typed.clone(),
            short: typed.clone(),
            province: None,
        };
        (place, level)
    };
    let named = place::named(&run);
    let Some(chain) = named.first() else {
        return as_typed(level_of_name(&folded));
    };
    let mut units: Vec<UnitId> = named.iter().filter_map(place::Chain::last).collect();
    units.sort_unstable();
    units.dedup();
    // Of a province and a city of one name the province is meant.
    let highest = units.iter().copied().min_by_key(|&u| places.unit(u).tier);
    let Some(unit) = highest.filter(|&h| units.iter().all(|&u| places.related(h, u))) else {
        let mut levels = units.iter().map(|&u| level_of_unit(u));
        let first = levels.next();
        return as_typed(first.filter(|&level| levels.all(|l| l == level)));
    };
    let chain = named
        .iter()
        .find(|c| c.last() == Some(unit))
        .unwrap_or(chain);
    let slice =
        |from: usize, to: usize| own.get(from..to).unwrap_or(&[]).iter().collect::<String>();
    let name = |wanted: UnitId| {
        let piece = chain.pieces.iter().find(|p| p.0 == wanted);
        let written = piece.filter(|&&(u, from, to)| to - from > stem_length(u));
        written.map_or_else(
            || places.unit(wanted).name.to_owned(),
            |&(_, from, to)| slice(from, to),
        )
    };
    let mut full: String = places.above(unit).map(name).collect();
    let last = name(unit);
    full.push_str(&last);
    let (short, level) = if let Some(at) = chain.below {
        let town = slice(at, own.len());
        full.push_str(&town);
        let level = level_of_name(&town);
        (town, level)
    } else {
        (place::shortened(unit, &last), Some(level_of_unit(unit)))
    };
    let province = places.above(unit).next().unwrap_or(unit);
    let place = Place {
        full,
        short,
        province: Some(places.unit(province).stem.to_owned()),
    };
    (place, level)
}

fn stem_length(unit: UnitId) -> usize {
    gazetteer().unit(unit).stem.chars().count()
}

/// The units that a place may be, by its full name: several where the name is shared, none where the table lacks it.
pub fn units_of(place: &Place) -> Vec<UnitId> {
    let run: Vec<char> = fold_str(&place.full).chars().collect();
    let mut units: Vec<UnitId> = place::named(&run)
        .iter()
        .filter_map(place::Chain::last)
        .collect();
    units.sort_unstable_by_key(|&u| {
        (
            gazetteer().unit(u).tier == Tier::County,
            Gazetteer::index(u),
        )
    });
    units.dedup();
    units
}
