//! Numbers written in Han characters: 三百二十, 十二, 八点五, 一万二千.
//!
//! Must not know of units: whether a numeral is a quantity is for [`super::number`] to say.

/// The digit that `c` stands for; 两 is 2.
pub fn han_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The numeral at `i` of `chars`: its value and where it ends.
pub fn numeral(chars: &[char], i: usize) -> Option<(f64, usize)> {
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let (mut total, mut section, mut digit) = (0.0, 0.0, None);
    let mut end = i;
    loop {
        let c = at(end);
        if let Some(d) = han_digit(c) {
            if digit.is_some() {
                break;
            }
            digit = Some(f64::from(d));
        } else if let Some(scale) = match c {
            '十' => Some(10.0),
            '百' => Some(100.0),
            '千' => Some(1000.0),
            _ => None,
        } {
            if digit.is_none() && (c != '十' || end != i) {
                break;
            }
            section += digit.take().unwrap_or(1.0) * scale;
        } else if let Some(scale) = match c {
            '万' => Some(1e4),
            '亿' => Some(1e8),
            _ => None,
        } {
            if end == i {
                break;
            }
            total = (total + section + digit.take().unwrap_or(0.0)) * scale;
            section = 0.0;
        } else {
            break;
        }
        end += 1;
    }
    if end == i {
        return None;
    }
    let mut value = total + section + digit.unwrap_or(0.0);
    if at(end) == '点' && han_digit(at(end + 1)).is_some() {
        let mut place = 0.1;
        end += 1;
        while let Some(d) = han_digit(at(end)) {
            value += f64::from(d) * place;
            place /= 10.0;
            end += 1;
        }
    }
    Some((value, end))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;

    #[test]
    fn numerals_are_read_to_their_end() {
        for (text, value, len) in [
            ("三百二十项", 320.0, 4),
            ("十二", 12.0, 2),
            ("一万二千户", 12_000.0, 4),
            ("八点五", 8.5, 3),
            ("两亿", 2e8, 2),
            ("二三", 2.0, 1),
            ("五", 5.0, 1),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let (found, end) = numeral(&chars, 0).unwrap();
            assert!((found - value).abs() < 1e-9, "{text}: {found}");
            assert_eq!(end, len, "{text}");
        }
        assert_eq!(numeral(&['百', '姓'], 0), None);
        assert_eq!(numeral(&['万', '里'], 0), None);
    }
}
