//! The heat map: as a page that stands alone, with the passages behind its numbers, and as a picture.
//!
//! Invariants: no script, nothing fetched, no word of a report or a lexicon is markup; every number above zero on the page leads to sentences
//! below, [`MOST`] of them at the most, the lines of the rest being named; what a shade tells, the number tells as well.

use std::fmt::Write as _;
use std::ops::Range;

use super::Counted;
use super::lens::Passage;
use super::markdown::number;
use super::told::{Line, Source, Told};
use crate::export::document::Fact;
use crate::export::escape::xml;
use crate::export::html;
use crate::locale::Lang;
use crate::theme::Cell;

/// Sentences written out behind one number.
pub const MOST: usize = 20;
/// Sentences written out on a page; where there would be more, fewer stand behind each number, one at least.
pub const MOST_OF_ALL: usize = 40_000;
/// Lines named of the sentences that are not written out.
const NAMED: usize = 50;

const STYLE: &str = include_str!("../../../assets/heat.css");
/// Grounds of the shades, and the numbers on them: those of the palette 纸.
const SHADES: [(&str, &str); 6] = [
    ("#f7f2e7", "#98907f"),
    ("#ece4d3", "#2e2a24"),
    ("#d9cfba", "#2e2a24"),
    ("#bdb098", "#2e2a24"),
    ("#786c57", "#fbf7ee"),
    ("#4c4336", "#fbf7ee"),
];
/// What the shades 1 to 5 mean, in hits per thousand Han characters.
const STEPS: [&str; 5] = ["<0.25", "<0.6", "<1.1", "<2", "≥2"];

/// Columns of one group, or of one place within it.
struct Run<'a> {
    name: &'a str,
    columns: Range<usize>,
}

/// The columns cut where `key` changes, or the run around them ends.
fn runs<'a>(
    told: &'a Told<'_>,
    key: impl Fn(&'a crate::theme::matrix::Column) -> (&'a str, &'a str),
) -> Vec<Run<'a>> {
    let mut runs: Vec<Run<'a>> = Vec::new();
    let mut before = None;
    for (i, source) in told.columns.iter().enumerate() {
        let Some(column) = told.of.matrix.columns.get(source.column) else {
            continue;
        };
        let (around, name) = key(column);
        match runs.last_mut() {
            Some(run) if before == Some((around, name)) => run.columns.end = i + 1,
            _ => runs.push(Run {
                name,
                columns: i..i + 1,
            }),
        }
        before = Some((around, name));
    }
    runs
}

fn groups<'a>(told: &'a Told<'_>) -> Vec<Run<'a>> {
    runs(told, |c| ("", c.group.as_str()))
}

fn places<'a>(told: &'a Told<'_>) -> Vec<Run<'a>> {
    runs(told, |c| (c.group.as_str(), c.place.as_str()))
}

fn year<'a>(told: &'a Told<'_>, source: &Source<'_>) -> &'a str {
    let column = told.of.matrix.columns.get(source.column);
    column.map_or("", |c| c.year.as_str())
}

/// `老旧小区 · 沙河口区 2016：19 处，每千字 1.78`
fn meaning(told: &Told<'_>, line: Line<'_>, source: &Source<'_>, cell: Option<Cell>) -> String {
    let (theme, report) = (&line.theme.name, &source.name);
    match (cell, told.of.lang) {
        (None, Lang::Zh) => format!("{theme} · {report}：没有这一部分"),
        (None, Lang::En) => format!("{theme} · {report}: no such part"),
        (Some(c), Lang::Zh) => format!(
            "{theme} · {report}：{} 处，每千字 {:.2}（{} 字）",
            c.hits,
            c.per_mille,
            told.han(source)
        ),
        (Some(c), Lang::En) => format!(
            "{theme} · {report}: {} hits, {:.2} per thousand of {} Han characters",
            c.hits,
            c.per_mille,
            told.han(source)
        ),
    }
}

/// The page.
pub fn page(of: &Counted<'_>) -> String {
    let told = Told::of(of);
    let lang = of.lang;
    let mut out = html::begin(&told.title(), STYLE, lang);
    let mut facts = told.facts();
    let most = most(&told);
    facts.push(Fact {
        label: lang.pick("原文", "Passages"),
        value: match lang {
            Lang::Zh => format!("点数字看原文，每个数字最多 {most} 句，其余列出行号"),
            Lang::En => format!(
                "a number leads to its sentences, {most} at the most; of the rest the lines are named"
            ),
        },
    });
    html::facts(&facts, &mut out);
    legend(lang, &mut out);
    table(&told, &mut out);
    for line in told.lines() {
        theme(&told, line, most, &mut out);
    }
    sources(&told, &mut out);
    out.push_str("</body>\n</html>\n");
    out
}

/// Sentences behind one number, so that they are not too many in all.
fn most(told: &Told<'_>) -> usize {
    let hits: Vec<usize> = told
        .of
        .matrix
        .cells
        .iter()
        .flatten()
        .map(|c| c.hits as usize)
        .collect();
    let fits = |most: &usize| hits.iter().map(|h| h.min(most)).sum::<usize>() <= MOST_OF_ALL;
    (1..=MOST).rev().find(fits).unwrap_or(1)
}

fn legend(lang: Lang, out: &mut String) {
    let _ = write!(
        out,
        "<p class=\"legend steps\">{} ",
        lang.pick("深浅：每千字", "Shade: per thousand Han characters")
    );
    for (shade, step) in (1..).zip(STEPS) {
        let _ = write!(out, "<span class=\"s{shade}\">{}</span> ", xml(step));
    }
    let _ = writeln!(
        out,
        "{}</p>",
        lang.pick(
            "· 没有提到 <span class=\"none\">无</span>没有这一部分",
            "· not mentioned <span class=\"none\">n/a</span> no such part"
        )
    );
}

fn table(told: &Told<'_>, out: &mut String) {
    let lang = told.of.lang;
    out.push_str("<div class=\"scroll\">\n<table class=\"heat\">\n<thead>\n");
    let mut heads = |class: &str, first: &str, last: &str, runs: Vec<Run<'_>>| {
        let _ = write!(
            out,
            "<tr class=\"{class}\"><th></th><th scope=\"col\">{first}</th>"
        );
        for run in runs {
            let scope = if class == "year" { "col" } else { "colgroup" };
            let name = match run.columns.len() {
                // Years stand over one report each, which is told below.
                1 if class == "year" => {
                    format!("<a href=\"#r{}\">{}</a>", run.columns.start, xml(run.name))
                }
                _ => xml(run.name),
            };
            let n = run.columns.len();
            let _ = write!(
                out,
                "<th scope=\"{scope}\" colspan=\"{n}\" title=\"{}\" style=\"max-width:{}em\">{name}</th>",
                xml(run.name),
                n * 4
            );
        }
        let _ = writeln!(out, "<th scope=\"col\">{last}</th></tr>");
    };
    heads("group", "", "", groups(told));
    heads("place", "", "", places(told));
    let years = told.columns.iter().enumerate().map(|(i, source)| Run {
        name: year(told, source),
        columns: i..i + 1,
    });
    heads(
        "year",
        lang.pick("主题", "Theme"),
        lang.pick("合计", "Total"),
        years.collect(),
    );
    out.push_str("</thead>\n");
    let mut before: Option<&str> = None;
    for line in told.lines() {
        let group = line.theme.group.as_str();
        if before != Some(group) {
            out.push_str(if before.is_some() {
                "</tbody>\n<tbody>\n"
            } else {
                "<tbody>\n"
            });
        }
        let named = if before == Some(group) { "" } else { group };
        before = Some(group);
        let _ = write!(
            out,
            "<tr><td class=\"total\">{}</td><th scope=\"row\"><a href=\"#t{}\" title=\"{}\">{}</a></th>",
            xml(named),
            line.row,
            xml(&line.theme.note),
            xml(&line.theme.name)
        );
        for (i, source) in told.columns.iter().enumerate() {
            let cell = told.cell(line, source);
            let shade = cell.map_or_else(|| "none".to_owned(), |c| format!("s{}", c.shade()));
            let said = number(cell, told.of.per_thousand, lang);
            let title = xml(&meaning(told, line, source, cell));
            let _ = if cell.is_some_and(|c| c.hits > 0) {
                write!(
                    out,
                    "<td class=\"{shade}\"><a href=\"#c{}-{i}\" title=\"{title}\">{said}</a></td>",
                    line.row
                )
            } else {
                write!(out, "<td class=\"{shade}\" title=\"{title}\">{said}</td>")
            };
        }
        let _ = writeln!(
            out,
            "<td class=\"total\"><a href=\"#t{}\">{}</a></td></tr>",
            line.row,
            told.total(line)
        );
    }
    if before.is_some() {
        out.push_str("</tbody>\n");
    }
    let _ = write!(
        out,
        "<tfoot><tr class=\"total\"><td></td><th scope=\"row\">{}</th>",
        lang.pick("合计", "Total")
    );
    for (i, source) in told.columns.iter().enumerate() {
        let total = told.of.matrix.column_total(source.column);
        let _ = write!(out, "<td><a href=\"#r{i}\">{total}</a></td>");
    }
    let _ = writeln!(
        out,
        "<td>{}</td></tr></tfoot>\n</table>\n</div>",
        told.hits()
    );
}

/// The passages of one theme.
fn theme(told: &Told<'_>, line: Line<'_>, most: usize, out: &mut String) {
    let lang = told.of.lang;
    let theme = line.theme;
    let _ = writeln!(
        out,
        "<section>\n<h2 id=\"t{}\">{} <small>{}</small></h2>",
        line.row,
        xml(&theme.name),
        xml(&theme.en)
    );
    let comma = lang.pick("、", ", ");
    let mut facts = Vec::new();
    for (label, value) in [
        (lang.pick("说明", "Note"), theme.note.clone()),
        (lang.pick("词条", "Terms"), theme.terms.join(comma)),
        (
            lang.pick("旧称", "Earlier wordings"),
            theme.earlier.join(comma),
        ),
    ] {
        if !value.is_empty() {
            facts.push(Fact { label, value });
        }
    }
    html::facts(&facts, out);
    for (i, source) in told.columns.iter().enumerate() {
        if let Some(cell) = told.cell(line, source).filter(|c| c.hits > 0) {
            passages(told, line, (i, source), cell, most, out);
        }
    }
    if told.total(line) == 0 {
        let none = lang.pick("没有一份报告提到。", "No report mentions it.");
        let _ = writeln!(out, "<p class=\"more\">{none}</p>");
    }
    out.push_str("</section>\n");
}

fn passages(
    told: &Told<'_>,
    line: Line<'_>,
    (column, source): (usize, &Source<'_>),
    cell: Cell,
    most: usize,
    out: &mut String,
) {
    let lang = told.of.lang;
    let found = told.passages(line, source);
    let share = match lang {
        Lang::Zh => format!("{} 处　每千字 {:.2}", cell.hits, cell.per_mille),
        Lang::En => format!(
            "{} hits, {:.2} per thousand Han characters",
            cell.hits, cell.per_mille
        ),
    };
    let _ = writeln!(
        out,
        "<h3 id=\"c{}-{column}\"><a href=\"#r{column}\">{}</a> <small>{share}</small></h3>",
        line.row,
        xml(&source.name)
    );
    let mut before = None;
    for passage in found.iter().take(most) {
        if before != Some(passage.section) {
            let role = passage.role_word;
            let crumb = xml(&passage.breadcrumb);
            let _ = writeln!(out, "<p class=\"crumb\">{crumb} <small>{role}</small></p>");
        }
        before = Some(passage.section);
        let _ = writeln!(
            out,
            "<p class=\"passage\">{} <small class=\"line\">{}</small></p>",
            words(passage),
            xml(&passage.source(lang))
        );
    }
    let rest = found.get(most..).unwrap_or_default();
    if !rest.is_empty() {
        let lines: Vec<String> = rest
            .iter()
            .take(NAMED)
            .map(|p| p.line.to_string())
            .collect();
        let more = if rest.len() > NAMED { " …" } else { "" };
        let (n, lines) = (rest.len(), lines.join(lang.pick("、", ", ")));
        let said = match lang {
            Lang::Zh => format!("另有 {n} 句，在第 {lines}{more} 行"),
            Lang::En => format!("{n} more, on lines {lines}{more}"),
        };
        let _ = writeln!(out, "<p class=\"more\">{said}</p>");
    }
}

fn words(passage: &Passage) -> String {
    let mut out = String::new();
    for run in &passage.runs {
        let text = xml(&run.text);
        let _ = if run.hit {
            write!(out, "<mark>{text}</mark>")
        } else {
            write!(out, "{text}")
        };
    }
    out
}

/// The reports with their files.
fn sources(told: &Told<'_>, out: &mut String) {
    let lang = told.of.lang;
    let _ = writeln!(out, "<h2>{}</h2>", lang.pick("报告", "Reports"));
    let heads = match lang {
        Lang::Zh => ["报告", "字数", "合计", "文件", "指纹"],
        Lang::En => ["Report", "Han", "Total", "File", "Fingerprint"],
    };
    out.push_str("<table>\n<thead><tr>");
    for head in heads {
        let _ = write!(out, "<th scope=\"col\">{head}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for (i, source) in told.columns.iter().enumerate() {
        let _ = writeln!(
            out,
            "<tr id=\"r{i}\"><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td>{}</td><td><small>{}</small></td></tr>",
            xml(&source.name),
            told.han(source),
            told.of.matrix.column_total(source.column),
            xml(&source.file()),
            source.id()
        );
    }
    out.push_str("</tbody>\n</table>\n");
}

/// Measures of the picture, in pixels: a cell with the gap after it, between groups, of a Han character, of the edge, of the heads.
const CELL: (usize, usize) = (54, 20);
const GAP: (usize, usize) = (14, 8);
const HAN: usize = 13;
const EDGE: usize = 20;
const HEADS: usize = 62;

/// Width of a text in pixels.
fn wide(text: &str) -> usize {
    let cells = crate::text::width::text(text, crate::text::width::Ambiguous::Narrow);
    usize::from(cells) * HAN / 2
}

/// As much of a text as fits.
fn fitting(text: &str, room: usize) -> String {
    if wide(text) <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        out.push(c);
        if wide(&out) + HAN > room {
            out.pop();
            break;
        }
    }
    out.push('…');
    out
}

/// A picture that is being drawn.
struct Picture {
    out: String,
}

impl Picture {
    fn text(&mut self, (x, y): (usize, usize), anchor: &str, fill: &str, bold: bool, text: &str) {
        let weight = if bold { " font-weight=\"bold\"" } else { "" };
        let _ = writeln!(
            self.out,
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" fill=\"{fill}\"{weight}>{}</text>",
            xml(text)
        );
    }

    fn ground(&mut self, (x, y): (usize, usize), (w, h): (usize, usize), fill: &str) {
        let _ = writeln!(
            self.out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" fill=\"{fill}\"/>"
        );
    }
}

/// The picture.
pub fn picture(of: &Counted<'_>) -> String {
    const TEXT: &str = "#2e2a24";
    const MUTED: &str = "#6c6456";
    let told = Told::of(of);
    let lang = of.lang;
    let groups = groups(&told);
    let lines: Vec<Line<'_>> = told.lines().collect();
    let name = lines.iter().map(|l| wide(&l.theme.name)).max().unwrap_or(0);
    let group = lines
        .iter()
        .map(|l| wide(&l.theme.group))
        .max()
        .unwrap_or(0);
    let left = EDGE + group + 8 + name + 8;
    // The left edge of every column.
    let mut at = Vec::new();
    let mut x = left;
    for run in &groups {
        x += if run.columns.start > 0 { GAP.0 } else { 0 };
        for _ in run.columns.clone() {
            at.push(x);
            x += CELL.0;
        }
    }
    let total = x + 60;
    let top = EDGE + 24 + HEADS;
    let mut y = top;
    let mut rows = Vec::new();
    let mut before: Option<&str> = None;
    for line in &lines {
        if before.is_some_and(|b| b != line.theme.group) {
            y += GAP.1;
        }
        rows.push((y, before != Some(line.theme.group.as_str())));
        before = Some(&line.theme.group);
        y += CELL.1;
    }
    let facts: Vec<String> = told
        .facts()
        .iter()
        .map(|f| format!("{} {}", f.label, f.value))
        .collect();
    let facts = facts.join("　");
    let (w, h) = (
        (total + EDGE)
            .max(left + 5 * 60 + 360)
            .max(wide(&facts) + 2 * EDGE),
        y + 30 + 24 + 30 + EDGE,
    );
    let title = told.title();
    let mut p = Picture {
        out: format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\" \
             font-family=\"'Source Han Sans SC','Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif\" font-size=\"{HAN}\">\n\
             <title>{}</title>\n",
            xml(&title)
        ),
    };
    p.ground((0, 0), (w, h), "#f7f2e7");
    p.text((EDGE, EDGE + 6), "start", TEXT, true, &title);
    let edges = |run: &Run<'_>| {
        let first = at.get(run.columns.start).copied().unwrap_or(left);
        let last = at.get(run.columns.end - 1).copied().unwrap_or(left);
        (first, last + CELL.0 - first)
    };
    let head = EDGE + 24;
    for run in &groups {
        let (x, w) = edges(run);
        p.text((x, head + 14), "start", TEXT, true, &fitting(run.name, w));
        p.ground((x, head + 19), (w - 2, 1), "#cfc5b2");
    }
    for run in &places(&told) {
        let (x, w) = edges(run);
        p.text((x, head + 36), "start", TEXT, false, &fitting(run.name, w));
    }
    for (source, &x) in told.columns.iter().zip(&at) {
        let year = year(&told, source);
        p.text((x + CELL.0 - 10, head + 54), "end", MUTED, false, year);
    }
    let total_name = lang.pick("合计", "Total");
    p.text((total, head + 54), "end", MUTED, false, total_name);
    for (line, (y, first)) in lines.iter().zip(&rows) {
        let base = y + 14;
        if *first {
            p.text((EDGE, base), "start", MUTED, false, &line.theme.group);
        }
        let names = EDGE + group + 8;
        p.text((names, base), "start", TEXT, false, &line.theme.name);
        for (source, &x) in told.columns.iter().zip(&at) {
            let cell = told.cell(*line, source);
            let (ground, ink) = cell
                .and_then(|c| SHADES.get(usize::from(c.shade())))
                .copied()
                .unwrap_or(("#f7f2e7", "#8a4b1f"));
            let _ = writeln!(
                p.out,
                "<g><title>{}</title>",
                xml(&meaning(&told, *line, source, cell))
            );
            p.ground((x, *y), (CELL.0 - 2, CELL.1 - 2), ground);
            let bold = cell.is_some_and(|c| c.shade() > 2);
            let said = number(cell, of.per_thousand, lang);
            p.text((x + CELL.0 - 10, base), "end", ink, bold, &said);
            p.out.push_str("</g>\n");
        }
        let sum = told.total(*line).to_string();
        p.text((total, base), "end", MUTED, false, &sum);
    }
    let base = y + 16;
    p.text((EDGE, base), "start", MUTED, false, total_name);
    for (source, &x) in told.columns.iter().zip(&at) {
        let sum = of.matrix.column_total(source.column).to_string();
        p.text((x + CELL.0 - 10, base), "end", MUTED, false, &sum);
    }
    let sum = told.hits().to_string();
    p.text((total, base), "end", TEXT, true, &sum);
    let base = y + 46;
    let shade = lang.pick("深浅 每千字", "Shade: per thousand");
    p.text((EDGE, base), "start", MUTED, false, shade);
    let mut x = EDGE + wide(shade) + 8;
    for (step, (ground, ink)) in STEPS.iter().zip(SHADES.iter().skip(1)) {
        p.ground((x, base - 14), (52, CELL.1 - 2), ground);
        p.text((x + 26, base), "middle", ink, false, step);
        x += 58;
    }
    let rest = lang.pick(
        "·　没有提到　　无　没有这一部分",
        "·  not mentioned    n/a  no such part",
    );
    p.text((x + 8, base), "start", MUTED, false, rest);
    p.text((EDGE, base + 28), "start", MUTED, false, &facts);
    p.out.push_str("</svg>\n");
    p.out
}
