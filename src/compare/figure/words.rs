//! The words around a figure: which name, which verb, which relation.
//!
//! Owns the lists of words. Invariant: every span returned lies in the span that was given. Must not know of sections.

use super::measure::{Kind, Period};
use crate::text::fold::is_han;
use crate::text::number::Figure;
use crate::text::span::Span;

/// Words between what is measured and its figure; taken off the end of the name.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "增长", "增加", "增幅", "增速", "增至", "提高", "提升", "上升", "上涨", "下降", "减少", "降低", "回落", "压减", "涨幅", "增长率",
    "升至", "降至", "提高到", "下调", "缩小", "扩大", "回升", "攀升", "跃升", "翻", "增长速度", "降幅", "改善",
    "达到", "达", "完成", "实现", "突破", "超过", "超", "保持在", "保持", "控制在", "控制", "稳定在", "维持在", "稳定",
    "力争", "确保", "预计", "预期", "计划", "目标", "累计", "总计", "合计", "均达到", "争取", "努力",
    "共计", "共", "同比", "环比", "年均", "平均", "分别", "均", "约", "近", "不低于", "不少于", "不超过", "高于", "逾",
    "低于", "左右", "为", "到", "至", "在", "由", "从", "是", "了", "的", "将", "要", "再", "又", "已", "等", "和",
    "与", "以上", "以内", "占", "第", "都", "现有", "拥有", "其中", "可比价", "同口径", "可比口径", "按可比价格", "按可比价", "按可比价计算", "不变价",
    "名义", "实际增长", "全部", "总数", "数量", "人数", "户数", "总量", "总数达", "基本", "分别为", "较上年", "比上年", "较去年", "比去年",
    "较上年同期", "比上年同期", "比去年同期", "比2020年", "年", "以", "大约", "至少", "接近", "将近", "净增", "有", "另有", "还", "就", "仅", "每年", "全年", "净",
];
/// Words before what is measured; taken off the beginning of the name.
#[rustfmt::skip]
const OPENERS: &[&str] = &[
    "全年", "全区", "全市", "全省", "全县", "全州", "其中", "预计全年", "力争全年", "到年底", "年底", "年内", "今年", "去年", "每年", "现有", "拥有", "举办", "开展",
    "我市", "我区", "我省", "我县", "一年来", "五年来", "四年来", "三年来", "期间", "时期", "以来", "期末", "截至", "截止", "目前", "已", "共",
    "预计", "预期", "力争", "确保", "实现", "完成", "努力", "争取", "建议", "初步核算", "初步统计", "据统计", "即", "使", "全面", "积极", "推动",
    "大力", "的", "为", "等", "和", "与", "及", "以及", "并", "将", "对", "在", "把", "从", "给", "由", "向", "又", "再", "也", "均", "比", "较", "每", "本", "年", "月", "日", "末", "底",
    "累计", "总计", "合计", "达到", "突破", "超过", "实施", "推进", "加快", "持续", "继续", "按照", "按", "要", "是", "地方",
];
/// Words that make a rate of a figure in per cent (增长8%), as against a level (占8%).
#[rustfmt::skip]
const RATES: &[&str] = &[
    "增长", "增加", "增幅", "增速", "提高", "提升", "上升", "上涨", "下降", "减少", "降低", "回落", "压减", "下调", "涨幅", "降幅", "缩小", "扩大",
    "回升", "攀升", "涨", "降", "翻", "净增",
];
/// Words of a fall: the figure counts as negative.
const FALLS: &[&str] = &[
    "下降", "减少", "降低", "回落", "压减", "下调", "降幅", "缩小", "降",
];
/// Words of a figure that is told against another.
const AGAINST: &[&str] = &[
    "高于", "低于", "高出", "低出", "快于", "慢于", "优于", "超出", "好于",
];
/// What is done to what is counted: words of one row are one act.
const ACTS: &[(Act, &[&str])] = &[
    (
        Act::Build,
        &[
            "新建",
            "建成",
            "建设",
            "打造",
            "新建成",
            "建立",
            "设立",
            "新设",
            "布局",
            "设置",
            "建",
            "成立",
            "新增",
            "增设",
            "创建",
        ],
    ),
    (
        Act::Renew,
        &[
            "改造",
            "提升改造",
            "整治",
            "维修",
            "修缮",
            "升级改造",
            "更新",
            "翻新",
            "治理",
            "完成改造",
            "改建",
            "翻建",
        ],
    ),
    (
        Act::Attract,
        &[
            "引进",
            "引入",
            "引育",
            "招引",
            "签约",
            "落户",
            "落地",
            "新引进",
        ],
    ),
    (Act::Start, &["新开工", "开工", "开工建设", "启动"]),
    (
        Act::Finish,
        &["竣工", "投产", "完工", "竣工投产", "建成投用", "投用"],
    ),
    (
        Act::Give,
        &[
            "发放", "拨付", "兑现", "投放", "投入", "安排", "支出", "筹措", "落实", "争取", "补助",
        ],
    ),
    (Act::Spare, &["减免", "减轻", "缓缴"]),
    (
        Act::Grow,
        &[
            "培育", "培养", "认定", "入库", "孵化", "净增", "壮大", "招收",
        ],
    ),
    (Act::Train, &["培训"]),
    (
        Act::Serve,
        &[
            "惠及", "服务", "受益", "接待", "安置", "救助", "帮扶", "资助", "吸纳", "带动", "解决",
            "覆盖",
        ],
    ),
    (
        Act::Settle,
        &[
            "办结", "化解", "办理", "受理", "调解", "查处", "侦破", "破获", "排查", "整改", "检查",
        ],
    ),
    (
        Act::Remove,
        &[
            "拆除", "淘汰", "关停", "关闭", "清理", "取缔", "取消", "压缩", "精简",
        ],
    ),
    (Act::Offer, &["提供", "供应", "推出"]),
    (Act::Plant, &["种植", "栽植", "植树", "绿化", "造林"]),
    (Act::Sell, &["销售", "出让", "盘活", "处置"]),
    (Act::Hold, &["举办", "组织", "开展", "召开"]),
];
/// Nouns that make the verb before them part of a noun: 改造工程, 建设项目, 培训中心.
#[rustfmt::skip]
const HEADS: &[&str] = &[
    "项目", "工程", "任务", "计划", "资金", "面积", "率", "量", "额", "数", "企业", "用地", "区", "标准", "方案", "中心", "体系",
    "机制", "平台", "基地", "行动", "规模", "收入", "支出", "经费", "补贴", "人员", "人数", "机构", "单位", "业", "债券", "总额", "公司", "站", "点", "投资",
    "指标", "强度", "类", "能力", "度", "水平", "津贴", "金", "券", "贷款", "费",
];
/// Characters of context that are read on each side.
const CONTEXT: usize = 40;

/// What is done to what is counted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Act {
    /// Nothing that tells.
    #[default]
    None,
    /// 新建, 建成
    Build,
    /// 改造, 整治
    Renew,
    /// 引进, 签约
    Attract,
    /// 开工
    Start,
    /// 竣工
    Finish,
    /// 发放, 投入
    Give,
    /// 减免
    Spare,
    /// 培育
    Grow,
    /// 培训
    Train,
    /// 惠及, 服务
    Serve,
    /// 办结, 排查
    Settle,
    /// 拆除, 淘汰
    Remove,
    /// 提供
    Offer,
    /// 植树
    Plant,
    /// 销售, 盘活
    Sell,
    /// 举办
    Hold,
}

/// What the clause before a figure says.
#[derive(Clone, Debug)]
pub struct Clause {
    /// From the last mark to the figure.
    pub span: Span,
    /// What is measured; empty if the clause does not say.
    pub name: Span,
    /// What it is told against (占…的, 高于…); empty if nothing.
    pub basis: Span,
    /// The kind that the words make of the figure, if they do.
    pub kind: Option<Kind>,
    /// What is done.
    pub act: Act,
    /// 下降
    pub falls: bool,
    /// The time that the clause itself says: 年均, 累计, 同比.
    pub time: Option<Period>,
    /// 都, 均, 分别
    pub shared: bool,
}

fn is_break(c: char) -> bool {
    matches!(
        c,
        '，' | ','
            | '；'
            | ';'
            | '。'
            | '：'
            | ':'
            | '！'
            | '？'
            | '('
            | ')'
            | '（'
            | '）'
            | '\n'
            | '—'
            | '…'
            | '《'
            | '》'
    )
}

/// The end of `span` back to the last mark, at most [`CONTEXT`] characters; marks of a list are no marks here, except
/// one at the beginning.
pub fn clause_before(text: &str, span: Span) -> Span {
    let mut start = span.end();
    for (n, (i, c)) in span.of(text).char_indices().rev().enumerate() {
        if is_break(c) || n >= CONTEXT {
            break;
        }
        start = span.start() + i;
    }
    let rest = Span::new(start, span.end()).of(text);
    let own = rest.trim_start_matches(|c: char| c == '、' || c.is_whitespace());
    Span::new(span.end() - own.len(), span.end())
}

/// The beginning of `span` up to the first mark.
pub fn clause_after(text: &str, span: Span) -> Span {
    let mut end = span.start();
    for (n, (i, c)) in span.of(text).char_indices().enumerate() {
        if is_break(c) || c == '、' || n >= CONTEXT {
            break;
        }
        end = span.start() + i + c.len_utf8();
    }
    Span::new(span.start(), end)
}

/// Whether nothing but a mark or an "and" stands between two figures of a list.
pub fn joins(between: &str) -> bool {
    matches!(
        between.trim(),
        "、" | "和" | "及" | "以及" | "，" | "," | "与" | "、和"
    )
}

/// Takes off what belongs to the figure right before: [企业和] of 25家企业和3045人.
pub fn own_words(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let only = words.trim_end();
    let and = only.ends_with(['和', '及', '与']);
    if and && only.chars().count() <= 8 {
        Span::at(span.end())
    } else {
        span
    }
}

/// What the words before a figure of `unit` say.
pub fn clause(text: &str, span: Span, unit: &str) -> Clause {
    let words = span.of(text);
    let percent = unit == "%";
    let points = unit == "个百分点";
    let mut out = Clause {
        span,
        name: Span::at(span.end()),
        basis: Span::at(span.end()),
        kind: None,
        act: Act::None,
        falls: false,
        time: time(words),
        shared: false,
    };
    // 占财政支出的, 高于全市, 完成年度任务的: the name ends before, the rest is what it is told against.
    let relation = relation(words, percent);
    let (head, tail) = match relation {
        Some((kind, at, to)) => {
            out.kind = Some(kind);
            let basis = words.get(to..).unwrap_or("");
            let end = span.start() + to + predicate_at(basis, false);
            out.basis = Span::new(span.start() + to, end);
            (words.get(..at).unwrap_or(""), words.get(at..).unwrap_or(""))
        }
        None => (words, ""),
    };
    let end = predicate_at(head, true);
    let predicate = head.get(end..).unwrap_or("");
    let said = if relation.is_some() { tail } else { predicate };
    out.shared = predicate.contains('都')
        || predicate.contains("分别")
        || predicate.match_indices('均').any(|(i, _)| {
            !predicate
                .get(..i)
                .unwrap_or("")
                .ends_with(['年', '人', '平', '日', '户'])
        });
    out.falls = FALLS.iter().any(|w| said.contains(w))
        || said.ends_with('降')
        || said.starts_with(['低', '慢']);
    if relation.is_none() {
        out.kind = moved(predicate, percent, points);
    }
    if head.trim_end().ends_with(['由', '从']) && !head.trim_end().ends_with("自由") {
        out.kind = Some(Kind::Former);
    }
    if points && out.kind.is_none() {
        out.kind = Some(Kind::Rise);
    }
    let (name, act) = named(head, end);
    out.act = act;
    out.name = Span::new(span.start() + name.start, span.start() + name.end);
    out
}

/// The time that a clause says of itself.
fn time(words: &str) -> Option<Period> {
    const YEARLY: &[&str] = &[
        "同比",
        "可比价",
        "全年",
        "当年",
        "较上年",
        "比上年",
        "比去年",
        "较去年",
    ];
    if words.contains("年均") || words.contains("年平均") {
        Some(Period::Average)
    } else if words.contains("累计") && !words.contains("年累计") {
        Some(Period::Years)
    } else if YEARLY.iter().any(|w| words.contains(w)) {
        Some(Period::Year)
    } else {
        None
    }
}

/// Kind, where the relation begins, and where what it is told against begins.
fn relation(words: &str, percent: bool) -> Option<(Kind, usize, usize)> {
    let share = words.match_indices('占').map(|(i, _)| i).find(|&i| {
        let before = words.get(..i).unwrap_or("");
        let after = words.get(i + '占'.len_utf8()..).unwrap_or("");
        !before.ends_with(['抢', '侵', '霸', '多'])
            && !after.starts_with(['用', '领', '比', '道', '据'])
            && (!after.starts_with('地') || after.starts_with("地区") || after.starts_with("地方"))
    });
    if let Some(at) = share
        && percent
    {
        return Some((Kind::Share, at, at + '占'.len_utf8()));
    }
    for word in AGAINST {
        if let Some(at) = words.rfind(word)
            // 不低于8%, 高于8%: a bound.
            && at + word.len() < words.len()
            && !words.get(..at).unwrap_or("").ends_with('不')
        {
            return Some((Kind::Gap, at, at + word.len()));
        }
    }
    for word in ["较", "比"] {
        if let Some(at) = words.rfind(word) {
            let before = words.get(..at).unwrap_or("");
            let after = words.get(at + word.len()..).unwrap_or("");
            let year = [
                "上年",
                "去年",
                "上一年",
                "去年同期",
                "上年同期",
                "年初",
                "同期",
            ]
            .iter()
            .any(|w| after.starts_with(w));
            let word_of = before.ends_with(['同', '环', '占', '可', '对', '相', '之', '评', '无'])
                || after.starts_with(['例', '重', '率', '价', '大', '上', '赛', '较'])
                    && !after.starts_with("上年")
                    && !after.starts_with("上半年");
            if !word_of && !year && RATES.iter().any(|w| after.contains(w)) {
                let kind = if percent { Kind::Rate } else { Kind::Gap };
                return Some((kind, at, at + word.len()));
            }
        }
    }
    // 完成年度任务的112%, 为上年的1.2倍
    if let Some(head) = words.trim_end().strip_suffix('的') {
        let at = ["完成", "达到", "相当于", "为", "是", "达"]
            .iter()
            .filter_map(|w| head.rfind(w).map(|at| (at, at + w.len())))
            .max()?;
        return Some((Kind::Share, at.0, at.1));
    }
    None
}

/// What the predicate makes of a figure: a rate, a rise, a level; none where it does not say.
fn moved(predicate: &str, percent: bool, points: bool) -> Option<Kind> {
    let (at, word) = RATES
        .iter()
        .filter_map(|w| predicate.rfind(w).map(|at| (at, *w)))
        .max_by_key(|(at, w)| (at + w.len(), w.len()))?;
    let rest = predicate.get(at + word.len()..).unwrap_or("");
    if rest.starts_with(['到', '至', '为']) && !word.ends_with(['幅', '速']) {
        return Some(if percent { Kind::Level } else { Kind::Amount });
    }
    Some(match (percent, points) {
        (true, _) => Kind::Rate,
        _ => Kind::Rise,
    })
}

/// Where the words between name and figure begin. `verbs`: acts too (老旧小区改造32个).
fn predicate_at(words: &str, verbs: bool) -> usize {
    let mut rest = words.trim_end();
    loop {
        let all = VERBS.iter().copied();
        let acts = ACTS
            .iter()
            .filter(|_| verbs)
            .flat_map(|(_, list)| list.iter().copied());
        let Some(word) = all
            .chain(acts)
            .filter(|w| rest.ends_with(w) && !part_of_noun(rest, w))
            .max_by_key(|w| w.len())
        else {
            return rest.len();
        };
        rest = rest.strip_suffix(word).unwrap_or("").trim_end();
    }
}

/// 到 of 报到, 近 of 附近, 支出 of 民生支出: the end of a noun, no verb.
fn part_of_noun(rest: &str, word: &str) -> bool {
    let before = rest.strip_suffix(word).unwrap_or("");
    let noun = |ends: &[&str]| ends.iter().any(|e| before.ends_with(e));
    match word {
        "支出" => noun(&[
            "民生",
            "预算",
            "财政",
            "公共",
            "三公",
            "领域",
            "行政",
            "经费",
            "一般性",
        ]),
        "投入" => noun(&["研发", "经费", "财政", "科技"]),
        "销售" | "服务" | "治理" | "绿化" | "培训" => {
            before.chars().next_back().is_some_and(is_han)
        }
        "建" => before.ends_with(['新', '在', '续', '党', '城', '共', '改', '扩']),
        "年" => !before.ends_with(|c: char| c.is_ascii_digit()),
        "从" => before.ends_with(['服', '随']),
        "有" => before.ends_with(['国', '所', '共', '公', '私', '占', '特']),
        "以" => before.ends_with(['所', '可', '予']),
        "净" => before.ends_with(['干', '洁']),
        "要" => before.ends_with(['重', '主', '需', '纪']),
        "目标" => before.ends_with(['度', '期']),
        _ => false,
    }
}

/// The name in the head of a clause whose predicate begins at `end`, and what is done.
fn named(head: &str, end: usize) -> (std::ops::Range<usize>, Act) {
    let words = head.get(..end).unwrap_or("");
    // 中山路等5个路段: what is counted follows.
    let listed = head.get(end..).is_some_and(|p| p.trim_end() == "等");
    let tail_act = ACTS
        .iter()
        .flat_map(|(act, list)| list.iter().map(move |w| (*act, *w)))
        .filter(|(_, w)| w.chars().count() > 1 && head.get(end..).is_some_and(|p| p.contains(w)))
        .max_by_key(|(_, w)| w.len())
        .map(|(act, _)| act);
    let mut start = 0;
    let mut act = tail_act;
    // From the last verb on: 为老年人[发放]生活补贴.
    let mut at = words.len();
    while let Some((i, word, found)) = last_act(words, at) {
        let rest = words.get(i + word.len()..).unwrap_or("");
        let noun =
            rest.is_empty() || HEADS.iter().any(|h| rest.starts_with(h)) || fixed(words, i, word);
        if !noun {
            start = i + word.len();
            act = Some(found);
            break;
        }
        at = i;
    }
    if listed {
        return (end..end, act.unwrap_or_default());
    }
    let mut rest = words.get(start..).unwrap_or("");
    loop {
        rest = rest.trim_start_matches(|c: char| {
            c.is_whitespace()
                || c.is_ascii_punctuation()
                || matches!(c, '、' | '“' | '”' | '》' | '《' | '·')
        });
        let Some(word) = OPENERS
            .iter()
            .filter(|w| rest.starts_with(**w) && (w.chars().count() > 1 || !opens_noun(rest, w)))
            .max_by_key(|w| w.len())
        else {
            break;
        };
        rest = rest.strip_prefix(word).unwrap_or("");
    }
    if rest
        .chars()
        .filter(|&c| is_han(c) || c.is_ascii_alphabetic())
        .count()
        < 2
    {
        return (end..end, act.unwrap_or_default());
    }
    (end - rest.len()..end, act.unwrap_or_default())
}

/// A single character that begins a word: 新能源汽车, 对外贸易, 年产值.
fn opens_noun(rest: &str, word: &str) -> bool {
    let after = rest.strip_prefix(word).unwrap_or("");
    let next = after.chars().next().unwrap_or(' ');
    match word {
        "年" => {
            !matches!(next, '，' | ' ')
                && !after.starts_with("全")
                && !after.starts_with("底")
                && !after.starts_with("地区")
        }
        "对" => matches!(next, '外' | '口' | '接'),
        "本" => true,
        "为" => matches!(next, '民'),
        "和" => matches!(next, '谐' | '平'),
        "按" => matches!(next, '揭'),
        "并" => matches!(next, '购' | '联' | '网'),
        "要" => matches!(next, '素'),
        "共" => matches!(next, '享' | '同' | '建' | '有'),
        "比" => matches!(next, '亚' | '例'),
        "在" => matches!(next, '校' | '建' | '册' | '职' | '线'),
        "向" => matches!(next, '阳'),
        "再" => matches!(next, '生' | '就'),
        "均" => matches!(next, '衡' | '价'),
        "等" => matches!(next, '级'),
        "将" => matches!(next, '军'),
        "由" | "从" | "把" | "给" | "又" | "也" | "较" | "每" | "即" | "使" | "是" => {
            matches!((word, next), ("从", '业') | ("使", '用' | '领'))
        }
        _ => false,
    }
}

/// 建成区, 招商引资, 利用: the verb is part of a set word.
fn fixed(words: &str, i: usize, word: &str) -> bool {
    let before = words.get(..i).unwrap_or("");
    let after = words.get(i + word.len()..).unwrap_or("");
    let head = |c: &[char]| before.ends_with(c);
    match word {
        "服务" => true,
        "建" => {
            !before.is_empty() && !head(&['、'])
                || after.starts_with(['筑', '制', '议', '档', '设', '成', '立'])
        }
        "落实" => after.starts_with(['了']),
        "新增" => {
            after.starts_with("就业") || after.starts_with("城镇") || before.ends_with("城镇")
        }
        "引进" => after.starts_with("内资"),
        "投入" | "支出" => after.starts_with(['占', '强']),
        "绿化" | "覆盖" | "治理" | "销售" | "组织" | "更新" => {
            !before.is_empty() || after.starts_with('率')
        }
        _ => false,
    }
}

/// The last verb of [`ACTS`] that ends at or before `end`, the longest at its place.
fn last_act(words: &str, end: usize) -> Option<(usize, &'static str, Act)> {
    let words = words.get(..end)?;
    ACTS.iter()
        .flat_map(|(act, list)| list.iter().map(move |w| (*act, *w)))
        .filter_map(|(act, w)| words.rfind(w).map(|i| (i, w, act)))
        .max_by_key(|(i, w, _)| (i + w.len(), w.len()))
}

/// The noun after a figure: 32个[老旧小区].
pub fn noun_after(text: &str, span: Span) -> Span {
    const STOPS: &[&str] = &[
        "的", "和", "与", "在", "得到", "全部", "完成", "实现", "全面", "纳入", "获", "被", "进行",
        "以上", "占", "达到", "列", "位居", "居", "较", "比", "同比", "增长", "超过", "集中",
        "成功", "正式", "顺利", "投入", "已", "通过", "率先", "入选", "荣获", "增加", "提高",
        "提升", "增至", "上升", "下降", "减少", "降", "升", "扩大",
    ];
    let words = span.of(text);
    let skip = words.strip_prefix('的').map_or(0, |_| '的'.len_utf8());
    let body = words.get(skip..).unwrap_or("");
    let mut end = 0;
    for (n, (i, c)) in body.char_indices().enumerate() {
        let rest = body.get(i..).unwrap_or("");
        // 服务网点 begins with a verb and is a noun; 发放补贴 is none.
        let verb = ACTS
            .iter()
            .filter(|(act, _)| i > 0 || *act == Act::Give)
            .flat_map(|(_, list)| list.iter())
            .any(|w| w.chars().count() > 1 && rest.starts_with(w));
        if !is_han(c) && !c.is_alphanumeric() && !matches!(c, '“' | '”')
            || n >= 12
            || verb
            || STOPS.iter().any(|w| rest.starts_with(w))
        {
            break;
        }
        end = i + c.len_utf8();
    }
    let found = Span::new(span.start() + skip, span.start() + skip + end);
    if found.of(text).chars().filter(|&c| is_han(c)).count() < 2 {
        return Span::at(span.start());
    }
    found
}

/// The things that a list names: 固定资产投资、一般公共预算收入; a 和 counts where a mark of a list stands beside it or both
/// sides are long.
pub fn parts(text: &str, name: Span) -> Vec<Span> {
    let words = name.of(text);
    let mut out = Vec::new();
    let mut from = 0;
    let mut push = |from: usize, to: usize| {
        let piece = words.get(from..to).unwrap_or("");
        let own = piece.trim();
        if !own.is_empty() {
            let start = name.start() + from + (piece.len() - piece.trim_start().len());
            out.push(Span::new(start, start + own.len()));
        }
    };
    let long = |s: &str| s.chars().filter(|&c| is_han(c)).count() >= 2;
    for (i, c) in words.char_indices() {
        let and = matches!(c, '和' | '与' | '及');
        if i < from {
            continue;
        }
        let after = words.get(i + c.len_utf8()..).unwrap_or("");
        let before = words.get(from..i).unwrap_or("");
        let cut = c == '、'
            || and
                && long(before)
                && long(after)
                && !after.starts_with(['谐', '平', '解'])
                && !before.ends_with(['参', '以', '普', '涉', '共']);
        if cut {
            push(from, i);
            from = i + c.len_utf8();
        }
    }
    push(from, words.len());
    out
}

/// Letters and Han characters of a name.
pub fn letters(words: &str) -> String {
    words
        .chars()
        .filter(|&c| is_han(c) || c.is_alphanumeric() || c == '&')
        .collect()
}

/// A name as it is compared.
pub fn name_of(words: &str) -> Vec<char> {
    letters(words).chars().collect()
}

/// 与经济增长同步, 高于全国平均水平: targets that are told by another figure. They have no value.
pub fn pegs(text: &str, span: Span) -> Vec<Figure> {
    let words = span.of(text);
    let mut out = Vec::new();
    for (at, _) in words.match_indices("同步") {
        let head = words.get(..at).unwrap_or("");
        let Some(start) = head.rfind(['与', '和', '同']) else {
            continue;
        };
        let between = head.get(start..).unwrap_or("");
        let measured = [
            "经济",
            "GDP",
            "gdp",
            "生产总值",
            "全市",
            "全省",
            "全国",
            "收入",
        ]
        .iter()
        .any(|w| between.contains(w));
        if !measured || between.chars().count() > 16 || between.contains(is_break) {
            continue;
        }
        let mut end = at + "同步".len();
        let rest = words.get(end..).unwrap_or("");
        if rest.starts_with("增长") {
            end += "增长".len();
        }
        out.push(peg(span, start, end, "同步"));
    }
    for word in ["高于", "快于", "不低于", "优于"] {
        for (at, _) in words.match_indices(word) {
            let rest = words.get(at + word.len()..).unwrap_or("");
            let stop = rest.find(is_break).unwrap_or(rest.len());
            let rest = rest.get(..stop).unwrap_or("");
            let target = [
                "平均水平",
                "平均",
                "经济增长",
                "GDP增长",
                "GDP增速",
                "经济增速",
            ]
            .iter()
            .find_map(|w| rest.find(w).map(|i| i + w.len()));
            if let Some(end) = target
                && rest.get(..end).is_some_and(|s| s.chars().count() <= 12)
                && !rest
                    .get(end..)
                    .unwrap_or("")
                    .contains(|c: char| c.is_ascii_digit())
                && !(word == "高于" && words.get(..at).unwrap_or("").ends_with('不'))
            {
                out.push(peg(span, at, at + word.len() + end, "高于"));
            }
        }
    }
    out
}

fn peg(span: Span, start: usize, end: usize, bound: &str) -> Figure {
    Figure {
        span: Span::new(span.start() + start, span.start() + end),
        value: None,
        low: None,
        unit: "%".to_owned(),
        bound: bound.to_owned(),
        date: false,
    }
}

/// Whether a figure is told by another (与经济增长同步).
pub fn is_peg(figure: &Figure) -> bool {
    matches!(figure.bound.as_str(), "同步" | "高于")
}

/// What the last word on time says: several years, or one; none where there is no such word.
pub fn years(words: &str) -> Option<bool> {
    const MANY: &[&str] = &[
        "五年",
        "四年来",
        "三年来",
        "四年",
        "5年",
        "“十二五”",
        "“十三五”",
        "“十四五”",
        "“十五五”",
        "十二五",
        "十三五",
        "十四五",
        "十五五",
        "本届政府",
        "任期",
        "十年",
    ];
    const ONE: &[&str] = &[
        "一年来",
        "今年",
        "全年",
        "去年",
        "上年",
        "过去一年",
        "年内",
        "本年",
        "新的一年",
        "一年工作",
        "开局之年",
        "收官之年",
        "年工作",
        "过去的一年",
        "年度",
    ];
    let last = |list: &[&str]| {
        list.iter()
            .filter_map(|w| words.rfind(w).map(|at| at + w.len()))
            .max()
    };
    let (span, one_year) = last_year(words);
    let (many, one) = (last(MANY).max(span), last(ONE).max(one_year));
    (many.is_some() || one.is_some()).then_some(many > one)
}

/// Whether a heading speaks of several years and of one (2020年和“十三五”时期).
pub fn both_times(title: &str) -> bool {
    let halves = title.split(['和', '及', '暨', '与']);
    let said: Vec<bool> = halves.filter_map(years).collect();
    said.contains(&true) && said.contains(&false)
}

/// Where the last term of years ends (2016-2020年, 到2025年), and where the last single year.
fn last_year(words: &str) -> (Option<usize>, Option<usize>) {
    let (mut term, mut single) = (None, None);
    for (i, m) in words.match_indices('年') {
        let before = words.get(..i).unwrap_or("");
        let digits = before
            .chars()
            .rev()
            .take_while(char::is_ascii_digit)
            .count();
        if digits != 4 {
            continue;
        }
        let head = before.get(..i - 4).unwrap_or("");
        if head.ends_with(['-', '—', '–', '~', '～', '至', '到']) {
            term = Some(i + m.len());
        } else {
            single = Some(i + m.len());
        }
    }
    (term, single)
}
