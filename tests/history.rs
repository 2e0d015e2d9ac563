//! A section through the years of its place: the list, walking along it, years side by side.

use std::path::PathBuf;

use duizhao::app::Overlay;
use duizhao::locale::Lang;
use tempfile::TempDir;

use crate::support::app::Harness;

/// What a district wrote of one matter, by year: no two years alike, the words of the matter in all.
fn matter(name: &str, year: u16) -> String {
    let n = year - 2000;
    match name {
        "路" => format!(
            "改善道路交通。新修道路{n}条，改造桥梁{}座，打通断头路{}处，公交线路延伸到每一个街道，群众出行更加便捷。",
            n / 3,
            n / 4
        ),
        "学" => format!(
            "办好人民满意的教育。新建学校{}所，增加学位{n}00个，补充教师{n}0名，推行集团化办学，孩子们在家门口上好学。",
            n / 5
        ),
        "医" => format!(
            "提升医疗服务水平。社区医院增加床位{n}张，引进医生{}名，家庭医生签约覆盖全部社区，看病排队的时间缩短一半。",
            n * 2
        ),
        "绿" => format!(
            "加强生态环境保护。植树{n}万株，整治河道{}公里，建成口袋公园{}个，空气质量优良天数稳步增加。",
            n + 7,
            n / 2
        ),
        _ => format!(
            "优化营商环境。精简审批事项{n}项，企业开办一天办结，为中小企业减免税费{n}00万元，上门服务企业{n}0家。"
        ),
    }
}

/// The report of 青河区 for a year, with these matters in its plan, in this order.
pub fn report(year: u16, matters: &[&str]) -> String {
    let numbers = ["一", "二", "三", "四", "五"];
    let mut text = format!(
        "{year}年青河区政府工作报告\n——{year}年1月20日在青河区第三届人民代表大会第一次会议上\n青河区区长　林　木\n\n各位代表：\n\
         现在，我代表区人民政府，向大会报告工作，请予审议，并请各位政协委员提出意见。\n一、{}年工作回顾\n\
         过去一年，全区上下同心协力，办成了一批群众盼望的实事，各项工作都有了新的起色，为今后打下了坚实的基础。\n二、{year}年工作安排\n",
        year - 1
    );
    for (number, name) in numbers.iter().zip(matters) {
        text.push_str(&format!("（{number}）{}\n", matter(name, year)));
    }
    text.push_str("各位代表，让我们团结一心，奋力拼搏，为建设更加美好的青河而努力奋斗！\n");
    text
}

/// Five years of one district: in 2020 nothing is said of schools; and one report of another district.
pub fn years() -> (TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let plans: [(u16, &[&str]); 5] = [
        (2018, &["路", "学", "医", "绿", "商"]),
        (2019, &["学", "路", "商", "绿", "医"]),
        (2020, &["商", "绿", "路", "医"]),
        (2021, &["路", "商", "学", "医", "绿"]),
        (2022, &["绿", "医", "商", "学", "路"]),
    ];
    let mut paths: Vec<PathBuf> = plans
        .into_iter()
        .map(|(year, matters)| {
            let path = folder.path().join(format!("青河区{year}.txt"));
            std::fs::write(&path, report(year, matters)).unwrap();
            path
        })
        .collect();
    let other = report(2021, &["商", "学", "路"]).replace("青河", "白山");
    let path = folder.path().join("白山区2021.txt");
    std::fs::write(&path, other).unwrap();
    paths.push(path);
    (folder, paths)
}

/// The years open, 2021 in the focused pane at the section that speaks of schools.
fn at_schools(w: u16, h: u16, lang: Lang) -> (TempDir, Harness) {
    let (folder, paths) = years();
    let mut harness = Harness::open(paths, w, h, lang);
    show(&mut harness, 2021);
    go_to(&mut harness, "教育");
    (folder, harness)
}

/// Puts the report of a year into the focused pane.
fn show(harness: &mut Harness, year: u16) {
    harness.keys(&format!("p \"青河\" Space \"{year}\" Enter"));
    assert_eq!(year_shown(harness), Some(year));
}

/// Walks to the section whose title holds `word`.
pub fn go_to(harness: &mut Harness, word: &str) {
    harness.keys("gg");
    for _ in 0..60 {
        if title(harness).is_some_and(|t| t.contains(word)) {
            return;
        }
        harness.keys("J");
    }
    panic!("no section on {word}:\n{}", harness.screen());
}

/// The title of the focused pane's section.
pub fn title(harness: &Harness) -> Option<String> {
    let section = harness.app.pane()?.section()?;
    let report = harness.app.report_in(harness.app.reader.focus)?;
    Some(report.title(section).into_owned())
}

fn year_shown(harness: &Harness) -> Option<u16> {
    let report = harness.app.report_in(harness.app.reader.focus)?;
    Some(report.identity.year.as_ref()?.value.0)
}

/// Row of the screen on which the focused section's heading stands.
fn heading_row(harness: &Harness) -> isize {
    let pane = harness.app.pane().unwrap();
    let section = pane.section().unwrap();
    pane.layout().unwrap().heading_row(section) as isize - pane.top as isize
}

pub fn status(harness: &Harness) -> String {
    let status = harness.app.status.as_ref();
    status.map_or_else(String::new, |s| s.text.as_str().to_owned())
}

fn says(screen: &str, words: &[&str]) {
    for word in words {
        assert!(screen.contains(word), "“{word}” is missing:\n{screen}");
    }
}

#[test]
fn the_history_lists_every_year_of_the_place_with_its_counterpart() {
    let (_folder, mut harness) = at_schools(120, 36, Lang::Zh);
    let screen = harness.keys("H").screen();
    says(
        &screen,
        &[
            "历年",
            "青河区",
            "2018",
            "2019",
            "2020",
            "2021",
            "2022",
            "本节",
            "无对应",
            "二(二) 办好人民满意的教育",
            "Enter 本栏",
            "a 并排",
        ],
    );
    let Some(Overlay::History(state)) = harness.app.overlays.last() else {
        panic!("no history");
    };
    let years: Vec<Option<u16>> = state.lines.iter().map(|l| l.year).collect();
    assert_eq!(
        years,
        [2018, 2019, 2020, 2021, 2022].map(Some),
        "another district is not listed"
    );
    let found: Vec<bool> = state.lines.iter().map(|l| l.section().is_some()).collect();
    assert_eq!(found, [true, true, false, true, true]);
    assert!(state.lines[3].is_origin());
}

#[test]
fn a_year_of_the_history_opens_in_this_pane_or_the_other_and_back_leads_back() {
    let (_folder, mut harness) = at_schools(120, 36, Lang::Zh);
    let row = heading_row(&harness);
    harness.keys("H k k Enter");
    assert_eq!(year_shown(&harness), Some(2019));
    assert_eq!(title(&harness).as_deref(), Some("办好人民满意的教育"));
    assert_eq!(heading_row(&harness), row, "{}", harness.screen());
    harness.keys("<");
    assert_eq!(year_shown(&harness), Some(2021));
    let focus = harness.app.reader.focus;
    harness.keys("H j Tab");
    assert_eq!(
        harness.app.reader.focus, focus,
        "the keys stay where they were"
    );
    assert_eq!(year_shown(&harness), Some(2021));
    let other = harness.app.other_pane(focus).unwrap();
    let report = harness.app.report_in(other).unwrap();
    assert_eq!(report.identity.year.as_ref().unwrap().value.0, 2022);
    // A year without a counterpart says so and opens nothing.
    harness.keys("H k Enter");
    assert!(
        status(&harness).contains("2020 无对应"),
        "{}",
        status(&harness)
    );
    assert!(matches!(
        harness.app.overlays.last(),
        Some(Overlay::History(_))
    ));
}

#[test]
fn the_years_are_walked_in_one_pane_past_those_without_a_counterpart() {
    let (_folder, mut harness) = at_schools(160, 45, Lang::Zh);
    let row = heading_row(&harness);
    harness.keys("[");
    assert_eq!(year_shown(&harness), Some(2019));
    let said = status(&harness);
    assert!(
        said.contains("2020 无对应") && said.contains("2019"),
        "{said}"
    );
    assert_eq!(title(&harness).as_deref(), Some("办好人民满意的教育"));
    assert_eq!(heading_row(&harness), row);
    harness.keys("[");
    assert_eq!(year_shown(&harness), Some(2018));
    assert!(status(&harness).contains("2018"), "{}", status(&harness));
    harness.keys("[");
    assert!(
        status(&harness).contains("没有更早的年份"),
        "{}",
        status(&harness)
    );
    assert_eq!(year_shown(&harness), Some(2018));
    harness.keys("] ] ]");
    assert_eq!(year_shown(&harness), Some(2022));
    assert_eq!(title(&harness).as_deref(), Some("办好人民满意的教育"));
    harness.keys("]");
    assert!(
        status(&harness).contains("没有更晚的年份"),
        "{}",
        status(&harness)
    );
    // Every step can be gone back.
    harness.keys("< < <");
    assert_eq!(year_shown(&harness), Some(2018));
}

#[test]
fn where_only_years_without_a_counterpart_are_left_they_are_named() {
    let (folder, _) = years();
    let paths = ["青河区2020.txt", "青河区2021.txt"].map(|n| folder.path().join(n));
    let mut harness = Harness::open(paths.to_vec(), 120, 36, Lang::En);
    harness.keys("Tab");
    go_to(&mut harness, "教育");
    assert_eq!(year_shown(&harness), Some(2021));
    harness.keys("[");
    let said = status(&harness);
    assert!(
        said.contains("2020: no counterpart; no earlier year"),
        "{said}"
    );
    assert_eq!(year_shown(&harness), Some(2021));
}

#[test]
fn up_to_four_years_stand_side_by_side() {
    let (_folder, mut harness) = at_schools(160, 45, Lang::Zh);
    harness.keys("H a");
    let shown: Vec<u16> = harness
        .app
        .reader
        .panes
        .iter()
        .filter_map(|p| harness.app.shelf.report(p.report))
        .map(|r| r.identity.year.as_ref().unwrap().value.0)
        .collect();
    assert_eq!(shown, [2018, 2019, 2021, 2022]);
    assert_eq!(year_shown(&harness), Some(2021));
    let screen = harness.screen();
    assert!(
        screen.matches("办好人民满意的教育").count() >= 4,
        "{screen}"
    );
    harness.keys("<");
    assert_eq!(harness.app.reader.panes.len(), 2);
}

#[test]
fn one_report_of_a_place_says_so() {
    let (folder, _) = years();
    let paths = ["青河区2020.txt", "白山区2021.txt"].map(|n| folder.path().join(n));
    let mut harness = Harness::open(paths.to_vec(), 120, 36, Lang::Zh);
    go_to(&mut harness, "营商环境");
    for key in ["H", "[", "]"] {
        harness.keys(key);
        assert!(
            status(&harness).contains("只有一份"),
            "{key}: {}",
            status(&harness)
        );
        assert!(harness.app.overlays.is_empty());
    }
}

#[test]
fn no_size_breaks_the_history() {
    for lang in [Lang::Zh, Lang::En] {
        for (w, h) in [(40, 12), (80, 24), (120, 36), (160, 45)] {
            let (_folder, mut harness) = at_schools(w, h, lang);
            let screen = harness.keys("H").screen();
            says(
                &screen,
                &["2021", lang.pick("Enter 本栏", "Enter this pane")],
            );
            for row in screen.lines() {
                let cells =
                    duizhao::text::width::text(row, duizhao::text::width::Ambiguous::Narrow);
                assert!(cells <= w, "{w}×{h}: {row}");
            }
            harness.keys("k k k j Esc");
            assert!(harness.app.overlays.is_empty());
        }
    }
}
