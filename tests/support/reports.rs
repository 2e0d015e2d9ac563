//! A folder of reports of ours: two places, three years each, with sections that correspond, sentences that are kept, reworded, new and
//! gone, figures that move, and themes.

use std::path::{Path, PathBuf};

const DONE: [&str; 4] = [
    "一、过去一年工作回顾",
    "二、当前面临的形势",
    "三、今年工作安排",
    "四、加强政府自身建设",
];

/// One report.
pub fn report(place: &str, year: u16) -> String {
    let n = usize::from(year % 10);
    let mut text = format!(
        "{year}年{place}政府工作报告\n\n各位代表：\n现在，我代表区人民政府向大会报告工作，请予审议。\n"
    );
    let other = if place.contains("河") {
        "沿河"
    } else {
        "临山"
    };
    text.push_str(&format!(
        "{}\n（一）优化营商环境。{other}一带的“一网通办”事项达到1,2{n}0项（其中区级9{n}0项），办理时限压缩5{n}%以上。\
         坚持把优化营商环境摆在首位。出台《关于进一步优化营商环境的若干措施》等1{n}个文件，新设企业1.{n}5万户。\n\
         （二）改造老旧小区。改造老旧小区3{n}个、惠及1.{n}万户，加装电梯{n}2部，居民满意度达到98.{n}%。\
         群众“急难愁盼”问题得到有效解决。\n\
         （三）稳住经济增长。地区生产总值增长{n}.5%左右，固定资产投资41.{n}亿元，新建厂房1.65万平方米以上。\n",
        DONE[0]
    ));
    if year % 2 == 0 {
        text.push_str("（四）办好民生实事。城镇新增就业1.2万人，新增公办幼儿园学位600个，养老服务中心全部建成。\n");
    } else {
        text.push_str(&format!(
            "（四）推进乡村振兴。新修村道3{n}公里，建成粮仓两座，村集体收入全部超过10万元。\n"
        ));
    }
    text.push_str(&format!(
        "{}\n{year}年的形势依然复杂，发展不平衡不充分的问题仍然突出。{other}的产业结构还要调整，财政收支的压力比往年大。\n",
        DONE[1]
    ));
    text.push_str(&format!(
        "{}\n（一）持续优化营商环境。深化“放管服”改革，推行“一件事一次办”，审批时限再压缩{n}0%。\n\
         （二）实施城市更新。改造老旧小区{n}0个，新建口袋公园{n}座，更新老旧管网1{n}公里。\n\
         （三）推动科技创新。力争高新技术企业达到2{n}0家，研发投入增长{n}%以上，建设科创中心。\n",
        DONE[2]
    ));
    text.push_str(&format!(
        "{}\n坚持依法行政，自觉接受区人大监督。严格落实中央八项规定精神，一般性支出压减{n}%。\n\
         各位代表，让我们团结一心，为建设更加美好的{other}新区而努力奋斗！\n",
        DONE[3]
    ));
    text
}

/// Writes the reports into `folder`.
pub fn write(folder: &Path) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for place in ["沙河口区", "青山区"] {
        for year in [2019, 2021, 2022] {
            let path = folder.join(format!("{place}{year}.txt"));
            std::fs::write(&path, report(place, year)).unwrap();
            paths.push(path);
        }
    }
    paths
}
