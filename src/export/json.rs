//! The comparison as one JSON document.

use serde::Serialize;

use super::describe::{self, Lines};
use super::{Show, escape, notes};
use crate::compare::passages::{Both, Run};
use crate::compare::{Change, Delta, FigureChange, Firmness};
use crate::report::{Report, SectionId, SentenceId};
use crate::text::span::Span;

/// The whole answer of `diff --format json`.
#[derive(Serialize)]
struct DiffJson {
    /// The program that wrote it.
    program: &'static str,
    a: SideJson,
    b: SideJson,
    depth: &'static str,
    verdict: &'static str,
    /// What of the comparison is in `pairs` and `figures`.
    show: &'static str,
    nearness: NearnessJson,
    links: Vec<LinkJson>,
    /// Sections that the reader said do not correspond.
    broken: Vec<BrokenJson>,
    counts: Vec<CountJson>,
    pairs: Vec<PairJson>,
    marks: MarksJson,
    figures: Vec<FigureJson>,
    shared: Vec<SharedJson>,
    tones: Vec<ToneJson>,
    reflows: Vec<ReflowJson>,
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
struct LinkJson {
    a: SectionJson,
    b: SectionJson,
    score: f32,
    reasons: Vec<(&'static str, f32)>,
    /// `program` or `reader`.
    by: &'static str,
}

#[derive(Serialize)]
struct BrokenJson {
    a: SectionJson,
    b: SectionJson,
}

#[derive(Serialize)]
struct SectionJson {
    section: u32,
    breadcrumb: String,
    line: u32,
}

#[derive(Serialize)]
struct ToneJson {
    pair: u32,
    a: String,
    b: String,
    firmness: &'static str,
}

#[derive(Serialize)]
struct ReflowJson {
    a_line: u32,
    b_line: u32,
    /// One paragraph became several; else several became one.
    split: bool,
}

#[derive(Serialize)]
struct PairJson {
    change: &'static str,
    /// Of a moved sentence: its wording changed, too.
    reworded: bool,
    similarity: f32,
    /// Consecutive sentences that each side holds.
    a_sentences: u32,
    b_sentences: u32,
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
    /// 左右, 以上 and the like changed.
    bound: bool,
    /// Nothing else did.
    bound_only: bool,
    firmness: Option<&'static str>,
    a_sentence: u32,
    b_sentence: u32,
    a_line: u32,
    b_line: u32,
}

#[derive(Serialize)]
struct SharedJson {
    a: PlaceJson,
    b: PlaceJson,
    formulaic: bool,
}

/// A report with the beginnings of its lines.
struct Told<'a> {
    report: &'a Report,
    lines: Lines,
}

impl Told<'_> {
    fn of(report: &Report) -> Told<'_> {
        Told {
            report,
            lines: Lines::of(&report.text),
        }
    }

    fn line(&self, span: Span) -> u32 {
        self.lines.line(span.start())
    }

    fn words(&self, span: Span) -> String {
        self.report.resolved(span).into_owned()
    }

    fn side(&self) -> SideJson {
        SideJson {
            file: describe::file(self.report),
            identity: describe::identity(self.report),
            han: self.report.han,
        }
    }

    fn section(&self, id: SectionId) -> SectionJson {
        let section = self.report.section(id);
        SectionJson {
            section: id.0,
            breadcrumb: describe::breadcrumb(self.report, id),
            line: self.line(section.map_or_else(Span::default, |s| s.heading)),
        }
    }

    /// A run of `len` sentences.
    fn place(&self, id: SentenceId, len: u32) -> PlaceJson {
        let run = Run { first: id, len };
        let first = run.sentences(self.report).next();
        let span = run.span(self.report);
        PlaceJson {
            sentence: Some(id.0),
            section: first.and_then(|s| s.section).map(|s| s.0),
            line: self.line(span),
            text: self.report.resolved(span).trim().to_owned(),
        }
    }

    fn words_at(&self, span: Span) -> PlaceJson {
        PlaceJson {
            sentence: None,
            section: self.report.section_at(span.start()).map(|s| s.0),
            line: self.line(span),
            text: self.words(span),
        }
    }

    fn marks(&self, marks: &[Option<Change>]) -> Vec<MarkJson> {
        (0u32..)
            .zip(marks)
            .filter_map(|(i, change)| {
                let change = (*change)?;
                Some(MarkJson {
                    mark: change.mark(),
                    change: change.name(),
                    place: self.place(SentenceId(i), 1),
                })
            })
            .collect()
    }
}

/// The comparison as JSON. Words of the reports stand in it as they are, with what cannot be seen written by number.
pub fn text(both: &Both, show: Show) -> String {
    // Structs of strings and numbers are always writable.
    let json = serde_json::to_string_pretty(&document(both, show)).unwrap_or_default();
    let mut text = escape::unseen_json(&json);
    text.push('\n');
    text
}

fn document(both: &Both, show: Show) -> DiffJson {
    let (a, b) = (Told::of(both.a), Told::of(both.b));
    let comparison = both.comparison;
    let told = |figure: &&FigureChange| match show {
        Show::All => true,
        Show::Figures => notes::moved(figure),
        Show::Wording => false,
    };
    DiffJson {
        program: concat!("duizhao ", env!("CARGO_PKG_VERSION")),
        a: a.side(),
        b: b.side(),
        depth: comparison.depth.name(),
        verdict: comparison.verdict.name(),
        show: show.name(),
        nearness: NearnessJson {
            share: comparison.nearness.share,
            near: comparison.nearness.near,
            total: comparison.nearness.total,
            depth: comparison.nearness.depth.name(),
        },
        links: comparison
            .links
            .links
            .iter()
            .map(|link| LinkJson {
                a: a.section(link.a),
                b: b.section(link.b),
                score: link.score,
                reasons: link.reasons.iter().map(|(r, s)| (r.name(), *s)).collect(),
                by: link.by.name(),
            })
            .collect(),
        broken: comparison
            .links
            .broken
            .iter()
            .map(|&(of_a, of_b)| BrokenJson {
                a: a.section(of_a),
                b: b.section(of_b),
            })
            .collect(),
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
                reworded: pair.reworded,
                similarity: pair.similarity,
                a_sentences: pair.a_len,
                b_sentences: pair.b_len,
                a: a.place(pair.a, pair.a_len),
                b: b.place(pair.b, pair.b_len),
                edits: pair
                    .edits
                    .iter()
                    .map(|edit| EditJson {
                        equal: edit.equal,
                        a: a.words(edit.a),
                        b: b.words(edit.b),
                    })
                    .collect(),
            })
            .collect(),
        marks: MarksJson {
            a: a.marks(&comparison.marks_a),
            b: b.marks(&comparison.marks_b),
        },
        figures: comparison
            .figures
            .iter()
            .filter(told)
            .map(|figure| FigureJson {
                pair: figure.pair,
                what: b.words(figure.what),
                a: a.words(figure.a),
                b: b.words(figure.b),
                percent: match figure.delta {
                    Some(Delta::Percent(p)) => Some(p),
                    _ => None,
                },
                points: match figure.delta {
                    Some(Delta::Points(p)) => Some(p),
                    _ => None,
                },
                bound: figure.bound,
                bound_only: figure.bound && figure.delta == Some(Delta::Same),
                firmness: figure.firmness.map(Firmness::name),
                a_sentence: figure.sentence_a.0,
                b_sentence: figure.sentence_b.0,
                a_line: a.line(figure.a),
                b_line: b.line(figure.b),
            })
            .collect(),
        shared: comparison
            .shared
            .iter()
            .map(|shared| SharedJson {
                a: a.words_at(shared.a),
                b: b.words_at(shared.b),
                formulaic: shared.formulaic,
            })
            .collect(),
        tones: comparison
            .tones
            .iter()
            .map(|tone| ToneJson {
                pair: tone.pair,
                a: a.words(tone.a),
                b: b.words(tone.b),
                firmness: tone.firmness.name(),
            })
            .collect(),
        reflows: comparison
            .reflows
            .iter()
            .map(|reflow| ReflowJson {
                a_line: a.line(reflow.a),
                b_line: b.line(reflow.b),
                split: reflow.split,
            })
            .collect(),
        stopped: comparison.stopped,
    }
}
