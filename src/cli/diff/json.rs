//! The comparison as one JSON document.

use serde::Serialize;

use super::super::describe;
use super::Both;
use crate::compare::{Change, Delta};
use crate::report::{Report, SentenceId};
use crate::text::span::Span;

/// The whole answer of `diff --format json`.
#[derive(Serialize)]
pub struct DiffJson {
    a: SideJson,
    b: SideJson,
    depth: &'static str,
    nearness: NearnessJson,
    counts: Vec<CountJson>,
    pairs: Vec<PairJson>,
    marks: MarksJson,
    figures: Vec<FigureJson>,
    shared: Vec<SharedJson>,
    /// The work was cut short at its cap.
    stopped: bool,
}

#[derive(Serialize)]
struct SideJson {
    file: String,
    #[serde(flatten)]
    identity: describe::IdentityJson,
    han: u32,
}

#[derive(Serialize)]
struct NearnessJson {
    share: f32,
    near: u32,
    total: u32,
    depth: &'static str,
}

#[derive(Serialize)]
struct CountJson {
    change: &'static str,
    /// Sentences of the body.
    sentences: usize,
    headings: usize,
}

#[derive(Serialize)]
struct PairJson {
    change: &'static str,
    similarity: f32,
    a: PlaceJson,
    b: PlaceJson,
    edits: Vec<EditJson>,
}

/// Where a sentence or a run of words stands.
#[derive(Serialize)]
struct PlaceJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    sentence: Option<u32>,
    section: Option<u32>,
    line: u32,
    text: String,
}

#[derive(Serialize)]
struct EditJson {
    equal: bool,
    a: String,
    b: String,
}

/// The fate of every sentence that was compared.
#[derive(Serialize)]
struct MarksJson {
    a: Vec<MarkJson>,
    b: Vec<MarkJson>,
}

#[derive(Serialize)]
struct MarkJson {
    mark: char,
    change: &'static str,
    #[serde(flatten)]
    place: PlaceJson,
}

#[derive(Serialize)]
struct FigureJson {
    pair: Option<u32>,
    what: String,
    a: String,
    b: String,
    /// Relative change in per cent.
    percent: Option<f64>,
    /// Difference in percentage points.
    points: Option<f64>,
    /// Only 左右, 以上 and the like changed.
    bound_only: bool,
}

#[derive(Serialize)]
struct SharedJson {
    a: PlaceJson,
    b: PlaceJson,
}

fn side(report: &Report) -> SideJson {
    SideJson {
        file: describe::file(report),
        identity: describe::identity(report),
        han: report.han,
    }
}

fn place(report: &Report, id: SentenceId) -> PlaceJson {
    let sentence = report.sentences.get(id.index());
    let span = sentence.map_or_else(Span::default, |s| s.span);
    PlaceJson {
        sentence: Some(id.0),
        section: sentence.and_then(|s| s.section).map(|s| s.0),
        line: describe::position(&report.text, span.start()).0,
        text: report.resolved(span).trim().to_owned(),
    }
}

fn run_of(report: &Report, span: Span) -> PlaceJson {
    PlaceJson {
        sentence: None,
        section: report.section_at(span.start()).map(|s| s.0),
        line: describe::position(&report.text, span.start()).0,
        text: report.resolved(span).into_owned(),
    }
}

fn marks(report: &Report, marks: &[Option<Change>]) -> Vec<MarkJson> {
    (0u32..)
        .zip(marks)
        .filter_map(|(i, change)| {
            let change = (*change)?;
            Some(MarkJson {
                mark: change.mark(),
                change: change.name(),
                place: place(report, SentenceId(i)),
            })
        })
        .collect()
}

/// The comparison for JSON.
pub(super) fn document(both: &Both) -> DiffJson {
    let Both { a, b, comparison } = both;
    let read = |report: &Report, span: Span| report.resolved(span).into_owned();
    DiffJson {
        a: side(a),
        b: side(b),
        depth: comparison.depth.name(),
        nearness: NearnessJson {
            share: comparison.nearness.share,
            near: comparison.nearness.near,
            total: comparison.nearness.total,
            depth: comparison.nearness.depth.name(),
        },
        counts: both
            .counts(false)
            .iter()
            .zip(both.counts(true))
            .map(|((change, sentences), (_, headings))| CountJson {
                change: change.name(),
                sentences: *sentences,
                headings,
            })
            .collect(),
        pairs: comparison
            .pairs
            .iter()
            .map(|pair| PairJson {
                change: pair.change.name(),
                similarity: pair.similarity,
                a: place(a, pair.a),
                b: place(b, pair.b),
                edits: pair
                    .edits
                    .iter()
                    .map(|edit| EditJson {
                        equal: edit.equal,
                        a: read(a, edit.a),
                        b: read(b, edit.b),
                    })
                    .collect(),
            })
            .collect(),
        marks: MarksJson {
            a: marks(a, &comparison.marks_a),
            b: marks(b, &comparison.marks_b),
        },
        figures: comparison
            .figures
            .iter()
            .map(|figure| FigureJson {
                pair: figure.pair,
                what: read(b, figure.what),
                a: read(a, figure.a),
                b: read(b, figure.b),
                percent: match figure.delta {
                    Some(Delta::Percent(p)) => Some(p),
                    _ => None,
                },
                points: match figure.delta {
                    Some(Delta::Points(p)) => Some(p),
                    _ => None,
                },
                bound_only: figure.bound && figure.delta == Some(Delta::Same),
            })
            .collect(),
        shared: comparison
            .shared
            .iter()
            .map(|shared| SharedJson {
                a: run_of(a, shared.a),
                b: run_of(b, shared.b),
            })
            .collect(),
        stopped: comparison.stopped,
    }
}
