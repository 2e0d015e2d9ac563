//! 指定对应 on the screen: the list lies over the focused pane's side, the other pane stays in full light and shows what is chosen.
//!
//! Invariant: where the other pane is not on the screen, what is chosen is shown below the list as far as there is room. Must not know what
//! choosing does.

use ratatui::buffer::Cell;
use ratatui::layout::Rect;

use super::bars;
use super::head::{self, STRONG, bare_marker, name_and_year, strength};
use super::jump;
use super::label::Label;
use super::overlay;
use super::paint::Rule;
use super::pen::{Pen, rect};
use super::picker::{self, chosen};
use crate::app::App;
use crate::app::action::Context;
use crate::app::counterparts::{Choice, CounterpartsState, Line, Part};
use crate::app::list::ListCursor;
use crate::app::mouse::Target;
use crate::app::plan::Area;
use crate::app::view::View;
use crate::compare::Maker;
use crate::locale::{Word, word};
use crate::report::{Report, SectionId};

/// Widest overlay, in cells.
const WIDEST: u16 = 78;
/// Fewest rows inside the frame with what is chosen below the list.
const TALL: u16 = 16;

/// Draws the overlay.
pub fn draw(app: &App, state: &CounterpartsState, pen: &mut Pen, screen: Area) {
    let (Some(report), Some(other)) = (app.report_in(state.pane), app.report_in(state.other))
    else {
        return;
    };
    let (area, beside) = place(app, state, screen);
    let lit = beside.map(|area| (area, cells(pen, area)));
    let about = app
        .reader
        .panes
        .get(state.other)
        .map(|p| name_and_year(app, p.report, true))
        .map(|(name, year)| format!("{name} {year}"))
        .unwrap_or_default();
    let note = [(about.trim(), Label::Muted)];
    let frame = overlay::Frame {
        title: word(pen.lang, Word::Pin),
        about: "",
        note: &note,
    };
    let inner = overlay::over(pen, area, frame);
    if let Some((area, cells)) = lit {
        put_back(pen, area, cells);
    }
    if inner.h < 6 || inner.w < 16 {
        return;
    }
    let y = inner.y;
    let room = inner.w - 4;
    let crumb = head::breadcrumb(pen, report, state.section, room);
    let crumb = pen.cut(&crumb, room);
    pen.put(
        inner.x + 2,
        y,
        room,
        &crumb,
        Label::Overlay,
        Label::Heading2,
    );
    field(pen, state, Area::new(inner.x + 2, y + 1, room, 1));
    let rule = |pen: &mut Pen, y: u16| {
        pen.hline(
            inner.x,
            y,
            inner.w,
            Rule::Horizontal,
            Label::Overlay,
            Label::Border,
        );
    };
    rule(pen, y + 2);
    let foot = inner.bottom() - 1;
    rule(pen, foot - 1);
    let context = Context::Counterparts;
    picker::keys(app, pen, inner.x + 2, foot, inner.right() - 1, context);
    let mut list = Area::new(inner.x, y + 3, inner.w, (foot - 1).saturating_sub(y + 3));
    if beside.is_none() && list.h >= TALL {
        let below = list.h / 2;
        list.h -= below;
        rule(pen, list.bottom());
        let area = Area::new(inner.x + 2, list.bottom() + 1, room, below - 1);
        preview(pen, other, state.chosen(), area);
    }
    let view = app.view_between(state.pane, state.other);
    let shown = Shown {
        state,
        other,
        view: view.as_ref(),
    };
    shown.list(pen, list);
}

/// Where the overlay lies, and the other pane where that is seen beside it.
fn place(app: &App, state: &CounterpartsState, screen: Area) -> (Area, Option<Area>) {
    let plan = app.plan();
    let top = if screen.h > 20 { 2 } else { 1 };
    let h = screen.h.saturating_sub(2 * top);
    let of = |pane: usize| plan.panes.iter().find(|p| p.pane == pane);
    if let (Some(here), Some(there)) = (of(state.pane), of(state.other)) {
        let (from, to) = if here.head.x < there.head.x {
            (0, there.head.x)
        } else {
            (there.head.right(), screen.w)
        };
        let w = (to - from).min(WIDEST);
        // Over the pane that it speaks of, as far as there is room.
        let x = (here.head.x + here.head.w / 2)
            .saturating_sub(w / 2)
            .clamp(from, to - w);
        let pane = Area::new(there.head.x, there.head.y, there.head.w, plan.body.h);
        return (Area::new(x, top, w, h), Some(pane));
    }
    let w = screen.w.min(WIDEST);
    (Area::new((screen.w - w) / 2, top, w, h), None)
}

/// The cells of an area as they are.
fn cells(pen: &Pen, area: Area) -> Vec<Cell> {
    let area = rect(area).intersection(pen.buf.area);
    area.positions()
        .filter_map(|at| pen.buf.cell(at).cloned())
        .collect()
}

fn put_back(pen: &mut Pen, area: Area, cells: Vec<Cell>) {
    let area: Rect = rect(area).intersection(pen.buf.area);
    for (at, cell) in area.positions().zip(cells) {
        if let Some(slot) = pen.buf.cell_mut(at) {
            *slot = cell;
        }
    }
}

fn field(pen: &mut Pen, state: &CounterpartsState, area: Area) {
    let find = word(pen.lang, Word::FindShort);
    let x = pen.put(area.x, area.y, area.w, find, Label::Overlay, Label::Muted) + 1;
    let room = area.right().saturating_sub(x);
    if state.field.is_empty() {
        let hint = word(pen.lang, Word::PinHint);
        pen.put_right(
            area.right(),
            area.y,
            room,
            hint,
            Label::Overlay,
            Label::Faint,
        );
    }
    bars::field(pen, x, area.y, room, &state.field, Label::Overlay);
}

/// What is chosen, where the other pane is not seen.
fn preview(pen: &mut Pen, other: &Report, line: Option<&Line>, area: Area) {
    let Some(Choice::Section(id)) = line.map(|l| l.choice) else {
        return;
    };
    jump::section_text(pen, area, other, id);
}

/// A row of the list.
enum Row<'a> {
    Blank,
    Head(String),
    Line(usize, &'a Line),
}

struct Shown<'a> {
    state: &'a CounterpartsState,
    other: &'a Report,
    view: Option<&'a View>,
}

impl Shown<'_> {
    fn rows(&self, pen: &Pen) -> Vec<Row<'_>> {
        let lines = &self.state.lines;
        let mut rows = Vec::new();
        let mut part = None;
        for (index, line) in lines.iter().enumerate() {
            if part != Some(line.part) {
                let unlinked = !lines.iter().any(|l| l.part == Part::Now);
                if part == Some(Part::Word) && unlinked {
                    rows.push(Row::Blank);
                    rows.push(Row::Head(self.none(pen)));
                }
                let head = match line.part {
                    Part::Word | Part::Found => None,
                    Part::Now => Some(Word::PinNow),
                    Part::Near => Some(Word::PinNear),
                    Part::All => Some(Word::PinAll),
                };
                if let Some(head) = head {
                    rows.push(Row::Blank);
                    rows.push(Row::Head(word(pen.lang, head).to_owned()));
                }
                part = Some(line.part);
            }
            rows.push(Row::Line(index, line));
        }
        rows
    }

    /// What stands in place of the links where there is none.
    fn none(&self, pen: &Pen) -> String {
        let now = word(pen.lang, Word::PinNow);
        let none = word(pen.lang, Word::NoneInOutline);
        let broken = self.view.is_some_and(|v| v.is_broken(self.state.section));
        if broken {
            let by = word(pen.lang, Word::BrokenByReader);
            return format!("{now}  {none}  {by}");
        }
        format!("{now}  {none}")
    }

    fn list(&self, pen: &mut Pen, area: Area) {
        if self.state.lines.is_empty() {
            picker::nothing(pen, area, word(pen.lang, Word::NoSuchSectionHere));
            return;
        }
        let rows = self.rows(pen);
        let selected = self.state.cursor.selected;
        let at = rows
            .iter()
            .position(|r| matches!(r, Row::Line(i, _) if *i == selected))
            .unwrap_or(0);
        let cursor = ListCursor { selected: at };
        let top = cursor.top(area.h as usize, rows.len(), 2);
        for (y, row) in (area.y..area.bottom()).zip(rows.iter().skip(top)) {
            match row {
                Row::Blank => {}
                Row::Head(text) => {
                    let room = area.w.saturating_sub(3);
                    pen.put(area.x + 2, y, room, text, Label::Overlay, Label::Muted);
                }
                Row::Line(index, line) => {
                    let row = Area::new(area.x, y, area.w, 1);
                    self.line(pen, row, line, *index == selected);
                    pen.spot(row, Target::Line(*index));
                }
            }
        }
    }

    fn line(&self, pen: &mut Pen, row: Area, line: &Line, here: bool) {
        let ground = chosen(pen, row, here);
        let (x, right) = (row.x + 2, row.right() - 1);
        let (name, help) = match line.choice {
            Choice::Nothing => (Word::PinNothing, Word::PinNothingHelp),
            Choice::AsProgram => (Word::PinAsProgram, Word::PinAsProgramHelp),
            Choice::Section(id) => return self.section(pen, row, line, id, here, ground),
        };
        let label = if here { Label::Heading2 } else { Label::Text };
        let x = pen.put(x, row.y, right - x, word(pen.lang, name), ground, label) + 2;
        let room = right.saturating_sub(x);
        let help = word(pen.lang, help);
        pen.put(x, row.y, room, help, ground, Label::Muted);
    }

    /// `三(五) 优化营商环境 …… 0.61 强 标题+位置 本人`
    fn section(
        &self,
        pen: &mut Pen,
        row: Area,
        line: &Line,
        id: SectionId,
        here: bool,
        ground: Label,
    ) {
        let Some(section) = self.other.section(id) else {
            return;
        };
        let mut right = row.right() - 1;
        let wide = row.w >= 50;
        for (text, label) in self.facts(pen, line, id, wide).into_iter().rev() {
            let cells = pen.cells(&text);
            pen.put_right(right, row.y, cells, &text, ground, label);
            right = right.saturating_sub(cells + 1);
        }
        let (indent, marker) = if line.part == Part::All {
            let marker = self.other.marker(id);
            let indent = 2 * u16::from(section.level.clamp(1, 4) - 1);
            let marker = if section.level == 1 {
                marker.to_owned()
            } else {
                bare_marker(marker)
            };
            (indent, marker)
        } else {
            (0, head::path_of_markers(self.other, id))
        };
        let mut x = row.x + 2 + indent;
        if !marker.is_empty() {
            let room = right.saturating_sub(x);
            x = pen.put(x, row.y, room, &marker, ground, Label::Marker) + 1;
        }
        let label = match section.level {
            _ if here => Label::Heading2,
            1 if line.part == Part::All => Label::Heading1,
            1 | 2 => Label::Text,
            _ if line.part == Part::All => Label::Muted,
            _ => Label::Text,
        };
        let room = right.saturating_sub(x + 1);
        let title = pen.script(self.other, self.other.title(id));
        let title = if line.matched.is_empty() {
            pen.cut_title(&title, room)
        } else {
            pen.cut(&title, room)
        };
        for (i, c) in title.chars().enumerate() {
            let label = if line.matched.contains(&(i as u32)) {
                Label::Match
            } else {
                label
            };
            let room = right.saturating_sub(x);
            x = pen.put(x, row.y, room, c.encode_utf8(&mut [0; 4]), ground, label);
        }
    }

    /// What is known of the pair: score, word, reasons, who made the link.
    fn facts(&self, pen: &Pen, line: &Line, id: SectionId, wide: bool) -> Vec<(String, Label)> {
        let mut facts = Vec::new();
        let Some(view) = self.view else { return facts };
        let section = self.state.section;
        let link = view.links(section).into_iter().find(|(to, _)| *to == id);
        if let Some(score) = line.score {
            let label = if score >= STRONG {
                Label::LinkHigh
            } else {
                Label::LinkLow
            };
            facts.push((format!("{score:.2}"), label));
            facts.push((strength(pen.lang, score).to_owned(), Label::Muted));
        }
        if let Some((_, link)) = link {
            if wide && matches!(line.part, Part::Now | Part::Found) && !link.reasons.is_empty() {
                facts.push((head::reasons(pen.lang, &link.reasons), Label::Muted));
            }
            facts.push(match link.by {
                Maker::Reader => (word(pen.lang, Word::ByReader).to_owned(), Label::Strong),
                Maker::Program => (word(pen.lang, Word::ByProgram).to_owned(), Label::Muted),
            });
        } else if view.is_broken_between(section, id) {
            let broken = word(pen.lang, Word::BrokenByReader);
            facts.push((broken.to_owned(), Label::Gone));
        }
        facts
    }
}
