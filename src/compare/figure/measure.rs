//! What a figure measures: the quantity it is of, in which kind, over which time.
//!
//! Owns the reading of the words around a figure. Invariant: `what` is a span of the text that the figure stands in. A
//! figure that several names share (都为7%) is as many measures. Must not know of a second report.

use super::indicator;
use super::words::{self, Act};
use crate::report::{Report, SectionId, SentenceId};
use crate::text::fold::is_han;
use crate::text::number::{self, Figure};
use crate::text::span::Span;
use crate::text::unit::dimension;

/// What kind of number a figure is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// 100亿元, 32个.
    Amount,
    /// 增加100亿元, 提高0.5个百分点.
    Rise,
    /// 增长8%.
    Rate,
    /// 占财政支出的88%, 完成年度任务的112%.
    Share,
    /// 失业率3.5%, 覆盖率达到40%.
    Level,
    /// 高于全市1.4个百分点, 较上半年回升9.8个百分点.
    Gap,
    /// 由32个 (增加到45个): what it was before.
    Former,
}

/// The time that a figure stands for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Period {
    /// One year.
    Year,
    /// 年均: several years, told by the year.
    Average,
    /// 五年累计: several years together, or the state at their end.
    Years,
    /// Only a heading far above says 五年.
    Unsaid,
}

/// What the text around a figure says of its time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Told {
    /// The sentence or its paragraph.
    Said(Period),
    /// A heading above says 五年: sums are those of the years, rates and levels may be told year by year.
    Term,
    /// A heading above says both, 2020年和“十三五”时期.
    Both,
}

impl Told {
    fn of(self, kind: Kind) -> Period {
        let sum = matches!(kind, Kind::Amount | Kind::Rise);
        match (self, sum) {
            (Told::Said(period), _) => period,
            (Told::Term, true) => Period::Years,
            (Told::Both, true) => Period::Year,
            (Told::Term | Told::Both, false) => Period::Unsaid,
        }
    }
}

impl Period {
    /// Whether two figures may be of one time: 年均 only with 年均, and five years not with one.
    pub fn agrees(self, other: Period) -> bool {
        self == other
            || matches!((self, other), (Period::Unsaid, p) | (p, Period::Unsaid) if p != Period::Average)
    }
}

/// A figure with what it measures.
#[derive(Clone, Debug)]
pub struct Measure {
    /// The sentence it stands in.
    pub sentence: SentenceId,
    /// The section of that sentence.
    pub section: Option<SectionId>,
    /// The figure; 与经济增长同步 stands as one too, with no value.
    pub figure: Figure,
    /// What is measured, as the text says; where it says nothing, the figure itself.
    pub what: Span,
    /// That without marks and openers; empty where the text says nothing.
    pub name: Vec<char>,
    /// The headline quantity that `name` is.
    pub indicator: Option<usize>,
    /// The noun after the figure: 32个[老旧小区].
    pub after: Vec<char>,
    /// What is done to what is counted.
    pub act: Act,
    /// What it is told against: 占[财政支出], 较[上半年].
    pub basis: Vec<char>,
    /// What kind of number it is.
    pub kind: Kind,
    /// Over which time.
    pub period: Period,
    /// Its place among several figures of one name (分别增长3%、7%、7%).
    pub slot: u8,
    /// A fall.
    pub falls: bool,
    /// From the last mark before the figure to the figure.
    pub before: Span,
}

impl Measure {
    /// The unit that all of its dimension are brought to.
    pub fn base(&self) -> &str {
        dimension(&self.figure.unit).base
    }

    /// Its value in that unit, below zero for a fall; a range counts by its middle.
    pub fn value(&self) -> Option<f64> {
        let upper = self.figure.value?;
        let middle = self
            .figure
            .low
            .map_or(upper, |low| f64::midpoint(low, upper));
        let sign = if self.falls { -1.0 } else { 1.0 };
        Some(sign * middle * dimension(&self.figure.unit).factor)
    }
}

/// What a list of figures speaks of.
#[derive(Clone, Default)]
struct Subject {
    /// Each thing of the list.
    parts: Vec<Span>,
    /// The list as a whole.
    whole: Option<Span>,
    act: Act,
}

/// The measures of one sentence.
pub fn of_sentence(report: &Report, id: SentenceId) -> Vec<Measure> {
    let Some(sentence) = report.sentences.get(id.index()) else {
        return Vec::new();
    };
    let span = sentence.span;
    let pieces = span.without(&report.gaps);
    if let [whole] = pieces.as_slice()
        && *whole == span
    {
        return of_text(report, id, &report.folded, span);
    }
    // What is read over a gap is read without it, and then found again in the text.
    let reading: String = pieces.iter().map(|p| p.of(&report.folded)).collect();
    let back = |at: usize, last: bool| -> usize {
        let mut from = 0;
        for piece in &pieces {
            let inside = if last {
                at <= from + piece.len()
            } else {
                at < from + piece.len()
            };
            if inside {
                return piece.start() + (at - from);
            }
            from += piece.len();
        }
        span.end()
    };
    let source = |s: Span| {
        let start = back(s.start(), false);
        let end = if s.is_empty() {
            start
        } else {
            back(s.end(), true)
        };
        Span::new(start, end)
    };
    let mut out = of_text(report, id, &reading, Span::new(0, reading.len()));
    for measure in &mut out {
        measure.figure.span = source(measure.figure.span);
        measure.what = source(measure.what);
        measure.before = source(measure.before);
    }
    out
}

/// The measures of `span` of `text`, which is what is read of a sentence.
fn of_text(report: &Report, id: SentenceId, text: &str, span: Span) -> Vec<Measure> {
    let mut figures = number::figures(text, span);
    figures.extend(words::pegs(text, span));
    if figures.iter().all(|f| f.date) {
        return Vec::new();
    }
    figures.sort_by_key(|f| f.span);
    let mut reader = Reader {
        report,
        text,
        id,
        section: report.sentences.get(id.index()).and_then(|s| s.section),
        sentence: span,
        subject: Subject::default(),
        around: None,
        out: Vec::new(),
    };
    reader.read(&figures);
    reader.out
}

struct Reader<'r> {
    report: &'r Report,
    text: &'r str,
    id: SentenceId,
    section: Option<SectionId>,
    sentence: Span,
    subject: Subject,
    /// The time that what stands before the sentence speaks of; asked for once.
    around: Option<Told>,
    out: Vec<Measure>,
}

/// 2021年 and 第3批 stand between a name and its figure without being one.
fn is_counted(figure: &Figure, text: &str) -> bool {
    let words = figure.span.of(text);
    // 热线12345 and “510”行动 are names; 指数升至96.5 and 参保246万 are not.
    let bare = figure.unit.is_empty()
        && figure.value.is_some()
        && figure.bound.is_empty()
        && !words.ends_with(['万', '亿', '千'])
        && {
            let head = text.get(..figure.span.start()).unwrap_or("");
            !["达", "达到", "为", "至", "到", "在", "突破", "超过"]
                .iter()
                .any(|w| head.ends_with(w))
        };
    !figure.date
        && !bare
        // 成立75周年 measures nothing.
        && figure.unit != "周年"
        && (figure.value.is_some()
            || matches!(figure.bound.as_str(), "同步" | "高于")
            || words.contains([':', '：', '∶'])
            || words.starts_with(['两', '数', '几']))
}

impl Reader<'_> {
    fn read(&mut self, figures: &[Figure]) {
        let mut end = self.sentence.start();
        let mut i = 0;
        // Where dates since the last figure stand.
        let mut dates: Vec<Span> = Vec::new();
        while let Some(figure) = figures.get(i) {
            if !is_counted(figure, self.text) {
                dates.push(figure.span);
                i += 1;
                continue;
            }
            let mut before = words::clause_before(self.text, Span::new(end, figure.span.start()));
            if before.start() == end && i > 0 {
                let own = words::own_words(self.text, before);
                if own != before {
                    // 25家企业和300人: another thing is counted.
                    self.subject = Subject::default();
                }
                before = own;
            }
            // Those that follow with nothing but a mark or 和 between are of one list.
            let mut group = vec![figure];
            while let (Some(last), Some(next)) = (group.last(), figures.get(i + group.len()))
                && is_counted(next, self.text)
                && dimension(&next.unit).base == dimension(&figure.unit).base
                && words::joins(Span::new(last.span.end(), next.span.start()).of(self.text))
            {
                group.push(next);
            }
            let next_start = figures
                .get(i + group.len())
                .map_or(self.sentence.end(), |next| next.span.start());
            dates.retain(|d| before.covers(*d));
            self.group(before, &dates, &group, next_start);
            dates.clear();
            end = group.last().map_or(end, |last| last.span.end());
            i += group.len();
        }
    }

    /// One list of figures (mostly of one) with the clause before it.
    fn group(&mut self, before: Span, dates: &[Span], group: &[&Figure], next_start: usize) {
        let Some(first) = group.first() else { return };
        let unit = dimension(&first.unit).base;
        let mut clause = words::clause(self.text, before, unit);
        // 一般公共预算收入2021年达到: the name stands before the date.
        if let Some(date) = dates.last() {
            let late = words::clause(self.text, Span::new(date.end(), before.end()), unit);
            if late.name.is_empty() {
                let head = dates.first().map_or(*date, |d| *d);
                let early = words::clause(self.text, Span::new(before.start(), head.start()), unit);
                clause = words::Clause {
                    name: early.name,
                    act: early.act,
                    ..late
                };
            } else {
                clause = late;
            }
        }
        let last = group.last().map_or(first.span, |f| f.span);
        let after = words::noun_after(self.text, Span::new(last.end(), next_start));
        let own = !clause.name.is_empty();
        let related = clause.kind.is_some();
        if own {
            self.subject = Subject {
                parts: words::parts(self.text, clause.name),
                whole: Some(clause.name),
                act: clause.act,
            };
        } else if !related && !after.is_empty() {
            // 改造32个老旧小区
            self.subject = Subject {
                parts: vec![after],
                whole: Some(after),
                act: clause.act,
            };
        } else if !related && clause.act != Act::None {
            self.subject = Subject {
                act: clause.act,
                ..Subject::default()
            };
        }
        let subject = self.subject.clone();
        let many = subject.parts.len() > 1;
        let all_known = subject
            .parts
            .iter()
            .all(|p| indicator::indicator(&words::letters(p.of(self.text))).is_some());
        let shared =
            many && group.len() == 1 && (clause.shared || all_known || words::is_peg(first));
        for (slot, figure) in group.iter().enumerate() {
            let names: Vec<(Span, Vec<char>)> = if many && group.len() == subject.parts.len() {
                let part = subject.parts.get(slot).copied().unwrap_or(before);
                vec![self.completed(&subject.parts, part)]
            } else if shared {
                let each = |part: &Span| self.completed(&subject.parts, *part);
                subject.parts.iter().map(each).collect()
            } else {
                let whole = subject.whole;
                vec![(
                    whole.unwrap_or(figure.span),
                    whole.map_or_else(Vec::new, |w| words::name_of(w.of(self.text))),
                )]
            };
            let alone = group.len() == 1 || (many && group.len() == subject.parts.len());
            for (what, name) in names {
                let measure = self.measure(
                    figure,
                    &clause,
                    (what, name),
                    subject.act,
                    if own && figure.span.end() == last.end() {
                        after
                    } else {
                        Span::default()
                    },
                    if alone { 0 } else { slot as u8 },
                );
                self.out.push(measure);
            }
        }
    }

    /// 第一 of 第一、第二、第三产业增加值 is 第一产业增加值.
    fn completed(&self, parts: &[Span], part: Span) -> (Span, Vec<char>) {
        let own = words::name_of(part.of(self.text));
        let Some(last) = parts.last().filter(|l| **l != part) else {
            return (part, own);
        };
        let full = words::name_of(last.of(self.text));
        if own.len() <= 3 && full.len() >= own.len() + 3 {
            let known = |name: &[char]| indicator::indicator(&name.iter().collect::<String>());
            if known(&own).is_none() {
                let tail = full.get(own.len()..).unwrap_or_default();
                let name = own.iter().chain(tail).copied().collect();
                return (part.join(*last), name);
            }
        }
        (part, own)
    }

    fn measure(
        &mut self,
        figure: &Figure,
        clause: &words::Clause,
        (what, name): (Span, Vec<char>),
        act: Act,
        after: Span,
        slot: u8,
    ) -> Measure {
        let word: String = name.iter().collect();
        let percent = matches!(dimension(&figure.unit).base, "%")
            || figure.span.of(self.text).starts_with("两位数");
        let kind = clause.kind.unwrap_or(if percent {
            // 与经济增长同步 is said of growth.
            if words::is_peg(figure) {
                Kind::Rate
            } else {
                Kind::Level
            }
        } else {
            Kind::Amount
        });
        let kind = if words::is_peg(figure) {
            Kind::Rate
        } else {
            kind
        };
        let period = clause
            .time
            .unwrap_or_else(|| self.period(clause.span, figure.span.start()).of(kind));
        Measure {
            sentence: self.id,
            section: self.section,
            figure: figure.clone(),
            what,
            indicator: indicator::indicator(&word),
            name,
            after: words::name_of(after.of(self.text)),
            act,
            basis: words::name_of(clause.basis.of(self.text)),
            kind,
            period,
            slot,
            falls: clause.falls && matches!(kind, Kind::Rate | Kind::Rise | Kind::Gap),
            before: clause.span,
        }
    }

    /// The time that what stands at `at` is told of: by the nearest word on time before it in the sentence or paragraph,
    /// else by the headings it stands under, whose 五年 may be told year by year.
    fn period(&mut self, clause: Span, at: usize) -> Told {
        let head = Span::new(self.sentence.start(), at);
        if let Some(several) = words::years(head.of(self.text)) {
            return Told::Said(term(several));
        }
        // What is expected while the report is written is of its year.
        if clause.of(self.text).contains("预计") {
            return Told::Said(Period::Year);
        }
        if let Some(around) = self.around {
            return around;
        }
        let around = self.time_around();
        self.around = Some(around);
        around
    }

    fn time_around(&self) -> Told {
        let report = self.report;
        let Some(sentence) = report.sentences.get(self.id.index()) else {
            return Told::Said(Period::Year);
        };
        let paragraph = report
            .paragraphs
            .get(sentence.paragraph as usize)
            .map_or(sentence.span, |p| p.span);
        let own = self
            .section
            .and_then(|id| report.section(id))
            .map_or(paragraph.start(), |s| {
                s.heading.start().max(paragraph.start())
            });
        let head = Span::new(own, sentence.span.start());
        if let Some(several) = words::years(head.of(&report.folded)) {
            return Told::Said(term(several));
        }
        let mut section = self.section;
        while let Some(s) = section.and_then(|id| report.section(id)) {
            let title = s.title.of(&report.folded);
            match words::years(title) {
                Some(_) if words::both_times(title) => return Told::Both,
                Some(true) => return Told::Term,
                Some(false) => return Told::Said(Period::Year),
                None => section = s.parent,
            }
        }
        Told::Said(Period::Year)
    }
}

fn term(several: bool) -> Period {
    if several { Period::Years } else { Period::Year }
}

/// How many Han characters a name has.
pub fn han(name: &[char]) -> usize {
    name.iter().filter(|&&c| is_han(c)).count()
}
