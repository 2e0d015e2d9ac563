use super::App;
use super::msg::Effect;
use crate::report::ReportId;
use std::path::{Path, PathBuf};
impl App {
    pub fn absolute(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }
    pub fn is_kept(&self, id: ReportId) -> bool {
        self.shelf
            .report(id)
            .and_then(|r| r.source.path.as_ref())
            .is_some_and(|path| self.catalogue.holds(path))
    }
    pub fn read_rest(&mut self) -> Vec<Effect> {
        Vec::new()
    }
}
