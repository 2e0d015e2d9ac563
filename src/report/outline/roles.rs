//! What part of a report a section belongs to, from the title of its level-1 heading.

use crate::report::clean::chars::{Chars, has, has_any, starts_any};
use crate::report::{Kind, Role, Section};
use crate::text::span::Span;

/// Sets the roles: level-1 titles decide, sections below inherit, a title of their own overrules.
pub fn set(folded: &str, gaps: &[Span], sections: &mut [Section]) {
    let titles: Vec<Vec<char>> = sections
        .iter()
        .map(|s| Chars::read(folded, s.title, gaps).all().to_vec())
        .collect();
    let year = report_year(sections, &titles);
    let mut roles: Vec<Role> = Vec::with_capacity(sections.len());
    for (s, title) in sections.iter().zip(&titles) {
        let above = s.parent.and_then(|p| roles.get(p.index())).copied();
        let role = match above {
            _ if s.kind == Kind::Appendix => Role::Appendix,
            None if !matches!(s.kind, Kind::Numbered | Kind::OwnLine) => Role::Topic,
            None => top_role(title, year),
            Some(Role::Plan | Role::Outlook) if s.level == 2 && is_self(title) => {
                Role::SelfBuilding
            }
            Some(Role::Review) if s.level <= 3 && is_problems(title) => Role::Problems,
            Some(role) => role,
        };
        roles.push(role);
    }
    unnamed(sections, &titles, year, &mut roles);
    for (s, role) in sections.iter_mut().zip(roles) {
        s.role = role;
    }
}

/// Where no title at level 1 names review or plan, the first part is the review and the second the plan.
fn unnamed(sections: &[Section], titles: &[Vec<char>], year: Option<u32>, roles: &mut [Role]) {
    let tops: Vec<usize> = (0..sections.len())
        .filter(|&i| sections.get(i).is_some_and(|s| s.parent.is_none()))
        .collect();
    let titled = tops
        .iter()
        .take(2)
        .filter(|&&i| {
            sections
                .get(i)
                .is_some_and(|s| matches!(s.kind, Kind::Numbered | Kind::OwnLine))
        })
        .count();
    if titled < 2 || tops.len() > 6 {
        return;
    }
    let has_role = |roles: &[Role], wanted: &[Role]| {
        tops.iter()
            .any(|&i| roles.get(i).is_some_and(|r| wanted.contains(r)))
    };
    let set = |roles: &mut [Role], k: usize, old: Role, role: Role| {
        let (Some(&from), to) = (
            tops.get(k),
            tops.get(k + 1).copied().unwrap_or(sections.len()),
        ) else {
            return;
        };
        if roles.get(from) == Some(&old) {
            for r in roles.iter_mut().take(to).skip(from).filter(|r| **r == old) {
                *r = role;
            }
        }
    };
    // 2024年主要预期目标和重点工作, where there is no other plan.
    if !has_role(roles, &[Role::Plan]) {
        let now = |i: &usize| {
            titles
                .get(*i)
                .is_some_and(|t| year.is_some() && years(t).iter().max().copied() == year)
        };
        if let Some(k) = tops
            .iter()
            .position(|i| now(i) && roles.get(*i) == Some(&Role::Outlook))
        {
            set(roles, k, Role::Outlook, Role::Plan);
        }
    }
    if !has_role(roles, &[Role::Review]) {
        let planned = has_role(roles, &[Role::Plan, Role::Outlook]);
        set(roles, 0, Role::Topic, Role::Review);
        if !planned {
            set(roles, 1, Role::Topic, Role::Plan);
        }
    }
}

/// The largest year in headings of level 1 and 2.
fn report_year(sections: &[Section], titles: &[Vec<char>]) -> Option<u32> {
    sections
        .iter()
        .zip(titles)
        .filter(|(s, _)| s.level <= 2)
        .flat_map(|(_, t)| years(t))
        .max()
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
