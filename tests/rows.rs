//! Rows of real and written text: what a reader sees at the head and the end of every row.

use std::fs;

use duizhao::text::fold::is_han;
use duizhao::text::safe;
use duizhao::text::span::Span;
use duizhao::text::width::{self, Ambiguous};
use duizhao::text::wrap::{Row, wrap};

use crate::support::shared;

const NOT_FIRST: &str = "，。、；：！？”’）》〉」』】〕］｝,.;:!?)]}%％‰℃…—～~·々＋+／/－";
const NOT_LAST: &str = "“‘（《〈「『【〔［｛([{￥$";

fn row_is_full(row: &Row, wide: u16) -> bool {
    row.indent + row.width + 1 >= wide
}

/// Every paragraph (line) of `text` at every width: counts rows, and panics at the first breach.
fn check(name: &str, text: &str, widths: &[u16]) -> usize {
    let mut rows = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        let span = Span::new(start, start + content.len());
        if span.is_empty() {
            continue;
        }
        for &wide in widths {
            let got = wrap(text, &[span], wide, 4, Ambiguous::Narrow);
            rows += got.len();
            let shown: Vec<&str> = got
                .iter()
                .map(|r| Span::new(r.pieces[0].start(), r.pieces.last().unwrap().end()).of(text))
                .collect();
            assert_eq!(shown.concat(), content, "{name} at {wide}");
            for (i, row) in got.iter().enumerate() {
                let cells: u16 = safe::clusters(shown[i].trim_end())
                    .map(|(_, c)| width::cluster(c, Ambiguous::Narrow))
                    .sum();
                assert!(
                    row.indent + row.width <= wide && cells <= row.width,
                    "{name} at {wide}: {:?}",
                    shown[i]
                );
                if i == 0 {
                    continue;
                }
                let (above, below) = (shown[i - 1], shown[i]);
                let (last, first) = (
                    above.chars().next_back().unwrap(),
                    below.chars().next().unwrap(),
                );
                // A word wider than a row has to break somewhere.
                let endless = above.is_ascii() && row_is_full(&got[i - 1], wide);
                let breach = NOT_FIRST.contains(first)
                    || first.is_whitespace()
                    || NOT_LAST.contains(last)
                    || (last.is_ascii_alphanumeric() && first.is_ascii_alphanumeric() && !endless)
                    || (last.is_ascii_digit() && "万亿元年月个倍".contains(first));
                assert!(!breach, "{name} at {wide}: {above:?} / {below:?}");
            }
            if let [.., _, end] = shown.as_slice() {
                let lone = end.chars().filter(|c| c.is_alphanumeric()).count() == 1
                    && end.chars().any(is_han);
                assert!(!lone || wide < 20, "{name} at {wide}: {shown:?}");
            }
        }
    }
    rows
}

#[test]
fn written_paragraphs_break_by_the_rules() {
    let text = "一是稳住增长。全年完成固定资产投资41.4亿元,同比增长18.3%,高于预期目标6.5-7%左右;新建改建厂房1.65万平方米以上。\n\
        二是优化环境。出台《关于进一步优化营商环境的若干措施》《条例》等12个文件，“一网通办”事项达到1,280项（其中区级960项），办理时限压缩50%以上。\n\
        三是惠及民生：2021年1月25日起，为120余万人次提供COVID-19核酸检测；改造老旧小区35个、惠及1.2万户，居民满意度达到98.5%！\n";
    let widths: Vec<u16> = (20..=160).collect();
    assert!(check("written", text, &widths) > 1000);
}

#[test]
fn real_reports_break_by_the_rules() {
    for folder in [
        "reports/seeds",
        "reports/cities-2024",
        "reports/provinces-2025",
    ] {
        let Some(folder) = shared(folder) else {
            continue;
        };
        let mut files: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        for file in files {
            let Ok(text) = fs::read_to_string(&file) else {
                continue;
            };
            let widths: &[u16] = if std::env::var_os("ALL_WIDTHS").is_some() {
                &std::array::from_fn::<u16, 141, _>(|i| i as u16 + 20)
            } else {
                &[34, 45, 78]
            };
            check(&file.display().to_string(), &text, widths);
        }
    }
}
