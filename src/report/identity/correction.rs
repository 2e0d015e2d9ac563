//! What the reader says of a report's identity, over what the program read.
//!
//! Owns [`Correction`]: values as the reader typed them. Invariant: a value that is held can be read as its field wants it. Must not
//! know where corrections are kept.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::{Confidence, Evidence, How, Identity, Level, Place, typed};
use crate::locale::Lang;

/// A field of the identity that the reader can correct.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// 地区: 辽宁省大连市沙河口区
    Place,
    /// 层级: 国务院, 省, 市, 区县, 乡镇
    Level,
    /// 年度: 2016
    Year,
    /// 作报告日期: 2016-01-05
    Delivered,
    /// 会议
    Meeting,
    /// 报告人
    Speaker,
    /// 报告机关: 政府, 党委
    Issuer,
}

/// How a field is called: id, Chinese, English, then other words for it.
const NAMES: [(Field, [&str; 3], &[&str]); 7] = [
    (
        Field::Place,
        ["place", "地区", "place"],
        &["地点", "地方", "地名"],
    ),
    (Field::Level, ["level", "层级", "level"], &["级别", "级"]),
    (Field::Year, ["year", "年度", "year"], &["年份", "年"]),
    (
        Field::Delivered,
        ["delivered", "日期", "date"],
        &[
            "交付",
            "报告日期",
            "作报告日期",
            "时间",
            "delivered_on",
            "delivery",
        ],
    ),
    (Field::Meeting, ["meeting", "会议", "meeting"], &["大会"]),
    (
        Field::Speaker,
        ["speaker", "报告人", "speaker"],
        &["作报告人", "人", "姓名", "name"],
    ),
    (
        Field::Issuer,
        ["issuer", "报告机关", "issuer"],
        &["机关", "发布机关", "body"],
    ),
];

impl Field {
    /// All of them, in the order they are shown.
    pub const ALL: [Field; 7] = [
        Field::Place,
        Field::Level,
        Field::Year,
        Field::Delivered,
        Field::Meeting,
        Field::Speaker,
        Field::Issuer,
    ];

    fn row(self) -> [&'static str; 3] {
        NAMES
            .iter()
            .find(|row| row.0 == self)
            .map_or(["", "", ""], |row| row.1)
    }

    /// The name in files and on the command line: `delivered`.
    pub fn name(self) -> &'static str {
        let [id, ..] = self.row();
        id
    }

    /// The name for the reader: 日期, date.
    pub fn word(self, lang: Lang) -> &'static str {
        let [_, zh, en] = self.row();
        lang.pick(zh, en)
    }

    /// The field of that name, in either language.
    pub fn parse(name: &str) -> Option<Field> {
        let name = crate::text::fold::fold_str(name.trim()).to_ascii_lowercase();
        NAMES
            .iter()
            .find(|(_, names, others)| {
                names.contains(&name.as_str()) || others.contains(&name.as_str())
            })
            .map(|row| row.0)
    }

    /// What can be typed for it, as an example: `2016-01-05`.
    pub fn example(self, lang: Lang) -> &'static str {
        match self {
            Field::Place => "辽宁省大连市沙河口区",
            Field::Level => lang.pick(
                "国务院、省、市、区县、乡镇",
                "state, province, city, county, township",
            ),
            Field::Year => "2016",
            Field::Delivered => "2016-01-05",
            Field::Meeting => "沙河口区第十八届人民代表大会第四次会议",
            Field::Speaker => lang.pick("张三", "Zhang San"),
            Field::Issuer => lang.pick("政府、党委", "government, party"),
        }
    }

    /// Whether `value` can be read as this field wants it; an empty one always can.
    fn takes(self, value: &str) -> bool {
        value.is_empty()
            || match self {
                Field::Level => typed::level(value).is_some(),
                Field::Year => typed::year(value).is_some(),
                Field::Delivered => typed::date(value).is_some(),
                Field::Issuer => typed::issuer(value).is_some(),
                Field::Place | Field::Meeting | Field::Speaker => {
                    value.chars().count() <= LONGEST && !value.chars().any(char::is_control)
                }
            }
    }
}

/// The longest name of a place, meeting or speaker, in characters.
const LONGEST: usize = 120;

/// A value that a field does not take.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldError {
    /// The field.
    pub field: Field,
    /// What was typed.
    pub value: String,
}

impl FieldError {
    /// What is wrong and what is accepted, without a stop.
    pub fn sentence(&self, lang: Lang) -> String {
        let value: String = self
            .value
            .chars()
            .filter(|c| !c.is_control())
            .take(40)
            .collect();
        let (wrong, accepted) = match self.field {
            Field::Level => (
                lang.pick("不是层级", "is no level"),
                lang.pick(
                    "请写 国务院、省、市、区县 或 乡镇",
                    "write state, province, city, county or township",
                ),
            ),
            Field::Year => (
                lang.pick("不是年度", "is no year"),
                lang.pick(
                    "请写 1949 至 2099 的四位数字",
                    "write four digits from 1949 to 2099",
                ),
            ),
            Field::Delivered => (
                lang.pick("不是日期", "is no date"),
                lang.pick(
                    "请写 2016-01-05 或 2016年1月5日",
                    "write 2016-01-05 or 2016年1月5日",
                ),
            ),
            Field::Issuer => (
                lang.pick("不是报告机关", "is no issuer"),
                lang.pick("请写 政府 或 党委", "write government or party"),
            ),
            Field::Place | Field::Meeting | Field::Speaker => (
                lang.pick(
                    "太长或含有控制字符",
                    "is too long or holds control characters",
                ),
                lang.pick("最多 120 个字", "at most 120 characters"),
            ),
        };
        match lang {
            Lang::Zh => format!("“{value}”{wrong}，{accepted}"),
            Lang::En => format!("“{value}” {wrong}: {accepted}"),
        }
    }
}

/// What the reader says of a report's identity. A field that is not in it is as the program read it; an empty value says that the
/// field is unknown.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(transparent)]
pub struct Correction(pub(super) BTreeMap<Field, String>);

impl Correction {
    /// What the reader says of `field`, if anything.
    pub fn get(&self, field: Field) -> Option<&str> {
        self.0.get(&field).map(String::as_str)
    }

    /// Whether nothing is corrected.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The fields that are corrected, with what is said of them.
    pub fn iter(&self) -> impl Iterator<Item = (Field, &str)> {
        self.0.iter().map(|(&field, value)| (field, value.as_str()))
    }

    /// Sets what the reader says of `field`: a value as typed; an empty one for unknown; `None` takes the correction back.
    ///
    /// # Errors
    /// When the field does not take the value; nothing is changed then.
    pub fn set(&mut self, field: Field, value: Option<&str>) -> Result<(), FieldError> {
        let Some(value) = value.map(str::trim) else {
            self.0.remove(&field);
            return Ok(());
        };
        if !field.takes(value) {
            let value = value.to_owned();
            return Err(FieldError { field, value });
        }
        self.0.insert(field, value.to_owned());
        Ok(())
    }
}

/// Fields that this version does not know, and values that it cannot read, are passed over: a file from another version, or one that
/// was edited by hand, still opens.
impl<'de> Deserialize<'de> for Correction {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Value {
            Text(String),
            Year(u16),
            Other(IgnoredAny),
        }
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Correction;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("fields of an identity, each with its text")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Correction, M::Error> {
                let mut correction = Correction::default();
                while let Some((name, value)) = map.next_entry::<String, Value>()? {
                    let field = Field::ALL.into_iter().find(|f| f.name() == name);
                    let value = match value {
                        Value::Text(text) => Some(text),
                        Value::Year(year) => Some(year.to_string()),
                        Value::Other(_) => None,
                    };
                    if let (Some(field), Some(value)) = (field, value) {
                        // One that cannot be read says nothing.
                        let _ = correction.set(field, Some(&value));
                    }
                }
                Ok(correction)
            }
        }
        from.deserialize_map(Fields)
    }
}

impl Identity {
    /// What the reader would type to say the same of `field`; `None` where it is unknown.
    pub fn value(&self, field: Field) -> Option<String> {
        match field {
            Field::Place => self.place.as_ref().map(|p| p.value.full.clone()),
            Field::Level => self
                .level
                .as_ref()
                .map(|l| typed::level_id(l.value).to_owned()),
            Field::Year => self.year.as_ref().map(|y| y.value.0.to_string()),
            Field::Delivered => self.delivered_on.as_ref().map(|d| d.value.clone()),
            Field::Meeting => self.meeting.as_ref().map(|m| m.value.clone()),
            Field::Speaker => self.speaker.as_ref().map(|s| s.value.clone()),
            Field::Issuer => self
                .issuer
                .as_ref()
                .map(|i| typed::issuer_id(i.value).to_owned()),
        }
    }

    /// As [`Identity::value`], in the words of the interface: 区县, 党委.
    pub fn shown(&self, field: Field, lang: Lang) -> Option<String> {
        match field {
            Field::Level => self.level.as_ref().map(|l| {
                let (zh, en) = match l.value {
                    Level::State => ("国务院", "state"),
                    Level::Province => ("省", "province"),
                    Level::City => ("市", "city"),
                    Level::County => ("区县", "county"),
                    Level::Township => ("乡镇", "township"),
                };
                lang.pick(zh, en).to_owned()
            }),
            Field::Issuer => self.issuer.as_ref().map(|i| {
                let (zh, en) = match i.value {
                    super::Issuer::Government => ("政府", "government"),
                    super::Issuer::Party => ("党委", "party"),
                };
                lang.pick(zh, en).to_owned()
            }),
            _ => self.value(field),
        }
    }

    /// Puts the reader's word over the program's, in place of any earlier correction; an empty correction gives back what was read,
    /// which [`Identity::read`] keeps.
    pub fn correct(&mut self, correction: &Correction) {
        if let Some(read) = self.read.take() {
            *self = *read;
        }
        if correction.is_empty() {
            return;
        }
        let read = Box::new(self.clone());
        for (field, value) in correction.iter() {
            self.put(field, value);
        }
        // A place that the reader names has its own level, unless the reader says another.
        if let Some(value) = correction.get(Field::Place).filter(|v| !v.is_empty())
            && correction.get(Field::Level).is_none()
            && let Some(level) = typed::place(value).1
            && self.level.as_ref().map(|l| l.value) != Some(level)
        {
            self.level = Some(said(level, How::PlaceOfReader));
        }
        self.read = Some(read);
    }

    fn put(&mut self, field: Field, value: &str) {
        let text = || (!value.is_empty()).then(|| said(value.to_owned(), How::Reader));
        match field {
            Field::Place => {
                self.place = (!value.is_empty()).then(|| said(typed::place(value).0, How::Reader));
            }
            Field::Level => self.level = typed::level(value).map(|l| said(l, How::Reader)),
            Field::Year => self.year = typed::year(value).map(|y| said(y, How::Reader)),
            Field::Delivered => {
                self.delivered_on = typed::date(value).map(|d| said(d, How::Reader));
            }
            Field::Meeting => self.meeting = text(),
            Field::Speaker => self.speaker = text(),
            Field::Issuer => self.issuer = typed::issuer(value).map(|i| said(i, How::Reader)),
        }
    }
}

/// A value by the reader's word: nothing in the text need say it.
fn said<T>(value: T, how: How) -> Evidence<T> {
    Evidence {
        value,
        span: None,
        how,
        confidence: Confidence::Stated,
    }
}

/// What a typed place is read as: to show it before it is kept.
pub fn place_typed(value: &str) -> Option<Place> {
    (!value.trim().is_empty()).then(|| typed::place(value).0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::super::{Issuer, Year};
    use super::*;

    fn corrected(pairs: &[(Field, &str)]) -> Identity {
        let mut correction = Correction::default();
        for &(field, value) in pairs {
            correction.set(field, Some(value)).unwrap();
        }
        let mut identity = Identity::default();
        identity.correct(&correction);
        identity
    }

    #[test]
    fn fields_are_found_by_id_and_by_word() {
        for field in Field::ALL {
            assert_eq!(Field::parse(field.name()), Some(field));
            assert_eq!(Field::parse(field.word(Lang::Zh)), Some(field));
            assert_eq!(
                Field::parse(&field.word(Lang::En).to_uppercase()),
                Some(field)
            );
            let id = serde_json::to_string(&field).unwrap();
            assert_eq!(id, format!("\"{}\"", field.name()));
        }
        assert_eq!(Field::parse("標題"), None);
    }

    #[test]
    fn what_a_field_takes() {
        for (field, good, bad) in [
            (Field::Year, "2016", "16"),
            (Field::Year, "１９４９年", "1948"),
            (Field::Year, "二〇一六年", "2100"),
            (Field::Delivered, "2016-01-05", "2016-02-30"),
            (Field::Delivered, "2016年1月5日", "2016年13月5日"),
            (Field::Delivered, "二〇二四年一月十日", "2016年1月"),
            (Field::Delivered, "2024.2.29", "2023.2.29"),
            (Field::Level, "区县", "村"),
            (Field::Level, "County", "countries"),
            (Field::Issuer, "党委", "公司"),
            (Field::Speaker, "张三", "张\n三"),
            (Field::Place, "", &"长".repeat(121)),
        ] {
            let mut correction = Correction::default();
            correction.set(field, Some(good)).unwrap();
            let error = correction.set(field, Some(bad)).unwrap_err();
            assert_eq!(
                correction.get(field),
                Some(good),
                "an error changes nothing"
            );
            assert!(error.sentence(Lang::Zh).contains('，'));
            assert!(error.sentence(Lang::En).contains(": "));
        }
    }

    #[test]
    fn the_readers_word_stands_over_the_programs_and_can_be_taken_back() {
        let read = Identity {
            year: Some(Evidence {
                value: Year(2021),
                span: None,
                how: How::Title,
                confidence: Confidence::Stated,
            }),
            speaker: Some(said("王平".to_owned(), How::NameAfterOffice)),
            ..Identity::default()
        };
        let mut identity = read.clone();
        let mut correction = Correction::default();
        correction.set(Field::Year, Some("2020")).unwrap();
        correction.set(Field::Speaker, Some("")).unwrap();
        correction.set(Field::Issuer, Some("党委")).unwrap();
        for _ in 0..2 {
            identity.correct(&correction);
            let year = identity.year.as_ref().unwrap();
            assert_eq!((year.value, &year.how), (Year(2020), &How::Reader));
            assert_eq!(identity.speaker, None);
            assert_eq!(identity.issuer.as_ref().unwrap().value, Issuer::Party);
            assert_eq!(identity.read.as_deref(), Some(&read));
        }
        correction.set(Field::Year, None).unwrap();
        identity.correct(&correction);
        assert_eq!(identity.year, read.year);
        identity.correct(&Correction::default());
        assert_eq!(identity, read);
    }

    #[test]
    fn a_place_is_completed_where_it_is_known_and_kept_as_typed_where_not() {
        for (typed, full, short, province, level) in [
            (
                "沙河口区",
                "辽宁省大连市沙河口区",
                "沙河口区",
                Some("辽宁"),
                Some(Level::County),
            ),
            (
                "大连",
                "辽宁省大连市",
                "大连市",
                Some("辽宁"),
                Some(Level::City),
            ),
            (
                "辽宁省沈阳市和平区",
                "辽宁省沈阳市和平区",
                "和平区",
                Some("辽宁"),
                Some(Level::County),
            ),
            (
                "天津和平区",
                "天津市和平区",
                "和平区",
                Some("天津"),
                Some(Level::County),
            ),
            ("和平区", "和平区", "和平区", None, Some(Level::County)),
            ("朝阳", "朝阳", "朝阳", None, None),
            (
                "吉林",
                "吉林省",
                "吉林省",
                Some("吉林"),
                Some(Level::Province),
            ),
            (
                "黔东南州",
                "贵州省黔东南州",
                "黔东南州",
                Some("贵州"),
                Some(Level::City),
            ),
            (
                "大连市沙河口区某某街道",
                "辽宁省大连市沙河口区某某街道",
                "某某街道",
                Some("辽宁"),
                Some(Level::Township),
            ),
            ("某某县", "某某县", "某某县", None, Some(Level::County)),
            ("全国", "全国", "全国", None, Some(Level::State)),
        ] {
            let identity = corrected(&[(Field::Place, typed)]);
            let place = identity.place.as_ref().unwrap();
            let found = (
                place.value.full.as_str(),
                place.value.short.as_str(),
                place.value.province.as_deref(),
            );
            assert_eq!(found, (full, short, province), "{typed}");
            assert_eq!(identity.level.as_ref().map(|l| l.value), level, "{typed}");
        }
    }

    #[test]
    fn what_is_typed_back_gives_the_same() {
        let identity = corrected(&[
            (Field::Place, "大连市沙河口区"),
            (Field::Level, "区县"),
            (Field::Year, "二〇二一年"),
            (Field::Delivered, "2021年1月25日"),
            (Field::Meeting, "沙河口区第十八届人民代表大会第四次会议"),
            (Field::Speaker, "王平"),
            (Field::Issuer, "政府"),
        ]);
        let mut again = Correction::default();
        for field in Field::ALL {
            again
                .set(field, Some(&identity.value(field).unwrap()))
                .unwrap();
        }
        let mut other = Identity::default();
        other.correct(&again);
        assert_eq!(other, identity);
        assert_eq!(other.shown(Field::Level, Lang::Zh).as_deref(), Some("区县"));
    }

    #[test]
    fn a_correction_is_written_and_read_and_strange_fields_do_not_matter() {
        let mut correction = Correction::default();
        correction.set(Field::Year, Some("2016")).unwrap();
        correction.set(Field::Speaker, Some("")).unwrap();
        let json = serde_json::to_string(&correction).unwrap();
        assert_eq!(json, r#"{"year":"2016","speaker":""}"#);
        assert_eq!(
            serde_json::from_str::<Correction>(&json).unwrap(),
            correction
        );
        let strange =
            r#"{"year":2016,"speaker":"","mood":["good"],"level":"village","place":null}"#;
        assert_eq!(
            serde_json::from_str::<Correction>(strange).unwrap(),
            correction
        );
    }
}
