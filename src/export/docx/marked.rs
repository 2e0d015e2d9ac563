//! 花脸稿: B's text as a Word file with tracked changes, so that whoever accepts them has B and whoever looks at them has both.
//!
//! Invariants: with all changes accepted the text is B's, paragraph for paragraph; every word of A that B does not have stands struck where
//! it was, but for what is no change: other numbers of headings, variant characters, widths of marks; what moved is struck where it was and put in where it went, under one name. What is known of a place beside its words (figures
//! that moved, words of strength, where it came from) is a comment.

use std::collections::HashSet;

use super::super::build::{Builder, Side};
use super::super::document::{Document, moment};
use super::super::{ExportError, Options, Show};
use super::package::{Parts, R, W, file};
use super::xml::Xml;
use crate::compare::passages::{Both, Line, Run};
use crate::compare::{Change, SentencePair};
use crate::report::{Report, SentenceId};
use crate::text::span::Span;

/// Who made the changes, as Word shows it.
pub const AUTHOR: &str = "对照 duizhao";

/// What is tracked of a run of words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Track {
    Plain,
    Put,
    Struck,
    /// Moved here; the pair that it is one of.
    To(u32),
    /// Moved from here.
    From(u32),
}

impl Track {
    fn is_gone(self) -> bool {
        matches!(self, Track::Struck | Track::From(_))
    }

    fn is_new(self) -> bool {
        matches!(self, Track::Put | Track::To(_))
    }
}

/// Words of one kind.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Piece {
    text: String,
    track: Track,
    /// Level of the heading that they are, or 0.
    heading: u8,
    /// The comment on them.
    comment: Option<usize>,
}

/// A paragraph of the new file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Para {
    pieces: Vec<Piece>,
    /// It is in the block of titles.
    title: bool,
    /// The paragraph of B that it is; none where it is A's alone.
    of_b: Option<u32>,
    /// The paragraph of A that its last words of A stood in.
    of_a: Option<u32>,
}

/// The file.
pub fn marked(both: &Both, options: Options) -> Result<Vec<u8>, ExportError> {
    let mut text = Text::new(both, options);
    text.fill();
    let document = Document::of(both, options);
    let when = moment(options.when);
    let comments = text.comments(&document, &when);
    file(&Parts {
        body: text.body(&when),
        comments: Some(comments),
        title: &document.title,
        when: &when,
        size: "32",
    })
}

struct Text<'a> {
    both: Both<'a>,
    builder: Builder<'a>,
    options: Options,
    paras: Vec<Para>,
    comments: Vec<Vec<String>>,
    /// Struck words that stand before what comes next of B.
    waiting: Vec<Piece>,
    /// To where B was put.
    at_b: usize,
    /// The pairs whose both ends are in the text.
    moves: HashSet<u32>,
}

impl<'a> Text<'a> {
    fn new(both: &Both<'a>, options: Options) -> Self {
        Self {
            both: *both,
            builder: Builder::new(both, options),
            options,
            paras: Vec::new(),
            comments: Vec::new(),
            waiting: Vec::new(),
            at_b: 0,
            moves: HashSet::new(),
        }
    }

    fn fill(&mut self) {
        let passages = self.both.passages();
        let lines: Vec<Line> = passages
            .iter()
            .flat_map(|p| p.lines.iter().copied())
            .collect();
        let ends = |away: bool| -> HashSet<u32> {
            let moved = lines.iter().filter(|l| l.change == Some(Change::Moved));
            moved
                .filter(|l| l.moved_away() == away)
                .filter_map(|l| l.pair)
                .collect()
        };
        self.moves = ends(true).intersection(&ends(false)).copied().collect();
        for (i, line) in lines.iter().enumerate() {
            if line.b.is_some() {
                self.put_line(line);
            } else if line.change.is_some() && self.options.show != Show::Figures {
                self.strike(line, lines.get(i + 1..).unwrap_or_default());
            }
        }
        if !self.waiting.is_empty() {
            let pieces = std::mem::take(&mut self.waiting);
            self.paras.push(Para {
                pieces,
                ..Para::default()
            });
        }
    }

    fn pair(&self, line: &Line) -> Option<&'a SentencePair> {
        self.both.comparison.pairs.get(line.pair? as usize)
    }

    /// A line that B has.
    fn put_line(&mut self, line: &Line) {
        let (Some(run), report) = (line.b, self.both.b) else {
            return;
        };
        let span = run.span(report);
        let pair = self.pair(line);
        let comment = self.comment(line);
        let quiet = self.options.show == Show::Figures;
        let moved = line.pair.filter(|p| self.moves.contains(p));
        match (line.change, pair) {
            (Some(Change::Moved), _) if !quiet => {
                let track = moved.map_or(Track::Put, Track::To);
                self.put_b(span, track, comment);
            }
            (Some(Change::New), _) if !quiet => self.put_b(span, Track::Put, comment),
            (Some(_), Some(pair)) if !pair.edits.is_empty() => {
                for edit in self.both.script(pair) {
                    if self.builder.told(&edit) {
                        let gone = self.piece(Side::A, edit.a, Track::Struck, comment);
                        self.waiting.extend(gone);
                        self.put_b(edit.b, Track::Put, comment);
                    } else {
                        self.put_b(edit.b, Track::Plain, comment);
                    }
                }
            }
            // Reworded beyond any word in common.
            (Some(Change::Reworded), Some(_)) if !quiet => {
                if let Some(of_a) = line.a {
                    let gone = self.piece(Side::A, of_a.span(self.both.a), Track::Struck, comment);
                    self.waiting.extend(gone);
                }
                self.put_b(span, Track::Put, comment);
            }
            _ => self.put_b(span, Track::Plain, comment),
        }
        if line.change != Some(Change::Moved)
            && let Some(of_a) = line.a.and_then(|run| paragraph_of(self.both.a, run, true))
            && let Some(para) = self.paras.last_mut()
        {
            para.of_a = Some(of_a);
        }
    }

    /// Words of B, begun on a new paragraph where B begins one.
    fn put_b(&mut self, span: Span, track: Track, comment: Option<usize>) {
        let report = self.both.b;
        let first = report
            .paragraphs
            .partition_point(|p| p.span.end() <= span.start());
        let paragraphs = report.paragraphs.iter().enumerate().skip(first);
        for (index, paragraph) in paragraphs.take_while(|(_, p)| p.span.start() < span.end()) {
            let Some(own) = paragraph.span.intersect(span) else {
                continue;
            };
            let index = index as u32;
            if self.paras.last().and_then(|p| p.of_b) != Some(index) {
                self.paras.push(Para {
                    title: index < report.speech_start,
                    of_b: Some(index),
                    ..Para::default()
                });
                self.at_b = paragraph.span.start();
            }
            if own.start() > self.at_b {
                let between = self.piece(
                    Side::B,
                    Span::new(self.at_b, own.start()),
                    Track::Plain,
                    None,
                );
                self.push(between);
            }
            for waiting in std::mem::take(&mut self.waiting) {
                self.push(Some(waiting));
            }
            let piece = self.piece(Side::B, own, track, comment);
            self.push(piece);
            self.at_b = own.end();
        }
    }

    fn push(&mut self, piece: Option<Piece>) {
        let (Some(piece), Some(para)) = (piece, self.paras.last_mut()) else {
            return;
        };
        match para.pieces.last_mut() {
            Some(last)
                if (last.track, last.heading, last.comment)
                    == (piece.track, piece.heading, piece.comment) =>
            {
                last.text.push_str(&piece.text);
            }
            _ => para.pieces.push(piece),
        }
    }

    fn piece(&self, side: Side, span: Span, track: Track, comment: Option<usize>) -> Option<Piece> {
        let report = self.report(side);
        let text = report.resolved(span);
        // Words of A that ran over several paragraphs stand in one here.
        let text = if side == Side::A {
            text.replace(['\n', '\r'], "")
        } else {
            text.into_owned()
        };
        (!text.is_empty()).then(|| Piece {
            text,
            track,
            heading: heading_level(report, span),
            comment,
        })
    }

    fn report(&self, side: Side) -> &'a Report {
        match side {
            Side::A => self.both.a,
            Side::B => self.both.b,
        }
    }

    /// A line that only A has, or that B has elsewhere; `after` is what comes next.
    fn strike(&mut self, line: &Line, after: &[Line]) {
        let Some(run) = line.a else { return };
        let moved = line
            .pair
            .filter(|p| line.change == Some(Change::Moved) && self.moves.contains(p));
        let track = moved.map_or(Track::Struck, Track::From);
        let comment = self.comment(line);
        let Some(piece) = self.piece(Side::A, run.span(self.both.a), track, comment) else {
            return;
        };
        let own = paragraph_of(self.both.a, run, false);
        let next = after.iter().find(|l| l.b.is_some());
        let next_b = next.and_then(|l| paragraph_of(self.both.b, l.b?, false));
        let next_a = next
            .filter(|l| l.change != Some(Change::Moved))
            .and_then(|l| paragraph_of(self.both.a, l.a?, false));
        let last = self.paras.last();
        let inside = last.is_some_and(|p| p.of_b.is_some() && p.of_b == next_b);
        if inside || (next_a.is_some() && next_a == own) {
            self.waiting.push(piece);
        } else if last.is_some_and(|p| p.of_a.is_some() && p.of_a == own) {
            // The end of a paragraph of A whose beginning stands here.
            self.push(Some(piece));
        } else {
            self.paras.push(Para {
                pieces: vec![piece],
                of_a: own,
                ..Para::default()
            });
        }
    }

    /// What is known of a line beside its words.
    fn comment(&mut self, line: &Line) -> Option<usize> {
        let mut said = Vec::new();
        if line.change == Some(Change::Moved) && self.options.show != Show::Figures {
            said.push(
                self.builder
                    .change_words(Change::Moved, line, self.pair(line)),
            );
        }
        said.extend(self.builder.figure_notes(line));
        if self.options.show != Show::Figures {
            said.extend(self.builder.tone_notes(line));
        }
        (!said.is_empty()).then(|| {
            self.comments.push(said);
            // The first one is the legend.
            self.comments.len()
        })
    }

    fn comments(&self, document: &Document, when: &str) -> String {
        let mut x = Xml::new();
        x.open("w:comments", &[W]);
        let legend = document.lang.pick(
            "花脸稿：删除线为删去，下划线为新增，双线为移动。接受全部修订即得新文。",
            "Struck words are gone, underlined ones are new, double lines tell of moves. With all changes accepted this is B.",
        );
        let mut first = vec![document.title.clone(), legend.to_owned()];
        first.extend(document.warnings.iter().cloned());
        let colon = document.lang.pick("：", ": ");
        first.extend(
            document
                .facts
                .iter()
                .map(|f| format!("{}{colon}{}", f.label, f.value)),
        );
        for (id, said) in std::iter::once(&first).chain(&self.comments).enumerate() {
            x.open(
                "w:comment",
                &[
                    ("w:id", &id.to_string()),
                    ("w:author", AUTHOR),
                    ("w:date", when),
                    ("w:initials", "对照"),
                ],
            );
            for line in said {
                x.open("w:p", &[])
                    .open("w:r", &[])
                    .open("w:rPr", &[])
                    .val("w:sz", "18")
                    .close();
                x.leaf("w:t", &[("xml:space", "preserve")], line)
                    .close()
                    .close();
            }
            x.close();
        }
        x.finish()
    }

    fn body(&self, when: &str) -> String {
        let mut pen = Pen {
            x: Xml::new(),
            when,
            id: 1000,
        };
        pen.x.open("w:document", &[W, R]).open("w:body", &[]);
        for (i, para) in self.paras.iter().enumerate() {
            pen.paragraph(para, i == 0);
        }
        if self.paras.is_empty() {
            pen.paragraph(&Para::default(), true);
        }
        let x = &mut pen.x;
        x.open("w:sectPr", &[]);
        x.empty(
            "w:footerReference",
            &[("w:type", "default"), ("r:id", "footer1")],
        );
        x.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
        // The margins of official papers, GB/T 9704-2012: 37 mm above, 28 mm at the left.
        x.empty(
            "w:pgMar",
            &[
                ("w:top", "2098"),
                ("w:right", "1474"),
                ("w:bottom", "1984"),
                ("w:left", "1587"),
                ("w:header", "851"),
                ("w:footer", "1400"),
                ("w:gutter", "0"),
            ],
        );
        pen.x.finish()
    }
}

/// The paragraph that a run begins or ends in.
fn paragraph_of(report: &Report, run: Run, end: bool) -> Option<u32> {
    let id = if end { run.ids().last()? } else { run.first };
    let SentenceId(id) = id;
    report.sentences.get(id as usize).map(|s| s.paragraph)
}

/// The level of the heading that holds `span`, or 0.
fn heading_level(report: &Report, span: Span) -> u8 {
    let at = report
        .sections
        .partition_point(|s| s.heading.end() <= span.start());
    report
        .sections
        .get(at)
        .filter(|s| s.heading.overlaps(span))
        .map_or(0, |s| s.level)
}

/// Writes paragraphs.
struct Pen<'a> {
    x: Xml,
    when: &'a str,
    id: u32,
}

impl Pen<'_> {
    /// A number that no other change has.
    fn id(&mut self) -> String {
        self.id += 1;
        self.id.to_string()
    }

    fn tracked(&mut self, name: &'static str) {
        let id = self.id();
        let when = self.when;
        self.x.open(
            name,
            &[("w:id", &id), ("w:author", AUTHOR), ("w:date", when)],
        );
    }

    fn paragraph(&mut self, para: &Para, first: bool) {
        self.x.open("w:p", &[]).open("w:pPr", &[]);
        self.x
            .empty("w:spacing", &[("w:line", "560"), ("w:lineRule", "exact")]);
        if para.title {
            self.x.val("w:jc", "center");
        } else {
            self.x.empty(
                "w:ind",
                &[("w:firstLineChars", "200"), ("w:firstLine", "640")],
            );
        }
        // Its end is new or gone where all of it is.
        let all = |is: fn(Track) -> bool| {
            !para.pieces.is_empty() && para.pieces.iter().all(|p| is(p.track))
        };
        let end = if all(Track::is_gone) {
            Some("w:del")
        } else if all(Track::is_new) {
            Some("w:ins")
        } else {
            None
        };
        if let Some(end) = end {
            self.x.open("w:rPr", &[]);
            self.tracked(end);
            self.x.close().close();
        }
        self.x.close();
        if first {
            self.x.empty("w:commentRangeStart", &[("w:id", "0")]);
        }
        let mut open: Option<usize> = None;
        for (i, piece) in para.pieces.iter().enumerate() {
            if open != piece.comment {
                self.end_comment(open.take());
                if let Some(id) = piece.comment {
                    self.x
                        .empty("w:commentRangeStart", &[("w:id", &id.to_string())]);
                    open = Some(id);
                }
            }
            let text = if i == 0 {
                piece.text.trim_start()
            } else {
                &piece.text
            };
            self.piece(piece, text);
        }
        self.end_comment(open);
        if first {
            self.end_comment(Some(0));
        }
        self.x.close();
    }

    fn end_comment(&mut self, id: Option<usize>) {
        let Some(id) = id else { return };
        let id = id.to_string();
        self.x.empty("w:commentRangeEnd", &[("w:id", &id)]);
        self.x
            .open("w:r", &[])
            .empty("w:commentReference", &[("w:id", &id)])
            .close();
    }

    fn piece(&mut self, piece: &Piece, text: &str) {
        let range = |pair: u32| format!("move{pair}");
        let (name, words) = match piece.track {
            Track::Plain => (None, "w:t"),
            Track::Put => (Some("w:ins"), "w:t"),
            Track::Struck => (Some("w:del"), "w:delText"),
            Track::To(_) => (Some("w:moveTo"), "w:t"),
            Track::From(_) => (Some("w:moveFrom"), "w:t"),
        };
        let (mut ends, when) = (None, self.when);
        if let Track::To(pair) | Track::From(pair) = piece.track {
            let id = self.id();
            let (start, end) = match piece.track {
                Track::To(_) => ("w:moveToRangeStart", "w:moveToRangeEnd"),
                _ => ("w:moveFromRangeStart", "w:moveFromRangeEnd"),
            };
            let name = range(pair);
            self.x.empty(
                start,
                &[
                    ("w:id", &id),
                    ("w:author", AUTHOR),
                    ("w:date", when),
                    ("w:name", &name),
                ],
            );
            ends = Some((end, id));
        }
        if let Some(name) = name {
            self.tracked(name);
        }
        self.x.open("w:r", &[]).open("w:rPr", &[]);
        // 一级黑体, 二级楷体 (GB/T 9704-2012).
        match piece.heading {
            1 => self.x.empty(
                "w:rFonts",
                &[("w:eastAsia", "黑体"), ("w:hint", "eastAsia")],
            ),
            2 => self.x.empty(
                "w:rFonts",
                &[("w:eastAsia", "楷体"), ("w:hint", "eastAsia")],
            ),
            _ => self.x.empty("w:rFonts", &[("w:hint", "eastAsia")]),
        };
        self.x.close();
        self.x
            .leaf(words, &[("xml:space", "preserve")], text)
            .close();
        if name.is_some() {
            self.x.close();
        }
        if let Some((end, id)) = ends {
            self.x.empty(end, &[("w:id", &id)]);
        }
    }
}
