//! Sheets: 章节, 句对, 数字, 说明.
//!
//! Invariant: what a cell takes is for [`super::sheet`] to say.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatUnderline, Workbook, Worksheet, XlsxError,
};

use super::document::{self, Cell, Document, Mark, Piece};
use super::sheet::{self, Faces, LONGEST, Sheet, fitting};
use super::{ExportError, Options, describe, notes};
use crate::compare::passages::Both;
use crate::compare::{Delta, FigureChange};
use crate::locale::Lang;
use crate::report::{Report, SectionId};
use crate::text::span::Span;

/// The book.
pub fn book(both: &Both, options: Options) -> Result<Vec<u8>, ExportError> {
    make(both, options).map_err(|e| ExportError::Archive(e.to_string()))
}

fn make(both: &Both, options: Options) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let document = Document::of(both, options);
    book.set_properties(
        &DocProperties::new()
            .set_title(&document.title)
            .set_author("对照 duizhao")
            .set_creation_datetime(&ExcelDateTime::parse_from_str(&document.date)?),
    );
    let faces = Faces::new();
    let lang = options.lang;
    sections(both, lang, &faces, book.add_worksheet())?;
    sentences(both, options, &faces, book.add_worksheet())?;
    figures(both, options, &faces, book.add_worksheet())?;
    about(&document, &faces, book.add_worksheet())?;
    book.save_to_buffer()
}

/// Words with marks: section, line, words.
fn marked(sheet: &mut Sheet<'_>, cell: Option<&Cell>) -> Result<(), XlsxError> {
    sheet.words(cell.map_or("", |c| &c.section))?;
    sheet.count(cell.map(|c| c.line))?;
    let Some(cell) = cell else {
        return sheet.words("");
    };
    let mut pieces: Vec<Piece> = Vec::new();
    for (i, paragraph) in cell.paragraphs.iter().enumerate() {
        for (j, piece) in paragraph.iter().enumerate() {
            let text = if i > 0 && j == 0 {
                format!("\n{}", piece.text)
            } else {
                piece.text.clone()
            };
            pieces.push(Piece {
                text,
                ..piece.clone()
            });
        }
    }
    let length: usize = pieces.iter().map(|p| p.text.encode_utf16().count()).sum();
    if pieces.len() < 2 || length > LONGEST {
        let text: String = pieces.iter().map(|p| p.text.as_str()).collect();
        let face = match pieces.as_slice() {
            [one] if one.mark != Mark::Plain => match one.mark {
                Mark::Gone => sheet.faces.words.clone().set_font_strikethrough(),
                Mark::New => sheet
                    .faces
                    .words
                    .clone()
                    .set_underline(FormatUnderline::Single),
                _ => sheet.faces.words.clone(),
            },
            _ => sheet.faces.words.clone(),
        };
        let text = fitting(&text);
        if text.is_empty() {
            return sheet.words("");
        }
        sheet
            .out
            .write_string_with_format(sheet.row, sheet.column, text.as_ref(), &face)?;
    } else {
        let rich: Vec<(&Format, &str)> = pieces
            .iter()
            .map(|p| (sheet.faces.of(p.mark), p.text.as_str()))
            .collect();
        sheet.out.write_rich_string_with_format(
            sheet.row,
            sheet.column,
            &rich,
            &sheet.faces.words,
        )?;
    }
    sheet.column += 1;
    Ok(())
}

fn sections(
    both: &Both,
    lang: Lang,
    faces: &Faces,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let (name, columns) = match lang {
        Lang::Zh => (
            "章节",
            [
                ("原文章节", 48.0),
                ("原文行", 8.0),
                ("新文章节", 48.0),
                ("新文行", 8.0),
                ("得分", 8.0),
                ("依据", 28.0),
                ("谁定的", 10.0),
            ],
        ),
        Lang::En => (
            "Sections",
            [
                ("A section", 48.0),
                ("A line", 8.0),
                ("B section", 48.0),
                ("B line", 8.0),
                ("Score", 8.0),
                ("Carried by", 28.0),
                ("By", 10.0),
            ],
        ),
    };
    let mut sheet = Sheet::new(sheet, faces, name, &columns)?;
    let lines = [both.a, both.b].map(|r| describe::Lines::of(&r.text));
    let [lines_a, lines_b] = &lines;
    let mut put =
        |a: Option<SectionId>, b: Option<SectionId>, score: Option<f32>, why: &str, by: &str| {
            for (id, report, lines) in [(a, both.a, lines_a), (b, both.b, lines_b)] {
                sheet.words(&id.map_or_else(String::new, |id| describe::breadcrumb(report, id)))?;
                let section = id.and_then(|id| report.section(id));
                sheet.count(section.map(|s| lines.line(s.heading.start())))?;
            }
            sheet.number(score.map(rounded), &faces.number)?;
            sheet.words(why)?;
            sheet.words(by)?;
            sheet.next();
            Ok::<(), XlsxError>(())
        };
    let none = lang.pick("无对应", "no counterpart");
    let broken = lang.pick("断开", "broken");
    let reader = lang.pick("本人", "reader");
    let links = &both.comparison.links;
    for (id, _) in both.a.section_ids() {
        let of = links.of_a.get(id.index()).map_or(&[][..], Vec::as_slice);
        for link in of.iter().filter_map(|&i| links.links.get(i as usize)) {
            put(
                Some(id),
                Some(link.b),
                Some(link.score),
                &notes::reasons(link, lang),
                notes::maker(link.by, lang),
            )?;
        }
        if of.is_empty() {
            put(Some(id), None, None, none, "")?;
        }
    }
    for (id, _) in both.b.section_ids() {
        if links.of_b.get(id.index()).is_none_or(Vec::is_empty) {
            match links.from_b(id) {
                Some(link) => put(
                    Some(link.a),
                    Some(id),
                    Some(link.score),
                    &notes::reasons(link, lang),
                    notes::maker(link.by, lang),
                )?,
                None => put(None, Some(id), None, none, "")?,
            }
        }
    }
    for &(a, b) in &links.broken {
        put(Some(a), Some(b), None, broken, reader)?;
    }
    sheet.finish()
}

/// With two decimals.
fn rounded(score: f32) -> f64 {
    (f64::from(score) * 100.0).round() / 100.0
}

fn sentences(
    both: &Both,
    options: Options,
    faces: &Faces,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let lang = options.lang;
    let (name, columns) = match lang {
        Lang::Zh => (
            "句对",
            [
                ("变化", 8.0),
                ("相似", 7.0),
                ("原文章节", 24.0),
                ("原文行", 8.0),
                ("原文", 56.0),
                ("新文章节", 24.0),
                ("新文行", 8.0),
                ("新文", 56.0),
                ("说明", 32.0),
            ],
        ),
        Lang::En => (
            "Sentences",
            [
                ("Change", 10.0),
                ("Alike", 7.0),
                ("A section", 24.0),
                ("A line", 8.0),
                ("A", 56.0),
                ("B section", 24.0),
                ("B line", 8.0),
                ("B", 56.0),
                ("Notes", 32.0),
            ],
        ),
    };
    let mut sheet = Sheet::new(sheet, faces, name, &columns)?;
    for row in document::rows(both, options) {
        sheet.words(row.change.map_or("", |c| notes::change(c, lang)))?;
        sheet.number(row.similarity.map(rounded), &faces.number)?;
        marked(&mut sheet, row.a.as_ref())?;
        marked(&mut sheet, row.b.as_ref())?;
        sheet.words(&row.notes.join(lang.pick("；", "; ")))?;
        sheet.next();
    }
    sheet.finish()
}

fn figures(
    both: &Both,
    options: Options,
    faces: &Faces,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let lang = options.lang;
    let (name, columns) = match lang {
        Lang::Zh => (
            "数字",
            [
                ("指标", 28.0),
                ("原文", 16.0),
                ("新文", 16.0),
                ("变动 %", 10.0),
                ("变动 百分点", 12.0),
                ("说明", 20.0),
                ("原文章节", 36.0),
                ("原文行", 8.0),
                ("新文章节", 36.0),
                ("新文行", 8.0),
            ],
        ),
        Lang::En => (
            "Figures",
            [
                ("What", 28.0),
                ("A", 16.0),
                ("B", 16.0),
                ("Change %", 10.0),
                ("Change points", 12.0),
                ("Notes", 20.0),
                ("A section", 36.0),
                ("A line", 8.0),
                ("B section", 36.0),
                ("B line", 8.0),
            ],
        ),
    };
    let mut sheet = Sheet::new(sheet, faces, name, &columns)?;
    let lines = [both.a, both.b].map(|r| describe::Lines::of(&r.text));
    let [lines_a, lines_b] = &lines;
    let shown = |f: &&FigureChange| {
        options.show != super::Show::Wording && (options.kept || notes::moved(f))
    };
    for figure in both.comparison.figures.iter().filter(shown) {
        sheet.words(both.b.resolved(figure.what).trim())?;
        sheet.words(&figure.old(both.a))?;
        sheet.words(&figure.new_value(both.b))?;
        let (percent, points) = match figure.delta {
            Some(Delta::Percent(p)) => (Some(p), None),
            Some(Delta::Points(p)) => (None, Some(p)),
            Some(Delta::Same) | None => (None, None),
        };
        sheet.number(percent, &faces.percent)?;
        sheet.number(points, &faces.percent)?;
        sheet.words(&notes::delta(figure, lang))?;
        let place = |report: &Report, span: Span| {
            let section = report.section_at(span.start());
            section.map_or_else(String::new, |s| describe::breadcrumb(report, s))
        };
        sheet.words(&place(both.a, figure.a))?;
        sheet.count(Some(lines_a.line(figure.a.start())))?;
        sheet.words(&place(both.b, figure.b))?;
        sheet.count(Some(lines_b.line(figure.b.start())))?;
        sheet.next();
    }
    sheet.finish()
}

fn about(document: &Document, faces: &Faces, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let warnings = document.warnings.iter().map(String::as_str);
    sheet::about(
        document.lang,
        &document.title,
        warnings,
        &document.facts,
        faces,
        sheet,
    )
}
