//! New and gone: themes that appear, vanish and return in the reports of a place, and wordings that replace one another.

use std::sync::Arc;

use duizhao::report::identity::{Confidence, Evidence, How, Place, Year};
use duizhao::report::{Report, ReportId, SourceInfo};
use duizhao::theme::novelty::{Why, years};
use duizhao::theme::scan::Scanner;
use duizhao::theme::{
    Appearance, Fate, Hits, Lexicon, Part, Scanned, appearances, left_out, replacements,
};

const THEMES: &str = r#"
[[theme]]
name = "旧区"
en = "Old quarters"
group = "城市"
terms = ["老旧小区", "城市更新"]
earlier = ["棚户区", "暖房子"]

[[theme]]
name = "水"
en = "Water"
group = "城市"
terms = ["水质"]
"#;

fn stated<T>(value: T) -> Evidence<T> {
    Evidence {
        value,
        span: None,
        how: How::Title,
        confidence: Confidence::Stated,
    }
}

/// A report of a place and year, or of none that is known.
fn report(place: &str, year: u16, text: &str) -> Report {
    let mut report = Report::read(Arc::from(text), SourceInfo::default());
    report.identity.place = (!place.is_empty()).then(|| {
        stated(Place {
            full: place.to_owned(),
            short: place.to_owned(),
            province: Some("辽宁".to_owned()),
        })
    });
    report.identity.year = (year > 0).then(|| stated(Year(year)));
    report
}

/// A text with so many of each word.
fn text(words: &[(&str, usize)]) -> String {
    let mut text = "各位代表，现在报告工作。\n".to_owned();
    for &(word, times) in words {
        for _ in 0..times {
            text.push_str("今年继续做好");
            text.push_str(word);
            text.push_str("的有关事项。\n");
        }
    }
    text
}

struct Open {
    lexicon: Lexicon,
    reports: Vec<Report>,
    hits: Vec<Hits>,
}

impl Open {
    fn new(reports: Vec<Report>) -> Self {
        let lexicon = Lexicon::parse(THEMES, "测试").unwrap();
        let scanner = Scanner::new(&lexicon);
        let hits = reports.iter().map(|r| scanner.scan(r)).collect();
        Self {
            lexicon,
            reports,
            hits,
        }
    }

    fn scanned(&self) -> Vec<Scanned<'_>> {
        let both = self.reports.iter().zip(&self.hits).enumerate();
        both.map(|(i, (report, hits))| Scanned {
            id: ReportId(i as u32),
            report,
            hits,
        })
        .collect()
    }

    fn of(&self, place: &str, theme: &str) -> Option<Appearance> {
        let theme = self.lexicon.find(theme).unwrap();
        appearances(&self.lexicon, &self.scanned(), Part::All)
            .into_iter()
            .find(|a| a.place == place && a.theme == theme)
    }
}

#[test]
fn a_theme_appears_only_after_a_report_of_the_same_place() {
    let open = Open::new(vec![
        report("甲区", 2021, &text(&[("水质", 7)])),
        report("甲区", 2019, &text(&[("老旧小区", 2)])),
        report("乙区", 2021, &text(&[("水质", 7)])),
        report("", 2020, &text(&[])),
        report("甲区", 0, &text(&[])),
        report("甲区", 2021, "各位代表，短。\n"),
    ]);
    let water = open.of("甲区", "水").unwrap();
    assert_eq!(
        (water.fate, water.at, water.few),
        (Fate::First, 2021, false)
    );
    let years_of: Vec<_> = water.years.iter().map(|&(y, id, n)| (y, id.0, n)).collect();
    assert_eq!(years_of, [(2019, 1, Some(0)), (2021, 0, Some(7))]);
    let old = open.of("甲区", "旧区").unwrap();
    assert_eq!((old.fate, old.at, old.few), (Fate::Vanished, 2021, true));
    // Of 乙区 there is one report: nothing can be said.
    assert_eq!(open.of("乙区", "水"), None);
    let out: Vec<_> = left_out(&open.scanned(), Part::All)
        .iter()
        .map(|l| (l.report.0, l.why))
        .collect();
    assert_eq!(
        out,
        [
            (2, Why::Alone),
            (3, Why::NoPlace),
            (4, Why::NoYear),
            (5, Why::Second(ReportId(0))),
        ]
    );
    assert_eq!(years(&open.scanned()), [2019, 2021]);
}

#[test]
fn a_report_without_the_part_says_nothing() {
    let open = Open::new(vec![
        report("甲区", 2019, &text(&[("水质", 3)])),
        report("甲区", 2021, &text(&[])),
    ]);
    assert_eq!(
        appearances(&open.lexicon, &open.scanned(), Part::Appendix),
        []
    );
    let out = left_out(&open.scanned(), Part::Appendix);
    assert!(out.len() == 2 && out.iter().all(|l| l.why == Why::Alone));
}

#[test]
fn a_wording_that_falls_as_another_rises_is_told_with_its_reports() {
    let open = Open::new(vec![
        report(
            "甲区",
            2019,
            &text(&[("棚户区", 8), ("老旧小区", 1), ("水质", 9)]),
        ),
        report("甲区", 2020, &text(&[("棚户区", 7), ("水质", 9)])),
        report(
            "甲区",
            2021,
            &text(&[("棚户区", 1), ("老旧小区", 9), ("水质", 9)]),
        ),
        report("乙区", 2020, &text(&[("棚户区", 4)])),
        report("乙区", 2021, &text(&[("老旧小区", 6), ("暖房子", 1)])),
    ]);
    let found = replacements(&open.lexicon, &open.scanned());
    let name = |t| open.lexicon.wording(t).unwrap().text;
    let first = &found[0];
    assert_eq!((name(first.old), name(first.new)), ("棚户区", "老旧小区"));
    assert_eq!((first.place.as_deref(), first.places), (None, 2));
    assert_eq!((first.since, first.few), (2021, false));
    assert!(
        (first.share_before - 0.95).abs() < 1e-6,
        "{}",
        first.share_before
    );
    assert!((first.share_after - 1.0 / 16.0).abs() < 1e-6);
    let steps: Vec<_> = first
        .evidence
        .iter()
        .map(|s| (s.year, s.report.0, s.old_hits, s.new_hits))
        .collect();
    assert_eq!(
        steps,
        [
            (2019, 0, 8, 1),
            (2020, 3, 4, 0),
            (2020, 1, 7, 0),
            (2021, 4, 0, 6),
            (2021, 2, 1, 9),
        ]
    );
    let of_place = |place: &str| found.iter().find(|r| r.place.as_deref() == Some(place));
    assert!(!of_place("甲区").unwrap().few);
    // Four hits before are too few.
    assert!(of_place("乙区").unwrap().few);
    assert!(found.iter().all(|r| name(r.old) == "棚户区"));
    // The strongest over all reports tells; what is the same in one place is not told again.
    assert!(first.tells && found.iter().skip(1).all(|r| !r.tells));
}

#[test]
fn one_year_tells_nothing_new() {
    let open = Open::new(vec![
        report("甲区", 2021, &text(&[("棚户区", 9)])),
        report("乙区", 2021, &text(&[("老旧小区", 9)])),
    ]);
    assert_eq!(replacements(&open.lexicon, &open.scanned()), []);
    assert_eq!(appearances(&open.lexicon, &open.scanned(), Part::All), []);
    assert_eq!(years(&open.scanned()), [2021]);
}
