//! The parts of a report as linking sees them: which zone a section belongs to, and which text is its own to be
//! compared by.
//!
//! Roles here are finer than [`Role`] in one thing (a review of one year or of a term of office) and coarser in another
//! (topics and the government itself lie in the plan's zone), because review must meet review and plan meet plan
//! before anything else is asked.

use crate::report::{Kind, Report, Role, SectionId};
use crate::text::span::Span;

/// A series whose sections are shorter than this share of those that follow sums them up.
const SUMMARY: f32 = 0.7;

/// Where a section may look for its counterpart.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Zone {
    /// What was done.
    Review,
    /// The coming year; topics and the government itself lie here too.
    Plan,
    /// The coming years.
    Outlook,
    /// What stands outside the speech's parts: openings, closings, problems, appendices.
    Other(Role),
}

/// A level-1 section's part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    /// Its role by title.
    pub role: Role,
    /// The review names single years.
    pub annual: bool,
    /// The review names a term of several years.
    pub period: bool,
}

impl Part {
    /// The zone its sections lie in.
    pub fn zone(self) -> Zone {
        match self.role {
            Role::Review => Zone::Review,
            Role::Outlook => Zone::Outlook,
            Role::Plan | Role::SelfBuilding | Role::Topic => Zone::Plan,
            other => Zone::Other(other),
        }
    }

    /// Linked like a level-2 section of the plan.
    pub fn is_topic(self) -> bool {
        matches!(self.role, Role::SelfBuilding | Role::Topic)
    }
}

/// What linking knows of one section.
#[derive(Clone, Debug)]
pub struct Place {
    /// The level-1 section it lies in, itself for level 1.
    pub top: SectionId,
    /// That section's part.
    pub part: Part,
    /// Of level 1, but linked like a level-2 section: a topic, or one of many sections of a report that has no parts.
    pub row: bool,
    /// A section of a review that speaks of several years (五年来…).
    pub period: bool,
    /// One of a series of short sections that sums up what a longer series in the same part then tells.
    pub summary: bool,
    /// The text it is compared by: its own, without closing paragraphs that only stand behind it.
    pub extent: Vec<Span>,
}

/// Every section's place, by section.
pub fn places(report: &Report) -> Vec<Place> {
    let year = nominal_year(report);
    let extents = extents(report);
    let mut places: Vec<Place> = Vec::with_capacity(report.sections.len());
    // Sections of level 1 whose titles do not say what they are: three of one role are no parts of a report.
    let untold = |role: Role| {
        report
            .children(None)
            .filter_map(|id| report.section(id))
            .filter(|s| {
                let title = plain(&report.reading_folded(s.title));
                s.role == role && part(&title, Role::Topic, s.kind, year).role == Role::Topic
            })
            .count()
            >= 3
    };
    let many: Vec<Role> = [Role::Review, Role::Plan]
        .into_iter()
        .filter(|&r| untold(r))
        .collect();
    for ((id, section), extent) in report.section_ids().zip(extents) {
        let parent = section.parent.and_then(|p| places.get(p.index()));
        let title = plain(&report.reading_folded(section.title));
        let (top, part) = parent.map_or_else(
            || (id, part(&title, section.role, section.kind, year)),
            |p| (p.top, p.part),
        );
        let period = parent.is_some_and(|p| p.period)
            || (part.role == Role::Review
                && if section.parent.is_some() {
                    speaks_of_years(&title)
                } else {
                    part.period && !part.annual
                });
        let row = section.parent.is_none()
            && (part.is_topic()
                || (many.contains(&section.role)
                    && self::part(&title, Role::Topic, section.kind, year).role == Role::Topic));
        places.push(Place {
            top,
            part,
            row,
            period,
            summary: false,
            extent,
        });
    }
    mark_summaries(report, &mut places);
    places
}

/// Marks series of short sections (——经济…, ——民生…) before a series of longer ones.
fn mark_summaries(report: &Report, places: &mut [Place]) {
    for (part, _) in report
        .section_ids()
        .filter(|(_, section)| section.parent.is_none())
    {
        // Each run of one style with how long its sections are on average.
        let mut runs: Vec<(u8, Vec<SectionId>, usize)> = Vec::new();
        for id in report.children(Some(part)) {
            let Some(style) = report.section(id).map(|s| style(s.kind)) else {
                continue;
            };
            let length = places
                .get(id.index())
                .map_or(0, |p| p.extent.iter().map(|e| e.len()).sum());
            match runs.last_mut() {
                Some((of, run, sum)) if *of == style => {
                    run.push(id);
                    *sum += length;
                }
                _ => runs.push((style, vec![id], length)),
            }
        }
        // One alone is no series.
        runs.retain(|(_, run, _)| run.len() > 1);
        for (at, (_, run, sum)) in runs.iter().enumerate() {
            let (count, length) = runs
                .iter()
                .skip(at + 1)
                .fold((0, 0), |(n, l), (_, run, sum)| (n + run.len(), l + sum));
            let mean = |sum: usize, count: usize| sum as f32 / count.max(1) as f32;
            if mean(*sum, run.len()) < SUMMARY * mean(length, count) {
                for id in run {
                    if let Some(place) = places.get_mut(id.index()) {
                        place.summary = true;
                    }
                }
            }
        }
    }
}

/// A title for matching: half-width digits, no blanks.
fn plain(title: &str) -> String {
    title
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '，' => ',',
            _ => c,
        })
        .collect()
}

/// Years such as 2021 that a title names.
fn years(title: &str) -> Vec<u16> {
    let bytes = title.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    (0..bytes.len())
        .filter(|&i| (i == 0 || !digit(i - 1)) && (i..i + 4).all(digit) && !digit(i + 4))
        .filter_map(|i| title.get(i..i + 4)?.parse().ok())
        .filter(|y| (1949..2100).contains(y))
        .collect()
}

/// The year whose plan the report sets out: as its identity says, else the latest that a level-1 title names.
fn nominal_year(report: &Report) -> Option<u16> {
    report
        .identity
        .year
        .as_ref()
        .map(|y| y.value.0)
        .or_else(|| {
            report
                .children(None)
                .flat_map(|id| {
                    let title = plain(&report.title(id));
                    let past = is_review_title(&title);
                    years(&title).into_iter().map(move |y| y + u16::from(past))
                })
                .max()
        })
}

fn has_any(title: &str, words: &[&str]) -> bool {
    words.iter().any(|w| title.contains(w))
}

fn is_review_title(title: &str) -> bool {
    has_any(
        title,
        &[
            "回顾",
            "总结",
            "工作情况",
            "主要成就",
            "年来",
            "取得的成",
        ],
    )
    // With a clause behind it, it opens one of many sections: 过去一年,….
    || (title.contains("过去") && !title.contains(','))
}

/// 十三五 and the like: 十, at most one character, 五.
fn names_five_year_plan(title: &str) -> bool {
    let chars: Vec<char> = title.chars().collect();
    chars.windows(2).any(|w| w == ['十', '五'])
        || chars
            .windows(3)
            .any(|w| matches!(w, ['十', m, '五'] if *m != '年'))
}

/// `2022年主要工作`, `2022年重点工作任务`: 年, at most four characters, 工作 or 任务.
fn names_a_years_work(title: &str) -> bool {
    title.match_indices('年').any(|(i, _)| {
        let tail: String = title
            .chars()
            .skip(title.get(..i).map_or(0, |t| t.chars().count()) + 1)
            .take(6)
            .collect();
        has_any(&tail, &["工作", "任务"])
    })
}

fn part(title: &str, given: Role, kind: Kind, year: Option<u16>) -> Part {
    let named = years(title);
    let period = has_any(title, &["时期", "本届", "年来"]) || counts_years(title);
    let part = |role| Part {
        role,
        annual: !named.is_empty(),
        period,
    };
    if kind == Kind::Appendix || matches!(given, Role::Opening | Role::Closing | Role::Appendix) {
        return part(if kind == Kind::Appendix {
            Role::Appendix
        } else {
            given
        });
    }
    if is_review_title(title) {
        return part(Role::Review);
    }
    if has_any(
        title,
        &[
            "自身建设",
            "政府建设",
            "服务型政府",
            "人民满意的政府",
            "人民满意政府",
            "政府系统",
        ],
    ) {
        return part(Role::SelfBuilding);
    }
    if !named.is_empty() {
        if year.is_some_and(|year| named.iter().all(|&y| y < year)) {
            return part(Role::Review);
        }
        // 目标 alone is no outlook: 2024年主要预期目标和重点工作 is a plan.
        let outlook = names_five_year_plan(title) || has_any(title, &["五年", "时期"]);
        return part(if outlook && !names_a_years_work(title) {
            Role::Outlook
        } else {
            Role::Plan
        });
    }
    let chosen = if names_five_year_plan(title)
        || has_any(
            title,
            &[
                "五年",
                "时期",
                "总体要求",
                "思路",
                "指导思想",
                "形势",
                "目标",
            ],
        ) {
        Role::Outlook
    } else if has_any(title, &["今年", "安排", "重点工作", "主要任务", "主要工作"])
    {
        Role::Plan
    } else if matches!(
        given,
        Role::Problems | Role::Review | Role::Plan | Role::Outlook | Role::SelfBuilding
    ) {
        // The outline may know more than the title says, from the text around it.
        given
    } else {
        Role::Topic
    };
    part(chosen)
}

/// 五年, 四年: a number of years in Han.
fn counts_years(title: &str) -> bool {
    let chars: Vec<char> = title.chars().collect();
    chars
        .windows(2)
        .any(|w| matches!(w, ['二' | '两' | '三' | '四' | '五' | '六', '年']))
}

/// `五年来…`, `我们始终…`, `坚持以…为中心`: a section on a term of office rather than on one year.
fn speaks_of_years(title: &str) -> bool {
    let head: String = title
        .chars()
        .take_while(|&c| !matches!(c, ',' | '。'))
        .collect();
    let near = |word: &str| {
        head.find(word)
            .and_then(|at| head.get(..at))
            .is_some_and(|before| before.chars().count() <= 3)
    };
    let counted = ["一", "二", "两", "三", "四", "五", "六"]
        .iter()
        .any(|n| near(&format!("{n}年来")));
    counted
        || ["过去五年", "我们始终", "本届", "这五年"]
            .into_iter()
            .any(near)
        || (title.starts_with("坚持") && has_any(title, &["为中心", "为主题"]))
}

/// How a heading is marked, as far as it tells one series of siblings from the next.
fn style(kind: Kind) -> u8 {
    match kind {
        Kind::Numbered => 0,
        Kind::Ordinal => 1,
        Kind::Dash => 2,
        Kind::Lead | Kind::OwnLine => 3,
        Kind::Appendix => 4,
    }
}

/// 一、 （一） 一是 1. open a series.
fn opens_series(marker: &str) -> bool {
    let first: String = marker
        .chars()
        .filter(|c| {
            !c.is_whitespace() && !matches!(c, '(' | '（' | ')' | '）' | '、' | '.' | '．' | '第')
        })
        .collect();
    matches!(first.as_str(), "一" | "1" | "１" | "①")
        || (first.starts_with('一')
            && !first
                .chars()
                .nth(1)
                .is_some_and(|c| "一二三四五六七八九十".contains(c)))
}

/// The text each section is compared by.
fn extents(report: &Report) -> Vec<Vec<Span>> {
    let count = report.sections.len();
    // Paragraphs a section may keep, where it closes a series.
    let mut limit: Vec<Option<usize>> = vec![None; count];
    let mut parents: Vec<Option<SectionId>> = vec![None];
    parents.extend((0..count).map(|i| Some(SectionId(i as u32))));
    let paragraphs = |span: Span| {
        let from = report
            .paragraphs
            .partition_point(|p| p.span.end() <= span.start());
        let to = report
            .paragraphs
            .partition_point(|p| p.span.start() < span.end());
        to.saturating_sub(from)
    };
    let childless = |id: SectionId| {
        report
            .sections
            .get(id.index() + 1)
            .is_none_or(|s| s.parent != Some(id))
    };
    for parent in parents {
        let children: Vec<SectionId> = report.children(parent).collect();
        let mut from = 0;
        while from < children.len() {
            let run: Vec<SectionId> = children
                .iter()
                .skip(from)
                .enumerate()
                .take_while(|&(i, &id)| {
                    let same = report.section(id).map(|s| style(s.kind))
                        == children
                            .get(from)
                            .and_then(|&f| report.section(f))
                            .map(|s| style(s.kind));
                    i == 0 || (same && !opens_series(report.marker(id)))
                })
                .map(|(_, &id)| id)
                .collect();
            from += run.len().max(1);
            if let [others @ .., last] = run.as_slice()
                && !others.is_empty()
                && childless(*last)
            {
                let longest = others
                    .iter()
                    .filter_map(|&id| report.section(id))
                    .map(|s| paragraphs(s.span))
                    .max();
                if let Some(slot) = limit.get_mut(last.index()) {
                    *slot = longest;
                }
            }
        }
    }
    let mut extents: Vec<Vec<Span>> = vec![Vec::new(); count];
    for (id, section) in report.section_ids() {
        let mut own = report.own_span(id);
        if let Some(limit) = limit.get(id.index()).copied().flatten() {
            let first = report
                .paragraphs
                .partition_point(|p| p.span.end() <= own.start());
            if let Some(last) = report.paragraphs.get((first + limit).saturating_sub(1)) {
                own = Span::new(own.start(), own.end().min(last.span.end()));
            }
        }
        // Into itself and everything it lies in.
        let mut holder = Some(id);
        while let Some(at) = holder {
            if let Some(list) = extents.get_mut(at.index()) {
                list.push(own);
            }
            holder = if at == id {
                section.parent
            } else {
                report.section(at).and_then(|s| s.parent)
            };
        }
    }
    extents
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;

    fn role(title: &str) -> Role {
        part(title, Role::Topic, Kind::Numbered, Some(2022)).role
    }

    #[test]
    fn level_one_titles_name_their_part() {
        assert_eq!(role("2021年工作回顾"), Role::Review);
        assert_eq!(role("2021年主要工作"), Role::Review);
        assert_eq!(role("2022年主要工作"), Role::Plan);
        assert_eq!(role("“十四五”时期重点任务"), Role::Outlook);
        assert_eq!(role("今后五年主要目标任务"), Role::Outlook);
        assert_eq!(role("2022年经济社会发展目标和重点工作"), Role::Plan);
        assert_eq!(role("2022年重点工作和目标"), Role::Plan);
        assert_eq!(role("加强政府自身建设"), Role::SelfBuilding);
        assert_eq!(role("大力发展海洋经济"), Role::Topic);
        assert_eq!(role("今年重点工作"), Role::Plan);
    }

    #[test]
    fn sections_on_a_term_of_office_are_told_from_those_on_a_year() {
        assert!(speaks_of_years("五年来,我们始终坚持转型发展"));
        assert!(speaks_of_years("我们始终坚持建管并重"));
        assert!(speaks_of_years("坚持以高质量发展为主题,城市实力增强"));
        assert!(!speaks_of_years("营商环境不断优化"));
    }
}
