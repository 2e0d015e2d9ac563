//! Numbers and passages on a terminal.

use std::fmt::Write as _;

use crate::cli::output::{Context, Ink, Side, Table, note};
use crate::export::themes::{Counted, Lens, LensTold, Reading};
use crate::locale::Lang;
use crate::text::safe::Safe;
use crate::theme::Cell;

/// The matrix; themes that nobody mentions are counted below it, unless they were asked for.
pub fn matrix(of: &Counted<'_>, asked: &[String], cx: Context) -> String {
    let mut table = Table::new(&[
        (cx.say("主题", "theme"), Side::Left),
        (cx.say("合计", "total"), Side::Right),
    ]);
    for column in &of.matrix.columns {
        table.column(&format!("{} {}", column.place, column.year), Side::Right);
    }
    let mut hidden = 0;
    for (row, &id) in of.matrix.rows.iter().enumerate() {
        let total = of.matrix.totals.get(row).copied().unwrap_or(0);
        if total == 0 && asked.is_empty() {
            hidden += 1;
            continue;
        }
        let Some(theme) = of.lexicon.theme(id) else {
            continue;
        };
        let name = match cx.lang {
            Lang::En => format!("{} {}", theme.name, theme.en),
            Lang::Zh => theme.name.clone(),
        };
        let mut cells = vec![name, total.to_string()];
        let columns = 0..of.matrix.columns.len();
        cells.extend(columns.map(|c| number(of.matrix.cell(row, c), of.per_thousand, cx)));
        table.row(&cells);
    }
    if hidden > 0 {
        note(&match cx.lang {
            Lang::Zh => format!("另有 {hidden} 个主题没有命中，未列出"),
            Lang::En => format!("{hidden} themes without a hit are not listed"),
        });
    }
    table.render(cx)
}

fn number(cell: Option<Cell>, per_thousand: bool, cx: Context) -> String {
    match cell.filter(|c| c.has_part) {
        None => cx.say("无", "n/a").to_owned(),
        Some(cell) if cell.hits == 0 => "·".to_owned(),
        Some(cell) if per_thousand => format!("{:.2}", cell.per_mille),
        Some(cell) => cell.hits.to_string(),
    }
}

/// The passages, hits in colour, or between brackets where there is none.
pub fn passages(lens: &Lens<'_>, cx: Context) -> String {
    let told = LensTold::of(lens);
    let mut out = String::new();
    for theme in told.themes.iter().filter(|t| t.hits > 0) {
        if !out.is_empty() {
            out.push('\n');
        }
        let terms = theme.terms.iter().chain(theme.earlier);
        let terms: Vec<&str> = terms.map(String::as_str).collect();
        let _ = writeln!(
            out,
            "{}  {}",
            cx.paint(Ink::Heading, Safe::new(theme.name).as_str()),
            cx.paint(Ink::Faint, Safe::new(&terms.join(" ")).as_str())
        );
        for group in &theme.groups {
            if !group.name.is_empty() {
                let name = Safe::new(&group.name);
                let _ = writeln!(out, "\n{}", cx.paint(Ink::Heading, name.as_str()));
            }
            for reading in &group.readings {
                of_report(reading, cx, &mut out);
            }
        }
    }
    out
}

fn of_report(reading: &Reading, cx: Context, out: &mut String) {
    let head = reading.head(cx.lang);
    let _ = writeln!(
        out,
        "\n{}  {}",
        cx.paint(Ink::Heading, Safe::new(&head).as_str()),
        cx.paint(Ink::Faint, Safe::new(&reading.file).as_str())
    );
    let mut before = None;
    for passage in &reading.passages {
        if before != Some(passage.section) {
            let crumb = format!("{}  {}", passage.breadcrumb, passage.role_word);
            let crumb = Safe::new(&crumb);
            let _ = writeln!(out, "  {}", cx.paint(Ink::Faint, crumb.as_str()));
        }
        before = Some(passage.section);
        let mut words = String::new();
        for run in &passage.runs {
            let text = Safe::new(&run.text);
            match (run.hit, cx.color) {
                (false, _) => words.push_str(text.as_str()),
                (true, true) => words.push_str(&cx.paint(Ink::Hit, text.as_str())),
                (true, false) => {
                    let _ = write!(words, "[{text}]");
                }
            }
        }
        let source = passage.source(cx.lang);
        let source = Safe::new(&source);
        let _ = writeln!(
            out,
            "    {words}  {}",
            cx.paint(Ink::Faint, source.as_str())
        );
    }
}
