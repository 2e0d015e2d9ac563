//! Who, where, when: each field with the evidence that it was read from, or unknown.

mod doubts;
mod gazetteer;
mod glance;
mod head;
mod place;
mod year;

pub use glance::{Glance, glance};

use super::clean::Cleaned;
use super::{Section, SourceInfo};
use crate::locale::Lang;
use crate::text::span::Span;
use head::Zone;

/// A calendar year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Year(pub u16);

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
    /// How it was found, for the reader (`标题`, `会议名称`, `正文“大连”50处`).
    pub how: String,
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
    /// Delivery date, ISO `2021-01-25`.
    pub delivered_on: Option<Evidence<String>>,
    /// Meeting, as the text has it.
    pub meeting: Option<Evidence<String>>,
    /// Speaker, inner blanks taken out.
    pub speaker: Option<Evidence<String>>,
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
}

impl Doubt {
    /// A doubt in both languages.
    pub fn new(message: String, english: String, span: Option<Span>) -> Self {
        Self {
            message,
            english,
            span,
        }
    }

    /// The sentence in the interface's language.
    pub fn sentence(&self, lang: Lang) -> &str {
        lang.pick(&self.message, &self.english)
    }
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
    let place::Found { place, level, unit } = place::Reader {
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
        how: "“我代表”".to_owned(),
        confidence: Confidence::Stated,
    });
    let issuer = issuer.or_else(|| {
        let title = title.as_ref().map(|t| &t.0)?;
        let folded = title.span?.of(folded).replace(char::is_whitespace, "");
        folded.contains("政府工作报告").then(|| Evidence {
            value: Issuer::Government,
            span: title.span,
            how: "标题".to_owned(),
            confidence: Confidence::Stated,
        })
    });
    let identity = Identity {
        title: title.map(|t| t.0),
        place,
        level,
        issuer,
        year,
        delivered_on,
        meeting: meeting.map(|m| m.0),
        speaker: speaker.map(|s| s.0),
    };
    let mut doubts = doubts::of_identity(&identity, unit, &source.name);
    doubts.extend(doubts::of_text(text, folded, cleaned));
    (identity, doubts)
}
