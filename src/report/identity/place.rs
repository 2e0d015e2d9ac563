//! Which place a report is of, and its level.
//!
//! Reads the names that stand before a body, an office or a title, completes them upwards where text or table leave no
//! choice, and counts names in the speech only where the title zone says nothing. Must not know of years, nor of file names.

use super::gazetteer::{Gazetteer, Tier, UnitId, gazetteer, starts_with};
use super::head::{Behalf, Zone, is_numeral, squeezed};
use super::{Confidence, Evidence, How, Level, Place};
use crate::report::clean::Cleaned;
use crate::report::clean::chars::{Chars, has, has_any, starts_any};
use crate::text::fold::{fold_char, is_han};
use crate::text::span::Span;

/// Fewest times that a place is named in a speech which is taken to be its own, and how much oftener than any other.
/// Measured on 100 reports of cities: right in all but those that name none.
const OFTEN: u16 = 5;

/// Stems that are words of every report: 合作市, 新兴县, 惠民县. How often they stand in a speech says nothing.
const WORDS: [&str; 72] = [
    "合作", "大安", "南安", "东方", "来宾", "海安", "永安", "平安", "三河", "高平", "兴平", "新乐",
    "公安", "和平", "互助", "共和", "通道", "沿河", "延长", "中方", "新民", "新城", "新华", "红旗",
    "南山", "万全", "向阳", "朝阳", "东风", "长征", "富民", "安居", "康乐", "清新", "新建", "中原",
    "海港", "滨海", "平和", "惠民", "城区", "郊区", "矿区", "东区", "西区", "市中", "城关", "城中",
    "城东", "城西", "城北", "解放", "友好", "前进", "工农", "新兴", "民权", "江海", "丰满", "城口",
    "永定", "青山", "安宁", "同心", "民和", "大通", "开平", "东兴", "宝山", "长宁", "长安", "江北",
];

/// Where a place was named, weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Kind {
    /// A label of the page: decides between places of one name, no more.
    Label,
    /// …人民政府 alone below the title
    Signature,
    /// 我代表…政府
    Behalf,
    /// …政府工作报告
    Title,
    /// …人民政府区长
    Office,
    /// …第十八届人民代表大会
    Meeting,
}

impl Kind {
    fn how(self) -> How {
        match self {
            Kind::Label => How::PageLabel,
            Kind::Signature => How::Signature,
            Kind::Behalf => How::Behalf,
            Kind::Title => How::Title,
            Kind::Office => How::Office,
            Kind::Meeting => How::Meeting,
        }
    }
}

/// What decided between several places of one name.
enum Settled {
    /// What it lies in stands on the page.
    OnPage,
    /// The speech names what it lies in so many times.
    Counted(String, u16),
}

/// A place named in the zone.
struct Mention {
    kind: Kind,
    /// What the last name may be; none for a place that the table lacks.
    units: Vec<UnitId>,
    /// The names above it that are written out, highest first.
    above: Vec<(UnitId, Span)>,
    /// All of it.
    span: Span,
    /// The last name.
    last: Span,
    /// Its kind is written (大连市, not 大连).
    full: bool,
    /// A town or zone below the units of the table.
    below: bool,
}

/// What is read of the place.
#[derive(Default)]
pub struct Found {
    /// The place.
    pub place: Option<Evidence<Place>>,
    /// Its level.
    pub level: Option<Evidence<Level>>,
}

/// Everything a place is read from.
pub struct Reader<'a> {
    /// The text.
    pub text: &'a str,
    /// Folded.
    pub folded: &'a str,
    /// Its paragraphs.
    pub cleaned: &'a Cleaned,
    /// The title zone.
    pub zone: &'a Zone,
    /// On whose behalf the report is given.
    pub behalf: Option<&'a Behalf>,
}

impl Reader<'_> {
    /// Reads place and level.
    pub fn read(&self) -> Found {
        let mut mentions = self.mentions();
        if self.is_state() {
            return self.state();
        }
        mentions.sort_by_key(|m| {
            let exact = m.full || m.below;
            (m.kind, exact, m.above.len(), m.span.len())
        });
        let Some(best) = mentions.iter().rfind(|m| m.kind > Kind::Label) else {
            return self.counted();
        };
        let (unit, settled) = self.settle(best, &mentions);
        let place = self.place(best, unit, &mentions);
        let level = match (best.below, unit) {
            (true, _) => level_of_name(best.last.of(self.folded)),
            (false, Some(unit)) => Some(level_of_unit(unit)),
            (false, None) => best
                .units
                .first()
                .map(|&u| level_of_unit(u))
                .or_else(|| level_of_name(best.last.of(self.folded))),
        };
        let (span, confidence) = (Some(best.span), Confidence::Stated);
        let found = Box::new(best.kind.how());
        let how = match settled {
            Some(Settled::OnPage) => How::AboveOnPage(found),
            Some(Settled::Counted(name, times)) => How::AboveCounted(found, name, times),
            None => *found,
        };
        Found {
            level: level.map(|value| Evidence {
                value,
                span,
                how: best.kind.how(),
                confidence,
            }),
            place: Some(Evidence {
                value: place,
                span,
                how,
                confidence,
            }),
        }
    }

    /// The report of the State Council: 国务院, or a session of the National People's Congress.
    fn is_state(&self) -> bool {
        let lines = self.zone.stating().map(|(_, l)| &l.chars);
        let said = self
            .behalf
            .is_some_and(|b| has(fold_chars(b.span.of(self.folded)).as_slice(), "国务院"));
        said || lines
            .into_iter()
            .any(|l| has(l.all(), "届全国人民代表大会") || has(l.all(), "国务院总理"))
    }

    fn state(&self) -> Found {
        let (span, how) = match self.behalf {
            Some(b) => (Some(b.span), How::BehalfOfState),
            None => (None, How::Meeting),
        };
        Found {
            place: Some(Evidence {
                value: Place {
                    full: self.spelled("全国"),
                    short: self.spelled("全国"),
                    province: None,
                },
                span,
                how: how.clone(),
                confidence: Confidence::Stated,
            }),
            level: Some(Evidence {
                value: Level::State,
                span,
                how,
                confidence: Confidence::Stated,
            }),
        }
    }

    /// A name of the table in the script of the text: each character as the text writes it somewhere.
    fn spelled(&self, name: &str) -> String {
        name.chars()
            .map(|c| {
                let at = self.folded.find(c);
                at.and_then(|at| self.text.get(at..)?.chars().next())
                    .filter(|&own| fold_char(own) == c)
                    .unwrap_or(c)
            })
            .collect()
    }

    fn mentions(&self) -> Vec<Mention> {
        let mut mentions = Vec::new();
        // Above the title such a name is the site's.
        let mut below = false;
        for line in &self.zone.lines {
            below |= !line.labelled && has(line.chars.all(), "工作报告");
            let title =
                has_any(line.chars.all(), &["工作报告", "工作的报告"]) && line.chars.weight() <= 40;
            for (from, to, kind) in anchors(line.chars.all(), title) {
                let signs = kind == Kind::Label && below && signed(line.chars.all(), to);
                let kind = match kind {
                    _ if line.labelled => Kind::Label,
                    _ if signs => Kind::Signature,
                    kind => kind,
                };
                let mention = self.mention(&line.chars, from, to, kind);
                // The page may be of a higher government than the report.
                let mention = mention.filter(|m| m.kind != Kind::Signature || self.is_own_level(m));
                mentions.extend(mention);
            }
        }
        if let Some(behalf) = self.behalf
            && let Some(chars) = self.zone.opening.get(behalf.line)
        {
            let (from, to) = behalf.place;
            mentions.extend(self.mention(chars, from, to, Kind::Behalf));
        }
        mentions
    }

    /// The longest name that ends at `to`, from `from` at the earliest.
    fn mention(&self, chars: &Chars, from: usize, to: usize, kind: Kind) -> Option<Mention> {
        let run = chars.get(from, to);
        let places = gazetteer();
        for start in 0..run.len() {
            let mut chains = Vec::new();
            chain(run, start, &mut Vec::new(), &mut chains);
            // A stem alone is a place only if nothing stands before it: 宁夏政府, not 保障和平政府.
            // A town only where the whole is no unit: 防城港市 is not 港市 in 防城.
            let whole = chains.iter().any(|c: &Chain| c.below.is_none());
            chains.retain(|c| c.below.is_none() || !whole);
            chains.retain(|c: &Chain| {
                c.pieces.len() > 1 || c.full || start == 0 || c.below.is_some()
            });
            chains.retain(|c| {
                let stem = c.pieces.len() == 1 && !c.full && c.below.is_none();
                let county = c
                    .pieces
                    .last()
                    .is_some_and(|p| places.unit(p.0).tier == Tier::County);
                !(stem && county && kind == Kind::Behalf)
            });
            let full = chains.iter().any(|c| c.full);
            chains.retain(|c| c.full == full);
            let exact = chains.iter().any(|c| c.exact);
            chains.retain(|c| c.exact == exact);
            let longest = chains.iter().map(|c| c.pieces.len()).max();
            let Some(first) = chains.iter().find(|c| Some(c.pieces.len()) == longest) else {
                continue;
            };
            let span = |a: usize, b: usize| chars.span(self.text, from + a, from + b);
            let (mut above, last, below) = match (first.below, first.pieces.split_last()) {
                (Some(at), _) => (first.pieces.as_slice(), (at, run.len()), true),
                (None, Some((last, above))) => (above, (last.1, last.2), false),
                (None, None) => continue,
            };
            let mut units: Vec<UnitId> = chains
                .iter()
                .filter(|c| Some(c.pieces.len()) == longest && c.below.is_some() == below)
                .filter_map(|c| c.pieces.last().map(|p| p.0))
                .collect();
            if below {
                above = above.split_last().map_or(&[], |(_, above)| above);
            }
            units.dedup();
            return Some(Mention {
                kind,
                above: above.iter().map(|p| (p.0, span(p.1, p.2))).collect(),
                units,
                span: span(start, run.len()),
                last: span(last.0, last.1),
                full: first.full,
                below,
            });
        }
        self.unlisted(chars, from, to, kind)
    }

    /// A place that the table lacks, by the build of its name.
    fn unlisted(&self, chars: &Chars, from: usize, to: usize, kind: Kind) -> Option<Mention> {
        let run = chars.get(from, to);
        let start = run
            .iter()
            .enumerate()
            .rev()
            .find(|&(i, &c)| {
                matches!(c, '在' | '年' | '的' | '向' | '受' | '由')
                    || (c == '日' && i + 3 < run.len())
                    || (c == '表' && i > 0)
            })
            .map_or(0, |(i, _)| i + 1);
        let name = run.get(start..)?;
        let whole = (3..=8).contains(&name.len()) && is_unit_name(name);
        // 全市, 本区 and the like name nothing; nor do bodies of one.
        let named = !name
            .first()
            .is_some_and(|c| "全本各我该县市区省".contains(*c))
            && !name.iter().any(|c| "委府政党".contains(*c));
        if !(whole && named && kind > Kind::Label) {
            return None;
        }
        let span = chars.span(self.text, from + start, to);
        Some(Mention {
            kind,
            units: Vec::new(),
            above: Vec::new(),
            span,
            last: span,
            full: true,
            below: true,
        })
    }

    /// Which of the units of that name is meant, and how that was decided if not by the name.
    fn settle(&self, mention: &Mention, mentions: &[Mention]) -> (Option<UnitId>, Option<Settled>) {
        let places = gazetteer();
        let mut units = mention.units.clone();
        if units.len() > 1 {
            // Of a province and a city of one stem the title means the province (2025年吉林政府工作报告) unless it says 市.
            let all_related = units
                .iter()
                .all(|&a| units.iter().all(|&b| places.related(a, b)));
            if all_related && let Some(bare) = self.bare_level() {
                let fitting: Vec<UnitId> = units
                    .iter()
                    .copied()
                    .filter(|&u| level_of_unit(u) == bare)
                    .collect();
                if !fitting.is_empty() {
                    units = fitting;
                }
            }
        }
        if let [one] = units.as_slice() {
            return (Some(*one), None);
        }
        let named: Vec<UnitId> = mentions
            .iter()
            .flat_map(|m| {
                m.units
                    .iter()
                    .copied()
                    .filter(|_| m.units.len() == 1)
                    .chain(m.above.iter().map(|a| a.0))
            })
            .collect();
        let fitting: Vec<UnitId> = units
            .iter()
            .copied()
            .filter(|&u| named.iter().any(|&n| n != u && places.related(n, u)))
            .collect();
        if let [one] = fitting.as_slice() {
            return (Some(*one), Some(Settled::OnPage));
        }
        if units.is_empty() {
            return (None, None);
        }
        let counts = self.counts();
        let of = |id: UnitId| counts.get(Gazetteer::index(id)).copied().unwrap_or(0);
        let mut rated: Vec<(u16, UnitId)> = units
            .iter()
            .map(|&u| (places.above(u).map(of).max().unwrap_or(0), u))
            .collect();
        rated.sort_unstable_by(|a, b| b.cmp(a));
        match rated.as_slice() {
            [(best, unit), rest @ ..]
                if *best >= 2 && rest.first().is_none_or(|(next, _)| *best >= next * 2) =>
            {
                let above = places.above(*unit).max_by_key(|&u| of(u));
                let name = above.map_or("", |u| places.unit(u).stem);
                (
                    Some(*unit),
                    Some(Settled::Counted(self.spelled(name), *best)),
                )
            }
            _ => (None, None),
        }
    }

    /// Full and short name.
    fn place(&self, mention: &Mention, unit: Option<UnitId>, mentions: &[Mention]) -> Place {
        let places = gazetteer();
        let own = squeezed(self.text, mention.last);
        let Some(unit) = unit else {
            let above: String = mention
                .above
                .iter()
                .map(|&(_, s)| squeezed(self.text, s))
                .collect();
            return Place {
                full: format!("{above}{own}"),
                short: own,
                province: None,
            };
        };
        let written = |wanted: UnitId| {
            mentions.iter().find_map(|m| {
                let last = (m.units.as_slice() == [wanted] && m.full && !m.below).then_some(m.last);
                last.or_else(|| {
                    m.above
                        .iter()
                        .find(|&&(u, s)| {
                            u == wanted
                                && s.of(self.folded).chars().count()
                                    > places.unit(u).stem.chars().count()
                        })
                        .map(|&(_, s)| s)
                })
            })
        };
        let name = |wanted: UnitId| {
            written(wanted).map_or_else(
                || self.spelled(places.unit(wanted).name),
                |s| squeezed(self.text, s),
            )
        };
        let mut full: String = places.above(unit).map(name).collect();
        let last = if mention.below {
            full.push_str(&name(unit));
            own.clone()
        } else if mention.full {
            own.clone()
        } else {
            name(unit)
        };
        full.push_str(&last);
        let short = if mention.below {
            own
        } else {
            self.short(unit, &last)
        };
        let province = places.above(unit).next().unwrap_or(unit);
        Place {
            full,
            short,
            province: Some(places.unit(province).stem.to_owned()),
        }
    }

    /// The name for heads: as written, long official names cut to their stem and kind.
    fn short(&self, unit: UnitId, written: &str) -> String {
        let unit = gazetteer().unit(unit);
        match short_kind(unit, written) {
            Some(kind) => self.spelled(&format!("{}{kind}", unit.stem)),
            None => written.to_owned(),
        }
    }

    /// The level that a bare 我代表市政府 states.
    fn bare_level(&self) -> Option<Level> {
        let behalf = self.behalf?;
        let chars = self.zone.opening.get(behalf.line)?;
        level_of_bare(chars.get(behalf.place.0, behalf.place.1))
    }

    /// Whether a place is of the level that 我代表市政府 states.
    fn is_own_level(&self, mention: &Mention) -> bool {
        let bare = self.bare_level();
        bare.is_some()
            && !mention.below
            && mention
                .units
                .iter()
                .all(|&u| Some(level_of_unit(u)) == bare)
    }

    /// How often each unit is named in the speech.
    fn counts(&self) -> Vec<u16> {
        let places = gazetteer();
        let mut counts = vec![0; places.len()];
        let mut chars = Vec::new();
        let (from, to) = (
            self.cleaned.speech_start as usize,
            self.cleaned.speech_end as usize,
        );
        for paragraph in self.cleaned.paragraphs.iter().take(to).skip(from) {
            chars.clear();
            chars.extend(paragraph.of(self.folded).chars());
            places.count(&chars, &mut counts);
        }
        counts
    }

    /// A place by how often the speech names it; only of the kind that 我代表市政府 (or 全市) says.
    fn counted(&self) -> Found {
        let places = gazetteer();
        let bare = self.behalf.and_then(|b| {
            let chars = self.zone.opening.get(b.line)?;
            let kind = chars.get(b.place.0, b.place.1);
            let body = b.span.of(self.folded);
            let office = body.starts_with("行署") || body.starts_with("行政公署");
            let kind = if kind.is_empty() && office {
                &['行', '署']
            } else {
                kind
            };
            level_of_bare(kind).map(|level| (level, kind.iter().collect::<String>(), Some(b.span)))
        });
        let stated = bare.as_ref().map(|(level, _, span)| Evidence {
            value: *level,
            span: *span,
            how: Kind::Behalf.how(),
            confidence: Confidence::Stated,
        });
        let Some(kind) = bare.map(|(_, kind, _)| kind).or_else(|| self.spoken_kind()) else {
            return Found {
                level: stated,
                ..Found::default()
            };
        };
        let counts = self.counts();
        let mut rated: Vec<(u16, UnitId)> = places
            .ids()
            .filter(|&id| fits(&kind, id))
            .filter_map(|id| counts.get(Gazetteer::index(id)).map(|&n| (n, id)))
            .filter(|&(n, _)| n > 0)
            .collect();
        rated.sort_unstable_by(|a, b| b.cmp(a));
        // With the names of what lies in it, where its own does not decide: a city speaks of its own counties.
        let within = |id: UnitId| {
            let inside = places
                .ids()
                .filter(|&u| places.unit(id).holds(places.unit(u)));
            let named = inside.filter(|&u| !WORDS.contains(&places.unit(u).stem));
            named
                .filter_map(|u| counts.get(Gazetteer::index(u)))
                .sum::<u16>()
        };
        let ahead = |(best, unit): (u16, UnitId), (next, other): (u16, UnitId)| {
            best * 2 >= next * 3
                || best > next && (best + within(unit)) * 2 >= (next + within(other)) * 3
        };
        let (best, unit) = match rated.as_slice() {
            [(best, unit), rest @ ..]
                if *best >= OFTEN
                    && rest.first().is_none_or(|&next| ahead((*best, *unit), next)) =>
            {
                (*best, *unit)
            }
            _ => {
                return Found {
                    level: stated,
                    ..Found::default()
                };
            }
        };
        let entry = places.unit(unit);
        let above: String = places
            .above(unit)
            .map(|u| self.spelled(places.unit(u).name))
            .collect();
        let name = self.spelled(entry.name);
        let province = places.above(unit).next().unwrap_or(unit);
        let how = How::Counted(self.spelled(entry.stem), best);
        let level = Evidence {
            value: level_of_unit(unit),
            span: None,
            how: how.clone(),
            confidence: Confidence::Likely,
        };
        Found {
            place: Some(Evidence {
                value: Place {
                    full: format!("{above}{name}"),
                    short: self.short(unit, &name),
                    province: Some(places.unit(province).stem.to_owned()),
                },
                span: None,
                how,
                confidence: Confidence::Likely,
            }),
            level: stated.filter(|s| s.value == level.value).or(Some(level)),
        }
    }

    /// 全市, 全州, 全省 … : what the speech calls its place most.
    fn spoken_kind(&self) -> Option<String> {
        let (from, to) = (
            self.cleaned.speech_start as usize,
            self.cleaned.speech_end as usize,
        );
        // Lowest first: cities speak of 全省 more than provinces of 全市. In the autonomous regions 全区 is the region.
        let mut kinds = [
            ("旗", 0_usize),
            ("县", 0),
            ("州", 0),
            ("盟", 0),
            ("市", 0),
            ("省", 0),
            ("区", 0),
        ];
        for paragraph in self.cleaned.paragraphs.iter().take(to).skip(from) {
            let text = paragraph.of(self.folded);
            for (kind, count) in &mut kinds {
                *count += text.matches(&format!("全{kind}")).count();
                *count += text.matches(&format!("我{kind}")).count();
            }
        }
        kinds
            .iter()
            .find(|(_, n)| *n >= 5)
            .map(|(kind, _)| (*kind).to_owned())
    }
}

/// Names read one after the other: each with its first character and the one past its last.
#[derive(Clone)]
pub struct Chain {
    /// The names, highest first.
    pub pieces: Vec<(UnitId, usize, usize)>,
    /// The last name says its kind.
    full: bool,
    /// The last name is the official one.
    exact: bool,
    /// A town or zone after the last unit starts here.
    pub below: Option<usize>,
}

impl Chain {
    /// The lowest unit of the table in it.
    pub fn last(&self) -> Option<UnitId> {
        self.pieces.last().map(|p| p.0)
    }
}

/// The ways to read all of `run` as names, those that say the kind of the last before others, and a town only where nothing else fits.
pub fn named(run: &[char]) -> Vec<Chain> {
    let mut chains = Vec::new();
    chain(run, 0, &mut Vec::new(), &mut chains);
    let whole = chains.iter().any(|c| c.below.is_none());
    chains.retain(|c| c.below.is_none() || !whole);
    let full = chains.iter().any(|c| c.full);
    chains.retain(|c| c.full == full);
    let exact = chains.iter().any(|c| c.exact);
    chains.retain(|c| c.exact == exact);
    let longest = chains.iter().map(|c| c.pieces.len()).max();
    chains.retain(|c| Some(c.pieces.len()) == longest);
    chains
}

/// The name for heads: as written, long official names cut to their stem and kind.
pub fn shortened(unit: UnitId, written: &str) -> String {
    let unit = gazetteer().unit(unit);
    short_kind(unit, written)
        .map_or_else(|| written.to_owned(), |kind| format!("{}{kind}", unit.stem))
}

/// What follows the stem in the short form of a long official name.
fn short_kind(unit: super::gazetteer::Unit, written: &str) -> Option<&'static str> {
    [
        ("特别行政区", ""),
        ("自治区", ""),
        ("自治州", "州"),
        ("自治县", "县"),
        ("自治旗", "旗"),
    ]
    .into_iter()
    .find(|(long, _)| unit.name.ends_with(long) && fold_tail(written, long))
    .map(|(_, kind)| kind)
}

/// All ways to read `run` from `at` to its end as names, each lying in the one before.
fn chain(run: &[char], at: usize, pieces: &mut Vec<(UnitId, usize, usize)>, out: &mut Vec<Chain>) {
    let places = gazetteer();
    let Some(rest) = run.get(at..) else {
        return;
    };
    for reading in places.at(rest) {
        let inside = pieces
            .last()
            .is_none_or(|&(above, ..)| places.unit(above).holds(places.unit(reading.unit)));
        if !inside {
            continue;
        }
        pieces.push((reading.unit, at, at + reading.len));
        if at + reading.len == run.len() {
            out.push(Chain {
                pieces: pieces.clone(),
                full: reading.full,
                exact: reading.exact,
                below: None,
            });
        } else {
            chain(run, at + reading.len, pieces, out);
        }
        pieces.pop();
    }
    let town = !pieces.is_empty() && (3..=7).contains(&rest.len()) && is_town_name(rest);
    if town {
        out.push(Chain {
            pieces: pieces.clone(),
            full: true,
            exact: true,
            below: Some(at),
        });
    }
}

/// Whether a name ends like one of a unit.
fn is_unit_name(name: &[char]) -> bool {
    [
        "省", "市", "区", "县", "旗", "州", "盟", "镇", "乡", "街道", "苏木",
    ]
    .iter()
    .any(|kind| crate::report::clean::chars::ends(name, kind))
}

/// Whether a name ends like one of a unit below the table's.
fn is_town_name(name: &[char]) -> bool {
    ["镇", "乡", "街道", "苏木", "新区", "开发区", "区"]
        .iter()
        .any(|kind| crate::report::clean::chars::ends(name, kind))
        && !name.iter().any(|c| "长在的作省市县".contains(*c))
}

/// Whether a line is a body's name and nothing more; the place in it ends at `to`.
fn signed(line: &[char], to: usize) -> bool {
    line.get(to..).is_some_and(|rest| {
        starts_any(rest, &["人民政府", "政府", "行政公署", "行署"])
            .is_some_and(|length| rest.len() == length)
    })
}

/// Where names of places may end in a line: runs of Han characters before a body, an office, a term or a title.
fn anchors(chars: &[char], title: bool) -> Vec<(usize, usize, Kind)> {
    const BODIES: [&str; 9] = [
        "人民政府",
        "政府",
        "行政公署",
        "行署",
        "管委会",
        "办事处",
        "人民委员会",
        "革命委员会",
        "革委会",
    ];
    const OFFICES: [&str; 12] = [
        "省长", "市长", "州长", "县长", "区长", "旗长", "盟长", "主席", "专员", "镇长", "乡长",
        "主任",
    ];
    let mut anchors = Vec::new();
    for at in 1..chars.len() {
        let rest = chars.get(at..).unwrap_or(&[]);
        let office = |rest: &[char]| {
            let skip = starts_any(rest, &["代理", "代"]).unwrap_or(0);
            starts_any(rest.get(skip..).unwrap_or(&[]), &OFFICES).is_some()
        };
        let kind = if let Some(body) = starts_any(rest, &BODIES) {
            let after = rest.get(body..).unwrap_or(&[]);
            if office(after) {
                Some(Kind::Office)
            } else if title && starts_any(after, &["工作报告", "工作的报告"]).is_some() {
                Some(Kind::Title)
            } else if title || has(chars, "代表") {
                None
            } else {
                Some(Kind::Label)
            }
        } else if office(rest) {
            Some(Kind::Office)
        } else if is_term(rest) {
            Some(Kind::Meeting)
        } else if rest.first() == Some(&'委') && is_session(rest.get(1..).unwrap_or(&[])) {
            // 中共大连市委十三届七次全会
            Some(Kind::Meeting)
        } else if title && starts_with(rest, "工作报告") {
            Some(Kind::Title)
        } else {
            None
        };
        let Some(kind) = kind else {
            continue;
        };
        // 和平区2022年政府工作报告: the year is passed over.
        let mut end = at;
        if chars.get(end - 1) == Some(&'年') {
            let digits = chars.get(..end - 1).map_or(0, |c| {
                c.iter().rev().take_while(|c| c.is_ascii_digit()).count()
            });
            if digits == 4 {
                end -= 5;
            }
        }
        let run = chars.get(..end).map_or(0, |c| {
            c.iter().rev().take(24).take_while(|&&c| is_han(c)).count()
        });
        if run >= 2 {
            anchors.push((end - run, end, kind));
        }
    }
    anchors
}

/// 第十八届 or 十八届, before 人民代表大会 or 人大.
fn is_term(rest: &[char]) -> bool {
    let ordinal = usize::from(rest.first() == Some(&'第'));
    let numerals = rest
        .iter()
        .skip(ordinal)
        .take_while(|&&c| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c))
        .count();
    let rest = rest.get(ordinal + numerals..).unwrap_or(&[]);
    numerals > 0 && starts_any(rest, &["届人民代表大会", "届人大", "届委员会"]).is_some()
}

/// 十三届七次全会, of a committee of the party.
fn is_session(rest: &[char]) -> bool {
    let ordinal = usize::from(rest.first() == Some(&'第'));
    let numerals = rest
        .iter()
        .skip(ordinal)
        .take_while(|&&c| is_numeral(c))
        .count();
    numerals > 0 && rest.get(ordinal + numerals) == Some(&'届')
}

/// The level of a unit of the table. A city that lies in no prefecture stands as high as one.
pub fn level_of_unit(id: UnitId) -> Level {
    let unit = gazetteer().unit(id);
    let direct = !gazetteer()
        .above(id)
        .any(|u| gazetteer().unit(u).tier == Tier::Prefecture);
    match unit.tier {
        Tier::Province => Level::Province,
        Tier::Prefecture => Level::City,
        Tier::County if direct && unit.name.ends_with('市') => Level::City,
        Tier::County => Level::County,
    }
}

/// The level by the last characters of a name.
pub fn level_of_name(name: &str) -> Option<Level> {
    let level = [
        ("镇", Level::Township),
        ("乡", Level::Township),
        ("街道", Level::Township),
        ("苏木", Level::Township),
        ("县", Level::County),
        ("旗", Level::County),
        ("区", Level::County),
        ("州", Level::City),
        ("盟", Level::City),
        ("省", Level::Province),
    ];
    level
        .iter()
        .find(|(kind, _)| name.ends_with(kind))
        .map(|&(_, level)| level)
}

/// The level that 市, 区 and the like state on their own.
fn level_of_bare(kind: &[char]) -> Option<Level> {
    let kind: String = kind.iter().collect();
    Some(match kind.as_str() {
        "省" | "自治区" => Level::Province,
        "市" | "州" | "自治州" | "盟" | "地区" | "行署" => Level::City,
        "区" | "县" | "自治县" | "旗" | "自治旗" => Level::County,
        "镇" | "乡" | "街道" => Level::Township,
        _ => return None,
    })
}

/// Whether a unit is of the kind that a speech calls its own place.
fn fits(kind: &str, id: UnitId) -> bool {
    let unit = gazetteer().unit(id);
    if WORDS.contains(&unit.stem) {
        return false;
    }
    match kind {
        "省" => unit.tier == Tier::Province && unit.name.ends_with('省'),
        "自治区" => unit.tier == Tier::Province && unit.name.ends_with("自治区"),
        "州" | "自治州" => unit.tier == Tier::Prefecture && unit.name.ends_with('州'),
        "盟" => unit.tier == Tier::Prefecture && unit.name.ends_with('盟'),
        "地区" => unit.tier == Tier::Prefecture && unit.name.ends_with("地区"),
        "行署" => unit.tier == Tier::Prefecture && !unit.name.ends_with(['市', '州']),
        "市" => unit.name.ends_with('市'),
        "区" | "县" | "自治县" | "旗" | "自治旗" => {
            unit.tier == Tier::County && unit.name.ends_with(kind)
        }
        _ => false,
    }
}

fn fold_tail(name: &str, tail: &str) -> bool {
    name.chars()
        .rev()
        .map(fold_char)
        .zip(tail.chars().rev())
        .filter(|(a, b)| a == b)
        .count()
        == tail.chars().count()
}

fn fold_chars(folded: &str) -> Vec<char> {
    folded.chars().collect()
}
