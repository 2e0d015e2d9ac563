//! Title bar and status bar.

use ratatui::style::Modifier;

use super::head::name_and_year;
use super::label::Label;
use super::pen::Pen;
use super::reader::{depth_name, theme_label, theme_mark};
use crate::app::App;
use crate::app::Screen;
use crate::app::action::Action;
use crate::app::keymap::Entry;
use crate::app::mouse::Target;
use crate::app::overlays::SearchState;
use crate::app::plan::{Area, Detail, Plan};
use crate::app::reader::Show;
use crate::app::walk::Walking;
use crate::compare::Depth;
use crate::locale::{Word, count, hits_here, panes_shown, selected, word};

/// The seal and the bar's ground; returns the column where the bar's text starts.
pub fn seal(pen: &mut Pen, width: u16) -> u16 {
    pen.fill(Area::new(0, 0, width, 1), Label::Bar);
    let seal = format!(" {} ", word(pen.lang, Word::Seal));
    pen.put(0, 0, 6, &seal, Label::Bar, Label::Seal) + 2
}

/// The reader's title bar: whose reports, the depth and what it was chosen by, lit themes, number of reports.
pub fn title(app: &App, pen: &mut Pen, plan: &Plan) {
    let w = plan.area.w;
    let detail = plan.detail();
    let mut x = seal(pen, w);
    let end = chips(app, pen, plan);
    let focus = app.reader.focus;
    let other = app.other_pane(focus).filter(|_| detail > Detail::Little);
    let mut shown: Vec<usize> = other.into_iter().chain([focus]).collect();
    shown.sort_unstable();
    let mut last_place = None;
    for (i, pane) in shown.into_iter().enumerate() {
        let Some(id) = app.reader.panes.get(pane).map(|p| p.report) else {
            continue;
        };
        if i > 0 {
            x = pen.put(
                x,
                0,
                end.saturating_sub(x),
                &format!("  {}  ", word(pen.lang, Word::And)),
                Label::Bar,
                Label::Muted,
            );
        }
        let (name, year) = name_and_year(app, id, detail > Detail::Least);
        if last_place.as_ref() != Some(&name) && !name.is_empty() {
            let cut = pen.cut(&name, 16);
            x = pen.put(
                x,
                0,
                end.saturating_sub(x),
                &cut,
                Label::Bar,
                Label::Heading1,
            );
            x = pen.put(x, 0, end.saturating_sub(x), " ", Label::Bar, Label::Text);
        }
        x = pen.put(
            x,
            0,
            end.saturating_sub(x),
            &year,
            Label::Bar,
            Label::Heading1,
        );
        last_place = Some(name);
    }
    x += if detail == Detail::All { 5 } else { 3 };
    about_comparison(app, pen, x, end, detail);
}

/// What the title bar says of the comparison, from column `x` to `end`: depth, what is shown of it, what it was chosen by, how it ended.
fn about_comparison(app: &App, pen: &mut Pen, mut x: u16, end: u16, detail: Detail) {
    let comparing = app.is_comparing();
    let put = |pen: &mut Pen, x: &mut u16, text: &str, label: Label| {
        let fits = pen.cells(text) <= end.saturating_sub(*x);
        if fits {
            // How the two are compared is what the keys for it change.
            let action = match label {
                Label::Badge => Some(Action::CycleDepth),
                Label::Reworded if app.reader.changes => Some(Action::CycleShow),
                Label::Reworded => Some(Action::ToggleChanges),
                _ => None,
            };
            if let Some(action) = action {
                pen.spot_row(*x, 0, *x + pen.cells(text), Target::Act(action));
            }
            *x = pen.put(*x, 0, end.saturating_sub(*x), text, Label::Bar, label) + 2;
        }
        fits
    };
    let Some(depth) = app.depth() else {
        if comparing {
            put(
                pen,
                &mut x,
                word(pen.lang, Word::ComparingQuietly),
                Label::Muted,
            );
        }
        return;
    };
    let name = depth_name(pen, depth);
    if detail == Detail::Least {
        put(pen, &mut x, name, Label::Muted);
    } else if !put(pen, &mut x, &format!(" {name} "), Label::Badge) {
        return;
    }
    // What is left out is never forgotten.
    let left_out = match (app.reader.changes, app.reader.show) {
        (false, _) => Some(Word::ChangesOff),
        (true, Show::All) => None,
        (true, Show::Figures) => Some(Word::FiguresBadge),
        (true, Show::Wording) => Some(Word::WordingBadge),
    };
    if let Some(said) = left_out {
        put(pen, &mut x, word(pen.lang, said), Label::Reworded);
    }
    if detail <= Detail::Little {
        return;
    }
    let Some(view) = app.view(app.reader.focus) else {
        return;
    };
    let verdict = app.verdict_words(&view);
    let plain = verdict.is_none();
    if let Some((text, error)) = verdict {
        let label = if error { Label::Error } else { Label::Text };
        put(pen, &mut x, &text, label);
    }
    if view.pairing.current().is_some_and(|c| c.stopped) {
        let text = format!("! {}", word(pen.lang, Word::StoppedShort));
        put(pen, &mut x, &text, Label::Error);
    }
    if comparing {
        put(
            pen,
            &mut x,
            word(pen.lang, Word::ComparingQuietly),
            Label::Muted,
        );
        return;
    }
    let Some(nearness) = view.pairing.nearness.filter(|_| detail > Detail::Some) else {
        return;
    };
    let near = word(pen.lang, Word::NearSentences);
    let text = match depth {
        Depth::Parallel => format!("{near} {:.1}%", nearness.share * 100.0),
        _ => format!("{near} {}/{}", nearness.near, nearness.total),
    };
    if plain {
        put(pen, &mut x, &text, Label::Muted);
        if depth == Depth::Parallel {
            put(pen, &mut x, word(pen.lang, Word::NoWordDiff), Label::Muted);
        }
    }
    if view.pairing.asked.is_some_and(|d| d != nearness.depth) {
        put(pen, &mut x, word(pen.lang, Word::DepthChosen), Label::Muted);
    }
}

/// Lit themes and counts, right-aligned; returns the column where they start.
fn chips(app: &App, pen: &mut Pen, plan: &Plan) -> u16 {
    let detail = plan.detail();
    let mut right = plan.area.w - 1;
    let shelf = &app.shelf;
    if shelf.loading && !shelf.is_empty() {
        let text = format!(
            "{} {}/{}",
            word(pen.lang, Word::LoadingCount),
            shelf.done_count(),
            shelf.len()
        );
        right = pen
            .put_right(right, 0, 24, &text, Label::Bar, Label::Text)
            .saturating_sub(3);
    } else if detail == Detail::All {
        let text = count(pen.lang, Word::Reports, shelf.ready_count());
        right = pen
            .put_right(right, 0, 20, &text, Label::Bar, Label::Muted)
            .saturating_sub(3);
    }
    if app.walking == Walking::Search
        && let Some(search) = &app.search
    {
        right = search_chip(app, pen, &search.query, right);
        if detail <= Detail::Some {
            return right;
        }
    }
    let Some(lexicon) = &app.lexicon else {
        return right;
    };
    let Some(report) = app.pane().map(|p| p.report) else {
        return right;
    };
    let current = app.current_lit;
    let chips: Vec<(String, String)> = app
        .lit
        .iter()
        .enumerate()
        .filter_map(|(index, &id)| {
            let theme = lexicon.theme(id)?;
            let mark = theme_mark(index);
            let name = if detail == Detail::Least {
                format!(" {mark} ")
            } else {
                format!(" {mark} {} ", pen.lang.pick(&theme.name, &theme.en))
            };
            let (at, all) = app.hit_count(report, id);
            let at = at.filter(|_| index == current);
            let count = at.map_or(format!("{all}"), |n| format!("{n}/{all}"));
            Some((pen.cut(&name, 30), count))
        })
        .collect();
    // The current theme always, its neighbours where there is room.
    let (most, room) = match detail {
        Detail::All => (9, plan.area.w / 2),
        Detail::Nearly => (3, plan.area.w / 2),
        Detail::Most => (2, plan.area.w / 2),
        _ => (1, plan.area.w),
    };
    let start = plan.area.w - right;
    let cells = |index: usize| {
        let chip = chips.get(index);
        chip.map_or(0, |(name, count)| pen.cells(name) + pen.cells(count) + 3)
    };
    let mut shown = current..(current + 1).min(chips.len());
    let mut used = start + cells(current);
    while shown.len() < most && shown.len() < chips.len() {
        // Those before it first: the digits then begin with 1.
        let next = shown.start.checked_sub(1).unwrap_or(shown.end);
        used += cells(next);
        if used > room {
            break;
        }
        shown = shown.start.min(next)..shown.end.max(next + 1);
    }
    if chips.len() > shown.len() && detail > Detail::Some {
        let text = format!("+{}", chips.len() - shown.len());
        right = pen
            .put_right(right, 0, 6, &text, Label::Bar, Label::Muted)
            .saturating_sub(2);
    }
    for index in shown.rev() {
        let Some((name, count)) = chips.get(index) else {
            continue;
        };
        let here = index == current;
        let label = if here { Label::Strong } else { Label::Muted };
        right = pen
            .put_right(right, 0, 9, count, Label::Bar, label)
            .saturating_sub(1);
        let mut style = pen.palette.over(Label::Bar, theme_label(index));
        if here && app.lit.len() > 1 {
            // The one that n walks, told apart without colour, too.
            style = style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
        } else {
            style = style.remove_modifier(Modifier::UNDERLINED);
        }
        let start = right.saturating_sub(pen.cells(name));
        pen.put_style(start, 0, 30, name, style);
        let end = right + 1 + pen.cells(count);
        pen.spot_row(start, 0, end, Target::Chip(index));
        right = start.saturating_sub(2);
    }
    right
}

/// The search that `n` walks, and where it is; returns the column where it starts.
fn search_chip(app: &App, pen: &mut Pen, query: &str, right: u16) -> u16 {
    let Some(report) = app.pane().map(|p| p.report) else {
        return right;
    };
    let hits = app.search_hits(report);
    let at = app
        .hit
        .filter(|h| h.report == report)
        .and_then(|h| hits.iter().position(|x| *x == h.span));
    let text = at.map_or(format!("{}", hits.len()), |n| {
        format!("{}/{}", n + 1, hits.len())
    });
    let right = pen
        .put_right(right, 0, 9, &text, Label::Bar, Label::Muted)
        .saturating_sub(1);
    let chip = pen.cut(&format!(" /{query} "), 24);
    pen.put_right(right, 0, 24, &chip, Label::Bar, Label::SearchHit)
        .saturating_sub(2)
}

/// The status bar: a sentence if there is one, else the keys that matter here and now.
pub fn status(app: &App, pen: &mut Pen, area: Area) {
    let y = area.h - 1;
    pen.fill(Area::new(0, y, area.w, 1), Label::Bar);
    let help = word(pen.lang, Word::HelpKey);
    let mut right = area.w - 1;
    if Detail::of(area.w) > Detail::Little {
        right = pen
            .put_right(right, y, 12, help, Label::Bar, Label::KeyName)
            .saturating_sub(1);
    }
    right = pen
        .put_right(right, y, 1, "?", Label::Bar, Label::Key)
        .saturating_sub(2);
    pen.spot_row(right + 2, y, area.w - 1, Target::Act(Action::Help));
    let waiting = app.waiting();
    if !waiting.is_empty() {
        let contexts = app.contexts();
        // What may follow, as much as leaves half of the row.
        for (keys, name) in app.keymap.go_on(&contexts, &app.pending, pen.lang) {
            let cells = pen.cells(&keys) + 1 + pen.cells(name);
            if app.pending.is_empty() || right < area.w / 2 + cells {
                break;
            }
            let x = right - cells;
            let after = pen.put(x, y, cells, &keys, Label::Bar, Label::Key) + 1;
            pen.put(after, y, cells, name, Label::Bar, Label::KeyName);
            right = x.saturating_sub(2);
        }
        right = pen
            .put_right(
                right,
                y,
                12,
                &format!("{waiting} .."),
                Label::Bar,
                Label::Accent,
            )
            .saturating_sub(2);
    }
    if let Some(status) = &app.status {
        let mut x = 1;
        if status.error {
            x = pen.put(x, y, 2, "! ", Label::Bar, Label::Error);
        }
        let label = if status.error {
            Label::Error
        } else {
            Label::Text
        };
        let text = pen.cut(status.text.as_str(), right.saturating_sub(x));
        pen.put(x, y, right.saturating_sub(x), &text, Label::Bar, label);
        return;
    }
    let mut x = 1;
    if let Some(text) = super::marks::on_status_row(app) {
        let text = pen.cut(&text, right.saturating_sub(x + 2));
        x = pen.put(x, y, 2, "\" ", Label::Bar, Label::Mark);
        pen.put(
            x,
            y,
            right.saturating_sub(x),
            &text,
            Label::Bar,
            Label::Text,
        );
        return;
    }
    let chosen = app.selected_count().filter(|_| app.overlays.is_empty());
    if let Some((sentences, han)) = chosen {
        let text = format!(" {} ", selected(pen.lang, sentences, han));
        x = pen.put(x, y, right, &text, Label::Bar, Label::Badge) + 2;
    }
    let reads = chosen.is_none() && matches!(app.screen, Screen::Reader);
    if reads && app.reader.panes.len() > 1 && area.w >= 80 {
        let text = if app.reader.locked {
            word(pen.lang, Word::Locked)
        } else {
            word(pen.lang, Word::Free)
        };
        let text = format!(" {text} ");
        x = badge(pen, x, y, 12, &text, Action::ToggleLock);
    }
    if matches!(app.screen, Screen::Reader) {
        let (shown, all) = (app.plan().panes, app.reader.panes.len());
        // Panes out of sight are not forgotten.
        if let (Some(first), Some(last)) = (shown.first(), shown.last())
            && shown.len() < all
            && area.w >= 80
        {
            let text = panes_shown(pen.lang, first.pane + 1, last.pane + 1, all);
            x = pen.put(x, y, 20, &text, Label::Bar, Label::Text) + 2;
        }
    }
    let reads = matches!(app.screen, Screen::Reader | Screen::Lens(_));
    if app.reader.simplified && reads {
        let text = format!(" {} ", word(pen.lang, Word::SimplifiedBadge));
        x = badge(pen, x, y, 16, &text, Action::ToggleSimplified);
    }
    if !app.wording.dimmed && matches!(app.screen, Screen::Reader) {
        let text = format!(" {} ", word(pen.lang, Word::FormulaicBadge));
        x = badge(pen, x, y, 16, &text, Action::ToggleFormulaic);
    }
    if app.settings.mouse && !app.has_mouse() {
        let text = format!(" {} ", word(pen.lang, Word::MouseGivenBadge));
        x = badge(pen, x, y, 16, &text, Action::ToggleMouse);
    }
    for shown in app.keymap.entries(&app.contexts(), pen.lang) {
        if shown.keys == "?" {
            continue;
        }
        if x + cells(pen, &shown) > right {
            break;
        }
        x = entry(pen, (x, y), right, &shown, Label::Bar) + 2;
    }
}

/// Something that a key turns on and off; returns the column of what follows.
fn badge(pen: &mut Pen, x: u16, y: u16, most: u16, text: &str, action: Action) -> u16 {
    let end = pen.put(x, y, most, text, Label::Bar, Label::Badge);
    pen.spot_row(x, y, end, Target::Act(action));
    end + 2
}

/// Cells of an entry of a bar.
pub fn cells(pen: &Pen, entry: &Entry) -> u16 {
    pen.cells(&entry.keys) + 1 + pen.cells(entry.label)
}

/// Writes an entry of a bar, `j/k 行`; returns the column after it. Pressed, each key does what it does, the word what the first does.
pub fn entry(pen: &mut Pen, (x, y): (u16, u16), right: u16, entry: &Entry, ground: Label) -> u16 {
    let after = pen.put(x, y, right, &entry.keys, ground, Label::Key) + 1;
    let end = pen.put(after, y, right, entry.label, ground, Label::KeyName);
    if let Some(&first) = entry.actions.first() {
        pen.spot_row(x, y, end, Target::Act(first));
    }
    let keys: Vec<&str> = entry.keys.split('/').collect();
    if keys.len() == entry.actions.len() && keys.len() > 1 {
        let mut at = x;
        for (key, &action) in keys.into_iter().zip(&entry.actions) {
            let cells = pen.cells(key);
            pen.spot_row(at, y, at + cells, Target::Act(action));
            at += cells + 1;
        }
    }
    end
}

/// The search field, on the status row.
pub fn search(state: &SearchState, pen: &mut Pen, area: Area) {
    let y = area.h - 1;
    pen.fill(Area::new(0, y, area.w, 1), Label::Bar);
    let note = if state.field.is_empty() {
        word(pen.lang, Word::SearchFieldHint).to_owned()
    } else if state.count == 0 {
        word(pen.lang, Word::NotInThisReport).to_owned()
    } else {
        hits_here(pen.lang, state.count)
    };
    pen.spot(Area::new(0, y, area.w, 1), Target::Inside);
    let cells = pen.cells(&note).min(area.w / 2);
    let start = pen.put_right(area.w - 1, y, cells, &note, Label::Bar, Label::Muted);
    let x = pen.put(1, y, 2, "/", Label::Bar, Label::Key);
    field(
        pen,
        x,
        y,
        start.saturating_sub(x + 1),
        &state.field,
        Label::Bar,
    );
}

/// A text field with the real cursor in it; a text too long shows its end.
pub fn field(
    pen: &mut Pen,
    x: u16,
    y: u16,
    room: u16,
    field: &crate::app::field::Field,
    ground: Label,
) {
    let (text, before) = (field.text(), field.before_cursor());
    let mut skip = 0;
    let mut shown = before.clone();
    while pen.cells(&shown) + 1 > room && !shown.is_empty() {
        skip += 1;
        shown = before.chars().skip(skip).collect();
    }
    let visible: String = text.chars().skip(skip).collect();
    pen.put(x, y, room, &visible, ground, Label::Strong);
    pen.spot(Area::new(x, y, room, 1), Target::Field(x, skip));
    pen.cursor = Some((x + pen.cells(&shown), y));
}
