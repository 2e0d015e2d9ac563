//! Comparisons as files: that every format tells all, that hostile words stay words, that Word files give back what went in, and that no
//! file is lost.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use duizhao::app::Overlay;
use duizhao::app::export::{Kind, Stage};
use duizhao::compare::passages::Both;
use duizhao::compare::{self, Change, Comparison, Depth};
use duizhao::export::{self, ExportError, Format, Options, Show};
use duizhao::locale::Lang;
use duizhao::report::source::docx;
use duizhao::report::{Report, SourceInfo};
use duizhao::text::fold::fold_str;

use crate::support;
use crate::support::app::Harness;

const OLD: &str = "2020年云溪区政府工作报告\n\n各位代表：\n现在我代表区政府向大会报告工作，请予审议。\n\
    一、2019年工作回顾\n\
    全年改造老旧小区40个，惠及居民两万户。新修道路三条，总长十二公里。\n\
    河边的旧码头改成了公园，孩子们周末都去放风筝。菜市场搬进了新楼，摊位比从前多了一半。\n\
    二、2020年工作安排\n（一）优化营商环境\n\
    企业开办时间压缩到三天以内，一般公共预算收入增长8%。全部事项一次办好，材料不再重复提交。\n\
    （二）办好葡萄采摘节\n秋天在北山办一届葡萄采摘节，请外地的客人来看看。\n\
    （三）改善居住条件\n继续给老楼加装电梯二十部，楼道灯全部换新，让老人上下楼更加方便。\n\
    各位代表，新的一年让我们更加紧密地团结起来，开拓进取，把家园建设得更好！\n";

const NEW: &str = "2021年云溪区政府工作报告\n\n各位代表：\n现在我代表区政府向大会报告工作，请予审议。\n\
    一、2020年工作回顾\n\
    全年改造老旧小区45个，惠及居民两万户。新修道路三条，总长十二公里。\n\
    菜市场搬进了新楼，摊位比从前多了一半。新建通信基站六十座，山里的信号也满格了。\n\
    二、2021年工作安排\n（一）优化营商环境\n\
    企业开办时间压缩到一天以内，一般公共预算收入增长6%左右。全部事项一次办好，材料不再重复提交。\n\
    （二）改善居住条件\n继续给老楼加装电梯二十部，楼道灯全部换新，让老人上下楼更加方便。\n\
    河边的旧码头改成了公园，孩子们周末都去放风筝。\n\
    各位代表，新的一年让我们更加紧密地团结起来，开拓进取，把家园建设得更好！\n";

/// Words that mean something to one format or another.
const HOSTILE: &str = "2021年云溪区政府工作报告\n\n各位代表：\n现在报告工作，请予审议。\n一、2020年工作回顾\n\
    =1+1是小学一年级的题目，@全体居民都会做。\n甲<乙，乙>丙，]]>也不是结尾，引号\"和'照样写着。\n\
    \u{1}控制字符\u{b}和\u{9b}都在句子里，方向\u{202e}反不过来。\n古地名𠀀𪚥还在用，路牌没有换。\n| 竖线 | *星号* _下划线_ `反引号` [方括号] 都是字。\n各位代表，让我们一起努力。谢谢大家！\n";

fn report(text: &str, name: &str) -> Report {
    let source = SourceInfo {
        name: name.to_owned(),
        ..SourceInfo::default()
    };
    Report::read(Arc::from(text), source)
}

fn compared(a: &Report, b: &Report, depth: Depth) -> Comparison {
    compare::compare(a, b, Some(depth))
}

fn options() -> Options {
    Options {
        show: Show::All,
        kept: true,
        lang: Lang::Zh,
        // 2026-03-01T08:30:00Z
        when: SystemTime::UNIX_EPOCH + Duration::from_mins(29_539_230),
    }
}

fn written(a: &Report, b: &Report, depth: Depth, format: Format, options: Options) -> Vec<u8> {
    let comparison = compared(a, b, depth);
    let both = Both {
        a,
        b,
        comparison: &comparison,
    };
    export::write(&both, format, options).unwrap()
}

fn text(a: &Report, b: &Report, depth: Depth, format: Format) -> String {
    String::from_utf8(written(a, b, depth, format, options())).unwrap()
}

/// The parts of an archive, each found to be well-formed.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for i in 0..zip.len() {
        let mut entry = zip.by_index(i).unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut reader = quick_xml::Reader::from_str(&text);
        reader.config_mut().check_end_names = true;
        let mut depth = 0i32;
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(quick_xml::events::Event::Start(_)) => depth += 1,
                Ok(quick_xml::events::Event::End(_)) => depth -= 1,
                Ok(_) => {}
                Err(e) => panic!("{name}: {e}"),
            }
        }
        assert_eq!(depth, 0, "{name}");
        assert!(
            !text
                .chars()
                .any(|c| c < ' ' && !matches!(c, '\n' | '\t' | '\r')),
            "{name} holds what XML cannot"
        );
        parts.insert(name, text);
    }
    parts
}

/// What is read of each paragraph.
fn paragraphs(report: &Report) -> Vec<String> {
    report
        .paragraphs
        .iter()
        .map(|p| report.resolved(p.span).trim().to_owned())
        .collect()
}

/// The lines of a Word file with all changes accepted, without the foot of the page.
fn accepted(bytes: &[u8]) -> Vec<String> {
    let text = docx::text(bytes).unwrap().text;
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
    lines.map(str::to_owned).collect()
}

/// All words of a Word file that stood in A: with every change refused, in the order of the file.
fn refused(document: &str) -> String {
    let (mut out, mut new, mut words) = (String::new(), 0, false);
    let mut reader = quick_xml::Reader::from_str(document);
    loop {
        use quick_xml::events::Event;
        match reader.read_event().unwrap() {
            Event::Eof => return out,
            Event::Start(tag) => match tag.name().as_ref() {
                "w:ins" | "w:moveTo" => new += 1,
                "w:t" | "w:delText" => words = true,
                _ => {}
            },
            Event::End(tag) => match tag.name().as_ref() {
                "w:ins" | "w:moveTo" => new -= 1,
                "w:t" | "w:delText" => words = false,
                _ => {}
            },
            Event::Text(t) if words && new == 0 => out.push_str(&t),
            Event::GeneralRef(r) if words && new == 0 => {
                out.push_str(match &*r {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    _ => "'",
                });
            }
            _ => {}
        }
    }
}

/// A marked text holds B when its changes are accepted, and every compared sentence of A when they are refused.
fn is_whole(a: &Report, b: &Report, depth: Depth) {
    let bytes = written(a, b, depth, Format::DocxMarked, options());
    let parts = parts(&bytes);
    let expected = paragraphs(b);
    let lines = accepted(&bytes);
    // The foot of the page comes last.
    assert_eq!(lines.get(..expected.len()).unwrap(), expected);
    assert!(lines.len() <= expected.len() + 1, "{:?}", lines.last());
    let bare = |text: &str| -> String {
        let plain = |c: &char| c.is_alphanumeric();
        fold_str(text).chars().filter(plain).collect()
    };
    let old = bare(&refused(&parts["word/document.xml"]));
    let comparison = compared(a, b, depth);
    for (sentence, mark) in a.sentences.iter().zip(&comparison.marks_a) {
        // Renumbering is no change: of headings and of what was kept the numbers are the new ones.
        if mark.is_some_and(|m| m != Change::Kept) {
            let title = sentence
                .section
                .filter(|_| sentence.heading)
                .map(|s| a.title(s));
            let words = bare(&title.unwrap_or_else(|| a.resolved(sentence.span)));
            assert!(old.contains(&words), "{words} is lost:\n{old}");
        }
    }
}

#[test]
fn a_marked_text_accepted_is_the_new_one_and_loses_nothing_of_the_old() {
    let (a, b) = (report(OLD, "甲.txt"), report(NEW, "乙.txt"));
    for depth in [Depth::Revision, Depth::Succession] {
        is_whole(&a, &b, depth);
        is_whole(&b, &a, depth);
        is_whole(&a, &a, depth);
    }
}

#[test]
fn marked_texts_of_real_reports_are_whole() {
    let Some(folder) = support::shared("reports/seeds") else {
        return;
    };
    let mut reports: Vec<Report> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .map(|p| report(&fs::read_to_string(&p).unwrap(), "报告.txt"))
        .collect();
    reports.sort_by_key(|r| r.han);
    for pair in reports.windows(2) {
        is_whole(&pair[0], &pair[1], Depth::Succession);
    }
}

#[test]
fn moves_are_shown_at_both_ends_under_one_name() {
    let (a, b) = (report(OLD, "甲.txt"), report(NEW, "乙.txt"));
    let bytes = written(&a, &b, Depth::Revision, Format::DocxMarked, options());
    let parts = parts(&bytes);
    let document = &parts["word/document.xml"];
    for wanted in [
        "<w:moveFrom ",
        "<w:moveTo ",
        "<w:ins ",
        "<w:del ",
        "w:author=\"对照 duizhao\" w:date=\"2026-03-01T08:30:00Z\"",
        "w:eastAsia=\"黑体\"",
    ] {
        assert!(document.contains(wanted), "no {wanted}");
    }
    let names = |tag: &str| -> Vec<String> {
        let tag = format!("<{tag} ");
        let after = document.split(tag.as_str()).skip(1);
        after
            .map(|t| {
                t.split("w:name=\"")
                    .nth(1)
                    .unwrap()
                    .split('"')
                    .next()
                    .unwrap()
                    .to_owned()
            })
            .collect()
    };
    let (from, to) = (names("w:moveFromRangeStart"), names("w:moveToRangeStart"));
    assert!(!from.is_empty() && from == to, "{from:?} {to:?}");
    let comments = &parts["word/comments.xml"];
    for said in [
        "移自“一、2019年工作回顾”（原文第7行）",
        "8% → 6%左右",
        "个百分点",
        "云溪区",
    ] {
        assert!(comments.contains(said), "{said}:\n{comments}");
    }
}

#[test]
fn the_table_has_three_columns_heads_on_every_page_and_says_what_changed() {
    let (a, b) = (report(OLD, "甲.txt"), report(NEW, "乙.txt"));
    let bytes = written(&a, &b, Depth::Succession, Format::Docx, options());
    let parts = parts(&bytes);
    let document = &parts["word/document.xml"];
    for wanted in [
        "<w:tblHeader/>",
        "w:orient=\"landscape\"",
        "<w:strike/>",
        "<w:u w:val=\"single\"/>",
        "原文（云溪区 2020）",
        "新文（云溪区 2021）",
        "说明",
        "云溪区政府工作报告对照表（2020年—2021年）",
        "文件 甲.txt",
    ] {
        assert!(document.contains(wanted), "no {wanted}");
    }
    assert!(parts["word/styles.xml"].contains("w:eastAsia=\"仿宋\""));
    let text = accepted(&bytes).join("\n");
    for said in [
        "原样",
        "改写（相似",
        "新增",
        "删去",
        "8% → 6%左右  −2 个百分点",
        "无对应，只在原文",
        "第7行",
        "变动的数字",
        "duizhao",
    ] {
        assert!(text.contains(said), "no {said}:\n{text}");
    }
}

#[test]
fn every_format_is_written_at_every_depth_and_is_the_same_twice() {
    let (a, b) = (report(OLD, "甲.txt"), report(NEW, "乙.txt"));
    for depth in [Depth::Revision, Depth::Succession, Depth::Parallel] {
        let comparison = compared(&a, &b, depth);
        let both = Both {
            a: &a,
            b: &b,
            comparison: &comparison,
        };
        for format in Format::ALL {
            for show in [Show::All, Show::Figures, Show::Wording] {
                let options = Options { show, ..options() };
                let written = export::write(&both, format, options);
                if format == Format::DocxMarked && depth == Depth::Parallel {
                    assert!(matches!(written, Err(ExportError::NotOneText)));
                    continue;
                }
                let written = written.unwrap();
                assert!(!written.is_empty());
                assert_eq!(written, export::write(&both, format, options).unwrap());
                if format.is_binary() {
                    parts(&written);
                }
            }
        }
    }
}

#[test]
fn a_passage_says_where_it_stands() {
    let (a, b) = (report(OLD, "甲.txt"), report(NEW, "乙.txt"));
    let md = text(&a, &b, Depth::Succession, Format::Markdown);
    for said in [
        "# 云溪区政府工作报告对照表（2020年—2021年）",
        "### （一）优化营商环境",
        "云溪区 2020： 二、2020年工作安排 › （一）优化营商环境，第9行",
        "<del>三天</del><ins>一天</ins>",
        "\\+ 新增　第7行",
        "第10行 → 第10行",
        "| 一般公共预算收入 |",
    ] {
        assert!(md.contains(said), "no {said}:\n{md}");
    }
    let csv = text(&a, &b, Depth::Succession, Format::Csv);
    assert!(
        csv.starts_with("\u{feff}change,similarity,a_section,a_line,a,b_section,b_line,b,note,")
    );
    assert!(
        csv.lines()
            .any(|l| l.starts_with("new,") && l.contains("通信基站") && l.contains("云溪区,2021")),
        "{csv}"
    );
    let page = text(&a, &b, Depth::Parallel, Format::Html);
    for said in [
        "<u>",
        "@media print",
        "table-header-group",
        "平行",
        "全部事项一次办好",
    ] {
        assert!(page.contains(said), "no {said}:\n{page}");
    }
}

#[test]
fn figures_and_wording_are_told_apart() {
    let (a, b) = (report(OLD, "甲.txt"), report(NEW, "乙.txt"));
    let show = |show| {
        let options = Options {
            show,
            kept: false,
            ..options()
        };
        let bytes = written(&a, &b, Depth::Succession, Format::Markdown, options);
        String::from_utf8(bytes).unwrap()
    };
    let figures = show(Show::Figures);
    assert!(figures.contains("40个 → 45个"), "{figures}");
    assert!(!figures.contains("<ins>新建通信基站"), "{figures}");
    let wording = show(Show::Wording);
    assert!(!wording.contains("40个 → 45个"), "{wording}");
    assert!(wording.contains("通信基站"), "{wording}");
}

#[test]
fn the_readers_word_on_links_is_told() {
    let (a, b) = (report(OLD, "甲.txt"), report(NEW, "乙.txt"));
    let find = |r: &Report, title: &str| {
        r.section_ids()
            .map(|(id, _)| id)
            .find(|&id| r.title(id).contains(title))
            .unwrap()
    };
    let asked = compare::Asked {
        depth: Some(Depth::Succession),
        judged: vec![
            duizhao::report::library::Judged {
                a: find(&a, "葡萄"),
                b: find(&b, "居住"),
                stands: true,
            },
            duizhao::report::library::Judged {
                a: find(&a, "营商"),
                b: find(&b, "营商"),
                stands: false,
            },
        ],
        formulas: None,
    };
    let comparison = compare::compare_with(&a, &b, &asked);
    let both = Both {
        a: &a,
        b: &b,
        comparison: &comparison,
    };
    let md = String::from_utf8(export::write(&both, Format::Markdown, options()).unwrap()).unwrap();
    for said in [
        "本人指定的对应： 1",
        "本人断开的对应： “（一）优化营商环境”",
        " 本人指定",
    ] {
        assert!(md.contains(said), "no {said}:\n{md}");
    }
    let json: serde_json::Value =
        serde_json::from_slice(&export::write(&both, Format::Json, options()).unwrap()).unwrap();
    let links = json["links"].as_array().unwrap();
    assert!(links.iter().any(|l| l["by"] == "reader"));
    assert_eq!(json["broken"].as_array().unwrap().len(), 1);
}

#[test]
fn hostile_words_stay_words() {
    let (a, b) = (
        report(NEW, "甲.txt"),
        report(HOSTILE, "<script>乙</script>.txt"),
    );
    for (a, b) in [(&a, &b), (&b, &a)] {
        let page = text(a, b, Depth::Succession, Format::Html);
        assert!(!page.contains("<script"), "{page}");
        for said in ["&lt;script&gt;乙", "甲&lt;乙，乙&gt;丙，]]&gt;也", "𠀀𪚥"] {
            assert!(page.contains(said), "no {said}:\n{page}");
        }
        assert!(!page.contains(['\u{1}', '\u{b}', '\u{9b}', '\u{202e}']));
        let md = text(a, b, Depth::Succession, Format::Markdown);
        assert!(
            md.contains("甲\\<乙") && md.contains("\\| 竖线 \\|"),
            "{md}"
        );
        let csv = text(a, b, Depth::Succession, Format::Csv);
        assert!(csv.contains("\"'=1+1是"), "{csv}");
        let book = parts(&written(a, b, Depth::Succession, Format::Xlsx, options()));
        assert!(book.values().all(|p| !p.contains("<f>")), "a formula");
        assert!(book["xl/sharedStrings.xml"].contains("=1+1是"));
        for format in [Format::Docx, Format::DocxMarked] {
            let file = parts(&written(a, b, Depth::Succession, format, options()));
            let document = &file["word/document.xml"];
            assert!(
                document.contains("甲&lt;乙") && document.contains("]]&gt;"),
                "{document}"
            );
        }
    }
}

#[test]
fn a_sentence_longer_than_a_cell_is_cut_and_says_so() {
    let long = format!(
        "2021年云溪区政府工作报告\n\n各位代表：\n现在报告工作。\n一、2020年工作回顾\n我们{}完成了。\n",
        "修桥铺路植树造林".repeat(5000)
    );
    let (a, b) = (report(NEW, "甲.txt"), report(&long, "乙.txt"));
    let book = parts(&written(&a, &b, Depth::Succession, Format::Xlsx, options()));
    assert!(book["xl/sharedStrings.xml"].contains("后略 cut here"));
    let table = written(&a, &b, Depth::Succession, Format::Docx, options());
    assert!(
        docx::text(&table)
            .unwrap()
            .text
            .contains(&"修桥铺路植树造林".repeat(5000))
    );
}

#[test]
fn what_stands_for_a_character_is_kept_at_the_edge_of_a_sentence() {
    let old = "2020年云溪区政府工作报告\n\n各位代表：\n现在报告工作，请予审议。\n一、2019年工作回顾\n\
               &ldquo;三横两纵&rdquo;的路网修了30公里，百姓都说好&hellip;\n";
    let new = old.replace("30公里", "40公里");
    let (a, b) = (report(old, "甲.txt"), report(&new, "乙.txt"));
    let md = text(&a, &b, Depth::Revision, Format::Markdown);
    assert!(md.contains("> “三横两纵”的路网修了"), "{md}");
    is_whole(&a, &b, Depth::Revision);
}

// The command line.

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_duizhao"))
        .args(args)
        .current_dir(folder)
        .env_clear()
        .env("DUIZHAO_LIBRARY", support::NO_LIBRARY)
        .output()
        .unwrap()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), OLD).unwrap();
    fs::write(folder.path().join("b.txt"), NEW).unwrap();
    folder
}

#[test]
fn the_end_of_the_name_says_what_is_written_and_no_file_is_lost() {
    let folder = folder();
    let here = folder.path();
    for name in [
        "x.docx", "x.html", "x.xlsx", "x.md", "x.csv", "x.json", "x.txt",
    ] {
        let done = run(
            here,
            &["diff", "a.txt", "b.txt", "--lang", "zh", "-o", name],
        );
        assert_eq!(done.status.code(), Some(1), "{name}: {done:?}");
        assert!(done.stdout.is_empty());
        let said = String::from_utf8(done.stderr).unwrap();
        assert!(said.contains(&format!("已写成 {name}")), "{said}");
        let before = fs::read(here.join(name)).unwrap();
        let again = run(
            here,
            &["diff", "a.txt", "a.txt", "--lang", "zh", "-o", name],
        );
        assert_eq!(again.status.code(), Some(2));
        let said = String::from_utf8(again.stderr).unwrap();
        assert!(
            said.contains("已有此文件") && said.contains("--force"),
            "{said}"
        );
        assert_eq!(fs::read(here.join(name)).unwrap(), before);
        let forced = run(here, &["diff", "a.txt", "a.txt", "-o", name, "--force"]);
        assert_eq!(forced.status.code(), Some(0), "{name}: {forced:?}");
        assert_ne!(fs::read(here.join(name)).unwrap(), before);
    }
    let left: Vec<PathBuf> = fs::read_dir(here)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    assert_eq!(left.len(), 9, "{left:?}");
}

#[test]
fn what_cannot_be_written_is_said_in_a_sentence() {
    let folder = folder();
    for (args, wanted) in [
        (vec!["-o", "x.pdf"], "x.pdf：看不出要写成什么"),
        (vec!["-o", "no/x.docx"], "no：没有这个文件夹"),
        (vec!["-o", "a.txt/x.docx"], "a.txt：没有这个文件夹"),
        (vec!["-o", ".", "--format", "docx"], "这是文件夹"),
        (
            vec![
                "--depth",
                "parallel",
                "--format",
                "docx-marked",
                "-o",
                "x.docx",
            ],
            "平行深度不逐词比对",
        ),
    ] {
        let all = [&["diff", "a.txt", "b.txt", "--lang", "zh"][..], &args].concat();
        let done = run(folder.path(), &all);
        assert_eq!(done.status.code(), Some(2), "{args:?}");
        let said = String::from_utf8(done.stderr).unwrap();
        assert!(said.contains(wanted), "{args:?}: {said}");
        assert!(done.stdout.is_empty());
    }
    let other = run(
        folder.path(),
        &["list", "a.txt", "--lang", "zh", "--format", "docx"],
    );
    assert_eq!(other.status.code(), Some(2));
    assert!(
        String::from_utf8(other.stderr)
            .unwrap()
            .contains("只有 diff")
    );
}

#[test]
fn binary_formats_go_into_a_pipe_as_they_are() {
    let folder = folder();
    let done = run(
        folder.path(),
        &["diff", "a.txt", "b.txt", "--format", "docx-marked"],
    );
    assert_eq!(done.status.code(), Some(1));
    let lines = accepted(&done.stdout);
    assert!(lines.iter().any(|l| l.contains("通信基站")));
    let csv = run(
        folder.path(),
        &["diff", "a.txt", "b.txt", "--format", "csv"],
    )
    .stdout;
    assert!(csv.starts_with(b"change,"), "no mark of UTF-8 in a pipe");
}

#[test]
fn the_same_report_twice_is_said_to_be() {
    let folder = folder();
    let done = run(folder.path(), &["diff", "a.txt", "a.txt", "--lang", "zh"]);
    assert_eq!(done.status.code(), Some(0));
    let said = String::from_utf8(done.stdout).unwrap();
    assert!(said.contains("两份相同"), "{said}");
}

// The screen.

fn opened(folder: &Path, w: u16, h: u16) -> Harness {
    let paths = vec![folder.join("a.txt"), folder.join("b.txt")];
    let mut harness = Harness::open(paths, w, h, Lang::Zh);
    folder.clone_into(&mut harness.app.settings.here);
    harness
}

#[test]
fn the_form_proposes_a_name_writes_and_asks_before_a_file_is_lost() {
    let folder = folder();
    for (w, h) in [(80, 24), (160, 45), (60, 20), (40, 10)] {
        let mut harness = opened(folder.path(), w, h);
        harness.keys("e");
        let screen = harness.screen();
        for said in ["导出", "对照表", "写成文件"] {
            assert!(screen.contains(said), "{w}x{h}: no {said}\n{screen}");
        }
        if h >= 24 {
            for said in [
                "花脸稿",
                "网页",
                "JSON",
                "云溪区2020-2021对照表.docx",
                "全部",
                "措辞",
                "Esc",
            ] {
                assert!(screen.contains(said), "{w}x{h}: no {said}\n{screen}");
            }
        }
        harness.keys("Enter");
        let path = folder.path().join("云溪区2020-2021对照表.docx");
        assert!(harness.app.overlays.is_empty(), "{}", harness.screen());
        let said = harness.app.status.as_ref().unwrap();
        assert!(said.text.as_str().contains("已写成") && !said.error);
        let before = fs::read(&path).unwrap();
        fs::write(&path, "old").unwrap();
        harness.keys("e Enter");
        assert!(harness.screen().contains("覆盖"), "{}", harness.screen());
        harness.keys("Enter n");
        assert!(
            matches!(harness.app.overlays.last(), Some(Overlay::Export(s)) if s.stage == Stage::Filling)
        );
        assert_eq!(fs::read(&path).unwrap(), b"old");
        harness.keys("Enter y");
        assert!(harness.app.overlays.is_empty());
        assert_eq!(fs::read(&path).unwrap().len(), before.len());
        fs::remove_file(&path).unwrap();
    }
}

#[test]
fn the_name_follows_the_format_and_a_name_of_ones_own_keeps_its_beginning() {
    let folder = folder();
    let mut harness = opened(folder.path(), 80, 24);
    harness.keys("e Down");
    let typed = |harness: &Harness| match harness.app.overlays.last() {
        Some(Overlay::Export(state)) => state.field.text(),
        _ => panic!("no form:\n{}", harness.screen()),
    };
    assert_eq!(typed(&harness), "云溪区2020-2021花脸稿.docx");
    harness.keys("Down");
    assert_eq!(typed(&harness), "云溪区2020-2021网页.html");
    harness.keys("Ctrl-u \"我的.html\" Down");
    assert_eq!(typed(&harness), "我的.xlsx");
    harness.keys("Ctrl-v Enter");
    assert!(
        folder.path().join("我的.xlsx").exists(),
        "{}",
        harness.screen()
    );
}

#[test]
fn what_goes_wrong_is_said_in_the_form() {
    let folder = folder();
    let mut harness = opened(folder.path(), 80, 24);
    harness.keys("e Ctrl-u Enter");
    assert!(
        harness.screen().contains("请写出文件名"),
        "{}",
        harness.screen()
    );
    harness.keys("\"无/x.docx\" Enter");
    assert!(
        harness.screen().contains("没有这个文件夹"),
        "{}",
        harness.screen()
    );
    harness.keys("Esc");
    assert!(harness.app.overlays.is_empty());
}

#[test]
fn every_kind_of_the_form_can_be_written() {
    let folder = folder();
    for (i, kind) in Kind::ALL.iter().enumerate() {
        let mut harness = opened(folder.path(), 80, 24);
        harness.keys("e");
        for _ in 0..i {
            harness.keys("Down");
        }
        harness.keys(&format!("Ctrl-u \"{i}.{}\" Enter", kind.extension()));
        let path = folder.path().join(format!("{i}.{}", kind.extension()));
        assert!(fs::metadata(&path).unwrap().len() > 100, "{kind:?}");
    }
}

#[test]
fn what_changed_is_counted_as_it_is_marked() {
    let (a, b) = (report(OLD, "甲.txt"), report(NEW, "乙.txt"));
    let comparison = compared(&a, &b, Depth::Succession);
    let both = Both {
        a: &a,
        b: &b,
        comparison: &comparison,
    };
    // Every sentence stands in one line; what moved in two.
    let lines: Vec<_> = both.passages().into_iter().flat_map(|p| p.lines).collect();
    let of_b: usize = lines
        .iter()
        .filter_map(|l| l.b)
        .map(|r| r.len as usize)
        .sum();
    assert_eq!(of_b, b.sentences.len());
    let away =
        |l: &&duizhao::compare::passages::Line| !(l.change == Some(Change::Moved) && l.b.is_some());
    let of_a: usize = lines
        .iter()
        .filter(away)
        .filter_map(|l| l.a)
        .map(|r| r.len as usize)
        .sum();
    assert_eq!(of_a, a.sentences.len());
}
