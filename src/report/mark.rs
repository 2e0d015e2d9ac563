//! Bookmarks and notes: what a mark is, and what it remembers of its place.
//!
//! Owns [`Mark`]. Invariant: a mark holds the words that it was set on, as they were read, and never changes them; where they stand in a
//! text is found by [`find()`], and what is not found is told, never guessed. Must not know where marks are kept, nor of screens.

mod find;
mod kept;
mod squeezed;

use std::path::PathBuf;

use super::{Fingerprint, Report, SectionId};
use crate::text::span::Span;

pub use find::{Finder, Found, LEAST_LIKE, find};
pub use kept::{Change, Done, Marks, Refused};
use squeezed::Squeezed;

/// Longest note, in characters; what is beyond is not taken.
pub const LONGEST_NOTE: usize = 4000;
/// Longest stretch of a text that a mark is set on, in characters: a page and a half.
pub const LONGEST_QUOTE: usize = 2000;
/// Han characters of the text before and after that are remembered.
const CONTEXT: usize = 32;

/// What a mark is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// 书签
    Bookmark,
    /// 批注
    Note,
}

impl Kind {
    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Bookmark => "bookmark",
            Kind::Note => "note",
        }
    }

    /// By that name.
    pub fn named(name: &str) -> Option<Self> {
        [Kind::Bookmark, Kind::Note]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// What tells one mark from all others of a reader; 0 until it is kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct MarkId(pub u64);

/// A moment: seconds since the beginning of 1970, UTC; 0 while it is not known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Moment(pub u64);

/// The report that a mark was set in, as it was then.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Origin {
    /// Its text.
    pub text: Fingerprint,
    /// Its file from the root, if it was one.
    pub path: Option<PathBuf>,
    /// Its name, as it was shown.
    pub name: String,
    /// Short name of its place; empty if unknown.
    pub place: String,
    /// Its nominal year.
    pub year: Option<u16>,
}

/// A place in a text, and what it can be found again by.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Anchor {
    /// Where it was.
    pub span: Span,
    /// What stood there, as it is read.
    pub quote: String,
    /// What stood before it, without blanks.
    pub before: String,
    /// What stood after it, without blanks.
    pub after: String,
    /// Which of the places with these words it was, from 0, and how many there were.
    pub nth: (u32, u32),
    /// The headings that it stood under, the outermost first.
    pub headings: Vec<String>,
    /// Line of the source text where it began, from 1.
    pub line: u32,
}

/// A bookmark or a note.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Mark {
    /// Which it is.
    pub id: MarkId,
    /// What it is.
    pub kind: Kind,
    /// Where it was set.
    pub of: Origin,
    /// The words that it was set on.
    pub anchor: Anchor,
    /// What the reader wrote; of a bookmark nothing. Several lines, parted by `\n`.
    pub note: String,
    /// When it was set.
    pub made: Moment,
    /// When what the reader wrote was last changed.
    pub changed: Moment,
}

impl Mark {
    /// A mark on the sentences that `span` touches, as far as they are no longer than [`LONGEST_QUOTE`]; none where it touches none.
    /// `path` is the report's file from the root.
    pub fn new(
        report: &Report,
        path: Option<PathBuf>,
        span: Span,
        kind: Kind,
        note: &str,
    ) -> Option<Self> {
        let span = sentences_touched(report, span)?;
        let anchor = Anchor::of(report, span)?;
        let identity = &report.identity;
        let place = identity.place.as_ref().map(|p| p.value.short.clone());
        Some(Self {
            id: MarkId::default(),
            kind,
            of: Origin {
                text: report.fingerprint(),
                path,
                name: report.source.name.clone(),
                place: place.unwrap_or_default(),
                year: identity.year.as_ref().map(|y| y.value.0),
            },
            anchor,
            note: clean_note(note),
            made: Moment::default(),
            changed: Moment::default(),
        })
    }

    /// Whether both say the same of the same place.
    pub fn says_as(&self, other: &Mark) -> bool {
        self.kind == other.kind && self.is_on(other) && self.note == other.note
    }

    /// Whether both were set on the same words of the same text.
    pub fn is_on(&self, other: &Mark) -> bool {
        self.of.text == other.of.text && self.anchor.span == other.anchor.span
    }

    /// Place and year of its report, or the file's name where they are unknown.
    pub fn label(&self) -> String {
        let year = self.of.year.map(|y| y.to_string());
        match (self.of.place.is_empty(), year) {
            (true, None) => self.of.name.clone(),
            (true, Some(year)) => format!("{} {year}", self.of.name),
            (false, None) => self.of.place.clone(),
            (false, Some(year)) => format!("{} {year}", self.of.place),
        }
    }
}

/// What is kept of a typed note: line ends are `\n`, blanks at its ends are left out, and it is no longer than [`LONGEST_NOTE`]. All
/// other characters stay as they are; whoever shows them makes them safe.
pub fn clean_note(typed: &str) -> String {
    let text = typed.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text.trim().chars().take(LONGEST_NOTE).collect();
    text.trim_end().to_owned()
}

/// From the first to the last sentence that `span` touches, as far as they are no longer than [`LONGEST_QUOTE`].
fn sentences_touched(report: &Report, span: Span) -> Option<Span> {
    let from = report
        .sentences
        .partition_point(|s| s.span.end() <= span.start());
    let mut touched = report.sentences.iter().skip(from);
    let mut whole = touched.next()?.span;
    for next in touched.take_while(|s| s.span.start() < span.end()) {
        let longer = whole.join(next.span);
        if report.resolved(longer).chars().count() > LONGEST_QUOTE {
            break;
        }
        whole = longer;
    }
    Some(whole)
}

impl Anchor {
    /// The place `span` of a report; none where nothing is read there.
    fn of(report: &Report, span: Span) -> Option<Self> {
        let quote: String = report
            .resolved(span)
            .trim()
            .chars()
            .take(LONGEST_QUOTE)
            .collect();
        let squeezed = Squeezed::of(report);
        let wanted = squeezed::squeeze(&quote);
        let places = squeezed.places(&wanted);
        let (from, to) = squeezed.chars_of(span);
        if wanted.is_empty() || from == to {
            return None;
        }
        let nth = places.iter().position(|&at| at >= from);
        let headings = report.section_at(span.start()).map_or_else(Vec::new, |id| {
            let heading = |id: SectionId| format!("{}{}", report.marker(id), report.title(id));
            report.ancestry(id).into_iter().map(heading).collect()
        });
        let before = report.text.get(..span.start()).unwrap_or_default();
        Some(Self {
            span,
            quote,
            before: squeezed.before(from, CONTEXT),
            after: squeezed.after(to, CONTEXT),
            nth: (nth.unwrap_or(0) as u32, places.len() as u32),
            headings,
            line: before.bytes().filter(|&b| b == b'\n').count() as u32 + 1,
        })
    }

    /// The innermost heading.
    pub fn heading(&self) -> &str {
        self.headings.last().map_or("", String::as_str)
    }
}

impl Moment {
    /// That of the system's clock.
    pub fn of(time: std::time::SystemTime) -> Self {
        let since = time.duration_since(std::time::SystemTime::UNIX_EPOCH);
        Self(since.map_or(0, |d| d.as_secs()))
    }

    /// Its day, `2026-11-23`, UTC; empty while it is not known.
    pub fn day(self) -> String {
        self.to_string()
            .split_once('T')
            .map_or_else(String::new, |(day, _)| day.to_owned())
    }

    /// Reads what [`std::fmt::Display`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_suffix('Z')?;
        let (day, time) = rest.split_once('T')?;
        let numbers = |text: &str, by: char| -> Option<Vec<u64>> {
            text.split(by).map(|part| part.parse().ok()).collect()
        };
        let (day, time) = (numbers(day, '-')?, numbers(time, ':')?);
        let (&[year, month, dom], &[hour, minute, second]) = (day.as_slice(), time.as_slice())
        else {
            return None;
        };
        let inside = (1970..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=31).contains(&dom)
            && hour < 24
            && minute < 60
            && second < 61;
        if !inside {
            return None;
        }
        // Days since 1970 of a civil date: Hinnant, “chrono-compatible low-level date algorithms”.
        let (y, m) = if month <= 2 {
            (year - 1, month + 9)
        } else {
            (year, month - 3)
        };
        let (era, of_era) = (y / 400, y % 400);
        let of_year = (153 * m + 2) / 5 + dom - 1;
        let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        let days = days.checked_sub(719_468)?;
        Some(Self(days * 86_400 + hour * 3600 + minute * 60 + second))
    }
}

/// `2026-11-23T06:16:47Z`; empty while it is not known.
impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0 == 0 {
            return Ok(());
        }
        let (days, rest) = (self.0 / 86_400 + 719_468, self.0 % 86_400);
        let (era, of_era) = (days / 146_097, days % 146_097);
        let of = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * of + of / 4 - of / 100);
        let m = (5 * of_year + 2) / 153;
        let (day, month) = (
            of_year - (153 * m + 2) / 5 + 1,
            if m < 10 { m + 3 } else { m - 9 },
        );
        let year = era * 400 + of + u64::from(month <= 2);
        let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
        )
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;

    #[test]
    fn moments_are_written_and_read() {
        for (seconds, text) in [
            (1, "1970-01-01T00:00:01Z"),
            (951_827_696, "2000-02-29T12:34:56Z"),
            (1_795_414_607, "2026-11-23T06:16:47Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(Moment(seconds).to_string(), text);
            assert_eq!(Moment::parse(text), Some(Moment(seconds)));
        }
        assert_eq!(Moment::default().to_string(), "");
        assert_eq!(Moment::default().day(), "");
        assert_eq!(Moment(951_827_696).day(), "2000-02-29");
        for wrong in [
            "",
            "2026-13-01T00:00:00Z",
            "2026-11-23",
            "1-1-1T1:1:1Z",
            "2026-11-23T06:16Z",
        ] {
            assert_eq!(Moment::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_note_keeps_its_characters_and_loses_its_edges() {
        assert_eq!(
            clean_note(" \r\n甲\r\n\r\n乙\r丙\u{1b}[31m \n"),
            "甲\n\n乙\n丙\u{1b}[31m"
        );
        assert_eq!(clean_note(" \n "), "");
        assert_eq!(clean_note(&"长".repeat(5000)).chars().count(), LONGEST_NOTE);
    }

    #[test]
    fn a_mark_takes_whole_sentences_and_what_stands_around() {
        let text = "2021年甲区政府工作报告\n各位代表：\n一、过去一年\n粮食丰收。道路通畅，\n学校扩建。\n二、今年\n继续努力。\n";
        let report = Report::read(
            std::sync::Arc::from(text),
            crate::report::SourceInfo::default(),
        );
        let at = text.find("通畅").unwrap();
        let mark = Mark::new(&report, None, Span::at(at), Kind::Note, "看").unwrap();
        assert!(mark.anchor.quote.starts_with("道路通畅，"), "{mark:?}");
        assert!(mark.anchor.before.ends_with("粮食丰收。"), "{mark:?}");
        assert!(
            mark.anchor
                .after
                .starts_with(if mark.anchor.quote.contains("学校") {
                    "二、今年"
                } else {
                    "学校扩建。"
                })
        );
        assert_eq!(mark.anchor.headings, ["一、过去一年"]);
        assert_eq!(mark.anchor.line, 4);
        assert_eq!(mark.anchor.nth, (0, 1));
        assert!(Mark::new(&report, None, Span::at(text.len()), Kind::Note, "").is_none());
    }
}
