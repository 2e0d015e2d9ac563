//! What frames cost, and what a terminal shows of them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
use super::*;
use ratatui::Terminal;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

/// Keeps every write.
struct Kept {
    size: (u16, u16),
    writes: Vec<Vec<u8>>,
}

impl Sink for Kept {
    fn send(&mut self, frame: &[u8]) -> io::Result<()> {
        self.writes.push(frame.to_vec());
        Ok(())
    }

    fn size(&self) -> io::Result<(u16, u16)> {
        Ok(self.size)
    }
}

type Screen = Terminal<FrameBackend<Kept>>;

fn screen(columns: u16, rows: u16) -> Screen {
    Terminal::new(FrameBackend::new(Kept {
        size: (columns, rows),
        writes: Vec::new(),
    }))
    .unwrap()
}

/// Draws `paint` and gives the bytes of the frame.
fn frame(
    screen: &mut Screen,
    cursor: Option<(u16, u16)>,
    paint: impl FnOnce(&mut Buffer),
) -> Vec<u8> {
    let before = screen.backend().sink().writes.len();
    screen
        .draw(|f| {
            paint(f.buffer_mut());
            if let Some(at) = cursor {
                f.set_cursor_position(at);
            }
        })
        .unwrap();
    let writes = &screen.backend().sink().writes[before..];
    assert!(writes.len() <= 1, "a frame is one write");
    writes.concat()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec())
        .unwrap()
        .replace('\x1b', "^")
}

/// What a terminal shows after `bytes`, cell by cell against the buffer that was drawn.
fn same_as_terminal(terminal: &vt100::Parser, drawn: &Buffer) {
    let mut hidden = 0;
    for y in 0..drawn.area.height {
        for x in 0..drawn.area.width {
            let cell = &drawn[(x, y)];
            if hidden > 0 {
                hidden -= 1;
                continue;
            }
            hidden = width::grapheme(cell.symbol(), Ambiguous::Narrow).max(1) - 1;
            let shown = terminal.screen().cell(y, x).unwrap();
            let glyph = if shown.has_contents() {
                shown.contents()
            } else {
                " "
            };
            assert_eq!(glyph, cell.symbol(), "at {x},{y}");
            assert_eq!(
                shown.bold(),
                cell.modifier.contains(Modifier::BOLD),
                "bold at {x},{y}"
            );
            assert_eq!(
                shown.dim(),
                cell.modifier.contains(Modifier::DIM),
                "dim at {x},{y}"
            );
            assert_eq!(
                shown.underline(),
                cell.modifier.contains(Modifier::UNDERLINED),
                "underline at {x},{y}"
            );
            assert_eq!(shown.inverse(), cell.modifier.contains(Modifier::REVERSED));
            assert_eq!(shown.fgcolor(), colour(cell.fg), "fg at {x},{y}");
            assert_eq!(shown.bgcolor(), colour(cell.bg), "bg at {x},{y}");
        }
    }
}

fn colour(c: Color) -> vt100::Color {
    match c {
        Color::Reset => vt100::Color::Default,
        Color::Red => vt100::Color::Idx(1),
        Color::Indexed(n) => vt100::Color::Idx(n),
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        other => panic!("{other:?} is not in the tests"),
    }
}

#[test]
fn han_need_no_moves() {
    let mut s = screen(20, 2);
    let bytes = frame(&mut s, None, |b| {
        b.set_string(0, 0, "老旧小区改造", Style::new());
    });
    assert_eq!(text(&bytes), "^[?2026h^[?25l^[1H^[0m老旧小区改造^[?2026l");
}

#[test]
fn a_move_follows_what_terminals_do_not_agree_on() {
    let mut s = screen(20, 1);
    let bytes = frame(&mut s, None, |b| {
        b.set_string(0, 0, "“六稳”工作", Style::new());
    });
    assert_eq!(
        text(&bytes),
        "^[?2026h^[?25l^[1H^[0m“^[2G六稳”^[7G工作^[?2026l"
    );
}

#[test]
fn lines_apart_are_not_one_line() {
    let mut s = screen(20, 1);
    let bytes = frame(&mut s, None, |b| {
        b.set_string(0, 0, "───", Style::new());
        b.set_string(6, 0, "──", Style::new());
    });
    assert_eq!(text(&bytes), "^[?2026h^[?25l^[1H^[0m───^[7G──^[?2026l");
}

#[test]
fn an_unchanged_frame_sends_nothing() {
    let mut s = screen(20, 2);
    let paint = |b: &mut Buffer| b.set_stringn(0, 0, "区", 20, Style::new()).0;
    frame(&mut s, Some((3, 1)), |b| {
        paint(b);
    });
    let bytes = frame(&mut s, Some((3, 1)), |b| {
        paint(b);
    });
    assert_eq!(text(&bytes), "");
    let bytes = frame(&mut s, Some((4, 1)), |b| {
        paint(b);
    });
    assert_eq!(text(&bytes), "^[5G");
    let bytes = frame(&mut s, None, |b| {
        paint(b);
    });
    assert_eq!(text(&bytes), "^[?25l");
}

#[test]
fn the_cursor_stands_where_it_is_put() {
    let mut s = screen(20, 3);
    let bytes = frame(&mut s, Some((4, 1)), |b| {
        b.set_string(0, 1, "搜索", Style::new());
    });
    let mut terminal = vt100::Parser::new(3.try_into().unwrap(), 20.try_into().unwrap(), 0);
    terminal.process(&bytes);
    assert_eq!(terminal.screen().cursor_position(), (1, 4));
    assert!(!terminal.screen().hide_cursor());
}

#[test]
fn no_control_leaves_in_a_cell() {
    let mut s = screen(10, 3);
    let bytes = frame(&mut s, None, |b| {
        b[(0, 0)].set_symbol("区\x1b[31m");
        b[(0, 1)].set_symbol("a\u{202e}");
        b[(0, 2)].set_symbol("\u{9b}5n");
    });
    assert_eq!(
        text(&bytes),
        "^[?2026h^[?25l^[1H^[0m区?[31m\r\na?\r\n?5n^[?2026l"
    );
}

#[test]
fn nothing_is_written_across_the_edge() {
    let mut s = screen(5, 1);
    let bytes = frame(&mut s, None, |b| {
        b[(4, 0)].set_symbol("区");
    });
    assert_eq!(text(&bytes), "^[?2026h^[?25l^[1;5H^[0m ^[?2026l");
}

#[test]
fn styles_change_by_the_shorter_way() {
    let bold = Pen {
        modifier: Modifier::BOLD,
        ..PLAIN
    };
    let red = Pen {
        fg: Color::Red,
        ..PLAIN
    };
    let both = Pen {
        fg: Color::Red,
        bg: Color::Indexed(233),
        modifier: Modifier::BOLD | Modifier::UNDERLINED,
    };
    let code = |from, to| {
        let mut out = Vec::new();
        change(&mut out, from, to);
        text(&out)
    };
    assert_eq!(code(PLAIN, bold), "^[1m");
    assert_eq!(code(bold, PLAIN), "^[m");
    assert_eq!(code(both, bold), "^[;1m");
    assert_eq!(code(red, both), "^[1;4;48;5;233m");
    assert_eq!(code(both, red), "^[;31m");
    let dim = Pen {
        modifier: Modifier::DIM,
        ..red
    };
    assert_eq!(
        code(
            Pen {
                modifier: Modifier::BOLD,
                ..red
            },
            dim
        ),
        "^[22;2m"
    );
}

/// A page as the reader draws it: two panes of text in several tones, rules, a title and a status bar.
fn page(b: &mut Buffer, shift: usize) {
    let area = b.area;
    let ground = Style::new()
        .bg(Color::Rgb(0x17, 0x16, 0x14))
        .fg(Color::Rgb(0xd3, 0xcc, 0xbf));
    let quiet = ground.fg(Color::Rgb(0x93, 0x8b, 0x7e));
    let border = ground.fg(Color::Rgb(0x45, 0x40, 0x3a));
    let hit = ground
        .bg(Color::Rgb(0x45, 0x23, 0x1b))
        .fg(Color::Rgb(0xff, 0xb5, 0x9f));
    b.set_style(area, ground);
    let body = "全年完成固定资产投资41.4亿元，增长18.3%；改造老旧小区35个，新建口袋公园12处，“一网通办”事项达到960项，群众满意度稳步提高。";
    let chars: Vec<char> = body.chars().collect();
    for y in 2..area.height.saturating_sub(1) {
        for left in [3, area.width / 2 + 3] {
            let mut x = left;
            let from = (usize::from(y) * 7 + usize::from(left) + shift * 7) % chars.len();
            for c in chars.iter().cycle().skip(from) {
                let w = width::char(*c, Ambiguous::Narrow);
                if x + w > left + area.width / 2 - 8 {
                    break;
                }
                let style = if *c == '老' || *c == '旧' {
                    hit
                } else {
                    ground
                };
                b.set_string(x, y, c.to_string(), style);
                x += w;
            }
            b.set_string(left - 2, y, if y % 3 == 0 { "=" } else { "~" }, quiet);
            b.set_string(left - 3 + area.width / 2 - 1, y, "│", border);
        }
    }
    b.set_string(0, 1, "─".repeat(usize::from(area.width)), border);
    b.set_string(
        0,
        0,
        " 对照 ",
        ground.add_modifier(Modifier::BOLD | Modifier::REVERSED),
    );
    b.set_string(
        2,
        area.height - 1,
        "j/k 行  J/K 节",
        quiet.add_modifier(Modifier::UNDERLINED),
    );
}

#[test]
fn a_page_costs_little_more_than_its_text() {
    for (columns, rows) in [(80, 24), (120, 40), (160, 45)] {
        let mut s = screen(columns, rows);
        let bytes = frame(&mut s, None, |b| page(b, 0)).len();
        let mut wanted = Buffer::empty(Rect::new(0, 0, columns, rows));
        page(&mut wanted, 0);
        let floor = least(&wanted);
        assert!(
            bytes * 10 <= floor * 11,
            "{columns}x{rows}: {bytes} bytes for {floor}"
        );
    }
}

#[test]
fn the_terminal_shows_the_buffer() {
    let (columns, rows) = (97, 30);
    let mut s = screen(columns, rows);
    let mut terminal = vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0);
    for shift in [0, 1, 2, 5, 1] {
        let bytes = frame(&mut s, None, |b| page(b, shift));
        terminal.process(&bytes);
        let mut wanted = Buffer::empty(Rect::new(0, 0, columns, rows));
        page(&mut wanted, shift);
        same_as_terminal(&terminal, &wanted);
    }
}

#[test]
fn any_size_is_survived() {
    for size in [(0, 0), (1, 1), (0, 5), (5, 0), (3, 2), (65535, 65535)] {
        let mut s = screen(size.0, size.1);
        frame(&mut s, None, |b| {
            if b.area.width > 1 && b.area.height > 0 {
                b.set_string(0, 0, "区", Style::new());
            }
        });
    }
    let mut s = screen(40, 10);
    for size in [(3, 3), (0, 0), (80, 24), (1, 40)] {
        frame(&mut s, None, |b| {
            b.set_style(b.area, Style::new().bg(Color::Red));
        });
        s.backend_mut().sink.size = size;
    }
}
