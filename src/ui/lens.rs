//! The lens screen: passages of one theme, a column to a report.

use super::bars;
use super::head::{self, name_and_year};
use super::label::Label;
use super::layers::{Ink, Layers};
use super::paint::Rule;
use super::pen::Pen;
use super::reader::theme_label;
use crate::app::App;
use crate::app::lens::{Laid, LensColumn, LensPlan, LensState, Passage, Row, RowKind, markers};
use crate::app::matrix::Part;
use crate::app::plan::{Area, Detail};
use crate::locale::{Lang, Word, mention, nothing_in_part, place_in_list, word};
use crate::report::{Report, Role, SectionId};
use crate::text::number;
use crate::text::span::Span;
use crate::theme::{Theme, ThemeId};

/// Draws the screen, title bar included, status bar not.
pub fn draw(app: &App, state: &LensState, pen: &mut Pen, screen: Area) {
    let plan = LensPlan::new(state, (screen.w, screen.h));
    title(app, state, pen, screen.w);
    if state.columns.is_empty() {
        let text = nothing_in_part(pen.lang, state.part.word());
        let x = screen.w.saturating_sub(pen.cells(&text)) / 2;
        pen.put(
            x,
            screen.h / 2,
            screen.w,
            &text,
            Label::Ground,
            Label::Muted,
        );
        return;
    }
    let shown = state.columns.iter().enumerate().skip(plan.first);
    for (i, (index, column)) in shown.take(plan.fit).enumerate() {
        let place = Place {
            area: plan.area(i),
            text: plan.text(i),
            focused: index == state.column,
            last: i + 1 == plan.fit,
        };
        place.draw(app, state, pen, column);
    }
}

/// A theme's name in the language of the interface.
pub fn theme_name(theme: &Theme, lang: Lang) -> &str {
    match lang {
        Lang::Zh => &theme.name,
        Lang::En => &theme.en,
    }
}

/// The wash of a theme's hits: as it is lit, or would be if it were lit now.
pub fn wash(app: &App, theme: ThemeId) -> Label {
    let lit = app.lit.iter().position(|&t| t == theme);
    theme_label(lit.unwrap_or(app.lit.len()))
}

fn title(app: &App, state: &LensState, pen: &mut Pen, w: u16) {
    let detail = Detail::of(w);
    let mut x = bars::seal(pen, w);
    let mut right = w - 1;
    let (all, some) = (state.reports, state.columns.len());
    let count = match detail {
        Detail::Least | Detail::Little => format!("{some}/{all}"),
        _ => mention(pen.lang, some, all),
    };
    right = pen
        .put_right(right, 0, 30, &count, Label::Bar, Label::Muted)
        .saturating_sub(2);
    if state.part != Part::All || detail >= Detail::Most {
        let part = word(pen.lang, state.part.word());
        right = pen.put_right(right, 0, 12, part, Label::Bar, Label::Heading1);
        if detail >= Detail::Most {
            let name = word(pen.lang, Word::Part);
            right = pen.put_right(right - 1, 0, 12, name, Label::Bar, Label::Muted);
        }
        right = right.saturating_sub(2);
    }
    if let Some(column) = state
        .columns
        .get(state.column)
        .filter(|_| detail >= Detail::Some)
    {
        let text = text_width(state, w);
        let laid = column.laid(app, state.theme, state.part, text);
        let count = laid.passages.len();
        let at = (column.passage + 1).min(count);
        let text = place_in_list(pen.lang, at, count);
        right = pen
            .put_right(right, 0, 16, &text, Label::Bar, Label::Muted)
            .saturating_sub(2);
    }
    let Some(theme) = app.lexicon.as_ref().and_then(|l| l.theme(state.theme)) else {
        return;
    };
    let room = |x: u16| right.saturating_sub(x);
    if detail >= Detail::Some {
        let name = word(pen.lang, Word::Matrix);
        x = pen.put(x, 0, room(x), name, Label::Bar, Label::Heading1) + 2;
    }
    let chip = format!(" {} ", theme_name(theme, pen.lang));
    let chip = pen.cut(&chip, room(x));
    x = pen.put(x, 0, room(x), &chip, Label::Bar, wash(app, state.theme)) + 2;
    if detail < Detail::Most {
        return;
    }
    let name = word(pen.lang, Word::Terms);
    if pen.cells(name) + 6 < room(x) {
        x = pen.put(x, 0, room(x), name, Label::Bar, Label::Muted) + 1;
    }
    for term in theme.wordings() {
        if pen.cells(term) + 3 > room(x) {
            pen.put(x, 0, room(x).min(2), "..", Label::Bar, Label::Muted);
            break;
        }
        x = pen.put(x, 0, room(x), term, Label::Bar, Label::Muted) + 1;
    }
}

fn text_width(state: &LensState, w: u16) -> u16 {
    let plan = LensPlan::new(state, (w, 20));
    plan.text(state.column.saturating_sub(plan.first)).w
}

/// One column on the screen.
struct Place {
    area: Area,
    text: Area,
    focused: bool,
    last: bool,
}

impl Place {
    fn draw(&self, app: &App, state: &LensState, pen: &mut Pen, column: &LensColumn) {
        let area = self.area;
        if !self.last {
            let x = area.right() - 1;
            let (label, rule) = (Label::Border, Rule::Vertical);
            pen.vline(
                x,
                area.y + 1,
                area.h.saturating_sub(1),
                rule,
                Label::Ground,
                label,
            );
        }
        self.head(app, pen, column);
        let Some(report) = app.shelf.report(column.report) else {
            return;
        };
        let laid = column.laid(app, state.theme, state.part, self.text.w);
        let height = self.text.h as usize;
        let top = if self.focused {
            laid.top(column.top, column.passage, height)
        } else {
            column.top.min(laid.rows.len().saturating_sub(height))
        };
        let mut writer = Writer {
            app,
            report,
            theme: wash(app, state.theme),
            current: None,
            layers: Layers::default(),
        };
        if self.focused {
            let passage = laid.passages.get(column.passage);
            writer.current = passage.and_then(|p| p.hits.get(column.hit)).copied();
        }
        for (y, row) in (self.text.y..self.text.bottom()).zip(laid.rows.iter().skip(top)) {
            self.row(pen, y, row, &laid, column, &mut writer);
        }
    }

    fn row(
        &self,
        pen: &mut Pen,
        y: u16,
        row: &Row,
        laid: &Laid,
        column: &LensColumn,
        writer: &mut Writer,
    ) {
        let text = self.text;
        match row.kind {
            RowKind::Blank => {}
            RowKind::End => {
                let end = word(pen.lang, Word::ThatIsAll);
                pen.put(text.x, y, text.w, end, Label::Ground, Label::Faint);
            }
            RowKind::Crumb => {
                if let Some(passage) = laid.passages.get(row.passage) {
                    self.crumb(pen, y, writer.report, passage);
                }
            }
            RowKind::Title | RowKind::Text => {
                let Some(passage) = laid.passages.get(row.passage) else {
                    return;
                };
                let ground = self.ground(pen, y, row.passage == column.passage);
                let mut x = text.x;
                if row.kind == RowKind::Title {
                    self.role(pen, y, writer.report, passage, ground);
                    let markers = passage.section.map(|s| markers(writer.report, s));
                    let markers = markers.unwrap_or_default();
                    if !markers.is_empty() {
                        x = pen.put(x, y, text.w / 2, &markers, ground, Label::Marker) + 1;
                    }
                }
                let room = (text.right() + 1).saturating_sub(x);
                writer.write(pen, Area::new(x, y, room, 1), &row.pieces, passage, ground);
            }
        }
    }

    /// Lays the ground of a row of text: the cursor's passage stands out.
    fn ground(&self, pen: &mut Pen, y: u16, here: bool) -> Label {
        if !(here && self.focused) {
            return Label::Ground;
        }
        let (x, w) = (self.area.x + 1, self.area.w.saturating_sub(2));
        pen.fill(Area::new(x, y, w, 1), Label::Selection);
        pen.glyph(x, y, Rule::HeavyVertical, Label::Selection, Label::Accent);
        Label::Selection
    }

    /// The role of a passage's section at the right; returns its first column.
    fn role(
        &self,
        pen: &mut Pen,
        y: u16,
        report: &Report,
        passage: &Passage,
        ground: Label,
    ) -> u16 {
        let (role, label) = role(pen.lang, report, passage.section);
        pen.put_right(self.text.right(), y, 12, role, ground, label)
    }

    /// Where passages stand, and their role.
    fn crumb(&self, pen: &mut Pen, y: u16, report: &Report, passage: &Passage) {
        let text = self.text;
        let start = self.role(pen, y, report, passage, Label::Ground);
        let room = start.saturating_sub(text.x + 2);
        let crumb = passage.section.map_or(String::new(), |section| {
            head::breadcrumb(pen, report, section, room)
        });
        let crumb = pen.cut(&crumb, room);
        pen.put(text.x, y, room, &crumb, Label::Ground, Label::Marker);
    }

    fn head(&self, app: &App, pen: &mut Pen, column: &LensColumn) {
        let (area, y) = (self.area, self.area.y);
        let (rule, line, name_label) = if self.focused {
            (Rule::HeavyHorizontal, Label::FocusBorder, Label::Heading1)
        } else {
            (Rule::Horizontal, Label::Border, Label::Strong)
        };
        let width = area.w.saturating_sub(1);
        pen.hline(area.x, y, width, rule, Label::Ground, line);
        let hits = format!("{} {}", column.hits, word(pen.lang, Word::Hits));
        let rate = format!(
            "{} {:.2}",
            word(pen.lang, Word::PerThousand),
            column.per_mille
        );
        let (name, year) = name_and_year(app, column.report, true);
        let mut right = area.x + width.saturating_sub(2);
        let left = area.x + 2;
        let least = (pen.cells(&name) + pen.cells(&year) + 4).min(20);
        let wanted = pen.cells(&hits) + pen.cells(&rate) + 5;
        let mut parts = vec![(hits, name_label)];
        if right.saturating_sub(left) >= wanted + least {
            parts.push((rate, Label::Muted));
        }
        for (text, label) in parts.into_iter().rev() {
            let start = right.saturating_sub(pen.cells(&text) + 2);
            pen.put(start, y, 1, " ", Label::Ground, Label::Text);
            let after = pen.put(
                start + 1,
                y,
                right.saturating_sub(start),
                &text,
                Label::Ground,
                label,
            );
            pen.put(after, y, 1, " ", Label::Ground, Label::Text);
            right = start;
        }
        let room = right.saturating_sub(left + 3);
        let whole = format!("{name} {year}");
        let whole = if pen.cells(&whole) <= room {
            whole
        } else {
            let name = pen.cut(&name, room.saturating_sub(pen.cells(&year) + 1));
            format!("{name} {year}")
        };
        pen.put(left, y, 1, " ", Label::Ground, Label::Text);
        let after = pen.put(
            left + 1,
            y,
            room,
            whole.trim_end(),
            Label::Ground,
            name_label,
        );
        pen.put(after, y, 1, " ", Label::Ground, Label::Text);
    }
}

/// The part of the report that a section belongs to, as it is named on the screen; plans stand out.
pub fn role(lang: Lang, report: &Report, section: Option<SectionId>) -> (&'static str, Label) {
    let Some(role) = section.and_then(|id| report.section(id)).map(|s| s.role) else {
        return (word(lang, Word::Opening), Label::Muted);
    };
    let name = match role {
        Role::Review => Word::Review,
        Role::Plan => Word::Plan,
        Role::Outlook => Word::Outlook,
        Role::SelfBuilding => Word::SelfBuilding,
        Role::Topic => Word::Topic,
        Role::Problems => Word::Problems,
        Role::Opening => Word::Opening,
        Role::Closing => Word::Closing,
        Role::Appendix => Word::Appendix,
    };
    let label = if role == Role::Plan {
        Label::Strong
    } else {
        Label::Muted
    };
    (word(lang, name), label)
}

/// Writes rows of passages of one report: figures bold, hits lit.
pub struct Writer<'a> {
    /// The program.
    pub app: &'a App,
    /// Whose passages.
    pub report: &'a Report,
    /// The wash of the theme.
    pub theme: Label,
    /// The hit that is lit strongest.
    pub current: Option<Span>,
    /// Kept from row to row.
    pub layers: Layers,
}

impl Writer<'_> {
    /// Writes `pieces` of a passage on the first row of `at`; returns the column after them.
    pub fn write(
        &mut self,
        pen: &mut Pen,
        at: Area,
        pieces: &[Span],
        passage: &Passage,
        ground: Label,
    ) -> u16 {
        let (x, y, room) = (at.x, at.y, at.w);
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
            return x;
        };
        let whole = first.join(*last);
        self.layers.clear();
        if passage.heading {
            self.layers.lay(whole, Ink::Bold);
        } else {
            for figure in number::figures(&self.report.text, whole) {
                if !figure.date {
                    self.layers.lay(figure.span, Ink::Bold);
                }
            }
        }
        for &hit in &passage.hits {
            let label = if self.current == Some(hit) {
                Label::CurrentHit
            } else {
                self.theme
            };
            self.layers.lay(hit, Ink::Label(label));
        }
        let end = x + room;
        let mut at = x;
        for &piece in pieces {
            for (run, style) in self.layers.runs(piece, pen.palette, ground, Label::Text) {
                let text = pen.read(self.report, run);
                at = pen.put_style(at, y, end.saturating_sub(at), &text, style);
            }
        }
        at
    }
}
