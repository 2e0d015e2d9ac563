//! Whether a stretch of a report tells what was done or what is to be done, by its words.
//!
//! Owns the words and their weights: the logarithm of how much oftener a word stands in parts whose titles say what they are, over a
//! hundred reports. Invariant: a stretch that holds none of them says nothing (0 of both). Works on folded
//! text; knows nothing of headings.

/// What speaks for results, with its points.
#[rustfmt::skip]
const DONE: &[(&str, u32)] = &[
    ("了", 3), ("获评", 4), ("荣获", 4), ("入选", 4), ("获批", 3), ("居全", 3), ("位居", 3),
    ("首次", 3), ("首个", 3), ("连续", 3), ("累计", 3), ("分别增", 2), ("省第", 3), ("国第", 3),
    ("成功", 2), ("圆满", 2), ("取得", 2), ("预计", 2), ("下降", 2), ("增长", 1), ("明显", 2),
    ("完成", 1), ("亿元", 1), ("超额", 3), ("同比", 2), ("过去", 4), ("去年", 3), ("年来", 3),
    ("被评为", 3), ("得到", 2), ("已", 1), ("%", 1), ("感谢", 3),
];

/// What speaks for plans, with its points.
#[rustfmt::skip]
const AHEAD: &[(&str, u32)] = &[
    ("力争", 4), ("争创", 4), ("争取", 3), ("确保", 3), ("个以上", 3), ("家以上", 3), ("左右", 2),
    ("以上", 1), ("以内", 2), ("打造", 2), ("造一批", 3), ("设一批", 3), ("推动", 1), ("加快", 1),
    ("让", 2), ("健全", 2), ("鼓励", 3), ("引导", 2), ("做强", 2), ("做大", 2), ("做好", 2),
    ("办好", 1), ("用好", 2), ("抓好", 2), ("建好", 3), ("支持", 1), ("完善", 1), ("培育", 1),
    ("建设", 1), ("推进", 1), ("强化", 1), ("加强", 1), ("积极", 1), ("大力", 1), ("着力", 1),
    ("年内", 2), ("今后", 3), ("未来", 2), ("明年", 4), ("继续", 2), ("必须", 2), ("要", 1),
    ("将", 1), ("新的一年", 4),
];

/// What a stretch tells, in points.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Tense {
    /// Points for results.
    pub done: u32,
    /// Points for plans.
    pub ahead: u32,
}

impl Tense {
    /// Weighs the words of a stretch of folded text.
    pub fn of(folded: &str) -> Tense {
        let sum = |words: &[(&str, u32)]| {
            words
                .iter()
                .map(|&(word, points)| folded.matches(word).count() as u32 * points)
                .sum()
        };
        Tense {
            done: sum(DONE),
            ahead: sum(AHEAD),
        }
    }

    /// Above zero for results, below for plans; a review names its projects in a plan's words, so results weigh more.
    pub fn balance(self) -> i64 {
        i64::from(self.done) * 3 - i64::from(self.ahead) * 2
    }

    /// It tells of results, and by more than a word or two.
    pub fn is_done(self) -> bool {
        self.done >= 8 && self.done >= self.ahead
    }

    /// It tells of plans, and by more than a word or two.
    pub fn is_ahead(self) -> bool {
        self.ahead >= 8 && self.ahead >= self.done * 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_and_plans() {
        let done = Tense::of(
            "一年来，新修河堤十二公里，累计投入三亿元，荣获水利奖，拆除了老闸，船等候的时间减少了一半。",
        );
        assert!(done.is_done() && !done.is_ahead(), "{done:?}");
        let ahead = Tense::of(
            "加快修建河堤，力争年内合龙，确保汛期前完成，支持沿岸书店，鼓励青年开馆，加强夜间照明。",
        );
        assert!(ahead.is_ahead() && !ahead.is_done(), "{ahead:?}");
        assert_eq!(Tense::of("河边有一座桥。"), Tense::default());
    }
}
