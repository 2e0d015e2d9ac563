//! A passage of a report as it is quoted: its true text, and the line that says where it stands.
//!
//! Invariants: what is quoted is what is read (joined line breaks and removed marks are left out, what stands for a character is that
//! character), and a source names only what is known. Must not know where a quotation goes.

use std::ops::Range;

use super::{Issuer, Report, SectionId};
use crate::text::span::Span;

impl Report {
    /// What is shown of the sentence `id`: its text, and what stands for a mark at its edges. A closing mark belongs to what it
    /// closes, any other to what follows.
    pub fn sentence_with_marks(&self, id: usize) -> Span {
        let sentences = &self.sentences;
        let Some(sentence) = sentences.get(id) else {
            return Span::default();
        };
        let mut span = sentence.span;
        if self.stands_for.is_empty() {
            return span;
        }
        let neighbour = |id: Option<usize>| {
            let found = id.and_then(|id| sentences.get(id));
            found.filter(|s| s.paragraph == sentence.paragraph)
        };
        let paragraph = self.paragraphs.get(sentence.paragraph as usize);
        let paragraph = paragraph.map_or(span, |p| p.span);
        let stand_ins = |from: usize, to: usize| {
            let all = &self.stands_for;
            let first = all.partition_point(|s| s.span.start() < from);
            let rest = all.iter().skip(first);
            rest.take_while(move |s| s.span.end() <= to)
                .filter(|s| !s.read.is_whitespace())
        };
        let closes = |c: char| "”’）》〉】』」〕)]}。，、；：？！,.;:?!".contains(c);
        let before = neighbour(id.checked_sub(1)).map(|s| s.span.end());
        let own = stand_ins(before.unwrap_or(paragraph.start()), span.start())
            .find(|s| before.is_none() || !closes(s.read));
        if let Some(first) = own {
            span = first.span.join(span);
        }
        let after = neighbour(Some(id + 1)).map(|s| s.span.start());
        let own = stand_ins(span.end(), after.unwrap_or(paragraph.end()))
            .take_while(|s| after.is_none() || closes(s.read))
            .last();
        own.map_or(span, |last| span.join(last.span))
    }

    /// The text of neighbouring sentences as it is read, a line for each paragraph.
    pub fn quoted(&self, sentences: Range<usize>) -> String {
        let mut lines: Vec<String> = Vec::new();
        let mut run: Option<(u32, Span)> = None;
        let mut end_line = |run: Option<(u32, Span)>| {
            let line = run.map(|(_, span)| self.resolved(span).trim().to_owned());
            lines.extend(line.filter(|line| !line.is_empty()));
        };
        for id in sentences {
            let Some(sentence) = self.sentences.get(id) else {
                break;
            };
            let span = self.sentence_with_marks(id);
            run = match run {
                Some((paragraph, before)) if paragraph == sentence.paragraph => {
                    Some((paragraph, before.join(span)))
                }
                before => {
                    end_line(before);
                    Some((sentence.paragraph, span))
                }
            };
        }
        end_line(run);
        lines.join("\n")
    }

    /// The innermost section that holds all these sentences; none where a part of them lies outside of all.
    pub fn section_of(&self, sentences: Range<usize>) -> Option<SectionId> {
        let mut found: Option<Vec<SectionId>> = None;
        for id in sentences {
            let section = self.sentences.get(id)?.section?;
            let path = self.ancestry(section);
            found = Some(match found {
                None => path,
                Some(before) => {
                    let same = before.iter().zip(&path).take_while(|(a, b)| a == b);
                    before.iter().take(same.count()).copied().collect()
                }
            });
        }
        found?.last().copied()
    }

    /// Whose report it is: `沙河口区2021年政府工作报告`. Where place or year is not known the file's name stands there, too.
    pub fn named_in_full(&self) -> String {
        let identity = &self.identity;
        let place = identity.place.as_ref().map(|p| p.value.short.as_str());
        let year = identity.year.as_ref().map(|y| y.value.0);
        let kind = match identity.issuer.as_ref().map(|i| i.value) {
            Some(Issuer::Government) => "政府工作报告",
            Some(Issuer::Party) => "党委工作报告",
            None => "工作报告",
        };
        let file = self.source.name.as_str();
        match (place, year) {
            (Some(place), Some(year)) => format!("{place}{year}年{kind}"),
            (Some(place), None) => format!("{place}{kind}（{file}）"),
            (None, Some(year)) => format!("{year}年{kind}（{file}）"),
            (None, None) => file.to_owned(),
        }
    }

    /// A section as it is referred to: `三（四）优化营商环境`; empty for one without marker and title.
    pub fn section_named(&self, id: SectionId) -> String {
        let mut name = String::new();
        let mut parted = false;
        for ancestor in self.ancestry(id) {
            let written = self.marker(ancestor);
            let marker =
                written.trim_end_matches(['、', '．', '.', '，', ',', '：', ':', ' ', '\u{3000}']);
            if marker.is_empty() || marker.starts_with('—') {
                continue;
            }
            // 一 and 六是 would read as one number.
            if !name.is_empty() && !marker.starts_with(['(', '（']) {
                name.push('/');
            }
            parted = marker.len() < written.len();
            name.extend(marker.chars().map(|c| match c {
                '(' => '（',
                ')' => '）',
                c => c,
            }));
        }
        let title = self.title(id);
        let title = title.trim();
        // 三、优化, not 三优化: a bare number would run into the title.
        if !title.is_empty() && !name.is_empty() && parted {
            name.push('、');
        }
        name + title
    }

    /// The line that says where a passage stands: `——沙河口区2021年政府工作报告，三（四）优化营商环境`.
    pub fn source_line(&self, section: Option<SectionId>) -> String {
        let mut line = format!("——{}", self.named_in_full());
        let section = section.map(|id| self.section_named(id));
        if let Some(section) = section.filter(|name| !name.is_empty()) {
            line.push('，');
            line.push_str(&section);
        }
        line
    }

    /// Neighbouring sentences with their source on a line of its own; none where nothing is read of them.
    pub fn cited(&self, sentences: Range<usize>) -> Option<String> {
        let text = self.quoted(sentences.clone());
        let source = self.source_line(self.section_of(sentences));
        (!text.is_empty()).then(|| format!("{text}\n{source}"))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use std::sync::Arc;

    use super::super::{Report, SourceInfo};
    use crate::text::span::Span;

    fn read(text: &str) -> Report {
        let source = SourceInfo {
            name: "区报告.txt".to_owned(),
            ..SourceInfo::default()
        };
        Report::read(Arc::from(text), source)
    }

    const WHOLE: &str = "2021年沙河口区政府工作报告\n各位代表：\n现在，我代表区人民政府向大会报告工作，请予审议。\n一、过去一年工作回顾\n过去一年，全区上下同心协力，各项事业有了新的起※色。群众的日子一年更比一年好。\n二、今年工作安排\n（一）优化营商环境\n把实事一件一件办好。把难题一个一个解开。\n（二）办好民生实事\n让&ldquo;小事&rdquo;不再拖。\n";

    fn sentence(report: &Report, with: &str) -> usize {
        let all = 0..report.sentences.len();
        let mut found = all.filter(|&id| report.quoted(id..id + 1).contains(with));
        found
            .next()
            .unwrap_or_else(|| panic!("no sentence with {with}"))
    }

    #[test]
    fn a_passage_is_what_is_read_and_says_where_it_stands() {
        let mut report = read(WHOLE);
        // As if a line had ended there.
        let gap = WHOLE.find('※').unwrap();
        report.gaps.push(Span::new(gap, gap + '※'.len_utf8()));
        report.gaps.sort_unstable();
        let id = sentence(&report, "把实事");
        assert_eq!(
            report.cited(id..id + 1).unwrap(),
            "把实事一件一件办好。\n——沙河口区2021年政府工作报告，二（一）优化营商环境"
        );
        let joined = sentence(&report, "同心协力");
        assert_eq!(
            report.quoted(joined..joined + 1),
            "过去一年，全区上下同心协力，各项事业有了新的起色。"
        );
        let entities = sentence(&report, "不再拖");
        assert_eq!(report.quoted(entities..entities + 1), "让“小事”不再拖。");
    }

    #[test]
    fn several_sentences_stand_under_the_section_that_holds_them() {
        let report = read(WHOLE);
        let (from, to) = (sentence(&report, "把难题"), sentence(&report, "不再拖"));
        let quoted = report.cited(from..to + 1).unwrap();
        assert_eq!(
            quoted,
            "把难题一个一个解开。\n（二）办好民生实事\n让“小事”不再拖。\n——沙河口区2021年政府工作报告，二、今年工作安排"
        );
        let opening = sentence(&report, "请予审议");
        assert!(
            report
                .cited(opening..from)
                .unwrap()
                .ends_with("\n——沙河口区2021年政府工作报告")
        );
        assert_eq!(report.cited(9999..10_000), None);
    }

    #[test]
    fn what_is_not_known_is_not_named() {
        let report = read("一段没有头尾的话，谁说的也不知道。");
        assert_eq!(report.source_line(None), "——区报告.txt");
    }
}
