//! Figures: what they are, what they measure, and which of two reports belong together.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::Arc;

use duizhao::compare::figure::{self, Kind, Measure, Period};
use duizhao::compare::{self, Comparison, Delta, Depth, Firmness};
use duizhao::report::{Report, SourceInfo};
use duizhao::text::number::{self, Limit};
use duizhao::text::span::Span;
use proptest::prelude::*;
use serde_json::Value;

use crate::support::shared;

fn read(text: &str) -> Report {
    Report::read(Arc::from(text), SourceInfo::default())
}

/// A figure written down by hand.
struct Told {
    name: String,
    target: bool,
    value: String,
    unit: String,
    term: bool,
    bound: String,
    line: usize,
    quote: String,
}

/// Reports with their hand-made figures, by key; none if they are not there.
fn told() -> Option<BTreeMap<String, (Report, Vec<Told>)>> {
    let (truth, reports) = (shared("truth/indicators")?, shared("reports/seeds")?);
    let mut out = BTreeMap::new();
    for entry in fs::read_dir(truth).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let json: Value = serde_json::from_str(&text).unwrap();
        let path = reports.join(json["file"].as_str().unwrap());
        let report = read(&fs::read_to_string(path).unwrap());
        let say = |v: &Value| v.as_str().unwrap_or_default().to_owned();
        let list = json["indicators"]
            .as_array()
            .unwrap()
            .iter()
            .map(|i| Told {
                name: say(&i["name"]),
                target: i["kind"] == "target",
                value: say(&i["value"]),
                unit: say(&i["unit"]),
                term: i["year"].is_string() && i["name"] != "",
                bound: say(&i["bound"]),
                line: i["line"].as_u64().unwrap() as usize,
                quote: say(&i["quote"]),
            })
            .collect();
        out.insert(say(&json["report"]), (report, list));
    }
    Some(out)
}

fn line_of(report: &Report, at: usize) -> usize {
    report.text[..at].matches('\n').count() + 1
}

fn line_span(report: &Report, line: usize) -> Span {
    let start: usize = report
        .text
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum();
    let len = report.text[start..]
        .find('\n')
        .unwrap_or(report.text.len() - start);
    Span::new(start, start + len)
}

/// Digits, scale and unit as they were written down: (value in the unit without scale, lower end, unit).
fn value_of(told: &Told) -> Option<(f64, Option<f64>, &str)> {
    if told.value.is_empty() {
        return None;
    }
    let mut unit = told.unit.as_str();
    let mut scale = 1.0;
    for (word, by) in [("万亿", 1e12), ("亿", 1e8), ("万", 1e4)] {
        if let Some(rest) = unit.strip_prefix(word) {
            (unit, scale) = (rest, by);
            break;
        }
    }
    // A minus is the fall's, a hyphen inside a range's.
    let (low, high) = match told.value.get(1..).and_then(|t| t.find('-')) {
        Some(at) => (Some(&told.value[..=at]), &told.value[at + 2..]),
        None => (None, told.value.as_str()),
    };
    let number = |s: &str| s.parse::<f64>().unwrap() * scale;
    Some((number(high), low.map(number), unit))
}

fn near(x: f64, y: f64) -> bool {
    (x - y).abs() <= 1e-9 * x.abs().max(y.abs())
}

/// A name as it is compared: 增速, 年均 and the like tell a kind and a time, not a quantity.
fn quantity(name: &str) -> String {
    let mut name = name.to_owned();
    for word in ["年均", "增速", "涨幅", "(四年累计)", "(五年累计)"] {
        name = name.replace(word, "");
    }
    for (from, to) in [
        ("规模以上", "规上"),
        ("全社会", ""),
        ("外贸进出口", "进出口"),
        ("居民可支配", "居民人均可支配"),
        ("城乡居民", "居民"),
        ("引进内资", "实际利用内资"),
        ("区级财政", "财政"),
    ] {
        name = name.replace(from, to);
    }
    if name == "登记失业率" {
        "城镇登记失业率".clone_into(&mut name);
    }
    if name == "新增就业" {
        "城镇新增就业".clone_into(&mut name);
    }
    name
}

/// Whether a measure is the figure that was written down.
fn is_told(m: &Measure, told: &Told) -> bool {
    let name: String = m.indicator.map_or_else(
        || m.name.iter().collect(),
        |i| figure::known_as(i).to_owned(),
    );
    let (own, wanted) = (quantity(&name), quantity(&told.name));
    let share = wanted.split_once('占').map(|(head, _)| head);
    if own != wanted && share != Some(own.as_str()) || share.is_some() != (m.kind == Kind::Share) {
        return false;
    }
    let rate = told.name.ends_with("增速") || told.name.ends_with("涨幅");
    if rate != (m.kind == Kind::Rate) {
        return false;
    }
    match value_of(told) {
        None => m.figure.value.is_none(),
        Some((value, low, _)) => {
            let signed = if m.falls { -1.0 } else { 1.0 };
            m.figure.value.is_some_and(|v| near(signed * v, value))
                && match (m.figure.low, low) {
                    (Some(x), Some(y)) => near(x, y),
                    (x, y) => x.is_none() && y.is_none(),
                }
        }
    }
}

#[test]
fn every_figure_written_down_is_one_token_with_unit_and_bound() {
    let Some(all) = told() else { return };
    for (key, (report, list)) in &all {
        for told in list {
            let Some((value, low, unit)) = value_of(told) else {
                continue;
            };
            let line = line_span(report, told.line);
            let at = line.start() + line.of(&report.text).find(&told.quote).expect(&told.quote);
            let quote = Span::new(at, at + told.quote.len());
            let found = number::figures(&report.folded, line);
            let limit = match told.bound.as_str() {
                "" => Limit::Exact,
                "~" => Limit::About,
                ">=" => Limit::AtLeast,
                "<=" => Limit::AtMost,
                "range" => Limit::Range,
                other => panic!("{other}"),
            };
            let hit = found.iter().find(|f| {
                quote.overlaps(f.span)
                    && f.unit == unit
                    && f.value.is_some_and(|v| near(v, value.abs()))
                    && f.low.is_some() == low.is_some()
            });
            let hit =
                hit.unwrap_or_else(|| panic!("{key}: {} {}{}", told.name, told.value, told.unit));
            assert_eq!(hit.limit(), limit, "{key}: {}", told.quote);
            let tokens = duizhao::text::token::tokens(&report.folded, line);
            assert!(tokens.contains(&hit.span), "{key}: {}", told.quote);
        }
    }
}

#[test]
fn headline_figures_are_read_by_name_and_value() {
    let Some(all) = told() else { return };
    let (mut hits, mut wanted, mut extra) = (0, 0, 0);
    let mut missed = Vec::new();
    for (key, (report, list)) in &all {
        let measures = figure::measures(report);
        let lines: BTreeSet<usize> = list.iter().map(|t| t.line).collect();
        let mut used = vec![false; measures.len()];
        for told in list {
            let one = told.name.split('、').map(|name| Told {
                name: if told.name.contains('、')
                    && told.name.ends_with("增速")
                    && !name.ends_with("增速")
                {
                    format!("{name}增速")
                } else {
                    name.to_owned()
                },
                value: told.value.clone(),
                unit: told.unit.clone(),
                bound: told.bound.clone(),
                quote: told.quote.clone(),
                ..*told
            });
            for told in one {
                // 完成市政府下达任务 tells no figure.
                if told.quote.contains("下达任务") {
                    continue;
                }
                wanted += 1;
                let hit = measures.iter().enumerate().position(|(i, m)| {
                    !used[i]
                        && line_of(report, m.figure.span.start()) == told.line
                        && is_told(m, &told)
                });
                match hit {
                    Some(i) => {
                        used[i] = true;
                        hits += 1;
                        let term = matches!(measures[i].period, Period::Average | Period::Years);
                        assert!(
                            term == told.term || measures[i].period == Period::Unsaid,
                            "{key}: {} {:?}",
                            told.quote,
                            measures[i].period
                        );
                    }
                    None => {
                        missed.push(format!("{key}: {} {}{}", told.name, told.value, told.unit))
                    }
                }
            }
        }
        for (m, used) in measures.iter().zip(&used) {
            let line = line_of(report, m.figure.span.start());
            if !used
                && m.indicator.is_some()
                && lines.contains(&line)
                && m.kind != Kind::Gap
                && m.kind != Kind::Share
            {
                extra += 1;
                missed.push(format!(
                    "{key}, beside them: {} {}",
                    m.what.of(&report.text),
                    m.figure.span.of(&report.text)
                ));
            }
        }
    }
    assert!(hits * 100 >= wanted * 97, "{hits} of {wanted}: {missed:#?}");
    assert!(
        extra * 100 <= hits * 10,
        "{extra} beside {hits}: {missed:#?}"
    );
}

/// Whether links hold both places: their sections are linked, or sections that they stand in.
fn linked(a: &Report, x: usize, b: &Report, y: usize, c: &Comparison) -> bool {
    let chain = |r: &Report, at: usize| r.section_at(at).map_or_else(Vec::new, |id| r.ancestry(id));
    let (left, right) = (chain(a, x), chain(b, y));
    let all = c.links.links.iter().chain(c.links.back.iter().flatten());
    all.into_iter()
        .any(|l| left.contains(&l.a) && right.contains(&l.b))
}

#[test]
fn one_quantity_in_linked_sections_is_matched() {
    let Some(all) = told() else { return };
    let (mut wanted, mut hits) = (0, 0);
    let mut missed = Vec::new();
    for (key_a, (a, left)) in &all {
        for (key_b, (b, right)) in all.iter().filter(|(k, _)| *k != key_a) {
            let c = compare::compare(a, b, None);
            for p in left {
                for q in right {
                    let one = quantity(&p.name) == quantity(&q.name)
                        && p.name.contains("增速") == q.name.contains("增速")
                        && p.name.contains("年均") == q.name.contains("年均")
                        && p.target == q.target
                        && p.term == q.term;
                    let place = |r: &Report, t: &Told| {
                        let line = line_span(r, t.line);
                        line.start() + line.of(&r.text).find(&t.quote).unwrap()
                    };
                    let (x, y) = (place(a, p), place(b, q));
                    if !one
                        || !linked(a, x, b, y, &c)
                        || p.quote.contains("下达任务")
                        || q.quote.contains("下达任务")
                    {
                        continue;
                    }
                    wanted += 1;
                    let held = |r: &Report, at: usize, t: &Told, f: Span| {
                        let number = t.value.trim_start_matches('-');
                        Span::new(at, at + t.quote.len()).overlaps(f)
                            && f.of(&r.text).contains(number)
                    };
                    let hit = c
                        .figures
                        .iter()
                        .any(|f| held(a, x, p, f.a) && held(b, y, q, f.b));
                    hits += usize::from(hit);
                    if !hit {
                        missed.push(format!(
                            "{key_a} {key_b}: {} {} / {} {}",
                            p.name, p.quote, q.name, q.quote
                        ));
                    }
                }
            }
        }
    }
    assert!(wanted > 20);
    assert!(hits * 100 >= wanted * 97, "{hits} of {wanted}: {missed:#?}");
}

/// Two reports of neighbouring years with the sections given, and others that nobody counts anything in.
fn two(review: [&str; 2], plan: [&str; 2]) -> (Report, Report) {
    let report = |i: usize| {
        let report = read(&format!(
            "政府工作报告\n各位代表：\n现在，我代表区政府向大会报告工作，请予审议。\n一、{}年工作回顾\n\
             （一）推动经济运行稳中有进。坚持稳字当头，统筹发展和安全。{}\n\
             （二）改善城乡居民居住条件。街巷更加整洁，管理更加精细，群众的笑容更多。\n二、{}年工作安排\n\
             （一）推动经济运行稳定增长。坚持以进促稳，牢牢守住发展底线。{}\n\
             （二）办好人民满意的教育。推行集团化办学，让每个孩子都有书读、读好书。\n",
            2022 + i,
            review[i],
            2023 + i,
            plan[i],
        ));
        assert_eq!(report.sections.len(), 6);
        report
    };
    (report(0), report(1))
}

/// `what: A → B delta bound firmness`, one line for each figure.
fn lines(a: &Report, b: &Report, depth: Depth) -> Vec<String> {
    let c = compare::compare(a, b, Some(depth));
    c.figures
        .iter()
        .map(|f| {
            let delta = match f.delta {
                Some(Delta::Percent(p)) => format!("{p:+}%"),
                Some(Delta::Points(p)) => format!("{p:+}点"),
                Some(Delta::Same) => "同".to_owned(),
                None => "?".to_owned(),
            };
            let bound = if f.bound { " 限" } else { "" };
            let firmness = match f.firmness {
                Some(Firmness::Softened) => " 软",
                Some(Firmness::Hardened) => " 硬",
                None => "",
            };
            format!(
                "{}: {} → {} {delta}{bound}{firmness}",
                f.what.of(&b.text),
                f.a.of(&a.text),
                f.b.of(&b.text)
            )
        })
        .collect()
}

/// The figures of two plans, where nothing else differs.
fn planned(a: &str, b: &str) -> Vec<String> {
    let review = "全年经济总体平稳，质量稳步提升。";
    let (x, y) = two([review, review], [a, b]);
    let succession = lines(&x, &y, Depth::Succession);
    let mut parallel = lines(&x, &y, Depth::Parallel);
    // At parallel depth nothing but linked sections holds them together.
    parallel.retain(|line| !succession.contains(line));
    assert!(parallel.is_empty(), "{parallel:?} beside {succession:?}");
    succession
}

#[test]
fn changes_are_told_with_bound_and_firmness() {
    assert_eq!(
        planned(
            "地区生产总值增长8%，新增停车泊位1200个。",
            "地区生产总值增长6%左右，新增停车泊位1500个。"
        ),
        [
            "地区生产总值: 8% → 6%左右 -2点 限 软",
            "停车泊位: 1200个 → 1500个 +25%"
        ]
    );
    assert_eq!(
        planned("固定资产投资增长7%左右。", "固定资产投资增长7%以上。"),
        ["固定资产投资: 7%左右 → 7%以上 同 限 硬"]
    );
    assert_eq!(
        planned("力争固定资产投资增长7%。", "确保固定资产投资增长7%。"),
        ["固定资产投资: 7% → 7% 同 硬"]
    );
    assert_eq!(
        planned(
            "城镇登记失业率控制在3.5%以内。",
            "城镇登记失业率控制在4%以内。"
        ),
        ["城镇登记失业率: 3.5%以内 → 4%以内 +0.5点"]
    );
    assert_eq!(
        planned("粮食产量达到20亿斤。", "粮食产量不低于20亿斤。"),
        ["粮食产量: 20亿斤 → 20亿斤 同 限 硬"]
    );
    assert_eq!(
        planned(
            "居民人均可支配收入增长7%。",
            "居民人均可支配收入与经济增长同步。"
        ),
        ["居民人均可支配收入: 7% → 与经济增长同步 ? 限"]
    );
    assert_eq!(
        planned("地区生产总值增长6.5-7%。", "地区生产总值增长7%。"),
        ["地区生产总值: 6.5-7% → 7% +0.25点 限 硬"]
    );
}

#[test]
fn what_was_done_is_neither_firm_nor_soft() {
    let plan = "保持定力，久久为功，把每一件事办好。";
    let (a, b) = two(
        ["地区生产总值增长8%左右。", "地区生产总值增长6%以上。"],
        [plan, plan],
    );
    assert_eq!(
        lines(&a, &b, Depth::Succession),
        ["地区生产总值: 8%左右 → 6%以上 -2点 限"]
    );
}

#[test]
fn kinds_and_times_are_kept_apart() {
    for (a, b) in [
        // A rate and a level.
        (
            "社会消费品零售总额增长8%。",
            "社会消费品零售总额达到300亿元。",
        ),
        (
            "高新技术产业增加值增长8%。",
            "高新技术产业增加值占比达到8.5%。",
        ),
        // One year and five.
        ("地区生产总值增长8%。", "今后五年，地区生产总值年均增长8%。"),
        // Different things.
        ("一般公共预算收入增长5%。", "一般公共预算支出增长6%。"),
        (
            "城镇登记失业率控制在3.5%以内。",
            "城镇调查失业率控制在5.5%左右。",
        ),
        ("新建幼儿园5所。", "改造幼儿园8所。"),
        ("实际利用外资5000万美元。", "实际利用外资5000万元。"),
        ("人均地区生产总值增长5%。", "地区生产总值增长6%。"),
        // A share of one thing and of another.
        (
            "民生支出占财政支出的80%。",
            "民生支出占一般公共预算收入的82%。",
        ),
    ] {
        assert_eq!(planned(a, b), Vec::<String>::new(), "{a} {b}");
    }
}

#[test]
fn units_are_brought_together() {
    for (a, b, change) in [
        (
            "收储土地1500亩。",
            "收储土地1平方公里。",
            "收储土地: 1500亩 → 1平方公里 同",
        ),
        (
            "收储土地1500亩。",
            "收储土地150公顷。",
            "收储土地: 1500亩 → 150公顷 +50%",
        ),
        (
            "一般公共预算收入9000万元。",
            "一般公共预算收入1.2亿元。",
            "一般公共预算收入: 9000万元 → 1.2亿元 +33.3333%",
        ),
        (
            "城镇新增就业17000人。",
            "城镇新增就业1.6万人。",
            "城镇新增就业: 17000人 → 1.6万人 -5.8824%",
        ),
        (
            "粮食产量20亿斤。",
            "粮食产量110万吨。",
            "粮食产量: 20亿斤 → 110万吨 +10%",
        ),
        (
            "改造农村公路50公里。",
            "改造农村公路60000米。",
            "农村公路: 50公里 → 60000米 +20%",
        ),
        (
            "高技术产业投资占比达到三成。",
            "高技术产业投资占比达到35%。",
            "高技术产业投资占比: 三成 → 35% +5点",
        ),
    ] {
        assert_eq!(planned(a, b), [change], "{a} {b}");
    }
}

#[test]
fn wordings_of_one_quantity_are_one() {
    for (a, b, what) in [
        ("GDP增长8%。", "地区生产总值增长7%。", "地区生产总值"),
        (
            "公共财政预算收入增长8%。",
            "一般公共预算收入增长7%。",
            "一般公共预算收入",
        ),
        (
            "地方财政一般预算收入增长8%。",
            "一般公共预算收入增长7%。",
            "一般公共预算收入",
        ),
        (
            "规上工业增加值增长8%。",
            "规模以上工业增加值增长7%。",
            "规模以上工业增加值",
        ),
        (
            "社零总额增长8%。",
            "社会消费品零售总额增长7%。",
            "社会消费品零售总额",
        ),
        (
            "全社会固定资产投资增长8%。",
            "固定资产投资增长7%。",
            "固定资产投资",
        ),
        ("外贸进出口增长8%。", "进出口总额增长7%。", "进出口总额"),
    ] {
        let found = planned(a, b);
        assert_eq!(found, [format!("{what}: 8% → 7% -1点")], "{a} {b}");
    }
    assert_eq!(
        planned("改造老旧小区32个。", "改造45个老旧小区。"),
        ["老旧小区: 32个 → 45个 +40.625%"]
    );
}

/// `name value` of each measure.
fn measured(text: &str) -> Vec<String> {
    let report = two(["", ""], [text, ""]).0;
    figure::measures(&report)
        .iter()
        .map(|m| {
            let name: String = m.name.iter().chain(&m.after).collect();
            let value = m
                .value()
                .map_or("?".to_owned(), |v| ((v * 1e6).round() / 1e6).to_string());
            format!("{name} {value}{} {:?}", m.figure.unit, m.kind)
        })
        .collect()
}

#[test]
fn lists_share_and_distribute() {
    assert_eq!(
        measured("城镇、农村居民人均可支配收入分别达到42469元和26000元，分别增长5.8%和6.8%。"),
        [
            "城镇居民人均可支配收入 42469元 Amount",
            "农村居民人均可支配收入 26000元 Amount",
            "城镇居民人均可支配收入 5.8% Rate",
            "农村居民人均可支配收入 6.8% Rate",
        ]
    );
    assert_eq!(
        measured("地区生产总值、固定资产投资增长都为7%。"),
        ["地区生产总值 7% Rate", "固定资产投资 7% Rate"]
    );
    assert_eq!(
        measured("城镇居民收入和农村居民收入均增长8%。"),
        ["城镇居民收入 8% Rate", "农村居民收入 8% Rate"]
    );
    assert_eq!(
        measured("地区生产总值100亿元、同比增长6%，占全市的12%，固定资产投资下降4.7%。"),
        [
            "地区生产总值 10000000000元 Amount",
            "地区生产总值 6% Rate",
            "地区生产总值 12% Share",
            "固定资产投资 -4.7% Rate",
        ]
    );
    assert_eq!(
        measured("市场主体由3万户增加到5万户，净增2万户。"),
        [
            "市场主体 30000户 Former",
            "市场主体 50000户 Amount",
            "市场主体 20000户 Rise"
        ]
    );
    assert_eq!(
        measured("为25家企业和300人发放稳岗补贴200万元。"),
        [
            "企业 25家 Amount",
            " 300人 Amount",
            "稳岗补贴 2000000元 Amount"
        ]
    );
    assert_eq!(
        measured("水质达标率低于全市1.5个百分点。"),
        ["水质达标率 -1.5个百分点 Gap"]
    );
}

#[test]
fn names_and_places_in_a_row_measure_nothing() {
    let none: Vec<String> = Vec::new();
    let names = "围绕“十四五”规划，第3届论坛、5G基站、“1+8+N”体系、第12条、7·22事件、12345热线，列全市第2位。";
    assert_eq!(measured(names), none);
    let times = "2021年是建党100周年，面向2035年远景目标，办好2023国际马拉松。";
    assert_eq!(measured(times), none);
}

#[test]
fn strength_is_told_where_one_word_takes_the_place_of_another() {
    let told = |a: &str, b: &str| -> Vec<String> {
        let review = "全年经济总体平稳，质量稳步提升。";
        let (x, y) = two([review, review], [a, b]);
        let c = compare::compare(&x, &y, Some(Depth::Revision));
        c.tones
            .iter()
            .map(|t| format!("{}→{} {:?}", t.a.of(&x.text), t.b.of(&y.text), t.firmness))
            .collect()
    };
    for (a, b, change) in [
        (
            "探索农村集体产权制度改革工作。",
            "全面实施农村集体产权制度改革工作。",
            "探索→全面实施 Hardened",
        ),
        (
            "鼓励企业建设公共充电设施网络。",
            "支持企业建设公共充电设施网络。",
            "鼓励→支持 Hardened",
        ),
        (
            "年内基本消除城市建成区黑臭水体。",
            "年内全面消除城市建成区黑臭水体。",
            "基本→全面 Hardened",
        ),
        (
            "确保年底前完成主体工程建设任务。",
            "力争年底前完成主体工程建设任务。",
            "确保→力争 Softened",
        ),
        (
            "力争年底前完成主体工程建设任务。",
            "年底前完成主体工程建设任务。",
            "力争→ Hardened",
        ),
        (
            "年内消除城市建成区全部黑臭水体。",
            "年内基本消除城市建成区全部黑臭水体。",
            "→基本 Softened",
        ),
    ] {
        assert_eq!(told(a, b), [change], "{a} {b}");
    }
    for (a, b) in [
        (
            "大力发展现代服务业和先进制造业。",
            "大力发展现代服务业和智能制造业。",
        ),
        (
            "办好家门口的优质学校和幼儿园。",
            "办好家门口的优质学校和幼儿园，确保老人老有所养、困难群众求助有门。",
        ),
    ] {
        assert!(told(a, b).is_empty(), "{a} {b}");
    }
}

/// Whether a token boundary stands between two digits of one width.
fn cuts_digits(text: &str, span: Span) -> bool {
    let tokens = duizhao::text::token::tokens(text, span);
    tokens.windows(2).any(|w| {
        let last = w[0].of(text).chars().next_back().unwrap();
        let first = w[1].of(text).chars().next().unwrap();
        last.is_ascii_digit() && first.is_ascii_digit()
    })
}

#[test]
fn no_digits_are_cut_in_any_given_report() {
    for set in ["seeds", "cities-2024", "provinces-2025"] {
        let Some(folder) = shared(&format!("reports/{set}")) else {
            continue;
        };
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let report = read(&fs::read_to_string(&path).unwrap());
            for sentence in &report.sentences {
                let mut end = sentence.span.start();
                for figure in number::figures(&report.folded, sentence.span) {
                    assert!(figure.span.start() >= end && sentence.span.covers(figure.span));
                    end = figure.span.end();
                }
                assert!(
                    !cuts_digits(&report.folded, sentence.span),
                    "{}: {}",
                    path.display(),
                    report.reading(sentence.span)
                );
            }
            for m in figure::measures(&report) {
                assert!(!m.what.is_empty() && !m.figure.span.is_empty());
                let whole = report.sentences[m.sentence.index()].span;
                assert!(whole.covers(m.what) && whole.covers(m.figure.span));
            }
        }
    }
}

proptest! {
    #[test]
    fn random_texts_are_read_without_cutting_digits(
        text in "[0-9０-９.．,，、%％:·+~至到第万亿千百十一二两三个年月日元亩家户增长占由与经济同步分别和均为左右以上约近超 A-CN-]{0,60}"
    ) {
        let whole = Span::new(0, text.len());
        let mut end = 0;
        for f in number::figures(&text, whole) {
            prop_assert!(f.span.start() >= end && !f.span.is_empty());
            end = f.span.end();
            if let (Some(low), Some(value)) = (f.low, f.value) {
                prop_assert!(low <= value);
            }
        }
        prop_assert!(!cuts_digits(&text, whole));
        let report = read(&format!("政府工作报告\n一、工作回顾\n{text}\n二、工作安排\n{text}\n"));
        for m in figure::measures(&report) {
            prop_assert!(report.sentences[m.sentence.index()].span.covers(m.figure.span));
            prop_assert!(!m.what.is_empty());
        }
        let c = compare::compare(&report, &report, Some(Depth::Parallel));
        for f in &c.figures {
            prop_assert!(f.delta == Some(Delta::Same) || f.delta.is_none() || !f.bound, "{:?}", f);
        }
    }
}
