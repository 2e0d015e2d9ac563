//! The reader's screens on the built-in samples, as text; every size; random keys.

use duizhao::app::keymap::{Code, Key};
use duizhao::app::msg::Msg;
use duizhao::app::reader::Show;
use duizhao::compare::Change;
use duizhao::locale::Lang;
use duizhao::report::SentenceId;
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
    let keys = "j k J K { } n N d v m a a X p L o f / t T B : ? Enter Esc Tab Space Up Down PgDn gg G < > q 1 营 y Ctrl-a Ctrl-y Ctrl-t Ctrl-d";
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

/// A made-up report of which drafts are made.
const DRAFT: &str = "2021年青河区政府工作报告\n——2021年1月20日在青河区第三届人民代表大会第一次会议上\n青河区代区长　林　木\n\
各位代表：\n现在，我代表区人民政府，向大会报告工作，请予审议，并请各位政协委员提出意见。\n\
一、2020年工作回顾\n过去一年，我们办成了一批群众盼望的实事，全区上下同心协力，各项工作都有了新的起色。\n\
（一）修路架桥\n全年新修道路12条，改造桥梁3座，打通断头路5处，群众出行比过去方便了许多。\
河东大桥的拓宽改造已经动工，计划明年国庆节以前通车。公交线路由18条增加到21条，早晚高峰加密了班次，运行更加准点。\n\
（二）治水兴林\n全年整治河道30公里，植树20万株，建成口袋公园6个。\
北山林场的防火隔离带全线贯通，护林员全部配上了对讲设备。\n\
二、2021年工作安排\n（一）办好学校\n新建学校2所，改扩建幼儿园4所，让孩子们都能在家门口上好学。\
力争在秋季开学以前把新校舍交到师生手里，不让一个孩子耽误上课。\n\
（二）看好疾病\n新建社区医院1座，引进医生50名，把常见病看在社区。\
老年人的免费体检每年做一次，结果记入健康档案，由家庭医生跟踪随访。\n\
各位代表，让我们团结一心，奋力拼搏，为建设更加美好的青河而努力奋斗！\n";

fn two(a: &str, b: &str, w: u16, h: u16) -> (tempfile::TempDir, Harness) {
    let dir = tempfile::tempdir().unwrap();
    let paths = [("old.txt", a), ("new.txt", b)].map(|(name, text)| {
        let path = dir.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    });
    let harness = Harness::open(paths.to_vec(), w, h, Lang::Zh);
    (dir, harness)
}

fn draft() -> String {
    let moved = "北山林场的防火隔离带全线贯通，护林员全部配上了对讲设备。";
    DRAFT
        .replace(moved, "")
        .replace(
            "跟踪随访。",
            "跟踪随访。北山林场的防火隔离带全线贯通，护林员全部配上了新式对讲设备。",
        )
        .replace("新修道路12条", "新修道路15条")
        .replace("力争在秋季开学", "确保在秋季开学")
        .replace("已经动工，计划", "已经动工。计划")
        .replace(
            "方便了许多。",
            "方便了许多。东湖隧道也在年底贯通，两岸往来再也不用绕行。",
        )
}

fn row_with<'s>(screen: &'s str, text: &str) -> &'s str {
    screen
        .lines()
        .find(|l| l.contains(text))
        .unwrap_or_default()
}

fn status_row(harness: &Harness) -> String {
    harness.screen().lines().last().unwrap().to_owned()
}

#[test]
fn every_kind_of_difference_is_walked_in_order_and_counted() {
    for (w, h) in [(160, 45), (80, 24), (60, 24), (40, 12)] {
        let (_dir, mut harness) = two(DRAFT, &draft(), w, h);
        let view = harness.app.view(0).unwrap();
        let stops = harness.app.stops(&view, harness.app.reader.show);
        let kinds: Vec<Change> = stops.iter().map(|s| s.change).collect();
        for kind in [Change::Reworded, Change::New, Change::Moved] {
            assert!(kinds.contains(&kind), "{kinds:?}");
        }
        assert!(stops.is_sorted_by_key(|s| s.at), "{stops:?}");
        for n in 1..=stops.len() {
            harness.keys("}");
            let said = status_row(&harness);
            assert!(
                said.contains(&format!("变化 {n}/{}", stops.len())),
                "{said}"
            );
            assert_eq!(harness.app.current_stop(), stops.get(n - 1));
            assert!(harness.screen().contains('┃'), "the eye is led");
        }
        harness.keys("}");
        let all = format!("以上是全部 {} 处变化", stops.len());
        assert!(
            status_row(&harness).contains(&all),
            "{}",
            status_row(&harness)
        );
        harness.keys("{");
        assert!(status_row(&harness).contains(&format!("变化 {}/", stops.len() - 1)));
    }
}

#[test]
fn a_sentence_that_moved_tells_where_on_both_sides_and_shows_its_words() {
    let (_dir, mut harness) = two(DRAFT, &draft(), 160, 45);
    harness.keys("/ \"北山林场\" Enter");
    let screen = harness.screen();
    assert!(screen.contains("移到 二(二)"), "{screen}");
    harness.keys("Tab / \"北山林场\" Enter");
    let screen = harness.screen();
    assert!(screen.contains("移自 一(二)"), "{screen}");
    assert!(row_with(&screen, "北山林场的").contains('»'), "{screen}");
    let view = harness.app.view(1).unwrap();
    let moved = harness.app.stops(&view, harness.app.reader.show);
    let moved = moved.iter().find(|s| s.change == Change::Moved).unwrap();
    let pair = view.pair(SentenceId(moved.here.start as u32)).unwrap();
    assert!(pair.reworded && !pair.edits.is_empty());
}

#[test]
fn figures_and_wording_are_looked_at_alone_and_the_title_says_so() {
    let (_dir, mut harness) = two(DRAFT, &draft(), 160, 45);
    let view = harness.app.view(0).unwrap();
    let all = harness.app.stops(&view, Show::All).len();
    assert!(harness.screen().contains("升 25%"), "{}", harness.screen());
    harness.keys("v");
    let title = |h: &Harness| h.screen().lines().next().unwrap().to_owned();
    assert!(title(&harness).contains("只看数字"), "{}", title(&harness));
    let figures = harness.app.stops(&view, Show::Figures);
    assert!(!figures.is_empty() && figures.len() < all);
    harness.keys("}");
    assert!(harness.screen().contains("升 25%"), "{}", harness.screen());
    harness.keys("v");
    assert!(title(&harness).contains("只看措辞"), "{}", title(&harness));
    assert!(!harness.screen().contains("升 25%"), "{}", harness.screen());
    let wording = harness.app.stops(&view, Show::Wording);
    assert_eq!(wording.len(), all - 1, "{wording:?}");
    harness.keys("v");
    assert_eq!(harness.app.reader.show, Show::All);
    assert!(!title(&harness).contains("只看"), "{}", title(&harness));
}

#[test]
fn a_depth_that_was_left_comes_back_without_a_new_comparison() {
    let mut harness = Harness::samples(160, 45);
    harness.keys("m m m");
    let key = {
        let panes = &harness.app.reader.panes;
        (panes[0].report, panes[1].report)
    };
    let before = harness.app.pairings[&key].current().unwrap().clone();
    harness.keys("m m m");
    let after = harness.app.pairings[&key].current().unwrap().clone();
    assert!(std::sync::Arc::ptr_eq(&before, &after));
    assert!(
        status_row(&harness).contains("程序所选"),
        "{}",
        status_row(&harness)
    );
}

#[test]
fn the_verdict_stands_in_the_title() {
    let title = |h: &Harness| h.screen().lines().next().unwrap().to_owned();
    let (_dir, harness) = two(DRAFT, DRAFT, 160, 45);
    assert!(title(&harness).contains("两份相同"), "{}", title(&harness));
    assert!(!title(&harness).contains("只差"), "{}", title(&harness));
    let numbered = DRAFT.replace("（一）修路", "（1）修路");
    let (_dir, harness) = two(DRAFT, &numbered, 160, 45);
    assert!(title(&harness).contains("两份相同"), "{}", title(&harness));
    let recipe = "红烧茄子的做法\n茄子洗净切成滚刀块，撒盐腌上十分钟，挤去水分备用。\n锅里多放一些油，烧到七成热，把茄子炸到表面金黄捞出。\n\
留底油爆香葱姜蒜，加酱油、白糖、料酒和少许清水煮开。\n倒入茄子翻匀，小火焖三分钟，勾薄芡，撒上蒜末就可以出锅了。\n";
    let (_dir, harness) = two(DRAFT, recipe, 160, 45);
    assert!(title(&harness).contains("不可比"), "{}", title(&harness));
    assert!(harness.screen().contains("茄子洗净"), "both stay readable");
}

#[test]
fn four_panes_follow_one_and_every_pair_is_compared() {
    for w in [80, 160, 200, 240] {
        let mut harness = Harness::samples(w, 45);
        harness.keys("a Enter a Enter");
        assert_eq!(harness.app.reader.panes.len(), 4);
        for _ in 0..5 {
            harness.keys("J J } Tab");
            let app = &harness.app;
            let (focus, plan) = (app.reader.focus, app.plan());
            let companion = app.other_pane(focus).unwrap();
            let seen = |pane: usize| plan.panes.iter().any(|p| p.pane == pane);
            assert!(
                seen(focus) && (plan.panes.len() < 2 || seen(companion)),
                "{w}"
            );
            for left in 0..4 {
                for right in left + 1..4 {
                    assert!(app.pairing(left, right).unwrap().current().is_some());
                }
            }
            for pane in (0..4).filter(|&p| p != focus) {
                assert!(app.shows_counterpart(pane), "{w}: {pane} behind {focus}");
            }
            assert_whole(&harness, "J J } Tab");
        }
    }
}

#[test]
fn scrolling_up_again_shows_what_was_shown_before() {
    let (_dir, mut harness) = two(DRAFT, &draft(), 80, 14);
    let tops = |h: &Harness| (h.app.reader.panes[0].top, h.app.reader.panes[1].top);
    let mut seen = vec![tops(&harness)];
    for _ in 0..12 {
        harness.keys("j");
        seen.push(tops(&harness));
    }
    assert!(seen.is_sorted(), "{seen:?}");
    for at in seen.iter().rev().skip(1) {
        harness.keys("k");
        assert_eq!(tops(&harness), *at, "{seen:?}");
    }
}
