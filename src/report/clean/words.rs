//! Words by which chrome, openings, endings and appendices are recognised. Simplified script, normal form; matched on
//! folded text.

use super::chars::{ends_any, find, has, has_any, starts, starts_any};

/// Words that make a line web chrome wherever they stand in it.
#[rustfmt::skip]
const CHROME: &[&str] = &[
    "当前位置", "所在位置", "所在的位置", "现在位置", "您的位置", "你的位置", "网站地图", "版权所有", "主办单位",
    "主办:", "承办单位", "承办:", "ICP备", "icp备", "公网安备", "网站标识码", "邮编", "联系电话", "联系方式",
    "联系邮箱", "联系我们", "关于我们", "举报电话", "举报邮箱", "违法和不良信息", "footpage", "责任编辑", "编辑:",
    "发布日期", "发布时间", "发布机构", "索引号", "索 引 号", "文件编号", "成文日期", "生成日期", "公开方式",
    "公开范围", "公开日期", "公开形式", "主题分类", "主题词", "信息来源", "文章来源", "稿件来源", "浏览次数",
    "浏览量", "浏览:", "点击次数", "点击数", "点击率", "点击量", "阅读次数", "阅读量", "访问量", "相关文章",
    "相关报道", "相关链接", "相关阅读", "相关新闻", "相关文档", "相关信息", "相关附件", "免责声明", "扫一扫", "扫码",
    "无障碍", "关怀版", "二维码", "导语:", "来源URL", "http:", "https:", "www.", "Public domain", "本作品", "著作权",
    "公有领域", "维基", "内容摘要", "Copyright", "COPYRIGHT", "copyright", "©", "技术支持", "建议使用", "分辨率",
    "返回顶部", "网友上传", "本站观点", "客服", "本文链接", "本文来源", "本文地址", "发文单位", "发文机关",
    "发文时间", "发文字号", "发布人:", "字体:", "字号:", "【字体", "[字体", "分享到", "分享:", "打印本页", "关闭窗口",
    "关闭本页", "【关闭】", "[关闭]", "【打印】", "[打印]", "上一篇", "下一篇", "上一条", "下一条", "上一页",
    "下一页", "Powered", "All Rights", "微信公众号", "官方微信", "官方微博", "手机版", "繁体版", "电脑版", "网站声明",
    "隐私声明", "网站首页", "设为首页", "加入收藏", "信息名称", "信息索引", "有效性", "是否有效", "废止日期",
    "著录日期",
];

/// Openings that make a line chrome.
#[rustfmt::skip]
const CHROME_AT_START: &[&str] = &[
    "首页", "来源:", "-来源:", "作者:", "日期:", "时间:", "标题:", "摘要:", "记者:", "地址:", "文号:", "-文号",
    "-来源", "下载", "分享", "打印", "收藏", "点击", "阅读:", "上传", "电话:", "传真:", "邮箱:", "名称:", "标签:",
    "Tags", "关键词:", "您是第", "免责", "政务微", "信息公开>", "目录>", "来源;", "来源于", "供稿", "审核:", "校对:",
    "值班", "文章来源",
];

/// Whole lines that are chrome.
#[rustfmt::skip]
const CHROME_LINES: &[&str] = &[
    "false", "true", "下载", "全屏", "加大", "还原", "减小", "关闭", "打印", "收藏", "分享", "大", "中", "小", "[大",
    "中]", "大中小", "微信", "微博", "二维码", "政务公开", "信息公开", "详细", "正文", "导航", "搜索", "登录", "注册",
    "退出", "简体", "繁体", "English", "目录", "返回", "更多", "有效", "首页", "主动公开", "面向社会", "原文",
    "查看原文", "TOP", "top", "s",
];

/// Whether a short line is chrome of a web page.
pub fn is_chrome(c: &[char]) -> bool {
    let probe = c.get(..c.len().min(240)).unwrap_or(c);
    let bare: Vec<char> = probe
        .iter()
        .copied()
        .skip_while(|x| matches!(x, '-' | '·' | '•' | '>' | '|' | '*'))
        .collect();
    let line = bare.as_slice();
    has_any(line, CHROME)
        || starts_any(line, CHROME_AT_START).is_some()
        || CHROME_LINES
            .iter()
            .any(|w| line.len() == w.chars().count() && starts(line, w))
        || (line.len() <= 16
            && ends_any(line, &["政府网", "人大网", "新闻网", "门户网", "门户网站"]))
        || line.iter().filter(|&&x| x == '>' || x == '|').count() >= 2
}

/// Words that end an appendix: no list of projects has them.
#[rustfmt::skip]
const PAGE_FOOT: &[&str] = &[
    "版权所有", "ICP备", "icp备", "公网安备", "网站标识码", "网站地图", "上一篇", "下一篇", "上一条", "下一条",
    "footpage", "责任编辑", "扫一扫", "相关文章", "相关链接", "相关报道", "相关阅读", "相关新闻", "分享到",
    "返回顶部", "打印本页", "关闭窗口", "关闭本页", "【关闭】", "【打印】", "Copyright", "copyright", "COPYRIGHT",
    "©", "技术支持", "免责声明", "违法和不良信息", "您是第", "浏览次数", "Powered",
];

/// Whether a line is the foot of a page, wherever it stands.
pub fn is_page_foot(c: &[char]) -> bool {
    has_any(c.get(..c.len().min(240)).unwrap_or(c), PAGE_FOOT)
}

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

/// Whether a line of the title block says when, where or by whom.
pub fn is_byline(c: &[char]) -> bool {
    is_meeting(c) || is_date(c) || is_office(c)
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
