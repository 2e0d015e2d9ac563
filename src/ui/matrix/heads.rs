//! The three frozen head rows of the matrix: groups, places, years; where columns go by year, years, places, provinces.

use std::ops::Range;

use ratatui::style::Modifier;

use super::Drawer;
use crate::app::action::Action;
use crate::app::matrix::{CELL, Unit};
use crate::app::mouse::Target;
use crate::locale::{Lang, Word, columns_more, word};
use crate::report::Level;
use crate::theme::matrix::{Column, UNKNOWN};
use crate::theme::{ColumnOrder, RowOrder};
use crate::ui::label::Label;
use crate::ui::lens;
use crate::ui::paint::Rule;
use crate::ui::pen::Pen;

impl Drawer<'_> {
    /// The columns on the screen cut into runs of one key: indices into the plan's columns.
    fn runs<'a, K: PartialEq>(&'a self, key: impl Fn(&'a Column) -> K) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut before = None;
        for (i, &(column, _)) in self.plan.columns.iter().enumerate() {
            let now = self.matrix.columns.get(column).map(&key);
            match runs.last_mut() {
                Some(run) if now == before => run.end = i + 1,
                _ => runs.push(i..i + 1),
            }
            before = now;
        }
        runs
    }

    /// Columns of the screen that a run takes, and its first report.
    fn extent(&self, run: &Range<usize>) -> Option<(u16, u16, &Column)> {
        let &(column, from) = self.plan.columns.get(run.start)?;
        let &(_, last) = self.plan.columns.get(run.end.checked_sub(1)?)?;
        Some((from, last + CELL, self.matrix.columns.get(column)?))
    }

    pub(super) fn heads(&self, pen: &mut Pen) {
        let y = self.plan.heads;
        let matrix = self.matrix;
        for run in self.runs(|c| matrix.heading(c)) {
            let Some((from, to, column)) = self.extent(&run) else {
                continue;
            };
            let name = match matrix.columns_by {
                ColumnOrder::Theme(id) => self
                    .lexicon
                    .theme(id)
                    .map_or("", |t| lens::theme_name(t, pen.lang)),
                _ => known(pen, matrix.heading(column), to - from),
            };
            let name = fitting(pen, name, to - from);
            let x = pen.put(from, y, to - from, &name, Label::Ground, Label::Strong) + 1;
            let rest = to.saturating_sub(x);
            pen.hline(x, y, rest, Rule::Horizontal, Label::Ground, Label::Border);
        }
        for run in self.runs(|c| (matrix.heading(c), &c.group, &c.place)) {
            let Some((from, to, column)) = self.extent(&run) else {
                continue;
            };
            // 全省 says enough only under its province.
            let name = match matrix.columns_by {
                ColumnOrder::Places => place_name(pen.lang, column),
                _ => &column.place,
            };
            let name = fitting(pen, name, to - from);
            pen.put(from, y + 1, to - from, &name, Label::Ground, Label::Strong);
            // Of several reports under one name the first is meant.
            if let Some(&(first, _)) = self.plan.columns.get(run.start) {
                pen.spot_row(from, y + 1, to, Target::ColumnHead(first));
            }
        }
        for &(index, x) in &self.plan.columns {
            let Some(column) = matrix.columns.get(index) else {
                continue;
            };
            let text = match matrix.columns_by {
                ColumnOrder::Years if column.place.starts_with(&column.group) => "",
                ColumnOrder::Years => known(pen, &column.group, CELL),
                _ => known_short(pen.lang, &column.year),
            };
            let indent = match matrix.columns_by {
                ColumnOrder::Years => 0,
                _ => 1,
            };
            let here = index == self.state.column;
            self.last_head(pen, x + indent, CELL - indent, text, here);
            pen.spot_row(x, y + 2, x + CELL, Target::ColumnHead(index));
        }
        let (name_x, name_w) = self.plan.name;
        let x = name_x.min(2);
        let themes = word(pen.lang, Word::Matrix);
        let sorts = Target::Act(Action::SortRows);
        pen.spot_row(x, y + 2, x + pen.cells(themes), sorts);
        let x = pen.put(x, y + 2, name_w, themes, Label::Ground, Label::Muted) + 1;
        if self.plan.beyond.0 > 0 {
            let text = format!("+{}", self.plan.beyond.0);
            pen.put(x, y + 2, 5, &text, Label::Ground, Label::Faint);
        }
        self.total_heads(pen, y + 2);
        if let Some(rule) = self.plan.rule {
            let w = self.plan.body.w;
            pen.hline(0, rule, w, Rule::Horizontal, Label::Ground, Label::Border);
        }
        self.beside(pen, y);
    }

    /// The lowest head of a column; the cursor's stands out.
    fn last_head(&self, pen: &mut Pen, x: u16, room: u16, text: &str, here: bool) {
        let y = self.plan.heads + 2;
        if here {
            let style = pen.palette.over(Label::Ground, Label::Accent);
            let style = style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
            // Where nothing is said, the place above is what is meant.
            let text = if text.is_empty() { "    " } else { text };
            pen.put_style(x, y, room, text, style);
        } else {
            pen.put(x, y, room, text, Label::Ground, Label::Muted);
        }
    }

    fn total_heads(&self, pen: &mut Pen, y: u16) {
        let lang = pen.lang;
        if let Some(right) = self.plan.total {
            let total = match self.state.unit {
                Unit::Hits => word(lang, Word::Total),
                Unit::PerThousand => word(lang, Word::Overall),
            };
            let cells = pen.cells(total).min(CELL + 1);
            let here = self.state.on_row_total();
            self.last_head(pen, right.saturating_sub(cells), cells, total, here);
            let head = Target::ColumnHead(self.matrix.columns.len());
            pen.spot_row(right.saturating_sub(cells), y, right, head);
        }
        if let Some(right) = self.plan.measure {
            let measure = match self.matrix.rows_by {
                RowOrder::Change => word(lang, Word::ChangeOfTheme),
                _ => word(lang, Word::SpreadOfTheme),
            };
            let x = pen.put_right(right, y, CELL + 1, measure, Label::Ground, Label::Muted);
            pen.spot_row(x, y, right, Target::Act(Action::SortRows));
        }
    }

    /// Columns that lie beyond the left and right edge: how many.
    fn beside(&self, pen: &mut Pen, y: u16) {
        let (before, after) = self.plan.beside;
        let lang = pen.lang;
        let labels = self.plan.name.0 + self.plan.name.1 + 1;
        if before > 0 {
            let text = columns_more(lang, before);
            pen.put_right(labels, y, 14, &text, Label::Ground, Label::Muted);
        }
        if after > 0 {
            let text = columns_more(lang, after);
            // Without totals there is room above the names alone.
            let (right, y) = self.plan.total.map_or((labels, y + 1), |x| (x, y));
            pen.put_right(right, y, 14, &text, Label::Ground, Label::Muted);
        }
    }
}

/// A place as its head says it: the province itself in its own group is 全省.
fn place_name(lang: Lang, column: &Column) -> &str {
    let place = column.place.as_str();
    match column.level {
        Some(Level::Province) if place.ends_with('省') => word(lang, Word::WholeProvince),
        Some(Level::Province) if place.ends_with("自治区") => word(lang, Word::WholeRegion),
        Some(Level::State) => word(lang, Word::StateShort),
        _ => place,
    }
}

/// The name; where it is not known, the word for that which fits into `cells`.
fn known<'a>(pen: &Pen, name: &'a str, cells: u16) -> &'a str {
    if name != UNKNOWN {
        return name;
    }
    let whole = word(pen.lang, Word::Unknown);
    if pen.cells(whole) <= cells {
        whole
    } else {
        word(pen.lang, Word::UnknownShort)
    }
}

fn known_short(lang: Lang, name: &str) -> &str {
    if name == UNKNOWN {
        word(lang, Word::UnknownShort)
    } else {
        name
    }
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
