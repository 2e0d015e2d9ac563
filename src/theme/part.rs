//! The part of every report that is counted.
//!
//! Owns [`Part`]. Must not know what is counted.

use crate::locale::Word;
use crate::report::{Report, Role, SectionId};
use crate::text::fold;
use crate::text::span::Span;

/// Which part of every report is counted. Each is one role of the outline and nothing more: what is planned for the
/// coming year does not count what is aimed at over several.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Part {
    /// The whole text.
    #[default]
    All,
    /// 回顾
    Review,
    /// 计划
    Plan,
    /// 目标
    Outlook,
    /// 自身建设
    SelfBuilding,
    /// 专题
    Topic,
    /// 问题
    Problems,
    /// 开篇
    Opening,
    /// 结语
    Closing,
    /// 附件
    Appendix,
}

impl Part {
    /// The role that it is, none for the whole text.
    pub fn role(self) -> Option<Role> {
        match self {
            Part::All => None,
            Part::Review => Some(Role::Review),
            Part::Plan => Some(Role::Plan),
            Part::Outlook => Some(Role::Outlook),
            Part::SelfBuilding => Some(Role::SelfBuilding),
            Part::Topic => Some(Role::Topic),
            Part::Problems => Some(Role::Problems),
            Part::Opening => Some(Role::Opening),
            Part::Closing => Some(Role::Closing),
            Part::Appendix => Some(Role::Appendix),
        }
    }

    /// Its name on the screen.
    pub fn word(self) -> Word {
        match self {
            Part::All => Word::EveryPart,
            Part::Review => Word::Review,
            Part::Plan => Word::Plan,
            Part::Outlook => Word::Outlook,
            Part::SelfBuilding => Word::SelfBuilding,
            Part::Topic => Word::Topic,
            Part::Problems => Word::Problems,
            Part::Opening => Word::Opening,
            Part::Closing => Word::Closing,
            Part::Appendix => Word::Appendix,
        }
    }

    /// All of them, in order.
    pub const EVERY: [Part; 10] = [
        Part::All,
        Part::Review,
        Part::Plan,
        Part::Outlook,
        Part::SelfBuilding,
        Part::Topic,
        Part::Problems,
        Part::Opening,
        Part::Closing,
        Part::Appendix,
    ];

    /// Its place in [`Part::EVERY`].
    pub fn index(self) -> usize {
        Self::EVERY.iter().position(|&p| p == self).unwrap_or(0)
    }

    /// The one of this role, if there is one.
    pub fn of(role: Role) -> Option<Self> {
        Self::EVERY.into_iter().find(|p| p.role() == Some(role))
    }

    /// The name used on the command line and in files: `all`, else the role's.
    pub fn name(self) -> &'static str {
        self.role().map_or("all", Role::name)
    }

    /// The spans of this part of `report`: the outermost sections with its role; the whole text for [`Part::All`]; `None` where the
    /// report has no such part.
    pub fn spans(self, report: &Report) -> Option<Vec<Span>> {
        let Some(role) = self.role() else {
            return Some(vec![Span::new(0, report.text.len())]);
        };
        let has_role = |id: SectionId| report.section(id).is_some_and(|s| s.role == role);
        let mut spans: Vec<Span> = Vec::new();
        for (id, section) in report.section_ids() {
            let inside = spans.last().is_some_and(|last| last.covers(section.span));
            if has_role(id) && !inside {
                spans.push(section.span);
            }
        }
        (!spans.is_empty()).then_some(spans)
    }

    /// Han characters of the reading text in `spans`.
    pub fn han(report: &Report, spans: &[Span]) -> u32 {
        let mut han = 0;
        for span in spans {
            let from = report
                .paragraphs
                .partition_point(|p| p.span.end() <= span.start());
            for paragraph in report.paragraphs.iter().skip(from) {
                if paragraph.span.start() >= span.end() {
                    break;
                }
                let shared = span.intersect(paragraph.span).unwrap_or_default();
                han += fold::han_count(shared.of(&report.text));
                // What is skipped is read like the rest and taken away again.
                let skipped = report.gaps.partition_point(|g| g.end() <= shared.start());
                let gaps = report.gaps.iter().skip(skipped);
                for gap in gaps.take_while(|g| g.start() < shared.end()) {
                    let skipped = gap.intersect(shared).unwrap_or_default();
                    han -= fold::han_count(skipped.of(&report.text));
                }
            }
        }
        han as u32
    }

    /// The next of those that are asked for most, round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Part::All => Part::Review,
            Part::Review => Part::Plan,
            Part::Plan => Part::Outlook,
            _ => Part::All,
        }
    }
}
