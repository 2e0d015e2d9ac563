//! The mouse on every screen: what is hit is what is drawn, and whatever it does can be done by keys.

use duizhao::app::action::Action;
use duizhao::app::changes::Block;
use duizhao::app::mouse::{Mouse, MouseKind, Spot, Target};
use duizhao::app::msg::{Effect, Msg};
use duizhao::app::{App, Overlay, Screen, Settings};
use duizhao::locale::Lang;

use crate::support::app::Harness;

const SIZES: [(u16, u16); 2] = [(80, 24), (160, 45)];

/// Every screen and overlay, and the keys that lead to it from the reader.
const PLACES: &[(&str, &str)] = &[
    ("reader", ""),
    ("raw", "r"),
    ("wording", "w"),
    ("themes lit", "t Ctrl-x Esc"),
    ("search in the bar", "/ \"发展\""),
    ("jump", "f \"营商\""),
    ("theme picker", "t"),
    ("terms of a theme", "t Ctrl-t"),
    ("report picker", "p"),
    ("help", "?"),
    ("palette", ":"),
    ("counterparts", "J J ="),
    ("years", "J J H"),
    ("new theme", "n +"),
    ("export", "e"),
    ("matrix", "T"),
    ("years of the matrix", "T Y"),
    ("find in the matrix", "T / \"营商\""),
    ("lens", "T Enter"),
    ("key words", "Alt-w"),
    ("course of a place", "Alt-c"),
    ("course of a year", "Alt-c 2"),
    ("course of a theme", "Alt-c 3"),
    ("new and gone", "Alt-g"),
    ("changes", "D"),
    ("library", "B"),
    ("library detail", "B Tab"),
    ("filter", "B / \"沙\""),
    ("identity", "B i"),
    ("path", "B o"),
];

fn at(kind: MouseKind, x: u16, y: u16) -> Msg {
    Msg::Mouse(Mouse {
        kind,
        x,
        y,
        ctrl: false,
        alt: false,
    })
}

/// Where something stands: the first cell of the first such spot that is not covered.
fn find(h: &Harness, wanted: impl Fn(Target) -> bool) -> Option<(u16, u16)> {
    let spots = h.drawn().1;
    spots.all().iter().find_map(|spot| {
        let area = spot.area;
        let cells =
            (area.y..area.bottom()).flat_map(|y| (area.x..area.right()).map(move |x| (x, y)));
        let mut seen = cells.filter(|&(x, y)| spots.at(x, y).next() == Some(spot.target));
        wanted(spot.target).then(|| seen.next()).flatten()
    })
}

fn place(h: &Harness, wanted: impl Fn(Target) -> bool) -> (u16, u16) {
    find(h, wanted).unwrap_or_else(|| panic!("no such spot on\n{}", h.screen()))
}

fn press(h: &mut Harness, wanted: impl Fn(Target) -> bool) -> (u16, u16) {
    let (x, y) = place(h, wanted);
    click(h, x, y);
    (x, y)
}

fn click(h: &mut Harness, x: u16, y: u16) {
    h.send(at(MouseKind::Press, x, y));
    h.send(at(MouseKind::Release, x, y));
}

fn turn(h: &mut Harness, (x, y): (u16, u16), down: bool) {
    let kind = if down {
        MouseKind::WheelDown
    } else {
        MouseKind::WheelUp
    };
    h.send(at(kind, x, y));
}

fn drag(h: &mut Harness, from: (u16, u16), to: (u16, u16)) {
    h.send(at(MouseKind::Press, from.0, from.1));
    h.send(at(MouseKind::Drag, to.0, to.1));
    h.send(at(MouseKind::Release, to.0, to.1));
}

fn tops(h: &Harness) -> Vec<usize> {
    h.app.reader.panes.iter().map(|p| p.top).collect()
}

fn pane_widths(h: &Harness) -> Vec<u16> {
    h.app.plan().panes.iter().map(|p| p.head.w).collect()
}

/// The state that a reader sees, as far as it has to be sound.
fn check(h: &Harness, when: &str) {
    let app: &App = &h.app;
    let count = app.reader.panes.len();
    assert!(app.reader.focus < count.max(1), "{when}: no such focus");
    for pane in &app.reader.panes {
        let rows = pane.rows().len();
        assert!(pane.top <= rows, "{when}: top {} of {rows}", pane.top);
    }
    if let Screen::Matrix(state) = &app.screen {
        assert!(state.row <= state.matrix.rows.len(), "{when}");
        assert!(state.column <= state.matrix.columns.len(), "{when}");
    }
    if let Screen::Lens(state) = &app.screen {
        assert!(state.column < state.columns.len().max(1), "{when}");
    }
    let plan = app.plan();
    for pane in &plan.panes {
        assert!(pane.head.right() <= plan.area.w, "{when}: {pane:?}");
        if plan.area.w >= 80 && plan.panes.len() > 1 {
            assert!(pane.text.w >= 34 && pane.text.w <= 78, "{when}: {pane:?}");
        }
    }
    // The real cursor stands on the screen.
    let (w, h_) = app.size;
    let mut cells = ratatui::buffer::Buffer::empty(ratatui::layout::Rect::new(0, 0, w, h_));
    let drawn = duizhao::ui::drawn(app, duizhao::ui::label::Palette::default(), &mut cells);
    if let Some((x, y)) = drawn.cursor {
        assert!(x < w && y < h_, "{when}: cursor {x} {y} on {w}x{h_}");
    }
    for Spot { area, target } in drawn.spots.all() {
        assert!(
            area.right() <= w && area.bottom() <= h_,
            "{when}: {target:?} at {area:?} on {w}x{h_}"
        );
    }
}

#[test]
fn the_wheel_scrolls_the_pane_under_it_and_the_keys_stay() {
    for (w, h) in [(100, 24), (160, 45)] {
        let mut h = Harness::samples(w, h);
        h.keys("J J J");
        let (focus, before) = (h.app.reader.focus, tops(&h));
        // As by keys where the keys are.
        let mut by_keys = Harness::samples(w, h.app.size.1);
        by_keys.keys("J J J j j j");
        let over = place(&h, |t| matches!(t, Target::Row(pane, ..) if pane == focus));
        turn(&mut h, over, true);
        assert_eq!(tops(&h), tops(&by_keys));
        turn(&mut h, over, false);
        let other = 1 - focus;
        let now = tops(&h);
        let over = place(&h, |t| matches!(t, Target::Row(pane, ..) if pane == other));
        turn(&mut h, over, true);
        assert_eq!(h.app.reader.focus, focus, "the keys stay");
        assert_eq!(tops(&h)[other], now[other] + 3, "from {before:?}");
        assert_ne!(tops(&h)[focus], now[focus], "the locked pane follows");
        h.keys("L");
        let now = tops(&h);
        turn(&mut h, over, true);
        assert_eq!(tops(&h)[focus], now[focus], "a free pane stays");
        assert_eq!(tops(&h)[other], now[other] + 3);
    }
}

#[test]
fn with_ctrl_the_wheel_goes_from_section_to_section() {
    let mut h = Harness::samples(160, 45);
    let mut by_keys = Harness::samples(160, 45);
    by_keys.keys("J J");
    let (x, y) = place(&h, |t| matches!(t, Target::Row(0, ..)));
    for _ in 0..2 {
        h.send(Msg::Mouse(Mouse {
            kind: MouseKind::WheelDown,
            x,
            y,
            ctrl: true,
            alt: false,
        }));
    }
    assert_eq!(tops(&h), tops(&by_keys));
}

#[test]
fn the_outline_is_turned_without_moving_the_panes_and_pressed_to_go_there() {
    let mut h = Harness::samples(160, 24);
    let before = (tops(&h), h.screen());
    let over = place(&h, |t| t == Target::Outline);
    turn(&mut h, (over.0 + 5, over.1 + 5), true);
    assert_eq!(tops(&h), before.0);
    assert_ne!(h.screen(), before.1, "other lines are seen");
    let mut last = None;
    for spot in h.drawn().1.all() {
        if let Target::Section(id) = spot.target {
            last = Some((spot.area, id));
        }
    }
    let (area, section) = last.unwrap();
    click(&mut h, area.x + 4, area.y);
    assert_eq!(h.app.pane().unwrap().section(), Some(section));
    // The section that is read is in sight again.
    h.keys("gg");
    assert_eq!(h.screen(), before.1);
}

#[test]
fn a_press_on_text_gives_the_keys_and_leads_the_eye_to_the_sentence_there() {
    for (w, rows) in [(100, 24), (160, 45)] {
        let mut h = Harness::samples(w, rows);
        h.keys("J J J");
        let other = 1 - h.app.reader.focus;
        let top = tops(&h)[other];
        let (x, y) = place(
            &h,
            |t| matches!(t, Target::Row(pane, row, _) if pane == other && row > top + 4),
        );
        let first = h.app.plan().pane(other).unwrap().text.x;
        click(&mut h, first.max(x), y);
        assert_eq!(h.app.reader.focus, other);
        assert_eq!(tops(&h)[other], top, "what is pressed does not move");
        let pane = h.app.pane().unwrap();
        assert!(pane.eye.is_some());
        let report = h.app.report_in(other).unwrap();
        let (_, sentence) = h.app.sentence_here().unwrap();
        let eye = pane.eye.unwrap();
        assert!(report.sentences[sentence.index()].span.end() > eye);
    }
}

#[test]
fn a_drag_over_text_chooses_sentences_and_a_press_lets_them_go() {
    let mut h = Harness::samples(160, 45);
    h.keys("J J J");
    let rows: Vec<(u16, u16)> = h
        .drawn()
        .1
        .all()
        .iter()
        .filter(|s| matches!(s.target, Target::Row(0, ..)))
        .map(|s| (s.area.x + 8, s.area.y))
        .collect();
    drag(&mut h, rows[6], rows[16]);
    let chosen = h.app.selection().expect("sentences are chosen").sentences();
    assert!(chosen.len() > 1, "{chosen:?}");
    click(&mut h, rows[8].0, rows[8].1);
    assert_eq!(h.app.selection(), None);
    // A hand that shakes chooses nothing.
    drag(&mut h, rows[8], (rows[8].0 + 1, rows[8].1));
    assert_eq!(h.app.selection(), None);
}

#[test]
fn the_head_of_a_pane_gives_the_keys_then_chooses_another_report() {
    let mut h = Harness::samples(160, 45);
    let other = 1 - h.app.reader.focus;
    press(&mut h, |t| t == Target::Name(other));
    assert_eq!(h.app.reader.focus, other);
    assert!(h.app.overlays.is_empty());
    press(&mut h, |t| t == Target::Name(other));
    assert!(matches!(h.app.overlays.last(), Some(Overlay::Reports(_))));
    // Beside it: closed, as by Esc.
    click(&mut h, 0, 20);
    assert!(h.app.overlays.is_empty());
    h.keys("J J j j j j");
    let section = h.app.pane().unwrap().section();
    press(&mut h, |t| t == Target::Crumb(other));
    assert_eq!(h.app.pane().unwrap().section(), section);
    let report = h.app.report_in(other).unwrap();
    let heading = report.section(section.unwrap()).unwrap().heading.start();
    assert_eq!(h.app.pane().unwrap().eye, Some(heading));
}

#[test]
fn the_ruler_goes_to_a_place_and_its_heavy_part_is_dragged() {
    for (w, rows) in SIZES {
        let mut h = Harness::samples(w, rows);
        let pane = h.app.reader.focus;
        let plan = *h.app.plan().pane(pane).unwrap();
        let last = plan.text.bottom() - 2;
        click(&mut h, plan.ruler, last);
        let far = tops(&h)[pane];
        let all = h.app.pane().unwrap().rows().len();
        assert!(far > all / 2, "{far} of {all}");
        // Back to the top by its heavy part.
        let ruler = h.app.pane().unwrap().ruler.clone().unwrap();
        let heavy = plan.text.y + ruler.cell_of(far) as u16;
        drag(&mut h, (plan.ruler, heavy), (plan.ruler, plan.text.y));
        assert_eq!(tops(&h)[pane], 0);
        h.keys("<");
        assert_eq!(tops(&h)[pane], 0, "the jump can be taken back");
    }
}

#[test]
fn a_theme_in_the_title_is_walked_from_then_on() {
    let mut h = Harness::samples(160, 45);
    h.keys("t Ctrl-x Esc");
    assert!(h.app.lit.len() > 2);
    press(&mut h, |t| t == Target::Chip(2));
    assert_eq!(h.app.current_lit, 2);
    let mut by_keys = Harness::samples(160, 45);
    by_keys.keys("t Ctrl-x Esc");
    by_keys.app.current_lit = 2;
    h.keys("n");
    by_keys.keys("n");
    assert_eq!(h.app.hit, by_keys.app.hit);
}

#[test]
fn borders_are_dragged_within_the_least_measure_and_made_equal_by_two_presses() {
    let mut h = Harness::samples(160, 45);
    h.keys("o");
    assert_eq!(pane_widths(&h), [80, 80]);
    let border = place(&h, |t| t == Target::Border(1));
    drag(&mut h, (border.0, 20), (border.0 + 21, 20));
    assert_eq!(pane_widths(&h), [101, 59]);
    check(&h, "after a drag");
    drag(&mut h, (border.0 + 21, 20), (159, 20));
    assert_eq!(pane_widths(&h), [120, 40]);
    drag(&mut h, (120, 20), (0, 20));
    assert_eq!(pane_widths(&h), [40, 120]);
    // The same shares on another screen, as far as there is room.
    h.send(Msg::Resize(120, 30));
    assert_eq!(pane_widths(&h), [40, 80]);
    h.send(Msg::Resize(80, 24));
    assert_eq!(pane_widths(&h), [40, 40]);
    h.send(Msg::Resize(160, 45));
    assert_eq!(pane_widths(&h), [40, 120]);
    click(&mut h, 40, 20);
    assert_eq!(pane_widths(&h), [40, 120]);
    click(&mut h, 40, 20);
    assert_eq!(pane_widths(&h), [80, 80]);
}

#[test]
fn the_ruler_between_two_panes_is_pulled_sideways_as_their_border() {
    let mut h = Harness::samples(160, 45);
    h.keys("o J J");
    let before = tops(&h);
    let ruler = h.app.plan().panes[0].ruler;
    drag(&mut h, (ruler, 30), (ruler + 10, 30));
    assert_eq!(pane_widths(&h), [90, 70]);
    assert_eq!(h.app.reader.panes[0].anchor != 0, before[0] != 0);
}

#[test]
fn the_border_of_the_outline_makes_it_wider_and_narrower() {
    let mut h = Harness::samples(160, 45);
    let wide = |h: &Harness| h.app.plan().outline.map_or(0, |o| o.w);
    assert_eq!(wide(&h), 34);
    let (x, _) = place(&h, |t| t == Target::Border(0));
    drag(&mut h, (x, 12), (x + 9, 12));
    assert_eq!(wide(&h), 43);
    drag(&mut h, (x + 9, 12), (2, 12));
    assert_eq!(wide(&h), 24);
    drag(&mut h, (23, 12), (150, 12));
    assert_eq!(wide(&h), 60);
    check(&h, "with a wide outline");
    // Where there is no room for it, the panes come first.
    h.send(Msg::Resize(140, 45));
    assert!(wide(&h) < 60 && wide(&h) >= 24, "{}", wide(&h));
    check(&h, "with a wide outline on a narrower screen");
}

#[test]
fn keys_change_widths_as_well() {
    let mut h = Harness::samples(160, 45);
    h.keys("o");
    h.keys("Alt-+ Alt-+");
    let focus = h.app.reader.focus;
    let wider = pane_widths(&h)[focus];
    assert_eq!(wider, 88);
    h.keys("Alt--");
    assert_eq!(pane_widths(&h)[focus], 84);
    h.keys("Tab Alt-+");
    assert_eq!(pane_widths(&h)[1 - focus], 80);
    h.keys("Alt-=");
    assert_eq!(pane_widths(&h), [80, 80]);
    // At the end it is said that there is no more.
    for _ in 0..30 {
        h.keys("Alt-+");
    }
    assert!(h.app.status.is_some());
    assert_eq!(pane_widths(&h)[h.app.reader.focus], 120);
    h.keys("X");
    let one = pane_widths(&h);
    h.keys("Alt-+");
    assert_eq!(pane_widths(&h), one);
}

#[test]
fn m_gives_the_mouse_to_the_terminal_and_takes_it_back() {
    for lang in [Lang::Zh, Lang::En] {
        let mut h = Harness::open(Vec::new(), 80, 24, lang);
        let given = |effects: &[Effect]| {
            effects.iter().find_map(|e| match e {
                Effect::Mouse(on) => Some(*on),
                _ => None,
            })
        };
        let key = || Msg::Key("M".parse().unwrap());
        assert!(h.app.has_mouse());
        assert_eq!(given(&h.app.update(key())), Some(false));
        assert!(!h.app.has_mouse());
        let said = h.screen();
        let said = said.lines().last().unwrap();
        assert!(said.contains('M'), "{said}");
        h.app.update(Msg::Tick);
        let shown = h.screen();
        let badge = lang.pick("鼠标 M", "mouse M");
        assert!(shown.lines().last().unwrap().contains(badge), "{shown}");
        assert_eq!(given(&h.app.update(key())), Some(true));
        h.app.update(Msg::Tick);
        assert!(!h.screen().lines().last().unwrap().contains(badge));
        // In a field it is a letter.
        h.keys("f M");
        assert!(h.app.has_mouse());
    }
    let settings = Settings {
        mouse: false,
        ..Settings::default()
    };
    assert!(!App::new(settings, (80, 24)).has_mouse());
}

#[test]
fn a_cell_of_the_matrix_is_chosen_and_pressed_again_it_is_opened() {
    for (w, rows) in SIZES {
        let mut h = Harness::samples(w, rows);
        h.keys("T");
        let state = |h: &Harness| match &h.app.screen {
            Screen::Matrix(state) => (state.row, state.column),
            other => panic!("{other:?}"),
        };
        let before = state(&h);
        let wanted = |t: Target| matches!(t, Target::Cell(row, column) if row == before.0 + 1 && column != before.1 && column < 2);
        let (x, y) = press(&mut h, wanted);
        assert_eq!(state(&h).0, before.0 + 1);
        assert_ne!(state(&h).1, before.1);
        press(
            &mut h,
            |t| matches!(t, Target::RowHead(row) if row == before.0 + 2),
        );
        assert_eq!(state(&h).0, before.0 + 2);
        press(&mut h, |t| t == Target::ColumnHead(before.1));
        assert_eq!(state(&h).1, before.1);
        // The head of what is chosen sorts, as its key does.
        press(&mut h, |t| t == Target::ColumnHead(before.1));
        let mut by_keys = Harness::samples(w, rows);
        by_keys.keys("T");
        for _ in 0..2 {
            by_keys.keys("j");
        }
        by_keys.keys("s");
        assert_eq!(h.screen(), by_keys.screen());
        h.keys("s s s s");
        click(&mut h, x, y);
        click(&mut h, x, y);
        assert!(matches!(h.app.screen, Screen::Lens(_)));
    }
}

#[test]
fn the_wheel_moves_rows_of_the_matrix_and_with_alt_its_columns() {
    let mut h = Harness::samples(80, 24);
    h.keys("T");
    let top = |h: &Harness| h.app.matrix_plan().unwrap().top;
    for step in 1..=3 {
        turn(&mut h, (30, 10), true);
        assert_eq!(top(&h), 3 * step);
        check(&h, "while the wheel turns");
    }
    turn(&mut h, (30, 10), false);
    assert_eq!(top(&h), 6);
    for _ in 0..40 {
        turn(&mut h, (30, 10), true);
    }
    let plan = h.app.matrix_plan().unwrap();
    assert_eq!(plan.beyond.1, 0, "to the end");
    for _ in 0..40 {
        turn(&mut h, (30, 10), false);
    }
    assert_eq!(top(&h), 0);
    let mut by_keys = Harness::samples(80, 24);
    by_keys.keys("T 0 l");
    h.keys("0");
    h.send(Msg::Mouse(Mouse {
        kind: MouseKind::WheelDown,
        x: 30,
        y: 10,
        ctrl: false,
        alt: true,
    }));
    let (Screen::Matrix(a), Screen::Matrix(b)) = (&h.app.screen, &by_keys.app.screen) else {
        panic!("not the matrix");
    };
    assert_eq!(a.column, b.column);
}

#[test]
fn passages_of_the_lens_are_turned_in_their_column_and_pressed_to_be_read() {
    let mut h = Harness::samples(100, 20);
    h.keys("T Enter");
    let cursor = |h: &Harness| match &h.app.screen {
        Screen::Lens(state) => (state.column, state.current().unwrap().index()),
        other => panic!("{other:?}"),
    };
    let column_tops = |h: &Harness| match &h.app.screen {
        Screen::Lens(state) => state.columns.iter().map(|c| c.top).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let here = cursor(&h).0;
    let on_screen = |t: Target| matches!(t, Target::Column(column) if column != here);
    let (x, y) = place(&h, on_screen);
    let Some(Target::Column(other)) = h.drawn().1.at(x, y).next() else {
        panic!("no second column");
    };
    let before = column_tops(&h);
    let over = place(&h, |t| t == Target::Column(other));
    for _ in 0..3 {
        turn(&mut h, over, true);
    }
    assert_eq!(cursor(&h).0, here, "the cursor stays in its column");
    assert_ne!(column_tops(&h)[other], before[other]);
    assert_eq!(column_tops(&h)[here], before[here]);
    for _ in 0..60 {
        turn(&mut h, over, true);
    }
    for _ in 0..60 {
        turn(&mut h, over, false);
    }
    assert_eq!(column_tops(&h)[other], (0, 0), "and back to the first row");
    let wanted = |t: Target| matches!(t, Target::Passage(c, at) if c == other && at > 0);
    let (x, y) = press(&mut h, wanted);
    assert_eq!(cursor(&h).0, other);
    assert!(cursor(&h).1 > 0);
    click(&mut h, x, y);
    assert!(matches!(h.app.screen, Screen::Reader));
}

#[test]
fn lists_of_changes_are_turned_and_pressed() {
    let mut h = Harness::samples(160, 30);
    h.keys("D");
    let state = |h: &Harness| match &h.app.screen {
        Screen::Changes(state) => (state.block, state.cursor(state.block).item),
        other => panic!("{other:?}"),
    };
    assert_eq!(state(&h).0, Block::Sections);
    let plan = h.app.changes_plan().unwrap();
    let list = plan.blocks[0].clone();
    assert!(
        list.lines > usize::from(list.body.h),
        "it is long enough to scroll"
    );
    turn(&mut h, (list.body.x + 4, list.body.y + 2), true);
    assert_eq!(h.app.changes_plan().unwrap().blocks[0].top, 3);
    turn(&mut h, (list.body.x + 4, list.body.y + 2), false);
    assert_eq!(h.app.changes_plan().unwrap().blocks[0].top, 0);
    let wanted = |t: Target| matches!(t, Target::Item(block, 1) if block != Block::Sections);
    let (x, y) = press(&mut h, wanted);
    assert_ne!(state(&h).0, Block::Sections);
    assert_eq!(state(&h).1, 1);
    click(&mut h, x, y);
    assert!(matches!(h.app.screen, Screen::Reader));
    // Where one list is shown at a time, its name is pressed.
    let mut h = Harness::samples(80, 24);
    h.keys("D");
    press(&mut h, |t| t == Target::Block(Block::Figures));
    assert_eq!(state(&h).0, Block::Figures);
}

#[test]
fn a_line_of_any_list_is_chosen_and_pressed_again_it_is_entered() {
    for (w, rows) in SIZES {
        for (keys, sure) in [
            ("f \"发展\"", true),
            ("t", true),
            ("p", true),
            (":", true),
            ("J J =", true),
            ("J J H", false),
            ("T Y", false),
            ("B", false),
            ("Alt-w", true),
            ("Alt-g", true),
        ] {
            let mut h = Harness::samples(w, rows);
            // From the first one, wherever the list begins.
            let keys = format!("{keys} Up Up Up Up Up Up Up Up");
            let keys = keys.as_str();
            h.keys(keys);
            let depth = h.app.overlays.len();
            let Some((x, y)) = find(&h, |t| matches!(t, Target::Line(1))) else {
                assert!(!sure, "{keys} has no second line:\n{}", h.screen());
                continue;
            };
            let before = h.screen();
            click(&mut h, x + 8, y);
            assert_eq!(h.app.overlays.len(), depth, "{keys}");
            let mut by_keys = Harness::samples(w, rows);
            by_keys.keys(keys);
            let spots = by_keys.drawn().1;
            let chosen = spots.at(x + 8, y).next();
            assert_eq!(chosen, Some(Target::Line(1)), "{keys}");
            by_keys.keys("Down");
            if h.screen() != before {
                assert_eq!(h.screen(), by_keys.screen(), "{keys}");
            }
            // What is chosen is entered, as by its key.
            let again = h.drawn().1.at(x + 8, y).next();
            if again == Some(Target::Line(1)) {
                click(&mut h, x + 8, y);
                by_keys.keys("Enter");
                assert_eq!(h.screen(), by_keys.screen(), "{keys}");
            }
            check(&h, keys);
        }
    }
}

#[test]
fn marks_are_set_by_the_mouse() {
    let mut h = Harness::samples(80, 24);
    h.keys("t");
    let lit = h.app.lit.len();
    press(&mut h, |t| t == Target::Mark(3));
    assert_eq!(h.app.lit.len(), lit + 1);
    h.keys("Esc B");
    press(&mut h, |t| t == Target::Mark(1));
    let Screen::Library(state) = &h.app.screen else {
        panic!("not the library");
    };
    assert_eq!(state.marked.len(), 1);
}

#[test]
fn an_entry_of_the_status_bar_does_what_its_key_does() {
    let mut h = Harness::samples(160, 45);
    let spots = h.drawn().1;
    let entries: Vec<(Action, (u16, u16))> = spots
        .all()
        .iter()
        .filter(|s| s.area.y == 44)
        .filter_map(|s| match s.target {
            Target::Act(action) => Some((action, (s.area.x, s.area.y))),
            _ => None,
        })
        .collect();
    assert!(entries.len() > 8, "{entries:?}");
    let (_, (x, y)) = entries.iter().find(|e| e.0 == Action::SectionNext).unwrap();
    click(&mut h, *x, *y);
    let mut by_keys = Harness::samples(160, 45);
    by_keys.keys("J");
    assert_eq!(tops(&h), tops(&by_keys));
    let (_, (x, y)) = entries.iter().find(|e| e.0 == Action::SectionPrev).unwrap();
    click(&mut h, *x, *y);
    assert_eq!(tops(&h)[0], 0);
    let (_, (x, y)) = entries.iter().find(|e| e.0 == Action::Help).unwrap();
    click(&mut h, *x, *y);
    assert!(matches!(h.app.overlays.last(), Some(Overlay::Help(_))));
    // The keys below a list are pressed, too.
    let keys = place(&h, |t| t == Target::Act(Action::MoveDown));
    click(&mut h, keys.0, keys.1);
    let Some(Overlay::Help(state)) = h.app.overlays.last() else {
        panic!("no help");
    };
    assert_eq!(state.cursor.selected, 1);
}

#[test]
fn a_press_beside_what_lies_on_top_closes_it() {
    for (name, keys) in PLACES {
        let mut h = Harness::samples(160, 45);
        h.keys(keys);
        let depth = h.app.overlays.len();
        if depth == 0 {
            continue;
        }
        let spots = h.drawn().1;
        let outside = (0..45).find(|&y| spots.at(0, y).next().is_none());
        click(&mut h, 0, outside.unwrap());
        assert_eq!(h.app.overlays.len(), depth - 1, "{name}");
    }
}

#[test]
fn a_field_takes_its_cursor_where_it_is_pressed() {
    let mut h = Harness::samples(80, 24);
    h.keys("f \"营商环境\"");
    let (x, y) = place(&h, |t| matches!(t, Target::Field(..)));
    click(&mut h, x + 4, y);
    h.keys("Backspace");
    let Some(Overlay::Jump(state)) = h.app.overlays.last() else {
        panic!("no jump");
    };
    assert_eq!(state.field.text(), "营环境");
    click(&mut h, x + 40, y);
    h.keys("Backspace");
    let Some(Overlay::Jump(state)) = h.app.overlays.last() else {
        panic!("no jump");
    };
    assert_eq!(state.field.text(), "营环");
}

#[test]
fn rows_of_a_form_are_filled_in_where_they_are_pressed() {
    let mut h = Harness::samples(160, 45);
    h.keys("B i");
    press(&mut h, |t| t == Target::Form(3));
    let chosen = |h: &Harness| match h.app.overlays.last() {
        Some(Overlay::Edit(state)) => state.chosen,
        other => panic!("{other:?}"),
    };
    assert_eq!(chosen(&h), 3);
    press(&mut h, |t| t == Target::Form(1));
    assert_eq!(chosen(&h), 1);
    // One of the choices beside one another.
    press(&mut h, |t| t == Target::Choice(3));
    let Some(Overlay::Edit(state)) = h.app.overlays.last() else {
        panic!("no form");
    };
    assert_eq!(state.holds(&state.rows[1]), Some(3));
}

#[test]
fn views_and_lists_are_chosen_by_their_names() {
    let mut h = Harness::samples(160, 45);
    h.keys("Alt-c");
    press(&mut h, |t| t == Target::Act(Action::CourseOfTheme));
    let Screen::Course(state) = &h.app.screen else {
        panic!("no course");
    };
    assert_eq!(state.view, duizhao::app::course::View::Theme);
    press(&mut h, |t| t == Target::Act(Action::CourseOfPlace));
    let wanted = |t: Target| matches!(t, Target::Point(4, 2021));
    let (x, y) = press(&mut h, wanted);
    let Screen::Course(state) = &h.app.screen else {
        panic!("no course");
    };
    assert_eq!((state.line(), state.year), (Some(4), 2021));
    let hits = state.chosen().0.hits();
    click(&mut h, x, y);
    assert_eq!(matches!(h.app.screen, Screen::Lens(_)), hits > Some(0));
    h.keys("Esc Alt-g");
    let Screen::Novelty(state) = &h.app.screen else {
        panic!("no list of what is new");
    };
    let before = state.list;
    press(
        &mut h,
        |t| matches!(t, Target::Listed(list) if list != before),
    );
    let Screen::Novelty(state) = &h.app.screen else {
        panic!("no list of what is new");
    };
    assert_ne!(state.list, before);
    h.keys("Alt-w");
    assert!(find(&h, |t| matches!(t, Target::Focus(_))).is_none() || !h.quit);
}

/// Presses every different thing on a screen once.
#[test]
fn pressing_everything_once_does_nothing_that_cannot_be_taken_back() {
    for (w, rows) in SIZES {
        for (name, keys) in PLACES {
            let mut h = Harness::samples(w, rows);
            h.keys(keys);
            let mut spots: Vec<Spot> = h.drawn().1.all().to_vec();
            // Of many rows of one kind some are enough.
            let mut seen = std::collections::HashMap::new();
            spots.retain(|spot| {
                let count = seen
                    .entry(std::mem::discriminant(&spot.target))
                    .or_insert(0_usize);
                *count += 1;
                *count <= 4 || matches!(spot.target, Target::Act(_))
            });
            for spot in spots {
                let (x, y) = (spot.area.x, spot.area.y);
                // What lies under it, where it is covered.
                let spots = h.drawn().1;
                if spots.at(x, y).next() != Some(spot.target) {
                    h.keys("Esc Esc Esc Esc");
                    h.app.overlays.clear();
                    h.app.screen = Screen::Reader;
                    h.keys(keys);
                }
                let spots = h.drawn().1;
                h.app.update(Msg::Shown(spots));
                let effects = h.app.update(at(MouseKind::Press, x, y));
                for effect in &effects {
                    assert!(
                        !matches!(effect, Effect::Quit | Effect::Export(_)),
                        "{name} {w}x{rows}: {:?} at {x} {y}: {effect:?}",
                        spot.target
                    );
                }
                let mine: Vec<Effect> = effects
                    .into_iter()
                    .filter(|e| !matches!(e, Effect::KeepThemes(_) | Effect::UndoThemes))
                    .collect();
                h.run(mine);
                h.send(at(MouseKind::Release, x, y));
                check(&h, &format!("{name} {w}x{rows} {:?}", spot.target));
            }
        }
    }
}

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides.max(1)
    }
}

#[test]
fn whatever_the_mouse_does_anywhere_at_any_size_the_state_stays_sound() {
    for seed in 1..=6_u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut h = Harness::samples(120, 36);
        for step in 0..160 {
            let (w, rows) = h.app.size;
            match dice.roll(24) {
                0 => h.send(Msg::Resize(dice.roll(200) as u16, dice.roll(60) as u16)),
                1 => {
                    let (_, keys) = PLACES[dice.roll(PLACES.len() as u64) as usize];
                    h.keys(keys);
                }
                2 => {
                    h.keys("Esc");
                }
                _ => {
                    let kind = match dice.roll(6) {
                        0 | 1 => MouseKind::Press,
                        2 => MouseKind::Drag,
                        3 => MouseKind::Release,
                        4 => MouseKind::WheelUp,
                        _ => MouseKind::WheelDown,
                    };
                    let mouse = Mouse {
                        kind,
                        // Beyond the edge, too.
                        x: dice.roll(u64::from(w) + 3) as u16,
                        y: dice.roll(u64::from(rows) + 3) as u16,
                        ctrl: dice.roll(5) == 0,
                        alt: dice.roll(5) == 0,
                    };
                    let spots = h.drawn().1;
                    h.app.update(Msg::Shown(spots));
                    let effects = h.app.update(Msg::Mouse(mouse));
                    assert!(
                        !effects.iter().any(|e| matches!(e, Effect::Quit)),
                        "seed {seed} step {step}"
                    );
                    // Nothing is written where tests run.
                    let kept = |e: &Effect| {
                        !matches!(
                            e,
                            Effect::Export(_) | Effect::KeepThemes(_) | Effect::UndoThemes
                        )
                    };
                    h.run(effects.into_iter().filter(kept).collect());
                }
            }
            if h.app.size.0 > 0 && h.app.size.1 > 0 {
                check(&h, &format!("seed {seed} step {step}"));
            }
        }
    }
}
