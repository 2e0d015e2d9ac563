//! The welcome screen: the seal, what this is, the ways in, and what could not be read.

use super::help;
use super::label::Label;
use super::paint::Rule;
use super::pen::Pen;
use crate::app::App;
use crate::app::action::{Action, ActionRow, Context};
use crate::app::mouse::Target;
use crate::app::plan::Area;
use crate::app::welcome::{WAYS, WelcomeState};
use crate::locale::{Word, count, word};
use crate::report::source::SourceError;

/// Cells of what stands in the middle.
const WIDTH: u16 = 56;
/// Cells from the left edge of the seal to the sentences beside it.
const BESIDE_SEAL: u16 = 11;
/// Rows of the screen from which blank rows part what stands on it.
const TALL: u16 = 20;
/// Cells of the name of something that could not be read.
const NAME: u16 = 24;

/// Draws the screen, status bar not.
pub fn draw(app: &App, state: &WelcomeState, pen: &mut Pen, screen: Area) {
    let lang = pen.lang;
    let w = WIDTH.min(screen.w.saturating_sub(4));
    let x = (screen.w - w) / 2;
    let tall = screen.h >= TALL;
    let gap = u16::from(tall);
    let bottom = screen.bottom().saturating_sub(1);
    let mut y = if tall {
        2 + screen.h.saturating_sub(22) / 4
    } else {
        0
    };

    y = about(pen, Area::new(x, y, w, bottom.saturating_sub(y)), tall) + gap;
    rule(pen, x, y, w);
    y += 1 + gap;
    let ways = [
        (Word::WelcomeOpen, Word::PathKinds),
        (Word::WelcomeSamples, Word::SampleKinds),
    ];
    let names = ways.map(|(name, _)| pen.cells(word(lang, name)));
    let after = 5 + names.into_iter().max().unwrap_or(0) + 3;
    for (index, (action, (name, kinds))) in WAYS.into_iter().zip(ways).enumerate() {
        if y >= bottom {
            return;
        }
        let here = index == state.cursor.selected;
        let row = Area::new(x.saturating_sub(2), y, w + 4, 1);
        pen.spot(row, Target::Line(index));
        let ground = if here {
            pen.fill(row, Label::Selection);
            pen.glyph(
                row.x,
                y,
                Rule::HeavyVertical,
                Label::Selection,
                Label::Accent,
            );
            Label::Selection
        } else {
            Label::Ground
        };
        let room = row.right().saturating_sub(x + 5);
        pen.put(x + 1, y, 3, &key_of(app, action), ground, Label::Key);
        let label = if here { Label::Heading1 } else { Label::Text };
        pen.put(x + 5, y, room, word(lang, name), ground, label);
        let room = row.right().saturating_sub(x + after);
        let kinds = word(lang, kinds);
        if pen.cells(kinds) <= room {
            pen.put(x + after, y, room, kinds, ground, Label::Muted);
        }
        y += 1 + gap;
    }
    rule(pen, x, y, w);
    y += 1 + gap;
    let below = Area::new(x, y, w, bottom.saturating_sub(y));
    let failures: Vec<&SourceError> = app.shelf.failures().collect();
    if failures.is_empty() {
        commands(pen, below);
    } else {
        failed(pen, screen, below, &failures);
    }
}

/// The seal and what stands beside it; returns the row below.
fn about(pen: &mut Pen, area: Area, tall: bool) -> u16 {
    let rows = if tall { 3 } else { 1 };
    pen.fill(Area::new(area.x, area.y, 8, rows), Label::Seal);
    let middle = area.y + rows / 2;
    pen.put(
        area.x + 2,
        middle,
        4,
        word(pen.lang, Word::Seal),
        Label::Seal,
        Label::Seal,
    );
    let sentences = [
        (Word::WelcomeTitle, Label::Heading1),
        (Word::WelcomeWhat, Label::Text),
        (Word::WelcomeOffline, Label::Muted),
    ];
    let (x, cells) = (area.x + BESIDE_SEAL, area.w.saturating_sub(BESIDE_SEAL));
    let mut y = area.y;
    for (sentence, label) in sentences.into_iter().take(if tall { 3 } else { 1 }) {
        for row in help::rows(pen, word(pen.lang, sentence), cells) {
            pen.put(x, y, cells, &row, Label::Ground, label);
            y += 1;
        }
    }
    y.max(area.y + rows)
}

fn rule(pen: &mut Pen, x: u16, y: u16, w: u16) {
    pen.hline(x, y, w, Rule::Horizontal, Label::Ground, Label::Border);
}

/// The key of a way in.
fn key_of(app: &App, action: Action) -> String {
    let contexts = ActionRow::of(Context::Welcome).any(|row| row.action == action);
    let context = if contexts {
        Context::Welcome
    } else {
        Context::Everywhere
    };
    let keys = app.keymap.keys(action, context);
    keys.into_iter().next().unwrap_or_default()
}

/// How to open reports from the command line.
fn commands(pen: &mut Pen, area: Area) {
    if area.h == 0 {
        return;
    }
    let parts = [
        (Word::OrRun, Label::Muted),
        (Word::CommandFolder, Label::Text),
        (Word::Or, Label::Muted),
        (Word::CommandTwo, Label::Text),
    ];
    let mut x = area.x;
    for (part, label) in parts {
        let text = word(pen.lang, part);
        if x + pen.cells(text) > area.right() {
            return;
        }
        x = pen.put(x, area.y, area.w, text, Label::Ground, label) + 2;
    }
}

/// What could not be read, each with its reason, as many as there is room for.
fn failed(pen: &mut Pen, screen: Area, area: Area, failures: &[&SourceError]) {
    let (x, mut y) = (area.x, area.y);
    let right = screen.right().saturating_sub(2);
    let title = word(pen.lang, Word::CouldNotRead);
    if area.h == 0 {
        return;
    }
    let after = pen.put(x, y, area.w, title, Label::Ground, Label::Heading3);
    let files = count(pen.lang, Word::FileCount, failures.len());
    pen.put(after + 2, y, area.w, &files, Label::Ground, Label::Muted);
    y += 1;
    for (index, why) in failures.iter().enumerate() {
        let left = failures.len() - index;
        let name = why.path.file_name().unwrap_or(why.path.as_os_str());
        let name = pen.cut(&name.to_string_lossy(), NAME);
        let column = x + 2 + NAME.min(area.w / 2) + 2;
        let reasons = help::rows(pen, &why.reason(pen.lang), right.saturating_sub(column));
        let rest = area.bottom().saturating_sub(y);
        // The last row says how many more there are.
        if reasons.len() as u16 + u16::from(left > 1) > rest {
            if rest > 0 {
                let more = count(pen.lang, Word::MoreFiles, left);
                pen.put(x + 2, y, area.w, &more, Label::Ground, Label::Muted);
            }
            return;
        }
        pen.put(x, y, 1, "!", Label::Ground, Label::Error);
        pen.put(x + 2, y, column - x - 3, &name, Label::Ground, Label::Text);
        for row in reasons {
            pen.put(
                column,
                y,
                right.saturating_sub(column),
                &row,
                Label::Ground,
                Label::Error,
            );
            y += 1;
        }
    }
}
