//! Setting words in a Word file: paragraphs, tables, the page.
//!
//! Must not know what is said.

use super::super::document::Fact;
use super::xml::Xml;
use crate::locale::Lang;

/// Width of a table on a page laid across, in twentieths of a point.
pub const WIDTH: &str = "14570";
/// Size of small print in half points.
const SMALL: &str = "16";
/// What is less important.
pub const GREY: &str = "595959";

/// How words are set.
#[derive(Clone, Copy, Debug, Default)]
pub struct Face<'a> {
    /// Name of the font of Han; none: that of the text.
    pub font: Option<&'a str>,
    /// In half points.
    pub size: Option<&'a str>,
    /// Red, green and blue in hexadecimal digits.
    pub color: Option<&'a str>,
    /// In bold.
    pub bold: bool,
    /// Struck.
    pub strike: bool,
    /// Its kind of line.
    pub underline: Option<&'a str>,
}

/// The title of the whole, and a blank line.
pub fn title(x: &mut Xml, text: &str) {
    let title = Face {
        font: Some("宋体"),
        size: Some("36"),
        bold: true,
        ..Face::default()
    };
    paragraph(x, "center", &[(text, title)]);
    paragraph(x, "left", &[]);
}

/// What is to be known, a line to each.
pub fn facts(x: &mut Xml, facts: &[Fact], lang: Lang) {
    let colon = lang.pick("：", ": ");
    let name = Face {
        font: Some("宋体"),
        bold: true,
        ..Face::default()
    };
    for fact in facts {
        let runs = [
            (fact.label, name),
            (colon, name),
            (&fact.value, Face::default()),
        ];
        paragraph(x, "left", &runs);
    }
}

/// The page, with its number below: A4, upright or laid across.
pub fn page(x: &mut Xml, across: bool) {
    x.open("w:sectPr", &[]);
    x.empty(
        "w:footerReference",
        &[("w:type", "default"), ("r:id", "footer1")],
    );
    let (short, long) = (("w:w", "11906"), ("w:h", "16838"));
    if across {
        let turned = [("w:w", long.1), ("w:h", short.1), ("w:orient", "landscape")];
        x.empty("w:pgSz", &turned);
    } else {
        x.empty("w:pgSz", &[short, long]);
    }
    x.empty(
        "w:pgMar",
        &[
            ("w:top", "1134"),
            ("w:right", "1134"),
            ("w:bottom", "1134"),
            ("w:left", "1134"),
            ("w:header", "567"),
            ("w:footer", "567"),
            ("w:gutter", "0"),
        ],
    );
    x.close();
}

/// A heading: on one page with what follows, and in the list of headings at its level, from 0.
pub fn heading(x: &mut Xml, level: u8, runs: &[(&str, Face)]) {
    x.open("w:p", &[])
        .open("w:pPr", &[])
        .empty("w:keepNext", &[])
        .empty("w:spacing", &[("w:before", "200"), ("w:after", "60")])
        .val("w:outlineLvl", &level.to_string())
        .close();
    self::runs(x, runs);
    x.close();
}

/// Begins a table.
pub fn begin(x: &mut Xml, columns: &[&str]) {
    x.open("w:tbl", &[]).open("w:tblPr", &[]);
    x.empty("w:tblW", &[("w:w", WIDTH), ("w:type", "dxa")]);
    x.open("w:tblBorders", &[]);
    for side in [
        "w:top",
        "w:left",
        "w:bottom",
        "w:right",
        "w:insideH",
        "w:insideV",
    ] {
        x.empty(
            side,
            &[
                ("w:val", "single"),
                ("w:sz", "4"),
                ("w:space", "0"),
                ("w:color", "000000"),
            ],
        );
    }
    x.close()
        .empty("w:tblLayout", &[("w:type", "fixed")])
        .close();
    x.open("w:tblGrid", &[]);
    for width in columns {
        x.empty("w:gridCol", &[("w:w", width)]);
    }
    x.close();
}

/// A row that comes again on every page.
pub fn head_row(x: &mut Xml, columns: &[&str], names: &[&str]) {
    x.open("w:tr", &[]).open("w:trPr", &[]);
    x.empty("w:cantSplit", &[])
        .empty("w:tblHeader", &[])
        .close();
    let face = Face {
        font: Some("宋体"),
        bold: true,
        ..Face::default()
    };
    for (width, name) in columns.iter().zip(names) {
        cell(x, width, Some("D9D9D9"), |x| {
            paragraph(x, "center", &[(name, face)]);
        });
    }
    x.close();
}

/// A cell.
pub fn cell(x: &mut Xml, width: &str, shade: Option<&str>, content: impl FnOnce(&mut Xml)) {
    x.open("w:tc", &[]).open("w:tcPr", &[]);
    x.empty("w:tcW", &[("w:w", width), ("w:type", "dxa")]);
    if let Some(fill) = shade {
        x.empty(
            "w:shd",
            &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", fill)],
        );
    }
    x.close();
    content(x);
    x.close();
}

/// Small print.
pub fn small() -> Face<'static> {
    Face {
        font: Some("宋体"),
        size: Some(SMALL),
        color: Some(GREY),
        ..Face::default()
    }
}

/// A paragraph; `side` is how its lines are set.
pub fn paragraph(x: &mut Xml, side: &str, runs: &[(&str, Face)]) {
    x.open("w:p", &[])
        .open("w:pPr", &[])
        .val("w:jc", side)
        .close();
    self::runs(x, runs);
    x.close();
}

/// On one page with what follows.
pub fn paragraph_kept(x: &mut Xml, runs: &[(&str, Face)]) {
    x.open("w:p", &[])
        .open("w:pPr", &[])
        .empty("w:keepNext", &[])
        .close();
    self::runs(x, runs);
    x.close();
}

fn runs(x: &mut Xml, runs: &[(&str, Face)]) {
    for (text, face) in runs.iter().filter(|(text, _)| !text.is_empty()) {
        x.open("w:r", &[]).open("w:rPr", &[]);
        if let Some(font) = face.font {
            x.empty("w:rFonts", &[("w:eastAsia", font), ("w:hint", "eastAsia")]);
        } else {
            x.empty("w:rFonts", &[("w:hint", "eastAsia")]);
        }
        if face.bold {
            x.empty("w:b", &[]);
        }
        if face.strike {
            x.empty("w:strike", &[]);
        }
        if let Some(color) = face.color {
            x.val("w:color", color);
        }
        if let Some(size) = face.size {
            x.val("w:sz", size).val("w:szCs", size);
        }
        if let Some(line) = face.underline {
            x.val("w:u", line);
        }
        x.close()
            .leaf("w:t", &[("xml:space", "preserve")], text)
            .close();
    }
}
