//! The passages of themes: by report, by place or by year, for reading and for programs.
//!
//! Owns [`Told`]. Invariant: every hit of the part that was asked for stands in one passage, and every passage says of which report, section
//! and line it is. Must not know of archives.

use std::fmt::Write as _;

use serde::Serialize;

use super::json::written;
use super::told::program;
use super::{By, Lens};
use crate::export::describe::{self, Lines};
use crate::export::document::{self, Fact, line_words};
use crate::export::escape::md;
use crate::locale::{Lang, word};
use crate::report::{Report, Role};
use crate::text::span::Span;
use crate::theme::matrix::UNKNOWN;
use crate::theme::{Part, Scanned, ThemeId, passages};

/// The passages of themes, ready to be written down.
#[derive(Clone, Debug)]
pub struct Told<'a> {
    /// What was asked for.
    pub of: Lens<'a>,
    /// Title of the whole.
    pub title: String,
    /// What is to be known of it.
    pub facts: Vec<Fact>,
    /// Theme by theme.
    pub themes: Vec<OfTheme<'a>>,
}

/// One theme.
#[derive(Clone, Debug)]
pub struct OfTheme<'a> {
    /// Chinese name.
    pub name: &'a str,
    /// English name.
    pub en: &'a str,
    /// One sentence on what it covers.
    pub note: &'a str,
    /// Terms of today.
    pub terms: &'a [String],
    /// Wordings of earlier years.
    pub earlier: &'a [String],
    /// Hits in all reports.
    pub hits: usize,
    /// Places, years or reports that have some, in the order of the reports.
    pub groups: Vec<Group>,
}

/// The reports of one place or year, or one report.
#[derive(Clone, Debug)]
pub struct Group {
    /// The place or the year; empty where each report stands by itself.
    pub name: String,
    /// Its reports.
    pub readings: Vec<Reading>,
}

/// The passages of one report.
#[derive(Clone, Debug)]
pub struct Reading {
    /// `沙河口区 2016`
    pub name: String,
    /// Fingerprint of its text.
    pub id: String,
    /// Path, or the name of what is no file.
    pub file: String,
    /// Hits in the part.
    pub hits: usize,
    /// The same per thousand Han characters.
    pub per_thousand: f32,
    /// In the order of the text.
    pub passages: Vec<Passage>,
}

impl Reading {
    /// `沙河口区 2016　19 处　每千字 1.78`
    pub fn head(&self, lang: Lang) -> String {
        let (name, hits, share) = (&self.name, self.hits, self.per_thousand);
        match lang {
            Lang::Zh => format!("{name}　{hits} 处　每千字 {share:.2}"),
            Lang::En => format!("{name}: {hits} hits, {share:.2} per thousand Han characters"),
        }
    }
}

/// One sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passage {
    /// The section as `outline` has it.
    pub section: Option<u32>,
    /// The headings from the outermost down to its own.
    pub breadcrumb: String,
    /// Role of the section, as files have it.
    pub role: Option<&'static str>,
    /// The same for reading; empty where there is none.
    pub role_word: &'static str,
    /// Line of the file, from 1.
    pub line: u32,
    /// It is a heading.
    pub heading: bool,
    /// Where it stands, in bytes of the text.
    pub span: Span,
    /// Its words.
    pub runs: Vec<Run>,
    /// What made its hits, one by one.
    pub hits: Vec<Found>,
}

/// Some words of a passage.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    /// The words.
    pub text: String,
    /// They are a hit.
    pub hit: bool,
}

/// What made a hit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// The term, as the lexicon has it.
    pub term: String,
    /// It is a wording of earlier years.
    pub earlier: bool,
    /// Where it stands, in bytes of the text.
    pub span: Span,
}

impl Passage {
    /// Its words without marks.
    pub fn text(&self) -> String {
        self.runs.iter().map(|r| r.text.as_str()).collect()
    }

    /// The wordings of earlier years in it, each once.
    pub fn earlier(&self) -> Vec<&str> {
        let mut terms: Vec<&str> = Vec::new();
        for hit in self.hits.iter().filter(|h| h.earlier) {
            if !terms.contains(&hit.term.as_str()) {
                terms.push(&hit.term);
            }
        }
        terms
    }

    /// `第 88 行，旧称“暖房子”`
    pub fn source(&self, lang: Lang) -> String {
        let mut said = line_words(self.line, lang);
        let earlier = self.earlier();
        if !earlier.is_empty() {
            let _ = match lang {
                Lang::Zh => write!(said, "，旧称“{}”", earlier.join("”“")),
                Lang::En => write!(said, ", earlier wording: {}", earlier.join(", ")),
            };
        }
        said
    }
}

/// The first `most` passages of a theme in one report.
pub fn of_report(
    lens: &Lens<'_>,
    scanned: &Scanned<'_>,
    lines: &Lines,
    theme: ThemeId,
    most: usize,
) -> Vec<Passage> {
    let report = scanned.report;
    let found = passages(report, scanned.hits, theme, lens.part, most);
    found
        .into_iter()
        .filter_map(|mut p| {
            if let Some(only) = lens.only {
                let mut terms = p.terms.iter();
                p.hits
                    .retain(|_| terms.next().is_some_and(|&term| only.has(term)));
                p.terms.retain(|&term| only.has(term));
            }
            (!p.hits.is_empty()).then_some(p)
        })
        .map(|p| {
            let section = p.section.and_then(|id| report.section(id));
            let role = section.map(|s| s.role);
            Passage {
                section: p.section.map(|s| s.0),
                breadcrumb: p
                    .section
                    .map_or_else(String::new, |id| describe::breadcrumb(report, id)),
                role: role.map(Role::name),
                role_word: role
                    .and_then(Part::of)
                    .map_or("", |part| word(lens.lang, part.word())),
                line: lines.line(p.span.start()),
                heading: p.heading,
                span: p.span,
                runs: runs(report, p.span, &p.hits),
                hits: p
                    .hits
                    .iter()
                    .zip(&p.terms)
                    .map(|(&span, &term)| {
                        let wording = lens.lexicon.wording(term);
                        Found {
                            term: wording.map_or_else(String::new, |w| w.text.to_owned()),
                            earlier: wording.is_some_and(|w| w.earlier),
                            span,
                        }
                    })
                    .collect(),
            }
        })
        .collect()
}

/// The words of `span`, cut at its hits.
fn runs(report: &Report, span: Span, hits: &[Span]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut put = |from: usize, to: usize, hit: bool| {
        if from < to {
            let text = report.resolved(Span::new(from, to)).into_owned();
            runs.push(Run { text, hit });
        }
    };
    let mut at = span.start();
    for hit in hits.iter().filter_map(|h| h.intersect(span)) {
        put(at, hit.start(), false);
        put(hit.start().max(at), hit.end(), true);
        at = at.max(hit.end());
    }
    put(at, span.end(), false);
    if let Some(first) = runs.first_mut() {
        first.text = first.text.trim_start().to_owned();
    }
    if let Some(last) = runs.last_mut() {
        last.text = last.text.trim_end().to_owned();
    }
    runs.retain(|r| !r.text.is_empty());
    runs
}

impl<'a> Told<'a> {
    /// Gathers the passages.
    pub fn of(lens: &Lens<'a>) -> Self {
        let lines: Vec<Lines> = lens
            .reports
            .iter()
            .map(|r| Lines::of(&r.report.text))
            .collect();
        let themes: Vec<OfTheme<'a>> = lens
            .themes
            .iter()
            .filter_map(|&id| of_theme(lens, &lines, id))
            .collect();
        let lang = lens.lang;
        let title = match themes.as_slice() {
            [one] => match lang {
                Lang::Zh => format!("{}：原文", one.name),
                Lang::En => format!("{} {}: passages", one.name, one.en),
            },
            many => match lang {
                Lang::Zh => format!("{} 个主题的原文", many.len()),
                Lang::En => format!("Passages of {} themes", many.len()),
            },
        };
        let mut facts = Vec::new();
        let mut put = |zh, en, value: String| {
            facts.push(Fact {
                label: lang.pick(zh, en),
                value,
            });
        };
        let hits: usize = themes.iter().map(|t| t.hits).sum();
        put("部分", "Part", word(lang, lens.part.word()).to_owned());
        if let Some(only) = lens.only {
            put("只看词条", "Term", only.text(lens.lexicon));
        }
        put("报告", "Reports", lens.reports.len().to_string());
        put("合计", "Total", hits.to_string());
        put("日期", "Date", document::date(lens.when));
        put("程序", "Program", program());
        Self {
            of: *lens,
            title,
            facts,
            themes,
        }
    }

    /// Hits in all of it.
    pub fn hits(&self) -> usize {
        self.themes.iter().map(|t| t.hits).sum()
    }
}

fn of_theme<'a>(lens: &Lens<'a>, lines: &[Lines], id: ThemeId) -> Option<OfTheme<'a>> {
    let theme = lens.lexicon.theme(id)?;
    let mut groups: Vec<Group> = Vec::new();
    let mut hits = 0;
    for (scanned, lines) in lens.reports.iter().zip(lines) {
        let passages = of_report(lens, scanned, lines, id, usize::MAX);
        let count: usize = passages.iter().map(|p| p.hits.len()).sum();
        if count == 0 {
            continue;
        }
        hits += count;
        let report = scanned.report;
        let han = scanned.hits.tally(lens.part).map_or(0, |t| t.han);
        let reading = Reading {
            name: describe::label(report),
            id: report.fingerprint().to_string(),
            file: describe::file(report),
            hits: count,
            per_thousand: if han == 0 {
                0.0
            } else {
                (count as f64 * 1000.0 / f64::from(han)) as f32
            },
            passages,
        };
        let name = match lens.by {
            By::Report => String::new(),
            By::Place => known(describe::place_short(report)),
            By::Year => known(describe::year_cell(report)),
        };
        match groups.iter_mut().find(|g| g.name == name) {
            Some(group) if lens.by != By::Report => group.readings.push(reading),
            _ => groups.push(Group {
                name,
                readings: vec![reading],
            }),
        }
    }
    if lens.by == By::Year {
        groups.sort_by(|a, b| a.name.cmp(&b.name));
    }
    Some(OfTheme {
        name: &theme.name,
        en: &theme.en,
        note: &theme.note,
        terms: &theme.terms,
        earlier: &theme.earlier,
        hits,
        groups,
    })
}

fn known(name: String) -> String {
    if name.is_empty() {
        UNKNOWN.to_owned()
    } else {
        name
    }
}

/// What is to be known of a theme: its note, its terms, those of earlier years.
pub fn theme_facts(theme: &OfTheme<'_>, lang: Lang) -> Vec<Fact> {
    let comma = lang.pick("、", ", ");
    [
        (lang.pick("说明", "Note"), theme.note.to_owned()),
        (lang.pick("词条", "Terms"), theme.terms.join(comma)),
        (
            lang.pick("旧称", "Earlier wordings"),
            theme.earlier.join(comma),
        ),
        (lang.pick("合计", "Total"), theme.hits.to_string()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(label, value)| Fact { label, value })
    .collect()
}

/// As Markdown. Hits stand in `<b>`, which Markdown takes over as it is: its own `**` does not close between a mark of punctuation and a
/// Han character.
pub fn markdown(told: &Told<'_>) -> String {
    let lang = told.of.lang;
    let colon = lang.pick("：", ": ");
    let mut out = format!("# {}\n\n", md(&told.title));
    for fact in &told.facts {
        let _ = writeln!(out, "- {}{colon}{}", fact.label, md(&fact.value));
    }
    for theme in &told.themes {
        let _ = writeln!(out, "\n## {}\n", md(theme.name));
        for fact in theme_facts(theme, lang) {
            let _ = writeln!(out, "- {}{colon}{}", fact.label, md(&fact.value));
        }
        if theme.groups.is_empty() {
            let none = lang.pick("没有一份报告提到。", "No report mentions it.");
            let _ = writeln!(out, "\n{none}");
        }
        for group in &theme.groups {
            let deeper = if group.name.is_empty() {
                "###"
            } else {
                let _ = writeln!(out, "\n### {}", md(&group.name));
                "####"
            };
            for reading in &group.readings {
                let head = md(&reading.head(lang));
                let _ = writeln!(out, "\n{deeper} {head}\n");
                let _ = writeln!(out, "{}", md(&reading.file));
                reading_text(reading, lang, &mut out);
            }
        }
    }
    out
}

fn reading_text(reading: &Reading, lang: Lang, out: &mut String) {
    let mut before = None;
    for passage in &reading.passages {
        if before != Some(passage.section) {
            let _ = writeln!(out, "\n{}\n", crumb(passage));
        }
        before = Some(passage.section);
        let mut words = String::new();
        for run in &passage.runs {
            let text = md(&run.text);
            let _ = if run.hit {
                write!(words, "<b>{text}</b>")
            } else {
                write!(words, "{text}")
            };
        }
        let (name, source) = (md(&reading.name), md(&passage.source(lang)));
        let _ = match lang {
            Lang::Zh => writeln!(out, "> {words}（{name}，{source}）\n>"),
            Lang::En => writeln!(out, "> {words} ({name}, {source})\n>"),
        };
    }
}

fn crumb(passage: &Passage) -> String {
    let crumb = md(&passage.breadcrumb);
    match (crumb.is_empty(), passage.role_word) {
        (true, role) => role.to_owned(),
        (false, "") => crumb,
        (false, role) => format!("{crumb} · {role}"),
    }
}

#[derive(Serialize)]
struct LensJson<'a> {
    program: String,
    date: String,
    part: &'static str,
    by: &'static str,
    /// The term whose hits alone are here; null: all.
    term: Option<String>,
    total: usize,
    themes: Vec<ThemeJson<'a>>,
}

#[derive(Serialize)]
struct ThemeJson<'a> {
    theme: &'a str,
    en: &'a str,
    note: &'a str,
    terms: &'a [String],
    earlier: &'a [String],
    total: usize,
    reports: Vec<ReadingJson<'a>>,
}

#[derive(Serialize)]
struct ReadingJson<'a> {
    /// Fingerprint of the text.
    report: &'a str,
    file: &'a str,
    label: &'a str,
    /// The place or the year that it stands under.
    under: Option<&'a str>,
    hits: usize,
    per_thousand: f32,
    passages: Vec<PassageJson<'a>>,
}

#[derive(Serialize)]
struct PassageJson<'a> {
    section: Option<u32>,
    breadcrumb: &'a str,
    role: Option<&'static str>,
    heading: bool,
    line: u32,
    start: usize,
    end: usize,
    sentence: String,
    hits: Vec<FoundJson<'a>>,
}

#[derive(Serialize)]
struct FoundJson<'a> {
    term: &'a str,
    earlier: bool,
    start: usize,
    end: usize,
}

/// As one JSON document.
pub fn json(told: &Told<'_>) -> String {
    written(&LensJson {
        program: program(),
        date: document::date(told.of.when),
        part: told.of.part.name(),
        by: told.of.by.name(),
        term: told.of.only.map(|only| only.text(told.of.lexicon)),
        total: told.hits(),
        themes: told
            .themes
            .iter()
            .map(|theme| ThemeJson {
                theme: theme.name,
                en: theme.en,
                note: theme.note,
                terms: theme.terms,
                earlier: theme.earlier,
                total: theme.hits,
                reports: theme
                    .groups
                    .iter()
                    .flat_map(|g| g.readings.iter().map(|r| reading_json(g, r)))
                    .collect(),
            })
            .collect(),
    })
}

fn reading_json<'a>(group: &'a Group, reading: &'a Reading) -> ReadingJson<'a> {
    ReadingJson {
        report: &reading.id,
        file: &reading.file,
        label: &reading.name,
        under: Some(group.name.as_str()).filter(|n| !n.is_empty()),
        hits: reading.hits,
        per_thousand: reading.per_thousand,
        passages: reading
            .passages
            .iter()
            .map(|p| PassageJson {
                section: p.section,
                breadcrumb: &p.breadcrumb,
                role: p.role,
                heading: p.heading,
                line: p.line,
                start: p.span.start(),
                end: p.span.end(),
                sentence: p.text(),
                hits: p
                    .hits
                    .iter()
                    .map(|h| FoundJson {
                        term: &h.term,
                        earlier: h.earlier,
                        start: h.span.start(),
                        end: h.span.end(),
                    })
                    .collect(),
            })
            .collect(),
    }
}
