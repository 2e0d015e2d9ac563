//! The library screen: what it lists, correcting an identity, adding, dropping, taking back, order, filter, and opening a path.

use std::fs;
use std::path::PathBuf;

use duizhao::app::library::{Heading, Item, Line, Sort};
use duizhao::app::msg::Msg;
use duizhao::app::{Overlay, Screen};
use duizhao::job::Output;
use duizhao::locale::Lang;
use duizhao::report::{Field, ReportId};
use duizhao::store::Store;
use duizhao::text::width::{Ambiguous, text as cells};
use tempfile::TempDir;

use crate::support::app::Harness;

/// A report of our own.
fn report(place: &str, year: u16, sentences: usize) -> String {
    let mut text = format!(
        "{year}年{place}政府工作报告\n\n各位代表：\n现在向大会报告工作，请予审议。\n一、工作回顾\n"
    );
    // No two years have a sentence in common.
    let what = match year {
        2016 => "实事已经办完，新修道路全线通车，出行比往年方便许多",
        2021 | 2020 => "学校按期开学，老师全部到岗，孩子们在家门口读上了书",
        _ => "医院搬进新楼，床位成倍增加，看病排队的时间短了一半",
    };
    for n in 0..sentences {
        text.push_str(&format!("{place}的第{n}件：{what}，一共{n}处。\n"));
    }
    text
}

struct Desk {
    folder: TempDir,
}

impl Desk {
    /// Three reports of two places, the same text twice, two files that cannot be read.
    fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        desk.write("沙河口2016.txt", &report("沙河口区", 2016, 30));
        desk.write("沙河口2021.txt", &report("沙河口区", 2021, 60));
        desk.write("大连.md", &report("大连市", 2022, 40));
        desk.write("大连 副本.md", &report("大连市", 2022, 40));
        desk.write("empty.txt", "");
        desk.write("english.txt", "no report at all");
        desk
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn open(&self, w: u16, h: u16, lang: Lang) -> Harness {
        Harness::open(vec![self.folder.path().to_owned()], w, h, lang)
    }

    /// The same with a library of its own, on this screen.
    fn library(&self, w: u16, h: u16) -> Harness {
        let mut harness = self.open(w, h, Lang::Zh);
        harness.store = Some(Store::at(self.folder.path().join(".data")));
        harness.keys("B gg");
        harness
    }
}

fn says(screen: &str, words: &[&str]) {
    for word in words {
        assert!(screen.contains(word), "“{word}” is missing:\n{screen}");
    }
}

fn status(harness: &Harness) -> String {
    let status = harness.app.status.as_ref();
    status.map_or_else(String::new, |s| s.text.as_str().to_owned())
}

fn lines(harness: &Harness) -> Vec<Line> {
    let Screen::Library(state) = &harness.app.screen else {
        panic!("not the library");
    };
    harness.app.library_lines(state)
}

fn chosen(harness: &Harness) -> Option<ReportId> {
    let Screen::Library(state) = &harness.app.screen else {
        panic!("not the library");
    };
    match duizhao::app::App::library_chosen(state, &lines(harness)) {
        Some(Item::File(id)) => Some(id),
        _ => None,
    }
}

/// Moves to the report of this file.
fn choose(harness: &mut Harness, name: &str) {
    harness.keys("gg");
    for _ in 0..40 {
        let id = chosen(harness);
        let slot = id.and_then(|id| harness.app.shelf.slot(id));
        if slot.is_some_and(|slot| slot.name == name) {
            return;
        }
        harness.keys("j");
    }
    panic!("{name} is not listed:\n{}", harness.screen());
}

fn year_of(harness: &Harness, id: ReportId) -> Option<u16> {
    let report = harness.app.shelf.report(id).unwrap();
    report.identity.year.as_ref().map(|year| year.value.0)
}

#[test]
fn every_column_is_there_where_there_is_room_and_falls_away_in_order() {
    let desk = Desk::new();
    let all = [
        "地区", "年度", "层级", "格式", "字数", "剔除", "疑点", "标记",
    ];
    for (w, h, shown) in [
        (160, 45, &all[..]),
        (
            120,
            36,
            &["地区", "年度", "层级", "字数", "剔除", "疑点", "标记"],
        ),
        (
            80,
            24,
            &["地区", "年度", "层级", "字数", "剔除", "疑点", "标记"],
        ),
        (60, 22, &["地区", "年度", "字数", "剔除", "疑点", "标记"]),
        (40, 20, &["地区", "年度", "字数", "疑点"]),
    ] {
        let mut harness = desk.open(w, h, Lang::Zh);
        let screen = harness.keys("B gg").screen();
        let names: Vec<&str> = screen.lines().nth(2).unwrap().split_whitespace().collect();
        let names: Vec<&str> = names.into_iter().filter(|n| all.contains(n)).collect();
        assert_eq!(names, shown, "{w}x{h}\n{screen}");
    }
}

#[test]
fn what_cannot_be_read_stands_with_its_reason() {
    let mut harness = Desk::new().open(120, 36, Lang::Zh);
    let screen = harness.keys("B G").screen();
    says(
        &screen,
        &[
            "读不了",
            "empty.txt",
            "空文件",
            "english.txt",
            "没有一个汉字",
        ],
    );
    says(&screen, &["2 个读不了", "4 份"]);
}

#[test]
fn copies_are_told_in_the_list_and_beside_it_and_can_stand_together() {
    let desk = Desk::new();
    let mut harness = desk.library(160, 45);
    choose(&mut harness, "大连.md");
    let screen = harness.screen();
    assert_eq!(screen.matches("同1").count(), 2, "{screen}");
    says(&screen, &["重复", "同文", "大连 副本.md", "文字完全相同"]);
    harness.keys("s s s s");
    let listed = lines(&harness);
    assert_eq!(listed[0], Line::Head(Heading::Twins(1)));
    let together: Vec<&Line> = listed[1..]
        .iter()
        .take_while(|l| l.item().is_some())
        .collect();
    assert_eq!(together.len(), 2);
}

#[test]
fn the_detail_scrolls_to_its_end_and_no_further() {
    let desk = Desk::new();
    let mut harness = desk.library(80, 24);
    choose(&mut harness, "大连.md");
    let before = harness.screen();
    harness.keys("Tab");
    for _ in 0..60 {
        harness.keys("j");
    }
    let end = harness.screen();
    assert_ne!(before, end);
    says(&end, &["剔除"]);
    // One key back is one row back.
    assert_ne!(harness.keys("k").screen(), end);
    assert_eq!(harness.keys("j").screen(), end);
    // The list moves again after the same key, and another report begins at its beginning.
    let id = chosen(&harness);
    harness.keys("Tab j");
    assert_ne!(chosen(&harness), id);
    says(&harness.screen(), &["会议"]);
    let before = harness.screen();
    assert_ne!(harness.keys("J").screen(), before);
    assert_eq!(harness.keys("K").screen(), before);
}

#[test]
fn lists_by_year_by_removed_share_and_by_doubts() {
    let desk = Desk::new();
    let mut harness = desk.library(120, 36);
    let years = |harness: &Harness| -> Vec<Option<u16>> {
        let items = lines(harness).into_iter().filter_map(|line| line.item());
        let ids = items.filter_map(|item| match item {
            Item::File(id) if harness.app.shelf.report(id).is_some() => Some(id),
            _ => None,
        });
        ids.map(|id| year_of(harness, id)).collect()
    };
    harness.keys("s");
    says(&status(&harness), &["按年度排列"]);
    assert_eq!(years(&harness), [2022, 2022, 2021, 2016].map(Some));
    harness.keys("s s");
    let Screen::Library(state) = &harness.app.screen else {
        panic!()
    };
    assert_eq!(state.sort, Sort::Doubts);
    says(&harness.screen(), &["排序 疑点"]);
}

#[test]
fn a_filter_lists_only_what_has_its_words() {
    let desk = Desk::new();
    let mut harness = desk.library(120, 36);
    for (typed, reports) in [
        ("沙河口", 2),
        ("2021", 1),
        ("shk", 2),
        ("dalian", 4),
        ("大连 2022", 2),
        ("副本", 1),
        ("沙河口 没有", 0),
    ] {
        harness.keys("/ Ctrl-u");
        harness.send(Msg::Paste(typed.to_owned()));
        let listed = lines(&harness)
            .iter()
            .filter(|l| l.item().is_some())
            .count();
        assert_eq!(listed, reports, "{typed}\n{}", harness.screen());
        harness.keys("Enter");
        assert!(harness.app.overlays.is_empty());
    }
    says(&harness.screen(), &["没有这样的报告", "/沙河口 没有"]);
    // Esc lists all again, and only then leaves.
    harness.keys("Esc");
    assert_eq!(
        lines(&harness)
            .iter()
            .filter(|l| l.item().is_some())
            .count(),
        6
    );
    // A filter that is cancelled was none; moving goes on meanwhile.
    harness.keys("/ \"大连\" Down Esc");
    assert_eq!(
        lines(&harness)
            .iter()
            .filter(|l| l.item().is_some())
            .count(),
        6
    );
    harness.keys("Esc");
    assert!(matches!(harness.app.screen, Screen::Reader));
}

#[test]
fn adding_and_dropping_can_be_taken_back_and_touch_no_file() {
    let desk = Desk::new();
    let mut harness = desk.library(160, 45);
    choose(&mut harness, "沙河口2016.txt");
    let id = chosen(&harness).unwrap();
    says(&harness.screen(), &["只是打开，未入库"]);
    harness.keys("+");
    assert!(harness.app.is_kept(id));
    says(&status(&harness), &["加入文库 1 份", "u 撤销"]);
    says(&harness.screen(), &["在文库里", "入库 1"]);
    harness.keys("+");
    says(&status(&harness), &["已经在文库里"]);
    harness.keys("D");
    assert!(!harness.app.is_kept(id));
    says(&status(&harness), &["移出文库 1 份，文件不动", "u 撤销"]);
    harness.keys("u");
    assert!(harness.app.is_kept(id), "dropping was taken back");
    says(&status(&harness), &["已撤销"]);
    harness.keys("u");
    assert!(!harness.app.is_kept(id), "adding was taken back");
    harness.keys("u");
    says(&status(&harness), &["没有可撤销的"]);
    // The marked ones together.
    harness.keys("gg Space Space Space +");
    says(&status(&harness), &["加入文库 3 份"]);
    harness.keys("u A");
    assert_eq!(harness.app.catalogue.paths, [desk.folder.path()]);
    says(&status(&harness), &["以后放进去的也算"]);
    assert!(desk.folder.path().join("沙河口2016.txt").is_file());
}

#[test]
fn what_is_no_file_cannot_be_kept_and_says_so() {
    let mut harness = Harness::samples(120, 36);
    harness.keys("B gg +");
    assert!(harness.app.status.as_ref().unwrap().error);
    says(&status(&harness), &["不是文件"]);
    harness.keys("A");
    assert!(harness.app.status.as_ref().unwrap().error);
    harness.keys("D");
    says(&status(&harness), &["不在文库里"]);
}

#[test]
fn a_corrected_identity_shows_everywhere_at_once_and_can_be_taken_back() {
    let desk = Desk::new();
    let mut harness = desk.library(120, 36);
    choose(&mut harness, "沙河口2016.txt");
    let id = chosen(&harness).unwrap();
    harness.keys("i");
    says(
        &harness.screen(),
        &["改身份", "沙河口区", "程序读出", "Enter 存下", "Esc 不改"],
    );
    // To the year, and over it.
    harness.keys("Tab Tab Ctrl-u 2 0 1 9");
    says(&harness.screen(), &["读出 2016"]);
    harness.keys("Enter");
    assert!(harness.app.overlays.is_empty());
    assert_eq!(year_of(&harness, id), Some(2019));
    says(&harness.screen(), &["沙河口区 2019", "改", "读者更正"]);
    assert_eq!(chosen(&harness), Some(id), "it is still the chosen one");
    harness.keys("Enter");
    says(&harness.screen(), &["2019"]);
    harness.keys("B");
    // What is opened next time is corrected, too: it is kept by the text.
    let kept = harness.store.as_ref().unwrap().load().unwrap();
    let report = harness.app.shelf.report(id).unwrap();
    assert_eq!(
        kept.correction(report).unwrap().get(Field::Year),
        Some("2019")
    );
    harness.keys("u");
    assert_eq!(year_of(&harness, id), Some(2016));
}

#[test]
fn the_form_says_what_is_wrong_and_changes_nothing_until_it_is_right() {
    let desk = Desk::new();
    let mut harness = desk.library(120, 36);
    choose(&mut harness, "沙河口2016.txt");
    let id = chosen(&harness).unwrap();
    harness.keys("i Tab Tab Ctrl-u 1 6 Tab Tab Enter");
    says(&harness.screen(), &["“16”不是年度", "四位数字"]);
    let Some(Overlay::Edit(state)) = harness.app.overlays.last() else {
        panic!("the form stays");
    };
    assert_eq!(state.rows[state.chosen].field, Some(Field::Year));
    // Back to what was read, then unknown.
    harness.keys("Ctrl-r");
    says(&harness.screen(), &["2016"]);
    harness.keys("Ctrl-x Enter");
    assert_eq!(year_of(&harness, id), None);
    // What the program read anyway is no correction.
    harness.keys("i Tab Tab 2 0 1 6 Enter");
    assert_eq!(year_of(&harness, id), Some(2016));
    assert!(harness.app.catalogue.corrections.is_empty());
    // Esc leaves without a change.
    harness.keys("i Ctrl-u Esc");
    assert!(harness.app.catalogue.corrections.is_empty());
    harness.keys("i Enter");
    says(&status(&harness), &["没有改动"]);
}

#[test]
fn level_and_issuer_are_chosen_and_a_place_brings_its_level() {
    let desk = Desk::new();
    let mut harness = desk.library(120, 36);
    choose(&mut harness, "大连.md");
    let id = chosen(&harness).unwrap();
    harness
        .keys("i Ctrl-u")
        .send(Msg::Paste("辽宁省大连市沙河口区".to_owned()));
    harness.keys("Enter");
    let identity = |harness: &Harness| harness.app.shelf.report(id).unwrap().identity.clone();
    assert_eq!(
        identity(&harness).value(Field::Level).as_deref(),
        Some("county")
    );
    harness.keys("i Tab Right Enter");
    assert_eq!(
        identity(&harness).value(Field::Level).as_deref(),
        Some("township")
    );
    harness.keys("i Shift-Tab Shift-Tab Ctrl-x Enter");
    assert_eq!(identity(&harness).value(Field::Issuer), None);
    // The copy has the same text, so the reader's word holds for it as well.
    choose(&mut harness, "大连 副本.md");
    let copy = chosen(&harness).unwrap();
    let copy = harness.app.shelf.report(copy).unwrap();
    assert_eq!(
        copy.identity.value(Field::Level).as_deref(),
        Some("township")
    );
}

#[test]
fn another_encoding_reads_the_file_again() {
    let desk = Desk::new();
    let path = desk.folder.path().join("国标.txt");
    let text = encoding_rs::GB18030
        .encode(&report("和平区", 2020, 30))
        .0
        .into_owned();
    fs::write(&path, text).unwrap();
    let mut harness = desk.library(160, 45);
    choose(&mut harness, "国标.txt");
    let id = chosen(&harness).unwrap();
    let encoding = |harness: &Harness| harness.app.shelf.report(id).map(|r| r.source.encoding);
    assert_eq!(encoding(&harness), Some("GB18030"));
    harness.keys("i Shift-Tab");
    says(&harness.screen(), &["自动", "GB18030", "Big5", "UTF-16LE"]);
    harness.keys("Right Right Right Enter");
    assert_eq!(encoding(&harness), Some("Big5"));
    says(&harness.screen(), &["按你选的编码"]);
    harness.keys("u");
    assert_eq!(encoding(&harness), Some("GB18030"));
}

#[test]
fn a_path_is_completed_as_a_shell_does_and_its_candidates_can_be_chosen() {
    let desk = Desk::new();
    fs::create_dir(desk.folder.path().join("更多 报告")).unwrap();
    desk.write("更多 报告/和平 2020.txt", &report("和平区", 2020, 20));
    let mut harness = desk.library(80, 24);
    let root = desk.folder.path().display().to_string();
    let typed = |harness: &Harness| match harness.app.overlays.last() {
        Some(Overlay::Path(state)) => state.field.text(),
        other => panic!("no path field: {other:?}"),
    };
    harness.keys("o").send(Msg::Paste(format!("{root}/沙")));
    harness.keys("Tab");
    assert_eq!(typed(&harness), format!("{root}/沙河口20"));
    says(&harness.screen(), &["沙河口2016.txt", "沙河口2021.txt"]);
    harness.keys("Down Down Tab");
    assert_eq!(typed(&harness), format!("{root}/沙河口2021.txt"));
    // A folder is looked into.
    harness
        .keys("Ctrl-u")
        .send(Msg::Paste(format!("{root}/更")));
    harness.keys("Tab Tab");
    assert_eq!(typed(&harness), format!("{root}/更多 报告/和平 2020.txt"));
    harness.keys("Ctrl-u \"/没有/\" Tab");
    says(&harness.screen(), &["没有以此开头的"]);
}

#[test]
fn what_is_opened_comes_beside_what_is_open() {
    let desk = Desk::new();
    let other = tempfile::tempdir().unwrap();
    let file = other.path().join("和平2020.txt");
    fs::write(&file, report("和平区", 2020, 20)).unwrap();
    let mut harness = desk.library(120, 36);
    harness
        .keys("o")
        .send(Msg::Paste(file.display().to_string()));
    says(&harness.screen(), &["加在开着的后面"]);
    harness.keys("Enter");
    assert!(harness.app.overlays.is_empty());
    assert_eq!(harness.app.shelf.ready_count(), 5);
    assert!(
        matches!(harness.app.screen, Screen::Reader),
        "one file is shown at once"
    );
    let shown = harness.app.pane().unwrap().report;
    assert_eq!(harness.app.report_label(shown), "和平区 2020");
    // Once more: it is open already.
    harness
        .keys("B o")
        .send(Msg::Paste(file.display().to_string()));
    harness.keys("Enter");
    assert_eq!(harness.app.shelf.ready_count(), 5);
    assert!(matches!(harness.app.screen, Screen::Reader));
    // And kept, with the other key.
    fs::write(
        other.path().join("和平2021.txt"),
        report("和平区", 2021, 20),
    )
    .unwrap();
    harness
        .keys("B o")
        .send(Msg::Paste(other.path().display().to_string()));
    harness.keys("Ctrl-s");
    assert_eq!(harness.app.shelf.ready_count(), 6);
    assert_eq!(harness.app.catalogue.paths, [other.path()]);
}

#[test]
fn what_cannot_be_read_closes_nothing() {
    let desk = Desk::new();
    let other = tempfile::tempdir().unwrap();
    let empty = other.path().join("空.txt");
    fs::write(&empty, "").unwrap();
    let mut harness = desk.library(120, 36);
    let panes: Vec<ReportId> = harness.app.reader.panes.iter().map(|p| p.report).collect();
    harness
        .keys("o")
        .send(Msg::Paste(empty.display().to_string()));
    harness.keys("Enter");
    assert_eq!(harness.app.shelf.ready_count(), 4);
    says(&status(&harness), &["空.txt", "空文件"]);
    let after: Vec<ReportId> = harness.app.reader.panes.iter().map(|p| p.report).collect();
    assert_eq!(after, panes);
    assert!(matches!(harness.app.screen, Screen::Library(_)));
}

#[test]
fn samples_give_way_to_what_is_opened() {
    let desk = Desk::new();
    let mut harness = Harness::samples(120, 36);
    harness
        .keys("B o")
        .send(Msg::Paste(desk.folder.path().display().to_string()));
    harness.keys("Enter");
    assert_eq!(harness.app.shelf.ready_count(), 4);
    let sample = |id: ReportId| harness.app.shelf.report(id).unwrap().source.sample;
    assert!(
        harness
            .app
            .reader
            .panes
            .iter()
            .all(|pane| !sample(pane.report))
    );
    assert!(!harness.app.reader.panes.is_empty());
}

#[test]
fn loading_can_be_stopped_and_gone_on_with() {
    let desk = Desk::new();
    let mut harness = desk.library(120, 36);
    // As if it had been stopped before the last report.
    let id = chosen(&harness).unwrap();
    let generation = duizhao::job::Generation(1);
    harness
        .app
        .shelf
        .set(id, duizhao::app::shelf::State::Waiting);
    harness.app.shelf.loading = true;
    says(&harness.screen(), &["载入 5/6", "Esc 停", "还在读"]);
    harness.keys("Esc");
    says(&status(&harness), &["已停止载入"]);
    harness.send(Msg::Done(generation, Output::Loaded));
    says(&harness.screen(), &["停在 5/6", "r 接着读", "没有读"]);
    harness.keys("r");
    assert_eq!(harness.app.shelf.ready_count(), 4);
    harness.keys("r");
    says(&status(&harness), &["没有剩下没读的"]);
}

#[test]
fn pasted_text_is_a_path_where_one_can_be_opened_and_is_never_silent() {
    let desk = Desk::new();
    let mut harness = desk.library(120, 36);
    harness.send(Msg::Paste("/some where/报告.txt\n".to_owned()));
    let Some(Overlay::Path(state)) = harness.app.overlays.last() else {
        panic!("the path field opens");
    };
    assert_eq!(state.field.text(), "/some where/报告.txt");
    harness.keys("Esc q");
    harness.send(Msg::Paste("营商环境".to_owned()));
    says(&status(&harness), &["不能粘贴"]);
}

#[test]
fn the_bar_names_no_key_that_does_nothing_here() {
    let desk = Desk::new();
    let mut harness = desk.library(160, 45);
    let bar = harness.screen().lines().last().unwrap().to_owned();
    says(
        &bar,
        &[
            "Enter 打开",
            "i 改身份",
            "+ 加入",
            "D 移出",
            "u 撤销",
            "s 排序",
            "/ 筛选",
        ],
    );
    assert!(!bar.contains("B 文库") && !bar.contains("/ 搜"), "{bar}");
    let bar = harness
        .keys("T")
        .screen()
        .lines()
        .last()
        .unwrap()
        .to_owned();
    assert!(!bar.contains("T 矩阵"), "{bar}");
}

#[test]
fn nothing_is_cut_at_eighty_columns_in_either_language() {
    let desk = Desk::new();
    for (lang, words) in [
        (
            Lang::Zh,
            &[
                "地区",
                "层级",
                "年度",
                "交付",
                "会议",
                "报告人",
                "机关",
                "编码",
                "Enter 存下",
                "Tab 换项",
                "Ctrl-x 未知",
                "Ctrl-r 照读出的",
                "Esc 不改",
            ],
        ),
        (
            Lang::En,
            &[
                "Place",
                "Level",
                "Year",
                "Delivered",
                "Meeting",
                "Speaker",
                "Issuer",
                "Encoding",
                "Enter save",
                "Tab field",
                "Ctrl-x unknown",
                "Ctrl-r as read",
                "Esc cancel",
            ],
        ),
    ] {
        let mut harness = desk.open(80, 24, lang);
        harness.keys("B gg i");
        says(&harness.screen(), words);
        harness.keys("Tab");
        let levels = match lang {
            Lang::Zh => ["国务院", "区县", "乡镇", "未知"],
            Lang::En => ["state", "county", "township", "unknown"],
        };
        says(&harness.screen(), &levels);
        harness.keys("Esc o");
        let keys = match lang {
            Lang::Zh => ["Enter 打开", "Tab 补全", "Ctrl-s 打开并入库", "Esc 关闭"],
            Lang::En => ["Enter open", "Tab complete", "Ctrl-s keep too", "Esc close"],
        };
        says(&harness.screen(), &keys);
    }
}

#[test]
fn the_cursor_stands_where_something_is_typed() {
    let desk = Desk::new();
    let mut harness = desk.library(80, 24);
    for keys in ["i", "Tab", "Tab", "Ctrl-u", "Esc o", "Esc /"] {
        harness.keys(keys);
        let (w, h) = harness.app.size;
        let area = ratatui::layout::Rect::new(0, 0, w, h);
        let mut buffer = ratatui::buffer::Buffer::empty(area);
        let palette = duizhao::ui::label::Palette::default();
        let cursor = duizhao::ui::draw(&harness.app, palette, &mut buffer);
        let (x, y) = cursor.unwrap_or_else(|| panic!("no cursor after {keys}"));
        assert!(x < w && y < h, "{keys}: {x},{y}");
    }
}

#[test]
fn no_size_breaks_anything() {
    let desk = Desk::new();
    let root = desk.folder.path().display().to_string();
    let mut sizes: Vec<(u16, u16)> = (0..4).flat_map(|w| (0..4).map(move |h| (w, h))).collect();
    sizes.extend([
        (40, 10),
        (41, 13),
        (50, 12),
        (60, 20),
        (79, 19),
        (100, 20),
        (149, 30),
        (200, 60),
    ]);
    for lang in [Lang::Zh, Lang::En] {
        for keys in [
            "B",
            "B G",
            "B Tab j j",
            "B s s s s",
            "B i",
            "B i Tab",
            "B i Shift-Tab",
            "B i Ctrl-u Enter",
            "B /",
            "B / z",
            "B o",
            "B o Tab",
        ] {
            let mut harness = desk.open(100, 30, lang);
            harness.keys(keys);
            if keys == "B o" {
                harness.send(Msg::Paste(format!("{root}/")));
                harness.keys("Tab Down Down");
            }
            for &(w, h) in &sizes {
                harness.send(Msg::Resize(w, h));
                for row in harness.screen().lines() {
                    assert!(
                        cells(row, Ambiguous::Narrow) <= w,
                        "{keys} at {w}x{h}: {row}"
                    );
                }
            }
        }
    }
}

// Years that are worked out

#[test]
fn a_year_that_is_worked_out_stands_where_the_year_would_and_is_marked() {
    let text = "北辰区政府工作报告\n\n各位代表：\n现在，我代表北辰区人民政府向大会报告工作，请予审议。\n\
        一、工作回顾\n我们贯彻党的十七届四中全会精神，修路三十公里，办学两所，百姓拍手称好。\n\
        二、今后的安排\n继续修路，继续办学，把每一件小事办到大家的心坎里去。\n";
    for (lang, about, how) in [
        (Lang::Zh, "约2009–2010", "推定 正文最晚提到"),
        (Lang::En, "c. 2009–10", "inferred: the latest"),
    ] {
        for (w, h) in [(80, 24), (120, 36), (160, 45)] {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join("plan.txt"), text).unwrap();
            fs::write(folder.path().join("heping.txt"), report("和平区", 2020, 20)).unwrap();
            let mut harness = Harness::open(vec![folder.path().to_owned()], w, h, lang);
            // In the head of the pane.
            let id = harness
                .app
                .shelf
                .ready()
                .find(|(_, r)| r.identity.year.is_none());
            let id = id.map(|(id, _)| id).unwrap();
            let pane = harness.app.reader.panes.iter().position(|p| p.report == id);
            assert!(
                pane.is_none() || harness.screen().contains(about),
                "{}",
                harness.screen()
            );
            harness.keys("B gg");
            let screen = harness.screen();
            let rows = |word: &str| screen.lines().filter(|l| l.contains(word)).count();
            assert!(rows(about) >= 2, "{w}×{h}:\n{screen}");
            says(&screen, &["北辰区", how]);
            // By year it stands among the unknown.
            harness.keys("s");
            let state = match &harness.app.screen {
                Screen::Library(state) => state.clone(),
                _ => panic!("no library"),
            };
            let lines = harness.app.library_lines(&state);
            let at = lines
                .iter()
                .position(|l| *l == Line::Head(Heading::Year(None)));
            assert_eq!(lines[at.unwrap() + 1], Line::Item(Item::File(id)));
        }
    }
}

#[test]
fn a_file_that_went_away_is_marked_and_its_text_stays() {
    for (lang, tag, told) in [
        (Lang::Zh, "! 旧", "先前读到的"),
        (Lang::En, "! old", "the text was read before"),
    ] {
        let desk = Desk::new();
        let mut harness = desk.open(120, 36, lang);
        harness.keys("B gg");
        assert!(!harness.screen().contains(tag), "{}", harness.screen());
        let id = chosen(&harness).unwrap();
        let report = harness.app.shelf.report(id).unwrap();
        let path = report.source.path.clone().unwrap();
        fs::remove_file(&path).unwrap();
        harness.send(Msg::Changed(vec![id]));
        let screen = harness.screen();
        says(&screen, &[tag, told]);
        assert!(harness.app.shelf.report(id).is_some());
    }
}
