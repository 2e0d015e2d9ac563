//! The text as in the file, and Traditional text shown as Simplified: keys in, screen out.

use std::path::PathBuf;

use duizhao::locale::Lang;
use duizhao::text::safe::Safe;

use crate::support::app::Harness;
use crate::support::shared;

/// A page around a speech: labels before it, a broken line and entities in it, a page mark, a foot.
const PAGE: &str = "- 索引号:\n- 210200-2021-07\n- 发布日期:\n- 2021-02-03\n打印本页\n关闭窗口\n\
2021年青河区政府工作报告\n——2021年1月20日在青河区第三届人民代表大会第一次会议上\n青河区代区长　林　木\n\
各位代表：\n现在，我代表区人民政府，向大会报告工作，请予审议，并请各位政协委员提出意见。\n\
一、2020年工作回顾\n过去一年，我们推行&ldquo;两张清单&rdquo;，办成了一批群众盼望的实事，全区上下同心协力，各项工作都有了新的起色。\n\
（一）修路架桥。全年新修道路12条，改造桥梁3座，打通断头路5处，群众出行比过去方便了许多，路网更加完善。\n\
— 2 —\n\
（二）治水兴林。全年整治河道30公里，植树20万株，建成口袋公园6个，山更青了，水更绿了，人居环境更好了。\n\
二、2021年工作安排\n（一）办好学校。新建学校2所，改扩建幼儿园4所，补充教师200名，让孩子们都能在家门口上好学，家长更加放心。\n\
（二）看好疾病。新建社区医院1座，引进医生50名，把常见病看在社区，把大病重病看在区里，减轻群众的负担。\n\
各位代表，让我们团结一心，奋力拼搏，为建设更加美好的青河而努力奋斗！\n\
上一篇：无\n下一篇：青河区统计公报\n主办单位：青河区人民政府办公室\n网站标识码：2100000000\n";

const OLD: &str = "政府工作報告\n各位代表：\n現在，我代表區人民政府向大會報告工作，請予審議。\n一、工作回顧\n\
過去一年，我們著力優化「營商環境」，成效顯著，辦成了一批著名的項目，全區經濟實現了平穩較快發展，群眾生活得到改善。\n\
二、工作安排\n今年要繼續擴大開放，發展壯大現代產業體系，讓群眾過上更好的日子，為建設美好家園而努力奮鬥。\n";

fn open(files: &[(&str, &str)], w: u16, h: u16, lang: Lang) -> (tempfile::TempDir, Harness) {
    let dir = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = files
        .iter()
        .map(|(name, text)| {
            let path = dir.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        })
        .collect();
    let harness = Harness::open(paths, w, h, lang);
    (dir, harness)
}

fn status(h: &Harness) -> String {
    h.screen().lines().last().unwrap().to_owned()
}

fn head(h: &Harness) -> String {
    h.screen().lines().nth(1).unwrap().to_owned()
}

/// Every row of the focused pane as text, from the top of its layout to its end.
fn rows(h: &Harness) -> Vec<String> {
    let pane = h.app.pane().unwrap();
    let report = h.app.report_in(h.app.reader.focus).unwrap();
    pane.rows()
        .iter()
        .map(|r| r.pieces.iter().map(|p| p.of(&report.text)).collect())
        .collect()
}

#[test]
fn the_text_as_in_the_file_is_whole_line_by_line_and_says_why_what_was_removed() {
    for (w, h, lang) in [(160, 45, Lang::Zh), (80, 45, Lang::En), (50, 40, Lang::Zh)] {
        let (_dir, mut harness) = open(&[("a.txt", PAGE)], w, h, lang);
        let read = harness.screen();
        assert!(!read.contains("索引号"), "{read}");
        harness.keys("r");
        assert!(head(&harness).contains(lang.pick("文件原文", "file text")));
        assert!(status(&harness).contains(lang.pick("按文件原文", "as in the file")));
        assert_eq!(rows(&harness).concat(), PAGE.replace('\n', ""));
        harness.keys("gg");
        let screen = harness.screen();
        let first = screen.lines().nth(2).unwrap();
        assert!(first.contains("- 索引号:"), "{screen}");
        assert!(first.contains(lang.pick("剔除 ", "removed ")), "{screen}");
        assert!(screen.contains("&ldquo;两张清单&rdquo;"), "{screen}");
        harness.keys("G");
        let screen = harness.screen();
        assert!(screen.contains("网站标识码"), "{screen}");
        assert!(screen.contains(lang.pick("剔除 ", "removed ")), "{screen}");
    }
}

#[test]
fn removed_lines_have_a_rule_beside_them_so_that_no_colour_is_needed() {
    let (_dir, mut harness) = open(&[("a.txt", PAGE)], 80, 45, Lang::Zh);
    harness.keys("r gg");
    let screen = harness.screen();
    for line in screen.lines().filter(|l| l.contains("打印本页")) {
        assert!(line.trim_start().starts_with('│'), "{line}");
    }
    for line in screen.lines().filter(|l| l.contains("修路架桥")) {
        assert!(!line.trim_start().starts_with('│'), "{line}");
    }
}

#[test]
fn the_same_key_again_comes_back_to_the_same_place() {
    let (_dir, mut harness) = open(&[("a.txt", PAGE)], 60, 14, Lang::Zh);
    for place in ["gg", "J J", "J J J", "G"] {
        harness.keys(place);
        let (before, top) = (harness.screen(), harness.app.pane().unwrap().top);
        let at = harness.app.pane().unwrap().rows()[top].start;
        harness.keys("r");
        let pane = harness.app.pane().unwrap();
        let row = &pane.rows()[pane.top];
        let next = pane.rows().get(pane.top + 1).map_or(u32::MAX, |r| r.start);
        assert!(row.start <= at && at < next, "{place}: {row:?} {at}");
        harness.keys("r Esc");
        assert_eq!(harness.app.pane().unwrap().top, top, "{place}");
        let tail = |s: &str| s.lines().skip(1).take(11).collect::<Vec<_>>().join("\n");
        assert_eq!(tail(&harness.screen()), tail(&before), "{place}");
    }
}

#[test]
fn sections_hits_and_search_are_walked_in_the_file_too() {
    let (_dir, mut harness) = open(&[("a.txt", PAGE)], 60, 14, Lang::Zh);
    harness.keys("r gg");
    let mut seen = Vec::new();
    for _ in 0..6 {
        harness.keys("J");
        seen.push(harness.app.pane().unwrap().section().map(|s| s.0));
        assert!(head(&harness).contains("文件原文"));
    }
    assert_eq!(seen, (0..6).map(Some).collect::<Vec<_>>());
    harness.keys("K");
    assert_eq!(harness.app.pane().unwrap().section().map(|s| s.0), Some(4));
    harness.keys("gg / \"幼儿园\" Enter");
    assert!(harness.screen().contains("幼儿园"), "{}", harness.screen());
    assert!(harness.app.hit.is_some());
}

#[test]
fn only_the_focused_pane_shows_its_file_and_changes_are_walked_and_marked_in_it() {
    let mut harness = Harness::samples(160, 45);
    let other = harness.app.reader.panes[1].clone();
    harness.keys("r");
    assert!(harness.app.reader.panes[0].raw && !harness.app.reader.panes[1].raw);
    assert_eq!(harness.app.reader.panes[1].rows().len(), other.rows().len());
    let mut places = Vec::new();
    for _ in 0..5 {
        harness.keys("}");
        places.push(harness.app.pane().unwrap().eye.unwrap());
    }
    assert!(
        places.is_sorted() && places.first() < places.last(),
        "{places:?}"
    );
    let screen = harness.screen();
    assert!(
        screen
            .lines()
            .any(|l| ["│ ~ ", "│ - "].iter().any(|m| l.contains(m))),
        "{screen}"
    );
    harness.keys("{");
    assert_eq!(harness.app.pane().unwrap().eye, Some(places[3]));
    // Another report in the pane is read, not shown as a file.
    harness.keys("Tab");
    assert!(!harness.app.pane().unwrap().raw);
}

#[test]
fn what_a_file_holds_does_no_harm_and_every_line_of_it_is_there() {
    let text = format!("\u{1b}[2J\t甲\r\n\r\n\u{202e}乙\u{7}\r\n{PAGE}");
    let (_dir, mut harness) = open(&[("a.txt", &text)], 80, 24, Lang::Zh);
    harness.keys("r gg");
    for _ in 0..30 {
        let screen = harness.screen();
        for line in screen.lines() {
            assert_eq!(Safe::new(line).as_str(), line);
        }
        harness.keys("j");
    }
    let shown: String = rows(&harness).concat();
    assert_eq!(shown, text.replace("\r\n", "\n").replace('\n', ""));
}

#[test]
fn what_stands_for_a_mark_is_read_as_that_mark() {
    let page = PAGE.replace(
        "过去一年，",
        "&ldquo;两个之最&rdquo;是过去一年的&ldquo;名片&rdquo;。过去一年，",
    );
    for keys in ["", "d"] {
        let (_dir, mut harness) = open(&[("a.txt", &page)], 80, 45, Lang::Zh);
        harness.keys(keys);
        let screen = harness.screen();
        assert!(screen.contains("“两张清单”"), "{screen}");
        assert!(
            screen.contains("“两个之最”是过去一年的“名片”。"),
            "{screen}"
        );
        assert!(!screen.contains("ldquo"), "{screen}");
    }
    // One sentence to a row group, where two versions are compared.
    let files = [
        ("a.txt", page.as_str()),
        ("b.txt", &page.replace("30公里", "40公里")),
    ];
    let (_dir, harness) = open(&files, 160, 45, Lang::Zh);
    let screen = harness.screen();
    assert!(
        screen.contains("“两个之最”是过去一年的“名片”。"),
        "{screen}"
    );
    assert!(!screen.contains("ldquo"), "{screen}");
}

#[test]
fn traditional_text_is_shown_as_simplified_and_nothing_else_changes() {
    let (_dir, mut harness) = open(&[("a.txt", OLD), ("b.txt", PAGE)], 160, 45, Lang::Zh);
    let before = harness.screen();
    assert!(before.contains("優化「營商環境」"), "{before}");
    harness.keys("s");
    assert!(status(&harness).contains("繁体显示为简体"));
    harness.keys("Esc");
    let screen = harness.screen();
    assert!(
        screen.contains("着力优化「营商环境」，成效显著"),
        "{screen}"
    );
    assert!(screen.contains("著名的项目"), "{screen}");
    assert!(!screen.contains("工作回顧"), "{screen}");
    assert!(status(&harness).contains("繁显简"), "{screen}");
    // The file as it is stays as it is.
    harness.keys("r");
    assert!(harness.screen().contains("著力優化「營商環境」"));
    harness.keys("r f \"gongzuohuigu\"");
    assert!(!harness.screen().contains("回顧"), "{}", harness.screen());
    harness.keys("Esc s Esc");
    assert_eq!(harness.screen(), before);
}

#[test]
fn where_nothing_is_traditional_that_is_said() {
    for (lang, said) in [(Lang::Zh, "没有繁体"), (Lang::En, "Traditional")] {
        let (_dir, mut harness) = open(&[("a.txt", PAGE)], 80, 24, lang);
        harness.keys("s");
        assert!(status(&harness).contains(said), "{}", status(&harness));
        assert!(!harness.app.reader.simplified);
    }
}

#[test]
fn every_real_report_is_whole_in_its_file_view() {
    let Some(dir) = shared("reports/seeds") else {
        return;
    };
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let mut harness = Harness::open(vec![path], 120, 36, Lang::Zh);
        let text = harness.app.report_in(0).unwrap().text.clone();
        harness.keys("r");
        let whole: String = text.replace("\r\n", "\n").replace('\n', "");
        assert_eq!(rows(&harness).concat(), whole);
        let pane = harness.app.pane().unwrap();
        assert!(pane.rows().is_sorted_by_key(|r| r.start));
    }
}
