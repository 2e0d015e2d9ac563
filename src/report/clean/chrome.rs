//! What belongs to a web page and not to the report on it, told by its words and its build.
//!
//! Works on one line or paragraph in normal form (Simplified script). Must not know where it stands: the same words may be
//! part of a sentence, so whoever asks weighs the place.

use std::sync::LazyLock;

use super::chars::{ends_any, ends_stopped, is_word, starts, starts_any};
use crate::report::Reason;
use crate::text::fold::is_han;

/// Words to look for, all at once.
pub struct WordSet {
    /// With their first characters, sorted by those.
    words: Vec<(char, &'static str)>,
    /// One bit for the low bits of each first character.
    first: [u64; 64],
}

impl WordSet {
    // Made before the first screen: the words stay where they are, and only their first characters are sorted.
    fn new(lists: &[&[&'static str]]) -> Self {
        let mut words: Vec<(char, &'static str)> = lists
            .iter()
            .flat_map(|l| l.iter())
            .filter_map(|&w| Some((w.chars().next()?, w)))
            .collect();
        words.sort_unstable_by_key(|(c, _)| *c);
        let mut first = [0; 64];
        for (c, _) in &words {
            let c = *c;
            if let Some(slot) = first.get_mut((c as usize >> 6) & 63) {
                *slot |= 1 << (c as u32 & 63);
            }
        }
        Self { words, first }
    }

    /// Length of the longest word that `c` begins with.
    pub fn at(&self, c: &[char]) -> Option<usize> {
        let &x = c.first()?;
        let slot = self.first.get((x as usize >> 6) & 63)?;
        if slot >> (x as u32 & 63) & 1 == 0 {
            return None;
        }
        let from = self.words.partition_point(|(f, _)| *f < x);
        let length = |word: &str| {
            let mut here = c.iter();
            let stands = word.chars().all(|w| here.next() == Some(&w));
            stands.then(|| c.len() - here.len())
        };
        self.words
            .get(from..)?
            .iter()
            .take_while(|(f, _)| *f == x)
            .filter_map(|(_, word)| length(word))
            .max()
    }

    /// Whether a word stands in `c`.
    pub fn any(&self, c: &[char]) -> bool {
        (0..c.len()).any(|i| c.get(i..).is_some_and(|rest| self.at(rest).is_some()))
    }

    /// How many words stand in `c`, one after the other.
    pub fn count(&self, c: &[char]) -> usize {
        let (mut i, mut n) = (0, 0);
        while let Some(rest) = c.get(i..).filter(|r| !r.is_empty()) {
            match self.at(rest) {
                Some(len) => {
                    n += 1;
                    i += len.max(1);
                }
                None => i += 1,
            }
        }
        n
    }
}

/// Fields of a label list.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "发布日期", "发布时间", "发布机构", "索引号", "索 引 号", "文件编号", "成文日期", "生成日期", "公开方式", "公开范围",
    "公开日期", "公开形式", "公开时限", "主题分类", "主题词", "信息来源", "文章来源", "稿件来源", "浏览次数", "浏览量",
    "浏览:", "点击次数", "点击数", "点击率", "点击量", "阅读次数", "阅读量", "访问量", "访问次数", "发文单位", "发文机关",
    "发文时间", "发文字号", "发布人:", "信息名称", "信息索引", "有效性", "是否有效", "废止日期", "著录日期", "生效日期",
    "失效日期", "组配分类", "内容概述", "体裁分类", "更新时间", "更新日期", "责任部门", "公开主体", "信息分类", "服务对象",
    "内容分类", "公文种类", "文件类型", "文件状态", "制发机关", "发文日期", "印发日期", "签发日期", "文章作者", "录入时间",
    "信息时效", "统一编号", "登记号", "规范性文件编号", "公文时效", "来源URL", "导语:", "内容摘要", "内容提要", "稿源:",
];
/// Where on the site the page is.
#[rustfmt::skip]
const CRUMBS: &[&str] = &[
    "当前位置", "所在位置", "所在的位置", "现在位置", "您的位置", "你的位置", "现在的位置", "当前栏目", "信息公开>",
    "首页>", "首页»", "首页/", "首页-", "首页|", "首页·", "首页→", "首页-",
];
/// Licences, registrations, who runs the site.
#[rustfmt::skip]
const LICENCE: &[&str] = &[
    "版权所有", "主办单位", "主办:", "承办单位", "承办:", "协办:", "ICP备", "icp备", "ICP证", "公网安备", "网站标识码",
    "邮编:", "邮政编码", "联系电话", "联系方式", "联系邮箱", "联系我们", "关于我们", "举报电话", "举报邮箱", "违法和不良信息",
    "免责声明", "http:", "https:", "www.", "Public domain", "public domain", "本作品", "公有领域", "维基文库", "维基百科", "Copyright",
    "COPYRIGHT", "copyright", "©", "技术支持:", "建议使用", "最佳分辨率", "以上分辨率", "分辨率浏览", "网站声明", "隐私声明", "隐私政策", "Powered",
    "All Rights", "All rights", "all rights", "本站观点", "在线客服", "客服电话", "网站管理", "网站支持", "备案序号", "备案号",
    "备案编号", "政府网站找错", "工信部备案", "E-mail", "e-mail", "Email", "email", "电子邮箱", "法律声明", "站点地图",
    "网站地图", "投诉电话", "监督电话", "值班电话",
];
/// Ways to other pages.
#[rustfmt::skip]
const LINKS: &[&str] = &[
    "相关文章", "相关报道", "相关链接", "相关阅读", "相关新闻", "相关文档", "相关信息", "相关附件", "相关稿件", "相关推荐",
    "相关内容", "相关解读", "相关政策", "相关资讯", "延伸阅读", "推荐阅读", "热门推荐", "热点推荐", "热门文章", "最新文章",
    "最新资讯", "猜你喜欢", "上一篇", "下一篇", "上一条", "下一条", "上一章", "下一章", "友情链接", "快速链接", "网站链接",
    "阅读排行", "点击排行", "热点新闻", "更多报告", "更多>>", "更多文章", "附件下载", "点击下载", "下载附件", "下载文档",
    "下载全文", "全文下载", "您访问的链接", "即将离开", "本文链接", "本文来源", "本文地址", "原文链接", "网友上传",
    "查看原文", "阅读原文", "点击查看", "点击进入", "继续访问", "图解:", "一图读懂",
];
/// What one can do on the page.
#[rustfmt::skip]
const TOOLS: &[&str] = &[
    "字体:", "字号:", "【字体", "[字体", "【字号", "分享到", "分享:", "打印本页", "关闭窗口", "关闭本页", "【关闭】", "[关闭]",
    "【打印】", "[打印]", "【收藏】", "上一页", "下一页", "返回顶部", "回到顶部", "微信公众号", "官方微信", "官方微博", "手机版",
    "繁体版", "电脑版", "网站首页", "设为首页", "加入收藏", "扫一扫", "微信扫码", "扫码阅读", "扫码查看", "扫码下载",
    "无障碍浏览", "无障碍阅读", "无障碍版", "关怀版", "长者模式", "适老模式",
    "网友评论", "发表评论", "我要评论", "我要纠错", "共有评论", "条评论", "查看更多评论", "请输入",
    "热门搜索", "您是第", "您的浏览器", "您使用的浏览器", "浏览器版本", "浏览器不支持", "Cookie", "cookie", "加载中",
    "加载失败", "footpage", "欢迎您访问", "欢迎访问", "今天是20", "智能问答", "智能机器人", "收听全文",
];
/// Who made the page.
#[rustfmt::skip]
const EDITORS: &[&str] = &[
    "责任编辑", "编辑:", "责编:", "责编/", "初审:", "复审:", "终审:", "审核:", "校对:", "值班编辑", "监制:", "供稿:",
];

static CHROME: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new(&[LABELS, CRUMBS, LICENCE, LINKS, TOOLS, EDITORS]));
static LABEL_SET: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(&[LABELS, EDITORS]));
static CRUMB_SET: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(&[CRUMBS]));
static LICENCE_SET: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(&[LICENCE]));
static LINK_SET: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(&[LINKS]));

/// Openings that make a line chrome.
#[rustfmt::skip]
const AT_START: &[&str] = &[
    "来源:", "-来源:", "作者:", "日期:", "时间:", "标题:", "摘要:", "记者:", "地址:", "文号:", "-文号", "-来源", "阅读:",
    "电话:", "传真:", "邮箱:", "名称:", "标签:", "关键词:", "关键字:", "您是第", "政务微", "信息公开>", "目录>", "来源;",
    "来源于", "审核:", "校对:", "文章来源", "体裁:", "有效性:", "【来源", "(来源", "[来源", "简介:", "【摘要", "[摘要", "邮编:",
];
/// As [`AT_START`], where the next character is none of a word.
#[rustfmt::skip]
const ALONE_AT_START: &[&str] = &[
    "首页", "下载", "分享", "打印", "收藏", "点击", "上传", "Tags", "免责", "供稿", "值班", "邮编", "作者", "投稿", "登录", "共有",
    "来源", "关闭", "评论", "点赞", "编辑", "责编",
];

/// Words that a toolbar is made of.
#[rustfmt::skip]
const TOOL_WORDS: &[&str] = &[
    "打印", "关闭", "本页", "窗口", "页面", "字体", "字号", "大", "中", "小", "特大", "加大", "减小", "放大", "缩小", "还原",
    "默认", "分享", "分享到", "转发", "到", "微信", "微博", "新浪微博", "腾讯微博", "QQ空间", "QQ好友", "QQ", "朋友圈", "人人网",
    "豆瓣", "空间", "收藏", "收藏本页", "加入收藏", "上一页", "下一页", "首页", "尾页", "末页", "页", "第", "共", "返回", "返回首页",
    "返回顶部", "返回列表", "回到顶部", "顶部", "TOP", "top", "Top", "复制", "复制链接", "扫一扫", "手机", "打开", "当前页",
    "在手机打开当前页", "在", "用", "手机浏览", "保存", "下载", "附件下载", "点赞", "赞", "评论", "回复", "举报", "朗读", "收听",
    "听新闻", "播放", "暂停", "全屏", "倍速", "静音", "音量", "登录", "注册", "退出", "个人中心", "搜索", "站内搜索", "高级搜索",
    "热门搜索", "无障碍", "无障碍浏览", "无障碍阅读", "长者模式", "老年模式", "适老模式", "关怀版", "长者版", "简体", "繁体", "简体版", "繁体版",
    "简", "繁", "English", "ENGLISH", "更多", "展开", "展开全文", "收起", "查看更多", "查看全文", "阅读全文", "广告", "IPv6",
    "网站支持IPv6", "站点支持IPv6网络", "RSS", "订阅", "RSS订阅", "二维码", "footpage", "false", "true", "loading", "Loading",
    "继续访问", "放弃", "取消", "确定", "提交", "发表评论", "网友评论", "用户名", "密码", "验证码", "刷新", "换一换", "导出", "Word",
    "PDF", "word", "pdf", "纠错", "我要纠错", "x", "手机版", "电脑版", "客户端", "移动客户端", "移动端", "微信公众号", "官方微信", "官方微博",
    "政务邮箱", "智能机器人", "智能问答", "隐藏", "显示", "目录", "导航", "正文", "详细", "原文", "查看原文", "点击查看", "全文",
    "回顶部", "护眼", "夜间", "标准", "语速", "女声", "男声", "有效", "主动公开", "面向社会", "长期公开", "依申请公开", "s",
];
/// Of these, the ones that are no word of a sentence: a line of them alone is a toolbar even in mid-speech.
#[rustfmt::skip]
const STRONG_TOOLS: &[&str] = &[
    "打印", "关闭窗口", "分享到", "QQ空间", "新浪微博", "上一页", "下一页", "尾页", "末页", "返回顶部", "回到顶部", "扫一扫", "footpage",
    "复制链接", "加入收藏", "收藏本页", "发表评论", "网友评论", "查看原文", "点击查看", "展开全文", "阅读全文", "查看全文", "无障碍浏览",
    "关闭本页", "打印本页", "长者模式", "听新闻", "继续访问", "附件下载", "返回列表", "查看更多", "TOP",
];
/// Words that a menu is made of.
#[rustfmt::skip]
const MENU_WORDS: &[&str] = &[
    "首页", "网站首页", "政务公开", "信息公开", "政府信息公开", "政务服务", "办事服务", "互动交流", "公众参与", "政民互动", "新闻中心", "要闻动态", "政务动态", "政务要闻",
    "新闻动态", "数据开放", "政府数据", "专题专栏", "专题", "专栏", "政策文件", "政策", "政策解读", "政策法规", "政府信息公开指南", "政府信息公开制度",
    "政府信息公开年报", "政府信息公开年度报告", "法定主动公开内容", "领导之窗", "机构职能", "机构设置", "人事信息", "人事任免", "规划计划", "统计信息",
    "统计数据", "财政预决算", "财政信息", "重点领域信息公开", "重点领域", "建议提案办理", "建议提案", "应急管理", "政府公报", "行政许可", "行政执法", "公共监管",
    "公共服务", "政府工作报告", "工作报告", "网站地图", "联系我们", "关于我们", "网站声明", "法律声明", "隐私声明", "隐私政策", "站群导航", "部门网站",
    "友情链接", "党政机关", "事业单位", "中国政府网", "网上办事", "便民服务", "投资", "旅游", "市情", "概况", "专题集锦", "公示公告", "通知公告", "公告公示", "领导信箱",
    "市长信箱", "在线访谈", "民意征集", "意见征集", "网上调查", "新闻发布会", "图片新闻", "视频", "部门动态", "区县动态", "县区动态", "媒体聚焦", "政府文件",
    "规范性文件", "公文", "公开指南", "公开制度", "公开年报", "公开目录", "政府领导", "关于本站", "帮助", "社保", "公积金", "营商环境", "Home", "About", "News",
    "Contact", "Services", "Government", "us", "Us", "政务", "服务", "公开", "互动", "资讯", "要闻", "新闻", "信息", "数据", "网站", "专区", "热点", "民生", "政府",
    "北京", "天津", "上海", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南",
    "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾", "内蒙古", "广西", "西藏", "宁夏", "新疆", "香港", "澳门", "省", "市",
    "自治区", "壮族自治区", "回族自治区", "维吾尔自治区", "内蒙古自治区", "特别行政区", "新疆生产建设兵团", "兵团",
];

static TOOL_SET: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(&[TOOL_WORDS]));
static STRONG_SET: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(&[STRONG_TOOLS]));
static MENU_SET: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(&[MENU_WORDS, TOOL_WORDS]));

/// Words of sentences that a site says of itself.
#[rustfmt::skip]
const SITE: &[&str] = &[
    "本网", "本站", "网站", "版权", "转载", "侵权", "摘编", "免责", "著作权", "公有领域", "浏览器", "Cookie", "cookie", "网友", "评论",
    "点击", "链接", "登录", "稿件", "编辑", "页面", "刷新", "JavaScript", "javascript", "下载", "举报", "客户端", "公众号", "二维码",
    "扫码", "联系我们", "删除", "立场", "敬请", "原作者", "仅供参考", "本页", "访问", "授权", "作品", "浏览", "整理", "收集", "网络",
    "本文", "全文", "读者", "来源", "文章", "与本",
];
/// Of these, the ones that a report does not say.
#[rustfmt::skip]
const SITE_ALONE: &[&str] = &[
    "本网", "本站", "转载", "免责", "公有领域", "浏览器", "Cookie", "cookie", "网友", "链接", "页面", "JavaScript", "javascript",
    "客户端", "原作者", "本页", "版权", "您的", "本文", "仅供参考", "您使用",
];
static SITE_SET: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(&[SITE]));
static SITE_ALONE_SET: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(&[SITE_ALONE]));

/// Characters of a line that are looked at.
const PROBE: usize = 240;

/// Whether a line is made of nothing but words of `set`, marks and digits: how many words.
fn made_of(c: &[char], set: &WordSet) -> Option<usize> {
    if c.len() > 400 {
        return None;
    }
    let (mut i, mut n) = (0, 0);
    while let Some(rest) = c.get(i..).filter(|r| !r.is_empty()) {
        if let Some(len) = set.at(rest) {
            n += 1;
            i += len;
        } else {
            // Marks, digits and single letters (A+) stand between the words.
            let lone = rest.get(1).is_none_or(|x| !x.is_alphanumeric());
            let passed = rest.first().is_some_and(|x| {
                !is_word(*x) || x.is_ascii_digit() || (x.is_ascii_alphabetic() && lone)
            });
            if !passed {
                return None;
            }
            i += 1;
        }
    }
    (n > 0).then_some(n)
}

/// Whether a line is a toolbar (打印 关闭 分享到).
pub fn is_toolbar(c: &[char]) -> bool {
    made_of(c, &TOOL_SET).is_some()
}

/// Whether a line is a toolbar wherever it stands: a word that is broken out of a sentence is none.
pub fn is_sure_toolbar(c: &[char]) -> bool {
    if c.len() > 40 {
        return false;
    }
    (STRONG_SET.any(c)
        && (is_toolbar(c) || (c.len() <= 20 && starts_any(c, &["扫一扫", "点击查看"]).is_some())))
        || (c.len() <= 24
            && starts_any(
                c,
                &[
                    "责任编辑:",
                    "(责任编辑",
                    "[责任编辑",
                    "【责任编辑",
                    "责编:",
                    "(责编",
                ],
            )
            .is_some())
}

/// Whether a line is a menu: names of sections or of provinces and nothing else.
pub fn is_menu(c: &[char]) -> bool {
    made_of(c, &MENU_SET).is_some_and(|n| n >= 4 || c.len() <= 24)
}

/// Whether a line is left of a script or a style sheet.
pub fn is_script(c: &[char]) -> bool {
    let probe = c.get(..c.len().min(400)).unwrap_or(c);
    if starts_any(
        probe,
        &["<!--", "//-->", "-->", "//]]>", "<script", "</script"],
    )
    .is_some()
    {
        return true;
    }
    let latin = probe.iter().filter(|x| x.is_ascii_alphabetic()).count();
    let han = probe.iter().filter(|&&x| is_han(x)).count();
    let code = probe
        .iter()
        .filter(|x| matches!(x, '{' | '}' | ';' | '=' | '$' | '_' | '#'))
        .count()
        + usize::from(
            probe
                .windows(2)
                .any(|w| matches!(w, ['(', ')' | '"'] | [')', ';'])),
        );
    latin >= 4
        && code >= 1
        && latin > han * 2
        && (code >= 2
            || starts_any(
                probe,
                &["var", "function", "document", "window", "if(", "$("],
            )
            .is_some())
        || (latin == 0
            && han == 0
            && !probe.is_empty()
            && probe
                .iter()
                .all(|x| matches!(x, '{' | '}' | ';' | '(' | ')' | '/' | '*'))
            && probe.iter().any(|x| matches!(x, '{' | '}' | ';')))
}

/// Whether a sentence is the site's own (转载请注明…, 您的浏览器…).
pub fn is_site_sentence(c: &[char]) -> bool {
    let probe = c.get(..c.len().min(400)).unwrap_or(c);
    let words = SITE_SET.count(probe);
    (words >= 2 && SITE_ALONE_SET.any(probe) && words * 100 >= probe.len())
        // No report is in English.
        || (probe.len() >= 12
            && probe.iter().filter(|x| x.is_ascii_alphabetic()).count() * 10 >= probe.len() * 7)
}

/// Whether a line bears words of a page: more than words that a sentence may have too.
pub fn is_worded(c: &[char]) -> bool {
    let probe = c.get(..c.len().min(60)).unwrap_or(c);
    CHROME.any(probe) || is_sure_toolbar(c) || is_script(probe) || is_file(c)
}

/// What a line of a page is, if it is none of the report's.
pub fn class(c: &[char]) -> Option<Reason> {
    let probe = c.get(..c.len().min(PROBE)).unwrap_or(c);
    let skip = probe
        .iter()
        .take_while(|x| matches!(x, '-' | '·' | '•' | '>' | '|' | '*'))
        .count();
    let line = probe.get(skip..).unwrap_or(&[]);
    if is_script(line) {
        return Some(Reason::Script);
    }
    if CHROME.any(line) {
        return Some(if CRUMB_SET.any(line) {
            Reason::Breadcrumb
        } else if LICENCE_SET.any(line) {
            Reason::Licence
        } else if LINK_SET.any(line) {
            Reason::Links
        } else if LABEL_SET.any(line) {
            Reason::Labels
        } else {
            Reason::Toolbar
        });
    }
    let alone = starts_any(line, ALONE_AT_START).is_some_and(|n| {
        line.get(n)
            .is_none_or(|&x| !is_word(x) || x.is_ascii_digit())
    });
    if alone || starts_any(line, AT_START).is_some() {
        return Some(if starts_any(line, &["首页", "目录>"]).is_some() {
            Reason::Breadcrumb
        } else if starts_any(line, &["下载", "分享", "打印", "收藏", "点击", "登录"]).is_some()
        {
            Reason::Toolbar
        } else if starts_any(line, &["电话", "传真", "邮箱", "邮编", "地址", "免责"]).is_some()
        {
            Reason::Licence
        } else {
            Reason::Labels
        });
    }
    if line.len() <= 60 && is_toolbar(line) {
        return Some(Reason::Toolbar);
    }
    if is_menu(line) && !starts(line, "政府工作报告") {
        return Some(Reason::Menu);
    }
    if line.len() <= 16 && ends_any(line, &["政府网", "人大网", "新闻网", "门户网", "门户网站"])
    {
        return Some(Reason::Breadcrumb);
    }
    if line
        .iter()
        .filter(|&&x| x == '>' || x == '|' || x == '»')
        .count()
        >= 2
    {
        return Some(Reason::Menu);
    }
    if is_file(line) {
        return Some(Reason::Links);
    }
    is_site_sentence(c).then_some(if ends_stopped(c) {
        Reason::Licence
    } else {
        Reason::Menu
    })
}

/// Whether a line is the page's.
pub fn is_chrome(c: &[char]) -> bool {
    class(c).is_some()
}

/// The name of a file to load.
pub fn is_file(c: &[char]) -> bool {
    c.len() <= 80
        && ends_any(
            c,
            &[
                ".doc", ".docx", ".pdf", ".PDF", ".xls", ".xlsx", ".wps", ".rar", ".zip", ".ofd",
                ".DOC", ".DOCX", ".ceb",
            ],
        )
}

/// Words that end an appendix: no list of projects has them.
#[rustfmt::skip]
const PAGE_FOOT: &[&str] = &[
    "版权所有", "ICP备", "icp备", "公网安备", "网站标识码", "网站地图", "上一篇", "下一篇", "上一条", "下一条",
    "footpage", "责任编辑", "扫一扫", "相关文章", "相关链接", "相关报道", "相关阅读", "相关新闻", "分享到",
    "返回顶部", "打印本页", "关闭窗口", "关闭本页", "【关闭】", "【打印】", "Copyright", "copyright", "COPYRIGHT",
    "©", "技术支持", "免责声明", "违法和不良信息", "您是第", "浏览次数", "Powered", "推荐阅读", "延伸阅读", "热门推荐",
    "猜你喜欢", "最新文章", "网友评论", "发表评论", "附件下载", "您访问的链接", "当前位置", "初审:", "终审:", "责编:", "上一页", "下一页", "更多报告", "您的浏览器", "友情链接", "相关附件", "相关稿件",
];
static PAGE_FOOT_SET: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(&[PAGE_FOOT]));

/// Whether a line is the foot of a page, wherever it stands.
pub fn is_page_foot(c: &[char]) -> bool {
    let probe = c.get(..c.len().min(PROBE)).unwrap_or(c);
    PAGE_FOOT_SET.any(probe)
        || is_file(probe)
        || is_script(probe)
        || is_sure_toolbar(probe)
        || is_site_sentence(c)
}
