//! The traps that comparison must not fall into, and what must hold of every comparison.

use std::fmt::Write as _;
use std::sync::Arc;

use duizhao::compare::{self, Change, Comparison, Delta, Depth, Verdict};
use duizhao::report::{Report, SourceInfo};
use proptest::prelude::*;

use crate::support;

fn read(text: &str) -> Report {
    let source = SourceInfo {
        name: "试.txt".into(),
        encoding: "UTF-8",
        ..SourceInfo::default()
    };
    Report::read(Arc::from(text), source)
}

/// A report of two parts with the paragraphs given.
fn report(review: &[&str], plan: &[&str]) -> Report {
    read(&format!(
        "政府工作报告\n各位代表：\n现在，我代表区政府向大会报告工作，请予审议。\n一、2023年工作回顾\n{}\n二、2024年工作安排\n{}\n",
        review.join("\n"),
        plan.join("\n")
    ))
}

const TRADE: &str = "（一）壮大商贸产业。新开品牌首店三十家，改造两条步行街，夜间消费持续升温。全年接待游客四百万人次，文旅收入稳步回升。";
const HOMES: &str = "（二）改善居住条件。改造老旧小区32个，加装电梯120部，惠及居民2.6万户。新建口袋公园18处，清理背街小巷违建。";
const SAFETY: &str = "（三）守护城区平安。排查消防隐患三千余处，化解信访积案九十件。完成社区网格调整，群众安全感位居全市前列。";
const STUDY: &str = "（一）办好人民满意的教育。新建中小学三所，增加学位2400个。推行集团化办学，引进优秀教师一百名。";
const CLEAN: &str = "（二）提升生态环境质量。空气优良天数达到310天以上，完成两条河道治理。推进垃圾分类全覆盖，建设雨污分流管网12公里。";

fn base() -> Report {
    report(&[TRADE, HOMES, SAFETY], &[STUDY, CLEAN])
}

/// What became of each sentence, as the gutter shows it, with the word diff of those that changed.
fn told(a: &Report, b: &Report, c: &Comparison) -> String {
    let mut out = String::new();
    for (i, mark) in c.marks_b.iter().enumerate() {
        let span = b.sentences[i].span;
        let pair = c.pair_of_b[i].map(|p| &c.pairs[p as usize]);
        match (mark, pair) {
            (Some(Change::Kept) | None, _) => {}
            (Some(change), Some(pair)) if !pair.edits.is_empty() => {
                let text = compare::marked(&a.text, &b.text, &pair.edits);
                writeln!(out, "{} {text}", change.mark()).unwrap();
            }
            (Some(change), _) => {
                writeln!(out, "{} {}", change.mark(), b.reading(span)).unwrap();
            }
        }
    }
    for (i, mark) in c.marks_a.iter().enumerate() {
        if *mark == Some(Change::Gone) {
            writeln!(out, "- {}", a.reading(a.sentences[i].span)).unwrap();
        }
    }
    out
}

fn changed(a: &Report, b: &Report, depth: Depth) -> String {
    let c = compare::compare(a, b, Some(depth));
    holds(a, b, &c);
    told(a, b, &c)
}

/// What must hold of every comparison.
fn holds(a: &Report, b: &Report, c: &Comparison) {
    support::pairs::holds(a, b, c);
    for figure in &c.figures {
        if let Some(pair) = figure.pair {
            let pair = &c.pairs[pair as usize];
            let of_a = c.pair_of_a[figure.sentence_a.index()];
            assert_eq!(of_a, c.pair_of_b[figure.sentence_b.index()]);
            assert_eq!(of_a, c.pair_of_a[pair.a.index()]);
        }
        assert!(a.sentences[figure.sentence_a.index()].span.covers(figure.a));
        assert!(b.sentences[figure.sentence_b.index()].span.covers(figure.b));
        if let Some(pair) = figure.pair {
            let pair = &c.pairs[pair as usize];
            let (first, of_a) = (pair.a.0, figure.sentence_a.0);
            assert!((first..first + pair.a_len.max(1)).contains(&of_a));
        }
        assert!(!figure.what.of(&b.text).is_empty());
    }
    let links = &c.links;
    assert_eq!(links.of_a.len(), a.sections.len());
    assert_eq!(links.of_b.len(), b.sections.len());
    for link in &links.links {
        assert!(a.section(link.a).is_some() && b.section(link.b).is_some());
        assert!((0.0..=1.0).contains(&link.score));
        assert!(link.reasons.len() <= 3);
    }
}

#[test]
fn the_same_report_twice_is_all_kept() {
    let (a, b) = (base(), base());
    let c = compare::compare(&a, &b, None);
    holds(&a, &b, &c);
    assert_eq!(c.depth, Depth::Revision);
    assert!((c.nearness.share - 1.0).abs() < f32::EPSILON);
    assert!(c.marks_a.iter().all(|m| *m == Some(Change::Kept)));
    for (id, _) in a.section_ids() {
        let link = c.links.from_a(id).unwrap();
        assert_eq!(link.b, id);
        assert!(link.score >= 0.5);
    }
}

#[test]
fn figures_and_bounds_that_moved() {
    let a = base();
    let homes = HOMES.replace("32个", "45个").replace("2.6万户", "3.9万户");
    let clean = CLEAN.replace("310天以上", "315天左右");
    let b = report(&[TRADE, &homes, SAFETY], &[STUDY, &clean]);
    let c = compare::compare(&a, &b, Some(Depth::Revision));
    holds(&a, &b, &c);
    assert_eq!(
        told(&a, &b, &c),
        "~ 改造老旧小区[-32个-]{+45个+}，加装电梯120部，惠及居民[-2.6万户-]{+3.9万户+}。\n\
         ~ 空气优良天数达到[-310天以上-]{+315天左右+}，完成两条河道治理。\n"
    );
    let figures: Vec<(String, Option<Delta>)> = c
        .figures
        .iter()
        .map(|f| (f.what.of(&b.text).to_owned(), f.delta))
        .collect();
    assert_eq!(figures.len(), 4, "{figures:?}");
    assert_eq!(figures[0].0, "老旧小区");
    assert_eq!(figures[0].1, Some(Delta::Percent(40.625)));
    assert_eq!(figures[1].1, Some(Delta::Same));
    assert!(matches!(figures[2].1, Some(Delta::Percent(p)) if (p - 50.0).abs() < 1e-9));
    assert_eq!(figures[3].0, "空气优良天数");
}

#[test]
fn rates_move_in_points_and_falls_count_below_zero() {
    let a = report(
        &[
            "（一）经济稳步回升。地区生产总值达到800亿元，增长8%，一般公共预算收入增长6.5-7%，单位能耗下降3%。",
        ],
        &[STUDY],
    );
    let b = report(
        &[
            "（一）经济稳步回升。地区生产总值达到0.09万亿元，增长6%左右，一般公共预算收入增长6.75%，单位能耗下降4.5%。",
        ],
        &[STUDY],
    );
    let c = compare::compare(&a, &b, Some(Depth::Succession));
    holds(&a, &b, &c);
    let figures: Vec<String> = c
        .figures
        .iter()
        .map(|f| format!("{} {:?}", f.what.of(&b.text), f.delta.unwrap()))
        .collect();
    assert_eq!(
        figures,
        [
            "地区生产总值 Percent(12.5)",
            "地区生产总值 Points(-2.0)",
            "一般公共预算收入 Same",
            "单位能耗 Points(-1.5)"
        ]
    );
}

#[test]
fn renumbering_variants_and_widths_are_no_change() {
    let a = base();
    let homes = HOMES.replace("（二）", "(五)").replace('，', ",");
    let safety = SAFETY.replace("（三）", "(六)");
    let trade = TRADE.replace("（一）", "(四)").replace("接待", "接待 ");
    let study = STUDY.replace("2400", "２４００");
    assert_eq!(
        changed(
            &a,
            &report(&[&trade, &homes, &safety], &[&study, CLEAN]),
            Depth::Revision
        ),
        ""
    );
    let tai = |c: &str| {
        base_with(&format!(
            "（四）深化两岸交流。办好{c}商座谈会，服务{c}资企业二十家。"
        ))
    };
    assert_eq!(changed(&tai("台"), &tai("臺"), Depth::Revision), "");
    assert_eq!(changed(&tai("台"), &tai("臺"), Depth::Succession), "");
}

fn base_with(more: &str) -> Report {
    report(&[TRADE, HOMES, SAFETY, more], &[STUDY, CLEAN])
}

#[test]
fn an_edit_at_the_end_of_a_long_paragraph_is_found() {
    let long: String = (1..=24).fold(String::new(), |mut text, n| {
        write!(text, "第{n}街道完成社区用房改造并引入便民服务站，").unwrap();
        text
    });
    let a = format!("（四）夯实基层基础。{long}群众满意度达到92%。");
    let b = format!("（四）夯实基层基础。{long}群众满意度达到95%。");
    let out = changed(&base_with(&a), &base_with(&b), Depth::Revision);
    assert!(out.ends_with("群众满意度达到[-92%-]{+95%+}。\n"), "{out}");
    assert_eq!(out.matches("[-").count(), 1);
}

#[test]
fn sections_exchanged_and_one_of_them_edited() {
    let a = base();
    let safety = SAFETY
        .replace("（三）", "（二）")
        .replace("九十件", "一百二十件");
    let homes = HOMES.replace("（二）", "（三）");
    let b = report(&[TRADE, &safety, &homes], &[STUDY, CLEAN]);
    let c = compare::compare(&a, &b, Some(Depth::Succession));
    holds(&a, &b, &c);
    // Inside linked sections nothing has moved: the sections did.
    assert_eq!(
        told(&a, &b, &c),
        "~ 排查消防隐患三千余处，化解信访积案[-九十件-]{+一百二十件+}。\n"
    );
    let c = compare::compare(&a, &b, Some(Depth::Revision));
    holds(&a, &b, &c);
    assert_eq!(
        told(&a, &b, &c),
        "~ 排查消防隐患三千余处，化解信访积案[-九十件-]{+一百二十件+}。\n\
         » （三）改善居住条件。\n\
         » 改造老旧小区32个，加装电梯120部，惠及居民2.6万户。\n\
         » 新建口袋公园18处，清理背街小巷违建。\n"
    );
}

#[test]
fn a_sentence_that_left_its_section_has_moved() {
    let a = base();
    let piece = "新建口袋公园18处，清理背街小巷违建。";
    let b = report(
        &[TRADE, &HOMES.replace(piece, ""), SAFETY],
        &[STUDY, &format!("{CLEAN}{piece}")],
    );
    assert_eq!(changed(&a, &b, Depth::Succession), format!("» {piece}\n"));
}

#[test]
fn a_paragraph_cut_in_two_and_a_series_unrolled_are_no_change() {
    let a = base();
    let cut = TRADE.replace("升温。", "升温。\n");
    let out = changed(
        &a,
        &report(&[&cut, HOMES, SAFETY], &[STUDY, CLEAN]),
        Depth::Revision,
    );
    assert_eq!(out, "");

    let series = [
        "一是扩大有效投资，全年开工项目八十个；",
        "二是培育消费热点，举办购物节十二场；",
        "三是稳住外贸规模，新增备案企业四十家。",
    ];
    let joined = base_with(&format!("（四）稳住经济运行。{}", series.concat()));
    let listed = base_with(&format!("（四）稳住经济运行。\n{}", series.join("\n")));
    assert_eq!(changed(&joined, &listed, Depth::Revision), "");
}

#[test]
fn a_section_missing_on_one_side_is_gone() {
    let a = base();
    let b = report(&[TRADE, HOMES], &[STUDY, CLEAN]);
    let c = compare::compare(&a, &b, Some(Depth::Succession));
    holds(&a, &b, &c);
    let gone: String = told(&a, &b, &c);
    assert_eq!(gone.lines().count(), 3, "{gone}");
    assert!(gone.lines().all(|line| line.starts_with("- ")), "{gone}");
    let safety = a
        .section_ids()
        .find(|(id, _)| a.title(*id).contains("平安"))
        .unwrap()
        .0;
    assert_eq!(c.links.from_a(safety), None);
    assert!(c.links.from_b(a.section_ids().next().unwrap().0).is_some());
}

#[test]
fn unrelated_texts_are_not_paired() {
    let a = base();
    let b = read(
        "菜谱大全\n先把萝卜洗净切块，放进锅里用小火慢炖两个小时，出锅前撒上葱花。\n再把面团揉匀醒发，擀成薄片，切成细条，下锅煮熟后过一遍凉水。\n",
    );
    let c = compare::compare(&a, &b, None);
    holds(&a, &b, &c);
    assert_eq!(c.depth, Depth::Parallel);
    assert!(c.nearness.share < 0.01);
    assert!(c.links.links.is_empty() && c.shared.is_empty());
    let c = compare::compare(&a, &b, Some(Depth::Revision));
    holds(&a, &b, &c);
    assert!(c.pairs.is_empty());
}

#[test]
fn shared_wording_is_found_at_parallel_depth() {
    let clean = "（一）打造绿水青山。统筹推进山水林田湖草沙一体化保护，推进垃圾分类全覆盖，建设雨污分流管网9公里。";
    let (a, b) = (base(), report(&[TRADE], &[clean]));
    let c = compare::compare(&a, &b, Some(Depth::Parallel));
    holds(&a, &b, &c);
    let runs: Vec<&str> = c.shared.iter().map(|s| s.b.of(&b.text)).collect();
    assert!(
        runs.contains(&"推进垃圾分类全覆盖，建设雨污分流管网"),
        "{runs:?}"
    );
    for shared in &c.shared {
        let letters = |text: &str| {
            text.chars()
                .filter(|c| c.is_alphanumeric())
                .collect::<String>()
        };
        assert_eq!(letters(shared.a.of(&a.text)), letters(shared.b.of(&b.text)));
    }
}

#[test]
fn extension_b_characters_and_empty_texts_are_borne() {
    let rare = base_with("（四）保护历史文脉。修缮𠮷祥街老宅三处，整理𪚥字碑刻拓片。");
    let edited = base_with("（四）保护历史文脉。修缮𠮷祥街老宅五处，整理𪚥字碑刻拓片。");
    assert_eq!(
        changed(&rare, &edited, Depth::Revision),
        "~ 修缮𠮷祥街老宅[-三处-]{+五处+}，整理𪚥字碑刻拓片。\n"
    );
    let empty = read("");
    for depth in [Depth::Revision, Depth::Succession, Depth::Parallel] {
        let c = compare::compare(&empty, &rare, Some(depth));
        holds(&empty, &rare, &c);
        let c = compare::compare(&empty, &empty, Some(depth));
        holds(&empty, &empty, &c);
    }
}

#[test]
fn many_copies_of_a_block_in_another_order_come_to_an_end() {
    let blocks: Vec<String> = (0..300)
        .map(|n| {
            format!(
                "{}街道完成排水改造，铺设管道若干并恢复路面。",
                if n % 3 == 0 { "东" } else { "西" }
            )
        })
        .collect();
    let mut turned = blocks.clone();
    turned.rotate_left(100);
    let (a, b) = (read(&blocks.concat()), read(&turned.concat()));
    let c = compare::compare(&a, &b, Some(Depth::Revision));
    holds(&a, &b, &c);
    assert_eq!(c.pairs.len(), 300);
    assert!(!c.stopped);
}

#[test]
fn a_text_beyond_the_cap_says_that_it_was_cut_short() {
    let one: String = (0..25_000).fold(String::new(), |mut text, n| {
        write!(text, "第{n}号路灯已修好。").unwrap();
        text
    });
    let other = one.replace("已修好", "待更换");
    let (a, b) = (read(&one), read(&other));
    let c = compare::compare(&a, &b, Some(Depth::Revision));
    holds(&a, &b, &c);
    assert!(c.stopped);
}

#[test]
fn reports_of_one_place_and_of_others_at_their_depths() {
    let Some(seeds) = support::shared("reports/seeds") else {
        return;
    };
    let mut paths: Vec<_> = std::fs::read_dir(seeds)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    paths.sort();
    let reports: Vec<Report> = paths
        .iter()
        .map(|p| read(&std::fs::read_to_string(p).unwrap()))
        .collect();
    let near = compare::nearness(&reports[1], &reports[0]);
    assert_eq!(
        near.depth,
        Depth::Succession,
        "one district, five years apart"
    );
    let near = compare::nearness(&reports[0], &reports[3]);
    assert_eq!(near.depth, Depth::Parallel, "two districts");
    for a in &reports {
        for b in &reports {
            let near = compare::nearness(a, b);
            if std::ptr::eq(a, b) {
                assert_eq!(near.depth, Depth::Revision);
            } else {
                assert!(near.share < 0.03, "{near:?}");
            }
            for depth in [Depth::Succession, Depth::Parallel] {
                holds(a, b, &compare::compare(a, b, Some(depth)));
            }
        }
    }
}

/// `title of A → title of B` of every link, in order.
fn linked(a: &Report, b: &Report) -> Vec<String> {
    let links = compare::link(a, b);
    a.section_ids()
        .filter(|(_, s)| s.level > 1)
        .map(|(id, _)| {
            let to = links.from_a(id).map_or("无".into(), |l| b.title(l.b));
            format!("{} → {to}", a.title(id))
        })
        .collect()
}

#[test]
fn sections_meet_by_content_within_their_part() {
    let a = base();
    let b = report(
        &[
            "（一）城市更加安宁。消防隐患排查常态开展，信访积案逐件化解，网格员入户走访，平安建设群众满意。",
            "（二）住得更加舒心。老旧小区改造一批，电梯加装一批，物业管理覆盖所有小区，违建拆除到位。",
        ],
        &[
            "（一）建设美丽城区。治理河道，改善空气质量，推进垃圾分类和雨污分流，打造绿色低碳生活。",
            "（二）守牢安全底线。抓好消防安全和安全生产，化解信访积案，完善网格管理，建设平安社区。",
            "（三）扩大优质教育供给。新建学校，增加学位，深化集团化办学，引进优秀教师。",
        ],
    );
    assert_eq!(
        linked(&a, &b),
        [
            "壮大商贸产业 → 无",
            "改善居住条件 → 住得更加舒心",
            "守护城区平安 → 城市更加安宁",
            "办好人民满意的教育 → 扩大优质教育供给",
            "提升生态环境质量 → 建设美丽城区",
        ]
    );
    // A plan's section finds nothing of its own kind and does not cross into the review.
    assert_eq!(linked(&b, &a)[3], "守牢安全底线 → 无");
}

#[test]
fn a_chapter_of_its_own_meets_a_section_of_the_plan() {
    let a = read(
        "各位代表：\n现在，我代表区政府向大会报告工作。\n一、2023年工作回顾\n（一）壮大商贸产业。消费升温，商圈扩容，首店落地。\n（二）改善居住条件。老旧小区改造完成，居民满意。\n\
         二、2024年工作安排\n（一）壮大商贸产业。办好购物节，引进首店，丰富夜间经济。\n（二）改善居住条件。改造老旧小区，加装电梯，治理违建。\n\
         三、加强政府自身建设\n坚持依法行政，主动接受监督，办好代表建议和提案。改进作风，狠抓落实，提高执行力。从严管党治政，推进廉政建设。\n",
    );
    let b = report(
        &[TRADE, HOMES],
        &[
            STUDY,
            CLEAN,
            "（三）建设人民满意政府。全面推进依法行政，自觉接受人大监督和政协监督。持续改进作风，提高工作落实的效率，加强廉政建设和审计监督。",
        ],
    );
    let links = compare::link(&a, &b);
    let own = a
        .section_ids()
        .find(|(id, _)| a.title(*id).contains("自身建设"))
        .unwrap()
        .0;
    assert_eq!(b.title(links.from_a(own).unwrap().b), "建设人民满意政府");
}

#[test]
fn links_agree_with_those_made_by_hand() {
    let (Some(truth), Some(reports)) = (support::shared("truth"), support::shared("reports"))
    else {
        return;
    };
    let json = |path: std::path::PathBuf| -> serde_json::Value {
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    };
    let open = |key: &serde_json::Value| {
        let about = format!("{}.json", key.as_str().unwrap());
        let about = json(truth.join("outline").join(about));
        let name = about["file"].as_str().unwrap().to_owned();
        let path = std::fs::read_dir(&reports)
            .unwrap()
            .map(|folder| folder.unwrap().path().join(&name))
            .find(|p| p.is_file())
            .unwrap();
        read(&std::fs::read_to_string(path).unwrap())
    };
    let at = |report: &Report, row: &serde_json::Value| {
        let line = row["line"].as_u64().unwrap_or(0) as u32;
        let mut found = report.section_ids();
        found
            .find(|(_, s)| s.line == line && !s.inside)
            .map(|(id, _)| id)
    };
    let (mut right, mut rows) = (0, 0);
    for entry in std::fs::read_dir(truth.join("pairs")).unwrap() {
        let pair = json(entry.unwrap().path());
        let (a, b) = (open(&pair["a"]), open(&pair["b"]));
        let links = compare::link(&a, &b);
        for row in pair["map"].as_array().unwrap() {
            let got = at(&a, &row["a"])
                .and_then(|id| links.from_a(id))
                .map(|l| l.b);
            let mut wanted = vec![at(&b, &row["b"])];
            let also = row["b_also"].as_array().into_iter().flatten();
            wanted.extend(also.map(|x| at(&b, x)));
            let loose = row["comment"]
                .as_str()
                .is_some_and(|c| c.starts_with("loose"));
            let good = if row["b"].is_null() || (loose && got.is_none()) {
                got.is_none()
            } else {
                got.is_some() && wanted.contains(&got)
            };
            rows += 1;
            right += u32::from(good);
        }
    }
    assert!(
        f64::from(right) >= 0.90 * f64::from(rows),
        "{right} of {rows}"
    );
}

/// Each with the next one and the one after that: all pairs would take minutes.
#[test]
fn given_reports_are_rebuilt_by_what_became_of_their_sentences_and_are_comparable() {
    let Some(reports) = support::shared("reports") else {
        return;
    };
    let mut paths: Vec<_> = std::fs::read_dir(reports)
        .unwrap()
        .flat_map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap())
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    let reports: Vec<Report> = paths
        .iter()
        .map(|p| read(&std::fs::read_to_string(p).unwrap()))
        .collect();
    for (i, a) in reports.iter().enumerate() {
        for b in [1, 2].map(|k| &reports[(i + k) % reports.len()]) {
            for depth in [Depth::Revision, Depth::Succession] {
                let c = compare::compare(a, b, Some(depth));
                holds(a, b, &c);
                assert_eq!(c.verdict, Verdict::Comparable, "{:?}", paths[i]);
            }
        }
    }
}

/// Sentences that a generated report is made of.
const STOCK: &[&str] = &[
    "改造老旧小区32个。",
    "改造老旧小区45个以上。",
    "优化营商环境，推行一网通办；",
    "新增就业1.2万人，登记失业率控制在4%以内。",
    "新增就业1.5万人，登记失业率控制在3.5%以内！",
    "办好人民满意的教育，新建学校三所。",
    "守住安全生产底线。",
    "各位代表！",
    "持续改善生态环境，空气优良天数达到300天。",
    "一是扩大投资，二是促进消费。",
];

fn any_report() -> impl Strategy<Value = Report> {
    let section = (0..6_usize, prop::collection::vec(0..STOCK.len(), 0..6));
    (
        prop::collection::vec(section.clone(), 0..5),
        prop::collection::vec(section, 0..5),
    )
        .prop_map(|(review, plan)| {
            let titles = ["壮大产业", "改善民生", "优化环境", "守护平安", "深化改革", "建设政府"];
            let part = |sections: Vec<(usize, Vec<usize>)>| -> String {
                sections.into_iter().enumerate().fold(String::new(), |mut text, (n, (title, body))| {
                    let number = ["一", "二", "三", "四", "五"][n];
                    let body: String = body.into_iter().map(|i| STOCK[i]).collect();
                    writeln!(text, "（{number}）{}。{body}", titles[title]).unwrap();
                    text
                })
            };
            read(&format!(
                "各位代表：\n现在，我代表区政府报告工作。\n一、2023年工作回顾\n{}二、2024年工作安排\n{}",
                part(review),
                part(plan)
            ))
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn every_comparison_is_whole(a in any_report(), b in any_report()) {
        for depth in [Depth::Revision, Depth::Succession, Depth::Parallel] {
            holds(&a, &b, &compare::compare(&a, &b, Some(depth)));
        }
    }

    #[test]
    fn a_report_compared_with_itself_has_only_kept(a in any_report()) {
        let c = compare::compare(&a, &a, Some(Depth::Revision));
        holds(&a, &a, &c);
        prop_assert!(c.marks_a.iter().all(|m| *m == Some(Change::Kept)));
    }
}
