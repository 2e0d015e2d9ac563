//! Folding of Traditional and variant characters for search and matching.
//!
//! Owns the character table (`assets/fold.txt`). Invariant: folding keeps every byte offset, because only characters of
//! equal UTF-8 length are exchanged, one for one; so an offset in the folded text is an offset in the text. Folded text is
//! never shown (what is shown in Simplified script is [`simplified`]), and what is compared with it must be folded too. Knows
//! nothing of reports.
//!
//! Text in Simplified script comes back as it is (the same allocation), so patterns written in Simplified may be looked for
//! in folded text directly. For that reason 著 is not simply folded to 着: 显著 and 著名 keep it, 著力 and 沉著 do not.

use std::borrow::Cow;
use std::sync::Arc;

/// Pairs of characters, see the head of the file.
const PAIRS: &str = include_str!("../../assets/fold.txt");

/// Quote styles, small forms and dashes that stand for the same mark; all of three bytes.
const MARKS: [(char, char); 20] = [
    ('「', '“'),
    ('」', '”'),
    ('『', '‘'),
    ('』', '’'),
    ('〝', '“'),
    ('〞', '”'),
    ('﹁', '“'),
    ('﹂', '”'),
    ('―', '—'),
    ('─', '—'),
    ('〜', '～'),
    ('﹐', '，'),
    ('﹑', '、'),
    ('﹔', '；'),
    ('﹕', '：'),
    ('﹖', '？'),
    ('﹗', '！'),
    ('﹙', '（'),
    ('﹚', '）'),
    ('︰', '：'),
];

/// Before one of these, 著 is itself: 著名, 著作, 著书.
const KEEPS_BEFORE: &str = "名作称述书者录";
/// After one of these, 著 is itself: 显著, 名著, 编著.
const KEEPS_AFTER: &str = "显名原论专编巨土昭卓合译遗";
/// Followed by one of these, a 著 that opens a string is 着: 着力, 着眼, 着重.
const OPENS_BEFORE: &str = "力眼重手想实陆落色急";

/// The pairs by code point. Laid out when the program is compiled, for every text that is opened needs it at once.
struct Table {
    /// Folded form by code point; 0 where it is the character itself.
    plane: [u16; 0x1_0000],
    /// Pairs beyond the first plane, sorted.
    beyond: [(char, char); BEYOND],
}

/// Number of pairs beyond the first plane.
const BEYOND: usize = {
    let bytes = PAIRS.as_bytes();
    let (mut at, mut count) = (0, 0);
    while let Some((from, _, next)) = pair_from(bytes, at) {
        if from as u32 > 0xffff {
            count += 1;
        }
        at = next;
    }
    count
};

static TABLE: Table = Table::laid_out();

/// The next pair from byte `at` on, and the byte after it. A pair that would move offsets stops the compiler.
const fn pair_from(bytes: &[u8], mut at: usize) -> Option<(char, char, usize)> {
    let mut fresh = at == 0;
    while at < bytes.len() {
        match bytes[at] {
            b'#' if fresh => {
                while at < bytes.len() && bytes[at] != b'\n' {
                    at += 1;
                }
                continue;
            }
            b'\n' => fresh = true,
            b' ' => fresh = false,
            _ => {
                let (from, to) = char_at(bytes, at);
                let (into, end) = char_at(bytes, to);
                assert!(end - to == to - at, "a pair of different lengths");
                return Some((from, into, end));
            }
        }
        at += 1;
    }
    None
}

/// The character at byte `at`, and the byte after it.
const fn char_at(bytes: &[u8], at: usize) -> (char, usize) {
    let (mut code, len) = match bytes[at] {
        0xf0.. => (bytes[at] as u32 & 0x07, 4),
        0xe0.. => (bytes[at] as u32 & 0x0f, 3),
        0xc0.. => (bytes[at] as u32 & 0x1f, 2),
        _ => (bytes[at] as u32, 1),
    };
    let mut next = at + 1;
    while next < at + len {
        code = code << 6 | (bytes[next] as u32 & 0x3f);
        next += 1;
    }
    match char::from_u32(code) {
        Some(c) => (c, next),
        None => panic!("no character"),
    }
}

impl Table {
    #[expect(
        clippy::large_stack_arrays,
        reason = "made by the compiler, never on a stack of the program"
    )]
    const fn laid_out() -> Self {
        let bytes = PAIRS.as_bytes();
        let mut plane = [0; 0x1_0000];
        let mut beyond = [('\0', '\0'); BEYOND];
        let (mut at, mut known) = (0, 0);
        while let Some((from, to, next)) = pair_from(bytes, at) {
            if (from as usize) < plane.len() {
                plane[from as usize] = to as u32 as u16;
            } else {
                let mut place = known;
                while place > 0 && beyond[place - 1].0 as u32 > from as u32 {
                    beyond[place] = beyond[place - 1];
                    place -= 1;
                }
                beyond[place] = (from, to);
                known += 1;
            }
            at = next;
        }
        let mut mark = 0;
        while mark < MARKS.len() {
            let (from, to) = MARKS[mark];
            plane[from as usize] = to as u32 as u16;
            mark += 1;
        }
        Self { plane, beyond }
    }

    fn get(&self, c: char) -> Option<char> {
        match self.plane.get(c as usize) {
            Some(0) => None,
            Some(&code) => char::from_u32(u32::from(code)),
            None => self
                .beyond
                .binary_search_by_key(&c, |&(from, _)| from)
                .ok()
                .and_then(|i| self.beyond.get(i))
                .map(|&(_, to)| to),
        }
    }
}

/// The folded form of one character; itself where there is none of the same UTF-8 length. 著 stays, having no neighbours here.
pub fn fold_char(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    TABLE.get(c).unwrap_or(c)
}

/// The folded text: the same allocation where nothing folds.
pub fn fold(text: &Arc<str>) -> Arc<str> {
    match folded(text) {
        Some(folded) => Arc::from(folded),
        None => Arc::clone(text),
    }
}

/// The folded form of a short string such as a query.
pub fn fold_str(text: &str) -> String {
    folded(text).unwrap_or_else(|| text.to_owned())
}

/// `text` in Simplified script, for showing: of what folding does only what turns a Traditional character into a Simplified
/// one. Quotes, small forms and the look-alikes that PDFs hold stay as they were written.
pub fn simplified(text: &str) -> Cow<'_, str> {
    match folded(text) {
        Some(folded) => simplified_by(text, &folded),
        None => Cow::Borrowed(text),
    }
}

/// The same where the folded text, or the part of it that stands at the same offsets, is at hand: it knows the neighbours.
pub fn simplified_by<'a>(text: &'a str, folded: &str) -> Cow<'a, str> {
    if text == folded {
        return Cow::Borrowed(text);
    }
    let script = |c: char| is_han(c) && !('\u{f900}'..='\u{faff}').contains(&c);
    let shown = |(c, to): (char, char)| if script(c) { to } else { c };
    Cow::Owned(text.chars().zip(folded.chars()).map(shown).collect())
}

/// `None` where nothing folds.
fn folded(text: &str) -> Option<String> {
    let table: &Table = &TABLE;
    let mut bytes: Option<Vec<u8>> = None;
    for (at, c) in text.char_indices() {
        let to = match c {
            '\0'..='\u{7f}' => continue,
            '著' => unmarked_zhe(text, at),
            _ => table.get(c),
        };
        if let Some(to) = to {
            let bytes = bytes.get_or_insert_with(|| text.as_bytes().to_vec());
            if let Some(cell) = bytes.get_mut(at..at + c.len_utf8()) {
                to.encode_utf8(cell);
            }
        }
    }
    String::from_utf8(bytes?).ok()
}

/// 着 for the 著 at `at`, where it is not the 著 of 显著 and 著名.
fn unmarked_zhe(text: &str, at: usize) -> Option<char> {
    let before = text.get(..at)?.chars().next_back().map(fold_char);
    let after = text.get(at + '著'.len_utf8()..)?.chars().next();
    let after = after.map(fold_char);
    let among = |c: Option<char>, list: &str| c.is_some_and(|c| list.contains(c));
    let keeps = if before.is_some_and(is_han) {
        among(before, KEEPS_AFTER) || among(after, KEEPS_BEFORE)
    } else {
        !among(after, OPENS_BEFORE)
    };
    (!keeps).then_some('着')
}

/// Share of the Han characters of `text` that are Traditional only, 0 to 1; above 0.02 the text is in Traditional script.
///
/// Measured on real reports: 0.35 in a Traditional one, at most 0.0001 in 122 others.
pub fn traditional_share(text: &str) -> f32 {
    let table: &Table = &TABLE;
    let (mut han, mut traditional) = (0_u32, 0_u32);
    for c in text.chars().filter(|&c| is_han(c)) {
        han += 1;
        traditional += u32::from(table.get(c).is_some());
    }
    if han == 0 {
        0.0
    } else {
        traditional as f32 / han as f32
    }
}

/// Whether `c` is a Han character (the unified ideographs, extensions included, and 〇).
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Number of Han characters in `text`.
pub fn han_count(text: &str) -> usize {
    let bytes = text.as_bytes();
    if memchr::memchr3(0xf0, 0xf1, 0xf2, bytes).is_some() {
        return text.chars().filter(|&c| is_han(c)).count();
    }
    // Without characters of four bytes each Han character is told by its first two or three bytes; counted without a branch, so
    // that many bytes are looked at with one instruction.
    let (Some(second), Some(third)) = (bytes.get(1..), bytes.get(2..)) else {
        return 0;
    };
    let mut count = 0;
    for ((a, b), c) in bytes
        .chunks(BLOCK)
        .zip(second.chunks(BLOCK))
        .zip(third.chunks(BLOCK))
    {
        let mut here = 0_u8;
        for ((&a, &b), &c) in a.iter().zip(b).zip(c) {
            let is = u8::from;
            let plane = is(a.wrapping_sub(0xe4) <= 5) & !(is(a == 0xe4) & is(b == 0xb7));
            let extension = is(a == 0xe3) & (is(b >= 0x90) | (is(b == 0x80) & is(c == 0x87)));
            let compatibility = is(a == 0xef) & is(b.wrapping_sub(0xa4) <= 7);
            here += plane | extension | compatibility;
        }
        count += usize::from(here);
    }
    count
}

/// So many bytes are counted in a byte.
const BLOCK: usize = 255;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn han_characters_are_counted_as_they_are_told() {
        for from in (0..=0x10_ffff_u32).step_by(0x100) {
            let text: String = (from..from + 0x100).filter_map(char::from_u32).collect();
            let told = text.chars().filter(|&c| is_han(c)).count();
            assert_eq!(han_count(&text), told, "from {from:x}");
        }
        for text in [
            "",
            "a",
            "一",
            "一a",
            "a一",
            "〇",
            "、〇。",
            "\u{4dc0}",
            "\u{f900}",
        ] {
            let told = text.chars().filter(|&c| is_han(c)).count();
            assert_eq!(han_count(text), told, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn han_characters_of_any_text(text in "[一-三a、。〇𠀀-𠀃é]{0,600}") {
            prop_assert_eq!(han_count(&text), text.chars().filter(|&c| is_han(c)).count());
        }
    }

    #[test]
    fn every_pair_keeps_its_length_and_is_folded_at_once() {
        let mut count = 0;
        for code in 0..=0x10_ffff_u32 {
            let Some(c) = char::from_u32(code) else {
                continue;
            };
            let to = fold_char(c);
            if to != c {
                count += 1;
                assert_eq!(to.len_utf8(), c.len_utf8(), "{c} {to}");
                assert_eq!(fold_char(to), to, "{c} folds to {to}, which folds on");
            }
        }
        assert!(count > 3_500, "{count}");
    }

    #[test]
    fn traditional_is_folded_and_simplified_is_left_alone() {
        assert_eq!(
            fold_str("臺灣瀋陽後於關東「營商」"),
            "台湾沈阳后于关东“营商”"
        );
        assert_eq!(fold_str("⽤⼯"), "用工");
        let plain: Arc<str> =
            Arc::from("成效显著，著名景区，着力打造“哪吒”文化，范围、于家、后备、发展𠮷祥");
        assert!(Arc::ptr_eq(&plain, &fold(&plain)));
    }

    #[test]
    fn what_is_shown_in_simplified_changes_the_script_and_nothing_else() {
        for (text, shown) in [
            (
                "臺灣「營商」，著力，顯著、著名",
                "台湾「营商」，着力，显著、著名",
            ),
            ("﹁⽤⼯﹂―豈更", "﹁⽤⼯﹂―岂更"),
            ("\u{f900}\u{f901}", "\u{f900}\u{f901}"),
            ("营商环境，着力", "营商环境，着力"),
        ] {
            assert_eq!(simplified(text), shown);
            assert_eq!(simplified_by(text, &fold_str(text)), shown);
        }
        assert!(matches!(simplified("营商"), Cow::Borrowed(_)));
    }

    #[test]
    fn beyond_the_first_plane() {
        assert_eq!(fold_str("a𠁞𠮷b").len(), "a𠁞𠮷b".len());
        let (from, to) = TABLE.beyond[0];
        assert_eq!(fold_char(from), to);
    }

    #[test]
    fn zhe_is_told_by_its_neighbours() {
        for (text, folded) in [
            ("著力擴大", "着力扩大"),
            ("，著力", "，着力"),
            ("沉著應對", "沉着应对"),
            ("意味著", "意味着"),
            ("成效顯著", "成效显著"),
            ("顯著。", "显著。"),
            ("遠近著名", "远近著名"),
            ("著名", "著名"),
            ("⽤著", "用着"),
            ("著", "著"),
        ] {
            assert_eq!(fold_str(text), folded, "{text}");
        }
    }

    #[test]
    fn the_share_tells_the_scripts_apart() {
        assert!(traditional_share("我們將繼續優化營商環境，推動高質量發展") > 0.3);
        assert!(traditional_share("我们将继续优化营商环境，“於潜”在内") < 0.1);
        assert!(traditional_share("") < f32::EPSILON);
        assert!(traditional_share("2021, abc") < f32::EPSILON);
    }

    proptest! {
        #[test]
        fn folding_keeps_offsets_and_is_idempotent(text in "([一-龥著]|[a-z0-9，。「」 \n]|\\PC){0,60}") {
            let folded = fold_str(&text);
            prop_assert_eq!(folded.len(), text.len());
            let starts = |s: &str| s.char_indices().map(|(i, _)| i).collect::<Vec<_>>();
            prop_assert_eq!(starts(&folded), starts(&text));
            prop_assert_eq!(fold_str(&folded), folded.clone());
            let shared: Arc<str> = Arc::from(text.as_str());
            let again = fold(&shared);
            prop_assert_eq!(&*again, folded.as_str());
            prop_assert_eq!(Arc::ptr_eq(&shared, &again), folded == text);
        }
    }
}
