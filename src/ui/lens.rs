//! The lens screen.

use super::pen::Pen;
use crate::app::App;
use crate::app::lens::LensState;
use crate::app::plan::Area;

/// Draws the screen, title bar included, status bar not.
pub fn draw(app: &App, state: &LensState, pen: &mut Pen, screen: Area) {
    let _ = (app, state, pen, screen);
}
