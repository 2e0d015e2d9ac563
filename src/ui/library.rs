//! The library screen: the list of reports, and what is known of the chosen one, each fact with its evidence.
//!
//! Invariant: what is not known is said to be unknown, and what does not fit can be scrolled to. Must not know how the facts were found.

mod list;

use super::head::name_and_year;
use super::label::Label;
use super::paint::Rule;
use super::pen::Pen;
use super::{bars, sheet};
use crate::app::App;
use crate::app::action::{Action, Context};
use crate::app::library::{self, FilterState, Item, LibraryPlan, LibraryState, Line};
use crate::app::mouse::Target;
use crate::app::plan::Area;
use crate::locale::{Word, count, open_in_pane, total, word};
use crate::report::Report;

/// Draws the screen, title bar included, status bar not.
pub fn draw(app: &App, state: &LibraryState, pen: &mut Pen, screen: Area) {
    let lines = app.library_lines(state);
    let plan = LibraryPlan::new(screen.w, screen.h, lines.len());
    let chosen = App::library_chosen(state, &lines);
    title(app, state, pen, screen.w);
    let focused = !state.in_detail || plan.detail.is_none();
    let name = word(pen.lang, Word::ReportsHead);
    head(pen, plan.list, name, &place(pen, chosen, &lines), focused);
    if let Some(area) = plan.detail.filter(|_| plan.beside) {
        pen.vline(
            area.x - 1,
            area.y + 1,
            area.h.saturating_sub(1),
            Rule::Vertical,
            Label::Ground,
            Label::Border,
        );
    }
    // Its ruler stands on the line beside it.
    list::draw(app, state, pen, &plan, &lines, chosen);
    detail(app, state, pen, &plan, chosen, !focused);
}

/// `3/17`, where the list is longer than a screen.
fn place(pen: &Pen, chosen: Option<Item>, lines: &[Line]) -> String {
    let items: Vec<Item> = lines.iter().filter_map(Line::item).collect();
    let at = items.iter().position(|&item| Some(item) == chosen);
    match at {
        Some(at) if items.len() > 10 => crate::locale::place_in_list(pen.lang, at + 1, items.len()),
        _ => String::new(),
    }
}

/// `文库    17 份  疑点 9  未知年度 1              排序 地区`
fn title(app: &App, state: &LibraryState, pen: &mut Pen, w: u16) {
    let lang = pen.lang;
    let x = bars::seal(pen, w);
    let name = word(lang, Word::Library);
    let mut x = pen.put(x, 0, w.saturating_sub(x), name, Label::Bar, Label::Heading1) + 3;
    let right = notes(app, state, pen, x, w);
    let reports: Vec<&Report> = app.shelf.ready().map(|(_, r)| r.as_ref()).collect();
    let doubts: usize = reports.iter().map(|r| r.doubts.len()).sum();
    let years = reports.iter().filter(|r| r.identity.year.is_none()).count();
    let failed = app.shelf.failures().count();
    let kept = app.shelf.ready().filter(|(id, _)| app.is_kept(*id)).count();
    let mut parts = vec![(count(lang, Word::ReportCount, reports.len()), Label::Muted)];
    let mut add = |number: usize, what: Word, label: Label| {
        if number > 0 {
            let text = total(lang, what, number);
            parts.push((text, label));
        }
    };
    add(state.marked.len(), Word::Marked, Label::Heading1);
    add(failed, Word::FailedTotal, Label::Error);
    // Where all of them belong to it there is nothing to tell apart.
    let some = if kept < reports.len() { kept } else { 0 };
    add(some, Word::KeptTotal, Label::Muted);
    add(doubts, Word::DoubtCount, Label::Muted);
    add(years, Word::UnknownYears, Label::Muted);
    for (text, label) in parts {
        if x + pen.cells(&text) >= right {
            return;
        }
        x = pen.put(x, 0, right.saturating_sub(x), &text, Label::Bar, label) + 2;
    }
}

/// What stands at the right of the title: how far loading is and the key that stops it or goes on with it, the filter, the order.
/// Returns the column where it begins.
fn notes(app: &App, state: &LibraryState, pen: &mut Pen, left: u16, w: u16) -> u16 {
    let lang = pen.lang;
    let mut right = w.saturating_sub(1);
    let (done, all) = (app.shelf.done_count(), app.shelf.len());
    let mut put = |pen: &mut Pen, pieces: &[(&str, Label)], action: Action| {
        let end = right;
        let cells: u16 = pieces.iter().map(|(text, _)| pen.cells(text) + 1).sum();
        // Room for `对照  文库  17 份` stays.
        if left + 9 + cells >= right {
            return;
        }
        for (text, label) in pieces.iter().rev() {
            right = pen
                .put_right(right, 0, cells, text, Label::Bar, *label)
                .saturating_sub(1);
        }
        pen.spot_row(right + 1, 0, end, Target::Act(action));
        right = right.saturating_sub(2);
    };
    let progress = format!("{done}/{all}");
    if app.shelf.loading && all > 0 {
        let loading = word(lang, Word::Loading);
        let stop = word(lang, Word::StopKey);
        let pieces = [
            (loading, Label::Text),
            (&progress, Label::Text),
            ("Esc", Label::Key),
            (stop, Label::KeyName),
        ];
        put(pen, &pieces, Action::Close);
    } else if done < all {
        let keys = app.keymap.keys(Action::ResumeLoading, Context::Library);
        let key = keys.first().map_or("", String::as_str);
        let pieces = [
            (word(lang, Word::StoppedAt), Label::Text),
            (&progress, Label::Text),
            (key, Label::Key),
            (word(lang, Word::ReadOn), Label::KeyName),
        ];
        put(pen, &pieces, Action::ResumeLoading);
    }
    if !state.filter.is_empty() {
        let chip = format!(" /{} ", pen.cut(&state.filter, 24));
        put(pen, &[(&chip, Label::SearchHit)], Action::FilterList);
    }
    let order = word(lang, library::sort_word(state.sort));
    let pieces = [
        (word(lang, Word::SortLabel), Label::Muted),
        (order, Label::Heading1),
    ];
    put(pen, &pieces, Action::SortBy);
    right
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
    if title.is_empty() {
        return;
    }
    let title = format!(" {} ", pen.cut(title, w.saturating_sub(8)));
    let after = pen.put(area.x + 2, area.y, w, &title, Label::Ground, name);
    let note = format!(" {note} ");
    let cells = pen.cells(&note);
    if cells > 2 && after + cells + 3 < area.x + w {
        let right = area.x + w - 2;
        pen.put_right(right, area.y, cells, &note, Label::Ground, Label::Muted);
    }
}

/// What is known of the chosen line.
fn detail(
    app: &App,
    state: &LibraryState,
    pen: &mut Pen,
    plan: &LibraryPlan,
    chosen: Option<Item>,
    focused: bool,
) {
    let Some(area) = plan.detail else { return };
    pen.spot(area, Target::Detail);
    let Some(item) = chosen else {
        head(pen, area, "", "", focused);
        return;
    };
    if let Some((id, _)) = app.library_report(chosen) {
        let (name, year) = name_and_year(app, id, true);
        let open = app.reader.panes.iter().position(|p| p.report == id);
        let note = open.map_or_else(String::new, |pane| open_in_pane(pen.lang, pane + 1));
        let name = format!("{name} {year}");
        head(pen, area, name.trim_end(), &note, focused);
    } else {
        let name = list::item_name(app, item);
        head(pen, area, &name, "", focused);
    }
    let sheets = app.library_sheets(plan, chosen);
    let most = library::most_scroll(plan, &sheets);
    let from = state.scroll.min(most);
    let areas = plan.sheets();
    for (sheet, &area) in sheets.iter().zip(&areas) {
        sheet::draw(sheet, pen, area, from);
    }
    let height = sheets.iter().map(|sheet| sheet.rows().len()).max();
    if let (Some(height), Some(first)) = (height, areas.first()) {
        let label = if focused {
            Label::Accent
        } else {
            Label::FocusBorder
        };
        sheet::ruler(pen, area.right() - 1, *first, from, height, label);
    }
}

/// The field in which the filter is typed, on the status row.
pub fn filter(app: &App, state: &FilterState, pen: &mut Pen, area: Area) {
    let y = area.h - 1;
    pen.fill(Area::new(0, y, area.w, 1), Label::Bar);
    let note = if state.field.is_empty() {
        let hint = match app.screen {
            crate::app::Screen::Candidates(_) => Word::CandidatesFilterHint,
            _ => Word::FilterHint,
        };
        word(pen.lang, hint).to_owned()
    } else if let crate::app::Screen::Candidates(state) = &app.screen {
        app.listed_candidates(state).len().to_string()
    } else if let crate::app::Screen::Library(state) = &app.screen {
        let lines = app.library_lines(state);
        let listed = lines.iter().filter_map(Line::item);
        count(pen.lang, Word::ReportCount, listed.count())
    } else {
        String::new()
    };
    let mut right = area.w - 1;
    pen.spot(Area::new(0, y, area.w, 1), Target::Inside);
    let entries = app.keymap.entries(&[Context::LibraryFilter], pen.lang);
    for entry in entries.iter().rev() {
        let cells = bars::cells(pen, entry);
        if cells + 2 + area.w / 2 > right {
            continue;
        }
        bars::entry(pen, (right - cells, y), right, entry, Label::Bar);
        right = right.saturating_sub(cells + 2);
    }
    let cells = pen.cells(&note).min(area.w / 2);
    let start = pen.put_right(right, y, cells, &note, Label::Bar, Label::Muted);
    let x = pen.put(1, y, 2, "/", Label::Bar, Label::Key);
    let room = start.saturating_sub(x + 1);
    bars::field(pen, x, y, room, &state.field, Label::Bar);
}
