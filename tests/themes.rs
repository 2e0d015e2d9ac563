//! Themes: the lexicon that comes with the program, counting, and the matrix.

use std::sync::Arc;

use duizhao::report::identity::{Confidence, Evidence, Identity, Level, Place, Year};
use duizhao::report::{
    Kind, Paragraph, Report, ReportId, Role, Section, SectionId, SentenceId, SourceInfo,
};
use duizhao::text::fold;
use duizhao::text::span::Span;
use duizhao::theme::matrix::UNKNOWN;
use duizhao::theme::scan::Scanner;
use duizhao::theme::{Hits, Lexicon, Matrix};

/// A report made by hand: a paragraph for each line; `\r` marks a line break inside a paragraph, which is skipped; a line that
/// begins with `#` is chrome.
fn report(name: &str, text: &str) -> Report {
    let text: Arc<str> = Arc::from(text);
    let mut paragraphs = Vec::new();
    let mut gaps = Vec::new();
    let mut at = 0;
    let mut han = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.trim_end_matches('\n').len());
        if !line.starts_with('#') {
            han += fold::han_count(line);
            paragraphs.push(Paragraph {
                span,
                first_sentence: SentenceId(0),
            });
        }
        for (i, _) in line.match_indices('\r') {
            gaps.push(Span::new(at + i, at + i + 1));
        }
        at += line.len();
    }
    Report {
        source: SourceInfo {
            name: name.to_owned(),
            ..SourceInfo::default()
        },
        folded: fold::fold(&text),
        text,
        traditional: false,
        removed: Vec::new(),
        gaps,
        stands_for: Vec::new(),
        paragraphs,
        sentences: Vec::new(),
        sections: Vec::new(),
        speech_start: 0,
        identity: Identity::default(),
        doubts: Vec::new(),
        han: han as u32,
    }
}

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

fn placed(name: &str, full: &str, short: &str, province: &str, level: Level, year: u16) -> Report {
    let mut report = report(name, "优化营商环境。\n");
    report.identity = Identity {
        place: stated(Place {
            full: full.to_owned(),
            short: short.to_owned(),
            province: Some(province.to_owned()),
        }),
        level: stated(level),
        year: stated(Year(year)),
        ..Identity::default()
    };
    report
}

fn lexicon(text: &str) -> Lexicon {
    Lexicon::parse(text, "测试").unwrap()
}

fn found(lexicon: &Lexicon, report: &Report, theme: &str) -> Vec<String> {
    Scanner::new(lexicon)
        .scan(report)
        .of(lexicon.find(theme).unwrap())
        .map(|h| h.span.of(&report.text).to_owned())
        .collect()
}

const SMALL: &str = r#"
[[theme]]
name = "外交"
en = "Foreign affairs"
group = "开放"
terms = ["印度", "开放"]
except = ["印度尼西亚", "改革开放"]
note = "测试"

[[theme]]
name = "印尼"
en = "Indonesia"
group = "开放"
terms = ["印度尼西亚"]

[[theme]]
name = "旧区"
en = "Old quarters"
group = "城市"
terms = ["老旧小区", "改造", "老旧小区改造"]
earlier = ["暖房子"]

[[theme]]
name = "小区"
en = "Quarters"
group = "城市"
terms = ["老旧小区"]
"#;

#[test]
fn the_longest_term_counts_and_exceptions_keep_theirs() {
    let lexicon = lexicon(SMALL);
    let report = report(
        "甲.txt",
        "访问印度和印度尼西亚，改革开放与对外开放。\n老旧小区改造、改造和老旧小区，“暖房子”、暖房子。\n",
    );
    assert_eq!(found(&lexicon, &report, "外交"), ["印度", "开放"]);
    assert_eq!(found(&lexicon, &report, "印尼"), ["印度尼西亚"]);
    assert_eq!(
        found(&lexicon, &report, "旧区"),
        ["老旧小区改造", "改造", "老旧小区", "暖房子", "暖房子"]
    );
    // A term of two themes counts for both, and another theme's longer term takes nothing away.
    assert_eq!(found(&lexicon, &report, "小区"), ["老旧小区", "老旧小区"]);
}

#[test]
fn chrome_does_not_count_and_a_broken_line_does_not_hide_a_term() {
    let lexicon = lexicon(SMALL);
    let report = report("甲.txt", "# 老旧小区\n推进老旧\r小区改造。\n老旧\n小区\n");
    assert_eq!(found(&lexicon, &report, "小区"), ["老旧\r小区"]);
    assert_eq!(found(&lexicon, &report, "旧区"), ["老旧\r小区改造"]);
}

#[test]
fn hits_are_sorted_and_know_their_theme() {
    let lexicon = lexicon(SMALL);
    let report = report("甲.txt", "老旧小区开放改造，老旧小区。\n");
    let hits = Scanner::new(&lexicon).scan(&report);
    assert!(hits.hits.is_sorted_by_key(|h| h.span.start()));
    for (id, _) in lexicon.ids() {
        assert!(hits.of(id).all(|h| h.theme == id));
        assert_eq!(hits.count(id), hits.of(id).count());
        assert_eq!(
            hits.count_in(id, Span::new(0, report.text.len())),
            hits.count(id)
        );
    }
    assert_eq!(hits.hits.len(), 6);
}

#[test]
fn the_lexicon_of_the_program_is_sound() {
    let lexicon = Lexicon::builtin().unwrap();
    assert!(lexicon.themes.len() >= 60, "{}", lexicon.themes.len());
    assert!(lexicon.groups().len() >= 12, "{:?}", lexicon.groups());
    let first_of = |group: &str| {
        lexicon
            .themes
            .iter()
            .find(|t| t.group == group)
            .map(|t| t.name.as_str())
    };
    assert_eq!(first_of("发展"), Some("营商环境"));
    assert_eq!(first_of("城市"), Some("老旧小区"));
    let old = &lexicon.themes[lexicon.find("老旧小区").unwrap().index()];
    for term in ["老旧楼院", "弃管楼", "旧城区改造", "暖房子", "棚户区"] {
        assert!(old.wordings().any(|w| w == term), "{term}");
    }
    let business = &lexicon.themes[lexicon.find("Business environment").unwrap().index()];
    for term in ["软环境", "投资环境", "发展环境"] {
        assert!(business.earlier.iter().any(|w| w == term), "{term}");
    }
    let mut english = std::collections::HashSet::new();
    for theme in &lexicon.themes {
        assert!(english.insert(&theme.en), "{} twice", theme.en);
        assert!(
            theme.en.is_ascii() && !theme.en.is_empty(),
            "{}",
            theme.name
        );
        assert!(!theme.note.is_empty(), "{} without note", theme.name);
        for except in &theme.except {
            let meets = |term: &str| {
                let heads = term.char_indices().skip(1).map(|(i, _)| &term[..i]);
                except.contains(term) || heads.into_iter().any(|h| except.ends_with(h))
            };
            assert!(
                theme.wordings().any(meets),
                "{}: {except} is idle",
                theme.name
            );
        }
        for term in theme.wordings() {
            assert!(
                term.chars().count() > 1 && fold::fold_str(term) == term,
                "{}: {term}",
                theme.name
            );
            assert!(
                !["发展", "建设", "推进", "改造", "工作", "加快"].contains(&term),
                "{term} would light everything"
            );
        }
    }
}

fn matrix(reports: Vec<Report>, role: Option<Role>) -> Matrix {
    let lexicon = Lexicon::builtin().unwrap();
    let scanner = Scanner::new(&lexicon);
    let hits: Vec<Arc<Hits>> = reports.iter().map(|r| Arc::new(scanner.scan(r))).collect();
    let reports: Vec<Arc<Report>> = reports.into_iter().map(Arc::new).collect();
    Matrix::build(&lexicon, &reports, &hits, role)
}

#[test]
fn columns_are_grouped_and_years_ascend() {
    let made = matrix(
        vec![
            report("不明.txt", "营商环境。\n"),
            placed(
                "b",
                "辽宁省大连市沙河口区",
                "沙河口区",
                "辽宁",
                Level::County,
                2021,
            ),
            placed("c", "广东省", "广东", "广东", Level::Province, 2025),
            placed("d", "辽宁省大连市", "大连市", "辽宁", Level::City, 2022),
            placed(
                "a",
                "辽宁省大连市沙河口区",
                "沙河口区",
                "辽宁",
                Level::County,
                2016,
            ),
            placed("e", "广东省广州市", "广州市", "广东", Level::City, 2024),
        ],
        None,
    );
    let columns: Vec<String> = made
        .columns
        .iter()
        .map(|c| format!("{} {} {}", c.group, c.place, c.year))
        .collect();
    assert_eq!(
        columns,
        [
            "辽宁 大连市 2022",
            "辽宁 沙河口区 2016",
            "辽宁 沙河口区 2021",
            "广东 广东 2025",
            "广东 广州市 2024",
            "未知 不明 未知",
        ]
    );
    let groups: Vec<_> = made.groups();
    assert_eq!(groups, [("辽宁", 0..3), ("广东", 3..5), (UNKNOWN, 5..6)]);
    assert_eq!(made.places(0..3), [("大连市", 0..1), ("沙河口区", 1..3)]);
    assert_eq!(made.totals[0], 6);
    assert_eq!(made.columns[5].report, ReportId(0));
    assert!((made.cells[0][5].per_mille - 250.0).abs() < 0.01);
}

#[test]
fn surroundings_of_other_things_are_no_business_environment() {
    let text = "妇女儿童发展环境不断优化。优化就业创业环境。营造风清气正的发展环境。政策环境。\n";
    let others = matrix(vec![report("甲.txt", text)], None);
    assert_eq!(others.totals[0], 0);
    let text = "持续优化发展环境和宽松的政策环境，改善投资创业环境。\n";
    let meant = matrix(vec![report("甲.txt", text)], None);
    assert_eq!(meant.totals[0], 3);
}

#[test]
fn provinces_stand_in_their_official_order() {
    let of = |name: &str| placed("", name, name, name, Level::Province, 2024);
    let made = matrix(
        vec![
            report("不明.txt", "营商环境。\n"),
            of("新疆"),
            of("辽宁"),
            of("某地"),
            of("内蒙古"),
            of("北京"),
        ],
        None,
    );
    let names: Vec<_> = made.groups().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["北京", "内蒙古", "辽宁", "新疆", "某地", UNKNOWN]);
}

/// A section over the lines from `first` to `last` (from 0).
fn section(report: &Report, first: usize, last: usize, role: Role, parent: Option<u32>) -> Section {
    let heading = report.paragraphs[first].span;
    Section {
        parent: parent.map(SectionId),
        level: parent.map_or(1, |_| 2),
        kind: Kind::OwnLine,
        role,
        marker: Span::at(heading.start()),
        title: heading,
        heading,
        span: Span::new(heading.start(), report.paragraphs[last].span.end()),
        line: first as u32 + 1,
        column: 0,
        run_in: false,
        inside: false,
    }
}

#[test]
fn a_missing_part_is_no_zero() {
    let mut with = report(
        "甲.txt",
        "过去一年工作\n营商环境更好。\n今年安排\n营商环境、营商环境。\n加强自身建设\n数字经济。\n",
    );
    with.sections = vec![
        section(&with, 0, 1, Role::Review, None),
        section(&with, 2, 5, Role::Plan, None),
        section(&with, 4, 5, Role::SelfBuilding, Some(1)),
    ];
    let without = report("乙.txt", "营商环境。\n");
    let lexicon = Lexicon::builtin().unwrap();
    let row = |name: &str| lexicon.find(name).unwrap().index();
    let plan = matrix(vec![with.clone(), without.clone()], Some(Role::Plan));
    let (a, b) = (
        plan.cells[row("营商环境")][0],
        plan.cells[row("营商环境")][1],
    );
    // 乙 sorts before 甲 by code point: the report without the part stands first.
    let (missing, counted) = if a.has_part { (b, a) } else { (a, b) };
    assert!(!missing.has_part && missing.hits == 0);
    assert!(counted.has_part && counted.hits == 2);
    let han: u32 = plan.columns.iter().map(|c| c.han).sum();
    assert_eq!(han, 22);
    assert!((counted.per_mille - 2000.0 / 22.0).abs() < 0.01);
    // What is inside a part belongs to it, and a part inside another can be asked for by itself.
    let digital = |m: &Matrix| m.totals[row("数字经济")];
    assert_eq!(digital(&plan), 1);
    let own = matrix(vec![with, without], Some(Role::SelfBuilding));
    assert_eq!(digital(&own), 1);
    assert_eq!(own.totals[row("营商环境")], 0);
    assert!((own.row_per_mille(row("数字经济")) - 100.0).abs() < 0.01);
}
