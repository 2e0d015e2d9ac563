//! Screens of the built-in samples, as text.

use crate::support::app::Harness;

#[test]
fn the_reader_opens_on_two_reports() {
    let mut harness = Harness::samples(160, 45);
    let screen = harness.screen();
    assert!(screen.contains("对照"), "{screen}");
}
