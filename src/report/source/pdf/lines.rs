//! From glyphs to lines.
//!
//! Owns [`Line`] and [`lines`]. Invariant: every character that a glyph stands for is in one line, in the order of its
//! place, never of the file; what is printed twice in one place is there once. Must not know of paragraphs.

use std::collections::BTreeMap;

use super::content::Glyph;
use super::radicals;
use crate::text::fold::is_han;

/// Characters on one baseline. Lengths are in points, `y` upwards.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Line {
    /// What it says, without blanks at either end; U+FFFD where nobody can tell.
    pub text: String,
    /// Left end of the first character.
    pub left: f32,
    /// Right end of the last character.
    pub right: f32,
    /// The baseline.
    pub y: f32,
    /// Size of most of its characters.
    pub size: f32,
    /// Width of the beginning that cannot be broken: a character or a word, with the marks that stick to it.
    pub lead: f32,
    /// By how many degrees it is turned.
    pub turn: i16,
    /// The file says that it is a running head or a page number.
    pub artifact: bool,
    /// Characters, blanks left out.
    pub count: u32,
    /// Characters that nobody can tell.
    pub unknown: u32,
}

/// The lines of a page, from top to bottom, turned ones last.
pub fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    // The largest first: a superscript joins the line that it stands at.
    let mut order: Vec<usize> = (0..glyphs.len()).collect();
    let size = |i: &usize| glyphs.get(*i).map_or(0.0, |g| g.size);
    order.sort_by(|a, b| size(b).total_cmp(&size(a)));
    let largest = order.first().map_or(0.0, size);
    let mut rows: Vec<Row> = Vec::new();
    let mut at: BTreeMap<(i16, i32), Vec<usize>> = BTreeMap::new();
    for i in order {
        let Some(glyph) = glyphs.get(i) else { continue };
        let near = (glyph.turn, (glyph.y - largest) as i32 - 1)
            ..=(glyph.turn, (glyph.y + largest) as i32 + 1);
        let best = at
            .range(near)
            .flat_map(|(_, rows)| rows)
            .filter_map(|&r| Some((r, rows.get(r)?.holds(glyph)?)))
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some(row) = best.and_then(|(r, _)| rows.get_mut(r)) {
            row.glyphs.push(i);
        } else {
            at.entry((glyph.turn, glyph.y as i32))
                .or_default()
                .push(rows.len());
            rows.push(Row {
                y: glyph.y,
                size: glyph.size,
                glyphs: vec![i],
            });
        }
    }
    let mut lines: Vec<Line> = Vec::with_capacity(rows.len());
    for mut row in rows {
        row.glyphs.sort_unstable();
        let mut own: Vec<Glyph> = row
            .glyphs
            .iter()
            .filter_map(|&i| glyphs.get_mut(i).map(std::mem::take))
            .collect();
        own.sort_by(|a, b| a.x.total_cmp(&b.x));
        own.dedup_by(|next, kept| overprinted(kept, next));
        lines.extend(line(&own, row.y));
    }
    lines.sort_by(|a, b| {
        (a.turn.cmp(&b.turn))
            .then(b.y.total_cmp(&a.y))
            .then(a.left.total_cmp(&b.left))
    });
    lines
}

struct Row {
    y: f32,
    size: f32,
    glyphs: Vec<usize>,
}

impl Row {
    /// How much of a glyph that is no larger lies within the row, if it is most of it.
    fn holds(&self, glyph: &Glyph) -> Option<f32> {
        /// How far a character reaches below its baseline, and above it.
        const BELOW: f32 = 0.2;
        const ABOVE: f32 = 0.8;
        let bottom = (self.y - BELOW * self.size).max(glyph.y - BELOW * glyph.size);
        let top = (self.y + ABOVE * self.size).min(glyph.y + ABOVE * glyph.size);
        let share = (top - bottom) / glyph.size;
        (share > 0.6).then_some(share)
    }
}

/// Whether `next` is `kept` once more, as bold letters are made.
fn overprinted(next: &Glyph, kept: &Glyph) -> bool {
    let reach = kept.width.min(kept.size) * 0.3;
    !kept.text.trim().is_empty()
        && next.text == kept.text
        && (next.x - kept.x).abs() < reach
        && (next.y - kept.y).abs() < reach
}

/// Characters that do not begin a line.
pub fn is_closing(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '”'
            | '’'
            | '）'
            | '》'
            | '〉'
            | '】'
            | '」'
            | '』'
            | '〕'
            | '％'
            | '…'
            | '—'
            | ','
            | '.'
            | ';'
            | ':'
            | '!'
            | '?'
            | ')'
            | ']'
            | '}'
            | '%'
            | '·'
    )
}

/// Characters that do not end a line.
fn is_opening(c: char) -> bool {
    matches!(
        c,
        '“' | '‘' | '（' | '《' | '〈' | '【' | '「' | '『' | '〔' | '(' | '[' | '{'
    )
}

/// Letters and marks of Latin words and figures.
fn is_narrow(c: char) -> bool {
    c < '\u{2000}' && !c.is_whitespace()
}

fn line(glyphs: &[Glyph], y: f32) -> Option<Line> {
    let solid = |g: &&Glyph| !is_blank(g);
    let first = glyphs.iter().find(solid)?;
    let last = glyphs.iter().rev().find(solid)?;
    let spread = is_spread(glyphs);
    let mut line = Line {
        left: first.x,
        right: last.x + last.width,
        y,
        turn: first.turn,
        artifact: glyphs.iter().filter(solid).all(|g| g.artifact),
        ..Line::default()
    };
    let mut sizes: Vec<(f32, u32)> = Vec::new();
    let mut before: Option<&Glyph> = None;
    let mut blank = String::new();
    let mut leading = true;
    for glyph in glyphs {
        if is_blank(glyph) {
            blank.push_str(&glyph.text);
            continue;
        }
        if let Some(before) = before {
            if !blank.is_empty() {
                line.text.push_str(&blank);
            } else if !spread {
                line.text.push_str(gap(before, glyph));
            }
        }
        let begins = glyph.text.chars().next().unwrap_or(' ');
        let apart = before.is_some_and(|b| !sticks(b.text.chars().last().unwrap_or(' '), begins));
        leading &= blank.is_empty() && !apart;
        if leading {
            line.lead = glyph.x + glyph.width - line.left;
        }
        blank.clear();
        before = Some(glyph);
        let known = line.text.len();
        for c in glyph.text.chars().filter(|c| !c.is_control()) {
            line.text.push(radicals::whole(c));
        }
        line.count += 1;
        if line.text.len() == known {
            line.text.push(char::REPLACEMENT_CHARACTER);
            line.unknown += 1;
        }
        if let Some((_, count)) = sizes
            .iter_mut()
            .find(|(s, _)| (*s - glyph.size).abs() < 0.1)
        {
            *count += 1;
        } else if sizes.len() < 16 {
            sizes.push((glyph.size, 1));
        }
    }
    line.size = sizes.iter().max_by_key(|(_, count)| *count)?.0;
    Some(line)
}

/// Whether a glyph is nothing but blanks.
fn is_blank(glyph: &Glyph) -> bool {
    !glyph.text.is_empty()
        && glyph
            .text
            .chars()
            .all(|c| c.is_whitespace() || c == '\u{200b}')
}

/// The blank that the distance between two characters stands for.
fn gap(before: &Glyph, after: &Glyph) -> &'static str {
    let gap = (after.x - before.x - before.width) / before.size.min(after.size);
    let narrow = |c: Option<char>| c.is_some_and(is_narrow);
    let words = narrow(before.text.chars().last()) && narrow(after.text.chars().next());
    match gap {
        // Two cells of a table, the two ends of a running head.
        g if g > 2.0 => "\u{3000}",
        g if g > 0.9 || (words && g > 0.2) => " ",
        _ => "",
    }
}

/// Whether the characters are spread over their line, each as far from the next as any other.
fn is_spread(glyphs: &[Glyph]) -> bool {
    let gaps: Vec<f32> = glyphs
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] => Some((b.x - a.x - a.width) / a.size),
            _ => None,
        })
        .collect();
    let (least, most) = gaps
        .iter()
        .fold((f32::MAX, f32::MIN), |(l, m), &g| (l.min(g), m.max(g)));
    let han = |g: &Glyph| g.text.chars().all(is_han);
    gaps.len() >= 2 && least > 0.3 && most < least * 1.25 && glyphs.iter().all(han)
}

/// Whether a line may be broken nowhere between these two characters. Programs differ; this is what the strictest do
/// (Unicode line breaking: around quotes and within what is not Han, ASCII marks included, there is no break).
fn sticks(before: char, after: char) -> bool {
    let quote = |c| matches!(c, '“' | '”' | '‘' | '’');
    quote(before)
        || is_opening(before)
        || quote(after)
        || is_closing(after)
        || (is_narrow(before) && is_narrow(after))
}
