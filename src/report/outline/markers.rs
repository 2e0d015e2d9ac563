//! Numbering at the start of a paragraph: 第一部分, 一、, （一）, 1., （1）, ①, 一是, ——.
//!
//! Works on the normal form; lengths are characters of it.

use crate::report::clean::chars::{starts, starts_any};

/// A marker with its number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// 第一部分
    Part(u8),
    /// 一、
    Han(u8),
    /// （一）
    HanParen(u8),
    /// 1. 1、 1)
    Arabic(u8),
    /// （1）
    ArabicParen(u8),
    /// ①
    Circle(u8),
    /// 一是 一要 第一，
    Ordinal(u8, Ordinal),
    /// ——
    Dash,
}

/// The build of an ordinal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ordinal {
    /// 一是
    Is,
    /// 一要
    Must,
    /// 第一，
    Nth,
    /// 其一，
    Of,
    /// 首先，其次，再次，最后，
    Then,
}

/// The number of 最后: after all others.
pub const LAST: u8 = 99;

impl Mark {
    /// Its number; 0 for a dash.
    pub fn number(self) -> u8 {
        match self {
            Mark::Part(n)
            | Mark::Han(n)
            | Mark::HanParen(n)
            | Mark::Arabic(n)
            | Mark::ArabicParen(n)
            | Mark::Circle(n)
            | Mark::Ordinal(n, _) => n,
            Mark::Dash => 0,
        }
    }
}

fn han_digit(c: char) -> Option<u8> {
    Some(match c {
        '一' | '壹' => 1,
        '二' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// A number in Chinese numerals, 1 to 99, and its length.
pub fn han_number(c: &[char]) -> Option<(u8, usize)> {
    let first = *c.first()?;
    if matches!(first, '十' | '拾') {
        return Some(
            c.get(1)
                .and_then(|&x| han_digit(x))
                .map_or((10, 1), |d| (10 + d, 2)),
        );
    }
    let tens = han_digit(first)?;
    if c.get(1) == Some(&'十') {
        return Some(
            c.get(2)
                .and_then(|&x| han_digit(x))
                .map_or((tens * 10, 2), |d| (tens * 10 + d, 3)),
        );
    }
    Some((tens, 1))
}

fn arabic_number(c: &[char]) -> Option<(u8, usize)> {
    let digits = c.iter().take(3).take_while(|x| x.is_ascii_digit()).count();
    if digits == 0 || digits > 2 {
        return None;
    }
    let n = c
        .iter()
        .take(digits)
        .filter_map(|x| x.to_digit(10))
        .fold(0, |n, d| n * 10 + d);
    (n > 0).then_some((n as u8, digits))
}

/// Number of a character in a row of such that starts at `first`.
fn nth(c: char, first: char) -> u8 {
    (c as u32 - first as u32 + 1) as u8
}

/// The marker that `c` begins with, and its length.
pub fn mark(c: &[char]) -> Option<(Mark, usize)> {
    let first = *c.first()?;
    match first {
        '第' => {
            let (n, len) = han_number(c.get(1..)?).or_else(|| arabic_number(c.get(1..)?))?;
            let rest = c.get(1 + len..)?;
            if let Some(word) = starts_any(rest, &["部分", "板块"]) {
                let stop = rest
                    .get(word)
                    .is_some_and(|x| matches!(x, ':' | '、' | ',' | '.'));
                return Some((Mark::Part(n), 1 + len + word + usize::from(stop)));
            }
            if rest.first().is_some_and(|x| matches!(x, ',' | '、' | ':')) {
                return Some((Mark::Ordinal(n, Ordinal::Nth), 2 + len));
            }
            starts_any(rest, &["是"]).map(|w| (Mark::Ordinal(n, Ordinal::Nth), 1 + len + w))
        }
        '(' | '[' | '【' => {
            let rest = c.get(1..)?;
            let (n, len, han) = match han_number(rest) {
                Some((n, len)) => (n, len, true),
                None => arabic_number(rest).map(|(n, len)| (n, len, false))?,
            };
            let close = rest.get(len)?;
            if !matches!((first, close), ('(', ')')) {
                return None;
            }
            let stop = rest
                .get(len + 1)
                .is_some_and(|x| matches!(x, '、' | '.' | ','));
            let size = len + 2 + usize::from(stop);
            Some((
                if han {
                    Mark::HanParen(n)
                } else {
                    Mark::ArabicParen(n)
                },
                size,
            ))
        }
        '①'..='⑳' => Some((Mark::Circle(nth(first, '①')), 1)),
        '❶'..='❿' => Some((Mark::Circle(nth(first, '❶')), 1)),
        '➀'..='➉' => Some((Mark::Circle(nth(first, '➀')), 1)),
        '㈠'..='㈩' => Some((Mark::HanParen(nth(first, '㈠')), 1)),
        '⑴'..='⒇' => Some((Mark::ArabicParen(nth(first, '⑴')), 1)),
        '⒈'..='⒛' => Some((Mark::Arabic(nth(first, '⒈')), 1)),
        '●' | '■' | '◆' | '◇' | '□' | '▲' | '★' | '☆' | '►' | '▶' | '◎' | '•' => {
            Some((Mark::Dash, 1))
        }
        '首' | '其' | '再' | '最'
            if starts_any(c, &["首先,", "其次,", "再次,", "最后,"]).is_some() =>
        {
            let n = match first {
                '首' => 1,
                '其' => 2,
                '再' => 3,
                _ => LAST,
            };
            Some((Mark::Ordinal(n, Ordinal::Then), 3))
        }
        '其' => {
            let (n, len) = han_number(c.get(1..)?)?;
            let rest = c.get(1 + len..)?;
            let stop = starts_any(rest, &[",", "、", ":", "是"])?;
            Some((Mark::Ordinal(n, Ordinal::Of), 1 + len + stop))
        }
        '—' | '-' => {
            let run = c.iter().take_while(|&&x| x == first).count();
            let enough = run >= 2 || (first == '—' && run == 1);
            (enough && run <= 6 && !starts(c.get(run..)?, ">")).then_some((Mark::Dash, run))
        }
        _ => {
            if let Some((n, len)) = han_number(c) {
                let rest = c.get(len..)?;
                if rest.first().is_some_and(|x| matches!(x, '、' | '.')) {
                    return Some((Mark::Han(n), len + 1));
                }
                // 一)是 and 一） as some type it.
                if rest.first() == Some(&')') {
                    return Some((Mark::HanParen(n), len + 1));
                }
                if rest.first() == Some(&'是') && !starts(rest, "是一") {
                    let comma = rest.get(1) == Some(&',');
                    return Some((Mark::Ordinal(n, Ordinal::Is), len + 1 + usize::from(comma)));
                }
                if rest.first() == Some(&'要') {
                    return Some((Mark::Ordinal(n, Ordinal::Must), len + 1));
                }
                return None;
            }
            let (n, len) = arabic_number(c)?;
            let rest = c.get(len..)?;
            let mark = rest.first()?;
            let digit_next = rest.get(1).is_some_and(char::is_ascii_digit);
            match mark {
                '.' if digit_next => None,
                '、' | '.' | ')' => Some((Mark::Arabic(n), len + 1)),
                _ => None,
            }
        }
    }
}
