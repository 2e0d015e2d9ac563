//! The list of sections: both sides of each link with its score, or what became of its sentences, and what is said of the
//! chosen one below.

use ratatui::style::Modifier;

use super::super::head::{self, STRONG, bare_marker, reasons, strength};
use super::super::label::Label;
use super::super::paint::Rule;
use super::super::pen::Pen;
use super::super::ruler::change_label;
use crate::app::App;
use crate::app::changes::{BlockPlan, ChangesState, Line, Seen, own_change};
use crate::app::mouse::Target;
use crate::app::plan::Area;
use crate::compare::overview::{Part, Row, RowKind, Tally};
use crate::compare::{Change, Depth, Maker};
use crate::locale::{Word, count, word};
use crate::report::{Report, Role, SectionId};

/// Where the columns of the list stand.
struct Columns {
    /// First cell of A and of B, and the cells of each.
    a: u16,
    b: u16,
    sides: (u16, u16),
    /// First cell of the score, and its cells.
    score: u16,
    score_cells: u16,
    /// Cells of a marker.
    marker: u16,
}

/// Cells of the widest tally, `~12 +3 -4 »1`.
const TALLY: u16 = 12;

impl Columns {
    /// `full`: the list has the whole width, and its last cell is that of the ruler.
    fn new(pen: &Pen, seen: &Seen, area: Area, full: bool) -> Self {
        let words = [Word::Strong, Word::Medium, Word::Weak];
        let widest = words.iter().map(|&w| pen.cells(word(pen.lang, w))).max();
        let roomy = area.w >= 52;
        let score_cells = match seen.comparison.depth {
            Depth::Revision => TALLY,
            // `0.48 中 分`
            _ if roomy => 5 + widest.unwrap_or(2) + 1 + branch_cells(pen),
            _ => 4,
        };
        // Bar, mark and blank; a blank before and behind the score. The older titles get the odd cells.
        let room = area.w.saturating_sub(3 + score_cells + 2 + u16::from(full));
        let side = (room / 2).saturating_sub(u16::from(room >= 40));
        let a = area.x + 3;
        let score = a + (room - side) + 1;
        Self {
            a,
            b: score + score_cells + 1,
            sides: (room - side, side),
            score,
            score_cells,
            marker: if side >= 18 { 5 } else { 0 },
        }
    }
}

fn branch_cells(pen: &Pen) -> u16 {
    let words = [Word::SplitCount, Word::MergedCount];
    let cells = words.iter().map(|&w| pen.cells(word(pen.lang, w)));
    // In English the words are long; what split stands in the line below.
    cells.max().filter(|&c| c <= 2).unwrap_or(0)
}

/// The name of a role.
fn role(pen: &Pen, role: Role) -> &'static str {
    let name = match role {
        Role::Review => Word::Review,
        Role::Plan => Word::Plan,
        Role::Outlook => Word::Outlook,
        Role::SelfBuilding => Word::SelfBuilding,
        Role::Topic => Word::Topic,
        Role::Problems => Word::Problems,
        Role::Opening => Word::Opening,
        Role::Closing => Word::Closing,
        Role::Appendix => Word::Appendix,
    };
    word(pen.lang, name)
}

/// Draws the names of the columns and the lines below them.
pub fn draw(app: &App, state: &ChangesState, pen: &mut Pen, seen: &Seen, place: &BlockPlan) {
    let columns = Columns::new(pen, seen, place.body, place.body.w == app.size.0);
    if let Some(y) = place.names {
        let [a, b] = super::column_names(app, state);
        let (a, b) = (pen.cut(&a, columns.sides.0), pen.cut(&b, columns.sides.1));
        pen.put(
            columns.a,
            y,
            columns.sides.0,
            &a,
            Label::Ground,
            Label::Muted,
        );
        pen.put(
            columns.b,
            y,
            columns.sides.1,
            &b,
            Label::Ground,
            Label::Muted,
        );
        let middle = match seen.comparison.depth {
            Depth::Revision => Word::SentencesOf,
            _ => Word::Counterpart,
        };
        let middle = word(pen.lang, middle);
        if pen.cells(middle) <= columns.score_cells + 1 {
            pen.put(
                columns.score,
                y,
                columns.score_cells + 1,
                middle,
                Label::Ground,
                Label::Muted,
            );
        }
    }
    if state.lines.is_empty() {
        let text = if state.alone {
            Word::EveryCounterpart
        } else {
            Word::NoSectionsYet
        };
        let text = word(pen.lang, text);
        pen.put(
            columns.a,
            place.body.y,
            place.body.w,
            text,
            Label::Ground,
            Label::Muted,
        );
        return;
    }
    let chosen = state.line();
    let items: Vec<usize> = state.items().collect();
    let lines = state.lines.iter().enumerate().skip(place.top);
    for (y, (at, line)) in (place.body.y..place.body.bottom()).zip(lines) {
        if let Ok(item) = items.binary_search(&at) {
            let target = Target::Item(place.block, item);
            pen.spot_row(place.body.x, y, place.body.right(), target);
        }
        match *line {
            Line::Blank => {}
            Line::Head(part) => {
                if let Some(part) = seen.overview.parts.get(part) {
                    let ground = super::ground(state, pen, place, y, chosen == Some(at));
                    part_head(pen, seen, part, y, ground, place.body);
                }
            }
            Line::Row(part, row) => {
                let row = seen.overview.parts.get(part).and_then(|p| p.rows.get(row));
                if let Some(row) = row {
                    let here = chosen == Some(at);
                    let ground = super::ground(state, pen, place, y, here);
                    let focused = ground == Label::Selection;
                    section(pen, seen, row, y, ground, focused, &columns, place.body.x);
                }
            }
        }
    }
}

/// `三 计划`, and the title where the role does not say it.
fn part_head(pen: &mut Pen, seen: &Seen, part: &Part, y: u16, ground: Label, area: Area) {
    let head = part.head.as_ref();
    let state = own_change(seen, part);
    if let Some(state) = state {
        super::mark(
            pen,
            area.x + 1,
            y,
            state.mark(),
            ground,
            change_label(state),
        );
    }
    let mut text = String::new();
    let known = head.and_then(|h| match (h.b, h.a) {
        (Some(b), _) => Some((&seen.b, b)),
        (None, Some(a)) => Some((&seen.a, a)),
        _ => None,
    });
    if let Some((report, id)) = known {
        let marker = bare_marker(report.marker(id));
        if !marker.is_empty() {
            text.push_str(&marker);
            text.push(' ');
        }
    }
    let title = known.map(|(report, id)| pen.script(report, report.title(id)).into_owned());
    match (part.role, title) {
        (Role::Topic, Some(title)) => text.push_str(&title),
        _ => text.push_str(role(pen, part.role)),
    }
    let style = pen
        .palette
        .over(ground, Label::Marker)
        .add_modifier(Modifier::BOLD);
    let room = area.w.saturating_sub(3);
    let text = pen.cut_title(&text, room);
    let x = area.x + if state.is_some() { 3 } else { 1 };
    pen.put_style(x, y, room, &text, style);
}

#[expect(
    clippy::too_many_arguments,
    reason = "a row, where it stands, and how it is chosen"
)]
fn section(
    pen: &mut Pen,
    seen: &Seen,
    row: &Row,
    y: u16,
    ground: Label,
    focused: bool,
    columns: &Columns,
    x: u16,
) {
    if let Some(state) = row.state {
        super::mark(pen, x + 1, y, state.mark(), ground, change_label(state));
    }
    if row.kind == RowKind::Front {
        let text = word(pen.lang, Word::TextBefore);
        pen.put(columns.a, y, columns.sides.0, text, ground, Label::Muted);
        pen.put(columns.b, y, columns.sides.1, text, ground, Label::Text);
        tally(pen, row.tally, y, ground, columns);
        return;
    }
    let none = word(pen.lang, Word::NoCounterpart);
    let alone = focused || row.is_alone();
    if let Some(a) = row.a {
        let label = if alone { Label::Heading3 } else { Label::Muted };
        side(
            pen,
            &seen.a,
            a,
            (columns.a, y, columns.sides.0),
            ground,
            columns.marker,
            label,
        );
    } else {
        let room = columns.sides.0.saturating_sub(columns.marker);
        pen.put(
            columns.a + columns.marker,
            y,
            room,
            none,
            ground,
            Label::New,
        );
    }
    if let Some(b) = row.b {
        let label = if alone { Label::Heading3 } else { Label::Text };
        side(
            pen,
            &seen.b,
            b,
            (columns.b, y, columns.sides.1),
            ground,
            columns.marker,
            label,
        );
    } else {
        pen.put(columns.b, y, columns.sides.1, none, ground, Label::Gone);
    }
    if seen.comparison.depth == Depth::Revision {
        tally(pen, row.tally, y, ground, columns);
        return;
    }
    let Some(link) = &row.link else { return };
    let label = if link.score >= STRONG {
        Label::LinkHigh
    } else {
        Label::LinkLow
    };
    let text = format!("{:.2}", link.score);
    let mut x = pen.put(columns.score, y, 4, &text, ground, label) + 1;
    if columns.score_cells <= 4 {
        return;
    }
    let text = match link.by {
        Maker::Reader => word(pen.lang, Word::PinnedShort),
        Maker::Program => strength(pen.lang, link.score),
    };
    x = pen.put(x, y, columns.score_cells, text, ground, Label::Muted) + 1;
    let branch = match (row.split, row.merged) {
        (_, true) => Word::MergedCount,
        (true, _) => Word::SplitCount,
        _ => return,
    };
    let end = columns.score + columns.score_cells;
    let text = word(pen.lang, branch);
    if x + pen.cells(text) <= end {
        pen.put(x, y, end - x, text, ground, Label::Marker);
    }
}

/// Marker and title of a section; one from further down shows what it stands in.
fn side(
    pen: &mut Pen,
    report: &Report,
    id: SectionId,
    (x, y, room): (u16, u16, u16),
    ground: Label,
    markers: u16,
    label: Label,
) {
    let mut used = 0;
    if markers > 0 {
        let path = report.ancestry(id);
        let path = path.iter().skip(usize::from(path.len() > 1));
        let mut marker: String = path.map(|&s| bare_marker(report.marker(s))).collect();
        if report.section(id).is_some_and(|s| s.level > 2) && report.marker(id).is_empty() {
            marker.push('/');
        }
        let marker = pen.cut(&pen.script(report, marker.into()), room / 2);
        let tone = if label == Label::Muted {
            Label::Muted
        } else {
            Label::Marker
        };
        let cells = pen.put(x, y, room / 2, &marker, ground, tone) - x;
        used = markers.max(cells + u16::from(cells > 0));
    }
    let title = pen.script(report, report.title(id));
    let title = pen.cut_title(&title, room - used);
    pen.put(x + used, y, room - used, &title, ground, label);
}

/// `~3 +1 -2 »1`: the sentences that are not as they were.
fn tally(pen: &mut Pen, tally: Tally, y: u16, ground: Label, columns: &Columns) {
    let mut x = columns.score;
    let end = columns.score + columns.score_cells;
    for change in [Change::Reworded, Change::New, Change::Gone, Change::Moved] {
        let n = tally.of(change);
        if n == 0 {
            continue;
        }
        let text = format!("{}{n}", change.mark());
        if x + pen.cells(&text) > end {
            break;
        }
        x = pen.put(x, y, end - x, &text, ground, change_label(change)) + 1;
    }
}

/// What is said of the chosen section: why it is linked, what became of its sentences.
pub fn foot(app: &App, state: &ChangesState, pen: &mut Pen, seen: &Seen, area: Area) {
    pen.hline(
        area.x,
        area.y,
        area.w,
        Rule::Horizontal,
        Label::Ground,
        Label::Border,
    );
    let lang = pen.lang;
    let y = area.y + 1;
    let row = match state.line().and_then(|at| state.lines.get(at)) {
        Some(Line::Row(part, row)) => {
            let part = seen.overview.parts.get(*part);
            part.and_then(|p| p.rows.get(*row))
        }
        Some(Line::Head(part)) => {
            let part = seen.overview.parts.get(*part);
            part.and_then(|p| p.head.as_ref())
        }
        _ => None,
    };
    let Some(row) = row else { return };
    let mut parts: Vec<(String, Label)> = Vec::new();
    if row.kind == RowKind::Part {
        parts.push((word(lang, Word::OwnText).to_owned(), Label::Text));
    }
    if let Some(link) = &row.link {
        if link.by == Maker::Reader {
            parts.push((word(lang, Word::PinnedByYou).to_owned(), Label::Text));
        }
        let why = reasons(lang, &link.reasons);
        if seen.comparison.depth == Depth::Revision {
            parts.push((
                format!("{:.2} {}", link.score, strength(lang, link.score)),
                Label::Text,
            ));
        }
        if !why.is_empty() {
            parts.push((why, Label::Muted));
        }
    }
    if row.split {
        parts.push((word(lang, Word::SplitCount).to_owned(), Label::Marker));
    }
    if row.merged {
        parts.push((word(lang, Word::MergedCount).to_owned(), Label::Marker));
    }
    if row.tally.total() > 0 {
        for (change, name) in [
            (Change::Kept, Word::Kept),
            (Change::Reworded, Word::Reworded),
            (Change::Moved, Word::Moved),
            (Change::New, Word::New),
            (Change::Gone, Word::Gone),
        ] {
            let n = row.tally.of(change);
            if n > 0 {
                parts.push((format!("{} {n}", word(lang, name)), change_label(change)));
            }
        }
        let all = row.tally.total() as usize;
        parts.push((count(lang, Word::SentencesOf, all), Label::Muted));
    }
    if row.link.is_none() && row.is_alone() {
        parts.extend(nearest(app, state, pen, seen, row));
    }
    let mut x = area.x + 3;
    let right = area.right().saturating_sub(1);
    for (text, label) in parts {
        if x + pen.cells(&text) > right {
            break;
        }
        x = pen.put(x, y, right, &text, Label::Ground, label) + 2;
    }
}

/// `最近 三(四) 0.18 弱`, for a section without counterpart.
fn nearest(
    _app: &App,
    _state: &ChangesState,
    pen: &Pen,
    seen: &Seen,
    row: &Row,
) -> Option<(String, Label)> {
    let links = &seen.comparison.links;
    let (nearest, report) = match (row.a, row.b) {
        (Some(a), None) => (links.nearest_a.get(a.index()).copied().flatten()?, &seen.b),
        (None, Some(b)) => (links.nearest_b.get(b.index()).copied().flatten()?, &seen.a),
        _ => return None,
    };
    let path = head::path_of_markers(report, nearest.section);
    let title = pen.script(report, report.title(nearest.section));
    let title = pen.cut_title(&title, 16);
    let text = format!(
        "{} {path} {title} {:.2} {}",
        word(pen.lang, Word::Nearest),
        nearest.score,
        strength(pen.lang, nearest.score)
    );
    Some((text, Label::Muted))
}
