//! What the lens says of itself: title bar, heads of columns, and the foot about the passage under the cursor.

use super::{theme_name, wash};
use crate::app::App;
use crate::app::action::Action;
use crate::app::lens::{Key, LensColumn, LensPlan, LensState, Source};
use crate::app::matrix::Part;
use crate::app::mouse::Target;
use crate::app::plan::{Area, Detail};
use crate::locale::{Lang, Word, count, listed, mention, word};
use crate::report::ReportId;
use crate::theme::{TermId, Wording};
use crate::ui::bars;
use crate::ui::head::name_and_year;
use crate::ui::label::Label;
use crate::ui::paint::Rule;
use crate::ui::pen::Pen;

/// The title bar: theme, terms with their hits, part, where the cursor is, how many reports mention it.
pub fn title(app: &App, state: &LensState, pen: &mut Pen, plan: &LensPlan, (w, _): (u16, u16)) {
    let detail = Detail::of(w);
    let mut x = bars::seal(pen, w);
    let mut right = w - 1;
    let (all, some) = (state.reports, state.mentioning);
    let said = match (state.whole, detail) {
        (Some(_), _) => count(pen.lang, Word::ThemeCount, some),
        (None, Detail::Least | Detail::Little) => format!("{some}/{all}"),
        (None, _) => mention(pen.lang, some, all),
    };
    right = pen
        .put_right(right, 0, 30, &said, Label::Bar, Label::Muted)
        .saturating_sub(2);
    if state.part != Part::All || detail >= Detail::Most {
        let part = word(pen.lang, state.part.word());
        let end = right;
        right = pen.put_right(right, 0, 12, part, Label::Bar, Label::Heading1);
        if detail >= Detail::Most {
            let name = word(pen.lang, Word::Part);
            right = pen.put_right(right - 1, 0, 12, name, Label::Bar, Label::Muted);
        }
        pen.spot_row(right, 0, end, Target::Act(Action::CyclePart));
        right = right.saturating_sub(2);
    }
    if let Some(column) = state.current().filter(|_| detail >= Detail::Some) {
        let mut at = format!("{}/{}", column.index() + 1, column.len());
        if let Some((here, all)) = state.place().filter(|_| state.columns.len() > 1) {
            let whole = word(pen.lang, Word::EveryColumn);
            at = format!("{at}  {whole} {here}/{all}");
        }
        if !column.is_empty() {
            right = pen
                .put_right(right, 0, 30, &at, Label::Bar, Label::Text)
                .saturating_sub(2);
        }
    }
    let Some(lexicon) = &app.lexicon else {
        return;
    };
    let Some(theme) = lexicon.theme(state.theme) else {
        return;
    };
    let room = |x: u16| right.saturating_sub(x);
    if detail >= Detail::Some {
        let name = match state.whole {
            Some(report) => {
                let (name, year) = name_and_year(app, report, true);
                pen.cut(format!("{name} {year}").trim_end(), room(x) / 2)
            }
            None => word(pen.lang, Word::Matrix).to_owned(),
        };
        x = pen.put(x, 0, room(x), &name, Label::Bar, Label::Heading1) + 2;
    }
    let chip = format!(" {} ", theme_name(theme, pen.lang));
    let chip = pen.cut(&chip, room(x));
    x = pen.put(x, 0, room(x), &chip, Label::Bar, wash(app, state.theme)) + 2;
    if let Some(only) = state.only.and_then(|t| lexicon.wording(t)) {
        let text = format!("{} {}", word(pen.lang, Word::OnlyThisTerm), only.text);
        if pen.cells(&text) <= room(x) {
            pen.put(x, 0, room(x), &text, Label::Bar, Label::Accent);
        }
        return;
    }
    if plan.foot.is_none() {
        let (text, earlier) = terms_here(app, state, pen.lang);
        let text = format!("{text}  {earlier}");
        if pen.cells(text.trim_end()) <= room(x) {
            pen.put(x, 0, room(x), text.trim_end(), Label::Bar, Label::Text);
        }
        return;
    }
    if state.whole.is_none() {
        terms(app, state, pen, x, right);
    }
}

/// The terms that made hits, and how many, as far as they fit: those of today, then those of earlier years. That of the current hit stands
/// out.
fn terms(app: &App, state: &LensState, pen: &mut Pen, x: u16, right: u16) {
    let Some(lexicon) = &app.lexicon else {
        return;
    };
    let known = |&(id, hits): &(TermId, u32)| Some((id, lexicon.wording(id)?, hits));
    let made: Vec<(TermId, Wording<'_>, u32)> = state.terms.iter().filter_map(known).collect();
    let (earlier, today): (Vec<_>, Vec<_>) = made.into_iter().partition(|t| t.1.earlier);
    let current = state.term();
    let mut x = x;
    for (name, terms) in [(Word::Terms, today), (Word::EarlierTerms, earlier)] {
        let name = word(pen.lang, name);
        for (i, (id, wording, hits)) in terms.into_iter().enumerate() {
            let hits = hits.to_string();
            let lead = if i == 0 { pen.cells(name) + 1 } else { 0 };
            let cells = lead + pen.cells(wording.text) + 1 + pen.cells(&hits);
            let room = right.saturating_sub(x);
            if cells + 3 > room {
                if room > 1 {
                    pen.put(x, 0, 2, "..", Label::Bar, Label::Muted);
                }
                return;
            }
            if i == 0 {
                x = pen.put(x, 0, room, name, Label::Bar, Label::Faint) + 1;
            }
            let label = if current == Some(id) {
                Label::Strong
            } else {
                Label::Muted
            };
            x = pen.put(x, 0, room, wording.text, Label::Bar, label) + 1;
            x = pen.put(x, 0, room, &hits, Label::Bar, label) + 2;
        }
    }
}

/// The term that made the current hit and the others of its passage, and whether it is one of earlier years: `词条 弃管楼`, `早年提法`.
fn terms_here(app: &App, state: &LensState, lang: Lang) -> (String, &'static str) {
    let Some((lexicon, term)) = app.lexicon.as_ref().zip(state.term()) else {
        return (String::new(), "");
    };
    let text = |t: TermId| lexicon.wording(t).map(|w| w.text.to_owned());
    let own = text(term).unwrap_or_default();
    let earlier = lexicon.wording(term).is_some_and(|w| w.earlier);
    let earlier = if earlier {
        word(lang, Word::EarlierWording)
    } else {
        ""
    };
    (format!("{} {own}", word(lang, Word::Term)), earlier)
}

/// About the passage under the cursor: the term, and where the sentence stands once more.
pub fn foot(app: &App, state: &LensState, pen: &mut Pen, y: u16, w: u16) {
    pen.fill(Area::new(0, y, w, 1), Label::Bar);
    let right = w.saturating_sub(1);
    let room = |x: u16| right.saturating_sub(x);
    let (term, earlier) = terms_here(app, state, pen.lang);
    let mut x = pen.put(3, y, room(3), &term, Label::Bar, Label::Text);
    if !earlier.is_empty() {
        x = pen.put(x + 2, y, room(x + 2), earlier, Label::Bar, Label::Marker);
    }
    x += 3;
    let copies = state.copies();
    let Some(first) = copies.first() else {
        return;
    };
    for same in [true, false] {
        let mut reports: Vec<ReportId> = Vec::new();
        for copy in copies.iter().filter(|c| c.same == same) {
            if !reports.contains(&copy.report) {
                reports.push(copy.report);
            }
        }
        if reports.is_empty() || (same != first.same && room(x) < 24) {
            continue;
        }
        let name = if same {
            Word::SameSentence
        } else {
            Word::NearSentence
        };
        let (mark, label) = super::copy_mark(same);
        x = pen.put(x, y, room(x), mark, Label::Bar, label) + 1;
        x = pen.put(
            x,
            y,
            room(x),
            word(pen.lang, name),
            Label::Bar,
            Label::Muted,
        ) + 1;
        let names: Vec<String> = reports.into_iter().map(|r| app.report_label(r)).collect();
        let names = pen.cut(&listed(pen.lang, &names), room(x));
        x = pen.put(x, y, room(x), &names, Label::Bar, Label::Text) + 3;
    }
}

/// What a column is called: name, and what stands after it.
fn name(app: &App, lang: Lang, column: &LensColumn) -> (String, String) {
    let Some(first) = column.sources.first() else {
        return (String::new(), String::new());
    };
    match &column.key {
        Key::Report(report) => name_and_year(app, *report, true),
        Key::Theme(theme) => {
            let theme = app.lexicon.as_ref().and_then(|l| l.theme(*theme));
            let name = theme.map_or("", |t| theme_name(t, lang));
            (name.to_owned(), String::new())
        }
        Key::Place(_) => {
            let years: Vec<String> = column
                .sources
                .iter()
                .map(|s| name_and_year(app, s.report, true).1)
                .collect();
            let years = match years.as_slice() {
                [first, .., last] if years.len() > 2 => format!("{first}–{last}"),
                _ => listed(lang, &years),
            };
            (name_and_year(app, first.report, true).0, years)
        }
        Key::Year(year) => {
            let year = year.map_or_else(
                || word(lang, Word::YearUnknown).to_owned(),
                |y| y.to_string(),
            );
            (year, count(lang, Word::ReportCount, column.sources.len()))
        }
    }
}

/// The head of a column: what it is of, hits, hits per thousand characters.
pub fn column(app: &App, pen: &mut Pen, area: Area, column: &LensColumn, focused: bool) {
    let y = area.y;
    let (rule, line, name_label) = if focused {
        (Rule::HeavyHorizontal, Label::FocusBorder, Label::Heading1)
    } else {
        (Rule::Horizontal, Label::Border, Label::Strong)
    };
    let width = area.w.saturating_sub(1);
    pen.hline(area.x, y, width, rule, Label::Ground, line);
    let hits = count(pen.lang, Word::Hits, column.hits as usize);
    let rate = rate(pen.lang, column.per_mille);
    let (name, year) = name(app, pen.lang, column);
    let mut right = area.x + width.saturating_sub(2);
    let left = area.x + 2;
    let least = (pen.cells(&name) + pen.cells(&year) + 4).min(20);
    let wanted = pen.cells(&hits) + pen.cells(&rate) + 5;
    let mut parts = vec![(hits, name_label)];
    if right.saturating_sub(left) >= wanted + least {
        parts.push((rate, Label::Muted));
    }
    for (text, label) in parts.into_iter().rev() {
        let start = right.saturating_sub(pen.cells(&text) + 2);
        pen.put(start, y, 1, " ", Label::Ground, Label::Text);
        let room = right.saturating_sub(start);
        let after = pen.put(start + 1, y, room, &text, Label::Ground, label);
        pen.put(after, y, 1, " ", Label::Ground, Label::Text);
        right = start;
    }
    let room = right.saturating_sub(left + 3);
    let whole = format!("{name} {year}");
    let whole = if pen.cells(&whole) <= room {
        whole
    } else {
        let name = pen.cut(&name, room.saturating_sub(pen.cells(&year) + 1));
        format!("{name} {year}")
    };
    pen.put(left, y, 1, " ", Label::Ground, Label::Text);
    let whole = pen.cut(whole.trim(), room);
    let after = pen.put(left + 1, y, room, &whole, Label::Ground, name_label);
    pen.put(after, y, 1, " ", Label::Ground, Label::Text);
}

fn rate(lang: Lang, per_mille: f32) -> String {
    format!("{} {per_mille:.2}", word(lang, Word::PerThousand))
}

/// That a report has nothing to show: no hits, or not the part that is looked at.
pub fn nothing(lang: Lang, source: &Source) -> &'static str {
    word(
        lang,
        match source.han {
            Some(_) => Word::NotMentioned,
            None => Word::NoSuchPart,
        },
    )
}

/// The head of one report in a column of several.
pub fn source(app: &App, pen: &mut Pen, area: Area, key: &Key, source: &Source) {
    let y = area.y;
    let (name, year) = name_and_year(app, source.report, true);
    let name = match key {
        Key::Place(_) if !year.is_empty() => year,
        Key::Year(Some(_)) => name,
        _ => format!("{name} {year}"),
    };
    let said = if source.hits == 0 {
        nothing(pen.lang, source).to_owned()
    } else {
        let hits = count(pen.lang, Word::Hits, source.hits as usize);
        format!("{hits}  {}", rate(pen.lang, source.per_mille()))
    };
    let cells = pen.cells(&said);
    let said = if cells + 12 > area.w && source.hits > 0 {
        count(pen.lang, Word::Hits, source.hits as usize)
    } else {
        said
    };
    let start = pen.put_right(area.right(), y, area.w, &said, Label::Ground, Label::Muted);
    let room = start.saturating_sub(area.x + 1);
    let name = pen.cut(name.trim(), room);
    let x = pen.put(area.x, y, room, &name, Label::Ground, Label::Strong) + 1;
    let line = start.saturating_sub(x + 1);
    pen.hline(x, y, line, Rule::Horizontal, Label::Ground, Label::Border);
}
