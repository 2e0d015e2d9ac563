//! Candidates for themes (特色词): words and phrases that a report or a group of reports has more than the others.
//!
//! Owns [`Candidates`] and their order. Invariants: every number is a count of the wording as it stands in what is read, by the scanner that
//! themes are counted with, so that a theme made of a candidate has these hits; the segmenter only proposes. Must not know of screens.
//!
//! Words come from the focus by jieba's dictionary ([`words`]), phrases by cohesion and by the variety of what stands beside them
//! ([`phrases`]); then all of them are counted in all reports and compared ([`crate::text::keyness`]).

mod focus;
mod phrases;
mod stop;
mod stream;
mod words;

use rayon::prelude::*;

pub use self::focus::Focus;
use self::stop::Tags;
use self::stream::Stream;
use super::{Lexicon, ThemeId};
use crate::report::Report;
use crate::text::keyness::{self, Count};
use crate::text::scan::{Joined, Terms};
use crate::text::span::Span;
use crate::text::token;

/// Candidates that are counted, at most: of words and of phrases those that the focus has most often.
pub const MOST_COUNTED: usize = 12_000;
/// Candidates that are given, at most.
pub const MOST: usize = 600;
/// Places of a candidate that are given, at most; of a group as many from each of its reports.
pub const MOST_FIRST: usize = 24;
/// Han characters of the focus that are read for candidates, at most. Of a larger one as many reports as that comes to are read,
/// spread evenly over it; the counts are over all of them all the same.
pub const MOST_READ: usize = 1_500_000;
/// Share of a candidate's hits that lie in one longer candidate, or of all its hits in any, from which on it is left to those.
const SWALLOWED: f32 = 0.7;

/// G² of a candidate that is frequent enough for it, at least: the 1 % point.
const SIGNIFICANT: f32 = 6.63;

/// What a candidate is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// A word of the dictionary (词).
    Word,
    /// A phrase (词组).
    Phrase,
    /// The name of a place (地名); that a report names its own place tells nothing.
    Place,
}

impl Kind {
    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Word => "word",
            Kind::Phrase => "phrase",
            Kind::Place => "place",
        }
    }
}

/// Reports that are counted together.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Body {
    /// How many.
    pub reports: u32,
    /// Their Han characters.
    pub han: u64,
}

/// What a candidate comes to in a body.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Side {
    /// How often it stands there.
    pub hits: u32,
    /// In how many of the reports.
    pub reports: u32,
}

/// A word or phrase that the focus has more than the rest.
#[derive(Clone, PartialEq, Debug)]
pub struct Candidate {
    /// Folded.
    pub text: String,
    /// What it is.
    pub kind: Kind,
    /// In the focus.
    pub focus: Side,
    /// In the others.
    pub rest: Side,
    /// Hits per thousand Han characters in the focus.
    pub per_thousand: f32,
    /// The same in the others.
    pub per_thousand_rest: f32,
    /// Dunning's log-likelihood; not to be relied on where [`Candidate::is_rare`].
    pub g2: f32,
    /// Binary log of the ratio of frequencies; none counts as half a hit.
    pub log_ratio: f32,
    /// Frequency in the focus against the share of reports that have it.
    pub tf_idf: f32,
    /// Weight among the words of the focus by what they stand beside, the greatest being 1; 0 for phrases.
    pub text_rank: f32,
    /// The theme that counts it already: one of whose terms it is, or holds.
    pub theme: Option<ThemeId>,
    /// Where it stands first: position in the list of the focus, and where in that report.
    pub first: Vec<(u32, Span)>,
}

impl Candidate {
    /// Too few to say how significant it is.
    pub fn is_rare(&self) -> bool {
        self.focus.hits < keyness::ENOUGH
    }
}

/// What a focus has more than the rest, the most significant first.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Candidates {
    /// At most [`MOST`] of each kind.
    pub list: Vec<Candidate>,
    /// What was looked at.
    pub focus: Body,
    /// What it was compared with.
    pub rest: Body,
    /// Reports of the focus that were read for candidates; fewer than all where they hold more than [`MOST_READ`].
    pub read: u32,
}

/// What is being done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// The dictionary is being loaded.
    Dictionary,
    /// The focus is being cut into words.
    Words,
    /// Phrases are being looked for.
    Phrases,
    /// All reports are being counted: so many candidates.
    Counting(u32),
}

/// What `focus` has more than `rest`. `step` is told what is being done, and says whether to go on; none if it did not. Loads jieba's
/// dictionary at the first call: for workers only.
pub fn of(
    focus: &[&Report],
    rest: &[&Report],
    lexicon: &Lexicon,
    step: &(dyn Fn(Step) -> bool + Sync),
) -> Option<Candidates> {
    let go_on = |what: Step| step(what).then_some(());
    go_on(Step::Dictionary)?;
    token::prepare();
    go_on(Step::Words)?;
    let read = stream::spread(focus, MOST_READ);
    let stream = Stream::of(&read, rest);
    let mut tags = Tags::default();
    let least = stream.least();
    let mut words = words::of(&stream, least, &mut tags);
    go_on(Step::Phrases)?;
    let mut phrases = phrases::of(&stream, least, &mut tags);
    words.truncate(MOST_COUNTED / 2);
    phrases.truncate(MOST_COUNTED / 2);
    let names = stop::Names::of(focus);
    let mut found: Vec<Found> = Vec::with_capacity(words.len() + phrases.len());
    found.extend(words.into_iter().map(|w| Found {
        kind: if tags.is_place(&w.text) {
            Kind::Place
        } else {
            Kind::Word
        },
        text: w.text,
        text_rank: w.rank,
    }));
    found.extend(phrases.into_iter().map(|text| Found {
        kind: if tags.ends_in_place(&text) {
            Kind::Place
        } else {
            Kind::Phrase
        },
        text,
        text_rank: 0.0,
    }));
    for one in &mut found {
        if names.holds(&one.text) {
            one.kind = Kind::Place;
        }
    }
    go_on(Step::Counting(found.len() as u32))?;
    let texts: Vec<&str> = found.iter().map(|f| f.text.as_str()).collect();
    let terms = Terms::through_quotes(&texts);
    let here = counted(&terms, texts.len(), focus);
    let there = counted(&terms, texts.len(), rest);
    go_on(Step::Counting(found.len() as u32))?;
    let body = |reports: &[&Report]| Body {
        reports: reports.len() as u32,
        han: reports.iter().map(|r| u64::from(r.han)).sum(),
    };
    let mut out = Candidates {
        focus: body(focus),
        rest: body(rest),
        read: read.len() as u32,
        list: Vec::new(),
    };
    let known = Known::new(lexicon);
    let all: Vec<Candidate> = found
        .into_iter()
        .enumerate()
        .map(|(i, f)| {
            let side = |t: &Totals| t.sides.get(i).copied().unwrap_or_default();
            let (focus, rest) = (side(&here), side(&there));
            let (a, b) = (
                Count::new(focus.hits, out.focus.han),
                Count::new(rest.hits, out.rest.han),
            );
            let documents = focus.reports + rest.reports;
            Candidate {
                theme: known.theme(&f.text),
                per_thousand: a.per_thousand(),
                per_thousand_rest: b.per_thousand(),
                g2: keyness::g2(a, b),
                log_ratio: keyness::log_ratio(a, b),
                tf_idf: keyness::tf_idf(a, documents, out.focus.reports + out.rest.reports),
                text: f.text,
                kind: f.kind,
                text_rank: f.text_rank,
                focus,
                rest,
                first: Vec::new(),
            }
        })
        .collect();
    let spread = match out.focus.reports {
        0..4 => 1,
        n => (n / 10).clamp(2, 5),
    };
    let mut kept: Vec<Candidate> = all
        .into_iter()
        .enumerate()
        .filter(|(i, c)| {
            let lone = here.swallowed.get(*i).copied().unwrap_or_default();
            c.focus.hits >= least
                && c.focus.reports >= spread
                && (lone as f32) < SWALLOWED * c.focus.hits as f32
                && (c.log_ratio > 0.0 && (c.is_rare() || c.g2 >= SIGNIFICANT))
        })
        .map(|(_, c)| c)
        .collect();
    kept.sort_by(|x, y| {
        let order = x.is_rare().cmp(&y.is_rare());
        order
            .then_with(|| y.g2.total_cmp(&x.g2))
            .then_with(|| x.text.cmp(&y.text))
    });
    leave_out_longer(&mut kept);
    let mut given = [0; 3];
    kept.retain(|c| {
        let n = given.get_mut(c.kind as usize);
        n.is_some_and(|n| {
            *n += 1;
            *n <= MOST
        })
    });
    first_places(&mut kept, focus);
    out.list = kept;
    Some(out)
}

/// Leaves out longer ones that say no more than a shorter one they hold: that is, whose frequency is not further from that of the
/// others, for phrases by a doubling.
fn leave_out_longer(kept: &mut Vec<Candidate>) {
    let texts: Vec<&str> = kept.iter().map(|c| c.text.as_str()).collect();
    let terms = Terms::new(&texts);
    let more = |shorter: &Candidate, c: &Candidate| {
        let margin = if shorter.kind == Kind::Phrase {
            1.0
        } else {
            0.0
        };
        c.log_ratio > shorter.log_ratio + margin
    };
    let says_more = |c: &Candidate| {
        let mut says_more = true;
        terms.each(&c.text, |hit| {
            if hit.span.len() < c.text.len()
                && let Some(shorter) = kept.get(hit.term as usize)
                && shorter.kind != Kind::Place
            {
                says_more &= more(shorter, c);
            }
        });
        says_more
    };
    let stay: Vec<bool> = kept.iter().map(says_more).collect();
    let mut stay = stay.into_iter();
    kept.retain(|_| stay.next() == Some(true));
}

/// A candidate before it is counted.
struct Found {
    text: String,
    kind: Kind,
    text_rank: f32,
}

/// What all candidates come to in a body.
#[derive(Default)]
struct Totals {
    sides: Vec<Side>,
    /// Hits that lie in a longer candidate's hit.
    swallowed: Vec<u32>,
}

/// Counts the terms in what is read of the reports.
fn counted(terms: &Terms, count: usize, reports: &[&Report]) -> Totals {
    let empty = || Totals {
        sides: vec![Side::default(); count],
        swallowed: vec![0; count],
    };
    let add = |mut totals: Totals, report: &&Report| {
        let mut seen: Vec<u32> = Vec::new();
        each(report, |text, _| {
            let mut covered = Span::default();
            terms.each(text, |hit| {
                seen.push(hit.term);
                if hit.span.end() <= covered.end() {
                    if let Some(n) = totals.swallowed.get_mut(hit.term as usize) {
                        *n += 1;
                    }
                } else {
                    covered = hit.span;
                }
            });
        });
        seen.sort_unstable();
        for same in seen.chunk_by(|a, b| a == b) {
            let side = same.first().and_then(|&t| totals.sides.get_mut(t as usize));
            if let Some(side) = side {
                side.hits += same.len() as u32;
                side.reports += 1;
            }
        }
        totals
    };
    reports
        .par_iter()
        .fold(empty, add)
        .reduce(Totals::default, |mut a, b| {
            if a.sides.is_empty() {
                return b;
            }
            for (a, b) in a.sides.iter_mut().zip(&b.sides) {
                a.hits += b.hits;
                a.reports += b.reports;
            }
            for (a, b) in a.swallowed.iter_mut().zip(&b.swallowed) {
                *a += b;
            }
            a
        })
}

/// The paragraphs of what is read, each with the way back into the report.
fn each(report: &Report, mut told: impl FnMut(&str, &dyn Fn(Span) -> Span)) {
    for paragraph in &report.paragraphs {
        match paragraph.span.without(&report.gaps).as_slice() {
            [] => {}
            [one] => told(one.of(&report.folded), &|s| {
                Span::new(one.start() + s.start(), one.start() + s.end())
            }),
            many => {
                let joined = Joined::new(&report.folded, many);
                told(&joined.text, &|s| joined.source(s));
            }
        }
    }
}

/// Fills in where the candidates stand first.
fn first_places(list: &mut [Candidate], focus: &[&Report]) {
    let most = (MOST_FIRST / focus.len().max(1)).max(1);
    let texts: Vec<&str> = list.iter().map(|c| c.text.as_str()).collect();
    let terms = Terms::through_quotes(&texts);
    let mut places: Vec<Vec<(u32, Span)>> = vec![Vec::new(); texts.len()];
    for (at, report) in focus.iter().enumerate() {
        let before: Vec<usize> = places.iter().map(Vec::len).collect();
        each(report, |text, source| {
            terms.each(text, |hit| {
                let i = hit.term as usize;
                let from = before.get(i).copied().unwrap_or_default();
                if let Some(places) = places.get_mut(i)
                    && places.len() < (from + most).min(MOST_FIRST)
                {
                    places.push((at as u32, source(hit.span)));
                }
            });
        });
    }
    for (candidate, places) in list.iter_mut().zip(places) {
        candidate.first = places;
    }
}

/// The terms of the lexicon, to see what is counted already.
struct Known {
    terms: Terms,
    /// By term; none for an exception.
    themes: Vec<Option<ThemeId>>,
}

impl Known {
    fn new(lexicon: &Lexicon) -> Self {
        let mut texts: Vec<&str> = Vec::new();
        let mut themes = Vec::new();
        for (id, theme) in lexicon.ids() {
            for wording in theme.wordings() {
                texts.push(wording);
                themes.push(Some(id));
            }
            for except in &theme.except {
                texts.push(except);
                themes.push(None);
            }
        }
        Self {
            terms: Terms::new(&texts),
            themes,
        }
    }

    /// The theme of the longest term that stands in `text`.
    fn theme(&self, text: &str) -> Option<ThemeId> {
        let hits = self.terms.widest(text);
        let longest = hits.iter().rev().max_by_key(|hit| hit.span.len())?;
        *self.themes.get(longest.term as usize)?
    }
}
