//! The matrix of themes and reports, and the lens on one theme, through the whole program.

use std::sync::Arc;

use duizhao::app::Screen;
use duizhao::app::lens::{self, LensState};
use duizhao::app::matrix::{MatrixState, Part, Unit};
use duizhao::app::msg::Msg;
use duizhao::app::shelf::State;
use duizhao::job::{Generation, Output};
use duizhao::locale::Lang;
use duizhao::report::library::Entry;
use duizhao::report::{Confidence, Evidence, Place, Report, ReportId, Year};
use duizhao::theme::ThemeId;

use crate::support::app::Harness;

fn matrix(harness: &Harness) -> &MatrixState {
    match &harness.app.screen {
        Screen::Matrix(state) => state,
        other => panic!("not the matrix: {other:?}"),
    }
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

/// Moves the matrix' cursor down to a theme.
fn go_to(harness: &mut Harness, name: &str) {
    let wanted = theme(harness, name);
    harness.keys("gg");
    for _ in 0..200 {
        if matrix(harness).theme() == Some(wanted) {
            return;
        }
        harness.keys("j");
    }
    panic!("{name} is not in the matrix");
}

/// The screen's row that names a theme.
fn row_of(screen: &str, name: &str) -> String {
    screen
        .lines()
        .skip(4)
        .find(|l| l.contains(name))
        .unwrap_or_else(|| panic!("no {name} in\n{screen}"))
        .to_owned()
}

/// Gives every report a place and a year.
fn name_them(harness: &mut Harness, names: &[(&str, &str, u16)]) {
    let ids: Vec<ReportId> = harness.app.shelf.ready().map(|(id, _)| id).collect();
    for (&id, &(province, short, year)) in ids.iter().zip(names) {
        let mut report = Report::clone(harness.app.shelf.report(id).unwrap());
        let place = Place {
            full: format!("{province}省{short}"),
            short: short.to_owned(),
            province: Some(province.to_owned()),
        };
        report.identity.place = Some(known(place));
        report.identity.year = Some(known(Year(year)));
        report.identity.level = None;
        harness.app.shelf.set(id, State::Ready(Arc::new(report)));
    }
}

fn known<T>(value: T) -> Evidence<T> {
    Evidence {
        value,
        span: None,
        how: duizhao::report::identity::How::Title,
        confidence: Confidence::Stated,
    }
}

#[test]
fn the_matrix_shows_heads_rows_preview_and_legend() {
    let mut harness = Harness::samples(160, 45);
    harness.keys("T");
    go_to(&mut harness, "老旧小区");
    let screen = harness.screen();
    for text in [
        "份报告",
        "个主题",
        "数字 处数",
        "深浅 每千字",
        "性质 全部",
        "合计",
        "发展",
        "城市",
        "┃老旧小区",
        "<0.25",
        "2起",
        "没有提到",
        "没有这一部分",
    ] {
        assert!(screen.contains(text), "{text} in\n{screen}");
    }
    // The preview names the cell under the cursor and begins with its first passage.
    let report = matrix(&harness).report().unwrap();
    let hits = harness.app.shelf.hits(report).unwrap();
    let count = hits.count(theme(&harness, "老旧小区"));
    assert!(count > 0);
    let head = screen.lines().find(|l| l.contains("─ 老旧小区 ─")).unwrap();
    assert!(head.contains(&format!("{count} 处")), "{head}");
}

#[test]
fn the_numbers_are_those_of_the_scan() {
    for (w, h) in [(160, 45), (80, 24), (40, 12)] {
        let mut harness = Harness::samples(w, h);
        harness.keys("T");
        for name in ["营商环境", "养老", "教育"] {
            go_to(&mut harness, name);
            let id = theme(&harness, name);
            let plan = harness.app.matrix_plan().unwrap();
            let screen = harness.screen();
            let row = row_of(&screen, &format!("┃{name}"));
            let after = row.split_once(name).unwrap().1;
            let mut numbers: Vec<usize> = after
                .split_whitespace()
                .map(|n| n.parse().unwrap())
                .collect();
            if harness.app.lit.contains(&id) {
                numbers.remove(0);
            }
            let state = matrix(&harness);
            let counts: Vec<usize> = plan
                .columns
                .iter()
                .map(|&(column, _)| {
                    let report = state.matrix.columns[column].report;
                    harness.app.shelf.hits(report).unwrap().count(id)
                })
                .collect();
            assert!(counts.len() >= 3, "{w}: {counts:?}");
            assert_eq!(&numbers[..counts.len()], &counts[..], "{w}×{h} {row}");
            if plan.total.is_some() {
                let all: usize = harness
                    .app
                    .shelf
                    .ready()
                    .map(|(r, _)| harness.app.shelf.hits(r).unwrap().count(id))
                    .sum();
                assert_eq!(numbers.last(), Some(&all), "{row}");
            }
        }
    }
}

#[test]
fn a_part_counts_what_stands_in_it_and_says_so() {
    let mut harness = Harness::samples(160, 45);
    harness.keys("T");
    let mut seen = Vec::new();
    for (part, name) in [
        (Part::Review, "性质 回顾"),
        (Part::Plan, "性质 计划"),
        (Part::Outlook, "性质 目标"),
        (Part::All, "性质 全部"),
    ] {
        harness.keys("r");
        assert_eq!(matrix(&harness).part, part);
        assert!(harness.screen().contains(name), "{name}");
        let state = matrix(&harness).clone();
        let mut hits_in_part = 0;
        for (row, &id) in state.matrix.rows.iter().enumerate() {
            for (column, head) in state.matrix.columns.iter().enumerate() {
                let cell = state.matrix.cell(row, column).unwrap();
                let report = harness.app.shelf.report(head.report).unwrap();
                let hits = harness.app.shelf.hits(head.report).unwrap();
                let found = lens::passages(report, hits, id, part, usize::MAX);
                let listed: usize = found.iter().map(|p| p.hits.len()).sum();
                assert_eq!(listed, cell.hits as usize, "{part:?} {id:?} {}", head.place);
                hits_in_part += listed;
            }
        }
        seen.push(hits_in_part);
    }
    let (parts, all) = seen.split_at(3);
    assert!(parts.iter().sum::<usize>() <= all[0], "{seen:?}");
    assert!(parts[0] > 0 && parts[1] > 0, "{seen:?}");
}

#[test]
fn a_report_without_the_part_has_no_zero() {
    let mut harness = Harness::samples(160, 45);
    harness.keys("T r r r");
    let state = matrix(&harness);
    assert_eq!(state.part, Part::Outlook);
    let without: Vec<usize> = (0..state.matrix.columns.len())
        .filter(|&c| !state.matrix.cell(0, c).unwrap().has_part)
        .collect();
    let lines = harness.screen();
    let row = row_of(&lines, "促进消费");
    assert_eq!(row.matches('无').count(), without.len(), "{row}");
}

#[test]
fn numbers_can_be_per_thousand() {
    let mut harness = Harness::samples(120, 36);
    harness.keys("T %");
    assert_eq!(matrix(&harness).unit, Unit::PerThousand);
    let state = matrix(&harness).clone();
    let row = row_of(&harness.screen(), "┃营商环境");
    let cell = state.matrix.cell(state.row, 0).unwrap();
    assert!(row.contains(&format!("{:.1}", cell.per_mille)), "{row}");
    harness.keys("%");
    assert_eq!(matrix(&harness).unit, Unit::Hits);
}

#[test]
fn the_cursor_moves_and_stops_at_the_edges() {
    let mut harness = Harness::samples(80, 24);
    harness.keys("T gg h h h h h h");
    assert_eq!((matrix(&harness).row, matrix(&harness).column), (0, 0));
    harness.keys("k h Up Left");
    assert_eq!((matrix(&harness).row, matrix(&harness).column), (0, 0));
    harness.keys("j Down l");
    assert_eq!((matrix(&harness).row, matrix(&harness).column), (2, 1));
    harness.keys("PgDn");
    assert!(matrix(&harness).row > 8);
    harness.keys("G $ h");
    let state = matrix(&harness);
    assert_eq!(state.row, state.matrix.rows.len() - 1);
    assert_eq!(state.column, state.matrix.columns.len() - 1);
    let last = *state.matrix.rows.last().unwrap();
    let name = harness
        .app
        .lexicon
        .as_ref()
        .unwrap()
        .theme(last)
        .unwrap()
        .name
        .clone();
    assert!(harness.screen().contains(&format!("┃{name}")));
    harness.keys("Home");
    assert!(harness.screen().contains("┃营商环境"));
}

#[test]
fn heads_stay_where_rows_and_columns_scroll() {
    let mut harness = Harness::samples(60, 20);
    harness.keys("T G $ h");
    let screen = harness.screen();
    let state = matrix(&harness);
    let head = &state.matrix.columns[state.column];
    let rows: Vec<&str> = screen.lines().take(4).collect();
    assert!(rows[3].contains(&head.year), "{screen}");
    assert!(
        rows[3].contains("主题") && rows[3].contains("合计"),
        "{screen}"
    );
}

#[test]
fn places_are_grouped_and_years_stand_in_order() {
    let mut harness = Harness::samples(160, 45);
    let names = [
        ("浙江", "宁波市", 2024),
        ("辽宁", "沙河口区", 2021),
        ("辽宁", "沙河口区", 2016),
        ("浙江", "杭州市", 2023),
        ("辽宁", "和平区", 2022),
    ];
    name_them(&mut harness, &names);
    harness.keys("T");
    let screen = harness.screen();
    let rows: Vec<&str> = screen.lines().collect();
    let at = |row: usize, text: &str| {
        rows[row]
            .find(text)
            .unwrap_or_else(|| panic!("{text}\n{screen}"))
    };
    // The official order of provinces, not that of the files.
    assert!(at(1, "辽宁") < at(1, "浙江"));
    assert!(rows[1].contains("浙江 ─") && rows[1].contains("辽宁 ─"));
    assert_eq!(rows[2].matches("沙河口区").count(), 1, "{screen}");
    assert!(at(3, "2016") < at(3, "2021"), "{screen}");
    assert!(rows[0].contains("2016-2024"), "{screen}");
    // From group to group.
    harness.keys("h h h h h h");
    assert_eq!(matrix(&harness).matrix.columns[0].group, "辽宁");
    harness.keys("Tab");
    let state = matrix(&harness);
    assert_eq!(state.matrix.columns[state.column].group, "浙江");
    assert_eq!(state.column, 3);
    harness.keys("Shift-Tab");
    assert_eq!(matrix(&harness).column, 0);
}

#[test]
fn space_lights_a_theme_and_x_puts_all_out() {
    let mut harness = Harness::samples(120, 36);
    harness.keys("T");
    go_to(&mut harness, "养老");
    let id = theme(&harness, "养老");
    let before = harness.app.lit.len();
    harness.keys("Space");
    assert!(harness.app.lit.contains(&id));
    let row = row_of(&harness.screen(), "┃养老");
    assert!(row.contains(&format!(" {} ", before + 1)), "{row}");
    harness.keys("Space");
    assert!(!harness.app.lit.contains(&id));
    harness.keys("x");
    assert!(harness.app.lit.is_empty());
}

#[test]
fn from_the_matrix_through_the_lens_to_the_reader_and_back() {
    let mut harness = Harness::samples(120, 36);
    harness.keys("T");
    go_to(&mut harness, "养老");
    let id = theme(&harness, "养老");
    let report = matrix(&harness).report().unwrap();
    harness.keys("Enter");
    let screen = harness.screen();
    assert!(screen.contains(" 养老 "), "{screen}");
    assert!(screen.contains("份提到"), "{screen}");
    let state = lens(&harness);
    assert_eq!(state.theme, id);
    assert_eq!(state.columns[state.column].report, report);
    let cursor = (state.column, state.columns[state.column].passage);
    assert_eq!(cursor.1, 0);
    harness.keys("j j k");
    let state = lens(&harness);
    let column = &state.columns[state.column];
    assert_eq!(column.passage, 1);
    let found = lens::passages(
        harness.app.shelf.report(report).unwrap(),
        harness.app.shelf.hits(report).unwrap(),
        id,
        Part::All,
        usize::MAX,
    );
    let wanted = found[1].hits[0];
    harness.keys("Enter");
    assert!(matches!(harness.app.screen, Screen::Reader));
    let hit = harness.app.hit.unwrap();
    assert_eq!((hit.report, hit.span), (report, wanted));
    assert!(harness.app.lit.contains(&id), "what was read on is lit");
    assert_eq!(harness.app.current_theme(), Some(id));
    let pane = harness.app.pane().unwrap();
    assert_eq!(pane.report, report);
    let row = pane.layout().unwrap().row_of(wanted.start());
    let height = harness.app.pane_height(harness.app.reader.focus);
    assert!((pane.top..pane.top + height).contains(&row));
    // Back, each screen as it was left.
    harness.keys("q");
    assert_eq!(lens(&harness).columns[lens(&harness).column].passage, 1);
    harness.keys("q");
    assert_eq!(matrix(&harness).theme(), Some(id));
    harness.keys("q");
    assert!(matches!(harness.app.screen, Screen::Reader));
    assert!(!harness.quit);
    // The matrix opens again where it was.
    harness.keys("T");
    harness.keys("T");
    assert!(matches!(harness.app.screen, Screen::Reader));
}

#[test]
fn the_lens_lists_every_passage_with_its_place_and_role() {
    for (w, h) in [(160, 45), (80, 24)] {
        let mut harness = Harness::samples(w, h);
        harness.keys("T");
        go_to(&mut harness, "养老");
        harness.keys("Enter");
        let state = lens(&harness);
        let column = &state.columns[state.column];
        let count = harness
            .app
            .shelf
            .hits(column.report)
            .unwrap()
            .count(state.theme);
        assert_eq!(column.hits as usize, count);
        let screen = harness.screen();
        assert!(screen.contains(&format!("{count} 处")), "{screen}");
        assert!(screen.contains('┃') && screen.contains("━"), "{screen}");
        assert!(
            screen.contains("回顾") || screen.contains("计划"),
            "{screen}"
        );
        harness.keys("G");
        assert!(harness.screen().contains("养老"));
    }
}

#[test]
fn hits_are_walked_through_passages_and_columns() {
    let mut harness = Harness::samples(160, 45);
    harness.keys("T");
    go_to(&mut harness, "老旧小区");
    harness.keys("h h h h h h Enter");
    let state = lens(&harness);
    let columns = state.columns.len();
    assert!(columns > 1);
    let first = state.columns[0].hits;
    for _ in 0..first {
        harness.keys("n");
    }
    assert_eq!(
        lens(&harness).column,
        1,
        "past the last hit of a column comes the next column"
    );
    harness.keys("N");
    assert_eq!(lens(&harness).column, 0);
    let all: u32 = lens(&harness).columns.iter().map(|c| c.hits).sum();
    let here = |h: &Harness| {
        let state = lens(h);
        let column = &state.columns[state.column];
        (state.column, column.passage, column.hit)
    };
    let start = here(&harness);
    for _ in 0..all {
        harness.keys("n");
    }
    assert_eq!(here(&harness), start, "once round all columns");
}

#[test]
fn the_lens_of_another_part_holds_only_that() {
    let mut harness = Harness::samples(120, 36);
    harness.keys("T");
    go_to(&mut harness, "教育");
    harness.keys("Enter r r");
    let state = lens(&harness);
    assert_eq!(state.part, Part::Plan);
    let plan: u32 = state.columns.iter().map(|c| c.hits).sum();
    assert!(harness.screen().contains("计划"));
    harness.keys("r r");
    let all: u32 = lens(&harness).columns.iter().map(|c| c.hits).sum();
    assert!(plan > 0 && plan < all, "{plan} of {all}");
    // The matrix keeps the part it had.
    harness.keys("q");
    assert_eq!(matrix(&harness).part, Part::All);
}

#[test]
fn an_empty_lens_says_so() {
    let mut harness = Harness::samples(80, 24);
    harness.keys("T");
    let state = matrix(&harness).clone();
    let silent = state.matrix.totals.iter().position(|&t| t == 0);
    let silent = silent.expect("a theme that no sample mentions");
    harness.keys("gg");
    for _ in 0..silent {
        harness.keys("j");
    }
    harness.keys("Enter j k h l n N Ctrl-d PgUp Enter");
    assert!(lens(&harness).columns.is_empty());
    assert!(harness.screen().contains("没有命中"));
}

#[test]
fn every_size_is_drawn() {
    let sizes = (0..=3)
        .flat_map(|w| (0..=3).map(move |h| (w, h)))
        .chain([
            (39, 9),
            (40, 10),
            (41, 13),
            (50, 16),
            (59, 19),
            (60, 20),
            (79, 23),
        ])
        .chain([
            (80, 24),
            (99, 30),
            (100, 36),
            (120, 36),
            (139, 40),
            (140, 45),
            (200, 60),
        ]);
    for lang in [Lang::Zh, Lang::En] {
        let mut harness = Harness::open(Vec::new(), 120, 36, lang);
        for (w, h) in sizes.clone() {
            harness.send(Msg::Resize(w, h));
            harness.screen();
            harness.keys("T G l l l l");
            harness.screen();
            harness.keys("PgUp % r Enter");
            harness.screen();
            harness.keys("n j Ctrl-d l G");
            harness.screen();
            // A resize alone keeps what the cursor is on in sight.
            harness.send(Msg::Resize(w.max(40), h.max(12)));
            harness.screen();
            harness.keys("q q q T r r r % q");
        }
    }
}

#[test]
fn the_passage_under_the_cursor_stays_in_sight_when_the_terminal_changes() {
    let mut harness = Harness::samples(160, 45);
    harness.keys("T");
    go_to(&mut harness, "教育");
    harness.keys("Enter l l G");
    for (w, h) in [(80, 24), (40, 12), (120, 36), (60, 14)] {
        harness.send(Msg::Resize(w, h));
        let screen = harness.screen();
        assert!(screen.contains('┃'), "{w}×{h}\n{screen}");
    }
}

#[test]
fn many_reports_are_scrolled_and_drawn_as_far_as_they_are_seen() {
    let mut harness = Harness::samples(120, 36);
    // Many slots that hold the samples again and again.
    let samples: Vec<_> = harness
        .app
        .shelf
        .ready()
        .map(|(id, r)| {
            (
                Arc::clone(r),
                Arc::clone(harness.app.shelf.hits(id).unwrap()),
            )
        })
        .collect();
    let entries = (0..300).map(|_| Entry::Sample("样本", "")).collect();
    harness.app.shelf.found(entries, Vec::new());
    for i in 0..300 {
        let (report, hits) = &samples[i % samples.len()];
        let id = ReportId(i as u32);
        harness.app.shelf.set(id, State::Ready(Arc::clone(report)));
        harness.app.shelf.scanned(id, Arc::clone(hits));
    }
    harness.keys("T");
    assert_eq!(matrix(&harness).matrix.columns.len(), 300);
    harness.keys("$ h");
    let plan = harness.app.matrix_plan().unwrap();
    assert!(plan.columns.len() < 20);
    assert_eq!(plan.columns.last().unwrap().0, 299);
    assert_eq!(matrix(&harness).column, 299);
    harness.keys("Enter");
    assert!(lens(&harness).columns.len() > 100);
    harness.keys("h h h l");
    assert!(harness.screen().contains("━"));
}

#[test]
fn reports_join_the_matrix_as_they_come_and_the_cursor_stays() {
    let mut harness = Harness::samples(120, 36);
    harness.keys("T");
    go_to(&mut harness, "养老");
    let id = theme(&harness, "养老");
    let samples: Vec<_> = harness
        .app
        .shelf
        .ready()
        .map(|(id, r)| {
            (
                Arc::clone(r),
                Arc::clone(harness.app.shelf.hits(id).unwrap()),
            )
        })
        .collect();
    let tell = |harness: &mut Harness, output| harness.send(Msg::Done(Generation(1), output));
    let entries = (0..60).map(|_| Entry::Sample("样本", "")).collect();
    harness.app.shelf.loading = true;
    let failed = Vec::new();
    tell(&mut harness, Output::Found { entries, failed });
    assert!(matrix(&harness).matrix.columns.is_empty());
    assert!(harness.screen().contains("正在数"));
    let mut known = 0;
    let mut on = None;
    for i in 0..60 {
        let (report, hits) = &samples[i % samples.len()];
        let of = ReportId(i as u32);
        tell(&mut harness, Output::Read(of, Ok(Arc::clone(report))));
        tell(&mut harness, Output::Scanned(of, Arc::clone(hits)));
        let state = matrix(&harness);
        let now = state.matrix.columns.len();
        assert!(now >= known && now * 8 >= i * 7, "{now} of {i}");
        known = now;
        assert_eq!(state.theme(), Some(id));
        if i == 10 {
            harness.keys("l l");
            on = matrix(&harness).report();
        } else if i > 10 {
            assert_eq!(matrix(&harness).report(), on);
        }
    }
    tell(&mut harness, Output::Loaded);
    assert_eq!(matrix(&harness).matrix.columns.len(), 60);
    assert_eq!(matrix(&harness).report(), on);
}

/// The samples as reports of five bodies in three provinces.
const BODIES: [(&str, &str, u16); 5] = [
    ("浙江", "宁波市", 2024),
    ("辽宁", "沙河口区", 2021),
    ("辽宁", "沙河口区", 2016),
    ("浙江", "杭州市", 2023),
    ("辽宁", "和平区", 2022),
];

/// The matrix over the samples under these names.
fn named(w: u16, h: u16) -> Harness {
    let mut harness = Harness::samples(w, h);
    name_them(&mut harness, &BODIES);
    harness.keys("T 0 gg");
    harness
}

fn title(harness: &Harness) -> String {
    harness.screen().lines().next().unwrap().to_owned()
}

fn status(harness: &Harness) -> String {
    harness.screen().lines().last().unwrap().to_owned()
}

fn years_shown(harness: &Harness) -> Vec<String> {
    let columns = &matrix(harness).matrix.columns;
    columns.iter().map(|c| c.year.clone()).collect()
}

fn places_shown(harness: &Harness) -> Vec<String> {
    let columns = &matrix(harness).matrix.columns;
    columns.iter().map(|c| c.place.clone()).collect()
}

#[test]
fn themes_are_sorted_and_the_title_says_by_what() {
    let mut harness = named(160, 45);
    go_to(&mut harness, "养老");
    harness.keys("l");
    let id = theme(&harness, "养老");
    let report = matrix(&harness).report();
    let lexicon: Vec<ThemeId> = matrix(&harness).matrix.rows.clone();
    let falls = |values: &[f32]| values.windows(2).all(|w| w[0] >= w[1]);
    harness.keys("s");
    assert!(title(&harness).contains("排序 合计"), "{}", title(&harness));
    let totals = &matrix(&harness).matrix.totals;
    assert!(totals.windows(2).all(|w| w[0] >= w[1]), "{totals:?}");
    assert_ne!(matrix(&harness).matrix.rows, lexicon);
    harness.keys("s");
    assert!(title(&harness).contains("排序 增减"));
    let measure = matrix(&harness).matrix.measure.clone();
    assert_eq!(
        measure.compared.map(|c| (c.places, c.years)),
        Some((1, (2016, 2021)))
    );
    let values: Vec<f32> = measure.values.iter().map(|v| v.unwrap()).collect();
    assert!(falls(&values), "{values:?}");
    assert!(
        status(&harness).contains("1 个地区"),
        "{}",
        status(&harness)
    );
    assert!(status(&harness).contains("2016-2021"));
    let row = row_of(&harness.screen(), "┃养老");
    let shown = values[matrix(&harness).row];
    assert!(row.contains(&format!("{shown:+.2}")), "{row}");
    harness.keys("s");
    assert!(title(&harness).contains("排序 散布"));
    let measure = &matrix(&harness).matrix.measure;
    let told: Vec<f32> = measure.values.iter().flatten().copied().collect();
    assert!(falls(&told) && told.len() < measure.values.len());
    let few = measure.values.iter().position(Option::is_none).unwrap();
    assert_eq!(told.len(), few, "those with too few hits come last");
    harness.keys("s");
    assert!(
        title(&harness).contains("排序 沙河口区 2016"),
        "{}",
        title(&harness)
    );
    let column = matrix(&harness).column;
    let cells = &matrix(&harness).matrix.cells;
    assert!(
        cells
            .windows(2)
            .all(|w| w[0][column].hits >= w[1][column].hits)
    );
    // Whatever the order, the cursor stays on its theme and report.
    assert_eq!(matrix(&harness).theme(), Some(id));
    assert_eq!(matrix(&harness).report(), report);
    harness.keys("s");
    assert!(!title(&harness).contains("排序"));
    assert_eq!(matrix(&harness).matrix.rows, lexicon);
}

#[test]
fn where_no_place_has_two_years_that_is_said() {
    let mut harness = Harness::samples(160, 45);
    let each = ["甲", "乙", "丙", "丁", "戊"];
    let names: Vec<_> = each.iter().map(|p| ("辽宁", *p, 2020)).collect();
    name_them(&mut harness, &names);
    harness.keys("T s s");
    assert!(status(&harness).contains("没有哪个地区有两个年度"));
    let screen = harness.screen();
    assert!(
        row_of(&screen, "┃")
            .trim_end()
            .ends_with(|c: char| c.is_ascii_digit())
    );
    assert!(
        matrix(&harness)
            .matrix
            .measure
            .values
            .iter()
            .all(Option::is_none)
    );
}

#[test]
fn reports_are_sorted_by_place_year_or_theme() {
    let mut harness = named(160, 45);
    go_to(&mut harness, "养老");
    assert_eq!(
        years_shown(&harness),
        ["2022", "2016", "2021", "2024", "2023"]
    );
    harness.keys("S");
    assert!(title(&harness).contains("列序 年度"));
    assert_eq!(
        years_shown(&harness),
        ["2016", "2021", "2022", "2023", "2024"]
    );
    let screen = harness.screen();
    let heads: Vec<&str> = screen.lines().skip(1).take(3).collect();
    assert!(
        heads[0].contains("2016 ─") && heads[0].contains("2024"),
        "{screen}"
    );
    assert!(
        heads[2].contains("辽宁") && heads[2].contains("浙江"),
        "{screen}"
    );
    harness.keys("S");
    assert!(title(&harness).contains("列序 养老"));
    let state = matrix(&harness);
    let densities: Vec<f32> = state.matrix.cells[state.row]
        .iter()
        .map(|c| c.per_mille)
        .collect();
    assert!(densities.windows(2).all(|w| w[0] >= w[1]), "{densities:?}");
    let heads = harness.screen().lines().nth(1).unwrap().to_owned();
    assert!(heads.contains("养老 ─"), "{heads}");
    harness.keys("S");
    assert!(!title(&harness).contains("列序"));
}

#[test]
fn reports_are_chosen_by_year() {
    let mut harness = named(160, 45);
    harness.keys("Y");
    let screen = harness.screen();
    assert!(screen.contains("┌─ 年度 ─"), "{screen}");
    for year in ["2016", "2021", "2022", "2023", "2024"] {
        let line = screen
            .lines()
            .find(|l| l.contains(year) && l.contains(" 1 份"));
        assert!(line.is_some(), "{year}\n{screen}");
    }
    // What is typed narrows; Space marks; Enter takes what is marked.
    harness.keys("\"2021\" Space Ctrl-u \"2023\" Space");
    assert!(harness.screen().contains("选中 2"));
    harness.keys("Enter");
    assert!(harness.app.overlays.is_empty());
    assert_eq!(years_shown(&harness), ["2021", "2023"]);
    let said = title(&harness);
    assert!(
        said.contains("2/5 份报告") && said.contains(" 年度 2021 2023 "),
        "{said}"
    );
    let state = matrix(&harness);
    for (row, total) in state.matrix.totals.iter().enumerate() {
        let cells = state.matrix.cells[row].iter().map(|c| c.hits);
        assert_eq!(cells.sum::<u32>(), *total);
    }
    // The list opens on what is chosen; Esc leaves it.
    harness.keys("Y");
    assert!(harness.screen().contains("选中 2"));
    harness.keys("Esc");
    assert_eq!(years_shown(&harness).len(), 2);
    // A range that is typed is taken whole; without a mark the line under the cursor is.
    harness.keys("Y Ctrl-x");
    assert_eq!(years_shown(&harness).len(), 5);
    assert!(!title(&harness).contains("/5"));
    harness.keys("Y \"2016-2022\" Enter");
    assert_eq!(years_shown(&harness), ["2022", "2016", "2021"]);
    assert!(
        title(&harness).contains(" 年度 2016 2021-2022 "),
        "{}",
        title(&harness)
    );
    harness.keys("Y Ctrl-x Y \"2024\" Enter");
    assert_eq!(years_shown(&harness), ["2024"]);
    harness.keys("Y Ctrl-x Y Ctrl-a");
    assert!(harness.screen().contains("选中 5"));
    harness.keys("Ctrl-a \"1999\"");
    assert!(harness.screen().contains("没有这样的"));
    harness.keys("Enter Space Esc");
    assert_eq!(years_shown(&harness).len(), 5);
}

#[test]
fn reports_are_chosen_by_place_and_level() {
    let mut harness = named(160, 45);
    harness.keys("p");
    let screen = harness.screen();
    let line = |screen: &str, name: &str| {
        let found = screen.lines().skip(4).find(|l| l.contains(name));
        found
            .unwrap_or_else(|| panic!("{name}\n{screen}"))
            .to_owned()
    };
    assert!(line(&screen, " 辽宁 ").contains("3 份"), "{screen}");
    assert!(line(&screen, "沙河口区").contains("2 份"), "{screen}");
    // Readings find places too.
    harness.keys("\"shk\" Enter");
    assert_eq!(places_shown(&harness), ["沙河口区", "沙河口区"]);
    assert!(
        title(&harness).contains(" 地区 沙河口区 "),
        "{}",
        title(&harness)
    );
    // Counts are of what would be shown with what is chosen otherwise.
    harness.keys("Y");
    let screen = harness.screen();
    assert!(line(&screen, " 2016 ").contains("1 份"), "{screen}");
    assert!(line(&screen, " 2024 ").contains("0 份"), "{screen}");
    harness.keys("Esc p Ctrl-x p \"浙江\" Enter");
    assert_eq!(places_shown(&harness), ["宁波市", "杭州市"]);
    harness.keys("A");
    assert_eq!(places_shown(&harness).len(), 5);
    // Levels: one report is of a county, the others of none that is known.
    let (id, report) = harness
        .app
        .shelf
        .ready()
        .next()
        .map(|(id, r)| (id, Arc::clone(r)))
        .unwrap();
    let mut report = Report::clone(&report);
    report.identity.level = Some(known(duizhao::report::Level::County));
    harness.app.shelf.set(id, State::Ready(Arc::new(report)));
    harness.keys("T T v");
    let screen = harness.screen();
    assert!(line(&screen, "区县").contains("1 份"), "{screen}");
    assert!(line(&screen, "未知").contains("4 份"), "{screen}");
    harness.keys("gg");
    harness.keys("Ctrl-u Enter");
    assert_eq!(places_shown(&harness).len(), 1);
    assert!(
        title(&harness).contains(" 层级 区县 "),
        "{}",
        title(&harness)
    );
}

#[test]
fn a_choice_that_nothing_meets_says_so_with_the_key() {
    let mut harness = named(80, 24);
    harness.keys("p \"浙江\" Enter Y \"2016\" Enter");
    let screen = harness.screen();
    assert!(matrix(&harness).matrix.columns.is_empty());
    assert!(screen.contains("没有符合的报告。 A 看全部"), "{screen}");
    assert!(screen.lines().next().unwrap().contains("0/5"), "{screen}");
    // Nothing opens from nothing, and nothing breaks.
    harness.keys("Enter j k h l G $ 0 Tab Space s S n N PgDn %");
    assert!(matches!(harness.app.screen, Screen::Matrix(_)));
    harness.keys("s s s s S S A");
    assert_eq!(matrix(&harness).matrix.columns.len(), 5);
}

#[test]
fn themes_places_and_years_are_found_while_they_are_typed() {
    let mut harness = named(160, 45);
    let on = |h: &Harness| {
        let state = matrix(h);
        let name = state.theme().map(|t| {
            let lexicon = h.app.lexicon.as_ref().unwrap();
            lexicon.theme(t).unwrap().name.clone()
        });
        (name.unwrap_or_default(), state.column)
    };
    let start = on(&harness);
    harness.keys("/ \"养老\"");
    assert!(matches!(harness.app.screen, Screen::Matrix(_)));
    assert_eq!(on(&harness), ("养老".to_owned(), 0));
    assert!(harness.screen().contains("┃养老"));
    harness.keys("Esc");
    assert_eq!(on(&harness), start, "Esc goes back");
    harness.keys("/ \"yangl\" Enter");
    assert_eq!(on(&harness).0, "养老");
    // Places and years, with words for both.
    harness.keys("/ \"沙河口\" Enter");
    assert_eq!(on(&harness), ("养老".to_owned(), 1));
    harness.keys("n");
    assert_eq!(on(&harness).1, 2);
    assert!(status(&harness).contains("2/2"), "{}", status(&harness));
    harness.keys("n");
    assert_eq!(on(&harness).1, 1, "round again");
    harness.keys("N");
    assert_eq!(on(&harness).1, 2);
    harness.keys("/ \"2023\" Enter");
    assert_eq!(on(&harness).1, 4);
    harness.keys("/");
    for c in "辽宁 22".chars() {
        harness.send(Msg::Key(duizhao::app::keymap::Key::new(
            duizhao::app::keymap::Code::Char(c),
        )));
    }
    assert_eq!(on(&harness).1, 0, "{}", harness.screen());
    // What nobody has is said, and the cursor goes nowhere.
    harness.keys("Ctrl-u \"火星\"");
    assert!(status(&harness).contains("没有找到"));
    harness.keys("Enter");
    assert_eq!(on(&harness).1, 4);
    // What is filtered out is passed over, and found again when it is there.
    harness.keys("/ \"沙河口\" Enter Y \"2021\" Enter n n n");
    assert_eq!(places_shown(&harness), ["沙河口区"]);
    assert_eq!(on(&harness).1, 0);
}

#[test]
fn before_anything_was_found_n_says_how_to_find() {
    let mut harness = named(80, 24);
    harness.keys("n");
    assert!(status(&harness).contains("/ 找"), "{}", status(&harness));
}

#[test]
fn the_cursor_stands_on_totals_and_they_open_their_sentences() {
    let mut harness = named(160, 45);
    go_to(&mut harness, "养老");
    let id = theme(&harness, "养老");
    harness.keys("$");
    let state = matrix(&harness).clone();
    assert!(state.on_row_total() && state.report().is_none());
    assert_eq!(state.theme(), Some(id));
    let total = state.matrix.totals[state.row];
    let screen = harness.screen();
    let head = screen.lines().find(|l| l.contains("─ 养老 ─")).unwrap();
    assert!(
        head.contains("全部报告") && head.contains(&format!("{total} 处")),
        "{head}"
    );
    assert!(head.contains("5 份中"), "{head}");
    // The first passages, each with place and year.
    let below: Vec<&str> = screen
        .lines()
        .skip_while(|l| !l.contains("─ 养老 ─"))
        .skip(1)
        .take(3)
        .collect();
    for line in &below {
        assert!(
            BODIES
                .iter()
                .any(|b| line.contains(b.1) && line.contains(&b.2.to_string())),
            "{line}"
        );
    }
    // There is no total of the totals.
    harness.keys("G j j");
    assert!(!matrix(&harness).on_column_total());
    harness.keys("h j");
    let state = matrix(&harness).clone();
    assert!(state.on_column_total() && state.theme().is_none());
    let report = state.report().unwrap();
    let total = state.matrix.column_total(state.column);
    let screen = harness.screen();
    let row = row_of(&screen, "┃合计");
    assert!(row.contains(&total.to_string()), "{row}");
    let head = screen.lines().find(|l| l.contains("─ 全部主题 ─")).unwrap();
    assert!(
        head.contains("杭州市 2023") && head.contains(&format!("{total} 处")),
        "{head}"
    );
    harness.keys("l l");
    assert!(matrix(&harness).on_column_total() && !matrix(&harness).on_row_total());
    harness.keys("k");
    assert_eq!(matrix(&harness).row, matrix(&harness).matrix.rows.len() - 1);
    assert_eq!(matrix(&harness).report(), Some(report));
    // Sorting does not throw the cursor off a total.
    harness.keys("j s");
    assert!(matrix(&harness).on_column_total());
    assert_eq!(matrix(&harness).report(), Some(report));
}

#[test]
fn totals_are_sums_of_what_is_shown() {
    let mut harness = named(160, 60);
    let screen = harness.screen();
    let foot = screen
        .lines()
        .find(|l| l.trim_start().starts_with("合计"))
        .unwrap();
    let shown: Vec<u32> = foot
        .split_whitespace()
        .filter(|n| !n.starts_with('+'))
        .filter_map(|n| n.parse().ok())
        .collect();
    let state = matrix(&harness);
    for (column, total) in shown.iter().rev().enumerate() {
        let column = state.matrix.columns.len() - 1 - column;
        let sum: u32 = state.matrix.cells.iter().map(|row| row[column].hits).sum();
        assert_eq!(sum, *total, "{foot}");
    }
    assert!(shown.len() >= 5, "{foot}");
    harness.keys("% $");
    let state = matrix(&harness);
    let (hits, han) = (state.matrix.totals[state.row], state.matrix.han);
    let rate = f64::from(hits) * 1000.0 / han as f64;
    assert!(
        row_of(&harness.screen(), "┃")
            .trim_end()
            .ends_with(&format!("{rate:.1}"))
    );
    assert!(harness.screen().contains("总体"));
}

#[test]
fn a_cell_without_sentences_says_why() {
    let mut harness = Harness::samples(160, 45);
    harness.keys("T gg 0");
    let state = matrix(&harness).clone();
    let (row, column) = (0..state.matrix.rows.len())
        .flat_map(|r| (0..state.matrix.columns.len()).map(move |c| (r, c)))
        .find(|&(r, c)| state.matrix.cells[r][c].hits == 0)
        .unwrap();
    for _ in 0..row {
        harness.keys("j");
    }
    for _ in 0..column {
        harness.keys("l");
    }
    let preview = |h: &Harness| {
        let plan = h.app.matrix_plan().unwrap();
        let y = plan.preview.unwrap().y as usize;
        let screen = h.screen();
        let rows: Vec<&str> = screen.lines().skip(y).take(2).collect();
        rows.join("\n")
    };
    assert!(preview(&harness).contains("0 处"), "{}", preview(&harness));
    assert!(
        preview(&harness).contains("没有提到"),
        "{}",
        preview(&harness)
    );
    harness.keys("r r r");
    let state = matrix(&harness).clone();
    let without = (0..state.matrix.columns.len()).find(|&c| !state.matrix.cells[0][c].has_part);
    harness.keys("0");
    for _ in 0..without.expect("a sample without outlook") {
        harness.keys("l");
    }
    assert!(
        preview(&harness).contains("没有这一部分"),
        "{}",
        preview(&harness)
    );
    assert!(!preview(&harness).contains("0 处"), "no part has no number");
}

/// The samples again and again, under names of their own.
fn many(count: usize, w: u16, h: u16) -> Harness {
    let mut harness = Harness::samples(w, h);
    let samples: Vec<_> = harness
        .app
        .shelf
        .ready()
        .map(|(id, r)| {
            (
                Arc::clone(r),
                Arc::clone(harness.app.shelf.hits(id).unwrap()),
            )
        })
        .collect();
    let entries = (0..count).map(|_| Entry::Sample("样本", "")).collect();
    harness.app.shelf.found(entries, Vec::new());
    for i in 0..count {
        let (report, hits) = &samples[i % samples.len()];
        let mut report = Report::clone(report);
        let group = ["辽宁", "浙江", "广东", "四川"][i / 10 % 4];
        let place = Place {
            full: format!("{group}省{:03}县", i / 5),
            short: format!("{:03}县", i / 5),
            province: Some(group.to_owned()),
        };
        report.identity.place = Some(known(place));
        report.identity.year = Some(known(Year(2010 + (i % 5) as u16)));
        let id = ReportId(i as u32);
        harness.app.shelf.set(id, State::Ready(Arc::new(report)));
        harness.app.shelf.scanned(id, Arc::clone(hits));
    }
    harness.keys("T");
    harness
}

#[test]
fn what_lies_beyond_the_edges_is_told() {
    for (w, h) in [(160, 45), (80, 24), (60, 20), (40, 12)] {
        let mut harness = many(200, w, h);
        harness.keys("gg 0");
        let plan = harness.app.matrix_plan().unwrap();
        assert_eq!(plan.beside, (0, 200 - plan.columns.len()));
        let screen = harness.screen();
        assert!(
            screen.contains(&format!("+{} 列", plan.beside.1)),
            "{w}\n{screen}"
        );
        harness.keys("$ h");
        let plan = harness.app.matrix_plan().unwrap();
        assert_eq!(plan.beside, (200 - plan.columns.len(), 0));
        let screen = harness.screen();
        assert!(
            screen.contains(&format!("+{} 列", plan.beside.0)),
            "{w}\n{screen}"
        );
        harness.keys("G");
        let plan = harness.app.matrix_plan().unwrap();
        let themes = matrix(&harness).matrix.rows.len();
        assert_eq!(
            plan.beyond,
            (themes - plan.lines.iter().flatten().count(), 0)
        );
        let screen = harness.screen();
        assert!(
            screen.contains(&format!("主题 +{}", plan.beyond.0)),
            "{screen}"
        );
    }
}

#[test]
fn scrolling_moves_by_one_and_group_heads_stay() {
    let mut harness = many(200, 120, 36);
    harness.keys("gg 0");
    let mut before = harness.app.matrix_plan().unwrap();
    for _ in 0..199 {
        harness.keys("l");
        let plan = harness.app.matrix_plan().unwrap();
        // Gaps between groups take a column at times.
        assert!((before.first..=before.first + 2).contains(&plan.first));
        let at = matrix(&harness).column;
        assert!(plan.columns.iter().any(|&(c, _)| c == at));
        let screen = harness.screen();
        let heads: Vec<&str> = screen.lines().skip(1).take(3).collect();
        let column = &matrix(&harness).matrix.columns[plan.first];
        assert!(heads[0].contains(&column.group), "{screen}");
        assert!(
            heads[1].contains(column.place.trim_end_matches('县')),
            "{screen}"
        );
        before = plan;
    }
    for _ in 0..70 {
        harness.keys("j");
        let plan = harness.app.matrix_plan().unwrap();
        assert!(plan.top - before.top <= 2, "{} {}", before.top, plan.top);
        // The first row on the screen names its group, also in the middle of one.
        let row = plan.lines.iter().flatten().next().unwrap();
        let id = matrix(&harness).matrix.rows[*row];
        let lexicon = harness.app.lexicon.as_ref().unwrap();
        let group = lexicon.theme(id).unwrap().group.clone();
        let skip = plan.lines.iter().take_while(|l| l.is_none()).count();
        let screen = harness.screen();
        let first = screen.lines().nth(plan.body.y as usize + skip).unwrap();
        assert!(first.starts_with(&format!(" {group}")), "{screen}");
        before = plan;
    }
}

#[test]
fn orders_and_choices_hold_while_reports_come_in() {
    let mut harness = many(60, 120, 36);
    let all: Vec<_> = harness
        .app
        .shelf
        .ready()
        .map(|(id, r)| {
            (
                Arc::clone(r),
                Arc::clone(harness.app.shelf.hits(id).unwrap()),
            )
        })
        .collect();
    go_to(&mut harness, "养老");
    let id = theme(&harness, "养老");
    harness.app.shelf.loading = true;
    let tell = |harness: &mut Harness, output| harness.send(Msg::Done(Generation(1), output));
    let entries = (0..60).map(|_| Entry::Sample("样本", "")).collect();
    tell(
        &mut harness,
        Output::Found {
            entries,
            failed: Vec::new(),
        },
    );
    for (i, (report, hits)) in all.iter().enumerate() {
        let of = ReportId(i as u32);
        tell(&mut harness, Output::Read(of, Ok(Arc::clone(report))));
        tell(&mut harness, Output::Scanned(of, Arc::clone(hits)));
        if i == 10 {
            harness.keys("s Y \"2012\" Enter");
        }
        if i > 10 {
            let state = matrix(&harness);
            assert_eq!(state.theme(), Some(id));
            assert!(
                state
                    .matrix
                    .columns
                    .iter()
                    .all(|c| c.year_number == Some(2012))
            );
            assert!(state.matrix.totals.windows(2).all(|w| w[0] >= w[1]));
        }
    }
    tell(&mut harness, Output::Loaded);
    assert_eq!(matrix(&harness).matrix.columns.len(), 12);
    assert_eq!(matrix(&harness).matrix.left_out, 48);
}

#[test]
fn english_names_are_whole_at_eighty_columns() {
    let mut harness = Harness::open(Vec::new(), 80, 60, Lang::En);
    harness.keys("T gg");
    let lexicon = Arc::clone(harness.app.lexicon.as_ref().unwrap());
    let mut seen = 0;
    for &id in &matrix(&harness).matrix.rows.clone() {
        let screen = harness.screen();
        let name = &lexicon.theme(id).unwrap().en;
        assert!(screen.contains(&format!("┃{name} ")), "{name}\n{screen}");
        harness.keys("j");
        seen += 1;
    }
    assert!(seen > 20);
}

#[test]
fn overlays_of_the_matrix_are_drawn_at_every_size() {
    for lang in [Lang::Zh, Lang::En] {
        let mut harness = Harness::open(Vec::new(), 120, 36, lang);
        for (w, h) in [
            (0, 0),
            (1, 3),
            (39, 9),
            (40, 10),
            (44, 12),
            (59, 19),
            (80, 24),
            (200, 60),
        ] {
            harness.send(Msg::Resize(w, h));
            for keys in [
                "Y Space", "p", "v Ctrl-a", "/ \"x\"", "S", "s s s", "$ G", "0 G j", "%",
            ] {
                harness.keys("T");
                if !matches!(harness.app.screen, Screen::Matrix(_)) {
                    harness.keys("T");
                }
                harness.keys(keys);
                harness.screen();
                harness.keys("Esc");
            }
        }
    }
}

#[test]
fn every_number_opens_exactly_the_sentences_it_counts() {
    let mut harness = named(160, 45);
    let sum = |h: &Harness| lens(h).columns.iter().map(|c| c.hits).sum::<u32>();
    let shown = |h: &Harness| -> Vec<ReportId> {
        let columns = lens(h).columns.iter();
        let mut all: Vec<_> = columns
            .flat_map(|c| c.sources.iter().map(|s| s.report))
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    // With a choice, and without.
    for keys in ["", "p \"沙河口\" Enter", "A S"] {
        harness.keys(keys);
        go_to(&mut harness, "养老");
        harness.keys("$");
        let state = matrix(&harness).clone();
        let (total, among) = (state.matrix.totals[state.row], state.reports());
        harness.keys("Enter");
        assert_eq!(sum(&harness), total, "{keys}");
        assert_eq!(lens(&harness).reports, among.len(), "{keys}");
        assert!(
            shown(&harness).iter().all(|id| among.contains(id)),
            "{keys}"
        );
        harness.keys("q 0");
        let state = matrix(&harness).clone();
        let report = state.report().unwrap();
        harness.keys("Enter");
        assert_eq!(lens(&harness).reports, among.len(), "{keys}");
        let cell = state.matrix.cell(state.row, 0).unwrap();
        let column = lens(&harness).columns.iter().find(|c| c.report == report);
        assert_eq!(column.map_or(0, |c| c.hits), cell.hits, "{keys}");
        // The total of a column: all themes of that report.
        harness.keys("q G j");
        let state = matrix(&harness).clone();
        assert!(state.on_column_total());
        harness.keys("Enter");
        assert_eq!(sum(&harness), state.matrix.column_total(0), "{keys}");
        assert_eq!(shown(&harness), [report], "{keys}");
        // Back, the cursor stands on what was read last.
        harness.keys("q");
        assert_eq!(matrix(&harness).report(), Some(report), "{keys}");
        assert!(matrix(&harness).theme().is_some(), "{keys}");
    }
}
