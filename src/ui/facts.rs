//! What is known of one report, as rows of a sheet: each fact with its evidence, or unknown.

use super::sheet::Sheet;
use crate::locale::{Lang, Word, count, word};
use crate::report::{Confidence, Evidence, Issuer, Level, Reason, Report};

/// Most lines of removed text that are shown.
const REMOVED_LINES: usize = 6;

/// The labels of the facts.
const LABELS: [Word; 9] = [
    Word::Place,
    Word::Level,
    Word::Year,
    Word::Delivered,
    Word::Meeting,
    Word::Speaker,
    Word::Title,
    Word::File,
    Word::Encoding,
];

/// `区县 党委`, and whether the level is known.
pub fn level_name(lang: Lang, report: &Report) -> (String, bool) {
    let identity = &report.identity;
    let level = identity.level.as_ref().map(|level| match level.value {
        Level::State => Word::State,
        Level::Province => Word::Province,
        Level::City => Word::City,
        Level::County => Word::District,
        Level::Township => Word::Town,
    });
    let mut name = word(lang, level.unwrap_or(Word::Unknown)).to_owned();
    if matches!(&identity.issuer, Some(issuer) if issuer.value == Issuer::Party) {
        name.push(' ');
        name.push_str(word(lang, Word::Party));
    }
    (name, level.is_some())
}

/// How much of a text was taken out; none where nothing was.
pub fn removed_share(report: &Report) -> Option<String> {
    let share = report.removed_share() * 100.0;
    if share <= 0.0 {
        return None;
    }
    Some(if share < 0.05 {
        "<0.1%".to_owned()
    } else {
        format!("{share:.1}%")
    })
}

/// The identity, each field with its evidence.
pub fn identity(lang: Lang, report: &Report, sheet: &mut Sheet) {
    let w = |what| word(lang, what);
    let identity = &report.identity;
    sheet.labels(&LABELS.map(w));
    let place = identity.place.as_ref();
    let place = place.map(|p| {
        (
            p.value.full.clone(),
            evidence(lang, report, p, &p.value.full),
        )
    });
    sheet.fact(w(Word::Place), place, w(Word::Unknown));
    let level = identity.level.as_ref();
    let level = level.map(|l| (level_name(lang, report).0, evidence(lang, report, l, "")));
    sheet.fact(w(Word::Level), level, w(Word::Unknown));
    let year = identity.year.as_ref();
    let year = year.map(|y| (y.value.0.to_string(), evidence(lang, report, y, "")));
    sheet.fact(w(Word::Year), year, w(Word::Unknown));
    let texts = [
        (Word::Delivered, &identity.delivered_on),
        (Word::Meeting, &identity.meeting),
        (Word::Speaker, &identity.speaker),
        (Word::Title, &identity.title),
    ];
    for (label, field) in texts {
        let field = field.as_ref();
        let field = field.map(|f| (f.value.clone(), evidence(lang, report, f, &f.value)));
        sheet.fact(w(label), field, w(Word::Unknown));
    }
}

/// What is doubtful, what was removed, and the file.
pub fn state_of_text(lang: Lang, report: &Report, sheet: &mut Sheet) {
    let w = |what| word(lang, what);
    sheet.labels(&LABELS.map(w));
    sheet.heading(
        w(Word::Doubts),
        if report.doubts.is_empty() {
            w(Word::NoDoubts)
        } else {
            ""
        },
    );
    for doubt in &report.doubts {
        sheet.error(doubt.sentence(lang));
        if let Some(span) = doubt.span {
            sheet.context(&report.text, span);
        }
    }

    sheet.blank();
    removed(lang, report, sheet);

    sheet.blank();
    // A long path breaks badly: the file first, its folder after it.
    let name = report.source.name.clone();
    let folder = match (&report.source.path, report.source.sample) {
        (_, true) => w(Word::BuiltIn).to_owned(),
        (Some(path), _) => path
            .parent()
            .map_or_else(String::new, |p| p.display().to_string()),
        (None, _) => String::new(),
    };
    sheet.fact(w(Word::File), Some((name, folder)), "");
    let encoding = format!("{}  {}", report.source.encoding, size(report.source.bytes));
    sheet.fact(w(Word::Encoding), Some((encoding, String::new())), "");
}

/// How a fact was found and where it was read, for the reader.
fn evidence<T>(lang: Lang, report: &Report, fact: &Evidence<T>, value: &str) -> String {
    let mut text = fact.how.sentence(lang).into_owned();
    if fact.confidence == Confidence::Inferred {
        text = format!("{} {text}", word(lang, Word::Inferred));
    }
    if let Some(span) = fact.span {
        let read = report.reading(span);
        let read: String = read.split_whitespace().collect::<Vec<_>>().join(" ");
        if !read.is_empty() && !text.contains(&read) && read != value {
            text = format!("{text}  {read}");
        }
    }
    text
}

/// The word for why text was taken out.
pub fn reason_word(reason: Reason) -> Word {
    match reason {
        Reason::Head => Word::RemovedHead,
        Reason::Foot => Word::RemovedFoot,
        Reason::Abstract => Word::RemovedAbstract,
        Reason::Repeat => Word::RemovedRepeat,
        Reason::PageMark => Word::RemovedPageMark,
        Reason::StageDirection => Word::RemovedStage,
        Reason::Labels => Word::RemovedLabels,
        Reason::Breadcrumb => Word::RemovedBreadcrumb,
        Reason::Toolbar => Word::RemovedToolbar,
        Reason::Menu => Word::RemovedMenu,
        Reason::Links => Word::RemovedLinks,
        Reason::Licence => Word::RemovedLicence,
        Reason::Script => Word::RemovedScript,
    }
}

fn removed(lang: Lang, report: &Report, sheet: &mut Sheet) {
    let w = |what| word(lang, what);
    let Some(share) = removed_share(report) else {
        sheet.heading(w(Word::Removed), w(Word::NothingRemoved));
        return;
    };
    let pieces: Vec<(Word, &str)> = report
        .removed
        .iter()
        .flat_map(|removed| {
            let reason = reason_word(removed.reason);
            let lines = removed.span.of(&report.text).lines();
            lines.map(move |line| (reason, line.trim()))
        })
        .filter(|(_, line)| !line.is_empty())
        .collect();
    let about = format!("{share}  {}", count(lang, Word::RowsCount, pieces.len()));
    sheet.heading(w(Word::Removed), &about);
    sheet.share(report.removed_share());
    for (reason, line) in pieces.iter().take(REMOVED_LINES) {
        sheet.row(w(*reason), line);
    }
    if pieces.len() > REMOVED_LINES {
        sheet.text(
            &count(lang, Word::MoreLines, pieces.len() - REMOVED_LINES),
            super::label::Label::Muted,
        );
    }
}

/// `31 KB`
fn size(bytes: u64) -> String {
    if bytes < 1024 {
        format!("{bytes} B")
    } else {
        format!("{} KB", bytes.div_ceil(1024))
    }
}
