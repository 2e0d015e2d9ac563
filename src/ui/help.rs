//! 帮助 on the screen.

use super::pen::Pen;
use crate::app::App;
use crate::app::help::HelpState;
use crate::app::plan::Area;

/// Draws the help of the present screen.
pub fn draw(app: &App, state: &HelpState, pen: &mut Pen, screen: Area) {
    let _ = (app, state, pen, screen);
}
