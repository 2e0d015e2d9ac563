//! A file of themes as a text with lines, and the sentences that name them.
//!
//! Invariant: offsets are bytes of that text. Must not know what stands in it.

use super::super::book::Fault;

/// Most mistakes that are told of one file.
const MOST_FAULTS: usize = 200;

/// A file.
pub(super) struct Source<'a> {
    /// What it is called in messages.
    pub name: &'a str,
    /// What stands in it.
    pub text: &'a str,
}

/// A place in one of several files.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Mark {
    /// Which file.
    pub file: usize,
    /// Its byte.
    pub at: usize,
}

/// What is wrong and what to do, in both languages.
pub(super) struct Said {
    pub zh: String,
    pub en: String,
}

/// The same in both languages, without its final stop.
pub(super) fn said(zh: String, en: String) -> Said {
    Said { zh, en }
}

/// All files, and what was found wrong in them.
pub(super) struct Sources<'a> {
    files: Vec<Source<'a>>,
    faults: Vec<(Mark, Said)>,
}

impl<'a> Sources<'a> {
    pub fn new(files: Vec<Source<'a>>) -> Self {
        Self {
            files,
            faults: Vec::new(),
        }
    }

    pub fn len(&self) -> usize {
        self.files.len()
    }

    pub fn name(&self, file: usize) -> &'a str {
        self.files.get(file).map_or("", |f| f.name)
    }

    pub fn text(&self, file: usize) -> &'a str {
        self.files.get(file).map_or("", |f| f.text)
    }

    /// The line of a place, from 1.
    pub fn line(&self, mark: Mark) -> usize {
        let before = self.text(mark.file).bytes().take(mark.at);
        before.filter(|&b| b == b'\n').count() + 1
    }

    /// A place as it is named in a sentence about `from`: its line, and its file where that is another.
    pub fn place(&self, mark: Mark, from: Mark) -> Said {
        let line = self.line(mark);
        if mark.file == from.file {
            return said(format!("第 {line} 行"), format!("line {line}"));
        }
        let name = self.name(mark.file);
        said(
            format!("{name} 第 {line} 行"),
            format!("{name} line {line}"),
        )
    }

    pub fn wrong(&mut self, mark: Mark, what: Said) {
        self.faults.push((mark, what));
    }

    /// How much was found wrong so far.
    pub fn wrongs(&self) -> usize {
        self.faults.len()
    }

    /// What was found wrong, file by file and line by line; of a file with very many mistakes the first.
    pub fn into_faults(mut self) -> Vec<Fault> {
        let mut found = std::mem::take(&mut self.faults);
        found.sort_by_key(|(mark, _)| (mark.file, mark.at));
        let mut faults = Vec::new();
        for (index, file) in self.files.iter().enumerate() {
            let of_file: Vec<(Mark, Said)> = found
                .extract_if(.., |(mark, _)| mark.file == index)
                .collect();
            let more = of_file.len().saturating_sub(MOST_FAULTS);
            for (mark, what) in of_file.into_iter().take(MOST_FAULTS) {
                faults.push(Fault {
                    file: file.name.to_owned(),
                    line: Some(self.line(mark)),
                    zh: what.zh,
                    en: what.en,
                });
            }
            if more > 0 {
                faults.push(Fault {
                    file: file.name.to_owned(),
                    line: None,
                    zh: format!("还有 {more} 处错误没有列出，请先改好前面的"),
                    en: format!("{more} more mistakes are not listed: mend those above first"),
                });
            }
        }
        faults
    }
}
