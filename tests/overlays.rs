//! Help, palette, library and welcome screen: what they say, that they do what they say, and that no size breaks them.

use crate::support::app::Harness;
use duizhao::locale::Lang;

#[test]
#[ignore]
fn dump() {
    let var = std::env::var("DUMP").unwrap();
    let parts: Vec<&str> = var.split(';').collect();
    let [lang, size, paths, keys] = parts.as_slice() else {
        panic!()
    };
    let (w, h) = size.split_once('x').unwrap();
    let lang = if *lang == "en" { Lang::En } else { Lang::Zh };
    let paths = paths
        .split(',')
        .filter(|p| !p.is_empty())
        .map(Into::into)
        .collect();
    let mut h = Harness::open(paths, w.parse().unwrap(), h.parse().unwrap(), lang);
    h.keys(keys);
    println!("{}", h.screen());
}
