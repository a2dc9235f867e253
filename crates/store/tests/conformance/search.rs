//! Search: an index finds what looking through all texts finds, whatever the words hold.

use crate::{
    bench::{ask, furnished, memory, play, sqlite},
    chance::Chance,
    desk::{Order, comment, open},
    history::{History, text},
};
use ledger::MatterId;
use store::{Filter, Sort, Store, View, search::Said};

/// What a search finds, and the list with the same words.
fn find(view: &dyn View, words: &[String], limit: usize) -> (Vec<MatterId>, Vec<Said>, Vec<u64>) {
    let found = view.search(words, limit).unwrap_or_else(|error| panic!("{words:?}: {error}"));
    let said = view.search_said(words, limit).unwrap_or_else(|error| panic!("{words:?}: {error}"));
    let filter = Filter { words: words.to_vec(), ..Filter::default() };
    let rows = view.rows(&filter, Sort::Outline, None, limit).unwrap();
    (found, said, rows.iter().map(|row| row.id.0).collect())
}

#[test]
fn random_words_find_what_the_plain_reading_finds() {
    let history = History::new(81, 500);
    let store = furnished(&sqlite);
    play(store.as_ref(), &history.orders);
    let (view, plain) = (store.view().unwrap(), history.store.view().unwrap());
    let mut chance = Chance::new(82);
    let (mut full, mut said) = (0, 0);
    for round in 0..600 {
        let text: String = text(&mut chance).chars().skip(1).collect();
        let signs: Vec<char> = text.chars().collect();
        // A piece of a text, down to one sign; half of the time straight, else as a query is split.
        let start = chance.below(signs.len());
        let length = 1 + chance.below(if round % 3 == 0 { 2 } else { 6 });
        let piece: String = signs.into_iter().skip(start).take(length).collect();
        let words = match round % 2 {
            0 => store::search::words(&piece),
            _ => vec![piece],
        };
        let wanted = find(plain.as_ref(), &words, usize::MAX);
        full += usize::from(!wanted.0.is_empty() || !wanted.1.is_empty());
        said += usize::from(!wanted.1.is_empty());
        assert_eq!(find(view.as_ref(), &words, usize::MAX), wanted, "{words:?}");
        let limit = 1 + chance.below(5);
        assert_eq!(find(view.as_ref(), &words, limit), find(plain.as_ref(), &words, limit), "{words:?}");
    }
    assert!(full > 200 && said > 80, "{full} words find something, {said} something said");
}

#[test]
fn what_was_said_is_found_before_and_after_the_index_takes_it() {
    let (indexed, plain) = (furnished(&sqlite), furnished(&memory));
    // The index takes the words of 1,024 events at a time: looks on the way to it, just past it, and far from it.
    for (number, count) in [(1, 700), (2, 310), (3, 20), (4, 1500)] {
        for store in [&indexed, &plain] {
            let opened = (number == 1).then(|| open("campaign", "整改", None));
            let said = (0..count).map(|n| comment(1, &format!("第{}批，租金{number}", n % 97)));
            let steps = opened.into_iter().chain(said).collect();
            ask(store.as_ref(), Order { number, steps }.work()).unwrap();
        }
        let looks = [&indexed, &plain].map(|store| store.view().unwrap());
        for word in ["第9批", "租金1", "租", "批，租", "没有"] {
            for limit in [1, 30, usize::MAX] {
                let [found, wanted] = [0, 1].map(|at| find(looks[at].as_ref(), &[word.to_owned()], limit));
                assert_eq!(found, wanted, "{word} after order {number}");
            }
        }
    }
}

/// Stores of both backends that hold these titles as units, and each as a comment too.
fn holding(texts: &[&str]) -> [Box<dyn Store>; 2] {
    [furnished(&sqlite), furnished(&memory)].map(|store| {
        let steps = texts.iter().map(|text| open("unit", text, None));
        let said = (1..).zip(texts).map(|(id, text)| comment(id, text));
        ask(store.as_ref(), Order { number: 1, steps: steps.chain(said).collect() }.work()).unwrap();
        store
    })
}

#[test]
fn words_find_the_texts_that_hold_them() {
    let texts = [
        "整改措施",
        "整改，措施",
        "措施整改",
        "Lease ＡＢ１２ register",
        "NEAR the OR gate AND NOT",
        "“引号” \"quoted\" it's",
        "a*b c^d e:f -g {h}",
        "ΣΊΣΥΦΟΣ ſtraße K µ ǅ İ",
        "का हिन्दी ก็ำ 各\u{e000}自",
        "①②½ Ⅷ ㍿ ﬁ",
        "👍🏽 好",
        "𠮷野家",
        "一",
        "e\u{301}té été",
    ];
    let all = holding(&texts);
    let cases: [(&str, &[u64]); 31] = [
        ("整改", &[1, 2, 3]),
        ("改措", &[1]),
        ("整改措施", &[1]),
        ("整改，措施", &[1, 2, 3]),
        ("整", &[1, 2, 3]),
        ("施", &[1, 2, 3]),
        ("lease", &[4]),
        ("EAS", &[4]),
        ("ab12", &[4]),
        ("ｂ１", &[4]),
        ("near", &[5]),
        ("NEAR(the", &[5]),
        ("and", &[5]),
        ("OR", &[5]),
        ("quoted", &[6]),
        ("\"quoted\"", &[6]),
        ("引号", &[6]),
        ("it's", &[6]),
        ("a*b", &[4, 7]),
        ("c^d", &[7]),
        ("{h}", &[5, 7]),
        ("hi", &[]),
        ("στ", &[]),
        ("ίσ", &[8]),
        ("traß", &[8]),
        ("हिन्दी", &[9]),
        ("各自", &[]),
        ("½", &[10]),
        ("👍", &[]),
        ("𠮷野", &[12]),
        ("一", &[13]),
    ];
    for (word, wanted) in cases {
        for store in &all {
            let view = store.view().unwrap();
            let (found, said, rows) = find(view.as_ref(), &[word.to_owned()], 100);
            let mut ids: Vec<u64> = found.iter().map(|id| id.0).collect();
            let mut said: Vec<u64> = said.iter().map(|said| said.matter.0).collect();
            assert!(ids.is_sorted_by(|a, b| a > b), "newest first: {word} {ids:?}");
            ids.reverse();
            said.reverse();
            assert_eq!(
                (ids.as_slice(), said.as_slice(), rows.as_slice()),
                (wanted, wanted, wanted),
                "{word}"
            );
        }
    }
    // Whatever stands in the texts themselves is found alike, sign by sign and pair by pair.
    let [indexed, plain] = all.each_ref().map(|store| store.view().unwrap());
    for text in texts {
        let signs: Vec<char> = text.chars().collect();
        for word in signs.windows(1).chain(signs.windows(2)).chain(signs.windows(3)) {
            let words = [word.iter().collect::<String>()];
            let wanted = find(plain.as_ref(), &words, 100);
            assert_eq!(find(indexed.as_ref(), &words, 100), wanted, "{words:?}");
        }
    }
}

#[test]
fn words_a_query_language_would_read_are_words() {
    let all = holding(&["租金 台账", "NEAR OR", "a"]);
    let hostile = [
        "",
        " ",
        "\"",
        "\"\"",
        "'",
        "*",
        "^",
        ":",
        "(",
        ")",
        "(((",
        "-",
        "+",
        "{}",
        "AND",
        "OR",
        "NOT",
        "NEAR",
        "NEAR(a b, 2)",
        "a AND",
        "OR a",
        "NOT a",
        "a NOT b",
        "terms:a",
        "terms : a",
        "-terms:a",
        "^a",
        "a*",
        "*a",
        "\"a",
        "a\"",
        "\"a\" OR \"b\"",
        "a + b",
        "租金*",
        "\"租金\"",
        "'; DROP TABLE matter; --",
        "%",
        "_",
        "\\",
        "\0",
        "a\0b",
        "租\0金",
        "\u{feff}租金",
        "\u{e000}",
        "\u{202e}租金",
        "a\nb",
        "matter_text",
        "rowid:1",
    ];
    for word in hostile {
        for words in [vec![word.to_owned()], vec![word.to_owned(), "租金".into()], store::search::words(word)]
        {
            let [indexed, plain] = all.each_ref().map(|store| store.view().unwrap());
            assert_eq!(find(indexed.as_ref(), &words, 100), find(plain.as_ref(), &words, 100), "{words:?}");
        }
    }
}

#[test]
fn very_long_words_are_searched_like_short_ones() {
    let long: String = "整改措施台账".repeat(60);
    let parted: String = "整-改 措-施".repeat(60);
    let all = holding(&[&long, &parted, "整改"]);
    let prefix: String = long.chars().take(300).collect();
    let cases: [(Vec<String>, usize); 6] = [
        (vec![long.clone()], 1),
        (vec![prefix], 1),
        (vec![long.replace('账', "帐")], 0),
        (vec![parted.clone()], 1),
        (vec!["整-改-措-施-".repeat(100)], 2),
        ((0..300).map(|n| format!("整{}", if n % 2 == 0 { "" } else { "-改" })).collect(), 3),
    ];
    for (words, wanted) in cases {
        for store in &all {
            let view = store.view().unwrap();
            let (_, _, rows) = find(view.as_ref(), &words, 100);
            assert_eq!(rows.len(), wanted, "{:.60}", words[0]);
        }
    }
    let view = all[0].view().unwrap();
    assert_eq!(view.search(&["整".repeat(20_000)], 10).unwrap(), []);
    assert_eq!(view.search(&["整-".repeat(10_000)], 10).unwrap().first(), Some(&MatterId(3)));
}

#[test]
fn a_pair_finds_the_matters_of_a_kind_that_hold_it() {
    let history = History::new(91, 440);
    let store = furnished(&sqlite);
    play(store.as_ref(), &history.orders);
    let view = store.view().unwrap();
    for store in [store.as_ref(), history.store.as_ref()] {
        let mut held = 0;
        let look = store.view().unwrap();
        for kind in ["item", "measure", "unit", "none"] {
            for pair in ["整改", "租金", "ab", "12", "金整", "or", "整", "，租", "整改措", ""] {
                let mut wanted = vec![];
                for id in (1..view.head().next_matter.0).rev().map(MatterId) {
                    let matter = view.matter(id).unwrap().unwrap();
                    let text = store::search::matter_text(&matter, &view.kinds());
                    if matter.kind == kind && store::search::pairs(&text).any(|one| one == pair) {
                        wanted.push(id);
                    }
                }
                held += wanted.len();
                assert_eq!(look.holding(kind, pair, usize::MAX).unwrap(), wanted, "{kind} {pair}");
                wanted.truncate(1);
                assert_eq!(look.holding(kind, pair, 1).unwrap(), wanted, "{kind} {pair}");
            }
        }
        assert!(held > 50, "{held} finds");
    }
}
