//! The library screen.

use super::pen::Pen;
use crate::app::App;
use crate::app::library::LibraryState;
use crate::app::plan::Area;

/// Draws the screen, title bar included, status bar not.
pub fn draw(app: &App, state: &LibraryState, pen: &mut Pen, screen: Area) {
    let _ = (app, state, pen, screen);
}
