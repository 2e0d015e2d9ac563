//! Words by which openings, endings, title blocks and appendices are recognised. Simplified script, normal form; matched on
//! folded text.

use super::chars::{ends_any, find, has, has_any, starts, starts_any};

/// Forms of address.
#[rustfmt::skip]
const PEOPLE: &[&str] = &[
    "代表", "同志", "委员", "主任", "人大代表", "领导", "来宾", "朋友", "列席人员", "主席", "乡亲",
];

/// Whether a paragraph opens by addressing the assembly (各位代表！ 同志们，): the length of the address with its stop.
pub fn vocative(c: &[char]) -> Option<usize> {
    let mut at = 0;
    at += starts_any(c, &["尊敬的"]).unwrap_or(0);
    let rest = c.get(at..)?;
    let opens = starts_any(rest, &["各位", "全体", "诸位"]);
    if opens.is_none() && starts_any(rest, &["同志们", "代表们", "父老乡亲们"]).is_none()
    {
        return None;
    }
    let window = c.get(..c.len().min(40))?;
    let end = window
        .iter()
        .position(|&x| matches!(x, ':' | '!' | ',' | '。'))?;
    // 各位代表、同志们! has its stop at the end; 各位代表,同志们: at the second one.
    let head = c.get(..end)?;
    if !has_any(head, PEOPLE) || head.len() > 26 {
        return None;
    }
    let next = c.get(end + 1..)?;
    if let Some(n) = starts_any(next, &["同志们", "各位委员", "各位列席"]) {
        let more = next.get(n..)?;
        if let Some(stop) = more
            .iter()
            .take(8)
            .position(|&x| matches!(x, ':' | '!' | ',' | '。'))
        {
            return Some(end + 1 + n + stop + 1);
        }
    }
    Some(end + 1)
}

/// Whether a paragraph states that the report is given now (我代表…向大会报告工作，请予审议).
pub fn opens_speech(c: &[char]) -> bool {
    let window = c.get(..c.len().min(220)).unwrap_or(c);
    window.split(|&x| x == '。').any(|sentence| {
        let report = has_any(sentence, &["报告", "汇报"]);
        (report
            && has_any(sentence, &["代表", "受"])
            && (has_any(
                sentence,
                &[
                    "审议",
                    "审查",
                    "向大会",
                    "向全会",
                    "向本次",
                    "向会议",
                    "意见",
                ],
            ) || has_any(
                sentence,
                &["作政府工作报告", "作工作报告", "报告政府工作", "报告工作"],
            )))
            || has_any(sentence, &["请予审议", "请审议", "请予以审议"])
    })
}

/// Whether a paragraph opens as closing words do.
pub fn closes_speech(c: &[char]) -> bool {
    let opens = vocative(c).is_some()
        || starts_any(
            c,
            &[
                "让我们",
                "新征程",
                "新的征程",
                "新时代",
                "新的时代",
                "蓝图",
                "使命",
                "奋斗",
                "奋进",
                "征程",
                "站在",
                "实干",
                "大道至简",
                "风",
                "时代",
                "展望",
                "回首",
                "长风",
                "潮",
                "前进",
                "号角",
                "使命呼唤",
                "龙腾",
                "面向未来",
                "我们坚信",
                "我们相信",
                "人心",
                "路虽",
                "道虽",
                "千帆",
                "百舸",
                "团结",
                "新的一年",
                "东风",
                "乘",
                "梦",
                "春",
                "幸福",
                "任务",
                "目标",
                "光荣",
                "伟大",
                "星光",
                "山",
                "沧海",
                "历史",
                "今天",
                "当前",
            ],
        )
        .is_some()
        || c.first() == Some(&'“');
    opens
        && has_any(
            c,
            &[
                "让我们",
                "奋斗",
                "团结",
                "谱写",
                "贡献",
                "而努力",
                "胜利",
                "奋进",
                "创造",
            ],
        )
        && (has(c, "让我们")
            || vocative(c).is_some()
            || has_any(
                c,
                &["紧密团结", "更加紧密", "新篇章", "而努力奋斗", "而奋斗"],
            ))
}

/// Whether a line opens an appendix.
pub fn opens_appendix(c: &[char]) -> bool {
    let inner: Vec<char> = c
        .iter()
        .copied()
        .filter(|x| {
            !matches!(
                x,
                '[' | '【' | '(' | ']' | '】' | ')' | '《' | '》' | '*' | '“' | '”'
            )
        })
        .collect();
    let line = inner.as_slice();
    if starts(c, "[1]") {
        return true;
    }
    if super::chrome::is_file(c) || has(line, "下载") {
        return false;
    }
    if line.len() <= 40
        && starts(line, "附")
        && (line.len() == 1
            || starts_any(
                line,
                &[
                    "附件",
                    "附录",
                    "附表",
                    "附注",
                    "附:",
                    "附1",
                    "附2",
                    "附一",
                    "附名词",
                    "附解释",
                ],
            )
            .is_some())
    {
        return true;
    }
    let stem: Vec<char> = line
        .iter()
        .copied()
        .filter(|x| !matches!(x, ':' | '。'))
        .collect();
    if stem.len() > 34 {
        return false;
    }
    let notes = [
        "名词解释",
        "注释",
        "词语解释",
        "术语解释",
        "有关用语说明",
        "名词注释",
        "用语解释",
        "有关术语",
        "名词术语解释",
        "用语说明",
        "名词说明",
        "有关名词",
        "缩略语",
        "缩写词",
        "名词释义",
        "专业术语",
    ];
    if ends_any(&stem, &notes)
        || (stem.len() <= 24
            && has_any(
                &stem,
                &["名词解释", "用语解释", "词语解释", "术语解释", "名词术语"],
            ))
    {
        return true;
    }
    ends_any(
        &stem,
        &[
            "民生实事",
            "民生实事项目",
            "民生实事清单",
            "民生实事项目清单",
            "民生实事目录",
            "民生实事表",
            "民生实事任务清单",
            "惠民实事",
            "民心工程",
            "民生工程",
            "项目清单",
            "任务分工",
            "任务分工表",
            "任务分解表",
            "重点项目表",
            "重点工程项目",
            "实事项目",
            "惠民实事项目",
            "民生实事安排",
            "完成情况表",
        ],
    )
}

/// Whether a line can be the report's own title.
pub fn is_title(c: &[char]) -> bool {
    let end = find(c, "(").filter(|&i| i > 3).unwrap_or(c.len());
    let stem = c.get(..end).unwrap_or(c);
    stem.len() <= 40
        && ends_any(
            stem,
            &[
                "工作报告",
                "工作的报告",
                "情况的报告",
                "情况报告",
                "计划的报告",
            ],
        )
}

/// The first half of a title on two lines (青石市2024年), or the body whose report it is (青石市人民政府).
pub fn is_half_title(c: &[char]) -> bool {
    (3..=18).contains(&c.len())
        && !c.iter().any(|&x| is_clause_end(x))
        && (ends_any(c, &["人民政府", "代表大会"])
            || (ends_any(c, &["年", "年度"])
                && has_any(c, &["市20", "省20", "区20", "县20", "州20", "盟20", "旗20"])))
}

/// Whether a line of the title block says when, where or by whom.
pub fn is_byline(c: &[char]) -> bool {
    is_meeting(c) || is_date(c) || is_office(c) || is_dateline(c) || is_half_title(c)
}

/// 2024年1月20日在青石市, the first line of two.
fn is_dateline(c: &[char]) -> bool {
    c.len() <= 24
        && is_year(c.strip_prefix(&['(']).unwrap_or(c))
        && find(c, "日在").is_some_and(|i| i >= 6)
        && !c.iter().any(|&x| is_clause_end(x))
}

/// A line that names the meeting.
pub fn is_meeting(c: &[char]) -> bool {
    c.len() <= 60
        && (has_any(
            c,
            &[
                "代表大会",
                "会议上",
                "大会上",
                "全会上",
                "全体会议",
                "次会议",
            ],
        ))
        && !ends_any(c, &["。"])
}

/// A bare date, in brackets or not.
pub fn is_date(c: &[char]) -> bool {
    let stem: Vec<char> = c
        .iter()
        .copied()
        .filter(|x| !matches!(x, '(' | ')' | '—' | '-' | '[' | ']'))
        .collect();
    stem.len() <= 16
        && (ends_any(&stem, &["日", "月", "日在"]))
        && has(&stem, "年")
        && stem.iter().any(char::is_ascii_digit)
        || (has_any(&stem, &["二0", "二〇", "二○", "一九"]) && has(&stem, "年") && stem.len() <= 14)
}

/// A line with an office title and a name.
pub fn is_office(c: &[char]) -> bool {
    c.len() <= 34
        && !c.iter().any(|&x| is_clause_end(x))
        && has_any(
            c,
            &[
                "市长",
                "省长",
                "区长",
                "县长",
                "州长",
                "主席",
                "总理",
                "盟长",
                "旗长",
                "乡长",
                "镇长",
                "书记",
                "专员",
                "主任",
                "报告人",
            ],
        )
}

fn is_clause_end(x: char) -> bool {
    matches!(x, '。' | ',' | ';' | '!' | '?')
}

/// 20xx年 or 19xx年 at the start.
pub fn is_year(c: &[char]) -> bool {
    matches!(c, [a, b, d, e, '年', ..] if matches!((a, b), ('2', '0') | ('1', '9')) && d.is_ascii_digit() && e.is_ascii_digit())
}
