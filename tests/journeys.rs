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
