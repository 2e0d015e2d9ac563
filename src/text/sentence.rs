//! Cutting text into sentences.
//!
//! A sentence ends after 。！？!?；; (closing quotes and brackets go with it); ASCII and full-width stops count alike.
//! The semicolon is a stop because reports write whole clauses of twenty characters and more between semicolons, and
//! a reader compares those, not the chain of them (counted on two reports of one place five years apart, where cutting
//! at semicolons gave 320 sentences).
//! Invariant: the results hold every character of the pieces that is not blank, once.

use super::fold::is_han;
use super::span::Span;

/// How far ahead the partner of an opening mark is looked for, in characters; further than that it is a lost mark.
const PARTNER_REACH: usize = 80;

/// The sentences of one paragraph given as `pieces` of `text` (sorted, gaps between them are not read). Each result runs
/// from the first to the last byte of the sentence; leading and trailing blanks are left out; nothing else is lost.
pub fn sentences(text: &str, pieces: &[Span]) -> Vec<Span> {
    let chars: Vec<(usize, char)> = pieces
        .iter()
        .flat_map(|p| {
            p.of(text)
                .char_indices()
                .map(move |(i, c)| (p.start() + i, c))
        })
        .collect();
    let at = |i: usize| chars.get(i).map(|&(_, c)| c);
    let mut out: Vec<Span> = Vec::new();
    let mut start: Option<usize> = None;
    let mut end = 0;
    // Nothing ends inside 《》; inside other pairs only a full stop does.
    let (mut hushed, mut soft) = (0, 0);
    // Up to here runs a quotation.
    let mut quoted = 0;
    let mut quotes = 0;
    let mut i = 0;
    while let Some(&(offset, c)) = chars.get(i) {
        if is_blank(c) {
            i += 1;
            continue;
        }
        start.get_or_insert(offset);
        end = offset + c.len_utf8();
        match c {
            '《' => hushed = partner(&chars, i, '》').unwrap_or(hushed),
            '（' | '(' => soft = partner_of_either(&chars, i, ['）', ')']).unwrap_or(soft),
            '“' => {
                soft = partner(&chars, i, '”').unwrap_or(soft);
                quoted = soft;
            }
            '"' => {
                quotes += 1;
                if quotes % 2 == 1 {
                    quoted = partner(&chars, i, '"').unwrap_or(quoted);
                }
            }
            _ => {}
        }
        let before = last_before(&chars, i);
        let ends = i >= hushed
            && is_stop(c, before, at(i + 1))
            && (i >= soft || !is_semicolon(c))
            && (i >= quoted || !is_lost_dot(c, at(i + 1)));
        i += 1;
        if !ends {
            continue;
        }
        // Further stops and closing marks belong to this sentence, also after a blank.
        loop {
            let mut ahead = i;
            while at(ahead).is_some_and(is_blank) {
                ahead += 1;
            }
            let Some(&(offset, next)) = chars.get(ahead) else {
                break;
            };
            let goes_along = is_closing(next)
                || (next == '"' && quotes % 2 == 1)
                || (ahead == i && is_mark(next) && !is_semicolon(next));
            if !goes_along {
                break;
            }
            quotes += usize::from(next == '"');
            end = offset + next.len_utf8();
            i = ahead + 1;
        }
        quotes = 0;
        if let Some(start) = start.take() {
            out.push(Span::new(start, end));
        }
    }
    if let Some(start) = start {
        out.push(Span::new(start, end));
    }
    out
}

/// Blank also where Unicode says format character: zero-width space, byte order mark.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

fn is_semicolon(c: char) -> bool {
    matches!(c, ';' | '；')
}

fn is_mark(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '；' | ';' | '｡')
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '”' | '’' | '）' | ')' | '】' | '》' | '〉' | '」' | '』' | '］' | ']'
    )
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// Whether `c` ends a sentence after `before` and ahead of `next`.
fn is_stop(c: char, before: Option<char>, next: Option<char>) -> bool {
    match c {
        // 7?22 is a broken 7·22.
        '！' | '？' | '；' | '!' | '?' | ';'
            if before.is_some_and(is_digit) && next.is_some_and(is_digit) =>
        {
            false
        }
        '。' | '｡' | '！' | '？' | '；' => true,
        // &nbsp; and &#160; are no sentences; a semicolon after a figure is one's end.
        '!' | '?' | ';' => before.is_some_and(|b| {
            is_han(b)
                || is_closing(b)
                || is_mark(b)
                || matches!(b, '%' | '％' | '‰' | '℃' | '"')
                || (is_digit(b) && next.is_none_or(|n| is_han(n) || is_blank(n)))
        }),
        _ => false,
    }
}

/// Whether, inside a quotation, `c` stands for a middle dot that an encoding has lost: a name goes on after it
/// (“购物节?0411购物季”). A question is followed by its closing mark.
fn is_lost_dot(c: char, next: Option<char>) -> bool {
    c == '?' && next.is_some_and(|n| is_digit(n) || is_han(n))
}

/// The last character before `i` that is not blank.
fn last_before(chars: &[(usize, char)], i: usize) -> Option<char> {
    chars
        .get(..i)?
        .iter()
        .rev()
        .map(|&(_, c)| c)
        .find(|&c| !is_blank(c))
}

/// Position of the closing mark of the pair opened at `i`, if it is near.
fn partner(chars: &[(usize, char)], i: usize, close: char) -> Option<usize> {
    partner_of_either(chars, i, [close, close])
}

fn partner_of_either(chars: &[(usize, char)], i: usize, close: [char; 2]) -> Option<usize> {
    chars
        .iter()
        .skip(i + 1)
        .take(PARTNER_REACH)
        .position(|&(_, c)| close.contains(&c))
        .map(|n| i + 1 + n)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text, &[Span::new(0, text.len())])
            .into_iter()
            .map(|s| s.of(text))
            .collect()
    }

    #[test]
    fn stops_of_both_widths_end_a_sentence() {
        assert_eq!(
            cut("经济增长8%。民生改善!城市更美?还要努力；继续前进;再接再厉！"),
            [
                "经济增长8%。",
                "民生改善!",
                "城市更美?",
                "还要努力；",
                "继续前进;",
                "再接再厉！"
            ]
        );
    }

    #[test]
    fn closing_marks_go_along() {
        assert_eq!(
            cut("他说：“办好实事。”大家同意（见附件。）接着做。 ”完"),
            [
                "他说：“办好实事。”",
                "大家同意（见附件。）",
                "接着做。 ”",
                "完"
            ]
        );
        assert_eq!(cut("\"好!\"我们做"), ["\"好!\"", "我们做"]);
    }

    #[test]
    fn titles_figures_and_entities_are_not_cut() {
        assert_eq!(
            cut("印发《怎么看？怎么办。》一书。"),
            ["印发《怎么看？怎么办。》一书。"]
        );
        assert_eq!(cut("抗击7?22暴雨"), ["抗击7?22暴雨"]);
        assert_eq!(
            cut("举办“滨城购物节?0411购物季”和\"夏日?海风\"活动。办好“7?22”纪念日。"),
            [
                "举办“滨城购物节?0411购物季”和\"夏日?海风\"活动。",
                "办好“7?22”纪念日。"
            ]
        );
        assert_eq!(
            cut("他问：“怎么办?”大家说干!路在哪里?路在脚下。"),
            ["他问：“怎么办?”", "大家说干!", "路在哪里?", "路在脚下。"]
        );
        assert_eq!(
            cut("经济&nbsp;社会&#160;发展"),
            ["经济&nbsp;社会&#160;", "发展"]
        );
        assert_eq!(cut("落实“减税；降费”政策。"), ["落实“减税；降费”政策。"]);
    }

    #[test]
    fn a_lost_opening_mark_does_not_swallow_the_paragraph() {
        let text = format!("见《通知。{}。后面》还有。", "长".repeat(100));
        assert_eq!(cut(&text).len(), 3);
    }

    #[test]
    fn blanks_stay_outside_and_gaps_are_passed_over() {
        assert_eq!(
            cut("\u{3000}\u{3000}甲。\u{a0}乙。\u{200b} "),
            ["甲。", "乙。"]
        );
        let text = "甲乙\n丙。丁";
        let spans = sentences(text, &[Span::new(0, 6), Span::new(7, text.len())]);
        assert_eq!(spans[0].of(text), "甲乙\n丙。");
        assert_eq!(spans[1].of(text), "丁");
        assert!(cut(" \u{3000}").is_empty());
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "[甲乙。；;!?？《》（）“”\"7 \u{3000}a&,，]{0,80}") {
            let spans = sentences(&text, &[Span::new(0, text.len())]);
            let joined: String = spans.iter().map(|s| s.of(&text)).collect();
            let solid = |s: &str| s.chars().filter(|&c| !is_blank(c)).collect::<String>();
            prop_assert_eq!(solid(&joined), solid(&text));
            for pair in spans.windows(2) {
                prop_assert!(pair[0].end() <= pair[1].start());
            }
            for span in spans {
                let s = span.of(&text);
                prop_assert!(!s.is_empty());
                prop_assert!(!s.starts_with(is_blank) && !s.ends_with(is_blank));
            }
        }
    }
}
