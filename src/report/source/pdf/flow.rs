//! From lines to paragraphs.
//!
//! Owns [`text`]. Invariant: every line is in the text once, running heads and page numbers on lines of their own, which never
//! stand inside a paragraph. Must not know of reports.

use super::lines::{Line, is_closing};
use crate::text::fold::is_han;

/// Stands on both sides of a running head or page number: a form feed, as between pages.
const PAGE: char = '\u{c}';

/// How a document is set. Lengths are in points.
#[derive(Clone, Copy, Debug)]
struct Setting {
    /// Size of most characters.
    size: f32,
    /// Where full lines begin.
    left: f32,
    /// Where full lines end.
    right: f32,
    /// How much a line may lack and be full.
    slack: f32,
    /// From one baseline to the next within a paragraph.
    pitch: f32,
    /// Paragraphs open with an indent.
    indents: bool,
    /// Paragraphs stand apart.
    apart: bool,
}

/// The text of a document's pages: a line for each paragraph.
pub fn text(pages: &[Vec<Line>]) -> String {
    let settings = settings(pages);
    let mut out = String::new();
    let mut waiting: Vec<&Line> = Vec::new();
    let mut last: Option<(&Line, Setting)> = None;
    for (number, page) in pages.iter().enumerate() {
        let Some(&setting) = settings.get(number % 2) else {
            break;
        };
        let mut same_page = false;
        for line in page {
            if line.artifact {
                waiting.push(line);
                continue;
            }
            let joined = last.is_some_and(|(before, its)| {
                let pair = Pair {
                    before,
                    line,
                    before_in: its,
                    line_in: setting,
                };
                pair.is_one_paragraph(same_page)
            });
            if joined {
                if let Some((before, _)) = last {
                    out.push_str(joint(&before.text, &line.text));
                }
            } else {
                end(&mut out, &mut waiting);
            }
            out.push_str(&line.text);
            last = Some((line, setting));
            same_page = true;
        }
    }
    end(&mut out, &mut waiting);
    out
}

/// Ends a paragraph, and says the running heads that came up within.
fn end(out: &mut String, waiting: &mut Vec<&Line>) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    for line in waiting.drain(..) {
        out.push(PAGE);
        out.push_str(&line.text);
        out.push(PAGE);
        out.push('\n');
    }
}

/// What stands between two lines of a paragraph: a blank between Latin words, but none in an address or an abbreviation,
/// which programs set for Chinese break anywhere.
fn joint(before: &str, after: &str) -> &'static str {
    let latin = |c: &char| c.is_alphabetic() && !is_han(*c);
    let (left, right) = (before.chars().last(), after.chars().next());
    let (Some(left), Some(right)) = (left, right.filter(latin)) else {
        return "";
    };
    let capitals = left.is_uppercase() && right.is_uppercase();
    let address = |c: char| matches!(c, '@' | '/' | '.' | '_');
    let token = |c: &char| c.is_ascii_alphanumeric() || address(*c);
    let tail = before.chars().rev().take_while(token);
    let in_address = after.chars().take_while(token).chain(tail).any(address);
    if (latin(&left) || left == ',') && !capitals && !in_address {
        " "
    } else {
        ""
    }
}

/// Two lines that follow each other.
struct Pair<'a> {
    before: &'a Line,
    line: &'a Line,
    before_in: Setting,
    line_in: Setting,
}

impl Pair<'_> {
    fn is_one_paragraph(&self, same_page: bool) -> bool {
        let Pair { before, line, .. } = self;
        let (old, new) = (&self.before_in, &self.line_in);
        let em = line.size;
        if before.turn != line.turn
            || line.turn != 0
            || (before.size - line.size).abs() > 0.08 * before.size.max(line.size)
        {
            return false;
        }
        if same_page {
            let step = before.y - line.y;
            // A larger letter or a superscript may push lines apart; where indents tell, distances need not.
            let most = if new.indents && !new.apart { 1.9 } else { 1.25 };
            if step > new.pitch * (line.size / new.size).max(1.0) * most {
                return false;
            }
        }
        // No paragraph opens with a closing mark.
        let opens = !line
            .text
            .starts_with(|c: char| is_closing(c) && !matches!(c, '—' | '…' | '·'));
        if opens && !self.is_full() {
            return false;
        }
        let indent = line.left - new.left;
        if indent > 0.8 * em {
            // The second line of a title.
            return is_centred(line, new)
                && before.left - old.left < 3.2 * em
                && line.size > new.size * 1.1;
        }
        if new.indents || new.apart {
            return true;
        }
        !(is_stopped(&before.text) && is_marked(&line.text))
    }

    /// Whether what begins the second line had no room on the first.
    fn is_full(&self) -> bool {
        /// The fewest characters on a line of a page.
        const NARROW: f32 = 12.0;
        let Pair { before, line, .. } = self;
        let end = before.right + line.lead + self.before_in.slack * line.size;
        end > self.before_in.right && before.right - self.before_in.left > NARROW * line.size
    }
}

fn is_centred(line: &Line, setting: &Setting) -> bool {
    let (left, right) = (line.left - setting.left, setting.right - line.right);
    (left - right).abs() < line.size && left > 2.5 * line.size
}

/// Ends as a sentence does.
fn is_stopped(text: &str) -> bool {
    let end = text
        .chars()
        .rev()
        .find(|c| !matches!(c, '”' | '’' | '）' | ')' | '》'));
    end.is_some_and(|c| {
        matches!(
            c,
            '。' | '！' | '？' | '；' | '：' | '!' | '?' | ';' | ':' | '.'
        )
    })
}

/// Begins with a number of a list: 一、 （一） 1. 第一章.
fn is_marked(text: &str) -> bool {
    const HAN: &str = "一二三四五六七八九十百";
    let mut rest = text.chars().peekable();
    let bracket = rest.next_if(|c| matches!(c, '(' | '（')).is_some();
    let ordinal = rest.next_if_eq(&'第').is_some();
    let mut digits = 0;
    while rest
        .next_if(|c| HAN.contains(*c) || c.is_ascii_digit())
        .is_some()
    {
        digits += 1;
    }
    let after = rest.next();
    (1..=3).contains(&digits)
        && match after {
            Some(')' | '）') => bracket,
            Some('、' | '.' | '．') => !bracket,
            Some('章' | '节' | '部' | '条') => ordinal,
            _ => false,
        }
}

/// How left and right pages are set.
fn settings(pages: &[Vec<Line>]) -> [Setting; 2] {
    let of = |parity: usize| -> Vec<&[Line]> {
        pages
            .iter()
            .enumerate()
            .filter(|(number, _)| parity > 1 || number % 2 == parity)
            .map(|(_, page)| page.as_slice())
            .collect()
    };
    let all = setting(&of(2));
    let [even, odd] = [setting(&of(0)), setting(&of(1))];
    // Margins of bound volumes change sides.
    let mirrored = pages.len() >= 4
        && ((even.left - odd.left).abs() > even.size * 0.5)
        && ((even.right - even.left) - (odd.right - odd.left)).abs() < even.size;
    if mirrored {
        let shared = |own: Setting| Setting {
            left: own.left,
            right: own.right,
            ..all
        };
        let (even, odd) = (shared(even), shared(odd));
        let indents = [even, odd]
            .iter()
            .zip([0, 1])
            .any(|(s, parity)| has_indents(&of(parity), s));
        return [Setting { indents, ..even }, Setting { indents, ..odd }];
    }
    [all, all]
}

fn setting(pages: &[&[Line]]) -> Setting {
    let upright = || {
        pages
            .iter()
            .flat_map(|p| p.iter())
            .filter(|l| !l.artifact && l.turn == 0)
    };
    // In half points.
    let size =
        common(upright().map(|l| ((l.size * 2.0).round(), l.count as f32))).unwrap_or(24.0) / 2.0;
    let body = |l: &&Line| (l.size - size).abs() < 0.08 * size + 0.3;
    let lines: Vec<&Line> = upright().filter(body).collect();
    let few = (lines.len() as f32 * 0.03).max(2.0);
    // The leftmost place where several lines begin.
    let mut lefts: Vec<f32> = lines.iter().map(|l| l.left).collect();
    lefts.sort_by(f32::total_cmp);
    let left = lefts
        .iter()
        .find(|&&x| {
            lefts
                .iter()
                .filter(|&&y| y >= x && y < x + 0.3 * size)
                .count() as f32
                >= few
        })
        .or(lefts.first())
        .copied()
        .unwrap_or(0.0);
    // The place where most lines of the right half end, in thirds of an em; marks may hang out beyond.
    let third = size / 3.0;
    let middle = lines.iter().map(|l| l.right).fold(left, f32::max) / 2.0 + left / 2.0;
    let rights = || lines.iter().map(|l| l.right).filter(|&r| r > middle);
    let most = common(rights().map(|r| ((r / third).round(), 1.0))).unwrap_or(0.0) * third;
    let near = rights()
        .filter(|r| (r - most).abs() <= third * 0.75)
        .count();
    let justified = near * 2 > rights().count();
    let right = if justified {
        most
    } else {
        let mut all: Vec<f32> = rights().collect();
        all.sort_by(f32::total_cmp);
        all.get(all.len() * 49 / 50).copied().unwrap_or(most)
    };
    let mut steps: Vec<f32> = pages
        .iter()
        .flat_map(|p| p.windows(2))
        .filter_map(|pair| match pair {
            [a, b] if body(&a) && body(&b) => Some(a.y - b.y),
            _ => None,
        })
        .filter(|step| *step > size * 0.8)
        .collect();
    steps.sort_by(f32::total_cmp);
    let pitch = steps.get(steps.len() / 5).copied().unwrap_or(size * 1.5);
    let wide = steps.iter().filter(|s| **s > pitch * 1.25).count();
    let mut setting = Setting {
        size,
        left,
        right,
        slack: if justified { 0.2 } else { 1.0 },
        pitch,
        indents: false,
        apart: wide * 20 > steps.len(),
    };
    setting.indents = has_indents(pages, &setting);
    setting
}

/// Whether some lines, and not nearly all, open with an indent of one to three characters.
fn has_indents(pages: &[&[Line]], setting: &Setting) -> bool {
    let (mut all, mut indented) = (0, 0);
    for line in pages.iter().flat_map(|p| p.iter()) {
        if line.artifact || line.turn != 0 {
            continue;
        }
        let indent = (line.left - setting.left) / setting.size;
        all += 1;
        indented += usize::from((0.8..3.2).contains(&indent));
    }
    indented >= 2 && indented * 33 >= all
}

/// The value that weighs most.
fn common(values: impl Iterator<Item = (f32, f32)>) -> Option<f32> {
    let mut weights: std::collections::BTreeMap<i32, f32> = std::collections::BTreeMap::new();
    for (value, weight) in values {
        *weights.entry(value as i32).or_default() += weight;
    }
    let most = weights.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    Some(most.0 as f32)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;

    #[test]
    fn numbers_of_lists_are_told() {
        for text in ["一、", "（一）", "(十二)", "1.增长", "第三章", "第一部分"] {
            assert!(is_marked(text), "{text}");
        }
        for text in ["一是", "2021年", "第一次", "（含一年）", "三"] {
            assert!(!is_marked(text), "{text}");
        }
    }

    #[test]
    fn only_latin_words_are_parted_where_lines_meet() {
        assert_eq!(joint("增长", "了"), "");
        assert_eq!(joint("the", "end"), " ");
        assert_eq!(joint("2021", "年"), "");
        assert_eq!(joint("20", "21"), "");
        assert_eq!(joint("打造", "App"), "");
        assert_eq!(joint("邮箱:someb", "ody@example.com"), "");
        assert_eq!(joint("沿线A", "CX项目"), "");
    }
}
