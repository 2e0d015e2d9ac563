//! A sheet of a spreadsheet that is being filled from above, and how its cells look.
//!
//! Invariant: every cell with words is a string, whatever it begins with; a text longer than a cell takes is cut, and says so.

use std::borrow::Cow;

use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, FormatUnderline, Worksheet, XlsxError,
};

use super::document::{Fact, Mark};
use crate::locale::Lang;
use crate::text::safe::Safe;

/// Characters that a cell takes.
pub const LONGEST: usize = 32_767;
/// What stands at the end of a text that was cut.
const CUT: &str = " …… （单元格放不下，后略 cut here）";

/// How cells look.
pub struct Faces {
    pub head: Format,
    pub words: Format,
    pub number: Format,
    pub percent: Format,
    plain: Format,
    gone: Format,
    new: Format,
    shared: Format,
}

impl Faces {
    /// As every book has them.
    pub fn new() -> Self {
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

    /// Of words with a mark.
    pub fn of(&self, mark: Mark) -> &Format {
        match mark {
            Mark::Plain | Mark::Formulaic => &self.plain,
            Mark::Gone => &self.gone,
            Mark::New => &self.new,
            Mark::Shared => &self.shared,
        }
    }
}

/// A sheet that is being filled from above.
pub struct Sheet<'a> {
    /// The sheet.
    pub out: &'a mut Worksheet,
    /// How cells look.
    pub faces: &'a Faces,
    /// Where the next cell stands.
    pub row: u32,
    /// The same.
    pub column: u16,
    columns: u16,
}

impl<'a> Sheet<'a> {
    /// Begins a sheet with its heads and their widths.
    pub fn new(
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

    /// A cell with words.
    pub fn words(&mut self, text: &str) -> Result<(), XlsxError> {
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

    /// A cell with a number, or with nothing.
    pub fn number(&mut self, value: Option<f64>, format: &Format) -> Result<(), XlsxError> {
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

    /// A cell with a whole number, or with nothing.
    pub fn count(&mut self, value: Option<u32>) -> Result<(), XlsxError> {
        let faces = self.faces;
        self.number(value.map(f64::from), &faces.number)
    }

    /// To the next row.
    pub fn next(&mut self) {
        self.row += 1;
        self.column = 0;
    }

    /// Lets the rows be filtered.
    pub fn finish(self) -> Result<(), XlsxError> {
        if self.row > 1 {
            self.out.autofilter(0, 0, self.row - 1, self.columns - 1)?;
        }
        Ok(())
    }
}

/// As much of `text` as a cell takes.
pub fn fitting(text: &str) -> Cow<'_, str> {
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

/// The sheet that says what the others hold.
pub fn about<'a>(
    lang: Lang,
    title: &str,
    warnings: impl Iterator<Item = &'a str>,
    facts: &[Fact],
    faces: &Faces,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let columns = [
        (lang.pick("项目", "What"), 24.0),
        (lang.pick("内容", "Known"), 110.0),
    ];
    let mut sheet = Sheet::new(sheet, faces, lang.pick("说明", "About"), &columns)?;
    let title = std::iter::once((lang.pick("标题", "Title"), title));
    let warnings = warnings.map(|w| (lang.pick("注意", "Note"), w));
    let facts = facts.iter().map(|f| (f.label, f.value.as_str()));
    for (label, value) in title.chain(warnings).chain(facts) {
        sheet.words(label)?;
        sheet.words(value)?;
        sheet.next();
    }
    Ok(())
}
