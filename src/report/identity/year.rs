//! The nominal year: the year whose plan a report sets out.
//!
//! Taken from what states it best: title, plan headings, delivery, review headings, targets. Never from a page's date or a file's
//! name. Must not know of places.

use super::head::{Zone, is_numeral, year_in, years_in};
use super::{Confidence, Evidence, How, Year};
use crate::report::Section;
use crate::report::clean::Cleaned;
use crate::report::clean::chars::{Chars, ends_any, has, has_any, is_stop, starts};
use crate::text::span::Span;

/// Words of a heading that looks back.
const BACK: [&str; 8] = [
    "回顾", "完成", "报告", "过去", "总结", "成就", "取得", "以来",
];

/// Words of a heading over a longer time, in which a year is an end and not the plan's.
const LONG: [&str; 6] = ["时期", "五年", "规划", "远景", "纲要", "届"];

/// Reads the year. `delivered` is the date of delivery where it is known.
pub fn read(
    text: &str,
    folded: &str,
    cleaned: &Cleaned,
    sections: &[Section],
    zone: &Zone,
    title: Option<usize>,
    delivered: Option<&Evidence<String>>,
) -> Option<Evidence<Year>> {
    let evidence = |year: u16, span: Span, how: How, confidence| Evidence {
        value: Year(year),
        span: Some(span),
        how,
        confidence,
    };
    let in_line = |chars: &Chars, how: How| {
        year_in(chars.all())
            .map(|(at, year)| evidence(year, chars.span(text, at, at + 5), how, Confidence::Stated))
    };
    let headings: Vec<Chars> = headings(folded, cleaned, sections);
    let plan = headings
        .iter()
        .filter_map(|h| planned(h.all()).map(|(at, year)| (year, at, h)))
        .max_by_key(|p| p.0);

    if let Some(line) = title.and_then(|t| zone.lines.get(t))
        && let Some(year) = in_line(&line.chars, How::Title)
    {
        return Some(year);
    }
    if let Some(delivered) = delivered {
        let mut parts = delivered
            .value
            .split('-')
            .filter_map(|p| p.parse::<u16>().ok());
        if let (Some(year), Some(month)) = (parts.next(), parts.next()) {
            // Congresses at the end of a year set out the next one's plan.
            if month >= 11
                && let Some((planned, at, heading)) = plan
                && planned == year + 1
            {
                let span = heading.span(text, at, at + 5);
                return Some(evidence(planned, span, How::Heading, Confidence::Stated));
            }
            return Some(Evidence {
                value: Year(year),
                span: delivered.span,
                how: How::Delivery,
                confidence: Confidence::Stated,
            });
        }
    }
    // 2024年1月, alone below the title.
    let month = zone.stating().find_map(|(i, line)| {
        let below = title.is_some_and(|t| i > t && i <= t + 3);
        (below && is_month(line.chars.all()))
            .then(|| in_line(&line.chars, How::DateBelowTitle))
            .flatten()
    });
    let stated = zone.stating().find_map(|(_, line)| {
        has_any(line.chars.all(), &["会议", "工作报告"])
            .then(|| in_line(&line.chars, How::MeetingOrReportLine))
            .flatten()
    });
    if stated.is_some() || month.is_some() {
        return stated.or(month);
    }
    if let Some((year, at, heading)) = plan {
        return Some(evidence(
            year,
            heading.span(text, at, at + 5),
            How::Heading,
            Confidence::Likely,
        ));
    }
    let reviewed = headings
        .iter()
        .filter(|h| has_any(h.all(), &["回顾", "主要工作", "工作情况", "工作总结"]))
        .filter_map(|h| {
            years_in(h.all())
                .max_by_key(|y| y.1)
                .map(|(at, year)| (year, at, h))
        })
        .max_by_key(|y| y.0);
    if let Some((year, at, heading)) = reviewed {
        let span = heading.span(text, at, at + 5);
        return Some(evidence(
            year + 1,
            span,
            How::AfterReviewed,
            Confidence::Likely,
        ));
    }
    in_speech(text, folded, cleaned)
        .map(|(year, span, how)| evidence(year, span, how, Confidence::Likely))
}

/// Whether a line is a year and a month and nothing more: 2024年1月, (二〇二四年一月).
fn is_month(line: &[char]) -> bool {
    let line = match line {
        ['(', inner @ .., ')'] => inner,
        all => all,
    };
    let month = line.get(5..).unwrap_or(&[]);
    year_in(line).is_some_and(|(at, _)| at == 0)
        && (2..=3).contains(&month.len())
        && month.last() == Some(&'月')
        && month.iter().rev().skip(1).all(|&c| is_numeral(c))
}

/// Headings of levels 1 and 2; where there is no outline, short lines.
fn headings(folded: &str, cleaned: &Cleaned, sections: &[Section]) -> Vec<Chars> {
    let of_outline = sections.iter().filter(|s| s.level <= 2).map(|s| s.title);
    let short_lines = cleaned
        .paragraphs
        .iter()
        .skip(cleaned.speech_start as usize)
        .copied()
        .filter(|p| p.len() <= 96 && sections.is_empty());
    of_outline
        .chain(short_lines)
        .map(|span| Chars::read(folded, span, &cleaned.gaps))
        .collect()
}

/// The year that a heading plans for: where, and the year.
fn planned(heading: &[char]) -> Option<(usize, u16)> {
    if has_any(heading, &BACK) {
        return None;
    }
    years_in(heading)
        .filter(|&(at, _)| {
            // The end of a range, 2021—2025年.
            let before = at.checked_sub(1).and_then(|i| heading.get(i));
            if before.is_some_and(|c| "—-–~至到".contains(*c)) {
                return false;
            }
            let after = heading.get(at + 5..).unwrap_or(&[]);
            let soon = after.get(..after.len().min(10)).unwrap_or(after);
            let work = has_any(
                soon,
                &[
                    "工作", "任务", "安排", "重点", "计划", "建议", "目标", "预期", "总体", "思路",
                    "要求", "打算", "部署", "政府", "发展", "经济",
                ],
            );
            work && !has_any(soon, &LONG)
        })
        .max_by_key(|y| y.1)
}

/// `20xx年…预期目标` in the speech; else the year that its first paragraphs call the past one.
fn in_speech(text: &str, folded: &str, cleaned: &Cleaned) -> Option<(u16, Span, How)> {
    let (from, to) = (cleaned.speech_start as usize, cleaned.speech_end as usize);
    let speech = || cleaned.paragraphs.iter().take(to).skip(from);
    for &paragraph in speech() {
        if !paragraph.of(folded).contains("预期目标") {
            continue;
        }
        let chars = Chars::read(folded, paragraph, &cleaned.gaps);
        let all = chars.all();
        for (at, year) in years_in(all) {
            let after = all.get(at + 5..).unwrap_or(&[]);
            let clause = after.iter().take(40).take_while(|&&c| c != '。').count();
            let clause = after.get(..clause).unwrap_or(&[]);
            if has(clause, "预期目标") && !has_any(clause, &["完成", "实现了", "好于", "达到"])
            {
                return Some((year, chars.span(text, at, at + 5), How::ExpectedAims));
            }
        }
    }
    past_year(text, folded, cleaned).map(|(year, span)| (year + 1, span, How::PastYear))
}

/// The year under review, by the first paragraphs: 刚刚过去的2023年, 2023年是全面贯彻…的开局之年.
pub fn past_year(text: &str, folded: &str, cleaned: &Cleaned) -> Option<(u16, Span)> {
    let (from, to) = (cleaned.speech_start as usize, cleaned.speech_end as usize);
    for &paragraph in cleaned.paragraphs.iter().take(to).skip(from).take(6) {
        let chars = Chars::read(folded, paragraph, &cleaned.gaps);
        let all = chars.get(0, 400);
        for (at, year) in years_in(all) {
            let (before, after) = (
                all.get(..at).unwrap_or(&[]),
                all.get(at + 5..).unwrap_or(&[]),
            );
            let opens = at == 0 || before.last().is_some_and(|&c| is_stop(c));
            let clause = after.get(..after.len().min(40)).unwrap_or(after);
            let past = ends_any(before, &["过去的", "过去一年", "即将过去的"]);
            let reviewed = opens
                && (starts(clause, "是") || starts(clause, ",是"))
                && has_any(clause, &["的一年", "之年"]);
            if past || reviewed {
                return Some((year, chars.span(text, at, at + 5)));
            }
        }
    }
    None
}
