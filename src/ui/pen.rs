//! What every drawing function holds: the buffer, the palette, and how wide ambiguous glyphs are.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::label::{Label, Palette};
use super::paint::{self, Rule};
use crate::app::mouse::{Spots, Target};
use crate::app::plan::Area;
use crate::locale::Lang;
use crate::report::Report;
use crate::text::fold;
use crate::text::span::Span;
use crate::text::width::{self, Ambiguous};

/// A pen on one frame.
pub struct Pen<'a> {
    /// The cells.
    pub buf: &'a mut Buffer,
    /// Their colours.
    pub palette: Palette,
    /// How wide ambiguous glyphs are.
    pub ambiguous: Ambiguous,
    /// Language of the interface.
    pub lang: Lang,
    /// Traditional text is shown as Simplified.
    pub simplified: bool,
    /// Where the real cursor stands, if a text field is open.
    pub cursor: Option<(u16, u16)>,
    /// What can be pressed, as far as it is drawn.
    pub spots: Spots,
}

impl Pen<'_> {
    /// Writes `text` as `label` on a row of `ground`; returns the column after it.
    pub fn put(
        &mut self,
        x: u16,
        y: u16,
        max: u16,
        text: &str,
        ground: Label,
        label: Label,
    ) -> u16 {
        let style = self.palette.over(ground, label);
        self.put_style(x, y, max, text, style)
    }

    /// Writes `text` in a ready style; returns the column after it.
    pub fn put_style(&mut self, x: u16, y: u16, max: u16, text: &str, style: Style) -> u16 {
        x + paint::put(self.buf, x, y, max, text, style, self.ambiguous)
    }

    /// Writes `text` so that it ends before column `right`; returns its first column.
    pub fn put_right(
        &mut self,
        right: u16,
        y: u16,
        max: u16,
        text: &str,
        ground: Label,
        label: Label,
    ) -> u16 {
        let style = self.palette.over(ground, label);
        paint::put_right(self.buf, right, y, max, text, style, self.ambiguous)
    }

    /// Lays a ground.
    pub fn fill(&mut self, area: Area, ground: Label) {
        let style = self.palette.style(ground);
        paint::fill(self.buf, rect(area), style, self.ambiguous);
    }

    /// A row of rule glyphs.
    pub fn hline(&mut self, x: u16, y: u16, cells: u16, rule: Rule, ground: Label, label: Label) {
        let style = self.palette.over(ground, label);
        paint::hline(self.buf, x, y, cells, rule, style, self.ambiguous);
    }

    /// A column of rule glyphs.
    pub fn vline(&mut self, x: u16, y: u16, rows: u16, rule: Rule, ground: Label, label: Label) {
        let style = self.palette.over(ground, label);
        paint::vline(self.buf, x, y, rows, rule, style, self.ambiguous);
    }

    /// Says what stands in a rectangle that is drawn.
    pub fn spot(&mut self, area: Area, target: Target) {
        self.spots.add(area, target);
    }

    /// The same of cells of one row, from column `x` to before column `end`.
    pub fn spot_row(&mut self, x: u16, y: u16, end: u16, target: Target) {
        self.spots
            .add(Area::new(x, y, end.saturating_sub(x), 1), target);
    }

    /// One rule glyph.
    pub fn glyph(&mut self, x: u16, y: u16, rule: Rule, ground: Label, label: Label) {
        self.put(x, y, 1, rule.glyph(self.ambiguous), ground, label);
    }

    /// What is shown of a piece of a report, or of a run of it: the character that it stands for, and in the script asked for.
    pub fn read<'r>(&self, report: &'r Report, run: Span) -> Cow<'r, str> {
        let stands = &report.stands_for;
        let at = stands.partition_point(|s| s.span.end() <= run.start());
        if let Some(stands) = stands.get(at).filter(|s| s.span.covers(run)) {
            // Cut into several runs it still is one character, shown once.
            let first = stands.span.start() == run.start();
            return Cow::Owned(first.then_some(stands.read).into_iter().collect());
        }
        let text = run.of(&report.text);
        if self.simplified && report.traditional {
            fold::simplified_by(text, run.of(&report.folded))
        } else {
            Cow::Borrowed(text)
        }
    }

    /// Words of a report, such as a title, in the script asked for.
    pub fn script<'t>(&self, report: &Report, words: Cow<'t, str>) -> Cow<'t, str> {
        if self.simplified && report.traditional {
            Cow::Owned(fold::simplified(&words).into_owned())
        } else {
            words
        }
    }

    /// Cells that `text` takes.
    pub fn cells(&self, text: &str) -> u16 {
        width::text(text, self.ambiguous)
    }

    /// `text` cut to `cells` cells with two dots.
    pub fn cut(&self, text: &str, cells: u16) -> String {
        paint::cut(text, cells, self.ambiguous)
    }

    /// A section's title cut to `cells` cells: at its first comma, then at 、, then with two dots.
    pub fn cut_title(&self, title: &str, cells: u16) -> String {
        paint::cut_title(title, cells, self.ambiguous)
    }
}

/// The plan's rectangle as ratatui's.
pub fn rect(area: Area) -> Rect {
    Rect {
        x: area.x,
        y: area.y,
        width: area.w,
        height: area.h,
    }
}
