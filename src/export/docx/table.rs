//! 对照表: 原文, 新文, 说明, on sheets of A4 laid across, with heads that come again on every page.
//!
//! Invariant: what is marked is told by line and weight, for it is printed without colour.

use super::super::ExportError;
use super::super::document::{Cell, Document, Head, Mark, Part, Piece, Row, line_words};
use super::package::{Parts, R, W, file};
use super::set::{
    Face, GREY, WIDTH, begin, cell, facts, head_row, page, paragraph, paragraph_kept, small, title,
};
use super::xml::Xml;
use crate::compare::{Change, Depth};
use crate::locale::Lang;

/// Widths of the columns in twentieths of a point; a page laid across has 14,570 between its margins.
const COLUMNS: [&str; 3] = ["6050", "6050", "2470"];
/// Of the figures.
const FIGURES: [&str; 6] = ["2600", "2000", "2000", "1970", "3000", "3000"];

/// The file.
pub fn table(document: &Document) -> Result<Vec<u8>, ExportError> {
    let mut x = Xml::new();
    x.open("w:document", &[W, R]).open("w:body", &[]);
    title(&mut x, &document.title);
    let bold = Face {
        bold: true,
        ..Face::default()
    };
    for warning in &document.warnings {
        paragraph(&mut x, "left", &[("※ ", bold), (warning, bold)]);
    }
    facts(&mut x, &document.facts, document.lang);
    paragraph(&mut x, "left", &[(legend(document), Face::default())]);
    passages(document, &mut x);
    figures(document, &mut x);
    page(&mut x, true);
    file(&Parts {
        body: x.finish(),
        comments: None,
        title: &document.title,
        when: &format!("{}T00:00:00Z", document.date),
        size: "21",
    })
}

fn legend(document: &Document) -> &'static str {
    if document.depth == Depth::Parallel {
        document.lang.pick(
            "标注：下划线为两份都有的说法，点线为其中的套话。",
            "Marks: wording that both have is underlined, what of it is formulaic with dots.",
        )
    } else {
        document.lang.pick(
            "标注：删除线为删去的字，粗体加下划线为新增的字；整句新增只加下划线。",
            "Marks: words that are gone are struck, new ones bold and underlined; whole sentences that are new are underlined alone.",
        )
    }
}

fn passages(document: &Document, x: &mut Xml) {
    begin(x, &COLUMNS);
    let lang = document.lang;
    let [a, b] = &document.names;
    let name = |zh: &'static str, en: &'static str, of: &str| {
        let column = lang.pick(zh, en);
        if of.is_empty() {
            column.to_owned()
        } else {
            format!("{column}（{of}）")
        }
    };
    let heads = [
        name("原文", "A", a),
        name("新文", "B", b),
        lang.pick("说明", "Notes").to_owned(),
    ];
    head_row(x, &COLUMNS, &heads.each_ref().map(String::as_str));
    for part in &document.parts {
        section(part, lang, x);
        for row in &part.side_by_side(lang) {
            passage(row, lang, x);
        }
    }
    x.close();
}

/// The row of a pair of headings.
fn section(part: &Part, lang: Lang, x: &mut Xml) {
    if part.b.is_none() && part.a.is_empty() {
        return;
    }
    x.open("w:tr", &[])
        .open("w:trPr", &[])
        .empty("w:cantSplit", &[])
        .close();
    let [left, right, note] = COLUMNS;
    let shade = Some("F2F2F2");
    cell(x, left, shade, |x| heads(x, &part.a, lang));
    let own: Vec<Head> = part.b.iter().cloned().collect();
    cell(x, right, shade, |x| heads(x, &own, lang));
    cell(x, note, shade, |x| {
        let small = Face {
            font: Some("宋体"),
            size: Some("18"),
            bold: part.pinned,
            ..Face::default()
        };
        paragraph_kept(x, &[(&part.note, small)]);
    });
    x.close();
}

fn heads(x: &mut Xml, heads: &[Head], lang: Lang) {
    if heads.is_empty() {
        paragraph_kept(x, &[]);
    }
    for head in heads {
        let above = head
            .breadcrumb
            .rsplit_once(" › ")
            .map_or("", |(above, _)| above);
        let above = if above.is_empty() {
            String::new()
        } else {
            format!("{above} › ")
        };
        let line = format!("  {}", line_words(head.line, lang));
        let mut runs: Vec<(&str, Face)> = vec![(&above, small())];
        runs.extend(head.pieces.iter().map(|piece| {
            let face = Face {
                font: Some("宋体"),
                bold: true,
                ..face(piece.mark, None)
            };
            (piece.text.as_str(), face)
        }));
        runs.push((&line, small()));
        paragraph_kept(x, &runs);
    }
}

fn face(mark: Mark, change: Option<Change>) -> Face<'static> {
    let whole = matches!(change, None | Some(Change::New | Change::Gone));
    match mark {
        Mark::Plain => Face::default(),
        Mark::Gone => Face {
            strike: true,
            ..Face::default()
        },
        Mark::New => Face {
            bold: !whole,
            underline: Some("single"),
            ..Face::default()
        },
        Mark::Shared => Face {
            underline: Some("single"),
            ..Face::default()
        },
        Mark::Formulaic => Face {
            underline: Some("dotted"),
            color: Some(GREY),
            ..Face::default()
        },
    }
}

fn passage(row: &Row, lang: Lang, x: &mut Xml) {
    x.open("w:tr", &[]);
    let note_face = Face {
        font: Some("宋体"),
        size: Some("18"),
        ..Face::default()
    };
    if row.left_out > 0 {
        let said = match lang {
            Lang::Zh => format!("（{} 句原样，未列）", row.left_out),
            Lang::En => format!("({} kept, not listed)", row.left_out),
        };
        x.open("w:tc", &[]).open("w:tcPr", &[]);
        x.empty("w:tcW", &[("w:w", WIDTH), ("w:type", "dxa")])
            .val("w:gridSpan", "3")
            .close();
        paragraph(x, "center", &[(&said, small())]);
        x.close().close();
        return;
    }
    let [left, right, note] = COLUMNS;
    for (width, side) in [(left, &row.a), (right, &row.b)] {
        cell(x, width, None, |x| {
            words(x, side.as_ref(), row.change, lang);
        });
    }
    cell(x, note, None, |x| {
        if row.notes.is_empty() {
            paragraph(x, "left", &[]);
        }
        for note in &row.notes {
            paragraph(x, "left", &[(note, note_face)]);
        }
    });
    x.close();
}

fn words(x: &mut Xml, cell: Option<&Cell>, change: Option<Change>, lang: Lang) {
    let Some(cell) = cell.filter(|c| !c.paragraphs.is_empty()) else {
        return paragraph(x, "left", &[]);
    };
    let line = format!("  {}", cell.lines(lang));
    let last = cell.paragraphs.len() - 1;
    for (i, pieces) in cell.paragraphs.iter().enumerate() {
        let run = |piece: &Piece| face(piece.mark, change);
        let mut runs: Vec<(&str, Face)> =
            pieces.iter().map(|p| (p.text.as_str(), run(p))).collect();
        if i == last {
            runs.push((&line, small()));
        }
        paragraph(x, "both", &runs);
    }
}

fn figures(document: &Document, x: &mut Xml) {
    // A table is not the end of a text.
    paragraph(x, "left", &[]);
    if document.figures.is_empty() {
        return;
    }
    let lang = document.lang;
    let face = Face {
        font: Some("宋体"),
        size: Some("28"),
        bold: true,
        ..Face::default()
    };
    paragraph_kept(x, &[(lang.pick("变动的数字", "Figures that moved"), face)]);
    begin(x, &FIGURES);
    let heads = match lang {
        Lang::Zh => ["指标", "原文", "新文", "变动", "原文位置", "新文位置"],
        Lang::En => ["What", "A", "B", "Change", "In A", "In B"],
    };
    head_row(x, &FIGURES, &heads);
    for figure in &document.figures {
        x.open("w:tr", &[])
            .open("w:trPr", &[])
            .empty("w:cantSplit", &[])
            .close();
        let cells = [
            &figure.what,
            &figure.a,
            &figure.b,
            &figure.change,
            &figure.place_a,
            &figure.place_b,
        ];
        for (i, (width, text)) in FIGURES.iter().zip(cells).enumerate() {
            let face = if i > 3 { small() } else { Face::default() };
            let side = if i == 1 || i == 2 { "right" } else { "left" };
            cell(x, width, None, |x| paragraph(x, side, &[(text, face)]));
        }
        x.close();
    }
    x.close();
    paragraph(x, "left", &[]);
}
