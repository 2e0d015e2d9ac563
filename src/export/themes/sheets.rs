//! The matrix as sheets: 主题, 每千字, 报告, 词条, 命中, 说明.
//!
//! Invariants: numbers are numbers, words are words; a cell of a report without the part says so and is no zero; of the hits as many are
//! written as [`HITS`], and where there are more the last sheet says so.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::Counted;
use super::told::Told;
use crate::export::sheet::{self, Faces, Sheet};
use crate::export::{ExportError, describe, document};
use crate::locale::Lang;
use crate::theme::Cell;

/// Hits written out: a sheet takes 1,048,576 rows, but few programs open so many with sentences in a bearable time.
pub const HITS: usize = 200_000;
/// Rows and columns of heads on the sheets of numbers.
const HEADS: (u32, u16) = (3, 3);
/// Grounds of the shades 1 to 5 and whether the number on them is light: those of the palette 纸.
const SHADES: [(u32, bool); 5] = [
    (0x00EC_E4D3, false),
    (0x00D9_CFBA, false),
    (0x00BD_B098, false),
    (0x0078_6C57, true),
    (0x004C_4336, true),
];

/// The book.
pub fn book(of: &Counted<'_>) -> Result<Vec<u8>, ExportError> {
    make(of).map_err(|e| ExportError::Archive(e.to_string()))
}

fn make(of: &Counted<'_>) -> Result<Vec<u8>, XlsxError> {
    let told = Told::of(of);
    let lang = of.lang;
    let faces = Faces::new();
    let mut book = Workbook::new();
    book.set_properties(
        &DocProperties::new()
            .set_title(told.title())
            .set_author("对照 duizhao")
            .set_creation_datetime(&ExcelDateTime::parse_from_str(&document::date(of.when))?),
    );
    let hits = |c: Cell| f64::from(c.hits);
    let share = |c: Cell| (f64::from(c.per_mille) * 10_000.0).round() / 10_000.0;
    let sheet = book.add_worksheet();
    sheet.set_name(lang.pick("主题", "Themes"))?;
    numbers(&told, &faces, "0", hits, true, sheet)?;
    let sheet = book.add_worksheet();
    sheet.set_name(lang.pick("每千字", "Per thousand"))?;
    numbers(&told, &faces, "0.00", share, false, sheet)?;
    reports(&told, &faces, book.add_worksheet())?;
    lexicon(&told, &faces, book.add_worksheet())?;
    let cut = self::hits(&told, &faces, book.add_worksheet())?;
    let warning = cut.then(|| match lang {
        Lang::Zh => format!("命中太多，只写了前 {HITS} 处；请缩小范围，或导出 ndjson"),
        Lang::En => format!("only the first {HITS} hits are listed; ask for less, or for ndjson"),
    });
    let (title, facts) = (told.title(), told.facts());
    sheet::about(
        lang,
        &title,
        warning.as_deref().into_iter(),
        &facts,
        &faces,
        book.add_worksheet(),
    )?;
    book.save_to_buffer()
}

/// A sheet of numbers, themes down, reports across, their grounds by shade.
fn numbers(
    told: &Told<'_>,
    faces: &Faces,
    format: &str,
    value: impl Fn(Cell) -> f64,
    sums: bool,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let lang = told.of.lang;
    let number = faces.number.clone().set_num_format(format);
    let mut shades = vec![number.clone()];
    for (ground, light) in SHADES {
        let mut shade = number.clone().set_background_color(Color::RGB(ground));
        if light {
            shade = shade.set_font_color(Color::RGB(0x00FB_F7EE));
        }
        shades.push(shade);
    }
    let none = faces
        .number
        .clone()
        .set_align(FormatAlign::Right)
        .set_font_color(Color::RGB(0x008A_4B1F));
    let (head_rows, head_columns) = HEADS;
    sheet
        .set_landscape()
        .set_paper_size(8)
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(0, head_rows - 1)?
        .set_repeat_columns(0, head_columns - 1)?
        .set_freeze_panes(head_rows, head_columns)?
        .set_column_width(0, 8.0)?
        .set_column_width(1, 18.0)?
        .set_column_width(2, 8.0)?;
    let head = &faces.head;
    let corner = [
        lang.pick("组", "Group"),
        lang.pick("主题", "Theme"),
        lang.pick("合计", "Total"),
    ];
    for row in 0..head_rows {
        for (column, name) in (0u16..).zip(corner) {
            let name = if row + 1 == head_rows { name } else { "" };
            sheet.write_with_format(row, column, name, head)?;
        }
    }
    for (column, source) in (head_columns..).zip(&told.columns) {
        let Some(c) = told.of.matrix.columns.get(source.column) else {
            continue;
        };
        sheet.set_column_width(column, 9.0)?;
        sheet.write_string_with_format(0, column, sheet_words(&c.group), head)?;
        sheet.write_string_with_format(1, column, sheet_words(&c.place), head)?;
        match describe::year(source.scanned.report) {
            Some(year) => sheet.write_number_with_format(2, column, f64::from(year), head)?,
            None => sheet.write_string_with_format(2, column, sheet_words(&c.year), head)?,
        };
    }
    let lines: Vec<_> = told.lines().collect();
    for (row, line) in (head_rows..).zip(&lines) {
        sheet.write_string_with_format(row, 0, sheet_words(&line.theme.group), &faces.number)?;
        sheet.write_string_with_format(row, 1, sheet_words(&line.theme.name), &faces.number)?;
        let total = if sums {
            f64::from(told.total(*line))
        } else {
            value(Cell {
                per_mille: told.of.matrix.row_per_mille(line.row),
                ..Cell::default()
            })
        };
        sheet.write_number_with_format(row, 2, total, &number)?;
        for (column, source) in (head_columns..).zip(&told.columns) {
            match told.cell(*line, source) {
                Some(cell) => {
                    let shade = shades.get(usize::from(cell.shade())).unwrap_or(&number);
                    sheet.write_number_with_format(row, column, value(cell), shade)?
                }
                None => {
                    sheet.write_string_with_format(row, column, lang.pick("无", "n/a"), &none)?
                }
            };
        }
    }
    Ok(())
}

/// Words as a cell takes them.
fn sheet_words(text: &str) -> String {
    let text = crate::text::safe::Safe::new(text);
    sheet::fitting(text.as_str()).into_owned()
}

fn reports(told: &Told<'_>, faces: &Faces, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let lang = told.of.lang;
    let names = match lang {
        Lang::Zh => [
            "报告", "地区", "省", "层级", "年度", "字数", "合计", "题目", "文件", "指纹",
        ],
        Lang::En => [
            "Report",
            "Place",
            "Province",
            "Level",
            "Year",
            "Han",
            "Total",
            "Title",
            "File",
            "Fingerprint",
        ],
    };
    let widths = [20.0, 28.0, 12.0, 10.0, 8.0, 9.0, 9.0, 40.0, 48.0, 36.0];
    let columns: Vec<(&str, f64)> = names.into_iter().zip(widths).collect();
    let mut sheet = Sheet::new(sheet, faces, lang.pick("报告", "Reports"), &columns)?;
    for source in &told.columns {
        let report = source.scanned.report;
        let place = report.identity.place.as_ref().map(|p| &p.value);
        sheet.words(&source.name)?;
        sheet.words(place.map_or("", |p| &p.full))?;
        sheet.words(place.and_then(|p| p.province.as_deref()).unwrap_or(""))?;
        sheet.words(&describe::level(report, lang))?;
        sheet.count(describe::year(report).map(u32::from))?;
        sheet.count(told.has_part(source).then(|| told.han(source)))?;
        sheet.count(Some(told.of.matrix.column_total(source.column)))?;
        let title = report.identity.title.as_ref();
        sheet.words(title.map_or("", |t| &t.value))?;
        sheet.words(&source.file())?;
        sheet.words(&source.id())?;
        sheet.next();
    }
    sheet.finish()
}

fn lexicon(told: &Told<'_>, faces: &Faces, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let lang = told.of.lang;
    let names = match lang {
        Lang::Zh => [
            "组",
            "主题",
            "英文",
            "合计",
            "词条",
            "旧称",
            "不算的",
            "说明",
        ],
        Lang::En => [
            "Group",
            "Theme",
            "English",
            "Total",
            "Terms",
            "Earlier wordings",
            "Not counted",
            "Note",
        ],
    };
    let widths = [8.0, 18.0, 24.0, 9.0, 56.0, 32.0, 32.0, 60.0];
    let columns: Vec<(&str, f64)> = names.into_iter().zip(widths).collect();
    let mut sheet = Sheet::new(sheet, faces, lang.pick("词条", "Lexicon"), &columns)?;
    let comma = lang.pick("、", ", ");
    for line in told.lines() {
        sheet.words(&line.theme.group)?;
        sheet.words(&line.theme.name)?;
        sheet.words(&line.theme.en)?;
        sheet.count(Some(told.total(line)))?;
        sheet.words(&line.theme.terms.join(comma))?;
        sheet.words(&line.theme.earlier.join(comma))?;
        sheet.words(&line.theme.except.join(comma))?;
        sheet.words(&line.theme.note)?;
        sheet.next();
    }
    sheet.finish()
}

/// Every hit with its sentence; whether there were too many.
fn hits(told: &Told<'_>, faces: &Faces, sheet: &mut Worksheet) -> Result<bool, XlsxError> {
    let lang = told.of.lang;
    let names = match lang {
        Lang::Zh => [
            "主题",
            "词条",
            "旧称",
            "报告",
            "年度",
            "章节",
            "性质",
            "行",
            "原文",
            "文件",
            "指纹",
            "章节号",
            "起",
            "止",
        ],
        Lang::En => [
            "Theme",
            "Term",
            "Earlier",
            "Report",
            "Year",
            "Section",
            "Role",
            "Line",
            "Sentence",
            "File",
            "Fingerprint",
            "Section id",
            "Start",
            "End",
        ],
    };
    let widths = [
        16.0, 14.0, 6.0, 18.0, 8.0, 36.0, 8.0, 8.0, 72.0, 32.0, 36.0, 8.0, 9.0, 9.0,
    ];
    let columns: Vec<(&str, f64)> = names.into_iter().zip(widths).collect();
    let mut sheet = Sheet::new(sheet, faces, lang.pick("命中", "Hits"), &columns)?;
    let mut left = HITS;
    for line in told.lines() {
        for source in &told.columns {
            let cell = told.cell(line, source);
            if cell.is_none_or(|c| c.hits == 0) {
                continue;
            }
            let found = told.passages(line, source);
            let (id, file) = (source.id(), source.file());
            let year = describe::year(source.scanned.report).map(u32::from);
            for passage in &found {
                let text = passage.text();
                for hit in &passage.hits {
                    if left == 0 {
                        sheet.finish()?;
                        return Ok(true);
                    }
                    left -= 1;
                    sheet.words(&line.theme.name)?;
                    sheet.words(&hit.term)?;
                    sheet.words(if hit.earlier {
                        lang.pick("是", "yes")
                    } else {
                        ""
                    })?;
                    sheet.words(&source.name)?;
                    sheet.count(year)?;
                    sheet.words(&passage.breadcrumb)?;
                    sheet.words(passage.role_word)?;
                    sheet.count(Some(passage.line))?;
                    sheet.words(&text)?;
                    sheet.words(&file)?;
                    sheet.words(&id)?;
                    sheet.count(passage.section)?;
                    sheet.count(Some(hit.span.start() as u32))?;
                    sheet.count(Some(hit.span.end() as u32))?;
                    sheet.next();
                }
            }
        }
    }
    sheet.finish()?;
    Ok(false)
}
