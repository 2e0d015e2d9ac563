//! Tokens for the word diff: a figure with unit and qualifier is one; then the longest word of the word list; then
//! jieba's words (no HMM, so that results repeat); then single Han characters.
//!
//! Invariant: tokens join without gap to the span that was asked for, and none ends inside a run of digits. Figures come
//! first because jieba cuts `6.5-7%`; the list comes before jieba because that cuts 营商/环境 and 老旧/小区.

use std::sync::LazyLock;

use jieba_rs::Jieba;

use super::fold::is_han;
use super::number;
use super::scan::Terms;
use super::span::Span;

static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

static WORDS: LazyLock<Terms> = LazyLock::new(|| Terms::new(&listed()));

/// The words of `assets/words.txt`.
fn listed() -> Vec<&'static str> {
    include_str!("../../assets/words.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
}

/// The tokens of `span` of `folded`, in order, without gaps. Loads jieba's dictionary at the first call.
pub fn tokens(folded: &str, span: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut at = span.start();
    for figure in number::figures(folded, span) {
        words(folded, Span::new(at, figure.span.start()), &mut out);
        out.push(figure.span);
        at = figure.span.end();
    }
    words(folded, Span::new(at, span.end()), &mut out);
    out
}

/// Text without figures: listed words, and what stands between them.
fn words(folded: &str, span: Span, out: &mut Vec<Span>) {
    let mut at = span.start();
    for hit in WORDS.hits(span.of(folded)) {
        let hit = Span::new(
            span.start() + hit.span.start(),
            span.start() + hit.span.end(),
        );
        rest(folded, Span::new(at, hit.start()), out);
        out.push(hit);
        at = hit.end();
    }
    rest(folded, Span::new(at, span.end()), out);
}

/// What a character may stand in one token with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Han,
    Latin,
    Blank,
    /// Stands alone.
    Other,
}

fn class(c: char) -> Class {
    if is_han(c) {
        Class::Han
    } else if c.is_whitespace() {
        Class::Blank
    } else if c.is_alphanumeric() {
        Class::Latin
    } else {
        Class::Other
    }
}

/// Text without figures and listed words: jieba's words of Han runs, whole Latin runs, single marks.
fn rest(folded: &str, span: Span, out: &mut Vec<Span>) {
    let text = span.of(folded);
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let kind = class(c);
        let mut end = start + c.len_utf8();
        while let Some(&(i, next)) = chars.peek() {
            let goes_on = kind != Class::Other && class(next) == kind
                // PM2.5, 1+N
                || kind == Class::Latin
                    && matches!(next, '.' | '+' | '-')
                    && text
                        .get(i + 1..)
                        .and_then(|t| t.chars().next())
                        .is_some_and(|c| class(c) == Class::Latin);
            if !goes_on {
                break;
            }
            end = i + next.len_utf8();
            chars.next();
        }
        let run = Span::new(span.start() + start, span.start() + end);
        if kind == Class::Han {
            out.extend(JIEBA.cut(run.of(folded), false).iter().map(|token| {
                Span::new(run.start() + token.byte_start, run.start() + token.byte_end)
            }));
        } else {
            out.push(run);
        }
    }
}

/// What jieba's dictionary says of a token (`n`, `vn`, `a` ...), by its first letters; `m` for figures, `l` for listed words, `x` for the rest.
pub fn tagged(folded: &str, span: Span) -> Vec<(Span, String)> {
    let listed = |token: Span| {
        WORDS.hits(token.of(folded)).first().map(|h| h.span.len()) == Some(token.len())
    };
    let figures: Vec<Span> = number::figures(folded, span)
        .iter()
        .map(|f| f.span)
        .collect();
    tokens(folded, span)
        .into_iter()
        .map(|token| {
            let text = token.of(folded);
            let tag = if figures.binary_search(&token).is_ok() {
                "m".to_owned()
            } else if listed(token) {
                "l".to_owned()
            } else if text.chars().all(is_han) {
                let tags = JIEBA.tag(text, false);
                tags.first()
                    .map_or_else(|| "x".to_owned(), |t| t.tag.to_owned())
            } else {
                "x".to_owned()
            };
            (token, tag)
        })
        .collect()
}

/// What jieba's dictionary says of one word (`n`, `vn`, `a` ...); `l` for listed words, `x` for what it does not have. Loads the dictionary at
/// the first call.
pub fn tag(word: &str) -> String {
    if WORDS.hits(word).first().map(|h| h.span.len()) == Some(word.len()) {
        return "l".to_owned();
    }
    match JIEBA.tag(word, false).as_slice() {
        [one] => one.tag.to_owned(),
        _ => "x".to_owned(),
    }
}

/// Loads what [`tokens`] needs (some 150 ms and 33 MB) so that a later call is quick; call it on a worker.
pub fn prepare() {
    LazyLock::force(&WORDS);
    LazyLock::force(&JIEBA);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> String {
        tokens(text, Span::new(0, text.len()))
            .iter()
            .map(|t| t.of(text))
            .collect::<Vec<_>>()
            .join("/")
    }

    #[test]
    fn figures_then_listed_words_then_the_dictionary() {
        assert_eq!(
            cut("改造老旧小区32个,增长6.5-7%左右。"),
            "改造/老旧小区/32个/,/增长/6.5-7%左右/。"
        );
        assert_eq!(
            cut("优化营商环境，推行“一网通办”"),
            "优化/营商环境/，/推行/“/一网通办/”"
        );
        assert_eq!(cut("PM2.5和5G基站、C919"), "PM2.5/和/5G/基站/、/C919");
    }

    #[test]
    fn the_list_has_no_word_twice() {
        let mut words = listed();
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count);
        assert!(count > 500);
    }

    proptest! {
        #[test]
        fn tokens_join_to_the_text(text in "[0-9.%营商环境老旧小区改造，。 “”A-C+万亿个年\u{20000}]{0,40}") {
            let all = Span::new(0, text.len());
            let mut at = 0;
            for token in tokens(&text, all) {
                prop_assert_eq!(token.start(), at);
                prop_assert!(!token.of(&text).is_empty());
                at = token.end();
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
