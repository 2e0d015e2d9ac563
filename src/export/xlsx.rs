//! Sheets: 章节, 句对, 数字, 说明.
//!
//! Invariant: every cell with words is a string, whatever it begins with; a text longer than a cell takes is cut, and says so.

use std::borrow::Cow;

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline,
    Workbook, Worksheet, XlsxError,
};

use super::document::{self, Cell, Document, Mark, Piece};
use super::{ExportError, Options, describe, notes};
use crate::compare::passages::Both;
use crate::compare::{Delta, FigureChange};
use crate::locale::Lang;
use crate::report::{Report, SectionId};
use crate::text::safe::Safe;
use crate::text::span::Span;

/// Characters that a cell takes.
const LONGEST: usize = 32_767;
/// What stands at the end of a text that was cut.
const CUT: &str = " …… （单元格放不下，后略 cut here）";

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

/// How cells look.
struct Faces {
    head: Format,
    words: Format,
    number: Format,
    percent: Format,
    plain: Format,
    gone: Format,
    new: Format,
    shared: Format,
}

impl Faces {
    fn new() -> Self {
        let font = || Format::new().set_font_name("宋体");
        let cell = || {
            font()
                .set_border(FormatBorder::Thin)
                .set_border_color(Color::RGB(0x00BF_BFBF))
                .set_align(FormatAlign::Top)
        };
        Self {
            head: cell()
                .set_bold()
                .set_background_color(Color::RGB(0x00D9_D9D9)),
            words: cell().set_text_wrap(),
            number: cell(),
            percent: cell().set_num_format("+0.0;-0.0;0"),
            plain: font(),
            gone: font()
                .set_font_strikethrough()
                .set_font_color(Color::RGB(0x008A_4B1F)),
            new: font()
                .set_bold()
                .set_underline(FormatUnderline::Single)
                .set_font_color(Color::RGB(0x000B_4A3D)),
            shared: font().set_underline(FormatUnderline::Single),
        }
    }

    fn of(&self, mark: Mark) -> &Format {
        match mark {
            Mark::Plain | Mark::Formulaic => &self.plain,
            Mark::Gone => &self.gone,
            Mark::New => &self.new,
            Mark::Shared => &self.shared,
        }
    }
}

/// A sheet that is being filled from above.
struct Sheet<'a> {
    out: &'a mut Worksheet,
    faces: &'a Faces,
    row: u32,
    column: u16,
    columns: u16,
}

impl<'a> Sheet<'a> {
    fn new(
        sheet: &'a mut Worksheet,
        faces: &'a Faces,
        name: &str,
        columns: &[(&str, f64)],
    ) -> Result<Self, XlsxError> {
        sheet
            .set_name(name)?
            .set_landscape()
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(0, 0)?.set_freeze_panes(1, 0)?;
        for (column, (name, width)) in (0u16..).zip(columns) {
            sheet
                .write_string_with_format(0, column, *name, &faces.head)?
                .set_column_width(column, *width)?;
        }
        Ok(Self {
            out: sheet,
            faces,
            row: 1,
            column: 0,
            columns: columns.len() as u16,
        })
    }

    fn words(&mut self, text: &str) -> Result<(), XlsxError> {
        let text = Safe::new(text);
        let text = fitting(text.as_str());
        if text.is_empty() {
            self.out
                .write_blank(self.row, self.column, &self.faces.words)?;
        } else {
            self.out.write_string_with_format(
                self.row,
                self.column,
                text.as_ref(),
                &self.faces.words,
            )?;
        }
        self.column += 1;
        Ok(())
    }

    fn number(&mut self, value: Option<f64>, format: &Format) -> Result<(), XlsxError> {
        match value {
            Some(value) => {
                self.out
                    .write_number_with_format(self.row, self.column, value, format)?
            }
            None => self
                .out
                .write_blank(self.row, self.column, &self.faces.words)?,
        };
        self.column += 1;
        Ok(())
    }

    fn count(&mut self, value: Option<u32>) -> Result<(), XlsxError> {
        let faces = self.faces;
        self.number(value.map(f64::from), &faces.number)
    }

    /// Words with marks: section, line, words.
    fn cell(&mut self, cell: Option<&Cell>) -> Result<(), XlsxError> {
        self.words(cell.map_or("", |c| &c.section))?;
        self.count(cell.map(|c| c.line))?;
        let Some(cell) = cell else {
            return self.words("");
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
                    Mark::Gone => self.faces.words.clone().set_font_strikethrough(),
                    Mark::New => self
                        .faces
                        .words
                        .clone()
                        .set_underline(FormatUnderline::Single),
                    _ => self.faces.words.clone(),
                },
                _ => self.faces.words.clone(),
            };
            let text = fitting(&text);
            if text.is_empty() {
                return self.words("");
            }
            self.out
                .write_string_with_format(self.row, self.column, text.as_ref(), &face)?;
        } else {
            let rich: Vec<(&Format, &str)> = pieces
                .iter()
                .map(|p| (self.faces.of(p.mark), p.text.as_str()))
                .collect();
            self.out.write_rich_string_with_format(
                self.row,
                self.column,
                &rich,
                &self.faces.words,
            )?;
        }
        self.column += 1;
        Ok(())
    }

    fn next(&mut self) {
        self.row += 1;
        self.column = 0;
    }

    fn finish(self) -> Result<(), XlsxError> {
        if self.row > 1 {
            self.out.autofilter(0, 0, self.row - 1, self.columns - 1)?;
        }
        Ok(())
    }
}

/// As much of `text` as a cell takes.
fn fitting(text: &str) -> Cow<'_, str> {
    // Counted as spreadsheets do.
    if text.encode_utf16().count() <= LONGEST {
        return Cow::Borrowed(text);
    }
    let room = LONGEST - CUT.encode_utf16().count();
    let mut used = 0;
    let mut out: String = text
        .chars()
        .take_while(|c| {
            used += c.len_utf16();
            used <= room
        })
        .collect();
    out.push_str(CUT);
    Cow::Owned(out)
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
        sheet.cell(row.a.as_ref())?;
        sheet.cell(row.b.as_ref())?;
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
    let lang = document.lang;
    let columns = [
        (lang.pick("项目", "What"), 24.0),
        (lang.pick("内容", "Known"), 110.0),
    ];
    let mut sheet = Sheet::new(sheet, faces, lang.pick("说明", "About"), &columns)?;
    sheet.words(lang.pick("标题", "Title"))?;
    sheet.words(&document.title)?;
    sheet.next();
    for warning in &document.warnings {
        sheet.words(lang.pick("注意", "Note"))?;
        sheet.words(warning)?;
        sheet.next();
    }
    for fact in &document.facts {
        sheet.words(fact.label)?;
        sheet.words(&fact.value)?;
        sheet.next();
    }
    Ok(())
}
