//! From the passages of a comparison to the parts and rows of a [`Document`](super::document::Document).
//!
//! Owns [`Builder`]. Invariant: what is asked to be shown decides what is marked and which rows there are, never which words a cell holds.

use super::describe::{self, Lines};
use super::document::{Cell, Head, Mark, Part, Piece, Row, clean, line_words};
use super::{Options, Show, notes};
use crate::compare::passages::{Both, Line, Passage, Run};
use crate::compare::{Change, Depth, Edit, FigureChange, Maker, SentencePair};
use crate::locale::Lang;
use crate::report::{Report, SectionId};
use crate::text::safe::Safe;
use crate::text::span::Span;

/// Makes the parts.
pub(super) struct Builder<'a> {
    both: Both<'a>,
    options: Options,
    lines: [Lines; 2],
}

/// Which of the two reports.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    A,
    B,
}

impl<'a> Builder<'a> {
    pub(super) fn new(both: &Both<'a>, options: Options) -> Self {
        Self {
            both: *both,
            options,
            lines: [Lines::of(&both.a.text), Lines::of(&both.b.text)],
        }
    }

    fn report(&self, side: Side) -> &'a Report {
        match side {
            Side::A => self.both.a,
            Side::B => self.both.b,
        }
    }

    fn line(&self, side: Side, at: usize) -> u32 {
        let [a, b] = &self.lines;
        match side {
            Side::A => a.line(at),
            Side::B => b.line(at),
        }
    }

    pub(super) fn parts(&self) -> Vec<Part> {
        let passages = self.both.passages();
        passages.iter().filter_map(|p| self.part(p)).collect()
    }

    fn part(&self, passage: &Passage) -> Option<Part> {
        let parallel = self.both.comparison.depth == Depth::Parallel;
        let headed = !passage.is_opening();
        let (heads, lines): (Vec<Line>, Vec<Line>) = passage
            .lines
            .iter()
            .copied()
            .partition(|l| headed && l.is_heading(self.both.a, self.both.b));
        let rows = if parallel {
            self.side_by_side(&lines)
        } else {
            self.rows(&lines)
        };
        let lang = self.options.lang;
        let mut note = match (&passage.link, passage.is_opening(), passage.b) {
            (Some(link), ..) => notes::link(link, lang),
            (None, true, _) => String::new(),
            (None, false, Some(_)) => lang
                .pick("无对应，只在新文", "no counterpart, only in B")
                .to_owned(),
            (None, false, None) => lang
                .pick("无对应，只在原文", "no counterpart, only in A")
                .to_owned(),
        };
        let reworded = heads.iter().any(|l| l.change == Some(Change::Reworded));
        if reworded && self.options.show != Show::Figures {
            note.push_str(lang.pick("；标题改写", "; heading reworded"));
        }
        let shown_alone = self.options.show == Show::All;
        // A heading with nothing under it is still a section; but where only some kinds of change are looked for, it tells nothing.
        if rows.is_empty() && (passage.is_opening() || !(shown_alone || reworded)) {
            return None;
        }
        let level = passage
            .b
            .and_then(|b| self.both.b.section(b))
            .or_else(|| passage.a.first().and_then(|&a| self.both.a.section(a)))
            .map_or(1, |s| s.level);
        Some(Part {
            a: passage
                .a
                .iter()
                .map(|&a| self.head(Side::A, a, &heads))
                .collect(),
            b: passage.b.map(|b| self.head(Side::B, b, &heads)),
            pinned: passage.link.as_ref().is_some_and(|l| l.by == Maker::Reader),
            note,
            level,
            rows,
        })
    }

    fn head(&self, side: Side, id: SectionId, heads: &[Line]) -> Head {
        let report = self.report(side);
        let at = report.section(id).map_or(0, |s| s.heading.start());
        let mine = |l: &&Line| {
            let run = if side == Side::A { l.a } else { l.b };
            run.is_some_and(|r| {
                r.sentences(report)
                    .any(|s| s.heading && s.section == Some(id))
            })
        };
        let marked = heads
            .iter()
            .find(mine)
            .filter(|l| l.change == Some(Change::Reworded))
            .and_then(|l| self.cell(side, l))
            .map(|cell| cell.paragraphs.concat());
        let plain = || {
            vec![Piece {
                text: clean(&describe::heading(report, id)),
                mark: Mark::Plain,
            }]
        };
        Head {
            breadcrumb: clean(&describe::breadcrumb(report, id)),
            pieces: marked.unwrap_or_else(plain),
            line: self.line(side, at),
        }
    }

    /// Parallel depth: all that linked sections say, in one row.
    pub(super) fn side_by_side(&self, lines: &[Line]) -> Vec<Row> {
        let runs = |side: Side| -> Vec<Run> {
            let run = |l: &Line| if side == Side::A { l.a } else { l.b };
            lines.iter().filter_map(run).collect()
        };
        let cell = |side: Side| {
            let cells = runs(side).into_iter().map(|run| self.shared(side, run));
            let mut whole: Option<(Cell, u32)> = None;
            for (cell, paragraph) in cells {
                match &mut whole {
                    None => whole = Some((cell, paragraph)),
                    Some((before, last)) => {
                        let mut paragraphs = cell.paragraphs.into_iter();
                        if *last == paragraph
                            && let Some(open) = before.paragraphs.last_mut()
                        {
                            open.extend(paragraphs.next().unwrap_or_default());
                        }
                        before.paragraphs.extend(paragraphs);
                        *last = paragraph;
                        before.last = cell.last;
                    }
                }
            }
            whole.map(|(cell, _)| cell)
        };
        let (a, b) = (cell(Side::A), cell(Side::B));
        if a.is_none() && b.is_none() {
            return Vec::new();
        }
        let notes = lines.iter().flat_map(|l| self.figure_notes(l)).collect();
        vec![Row {
            a,
            b,
            notes,
            ..Row::default()
        }]
    }

    /// The words of a run with what both reports share, and the paragraph it stands in.
    fn shared(&self, side: Side, run: Run) -> (Cell, u32) {
        let report = self.report(side);
        let span = run.span(report);
        let paragraph = run.sentences(report).next().map_or(0, |s| s.paragraph);
        let mut inside: Vec<(Span, bool)> = self
            .both
            .comparison
            .shared
            .iter()
            .map(|s| (if side == Side::A { s.a } else { s.b }, s.formulaic))
            .filter_map(|(s, formulaic)| Some((s.intersect(span)?, formulaic)))
            .collect();
        inside.sort_unstable_by_key(|(s, formulaic)| (*s, *formulaic));
        let mut marked = Vec::new();
        let mut at = span.start();
        for (shared, formulaic) in inside {
            let start = shared.start().max(at);
            if start >= shared.end() {
                continue;
            }
            marked.push((Span::new(at, start), Mark::Plain));
            let mark = if formulaic {
                Mark::Formulaic
            } else {
                Mark::Shared
            };
            marked.push((Span::new(start, shared.end()), mark));
            at = shared.end();
        }
        marked.push((Span::new(at, span.end()), Mark::Plain));
        (self.marked(side, span, &marked), paragraph)
    }

    pub(super) fn rows(&self, lines: &[Line]) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let mut left_out = 0;
        let flush = |left_out: &mut usize, rows: &mut Vec<Row>| {
            if *left_out > 0 {
                rows.push(Row {
                    change: Some(Change::Kept),
                    left_out: std::mem::take(left_out),
                    ..Row::default()
                });
            }
        };
        // What stands before the first heading is not compared: all of it in one row, if all is to be shown.
        let (compared, bare): (Vec<Line>, Vec<Line>) =
            lines.iter().partition(|l| l.change.is_some());
        if self.options.kept && self.options.show == Show::All {
            rows.extend(self.side_by_side(&bare).into_iter().map(|row| Row {
                notes: vec![
                        self.options
                            .lang
                            .pick("标题部分，不比", "title block, not compared")
                            .to_owned(),
                    ],
                ..row
            }));
        }
        for line in &compared {
            let figures = self.figure_notes(line);
            let told = match self.options.show {
                Show::All => line.change != Some(Change::Kept),
                Show::Figures => !figures.is_empty(),
                Show::Wording => self.reworded(line),
            };
            if !told {
                if self.options.show == Show::Figures && !self.options.kept {
                    continue;
                }
                if !self.options.kept {
                    left_out += 1;
                    continue;
                }
            }
            flush(&mut left_out, &mut rows);
            rows.push(self.row(line, figures, told));
        }
        flush(&mut left_out, &mut rows);
        rows
    }

    fn row(&self, line: &Line, figures: Vec<String>, told: bool) -> Row {
        let mut notes = Vec::new();
        let pair = self.pair(line);
        let change = if told {
            line.change
        } else {
            Some(Change::Kept)
        };
        if self.options.show != Show::Figures || line.change == Some(Change::Kept) {
            notes.extend(change.map(|c| self.change_words(c, line, pair)));
        }
        notes.extend(figures);
        if self.options.show != Show::Figures {
            notes.extend(self.tone_notes(line));
            notes.extend(self.reflow_notes(line));
        }
        Row {
            change,
            similarity: pair.map(|p| p.similarity),
            left_out: 0,
            a: self.cell(Side::A, line),
            b: self.cell(Side::B, line),
            merged: self.merged(line),
            notes,
        }
    }

    pub(super) fn pair(&self, line: &Line) -> Option<&'a SentencePair> {
        self.both.comparison.pairs.get(line.pair? as usize)
    }

    /// 改写（相似 0.83）, 移自“…”（第 12 行）, 一句拆为两句 …
    pub(super) fn change_words(
        &self,
        change: Change,
        line: &Line,
        pair: Option<&SentencePair>,
    ) -> String {
        let lang = self.options.lang;
        let mut said = match (change, line.moved_away()) {
            (Change::Moved, true) => self.moved_words(
                Side::B,
                pair.map(|p| Run {
                    first: p.b,
                    len: p.b_len.max(1),
                }),
            ),
            (Change::Moved, false) => self.moved_words(Side::A, line.a),
            _ => notes::change(change, lang).to_owned(),
        };
        if let Some(pair) = pair {
            if change == Change::Moved && pair.reworded {
                said.push_str(lang.pick("，并改写", ", and reworded"));
            }
            if change == Change::Reworded {
                let alike = match lang {
                    Lang::Zh => format!("（相似 {:.2}）", pair.similarity),
                    Lang::En => format!(" ({:.2} alike)", pair.similarity),
                };
                said.push_str(&alike);
            }
            let split = match (pair.a_len, pair.b_len, lang) {
                (..=1, 2.., Lang::Zh) => Some(format!("，一句拆为{}句", pair.b_len)),
                (..=1, 2.., Lang::En) => Some(format!(", one sentence became {}", pair.b_len)),
                (2.., _, Lang::Zh) => Some(format!("，{}句并为一句", pair.a_len)),
                (2.., _, Lang::En) => Some(format!(", {} sentences became one", pair.a_len)),
                _ => None,
            };
            said.extend(split);
        }
        said
    }

    pub(super) fn moved_words(&self, other: Side, run: Option<Run>) -> String {
        let lang = self.options.lang;
        let report = self.report(other);
        let span = run.map_or_else(Span::default, |run| run.span(report));
        let section = report.section_at(span.start());
        let heading = section.map_or_else(
            || lang.pick("开篇", "the opening").to_owned(),
            |s| clean(&describe::heading(report, s)),
        );
        let line = line_words(self.line(other, span.start()), lang);
        match (other, lang) {
            (Side::A, Lang::Zh) => format!("移自“{heading}”（原文{line}）"),
            (Side::A, Lang::En) => format!("moved from {heading} (A, {line})"),
            (Side::B, Lang::Zh) => format!("移至“{heading}”（新文{line}）"),
            (Side::B, Lang::En) => format!("moved to {heading} (B, {line})"),
        }
    }

    /// The figures of a line that moved.
    pub(super) fn figure_notes(&self, line: &Line) -> Vec<String> {
        if self.options.show == Show::Wording {
            return Vec::new();
        }
        let Some(run) = line.b else {
            return Vec::new();
        };
        let of_line = |f: &&FigureChange| {
            notes::moved(f)
                && if f.pair.is_some() {
                    f.pair == line.pair
                } else {
                    run.ids().any(|id| id == f.sentence_b)
                }
        };
        let (a, b) = (self.both.a, self.both.b);
        self.both
            .comparison
            .figures
            .iter()
            .filter(of_line)
            .map(|f| {
                let what = clean(&b.resolved(f.what));
                let (old, new) = (clean(&f.old(a)), clean(&f.new_value(b)));
                let by = notes::delta(f, self.options.lang);
                format!("{what}：{old} → {new}  {by}").trim_end().to_owned()
            })
            .collect()
    }

    pub(super) fn tone_notes(&self, line: &Line) -> Vec<String> {
        let Some(pair) = line.pair.filter(|_| line.b.is_some()) else {
            return Vec::new();
        };
        let lang = self.options.lang;
        let none = lang.pick("（无）", "(none)");
        let word = |report: &Report, span: Span| {
            let word = clean(&report.resolved(span));
            if word.is_empty() {
                none.to_owned()
            } else {
                word
            }
        };
        let tones = self.both.comparison.tones.iter().filter(|t| t.pair == pair);
        tones
            .map(|t| {
                let way = notes::firmness(t.firmness, lang);
                let (a, b) = (word(self.both.a, t.a), word(self.both.b, t.b));
                match lang {
                    Lang::Zh => format!("{way}：{a} → {b}"),
                    Lang::En => format!("{way}: {a} → {b}"),
                }
            })
            .collect()
    }

    fn reflow_notes(&self, line: &Line) -> Option<String> {
        let span = line.b?.span(self.both.b);
        let lang = self.options.lang;
        let reflow = self
            .both
            .comparison
            .reflows
            .iter()
            .find(|r| span.contains(r.b.start()))?;
        Some(
            if reflow.split {
                lang.pick(
                    "由此起一段分为数段",
                    "one paragraph became several from here",
                )
            } else {
                lang.pick(
                    "由此起数段并为一段",
                    "several paragraphs became one from here",
                )
            }
            .to_owned(),
        )
    }

    /// Whether a line tells of more than figures that moved.
    fn reworded(&self, line: &Line) -> bool {
        match line.change {
            Some(Change::Kept) | None => false,
            Some(Change::Reworded) => self.pair(line).is_none_or(|pair| {
                pair.edits.is_empty()
                    || pair
                        .edits
                        .iter()
                        .any(|e| !e.equal && !self.is_figure(e.a, e.b))
            }),
            Some(_) => true,
        }
    }

    /// Whether an edit does nothing but exchange a figure that moved.
    fn is_figure(&self, a: Span, b: Span) -> bool {
        let inside = |figure: Span, edit: Span| edit.is_empty() || figure.covers(edit);
        self.both
            .comparison
            .figures
            .iter()
            .any(|f| inside(f.a, a) && inside(f.b, b) && !(a.is_empty() && b.is_empty()))
    }

    /// The words of one side of a line.
    fn cell(&self, side: Side, line: &Line) -> Option<Cell> {
        let run = if side == Side::A { line.a } else { line.b }?;
        let report = self.report(side);
        let span = run.span(report);
        let pair = self.pair(line);
        let marked = match (line.change, pair) {
            (_, Some(pair)) if !pair.edits.is_empty() => self.edited(side, pair),
            (Some(Change::New | Change::Gone), _) if self.options.show != Show::Figures => {
                vec![(span, changed(side))]
            }
            // Reworded so thoroughly that no words are matched.
            (Some(Change::Reworded), _) if self.options.show == Show::All => {
                vec![(span, changed(side))]
            }
            _ => vec![(span, Mark::Plain)],
        };
        Some(self.marked(side, span, &marked))
    }

    /// The edits of a pair on one side.
    fn edited(&self, side: Side, pair: &SentencePair) -> Vec<(Span, Mark)> {
        let own = |edit: &Edit| if side == Side::A { edit.a } else { edit.b };
        let mark = |edit: &Edit| {
            if self.told(edit) {
                changed(side)
            } else {
                Mark::Plain
            }
        };
        let script = self.both.script(pair);
        script.iter().map(|edit| (own(edit), mark(edit))).collect()
    }

    /// Whether an edit is marked.
    pub(super) fn told(&self, edit: &Edit) -> bool {
        let figure = self.is_figure(edit.a, edit.b);
        !edit.equal
            && match self.options.show {
                Show::All => true,
                Show::Figures => figure,
                Show::Wording => !figure,
            }
    }

    /// The words of both sides in one, as far as they are marked; those that are not are B's.
    fn merged(&self, line: &Line) -> Vec<Piece> {
        let Some(pair) = self
            .pair(line)
            .filter(|p| !p.edits.is_empty() && !line.moved_away())
        else {
            return Vec::new();
        };
        let mut pieces: Vec<Piece> = Vec::new();
        let mut put = |report: &Report, span: Span, mark| {
            let text = Safe::new(&report.resolved(span)).to_string();
            match pieces.last_mut() {
                _ if text.is_empty() => {}
                Some(last) if last.mark == mark => last.text.push_str(&text),
                _ => pieces.push(Piece { text, mark }),
            }
        };
        for edit in self.both.script(pair) {
            if self.told(&edit) {
                put(self.both.a, edit.a, Mark::Gone);
                put(self.both.b, edit.b, Mark::New);
            } else {
                put(self.both.b, edit.b, Mark::Plain);
            }
        }
        trim(&mut pieces);
        pieces
    }

    /// Pieces of text by paragraphs.
    fn marked(&self, side: Side, span: Span, marked: &[(Span, Mark)]) -> Cell {
        let report = self.report(side);
        let mut paragraphs: Vec<Vec<Piece>> = vec![Vec::new()];
        for &(piece, mark) in marked {
            let text = report.resolved(piece);
            for (i, line) in text.split('\n').enumerate() {
                if i > 0 {
                    paragraphs.push(Vec::new());
                }
                let text = Safe::new(line).to_string();
                let Some(open) = paragraphs.last_mut() else {
                    continue;
                };
                match open.last_mut() {
                    _ if text.is_empty() => {}
                    Some(before) if before.mark == mark => before.text.push_str(&text),
                    _ => open.push(Piece { text, mark }),
                }
            }
        }
        for paragraph in &mut paragraphs {
            trim(paragraph);
        }
        paragraphs.retain(|p| !p.is_empty());
        let section = report.section_at(span.start());
        Cell {
            paragraphs,
            section: section.map_or_else(String::new, |s| clean(&describe::breadcrumb(report, s))),
            line: self.line(side, span.start()),
            last: self.line(side, span.end()),
        }
    }
}

/// How words are marked that only this side has.
fn changed(side: Side) -> Mark {
    match side {
        Side::A => Mark::Gone,
        Side::B => Mark::New,
    }
}

/// Takes the blanks off both ends.
fn trim(pieces: &mut Vec<Piece>) {
    while let Some(first) = pieces.first_mut() {
        first.text = first.text.trim_start().to_owned();
        if first.text.is_empty() {
            pieces.remove(0);
        } else {
            break;
        }
    }
    while let Some(last) = pieces.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if last.text.is_empty() {
            pieces.pop();
        } else {
            break;
        }
    }
}
