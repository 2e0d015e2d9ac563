//! From lines to paragraphs: cutting what stands on one line, joining what was broken.
//!
//! Invariant: every character that is no blank lies in one block, in a gap, or in what was removed.

use rustc_hash::FxHashMap;

use super::chars::{Chars, ends_any, has, starts, starts_any};
use super::lines::{Line, Lines};
use super::words::{is_year, vocative};
use crate::report::outline::markers::{Mark, mark};
use crate::report::{Reason, Removed, StandsFor};
use crate::text::span::Span;

/// A paragraph in the making.
#[derive(Clone, Debug)]
pub struct Block {
    /// First to last character.
    pub span: Span,
    /// Its characters without gaps.
    pub chars: Chars,
    /// Letters and digits.
    pub weight: usize,
}

/// What the lines of a text make.
#[derive(Debug, Default)]
pub struct Blocks {
    /// In order.
    pub list: Vec<Block>,
    /// Skipped inside blocks; sorted.
    pub gaps: Vec<Span>,
    /// Page marks and stage directions; sorted.
    pub removed: Vec<Removed>,
    /// Read as another character; sorted.
    pub stands_for: Vec<StandsFor>,
}

/// Reads the blocks of a text.
pub fn blocks(text: &str, folded: &str) -> Blocks {
    let mut out = Blocks::default();
    let Lines {
        list: lines,
        gaps,
        stands_for,
        removed,
        literal,
    } = super::lines::lines(text, folded);
    out.gaps = gaps;
    out.stands_for = stands_for;
    out.removed = removed;
    let cuts = on_one_line(folded, &lines, &out.gaps, literal);
    let mut pieces = Vec::with_capacity(lines.len());
    let known = std::mem::take(&mut out.gaps);
    for (span, indent) in lines {
        let line = span.of(folded);
        if cuts
            && (span.len() > 2_500
                || (span.len() > 600 && (line.contains("。 ") || line.contains("。\u{3000}"))))
        {
            super::oneline::cut(text, folded, span, &known, &mut out, &mut pieces);
        } else {
            pieces.push((span, indent));
        }
    }
    out.gaps.extend(known);
    out.gaps.sort_unstable();
    let mut lines: Vec<Line> = pieces
        .into_iter()
        .map(|(span, indent)| Line::read(folded, span, indent, &out.gaps))
        .filter(|l| !l.chars.is_empty())
        .collect();
    let wrapped = wrapped_width(&lines);
    page_marks(&mut lines, &mut out, wrapped.is_some());
    if let Some(width) = wrapped {
        join_wrapped(&lines, width, &mut out);
    } else {
        join_broken(&lines, &mut out);
    }
    out.gaps.sort_unstable();
    out.removed.sort_unstable_by_key(|r| r.span);
    out
}

/// Whether paragraphs stand on one line: a line is longer than any paragraph, and it is most of the text or holds the
/// numbers of several sections.
fn on_one_line(folded: &str, lines: &[(Span, u32)], gaps: &[Span], literal: bool) -> bool {
    let all: usize = lines.iter().map(|(s, _)| s.len()).sum();
    lines.iter().any(|&(span, _)| {
        if span.len() <= 1_800 {
            return false;
        }
        let chars = Chars::read(folded, span, gaps);
        let c = chars.all();
        let numbered = has(c, "。(一)") && has(c, "。(二)");
        if lines.len() < 12 && span.len() * 2 > all && (numbered || has(c, "。二、")) {
            return true;
        }
        c.len() > 2_500
            && (lines.len() < 12
                || literal
                || span.len() * 3 > all
                || numbered
                || (c.len() > 6_000 && has(c, "一、") && has(c, "二、")))
    })
}

/// Whether a line is a page number: — 12 —, -12-, 第3页, 第3页 共20页.
pub fn is_page_number(c: &[char]) -> bool {
    if c.len() > 16 {
        return false;
    }
    let dash = |x: &char| matches!(x, '—' | '-' | '·' | '~' | '_' | '=');
    let core: Vec<char> = c.iter().copied().filter(|x| !dash(x)).collect();
    if core.len() < c.len()
        && !core.is_empty()
        && core.len() <= 3
        && core.iter().all(char::is_ascii_digit)
    {
        return true;
    }
    starts(c, "第")
        && c.last() == Some(&'页')
        && c.iter()
            .all(|x| x.is_ascii_digit() || matches!(x, '第' | '页' | '共' | '/' | ','))
}

/// Takes out page numbers and running titles.
fn page_marks(lines: &mut Vec<Line>, out: &mut Blocks, wrapped: bool) {
    let bare = |l: &Line| l.chars.len() <= 3 && l.chars.all().iter().all(char::is_ascii_digit);
    let numbers: Vec<u32> = lines
        .iter()
        .filter(|l| bare(l))
        .filter_map(|l| l.chars.all().iter().collect::<String>().parse().ok())
        .collect();
    // Between two page numbers stands a page; between two numbers of a table little.
    let (mut between, mut since, mut seen_one) = (0, 0, false);
    for l in lines.iter() {
        if bare(l) {
            between += since;
            since = 0;
            seen_one = true;
        } else if seen_one {
            since += l.weight;
        }
    }
    let rising = numbers.len() >= 3
        && numbers.windows(2).all(|w| matches!(w, [a, b] if a < b))
        && between >= 120 * (numbers.len() - 1);
    let title = |l: &Line| l.chars.len() <= 24 && ends_any(l.chars.all(), &["工作报告"]);
    let mut seen: FxHashMap<Vec<char>, u32> = FxHashMap::default();
    for l in lines.iter().filter(|l| title(l) && !l.paged) {
        *seen.entry(l.chars.all().to_vec()).or_default() += 1;
    }
    seen.retain(|_, times| *times >= 3);
    let mut kept_title = false;
    let mut turned = false;
    lines.retain_mut(|l| {
        let c = l.chars.all();
        let running = !seen.is_empty() && !l.paged && title(l) && seen.contains_key(c) && {
            let first = !kept_title;
            kept_title = true;
            !first
        };
        let mark = l.paged || is_page_number(c) || (bare(l) && (rising || wrapped)) || running;
        if mark {
            out.removed.push(Removed {
                span: l.span,
                reason: Reason::PageMark,
            });
        }
        l.turned = turned && !mark;
        turned = mark;
        !mark
    });
}

/// The width, in half-widths, that a hard-wrapped text is wrapped at.
fn wrapped_width(lines: &[Line]) -> Option<usize> {
    if lines.len() < 60 {
        return None;
    }
    let mut widths: Vec<usize> = lines.iter().map(|l| l.width).collect();
    widths.sort_unstable();
    let median = *widths.get(widths.len() / 2)?;
    if !(24..=130).contains(&median) {
        return None;
    }
    // The widest common width is what full lines have; the median may lie below it.
    let full = *widths.get(widths.len() * 3 / 4)?;
    let near = lines
        .iter()
        .filter(|l| l.open() && l.width.abs_diff(full) <= 8)
        .count();
    (near * 100 >= lines.len() * 45).then_some(full)
}

/// Joins the lines of a hard-wrapped text.
fn join_wrapped(lines: &[Line], full: usize, out: &mut Blocks) {
    // Where paragraphs are indented, the indent alone tells.
    let base = lines.iter().map(|l| l.indent).min().unwrap_or(0);
    let indented = lines.iter().filter(|l| l.indent >= base + 2).count();
    let by_indent = indented * 100 >= lines.len() * 4 && indented * 100 <= lines.len() * 60;
    // A line that ends with a stop fills its line if it is as wide as nine of ten lines that do not.
    let mut open: Vec<usize> = lines.iter().filter(|l| l.open()).map(|l| l.width).collect();
    open.sort_unstable();
    let filled = open
        .get(open.len() / 10)
        .copied()
        .unwrap_or(full)
        .max(full * 82 / 100);
    // Numbered headings run into their bodies if most of their lines are full without a stop.
    let numbered = |l: &&Line| matches!(mark(l.chars.all()), Some((Mark::HanParen(_), _)));
    let numbers = lines.iter().filter(numbered).count();
    let run_in = lines
        .iter()
        .filter(numbered)
        .filter(|l| l.open() && l.width >= filled.saturating_sub(4))
        .count()
        * 2
        > numbers;
    let mut joints = Vec::new();
    let mut first = 0;
    for i in 1..=lines.len() {
        let join = match (lines.get(i - 1), lines.get(i)) {
            (Some(prev), Some(next)) => {
                let reaches = prev.width * 100 >= full * 82;
                let stopped = !prev.open();
                if by_indent && next.indent < base + 2 && !(stopped && next.marked()) {
                    reaches
                } else if by_indent && next.indent >= base + 2 {
                    !stopped && reaches && !next.marked() && vocative(next.chars.all()).is_none()
                } else if stopped {
                    // A full line that ends with a stop: the next one opens a paragraph if it is two characters short
                    // itself (the lost indent) or bears a marker.
                    let short_by = full.saturating_sub(next.width);
                    // The first line of a paragraph lacks the two characters of a lost indent.
                    (prev.width + if i == first + 1 { 4 } else { 0 } >= filled
                        || (run_in && reaches && numbered(&prev)))
                        && !next.marked()
                        && vocative(next.chars.all()).is_none()
                        && !((3..=6).contains(&short_by) && next.open())
                } else {
                    // In mid-sentence: only a short first line can be a heading.
                    (reaches || i >= first + 2) && !(next.marked() && heading_like(prev, full))
                }
            }
            _ => false,
        };
        if !join {
            push_block(lines.get(first..i).unwrap_or(&[]), &mut joints, out);
            first = i;
        }
    }
    merge_gaps(&mut out.gaps, joints);
}

/// A line that can be a heading which fills its line by chance.
fn heading_like(line: &Line, full: usize) -> bool {
    line.marked() && line.width <= full
}

/// Whether link words were broken out of the text into lines of their own.
fn is_broken(lines: &[Line]) -> bool {
    let punct = lines
        .iter()
        .filter(|l| {
            l.chars
                .all()
                .first()
                .is_some_and(|x| matches!(x, ',' | '。' | '、' | ';' | '!' | ')' | '”'))
        })
        .count();
    let cut = lines
        .windows(2)
        .filter(|w| match w {
            [a, b] => {
                a.weight >= 40 && a.open() && !b.marked() && a.chars.all().last() != Some(&')')
            }
            _ => false,
        })
        .count();
    punct >= 2 || cut >= 3
}

/// A line that is no part of a sentence: the page's, or an item of a list.
fn foreign(c: &[char]) -> bool {
    matches!(c.first(), Some('-' | '·' | '•' | '|' | '>'))
        || super::chrome::is_worded(c)
        || (c.len() <= 40 && super::words::is_title(c))
}

/// Number of words that stand on a line of their own in mid-sentence.
fn words_broken_out(lines: &[Line]) -> usize {
    lines
        .windows(3)
        .filter(|w| match w {
            [a, b, c] => {
                a.weight >= 36
                    && a.open()
                    && a.c().contains(&',')
                    && (1..=14).contains(&b.weight)
                    && b.open()
                    && !b.marked()
                    && !c.marked()
                    && !foreign(b.c())
            }
            _ => false,
        })
        .count()
}

/// A word that opens a sentence and was broken out: a few characters after a stop, in a text where this happens elsewhere.
fn broken_at_stop(prev: &Line, next: &Line, after: Option<&Line>) -> bool {
    let c = next.c();
    prev.weight >= 20
        && prev.chars.all().last() == Some(&'。')
        && next.weight <= 6
        && next.weight == c.len()
        && next.open()
        && !next.marked()
        && !ends_any(c, WHOLE)
        && !ends_any(c, &["结束语", "结语", "全文", "附件", "附表"])
        && vocative(c).is_none()
        && !super::chrome::is_chrome(c)
        && after.is_some_and(|a| {
            a.weight >= 8 && !a.marked() && vocative(a.c()).is_none() && !opens_body(a.c())
        })
}

/// Joins words that were broken out, and headings given on two lines.
fn join_broken(lines: &[Line], out: &mut Blocks) {
    let words = words_broken_out(lines);
    let broken = words >= 1 || is_broken(lines);
    let often = words >= 3;
    let lone = lines
        .iter()
        .skip_while(|l| !l.marked())
        .filter(|l| l.weight <= 14 && !l.marked() && l.open())
        .count();
    let mut joints = Vec::new();
    let mut first = 0;
    let mut fragment = false;
    let mut size = lines.first().map_or(0, |l| l.weight);
    for i in 1..=lines.len() {
        let mut join = false;
        if let (Some(prev), Some(next), Some(head)) =
            (lines.get(i - 1), lines.get(i), lines.get(first))
        {
            let nc = next.c();
            if broken && prev.open() && !next.marked() && vocative(nc).is_none() {
                let punct = nc
                    .first()
                    .is_some_and(|x| matches!(x, ',' | '。' | '、' | ';' | '!' | ')' | '”' | ':'));
                // A sentence has begun: what stands there is no heading.
                let long = size >= 36 || is_body(prev.c());
                join = (punct && size >= 2)
                    || long
                    || (next.weight <= 8 && head.marked() && next.open() && joins_on(lines, i))
                    || (fragment && size >= 12);
                join = join && !foreign(prev.c()) && !foreign(nc);
            } else if next.turned
                && prev.open()
                && !next.marked()
                && vocative(nc).is_none()
                && !foreign(nc)
                && (size >= 36
                    || is_body(prev.c())
                    || (size >= 20 && !prev.marked() && prev.c().contains(&',')))
            {
                // A page ends in mid-sentence.
                join = true;
            } else if often && broken_at_stop(prev, next, lines.get(i + 1)) {
                join = true;
            }
            if !join && i == first + 1 {
                join = split_heading(prev, next, lines.get(i + 1), lone);
            }
            if join {
                fragment = true;
                size += next.weight;
            } else {
                fragment = false;
                size = next.weight;
            }
        }
        if !join {
            push_block(lines.get(first..i).unwrap_or(&[]), &mut joints, out);
            first = i;
        }
    }
    merge_gaps(&mut out.gaps, joints);
}

/// Whether an open line is part of a text and no heading: a stop or several commas stand in it.
fn is_body(c: &[char]) -> bool {
    c.len() >= 12 && (c.contains(&'。') || c.iter().filter(|x| matches!(x, ',' | ';')).count() >= 3)
}

/// Whether the line after a broken-out word goes on with the sentence.
fn joins_on(lines: &[Line], i: usize) -> bool {
    lines
        .get(i + 1)
        .is_some_and(|l| !l.marked() && vocative(l.chars.all()).is_none())
}

/// Ends of a heading that is whole.
#[rustfmt::skip]
const WHOLE: &[&str] = &[
    "回顾", "安排", "任务", "要求", "工作", "目标", "建设", "思路", "重点", "建议", "部署", "措施", "总结", "情况", "发展", "形势", "打算", "成绩",
    "成就", "体会", "”", ")",
];

/// A numbered heading that goes on in the next line.
fn split_heading(head: &Line, next: &Line, after: Option<&Line>, lone: usize) -> bool {
    let c = head.chars.all();
    let numbered = mark(c).is_some_and(|m| matches!(m.0, Mark::Han(_) | Mark::HanParen(_)));
    numbered
        && (6..=24).contains(&head.weight)
        && head.open()
        && (!ends_any(c, WHOLE) || (lone == 1 && ends_any(c, &["工作"])))
        && (2..=14).contains(&next.weight)
        && next.open()
        && !next.marked()
        && vocative(next.chars.all()).is_none()
        && lone <= 3
        && after.is_some_and(|a| a.weight >= 30 || a.marked())
}

fn push_block(lines: &[Line], joints: &mut Vec<Span>, out: &mut Blocks) {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return;
    };
    let span = first.span.join(last.span);
    if lines.len() == 1 {
        out.list.push(Block {
            span,
            chars: first.chars.clone(),
            weight: first.weight,
        });
        return;
    }
    let mut chars = first.chars.clone();
    for pair in lines.windows(2) {
        if let [a, b] = pair {
            joints.push(Span::new(a.span.end(), b.span.start()));
            chars.append(&b.chars);
        }
    }
    out.list.push(Block {
        span,
        weight: lines.iter().map(|l| l.weight).sum(),
        chars,
    });
}

/// Adds the joints between lines to the gaps; a gap inside a joint goes.
fn merge_gaps(gaps: &mut Vec<Span>, joints: Vec<Span>) {
    if joints.is_empty() {
        return;
    }
    gaps.retain(|g| {
        let i = joints.partition_point(|j| j.end() <= g.start());
        !joints.get(i).is_some_and(|j| j.covers(*g))
    });
    gaps.extend(joints);
    gaps.sort_unstable();
}

/// Openings of a body that runs on after a heading without a stop.
#[rustfmt::skip]
const BODY: &[&str] = &[
    "过去", "刚刚", "今年", "面对", "一年来", "当前", "我们", "在", "(", "“", "各位代表", "五年来", "按照", "做好", "新的一年", "四年来", "三年来",
    "即将", "今后五年", "未来五年", "全市", "全省", "全区", "为实现", "为全面", "为确保", "坚持", "本届",
];

/// Whether what follows a heading in a text without line breaks opens a body.
pub fn opens_body(c: &[char]) -> bool {
    starts_any(c, BODY).is_some() || is_year(c)
}

/// Words that end a level-1 heading.
pub const HEADING_ENDS: &[&str] = &[
    "回顾", "安排", "任务", "要求", "工作", "目标", "建设", "思路", "重点", "建议", "部署", "措施",
    "打算", "总结",
];
