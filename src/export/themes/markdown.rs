//! The matrix as Markdown, for notes: tables that can be read, a group of reports at a time.
//!
//! Invariant: a table is no wider than [`WIDEST`] reports; the words of a report or a lexicon cannot become markup.

use std::fmt::Write as _;
use std::ops::Range;

use super::Counted;
use super::told::Told;
use crate::export::escape::md;
use crate::locale::Lang;
use crate::theme::Cell;

/// Reports side by side in one table.
const WIDEST: usize = 10;

/// The whole text.
pub fn text(of: &Counted<'_>) -> String {
    let told = Told::of(of);
    let lang = of.lang;
    let colon = lang.pick("：", ": ");
    let mut out = format!("# {}\n\n", md(&told.title()));
    for fact in told.facts() {
        let _ = writeln!(out, "- {}{colon}{}", fact.label, md(&fact.value));
    }
    out.push('\n');
    out.push_str(lang.pick(
        "“·”是没有提到，“无”是报告里没有这一部分。\n",
        "“·”: not mentioned; “n/a”: the report has no such part.\n",
    ));
    for columns in tables(&told) {
        let _ = writeln!(out, "\n## {}\n", md(group(&told, columns.start)));
        table(&told, columns, &mut out);
    }
    reports(&told, &mut out);
    lexicon(&told, &mut out);
    out
}

/// Where the report of a column lies.
fn group<'a>(told: &'a Told<'_>, column: usize) -> &'a str {
    let source = told.columns.get(column);
    let column = source.and_then(|s| told.of.matrix.columns.get(s.column));
    column.map_or("", |c| c.group.as_str())
}

/// Runs of columns: one group of places, cut where it is too wide.
fn tables(told: &Told<'_>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for i in 0..told.columns.len() {
        match runs.last_mut() {
            Some(run) if group(told, run.start) == group(told, i) && run.len() < WIDEST => {
                run.end = i + 1;
            }
            _ => runs.push(i..i + 1),
        }
    }
    runs
}

fn table(told: &Told<'_>, columns: Range<usize>, out: &mut String) {
    let lang = told.of.lang;
    let columns = told.columns.get(columns).unwrap_or_default();
    let _ = write!(
        out,
        "| {} | {} |",
        lang.pick("组", "Group"),
        lang.pick("主题", "Theme")
    );
    for source in columns {
        let _ = write!(out, " {} |", md(&source.name));
    }
    out.push_str("\n| --- | --- |");
    out.push_str(&" ---: |".repeat(columns.len()));
    out.push('\n');
    for line in told.lines() {
        let _ = write!(
            out,
            "| {} | {} |",
            md(&line.theme.group),
            md(&line.theme.name)
        );
        for source in columns {
            let number = number(told.cell(line, source), told.of.per_thousand, lang);
            let _ = write!(out, " {number} |");
        }
        out.push('\n');
    }
}

/// A number as it is read: nothing mentioned and no such part are told apart.
pub fn number(cell: Option<Cell>, per_thousand: bool, lang: Lang) -> String {
    match cell {
        None => lang.pick("无", "n/a").to_owned(),
        Some(cell) if cell.hits == 0 => "·".to_owned(),
        Some(cell) if per_thousand => format!("{:.2}", cell.per_mille),
        Some(cell) => cell.hits.to_string(),
    }
}

fn reports(told: &Told<'_>, out: &mut String) {
    let lang = told.of.lang;
    let heads = lang.pick(
        "| 报告 | 字数 | 文件 | 指纹 |",
        "| Report | Han | File | Fingerprint |",
    );
    let _ = writeln!(
        out,
        "\n## {}\n\n{heads}\n| --- | ---: | --- | --- |",
        lang.pick("报告", "Reports")
    );
    for source in &told.columns {
        let han = if told.has_part(source) {
            told.han(source).to_string()
        } else {
            number(None, false, lang)
        };
        let _ = writeln!(
            out,
            "| {} | {han} | {} | {} |",
            md(&source.name),
            md(&source.file()),
            source.id()
        );
    }
}

fn lexicon(told: &Told<'_>, out: &mut String) {
    let lang = told.of.lang;
    let heads = lang.pick(
        "| 主题 | 合计 | 词条 | 旧称 | 说明 |",
        "| Theme | Total | Terms | Earlier wordings | Note |",
    );
    let _ = writeln!(
        out,
        "\n## {}\n\n{heads}\n| --- | ---: | --- | --- | --- |",
        lang.pick("主题", "Themes")
    );
    let comma = lang.pick("、", ", ");
    for line in told.lines() {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            md(&line.theme.name),
            told.total(line),
            md(&line.theme.terms.join(comma)),
            md(&line.theme.earlier.join(comma)),
            md(&line.theme.note)
        );
    }
}
