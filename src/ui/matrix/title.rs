//! The title bar of the matrix: what is counted, in which order, and of which reports. What is left out is never forgotten: a filter
//! stands as a badge, and the last thing to give way is what differs from the default.

use crate::app::App;
use crate::app::action::Action;
use crate::app::matrix::pick::PickBy;
use crate::app::matrix::{MatrixState, Part, Unit};
use crate::app::mouse::Target;
use crate::locale::{Lang, Word, count, word};
use crate::theme::{ColumnOrder, RowOrder};
use crate::ui::bars;
use crate::ui::head::name_and_year;
use crate::ui::label::Label;
use crate::ui::lens;
use crate::ui::pen::Pen;

/// One thing that is said at the right.
struct Said {
    name: &'static str,
    value: String,
    /// The lowest give way first.
    rank: u8,
    /// It narrows what is shown.
    filter: bool,
    /// What changes it.
    action: Option<Action>,
}

/// Draws it.
pub fn draw(app: &App, state: &MatrixState, pen: &mut Pen, w: u16) {
    let lang = pen.lang;
    let mut x = bars::seal(pen, w);
    x = pen.put(
        x,
        0,
        w,
        word(lang, Word::Matrix),
        Label::Bar,
        Label::Heading1,
    ) + 3;
    let counts = counts(app, state, lang);
    let first = counts.first().map_or(0, |c| pen.cells(c) + 2);
    let right = w - 1;
    let said = fitting(pen, said(app, state, lang), right.saturating_sub(x + first));
    let right = put(pen, said, right);
    for count in counts {
        let room = right.saturating_sub(x);
        if pen.cells(&count) > room {
            break;
        }
        x = pen.put(x, 0, room, &count, Label::Bar, Label::Muted) + 2;
    }
}

/// `载入 12/40`, `18 份报告`, or `5/18 份报告` where not all are shown, `26 个主题`.
fn counts(app: &App, state: &MatrixState, lang: Lang) -> Vec<String> {
    let (reports, themes) = (state.matrix.columns.len(), state.matrix.rows.len());
    let left_out = state.matrix.left_out;
    let mut counts = vec![
        if left_out > 0 {
            format!(
                "{reports}/{} {}",
                reports + left_out,
                word(lang, Word::Reports)
            )
        } else {
            count(lang, Word::Reports, reports)
        },
        count(lang, Word::ThemeCount, themes),
    ];
    if app.shelf.loading {
        let (done, all) = (app.shelf.done_count(), app.shelf.len());
        counts.insert(0, format!("{} {done}/{all}", word(lang, Word::Loading)));
    }
    counts
}

/// Everything there is to say, from the left.
fn said(app: &App, state: &MatrixState, lang: Lang) -> Vec<Said> {
    let mut said = Vec::new();
    let mut say = |name: Word, value: String, rank: u8, filter: bool| {
        said.push(Said {
            name: word(lang, name),
            value,
            rank,
            filter,
            action: match name {
                Word::RowsBy => Some(Action::SortRows),
                Word::ColumnsBy => Some(Action::SortColumns),
                Word::Number => Some(Action::ToggleUnit),
                Word::Part => Some(Action::CyclePart),
                _ if name == PickBy::Levels.word() => Some(Action::PickLevels),
                _ if name == PickBy::Places.word() => Some(Action::PickPlaces),
                _ if name == PickBy::Years.word() || name == Word::Year => Some(Action::PickYears),
                _ => None,
            },
        });
    };
    for (by, rank) in [(PickBy::Levels, 7), (PickBy::Places, 9), (PickBy::Years, 8)] {
        let chosen = state.chosen(by, lang);
        if let Some(value) = few(&chosen) {
            say(by.word(), value, rank, true);
        }
    }
    let theme = |id| {
        let lexicon = app.lexicon.as_ref();
        let theme = lexicon.and_then(|l| l.theme(id));
        theme.map_or_else(String::new, |t| lens::theme_name(t, lang).to_owned())
    };
    let rows = match state.rows {
        RowOrder::Lexicon => None,
        RowOrder::Total => Some(word(lang, Word::Total).to_owned()),
        RowOrder::Change => Some(word(lang, Word::ChangeOfTheme).to_owned()),
        RowOrder::Spread => Some(word(lang, Word::SpreadOfTheme).to_owned()),
        RowOrder::Report(id) => {
            let (name, year) = name_and_year(app, id, true);
            Some(format!("{name} {year}").trim_end().to_owned())
        }
    };
    if let Some(rows) = rows {
        say(Word::RowsBy, rows, 6, false);
    }
    let columns = match state.columns {
        ColumnOrder::Places => None,
        ColumnOrder::Years => Some(word(lang, Word::Year).to_owned()),
        ColumnOrder::Theme(id) => Some(theme(id)),
    };
    if let Some(columns) = columns {
        say(Word::ColumnsBy, columns, 5, false);
    }
    let (unit, rank) = match state.unit {
        Unit::Hits => (Word::HitUnit, 2),
        Unit::PerThousand => (Word::PerThousand, 4),
    };
    say(Word::Number, word(lang, unit).to_owned(), rank, false);
    let shade = word(lang, Word::PerThousand).to_owned();
    say(Word::Shade, shade, 0, false);
    let rank = if state.part == Part::All { 3 } else { 10 };
    let part = word(lang, state.part.word()).to_owned();
    say(Word::Part, part, rank, false);
    if let Some((first, last)) = state.matrix.years
        && state.choice.years.is_empty()
    {
        let years = if first == last {
            first.to_string()
        } else {
            format!("{first}-{last}")
        };
        say(Word::Year, years, 1, false);
    }
    said
}

/// The first two, and how many more there are.
fn few(chosen: &[String]) -> Option<String> {
    match chosen {
        [] => None,
        [one] => Some(one.clone()),
        [one, two] => Some(format!("{one} {two}")),
        [one, rest @ ..] => Some(format!("{one} +{}", rest.len())),
    }
}

/// What of it fits: first names give way to values alone, then whole things.
fn fitting(pen: &Pen, mut said: Vec<Said>, room: u16) -> Vec<Said> {
    let cells = |said: &[Said]| -> u16 {
        let each = said.iter().map(|s| {
            let name = pen.cells(s.name);
            pen.cells(&s.value) + name + u16::from(name > 0) + 2 * u16::from(s.filter) + 3
        });
        each.sum()
    };
    while cells(&said) > room {
        let lowest = said
            .iter()
            .enumerate()
            .filter(|(_, s)| s.rank < 4)
            .min_by_key(|(_, s)| s.rank)
            .map(|(i, _)| i);
        if let Some(lowest) = lowest {
            said.remove(lowest);
        } else if said.iter().any(|s| !s.name.is_empty()) {
            for said in &mut said {
                said.name = "";
            }
        } else if said.len() > 1 {
            let lowest = said.iter().enumerate().min_by_key(|(_, s)| s.rank);
            let lowest = lowest.map_or(0, |(i, _)| i);
            said.remove(lowest);
        } else {
            break;
        }
    }
    said
}

/// Writes it so that it ends before `right`; returns where it begins.
fn put(pen: &mut Pen, said: Vec<Said>, mut right: u16) -> u16 {
    for said in said.into_iter().rev() {
        let room = right.saturating_sub(8);
        let end = right;
        if said.filter {
            let badge = if said.name.is_empty() {
                format!(" {} ", said.value)
            } else {
                format!(" {} {} ", said.name, said.value)
            };
            let badge = pen.cut(&badge, room);
            right = pen.put_right(right, 0, room, &badge, Label::Bar, Label::Badge);
        } else {
            let value = pen.cut(&said.value, room);
            right = pen.put_right(right, 0, room, &value, Label::Bar, Label::Heading1);
            if !said.name.is_empty() {
                let at = right.saturating_sub(1);
                right = pen.put_right(at, 0, 14, said.name, Label::Bar, Label::Muted);
            }
        }
        if let Some(action) = said.action {
            pen.spot_row(right, 0, end, Target::Act(action));
        }
        right = right.saturating_sub(3);
    }
    right
}
