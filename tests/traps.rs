//! The traps that comparison must not fall into, one test each. What is told is in `tests/drafts.rs`, whose words are used here.
//!
//! Elsewhere: digits are never split (`text::token`, `text::number`) · the encodings themselves (`report::source::encoding`) · a page
//! given twice or six times, and a report on one line (`tests/clean.rs`) · names that say something else than the text
//! (`report::identity`, `tests/twins.rs`).

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use duizhao::compare::{self, Change, Comparison, Depth, Verdict};
use duizhao::report::{Report, SourceInfo, source};

use crate::support::{files, pairs};

const BASE: &str = include_str!("fixtures/compare/draft.txt");
const OTHERS: &str = include_str!("fixtures/compare/others.txt");

fn read(text: &str) -> Report {
    named(text, "稿.txt")
}

fn named(text: &str, name: &str) -> Report {
    let source = SourceInfo {
        name: name.into(),
        encoding: "UTF-8",
        ..SourceInfo::default()
    };
    Report::read(Arc::from(text), source)
}

fn compared(a: &Report, b: &Report, depth: Option<Depth>) -> Comparison {
    let c = compare::compare(a, b, depth);
    pairs::holds(a, b, &c);
    c
}

/// The changes that are told of a draft of the base, moves by passage.
fn told(text: &str) -> Vec<String> {
    let (a, b) = (read(BASE), read(text));
    pairs::told(&a, &b, &compared(&a, &b, None))
}

fn replaced(from: &str, to: &str) -> String {
    assert_eq!(BASE.matches(from).count(), 1, "{from}");
    BASE.replace(from, to)
}

/// Unrelated texts with their names.
fn others() -> Vec<(&'static str, Report)> {
    OTHERS
        .split("# ")
        .filter_map(|part| part.split_once('\n'))
        .map(|(name, text)| (name, read(text)))
        .collect()
}

#[test]
fn edits_only_in_the_last_100_characters_of_a_600_character_paragraph() {
    let long: String = (1..=30).fold(String::new(), |mut text, n| {
        write!(text, "第{n}街道完成社区用房改造并引入便民服务站，").unwrap();
        text
    });
    assert!(long.chars().count() > 500);
    let with = |end: &str| {
        replaced(
            "（二）着力建设现代化",
            &format!("{long}{end}\n（二）着力建设现代化"),
        )
    };
    let (a, b) = (
        read(&with(
            "群众对社区服务的满意度达到92%，比上年提高3个百分点。",
        )),
        read(&with(
            "群众对社区服务的满意度达到95%，比上年提高6个百分点。",
        )),
    );
    assert_eq!(
        pairs::told(&a, &b, &compared(&a, &b, None)),
        ["~ [-92%-]{+95%+}…[-3个百分点-]{+6个百分点+}"]
    );
}

#[test]
fn digits_never_split() {
    assert_eq!(
        told(&replaced("企业32家；", "企业37家；").replace("1.35万人", "1.36万人")),
        ["~ [-1.35万人-]{+1.36万人+}", "~ [-32家-]{+37家+}"]
    );
}

#[test]
fn two_sections_swapped_and_one_edited() {
    let section = |text: &str, number: &str| {
        let start = BASE.find(text).unwrap();
        let line = BASE[start..].split_inclusive('\n').next().unwrap();
        (
            line.to_owned(),
            line.replacen(text, &text.replacen(&text[3..6], number, 1), 1),
        )
    };
    let (second, second_now) = section("（二）着力建设", "三");
    let (third, third_now) = section("（三）着力强化", "二");
    let text = BASE.replace(
        &format!("{second}{third}"),
        &format!("{}{second_now}", third_now.replace("800套", "900套")),
    );
    assert_ne!(text, BASE);
    assert_eq!(
        told(&text),
        ["» 4 (二)着力强化创新驱", "»~ [-800套-]{+900套+}"]
    );
}

#[test]
fn renumbering_alone_is_no_change() {
    let mut text = BASE.to_owned();
    for (from, to) in [("（三）", "（十三）"), ("（二）", "2."), ("（一）", "一、")]
    {
        text = text.replace(from, to);
    }
    assert_eq!(told(&text), [""; 0]);
}

#[test]
fn variant_tai_alone_is_no_change() {
    let (a, b) = (
        read(&replaced("国有平台公司", "臺资企业服务平台")),
        read(&replaced("国有平台公司", "台资企业服务平臺")),
    );
    assert_eq!(compared(&a, &b, None).verdict, Verdict::Identical);
}

#[test]
fn identical_blocks_reordered() {
    let block = |n: usize| format!("第{n}网格完成巡查，登记隐患若干，逐一销号。重点场所复查一遍。");
    let order = |list: &[usize]| -> String { list.iter().map(|&n| block(n).repeat(40)).collect() };
    let with = |list: &[usize]| {
        read(&replaced(
            "（二）着力建设现代化",
            &format!("{}\n（二）着力建设现代化", order(list)),
        ))
    };
    let (a, b) = (with(&[1, 2, 3, 4]), with(&[3, 4, 1, 2]));
    assert!(a.sentences.len() > 400);
    let c = compared(&a, &b, Some(Depth::Revision));
    assert!(!c.stopped);
    assert!(
        c.pairs.iter().all(|p| !p.reworded),
        "all of them are copies"
    );
    assert_eq!(c.pairs.len(), a.sentences.len());
    // One half went past the other; the sentence between the halves, of which there are 160, may go by itself.
    let moves = compare::moves(&c).len();
    assert!((1..=2).contains(&moves), "{moves}");
}

#[test]
fn one_paragraph_split_in_two() {
    assert_eq!(
        told(
            &replaced("新增绿地18公顷。", "新增绿地18公顷。").replace("一成。江滩", "一成。\n江滩")
        ),
        ["¶ 分 (三)城市面貌持续改"]
    );
}

#[test]
fn a_series_unrolled_into_a_list() {
    let series = "一是扩大有效投资，全年开工项目八十个；二是培育消费热点，举办购物节十二场；三是稳住外贸规模，新增备案企业四十家。";
    let listed = series.replace("；", "；\n").replacen("一是", "\n一是", 1);
    let with = |list: &str| replaced("稳住传统市场份额。", &format!("稳住传统市场份额。{list}"));
    let (a, b) = (read(&with(series)), read(&with(&listed)));
    assert_eq!(
        pairs::told(&a, &b, &compared(&a, &b, None)),
        ["¶ 分 (一)着力扩大有效需"]
    );
    let numbered = ["一是", "二是", "三是"]
        .iter()
        .zip(["（1）", "（2）", "（3）"])
        .fold(listed, |text, (from, to)| text.replace(from, to));
    let b = read(&with(&numbered));
    assert_eq!(
        pairs::told(&a, &b, &compared(&a, &b, None)),
        ["¶ 分 (一)着力扩大有效需"]
    );
}

#[test]
fn a_section_missing_on_one_side() {
    let start = BASE.find("（八）社会大局").unwrap();
    let line = BASE[start..].split_inclusive('\n').next().unwrap();
    let text = BASE.replace(line, "");
    assert_eq!(
        told(&text),
        [
            "- (八)社会大局和谐稳",
            "- 办结信访积案213件",
            "- 生产安全事故起数和死",
            "- 退役军人服务保障、民",
        ]
    );
    let (a, b) = (read(BASE), read(&text));
    let gone = a
        .section_ids()
        .find(|(id, _)| a.title(*id).contains("社会大局"))
        .unwrap()
        .0;
    let c = compared(&a, &b, Some(Depth::Succession));
    let first = a
        .sentences
        .iter()
        .position(|s| s.section == Some(gone))
        .unwrap();
    let told = &c.marks_a[first..first + 4];
    assert!(told.iter().all(|m| *m == Some(Change::Gone)), "{told:?}");
}

#[test]
fn two_unrelated_documents_are_not_comparable() {
    let report = read(BASE);
    for (name, other) in others() {
        for (a, b) in [(&report, &other), (&other, &report)] {
            let c = compared(a, b, None);
            assert_eq!(c.verdict, Verdict::NotComparable, "{name}");
            assert!(c.nearness.share < 0.05);
            // The reader may still look at them side by side in any depth.
            for depth in [Depth::Revision, Depth::Succession, Depth::Parallel] {
                assert_eq!(compared(a, b, Some(depth)).depth, depth);
            }
        }
        assert_eq!(
            compared(&other, &other, None).verdict,
            Verdict::Identical,
            "{name}"
        );
    }
    let english = read(
        "Kite sorts your photographs by date. Nothing leaves your computer.\n\nInstall it, then drag a folder in.\n",
    );
    assert_eq!(
        compared(&report, &english, None).verdict,
        Verdict::NotComparable
    );
}

#[test]
fn drafts_of_a_text_that_is_no_report_are_comparable() {
    for (name, other) in others() {
        let draft = read(&other.text.replacen('。', "，真的。", 1));
        let c = compared(&other, &draft, None);
        assert_eq!(c.verdict, Verdict::Comparable, "{name}");
        assert_eq!(c.depth, Depth::Revision, "{name}");
    }
}

#[test]
fn characters_beyond_the_first_plane() {
    let text = replaced("跨境电商", "𠮷祥商号𪚥字牌跨境电商");
    assert_eq!(told(&text), ["~ {+𠮷祥商号𪚥字牌+}"]);
    let (a, b) = (read(&text), read(&text.replace("1.2亿", "1.3亿")));
    assert_eq!(
        pairs::told(&a, &b, &compared(&a, &b, None)),
        ["~ [-1.2亿美元-]{+1.3亿美元+}"]
    );
}

#[test]
fn one_report_in_every_encoding_is_one_report() {
    let report = read(BASE);
    let traditional = BASE.replace('国', "國").replace('业', "業");
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let big5 = encoding_rs::BIG5.encode("臨江區政府工作報告。各位代表，現在，我代表區人民政府向大會報告工作，請予審議。一、過去一年工作回顧。全區經濟穩定增長。").0.into_owned();
    let bare = |little: bool| -> Vec<u8> {
        let of = |unit: u16| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        };
        BASE.encode_utf16().flat_map(of).collect()
    };
    for (name, bytes) in [
        ("GB18030", encoding_rs::GB18030.encode(BASE).0.into_owned()),
        ("GB2312", gbk(BASE)),
        ("GBK with Traditional characters", gbk(&traditional)),
        ("UTF-16 with a mark", files::utf16(BASE)),
        ("UTF-16LE", bare(true)),
        ("UTF-16BE", bare(false)),
    ] {
        let decoded = source::decode(Path::new("稿.txt"), &bytes, None).unwrap();
        let c = compared(&report, &read(&decoded.text), None);
        assert_eq!(c.verdict, Verdict::Identical, "{name}");
    }
    let decoded = source::decode(Path::new("稿.txt"), &big5, None).unwrap();
    assert!(
        decoded.text.contains("全區經濟穩定增長"),
        "{}",
        decoded.text
    );
}

#[test]
fn an_empty_file() {
    let report = read(BASE);
    for text in ["", "\n\n", "\u{feff}", "  \u{3000} \r\n"] {
        let empty = read(text);
        for (a, b, verdict) in [
            (&report, &empty, Verdict::Empty { a: false, b: true }),
            (&empty, &report, Verdict::Empty { a: true, b: false }),
            (&empty, &empty, Verdict::Empty { a: true, b: true }),
        ] {
            for depth in [None, Some(Depth::Revision), Some(Depth::Parallel)] {
                assert_eq!(compared(a, b, depth).verdict, verdict, "{text:?}");
            }
        }
    }
}

#[test]
fn a_file_that_is_no_report() {
    let others = others();
    for (i, (one, a)) in others.iter().enumerate() {
        for (other, b) in others.iter().skip(i + 1) {
            let verdict = compared(a, b, None).verdict;
            assert_eq!(verdict, Verdict::NotComparable, "{one} and {other}");
        }
    }
}

#[test]
fn the_same_report_twice() {
    let a = read(BASE);
    for depth in [
        None,
        Some(Depth::Revision),
        Some(Depth::Succession),
        Some(Depth::Parallel),
    ] {
        let c = compared(&a, &read(BASE), depth);
        assert_eq!(c.verdict, Verdict::Identical);
        if c.depth != Depth::Parallel {
            assert!(
                c.marks_a
                    .iter()
                    .chain(&c.marks_b)
                    .flatten()
                    .all(|m| *m == Change::Kept)
            );
        }
    }
}

#[test]
fn a_page_twice_in_one_file() {
    let once = compared(&read(BASE), &read(&format!("{BASE}\n{BASE}")), None);
    let counted = |change| once.marks_b.iter().filter(|m| **m == Some(change)).count();
    assert_eq!((counted(Change::New), counted(Change::Moved)), (0, 0));
}

#[test]
fn a_million_characters_on_one_line() {
    let text: String = (0..18_000).fold(String::new(), |mut text, n| {
        write!(text, "完成第{n}号管网改造，惠及居民若干户，路面同步恢复。").unwrap();
        text
    });
    assert!(text.len() > 1 << 20);
    let (a, b) = (read(&text), read(&text.replace("第9000号", "第9000号桥下")));
    let c = compared(&a, &b, Some(Depth::Revision));
    let reworded: Vec<_> = c.pairs.iter().filter(|p| p.reworded).collect();
    assert_eq!(reworded.len(), 1);
    assert_eq!(c.pairs.len(), a.sentences.len());
}

#[test]
fn a_sentence_of_half_a_million_characters() {
    let long = "推进老旧小区改造和城市更新".repeat(40_000);
    let (a, b) = (
        read(&format!("{long}。")),
        read(&format!("{}。", long.replace("更新", "体检"))),
    );
    let c = compared(&a, &b, Some(Depth::Revision));
    assert!(c.stopped, "it says that the words were not looked at");
    let same = read(&format!("{long}，工作扎实。"));
    let end = read(&format!("{long}，工作有力。"));
    let c = compared(&same, &end, Some(Depth::Revision));
    assert!(!c.stopped);
    assert_eq!(pairs::told(&same, &end, &c), ["~ [-扎实-]{+有力+}"]);
}

#[test]
fn the_report_of_another_place_under_this_file_name() {
    let a = named(BASE, "临江区2024.txt");
    let b = named(
        &BASE.replace("临江", "河阳").replace("第十九届", "第八届"),
        "临江区2024.txt",
    );
    let place = |report: &Report| report.identity.place.as_ref().map(|p| p.value.full.clone());
    assert_ne!(place(&a), place(&b), "the text wins over the name");
    // It says nearly the same, so it is compared as a copy: what was exchanged is told.
    let c = compared(&a, &b, None);
    assert_eq!(c.depth, Depth::Revision);
    assert!(c.pairs.iter().filter(|p| p.reworded).count() >= 5);
    assert!(c.marks_a.iter().all(|m| *m != Some(Change::Gone)));
}
