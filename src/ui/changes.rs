//! 变化 on the screen: the title, what is said of the two as a whole, the heads of the lists and their frame.
//!
//! Must not know how many rows a list is given: that is [`crate::app::changes::ChangesPlan`].

mod lists;
mod sections;

use ratatui::style::Modifier;

use super::bars;
use super::head::{name_and_year, stem};
use super::label::Label;
use super::paint::Rule;
use super::pen::Pen;
use super::reader::depth_name;
use super::sheet;
use crate::app::App;
use crate::app::action::Action;
use crate::app::changes::{Block, BlockPlan, ChangesPlan, ChangesState, Seen};
use crate::app::mouse::Target;
use crate::app::plan::{Area, Detail};
use crate::compare::{Depth, Verdict};
use crate::locale::{Word, sections_linked, sentences_near, word};
use crate::report::ReportId;

/// Draws the screen but for its status bar.
pub fn draw(app: &App, state: &ChangesState, pen: &mut Pen, area: Area) {
    title(app, state, pen, area.w);
    let (Some(plan), Some(seen)) = (app.changes_plan(), &state.seen) else {
        waiting(app, state, pen, area);
        return;
    };
    let seen = seen.as_ref();
    if let Some(area) = plan.banner {
        verdict(app, state, pen, seen, area);
    }
    if let Some(rule) = plan.rule {
        pen.vline(
            rule.x,
            rule.y,
            rule.h,
            Rule::Vertical,
            Label::Ground,
            Label::Border,
        );
    }
    let left = plan.rule.is_some();
    for place in &plan.blocks {
        // Its head, the names of its columns, its lines.
        let rows = place.body.bottom().saturating_sub(place.head.y);
        let area = Area::new(place.head.x, place.head.y, place.head.w, rows);
        pen.spot(area, Target::Block(place.block));
    }
    if plan.tabs {
        tabs(state, pen, seen, &plan);
    }
    for (i, place) in plan.blocks.iter().enumerate() {
        if !plan.tabs || i > 0 {
            head(app, state, pen, seen, place);
        }
        match place.block {
            Block::Sections => sections::draw(app, state, pen, seen, place),
            _ => lists::draw(app, state, pen, seen, place),
        }
        scroll(state, pen, place, left && place.block == Block::Sections);
    }
    if let Some(foot) = plan.foot {
        sections::foot(app, state, pen, seen, foot);
    }
}

/// Place and year of both, as short as it goes.
fn names(app: &App, state: &ChangesState, place: bool) -> [(String, String); 2] {
    let of = |id: ReportId| name_and_year(app, id, place);
    [of(state.a), of(state.b)]
}

/// What a column of a report is called: its year; its name where both have one year, or none.
fn column_names(app: &App, state: &ChangesState) -> [String; 2] {
    let [a, b] = names(app, state, true);
    let known = !a.1.is_empty() && !b.1.is_empty();
    if known && a.1 != b.1 && a.0 == b.0 {
        return [a.1, b.1];
    }
    if a == b {
        return stems(app, state);
    }
    let join = |(name, year): (String, String)| format!("{name} {year}").trim().to_owned();
    [join(a), join(b)]
}

/// What tells two reports of one place and year apart: their files.
fn stems(app: &App, state: &ChangesState) -> [String; 2] {
    let of = |id: ReportId| {
        let report = app.shelf.report(id);
        report.map_or(String::new(), |r| stem(&r.source.name).to_owned())
    };
    [of(state.a), of(state.b)]
}

fn title(app: &App, state: &ChangesState, pen: &mut Pen, w: u16) {
    let detail = Detail::of(w);
    let mut x = bars::seal(pen, w);
    let right = w.saturating_sub(1);
    let name = word(pen.lang, Word::Changes);
    x = pen.put(
        x,
        0,
        right.saturating_sub(x),
        name,
        Label::Bar,
        Label::Heading1,
    );
    x += if detail >= Detail::Nearly { 4 } else { 2 };
    let pairing = app.pairings.get(&(state.a, state.b));
    // What is known of the comparison is right; the names have what is left.
    let mut end = right;
    let nearness = pairing.and_then(|p| p.nearness);
    let depth = pairing.and_then(|p| p.depth());
    if let (Some(nearness), true) = (nearness, detail >= Detail::Most) {
        let near = word(pen.lang, Word::NearSentences);
        let mut text = if depth == Some(Depth::Parallel) {
            format!("{near} {:.1}%", nearness.share * 100.0)
        } else {
            format!("{near} {}/{}", nearness.near, nearness.total)
        };
        if let Some(seen) = state
            .seen
            .as_ref()
            .filter(|_| depth != Some(Depth::Parallel))
        {
            let kept = word(pen.lang, Word::KeptCount);
            text = format!("{text}  {kept} {}", seen.overview.tally.kept);
        }
        if pairing.is_some_and(|p| p.asked.is_some_and(|d| d != nearness.depth)) {
            text = format!("{text}  {}", word(pen.lang, Word::DepthChosen));
        }
        end = pen.put_right(right, 0, 60, &text, Label::Bar, Label::Muted);
        end = end.saturating_sub(2);
    }
    let badge = depth.map(|d| format!(" {} ", depth_name(pen, d)));
    let badge_cells = badge.as_ref().map_or(0, |b| pen.cells(b) + 2);
    let [mut a, mut b] = names(app, state, true);
    if a == b {
        let [left, right] = stems(app, state);
        let cut = |text: &str| pen.cut(text, 12);
        (a.1, b.1) = (format!("{} {}", a.1, cut(&left)), cut(&right));
    }
    let same_place = a.0 == b.0;
    let and = format!("  {}  ", word(pen.lang, Word::And));
    let fixed = pen.cells(&a.1) + pen.cells(&b.1) + pen.cells(&and) + badge_cells + 2;
    let room = end.saturating_sub(x + fixed);
    let each = if same_place { room } else { room / 2 };
    for (i, (name, year)) in [a, b].into_iter().enumerate() {
        if i == 1 {
            x = pen.put(x, 0, end.saturating_sub(x), &and, Label::Bar, Label::Muted);
        }
        let name = pen.cut(&name, each.min(24));
        if each >= 4 && !(i == 1 && same_place) {
            x = pen.put(
                x,
                0,
                end.saturating_sub(x),
                &name,
                Label::Bar,
                Label::Heading1,
            );
            x += u16::from(!year.is_empty());
        }
        x = pen.put(
            x,
            0,
            end.saturating_sub(x),
            &year,
            Label::Bar,
            Label::Heading1,
        );
    }
    let Some(badge) = badge else { return };
    x += if detail >= Detail::Nearly { 5 } else { 2 };
    if x + pen.cells(&badge) <= end {
        let depth = Target::Act(Action::CycleDepth);
        pen.spot_row(x, 0, x + pen.cells(&badge), depth);
        pen.put(
            x,
            0,
            end.saturating_sub(x),
            &badge,
            Label::Bar,
            Label::Badge,
        );
    }
}

/// What the screen waits for, and what is known meanwhile.
fn waiting(app: &App, state: &ChangesState, pen: &mut Pen, area: Area) {
    let read = |id: ReportId| app.shelf.report(id).is_some();
    let pairing = app.pairings.get(&(state.a, state.b));
    let said = if !read(state.a) || !read(state.b) {
        Word::ReadingBoth
    } else if pairing.is_some_and(|p| p.links.is_some()) {
        Word::ComparingNow
    } else {
        Word::LinkingNow
    };
    let mut rows = vec![(word(pen.lang, said).to_owned(), Label::Text)];
    if let Some(links) = pairing.and_then(|p| p.links.as_ref()) {
        let linked = links.of_b.iter().filter(|of| !of.is_empty()).count();
        rows.push((
            sections_linked(pen.lang, linked, links.of_b.len()),
            Label::Muted,
        ));
    }
    centred(pen, area, &rows);
}

/// Rows in the middle of an area.
fn centred(pen: &mut Pen, area: Area, rows: &[(String, Label)]) {
    let top = area.y + area.h.saturating_sub(rows.len() as u16) / 2;
    for (y, (text, label)) in (top..area.bottom()).zip(rows) {
        let text = pen.cut(text, area.w.saturating_sub(2));
        let x = area.x + area.w.saturating_sub(pen.cells(&text)) / 2;
        pen.put(x, y, area.w, &text, Label::Ground, *label);
    }
}

/// What is said of the two as a whole: identical, empty, or not comparable and why.
fn verdict(app: &App, state: &ChangesState, pen: &mut Pen, seen: &Seen, area: Area) {
    let lang = pen.lang;
    let comparison = &seen.comparison;
    let nearness = comparison.nearness;
    let linked = seen.overview.counts.linked;
    let all = linked + seen.overview.counts.new;
    let near = sentences_near(lang, nearness.near as usize, nearness.total as usize);
    let links = sections_linked(lang, linked, all);
    match comparison.verdict {
        Verdict::Comparable => {}
        Verdict::Identical => {
            let kept =
                crate::locale::total(lang, Word::KeptSentences, seen.overview.tally.kept as usize);
            let rows = [
                (
                    word(lang, Word::IdenticalVerdict).to_owned(),
                    Label::Heading1,
                ),
                (format!("{near}  {kept}"), Label::Muted),
            ];
            centred(pen, area, &rows);
        }
        Verdict::Empty { a, b } => {
            let mut rows = vec![(word(lang, Word::EmptyVerdict).to_owned(), Label::Heading1)];
            for (empty, id) in [(a, state.a), (b, state.b)] {
                if empty {
                    let name = app.report_label(id);
                    rows.push((crate::locale::holds_nothing(lang, &name), Label::Muted));
                }
            }
            centred(pen, area, &rows);
        }
        Verdict::NotComparable => {
            let y = area.y + 1;
            pen.put(1, y, 2, "!", Label::Ground, Label::Error);
            let said = word(lang, Word::NotComparableVerdict);
            let x = pen.put(3, y, area.w, said, Label::Ground, Label::Heading1) + 2;
            let room = area.w.saturating_sub(x + 1);
            let text = format!("{near}  {links}");
            if pen.cells(&text) <= room {
                pen.put(x, y, room, &text, Label::Ground, Label::Text);
            } else {
                pen.put(
                    3,
                    y + 1,
                    area.w.saturating_sub(4),
                    &near,
                    Label::Ground,
                    Label::Text,
                );
                pen.put(
                    3,
                    y + 2,
                    area.w.saturating_sub(4),
                    &links,
                    Label::Ground,
                    Label::Text,
                );
            }
        }
    }
}

/// What a list is called, and what is said beside its name.
fn name(block: Block, depth: Depth) -> (Word, Option<Word>) {
    let parallel = depth == Depth::Parallel;
    match block {
        Block::NewTerms if parallel => (Word::WordingBlock, Some(Word::RightOnly)),
        Block::GoneTerms if parallel => (Word::WordingBlock, Some(Word::LeftOnly)),
        Block::Sections => (Word::SectionsBlock, None),
        Block::Figures => (Word::FiguresBlock, Some(Word::PlanFigures)),
        Block::NewTerms => (Word::WordingBlock, Some(Word::NewWording)),
        Block::GoneTerms => (Word::WordingBlock, Some(Word::GoneWording)),
        Block::Tones => (Word::TonesBlock, Some(Word::TonesAbout)),
        Block::Kept => (Word::KeptBlock, None),
        Block::Reworded => (Word::RewordedBlock, None),
    }
}

/// What sections of one side only are called.
fn one_sided(seen: &Seen) -> (Word, Word) {
    match seen.comparison.depth {
        Depth::Parallel => (Word::RightOnly, Word::LeftOnly),
        _ => (Word::NewCount, Word::GoneCount),
    }
}

/// The mark of a list in its head.
fn sign(block: Block) -> Option<(&'static str, Label)> {
    match block {
        Block::NewTerms => Some(("+ ", Label::New)),
        Block::GoneTerms => Some(("- ", Label::Gone)),
        Block::Tones => Some(("~ ", Label::Reworded)),
        _ => None,
    }
}

/// The rule above a list, with its name at the left and its counts at the right.
fn head(app: &App, state: &ChangesState, pen: &mut Pen, seen: &Seen, place: &BlockPlan) {
    let focused = state.block == place.block;
    let (rule, line) = if focused {
        (Rule::HeavyHorizontal, Label::FocusBorder)
    } else {
        (Rule::Horizontal, Label::Border)
    };
    let head = place.head;
    let y = head.y;
    let (title, about) = name(place.block, seen.comparison.depth);
    pen.hline(
        head.x,
        y,
        head.w.saturating_sub(u16::from(head.x == 0)),
        rule,
        Label::Ground,
        line,
    );
    let mut x = pen.put(head.x + 2, y, 1, " ", Label::Ground, Label::Text);
    let label = if focused {
        Label::Heading1
    } else {
        Label::Heading3
    };
    x = pen.put(x, y, head.w, word(pen.lang, title), Label::Ground, label);
    let right = counts(app, state, pen, seen, place);
    let mut said: Vec<(String, Label)> = Vec::new();
    said.extend(sign(place.block).map(|(sign, label)| (sign.to_owned(), label)));
    said.extend(about.map(|a| (word(pen.lang, a).to_owned(), Label::Muted)));
    let cells: u16 = said.iter().map(|(t, _)| pen.cells(t)).sum();
    if !said.is_empty() && x + 2 + cells < right {
        x = pen.put(x, y, 2, "  ", Label::Ground, Label::Text);
        for (text, label) in said {
            x = pen.put(x, y, right.saturating_sub(x), &text, Label::Ground, label);
        }
    }
    pen.put(x, y, 1, " ", Label::Ground, Label::Text);
}

/// The counts of a list, right-aligned in its head, as many as there is room for; returns their first column.
fn counts(app: &App, state: &ChangesState, pen: &mut Pen, seen: &Seen, place: &BlockPlan) -> u16 {
    let lang = pen.lang;
    let o = &seen.overview;
    let count = |what: Word, n: usize, label: Label| (word(lang, what).to_owned(), n, label);
    let mut parts: Vec<(String, Label)> = Vec::new();
    match place.block {
        Block::Sections => {
            let c = o.counts;
            let (new, gone) = one_sided(seen);
            let all = [
                count(Word::LinkedCount, c.linked, Label::Text),
                count(new, c.new, Label::New),
                count(gone, c.gone, Label::Gone),
                count(Word::SplitCount, c.split, Label::Muted),
                count(Word::MergedCount, c.merged, Label::Muted),
            ];
            for (i, (name, n, label)) in all.into_iter().enumerate() {
                if i < 3 || n > 0 {
                    parts.push((format!("{name} {n}"), label));
                }
            }
        }
        Block::Figures if o.figures.is_empty() => {}
        Block::Figures => {
            let (moved, same) = o.figures_moved();
            parts.push((
                format!("{} {moved}", word(lang, Word::MovedCount)),
                Label::Text,
            ));
            parts.push((format!("{} {same}", word(lang, Word::Same)), Label::Muted));
        }
        Block::NewTerms | Block::GoneTerms => {
            let [a, b] = column_names(app, state);
            let (here, there) = if place.block == Block::NewTerms {
                (b, a)
            } else {
                (a, b)
            };
            let hits = word(lang, Word::HitsOf);
            let text = format!("{here} {hits} ({there})");
            // What the list is about comes first.
            let room = place.head.w.saturating_sub(32);
            let short = pen.cells(&text) > room;
            let text = if short { hits.to_owned() } else { text };
            parts.push((text, Label::Muted));
        }
        _ => parts.push((state.count(place.block).to_string(), Label::Muted)),
    }
    let right = place.head.right().saturating_sub(3);
    let least =
        place.head.x + 4 + pen.cells(word(lang, name(place.block, seen.comparison.depth).0)) + 2;
    // The last ones give way.
    let cells = |pen: &Pen, parts: &[(String, Label)]| -> u16 {
        parts.iter().map(|(t, _)| pen.cells(t) + 2).sum()
    };
    while !parts.is_empty() && cells(pen, &parts) + least > right {
        parts.pop();
    }
    if parts.is_empty() {
        return right;
    }
    let start = right.saturating_sub(cells(pen, &parts));
    let mut x = pen.put(start, place.head.y, 1, " ", Label::Ground, Label::Text);
    for (i, (text, label)) in parts.iter().enumerate() {
        if i > 0 {
            x = pen.put(x, place.head.y, 2, "  ", Label::Ground, Label::Text);
        }
        x = pen.put(
            x,
            place.head.y,
            right.saturating_sub(x),
            text,
            Label::Ground,
            *label,
        );
    }
    pen.put(x, place.head.y, 1, " ", Label::Ground, Label::Text);
    start
}

/// The lists by name in one row, the one that is shown heavy and bold.
fn tabs(state: &ChangesState, pen: &mut Pen, seen: &Seen, plan: &ChangesPlan) {
    let Some(first) = plan.blocks.first() else {
        return;
    };
    let head = first.head;
    pen.hline(
        0,
        head.y,
        head.w,
        Rule::Horizontal,
        Label::Ground,
        Label::Border,
    );
    let mut x = 1;
    let mut tabs: Vec<(&[Block], Word)> = Vec::new();
    for block in state.blocks() {
        let tab = block.tab();
        if tabs.iter().all(|(t, _)| *t != tab) {
            let name = if tab.contains(&Block::Kept) {
                Word::PassagesTab
            } else {
                name(block, seen.comparison.depth).0
            };
            tabs.push((tab, name));
        }
    }
    let right = head.right();
    for (tab, name) in tabs {
        let here = tab.contains(&state.block);
        let (rule, line) = if here {
            (Rule::HeavyHorizontal, Label::FocusBorder)
        } else {
            (Rule::Horizontal, Label::Border)
        };
        let text = format!(" {} ", word(pen.lang, name));
        if x + 1 + pen.cells(&text) > right {
            break;
        }
        pen.glyph(x, head.y, rule, Label::Ground, line);
        let label = if here { Label::Heading1 } else { Label::Muted };
        let from = x;
        x = pen.put(x + 1, head.y, right, &text, Label::Ground, label);
        pen.glyph(x, head.y, rule, Label::Ground, line);
        if let Some(&block) = tab.iter().find(|b| state.blocks().contains(b)) {
            pen.spot_row(from, head.y, x + 1, Target::Block(block));
        }
        x += 2;
    }
    tab_counts(state, pen, seen, head, x);
}

/// The most telling counts of the shown tab, where there is room behind the names.
fn tab_counts(state: &ChangesState, pen: &mut Pen, seen: &Seen, head: Area, x: u16) {
    let lang = pen.lang;
    let o = &seen.overview;
    let mut parts: Vec<(String, Label)> = Vec::new();
    match state.block {
        Block::Sections => {
            let c = o.counts;
            let (new, gone) = one_sided(seen);
            for (name, n, label) in [
                (Word::LinkedCount, c.linked, Label::Text),
                (new, c.new, Label::New),
                (gone, c.gone, Label::Gone),
            ] {
                parts.push((format!("{} {n}", word(lang, name)), label));
            }
        }
        Block::Figures if o.figures.is_empty() => {}
        Block::Figures => {
            let (moved, same) = o.figures_moved();
            parts.push((
                format!("{} {moved}", word(lang, Word::MovedCount)),
                Label::Text,
            ));
            parts.push((format!("{} {same}", word(lang, Word::Same)), Label::Muted));
        }
        _ => {}
    }
    let right = head.right().saturating_sub(2);
    let mut cells: u16 = parts.iter().map(|(t, _)| pen.cells(t) + 2).sum();
    while !parts.is_empty() && x + cells > right {
        let last = parts.pop();
        cells -= last.map_or(0, |(t, _)| pen.cells(&t) + 2);
    }
    if parts.is_empty() {
        return;
    }
    let mut at = pen.put(right - cells, head.y, 1, " ", Label::Ground, Label::Text);
    for (i, (text, label)) in parts.iter().enumerate() {
        if i > 0 {
            at = pen.put(at, head.y, 2, "  ", Label::Ground, Label::Text);
        }
        at = pen.put(at, head.y, right, text, Label::Ground, *label);
    }
    pen.put(at, head.y, 1, " ", Label::Ground, Label::Text);
}

/// How far down a list is that does not fit.
fn scroll(state: &ChangesState, pen: &mut Pen, place: &BlockPlan, on_rule: bool) {
    let focused = state.block == place.block;
    let label = if focused {
        Label::FocusBorder
    } else {
        Label::Border
    };
    let x = if on_rule {
        place.body.right()
    } else {
        place.body.right().saturating_sub(1)
    };
    sheet::ruler(pen, x, place.body, place.top, place.lines, label);
}

/// The ground of a line: that of the chosen one in the list with the keys, with its bar; the chosen one of another list
/// keeps a faint bar.
fn ground(state: &ChangesState, pen: &mut Pen, place: &BlockPlan, y: u16, chosen: bool) -> Label {
    if !chosen {
        return Label::Ground;
    }
    let x = place.body.x;
    if state.block != place.block {
        return Label::Ground;
    }
    let row = Area::new(x, y, place.body.w.saturating_sub(1), 1);
    pen.fill(row, Label::Selection);
    pen.glyph(x, y, Rule::HeavyVertical, Label::Selection, Label::Accent);
    Label::Selection
}

/// A mark of the gutter, bold.
fn mark(pen: &mut Pen, x: u16, y: u16, mark: char, ground: Label, label: Label) {
    let style = pen.palette.over(ground, label).add_modifier(Modifier::BOLD);
    pen.put_style(x, y, 1, mark.encode_utf8(&mut [0; 4]), style);
}
