//! How reports and sections are named in output.

use serde::Serialize;

use crate::locale::{Lang, about_years};
use crate::report::library;
use crate::report::{Confidence, Evidence, Issuer, Level, Report, SectionId, Years};

/// Place and year, or the file's name where they are unknown.
pub fn label(report: &Report) -> String {
    let place = place_short(report);
    let year = year(report).map_or_else(String::new, |y| y.to_string());
    match (place.is_empty(), year.is_empty()) {
        (true, true) => report.source.name.clone(),
        (true, false) => format!("{} {year}", report.source.name),
        (false, true) => place,
        (false, false) => format!("{place} {year}"),
    }
}

/// The place's short name, empty if unknown.
pub fn place_short(report: &Report) -> String {
    report
        .identity
        .place
        .as_ref()
        .map_or_else(String::new, |p| p.value.short.clone())
}

/// The place's full name (辽宁省大连市沙河口区), empty if unknown: the column `place` of CSV.
pub fn place_full(report: &Report) -> String {
    report
        .identity
        .place
        .as_ref()
        .map_or_else(String::new, |p| p.value.full.clone())
}

/// The nominal year.
pub fn year(report: &Report) -> Option<u16> {
    report.identity.year.as_ref().map(|y| y.value.0)
}

/// Path, or the name of what is no file; `-` for standard input, as it was given.
pub fn file(report: &Report) -> String {
    if report.source.path.is_none() && report.source.name == library::STDIN {
        return "-".to_owned();
    }
    report.source.path.as_ref().map_or_else(
        || report.source.name.clone(),
        |path| path.display().to_string(),
    )
}

/// Level of government, with 党委 said.
pub fn level(report: &Report, lang: Lang) -> String {
    let level = report
        .identity
        .level
        .as_ref()
        .map_or("", |l| level_word(l.value, lang));
    let party = report
        .identity
        .issuer
        .as_ref()
        .is_some_and(|i| i.value == Issuer::Party);
    match (level, party) {
        (level, false) => level.to_owned(),
        ("", true) => lang.pick("党委", "party").to_owned(),
        (level, true) => format!("{level} {}", lang.pick("党委", "party")),
    }
}

/// The level's name in JSON: `state`, `province`, `city`, `county`, `township`.
pub fn level_name(report: &Report) -> Option<&'static str> {
    let level = report.identity.level.as_ref()?;
    Some(level_word(level.value, Lang::En))
}

/// A level by its name.
pub fn level_word(level: Level, lang: Lang) -> &'static str {
    match level {
        Level::State => lang.pick("国务院", "state"),
        Level::Province => lang.pick("省", "province"),
        Level::City => lang.pick("市", "city"),
        Level::County => lang.pick("区县", "county"),
        Level::Township => lang.pick("乡镇", "township"),
    }
}

/// The nominal year as it is printed, empty if unknown.
pub fn year_cell(report: &Report) -> String {
    year(report).map_or_else(String::new, |y| y.to_string())
}

/// The nominal year, or about when the report was written, marked as such: for a table to be looked at.
pub fn year_or_about(report: &Report, lang: Lang) -> String {
    let about = || about(report, lang).unwrap_or_default();
    year(report).map_or_else(about, |y| y.to_string())
}

/// `约2009–2010`: about when a report was written that states no year.
pub fn about(report: &Report, lang: Lang) -> Option<String> {
    let identity = &report.identity;
    let dated = identity.dated.as_ref();
    let dated = dated.filter(|_| identity.year.is_none())?;
    Some(about_years(lang, dated.value.from, dated.value.to))
}

/// Years as they are printed, several of them in a row; none where there are none.
pub fn years(found: &[Evidence<Years>], lang: Lang) -> Option<String> {
    let years: Vec<String> = found.iter().map(|e| e.value.to_string()).collect();
    (!years.is_empty()).then(|| years.join(lang.pick("、", ", ")))
}

/// Marker and title as one heading.
pub fn heading(report: &Report, id: SectionId) -> String {
    let (marker, title) = (report.marker(id), report.title(id));
    format!("{marker}{}", title.trim())
}

/// The titles from the outermost section down to the one that holds `id`.
pub fn breadcrumb(report: &Report, id: SectionId) -> String {
    let path = report.ancestry(id);
    path.iter()
        .map(|&s| heading(report, s))
        .collect::<Vec<_>>()
        .join(" › ")
}

/// Line, from 1, and column, in characters from 0, of the byte at `at`.
pub fn position(text: &str, at: usize) -> (u32, u32) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.bytes().filter(|&b| b == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    let column = before.get(start..).map_or(0, |s| s.chars().count());
    (line as u32, column as u32)
}

/// A report's identity in JSON: unknown fields are null.
#[derive(Serialize)]
pub struct IdentityJson {
    /// Title as the text has it.
    pub title: Option<String>,
    /// 辽宁省大连市沙河口区
    pub place: Option<String>,
    /// 沙河口区
    pub place_short: Option<String>,
    /// Province it lies in.
    pub province: Option<String>,
    /// `state`, `province`, `city`, `county`, `township`.
    pub level: Option<&'static str>,
    /// `government` or `party`.
    pub issuer: Option<&'static str>,
    /// Nominal year.
    pub year: Option<u16>,
    /// Years that it looks back on.
    pub reviewed: Vec<YearsJson>,
    /// Years that it plans.
    pub planned: Vec<YearsJson>,
    /// About when it was written, where no year is stated: worked out, never a year to compare by.
    pub dated: Option<YearsJson>,
    /// ISO date.
    pub delivered_on: Option<String>,
    /// Speaker.
    pub speaker: Option<String>,
    /// Meeting.
    pub meeting: Option<String>,
    /// Where each known field was read.
    pub evidence: Vec<EvidenceJson>,
}

/// Where one field of an identity was read.
#[derive(Serialize)]
pub struct EvidenceJson {
    /// Name of the field.
    pub field: &'static str,
    /// How it was found, in Chinese.
    pub how: String,
    /// The same in English.
    pub how_en: String,
    /// `stated`, `likely` or `inferred`.
    pub confidence: &'static str,
    /// Line where it stands, if at one place.
    pub line: Option<u32>,
}

/// Years from one to another, both included, and where they were read.
#[derive(Serialize)]
pub struct YearsJson {
    from: u16,
    to: u16,
    how: String,
    how_en: String,
    confidence: &'static str,
    /// The words that tell.
    evidence: Option<String>,
    line: Option<u32>,
}

fn years_json(report: &Report, e: &Evidence<Years>) -> YearsJson {
    YearsJson {
        from: e.value.from,
        to: e.value.to,
        how: e.how.sentence(Lang::Zh).into_owned(),
        how_en: e.how.sentence(Lang::En).into_owned(),
        confidence: confidence(e.confidence),
        evidence: e.span.map(|s| report.resolved(s).into_owned()),
        line: e.span.map(|s| position(&report.text, s.start()).0),
    }
}

fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Stated => "stated",
        Confidence::Likely => "likely",
        Confidence::Inferred => "inferred",
    }
}

/// Something doubtful about a text or its identity.
#[derive(Serialize)]
pub struct DoubtJson {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
    /// Line where it stands, or the first of several.
    pub line: Option<u32>,
}

/// The doubts about `report` for JSON.
pub fn doubts(report: &Report) -> Vec<DoubtJson> {
    report
        .doubts
        .iter()
        .map(|doubt| DoubtJson {
            zh: doubt.message.clone(),
            en: doubt.english.clone(),
            line: doubt.span.map(|s| position(&report.text, s.start()).0),
        })
        .collect()
}

fn evidence<T>(
    report: &Report,
    field: &'static str,
    e: Option<&Evidence<T>>,
) -> Option<EvidenceJson> {
    let e = e?;
    Some(EvidenceJson {
        field,
        how: e.how.sentence(Lang::Zh).into_owned(),
        how_en: e.how.sentence(Lang::En).into_owned(),
        confidence: confidence(e.confidence),
        line: e.span.map(|s| position(&report.text, s.start()).0),
    })
}

/// The identity of `report` for JSON.
pub fn identity(report: &Report) -> IdentityJson {
    let id = &report.identity;
    let text = |e: &Option<Evidence<String>>| e.as_ref().map(|e| e.value.clone());
    IdentityJson {
        title: text(&id.title),
        place: id.place.as_ref().map(|p| p.value.full.clone()),
        place_short: id.place.as_ref().map(|p| p.value.short.clone()),
        province: id.place.as_ref().and_then(|p| p.value.province.clone()),
        level: level_name(report),
        issuer: id.issuer.as_ref().map(|i| match i.value {
            Issuer::Government => "government",
            Issuer::Party => "party",
        }),
        year: year(report),
        reviewed: id.reviewed.iter().map(|e| years_json(report, e)).collect(),
        planned: id.planned.iter().map(|e| years_json(report, e)).collect(),
        dated: id.dated.as_ref().map(|e| years_json(report, e)),
        delivered_on: text(&id.delivered_on),
        speaker: text(&id.speaker),
        meeting: text(&id.meeting),
        evidence: [
            evidence(report, "title", id.title.as_ref()),
            evidence(report, "place", id.place.as_ref()),
            evidence(report, "level", id.level.as_ref()),
            evidence(report, "issuer", id.issuer.as_ref()),
            evidence(report, "year", id.year.as_ref()),
            evidence(report, "delivered_on", id.delivered_on.as_ref()),
            evidence(report, "speaker", id.speaker.as_ref()),
            evidence(report, "meeting", id.meeting.as_ref()),
        ]
        .into_iter()
        .flatten()
        .collect(),
    }
}

/// Where the lines of a text begin, for asking many times.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lines(Vec<usize>);

impl Lines {
    /// Those of `text`.
    pub fn of(text: &str) -> Self {
        Self(memchr::memchr_iter(b'\n', text.as_bytes()).collect())
    }

    /// The line of the byte at `at`, from 1.
    pub fn line(&self, at: usize) -> u32 {
        self.0.partition_point(|&end| end < at) as u32 + 1
    }
}
