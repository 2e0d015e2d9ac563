//! Help, palette, library and welcome screen: what they say, that they do what they say, and that no size breaks them.

use std::path::PathBuf;

use duizhao::app::library::{Item, Line};
use duizhao::app::msg::Msg;
use duizhao::app::{Overlay, Screen};
use duizhao::locale::Lang;

use crate::support::app::Harness;

const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

fn samples(w: u16, h: u16, lang: Lang) -> Harness {
    Harness::open(Vec::new(), w, h, lang)
}

/// A folder in which nothing can be read.
fn unreadable() -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("scan.pdf"), "%PDF-1.4").unwrap();
    std::fs::write(folder.path().join("empty.txt"), "").unwrap();
    std::fs::write(folder.path().join("english.txt"), "hello").unwrap();
    let paths = vec![folder.path().to_owned()];
    (folder, paths)
}

fn says(screen: &str, wanted: &[&str]) {
    for text in wanted {
        assert!(screen.contains(text), "no “{text}” in\n{screen}");
    }
}

#[test]
fn help_names_the_keys_of_this_screen_in_groups() {
    let screen = samples(80, 24, Lang::Zh).keys("?").screen();
    says(
        &screen,
        &[
            "帮助  对照",
            "移动",
            "对照",
            "查找",
            "j k",
            "上下一行",
            "Ctrl-d/u",
            "n N",
            "边上的记号",
            "改写",
            "竖尺",
            "Enter 照做",
        ],
    );
    // Two columns: two groups stand on one row.
    assert!(
        screen
            .lines()
            .any(|row| row.contains("移动") && row.contains("查找")),
        "{screen}"
    );
    let narrow = samples(60, 20, Lang::Zh).keys("?").screen();
    assert!(
        !narrow
            .lines()
            .any(|row| row.contains("移动") && row.contains("查找")),
        "{narrow}"
    );
}

#[test]
fn help_of_another_screen_names_other_keys_and_no_gutter() {
    let screen = samples(120, 40, Lang::Zh).keys("B ?").screen();
    says(&screen, &["帮助  文库", "选中或放开这份报告"]);
    assert!(!screen.contains("竖尺"), "{screen}");
}

#[test]
fn every_line_of_the_help_can_be_scrolled_to() {
    for (w, h) in [(40, 18), (60, 14), (80, 24)] {
        for lang in LANGS {
            let mut harness = samples(w, h, lang);
            harness.keys("?");
            let mut seen = String::new();
            for _ in 0..60 {
                seen.push_str(&harness.screen());
                harness.keys("Ctrl-n");
            }
            for wanted in ["Ctrl-c", "gg G", "J K", "»", lang.pick("竖尺", "Ruler")] {
                assert!(seen.contains(wanted), "{wanted} at {w}×{h} {lang:?}");
            }
        }
    }
}

#[test]
fn typing_into_the_help_narrows_it_and_enter_does_the_line() {
    let mut harness = samples(80, 24, Lang::Zh);
    let screen = harness.keys("? \"大纲\"").screen();
    says(&screen, &["大纲：展开或收起"]);
    assert!(!screen.contains("搜正文  "), "{screen}");
    let before = harness.app.reader.changes;
    harness.keys("Esc ? d Enter");
    assert!(harness.app.overlays.is_empty());
    assert_ne!(
        harness.app.reader.changes, before,
        "d was looked up by its key"
    );
    says(&harness.keys("? \"没有这种\"").screen(), &["没有找到。"]);
}

#[test]
fn the_help_of_an_overlay_closes_by_the_key_that_opened_it() {
    let mut harness = samples(80, 24, Lang::Zh);
    let screen = harness.keys("f F1").screen();
    says(&screen, &["帮助  跳转", "新开一栏打开"]);
    harness.keys("F1");
    assert!(matches!(
        harness.app.overlays.as_slice(),
        [Overlay::Jump(_)]
    ));
}

#[test]
fn the_palette_finds_by_name_key_id_and_pinyin() {
    let mut harness = samples(80, 24, Lang::Zh);
    let screen = harness.keys(":").screen();
    says(&screen, &["命令", "名称、键名或拼音", "Enter 照做"]);
    for query in ["矩阵", "juzhen", "matrix", "T"] {
        let mut harness = samples(80, 24, Lang::Zh);
        harness.keys(&format!(": \"{query}\" Enter"));
        assert!(matches!(harness.app.screen, Screen::Matrix(_)), "{query}");
    }
    says(
        &harness.keys("\"没有这种\"").screen(),
        &["没有这样的命令。"],
    );
}

#[test]
fn the_palette_does_what_it_lists() {
    let mut harness = samples(120, 36, Lang::En);
    let outline = harness.app.reader.outline;
    harness.keys(": \"outline\" Enter");
    assert_ne!(harness.app.reader.outline, outline);
    harness.keys(": \"quit\" Enter");
    assert!(harness.quit);
}

#[test]
fn the_library_lists_every_report_with_its_evidence() {
    let mut harness = samples(120, 36, Lang::Zh);
    let screen = harness.keys("B").screen();
    says(
        &screen,
        &[
            "文库",
            "5 份",
            "地区",
            "年度",
            "层级",
            "字数",
            "剔除",
            "疑点",
            "样本",
            "格式",
            "UTF-8",
            "已开在第 1 栏",
        ],
    );
    let listed = harness
        .app
        .library_lines(&duizhao::app::library::LibraryState::default());
    let items = listed
        .iter()
        .filter(|line| matches!(line, Line::Item(_)))
        .count();
    assert_eq!(items, 5);
    // Low screens have the detail below, lower ones none.
    says(
        &samples(80, 24, Lang::Zh).keys("B").screen(),
        &["剔除", "报告人"],
    );
    let low = samples(80, 12, Lang::Zh).keys("B").screen();
    assert!(!low.contains("报告人"), "{low}");
}

#[test]
fn the_library_opens_the_chosen_report_or_the_marked_ones() {
    let mut harness = samples(120, 36, Lang::Zh);
    harness.keys("B G");
    let Screen::Library(state) = &harness.app.screen else {
        panic!("not the library");
    };
    let Some(Item::File(last)) = state.chosen else {
        panic!("nothing chosen");
    };
    harness.keys("Enter");
    assert!(matches!(harness.app.screen, Screen::Reader));
    assert_eq!(harness.app.pane().unwrap().report, last);

    harness.keys("B gg Space Space Space");
    says(&harness.screen(), &["选中 3"]);
    harness.keys("Enter");
    assert_eq!(harness.app.reader.panes.len(), 3);
    harness.keys("B gg Space x Enter");
    assert_eq!(
        harness.app.reader.panes.len(),
        3,
        "nothing was marked any more"
    );
}

#[test]
fn the_library_says_why_a_file_was_not_read() {
    let (folder, mut paths) = unreadable();
    let report = "关于工作的报告\n\n一、回顾\n我们做了很多事情，大家都很努力，成绩很好。\n\n二、安排\n今年要做更多的事情，请大家继续努力工作。\n";
    std::fs::write(folder.path().join("一份.txt"), report).unwrap();
    paths.push(folder.path().join("没有.txt"));
    let mut harness = Harness::open(paths, 120, 36, Lang::Zh);
    let screen = harness.keys("B G").screen();
    says(
        &screen,
        &[
            "读不了",
            "scan.pdf",
            "PDF 文件",
            "empty.txt",
            "空文件",
            "english.txt",
            "没有一个汉字",
            "没有.txt",
        ],
    );
    harness.keys("Enter");
    assert!(matches!(harness.app.screen, Screen::Library(_)));
    assert!(harness.app.status.as_ref().is_some_and(|s| s.error));
}

#[test]
fn the_welcome_screen_shows_the_ways_in_and_what_failed() {
    let (_folder, paths) = unreadable();
    let mut harness = Harness::open(paths, 80, 24, Lang::Zh);
    assert!(matches!(harness.app.screen, Screen::Welcome(_)));
    says(
        &harness.screen(),
        &[
            "政府工作报告，并排读。",
            "打开文件或文件夹",
            "看内置样本",
            "没有读成",
            "scan.pdf",
            "空文件",
        ],
    );
    harness.keys("j Enter");
    assert!(matches!(harness.app.screen, Screen::Reader));
    assert_eq!(harness.app.shelf.ready_count(), 5);
}

#[test]
fn a_typed_path_opens_or_says_why_not() {
    let (folder, paths) = unreadable();
    let mut harness = Harness::open(paths, 80, 24, Lang::Zh);
    harness.keys("o");
    says(&harness.screen(), &["路径，~ 是主目录", "Enter 打开"]);
    harness.keys("\"/没有/这里\" Enter");
    says(&harness.screen(), &["没有这个文件或文件夹"]);

    let file = folder.path().join("报告.txt");
    std::fs::write(
        &file,
        "工作报告\n\n一、回顾\n我们做了很多事情，大家都很努力。\n",
    )
    .unwrap();
    harness.keys("Ctrl-u");
    harness.send(Msg::Paste(file.display().to_string()));
    harness.keys("Enter");
    assert!(harness.app.overlays.is_empty());
    assert!(matches!(harness.app.screen, Screen::Reader));
    assert_eq!(harness.app.shelf.ready_count(), 1);
}

#[test]
fn a_path_that_leads_nowhere_closes_nothing() {
    let mut harness = samples(80, 24, Lang::En);
    harness.keys("B o \"/nowhere\" Enter");
    says(&harness.screen(), &["no such file or folder"]);
    assert_eq!(harness.app.shelf.ready_count(), 5);
    harness.keys("Esc");
    assert!(matches!(harness.app.screen, Screen::Library(_)));
    says(&harness.screen(), &["5 reports"]);
}

#[test]
fn english_is_not_cut_at_eighty_columns() {
    let (_folder, paths) = unreadable();
    let mut screens = vec![Harness::open(paths, 80, 24, Lang::En).screen()];
    for keys in ["?", "B"] {
        screens.push(samples(80, 24, Lang::En).keys(keys).screen());
    }
    for (screen, wanted) in screens.iter().zip([
        &[
            "Government work reports, side by side.",
            "Open a file or folder",
            "txt, md, whole folders",
            "Read the built-in samples",
        ][..],
        &[
            "Next or previous section; panes follow",
            "section without match",
        ],
        &[
            "Place",
            "Year",
            "Level",
            "Chars",
            "Removed",
            "Doubts",
            "Delivered",
            "Speaker",
            "sample",
        ],
    ]) {
        says(screen, wanted);
    }
}

#[test]
fn no_size_breaks_them() {
    let (_folder, paths) = unreadable();
    let sizes = [
        (0, 0),
        (1, 1),
        (3, 3),
        (40, 10),
        (41, 11),
        (50, 12),
        (60, 20),
        (69, 19),
        (70, 20),
        (80, 24),
        (99, 30),
        (100, 20),
        (120, 36),
        (160, 45),
    ];
    for lang in LANGS {
        for keys in [
            "?",
            "? Ctrl-n Ctrl-n",
            "? g",
            ":",
            ": d",
            "B",
            "B G",
            "B ?",
            "B :",
            "B o x Enter",
        ] {
            let mut harness = samples(80, 24, lang);
            harness.keys(keys);
            for (w, h) in sizes {
                harness.send(Msg::Resize(w, h));
                harness.screen();
            }
        }
        let mut harness = Harness::open(paths.clone(), 80, 24, lang);
        for keys in ["j", "o", "x", "?"] {
            harness.keys(keys);
            for (w, h) in sizes {
                harness.send(Msg::Resize(w, h));
                harness.screen();
            }
        }
    }
}
