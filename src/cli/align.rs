//! `duizhao align`: which section corresponds to which.

use serde::Serialize;

use super::args::{Format, TwoFiles};
use super::desk::Desk;
use super::output::{Context, Side, Table, emit, emit_json, note};
use super::{Exit, describe, input};
use crate::compare::{self, LinkReason, Links, Maker, Nearest};
use crate::locale::Lang;
use crate::report::library::{Catalogue, Judgement};
use crate::report::{Report, SectionId};

#[derive(Serialize)]
struct AlignJson {
    a: String,
    b: String,
    depth: &'static str,
    near_share: f32,
    links: Vec<LinkJson>,
    /// Pairs that the reader said do not correspond.
    broken: Vec<PairJson>,
}

#[derive(Serialize)]
struct PairJson {
    a: u32,
    b: u32,
}

#[derive(Serialize)]
struct LinkJson {
    a: Option<u32>,
    b: Option<u32>,
    score: f32,
    reasons: Vec<ReasonJson>,
    /// Who made it; none where there is no counterpart.
    by: Option<&'static str>,
    /// The nearest section that was not taken.
    nearest: Option<NearestJson>,
}

#[derive(Serialize)]
struct ReasonJson {
    reason: &'static str,
    share: f32,
}

#[derive(Serialize)]
struct NearestJson {
    section: u32,
    score: f32,
}

/// One row of the alignment.
struct Row {
    a: Option<SectionId>,
    b: Option<SectionId>,
    score: f32,
    reasons: Vec<(LinkReason, f32)>,
    by: Option<Maker>,
    nearest: Option<Nearest>,
}

/// Every section of A with its counterparts, then what only B has, in B's order.
fn rows(a: &Report, b: &Report, links: &Links) -> Vec<Row> {
    let mut rows = Vec::new();
    let linked = |of: &[Vec<u32>], id: SectionId| of.get(id.index()).is_some_and(|l| !l.is_empty());
    for (id, _) in a.section_ids() {
        if linked(&links.of_a, id) {
            for &i in links.of_a.get(id.index()).into_iter().flatten() {
                if let Some(link) = links.links.get(i as usize) {
                    rows.push(Row {
                        a: Some(id),
                        b: Some(link.b),
                        score: link.score,
                        reasons: link.reasons.clone(),
                        by: Some(link.by),
                        nearest: links.nearest_a.get(id.index()).copied().flatten(),
                    });
                }
            }
        } else {
            rows.push(Row {
                a: Some(id),
                b: None,
                score: 0.0,
                reasons: Vec::new(),
                by: None,
                nearest: links.nearest_a.get(id.index()).copied().flatten(),
            });
        }
    }
    for (id, _) in b.section_ids() {
        if !linked(&links.of_b, id) {
            rows.push(Row {
                a: None,
                b: Some(id),
                score: 0.0,
                reasons: Vec::new(),
                by: None,
                nearest: links.nearest_b.get(id.index()).copied().flatten(),
            });
        }
    }
    rows
}

/// The reason in the reader's language.
pub fn reason_word(reason: LinkReason, lang: Lang) -> &'static str {
    match reason {
        LinkReason::Heading => lang.pick("标题", "heading"),
        LinkReason::Theme => lang.pick("主题", "theme"),
        LinkReason::Body => lang.pick("正文", "body"),
        LinkReason::Position => lang.pick("位置", "position"),
    }
}

/// Who made a link, in the reader's language.
pub fn maker_word(maker: Maker, lang: Lang) -> &'static str {
    match maker {
        Maker::Program => lang.pick("程序", "program"),
        Maker::Reader => lang.pick("本人", "reader"),
    }
}

/// One row per link; the cells of a side without counterpart are empty, and so are score and maker. At the end the pairs that the reader
/// broke, made by `broken`.
fn csv(a: &Report, b: &Report, rows: &[Row], broken: &[(SectionId, SectionId)]) -> Table {
    let mut table = Table::new(&[
        ("score", Side::Right),
        ("reasons", Side::Left),
        ("a_id", Side::Right),
        ("a_line", Side::Right),
        ("a", Side::Left),
        ("b_id", Side::Right),
        ("b_line", Side::Right),
        ("b", Side::Left),
        ("by", Side::Left),
    ]);
    let side = |report: &Report, id: Option<SectionId>| -> [String; 3] {
        id.and_then(|id| Some((id, report.section(id)?)))
            .map_or_else(Default::default, |(id, section)| {
                [
                    id.0.to_string(),
                    section.line.to_string(),
                    describe::heading(report, id),
                ]
            })
    };
    for row in rows {
        let [a_id, a_line, a] = side(a, row.a);
        let [b_id, b_line, b] = side(b, row.b);
        let linked = row.a.is_some() && row.b.is_some();
        let reasons: Vec<&str> = row.reasons.iter().map(|(r, _)| r.name()).collect();
        table.row(&[
            if linked {
                format!("{:.3}", row.score)
            } else {
                String::new()
            },
            reasons.join("+"),
            a_id,
            a_line,
            a,
            b_id,
            b_line,
            b,
            row.by.map_or_else(String::new, |by| by.name().to_owned()),
        ]);
    }
    for &(x, y) in broken {
        let [a_id, a_line, a] = side(a, Some(x));
        let [b_id, b_line, b] = side(b, Some(y));
        let cells = [
            String::new(),
            String::new(),
            a_id,
            a_line,
            a,
            b_id,
            b_line,
            b,
            "broken".to_owned(),
        ];
        table.row(&cells);
    }
    table
}

/// Says which of the reader's words on links are on sections that are not found in these texts any more.
fn tell_lost(a: &Report, b: &Report, catalogue: &Catalogue, cx: Context) {
    let mut told: Vec<&Judgement> = Vec::new();
    for judgement in catalogue.lost(a).into_iter().chain(catalogue.lost(b)) {
        if told.contains(&judgement) {
            continue;
        }
        told.push(judgement);
        let (x, y) = (&judgement.a.title, &judgement.b.title);
        note(&match cx.lang {
            Lang::Zh => format!(
                "文库里记着“{x}”与“{y}”的对应，其中有一节现在读不出来了，这一条没有用上；文库里仍留着"
            ),
            Lang::En => format!(
                "the library has your word on the sections “{x}” and “{y}”, but one of them is not found any more: it was not used, and is kept"
            ),
        });
    }
}

/// Runs the verb.
///
/// # Errors
/// When a report cannot be read, or standard output fails.
pub fn run(args: &TwoFiles, desk: &Desk, cx: Context) -> anyhow::Result<Exit> {
    let (a, b) = (
        input::report(&args.a, desk, cx)?,
        input::report(&args.b, desk, cx)?,
    );
    let nearness = compare::nearness(&a, &b);
    let catalogue = desk.catalogue(cx);
    tell_lost(&a, &b, catalogue, cx);
    let links = compare::link_with(&a, &b, &catalogue.judged(&a, &b));
    let rows = rows(&a, &b, &links);
    if cx.format == Format::Json {
        emit_json(&AlignJson {
            a: describe::file(&a),
            b: describe::file(&b),
            depth: nearness.depth.name(),
            near_share: nearness.share,
            links: rows
                .into_iter()
                .map(|row| LinkJson {
                    a: row.a.map(|s| s.0),
                    b: row.b.map(|s| s.0),
                    score: row.score,
                    reasons: row
                        .reasons
                        .iter()
                        .map(|(reason, share)| ReasonJson {
                            reason: reason.name(),
                            share: *share,
                        })
                        .collect(),
                    by: row.by.map(Maker::name),
                    nearest: row.nearest.map(|n| NearestJson {
                        section: n.section.0,
                        score: n.score,
                    }),
                })
                .collect(),
            broken: links
                .broken
                .iter()
                .map(|&(a, b)| PairJson { a: a.0, b: b.0 })
                .collect(),
        })?;
        return Ok(Exit::Fine);
    }
    if cx.format == Format::Csv {
        emit(&csv(&a, &b, &rows, &links.broken).render(cx))?;
        return Ok(Exit::Fine);
    }
    let (name_a, name_b) = (describe::label(&a), describe::label(&b));
    let mut table = Table::new(&[
        (cx.say("分数", "score"), Side::Right),
        (cx.say("出自", "by"), Side::Left),
        (cx.say("依据", "reasons"), Side::Left),
        (&format!("A {name_a}"), Side::Left),
        (&format!("B {name_b}"), Side::Left),
    ]);
    let none = cx.say("（无对应）", "(no counterpart)");
    for row in &rows {
        let side = |report: &Report, id: Option<SectionId>| {
            id.map_or_else(|| none.to_owned(), |id| describe::heading(report, id))
        };
        let linked = row.a.is_some() && row.b.is_some();
        table.row(&[
            if linked {
                format!("{:.2}", row.score)
            } else {
                "-".to_owned()
            },
            row.by
                .map_or_else(String::new, |by| maker_word(by, cx.lang).to_owned()),
            row.reasons
                .iter()
                .map(|(r, _)| reason_word(*r, cx.lang))
                .collect::<Vec<_>>()
                .join("+"),
            side(&a, row.a),
            side(&b, row.b),
        ]);
    }
    for &(x, y) in &links.broken {
        table.row(&[
            "-".to_owned(),
            cx.say("已断开", "broken").to_owned(),
            String::new(),
            describe::heading(&a, x),
            describe::heading(&b, y),
        ]);
    }
    emit(&table.render(cx))?;
    Ok(Exit::Fine)
}
