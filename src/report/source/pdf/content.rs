//! What a page shows: its glyphs, with their places.
//!
//! Owns [`Glyph`], [`Reader`] and [`Stop`]. Invariant: what is shown takes no more time and room than the reader was given. Must
//! not know of lines.

use std::rc::Rc;
use std::time::Instant;

use encoding_rs::WINDOWS_1252;
use hayro_syntax::content::{Instruction, UntypedIter};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_syntax::page::{Page, Resources, Rotation};
use rustc_hash::FxHashMap;

use super::font::Font;

/// Forms within forms.
const DEEPEST: usize = 12;
/// Glyphs on all pages: a report has twenty thousand.
const MOST_GLYPHS: usize = 8_000_000;
/// Instructions between two looks at the clock.
const STRIDE: usize = 1 << 12;

/// Characters in their place. Lengths are in points; `x` and `y` are those of a page that has been turned until the
/// characters stand upright, `y` upwards.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Glyph {
    /// The characters; empty if nobody can tell which.
    pub text: String,
    /// Left end of the baseline.
    pub x: f32,
    /// The baseline.
    pub y: f32,
    /// From here to the next glyph.
    pub width: f32,
    /// Size of the font.
    pub size: f32,
    /// Which font; the same number, the same font.
    pub font: u32,
    /// By how many degrees the page was turned.
    pub turn: i16,
    /// The file says that it is a running head or a page number.
    pub artifact: bool,
}

/// Why reading was given up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    /// The time is over.
    Slow,
    /// More than [`MOST_GLYPHS`].
    Much,
}

/// Reads pages one after the other, and keeps their fonts.
pub struct Reader {
    fonts: FxHashMap<usize, Option<Rc<(u32, Font)>>>,
    until: Instant,
    ticks: usize,
    glyphs: usize,
}

type Matrix = [f32; 6];

const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `a`, then `b`.
fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Option<Rc<(u32, Font)>>,
    size: f32,
    letter: f32,
    word: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
}

/// Marked content: whether it is a running head, and what it stands for, from which glyph on.
struct Marked {
    artifact: bool,
    actual: Option<(String, usize)>,
}

/// One page while it is read.
struct Canvas {
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    marked: Vec<Marked>,
    glyphs: Vec<Glyph>,
}

impl Reader {
    /// A reader that stops at `until`.
    pub fn new(until: Instant) -> Self {
        Self {
            fonts: FxHashMap::default(),
            until,
            ticks: 0,
            glyphs: 0,
        }
    }

    /// The glyphs of a page, in the order in which they are drawn.
    ///
    /// # Errors
    /// Time or room is over.
    pub fn page(&mut self, page: &Page<'_>) -> Result<Vec<Glyph>, Stop> {
        self.tick(STRIDE)?;
        let turned = match page.rotation() {
            Rotation::None => UNIT,
            Rotation::Horizontal => [0.0, -1.0, 1.0, 0.0, 0.0, 0.0],
            Rotation::Flipped => [-1.0, 0.0, 0.0, -1.0, 0.0, 0.0],
            Rotation::FlippedHorizontal => [0.0, 1.0, -1.0, 0.0, 0.0, 0.0],
        };
        let mut canvas = Canvas {
            state: State {
                ctm: turned,
                font: None,
                size: 0.0,
                letter: 0.0,
                word: 0.0,
                stretch: 1.0,
                leading: 0.0,
                rise: 0.0,
            },
            saved: Vec::new(),
            text: UNIT,
            line: UNIT,
            marked: Vec::new(),
            glyphs: Vec::new(),
        };
        let stream = page.page_stream().unwrap_or_default();
        self.run(stream, page.resources(), &mut canvas, 0)?;
        Ok(canvas.glyphs)
    }

    fn tick(&mut self, ticks: usize) -> Result<(), Stop> {
        self.ticks += ticks;
        if self.ticks >= STRIDE {
            self.ticks = 0;
            if Instant::now() >= self.until {
                return Err(Stop::Slow);
            }
        }
        Ok(())
    }

    fn run(
        &mut self,
        stream: &[u8],
        resources: &Resources<'_>,
        canvas: &mut Canvas,
        depth: usize,
    ) -> Result<(), Stop> {
        let mut instructions = UntypedIter::new(stream);
        while let Some(instruction) = instructions.next() {
            self.tick(1)?;
            match &**instruction.operator {
                b"Do" => self.form(&instruction, resources, canvas, depth)?,
                b"Tf" => {
                    if let [Object::Name(name), Object::Number(size)] = *operands(&instruction) {
                        canvas.state.font = self.font(resources.get_font(name));
                        canvas.state.size = size.as_f32();
                    }
                }
                b"gs" => {
                    let state = name(&instruction).and_then(|n| resources.get_ext_g_state(n));
                    let font = state.and_then(|s| s.get::<Array<'_>>("Font"));
                    if let Some(font) = font {
                        let mut items = font.flex_iter();
                        canvas.state.font = self.font(items.next::<Dict<'_>>());
                        canvas.state.size = items.next::<f32>().unwrap_or(0.0);
                    }
                }
                b"Tj" | b"'" | b"\"" | b"TJ" => self.show(&instruction, canvas)?,
                b"BMC" => canvas.mark(None, false),
                b"BDC" => {
                    if let [Object::Name(tag), properties] = *operands(&instruction) {
                        let properties = match properties {
                            Object::Dict(dict) => Some(dict.clone()),
                            Object::Name(name) => resources.properties.get::<Dict<'_>>(name),
                            _ => None,
                        };
                        canvas.mark(properties.as_ref(), &**tag == b"Artifact");
                    } else {
                        canvas.mark(None, false);
                    }
                }
                b"EMC" => canvas.unmark(),
                operator => canvas.set(operator, &instruction),
            }
        }
        Ok(())
    }

    fn font(&mut self, dict: Option<Dict<'_>>) -> Option<Rc<(u32, Font)>> {
        let dict = dict?;
        let number = self.fonts.len() as u32;
        // The bytes of a dictionary stay where they are as long as the file is open.
        self.fonts
            .entry(dict.data().as_ptr() as usize)
            .or_insert_with(|| Font::read(&dict).map(|font| Rc::new((number, font))))
            .clone()
    }

    fn form(
        &mut self,
        instruction: &Instruction<'_, '_>,
        resources: &Resources<'_>,
        canvas: &mut Canvas,
        depth: usize,
    ) -> Result<(), Stop> {
        let form = name(instruction).and_then(|n| resources.x_objects.get::<Stream<'_>>(n));
        let Some(form) = form.filter(|f| {
            depth < DEEPEST
                && f.dict()
                    .get::<Name<'_>>("Subtype")
                    .is_some_and(|s| &*s == b"Form")
        }) else {
            return Ok(());
        };
        self.tick(STRIDE)?;
        let Ok(stream) = form.decoded_data() else {
            return Ok(());
        };
        let before = canvas.state.clone();
        let (saved, text, line) = (std::mem::take(&mut canvas.saved), canvas.text, canvas.line);
        let marked = canvas.marked.len();
        if let Some(matrix) = form.dict().get::<[f32; 6]>("Matrix") {
            canvas.state.ctm = times(matrix, canvas.state.ctm);
        }
        let own = form.dict().get::<Dict<'_>>("Resources").map(Resources::new);
        self.run(
            &stream,
            own.as_ref().unwrap_or(resources),
            canvas,
            depth + 1,
        )?;
        while canvas.marked.len() > marked {
            canvas.unmark();
        }
        canvas.state = before;
        (canvas.saved, canvas.text, canvas.line) = (saved, text, line);
        Ok(())
    }

    fn show(&mut self, instruction: &Instruction<'_, '_>, canvas: &mut Canvas) -> Result<(), Stop> {
        let operands = operands(instruction);
        if let [Object::Number(word), Object::Number(letter), _] = *operands {
            canvas.state.word = word.as_f32();
            canvas.state.letter = letter.as_f32();
        }
        if !matches!(&**instruction.operator, b"Tj" | b"TJ") {
            canvas.next_line(0.0, -canvas.state.leading);
        }
        match operands.last() {
            Some(Object::String(string)) => self.string(string, canvas),
            Some(Object::Array(array)) => {
                for item in array.iter::<Object<'_>>() {
                    match item {
                        Object::String(string) => self.string(&string, canvas)?,
                        Object::Number(n) => {
                            canvas.advance(-n.as_f32() / 1000.0 * canvas.state.size);
                        }
                        _ => {}
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn string(&mut self, bytes: &[u8], canvas: &mut Canvas) -> Result<(), Stop> {
        self.tick(bytes.len() / 16)?;
        let Some(font) = canvas.state.font.clone() else {
            return Ok(());
        };
        let before = canvas.glyphs.len();
        font.1.codes(bytes, |code| {
            canvas.glyph(
                font.0,
                font.1.vertical,
                code.text.unwrap_or_default(),
                code.width,
            );
            let state = &canvas.state;
            let word = if code.blank { state.word } else { 0.0 };
            let wide = if font.1.vertical { -1.0 } else { code.width };
            canvas.advance(wide * state.size + state.letter + word);
        });
        self.glyphs += canvas.glyphs.len() - before;
        if self.glyphs > MOST_GLYPHS {
            return Err(Stop::Much);
        }
        Ok(())
    }
}

fn operands<'b, 'a>(instruction: &Instruction<'b, 'a>) -> Vec<&'b Object<'a>> {
    instruction.operands().collect()
}

fn name<'b, 'a>(instruction: &Instruction<'b, 'a>) -> Option<&'b Name<'a>> {
    match instruction.operands().next()? {
        Object::Name(name) => Some(name),
        _ => None,
    }
}

impl Canvas {
    /// Operators that change the state and show nothing.
    fn set(&mut self, operator: &[u8], instruction: &Instruction<'_, '_>) {
        let mut numbers = [0.0_f32; 6];
        let mut count = 0;
        for (slot, object) in numbers.iter_mut().zip(instruction.operands()) {
            let Object::Number(n) = object else { break };
            *slot = n.as_f32();
            count += 1;
        }
        let [first, second, ..] = numbers;
        let state = &mut self.state;
        match (operator, count) {
            (b"q", _) if self.saved.len() < 1 << 10 => self.saved.push(state.clone()),
            (b"Q", _) => {
                if let Some(saved) = self.saved.pop() {
                    self.state = saved;
                }
            }
            (b"cm", 6) => state.ctm = times(numbers, state.ctm),
            (b"BT", _) => (self.text, self.line) = (UNIT, UNIT),
            (b"Tm", 6) => (self.text, self.line) = (numbers, numbers),
            (b"Td", 2) => self.next_line(first, second),
            (b"TD", 2) => {
                state.leading = -second;
                self.next_line(first, second);
            }
            (b"T*", _) => {
                let leading = state.leading;
                self.next_line(0.0, -leading);
            }
            (b"Tc", 1) => state.letter = first,
            (b"Tw", 1) => state.word = first,
            (b"Tz", 1) => state.stretch = first / 100.0,
            (b"TL", 1) => state.leading = first,
            (b"Ts", 1) => state.rise = first,
            _ => {}
        }
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.line = times([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }

    /// Moves on along the line, by so many units of the text.
    fn advance(&mut self, by: f32) {
        let vertical = self.state.font.as_ref().is_some_and(|f| f.1.vertical);
        let step = if vertical {
            [1.0, 0.0, 0.0, 1.0, 0.0, by]
        } else {
            [1.0, 0.0, 0.0, 1.0, by * self.state.stretch, 0.0]
        };
        self.text = times(step, self.text);
    }

    fn glyph(&mut self, font: u32, vertical: bool, text: String, width: f32) {
        let state = &self.state;
        let [a, b, c, d, e, f] = times(self.text, state.ctm);
        let (x, y) = (state.rise * c + e, state.rise * d + f);
        let size = (state.size * c.hypot(d)).abs();
        let width = if vertical {
            size
        } else {
            width * state.size * state.stretch * a.hypot(b)
        };
        if ![x, y, size, width]
            .iter()
            .all(|v| v.is_finite() && v.abs() < 1e6)
            || size < 0.5
        {
            return;
        }
        let sign = if state.size < 0.0 { -1.0 } else { 1.0 };
        let mut degrees = (b * sign).atan2(a * sign).to_degrees();
        if vertical {
            degrees -= 90.0;
        }
        let turn = (degrees.round() as i16).rem_euclid(360);
        let turn = if (3..=357).contains(&turn) { turn } else { 0 };
        let (sin, cos) = f32::from(turn).to_radians().sin_cos();
        let (x, y) = (x * cos + y * sin, y * cos - x * sin);
        self.glyphs.push(Glyph {
            text,
            x: x + width.min(0.0),
            y,
            width: width.abs(),
            size,
            font,
            turn,
            artifact: self.marked.iter().any(|m| m.artifact),
        });
    }

    fn mark(&mut self, properties: Option<&Dict<'_>>, artifact: bool) {
        let of_pages = |d: &Dict<'_>| {
            d.get::<Name<'_>>("Type")
                .is_some_and(|t| &*t == b"Pagination")
        };
        let actual = properties
            .and_then(|d| d.get::<hayro_syntax::object::String<'_>>("ActualText"))
            .map(|s| (words(&s), self.glyphs.len()));
        self.marked.push(Marked {
            artifact: artifact && properties.is_some_and(of_pages),
            actual,
        });
    }

    fn unmark(&mut self) {
        let Some(Marked {
            actual: Some((text, from)),
            ..
        }) = self.marked.pop()
        else {
            return;
        };
        let Some((first, rest)) = self.glyphs.get_mut(from..).and_then(<[_]>::split_first_mut)
        else {
            return;
        };
        let one_line = |g: &Glyph| g.turn == first.turn && (g.y - first.y).abs() < first.size * 0.5;
        // What stands for more than a line cannot be put in one place.
        if !rest.iter().all(one_line) {
            return;
        }
        let end = rest
            .iter()
            .fold(first.x + first.width, |end, g| end.max(g.x + g.width));
        let start = rest.iter().fold(first.x, |start, g| start.min(g.x));
        first.x = start;
        first.width = end - start;
        first.text = text;
        self.glyphs.truncate(from + 1);
        if self.glyphs.last().is_some_and(|g| g.text.is_empty()) {
            self.glyphs.pop();
        }
    }
}

/// A text string of a PDF: UTF-16, UTF-8 or Latin.
fn words(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, units @ ..] => {
            let units: Vec<u16> = units
                .chunks_exact(2)
                .filter_map(|pair| Some(u16::from_be_bytes(pair.try_into().ok()?)))
                .collect();
            String::from_utf16_lossy(&units)
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
    }
}
