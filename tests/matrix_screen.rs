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
    for _ in 0..299 {
        harness.keys("l");
    }
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
