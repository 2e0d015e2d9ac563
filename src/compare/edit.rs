//! The word diff of a sentence pair in our tokens.
//!
//! Owns the edit script and its clean-up for readers: no equal islands that say nothing, edits slid to the marks between
//! clauses. Invariant: the `a` spans of a script join to sentence A, the `b` spans to sentence B. A renumbered marker, a
//! variant character and the width of a mark are no change.

use imara_diff::{Algorithm, Diff, InternedInput};

use super::Edit;
use crate::text::fold::{han_count, is_han};
use crate::text::span::Span;
use crate::text::token;

/// Characters, after what is the same at both ends, from which a pair is given as one replacement.
const MOST_LETTERS: usize = 20_000;
/// Equal runs with fewer Han than this between edits say nothing to a reader.
const ISLAND: usize = 2;
/// Characters that a number at the head of a sentence has at most, blanks after it included.
const LONGEST_MARKER: usize = 16;
/// A comma between two edits is kept where one of them has at most this many Han.
const SHORT_EDIT: usize = 6;
/// Words so common in reports that, alone between edits, they are no anchor.
#[rustfmt::skip]
const COMMONEST: &[&str] = &[
    "推进", "加快", "加强", "实施", "建设", "发展", "工作", "开展", "深入", "全面", "积极", "持续", "进一步", "推动",
    "提升", "完善", "促进", "实现", "完成", "落实",
];

/// The edit script from `a` of `text_a` to `b` of `text_b` (both folded texts).
pub fn script(text_a: &str, a: Span, text_b: &str, b: Span) -> Vec<Edit> {
    script_over((text_a, a, &[]), (text_b, b, &[])).0
}

/// As [`script`], for sentences with gaps that are not read (sorted spans); and whether the pair was too long for a diff.
pub fn script_over(a: (&str, Span, &[Span]), b: (&str, Span, &[Span])) -> (Vec<Edit>, bool) {
    let (read_a, read_b) = (Read::new(a), Read::new(b));
    let (head, tail) = common(&read_a, &read_b);
    let middle = |read: &Read<'_>| {
        let end = read.letters.len().saturating_sub(tail).max(head);
        (head, end)
    };
    let (from_a, to_a) = middle(&read_a);
    let (from_b, to_b) = middle(&read_b);
    let mut edits = Vec::new();
    let mut push = |a: Span, b: Span, equal: bool| {
        if a.is_empty() && b.is_empty() {
            return;
        }
        match edits.last_mut() {
            Some(Edit {
                a: last_a,
                b: last_b,
                equal: last,
            }) if *last == equal => {
                *last_a = Span::new(last_a.start(), a.end());
                *last_b = Span::new(last_b.start(), b.end());
            }
            _ => edits.push(Edit { a, b, equal }),
        }
    };
    let (start_a, end_a) = (read_a.at(from_a), read_a.at(to_a));
    let (start_b, end_b) = (read_b.at(from_b), read_b.at(to_b));
    push(
        Span::new(a.1.start(), start_a),
        Span::new(b.1.start(), start_b),
        true,
    );
    let cut = (to_a - from_a).max(to_b - from_b) > MOST_LETTERS;
    if cut {
        push(Span::new(start_a, end_a), Span::new(start_b, end_b), false);
    } else {
        let left = Side::new(&read_a, from_a, to_a);
        let right = Side::new(&read_b, from_b, to_b);
        let mut steps = diff(&left, &right);
        drop_islands(&mut steps, &left, &right);
        slide(&mut steps, &left, &right);
        drop_islands(&mut steps, &left, &right);
        for step in &steps {
            push(
                left.cover(step.a.clone()),
                right.cover(step.b.clone()),
                step.equal,
            );
        }
    }
    push(
        Span::new(end_a, a.1.end()),
        Span::new(end_b, b.1.end()),
        true,
    );
    (edits, cut)
}

/// What is compared of a sentence: no blanks, and no numbers at the head of its clauses.
struct Read<'t> {
    text: &'t str,
    span: Span,
    /// What is read of the sentence.
    reading: String,
    /// Where pieces of the reading begin: there, and in the text.
    starts: Vec<(usize, usize)>,
    /// The characters that count, as they are compared, with their places in the reading.
    letters: Vec<(char, u32)>,
    /// Numbers at the head of clauses, in the reading.
    markers: Vec<Span>,
}

impl<'t> Read<'t> {
    fn new((text, span, gaps): (&'t str, Span, &[Span])) -> Self {
        let pieces = span.without(gaps);
        let mut reading = String::with_capacity(span.len());
        let mut starts: Vec<(usize, usize)> = Vec::with_capacity(pieces.len());
        for piece in &pieces {
            starts.push((reading.len(), piece.start()));
            reading.push_str(piece.of(text));
        }
        let mut letters = Vec::with_capacity(reading.len() / 3 + 1);
        let markers = letters_of(&reading, |at, c| letters.push((c, at as u32)));
        Self {
            text,
            span,
            reading,
            starts,
            letters,
            markers,
        }
    }

    /// The place in the text of a place in the reading.
    fn source(&self, at: usize) -> usize {
        let i = self.starts.partition_point(|&(from, _)| from <= at);
        let (from, to) = i
            .checked_sub(1)
            .and_then(|i| self.starts.get(i))
            .copied()
            .unwrap_or((0, self.span.start()));
        to + (at - from)
    }

    /// Where letter `i` stands in the reading, the number before it included.
    fn opens(&self, i: usize) -> usize {
        let Some(&(_, at)) = self.letters.get(i) else {
            return self.reading.len();
        };
        let at = at as usize;
        let after = self.markers.partition_point(|m| m.end() <= at);
        match after.checked_sub(1).and_then(|k| self.markers.get(k)) {
            // Blanks may stand between.
            Some(marker)
                if Span::new(marker.end(), at)
                    .of(&self.reading)
                    .chars()
                    .all(|c| compared(c).is_none()) =>
            {
                marker.start()
            }
            _ => at,
        }
    }

    /// Where letter `i` stands in the text, its clause's number included; the end of the sentence for the one after the last.
    fn at(&self, i: usize) -> usize {
        if i >= self.letters.len() {
            return self.span.end();
        }
        self.source(self.opens(i))
    }

    fn letter(&self, i: usize) -> char {
        self.letters.get(i).map_or('\0', |l| l.0)
    }
}

/// Calls `letter` with each character of `reading` that is compared, in order, and gives the numbers that are not: the
/// sentence's own, and those at the head of its clauses.
fn letters_of(reading: &str, mut letter: impl FnMut(usize, char)) -> Vec<Span> {
    let mut markers = Vec::new();
    let mut at = 0;
    let mut opens = true;
    let mut line = true;
    while let Some(c) = reading.get(at..).and_then(|t| t.chars().next()) {
        if opens && !c.is_whitespace() {
            let rest = reading.get(at..).unwrap_or("");
            let len = if line {
                marker_len(rest)
            } else {
                clause_marker_len(rest)
            };
            opens = false;
            if len > 0 && at + len < reading.len() {
                markers.push(Span::new(at, at + len));
                at += len;
                continue;
            }
        }
        if let Some(key) = compared(c) {
            letter(at, key);
            opens = is_clause_char(key);
            line = matches!(key, '。' | ';' | '!' | '?');
        } else if c == '\n' {
            (opens, line) = (true, true);
        }
        at += c.len_utf8();
    }
    markers
}

/// A sentence as it is compared: no numbers at the head of clauses, no blanks, no mark at the end, widths and variants alike.
pub fn key(folded: &str) -> String {
    let mut key = String::with_capacity(folded.len());
    letters_of(folded, |_, c| key.push(c));
    let kept = key
        .trim_end_matches(['。', ';', '!', ',', ':', '、', '.'])
        .len();
    key.truncate(kept);
    key
}

/// Letters at the beginning and at the end that are the same in both, up to the marks between clauses.
fn common(a: &Read<'_>, b: &Read<'_>) -> (usize, usize) {
    let most = a.letters.len().min(b.letters.len());
    let (mut head, mut safe) = (0, 0);
    while head < most && a.letter(head) == b.letter(head) {
        let c = a.letter(head);
        head += 1;
        let figure = a.letter(head).is_ascii_digit() || b.letter(head).is_ascii_digit();
        if is_clause_char(c) && !figure {
            safe = head;
        }
    }
    let head = if head == a.letters.len() && head == b.letters.len() {
        head
    } else {
        safe
    };
    let (mut tail, mut safe) = (0, 0);
    let last = |read: &Read<'_>, n: usize| read.letter(read.letters.len() - 1 - n);
    while tail < most - head && last(a, tail) == last(b, tail) {
        let c = last(a, tail);
        let figure = tail > 0 && last(a, tail - 1).is_ascii_digit();
        tail += 1;
        if is_clause_char(c) && !figure {
            safe = tail;
        }
    }
    (head, safe)
}

fn is_clause_char(c: char) -> bool {
    matches!(c, ',' | ';' | '。' | ':' | '!' | '?')
}

/// Share of the Han (and digits) of both sentences that stands in equal steps, 0 to 1.
pub fn equal_share(text_a: &str, text_b: &str, edits: &[Edit]) -> f32 {
    let weight = |text: &str| {
        text.chars()
            .filter(|&c| is_han(c) || c.is_alphanumeric())
            .count()
    };
    let (mut equal, mut all) = (0, 0);
    for edit in edits {
        let here = weight(edit.a.of(text_a)) + weight(edit.b.of(text_b));
        all += here;
        if edit.equal {
            equal += here;
        }
    }
    equal as f32 / all.max(1) as f32
}

/// The script for reading: `增长[-8.5%-]{+10%左右+}`. Equal wording is shown as it stands in A.
pub fn marked(text_a: &str, text_b: &str, edits: &[Edit]) -> String {
    let mut out = String::new();
    for edit in edits {
        let (old, new) = (edit.a.of(text_a), edit.b.of(text_b));
        if edit.equal {
            out.push_str(old);
            continue;
        }
        if !old.is_empty() {
            out.push_str("[-");
            out.push_str(old);
            out.push_str("-]");
        }
        if !new.is_empty() {
            out.push_str("{+");
            out.push_str(new);
            out.push_str("+}");
        }
    }
    out
}

/// A character as it is compared: full-width forms as half-width, one kind of quote, none for blanks.
pub fn compared(c: char) -> Option<char> {
    Some(match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '“' | '”' | '„' | '〝' | '〞' | '「' | '」' => '"',
        '‘' | '’' => '\'',
        '∶' | '︰' => ':',
        '–' | '―' | '─' => '—',
        '•' | '・' => '·',
        _ if c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}') => return None,
        _ => c,
    })
}

/// Length in bytes of a number that opens a sentence: 一、 （一） 1. ① 一是 一要 第一， ——. 0 if there is none.
pub fn marker_len(text: &str) -> usize {
    let chars: Vec<(usize, char)> = text.char_indices().take(LONGEST_MARKER).collect();
    let at = |i: usize| {
        chars
            .get(i)
            .map_or('\0', |&(_, c)| compared(c).unwrap_or(' '))
    };
    let offset = |i: usize| {
        chars
            .get(i)
            .map_or(chars.last().map_or(0, |&(o, c)| o + c.len_utf8()), |c| c.0)
    };
    let numeral = |c: char| "一二三四五六七八九十百".contains(c);
    let blank_to = |mut i: usize| {
        while i < chars.len() && at(i) == ' ' {
            i += 1;
        }
        offset(i)
    };
    if at(0) == '—' {
        let mut i = 0;
        while at(i) == '—' {
            i += 1;
        }
        return blank_to(i);
    }
    if ('①'..='⑳').contains(&at(0)) {
        return blank_to(1);
    }
    let open = usize::from(at(0) == '(');
    let ordinal = usize::from(open == 0 && at(0) == '第');
    let from = open + ordinal;
    let mut i = from;
    while numeral(at(i)) {
        i += 1;
    }
    let han = i > from;
    if !han {
        while at(i).is_ascii_digit() {
            i += 1;
        }
    }
    if i == from || i - from > 3 {
        return 0;
    }
    let next = at(i);
    let ends = if open == 1 {
        next == ')'
    } else if ordinal == 1 {
        matches!(next, ',' | '、')
    } else if han {
        matches!(next, '、' | '.' | ',')
            || (matches!(next, '是' | '要') && i == 1 && at(i + 1) != '素')
    } else {
        matches!(next, '、' | ')') || (next == '.' && !at(i + 1).is_ascii_digit())
    };
    if ends { blank_to(i + 1) } else { 0 }
}

/// As [`marker_len`], for a number inside a sentence, where 1. and 一、 may be anything.
fn clause_marker_len(text: &str) -> usize {
    let mut chars = text.chars();
    let numbered = match chars.next() {
        Some('（' | '(' | '第' | '①'..='⑳') => true,
        Some('一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十') => {
            matches!(chars.next(), Some('是' | '要'))
        }
        _ => false,
    };
    if numbered { marker_len(text) } else { 0 }
}

/// A sentence between what is the same at both ends, cut.
struct Side<'t> {
    text: &'t str,
    end: usize,
    tokens: Vec<Token>,
}

/// A token with what it is compared by. Blanks and gaps after it, and its clause's number before it, belong to its span.
struct Token {
    span: Span,
    key: String,
    han: usize,
}

impl<'t> Side<'t> {
    fn new(read: &Read<'t>, from: usize, to: usize) -> Self {
        let reading = read.reading.as_str();
        let span = Span::new(read.opens(from), read.opens(to).max(read.opens(from)));
        let mut tokens: Vec<Token> = Vec::new();
        let mut cut = |piece: Span, head: Option<Span>| {
            let mut head = head;
            for word in token::tokens(reading, piece) {
                let text = word.of(reading);
                let key: String = text.chars().filter_map(compared).collect();
                if key.is_empty() && (head.is_some() || !tokens.is_empty()) {
                    continue;
                }
                let start = head.take().map_or(word.start(), Span::start);
                tokens.push(Token {
                    span: Span::at(read.source(start)),
                    key,
                    han: han_count(text),
                });
            }
        };
        let mut at = span.start();
        let mut head = None;
        for &marker in read.markers.iter().filter(|m| span.covers(**m)) {
            cut(Span::new(at, marker.start()), head);
            head = Some(marker);
            at = marker.end();
        }
        cut(Span::new(at, span.end()), head);
        let end = read.at(to);
        let mut next = end;
        for token in tokens.iter_mut().rev() {
            token.span = Span::new(token.span.start(), next);
            next = token.span.start();
        }
        Self {
            text: read.text,
            end,
            tokens,
        }
    }

    /// What the tokens of `range` cover; an empty range is the place before its first.
    fn cover(&self, range: std::ops::Range<usize>) -> Span {
        let start = |i: usize| self.tokens.get(i).map_or(self.end, |t| t.span.start());
        Span::new(start(range.start), start(range.end))
    }

    fn key(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| t.key.as_str())
    }

    fn han(&self, range: &std::ops::Range<usize>) -> usize {
        self.tokens
            .get(range.clone())
            .unwrap_or_default()
            .iter()
            .map(|t| t.han)
            .sum()
    }

    fn has_figure(&self, range: &std::ops::Range<usize>) -> bool {
        self.tokens
            .get(range.clone())
            .unwrap_or_default()
            .iter()
            .any(|t| t.span.of(self.text).contains(|c: char| c.is_numeric()))
    }
}

/// A step over tokens.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Step {
    a: std::ops::Range<usize>,
    b: std::ops::Range<usize>,
    equal: bool,
}

fn diff(left: &Side<'_>, right: &Side<'_>) -> Vec<Step> {
    let mut input: InternedInput<&str> = InternedInput::default();
    input.update_before(left.tokens.iter().map(|t| t.key.as_str()));
    input.update_after(right.tokens.iter().map(|t| t.key.as_str()));
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_no_heuristic(&input);
    let mut steps = Vec::new();
    let (mut at_a, mut at_b) = (0, 0);
    let mut equal_to = |steps: &mut Vec<Step>, a: usize, b: usize, next: (usize, usize)| {
        if a > at_a {
            steps.push(Step {
                a: at_a..a,
                b: at_b..b,
                equal: true,
            });
        }
        (at_a, at_b) = next;
    };
    for hunk in diff.hunks() {
        let a = hunk.before.start as usize..hunk.before.end as usize;
        let b = hunk.after.start as usize..hunk.after.end as usize;
        equal_to(&mut steps, a.start, b.start, (a.end, b.end));
        steps.push(Step { a, b, equal: false });
    }
    let (n, m) = (left.tokens.len(), right.tokens.len());
    equal_to(&mut steps, n, m, (n, m));
    steps
}

fn is_clause_mark(key: &str) -> bool {
    matches!(key, "," | ";" | "。" | ":" | "!" | "?")
}

/// Equal steps between two edits that are too small to mean anything become part of the edit.
fn drop_islands(steps: &mut Vec<Step>, left: &Side<'_>, right: &Side<'_>) {
    let size = |step: &Step| left.han(&step.a).max(right.han(&step.b));
    let count = steps.len();
    let keep: Vec<bool> = steps
        .iter()
        .enumerate()
        .map(|(i, step)| {
            if !step.equal || i == 0 || i + 1 == count {
                return true;
            }
            let around = [i - 1, i + 1].map(|k| steps.get(k).map_or(0, size));
            let keys: Vec<&str> = step.a.clone().map(|k| left.key(k)).collect();
            if left.has_figure(&step.a) {
                return true;
            }
            match left.han(&step.a) {
                0 => {
                    keys.iter().any(|k| is_clause_mark(k))
                        && around.iter().any(|&n| n <= SHORT_EDIT)
                }
                n if n < ISLAND => false,
                n => {
                    n > 4
                        || keys
                            .iter()
                            .any(|k| han_count(k) >= ISLAND && !COMMONEST.contains(k))
                        || around.iter().all(|&n| n <= 2)
                }
            }
        })
        .collect();
    for (step, keep) in steps.iter_mut().zip(keep) {
        step.equal &= keep;
    }
    steps.dedup_by(|next, last| {
        let joins = next.equal == last.equal;
        if joins {
            last.a.end = next.a.end;
            last.b.end = next.b.end;
        }
        joins
    });
}

/// Insertions and deletions that may stand at several places go where they begin or end with a clause.
fn slide(steps: &mut Vec<Step>, left: &Side<'_>, right: &Side<'_>) {
    // Room to slide into at both ends.
    let (n, m) = (left.tokens.len(), right.tokens.len());
    let empty = |a: usize, b: usize| Step {
        a: a..a,
        b: b..b,
        equal: true,
    };
    steps.insert(0, empty(0, 0));
    steps.push(empty(n, m));
    for i in 1..steps.len() {
        let Some(step) = steps.get(i).filter(|s| !s.equal).cloned() else {
            continue;
        };
        let deleted = step.b.is_empty();
        if !deleted && !step.a.is_empty() {
            continue;
        }
        let (side, range) = if deleted {
            (left, &step.a)
        } else {
            (right, &step.b)
        };
        let room = |k: Option<usize>| {
            k.and_then(|k| steps.get(k))
                .filter(|s| s.equal)
                .map_or(0, |s| s.a.len())
        };
        let (before, after) = (room(i.checked_sub(1)), room(Some(i + 1)));
        let (start, end) = (range.start as isize, range.end as isize);
        let key = |k: isize| usize::try_from(k).map_or("", |k| side.key(k));
        let mut least = 0;
        while ((-least) as usize) < before && key(start + least - 1) == key(end + least - 1) {
            least -= 1;
        }
        let mut most = 0;
        while (most as usize) < after && key(start + most) == key(end + most) {
            most += 1;
        }
        let worth = |shift: isize| {
            let opens = start + shift == 0 || is_clause_mark(key(start + shift - 1));
            let closes = is_clause_mark(key(end + shift - 1));
            let ahead = is_clause_mark(key(start + shift));
            2 * i32::from(opens && closes) + i32::from(opens) + i32::from(closes || ahead)
        };
        let best = (least..=most)
            .max_by_key(|&shift| (worth(shift), -shift.abs()))
            .unwrap_or(0);
        if best == 0 {
            continue;
        }
        let moved = |r: &std::ops::Range<usize>| {
            ((r.start as isize + best) as usize)..((r.end as isize + best) as usize)
        };
        if let Some(s) = steps.get_mut(i) {
            (s.a, s.b) = (moved(&step.a), moved(&step.b));
        }
        let (a, b) = (moved(&step.a), moved(&step.b));
        if let Some(s) = i.checked_sub(1).and_then(|k| steps.get_mut(k)) {
            (s.a.end, s.b.end) = (a.start, b.start);
        }
        if let Some(s) = steps.get_mut(i + 1) {
            (s.a.start, s.b.start) = (a.end, b.end);
        }
    }
    steps.retain(|s| !(s.a.is_empty() && s.b.is_empty()));
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;
    use proptest::prelude::*;

    fn diffed(a: &str, b: &str) -> String {
        let edits = script(a, Span::new(0, a.len()), b, Span::new(0, b.len()));
        marked(a, b, &edits)
    }

    #[test]
    fn figures_are_exchanged_whole() {
        assert_eq!(
            diffed(
                "地区生产总值增长8.5%，改造老旧小区32个。",
                "地区生产总值增长10%左右，改造老旧小区45个。"
            ),
            "地区生产总值增长[-8.5%-]{+10%左右+}，改造老旧小区[-32个-]{+45个+}。"
        );
        assert_eq!(
            diffed("新增就业1200人", "新增就业1500人"),
            "新增就业[-1200人-]{+1500人+}"
        );
    }

    #[test]
    fn what_is_no_change() {
        for (a, b) in [
            ("（三）优化营商环境。", "(五)优化营商环境。"),
            ("一是稳增长，促改革；", "二是稳增长,促改革;"),
            ("完成“十三五”目标８％", "完成\"十三五\"目标8%"),
            ("——办好实事", "办好实事"),
        ] {
            let edits = script(a, Span::new(0, a.len()), b, Span::new(0, b.len()));
            assert!(edits.iter().all(|e| e.equal), "{}", marked(a, b, &edits));
        }
    }

    #[test]
    fn edits_end_at_clauses() {
        assert_eq!(
            diffed(
                "加快产业升级，加快城市更新，加快乡村振兴。",
                "加快产业升级，加快乡村振兴。"
            ),
            "加快产业升级，[-加快城市更新，-]加快乡村振兴。"
        );
    }

    #[test]
    fn small_equal_islands_are_no_anchor() {
        let out = diffed(
            "持续壮大先进制造业和现代服务业的规模。",
            "持续培育人工智能和低空经济的生态圈层。",
        );
        assert!(out.starts_with("持续[-"), "{out}");
        assert_eq!(out.matches("[-").count(), 1, "{out}");
    }

    #[test]
    fn a_gap_inside_a_sentence_is_no_change() {
        let a = "优化营商\n环境，服务企业";
        let gap = Span::new(12, 13);
        let b = "优化营商环境，服务企业";
        let (edits, _) = script_over(
            (a, Span::new(0, a.len()), &[gap]),
            (b, Span::new(0, b.len()), &[]),
        );
        assert!(edits.iter().all(|e| e.equal), "{}", marked(a, b, &edits));
        assert_eq!(edits.last().unwrap().a.end(), a.len());
    }

    #[test]
    fn markers_are_read_in_all_their_forms() {
        for (text, len) in [
            ("一、工作", "一、".len()),
            ("（十二）工作", "（十二）".len()),
            ("(3) 工作", 4),
            ("1.工作", 2),
            ("1.5万户", 0),
            ("2021年工作", 0),
            ("一是稳增长", "一是".len()),
            ("三要素齐备", 0),
            ("第一，稳增长", "第一，".len()),
            ("一个中心", 0),
            ("——稳增长", "——".len()),
        ] {
            assert_eq!(marker_len(text), len, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_script_rebuilds_both_sentences(
            a in "[一二(、)0-9.%营商环境老旧小区改造的和，。；“” 是]{0,40}",
            b in "[一二(、)0-9.%营商环境老旧小区改造的和，。；“” 是]{0,40}",
        ) {
            let edits = script(&a, Span::new(0, a.len()), &b, Span::new(0, b.len()));
            let left: String = edits.iter().map(|e| e.a.of(&a)).collect();
            let right: String = edits.iter().map(|e| e.b.of(&b)).collect();
            prop_assert_eq!(&left, &a);
            prop_assert_eq!(&right, &b);
            for edit in edits.iter().filter(|e| e.equal) {
                let (left, right) = (Read::new((&a, edit.a, &[])), Read::new((&b, edit.b, &[])));
                let letters = |read: &Read<'_>| read.letters.iter().map(|l| l.0).collect::<String>();
                prop_assert_eq!(letters(&left), letters(&right));
            }
        }
    }
}
