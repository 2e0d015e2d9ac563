//! The identity of reports by their heads: forms that titles, meetings, dates, names and places come in, and silence where nothing is said.

use std::sync::Arc;

use duizhao::report::{Field, Report, SourceInfo};

type Case = (
    &'static str,
    &'static str,
    &'static str,
    &'static [(Field, Option<&'static str>)],
);

/// Head of the text, on whose behalf it is given, a sentence more in the speech, and what is to be read; none for what is not said.
#[rustfmt::skip]
const CASES: &[Case] = &[
    ("政府工作报告\n（2024年1月10日在沈阳市第十七届\n人民代表大会第三次会议上）\n市长 王小平", "市人民政府", "", &[(Field::Place, Some("辽宁省沈阳市")), (Field::Delivered, Some("2024-01-10")), (Field::Meeting, Some("沈阳市第十七届人民代表大会第三次会议")), (Field::Speaker, Some("王小平")), (Field::Year, Some("2024"))]),
    ("政府工作报告\n二〇二四年一月十日在沈阳市第十七届人民代表大会第三次会议上\n沈阳市人民政府市长 王小平", "市人民政府", "", &[(Field::Place, Some("辽宁省沈阳市")), (Field::Delivered, Some("2024-01-10")), (Field::Speaker, Some("王小平")), (Field::Year, Some("2024"))]),
    ("政府工作报告\n（二○二四年一月二十一日）\n市长 王小平", "市人民政府", "", &[(Field::Delivered, Some("2024-01-21")), (Field::Speaker, Some("王小平")), (Field::Year, Some("2024")), (Field::Place, None)]),
    ("政府工作报告\n（2024.1.10）\n在沈阳市第十七届人民代表大会第三次会议上\n市长　王　平", "市人民政府", "", &[(Field::Delivered, Some("2024-01-10")), (Field::Speaker, Some("王平")), (Field::Year, Some("2024"))]),
    ("政府工作报告\n——2024.01.10在沈阳市第十七届人民代表大会第三次会议上\n市长：王平", "市人民政府", "", &[(Field::Delivered, Some("2024-01-10")), (Field::Speaker, Some("王平")), (Field::Year, Some("2024"))]),
    ("沈阳市政府工作报告\n发布时间：2024-01-10 08:30 来源：市政府办公室", "市人民政府", "", &[(Field::Place, Some("辽宁省沈阳市")), (Field::Delivered, None), (Field::Year, None), (Field::Speaker, None), (Field::Meeting, None)]),
    ("沈阳市政府工作报告\n2024-01-10 08:30:00", "市人民政府", "", &[(Field::Delivered, None), (Field::Year, None)]),
    ("沈阳市政府工作报告\n时间：2024年1月10日", "市人民政府", "", &[(Field::Delivered, None), (Field::Year, None)]),
    ("沈阳市政府工作报告\n沈阳日报 2024年1月15日 第一版", "市人民政府", "", &[(Field::Delivered, None), (Field::Year, None)]),
    ("政府工作报告\n——2024年1月10日在沈阳市第十七届人民代表大会第三次会议上 市长 王小平", "市人民政府", "", &[(Field::Place, Some("辽宁省沈阳市")), (Field::Delivered, Some("2024-01-10")), (Field::Speaker, Some("王小平"))]),
    ("政府工作报告\n——2024年1月10日在沈阳市第十七届人民代表大会第三次会议上　沈阳市市长　王小平", "市人民政府", "", &[(Field::Speaker, Some("王小平"))]),
    ("政府工作报告\n（2024年1月10日在沈阳市第十七届人民代表大会第三次会议上）\n沈阳市人民政府代市长 王 小 平", "市人民政府", "", &[(Field::Speaker, Some("王小平"))]),
    ("政府工作报告\n（2024年1月10日在沈阳市第十七届人民代表大会第三次会议上）\n代理市长 欧阳小平", "市人民政府", "", &[(Field::Speaker, Some("欧阳小平"))]),
    ("政府工作报告\n（2024年1月10日在沈阳市第十七届人民代表大会第三次会议上）\n市长 王小平（书面）", "市人民政府", "", &[(Field::Speaker, Some("王小平"))]),
    ("政府工作报告（书面）\n（2024年1月10日在沈阳市第十七届人民代表大会第三次会议上）\n常务副市长 王小平", "市人民政府", "", &[(Field::Speaker, Some("王小平"))]),
    ("政府工作报告\n2024年1月10日在沈阳市第十七届人民代表大会第三次会议上\n王小平", "市人民政府", "", &[(Field::Speaker, Some("王小平"))]),
    ("政府工作报告\n2024年1月10日在沈阳市第十七届人民代表大会第三次会议上\n市长 买买提·艾力", "市人民政府", "", &[(Field::Speaker, Some("买买提·艾力"))]),
    ("政府工作报告\n2024年1月10日在新疆维吾尔自治区第十四届人民代表大会第二次会议上\n自治区主席 艾力·买买提", "自治区人民政府", "", &[(Field::Place, Some("新疆维吾尔自治区")), (Field::Speaker, Some("艾力·买买提")), (Field::Level, Some("province"))]),
    ("政府工作报告\n2024年1月10日在新疆维吾尔自治区第十四届人民代表大会第二次会议上\n自治区人民政府主席　艾力•买买提", "自治区人民政府", "", &[(Field::Speaker, Some("艾力•买买提"))]),
    ("政府工作报告\n2024年1月10日在凉山彝族自治州第十二届人民代表大会第三次会议上\n州长 阿石拉比", "州人民政府", "", &[(Field::Place, Some("四川省凉山彝族自治州")), (Field::Speaker, Some("阿石拉比")), (Field::Level, Some("city"))]),
    ("政府工作报告\n2024年1月10日在莫力达瓦达斡尔族自治旗第十六届人民代表大会第三次会议上\n旗长 敖 小平", "旗人民政府", "", &[(Field::Speaker, Some("敖小平")), (Field::Level, Some("county")), (Field::Place, Some("内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗"))]),
    ("工作报告\n2024年1月10日在自治区人大常委会锡林郭勒盟工作委员会会议上\n盟长 王小平", "行署", "", &[(Field::Speaker, Some("王小平")), (Field::Level, Some("city")), (Field::Delivered, Some("2024-01-10"))]),
    ("政府工作报告\n2024年1月10日在长海县第十八届人民代表大会第三次会议上\n县长 王小平", "县人民政府", "", &[(Field::Place, Some("辽宁省大连市长海县")), (Field::Speaker, Some("王小平")), (Field::Level, Some("county"))]),
    ("政府工作报告\n2024年1月10日在辽宁省第十四届人民代表大会第二次会议上\n省长 王小平", "省人民政府", "", &[(Field::Place, Some("辽宁省")), (Field::Speaker, Some("王小平")), (Field::Level, Some("province"))]),
    ("政府工作报告\n2024年1月10日在长海县獐子岛镇第十八届人民代表大会第三次会议上\n镇长 王小平", "镇人民政府", "", &[(Field::Place, Some("辽宁省大连市长海县獐子岛镇")), (Field::Speaker, Some("王小平")), (Field::Level, Some("township"))]),
    ("政府工作报告\n2024年1月10日在獐子岛镇第十八届人民代表大会第三次会议上\n獐子岛镇人民政府镇长 王小平", "镇人民政府", "", &[(Field::Place, Some("獐子岛镇")), (Field::Speaker, Some("王小平")), (Field::Level, Some("township"))]),
    ("政府工作报告\n2024年1月10日在海洋乡第十八届人民代表大会第三次会议上\n乡长 王小平", "乡人民政府", "", &[(Field::Place, Some("海洋乡")), (Field::Speaker, Some("王小平")), (Field::Level, Some("township"))]),
    ("2023年工作报告\n星海街道办事处主任 王小平", "街道办事处", "", &[(Field::Speaker, Some("王小平")), (Field::Level, Some("township"))]),
    ("2024年沈北新区政府工作报告\n区长 王小平", "区人民政府", "", &[(Field::Place, Some("辽宁省沈阳市沈北新区")), (Field::Speaker, Some("王小平")), (Field::Level, Some("county")), (Field::Year, Some("2024"))]),
    ("大连高新技术产业园区管委会2024年工作报告\n管委会主任 王小平", "管委会", "", &[(Field::Speaker, Some("王小平")), (Field::Year, Some("2024"))]),
    ("王小平在沈阳市第十七届人民代表大会第三次会议上的政府工作报告", "市人民政府", "", &[(Field::Speaker, Some("王小平")), (Field::Place, Some("辽宁省沈阳市"))]),
    ("政府工作报告\n王小平\n（2024年1月10日在沈阳市第十七届人民代表大会第三次会议上）", "市人民政府", "", &[(Field::Speaker, Some("王小平"))]),
    ("政府工作报告\n（2024年1月10日）\n沈阳市市长 王小平", "市人民政府", "", &[(Field::Speaker, Some("王小平")), (Field::Delivered, Some("2024-01-10")), (Field::Place, Some("辽宁省沈阳市"))]),
    ("政府工作报告\n沈阳市市长 王小平\n二〇二四年一月十日", "市人民政府", "", &[(Field::Speaker, Some("王小平")), (Field::Delivered, Some("2024-01-10"))]),
    ("政府工作报告", "市人民政府", "", &[(Field::Place, None), (Field::Year, None), (Field::Delivered, None), (Field::Speaker, None), (Field::Meeting, None), (Field::Level, Some("city"))]),
    ("市长信箱\n区长之窗\n政府工作报告", "区人民政府", "", &[(Field::Speaker, None), (Field::Place, None)]),
    ("政府工作报告", "沈阳市人民政府", "", &[(Field::Place, Some("辽宁省沈阳市")), (Field::Level, Some("city"))]),
    ("", "鼓楼区人民政府", "", &[(Field::Place, Some("鼓楼区")), (Field::Level, Some("county"))]),
    ("鼓楼区2024年政府工作报告", "区人民政府", "我们融入南京都市圈，服务南京大局，建设南京主城。", &[(Field::Place, Some("江苏省南京市鼓楼区")), (Field::Year, Some("2024"))]),
    ("鼓楼区2024年政府工作报告", "区人民政府", "我们当好徐州核心，服务徐州，贡献徐州。", &[(Field::Place, Some("江苏省徐州市鼓楼区"))]),
    ("徐州市鼓楼区2024年政府工作报告", "区人民政府", "", &[(Field::Place, Some("江苏省徐州市鼓楼区"))]),
    ("朝阳区2024年政府工作报告", "区人民政府", "服务首都北京，建设北京副中心，北京发展。", &[(Field::Place, Some("北京市朝阳区"))]),
    ("朝阳市2024年政府工作报告", "市人民政府", "", &[(Field::Place, Some("辽宁省朝阳市")), (Field::Level, Some("city"))]),
    ("朝阳县2024年政府工作报告", "县人民政府", "", &[(Field::Place, Some("辽宁省朝阳市朝阳县")), (Field::Level, Some("county"))]),
    ("白云区2024年政府工作报告", "区人民政府", "服务贵阳，依托贵阳，建设强省会贵阳。", &[(Field::Place, Some("贵州省贵阳市白云区"))]),
    ("城关区2024年政府工作报告", "区人民政府", "服务兰州，兰州新区，兰州都市圈。", &[(Field::Place, Some("甘肃省兰州市城关区"))]),
    ("西湖区2024年政府工作报告", "区人民政府", "", &[(Field::Place, Some("西湖区")), (Field::Level, Some("county"))]),
    ("市中区2024年政府工作报告\n（2024年1月10日在济南市市中区第十九届人民代表大会第三次会议上）", "区人民政府", "", &[(Field::Place, Some("山东省济南市市中区"))]),
    ("桥西区2024年政府工作报告", "区人民政府", "省会石家庄，石家庄市，石家庄。", &[(Field::Place, Some("河北省石家庄市桥西区"))]),
    ("城关镇2024年政府工作报告\n镇长 王小平", "镇人民政府", "", &[(Field::Place, Some("城关镇")), (Field::Level, Some("township")), (Field::Speaker, Some("王小平"))]),
    ("在中共沈阳市和平区第十三届委员会第五次全体会议上的报告\n（2024年1月5日）\n王小平", "区委常委会", "", &[(Field::Issuer, Some("party")), (Field::Level, Some("county")), (Field::Place, Some("辽宁省沈阳市和平区")), (Field::Delivered, Some("2024-01-05")), (Field::Speaker, Some("王小平"))]),
    ("中共大连市委十三届七次全会工作报告", "市委常委会", "", &[(Field::Issuer, Some("party")), (Field::Level, Some("city")), (Field::Place, Some("辽宁省大连市"))]),
    ("政府工作报告\n——2024年3月5日在第十四届全国人民代表大会第二次会议上\n国务院总理 李小平", "国务院", "", &[(Field::Level, Some("state")), (Field::Place, Some("全国")), (Field::Speaker, Some("李小平")), (Field::Delivered, Some("2024-03-05")), (Field::Meeting, Some("第十四届全国人民代表大会第二次会议"))]),
    ("政府工作报告\n——一九五六年七月五日在沈阳市第二届人民代表大会第一次会议上\n市长 王小平", "市人民委员会", "", &[(Field::Year, Some("1956")), (Field::Delivered, Some("1956-07-05")), (Field::Place, Some("辽宁省沈阳市")), (Field::Speaker, Some("王小平"))]),
    ("沈阳市革命委员会工作报告\n一九七八年十二月五日在沈阳市第八届人民代表大会第一次会议上\n革命委员会主任 王小平", "市革命委员会", "", &[(Field::Year, Some("1978")), (Field::Delivered, Some("1978-12-05")), (Field::Place, Some("辽宁省沈阳市")), (Field::Speaker, Some("王小平"))]),
    ("关于沈阳市人民政府工作的报告\n（1983年4月5日）", "市人民政府", "", &[(Field::Delivered, Some("1983-04-05")), (Field::Place, Some("辽宁省沈阳市")), (Field::Year, Some("1983"))]),
    ("浑南人民公社工作报告\n公社主任 王小平", "公社管理委员会", "", &[(Field::Speaker, Some("王小平"))]),
    ("政府工作报告\n（2024年1月10日在某某县第十届人民代表大会第三次会议上）\n县人民政府县长 王小平", "县人民政府", "", &[(Field::Place, Some("某某县")), (Field::Level, Some("county")), (Field::Speaker, Some("王小平"))]),
    ("政府工作报告\n（2024年1月10日在普兰店市第十届人民代表大会第三次会议上）", "市人民政府", "", &[(Field::Place, Some("辽宁省大连市普兰店市")), (Field::Level, Some("county"))]),
    ("崇文区2008年政府工作报告", "区人民政府", "", &[(Field::Place, Some("崇文区")), (Field::Level, Some("county")), (Field::Year, Some("2008"))]),
    ("旅顺口区政府工作报告（2024年）", "区人民政府", "", &[(Field::Place, Some("辽宁省大连市旅顺口区")), (Field::Year, Some("2024"))]),
    ("沈阳市2024年政府工作报告（全文）", "市人民政府", "", &[(Field::Place, Some("辽宁省沈阳市")), (Field::Year, Some("2024"))]),
    ("2024年沈阳市人民政府工作报告\n索引号：000 发布机构：沈阳市人民政府 发文日期：2024-01-20 有效性：有效", "市人民政府", "", &[(Field::Place, Some("辽宁省沈阳市")), (Field::Year, Some("2024")), (Field::Delivered, None)]),
    ("《政府工作报告》\n2024年1月10日 王小平 在沈阳市第十七届人民代表大会第三次会议上", "市人民政府", "", &[(Field::Delivered, Some("2024-01-10")), (Field::Speaker, Some("王小平"))]),
    ("2024年1月10日在长春市朝阳区第十九届人民代表大会第三次会议上", "长春市朝阳区人民政府", "", &[(Field::Place, Some("吉林省长春市朝阳区")), (Field::Delivered, Some("2024-01-10"))]),
    ("政府工作报告\n2024年1月10日在市十七届人大三次会议上\n市长 王小平", "市人民政府", "", &[(Field::Meeting, Some("市十七届人大三次会议")), (Field::Place, None), (Field::Speaker, Some("王小平")), (Field::Delivered, Some("2024-01-10"))]),
    ("政府工作报告\n（ 2024 年 1 月 10 日在沈阳市第十七届人民代表大会第三次会议上 ）\n市 长 王 小 平", "市人民政府", "", &[(Field::Delivered, Some("2024-01-10")), (Field::Speaker, Some("王小平"))]),
    ("沈阳市第十七届人民代表大会第三次会议文件（一）\n政府工作报告\n2024年1月10日\n沈阳市人民政府市长 王小平", "市人民政府", "", &[(Field::Delivered, Some("2024-01-10")), (Field::Speaker, Some("王小平")), (Field::Year, Some("2024"))]),
    ("政府工作报告\n2024年1月\n沈阳市人民政府", "市人民政府", "", &[(Field::Delivered, None), (Field::Year, Some("2024")), (Field::Place, Some("辽宁省沈阳市"))]),
    ("政府工作报告\n1月10日在沈阳市第十七届人民代表大会第三次会议上", "市人民政府", "", &[(Field::Delivered, None), (Field::Year, None)]),
    ("政府工作报告\n2024年1月10日至13日，沈阳市第十七届人民代表大会第三次会议召开。", "市人民政府", "", &[(Field::Year, Some("2024"))]),
];

fn text(head: &str, behalf: &str, more: &str) -> String {
    format!(
        "{head}\n各位代表：\n现在，我代表{behalf}向大会报告工作，请予审议。\n一、过去一年工作回顾\n过去一年，上下同心协力，各项事业有了新的起色，圆满完成了年初确定的各项任务。{more}\n二、今后工作打算\n我们要把实事一件一件办好，把难题一个一个解开，让群众的日子一年更比一年好。\n"
    )
}

fn read(text: &str) -> Report {
    Report::read(Arc::from(text), SourceInfo::default())
}

#[test]
fn heads_in_every_form() {
    let mut wrong = Vec::new();
    for (head, behalf, more, wanted) in CASES {
        let identity = read(&text(head, behalf, more)).identity;
        for &(field, value) in *wanted {
            let found = identity.value(field);
            if found.as_deref() != value {
                wrong.push(format!("{head:?}: {field:?} {value:?}, read {found:?}"));
            }
        }
    }
    assert_eq!(wrong, [""; 0], "{} of the fields", wrong.len());
}

#[test]
fn every_fact_stands_where_it_is_said_to() {
    for (head, behalf, more, _) in CASES {
        let text = text(head, behalf, more);
        let identity = read(&text).identity;
        let folded = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        for (fact, span) in [
            identity.speaker.as_ref().map(|e| (e.value.clone(), e.span)),
            identity.meeting.as_ref().map(|e| (e.value.clone(), e.span)),
        ]
        .into_iter()
        .flatten()
        {
            assert_eq!(folded(span.expect("a place").of(&text)), fact, "{head}");
        }
    }
}

#[test]
fn a_text_without_its_head_says_nothing_of_meeting_speaker_and_date() {
    for cut in [
        "",
        "的第三次会议上\n",
        "市长信箱 区长热线\n打印 关闭\n",
        "发布日期：2024-02-01\n",
    ] {
        let report = read(&text(
            cut,
            "市人民政府",
            "我们迎来了2035年的远景目标，追忆1949年。",
        ));
        for field in [
            Field::Place,
            Field::Year,
            Field::Delivered,
            Field::Meeting,
            Field::Speaker,
        ] {
            assert_eq!(report.identity.value(field), None, "{cut:?}");
        }
    }
}
