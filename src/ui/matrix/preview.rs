//! Below the matrix: what the cell or total under the cursor holds, sentence by sentence, or why it holds none.

use super::Drawer;
use crate::app::action::Action;
use crate::app::lens::{Passage, markers, passages};
use crate::app::matrix::Unit;
use crate::app::mouse::Target;
use crate::app::plan::Area;
use crate::locale::{Lang, Word, count, mention, word};
use crate::report::{Report, ReportId};
use crate::text::span::Span;
use crate::text::width;
use crate::theme::{Cell, ThemeId};
use crate::ui::head::name_and_year;
use crate::ui::label::Label;
use crate::ui::layers::Layers;
use crate::ui::lens::{self, Writer};
use crate::ui::paint::Rule;
use crate::ui::pen::Pen;

/// Most passages that are shown.
const MOST: usize = 3;

/// One passage, whose it is, and what is said before it.
struct Found {
    report: ReportId,
    theme: ThemeId,
    passage: Passage,
    before: Before,
}

/// What stands before a passage.
enum Before {
    /// Where it stands in its report, and the role of that part.
    Section,
    /// Its report: place and year.
    Report,
    /// Its theme.
    Theme,
}

impl Drawer<'_> {
    pub(super) fn preview(&self, pen: &mut Pen) {
        let Some(area) = self.plan.preview else {
            return;
        };
        let state = self.state;
        let (theme, report) = (state.theme(), state.report());
        let cell = match (theme, report) {
            (Some(_), Some(_)) => self.matrix.cell(state.row, state.column),
            (Some(_), None) => self.matrix.row_cell(state.row),
            (None, Some(_)) => self.matrix.column_cell(state.column),
            (None, None) => None,
        };
        let Some(cell) = cell else { return };
        pen.spot(area, Target::Act(Action::Confirm));
        self.preview_head(pen, area, cell, theme, report);
        let most = usize::from(area.h.saturating_sub(1)).min(MOST);
        let found = match (theme, report) {
            (Some(theme), Some(report)) => self.of_cell(theme, report, most),
            (Some(theme), None) => self.of_row(theme, most),
            (None, Some(report)) => self.of_column(report, most),
            (None, None) => Vec::new(),
        };
        if found.is_empty() {
            let text = if cell.has_part {
                Word::NotMentioned
            } else {
                Word::NoSuchPart
            };
            let text = word(pen.lang, text);
            pen.put(2, area.y + 1, area.w, text, Label::Ground, Label::Muted);
        }
        for (y, found) in (area.y + 1..).zip(&found) {
            self.found(pen, y, area.w, found);
        }
    }

    /// What is counted, and how much of it there is.
    fn preview_head(
        &self,
        pen: &mut Pen,
        area: Area,
        cell: Cell,
        theme: Option<ThemeId>,
        report: Option<ReportId>,
    ) {
        let lang = pen.lang;
        let (y, w) = (area.y, area.w);
        pen.hline(0, y, w, Rule::Horizontal, Label::Ground, Label::Border);
        let hits = count(lang, Word::Hits, cell.hits as usize);
        let rate = format!("{} {:.2}", word(lang, Word::PerThousand), cell.per_mille);
        let theme_name = theme.and_then(|id| self.lexicon.theme(id)).map_or_else(
            || word(lang, Word::AllThemes).to_owned(),
            |t| lens::theme_name(t, lang).to_owned(),
        );
        let place = report.map_or_else(
            || word(lang, Word::AllReports).to_owned(),
            |id| {
                let (name, year) = name_and_year(self.app, id, true);
                format!("{name} {year}").trim_end().to_owned()
            },
        );
        let mut said = vec![
            (theme_name, Label::Heading1, true),
            (place, Label::Text, true),
        ];
        if cell.has_part {
            said.push((hits.clone(), Label::Muted, false));
            said.push((rate, Label::Muted, false));
        }
        if theme.is_some() && report.is_none() {
            let row = self.matrix.cells.get(self.state.row);
            let some = row.map_or(0, |row| row.iter().filter(|c| c.hits > 0).count());
            let text = mention(lang, some, self.matrix.columns.len());
            said.push((text, Label::Muted, false));
        }
        let mut x = 2;
        let mut joined = false;
        for (text, label, may_be_cut) in said {
            let room = w.saturating_sub(x + 2);
            // Counts are whole or not there: a cut number lies.
            let text = if may_be_cut && room >= 8 {
                pen.cut(&text, room.saturating_sub(2))
            } else if pen.cells(&text) + 2 <= room {
                text
            } else {
                break;
            };
            if joined && !may_be_cut {
                // Numbers stand together, without a rule between them.
                x -= 1;
            }
            x = pen.put(x, y, 1, " ", Label::Ground, Label::Text);
            x = pen.put(x, y, room, &text, Label::Ground, label);
            x = pen.put(x, y, 1, " ", Label::Ground, Label::Text) + 1;
            joined = !may_be_cut;
        }
    }

    fn passages(&self, theme: ThemeId, report: ReportId, most: usize) -> Vec<Passage> {
        let shelf = &self.app.shelf;
        match (shelf.report(report), shelf.hits(report)) {
            (Some(text), Some(hits)) => passages(text, hits, theme, self.state.part, most),
            _ => Vec::new(),
        }
    }

    fn of_cell(&self, theme: ThemeId, report: ReportId, most: usize) -> Vec<Found> {
        let all = self.passages(theme, report, most).into_iter();
        all.map(|passage| Found {
            report,
            theme,
            passage,
            before: Before::Section,
        })
        .collect()
    }

    /// The first passage of each of the first reports that have one.
    fn of_row(&self, theme: ThemeId, most: usize) -> Vec<Found> {
        let row = self.matrix.cells.get(self.state.row);
        let cells = row.map_or(&[][..], Vec::as_slice);
        let with = self.matrix.columns.iter().zip(cells);
        with.filter(|(_, cell)| cell.hits > 0)
            .take(most)
            .filter_map(|(column, _)| {
                let passage = self.passages(theme, column.report, 1).pop()?;
                Some(Found {
                    report: column.report,
                    theme,
                    passage,
                    before: Before::Report,
                })
            })
            .collect()
    }

    /// The first passage of each of the themes that the report has most of.
    fn of_column(&self, report: ReportId, most: usize) -> Vec<Found> {
        let column = self.state.column;
        let rows = self.matrix.rows.iter().zip(&self.matrix.cells);
        let mut themes: Vec<(u32, ThemeId)> = rows
            .filter_map(|(&theme, row)| Some((row.get(column)?.hits, theme)))
            .filter(|&(hits, _)| hits > 0)
            .collect();
        themes.sort_by_key(|&(hits, _)| std::cmp::Reverse(hits));
        themes
            .into_iter()
            .take(most)
            .filter_map(|(_, theme)| {
                let passage = self.passages(theme, report, 1).pop()?;
                Some(Found {
                    report,
                    theme,
                    passage,
                    before: Before::Theme,
                })
            })
            .collect()
    }

    /// One passage on one row: what it is of, and as much of it as fits, its first hit in sight.
    fn found(&self, pen: &mut Pen, y: u16, w: u16, found: &Found) {
        let Some(report) = self.app.shelf.report(found.report) else {
            return;
        };
        let mut left = 2;
        if w >= 60 {
            left = 20;
            self.before(pen, y, report, found);
        }
        let mut writer = Writer {
            app: self.app,
            report,
            theme: lens::wash(self.app, found.theme),
            current: None,
            layers: Layers::default(),
        };
        let passage = &found.passage;
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
            let x = x.min(end.saturating_sub(2));
            pen.put(x, y, 2, "..", Label::Ground, Label::Muted);
        }
    }

    fn before(&self, pen: &mut Pen, y: u16, report: &Report, found: &Found) {
        match found.before {
            Before::Section => {
                let section = found.passage.section;
                let crumb = section.map_or(String::new(), |s| markers(report, s));
                let crumb = pen.cut(&crumb, 9);
                pen.put(2, y, 9, &crumb, Label::Ground, Label::Muted);
                let (role, _) = lens::role(pen.lang, report, section);
                pen.put(12, y, 7, role, Label::Ground, Label::Marker);
            }
            Before::Report => {
                let (name, year) = name_and_year(self.app, found.report, true);
                let year_cells = pen.cells(&year);
                let name = pen.cut(&name, 16_u16.saturating_sub(year_cells));
                let x = pen.put(2, y, 16, &name, Label::Ground, Label::Muted);
                pen.put(x + 1, y, year_cells, &year, Label::Ground, Label::Marker);
            }
            Before::Theme => {
                let theme = self.lexicon.theme(found.theme);
                let name = theme.map_or("", |t| lens::theme_name(t, pen.lang));
                let name = pen.cut(name, 16);
                pen.put(2, y, 16, &name, Label::Ground, Label::Marker);
            }
        }
    }
}

/// How a number is written.
pub(super) fn number(lang: Lang, unit: Unit, cell: Cell) -> String {
    if !cell.has_part {
        word(lang, Word::NoneShort).to_owned()
    } else if cell.hits == 0 {
        "0".to_owned()
    } else {
        match unit {
            Unit::Hits => cell.hits.to_string(),
            Unit::PerThousand => format!("{:.1}", cell.per_mille),
        }
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
        cells += u32::from(width::char(c, pen.ambiguous));
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
