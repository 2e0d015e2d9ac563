//! The title zone: the lines before the speech and its opening, and what is stated there in so many words.
//!
//! Finds meeting, date, speaker, title and on whose behalf the report is given. Invariant: lines with a label of the page
//! (发布日期, 来源) state nothing. Must not know of places beyond reading their names, nor of file names.

use super::super::clean::Cleaned;
use super::super::clean::chars::{Chars, ends_any, find, has, has_any, starts_any};
use super::gazetteer::starts_with;
use super::{Confidence, Evidence, How};
use crate::text::fold::is_han;
use crate::text::span::Span;

/// Words of a page's own labels.
const LABELS: [&str; 36] = [
    "发布",
    "来源",
    "时间",
    "日期",
    "索引",
    "文号",
    "编号",
    "作者",
    "责任",
    "编辑",
    "浏览",
    "点击",
    "打印",
    "关闭",
    "字体",
    "字号",
    "下载",
    "分享",
    "位置",
    "首页",
    "上一篇",
    "下一篇",
    "机构",
    "主办",
    "承办",
    "网站",
    "版权",
    "备案",
    "登录",
    "无障碍",
    "导语",
    "阅读",
    "主题词",
    "公开",
    "信箱",
    ">>",
];

/// Offices of those who give reports of a government; 代 and 代理 may stand before them.
const OFFICES: [&str; 20] = [
    "省长",
    "市长",
    "州长",
    "县长",
    "区长",
    "旗长",
    "盟长",
    "主席",
    "专员",
    "总理",
    "镇长",
    "乡长",
    "办事处主任",
    "管委会主任",
    "管理委员会主任",
    "革命委员会主任",
    "革委会主任",
    "公社主任",
    "公社社长",
    "委书记",
];

/// What may follow a name directly.
const AFTER_NAME: [&str; 8] = ["在", "同志", "作", "向", "代表", "所", "受", "做"];

/// What follows an office on a page without being a name.
const NO_NAMES: [&str; 15] = [
    "热线", "之窗", "专栏", "简介", "致辞", "讲话", "会议", "办公", "电话", "留言", "助理", "接待",
    "专线", "活动", "报告",
];

/// Common surnames: a line of two to four characters is taken for a name only if it opens with one.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢骆岳齐尚梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍覃霍翁隋甘景单包司柏宁柯阮桂闵解强柴华车冉房边仇冀褚娄蓝党宫麻苑佟闫肖付代";

/// Bodies whose reports are no work reports of a government.
const OTHERS: [&str; 6] = ["人民代表大会", "人大", "政协", "政治协商", "法院", "检察院"];

/// A line of the zone.
pub struct Line {
    /// Its characters in normal form.
    pub chars: Chars,
    /// It is a label of the page, or the value of one.
    pub labelled: bool,
    /// It is part of the reading text.
    pub kept: bool,
}

/// The title zone.
pub struct Zone {
    /// Lines before the speech, in order.
    pub lines: Vec<Line>,
    /// The first lines of the speech, cut after some 200 characters.
    pub opening: Vec<Chars>,
}

/// On whose behalf the report is given, by its opening.
pub struct Behalf {
    /// The line of the opening it stands in.
    pub line: usize,
    /// The characters between 代表 and the body: 沈阳市, 市, or none.
    pub place: (usize, usize),
    /// A committee of the party, not a government.
    pub party: bool,
    /// Where it stands.
    pub span: Span,
}

impl Zone {
    /// Collects the lines.
    pub fn new(text: &str, folded: &str, cleaned: &Cleaned) -> Zone {
        let start = cleaned.speech_start as usize;
        let begins = cleaned
            .paragraphs
            .get(start)
            .map_or(text.len(), |p| p.start());
        let kept = cleaned.paragraphs.iter().take(start).map(|&p| (p, true));
        let removed = cleaned
            .removed
            .iter()
            .map(|r| r.span)
            .take_while(|span| span.start() < begins)
            .flat_map(|span| lines_of(text, span))
            .map(|span| (span, false));
        let mut pieces: Vec<(Span, bool)> = kept.chain(removed).collect();
        pieces.sort_unstable();
        let surplus = pieces.len().saturating_sub(80);
        let mut lines: Vec<Line> = Vec::with_capacity(pieces.len() - surplus);
        for (span, kept) in pieces.into_iter().skip(surplus) {
            if span.len() > 400 {
                continue;
            }
            let chars = Chars::read(folded, span, &cleaned.gaps);
            let value = lines.last().is_some_and(|last: &Line| {
                last.chars.len() < 10 && last.chars.all().last() == Some(&':')
            });
            let labelled = value || has_any(chars.all(), &LABELS);
            lines.push(Line {
                chars,
                labelled,
                kept,
            });
        }
        // A meeting's name that is broken over two lines is a line as well, for what stands in it.
        let broken: Vec<Line> = lines
            .iter()
            .zip(lines.iter().skip(1))
            .filter(|(a, b)| !a.labelled && !b.labelled && has(a.chars.all(), "届"))
            .filter(|(a, b)| {
                meeting_in(a.chars.all()).is_none() && meeting_in(b.chars.all()).is_none()
            })
            .filter_map(|(a, b)| {
                let from = a.chars.offset(0);
                let chars = Chars::read(
                    folded,
                    Span::new(from, b.chars.offset(b.chars.len()).max(from)),
                    &[],
                );
                meeting_in(chars.all()).map(|_| Line {
                    chars,
                    labelled: false,
                    kept: a.kept && b.kept,
                })
            })
            .collect();
        lines.extend(broken);
        let mut opening = Vec::new();
        for &paragraph in cleaned.paragraphs.iter().skip(start).take(3) {
            let cut = folded
                .get(paragraph.range())
                .and_then(|p| p.char_indices().nth(200))
                .map_or(paragraph.end(), |(at, _)| paragraph.start() + at);
            let chars = Chars::read(folded, Span::new(paragraph.start(), cut), &cleaned.gaps);
            opening.push(chars);
        }
        // A line of the opening that names the meeting is no part of the speech: …会议上北京市市长某某作政府工作报告。
        for chars in &opening {
            if chars.len() < 120 && meeting_in(chars.all()).is_some() && !has(chars.all(), "我代表")
            {
                lines.push(Line {
                    chars: chars.clone(),
                    labelled: false,
                    kept: true,
                });
            }
        }
        // A title that is glued to the vocative is a line of its own.
        if let Some(chars) = opening.first()
            && let Some(at) = find(chars.all(), "各位代表").filter(|&at| at > 4)
        {
            let span = chars.span(text, 0, at);
            lines.push(Line {
                chars: Chars::read(folded, span, &cleaned.gaps),
                labelled: false,
                kept: true,
            });
        }
        Zone { lines, opening }
    }

    /// Lines that state something.
    pub fn stating(&self) -> impl Iterator<Item = (usize, &Line)> {
        self.lines.iter().enumerate().filter(|(_, l)| !l.labelled)
    }

    /// The meeting at which the report was given, and the line where it ends.
    pub fn meeting(&self, text: &str, folded: &str) -> Option<(Evidence<String>, usize)> {
        for (i, line) in self.stating() {
            let found = meeting_in(line.chars.all()).map(|(a, b)| (line.chars.span(text, a, b), i));
            let found = found.or_else(|| {
                // A name broken over two lines.
                let next = self.lines.get(i + 1).filter(|next| !next.labelled)?;
                if !has(line.chars.all(), "届") {
                    return None;
                }
                let both = Span::new(line.chars.offset(0), next.chars.offset(next.chars.len()))
                    .join(next.chars.span(text, 0, next.chars.len()));
                let chars = Chars::read(folded, both, &[]);
                meeting_in(chars.all()).map(|(a, b)| (chars.span(text, a, b), i + 1))
            });
            if let Some((span, end)) = found {
                let evidence = Evidence {
                    value: squeezed(text, span),
                    span: Some(span),
                    how: How::Meeting,
                    confidence: Confidence::Stated,
                };
                return Some((evidence, end));
            }
        }
        None
    }

    /// The date of delivery: on the meeting's lines, in brackets alone, or on a line beside meeting or speaker.
    pub fn delivered(
        &self,
        text: &str,
        meeting: Option<usize>,
        speaker: Option<usize>,
    ) -> Option<Evidence<String>> {
        let evidence = |line: &Line, (from, to, iso): (usize, usize, String), how: How| Evidence {
            value: iso,
            span: Some(line.chars.span(text, from, to)),
            how,
            confidence: Confidence::Stated,
        };
        let beside = |i: usize, known: Option<usize>| known.is_some_and(|k| k.abs_diff(i) <= 1);
        for (i, line) in self.stating() {
            let Some(date) = date_in(line.chars.all()) else {
                continue;
            };
            let chars = line.chars.all();
            let said = chars.get(date.1) == Some(&'在') || has_any(chars, &["大会", "会议"]);
            let bracketed = chars.first() == Some(&'(') && chars.last() == Some(&')');
            let alone = date.1 - date.0 + 2 >= chars.len();
            // 2024-01-10 on a line of its own is the page's.
            let page = chars
                .get(date.0..date.1)
                .is_some_and(|d| d.iter().any(|c| matches!(c, '-' | '/')));
            if said || beside(i, meeting) && alone && (bracketed || !page) {
                return Some(evidence(line, date, How::MeetingDate));
            }
            if alone && (bracketed || beside(i, speaker) && !page) {
                return Some(evidence(line, date, How::DateBelowTitle));
            }
        }
        None
    }

    /// Who gave the report, and the line.
    pub fn speaker(&self, text: &str, meeting: Option<usize>) -> Option<(Evidence<String>, usize)> {
        let evidence = |line: &Line, (from, to): (usize, usize), how: How| {
            let span = line.chars.span(text, from, to);
            Evidence {
                value: squeezed(text, span),
                span: Some(span),
                how,
                confidence: Confidence::Stated,
            }
        };
        for (i, line) in self.stating() {
            let chars = line.chars.all();
            // A page's menu has offices too (市长之窗); outside the reading text the name of a government must stand by.
            if !line.kept && !has(chars, "人民政府") {
                continue;
            }
            if let Some(name) = named_by_office(chars) {
                return Some((evidence(line, name, How::NameAfterOffice), i));
            }
        }
        for (i, line) in self.stating().filter(|(_, l)| l.kept) {
            if let Some(name) = named_before_meeting(line.chars.all()) {
                return Some((evidence(line, name, How::NameBeforeMeeting), i));
            }
        }
        let dated = self
            .stating()
            .find(|(_, l)| date_in(l.chars.all()).is_some())
            .map(|(i, _)| i);
        let title = self
            .stating()
            .find(|(_, l)| l.kept && has(l.chars.all(), "工作报告"))
            .map(|(i, _)| i);
        let first = meeting.into_iter().chain(dated).min()?;
        let below = [meeting, dated]
            .into_iter()
            .flatten()
            .map(|i| (i + 1, How::NameAfterMeeting));
        // Between title and meeting.
        let between = title
            .filter(|t| t + 2 == first)
            .map(|t| (t + 1, How::NameBelowTitle));
        below.chain(between).find_map(|(i, how)| {
            let line = self.lines.get(i).filter(|l| l.kept && !l.labelled)?;
            let chars = match line.chars.all() {
                ['(', inner @ .., ')'] => inner,
                all => all,
            };
            let from = usize::from(chars.len() < line.chars.len());
            is_full_name(chars).then(|| (evidence(line, (from, from + chars.len()), how), i))
        })
    }

    /// The title: the fullest line that names a report, else the first line of the reading text.
    pub fn title(&self, text: &str) -> Option<(Evidence<String>, usize)> {
        let rate = |line: &Line| {
            let chars = line.chars.all();
            let year = year_in(chars).is_some();
            let more = line.chars.weight() > 8;
            i32::from(has(chars, "政府")) * 2
                + i32::from(year) * 2
                + i32::from(more)
                + i32::from(line.kept)
        };
        let report = self
            .stating()
            .filter(|(_, line)| {
                let chars = line.chars.all();
                line.chars.weight() <= 32
                    && (has(chars, "工作报告") || ends_any(chars, &["报告", "计划", "总结"]))
                    && !has_any(chars, &["会议", "大会", "作政府工作报告", "同志"])
            })
            .max_by_key(|&(i, line)| (rate(line), i));
        let (how, confidence) = match report {
            Some(_) => (How::Title, Confidence::Stated),
            None => (How::FirstLine, Confidence::Likely),
        };
        let (i, line) = report.or_else(|| {
            self.stating().find(|(_, line)| {
                let chars = line.chars.all();
                line.kept
                    && (4..=40).contains(&line.chars.weight())
                    && !has_any(chars, &["会议", "大会", "。", "各位", "代表", "人民政府"])
                    && date_in(chars).is_none()
                    && named_by_office(chars).is_none()
            })
        })?;
        let chars = line.chars.all();
        let dashes = chars
            .iter()
            .take_while(|&&c| !is_han(c) && !c.is_ascii_digit())
            .count();
        let span = line.chars.span(text, dashes, chars.len());
        let evidence = Evidence {
            value: squeezed(text, span),
            span: Some(span),
            how,
            confidence,
        };
        Some((evidence, i))
    }

    /// On whose behalf: 我代表…政府, 我受…委托.
    pub fn behalf(&self, text: &str) -> Option<Behalf> {
        const BODIES: [&str; 13] = [
            "人民政府",
            "人民委员会",
            "革命委员会",
            "革委会",
            "公社",
            "政府",
            "行政公署",
            "行署",
            "公署",
            "管委会",
            "管理委员会",
            "办事处",
            "国务院",
        ];
        const COMMITTEES: [&str; 2] = ["委员会", "委"];
        for (i, chars) in self.opening.iter().enumerate() {
            let all = chars.all();
            for (at, _) in all
                .iter()
                .enumerate()
                .filter(|&(_, &c)| c == '我' || c == '受')
            {
                let rest = all.get(at..).unwrap_or(&[]);
                let Some(lead) = starts_any(rest, &["我代表", "我受", "我谨代表", "受"])
                else {
                    continue;
                };
                let from = at + lead;
                let run = all
                    .get(from..)
                    .unwrap_or(&[])
                    .iter()
                    .take(24)
                    .take_while(|&&c| is_han(c))
                    .count();
                for end in from..from + run {
                    let rest = all.get(end..from + run).unwrap_or(&[]);
                    let body = starts_any(rest, &BODIES);
                    let committee = starts_any(rest, &COMMITTEES);
                    // The congress, the consultative conference and the courts report on other work.
                    let other = has_any(all.get(from..end).unwrap_or(&[]), &OTHERS);
                    if let Some(length) = body.or(committee).filter(|_| !other) {
                        return Some(Behalf {
                            line: i,
                            place: (from, end),
                            party: body.is_none(),
                            span: chars.span(text, from, end + length),
                        });
                    }
                }
            }
        }
        None
    }
}

/// The lines of a piece of text, without blanks around them.
fn lines_of(text: &str, span: Span) -> Vec<Span> {
    let mut at = span.start();
    let mut lines = Vec::new();
    for line in span.of(text).split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            lines.push(Span::new(start, start + trimmed.len()));
        }
        at += line.len();
    }
    lines
}

/// The text of a span without its blanks.
pub fn squeezed(text: &str, span: Span) -> String {
    span.of(text)
        .chars()
        .filter(|&c| !super::super::clean::chars::is_blank(c))
        .collect()
}

pub fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十百〇○零".contains(c)
}

/// A meeting's name in a line: 沈阳市第十七届人民代表大会第三次会议, 市十七届人大三次会议.
fn meeting_in(chars: &[char]) -> Option<(usize, usize)> {
    for (at, _) in chars.iter().enumerate().filter(|&(_, &c)| c == '届') {
        let length = starts_any(
            chars.get(at + 1..)?,
            &["全国人民代表大会", "人民代表大会", "人大", "委员会"],
        );
        let mut end = at + 1 + length.unwrap_or(0);
        let rest = chars.get(end..)?;
        let ordinal = usize::from(rest.first() == Some(&'第'));
        let numerals = rest
            .iter()
            .skip(ordinal)
            .take_while(|&&c| is_numeral(c))
            .count();
        let rest = rest.get(ordinal + numerals..)?;
        // 市委十三届七次全会 has no 委员会 after 届.
        let kinds: &[&str] = if length.is_some() {
            &["次会议", "次全体会议", "次全体(扩大)会议", "次全会"]
        } else {
            &["次全体会议", "次全体(扩大)会议", "次全会"]
        };
        let Some(kind) = starts_any(rest, kinds) else {
            continue;
        };
        if numerals == 0 {
            continue;
        }
        end += ordinal + numerals + kind;
        let before = chars.get(..at)?;
        let term = before.iter().rev().take_while(|&&c| is_numeral(c)).count();
        if term == 0 {
            continue;
        }
        let mut start = at - term;
        if start > 0 && chars.get(start - 1) == Some(&'第') {
            start -= 1;
        }
        return Some((start - place_before(chars.get(..start)?), end));
    }
    None
}

/// Length of what stands directly before a body or term and may be the name of a place.
fn place_before(before: &[char]) -> usize {
    let run = before.iter().rev().take_while(|&&c| is_han(c)).count();
    let run = before.get(before.len() - run..).unwrap_or(&[]);
    // 在沈阳市, 25日沈阳市; but 于洪区 and 日照市 are places.
    let cut = run
        .iter()
        .enumerate()
        .rev()
        .find(|&(i, &c)| {
            c == '在'
                || (c == '日' && run.get(i + 1) != Some(&'照') && run.get(i + 1) != Some(&'喀'))
        })
        .map_or(0, |(i, _)| i + 1);
    run.len() - cut
}

/// The first date with year, month and day: characters and ISO form.
fn date_in(chars: &[char]) -> Option<(usize, usize, String)> {
    written_date(chars).or_else(|| plain_date(chars))
}

/// `2024.1.10`, `2024-01-10`, `2024/1/10`.
fn plain_date(chars: &[char]) -> Option<(usize, usize, String)> {
    for (at, &mark) in chars.iter().enumerate() {
        if !matches!(mark, '.' | '-' | '/') {
            continue;
        }
        let Some((from, year)) = year_before(chars, at) else {
            continue;
        };
        let Some((month, after)) =
            number_until(chars, at + 1, mark).filter(|m| (1..=12).contains(&m.0))
        else {
            continue;
        };
        let digits = chars
            .get(after..)?
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count();
        let day = chars
            .get(after..after + digits)?
            .iter()
            .fold(0, |n, c| n * 10 + c.to_digit(10).unwrap_or(0));
        if (1..=2).contains(&digits) && (1..=31).contains(&day) {
            return Some((
                from,
                after + digits,
                format!("{year:04}-{month:02}-{day:02}"),
            ));
        }
    }
    None
}

/// `2024年1月10日`, `二〇二四年一月十日`.
fn written_date(chars: &[char]) -> Option<(usize, usize, String)> {
    for (at, _) in chars.iter().enumerate().filter(|&(_, &c)| c == '年') {
        let Some((from, year)) = year_before(chars, at) else {
            continue;
        };
        let Some((month, after)) =
            number_until(chars, at + 1, '月').filter(|m| (1..=12).contains(&m.0))
        else {
            continue;
        };
        let Some((day, end)) = number_until(chars, after, '日').filter(|d| (1..=31).contains(&d.0))
        else {
            continue;
        };
        return Some((from, end, format!("{year:04}-{month:02}-{day:02}")));
    }
    None
}

/// A number of one to three numerals that `unit` follows, and the position after the unit.
fn number_until(chars: &[char], from: usize, unit: char) -> Option<(u16, usize)> {
    let digits = chars.get(from..)?;
    let length = digits.iter().take_while(|&&c| is_numeral(c)).count();
    if !(1..=3).contains(&length) || digits.get(length) != Some(&unit) {
        return None;
    }
    let mut value = 0;
    for &c in digits.get(..length)? {
        value = match (
            c.to_digit(10),
            "〇一二三四五六七八九".chars().position(|n| n == c),
        ) {
            (Some(digit), _) => value * 10 + digit as u16,
            (None, Some(digit)) => value / 10 * 10 + digit as u16 + value % 10 * 10,
            (None, None) if c == '十' => value.max(1) * 10,
            _ => return None,
        };
    }
    Some((value, from + length + 1))
}

/// A year of four digits that ends before `at`: where it starts, and the year.
fn year_before(chars: &[char], at: usize) -> Option<(usize, u16)> {
    let from = at.checked_sub(4)?;
    let mut year = 0;
    for &c in chars.get(from..at)? {
        let digit = match c {
            '○' | '零' => 0,
            _ => c.to_digit(10).or_else(|| {
                "〇一二三四五六七八九"
                    .chars()
                    .position(|n| n == c)
                    .map(|d| d as u32)
            })?,
        };
        year = year * 10 + digit as u16;
    }
    let before = from.checked_sub(1).and_then(|i| chars.get(i));
    let glued = before.is_some_and(|&c| c.is_ascii_digit());
    ((1950..2100).contains(&year) && !glued).then_some((from, year))
}

/// The first year in a line (`2021年`, `二〇二一年`): where, and the year.
pub fn year_in(chars: &[char]) -> Option<(usize, u16)> {
    years_in(chars).next()
}

/// All years in a line.
pub fn years_in(chars: &[char]) -> impl Iterator<Item = (usize, u16)> + '_ {
    chars
        .iter()
        .enumerate()
        .filter(|&(_, &c)| c == '年')
        .filter_map(|(at, _)| year_before(chars, at))
}

/// Two to four characters that open with a surname.
fn is_full_name(chars: &[char]) -> bool {
    (2..=4).contains(&chars.len())
        && chars.iter().all(|&c| is_han(c))
        && chars.first().is_some_and(|&c| SURNAMES.contains(c))
}

/// A name before the meeting it speaks at: 张三在沈阳市第十七届人民代表大会第三次会议上.
fn named_before_meeting(chars: &[char]) -> Option<(usize, usize)> {
    let (meeting, _) = meeting_in(chars)?;
    let at = meeting
        .checked_sub(1)
        .filter(|&at| chars.get(at) == Some(&'在'))?;
    let from = date_in(chars)
        .map(|d| d.1)
        .filter(|&end| end <= at)
        .unwrap_or_else(|| chars.iter().take_while(|c| !is_han(**c)).count());
    is_full_name(chars.get(from..at)?).then_some((from, at))
}

/// A name after an office (市长 张三), or before one (张三市长在).
fn named_by_office(chars: &[char]) -> Option<(usize, usize)> {
    for at in 0..chars.len() {
        let Some(office) = OFFICES
            .iter()
            .find(|o| starts_with(chars.get(at..).unwrap_or(&[]), o))
        else {
            continue;
        };
        let mut from = at + office.chars().count();
        while chars
            .get(from)
            .is_some_and(|c| matches!(c, ':' | ',' | '、'))
        {
            from += 1;
        }
        let rest = chars.get(from..).unwrap_or(&[]);
        let run = rest
            .iter()
            .take_while(|&&c| is_han(c) || matches!(c, '·' | '•' | '.'))
            .count();
        let name = (1..=run)
            .find(|&n| starts_any(rest.get(n..run).unwrap_or(&[]), &AFTER_NAME).is_some())
            .unwrap_or(run);
        let dotted = rest.iter().take(name).any(|c| matches!(c, '·' | '•' | '.'));
        let long = if dotted { 16 } else { 4 };
        let is_name = (2..=long).contains(&name)
            && starts_any(rest, &AFTER_NAME).is_none()
            && !has_any(rest.get(..name).unwrap_or(&[]), &NO_NAMES);
        if is_name {
            return Some((from, from + name));
        }
        // 日龚正市长在, 龚正市长作
        if starts_any(rest, &AFTER_NAME).is_some() {
            let before = chars.get(..at).unwrap_or(&[]);
            let run = before
                .iter()
                .rev()
                .take_while(|&&c| is_han(c) && c != '日')
                .count();
            if (2..=3).contains(&run)
                && before
                    .get(before.len() - run)
                    .is_some_and(|&c| SURNAMES.contains(c))
            {
                return Some((at - run, at));
            }
        }
    }
    None
}
