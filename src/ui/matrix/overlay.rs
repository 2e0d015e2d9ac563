//! What opens over the matrix: the list of years, places or levels, and the field that finds.

use crate::app::App;
use crate::app::action::Context;
use crate::app::list::ListCursor;
use crate::app::matrix::find::FindState;
use crate::app::matrix::pick::{PickBy, PickState};
use crate::app::mouse::Target;
use crate::app::plan::Area;
use crate::locale::{Word, count, place_in_list, total, word};
use crate::ui::bars;
use crate::ui::label::Label;
use crate::ui::pen::Pen;
use crate::ui::picker::{self, Heading};

/// Choosing years, places or levels.
pub fn pick(app: &App, state: &PickState, pen: &mut Pen, screen: Area) {
    let lang = pen.lang;
    let note = total(lang, Word::Marked, state.marked.len());
    let hint = match state.by {
        PickBy::Years => Word::YearsHint,
        PickBy::Places => Word::PlacesHint,
        PickBy::Levels => Word::LevelsHint,
    };
    let heading = Heading {
        title: word(lang, state.by.word()),
        note: if state.marked.is_empty() { "" } else { &note },
        field: &state.field,
        hint: word(lang, hint),
        context: Context::MatrixPick,
    };
    let list = picker::open(app, pen, screen, &heading);
    if state.items.is_empty() {
        picker::nothing(pen, list, word(lang, Word::NothingLike));
        return;
    }
    let ListCursor { selected } = state.cursor;
    let top = state.cursor.top(list.h as usize, state.items.len(), 2);
    // Numbers stand near the names they belong to, also in a wide frame.
    let numbers = list.x + list.w.saturating_sub(2).min(44);
    for (y, (index, &item)) in (list.y..list.bottom()).zip(state.items.iter().enumerate().skip(top))
    {
        let Some(line) = state.lines.get(item) else {
            continue;
        };
        let row = Area::new(list.x, y, list.w, 1);
        let ground = picker::chosen(pen, row, index == selected);
        pen.spot(row, Target::Line(index));
        pen.spot_row(list.x, y, list.x + 4, Target::Mark(index));
        let marked = state.marked.contains(&line.pick);
        if marked {
            pen.put(list.x + 2, y, 1, "*", ground, Label::Accent);
        }
        let label = match (marked, line.inner, line.reports) {
            (true, ..) => Label::Heading1,
            (_, _, 0) => Label::Muted,
            (_, true, _) => Label::Text,
            (_, false, _) => Label::Strong,
        };
        let x = list.x + if line.inner { 6 } else { 4 };
        let shown = count(lang, Word::ReportCount, line.reports);
        let (number, unit) = shown.split_once(' ').unwrap_or((&shown, ""));
        let room = numbers.saturating_sub(x + pen.cells(&shown) + 2);
        let name = pen.cut(&line.name, room);
        pen.put(x, y, room, &name, ground, label);
        let x = pen.put_right(numbers, y, 9, unit, ground, Label::Muted);
        let label = if line.reports == 0 {
            Label::Faint
        } else {
            Label::Text
        };
        pen.put_right(x - 1, y, 6, number, ground, label);
        let room = list.right().saturating_sub(numbers + 4);
        if line.note != line.name && room > 8 {
            let note = pen.cut(&line.note, room);
            pen.put(numbers + 2, y, room, &note, ground, Label::Faint);
        }
    }
}

/// The field that finds, on the status row.
pub fn find(app: &App, state: &FindState, pen: &mut Pen, area: Area) {
    let y = area.h - 1;
    pen.fill(Area::new(0, y, area.w, 1), Label::Bar);
    let (at, all) = (state.finding.at + 1, state.finding.targets.len());
    let note = if state.field.is_empty() {
        word(pen.lang, Word::FindHint).to_owned()
    } else if all == 0 {
        word(pen.lang, Word::NothingFound).to_owned()
    } else {
        place_in_list(pen.lang, at, all)
    };
    let mut right = area.w - 1;
    pen.spot(Area::new(0, y, area.w, 1), Target::Inside);
    let entries = app.keymap.entries(&[Context::MatrixFind], pen.lang);
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
