//! What holds of every report, whatever its text.

use duizhao::report::Report;
use duizhao::text::span::Span;

/// Body + removed = text: every character that is no blank is read in one paragraph, or is skipped or removed, and never both.
pub fn every_character_is_somewhere(report: &Report) -> Result<(), String> {
    let text = &report.text;
    let mut read = vec![0u8; text.len()];
    let mut taken = vec![false; text.len()];
    for p in &report.paragraphs {
        for piece in p.span.without(&report.gaps) {
            for at in piece.range() {
                read[at] += 1;
            }
        }
    }
    for span in report
        .removed
        .iter()
        .map(|r| r.span)
        .chain(report.gaps.iter().copied())
    {
        if text.get(span.range()).is_none() {
            return Err(format!("{span:?} cuts a character"));
        }
        taken[span.range()].fill(true);
    }
    for (at, c) in text.char_indices() {
        let blank = c.is_whitespace()
            || c.is_control()
            || matches!(
                c,
                '\u{200b}'
                    ..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fffd}' | '\u{ad}' | '\u{3164}'
            );
        let (r, t) = (read[at], taken[at]);
        if r > 1 || (r == 1 && t) {
            return Err(format!("{c:?} at {at} is read {r} times, taken out: {t}"));
        }
        if r == 0 && !t && !blank {
            return Err(format!("{c:?} at {at} is nowhere"));
        }
    }
    for stands in &report.stands_for {
        if !report.gaps.iter().any(|g| g.covers(stands.span)) {
            return Err(format!("{stands:?} is no gap"));
        }
    }
    for list in [
        &report.gaps,
        &report.removed.iter().map(|r| r.span).collect::<Vec<Span>>(),
        &report.paragraphs.iter().map(|p| p.span).collect(),
    ] {
        for (a, b) in list.iter().zip(list.iter().skip(1)) {
            if a.end() > b.start() {
                return Err(format!("{a:?} runs into {b:?}"));
            }
        }
    }
    Ok(())
}
