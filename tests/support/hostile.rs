//! What somebody could put where the program shows it, to have the terminal obey.

/// One of them.
#[derive(Clone, Debug)]
pub struct Payload {
    pub bytes: Vec<u8>,
}

impl Payload {
    /// As text, where it is.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }

    /// As text in any case.
    pub fn lossy(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

/// Numbers that look random and are the same every time.
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        ((self.next() >> 11) % n.max(1) as u64) as usize
    }

    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// Bodies of strings that end in ST or BEL, by what begins them.
const STRINGS: &[(u8, &[&str])] = &[
    (
        b']',
        &[
            "0;标题",
            "1;icon",
            "2;title",
            "4;1;?",
            "7;file:///etc",
            "8;;http://a.example/",
            "9;notice",
            "9;4;3",
            "10;?",
            "11;?",
            "12;#ff0000",
            "50;font",
            "52;c;5a+55rOV",
            "52;c;?",
            "52;p;",
            "66;s=7:大",
            "104",
            "110",
            "133;A",
            "555;x",
            "777;notify;a;b",
            "1337;File=inline=1:AAAA",
            "1337;CursorShape=1",
            "1337;ReportCellSize",
            "L标题",
            "l标题",
        ],
    ),
    (
        b'P',
        &[
            "$qm",
            "$q\"p",
            "1$r0m",
            "+q544e",
            "+p616263",
            "q#0;2;0;0;0~-",
            "tmux;\x1b\x1b]0;x\x07",
            "0;0|17/17",
            "=1s",
        ],
    ),
    (
        b'_',
        &[
            "Gf=24,s=1,v=1;AAAA",
            "Ga=d",
            "Ga=q,i=31,s=1,v=1,t=d,f=24;AAAA",
            "x",
        ],
    ),
    (b'^', &["private", ""]),
    (b'X', &["start", ""]),
];

const ENDS: &[&[u8]] = &[
    b"\x07",
    b"\x1b\\",
    "\u{9c}".as_bytes(),
    b"\x9c",
    b"\x18",
    b"\x1a",
    b"",
    b"\x1b",
];

const CSI: &[&str] = &[
    "31m",
    "0m",
    "7m",
    "8m",
    "38;2;255;0;0m",
    "38:2::1:2:3m",
    "48;5;1m",
    "99999999999999999999m",
    "H",
    "5;5H",
    "999999999;999999999H",
    "99999A",
    "99999B",
    "99999C",
    "99999D",
    "2J",
    "3J",
    "J",
    "K",
    "1K",
    "2K",
    "6n",
    "5n",
    "?6n",
    "?15n",
    "c",
    ">c",
    "=c",
    ">q",
    "?1049h",
    "?1049l",
    "?47h",
    "?2004h",
    "?2004l",
    "?1000h",
    "?1002h",
    "?1003h",
    "?1004h",
    "?1006h",
    "?25l",
    "?25h",
    "?7h",
    "?7l",
    "?2026h",
    "?2026l",
    "?2026$p",
    "?5h",
    "?3h",
    "?69h",
    "?1l",
    "?66h",
    "?80h",
    "?u",
    ">1u",
    "<u",
    "=31u",
    ">4;2m",
    "20t",
    "21t",
    "14t",
    "18t",
    "8;1;1t",
    "22;0t",
    "23;0t",
    "s",
    "u",
    "r",
    "1;2r",
    "!p",
    "4h",
    "20h",
    "12l",
    "5i",
    "4i",
    "?4i",
    "@",
    "1000000b",
    "1000000S",
    "1000000T",
    "L",
    "M",
    "P",
    "X",
    "Z",
    "g",
    "3g",
    " q",
    "2 q",
    "\"q",
    "#P",
    "#Q",
    "1;1;1;1$r",
    "1$}",
    "'z",
    "1'{",
    "?",
    "31",
    "",
    "\x1b[31m",
    ";;;;;;;;m",
    "\x07m",
];

/// At least 1,500 of them.
pub fn payloads() -> Vec<Payload> {
    let mut all: Vec<Vec<u8>> = Vec::new();
    let text = |all: &mut Vec<Vec<u8>>, s: String| all.push(s.into_bytes());
    // C0, DEL, C1; alone, doubled, and before what would be a sequence.
    for n in (0..0x20).chain([0x7f]) {
        all.push(vec![n]);
        all.push(vec![n, b'[', b'3', b'1', b'm']);
    }
    for n in 0x80..0xa0_u8 {
        text(&mut all, char::from(n).to_string());
        text(&mut all, format!("{}31m", char::from(n)));
        all.push(vec![n]);
        all.push(vec![n, b'3', b'1', b'm']);
    }
    // What is not to be seen: directions, zero width, ignorable, selectors, tags, anchors, noncharacters, fillers.
    let hidden = [
        0xad..=0xad,
        0x34f..=0x34f,
        0x61c..=0x61c,
        0x115f..=0x1160,
        0x17b4..=0x17b5,
        0x180b..=0x180f,
        0x200b..=0x200f,
        0x2028..=0x202e,
        0x2060..=0x206f,
        0x3164..=0x3164,
        0xfdd0..=0xfdef,
        0xfe00..=0xfe0f,
        0xfeff..=0xfeff,
        0xffa0..=0xffa0,
        0xfff0..=0xfffb,
        0x1bca0..=0x1bca3,
        0x1d173..=0x1d17a,
        0xe0000..=0xe007f,
        0xe0100..=0xe0110,
        0xe01ef..=0xe01ef,
        0xe0fff..=0xe0fff,
        0x600..=0x605,
        0x6dd..=0x6dd,
        0x70f..=0x70f,
        0x890..=0x891,
        0x8e2..=0x8e2,
        0x110bd..=0x110bd,
        0x13430..=0x1343f,
        0xa0..=0xa0,
        0x1680..=0x1680,
        0x2000..=0x200a,
        0x202f..=0x202f,
        0x205f..=0x205f,
        0xe000..=0xe000,
        0x10fffd..=0x10fffd,
    ];
    for n in hidden.into_iter().flatten() {
        if let Some(c) = char::from_u32(n) {
            text(&mut all, c.to_string());
        }
    }
    for plane in 0..17_u32 {
        for low in [0xfffe, 0xffff] {
            text(
                &mut all,
                char::from_u32(plane << 16 | low).unwrap().to_string(),
            );
        }
    }
    for (open, close) in [
        ('\u{202e}', '\u{202c}'),
        ('\u{202d}', '\u{202c}'),
        ('\u{2067}', '\u{2069}'),
        ('\u{2068}', '\u{2069}'),
        ('\u{200f}', '\u{200f}'),
    ] {
        text(&mut all, format!("{open}txt.exe{close}"));
        text(&mut all, format!("{open}{open}{open}增长8%"));
    }
    // Strings, however they begin and end.
    for (kind, bodies) in STRINGS {
        for body in *bodies {
            for begin in [
                vec![0x1b, *kind],
                char::from(kind + 0x40).to_string().into_bytes(),
                vec![kind + 0x40],
            ] {
                for end in ENDS {
                    all.push([begin.as_slice(), body.as_bytes(), *end].concat());
                }
            }
        }
    }
    for body in CSI {
        for begin in [&b"\x1b["[..], "\u{9b}".as_bytes(), b"\x9b"] {
            all.push([begin, body.as_bytes()].concat());
        }
    }
    all.push([b"\x1b[".as_slice(), "1;".repeat(2000).as_bytes(), b"m"].concat());
    all.push([b"\x1b]0;".as_slice(), "长".repeat(3000).as_bytes()].concat());
    // Escapes of two and three characters.
    for n in 0x20..0x7f_u8 {
        all.push(vec![0x1b, n]);
    }
    for three in [
        "\x1b#8",
        "\x1b(0",
        "\x1b)A",
        "\x1b%G",
        "\x1b%@",
        "\x1b F",
        "\x1bc\x1bc",
        "\x1bO0",
        "\x0e上海\x0f",
        "\x1bn",
        "\x1b\x1b\x1b",
    ] {
        text(&mut all, three.to_owned());
    }
    // Heaps of marks, on something and on nothing.
    for base in ["e", "中", "", " ", "\u{200d}", "👨", "﷽"] {
        for mark in [
            '\u{301}',
            '\u{20dd}',
            '\u{e31}',
            '\u{5b0}',
            '\u{fe0f}',
            '\u{1f3fd}',
            '\u{200d}',
            '\u{e0061}',
        ] {
            for n in [1, 5, 300] {
                text(&mut all, format!("{base}{}", String::from(mark).repeat(n)));
            }
        }
    }
    for odd in [
        "👨\u{200d}👩\u{200d}👧",
        "🇨🇳🇨",
        "1\u{fe0f}\u{20e3}",
        "🏴\u{e0067}\u{e0062}\u{e007f}",
        "\u{1100}\u{1161}\u{11a8}",
        "क\u{94d}ष",
        "\u{17d8}",
        "\u{fdfa}",
        "\u{2f800}",
        "\u{1f1e6}",
        "葛\u{e0100}城",
        "辻\u{fe00}",
        "\u{12031}",
        "\u{ad}\u{200d}\u{ad}",
        "ก\u{e33}",
        "\u{fb1e}",
        "\u{d7b0}",
        "\u{a8e0}",
        "￥\u{20e3}",
        "—\u{fe0e}",
    ] {
        text(&mut all, odd.to_owned());
    }
    // What is no UTF-8: halves of surrogates, overlong forms, sequences cut short, bytes that never occur.
    for bytes in [
        &b"\xed\xa0\x80"[..],
        b"\xed\xa0\xbd\xed\xb8\x80",
        b"\xed\xbf\xbf",
        b"\xed\xb0\x80",
        b"\xc0\x80",
        b"\xc0\x9b",
        b"\xc1\x9b31m",
        b"\xe0\x80\x9b",
        b"\xf0\x80\x80\x9b",
        b"\xf8\x80\x80\x80\x9b",
        b"\xfc\x80\x80\x80\x80\x9b",
        b"\xe4\xbd",
        b"\xe4",
        b"\xf0\x9f\x98",
        b"\xf4\x90\x80\x80",
        b"\xf5\x80\x80\x80",
        b"\xfe",
        b"\xff",
        b"\xff\xfe\x1b\x00[\x003\x001\x00m\x00",
        b"\xfe\xff\x00\x1b",
        b"\xc2\x1b[31m",
        b"\xe4\xbd\x1b]0;x\x07",
        b"\x80",
        b"\xbf\x1bc",
        b"\x84\x31\x9b\x33",
        b"\x1b$B\x1b(B",
        b"+ADw-",
    ] {
        all.push(bytes.to_vec());
    }
    // Whatever comes to mind, together.
    let mut dice = Dice(0x5eed_cafe);
    let simple = all.clone();
    for _ in 0..250 {
        let n = 2 + dice.below(6);
        let mut mixed = Vec::new();
        for _ in 0..n {
            let piece = dice.one(&simple);
            mixed.extend_from_slice(&piece[..piece.len().min(60)]);
            if dice.below(3) == 0 {
                mixed.extend_from_slice("区A1".as_bytes());
            }
        }
        all.push(mixed);
    }
    let mut seen = std::collections::HashSet::new();
    all.retain(|p| !p.is_empty() && seen.insert(p.clone()));
    all.into_iter().map(|bytes| Payload { bytes }).collect()
}
