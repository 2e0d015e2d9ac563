//! Running heads and page numbers.
//!
//! Owns [`mark`]. Invariant: a line is taken for one only by the file's own word, or because it stands at the same height on
//! several pages, or because it is a page number outside the text. Must not know of paragraphs.

use rustc_hash::FxHashMap;

use super::lines::Line;

/// How many lines at either end of a page may be running heads.
const DEEP: usize = 3;

/// Marks the running heads and page numbers of a document's pages: sets [`Line::artifact`].
pub fn mark(pages: &mut [Vec<Line>]) {
    // What stands where, and on how many pages. Heights in steps of two points; a line may fall on either side of a step.
    let mut seen: FxHashMap<(String, i32), u32> = FxHashMap::default();
    for page in pages.iter() {
        for line in ends(page.len()).filter_map(|i| page.get(i)) {
            let (key, step) = (pattern(&line.text), step(line.y));
            for step in [step, step + 1] {
                *seen.entry((key.clone(), step)).or_default() += 1;
            }
        }
    }
    let several = if pages.len() < 3 { 2 } else { 3 };
    for page in pages.iter_mut() {
        let count = page.len();
        let mut outer: Vec<usize> = ends(count)
            .filter(|&i| {
                page.get(i).is_some_and(|line| {
                    let key = pattern(&line.text);
                    let times = |step| seen.get(&(key.clone(), step)).copied().unwrap_or(0);
                    let step = step(line.y);
                    line.artifact || times(step).max(times(step + 1)) >= several
                })
            })
            .collect();
        // From the ends of the page inwards: what lies between lines of the text is text.
        let from_top = (0..count).take_while(|i| outer.contains(i)).count();
        let from_bottom = (0..count).rev().take_while(|i| outer.contains(i)).count();
        outer.retain(|&i| i < from_top || i >= count - from_bottom);
        for i in outer {
            if let Some(line) = page.get_mut(i) {
                line.artifact = true;
            }
        }
        for i in [from_top, count.wrapping_sub(from_bottom + 1)] {
            let alone = is_alone(page, i);
            if let Some(line) = page.get_mut(i)
                && alone
                && is_number(&line.text)
            {
                line.artifact = true;
            }
        }
    }
}

/// The numbers of the lines at either end of a page of so many lines.
fn ends(count: usize) -> impl Iterator<Item = usize> {
    (0..count).filter(move |&i| i < DEEP || i + DEEP >= count)
}

fn step(y: f32) -> i32 {
    (y / 2.0).floor() as i32
}

/// What a line says, with every figure alike and without blanks.
fn pattern(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        if !c.is_numeric() {
            out.push(c);
        } else if !out.ends_with('#') {
            out.push('#');
        }
    }
    out
}

/// Whether a line is a page number: 3, — 3 —, 3/20, 第3页, 第 3 页 共 20 页.
fn is_number(text: &str) -> bool {
    let core: String = pattern(text)
        .chars()
        .filter(|c| !matches!(c, '—' | '–' | '-' | '－' | '·' | '~' | '_' | '―' | '─'))
        .collect();
    matches!(
        core.as_str(),
        "#" | "#/#"
            | "第#页"
            | "第#页共#页"
            | "第#页,共#页"
            | "第#页，共#页"
            | "第#頁"
            | "第#頁共#頁"
    ) && text.chars().filter(char::is_ascii_digit).count() <= 8
}

/// Whether the line at the end of a page stands apart from the text.
fn is_alone(page: &[Line], i: usize) -> bool {
    let gap = |a: usize, b: usize| {
        let (a, b) = (page.get(a)?, page.get(b)?);
        Some(a.y - b.y)
    };
    let Some(line) = page.get(i) else {
        return false;
    };
    let own = [i.checked_sub(1).and_then(|a| gap(a, i)), gap(i, i + 1)];
    let usual = page
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] => Some(a.y - b.y),
            _ => None,
        })
        .fold(f32::MAX, |least, gap| {
            if gap > line.size {
                least.min(gap)
            } else {
                least
            }
        });
    own.into_iter().flatten().all(|gap| gap > usual * 1.15)
}
