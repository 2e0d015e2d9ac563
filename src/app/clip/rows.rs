//! A row of a screen as one line of text that says by itself what it is: names, years, numbers with their labels.
//!
//! Invariant: a line holds only what the screen shows of the row, and a number never stands without what it counts.

use crate::app::App;
use crate::app::candidates::CandidatesState;
use crate::app::changes::{Block, ChangesState, Line, Seen, is_front};
use crate::app::course::{CourseState, View};
use crate::app::library::{Item, LibraryState};
use crate::app::matrix::MatrixState;
use crate::app::novelty::NoveltyState;
use crate::compare::overview::Row;
use crate::compare::{Change, Firmness};
use crate::locale::{Word, count, figure_of, in_a_row, per_thousand, replaced_by, word};
use crate::report::{Report, ReportId, SectionId};
use crate::text::span::Span;
use crate::theme::course::Point;
use crate::theme::matrix::Cell;
use crate::theme::{TermId, ThemeId};

impl App {
    fn theme_name(&self, id: ThemeId) -> Option<String> {
        let theme = self.lexicon.as_ref()?.theme(id)?;
        Some(self.settings.lang.pick(&theme.name, &theme.en).to_owned())
    }

    fn line_of(&self, parts: Vec<String>) -> Option<String> {
        let parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        (!parts.is_empty()).then(|| in_a_row(self.settings.lang, &parts))
    }

    fn hits_said(&self, hits: u32, per_mille: f32) -> [String; 2] {
        let lang = self.settings.lang;
        [
            count(lang, Word::Hits, hits as usize),
            per_thousand(lang, per_mille),
        ]
    }

    fn cell_said(&self, cell: Option<Cell>) -> String {
        let lang = self.settings.lang;
        match cell {
            Some(cell) if cell.has_part => {
                in_a_row(lang, &self.hits_said(cell.hits, cell.per_mille))
            }
            _ => word(lang, Word::NoneShort).to_owned(),
        }
    }

    /// A cell: theme, report, number; a total: that, and what it is made of.
    pub(super) fn matrix_line(&self, state: &MatrixState) -> Option<String> {
        let lang = self.settings.lang;
        let matrix = &state.matrix;
        let part = word(lang, state.part.word()).to_owned();
        let cell = |row: usize, column: usize| matrix.cells.get(row)?.get(column).copied();
        let total = |hits: Option<&u32>| {
            let hits = count(lang, Word::Hits, hits.copied().unwrap_or(0) as usize);
            format!("{} {hits}", word(lang, Word::Total))
        };
        match (state.theme(), state.report()) {
            (Some(theme), Some(report)) => self.line_of(vec![
                self.theme_name(theme)?,
                self.report_label(report),
                part,
                self.cell_said(cell(state.row, state.column)),
            ]),
            (Some(theme), None) => {
                let mut parts = vec![self.theme_name(theme)?, part];
                parts.push(total(matrix.totals.get(state.row)));
                for (at, column) in matrix.columns.iter().enumerate() {
                    let name = self.report_label(column.report);
                    parts.push(figure_of(lang, &name, &self.cell_said(cell(state.row, at))));
                }
                self.line_of(parts)
            }
            (None, Some(report)) => {
                let mut parts = vec![self.report_label(report), part];
                parts.push(total(matrix.column_totals.get(state.column)));
                for (at, theme) in matrix.rows.iter().enumerate() {
                    let name = self.theme_name(*theme)?;
                    parts.push(figure_of(
                        lang,
                        &name,
                        &self.cell_said(cell(at, state.column)),
                    ));
                }
                self.line_of(parts)
            }
            (None, None) => None,
        }
    }

    /// The row of the list that has the keys.
    pub(super) fn changes_line(&self, state: &ChangesState) -> Option<String> {
        let lang = self.settings.lang;
        let seen = state.seen.as_ref()?;
        let o = &seen.overview;
        let item = state.cursor(state.block).item;
        let (name_a, name_b) = (self.report_label(state.a), self.report_label(state.b));
        let counts = |a: u32, b: u32| {
            [(&name_a, a), (&name_b, b)]
                .map(|(name, hits)| figure_of(lang, name, &count(lang, Word::Hits, hits as usize)))
        };
        match state.block {
            Block::Sections => {
                let row = match *state.lines.get(state.line()?)? {
                    Line::Blank => return None,
                    Line::Head(part) => o.parts.get(part)?.head.as_ref()?,
                    Line::Row(part, row) => o.parts.get(part)?.rows.get(row)?,
                };
                self.line_of(self.section_row(seen, row, [&name_a, &name_b]))
            }
            Block::Figures => {
                if let Some(line) = o.figures.get(item) {
                    let figure = seen.comparison.figures.get(line.index as usize)?;
                    return self.line_of(vec![
                        read(&seen.b, figure.what),
                        figure_of(lang, &name_a, &figure.old(&seen.a)),
                        figure_of(lang, &name_b, &figure.new_value(&seen.b)),
                    ]);
                }
                let target = o.targets.get(item.checked_sub(o.figures.len())?)?;
                let sides = [(&seen.a, &name_a, target.a), (&seen.b, &name_b, target.b)];
                let what = sides
                    .iter()
                    .rev()
                    .find_map(|(r, _, t)| Some(read(r, (*t)?.0)))?;
                let mut parts = vec![what];
                for (report, name, side) in sides {
                    let figure = side.map_or(word(lang, Word::NoneShort).to_owned(), |(_, f)| {
                        read(report, f)
                    });
                    parts.push(figure_of(lang, name, &figure));
                }
                self.line_of(parts)
            }
            Block::NewTerms | Block::GoneTerms => {
                let list = match state.block {
                    Block::NewTerms => &o.new_terms,
                    _ => &o.gone_terms,
                };
                let term = list.get(item)?;
                let [a, b] = counts(term.a, term.b);
                self.line_of(vec![term.text.clone(), a, b])
            }
            Block::Tones => {
                let tone = o.tones.get(item)?;
                let way = match tone.firmness {
                    Firmness::Softened => Word::SofterMark,
                    Firmness::Hardened => Word::FirmerMark,
                };
                self.line_of(vec![
                    figure_of(lang, &name_a, &read(&seen.a, tone.a)),
                    figure_of(lang, &name_b, &read(&seen.b, tone.b)),
                    word(lang, way).to_owned(),
                ])
            }
            Block::Kept | Block::Reworded => {
                let list = match state.block {
                    Block::Kept => &o.kept,
                    _ => &o.reworded,
                };
                let passage = list.get(item)?;
                let text = read(&seen.b, passage.b);
                let source = seen.b.source_line(passage.section);
                Some(format!("{text}\n{source}"))
            }
        }
    }

    fn section_row(&self, seen: &Seen, row: &Row, names: [&str; 2]) -> Vec<String> {
        let lang = self.settings.lang;
        let named = |report: &Report, id: Option<SectionId>| match id {
            _ if is_front(row.kind) => word(lang, Word::TextBefore).to_owned(),
            Some(id) => report.section_named(id),
            None => word(lang, Word::NoCounterpart).to_owned(),
        };
        let sides = [(&seen.a, row.a), (&seen.b, row.b)];
        let mut parts: Vec<String> = names
            .into_iter()
            .zip(sides)
            .map(|(name, (report, id))| figure_of(lang, name, &named(report, id)))
            .collect();
        parts.extend(row.link.as_ref().map(|link| format!("{:.2}", link.score)));
        let tally = [
            (Change::Kept, Word::Kept),
            (Change::Reworded, Word::Reworded),
            (Change::Moved, Word::Moved),
            (Change::New, Word::New),
            (Change::Gone, Word::Gone),
        ];
        let told = tally.into_iter().filter(|(c, _)| row.tally.of(*c) > 0);
        parts.extend(told.map(|(c, name)| format!("{} {}", word(lang, name), row.tally.of(c))));
        parts
    }

    /// A key word with its numbers.
    pub(super) fn candidate_line(&self, state: &CandidatesState) -> Option<String> {
        let lang = self.settings.lang;
        let (_, candidate) = self.chosen_candidate(state)?;
        let focus = self.focus_name(state.focus()?);
        let [hits, share] = self.hits_said(candidate.focus.hits, candidate.per_thousand);
        let rest = per_thousand(lang, candidate.per_thousand_rest);
        self.line_of(vec![
            candidate.text.clone(),
            figure_of(lang, &focus, &hits),
            share,
            figure_of(lang, word(lang, Word::Elsewhere), &rest),
            format!("G2 {:.1}", candidate.g2),
            format!("LogRatio {:.2}", candidate.log_ratio),
            format!("TF-IDF {:.2}", candidate.tf_idf),
        ])
    }

    /// A number of the course with its theme, place and year.
    pub(super) fn course_line(&self, state: &CourseState) -> Option<String> {
        let lang = self.settings.lang;
        let (point, reports) = state.chosen();
        let theme = self.theme_name(state.theme?)?;
        let place = state.series().map(|s| s.name.clone()).unwrap_or_default();
        let mut parts = vec![theme];
        match state.view {
            View::Place | View::Year => {
                parts.push(format!("{place} {}", state.year).trim().to_owned());
            }
            View::Theme => {
                parts.push(state.year.to_string());
                parts.push(count(lang, Word::Reports, reports.len()));
            }
        }
        parts.push(word(lang, state.part.word()).to_owned());
        match point {
            Point::Counted { hits, per_mille } => parts.extend(self.hits_said(hits, per_mille)),
            Point::Gap | Point::NoPart => parts.push(word(lang, Word::NoneShort).to_owned()),
        }
        self.line_of(parts)
    }

    /// What became of a theme, or of a wording, with the years that tell it.
    pub(super) fn novelty_line(&self, state: &NoveltyState) -> Option<String> {
        let lang = self.settings.lang;
        if let Some(item) = state.themes().get(state.cursor().selected) {
            let mut parts = vec![
                self.theme_name(item.theme)?,
                item.place.clone(),
                format!("{} {}", word(lang, state.list.word()), item.at),
            ];
            for (year, _, hits) in &item.years {
                let hits = hits.map_or(word(lang, Word::NoneShort).to_owned(), |hits| {
                    count(lang, Word::Hits, hits as usize)
                });
                parts.push(figure_of(lang, &year.to_string(), &hits));
            }
            return self.line_of(parts);
        }
        let item = state.wording()?;
        let lexicon = self.lexicon.as_ref()?;
        let text = |id: TermId| lexicon.wording(id).map(|w| w.text.to_owned());
        let mut parts = vec![
            self.theme_name(item.theme)?,
            replaced_by(lang, &text(item.old)?, &text(item.new)?, item.since),
        ];
        parts.extend(item.place.clone());
        for step in &item.evidence {
            let hits = format!("{} / {}", step.old_hits, step.new_hits);
            parts.push(figure_of(lang, &self.report_label(step.report), &hits));
        }
        self.line_of(parts)
    }

    /// A report by its name in full and its file; of what could not be read the path.
    pub(super) fn library_words(&self, state: &LibraryState) -> Option<String> {
        match Self::library_chosen(state, &self.library_lines(state))? {
            Item::File(id) => {
                let report = self.shelf.report(id);
                let name = report.map_or_else(String::new, |r| r.named_in_full());
                self.line_of(vec![name, self.path_of(id)])
            }
            Item::Path(at) => {
                let failed = self.shelf.failed.get(at)?;
                Some(failed.path.display().to_string())
            }
        }
    }

    fn path_of(&self, id: ReportId) -> String {
        let slot = self.shelf.slot(id);
        let path = slot.and_then(|s| s.path().map(|p| p.display().to_string()));
        path.or_else(|| slot.map(|s| s.name.clone()))
            .unwrap_or_default()
    }
}

/// What is read of a span.
fn read(report: &Report, span: Span) -> String {
    report.resolved(span).trim().to_owned()
}
