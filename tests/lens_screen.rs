//! The lens: the passages of a theme by report, place and year, what stands around them, and what several reports share.

use duizhao::app::Screen;
use duizhao::app::lens::{By, Key, LensAsk, LensPlan, LensState};
use duizhao::app::matrix::Part;
use duizhao::app::msg::Msg;
use duizhao::locale::Lang;
use duizhao::report::ReportId;
use duizhao::theme::ThemeId;
use duizhao::theme::passages::Context;
use tempfile::TempDir;

use crate::support::app::Harness;
use crate::support::shared;

/// What two of the reports have in common, but for its figures.
const COMMON: &str = "对全区老旧小区逐院摸底，听取住户意见，排出先后，年内完成12处的修缮。";

fn reports() -> Vec<(&'static str, String)> {
    let other = COMMON.replace("12处", "30处");
    vec![
        (
            "2021年辽宁省大连市沙河口区",
            format!(
                "一、2020年工作回顾\n街面上的事情办得不少。弃管楼的屋顶修完了最后一片。居民搬进了新楼。\n\
                 街坊的活动多了起来，每个院子都有了自己的茶座。\n二、2021年工作安排\n（一）城市建设\n\
                 先把底数查清。{COMMON}做一处成一处，不留下尾巴。\n\
                 暖房子工程继续做，冬天以前全部完成，让住户们过一个暖冬。\n（二）教育\n\
                 新办两所小学，扩建三所中学，让孩子们在家门口就能上学。\n\
                 各位代表，新的一年里要把这些事情一件一件办好。"
            ),
        ),
        (
            "2022年辽宁省大连市沙河口区",
            "一、2021年工作回顾\n老旧小区的路灯都换了新的。\n二、2022年工作安排\n继续改造老旧小区。".to_owned(),
        ),
        (
            "2021年辽宁省大连市甘井子区",
            format!("一、2020年工作回顾\n办了几件实事。\n二、2021年工作安排\n{other}道路再修五条。"),
        ),
        (
            "2022年辽宁省大连市中山区",
            "一、2021年工作回顾\n道路修了三条。\n二、2022年工作安排\n海边的公园再扩一倍。".to_owned(),
        ),
    ]
}

fn open(w: u16, h: u16, lang: Lang) -> (TempDir, Harness) {
    let dir = TempDir::new().unwrap();
    let mut paths = Vec::new();
    for (name, body) in reports() {
        let path = dir.path().join(format!("{name}.txt"));
        let text = format!("{name}人民政府工作报告\n各位代表：\n现在我作政府工作报告。\n{body}\n");
        std::fs::write(&path, text).unwrap();
        paths.push(path);
    }
    (dir, Harness::open(paths, w, h, lang))
}

fn lens(harness: &Harness) -> &LensState {
    match &harness.app.screen {
        Screen::Lens(state) => state,
        other => panic!("not the lens: {other:?}"),
    }
}

fn theme(harness: &Harness, name: &str) -> ThemeId {
    harness.app.lexicon.as_ref().unwrap().find(name).unwrap()
}

fn ask(harness: &mut Harness, ask: LensAsk) {
    harness.app.open_lens(ask);
    harness.send(Msg::Tick);
}

fn open_theme(harness: &mut Harness, name: &str) {
    let theme = Some(theme(harness, name));
    ask(
        harness,
        LensAsk {
            theme,
            ..LensAsk::default()
        },
    );
}

/// The report whose name has these words.
fn report(harness: &Harness, place: &str, year: &str) -> ReportId {
    let found = harness.app.shelf.ready().find(|(_, r)| {
        let name = &r.source.name;
        name.contains(place) && name.contains(year)
    });
    found.unwrap().0
}

/// What stands under the cursor: report and text.
fn here(harness: &Harness) -> (ReportId, String) {
    let column = lens(harness).current().unwrap();
    let report = harness.app.shelf.report(column.report).unwrap();
    let span = column.current().unwrap().span;
    (column.report, span.of(&report.text).to_owned())
}

fn hits(state: &LensState) -> u32 {
    state.columns.iter().map(|c| c.hits).sum()
}

#[test]
fn columns_are_by_report_place_and_year_and_the_cursor_stays_on_its_passage() {
    let (_dir, mut harness) = open(160, 45, Lang::Zh);
    open_theme(&mut harness, "老旧小区");
    let state = lens(&harness);
    assert_eq!(state.by, By::Report);
    assert_eq!(
        (state.columns.len(), state.reports, state.mentioning),
        (3, 4, 3)
    );
    let all = hits(state);
    harness.keys("j j");
    let before = here(&harness);
    harness.keys("v");
    let state = lens(&harness);
    assert_eq!((state.by, state.columns.len()), (By::Place, 2));
    assert_eq!(hits(state), all);
    assert_eq!(here(&harness), before);
    let screen = harness.screen();
    assert!(screen.contains("2021、2022"), "{screen}");
    // Years below each other, each with its own head.
    let place = lens(&harness).current().unwrap();
    let years: Vec<ReportId> = place.sources.iter().map(|s| s.report).collect();
    assert_eq!(
        years,
        [
            report(&harness, "沙河口", "2021年"),
            report(&harness, "沙河口", "2022年")
        ]
    );
    harness.keys("v");
    let state = lens(&harness);
    let keys: Vec<&Key> = state.columns.iter().map(|c| &c.key).collect();
    assert_eq!(keys, [&Key::Year(Some(2021)), &Key::Year(Some(2022))]);
    assert_eq!(hits(state), all);
    assert_eq!(here(&harness), before);
    harness.keys("v");
    assert_eq!(lens(&harness).by, By::Report);
    assert_eq!(here(&harness), before);
}

#[test]
fn passages_are_walked_alike_whatever_the_columns_are_by() {
    for by in 0..3 {
        let (_dir, mut harness) = open(80, 24, Lang::Zh);
        open_theme(&mut harness, "老旧小区");
        for _ in 0..by {
            harness.keys("v");
        }
        let all = hits(lens(&harness));
        harness.keys("h h h gg");
        let start = here(&harness);
        let mut seen = vec![start.clone()];
        for _ in 1..all {
            harness.keys("n");
            seen.push(here(&harness));
            assert!(harness.screen().contains('┃'));
        }
        seen.dedup();
        let passages: usize = lens(&harness)
            .columns
            .iter()
            .map(duizhao::app::lens::LensColumn::len)
            .sum();
        assert_eq!(seen.len(), passages, "every passage once");
        harness.keys("n");
        assert_eq!(here(&harness), start, "and round");
        harness.keys("N");
        assert_eq!(&here(&harness), seen.last().unwrap());
        let place = lens(&harness).place().unwrap();
        assert_eq!(place, (passages, passages));
    }
}

#[test]
fn the_term_of_the_current_hit_is_told_and_can_be_had_alone() {
    let (_dir, mut harness) = open(160, 45, Lang::Zh);
    open_theme(&mut harness, "老旧小区");
    let all = hits(lens(&harness));
    let screen = harness.screen();
    let foot = screen.lines().rev().nth(1).unwrap();
    assert!(foot.contains("词条 弃管楼"), "{foot}");
    assert!(foot.contains("早年提法"), "{foot}");
    let title = screen.lines().next().unwrap();
    assert!(title.contains("老旧小区 4"), "{title}");
    assert!(title.contains("1/3  共 1/6"), "{title}");
    // Alone, and all again.
    harness.keys("j i");
    let state = lens(&harness);
    assert_eq!(hits(state), 4, "those of 老旧小区");
    assert!(state.columns.iter().all(|c| !c.is_empty()));
    assert!(harness.screen().contains("只看 老旧小区"));
    let at = here(&harness);
    harness.keys("Esc");
    assert_eq!(hits(lens(&harness)), all);
    assert_eq!(here(&harness), at);
    harness.keys("i i");
    assert_eq!(hits(lens(&harness)), all);
}

#[test]
fn the_context_grows_by_steps_and_no_text_is_shown_twice() {
    let (_dir, mut harness) = open(160, 45, Lang::Zh);
    open_theme(&mut harness, "老旧小区");
    let lone = "居民搬进了新楼。";
    let far = "街坊的活动多了起来";
    assert!(!harness.screen().contains(lone));
    harness.keys("K");
    let screen = harness.screen();
    assert!(
        screen.contains("街面上的事情办得不少。") && screen.contains(lone),
        "{screen}"
    );
    assert!(!screen.contains(far));
    let sentence = here(&harness);
    let state = lens(&harness);
    let (id, at) = state.here().unwrap();
    assert_eq!(state.wide.of(id, at), Context::Around);
    // The paragraph has no more than that; the section has.
    harness.keys("K");
    assert!(harness.screen().contains(far), "{}", harness.screen());
    assert_eq!(here(&harness), sentence, "the cursor stays");
    harness.keys("K");
    assert!(!harness.screen().contains(lone));
    // All of them at once; neighbours share their context.
    for step in [Context::Around, Context::Paragraph, Context::Section] {
        harness.keys("Ctrl-k");
        assert_eq!(lens(&harness).wide.all, step);
        let screen = harness.screen();
        for once in ["先把底数查清", "不留下尾巴", "街面上的事情"] {
            assert_eq!(
                screen.matches(once).count(),
                1,
                "{once} at {step:?}\n{screen}"
            );
        }
    }
    harness.keys("Ctrl-k");
    assert!(!harness.screen().contains("先把底数查清"));
}

#[test]
fn sentences_that_several_reports_share_are_marked_named_and_gone_to() {
    let (_dir, mut harness) = open(160, 45, Lang::Zh);
    open_theme(&mut harness, "老旧小区");
    harness.keys("j");
    let (first, text) = here(&harness);
    assert_eq!(text, COMMON);
    let screen = harness.screen();
    assert_eq!(screen.matches("=对全区").count(), 2, "{screen}");
    let foot = screen.lines().rev().nth(1).unwrap();
    assert!(foot.contains("同样的句子 甘井子区 2021"), "{foot}");
    harness.keys("=");
    let (second, text) = here(&harness);
    assert_eq!(second, report(&harness, "甘井子", "2021年"));
    assert!(text.contains("30处"));
    harness.keys("=");
    assert_eq!(here(&harness).0, first, "and back");
    harness.keys("k =");
    assert!(harness.screen().contains("没有同样的句子"));
}

#[test]
fn a_report_without_hits_can_be_added_and_is_an_honest_zero() {
    let (_dir, mut harness) = open(160, 45, Lang::Zh);
    open_theme(&mut harness, "老旧小区");
    let added = report(&harness, "中山区", "2022年");
    harness.keys("a");
    assert!(harness.screen().contains("加报告"), "{}", harness.screen());
    harness.keys("\"中山区\" Enter");
    let state = lens(&harness);
    assert_eq!(state.columns.len(), 4);
    assert_eq!(state.current().unwrap().report, added);
    assert_eq!(state.current().unwrap().hits, 0);
    assert!(harness.screen().contains("没有提到"));
    // A part that no report has is not a zero.
    harness.keys("r r r");
    assert_eq!(lens(&harness).part, Part::Outlook);
    assert!(
        harness.screen().contains("没有这一部分"),
        "{}",
        harness.screen()
    );
    harness.keys("j k n N = K i Enter Ctrl-d v v");
    assert!(
        harness.screen().contains("没有这一部分"),
        "{}",
        harness.screen()
    );
}

#[test]
fn the_reports_that_are_asked_for_stand_in_their_order() {
    let (_dir, mut harness) = open(160, 45, Lang::Zh);
    let wanted = vec![
        report(&harness, "甘井子", "2021年"),
        report(&harness, "沙河口", "2022年"),
    ];
    let request = LensAsk {
        theme: Some(theme(&harness, "老旧小区")),
        report: Some(wanted[1]),
        part: Part::All,
        reports: wanted.clone(),
        only: None,
    };
    ask(&mut harness, request);
    let state = lens(&harness);
    let shown: Vec<ReportId> = state.columns.iter().map(|c| c.report).collect();
    assert_eq!(shown, wanted);
    assert_eq!(state.column, 1);
}

#[test]
fn the_themes_of_one_report_stand_in_columns_most_hits_first() {
    let mut harness = Harness::samples(160, 45);
    let (id, _) = harness.app.shelf.ready().next().unwrap();
    let request = LensAsk {
        report: Some(id),
        ..LensAsk::default()
    };
    ask(&mut harness, request);
    let state = lens(&harness);
    assert!(state.columns.len() > 5);
    let counts: Vec<u32> = state.columns.iter().map(|c| c.hits).collect();
    assert!(counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
    let scanned = harness.app.shelf.hits(id).unwrap();
    for column in &state.columns {
        let Key::Theme(theme) = column.key else {
            panic!("{:?}", column.key)
        };
        assert_eq!(column.hits as usize, scanned.count(theme));
    }
    // The theme is that of the column.
    harness.keys("l");
    let state = lens(&harness);
    assert_eq!(Key::Theme(state.theme), state.current().unwrap().key);
    harness.keys("v");
    assert_eq!(lens(&harness).by, By::Report);
    let theme = lens(&harness).theme;
    harness.keys("Enter");
    assert_eq!(harness.app.current_theme(), Some(theme));
}

#[test]
fn from_a_passage_to_the_reader_and_back_by_either_way() {
    for key in ["q", "<"] {
        let (_dir, mut harness) = open(120, 36, Lang::Zh);
        harness.keys("T");
        open_theme(&mut harness, "老旧小区");
        harness.keys("l j");
        let before = here(&harness);
        harness.keys("Enter");
        assert!(matches!(harness.app.screen, Screen::Reader));
        assert_eq!(harness.app.pane().unwrap().report, before.0);
        harness.keys(key);
        assert_eq!(here(&harness), before, "{key}");
        // The matrix stands on what was read.
        harness.keys("Esc");
        let Screen::Matrix(matrix) = &harness.app.screen else {
            panic!("not the matrix");
        };
        assert_eq!(matrix.report(), Some(before.0));
        assert_eq!(matrix.theme(), Some(theme(&harness, "老旧小区")));
    }
}

#[test]
fn columns_are_two_at_eighty_one_at_forty_and_four_at_most() {
    let (_dir, mut harness) = open(80, 24, Lang::Zh);
    open_theme(&mut harness, "老旧小区");
    let fit = |h: &Harness, size| LensPlan::new(lens(h), size).fit;
    assert_eq!(fit(&harness, (40, 12)), 1);
    assert_eq!(fit(&harness, (80, 24)), 2);
    assert_eq!(fit(&harness, (160, 45)), 3);
    let mut harness = Harness::samples(400, 60);
    open_theme(&mut harness, "教育");
    assert!(lens(&harness).columns.len() >= 4);
    assert_eq!(fit(&harness, (400, 60)), 4);
    harness.screen();
}

#[test]
fn a_passage_longer_than_the_window_is_read_to_its_end() {
    let (_dir, mut harness) = open(40, 12, Lang::Zh);
    open_theme(&mut harness, "老旧小区");
    harness.keys("Ctrl-k Ctrl-k Ctrl-k");
    let start = here(&harness);
    let mut seen = String::new();
    for _ in 0..6 {
        if here(&harness) != start {
            break;
        }
        seen.push_str(&harness.screen());
        harness.keys("Ctrl-d");
    }
    assert!(
        seen.contains("街面上的事情") && seen.contains("街坊的活动"),
        "{seen}"
    );
    harness.keys("gg");
    assert!(harness.screen().contains("街面上"));
}

#[test]
fn only_what_is_near_the_window_is_set_in_rows() {
    let Some(folder) = shared("reports/cities-2024") else {
        return;
    };
    let mut harness = Harness::open(vec![folder], 160, 45, Lang::Zh);
    open_theme(&mut harness, "营商环境");
    harness.keys("v v");
    let state = lens(&harness);
    assert_eq!(state.by, By::Year);
    let column = state
        .columns
        .iter()
        .max_by_key(|c| c.sources.len())
        .unwrap();
    assert!(column.sources.len() > 50);
    let made = |h: &Harness| {
        let columns = &lens(h).columns;
        let sources = columns.iter().flat_map(|c| &c.sources);
        sources.filter(|s| s.laid().is_some()).count()
    };
    harness.keys("G");
    harness.keys("gg Ctrl-d Ctrl-d");
    // From the report columns before, and from the two ends of this one.
    assert!(made(&harness) < 40, "{}", made(&harness));
    // What is counted is what the scan found.
    let id = lens(&harness).theme;
    let counted: usize = harness
        .app
        .shelf
        .ready()
        .filter_map(|(r, _)| harness.app.shelf.hits(r))
        .map(|h| h.count(id))
        .sum();
    assert_eq!(hits(lens(&harness)) as usize, counted);
}

#[test]
fn english_says_the_same() {
    let (_dir, mut harness) = open(160, 45, Lang::En);
    open_theme(&mut harness, "老旧小区");
    let screen = harness.screen();
    let foot = screen.lines().rev().nth(1).unwrap();
    assert!(
        foot.contains("term 弃管楼") && foot.contains("earlier wording"),
        "{foot}"
    );
    harness.keys("v v");
    let screen = harness.screen();
    assert!(screen.contains("2 reports"), "{screen}");
}
