//! What stands below or behind a sentence: the table of figures that moved, words of strength, where it came from, paragraphs split or joined.
//!
//! Invariant: nothing is said here by colour alone.

use std::borrow::Cow;

use super::super::head;
use super::super::label::Label;
use super::super::paint::Rule;
use super::super::pen::Pen;
use super::Drawer;
use crate::app::layout::{Row, RowKind};
use crate::app::view::{Side, View};
use crate::compare::{Change, Comparison, Delta, Depth, FigureChange, Firmness};
use crate::locale::{Lang, Word, bound_changed, word};
use crate::report::{Report, SentenceId};
use crate::text::span::Span;

/// Cells left free after a column.
const GAP: u16 = 2;

/// One line of the table: what it tells of, old, new, and the change in words.
struct Line<'a> {
    what: Cow<'a, str>,
    old: (Cow<'a, str>, Label),
    new: (Cow<'a, str>, Label),
    said: Vec<(String, Label)>,
}

impl Drawer<'_> {
    /// One line of the table under a sentence.
    pub(super) fn figure(&self, pen: &mut Pen, y: u16, at: usize, row: &Row) {
        let Some(view) = self.view else { return };
        let Some(comparison) = view.pairing.current() else {
            return;
        };
        let Some(older) = self.app.shelf.report(view.other) else {
            return;
        };
        let x = self.place.text.x + 2;
        pen.glyph(x, y, Rule::Vertical, Label::Ground, Label::Border);
        let first = x + 2;
        let columns = self.columns(pen, at, comparison, older, first);
        let right = self.place.text.right();
        if row.kind == RowKind::FigureHead {
            let heads = [
                word(pen.lang, Word::Figures).to_owned(),
                year(older),
                year(self.report),
                word(pen.lang, Word::Change).to_owned(),
            ];
            for (x, head) in columns.iter().zip(heads) {
                let room = right.saturating_sub(*x);
                pen.put(*x, y, room, &head, Label::Ground, Label::Muted);
            }
            return;
        }
        let Some(line) = self.line(pen, row, comparison, older) else {
            return;
        };
        let [name, old, new, said] = columns;
        let cell = |pen: &mut Pen, x: u16, next: u16, text: &str, label: Label| {
            let room = next.saturating_sub(x + 1);
            let text = pen.cut(text, room);
            pen.put(x, y, room, &text, Label::Ground, label);
        };
        cell(pen, name, old, &line.what, Label::Text);
        cell(pen, old, new, &line.old.0, line.old.1);
        cell(pen, new, said, &line.new.0, line.new.1);
        let mut x = said;
        for (text, label) in line.said {
            let room = right.saturating_sub(x);
            x = pen.put(x, y, room, &text, Label::Ground, label) + 1;
        }
    }

    /// The first columns of the table that the row `at` of the layout stands in: in their usual places, unless what stands there needs more.
    fn columns(
        &self,
        pen: &Pen,
        at: usize,
        comparison: &Comparison,
        older: &Report,
        first: u16,
    ) -> [u16; 4] {
        let rows = self.pane.rows();
        let of_table = |r: &&Row| {
            matches!(
                r.kind,
                RowKind::FigureHead | RowKind::Figure(_) | RowKind::Tone(_)
            )
        };
        let above = rows.get(..at).unwrap_or_default();
        let above = above.iter().rev().take_while(of_table).count();
        let from = at.saturating_sub(above);
        let mut need = [0_u16; 4];
        for row in rows.iter().skip(from).take_while(of_table) {
            let Some(line) = self.line(pen, row, comparison, older) else {
                continue;
            };
            let said: u16 = line.said.iter().map(|(s, _)| pen.cells(s) + 1).sum();
            let cells = [
                pen.cells(&line.what),
                pen.cells(&line.old.0),
                pen.cells(&line.new.0),
                said.saturating_sub(1),
            ];
            for (most, cells) in need.iter_mut().zip(cells) {
                *most = (*most).max(cells);
            }
        }
        let room = self.place.text.right().saturating_sub(first);
        let [name, old, new, said] = need;
        let value = (room / 5).max(8);
        // The change in words comes first, then the figures, then what they measure; none takes all of a narrow pane.
        let said = said.max(8).min(room / 3);
        let most = room / if room < 56 { 4 } else { 3 };
        let old = (old + GAP).max(value).min(most);
        let new = (new + GAP).max(value).min(most);
        let left = room.saturating_sub(old + new + said);
        let usual = room.saturating_sub(2 * value + 12);
        let name = (name + GAP).max(usual).min(left).max(10);
        [
            first,
            first + name,
            first + name + old,
            first + name + old + new,
        ]
    }

    fn line<'a>(
        &'a self,
        pen: &Pen,
        row: &Row,
        comparison: &Comparison,
        older: &'a Report,
    ) -> Option<Line<'a>> {
        let shown = |report: &'a Report, span: Span| pen.script(report, report.resolved(span));
        match row.kind {
            RowKind::Figure(index) => {
                let change = comparison.figures.get(index as usize)?;
                let old = pen.script(older, change.old(older).into()).into_owned();
                let new = change.new_value(self.report);
                let new = pen.script(self.report, new.into()).into_owned();
                let same = !crate::app::view::moved(change);
                let tone = |label: Label| if same { Label::Muted } else { label };
                Some(Line {
                    what: shown(self.report, change.what),
                    said: in_words(pen.lang, change, comparison.depth),
                    old: (old.into(), tone(Label::Gone)),
                    new: (new.into(), tone(Label::New)),
                })
            }
            RowKind::Tone(index) => {
                let tone = comparison.tones.get(index as usize)?;
                let value = |report: &'a Report, span: Span, label: Label| {
                    if span.is_empty() {
                        (
                            Cow::Borrowed(word(pen.lang, Word::NoneInOutline)),
                            Label::Muted,
                        )
                    } else {
                        (shown(report, span), label)
                    }
                };
                Some(Line {
                    what: Cow::Borrowed(word(pen.lang, Word::Firmness)),
                    old: value(older, tone.a, Label::Gone),
                    new: value(self.report, tone.b, Label::New),
                    said: vec![firmness(pen.lang, tone.firmness)],
                })
            }
            _ => None,
        }
    }

    /// Where a moved sentence came from or went to, at the right of its last row.
    pub(super) fn whence(&self, pen: &mut Pen, y: u16, row: &Row, after: u16) {
        let Some((view, (id, _))) = self.view.zip(row.sentence) else {
            return;
        };
        let Some(text) = self.whence_words(pen, view, id) else {
            return;
        };
        let right = self.place.text.right();
        let room = right.saturating_sub(after);
        let text = pen.cut(&text, room);
        pen.put_right(right, y, room, &text, Label::Ground, Label::Moved);
    }

    /// `移自 二(三)`, `移到 一(四)`, 节内移位
    fn whence_words(&self, pen: &Pen, view: &View, id: SentenceId) -> Option<String> {
        let pair = view.pair(id).filter(|p| p.change == Change::Moved)?;
        let other = self.app.shelf.report(view.other)?;
        let (_, there) = view.runs(pair);
        let section_of = |report: &Report, at: usize| report.sentences.get(at)?.section;
        let to = section_of(other, there.start);
        let here = section_of(self.report, id.index());
        let linked = here.and_then(|h| view.link(h)).map(|(s, _)| s);
        if to.is_some() && to == linked {
            return Some(word(pen.lang, Word::MovedWithin).to_owned());
        }
        let verb = match view.side {
            Side::A => Word::MovedTo,
            Side::B => Word::MovedFrom,
        };
        let path = to.map(|to| {
            let path = head::path_of_markers(other, to);
            // A section without a number of its own is named.
            if other.marker(to).is_empty() {
                let title = pen.script(other, other.title(to));
                pen.cut_title(&title, 12)
            } else {
                path
            }
        });
        let path = path.unwrap_or_else(|| word(pen.lang, Word::Opening).to_owned());
        Some(format!("{} {path}", word(pen.lang, verb)))
    }

    /// On the blank row above a paragraph: that it was split or joined.
    pub(super) fn reflow(&self, pen: &mut Pen, y: u16, row: &Row) {
        let Some(view) = self.view.filter(|v| v.depth() != Some(Depth::Parallel)) else {
            return;
        };
        let Some(comparison) = view.pairing.current() else {
            return;
        };
        let at = row.start as usize;
        let paragraphs = &self.report.paragraphs;
        let index = paragraphs.partition_point(|p| p.span.end() <= at);
        let Some(own) = paragraphs.get(index).map(|p| p.span) else {
            return;
        };
        let before = index.checked_sub(1).and_then(|i| paragraphs.get(i));
        let found = comparison.reflows.iter().find(|r| {
            let span = match view.side {
                Side::A => r.a,
                Side::B => r.b,
            };
            span.overlaps(own) && before.is_none_or(|p| !p.span.overlaps(span))
        });
        let Some(reflow) = found else { return };
        let text = match (reflow.split, view.side) {
            (true, Side::A) => Word::ReflowSplitHere,
            (true, Side::B) => Word::ReflowSplitThere,
            (false, Side::A) => Word::ReflowJoinedHere,
            (false, Side::B) => Word::ReflowJoinedThere,
        };
        let text = word(pen.lang, text);
        let right = self.place.text.right();
        pen.put_right(
            right,
            y,
            self.place.text.w,
            text,
            Label::Ground,
            Label::Faint,
        );
    }
}

/// A report's year, for the head of a column.
fn year(report: &Report) -> String {
    let year = report.identity.year.as_ref();
    year.map_or("?".to_owned(), |y| y.value.0.to_string())
}

/// Firmer or softer, in words.
fn firmness(lang: Lang, firmness: Firmness) -> (String, Label) {
    match firmness {
        Firmness::Hardened => (word(lang, Word::Hardened).to_owned(), Label::FigureUp),
        Firmness::Softened => (word(lang, Word::Softened).to_owned(), Label::FigureDown),
    }
}

/// A change of a figure in words, in one piece: `降 2点 加“左右” 软化`.
pub fn said(pen: &Pen, figure: &FigureChange, depth: Depth) -> (String, Label) {
    let parts = in_words(pen.lang, figure, depth);
    let label = parts.first().map_or(Label::Muted, |(_, label)| *label);
    let text: Vec<String> = parts.into_iter().map(|(text, _)| text).collect();
    (text.join(" "), label)
}

/// The same, each piece with its colour: `升 25%`, `降 2点 加“左右” 软化`, `去“左右”`, `同`. Between two places a figure is higher or lower; it did
/// not rise.
fn in_words(lang: Lang, figure: &FigureChange, depth: Depth) -> Vec<(String, Label)> {
    let beside = depth == Depth::Parallel;
    let up = word(lang, if beside { Word::Higher } else { Word::Up });
    let down = word(lang, if beside { Word::Lower } else { Word::Down });
    let round = |v: f64| {
        let text = format!("{:.1}", v.abs());
        text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
    };
    let mut said = Vec::new();
    if let Some(Delta::Percent(v) | Delta::Points(v)) = figure.delta {
        let unit = match figure.delta {
            Some(Delta::Points(_)) => word(lang, Word::Points),
            _ => "%",
        };
        said.push(if v > 0.0 {
            (format!("{up} {}{unit}", round(v)), Label::FigureUp)
        } else {
            (format!("{down} {}{unit}", round(v)), Label::FigureDown)
        });
    }
    if figure.bound {
        let text = bound_changed(lang, &figure.bound_a, &figure.bound_b);
        said.push((text, Label::Reworded));
    }
    said.extend(figure.firmness.map(|f| firmness(lang, f)));
    if said.is_empty() {
        said.push(match figure.delta {
            Some(_) => (word(lang, Word::Same).to_owned(), Label::Muted),
            None => (
                word(lang, Word::ChangedOtherwise).to_owned(),
                Label::Reworded,
            ),
        });
    }
    said
}
