//! Drafts of one report: every stated edit is told as what it is, and nothing else is told.

use std::collections::BTreeSet;
use std::sync::Arc;

use duizhao::compare::{self, Change, Comparison, Depth, Verdict};
use duizhao::report::{Report, SourceInfo};
use duizhao::text::span::Span;

use crate::support::pairs::{self, plain, told};

const BASE: &str = include_str!("fixtures/compare/draft.txt");

fn read(text: &str) -> Report {
    let source = SourceInfo {
        name: "稿.txt".into(),
        encoding: "UTF-8",
        ..SourceInfo::default()
    };
    Report::read(Arc::from(text), source)
}

fn replace(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "{from} stands once");
    text.replace(from, to)
}

/// The line that holds `words`, with its line break.
fn line<'t>(text: &'t str, words: &str) -> &'t str {
    let at = text.find(words).unwrap_or_else(|| panic!("{words}"));
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let end = text[at..].find('\n').map_or(text.len(), |i| at + i + 1);
    &text[start..end]
}

/// The lines that hold `words`, in this order, put before the line that holds `before`.
fn moved(text: &str, words: &[&str], before: &str) -> String {
    let lines: Vec<String> = words.iter().map(|w| line(text, w).to_owned()).collect();
    let mut rest = text.to_owned();
    for line in &lines {
        rest = rest.replacen(line.as_str(), "", 1);
    }
    let at = rest.find(line(&rest, before)).unwrap();
    rest.insert_str(at, &lines.concat());
    rest
}

/// A passage taken out of its place and put before `before`.
fn carried(text: &str, passage: &str, before: &str) -> String {
    let mut rest = replace(text, passage, "");
    let at = rest.find(before).unwrap();
    rest.insert_str(at, passage);
    rest
}

/// Every character in another form that folds to it, if there is one.
fn traditional(text: &str) -> String {
    let table = include_str!("../assets/fold.txt");
    let mut forms: std::collections::HashMap<char, char> = std::collections::HashMap::new();
    for line in table.lines().filter(|l| !l.starts_with('#')) {
        let solid: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).collect();
        for pair in solid.chunks(2) {
            if let &[from, to] = pair {
                forms.entry(to).or_insert(from);
            }
        }
    }
    text.chars().map(|c| *forms.get(&c).unwrap_or(&c)).collect()
}

fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '，' => ',',
            '；' => ';',
            '：' => ':',
            '（' => '(',
            '）' => ')',
            '！' => '!',
            _ => c,
        })
        .collect()
}

/// One stated edit.
struct Edit {
    name: &'static str,
    /// The sections it touches: edits that share none go together.
    place: &'static [&'static str],
    make: Box<dyn Fn(&str) -> String>,
    told: &'static [&'static str],
}

fn edit(
    name: &'static str,
    place: &'static [&'static str],
    make: impl Fn(&str) -> String + 'static,
    told: &'static [&'static str],
) -> Edit {
    Edit {
        name,
        place,
        make: Box::new(make),
        told,
    }
}

fn edits() -> Vec<Edit> {
    let put = |from: &'static str, to: &'static str| move |t: &str| replace(t, from, to);
    vec![
        edit(
            "a figure",
            &["r1"],
            put("412亿元", "418亿元"),
            &["~ [-412亿元-]{+418亿元+}"],
        ),
        edit(
            "a bound added",
            &["r1"],
            put("增长8.5%", "增长8.5%左右"),
            &["~ [-8.5%-]{+8.5%左右+}"],
        ),
        edit(
            "a bound exchanged",
            &["pi"],
            put("增长6%左右", "增长6%以上"),
            &["~ [-6%左右-]{+6%以上+}"],
        ),
        edit(
            "a bound dropped",
            &["p8"],
            put("1.3万人以上", "1.3万人"),
            &["~ [-1.3万人以上-]{+1.3万人+}"],
        ),
        edit(
            "two figures of one sentence",
            &["r3"],
            put("41个，加装电梯126部", "43个，加装电梯130部"),
            &["~ [-41个-]{+43个+}…[-126部-]{+130部+}"],
        ),
        edit(
            "a share in words",
            &["r2"],
            put("达到六成", "达到60%"),
            &["~ [-六成-]{+60%+}"],
        ),
        edit(
            "a word of strength",
            &["p1"],
            put("力争社会", "确保社会"),
            &["~ [-力争-]{+确保+}"],
        ),
        edit(
            "a word exchanged",
            &["p1"],
            put("滨江夜间经济集聚区", "滨江文旅消费集聚区"),
            &["~ [-夜间经济-]{+文旅消费+}"],
        ),
        edit(
            "a word put in",
            &["r8"],
            put("实现双下降", "继续实现双下降"),
            &["~ {+继续+}"],
        ),
        edit(
            "a word taken out",
            &["s4"],
            put("严格落实中央", "落实中央"),
            &["~ [-严格-]"],
        ),
        edit(
            "a clause at the start",
            &["p3"],
            put("全社会研发", "坚持教育科技人才一体推进，全社会研发"),
            &["~ {+坚持教育科技人才一体推进，+}"],
        ),
        edit(
            "a clause in the middle",
            &["p4"],
            put("城市更新，完成", "城市更新，建立城市体检机制，完成"),
            &["~ {+建立城市体检机制，+}"],
        ),
        edit(
            "a clause at the end",
            &["s3"],
            put("件件有着落。", "件件有着落，让群众看得见变化。"),
            &["~ {+，让群众看得见变化+}"],
        ),
        edit(
            "a clause taken from the start",
            &["p5"],
            put("稳定粮食播种面积，新建", "新建"),
            &["~ [-稳定粮食播种面积，-]"],
        ),
        edit(
            "a clause taken from the middle",
            &["r3"],
            put("加装电梯126部，", ""),
            &["~ [-加装电梯126部，-]"],
        ),
        edit(
            "a clause taken from the end",
            &["p2"],
            put("、高新技术企业40家", ""),
            &["~ [-、高新技术企业40家-]"],
        ),
        edit(
            "an item put in",
            &["p5"],
            put("茶叶、菌菇、蓝莓", "茶叶、菌菇、油茶、蓝莓"),
            &["~ {+油茶、+}"],
        ),
        edit(
            "an item taken out",
            &["p9"],
            put("防汛抗旱、森林防火", "防汛抗旱"),
            &["~ [-、森林防火-]"],
        ),
        edit(
            "a sentence taken out",
            &["r4"],
            put("青河村、柳林村入选全国乡村治理示范村。", ""),
            &["- 青河村、柳林村入选全"],
        ),
        edit(
            "a sentence put in",
            &["p8"],
            put("优先安排。", "优先安排。健全困难群众分层分类救助体系。"),
            &["+ 健全困难群众分层分类"],
        ),
        edit(
            "a sentence for another",
            &["s2"],
            put(
                "规范行政执法裁量权。",
                "规范行政执法裁量权。聘请法律顾问参与合同审查。",
            ),
            &["+ 聘请法律顾问参与合同"],
        ),
        edit(
            "a sentence moved inside its section",
            &["r5"],
            |t| {
                carried(
                    t,
                    "实际利用外资1.2亿美元，跨境电商交易额翻一番。",
                    "企业开办压缩",
                )
            },
            &["» 1 实际利用外资1.2亿"],
        ),
        edit(
            "a sentence moved to another section",
            &["p6", "s4"],
            |t| {
                carried(
                    t,
                    "全面实施零基预算改革，严控一般性支出。",
                    "加强审计监督和统计监督",
                )
            },
            &["» 1 全面实施零基预算改革"],
        ),
        edit(
            "a sentence moved and reworded",
            &["p4", "p8"],
            |t| {
                let to = "新建公办幼儿园4所";
                let t = carried(t, "推行物业服务星级评定，让居民住得安心、住得舒心。", to);
                replace(&t, "星级评定，让居民", "星级评定和信用管理，让居民")
            },
            &["» 1 推行物业服务星级评定", "»~ {+和信用管理+}"],
        ),
        edit(
            "a sentence cut in two",
            &["r7"],
            put("5400个，普惠", "5400个。普惠"),
            &["~1:2 [-，-]{+。+}"],
        ),
        edit(
            "a sentence cut at a semicolon",
            &["r6"],
            put("9座，复绿", "9座；复绿"),
            &["~1:2 [-，-]{+；+}"],
        ),
        edit(
            "a sentence cut with a word put in",
            &["r5"],
            put("工作日，政务", "工作日。同时，政务"),
            &["~1:2 {+。同时+}"],
        ),
        edit(
            "a sentence cut in three",
            &["p4"],
            put(
                "16条，实施雨污分流管网改造35公里，",
                "16条。实施雨污分流管网改造35公里。",
            ),
            &["~1:3 [-，-]{+。+}…[-，-]{+。+}"],
        ),
        edit(
            "two sentences joined",
            &["p1"],
            put("260亿元。开展", "260亿元，开展"),
            &["~2:1 [-。-]{+，+}"],
        ),
        edit(
            "two sentences joined and reworded",
            &["s5"],
            put("导向，完善容错纠错办法", "导向。健全容错纠错办法"),
            &["~1:2 [-，完善-]{+。健全+}"],
        ),
        edit(
            "a paragraph cut in two",
            &["p9"],
            put("机制。完善社会", "机制。\n完善社会"),
            &["¶ 分 （九）着力维护社会安"],
        ),
        edit(
            "two paragraphs joined",
            &["rx"],
            put("的结果。\n同时", "的结果。同时"),
            &["¶ 合 各位代表！成绩来之不"],
        ),
        edit(
            "a heading set on a line of its own",
            &["p3"],
            put("强化创新驱动。", "强化创新驱动。\n"),
            &["¶ 分 （三）着力强化创新驱"],
        ),
        edit(
            "a paragraph moved",
            &["rx"],
            |t| moved(t, &["成绩来之不易"], "二、2024年工作安排"),
            &["» 2 各位代表!"],
        ),
        edit(
            "a paragraph taken out",
            &["px"],
            |t| t.replacen(line(t, "蓝图已经绘就"), "", 1),
            &["- 各位代表!", "- 蓝图已经绘就,关键在"],
        ),
        edit(
            "a paragraph put in",
            &["r8"],
            put(
                "成绩。\n",
                "成绩。\n东西部协作结对帮扶取得实效。援建的茶叶加工厂投入运营。\n",
            ),
            &["+ 东西部协作结对帮扶取", "+ 援建的茶叶加工厂投入"],
        ),
        edit(
            "a form of address put in",
            &["p2"],
            put("（二）着力建设", "各位代表！\n（二）着力建设"),
            &["+ 各位代表!"],
        ),
        edit(
            "a form of address taken out",
            &["px"],
            put("各位代表！蓝图", "蓝图"),
            &["- 各位代表!"],
        ),
        edit(
            "a section renumbered",
            &["r4"],
            put("（四）乡村振兴", "（九）乡村振兴"),
            &[],
        ),
        edit(
            "a section renumbered in another form",
            &["s1"],
            put("（一）坚持政治", "1.坚持政治"),
            &[],
        ),
        edit(
            "two sections exchanged",
            &["r6", "r7"],
            |t| moved(t, &["（七）民生福祉"], "（六）生态环境"),
            &["» 4 (六)生态环境不断优"],
        ),
        edit(
            "two sections exchanged and renumbered",
            &["r6", "r7"],
            |t| {
                let t = moved(t, &["（七）民生福祉"], "（六）生态环境");
                replace(
                    &replace(&t, "（七）民生", "（六）民生"),
                    "（六）生态",
                    "（七）生态",
                )
            },
            &["» 4 (七)生态环境不断优"],
        ),
        edit(
            "two sections exchanged and one edited",
            &["p2", "p3"],
            |t| {
                replace(
                    &moved(t, &["（三）着力强化"], "（二）着力建设"),
                    "12个，建设",
                    "15个，建设",
                )
            },
            &["» 4 (三)着力强化创新驱", "»~ [-12个-]{+15个+}"],
        ),
        edit(
            "a section moved past two others",
            &["p4", "p5", "p6"],
            |t| moved(t, &["（六）着力深化"], "（四）着力推进新型"),
            &["» 4 (六)着力深化重点领"],
        ),
        edit(
            "a section moved to another part",
            &["s3", "px"],
            |t| moved(t, &["（三）坚持务实"], "蓝图已经绘就"),
            &["» 3 (三)坚持务实高效。"],
        ),
        edit(
            "a section taken out",
            &["r5"],
            |t| t.replacen(line(t, "（五）改革开放"), "", 1),
            &[
                "- (五)改革开放纵深推",
                "- 企业开办压缩到半个工",
                "- 国有平台公司整合为四",
                "- 实际利用外资1.2亿",
            ],
        ),
        edit(
            "a section put in",
            &["s4"],
            put(
                "（四）坚持清正",
                "（四）坚持数字赋能。建设一体化办公平台，整合部门业务系统二十个。推动数据共享。\n（五）坚持清正",
            ),
            &[
                "+ (四)坚持数字赋能。",
                "+ 建设一体化办公平台,",
                "+ 推动数据共享。",
            ],
        ),
        edit(
            "a section cut in two",
            &["r7"],
            put(
                "全覆盖。新增城镇",
                "全覆盖。\n（八）就业形势总体平稳。新增城镇",
            ),
            &["+ (八)就业形势总体平", "¶ 分 (七)民生福祉显著增"],
        ),
        edit(
            "two sections merged",
            &["s1", "s2"],
            put("全过程。\n（二）坚持依法行政。", "全过程。"),
            &["- (二)坚持依法行政。", "¶ 合 (一)坚持政治引领。"],
        ),
        edit(
            "a section retitled",
            &["p5"],
            put("着力促进农业农村现代化", "着力绘就和美乡村新画卷"),
            &["~ [-促进农业农村现代化-]{+绘就和美乡村新画卷+}"],
        ),
        edit(
            "a list unrolled",
            &["p7"],
            |t| {
                let t = replace(t, "攻坚战，一是", "攻坚战。\n一是");
                replace(
                    &replace(&t, "全覆盖，二是", "全覆盖；\n二是"),
                    "80个，三是",
                    "80个；\n三是",
                )
            },
            &["~1:4 [-，-]{+。+}…[-，-]{+；+}…[-，-]{+；+}"],
        ),
        edit(
            "a list unrolled and numbered anew",
            &["p7"],
            |t| {
                let t = replace(t, "攻坚战，一是", "攻坚战。\n（1）");
                replace(
                    &replace(&t, "全覆盖，二是", "全覆盖；\n（2）"),
                    "80个，三是",
                    "80个；\n（3）",
                )
            },
            &["~1:4 [-，-]{+。+}…[-，-]{+；+}…[-，-]{+；+}"],
        ),
        edit(
            "sentences set as a list",
            &["r2"],
            |t| {
                replace(
                    &replace(t, "32家；生物", "32家；\n生物"),
                    "施工；传统",
                    "施工；\n传统",
                )
            },
            &["¶ 分 (二)产业转型迈出新"],
        ),
        edit(
            "a variant character",
            &["r5"],
            put("平台公司", "平臺公司"),
            &[],
        ),
        edit(
            "other quotes",
            &["p6"],
            put("“高效办成一件事”", "「高效办成一件事」"),
            &[],
        ),
        edit(
            "straight quotes",
            &["p3"],
            put("“临江英才”", "\"临江英才\""),
            &[],
        ),
        edit("full-width digits", &["p2"], put("20家", "２０家"), &[]),
        edit("blanks", &["p9"], put("42公里", " 42 公里"), &[]),
        edit(
            "the speaker",
            &["head"],
            put("赵明远", "钱志刚"),
            &["~ [-赵明远-]{+钱志刚+}"],
        ),
    ]
}

/// An edit of a whole document.
type Whole = fn(&str) -> String;

/// Edits of the whole document that are none to a reader.
fn silent() -> Vec<(&'static str, Whole)> {
    fn digits(text: &str) -> String {
        text.chars()
            .map(|c| match c {
                '0'..='9' => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
                '%' => '％',
                _ => c,
            })
            .collect()
    }
    fn indented(text: &str) -> String {
        text.lines()
            .map(|l| format!("\u{3000}\u{3000}{l}\r\n\r\n"))
            .collect()
    }
    fn blanks(text: &str) -> String {
        text.replace('，', "， ").replace("达到", "达到 ")
    }
    fn wrapped(text: &str) -> String {
        let mut out = String::new();
        for line in text.lines() {
            let chars: Vec<char> = format!("\u{3000}\u{3000}{line}").chars().collect();
            for row in chars.chunks(38) {
                out.extend(row);
                out.push('\n');
            }
        }
        out
    }
    fn renumbered(text: &str) -> String {
        let numbers = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
        let mut out = text.to_owned();
        for (n, han) in numbers.iter().enumerate() {
            out = out.replace(&format!("（{han}）"), &format!("{}.", n + 1));
        }
        out
    }
    vec![
        ("half-width marks", half_width),
        ("full-width digits", digits),
        ("other quotes", |t| t.replace('“', "「").replace('”', "」")),
        ("straight quotes", |t| t.replace(['“', '”'], "\"")),
        ("Traditional characters", traditional),
        ("indents and empty lines", indented),
        ("blanks", blanks),
        ("wrapped lines", wrapped),
        ("numbers in another form", renumbered),
    ]
}

/// What is wrong with what is told of a draft.
fn wrong(what: &str, a: &Report, text: &str, expected: &[&str]) -> Option<String> {
    let b = read(text);
    let c = compare::compare(a, &b, None);
    pairs::holds(a, &b, &c);
    assert_eq!(c.depth, Depth::Revision, "{what}");
    let mut expected: Vec<String> = expected.iter().map(|e| plain(e)).collect();
    expected.sort();
    let mut got: Vec<String> = told(a, &b, &c).iter().map(|e| plain(e)).collect();
    got.sort();
    if expected.is_empty() && c.verdict != Verdict::Identical && got.is_empty() {
        return Some(format!(
            "{what}: nothing is told, but the verdict is {:?}",
            c.verdict
        ));
    }
    let (wanted, had): (BTreeSet<_>, BTreeSet<_>) =
        (expected.iter().collect(), got.iter().collect());
    (expected != got).then(|| {
        let less: Vec<_> = wanted.difference(&had).collect();
        let more: Vec<_> = had.difference(&wanted).collect();
        format!("{what}:\n   lacks {less:#?}\n   has {more:#?}")
    })
}

fn nothing_wrong(wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn the_base_is_long_enough_to_try_things_on() {
    let base = read(BASE);
    assert!(base.sentences.len() >= 100, "{}", base.sentences.len());
    let tops = base.children(None).count();
    assert!(
        base.sections.len() >= 25 && tops >= 3,
        "{} in {tops}",
        base.sections.len()
    );
}

#[test]
fn every_stated_edit_is_told_as_what_it_is_and_nothing_else() {
    let base = read(BASE);
    let edits = edits();
    assert!(edits.len() >= 50);
    nothing_wrong(
        &edits
            .iter()
            .filter_map(|e| wrong(e.name, &base, &(e.make)(BASE), e.told))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn what_is_no_edit_to_a_reader_is_not_told() {
    let base = read(BASE);
    nothing_wrong(
        &silent()
            .into_iter()
            .filter_map(|(name, make)| wrong(name, &base, &make(BASE), &[]))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn edits_in_pairs_are_told_together() {
    let base = read(BASE);
    let edits = edits();
    let mut bad = Vec::new();
    for (i, one) in edits.iter().enumerate() {
        // Each with a third of the others, another third each time.
        for other in edits.iter().skip(i + 1).skip(i % 3).step_by(3) {
            if one.place.iter().any(|p| other.place.contains(p)) {
                continue;
            }
            let text = (other.make)(&(one.make)(BASE));
            let expected = [one.told, other.told].concat();
            let name = format!("{} + {}", one.name, other.name);
            bad.extend(wrong(&name, &base, &text, &expected));
        }
    }
    nothing_wrong(&bad);
}

#[test]
fn many_edits_at_once_are_told_one_by_one() {
    let base = read(BASE);
    let edits = edits();
    let mut bad = Vec::new();
    for first in 0..edits.len() {
        let mut text = BASE.to_owned();
        let mut taken: Vec<&str> = Vec::new();
        let mut expected = Vec::new();
        for edit in edits.iter().cycle().skip(first).take(edits.len()) {
            if edit.place.iter().all(|p| !taken.contains(p)) {
                taken.extend(edit.place);
                text = (edit.make)(&text);
                expected.extend(edit.told);
            }
        }
        bad.extend(wrong(
            &format!("{} and so on", edits[first].name),
            &base,
            &text,
            &expected,
        ));
    }
    nothing_wrong(&bad);
}

#[test]
fn edits_are_told_through_another_script_and_other_widths() {
    let base = read(BASE);
    let mut bad = Vec::new();
    for edit in edits() {
        for (name, make) in silent() {
            // Numbers are part of what an edit of sections changes, and rows of the paragraphs that one cuts.
            if name == "numbers in another form" || name == "wrapped lines" {
                continue;
            }
            let text = make(&(edit.make)(BASE));
            bad.extend(wrong(
                &format!("{} in {name}", edit.name),
                &base,
                &text,
                edit.told,
            ));
        }
    }
    nothing_wrong(&bad);
}

/// A draft and back again: what was put in is taken out.
#[test]
fn the_way_back_tells_the_same_edits_turned_round() {
    let base = read(BASE);
    for edit in edits() {
        let text = (edit.make)(BASE);
        let draft = read(&text);
        let (there, back) = (
            compare::compare(&base, &draft, None),
            compare::compare(&draft, &base, None),
        );
        pairs::holds(&draft, &base, &back);
        let count = |c: &Comparison, change| {
            let marked =
                |marks: &[Option<Change>]| marks.iter().filter(|m| **m == Some(change)).count();
            (marked(&c.marks_a), marked(&c.marks_b))
        };
        assert_eq!(
            count(&there, Change::New).1,
            count(&back, Change::Gone).0,
            "{}",
            edit.name
        );
        assert_eq!(
            count(&there, Change::Gone).0,
            count(&back, Change::New).1,
            "{}",
            edit.name
        );
        assert_eq!(there.reflows.len(), back.reflows.len(), "{}", edit.name);
        assert_eq!(
            compare::moves(&there).len(),
            compare::moves(&back).len(),
            "{}",
            edit.name
        );
    }
}

/// The same with given reports: sentences taken out, put in and carried elsewhere, one at a time.
#[test]
fn single_edits_of_given_reports_are_told_alone() {
    let Some(seeds) = crate::support::shared("reports/seeds") else {
        return;
    };
    let ours = "本句由起草人员补写，专讲修订之事。";
    let (mut bad, mut all) = (Vec::new(), 0);
    for path in std::fs::read_dir(seeds).unwrap().map(|e| e.unwrap().path()) {
        let text = std::fs::read_to_string(&path).unwrap();
        let base = read(&text);
        let bodies: Vec<Span> = base
            .sentences
            .iter()
            .filter(|s| !s.heading && s.section.is_some() && s.span.len() > 90)
            .map(|s| s.span)
            .filter(|s| s.of(&text).ends_with('。') && text.matches(s.of(&text)).count() == 1)
            .collect();
        for (n, &span) in bodies.iter().enumerate().step_by(17) {
            let sentence = span.of(&text);
            let without = text.replace(sentence, "");
            let with = text.replace(sentence, &format!("{sentence}{ours}"));
            let other = bodies[(n + bodies.len() / 2) % bodies.len()].of(&text);
            let carried = without.replace(other, &format!("{other}{sentence}"));
            let begins: String = plain(&base.reading(span)).chars().take(10).collect();
            for (name, text, expected) in [
                ("taken out", without, format!("- {begins}")),
                ("put in", with, "+ 本句由起草人员补写,".to_owned()),
                ("carried", carried, format!("» 1 {begins}")),
            ] {
                all += 1;
                bad.extend(wrong(
                    &format!("{begins} {name}"),
                    &base,
                    &text,
                    &[expected.as_str()],
                ));
            }
        }
    }
    assert!(all >= 60, "{all}");
    nothing_wrong(&bad);
}
