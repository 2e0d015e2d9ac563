//! The library screen: the list of reports, and what is known of the chosen one, each fact with its evidence.
//!
//! Invariant: what is not known is said to be unknown, and what does not fit is counted. Must not know how the facts were found.

use super::head::{name_and_year, stem};
use super::label::Label;
use super::paint::Rule;
use super::pen::Pen;
use super::sheet::Sheet;
use super::{bars, facts};
use crate::app::App;
use crate::app::library::{Heading, Item, LibraryState, Line};
use crate::app::list::ListCursor;
use crate::app::plan::Area;
use crate::app::shelf::State;
use crate::locale::{Lang, Word, count, open_in_pane, total, word};
use crate::report::{Report, ReportId};

/// Cells of the list where the detail stands beside it.
const LIST: u16 = 68;
/// Fewest columns of the screen with the detail beside the list.
const BESIDE: u16 = 100;
/// Fewest rows of the screen with the detail below the list.
const BELOW: u16 = 20;

/// Fewest columns of a detail in two halves.
const HALVES: u16 = 70;
/// Draws the screen, title bar included, status bar not.
pub fn draw(app: &App, state: &LibraryState, pen: &mut Pen, screen: Area) {
    title(app, state, pen, screen.w);
    let body = Area::new(0, 1, screen.w, screen.h.saturating_sub(2));
    let chosen = app.library_chosen(state);
    if screen.w >= BESIDE {
        list(app, state, pen, Area::new(0, body.y, LIST, body.h), chosen);
        let x = LIST;
        pen.vline(
            x - 1,
            body.y + 1,
            body.h - 1,
            Rule::Vertical,
            Label::Ground,
            Label::Border,
        );
        let side = Area::new(x, body.y, screen.w - x, body.h);
        detail(app, pen, side, chosen);
    } else if screen.h >= BELOW {
        // The list takes what it needs, at most half.
        let lines = app.library_lines().len() as u16 + 3;
        let h = (body.h - body.h / 2)
            .max(9)
            .max(body.h.saturating_sub(lines));
        let above = Area::new(0, body.y, body.w, body.h - h);
        list(app, state, pen, above, chosen);
        detail(app, pen, Area::new(0, above.bottom(), body.w, h), chosen);
    } else {
        list(app, state, pen, body, chosen);
    }
}

/// `文库    17 份  疑点 9  未知年度 1`
fn title(app: &App, state: &LibraryState, pen: &mut Pen, w: u16) {
    let lang = pen.lang;
    let x = bars::seal(pen, w);
    let name = word(lang, Word::Library);
    let mut x = pen.put(x, 0, w.saturating_sub(x), name, Label::Bar, Label::Heading1) + 3;
    let reports: Vec<&Report> = app.shelf.ready().map(|(_, r)| r.as_ref()).collect();
    let doubts: usize = reports.iter().map(|r| r.doubts.len()).sum();
    let years = reports.iter().filter(|r| r.identity.year.is_none()).count();
    let failed = app.shelf.failures().count();
    let mut parts = vec![(count(lang, Word::ReportCount, reports.len()), Label::Muted)];
    let mut add = |number: usize, what: Word, label: Label| {
        if number > 0 {
            let text = total(lang, what, number);
            parts.push((text, label));
        }
    };
    add(state.marked.len(), Word::Marked, Label::Heading1);
    add(failed, Word::FailedTotal, Label::Error);
    add(doubts, Word::DoubtCount, Label::Muted);
    add(years, Word::UnknownYears, Label::Muted);
    for (text, label) in parts {
        if x + pen.cells(&text) >= w {
            return;
        }
        x = pen.put(x, 0, w.saturating_sub(x), &text, Label::Bar, label) + 2;
    }
    if app.shelf.loading && !app.shelf.is_empty() {
        let (done, all) = (app.shelf.done_count(), app.shelf.len());
        let text = format!("{} {done}/{all}", word(lang, Word::Loading));
        let cells = pen.cells(&text);
        if x + cells + 2 < w {
            pen.put_right(w - 1, 0, cells, &text, Label::Bar, Label::Text);
        }
    }
}

/// A head: rule, title, rule.
fn head(pen: &mut Pen, area: Area, title: &str, note: &str, focused: bool) {
    let (rule, line, name) = if focused {
        (Rule::HeavyHorizontal, Label::FocusBorder, Label::Heading1)
    } else {
        (Rule::Horizontal, Label::Border, Label::Strong)
    };
    let w = area.w.saturating_sub(1);
    pen.hline(area.x, area.y, w, rule, Label::Ground, line);
    let title = format!(" {} ", pen.cut(title, w.saturating_sub(8)));
    let after = pen.put(area.x + 2, area.y, w, &title, Label::Ground, name);
    let note = format!(" {note} ");
    let cells = pen.cells(&note);
    if cells > 2 && after + cells + 3 < area.x + w {
        let right = area.x + w - 2;
        pen.put_right(right, area.y, cells, &note, Label::Ground, Label::Muted);
    }
}

/// Where the columns of the list end; what has no room is left out.
struct Columns {
    name: u16,
    year: Option<u16>,
    level: Option<u16>,
    chars: Option<u16>,
    removed: Option<u16>,
    doubts: Option<u16>,
}

/// Cells of the columns, their gap included.
const YEAR: u16 = 9;
const LEVEL: u16 = 14;
const CHARS: u16 = 8;
const REMOVED: u16 = 9;
const DOUBTS: u16 = 7;
/// Fewest cells of a name.
const NAME: u16 = 16;

impl Columns {
    fn new(w: u16) -> Self {
        // Bar, two blanks; one blank and the rule at the right.
        let mut room = w.saturating_sub(3 + 2 + NAME);
        let mut take = |cells: u16| {
            let fits = cells <= room;
            room -= if fits { cells } else { 0 };
            fits
        };
        // In this order they are given up from the last.
        let (year, doubts, chars) = (take(YEAR), take(DOUBTS), take(CHARS));
        let (removed, level) = (take(REMOVED), take(LEVEL));
        let mut x = 3 + NAME + room;
        let name = NAME + room - 1;
        let mut place = |there: bool, cells: u16| {
            let at = x;
            x += if there { cells } else { 0 };
            there.then_some(at)
        };
        Self {
            name,
            year: place(year, YEAR),
            level: place(level, LEVEL),
            // These are set flush right: their last column.
            chars: place(chars, CHARS).map(|x| x + CHARS),
            removed: place(removed, REMOVED).map(|x| x + REMOVED),
            doubts: place(doubts, DOUBTS).map(|x| x + DOUBTS),
        }
    }
}

fn list(app: &App, state: &LibraryState, pen: &mut Pen, area: Area, chosen: Option<Item>) {
    head(pen, area, word(pen.lang, Word::ReportsHead), "", true);
    if area.h < 3 {
        return;
    }
    let columns = Columns::new(area.w);
    let y = area.y + 1;
    let top = |pen: &mut Pen, x: Option<u16>, right: bool, what: Word| {
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
    top(pen, Some(3), false, Word::Place);
    top(pen, columns.year, false, Word::Year);
    top(pen, columns.level, false, Word::Level);
    top(pen, columns.chars, true, Word::Length);
    top(pen, columns.removed, true, Word::Removed);
    top(pen, columns.doubts, true, Word::Doubts);

    let lines = app.library_lines();
    let rows = Area::new(area.x, y + 1, area.w, area.h - 2);
    if lines.is_empty() {
        let text = word(pen.lang, Word::NothingToRead);
        let x = rows.x + rows.w.saturating_sub(pen.cells(text)) / 2;
        let y = rows.y + rows.h / 2;
        pen.put(x, y, rows.w, text, Label::Ground, Label::Muted);
        return;
    }
    let at = lines
        .iter()
        .position(|line| matches!(line, Line::Item(item) if Some(*item) == chosen));
    let first = lines.iter().position(|line| matches!(line, Line::Item(_)));
    let selected = if at == first { 0 } else { at.unwrap_or(0) };
    let top = ListCursor { selected }.top(usize::from(rows.h), lines.len(), 2);
    for (y, line) in (rows.y..rows.bottom()).zip(lines.iter().skip(top)) {
        let row = Area::new(rows.x, y, rows.w - 1, 1);
        match line {
            Line::Blank => {}
            Line::Head(heading) => {
                let text = heading_name(app, pen.lang, heading);
                pen.put(row.x + 1, y, row.w - 1, &text, Label::Ground, Label::Marker);
            }
            Line::Item(item) => {
                let here = Some(*item) == chosen;
                let ground = if here {
                    pen.fill(row, Label::Selection);
                    let bar = Rule::HeavyVertical;
                    pen.glyph(row.x, y, bar, Label::Selection, Label::Accent);
                    Label::Selection
                } else {
                    Label::Ground
                };
                item_line(app, state, pen, row, &columns, *item, ground);
            }
        }
    }
}

fn heading_name(app: &App, lang: Lang, heading: &Heading) -> String {
    let name = match heading {
        Heading::Province(province) => return province.clone(),
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
fn item_name(app: &App, item: Item) -> String {
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
    let (x, y) = (row.x, row.y);
    let report = match item {
        Item::File(id) => app.shelf.report(id),
        Item::Path(_) => None,
    };
    let Some(report) = report else {
        let name = pen.cut(&item_name(app, item), row.w / 2);
        let failure = app.library_failure(item);
        if failure.is_some() {
            pen.put(x + 1, y, 1, "!", ground, Label::Error);
        }
        let after = pen.put(x + 3, y, row.w / 2, &name, ground, Label::Text);
        let at = (after + 2).max(x + 3 + columns.name + 1);
        let room = row.right().saturating_sub(at);
        let text = match (failure, item) {
            (Some(why), _) => why.reason(pen.lang),
            (None, Item::File(id)) if is_reading(app, id) => {
                word(pen.lang, Word::Reading).to_owned()
            }
            _ => String::new(),
        };
        let text = pen.cut(&text, room);
        let label = if failure.is_some() {
            Label::Error
        } else {
            Label::Muted
        };
        pen.put(at, y, room, &text, ground, label);
        return;
    };
    let Item::File(id) = item else { return };
    let here = ground == Label::Selection;
    if let Some(place) = state.marked.iter().position(|&m| m == id) {
        let number = (place + 1).to_string();
        pen.put(x + 1, y, 1, &number, ground, Label::Accent);
    }
    let sample = if report.source.sample {
        word(pen.lang, Word::Sample)
    } else {
        ""
    };
    let sample_cells = pen.cells(sample);
    let name = match &report.identity.place {
        Some(place) => place.value.short.clone(),
        None => stem(&report.source.name).to_owned(),
    };
    let with_sample = pen.cells(&name) + 2 + sample_cells <= columns.name;
    let name = pen.cut(&name, columns.name);
    let label = if here { Label::Heading1 } else { Label::Text };
    pen.put(x + 3, y, columns.name, &name, ground, label);
    if with_sample {
        let right = x + 3 + columns.name - 1;
        pen.put_right(right, y, sample_cells, sample, ground, Label::Faint);
    }
    if let Some(at) = columns.year {
        match &report.identity.year {
            Some(year) => pen.put(x + at, y, 4, &year.value.0.to_string(), ground, label),
            None => pen.put(
                x + at,
                y,
                YEAR,
                word(pen.lang, Word::UnknownShort),
                ground,
                Label::Error,
            ),
        };
    }
    if let Some(at) = columns.level {
        let (level, known) = facts::level_name(pen.lang, report);
        let label = if known { Label::Muted } else { Label::Error };
        pen.put(x + at, y, LEVEL - 1, &level, ground, label);
    }
    if let Some(right) = columns.chars {
        let chars = thousands(report.han);
        pen.put_right(x + right, y, CHARS, &chars, ground, Label::Text);
    }
    if let Some(right) = columns.removed {
        let (share, label) = match facts::removed_share(report) {
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

/// What is known of the chosen line.
fn detail(app: &App, pen: &mut Pen, area: Area, chosen: Option<Item>) {
    let Some(item) = chosen else {
        head(pen, area, "", "", false);
        return;
    };
    let report = match item {
        Item::File(id) => app.shelf.report(id).map(|report| (id, report)),
        Item::Path(_) => None,
    };
    let inside = area.w.saturating_sub(4);
    // A low and wide place holds the identity at the left and the rest at the right.
    let halves = area.w >= HALVES && area.w > 4 * area.h;
    let half = if halves { (inside - 2) / 2 } else { inside };
    let mut sheet = Sheet::new(half, pen.ambiguous);
    let mut second = halves.then(|| Sheet::new(half, pen.ambiguous));
    if let Some((id, report)) = report {
        let (name, year) = name_and_year(app, id, true);
        let open = app.reader.panes.iter().position(|p| p.report == id);
        let note = open.map_or_else(String::new, |pane| open_in_pane(pen.lang, pane + 1));
        head(pen, area, format!("{name} {year}").trim_end(), &note, false);
        facts::identity(pen.lang, report, &mut sheet);
        if second.is_none() {
            sheet.blank();
        }
        let rest = second.as_mut().unwrap_or(&mut sheet);
        facts::state_of_text(pen.lang, report, rest);
    } else {
        head(pen, area, &item_name(app, item), "", false);
        match app.library_failure(item) {
            Some(why) => sheet.error(&why.sentence(pen.lang)),
            None => sheet.text(word(pen.lang, Word::NotReadYet), Label::Muted),
        }
    }
    // A blank row below the head where there is room for it.
    let from = area.y + if area.h >= 16 { 2 } else { 1 };
    let rows = Area::new(area.x + 2, from, inside, area.bottom().saturating_sub(from));
    match second {
        Some(second) => {
            sheet.draw(pen, Area { w: half, ..rows });
            let x = rows.right() - half;
            second.draw(pen, Area { x, w: half, ..rows });
        }
        None => sheet.draw(pen, rows),
    }
}
