//! The reader's word on which sections correspond.
//!
//! Owns [`Judgement`] and how it is found again in two reports. Invariant: a judgement names sections by the text they stand in and where
//! its heading begins, so that it holds for the same text wherever the file lies; one whose section is not found is told, never moved to
//! another. Must not know of links.

use serde::{Deserialize, Serialize};

use crate::report::{Fingerprint, Report, SectionId};

/// A section as it is named for keeping.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Anchor {
    /// The text that it stands in.
    pub text: Fingerprint,
    /// Byte at which its heading begins.
    pub at: u32,
    /// Its title, for a person to read and to tell whether the place still holds it.
    pub title: String,
}

impl Anchor {
    /// That of a section.
    pub fn of(report: &Report, section: SectionId) -> Option<Self> {
        Some(Self {
            text: report.fingerprint(),
            at: report.section(section)?.heading.start() as u32,
            title: report.title(section).to_string(),
        })
    }

    /// The section, if `report` has this text and a section there: the one whose heading begins at the place, else the only one of that
    /// title.
    pub fn find(&self, report: &Report) -> Option<SectionId> {
        self.find_in(report, report.fingerprint())
    }

    /// As [`Anchor::find`], for whoever looks for many in one report; `text` is its fingerprint.
    pub fn find_in(&self, report: &Report, text: Fingerprint) -> Option<SectionId> {
        if text != self.text {
            return None;
        }
        let at = self.at as usize;
        let here = |(id, section): (SectionId, &crate::report::Section)| {
            (section.heading.start() == at).then_some(id)
        };
        report.section_ids().find_map(here).or_else(|| {
            let mut titled = report
                .section_ids()
                .map(|(id, _)| id)
                .filter(|&id| *report.title(id) == *self.title);
            let only = titled.next()?;
            titled.next().is_none().then_some(only)
        })
    }

    /// Whether both name one place; what stands there may have been read otherwise since.
    pub fn is_at(&self, other: &Anchor) -> bool {
        self.text == other.text && self.at == other.at
    }
}

/// The reader's word on a pair of sections.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Judgement {
    /// A section of one report.
    pub a: Anchor,
    /// A section of another.
    pub b: Anchor,
    /// They correspond (指定对应); else they do not (断开).
    pub stands: bool,
}

impl Judgement {
    /// On a pair of sections, whichever is named first: the same pair gives the same judgement.
    pub fn new(a: Anchor, b: Anchor, stands: bool) -> Self {
        let (a, b) = if b < a { (b, a) } else { (a, b) };
        Self { a, b, stands }
    }

    /// Whether it is on this pair, whichever is named first.
    pub fn is_on(&self, a: &Anchor, b: &Anchor) -> bool {
        (self.a.is_at(a) && self.b.is_at(b)) || (self.a.is_at(b) && self.b.is_at(a))
    }
}

/// A judgement found again in two reports.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Judged {
    /// Section of the first report.
    pub a: SectionId,
    /// Section of the second.
    pub b: SectionId,
    /// They correspond; else they do not.
    pub stands: bool,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;

    fn anchor(text: &str, at: u32, title: &str) -> Anchor {
        Anchor {
            text: Fingerprint::of(text),
            at,
            title: title.to_owned(),
        }
    }

    #[test]
    fn a_pair_is_one_pair_whichever_is_named_first() {
        let (a, b) = (anchor("甲", 3, "交通"), anchor("乙", 30, "路网"));
        let one = Judgement::new(a.clone(), b.clone(), true);
        assert_eq!(one, Judgement::new(b.clone(), a.clone(), true));
        assert!(one.is_on(&a, &b) && one.is_on(&b, &a));
        assert!(
            one.is_on(&anchor("甲", 3, "交通建设"), &b),
            "the title may have been read otherwise"
        );
        assert!(!one.is_on(&anchor("甲", 4, "交通"), &b));
        assert!(!one.is_on(&a, &a));
    }
}
