//! `duizhao --plain`: the same reports and the same engine line by line, for screen readers and for terminals that can do no more.
//!
//! Owns the conversation: commands come as lines, answers go out as lines. Invariants: every line says by itself where it is, passes
//! [`Safe`], and holds no control sequence, no colour and no box line; every answer is sent before the next command is waited for; the end
//! of the input is the end of the program. Must not know of app, ui or term.

mod command;
mod desk;
mod said;

use std::collections::HashMap;
use std::io::{self, BufRead, Write};
use std::path::PathBuf;
use std::sync::Arc;

use crate::compare::{Asked, Comparison, compare_with};
use crate::jump::Index;
use crate::locale::Lang;
use crate::report::source::Charset;
use crate::report::{Report, ReportId, SectionId, SentenceId};
use crate::store::{Store, StoreError};
use crate::text::fold;
use crate::text::safe::Safe;
use crate::text::scan::find_all;
use crate::text::span::Span;
use crate::text::width::Ambiguous;
use crate::text::wrap;
use crate::theme::ThemeId;

use command::Command;
use desk::Desk;

/// What the conversation begins with.
#[derive(Debug)]
pub struct Opening {
    /// Files and folders; the library when there is none, else the built-in samples.
    pub paths: Vec<PathBuf>,
    /// Where the library is kept, or why it cannot be.
    pub store: Result<Store, StoreError>,
    /// The encoding that every file is to be read in, if one was asked for.
    pub charset: Option<Charset>,
    /// Files of themes that lie over the reader's own.
    pub lexicon: Vec<PathBuf>,
    /// The language that is spoken.
    pub lang: Lang,
    /// Cells that a line may take; none: as many as it needs.
    pub width: Option<u16>,
}

/// How the conversation ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ended {
    /// The reader left, or nobody listens any more.
    Left,
    /// There was no report to talk about.
    NothingToRead,
}

/// Most passages, sections or reports that one answer lists.
const MOST: usize = 20;

/// Talks until the reader leaves, the input ends, or nobody listens.
///
/// # Errors
/// When a command cannot be read or an answer cannot be sent, for another reason than that nobody listens.
pub fn run(opening: Opening, input: impl BufRead, output: impl Write) -> io::Result<Ended> {
    match talk(opening, input, output) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Ended::Left),
        other => other,
    }
}

fn talk(opening: Opening, mut input: impl BufRead, output: impl Write) -> io::Result<Ended> {
    let (lang, width) = (opening.lang, opening.width);
    let mut out = Out {
        to: output,
        width: width.map(|w| w.max(10)),
    };
    if opening.paths.iter().any(|p| p.as_os_str() == "-") {
        let said = lang.pick(
            "逐行阅读时标准输入是命令，不能同时是报告；请先把它存成文件。",
            "Line by line, standard input holds the commands and cannot be a report as well; save it as a file first.",
        );
        out.line(said)?;
        out.flush()?;
        return Ok(Ended::NothingToRead);
    }
    let (desk, troubles) = Desk::open(opening);
    for trouble in troubles {
        out.line(&trouble)?;
    }
    if desk.reports.is_empty() {
        out.line(lang.pick("没有可读的报告。", "There is no report to read."))?;
        out.flush()?;
        return Ok(Ended::NothingToRead);
    }
    let mut session = Session {
        lang,
        index: desk.index(),
        desk,
        at: 0,
        other: None,
        sentence: 0,
        found: Vec::new(),
        found_at: 0,
        about: String::new(),
        jumps: (Vec::new(), 0),
        theme: None,
        compared: HashMap::new(),
    };
    session.choose_other();
    let mut answer = session.reports();
    answer.push(session.hint());
    out.answer(&answer)?;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(Ended::Left);
        }
        let asked = String::from_utf8_lossy(&line);
        match command::parse(&asked) {
            Command::Quit => return Ok(Ended::Left),
            command => out.answer(&session.answer(&command))?,
        }
    }
}

/// Where answers go.
struct Out<W: Write> {
    to: W,
    width: Option<u16>,
}

impl<W: Write> Out<W> {
    fn line(&mut self, text: &str) -> io::Result<()> {
        let text = Safe::new(text);
        let text = text.as_str();
        let Some(width) = self.width else {
            return writeln!(self.to, "{text}");
        };
        let whole = [Span::new(0, text.len())];
        for row in wrap::wrap(text, &whole, width, 0, Ambiguous::Narrow) {
            let row: String = row.pieces.iter().map(|piece| piece.of(text)).collect();
            writeln!(self.to, "{}", row.trim_end())?;
        }
        Ok(())
    }

    fn answer(&mut self, lines: &[String]) -> io::Result<()> {
        for line in lines {
            self.line(line)?;
        }
        self.flush()
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// A place in a report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Place {
    /// Which report: its position.
    report: usize,
    /// Which sentence.
    sentence: usize,
}

/// Where the conversation stands.
struct Session {
    lang: Lang,
    desk: Desk,
    index: Index,
    /// The report that is read: its position.
    at: usize,
    /// The one that it is compared with.
    other: Option<usize>,
    /// The sentence that was read last.
    sentence: usize,
    /// What was searched for: where it stands.
    found: Vec<Place>,
    found_at: usize,
    /// What that is called.
    about: String,
    /// Sections that a jump found, and which of them it is at.
    jumps: (Vec<(usize, SectionId)>, usize),
    /// The theme that is walked.
    theme: Option<ThemeId>,
    /// By position, the older report first.
    compared: HashMap<(usize, usize), Arc<Comparison>>,
}

impl Session {
    fn answer(&mut self, command: &Command) -> Vec<String> {
        match command {
            Command::Help => self.help(),
            Command::List => self.reports(),
            Command::Open(number) => self.open(*number),
            Command::With(number) => self.with(*number),
            Command::Outline => self.outline(),
            Command::Section(asked) => self.go_by_title(asked),
            Command::Jump(asked) => self.jump(asked),
            Command::JumpOn => self.jump_on(),
            Command::Next => self.step(1),
            Command::Prev => self.step(-1),
            Command::Here => vec![self.sentence_line(self.at, self.sentence)],
            Command::NextSection => self.step_section(true),
            Command::PrevSection => self.step_section(false),
            Command::Counterpart => self.counterpart(),
            Command::Changes => self.changes(),
            Command::Search(term) => self.search(term),
            Command::Theme(name) => self.walk_theme(name),
            Command::HitNext => self.step_found(true),
            Command::HitPrev => self.step_found(false),
            Command::Matrix(name) => self.matrix(name),
            Command::Quit => Vec::new(),
            Command::Unknown(typed) => vec![self.unknown(typed)],
        }
    }

    fn report(&self, at: usize) -> Option<&Arc<Report>> {
        self.desk.reports.get(at)
    }

    /// What is compared with what before anybody says: the report of the same place with the nearest year, else the next one.
    fn choose_other(&mut self) {
        let here = self.at;
        let own = self.report(here).map(|r| (place(r), year(r)));
        let mut others: Vec<(bool, u16, usize)> = (0..self.desk.reports.len())
            .filter(|&i| i != here)
            .filter_map(|i| {
                let (report, (own_place, own_year)) = (self.report(i)?, own.as_ref()?);
                let same = own_place.is_some() && place(report) == *own_place;
                let apart = match (year(report), own_year) {
                    (Some(a), Some(b)) => a.abs_diff(*b),
                    _ => u16::MAX,
                };
                Some((!same, apart, i))
            })
            .collect();
        others.sort_unstable();
        self.other = others.first().map(|o| o.2);
    }

    fn open(&mut self, number: usize) -> Vec<String> {
        let Some(at) = number.checked_sub(1).filter(|&i| self.report(i).is_some()) else {
            return vec![self.no_such_report(number)];
        };
        self.at = at;
        self.sentence = 0;
        self.choose_other();
        self.about_report()
    }

    fn with(&mut self, number: usize) -> Vec<String> {
        let Some(other) = number.checked_sub(1).filter(|&i| self.report(i).is_some()) else {
            return vec![self.no_such_report(number)];
        };
        if other == self.at {
            return vec![self.same_report()];
        }
        self.other = Some(other);
        self.about_report()
    }

    fn step(&mut self, by: isize) -> Vec<String> {
        let Some(count) = self.report(self.at).map(|r| r.sentences.len()) else {
            return Vec::new();
        };
        let next = self.sentence.checked_add_signed(by);
        match next.filter(|&n| n < count) {
            Some(next) => {
                self.sentence = next;
                vec![self.sentence_line(self.at, next)]
            }
            None => vec![self.at_the_edge(by > 0)],
        }
    }

    fn section(&self) -> Option<SectionId> {
        self.report(self.at)?.sentences.get(self.sentence)?.section
    }

    fn step_section(&mut self, forward: bool) -> Vec<String> {
        let here = self.section().map(SectionId::index);
        let next = match (here, forward) {
            (None, true) => Some(0),
            (None, false) => None,
            (Some(i), true) => Some(i + 1),
            (Some(i), false) => i.checked_sub(1),
        };
        let id = next.map(|i| SectionId(i as u32));
        let known = id.filter(|&id| {
            self.report(self.at)
                .is_some_and(|r| r.section(id).is_some())
        });
        match known {
            Some(id) => self.go_to_section(self.at, id),
            None => vec![self.at_the_edge(forward)],
        }
    }

    fn go_to_section(&mut self, report: usize, id: SectionId) -> Vec<String> {
        let Some(r) = self.report(report) else {
            return Vec::new();
        };
        let first = r.section(id).map(|s| r.sentences_in(s.heading).start);
        if report != self.at {
            self.at = report;
            self.choose_other();
        }
        self.sentence = first.unwrap_or(0);
        vec![self.sentence_line(self.at, self.sentence)]
    }

    /// By its number in the outline, else by its title.
    fn go_by_title(&mut self, asked: &str) -> Vec<String> {
        let number = asked.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        if let Some(index) = number {
            let id = SectionId(index as u32);
            return if self
                .report(self.at)
                .is_some_and(|r| r.section(id).is_some())
            {
                self.go_to_section(self.at, id)
            } else {
                vec![self.no_such_section(asked)]
            };
        }
        let id = ReportId(self.at as u32);
        let (found, _) = self.index.query(asked, &[id], usize::MAX);
        let mut own = found.into_iter().filter(|f| f.report == id);
        match own.next() {
            Some(found) => self.go_to_section(self.at, found.section),
            None => vec![self.no_such_section(asked)],
        }
    }

    /// By title, place and year, in all reports.
    fn jump(&mut self, asked: &str) -> Vec<String> {
        let preferred = [ReportId(self.at as u32)];
        let (found, all) = self.index.query(asked, &preferred, MOST);
        let places = found.iter().map(|f| (f.report.index(), f.section));
        self.jumps = (places.collect(), 0);
        let Some(&(report, section)) = self.jumps.0.first() else {
            return vec![self.no_such_section(asked)];
        };
        let mut answer = vec![self.jumped(1, all)];
        answer.extend(self.go_to_section(report, section));
        answer
    }

    fn jump_on(&mut self) -> Vec<String> {
        let (places, at) = &mut self.jumps;
        if *at + 1 >= places.len() {
            return vec![self.no_more_found()];
        }
        *at += 1;
        let (next, all) = (*at, places.len());
        let Some(&(report, section)) = places.get(next) else {
            return Vec::new();
        };
        let mut answer = vec![self.jumped(next + 1, all)];
        answer.extend(self.go_to_section(report, section));
        answer
    }

    fn search(&mut self, term: &str) -> Vec<String> {
        let query = fold::fold_str(term.trim());
        if query.is_empty() {
            return vec![self.say_what()];
        }
        let mut found = Vec::new();
        for (at, report) in self.ring() {
            let hits = find_all(&report.folded, &query);
            found.extend(sentences_of(&report, at, hits.into_iter()));
        }
        self.theme = None;
        self.take_found(found, term.trim().to_owned())
    }

    fn walk_theme(&mut self, name: &str) -> Vec<String> {
        let Some((id, called)) = self.theme_named(name) else {
            return self.no_such_theme(name);
        };
        let mut found = Vec::new();
        for (at, report) in self.ring() {
            if let Some(hits) = self.desk.hits(at) {
                let spans: Vec<Span> = hits.of(id).map(|h| h.span).collect();
                found.extend(sentences_of(&report, at, spans.into_iter()));
            }
        }
        self.theme = Some(id);
        self.take_found(found, called)
    }

    /// All reports, from the one that is read.
    fn ring(&self) -> Vec<(usize, Arc<Report>)> {
        let mut all: Vec<_> = self.desk.reports.iter().cloned().enumerate().collect();
        all.rotate_left(self.at);
        all
    }

    fn take_found(&mut self, found: Vec<Place>, about: String) -> Vec<String> {
        (self.found, self.found_at, self.about) = (found, 0, about);
        let Some(&first) = self.found.first() else {
            return vec![self.found_nothing()];
        };
        let mut answer = vec![self.found_so_many()];
        answer.extend(self.go_to(first));
        answer
    }

    fn step_found(&mut self, forward: bool) -> Vec<String> {
        if self.found.is_empty() {
            return vec![self.say_what()];
        }
        let next = if forward {
            Some(self.found_at + 1)
        } else {
            self.found_at.checked_sub(1)
        };
        let Some((at, place)) = next.and_then(|i| Some((i, *self.found.get(i)?))) else {
            return vec![self.no_more_found()];
        };
        self.found_at = at;
        let mut answer = self.go_to(place);
        if let Some(line) = answer.first_mut() {
            *line = self.of_so_many(line);
        }
        answer
    }

    fn go_to(&mut self, place: Place) -> Vec<String> {
        if place.report != self.at {
            self.at = place.report;
            self.choose_other();
        }
        self.sentence = place.sentence;
        vec![self.sentence_line(self.at, self.sentence)]
    }

    /// The comparison of the report that is read with the other one; the older one is A.
    fn comparison(&mut self) -> Option<(usize, usize, Arc<Comparison>)> {
        let other = self.other?;
        let (here, there) = (self.report(self.at)?, self.report(other)?);
        let earlier = match (year(here), year(there)) {
            (Some(own), Some(other_year)) if own != other_year => own < other_year,
            _ => self.at < other,
        };
        let (a, b) = if earlier {
            (self.at, other)
        } else {
            (other, self.at)
        };
        if let Some(known) = self.compared.get(&(a, b)) {
            return Some((a, b, Arc::clone(known)));
        }
        let (ra, rb) = (Arc::clone(self.report(a)?), Arc::clone(self.report(b)?));
        let asked = Asked {
            judged: self.desk.catalogue.judged(&ra, &rb),
            ..Asked::default()
        };
        let made = Arc::new(compare_with(&ra, &rb, &asked));
        self.compared.insert((a, b), Arc::clone(&made));
        Some((a, b, made))
    }
}

fn place(report: &Report) -> Option<String> {
    let place = report.identity.place.as_ref()?;
    Some(fold::fold_str(&place.value.full))
}

fn year(report: &Report) -> Option<u16> {
    report.identity.year.as_ref().map(|y| y.value.0)
}

/// The sentences that hold hits, each once.
fn sentences_of(report: &Report, at: usize, hits: impl Iterator<Item = Span>) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for hit in hits {
        let sentence = report
            .sentences
            .partition_point(|s| s.span.end() <= hit.start());
        let inside = report.sentences.get(sentence);
        let place = Place {
            report: at,
            sentence,
        };
        if inside.is_some_and(|s| s.span.contains(hit.start())) && places.last() != Some(&place) {
            places.push(place);
        }
    }
    places
}

/// The sentences that stand in a section itself.
fn own_sentences(report: &Report, id: SectionId) -> impl Iterator<Item = SentenceId> {
    let range = report.sentences_in(report.own_span(id));
    range.map(|i| SentenceId(i as u32))
}
