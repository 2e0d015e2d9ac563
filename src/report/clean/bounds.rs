//! Where the speech starts and ends among the blocks, and what becomes of the rest.

use super::Block;
use super::Reason;
use super::chars::{ends_any, ends_stopped, has_any, starts};
use super::chrome::{class, is_chrome, is_page_foot, is_script, is_site_sentence, is_sure_toolbar};
use super::repeat::{Copies, Runs, copies};
use super::words::{
    closes_speech, is_byline, is_half_title, is_office, is_title, opens_appendix, opens_speech,
    vocative,
};
use crate::report::outline::markers::{Mark, mark};
use crate::text::fold::is_han;

/// What was found.
pub struct Bounds {
    /// First block of the speech.
    pub start: usize,
    /// One past its last block.
    pub end: usize,
    /// For each block, why it is removed, if it is.
    pub fates: Vec<Option<Reason>>,
}

/// A full sentence: long enough, and stopped.
pub fn is_sentence(b: &Block) -> bool {
    b.weight >= 30 && ends_stopped(b.chars.all())
}

/// A full sentence that is not the page's own.
fn is_speech_like(b: &Block) -> bool {
    let c = b.chars.all();
    is_sentence(b)
        && if b.weight >= 160 {
            !is_site_sentence(c)
        } else {
            !is_chrome(c)
        }
}

/// A paragraph that breaks off in mid-sentence, where a text was cut.
fn is_cut(b: &Block) -> bool {
    let c = b.chars.all();
    !ends_stopped(c)
        && (b.weight >= 60 || (b.weight >= 4 && c.iter().any(|x| matches!(x, ',' | '。'))))
}

/// Finds the bounds of the speech.
pub fn find(all: &[Block]) -> Bounds {
    let mut fates = vec![None; all.len()];
    let Copies { first, stop } = copies(all);
    let blocks = all.get(..stop).unwrap_or(all);
    let (start, sure) = find_start(blocks.get(first..).unwrap_or(&[]));
    let start = start + first;
    let end = find_end(blocks, start, sure);
    let mut runs = Runs::default();
    if start > 0 || stop < all.len() || end < blocks.len() {
        for b in blocks.get(start..end).unwrap_or(&[]) {
            runs.add(b);
        }
    }
    head(blocks, start, sure || first > 0, &runs, &mut fates);
    foot(blocks, end, sure, &runs, &mut fates);
    if stop < all.len() {
        for b in blocks.get(end..).unwrap_or(&[]) {
            runs.add(b);
        }
    }
    for (b, fate) in blocks.iter().zip(fates.iter_mut()).take(end).skip(start) {
        let c = b.chars.all();
        if is_sure_toolbar(c) || (is_script(c) && !is_sentence(b)) {
            *fate = class(c);
        }
    }
    let told = if stop < all.len() {
        Runs::through(blocks)
    } else {
        Runs::default()
    };
    for (b, fate) in all.iter().zip(fates.iter_mut()).skip(stop) {
        // The second copy: whatever the first has, and what is neither sentence nor heading.
        let c = b.chars.all();
        let says = is_speech_like(b)
            || (mark(c).is_some() && !is_chrome(c))
            || (is_cut(b) && class(c).is_none());
        if !says || !told.is_news(b) {
            *fate = Some(Reason::Repeat);
        }
    }
    Bounds { start, end, fates }
}

/// A level-1 heading: 一、 or a bare line about the year's work.
fn is_first_heading(b: &Block) -> bool {
    let c = b.chars.all();
    matches!(mark(c), Some((Mark::Han(1) | Mark::Part(1), _)))
        || (b.weight <= 24
            && !ends_stopped(c)
            && ends_any(c, &["工作回顾", "主要工作", "工作情况", "工作总结"]))
}

/// The first block of the speech, and whether its opening words were found.
fn find_start(blocks: &[Block]) -> (usize, bool) {
    let heading = blocks.iter().position(is_first_heading);
    let mut long = 0;
    let mut found: Option<usize> = None;
    let said = said_before(blocks);
    let between = |from: usize, to: usize| {
        let at = |i: usize| said.get(i).copied().unwrap_or(0);
        at(to).saturating_sub(at(from))
    };
    let mut opening: Option<Runs> = None;
    for (i, b) in blocks.iter().enumerate().take(400) {
        let opens = b.weight >= 12 && opens_speech(b.chars.all());
        if opens {
            match found {
                None => {
                    if heading.is_none_or(|h| i <= h) && long < 4 {
                        found = Some(i);
                    }
                }
                // An abstract gives the opening before the speech does.
                Some(first) => {
                    let labelled =
                        blocks
                            .get(first.saturating_sub(2)..=first)
                            .is_some_and(|near| {
                                near.iter()
                                    .any(|b| has_any(b.chars.get(0, 12), &["摘要", "导语", "简介"]))
                            });
                    let before = between(first, i);
                    let after = between(i, blocks.len());
                    let mut again = || {
                        opening
                            .get_or_insert_with(|| Runs::of(blocks.iter().skip(first).take(2)))
                            .share(b)
                    };
                    if before * 3 < after && (labelled || again()) {
                        found = Some(i);
                        opening = None;
                    }
                }
            }
        }
        if b.weight >= 80 {
            long += 1;
        }
    }
    if let Some(opening) = found {
        let mut start = opening;
        for _ in 0..2 {
            let Some(before) = start.checked_sub(1).and_then(|p| blocks.get(p)) else {
                break;
            };
            if before.weight <= 30 && vocative(before.chars.all()).is_some() {
                start -= 1;
            }
        }
        return (start, true);
    }
    let limit = heading.unwrap_or(blocks.len());
    if let Some(i) = blocks.get(..limit).and_then(|b| {
        b.iter()
            .take(60)
            .rposition(|b| b.weight <= 30 && vocative(b.chars.all()).is_some())
    }) {
        return (i, true);
    }
    let first = blocks
        .iter()
        .position(|b| {
            let c = b.chars.all();
            (b.weight >= 60 && is_speech_like(b))
                || is_first_heading(b)
                || matches!(
                    mark(c),
                    Some((Mark::Han(_) | Mark::HanParen(_) | Mark::Part(_), _))
                )
        })
        .unwrap_or(0);
    (first, false)
}

/// Letters and digits in full sentences before each block, and in all of them.
fn said_before(blocks: &[Block]) -> Vec<usize> {
    let mut sum = 0;
    let mut said = Vec::with_capacity(blocks.len() + 1);
    said.push(0);
    for b in blocks {
        sum += if is_sentence(b) { b.weight } else { 0 };
        said.push(sum);
    }
    said
}

/// One past the last block of the speech.
fn find_end(blocks: &[Block], start: usize, sure: bool) -> usize {
    let closing = blocks
        .iter()
        .enumerate()
        .skip(start)
        .rev()
        .find(|(_, b)| b.weight >= 30 && closes_speech(b.chars.all()))
        .map(|(i, _)| i);
    let said = said_before(blocks);
    let from = |i: usize| {
        let at = |i: usize| said.get(i).copied().unwrap_or(0);
        at(blocks.len()).saturating_sub(at(i))
    };
    let total = from(start);
    let Some(k) = closing else {
        // No closing words: the last sentence, and what a cut left after it.
        let last = blocks
            .iter()
            .enumerate()
            .skip(start)
            .rev()
            .find(|(_, b)| is_speech_like(b))
            .map_or(
                if sure {
                    blocks.len()
                } else {
                    start.max(1).min(blocks.len())
                },
                |(i, _)| i + 1,
            )
            .max(start);
        // Short sentences too, and the lines between them, until the page speaks.
        let left = blocks
            .iter()
            .skip(last)
            .take_while(|b| class(b.chars.all()).is_none() && !is_other_title(b));
        let says = |b: &Block| {
            let c = b.chars.all();
            let numbered = matches!(
                mark(c),
                Some((Mark::Han(_) | Mark::HanParen(_) | Mark::Part(_), _))
            );
            numbered || is_cut(b) || b.weight >= 4 && ends_stopped(c)
        };
        // A text without a line of a page has no foot either.
        let plain = blocks.iter().all(|b| class(b.chars.all()).is_none());
        if plain && last > start && left.clone().count() == blocks.len() - last {
            return blocks.len();
        }
        let left = left.zip(1..).filter(|(b, _)| says(b)).last();
        return last + left.filter(|_| last > start).map_or(0, |(_, n)| n);
    };
    let mut end = k + 1;
    let mut other = 0;
    for (i, b) in blocks.iter().enumerate().skip(k + 1) {
        let c = b.chars.all();
        if opens_appendix(c) {
            break;
        }
        let after = from(i);
        let listed = matches!(
            mark(c),
            Some((Mark::Arabic(_) | Mark::Circle(_) | Mark::ArabicParen(_), _))
        );
        if is_speech_like(b) && !listed {
            end = i + 1;
            other = 0;
        } else if other == 0 && b.weight >= 8 && ends_stopped(c) && !listed && !is_chrome(c) {
            // 让我们…, a last call on a line of its own.
            end = i + 1;
        } else if mark(c).is_some() && !listed && !is_chrome(c) && after * 100 >= total * 3 {
            end = i + 1;
            other = 0;
        } else {
            other += 1;
            if other >= 4 && after * 10 < total {
                break;
            }
        }
    }
    end
}

/// Whether a line is one of the title block's, `title` being its first.
fn is_titular(b: &Block, named: bool) -> bool {
    let c = b.chars.all();
    (b.weight <= 60 && is_byline(c))
        || (named && (2..=4).contains(&c.len()) && c.iter().all(|&x| is_han(x)))
        || (b.weight <= 30 && vocative(c).is_some())
}

/// What becomes of the blocks before the speech.
fn head(blocks: &[Block], start: usize, sure: bool, runs: &Runs, fates: &mut [Option<Reason>]) {
    let zone = blocks.get(..start).unwrap_or(&[]);
    let classes: Vec<Option<Reason>> = zone.iter().map(|b| class(b.chars.all())).collect();
    let is_own = |i: usize| classes.get(i).is_none_or(Option::is_none);
    let title = zone
        .iter()
        .enumerate()
        .rposition(|(i, b)| b.weight <= 32 && is_title(b.chars.all()) && is_own(i));
    // The title block may open before the title: who speaks, or the first half of the title.
    let mut opens = title.unwrap_or(0);
    while let Some(b) = opens.checked_sub(1).and_then(|i| zone.get(i)) {
        let c = b.chars.all();
        if title.is_none_or(|t| t - opens >= 2)
            || !is_own(opens - 1)
            || !(is_office(c) || is_half_title(c))
        {
            break;
        }
        opens -= 1;
    }
    // Without opening words all that follows the last line of the page is kept.
    let page_ends = classes
        .iter()
        .rposition(Option::is_some)
        .map_or(0, |i| i + 1);
    let mut named = false;
    let mut label = None;
    for (i, b) in zone.iter().enumerate() {
        let c = b.chars.all();
        let own = is_own(i);
        let titular = i >= opens
            && own
            && (title == Some(i) || is_titular(b, named) || title.is_some_and(|t| i < t));
        let keep = titular
            || (is_speech_like(b) && !runs.repeats(b))
            || (!sure && own && (i >= page_ends || is_sentence(b)));
        named = titular && (title == Some(i) || is_byline(c) || named);
        let class = classes.get(i).copied().flatten();
        if !keep && let Some(fate) = fates.get_mut(i) {
            *fate = Some(if is_sentence(b) && runs.repeats(b) {
                Reason::Abstract
            } else {
                // The value of a label may stand on the next line.
                class.or(label).unwrap_or(Reason::Head)
            });
        }
        label = (class == Some(Reason::Labels) && matches!(c.last(), Some(':')))
            .then_some(Reason::Labels);
    }
}

/// What becomes of the blocks after the speech.
fn foot(blocks: &[Block], end: usize, sure: bool, runs: &Runs, fates: &mut [Option<Reason>]) {
    let mut appendix = false;
    // Whether everything from here on is the page's.
    let mut over = false;
    // Fewer than three paragraphs of a speech follow from here on.
    let mut last_three = None;
    for (i, b) in blocks.iter().enumerate().skip(end) {
        let c = b.chars.all();
        let class = class(c);
        let own = class.is_none();
        if !over && opens_appendix(c) {
            appendix = true;
            continue;
        }
        let listed = own
            && (matches!(mark(c), Some((m, _)) if !matches!(m, Mark::Dash))
                || starts(c, "[")
                || starts(c, "注"));
        let other = own && is_other_title(b);
        let sentence = is_speech_like(b) && !runs.repeats(b);
        if appendix {
            // A toolbar between two pages of an appendix does not end it.
            over |= ((is_page_foot(c) && !sentence) || other)
                && i >= *last_three.get_or_insert_with(|| {
                    let said = (0..blocks.len()).rev();
                    let mut said = said.filter(|&k| blocks.get(k).is_some_and(is_speech_like));
                    said.nth(2).unwrap_or(0)
                });
        } else {
            over |= !own || other;
        }
        let cut = own && !over && b.weight >= 30 && is_cut(b) && !runs.repeats(b);
        let keep = sentence
            || cut
            || if appendix {
                !over && !is_sure_toolbar(c)
            } else {
                (listed && b.weight >= 12) || (!sure && own && !over)
            };
        if !keep && let Some(fate) = fates.get_mut(i) {
            *fate = Some(class.unwrap_or(if other { Reason::Links } else { Reason::Foot }));
        }
    }
}

/// The title of another report, as the foot of a page lists them.
fn is_other_title(b: &Block) -> bool {
    let c = b.chars.all();
    b.weight <= 40
        && !starts(c, "附")
        && (is_title(c) || has_any(c, &["政府工作报告", "计划草案的报告", "预算草案的报告"]))
        && !has_any(c, &["名词", "解释", "注释", "说明", "民生实事"])
}
