//! What an export tells, the same in every format.
//!
//! Owns [`Document`]. Invariant: every word of both reports that is shown stands in a [`Cell`], with where it stands in its file; what is
//! left out is counted. Must not know of formats.

use std::time::SystemTime;

use super::describe::{self, Lines};
use super::{Options, Show, notes};
use crate::compare::passages::{Both, Line, Passage, Run};
use crate::compare::{Change, Depth, Edit, Maker, SentencePair};
use crate::locale::Lang;
use crate::report::{Report, SectionId};
use crate::text::span::Span;

/// A comparison, ready to be written down.
#[derive(Clone, PartialEq, Debug)]
pub struct Document {
    /// Language of what is said.
    pub lang: Lang,
    /// What was asked for.
    pub show: Show,
    /// The depth of the comparison.
    pub depth: Depth,
    /// Title of the whole.
    pub title: String,
    /// The two reports in short: 沙河口区 2016.
    pub names: [String; 2],
    /// What must be said before anything else: identical, not comparable, cut short.
    pub warnings: Vec<String>,
    /// What is to be known of the reports and the comparison.
    pub facts: Vec<Fact>,
    /// The passages.
    pub parts: Vec<Part>,
    /// The figures that moved.
    pub figures: Vec<Figure>,
    /// `2026-11-23`
    pub date: String,
}

/// One line of what is to be known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    /// Its name.
    pub label: &'static str,
    /// What is known.
    pub value: String,
}

/// What stands under one heading, or under a pair of them.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// The sections of A, the best counterpart first.
    pub a: Vec<Head>,
    /// The section of B.
    pub b: Option<Head>,
    /// What is said of the link, or that there is no counterpart.
    pub note: String,
    /// The link is the reader's word.
    pub pinned: bool,
    /// Depth in the outline, from 1.
    pub level: u8,
    /// The passages.
    pub rows: Vec<Row>,
}

/// A section's heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// The headings from the outermost down to its own.
    pub breadcrumb: String,
    /// Its own, as it stands and what changed of it.
    pub pieces: Vec<Piece>,
    /// Line of the file.
    pub line: u32,
}

impl Head {
    /// The heading without marks.
    pub fn text(&self) -> String {
        self.pieces.iter().map(|p| p.text.as_str()).collect()
    }
}

/// A passage and its counterpart.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Row {
    /// What became of it; none for what is not compared.
    pub change: Option<Change>,
    /// Bigram Dice of the two, where they are a pair.
    pub similarity: Option<f32>,
    /// So many sentences that were kept, which are not written out.
    pub left_out: usize,
    /// In A.
    pub a: Option<Cell>,
    /// In B.
    pub b: Option<Cell>,
    /// The words of both in one, where they are a pair that was compared word by word.
    pub merged: Vec<Piece>,
    /// What is said of it.
    pub notes: Vec<String>,
}

/// Words of one report.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Cell {
    /// By paragraphs.
    pub paragraphs: Vec<Vec<Piece>>,
    /// The headings that it stands under, from the outermost; empty before the first.
    pub section: String,
    /// First line of the file, from 1.
    pub line: u32,
}

impl Cell {
    /// The words without marks, paragraphs parted by line ends.
    pub fn text(&self) -> String {
        let lines: Vec<String> = self
            .paragraphs
            .iter()
            .map(|p| p.iter().map(|piece| piece.text.as_str()).collect())
            .collect();
        lines.join("\n")
    }
}

/// Words of one kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// What they are.
    pub mark: Mark,
}

/// What words are.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Mark {
    /// Nothing is said of them.
    Plain,
    /// Only A has them.
    Gone,
    /// Only B has them.
    New,
    /// Both sides have them, at parallel depth.
    Shared,
    /// Both have them, and so have many others.
    Formulaic,
}

/// A figure that moved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    /// What it measures.
    pub what: String,
    /// In A.
    pub a: String,
    /// In B.
    pub b: String,
    /// By how much.
    pub change: String,
    /// Section and line in A.
    pub place_a: String,
    /// Section and line in B.
    pub place_b: String,
}

impl Document {
    /// What is to be told of a comparison.
    pub fn of(both: &Both, options: Options) -> Self {
        let names = [both.a, both.b].map(|r| clean(&describe::label(r)));
        Self {
            lang: options.lang,
            show: options.show,
            depth: both.comparison.depth,
            title: clean(&title(both, options.lang)),
            warnings: notes::verdict(both, options.lang)
                .into_iter()
                .chain(notes::stopped(both, options.lang).map(str::to_owned))
                .collect(),
            facts: facts(both, options),
            parts: Builder::new(both, options).parts(),
            figures: figures(both, options),
            date: date(options.when),
            names,
        }
    }
}

/// The rows of a comparison for programs: every line with its headings, kept or not, each alone; at parallel depth a row for each pair of
/// linked sections.
pub(super) fn rows(both: &Both, options: Options) -> Vec<Row> {
    let options = Options {
        kept: true,
        ..options
    };
    let builder = Builder::new(both, options);
    let passages = both.passages();
    let lines = passages.iter().flat_map(|p| &p.lines);
    if both.comparison.depth == Depth::Parallel {
        passages
            .iter()
            .flat_map(|p| builder.side_by_side(&p.lines))
            .collect()
    } else {
        let compared: Vec<Line> = lines.copied().filter(|l| l.change.is_some()).collect();
        let rows = builder.rows(&compared);
        match options.show {
            Show::All => rows,
            Show::Figures | Show::Wording => rows
                .into_iter()
                .filter(|r| r.change != Some(Change::Kept))
                .collect(),
        }
    }
}

/// `沙河口区 2016 与 2021 政府工作报告对照`.
pub(super) fn title(both: &Both, lang: Lang) -> String {
    let short = [both.a, both.b].map(describe::place_short);
    let years = [both.a, both.b].map(describe::year_cell);
    let [name_a, name_b] = [both.a, both.b].map(describe::label);
    let one_place = short.first() == short.last() && !years.iter().any(String::is_empty);
    match (one_place.then_some((&short, &years)), lang) {
        (Some(([place, _], [a, b])), Lang::Zh) if !place.is_empty() => {
            format!("{place}政府工作报告对照表（{a}年—{b}年）")
        }
        (_, Lang::Zh) => format!("{name_a} 与 {name_b} 对照表"),
        (_, Lang::En) => format!("{name_a} compared with {name_b}"),
    }
}

/// A day as `2026-11-23`, in UTC (Howard Hinnant, days from civil, 2014).
pub(super) fn date(when: SystemTime) -> String {
    let (year, month, day) = civil(seconds(when) / 86_400);
    format!("{year:04}-{month:02}-{day:02}")
}

/// A moment as `2026-11-23T08:30:00Z`.
#[allow(dead_code)]
pub(super) fn moment(when: SystemTime) -> String {
    let seconds = seconds(when);
    let rest = seconds % 86_400;
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{}T{hour:02}:{minute:02}:{second:02}Z", date(when))
}

fn seconds(when: SystemTime) -> u64 {
    when.duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

fn civil(days: u64) -> (u64, u64, u64) {
    let z = days + 719_468;
    let (era, doe) = (z / 146_097, z % 146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = doy - (153 * mp + 2) / 5 + 1;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + u64::from(month <= 2), month, day)
}

/// Who a report is, on one line.
fn identity(report: &Report, lang: Lang) -> String {
    let id = &report.identity;
    let mut parts = Vec::new();
    let place = describe::place_full(report);
    let unknown = lang.pick("地区未知", "place unknown");
    parts.push(if place.is_empty() {
        unknown.to_owned()
    } else {
        place
    });
    parts.push(
        match (describe::year(report), describe::about(report, lang)) {
            (Some(year), _) => match lang {
                Lang::Zh => format!("{year}年度"),
                Lang::En => year.to_string(),
            },
            (None, Some(about)) => about,
            (None, None) => lang.pick("年度未知", "year unknown").to_owned(),
        },
    );
    parts.extend(id.title.as_ref().map(|t| match lang {
        Lang::Zh => format!("《{}》", t.value.trim_matches(['《', '》'])),
        Lang::En => t.value.clone(),
    }));
    parts.extend(id.delivered_on.as_ref().map(|d| d.value.clone()));
    parts.extend(id.speaker.as_ref().map(|s| s.value.clone()));
    let file = &report.source.name;
    parts.push(match lang {
        Lang::Zh => format!("文件 {file}"),
        Lang::En => format!("file {file}"),
    });
    parts.join(lang.pick("，", ", "))
}

/// What was taken out of a text on the way in, and what is doubtful about it.
fn remarks(report: &Report, lang: Lang) -> Option<String> {
    let mut parts = Vec::new();
    let share = report.removed_share() * 100.0;
    if !report.removed.is_empty() {
        parts.push(match lang {
            Lang::Zh => format!(
                "读前剔除 {} 处（占 {share:.1}%），不在比较之内",
                report.removed.len()
            ),
            Lang::En => format!(
                "taken out before reading and not compared: {} places ({share:.1}%)",
                report.removed.len()
            ),
        });
    }
    parts.extend(report.doubts.iter().map(|d| match lang {
        Lang::Zh => format!("疑点：{}", d.message),
        Lang::En => format!("doubt: {}", d.english),
    }));
    (!parts.is_empty()).then(|| parts.join(lang.pick("；", "; ")))
}

fn facts(both: &Both, options: Options) -> Vec<Fact> {
    let lang = options.lang;
    let comparison = both.comparison;
    let mut facts = Vec::new();
    let mut fact = |zh: &'static str, en: &'static str, value: Option<String>| {
        let label = lang.pick(zh, en);
        facts.extend(value.map(|value| Fact {
            label,
            value: clean(&value),
        }));
    };
    fact("原文", "A (before)", Some(identity(both.a, lang)));
    fact("新文", "B (after)", Some(identity(both.b, lang)));
    fact("深度", "Depth", Some(notes::depth_with_reason(both, lang)));
    let shown = match options.show {
        Show::All => None,
        Show::Figures => Some(lang.pick("只看数字的变动", "only figures that moved")),
        Show::Wording => Some(lang.pick(
            "只看措辞，数字的变动不标",
            "wording alone: figures that moved are not marked",
        )),
    };
    fact("范围", "Shown", shown.map(str::to_owned));
    if comparison.depth != Depth::Parallel {
        fact("句子", "Sentences", Some(notes::counts(both, false, lang)));
        fact("标题", "Headings", Some(notes::counts(both, true, lang)));
    }
    let pinned = comparison
        .links
        .links
        .iter()
        .filter(|l| l.by == Maker::Reader)
        .count();
    let broken: Vec<String> = comparison
        .links
        .broken
        .iter()
        .map(|&(a, b)| {
            let (a, b) = (describe::heading(both.a, a), describe::heading(both.b, b));
            match lang {
                Lang::Zh => format!("“{a}”与“{b}”"),
                Lang::En => format!("{a} and {b}"),
            }
        })
        .collect();
    fact(
        "本人指定的对应",
        "Links pinned by the reader",
        (pinned > 0).then(|| pinned.to_string()),
    );
    fact(
        "本人断开的对应",
        "Links broken by the reader",
        (!broken.is_empty()).then(|| broken.join(lang.pick("；", "; "))),
    );
    fact("原文的来路", "Text of A", remarks(both.a, lang));
    fact("新文的来路", "Text of B", remarks(both.b, lang));
    fact(
        "制表",
        "Made by",
        Some(format!(
            "对照 duizhao {}  {}",
            env!("CARGO_PKG_VERSION"),
            date(options.when)
        )),
    );
    facts
}

fn figures(both: &Both, options: Options) -> Vec<Figure> {
    if options.show == Show::Wording {
        return Vec::new();
    }
    let (lines_a, lines_b) = (Lines::of(&both.a.text), Lines::of(&both.b.text));
    let place = |report: &Report, lines: &Lines, span: Span| {
        let section = report.section_at(span.start());
        let heading = section.map_or_else(String::new, |s| describe::breadcrumb(report, s));
        let line = line_words(lines.line(span.start()), options.lang);
        format!("{heading} {line}").trim_start().to_owned()
    };
    both.comparison
        .figures
        .iter()
        .filter(|f| notes::moved(f))
        .map(|f| Figure {
            what: clean(&both.b.resolved(f.what)),
            a: clean(&both.a.resolved(f.a)),
            b: clean(&both.b.resolved(f.b)),
            change: notes::delta(f, options.lang),
            place_a: place(both.a, &lines_a, f.a),
            place_b: place(both.b, &lines_b, f.b),
        })
        .collect()
}

/// `第 12 行`
pub(super) fn line_words(line: u32, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("第{line}行"),
        Lang::En => format!("line {line}"),
    }
}

/// Without blanks at the ends and controls inside.
fn clean(text: &str) -> String {
    crate::text::safe::Safe::new(text.trim()).to_string()
}

/// Makes the parts.
struct Builder<'a> {
    both: Both<'a>,
    options: Options,
    lines: [Lines; 2],
}

/// Which of the two reports.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    A,
    B,
}

impl<'a> Builder<'a> {
    fn new(both: &Both<'a>, options: Options) -> Self {
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

    fn parts(&self) -> Vec<Part> {
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
    fn side_by_side(&self, lines: &[Line]) -> Vec<Row> {
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

    fn rows(&self, lines: &[Line]) -> Vec<Row> {
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

    fn pair(&self, line: &Line) -> Option<&'a SentencePair> {
        self.both.comparison.pairs.get(line.pair? as usize)
    }

    /// 改写（相似 0.83）, 移自“…”（第 12 行）, 一句拆为两句 …
    fn change_words(&self, change: Change, line: &Line, pair: Option<&SentencePair>) -> String {
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

    fn moved_words(&self, other: Side, run: Option<Run>) -> String {
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
    fn figure_notes(&self, line: &Line) -> Vec<String> {
        if self.options.show == Show::Wording {
            return Vec::new();
        }
        let Some(run) = line.b else {
            return Vec::new();
        };
        let of_line = |f: &&crate::compare::FigureChange| {
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
                let (old, new) = (clean(&a.resolved(f.a)), clean(&b.resolved(f.b)));
                let by = notes::delta(f, self.options.lang);
                format!("{what}：{old} → {new}  {by}").trim_end().to_owned()
            })
            .collect()
    }

    fn tone_notes(&self, line: &Line) -> Vec<String> {
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
    fn told(&self, edit: &Edit) -> bool {
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
            let text = crate::text::safe::Safe::new(&report.resolved(span)).to_string();
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
                let text = crate::text::safe::Safe::new(line).to_string();
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
