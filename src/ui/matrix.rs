//! The matrix screen: heads, numbers on their shades, and below them what the cell under the cursor holds.

use std::ops::Range;

use ratatui::style::Modifier;

use super::bars;
use super::head::name_and_year;
use super::label::Label;
use super::layers::Layers;
use super::lens::{self, Writer};
use super::paint::Rule;
use super::pen::Pen;
use super::reader::theme_digit;
use crate::app::App;
use crate::app::lens::{Passage, markers, passages};
use crate::app::matrix::{CELL, MatrixPlan, MatrixState, Unit};
use crate::app::plan::{Area, Detail};
use crate::locale::{Lang, Word, count, or_more, word};
use crate::report::{Level, Report};
use crate::text::span::Span;
use crate::theme::{Cell, Lexicon, Matrix};

/// Draws the screen, title bar included, status bar not.
pub fn draw(app: &App, state: &MatrixState, pen: &mut Pen, screen: Area) {
    title(app, state, pen, screen.w);
    let Some(lexicon) = app.lexicon.as_deref().filter(|l| !l.themes.is_empty()) else {
        middle(pen, screen, word(pen.lang, Word::NoThemeTable));
        return;
    };
    if state.matrix.columns.is_empty() {
        let text = word(pen.lang, Word::CountingHits);
        middle(pen, screen, text);
        return;
    }
    let drawer = Drawer {
        app,
        state,
        lexicon,
        matrix: &state.matrix,
        plan: MatrixPlan::new(state, lexicon, pen.lang, (screen.w, screen.h)),
    };
    drawer.heads(pen);
    drawer.rows(pen);
    drawer.preview(pen);
    drawer.legend(pen, screen.w);
}

fn middle(pen: &mut Pen, screen: Area, text: &str) {
    let x = screen.w.saturating_sub(pen.cells(text)) / 2;
    pen.put(x, screen.h / 2, screen.w, text, Label::Ground, Label::Muted);
}

fn unit(lang: Lang, unit: Unit) -> &'static str {
    match unit {
        Unit::Hits => word(lang, Word::HitUnit),
        Unit::PerThousand => word(lang, Word::PerThousand),
    }
}

fn title(app: &App, state: &MatrixState, pen: &mut Pen, w: u16) {
    let detail = Detail::of(w);
    let lang = pen.lang;
    let mut x = bars::seal(pen, w);
    let mut right = w - 1;
    let part = word(lang, state.part.word());
    let years = years(&state.matrix);
    let mut said: Vec<(&str, &str)> = vec![
        (word(lang, Word::Number), unit(lang, state.unit)),
        (word(lang, Word::Shade), word(lang, Word::PerThousand)),
        (word(lang, Word::Part), part),
    ];
    if detail >= Detail::Nearly && !years.is_empty() {
        said.push((word(lang, Word::Year), &years));
    }
    if detail < Detail::Some {
        said.remove(1);
    }
    for (name, value) in said.into_iter().rev() {
        right = pen.put_right(right, 0, 14, value, Label::Bar, Label::Heading1);
        if detail >= Detail::Little {
            right = pen.put_right(right - 1, 0, 12, name, Label::Bar, Label::Muted);
        }
        right = right.saturating_sub(if detail >= Detail::Nearly { 3 } else { 2 });
    }
    let room = |x: u16| right.saturating_sub(x);
    x = pen.put(
        x,
        0,
        room(x),
        word(lang, Word::Matrix),
        Label::Bar,
        Label::Heading1,
    ) + 3;
    let (reports, themes) = (state.matrix.columns.len(), state.matrix.rows.len());
    let mut counts = vec![
        format!("{reports} {}", word(lang, Word::Reports)),
        format!("{themes} {}", word(lang, Word::ThemeCount)),
    ];
    if app.shelf.loading {
        let (done, all) = (app.shelf.done_count(), app.shelf.len());
        counts.insert(0, format!("{} {done}/{all}", word(lang, Word::Loading)));
    }
    for count in counts {
        if pen.cells(&count) > room(x) {
            break;
        }
        x = pen.put(x, 0, room(x), &count, Label::Bar, Label::Muted) + 2;
    }
}

/// First and last year of the columns that have one.
fn years(matrix: &Matrix) -> String {
    let known = || {
        matrix
            .columns
            .iter()
            .filter_map(|c| c.year.parse::<u16>().ok())
    };
    match (known().min(), known().max()) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first}-{last}"),
        _ => String::new(),
    }
}

struct Drawer<'a> {
    app: &'a App,
    state: &'a MatrixState,
    lexicon: &'a Lexicon,
    matrix: &'a Matrix,
    plan: MatrixPlan,
}

impl Drawer<'_> {
    /// The columns on the screen cut into runs of one key: indices into the plan's columns.
    fn runs(&self, key: impl Fn(usize) -> Option<(String, String)>) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut before = None;
        for (i, &(column, _)) in self.plan.columns.iter().enumerate() {
            let now = key(column);
            match runs.last_mut() {
                Some(run) if now == before => run.end = i + 1,
                _ => runs.push(i..i + 1),
            }
            before = now;
        }
        runs
    }

    /// Columns of the screen that a run takes.
    fn extent(&self, run: &Range<usize>) -> (u16, u16) {
        let at = |i: usize| self.plan.columns.get(i).map_or(0, |&(_, x)| x);
        (at(run.start), at(run.end.saturating_sub(1)) + CELL)
    }

    fn heads(&self, pen: &mut Pen) {
        let (y, columns) = (self.plan.heads, &self.matrix.columns);
        let column_of = |run: &Range<usize>| {
            let &(column, _) = self.plan.columns.get(run.start)?;
            columns.get(column)
        };
        for run in self.runs(|i| columns.get(i).map(|c| (c.group.clone(), String::new()))) {
            let (from, to) = self.extent(&run);
            let Some(column) = column_of(&run) else {
                continue;
            };
            let name = Self::group_name(pen.lang, &column.group);
            let name = fitting(pen, name, to - from);
            let x = pen.put(from, y, to - from, &name, Label::Ground, Label::Strong) + 1;
            let rest = to.saturating_sub(x);
            pen.hline(x, y, rest, Rule::Horizontal, Label::Ground, Label::Border);
        }
        for run in self.runs(|i| columns.get(i).map(|c| (c.group.clone(), c.place.clone()))) {
            let (from, to) = self.extent(&run);
            let Some(column) = column_of(&run) else {
                continue;
            };
            let name = self.place_name(pen.lang, column.report, &column.place);
            let name = fitting(pen, &name, to - from);
            pen.put(from, y + 1, to - from, &name, Label::Ground, Label::Strong);
        }
        for &(column, x) in &self.plan.columns {
            let Some(year) = columns.get(column).map(|c| c.year.as_str()) else {
                continue;
            };
            let year = if year == crate::theme::matrix::UNKNOWN {
                word(pen.lang, Word::UnknownShort)
            } else {
                year
            };
            if column == self.state.column {
                let style = pen.palette.over(Label::Ground, Label::Accent);
                let style = style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
                pen.put_style(x + 1, y + 2, CELL - 1, year, style);
            } else {
                pen.put(x + 1, y + 2, CELL - 1, year, Label::Ground, Label::Muted);
            }
        }
        let (name_x, name_w) = self.plan.name;
        let themes = word(pen.lang, Word::Matrix);
        pen.put(
            name_x.min(2),
            y + 2,
            name_w,
            themes,
            Label::Ground,
            Label::Muted,
        );
        if let Some(right) = self.plan.total {
            let total = match self.state.unit {
                Unit::Hits => word(pen.lang, Word::Total),
                Unit::PerThousand => word(pen.lang, Word::Overall),
            };
            pen.put_right(right, y + 2, CELL + 1, total, Label::Ground, Label::Muted);
        }
        if let Some(rule) = self.plan.rule {
            let w = self.plan.body.w;
            pen.hline(0, rule, w, Rule::Horizontal, Label::Ground, Label::Border);
        }
        self.more_beside(pen, y);
    }

    /// Columns that lie beyond the left and right edge: how many, in the rule's ends or above the totals.
    fn more_beside(&self, pen: &mut Pen, y: u16) {
        let before = self.plan.first;
        let shown = self.plan.columns.last().map_or(0, |&(i, _)| i + 1);
        let after = self.matrix.columns.len().saturating_sub(shown);
        if before > 0 {
            let text = format!("{before} <");
            let right = self.plan.name.0 + self.plan.name.1 + 1;
            pen.put_right(right, y, 7, &text, Label::Ground, Label::Faint);
        }
        if let Some(right) = self.plan.total.filter(|_| after > 0) {
            let text = format!("> {after}");
            pen.put_right(right, y, 7, &text, Label::Ground, Label::Faint);
        }
    }

    fn group_name(lang: Lang, name: &str) -> &str {
        let unknown = name == crate::theme::matrix::UNKNOWN;
        if unknown {
            word(lang, Word::Unknown)
        } else {
            name
        }
    }

    /// A place as its head says it: the province itself in its own group is 全省.
    fn place_name(&self, lang: Lang, report: crate::report::ReportId, place: &str) -> String {
        let identity = self.app.shelf.report(report).map(|r| &r.identity);
        let level = identity.and_then(|i| i.level.as_ref()).map(|l| l.value);
        match level {
            Some(Level::Province) if place.ends_with('省') => {
                word(lang, Word::WholeProvince).to_owned()
            }
            Some(Level::Province) if place.ends_with("自治区") => {
                word(lang, Word::WholeRegion).to_owned()
            }
            Some(Level::State) => word(lang, Word::StateShort).to_owned(),
            _ => place.to_owned(),
        }
    }

    fn rows(&self, pen: &mut Pen) {
        let body = self.plan.body;
        let mut group = "";
        for (y, line) in (body.y..body.bottom()).zip(&self.plan.lines) {
            let Some(row) = *line else { continue };
            let Some(id) = self.matrix.rows.get(row).copied() else {
                continue;
            };
            let Some(theme) = self.lexicon.theme(id) else {
                continue;
            };
            let here = row == self.state.row;
            if theme.group != group {
                group = &theme.group;
                if let Some(x) = self.plan.group {
                    let name = theme_group(pen.lang, group);
                    let room = self.plan.name.0.saturating_sub(x + 1);
                    pen.put(x, y, room, name, Label::Ground, Label::Muted);
                }
            }
            let (x, w) = self.plan.name;
            if here {
                pen.glyph(x - 1, y, Rule::HeavyVertical, Label::Ground, Label::Accent);
            }
            let name = pen.cut(lens::theme_name(theme, pen.lang), w);
            let label = if here { Label::Heading1 } else { Label::Text };
            pen.put(x, y, w, &name, Label::Ground, label);
            if let Some(index) = self.app.lit.iter().position(|&t| t == id) {
                let digit = if index < 9 {
                    (index + 1).to_string()
                } else {
                    "+".to_owned()
                };
                pen.put(x + w, y, 1, &digit, Label::Ground, theme_digit(index));
            }
            for &(column, x) in &self.plan.columns {
                if let Some(cell) = self.matrix.cell(row, column) {
                    self.number(pen, x, y, cell, here && column == self.state.column);
                }
            }
            if let Some(right) = self.plan.total {
                let text = match self.state.unit {
                    Unit::Hits => self
                        .matrix
                        .totals
                        .get(row)
                        .copied()
                        .unwrap_or(0)
                        .to_string(),
                    Unit::PerThousand => format!("{:.1}", self.matrix.row_per_mille(row)),
                };
                let label = if here { Label::Heading1 } else { Label::Muted };
                pen.put_right(right, y, CELL, &text, Label::Ground, label);
            }
        }
    }

    fn number(&self, pen: &mut Pen, x: u16, y: u16, cell: Cell, here: bool) {
        let text = if !cell.has_part {
            word(pen.lang, Word::NoneShort).to_owned()
        } else if cell.hits == 0 {
            "0".to_owned()
        } else {
            match self.state.unit {
                Unit::Hits => cell.hits.to_string(),
                Unit::PerThousand => format!("{:.1}", cell.per_mille),
            }
        };
        let (ground, label) = if here {
            (Label::CurrentHit, Label::CurrentHit)
        } else if !cell.has_part {
            (Label::Ground, Label::Gone)
        } else if cell.hits == 0 {
            (Label::Ground, Label::Faint)
        } else {
            (Label::Shade(cell.shade()), Label::Shade(cell.shade()))
        };
        pen.fill(Area::new(x, y, CELL, 1), ground);
        let right = x + (CELL - 2).max(pen.cells(&text).min(CELL));
        pen.put_right(right, y, CELL, &text, ground, label);
    }

    fn preview(&self, pen: &mut Pen) {
        let (Some(area), Some(id), Some(report_id)) =
            (self.plan.preview, self.state.theme(), self.state.report())
        else {
            return;
        };
        let (Some(theme), Some(cell)) = (
            self.lexicon.theme(id),
            self.matrix.cell(self.state.row, self.state.column),
        ) else {
            return;
        };
        let lang = pen.lang;
        let (y, w) = (area.y, area.w);
        pen.hline(0, y, w, Rule::Horizontal, Label::Ground, Label::Border);
        let mut x = 2;
        let hits = count(lang, Word::Hits, cell.hits as usize);
        let rate = format!("{} {:.2}", word(lang, Word::PerThousand), cell.per_mille);
        let (name, year) = name_and_year(self.app, report_id, true);
        let said = [
            (lens::theme_name(theme, lang).to_owned(), Label::Heading1),
            (format!("{name} {year}").trim_end().to_owned(), Label::Text),
            (format!("{hits}  {rate}"), Label::Muted),
        ];
        for (i, (text, label)) in said.into_iter().enumerate() {
            let room = w.saturating_sub(x + 2);
            if room < 8 {
                break;
            }
            // Counts are whole or not there: a cut number lies.
            let text = match i {
                2 if pen.cells(&text) <= room => text,
                2 if pen.cells(&hits) <= room => hits.clone(),
                2 => break,
                _ => pen.cut(&text, room.saturating_sub(2)),
            };
            x = pen.put(x, y, 1, " ", Label::Ground, Label::Text);
            x = pen.put(x, y, room, &text, Label::Ground, label);
            x = pen.put(x, y, 1, " ", Label::Ground, Label::Text) + 1;
        }
        let (Some(report), Some(found)) = (
            self.app.shelf.report(report_id),
            self.app.shelf.hits(report_id),
        ) else {
            return;
        };
        let most = area.h.saturating_sub(1).min(3) as usize;
        let first = passages(report, found, id, self.state.part, most);
        if first.is_empty() {
            let text = if cell.has_part {
                word(lang, Word::NotMentioned)
            } else {
                word(lang, Word::NoSuchPart)
            };
            pen.put(2, y + 1, w, text, Label::Ground, Label::Muted);
        }
        let mut writer = Writer {
            app: self.app,
            report,
            theme: lens::wash(self.app, id),
            current: None,
            layers: Layers::default(),
        };
        for (row, passage) in (y + 1..).zip(&first) {
            passage_row(pen, row, w, passage, &mut writer);
        }
    }

    fn legend(&self, pen: &mut Pen, w: u16) {
        let Some(y) = self.plan.legend else { return };
        let lang = pen.lang;
        let mut x = 2;
        if w >= 80 {
            let name = format!(
                "{} {}",
                word(lang, Word::Shade),
                word(lang, Word::PerThousand)
            );
            x = pen.put(x, y, 24, &name, Label::Ground, Label::Muted) + 2;
        }
        let last = or_more(lang, 2);
        let steps = ["<0.25", "<0.6", "<1.1", "<2", last.as_str()];
        for (shade, step) in (1..).zip(steps) {
            let ground = Label::Shade(shade);
            pen.fill(Area::new(x, y, CELL, 1), ground);
            let from = x + (CELL.saturating_sub(pen.cells(step))) / 2;
            pen.put(from, y, CELL, step, ground, ground);
            x += CELL + 1;
        }
        x += 2;
        let said = [
            ("0", Label::Faint, word(lang, Word::NotMentioned)),
            (
                word(lang, Word::NoneShort),
                Label::Gone,
                word(lang, Word::NoSuchPart),
            ),
        ];
        for (sign, label, text) in said {
            if x + pen.cells(sign) + 1 + pen.cells(text) >= w {
                break;
            }
            x = pen.put(x, y, 4, sign, Label::Ground, label) + 1;
            x = pen.put(x, y, 24, text, Label::Ground, Label::Muted) + 3;
        }
    }
}

/// One passage on one row: where it stands, its role, and as much of it as fits, its first hit in sight.
fn passage_row(pen: &mut Pen, y: u16, w: u16, passage: &Passage, writer: &mut Writer) {
    let report: &Report = writer.report;
    let left = if w < 60 { 2 } else { 20 };
    if w >= 60 {
        let crumb = passage
            .section
            .map_or(String::new(), |s| markers(report, s));
        let crumb = pen.cut(&crumb, 9);
        pen.put(2, y, 9, &crumb, Label::Ground, Label::Muted);
        let (role, _) = lens::role(pen.lang, report, passage.section);
        pen.put(12, y, 7, role, Label::Ground, Label::Marker);
    }
    let room = w.saturating_sub(left + 2);
    let (pieces, cut) = window(pen, report, passage, room);
    let mut x = left;
    if cut.0 {
        x = pen.put(x, y, 2, "..", Label::Ground, Label::Muted);
    }
    let end = left + room;
    let at = Area::new(x, y, end.saturating_sub(x), 1);
    x = writer.write(pen, at, &pieces, passage, Label::Ground);
    if cut.1 {
        pen.put(
            x.min(end.saturating_sub(2)),
            y,
            2,
            "..",
            Label::Ground,
            Label::Muted,
        );
    }
}

/// The pieces of a passage that fit `room` cells with its first hit among them, and whether something is left out before
/// and after.
fn window(pen: &Pen, report: &Report, passage: &Passage, room: u16) -> (Vec<Span>, (bool, bool)) {
    let all = report.pieces(passage.span);
    let rows = report.wrap(&all, room, 0, pen.ambiguous);
    if rows.len() <= 1 {
        return (all, (false, false));
    }
    let hit = passage.hits.first().copied().unwrap_or(passage.span);
    let narrow = room.saturating_sub(4);
    let first = report.wrap(&all, narrow, 0, pen.ambiguous);
    if let Some(row) = first.into_iter().next()
        && row.pieces.last().is_some_and(|p| p.end() >= hit.end())
    {
        return (row.pieces, (false, true));
    }
    // From the last stop before the hit that is near enough.
    let back = u32::from(narrow / 3);
    let before = Span::new(passage.span.start(), hit.start());
    let mut from = hit.start();
    let mut cells = 0;
    let mut stop = None;
    for (at, c) in before.of(&report.text).char_indices().rev() {
        cells += u32::from(crate::text::width::char(c, pen.ambiguous));
        if cells > back {
            break;
        }
        if "，、；：,;".contains(c) && from < hit.start() && stop.is_none_or(|s| s > from) {
            stop = Some(from);
        }
        from = before.start() + at;
    }
    let from = stop.unwrap_or(from);
    let rest = report.pieces(Span::new(from, passage.span.end()));
    let mut rows = report.wrap(&rest, narrow, 0, pen.ambiguous).into_iter();
    let row = rows.next().unwrap_or_default();
    (row.pieces, (true, rows.next().is_some()))
}

/// A name cut to `cells`: without its last unit character if that is enough, else what fits of it.
fn fitting(pen: &Pen, name: &str, cells: u16) -> String {
    if pen.cells(name) <= cells {
        return name.to_owned();
    }
    let bare = name.trim_end_matches(['市', '区', '县', '省', '州', '盟', '旗']);
    if pen.cells(bare) <= cells && !bare.is_empty() {
        return bare.to_owned();
    }
    let mut kept = String::new();
    for c in bare.chars() {
        let mut longer = kept.clone();
        longer.push(c);
        if pen.cells(&longer) > cells {
            break;
        }
        kept = longer;
    }
    kept
}

/// A group of themes in the language of the interface; a group of the reader's own stays as it is.
pub(super) fn theme_group(lang: Lang, name: &str) -> &str {
    const GROUPS: [(&str, &str); 12] = [
        ("发展", "Growth"),
        ("城市", "City"),
        ("民生", "People"),
        ("治理", "Order"),
        ("生态", "Green"),
        ("创新", "Science"),
        ("产业", "Industry"),
        ("改革", "Reform"),
        ("开放", "Opening"),
        ("农业", "Farming"),
        ("安全", "Safety"),
        ("政府", "Govt"),
    ];
    let known = GROUPS.iter().find(|(zh, _)| *zh == name);
    known.map_or(name, |(zh, en)| lang.pick(zh, en))
}
