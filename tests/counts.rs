//! Counts of themes are right: beside a count made by hand, beside a second count that shares nothing with the program's, and part by part.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use duizhao::report::{Report, SourceInfo, library};
use duizhao::text::fold;
use duizhao::theme::scan::Scanner;
use duizhao::theme::{Lexicon, Part, TermId, Theme, ThemeId};
use proptest::prelude::*;
use rayon::prelude::*;

use crate::support;

/// The reports of these folders beside the repository; none where one of them is not there.
fn reports(folders: &[&str]) -> Option<Vec<Report>> {
    let folders: Option<Vec<_>> = folders.iter().map(|f| support::shared(f)).collect();
    let entries = library::discover(&folders?).entries;
    Some(
        entries
            .par_iter()
            .map(|e| library::load(e).unwrap())
            .collect(),
    )
}

#[test]
fn counts_agree_with_a_count_by_hand() {
    let Some(reports) = reports(&["reports/seeds"]) else {
        return;
    };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/themes/hand-counts.tsv");
    let fixture = std::fs::read_to_string(path).unwrap();
    let lexicon = Lexicon::builtin().unwrap();
    let scanner = Scanner::new(&lexicon);
    let mut rows = 0;
    let mut wrong = Vec::new();
    for row in fixture.lines().filter(|l| !l.starts_with('#')) {
        let fields: Vec<&str> = row.split('\t').collect();
        let [theme, file, count, lines] = fields[..] else {
            panic!("{row}");
        };
        let expected: BTreeMap<usize, usize> = lines
            .split_whitespace()
            .map(|field| {
                let (line, hits) = field.split_once(':').unwrap();
                (line.parse().unwrap(), hits.parse().unwrap())
            })
            .collect();
        assert_eq!(
            expected.values().sum::<usize>(),
            count.parse::<usize>().unwrap()
        );
        let report = reports.iter().find(|r| r.source.name.ends_with(file));
        let report = report.unwrap_or_else(|| panic!("no {file}"));
        let id = lexicon.find(theme).unwrap_or_else(|| panic!("no {theme}"));
        let hits = scanner.scan(report);
        let mut found: BTreeMap<usize, usize> = BTreeMap::new();
        for hit in hits.of(id) {
            let before = &report.text[..hit.span.start()];
            *found.entry(before.matches('\n').count() + 1).or_default() += 1;
        }
        if found != expected {
            let differs: Vec<String> = found
                .keys()
                .chain(expected.keys())
                .filter(|line| found.get(line) != expected.get(line))
                .map(|line| {
                    let words: Vec<&str> = hits
                        .of(id)
                        .filter(|h| {
                            report.text[..h.span.start()].matches('\n').count() + 1 == *line
                        })
                        .map(|h| h.span.of(&report.text))
                        .collect();
                    let hand = expected.get(line).copied().unwrap_or(0);
                    format!("line {line}: by hand {hand}, found {words:?}")
                })
                .collect();
            wrong.push(format!("{theme} in {file}: {differs:#?}"));
        }
        rows += 1;
    }
    assert_eq!(rows, 50);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is read of a report, paragraph by paragraph.
fn read(report: &Report) -> Vec<String> {
    let paragraphs = report.paragraphs.iter();
    paragraphs
        .map(|p| report.reading_folded(p.span).to_ascii_lowercase())
        .collect()
}

const QUOTES: &str = "“”‘’「」『』";

/// Where a word ends that stands at `at`, marks inside it passed over.
fn end(text: &[char], at: usize, word: &[char]) -> Option<usize> {
    let mut end = at;
    for (i, c) in word.iter().enumerate() {
        while i > 0 && QUOTES.contains(*text.get(end)?) {
            end += 1;
        }
        if text.get(end)? != c {
            return None;
        }
        end += 1;
    }
    Some(end)
}

/// One theme's wordings and exceptions for a count without the scanner, longest first.
struct Naive {
    /// Characters, and the number of the term; none: an exception.
    words: Vec<(Vec<char>, Option<u16>)>,
    /// Whether a character begins one.
    begins: Vec<bool>,
}

impl Naive {
    /// `first` is the number of the theme's first term.
    fn of(theme: &Theme, first: usize) -> Self {
        let chars = |w: &str| w.to_ascii_lowercase().chars().collect::<Vec<char>>();
        let mut words: Vec<(Vec<char>, Option<u16>)> = theme
            .wordings()
            .enumerate()
            .map(|(i, w)| (chars(w), Some((first + i) as u16)))
            .chain(theme.except.iter().map(|w| (chars(w), None)))
            .collect();
        words.sort_by_key(|(w, _)| std::cmp::Reverse(w.len()));
        let mut begins = vec![false; 0x11_0000];
        for (word, _) in &words {
            begins[word[0] as usize] = true;
        }
        Self { words, begins }
    }

    /// The terms that count in one paragraph: at each character, in order, the longest wording or exception that stands there.
    fn count(&self, text: &[char]) -> Vec<TermId> {
        let latin = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let standing = self.words.iter().find_map(|(word, term)| {
                let end = self.begins[text[at] as usize].then(|| end(text, at, word))??;
                let inner = latin(word.first()) && at > 0 && latin(text.get(at - 1))
                    || latin(word.last()) && latin(text.get(end));
                (!inner).then_some((end, *term))
            });
            if let Some((end, term)) = standing {
                found.extend(term.map(TermId));
                at = end;
            } else {
                at += 1;
            }
        }
        found
    }
}

fn naive(lexicon: &Lexicon) -> Vec<Naive> {
    let mut first = 0;
    lexicon
        .themes
        .iter()
        .map(|theme| {
            let made = Naive::of(theme, first);
            first += theme.wordings().count();
            made
        })
        .collect()
}

/// Both counts of every theme, term by term.
fn compare(lexicon: &Lexicon, naive: &[Naive], report: &Report) -> usize {
    let hits = Scanner::new(lexicon).scan(report);
    let read: Vec<Vec<char>> = read(report).iter().map(|p| p.chars().collect()).collect();
    let mut all = 0;
    for (id, theme) in lexicon.ids() {
        let by_hand = &naive[id.index()];
        let expected: Vec<TermId> = read.iter().flat_map(|p| by_hand.count(p)).collect();
        let found: Vec<TermId> = hits.of(id).map(|h| h.term).collect();
        assert_eq!(found, expected, "{} in {}", theme.name, report.source.name);
        assert_eq!(hits.count(id), expected.len());
        all += expected.len();
    }
    assert_eq!(hits.hits.len(), all);
    all
}

const ALL: [&str; 3] = [
    "reports/seeds",
    "reports/cities-2024",
    "reports/provinces-2025",
];

#[test]
fn counts_equal_a_naive_count_on_real_reports() {
    let Some(reports) = reports(&ALL) else {
        return;
    };
    let lexicon = Lexicon::builtin().unwrap();
    let naive = naive(&lexicon);
    assert!(reports.len() > 100);
    let all: Vec<usize> = reports
        .par_iter()
        .map(|report| compare(&lexicon, &naive, report))
        .collect();
    assert!(all.iter().all(|&n| n > 100), "{all:?}");
}

/// Whether two words can share characters of a text, one beginning at or after the other.
fn overlap(a: &str, b: &str) -> bool {
    let tails = a.char_indices().skip(1).map(|(i, _)| &a[i..]);
    a.contains(b) || tails.into_iter().any(|tail| b.starts_with(tail))
}

#[test]
fn plain_terms_are_found_as_often_as_their_characters_stand_in_the_text() {
    let Some(reports) = reports(&ALL) else {
        return;
    };
    let lexicon = Lexicon::builtin().unwrap();
    let scanner = Scanner::new(&lexicon);
    // Terms without Latin letters and digits that can share no character with another word of their theme, nor with themselves.
    let mut plain: Vec<(ThemeId, TermId, &str)> = Vec::new();
    let mut next = 0;
    for (id, theme) in lexicon.ids() {
        let words: Vec<&str> = theme
            .wordings()
            .chain(theme.except.iter().map(String::as_str))
            .collect();
        for (i, word) in theme.wordings().enumerate() {
            let others = words.iter().enumerate().filter(|&(j, _)| i != j);
            let apart = others
                .into_iter()
                .all(|(_, other)| !overlap(word, other) && !overlap(other, word));
            let tails = word.char_indices().skip(1).map(|(at, _)| &word[at..]);
            let itself = tails.into_iter().any(|tail| word.starts_with(tail));
            if apart && !itself && !word.chars().any(|c| c.is_ascii_alphanumeric()) {
                plain.push((id, TermId(next), word));
            }
            next += 1;
        }
    }
    assert!(plain.len() > 500, "{}", plain.len());
    let all: usize = reports
        .par_iter()
        .map(|report| {
            let read = read(report).join("\n").replace(|c| QUOTES.contains(c), "");
            let hits = scanner.scan(report);
            let mut by_term: BTreeMap<TermId, usize> = BTreeMap::new();
            for hit in &hits.hits {
                *by_term.entry(hit.term).or_default() += 1;
            }
            let mut all = 0;
            for &(id, term, word) in &plain {
                let expected = read.matches(word).count();
                let found = by_term.get(&term).copied().unwrap_or(0);
                assert_eq!(
                    found, expected,
                    "{word} of {id:?} in {}",
                    report.source.name
                );
                all += expected;
            }
            all
        })
        .sum();
    assert!(all > 10_000, "{all}");
}

#[test]
fn a_part_counts_what_stands_in_its_sections() {
    let samples = library::samples();
    let samples = samples.iter().map(|e| library::load(e).unwrap());
    let reports = reports(&ALL[..2]).unwrap_or_default();
    let lexicon = Lexicon::builtin().unwrap();
    let scanner = Scanner::new(&lexicon);
    let mut parts = 0;
    for report in samples.chain(reports) {
        let hits = scanner.scan(&report);
        for part in Part::EVERY {
            let wanted = part.role();
            let sections: Vec<_> = report
                .sections
                .iter()
                .filter(|s| Some(s.role) == wanted)
                .collect();
            let Some(tally) = hits.tally(part) else {
                assert!(sections.is_empty() && part != Part::All);
                continue;
            };
            // In any section of the role, counted once where one is inside another.
            let inside =
                |at: usize| part == Part::All || sections.iter().any(|s| s.span.contains(at));
            for (id, theme) in lexicon.ids() {
                let of_theme = hits.hits.iter().filter(|h| h.theme == id);
                let expected = of_theme.filter(|h| inside(h.span.start())).count();
                let found = tally.hits[id.index()] as usize;
                assert_eq!(found, expected, "{} {part:?}", theme.name);
            }
            let mut han = 0;
            for paragraph in &report.paragraphs {
                for (i, c) in paragraph.span.of(&report.text).char_indices() {
                    let at = paragraph.span.start() + i;
                    let skipped = report.gaps.iter().any(|g| g.contains(at));
                    han += u32::from(fold::is_han(c) && inside(at) && !skipped);
                }
            }
            assert_eq!(tally.han, han, "{part:?} of {}", report.source.name);
            parts += 1;
        }
        for hit in &hits.hits {
            let at = hit.span.start();
            let section = hit.section.and_then(|id| report.section(id));
            assert_eq!(hit.section, report.section_at(at));
            assert!(section.is_none_or(|s| s.span.start() <= at && at <= s.span.end()));
        }
    }
    assert!(parts > 20, "{parts}");
}

/// A theme file of two themes.
fn lexicon(terms: &[Vec<String>; 2], except: &[Vec<String>; 2]) -> Lexicon {
    let mut text = String::new();
    for (i, (terms, except)) in terms.iter().zip(except).enumerate() {
        let mut seen = std::collections::BTreeSet::new();
        let mut kept = |list: &[String]| {
            let kept = list.iter().filter(|t| seen.insert((*t).clone()));
            kept.map(|t| format!("{t:?}"))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let (terms, except) = (kept(terms), kept(except));
        text.push_str(&format!(
            "[[theme]]\nname = \"{i}\"\nen = \"{i}\"\ngroup = \"组\"\nterms = [{terms}]\nexcept = [{except}]\n"
        ));
    }
    Lexicon::parse(&text, "测试").unwrap()
}

proptest! {
    #[test]
    fn any_terms_are_counted_in_any_text_as_the_naive_count_does(
        a in prop::collection::vec("([甲乙丙]{2}[甲乙丙a1]{0,2}|[a1][甲乙丙]{2,3})", 1..5),
        b in prop::collection::vec("([甲乙丙]{2}[甲乙丙、b]{0,3}|[、b][甲乙丙]{2,3})", 1..4),
        out_a in prop::collection::vec("[甲乙丙]{2}[甲乙丙a1]{0,3}", 0..3),
        out_b in prop::collection::vec("[甲乙丙]{2}[甲乙丙、]{0,2}", 0..2),
        text in "([甲乙丙]|[甲乙丙a1b、“”。\n]){0,120}",
    ) {
        let lexicon = lexicon(&[a, b], &[out_a, out_b]);
        let report = Report::read(Arc::from(text.as_str()), SourceInfo::default());
        compare(&lexicon, &naive(&lexicon), &report);
    }
}
