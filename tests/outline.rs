//! Outlines of whole reports of many builds: the same report, set in other ways, keeps its outline.

use std::sync::Arc;

use duizhao::compare;
use duizhao::report::{Kind, Report, Role, SourceInfo};

/// Sentences to fill paragraphs with.
const FILL: &[&str] = &[
    "青石市新修了十二公里河堤，沿岸的老仓库改成了书店和茶馆，周末来散步的人比去年多了三成。",
    "东坡街道把闲置的校舍交给社区，白天办食堂，晚上教木工和剪纸，报名的队伍排到了门外。",
    "北湾港添了两台吊机，货船等候的时间从九小时降到四小时，船主们说省下的油钱够修一回船。",
    "山里的茶园装了气象站，霜冻来之前手机会响，今年春茶没有再受冻，收购价也稳住了。",
    "南门外的旧厂房腾空以后，机床博物馆和青年宿舍先后开门，夜里终于有了灯火。",
    "城西的水厂换了滤池，水龙头里的铁锈味没有了，老住户特意写信到厂里道谢。",
    "渔村到县城的班车由三趟加到八趟，孩子们放学后赶得上回家吃晚饭。",
];

/// A paragraph's body; no two begin alike.
fn fill(seed: usize) -> String {
    let side = ["东", "西", "南", "北", "上", "下", "新", "老", "大", "小"];
    let place = ["河", "山", "桥", "湾", "岭", "塘", "坝"];
    let body: String = (0..4).map(|k| FILL[(seed + k * 2) % FILL.len()]).collect();
    format!("{}{}村里，{body}", side[seed % 10], place[seed / 10 % 7])
}

fn read(text: &str) -> Report {
    Report::read(Arc::from(text), SourceInfo::default())
}

/// The outline as an indented tree, one heading a line, without markers.
fn titles(text: &str) -> String {
    let report = read(text);
    let mut out = String::new();
    for (id, s) in report.section_ids().filter(|(_, s)| !s.inside) {
        let title: String = report.title(id).split_whitespace().collect();
        out += &format!("{}{title}\n", "  ".repeat(usize::from(s.level) - 1));
    }
    out
}

const OPENING: &str =
    "各位代表：\n现在，我代表市人民政府向大会报告工作，请予审议，并请列席人员提出意见。\n";
const CLOSING: &str = "各位代表！河堤修好了，路还长。让我们一起把青石市的日子过得更踏实，为下一代留下清水和书声，不懈奋斗！\n";

/// A report of three depths. Each closure sets a heading: its number among its siblings, its title, its body.
struct Setting {
    one: fn(usize, &str) -> String,
    two: fn(usize, &str) -> String,
    three: fn(usize, &str, &str) -> String,
}

/// A section of the second level: its title, and its leads.
type Below = (&'static str, &'static [&'static str]);

const PARTS: &[(&str, &[Below])] = &[
    (
        "2023年工作回顾",
        &[
            (
                "坚持重农固本，乡村面貌焕然一新",
                &["粮食生产稳步增长", "茶叶品牌持续壮大", "村庄环境明显改善"],
            ),
            (
                "坚持修桥铺路，城乡往来更加便捷",
                &["公路里程不断增加", "港口能力大幅提升", "班车线路更加密集"],
            ),
            (
                "坚持以人为本，百姓日子更加舒心",
                &["学校条件持续改善", "看病用药更加方便", "养老服务不断完善"],
            ),
        ],
    ),
    (
        "2024年工作安排",
        &[
            (
                "着力兴产业，夯实发展根基",
                &["做强机床产业", "做优茶叶品牌", "做活港口物流"],
            ),
            (
                "着力优环境，建设宜居城市",
                &["完善道路管网", "增加街头绿地", "整治背街小巷"],
            ),
            (
                "着力惠民生，办好群众实事",
                &["扩大城乡就业", "办好人民教育", "建设健康青石"],
            ),
        ],
    ),
];

fn han(n: usize) -> char {
    "一二三四五六七八九十"
        .chars()
        .nth(n - 1)
        .expect("up to ten")
}

fn set(s: &Setting) -> String {
    let mut out = OPENING.to_owned();
    let mut seed = 0;
    for (i, (one, twos)) in PARTS.iter().enumerate() {
        out += &format!("{}\n{}\n", (s.one)(i + 1, one), fill(seed));
        for (k, (two, threes)) in twos.iter().enumerate() {
            out += &format!("{}\n", (s.two)(k + 1, two));
            for (m, three) in threes.iter().enumerate() {
                seed += 1;
                out += &format!("{}\n", (s.three)(m + 1, three, &fill(seed)));
            }
        }
    }
    out + CLOSING
}

fn expected() -> String {
    let mut out = String::new();
    for (one, twos) in PARTS {
        out += &format!("{one}\n");
        for (two, threes) in *twos {
            out += &format!("  {two}\n");
            for three in *threes {
                out += &format!("    {three}\n");
            }
        }
    }
    out
}

fn run_in(_: usize, title: &str, body: &str) -> String {
    format!("{title}。{body}")
}

const USUAL: Setting = Setting {
    one: |n, t| format!("{}、{t}", han(n)),
    two: |n, t| format!("（{}）{t}", han(n)),
    three: run_in,
};

#[test]
fn the_usual_setting() {
    assert_eq!(titles(&set(&USUAL)), expected());
}

#[test]
fn level_one_in_other_numbers() {
    let forms: [fn(usize, &str) -> String; 12] = [
        |n, t| format!("第{}部分　{t}", han(n)),
        |n, t| format!("第{}部分：{t}", han(n)),
        |n, t| format!("{n}、{t}"),
        |n, t| format!("{}.{t}", han(n)),
        |n, t| format!("{}．{t}", han(n)),
        |n, t| format!("{} 、{t}", han(n)),
        |n, t| format!("{}、{t}", ['壹', '贰'][n - 1]),
        |n, t| format!("（{}）{t}", han(n)),
        |_, t| t.to_owned(),
        |_, t| format!("{t}："),
        |_, t| format!("{t}。"),
        |_, t| format!("　　{t}　"),
    ];
    for (k, one) in forms.into_iter().enumerate() {
        assert_eq!(
            titles(&set(&Setting { one, ..USUAL })),
            expected(),
            "form {k}"
        );
    }
}

#[test]
fn level_two_in_other_numbers() {
    let forms: [fn(usize, &str) -> String; 14] = [
        |n, t| format!("({}){t}", han(n)),
        |n, t| format!("（ {} ） {t}", han(n)),
        |n, t| format!("（{}）、{t}", han(n)),
        |n, t| format!("{}）{t}", han(n)),
        |n, t| format!("{}{t}", char::from_u32(0x321f + n as u32).expect("㈠")),
        |n, t| format!("{n}.{t}"),
        |n, t| format!("{n}、{t}"),
        |n, t| format!("（{n}）{t}"),
        |n, t| format!("{n}）{t}"),
        |n, t| format!("{}{t}", char::from_u32(0x2487 + n as u32).expect("⒈")),
        |n, t| format!("{}{t}", char::from_u32(0x245f + n as u32).expect("①")),
        |n, t| format!("{}、{t}", han(n)),
        |n, t| format!("第{}，{t}", han(n)),
        |n, t| format!("其{}，{t}", han(n)),
    ];
    for (k, two) in forms.into_iter().enumerate() {
        assert_eq!(
            titles(&set(&Setting { two, ..USUAL })),
            expected(),
            "form {k}"
        );
    }
    // Bare lines below numbers, and above them.
    let bare = Setting {
        two: |_, t| t.to_owned(),
        ..USUAL
    };
    assert_eq!(titles(&set(&bare)), expected());
    let inner = Setting {
        one: |_, t| t.to_owned(),
        two: |n, t| format!("{}、{t}", han(n)),
        three: |n, t, b| format!("（{}）{t}。{b}", han(n)),
    };
    assert_eq!(titles(&set(&inner)), expected());
}

#[test]
fn leads_in_other_builds() {
    let forms: [fn(usize, &str, &str) -> String; 15] = [
        |_, t, b| format!("{t}\n{b}"),
        |_, t, b| format!("{t}。\n{b}"),
        |_, t, b| format!("{t}：\n{b}"),
        |_, t, b| format!("{t}：{b}"),
        |_, t, b| format!("{t}　　{b}"),
        |n, t, b| format!("{n}.{t}。{b}"),
        |n, t, b| format!("（{n}）{t}。{b}"),
        |n, t, b| format!("{n}、{t}\n{b}"),
        |n, t, b| format!("{}是{t}。{b}", han(n)),
        |n, t, b| format!("{}要{t}。{b}", han(n)),
        |n, t, b| format!("第{}，{t}。{b}", han(n)),
        |n, t, b| format!("其{}，{t}。{b}", han(n)),
        |_, t, b| format!("——{t}。{b}"),
        |_, t, b| format!("●{t}。{b}"),
        |_, t, b| format!("■ {t}。{b}"),
    ];
    for (k, three) in forms.into_iter().enumerate() {
        assert_eq!(
            titles(&set(&Setting { three, ..USUAL })),
            expected(),
            "form {k}"
        );
    }
}

#[test]
fn no_heading_has_a_number() {
    let bare = Setting {
        one: |_, t| t.to_owned(),
        two: |_, t| t.to_owned(),
        three: |_, t, b| format!("{t}\n{b}"),
    };
    assert_eq!(titles(&set(&bare)), expected());
}

#[test]
fn numbers_that_skip_or_repeat() {
    for two in [
        (|n, t| format!("（{}）{t}", han(n + usize::from(n > 1)))) as fn(usize, &str) -> String,
        |n, t| format!("（{}）{t}", han(n - usize::from(n > 2))),
    ] {
        assert_eq!(titles(&set(&Setting { two, ..USUAL })), expected());
    }
}

#[test]
fn contents_at_the_beginning_are_no_headings() {
    let lines = |page: bool| {
        let mut out = "目　录\n".to_owned();
        for (i, (one, twos)) in PARTS.iter().enumerate() {
            let page = |n: usize| {
                if page {
                    format!("……{n}")
                } else {
                    String::new()
                }
            };
            out += &format!("{}、{one}{}\n", han(i + 1), page(3 + 9 * i));
            for (k, (two, _)) in twos.iter().enumerate() {
                out += &format!("（{}）{two}{}\n", han(k + 1), page(4 + 9 * i + k));
            }
        }
        out
    };
    for page in [false, true] {
        assert_eq!(
            titles(&format!("{}{}", lines(page), set(&USUAL))),
            expected()
        );
    }
}

#[test]
fn a_title_on_two_lines_leaves_no_second_heading() {
    let text = format!(
        "{OPENING}一、2023年工作回顾\n{}\n（一）坚持修桥铺路，让山里和海边的往来\n更加便捷更加安全\n{}\n（二）坚持重农固本\n{}\n{CLOSING}",
        fill(0),
        fill(1),
        fill(2)
    );
    let tree = titles(&text);
    assert!(
        tree.contains("\n  坚持修桥铺路，让山里和海边的往来"),
        "{tree}"
    );
    assert_eq!(tree.lines().count(), 3, "{tree}");
}

#[test]
fn lists_of_deeds_and_notes_are_no_headings() {
    let deeds: String = ["修桥三座", "改厕五百户", "新增公交二十辆", "建食堂八家"]
        .iter()
        .enumerate()
        .map(|(i, d)| format!("（{}）{d}。\n", han(i + 1)))
        .collect();
    let text = format!(
        "{OPENING}一、2024年工作安排\n{}\n今年，我们要办好四件民生实事：\n{deeds}{CLOSING}[1]河长制：由各级负责人担任河长，负责河道保护的制度。\n[2]茶票：茶农凭交售记录取得的信用凭证，可以向银行申请贷款。\n",
        fill(0)
    );
    assert_eq!(titles(&text), "2024年工作安排\n");
}

#[test]
fn numbered_paragraphs_that_tell_are_no_headings() {
    let text = format!(
        "{OPENING}一、一九八三年工作的回顾\n1、去年，全县新修水渠四十里，灌田三千亩。{}\n2、供销社在六个公社设了分店，收购土产三万斤。{}\n二、一九八四年的任务\n{}\n{CLOSING}",
        fill(0),
        fill(1),
        fill(2)
    );
    assert_eq!(titles(&text), "一九八三年工作的回顾\n一九八四年的任务\n");
    let roles: Vec<Role> = read(&text).sections.iter().map(|s| s.role).collect();
    assert_eq!(roles, [Role::Review, Role::Plan]);
}

#[test]
fn numerals_alone_on_their_lines() {
    let text = format!(
        "{OPENING}一\n{}\n{}\n二\n{}\n三\n{}\n{CLOSING}",
        fill(0),
        fill(1),
        fill(2),
        fill(3)
    );
    assert_eq!(titles(&text), "一\n二\n三\n");
    let text = format!("{OPENING}一\n{}\n{CLOSING}", fill(0));
    assert_eq!(titles(&text), "", "one alone proves nothing");
}

#[test]
fn a_report_without_headings_is_one_section() {
    let body: String = (0..6).map(|i| fill(i) + "\n").collect();
    let text =
        format!("青石县人民委员会工作报告\n（一九五七年一月八日）\n{OPENING}{body}{CLOSING}");
    let report = read(&text);
    assert_eq!(titles(&text), "青石县人民委员会工作报告\n");
    let section = &report.sections[0];
    assert_eq!((section.kind, section.line), (Kind::OwnLine, 1));
    assert!(
        section
            .span
            .contains(text.find("不懈奋斗").expect("closing"))
    );
    // Without a title line there is nothing to call it by.
    assert_eq!(titles(&format!("{OPENING}{body}{CLOSING}")), "");
}

#[test]
fn leads_of_two_depths() {
    let mut text = format!("{OPENING}一、2023年工作回顾\n{}\n", fill(0));
    for (k, (title, below)) in [
        ("这一年，我们修好河堤，城市更加安全", &[][..]),
        (
            "这一年，我们兴办产业，日子更有奔头",
            &["机床产业提质增效", "茶叶品牌持续壮大", "港口物流更加繁忙"],
        ),
        ("这一年，我们办好学校，孩子更加欢喜", &[]),
        ("这一年，我们守住底线，社会更加安定", &[]),
    ]
    .into_iter()
    .enumerate()
    {
        text += &format!("{title}。{}\n", fill(k));
        for (m, lead) in below.iter().enumerate() {
            text += &format!("{lead}。{}\n", fill(k + m));
        }
    }
    text += "二、2024年工作安排\n";
    text += &format!("{}\n{CLOSING}", fill(3));
    let tree = titles(&text);
    assert!(tree.contains("\n  这一年，我们兴办产业，日子更有奔头\n    机床产业提质增效\n    茶叶品牌持续壮大\n    港口物流更加繁忙\n  这一年，"), "{tree}");
}

#[test]
fn what_is_said_to_the_assembly_is_no_lead_and_closes_what_is_open() {
    let mut text = set(&USUAL);
    let at = text.rfind("各位代表").expect("closing");
    text.insert_str(
        at,
        &format!(
            "各位代表！新的一年，政府肩上的担子更重。\n加强政治建设。{}\n加强法治建设。{}\n加强作风建设。{}\n各位代表！\n山高自有行路客，水深自有渡船人。{}\n",
            fill(1), fill(2), fill(3), fill(4)
        ),
    );
    let want = format!(
        "{}  加强政治建设\n  加强法治建设\n  加强作风建设\n",
        expected()
    );
    assert_eq!(titles(&text), want);
}

#[test]
fn sayings_among_leads_are_none() {
    let text = set(&USUAL).replace(
        "（二）着力优环境，建设宜居城市\n",
        &format!(
            "民生是最大的政治。{}\n（二）着力优环境，建设宜居城市\n",
            fill(5)
        ),
    );
    assert_eq!(titles(&text), expected());
}

#[test]
fn a_row_inside_a_paragraph_may_begin_after_a_colon() {
    let text = format!(
        "{OPENING}一、2024年工作安排\n做好今年工作，要把握好三个方面：一是更加注重实干。{}二是更加注重节俭。{}三是更加注重法治。{}\n{CLOSING}",
        fill(0),
        fill(1),
        fill(2)
    );
    let report = read(&text);
    let inside: Vec<String> = report
        .section_ids()
        .filter(|(_, s)| s.inside)
        .map(|(id, _)| report.title(id).into_owned())
        .collect();
    assert_eq!(inside, ["更加注重实干", "更加注重节俭", "更加注重法治"]);
}

#[test]
fn reports_without_headings_are_linked_as_wholes() {
    let old = |year: &str, from: usize| {
        let body: String = (from..from + 6).map(|i| fill(i) + "\n").collect();
        read(&format!(
            "青石县人民委员会工作报告\n（一九{year}年一月八日）\n{OPENING}{body}{CLOSING}"
        ))
    };
    let (a, b) = (old("五七", 0), old("五八", 2));
    let links = compare::link(&a, &b);
    assert_eq!(
        links.links.len(),
        1,
        "one section each, and they belong together"
    );
    // Beside a report with parts nothing is lost: each section of both has its place.
    let parted = read(&format!(
        "{OPENING}一、2023年工作回顾\n{}\n二、2024年工作安排\n{}\n{CLOSING}",
        fill(3),
        fill(4)
    ));
    let links = compare::link(&a, &parted);
    assert_eq!((links.of_a.len(), links.of_b.len()), (1, 2));
}
