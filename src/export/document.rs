//! What an export tells, the same in every format.
//!
//! Owns [`Document`]. Invariant: every word of both reports that is shown stands in a [`Cell`], with where it stands in its file; what is
//! left out is counted. Must not know of formats.

use std::time::SystemTime;

use super::build::Builder;
use super::describe::{self, Lines};
use super::{Options, Show, notes};
use crate::compare::passages::{Both, Line};
use crate::compare::{Change, Depth, Maker};
use crate::locale::Lang;
use crate::report::Report;
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

impl Part {
    /// The rows for reading side by side: sentences of one kind that follow each other are one row, and what is gone stands beside what is
    /// new in its place.
    pub fn side_by_side(&self, lang: Lang) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        for row in &self.rows {
            let kept = |row: &Row| row.change == Some(Change::Kept) && row.left_out == 0;
            match rows.last_mut() {
                Some(last)
                    if (row.exchanged() && last.exchanged()) || (kept(row) && kept(last)) =>
                {
                    last.join(row);
                }
                _ => rows.push(row.clone()),
            }
        }
        for row in &mut rows {
            if row.exchanged() && row.a.is_some() && row.b.is_some() {
                row.change = None;
                if let Some(first) = row.notes.first_mut() {
                    lang.pick("左删去，右新增", "gone at the left, new at the right")
                        .clone_into(first);
                }
            }
        }
        rows
    }
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

impl Row {
    /// Nothing but sentences that are gone or new.
    fn exchanged(&self) -> bool {
        matches!(self.change, Some(Change::New | Change::Gone))
    }

    /// Adds the next row; what it says first, what became of it, is said already.
    fn join(&mut self, next: &Row) {
        self.notes.extend(next.notes.iter().skip(1).cloned());
        for (cell, more) in [(&mut self.a, &next.a), (&mut self.b, &next.b)] {
            match (cell, more) {
                (_, None) => {}
                (Some(cell), Some(more)) => cell.join(more.clone()),
                (cell @ None, Some(more)) => *cell = Some(more.clone()),
            }
        }
    }
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
    /// Last line.
    pub last: u32,
}

impl Cell {
    /// Adds what follows it: to its last paragraph where both stand on one line, else as a paragraph of its own.
    fn join(&mut self, next: Cell) {
        let mut paragraphs = next.paragraphs.into_iter();
        if self.last == next.line
            && let Some(open) = self.paragraphs.last_mut()
        {
            open.extend(paragraphs.next().unwrap_or_default());
        }
        self.paragraphs.extend(paragraphs);
        self.last = next.last;
    }

    /// `第20行`, `第20–24行`.
    pub fn lines(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh if self.last > self.line => format!("第{}–{}行", self.line, self.last),
            Lang::En if self.last > self.line => format!("lines {}–{}", self.line, self.last),
            _ => line_words(self.line, lang),
        }
    }

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
            a: clean(&f.old(both.a)),
            b: clean(&f.new_value(both.b)),
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
pub(super) fn clean(text: &str) -> String {
    crate::text::safe::Safe::new(text.trim()).to_string()
}
