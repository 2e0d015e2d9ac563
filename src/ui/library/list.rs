//! The list of the library: its columns, which of them there is room for, and a line of each kind.
//!
//! Must not know what the detail says.

use super::super::head::stem;
use super::super::label::Label;
use super::super::paint::Rule;
use super::super::pen::Pen;
use super::super::sheet;
use crate::app::App;
use crate::app::action::Action;
use crate::app::facts;
use crate::app::library::{Heading, Item, LibraryPlan, LibraryState, Line};
use crate::app::list::ListCursor;
use crate::app::mouse::Target;
use crate::app::plan::Area;
use crate::app::shelf::State;
use crate::locale::{Lang, Word, copies, word};
use crate::report::twins::Kind;
use crate::report::{Report, ReportId};

/// Where the columns of the list end; what has no room is left out.
struct Columns {
    name: u16,
    year: Option<u16>,
    year_cells: u16,
    level: Option<u16>,
    format: Option<u16>,
    chars: Option<u16>,
    removed: Option<u16>,
    doubts: Option<u16>,
    tags: Option<u16>,
}

/// Cells of the columns, their gap included.
const YEAR: u16 = 6;
/// The same where a year was worked out: `约2009–2010`.
const ABOUT: u16 = 13;
const LEVEL: u16 = 11;
const FORMAT: u16 = 14;
const CHARS: u16 = 8;
const REMOVED: u16 = 9;
const DOUBTS: u16 = 7;
const TAGS: u16 = 10;
/// Fewest cells of a name, its gap included.
const NAME: u16 = 14;
/// Cells before the names: bar, mark, blank; and behind everything: a blank and the rule.
const BEFORE: u16 = 3;
const BEHIND: u16 = 2;

impl Columns {
    /// `about`: a year that was worked out is listed.
    fn new(lang: Lang, w: u16, about: bool) -> Self {
        let mut room = w.saturating_sub(BEFORE + BEHIND + NAME);
        let year_cells = if about && room > ABOUT { ABOUT } else { YEAR };
        let mut take = |cells: u16| {
            let fits = cells <= room;
            room -= if fits { cells } else { 0 };
            fits
        };
        let level = match lang {
            Lang::Zh => LEVEL,
            Lang::En => LEVEL + 4,
        };
        // In this order they are given up from the last.
        let (year, doubts, chars) = (take(year_cells), take(DOUBTS), take(CHARS));
        let (removed, tags) = (take(REMOVED), take(TAGS));
        let with_level = take(level);
        // A format is nearly always the same; names are read.
        let format = take(FORMAT + 4);
        room += if format { 4 } else { 0 };
        let mut x = BEFORE + NAME + room;
        let name = NAME + room - 2;
        let mut place = |there: bool, cells: u16| {
            let at = x;
            x += if there { cells } else { 0 };
            there.then_some(at)
        };
        Self {
            name,
            year: place(year, year_cells),
            year_cells,
            level: place(with_level, level),
            format: place(format, FORMAT),
            // These are set flush right: their last column.
            chars: place(chars, CHARS).map(|x| x + CHARS),
            removed: place(removed, REMOVED).map(|x| x + REMOVED),
            doubts: place(doubts, DOUBTS).map(|x| x + DOUBTS),
            tags: place(tags, TAGS).map(|x| x + 2),
        }
    }
}

/// Draws the names of the columns and the lines below them.
pub fn draw(
    app: &App,
    state: &LibraryState,
    pen: &mut Pen,
    plan: &LibraryPlan,
    lines: &[Line],
    chosen: Option<Item>,
) {
    let area = plan.list;
    if area.h < 3 {
        return;
    }
    let about = lines.iter().filter_map(Line::item).any(|item| {
        let report = app.library_report(Some(item));
        report.is_some_and(|(_, r)| facts::about_when(pen.lang, r).is_some())
    });
    let columns = Columns::new(pen.lang, area.w, about);
    pen.spot(area, Target::List);
    names(pen, area, &columns);
    let sorts = Target::Act(Action::SortBy);
    pen.spot_row(area.x, area.y + 1, area.right(), sorts);
    let rows = plan.rows();
    if lines.is_empty() {
        let text = word(
            pen.lang,
            if state.filter.is_empty() {
                Word::NothingToRead
            } else {
                Word::NothingMatches
            },
        );
        let x = rows.x + rows.w.saturating_sub(pen.cells(text)) / 2;
        let y = rows.y + rows.h / 2;
        pen.put(x, y, rows.w, text, Label::Ground, Label::Muted);
        return;
    }
    let at = lines.iter().position(|line| line.item() == chosen);
    let first = lines.iter().position(|line| line.item().is_some());
    let selected = if at == first { 0 } else { at.unwrap_or(0) };
    let top = ListCursor { selected }.top(usize::from(rows.h), lines.len(), 2);
    let above = lines.iter().take(top).filter_map(Line::item);
    let mut index = above.count();
    for (y, line) in (rows.y..rows.bottom()).zip(lines.iter().skip(top)) {
        let row = Area::new(rows.x, y, rows.w - 1, 1);
        match line {
            Line::Blank => {}
            Line::Head(heading) => {
                let text = heading_name(app, pen.lang, heading);
                pen.put(row.x + 1, y, row.w - 1, &text, Label::Ground, Label::Marker);
            }
            Line::Item(item) => {
                let ground = if Some(*item) == chosen {
                    pen.fill(row, Label::Selection);
                    let bar = Rule::HeavyVertical;
                    let accent = if state.in_detail && plan.detail.is_some() {
                        Label::Border
                    } else {
                        Label::Accent
                    };
                    pen.glyph(row.x, y, bar, Label::Selection, accent);
                    Label::Selection
                } else {
                    Label::Ground
                };
                item_line(app, state, pen, row, &columns, *item, ground);
                pen.spot(row, Target::Line(index));
                pen.spot_row(row.x + 1, y, row.x + BEFORE, Target::Mark(index));
                index += 1;
            }
        }
    }
    let focus = Label::FocusBorder;
    sheet::ruler(pen, area.right() - 1, rows, top, lines.len(), focus);
}

fn names(pen: &mut Pen, area: Area, columns: &Columns) {
    let y = area.y + 1;
    let mut put = |x: Option<u16>, right: bool, what: Word| {
        let Some(x) = x.map(|x| x + area.x) else {
            return;
        };
        let text = word(pen.lang, what);
        if right {
            pen.put_right(x, y, 9, text, Label::Ground, Label::Muted);
        } else {
            pen.put(x, y, 16, text, Label::Ground, Label::Muted);
        }
    };
    put(Some(BEFORE), false, Word::Place);
    put(columns.year, false, Word::Year);
    put(columns.level, false, Word::Level);
    put(columns.format, false, Word::Format);
    put(columns.chars, true, Word::Length);
    put(columns.removed, true, Word::Removed);
    put(columns.doubts, true, Word::Doubts);
    put(columns.tags, false, Word::Tags);
}

fn heading_name(app: &App, lang: Lang, heading: &Heading) -> String {
    let name = match heading {
        Heading::Province(province) => return province.clone(),
        Heading::Year(Some(year)) => return year.to_string(),
        Heading::Twins(number) => return copies(lang, *number),
        Heading::Year(None) => Word::YearUnknown,
        Heading::NoTwins => Word::NoTwinsHead,
        Heading::State => Word::State,
        Heading::Provinces => Word::ProvincesHead,
        Heading::Others => Word::OthersHead,
        Heading::NoPlace => Word::NoPlaceHead,
        Heading::Failed => Word::FailedHead,
        Heading::Unread if app.shelf.loading => Word::ReadingHead,
        Heading::Unread => Word::UnreadHead,
    };
    word(lang, name).to_owned()
}

/// The file or path of an item that is no report.
pub fn item_name(app: &App, item: Item) -> String {
    if let Some(why) = app.library_failure(item) {
        let name = why.path.file_name().unwrap_or(why.path.as_os_str());
        return name.to_string_lossy().into_owned();
    }
    match item {
        Item::File(id) => app.shelf.slot(id).map(|s| s.name.clone()),
        Item::Path(_) => None,
    }
    .unwrap_or_default()
}

fn item_line(
    app: &App,
    state: &LibraryState,
    pen: &mut Pen,
    row: Area,
    columns: &Columns,
    item: Item,
    ground: Label,
) {
    if let Some((id, report)) = app.library_report(Some(item)) {
        report_line(app, state, pen, row, columns, (id, report), ground);
    } else {
        other_line(app, pen, row, columns, item, ground);
    }
}

/// A file that could not be read, with the reason, or that is not read yet.
fn other_line(app: &App, pen: &mut Pen, row: Area, columns: &Columns, item: Item, ground: Label) {
    let (x, y) = (row.x, row.y);
    let failure = app.library_failure(item);
    let reading = matches!(item, Item::File(id) if is_reading(app, id));
    let half = if failure.is_some() || reading {
        row.w / 2
    } else {
        row.w - BEFORE - 1
    };
    let name = pen.cut(&item_name(app, item), half);
    if failure.is_some() {
        pen.put(x + 1, y, 1, "!", ground, Label::Error);
    }
    let after = pen.put(x + BEFORE, y, half, &name, ground, Label::Text);
    let at = (after + 2).max(x + BEFORE + columns.name.min(row.w / 3) + 2);
    let room = row.right().saturating_sub(at + 1);
    let (text, label) = match failure {
        Some(why) => (why.reason(pen.lang), Label::Error),
        None if reading => (word(pen.lang, Word::Reading).to_owned(), Label::Muted),
        None => return,
    };
    let text = pen.cut(&text, room);
    pen.put(at, y, room, &text, ground, label);
}

fn report_line(
    app: &App,
    state: &LibraryState,
    pen: &mut Pen,
    row: Area,
    columns: &Columns,
    (id, report): (ReportId, &Report),
    ground: Label,
) {
    let (x, y) = (row.x, row.y);
    let here = ground == Label::Selection;
    if let Some(place) = state.marked.iter().position(|&m| m == id) {
        let number = match place + 1 {
            number @ 1..=9 => number.to_string(),
            _ => "+".to_owned(),
        };
        pen.put(x + 1, y, 1, &number, ground, Label::Accent);
    }
    let name = match &report.identity.place {
        Some(place) => place.value.short.clone(),
        None => stem(&report.source.name).to_owned(),
    };
    let name = pen.cut(&name, columns.name);
    let label = if here { Label::Heading1 } else { Label::Text };
    let after = pen.put(x + BEFORE, y, columns.name, &name, ground, label);
    // Where several stand under one name the file tells them apart.
    let left = (x + BEFORE + columns.name).saturating_sub(after + 2);
    let beside = if report.source.sample {
        word(pen.lang, Word::Sample)
    } else {
        stem(&report.source.name)
    };
    let fits = left >= 10 || pen.cells(beside) <= left;
    if fits && report.identity.place.is_some() {
        let beside = pen.cut(beside, left);
        pen.put(after + 2, y, left, &beside, ground, Label::Faint);
    }
    if let Some(at) = columns.year {
        let year = report.identity.year.as_ref();
        let year = year.map(|year| year.value.0.to_string());
        let unknown = || (word(pen.lang, Word::UnknownShort).to_owned(), Label::Error);
        let about = || {
            let about = facts::about_when(pen.lang, report)?;
            // Half of a span of years would be another year.
            (pen.cells(&about) < columns.year_cells).then_some((about, Label::Muted))
        };
        let (text, label) = match year {
            Some(year) => (year, label),
            None => about().unwrap_or_else(unknown),
        };
        pen.put(x + at, y, columns.year_cells, &text, ground, label);
    }
    if let Some(at) = columns.level {
        let (level, known) = facts::level_name(pen.lang, report);
        let label = if known { Label::Muted } else { Label::Error };
        pen.put(x + at, y, LEVEL + 3, &level, ground, label);
    }
    if let Some(at) = columns.format {
        let format = facts::format_and_encoding(report);
        pen.put(x + at, y, FORMAT - 1, &format, ground, Label::Muted);
    }
    if let Some(right) = columns.chars {
        let chars = thousands(report.han);
        pen.put_right(x + right, y, CHARS, &chars, ground, Label::Text);
    }
    if let Some(right) = columns.removed {
        let share = facts::share(App::removed_share(state, id, report));
        let (share, label) = match share {
            None => ("0".to_owned(), Label::Faint),
            Some(share) => (share, Label::Muted),
        };
        pen.put_right(x + right, y, REMOVED, &share, ground, label);
    }
    if let Some(right) = columns.doubts {
        let doubts = report.doubts.len();
        let (text, label) = if doubts == 0 {
            ("0".to_owned(), Label::Faint)
        } else {
            (format!("! {doubts}"), Label::Error)
        };
        pen.put_right(x + right, y, DOUBTS, &text, ground, label);
    }
    if let Some(at) = columns.tags {
        let right = row.right();
        tags(app, pen, x + at, y, right, (id, report), ground);
    }
}

/// `库 改 同1`
fn tags(
    app: &App,
    pen: &mut Pen,
    x: u16,
    y: u16,
    right: u16,
    (id, report): (ReportId, &Report),
    ground: Label,
) {
    let mut x = x;
    let mut put = |text: &str, label: Label| {
        if x + pen.cells(text) <= right {
            x = pen.put(x, y, right - x, text, ground, label) + 1;
        }
    };
    if app.shelf.slot(id).is_some_and(|slot| slot.stale.is_some()) {
        put(word(app.settings.lang, Word::TagStale), Label::Error);
    }
    if app.is_kept(id) {
        put(word(app.settings.lang, Word::TagKept), Label::Muted);
    }
    if App::is_corrected(report) {
        put(word(app.settings.lang, Word::TagCorrected), Label::New);
    }
    if let Some((number, kind)) = app.copy_of(id) {
        let tag = match kind {
            Kind::SameFile | Kind::SameText => Word::TagSame,
            Kind::Near { .. } => Word::TagNear,
        };
        let tag = format!("{}{number}", word(app.settings.lang, tag));
        put(&tag, Label::Reworded);
    }
}

fn is_reading(app: &App, id: ReportId) -> bool {
    let slot = app.shelf.slot(id);
    slot.is_some_and(|slot| matches!(slot.state, State::Reading))
}

/// 12469 → `12,469`.
fn thousands(number: u32) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
