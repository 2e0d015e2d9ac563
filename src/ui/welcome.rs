//! The welcome screen.

use super::pen::Pen;
use crate::app::App;
use crate::app::plan::Area;
use crate::app::welcome::WelcomeState;

/// Draws the screen, title bar included, status bar not.
pub fn draw(app: &App, state: &WelcomeState, pen: &mut Pen, screen: Area) {
    let _ = (app, state, pen, screen);
}
