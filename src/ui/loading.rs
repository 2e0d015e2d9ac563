//! What is shown while reports come in: thin lines where a text will stand, and a few rows of state.

use super::label::Label;
use super::paint::Rule;
use super::pen::Pen;
use crate::app::App;
use crate::app::plan::{Area, PanePlan, Plan};
use crate::app::shelf::State;
use crate::locale::{Word, characters, count, more_waiting, word};

/// Rows of the panel: rule, four rows of state, one sentence.
const PANEL: u16 = 6;
/// Fewer open files than this are read before the eye would notice.
const FEW: usize = 3;

/// Thin lines where the text of a report will come.
pub fn lines(pen: &mut Pen, place: &PanePlan) {
    let text = place.text;
    let shapes = [60, 0, 100, 100, 100, 55, 0, 100, 100, 80, 0, 100, 100, 30];
    for (y, share) in (text.y..text.bottom()).zip(shapes) {
        pen.hline(
            text.x,
            y,
            text.w * share / 100,
            Rule::Horizontal,
            Label::Ground,
            Label::Border,
        );
    }
}

/// The panel over the lowest rows, while many files are being read.
pub fn draw(app: &App, pen: &mut Pen, plan: &Plan) {
    let shelf = &app.shelf;
    let (done, all) = (shelf.done_count(), shelf.len());
    if !shelf.loading || all <= FEW || done == all || plan.area.h < 16 {
        return;
    }
    let area = Area::new(0, plan.status.y - PANEL, plan.area.w, PANEL);
    pen.fill(area, Label::Ground);
    let heavy = (usize::from(area.w) * done / all.max(1)) as u16;
    pen.hline(
        0,
        area.y,
        area.w,
        Rule::Horizontal,
        Label::Ground,
        Label::Border,
    );
    pen.hline(
        0,
        area.y,
        heavy,
        Rule::HeavyHorizontal,
        Label::Ground,
        Label::FocusBorder,
    );
    let title = format!(" {} ", word(pen.lang, Word::ReadingFirst));
    pen.put(
        2,
        area.y,
        area.w - 4,
        &title,
        Label::Ground,
        Label::Heading1,
    );
    let mut y = area.y + 1;
    let failed: Vec<_> = shelf.failures().take(2).collect();
    let read_rows = 4 - 1 - failed.len().min(2);
    let ready: Vec<_> = shelf.ready().collect();
    for (id, report) in ready.iter().rev().take(read_rows).rev() {
        let row = [
            (2, word(pen.lang, Word::DoneShort).to_owned(), Label::Muted),
            (7, app.report_label(*id), Label::Text),
            (31, characters(pen.lang, report.han), Label::Muted),
            (
                45,
                count(pen.lang, Word::Sections, report.sections.len()),
                Label::Muted,
            ),
        ];
        for (x, text, label) in row {
            pen.put(x, y, area.w.saturating_sub(x), &text, Label::Ground, label);
        }
        y += 1;
    }
    let reading: Vec<String> = shelf
        .slots()
        .filter(|(_, s)| matches!(s.state, State::Reading))
        .map(|(_, s)| s.name.clone())
        .collect();
    let waiting = all - done - reading.len().min(all - done);
    if let Some(first) = reading.first() {
        pen.put(
            2,
            y,
            5,
            word(pen.lang, Word::ReadShort),
            Label::Ground,
            Label::Muted,
        );
        let x = pen.put(7, y, 40, first, Label::Ground, Label::Text);
        if waiting > 0 {
            let rest = format!("  {}", more_waiting(pen.lang, waiting));
            pen.put(
                x,
                y,
                area.w.saturating_sub(x),
                &rest,
                Label::Ground,
                Label::Muted,
            );
        }
        y += 1;
    }
    for why in failed {
        pen.put(2, y, 2, "!", Label::Ground, Label::Error);
        let text = why.sentence(pen.lang);
        pen.put(
            7,
            y,
            area.w.saturating_sub(8),
            &text,
            Label::Ground,
            Label::Error,
        );
        y += 1;
    }
    let last = word(pen.lang, Word::LinksLater);
    pen.put(
        2,
        area.bottom() - 1,
        area.w - 2,
        last,
        Label::Ground,
        Label::Muted,
    );
}
