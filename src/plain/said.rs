//! What is said: every answer as lines that stand by themselves.
//!
//! Invariant: the words 保留, 改写, 新增, 删去 (kept, reworded, new, gone) stand before what they are said of.

use std::collections::BTreeSet;

use super::{MOST, Session, own_sentences, year};
use crate::compare::{Change, Comparison, Depth, Link, Maker, Verdict};
use crate::export::describe;
use crate::jump::matching;
use crate::locale::{Lang, figure_of, in_a_row, per_thousand};
use crate::report::{Report, SectionId, SentenceId};
use crate::text::fold;
use crate::theme::{Part, ThemeId};

/// From which score on a link is strong, and from which middling: as the browser says it.
const STRONG: f32 = 0.50;
const MIDDLING: f32 = 0.20;

impl Session {
    pub(super) fn say<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        self.lang.pick(zh, en)
    }

    pub(super) fn hint(&self) -> String {
        self.say(
            "打 ? 回车看命令，q 退出。",
            "Type ? and Enter for the commands, q to leave.",
        )
        .to_owned()
    }

    pub(super) fn help(&self) -> Vec<String> {
        const LINES: &[(&str, &str, &str)] = &[
            ("l", "列出报告", "list the reports"),
            ("2", "打开第 2 份报告", "open report 2"),
            ("with 2", "与第 2 份比对", "compare with report 2"),
            ("o", "这份报告的大纲", "the outline of this report"),
            (
                "s 3",
                "到大纲第 3 节；也可打标题、拼音",
                "go to section 3 of the outline, or type its title or pinyin",
            ),
            (
                "f yshj",
                "在全部报告里跳到一节，汉字、拼音、首字母都行；ff 下一个",
                "jump to a section of any report by Han, pinyin or initials; ff goes on",
            ),
            (
                "n",
                "下一句，只按回车也行；p 上一句；. 再读一遍",
                "next sentence, Enter alone too; p the one before; . says it again",
            ),
            ("J", "下一节；K 上一节", "next section; K the one before"),
            (
                "c",
                "这一节在另一份里的对应",
                "the counterpart of this section in the other report",
            ),
            (
                "d",
                "这一节逐句的变化",
                "what changed in this section, sentence by sentence",
            ),
            (
                "/ 营商",
                "在全部报告里搜；h 下一处，H 上一处",
                "search all reports; h the next place, H the one before",
            ),
            (
                "t 营商环境",
                "一个主题的各处；h 下一处",
                "the places of a theme; h the next one",
            ),
            (
                "m 营商环境",
                "一个主题在各份报告里的数字",
                "the numbers of a theme in every report",
            ),
            ("q", "退出", "leave"),
        ];
        LINES
            .iter()
            .map(|(key, zh, en)| figure_of(self.lang, key, self.say(zh, en)))
            .collect()
    }

    /// `沙河口区 2021`
    fn label(&self, at: usize) -> String {
        self.report(at)
            .map(|r| describe::label(r))
            .unwrap_or_default()
    }

    pub(super) fn reports(&self) -> Vec<String> {
        let count = self.desk.reports.len();
        let mut lines = vec![match self.lang {
            Lang::Zh => format!("共 {count} 份报告。"),
            Lang::En => format!("{count} reports."),
        }];
        lines.extend((0..count).map(|at| self.report_line(at)));
        lines
    }

    fn report_line(&self, at: usize) -> String {
        let Some(report) = self.report(at) else {
            return String::new();
        };
        let unknown = self.say("未知", "unknown");
        let place = describe::place_full(report);
        let place = if place.is_empty() {
            unknown.to_owned()
        } else {
            place
        };
        let year = year(report).map_or_else(|| unknown.to_owned(), |y| y.to_string());
        let (sections, han) = (report.sections.len(), report.han);
        let file = &report.source.name;
        let number = at + 1;
        match self.lang {
            Lang::Zh => format!(
                "第 {number} 份，地区 {place}，年度 {year}，{sections} 节，{han} 字，文件 {file}"
            ),
            Lang::En => format!(
                "Report {number}, place {place}, year {year}, {sections} sections, {han} Han, file {file}"
            ),
        }
    }

    pub(super) fn about_report(&self) -> Vec<String> {
        let mut lines = vec![self.report_line(self.at)];
        lines.extend(self.other.map(|other| {
            let (number, label) = (other + 1, self.label(other));
            match self.lang {
                Lang::Zh => format!("与第 {number} 份 {label} 比对；with 换一份。"),
                Lang::En => {
                    format!("Compared with report {number}, {label}; with chooses another.")
                }
            }
        }));
        lines
    }

    pub(super) fn no_such_report(&self, number: usize) -> String {
        let count = self.desk.reports.len();
        match self.lang {
            Lang::Zh => format!("没有第 {number} 份，只有 {count} 份；l 列出。"),
            Lang::En => format!("There is no report {number}, only {count}; l lists them."),
        }
    }

    pub(super) fn same_report(&self) -> String {
        self.say("那就是这一份。", "That is the report that is read.")
            .to_owned()
    }

    pub(super) fn no_such_section(&self, asked: &str) -> String {
        match self.lang {
            Lang::Zh => format!("没有 {asked} 这样的章节；o 看大纲，/ 搜正文。"),
            Lang::En => {
                format!("No section is like {asked}; o says the outline, / searches the text.")
            }
        }
    }

    pub(super) fn unknown(&self, typed: &str) -> String {
        match self.lang {
            Lang::Zh => format!("不懂 {typed}；? 看命令。"),
            Lang::En => format!("{typed} is not understood; ? says the commands."),
        }
    }

    pub(super) fn say_what(&self) -> String {
        self.say(
            "先用 / 搜，或用 t 选一个主题。",
            "Search with / or choose a theme with t first.",
        )
        .to_owned()
    }

    pub(super) fn at_the_edge(&self, end: bool) -> String {
        let label = self.label(self.at);
        match (self.lang, end) {
            (Lang::Zh, true) => format!("{label} 到末尾了。"),
            (Lang::Zh, false) => format!("{label} 到开头了。"),
            (Lang::En, true) => format!("{label}: this is the end."),
            (Lang::En, false) => format!("{label}: this is the beginning."),
        }
    }

    /// A section as it is said: `二（一）优化营商环境`.
    fn section_name(&self, at: usize, id: SectionId) -> String {
        self.report(at)
            .map(|r| r.section_named(id))
            .unwrap_or_default()
    }

    /// Where a sentence stands, and what it says.
    pub(super) fn sentence_line(&self, at: usize, sentence: usize) -> String {
        let Some(report) = self.report(at) else {
            return String::new();
        };
        let Some(known) = report.sentences.get(sentence) else {
            return self.at_the_edge(true);
        };
        let text = report.quoted(sentence..sentence + 1);
        let count = report.sentences.len();
        let number = sentence + 1;
        let mut place = vec![self.label(at)];
        place.extend(known.section.map(|id| self.section_name(at, id)));
        place.push(match (self.lang, known.heading) {
            (Lang::Zh, false) => format!("第 {number} 句，共 {count} 句"),
            (Lang::Zh, true) => format!("标题，第 {number} 句，共 {count} 句"),
            (Lang::En, false) => format!("sentence {number} of {count}"),
            (Lang::En, true) => format!("heading, sentence {number} of {count}"),
        });
        figure_of(self.lang, &in_a_row(self.lang, &place), &text)
    }

    pub(super) fn outline(&mut self) -> Vec<String> {
        let compared = self.comparison();
        let Some(report) = self.report(self.at) else {
            return Vec::new();
        };
        let label = self.label(self.at);
        let linked = |id: SectionId| {
            let (a, _, comparison) = compared.as_ref()?;
            let link = link_of(comparison, self.at == *a, id)?;
            Some(self.linked(compared.as_ref(), link.1, link.0))
        };
        let mut lines: Vec<String> = report
            .section_ids()
            .map(|(id, section)| {
                let number = id.index() + 1;
                let han = fold::han_count(&report.reading(section.span));
                let level = section.level;
                let mut parts = vec![match self.lang {
                    Lang::Zh => format!("{label} 第 {number} 节，{level} 级，{han} 字"),
                    Lang::En => format!("{label}, section {number}, level {level}, {han} Han"),
                }];
                parts.extend(linked(id));
                figure_of(
                    self.lang,
                    &in_a_row(self.lang, &parts),
                    &report.section_named(id),
                )
            })
            .collect();
        if lines.is_empty() {
            lines.push(match self.lang {
                Lang::Zh => format!("{label} 没有章节。"),
                Lang::En => format!("{label} has no sections."),
            });
        }
        lines
    }

    /// `对应 沙河口区 2016 三（四）优化营商环境，0.61 强`
    fn linked(
        &self,
        compared: Option<&(usize, usize, std::sync::Arc<Comparison>)>,
        link: &Link,
        to: SectionId,
    ) -> String {
        let other = compared.map_or(0, |(a, b, _)| if *a == self.at { *b } else { *a });
        let name = self.section_name(other, to);
        let (label, score, word) = (self.label(other), link.score, self.strength(link));
        match self.lang {
            Lang::Zh => format!("对应 {label} {name}，{score:.2} {word}"),
            Lang::En => format!("counterpart {label} {name}, {score:.2} {word}"),
        }
    }

    fn strength(&self, link: &Link) -> &'static str {
        let (zh, en) = match (link.by, link.score) {
            (Maker::Reader, _) => ("本人指定", "yours"),
            (_, score) if score >= STRONG => ("强", "strong"),
            (_, score) if score >= MIDDLING => ("中", "middling"),
            _ => ("弱", "weak"),
        };
        self.lang.pick(zh, en)
    }

    fn nothing_to_compare(&self) -> String {
        self.say(
            "只有一份报告，没有可比的。",
            "There is one report only: nothing to compare with.",
        )
        .to_owned()
    }

    fn before_sections(&self) -> String {
        self.say(
            "这里还在章节之前；J 到第一节。",
            "This is before the first section; J goes there.",
        )
        .to_owned()
    }

    pub(super) fn counterpart(&mut self) -> Vec<String> {
        let compared = self.comparison();
        let Some((a, b, comparison)) = &compared else {
            return vec![self.nothing_to_compare()];
        };
        let Some(section) = self.section() else {
            return vec![self.before_sections()];
        };
        let own_is_a = self.at == *a;
        let own = format!(
            "{} {}",
            self.label(self.at),
            self.section_name(self.at, section)
        );
        let Some((to, link)) = link_of(comparison, own_is_a, section) else {
            let other = self.label(if own_is_a { *b } else { *a });
            return vec![match self.lang {
                Lang::Zh => format!("{own}：在 {other} 里无对应。"),
                Lang::En => format!("{own}: no counterpart in {other}."),
            }];
        };
        let mut lines = vec![figure_of(
            self.lang,
            &own,
            &self.linked(compared.as_ref(), link, to),
        )];
        let other = if own_is_a { *b } else { *a };
        if let Some(report) = self.report(other) {
            for id in own_sentences(report, to).take(MOST) {
                lines.push(self.sentence_line(other, id.index()));
            }
        }
        lines
    }

    pub(super) fn changes(&mut self) -> Vec<String> {
        let Some((a, b, comparison)) = self.comparison() else {
            return vec![self.nothing_to_compare()];
        };
        let Some(section) = self.section() else {
            return vec![self.before_sections()];
        };
        if comparison.verdict == Verdict::NotComparable || comparison.depth == Depth::Parallel {
            let (a, b) = (self.label(a), self.label(b));
            return vec![match self.lang {
                Lang::Zh => format!("{a} 与 {b} 不是一地相近的报告，不作逐句比对；c 看对应。"),
                Lang::En => format!(
                    "{a} and {b} are not of one place and near years: not compared sentence by sentence; c says the counterpart."
                ),
            }];
        }
        let own_is_a = self.at == a;
        let linked = link_of(&comparison, own_is_a, section).map(|(to, _)| to);
        let (in_a, in_b) = if own_is_a {
            (Some(section), linked)
        } else {
            (linked, Some(section))
        };
        let (Some(ra), Some(rb)) = (self.report(a), self.report(b)) else {
            return Vec::new();
        };
        let sentences = |report: &Report, id: Option<SectionId>| -> Vec<SentenceId> {
            id.map(|id| own_sentences(report, id).collect())
                .unwrap_or_default()
        };
        let (list_a, list_b) = (sentences(ra, in_a), sentences(rb, in_b));
        let told = |at: usize, first: SentenceId, len: u32, word: &str| {
            let report = if at == a { ra } else { rb };
            let section = report.sentences.get(first.index()).and_then(|s| s.section);
            let place = section
                .map(|id| self.section_name(at, id))
                .unwrap_or_default();
            let text = report.quoted(first.index()..first.index() + len.max(1) as usize);
            let text = text.replace('\n', " ");
            figure_of(
                self.lang,
                &in_a_row(
                    self.lang,
                    &[word.to_owned(), format!("{} {place}", self.label(at))],
                ),
                &text,
            )
        };
        let gone = |id: &SentenceId| {
            let mark = comparison.marks_a.get(id.index()).copied().flatten();
            mark == Some(Change::Gone)
        };
        let mut lines = Vec::new();
        let mut left: BTreeSet<SentenceId> = list_a.into_iter().filter(gone).collect();
        let mut pairs_told = BTreeSet::new();
        let words = ChangeWords::of(self.lang);
        for id in list_b {
            let pair = comparison.pair_of_b.get(id.index()).copied().flatten();
            let Some(pair) = pair else {
                lines.push(told(b, id, 1, words.new));
                continue;
            };
            if !pairs_told.insert(pair) {
                continue;
            }
            let Some(pair) = comparison.pairs.get(pair as usize) else {
                continue;
            };
            // What is gone stands where it stood.
            let later = left.split_off(&pair.a);
            lines.extend(left.iter().map(|id| told(a, *id, 1, words.gone)));
            left = later;
            if pair.reworded {
                lines.push(told(a, pair.a, pair.a_len, words.before));
                lines.push(told(b, pair.b, pair.b_len, words.after));
            } else {
                let word = if pair.change == Change::Moved {
                    words.moved
                } else {
                    words.kept
                };
                lines.push(told(b, pair.b, pair.b_len, word));
            }
        }
        lines.extend(left.iter().map(|id| told(a, *id, 1, words.gone)));
        lines
    }

    pub(super) fn jumped(&self, at: usize, all: usize) -> String {
        match self.lang {
            Lang::Zh => format!("找到 {all} 节，第 {at} 个；ff 下一个。"),
            Lang::En => format!("{all} sections found, this is number {at}; ff goes on."),
        }
    }

    pub(super) fn no_more_found(&self) -> String {
        self.say("没有更多了。", "There is no more.").to_owned()
    }

    pub(super) fn found_nothing(&self) -> String {
        let about = &self.about;
        match self.lang {
            Lang::Zh => format!("{about}：一处也没有。"),
            Lang::En => format!("{about}: nowhere."),
        }
    }

    pub(super) fn found_so_many(&self) -> String {
        let (about, places) = (&self.about, self.found.len());
        let reports: BTreeSet<usize> = self.found.iter().map(|p| p.report).collect();
        let reports = reports.len();
        match self.lang {
            Lang::Zh => format!("{about}：{places} 句，在 {reports} 份报告里；h 下一处。"),
            Lang::En => format!("{about}: {places} sentences in {reports} reports; h goes on."),
        }
    }

    pub(super) fn of_so_many(&self, line: &str) -> String {
        let (at, all, about) = (self.found_at + 1, self.found.len(), &self.about);
        match self.lang {
            Lang::Zh => format!("{about} 第 {at} 处，共 {all} 处，{line}"),
            Lang::En => format!("{about}, {at} of {all}, {line}"),
        }
    }

    /// A theme by its name, or by what can only be its name.
    pub(super) fn theme_named(&self, name: &str) -> Option<(ThemeId, String)> {
        let lexicon = self.desk.lexicon();
        let found = lexicon.find(name).or_else(|| {
            let scored = lexicon.ids().filter_map(|(id, theme)| {
                let zh = matching::fuzzy(&theme.name, name).map(|f| f.0);
                let en = matching::fuzzy(&theme.en, name).map(|f| f.0);
                Some((zh.max(en)?, std::cmp::Reverse(id), id))
            });
            scored.max().map(|(.., id)| id)
        })?;
        let theme = lexicon.theme(found)?;
        Some((found, self.lang.pick(&theme.name, &theme.en).to_owned()))
    }

    pub(super) fn no_such_theme(&self, name: &str) -> Vec<String> {
        let lexicon = self.desk.lexicon();
        let names: Vec<String> = lexicon
            .themes
            .iter()
            .map(|t| self.lang.pick(&t.name, &t.en).to_owned())
            .collect();
        let all = in_a_row(self.lang, &names);
        vec![match self.lang {
            Lang::Zh => format!("没有 {name} 这个主题。主题有：{all}"),
            Lang::En => format!("There is no theme {name}. The themes are: {all}"),
        }]
    }

    /// A row of the matrix, a line for each report.
    pub(super) fn matrix(&self, name: &str) -> Vec<String> {
        let asked = if name.is_empty() {
            let lexicon = self.desk.lexicon();
            self.theme.and_then(|id| {
                let theme = lexicon.theme(id)?;
                Some((id, self.lang.pick(&theme.name, &theme.en).to_owned()))
            })
        } else {
            self.theme_named(name)
        };
        let Some((theme, called)) = asked else {
            return self.no_such_theme(name);
        };
        let mut lines = Vec::new();
        for (at, report) in self.desk.reports.iter().enumerate() {
            let hits = self.desk.hits(at);
            let count = hits.map_or(0, |h| h.count(theme));
            let han = hits
                .and_then(|h| h.tally(Part::All))
                .map_or(report.han, |t| t.han);
            let share = per_thousand(self.lang, count as f32 * 1000.0 / han.max(1) as f32);
            let counted = match (self.lang, count) {
                (Lang::Zh, _) => format!("{count} 处，{share}"),
                (Lang::En, 1) => format!("1 hit, {share}"),
                (Lang::En, _) => format!("{count} hits, {share}"),
            };
            let name = in_a_row(self.lang, &[called.clone(), self.label(at)]);
            lines.push(figure_of(self.lang, &name, &counted));
        }
        lines
    }
}

/// The link of a section of the side that is read, and where it leads.
fn link_of(comparison: &Comparison, own_is_a: bool, id: SectionId) -> Option<(SectionId, &Link)> {
    let links = &comparison.links;
    if own_is_a {
        links.from_a(id).map(|l| (l.b, l))
    } else {
        links.from_b(id).map(|l| (l.a, l))
    }
}

/// The words for what became of a sentence.
struct ChangeWords {
    kept: &'static str,
    moved: &'static str,
    before: &'static str,
    after: &'static str,
    new: &'static str,
    gone: &'static str,
}

impl ChangeWords {
    fn of(lang: Lang) -> Self {
        Self {
            kept: lang.pick("保留", "Kept"),
            moved: lang.pick("移来", "Moved"),
            before: lang.pick("改写前", "Reworded, before"),
            after: lang.pick("改写后", "Reworded, after"),
            new: lang.pick("新增", "New"),
            gone: lang.pick("删去", "Gone"),
        }
    }
}
