//! Numbers in the ways that Word counts in.
//!
//! Owns [`written`]. Must not know of lists.

const HAN: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const FORMAL: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const OLD_FORMAL: [&str; 10] = ["零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"];
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// `n` in the format that `numFmt` names; as a decimal where the format is not known.
pub fn written(n: u32, format: &str) -> String {
    match format {
        "none" | "bullet" => String::new(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => counted(n, &HAN, ["十", "百", "千", "万"], true),
        "japaneseCounting" => counted(n, &HAN, ["十", "百", "千", "万"], false),
        "chineseLegalSimplified" => formal(n, &FORMAL, "万"),
        "ideographLegalTraditional" | "japaneseLegal" => formal(n, &OLD_FORMAL, "萬"),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            n.to_string().chars().map(|c| digit(c, &HAN)).collect()
        }
        "ideographTraditional" => nth(STEMS, n),
        "ideographZodiac" => nth(BRANCHES, n),
        "ideographZodiacTraditional" => match n {
            1.. => format!(
                "{}{}",
                nth(STEMS, (n - 1) % 10 + 1),
                nth(BRANCHES, (n - 1) % 12 + 1)
            ),
            0 => String::from("0"),
        },
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed(n),
        "decimalEnclosedParen" => within(n, 0x2474),
        "decimalEnclosedFullstop" => within(n, 0x2488),
        "ideographEnclosedCircle" => match n {
            1..=10 => char::from_u32(0x3280 + n - 1).map_or_else(|| n.to_string(), String::from),
            _ => n.to_string(),
        },
        "decimalFullWidth" | "decimalFullWidth2" => n
            .to_string()
            .chars()
            .filter_map(|c| char::from_u32(u32::from(c) - 0x30 + 0xff10))
            .collect(),
        "decimalZero" => format!("{n:02}"),
        "upperLetter" => letters(n, 'A'),
        "lowerLetter" => letters(n, 'a'),
        "upperRoman" => roman(n),
        "lowerRoman" => roman(n).to_ascii_lowercase(),
        _ => n.to_string(),
    }
}

fn digit(c: char, digits: &[&'static str; 10]) -> &'static str {
    c.to_digit(10)
        .and_then(|d| digits.get(d as usize))
        .copied()
        .unwrap_or_default()
}

/// 十一, 二十, 一百〇一, 一千二百. `one`: whether 100 is 一百 and not 百.
fn counted(n: u32, digits: &[&'static str; 10], units: [&str; 4], one: bool) -> String {
    if n == 0 || n > 99_999 {
        return n.to_string().chars().map(|c| digit(c, digits)).collect();
    }
    let figures = n.to_string();
    let mut out = String::new();
    let mut skipped = false;
    for (i, c) in figures.chars().enumerate() {
        let place = figures.len() - 1 - i;
        if c == '0' {
            skipped = true;
            continue;
        }
        if std::mem::take(&mut skipped) && one {
            out.push_str(digit('0', digits));
        }
        // Ten is 十 at the beginning, and hundreds are 百 where they are counted so.
        let bare = c == '1' && place > 0 && place < 4 && (!one || (place == 1 && out.is_empty()));
        if !bare {
            out.push_str(digit(c, digits));
        }
        if place > 0 {
            out.push_str(units.get(place - 1).copied().unwrap_or_default());
        }
    }
    out
}

/// 壹拾贰: as on cheques, where one is always written.
fn formal(n: u32, digits: &[&'static str; 10], ten_thousand: &'static str) -> String {
    let out = counted(n, digits, ["拾", "佰", "仟", ten_thousand], true);
    if out.starts_with('拾') {
        return format!("{}{out}", digit('1', digits));
    }
    out
}

fn nth(of: &str, n: u32) -> String {
    (n as usize)
        .checked_sub(1)
        .and_then(|i| of.chars().nth(i))
        .map_or_else(|| n.to_string(), String::from)
}

/// ① to ㊿.
fn enclosed(n: u32) -> String {
    let code = match n {
        1..=20 => 0x2460 + n - 1,
        21..=35 => 0x3251 + n - 21,
        36..=50 => 0x32b1 + n - 36,
        _ => return n.to_string(),
    };
    char::from_u32(code).map_or_else(|| n.to_string(), String::from)
}

/// One of the twenty signs from `first` on.
fn within(n: u32, first: u32) -> String {
    match n {
        1..=20 => char::from_u32(first + n - 1).map_or_else(|| n.to_string(), String::from),
        _ => n.to_string(),
    }
}

/// a … z, aa … zz, aaa …
fn letters(n: u32, first: char) -> String {
    let Some(n) = n.checked_sub(1) else {
        return String::from("0");
    };
    let times = (n / 26 + 1) as usize;
    match char::from_u32(u32::from(first) + n % 26) {
        Some(c) if times <= 8 => String::from(c).repeat(times),
        _ => (n + 1).to_string(),
    }
}

fn roman(mut n: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if n == 0 || n > 4999 {
        return n.to_string();
    }
    let mut out = String::new();
    for (value, sign) in STEPS {
        while n >= value {
            out.push_str(sign);
            n -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        for (n, format, expected) in [
            (1, "chineseCounting", "一"),
            (10, "chineseCountingThousand", "十"),
            (12, "chineseCountingThousand", "十二"),
            (20, "chineseCountingThousand", "二十"),
            (101, "chineseCountingThousand", "一百〇一"),
            (110, "chineseCountingThousand", "一百一十"),
            (1200, "chineseCountingThousand", "一千二百"),
            (111, "japaneseCounting", "百十一"),
            (21, "japaneseCounting", "二十一"),
            (20, "ideographDigital", "二〇"),
            (12, "chineseLegalSimplified", "壹拾贰"),
            (3, "ideographTraditional", "丙"),
            (13, "ideographZodiacTraditional", "丙子"),
            (7, "decimalEnclosedCircle", "⑦"),
            (21, "decimalEnclosedCircleChinese", "㉑"),
            (51, "decimalEnclosedCircle", "51"),
            (2, "decimalEnclosedParen", "⑵"),
            (2, "decimalEnclosedFullstop", "⒉"),
            (12, "decimalFullWidth", "１２"),
            (3, "decimalZero", "03"),
            (28, "lowerLetter", "bb"),
            (14, "upperRoman", "XIV"),
            (4, "lowerRoman", "iv"),
            (6, "hebrew1", "6"),
            (u32::MAX, "upperLetter", "4294967295"),
            (u32::MAX, "lowerRoman", "4294967295"),
            (0, "ideographTraditional", "0"),
        ] {
            assert_eq!(written(n, format), expected, "{n} {format}");
        }
    }
}
