//! The terms of one theme on the screen: each with how often it stands, and whose it is.

use super::label::Label;
use super::paint::Rule;
use super::pen::Pen;
use super::{help, overlay, picker};
use crate::app::App;
use crate::app::action::Context;
use crate::app::mouse::Target;
use crate::app::plan::Area;
use crate::app::theme_terms::ThemeTermsState;
use crate::locale::{Word, word};

/// Widest list, in cells.
const WIDEST: u16 = 72;

/// Draws the list.
pub fn draw(app: &App, state: &ThemeTermsState, pen: &mut Pen, screen: Area) {
    let w = WIDEST.min(screen.w.saturating_sub(4));
    let top = if screen.h > 20 { 3 } else { 1 };
    let area = Area::new((screen.w - w) / 2, top, w, screen.h.saturating_sub(2 * top));
    let theme = app
        .lexicon
        .as_ref()
        .and_then(|l| l.theme(l.find(&state.name)?));
    let whose = match (theme, state.own) {
        (None, _) => "",
        (Some(_), true) => word(pen.lang, Word::OwnTheme),
        (Some(_), false) => word(pen.lang, Word::ProgramTheme),
    };
    let note = [(whose, Label::Muted)];
    let frame = overlay::Frame {
        title: word(pen.lang, Word::TermsRow),
        about: &state.name,
        note: &note,
    };
    let inner = overlay::over(pen, area, frame);
    if inner.h < 6 || inner.w < 20 {
        return;
    }
    let rule = |pen: &mut Pen, y: u16| {
        let (x, w, thin) = (inner.x, inner.w, Rule::Horizontal);
        pen.hline(x, y, w, thin, Label::Overlay, Label::Border);
    };
    let mut y = inner.y;
    // What it covers.
    let about = theme.map_or("", |t| t.note.as_str());
    for row in help::rows(pen, about, inner.w.saturating_sub(4))
        .iter()
        .take(2)
    {
        pen.put(inner.x + 2, y, inner.w, row, Label::Overlay, Label::Muted);
        y += 1;
    }
    if y > inner.y {
        rule(pen, y);
        y += 1;
    }
    let foot = inner.bottom() - 1;
    rule(pen, foot - 1);
    let right = inner.right() - 1;
    picker::keys(app, pen, inner.x + 2, foot, right, Context::ThemeTerms);
    let list = Area::new(inner.x, y, inner.w, (foot - 1).saturating_sub(y));
    if state.lines.is_empty() {
        picker::nothing(pen, list, word(pen.lang, Word::ThemeGone));
        return;
    }
    let top = state.cursor.top(usize::from(list.h), state.lines.len(), 2);
    for (y, (index, line)) in (list.y..list.bottom()).zip(state.lines.iter().enumerate().skip(top))
    {
        let here = index == state.cursor.selected;
        let row = Area::new(list.x, y, list.w, 1);
        let ground = picker::chosen(pen, row, here);
        pen.spot(row, Target::Line(index));
        let zero = line.places == 0;
        let label = match (here, zero) {
            (true, _) => Label::Strong,
            (false, true) => Label::Muted,
            (false, false) => Label::Text,
        };
        let room = list.w.saturating_sub(28);
        let text = pen.cut(&line.text, room);
        pen.put(list.x + 2, y, room, &text, ground, label);
        let label = if zero { Label::Faint } else { Label::Text };
        let at = list.right() - 18;
        pen.put_right(at, y, 7, &line.places.to_string(), ground, label);
        if line.earlier {
            let text = word(pen.lang, Word::EarlierTerm);
            pen.put(at + 2, y, 8, text, ground, Label::Muted);
        }
        if line.own {
            let text = word(pen.lang, Word::OwnMark);
            pen.put_right(list.right() - 2, y, 6, text, ground, Label::New);
        }
    }
}
