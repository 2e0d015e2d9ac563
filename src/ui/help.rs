//! 帮助 on the screen: groups of keys in two columns where there is room, the signs of gutter and ruler below.
//!
//! Invariant: every key can be reached, whatever the size: what does not fit is scrolled, what is too long is wrapped. The signs need more
//! than the least screen: on 40 columns some 18 rows, else the last of them are cut off. Must not know what the lines say: they come from
//! the table of actions.

use ratatui::style::Modifier;

use super::label::Label;
use super::overlay;
use super::paint::Rule;
use super::pen::Pen;
use super::{bars, picker};
use crate::app::App;
use crate::app::action::{Context, Group};
use crate::app::help::{HelpItem, HelpState};
use crate::app::mouse::Target;
use crate::app::plan::Area;
use crate::locale::{Lang, Word, count, word};
use crate::text::span::Span;
use crate::text::wrap;

/// Widest overlay, in cells.
const WIDEST: u16 = 116;
/// Fewest columns of the screen with two columns of groups.
const TWO: u16 = 70;
/// Fewest rows of the screen with the signs below the keys; with fewer they are scrolled with them.
const TALL: u16 = 20;
/// Cells between the two columns.
const GAP: u16 = 3;

/// One row of a column.
#[derive(Clone, Debug)]
enum Line {
    Blank,
    Head(Group),
    /// An item and which of its rows.
    Item(usize, usize),
}

/// A column of lines, and how wide its parts are.
#[derive(Debug, Default)]
struct Column {
    x: u16,
    keys: u16,
    text: u16,
    lines: Vec<Line>,
}

/// A sign and what it means.
struct Sign(String, Label, &'static str);

/// A row of signs: columns and what stands there.
type SignRow = Vec<(u16, String, Label)>;

/// Draws the help of the present screen.
pub fn draw(app: &App, state: &HelpState, pen: &mut Pen, screen: Area) {
    let items = app.help_items(state);
    let context = app.contexts_below().first().copied();
    let wide = screen.w >= TWO;
    let w = screen
        .w
        .saturating_sub(if wide { 4 } else { 0 })
        .min(WIDEST);
    let inside = w.saturating_sub(4);
    let grouped = state.field.is_empty();
    let mut columns = if grouped {
        groups(pen, &items, inside, wide)
    } else {
        vec![plain(pen, &items, inside)]
    };
    let wrapped: Vec<Vec<String>> = rows_of_text(pen, &items, &mut columns);
    let signs = if context == Some(Context::Reader) {
        signs(pen, inside.saturating_sub(4))
    } else {
        Vec::new()
    };
    let below = !signs.is_empty() && screen.h >= TALL;
    let mut height = columns.iter().map(|c| c.lines.len()).max().unwrap_or(0);
    let list_end = height;
    if !signs.is_empty() && !below && grouped {
        height += 1 + signs.len();
    }

    // Field and a blank row above; rule, keys and, where they are, the signs with a blank row below.
    let foot = 2 + if below { signs.len() as u16 + 1 } else { 0 };
    let most = screen.h.saturating_sub(2);
    let h = (height as u16 + 4 + foot).clamp(most.min(14), most.max(1));
    let area = Area::new((screen.w - w) / 2, (screen.h - h) / 2, w, h);
    let note = count(pen.lang, Word::KeyCount, items.len());
    let note = [(note.as_str(), Label::Muted)];
    let frame = overlay::Frame {
        title: word(pen.lang, Word::Help),
        about: context.map_or("", |c| context_name(pen.lang, c)),
        note: &note,
    };
    let inner = overlay::over(pen, area, frame);
    if inner.h < 5 || inner.w < 10 {
        return;
    }
    draw_field(pen, state, inner);
    let list = Area::new(
        inner.x,
        inner.y + 2,
        inner.w,
        inner.h.saturating_sub(2 + foot),
    );
    draw_foot(app, pen, inner, if below { &signs } else { &[] });
    if items.is_empty() {
        picker::nothing(pen, list, word(pen.lang, Word::NothingFound));
        return;
    }

    let chosen = state.cursor.selected.min(items.len() - 1);
    let (first, last) = place(&columns, chosen);
    // At the last line the rest of the page is seen too.
    let end = if chosen + 1 == items.len() {
        height
    } else {
        (last + 2).min(height)
    };
    let first = if chosen == 0 { 0 } else { first };
    let window = usize::from(list.h);
    let top = end.saturating_sub(window).min(first);
    for column in &columns {
        for (y, line) in (list.y..list.bottom()).zip(column.lines.iter().skip(top)) {
            draw_line(pen, list, column, y, line, &items, &wrapped, chosen);
        }
    }
    if height > list_end {
        for (index, row) in signs.iter().enumerate() {
            let at = list_end + 1 + index;
            if at >= top && at < top + window {
                draw_signs(pen, list.x + 2, list.y + (at - top) as u16, row);
            }
        }
    }
    ruler(pen, inner.right(), list, top, height);
}

/// The part of the list that is seen, heavy on the frame at the right.
fn ruler(pen: &mut Pen, x: u16, list: Area, top: usize, height: usize) {
    let window = usize::from(list.h);
    if height <= window || window == 0 {
        return;
    }
    let from = top * window / height;
    let rows = (window * window / height).max(1).min(window - from);
    pen.vline(
        x,
        list.y + from as u16,
        rows as u16,
        Rule::HeavyVertical,
        Label::Overlay,
        Label::Accent,
    );
}

fn draw_field(pen: &mut Pen, state: &HelpState, inner: Area) {
    let find = word(pen.lang, Word::FindShort);
    let x = pen.put(
        inner.x + 2,
        inner.y,
        inner.w - 2,
        find,
        Label::Overlay,
        Label::Muted,
    ) + 1;
    let room = inner.right().saturating_sub(x + 1);
    if state.field.is_empty() {
        let hint = word(pen.lang, Word::HelpHint);
        pen.put(x, inner.y, room, hint, Label::Overlay, Label::Faint);
    }
    bars::field(pen, x, inner.y, room, &state.field, Label::Overlay);
}

fn draw_foot(app: &App, pen: &mut Pen, inner: Area, signs: &[SignRow]) {
    let keys = inner.bottom() - 1;
    let rows = signs.len() as u16;
    let rule = keys.saturating_sub(if signs.is_empty() { 1 } else { rows + 2 });
    pen.hline(
        inner.x,
        rule,
        inner.w,
        Rule::Horizontal,
        Label::Overlay,
        Label::Border,
    );
    for (y, row) in (rule + 1..keys).zip(signs) {
        draw_signs(pen, inner.x + 2, y, row);
    }
    let context = Context::Help;
    picker::keys(app, pen, inner.x + 2, keys, inner.right() - 1, context);
}

fn draw_signs(pen: &mut Pen, x: u16, y: u16, row: &SignRow) {
    for (at, text, label) in row {
        let cells = pen.cells(text);
        pen.put(x + at, y, cells, text, Label::Overlay, *label);
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "one row of one column of one list"
)]
fn draw_line(
    pen: &mut Pen,
    list: Area,
    column: &Column,
    y: u16,
    line: &Line,
    items: &[HelpItem],
    wrapped: &[Vec<String>],
    chosen: usize,
) {
    let x = list.x + column.x;
    match *line {
        Line::Blank => {}
        Line::Head(group) => {
            let style = pen.palette.over(Label::Overlay, Label::Marker);
            let style = style.add_modifier(Modifier::BOLD);
            let room = list.right().saturating_sub(x);
            pen.put_style(x, y, room, group.title(pen.lang), style);
        }
        Line::Item(index, row) => {
            let (Some(item), Some(rows)) = (items.get(index), wrapped.get(index)) else {
                return;
            };
            // Two cells before the keys: the bar of the chosen line, and a blank.
            let cells = column.keys + 2 + column.text + 2;
            let cells = cells.min(list.right().saturating_sub(x - 2));
            let line = Area::new(x - 2, y, cells, 1);
            let ground = picker::chosen(pen, line, index == chosen);
            pen.spot(line, Target::Line(index));
            if row == 0 {
                pen.put(x, y, column.keys, &item.keys, ground, Label::Key);
            }
            if let Some(text) = rows.get(row) {
                let at = x + column.keys + 2;
                pen.put(at, y, column.text, text, ground, Label::Text);
            }
        }
    }
}

/// First and last row of an item.
fn place(columns: &[Column], item: usize) -> (usize, usize) {
    let rows = |column: &Column| {
        let is = |line: &Line| matches!(*line, Line::Item(i, _) if i == item);
        let first = column.lines.iter().position(is)?;
        let last = column.lines.iter().rposition(is)?;
        // With its heading, where it is the first below it.
        let head = first
            .checked_sub(1)
            .filter(|&above| matches!(column.lines.get(above), Some(Line::Head(_))));
        Some((head.unwrap_or(first), last))
    };
    columns.iter().find_map(rows).unwrap_or_default()
}

/// All items in one column, without headings.
fn plain(pen: &Pen, items: &[HelpItem], inside: u16) -> Column {
    let indices: Vec<usize> = (0..items.len()).collect();
    let (keys, text) = widths(pen, items, &indices);
    let keys = keys.min(inside / 2);
    Column {
        x: 2,
        keys,
        text: text.min(inside.saturating_sub(keys + 5)),
        lines: indices.into_iter().map(|i| Line::Item(i, 0)).collect(),
    }
}

/// The items under their headings, in one column or two.
fn groups(pen: &Pen, items: &[HelpItem], inside: u16, wide: bool) -> Vec<Column> {
    let mut groups: Vec<(Group, Vec<usize>)> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        match groups.last_mut() {
            Some((group, indices)) if *group == item.row.group => indices.push(index),
            _ => groups.push((item.row.group, vec![index])),
        }
    }
    let height = |part: &[(Group, Vec<usize>)]| -> usize {
        part.iter()
            .map(|(_, indices)| indices.len() + 2)
            .sum::<usize>()
    };
    let column = |part: &[(Group, Vec<usize>)]| {
        let indices: Vec<usize> = part.iter().flat_map(|(_, i)| i.clone()).collect();
        let (keys, text) = widths(pen, items, &indices);
        let mut lines = Vec::new();
        for (group, indices) in part {
            if !lines.is_empty() {
                lines.push(Line::Blank);
            }
            lines.push(Line::Head(*group));
            lines.extend(indices.iter().map(|&i| Line::Item(i, 0)));
        }
        Column {
            x: 2,
            keys,
            text,
            lines,
        }
    };
    let split = (1..groups.len()).min_by_key(|&at| {
        let (left, right) = groups.split_at(at);
        height(left).max(height(right))
    });
    if let (true, Some(at)) = (wide, split) {
        let (left, right) = groups.split_at(at);
        let (mut left, mut right) = (column(left), column(right));
        let room = inside.saturating_sub(2 + left.keys + 2 + GAP + right.keys + 2 + 1);
        let natural = left.text + right.text;
        if room * 10 >= natural * 6 {
            // The longer sentences are wrapped.
            while left.text + right.text > room {
                let longer = if left.text > right.text {
                    &mut left
                } else {
                    &mut right
                };
                longer.text -= 1;
            }
            let spare = (room - left.text - right.text) / 2;
            right.x = left.x + left.keys + 2 + left.text + GAP + spare;
            return vec![left, right];
        }
    }
    let mut one = column(&groups);
    one.text = one.text.min(inside.saturating_sub(one.keys + 5));
    vec![one]
}

/// Cells of the widest keys and of the longest sentence.
fn widths(pen: &Pen, items: &[HelpItem], indices: &[usize]) -> (u16, u16) {
    let of = |cells: &dyn Fn(&HelpItem) -> u16| {
        let cells = indices.iter().filter_map(|&i| items.get(i)).map(cells);
        cells.max().unwrap_or(0)
    };
    (
        of(&|item| pen.cells(&item.keys)),
        of(&|item| pen.cells(item.text)),
    )
}

/// The sentences as rows, and the columns' lines lengthened by those that take more than one.
fn rows_of_text(pen: &Pen, items: &[HelpItem], columns: &mut [Column]) -> Vec<Vec<String>> {
    let mut wrapped = vec![Vec::new(); items.len()];
    for column in columns {
        let mut lines = Vec::with_capacity(column.lines.len());
        for line in std::mem::take(&mut column.lines) {
            let Line::Item(index, _) = line else {
                lines.push(line);
                continue;
            };
            let text = items.get(index).map_or("", |item| item.text);
            let rows = rows(pen, text, column.text);
            lines.extend((0..rows.len().max(1)).map(|row| Line::Item(index, row)));
            if let Some(slot) = wrapped.get_mut(index) {
                *slot = rows;
            }
        }
        column.lines = lines;
    }
    wrapped
}

/// `text` in rows of at most `cells` cells.
pub fn rows(pen: &Pen, text: &str, cells: u16) -> Vec<String> {
    wrap::wrap(text, &[Span::new(0, text.len())], cells, 0, pen.ambiguous)
        .iter()
        .map(|row| row.pieces.iter().map(|piece| piece.of(text)).collect())
        .collect()
}

/// What the signs of gutter, margin and ruler mean, in rows of at most `cells` cells.
fn signs(pen: &Pen, cells: u16) -> Vec<SignRow> {
    let word = |w| word(pen.lang, w);
    let sign = |glyph: &str, label, meaning| Sign(glyph.to_owned(), label, word(meaning));
    let gutter = [
        sign("=", Label::Kept, Word::Kept),
        sign("~", Label::Reworded, Word::Reworded),
        sign("+", Label::New, Word::New),
        sign("-", Label::Gone, Word::Gone),
        sign("»", Label::Moved, Word::Moved),
        sign("2", Label::ThemeBDigit, Word::ThemeDigit),
        sign("* \" &", Label::Mark, Word::MarkSigns),
    ];
    let rule = |rule: Rule, label, meaning| sign(rule.glyph(pen.ambiguous), label, meaning);
    let ruler = [
        rule(Rule::HeavyVertical, Label::FocusBorder, Word::OnScreen),
        rule(Rule::Left, Label::ThemeADigit, Word::ThemeHit),
        rule(Rule::StrongLeft, Label::ThemeADigit, Word::CurrentThemeHit),
        rule(Rule::Right, Label::Gone, Word::WholeSectionAlone),
        rule(Rule::Cross, Label::ThemeADigit, Word::HitAndChange),
        sign("~+-»", Label::Reworded, Word::UnlikeTheRest),
    ];
    let outline = [
        sign("(五)*", Label::Text, Word::LinkByReader),
        sign("(五)+", Label::Text, Word::LinksSeveral),
    ];
    let titles = [Word::GutterMarks, Word::Ruler, Word::Outline].map(word);
    let indent = titles.iter().map(|t| pen.cells(t)).max().unwrap_or(0) + 2;
    let mut rows = Vec::new();
    for (title, signs) in titles
        .into_iter()
        .zip([&gutter[..], &ruler[..], &outline[..]])
    {
        let mut row = vec![(0, title.to_owned(), Label::Marker)];
        let mut x = indent;
        for Sign(glyph, label, meaning) in signs {
            let width = pen.cells(glyph) + 1 + pen.cells(meaning);
            if x + width > cells && x > indent {
                rows.push(std::mem::take(&mut row));
                x = indent;
            }
            row.push((x, glyph.clone(), *label));
            row.push((x + pen.cells(glyph) + 1, (*meaning).to_owned(), Label::Text));
            x += width + 2;
        }
        rows.push(row);
    }
    rows
}

/// The name of a screen or an overlay.
fn context_name(lang: Lang, context: Context) -> &'static str {
    let name = match context {
        Context::Everywhere => return "",
        Context::Reader => Word::ReaderScreen,
        Context::Select => Word::Selecting,
        Context::Matrix => Word::Matrix,
        Context::Lens => Word::LensScreen,
        Context::Candidates => Word::CandidatesScreen,
        Context::Course => Word::Course,
        Context::Novelty => Word::Novelty,
        Context::Changes => Word::Changes,
        Context::Library => Word::Library,
        Context::Welcome => Word::WelcomeScreen,
        Context::Jump => Word::Jump,
        Context::Search => Word::Search,
        Context::ThemePicker => Word::PickThemes,
        Context::ReportPicker => Word::PickReport,
        Context::Palette => Word::Command,
        Context::Help => Word::Help,
        Context::OutlineOverlay => Word::Outline,
        Context::PathField => Word::WelcomeOpen,
        Context::LibraryFilter | Context::MatrixPick => Word::FilterName,
        Context::EditForm => Word::EditIdentity,
        Context::Counterparts => Word::Pin,
        Context::History => Word::Years,
        Context::ThemeStretch | Context::ThemeForm => Word::NewTheme,
        Context::ThemeTerms => Word::TermsRow,
        Context::Mistakes => Word::Mistakes,
        Context::ExportForm | Context::ThemesForm => Word::ExportTitle,
        Context::MatrixFind => Word::FindName,
        Context::Marks => Word::Marks,
        Context::NoteForm => Word::Note,
    };
    word(lang, name)
}
