//! How many bytes the screen costs, and which colours they name.
//!
//! A page costs at most a tenth more than its text in UTF-8 and the shortest SGR for each change of style.

use std::io::{self, Write as _};

use duizhao::app::{App, Settings};
use duizhao::term::backend::{FrameBackend, Sink, least};
use duizhao::term::diff;
use duizhao::text::width::Ambiguous;
use duizhao::ui;
use duizhao::ui::label::{ColorDepth, Palette, PaletteName};
use ratatui::backend::Backend as _;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::support::app::Harness;
use crate::support::shared;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (160, 45)];

struct Kept((u16, u16), Vec<u8>);

impl Sink for Kept {
    fn send(&mut self, frame: &[u8]) -> io::Result<()> {
        self.1 = frame.to_vec();
        Ok(())
    }

    fn size(&self) -> io::Result<(u16, u16)> {
        Ok(self.0)
    }
}

/// Frames as the terminal gets them.
struct Frames {
    backend: FrameBackend<Kept>,
    shown: Buffer,
}

impl Frames {
    fn new(size: (u16, u16)) -> Self {
        let backend = FrameBackend::new(Kept(size, Vec::new()));
        backend.size().unwrap();
        Self {
            backend,
            shown: Buffer::empty(Rect::new(0, 0, size.0, size.1)),
        }
    }

    /// The bytes that lead from what is shown to this.
    fn next(&mut self, cells: Buffer) -> Vec<u8> {
        let changes = diff::changes(&self.shown, &cells);
        self.backend.draw(changes.into_iter()).unwrap();
        self.backend.flush().unwrap();
        self.shown = cells;
        self.backend.sink().1.clone()
    }

    /// The bytes of this on an empty screen.
    fn whole(&mut self, cells: Buffer) -> Vec<u8> {
        self.backend.forget();
        self.shown.reset();
        self.backend.clear().unwrap();
        self.next(cells)
    }
}

fn drawn(harness: &Harness, palette: Palette) -> Buffer {
    let (w, h) = harness.app.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, w, h));
    ui::draw(&harness.app, palette, &mut buffer);
    buffer
}

/// What pages cost, against the least.
#[derive(Default)]
struct Cost {
    pages: usize,
    whole: usize,
    turned: usize,
    least: usize,
    /// The dearest page, in thousandths of the least.
    worst: usize,
}

impl Cost {
    /// Turns every page of the report in the first pane.
    fn scroll(&mut self, harness: &mut Harness, size: (u16, u16)) {
        let palette = Palette::new(PaletteName::Ink, ColorDepth::True);
        let mut whole = Frames::new(size);
        let mut turned = Frames::new(size);
        let mut top = None;
        harness.keys("gg");
        loop {
            let cells = drawn(harness, palette);
            let floor = least(&cells);
            let bytes = whole.whole(cells.clone()).len();
            self.turned += turned.next(cells).len();
            self.pages += 1;
            self.whole += bytes;
            self.least += floor;
            self.worst = self.worst.max(bytes * 1000 / floor);
            let now = harness.app.reader.panes.first().map(|p| p.top);
            if now == top || now.is_none() {
                return;
            }
            top = now;
            harness.keys("PgDn");
        }
    }

    fn line(&self, (w, h): (u16, u16)) -> String {
        let per = |n: usize| n / self.pages.max(1);
        format!(
            "{w}x{h}: {} pages; whole {} B, turned {} B, least {} B; whole/least {:.3}, worst page {:.3}",
            self.pages,
            per(self.whole),
            per(self.turned),
            per(self.least),
            self.whole as f64 / self.least as f64,
            self.worst as f64 / 1000.0
        )
    }
}

fn harness(size: (u16, u16), ambiguous: Ambiguous) -> Harness {
    let settings = Settings {
        ambiguous,
        ..Settings::default()
    };
    let mut app = App::new(settings, size);
    let load = app.open(Vec::new());
    let mut harness = Harness::of(app);
    harness.run(vec![load]);
    harness
}

#[test]
fn a_page_of_the_samples_costs_little_more_than_its_text() {
    for size in SIZES {
        let mut cost = Cost::default();
        cost.scroll(&mut harness(size, Ambiguous::Narrow), size);
        assert!(cost.pages > 5, "{}", cost.pages);
        assert!(cost.worst <= 1100, "{}", cost.line(size));
        assert!(cost.turned <= cost.whole);
    }
}

#[test]
#[ignore = "turns every page of all given reports"]
fn a_page_of_any_given_report_costs_little_more_than_its_text() {
    let Some(folder) = shared("reports") else {
        return;
    };
    let mut files: Vec<_> = ["seeds", "cities-2024", "provinces-2025"]
        .iter()
        .flat_map(|name| std::fs::read_dir(folder.join(name)).into_iter().flatten())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    for size in SIZES {
        let mut cost = Cost::default();
        for file in &files {
            let mut harness = Harness::open(
                vec![file.clone()],
                size.0,
                size.1,
                duizhao::locale::Lang::Zh,
            );
            if !harness.app.reader.panes.is_empty() {
                cost.scroll(&mut harness, size);
            }
        }
        writeln!(io::stderr(), "{} files, {}", files.len(), cost.line(size)).unwrap();
        assert!(cost.worst <= 1100, "{}", cost.line(size));
    }
}

/// All parameters of SGR sequences.
fn attributes(bytes: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(bytes).unwrap();
    text.split("\x1b[")
        .skip(1)
        .filter_map(|part| {
            let end = part.find(|c: char| c.is_ascii_alphabetic())?;
            part[end..].starts_with('m').then(|| part[..end].to_owned())
        })
        .collect()
}

#[test]
fn only_colours_that_the_terminal_has_are_named() {
    let size = (120, 36);
    let mut harness = harness(size, Ambiguous::Narrow);
    for keys in ["J", "D", "Esc", "T", "Esc", "f", "Esc", "t", "Esc", "?"] {
        harness.keys(keys);
        for name in [PaletteName::Ink, PaletteName::Paper, PaletteName::Contrast] {
            for depth in [
                ColorDepth::None,
                ColorDepth::Sixteen,
                ColorDepth::TwoFiftySix,
                ColorDepth::True,
            ] {
                let bytes = Frames::new(size).whole(drawn(&harness, Palette::new(name, depth)));
                let all = attributes(&bytes);
                let what = format!("{name:?} {depth:?} after {keys}");
                let has = |prefix: &str| all.iter().any(|a| a.contains(prefix));
                assert_eq!(has("8;2;"), depth == ColorDepth::True, "{what}");
                assert_eq!(has("8;5;"), depth == ColorDepth::TwoFiftySix, "{what}");
                let colours = all
                    .iter()
                    .flat_map(|a| a.split(';'))
                    .filter_map(|code| code.parse::<u8>().ok())
                    .filter(|code| matches!(code, 30..=37 | 40..=47 | 90..=107));
                match depth {
                    // Weight and line alone, and there is some on every screen.
                    ColorDepth::None => {
                        assert_eq!(colours.count(), 0, "{what}");
                        assert!(!all.is_empty(), "{what}");
                    }
                    ColorDepth::Sixteen => assert!(colours.count() > 0, "{what}"),
                    _ => {}
                }
            }
        }
    }
}
