//! Breaking text into rows of cells after Chinese rules (避头尾), figures unbroken.
//!
//! Knows nothing of panes. Invariant: the rows' pieces, joined, are the pieces that were given, and no row is
//! wider than asked (but for a single unbreakable cluster that is itself wider).
//!
//! The work is one table of ties and one greedy pass. [`ties`] says of each cluster how firmly it holds to the one before
//! it ([`Tie`]): not at all, because it belongs to the same figure or title, or because a row may not begin there. A row
//! is filled until it overflows and then cut at its last loose place; where there is none, at its last place inside a
//! figure or title; where there is none either, anywhere that keeps a stop from the row's head if that can be.

use super::safe;
use super::span::Span;
use super::unit::is_unit_before;
use super::width::{self, Ambiguous};

/// One row: the pieces of text that stand on it, left to right, and the cells they take (indent not counted).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Row {
    /// Spans into the text, in order; blanks at the row's end that do not fit stand on it without width.
    pub pieces: Vec<Span>,
    /// Cells taken.
    pub width: u16,
    /// Cells left blank before the first piece.
    pub indent: u16,
}

/// Wraps the `pieces` of `text` (sorted; what lies between them is not shown) into rows of at most `width` cells;
/// the first row starts `indent` cells in. Nothing to show gives no row. Text is measured and broken by
/// [`safe::clusters`], each as wide as its [`safe::glyph`].
pub fn wrap(
    text: &str,
    pieces: &[Span],
    width: u16,
    indent: u16,
    ambiguous: Ambiguous,
) -> Vec<Row> {
    wrap_reading(text, pieces, |_| None, width, indent, ambiguous)
}

/// As [`wrap`]; a piece for which `reads` gives a character is shown as that character and not broken.
pub fn wrap_reading(
    text: &str,
    pieces: &[Span],
    reads: impl Fn(Span) -> Option<char>,
    width: u16,
    indent: u16,
    ambiguous: Ambiguous,
) -> Vec<Row> {
    let width = u32::from(width.max(1));
    let indent = u32::from(indent).min(width.saturating_sub(2));
    let mut cells = cells(text, pieces, reads, ambiguous);
    ties(&mut cells);
    let mut cuts = cut(&cells, width, indent);
    give_to_lone_end(&cells, &mut cuts, width, indent);

    let mut rows = Vec::with_capacity(cuts.len());
    let mut start = 0;
    for end in cuts {
        let indent = if start == 0 { indent } else { 0 };
        let cells = cells.get(start..end).unwrap_or_default();
        rows.push(Row {
            pieces: joined(cells),
            width: (measure(cells, width - indent)) as u16,
            indent: indent as u16,
        });
        start = end;
    }
    rows
}

/// What a cluster is to the rules.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// Breaks on both sides: Han, kana, Hangul, symbols.
    Han,
    /// Letters that make words.
    Word,
    /// A digit, half or full width.
    Digit,
    /// A blank of any width; breaks after it, hangs at a row's end.
    Blank,
    /// No row ends with it.
    Open,
    /// No row begins with it.
    Close,
    /// Holds to both sides: the dot in names and dates.
    Link,
}

/// How firmly a cluster holds to the one before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Tie {
    /// A row may begin here.
    Loose,
    /// Same figure or title: a row begins here only where the whole is wider than a row.
    Whole,
    /// A rule or a word holds it: a row begins here only where nothing else helps.
    Firm,
}

/// One cluster.
#[derive(Clone, Copy, Debug)]
struct Cell {
    start: u32,
    end: u32,
    /// Its first character.
    c: char,
    width: u8,
    kind: Kind,
    tie: Tie,
    /// Whether it is the first of a piece.
    first: bool,
}

fn cells(
    text: &str,
    pieces: &[Span],
    reads: impl Fn(Span) -> Option<char>,
    ambiguous: Ambiguous,
) -> Vec<Cell> {
    let bytes: usize = pieces.iter().map(|p| p.len()).sum();
    let mut cells = Vec::with_capacity(bytes / 2 + 1);
    // A straight quote opens and closes in turn.
    let mut quoted = false;
    let mut kind_of = |c: char| match c {
        '\u{4e00}'..='\u{9fff}' => Kind::Han,
        '"' => {
            quoted = !quoted;
            if quoted { Kind::Open } else { Kind::Close }
        }
        _ => kind(c),
    };
    for piece in pieces {
        if let Some(c) = reads(*piece) {
            cells.push(Cell {
                start: piece.start() as u32,
                end: piece.end() as u32,
                c,
                width: width::cluster(c.encode_utf8(&mut [0; 4]), ambiguous) as u8,
                kind: kind_of(c),
                tie: Tie::Loose,
                first: true,
            });
            continue;
        }
        let mut first = true;
        for (offset, cluster) in safe::clusters(piece.of(text)) {
            let start = piece.start() + offset;
            let c = cluster.chars().next().unwrap_or(' ');
            let kind = kind_of(c);
            cells.push(Cell {
                start: start as u32,
                end: (start + cluster.len()) as u32,
                c,
                width: width::cluster(cluster, ambiguous) as u8,
                kind,
                tie: Tie::Loose,
                first,
            });
            first = false;
        }
    }
    cells
}

/// The table of kinds. Seeds of it: GB/T 15834 (no stop at a row's head, no opening mark at its end, dash and ellipsis
/// unbroken) and the classes OP, CL, EX, IS, IN, PO of UAX #14; half-width stops stand for full-width ones in many reports.
fn kind(c: char) -> Kind {
    match c {
        '0'..='9' | '０'..='９' => Kind::Digit,
        'a'..='z'
        | 'A'..='Z'
        | 'ａ'..='ｚ'
        | 'Ａ'..='Ｚ'
        | '_'
        | '@'
        | '#'
        | '&'
        | '\\'
        | '*'
        | '^'
        | '='
        | '\u{c0}'..='\u{d6}'
        | '\u{d8}'..='\u{2af}'
        | '\u{370}'..='\u{10ff}'
        | '\u{1200}'..='\u{167f}'
        | '\u{1681}'..='\u{1fff}' => Kind::Word,
        '\t'
        | '\n'
        | '\r'
        | ' '
        | '\u{a0}'
        | '\u{3000}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200a}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202f}'
        | '\u{205f}' => Kind::Blank,
        '“' | '‘' | '（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '〖' | '〘' | '〚' | '［'
        | '｛' | '〝' | '｟' | '｢' | '(' | '[' | '{' | '<' | '＜' | '$' | '¥' | '￥' | '£'
        | '€' | '＃' | '№' | '«' => Kind::Open,
        '”' | '’' | '）' | '》' | '〉' | '」' | '』' | '】' | '〕' | '〗' | '〙' | '〛' | '］'
        | '｝' | '〞' | '〟' | '｠' | '｣' | ')' | ']' | '}' | '>' | '＞' | '，' | '。' | '、'
        | '；' | '：' | '！' | '？' | '．' | '｡' | '､' | ',' | '.' | ';' | ':' | '!' | '?'
        | '%' | '％' | '‰' | '℃' | '℉' | '°' | '′' | '″' | '…' | '—' | '―' | '–' | '-' | '‐'
        | '－' | '−' | '~' | '～' | '/' | '／' | '+' | '＋' | '\'' | '|' | '｜' | '々' | 'ー'
        | '∶' | '•' | '»' | '‼' | '⁉' | '×' | '±' => Kind::Close,
        '·' | '・' | '‧' | '･' => Kind::Link,
        // Its mark goes with what stands before it.
        _ if safe::hidden(c) => Kind::Close,
        _ => Kind::Han,
    }
}

/// Marks that hold a word or a figure together when they stand inside it: `1.65`, `6.5-7`, `9:30`, `R&D`, `don't`.
fn joins(c: char) -> bool {
    matches!(
        c,
        '.' | '-'
            | '–'
            | '—'
            | '－'
            | '−'
            | '‐'
            | '~'
            | '～'
            | '/'
            | '／'
            | ':'
            | '：'
            | '∶'
            | '+'
            | '＋'
            | '\''
            | '’'
            | '?'
            | '%'
            | '．'
            | '×'
            | '±'
    )
}

/// Says of each cell how it holds to the one before it.
fn ties(cells: &mut [Cell]) {
    // The kinds of the cell before, of the one before that, and of the last that was no blank.
    let (mut before, mut before2, mut solid) = (Kind::Blank, Kind::Blank, Kind::Blank);
    let mut before_c = ' ';
    for cell in cells.iter_mut() {
        let now = cell.kind;
        let alnum = |k| matches!(k, Kind::Digit | Kind::Word);
        let joined = joins(before_c) && (alnum(before2) || signs(before_c));
        let firm = matches!(now, Kind::Blank | Kind::Close | Kind::Link)
            || matches!(before, Kind::Open | Kind::Link)
            || (before == Kind::Blank && solid == Kind::Open)
            || (alnum(before) && alnum(now))
            || (before == Kind::Close && alnum(now) && joined)
            || (before_c == ',' && before2 == Kind::Digit && now == Kind::Digit);
        cell.tie = if firm { Tie::Firm } else { Tie::Loose };
        before2 = before;
        before = now;
        before_c = cell.c;
        if now != Kind::Blank {
            solid = now;
        }
    }
    if let Some(first) = cells.first_mut() {
        first.tie = Tie::Loose;
    }
    let mut at = 0;
    while let Some(cell) = cells.get(at) {
        at = match cell.kind {
            Kind::Digit => tie_figure(cells, at),
            Kind::Open if cell.c == '《' => tie_title(cells, at),
            Kind::Han if numeral(cell.c) => tie_numeral(cells, at),
            _ => at + 1,
        };
    }
}

/// Signs that hold to the digit after them even when nothing stands before them.
fn signs(c: char) -> bool {
    matches!(c, '-' | '+' | '±' | '−' | '－' | '＋')
}

/// Widest title that is kept whole, in cells, its marks included.
const TITLE: u32 = 12;

fn tie_title(cells: &mut [Cell], open: usize) -> usize {
    let mut width = 0;
    let mut end = None;
    for (i, cell) in cells.iter().enumerate().skip(open) {
        width += u32::from(cell.width);
        if width > TITLE {
            break;
        }
        if cell.c == '》' {
            end = Some(i);
            break;
        }
    }
    if let Some(end) = end {
        hold(cells, open + 1, end + 1);
    }
    open + 1
}

/// Ties the cells from `from` up to `to`, each to the one before it.
fn hold(cells: &mut [Cell], from: usize, to: usize) {
    for cell in cells.get_mut(from..to).unwrap_or_default() {
        cell.tie = cell.tie.max(Tie::Whole);
    }
}

/// Units of more than one character; the longest that stands there counts.
const UNITS: &[&str] = &[
    "个百分点",
    "百分点",
    "基点",
    "块钱",
    "平米",
    "平方",
    "立方",
    "纳米",
    "标准煤",
    "毫升",
    "千伏安",
    "摄氏度",
    "个季度",
    "家次",
    "台套",
    "台次",
    "场次",
    "辆次",
    "根次",
    "剂次",
    "人份",
    "对次",
    "小时车程",
    "延长米",
    "英寸",
    "千升",
    "m³",
    "平方公尺",
    "热线",
    "个基点",
    "个工作日",
    "个小时",
    "个月",
    "平方公里",
    "平方千米",
    "平方米",
    "立方米",
    "标准立方米",
    "千瓦时",
    "千瓦",
    "兆瓦",
    "公里",
    "千米",
    "海里",
    "厘米",
    "毫米",
    "微米",
    "公顷",
    "公斤",
    "千克",
    "毫克",
    "微克",
    "人次",
    "车次",
    "批次",
    "架次",
    "班次",
    "户次",
    "件次",
    "人民币",
    "元人民币",
    "美元",
    "欧元",
    "日元",
    "港元",
    "英镑",
    "小时",
    "分钟",
    "秒钟",
    "季度",
    "年度",
    "年代",
    "年级",
    "周年",
    "周岁",
    "世纪",
    "月份",
    "标箱",
    "标准箱",
    "吨标准煤",
    "吨标煤",
    "蒸吨",
    "车道",
    "床位",
    "张床位",
    "个床位",
    "分贝",
    "千伏",
    "伏安",
    "千赫",
    "比特",
    "工作日",
    "号线",
    "项次",
    "倍以上",
];

/// Units of one character.
const UNIT: &str = "个元年月日天时分秒人户家名项件条座所处台辆套只头次批倍成位岁周期届号级类种米里亩吨克升度面栋幢间层块片段场轮支组队对双本册篇\
                    份张枚颗株棵口眼孔道路线站城区县市镇乡村街架艘艇列节栏强大角例宗起趟环轴架匹羽尾瓶箱桶袋包集部首幅章款伏瓦兆斤番担方楼班盏笔单封床席团股根门桌步圈点折代省国校园桩湖河岛馆院档剂载金银铜㎡℃%％‰";

/// Scales, and the words of roughness around them.
const SCALE: &str = "十百千万亿兆";
const ROUGH: &str = "多余来几";

/// What bounds a figure from behind.
const BOUNDS: &[&str] = &[
    "左右", "以上", "以下", "以内", "以外", "上下", "之间", "之内", "以前", "以后", "之前", "之后",
];

fn tie_figure(cells: &mut [Cell], first: usize) -> usize {
    // A digit inside a word (`PM2.5`) is no figure of its own.
    let in_word = |cells: &[Cell]| {
        cells.get(first).is_some_and(|c| c.tie == Tie::Firm)
            && first
                .checked_sub(1)
                .and_then(|i| cells.get(i))
                .is_some_and(|c| c.kind == Kind::Word)
    };
    if in_word(cells) {
        return first + 1;
    }
    let prefix = first
        .checked_sub(1)
        .and_then(|i| cells.get(i))
        .is_some_and(|c| matches!(c.c, '第' | '零'));
    if prefix {
        hold(cells, first, first + 1);
    }
    let mut at = first;
    loop {
        at = digits(cells, at);
        // `1.加快`: the number of a list goes with what it counts.
        if let (Some(stop), Some(next)) =
            (at.checked_sub(1).and_then(|i| cells.get(i)), cells.get(at))
            && matches!(stop.c, '.' | '．')
            && next.kind == Kind::Han
        {
            hold(cells, at, at + 1);
            return at + 1;
        }
        let end = quantity(cells, at);
        hold(cells, at, end);
        at = end;
        // `5%至7%`, `3万到5万`, `5％—8％`: one figure.
        let range = cells.get(at).is_some_and(|c| matches!(c.c, '至' | '到'));
        if range && cells.get(at + 1).is_some_and(|c| c.kind == Kind::Digit) {
            hold(cells, at, at + 2);
            at += 1;
            continue;
        }
        let dash = at
            .checked_sub(1)
            .and_then(|i| cells.get(i))
            .is_some_and(|c| joins(c.c) && !matches!(c.c, '%' | '?' | '：' | ':'));
        if dash && cells.get(at).is_some_and(|c| c.kind == Kind::Digit) {
            hold(cells, at, at + 1);
            continue;
        }
        return at.max(first + 1);
    }
}

/// The end of the run of digits, marks and letters that already hold together from `at`.
fn digits(cells: &[Cell], at: usize) -> usize {
    let mut end = at + 1;
    while cells
        .get(end)
        .is_some_and(|c| c.tie == Tie::Firm && c.kind != Kind::Blank)
    {
        end += 1;
    }
    end
}

/// The end of scale, unit and bound that follow a number ending at `at`.
fn quantity(cells: &[Cell], at: usize) -> usize {
    let char_at = |i: usize| cells.get(i).map(|c| c.c);
    let one_of = |i: usize, set: &str| char_at(i).is_some_and(|c| set.contains(c));
    let word = |i: usize, words: &[&str]| {
        words
            .iter()
            .filter(|w| {
                w.chars()
                    .enumerate()
                    .all(|(k, c)| char_at(i + k) == Some(c))
            })
            .map(|w| w.chars().count())
            .max()
    };
    if at.checked_sub(1).and_then(char_at).is_some_and(|c| {
        matches!(
            c,
            ',' | '，' | '。' | '、' | ';' | '；' | '!' | '！' | ':' | '：'
        )
    }) {
        return at;
    }
    let mut end = at;
    while end < at + 6 && (one_of(end, SCALE) || one_of(end, ROUGH)) {
        end += 1;
    }
    if let Some(len) = word(end, UNITS) {
        end += len;
    } else if one_of(end, UNIT) {
        end += 1;
    }
    if one_of(end, ROUGH) {
        end += 1;
    }
    // 以上 and the like, and the stop or sign that already holds to what was passed.
    while cells
        .get(end)
        .is_some_and(|c| c.kind == Kind::Close && c.tie == Tie::Firm)
        && end > at
    {
        end += 1;
    }
    if let Some(len) = word(end, BOUNDS) {
        let stopped = end
            .checked_sub(1)
            .and_then(char_at)
            .is_some_and(|c| kind(c) == Kind::Close && !matches!(c, '%' | '％' | '‰' | '℃'));
        if !stopped {
            end += len;
        }
    }
    end
}

fn numeral(c: char) -> bool {
    matches!(
        c,
        '〇' | '零'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
            | '两'
    )
}

/// Longest figure in Chinese numerals that is kept whole.
const NUMERALS: usize = 8;

/// 二〇二一年, 百分之八点五, 十四五: two numerals or more hold together with their unit.
fn tie_numeral(cells: &mut [Cell], first: usize) -> usize {
    let char_at = |i: usize| cells.get(i).map(|c| c.c);
    let mut end = first;
    while let Some(c) = char_at(end) {
        let part = numeral(c)
            || (matches!(c, '点' | '分' | '之')
                && end > first
                && match c {
                    '点' => char_at(end + 1).is_some_and(numeral),
                    '分' => {
                        char_at(end + 1) == Some('之') && char_at(end + 2).is_some_and(numeral)
                    }
                    _ => char_at(end - 1) == Some('分') && char_at(end + 1).is_some_and(numeral),
                });
        if !part {
            break;
        }
        end += 1;
    }
    // 九成, 翻一番, 一公里: one numeral holds to these units alone; of most others nobody can tell (一个, 三农).
    let alone = || {
        let unit = match char_at(end) {
            Some('成') => "成",
            Some('番') => "番",
            Some('倍') => "倍",
            _ => {
                let stands = |unit: &str| {
                    let mut chars = unit.chars().enumerate();
                    chars.all(|(k, c)| char_at(end + k) == Some(c))
                };
                return UNITS.iter().any(|unit| stands(unit));
            }
        };
        char_at(end + 1).is_none_or(|next| is_unit_before(unit, next))
    };
    if end - first < 2 && !(end > first && alone()) {
        return first + 1;
    }
    if end - first <= NUMERALS {
        let unit = quantity(cells, end);
        let unit = if cells.get(unit).is_some() || unit > end {
            unit
        } else {
            end
        };
        hold(cells, first + 1, unit);
        if first > 0 && matches!(char_at_before(cells, first), Some('第' | '几' | '翻')) {
            hold(cells, first, first + 1);
        }
    }
    end
}

fn char_at_before(cells: &[Cell], at: usize) -> Option<char> {
    at.checked_sub(1).and_then(|i| cells.get(i)).map(|c| c.c)
}

/// Where rows end: ascending, the last is the number of cells.
fn cut(cells: &[Cell], width: u32, indent: u32) -> Vec<usize> {
    let mut cuts = Vec::with_capacity(cells.len() * 2 / width as usize + 2);
    let mut start = 0;
    let mut room = width - indent;
    while start < cells.len() {
        let mut x = 0;
        let mut full = false;
        let (mut loose, mut whole) = (None, None);
        let mut end = cells.len();
        for (i, cell) in cells.iter().enumerate().skip(start) {
            if i > start {
                match cell.tie {
                    Tie::Loose => loose = Some(i),
                    Tie::Whole => whole = Some(i),
                    Tie::Firm => {}
                }
            }
            let w = u32::from(cell.width);
            if !full && x + w <= room {
                x += w;
            } else if cell.kind == Kind::Blank {
                full = true;
            } else {
                end = loose.or(whole).unwrap_or_else(|| force(cells, start, i));
                break;
            }
        }
        cuts.push(end);
        start = end;
        room = width;
    }
    cuts
}

/// Where to break before or at `at` when nothing between `start` and `at` is loose.
fn force(cells: &[Cell], start: usize, at: usize) -> usize {
    let kind_at = |i: usize| cells.get(i).map(|c| c.kind);
    let mut cut = at;
    while cut > start + 1
        && (matches!(kind_at(cut), Some(Kind::Close | Kind::Link | Kind::Blank))
            || kind_at(cut - 1) == Some(Kind::Open))
    {
        cut -= 1;
    }
    let fits = cut > start
        && !matches!(kind_at(cut), Some(Kind::Close | Kind::Link | Kind::Blank))
        && kind_at(cut - 1) != Some(Kind::Open);
    if fits { cut } else { at.max(start + 1) }
}

/// A last row of one Han (and stops) looks lost: the row above gives it one more.
fn give_to_lone_end(cells: &[Cell], cuts: &mut [usize], width: u32, indent: u32) {
    let &mut [.., above_end, end] = cuts else {
        return;
    };
    let above_start = cuts.iter().rev().nth(2).copied().unwrap_or(0);
    let last = cells.get(above_end..end).unwrap_or_default();
    let han = |cells: &[Cell]| cells.iter().filter(|c| c.kind == Kind::Han).count();
    let other = |cells: &[Cell]| {
        cells
            .iter()
            .any(|c| matches!(c.kind, Kind::Word | Kind::Digit))
    };
    if han(last) != 1 || other(last) {
        return;
    }
    let taken = measure(last, width);
    let room = if above_start == 0 {
        width - indent
    } else {
        width
    };
    let given = (above_start + 1..above_end)
        .rev()
        .find(|&i| cells.get(i).is_some_and(|c| c.tie == Tie::Loose));
    let Some(given) = given else { return };
    let (kept, moved) = (
        cells.get(above_start..given).unwrap_or_default(),
        cells.get(given..above_end).unwrap_or_default(),
    );
    let lone = han(kept) <= 1 && !other(kept);
    if !lone
        && measure(moved, room) + taken <= width
        && let Some(cut) = cuts.len().checked_sub(2).and_then(|i| cuts.get_mut(i))
    {
        *cut = given;
    }
}

/// Cells taken by a row; blanks that do not fit take none.
fn measure(cells: &[Cell], room: u32) -> u32 {
    let mut x = 0;
    for cell in cells {
        let w = u32::from(cell.width);
        if cell.kind == Kind::Blank && x + w > room {
            break;
        }
        x += w;
    }
    x
}

/// The spans of a row's cells, touching ones of the same piece as one.
fn joined(cells: &[Cell]) -> Vec<Span> {
    let mut spans = Vec::with_capacity(1);
    let mut open: Option<(u32, u32)> = None;
    for cell in cells {
        match &mut open {
            Some((_, end)) if !cell.first && *end == cell.start => *end = cell.end,
            _ => {
                if let Some((start, end)) = open.replace((cell.start, cell.end)) {
                    spans.push(Span::new(start as usize, end as usize));
                }
            }
        }
    }
    if let Some((start, end)) = open {
        spans.push(Span::new(start as usize, end as usize));
    }
    spans
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str, width: u16) -> Vec<String> {
        wrap(
            text,
            &[Span::new(0, text.len())],
            width,
            0,
            Ambiguous::Narrow,
        )
        .iter()
        .map(|r| r.pieces.iter().map(|p| p.of(text)).collect())
        .collect()
    }

    /// Rows shown one above the other.
    fn shown(text: &str, width: u16) -> String {
        rows(text, width).join("/")
    }

    #[test]
    fn no_stop_first_no_opening_mark_last() {
        assert_eq!(shown("城市面貌，焕然一新。", 8), "城市面/貌，焕然/一新。");
        assert_eq!(shown("城市面貌,焕然一新", 8), "城市面/貌,焕然/一新");
        assert_eq!(shown("建好口袋“公园”十个", 9), "建好口袋/“公园”/十个");
        assert_eq!(shown("建好公园(广场)", 9), "建好公园/(广场)");
        assert_eq!(shown("有序推进——加快建设", 10), "有序推进——/加快建设");
    }

    #[test]
    fn figures_stay_whole() {
        assert_eq!(
            shown("新建厂房面积1.65万平方米以上", 16),
            "新建厂房面积/1.65万平方米以上"
        );
        assert_eq!(
            shown("预计全年增长6.5-7%左右", 16),
            "预计全年增长/6.5-7%左右"
        );
        assert_eq!(shown("同比增速达到8%左右", 14), "同比增速达到/8%左右");
        assert_eq!(
            shown("会议召开于2021年1月25日上午", 12),
            "会议召开于/2021年1月/25日上午"
        );
        assert_eq!(shown("新增收入为1,234.5亿元", 14), "新增收入为/1,234.5亿元");
        assert_eq!(
            shown("培训工人达到120余万人次", 16),
            "培训工人达到/120余万人次"
        );
        assert_eq!(
            shown("全年增长保持在5%至7%之间", 16),
            "全年增长保持在/5%至7%之间"
        );
        assert_eq!(shown("时间到了二〇二一年", 14), "时间到了/二〇二一年");
        assert_eq!(
            shown("降低成本达到百分之八点五", 16),
            "降低成本达到/百分之八点五"
        );
        assert_eq!(
            shown("预计全年增长６．５％左右", 16),
            "预计全年增长/６．５％左右"
        );
    }

    #[test]
    fn words_and_titles_stay_whole() {
        assert_eq!(shown("推广应用COVID-19疫苗", 12), "推广应用/COVID-19疫苗");
        assert_eq!(shown("全面落实《条例》要求", 12), "全面落实/《条例》要求");
        assert_eq!(
            shown("落实《城市更新行动实施办法》", 12),
            "落实《城市更/新行动实施/办法》"
        );
        assert_eq!(shown("on the other hand", 8), "on the /other /hand");
    }

    #[test]
    fn too_long_breaks_hard() {
        assert_eq!(shown("abcdefghij", 4), "abcd/efgh/ij");
        assert_eq!(shown("1.65万平方米", 6), "1.65万/平方米");
        assert_eq!(shown("，，，，，", 4), "，，/，，/，");
        assert_eq!(shown("区", 1), "区");
        assert_eq!(shown("区县", 1), "区/县");
        assert_eq!(shown("区县", 0), "区/县");
    }

    #[test]
    fn the_last_row_is_never_one_han_alone() {
        assert_eq!(shown("建设美好城市了", 12), "建设美好城/市了");
        assert_eq!(shown("建设美好城市了。", 12), "建设美好城/市了。");
        assert_eq!(shown("建设美好城市", 12), "建设美好城市");
    }

    #[test]
    fn blanks_hang() {
        let text = "城市   面貌";
        let got = wrap(text, &[Span::new(0, text.len())], 4, 0, Ambiguous::Narrow);
        assert_eq!(shown(text, 4), "城市   /面貌");
        assert_eq!(got[0].width, 4);
        let got = wrap(text, &[Span::new(0, text.len())], 6, 0, Ambiguous::Narrow);
        assert_eq!((got[0].width, got[1].width), (6, 4));
        assert_eq!(shown("政　府　工　作", 6), "政　府　/工　作");
    }

    #[test]
    fn pieces_and_indent() {
        let text = "甲乙XX丙丁戊己庚辛";
        let pieces = [Span::new(0, 6), Span::new(8, text.len())];
        let got = wrap(text, &pieces, 8, 4, Ambiguous::Narrow);
        assert_eq!(
            got,
            [
                Row {
                    pieces: vec![Span::new(0, 6)],
                    width: 4,
                    indent: 4
                },
                Row {
                    pieces: vec![Span::new(8, 20)],
                    width: 8,
                    indent: 0
                },
                Row {
                    pieces: vec![Span::new(20, 26)],
                    width: 4,
                    indent: 0
                },
            ]
        );
        assert_eq!(wrap(text, &[], 8, 0, Ambiguous::Narrow), []);
        assert_eq!(wrap("", &[Span::at(0)], 8, 0, Ambiguous::Narrow), []);
    }

    #[test]
    fn wide_terminals_measure_wide() {
        let text = "“城市”面";
        let one = |a| wrap(text, &[Span::new(0, text.len())], 8, 0, a).len();
        assert_eq!(one(Ambiguous::Narrow), 1);
        assert_eq!(one(Ambiguous::Wide), 2);
    }

    fn check(text: &str, pieces: &[Span], width: u16, indent: u16, ambiguous: Ambiguous) {
        let got = wrap(text, pieces, width, indent, ambiguous);
        let given: String = pieces.iter().map(|p| p.of(text)).collect();
        let rejoined: String = got
            .iter()
            .flat_map(|r| &r.pieces)
            .map(|p| p.of(text))
            .collect();
        assert_eq!(rejoined, given);
        for span in got.iter().flat_map(|r| &r.pieces) {
            assert!(pieces.iter().any(|p| p.covers(*span)), "{span:?}");
        }
        for row in &got {
            let cells: Vec<u16> = row
                .pieces
                .iter()
                .flat_map(|p| safe::clusters(p.of(text)))
                .map(|(_, c)| width::cluster(c, ambiguous))
                .collect();
            assert!(
                row.indent + row.width <= width.max(1)
                    || cells.iter().filter(|w| **w > 0).count() == 1,
                "{row:?}"
            );
            assert!(!row.pieces.is_empty() && row.width <= cells.iter().sum::<u16>());
        }
    }

    proptest! {
        #[test]
        fn any_text_rejoins_and_fits(text in any::<String>(), width in 0u16..40, indent in 0u16..6, wide: bool) {
            let ambiguous = if wide { Ambiguous::Wide } else { Ambiguous::Narrow };
            check(&text, &[Span::new(0, text.len())], width, indent, ambiguous);
        }

        #[test]
        fn report_like_text_rejoins_and_fits(
            text in "([市区县镇年月日万亿元%“”《》（），。、,.;:!? 　0-9A-Za-z…—·\\-第一二三点百分之左右至到]|个百分点){0,60}",
            cuts in proptest::collection::vec(0usize..200, 0..6),
            width in 0u16..40,
        ) {
            let mut ends: Vec<usize> = cuts.into_iter().filter(|c| text.is_char_boundary(*c)).collect();
            ends.sort_unstable();
            let pieces: Vec<Span> = ends.chunks_exact(2).map(|c| Span::new(c[0], c[1])).collect();
            check(&text, &pieces, width, 0, Ambiguous::Narrow);
            check(&text, &[Span::new(0, text.len())], width, 4, Ambiguous::Narrow);
        }
    }
}
