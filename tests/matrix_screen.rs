//! dumps
use crate::support::app::Harness;
use duizhao::locale::Lang;
use std::path::PathBuf;

#[test]
fn dump() {
    let Ok(spec) = std::env::var("DUMP") else {
        return;
    };
    // PATH|WxH|lang|keys
    for spec in spec.split(';') {
        let parts: Vec<&str> = spec.split('|').collect();
        let (w, h) = parts[1].split_once('x').unwrap();
        let lang = if parts[2] == "en" { Lang::En } else { Lang::Zh };
        let paths = if parts[0].is_empty() {
            vec![]
        } else {
            vec![PathBuf::from(parts[0])]
        };
        let mut harness = Harness::open(paths, w.parse().unwrap(), h.parse().unwrap(), lang);
        for keys in parts[3].split(',') {
            harness.keys(keys);
        }
        eprintln!("=== {spec}");
        eprintln!("{}", harness.screen());
    }
}
