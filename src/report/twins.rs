//! Reports that are the same, or nearly: one speech from two sites, two versions of it, one text under two names.
//!
//! Owns [`Twins`]. Invariant: only said, never acted on; the same reports in any order give the same groups. Must not know where
//! reports come from.
//!
//! Texts are compared as letters and figures alone, folded: blanks, punctuation, script, removed chrome, marks put into words and
//! title blocks count for nothing. The cost is that of reading every text once, plus, for every clause that several texts have, the square
//! of their number (at most [`COMMON`]), plus the length of both texts for every one that shares [`SUSPECT`] with a fuller one.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::{Fingerprint, Report, ReportId};
use crate::locale::Lang;
use crate::report::clean::chars::normal;
use crate::text::fold::is_han;

/// Fewest Han characters of a sentence that tells one report from another; what the formulas of openings share is mostly shorter.
const TELLING: usize = 12;

/// Fewest Han characters of a clause by which texts are brought together.
const CLAUSE: usize = 8;

/// A clause that more texts than this have is a formula and brings none together.
const COMMON: usize = 48;

/// Fewest Han characters in telling sentences: less is a notice, no version of a report.
const LEAST: usize = 240;

/// Share of the shorter text in clauses that the other has word for word, from which on the two are looked at closely. Copies with
/// sixteen words exchanged throughout, or one character in twenty lost, keep .41 of them; different reports share .06 at most.
const SUSPECT: f32 = 0.08;

/// Bigrams that two sentences share, twice, by the number that both have: near from here on.
const NEAR: f32 = 0.7;

/// Share of the shorter text in sentences that the other has, word for word or nearly, from which on the two are versions of one.
/// Drafts have .71 and more, cut, damaged and reworded copies .95 and more; one place in neighbouring years has .04 to .16, and of 123
/// different reports no two have more than .07.
pub const VERSIONS: f32 = 0.4;

/// How two reports stand to each other.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Kind {
    /// The texts are the same, character for character.
    SameFile,
    /// The speeches are the same; page, title block, script or punctuation are not.
    SameText,
    /// Versions of one speech.
    Near {
        /// Share of the shorter one's characters in sentences that the other has, word for word or nearly: [`VERSIONS`] to 1.
        share: f32,
    },
}

/// One report of a group.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Twin {
    /// Which.
    pub id: ReportId,
    /// How it stands to the first of the group; the first one itself to the one nearest to it.
    pub kind: Kind,
}

/// Reports that are the same or nearly: every other one to the first.
#[derive(Clone, PartialEq, Debug)]
pub struct Twins {
    /// The loosest that any of them stands to the first.
    pub kind: Kind,
    /// Two or more, the fullest first.
    pub reports: Vec<Twin>,
}

impl Kind {
    /// The looser of the two.
    fn looser(self, other: Kind) -> Kind {
        if self.distance() < other.distance() {
            other
        } else {
            self
        }
    }

    /// The closer of the two.
    fn nearer(self, other: Kind) -> Kind {
        if other.distance() < self.distance() {
            other
        } else {
            self
        }
    }

    /// For ordering, less is closer.
    fn distance(self) -> f32 {
        match self {
            Kind::SameFile => 0.0,
            Kind::SameText => 0.5,
            Kind::Near { share } => 2.0 - share,
        }
    }

    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Kind::SameFile => "same-file",
            Kind::SameText => "same-text",
            Kind::Near { .. } => "near",
        }
    }

    /// Share in percent, rounded down: not 100 where something differs.
    pub fn percent(self) -> u8 {
        match self {
            Kind::SameFile | Kind::SameText => 100,
            Kind::Near { share } => (share * 100.0).clamp(0.0, 99.0) as u8,
        }
    }

    /// For the reader, without a stop.
    pub fn sentence(self, lang: Lang) -> String {
        match (self, lang) {
            (Kind::SameFile, Lang::Zh) => "文字完全相同".to_owned(),
            (Kind::SameFile, Lang::En) => "the same text, character for character".to_owned(),
            (Kind::SameText, Lang::Zh) => "正文相同，只有网页、标题、标点或字形不同".to_owned(),
            (Kind::SameText, Lang::En) => {
                "the same speech; page, title, punctuation or script differ".to_owned()
            }
            (Kind::Near { .. }, Lang::Zh) => {
                format!("几乎相同，{}% 的文字也在另一份里", self.percent())
            }
            (Kind::Near { .. }, Lang::En) => {
                format!(
                    "nearly the same: {}% of the text stands in the other",
                    self.percent()
                )
            }
        }
    }
}

/// Groups of reports that are the same or nearly, in order of their first members in `reports`. A report may stand in two groups: a file
/// that holds two reports is a version of either.
pub fn twins(reports: &[(ReportId, &Report)]) -> Vec<Twins> {
    let mut given: Vec<(ReportId, &Report)> = reports.to_vec();
    given.sort_by_key(|r| r.0);
    given.dedup_by_key(|r| r.0);
    let files = Families::by(&given, |(_, report)| report.fingerprint());
    // One of each text stands for all of them from here on.
    let speeches: Vec<Speech> = files
        .firsts
        .iter()
        .filter_map(|&i| given.get(i))
        .map(|r| Speech::of(r.1))
        .collect();
    let texts = Families::by(&speeches, |s| (s.whole, s.length));
    let distinct: Vec<&Speech> = texts
        .firsts
        .iter()
        .filter_map(|&i| speeches.get(i))
        .collect();
    let mut found = Vec::new();
    for group in around(&distinct) {
        // Down again: distinct speech → texts of it → files of that text.
        let mut members: Vec<Member> = Vec::new();
        for &(speech, share) in &group {
            for &text in texts.members.get(speech).into_iter().flatten() {
                for &file in files.members.get(text).into_iter().flatten() {
                    members.push(Member {
                        speech,
                        share,
                        text,
                        file,
                    });
                }
            }
        }
        if members.len() < 2 {
            continue;
        }
        // The fullest speech first, of its texts the fullest page.
        let length = |m: &Member| distinct.get(m.speech).map_or(0, |s| s.length);
        let han = |m: &Member| given.get(m.file).map_or(0, |r| r.1.han);
        members.sort_by_key(|m| (Reverse(length(m)), m.speech, Reverse(han(m)), m.file));
        let Some((first, rest)) = members.split_first() else {
            continue;
        };
        let kinds = || rest.iter().map(|m| m.stands_to(first));
        let nearest = kinds().reduce(Kind::nearer);
        let Some(kind) = kinds().reduce(Kind::looser) else {
            continue;
        };
        let twin = |m: &Member, kind: Kind| given.get(m.file).map(|&(id, _)| Twin { id, kind });
        let reports: Vec<Twin> = nearest
            .and_then(|kind| twin(first, kind))
            .into_iter()
            .chain(rest.iter().filter_map(|m| twin(m, m.stands_to(first))))
            .collect();
        found.push(Twins { kind, reports });
    }
    found.sort_by_key(|t: &Twins| {
        let mut ids: Vec<ReportId> = t.reports.iter().map(|t| t.id).collect();
        ids.sort_unstable();
        ids
    });
    found
}

/// A report of a group: positions among the distinct speeches, the texts and what was given.
struct Member {
    speech: usize,
    /// Share of the speech in the group's fullest.
    share: f32,
    text: usize,
    file: usize,
}

impl Member {
    fn stands_to(&self, first: &Member) -> Kind {
        if self.text == first.text {
            Kind::SameFile
        } else if self.speech == first.speech {
            Kind::SameText
        } else {
            Kind::Near {
                share: self.share.min(first.share),
            }
        }
    }
}

/// Things that are alike by a key.
struct Families {
    /// The first of each family.
    firsts: Vec<usize>,
    /// All of each family, in order.
    members: Vec<Vec<usize>>,
}

impl Families {
    fn by<T, K: std::hash::Hash + Eq>(things: &[T], key: impl Fn(&T) -> K) -> Self {
        let mut known: HashMap<K, usize> = HashMap::new();
        let (mut firsts, mut members): (Vec<usize>, Vec<Vec<usize>>) = (Vec::new(), Vec::new());
        for (i, thing) in things.iter().enumerate() {
            let family = *known.entry(key(thing)).or_insert_with(|| {
                firsts.push(i);
                members.push(Vec::new());
                firsts.len() - 1
            });
            if let Some(members) = members.get_mut(family) {
                members.push(i);
            }
        }
        Self { firsts, members }
    }
}

/// A speech as it is compared.
struct Speech {
    /// Hash of all of it.
    whole: Fingerprint,
    /// Its characters.
    length: usize,
    /// Its telling sentences, one after the other.
    chars: Vec<char>,
    /// Where each of them ends in `chars`, and its hash.
    sentences: Vec<(u32, u64)>,
    /// Hash and length of each clause, each once, sorted.
    clauses: Vec<(u64, u32)>,
}

impl Speech {
    fn of(report: &Report) -> Self {
        let mut speech = Speech {
            whole: Fingerprint::of(""),
            length: 0,
            chars: Vec::new(),
            sentences: Vec::new(),
            clauses: Vec::new(),
        };
        let mut whole = String::new();
        // Where a text has no opening the speech is all of it.
        let opening = report.paragraphs.get(report.speech_start as usize);
        let last = report.paragraphs.last().map_or(0, |p| p.span.end());
        let begins = opening.map_or(0, |p| p.span.start());
        let begins = if begins * 2 > last { 0 } else { begins };
        let mut piece: Vec<char> = Vec::new();
        for sentence in report.sentences.iter().filter(|s| s.span.start() >= begins) {
            let folded = report.reading_folded(sentence.span);
            let mut last = ' ';
            let mut letters = folded.chars().map(normal).peekable();
            piece.clear();
            let mut clause = 0;
            while let Some(c) = letters.next() {
                let point = c == '.'
                    && last.is_ascii_digit()
                    && letters.peek().is_some_and(char::is_ascii_digit);
                last = c;
                // Marks of pronunciation go, and so do broken characters.
                if is_han(c) || c.is_ascii_digit() || c == '%' || point {
                    piece.push(c);
                } else if matches!(c, ',' | '。' | ';' | ':' | '!' | '?') {
                    speech.clause(piece.get(clause..).unwrap_or(&[]));
                    clause = piece.len();
                }
            }
            speech.clause(piece.get(clause..).unwrap_or(&[]));
            whole.extend(&piece);
            if piece.iter().filter(|&&c| is_han(c)).count() >= TELLING {
                speech.chars.extend(&piece);
                speech
                    .sentences
                    .push((speech.chars.len() as u32, hash(&piece)));
            }
        }
        speech.clauses.sort_unstable();
        speech.clauses.dedup_by_key(|c| c.0);
        speech.length = whole.len();
        // Texts without a word are not the same for that.
        speech.whole = if whole.is_empty() {
            report.fingerprint()
        } else {
            Fingerprint::of(&whole)
        };
        speech
    }

    fn clause(&mut self, clause: &[char]) {
        let han = clause.iter().filter(|&&c| is_han(c)).count();
        if han >= CLAUSE {
            self.clauses.push((hash(clause), han as u32));
        }
    }

    fn sentence(&self, i: usize) -> &[char] {
        let from = i
            .checked_sub(1)
            .and_then(|i| self.sentences.get(i))
            .map_or(0, |s| s.0 as usize);
        let to = self.sentences.get(i).map_or(0, |s| s.0 as usize);
        self.chars.get(from..to).unwrap_or(&[])
    }

    /// Share of its characters in sentences that `other`, whose bigrams are in `index`, has word for word or nearly; none for what is no
    /// version of a report.
    fn share_in(&self, other: &Speech, index: &mut Index) -> f32 {
        if self.chars.len() < LEAST {
            return 0.0;
        }
        let mut verbatim: Vec<(u64, usize)> = other
            .sentences
            .iter()
            .enumerate()
            .map(|(i, s)| (s.1, i))
            .collect();
        verbatim.sort_unstable();
        let mut kept = 0;
        for (i, (_, hash)) in self.sentences.iter().enumerate() {
            let sentence = self.sentence(i);
            if let Ok(at) = verbatim.binary_search_by_key(hash, |v| v.0) {
                kept += sentence.len();
                index.next = verbatim.get(at).map_or(0, |v| v.1 + 1);
            } else if index.has_near(sentence) {
                kept += sentence.len();
            }
        }
        kept as f32 / self.chars.len() as f32
    }
}

/// The bigrams of a speech's sentences.
struct Index {
    /// Of each sentence.
    sentences: Vec<Vec<u64>>,
    /// Bigram and the sentence it stands in, each once, sorted.
    entries: Vec<(u64, u32)>,
    /// How many bigrams of the sentence in hand each has; all 0 between two questions.
    shared: Vec<u32>,
    /// The sentence after the last that was found: copies keep the order.
    next: usize,
}

impl Index {
    fn of(speech: &Speech) -> Self {
        let count = speech.sentences.len();
        let sentences: Vec<Vec<u64>> = (0..count).map(|i| bigrams(speech.sentence(i))).collect();
        let mut entries = Vec::with_capacity(speech.chars.len());
        for (i, bigrams) in sentences.iter().enumerate() {
            entries.extend(bigrams.iter().map(|&b| (b, i as u32)));
        }
        entries.sort_unstable();
        Self {
            sentences,
            entries,
            shared: vec![0; count],
            next: 0,
        }
    }

    fn has_near(&mut self, sentence: &[char]) -> bool {
        let own = bigrams(sentence);
        let next = self.sentences.get(self.next);
        if next.is_some_and(|other| near(common(&own, other), own.len(), other.len())) {
            self.next += 1;
            return true;
        }
        let mut touched: Vec<u32> = Vec::new();
        for &bigram in &own {
            let from = self.entries.partition_point(|e| e.0 < bigram);
            let rest = self.entries.get(from..).unwrap_or(&[]);
            for &(_, i) in rest.iter().take_while(|e| e.0 == bigram) {
                if let Some(shared) = self.shared.get_mut(i as usize) {
                    if *shared == 0 {
                        touched.push(i);
                    }
                    *shared += 1;
                }
            }
        }
        let mut found = None;
        for i in touched {
            let i = i as usize;
            let size = self.sentences.get(i).map_or(0, Vec::len);
            if let Some(shared) = self.shared.get_mut(i) {
                if near(*shared as usize, own.len(), size) {
                    found = found.max(Some(i));
                }
                *shared = 0;
            }
        }
        if let Some(i) = found {
            self.next = i + 1;
        }
        found.is_some()
    }
}

/// Whether two sentences of so many bigrams are near, by how many both have.
fn near(shared: usize, one: usize, other: usize) -> bool {
    2.0 * shared as f32 >= NEAR * (one + other) as f32
}

/// How many numbers two sorted lists share.
fn common(one: &[u64], other: &[u64]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        i += usize::from(a <= b);
        j += usize::from(b <= a);
        count += usize::from(a == b);
    }
    count
}

/// The bigrams of a sentence, each once, sorted.
fn bigrams(sentence: &[char]) -> Vec<u64> {
    let mut bigrams: Vec<u64> = sentence
        .windows(2)
        .filter_map(|w| match w {
            [a, b] => Some(u64::from(*a as u32) << 32 | u64::from(*b as u32)),
            _ => None,
        })
        .collect();
    bigrams.sort_unstable();
    bigrams.dedup();
    bigrams
}

/// For each speech those that share [`SUSPECT`] of the shorter's clauses with it, word for word.
fn suspects(speeches: &[&Speech]) -> Vec<Vec<usize>> {
    let mut holders: Vec<(u64, u32, u32)> = Vec::new();
    for (i, speech) in speeches.iter().enumerate() {
        holders.extend(speech.clauses.iter().map(|c| (c.0, i as u32, c.1)));
    }
    holders.sort_unstable();
    let mut common: HashMap<u64, u32, BuildHasherDefault<Stir>> = HashMap::default();
    for holders in holders
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|h| h.len() <= COMMON)
    {
        for (n, &(_, a, length)) in holders.iter().enumerate() {
            for &(_, b, _) in holders.iter().skip(n + 1) {
                *common.entry(u64::from(a) << 32 | u64::from(b)).or_default() += length;
            }
        }
    }
    let weight: Vec<u32> = speeches
        .iter()
        .map(|s| s.clauses.iter().map(|c| c.1).sum())
        .collect();
    let mut suspects = vec![Vec::new(); speeches.len()];
    for (pair, common) in common {
        let (a, b) = ((pair >> 32) as usize, (pair & 0xffff_ffff) as usize);
        let shorter = weight.get(a).min(weight.get(b)).copied().unwrap_or(0);
        if common as f32 >= SUSPECT * shorter as f32 {
            for (one, other) in [(a, b), (b, a)] {
                if let Some(suspects) = suspects.get_mut(one) {
                    suspects.push(other);
                }
            }
        }
    }
    for suspects in &mut suspects {
        suspects.sort_unstable();
    }
    suspects
}

/// Groups around the fullest: each with what is a version of it, and the share of each in it. Positions count in `speeches`; most groups
/// have one member.
fn around(speeches: &[&Speech]) -> Vec<Vec<(usize, f32)>> {
    let suspects = suspects(speeches);
    let length = |i: usize| speeches.get(i).map_or(0, |s| s.length);
    let fullness = |i: usize| (Reverse(length(i)), i);
    let mut order: Vec<usize> = (0..speeches.len()).collect();
    order.sort_by_key(|&i| fullness(i));
    let mut joined = vec![false; speeches.len()];
    let mut groups = Vec::new();
    for fullest in order {
        let Some(&first) = speeches
            .get(fullest)
            .filter(|_| joined.get(fullest) == Some(&false))
        else {
            continue;
        };
        let mut group = vec![(fullest, 1.0)];
        let mut index: Option<Index> = None;
        for &other in suspects.get(fullest).into_iter().flatten() {
            let Some(&second) = speeches.get(other) else {
                continue;
            };
            let less = fullness(fullest) < fullness(other);
            let share = if less {
                second.share_in(first, index.get_or_insert_with(|| Index::of(first)))
            } else if joined.get(other) == Some(&true) {
                // A version of something still fuller, to which this one is none.
                first.share_in(second, &mut Index::of(second))
            } else {
                // Looked at before.
                0.0
            };
            if share >= VERSIONS {
                group.push((other, share));
                if let Some(joined) = joined.get_mut(other) {
                    *joined = true;
                }
            }
        }
        groups.push(group);
    }
    groups
}

/// 64 bits of a piece of text: FNV-1a over its characters.
fn hash(piece: &[char]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for &c in piece {
        hash = (hash ^ u64::from(c as u32)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^ hash >> 32
}

/// A hash of two numbers of 32 bits in one of 64.
#[derive(Default)]
struct Stir(u64);

impl Hasher for Stir {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u64(&mut self, pair: u64) {
        let stirred = (self.0 ^ pair).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = stirred ^ stirred >> 32;
    }
}
