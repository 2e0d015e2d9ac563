//! Jumping: the right section of the right report from few keys.

use std::fmt::Write as _;
use std::sync::Arc;

use duizhao::jump::{Found, Index, MatchKind};
use duizhao::report::identity::{Confidence, Evidence, Identity, Place, Year};
use duizhao::report::{Kind, Report, ReportId, Role, Section, SectionId, SourceInfo, library};
use duizhao::text::fold;
use duizhao::text::span::Span;

use crate::support;

#[expect(
    clippy::unnecessary_wraps,
    reason = "the fields of an identity are optional"
)]
fn stated<T>(value: T) -> Option<Evidence<T>> {
    Some(Evidence {
        value,
        span: None,
        how: duizhao::report::identity::How::Title,
        confidence: Confidence::Stated,
    })
}

/// A report of titles only, one to a line; two blanks to a level.
fn report(full: &str, short: &str, year: u16, titles: &str) -> Arc<Report> {
    let text: Arc<str> = Arc::from(titles);
    let mut sections: Vec<Section> = Vec::new();
    let mut open: Vec<(u8, u32)> = Vec::new();
    let mut at = 0;
    for line in titles.split_inclusive('\n') {
        let title = line.trim();
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        let level = ((start + line.len() - at) / 2 + 1) as u8;
        open.retain(|&(l, _)| l < level);
        let span = Span::new(start, start + title.len());
        sections.push(Section {
            parent: open.last().map(|&(_, id)| SectionId(id)),
            level,
            kind: Kind::OwnLine,
            role: Role::Topic,
            marker: Span::at(start),
            title: span,
            heading: span,
            span,
            line: 1,
            column: 0,
            run_in: false,
            inside: false,
        });
        open.push((level, sections.len() as u32 - 1));
    }
    Arc::new(Report {
        source: SourceInfo::default(),
        folded: fold::fold(&text),
        text,
        traditional: false,
        removed: Vec::new(),
        gaps: Vec::new(),
        stands_for: Vec::new(),
        paragraphs: Vec::new(),
        sentences: Vec::new(),
        sections,
        speech_start: 0,
        identity: Identity {
            place: stated(Place {
                full: full.to_owned(),
                short: short.to_owned(),
                province: None,
            }),
            year: stated(Year(year)),
            ..Identity::default()
        },
        doubts: Vec::new(),
        han: 0,
    })
}

struct Shelf {
    reports: Vec<Arc<Report>>,
    index: Index,
}

impl Shelf {
    fn new(reports: Vec<Arc<Report>>) -> Self {
        let mut index = Index::new();
        for (i, report) in reports.iter().enumerate() {
            index.add(ReportId(i as u32), report);
        }
        Self { reports, index }
    }

    fn find(&self, query: &str) -> Vec<Found> {
        self.index.query(query, &[], 50).0
    }

    /// What was found, a line each: place, year, kind, title with the matched part in brackets.
    fn shown(&self, query: &str) -> String {
        let mut out = String::new();
        for found in self.find(query) {
            writeln!(out, "{}", self.line(&found)).unwrap();
        }
        out
    }

    fn line(&self, found: &Found) -> String {
        let report = &self.reports[found.report.index()];
        let title: String = report
            .title(found.section)
            .chars()
            .enumerate()
            .map(|(i, c)| {
                if found.title_chars.contains(&(i as u32)) {
                    format!("[{c}]")
                } else {
                    c.to_string()
                }
            })
            .collect();
        let identity = &report.identity;
        format!(
            "{} {} {:?} {}",
            identity.place.as_ref().unwrap().value.short,
            identity.year.as_ref().unwrap().value.0,
            found.kind,
            title.replace("][", "")
        )
    }
}

fn two() -> Shelf {
    Shelf::new(vec![
        report(
            "辽宁省大连市沙河口区",
            "沙河口区",
            2016,
            "过去五年工作\n  营造良好环境\n  老旧小区改造见成效\n今年主要工作\n  推进旧区整治\n",
        ),
        report(
            "辽宁省大连市沙河口区",
            "沙河口区",
            2021,
            "2020年回顾\n  营商环境不断优化\n    放管服\n今年安排\n  优化营商环境，增强活力\n  营商环境\n",
        ),
        report(
            "重庆市",
            "重庆",
            2025,
            "今年工作\n  优化營商環境\n  银行与绿色金融\n",
        ),
    ])
}

#[test]
fn better_kinds_first_then_level_then_report() {
    insta::assert_snapshot!(two().shown("营商环境"), @r"
    沙河口区 2021 Exact [营商环境]
    沙河口区 2021 Prefix [营商环境]不断优化
    沙河口区 2021 Substring 优化[营商环境]，增强活力
    重庆 2025 Substring 优化[營商環境]
    沙河口区 2021 Context 放管服
    ");
}

#[test]
fn initials_pinyin_mixtures_and_traditional_find_the_same() {
    let shelf = two();
    let titles = |query: &str| {
        let mut found: Vec<(u32, u32)> = shelf
            .find(query)
            .iter()
            .filter(|f| f.kind != MatchKind::Context)
            .map(|f| (f.report.0, f.section.0))
            .collect();
        found.sort_unstable();
        found
    };
    let expected = titles("营商环境");
    assert_eq!(expected.len(), 4);
    for query in [
        "營商環境",
        "yshj",
        "ying商hj",
        "营shj",
        "yingshanghuanjing",
        "YINGSHANGHJ",
    ] {
        assert_eq!(titles(query), expected, "{query}");
    }
    assert_eq!(titles("ying商"), titles("营商"));
}

#[test]
fn words_narrow_by_place_year_and_breadcrumb() {
    let shelf = two();
    insta::assert_snapshot!(shelf.shown("沙 21 营商"), @r"
    沙河口区 2021 Prefix [营商]环境不断优化
    沙河口区 2021 Prefix [营商]环境
    沙河口区 2021 Substring 优化[营商]环境，增强活力
    沙河口区 2021 Context 放管服
    ");
}

#[test]
fn gaps_are_bridged() {
    insta::assert_snapshot!(two().shown("lxqgz"), @"沙河口区 2016 Subsequence [老]旧[小区改造]见成效");
}

#[test]
fn a_place_alone_gives_its_sections_and_heteronyms_count() {
    let shelf = two();
    for query in ["chongqing", "zhongqing", "chongq", "重庆", "重慶"] {
        let found = shelf.find(query);
        assert_eq!(found.len(), 3, "{query}");
        assert!(
            found
                .iter()
                .all(|f| f.report == ReportId(2) && f.kind == MatchKind::Context),
            "{query}"
        );
    }
    assert_eq!(shelf.find("shk").len(), 11);
    assert_eq!(shelf.find("2016").len(), 5);
    insta::assert_snapshot!(shelf.shown("yinhang lvse"), @"重庆 2025 Pinyin [银行]与[绿色]金融");
}

#[test]
fn reports_in_view_come_first_on_a_tie() {
    let shelf = two();
    let order = |preferred: &[ReportId]| -> Vec<u32> {
        let (found, total) = shelf.index.query("优化", preferred, 50);
        assert_eq!(total, found.len());
        found
            .iter()
            .filter(|f| f.kind == MatchKind::Prefix)
            .map(|f| f.report.0)
            .collect()
    };
    assert_eq!(order(&[]), [1, 2]);
    assert_eq!(order(&[ReportId(2)]), [2, 1]);
}

#[test]
fn the_place_itself_comes_before_what_lies_in_it() {
    let titles = "营商环境\n";
    let shelf = Shelf::new(vec![
        report("辽宁省大连市沙河口区", "沙河口区", 2021, titles),
        report("辽宁省大连市", "大连市", 2022, "政府工作\n  营商环境\n"),
        report("辽宁省", "辽宁省", 2022, titles),
    ]);
    for (query, first) in [
        ("大连市 yshj", 1),
        ("大连 yshj", 1),
        ("辽宁 yshj", 2),
        ("沙河口区 yshj", 0),
    ] {
        // Also where the district is on the screen.
        let (found, _) = shelf.index.query(query, &[ReportId(0)], 50);
        assert_eq!(found.first().map(|f| f.report.0), Some(first), "{query}");
    }
}

#[test]
fn an_empty_query_lists_everything_and_the_limit_holds() {
    let shelf = two();
    assert_eq!(shelf.index.len(), 14);
    let (found, total) = shelf.index.query(" 　", &[ReportId(1)], 7);
    assert_eq!((found.len(), total), (7, 14));
    let order: Vec<(u32, u32)> = found.iter().map(|f| (f.report.0, f.section.0)).collect();
    assert_eq!(
        order,
        [(1, 0), (1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (0, 0)]
    );
    assert!(found.is_sorted_by(|a, b| a.score > b.score));
    let (found, total) = shelf.index.query("营商", &[], 1);
    assert_eq!((found.len(), total), (1, 5));
    assert_eq!(shelf.index.query("没有这样的标题", &[], 9).1, 0);
    assert_eq!(Index::new().query("营商", &[], 9), (Vec::new(), 0));
    let long = "营商环境".repeat(40);
    assert_eq!(shelf.index.query(&long, &[], 9).1, 0);
}

#[test]
fn adding_a_report_again_replaces_it() {
    let mut shelf = two();
    let again = report("重庆市", "重庆", 2025, "营商环境\n");
    shelf.index.add(ReportId(2), &again);
    assert_eq!(shelf.index.len(), 12);
    assert_eq!(
        shelf.index.query("营商环境", &[ReportId(2)], 1).0[0].report,
        ReportId(2)
    );
}

#[test]
fn the_seeds_are_found_from_few_keys() {
    let Some(folder) = support::shared("reports/seeds") else {
        return;
    };
    let reports: Vec<Arc<Report>> = library::discover(&[folder])
        .entries
        .iter()
        .map(|e| {
            let mut report = library::load(e).unwrap();
            // Place and year by hand where it matters: reading them is tested elsewhere.
            if report.source.name.starts_with("000_") {
                report.identity.year = stated(Year(2021));
                report.identity.place = stated(Place {
                    full: "辽宁省大连市沙河口区".to_owned(),
                    short: "沙河口区".to_owned(),
                    province: Some("辽宁".to_owned()),
                });
            }
            Arc::new(report)
        })
        .collect();
    let shelf = Shelf::new(reports);
    assert!(shelf.index.len() > 100, "{}", shelf.index.len());
    for query in ["yshj", "营商", "ying商", "營商", "yingshanghuanjing"] {
        let found = shelf.find(query);
        let titles: Vec<String> = found
            .iter()
            .filter(|f| f.kind < MatchKind::Subsequence)
            .map(|f| fold::fold_str(&shelf.reports[f.report.index()].title(f.section)))
            .collect();
        assert!(titles.len() >= 4, "{query}: {titles:?}");
        assert!(
            titles.iter().all(|t| t.contains("营商")),
            "{query}: {titles:?}"
        );
    }
    let found = shelf.find("沙 21 营商");
    let first = found.first().expect("a section");
    let report = &shelf.reports[first.report.index()];
    assert!(report.source.name.starts_with("000_"));
    assert!(report.title(first.section).contains("营商环境"));
}

#[test]
fn what_is_found_does_not_hang_on_which_report_was_read_first() {
    let reports = [
        report("甲省乙市", "乙市", 2020, "一、工作回顾\n二、工作安排\n"),
        report("甲省丙市", "丙市", 2020, "一、工作回顾\n二、工作安排\n"),
        report("甲省丁市", "丁市", 2020, "一、工作回顾\n二、工作安排\n"),
    ];
    let found = |order: [usize; 3]| {
        let mut index = Index::new();
        for i in order {
            index.add(ReportId(i as u32), &reports[i]);
        }
        let of = |query| -> Vec<(ReportId, SectionId)> {
            let (found, _) = index.query(query, &[], 10);
            found.iter().map(|f| (f.report, f.section)).collect()
        };
        (of(""), of("工作"))
    };
    assert_eq!(found([0, 1, 2]), found([2, 0, 1]));
}
