//! What must hold of every comparison, and what one tells, in few words.

use duizhao::compare::{self, Change, Comparison, Depth, Verdict};
use duizhao::report::{Report, SentenceId};
use duizhao::text::fold;
use duizhao::text::span::Span;

fn joined(text: &str, spans: impl Iterator<Item = Span>) -> String {
    spans
        .map(|s| {
            assert!(text.get(s.range()).is_some(), "{s:?} cuts a character");
            s.of(text)
        })
        .collect()
}

/// From the first sentence of a run to the last.
fn run(report: &Report, first: SentenceId, len: u32) -> Span {
    let last = first.index() + len as usize - 1;
    report.sentences[first.index()]
        .span
        .join(report.sentences[last].span)
}

/// Sentences are in one pair at most, scripts rebuild both sides, and what became of the sentences rebuilds both reports.
pub fn holds(a: &Report, b: &Report, c: &Comparison) {
    assert_eq!(c.marks_a.len(), a.sentences.len());
    assert_eq!(c.marks_b.len(), b.sentences.len());
    let mut of_a = vec![None; a.sentences.len()];
    let mut of_b = vec![None; b.sentences.len()];
    let mut last = None;
    for (i, pair) in c.pairs.iter().enumerate() {
        assert!(last < Some(pair.a), "by sentence of A");
        last = Some(pair.a);
        assert!(pair.a_len >= 1 && pair.b_len >= 1 && pair.a_len.min(pair.b_len) == 1);
        for (of, marks, first, len) in [
            (&mut of_a, &c.marks_a, pair.a, pair.a_len),
            (&mut of_b, &c.marks_b, pair.b, pair.b_len),
        ] {
            for at in first.index()..first.index() + len as usize {
                assert_eq!(of[at].replace(i as u32), None, "one pair at most");
                assert_eq!(marks[at], Some(pair.change));
            }
        }
        assert!((0.0..=1.0).contains(&pair.similarity));
        match pair.change {
            Change::Kept => assert!(!pair.reworded),
            Change::Reworded => assert!(pair.reworded),
            Change::Moved => {}
            Change::New | Change::Gone => panic!("a pair is none of these"),
        }
        assert_eq!(pair.reworded, !pair.edits.is_empty());
        if pair.reworded {
            assert!(pair.edits.iter().any(|e| !e.equal));
            let left = joined(&a.text, pair.edits.iter().map(|e| e.a));
            let right = joined(&b.text, pair.edits.iter().map(|e| e.b));
            assert_eq!(left, run(a, pair.a, pair.a_len).of(&a.text));
            assert_eq!(right, run(b, pair.b, pair.b_len).of(&b.text));
            for two in pair.edits.windows(2) {
                assert_ne!(
                    two[0].equal, two[1].equal,
                    "steps are as long as they can be"
                );
            }
        }
    }
    assert_eq!(of_a, c.pair_of_a);
    assert_eq!(of_b, c.pair_of_b);
    if c.depth == Depth::Parallel {
        assert!(c.pairs.is_empty() && c.marks_a.iter().chain(&c.marks_b).all(Option::is_none));
    } else {
        for (report, of, marks, alone) in [
            (a, &of_a, &c.marks_a, Change::Gone),
            (b, &of_b, &c.marks_b, Change::New),
        ] {
            for (i, sentence) in report.sentences.iter().enumerate() {
                let told = c.depth == Depth::Revision || sentence.section.is_some();
                if of[i].is_none() {
                    assert_eq!(marks[i], told.then_some(alone));
                }
            }
        }
    }
    if c.verdict == Verdict::Identical {
        assert!(c.pairs.iter().all(|p| p.change == Change::Kept));
    }
    for list in [
        c.reflows.iter().map(|r| r.a).collect::<Vec<_>>(),
        c.reflows.iter().map(|r| r.b).collect(),
    ] {
        for two in list.windows(2) {
            assert!(two[0].start() <= two[1].start(), "in order");
        }
    }
    let moved: usize = duizhao::compare::moves(c)
        .iter()
        .map(|m| m.pairs.len())
        .sum();
    let all = c.pairs.iter().filter(|p| p.change == Change::Moved).count();
    assert_eq!(moved, all);
}

/// Widths and scripts alike, no blanks.
pub fn plain(text: &str) -> String {
    fold::fold_str(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap(),
            _ => c,
        })
        .collect()
}

fn begin(report: &Report, span: Span, most: usize) -> String {
    plain(&report.reading(span)).chars().take(most).collect()
}

/// All that is told of a draft, sorted: `~ [-8%-]{+9%+}` for a sentence (its changes alone, with … between), `~1:2` for one
/// that was cut in two, `+` and `-` with how the sentence begins, `» 3` with the number of sentences and how they begin,
/// `»~` for one of them that was reworded too, `¶` for paragraphs cut or joined.
pub fn told(a: &Report, b: &Report, c: &Comparison) -> Vec<String> {
    let mut out = Vec::new();
    for pair in &c.pairs {
        if !pair.reworded {
            continue;
        }
        let steps: Vec<String> = pair
            .edits
            .iter()
            .filter(|e| !e.equal)
            .map(|e| plain(&compare::marked(&a.text, &b.text, &[*e])))
            .collect();
        let mark = if pair.change == Change::Moved {
            "»~"
        } else {
            "~"
        };
        let runs = if pair.a_len + pair.b_len > 2 {
            format!("{}:{}", pair.a_len, pair.b_len)
        } else {
            String::new()
        };
        out.push(format!("{mark}{runs} {}", steps.join("…")));
    }
    for (report, marks, alone) in [(a, &c.marks_a, Change::Gone), (b, &c.marks_b, Change::New)] {
        for (sentence, mark) in report.sentences.iter().zip(marks) {
            if *mark == Some(alone) {
                out.push(format!(
                    "{} {}",
                    alone.mark(),
                    begin(report, sentence.span, 10)
                ));
            }
        }
    }
    for passage in compare::moves(c) {
        let first = &c.pairs[passage.pairs.start as usize];
        let span = b.sentences[first.b.index()].span;
        out.push(format!("» {} {}", passage.pairs.len(), begin(b, span, 10)));
    }
    for reflow in &c.reflows {
        let word = if reflow.split { "分" } else { "合" };
        out.push(format!("¶ {word} {}", begin(a, reflow.a, 10)));
    }
    out.sort();
    out
}
