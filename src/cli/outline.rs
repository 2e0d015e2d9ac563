//! `duizhao outline`: the sections of one report.

use std::fmt::Write as _;

use serde::Serialize;

use super::args::{Format, OneFile};
use super::desk::Desk;
use super::output::{Context, Ink, Side, Table, emit, emit_json, md_cell};
use super::{Exit, describe, input};
use crate::locale::Lang;
use crate::report::{Kind, Reason, Report, Section, SectionId};
use crate::text::fold;
use crate::text::safe::Safe;
use crate::text::span::Span;

#[derive(Serialize)]
struct OutlineJson {
    report: ReportJson,
    sections: Vec<SectionJson>,
    removed: Vec<LinesJson>,
    removed_parts: Vec<PartJson>,
}

#[derive(Serialize)]
struct ReportJson {
    #[serde(flatten)]
    identity: describe::IdentityJson,
    file: String,
    encoding: &'static str,
    traditional: bool,
    han: u32,
    doubts: Vec<describe::DoubtJson>,
}

#[derive(Serialize)]
struct SectionJson {
    id: u32,
    parent: Option<u32>,
    level: u8,
    marker: String,
    title: String,
    line: u32,
    column: u32,
    kind: &'static str,
    role: &'static str,
    run_in: bool,
    inside: bool,
    han: usize,
}

/// Whole lines that were taken out.
#[derive(Serialize, PartialEq, Eq, Debug)]
struct LinesJson {
    first_line: u32,
    last_line: u32,
    reason: &'static str,
}

/// Part of a line that was taken out.
#[derive(Serialize, PartialEq, Eq, Debug)]
struct PartJson {
    line: u32,
    column: u32,
    text: String,
    reason: &'static str,
}

/// A heading inside a paragraph is a lead, whatever it begins with.
fn kind_name(section: &Section) -> &'static str {
    if section.inside {
        Kind::Lead.name()
    } else {
        section.kind.name()
    }
}

/// Sorts the removed spans into whole lines and parts of lines. A line is whole when everything visible on it was
/// taken out, be it by several spans; blank lines between two whole ones of one reason do not part them.
fn removed_lines(report: &Report) -> (Vec<LinesJson>, Vec<PartJson>) {
    let mut whole: Vec<LinesJson> = Vec::new();
    let mut parts = Vec::new();
    let mut at = 0;
    let mut only_blank_since = true;
    for (number, line) in (1u32..).zip(report.text.split_inclusive('\n')) {
        let start = at + (line.len() - line.trim_start().len());
        let visible = Span::new(start, start + line.trim().len());
        let line_start = at;
        at += line.len();
        if visible.is_empty() {
            continue;
        }
        let first = report
            .removed
            .partition_point(|r| r.span.end() <= visible.start());
        let cut: Vec<(Span, Reason)> = report
            .removed
            .iter()
            .skip(first)
            .take_while(|r| r.span.start() < visible.end())
            .filter_map(|r| Some((r.span.intersect(visible)?, r.reason)))
            .collect();
        let Some(&(_, reason)) = cut.first() else {
            only_blank_since = false;
            continue;
        };
        let spans: Vec<Span> = cut.iter().map(|(s, _)| *s).collect();
        let all = visible
            .without(&spans)
            .iter()
            .all(|p| p.of(&report.text).trim().is_empty());
        if all {
            match whole.last_mut() {
                Some(last) if only_blank_since && last.reason == reason.name() => {
                    last.last_line = number;
                }
                _ => whole.push(LinesJson {
                    first_line: number,
                    last_line: number,
                    reason: reason.name(),
                }),
            }
            only_blank_since = true;
        } else {
            only_blank_since = false;
            for (span, reason) in cut {
                let before = Span::new(line_start, span.start()).of(&report.text);
                parts.push(PartJson {
                    line: number,
                    column: before.chars().count() as u32,
                    text: span.of(&report.text).to_owned(),
                    reason: reason.name(),
                });
            }
        }
    }
    (whole, parts)
}

fn section_json(report: &Report, id: SectionId, s: &Section) -> SectionJson {
    SectionJson {
        id: id.0,
        parent: s.parent.map(|p| p.0),
        level: s.level,
        marker: report.marker(id).to_owned(),
        title: report.title(id).trim().to_owned(),
        line: s.line,
        column: s.column,
        kind: kind_name(s),
        role: s.role.name(),
        run_in: s.run_in,
        inside: s.inside,
        han: fold::han_count(&report.reading(s.span)),
    }
}

/// Runs the verb.
///
/// # Errors
/// When the report cannot be read, or standard output fails.
pub fn run(args: &OneFile, desk: &Desk, cx: Context) -> anyhow::Result<Exit> {
    let report = input::report(&args.file, desk, cx)?;
    let (removed, removed_parts) = removed_lines(&report);
    let sections: Vec<SectionJson> = report
        .section_ids()
        // The title line, which stands for a report without headings, is none itself.
        .filter(|(_, s)| {
            report
                .paragraphs
                .get(report.speech_start as usize)
                .is_none_or(|p| s.heading.start() >= p.span.start())
        })
        .map(|(id, s)| section_json(&report, id, s))
        .collect();
    if cx.format == Format::Json {
        emit_json(&OutlineJson {
            report: ReportJson {
                identity: describe::identity(&report),
                file: describe::file(&report),
                encoding: report.source.encoding,
                traditional: report.traditional,
                han: report.han,
                doubts: describe::doubts(&report),
            },
            sections,
            removed,
            removed_parts,
        })?;
        return Ok(Exit::Fine);
    }
    match cx.format {
        Format::Csv => {
            emit(&csv(&sections).render(cx))?;
            return Ok(Exit::Fine);
        }
        Format::Md => {
            emit(&nested_list(&sections, cx))?;
            return Ok(Exit::Fine);
        }
        _ => {}
    }
    let mut table = Table::new(&[
        (cx.say("行", "line"), Side::Right),
        (cx.say("列", "column"), Side::Right),
        (cx.say("性质", "role"), Side::Left),
        (cx.say("形式", "kind"), Side::Left),
        (cx.say("字数", "han"), Side::Right),
        (cx.say("章节", "section"), Side::Left),
    ]);
    for s in &sections {
        let indent = "  ".repeat(usize::from(s.level.saturating_sub(1)));
        table.row(&[
            s.line.to_string(),
            s.column.to_string(),
            s.role.to_owned(),
            s.kind.to_owned(),
            s.han.to_string(),
            format!("{indent}{}{}", s.marker, s.title),
        ]);
    }
    let mut out = facts(&report, &removed, &removed_parts, cx);
    if sections.is_empty() {
        out.push_str(cx.say("没有找到标题\n", "no headings were found\n"));
    } else {
        out.push_str(&table.render(cx));
    }
    emit(&out)?;
    Ok(Exit::Fine)
}

/// One row per section; `parent` is empty at the top.
fn csv(sections: &[SectionJson]) -> Table {
    let mut table = Table::new(&[
        ("id", Side::Right),
        ("parent", Side::Right),
        ("level", Side::Right),
        ("marker", Side::Left),
        ("title", Side::Left),
        ("line", Side::Right),
        ("column", Side::Right),
        ("role", Side::Left),
        ("kind", Side::Left),
        ("han", Side::Right),
    ]);
    for s in sections {
        table.row(&[
            s.id.to_string(),
            s.parent.map_or_else(String::new, |p| p.to_string()),
            s.level.to_string(),
            s.marker.clone(),
            s.title.clone(),
            s.line.to_string(),
            s.column.to_string(),
            s.role.to_owned(),
            s.kind.to_owned(),
            s.han.to_string(),
        ]);
    }
    table
}

/// A list of Markdown, nested as the sections are.
fn nested_list(sections: &[SectionJson], cx: Context) -> String {
    let mut out = String::new();
    // By section: how many stand above it. The level would leave gaps where one is passed over.
    let mut depths: Vec<usize> = Vec::with_capacity(sections.len());
    for s in sections {
        let depth = s
            .parent
            .and_then(|p| depths.get(p as usize))
            .map_or(0, |above| above + 1);
        depths.push(depth);
        let heading = md_line(&Safe::new(&format!("{}{}", s.marker, s.title)));
        let line = match cx.lang {
            Lang::Zh => format!("（#{}，{} 级，第 {} 行）", s.id, s.level, s.line),
            Lang::En => format!(" (#{}, level {}, line {})", s.id, s.level, s.line),
        };
        let _ = writeln!(out, "{}- {heading}{line}", "  ".repeat(depth));
    }
    out
}

/// Text at the beginning of a list item: `1.` and `-` there would begin another list, `#` a heading.
fn md_line(text: &Safe) -> String {
    let escaped = md_cell(text.as_str());
    let digits = escaped.bytes().take_while(u8::is_ascii_digit).count();
    let at = match escaped.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => digits,
        Some(b'-' | b'+' | b'#') if digits == 0 => 0,
        _ => return escaped,
    };
    let (before, after) = escaped.split_at(at);
    format!("{before}\\{after}")
}

/// The year, or about when the report was written and what tells so: `未知（约2009–2010，推断：……）`.
fn year_fact(report: &Report, cx: Context) -> Option<String> {
    let year = describe::year(report).map(|y| y.to_string());
    year.or_else(|| {
        let about = describe::about(report, cx.lang)?;
        let how = &report.identity.dated.as_ref()?.how;
        let how = how.sentence(cx.lang);
        Some(match cx.lang {
            Lang::Zh => format!("未知（{about}，推断：{how}）"),
            Lang::En => format!("unknown ({about}, inferred: {how})"),
        })
    })
}

/// The identity above the table, doubts and removed lines included.
fn facts(report: &Report, removed: &[LinesJson], parts: &[PartJson], cx: Context) -> String {
    let id = describe::identity(report);
    let unknown = cx.say("未知", "unknown").to_owned();
    let rows = [
        (cx.say("题目", "title"), id.title),
        (cx.say("地区", "place"), id.place),
        (cx.say("年度", "year"), year_fact(report, cx)),
        (cx.say("日期", "date"), id.delivered_on),
        (cx.say("会议", "meeting"), id.meeting),
        (cx.say("报告人", "speaker"), id.speaker),
    ];
    let years = [
        (cx.say("回顾", "reviewed"), &report.identity.reviewed),
        (cx.say("计划", "planned"), &report.identity.planned),
    ];
    let years = years
        .into_iter()
        .filter_map(|(name, years)| Some((name, Some(describe::years(years, cx.lang)?))));
    let mut out = String::new();
    for (name, value) in rows.into_iter().chain(years) {
        let value = Safe::new(&value.unwrap_or_else(|| unknown.clone()));
        let _ = writeln!(
            out,
            "{}{}{value}",
            cx.paint(Ink::Faint, name),
            cx.say("：", ": ")
        );
    }
    if !removed.is_empty() || !parts.is_empty() {
        let lines: u32 = removed.iter().map(|r| r.last_line - r.first_line + 1).sum();
        let text = match cx.lang {
            Lang::Zh => format!("剔除：{lines} 行，行内 {} 处\n", parts.len()),
            Lang::En => {
                format!("removed: {lines} lines, {} parts of lines\n", parts.len())
            }
        };
        out.push_str(&text);
    }
    for doubt in &report.doubts {
        let _ = writeln!(
            out,
            "{}{}",
            cx.say("疑点：", "doubt: "),
            Safe::new(doubt.sentence(cx.lang))
        );
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use std::sync::Arc;

    use super::*;
    use crate::report::{Removed, SourceInfo};

    fn report(text: &str, removed: &[(&str, Reason)]) -> Report {
        let mut report = Report::read(Arc::from(text), SourceInfo::default());
        report.removed = removed
            .iter()
            .map(|(piece, reason)| {
                let at = text.find(piece).unwrap();
                Removed {
                    span: Span::new(at, at + piece.len()),
                    reason: *reason,
                }
            })
            .collect();
        report
    }

    #[test]
    fn a_removed_part_of_a_line_is_no_removed_line() {
        let r = report(
            "甲\n乙（鼓掌）\n丙\n",
            &[("（鼓掌）", Reason::StageDirection)],
        );
        let (whole, parts) = removed_lines(&r);
        assert_eq!(whole, []);
        assert_eq!(
            (parts[0].line, parts[0].column, parts[0].text.as_str()),
            (2, 1, "（鼓掌）")
        );
    }

    #[test]
    fn a_number_at_the_head_of_a_list_item_begins_no_other_list() {
        let line = |text| md_line(&Safe::new(text));
        assert_eq!(line("1.办好实事"), "1\\.办好实事");
        assert_eq!(line("12)办好实事"), "12\\)办好实事");
        assert_eq!(line("-办好*实事"), "\\-办好\\*实事");
        assert_eq!(line("一、2.5万户"), "一、2.5万户");
    }

    #[test]
    fn lines_of_one_reason_join_over_blank_lines() {
        let r = report(
            "甲\n\n乙\n丙\n丁\n",
            &[
                ("甲", Reason::Head),
                ("乙", Reason::Head),
                ("丁", Reason::Foot),
            ],
        );
        let (whole, parts) = removed_lines(&r);
        let lines: Vec<_> = whole
            .iter()
            .map(|l| (l.first_line, l.last_line, l.reason))
            .collect();
        assert_eq!(lines, [(1, 3, "head"), (5, 5, "foot")]);
        assert_eq!(parts, []);
    }

    #[test]
    fn several_spans_may_take_a_line_together() {
        let r = report("甲 乙\n丙\n", &[("甲", Reason::Head), ("乙", Reason::Head)]);
        let (whole, parts) = removed_lines(&r);
        assert_eq!((whole.len(), parts.len()), (1, 0));
    }
}
