//! What is known of one report, as rows of a sheet: each fact with its evidence, or unknown.
//!
//! Invariant: whatever the program did to a text or doubts about it is told here, however long that is. Must not know how it is drawn.

use super::sheet::{Sheet, Tone};
use crate::locale::{Lang, Word, about_years, count, listed, supposed, word};
use crate::report::source::Note;
use crate::report::twins::Kind;
use crate::report::{Confidence, Evidence, Field, Issuer, Level, Reason, Report};
use crate::text::span::Span;

/// Most lines of removed text that are shown for one reason.
const REMOVED_LINES: usize = 40;

/// The labels of the facts.
const LABELS: [Word; 14] = [
    Word::Place,
    Word::Level,
    Word::Issuer,
    Word::Year,
    Word::Dated,
    Word::Reviewed,
    Word::Planned,
    Word::Delivered,
    Word::Meeting,
    Word::Speaker,
    Word::Title,
    Word::File,
    Word::Folder,
    Word::Format,
];

/// What stands around a report, and is not known by the report itself.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// It belongs to the library; none: nothing can be kept of it.
    pub kept: Option<bool>,
    /// The reader asked for the encoding that it was read in.
    pub asked_encoding: bool,
    /// Why the file could not be read once more after it changed or went away.
    pub stale: Option<String>,
    /// The reports that have the same text, or nearly: what they are called, their file, and how near they are.
    pub twins: Vec<(String, String, Kind)>,
}

/// The name of a level.
pub fn level_word(level: Level) -> Word {
    match level {
        Level::State => Word::State,
        Level::Province => Word::Province,
        Level::City => Word::City,
        Level::County => Word::District,
        Level::Township => Word::Town,
    }
}

/// `区县 党委`, and whether the level is known.
pub fn level_name(lang: Lang, report: &Report) -> (String, bool) {
    let identity = &report.identity;
    let level = identity.level.as_ref().map(|level| level_word(level.value));
    let mut name = word(lang, level.unwrap_or(Word::Unknown)).to_owned();
    if matches!(&identity.issuer, Some(issuer) if issuer.value == Issuer::Party) {
        name.push(' ');
        name.push_str(word(lang, Word::Party));
    }
    (name, level.is_some())
}

/// `txt GB18030`, `docx`
pub fn format_and_encoding(report: &Report) -> String {
    let name = report.source.format.label();
    format!("{name} {}", report.source.encoding)
        .trim_end()
        .to_owned()
}

/// A share of a text; none where it is nothing.
pub fn share(share: f32) -> Option<String> {
    let share = share * 100.0;
    if share <= 0.0 {
        return None;
    }
    Some(if share < 0.05 {
        "<0.1%".to_owned()
    } else {
        format!("{share:.1}%")
    })
}

/// A field of the identity as the reader calls it.
pub fn field_word(field: Field) -> Word {
    match field {
        Field::Place => Word::Place,
        Field::Level => Word::Level,
        Field::Year => Word::Year,
        Field::Delivered => Word::Delivered,
        Field::Meeting => Word::Meeting,
        Field::Speaker => Word::Speaker,
        Field::Issuer => Word::Issuer,
    }
}

/// The identity, each field with its evidence; `brief`: level and issuer as one.
pub fn identity(lang: Lang, report: &Report, brief: bool, sheet: &mut Sheet) {
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
    let level_is_unknown = identity.level.is_none();
    let level = identity.level.as_ref();
    let level = level.map(|l| {
        let name = if brief {
            level_name(lang, report).0
        } else {
            w(level_word(l.value)).to_owned()
        };
        (name, evidence(lang, report, l, ""))
    });
    sheet.fact(w(Word::Level), level, w(Word::Unknown));
    let issuer = identity.issuer.as_ref();
    let issuer = issuer.map(|i| {
        let name = match i.value {
            Issuer::Government => Word::Government,
            Issuer::Party => Word::Party,
        };
        (w(name).to_owned(), evidence(lang, report, i, ""))
    });
    if !brief || level_is_unknown {
        sheet.fact(w(Word::Issuer), issuer, w(Word::Unknown));
    }
    let year = identity.year.as_ref();
    let year = year.map(|y| (y.value.0.to_string(), evidence(lang, report, y, "")));
    sheet.fact(w(Word::Year), year, w(Word::Unknown));
    written(lang, report, sheet);
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
    years(lang, report, sheet);
}

/// About when a report was written that states no year: `约2009–2010`. To be shown where the year would stand, never to be compared.
pub fn about_when(lang: Lang, report: &Report) -> Option<String> {
    let identity = &report.identity;
    let dated = identity.dated.as_ref();
    let dated = dated.filter(|_| identity.year.is_none())?;
    Some(about_years(lang, dated.value.from, dated.value.to))
}

/// About when it was written and what tells so; nothing where the year is known.
fn written(lang: Lang, report: &Report, sheet: &mut Sheet) {
    let dated = report.identity.dated.as_ref();
    if let Some((about, dated)) = about_when(lang, report).zip(dated) {
        let how = evidence(lang, report, dated, &about);
        sheet.fact(word(lang, Word::Dated), Some((about, how)), "");
    }
}

/// The years that it looks back on and those that it plans; nothing where it does not tell.
fn years(lang: Lang, report: &Report, sheet: &mut Sheet) {
    let identity = &report.identity;
    let several = [
        (Word::Reviewed, &identity.reviewed),
        (Word::Planned, &identity.planned),
    ];
    for (label, found) in several {
        let Some(first) = found.first() else {
            continue;
        };
        let values: Vec<String> = found.iter().map(|e| e.value.to_string()).collect();
        let values = listed(lang, &values);
        let how = evidence(lang, report, first, &values);
        sheet.fact(word(lang, label), Some((values, how)), "");
    }
}

/// The reports of the same text, or nearly.
pub fn twins(lang: Lang, around: &Around, sheet: &mut Sheet) {
    if around.twins.is_empty() {
        return;
    }
    let w = |what| word(lang, what);
    sheet.blank();
    sheet.heading(w(Word::Twins), w(Word::TwinsKept));
    for (name, file, near) in &around.twins {
        let how = match near {
            Kind::SameFile | Kind::SameText => w(Word::SameText).to_owned(),
            Kind::Near { .. } => format!("{} {}%", w(Word::NearText), near.percent()),
        };
        sheet.fact(&how, Some((name.clone(), file.clone())), "");
        sheet.below(&near.sentence(lang), Tone::Muted);
    }
}

/// What is doubtful, each with the place that it is about.
pub fn doubts(lang: Lang, report: &Report, sheet: &mut Sheet) {
    let w = |what| word(lang, what);
    sheet.labels(&LABELS.map(w));
    let title = w(Word::Doubts);
    if report.doubts.is_empty() {
        sheet.heading(title, w(Word::NoDoubts));
        return;
    }
    sheet.heading(title, &report.doubts.len().to_string());
    for doubt in &report.doubts {
        sheet.error(doubt.sentence(lang));
        if let Some(span) = doubt.span {
            sheet.context(&report.text, span);
        }
    }
}

/// Where it lies, and how it was read.
pub fn file(lang: Lang, report: &Report, around: &Around, sheet: &mut Sheet) {
    let w = |what| word(lang, what);
    sheet.labels(&LABELS.map(w));
    let source = &report.source;
    let standing = match around.kept {
        _ if source.sample => Word::BuiltIn,
        Some(true) => Word::InLibrary,
        Some(false) => Word::OnlyOpened,
        None => Word::CannotBeKept,
    };
    sheet.heading(w(Word::Source), w(standing));
    if let Some(why) = &around.stale {
        sheet.error(why);
        sheet.below(w(Word::ReadBefore), Tone::Muted);
    }
    sheet.path(w(Word::File), &source.name);
    if let Some(folder) = source.path.as_ref().and_then(|path| path.parent()) {
        let folder = folder.display().to_string();
        if !folder.is_empty() {
            sheet.path(w(Word::Folder), &format!("{folder}/"));
        }
    }
    let format = format!("{}  {}", format_and_encoding(report), size(source.bytes));
    let asked = if around.asked_encoding {
        w(Word::AskedEncoding)
    } else {
        ""
    };
    sheet.fact(w(Word::Format), Some((format, asked.to_owned())), "");
    // The doubts tell of the rest.
    if source.notes.contains(&Note::BrokenBytes) {
        sheet.error(w(Word::NoteBrokenBytes));
    }
}

/// How a fact was found and where it was read, for the reader.
pub fn evidence<T>(lang: Lang, report: &Report, fact: &Evidence<T>, value: &str) -> String {
    let mut text = fact.how.sentence(lang).into_owned();
    match fact.confidence {
        Confidence::Inferred => text = supposed(lang, Word::Inferred, &text),
        Confidence::Likely => text = supposed(lang, Word::Likely, &text),
        Confidence::Stated => {}
    }
    if let Some(span) = fact.span {
        let read = report.resolved(span);
        let read: String = read.split_whitespace().collect::<Vec<_>>().join(" ");
        if !read.is_empty() && !text.contains(&read) && read != value {
            text = format!("{text}  {read}");
        }
    }
    text
}

/// Every reason for which text can be taken out, in the order of telling.
const REASONS: [Reason; 13] = [
    Reason::Head,
    Reason::Abstract,
    Reason::PageMark,
    Reason::StageDirection,
    Reason::Repeat,
    Reason::Foot,
    Reason::Labels,
    Reason::Breadcrumb,
    Reason::Toolbar,
    Reason::Menu,
    Reason::Links,
    Reason::Licence,
    Reason::Script,
];

/// The word for a reason.
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

/// What was taken out of the reading view, by reason.
pub fn removed(lang: Lang, report: &Report, sheet: &mut Sheet) {
    let w = |what| word(lang, what);
    sheet.labels(&LABELS.map(w));
    let all = report.removed_share();
    let Some(shown) = share(all) else {
        sheet.heading(w(Word::Removed), w(Word::NothingRemoved));
        return;
    };
    let lines = |reason: Reason| -> Vec<&str> {
        let of = |span: Span| span.of(&report.text).lines().map(str::trim);
        report
            .removed
            .iter()
            .filter(|removed| removed.reason == reason)
            .flat_map(|removed| of(removed.span))
            .filter(|line| !line.is_empty())
            .collect()
    };
    let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let text = solid(&report.text).max(1);
    let parts: Vec<(Word, Vec<&str>)> = REASONS
        .into_iter()
        .map(|reason| (reason_word(reason), lines(reason)))
        .filter(|(_, lines)| !lines.is_empty())
        .collect();
    let number = parts.iter().map(|(_, lines)| lines.len()).sum();
    let about = format!("{shown}  {}", count(lang, Word::RowsCount, number));
    sheet.heading(w(Word::Removed), &about);
    sheet.share(all);
    for (name, lines) in parts {
        let part = lines.iter().map(|line| solid(line)).sum::<usize>();
        let share = share(part as f32 / text as f32).unwrap_or_default();
        let about = format!("{share}  {}", count(lang, Word::RowsCount, lines.len()));
        sheet.plain(w(name), &about);
        for line in lines.iter().take(REMOVED_LINES) {
            sheet.row(line);
        }
        if lines.len() > REMOVED_LINES {
            let more = count(lang, Word::MoreLines, lines.len() - REMOVED_LINES);
            sheet.below(&more, Tone::Muted);
        }
    }
}

/// `31 KB`
fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", bytes.div_ceil(1024)),
        _ => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
    }
}
