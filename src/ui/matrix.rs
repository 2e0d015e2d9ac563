//! The matrix screen.

use super::pen::Pen;
use crate::app::App;
use crate::app::matrix::MatrixState;
use crate::app::plan::Area;

/// Draws the screen, title bar included, status bar not.
pub fn draw(app: &App, state: &MatrixState, pen: &mut Pen, screen: Area) {
    let _ = (app, state, pen, screen);
}
