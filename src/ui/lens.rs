//! The lens screen: passages of a theme, in columns by report, place or year.

mod heads;

use super::head;
use super::label::Label;
use super::layers::{Ink, Layers};
use super::paint::Rule;
use super::pen::Pen;
use super::reader::theme_label;
use crate::app::App;
use crate::app::lens::{
    Laid, LensColumn, LensPlan, LensState, Passage, Row, RowKind, Source, markers,
};
use crate::app::mouse::Target;
use crate::app::plan::Area;
use crate::locale::{Lang, Word, nothing_in_part, word};
use crate::report::{Report, Role, SectionId};
use crate::text::number;
use crate::text::span::Span;
use crate::theme::{Theme, ThemeId};

/// Draws the screen, title bar included, status bar not.
pub fn draw(app: &App, state: &LensState, pen: &mut Pen, screen: Area) {
    let plan = LensPlan::new(state, (screen.w, screen.h));
    heads::title(app, state, pen, &plan, (screen.w, screen.h));
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
            index,
            area: plan.area(i),
            text: plan.text(i),
            focused: index == state.column,
            last: i + 1 == plan.fit,
        };
        place.draw(app, state, pen, column);
    }
    if let Some(y) = plan.foot {
        heads::foot(app, state, pen, y, screen.w);
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

/// One column on the screen.
struct Place {
    /// Which of all.
    index: usize,
    area: Area,
    text: Area,
    focused: bool,
    last: bool,
}

/// What a row is drawn with.
struct Drawing<'a, 'w> {
    state: &'a LensState,
    column: &'a LensColumn,
    source: &'a Source,
    laid: &'a Laid,
    /// The source is the one that the cursor stands in.
    here: bool,
    writer: Writer<'w>,
}

impl Place {
    fn draw(&self, app: &App, state: &LensState, pen: &mut Pen, column: &LensColumn) {
        let area = self.area;
        if !self.last {
            let x = area.right() - 1;
            let rows = area.h.saturating_sub(1);
            let rule = Rule::Vertical;
            pen.vline(x, area.y + 1, rows, rule, Label::Ground, Label::Border);
        }
        heads::column(app, pen, area, column, self.focused);
        pen.spot(area, Target::Column(self.index));
        let mut y = self.text.y;
        let mut row = column.top.1;
        let above = column.sources.iter().take(column.top.0);
        let mut first: usize = above.map(|s| s.passages.len()).sum();
        for (at, source) in column.sources.iter().enumerate().skip(column.top.0) {
            let (Some(report), Some(laid)) = (app.shelf.report(source.report), source.laid())
            else {
                return;
            };
            let here = self.focused && at == column.at;
            let current = column.current().filter(|_| here);
            let mut drawing = Drawing {
                state,
                column,
                source,
                laid,
                here,
                writer: Writer {
                    app,
                    report,
                    theme: wash(app, source.theme),
                    current: current.and_then(|p| p.hits.get(column.hit)).copied(),
                    layers: Layers::default(),
                },
            };
            for row in laid.rows.iter().skip(row) {
                if y >= self.text.bottom() {
                    return;
                }
                self.row(pen, y, row, &mut drawing);
                if row.passage < source.passages.len() && row.kind != RowKind::Head {
                    let passage = Target::Passage(self.index, first + row.passage);
                    pen.spot_row(area.x, y, area.right() - 1, passage);
                }
                y += 1;
            }
            row = 0;
            first += source.passages.len();
        }
    }

    fn row(&self, pen: &mut Pen, y: u16, row: &Row, drawing: &mut Drawing<'_, '_>) {
        let text = self.text;
        let source = drawing.source;
        match row.kind {
            RowKind::Blank => {}
            RowKind::Head => {
                let (app, key) = (drawing.writer.app, &drawing.column.key);
                heads::source(app, pen, Area { y, ..text }, key, source);
            }
            RowKind::Nothing => {
                let said = heads::nothing(pen.lang, source);
                pen.put(text.x, y, text.w, said, Label::Ground, Label::Muted);
            }
            RowKind::End => {
                let end = word(pen.lang, Word::ThatIsAll);
                pen.put(text.x, y, text.w, end, Label::Ground, Label::Faint);
            }
            RowKind::Crumb => {
                if let Some(passage) = source.passages.get(row.passage) {
                    self.crumb(pen, y, drawing.writer.report, passage);
                }
            }
            RowKind::Title | RowKind::Text => {
                let Some(passage) = source.passages.get(row.passage) else {
                    return;
                };
                let here = drawing.here && row.passage == drawing.column.passage;
                let ground = self.ground(pen, y, here);
                if row.begins
                    && let Some(same) = drawing.state.shared(source.report, passage.sentence)
                {
                    let (mark, label) = copy_mark(same);
                    pen.put(text.x - 1, y, 1, mark, ground, label);
                }
                let mut x = text.x;
                let report = drawing.writer.report;
                if row.kind == RowKind::Title {
                    self.role(pen, y, report, passage, ground);
                    let markers = passage.section.map(|s| markers(report, s));
                    let markers = markers.unwrap_or_default();
                    if !markers.is_empty() {
                        x = pen.put(x, y, text.w / 2, &markers, ground, Label::Marker) + 1;
                    }
                }
                let room = (text.right() + 1).saturating_sub(x);
                let lit = drawing.laid.lit_on(&row.pieces);
                let at = Area::new(x, y, room, 1);
                let writer = &mut drawing.writer;
                writer.write_lit(pen, at, &row.pieces, passage, lit, ground);
            }
        }
    }

    /// Lays the ground of a row of text: the cursor's passage stands out.
    fn ground(&self, pen: &mut Pen, y: u16, here: bool) -> Label {
        if !here {
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
}

/// How a sentence is marked that stands in another report too: the same, or nearly.
pub fn copy_mark(same: bool) -> (&'static str, Label) {
    if same {
        ("=", Label::Strong)
    } else {
        ("~", Label::Strong)
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
        let lit = passage.hits.iter().copied();
        self.write_lit(pen, at, pieces, passage, lit, ground)
    }

    /// As [`Writer::write`], with `lit` lit; what does not belong to the passage itself is muted.
    pub fn write_lit(
        &mut self,
        pen: &mut Pen,
        at: Area,
        pieces: &[Span],
        passage: &Passage,
        lit: impl Iterator<Item = Span>,
        ground: Label,
    ) -> u16 {
        let (x, y, room) = (at.x, at.y, at.w);
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
            return x;
        };
        let whole = first.join(*last);
        self.layers.clear();
        let own = passage.span;
        let before = Span::new(
            whole.start(),
            whole.end().min(own.start().max(whole.start())),
        );
        let after = Span::new(whole.start().max(own.end().min(whole.end())), whole.end());
        for context in [before, after] {
            self.layers.lay(context, Ink::Label(Label::Muted));
        }
        if passage.heading {
            if let Some(title) = whole.intersect(own) {
                self.layers.lay(title, Ink::Bold);
            }
        } else {
            for figure in number::figures(&self.report.text, whole) {
                if !figure.date && own.covers(figure.span) {
                    self.layers.lay(figure.span, Ink::Bold);
                }
            }
        }
        for hit in lit {
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
