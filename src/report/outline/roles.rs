//! What part of a report a section belongs to: from the title of its level-1 heading, else from the words below it.

use super::tense::Tense;
use crate::report::clean::chars::{Chars, has, has_any, starts_any};
use crate::report::{Kind, Role, Section};
use crate::text::span::Span;

/// Sets the roles: level-1 titles decide; where they do not say, the words below them and their place do. Sections below
/// inherit, a title of their own overrules.
pub fn set(folded: &str, gaps: &[Span], sections: &mut [Section]) {
    let titles: Vec<Vec<char>> = sections
        .iter()
        .map(|s| Chars::read(folded, s.title, gaps).all().to_vec())
        .collect();
    let year = report_year(sections, &titles);
    let mut tops: Vec<Top> = sections
        .iter()
        .zip(&titles)
        .enumerate()
        .filter(|(_, (s, _))| s.parent.is_none() && s.kind != Kind::Appendix)
        .map(|(at, (s, title))| {
            let numbered = matches!(s.kind, Kind::Numbered | Kind::OwnLine);
            Top {
                at,
                numbered,
                role: if numbered {
                    top_role(title, year)
                } else {
                    Role::Topic
                },
                this_year: year.is_some() && years(title).into_iter().max() == year,
                kind: s.kind,
            }
        })
        .collect();
    let text = Text { folded, sections };
    named(&text, &titles, &mut tops);
    unnamed(&text, &mut tops);
    themselves(&text, &mut tops);
    let mut roles: Vec<Role> = Vec::with_capacity(sections.len());
    for (i, (s, title)) in sections.iter().zip(&titles).enumerate() {
        let above = s.parent.and_then(|p| roles.get(p.index())).copied();
        let role = match above {
            _ if s.kind == Kind::Appendix => Role::Appendix,
            None => tops
                .iter()
                .find(|t| t.at == i)
                .map_or(Role::Topic, |t| t.role),
            Some(Role::Plan | Role::Outlook) if s.level == 2 && is_self(title) => {
                Role::SelfBuilding
            }
            Some(Role::Review) if s.level <= 3 && is_problems(title) => Role::Problems,
            Some(role) => role,
        };
        roles.push(role);
    }
    for (s, role) in sections.iter_mut().zip(roles) {
        s.role = role;
    }
}

/// A section of level 1.
struct Top {
    /// Index of its section.
    at: usize,
    /// Has a number or a line of its own.
    numbered: bool,
    role: Role,
    /// Its title names the report's year.
    this_year: bool,
    kind: Kind,
}

/// The text below the headings.
struct Text<'a> {
    folded: &'a str,
    sections: &'a [Section],
}

impl<'a> Text<'a> {
    /// A section's text.
    fn body(&self, top: &Top) -> &'a str {
        self.sections.get(top.at).map_or("", |s| {
            Span::new(s.heading.end().min(s.span.end()), s.span.end()).of(self.folded)
        })
    }

    /// What stands between the sections before and this one.
    fn intro(&self, top: &Top) -> &'a str {
        let before = top.at.checked_sub(1).and_then(|i| self.sections.get(i));
        let here = self.sections.get(top.at);
        match (before, here) {
            (Some(b), Some(s)) if b.span.end() <= s.heading.start() => {
                Span::new(b.span.end(), s.heading.start()).of(self.folded)
            }
            _ => "",
        }
    }

    fn tense(&self, top: &Top) -> Tense {
        let (a, b) = (Tense::of(self.intro(top)), Tense::of(self.body(top)));
        Tense {
            done: a.done + b.done,
            ahead: a.ahead + b.ahead,
        }
    }
}

fn has_role(tops: &[Top], wanted: &[Role]) -> bool {
    tops.iter().any(|t| wanted.contains(&t.role))
}

/// Titles that say one thing and mean another beside their neighbours.
fn named(text: &Text, titles: &[Vec<char>], tops: &mut [Top]) {
    // 2024年主要预期目标和重点工作, where there is no other plan.
    if !has_role(tops, &[Role::Plan])
        && let Some(t) = tops
            .iter_mut()
            .find(|t| t.this_year && t.role == Role::Outlook)
    {
        t.role = Role::Plan;
    }
    // 2023年的工作 and after it 今年的任务: the only year that is named is the one that has passed.
    if !has_role(tops, &[Role::Review])
        && let Some(first) = tops.first()
        && first.role == Role::Plan
        && first.this_year
        && tops.len() > 1
        && !titles
            .get(first.at)
            .is_some_and(|t| has_any(t, &["安排", "任务", "建议", "目标", "部署", "打算", "思路"]))
        && text.tense(first).is_done()
        && let Some(first) = tops.first_mut()
    {
        first.role = Role::Review;
    }
}

/// Sections whose titles do not say: what comes before the plan and tells of results is review, and so on.
fn unnamed(text: &Text, tops: &mut [Top]) {
    const AHEAD: &[Role] = &[Role::Plan, Role::Outlook];
    let review = tops.iter().rposition(|t| t.role == Role::Review);
    let plan = tops.iter().position(|t| AHEAD.contains(&t.role));
    match (review, plan) {
        (None, None) => both(text, tops),
        (None, Some(plan)) => {
            let before = tops.get_mut(..plan).unwrap_or_default();
            let tense: Vec<Tense> = before.iter().map(|t| text.tense(t)).collect();
            for (k, (t, tense)) in before.iter_mut().zip(tense).enumerate() {
                if t.role == Role::Topic && ((k == 0 && t.numbered) || tense.is_done()) {
                    t.role = Role::Review;
                }
            }
        }
        (Some(review), None) => {
            let after = tops.get_mut(review + 1..).unwrap_or_default();
            let ahead = after
                .iter()
                .position(|t| t.role == Role::Topic && text.tense(t).is_ahead());
            for t in after
                .iter_mut()
                .skip(ahead.unwrap_or(usize::MAX))
                .filter(|t| t.role == Role::Topic)
            {
                t.role = Role::Plan;
            }
        }
        (Some(_), Some(plan)) => {
            let before = tops.get_mut(..plan).unwrap_or_default();
            for t in before.iter_mut().filter(|t| t.role == Role::Topic) {
                if text.tense(t).is_done() {
                    t.role = Role::Review;
                }
            }
        }
    }
}

/// No title names review or plan: the parts are cut in two where results end and plans begin. Where the words say too
/// little, the first part is the review and the second the plan.
fn both(text: &Text, tops: &mut [Top]) {
    let open: Vec<usize> = tops
        .iter()
        .enumerate()
        .filter(|(_, t)| t.role == Role::Topic)
        .map(|(k, _)| k)
        .collect();
    let tense: Vec<Tense> = open
        .iter()
        .filter_map(|&k| Some(text.tense(tops.get(k)?)))
        .collect();
    if open.len() < 2 {
        return;
    }
    // Parts with numbers have the review first and a plan last; leads may be of one kind.
    let parts = open.len() <= 6 && tops.iter().take(2).filter(|t| t.numbered).count() == 2;
    // 二是 stands with 一是.
    let joined = |n: usize| {
        let section = |n: usize| {
            open.get(n)
                .and_then(|&k| tops.get(k))
                .and_then(|t| text.sections.get(t.at))
        };
        n.checked_sub(1)
            .and_then(section)
            .zip(section(n))
            .is_some_and(|(a, b)| {
                (a.inside && b.inside && a.line == b.line)
                    || (a.kind == Kind::Ordinal && b.kind == Kind::Ordinal)
            })
    };
    let allowed = |n: usize| !joined(n) && !(parts && (n == 0 || n == open.len()));
    let mut cut = None;
    if tense.iter().map(|t| t.done + t.ahead).sum::<u32>() >= 16 * open.len() as u32 {
        // Results before the cut, plans from it.
        let mut gain: i64 = tense.iter().map(|t| -t.balance()).sum();
        let mut best = i64::MIN;
        for n in 0..=open.len() {
            if allowed(n) && gain > best {
                best = gain;
                cut = Some(n);
            }
            gain += tense.get(n).map_or(0, |t| 2 * t.balance());
        }
    } else if parts {
        cut = Some(1);
    }
    let Some(cut) = cut else { return };
    for (n, &k) in open.iter().enumerate() {
        let Some(t) = tops.get(k) else { continue };
        let role = if n < cut {
            Role::Review
        } else if open.len() >= 3 && is_outlook(text, t) && n + 1 < open.len() {
            Role::Outlook
        } else {
            Role::Plan
        };
        if let Some(t) = tops.get_mut(k) {
            t.role = role;
        }
    }
}

/// Opens by the coming years and not by the coming one.
fn is_outlook(text: &Text, top: &Top) -> bool {
    let opening: String = text.body(top).chars().take(120).collect();
    ["今后五年", "未来五年", "五时期", "今后三年", "未来三年"]
        .iter()
        .any(|w| opening.contains(w))
        && !["今年", "明年"].iter().any(|w| opening.contains(w))
}

/// Parts on the government itself that only their first words tell: 第三部分, or leads that an address introduces.
fn themselves(text: &Text, tops: &mut [Top]) {
    let Some(after) = tops
        .iter()
        .position(|t| matches!(t.role, Role::Plan | Role::Outlook))
    else {
        return;
    };
    let mut within: Option<Kind> = None;
    for k in after + 1..tops.len() {
        let Some(t) = tops.get(k) else { continue };
        let intro = text.intro(t).trim();
        let opening: String = text.body(t).chars().take(60).collect();
        let soft = !t.numbered;
        let named = matches!(t.role, Role::Topic | Role::Plan)
            && !t.this_year
            && if soft {
                intro.contains("自身建设")
            } else {
                opening.contains("自身建设")
            };
        let goes_on = within == Some(t.kind) && intro.is_empty() && soft;
        within = None;
        if named || goes_on {
            within = Some(t.kind);
            if let Some(t) = tops.get_mut(k) {
                t.role = Role::SelfBuilding;
            }
        }
    }
}

/// The year the report plans for: the largest in headings of level 1, else of level 2. Years far off (2035年远景目标) do not
/// count.
fn report_year(sections: &[Section], titles: &[Vec<char>]) -> Option<u32> {
    let at = |level: u8| {
        sections
            .iter()
            .zip(titles)
            .filter(|(s, t)| s.level == level && !has_any(t, &["远景", "愿景", "展望", "规划"]))
            .flat_map(|(_, t)| years(t))
            .max()
    };
    at(1).or_else(|| at(2))
}

/// Years in a title: four digits before 年.
fn years(t: &[char]) -> Vec<u32> {
    let mut out = Vec::new();
    for (i, &x) in t.iter().enumerate() {
        if x != '年' {
            continue;
        }
        let digits = i
            .checked_sub(4)
            .and_then(|from| t.get(from..i))
            .unwrap_or(&[]);
        // 一九八四年 as older reports write it.
        let figures: Vec<u32> = digits
            .iter()
            .filter_map(|&d| {
                d.to_digit(10)
                    .or_else(|| {
                        "〇一二三四五六七八九"
                            .chars()
                            .position(|x| x == d)
                            .map(|n| n as u32)
                    })
                    .or_else(|| matches!(d, '○' | '零').then_some(0))
            })
            .collect();
        if figures.len() == 4 {
            let year = figures.iter().fold(0, |n, d| n * 10 + d);
            if (1949..=2100).contains(&year) {
                out.push(year);
            }
        }
    }
    out
}

/// 自身建设, or 政府 without its work.
fn is_self(t: &[char]) -> bool {
    has_any(t, &["自身建设", "政府系统"])
        || (has(t, "政府") && !has_any(t, &["工作", "任务", "目标", "安排", "回顾"]))
}

/// 2025年主要目标任务: 年, at most four characters, 工作 or 任务.
fn year_of_work(t: &[char]) -> bool {
    t.iter()
        .enumerate()
        .filter(|&(_, &x)| x == '年')
        .any(|(i, _)| {
            let rest = t.get(i + 1..(i + 7).min(t.len())).unwrap_or(&[]);
            has_any(rest, &["工作", "任务"])
        })
}

fn is_problems(t: &[char]) -> bool {
    has_any(
        t,
        &[
            "存在的问题",
            "存在问题",
            "困难和问题",
            "问题和不足",
            "存在的主要问题",
            "主要问题",
        ],
    )
}

fn top_role(t: &[char], year: Option<u32>) -> Role {
    if is_problems(t) && !has_any(t, &["回顾", "总结", "成绩", "成就"]) {
        return Role::Problems;
    }
    if has_any(t, &["结束语", "结语"]) {
        return Role::Closing;
    }
    if has_any(t, &["前言", "引言"]) {
        return Role::Opening;
    }
    if has_any(
        t,
        &[
            "回顾",
            "总结",
            "工作情况",
            "主要成就",
            "年来",
            "取得的成",
            "工作进展",
        ],
    ) || (has(t, "过去") && !has(t, "今后"))
    {
        return Role::Review;
    }
    if is_self(t) {
        return Role::SelfBuilding;
    }
    let years = years(t);
    let period = has_any(t, &["时期", "目标", "五年", "今后"]) || plan_number(t);
    if let (Some(last), Some(now)) = (years.iter().max().copied(), year) {
        if last < now {
            return Role::Review;
        }
        if period && !year_of_work(t) {
            return Role::Outlook;
        }
        return Role::Plan;
    }
    if period || has_any(t, &["总体要求", "思路", "指导思想", "形势", "奋斗目标"]) {
        // 今年的目标 is the coming year's.
        if !has_any(t, &["今年", "本年", "新一年", "全年"]) {
            return Role::Outlook;
        }
    }
    if has_any(
        t,
        &[
            "今年",
            "安排",
            "重点工作",
            "主要任务",
            "主要工作",
            "工作任务",
            "工作部署",
            "明年",
            "新的一年",
            "工作重点",
            "任务",
            "打算",
        ],
    ) {
        return Role::Plan;
    }
    if starts_any(t, &["年工作", "工作回"]).is_some() {
        return Role::Review;
    }
    Role::Topic
}

/// 十三五 and its like.
fn plan_number(t: &[char]) -> bool {
    t.windows(3).any(|w| {
        matches!(w, ['十', n, '五'] if "一二三四五".contains(*n))
            || matches!(w, ['“', '九' | '八' | '七', '五'])
    })
}
