//! Who, where, when: each field with the evidence that it was read from, or unknown.

mod correction;
mod doubts;
mod gazetteer;
mod glance;
mod head;
mod how;
mod place;
mod spans;
mod typed;
mod year;

pub use correction::{Correction, Field, FieldError, place_typed};
pub use glance::{Glance, glance};
pub use how::How;

use super::clean::Cleaned;
use super::{Section, SourceInfo};
use crate::locale::Lang;
use crate::text::span::Span;
use head::Zone;

/// A calendar year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Year(pub u16);

/// Years from one to another, both included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Years {
    /// The first.
    pub from: u16,
    /// The last.
    pub to: u16,
}

impl Years {
    /// One year alone.
    pub fn one(year: u16) -> Self {
        Self {
            from: year,
            to: year,
        }
    }
}

/// `2016`, `2011–2015`.
impl std::fmt::Display for Years {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.from == self.to {
            write!(f, "{}", self.from)
        } else {
            write!(f, "{}–{}", self.from, self.to)
        }
    }
}

/// How sure a reading is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Confidence {
    /// Worked out from other facts; said as such.
    Inferred,
    /// Read from running text.
    Likely,
    /// Stated in title, meeting line or opening.
    Stated,
}

/// A value with the place in the text that it was read from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Evidence<T> {
    /// The value.
    pub value: T,
    /// Where it was read; none if it was counted over the whole text.
    pub span: Option<Span>,
    /// How it was found.
    pub how: How,
    /// How sure it is.
    pub confidence: Confidence,
}

/// A place.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Place {
    /// As the text has it, units joined: 辽宁省大连市沙河口区, or as much of it as is known.
    pub full: String,
    /// The name to show in heads: 沙河口区, 大连市, 上海.
    pub short: String,
    /// Province it lies in, folded and without 省/市 (辽宁, 内蒙古), where known; for grouping.
    pub province: Option<String>,
}

/// Whether `name` (folded) is the name of a province, prefecture or county, with its kind or without.
pub fn is_unit(name: &str) -> bool {
    let chars: Vec<char> = name.chars().collect();
    gazetteer::gazetteer()
        .at(&chars)
        .any(|r| r.len == chars.len())
}

/// The provinces in their official order, as [`Place::province`] names them.
#[rustfmt::skip]
const PROVINCES: [&str; 34] = [
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南",
    "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆", "香港", "澳门",
    "台湾",
];

/// A province's place in the official order, from 0, by the name in [`Place::province`]; any other name comes after all of them.
pub fn province_order(province: &str) -> usize {
    PROVINCES
        .iter()
        .position(|&known| known == province)
        .unwrap_or(PROVINCES.len())
}

/// Level of government (层级).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// 国务院
    State,
    /// 省、自治区、直辖市
    Province,
    /// 地级市、州、盟
    City,
    /// 区县
    County,
    /// 乡镇、街道
    Township,
}

/// Who gives the report.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Issuer {
    /// 政府
    Government,
    /// 党委
    Party,
}

/// The identity of a report (身份). What the text does not say is `None`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Identity {
    /// Title as the text has it.
    pub title: Option<Evidence<String>>,
    /// Place.
    pub place: Option<Evidence<Place>>,
    /// Level.
    pub level: Option<Evidence<Level>>,
    /// Issuing body.
    pub issuer: Option<Evidence<Issuer>>,
    /// Nominal year: the year whose plan the report sets out.
    pub year: Option<Evidence<Year>>,
    /// Years that it looks back on: 2015, 2011–2015.
    pub reviewed: Vec<Evidence<Years>>,
    /// Years that it plans: 2016, 2016–2020.
    pub planned: Vec<Evidence<Years>>,
    /// About when it was written, where no year is stated: worked out, for the reader to see and for nothing else.
    pub dated: Option<Evidence<Years>>,
    /// Delivery date, ISO `2021-01-25`.
    pub delivered_on: Option<Evidence<String>>,
    /// Meeting, as the text has it.
    pub meeting: Option<Evidence<String>>,
    /// Speaker, inner blanks taken out.
    pub speaker: Option<Evidence<String>>,
    /// What the program read, where the reader's word stands over it (see [`Identity::correct`]).
    pub read: Option<Box<Identity>>,
}

/// Something the reader should know about a text or its identity.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Doubt {
    /// One sentence without its stop, in Chinese.
    pub message: String,
    /// The same in English.
    pub english: String,
    /// Where, if at one place; the first of several.
    pub span: Option<Span>,
    /// The field of the identity that it is about; none if it is about the text.
    pub about: Option<Field>,
}

impl Doubt {
    /// A doubt about the text, in both languages.
    pub fn new(message: String, english: String, span: Option<Span>) -> Self {
        Self {
            message,
            english,
            span,
            about: None,
        }
    }

    /// The same, about a field of the identity.
    #[must_use]
    pub fn about(self, field: Field) -> Self {
        Self {
            about: Some(field),
            ..self
        }
    }

    /// The sentence in the interface's language.
    pub fn sentence(&self, lang: Lang) -> &str {
        lang.pick(&self.message, &self.english)
    }
}

/// What is doubtful about an identity; `name` is the file's.
pub fn doubts(identity: &Identity, name: &str) -> Vec<Doubt> {
    doubts::of_identity(identity, name)
}

/// Reads the identity from title block, opening and headings. The file's name states nothing: where it contradicts the text, that
/// is a doubt.
pub fn identify(
    text: &str,
    folded: &str,
    cleaned: &Cleaned,
    sections: &[Section],
    source: &SourceInfo,
) -> (Identity, Vec<Doubt>) {
    let zone = Zone::new(text, folded, cleaned);
    let behalf = zone.behalf(text);
    let meeting = zone.meeting(text, folded);
    let met = meeting.as_ref().map(|m| m.1);
    let speaker = zone.speaker(text, met);
    let delivered_on = zone.delivered(text, met, speaker.as_ref().map(|s| s.1));
    let title = zone.title(text);
    let named = title.as_ref().map(|t| t.1);
    let year = year::read(
        text,
        folded,
        cleaned,
        sections,
        &zone,
        named,
        delivered_on.as_ref(),
    );
    let spans::Found { reviewed, planned } =
        spans::read(text, folded, cleaned, sections, year.as_ref());
    let dated = match year {
        Some(_) => None,
        None => spans::dated(text, folded, cleaned),
    };
    let place::Found { place, level } = place::Reader {
        text,
        folded,
        cleaned,
        zone: &zone,
        behalf: behalf.as_ref(),
    }
    .read();
    let issuer = behalf.map(|b| Evidence {
        value: if b.party {
            Issuer::Party
        } else {
            Issuer::Government
        },
        span: Some(b.span),
        how: How::Behalf,
        confidence: Confidence::Stated,
    });
    let issuer = issuer.or_else(|| {
        let title = title.as_ref().map(|t| &t.0)?;
        let folded = title.span?.of(folded).replace(char::is_whitespace, "");
        folded.contains("政府工作报告").then_some(Evidence {
            value: Issuer::Government,
            span: title.span,
            how: How::Title,
            confidence: Confidence::Stated,
        })
    });
    let identity = Identity {
        title: title.map(|t| t.0),
        place,
        level,
        issuer,
        year,
        reviewed,
        planned,
        dated,
        delivered_on,
        meeting: meeting.map(|m| m.0),
        speaker: speaker.map(|s| s.0),
        read: None,
    };
    let mut doubts = doubts::of_identity(&identity, &source.name);
    doubts.extend(doubts::of_text(text, folded, cleaned, &source.notes));
    (identity, doubts)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use std::sync::Arc;

    use super::*;
    use crate::report::Report;

    const BODY: &str = "各位代表：\n现在，我代表区人民政府向大会报告工作，请予审议。\n一、过去一年工作回顾\n过去一年，全区上下同心协力，各项事业有了新的起色，圆满完成了年初确定的各项任务。\n二、今后工作打算\n我们要把实事一件一件办好，把难题一个一个解开，让群众的日子一年更比一年好。\n";

    fn read_named(name: &str, text: &str) -> Report {
        let source = SourceInfo {
            name: name.to_owned(),
            ..SourceInfo::default()
        };
        Report::read(Arc::from(text), source)
    }

    fn read(text: &str) -> Identity {
        read_named("a.txt", text).identity
    }

    fn full(identity: &Identity) -> Option<&str> {
        identity.place.as_ref().map(|p| p.value.full.as_str())
    }

    fn doubts(text: &str) -> String {
        let doubts = read_named("a.txt", text).doubts;
        doubts
            .iter()
            .map(|d| d.message.as_str())
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// The body with a paragraph put in before its last heading.
    fn body_with(paragraph: &str) -> String {
        BODY.replace("二、", &format!("{paragraph}\n二、"))
    }

    #[test]
    fn everything_that_a_title_block_states() {
        let head = "政 府 工 作 报 告\n（2021年1月25日在沙河口区第十八届人民代表大会第四次会议上）\n沙河口区人民政府区长  王  平\n";
        let identity = read(&format!("{head}{BODY}"));
        let place = identity.place.as_ref().unwrap();
        assert_eq!(place.value.full, "辽宁省大连市沙河口区");
        assert_eq!(place.value.short, "沙河口区");
        assert_eq!(place.value.province.as_deref(), Some("辽宁"));
        assert_eq!(place.confidence, Confidence::Stated);
        assert_eq!(identity.level.unwrap().value, Level::County);
        assert_eq!(identity.issuer.unwrap().value, Issuer::Government);
        assert_eq!(identity.year.unwrap().value, Year(2021));
        assert_eq!(identity.delivered_on.unwrap().value, "2021-01-25");
        assert_eq!(
            identity.meeting.unwrap().value,
            "沙河口区第十八届人民代表大会第四次会议"
        );
        assert_eq!(identity.speaker.unwrap().value, "王平");
        assert_eq!(identity.title.unwrap().value, "政府工作报告");
    }

    #[test]
    fn evidence_lies_where_it_was_read() {
        let text = format!("2021年沙河口区政府工作报告\n{BODY}");
        let identity = read(&text);
        assert_eq!(identity.place.unwrap().span.unwrap().of(&text), "沙河口区");
        assert_eq!(identity.year.unwrap().span.unwrap().of(&text), "2021年");
    }

    #[test]
    fn speakers_in_every_form() {
        let meeting = "2025年1月15日在大连市第十七届人民代表大会第三次会议上";
        for (line, name) in [
            (format!("{meeting}\n市长 王小平"), "王小平"),
            (format!("{meeting}\n大连市代市长：王  平"), "王平"),
            (format!("{meeting}大连市市长王平作政府工作报告"), "王平"),
            (
                format!(
                    "2025年1月15日王小平市长{}的政府工作报告",
                    &meeting[meeting.find('在').unwrap()..]
                ),
                "王小平",
            ),
            (format!("{meeting}\n市长 阿不都·买买提"), "阿不都·买买提"),
            (format!("{meeting}\n王 小 平"), "王小平"),
        ] {
            let identity = read(&format!("政府工作报告\n{line}\n{BODY}"));
            assert_eq!(
                identity.speaker.map(|s| s.value).as_deref(),
                Some(name),
                "{line}"
            );
            assert_eq!(
                identity.delivered_on.map(|d| d.value).as_deref(),
                Some("2025-01-15"),
                "{line}"
            );
        }
    }

    #[test]
    fn what_the_text_does_not_say_stays_unknown() {
        let page = "发布日期：2021-02-19 来源：沈阳市人民政府办公室\n市长信箱\n";
        let report = read_named("大连市2020年政府工作报告.txt", &format!("{page}{BODY}"));
        let identity = &report.identity;
        assert_eq!(full(identity), None);
        assert_eq!(identity.year, None);
        assert_eq!(identity.delivered_on, None);
        assert_eq!(identity.speaker, None);
        assert_eq!(identity.meeting, None);
        assert_eq!(identity.level.as_ref().unwrap().value, Level::County);
    }

    #[test]
    fn two_places_of_one_name_are_told_apart_by_the_text_or_not_at_all() {
        let title = "和平区2022年政府工作报告\n";
        let plain = read(&format!("{title}{BODY}"));
        assert_eq!(full(&plain), Some("和平区"));
        assert_eq!(plain.place.unwrap().value.province, None);
        let spoken = body_with("我们服务沈阳全局，融入沈阳都市圈，建设沈阳门户。");
        let spoken = read(&format!("{title}{spoken}"));
        assert_eq!(full(&spoken), Some("辽宁省沈阳市和平区"));
        let stated = read(&format!(
            "{title}（2021年12月7日在天津市和平区第十八届人民代表大会第一次会议上）\n{BODY}"
        ));
        assert_eq!(full(&stated), Some("天津市和平区"));
    }

    #[test]
    fn names_that_hold_other_names() {
        for (line, place) in [
            (
                "防城港市第七届人民代表大会第五次会议",
                "广西壮族自治区防城港市",
            ),
            ("吉林市第十七届人民代表大会第三次会议", "吉林省吉林市"),
            ("黔东南州第十五届人民代表大会第四次会议", "贵州省黔东南州"),
            ("海南省第七届人民代表大会第四次会议", "海南省"),
            (
                "沈阳市和平区某某镇第三届人民代表大会第二次会议",
                "辽宁省沈阳市和平区某某镇",
            ),
        ] {
            let identity = read(&format!("政府工作报告\n（2024年1月5日在{line}上）\n{BODY}"));
            assert_eq!(full(&identity), Some(place), "{line}");
            assert_eq!(identity.meeting.unwrap().value, line);
        }
    }

    #[test]
    fn a_place_is_counted_only_where_it_is_far_ahead() {
        let city = BODY.replace("代表区", "代表市");
        let often = format!(
            "{city}{}\n",
            "大连要发展，沈阳也要发展，大连更要发展。".repeat(6)
        );
        let identity = read(&often);
        assert_eq!(full(&identity), Some("辽宁省大连市"));
        assert_eq!(identity.place.unwrap().confidence, Confidence::Likely);
        let level = format!("{city}{}\n", "大连和沈阳要合作。".repeat(6));
        assert_eq!(full(&read(&level)), None);
    }

    #[test]
    fn traditional_text_keeps_its_script() {
        let text = "2021年瀋陽市和平區政府工作報告\n各位代表：\n現在，我代表區人民政府向大會報告工作，請予審議。\n一、過去一年工作回顧\n遼寧各地同心協力，過去一年各項事業有了新的起色，圓滿完成了年初確定的任務。\n";
        let identity = read(text);
        assert_eq!(
            full(&identity),
            Some("遼省瀋陽市和平區".replace("遼省", "遼寧省").as_str())
        );
        assert_eq!(
            identity.place.unwrap().value.province.as_deref(),
            Some("辽宁")
        );
    }

    #[test]
    fn the_year_is_that_of_the_plan() {
        for (headings, year) in [
            (["一、2023年工作回顾", "二、2024年工作安排"], Some(2024)),
            (["一、2023年工作回顾", "二、今后工作打算"], Some(2024)),
            (
                [
                    "一、“十三五”时期工作回顾",
                    "二、“十四五”时期（2021—2025年）发展目标",
                ],
                None,
            ),
            (["一、工作回顾", "二、2035年远景目标"], None),
        ] {
            let text = BODY
                .replace("一、过去一年工作回顾", headings[0])
                .replace("二、今后工作打算", headings[1]);
            assert_eq!(read(&text).year.map(|y| y.value.0), year, "{headings:?}");
        }
        let winter = format!(
            "政府工作报告\n（2021年12月7日在大连市第十七届人民代表大会第一次会议上）\n{}",
            BODY.replace("今后工作打算", "2022年工作安排")
        );
        assert_eq!(read(&winter).year.unwrap().value, Year(2022));
    }

    #[test]
    fn a_committee_of_the_party_is_no_government() {
        let text = BODY.replace("区人民政府", "区委常委会");
        let identity = read(&text);
        assert_eq!(identity.issuer.unwrap().value, Issuer::Party);
        assert_eq!(identity.level.unwrap().value, Level::County);
    }

    #[test]
    fn a_name_that_says_something_else_is_a_doubt() {
        let text = format!("2021年沙河口区政府工作报告\n{BODY}");
        let said = |name: &str| {
            let doubts = read_named(name, &text).doubts;
            doubts.into_iter().map(|d| d.message).collect::<Vec<_>>()
        };
        assert_eq!(said("沙河口_2021.txt"), [""; 0]);
        assert_eq!(said("000_74be8bb233c02297.txt"), [""; 0]);
        assert_eq!(said("辽宁-大连_2021.txt"), [""; 0]);
        assert_eq!(
            said("沈阳2019.txt"),
            [
                "文件名写 2019 年，正文是 2021 年",
                "文件名写“沈阳”，正文是辽宁省大连市沙河口区"
            ]
        );
    }

    #[test]
    fn damage_is_said_and_sound_text_is_not_doubted() {
        assert_eq!(doubts(BODY), "");
        for (damage, word) in [
            ("战胜了7?22洪灾，办好了12?15活动。", "7?22"),
            ("推动发(fā)展，扩大开(kāi)放，改善生(shēng)活。", "拼音"),
            ("年,是极不平凡的一年，我们经受住了各种考验。", "年份"),
            ("这里有一个\u{fffd}坏字。", "损坏"),
            (
                "会同某某网站、沈阳等地，某某网站省政府部署的任务，某某网站是依托。",
                "某某网站",
            ),
            ("优化公共效劳，推动高质量开展。", "替换"),
            ("这里锟斤拷读错了编码。", "编码"),
        ] {
            let said = doubts(&body_with(damage));
            assert!(said.contains(word), "{damage}: {said}");
        }
    }

    #[test]
    fn a_text_that_breaks_off_and_one_that_is_something_else_are_said() {
        let long = "我们把老城片区的排水管网逐条修好，把新城片区的停车泊位逐个补齐，把农贸市场的经营秩序逐项理顺，让各方面的事情都办得";
        let cut = BODY.replace(
            "让群众的日子一年更比一年好。\n",
            &format!("让群众满意。{long}更好。{long}"),
        );
        assert!(doubts(&cut).contains("没有说完"), "{}", doubts(&cut));
        assert!(!doubts(&format!("{BODY}{long}{long}更好。\n区长 王平\n")).contains("没有说完"));
        assert_eq!(
            doubts("今天天气很好，大家都出门散步。\n"),
            "不像政府工作报告"
        );
        let budget = "关于2023年预算执行情况和2024年预算草案的报告\n各位代表：\n受区人民政府委托，现报告如下，请予审议。\n";
        assert!(doubts(budget).contains("像是预算报告"));
    }

    #[test]
    fn no_text_breaks_it() {
        for text in [
            "",
            "\n",
            "年",
            "届",
            "第届人民代表大会",
            "我代表",
            "市长",
            "（",
            "2021年",
            "代表委",
            "?1?",
        ] {
            let _ = read(text);
        }
    }
}
