//! Copying: what text is meant on which screen, what a selection holds, and the very bytes that go out.

use std::path::PathBuf;

use duizhao::app::clip::{Clipboard, Sending};
use duizhao::app::msg::Msg;
use duizhao::app::select::Selection;
use duizhao::locale::Lang;
use duizhao::report::SentenceId;
use duizhao::text::safe::hidden;

use crate::support::app::Harness;
use crate::support::pty::{Pty, command};

const OLDER: &str = "2020年沙河口区政府工作报告\n各位代表：\n现在，我代表区人民政府向大会报告工作，请予审议。\n一、过去一年工作回顾\n过去一年，全区上下同心协力，各项事业有了新的起色。群众的日子一年更比一年好，街上的路灯也一盏一盏亮了起来。\n二、今年工作安排\n（一）优化营商环境\n我们要把实事一件一件办好，新建窗口12个。难题一个一个解开，企业少跑一趟路。\n（二）办好民生实事\n老小区的楼道要亮起来，老人的食堂要开起来，全年改造20个小区。\n各位代表，让我们把事情一件一件办好，不负群众的托付。\n";
const NEWER: &str = "2021年沙河口区政府工作报告\n各位代表：\n现在，我代表区人民政府向大会报告工作，请予审议。\n一、过去一年工作回顾\n过去一年，全区上下同心协力，各项事业又有了新的起色。群众的日子一年更比一年好，街上的路灯也一盏一盏亮了起来。\n二、今年工作安排\n（一）优化营商环境\n我们要把实事一件一件办好，新建窗口18个。难题一个一个解开，企业少跑一趟路。\n（二）办好民生实事\n老小区的楼道要亮起来，老人的食堂要开起来，全年改造30个小区。\n各位代表，让我们把事情一件一件办好，不负群众的托付。\n";

fn folder(files: &[(&str, &str)]) -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let paths = files
        .iter()
        .map(|(name, text)| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        })
        .collect();
    (folder, paths)
}

fn pair(w: u16, h: u16, lang: Lang) -> (tempfile::TempDir, Harness) {
    let (folder, paths) = folder(&[("a2020.txt", OLDER), ("b2021.txt", NEWER)]);
    (folder, Harness::open(paths, w, h, lang))
}

fn last(harness: &Harness) -> &str {
    harness
        .copied
        .last()
        .expect("nothing was sent")
        .text
        .as_str()
}

/// Puts the reader at a section by its title.
fn at(harness: &mut Harness, title: &str) {
    harness.keys(&format!("f \"{title}\" Enter"));
}

#[test]
fn y_copies_the_sentence_with_its_source() {
    for lang in [Lang::Zh, Lang::En] {
        let (_folder, mut harness) = pair(120, 40, lang);
        at(&mut harness, "优化营商环境");
        harness.keys("V j y");
        let text = last(&harness);
        assert!(
            text.contains("我们要把实事一件一件办好，新建窗口1"),
            "{text}"
        );
        let source = text.lines().last().unwrap();
        assert!(
            ["2020", "2021"]
                .iter()
                .any(|year| source
                    == format!("——沙河口区{year}年政府工作报告，二（一）优化营商环境")),
            "{source}"
        );
    }
}

#[test]
fn a_copied_passage_has_no_border_no_wrap_and_no_mark() {
    let sentence = "这一句很长很长，在窄窄的一栏里要折成好几行才放得下，复制出来却还是完整的一行";
    let body =
        format!("一、工作\n{sentence}。第二句也不短，一样要折行，一样不该断开。\n这一段在后面。\n");
    let (_folder, paths) = folder(&[("a.txt", &body)]);
    let mut harness = Harness::open(paths, 44, 20, Lang::Zh);
    harness.keys("gg V j V J V j y");
    let text = last(&harness);
    let (passage, source) = text.rsplit_once('\n').unwrap();
    assert_eq!(source, "——a.txt，一、工作");
    assert_eq!(passage.trim_end_matches('。'), sentence);
}

#[test]
fn both_sides_are_copied_each_with_its_source() {
    let (_folder, mut harness) = pair(120, 40, Lang::Zh);
    at(&mut harness, "办好民生实事");
    harness.keys("V j");
    let chosen = harness.app.selection().unwrap();
    assert_eq!(chosen.sentences().len(), 2);
    harness.keys("Y");
    let text = last(&harness).to_owned();
    assert!(
        text.contains("改造20个小区") && text.contains("改造30个小区"),
        "{text}"
    );
    let sources: Vec<&str> = text.lines().filter(|l| l.starts_with("——")).collect();
    assert_eq!(sources.len(), 2, "{text}");
    assert!(
        sources.iter().all(|s| s.ends_with("二（二）办好民生实事")),
        "{text}"
    );
    assert_ne!(sources[0], sources[1]);
}

#[test]
fn without_a_counterpart_nothing_is_sent_and_it_is_said() {
    let (_folder, paths) = folder(&[("a.txt", OLDER)]);
    let mut harness = Harness::open(paths, 100, 30, Lang::Zh);
    harness.keys("J Y");
    assert!(harness.copied.is_empty());
    assert!(harness.app.status.is_some());
    harness.keys("y");
    assert_eq!(harness.copied.len(), 1);
}

#[test]
fn a_selection_grows_by_motions_and_is_counted_in_the_bar() {
    let (_folder, mut harness) = pair(120, 40, Lang::Zh);
    harness.keys("gg V");
    let begun = harness.app.selection().unwrap();
    assert_eq!(begun.sentences().len(), 1);
    harness.keys("j j");
    assert_eq!(harness.app.selection().unwrap().sentences().len(), 3);
    let (sentences, han) = harness.app.selected_count().unwrap();
    assert_eq!(sentences, 3);
    assert!(
        harness.screen().contains(&format!("选中 3 句 {han} 字")),
        "{}",
        harness.screen()
    );
    harness.keys("k");
    assert_eq!(harness.app.selection().unwrap().sentences().len(), 2);
    harness.keys("G");
    let all = harness.app.selection().unwrap().sentences();
    harness.keys("gg J");
    let section = harness.app.selection().unwrap().sentences();
    assert!(section.len() < all.len() && section.len() > 1);
    harness.keys("}");
    assert!(harness.app.selection().unwrap().sentences().len() > 1);
    harness.keys("Esc");
    assert!(harness.app.selection().is_none());
    assert!(!harness.quit);
}

#[test]
fn a_selection_is_told_without_colour() {
    let (_folder, mut harness) = pair(100, 30, Lang::Zh);
    at(&mut harness, "办好民生实事");
    let bars = |h: &Harness| h.screen().matches('┃').count();
    let before = bars(&harness);
    harness.keys("V j");
    assert!(bars(&harness) > before, "{}", harness.screen());
}

#[test]
fn what_was_chosen_is_forgotten_with_its_report() {
    let (_folder, mut harness) = pair(100, 30, Lang::Zh);
    harness.keys("V j");
    assert!(harness.app.selection().is_some());
    harness.keys("Tab");
    assert!(harness.app.selection().is_none());
    harness.keys("Tab");
    assert!(harness.app.selection().is_none());
    let report = harness.app.pane().unwrap().report;
    harness.app.select(Some(Selection {
        report,
        anchor: SentenceId(2),
        head: SentenceId(u32::MAX),
    }));
    let last = harness.app.shelf.report(report).unwrap().sentences.len();
    assert_eq!(harness.app.selection().unwrap().sentences(), 2..last);
}

#[test]
fn a_theme_can_be_made_of_what_is_chosen() {
    let (_folder, mut harness) = pair(100, 30, Lang::Zh);
    at(&mut harness, "办好民生实事");
    harness.keys("V j V V +");
    assert!(matches!(
        harness.app.overlays.last(),
        Some(duizhao::app::Overlay::ThemeEdit(_))
    ));
}

#[test]
fn rows_of_other_screens_say_by_themselves_what_they_are() {
    let (_folder, mut harness) = pair(120, 40, Lang::Zh);
    harness.keys("T y");
    let cell = last(&harness).to_owned();
    assert!(
        cell.contains("沙河口区 2020") && cell.contains("处，每千字"),
        "{cell}"
    );
    harness.keys("$ y");
    let row = last(&harness).to_owned();
    assert!(
        row.contains("合计") && row.contains("沙河口区 2021："),
        "{row}"
    );
    harness.keys("T D y");
    let section = last(&harness).to_owned();
    assert!(
        section.contains("沙河口区 2020：") && section.contains("沙河口区 2021："),
        "{section}"
    );
    harness.keys("Tab y");
    let figure = last(&harness).to_owned();
    assert!(
        figure.contains("沙河口区 2020：") && figure.contains("2021："),
        "{figure}"
    );
    harness.keys("D B y");
    let report = last(&harness).to_owned();
    assert!(
        report.contains("年政府工作报告，/") && report.ends_with(".txt"),
        "{report}"
    );
    harness.keys("Alt-c y");
    let course = last(&harness).to_owned();
    assert!(course.contains("沙河口区 202"), "{course}");
    assert!(
        harness
            .copied
            .iter()
            .all(|p| !p.text.as_str().contains('│'))
    );
}

#[test]
fn the_lens_copies_its_passage_with_its_source() {
    let (_folder, mut harness) = pair(120, 40, Lang::Zh);
    harness.keys("T / \"营商\" Enter Enter y");
    let text = last(&harness).to_owned();
    assert!(text.contains("\n——沙河口区202"), "{text}");
}

#[test]
fn hostile_text_leaves_its_orders_behind() {
    let hostile = "2021年沙河口区政府工作报告\n各位代表：\n一、工作\n全区\u{1b}]52;c;ZXZpbA==\u{7}的路\u{1b}[31m修\u{9b}5m好了\u{202e}反\u{2066}向\u{e0041}标，群众都说好。\n街上的路灯一盏一盏亮了起来，老人的食堂也一家一家开了起来，大家都说日子比去年又好了一点。\n";
    let (_folder, paths) = folder(&[("a.txt", hostile)]);
    let mut harness = Harness::open(paths, 80, 24, Lang::Zh);
    harness.keys("gg V G y");
    let text = last(&harness);
    assert!(text.contains("的路"), "{text}");
    assert!(text.chars().all(|c| c == '\n' || !hidden(c)), "{:?}", text);
}

#[test]
fn it_is_said_that_it_was_sent_never_that_it_arrived() {
    for (lang, said) in [
        (Lang::Zh, "已送出 214 字"),
        (Lang::En, "Sent 214 characters"),
    ] {
        let (_folder, mut harness) = pair(80, 24, lang);
        harness.keys("y");
        harness.send(Msg::Sent(Sending::Sent {
            characters: 214,
            tmux: false,
        }));
        let status = harness.app.status.clone().unwrap().text;
        assert!(status.as_str().starts_with(said), "{status}");
        assert!(status.as_str().contains("Alt-e"), "{status}");
        assert!(
            harness.screen().contains(status.as_str()),
            "{}",
            harness.screen()
        );
        harness.keys("Alt-e");
        assert!(matches!(
            harness.app.overlays.last(),
            Some(duizhao::app::Overlay::Export(_))
        ));
    }
}

#[test]
fn a_passage_is_written_into_a_file_as_it_is_copied() {
    let (folder, mut harness) = pair(100, 30, Lang::Zh);
    harness.app.settings.here = folder.path().to_owned();
    at(&mut harness, "办好民生实事");
    harness.keys("V j y");
    let sent = last(&harness).to_owned();
    harness.keys("Alt-e Enter");
    let written: Vec<PathBuf> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.to_string_lossy().contains("摘录"))
        .collect();
    assert_eq!(written.len(), 1, "{}", harness.screen());
    let text = std::fs::read_to_string(&written[0]).unwrap();
    assert_eq!(text, format!("{sent}\n"));
}

#[test]
fn the_clipboard_can_be_off() {
    let (_folder, mut harness) = pair(100, 30, Lang::Zh);
    harness.app.settings.config.clipboard = Clipboard::Off;
    harness.keys("y");
    assert!(harness.copied.is_empty());
    assert!(harness.app.status.as_ref().unwrap().error);
}

/// The program on two reports, at the second part of the first.
fn started(folder: &tempfile::TempDir, change: impl Fn(&mut portable_pty::CommandBuilder)) -> Pty {
    let mut program = command(env!("CARGO_BIN_EXE_duizhao"));
    program.args(["--lang", "zh"]);
    program.arg(folder.path().join("a2020.txt"));
    change(&mut program);
    let mut pty = Pty::start(program, 100, 30);
    // Read and scanned: how often the lit theme stands in it is told.
    pty.wait_for("营商环境  1");
    pty.settle();
    pty
}

const WANTED: &str = "\
（二）办好民生实事老小区的楼道要亮起来，老人的食堂要开起来，全年改造20个小区。
——沙河口区2020年政府工作报告，二（二）办好民生实事";

#[test]
fn a_terminal_is_sent_the_text_and_nothing_else() {
    let (folder, _) = folder(&[("a2020.txt", OLDER)]);
    let mut pty = started(&folder, |_| {});
    pty.keys("f办好民生实事\r");
    pty.settle();
    pty.keys("Vjy");
    pty.wait_for("已送出");
    let bytes = String::from_utf8_lossy(pty.bytes()).into_owned();
    let (before, after) = bytes.split_once("\x1b]52;c;").expect("no OSC 52");
    let (base64, _) = after.split_once("\x1b\\").unwrap();
    let text = decoded(base64);
    assert!(
        text.replace('\n', "").contains(&WANTED.replace('\n', "")),
        "{text}"
    );
    // Between two frames, not in one.
    let opened = before.matches("\x1b[?2026h").count();
    assert_eq!(opened, before.matches("\x1b[?2026l").count());
    assert_eq!(bytes.matches("\x1b]52").count(), 1);
    pty.keys("q");
    assert_eq!(pty.end(), 0);
}

#[test]
#[cfg(unix)]
fn inside_of_tmux_tmux_is_handed_the_text() {
    use std::os::unix::fs::PermissionsExt;

    let (folder, _) = folder(&[("a2020.txt", OLDER)]);
    let bin = folder.path().join("bin");
    std::fs::create_dir(&bin).unwrap();
    let tmux = bin.join("tmux");
    let got = folder.path().join("got");
    let script = format!(
        "#!/bin/sh\necho \"$@\" > '{0}.args'\ncat > '{0}'\n",
        got.display()
    );
    std::fs::write(&tmux, script).unwrap();
    std::fs::set_permissions(&tmux, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let mut pty = started(&folder, |program| {
        program.env("PATH", &path);
        program.env("TMUX", "/nowhere,1,0");
    });
    pty.keys("Vjy");
    pty.wait_for("已送出");
    pty.wait_for("tmux");
    let text = std::fs::read_to_string(&got).unwrap();
    assert!(text.contains("\n——沙河口区2020年政府工作报告"), "{text}");
    let args = std::fs::read_to_string(folder.path().join("got.args")).unwrap();
    assert_eq!(args.trim(), "load-buffer -w -");
    assert!(!String::from_utf8_lossy(pty.bytes()).contains("\x1b]52"));
    // Where tmux refuses, the terminal itself is asked.
    std::fs::write(&tmux, "#!/bin/sh\nexit 1\n").unwrap();
    pty.keys("y");
    pty.wait_until("OSC 52", |_| true);
    pty.keys("jjjjy");
    pty.settle();
    assert!(String::from_utf8_lossy(pty.bytes()).contains("\x1b]52;c;"));
    pty.keys("q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn a_huge_selection_is_not_sent_but_can_be_written() {
    let long: String = (0..3000)
        .map(|i| format!("第{i}件实事要办好，办好了大家都高兴。\n"))
        .collect();
    let text = format!("2020年沙河口区政府工作报告\n各位代表：\n一、营商环境\n{long}");
    let (folder, _) = folder(&[("a2020.txt", &text)]);
    let mut pty = started(&folder, |_| {});
    pty.keys("ggVGy");
    pty.wait_for("没有送出");
    pty.settle();
    assert!(!String::from_utf8_lossy(pty.bytes()).contains("\x1b]52"));
    pty.keys("\x1be");
    pty.wait_for("纯文本");
    pty.keys("\x1b");
    pty.settle();
    pty.keys("q");
    assert_eq!(pty.end(), 0);
}

/// The text of base64.
fn decoded(base64: &str) -> String {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bits = 0_u32;
    let mut count = 0;
    let mut bytes = Vec::new();
    for c in base64.trim_end_matches('=').chars() {
        let digit = DIGITS.find(c).expect("not base64") as u32;
        bits = bits << 6 | digit;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    String::from_utf8(bytes).unwrap()
}
