//! The matrix as one JSON document.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Counted;
use super::told::{Line, Source, Told, place, program};
use crate::export::{describe, document, escape};
use crate::locale::Lang;
use crate::report::Role;
use crate::theme::{Part, Scanned};

/// The whole answer of `themes --format json`.
#[derive(Serialize)]
struct ThemesJson<'a> {
    /// The program that wrote it.
    program: String,
    /// `2026-11-23`
    date: String,
    /// The part of every report that was counted, null for all of it.
    role: Option<&'static str>,
    filters: FiltersJson<'a>,
    total: u32,
    reports: Vec<ColumnJson>,
    themes: Vec<RowJson<'a>>,
}

/// What was asked for; empty lists and null are no filter.
#[derive(Serialize)]
struct FiltersJson<'a> {
    /// `all`, else a role.
    part: &'static str,
    levels: Vec<&'static str>,
    places: &'a [String],
    years: Option<(u16, u16)>,
    themes: Vec<&'a str>,
    chosen: ChosenJson<'a>,
}

/// What was chosen on the screen; null is what is not known.
#[derive(Serialize)]
struct ChosenJson<'a> {
    levels: Vec<Option<&'static str>>,
    places: Vec<&'a str>,
    years: &'a [Option<u16>],
}

#[derive(Serialize)]
struct ColumnJson {
    /// Fingerprint of the text.
    id: String,
    file: String,
    place: Option<String>,
    place_full: Option<String>,
    level: Option<&'static str>,
    year: Option<u16>,
    group: String,
    /// Han characters of the part that was counted; 0 without it.
    han: u32,
}

#[derive(Serialize)]
struct RowJson<'a> {
    theme: &'a str,
    en: &'a str,
    group: &'a str,
    note: &'a str,
    terms: &'a [String],
    earlier: &'a [String],
    total: u32,
    /// By report; null where the report has no such part.
    hits: Vec<Option<u32>>,
    per_thousand: Vec<Option<f32>>,
    /// By report: hits by the `id` of their section, `none` before the first one; null where the report has no such part.
    sections: Vec<Option<BTreeMap<Place, u32>>>,
}

/// The section of a hit, as a key.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place(Option<u32>);

impl Serialize for Place {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some(section) => to.collect_str(&section),
            None => to.serialize_str("none"),
        }
    }
}

/// The matrix as JSON, with what cannot be seen written by number.
pub fn text(of: &Counted<'_>) -> String {
    let told = Told::of(of);
    written(&document(&told))
}

/// A document as JSON text. Structs of strings and numbers are always writable.
pub fn written<T: Serialize>(document: &T) -> String {
    let json = serde_json::to_string_pretty(document).unwrap_or_default();
    let mut text = escape::unseen_json(&json);
    text.push('\n');
    text
}

fn document<'a>(told: &'a Told<'a>) -> ThemesJson<'a> {
    let wanted = told.of.wanted;
    let lexicon = told.of.lexicon;
    let choice = &wanted.choice;
    let level = |level| describe::level_word(level, Lang::En);
    ThemesJson {
        program: program(),
        date: document::date(told.of.when),
        role: wanted.part.role().map(Role::name),
        filters: FiltersJson {
            part: wanted.part.name(),
            levels: wanted.levels.iter().map(|&l| level(l)).collect(),
            places: &wanted.places,
            years: wanted.years,
            themes: wanted
                .themes
                .iter()
                .filter_map(|&id| Some(lexicon.theme(id)?.name.as_str()))
                .collect(),
            chosen: ChosenJson {
                levels: choice.levels.iter().map(|l| l.map(level)).collect(),
                places: choice.places.iter().map(place).collect(),
                years: &choice.years,
            },
        },
        total: told.hits(),
        reports: told.columns.iter().map(|c| column(told, c)).collect(),
        themes: told.lines().map(|line| row(told, line)).collect(),
    }
}

fn column(told: &Told<'_>, source: &Source<'_>) -> ColumnJson {
    let report = source.scanned.report;
    let known = |text: String| Some(text).filter(|t| !t.is_empty());
    let column = told.of.matrix.columns.get(source.column);
    ColumnJson {
        id: source.id(),
        file: source.file(),
        place: known(describe::place_short(report)),
        place_full: known(describe::place_full(report)),
        level: describe::level_name(report),
        year: describe::year(report),
        group: column.map_or_else(String::new, |c| c.group.clone()),
        han: told.han(source),
    }
}

fn row<'a>(told: &Told<'a>, line: Line<'a>) -> RowJson<'a> {
    let cells = || told.columns.iter().map(|source| told.cell(line, source));
    RowJson {
        theme: &line.theme.name,
        en: &line.theme.en,
        group: &line.theme.group,
        note: &line.theme.note,
        terms: &line.theme.terms,
        earlier: &line.theme.earlier,
        total: told.total(line),
        hits: cells().map(|c| c.map(|c| c.hits)).collect(),
        per_thousand: cells().map(|c| c.map(|c| c.per_mille)).collect(),
        sections: told
            .columns
            .iter()
            .map(|source| {
                told.cell(line, source)?;
                Some(sections(told.of.wanted.part, source.scanned, line))
            })
            .collect(),
    }
}

/// Hits of a theme by section.
fn sections(part: Part, scanned: Scanned<'_>, line: Line<'_>) -> BTreeMap<Place, u32> {
    let spans = part.spans(scanned.report).unwrap_or_default();
    let mut found = BTreeMap::new();
    for hit in scanned.hits.of(line.id) {
        if spans.iter().any(|s| s.contains(hit.span.start())) {
            *found.entry(Place(hit.section.map(|s| s.0))).or_default() += 1;
        }
    }
    found
}
