//! Drawing: reads the state, writes cells, changes nothing.
//!
//! [`draw`] is the one door. Must not know of files, threads or crossterm; it names labels, and a palette gives them colours.

pub mod bars;
pub mod candidates;
pub mod changes;
pub mod counterparts;
pub mod course;
pub mod edit;
pub mod export;
pub mod head;
pub mod help;
pub mod history;
pub mod jump;
pub mod label;
pub mod layers;
pub mod lens;
pub mod library;
pub mod loading;
pub mod marks;
pub mod matrix;
mod mistakes;
pub mod novelty;
pub mod outline;
pub mod overlay;
pub mod paint;
pub mod palette;
pub mod path;
pub mod pen;
pub mod picker;
pub mod reader;
pub mod ruler;
pub mod sheet;
pub mod strip;
pub mod theme_edit;
pub mod theme_terms;
mod tones;
pub mod welcome;

use ratatui::buffer::Buffer;

use crate::app::mouse::Spots;
use crate::app::plan::{Area, LEAST};
use crate::app::{App, Overlay, Screen};
use crate::locale::{Word, word};
use label::{Label, Palette};
use pen::Pen;

/// What drawing tells.
#[derive(Clone, Debug, Default)]
pub struct Drawn {
    /// Where the real cursor stands, if a text field is open.
    pub cursor: Option<(u16, u16)>,
    /// What can be pressed where.
    pub spots: Spots,
}

/// Draws the whole screen; tells where the real cursor stands, if a text field is open.
pub fn draw(app: &App, palette: Palette, cells: &mut Buffer) -> Option<(u16, u16)> {
    drawn(app, palette, cells).cursor
}

/// Draws the whole screen; tells what can be pressed as well.
pub fn drawn(app: &App, palette: Palette, cells: &mut Buffer) -> Drawn {
    let size = cells.area;
    let area = Area::new(0, 0, size.width, size.height);
    let mut pen = Pen {
        buf: cells,
        palette,
        ambiguous: app.settings.ambiguous,
        lang: app.settings.lang,
        simplified: app.reader.simplified,
        cursor: None,
        spots: Spots::default(),
    };
    pen.fill(area, Label::Ground);
    if area.w < LEAST.0 || area.h < LEAST.1 {
        let text = word(pen.lang, Word::TooNarrow);
        pen.put(0, 0, area.w, text, Label::Ground, Label::Text);
        return Drawn::default();
    }
    match &app.screen {
        Screen::Reader => reader::draw(app, &mut pen),
        Screen::Matrix(state) => matrix::draw(app, state, &mut pen, area),
        Screen::Lens(state) => lens::draw(app, state, &mut pen, area),
        Screen::Candidates(state) => candidates::draw(app, state, &mut pen, area),
        Screen::Course(state) => course::draw(app, state, &mut pen, area),
        Screen::Novelty(state) => novelty::draw(app, state, &mut pen, area),
        Screen::Changes(state) => changes::draw(app, state, &mut pen, area),
        Screen::Library(state) => library::draw(app, state, &mut pen, area),
        Screen::Welcome(state) => welcome::draw(app, state, &mut pen, area),
    }
    bars::status(app, &mut pen, area);
    for overlay in &app.overlays {
        // Of what it lies on nothing can be reached, and nothing is typed into it.
        pen.spots.clear();
        pen.cursor = None;
        match overlay {
            Overlay::Jump(state) => jump::draw(app, state, &mut pen, area),
            Overlay::Search(state) => bars::search(state, &mut pen, area),
            Overlay::Themes(state) => picker::themes(app, state, &mut pen, area),
            Overlay::Reports(state) => picker::reports(app, state, &mut pen, area),
            Overlay::Outline(state) => outline::overlay(app, state, &mut pen, area),
            Overlay::Palette(state) => palette::draw(app, state, &mut pen, area),
            Overlay::Help(state) => help::draw(app, state, &mut pen, area),
            Overlay::Path(state) => path::draw(app, state, &mut pen, area),
            Overlay::Filter(state) => library::filter(app, state, &mut pen, area),
            Overlay::Edit(state) => edit::draw(app, state, &mut pen, area),
            Overlay::History(state) => history::draw(app, state, &mut pen, area),
            Overlay::Counterparts(state) => counterparts::draw(app, state, &mut pen, area),
            Overlay::Export(state) => export::draw(app, state, &mut pen, area),
            Overlay::ThemeEdit(state) => theme_edit::draw(app, state, &mut pen, area),
            Overlay::Mistakes(cursor) => mistakes::draw(app, *cursor, &mut pen, area),
            Overlay::ThemeTerms(state) => theme_terms::draw(app, state, &mut pen, area),
            Overlay::MatrixPick(state) => matrix::overlay::pick(app, state, &mut pen, area),
            Overlay::MatrixFind(state) => matrix::overlay::find(app, state, &mut pen, area),
            Overlay::Marks(state) => marks::draw(app, state, &mut pen, area),
            Overlay::Note(state) => marks::note(app, state, &mut pen, area),
        }
    }
    Drawn {
        cursor: pen.cursor,
        spots: pen.spots,
    }
}
