//! The screen of key words: what can be looked at, the list in columns, and below it the sentences of the chosen one.

use super::bars;
use super::head::name_and_year;
use super::label::Label;
use super::layers::Layers;
use super::lens::{self, Writer};
use super::paint::Rule;
use super::pen::Pen;
use super::sheet;
use crate::app::App;
use crate::app::action::Action;
use crate::app::candidates::{CandidatesPlan, CandidatesState, Order, Quote, Sought, step_words};
use crate::app::mouse::Target;
use crate::app::plan::{Area, Detail};
use crate::locale::{Word, count, place_in_list, word};
use crate::report::Report;
use crate::text::span::Span;
use crate::theme::candidates::{Candidate, Focus, Kind};

/// Draws the screen, title bar included, status bar not.
pub fn draw(app: &App, state: &CandidatesState, pen: &mut Pen, screen: Area) {
    let plan = CandidatesPlan::new((screen.w, screen.h));
    let listed = app.listed_candidates(state);
    title(app, state, pen, screen.w);
    foci(app, state, pen, &plan, screen.w, listed.len());
    let sought = app.sought(state);
    let Some(sought) = sought else {
        let said = app.seeking_now(state).flatten();
        middle(pen, plan.body, &step_words(pen.lang, said), Label::Muted);
        return;
    };
    let said = if sought.found.rest.reports == 0 {
        Some(Word::NothingElseOpen)
    } else if sought.found.list.is_empty() {
        Some(Word::NoCandidates)
    } else if listed.is_empty() {
        Some(Word::NoneListed)
    } else {
        None
    };
    if let Some(said) = said {
        let text = word(pen.lang, said);
        middle(pen, plan.body, text, Label::Muted);
        return;
    }
    let columns = Columns::new(pen, screen.w, sought.reports.len() > 1);
    heads(state, pen, &plan, &columns, screen.w);
    list(app, state, pen, &plan, &columns, sought, &listed);
    preview(app, state, pen, &plan);
}

fn middle(pen: &mut Pen, area: Area, text: &str, label: Label) {
    let text = pen.cut(text, area.w.saturating_sub(2));
    let x = area.x + area.w.saturating_sub(pen.cells(&text)) / 2;
    pen.put(x, area.y + area.h / 2, area.w, &text, Label::Ground, label);
}

/// Whose words, against what, how they are listed.
fn title(app: &App, state: &CandidatesState, pen: &mut Pen, w: u16) {
    let lang = pen.lang;
    let detail = Detail::of(w);
    let mut x = bars::seal(pen, w);
    let mut right = w - 1;
    let mut said: Vec<(Option<Word>, Word)> = vec![
        (Some(Word::KindsName), state.kinds.word()),
        (Some(Word::OrderName), state.order.word()),
    ];
    if state.only_new {
        said.insert(0, (None, Word::OnlyNewBadge));
    }
    for (name, value) in said.into_iter().rev() {
        let end = right;
        right = pen.put_right(right, 0, 20, word(lang, value), Label::Bar, Label::Heading1);
        if let Some(name) = name.filter(|_| detail >= Detail::Some) {
            right = pen.put_right(right - 1, 0, 12, word(lang, name), Label::Bar, Label::Muted);
        }
        let action = match name {
            Some(Word::KindsName) => Action::CycleKinds,
            Some(_) => Action::SortBy,
            None => Action::HideKnown,
        };
        pen.spot_row(right, 0, end, Target::Act(action));
        right = right.saturating_sub(if detail >= Detail::Nearly { 3 } else { 2 });
    }
    let room = |x: u16| right.saturating_sub(x);
    let name = word(lang, Word::CandidatesScreen);
    x = pen.put(x, 0, room(x), name, Label::Bar, Label::Heading1) + 3;
    let mut parts: Vec<(String, Label)> = Vec::new();
    if let Some(sought) = app.sought(state) {
        let found = &sought.found;
        let here = count(lang, Word::ReportCount, found.focus.reports as usize);
        let there = count(lang, Word::ReportCount, found.rest.reports as usize);
        let against = word(lang, Word::Against2);
        parts.push((format!("{here} {against} {there}"), Label::Muted));
        if found.read < found.focus.reports {
            let text = crate::locale::taken_from(lang, found.read, found.focus.reports);
            parts.push((text, Label::Muted));
        }
    }
    if app.sought(state).is_some()
        && let Some(step) = app.seeking_now(state)
    {
        parts.push((step_words(lang, step), Label::Reworded));
    }
    if app.shelf.loading {
        let (done, all) = (app.shelf.done_count(), app.shelf.len());
        parts.push((
            format!("{} {done}/{all}", word(lang, Word::Loading)),
            Label::Muted,
        ));
    }
    for (text, label) in parts {
        if pen.cells(&text) > room(x) {
            break;
        }
        x = pen.put(x, 0, room(x), &text, Label::Bar, label) + 3;
    }
}

/// What can be looked at, the present one heavy and bold; at the right where the cursor stands.
fn foci(
    app: &App,
    state: &CandidatesState,
    pen: &mut Pen,
    plan: &CandidatesPlan,
    w: u16,
    listed: usize,
) {
    let y = plan.foci;
    pen.hline(0, y, w, Rule::Horizontal, Label::Ground, Label::Border);
    let mut right = w.saturating_sub(2);
    if listed > 0 {
        let at = state.cursor.selected.min(listed - 1) + 1;
        let text = format!(" {} ", place_in_list(pen.lang, at, listed));
        right = pen.put_right(right, y, 16, &text, Label::Ground, Label::Muted);
    }
    let mut x = 1;
    for (i, focus) in state.foci.iter().enumerate() {
        let here = i == state.at;
        let kind = word(
            pen.lang,
            match focus {
                Focus::Report(_) => Word::ScopeReport,
                Focus::Place(_) => Word::ScopePlace,
                Focus::Province(_) => Word::ScopeProvince,
                Focus::Year(_) => Word::ScopeYear,
            },
        );
        let name = app.focus_name(focus);
        // The names give way where they do not all fit: that of the present one stays.
        let whole = format!(" {kind} {name} ");
        let short = format!(" {kind} ");
        let left = state.foci.len() - i - 1;
        let keep = 10 * left as u16;
        let text = if here || x + 2 + pen.cells(&whole) + keep <= right {
            whole
        } else {
            short
        };
        if x + 2 + pen.cells(&text) > right {
            break;
        }
        let (rule, line, label) = if here {
            (Rule::HeavyHorizontal, Label::FocusBorder, Label::Heading1)
        } else {
            (Rule::Horizontal, Label::Border, Label::Muted)
        };
        pen.glyph(x, y, rule, Label::Ground, line);
        let from = x;
        x = pen.put(x + 1, y, right - x, &text, Label::Ground, label);
        pen.glyph(x, y, rule, Label::Ground, line);
        pen.spot_row(from, y, x + 1, Target::Focus(i));
        x += 2;
    }
}

/// What a column shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Column {
    Kind,
    Hits,
    Rate,
    RateThere,
    Reports,
    ReportsThere,
    G2,
    LogRatio,
    TfIdf,
    Theme,
}

/// Where the columns stand.
struct Columns {
    /// First column of the wording, and its cells.
    text: (u16, u16),
    /// First column and cells of the others.
    others: Vec<(Column, u16, u16)>,
}

impl Columns {
    /// Those that there is room for; in how many reports of the focus only where it has several.
    fn new(pen: &Pen, w: u16, several: bool) -> Self {
        let detail = Detail::of(w);
        let en = pen.lang == crate::locale::Lang::En;
        let all = [
            (Column::Kind, 6, Detail::Most),
            (Column::Hits, 5, Detail::Least),
            (Column::Rate, if en { 8 } else { 6 }, Detail::Little),
            (Column::RateThere, if en { 9 } else { 8 }, Detail::Some),
            (Column::Reports, 7, Detail::Some),
            (Column::ReportsThere, 8, Detail::Nearly),
            (Column::G2, 7, Detail::Least),
            (Column::LogRatio, 8, Detail::Some),
            (Column::TfIdf, 7, Detail::All),
            (
                Column::Theme,
                if detail >= Detail::Nearly { 16 } else { 10 },
                Detail::Some,
            ),
        ];
        let gap = if detail >= Detail::Nearly { 3 } else { 1 };
        let shown = all
            .into_iter()
            .filter(|(column, _, from)| detail >= *from && (several || *column != Column::Reports));
        let shown: Vec<(Column, u16)> = shown.map(|(column, cells, _)| (column, cells)).collect();
        let cells: u16 = shown.iter().map(|(_, cells)| cells + gap).sum();
        let text = w.saturating_sub(cells + 5).clamp(10, 30);
        let mut x = 3 + text;
        let others = shown
            .into_iter()
            .map(|(column, cells)| {
                // Words beside a number stand further from it, and have what is left.
                let words = column == Column::Theme;
                x += if words { gap.max(2) } else { gap };
                let at = x;
                x += cells;
                let left = w.saturating_sub(at + 2).min(26);
                (column, at, if words { left } else { cells })
            })
            .collect();
        Self {
            text: (3, text),
            others,
        }
    }
}

fn heads(state: &CandidatesState, pen: &mut Pen, plan: &CandidatesPlan, columns: &Columns, w: u16) {
    let y = plan.heads;
    let lang = pen.lang;
    let name = word(lang, Word::WordingColumn);
    let (x, cells) = columns.text;
    pen.put(x, y, cells, name, Label::Ground, Label::Muted);
    for &(column, x, cells) in &columns.others {
        let (name, order) = match column {
            Column::Kind => (Word::KindColumn, None),
            Column::Hits => (Word::HitUnit, Some(Order::Hits)),
            Column::Rate => (Word::PerThousand, None),
            Column::RateThere => (Word::PerThousandThere, None),
            Column::Reports => (Word::ReportColumn, Some(Order::Reports)),
            Column::ReportsThere => (Word::ReportsThere, None),
            Column::G2 => (Word::G2Column, Some(Order::G2)),
            Column::LogRatio => (Word::LogRatioColumn, Some(Order::LogRatio)),
            Column::TfIdf => (Word::TfIdf, Some(Order::TfIdf)),
            Column::Theme => (Word::ThemeColumn, None),
        };
        let label = if order == Some(state.order) {
            Label::Heading1
        } else {
            Label::Muted
        };
        let name = word(lang, name);
        if order.is_some() {
            pen.spot_row(x, y, x + cells, Target::Act(Action::SortBy));
        }
        if matches!(column, Column::Kind | Column::Theme) {
            pen.put(x, y, cells, name, Label::Ground, label);
        } else {
            pen.put_right(x + cells, y, cells, name, Label::Ground, label);
        }
    }
    if let Some(rule) = plan.rule {
        pen.hline(0, rule, w, Rule::Horizontal, Label::Ground, Label::Border);
    }
}

fn list(
    app: &App,
    state: &CandidatesState,
    pen: &mut Pen,
    plan: &CandidatesPlan,
    columns: &Columns,
    sought: &Sought,
    listed: &[usize],
) {
    let body = plan.body;
    let height = usize::from(body.h);
    let mut cursor = state.cursor;
    cursor.selected = cursor.selected.min(listed.len().saturating_sub(1));
    let top = cursor.top(height, listed.len(), 2);
    let rows = (body.y..body.bottom()).zip(listed.iter().enumerate().skip(top));
    for (y, (i, &index)) in rows {
        let Some(candidate) = sought.found.list.get(index) else {
            continue;
        };
        let here = i == cursor.selected;
        pen.spot_row(0, y, body.w.saturating_sub(1), Target::Line(i));
        pen.spot_row(1, y, 3, Target::Mark(i));
        let ground = if here {
            Label::Selection
        } else {
            Label::Ground
        };
        if here {
            let row = Area::new(0, y, body.w.saturating_sub(1), 1);
            pen.fill(row, Label::Selection);
            pen.glyph(0, y, Rule::HeavyVertical, ground, Label::Accent);
        }
        if state.marked.contains(&candidate.text) {
            pen.put(1, y, 1, "*", ground, Label::Accent);
        }
        one(app, pen, y, columns, sought, candidate, (ground, here));
    }
    let x = body.w.saturating_sub(1);
    sheet::ruler(pen, x, body, top, listed.len(), Label::Border);
}

/// One line of the list.
fn one(
    app: &App,
    pen: &mut Pen,
    y: u16,
    columns: &Columns,
    sought: &Sought,
    c: &Candidate,
    (ground, here): (Label, bool),
) {
    let (x, cells) = columns.text;
    let label = if here { Label::Heading1 } else { Label::Text };
    let text = pen.cut(&c.text, cells);
    pen.put(x, y, cells, &text, ground, label);
    for &(column, x, cells) in &columns.others {
        let number = |n: f32, digits: usize| format!("{n:.digits$}");
        let (text, label) = match column {
            Column::Kind => {
                let kind = match c.kind {
                    Kind::Word => Word::KindOfWord,
                    Kind::Phrase => Word::KindOfPhrase,
                    Kind::Place => Word::KindOfPlace,
                };
                (word(pen.lang, kind).to_owned(), Label::Muted)
            }
            Column::Hits => (c.focus.hits.to_string(), Label::Text),
            Column::Rate => (number(c.per_thousand, 2), Label::Text),
            Column::RateThere => match c.rest.hits {
                0 => ("0".to_owned(), Label::Faint),
                _ if c.per_thousand_rest < 0.005 => ("<0.01".to_owned(), Label::Muted),
                _ => (number(c.per_thousand_rest, 2), Label::Muted),
            },
            Column::Reports => {
                let text = format!("{}/{}", c.focus.reports, sought.found.focus.reports);
                (text, Label::Text)
            }
            Column::ReportsThere => match c.rest.reports {
                0 => (format!("0/{}", sought.found.rest.reports), Label::Faint),
                n => (format!("{n}/{}", sought.found.rest.reports), Label::Muted),
            },
            Column::G2 if c.is_rare() => {
                (word(pen.lang, Word::TooFewShort).to_owned(), Label::Faint)
            }
            Column::G2 => (number(c.g2, 1), Label::Text),
            Column::LogRatio => (number(c.log_ratio, 1), Label::Text),
            Column::TfIdf => (number(c.tf_idf, 2), Label::Muted),
            Column::Theme => {
                let theme = c
                    .theme
                    .and_then(|id| app.lexicon.as_ref()?.theme(id))
                    .map_or("", |theme| lens::theme_name(theme, pen.lang));
                (pen.cut(theme, cells), Label::Muted)
            }
        };
        if matches!(column, Column::Kind | Column::Theme) {
            pen.put(x, y, cells, &text, ground, label);
        } else {
            pen.put_right(x + cells, y, cells, &text, ground, label);
        }
    }
}

/// The sentences of the chosen one.
fn preview(app: &App, state: &CandidatesState, pen: &mut Pen, plan: &CandidatesPlan) {
    let (Some(area), Some((sought, candidate))) = (plan.preview, app.chosen_candidate(state))
    else {
        return;
    };
    pen.spot(area, Target::Act(Action::Confirm));
    let lang = pen.lang;
    let (y, w) = (area.y, area.w);
    pen.hline(0, y, w, Rule::Horizontal, Label::Ground, Label::Border);
    let here = count(lang, Word::Hits, candidate.focus.hits as usize);
    let there = format!(
        "{} {}",
        word(lang, Word::Elsewhere),
        count(lang, Word::Hits, candidate.rest.hits as usize)
    );
    let mut x = 2;
    for (text, label) in [
        (candidate.text.as_str(), Label::Heading1),
        (here.as_str(), Label::Text),
        (there.as_str(), Label::Muted),
    ] {
        if x + pen.cells(text) + 3 > w {
            break;
        }
        x = pen.put(x, y, w, &format!(" {text} "), Label::Ground, label) + 1;
    }
    let most = usize::from(area.h.saturating_sub(1));
    let quotes = app.quotes(sought, candidate, most);
    let many = sought.reports.len() > 1;
    for (y, quote) in (area.y + 1..).zip(&quotes) {
        quoted(app, pen, y, w, quote, many);
    }
}

/// One sentence on one row: where it stands, and as much of it as fits, its first hit in sight.
fn quoted(app: &App, pen: &mut Pen, y: u16, w: u16, quote: &Quote, many: bool) {
    let Some(report) = app.shelf.report(quote.report) else {
        return;
    };
    let report: &Report = report;
    let left = if w < 60 { 2 } else { 20 };
    if w >= 60 {
        let before = if many {
            let (name, year) = name_and_year(app, quote.report, true);
            format!("{} {year}", pen.cut(&name, 11))
        } else {
            let section = quote.passage.section;
            section.map_or(String::new(), |s| {
                crate::theme::passages::markers(report, s)
            })
        };
        let before = pen.cut(&before, left - 3);
        pen.put(2, y, left - 3, &before, Label::Ground, Label::Muted);
    }
    let room = w.saturating_sub(left + 2);
    let (pieces, before, after) = window(pen, report, quote, room);
    let mut x = left;
    if before {
        x = pen.put(x, y, 2, "..", Label::Ground, Label::Muted);
    }
    let end = left + room;
    let at = Area::new(x, y, end.saturating_sub(x), 1);
    let mut writer = Writer {
        app,
        report,
        theme: Label::SearchHit,
        current: None,
        layers: Layers::default(),
    };
    x = writer.write(pen, at, &pieces, &quote.passage, Label::Ground);
    if after {
        let x = x.min(end.saturating_sub(2));
        pen.put(x, y, 2, "..", Label::Ground, Label::Muted);
    }
}

/// The pieces of a sentence that fit `room` cells, its first hit among them, and whether something is left out before and after.
fn window(pen: &Pen, report: &Report, quote: &Quote, room: u16) -> (Vec<Span>, bool, bool) {
    let span = quote.passage.span;
    let all = report.pieces(span);
    let rows = report.wrap(&all, room, 0, pen.ambiguous);
    if rows.len() <= 1 {
        return (all, false, false);
    }
    let hit = quote.passage.hits.first().copied().unwrap_or(span);
    let narrow = room.saturating_sub(4);
    let mut rows = report.wrap(&all, narrow, 0, pen.ambiguous).into_iter();
    if let Some(row) = rows.next()
        && row.pieces.last().is_some_and(|p| p.end() >= hit.end())
    {
        return (row.pieces, false, true);
    }
    // From the last stop before the hit that is near enough, else from as far before it as a third of the room holds.
    let (mut from, mut cells, mut stop) = (hit.start(), 0, None);
    for (at, c) in Span::new(span.start(), hit.start())
        .of(&report.text)
        .char_indices()
        .rev()
    {
        cells += crate::text::width::char(c, pen.ambiguous);
        if cells > narrow / 3 {
            break;
        }
        if "，、；：,;".contains(c) && from < hit.start() && stop.is_none() {
            stop = Some(from);
        }
        from = span.start() + at;
    }
    let rest = report.pieces(Span::new(stop.unwrap_or(from), span.end()));
    let mut rows = report.wrap(&rest, narrow, 0, pen.ambiguous).into_iter();
    let row = rows.next().unwrap_or_default();
    (row.pieces, true, rows.next().is_some())
}
