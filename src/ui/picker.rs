//! The pickers: themes to light, reports to show.

use super::bars;
use super::head::name_and_year;
use super::help;
use super::label::Label;
use super::overlay;
use super::paint::Rule;
use super::pen::Pen;
use super::reader::theme_digit;
use crate::app::App;
use crate::app::Screen;
use crate::app::action::Context;
use crate::app::field::Field;
use crate::app::list::ListCursor;
use crate::app::mouse::Target;
use crate::app::overlays::{ReportsState, ThemesState};
use crate::app::plan::Area;
use crate::locale::{Lang, Word, count, pane_number, themes_lit, word};

/// What a framed list is called and says.
pub struct Heading<'a> {
    /// Its name, on the frame.
    pub title: &'a str,
    /// What stands at the frame's right.
    pub note: &'a str,
    /// The field above the list.
    pub field: &'a Field,
    /// What the empty field says.
    pub hint: &'a str,
    /// Whose keys stand below.
    pub context: Context,
}

/// Cells of a framed list, where the screen is wide enough.
const WIDTH: u16 = 76;

/// Opens a framed list with a field above and keys below; returns the area of the lines.
pub fn open(app: &App, pen: &mut Pen, screen: Area, heading: &Heading) -> Area {
    let Heading {
        title,
        note,
        field,
        hint,
        context,
    } = *heading;
    let width = WIDTH;
    let w = width.min(screen.w.saturating_sub(4));
    let top = if screen.h > 20 { 3 } else { 1 };
    let area = Area::new((screen.w - w) / 2, top, w, screen.h.saturating_sub(2 * top));
    let note = [(note, Label::Muted)];
    let frame = overlay::Frame {
        title,
        about: "",
        note: &note,
    };
    let inner = overlay::over(pen, area, frame);
    if inner.h < 5 || inner.w < 10 {
        return Area::default();
    }
    let y = inner.y;
    if field.is_empty() {
        pen.put_right(
            inner.right() - 2,
            y,
            inner.w - 6,
            hint,
            Label::Overlay,
            Label::Faint,
        );
    }
    bars::field(pen, inner.x + 2, y, inner.w - 4, field, Label::Overlay);
    pen.hline(
        inner.x,
        y + 1,
        inner.w,
        Rule::Horizontal,
        Label::Overlay,
        Label::Border,
    );
    let foot = inner.bottom() - 1;
    pen.hline(
        inner.x,
        foot - 1,
        inner.w,
        Rule::Horizontal,
        Label::Overlay,
        Label::Border,
    );
    keys(app, pen, inner.x + 2, foot, inner.right() - 1, context);
    Area::new(inner.x, y + 2, inner.w, inner.h.saturating_sub(4))
}

/// The keys of an overlay on one row.
pub fn keys(app: &App, pen: &mut Pen, x: u16, y: u16, right: u16, context: Context) {
    let mut x = x;
    for entry in app.keymap.entries(&[context], pen.lang) {
        if x + bars::cells(pen, &entry) > right {
            break;
        }
        x = bars::entry(pen, (x, y), right, &entry, Label::Overlay) + 2;
    }
}

/// Lays the ground of a chosen line.
pub fn chosen(pen: &mut Pen, area: Area, here: bool) -> Label {
    if !here {
        return Label::Overlay;
    }
    pen.fill(area, Label::Selection);
    pen.glyph(
        area.x,
        area.y,
        Rule::HeavyVertical,
        Label::Selection,
        Label::Accent,
    );
    Label::Selection
}

/// Says that nothing matches.
pub fn nothing(pen: &mut Pen, area: Area, text: &str) {
    let x = area.x + area.w.saturating_sub(pen.cells(text)) / 2;
    pen.put(
        x,
        area.y + area.h / 2,
        area.w,
        text,
        Label::Overlay,
        Label::Muted,
    );
}

/// 选主题
pub fn themes(app: &App, state: &ThemesState, pen: &mut Pen, screen: Area) {
    let note = themes_lit(
        pen.lang,
        app.lit.len(),
        app.lexicon.as_ref().map_or(0, |l| l.themes.len()),
    );
    let (title, hint) = (
        word(pen.lang, Word::Themes),
        word(pen.lang, Word::ThemeFilterHint),
    );
    let list = open(
        app,
        pen,
        screen,
        &Heading {
            title,
            note: &note,
            field: &state.field,
            hint,
            context: Context::ThemePicker,
        },
    );
    let Some(lexicon) = &app.lexicon else { return };
    if state.items.is_empty() {
        nothing(pen, list, word(pen.lang, Word::NoSuchTheme));
        return;
    }
    let hits = app.pane().and_then(|p| app.shelf.hits(p.report));
    let own = &state.own;
    let list = faults(app, pen, list);
    let top = state.cursor.top(list.h as usize, state.items.len(), 2);
    let mut group = "";
    for (y, (index, &id)) in (list.y..list.bottom()).zip(state.items.iter().enumerate().skip(top)) {
        let Some(theme) = lexicon.theme(id) else {
            continue;
        };
        let row = Area::new(list.x, y, list.w, 1);
        let ground = chosen(pen, row, index == state.cursor.selected);
        pen.spot(row, Target::Line(index));
        pen.spot_row(list.x, y, list.x + 5, Target::Mark(index));
        let lit = app.lit.iter().position(|&t| t == id);
        let mark = lit.map_or(String::new(), |i| {
            if i < 9 {
                (i + 1).to_string()
            } else {
                "+".to_owned()
            }
        });
        pen.put(
            list.x + 2,
            y,
            2,
            &mark,
            ground,
            theme_digit(lit.unwrap_or(0)),
        );
        if group != theme.group {
            pen.put(list.x + 5, y, 5, &theme.group, ground, Label::Muted);
        }
        group = &theme.group;
        if own.contains(&id) {
            pen.put(list.x + 10, y, 1, "*", ground, Label::Accent);
        }
        let name_label = if lit.is_some() {
            Label::Strong
        } else {
            Label::Text
        };
        let name = match pen.lang {
            Lang::Zh => &theme.name,
            Lang::En => &theme.en,
        };
        let name = pen.cut(name, 26);
        pen.put(list.x + 11, y, 26, &name, ground, name_label);
        let count = hits.map_or(0, |h| h.count(id));
        let count_label = if count == 0 {
            Label::Faint
        } else {
            Label::Text
        };
        pen.put_right(list.x + 42, y, 5, &count.to_string(), ground, count_label);
        let room = list.right().saturating_sub(list.x + 45);
        let terms = pen.cut(&theme.terms.join(" "), room);
        pen.put(list.x + 44, y, room, &terms, ground, Label::Muted);
    }
}

/// What is wrong with the reader's own themes, below the list; returns what is left of that.
fn faults(app: &App, pen: &mut Pen, list: Area) -> Area {
    let room = list.h / 3;
    let faults = app.theme_faults();
    let mut rows = Vec::new();
    for fault in &faults {
        let fault = help::rows(pen, fault, list.w.saturating_sub(6));
        rows.extend(fault.into_iter().enumerate());
    }
    let cells = (rows.len() as u16).min(room);
    if cells == 0 {
        return list;
    }
    let top = list.bottom() - cells;
    for (y, (at, row)) in (top..list.bottom()).zip(rows) {
        if at == 0 {
            pen.put(list.x + 2, y, 2, "!", Label::Overlay, Label::Error);
        }
        let text = pen.cut(&row, list.w.saturating_sub(6));
        pen.put(list.x + 4, y, list.w, &text, Label::Overlay, Label::Error);
    }
    pen.hline(
        list.x,
        top - 1,
        list.w,
        Rule::Horizontal,
        Label::Overlay,
        Label::Border,
    );
    Area::new(list.x, list.y, list.w, list.h - cells - 1)
}

/// Choosing a report for a pane.
pub fn reports(app: &App, state: &ReportsState, pen: &mut Pen, screen: Area) {
    let lens = match &app.screen {
        Screen::Lens(state) => Some(state),
        _ => None,
    };
    let title = if lens.is_some() {
        word(pen.lang, Word::AddReport)
    } else if state.new_pane {
        word(pen.lang, Word::AddPane)
    } else {
        word(pen.lang, Word::ChangeReport)
    };
    let note = count(pen.lang, Word::ReportCount, state.items.len());
    let hint = word(pen.lang, Word::ReportFilterHint);
    let list = open(
        app,
        pen,
        screen,
        &Heading {
            title,
            note: &note,
            field: &state.field,
            hint,
            context: Context::ReportPicker,
        },
    );
    if state.items.is_empty() {
        nothing(pen, list, word(pen.lang, Word::NoSuchReport));
        return;
    }
    let ListCursor { selected } = state.cursor;
    let top = state.cursor.top(list.h as usize, state.items.len(), 2);
    for (y, (index, &id)) in (list.y..list.bottom()).zip(state.items.iter().enumerate().skip(top)) {
        let Some(report) = app.shelf.report(id) else {
            continue;
        };
        let row = Area::new(list.x, y, list.w, 1);
        let ground = chosen(pen, row, index == selected);
        pen.spot(row, Target::Line(index));
        let (name, year) = name_and_year(app, id, true);
        let name = pen.cut(&name, 20);
        pen.put(list.x + 2, y, 20, &name, ground, Label::Text);
        pen.put(list.x + 24, y, 12, &year, ground, Label::Strong);
        pen.put_right(
            list.x + 42,
            y,
            8,
            &report.han.to_string(),
            ground,
            Label::Muted,
        );
        let shown = app.reader.panes.iter().position(|p| p.report == id);
        if let Some(lens) = lens {
            // What the lens would show of it.
            let hits = app.shelf.hits(id).map_or(0, |h| h.count(lens.theme));
            let hits = count(pen.lang, Word::Hits, hits);
            pen.put(list.x + 44, y, 7, &hits, ground, Label::Marker);
        } else if let Some(pane) = shown {
            pen.put(
                list.x + 44,
                y,
                6,
                &pane_number(pen.lang, pane + 1),
                ground,
                Label::Marker,
            );
        }
        let room = list.right().saturating_sub(list.x + 52);
        let mut file = report.source.name.clone();
        if report.source.sample {
            file = format!("{} {file}", word(pen.lang, Word::Sample));
        }
        let file = pen.cut(&file, room);
        pen.put(list.x + 51, y, room, &file, ground, Label::Faint);
    }
}
