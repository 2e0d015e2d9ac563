//! The reports of one place through the years.
//!
//! Owns [`Series`] and [`Shelved`]. Invariants: every report stands in one series; of one place and year one report counts, the others are
//! named beside it and never added to it; a place that could be two places is taken for neither. Must not know what is counted.

use std::collections::HashMap;

use super::matrix::{NATION, Scanned};
use crate::report::identity::{Issuer, Place, province_order};
use crate::report::{Level, Report, ReportId};
use crate::text::fold::fold_str;

/// The report that stands for one year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Yearly {
    /// Nominal year.
    pub year: u16,
    /// The report that counts: of several the one with most Han characters, of those the one that was opened first.
    pub report: ReportId,
    /// The others of the same year, which do not count.
    pub beside: Vec<ReportId>,
}

/// The reports of one place and one body.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Series {
    /// The name to show: short, the full one where two places share the short; a file's name where the place is not known.
    pub name: String,
    /// Province, 全国, or nothing where it is not known.
    pub group: String,
    /// The place is known.
    pub known: bool,
    /// They are reports of the Party, where the same place has reports of its government too.
    pub party: bool,
    /// By year, rising.
    pub years: Vec<Yearly>,
    /// Reports of the place whose year is not known: they stand in no year and are counted nowhere.
    pub undated: Vec<ReportId>,
}

impl Series {
    /// Its report of a year.
    pub fn of_year(&self, year: u16) -> Option<&Yearly> {
        let at = self.years.binary_search_by_key(&year, |y| y.year).ok()?;
        self.years.get(at)
    }

    /// Its first and last year.
    pub fn span(&self) -> Option<(u16, u16)> {
        Some((self.years.first()?.year, self.years.last()?.year))
    }

    /// Whether a report is one of its.
    pub fn holds(&self, report: ReportId) -> bool {
        let dated = |y: &Yearly| y.report == report || y.beside.contains(&report);
        self.years.iter().any(dated) || self.undated.contains(&report)
    }
}

/// All series of the open reports.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Shelved {
    /// 全国 first, then provinces in their official order, in each the province itself first; places that are not known last.
    pub series: Vec<Series>,
    /// All years that a report stands in, rising.
    pub years: Vec<u16>,
    /// Reports whose year is not known.
    pub undated: usize,
    /// Reports that stand beside another of the same place and year.
    pub beside: usize,
}

/// What a report says of its place, folded.
struct Where {
    full: String,
    province: Option<String>,
    short: String,
    level: Option<Level>,
}

impl Where {
    fn of(place: &Place, level: Option<Level>) -> Self {
        let plain = |name: &str| {
            let kept = |c: &char| !c.is_whitespace();
            fold_str(name).chars().filter(kept).collect::<String>()
        };
        Self {
            full: plain(&place.full),
            province: place.province.as_deref().map(plain),
            short: plain(&place.short),
            level,
        }
    }

    /// The last two characters of the name without 省 or 市: two names of one place have them in common.
    fn ending(&self) -> String {
        bare(&self.full).chars().rev().take(2).collect()
    }

    /// Whether both say the same of their place.
    fn is(&self, other: &Self) -> bool {
        self.full == other.full && self.province == other.province && self.agrees(other)
    }

    fn agrees(&self, other: &Self) -> bool {
        let levels = self.level.zip(other.level).is_none_or(|(a, b)| a == b);
        let provinces = self.province.as_ref().zip(other.province.as_ref());
        levels && provinces.is_none_or(|(a, b)| a == b)
    }

    /// Whether the other, which says less of its place, may be this one: 沙河口区 may be 大连市沙河口区, 上海 is 上海市.
    fn may_be(&self, other: &Self) -> bool {
        let named = bare(&self.short) == bare(&other.short);
        let alike = named && self.province.is_some() && self.province == other.province;
        self.agrees(other) && (self.full.ends_with(&other.full) || alike)
    }
}

fn bare(name: &str) -> &str {
    name.strip_suffix(['省', '市']).unwrap_or(name)
}

/// What a series is told apart by while it is put together.
struct Gathering {
    place: Where,
    short: String,
    full: String,
    province: Option<String>,
    /// Indices of its reports.
    reports: Vec<usize>,
}

impl Shelved {
    /// Puts reports in series. 沙河口区 and 大连市沙河口区 are one place where no other 沙河口区 is open; 和平区 alone, beside 和平区 of 沈阳 and of
    /// 天津, stays for itself.
    pub fn of(reports: &[Scanned<'_>]) -> Self {
        let (places, unknown) = gather(reports);
        let mut series: Vec<(Order, Series)> = Vec::new();
        for place in places {
            let all = |party: bool| -> Vec<usize> {
                let at = place.reports.iter().copied();
                at.filter(|&at| reports.get(at).is_some_and(|s| is_party(s.report) == party))
                    .collect()
            };
            let (government, party) = (all(false), all(true));
            let both = !government.is_empty() && !party.is_empty();
            for (of_party, members) in [(false, government), (true, party)] {
                if members.is_empty() {
                    continue;
                }
                let level = place.place.level;
                let group = match (&place.province, level) {
                    (Some(province), _) => province.clone(),
                    (None, Some(Level::State)) => NATION.to_owned(),
                    (None, _) => String::new(),
                };
                let whole = matches!(level, Some(Level::State | Level::Province));
                let order = (rank(&group), !whole, place.full.clone(), of_party);
                let mut one = dated(reports, &members);
                one.name.clone_from(&place.short);
                one.group = group;
                one.known = true;
                one.party = both && of_party;
                series.push((order, one));
            }
        }
        for at in unknown {
            let Some(scanned) = reports.get(at) else {
                continue;
            };
            let mut one = dated(reports, &[at]);
            stem(&scanned.report.source.name).clone_into(&mut one.name);
            let order = (usize::MAX, true, one.name.clone(), false);
            series.push((order, one));
        }
        let fulls: Vec<String> = series.iter().map(|(order, _)| order.2.clone()).collect();
        let mut named: HashMap<String, usize> = HashMap::new();
        for (_, one) in series.iter().filter(|(_, s)| s.known && !s.party) {
            *named.entry(one.name.clone()).or_default() += 1;
        }
        for ((_, one), full) in series.iter_mut().zip(fulls) {
            if one.known && named.get(&one.name).is_some_and(|&n| n > 1) {
                one.name = full;
            }
        }
        series.sort_by(|a, b| a.0.cmp(&b.0));
        let series: Vec<Series> = series.into_iter().map(|(_, one)| one).collect();
        let mut years: Vec<u16> = series
            .iter()
            .flat_map(|s| s.years.iter().map(|y| y.year))
            .collect();
        years.sort_unstable();
        years.dedup();
        Self {
            years,
            undated: series.iter().map(|s| s.undated.len()).sum(),
            beside: series
                .iter()
                .flat_map(|s| &s.years)
                .map(|y| y.beside.len())
                .sum(),
            series,
        }
    }

    /// The series that a report stands in.
    pub fn holding(&self, report: ReportId) -> Option<usize> {
        self.series.iter().position(|s| s.holds(report))
    }
}

/// Province, the province itself before its places, full name, government before Party.
type Order = (usize, bool, String, bool);

fn rank(group: &str) -> usize {
    match group {
        NATION => 0,
        "" => usize::MAX - 1,
        province => 1 + province_order(province),
    }
}

fn is_party(report: &Report) -> bool {
    let issuer = report.identity.issuer.as_ref().map(|i| i.value);
    issuer == Some(Issuer::Party)
}

/// The reports by place, and those whose place is not known: indices into `reports`.
fn gather(reports: &[Scanned<'_>]) -> (Vec<Gathering>, Vec<usize>) {
    let mut unknown = Vec::new();
    let mut stated: Vec<(Where, &Place, usize)> = Vec::new();
    for (at, scanned) in reports.iter().enumerate() {
        let identity = &scanned.report.identity;
        let level = identity.level.as_ref().map(|l| l.value);
        match &identity.place {
            Some(place) => stated.push((Where::of(&place.value, level), &place.value, at)),
            None => unknown.push(at),
        }
    }
    // Who says most of his place comes first, so that who says less finds him.
    let said = |w: &Where| (w.full.chars().count(), w.province.is_some());
    stated.sort_by(|a, b| said(&b.0).cmp(&said(&a.0)).then(a.2.cmp(&b.2)));
    let mut places: Vec<Gathering> = Vec::new();
    // Only among places that end alike can two names be one place.
    let mut ending: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, as_read, at) in stated {
        let alike = ending.entry(place.ending()).or_default();
        let of = |test: &dyn Fn(&Where) -> bool| -> Vec<usize> {
            let those = alike.iter().copied();
            those
                .filter(|&i| places.get(i).is_some_and(|p| test(&p.place)))
                .collect()
        };
        let exactly = of(&|w| w.is(&place));
        let found = match exactly.as_slice() {
            [one, ..] => Some(*one),
            [] => match of(&|w| w.may_be(&place)).as_slice() {
                [one] => Some(*one),
                _ => None,
            },
        };
        if let Some(gathering) = found.and_then(|i| places.get_mut(i)) {
            gathering.reports.push(at);
            gathering.place.level = gathering.place.level.or(place.level);
        } else {
            alike.push(places.len());
            places.push(Gathering {
                short: as_read.short.clone(),
                full: as_read.full.clone(),
                province: as_read.province.clone(),
                place,
                reports: vec![at],
            });
        }
    }
    (places, unknown)
}

/// A series without a name: its reports by year.
fn dated(reports: &[Scanned<'_>], members: &[usize]) -> Series {
    let mut series = Series::default();
    let mut all: Vec<(u16, std::cmp::Reverse<u32>, ReportId)> = Vec::new();
    for scanned in members.iter().filter_map(|&at| reports.get(at)) {
        match &scanned.report.identity.year {
            Some(year) => {
                let longest = std::cmp::Reverse(scanned.report.han);
                all.push((year.value.0, longest, scanned.id));
            }
            None => series.undated.push(scanned.id),
        }
    }
    all.sort_unstable();
    series.undated.sort_unstable();
    for (year, _, report) in all {
        match series.years.last_mut() {
            Some(last) if last.year == year => last.beside.push(report),
            _ => series.years.push(Yearly {
                year,
                report,
                beside: Vec::new(),
            }),
        }
    }
    series
}

/// A file name without its ending.
fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 5 => stem,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use std::sync::Arc;

    use super::*;
    use crate::report::identity::How;
    use crate::report::{Confidence, Evidence, SourceInfo, Year};
    use crate::theme::Hits;

    #[expect(
        clippy::unnecessary_wraps,
        reason = "fields of an identity may be unknown"
    )]
    fn known<T>(value: T) -> Option<Evidence<T>> {
        Some(Evidence {
            value,
            span: None,
            how: How::Title,
            confidence: Confidence::Stated,
        })
    }

    /// A report of a place (`full`, `short`, province) and year, as long as `text`.
    fn report(place: Option<(&str, &str, Option<&str>)>, year: Option<u16>, text: &str) -> Report {
        let source = SourceInfo {
            name: "甲乙.txt".to_owned(),
            ..SourceInfo::default()
        };
        let mut report = Report::read(Arc::from(text), source);
        report.identity = crate::report::Identity {
            place: place.and_then(|(full, short, province)| {
                known(Place {
                    full: full.to_owned(),
                    short: short.to_owned(),
                    province: province.map(str::to_owned),
                })
            }),
            year: year.and_then(|y| known(Year(y))),
            ..crate::report::Identity::default()
        };
        report
    }

    fn shelved(reports: &[Report]) -> Shelved {
        let hits = Hits::default();
        let scanned: Vec<Scanned<'_>> = (0..)
            .map(ReportId)
            .zip(reports)
            .map(|(id, report)| Scanned {
                id,
                report,
                hits: &hits,
            })
            .collect();
        Shelved::of(&scanned)
    }

    const SHAHEKOU: (&str, &str, Option<&str>) = ("沙河口区", "沙河口区", None);
    const SHAHEKOU_FULL: (&str, &str, Option<&str>) =
        ("辽宁省大连市沙河口区", "沙河口区", Some("辽宁"));

    #[test]
    fn one_place_said_in_two_ways_is_one_series_and_years_stand_in_order() {
        let all = shelved(&[
            report(Some(SHAHEKOU), Some(2021), "修路。"),
            report(Some(SHAHEKOU_FULL), Some(2016), "修路。"),
        ]);
        assert_eq!(all.series.len(), 1);
        let one = &all.series[0];
        assert_eq!(one.span(), Some((2016, 2021)));
        assert_eq!(one.of_year(2021).unwrap().report, ReportId(0));
        assert_eq!(one.of_year(2018), None);
        assert_eq!(all.years, [2016, 2021]);
        assert_eq!(all.holding(ReportId(0)), Some(0));
    }

    #[test]
    fn a_place_that_could_be_two_is_neither_and_names_are_told_apart() {
        let all = shelved(&[
            report(
                Some(("辽宁省沈阳市和平区", "和平区", Some("辽宁"))),
                Some(2022),
                "修路。",
            ),
            report(
                Some(("天津市和平区", "和平区", Some("天津"))),
                Some(2022),
                "修路。",
            ),
            report(Some(("和平区", "和平区", None)), Some(2021), "修路。"),
        ]);
        assert_eq!(all.series.len(), 3);
        let names: Vec<&str> = all.series.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["天津市和平区", "辽宁省沈阳市和平区", "和平区"]);
        assert!(all.series.iter().all(|s| s.years.len() == 1));
    }

    #[test]
    fn of_one_year_the_longest_report_counts_and_the_others_stand_beside_it() {
        let all = shelved(&[
            report(Some(SHAHEKOU), Some(2021), "修路。"),
            report(Some(SHAHEKOU), Some(2021), "修路，架桥，种树。"),
            report(Some(SHAHEKOU), Some(2021), "修路。"),
        ]);
        let year = all.series[0].of_year(2021).unwrap();
        assert_eq!(year.report, ReportId(1));
        assert_eq!(year.beside, [ReportId(0), ReportId(2)]);
        assert_eq!(all.beside, 2);
    }

    #[test]
    fn unknown_places_stay_apart_and_unknown_years_are_counted() {
        let all = shelved(&[
            report(None, Some(2021), "修路。"),
            report(None, Some(2021), "修路。"),
            report(Some(SHAHEKOU), None, "修路。"),
        ]);
        assert_eq!(all.series.len(), 3);
        assert_eq!(all.undated, 1);
        assert!(all.series[0].known && all.series[0].years.is_empty());
        assert!(!all.series[1].known);
        assert_eq!(all.series[1].name, "甲乙");
    }

    #[test]
    fn a_province_and_its_city_of_one_name_are_two_places() {
        let mut province = report(
            Some(("吉林省", "吉林省", Some("吉林"))),
            Some(2024),
            "修路。",
        );
        province.identity.level = known(Level::Province);
        let mut city = report(
            Some(("吉林省吉林市", "吉林市", Some("吉林"))),
            Some(2024),
            "修路。",
        );
        city.identity.level = known(Level::City);
        let all = shelved(&[city, province]);
        let names: Vec<&str> = all.series.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["吉林省", "吉林市"]);
    }

    #[test]
    fn the_party_and_the_government_of_a_place_are_two_series() {
        let mut party = report(Some(SHAHEKOU), Some(2021), "修路。");
        party.identity.issuer = known(Issuer::Party);
        let all = shelved(&[party, report(Some(SHAHEKOU), Some(2021), "修路。")]);
        assert_eq!(all.series.len(), 2);
        assert_eq!((all.series[0].party, all.series[1].party), (false, true));
        assert_eq!(all.beside, 0);
    }
}
