//! Headline quantities (主要指标) and the wordings that they have had.
//!
//! Owns the table of synonyms. Invariant: a wording belongs to one quantity, and the longest wording wins. What reports
//! count in different ways (登记失业率 and 调查失业率, 财政收入 and 一般公共预算收入, 纯收入 and 可支配收入) stays apart.

/// Name of the quantity, and its wordings.
#[rustfmt::skip]
const INDICATORS: &[(&str, &[&str])] = &[
    ("地区生产总值", &["地区生产总值", "生产总值", "国内生产总值", "gdp"]),
    ("人均地区生产总值", &["人均地区生产总值", "人均生产总值", "人均gdp"]),
    ("一般公共预算收入", &[
        "一般公共预算收入", "公共财政预算收入", "地方财政一般预算收入", "财政一般预算收入", "一般预算收入",
        "公共预算收入", "一般公共财政预算收入", "一般公共财政收入", "公共财政收入",
    ]),
    ("一般公共预算支出", &["一般公共预算支出", "公共财政预算支出", "公共预算支出"]),
    ("财政收入", &["财政收入", "地方级财政收入", "地方财政收入"]),
    ("财政总收入", &["财政总收入"]),
    ("税收收入", &["税收收入"]),
    ("固定资产投资", &["固定资产投资", "固定资产投资额", "固投", "固定资产投资完成额"]),
    ("工业投资", &["工业投资"]),
    ("民间投资", &["民间投资"]),
    ("社会消费品零售总额", &["社会消费品零售总额", "社会消费品零售额", "社会销售品零售总额", "社零总额", "社消零"]),
    ("规上工业增加值", &["规上工业增加值", "规模以上工业增加值", "规模工业增加值"]),
    ("规上工业总产值", &["规上工业总产值", "规模以上工业总产值", "规模工业总产值"]),
    ("第一产业增加值", &["第一产业增加值", "一产增加值"]),
    ("第二产业增加值", &["第二产业增加值", "二产增加值"]),
    ("第三产业增加值", &["第三产业增加值", "三产增加值"]),
    ("服务业增加值", &["服务业增加值"]),
    ("建筑业增加值", &["建筑业增加值"]),
    ("城镇居民人均可支配收入", &[
        "城镇居民人均可支配收入", "城镇常住居民人均可支配收入", "城市居民人均可支配收入", "城镇居民可支配收入",
        "城镇居民收入", "城镇居民人均收入",
    ]),
    ("农村居民人均可支配收入", &[
        "农村居民人均可支配收入", "农村常住居民人均可支配收入", "农民人均可支配收入", "农村居民可支配收入",
        "农村居民收入", "农村居民人均收入",
    ]),
    ("居民人均可支配收入", &[
        "居民人均可支配收入", "居民可支配收入", "全体居民人均可支配收入", "城乡居民人均可支配收入", "城乡居民可支配收入", "城乡居民收入",
        "居民收入", "居民人均收入",
    ]),
    ("农民人均纯收入", &["农民人均纯收入", "农村居民人均纯收入"]),
    ("城镇登记失业率", &["城镇登记失业率", "登记失业率"]),
    ("城镇调查失业率", &["城镇调查失业率", "调查失业率"]),
    ("失业率", &["失业率", "城镇失业率"]),
    ("城镇新增就业", &[
        "城镇新增就业", "新增城镇就业", "新增就业", "城镇新增就业人数", "新增就业人数", "城镇新增就业人口", "新增城镇就业人数",
        "城镇新增就业人员", "新增就业岗位", "城镇新增就业岗位",
    ]),
    ("居民消费价格", &[
        "居民消费价格", "居民消费价格指数", "居民消费价格总水平", "居民消费价格总指数", "居民消费物价", "cpi",
    ]),
    ("进出口总额", &["进出口总额", "外贸进出口总额", "外贸进出口", "货物进出口总额", "进出口总值", "外贸进出口总值"]),
    ("出口总额", &["出口总额", "外贸出口", "外贸出口总额"]),
    ("实际利用外资", &["实际利用外资", "实际利用外资额", "实际使用外资", "利用外资", "实际到位外资"]),
    ("实际利用内资", &["实际利用内资", "实际到位内资", "引进内资", "利用内资"]),
    ("研发经费投入强度", &[
        "研发经费投入强度", "研发投入强度", "r&d经费投入强度", "全社会研发经费投入强度", "全社会研发投入强度",
    ]),
    ("城镇化率", &["城镇化率", "常住人口城镇化率"]),
    ("全员劳动生产率", &["全员劳动生产率"]),
    ("粮食产量", &["粮食产量", "粮食总产量", "粮食总产"]),
    ("单位地区生产总值能耗", &[
        "单位地区生产总值能耗", "单位生产总值能耗", "单位gdp能耗", "万元地区生产总值能耗", "万元生产总值能耗", "万元gdp能耗",
        "万元地区生产总值综合能耗", "万元gdp综合能耗", "单位地区生产总值综合能耗", "单位gdp综合能耗",
    ]),
    ("民生支出", &["民生支出", "民生领域支出", "民生类支出"]),
    ("技术合同成交额", &["技术合同成交额", "技术合同成交总额", "技术合同交易额"]),
    ("高新技术企业", &["高新技术企业", "国家高新技术企业", "国家级高新技术企业"]),
    ("经营主体", &["经营主体", "市场主体", "各类市场主体", "各类经营主体"]),
];

/// What may stand before a wording without making another quantity of it.
#[rustfmt::skip]
const BEFORE: &[&str] = &[
    "全社会", "地方", "地方级", "全市", "全区", "全省", "全县", "全州", "城乡", "区级", "市级", "县级", "省级", "我市", "我区", "我省",
    "我县", "全年", "年度", "本区", "本市",
];

/// Which headline quantity a name is: its place in the table.
pub fn indicator(name: &str) -> Option<usize> {
    let name = name.to_ascii_lowercase();
    let (at, wording) = INDICATORS
        .iter()
        .enumerate()
        .flat_map(|(at, (_, wordings))| wordings.iter().map(move |w| (at, *w)))
        .filter(|(_, wording)| name.ends_with(wording))
        .max_by_key(|(_, wording)| wording.len())?;
    let mut before = name.strip_suffix(wording)?;
    // 辽阳市地区生产总值, but not 人均, 非公有制经济, 市本级.
    while let Some(rest) = BEFORE.iter().find_map(|w| before.strip_suffix(w)) {
        before = rest;
    }
    let place = before.ends_with(['市', '区', '省', '县', '州', '盟', '旗'])
        && (2..=6).contains(&before.chars().count());
    (before.is_empty() || place).then_some(at)
}

/// The name under which a headline quantity is known.
pub fn known_as(indicator: usize) -> &'static str {
    INDICATORS.get(indicator).map_or("", |(name, _)| name)
}

/// Whether two headline quantities are counted as one: each with itself, and 失业率, that does not say which, with either.
pub fn same(x: usize, y: usize) -> bool {
    let (x, y) = (known_as(x), known_as(y));
    x == y || (x == "失业率" && y.ends_with(x)) || (y == "失业率" && x.ends_with(y))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;

    #[test]
    fn a_wording_belongs_to_one_quantity() {
        let mut all: Vec<&str> = INDICATORS
            .iter()
            .flat_map(|(_, w)| w.iter().copied())
            .collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        for (at, (name, wordings)) in INDICATORS.iter().enumerate() {
            assert!(wordings.contains(name), "{name}");
            for wording in *wordings {
                assert_eq!(indicator(wording), Some(at), "{wording}");
            }
        }
    }

    #[test]
    fn wordings_of_several_years_are_one_quantity() {
        let known = |name: &str| indicator(name).map(known_as);
        assert_eq!(known("GDP"), Some("地区生产总值"));
        assert_eq!(known("全市生产总值"), Some("地区生产总值"));
        assert_eq!(known("地方财政一般预算收入"), Some("一般公共预算收入"));
        assert_eq!(known("全社会固定资产投资"), Some("固定资产投资"));
        assert_eq!(known("登记失业率"), Some("城镇登记失业率"));
        assert_eq!(known("人均地区生产总值"), Some("人均地区生产总值"));
        assert_eq!(known("民营经济增加值占地区生产总值比重"), None);
        assert_eq!(known("市本级一般公共预算收入"), None);
        assert_eq!(known("商圈社会消费品零售总额"), None);
        assert_eq!(known("老旧小区"), None);
    }
}
