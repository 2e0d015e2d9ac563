#![allow(
    clippy::all,
    clippy::pedantic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    clippy::print_stdout,
    missing_docs
)]
use duizhao::report::*;
use std::sync::Arc;
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let path = args
        .iter()
        .find(|a| a.contains('/') || a.contains('.'))
        .unwrap();
    let bytes = std::fs::read(path).unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let text = text.trim_start_matches('\u{feff}').to_string();
    let t0 = std::time::Instant::now();
    let r = Report::read(Arc::from(text.as_str()), SourceInfo::default());
    let dt = t0.elapsed();
    let line_of = |at: usize| 1 + text[..at].bytes().filter(|b| *b == b'\n').count();
    if args.iter().any(|a| a == "json") {
        let sections: Vec<_> = r.section_ids().map(|(id, s)| serde_json::json!({
            "id": id.0, "level": s.level, "marker": r.marker(id), "title": r.title(id), "line": s.line, "column": s.column, "kind": s.kind.name(), "role": s.role.name()
        })).collect();
        let mut removed = vec![];
        for x in &r.removed {
            let s = x.span;
            let ls = text[..s.start()].rfind('\n').map_or(0, |i| i + 1);
            let le = text[s.end()..]
                .find('\n')
                .map_or(text.len(), |i| i + s.end());
            if text[ls..s.start()].trim().is_empty() && text[s.end()..le].trim().is_empty() {
                removed.push(serde_json::json!({"first_line": line_of(s.start()), "last_line": line_of(s.end()), "reason": x.reason.name()}));
            }
        }
        println!(
            "{}",
            serde_json::json!({"report": {}, "sections": sections, "removed": removed})
        );
        return;
    }
    println!(
        "== {path} {:?} paras {} start {} removed {} gaps {}",
        dt,
        r.paragraphs.len(),
        r.speech_start,
        r.removed.len(),
        r.gaps.len()
    );
    for x in &r.removed {
        let t: String = x.span.of(&text).chars().take(60).collect();
        println!(
            "  - {} L{}-{} {:?}",
            x.reason.name(),
            line_of(x.span.start()),
            line_of(x.span.end()),
            t
        );
    }
    if args.iter().any(|a| a == "paras") {
        for p in &r.paragraphs {
            println!("P {}", r.reading(p.span));
        }
    }
    let mut shown = 0;
    let noins = args.iter().any(|a| a == "noins");
    for (id, s) in r.section_ids() {
        if noins && s.inside {
            continue;
        }
        println!(
            "{:>4}{}{} {}{}  [{}{}{}{}]",
            s.line,
            "  ".repeat(s.level as usize),
            if s.inside { "·" } else { "" },
            r.marker(id),
            r.title(id),
            s.kind.name(),
            if s.run_in { " run" } else { "" },
            if s.level == 1 { " " } else { "" },
            if s.level == 1 { s.role.name() } else { "" }
        );
        shown += 1;
    }
    let _ = shown;
}
