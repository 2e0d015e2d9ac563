//! Figures: what they are, what they measure, and which of two reports belong together.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use duizhao::compare::figure::{self, Kind, Measure, Period};
use duizhao::compare::{self, Comparison, Delta, Depth, Firmness};
use duizhao::report::{Report, SourceInfo};
use duizhao::text::number::{self, Limit};
use duizhao::text::span::Span;
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
                    None => eprintln!("{key}: not read: {} {}{}", told.name, told.value, told.unit),
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
                eprintln!(
                    "{key}: also read: {} {}",
                    m.what.of(&report.text),
                    m.figure.span.of(&report.text)
                );
            }
        }
    }
    eprintln!("headline figures: {hits} of {wanted}, {extra} beside them");
    assert!(hits * 100 >= wanted * 97, "{hits} of {wanted}");
    assert!(extra * 100 <= hits * 10, "{extra} beside {hits}");
}
