//! The document as Markdown, for notes.
//!
//! Words that changed stand in `<del>` and `<ins>`, which Markdown takes over as they are: its own `~~` and `**` do not close between a
//! mark of punctuation and a Han character. Invariant: the words of a report cannot become markup.

use std::fmt::Write as _;

use super::document::{Cell, Document, Head, Mark, Piece, Row, line_words};
use super::escape::md;
use crate::compare::Change;

/// The whole text.
pub fn text(document: &Document) -> String {
    let mut out = format!("# {}\n\n", md(&document.title));
    for warning in &document.warnings {
        let _ = writeln!(out, "> **{}**\n", md(warning));
    }
    for fact in &document.facts {
        let _ = writeln!(
            out,
            "- {}{} {}",
            fact.label,
            colon(document),
            md(&fact.value)
        );
    }
    let legend = document.lang.pick(
        "= 原样　~ 改写　+ 新增　- 删去　» 移动；<del>删去的字</del><ins>新增的字</ins>",
        "= kept, ~ reworded, + new, - gone, » moved; <del>words that are gone</del><ins>words that are new</ins>",
    );
    let _ = writeln!(out, "\n{legend}");
    for part in &document.parts {
        let own = part.b.as_ref().or(part.a.first());
        let title = own.map_or_else(
            || document.lang.pick("开篇", "Opening").to_owned(),
            |h| md(&h.text()),
        );
        let _ = writeln!(
            out,
            "\n{} {title}\n",
            "#".repeat(usize::from(part.level.clamp(1, 4)) + 1)
        );
        for (head, side) in part
            .a
            .iter()
            .map(|h| (h, 0))
            .chain(part.b.iter().map(|h| (h, 1)))
        {
            let _ = writeln!(out, "- {}", place(document, head, side));
        }
        if !part.note.is_empty() {
            let _ = writeln!(
                out,
                "- {}{} {}",
                document.lang.pick("对应", "Link"),
                colon(document),
                md(&part.note)
            );
        }
        for row in &part.rows {
            rows(document, row, &mut out);
        }
    }
    if !document.figures.is_empty() {
        let heads = document.lang.pick(
            "| 指标 | 原文 | 新文 | 变动 | 原文位置 | 新文位置 |",
            "| What | A | B | Change | In A | In B |",
        );
        let title = document.lang.pick("变动的数字", "Figures that moved");
        let _ = writeln!(
            out,
            "\n## {title}\n\n{heads}\n| --- | ---: | ---: | --- | --- | --- |"
        );
        for f in &document.figures {
            let cells = [&f.what, &f.a, &f.b, &f.change, &f.place_a, &f.place_b].map(|c| md(c));
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        }
    }
    out
}

fn colon(document: &Document) -> &'static str {
    document.lang.pick("：", ":")
}

/// `沙河口区 2016：三、… › （五）…，第 88 行`
fn place(document: &Document, head: &Head, side: usize) -> String {
    let name = document.names.get(side).map_or("", String::as_str);
    let line = line_words(head.line, document.lang);
    let comma = document.lang.pick("，", ", ");
    format!(
        "{}{} {}{comma}{line}",
        md(name),
        colon(document),
        md(&head.breadcrumb)
    )
}

fn rows(document: &Document, row: &Row, out: &mut String) {
    let lang = document.lang;
    if row.left_out > 0 {
        let n = row.left_out;
        let said = match lang {
            crate::locale::Lang::Zh => format!("（{n} 句原样）"),
            crate::locale::Lang::En => format!("({n} kept)"),
        };
        let _ = writeln!(out, "\n= {said}");
        return;
    }
    let line = |cell: &Option<Cell>| cell.as_ref().map(|c| c.line);
    let position = match (line(&row.a), line(&row.b)) {
        (Some(a), Some(b)) => format!("{} → {}", line_words(a, lang), line_words(b, lang)),
        (Some(one), None) | (None, Some(one)) => line_words(one, lang),
        (None, None) => String::new(),
    };
    let notes: Vec<String> = row.notes.iter().map(|n| md(n)).collect();
    let notes = notes.join(lang.pick("；", "; "));
    let said = [notes, position].into_iter().filter(|s| !s.is_empty());
    let said = said.collect::<Vec<_>>().join(lang.pick("　", "  "));
    let mark = row
        .change
        .map_or(String::new(), |c| format!("{} ", md_mark(c)));
    let _ = writeln!(out, "\n{mark}{said}\n");
    if !row.merged.is_empty() {
        let _ = writeln!(out, "> {}", pieces(&row.merged));
        return;
    }
    // Kept words need to be read once.
    let once = row.change == Some(Change::Kept) && row.b.is_some();
    let cells = [row.a.as_ref().filter(|_| !once), row.b.as_ref()];
    let two = cells.iter().flatten().count() > 1;
    for (i, (cell, name)) in cells.iter().zip(&document.names).enumerate() {
        let Some(cell) = cell else { continue };
        if two && i > 0 {
            out.push_str(">\n");
        }
        for (i, paragraph) in cell.paragraphs.iter().enumerate() {
            let who = if two && i == 0 {
                format!("{}{} ", md(name), colon(document))
            } else {
                String::new()
            };
            let gap = if i > 0 { ">\n" } else { "" };
            let _ = writeln!(out, "{gap}> {who}{}", pieces(paragraph));
        }
    }
}

/// A mark that Markdown does not take for the beginning of a list.
fn md_mark(change: Change) -> String {
    match change.mark() {
        c @ ('+' | '-' | '~' | '=') => format!("\\{c}"),
        c => c.to_string(),
    }
}

fn pieces(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        let words = md(&piece.text);
        match piece.mark {
            Mark::Plain | Mark::Formulaic => out.push_str(&words),
            // Escapes of Markdown hold inside of inline markup, too.
            Mark::Gone => {
                let _ = write!(out, "<del>{words}</del>");
            }
            Mark::New => {
                let _ = write!(out, "<ins>{words}</ins>");
            }
            Mark::Shared => {
                let _ = write!(out, "<u>{words}</u>");
            }
        }
    }
    out
}
