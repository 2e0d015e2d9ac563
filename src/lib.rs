//! 对照 duizhao: Chinese government work reports (政府工作报告) side by side, in a terminal.
//!
//! This page is the architecture. It is meant to be read first, and a test (`tests/tree.rs`) holds the import rule.
//!
//! > Text is immutable. Everything known about it is spans. One function writes the state; drawing only reads it.
//!
//! # The house
//!
//! Two thin skins, a terminal and a command line, over one domain that has never heard of a screen.
//!
//! | module | owns |
//! |---|---|
//! | [`text`] | pure text tools: spans, folding, width, wrapping, sentences, figures, tokens, pinyin, scanning, safety |
//! | [`report`] | what a report is and how one is read: bytes → text → paragraphs → outline, identity |
//! | [`compare`] | two reports → links between sections, sentence pairs, word diff, figures that moved |
//! | [`theme`] | the lexicon, its hits, the matrix of themes × reports |
//! | [`jump`] | every section of every report as a target for fuzzy finding |
//! | [`job`] | work that must not block a key, as a plain function and as a worker thread |
//! | [`config`] | the reader's settings and keys: one file, read once, every mistake told, never overwritten |
//! | [`store`] | what is kept on disk: read, changed under a lock, written whole ([`store::whole`]) |
//! | [`export`] | a comparison as a file: Markdown, HTML, Word, sheets, CSV, JSON |
//! | [`app`] | state and update: no I/O, no threads, no widgets |
//! | [`ui`] | drawing: state → cells, by labels and palettes |
//! | [`term`] | the imperative shell: loop, backend, guard, input, probe |
//! | [`cli`] | arguments, and the verbs that need no screen |
//! | [`locale`] | the languages of the interface and their catalogue |
//!
//! # Who may import whom
//!
//! `text ← report ← {compare, theme, jump} ← job ← app ← ui ← term ← main`. The three in braces do not import each other:
//! what two of them need belongs to `text` or `report`. `store` stands beside `job`: it sees `text`, `report` and `theme`, and only `term` and `cli`
//! call it; so does `export`, which sees `compare` as well, and of `store` how a file is written whole. `config` sees `text`, `report` and `theme` (of
//! `store` the reasons of the system); its file is read once, by `cli`, before anything else, and `app`, `term` and `cli` go by it. `cli` sees the domain and `job`, never `app`, `ui` or `term`. `locale` imports
//! nothing and may be imported by all. crossterm appears only in `term`, clap only in `cli`, printing only in `cli` and
//! `main`, files only in `report::{source, library}`, `config`, `store`, `export` and `term`.
//!
//! # From a file to pixels
//!
//! [`report::library::discover`] finds the files; [`job::begin`] tells them with a glimpse of the first text, so that the
//! first frame waits for nothing else. Then each file: [`report::source`] tells the format, takes the text out and decodes it (a PDF in a process of
//! its own, within caps) → [`report::clean`] finds the speech and removes
//! web chrome, as spans with reasons → [`report::outline`] and [`report::identity`] read sections, place and year, and what
//! the [`store`] keeps of the reader's corrections is laid over them → an `Arc<Report>` travels as [`job::Output`] into [`app::App::update`], which stores it. Two reports in panes →
//! [`job::Job::Compare`] → links (the reader's word first), then sentence pairs, edit scripts and figures, all spans. [`app::plan`] gives rectangles →
//! [`app::layout`] gives rows through [`text::wrap`] → [`ui::layers`] flattens text < set phrase < change < figure < theme < search <
//! current hit into runs → [`ui::paint`] writes cells → [`term::backend`] writes bytes.
//!
//! # From a key to pixels
//!
//! [`term::vt`] takes the bytes apart, [`term::input`] hands on keys (presses only), pastes as text, the mouse → [`app::msg::Msg::Key`] → [`app::keymap`] looks the key up: topmost overlay,
//! else screen, then everywhere → an [`app::action::Action`] → a method of the screen's own file → effects for the shell → the
//! waiting messages are drained → one frame. Every action is a row of the one table [`app::action::ACTIONS`]: keymap, help,
//! palette and status bar come from it.
//!
//! # Offsets
//!
//! [`report::Report::text`] never changes after loading. Folding (繁 → 简) keeps every byte offset, so a place in the folded text is a
//! place in the text. What is not read inside a paragraph (joined line breaks, removed marks) is listed in
//! [`report::Report::gaps`], and what characters such as `&ldquo;` stand for in [`report::Report::stands_for`]; the text itself stays whole, and
//! removed chrome stays reachable.
//!
//! # Glossary
//!
//! Report 报告 · Identity 身份 · nominal year 年度 (the year whose plan a report sets out) · Section 章节 · Marker 序号 · Lead 段首题 ·
//! Role 性质 · Span (byte range) · removed 剔除 · Link 对应 · Judgement (the reader's word on a link) · SentencePair 句对 ·
//! Change 变化 (kept, reworded, new, gone, moved) · Firmness 力度 · Formulas 套话 ·
//! Theme 主题 · Term 词条 · Hit 命中 · Label (what a cell means) · Palette 配色.
//!

pub mod app;
pub mod cli;
pub mod compare;
pub mod config;
pub mod export;
pub mod job;
pub mod jump;
pub mod locale;
pub mod report;
pub mod store;
pub mod term;
pub mod text;
pub mod theme;
pub mod ui;
