//! The command palette on the screen.

use super::pen::Pen;
use crate::app::App;
use crate::app::palette::PaletteState;
use crate::app::plan::Area;

/// Draws the palette.
pub fn draw(app: &App, state: &PaletteState, pen: &mut Pen, screen: Area) {
    let _ = (app, state, pen, screen);
}
