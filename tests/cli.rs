//! The command line, through the real binary in a cleared environment.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::support::NO_LIBRARY;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cli")
}

fn fixture(name: &str) -> String {
    fixtures().join(name).to_str().unwrap().to_owned()
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duizhao"));
    command.args(args).env_clear().stdin(Stdio::null());
    // Nobody's library: there is no such folder.
    command.env("DUIZHAO_LIBRARY", NO_LIBRARY);
    command
}

struct Answer {
    code: i32,
    out: String,
    err: String,
}

fn answer(output: Output) -> Answer {
    Answer {
        code: output.status.code().expect("ended by itself"),
        out: String::from_utf8(output.stdout).expect("UTF-8 on standard output"),
        err: String::from_utf8(output.stderr).expect("UTF-8 on standard error"),
    }
}

fn duizhao(args: &[&str]) -> Answer {
    answer(command(args).output().unwrap())
}

fn json(args: &[&str]) -> Value {
    let a = duizhao(&[args, &["--format", "json"]].concat());
    serde_json::from_str(&a.out).unwrap_or_else(|e| panic!("{args:?}: {e}\n{}\n{}", a.out, a.err))
}

fn array<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key]
        .as_array()
        .unwrap_or_else(|| panic!("no list {key}"))
}

// What is read

#[test]
fn without_a_path_the_samples_are_read_and_that_is_said() {
    let a = duizhao(&["list"]);
    assert_eq!(a.code, 0);
    for name in [
        "shahekou-2016",
        "shahekou-2021",
        "dalian-2022",
        "heping-2022",
        "shahekou-party",
    ] {
        assert!(a.out.contains(name), "{name} is not in\n{}", a.out);
    }
    assert_eq!(a.out.lines().count(), 6);
    assert_eq!(a.err, "no path given: reading the built-in samples\n");
}

#[test]
fn the_locale_decides_the_language_and_an_option_overrules_it() {
    let out = command(&["list"])
        .env("LANG", "zh_CN.UTF-8")
        .output()
        .unwrap();
    assert!(answer(out).out.starts_with("地区"));
    let out = command(&["list", "--lang", "en"])
        .env("LANG", "zh_CN.UTF-8")
        .output()
        .unwrap();
    assert!(answer(out).out.starts_with("place"));
}

#[test]
fn a_folder_is_read_in_order_of_names() {
    let list = json(&["list", fixtures().to_str().unwrap()]);
    let files: Vec<&str> = array(&list, "reports")
        .iter()
        .map(|r| r["file"].as_str().unwrap())
        .collect();
    assert_eq!(files.len(), 2);
    assert!(files[0].ends_with("bei-2020.txt") && files[1].ends_with("bei-2021.txt"));
}

#[test]
fn list_says_what_each_report_is() {
    let list = json(&["list", &fixture("bei-2020.txt")]);
    let report = &array(&list, "reports")[0];
    assert_eq!(report["year"], 2020);
    assert_eq!(report["delivered_on"], "2020-01-08");
    assert_eq!(report["speaker"], "王一");
    assert!(report["place"].as_str().unwrap().ends_with("北辰区"));
    assert_eq!(report["encoding"], "UTF-8");
    assert_eq!(report["traditional"], false);
    assert!(report["han"].as_u64().unwrap() > 300);
}

#[test]
fn standard_input_is_a_report_too() {
    let mut child = command(&["outline", "-", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let text = fs::read(fixture("bei-2020.txt")).unwrap();
    child.stdin.take().unwrap().write_all(&text).unwrap();
    let a = answer(child.wait_with_output().unwrap());
    let from_stdin: Value = serde_json::from_str(&a.out).unwrap();
    let from_file = json(&["outline", &fixture("bei-2020.txt")]);
    assert_eq!(from_stdin["sections"], from_file["sections"]);
}

#[test]
fn gb18030_reads_like_utf8() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(fixture("bei-2020.txt")).unwrap();
    let path = folder.path().join("gb.txt");
    fs::write(&path, encoding_rs::GB18030.encode(&text).0).unwrap();
    let gb = json(&["outline", path.to_str().unwrap()]);
    let utf8 = json(&["outline", &fixture("bei-2020.txt")]);
    assert_eq!(gb["sections"], utf8["sections"]);
    assert_ne!(gb["report"]["encoding"], utf8["report"]["encoding"]);
}

// What cannot be read

#[test]
fn what_cannot_be_read_gives_one_sentence_and_exit_code_2() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(at("empty.txt"), "").unwrap();
    fs::write(
        at("binary.txt"),
        b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03",
    )
    .unwrap();
    fs::create_dir(at("nothing")).unwrap();
    for name in ["missing.txt", "empty.txt", "binary.txt", "nothing"] {
        let path = at(name);
        for args in [
            vec!["list", &path],
            vec!["outline", &path],
            vec!["diff", &path, &path],
            vec!["themes", &path],
            vec!["find", "营商", &path],
            vec!["jump", "营商", &path],
        ] {
            let a = duizhao(&args);
            assert_eq!(a.code, 2, "{args:?}\n{}", a.err);
            assert_eq!(a.out, "", "{args:?}");
            assert_eq!(a.err.lines().count(), 1, "{args:?}\n{}", a.err);
            assert!(
                a.err.contains(name),
                "{args:?} does not say which: {}",
                a.err
            );
        }
    }
}

#[test]
fn the_rest_is_done_when_one_named_path_fails_and_the_exit_code_tells() {
    let a = duizhao(&["list", &fixture("bei-2020.txt"), "no-such-file.txt"]);
    assert_eq!(a.code, 2);
    assert!(a.out.contains("bei-2020.txt"));
    assert!(a.err.contains("no-such-file.txt"));
}

#[test]
fn a_bad_file_inside_a_folder_is_named_but_is_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(fixture("bei-2020.txt"), folder.path().join("good.txt")).unwrap();
    fs::write(folder.path().join("empty.txt"), "").unwrap();
    let a = duizhao(&["list", folder.path().to_str().unwrap()]);
    assert_eq!(a.code, 0, "{}", a.err);
    assert!(a.out.contains("good.txt") && a.err.contains("empty.txt"));
}

#[test]
fn usage_errors_have_exit_code_2() {
    for args in [
        vec!["list", "--no-such-option"],
        vec!["outline"],
        vec!["diff", "a"],
        vec!["list", "--format", "xml"],
        vec!["some-path", "list"],
        vec!["find", " ", "shahekou-2016"],
    ] {
        let a = duizhao(&args);
        assert_eq!(a.code, 2, "{args:?}");
        assert_eq!(a.out, "", "{args:?}");
        assert!(!a.err.is_empty(), "{args:?}");
    }
}

#[cfg(unix)]
#[test]
fn control_characters_in_names_do_not_reach_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a\u{1b}]0;owned\u{7}\u{202e}.txt");
    fs::copy(fixture("bei-2020.txt"), &path).unwrap();
    let path = path.to_str().unwrap();
    let bad = ['\u{1b}', '\u{7}', '\u{202e}'];
    for format in ["table", "csv", "md", "json"] {
        for args in [
            vec!["list", path],
            vec!["outline", path],
            vec!["align", path, path],
            vec!["diff", path, path],
            vec!["find", "营商", path],
            vec!["themes", path],
        ] {
            let a = duizhao(&[&args[..], &["--format", format, "--color", "never"]].concat());
            assert!(!a.out.contains(bad), "{args:?} {format}: {:?}", a.out);
            assert!(!a.err.contains(bad), "{args:?} {format}: {:?}", a.err);
        }
    }
    let a = duizhao(&["list", "no\u{1b}[2Jsuch"]);
    assert!(!a.err.contains('\u{1b}'), "{:?}", a.err);
}

#[cfg(unix)]
#[test]
fn escape_sequences_in_a_report_do_not_reach_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    let text = fs::read_to_string(fixture("bei-2020.txt")).unwrap();
    fs::write(
        &path,
        text.replace("营商环境", "营商\u{1b}[31m环境\u{9b}2J"),
    )
    .unwrap();
    let path = path.to_str().unwrap();
    let other = fixture("bei-2021.txt");
    for args in [
        vec!["outline", path],
        vec!["align", path, &other],
        vec!["diff", path, &other],
        vec!["find", "营商", path],
        vec!["jump", "营商", path],
    ] {
        let a = duizhao(&[&args[..], &["--color", "never"]].concat());
        assert!(
            !a.out.contains(['\u{1b}', '\u{9b}']),
            "{args:?}: {:?}",
            a.out
        );
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    // Larger than any pipe buffer, so that writing is sure to meet the closed end.
    let mut child = command(&["find", "的", "--format", "json", "--context", "400"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let a = answer(child.wait_with_output().unwrap());
    assert_eq!(a.code, 0, "{}", a.err);
    assert!(!a.err.contains("panic"), "{}", a.err);
}

// The verbs

#[test]
fn outline_gives_every_heading_where_it_stands() {
    let path = fixture("bei-2020.txt");
    let outline = json(&["outline", &path]);
    let text = fs::read_to_string(&path).unwrap();
    let lines: Vec<Vec<char>> = text.split('\n').map(|l| l.chars().collect()).collect();
    let sections = array(&outline, "sections");
    let heads: Vec<(&str, &str, u64)> = sections
        .iter()
        .map(|s| {
            (
                s["marker"].as_str().unwrap(),
                s["title"].as_str().unwrap(),
                s["level"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        heads,
        [
            ("一、", "2019年工作回顾", 1),
            ("（一）", "营商环境有了改善", 2),
            ("（二）", "居住条件有了改善", 2),
            ("二、", "2020年工作安排", 1),
            ("（一）", "持续优化营商环境", 2),
            ("（二）", "继续改造老旧小区", 2),
            ("（三）", "发展特色农业", 2),
        ]
    );
    for (section, (marker, title, _)) in sections.iter().zip(&heads) {
        let line = &lines[section["line"].as_u64().unwrap() as usize - 1];
        let there: String = line[section["column"].as_u64().unwrap() as usize..]
            .iter()
            .collect();
        assert!(there.starts_with(&format!("{marker}{title}")), "{there}");
        assert_eq!(section["kind"], "numbered");
    }
    assert_eq!(sections[1]["parent"], sections[0]["id"]);
    assert_eq!(sections[0]["role"], "review");
    assert_eq!(sections[4]["role"], "plan");
    for field in [
        "title",
        "place",
        "level",
        "year",
        "delivered_on",
        "speaker",
        "meeting",
    ] {
        assert!(outline["report"].get(field).is_some(), "no field {field}");
    }
    assert!(outline["removed"].is_array() && outline["removed_parts"].is_array());
}

#[test]
fn outline_lists_the_web_chrome_of_a_sample_as_lines() {
    let outline = json(&["outline", "shahekou-2016"]);
    let removed: BTreeSet<u64> = array(&outline, "removed")
        .iter()
        .flat_map(|r| r["first_line"].as_u64().unwrap()..=r["last_line"].as_u64().unwrap())
        .collect();
    // The label list at the head, the links at the foot, and nothing of the speech.
    assert!((2..=15).all(|line| removed.contains(&line)), "{removed:?}");
    assert!(
        removed.contains(&75) && removed.contains(&76),
        "{removed:?}"
    );
    assert!(
        (18..=74).all(|line| !removed.contains(&line)),
        "{removed:?}"
    );
}

#[test]
fn samples_are_named_with_or_without_their_ending() {
    assert_eq!(
        json(&["outline", "dalian-2022"]),
        json(&["outline", "dalian-2022.txt"])
    );
}

#[test]
fn align_accounts_for_every_section_of_both() {
    let (a, b) = (fixture("bei-2020.txt"), fixture("bei-2021.txt"));
    let align = json(&["align", &a, &b]);
    let ids = |key: &str| -> BTreeSet<u64> {
        array(&align, "links")
            .iter()
            .filter_map(|l| l[key].as_u64())
            .collect()
    };
    let all: BTreeSet<u64> = (0..7).collect();
    assert_eq!((ids("a"), ids("b")), (all.clone(), all));
    for link in array(&align, "links") {
        let score = link["score"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&score), "{link}");
        if link["a"].is_null() || link["b"].is_null() {
            assert!(score.abs() < f64::EPSILON, "{link}");
        }
    }
    let partner = |a: u64| {
        array(&align, "links")
            .iter()
            .find(|l| l["a"] == a)
            .map(|l| l["b"].clone())
    };
    for same in 0..6 {
        assert_eq!(partner(same), Some(Value::from(same)));
    }
    assert_eq!(partner(6), Some(Value::Null), "葡萄 has no counterpart");
}

#[test]
fn diff_marks_rewording_new_and_gone() {
    let (a, b) = (fixture("bei-2020.txt"), fixture("bei-2021.txt"));
    let d = duizhao(&["diff", &a, &b, "--depth", "succession"]);
    assert_eq!(d.code, 1, "{}", d.err);
    assert!(d.out.contains("succession"), "{}", d.out);
    assert!(
        d.out
            .lines()
            .any(|l| l.starts_with("~ ") && l.contains("[-") && l.contains("{+")),
        "{}",
        d.out
    );
    assert!(
        d.out
            .lines()
            .any(|l| l.starts_with("+ ") && l.contains("通信基站")),
        "{}",
        d.out
    );
    assert!(
        d.out
            .lines()
            .any(|l| l.starts_with("- ") && l.contains("葡萄采摘节")),
        "{}",
        d.out
    );
    assert!(!d.out.contains('\u{1b}'), "colour went into a pipe");
}

#[test]
fn diff_of_a_report_with_itself_finds_nothing() {
    let a = fixture("bei-2020.txt");
    let d = duizhao(&["diff", &a, &a]);
    assert_eq!(d.code, 0, "{}", d.out);
    assert!(!d.out.contains("[-") && !d.out.contains("{+"), "{}", d.out);
}

#[test]
fn diff_json_holds_pairs_marks_and_figures() {
    let (a, b) = (fixture("bei-2020.txt"), fixture("bei-2021.txt"));
    let diff = json(&["diff", &a, &b, "--depth", "succession"]);
    assert_eq!(diff["depth"], "succession");
    let pair = array(&diff, "pairs")
        .iter()
        .find(|p| p["a"]["text"].as_str().unwrap().contains("老旧小区40个"))
        .expect("the pair about 老旧小区40个");
    let join = |key: &str| -> String {
        array(pair, "edits")
            .iter()
            .map(|e| e[key].as_str().unwrap())
            .collect()
    };
    assert_eq!(join("a").trim(), pair["a"]["text"]);
    assert_eq!(join("b").trim(), pair["b"]["text"]);
    assert!(
        array(&diff["marks"], "b")
            .iter()
            .any(|m| m["mark"] == "+" && m["text"].as_str().unwrap().contains("通信基站"))
    );
    let figure = array(&diff, "figures")
        .iter()
        .find(|f| f["a"].as_str().unwrap().starts_with("40"))
        .expect("40个 → 45个");
    assert!(figure["b"].as_str().unwrap().starts_with("45"));
    assert!((figure["percent"].as_f64().unwrap() - 12.5).abs() < 0.01);
}

#[test]
fn themes_csv_has_one_row_for_each_theme_and_report() {
    let folder = fixtures();
    let args = [
        "themes",
        folder.to_str().unwrap(),
        "--theme",
        "营商环境",
        "--theme",
        "老旧小区",
        "--format",
        "csv",
    ];
    let t = duizhao(&args);
    assert_eq!(t.code, 0, "{}", t.err);
    let rows: Vec<&str> = t.out.lines().collect();
    assert_eq!(
        rows[0],
        "theme,report,file,place,year,hits,han,per_thousand,part,level,group,report_id"
    );
    assert_eq!(rows.len(), 5, "{}", t.out);
    for row in &rows[1..] {
        let cells: Vec<&str> = row.split(',').collect();
        assert_eq!(cells.len(), 12);
        assert!(cells[5].parse::<u32>().unwrap() >= 2, "{row}");
    }
}

#[test]
fn themes_of_one_role_count_only_that_part() {
    let hits = |role: &[&str]| -> u64 {
        let t = json(
            &[
                &["themes", &fixture("bei-2020.txt"), "--theme", "营商环境"],
                role,
            ]
            .concat(),
        );
        array(&t, "themes")[0]["hits"][0].as_u64().unwrap()
    };
    let (all, plan, review) = (
        hits(&[]),
        hits(&["--role", "plan"]),
        hits(&["--role", "review"]),
    );
    assert!(
        plan > 0 && review > 0 && all >= plan + review,
        "{all} {plan} {review}"
    );
}

#[test]
fn an_unknown_theme_is_refused_by_name() {
    let t = duizhao(&["themes", "--theme", "月球探测"]);
    assert_eq!((t.code, t.out.as_str()), (2, ""));
    assert!(t.err.contains("月球探测"));
}

#[test]
fn find_shows_the_term_in_context_in_either_script() {
    for term in ["营商环境", "營商環境"] {
        let f = json(&["find", term, fixtures().to_str().unwrap()]);
        assert_eq!(f["total"], 4);
        for hit in array(&f, "hits") {
            assert_eq!(hit["hit"], "营商环境");
            let text = fs::read_to_string(hit["file"].as_str().unwrap()).unwrap();
            let line = text
                .split('\n')
                .nth(hit["line"].as_u64().unwrap() as usize - 1)
                .unwrap();
            let there: String = line
                .chars()
                .skip(hit["column"].as_u64().unwrap() as usize)
                .take(4)
                .collect();
            assert_eq!(there, "营商环境");
        }
    }
    let f = json(&["find", "旧城", "shahekou-party"]);
    assert!(f["total"].as_u64().unwrap() > 0);
    assert!(
        array(&f, "hits")
            .iter()
            .all(|h| h["hit"].as_str().unwrap().contains('舊'))
    );
}

#[test]
fn find_lines_set_the_hits_in_one_column() {
    let f = duizhao(&["find", "营商环境", fixtures().to_str().unwrap()]);
    assert_eq!(f.code, 0);
    let cells = |s: &str| {
        s.chars()
            .map(|c| if c.is_ascii() { 1 } else { 2 })
            .sum::<usize>()
    };
    let columns: BTreeSet<usize> = f
        .out
        .lines()
        .map(|l| cells(&l[..l.find('[').unwrap()]))
        .collect();
    assert_eq!(columns.len(), 1, "{}", f.out);
    assert_eq!(f.out.lines().count(), 4);
}

#[test]
fn find_without_a_hit_has_exit_code_1() {
    let f = duizhao(&["find", "月球探测", "shahekou-2016"]);
    assert_eq!((f.code, f.out.as_str()), (1, ""));
    assert!(f.err.contains("月球探测"));
}

#[test]
fn jump_finds_by_han_pinyin_and_initials() {
    for query in ["优化营商", "yhyshj", "youhuayingshang", "優化營商"] {
        let j = json(&["jump", query, &fixture("bei-2020.txt")]);
        assert_eq!(
            array(&j, "found").first().map(|f| f["title"].clone()),
            Some(Value::from("持续优化营商环境")),
            "{query}"
        );
    }
}

#[test]
fn jump_narrows_by_year_and_keeps_to_its_limit() {
    let folder = fixtures();
    let folder = folder.to_str().unwrap();
    let j = json(&["jump", "营商 2021", folder]);
    assert!(!array(&j, "found").is_empty());
    assert!(array(&j, "found").iter().all(|f| f["year"] == 2021), "{j}");
    let j = json(&["jump", "营商", folder, "--limit", "1"]);
    assert_eq!(array(&j, "found").len(), 1);
    assert!(j["total"].as_u64().unwrap() > 1);
}

#[test]
fn jump_without_a_match_has_exit_code_1() {
    let j = duizhao(&["jump", "qqxxzz", "shahekou-2016"]);
    assert_eq!((j.code, j.out.as_str()), (1, ""));
    assert!(j.err.contains("qqxxzz"));
    for blank in ["", " "] {
        let j = duizhao(&["jump", blank, "shahekou-2016"]);
        assert_eq!((j.code, j.out.as_str()), (2, ""));
        assert!(j.err.contains("blank"), "{}", j.err);
    }
}

#[test]
fn completions_name_the_verbs() {
    for shell in ["bash", "zsh", "fish"] {
        let c = duizhao(&["completions", shell]);
        assert_eq!(c.code, 0);
        assert!(
            c.out.contains("outline") && c.out.contains("themes"),
            "{shell}"
        );
    }
}

// Formats

#[test]
fn csv_disarms_formulas_in_names() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(fixture("bei-2020.txt"), folder.path().join("=1+1.txt")).unwrap();
    let out = command(&["list", "=1+1.txt", "--format", "csv"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let a = answer(out);
    assert!(a.out.contains(",\"'=1+1.txt\","), "{}", a.out);
}

#[test]
fn csv_of_every_verb_has_fixed_columns() {
    let (a, b) = (fixture("bei-2020.txt"), fixture("bei-2021.txt"));
    let csv = |args: &[&str]| duizhao(&[args, &["--format", "csv", "--lang", "zh"]].concat()).out;
    let align = csv(&["align", &a, &b]);
    let mut rows = align.lines();
    assert_eq!(
        rows.next(),
        Some("score,reasons,a_id,a_line,a,b_id,b_line,b,by")
    );
    let alone = rows.find(|r| r.starts_with(",,")).expect("葡萄 is alone");
    assert!(alone.ends_with(",,,"), "{alone}");
    assert!(!align.contains("'-"), "{align}");

    let list = csv(&["list", &a]);
    let rows: Vec<Vec<&str>> = list.lines().map(|r| r.split(',').collect()).collect();
    assert_eq!(
        rows[0],
        [
            "place", "short", "year", "level", "han", "sections", "removed", "doubts", "file",
            "format", "encoding", "twins", "dated"
        ]
    );
    assert!(rows[1][0].ends_with("北辰区") && rows[1][0] != rows[1][1]);
    assert!(rows[1][6].parse::<f32>().unwrap() < 1.0, "{list}");

    let outline = csv(&["outline", &a]);
    let rows: Vec<Vec<&str>> = outline.lines().map(|r| r.split(',').collect()).collect();
    assert_eq!(
        rows[0][..6],
        ["id", "parent", "level", "marker", "title", "line"]
    );
    assert_eq!(rows[1][..3], ["0", "", "1"]);
    assert!(rows.iter().any(|r| r[1] == "0" && r[2] == "2"), "{outline}");

    let jump = csv(&["jump", "营商", &a]);
    assert!(
        jump.starts_with("place,year,line,match,section,file\n"),
        "{jump}"
    );
    assert!(
        csv(&["themes", &a, "--theme", "营商环境"])
            .contains(&format!(",{},2020,", rows_place(&list)))
    );
}

/// The place of the only report in the table of `list`.
fn rows_place(list: &str) -> &str {
    list.lines()
        .nth(1)
        .and_then(|r| r.split(',').next())
        .unwrap()
}

#[test]
fn markdown_of_an_outline_is_a_nested_list() {
    let a = duizhao(&["outline", &fixture("bei-2020.txt"), "--format", "md"]);
    let lines: Vec<&str> = a.out.lines().collect();
    assert!(
        lines[0].starts_with("- ") && lines[0].contains("(#0, level 1, line "),
        "{}",
        a.out
    );
    assert!(lines.iter().any(|l| l.starts_with("  - ")), "{}", a.out);
}

#[test]
fn save_that_is_no_verb_and_no_file_is_refused_with_the_verbs() {
    for (lang, said) in [
        ("zh", "grep：没有这个文件"),
        ("en", "grep: no such file or verb"),
    ] {
        let a = duizhao(&["--lang", lang, "grep", "营商", fixtures().to_str().unwrap()]);
        assert_eq!((a.code, a.out.as_str()), (2, ""));
        assert!(
            a.err.contains(said) && a.err.contains("outline"),
            "{}",
            a.err
        );
        assert_eq!(a.err.lines().count(), 1, "{}", a.err);
    }
}

#[test]
fn damaged_files_are_refused_with_advice_and_plain_text_under_their_name_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let mut word = b"PK\x03\x04\x14\0\x06\0".to_vec();
    word.extend([7; 5000]);
    let refused = [
        put("a.docx", &word),
        put("b.pdf", b"%PDF-1.4\n\x80\x81"),
        put("c.txt", &[0xff, 0, 0x81, 0, 7, 7, 7, 0].repeat(900)),
    ];
    for path in &refused {
        for verb in ["list", "outline"] {
            let a = duizhao(&[verb, path, "--lang", "zh"]);
            assert_eq!(a.code, 2, "{path}");
            // Without its reader, a PDF is one whose text is to be copied.
            let advice = ["另存", "存为"].iter().any(|save| a.err.contains(save));
            assert!(advice, "{verb} {}", a.err);
        }
    }
    let text = fs::read(fixture("bei-2020.txt")).unwrap();
    for name in ["d.pdf", "e.docx"] {
        let a = duizhao(&["list", &put(name, &text)]);
        assert_eq!((a.code, a.err.as_str()), (0, ""), "{name}");
    }
}

#[test]
fn diff_counts_sentences_and_headings_apart() {
    let (a, b) = (fixture("bei-2020.txt"), fixture("bei-2021.txt"));
    let diff = json(&["diff", &a, &b, "--depth", "succession"]);
    let marks = array(&diff["marks"], "b");
    let kept = &array(&diff, "counts")[0];
    assert_eq!(kept["change"], "kept");
    let (sentences, headings) = (
        kept["sentences"].as_u64().unwrap() as usize,
        kept["headings"].as_u64().unwrap() as usize,
    );
    assert!(sentences > 0 && headings > 0, "{kept}");
    let all = marks.iter().filter(|m| m["change"] == "kept").count();
    assert_eq!(sentences + headings, all);
    let d = duizhao(&["diff", &a, &b, "--depth", "succession"]);
    for line in ["sentences: = ", "headings: = ", " of 12 Han or more in A"] {
        assert!(d.out.contains(line), "{}", d.out);
    }
}

#[test]
fn markdown_tables_have_a_rule_under_the_heads() {
    let a = duizhao(&["list", &fixture("bei-2020.txt"), "--format", "md"]);
    let lines: Vec<&str> = a.out.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[1].starts_with("| --- | ---: |"));
    let pipes = |l: &str| l.matches('|').count();
    assert!(lines.iter().all(|l| pipes(l) == pipes(lines[0])));
}

#[test]
fn colour_comes_only_when_asked_for() {
    let plain = duizhao(&["find", "营商", &fixture("bei-2020.txt")]);
    let colour = duizhao(&[
        "find",
        "营商",
        &fixture("bei-2020.txt"),
        "--color",
        "always",
    ]);
    assert!(!plain.out.contains('\u{1b}'));
    assert!(
        colour.out.contains("\u{1b}[1;33m[营商]\u{1b}[0m"),
        "{:?}",
        colour.out
    );
}

#[test]
fn help_teaches_every_verb_with_an_example() {
    let all = duizhao(&["--help"]);
    assert_eq!((all.code, all.err.as_str()), (0, ""));
    for verb in [
        "list",
        "outline",
        "align",
        "diff",
        "themes",
        "jump",
        "find",
        "completions",
    ] {
        assert!(all.out.contains(&format!("  {verb}")), "{verb}");
        let one = duizhao(&[verb, "--help"]);
        assert_eq!(one.code, 0);
        assert!(
            one.out.contains(&format!("Example: duizhao {verb}")),
            "{}",
            one.out
        );
    }
}

// The library

/// A library of its own for one test, in a folder with two reports.
struct Shelf {
    folder: tempfile::TempDir,
}

impl Shelf {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let reports = folder.path().join("reports");
        fs::create_dir(&reports).unwrap();
        for name in ["bei-2020.txt", "bei-2021.txt"] {
            fs::copy(fixture(name), reports.join(name)).unwrap();
        }
        Self { folder }
    }

    fn run(&self, args: &[&str]) -> Answer {
        let library = self.folder.path().join("data");
        let mut command = command(args);
        command.env("DUIZHAO_LIBRARY", library);
        command.current_dir(self.folder.path());
        answer(command.output().unwrap())
    }

    fn json(&self, args: &[&str]) -> Value {
        let a = self.run(&[args, &["--format", "json"]].concat());
        serde_json::from_str(&a.out)
            .unwrap_or_else(|e| panic!("{args:?}: {e}\n{}\n{}", a.out, a.err))
    }

    fn files(&self) -> Vec<String> {
        let list = self.json(&["list"]);
        array(&list, "reports")
            .iter()
            .map(|r| {
                r["file"]
                    .as_str()
                    .unwrap()
                    .rsplit('/')
                    .next()
                    .unwrap()
                    .to_owned()
            })
            .collect()
    }
}

#[test]
fn what_is_added_is_what_the_verbs_read_without_a_path() {
    let shelf = Shelf::new();
    let a = shelf.run(&["add", "reports", "--lang", "zh"]);
    assert_eq!(a.code, 0, "{}", a.err);
    assert!(a.out.contains("北辰区") && a.out.contains("2020") && a.out.contains("疑点"));
    assert!(a.err.contains("认出 2 份报告") && a.err.contains("library.json"));
    assert_eq!(shelf.files(), ["bei-2020.txt", "bei-2021.txt"]);
    let found = shelf.run(&["list"]);
    assert_eq!(found.err, "no path given: reading the library\n");
    for verb in [&["themes"][..], &["jump", "工作"], &["find", "工作"]] {
        let a = shelf.run(verb);
        assert_eq!(a.code, 0, "{verb:?}: {}", a.err);
        assert!(a.err.contains("reading the library"), "{verb:?}: {}", a.err);
    }
    // What comes into the folder later belongs to it.
    fs::copy(
        fixture("bei-2020.txt"),
        shelf.folder.path().join("reports/again.txt"),
    )
    .unwrap();
    assert_eq!(shelf.files().len(), 3);
    let again = shelf.run(&["add", "reports/again.txt"]);
    assert_eq!(again.code, 0);
    assert!(
        again.err.contains("in the library already"),
        "{}",
        again.err
    );
}

#[test]
fn copies_are_named_and_added_all_the_same() {
    let shelf = Shelf::new();
    shelf.run(&["add", "reports/bei-2020.txt"]);
    let copy = shelf.folder.path().join("copy.txt");
    let text = fs::read_to_string(fixture("bei-2020.txt")).unwrap();
    fs::write(&copy, text).unwrap();
    let a = shelf.run(&["add", "copy.txt", "--lang", "zh"]);
    assert_eq!(a.code, 0, "{}", a.err);
    assert!(
        a.out.contains("同文 1：") && a.out.contains("bei-2020.txt"),
        "{}",
        a.out
    );
    let list = shelf.json(&["list"]);
    let groups = array(&list, "twins");
    assert_eq!(groups.len(), 1);
    assert_eq!(groups[0]["kind"], "same-file");
    assert_eq!(array(&groups[0], "reports").len(), 2);
    assert!(shelf.run(&["list"]).out.contains("copies 1: "));
    let csv = shelf.run(&["list", "--format", "csv"]).out;
    assert!(
        csv.lines()
            .next()
            .unwrap()
            .ends_with("file,format,encoding,twins,dated")
    );
    assert!(
        csv.lines()
            .skip(1)
            .all(|line| line.ends_with(",txt,UTF-8,1,")),
        "{csv}"
    );
}

#[test]
fn what_cannot_be_read_is_not_added_and_the_rest_is() {
    let shelf = Shelf::new();
    fs::write(shelf.folder.path().join("no.txt"), "English only").unwrap();
    let a = shelf.run(&["add", "no.txt", "gone.txt", "reports/bei-2020.txt"]);
    assert_eq!(a.code, 2);
    assert!(
        a.err.contains("no.txt: ") && a.err.contains("gone.txt: no such file"),
        "{}",
        a.err
    );
    assert_eq!(shelf.files(), ["bei-2020.txt"]);
    let only = shelf.run(&["add", "no.txt"]);
    assert_eq!(only.code, 2);
    let stdin = shelf.run(&["add", "-"]);
    assert_eq!(stdin.code, 2);
    assert!(stdin.err.contains("standard input"));
    let json = shelf.json(&["add", "no.txt", "reports"]);
    assert_eq!(json["failed"][0]["path"], "no.txt");
    assert_eq!(json["added"][0], "reports");
    assert_eq!(array(&json, "reports").len(), 2);
}

#[test]
fn an_edit_shows_before_and_after_and_holds_everywhere() {
    let shelf = Shelf::new();
    shelf.run(&["add", "reports"]);
    let file = shelf.folder.path().join("reports/bei-2020.txt");
    let bytes = fs::read(&file).unwrap();
    let a = shelf.run(&[
        "edit",
        "bei-2020",
        "--year",
        "2019",
        "--speaker",
        "",
        "--lang",
        "zh",
    ]);
    assert_eq!(a.code, 0, "{}", a.err);
    let year = a.out.lines().find(|l| l.starts_with("年度")).unwrap();
    assert!(
        year.contains("2020") && year.contains('→') && year.contains("2019"),
        "{year}"
    );
    assert!(a.out.contains("未知"), "{}", a.out);
    assert_eq!(fs::read(&file).unwrap(), bytes, "the file is not touched");

    let copy = shelf.folder.path().join("另存.txt");
    fs::copy(&file, &copy).unwrap();
    for path in ["reports/bei-2020.txt", "另存.txt"] {
        let outline = shelf.json(&["outline", path]);
        assert_eq!(outline["report"]["year"], 2019, "{path}");
        assert_eq!(outline["report"]["speaker"], Value::Null);
    }
    let wrong = shelf.run(&["edit", "bei-2020", "--year", "去年"]);
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.err.contains("去年") && wrong.err.contains("four digits"),
        "{}",
        wrong.err
    );

    let back = shelf.json(&["edit", "bei-2020", "--clear", "year"]);
    assert_eq!(back["year"], 2020);
    assert_eq!(back["changes"][0]["field"], "year");
    assert_eq!(back["changes"][0]["before"], "2019");
    assert_eq!(back["corrected"][0], "speaker");
    let none = shelf.json(&["edit", "bei-2020", "--clear", "全部"]);
    assert_eq!(none["speaker"], "王一");
    assert!(array(&none, "corrected").is_empty());
    let nothing = shelf.run(&["edit", "bei-2020"]);
    assert_eq!(nothing.code, 0);
    assert!(nothing.err.contains("nothing changed"));
    assert_eq!(shelf.run(&["edit", "bei-2020", "--clear", "mayor"]).code, 2);
}

#[test]
fn a_name_has_to_mean_one_report() {
    let shelf = Shelf::new();
    shelf.run(&["add", "reports"]);
    let a = shelf.run(&["edit", "bei", "--year", "2019"]);
    assert_eq!(a.code, 2);
    assert!(
        a.err.contains("bei-2020.txt") && a.err.contains("bei-2021.txt"),
        "{}",
        a.err
    );
    let a = shelf.run(&["drop", "沈阳"]);
    assert_eq!(a.code, 2);
    assert!(a.err.contains("not in the library"), "{}", a.err);
    assert_eq!(shelf.files().len(), 2);
}

#[test]
fn what_is_dropped_stays_out_until_it_is_added_and_stays_on_disk() {
    let shelf = Shelf::new();
    shelf.run(&["add", "reports"]);
    let a = shelf.run(&["drop", "bei-2021", "--lang", "zh"]);
    assert_eq!(a.code, 0, "{}", a.err);
    assert!(a.out.contains("bei-2021.txt（1 份报告）"), "{}", a.out);
    assert!(a.err.contains("duizhao add"));
    assert_eq!(shelf.files(), ["bei-2020.txt"]);
    let again = shelf.run(&["add", "reports"]);
    assert!(
        again.err.contains("dropped before") || again.err.contains("already"),
        "{}",
        again.err
    );
    shelf.run(&["add", "reports/bei-2021.txt"]);
    assert_eq!(shelf.files().len(), 2);
    // The folder, and with it all below, though it is gone from the disk.
    fs::rename(
        shelf.folder.path().join("reports"),
        shelf.folder.path().join("old"),
    )
    .unwrap();
    let dropped = shelf.json(&["drop", "reports"]);
    assert_eq!(dropped["dropped"][0]["reports"], 0);
    assert!(shelf.folder.path().join("old/bei-2021.txt").is_file());
    assert!(shelf.run(&["list"]).err.contains("samples"));
}

#[test]
fn an_encoding_can_be_asked_for_and_is_kept_where_it_belongs() {
    let shelf = Shelf::new();
    let text = fs::read_to_string(fixture("bei-2020.txt")).unwrap();
    let path = shelf.folder.path().join("gb.txt");
    fs::write(&path, encoding_rs::GB18030.encode(&text).0).unwrap();
    let outline = shelf.json(&["outline", "gb.txt", "--encoding", "big5"]);
    assert_eq!(outline["report"]["encoding"], "Big5");
    let a = shelf.run(&["outline", "gb.txt", "--encoding", "latin1"]);
    assert_eq!(a.code, 2);
    assert!(a.err.contains("GB18030"), "{}", a.err);
    shelf.json(&["add", "gb.txt"]);
    let list = shelf.json(&["list"]);
    assert_eq!(list["reports"][0]["encoding"], "GB18030");
    let edit = shelf.json(&["edit", "gb", "--encoding", "Big5"]);
    let change = array(&edit, "changes")
        .iter()
        .find(|c| c["field"] == "encoding");
    assert_eq!(change.unwrap()["before"], "GB18030");
    assert_eq!(change.unwrap()["after"], "Big5");
    let list = shelf.json(&["list"]);
    assert_eq!(list["reports"][0]["encoding"], "Big5");
    shelf.json(&["edit", "gb", "--clear", "encoding"]);
    let list = shelf.json(&["list"]);
    assert_eq!(list["reports"][0]["encoding"], "GB18030");
}

#[test]
fn a_broken_library_is_said_and_left_as_it_is() {
    let shelf = Shelf::new();
    let data = shelf.folder.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::write(data.join("library.json"), "{\n  \"version\": one\n}").unwrap();
    let a = shelf.run(&["list", "reports"]);
    assert_eq!(a.code, 0);
    assert!(
        a.err.contains("library.json") && a.err.contains("line 2"),
        "{}",
        a.err
    );
    let a = shelf.run(&["add", "reports"]);
    assert_eq!(a.code, 2);
    assert!(a.err.contains("line 2"), "{}", a.err);
    let kept = fs::read_to_string(data.join("library.json")).unwrap();
    assert_eq!(kept, "{\n  \"version\": one\n}");
}

// Years that are worked out, characters that stand for others

#[test]
fn a_year_that_is_worked_out_is_told_as_such_and_is_no_year() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("plan.txt");
    let text = "北辰区政府工作报告\n\n各位代表：\n现在，我代表北辰区人民政府向大会报告工作，请予审议。\n\
        一、工作回顾\n我们贯彻党的十七届四中全会精神，修路三十公里，办学两所，百姓拍手称好。\n\
        二、今后的安排\n继续修路，继续办学，把每一件小事办到大家的心坎里去。\n";
    std::fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap();
    let list = json(&["list", path]);
    let row = &array(&list, "reports")[0];
    assert!(row["year"].is_null(), "{row}");
    assert_eq!(row["dated"]["from"], 2009, "{row}");
    assert_eq!(row["dated"]["confidence"], "inferred");
    let how = row["dated"]["how"].as_str().unwrap();
    assert!(how.contains("十七届四中全会"), "{how}");
    assert!(array(row, "reviewed").is_empty());
    assert!(json(&["outline", path])["report"]["year"].is_null());

    let shown = duizhao(&["list", "--lang", "zh", path]).out;
    assert!(shown.contains("约2009–2010"), "{shown}");
    let shown = duizhao(&["list", "--lang", "en", path]).out;
    assert!(shown.contains("c. 2009–10"), "{shown}");
    let shown = duizhao(&["outline", "--lang", "zh", path]).out;
    assert!(
        shown.contains("年度：未知（约2009–2010，推断：正文最晚提到十七届四中全会）"),
        "{shown}"
    );
    let csv = duizhao(&["list", "--format", "csv", path]).out;
    let row: Vec<&str> = csv.lines().nth(1).unwrap().split(',').collect();
    assert_eq!((row[2], row[row.len() - 1]), ("", "2009-2010"), "{csv}");
}

#[test]
fn what_stands_for_a_character_is_printed_as_it() {
    let dir = tempfile::tempdir().unwrap();
    let text = |length: u32| {
        format!(
            "2020年北辰区政府工作报告\n\n各位代表：\n现在向大会报告工作，请予审议。\n一、2019年工作回顾\n\
             全年修路&ldquo;三横两纵&rdquo;{length}公里，百姓称好。\n推行&ldquo;两张清单&rdquo;，办成一批实事。\n"
        )
    };
    let [a, b] = [("a.txt", 30), ("b.txt", 40)].map(|(name, length)| {
        let path = dir.path().join(name);
        std::fs::write(&path, text(length)).unwrap();
        path.to_str().unwrap().to_owned()
    });
    for args in [
        ["find", "三横两纵", &a].as_slice(),
        &["find", "公里", &a],
        &["diff", &a, &b],
        &["diff", "--format", "json", &a, &b],
        &["diff", "--format", "csv", &a, &b],
    ] {
        let out = duizhao(args).out;
        // What was found stands in brackets.
        let out = out.replace(['[', ']'], "");
        assert!(out.contains("“三横两纵”"), "{args:?}:\n{out}");
        assert!(!out.contains("ldquo"), "{args:?}:\n{out}");
    }
}
