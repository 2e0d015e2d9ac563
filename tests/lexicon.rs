//! The reader's own themes: laid over the program's, what is wrong in them, changed and put back.

use std::fs;

use duizhao::locale::Lang;
use duizhao::report::library::{self, Entry};
use duizhao::store::themes::read_own;
use duizhao::store::{Store, StoreError};
use duizhao::theme::own::{Edit, apply, literal};
use duizhao::theme::{Book, Fault, Lexicon, OwnFile, Theme};

const FILE: &str = "我的主题.toml";

fn files(texts: &[&str]) -> Vec<OwnFile> {
    let named = |(i, text): (usize, &&str)| OwnFile {
        name: if i == 0 {
            FILE.to_owned()
        } else {
            format!("另一个{i}.toml")
        },
        text: (*text).to_owned(),
    };
    texts.iter().enumerate().map(named).collect()
}

fn layered(text: &str) -> (Lexicon, Vec<Fault>) {
    Lexicon::layered(&files(&[text]))
}

fn sound(text: &str) -> Lexicon {
    let (lexicon, faults) = layered(text);
    assert!(faults.is_empty(), "{}", told(&faults));
    lexicon
}

fn told(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(|f| f.sentence(Lang::Zh)).collect();
    lines.join("\n")
}

/// The only thing that is wrong with a file: its line and its sentences, and the themes without it.
fn fault(text: &str) -> (Lexicon, usize, String) {
    let (lexicon, faults) = layered(text);
    assert_eq!(faults.len(), 1, "{}\nin\n{text}", told(&faults));
    let fault = &faults[0];
    assert_eq!(fault.file, FILE);
    assert!(fault.sentence(Lang::Zh).starts_with(FILE), "{fault:?}");
    assert!(!fault.en.is_empty() && fault.en != fault.zh, "{fault:?}");
    (lexicon, fault.line.unwrap(), fault.zh.clone())
}

#[track_caller]
fn wrong(text: &str, line: usize, words: &[&str]) -> Lexicon {
    let (lexicon, at, zh) = fault(text);
    assert_eq!(at, line, "{zh}");
    for word in words {
        assert!(zh.contains(word), "{word} is missing in: {zh}");
    }
    lexicon
}

fn theme<'a>(lexicon: &'a Lexicon, name: &str) -> &'a Theme {
    let id = lexicon
        .find(name)
        .unwrap_or_else(|| panic!("no theme {name}"));
    lexicon.theme(id).unwrap()
}

fn has(theme: &Theme, term: &str) -> bool {
    theme.wordings().any(|w| w == term)
}

const WEST: &str = "[[theme]]\nname = \"西海岸\"\nterms = [\"西海岸新区\", \"西海岸\"]\n";

#[test]
fn the_program_s_own_file_is_without_a_fault() {
    let (lexicon, faults) = Lexicon::layered(&[]);
    assert!(faults.is_empty(), "{}", told(&faults));
    assert!(lexicon.themes.len() >= 60 && lexicon.themes.iter().all(|t| !t.own));
    assert_eq!(lexicon.themes, Lexicon::builtin().unwrap().themes);
}

#[test]
fn a_theme_of_one_s_own_needs_a_name_and_terms() {
    let program = Lexicon::builtin().unwrap();
    let lexicon = sound(WEST);
    assert_eq!(lexicon.themes.len(), program.themes.len() + 1);
    let own = theme(&lexicon, "西海岸");
    assert_eq!(
        (own.en.as_str(), own.group.as_str(), own.own),
        ("西海岸", "自定", true)
    );
    assert_eq!(lexicon.groups().last(), Some(&"自定"));
    // Into a group that is there already: beside its others.
    let lexicon = sound(&format!("{WEST}group = \"城市\"\nen = \"West coast\"\n"));
    assert_eq!(lexicon.groups(), program.groups());
    let of_city: Vec<&str> = lexicon
        .themes
        .iter()
        .filter(|t| t.group == "城市")
        .map(|t| t.name.as_str())
        .collect();
    assert_eq!((of_city[0], of_city.last()), ("老旧小区", Some(&"西海岸")));
    assert_eq!(theme(&lexicon, "west coast").name, "西海岸");
    // In the other script.
    let lexicon = sound("[[theme]]\nname = \"營商\"\nterms = [\"營商服務\"]\n");
    assert_eq!(theme(&lexicon, "营商").terms, ["营商服务"]);
}

#[test]
fn a_change_does_what_it_says_and_nothing_else() {
    let before = Lexicon::builtin().unwrap();
    let lexicon = sound(
        "remove = [\"楼宇经济\"]\n\
         [[change]]\nname = \"老旧小区\"\nadd = [\"老旧院落\"]\nadd_earlier = [\"大板楼\"]\nadd_except = [\"老旧小区展览馆\"]\n\
         drop = [\"背街小巷\", \"农村危房\"]\nrename = \"旧住宅\"\nen = \"Old homes\"\ngroup = \"民生\"\nnote = \"自己的\"\n",
    );
    let old = theme(&lexicon, "旧住宅");
    assert_eq!(
        (
            old.en.as_str(),
            old.group.as_str(),
            old.note.as_str(),
            old.own
        ),
        ("Old homes", "民生", "自己的", false)
    );
    assert_eq!(old.terms.last().map(String::as_str), Some("老旧院落"));
    assert_eq!(old.earlier.last().map(String::as_str), Some("大板楼"));
    assert_eq!(
        old.except.last().map(String::as_str),
        Some("老旧小区展览馆")
    );
    assert!(!has(old, "背街小巷") && !old.except.iter().any(|e| e == "农村危房"));
    assert!(lexicon.find("楼宇经济").is_none() && lexicon.find("老旧小区").is_none());
    assert_eq!(lexicon.themes.len(), before.themes.len() - 1);
    let same = |t: &&Theme| lexicon.themes.contains(t);
    assert_eq!(
        before.themes.iter().filter(same).count(),
        before.themes.len() - 2
    );
    // A theme that is removed can be made anew.
    let lexicon =
        sound("remove = [\"老旧小区\"]\n[[theme]]\nname = \"老旧小区\"\nterms = [\"老旧小区\"]\n");
    assert_eq!(theme(&lexicon, "老旧小区").terms, ["老旧小区"]);
}

#[test]
fn the_example_of_the_readme_is_sound() {
    let readme = include_str!("../README.md");
    let mut examples = readme.split("```toml\n").skip(1);
    let example = examples.find(|e| e.contains("[[theme]]")).unwrap();
    let lexicon = sound(example.split("```").next().unwrap());
    let path = theme(&lexicon, "滨海步道");
    assert_eq!(path.terms.len(), 5);
    assert_eq!(
        (path.group.as_str(), path.apart.as_slice()),
        ("城市", ["旅游".to_owned()].as_slice())
    );
}

#[test]
fn files_lie_over_one_another_in_order() {
    let (lexicon, faults) = Lexicon::layered(&files(&[
        WEST,
        "[[change]]\nname = \"西海岸\"\nadd = [\"西海岸经济带\"]\n[[theme]]\nname = \"西海岸\"\nterms = [\"西岸\"]\n",
    ]));
    assert_eq!(
        theme(&lexicon, "西海岸").terms,
        ["西海岸新区", "西海岸", "西海岸经济带"]
    );
    assert_eq!(told(&faults).lines().count(), 1);
    assert!(
        told(&faults)
            .starts_with("另一个1.toml 第 4 行：主题“西海岸”在我的主题.toml 第 1 行已经有了"),
        "{}",
        told(&faults)
    );
}

#[test]
fn every_mistake_is_told_with_its_line_and_costs_no_more_than_itself() {
    // Each stands between two themes that go on working.
    let cases: &[(&str, usize, &[&str])] = &[
        (
            "[[theme]]\nname = \"甲乙\"\n",
            5,
            &["甲乙", "没有词条", "terms"],
        ),
        (
            "[[theme]]\nname = \"甲乙\"\nterms = []\n",
            5,
            &["甲乙", "没有词条"],
        ),
        ("[[theme]]\nterms = [\"甲乙\"]\n", 5, &["没有 name"]),
        (
            "[[theme]]\nname = \" \"\nterms = [\"甲乙\"]\n",
            6,
            &["name 是空的"],
        ),
        (
            "[[theme]]\nname = 7\nterms = [\"甲乙\"]\n",
            6,
            &["name", "引号"],
        ),
        (
            "[[theme]]\nname = \"老旧小区\"\nterms = [\"甲乙\"]\n",
            5,
            &["程序里已经有了", "[[change]]", "add"],
        ),
        (
            "[[theme]]\nname = \"西海岸\"\nterms = [\"甲乙\"]\n",
            5,
            &["在第 1 行已经有了", "改名"],
        ),
        (
            "[[theme]]\nname = \"丙丁\"\nterms = [\"甲乙\", \"\"]\n",
            7,
            &["空词条"],
        ),
        (
            "[[theme]]\nname = \"丙丁\"\nterms = [\"甲乙\", \"甲乙\"]\n",
            7,
            &["甲乙", "写了两次", "第 7 行"],
        ),
        (
            "[[theme]]\nname = \"丙丁\"\nterms = [\"甲乙\"]\nexcept = [\"甲乙\"]\n",
            8,
            &["写了两次"],
        ),
        (
            "[[theme]]\nname = \"丙丁\"\nterms = [\"甲乙\", \"！？\"]\n",
            7,
            &["没有汉字或字母"],
        ),
        (
            "[[theme]]\nname = \"丙丁\"\nterms = [\"甲乙\", \"路\"]\n",
            7,
            &["只有一个字"],
        ),
        (
            "[[theme]]\nname = \"丙丁\"\nterms = [\n  \"甲乙\",\n  3,\n]\n",
            9,
            &["引号"],
        ),
        (
            "[[theme]]\nname = \"丙丁\"\nterms = [\"甲乙\"]\nearly = [\"乙丙\"]\n",
            8,
            &["early", "earlier"],
        ),
        (
            "[[theme]]\nname = \"丙丁\"\nterms = [\"甲乙\"]\ncolour = \"红\"\n",
            8,
            &["colour", "terms"],
        ),
        (
            "[[theme]]\nname = \"丙丁\"\nterms = \"甲乙\"\n",
            7,
            &["列表"],
        ),
        (
            "[[theme]]\nname = \"丙丁\"\nterms = [\"甲乙\"]\ngroup = \"\"\n",
            8,
            &["group 是空的"],
        ),
        (
            "[[theme]]\nname = \"丙丁\"\nterms = [\"甲乙\", \"@城市更新\"]\n",
            7,
            &["@", "except"],
        ),
        (
            "[[theme]]\nname = \"丙丁\"\nterms = [\"甲乙\"]\nexcept = [\"@城市更行\"]\n",
            8,
            &["城市更行", "相近的有：城市更新"],
        ),
        (
            "[[change]]\nname = \"老小区\"\nadd = [\"甲乙\"]\n",
            5,
            &["老小区", "没有这个主题", "老旧小区"],
        ),
        (
            "[[change]]\nname = \"老旧小区\"\nterms = [\"甲乙\"]\n",
            7,
            &["[[change]]", "add"],
        ),
        (
            "[[change]]\nname = \"老旧小区\"\nadd = [\"棚户区\"]\n",
            7,
            &["棚户区", "已经有了"],
        ),
        (
            "[[change]]\nname = \"老旧小区\"\nadd = [\"农村危房\"]\n",
            7,
            &["except", "drop"],
        ),
        (
            "[[change]]\nname = \"老旧小区\"\ndrop = [\"棚户\"]\n",
            7,
            &["棚户", "棚户区"],
        ),
        (
            "[[change]]\nname = \"老旧小区\"\nrename = \"交通\"\n",
            7,
            &["交通", "换一个名字"],
        ),
        (
            "[[change]]\nname = \"西海岸\"\ndrop = [\"西海岸新区\", \"西海岸\"]\n",
            7,
            &["全部词条", "remove"],
        ),
        (
            "[[chnage]]\nname = \"老旧小区\"\n",
            5,
            &["chnage", "change"],
        ),
        (
            "[[theme]]\nname = \"丙丁\"\nterms = [\"甲乙\", \"(老旧|老小区\"]\n",
            7,
            &["括号", "合上"],
        ),
        (
            "[[theme]]\nname = \"丙丁\"\nterms = [\"甲乙\", \"(老|)小区\"]\n",
            7,
            &["空的选项"],
        ),
        (
            "[[theme]]\nname = \"丙丁\"\nterms = [\"甲乙\", \"老|旧\"]\n",
            7,
            &["(甲|乙)"],
        ),
        (
            "[[theme]]\nname = \"丙丁\"\nterms = [\"甲乙\", \"(((((老|旧)))))区\"]\n",
            7,
            &["太深"],
        ),
        (
            "[[theme]]\nname = \"丙丁\"\nterms = [\"甲乙\", \"(一|二|三)(一|二|三)(一|二|三)(一|二|三)(一|二|三)\"]\n",
            7,
            &["243", "200"],
        ),
        (
            "[[theme]]\nname = \"丙丁\"\nterms = [\"甲乙\", \"老(小区)?\"]\n",
            7,
            &["只有一个字", "老(小区)?"],
        ),
        // No TOML at all: the entry alone is lost.
        (
            "[[theme]]\nname = \"丙丁\"\nterms = [\"甲乙\"\n",
            7,
            &["读不懂"],
        ),
        (
            "[[theme]]\nname = \"丙丁\nterms = [\"甲乙\"]\n",
            6,
            &["读不懂"],
        ),
        (
            "[[theme]\nname = \"丙丁\"\nterms = [\"甲乙\"]\n",
            5,
            &["读不懂"],
        ),
        (
            "[[theme]]\nname “丙丁”\nterms = [\"甲乙\"]\n",
            6,
            &["读不懂"],
        ),
    ];
    let after = "[[theme]]\nname = \"东海岸\"\nterms = [\"东海岸\"]\n";
    for (text, line, words) in cases {
        let text = format!("{WEST}\n{text}{after}");
        let lexicon = wrong(&text, *line, words);
        assert!(has(theme(&lexicon, "西海岸"), "西海岸新区"), "{text}");
        assert!(has(theme(&lexicon, "东海岸"), "东海岸"), "{text}");
        assert!(has(theme(&lexicon, "老旧小区"), "棚户区"), "{text}");
        if text.contains("\"丙丁\"\nterms = [\"甲乙\"") && !words.contains(&"读不懂") {
            assert!(has(theme(&lexicon, "丙丁"), "甲乙"), "{text}");
        }
    }
    let lexicon = wrong(
        "remove = [\"老小区\", \"楼宇经济\"]\n",
        1,
        &["老小区", "老旧小区"],
    );
    assert!(lexicon.find("楼宇经济").is_none());
    wrong("themes = 3\n", 1, &["themes", "theme"]);
    wrong(
        "[theme]\nname = \"丙丁\"\nterms = [\"甲乙\"]\n",
        1,
        &["[[theme]]"],
    );
    wrong("remove = \"楼宇经济\"\n", 1, &["列表"]);
}

#[test]
fn many_mistakes_are_told_in_the_order_of_lines() {
    let (_, faults) = layered(
        "remove = [\"没有的主题名\"]\n[[change]]\nname = \"甲乙丙\"\n[[theme]]\nname = \"丙丁\"\nterms = [\"路\"]\nearly = []\n",
    );
    let lines: Vec<_> = faults.iter().map(|f| f.line.unwrap()).collect();
    assert_eq!(lines, [1, 2, 6, 7]);
    let junk = "[[theme]]\n".repeat(5_000);
    let (lexicon, faults) = layered(&junk);
    assert_eq!((faults.len(), faults[200].line), (201, None));
    assert!(faults[200].zh.contains("4800"), "{:?}", faults[200]);
    assert_eq!(lexicon.themes, Lexicon::builtin().unwrap().themes);
}

#[test]
fn more_than_can_be_counted_is_told_once() {
    let mut many = String::new();
    for i in 0..4_100 {
        many += &format!("[[theme]]\nname = \"主题{i}\"\nterms = [\"词条{i}\"]\n");
    }
    let lexicon = wrong(
        &many,
        (4_000 - Lexicon::builtin().unwrap().themes.len()) * 3 + 1,
        &["主题太多"],
    );
    assert_eq!(lexicon.themes.len(), 4_000);
    let terms: Vec<String> = (0..4_100).map(|i| format!("\"词条{i}\"")).collect();
    let lexicon = wrong(
        &format!(
            "[[theme]]\nname = \"丙丁\"\nterms = [{}]\n",
            terms.join(", ")
        ),
        3,
        &["太多"],
    );
    assert_eq!(theme(&lexicon, "丙丁").terms.len(), 4_000);
    let mut many = String::new();
    for i in 0..40 {
        let terms: Vec<String> = (0..2_000).map(|t| format!("\"词{i}条{t}\"")).collect();
        many += &format!(
            "[[theme]]\nname = \"主题{i}\"\nterms = [{}]\n",
            terms.join(", ")
        );
    }
    let (lexicon, line, _) = fault(&many);
    assert!(line > 60 && lexicon.find("主题5").is_some() && lexicon.find("主题39").is_none());
    let all: usize = lexicon.themes.iter().map(|t| t.wordings().count()).sum();
    assert!(
        all <= 60_000
            && lexicon
                .wording(duizhao::theme::TermId(all as u16 - 1))
                .is_some()
    );
}

#[test]
fn patterns_are_spelt_out_and_give_way_to_what_is_written() {
    let lexicon = sound(
        "[[theme]]\nname = \"旧居\"\nterms = [\"(老旧|老)(小区|楼院)(改造)?\", \"老小区\", \"首台(套)\"]\nexcept = [\"老楼院改造\"]\n",
    );
    let old = theme(&lexicon, "旧居");
    assert_eq!(
        old.terms,
        [
            "老旧小区改造",
            "老旧小区",
            "老旧楼院改造",
            "老旧楼院",
            "老小区改造",
            "老小区",
            "老楼院",
            "首台(套)"
        ]
    );
    assert_eq!(old.except, ["老楼院改造"]);
}

const CITY: &str = "[[theme]]\nname = \"更新\"\nterms = [\"旧区更新\", \"旧区更新行动\", \"更新行动\"]\n[[theme]]\nname = \"旧区\"\nterms = [\"旧区\", \"更新行动\"]\nexcept = [\"@更新\"]\n";

#[test]
fn a_theme_that_is_excluded_takes_its_places() {
    let lexicon = sound(CITY);
    let old = theme(&lexicon, "旧区");
    assert_eq!(
        (old.apart.as_slice(), old.except.as_slice()),
        (
            ["更新".to_owned()].as_slice(),
            ["旧区更新".to_owned(), "旧区更新行动".to_owned()].as_slice()
        )
    );
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("甲.txt");
    fs::write(&path, "某区政府工作报告\n\n一、旧区更新行动\n\n旧区里的事。旧区更新要快。更新行动开始了。旧区，旧区。\n").unwrap();
    let report = library::load(&Entry::File(path)).unwrap();
    let book = Book::new(0, files(&[CITY]));
    let ready = book.ready();
    let hits = ready.scanner.scan(&report);
    let found: Vec<&str> = hits
        .of(ready.lexicon.find("旧区").unwrap())
        .map(|h| h.span.of(&report.text))
        .collect();
    assert_eq!(found, ["旧区", "更新行动", "旧区", "旧区"]);
}

#[test]
fn exclusions_in_a_circle_are_named_with_their_themes_and_lines() {
    let round = "[[theme]]\nname = \"一一\"\nterms = [\"甲乙\"]\nexcept = [\"@二二\"]\n\
        [[theme]]\nname = \"二二\"\nterms = [\"甲乙丙\"]\nexcept = [\"@三三\"]\n\
        [[theme]]\nname = \"三三\"\nterms = [\"甲乙丙丁\"]\nexcept = [\"@一一\", \"@四四\"]\n\
        [[theme]]\nname = \"四四\"\nterms = [\"甲乙丙丁戊\"]\n";
    let lexicon = wrong(
        round,
        4,
        &["一一 → 二二 → 三三 → 一一", "第 4 行、第 8 行、第 12 行"],
    );
    assert!(theme(&lexicon, "一一").except.is_empty());
    // What is no part of the circle holds.
    assert_eq!(theme(&lexicon, "三三").except, ["甲乙丙丁戊"]);
    wrong(
        "[[theme]]\nname = \"一一\"\nterms = [\"甲乙\"]\nexcept = [\"@一一\"]\n",
        4,
        &["一一 → 一一"],
    );
    // Two circles, told apart; a change that closes one.
    let (_, faults) = layered(
        "[[change]]\nname = \"就业\"\nadd_except = [\"@教育\"]\n[[change]]\nname = \"教育\"\nadd_except = [\"@就业\"]\n[[change]]\nname = \"养老\"\nadd_except = [\"@养老\"]\n",
    );
    assert_eq!(
        faults.iter().map(|f| f.line.unwrap()).collect::<Vec<_>>(),
        [3, 9],
        "{}",
        told(&faults)
    );
}

#[test]
fn a_byte_order_mark_and_line_ends_of_windows_do_no_harm() {
    let text = format!("\u{feff}{}", WEST.replace('\n', "\r\n"));
    assert!(has(theme(&sound(&text), "西海岸"), "西海岸"));
    let lexicon = wrong(
        &format!("{}[[theme]]\r\nname = 3\r\n", WEST.replace('\n', "\r\n")),
        5,
        &["name"],
    );
    assert!(has(theme(&lexicon, "西海岸"), "西海岸"));
}

// ── Changing the file ──

fn make(name: &str, terms: &[&str]) -> Edit {
    Edit::Make {
        name: name.to_owned(),
        en: String::new(),
        group: String::new(),
        terms: strings(terms),
    }
}

fn strings(terms: &[&str]) -> Vec<String> {
    terms.iter().map(|t| (*t).to_owned()).collect()
}

fn add(theme: &str, terms: &[&str]) -> Edit {
    Edit::AddTerms {
        theme: theme.to_owned(),
        terms: strings(terms),
    }
}

fn drop_terms(theme: &str, terms: &[&str]) -> Edit {
    Edit::DropTerms {
        theme: theme.to_owned(),
        terms: strings(terms),
    }
}

fn edited(text: &str, edit: &Edit) -> String {
    apply(text, FILE, edit).unwrap_or_else(|why| panic!("{}\n{text}", why.sentence(Lang::Zh)))
}

fn refused(text: &str, edit: &Edit) -> String {
    match apply(text, FILE, edit) {
        Ok(text) => panic!("{text}"),
        Err(why) => why.zh,
    }
}

/// The reader's own hand: comments, lists on several lines, odd blanks.
const HAND: &str = "# 我的主题，2026 年 11 月\n\n# 海边\n[[theme]]   # 头一个\nname = \"西海岸\"\nterms = [\n  \"西海岸新区\", # 全名\n  # 简称\n  \"西海岸\",\n]\n\n# 给老旧小区加的\n[[change]]\nname = '老旧小区'\nadd = [ \"老旧院落\" ]\n\n# 完\n";

/// Every line of the reader's hand but those that were to change is there still, in its order.
fn kept(after: &str, changed: &[&str]) {
    let mut rest = after;
    for line in HAND
        .lines()
        .filter(|l| !changed.iter().any(|c| l.contains(c)))
    {
        let at = rest
            .find(line)
            .unwrap_or_else(|| panic!("{line} is gone from\n{after}"));
        rest = &rest[at + line.len()..];
    }
}

#[test]
fn a_theme_is_made_and_found_again() {
    let text = edited(
        "",
        &Edit::Make {
            name: "西海岸".to_owned(),
            en: "West coast".to_owned(),
            group: "城市".to_owned(),
            terms: strings(&["西海岸新区", "(西|西部)海岸"]),
        },
    );
    assert_eq!(
        text,
        "[[theme]]\nname = \"西海岸\"\nen = \"West coast\"\ngroup = \"城市\"\nterms = [\"西海岸新区\", \"(西|西部)海岸\"]\n"
    );
    assert_eq!(
        theme(&sound(&text), "西海岸").terms,
        ["西海岸新区", "西海岸", "西部海岸"]
    );
    let text = edited(HAND, &make("东海岸", &["东海岸"]));
    kept(&text, &[]);
    assert!(has(theme(&sound(&text), "东海岸"), "东海岸"));
    let text = edited(HAND, &make("括号", &[&literal("首台(套)|"), "套装"]));
    assert!(has(theme(&sound(&text), "括号"), "首台(套)|"));
}

#[test]
fn terms_are_added_where_the_theme_stands() {
    let text = edited(HAND, &add("西海岸", &["西海岸经济带"]));
    kept(&text, &[]);
    assert!(
        text.contains("\n  \"西海岸\",\n  \"西海岸经济带\",\n]"),
        "{text}"
    );
    let text = edited(&text, &add("老旧小区", &["老旧大院"]));
    kept(&text, &["add ="]);
    assert!(
        text.contains("\"老旧院落\" , \"老旧大院\"]")
            || text.contains("\"老旧院落\", \"老旧大院\""),
        "{text}"
    );
    let text = edited(&text, &add("就业", &["找活儿"]));
    let text = edited(
        &text,
        &Edit::AddEarlier {
            theme: "就业".to_owned(),
            terms: strings(&["劳动安置"]),
        },
    );
    let text = edited(
        &text,
        &Edit::AddExcept {
            theme: "就业".to_owned(),
            terms: strings(&["@教育", "就业博物馆"]),
        },
    );
    kept(&text, &["add ="]);
    assert_eq!(text.matches("[[change]]").count(), 2, "{text}");
    let lexicon = sound(&text);
    assert!(
        has(theme(&lexicon, "西海岸"), "西海岸经济带")
            && has(theme(&lexicon, "老旧小区"), "老旧大院")
    );
    let work = theme(&lexicon, "就业");
    assert!(
        has(work, "找活儿")
            && work.earlier.iter().any(|e| e == "劳动安置")
            && work.apart == ["教育"]
    );
}

#[test]
fn terms_are_dropped_and_come_back() {
    let dropped = edited(HAND, &drop_terms("西海岸", &["西海岸新区"]));
    kept(&dropped, &["西海岸新区"]);
    assert!(!has(theme(&sound(&dropped), "西海岸"), "西海岸新区"));
    // The program's own.
    let dropped = edited(HAND, &drop_terms("老旧小区", &["棚户区", "老旧院落"]));
    kept(&dropped, &["add ="]);
    let lexicon = sound(&dropped);
    assert!(
        !has(theme(&lexicon, "老旧小区"), "棚户区")
            && !has(theme(&lexicon, "老旧小区"), "老旧院落")
    );
    let back = edited(&dropped, &add("老旧小区", &["棚户区"]));
    assert!(
        has(theme(&sound(&back), "老旧小区"), "棚户区") && !back.contains("drop"),
        "{back}"
    );
    // An exception that is to count.
    let counts = edited(HAND, &add("老旧小区", &["农村危房"]));
    let old = sound(&counts);
    assert!(has(theme(&old, "老旧小区"), "农村危房"));
    assert!(
        !theme(&old, "老旧小区")
            .except
            .iter()
            .any(|e| e == "农村危房")
    );
    // One that a pattern spells out.
    let text = "[[theme]]\nname = \"旧居\"\nterms = [\"(老旧|老)小区\"]\n";
    let dropped = edited(text, &drop_terms("旧居", &["老小区"]));
    assert_eq!(theme(&sound(&dropped), "旧居").terms, ["老旧小区"]);
}

#[test]
fn themes_are_removed_renamed_and_regrouped() {
    let text = edited(
        HAND,
        &Edit::Remove {
            theme: "西海岸".to_owned(),
        },
    );
    assert!(sound(&text).find("西海岸").is_none());
    for comment in [
        "# 我的主题，2026 年 11 月",
        "# 海边",
        "# 给老旧小区加的",
        "# 完",
    ] {
        assert!(text.contains(comment), "{comment} is gone from\n{text}");
    }
    let text = edited(
        HAND,
        &Edit::Remove {
            theme: "老旧小区".to_owned(),
        },
    );
    assert!(
        sound(&text).find("老旧小区").is_none() && !text.contains("[[change]]"),
        "{text}"
    );
    let text = edited(
        HAND,
        &Edit::Rename {
            theme: "西海岸".to_owned(),
            to: "海岸".to_owned(),
        },
    );
    kept(&text, &["name ="]);
    assert!(has(theme(&sound(&text), "海岸"), "西海岸"));
    let text = edited(
        HAND,
        &Edit::Rename {
            theme: "老旧小区".to_owned(),
            to: "旧住宅".to_owned(),
        },
    );
    kept(&text, &[]);
    let text = edited(&text, &add("旧住宅", &["老旧大院"]));
    let text = edited(
        &text,
        &Edit::Regroup {
            theme: "旧住宅".to_owned(),
            group: "民生".to_owned(),
        },
    );
    let lexicon = sound(&text);
    assert!(
        has(theme(&lexicon, "旧住宅"), "老旧大院") && has(theme(&lexicon, "旧住宅"), "老旧院落")
    );
    assert_eq!(
        (
            theme(&lexicon, "旧住宅").group.as_str(),
            text.matches("[[change]]").count()
        ),
        ("民生", 1)
    );
    let text = edited(
        &text,
        &Edit::Remove {
            theme: "旧住宅".to_owned(),
        },
    );
    assert!(
        sound(&text).find("旧住宅").is_none() && sound(&text).find("老旧小区").is_none(),
        "{text}"
    );
    // Whoever excludes it follows.
    let text = edited(
        CITY,
        &Edit::Rename {
            theme: "更新".to_owned(),
            to: "换新".to_owned(),
        },
    );
    assert_eq!(theme(&sound(&text), "旧区").apart, ["换新"]);
}

#[test]
fn what_makes_no_sense_is_refused() {
    assert!(refused(HAND, &make("老旧小区", &["甲乙"])).contains("已经有了"));
    assert!(refused(HAND, &make("甲乙", &[])).contains("没有词条"));
    assert!(refused(HAND, &make("甲乙", &["路"])).contains("只有一个字"));
    assert!(refused(HAND, &make("", &["甲乙"])).contains("name 是空的"));
    assert!(refused(HAND, &add("没有的", &["甲乙"])).contains("没有主题"));
    assert!(refused(HAND, &add("西海岸", &["西海岸"])).contains("已经有"));
    assert!(refused(HAND, &add("老旧小区", &["(甲|乙"])).contains("合上"));
    assert!(refused(HAND, &drop_terms("西海岸", &["北海岸"])).contains("没有“北海岸”"));
    assert!(refused(HAND, &drop_terms("西海岸", &["西海岸", "西海岸新区"])).contains("没有"));
    assert!(
        refused(
            HAND,
            &Edit::Rename {
                theme: "西海岸".to_owned(),
                to: "交通".to_owned()
            }
        )
        .contains("已经有主题")
    );
    assert!(
        refused(
            CITY,
            &Edit::Remove {
                theme: "更新".to_owned()
            }
        )
        .contains("要除去主题")
    );
    let broken = refused("[[theme]\n", &make("甲乙", &["甲乙"]));
    assert!(broken.contains("读不懂"), "{broken}");
    // A fault that was there before is none of this change's.
    let faulty = format!("{HAND}[[theme]]\nname = \"丙丁\"\n");
    let text = edited(
        &faulty,
        &Edit::Remove {
            theme: "楼宇经济".to_owned(),
        },
    );
    assert_eq!(layered(&text).1.len(), 1);
}

#[test]
fn windows_line_ends_and_the_mark_stay() {
    let text = format!("\u{feff}{}", HAND.replace('\n', "\r\n"));
    let after = edited(&text, &add("西海岸", &["西海岸经济带"]));
    assert!(after.starts_with('\u{feff}'));
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
    assert!(has(theme(&sound(&after), "西海岸"), "西海岸经济带"));
}

// ── On disk ──

#[test]
fn the_file_is_kept_beside_the_library_and_put_back() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::at(dir.path().join("文库"));
    assert_eq!(store.read_themes().unwrap(), []);
    let first = store.keep_themes(&make("西海岸", &["西海岸新区"])).unwrap();
    assert_eq!(first.own, store.read_themes().unwrap());
    assert_eq!(first.own[0].name, store.themes_file().to_string_lossy());
    let second = store.keep_themes(&add("西海岸", &["西海岸"])).unwrap();
    // Not over what came later.
    let moved = store.restore_themes(&first).unwrap_err();
    assert!(
        matches!(moved, StoreError::ThemesMoved(_))
            && moved.sentence(Lang::Zh).contains("之后又改过")
    );
    let undone = store.restore_themes(&second).unwrap();
    assert_eq!(undone.own, first.own);
    let again = store.restore_themes(&undone).unwrap();
    assert_eq!(again.own, second.own);
    store.restore_themes(&again).unwrap();
    assert_eq!(store.restore_themes(&first).unwrap().own, []);
    assert!(!store.themes_file().exists());
    let why = store.keep_themes(&add("没有的", &["甲乙"])).unwrap_err();
    assert!(why.sentence(Lang::En).contains("no theme"), "{why}");
    assert!(!store.themes_file().exists());
}

#[test]
fn a_file_that_is_none_is_told_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::at(dir.path());
    let file = store.themes_file();
    fs::write(&file, b"# a\n# \xb8\xc4\n").unwrap();
    let why = store.read_themes().unwrap_err();
    assert!(
        why.sentence(Lang::Zh).contains("第 2 行不是 UTF-8"),
        "{}",
        why.sentence(Lang::Zh)
    );
    assert!(store.keep_themes(&make("甲乙", &["甲乙"])).is_err());
    assert_eq!(fs::read(&file).unwrap(), b"# a\n# \xb8\xc4\n");
    fs::write(&file, "# 空\n".repeat(1 << 20)).unwrap();
    let why = store.read_themes().unwrap_err();
    assert!(
        why.sentence(Lang::Zh).contains("最多 4 MB"),
        "{}",
        why.sentence(Lang::Zh)
    );
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert!(store.read_themes().is_err());
    assert!(read_own(&dir.path().join("没有.toml")).is_err());
}

mod line {
    use std::fs;
    use std::process::{Command, Stdio};

    struct Answer {
        code: i32,
        out: String,
        err: String,
    }

    fn run(dir: &std::path::Path, args: &[&str]) -> Answer {
        let mut command = Command::new(env!("CARGO_BIN_EXE_duizhao"));
        command.args(args).env_clear().stdin(Stdio::null());
        command
            .current_dir(dir)
            .env("DUIZHAO_LIBRARY", dir.join("文库"));
        let output = command.output().unwrap();
        Answer {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    #[test]
    fn the_command_line_lists_shows_and_checks() {
        let dir = tempfile::tempdir().unwrap();
        let path = run(dir.path(), &["lexicon", "path"]);
        let file = std::path::PathBuf::from(path.out.trim_end());
        assert_eq!(
            (path.code, file.file_name().unwrap().to_str().unwrap()),
            (0, "themes.toml")
        );
        let fine = run(dir.path(), &["lexicon", "check", "--lang", "zh"]);
        assert_eq!(fine.code, 0);
        assert!(fine.out.contains("没有自己的主题文件"), "{}", fine.out);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(
            &file,
            "[[theme]]\nname = \"西海岸\"\nterms = [\"西海岸新区\"]\n[[theme]]\nname = \"空的\"\n",
        )
        .unwrap();
        let bad = run(dir.path(), &["lexicon", "check", "--lang", "zh"]);
        assert_eq!((bad.code, bad.out.lines().count()), (2, 1));
        assert!(
            bad.out.contains("themes.toml 第 4 行：主题“空的”没有词条"),
            "{}",
            bad.out
        );
        let json = run(dir.path(), &["lexicon", "check", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
        assert_eq!(json["faults"][0]["line"], 4);
        let list = run(dir.path(), &["lexicon", "list", "--format", "csv"]);
        assert_eq!(list.code, 0);
        assert!(
            list.out.contains("自定,西海岸,西海岸,1,0,0,own"),
            "{}",
            list.out
        );
        assert!(list.err.contains("themes.toml"), "{}", list.err);
        let show = run(dir.path(), &["lexicon", "show", "老旧小区", "--lang", "zh"]);
        assert!(
            show.out.contains("棚户区")
                && show.out.contains("暖房子")
                && show.out.contains("农村危房")
        );
        let none = run(dir.path(), &["lexicon", "show", "老小区", "--lang", "zh"]);
        assert_eq!(none.code, 2);
        assert!(none.err.contains("老旧小区"), "{}", none.err);
        // What one's own file says is counted, and so is what is laid over it.
        fs::write(
            dir.path().join("甲.txt"),
            "某区政府工作报告\n\n一、西海岸新区\n\n建设西海岸新区，看东海岸。\n",
        )
        .unwrap();
        fs::write(
            dir.path().join("东.toml"),
            "[[theme]]\nname = \"东海岸\"\nterms = [\"东海岸\"]\n",
        )
        .unwrap();
        let counted = run(
            dir.path(),
            &[
                "themes",
                "甲.txt",
                "--theme",
                "西海岸",
                "--theme",
                "东海岸",
                "--lexicon",
                "东.toml",
                "--format",
                "json",
            ],
        );
        let json: serde_json::Value =
            serde_json::from_str(&counted.out).unwrap_or_else(|_| panic!("{}", counted.err));
        let totals: Vec<_> = json["themes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|t| t["total"].as_u64().unwrap())
            .collect();
        assert_eq!(totals, [2, 1]);
        let missing = run(dir.path(), &["themes", "甲.txt", "--lexicon", "没有.toml"]);
        assert_eq!(missing.code, 2);
    }
}
