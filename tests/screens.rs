//! The reader's screens on the built-in samples, as text; every size; random keys.

use duizhao::app::keymap::{Code, Key};
use duizhao::app::msg::Msg;
use duizhao::locale::Lang;
use duizhao::text::width::{self, Ambiguous};

use crate::support::app::Harness;

#[test]
fn the_reader_opens_on_two_reports_of_one_place() {
    let screen = Harness::samples(160, 45).screen();
    let title = screen.lines().next().unwrap();
    assert!(title.contains("沙河口区 2016  与  2021"), "{title}");
    assert!(
        title.contains("承续") && title.contains("近似句"),
        "{title}"
    );
    assert!(
        title.contains("1 营商环境") && title.contains("2 老旧小区"),
        "{title}"
    );
    let heads = screen.lines().nth(1).unwrap();
    assert!(
        heads.starts_with("── 大纲 2016") && heads.contains("对 2021"),
        "{heads}"
    );
    assert!(heads.contains("━━ 沙河口区 2016"), "{heads}");
}

#[test]
fn the_other_pane_follows_to_the_counterpart_with_score_and_reason() {
    let mut harness = Harness::samples(160, 45);
    harness.keys("f \"营造良好软环境\" Enter");
    let screen = harness.screen();
    let heads = screen.lines().nth(1).unwrap();
    assert!(heads.contains("三 / (三) 营造良好软环境"), "{heads}");
    assert!(heads.contains("三 / (五) 打造营"), "{heads}");
    assert!(
        heads.contains(" 强  ") || heads.contains(" 中  "),
        "{heads}"
    );
    let first = screen.lines().nth(2).unwrap();
    assert!(
        first.contains("营造良好软环境") && first.contains("打造营商环境最优区"),
        "{first}"
    );
}

#[test]
fn no_counterpart_is_said_and_the_other_pane_stays() {
    let mut harness = Harness::samples(160, 45);
    let view = harness.app.view(0).unwrap();
    let report = harness.app.report_in(0).unwrap().clone();
    let (lonely, title) = report
        .section_ids()
        .find(|(id, s)| s.level == 2 && view.link(*id).is_none())
        .map(|(id, _)| (id, report.title(id).into_owned()))
        .unwrap();
    harness.keys("g g");
    let before = harness.app.reader.panes[1].anchor;
    harness.keys("f").send(Msg::Paste(title.clone()));
    harness.keys("Enter");
    assert_eq!(harness.app.pane().unwrap().section(), Some(lonely));
    assert_eq!(harness.app.reader.panes[1].anchor, before);
    let screen = harness.screen();
    assert!(
        screen.lines().nth(1).unwrap().contains("无对应"),
        "{screen}"
    );
}

#[test]
fn changes_are_marked_and_one_key_hides_them() {
    let mut harness = Harness::samples(160, 45);
    harness.keys("}");
    let marked = |screen: &str| {
        screen
            .lines()
            .filter(|l| ["│ ~ ", "│ + ", "│ - "].iter().any(|m| l.contains(m)))
            .count()
    };
    assert!(marked(&harness.screen()) > 3, "{}", harness.screen());
    harness.keys("d");
    assert_eq!(marked(&harness.screen()), 0, "{}", harness.screen());
    harness.keys("d");
    assert!(marked(&harness.screen()) > 3);
}

#[test]
fn a_key_overrules_the_depth() {
    let mut harness = Harness::samples(160, 45);
    assert!(harness.screen().contains(" 承续 "));
    harness.keys("m");
    let screen = harness.screen();
    assert!(
        screen.contains(" 平行 ") && screen.contains("自选"),
        "{screen}"
    );
}

#[test]
fn hits_are_walked_through_panes_and_reports() {
    let mut harness = Harness::samples(120, 36);
    let theme = harness.app.current_theme().unwrap();
    let all: usize = harness
        .app
        .shelf
        .slots()
        .map(|(id, _)| harness.app.shelf.hits(id).unwrap().count(theme))
        .sum();
    assert!(all > 10);
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..all {
        harness.keys("n");
        let hit = harness.app.hit.unwrap();
        seen.insert((hit.report, hit.span));
    }
    assert_eq!(seen.len(), all, "n comes to every hit of every report once");
}

#[test]
fn search_takes_either_script_and_esc_goes_back() {
    let mut harness = Harness::samples(80, 24);
    harness.keys("J J J");
    let before = harness.app.reader.panes[0].anchor;
    harness.keys("/ \"軟環境\"");
    assert!(harness.app.hit.is_some(), "{}", harness.screen());
    harness.keys("Esc");
    assert_eq!(harness.app.reader.panes[0].anchor, before);
    harness.keys("/ \"軟環境\" Enter n");
    assert!(harness.app.hit.is_some());
}

#[test]
fn panes_are_added_and_closed() {
    let mut harness = Harness::samples(200, 45);
    harness.keys("a \"大连\" Enter a \"和平\" Enter");
    assert_eq!(harness.app.reader.panes.len(), 4);
    let heads = harness.screen().lines().nth(1).unwrap().to_owned();
    assert!(
        heads.contains("大连市 2022") && heads.contains("和平区 2022"),
        "{heads}"
    );
    harness.keys("a");
    assert!(harness.screen().contains("最多四栏"));
    harness.keys("X X X X");
    assert_eq!(harness.app.reader.panes.len(), 1);
}

#[test]
fn going_back_comes_to_the_same_place() {
    let mut harness = Harness::samples(120, 36);
    harness.keys("J J J J");
    let place = (
        harness.app.pane().unwrap().report,
        harness.app.pane().unwrap().anchor,
    );
    harness.keys("f \"和平\" Space \"民生实事\" Enter");
    assert_ne!(harness.app.pane().unwrap().report, place.0);
    harness.keys("<");
    assert_eq!(
        (
            harness.app.pane().unwrap().report,
            harness.app.pane().unwrap().anchor
        ),
        place
    );
    harness.keys(">");
    assert_ne!(harness.app.pane().unwrap().report, place.0);
}

#[test]
fn a_resize_keeps_the_place() {
    let mut harness = Harness::samples(160, 45);
    harness.keys("J J J J J j j j");
    let section = harness.app.pane().unwrap().section();
    for (w, h) in [(80, 24), (40, 12), (100, 30), (3, 3), (160, 45)] {
        harness.send(Msg::Resize(w, h));
        assert_eq!(harness.app.pane().unwrap().section(), section, "{w}x{h}");
    }
}

#[test]
fn no_size_panics() {
    let screens = ["", "f", "/", "t", "a", ":", "?", "T", "T Enter", "B", "o"];
    for keys in screens {
        let mut harness = Harness::samples(80, 24);
        harness.keys(keys);
        for (w, h) in [
            (0, 0),
            (1, 1),
            (2, 3),
            (3, 3),
            (40, 10),
            (49, 12),
            (60, 22),
            (99, 20),
            (139, 50),
            (220, 60),
        ] {
            harness.send(Msg::Resize(w, h));
            assert_whole(&harness, keys);
        }
    }
}

/// No half glyph anywhere: every wide glyph is followed by its own blank half, and none stands in the last column.
fn assert_whole(harness: &Harness, after: &str) {
    let cells = harness.cells();
    for y in 0..cells.area.height {
        let mut x = 0;
        while x < cells.area.width {
            let symbol = cells.cell((x, y)).unwrap().symbol();
            let wide = width::text(symbol, Ambiguous::Narrow).max(1);
            assert!(
                x + wide <= cells.area.width,
                "half of {symbol} at the edge after {after}"
            );
            if wide == 2 {
                let half = cells.cell((x + 1, y)).unwrap().symbol();
                assert_eq!(half, " ", "{symbol} is torn by {half} after {after}");
            }
            x += wide;
        }
    }
}

#[test]
fn random_keys_break_nothing() {
    let keys = "j k J K { } n N d m a X p L o f / t T B : ? Enter Esc Tab Space Up Down PgDn gg G < > q 1 营 y Ctrl-a Ctrl-y Ctrl-t Ctrl-d";
    let keys: Vec<&str> = keys.split(' ').collect();
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    let sizes = [(160, 45), (80, 24), (60, 22), (40, 12), (120, 36), (3, 2)];
    for round in 0..12 {
        let lang = if round % 2 == 0 { Lang::Zh } else { Lang::En };
        let mut harness = Harness::open(Vec::new(), 100, 30, lang);
        let mut pressed = String::new();
        for _ in 0..80 {
            if next(20) == 0 {
                let (w, h) = sizes[next(sizes.len())];
                harness.send(Msg::Resize(w, h));
            }
            let key = keys[next(keys.len())];
            pressed.push_str(key);
            pressed.push(' ');
            match key {
                "营" => harness.send(Msg::Paste("营商 环境".to_owned())),
                key => {
                    harness.keys(key);
                }
            }
            assert_whole(&harness, &pressed);
            let panes = harness.app.reader.panes.len();
            assert!(harness.app.reader.focus < panes.max(1), "{pressed}");
            harness.quit = false;
        }
        // Out again, within five keys.
        let ctrl_c = Key {
            ctrl: true,
            ..Key::new(Code::Char('c'))
        };
        harness.send(Msg::Key(ctrl_c));
        assert!(harness.quit, "Ctrl-c leaves after {pressed}");
    }
}
