//! Characters that fonts name by their look-alikes.
//!
//! Owns [`whole`] and [`settle`]. Invariant: only what Unicode calls the same character is exchanged, and 户 for its other form. Must not know of fonts.

/// The characters that the 214 radicals at U+2F00 are, in order (Unicode, compatibility decompositions of Kangxi radicals).
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Radicals at U+2E80 that are characters of today, each with its character.
const TODAY: &[(char, char)] = &[
    ('⺁', '厂'),
    ('⺄', '乙'),
    ('⺊', '卜'),
    ('⺒', '巳'),
    ('⺓', '幺'),
    ('⺝', '月'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺧', '牛'),
    ('⺩', '王'),
    ('⺬', '示'),
    ('⺮', '竹'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻑', '長'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻗', '雨'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻪', '黾'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻱', '龜'),
    ('⻳', '龟'),
];

/// The character itself where a font says the radical that looks like it: many map their glyphs back to the wrong one of the two.
pub fn whole(c: char) -> char {
    match c {
        DOOR => c,
        '\u{2f00}'..='\u{2fd5}' => KANGXI.chars().nth(c as usize - 0x2f00).unwrap_or(c),
        '\u{2e80}'..='\u{2eff}' => TODAY.iter().find(|(r, _)| *r == c).map_or(c, |&(_, w)| w),
        _ => c,
    }
}

/// The radical of doors, which fonts draw alike for 户 and 戶.
pub const DOOR: char = '\u{2f3e}';

/// Writes [`DOOR`] as the rest of the text is written.
pub fn settle(text: String) -> String {
    if !text.contains(DOOR) {
        return text;
    }
    let count = |of: &str| text.chars().filter(|c| of.contains(*c)).count();
    let old = count("們國發會為門實業") > count("们国发会为门实业");
    text.replace(DOOR, if old { "戶" } else { "户" })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;

    #[test]
    fn each_radical_is_its_character() {
        assert_eq!(KANGXI.chars().count(), 214);
        let read: String = "⼀⼈⼯⽔⽴⾏⾛⿓⿕⻓⻔⺠".chars().map(whole).collect();
        assert_eq!(read, "一人工水立行走龍龠长门民");
        assert_eq!(whole('中'), '中');
        assert_eq!(settle("我们的⼾口".into()), "我们的户口");
        assert_eq!(settle("我們的⼾口".into()), "我們的戶口");
    }
}
