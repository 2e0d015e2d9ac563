//! From the elements of a part to lines of text.
//!
//! Owns [`Walk`]. Invariant: every character that Word shows is written once, in the order of the document: a paragraph or a
//! row of a table is a line, and what floats (text boxes) follows the paragraph that it hangs on. Must not know of files.

use rustc_hash::FxHashMap;

use super::numbering::Numbering;
use super::package::{Step, Tag, steps};
use crate::report::source::{Format, LARGEST, Problem};

/// A row of a table is a line unless one of its cells has more paragraphs than this: then the table is there for the layout,
/// and its cells are read one after the other.
const MOST_IN_CELL: usize = 3;

/// So it is with rows of more bytes or cells than this.
const LONGEST_ROW: usize = 3000;

/// Fields within one another at most; what goes deeper is read as text.
const MOST_FIELDS: usize = 32;

/// A note, by whether it is an endnote and its own number.
pub type NoteId = (bool, String);

/// What several parts of one file share, and what comes of them.
pub struct Walk<'a> {
    numbering: &'a mut Numbering,
    /// Notes in the order in which they are referred to, each with its number.
    pub referred: FxHashMap<NoteId, usize>,
    /// Text of the notes, in the order of their parts.
    pub notes: Vec<(NoteId, String)>,
    /// Whether something was put in or struck out.
    pub tracked: bool,
    /// Bytes written so far: numbers and notes could be made to grow without end.
    written: u64,
}

/// What an element is for the text; only what must be known of a parent or at the end is told apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Other,
    Paragraph,
    ParagraphProps,
    ListProps,
    Run,
    RunProps,
    Text,
    Table,
    Row,
    RowProps,
    Cell,
    /// A stream of its own inside another one: a text box.
    Float,
    Note,
    Alternates,
    Field,
    /// The instruction of a field.
    Instruction,
    /// Not read, with all that is in it.
    Skipped,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    list: Option<String>,
    level: Option<usize>,
    /// The number before it; nothing where it has none.
    number: String,
    /// It is known whether it has one.
    counted: bool,
    /// What floats beside it.
    after: String,
    /// Its end is struck out or hidden: the next one continues it.
    open: bool,
    /// Its end is struck out: no number is counted for it.
    struck: bool,
}

#[derive(Default)]
struct Row {
    text: String,
    /// Where each cell ends in the text.
    ends: Vec<usize>,
    /// A cell is being read.
    open: bool,
    struck: bool,
}

/// A stream of paragraphs and tables.
#[derive(Default)]
struct Flow {
    out: String,
    paragraph: Option<Paragraph>,
    /// Tables within one another, with the row that is being read.
    tables: Vec<Row>,
    /// Beginning of the next paragraph.
    carried: String,
    note: Option<NoteId>,
}

struct Field {
    /// Before its result.
    instruction: bool,
    /// Its result is the number of a page.
    page: bool,
}

impl<'a> Walk<'a> {
    /// A walk that counts by `numbering`.
    pub fn new(numbering: &'a mut Numbering) -> Self {
        Self {
            numbering,
            referred: FxHashMap::default(),
            notes: Vec::new(),
            tracked: false,
            written: 0,
        }
    }

    /// The lines of a part. `running`: it is a running head or foot, and numbers of pages in it are left out.
    ///
    /// # Errors
    /// Not well formed, too deep, more text than may be.
    pub fn part(&mut self, xml: &str, running: bool) -> Result<String, Problem> {
        let mut reading = Reading {
            walk: self,
            running,
            stack: Vec::new(),
            skipped: 0,
            flows: vec![Flow::default()],
            alternates: Vec::new(),
            fields: Vec::new(),
            hidden: false,
            kept: false,
            buffer: String::new(),
        };
        steps(xml, |step| match step {
            Step::Open(tag) => reading.open(&tag),
            Step::Close => reading.close(),
            Step::Text(text) => {
                if reading.skipped == 0 {
                    match reading.stack.last() {
                        Some(Kind::Text) => reading.buffer.push_str(text),
                        Some(Kind::Instruction) => reading.instruct(text),
                        _ => {}
                    }
                }
                Ok(())
            }
        })?;
        reading.end_paragraph()?;
        let mut out = String::new();
        for flow in reading.flows {
            out.push_str(&flow.carried);
            out.push_str(&flow.out);
        }
        Ok(out)
    }
}

struct Reading<'w, 'a> {
    walk: &'w mut Walk<'a>,
    running: bool,
    stack: Vec<Kind>,
    /// How many of the innermost elements are not read.
    skipped: usize,
    flows: Vec<Flow>,
    /// For each pair of choice and fallback whether the choice was read.
    alternates: Vec<bool>,
    fields: Vec<Field>,
    /// The run is hidden.
    hidden: bool,
    /// Blanks at the ends of a text count.
    kept: bool,
    buffer: String,
}

impl Reading<'_, '_> {
    fn open(&mut self, tag: &Tag<'_>) -> Result<(), Problem> {
        if self.skipped > 0 {
            self.skipped += 1;
            return Ok(());
        }
        let parent = self.stack.last().copied().unwrap_or(Kind::Other);
        let kind = self.kind(tag, parent)?;
        if kind == Kind::Skipped {
            self.skipped = 1;
        } else {
            self.stack.push(kind);
        }
        Ok(())
    }

    /// What the element is, and what is to be done at its beginning.
    fn kind(&mut self, tag: &Tag<'_>, parent: Kind) -> Result<Kind, Problem> {
        Ok(match tag.name() {
            "p" => {
                self.end_paragraph()?;
                self.flow().paragraph = Some(Paragraph::default());
                Kind::Paragraph
            }
            "pPr" if parent == Kind::Paragraph => Kind::ParagraphProps,
            "numPr" if parent == Kind::ParagraphProps => Kind::ListProps,
            "r" => {
                self.hidden = false;
                Kind::Run
            }
            "rPr" if matches!(parent, Kind::Run | Kind::ParagraphProps) => Kind::RunProps,
            "t" => {
                self.kept = tag.get("space").as_deref() == Some("preserve");
                Kind::Text
            }
            "tbl" => {
                self.flow().tables.push(Row::default());
                Kind::Table
            }
            "tr" => {
                if let Some(row) = self.flow().tables.last_mut() {
                    *row = Row::default();
                }
                Kind::Row
            }
            "trPr" => Kind::RowProps,
            "tc" => {
                if let Some(row) = self.flow().tables.last_mut() {
                    row.open = true;
                }
                Kind::Cell
            }
            "txbxContent" => {
                self.flows.push(Flow::default());
                Kind::Float
            }
            name @ ("footnote" | "endnote") => {
                // The lines between text and notes are notes, too.
                if tag.get("type").is_some_and(|t| t.as_ref() != "normal") {
                    return Ok(Kind::Skipped);
                }
                let id = tag.get("id").unwrap_or_default().into_owned();
                self.flows.push(Flow {
                    note: Some((name == "endnote", id)),
                    ..Flow::default()
                });
                Kind::Note
            }
            "AlternateContent" => {
                self.alternates.push(false);
                Kind::Alternates
            }
            "Choice" | "Fallback" if parent == Kind::Alternates => match self.alternates.last_mut()
            {
                Some(read) if *read => Kind::Skipped,
                Some(read) => {
                    *read = true;
                    Kind::Other
                }
                None => Kind::Other,
            },
            "ins" | "del" if matches!(parent, Kind::RunProps | Kind::RowProps) => {
                self.walk.tracked = true;
                if tag.name() == "del" {
                    self.strike(parent);
                }
                Kind::Other
            }
            "ins" | "moveTo" => {
                self.walk.tracked = true;
                Kind::Other
            }
            "del" | "moveFrom" => {
                self.walk.tracked = true;
                if parent == Kind::RunProps {
                    self.strike(parent);
                }
                Kind::Skipped
            }
            "fldSimple" => {
                let instruction = tag.get("instr").unwrap_or_default();
                self.fields.push(Field {
                    instruction: false,
                    page: is_page(&instruction),
                });
                Kind::Field
            }
            "instrText" => Kind::Instruction,
            "tblPr" | "tblGrid" | "tcPr" | "sectPr" | "sdtPr" | "sdtEndPr" | "rt" | "delText"
            | "delInstrText" => Kind::Skipped,
            name if name.ends_with("Change") => Kind::Skipped,
            name => {
                self.leaf(name, tag, parent)?;
                Kind::Other
            }
        })
    }

    /// What an element without content of its own says.
    fn leaf(&mut self, name: &str, tag: &Tag<'_>, parent: Kind) -> Result<(), Problem> {
        match (parent, name) {
            (Kind::ParagraphProps, "pStyle") => {
                let style = tag.val().map(std::borrow::Cow::into_owned);
                if let Some(paragraph) = self.paragraph() {
                    paragraph.style = style;
                }
            }
            (Kind::ListProps, "numId") => {
                let list = tag.val().map(std::borrow::Cow::into_owned);
                if let Some(paragraph) = self.paragraph() {
                    paragraph.list = list;
                }
            }
            (Kind::ListProps, "ilvl") => {
                let level = tag.val().and_then(|v| v.trim().parse().ok());
                if let Some(paragraph) = self.paragraph() {
                    paragraph.level = level;
                }
            }
            (Kind::RunProps, "vanish") if tag.is_on() => {
                if self.stack.iter().rev().nth(1) == Some(&Kind::ParagraphProps) {
                    if let Some(paragraph) = self.paragraph() {
                        paragraph.open = true;
                    }
                } else {
                    self.hidden = true;
                }
            }
            (Kind::Run, "tab" | "ptab") => self.write("\t")?,
            (Kind::Run | Kind::Paragraph, "br" | "cr") => self.write("\n")?,
            (Kind::Run, "noBreakHyphen") => self.write("-")?,
            (Kind::Run, "sym") => {
                let c = symbol(
                    &tag.get("font").unwrap_or_default(),
                    &tag.get("char").unwrap_or_default(),
                );
                self.write(c.encode_utf8(&mut [0; 4]))?;
            }
            (Kind::Run, "fldChar") => self.field(tag.get("fldCharType").as_deref()),
            (Kind::Run, "footnoteReference" | "endnoteReference")
                if !matches!(
                    tag.get("customMarkFollows").as_deref(),
                    Some("1" | "true" | "on")
                ) =>
            {
                let id = tag.get("id").unwrap_or_default().into_owned();
                let next = self.walk.referred.len() + 1;
                let referred = &mut self.walk.referred;
                let mark = *referred.entry((name.starts_with('e'), id)).or_insert(next);
                self.write(&format!("[{mark}]"))?;
            }
            (_, "textpath") => {
                // Words drawn as a picture: the red head of an official letter.
                if let Some(words) = tag.get("string") {
                    self.grow(words.len())?;
                    let flow = self.flow();
                    if let Some(paragraph) = &mut flow.paragraph {
                        paragraph.after.push_str(&words);
                        paragraph.after.push('\n');
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), Problem> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        match self.stack.pop() {
            Some(Kind::Paragraph) => self.end_paragraph()?,
            Some(Kind::ParagraphProps) => self.count()?,
            Some(Kind::Run) => self.hidden = false,
            Some(Kind::Text) => {
                let mut text = std::mem::take(&mut self.buffer);
                let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
                if text.contains(['\t', '\n', '\r']) {
                    text = text.replace(['\t', '\n', '\r'], " ");
                }
                let shown = if self.kept {
                    &text
                } else {
                    text.trim_matches(blank)
                };
                self.write(shown)?;
                text.clear();
                self.buffer = text;
            }
            Some(Kind::Table) => {
                self.flow().tables.pop();
            }
            Some(Kind::Row) => self.end_row(),
            Some(Kind::Cell) => {
                self.end_paragraph()?;
                if let Some(row) = self.flow().tables.last_mut() {
                    row.ends.push(row.text.len());
                    row.open = false;
                }
            }
            Some(Kind::Float) => {
                self.end_paragraph()?;
                let lines = self.end_flow().0;
                self.grow(lines.len())?;
                match &mut self.flow().paragraph {
                    Some(paragraph) => paragraph.after.push_str(&lines),
                    None => self.put(&lines),
                }
            }
            Some(Kind::Note) => {
                self.end_paragraph()?;
                if let (lines, Some(note)) = self.end_flow() {
                    self.walk.notes.push((note, lines));
                }
            }
            Some(Kind::Alternates) => {
                self.alternates.pop();
            }
            Some(Kind::Field) => {
                self.fields.pop();
            }
            _ => {}
        }
        Ok(())
    }

    fn flow(&mut self) -> &mut Flow {
        if self.flows.is_empty() {
            self.flows.push(Flow::default());
        }
        let last = self.flows.len() - 1;
        &mut self.flows[last]
    }

    fn paragraph(&mut self) -> Option<&mut Paragraph> {
        self.flow().paragraph.as_mut()
    }

    /// The paragraph's end, or the row, is struck out.
    fn strike(&mut self, parent: Kind) {
        if parent == Kind::RowProps {
            if let Some(row) = self.flow().tables.last_mut() {
                row.struck = true;
            }
        } else if self.stack.iter().rev().nth(1) == Some(&Kind::ParagraphProps)
            && let Some(paragraph) = self.paragraph()
        {
            paragraph.open = true;
            paragraph.struck = true;
        }
    }

    /// Holds what is written within what may be.
    fn grow(&mut self, bytes: usize) -> Result<(), Problem> {
        self.walk.written += bytes as u64;
        if self.walk.written > 2 * LARGEST {
            return Err(Problem::Bomb(Format::Docx));
        }
        Ok(())
    }

    /// Characters of the paragraph.
    fn write(&mut self, text: &str) -> Result<(), Problem> {
        let running = self.running;
        let silent = |field: &Field| field.instruction || (running && field.page);
        if self.hidden || text.is_empty() || self.fields.iter().any(silent) {
            return Ok(());
        }
        self.grow(text.len())?;
        let paragraph = self.flow().paragraph.get_or_insert_default();
        paragraph.text.push_str(text);
        Ok(())
    }

    fn field(&mut self, at: Option<&str>) {
        match at {
            Some("begin") if self.fields.len() < MOST_FIELDS => self.fields.push(Field {
                instruction: true,
                page: false,
            }),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.instruction = false;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn instruct(&mut self, text: &str) {
        if let Some(field) = self.fields.last_mut() {
            field.page |= is_page(text);
        }
    }

    /// Numbers the paragraph, once what it says of itself is known.
    fn count(&mut self) -> Result<(), Problem> {
        let Some(paragraph) = self.paragraph() else {
            return Ok(());
        };
        let (style, list) = (paragraph.style.take(), paragraph.list.take());
        let (level, struck) = (paragraph.level, paragraph.struck);
        let number = if struck {
            None
        } else {
            self.walk
                .numbering
                .next(style.as_deref(), list.as_deref(), level)
        };
        let number = number.unwrap_or_default();
        self.grow(number.len())?;
        if let Some(paragraph) = self.paragraph() {
            paragraph.number = number;
            paragraph.counted = true;
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), Problem> {
        // An instruction that is still going on is one whose end was forgotten.
        self.fields.retain(|field| !field.instruction);
        if self.paragraph().is_some_and(|p| !p.counted) {
            self.count()?;
        }
        let flow = self.flow();
        let Some(paragraph) = flow.paragraph.take() else {
            return Ok(());
        };
        let text = paragraph.text.trim_matches('\n');
        let mut line = String::new();
        if !text.trim().is_empty() || !flow.carried.is_empty() {
            line.push_str(&paragraph.number);
        }
        line.push_str(&std::mem::take(&mut flow.carried));
        line.push_str(text);
        if paragraph.open {
            flow.carried = line;
        } else {
            line.push('\n');
            self.put(&line);
        }
        if !paragraph.after.is_empty() {
            self.put(&paragraph.after);
        }
        Ok(())
    }

    /// Lines go into the innermost cell that is being read, else into the stream.
    fn put(&mut self, lines: &str) {
        let flow = self.flow();
        match flow.tables.iter_mut().rev().find(|row| row.open) {
            Some(row) => row.text.push_str(lines),
            None => flow.out.push_str(lines),
        }
    }

    /// Lines that are not blank.
    fn put_filled<'l>(&mut self, lines: impl Iterator<Item = &'l str>) {
        for line in lines.map(str::trim).filter(|line| !line.is_empty()) {
            self.put(line);
            self.put("\n");
        }
    }

    fn end_row(&mut self) {
        let Some(row) = self.flow().tables.last_mut().map(std::mem::take) else {
            return;
        };
        if row.struck {
            return;
        }
        if row.text.len() > LONGEST_ROW || row.ends.len() > LONGEST_ROW {
            self.put_filled(row.text.lines());
            return;
        }
        let mut from = 0;
        let cells: Vec<Vec<&str>> = row
            .ends
            .iter()
            .map(|&to| {
                let cell = row.text.get(from..to).unwrap_or_default();
                from = to;
                let lines = cell.lines().map(str::trim);
                lines.filter(|line| !line.is_empty()).collect()
            })
            .collect();
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        let tall = cells.iter().any(|cell| cell.len() > MOST_IN_CELL);
        if filled <= 1 || tall {
            self.put_filled(cells.iter().flatten().copied());
            return;
        }
        let cells: Vec<String> = cells.iter().map(|cell| cell.join(" ")).collect();
        let line = cells.join("\t");
        self.put(line.trim_end_matches('\t'));
        self.put("\n");
    }

    fn end_flow(&mut self) -> (String, Option<NoteId>) {
        match self.flows.pop() {
            Some(mut flow) => {
                if !flow.carried.is_empty() {
                    flow.out.push_str(&flow.carried);
                    flow.out.push('\n');
                }
                (flow.out, flow.note)
            }
            None => (String::new(), None),
        }
    }
}

/// Whether the instruction of a field asks for the number of a page, or of the pages.
fn is_page(instruction: &str) -> bool {
    instruction.split_whitespace().next().is_some_and(|word| {
        ["PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"]
            .iter()
            .any(|page| word.eq_ignore_ascii_case(page))
    })
}

/// A sign taken out of a font by its number.
fn symbol(font: &str, code: &str) -> char {
    let code = u32::from_str_radix(code.trim(), 16).unwrap_or(0);
    // Fonts of signs have theirs at F000 and on.
    let low = if (0xf000..=0xf0ff).contains(&code) {
        code - 0xf000
    } else {
        code
    };
    if font.starts_with("Wingdings") {
        return match low {
            0x6c | 0x9f => '●',
            0x6e | 0xa7 => '■',
            0x6f | 0xa8 => '□',
            0x71 => '❑',
            0x74 | 0x75 => '◆',
            0x76 => '❖',
            0xd8 => '➢',
            0xe0 => '→',
            0xfb => '✗',
            0xfc => '✓',
            0xfd => '☒',
            0xfe => '☑',
            0x80..=0x8a => char::from_u32(if low == 0x80 {
                0x24ea
            } else {
                0x2460 + low - 0x81
            })
            .unwrap_or(char::REPLACEMENT_CHARACTER),
            _ => char::REPLACEMENT_CHARACTER,
        };
    }
    if font.starts_with("Symbol") {
        return match low {
            0x2d => '−',
            0xa2 => '′',
            0xa3 => '≤',
            0xae => '→',
            0xb0 => '°',
            0xb1 => '±',
            0xb3 => '≥',
            0xb4 => '×',
            0xb7 => '•',
            0xb8 => '÷',
            0xb9 => '≠',
            0xbb => '≈',
            0x20..=0x3f => char::from_u32(low).unwrap_or(char::REPLACEMENT_CHARACTER),
            _ => char::REPLACEMENT_CHARACTER,
        };
    }
    match char::from_u32(code) {
        Some(c) if !c.is_control() && !('\u{e000}'..='\u{f8ff}').contains(&c) => c,
        _ => char::REPLACEMENT_CHARACTER,
    }
}
