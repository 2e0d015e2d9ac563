//! What the reader should know about a text before trusting it: damage, foreign words, a file name that says something else.
//!
//! Every doubt is about something that was seen, and says how often. Nothing is mended here.

use super::gazetteer::{Gazetteer, UnitId, gazetteer};
use super::head::years_in;
use super::{Doubt, Field, How, Identity, Year, typed};
use crate::locale::Lang;
use crate::report::clean::Cleaned;
use crate::report::source::Note;
use crate::text::fold::{fold_str, is_han};
use crate::text::span::Span;

/// Damage seen in the text, and what `notes` say of how it came out of its file.
pub fn of_text(text: &str, folded: &str, cleaned: &Cleaned, notes: &[Note]) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    doubts.extend(notes.iter().filter_map(|&note| of_note(note)));
    doubts.extend(lost_characters(text));
    doubts.extend(wrong_encoding(text));
    doubts.extend(question_marks(text));
    doubts.extend(pinyin(text));
    doubts.extend(stripped_years(text, cleaned));
    doubts.extend(foreign_word(folded));
    doubts.extend(exchanged_words(folded));
    doubts.extend(cut_off(text, cleaned));
    doubts.extend(no_work_report(folded, cleaned));
    doubts
}

/// What happened on the way out of the file. Broken bytes are seen in the text, as lost characters.
fn of_note(note: Note) -> Option<Doubt> {
    match note {
        Note::BrokenBytes => None,
        Note::TrackedChanges => Some(Doubt::new(
            "文件带有修订标记：插入的字已读入，删去的字未读入".to_owned(),
            "the file has tracked changes: what was put in is read, what was struck out is not"
                .to_owned(),
            None,
        )),
        Note::CutShort => Some(Doubt::new(
            "文件不完整，后面的内容缺失".to_owned(),
            "the file is cut short: what came after is not there".to_owned(),
            None,
        )),
        Note::PagesWithoutText(count) => Some(Doubt::new(
            format!("有 {count} 页没有文字，可能是扫描图片"),
            format!("{count} pages hold no text and may be pictures"),
            None,
        )),
    }
}

/// What is left of a text that was read in a wrong encoding and written again.
fn wrong_encoding(text: &str) -> Option<Doubt> {
    const MARKS: [&str; 8] = ["锟斤拷", "烫烫烫", "屯屯屯", "ï»¿", "ã€", "Ã¤", "Ã©", "â€"];
    let found = MARKS
        .iter()
        .filter_map(|mark| text.find(mark).map(|at| (at, *mark)));
    let (at, mark) = found.min()?;
    let count: usize = MARKS.iter().map(|mark| text.matches(mark).count()).sum();
    Some(Doubt::new(
        format!("文字曾按错误的编码保存（“{mark}”等 {count} 处），无法还原"),
        format!("the text was saved in a wrong encoding (“{mark}” and the like, {count} times)"),
        Some(Span::new(at, at + mark.len())),
    ))
}

/// Running text at the end that breaks off, also where cleaning took it for a foot.
fn cut_off(text: &str, cleaned: &Cleaned) -> Option<Doubt> {
    let last = *cleaned.paragraphs.last()?;
    let after = cleaned
        .removed
        .iter()
        .map(|r| r.span)
        .find(|r| r.start() >= last.end());
    let at = [Some(last), after].into_iter().flatten().find_map(|span| {
        let line = span.of(text).trim_end();
        // In a foot only what follows the speech at once, a heading and its paragraph.
        let line = if span == last {
            line
        } else {
            let lines = line
                .lines()
                .map(str::trim_end)
                .filter(|l| !l.trim().is_empty());
            lines.take(2).max_by_key(|l| l.len())?
        };
        let end = line.chars().next_back()?;
        // A short line is a signature or a row of a list.
        let running = line.chars().count() >= 60 && line.contains(['。', '；', '，', ',']);
        let broken =
            matches!(end, '，' | ',' | '、' | '：' | '；') || is_han(end) || end.is_ascii_digit();
        let to = line.as_ptr() as usize - text.as_ptr() as usize + line.len();
        // The last call may have lost its mark and nothing else.
        let called = ["奋斗", "努力", "前进", "贡献", "篇章", "谢谢", "大家"]
            .iter()
            .any(|w| line.ends_with(w));
        (running && broken && !called).then_some((to - end.len_utf8(), to))
    })?;
    Some(Doubt::new(
        "正文末句没有说完，后面可能缺失".to_owned(),
        "the last sentence breaks off: the end may be missing".to_owned(),
        Some(Span::new(at.0, at.1)),
    ))
}

/// A text of some length without any of the words that every work report has.
fn no_work_report(folded: &str, cleaned: &Cleaned) -> Option<Doubt> {
    const TELLING: [&str; 8] = [
        "各位代表",
        "工作报告",
        "报告工作",
        "工作回顾",
        "政府工作",
        "人民政府",
        "工作安排",
        "请予审议",
    ];
    let reading = || cleaned.paragraphs.iter().map(|p| p.of(folded));
    let none = !reading().any(|p| TELLING.iter().any(|word| p.contains(word)));
    // The budget, the plan, and the reports of congress, courts and procurators open by what they are.
    let head = folded
        .char_indices()
        .nth(600)
        .map_or(folded, |(at, _)| folded.get(..at).unwrap_or(folded));
    let head: String = head.chars().filter(|c| !c.is_whitespace()).collect();
    let other = OTHERS
        .iter()
        .find(|(words, _)| head.contains(words) && !head.contains("政府工作报告"))
        .map(|&(_, what)| what);
    match other {
        None if !none => None,
        Some((zh, en)) => Some(Doubt::new(
            format!("像是{zh}，不像政府工作报告"),
            format!("this looks like {en}, not like a work report of a government"),
            None,
        )),
        None => Some(Doubt::new(
            "不像政府工作报告".to_owned(),
            "this does not look like a work report of a government".to_owned(),
            None,
        )),
    }
}

/// What other reports to a congress say of themselves, and what they are.
const OTHERS: [(&str, (&str, &str)); 6] = [
    ("预算执行情况和", ("预算报告", "a budget report")),
    ("预算草案的报告", ("预算报告", "a budget report")),
    ("计划执行情况与", ("计划报告", "a report on the plan")),
    ("人民法院工作报告", ("法院工作报告", "a report of a court")),
    (
        "人民检察院工作报告",
        ("检察院工作报告", "a report of a procuratorate"),
    ),
    (
        "常务委员会工作报告",
        ("人大常委会工作报告", "a report of a congress's committee"),
    ),
];

/// Bytes that could not be decoded.
fn lost_characters(text: &str) -> Option<Doubt> {
    let mark = char::REPLACEMENT_CHARACTER;
    let first = text.find(mark)?;
    let count = text.matches(mark).count();
    Some(Doubt::new(
        format!("有 {count} 处字符损坏，无法还原"),
        format!("{count} characters are damaged beyond reading"),
        Some(Span::new(first, first + mark.len_utf8())),
    ))
}

/// `7?22` for 7·22.
fn question_marks(text: &str) -> Option<Doubt> {
    let bytes = text.as_bytes();
    let digit = |i: Option<usize>| i.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_digit);
    let mut found = memchr::memchr_iter(b'?', bytes)
        .filter(|&at| digit(at.checked_sub(1)) && digit(Some(at + 1)));
    let first = found.next()?;
    let count = found.count() + 1;
    let (mut from, mut to) = (first, first + 1);
    while digit(from.checked_sub(1)) {
        from -= 1;
    }
    while digit(Some(to)) {
        to += 1;
    }
    let span = Span::new(from, to);
    let sample = span.of(text);
    Some(Doubt::new(
        format!("数字间的间隔号可能变成了问号（{sample}，共 {count} 处）"),
        format!("dots between figures may have become question marks ({sample}; {count} in all)"),
        Some(span),
    ))
}

/// Pronunciations in brackets inside words, as copying sites put them: 发(fā)展.
fn pinyin(text: &str) -> Option<Doubt> {
    let mut first = None;
    let mut count = 0_usize;
    for (at, open) in text
        .char_indices()
        .filter(|&(_, c)| matches!(c, '(' | '（'))
    {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let rest = text.get(at + open.len_utf8()..).unwrap_or("");
        let letters = rest
            .char_indices()
            .take(7)
            .take_while(|&(_, c)| is_pinyin(c))
            .count();
        let mut after = rest.chars().skip(letters);
        let closed = matches!(after.next(), Some(')' | '）'));
        let inside = before.is_some_and(is_han) && after.next().is_some_and(is_han);
        if (1..=6).contains(&letters) && closed && inside {
            count += 1;
            first.get_or_insert(at);
        }
    }
    let at = first.filter(|_| count >= 3)?;
    let to = text.get(at..)?.find([')', '）']).map_or(at, |n| at + n + 1);
    Some(Doubt::new(
        format!("字后夹有拼音（共 {count} 处），可能转自加字的网页，搜索和比较会漏掉这些词"),
        format!(
            "pronunciations stand inside words ({count} times): the page they were copied from put them there, and searching misses these words"
        ),
        Some(Span::new(at, to)),
    ))
}

fn is_pinyin(c: char) -> bool {
    c.is_ascii_lowercase() || "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüɡ".contains(c)
}

/// A sentence or heading that begins with 年: its figures are gone.
fn stripped_years(text: &str, cleaned: &Cleaned) -> Option<Doubt> {
    let mut first = None;
    let mut count = 0_usize;
    for paragraph in &cleaned.paragraphs {
        let line = paragraph.of(text);
        for (at, _) in line.match_indices('年') {
            let mut before = line.get(..at).unwrap_or("").chars().rev();
            let opens = match before.next() {
                None | Some('。' | '！' | '；') => true,
                Some('、') => {
                    before
                        .next()
                        .is_some_and(|c| "一二三四五六七八九十".contains(c))
                        && before.next().is_none()
                }
                _ => false,
            };
            let mut after = line.get(at + '年'.len_utf8()..).unwrap_or("").chars();
            let torn = match after.next() {
                Some(',' | '，' | '是' | '的' | '主' | '重' | '政') => true,
                Some('工') => after.next() == Some('作'),
                _ => false,
            };
            if opens && torn {
                count += 1;
                first.get_or_insert(paragraph.start() + at);
            }
        }
    }
    let at = first?;
    Some(Doubt::new(
        format!("年份数字可能被删去（以“年”开头 {count} 处）"),
        format!("figures of years seem to have been taken out ({count} sentences open with 年)"),
        Some(Span::new(at, at + '年'.len_utf8())),
    ))
}

/// A word that is no place standing where names of places stand: before 省政府 or 人民政府, and beside a place in a list.
fn foreign_word(folded: &str) -> Option<Doubt> {
    const BODIES: [&str; 3] = ["省政府", "省委", "人民政府"];
    const PARTS: &str = "委府政党国中央市县区省州盟旗大协军镇乡本各级全我原由向与和及在是";
    let mut words: Vec<(&str, usize)> = Vec::new();
    for body in BODIES {
        for (at, _) in folded.match_indices(body) {
            let before = folded.get(..at).unwrap_or("");
            let length = before
                .chars()
                .rev()
                .take(8)
                .take_while(|&c| is_han(c))
                .map(char::len_utf8)
                .sum::<usize>();
            let word = before.get(at - length..).unwrap_or("");
            let known = words.iter().any(|w| w.0 == word);
            if (3..=6).contains(&word.chars().count())
                && !word.contains(|c| PARTS.contains(c))
                && !known
                && !is_place(word)
            {
                words.push((word, at - length));
            }
        }
    }
    words.into_iter().find_map(|(word, at)| {
        let standing = folded.match_indices(word);
        let count = standing.clone().count();
        let listed = standing.clone().any(|(at, _)| {
            let rest = folded.get(at + word.len()..).unwrap_or("");
            let mut chars = rest.chars();
            let marked = matches!(chars.next(), Some('、' | '—'));
            let next: Vec<char> = chars.skip_while(|&c| c == '—').take(6).collect();
            marked && gazetteer().at(&next).next().is_some()
        });
        (count >= 3 && listed).then(|| {
            Doubt::new(
                format!("“{word}”出现在地名的位置（共 {count} 处），原文地名可能被替换"),
                format!("“{word}” stands where names of places stand ({count} times): names may have been replaced"),
                Some(Span::new(at, at + word.len())),
            )
        })
    })
}

fn is_place(word: &str) -> bool {
    let chars: Vec<char> = word.chars().collect();
    gazetteer().at(&chars).next().is_some()
}

/// Copies whose words were exchanged so that they are not recognised: 为人民效劳, 高质量开展.
fn exchanged_words(folded: &str) -> Option<Doubt> {
    const TELLING: [(&str, &str); 6] = [
        ("效劳业", "服务业"),
        ("公共效劳", "公共服务"),
        ("高质量开展", "高质量发展"),
        ("经济社会开展", "经济社会发展"),
        ("政务效劳", "政务服务"),
        ("根底设施", "基础设施"),
    ];
    let mut seen: Vec<(&str, &str, usize)> = Vec::new();
    for (wrong, right) in TELLING {
        seen.extend(folded.find(wrong).map(|at| (wrong, right, at)));
    }
    let &(wrong, right, at) = seen.first().filter(|_| seen.len() >= 2)?;
    Some(Doubt::new(
        format!("用词可能被成批替换（如“{right}”作“{wrong}”）"),
        format!("words seem to have been exchanged throughout (“{wrong}” for “{right}”)"),
        Some(Span::new(at, at + wrong.len())),
    ))
}

/// Contradictions between the readings, and between text and file name. What the reader has corrected is past doubt.
pub fn of_identity(identity: &Identity, name: &str) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let year = identity.year.as_ref().filter(|y| y.how != How::Reader);
    let delivered = identity
        .delivered_on
        .as_ref()
        .and_then(|d| d.value.get(..4)?.parse::<u16>().ok());
    if let (Some(year), Some(delivered)) = (year, delivered)
        && !(year.value.0 == delivered || year.value.0 == delivered + 1)
    {
        let (said, held) = (year.value.0, delivered);
        let doubt = Doubt::new(
            format!(
                "{}写 {said} 年，报告日期却在 {held} 年",
                year.how.sentence(Lang::Zh)
            ),
            format!("the text says {said}, but was delivered in {held}"),
            year.span,
        );
        doubts.push(doubt.about(Field::Year));
    }
    let name = fold_str(name);
    let named: Vec<char> = name.chars().collect();
    if let (Some(said), Some(year)) = (year_of_name(&named), year)
        && said != year.value
        && delivered != Some(said.0)
    {
        let doubt = Doubt::new(
            format!("文件名写 {} 年，正文是 {} 年", said.0, year.value.0),
            format!("the file name says {}, the text {}", said.0, year.value.0),
            year.span,
        );
        doubts.push(doubt.about(Field::Year));
    }
    if let Some(place) = identity.place.as_ref().filter(|p| p.how != How::Reader) {
        let places = gazetteer();
        let units = units_of_name(&named);
        let read = typed::units_of(&place.value);
        let agree = |&said: &UnitId| read.iter().any(|&unit| places.related(said, unit));
        if !units.is_empty() && !read.is_empty() && !units.iter().any(agree) {
            let said = units.first().map_or("", |&u| places.unit(u).stem);
            let full = &place.value.full;
            let doubt = Doubt::new(
                format!("文件名写“{said}”，正文是{full}"),
                format!("the file name says {said}, the text {full}"),
                place.span,
            );
            doubts.push(doubt.about(Field::Place));
        }
    }
    doubts
}

/// The year that a file's name states: the only four digits from 1950 to 2099 in it that stand alone.
pub fn year_of_name(name: &[char]) -> Option<Year> {
    let mut found = years_in(name).map(|(_, year)| year).collect::<Vec<_>>();
    let mut at = 0;
    while at < name.len() {
        let run = name
            .get(at..)
            .unwrap_or(&[])
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count();
        let digits = name.get(at..at + run).unwrap_or(&[]);
        let letter = |i: Option<usize>| {
            i.and_then(|i| name.get(i))
                .is_some_and(char::is_ascii_alphabetic)
        };
        if run == 4 && !letter(at.checked_sub(1)) && !letter(Some(at + run)) {
            let year: u16 = digits
                .iter()
                .filter_map(|c| c.to_digit(10))
                .fold(0, |y, d| y * 10 + d as u16);
            if (1950..2100).contains(&year) {
                found.push(year);
            }
        }
        at += run.max(1);
    }
    found.sort_unstable();
    found.dedup();
    match found.as_slice() {
        [one] => Some(Year(*one)),
        _ => None,
    }
}

/// The places that a file's name may state: those of its last and lowest name (四川-眉山: 眉山).
pub fn units_of_name(name: &[char]) -> Vec<UnitId> {
    let places = gazetteer();
    let mut found: Vec<UnitId> = Vec::new();
    let mut at = 0;
    while let Some(rest) = name.get(at..).filter(|r| r.len() > 1) {
        let longest = places.at(rest).map(|r| r.len).max().unwrap_or(0);
        if longest == 0 {
            at += 1;
            continue;
        }
        let mut units: Vec<UnitId> = places
            .at(rest)
            .filter(|r| r.len == longest)
            .map(|r| r.unit)
            .collect();
        // What lies in a place named before it is meant so.
        let inside: Vec<UnitId> = units
            .iter()
            .copied()
            .filter(|&u| found.iter().any(|&f| places.unit(f).holds(places.unit(u))))
            .collect();
        if !inside.is_empty() {
            units = inside;
        }
        let lowest = found.iter().map(|&u| places.unit(u).tier).max();
        if units.iter().map(|&u| places.unit(u).tier).max() >= lowest {
            found = units;
        }
        at += longest;
    }
    found.sort_unstable_by_key(|&u| (places.unit(u).tier, Gazetteer::index(u)));
    found
}
