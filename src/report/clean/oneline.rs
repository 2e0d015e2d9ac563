//! A report that stands on one line: where its paragraphs are.

use super::blocks::{Blocks, HEADING_ENDS, opens_body};
use super::chars::{ends_any, is_blank, is_closing, normal, starts_any};
use super::words::is_year;
use crate::report::outline::markers::{Mark, Ordinal, mark};
use crate::report::{Reason, Removed};
use crate::text::fold::is_han;
use crate::text::span::Span;

/// One character that is no blank.
struct Item {
    c: char,
    at: usize,
    /// Number of blanks before it.
    blanks: u16,
}

/// Cuts the line at `span` and pushes its pieces. `known` are the gaps of the text, sorted; new ones go to `out`.
pub fn cut(
    text: &str,
    folded: &str,
    span: Span,
    known: &[Span],
    out: &mut Blocks,
    pieces: &mut Vec<(Span, u32)>,
) {
    let mut items = read(folded, span, known);
    let fresh = page_numbers(&mut items, text);
    out.removed.extend(fresh.iter().map(|&span| Removed {
        span,
        reason: Reason::PageMark,
    }));
    let c: Vec<char> = items.iter().map(|i| i.c).collect();
    let wrap = wrap_width(&items);
    // Few blanks: each stands where a line ended.
    let sparse = wrap.is_none() && items.iter().filter(|x| x.blanks > 0).count() * 40 < items.len();
    let mut cuts = vec![0];
    let mut last_blank = 0;
    let mut i = 0;
    while let Some(item) = items.get(i) {
        let rest = c.get(i..).unwrap_or(&[]);
        let prev = i.checked_sub(1).and_then(|p| c.get(p)).copied();
        let start = cuts.last().copied().unwrap_or(0);
        let spaced = item.blanks > 0;
        let stopped =
            prev.is_some_and(|p| matches!(p, '。' | '!' | '?' | ':' | ';') || is_closing(p));
        let full_stop = prev.is_some_and(|p| matches!(p, '。' | '!' | '?')) || {
            prev.is_some_and(is_closing)
                && i >= 2
                && c.get(i - 2).is_some_and(|p| matches!(p, '。' | '!' | '?'))
        };
        let mut here = i > start && {
            let by_blank = match wrap {
                // Blanks are the old line ends: only a short line, or one before a marker, ends a paragraph.
                Some(width) => spaced && full_stop && (i - last_blank) * 100 < width * 80,
                None => {
                    (item.blanks >= 2 && prev.is_some_and(|p| !is_han(p) || i - start >= 3))
                        || (spaced && stopped)
                        || (spaced && sparse && heading_alone(c.get(start..i).unwrap_or(&[])))
                }
            };
            by_blank || ((stopped || spaced) && opens(rest, prev, spaced))
        };
        if spaced {
            last_blank = i;
        }
        if (i == start || here || full_stop)
            && let Some(end) = glued_heading(&items, &c, i, wrap.is_some(), sparse)
        {
            if i > start {
                cuts.push(i);
            }
            cuts.push(i + end);
            i += end;
            continue;
        }
        if here && cuts.last() == Some(&i) {
            here = false;
        }
        if here {
            cuts.push(i);
        }
        i += 1;
    }
    cuts.push(items.len());
    for pair in cuts.windows(2) {
        if let [from, to] = *pair
            && let (Some(a), Some(b)) = (
                items.get(from),
                to.checked_sub(1).and_then(|t| items.get(t)),
            )
        {
            let width = Span::new(b.at, text.len())
                .of(text)
                .chars()
                .next()
                .map_or(0, char::len_utf8);
            pieces.push((Span::new(a.at, b.at + width), 0));
        }
    }
    // Old line ends inside words are not read.
    let mut joints = Vec::new();
    if wrap.is_some() {
        for pair in items.windows(2) {
            if let [a, b] = pair
                && b.blanks == 1
                && !a.c.is_ascii_alphanumeric() | !b.c.is_ascii_alphanumeric()
            {
                let from = a.at
                    + Span::new(a.at, text.len())
                        .of(text)
                        .chars()
                        .next()
                        .map_or(0, char::len_utf8);
                let gap = Span::new(from, b.at);
                let free = |gaps: &[Span]| {
                    let next = gaps.partition_point(|g| g.end() <= gap.start());
                    !gaps.get(next).is_some_and(|g| g.overlaps(gap))
                };
                if !gap.is_empty() && free(known) && free(&fresh) {
                    joints.push(gap);
                }
            }
        }
    }
    out.gaps.extend(fresh);
    out.gaps.extend(joints);
}

fn read(folded: &str, span: Span, gaps: &[Span]) -> Vec<Item> {
    let mut items = Vec::with_capacity(span.len() / 3);
    let mut blanks = 0u16;
    let mut gap = gaps.partition_point(|g| g.end() <= span.start());
    for (offset, c) in span.of(folded).char_indices() {
        let at = span.start() + offset;
        while gaps.get(gap).is_some_and(|g| g.end() <= at) {
            gap += 1;
            blanks = blanks.saturating_add(1);
        }
        if gaps.get(gap).is_some_and(|g| g.contains(at)) {
            continue;
        }
        if is_blank(c) {
            blanks = blanks.saturating_add(1);
            continue;
        }
        items.push(Item {
            c: normal(c),
            at,
            blanks,
        });
        blanks = 0;
    }
    items
}

/// Takes out — 12 — between blanks; says where these stood, in order.
fn page_numbers(items: &mut Vec<Item>, text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut numbers: Vec<(usize, usize)> = Vec::new();
    let mut i = 0;
    while i < items.len() {
        let dash = |k: usize| items.get(k).is_some_and(|x| matches!(x.c, '—' | '-'));
        if items.get(i).is_some_and(|x| x.blanks > 0) && dash(i) && !dash(i + 1) {
            let digits = items
                .iter()
                .skip(i + 1)
                .take(4)
                .take_while(|x| x.c.is_ascii_digit())
                .count();
            let after = i + 1 + digits;
            if (1..=3).contains(&digits)
                && dash(after)
                && items.get(after + 1).is_none_or(|x| x.blanks > 0)
            {
                if let (Some(a), Some(b)) = (items.get(i), items.get(after)) {
                    let width = Span::new(b.at, text.len())
                        .of(text)
                        .chars()
                        .next()
                        .map_or(0, char::len_utf8);
                    found.push(Span::new(a.at, b.at + width));
                }
                let blanks = items.get(i).map_or(1, |x| x.blanks);
                numbers.push((i, after));
                i = after + 1;
                if let Some(next) = items.get_mut(i) {
                    next.blanks = next.blanks.min(blanks).max(1);
                }
                continue;
            }
        }
        i += 1;
    }
    let (mut at, mut next) = (0, 0);
    items.retain(|_| {
        let here = at;
        at += 1;
        while numbers.get(next).is_some_and(|n| n.1 < here) {
            next += 1;
        }
        numbers.get(next).is_none_or(|n| here < n.0)
    });
    found
}

/// The usual distance between blanks, if blanks are the ends of old lines.
fn wrap_width(items: &[Item]) -> Option<usize> {
    let mut last = 0;
    let mut distances = Vec::new();
    let mut inside = 0;
    for (i, pair) in items.windows(2).enumerate() {
        if let [a, b] = pair
            && b.blanks > 0
        {
            distances.push(i + 1 - last);
            last = i + 1;
            inside += usize::from(is_han(a.c) && is_han(b.c));
        }
    }
    if distances.len() < 20 || inside * 3 < distances.len() {
        return None;
    }
    distances.sort_unstable();
    let width = *distances.get(distances.len() * 2 / 3)?;
    let near = distances.iter().filter(|d| d.abs_diff(width) <= 6).count();
    (near * 2 >= distances.len()).then_some(width)
}

/// Whether a paragraph opens at `rest`, which follows a stop or a blank.
fn opens(rest: &[char], prev: Option<char>, spaced: bool) -> bool {
    if starts_any(rest, &["各位代表", "附:", "附件"]).is_some() {
        return true;
    }
    match mark(rest) {
        Some((Mark::Han(_) | Mark::HanParen(_) | Mark::Part(_), _)) => true,
        Some((Mark::Dash, n)) => n >= 2 && prev.is_some_and(|p| !is_han(p) || spaced),
        Some((Mark::Ordinal(_, Ordinal::Is | Ordinal::Must | Ordinal::Nth), _)) => {
            // 一是…;二是… is one sentence; 一是…。…二是…。 are paragraphs.
            prev.is_none_or(|p| p != ';' && p != ':' && p != ',') && series_of_sentences(rest)
        }
        _ => false,
    }
}

/// Whether the ordinal at the start is followed by a title that ends with a full stop and by more text before the next
/// one.
fn series_of_sentences(rest: &[char]) -> bool {
    let Some((_, len)) = mark(rest) else {
        return false;
    };
    let window = rest.get(len..rest.len().min(len + 60)).unwrap_or(&[]);
    window
        .iter()
        .position(|&x| matches!(x, '。' | ';' | ':'))
        .is_some_and(|p| {
            window.get(p) == Some(&'。') && p <= 36 && {
                window.get(p + 1..).is_none_or(|next| mark(next).is_none())
            }
        })
}

/// Whether a piece between blanks can be a heading on a line of its own.
fn heading_alone(c: &[char]) -> bool {
    (4..=32).contains(&c.len())
        && !c
            .iter()
            .any(|x| matches!(x, '。' | ',' | ';' | ':' | '!' | '?'))
}

/// The length of a heading at `i` that runs into its body without a stop (一、2023年工作回顾2023年是…).
fn glued_heading(
    items: &[Item],
    c: &[char],
    i: usize,
    wrapped: bool,
    sparse: bool,
) -> Option<usize> {
    let rest = c.get(i..(i + 52).min(c.len()))?;
    let marker = match mark(rest) {
        Some((Mark::Han(_) | Mark::HanParen(_) | Mark::Part(_), n)) => n,
        Some(_) => return None,
        None => 0,
    };
    if marker == 0
        && !(is_year(rest) || starts_any(rest, &["过去", "今后", "“十", "本届", "上届"]).is_some())
    {
        return None;
    }
    for j in marker + 4..rest.len() {
        let so_far = rest.get(..j)?;
        if matches!(so_far.last(), Some('。' | ';' | ':' | '!' | '?'))
            || (marker == 0 && so_far.last() == Some(&','))
        {
            return None;
        }
        let spaced = !wrapped && items.get(i + j).is_some_and(|x| x.blanks > 0);
        let ended = ends_any(so_far, HEADING_ENDS);
        if ended && (opens_body(rest.get(j..)?) || spaced) {
            return Some(j);
        }
        if spaced && marker > 0 && j <= 45 && (sparse || wrap_free(items, i, j)) {
            return Some(j);
        }
    }
    None
}

/// Whether the blank after `i..i+j` is one of few: in a text full of blanks it tells nothing.
fn wrap_free(items: &[Item], i: usize, j: usize) -> bool {
    items
        .iter()
        .skip(i + j + 1)
        .take(60)
        .filter(|x| x.blanks > 0)
        .count()
        == 0
}
