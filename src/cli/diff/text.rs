//! The comparison as text to read: `[-old-]{+new+}` and a mark before every sentence.

use super::super::output::{Context, Ink};
use crate::compare::passages::Both;
use crate::compare::{Change, Depth};
use crate::export::{Cell, Document, Head, Mark, Options, Part, Piece, Row, describe};
use crate::locale::Lang;
use crate::report::Report;
use crate::text::safe::Safe;

/// Counterparts that a heading names.
const NAMED: usize = 3;

/// The whole answer of `diff` as text.
pub(super) fn document(both: &Both, options: Options, cx: Context) -> String {
    let mut page = Page {
        both,
        cx,
        document: &Document::of(both, options),
        out: String::new(),
    };
    page.head();
    for part in &page.document.parts {
        page.part(part);
    }
    page.figures();
    page.out
}

struct Page<'a> {
    both: &'a Both<'a>,
    cx: Context,
    document: &'a Document,
    out: String,
}

impl Page<'_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn heading(&mut self, text: &str) {
        let line = format!("\n{}", self.cx.paint(Ink::Heading, text));
        self.line(&line);
    }

    fn head(&mut self) {
        let Both { a, b, comparison } = self.both;
        let name = |r: &Report| {
            let (label, file) = (describe::label(r), describe::file(r));
            if label == file {
                Safe::new(&label).to_string()
            } else {
                Safe::new(&format!("{label} ({file})")).to_string()
            }
        };
        let (name_a, name_b) = (name(a), name(b));
        self.line(&format!("A {name_a}"));
        self.line(&format!("B {name_b}"));
        let near = comparison.nearness;
        let depth = match comparison.depth {
            Depth::Revision => self.cx.say("修订", "revision"),
            Depth::Succession => self.cx.say("承续", "succession"),
            Depth::Parallel => self.cx.say("平行", "parallel"),
        };
        let chosen = if comparison.depth == near.depth {
            ""
        } else {
            self.cx.say("，按要求", ", as asked")
        };
        let share = near.share * 100.0;
        self.line(&match self.cx.lang {
            Lang::Zh => format!(
                "深度：{depth}{chosen}（相近 {share:.0}%：A 的 {} / {} 句，12 字以上）",
                near.near, near.total
            ),
            Lang::En => format!(
                "depth: {depth}{chosen} (nearly the same: {share:.0}%, {} of {} sentences of 12 Han or more in A)",
                near.near, near.total
            ),
        });
        if comparison.depth != Depth::Parallel {
            let sentences = self.counts(self.cx.say("句子：", "sentences: "), false);
            let headings = self.counts(self.cx.say("标题：", "headings: "), true);
            self.line(&sentences);
            self.line(&headings);
        }
        for warning in &self.document.warnings {
            let warning = format!("! {warning}");
            self.line(&warning);
        }
    }

    fn counts(&self, what: &str, headings: bool) -> String {
        let counts = self.both.counts(headings);
        let parts = counts.iter().map(|(change, n)| {
            let word = match change {
                Change::Kept => self.cx.say("原样", "kept"),
                Change::Reworded => self.cx.say("改写", "reworded"),
                Change::New => self.cx.say("新增", "new"),
                Change::Gone => self.cx.say("删去", "gone"),
                Change::Moved => self.cx.say("移来", "moved"),
            };
            format!("{} {word} {n}", change.mark())
        });
        format!("{what}{}", parts.collect::<Vec<_>>().join("  "))
    }

    fn part(&mut self, part: &Part) {
        let title = self.title(part);
        self.heading(&title);
        let parallel = self.document.depth == Depth::Parallel;
        for row in &part.rows {
            if parallel {
                self.shared(row);
            } else {
                self.row(row);
            }
        }
    }

    /// The heading in B with its counterparts in A, or what stands alone, and what is said of the link.
    fn title(&self, part: &Part) -> String {
        let note = Safe::new(&part.note);
        let names: Vec<String> = part.a.iter().map(|h| self.pieces(&h.pieces)).collect();
        let Some(own) = part.b.as_ref() else {
            return match names.first() {
                Some(only) => format!("- {only}  {note}"),
                None => self.cx.say("开篇", "before the first heading").to_owned(),
            };
        };
        let text = |h: &Head| h.text();
        let mut shown: Vec<String> = names.iter().take(NAMED).cloned().collect();
        if names.len() > NAMED {
            shown.push(match self.cx.lang {
                Lang::Zh => format!("等 {} 节", names.len()),
                Lang::En => format!("{} in all", names.len()),
            });
        }
        let name = self.pieces(&own.pieces);
        match part.a.as_slice() {
            [] => format!("+ {name}  {note}"),
            [same] if text(same) == text(own) => format!("{name}  {note}"),
            _ => format!("{name} ← {}  {note}", shown.join(" · ")),
        }
    }

    fn pieces(&self, pieces: &[Piece]) -> String {
        let piece = |piece: &Piece| {
            let words = &piece.text;
            match piece.mark {
                Mark::Gone if !words.trim().is_empty() => {
                    self.cx.paint(Ink::Gone, &format!("[-{words}-]"))
                }
                Mark::New if !words.trim().is_empty() => {
                    self.cx.paint(Ink::New, &format!("{{+{words}+}}"))
                }
                Mark::Formulaic => self.cx.paint(Ink::Faint, words),
                _ => words.clone(),
            }
        };
        pieces.iter().map(piece).collect()
    }

    fn cell(&self, cell: Option<&Cell>) -> String {
        cell.map_or_else(String::new, |cell| {
            let paragraphs = cell.paragraphs.iter().map(|p| self.pieces(p));
            paragraphs.collect::<Vec<_>>().join(" / ")
        })
    }

    fn row(&mut self, row: &Row) {
        if row.left_out > 0 {
            let n = row.left_out;
            let text = match self.cx.lang {
                Lang::Zh => format!("= （{n} 句原样）"),
                Lang::En => format!("= ({n} kept)"),
            };
            let text = self.cx.paint(Ink::Faint, &text);
            self.line(&text);
            return;
        }
        let mark = row.change.map_or(' ', Change::mark);
        let body = if !row.merged.is_empty() {
            self.pieces(&row.merged)
        } else if row.change == Some(Change::Reworded) {
            self.cell(row.a.as_ref()) + &self.cell(row.b.as_ref())
        } else {
            self.cell(row.b.as_ref().or(row.a.as_ref()))
        };
        // What the mark and the words say need not be said again.
        let told = usize::from(row.change.is_some_and(|c| c != Change::Moved));
        let notes: Vec<&str> = row.notes.iter().skip(told).map(String::as_str).collect();
        let notes = if notes.is_empty() {
            String::new()
        } else {
            let notes = notes.join(self.cx.say("；", "; "));
            self.cx.paint(Ink::Faint, &format!("  ({notes})"))
        };
        self.line(&format!("{mark} {body}{notes}"));
    }

    /// Parallel depth: the wording that both have.
    fn shared(&mut self, row: &Row) {
        let Some(cell) = &row.b else { return };
        let shared = cell
            .paragraphs
            .iter()
            .flatten()
            .filter(|p| matches!(p.mark, Mark::Shared | Mark::Formulaic));
        for piece in shared {
            let words = self.pieces(std::slice::from_ref(piece));
            self.line(&format!("= {words}"));
        }
    }

    fn figures(&mut self) {
        if self.document.figures.is_empty() {
            return;
        }
        self.heading(self.cx.say("变动的数字", "figures that moved"));
        for figure in &self.document.figures {
            let change = if figure.change.is_empty() {
                String::new()
            } else {
                format!("  ({})", figure.change)
            };
            let text = format!(
                "{}  {} → {}{change}",
                figure.what,
                self.cx.paint(Ink::Gone, &format!("[-{}-]", figure.a)),
                self.cx.paint(Ink::New, &format!("{{+{}+}}", figure.b)),
            );
            self.line(&text);
        }
    }
}
