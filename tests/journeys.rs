//! The four journeys of a reader, by keys alone: open and look, jump, compare, follow a theme; small and large, in both languages.

use duizhao::locale::Lang;

use crate::support::app::Harness;

const SIZES: [(u16, u16); 2] = [(80, 24), (160, 45)];
const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

/// The samples, at every size and in every language.
fn everywhere(walk: impl Fn(Harness, (u16, u16), Lang)) {
    for size in SIZES {
        for lang in LANGS {
            walk(Harness::open(Vec::new(), size.0, size.1, lang), size, lang);
        }
    }
}

fn row(h: &Harness, y: usize) -> String {
    h.screen().lines().nth(y).unwrap().to_owned()
}

fn title(h: &Harness) -> String {
    row(h, 0)
}

fn heads(h: &Harness) -> String {
    row(h, 1)
}

fn status(h: &Harness) -> String {
    h.screen().lines().last().unwrap().to_owned()
}

#[test]
fn open_and_look_older_left_themes_lit_help_in_reach() {
    everywhere(|h, size, lang| {
        let title = title(&h);
        let (older, newer) = (title.find("2016").unwrap(), title.find("2021").unwrap());
        assert!(older < newer, "{title}");
        assert!(title.contains("沙河口区"), "{title}");
        assert!(
            title.contains(lang.pick("营商环境", "Business environment")),
            "{size:?} {title}"
        );
        assert!(title.contains(lang.pick("承续", "succession")), "{title}");
        assert!(status(&h).ends_with(lang.pick("? 帮助", "? help")));
    });
}

#[test]
fn jump_finds_the_same_sections_in_either_script() {
    everywhere(|mut h, size, _| {
        h.keys("f \"营商\"");
        let simplified = h.screen();
        assert!(simplified.contains("沙河口区 2021"), "{size:?}");
        h.keys("Esc f \"營商\"");
        assert_eq!(simplified, h.screen().replace("營商", "营商"));
    });
}

#[test]
fn jump_that_is_cancelled_leaves_everything_as_it_was() {
    everywhere(|mut h, _, _| {
        h.keys("J J");
        let before = h.screen();
        h.keys("f y s h j Esc");
        assert_eq!(before, h.screen());
    });
}

#[test]
fn jump_to_the_other_pane_keeps_the_pair() {
    everywhere(|mut h, size, _| {
        h.keys("J");
        let before = heads(&h);
        h.keys("f 2 1 Space y s h j Tab");
        let title = title(&h);
        assert!(
            title.contains("2016") && title.contains("2021"),
            "{size:?} {title}"
        );
        assert_ne!(before, heads(&h));
    });
}

#[test]
fn compare_walks_down_and_the_other_pane_says_how_it_stands() {
    everywhere(|mut h, size, lang| {
        let mut before = h.screen();
        for _ in 0..4 {
            h.keys("J");
            let after = h.screen();
            assert_ne!(before, after, "{size:?}");
            let head = heads(&h);
            let none = lang.pick("无对应", "no counterpart");
            assert!(
                head.contains("0.") || head.contains("1.") || head.contains(none),
                "{size:?} {head}"
            );
            before = after;
        }
    });
}

#[test]
fn compare_marks_can_be_put_away_and_brought_back() {
    everywhere(|mut h, _, _| {
        h.keys("J J");
        let marked = h.screen();
        assert!(marked.lines().any(|line| line.contains(" + ")), "{marked}");
        h.keys("d");
        let bare = h.screen();
        assert!(!bare.lines().any(|line| line.contains(" + ")), "{bare}");
        h.keys("d");
        assert_eq!(heads(&h), marked.lines().nth(1).unwrap());
    });
}

#[test]
fn depth_goes_round_and_comes_back_to_the_program_s_choice() {
    everywhere(|mut h, _, lang| {
        let own = title(&h);
        h.keys("m");
        assert!(title(&h).contains(lang.pick("平行", "parallel")));
        h.keys("m");
        assert!(title(&h).contains(lang.pick("修订", "revision")));
        h.keys("m");
        assert_eq!(own, title(&h));
    });
}

#[test]
fn a_theme_leads_from_the_matrix_to_its_passages_and_the_text_and_back() {
    everywhere(|mut h, size, lang| {
        let start = heads(&h);
        h.keys("T");
        assert!(title(&h).contains(lang.pick("主题", "Themes")));
        h.keys("Enter");
        assert!(title(&h).contains(lang.pick("营商环境", "Business environment")));
        assert!(heads(&h).contains(lang.pick("处", "hits")), "{}", heads(&h));
        h.keys("Enter");
        assert!(
            heads(&h).contains("2016") || heads(&h).contains("2021"),
            "{size:?} {}",
            heads(&h)
        );
        // Back the way that was come: the passages, the matrix, the text.
        h.keys("<");
        assert!(heads(&h).contains(lang.pick("处", "hits")), "{}", heads(&h));
        h.keys("Esc");
        assert!(title(&h).contains(lang.pick("主题", "Themes")));
        h.keys("q");
        assert_eq!(start, heads(&h));
    });
}

#[test]
fn hits_are_walked_forth_and_back() {
    everywhere(|mut h, _, _| {
        h.keys("n");
        let first = title(&h);
        h.keys("n n");
        assert_ne!(first, title(&h));
        h.keys("N N");
        assert_eq!(first, title(&h));
    });
}

#[test]
fn escape_leads_home_from_every_overlay() {
    everywhere(|mut h, size, _| {
        h.keys("J");
        let home = h.screen();
        for open in ["f", "t", ":", "?", "p", "a"] {
            h.keys(open);
            assert_ne!(home, h.screen(), "{open} {size:?}");
            h.keys("Esc");
            assert_eq!(home, h.screen(), "{open} {size:?}");
        }
        for screen in ["T", "B"] {
            h.keys(screen);
            assert_ne!(home, h.screen(), "{screen} {size:?}");
            h.keys("q");
            assert_eq!(home, h.screen(), "{screen} {size:?}");
        }
        h.keys("q");
        assert!(h.quit);
    });
}

/// The same four with the program itself, in a pseudo-terminal of 80×24: what a reader presses, and what then stands on the screen.
#[cfg(unix)]
mod in_a_terminal {
    use std::path::Path;

    use duizhao::locale::Lang;

    use super::LANGS;
    use crate::support::pty::{Pty, command};
    use crate::support::shared;

    /// The words of the one language or the other.
    fn either<'a>(lang: Lang, zh: &'a [&'a str], en: &'a [&'a str]) -> &'a [&'a str] {
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    struct Reader {
        pty: Pty,
        lang: Lang,
        so_far: String,
        /// What the reader keeps.
        _kept: tempfile::TempDir,
    }

    impl Reader {
        fn sits_down(paths: &[&Path], lang: Lang) -> Self {
            let mut program = command(env!("CARGO_BIN_EXE_duizhao"));
            program.args(["--lang", lang.pick("zh", "en")]);
            for path in paths {
                program.arg(path);
            }
            let kept = tempfile::tempdir().unwrap();
            program.env("DUIZHAO_LIBRARY", kept.path().join("library"));
            let mut pty = Pty::start(program, 80, 24);
            pty.wait_until("a report", |s| s.contents().contains("2021"));
            pty.wait_until("what was compared", |s| {
                let screen = s.contents();
                !screen.contains("正在比较") && !screen.contains("comparing")
            });
            pty.rest();
            pty.drain();
            Self {
                pty,
                lang,
                so_far: String::new(),
                _kept: kept,
            }
        }

        /// Presses keys, one at a time, and waits for what comes of each.
        fn presses(&mut self, keys: &str) {
            for key in keys.chars() {
                self.pty.keys(&key.to_string());
                self.so_far.push(key);
                if key == '\x1b' {
                    std::thread::sleep(std::time::Duration::from_millis(40));
                }
                self.pty.rest();
                self.pty.drain();
            }
        }

        fn row(&self, y: u16) -> String {
            self.pty
                .screen()
                .rows(0, 80)
                .nth(usize::from(y))
                .unwrap_or_default()
        }

        fn screen(&self) -> String {
            self.pty.screen().contents()
        }

        fn sees(&self, text: &str) {
            let screen = self.screen();
            assert!(
                screen.contains(text),
                "{:?}: “{text}” is not to be seen after {:?}:\n{screen}",
                self.lang,
                self.so_far
            );
        }

        fn sees_one_of(&self, texts: &[&str]) {
            let screen = self.screen();
            assert!(
                texts.iter().any(|t| screen.contains(t)),
                "{:?}: none of {texts:?} after {:?}:\n{screen}",
                self.lang,
                self.so_far
            );
        }

        fn gets_up(mut self) {
            self.pty.keys("\x03");
            assert_eq!(self.pty.end(), 0);
            assert_eq!(
                (self.pty.wire.breach(), self.pty.wire.changed_modes()),
                (None, vec![])
            );
        }
    }

    /// The samples, and the two reports of the seeds where they are.
    fn everywhere(walk: impl Fn(&mut Reader, Lang)) {
        let seeds = shared("reports/seeds");
        for lang in LANGS {
            let mut reader = Reader::sits_down(&[], lang);
            walk(&mut reader, lang);
            reader.gets_up();
            if let Some(seeds) = &seeds {
                let mut of_shahekou: Vec<_> = std::fs::read_dir(seeds)
                    .unwrap()
                    .map(|e| e.unwrap().path())
                    .collect();
                of_shahekou.sort();
                of_shahekou.truncate(2);
                let paths: Vec<&Path> = of_shahekou
                    .iter()
                    .map(std::path::PathBuf::as_path)
                    .collect();
                let mut reader = Reader::sits_down(&paths, lang);
                walk(&mut reader, lang);
                reader.gets_up();
            }
        }
    }

    #[test]
    #[ignore = "the program itself, key by key: half a minute where the machine is idle"]
    fn open_and_look() {
        everywhere(|reader, lang| {
            let title = reader.row(0);
            let (older, newer) = (title.find("2016"), title.find("2021"));
            assert!(older.is_some() && older < newer, "{title}");
            reader.sees("沙河口区");
            reader.sees(lang.pick("营商环境", "Business environment"));
            assert!(
                reader
                    .row(23)
                    .trim_end()
                    .ends_with(lang.pick("? 帮助", "? help")),
                "{}",
                reader.row(23)
            );
            // The outline, and back; all keys of this screen, and back.
            let start = reader.screen();
            reader.presses("o");
            reader.sees(lang.pick("大纲", "outline"));
            reader.presses("\x1b");
            assert_eq!(reader.screen(), start);
            reader.presses("?");
            reader.sees_one_of(either(lang, &["帮助  对照"], &["Help", "help"]));
            reader.presses("\x1b");
            assert_eq!(reader.screen(), start);
        });
    }

    #[test]
    #[ignore = "the program itself, key by key: half a minute where the machine is idle"]
    fn jump() {
        everywhere(|reader, _| {
            reader.presses("fyshj");
            reader.sees("营商环境");
            reader.sees("2021");
            reader.presses("\x1bf沙 21 营商");
            reader.sees("营商环境");
            // Every row that is found is of that year.
            let found = reader.screen();
            assert!(!found.contains("沙河口区 2016 │"), "{found}");
            reader.presses("\r");
            let here = reader.row(1);
            assert!(here.contains("2021"), "{here}");
            reader.sees("营商环境");
            // To the other pane, and back to where it was.
            reader.presses("f营商\t");
            reader.sees("营商环境");
            reader.presses("<");
            let back = reader.row(1);
            assert!(back.contains("2016") && back.contains("2021"), "{back}");
        });
    }

    #[test]
    #[ignore = "the program itself, key by key: half a minute where the machine is idle"]
    fn compare() {
        everywhere(|reader, lang| {
            for _ in 0..4 {
                let before = reader.screen();
                reader.presses("J");
                assert_ne!(before, reader.screen());
                let heads = reader.row(1);
                assert!(
                    heads.contains("0.")
                        || heads.contains("1.")
                        || heads.contains(lang.pick("无对应", "no counterpart")),
                    "{heads}"
                );
            }
            // From difference to difference; marks say what each is.
            reader.presses("}}");
            let marked = [" + ", " - ", " ~ ", " » "];
            reader.sees_one_of(&marked);
            // Overruling: the sections of the other report, nearest first; what is pinned is said, and taken back.
            reader.presses("ggJ=");
            reader.presses("\r");
            reader.sees_one_of(either(lang, &["指定", "本人"], &["linked to", "yours"]));
            reader.presses("u");
            // The overview: what is new, gone, and which figures moved.
            reader.presses("D");
            reader.sees_one_of(either(lang, &["变化"], &["Changes", "changes"]));
            reader.sees_one_of(either(lang, &["数字"], &["figures", "Figures"]));
            reader.presses("q");
        });
    }

    #[test]
    #[ignore = "the program itself, key by key: half a minute where the machine is idle"]
    fn follow_a_theme() {
        everywhere(|reader, lang| {
            reader.presses("T");
            reader.sees(lang.pick("主题", "Themes"));
            reader.sees("2016");
            reader.sees("2021");
            reader.presses("gg\r");
            reader.sees(lang.pick("营商环境", "Business environment"));
            reader.sees(lang.pick("处", "hits"));
            // A passage opens in its text; back the way that was come.
            let passages = reader.screen();
            reader.presses("j\r");
            assert_ne!(reader.screen(), passages);
            reader.presses("<");
            reader.sees(lang.pick("处", "hits"));
            reader.presses("\x1b");
            reader.sees(lang.pick("主题", "Themes"));
            reader.presses("q");
            assert!(
                reader.row(0).contains("2016") && reader.row(0).contains("2021"),
                "{}",
                reader.row(0)
            );
        });
    }
}
