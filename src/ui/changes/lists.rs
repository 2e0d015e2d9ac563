//! The lists beside the sections: figures, wording, firmness, passages.

use super::super::head::path_of_markers;
use super::super::label::Label;
use super::super::pen::Pen;
use super::super::reader::said;
use crate::app::App;
use crate::app::changes::{Block, BlockPlan, ChangesState, Seen, shown};
use crate::app::mouse::Target as Spot;
use crate::app::plan::Area;
use crate::compare::overview::{FigureLine, Passage, Target, TermLine, ToneLine};
use crate::compare::{Depth, Firmness};
use crate::locale::{Word, han_characters, word};
use crate::report::Report;
use crate::text::span::Span;

/// Draws one list.
pub fn draw(app: &App, state: &ChangesState, pen: &mut Pen, seen: &Seen, place: &BlockPlan) {
    let o = &seen.overview;
    match place.block {
        Block::Sections => {}
        Block::NewTerms => words(state, pen, place, &o.new_terms),
        Block::GoneTerms => words(state, pen, place, &o.gone_terms),
        Block::Figures => figures(app, state, pen, seen, place),
        Block::Tones => {
            for (y, at, ground) in rows(state, pen, place) {
                if let Some(tone) = o.tones.get(at) {
                    tone_row(pen, seen, tone, y, ground, place.body);
                }
            }
        }
        Block::Kept | Block::Reworded => {
            let list = if place.block == Block::Kept {
                &o.kept
            } else {
                &o.reworded
            };
            for (y, at, ground) in rows(state, pen, place) {
                if let Some(passage) = list.get(at) {
                    passage_row(pen, seen, passage, y, ground, place);
                }
            }
        }
    }
}

/// The rows of a list that are on the screen: where, which item, and on what ground.
fn rows(state: &ChangesState, pen: &mut Pen, place: &BlockPlan) -> Vec<(u16, usize, Label)> {
    let chosen = state.cursor(place.block).item;
    let last = state.count(place.block);
    (place.body.y..place.body.bottom())
        .zip(place.top..last)
        .map(|(y, at)| {
            let body = place.body;
            pen.spot_row(body.x, y, body.right(), Spot::Item(place.block, at));
            (y, at, super::ground(state, pen, place, y, at == chosen))
        })
        .collect()
}

/// Words that run on, each with its hits.
fn words(state: &ChangesState, pen: &mut Pen, place: &BlockPlan, terms: &[TermLine]) {
    let new = place.block == Block::NewTerms;
    let chosen = state.cursor(place.block).item;
    let lines = place.flow.iter().skip(place.top);
    for (y, line) in (place.body.y..place.body.bottom()).zip(lines) {
        for &(item, x) in line {
            let Some(term) = terms.get(item) else {
                continue;
            };
            let (text, counts) = shown(term, new);
            let here = state.block == place.block && item == chosen;
            let x = place.body.x + 2 + x;
            let room = place.body.right().saturating_sub(x + 1);
            let (ground, label) = if here {
                let cells = pen.cells(&text) + pen.cells(&counts);
                pen.fill(Area::new(x, y, cells.min(room), 1), Label::Selection);
                pen.glyph(
                    x - 1,
                    y,
                    super::Rule::HeavyVertical,
                    Label::Ground,
                    Label::Accent,
                );
                (Label::Selection, Label::Strong)
            } else if new {
                (Label::Ground, Label::Strong)
            } else {
                (Label::Ground, Label::Text)
            };
            let text = pen.cut(&text, room);
            let cells = pen.cells(&text) + pen.cells(&counts);
            pen.spot_row(x, y, x + cells, Spot::Item(place.block, item));
            let end = pen.put(x, y, room, &text, ground, label);
            pen.put(
                end,
                y,
                place.body.right().saturating_sub(end + 1),
                &counts,
                ground,
                Label::Muted,
            );
        }
    }
}

/// Where the columns of the figures stand, and their cells.
struct Columns {
    what: (u16, u16),
    old: (u16, u16),
    new: (u16, u16),
    change: (u16, u16),
}

impl Columns {
    fn new(area: Area) -> Self {
        let first = area.x + 2;
        let room = area.w.saturating_sub(4);
        let change = (room / 4).clamp(8, 26);
        let value = (room / 5).clamp(8, 18);
        let what = room.saturating_sub(change + 2 * value);
        let old = first + what;
        Self {
            what: (first, what.saturating_sub(1)),
            old: (old, value - 1),
            new: (old + value, value - 1),
            change: (old + 2 * value, change),
        }
    }
}

fn figures(app: &App, state: &ChangesState, pen: &mut Pen, seen: &Seen, place: &BlockPlan) {
    let columns = Columns::new(place.body);
    let o = &seen.overview;
    if state.count(Block::Figures) == 0 {
        let text = match seen.comparison.depth {
            Depth::Parallel => Word::NoFiguresAtParallel,
            _ => Word::NoFiguresHere,
        };
        let text = word(pen.lang, text);
        pen.put(
            columns.what.0,
            place.body.y,
            place.body.w,
            text,
            Label::Ground,
            Label::Muted,
        );
        return;
    }
    if let Some(y) = place.names {
        let [a, b] = super::column_names(app, state);
        let change = match seen.comparison.depth {
            Depth::Parallel if o.figures.is_empty() => String::new(),
            _ => word(pen.lang, Word::Change).to_owned(),
        };
        for ((x, cells), text) in [(columns.old, a), (columns.new, b), (columns.change, change)] {
            let text = pen.cut(&text, cells);
            pen.put(x, y, cells, &text, Label::Ground, Label::Muted);
        }
    }
    for (y, at, ground) in rows(state, pen, place) {
        if let Some(line) = o.figures.get(at) {
            figure_row(pen, seen, *line, y, ground, &columns);
        } else if let Some(target) = o.targets.get(at - o.figures.len()) {
            target_row(pen, seen, *target, y, ground, &columns);
        }
    }
}

fn cell(pen: &mut Pen, (x, cells): (u16, u16), y: u16, text: &str, ground: Label, label: Label) {
    let text = pen.cut(text, cells);
    pen.put(x, y, cells, &text, ground, label);
}

fn figure_row(
    pen: &mut Pen,
    seen: &Seen,
    line: FigureLine,
    y: u16,
    ground: Label,
    columns: &Columns,
) {
    let Some(figure) = seen.comparison.figures.get(line.index as usize) else {
        return;
    };
    let read = |pen: &Pen, report: &Report, span: Span| {
        pen.script(report, report.resolved(span)).into_owned()
    };
    let what = read(pen, &seen.b, figure.what);
    let old = pen.script(&seen.a, figure.old(&seen.a).into()).into_owned();
    let new = pen
        .script(&seen.b, figure.new_value(&seen.b).into())
        .into_owned();
    let (told, label) = said(pen, figure, seen.comparison.depth);
    cell(pen, columns.what, y, &what, ground, Label::Text);
    cell(pen, columns.old, y, &old, ground, Label::Muted);
    let value = if line.moved {
        Label::Strong
    } else {
        Label::Muted
    };
    cell(pen, columns.new, y, &new, ground, value);
    cell(pen, columns.change, y, &told, ground, label);
}

fn target_row(
    pen: &mut Pen,
    seen: &Seen,
    target: Target,
    y: u16,
    ground: Label,
    columns: &Columns,
) {
    let read = |pen: &Pen, report: &Report, span: Span| {
        pen.script(report, report.resolved(span)).into_owned()
    };
    let sides = [(&seen.a, target.a), (&seen.b, target.b)];
    if let Some((report, (what, _))) = sides.iter().rev().find_map(|(r, t)| Some((*r, (*t)?))) {
        let what = read(pen, report, what);
        cell(pen, columns.what, y, &what, ground, Label::Text);
    }
    for ((report, side), (place, label)) in sides
        .into_iter()
        .zip([(columns.old, Label::Muted), (columns.new, Label::Strong)])
    {
        if let Some((_, figure)) = side {
            let figure = read(pen, report, figure);
            cell(pen, place, y, &figure, ground, label);
        }
    }
    let parallel = seen.comparison.depth == Depth::Parallel;
    let (said, label) = match (target.a, target.b, parallel) {
        (None, _, true) => (Word::RightOnly, Label::New),
        (None, _, false) => (Word::TargetSet, Label::New),
        (_, None, true) => (Word::LeftOnly, Label::Gone),
        (_, None, false) => (Word::TargetDropped, Label::Gone),
        _ => return,
    };
    cell(pen, columns.change, y, word(pen.lang, said), ground, label);
}

/// `旧说法 改 新说法   软`
fn tone_row(pen: &mut Pen, seen: &Seen, tone: &ToneLine, y: u16, ground: Label, area: Area) {
    let (way, label) = match tone.firmness {
        Firmness::Softened => (Word::SofterMark, Label::FigureDown),
        Firmness::Hardened => (Word::FirmerMark, Label::FigureUp),
    };
    let way = word(pen.lang, way);
    let right = area.right().saturating_sub(2);
    let end = pen
        .put_right(right, y, 8, way, ground, label)
        .saturating_sub(2);
    let became = format!(" {} ", word(pen.lang, Word::BecameWord));
    let x = area.x + 2;
    let room = end.saturating_sub(x + pen.cells(&became));
    let old = pen.script(&seen.a, seen.a.resolved(tone.a)).into_owned();
    let new = pen.script(&seen.b, seen.b.resolved(tone.b)).into_owned();
    let (whole_a, whole_b) = (pen.cells(&old), pen.cells(&new));
    let first = if whole_a + whole_b <= room {
        whole_a
    } else {
        whole_a.min((room / 2).max(room.saturating_sub(whole_b)))
    };
    let old = pen.cut(&old, first);
    let x = pen.put(x, y, first, &old, ground, Label::Muted);
    let x = pen.put(x, y, 8, &became, ground, Label::Faint);
    let new = pen.cut(&new, end.saturating_sub(x));
    pen.put(x, y, end.saturating_sub(x), &new, ground, Label::Text);
}

/// How long, where, and how it begins.
fn passage_row(
    pen: &mut Pen,
    seen: &Seen,
    passage: &Passage,
    y: u16,
    ground: Label,
    place: &BlockPlan,
) {
    let area = place.body;
    let (sign, label) = match (place.block, passage.moved) {
        (_, true) => ('»', Label::Moved),
        (Block::Kept, false) => ('=', Label::Kept),
        _ => ('~', Label::Reworded),
    };
    let mut x = area.x + 2;
    super::mark(pen, x, y, sign, ground, label);
    x += 2;
    let right = area.right().saturating_sub(2);
    let han = han_characters(pen.lang, passage.han as usize);
    pen.put_right(x + 7, y, 7, &han, ground, Label::Muted);
    x += 9;
    if area.w >= 50 {
        let path = passage
            .section
            .map_or(String::new(), |s| path_of_markers(&seen.b, s));
        let path = pen.cut(&path, 8);
        pen.put(x, y, 8, &path, ground, Label::Marker);
        x += 9;
    }
    let room = right.saturating_sub(x);
    let text = pen.script(&seen.b, seen.b.resolved(passage.b)).into_owned();
    let text: String = text
        .chars()
        .take(usize::from(room))
        .filter(|c| !c.is_control())
        .collect();
    let text = pen.cut(&text, room);
    pen.put(x, y, room, &text, ground, Label::Text);
}
