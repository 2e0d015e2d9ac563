//! What the reader says of a report's identity, over what the program read.
//!
//! Owns [`Correction`]: values as the reader typed them. Invariant: a value that is held can be read as its field wants it. Must not
//! know where corrections are kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

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

/// What the reader says of a report's identity. A field that is not in it is as the program read it; an empty value says that the
/// field is unknown.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
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
}
