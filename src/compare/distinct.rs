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
use crate::text::keyness::{self, Count};
use crate::text::scan::{Joined, Terms};
use crate::text::span::Span;
use crate::text::token;

/// Below this many occurrences a term is listed without a word on its significance.
pub const ENOUGH: u32 = keyness::ENOUGH;
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
    /// Its sentences as they are read, without marks that are read over; which are headings.
    read: Vec<Joined>,
    headings: Vec<bool>,
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
        let (mut han, mut headings) = (0, Vec::new());
        for sentence in report.sentences.iter().filter(|s| s.section.is_some()) {
            let joined = formula::read(report, sentence.span);
            if whole.covers(sentence.span) {
                han += han_count(&joined.text);
                read.push(joined);
                headings.push(sentence.heading);
            } else {
                rest.push(joined);
            }
        }
        Self {
            report,
            read,
            headings,
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
        // A heading says what a section is about, not how it is put.
        let body = self
            .read
            .iter()
            .zip(&self.headings)
            .filter(|(_, heading)| !**heading);
        for (joined, _) in body {
            let Some(last) = joined.text.len().checked_sub(1) else {
                continue;
            };
            let span = joined.source(Span::new(0, last + 1));
            let tokens = token::tagged(folded, span);
            quoted(folded, span, &tokens, &mut add);
            nouns(folded, &tokens, formulas, &mut add);
        }
        out
    }
}

type Tagged = (Span, String);

/// The phrases in quotation marks, parts of an enumeration each by itself; one of three characters or fewer takes the word before it
/// along: 创新“三率”.
fn quoted(folded: &str, span: Span, tokens: &[Tagged], add: &mut impl FnMut(String, Kind)) {
    let text = span.of(folded);
    let mut at = 0;
    while let Some(open) = find_from(text, at, ['“', '"']) {
        let inside_from = open
            + text
                .get(open..)
                .and_then(|t| t.chars().next())
                .map_or(1, char::len_utf8);
        let Some(close) = find_from(text, inside_from, ['”', '"']) else {
            return;
        };
        at = close + 1;
        while !text.is_char_boundary(at) {
            at += 1;
        }
        let inside = text.get(inside_from..close).unwrap_or_default();
        if inside.chars().count() > 3 * LONGEST {
            continue;
        }
        let short = inside.chars().count() <= 3;
        let before = tokens
            .iter()
            .find(|(t, _)| short && t.end() == span.start() + open);
        let before = before.filter(|(t, tag)| {
            let word = t.of(folded);
            (is_noun(tag) || tag == "v") && han_count(word) == 2 && !formula::is_verb(word)
        });
        let marks = ['、', '，', ',', ' '];
        let least = if inside.contains(marks) { 3 } else { 2 };
        for part in inside.split(marks) {
            let count = part.chars().count();
            let fit = |c: char| is_han(c) || c.is_alphanumeric();
            if (least..=LONGEST).contains(&count) && part.chars().all(fit) {
                let front = before.map_or("", |(t, _)| t.of(folded));
                add(format!("{front}{part}"), Kind::Quoted);
            }
        }
    }
}

fn find_from(text: &str, at: usize, marks: [char; 2]) -> Option<usize> {
    Some(at + text.get(at..)?.find(marks)?)
}

/// Verbs that the dictionary takes for nouns as well; no name begins with them.
const ACTS: [&str; 20] = [
    "调整",
    "引进",
    "引育",
    "启动",
    "推行",
    "做好",
    "改造",
    "新建",
    "改扩建",
    "出台",
    "制定",
    "举办",
    "发布",
    "评选",
    "获评",
    "新增",
    "落户",
    "开工",
    "竣工",
    "打造",
];

/// Counters of small things that reports number: 26条服务举措.
const COUNTERS: &str = "条项大个类件张种批";

fn is_noun(tag: &str) -> bool {
    (tag.starts_with('n') && !tag.starts_with("ns")) || matches!(tag, "vn" | "an" | "l" | "j" | "i")
}

/// Compound nouns, long words, and small figures with what they count.
fn nouns(folded: &str, tokens: &[Tagged], formulas: &Formulas, add: &mut impl FnMut(String, Kind)) {
    let text = |i: usize| tokens.get(i).map_or("", |(t, _)| t.of(folded));
    let tag = |i: usize| tokens.get(i).map_or("", |(_, tag)| tag.as_str());
    let joins = |i: usize| {
        let inner =
            is_noun(tag(i)) || tag(i).starts_with("ns") || matches!(tag(i), "b" | "k" | "g" | "s");
        let act = formula::is_verb(text(i)) || formulas.has(text(i)) || ACTS.contains(&text(i));
        (inner && !act) || tag(i + 1) == "k"
    };
    let counts = |i: usize| {
        tag(i) == "m"
            && text(i).starts_with(|c: char| c.is_ascii_digit())
            && text(i).chars().count() <= 4
            && text(i).ends_with(|c| COUNTERS.contains(c))
    };
    let mut i = 0;
    while i < tokens.len() {
        if (is_noun(tag(i)) || matches!(tag(i), "z")) && text(i).chars().count() >= 3 {
            add(text(i).to_owned(), Kind::Word);
        }
        let number = counts(i);
        if !number && !joins(i) {
            i += 1;
            continue;
        }
        let mut end = i + 1;
        let mut han = han_count(text(i));
        while end < tokens.len() && end < i + 5 && joins(end) {
            han += han_count(text(end));
            if han > 10 {
                han -= han_count(text(end));
                break;
            }
            end += 1;
        }
        let next = end;
        // What it ends with tells: 城市信用广场, not 城市信用广场建设.
        while end > i + 1
            && (!is_noun(tag(end - 1)) && tag(end - 1) != "k"
                || formula::is_plain(text(end - 1)) && han - han_count(text(end - 1)) >= 4)
        {
            end -= 1;
            han -= han_count(text(end));
        }
        let least = if number { 3 } else { 4 };
        let begins = number || text(i).chars().count() >= 2;
        if begins && end > i + 1 && han >= least {
            let first = tokens.get(i).map_or(0, |(t, _)| t.start());
            let last = tokens.get(end - 1).map_or(first, |(t, _)| t.end());
            let kind = if number {
                Kind::Counted
            } else {
                Kind::Compound
            };
            add(Span::new(first, last).of(folded).to_owned(), kind);
        }
        for inside in i + 1..next {
            if is_noun(tag(inside)) && text(inside).chars().count() >= 3 {
                add(text(inside).to_owned(), Kind::Word);
            }
        }
        i = next;
    }
}

/// Wording of two sections that only one of them has; `None` for a section stands for the whole report. Loads jieba's dictionary at the first
/// call. `background` is what is usual: the loaded reports, of which at most [`MOST_BACKGROUND`] are read.
pub fn of(
    a: (&Report, Option<SectionId>),
    b: (&Report, Option<SectionId>),
    background: &[&Report],
    formulas: &Formulas,
) -> Distinct {
    let (a, b) = (Part::new(a.0, a.1), Part::new(b.0, b.1));
    let usual = spread(background);
    Distinct {
        only_a: only(&a, &b, &usual, formulas),
        only_b: only(&b, &a, &usual, formulas),
        reports: usual.len() as u32,
    }
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
        let (here, there) = (
            Count::new(spans.len() as u32, n as u64),
            Count::new(0, m as u64),
        );
        out.push(Term {
            log_odds: (odds(y, n) - odds(0.0, m)) / variance.sqrt(),
            g2: keyness::g2(here, there),
            log_ratio: keyness::log_ratio(here, there),
            elsewhere: at(&elsewhere),
            documents: at(&documents),
            text,
            kind,
            spans,
        });
    }
    // Where the odds are nearly the same, as they are where each stands once, a name goes before a word, and then the text's order decides.
    let step =
        |term: &Term| (term.log_odds * 4.0).round() as i32 - 4 * i32::from(term.elsewhere > 0);
    let first = |term: &Term| term.spans.first().map_or(0, |s| s.start());
    out.sort_by_key(|term| {
        (
            -step(term),
            term.kind,
            first(term),
            usize::MAX - term.text.len(),
        )
    });
    let mut chosen: Vec<Term> = Vec::new();
    for term in out {
        let told = |span: &Span| {
            chosen
                .iter()
                .any(|c| c.spans.iter().any(|s| s.overlaps(*span)))
        };
        if !term.spans.iter().all(told) {
            chosen.push(term);
        }
        if chosen.len() == MOST {
            break;
        }
    }
    chosen
}
