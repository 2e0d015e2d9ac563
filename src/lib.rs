//! 对照 duizhao: Chinese government work reports side by side.

pub mod app;
pub mod cli;
pub mod compare;
pub mod job;
pub mod jump;
pub mod locale;
pub mod report;
pub mod term;
pub mod text;
pub mod theme;
pub mod ui;
