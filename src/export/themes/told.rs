//! What is told of a matrix in every format: its reports by name, its rows by theme, what was asked for.
//!
//! Owns [`Told`]. Invariant: a name stands for one report alone. Must not know of formats.

use std::collections::HashMap;

use super::lens::{self, Passage};
use super::{By, Counted, Lens};
use crate::export::describe::{self, Lines};
use crate::export::document::{self, Fact};
use crate::locale::{Lang, word};
use crate::report::{Level, ReportId};
use crate::theme::matrix::{Choice, Picked};
use crate::theme::{Cell, ColumnOrder, Lexicon, RowOrder, Scanned, Theme, ThemeId, Wanted};

/// A matrix that is being written.
pub struct Told<'a> {
    /// What is written.
    pub of: Counted<'a>,
    /// Its columns, as the matrix has them.
    pub columns: Vec<Source<'a>>,
}

/// One report of the matrix.
pub struct Source<'a> {
    /// Where it stands in the matrix.
    pub column: usize,
    /// The report and its hits.
    pub scanned: Scanned<'a>,
    /// `沙河口区 2016`, with the file where two are called so.
    pub name: String,
    /// Where its lines begin.
    pub lines: Lines,
}

impl Source<'_> {
    /// What tells this text from all others.
    pub fn id(&self) -> String {
        self.scanned.report.fingerprint().to_string()
    }

    /// Path, or the name of what is no file.
    pub fn file(&self) -> String {
        describe::file(self.scanned.report)
    }
}

/// One theme of the matrix.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    /// Where it stands in the matrix.
    pub row: usize,
    /// Which it is.
    pub id: ThemeId,
    /// What it is.
    pub theme: &'a Theme,
}

impl<'a> Told<'a> {
    /// Brings matrix and reports together.
    pub fn of(counted: &Counted<'a>) -> Self {
        let by_id: HashMap<ReportId, Scanned<'a>> =
            counted.reports.iter().map(|r| (r.id, *r)).collect();
        let found = counted.matrix.columns.iter().enumerate();
        let mut columns: Vec<Source<'a>> = found
            .filter_map(|(column, c)| {
                let scanned = *by_id.get(&c.report)?;
                Some(Source {
                    column,
                    scanned,
                    name: describe::label(scanned.report),
                    lines: Lines::of(&scanned.report.text),
                })
            })
            .collect();
        let mut seen: HashMap<String, usize> = HashMap::new();
        for source in &columns {
            *seen.entry(source.name.clone()).or_default() += 1;
        }
        for source in &mut columns {
            if seen.get(&source.name).is_some_and(|&n| n > 1) {
                source.name = format!("{} ({})", source.name, source.scanned.report.source.name);
            }
        }
        Self {
            of: *counted,
            columns,
        }
    }

    /// The rows with their themes.
    pub fn lines(&self) -> impl Iterator<Item = Line<'a>> + '_ {
        let lexicon: &'a Lexicon = self.of.lexicon;
        let rows = self.of.matrix.rows.iter().enumerate();
        rows.filter_map(move |(row, &id)| {
            let theme = lexicon.theme(id)?;
            Some(Line { row, id, theme })
        })
    }

    /// One number; none where the report has no such part.
    pub fn cell(&self, line: Line<'_>, source: &Source<'_>) -> Option<Cell> {
        let cell = self.of.matrix.cell(line.row, source.column)?;
        cell.has_part.then_some(cell)
    }

    /// The sentences behind one number.
    pub fn passages(&self, line: Line<'_>, source: &Source<'_>) -> Vec<Passage> {
        let lens = Lens {
            lexicon: self.of.lexicon,
            themes: &[line.id],
            reports: &[source.scanned],
            part: self.of.wanted.part,
            by: By::Report,
            only: None,
            lang: self.of.lang,
            when: self.of.when,
        };
        lens::of_report(&lens, &source.scanned, &source.lines, line.id, usize::MAX)
    }

    /// Hits of a theme over all columns.
    pub fn total(&self, line: Line<'_>) -> u32 {
        self.of.matrix.totals.get(line.row).copied().unwrap_or(0)
    }

    /// Han characters of the part that was counted in one report.
    pub fn han(&self, source: &Source<'_>) -> u32 {
        let column = self.of.matrix.columns.get(source.column);
        column.map_or(0, |c| c.han)
    }

    /// Whether a report has the part that was asked for.
    pub fn has_part(&self, source: &Source<'_>) -> bool {
        source.scanned.hits.tally(self.of.wanted.part).is_some()
    }

    /// Hits of all themes in all reports.
    pub fn hits(&self) -> u32 {
        self.of.matrix.totals.iter().sum()
    }

    /// `主题与报告 46 个主题 18 份报告`
    pub fn title(&self) -> String {
        let (themes, reports) = (self.of.matrix.rows.len(), self.columns.len());
        match self.of.lang {
            Lang::Zh => format!("主题 {themes} 个，报告 {reports} 份"),
            Lang::En => format!("{themes} themes in {reports} reports"),
        }
    }

    /// What was counted, and how.
    pub fn facts(&self) -> Vec<Fact> {
        let lang = self.of.lang;
        let mut facts = asked(self.of.wanted, self.of.lexicon, self.of.reports, lang);
        let unit = if self.of.per_thousand {
            lang.pick("每千字处数", "hits per thousand Han characters")
        } else {
            lang.pick("处数", "hits")
        };
        let mut put = |zh, en, value: String| {
            facts.push(Fact {
                label: lang.pick(zh, en),
                value,
            });
        };
        put("数字", "Numbers", unit.to_owned());
        put("报告", "Reports", self.columns.len().to_string());
        put("主题", "Themes", self.of.matrix.rows.len().to_string());
        put("合计", "Total", self.hits().to_string());
        put("日期", "Date", document::date(self.of.when));
        put("程序", "Program", program());
        facts
    }
}

/// The program that wrote it.
pub fn program() -> String {
    concat!("duizhao ", env!("CARGO_PKG_VERSION")).to_owned()
}

/// What was asked for, as far as it is less than everything.
fn asked(wanted: &Wanted, lexicon: &Lexicon, reports: &[Scanned<'_>], lang: Lang) -> Vec<Fact> {
    let comma = lang.pick("、", ", ");
    let name = |id: ThemeId| lexicon.theme(id).map_or("", |t| t.name.as_str());
    let mut facts = vec![(
        lang.pick("部分", "Part"),
        word(lang, wanted.part.word()).to_owned(),
    )];
    if !wanted.levels.is_empty() {
        let levels: Vec<&str> = wanted.levels.iter().map(|&l| level(l, lang)).collect();
        facts.push((lang.pick("层级", "Levels"), levels.join(comma)));
    }
    if !wanted.places.is_empty() {
        facts.push((lang.pick("地区", "Places"), wanted.places.join(comma)));
    }
    if let Some((from, to)) = wanted.years {
        let years = if from == to {
            from.to_string()
        } else {
            format!("{from}-{to}")
        };
        facts.push((lang.pick("年度", "Years"), years));
    }
    chosen(&wanted.choice, lang, &mut facts);
    if !wanted.themes.is_empty() {
        let themes: Vec<&str> = wanted.themes.iter().map(|&t| name(t)).collect();
        facts.push((lang.pick("所选主题", "Chosen themes"), themes.join(comma)));
    }
    let rows = match wanted.rows {
        RowOrder::Lexicon => None,
        RowOrder::Total => Some(lang.pick("按合计", "by total").to_owned()),
        RowOrder::Change => Some(
            lang.pick(
                "按首末年的变化",
                "by change from the first year to the last",
            )
            .to_owned(),
        ),
        RowOrder::Spread => Some(
            lang.pick("按各报告间的差异", "by how uneven the reports are")
                .to_owned(),
        ),
        RowOrder::Report(id) => {
            let report = reports.iter().find(|r| r.id == id);
            let label = report.map_or_else(String::new, |r| describe::label(r.report));
            Some(match lang {
                Lang::Zh => format!("按 {label}"),
                Lang::En => format!("by {label}"),
            })
        }
    };
    if let Some(rows) = rows {
        facts.push((lang.pick("主题次序", "Order of themes"), rows));
    }
    let columns = match wanted.columns {
        ColumnOrder::Places => None,
        ColumnOrder::Years => Some(lang.pick("按年度", "by year").to_owned()),
        ColumnOrder::Theme(id) => Some(match lang {
            Lang::Zh => format!("按“{}”", name(id)),
            Lang::En => format!("by {}", name(id)),
        }),
    };
    if let Some(columns) = columns {
        facts.push((lang.pick("报告次序", "Order of reports"), columns));
    }
    facts
        .into_iter()
        .map(|(label, value)| Fact { label, value })
        .collect()
}

/// What was chosen on the screen.
fn chosen(choice: &Choice, lang: Lang, facts: &mut Vec<(&'static str, String)>) {
    let comma = lang.pick("、", ", ");
    let unknown = || lang.pick("未知", "unknown").to_owned();
    let mut put = |zh, en, values: Vec<String>| {
        if !values.is_empty() {
            facts.push((lang.pick(zh, en), values.join(comma)));
        }
    };
    let levels = choice.levels.iter();
    let levels = levels.map(|l| l.map_or_else(unknown, |l| level(l, lang).to_owned()));
    put("所选层级", "Chosen levels", levels.collect());
    let places = choice.places.iter().map(|p| place(p).to_owned());
    put("所选地区", "Chosen places", places.collect());
    let years = choice.years.iter();
    let years = years.map(|y| y.map_or_else(unknown, |y| y.to_string()));
    put("所选年度", "Chosen years", years.collect());
}

/// The name of a chosen place.
pub fn place(picked: &Picked) -> &str {
    match picked {
        Picked::Group(name) | Picked::Place(name) => name,
    }
}

fn level(level: Level, lang: Lang) -> &'static str {
    describe::level_word(level, lang)
}
