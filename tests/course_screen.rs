//! The course over time and what is new and gone, through the whole program.

use std::path::PathBuf;

use duizhao::app::Screen;
use duizhao::app::course::{CoursePlan, CourseState, View};
use duizhao::app::lens::LensState;
use duizhao::app::novelty::{Listed, NoveltyState};
use duizhao::locale::Lang;
use duizhao::theme::{Part, Point};

use tempfile::TempDir;

use crate::support::app::Harness;

fn course(harness: &Harness) -> &CourseState {
    match &harness.app.screen {
        Screen::Course(state) => state,
        other => panic!("not the course: {other:?}"),
    }
}

fn novelty(harness: &Harness) -> &NoveltyState {
    match &harness.app.screen {
        Screen::Novelty(state) => state,
        other => panic!("not new and gone: {other:?}"),
    }
}

fn lens(harness: &Harness) -> &LensState {
    match &harness.app.screen {
        Screen::Lens(state) => state,
        other => panic!("not the lens: {other:?}"),
    }
}

/// How often each theme stands in the report of each year, review and plan together.
const YEARS: [u16; 4] = [2016, 2017, 2018, 2020];
const THEMES: [(&str, [usize; 4]); 4] = [
    ("营商环境", [1, 6, 9, 12]),
    ("老旧小区", [8, 7, 7, 2]),
    ("垃圾分类", [0, 0, 3, 6]),
    ("招商引资", [10, 8, 0, 0]),
];

/// A place that is not there, and its report of one year.
fn report(place: &str, year: u16, themes: &[(&str, usize)]) -> String {
    let mut review = String::new();
    let mut plan = String::new();
    for (theme, count) in themes {
        for n in 0..*count {
            let to = if n % 2 == 0 { &mut plan } else { &mut review };
            to.push_str(&format!("在{theme}方面又有第{}件事要做细做实。\n", n + 1));
        }
    }
    format!(
        "政府工作报告\n（{year}年1月12日在{place}第九届人民代表大会第一次会议上）\n{place}人民政府区长  李 明\n各位代表：\n\
         现在，我代表区人民政府向大会报告工作，请予审议。\n一、{}年工作回顾\n{review}二、{year}年主要任务\n{plan}",
        year - 1
    )
}

/// Four years of one place, and one year of another.
fn folder() -> (TempDir, PathBuf) {
    let dir = TempDir::new().unwrap();
    for (i, year) in YEARS.into_iter().enumerate() {
        let themes: Vec<(&str, usize)> = THEMES.iter().map(|(t, n)| (*t, n[i])).collect();
        let name = dir.path().join(format!("a{year}.txt"));
        std::fs::write(name, report("临水区", year, &themes)).unwrap();
    }
    let other = report("望山区", 2020, &[("营商环境", 3), ("老旧小区", 20)]);
    std::fs::write(dir.path().join("b2020.txt"), other).unwrap();
    let path = dir.path().to_path_buf();
    (dir, path)
}

fn opened(w: u16, h: u16, lang: Lang) -> (TempDir, Harness) {
    let (dir, path) = folder();
    let harness = Harness::open(vec![path], w, h, lang);
    (dir, harness)
}

/// Chooses a theme in the view of a place.
fn choose(harness: &mut Harness, name: &str) {
    let wanted = harness.app.lexicon.as_ref().unwrap().find(name).unwrap();
    harness.keys("1 gg");
    for _ in 0..300 {
        if course(harness).theme == Some(wanted) {
            return;
        }
        harness.keys("j");
    }
    panic!("{name} is not in the list");
}

/// Goes to the place of the four years.
fn go_to_linshui(harness: &mut Harness) {
    harness.keys("T c");
    if course(harness).series().unwrap().name != "临水区" {
        harness.keys("J");
    }
    if course(harness).series().unwrap().name != "临水区" {
        harness.keys("K");
    }
    assert_eq!(course(harness).series().unwrap().name, "临水区");
}

#[test]
fn a_place_through_its_years_shows_every_number_and_where_there_is_none() {
    let (_dir, mut harness) = opened(160, 45, Lang::Zh);
    go_to_linshui(&mut harness);
    for (name, counts) in THEMES {
        choose(&mut harness, name);
        let screen = harness.screen();
        let row = screen
            .lines()
            .skip(3)
            .find(|l| l.contains(&format!("┃{name}")))
            .unwrap_or_else(|| panic!("no {name} in\n{screen}"));
        for count in counts {
            let text = if (1..5).contains(&count) {
                format!("{count}少")
            } else {
                count.to_string()
            };
            assert!(row.contains(&text), "{text} in {row}");
        }
        let state = course(&harness);
        let line = state.line().unwrap();
        let points: Vec<Option<u32>> = state.course.points[line].iter().map(|p| p.hits()).collect();
        let [a, b, c, d] = counts.map(|n| Some(n as u32));
        assert_eq!(points, [a, b, c, None, d]);
        assert_eq!(state.course.point(line, 3), Point::Gap);
    }
}

#[test]
fn lines_are_drawn_between_neighbouring_years_only() {
    let (_dir, mut harness) = opened(160, 45, Lang::Zh);
    go_to_linshui(&mut harness);
    let state = course(&harness);
    assert_eq!(state.course.lines(), vec![0..3]);
    let plan = CoursePlan::new(state, Lang::Zh, (160, 45));
    let chart = plan.chart.unwrap();
    let x_of = |column: usize| plan.columns.iter().find(|c| c.0 == column).unwrap().1;
    let cells = harness.cells();
    let glyphs = |from: u16, to: u16| -> usize {
        (chart.y..chart.bottom() - 1)
            .flat_map(|y| (from..to).map(move |x| (x, y)))
            .filter(|&at| "─│┌┐└┘├┤┬┴┼".contains(cells[at].symbol()))
            .count()
    };
    assert!(glyphs(x_of(0), x_of(2)) > 10);
    // 2019 has no report: nothing is drawn to it, from it, or through it.
    assert_eq!(glyphs(x_of(2) + 8, x_of(4)), 0, "{}", harness.screen());
    // The number of every lit theme is printed at its point.
    let screen = harness.screen();
    assert!(screen.contains("1 12"), "{screen}");
}

#[test]
fn one_year_alone_says_so_and_offers_the_ranks() {
    let (_dir, mut harness) = opened(160, 45, Lang::Zh);
    go_to_linshui(&mut harness);
    harness.keys("J");
    if course(&harness).series().unwrap().name == "临水区" {
        harness.keys("K");
    }
    let screen = harness.screen();
    assert!(screen.contains("望山区只有 2020 年一份报告"), "{screen}");
    harness.keys("2");
    assert_eq!(course(&harness).view, View::Year);
    assert_eq!(course(&harness).ranks.rows.len(), 2);
}

#[test]
fn a_year_ranks_its_places_and_the_unit_decides() {
    let (_dir, mut harness) = opened(120, 40, Lang::Zh);
    go_to_linshui(&mut harness);
    choose(&mut harness, "老旧小区");
    harness.keys("2 ] ] ] ]");
    assert_eq!(course(&harness).year, 2020);
    let name = |harness: &Harness, at: usize| {
        let state = course(harness);
        state.shelved.series[state.ranks.rows[at].series]
            .name
            .clone()
    };
    assert_eq!(name(&harness, 0), "望山区");
    let screen = harness.screen();
    assert!(screen.contains("2 份报告  2 份提到"), "{screen}");
    // Another theme turns them round; the place of the cursor stays in sight.
    while course(&harness).theme != harness.app.lexicon.as_ref().unwrap().find("营商环境") {
        harness.keys("K");
    }
    assert_eq!(name(&harness, 0), "临水区");
    assert!(harness.screen().contains("┃"));
    // A year that the place has no report of says so.
    let before = course(&harness).place;
    harness.keys("[");
    assert_eq!(course(&harness).year, 2018);
    harness.keys("]");
    assert_eq!(course(&harness).place, before);
}

#[test]
fn a_theme_through_all_years_pools_reports_and_names_the_gap() {
    let (_dir, mut harness) = opened(120, 40, Lang::Zh);
    go_to_linshui(&mut harness);
    choose(&mut harness, "老旧小区");
    harness.keys("3");
    let state = course(&harness);
    let hits: Vec<u32> = state.ages.rows.iter().map(|a| a.hits).collect();
    assert_eq!(hits, [8, 7, 7, 0, 22]);
    assert!(state.ages.rows[3].is_gap());
    assert_eq!(state.ages.rows[4].reports.len(), 2);
    let screen = harness.screen();
    let row = screen.lines().find(|l| l.contains("2019")).unwrap();
    assert!(row.contains("没有报告"), "{row}");
}

#[test]
fn every_number_opens_the_passages_that_it_was_counted_from() {
    let (_dir, mut harness) = opened(160, 45, Lang::Zh);
    go_to_linshui(&mut harness);
    choose(&mut harness, "老旧小区");
    for view in ["1", "2", "3"] {
        for part in [Part::All, Part::Review, Part::Plan] {
            while course(&harness).part != part {
                harness.keys("r");
            }
            harness.keys(view);
            for _ in 0..6 {
                harness.keys("[");
            }
            for _ in 0..5 {
                let (point, reports) = course(&harness).chosen();
                harness.keys("Enter");
                match point.hits() {
                    Some(hits) if hits > 0 => {
                        let columns = &lens(&harness).columns;
                        let sum: u32 = columns.iter().map(|c| c.hits).sum();
                        assert_eq!(sum, hits, "{view} {part:?}");
                        assert!(columns.iter().all(|c| reports.contains(&c.report)));
                        assert_eq!(lens(&harness).part, part);
                        harness.keys("Esc");
                    }
                    _ => assert!(harness.app.status.is_some()),
                }
                harness.keys("]");
            }
        }
    }
}

#[test]
fn escape_leads_back_to_where_it_was_opened() {
    let (_dir, mut harness) = opened(120, 40, Lang::Zh);
    harness.keys("T c Esc");
    assert!(matches!(harness.app.screen, Screen::Matrix(_)));
    harness.keys("W c");
    assert!(matches!(harness.app.screen, Screen::Course(_)));
    harness.keys("q q q");
    assert!(matches!(harness.app.screen, Screen::Reader));
    harness.keys("T Enter");
    let theme = lens(&harness).theme;
    harness.keys("c");
    assert_eq!(course(&harness).theme, Some(theme));
}

#[test]
fn space_lights_the_chosen_theme_and_its_digit_stands_beside_it() {
    let (_dir, mut harness) = opened(120, 40, Lang::Zh);
    go_to_linshui(&mut harness);
    harness.keys("x");
    assert!(harness.app.lit.is_empty());
    choose(&mut harness, "招商引资");
    harness.keys("Space");
    assert_eq!(harness.app.lit.len(), 1);
    let screen = harness.screen();
    assert!(screen.contains("1 招商引资"), "{screen}");
}

#[test]
fn all_sizes_and_languages_keep_the_cursor_in_sight() {
    for (w, h) in [(160, 45), (100, 30), (80, 24), (50, 14), (40, 12)] {
        for lang in [Lang::Zh, Lang::En] {
            let (_dir, mut harness) = opened(w, h, lang);
            harness.keys("T c");
            for view in ["1", "2", "3"] {
                harness.keys(view);
                harness.keys("G");
                let screen = harness.screen();
                let tabs = screen.lines().nth(1).unwrap();
                assert!(tabs.contains('┃'), "{w}x{h} {lang:?}\n{screen}");
                let body = screen.lines().skip(2).any(|l| l.contains('┃'));
                assert!(body, "{w}x{h} {lang:?} view {view}\n{screen}");
                harness.keys("gg");
            }
            harness.keys("W");
            for _ in 0..4 {
                let screen = harness.screen();
                assert!(screen.lines().nth(1).unwrap().contains('┃'), "{screen}");
                harness.keys("Tab");
            }
        }
    }
}

#[test]
fn what_is_new_and_gone_in_a_place_and_what_was_left_out() {
    let (_dir, mut harness) = opened(160, 45, Lang::Zh);
    harness.keys("T W");
    let lexicon = harness.app.lexicon.clone().unwrap();
    let themes = |harness: &Harness| -> Vec<String> {
        let items = novelty(harness).themes().iter();
        items
            .map(|a| lexicon.theme(a.theme).unwrap().name.clone())
            .collect()
    };
    assert_eq!(novelty(&harness).list, Listed::First);
    assert!(themes(&harness).contains(&"垃圾分类".to_owned()));
    let screen = harness.screen();
    assert!(
        screen.contains("临水区") && screen.contains("2018 3"),
        "{screen}"
    );
    assert!(screen.contains("本地只有一个年度的 1 份"), "{screen}");
    harness.keys("Tab");
    assert_eq!(novelty(&harness).list, Listed::Vanished);
    assert!(themes(&harness).contains(&"招商引资".to_owned()));
    // Its evidence is the reports that still had it.
    let at = themes(&harness)
        .iter()
        .position(|n| n == "招商引资")
        .unwrap();
    for _ in 0..at {
        harness.keys("j");
    }
    harness.keys("Enter");
    let hits: u32 = lens(&harness).columns.iter().map(|c| c.hits).sum();
    assert_eq!(hits, 18);
    harness.keys("Esc");
    assert_eq!(novelty(&harness).list, Listed::Vanished);
}

#[test]
fn reports_of_one_year_only_have_nothing_new_and_say_so() {
    let dir = TempDir::new().unwrap();
    for (name, place) in [("a.txt", "临水区"), ("b.txt", "望山区")] {
        let text = report(place, 2020, &[("营商环境", 3)]);
        std::fs::write(dir.path().join(name), text).unwrap();
    }
    let mut harness = Harness::open(vec![dir.path().to_path_buf()], 120, 40, Lang::Zh);
    harness.keys("T W");
    let screen = harness.screen();
    assert!(screen.contains("比不出新旧"), "{screen}");
    harness.keys("Enter");
    assert!(matches!(harness.app.screen, Screen::Novelty(_)));
}

#[test]
fn a_replaced_wording_opens_the_passages_of_the_two_wordings_alone() {
    let dir = TempDir::new().unwrap();
    let years: [(u16, &[(&str, usize)]); 2] = [
        (2020, &[("棚户区", 12), ("暖房子", 2)]),
        (2021, &[("老旧小区", 12), ("暖房子", 1)]),
    ];
    for (year, words) in years {
        let text = report("临水区", year, words);
        std::fs::write(dir.path().join(format!("{year}.txt")), text).unwrap();
    }
    let mut harness = Harness::open(vec![dir.path().to_path_buf()], 120, 40, Lang::Zh);
    harness.keys("T W");
    while novelty(&harness).list != Listed::Wording {
        harness.keys("Tab");
    }
    let screen = harness.screen();
    assert!(
        screen.contains("棚户区") && screen.contains("证据不足"),
        "{screen}"
    );
    let telling = novelty(&harness).count(Listed::Wording);
    harness.keys("x");
    assert!(novelty(&harness).count(Listed::Wording) > telling);
    harness.keys("x");
    assert_eq!(novelty(&harness).count(Listed::Wording), telling);
    harness.keys("Enter");
    let hits = |harness: &Harness| lens(harness).columns.iter().map(|c| c.hits).sum::<u32>();
    assert_eq!(hits(&harness), 24);
    assert!(harness.screen().contains("只看 棚户区、老旧小区"));
    harness.keys("i");
    assert_eq!(hits(&harness), 27);
}
