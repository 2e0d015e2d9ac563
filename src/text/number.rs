//! Figures in running text: digits, scale, unit, bound and strength as one thing.
//!
//! Invariant: figures are in order, never overlap, and none begins or ends inside a run of digits. Half- and full-width
//! digits and signs read alike. Must not know what a figure measures.

use super::numeral::{han_digit, numeral};
use super::span::Span;
use super::unit::{DATE_UNITS, SCALES, UNITS, is_unit_before};

/// A figure in running text.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    /// From the first digit through unit and qualifier (`6.5-7%`, `1.65万平方米`, `8%左右`).
    pub span: Span,
    /// Value of the (upper) number in its unit, scale applied (`1.2万户` is 12000); `None` where it is not one number
    /// (47.8:52.1, 两位数, 数百家) or tells a place in a row (第3届, 第5号).
    pub value: Option<f64>,
    /// Lower end of a range (`6.5-7%`).
    pub low: Option<f64>,
    /// Unit without scale (`%`, `元`, `平方米`, `个百分点`), empty if none.
    pub unit: String,
    /// 左右, 以上, 以内 and the like, empty if none; those before the figure too (不低于, 超过, 约), which lie outside `span`.
    pub bound: String,
    /// A year, month or day (`2021年`, `12月`, `7日`), not a quantity.
    pub date: bool,
}

/// What a bound makes of a value.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Limit {
    /// As it stands.
    #[default]
    Exact,
    /// 左右, 上下, 约, 近.
    About,
    /// 以上, 不低于, 突破, 余: at least.
    AtLeast,
    /// 以内, 不超过, 控制在: at most.
    AtMost,
    /// Two values: 6.5-7%.
    Range,
}

impl Figure {
    /// What the bound says, whichever word says it.
    pub fn limit(&self) -> Limit {
        match self.bound.as_str() {
            "" if self.low.is_some() => Limit::Range,
            "" => Limit::Exact,
            "左右" | "上下" | "约" | "大约" | "近" | "接近" | "将近" => Limit::About,
            "以内" | "之内" | "以下" | "不超过" | "不高于" | "不多于" | "不突破" | "控制在"
            | "低于" | "少于" | "最多" => Limit::AtMost,
            _ => Limit::AtLeast,
        }
    }
}

const BOUNDS_AFTER: &[&str] = &["左右", "以上", "以内", "之内", "以下", "上下"];

/// Bounds before a figure, the longer ones first; with the characters that make another word of them.
const BOUNDS_BEFORE: &[(&str, &str)] = &[
    ("不低于", ""),
    ("不少于", ""),
    ("不小于", ""),
    ("不超过", ""),
    ("不高于", ""),
    ("不多于", ""),
    ("不突破", ""),
    ("控制在", ""),
    ("低于", ""),
    ("少于", ""),
    ("高于", ""),
    ("多于", ""),
    ("大于", ""),
    ("超过", ""),
    ("突破", ""),
    ("至少", ""),
    ("最多", ""),
    ("接近", ""),
    ("将近", ""),
    ("大约", ""),
    ("逾", ""),
    ("超", "赶"),
    ("近", "最附邻临靠贴远"),
    ("约", "节公条预违契合集制简签特"),
];

/// The figures of `span` of `text`, in order.
pub fn figures(text: &str, span: Span) -> Vec<Figure> {
    let line = Line::new(text, span);
    let mut out = Vec::new();
    let mut at = 0;
    while at < line.chars.len() {
        match line.figure(at) {
            Ok((figure, next)) => {
                out.push(figure);
                at = next;
            }
            Err(next) => at = next.max(at + 1),
        }
    }
    out
}

/// Half-width form of digits and signs that belong to figures; other characters as they are.
fn half(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '％' | '：' | '＋' | '－' | '／' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
        }
        '∶' => ':',
        _ => c,
    }
}

/// A stretch of text as characters with their offsets.
struct Line {
    chars: Vec<char>,
    offsets: Vec<usize>,
}

/// A number as written: value, and where it ends.
struct Number {
    value: f64,
    scaled: bool,
    end: usize,
    unit: &'static str,
    vague: &'static str,
}

impl Line {
    fn new(text: &str, span: Span) -> Self {
        let piece = span.of(text);
        let mut chars = Vec::with_capacity(piece.len() / 3);
        let mut offsets = Vec::with_capacity(piece.len() / 3 + 1);
        for (i, c) in piece.char_indices() {
            chars.push(half(c));
            offsets.push(span.start() + i);
        }
        offsets.push(span.start() + piece.len());
        Self { chars, offsets }
    }

    fn at(&self, i: usize) -> char {
        self.chars.get(i).copied().unwrap_or('\0')
    }

    fn span(&self, from: usize, to: usize) -> Span {
        let offset = |i: usize| self.offsets.get(i).copied().unwrap_or_default();
        Span::new(offset(from), offset(to))
    }

    /// Whether `word` stands at `i`; Latin letters in either case.
    fn stands(&self, i: usize, word: &str) -> bool {
        word.chars()
            .enumerate()
            .all(|(k, c)| self.at(i + k).to_ascii_lowercase() == c)
    }

    fn ends_with(&self, end: usize, word: &str) -> bool {
        let len = word.chars().count();
        end >= len && self.stands(end - len, word)
    }

    /// The figure that begins at `i`, with the place after it; else where to look next.
    fn figure(&self, i: usize) -> Result<(Figure, usize), usize> {
        if self.at(i).is_ascii_digit() {
            return self.digits(i);
        }
        self.han(i).ok_or(i + 1)
    }

    fn digits(&self, i: usize) -> Result<(Figure, usize), usize> {
        // 5G, PM2.5, C919 and 4A are names.
        let run_end = self.name_end(i);
        if i > 0 && self.at(i - 1).is_ascii_alphabetic() {
            return Err(run_end);
        }
        let Some(first) = self.number(i) else {
            return Err(run_end);
        };
        if first.unit.is_empty() && self.at(first.end).is_ascii_alphabetic() {
            return Err(run_end);
        }
        if let Some(end) = self.chain(i, first.end) {
            return Ok((
                Figure {
                    span: self.span(i, end),
                    value: None,
                    low: None,
                    unit: String::new(),
                    bound: String::new(),
                    date: false,
                },
                end,
            ));
        }
        Ok(self.finish(i, &first))
    }

    /// Ranges, bounds, dates: everything that follows the first number.
    fn finish(&self, i: usize, first: &Number) -> (Figure, usize) {
        let mut value = Some(first.value);
        let (mut low, mut end, mut unit, mut vague) = (None, first.end, first.unit, first.vague);
        if let Some(second) = self.range(first) {
            let low_scaled = if first.scaled || !second.scaled {
                first.value
            } else {
                first.value * second.scale()
            };
            let upper = second.number.value;
            if low_scaled <= upper {
                low = Some(low_scaled);
                value = Some(upper);
            } else {
                value = None;
            }
            end = second.number.end;
            unit = second.number.unit;
            vague = second.number.vague;
        }
        let (bound, end) = self.bound(i, end, vague);
        let year = |k: usize, value: f64| {
            (k..k + 4).all(|k| self.at(k).is_ascii_digit())
                && !self.at(k + 4).is_ascii_digit()
                && (1000.0..3000.0).contains(&value)
        };
        let four_digits = year(i, first.value);
        let date = match unit {
            "年" | "年度" => four_digits,
            "日" | "号" => i > 0 && matches!(self.at(i - 1), '月'),
            // 2016-2020, 2023国际博览会
            "" => {
                let years = |y: f64| (1950.0..2060.0).contains(&y);
                four_digits
                    && bound.is_empty()
                    && match low {
                        Some(low) => end == i + 9 && years(low),
                        None => end == i + 4 && years(first.value),
                    }
            }
            unit => DATE_UNITS.contains(&unit),
        };
        let ordinal =
            self.is_ordinal(i, end) || (matches!(unit, "号" | "届" | "强" | "热线") && !date);
        let unit = match unit {
            "百分点" => "个百分点",
            "年度" => "年",
            "月份" => "月",
            other => other,
        };
        (
            Figure {
                span: self.span(i, end),
                value: value.filter(|_| !ordinal),
                low: low.filter(|_| !ordinal),
                unit: unit.to_owned(),
                bound: bound.to_owned(),
                date,
            },
            end,
        )
    }

    /// Whether the number from `i` to `end` tells a place in a row: 第3条, and `1.` or `(1)` before an item.
    fn is_ordinal(&self, i: usize, end: usize) -> bool {
        let before = i.checked_sub(1).map(|k| self.at(k));
        if before == Some('第') || self.at(end) == '版' {
            return true;
        }
        let opens = before.is_none_or(|c| c == '\n')
            || self
                .chars
                .get(..i)
                .is_some_and(|head| head.iter().all(|c| c.is_whitespace()));
        match self.at(end) {
            '.' | '、' => opens && !self.at(end + 1).is_ascii_digit(),
            // Footnotes.
            ']' | '］' | '〕' => matches!(before, Some('[' | '［' | '〔')),
            ')' | '）' => {
                matches!(before, Some('(' | '（')) && end - i <= 2
                    || opens && !self.at(end + 1).is_ascii_digit()
            }
            _ => false,
        }
    }

    /// End of the run of digits and Latin letters that `i` stands in.
    fn name_end(&self, i: usize) -> usize {
        let mut end = i;
        while self.at(end).is_ascii_alphanumeric()
            || (matches!(self.at(end), '.' | '-' | '+') && self.at(end + 1).is_ascii_alphanumeric())
        {
            end += 1;
        }
        end
    }

    /// `47.8:52.1`, `2021-02-19`, `7·22`, `1+6`, `24/7`: numbers that belong together but are no one number.
    fn chain(&self, start: usize, first_end: usize) -> Option<usize> {
        let joins = |c: char| matches!(c, ':' | '·' | '+' | '/' | '?' | '•');
        let mut end = self.plain(start).map_or(first_end, |(_, end)| end);
        let mut links = 0;
        let mut hyphens = 0;
        while let c = self.at(end)
            && (joins(c) || c == '-')
            && let Some(next) = self.member(c, end + 1)
        {
            hyphens += u32::from(c == '-');
            links += 1;
            end = next;
        }
        // One hyphen is a range.
        (links > hyphens || hyphens > 1).then_some(end)
    }

    /// The end of what a joint joins: digits, after a plus a letter as well (1+8+N).
    fn member(&self, joint: char, i: usize) -> Option<usize> {
        if joint == '+' && matches!(self.at(i), 'N' | 'n' | 'X' | 'x') {
            return (!self.at(i + 1).is_ascii_alphanumeric()).then_some(i + 1);
        }
        self.plain(i).map(|(_, end)| end)
    }

    /// Digits with thousands commas and decimals: value and end.
    fn plain(&self, i: usize) -> Option<(f64, usize)> {
        let mut text = String::new();
        let mut end = i;
        while self.at(end).is_ascii_digit() {
            text.push(self.at(end));
            end += 1;
        }
        if text.is_empty() {
            return None;
        }
        let group = |from: usize| {
            self.at(from) == ','
                && (from + 1..from + 4).all(|k| self.at(k).is_ascii_digit())
                && !self.at(from + 4).is_ascii_digit()
        };
        while text.len() <= 3 + (end - i - text.len()) * 3 && group(end) {
            text.extend((end + 1..end + 4).map(|k| self.at(k)));
            end += 4;
        }
        if self.at(end) == '.' && self.at(end + 1).is_ascii_digit() {
            text.push('.');
            end += 1;
            while self.at(end).is_ascii_digit() {
                text.push(self.at(end));
                end += 1;
            }
        }
        text.parse().ok().map(|value| (value, end))
    }

    fn number(&self, i: usize) -> Option<Number> {
        let (value, end) = self.plain(i)?;
        Some(self.with_unit(value, end))
    }

    /// Scale, vagueness and unit after a bare number.
    fn with_unit(&self, value: f64, end: usize) -> Number {
        let vague = |at: usize| match self.at(at) {
            '多' => "多",
            '余' | '馀' | '餘' => "余",
            _ => "",
        };
        let mut number = Number {
            value,
            scaled: false,
            end,
            unit: "",
            vague: "",
        };
        let mut at = end;
        // 139.01 亿元
        if self.is_blank(at)
            && let Some((len, _)) = self.scale(at + 1)
            && self.unit(at + 1 + len).is_some()
        {
            at += 1;
        }
        // 20多万: vagueness before the scale.
        let early = vague(at);
        if !early.is_empty() && (self.scale(at + 1).is_some() || self.unit(at + 1).is_some()) {
            number.vague = early;
            at += 1;
            number.end = at;
        }
        if let Some((len, scale)) = self.scale(at) {
            number.value *= scale;
            number.scaled = true;
            at += len;
            number.end = at;
            let late = vague(at);
            if !late.is_empty() {
                number.vague = late;
                at += 1;
                number.end = at;
            }
        }
        // A blank may stand before the unit.
        let gap = usize::from(self.is_blank(at) && self.unit(at + 1).is_some());
        if let Some((len, unit)) = self.unit(at + gap) {
            number.unit = unit;
            number.end = at + gap + len;
            // 元/平方米
            if self.at(number.end) == '/'
                && let Some((len, _)) = self.unit(number.end + 1)
            {
                number.end += 1 + len;
            }
            let after = vague(number.end);
            if !after.is_empty() && number.vague.is_empty() && unit != "%" {
                number.vague = after;
                number.end += 1;
            }
        }
        number
    }

    fn is_blank(&self, i: usize) -> bool {
        matches!(self.at(i), ' ' | '\u{3000}' | '\u{a0}' | '\t')
    }

    fn scale(&self, i: usize) -> Option<(usize, f64)> {
        let (word, scale) = SCALES.iter().find(|(word, _)| self.stands(i, word))?;
        // 千瓦 is a unit, 十万 after digits none.
        let own_unit = self
            .unit(i)
            .is_some_and(|(len, _)| len > word.chars().count() || word.chars().count() == len);
        (!own_unit).then_some((word.chars().count(), *scale))
    }

    fn unit(&self, i: usize) -> Option<(usize, &'static str)> {
        let (len, unit) = UNITS
            .iter()
            .filter(|unit| self.stands(i, unit))
            .map(|unit| (unit.chars().count(), *unit))
            .max_by_key(|&(len, _)| len)?;
        is_unit_before(unit, self.at(i + len)).then_some((len, unit))
    }

    /// The upper end of a range whose lower end is `first`.
    fn range(&self, first: &Number) -> Option<Upper> {
        let at = first.end;
        let len = match self.at(at) {
            '-' | '–' | '—' | '~' | '～' | '－' | '―' | '至' | '到' => 1,
            _ => return None,
        };
        let number = self.number(at + len)?;
        let agree = first.unit.is_empty()
            || first.unit == number.unit
            || (first.unit == "年" && number.unit == "年");
        if !agree || !first.vague.is_empty() {
            return None;
        }
        let (plain, _) = self.plain(at + len)?;
        Some(Upper {
            scaled: number.scaled,
            plain,
            number,
        })
    }

    /// Numbers in Han characters where they are clearly quantities: 百分之八, 三成, 两倍, 翻一番, 两位数, 二十项, 三百余家,
    /// 二〇二一年.
    fn han(&self, i: usize) -> Option<(Figure, usize)> {
        let first = self.at(i);
        if !matches!(first, '翻' | '百' | '千' | '万' | '十' | '数' | '几' | '上')
            && han_digit(first).is_none()
        {
            return None;
        }
        for (word, unit) in [("百分之", "%"), ("千分之", "‰")] {
            if self.stands(i, word) {
                let (value, end) = numeral(&self.chars, i + 3)?;
                return Some(self.part(i, end, value, unit));
            }
        }
        if self.stands(i, "两位数") {
            return Some(self.made(i, i + 3, None, ("", ""), false));
        }
        if first == '翻' {
            if self.stands(i + 1, "番") {
                return Some(self.made(i, i + 2, Some(1.0), ("番", ""), false));
            }
            let (value, end) = numeral(&self.chars, i + 1)?;
            return self
                .stands(end, "番")
                .then(|| self.made(i, end + 1, Some(value), ("番", ""), false));
        }
        // Inside a longer numeral, or an ordinal: 第十八届.
        if i > 0
            && (han_digit(self.at(i - 1)).is_some() || "十百千万亿第初“".contains(self.at(i - 1)))
        {
            return None;
        }
        if han_digit(first).is_none() && first != '十' {
            return self.round(i);
        }
        // 二〇二一年
        if (i..i + 4).all(|k| han_digit(self.at(k)).is_some()) && self.at(i + 4) == '年' {
            let year = (i..i + 4).fold(0, |sum, k| sum * 10 + han_digit(self.at(k)).unwrap_or(0));
            return Some(self.made(i, i + 5, Some(f64::from(year)), ("年", ""), true));
        }
        let (value, end) = numeral(&self.chars, i)?;
        if self.stands(end, "分之") {
            let (upper, end) = numeral(&self.chars, end + 2)?;
            let part = Some(upper / value.max(1.0));
            return Some(self.made(i, end, part, ("", ""), false));
        }
        let (vague, skip) = match self.at(end) {
            '多' => ("多", 1),
            '余' | '馀' | '餘' => ("余", 1),
            _ => ("", 0),
        };
        // One numeral alone counts things in set phrases (一个中心); from two on it is a quantity.
        let long = (end - i >= 2 || first == '十')
            && self
                .chars
                .get(i..end)?
                .iter()
                .any(|c| "十百千万亿".contains(*c));
        let (len, unit) = self.unit(end + skip)?;
        let unit = if unit == "百分点" {
            "个百分点"
        } else {
            unit
        };
        let strong = matches!(
            unit,
            "成" | "倍" | "%" | "个百分点" | "公里" | "平方公里" | "亩" | "公顷" | "吨"
        );
        let other = matches!(unit, "大" | "届" | "里" | "分" | "方" | "面" | "道")
            || unit == "成" && long && first != '十';
        if other || !(long || strong) {
            return None;
        }
        let date = DATE_UNITS.contains(&unit) && !matches!(unit, "年" | "号" | "年度");
        Some(self.made(i, end + skip + len, Some(value), (unit, vague), date))
    }

    /// 百分之八, 百分之八至九, 百分之六到百分之七.
    fn part(&self, i: usize, end: usize, value: f64, unit: &'static str) -> (Figure, usize) {
        if matches!(self.at(end), '至' | '到' | '-' | '—') {
            let skip = if self.stands(end + 1, "百分之") {
                4
            } else {
                1
            };
            if let Some((upper, to)) = numeral(&self.chars, end + skip)
                && upper > value
            {
                let (mut figure, to) = self.made(i, to, Some(upper), (unit, ""), false);
                figure.low = Some(value);
                return (figure, to);
            }
        }
        self.made(i, end, Some(value), (unit, ""), false)
    }

    /// Round numbers without a digit: 百余家, 上千户, 数百个, 几十项.
    fn round(&self, i: usize) -> Option<(Figure, usize)> {
        let scale = |k: usize| match self.at(k) {
            '十' => Some(10.0),
            '百' => Some(100.0),
            '千' => Some(1e3),
            '万' => Some(1e4),
            _ => None,
        };
        let some = matches!(self.at(i), '数' | '几');
        let at_least = self.at(i) == '上';
        let mut at = i + usize::from(some || at_least);
        let mut value = scale(at)?;
        at += 1;
        while let Some(more) = scale(at).or((self.at(at) == '亿').then_some(1e8)) {
            value *= more;
            at += 1;
        }
        let vague = match self.at(at) {
            '多' => "多",
            '余' | '馀' | '餘' => "余",
            _ => "",
        };
        if vague.is_empty() && !some && !at_least {
            return None;
        }
        at += usize::from(!vague.is_empty());
        let (len, unit) = self.unit(at)?;
        let bound = if at_least { "上" } else { vague };
        let value = (!some).then_some(value);
        Some(self.made(i, at + len, value, (unit, bound), false))
    }

    /// A figure in Han characters, with the bound that stands after or before it.
    fn made(
        &self,
        i: usize,
        end: usize,
        value: Option<f64>,
        (unit, vague): (&str, &str),
        date: bool,
    ) -> (Figure, usize) {
        let (bound, end) = self.bound(i, end, vague);
        let figure = Figure {
            span: self.span(i, end),
            value,
            low: None,
            unit: unit.to_owned(),
            bound: bound.to_owned(),
            date,
        };
        (figure, end)
    }

    /// The bound of the figure from `i` to `end`, and where the figure ends with it.
    fn bound<'s>(&self, i: usize, end: usize, vague: &'s str) -> (&'s str, usize) {
        if let Some(word) = BOUNDS_AFTER.iter().find(|w| self.stands(end, w)) {
            return (word, end + word.chars().count());
        }
        let before = BOUNDS_BEFORE.iter().find(|(word, not_after)| {
            let len = word.chars().count();
            self.ends_with(i, word) && (i == len || !not_after.contains(self.at(i - len - 1)))
        });
        (before.map_or(vague, |(word, _)| word), end)
    }
}

/// The upper end of a range.
struct Upper {
    number: Number,
    plain: f64,
    scaled: bool,
}

impl Upper {
    fn scale(&self) -> f64 {
        if self.plain == 0.0 {
            1.0
        } else {
            self.number.value / self.plain
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;
    use proptest::prelude::*;

    /// `text|value|low|unit|bound` of each figure, dates with `@`.
    fn read(text: &str) -> Vec<String> {
        figures(text, Span::new(0, text.len()))
            .iter()
            .map(|f| {
                let number = |n: Option<f64>| {
                    n.map_or_else(String::new, |n| ((n * 1e6).round() / 1e6).to_string())
                };
                format!(
                    "{}{}|{}|{}|{}|{}",
                    if f.date { "@" } else { "" },
                    f.span.of(text),
                    number(f.value),
                    number(f.low),
                    f.unit,
                    f.bound
                )
            })
            .collect()
    }

    #[test]
    fn scale_unit_and_bound_belong_to_the_figure() {
        assert_eq!(read("增长8.5%，"), ["8.5%|8.5||%|"]);
        assert_eq!(read("增长10%左右"), ["10%左右|10||%|左右"]);
        assert_eq!(read("改造1.65万平方米"), ["1.65万平方米|16500||平方米|"]);
        assert_eq!(
            read("突破1.2万亿元大关"),
            ["1.2万亿元|1200000000000||元|突破"]
        );
        assert_eq!(read("惠及1200多户"), ["1200多户|1200||户|多"]);
        assert_eq!(read("吸纳20余万人次"), ["20余万人次|200000||人次|余"]);
        assert_eq!(read("投入500万元"), ["500万元|5000000||元|"]);
        assert_eq!(read("装机300万千瓦"), ["300万千瓦|3000000||千瓦|"]);
        assert_eq!(
            read("均价8000元/平方米以上"),
            ["8000元/平方米以上|8000||元|以上"]
        );
        assert_eq!(read("提高0.5个百分点"), ["0.5个百分点|0.5||个百分点|"]);
        assert_eq!(read("失业率控制在5.5%以内"), ["5.5%以内|5.5||%|以内"]);
        assert_eq!(
            read("不低于30个，节约30吨"),
            ["30个|30||个|不低于", "30吨|30||吨|"]
        );
        assert_eq!(read("收入1,234,567元"), ["1,234,567元|1234567||元|"]);
        assert_eq!(read("第1,2项"), ["1||||", "2项|2||项|"]);
    }

    #[test]
    fn ranges_have_two_ends() {
        assert_eq!(read("增长6.5-7%"), ["6.5-7%|7|6.5|%|"]);
        assert_eq!(read("增长6%至6.5%左右"), ["6%至6.5%左右|6.5|6|%|左右"]);
        assert_eq!(read("1—2万户"), ["1—2万户|20000|10000|户|"]);
        assert_eq!(read("2016-2020年"), ["@2016-2020年|2020|2016|年|"]);
    }

    #[test]
    fn what_is_no_one_number_has_no_value() {
        assert_eq!(read("比例为47.8:52.1。"), ["47.8:52.1||||"]);
        assert_eq!(read("三次产业比2.9∶43.3∶53.8"), ["2.9∶43.3∶53.8||||"]);
        assert_eq!(read("2021-02-19"), ["2021-02-19||||"]);
        assert_eq!(read("抗击“7·22”和7?22"), ["7·22||||", "7?22||||"]);
        assert_eq!(read("两位数增长"), ["两位数||||"]);
    }

    #[test]
    fn dates_are_flagged() {
        assert_eq!(
            read("2021年12月7日"),
            ["@2021年|2021||年|", "@12月|12||月|", "@7日|7||日|"]
        );
        assert_eq!(read("二〇二一年"), ["@二〇二一年|2021||年|"]);
        assert_eq!(read("用5年时间、6个月"), ["5年|5||年|", "6个月|6||个月|"]);
    }

    #[test]
    fn an_anniversary_is_one_figure() {
        assert_eq!(read("建区100周年"), ["100周年|100||周年|"]);
        assert_eq!(read("年满60周岁以上"), ["60周岁以上|60||周岁|以上"]);
        assert_eq!(read("用3周时间"), ["3周|3||周|"]);
    }

    #[test]
    fn han_numerals_count_where_they_are_quantities() {
        assert_eq!(read("增长百分之八点五"), ["百分之八点五|8.5||%|"]);
        assert_eq!(
            read("翻一番，增加两倍，占三成以上"),
            ["翻一番|1||番|", "两倍|2||倍|", "三成以上|3||成|以上"]
        );
        assert_eq!(read("办好二十项实事"), ["二十项|20||项|"]);
        assert_eq!(read("三分之一"), ["三分之一|0.333333|||"]);
        assert!(read("“十四五”时期，一个中心，第十八届，十分重要，一成不变").is_empty());
    }

    #[test]
    fn names_are_no_figures() {
        assert!(read("5G基站、PM2.5、C919、4A级").is_empty());
        assert_eq!(read("5G基站120个"), ["120个|120||个|"]);
    }

    #[test]
    fn both_widths_read_alike() {
        assert_eq!(read("增长８．５％"), ["８．５％|8.5||%|"]);
        assert_eq!(read("１２００户"), ["１２００户|1200||户|"]);
    }

    proptest! {
        #[test]
        fn no_run_of_digits_is_split(text in "[0-9０-９.,:%万亿个年至一十百增长左右A -]{0,40}") {
            let found = figures(&text, Span::new(0, text.len()));
            let digit = |c: char| half(c).is_ascii_digit();
            let mut last = 0;
            for f in found {
                prop_assert!(f.span.start() >= last && !f.span.is_empty());
                last = f.span.end();
                let before = text[..f.span.start()].chars().next_back();
                let after = text[f.span.end()..].chars().next();
                let inside = f.span.of(&text);
                prop_assert!(!(inside.starts_with(digit) && before.is_some_and(digit)));
                prop_assert!(!(inside.ends_with(digit) && after.is_some_and(digit)));
            }
        }
    }
}
