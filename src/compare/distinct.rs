//! Distinctive wording (只在一边的措辞): what one of two linked sections says and the other does not, as a reader would name it.
//!
//! Owns the search for such terms and their order. Invariant: a term stands at every place that is given for it, and nowhere in the other
//! side's section; formulaic phrases are none. Must not know of screens.
//!
//! Candidates are quoted phrases, a small figure with what it counts, compound nouns and long words. They are ranked by the log-odds ratio with
//! an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008), taken from the loaded reports; G² (Dunning 1993) and the binary log of
//! the ratio of frequencies are kept beside it. Sections are short: below five occurrences nothing is said of significance.

use rustc_hash::FxHashMap;

use super::formula::{self, Formulas};
use crate::report::{Report, SectionId};
use crate::text::fold::{han_count, is_han};
use crate::text::scan::{Joined, Terms};
use crate::text::span::Span;
use crate::text::token;

/// Below this many occurrences a term is listed without a word on its significance.
pub const ENOUGH: u32 = 5;
/// Terms of one side, at most.
pub const MOST: usize = 40;
/// Candidates of one side, at most.
const MOST_CANDIDATES: usize = 2_000;
/// Reports of the background that are read, at most.
pub const MOST_BACKGROUND: usize = 60;
/// Weight of the prior: as if so many Han characters had been seen before.
const PRIOR: f32 = 5_000.0;
/// What the prior gives a term that the background never has.
const UNSEEN: f32 = 0.05;
/// Longest candidate, in characters.
const LONGEST: usize = 12;

/// How a candidate was come by; what it counts for against others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// In quotation marks.
    Quoted,
    /// A figure and what it counts: 26条服务举措.
    Counted,
    /// A compound noun: 城市信用广场.
    Compound,
    /// A word of three characters or more.
    Word,
}

/// Wording of one side.
#[derive(Clone, PartialEq, Debug)]
pub struct Term {
    /// As it stands, without marks.
    pub text: String,
    /// How it was come by.
    pub kind: Kind,
    /// Where it stands in this side's section, in order.
    pub spans: Vec<Span>,
    /// How often it stands in the rest of the other report.
    pub elsewhere: u32,
    /// How many reports of the background have it.
    pub documents: u32,
    /// The log-odds ratio in standard deviations.
    pub log_odds: f32,
    /// Dunning's log-likelihood.
    pub g2: f32,
    /// Binary log of the ratio of frequencies; the other side's none counts as a half.
    pub log_ratio: f32,
}

impl Term {
    /// Too few to say how significant it is.
    pub fn is_rare(&self) -> bool {
        (self.spans.len() as u32) < ENOUGH
    }
}

/// What each side has alone, the most telling first.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Distinct {
    /// Only in A.
    pub only_a: Vec<Term>,
    /// Only in B.
    pub only_b: Vec<Term>,
    /// Reports of the background.
    pub reports: u32,
}

impl Distinct {
    /// No term is frequent enough to say how significant it is.
    pub fn is_rare(&self) -> bool {
        self.only_a.iter().chain(&self.only_b).all(Term::is_rare)
    }
}

/// What is compared: one side's section, or its whole report.
struct Part<'r> {
    report: &'r Report,
    /// Its sentences as they are read, without marks that are read over.
    read: Vec<Joined>,
    /// The rest of the report.
    rest: Vec<Joined>,
    han: f32,
}

impl<'r> Part<'r> {
    fn new(report: &'r Report, section: Option<SectionId>) -> Self {
        let whole = section
            .and_then(|id| report.section(id))
            .map_or(Span::new(0, report.text.len()), |s| s.span);
        let (mut read, mut rest) = (Vec::new(), Vec::new());
        let mut han = 0;
        for sentence in report.sentences.iter().filter(|s| s.section.is_some()) {
            let joined = formula::read(report, sentence.span);
            if whole.covers(sentence.span) {
                han += han_count(&joined.text);
                read.push(joined);
            } else {
                rest.push(joined);
            }
        }
        Self {
            report,
            read,
            rest,
            han: han.max(1) as f32,
        }
    }

    /// Candidates, each with how it was come by.
    fn candidates(&self, formulas: &Formulas) -> FxHashMap<String, Kind> {
        let mut out: FxHashMap<String, Kind> = FxHashMap::default();
        let place = self.report.identity.place.as_ref();
        let own: Vec<&str> = place.map_or(Vec::new(), |p| vec![p.value.short.as_str()]);
        let mut add = |text: String, kind: Kind| {
            let usable = out.len() < MOST_CANDIDATES
                && text.chars().count() <= LONGEST
                && han_count(&text) >= 2
                && !own.iter().any(|o| !o.is_empty() && text.contains(o))
                && !formula::is_plain(&text)
                && !formulas.has(&text);
            if usable {
                let known = out.entry(text).or_insert(kind);
                *known = (*known).min(kind);
            }
        };
        let folded = &self.report.folded;
        for joined in &self.read {
            let Some(all) = joined.text.len().checked_sub(1) else {
                continue;
            };
            let span = joined.source(Span::new(0, all + 1));
            for phrase in quoted(span.of(folded)) {
                add(phrase, Kind::Quoted);
            }
            let tokens = token::tagged(folded, span);
            nouns(folded, &tokens, &mut add);
        }
        out
    }
}

/// The phrases in quotation marks, parts of an enumeration each by itself.
fn quoted(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(['“', '"']) {
        let Some((inside, behind)) = after.split_once(['”', '"']) else {
            break;
        };
        if inside.chars().count() <= 3 * LONGEST {
            for part in inside.split(['、', '，', ',', ' ']) {
                let count = part.chars().count();
                if (2..=LONGEST).contains(&count)
                    && part
                        .chars()
                        .all(|c| is_han(c) || c.is_alphanumeric() || c == '+')
                {
                    out.push(part.to_owned());
                }
            }
        }
        rest = behind;
    }
    out
}

/// Counters of small things that reports number: 26条服务举措.
const COUNTERS: &str = "条项大个类件张种批个家";

/// Compound nouns, long words, and small figures with what they count.
fn nouns(folded: &str, tokens: &[(Span, String)], add: &mut impl FnMut(String, Kind)) {
    let noun = |tag: &str| {
        tag.starts_with('n') && !tag.starts_with("ns")
            || matches!(tag, "vn" | "an" | "l" | "j" | "i")
    };
    let inner = |tag: &str| {
        noun(tag)
            || tag.starts_with("ns")
            || matches!(tag, "a" | "b" | "k" | "g" | "v" | "eng" | "s" | "ad")
    };
    for (i, (first, tag)) in tokens.iter().enumerate() {
        let text = first.of(folded);
        if (noun(tag) || matches!(tag.as_str(), "z" | "v")) && text.chars().count() >= 3 {
            add(text.to_owned(), Kind::Word);
        }
        let number = tag == "m"
            && text.starts_with(|c: char| c.is_ascii_digit())
            && text.chars().count() <= 4
            && text.ends_with(|c| COUNTERS.contains(c));
        if !number && !inner(tag) {
            continue;
        }
        let mut end = first.end();
        let mut words = 1;
        for (next, tag) in tokens.iter().skip(i + 1).take(3) {
            if next.start() != end || !inner(tag) {
                break;
            }
            end = next.end();
            words += 1;
            let whole = Span::new(first.start(), end).of(folded);
            let han = han_count(whole);
            if noun(tag) && (4..=9).contains(&han) && words >= 2 {
                add(
                    whole.to_owned(),
                    if number {
                        Kind::Counted
                    } else {
                        Kind::Compound
                    },
                );
            }
        }
    }
}

/// Wording of two sections that only one of them has; `None` for a section stands for the whole report. Loads jieba's dictionary at the first
/// call. `background` is what is usual: the loaded reports, of which at most [`MOST_BACKGROUND`] are read.
pub fn of(
    a: &Report,
    section_a: Option<SectionId>,
    b: &Report,
    section_b: Option<SectionId>,
    background: &[&Report],
    formulas: &Formulas,
) -> Distinct {
    let (a, b) = (Part::new(a, section_a), Part::new(b, section_b));
    let usual = spread(background);
    let mut distinct = Distinct {
        only_a: only(&a, &b, &usual, formulas),
        only_b: only(&b, &a, &usual, formulas),
        reports: usual.len() as u32,
    };
    distinct.only_a.truncate(MOST);
    distinct.only_b.truncate(MOST);
    distinct
}

/// Evenly over the list, where there are more than are read.
fn spread<'r>(reports: &[&'r Report]) -> Vec<&'r Report> {
    let count = reports.len();
    let most = count.min(MOST_BACKGROUND);
    (0..most)
        .filter_map(|k| reports.get(k * count / most).copied())
        .collect()
}

/// How often each term stands in texts.
fn occurrences<'t>(terms: &Terms, count: usize, texts: impl Iterator<Item = &'t str>) -> Vec<u32> {
    let mut out = vec![0; count];
    for text in texts {
        terms.each(text, |hit| {
            if let Some(n) = out.get_mut(hit.term as usize) {
                *n += 1;
            }
        });
    }
    out
}

fn only(part: &Part, other: &Part, usual: &[&Report], formulas: &Formulas) -> Vec<Term> {
    let mut candidates: Vec<(String, Kind)> = part.candidates(formulas).into_iter().collect();
    candidates.sort();
    let texts: Vec<&str> = candidates.iter().map(|(text, _)| text.as_str()).collect();
    let terms = Terms::through_quotes(&texts);
    let count = texts.len();
    let there = occurrences(&terms, count, other.read.iter().map(|j| j.text.as_str()));
    let elsewhere = occurrences(&terms, count, other.rest.iter().map(|j| j.text.as_str()));
    let mut spans: Vec<Vec<Span>> = vec![Vec::new(); count];
    for joined in &part.read {
        terms.each(&joined.text, |hit| {
            if let Some(spans) = spans.get_mut(hit.term as usize) {
                spans.push(joined.source(hit.span));
            }
        });
    }
    let (mut before, mut documents, mut size) = (vec![0_u32; count], vec![0_u32; count], 0.0);
    for report in usual {
        size += report.han as f32;
        let here = occurrences(&terms, count, std::iter::once(&*report.folded));
        for ((before, documents), here) in before.iter_mut().zip(&mut documents).zip(here) {
            *before += here;
            *documents += u32::from(here > 0);
        }
    }
    let mut out: Vec<Term> = Vec::new();
    for (i, (text, kind)) in candidates.into_iter().enumerate() {
        let at = |list: &[u32]| list.get(i).copied().unwrap_or_default();
        let spans = spans.get_mut(i).map(std::mem::take).unwrap_or_default();
        if at(&there) > 0 || spans.is_empty() {
            continue;
        }
        let (y, n, m) = (spans.len() as f32, part.han, other.han);
        let prior = PRIOR * at(&before) as f32 / f32::max(size, 1.0) + UNSEEN;
        let odds = |y: f32, n: f32| ((y + prior) / (n + PRIOR - y - prior).max(1.0)).ln();
        let variance = 1.0 / (y + prior) + 1.0 / prior;
        let expected = y * n / (n + m);
        out.push(Term {
            log_odds: (odds(y, n) - odds(0.0, m)) / variance.sqrt(),
            g2: 2.0 * y * (y / expected).ln(),
            log_ratio: ((y / n) / (0.5 / m)).log2(),
            elsewhere: at(&elsewhere),
            documents: at(&documents),
            text,
            kind,
            spans,
        });
    }
    out.sort_by(|x, y| {
        y.log_odds
            .total_cmp(&x.log_odds)
            .then_with(|| x.text.cmp(&y.text))
    });
    out
}
