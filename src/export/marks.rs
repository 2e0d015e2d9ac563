//! Bookmarks and notes as Markdown, for the reader's own notes.
//!
//! Invariants: each is written with the words it was set on and where they come from; what the reader wrote and what a report says cannot
//! become markup. Must not know of the list that they were chosen in.

use std::fmt::Write as _;
use std::time::SystemTime;

use super::document::date;
use super::escape::md;
use crate::locale::Lang;
use crate::report::mark::{Kind, Mark, Standing};

/// A mark to be written.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The mark.
    pub mark: &'a Mark,
    /// How it stands to its report.
    pub standing: Standing,
    /// The line of its source, from 1; 0 if that is not known.
    pub line: u32,
}

/// The whole text; marks that follow each other and are of one report stand under one heading.
pub fn markdown(marks: &[Told<'_>], lang: Lang, when: SystemTime) -> String {
    let mut out = format!("# {}\n\n", lang.pick("书签和批注", "Bookmarks and notes"));
    let number = marks.len();
    let _ = match lang {
        Lang::Zh => writeln!(out, "{}，{number} 条", date(when)),
        Lang::En => writeln!(out, "{}, {number} marks", date(when)),
    };
    let mut before: Option<&Mark> = None;
    for told in marks {
        let mark = told.mark;
        let same = before.is_some_and(|b| {
            (&b.of.path, b.label(), &b.of.name) == (&mark.of.path, mark.label(), &mark.of.name)
        });
        if !same {
            let _ = writeln!(out, "\n## {}", md(&mark.label()));
        }
        before = Some(mark);
        one(told, lang, &mut out);
    }
    out
}

fn one(told: &Told<'_>, lang: Lang, out: &mut String) {
    let mark = told.mark;
    let kind = match mark.kind {
        Kind::Bookmark => lang.pick("书签", "Bookmark"),
        Kind::Note => lang.pick("批注", "Note"),
    };
    let crumb = mark.anchor.headings.join(" › ");
    let crumb = if crumb.is_empty() {
        lang.pick("开篇", "Opening").to_owned()
    } else {
        md(&crumb)
    };
    let _ = writeln!(out, "\n### {kind} {crumb}\n");
    for line in mark.anchor.quote.split('\n') {
        let _ = writeln!(out, "> {}", text_line(line));
    }
    if !mark.note.is_empty() {
        // A line of the note is a line, an empty one begins a paragraph.
        let lines: Vec<String> = mark.note.split('\n').map(text_line).collect();
        let _ = writeln!(out, "\n{}", lines.join("  \n"));
    }
    let _ = writeln!(out, "\n- {}", source(told, lang));
    let standing = match told.standing {
        Standing::Same | Standing::Closed => None,
        Standing::Moved => Some(
            lang.pick(
                "报告的文字变了，这一处移了位置",
                "the report has changed; the place has moved",
            )
            .to_owned(),
        ),
        Standing::Reworded(like) => Some(match lang {
            Lang::Zh => format!("报告的文字变了，这一句改写了（相似 {like:.2}）"),
            Lang::En => {
                format!("the report has changed; the sentence was reworded ({like:.2} alike)")
            }
        }),
        Standing::Lost => Some(
            lang.pick(
                "报告的文字变了，原处已不在",
                "the report has changed; the place is gone",
            )
            .to_owned(),
        ),
    };
    if let Some(standing) = standing {
        let _ = writeln!(out, "- {standing}");
    }
    let mut dates = mark.made.day();
    if mark.changed.day() != dates {
        let _ = match lang {
            Lang::Zh => write!(dates, "，{} 改", mark.changed.day()),
            Lang::En => write!(dates, ", changed {}", mark.changed.day()),
        };
    }
    let _ = writeln!(out, "- {dates}");
}

/// A line of text: what begins like a list, a heading or a quotation is text all the same.
fn text_line(line: &str) -> String {
    let line = md(line);
    let text = line.trim_start();
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let after = text.chars().nth(digits);
    if digits > 0 && matches!(after, Some('.' | ')')) {
        let (number, rest) = text.split_at_checked(digits).unwrap_or((text, ""));
        return format!("{number}\\{rest}");
    }
    if text.starts_with(['-', '+', '=']) {
        return format!("\\{text}");
    }
    text.to_owned()
}

/// `来源：沙河口区 2016，/r/沙河口2016.txt，第 88 行`
fn source(told: &Told<'_>, lang: Lang) -> String {
    let mark = told.mark;
    let path = mark.of.path.as_ref();
    let file = path.map_or_else(|| mark.of.name.clone(), |path| path.display().to_string());
    let comma = lang.pick("，", ", ");
    let mut parts = vec![md(&mark.label())];
    if file != mark.label() {
        parts.push(md(&file));
    }
    if told.line > 0 {
        parts.push(match lang {
            Lang::Zh => format!("第 {} 行", told.line),
            Lang::En => format!("line {}", told.line),
        });
    }
    format!("{}{}", lang.pick("来源：", "Source: "), parts.join(comma))
}
