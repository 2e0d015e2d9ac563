//! From a line of the changes to the place in both reports, side by side.

use super::{Block, Line};
use crate::app::msg::Effect;
use crate::app::reader::Pane;
use crate::app::{App, Screen};
use crate::locale::{Word, word};
use crate::report::{ReportId, SectionId};
use crate::text::span::Span;

/// What a line stands for: places in A and in B.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Target {
    a: Option<usize>,
    b: Option<usize>,
    /// Both are headings.
    headings: Option<(Option<SectionId>, Option<SectionId>)>,
}

impl App {
    /// Opens what is chosen side by side in the reader, the keys on B's side.
    pub(super) fn go_from_changes(&mut self) -> Vec<Effect> {
        let Screen::Changes(state) = &self.screen else {
            return Vec::new();
        };
        let (a, b) = (state.a, state.b);
        let Some(target) = self.changes_target() else {
            self.say(word(self.settings.lang, Word::StillComparing));
            return Vec::new();
        };
        self.remember();
        self.go_to_reader();
        let (pane_a, pane_b) = self.panes_for(a, b);
        let (lead, other) = if target.b.is_some() {
            ((pane_b, b, target.b), (pane_a, a, target.a))
        } else {
            ((pane_a, a, target.a), (pane_b, b, None))
        };
        self.focus_pane(lead.0);
        self.reader.companion = other.0;
        let mut effects = self.prepare();
        if let Some(at) = lead.2 {
            let section = target
                .headings
                .and_then(|(a, b)| if target.b.is_some() { b } else { a });
            if let Some(section) = section {
                self.show_section(section);
            } else {
                let place = crate::app::Place {
                    report: lead.1,
                    anchor: at,
                };
                effects.extend(self.open_at(lead.0, place));
                self.show(at);
            }
            if let Some(with) = other.2 {
                self.stand_beside(other.0, with);
            }
        }
        effects
    }

    /// The panes that show the two reports; where one does not, it is opened in a pane beside the other.
    fn panes_for(&mut self, a: ReportId, b: ReportId) -> (usize, usize) {
        let find = |app: &App, id: ReportId| app.reader.panes.iter().position(|p| p.report == id);
        for (id, other) in [(a, b), (b, a)] {
            if find(self, id).is_some() {
                continue;
            }
            let keep = find(self, other);
            if let Some(free) = (0..self.reader.panes.len()).find(|&p| Some(p) != keep) {
                self.open_in(free, id, 0);
            } else {
                // The older one stands left.
                let at = if id == a { 0 } else { self.reader.panes.len() };
                self.reader.panes.insert(at, Pane::new(id));
            }
        }
        (find(self, a).unwrap_or(0), find(self, b).unwrap_or(0))
    }

    /// The places that the chosen line stands for.
    fn changes_target(&self) -> Option<Target> {
        let Screen::Changes(state) = &self.screen else {
            return None;
        };
        let seen = state.seen.as_ref()?;
        let (o, c) = (&seen.overview, &seen.comparison);
        let item = state.cursor(state.block).item;
        let spans = |a: usize, b: usize| Target {
            a: Some(a),
            b: Some(b),
            headings: None,
        };
        Some(match state.block {
            Block::Sections => {
                let row = match *state.lines.get(state.line()?)? {
                    Line::Blank => return None,
                    Line::Head(part) => o.parts.get(part)?.head.as_ref()?,
                    Line::Row(part, row) => o.parts.get(part)?.rows.get(row)?,
                };
                let at = |report: &crate::report::Report, id: Option<SectionId>| {
                    id.and_then(|id| report.section(id))
                        .map(|s| s.heading.start())
                };
                let (x, y) = (at(&seen.a, row.a), at(&seen.b, row.b));
                if super::is_front(row.kind) {
                    return Some(spans(0, 0));
                }
                Target {
                    a: x,
                    b: y,
                    headings: Some((row.a, row.b)),
                }
            }
            Block::Figures => {
                if let Some(line) = o.figures.get(item) {
                    let figure = c.figures.get(line.index as usize)?;
                    return Some(spans(figure.a.start(), figure.b.start()));
                }
                let target = o.targets.get(item.checked_sub(o.figures.len())?)?;
                let at = |side: Option<(Span, Span)>| side.map(|(what, _)| what.start());
                Target {
                    a: at(target.a),
                    b: at(target.b),
                    headings: None,
                }
            }
            Block::NewTerms => Target {
                b: Some(o.new_terms.get(item)?.first.start()),
                ..Target::default()
            },
            Block::GoneTerms => Target {
                a: Some(o.gone_terms.get(item)?.first.start()),
                ..Target::default()
            },
            Block::Tones => {
                let tone = o.tones.get(item)?;
                spans(tone.a.start(), tone.b.start())
            }
            Block::Kept | Block::Reworded => {
                let list = if state.block == Block::Kept {
                    &o.kept
                } else {
                    &o.reworded
                };
                let passage = list.get(item)?;
                spans(passage.a.start(), passage.b.start())
            }
        })
    }
}
