//! Key words: what some reports say more than others, found, shown and read. All texts are made here.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use duizhao::app::Screen;
use duizhao::app::candidates::{CandidatesState, Kinds, Order};
use duizhao::locale::Lang;
use duizhao::report::{Report, SourceInfo};
use duizhao::theme::Lexicon;
use duizhao::theme::candidates::{self, Candidate, Candidates, Kind, Step};

use tempfile::TempDir;

use crate::support::app::Harness;

/// A report with these sentences between what every report says.
fn text(place: &str, year: u16, sentences: &[&str]) -> String {
    let mut text = format!(
        "{year}年{place}政府工作报告\n\n各位代表：\n现在，我代表区人民政府，向大会报告工作，请予审议。\n\n一、{}年工作回顾\n",
        year - 1
    );
    for (i, sentence) in sentences.iter().enumerate() {
        text += sentence;
        text += if i % 3 == 2 { "\n" } else { "" };
    }
    text += "\n\n二、今年工作安排\n改造道路十条。植树造林一片。扎实推进各项工作，深入推进作风建设。扎实推进养老服务，深入推进垃圾分类。\n";
    text
}

const PLAIN: [&str; 8] = [
    "修建公园三座。",
    "铺设管网若干里。",
    "粮食又获丰收，蔬菜供应充足。",
    "新办学校两所，医院一家。",
    "居民收入增加。",
    "出租车换成了电动的。",
    "夜市摊位多了一倍。",
    "图书馆周末开到深夜。",
];

/// Sentences in which the same phrase stands between ever other words.
const LAMP: [&str; 6] = [
    "推行邻里灯塔计划，社工先行。",
    "邻里灯塔计划覆盖十个小区。",
    "我们扩大了邻里灯塔计划的范围。",
    "居民喜爱邻里灯塔计划！",
    "去年邻里灯塔计划又添新点。",
    "有了邻里灯塔计划，老人不孤单。",
];

fn report(text: &str) -> Report {
    Report::read(Arc::from(text), SourceInfo::default())
}

fn lamp() -> Report {
    let sentences: Vec<&str> = PLAIN.iter().chain(&LAMP).copied().collect();
    report(&text("沙河口区", 2021, &sentences))
}

fn others() -> Vec<Report> {
    let places = ["甘井子区", "西岗区", "中山区", "和平区"];
    let reports = places
        .iter()
        .map(|place| report(&text(place, 2021, &PLAIN)));
    reports.collect()
}

fn found(focus: &[&Report], rest: &[&Report]) -> Candidates {
    let lexicon = Lexicon::builtin().unwrap();
    candidates::of(focus, rest, &lexicon, &|_| true).unwrap()
}

fn of<'c>(found: &'c Candidates, text: &str) -> Option<&'c Candidate> {
    found.list.iter().find(|c| c.text == text)
}

#[test]
fn a_phrase_is_found_whole_and_its_hits_are_those_of_the_text() {
    let (here, there) = (lamp(), others());
    let there: Vec<&Report> = there.iter().collect();
    let found = found(&[&here], &there);
    let phrase = of(&found, "邻里灯塔计划").unwrap_or_else(|| panic!("{found:#?}"));
    assert_eq!(phrase.kind, Kind::Phrase);
    assert_eq!((phrase.focus.hits, phrase.focus.reports), (6, 1));
    assert_eq!((phrase.rest.hits, phrase.rest.reports), (0, 0));
    assert!(!phrase.is_rare() && phrase.g2 > 15.13, "{phrase:?}");
    // Parts of it have no life of their own, and what is longer by chance says no more.
    for part in ["邻里灯塔", "灯塔计划", "灯塔", "邻里"] {
        assert!(of(&found, part).is_none(), "{part}: {found:#?}");
    }
    assert_eq!(phrase.first.len(), 6);
    for &(at, span) in &phrase.first {
        assert_eq!(at, 0);
        assert_eq!(span.of(&here.text), "邻里灯塔计划");
    }
    assert_eq!(found.rest.reports, 4);
    assert_eq!(found.focus.han, u64::from(here.han));
}

#[test]
fn what_every_report_says_set_phrases_and_its_own_name_are_no_candidates() {
    let (here, there) = (lamp(), others());
    let there: Vec<&Report> = there.iter().collect();
    let found = found(&[&here], &there);
    for trivial in ["扎实推进", "深入推进", "公园", "现在", "我们", "各位代表"] {
        assert!(of(&found, trivial).is_none(), "{trivial}");
    }
    let own = |c: &&Candidate| c.text.contains("沙河口");
    assert!(found.list.iter().filter(own).all(|c| c.kind == Kind::Place));
    assert!(found.list.iter().all(|c| c.log_ratio > 0.0));
}

#[test]
fn a_candidate_of_a_theme_names_it() {
    let mut sentences = PLAIN.to_vec();
    sentences.extend([
        "老旧小区改造开工。",
        "又有老旧小区改造完成！",
        "居民盼望老旧小区改造，",
        "明年老旧小区改造再提速。",
        "所有老旧小区改造都要验收；",
    ]);
    let here = report(&text("沙河口区", 2021, &sentences));
    let there = others();
    let there: Vec<&Report> = there.iter().collect();
    let found = found(&[&here], &there);
    let lexicon = Lexicon::builtin().unwrap();
    let held = found.list.iter().find(|c| c.text.contains("老旧小区"));
    let held = held.unwrap_or_else(|| panic!("{found:#?}"));
    assert_eq!(held.theme, lexicon.find("老旧小区"));
    assert_eq!(held.focus.hits, 5);
}

#[test]
fn fewer_than_five_hits_are_called_rare() {
    let few: Vec<&str> = PLAIN.iter().chain(&LAMP[..3]).copied().collect();
    let here = report(&text("沙河口区", 2021, &few));
    let there = others();
    let there: Vec<&Report> = there.iter().collect();
    let found = found(&[&here], &there);
    let phrase = of(&found, "邻里灯塔计划").unwrap();
    assert!(phrase.is_rare());
    // What can be relied on comes first.
    let rare: Vec<bool> = found.list.iter().map(Candidate::is_rare).collect();
    assert!(rare.is_sorted());
}

#[test]
fn the_search_stops_when_told_and_says_what_it_does() {
    let (here, there) = (lamp(), others());
    let there: Vec<&Report> = there.iter().collect();
    let lexicon = Lexicon::builtin().unwrap();
    let stopped = candidates::of(&[&here], &there, &lexicon, &|step| step != Step::Phrases);
    assert!(stopped.is_none());
    let steps = std::sync::Mutex::new(Vec::new());
    candidates::of(&[&here], &there, &lexicon, &|step| {
        steps.lock().unwrap().push(step);
        true
    });
    let steps = steps.into_inner().unwrap();
    assert_eq!(steps[..3], [Step::Dictionary, Step::Words, Step::Phrases]);
    assert!(matches!(steps[3], Step::Counting(n) if n > 0));
}

#[test]
fn nothing_to_compare_with_gives_no_candidate_and_no_panic() {
    let here = lamp();
    let found = found(&[&here], &[]);
    assert!(found.list.is_empty());
    let empty = report("");
    let lexicon = Lexicon::builtin().unwrap();
    assert!(candidates::of(&[&empty], &[&here], &lexicon, &|_| true).is_some());
    assert!(candidates::of(&[], &[], &lexicon, &|_| true).is_some());
}

/// A folder of reports: one with the phrase, an earlier one of the same place, others.
fn folder() -> TempDir {
    let dir = TempDir::new().unwrap();
    let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
    let sentences: Vec<&str> = PLAIN.iter().chain(&LAMP).copied().collect();
    write("沙河口区2021.txt", &text("沙河口区", 2021, &sentences));
    write("沙河口区2020.txt", &text("沙河口区", 2020, &PLAIN));
    for place in ["甘井子区", "西岗区", "和平区"] {
        write(&format!("{place}2021.txt"), &text(place, 2021, &PLAIN));
    }
    dir
}

fn state(harness: &Harness) -> &CandidatesState {
    match &harness.app.screen {
        Screen::Candidates(state) => state,
        other => panic!("not the key words: {other:?}"),
    }
}

fn open(dir: &Path, w: u16, h: u16, lang: Lang) -> Harness {
    let mut harness = Harness::open(vec![PathBuf::from(dir)], w, h, lang);
    let wanted = harness
        .app
        .shelf
        .ready()
        .find(|(id, _)| {
            harness.app.report_label(*id).ends_with("2021")
                && harness.app.report_label(*id).starts_with("沙河口")
        })
        .map(|(id, _)| id)
        .unwrap();
    for _ in 0..8 {
        if harness.app.pane().is_some_and(|p| p.report == wanted) {
            break;
        }
        harness.keys("Tab");
    }
    assert_eq!(harness.app.pane().unwrap().report, wanted);
    harness.keys("Alt-w");
    harness
}

#[test]
fn the_screen_lists_the_phrase_with_its_sentences_and_enter_reads_it() {
    let dir = folder();
    let mut harness = open(dir.path(), 120, 36, Lang::Zh);
    let screen = harness.screen();
    let row = screen.lines().find(|l| l.contains("邻里灯塔计划")).unwrap();
    assert!(row.contains(" 6 ") && row.contains("词组"), "{row}");
    assert!(
        screen.contains("特色词") && screen.contains("1 份 对 4 份"),
        "{screen}"
    );
    assert!(screen.contains("本篇 沙河口区 2021"), "{screen}");
    harness.keys("/ \"灯塔\" Enter");
    let screen = harness.screen();
    assert!(
        screen.contains("社工先行"),
        "the sentences are shown:\n{screen}"
    );
    harness.keys("Enter");
    assert!(matches!(harness.app.screen, Screen::Reader));
    assert_eq!(harness.app.search.as_ref().unwrap().query, "邻里灯塔计划");
    let first = harness.app.hit.unwrap();
    harness.keys("n");
    assert!(harness.app.hit.unwrap().span.start() > first.span.start());
    harness.keys("q");
    assert_eq!(state(&harness).filter, "灯塔");
}

#[test]
fn the_scope_goes_round_and_lists_are_kept() {
    let dir = folder();
    let mut harness = open(dir.path(), 160, 45, Lang::Zh);
    let scopes = state(&harness).foci.len();
    assert!(
        scopes >= 3,
        "report, place, year: {:?}",
        state(&harness).foci
    );
    harness.keys("Tab");
    let screen = harness.screen();
    assert!(screen.contains("2 份 对 3 份"), "{screen}");
    for _ in 1..scopes {
        harness.keys("Tab");
    }
    assert_eq!(state(&harness).at, 0);
    assert!(harness.screen().contains("1 份 对 4 份"));
    harness.keys("Shift-Tab");
    assert_eq!(state(&harness).at, scopes - 1);
}

#[test]
fn kinds_order_and_filter_change_what_is_listed() {
    let dir = folder();
    let mut harness = open(dir.path(), 80, 24, Lang::En);
    let kinds = |harness: &Harness| {
        let state = state(harness);
        let list = &harness.app.sought(state).unwrap().found.list;
        let listed = harness.app.listed_candidates(state);
        listed.into_iter().map(|i| list[i].kind).collect::<Vec<_>>()
    };
    assert!(!kinds(&harness).contains(&Kind::Place));
    harness.keys("v");
    assert_eq!(state(&harness).kinds, Kinds::Words);
    assert!(kinds(&harness).iter().all(|k| *k == Kind::Word));
    harness.keys("v");
    assert!(kinds(&harness).iter().all(|k| *k == Kind::Phrase));
    harness.keys("v v s");
    assert_eq!(state(&harness).order, Order::LogRatio);
    harness.keys("/ \"邻里没有\" Enter");
    assert!(
        harness.screen().contains("None fits"),
        "{}",
        harness.screen()
    );
    harness.keys("Esc");
    assert!(state(&harness).filter.is_empty());
    harness.keys("w");
    assert!(matches!(harness.app.screen, Screen::Reader));
}

#[test]
fn a_single_report_says_that_there_is_nothing_to_compare_with() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("沙河口区2021.txt");
    std::fs::write(&path, text("沙河口区", 2021, &PLAIN)).unwrap();
    let mut harness = Harness::open(vec![path], 100, 30, Lang::Zh);
    harness.keys("Alt-w");
    assert!(
        harness.screen().contains("没有别的报告可比"),
        "{}",
        harness.screen()
    );
}

#[test]
fn from_the_matrix_it_is_the_report_of_the_cursor() {
    let dir = folder();
    let mut harness = Harness::open(vec![dir.path().to_owned()], 120, 36, Lang::Zh);
    harness.keys("T gg l l");
    let Screen::Matrix(matrix) = &harness.app.screen else {
        panic!("no matrix");
    };
    let report = matrix.report();
    harness.keys("w");
    assert_eq!(Some(state(&harness).origin), report);
    harness.keys("w");
    assert!(matches!(harness.app.screen, Screen::Matrix(_)));
}

/// Runs the program; exit code, standard output, standard error.
fn duizhao(args: &[&str]) -> (i32, String, String) {
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_duizhao"))
        .args(args)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        out.status.code().unwrap(),
        text(out.stdout),
        text(out.stderr),
    )
}

#[test]
fn the_verb_takes_files_places_and_years() {
    let dir = folder();
    let path = dir.path().to_str().unwrap().to_owned();
    let (code, out, err) = duizhao(&[
        "keywords",
        &path,
        "--focus",
        "沙河口",
        "--focus",
        "2021",
        "--format",
        "json",
    ]);
    assert_eq!(code, 0, "{err}");
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["focus"]["reports"], 1);
    assert_eq!(json["rest"]["reports"], 4);
    let candidates = json["candidates"].as_array().unwrap();
    let lamp = candidates
        .iter()
        .find(|c| c["text"] == "邻里灯塔计划")
        .unwrap();
    assert_eq!(lamp["focus"]["hits"], 6);
    assert!(lamp["g2"].as_f64().unwrap() > 15.13);
    let rare = candidates
        .iter()
        .find(|c| c["focus"]["hits"].as_u64() < Some(5));
    assert!(rare.is_none_or(|c| c["g2"].is_null()));

    let file = [
        "keywords",
        &path,
        "--focus",
        "沙河口区2021.txt",
        "--kind",
        "phrase",
        "--format",
        "csv",
    ];
    let (code, out, _) = duizhao(&file);
    assert_eq!(code, 0);
    assert!(
        out.starts_with("text,kind,hits,per_thousand,reports,hits_rest,"),
        "{out}"
    );
    assert!(out.contains("邻里灯塔计划,phrase,6,"), "{out}");
}

#[test]
fn the_verb_says_what_is_wrong_and_what_to_do() {
    let dir = folder();
    let path = dir.path().to_str().unwrap().to_owned();
    let (code, _, err) = duizhao(&["keywords", &path, "--focus", "火星区", "--lang", "zh"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("火星区") && err.contains("duizhao list"),
        "{err}"
    );
    let (code, _, err) = duizhao(&["keywords", &path, "--focus", "1999", "--lang", "zh"]);
    assert_eq!(code, 2);
    assert!(err.contains("duizhao list"), "{err}");
    // Those of the year before say nothing that the others do not.
    let (code, out, _) = duizhao(&[
        "keywords", &path, "--focus", "2020", "--kind", "phrase", "--format", "csv",
    ]);
    assert_eq!(code, 1, "{out}");
}
