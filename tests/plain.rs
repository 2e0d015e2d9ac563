//! `--plain`: commands in by a pipe, lines out by a pipe, and nothing that a screen reader stumbles over.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use crate::support;

const OLDER: &str = "2020年沙河口区政府工作报告\n各位代表：\n现在，我代表区人民政府向大会报告工作，请予审议。\n一、过去一年工作回顾\n过去一年，全区上下同心协力，各项事业有了新的起色。群众的日子一年更比一年好，街上的路灯也一盏一盏亮了起来。\n二、今年工作安排\n（一）优化营商环境\n我们要把实事一件一件办好，新建窗口12个。难题一个一个解开，企业少跑一趟路。街边的旧招牌全部换成统一的新招牌。\n（二）办好民生实事\n老小区的楼道要亮起来，老人的食堂要开起来，全年改造20个小区。\n各位代表，让我们把事情一件一件办好，不负群众的托付。\n";
const NEWER: &str = "2021年沙河口区政府工作报告\n各位代表：\n现在，我代表区人民政府向大会报告工作，请予审议。\n一、过去一年工作回顾\n过去一年，全区上下同心协力，各项事业又有了新的起色。群众的日子一年更比一年好，街上的路灯也一盏一盏亮了起来。\n二、今年工作安排\n（一）优化营商环境\n我们要把实事一件一件办好，新建窗口18个。难题一个一个解开，企业少跑一趟路。每条街都设一个会听会办的服务站，随叫随到。\n（二）办好民生实事\n老小区的楼道要亮起来，老人的食堂要开起来，全年改造30个小区。\n各位代表，让我们把事情一件一件办好，不负群众的托付。\n";

struct Pair {
    folder: tempfile::TempDir,
}

impl Pair {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a2020.txt"), OLDER).unwrap();
        std::fs::write(folder.path().join("b2021.txt"), NEWER).unwrap();
        Self { folder }
    }

    fn files(&self) -> Vec<PathBuf> {
        ["a2020.txt", "b2021.txt"]
            .map(|n| self.folder.path().join(n))
            .into()
    }

    /// What is said to `input`.
    fn talk(&self, options: &[&str], input: &str) -> String {
        let mut args: Vec<std::ffi::OsString> = vec!["--plain".into()];
        args.extend(options.iter().map(Into::into));
        args.extend(self.files().into_iter().map(Into::into));
        let output = run(&args, input);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert!(output.stderr.is_empty(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }
}

fn run(args: &[std::ffi::OsString], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_duizhao"))
        .args(args)
        .env_clear()
        .env("LANG", "zh_CN.UTF-8")
        .env("DUIZHAO_LIBRARY", support::NO_LIBRARY)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

fn has(said: &str, wanted: &[&str]) {
    for text in wanted {
        assert!(said.contains(text), "no “{text}” in\n{said}");
    }
}

#[test]
fn it_begins_with_the_reports_and_ends_with_the_input() {
    let said = Pair::new().talk(&[], "");
    has(
        &said,
        &[
            "共 2 份报告",
            "地区",
            "沙河口区，年度 2020",
            "年度 2021",
            "打 ? 回车看命令",
        ],
    );
    let english = Pair::new().talk(&["--lang", "en"], "?\nq\n");
    has(&english, &["2 reports.", "year 2020", "q: leave"]);
}

#[test]
fn every_line_is_plain_and_says_where_it_is() {
    let commands = "l\n1\no\ns 3\nn\n\np\n.\nJ\nK\nc\nd\n/ 实事\nh\nH\nt 营商环境\nh\nm\nf mssh\nff\nxyz\n?\nwith 2\n";
    let said = Pair::new().talk(&[], commands);
    assert!(said.lines().count() > 50, "{said}");
    for line in said.lines() {
        assert!(!line.trim().is_empty());
        assert!(
            line.chars()
                .all(|c| !c.is_control() && !('\u{2500}'..='\u{259f}').contains(&c)),
            "{line:?}"
        );
    }
    let sentences = said.lines().filter(|l| l.contains(" 句，共 "));
    let mut count = 0;
    for line in sentences {
        count += 1;
        assert!(line.contains("沙河口区 202"), "{line}");
    }
    assert!(count > 10, "{said}");
}

#[test]
fn it_is_gone_to_by_number_by_title_and_by_initials() {
    let pair = Pair::new();
    let by_title = pair.talk(&[], "open 2\ns 优化营商\n.\n");
    has(&by_title, &["沙河口区 2021，二（一）优化营商环境，标题"]);
    let by_initials = pair.talk(&[], "2\ns yhys\n");
    has(&by_initials, &["沙河口区 2021，二（一）优化营商环境，标题"]);
    let jumped = pair.talk(&[], "1\nf 21 bhms\n");
    has(&jumped, &["沙河口区 2021，二（二）办好民生实事，标题"]);
    has(
        &pair.talk(&[], "9\ns 没有这个\nopen x\n"),
        &["没有第 9 份", "没有 没有这个 这样的章节", "不懂 open x"],
    );
}

#[test]
fn a_section_has_a_counterpart_with_score_and_word() {
    let said = Pair::new().talk(&[], "2\ns 优化营商\nc\n");
    let line = said.lines().find(|l| l.contains("对应 ")).unwrap();
    has(
        line,
        &[
            "沙河口区 2021 二（一）优化营商环境：对应 沙河口区 2020 二（一）优化营商环境，",
            "强",
        ],
    );
    has(&said, &["新建窗口12个"]);
}

#[test]
fn changes_are_said_sentence_by_sentence_with_their_word_first() {
    for (start, place) in [("2", 2021), ("1", 2020)] {
        let said = Pair::new().talk(&[], &format!("{start}\ns 优化营商\nd\n"));
        let lines: Vec<&str> = said.lines().collect();
        let at = |wanted: &str, text: &str| {
            lines
                .iter()
                .position(|l| l.starts_with(wanted) && l.contains(text))
                .unwrap_or_else(|| panic!("no {wanted} … {text} from {place} in\n{said}"))
        };
        let before = at("改写前，沙河口区 2020", "新建窗口12个");
        let after = at("改写后，沙河口区 2021", "新建窗口18个");
        assert_eq!(after, before + 1);
        let kept = at("保留，沙河口区 2021", "难题一个一个解开");
        let gone = at("删去，沙河口区 2020", "旧招牌");
        let new = at("新增，沙河口区 2021", "服务站");
        assert!(after < kept && kept < gone && kept < new);
    }
}

#[test]
fn searches_and_themes_are_walked_through_all_reports() {
    let said = Pair::new().talk(&[], "1\n/ 实事一件\nh\nh\nH\nt 营商环境\n/ 没有的词\n");
    has(
        &said,
        &[
            "实事一件：2 句，在 2 份报告里",
            "实事一件 第 2 处，共 2 处，沙河口区 2021",
            "没有更多了",
            "实事一件 第 1 处，共 2 处，沙河口区 2020",
            "营商环境：",
            "没有的词：一处也没有",
        ],
    );
    let matrix = Pair::new().talk(&[], "m 营商环境\n");
    has(
        &matrix,
        &[
            "营商环境，沙河口区 2020：1 处，每千字",
            "营商环境，沙河口区 2021：1 处，每千字",
        ],
    );
    has(
        &Pair::new().talk(&[], "t 没有这样的主题啊\n"),
        &["主题有："],
    );
}

#[test]
fn lines_are_broken_only_where_that_is_asked_for() {
    let pair = Pair::new();
    let long = pair.talk(&[], "2\ns 优化营商\nn\n");
    assert!(long.lines().any(|l| l.chars().count() > 40), "{long}");
    let narrow = pair.talk(&["--width", "40"], "2\ns 优化营商\nn\n");
    for line in narrow.lines() {
        let cells: usize = line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        assert!(cells <= 40, "{line}");
    }
    let joined = |s: &str| s.replace(['\n', ' '], "");
    assert_eq!(joined(&long), joined(&narrow));
}

#[test]
fn hostile_text_is_shown_and_does_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    std::fs::write(&path, "一、工作\n全区\u{1b}]0;x\u{7}的路\u{202e}修好了，群众都说好，日子一天比一天亮堂。\n街上的路灯一盏一盏亮了起来，老人的食堂也一家一家开了起来。\n").unwrap();
    let output = run(&["--plain".into(), path.into()], "1\nn\nn\n\u{1b}[2J\nq\n");
    let said = String::from_utf8(output.stdout).unwrap();
    has(&said, &["的路"]);
    assert!(
        said.chars()
            .all(|c| c == '\n' || !duizhao::text::safe::hidden(c)),
        "{said:?}"
    );
}

#[test]
fn whoever_stops_listening_is_let_go_quietly() {
    let pair = Pair::new();
    let mut child = Command::new(env!("CARGO_BIN_EXE_duizhao"))
        .arg("--plain")
        .args(pair.files())
        .env_clear()
        .env("LANG", "zh_CN.UTF-8")
        .env("DUIZHAO_LIBRARY", support::NO_LIBRARY)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    // It may have left already.
    let _ = child
        .stdin
        .take()
        .unwrap()
        .write_all("o\n".repeat(500).as_bytes());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}

#[test]
fn standard_input_cannot_be_commands_and_a_report() {
    let output = run(&["--plain".into(), "-".into()], "o\n");
    assert_eq!(output.status.code(), Some(2));
    let output = run(&["--plain".into(), "list".into()], "");
    assert_eq!(output.status.code(), Some(2));
    let output = run(&["--width".into(), "40".into()], "");
    assert_eq!(output.status.code(), Some(2));
}
