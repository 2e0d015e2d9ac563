//! Rows of tables and numbers of lists, as far as they stand in the text.
//!
//! Owns [`Tables`] and [`Lists`]. Invariant: what is remembered is bounded by [`DEEPEST`], and a row changes no length of the
//! text. Must not know of blanks and words.

use super::Tag;

/// Tables inside tables, and lists inside lists, that are told apart; those further inside are lines like any other.
const DEEPEST: usize = 64;

/// The tables that are open.
#[derive(Debug, Default)]
pub(super) struct Tables {
    open: Vec<Option<Row>>,
    /// Tables open beyond [`DEEPEST`].
    deeper: usize,
}

/// A row that is open.
#[derive(Debug, Default)]
struct Row {
    /// Where its text begins.
    start: usize,
    /// The breaks between its cells.
    breaks: Vec<usize>,
    /// It holds another table: its cells are parts of the page and no cells.
    layout: bool,
}

impl Tables {
    pub(super) fn open(&mut self) {
        if let Some(Some(row)) = self.open.last_mut() {
            row.layout = true;
        }
        if self.open.len() < DEEPEST {
            self.open.push(None);
        } else {
            self.deeper += 1;
        }
    }

    pub(super) fn close(&mut self, out: &mut String) {
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if let Some(row) = self.open.pop().flatten() {
            row.end(out);
        }
    }

    pub(super) fn row(&mut self, out: &mut String) {
        self.end_row(out);
        if let (0, Some(row)) = (self.deeper, self.open.last_mut()) {
            *row = Some(Row {
                start: out.len(),
                ..Row::default()
            });
        }
    }

    pub(super) fn end_row(&mut self, out: &mut String) {
        if self.deeper == 0
            && let Some(row) = self.open.last_mut().and_then(Option::take)
        {
            row.end(out);
        }
    }

    /// A cell begins where `out` ends, on a line of its own.
    pub(super) fn cell(&mut self, out: &str) {
        if self.deeper > 0 {
            return;
        }
        if let Some(row) = self.open.last_mut() {
            let row = row.get_or_insert_with(|| Row {
                start: out.len(),
                ..Row::default()
            });
            // Of empty cells nothing is left.
            let end = out.len();
            if end > row.start && row.breaks.last() != Some(&(end - 1)) && !row.layout {
                row.breaks.push(end - 1);
            }
        }
    }

    /// The page ends.
    pub(super) fn finish(&mut self, out: &mut String) {
        while let Some(row) = self.open.pop() {
            if let Some(row) = row {
                row.end(out);
            }
        }
    }
}

impl Row {
    /// Puts tabs between the cells if each of them is one line; else they stay the lines that they are.
    fn end(self, out: &mut String) {
        let text = out.get(self.start..).unwrap_or("").trim_end_matches('\n');
        let lines = memchr::memchr_iter(b'\n', text.as_bytes()).count();
        let within = |at: &&usize| **at < self.start + text.len();
        let breaks: Vec<usize> = self.breaks.iter().filter(within).copied().collect();
        if self.layout || breaks.len() != lines {
            return;
        }
        for at in breaks {
            out.replace_range(at..=at, "\t");
        }
    }
}

/// The lists that are open.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// How the items are numbered and the number of the next; none: not at all.
    open: Vec<Option<(Style, i64)>>,
    /// Lists open beyond [`DEEPEST`].
    deeper: usize,
    /// The number of an item of which nothing stands in the text yet.
    waiting: Option<(Style, i64)>,
}

/// How a browser numbers a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Style {
    /// 1. 2. 3.
    Decimal,
    /// a. b. c., or A. B. C.
    Letter(char),
    /// i. ii. iii., or I. II. III.
    Roman(bool),
    /// 一、 二、 三、
    Chinese,
}

impl Lists {
    /// A list begins. The numbers of `<ol>` are made by the browser and read by its reader, so they are text; but lists with a
    /// class are menus and breadcrumbs, whose style sheet takes the numbers away.
    pub(super) fn open(&mut self, name: &str, tag: &Tag) {
        self.waiting = None;
        if self.open.len() >= DEEPEST {
            self.deeper += 1;
            return;
        }
        self.open
            .push((name == "ol").then(|| numbering(tag)).flatten());
    }

    pub(super) fn close(&mut self) {
        self.waiting = None;
        if self.deeper > 0 {
            self.deeper -= 1;
        } else {
            self.open.pop();
        }
    }

    pub(super) fn item(&mut self, tag: &Tag) {
        self.waiting = None;
        if let (0, Some(Some((style, next)))) = (self.deeper, self.open.last_mut()) {
            if let Some(value) = tag.attribute("value").and_then(|v| v.trim().parse().ok()) {
                *next = value;
            }
            self.waiting = Some((*style, *next));
            *next = next.saturating_add(1);
        }
    }

    /// What stands before the first word of an item; nothing if that is a number already.
    pub(super) fn marker(&mut self, word: &str) -> Option<String> {
        let (style, number) = self.waiting.take()?;
        let numbered = word.starts_with(|c: char| {
            c.is_ascii_digit() || "一二三四五六七八九十第(（①②③④⑤⑥⑦⑧⑨⑩".contains(c)
        });
        (!numbered).then(|| style.of(number))
    }
}

fn numbering(tag: &Tag) -> Option<(Style, i64)> {
    let start = tag.attribute("start").and_then(|s| s.trim().parse().ok());
    let style = tag.attribute("style").unwrap_or("").to_ascii_lowercase();
    if style.contains("none") || tag.attribute("reversed").is_some() {
        return None;
    }
    let kind = tag.attribute("type");
    let named = ["class", "id", "role"]
        .iter()
        .any(|name| tag.attribute(name).is_some());
    if named && start.is_none() && kind.is_none() && !style.contains("list-style") {
        return None;
    }
    let style = match kind.unwrap_or("") {
        "a" | "A" => Style::Letter(if kind == Some("a") { 'a' } else { 'A' }),
        "i" | "I" => Style::Roman(kind == Some("I")),
        _ if ["cjk-", "chinese"].iter().any(|s| style.contains(s)) => Style::Chinese,
        _ => Style::Decimal,
    };
    Some((style, start.unwrap_or(1)))
}

impl Style {
    fn of(self, number: i64) -> String {
        let small = usize::try_from(number)
            .ok()
            .filter(|n| (1..=99).contains(n));
        match (self, small) {
            (Style::Chinese, Some(n)) => format!("{}、", chinese(n)),
            (Style::Letter(first), Some(n)) if n <= 26 => {
                let letter = char::from_u32(first as u32 + n as u32 - 1).unwrap_or(first);
                format!("{letter}. ")
            }
            (Style::Roman(capital), Some(n)) => {
                let roman = roman(n);
                format!("{}. ", if capital { roman.to_uppercase() } else { roman })
            }
            _ => format!("{number}. "),
        }
    }
}

/// 1 to 99 in Chinese.
fn chinese(n: usize) -> String {
    let digit = |d: usize| "零一二三四五六七八九".chars().nth(d);
    let mut out = String::new();
    if n >= 20 {
        out.extend(digit(n / 10));
    }
    if n >= 10 {
        out.push('十');
    }
    if !n.is_multiple_of(10) {
        out.extend(digit(n % 10));
    }
    out
}

/// 1 to 99 in Roman figures.
fn roman(n: usize) -> String {
    const TENS: [&str; 10] = ["", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"];
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    [TENS.get(n / 10), ONES.get(n % 10)]
        .into_iter()
        .flatten()
        .copied()
        .collect()
}
