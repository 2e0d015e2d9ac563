//! Units: which words are one, what they measure, and how they are brought together.
//!
//! Invariant: units of one dimension turn into each other by [`Dimension::factor`] alone. Must not know of numbers in running text.

/// Units, longest match first by length at the place of use. Measure words stand for their nouns (32个小区 is 32个).
#[rustfmt::skip]
pub const UNITS: &[&str] = &[
    "%", "‰", "个百分点", "百分点", "个基点", "基点", "倍", "成", "番", "元", "美元", "欧元", "日元", "港元", "人民币", "块钱",
    "平方米", "平方公里", "平方千米", "平米", "平方", "立方米", "立方", "方", "公顷", "亩", "米", "公里", "千米",
    "里", "海里", "厘米", "毫米", "微米", "纳米", "吨", "吨标准煤", "标准煤", "千克", "公斤", "克", "毫克", "微克",
    "斤", "升", "毫升", "千瓦", "千瓦时", "兆瓦", "瓦", "度", "千伏", "伏", "千伏安", "标准箱", "标箱", "箱", "℃",
    "摄氏度", "个", "个月", "个季度", "户", "户次", "人", "人次", "名", "位", "家", "家次", "项", "类", "种", "件",
    "件次", "条", "座", "所", "栋", "幢", "楼", "套", "间", "处", "次", "起", "例", "批", "批次", "期", "届", "岁",
    "天", "小时", "分钟", "分", "秒", "周", "周年", "周岁", "级", "号", "层", "台", "台套", "台次", "部", "艘", "架", "架次", "枚",
    "册", "篇", "场", "场次", "班", "班次", "趟", "支", "只", "头", "羽", "株", "棵", "盏", "块", "片", "段", "口",
    "眼", "孔", "宗", "笔", "单", "份", "封", "张", "床", "辆", "辆次", "列", "席", "对", "组", "队", "团", "道",
    "面", "股", "章", "款", "幅", "尾", "匹", "根", "根次", "门", "桌", "本", "集", "步", "环", "圈", "点", "折",
    "代", "大", "板块", "镇", "村", "乡", "县", "市", "省", "区", "国", "校", "园", "站", "桩", "线", "路", "湖",
    "河", "岛", "馆", "院", "轮", "档", "年", "年代", "年度", "月", "月份", "日", "季度", "世纪", "剂", "剂次", "人份", "车次",
    "颗", "对次", "小时车程", "延长米", "英寸", "担", "千升", "蒸吨", "载", "强", "金", "银", "铜", "热线", "方面", "城市", "km", "kw", "mw", "gw", "kwh", "kv", "kg", "km2", "m2", "㎡", "m³", "平方公尺",
];

/// Words of a date; 年 counts only after four digits of a year.
pub const DATE_UNITS: &[&str] = &[
    "年", "年度", "年代", "月", "月份", "日", "号", "世纪", "季度",
];

/// Scales between digits and unit, the longer ones first.
pub const SCALES: &[(&str, f64)] = &[
    ("万亿", 1e12),
    ("千亿", 1e11),
    ("百亿", 1e10),
    ("亿", 1e8),
    ("千万", 1e7),
    ("百万", 1e6),
    ("十万", 1e5),
    ("万", 1e4),
    ("千", 1e3),
    ("百", 1e2),
];

/// Units that are the beginning of another word before one of these characters.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("年", "级"),
    ("人", "民才均口大工"),
    ("家", "庭"),
    ("成", "为立功果员长本效熟都品型交活群就绩渝因份片串千排分不"),
    ("国", "道内际"),
    ("省", "道级内外"),
    ("市", "场级民区直"),
    ("区", "域级"),
    ("县", "域级道"),
    ("村", "民级"),
    ("户", "籍"),
    ("口", "岸"),
    ("面", "积向对"),
    ("度", "假"),
    ("场", "所地馆景"),
    ("大", "数"),
    ("升", "级至到"),
    ("道", "路"),
    ("对", "外接标"),
    ("位", "居于列"),
    ("处", "于理置"),
    ("起", "步来到草降"),
    ("次", "日"),
    ("部", "门分署"),
    ("所", "有在"),
    ("条", "件"),
    ("本", "地级市省区县轮"),
    ("份", "额"),
    ("组", "织建成"),
    ("列", "全入"),
    ("单", "位体"),
    ("代", "表"),
    ("团", "队"),
    ("股", "份权"),
    ("路", "径"),
    ("点", "位"),
    ("分", "别"),
    ("方", "面式案"),
    ("段", "落"),
    ("园", "区"),
    ("站", "位点"),
    ("线", "上下"),
    ("档", "次案"),
    ("集", "中聚约"),
    ("章", "程"),
    ("号", "召称"),
    ("里", "程"),
    ("金", "融额属"),
    ("银", "行"),
    ("强", "化度调制"),
    ("担", "保任当"),
    ("载", "体重"),
];

/// Whether `unit` before `next` is a unit rather than the beginning of another word (3年级, 2021成为, 318国道).
pub fn is_unit_before(unit: &str, next: char) -> bool {
    let cut = unit.ends_with(|c: char| c.is_ascii_alphanumeric()) && next.is_ascii_alphanumeric();
    let other = OTHER_WORDS
        .iter()
        .any(|(word, nexts)| *word == unit && nexts.contains(next));
    !cut && !other
}

/// What a unit measures.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Dimension<'u> {
    /// The unit that all of its kind are brought to.
    pub base: &'u str,
    /// How many of `base` one of the unit is.
    pub factor: f64,
}

/// The dimension of a unit; a unit that is not in the table is a dimension of its own.
///
/// Land: 15亩 are one 公顷. 里 is the Chinese mile of 500米. Money of other countries is not exchanged.
pub fn dimension(unit: &str) -> Dimension<'_> {
    let (base, factor) = match unit {
        "成" => ("%", 10.0),
        "‰" => ("%", 0.1),
        "百分点" => ("个百分点", 1.0),
        "个基点" | "基点" => ("个百分点", 0.01),
        "人民币" | "块钱" => ("元", 1.0),
        "平米" | "平方" | "平方公尺" | "m2" | "㎡" => ("平方米", 1.0),
        "公顷" => ("平方米", 1e4),
        "平方公里" | "平方千米" | "km2" => ("平方米", 1e6),
        "亩" => ("平方米", 10_000.0 / 15.0),
        "公里" | "千米" | "km" => ("米", 1e3),
        "里" => ("米", 500.0),
        "立方" | "方" | "m³" => ("立方米", 1.0),
        "公斤" | "千克" | "kg" => ("吨", 1e-3),
        "斤" => ("吨", 5e-4),
        "克" => ("吨", 1e-6),
        "毫克" => ("吨", 1e-9),
        "微克" => ("吨", 1e-12),
        "标准煤" => ("吨标准煤", 1.0),
        "kw" => ("千瓦", 1.0),
        "兆瓦" | "mw" => ("千瓦", 1e3),
        "gw" => ("千瓦", 1e6),
        "瓦" => ("千瓦", 1e-3),
        "度" | "kwh" => ("千瓦时", 1.0),
        "kv" => ("千伏", 1.0),
        "名" | "位" => ("人", 1.0),
        "户" => ("家", 1.0),
        "台套" => ("台", 1.0),
        "栋" | "幢" => ("栋", 1.0),
        "棵" => ("株", 1.0),
        "标准箱" => ("标箱", 1.0),
        "摄氏度" => ("℃", 1.0),
        "年度" => ("年", 1.0),
        "月份" => ("月", 1.0),
        other => (other, 1.0),
    };
    Dimension { base, factor }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;

    #[test]
    fn units_of_one_dimension_turn_into_each_other() {
        for (x, unit, y, other) in [
            (1.0, "公顷", 15.0, "亩"),
            (1.0, "平方公里", 1500.0, "亩"),
            (1.0, "平方公里", 100.0, "公顷"),
            (2.0, "亩", 4000.0 / 3.0, "平方米"),
            (3.0, "公里", 6.0, "里"),
            (1.0, "吨", 2000.0, "斤"),
            (1.0, "公斤", 2.0, "斤"),
            (1.0, "吨", 1000.0, "kg"),
            (30.0, "微克", 0.03, "毫克"),
            (3.0, "成", 30.0, "%"),
            (5.0, "‰", 0.5, "%"),
            (1.0, "兆瓦", 1000.0, "千瓦"),
            (1.0, "gw", 1000.0, "mw"),
            (7.0, "度", 7.0, "千瓦时"),
            (25.0, "基点", 0.25, "个百分点"),
            (9.0, "名", 9.0, "人"),
            (4.0, "户", 4.0, "家"),
            (1.0, "标准箱", 1.0, "标箱"),
        ] {
            let (p, q) = (dimension(unit), dimension(other));
            assert_eq!(p.base, q.base, "{unit} {other}");
            let (left, right) = (x * p.factor, y * q.factor);
            assert!((left - right).abs() <= 1e-9 * left.abs(), "{unit} {other}");
        }
    }

    #[test]
    fn what_is_not_one_thing_is_kept_apart() {
        for (unit, other) in [
            ("%", "个百分点"),
            ("元", "美元"),
            ("人", "人次"),
            ("户", "户次"),
            ("千瓦", "千瓦时"),
            ("米", "平方米"),
            ("个", "项"),
        ] {
            assert_ne!(dimension(unit).base, dimension(other).base);
        }
    }

    #[test]
    fn a_base_is_its_own_base() {
        for unit in UNITS {
            let base = dimension(unit).base;
            let again = dimension(base);
            assert_eq!(again.base, base, "{unit}");
            assert!((again.factor - 1.0).abs() < f64::EPSILON, "{unit}");
            assert!(dimension(unit).factor > 0.0);
        }
    }
}
