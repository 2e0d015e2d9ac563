//! How a fact of an identity was found, as the reader is told.
//!
//! Owns [`How`]. Must not know where in the text that was.

use std::borrow::Cow;

use crate::locale::Lang;

/// How a fact was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum How {
    /// In the title.
    Title,
    /// In the first line, which is no title.
    FirstLine,
    /// On a label of the page.
    PageLabel,
    /// 我代表…政府
    Behalf,
    /// 我代表国务院
    BehalfOfState,
    /// The speaker's office.
    Office,
    /// The meeting's name.
    Meeting,
    /// A line that names a meeting or a report.
    MeetingOrReportLine,
    /// The date on the meeting's line.
    MeetingDate,
    /// The date below the title.
    DateBelowTitle,
    /// The name after an office.
    NameAfterOffice,
    /// The name on the line after the meeting.
    NameAfterMeeting,
    /// The name before the meeting.
    NameBeforeMeeting,
    /// The name on the line below the title.
    NameBelowTitle,
    /// The body that signs below the title.
    Signature,
    /// The date of delivery.
    Delivery,
    /// A heading.
    Heading,
    /// The year after the one that is reviewed.
    AfterReviewed,
    /// A sentence about the year's expected aims.
    ExpectedAims,
    /// What the opening calls the past year.
    PastYear,
    /// The speech names this so many times.
    Counted(String, u16),
    /// As the first says; of several places of that name the one whose superior stands on the page.
    AboveOnPage(Box<How>),
    /// As the first says; of several places of that name the one whose superior the speech names so many times.
    AboveCounted(Box<How>, String, u16),
    /// Counted from the nominal year: 过去五年.
    CountedFromYear,
    /// A sentence that calls it the past year.
    CalledPast,
    /// The last session of the party's congress or committee that the text knows of: 十七届四中全会.
    Sessions(String),
    /// The reader's word.
    Reader,
    /// It is that of the place by the reader's word.
    PlaceOfReader,
}

impl How {
    /// For the reader, without a stop.
    pub fn sentence(&self, lang: Lang) -> Cow<'static, str> {
        let words = match self {
            How::Title => ("标题", "title"),
            How::FirstLine => ("首行", "first line"),
            How::PageLabel => ("页面信息", "a label of the page"),
            How::Behalf => ("“我代表……政府”", "on whose behalf it is given"),
            How::BehalfOfState => ("“我代表国务院”", "on behalf of the State Council"),
            How::Office => ("职务", "office of the speaker"),
            How::Meeting => ("会议名称", "name of the meeting"),
            How::MeetingOrReportLine => ("会议或报告一行", "line of meeting or report"),
            How::MeetingDate => ("会议一行的日期", "date on the meeting's line"),
            How::DateBelowTitle => ("标题下的日期", "date below the title"),
            How::NameAfterOffice => ("职务后的姓名", "name after the office"),
            How::NameAfterMeeting => ("会议下一行的姓名", "name below the meeting"),
            How::NameBeforeMeeting => ("会议前的姓名", "name before the meeting"),
            How::NameBelowTitle => ("标题下的姓名", "name below the title"),
            How::Signature => ("标题下的署名", "body named below the title"),
            How::Delivery => ("报告日期", "date of delivery"),
            How::Heading => ("小标题", "a heading"),
            How::AfterReviewed => ("回顾年份的下一年", "the year after the one reviewed"),
            How::ExpectedAims => ("预期目标一句", "sentence of expected aims"),
            How::PastYear => (
                "所述上一年的下一年",
                "the year after the one called the past one",
            ),
            How::CountedFromYear => ("自年度推算", "counted from the year"),
            How::CalledPast => ("正文所述上一年", "what is called the past year"),
            How::Sessions(name) => {
                return Cow::Owned(match lang {
                    Lang::Zh => format!("正文最晚提到{name}"),
                    Lang::En => format!("the latest session that the text names is {name}"),
                });
            }
            How::Reader => ("读者更正", "corrected by the reader"),
            How::PlaceOfReader => ("按读者更正的地区", "that of the place by the reader"),
            How::Counted(name, times) => {
                return Cow::Owned(match lang {
                    Lang::Zh => format!("正文“{name}”{times}处"),
                    Lang::En => format!("the speech names {name} {times} times"),
                });
            }
            How::AboveOnPage(how) => {
                let how = how.sentence(lang);
                return Cow::Owned(match lang {
                    Lang::Zh => format!("{how}；上级见于页面"),
                    Lang::En => format!("{how}; what it lies in stands on the page"),
                });
            }
            How::AboveCounted(how, name, times) => {
                let how = how.sentence(lang);
                return Cow::Owned(match lang {
                    Lang::Zh => format!("{how}；上级按正文“{name}”{times}处"),
                    Lang::En => format!("{how}; the speech names {name} {times} times"),
                });
            }
        };
        Cow::Borrowed(lang.pick(words.0, words.1))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;

    #[test]
    fn each_language_has_its_own_words() {
        let counted = How::AboveCounted(Box::new(How::Title), "大连".to_owned(), 7);
        assert_eq!(counted.sentence(Lang::Zh), "标题；上级按正文“大连”7处");
        assert_eq!(
            counted.sentence(Lang::En),
            "title; the speech names 大连 7 times"
        );
        assert!(How::PastYear.sentence(Lang::En).is_ascii());
    }
}
