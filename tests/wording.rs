//! Formulaic phrases, shared and distinctive wording: what is found, and what the screen shows of it.

use std::path::PathBuf;
use std::sync::Arc;

use duizhao::compare::distinct::{self, Distinct};
use duizhao::compare::formula::Formulas;
use duizhao::compare::{self, Depth};
use duizhao::locale::Lang;
use duizhao::report::library::{Reading, discover};
use duizhao::report::{Report, SourceInfo};
use duizhao::text::span::Span;
use ratatui::style::Modifier;

use crate::support::app::Harness;
use crate::support::shared;

/// Two districts that talk of one thing in places, and each of its own in others.
const NORTH: &str = "沈阳市和平区2022年政府工作报告\n——2022年1月5日在和平区人民代表大会会议上\n各位代表：\n\
现在，我代表区人民政府，向大会报告工作，请予审议。\n\
一、2021年工作回顾\n（一）河道整治。深入开展河道清理，新修堤坝12公里，建成“芦苇课堂”3处，聘请“河长阿姨”40名，河水变清，白鹭飞回来了。\n\
（二）办好学校。充分发挥名校带动作用，新建学校2所，让孩子们在家门口就能读上好书。\n\
二、2022年工作安排\n（一）优化营商环境。扎实推进审批改革，推行18条便民举措，打造办事像喝茶一样方便的营商环境，叫响“茶馆窗口”，设立企业会客厅。\n\
（二）办好学校。持续推进校舍修缮，新建学校3所，补充教师100名，操场全部铺上草皮。\n\
各位代表，让我们团结一心，奋力拼搏，为建设更加美好的和平而努力奋斗！\n";
const SOUTH: &str = "大连市沙河口区2021年政府工作报告\n——2021年1月9日在沙河口区人民代表大会会议上\n各位代表：\n\
现在，我代表区人民政府，向大会报告工作，请予审议。\n\
一、2020年工作回顾\n（一）老街改造。深入开展老街修缮，粉刷外墙6万平方米，装上路灯300盏，夜里走路亮堂了。\n\
（二）办好学校。新建学校1所，扩建幼儿园4所，补充教师80名，操场全部翻新。\n\
二、2021年工作安排\n（一）优化营商环境。认真落实惠企政策，我们要打造办事像喝茶一样方便的营商环境，推广“代跑小哥”，建立诉求直达平台。\n\
（二）办好学校。新建学校2所，补充教师90名，让更多孩子读上好书。\n\
各位代表，让我们团结一心，奋力拼搏，为建设更加美好的沙河口而努力奋斗！\n";

fn report(text: &str) -> Report {
    Report::read(Arc::from(text), SourceInfo::default())
}

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

fn two(w: u16, h: u16, lang: Lang) -> (tempfile::TempDir, Harness) {
    let (dir, mut harness) = open(&[("a.txt", NORTH), ("b.txt", SOUTH)], w, h, lang);
    // Short as they are, they look like drafts of one text.
    harness.keys("m m");
    assert_eq!(harness.app.depth(), Some(Depth::Parallel));
    (dir, harness)
}

fn status(h: &Harness) -> String {
    h.screen().lines().last().unwrap().to_owned()
}

/// Weight and line of the first cell where `words` stand on the screen, and its colour.
fn style_of(h: &Harness, words: &str) -> (Modifier, ratatui::style::Color) {
    let cells = h.cells();
    for y in 0..cells.area.height {
        let row: Vec<(u16, &str)> = (0..cells.area.width)
            .map(|x| (x, cells[(x, y)].symbol()))
            .filter(|(_, s)| !s.trim().is_empty())
            .collect();
        for (i, &(x, _)) in row.iter().enumerate() {
            let here: String = row[i..]
                .iter()
                .map(|(_, s)| *s)
                .take(words.chars().count())
                .collect();
            if here == words {
                return (cells[(x, y)].modifier, cells[(x, y)].fg);
            }
        }
    }
    panic!("{words} is not on the screen:\n{}", h.screen());
}

fn telling(a: &Report, b: &Report) -> Distinct {
    distinct::of((a, None), (b, None), &[a, b], &Formulas::builtin())
}

#[test]
fn shared_wording_begins_and_ends_with_a_word_and_set_phrases_are_told_apart() {
    let (a, b) = (report(NORTH), report(SOUTH));
    let comparison = compare::compare(&a, &b, Some(Depth::Parallel));
    let told: Vec<&str> = comparison
        .shared
        .iter()
        .filter(|s| !s.formulaic)
        .map(|s| s.a.of(&a.text))
        .collect();
    assert!(
        told.contains(&"打造办事像喝茶一样方便的营商环境"),
        "{told:?}"
    );
    for shared in &comparison.shared {
        assert_eq!(
            shared.a.of(&a.folded).replace('，', ""),
            shared.b.of(&b.folded).replace('，', "")
        );
    }
}

#[test]
fn a_run_that_ends_in_mid_word_is_cut_back_to_the_word() {
    let a = report(
        "一、回顾\n（一）修桥。县里把老石桥修缮一新并装上了石头栏杆和扶手，桥头立碑。\n二、安排\n（一）修路。路要修。\n",
    );
    let b = report(
        "一、回顾\n（一）修桥。县里把老石桥修缮一新并装上了石头栏板和座椅，桥头种树。\n二、安排\n（一）修路。路要修。\n",
    );
    let comparison = compare::compare(&a, &b, Some(Depth::Parallel));
    let told: Vec<&str> = comparison.shared.iter().map(|s| s.a.of(&a.text)).collect();
    assert_eq!(told, ["县里把老石桥修缮一新并装上了石头"]);
}

#[test]
fn long_shared_wording_is_told_from_anywhere_and_the_strip_says_where() {
    let words = "请村里的老木匠教孩子们做榫卯小板凳和风筝骨架";
    let a = format!(
        "沈阳市和平区2022年政府工作报告\n一、回顾\n（一）疏浚河道。清淤十里，岸边种柳。\n（二）教育。{words}，学校添了木工房。\n二、安排\n（一）疏浚河道。再清十里，修两座闸。\n"
    );
    let b = format!(
        "大连市沙河口区2021年政府工作报告\n一、回顾\n（一）疏浚河道。清淤八里，装上护栏。\n（二）教育。书桌换新，跑道铺胶。\n二、安排\n（一）疏浚河道。今年{words}，就在河边。\n"
    );
    let (ra, rb) = (report(&a), report(&b));
    let comparison = compare::compare(&ra, &rb, Some(Depth::Parallel));
    assert!(
        comparison.shared.iter().any(|s| s.a.of(&a) == words),
        "{:?}",
        comparison.shared
    );
    let (_dir, mut harness) = open(&[("a.txt", &a), ("b.txt", &b)], 160, 45, Lang::Zh);
    while harness.app.depth() != Some(Depth::Parallel) {
        harness.keys("m");
    }
    harness.keys("w J J J");
    let screen = harness.screen();
    let row = screen.lines().find(|r| r.contains("两边都有")).unwrap();
    assert!(
        row.contains("榫卯小板凳") && row.contains("22字 在 "),
        "{screen}"
    );
}

#[test]
fn what_only_one_side_says_is_named_and_stands_nowhere_in_the_other() {
    let (a, b) = (report(NORTH), report(SOUTH));
    let distinct = telling(&a, &b);
    let texts = |terms: &[distinct::Term]| terms.iter().map(|t| t.text.clone()).collect::<Vec<_>>();
    let (north, south) = (texts(&distinct.only_a), texts(&distinct.only_b));
    for name in ["芦苇课堂", "河长阿姨", "茶馆窗口"] {
        assert!(north.contains(&name.to_owned()), "{name}: {north:?}");
    }
    assert!(north.iter().any(|t| t.starts_with("18条便民")), "{north:?}");
    assert!(south.contains(&"代跑小哥".to_owned()), "{south:?}");
    for term in north.iter().chain(&south) {
        assert!(!Formulas::builtin().has(term), "{term} is formulaic");
    }
    assert!(distinct.is_rare());
    for (terms, own, other) in [(&distinct.only_a, &a, &b), (&distinct.only_b, &b, &a)] {
        for term in terms {
            assert!(!term.spans.is_empty());
            let mut end = 0;
            for span in &term.spans {
                assert!(span.start() >= end, "{term:?}");
                end = span.end();
                let read: String = span
                    .of(&own.text)
                    .chars()
                    .filter(|c| !"“”".contains(*c))
                    .collect();
                assert_eq!(read, term.text);
            }
            assert!(
                !other.text.replace(['“', '”'], "").contains(&term.text),
                "{term:?}"
            );
        }
    }
    // What many reports have goes behind what one has.
    let other_order = distinct::of((&b, None), (&a, None), &[&a, &b], &Formulas::builtin());
    assert_eq!(other_order.only_a, distinct.only_b);
}

#[test]
fn a_report_against_itself_has_nothing_of_its_own() {
    let a = report(NORTH);
    let distinct = telling(&a, &a);
    assert_eq!((distinct.only_a.len(), distinct.only_b.len()), (0, 0));
    let empty = report("");
    assert_eq!(telling(&empty, &empty).only_a.len(), 0);
    assert!(!telling(&a, &empty).only_a.is_empty());
}

#[test]
fn formulaic_phrases_are_dimmed_and_one_key_brings_them_back() {
    let (_dir, mut harness) = two(160, 45, Lang::Zh);
    let plain = style_of(&harness, "建成").1;
    let dim = style_of(&harness, "深入开展").1;
    assert_ne!(dim, plain);
    harness.keys("x");
    assert!(status(&harness).contains("套话照常显示"));
    assert_eq!(style_of(&harness, "深入开展").1, plain);
    harness.keys("j");
    assert!(
        status(&harness).contains("套话不淡"),
        "{}",
        status(&harness)
    );
    harness.keys("x");
    assert!(status(&harness).contains("套话淡显"));
    assert_eq!(style_of(&harness, "深入开展").1, dim);
    // The bare text has none.
    harness.keys("d");
    assert_eq!(style_of(&harness, "深入开展").1, plain);
}

#[test]
fn one_report_alone_is_dimmed_too_by_the_list() {
    let (_dir, harness) = open(&[("a.txt", NORTH)], 80, 24, Lang::En);
    assert_ne!(
        style_of(&harness, "深入开展").1,
        style_of(&harness, "建成").1
    );
    let report = harness.app.report_in(0).unwrap();
    let of_list = Formulas::builtin().spans(report);
    assert_eq!(
        harness.app.wording.dim(harness.app.pane().unwrap().report),
        of_list
    );
    assert!(!of_list.is_empty());
}

#[test]
fn the_strip_tells_what_both_have_and_what_each_has_alone() {
    for (w, h, lang) in [(160, 45, Lang::Zh), (120, 30, Lang::En), (80, 24, Lang::Zh)] {
        let (_dir, mut harness) = two(w, h, lang);
        let before = harness.screen();
        assert!(!before.contains(lang.pick("两边都有", "in both")));
        harness.keys("w");
        let screen = harness.screen();
        let rows: Vec<&str> = screen.lines().collect();
        let at = rows
            .iter()
            .position(|r| r.contains(lang.pick("两边都有", "in both")))
            .expect(&screen);
        assert!(
            rows[at - 1].contains(lang.pick("措辞 ─ 全文", "Wording ─ whole reports")),
            "{screen}"
        );
        assert!(at + 5 < usize::from(h), "{screen}");
        // To the section with the shared sentence: the strip follows.
        harness.keys("J J J J J");
        let screen = harness.screen();
        assert!(
            screen.contains(lang.pick("措辞 ─ 本节", "Wording ─ this section")),
            "{screen}"
        );
        assert!(
            screen.contains("打造办事像喝茶一样方便的营商环境 16"),
            "{screen}"
        );
        let only: Vec<&str> = screen
            .lines()
            .filter(|r| r.contains(lang.pick("只在 ", "only in ")))
            .collect();
        assert_eq!(only.len(), 2, "{screen}");
        assert!(
            only.iter()
                .any(|r| r.contains("茶馆窗口") && !r.contains("代跑小哥")),
            "{screen}"
        );
        assert!(
            only.iter()
                .any(|r| r.contains("代跑小哥") && !r.contains("茶馆窗口")),
            "{screen}"
        );
        assert!(
            screen.contains(lang.pick("不作显著性判断", "not judged")),
            "{screen}"
        );
        harness.keys("w");
        assert!(!harness.screen().contains(lang.pick("两边都有", "in both")));
    }
}

#[test]
fn in_the_text_shared_wording_is_underlined_and_wording_of_one_side_bold() {
    let (_dir, mut harness) = two(160, 45, Lang::Zh);
    harness.keys("J J J J J");
    assert!(
        style_of(&harness, "打造办事")
            .0
            .contains(Modifier::UNDERLINED)
    );
    assert!(style_of(&harness, "茶馆窗口").0.contains(Modifier::BOLD));
    assert!(style_of(&harness, "代跑小哥").0.contains(Modifier::BOLD));
    assert_eq!(style_of(&harness, "叫响").0, Modifier::empty());
    harness.keys("d");
    assert_eq!(style_of(&harness, "打造办事").0, Modifier::empty());
}

#[test]
fn where_there_is_no_room_or_no_parallel_the_key_says_so() {
    let (_dir, mut harness) = two(100, 18, Lang::Zh);
    harness.keys("w");
    assert!(status(&harness).contains("放不下"), "{}", status(&harness));
    assert!(!harness.screen().contains("两边都有"));
    harness.send(duizhao::app::msg::Msg::Resize(100, 30));
    assert!(harness.screen().contains("两边都有"));
    harness.keys("m");
    assert!(!harness.screen().contains("两边都有"), "at another depth");
    harness.keys("w");
    assert!(status(&harness).contains("平行"), "{}", status(&harness));
}

#[test]
fn real_reports_leave_what_they_are_about_alone() {
    let Some(folder) = shared("reports/cities-2024") else {
        return;
    };
    let reading = Reading::default();
    let found = discover(&[folder]);
    let reports: Vec<Report> = found
        .entries
        .iter()
        .filter_map(|e| reading.read(e).ok())
        .collect();
    let refs: Vec<&Report> = reports.iter().collect();
    let formulas = Formulas::of(&refs);
    assert!(formulas.places > 90);
    assert!(
        (20..400).contains(&formulas.found.len()),
        "{}",
        formulas.found.len()
    );
    for phrase in [
        "老旧小区改造",
        "社会消费品零售总额增长",
        "城镇新增就业",
        "安全生产治本攻坚三年行动",
    ] {
        assert!(!formulas.has(phrase), "{phrase}");
    }
    for phrase in ["完整准确全面贯彻新发展理念", "坚持稳中求进工作总基调"] {
        assert!(formulas.has(phrase), "{phrase}");
    }
    for report in &refs {
        let spans: Vec<Span> = formulas.spans(report);
        let mut end = 0;
        for span in &spans {
            assert!(span.start() >= end && !span.is_empty());
            assert!(report.text.get(span.range()).is_some());
            end = span.end();
        }
        let han: usize = spans
            .iter()
            .map(|s| duizhao::text::fold::han_count(s.of(&report.text)))
            .sum();
        let share = han as f32 / report.han as f32;
        assert!(
            (0.01..0.25).contains(&share),
            "{}: {share}",
            report.source.name
        );
    }
}
