//! Outlines of small reports, as indented trees.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    clippy::format_push_string
)]

use proptest::prelude::*;

use super::*;
use crate::report::clean::chars::is_blank;
use crate::report::{Reason, Role, clean::clean};
use crate::text::fold::fold_str;

/// Sentences to fill paragraphs with.
const FILL: &[&str] = &[
    "青石市新修了十二公里河堤，沿岸的老仓库改成了书店和茶馆，周末来散步的人比去年多了三成。",
    "东坡街道把闲置的校舍交给社区，白天办食堂，晚上教木工和剪纸，报名的队伍排到了门外。",
    "北湾港添了两台吊机，货船等候的时间从九小时降到四小时，船主们说省下的油钱够修一回船。",
    "山里的茶园装了气象站，霜冻来之前手机会响，今年春茶没有再受冻，收购价也稳住了。",
    "南门外的旧厂房腾空以后，机床博物馆和青年宿舍先后开门，夜里终于有了灯火。",
    "城西的水厂换了滤池，水龙头里的铁锈味没有了，老住户特意写信到厂里道谢。",
    "渔村到县城的班车由三趟加到八趟，孩子们放学后赶得上回家吃晚饭。",
    "二十三所小学的操场铺了新跑道，体育课不再因为下雨改成自习。",
];

/// A paragraph's body: at least `n` characters of filling, different for each `seed`.
fn fill(seed: usize, n: usize) -> String {
    let mut out = String::new();
    let mut i = seed;
    while out.chars().count() < n {
        out.push_str(FILL[i % FILL.len()]);
        i += 1 + seed % 3;
    }
    out
}

fn read(text: &str) -> (Cleaned, Vec<Section>) {
    let folded = fold_str(text);
    let cleaned = clean(text, &folded);
    let sections = outline(text, &folded, &cleaned);
    check(text, &cleaned, &sections);
    (cleaned, sections)
}

fn reading(text: &str, span: Span, gaps: &[Span]) -> String {
    span.without(gaps).iter().map(|p| p.of(text)).collect()
}

/// The outline as an indented tree, one heading a line.
fn tree(text: &str) -> String {
    let (cleaned, sections) = read(text);
    let mut out = String::new();
    for s in &sections {
        out.push_str(&"  ".repeat(usize::from(s.level) - 1));
        if s.inside {
            out.push('·');
        }
        out.push_str(s.marker.of(text));
        out.push_str(&reading(text, s.title, &cleaned.gaps));
        out.push('\n');
    }
    out
}

/// What must hold for every text.
fn check(text: &str, cleaned: &Cleaned, sections: &[Section]) {
    let on_boundary = |s: Span| {
        text.is_char_boundary(s.start()) && text.is_char_boundary(s.end()) && s.end() <= text.len()
    };
    let apart = |spans: &[Span]| spans.windows(2).all(|w| w[0].end() <= w[1].start());
    let removed: Vec<Span> = cleaned.removed.iter().map(|r| r.span).collect();
    assert!(apart(&cleaned.paragraphs), "paragraphs in order");
    assert!(apart(&removed), "removed in order");
    assert!(apart(&cleaned.gaps), "gaps in order");
    for span in cleaned
        .paragraphs
        .iter()
        .chain(&removed)
        .chain(&cleaned.gaps)
    {
        assert!(on_boundary(*span));
    }
    assert!(cleaned.speech_start <= cleaned.speech_end);
    assert!(cleaned.speech_end as usize <= cleaned.paragraphs.len());
    // Body and removed together are the source.
    let mut covered = vec![false; text.len()];
    for span in &removed {
        covered[span.range()].fill(true);
    }
    for span in &cleaned.paragraphs {
        for piece in span.without(&cleaned.gaps) {
            assert!(
                covered[piece.range()].iter().all(|c| !c),
                "read and removed: {:?}",
                piece.of(text)
            );
            covered[piece.range()].fill(true);
        }
    }
    for (i, c) in text.char_indices() {
        if !is_blank(c) && !covered[i] {
            let gap = cleaned.gaps.iter().find(|g| g.contains(i));
            assert!(gap.is_some(), "lost at {i}: {c:?}");
        }
    }
    for (i, s) in sections.iter().enumerate() {
        for span in [s.marker, s.title, s.heading, s.span] {
            assert!(on_boundary(span));
        }
        assert!(
            s.heading.covers(s.title) && s.heading.covers(s.marker) && s.span.covers(s.heading)
        );
        assert!(!s.title.is_empty());
        let before = &text[..s.heading.start()];
        let line_start = before.rfind(['\n', '\r']).map_or(0, |n| n + 1);
        let lines = before.replace("\r\n", "\n").matches(['\n', '\r']).count();
        assert_eq!(s.line as usize, lines + 1);
        assert_eq!(
            s.column as usize,
            text[line_start..s.heading.start()].chars().count()
        );
        assert!(
            cleaned.paragraphs.iter().any(|p| p.covers(s.heading)),
            "a heading lies in one paragraph"
        );
        if let Some(parent) = s.parent {
            let p = &sections[parent.index()];
            assert!(parent.index() < i && p.level + 1 == s.level);
            assert!(
                p.span.covers(s.span),
                "{:?} in {:?}",
                s.title.of(text),
                p.title.of(text)
            );
        } else {
            assert_eq!(s.level, 1);
        }
        if let Some(next) = sections.get(i + 1) {
            assert!(s.heading.end() <= next.heading.start());
        }
    }
}

/// Opening and closing around a body.
fn report(body: &str) -> String {
    format!(
        "各位代表：\n现在，我代表市人民政府向大会报告工作，请予审议，并请列席人员提出意见。\n{body}\n各位代表！河堤修好了，路还长。让我们一起把青石市的日子过得更踏实，为下一代留下清水和书声，不懈奋斗！\n"
    )
}

fn joined(parts: &[&str]) -> String {
    parts.join("\n")
}

#[test]
fn numbered_headings_with_leads_below() {
    let text = report(&joined(&[
        "一、2023年工作回顾",
        &fill(0, 80),
        &format!("（一）城乡面貌持续改善。{}", fill(1, 90)),
        &format!("（二）民生保障不断加强。{}", fill(2, 90)),
        &format!("各位代表！{}", fill(3, 60)),
        "二、2024年工作安排",
        &fill(4, 80),
        "（一）推动产业提质",
        &format!("做强机床产业。{}", fill(5, 90)),
        &format!("做优茶叶品牌。{}", fill(6, 90)),
        &format!("做活港口物流。{}", fill(7, 90)),
        "（二）建设宜居城市",
        &format!("完善道路管网。{}", fill(1, 90)),
        &format!("增加街头绿地。{}", fill(3, 90)),
    ]));
    assert_eq!(
        tree(&text),
        "一、2023年工作回顾\n  （一）城乡面貌持续改善\n  （二）民生保障不断加强\n二、2024年工作安排\n  （一）推动产业提质\n    做强机床产业\n    做优茶叶品牌\n    做活港口物流\n  （二）建设宜居城市\n    完善道路管网\n    增加街头绿地\n"
    );
    let (_, sections) = read(&text);
    assert_eq!(sections[0].role, Role::Review);
    assert_eq!(sections[3].role, Role::Plan);
    assert_eq!(sections[5].role, Role::Plan);
    assert_eq!(sections[1].title.of(&text), "城乡面貌持续改善");
    assert_eq!(sections[1].heading.of(&text), "（一）城乡面貌持续改善。");
    assert!(sections[1].run_in && !sections[4].run_in);
    // The address to the assembly is no longer part of （二）, but of 一、.
    let address = text.find("各位代表！").unwrap();
    assert!(!sections[2].span.contains(address) && sections[0].span.contains(address));
}

#[test]
fn bare_lines_above_han_numbers() {
    let mut parts = vec!["2023年工作回顾".to_owned(), fill(0, 80)];
    for (n, title) in ["一、工业站稳脚跟", "二、乡村有了新貌", "三、学校更加宽敞"]
        .iter()
        .enumerate()
    {
        parts.push((*title).to_owned());
        parts.push(fill(n, 90));
    }
    parts.push("2024年工作安排".to_owned());
    parts.push(fill(5, 80));
    for (n, title) in ["一、扩建北湾港口", "二、翻修百年老街"].iter().enumerate() {
        parts.push((*title).to_owned());
        parts.push(fill(n + 2, 90));
    }
    parts.push("结束语".to_owned());
    assert_eq!(
        tree(&report(&parts.join("\n"))),
        "2023年工作回顾\n  一、工业站稳脚跟\n  二、乡村有了新貌\n  三、学校更加宽敞\n2024年工作安排\n  一、扩建北湾港口\n  二、翻修百年老街\n结束语\n"
    );
}

#[test]
fn ordinals_resume_after_leads_inside_them() {
    let text = report(&joined(&[
        "一、过去一年工作回顾",
        &format!("一是经济平稳增长。{}", fill(0, 60)),
        &format!("二是城市更加整洁。{}", fill(1, 60)),
        "二、今年工作安排",
        &format!("一是扩大有效投资。{}", fill(2, 60)),
        &format!("抓好港口项目。{}", fill(3, 80)),
        &format!("抓好水利项目。{}", fill(4, 80)),
        &format!("二是改善人居环境。{}", fill(5, 60)),
        &format!("抓好旧城改造。{}", fill(6, 80)),
        &format!("抓好村庄整治。{}", fill(7, 80)),
    ]));
    assert_eq!(
        tree(&text),
        "一、过去一年工作回顾\n  一是经济平稳增长\n  二是城市更加整洁\n二、今年工作安排\n  一是扩大有效投资\n    抓好港口项目\n    抓好水利项目\n  二是改善人居环境\n    抓好旧城改造\n    抓好村庄整治\n"
    );
}

#[test]
fn leads_on_lines_of_their_own_group_those_below() {
    let text = report(&joined(&[
        "一、过去四年工作回顾",
        &fill(0, 80),
        "四年来，我们守住河湖，城乡环境明显改善。",
        &format!("河道治理成效显著。{}", fill(1, 80)),
        &format!("空气质量持续提升。{}", fill(2, 80)),
        "四年来，我们办好学校，教育质量稳步提高。",
        &format!("校舍条件明显改善。{}", fill(3, 80)),
        &format!("教师队伍不断壮大。{}", fill(4, 80)),
        "二、今后五年主要任务",
        &fill(5, 100),
    ]));
    assert_eq!(
        tree(&text),
        "一、过去四年工作回顾\n  四年来，我们守住河湖，城乡环境明显改善\n    河道治理成效显著\n    空气质量持续提升\n  四年来，我们办好学校，教育质量稳步提高\n    校舍条件明显改善\n    教师队伍不断壮大\n二、今后五年主要任务\n"
    );
}

#[test]
fn ten_deeds_and_a_glossary_are_no_headings() {
    let mut body = joined(&[
        "一、2024年工作安排",
        &fill(0, 80),
        "今年要办好十件民生实事：",
    ]);
    for (n, deed) in [
        "修桥三座",
        "改厕五百户",
        "新增公交二十辆",
        "建食堂八家",
        "种树一万株",
        "修渠六条",
    ]
    .iter()
    .enumerate()
    {
        body += &format!("\n{}.{deed}。", n + 1);
    }
    let mut text = report(&body);
    text.push_str("\n1.河长制：由各级负责人担任河长，负责河道保护的制度。\n2.茶票：茶农凭交售记录取得的信用凭证，可以向银行申请贷款。\n");
    assert_eq!(tree(&text), "一、2024年工作安排\n");
    let (cleaned, _) = read(&text);
    assert!(cleaned.removed.is_empty(), "the glossary is kept");
}

#[test]
fn appendices_stand_beside_the_speech() {
    let mut text = report(&joined(&["一、2024年工作安排", &fill(0, 120)]));
    text.push_str("\n附件\n2024年民生实事项目清单\n1.修桥三座\n主办单位：市交通局\n2.改厕五百户\n");
    assert_eq!(
        tree(&text),
        "一、2024年工作安排\n附件\n2024年民生实事项目清单\n"
    );
    let (cleaned, sections) = read(&text);
    assert!(cleaned.removed.is_empty());
    assert_eq!(sections[1].role, Role::Appendix);
}

#[test]
fn sayings_and_statements_are_no_leads() {
    let text = report(&joined(&[
        "一、过去一年工作回顾",
        &format!("河堤是一座城的脸面。{}", fill(0, 90)),
        &format!("山高路远，水长船轻。{}", fill(1, 90)),
        &format!("做好今年工作，责任重大。{}", fill(2, 90)),
        &format!("同时，档案和气象工作都有进步。{}", fill(3, 90)),
    ]));
    assert_eq!(tree(&text), "一、过去一年工作回顾\n");
}

#[test]
fn leads_inside_a_paragraph() {
    let text = report(&joined(&[
        "一、2023年工作回顾",
        &format!(
            "（一）各项事业扎实推进。港口建设加快推进。{}城市更新稳步实施。{}教育事业全面发展。{}",
            fill(0, 60),
            fill(2, 60),
            fill(4, 60)
        ),
        &format!(
            "（二）政府建设不断加强。一是改进作风。{}二是依法办事。{}三是压减开支。{}",
            fill(1, 60),
            fill(3, 60),
            fill(5, 60)
        ),
    ]));
    assert_eq!(
        tree(&text),
        "一、2023年工作回顾\n  （一）各项事业扎实推进\n    ·港口建设加快推进\n    ·城市更新稳步实施\n    ·教育事业全面发展\n  （二）政府建设不断加强\n    ·一是改进作风\n    ·二是依法办事\n    ·三是压减开支\n"
    );
    let (_, sections) = read(&text);
    assert!(sections[2].inside && sections[2].kind == Kind::Lead);
    assert!(sections[2].span.end() <= sections[3].span.start());
}

#[test]
fn dashes_and_half_width_punctuation() {
    let text = report(&joined(&[
        "一、2023年工作回顾",
        &format!("——港口更加繁忙。{}", fill(0, 60)),
        &format!("——街道更加整洁。{}", fill(1, 60)),
        "(一)夯实产业根基",
        &fill(2, 90),
        "(二)拓宽增收门路",
        &fill(3, 90),
    ]))
    .replace('，', ",")
    .replace('：', ":");
    assert_eq!(
        tree(&text),
        "一、2023年工作回顾\n  ——港口更加繁忙\n  ——街道更加整洁\n  (一)夯实产业根基\n  (二)拓宽增收门路\n"
    );
}

#[test]
fn traditional_script_is_read_alike() {
    let text = "各位代表：\n現在，我代表市人民政府向大會報告工作，請予審議。\n一、2023年工作回顧\n（一）城鄉面貌持續改善。東門外修了新橋，過河的人不必再繞路，早市也跟著搬到了橋頭。\n（二）民生保障不斷加強。西山的診所添了兩位醫生，老人看病不用再進城，藥價也降了一些。\n二、2024年工作安排\n今年要把北灣的碼頭修好，把學校的屋頂換新，把欠下的路燈補齊，讓夜裡回家的人看得見路。\n";
    assert_eq!(
        tree(text),
        "一、2023年工作回顧\n  （一）城鄉面貌持續改善\n  （二）民生保障不斷加強\n二、2024年工作安排\n"
    );
}

/// A report of some size, to be damaged in the tests below.
fn sample() -> String {
    let mut parts = vec!["一、2023年工作回顾".to_owned(), fill(0, 120)];
    for (n, title) in [
        "港口建设加快推进",
        "城市面貌明显改善",
        "教育事业全面发展",
        "乡村产业持续壮大",
    ]
    .iter()
    .enumerate()
    {
        parts.push(format!(
            "（{}）{title}。{}",
            ["一", "二", "三", "四"][n],
            fill(n, 150)
        ));
    }
    parts.push("二、2024年工作安排".to_owned());
    parts.push(fill(6, 120));
    for (n, title) in ["扩大有效投资", "提升城市品质", "办好人民教育"]
        .iter()
        .enumerate()
    {
        parts.push(format!(
            "（{}）{title}。{}",
            ["一", "二", "三"][n],
            fill(n + 3, 150)
        ));
    }
    report(&parts.join("\n"))
}

const SAMPLE_TREE: &str = "一、2023年工作回顾\n  （一）港口建设加快推进\n  （二）城市面貌明显改善\n  （三）教育事业全面发展\n  （四）乡村产业持续壮大\n二、2024年工作安排\n  （一）扩大有效投资\n  （二）提升城市品质\n  （三）办好人民教育\n";

const HEAD: &str = "首页\n政务公开\n当前位置：首页 > 政务公开 > 政府工作报告\n索引号：\n20240001\n发布日期：2024-02-01\n【打印】\n【关闭】\n青石市2024年政府工作报告\n（2024年1月20日在青石市第九届人民代表大会第三次会议上）\n青石市市长  林  石\n";
const FOOT: &str = "责任编辑：某某\n上一篇：白水市2024年政府工作报告\n下一篇：黑土市2024年政府工作报告\n白水市2023年政府工作报告\n黑土市2023年政府工作报告\n甲省\n乙省\n网站标识码：0000000000\n";

#[test]
fn a_page_with_chrome_loses_the_chrome_alone() {
    let text = format!("{HEAD}{}{FOOT}", sample());
    assert_eq!(tree(&text), SAMPLE_TREE);
    let (cleaned, _) = read(&text);
    let body: String = cleaned.paragraphs.iter().map(|p| p.of(&text)).collect();
    for kept in [
        "青石市2024年政府工作报告",
        "第九届人民代表大会",
        "林  石",
        "不懈奋斗！",
    ] {
        assert!(body.contains(kept), "{kept}");
    }
    for gone in ["首页", "索引号", "【打印】", "白水市", "甲省", "标识码"] {
        assert!(!body.contains(gone), "{gone}");
    }
    let reasons: Vec<Reason> = cleaned.removed.iter().map(|r| r.reason).collect();
    for reason in [
        Reason::Breadcrumb,
        Reason::Labels,
        Reason::Links,
        Reason::Licence,
    ] {
        assert!(reasons.contains(&reason), "{reasons:?}");
    }
    assert!(
        cleaned.paragraphs[cleaned.speech_start as usize]
            .of(&text)
            .starts_with("各位代表")
    );
}

#[test]
fn a_page_given_twice_is_read_once() {
    let page = format!("{HEAD}{}{FOOT}", sample());
    let text = format!("{page}\n{page}");
    assert_eq!(tree(&text), SAMPLE_TREE);
    let (cleaned, _) = read(&text);
    assert!(cleaned.removed.iter().any(|r| r.reason == Reason::Repeat));
}

#[test]
fn a_report_on_one_line() {
    for gap in [" ", "　　", "\\r\\n", "&nbsp;&nbsp;&nbsp;&nbsp;"] {
        let text = sample().trim_end().replace('\n', gap);
        // Long enough to be taken for a whole report.
        let text = text.replace(
            "让我们",
            &format!("{}{gap}各位代表！让我们", fill(0, 1_500)),
        );
        assert_eq!(tree(&text), SAMPLE_TREE, "{gap:?}");
    }
}

#[test]
fn a_text_wrapped_at_forty_columns() {
    let mut wrapped = String::new();
    let mut rows = 0;
    for line in sample().lines() {
        let line = format!("　　{line}");
        let chars: Vec<char> = line.chars().collect();
        for row in chars.chunks(20) {
            wrapped.extend(row);
            wrapped.push('\n');
            rows += 1;
            if rows % 25 == 0 {
                wrapped += &format!("— {} —\n", rows / 25);
            }
        }
    }
    assert_eq!(tree(&wrapped), SAMPLE_TREE);
    let (cleaned, _) = read(&wrapped);
    assert_eq!(cleaned.paragraphs.len(), sample().lines().count());
    assert!(cleaned.removed.iter().all(|r| r.reason == Reason::PageMark));
}

#[test]
fn words_broken_out_are_joined() {
    let text = sample()
        .replace("机床博物馆", "\n机床博物馆\n")
        .replace("，货船", "\n，货船")
        .replace("，老住户", "\n，老住户");
    assert_eq!(tree(&text), SAMPLE_TREE);
    let (cleaned, _) = read(&text);
    assert_eq!(cleaned.paragraphs.len(), sample().lines().count());
}

#[test]
fn a_heading_on_two_lines_is_one() {
    let text = report(&joined(&[
        "一、2023年工作回顾",
        &fill(0, 120),
        "二、让青石市的街巷",
        "更明亮更安静",
        &fill(1, 120),
    ]));
    assert_eq!(
        tree(&text),
        "一、2023年工作回顾\n二、让青石市的街巷更明亮更安静\n"
    );
}

#[test]
fn stage_directions_are_not_read() {
    let text = report(&joined(&[
        "一、2023年工作回顾",
        &format!("{}（热烈鼓掌）", fill(0, 90)),
        &fill(1, 90),
    ]));
    let (cleaned, _) = read(&text);
    assert_eq!(cleaned.removed.len(), 1);
    assert_eq!(cleaned.removed[0].span.of(&text), "（热烈鼓掌）");
    assert_eq!(cleaned.removed[0].reason, Reason::StageDirection);
}

#[test]
fn a_text_that_is_no_report_is_left_alone() {
    let text = "买菜清单\n土豆两斤\n豆腐一块\n\n记得还书\n";
    let (cleaned, sections) = read(text);
    assert!(sections.is_empty() && cleaned.removed.is_empty());
    assert_eq!(cleaned.paragraphs.len(), 4);
    let (cleaned, sections) = read("");
    assert!(sections.is_empty() && cleaned.paragraphs.is_empty());
}

#[test]
fn a_speech_without_headings_has_no_sections() {
    let text = report(&joined(&[&fill(0, 150), &fill(1, 150), &fill(2, 150)]));
    assert_eq!(tree(&text), "");
    assert!(read(&text).0.removed.is_empty());
}

#[test]
fn roles_where_no_title_names_them() {
    let text = report(&joined(&[
        "一、接续努力，青石市有了新模样",
        &fill(0, 100),
        "二、再接再厉，让河湾更热闹",
        &fill(1, 100),
        "三、全面加强政府自身建设",
        &fill(2, 100),
    ]));
    let (_, sections) = read(&text);
    let roles: Vec<Role> = sections.iter().map(|s| s.role).collect();
    assert_eq!(roles, [Role::Review, Role::Plan, Role::SelfBuilding]);
}

#[test]
fn roles_from_years_and_periods() {
    let text = report(&joined(&[
        "一、2020年和“十三五”时期政府工作回顾",
        &fill(0, 100),
        "二、“十四五”时期重点任务",
        &fill(1, 100),
        "三、2021年主要目标任务",
        &fill(2, 100),
    ]));
    let (_, sections) = read(&text);
    let roles: Vec<Role> = sections.iter().map(|s| s.role).collect();
    assert_eq!(roles, [Role::Review, Role::Outlook, Role::Plan]);
}

/// Pieces of which odd texts are made.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "一、",
            "二、",
            "（一）",
            "(二)",
            "1.",
            "2、",
            "①",
            "一是",
            "二是",
            "第一，",
            "——",
            "第一部分 ",
            "各位代表：",
            "各位代表！",
            "让我们奋斗。",
            "附件",
            "名词解释",
            "现在，我代表市政府向大会报告工作，请予审议。",
            "2023年工作回顾",
            "首页",
            "footpage",
            "— 3 —",
            "12",
            "（鼓掌）",
            "&nbsp;",
            "\\r\\n",
            "\\n",
            "<U+00A0>",
            "???",
            "𠮷",
            "“",
            "”",
            "（",
            "）",
            "：",
            "；",
            "\u{feff}",
            "\u{a0}",
            "\r\n",
            "\r",
            "\n\n",
            "　　",
            " ",
        ])
        .prop_map(str::to_owned),
        (0usize..8, 1usize..60).prop_map(|(seed, n)| fill(seed, n).chars().take(n).collect()),
        (0usize..8, 30usize..400).prop_map(|(seed, n)| fill(seed, n)),
        Just("\n".to_owned()),
        Just("。\n".to_owned()),
        "\\PC{0,12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn whatever_is_read_nothing_is_lost(pieces in prop::collection::vec(piece(), 0..120)) {
        read(&pieces.concat());
    }

    #[test]
    fn long_lines_lose_nothing(pieces in prop::collection::vec(piece(), 60..200)) {
        read(&pieces.concat().replace(['\n', '\r'], " "));
    }
}

/// What was done, and what will be.
const DONE: &str = "过去一年，河堤新修了十二公里，累计投入三亿元，荣获水利奖，首次拆除了老闸，船等候的时间减少了一半，码头吞吐量同比增长两成。";
const AHEAD: &str = "加快修建河堤，力争年内合龙，确保汛期前完成，支持沿岸书店，鼓励青年开馆，打造夜市，健全渡口值守，完善灯塔照明。";

/// The same clauses in another order for each line: what is given twice word for word would be taken for a copy.
fn turned(line: &str, n: usize) -> String {
    if !line.starts_with(DONE) && !line.starts_with(AHEAD) {
        return line.to_owned();
    }
    let mut clauses: Vec<&str> = line.split(['，', '。']).filter(|c| !c.is_empty()).collect();
    let by = (n * 5 + 1) % clauses.len();
    clauses.rotate_left(by);
    clauses.swap(0, by / 2);
    clauses.join("，") + "。"
}

fn roles(lines: &[&str]) -> Vec<Role> {
    let lines: Vec<String> = lines
        .iter()
        .enumerate()
        .map(|(n, line)| turned(line, n))
        .collect();
    let text = report(&lines.join("\n"));
    read(&text).1.iter().map(|s| s.role).collect()
}

#[test]
fn roles_from_the_words_below_titles_that_do_not_say() {
    let (done, ahead) = (DONE.repeat(3), AHEAD.repeat(3));
    let own = format!("做好这些事，要加强政府自身建设。{ahead}");
    assert_eq!(
        roles(&[
            "第一部分　河堤之上",
            &done,
            "第二部分　渡口之前",
            &done,
            "第三部分　奋楫向前",
            &ahead,
            "第四部分　行稳致远",
            &own
        ]),
        [Role::Review, Role::Review, Role::Plan, Role::SelfBuilding],
    );
    assert_eq!(
        roles(&["一、砥砺奋进的一年", &done, "二、奋楫再出发", &ahead]),
        [Role::Review, Role::Plan],
    );
    // The only year that a title names is the one that has passed.
    assert_eq!(
        roles(&["一、2023年的工作", &done, "二、奋楫再出发", &ahead]),
        [Role::Review, Role::Plan],
    );
    // A part between the two that looks back.
    assert_eq!(
        roles(&[
            "一、2023年工作回顾",
            &done,
            "二、把所学化为所行",
            &done,
            "三、2024年工作安排",
            &ahead
        ]),
        [Role::Review, Role::Review, Role::Plan],
    );
}

#[test]
fn a_year_far_off_is_not_the_reports() {
    let (done, ahead) = (DONE.repeat(2), AHEAD.repeat(2));
    assert_eq!(
        roles(&[
            "一、“十三五”时期工作回顾",
            &done,
            "二、“十四五”时期主要目标和2035年远景目标",
            &ahead,
            "三、2021年工作安排",
            &ahead,
        ]),
        [Role::Review, Role::Outlook, Role::Plan],
    );
}

#[test]
fn counts_that_start_again_part_review_from_plan() {
    let (done, ahead) = (DONE.repeat(2), AHEAD.repeat(2));
    let found = roles(&[
        "（一）河堤更稳",
        &done,
        "（二）学堂更亮",
        &done,
        "（三）茶园更绿",
        &done,
        "各位代表！新的一年，重点做好三件事：",
        "（一）修好河堤",
        &ahead,
        "（二）办好学堂",
        &ahead,
        "（三）种好茶园",
        &ahead,
    ]);
    let (review, plan) = (Role::Review, Role::Plan);
    assert_eq!(found, [review, review, review, plan, plan, plan]);
}

#[test]
fn first_next_last_are_a_series() {
    let text = report(&joined(&[
        "一、2024年工作安排",
        &format!("首先，修好河堤。{}", fill(0, 100)),
        &format!("其次，办好学堂。{}", fill(1, 100)),
        &format!("最后，种好茶园。{}", fill(2, 100)),
    ]));
    let found = tree(&text);
    assert!(
        ["修好河堤", "办好学堂", "种好茶园"]
            .iter()
            .all(|t| found.contains(t)),
        "{found}"
    );
    // 最后 without 首先 only ends a speech.
    let text = report(&joined(&[
        "一、2024年工作安排",
        &fill(3, 100),
        &format!("最后，谢谢大家。{}", fill(4, 100)),
    ]));
    assert!(!tree(&text).contains("谢谢"), "{}", tree(&text));
}

#[test]
fn a_long_second_between_first_and_third() {
    let long = "把沿河两岸闲置多年的老仓库逐一清点登记造册修缮加固以后交给各个街道办成书店茶馆食堂和孩子们的木工学堂";
    let text = report(&joined(&[
        "一、2024年工作安排",
        &format!("一是修好河堤。{}", fill(0, 100)),
        &format!("二是{long}。{}", fill(1, 100)),
        &format!("三是种好茶园。{}", fill(2, 100)),
    ]));
    let found = tree(&text);
    assert!(found.contains("老仓库"), "{found}");
}
