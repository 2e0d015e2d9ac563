//! What is new and gone on the screen: one list at a time, its evidence by year in every row.

use super::bars;
use super::course::digit;
use super::label::Label;
use super::lens;
use super::paint::Rule;
use super::pen::Pen;
use super::reader::theme_digit;
use crate::app::App;
use crate::app::action::Action;
use crate::app::mouse::Target;
use crate::app::novelty::{Listed, NoveltyState};
use crate::app::plan::{Area, Detail};
use crate::locale::{Lang, LeftFor, Word, count, left_for, word};
use crate::theme::novelty::Why;
use crate::theme::{Appearance, Lexicon, Replacement, ThemeId};

/// Draws the screen, title bar included, status bar not.
pub fn draw(app: &App, state: &NoveltyState, pen: &mut Pen, screen: Area) {
    title(app, state, pen, screen.w);
    let Some(lexicon) = app.lexicon.as_deref().filter(|l| !l.themes.is_empty()) else {
        middle(pen, screen, word(pen.lang, Word::NoThemeTable));
        return;
    };
    if state.found.reports == 0 {
        middle(pen, screen, word(pen.lang, Word::CountingHits));
        return;
    }
    tabs(state, pen, screen.w);
    left_out(state, pen, screen.w);
    if state.count(state.list) == 0 {
        let text = word(pen.lang, nothing(state));
        middle(pen, screen, text);
        return;
    }
    let detail = u16::from(state.list == Listed::Wording) * if screen.h >= 24 { 8 } else { 0 };
    let top = 4 + u16::from(screen.h >= 20);
    let height = screen.h.saturating_sub(top + 1 + detail);
    let body = Area::new(0, top, screen.w, height);
    let drawer = Drawer {
        app,
        state,
        lexicon,
        body,
    };
    if screen.h >= 20 {
        pen.hline(
            0,
            4,
            screen.w,
            Rule::Horizontal,
            Label::Ground,
            Label::Border,
        );
    }
    match state.list {
        Listed::Wording => drawer.wordings(pen),
        _ => drawer.themes(pen),
    }
    if detail > 0 {
        let area = Area::new(0, body.bottom(), screen.w, detail);
        drawer.evidence(pen, area);
    }
}

fn middle(pen: &mut Pen, screen: Area, text: &str) {
    let x = screen.w.saturating_sub(pen.cells(text)) / 2;
    pen.put(x, screen.h / 2, screen.w, text, Label::Ground, Label::Muted);
}

/// Why a list is empty: nothing can be compared, or nothing is as it asks.
fn nothing(state: &NoveltyState) -> Word {
    let compared = state
        .found
        .reports
        .saturating_sub(state.found.left_out.len());
    match state.list {
        Listed::Wording => Word::NoWordingReplaced,
        _ if compared == 0 => Word::OneYearEach,
        _ => Word::NoneSuch,
    }
}

fn title(app: &App, state: &NoveltyState, pen: &mut Pen, w: u16) {
    let (detail, lang) = (Detail::of(w), pen.lang);
    let mut x = bars::seal(pen, w);
    let part = word(lang, state.part.word());
    let mut right = pen.put_right(w - 1, 0, 14, part, Label::Bar, Label::Heading1);
    pen.spot_row(right, 0, w - 1, Target::Act(Action::CyclePart));
    if detail >= Detail::Some {
        let name = word(lang, Word::Part);
        right = pen.put_right(right - 1, 0, 12, name, Label::Bar, Label::Muted);
    }
    let room = |x: u16| right.saturating_sub(x + 2);
    let name = word(lang, Word::Novelty);
    x = pen.put(x, 0, room(x), name, Label::Bar, Label::Heading1) + 3;
    let mut counts = vec![count(lang, Word::Reports, state.found.reports)];
    if app.shelf.loading {
        let (done, all) = (app.shelf.done_count(), app.shelf.len());
        counts.insert(0, format!("{} {done}/{all}", word(lang, Word::Loading)));
    }
    for count in counts {
        if pen.cells(&count) > room(x) {
            break;
        }
        x = pen.put(x, 0, room(x), &count, Label::Bar, Label::Muted) + 2;
    }
}

/// The lists, each with how much it holds.
fn tabs(state: &NoveltyState, pen: &mut Pen, w: u16) {
    pen.hline(0, 1, w, Rule::Horizontal, Label::Ground, Label::Border);
    let mut x = 1;
    for list in Listed::ALL {
        let here = list == state.list;
        let label = if here { Label::Heading1 } else { Label::Muted };
        let room = |x: u16| w.saturating_sub(x + 1);
        x = pen.put(x, 1, 1, " ", Label::Ground, Label::Text);
        if here {
            pen.glyph(x - 1, 1, Rule::HeavyVertical, Label::Ground, Label::Accent);
        }
        let text = format!("{} {} ", word(pen.lang, list.word()), state.count(list));
        let from = x - 1;
        x = pen.put(x, 1, room(x), &text, Label::Ground, label) + u16::from(w >= 60);
        pen.spot_row(from, 1, x, Target::Listed(list));
    }
}

/// Reports that say nothing, by the reason.
fn left_out(state: &NoveltyState, pen: &mut Pen, w: u16) {
    let found = &state.found;
    let said = [
        (LeftFor::NoPlace, found.left(|w| w == Why::NoPlace)),
        (LeftFor::NoYear, found.left(|w| w == Why::NoYear)),
        (LeftFor::OneYear, found.left(|w| w == Why::Alone)),
        (
            LeftFor::SameYear,
            found.left(|w| matches!(w, Why::Second(_))),
        ),
    ];
    let mut x = 2;
    for (why, number) in said.into_iter().filter(|(_, n)| *n > 0) {
        let text = left_for(pen.lang, why, number);
        let room = w.saturating_sub(x + 1);
        if x > 2 && pen.cells(&text) > room {
            break;
        }
        let text = pen.cut(&text, room);
        x = pen.put(x, 2, room, &text, Label::Ground, Label::Muted) + 3;
    }
}

struct Drawer<'a> {
    app: &'a App,
    state: &'a NoveltyState,
    lexicon: &'a Lexicon,
    body: Area,
}

impl Drawer<'_> {
    fn top(&self) -> usize {
        let count = self.state.count(self.state.list);
        self.state
            .cursor()
            .top(self.body.h.max(1) as usize, count, 2)
    }

    fn name(&self, pen: &mut Pen, (x, w): (u16, u16), y: u16, id: ThemeId, here: bool) {
        let Some(theme) = self.lexicon.theme(id) else {
            return;
        };
        let label = if here { Label::Heading1 } else { Label::Text };
        let name = pen.cut(lens::theme_name(theme, pen.lang), w.saturating_sub(2));
        let end = pen.put(x, y, w, &name, Label::Ground, label);
        if let Some(index) = self.app.lit.iter().position(|&t| t == id) {
            pen.put(
                end + 1,
                y,
                1,
                &digit(index),
                Label::Ground,
                theme_digit(index),
            );
        }
    }

    /// Widths of place, theme and year.
    fn widths(&self, lang: Lang) -> (u16, u16) {
        match (Detail::of(self.body.w), lang) {
            (Detail::Least | Detail::Little, _) => (9, 14),
            (Detail::Some | Detail::Most, _) => (14, 18),
            (_, Lang::Zh) => (20, 20),
            (_, Lang::En) => (20, 28),
        }
    }

    fn themes(&self, pen: &mut Pen) {
        let (body, lang) = (self.body, pen.lang);
        let (place_w, theme_w) = self.widths(lang);
        let theme_x = 2 + place_w + 1;
        let year_x = theme_x + theme_w + 1;
        let pairs_x = year_x + 9;
        pen.put(
            2,
            3,
            place_w,
            word(lang, Word::Place),
            Label::Ground,
            Label::Muted,
        );
        let theme = word(lang, Word::Matrix);
        pen.put(theme_x, 3, theme_w, theme, Label::Ground, Label::Muted);
        pen.put(
            year_x,
            3,
            8,
            word(lang, Word::TurnYear),
            Label::Ground,
            Label::Muted,
        );
        let room = body.w.saturating_sub(pairs_x + 1);
        pen.put(
            pairs_x,
            3,
            room,
            word(lang, Word::HitsByYear),
            Label::Ground,
            Label::Muted,
        );
        let (top, chosen) = (self.top(), self.state.cursor().selected);
        let mut before = "";
        let items = self.state.themes().iter().enumerate().skip(top);
        for (y, (at, item)) in (body.y..body.bottom()).zip(items) {
            let here = at == chosen;
            pen.spot_row(0, y, body.right(), Target::Line(at));
            if here {
                pen.glyph(0, y, Rule::HeavyVertical, Label::Ground, Label::Accent);
            }
            if item.place != before {
                before = &item.place;
                let place = pen.cut(&item.place, place_w);
                pen.put(2, y, place_w, &place, Label::Ground, Label::Strong);
            }
            self.name(pen, (theme_x, theme_w), y, item.theme, here);
            let year = item.at.to_string();
            let x = pen.put(year_x, y, 4, &year, Label::Ground, Label::Text);
            if item.few {
                pen.put(x, y, 2, word(lang, Word::Few), Label::Ground, Label::Muted);
            }
            pairs(pen, Area::new(pairs_x, y, room, 1), item);
        }
    }

    fn wordings(&self, pen: &mut Pen) {
        let (body, lang) = (self.body, pen.lang);
        let wide = body.w >= 100;
        let old_x = if wide { 24 } else { 2 };
        let each = (body.w.saturating_sub(old_x + 20) / 2).clamp(8, 22);
        let new_x = old_x + each + 1;
        let share_x = new_x + each + 1;
        if wide {
            pen.put(
                2,
                3,
                20,
                word(lang, Word::Matrix),
                Label::Ground,
                Label::Muted,
            );
        }
        pen.put(
            old_x,
            3,
            each,
            word(lang, Word::WordingBefore),
            Label::Ground,
            Label::Muted,
        );
        pen.put(
            new_x,
            3,
            each,
            word(lang, Word::WordingAfter),
            Label::Ground,
            Label::Muted,
        );
        let room = body.w.saturating_sub(share_x + 1);
        pen.put(
            share_x,
            3,
            room,
            word(lang, Word::ShareOfOld),
            Label::Ground,
            Label::Muted,
        );
        let (top, chosen) = (self.top(), self.state.cursor().selected);
        let items = self.state.found.wordings.iter().enumerate().skip(top);
        for (y, (at, item)) in (body.y..body.bottom()).zip(items) {
            let here = at == chosen;
            pen.spot_row(0, y, body.right(), Target::Line(at));
            if here {
                pen.glyph(0, y, Rule::HeavyVertical, Label::Ground, Label::Accent);
            }
            if wide {
                self.name(pen, (2, 21), y, item.theme, here);
            }
            let (old, new) = self.words(item);
            let old = pen.cut(old, each);
            pen.put(old_x, y, each, &old, Label::Ground, Label::Gone);
            let new = pen.cut(new, each);
            pen.put(new_x, y, each, &new, Label::Ground, Label::New);
            let mut text = format!(
                "{:.0}% {} {:.0}%",
                item.share_before * 100.0,
                word(lang, Word::Then),
                item.share_after * 100.0
            );
            if body.w >= 80 {
                text = format!("{text}  {} {}", item.since, word(lang, Word::SinceYear));
            }
            let mut x = pen.put(share_x, y, room, &text, Label::Ground, Label::Text) + 2;
            if wide {
                let place = match &item.place {
                    Some(place) => place.clone(),
                    None => count(lang, Word::PlacesCounted, item.places),
                };
                let more = format!("{place}  G² {:.1}", item.strength);
                let left = body.w.saturating_sub(x + 1);
                x = pen.put(x, y, left, &more, Label::Ground, Label::Muted);
            }
            let _ = x;
        }
    }

    fn words(&self, item: &Replacement) -> (&str, &str) {
        let text = |id| self.lexicon.wording(id).map_or("", |w| w.text);
        (text(item.old), text(item.new))
    }

    /// The hits of both wordings by year, all reports of a year together.
    fn evidence(&self, pen: &mut Pen, area: Area) {
        let Some(item) = self.state.wording() else {
            return;
        };
        let lang = pen.lang;
        pen.hline(
            0,
            area.y,
            area.w,
            Rule::Horizontal,
            Label::Ground,
            Label::Border,
        );
        let (old, new) = self.words(item);
        let x = 2 + pen.cells(old).max(pen.cells(new)).max(6).min(area.w / 3) + 2;
        let rows = [
            (word(lang, Word::Year), Label::Muted),
            (old, Label::Gone),
            (new, Label::New),
        ];
        for (dy, (text, label)) in (1..).zip(rows) {
            let text = pen.cut(text, x.saturating_sub(3));
            pen.put(2, area.y + dy, x, &text, Label::Ground, label);
        }
        let mut years: Vec<(u16, u32, u32, usize)> = Vec::new();
        for step in &item.evidence {
            match years.last_mut().filter(|y| y.0 == step.year) {
                Some(year) => {
                    year.1 += step.old_hits;
                    year.2 += step.new_hits;
                    year.3 += 1;
                }
                None => years.push((step.year, step.old_hits, step.new_hits, 1)),
            }
        }
        let reports = word(lang, Word::ReportsCounted);
        pen.put(2, area.y + 4, x, reports, Label::Ground, Label::Muted);
        let fit = usize::from(area.w.saturating_sub(x + 1) / 7);
        let skipped = years.len().saturating_sub(fit);
        for (i, (year, old, new, reports)) in years.into_iter().skip(skipped).enumerate() {
            let right = x + 7 * i as u16 + 5;
            let said = [
                (year.to_string(), Label::Muted),
                (old.to_string(), Label::Text),
                (new.to_string(), Label::Text),
                (reports.to_string(), Label::Faint),
            ];
            for (dy, (text, label)) in (1..).zip(said) {
                pen.put_right(right, area.y + dy, 6, &text, Label::Ground, label);
            }
        }
    }
}

/// The hits of a theme by year, those around its turn where there is no room for all.
fn pairs(pen: &mut Pen, area: Area, item: &Appearance) {
    const CELLS: u16 = 10;
    let fit = usize::from(area.w / CELLS);
    let turn = item.years.iter().position(|y| y.0 == item.at).unwrap_or(0);
    let last = item.years.len().saturating_sub(fit);
    let first = turn.saturating_sub(fit / 2).min(last);
    let mut x = area.x;
    for &(year, _, hits) in item.years.iter().skip(first).take(fit) {
        let end = pen.put(x, area.y, 4, &year.to_string(), Label::Ground, Label::Faint);
        let (text, label) = match hits {
            None => (word(pen.lang, Word::NoneShort).to_owned(), Label::Gone),
            Some(0) => ("0".to_owned(), Label::Faint),
            Some(hits) => (hits.to_string(), Label::Text),
        };
        pen.put(end + 1, area.y, 4, &text, Label::Ground, label);
        x += CELLS;
    }
}
