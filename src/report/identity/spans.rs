//! The years that a report looks back on and those that it plans, and about when a text without a year was written.
//!
//! Headings of the first level say what is reviewed and planned; 过去五年 is counted from the nominal year. A text that names no year is
//! dated by the sessions of the party's congresses and committees that it knows of, and that is said to be worked out. Must not know of
//! places.

use super::head::{is_numeral, years_in};
use super::year::past_year;
use super::{Confidence, Evidence, How, Year, Years};
use crate::report::clean::Cleaned;
use crate::report::clean::chars::{Chars, ends_any, starts_any};
use crate::report::{Role, Section};
use crate::text::fold::is_han;
use crate::text::numeral;
use crate::text::span::Span;

/// What a report looks back on and what it plans.
#[derive(Default)]
pub struct Found {
    /// Looks back on.
    pub reviewed: Vec<Evidence<Years>>,
    /// Plans.
    pub planned: Vec<Evidence<Years>>,
}

/// Reads both from the headings of level 1; `year` is the nominal year where it is known.
pub fn read(
    text: &str,
    folded: &str,
    cleaned: &Cleaned,
    sections: &[Section],
    year: Option<&Evidence<Year>>,
) -> Found {
    let mut found = Found::default();
    let nominal = year.map(|y| y.value.0);
    let mut plans = false;
    for section in sections.iter().filter(|s| s.level == 1) {
        let back = match section.role {
            Role::Review => true,
            Role::Plan | Role::Outlook => false,
            _ => continue,
        };
        plans |= !back;
        let chars = Chars::read(folded, section.title, &cleaned.gaps);
        let said = stated(chars.all())
            .into_iter()
            .map(|(from, to, years)| (from, to, years, How::Heading, Confidence::Stated))
            .chain(
                counted(chars.all(), nominal, back).map(|(from, to, years)| {
                    (from, to, years, How::CountedFromYear, Confidence::Likely)
                }),
            );
        let into = if back {
            &mut found.reviewed
        } else {
            &mut found.planned
        };
        for (from, to, value, how, confidence) in said {
            // A year after the one that is planned is an aim far off, one before it no plan.
            let fits = match nominal {
                Some(nominal) if back => value.from < nominal,
                Some(nominal) => value.to >= nominal && value.from <= nominal + 1,
                None => true,
            };
            if fits && !into.iter().any(|e| e.value == value) {
                into.push(Evidence {
                    value,
                    span: Some(chars.span(text, from, to)),
                    how,
                    confidence,
                });
            }
        }
    }
    if found.reviewed.is_empty()
        && let Some((year, span)) = past_year(text, folded, cleaned)
        && nominal.is_none_or(|nominal| year < nominal)
    {
        found.reviewed.push(Evidence {
            value: Years::one(year),
            span: Some(span),
            how: How::CalledPast,
            confidence: Confidence::Likely,
        });
    }
    if found.planned.is_empty()
        && let Some(year) = year.filter(|_| plans)
    {
        found.planned.push(Evidence {
            value: Years::one(year.value.0),
            span: year.span,
            how: year.how.clone(),
            confidence: year.confidence.min(Confidence::Likely),
        });
    }
    found
}

/// Years and five-year plans that are named: 2021年, 2021—2025年, “十四五”.
fn stated(chars: &[char]) -> Vec<(usize, usize, Years)> {
    let mut found: Vec<(usize, usize, Years)> = Vec::new();
    for (at, year) in years_in(chars) {
        // 2021-2025年, 2021年至2025年
        let before = chars.get(..at).unwrap_or(&[]);
        let dash = before.last().is_some_and(|c| "-—~～至到".contains(*c));
        let from = dash
            .then(|| {
                let end = before.len() - 1;
                let end = if before.get(..end)?.last() == Some(&'年') {
                    end - 1
                } else {
                    end
                };
                let digits = before.get(end.checked_sub(4)?..end)?;
                let year = digits
                    .iter()
                    .try_fold(0_u16, |n, c| Some(n * 10 + c.to_digit(10)? as u16))?;
                (1949..2100).contains(&year).then_some((end - 4, year))
            })
            .flatten()
            .filter(|&(_, from)| from < year);
        if let Some((start, from)) = from {
            found.retain(|f| f.0 != start);
            found.push((start, at + 5, Years { from, to: year }));
        } else {
            found.push((at, at + 5, Years::one(year)));
        }
    }
    for (at, _) in chars.iter().enumerate().filter(|&(_, &c)| c == '五') {
        let Some((from, years)) = plan(chars, at) else {
            continue;
        };
        found.push((from, at + 1, years));
    }
    found
}

/// The five-year plan whose name ends with the 五 at `at`: “十四五”, 十四五时期. Where it starts, and its years.
fn plan(chars: &[char], at: usize) -> Option<(usize, Years)> {
    let run = chars
        .get(..at)?
        .iter()
        .rev()
        .take(2)
        .take_while(|c| "一二三四五六七八九十".contains(**c))
        .count();
    let from = at - run;
    let number = match chars.get(from..at)? {
        ['十'] => 10,
        [c] => numeral::han_digit(*c)?,
        ['十', c] => 10 + numeral::han_digit(*c)?,
        _ => return None,
    };
    let quoted = from.checked_sub(1).and_then(|i| chars.get(i)) == Some(&'“')
        && chars.get(at + 1) == Some(&'”');
    let named = starts_any(chars.get(at + 1..)?, &["时期", "期间", "规划", "计划"]).is_some();
    if !(quoted || named) {
        return None;
    }
    // 一五 was 1953 to 1957; after the three years from 1963 the third began in 1966.
    let from_year = match number {
        1 => 1953,
        2 => 1958,
        n => 1951 + 5 * u16::try_from(n).ok()?,
    };
    (number <= 20).then_some((
        from,
        Years {
            from: from_year,
            to: from_year + 4,
        },
    ))
}

/// Years counted from the nominal one: 过去五年, 四年来, 今后五年, 今年.
fn counted(chars: &[char], nominal: Option<u16>, back: bool) -> Option<(usize, usize, Years)> {
    let nominal = nominal?;
    for (at, _) in chars.iter().enumerate().filter(|&(_, &c)| c == '年') {
        let count = at
            .checked_sub(1)
            .and_then(|i| chars.get(i))
            .and_then(|&c| match c {
                '两' => Some(2),
                c => numeral::han_digit(c).filter(|n| (1..=9).contains(n)),
            });
        let before = chars.get(..at.saturating_sub(1)).unwrap_or(&[]);
        let after = chars.get(at + 1..).unwrap_or(&[]);
        if let Some(count) = count {
            let count = count as u16;
            let start = |words: &[&str]| starts_back(before, words).map(|length| at - 1 - length);
            if back {
                let from = start(&["过去的", "过去", "这", "近"]);
                let from = from.or_else(|| (after.first() == Some(&'来')).then_some(at - 1));
                if let Some(from) = from {
                    return Some((
                        from,
                        at + 1,
                        Years {
                            from: nominal - count,
                            to: nominal - 1,
                        },
                    ));
                }
            } else if let Some(from) = start(&["今后", "未来"]).filter(|_| count > 1) {
                return Some((
                    from,
                    at + 1,
                    Years {
                        from: nominal,
                        to: nominal + count - 1,
                    },
                ));
            }
        } else if !back && at == 1 && chars.first() == Some(&'今') {
            return Some((0, 2, Years::one(nominal)));
        } else if back && at == 1 && chars.first() == Some(&'去') {
            return Some((0, 2, Years::one(nominal - 1)));
        }
    }
    None
}

/// Length of the first of `words` that `before` ends with.
fn starts_back(before: &[char], words: &[&str]) -> Option<usize> {
    words
        .iter()
        .find(|word| ends_any(before, &[word]))
        .map(|word| word.chars().count())
}

/// Year and month of each congress of the party from the 12th on and of its committee's sessions from the second on (the first is held
/// with the congress); of the 11th committee only the sessions. As their communiqués are dated. The next year stands for what is not known
/// yet.
const SESSIONS: [(u8, &[(u16, u8)]); 10] = [
    (
        11,
        &[
            (1977, 8),
            (1978, 2),
            (1978, 12),
            (1979, 9),
            (1980, 2),
            (1981, 6),
            (1982, 8),
        ],
    ),
    (
        12,
        &[
            (1982, 9),
            (1983, 10),
            (1984, 10),
            (1985, 9),
            (1985, 9),
            (1986, 9),
            (1987, 10),
        ],
    ),
    (
        13,
        &[
            (1987, 10),
            (1988, 3),
            (1988, 9),
            (1989, 6),
            (1989, 11),
            (1990, 3),
            (1990, 12),
            (1991, 11),
            (1992, 10),
        ],
    ),
    (
        14,
        &[
            (1992, 10),
            (1993, 3),
            (1993, 11),
            (1994, 9),
            (1995, 9),
            (1996, 10),
            (1997, 9),
        ],
    ),
    (
        15,
        &[
            (1997, 9),
            (1998, 2),
            (1998, 10),
            (1999, 9),
            (2000, 10),
            (2001, 9),
            (2002, 11),
        ],
    ),
    (
        16,
        &[
            (2002, 11),
            (2003, 2),
            (2003, 10),
            (2004, 9),
            (2005, 10),
            (2006, 10),
            (2007, 10),
        ],
    ),
    (
        17,
        &[
            (2007, 10),
            (2008, 2),
            (2008, 10),
            (2009, 9),
            (2010, 10),
            (2011, 10),
            (2012, 11),
        ],
    ),
    (
        18,
        &[
            (2012, 11),
            (2013, 2),
            (2013, 11),
            (2014, 10),
            (2015, 10),
            (2016, 10),
            (2017, 10),
        ],
    ),
    (
        19,
        &[
            (2017, 10),
            (2018, 1),
            (2018, 2),
            (2019, 10),
            (2020, 10),
            (2021, 11),
            (2022, 10),
        ],
    ),
    (20, &[(2022, 10), (2023, 2), (2024, 7), (2025, 10)]),
];

/// An event that a text names.
struct Named {
    /// Year and month.
    held: (u16, u8),
    /// Year and month of the one after it, if it has been.
    next: Option<(u16, u8)>,
    /// As it is named: 十七届四中全会.
    name: String,
    span: Span,
    /// It is still to come: 迎接党的二十大.
    ahead: bool,
    /// It may be long past: 十一届三中全会以来.
    since: bool,
}

/// About when a text was written that states no year: between the last session that it knows and the one after.
pub fn dated(text: &str, folded: &str, cleaned: &Cleaned) -> Option<Evidence<Years>> {
    let (from, to) = (cleaned.speech_start as usize, cleaned.speech_end as usize);
    let mut named: Vec<Named> = Vec::new();
    for &paragraph in cleaned.paragraphs.iter().take(to).skip(from) {
        let line = paragraph.of(folded);
        if line.contains("中全会") || line.contains('大') && line.contains("党的") {
            let chars = Chars::read(folded, paragraph, &cleaned.gaps);
            events(&chars, text, &mut named);
        }
    }
    let last = named
        .iter()
        .filter(|n| !n.ahead)
        .max_by_key(|n| (n.held, !n.since))
        .filter(|n| !n.since)?;
    let coming = named
        .iter()
        .filter(|n| n.ahead && n.held > last.held)
        .map(|n| n.held.0)
        .min();
    let (from, month) = last.held;
    // What is held in winter is carried out in the year after; of a session to come the text is older.
    let to = coming
        .or(last.next.map(|n| n.0))
        .unwrap_or(from + 1)
        .max(from + u16::from(month >= 9));
    Some(Evidence {
        value: Years { from, to },
        span: Some(last.span),
        how: How::Sessions(last.name.clone()),
        confidence: Confidence::Inferred,
    })
}

fn events(chars: &Chars, text: &str, named: &mut Vec<Named>) {
    let all = chars.all();
    for (at, &c) in all.iter().enumerate() {
        let rest = all.get(at + 1..).unwrap_or(&[]);
        let (term, session, end) = match c {
            '届' => {
                let digits = rest.iter().take(2).take_while(|&&c| is_numeral(c)).count();
                let Some(session) = number(rest.get(..digits).unwrap_or(&[])) else {
                    continue;
                };
                if starts_any(rest.get(digits..).unwrap_or(&[]), &["中全会"]).is_none() {
                    continue;
                }
                (at, session, at + 1 + digits + 3)
            }
            // 党的十八大, and not 十八大工程.
            '大' => (at, 1, at + 1),
            _ => continue,
        };
        let digits = all
            .get(..term)
            .unwrap_or(&[])
            .iter()
            .rev()
            .take(3)
            .take_while(|&&c| is_numeral(c))
            .count();
        let start = term - digits;
        let Some(term) = number(all.get(start..term).unwrap_or(&[])) else {
            continue;
        };
        let before = all.get(start.saturating_sub(8)..start).unwrap_or(&[]);
        if c == '大' && !ends_any(before, &["党的", "中共", "共产党"]) {
            continue;
        }
        let Some((_, sessions)) = SESSIONS.iter().find(|s| usize::from(s.0) == term) else {
            continue;
        };
        let Some(&held) = session.checked_sub(1).and_then(|i| sessions.get(i)) else {
            continue;
        };
        let following = SESSIONS.iter().find(|s| usize::from(s.0) == term + 1);
        let next = sessions
            .get(session)
            .or_else(|| following.and_then(|f| f.1.first()));
        let head = before.iter().collect::<String>();
        let tail: String = all
            .get(end..)
            .unwrap_or(&[])
            .iter()
            .take(6)
            .take_while(|&&c| is_han(c))
            .collect();
        named.push(Named {
            held,
            next: next.copied(),
            name: chars.span(text, start, end).of(text).to_owned(),
            span: chars.span(text, start, end),
            since: tail.starts_with("以来"),
            ahead: head.contains('迎')
                || head.contains("即将")
                || tail.contains("即将")
                || tail.contains("将召开"),
        });
    }
}

/// 四, 十七, 17.
fn number(chars: &[char]) -> Option<usize> {
    match chars {
        ['十'] => Some(10),
        [c] => Some(c.to_digit(10).or_else(|| numeral::han_digit(*c))? as usize),
        ['十', c] => Some(10 + numeral::han_digit(*c)? as usize),
        ['二', '十'] => Some(20),
        ['二', '十', c] => Some(20 + numeral::han_digit(*c)? as usize),
        [a, b] => Some((a.to_digit(10)? * 10 + b.to_digit(10)?) as usize),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use std::sync::Arc;

    use super::*;
    use crate::locale::Lang;
    use crate::report::{Identity, Report, SourceInfo};

    fn read(title: &str, back: &str, ahead: &str, said: &str) -> Identity {
        let text = format!(
            "{title}\n各位代表：\n现在，我代表区人民政府向大会报告工作，请予审议。\n一、{back}\n过去一段时间，全区上下同心协力，各项事业有了新的起色，圆满完成了年初确定的各项任务。{said}\n二、{ahead}\n我们要把实事一件一件办好，把难题一个一个解开，让群众的日子一年更比一年好。\n"
        );
        Report::read(Arc::from(text), SourceInfo::default()).identity
    }

    fn said(years: &[Evidence<Years>]) -> Vec<String> {
        years.iter().map(|e| e.value.to_string()).collect()
    }

    #[test]
    fn what_is_reviewed_and_what_is_planned() {
        for (title, back, ahead, reviewed, planned) in [
            (
                "政府工作报告",
                "2015年和“十二五”时期工作回顾",
                "2016年和“十三五”时期工作安排",
                vec!["2015", "2011–2015"],
                vec!["2016", "2016–2020"],
            ),
            (
                "2022年政府工作报告",
                "过去五年工作回顾",
                "今后五年目标任务和2022年工作安排",
                vec!["2017–2021"],
                vec!["2022", "2022–2026"],
            ),
            (
                "政府工作报告",
                "2016—2020年工作回顾",
                "2021年至2025年发展目标",
                vec!["2016–2020"],
                vec!["2021–2025"],
            ),
            (
                "2024年政府工作报告",
                "去年工作回顾",
                "今年工作安排",
                vec!["2023"],
                vec!["2024"],
            ),
            ("政府工作报告", "工作回顾", "今后工作安排", vec![], vec![]),
        ] {
            let identity = read(title, back, ahead, "");
            assert_eq!(said(&identity.reviewed), reviewed, "{back}");
            assert_eq!(said(&identity.planned), planned, "{ahead}");
        }
    }

    #[test]
    fn five_year_plans_have_their_years() {
        let of = |words: &str| {
            let chars: Vec<char> = words.chars().collect();
            stated(&chars).first().map(|s| s.2.to_string())
        };
        assert_eq!(of("“一五”时期"), Some("1953–1957".to_owned()));
        assert_eq!(of("“三五”计划"), Some("1966–1970".to_owned()));
        assert_eq!(of("“十五”时期"), Some("2001–2005".to_owned()));
        assert_eq!(of("十四五规划"), Some("2021–2025".to_owned()));
        assert_eq!(of("第十五次"), None);
        assert_eq!(of("三五个"), None);
    }

    #[test]
    fn a_text_without_a_year_is_dated_by_what_it_knows_and_the_year_stays_unknown() {
        let (back, ahead) = ("工作回顾", "今后工作安排");
        for (words, dated) in [
            (
                "我们认真贯彻党的十七大和十七届四中全会精神。",
                Some("2009–2010"),
            ),
            (
                "我们喜迎党的二十大召开，落实十九届六中全会精神。",
                Some("2021–2022"),
            ),
            ("党的十一届三中全会以来，面貌一新。", None),
            ("我们办好了十八大工程，开好了五届四次全会。", None),
        ] {
            let identity = read("政府工作报告", back, ahead, words);
            assert_eq!(identity.year, None);
            let found = identity.dated.as_ref();
            assert_eq!(
                found.map(|d| d.value.to_string()).as_deref(),
                dated,
                "{words}"
            );
            if let Some(found) = found {
                assert_eq!(found.confidence, Confidence::Inferred);
                assert!(found.how.sentence(Lang::Zh).contains("正文最晚提到"));
            }
        }
        let known = read(
            "2011年政府工作报告",
            back,
            ahead,
            "我们贯彻十七届四中全会精神。",
        );
        assert_eq!(known.dated, None);
    }

    #[test]
    fn sessions_follow_each_other() {
        for ((term, sessions), (next, following)) in SESSIONS.iter().zip(SESSIONS.iter().skip(1)) {
            assert_eq!(term + 1, *next);
            assert!(
                sessions.is_sorted() && sessions.last() <= following.first(),
                "{term}"
            );
        }
    }
}
