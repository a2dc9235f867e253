//! Whole bulletins of many bodies, written without a look at the rules, and slips planted into them one at a time.
//!
//! A file of `tests/held/` is a list of texts with `=====` between them. `{class:clean|planted}` marks a place: the
//! clean text takes the left, and each slip is the clean text with one right side in it.

// Helpers of tests may stop on the spot, as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use bulletin::{Finding, Options, Severity, read};
use std::collections::BTreeMap;

/// The codes that tell a slip of a class, and how many slips of the class are missed at the most.
const CLASSES: &[(&str, &[&str], usize)] = &[
    ("share", &["share-does-not-compute", "impossible-share"], 1),
    (
        "growth",
        &[
            "growth-does-not-compute",
            "growth-has-no-base",
            "change-does-not-compute",
            "direction-contradicts",
            "share-does-not-compute",
        ],
        2,
    ),
    ("part", &["part-exceeds-whole", "total-differs"], 3),
    ("total", &["total-differs", "parts-fall-short", "part-exceeds-whole", "list-count-differs"], 2),
    ("same", &["figures-contradict", "nouns-contradict", "scale-changes"], 1),
    ("scale", &["scale-changes", "figures-contradict", "part-exceeds-whole"], 2),
    ("repeat", &["sentence-repeated"], 0),
    ("all", &["all-beside-exception"], 0),
    (
        "list",
        &[
            "list-count-differs",
            "measure-count-differs",
            "item-count-differs",
            "document-count-differs",
            "total-differs",
            "parts-fall-short",
        ],
        0,
    ),
    ("number", &["sequence-gap", "sequence-repeat"], 0),
    (
        "date",
        &[
            "dates-out-of-order",
            "range-reversed",
            "date-after-closing",
            "invalid-date",
            "dates-contradict",
            "lost-digits",
        ],
        0,
    ),
    ("rank", &["ranks-contradict", "rank-exceeds-field"], 1),
    ("title", &["title-varies"], 2),
    ("punct", &["punctuation-mixed"], 0),
    ("pair", &["unpaired-quote", "unpaired-title-mark", "unpaired-bracket"], 0),
    ("foot", &["missing-contact", "missing-signature", "missing-date"], 0),
    ("person", &["mobile-number", "identity-number", "bank-card"], 1),
];

/// A piece of a text: plain, or a place with its clean and its planted wording.
enum Piece<'a> {
    Plain(&'a str),
    Place { class: &'a str, clean: &'a str, planted: &'a str },
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = vec![];
    for part in text.split_inclusive('}') {
        let Some((before, place)) = part.split_once('{') else {
            pieces.push(Piece::Plain(part));
            continue;
        };
        pieces.push(Piece::Plain(before));
        let place = place.strip_suffix('}').expect("a place is closed");
        let (class, sides) = place.split_once(':').expect("a place has a class");
        let (clean, planted) = sides.split_once('|').expect("a place has two sides");
        assert_ne!(clean, planted, "{place}");
        pieces.push(Piece::Place { class, clean, planted });
    }
    pieces
}

/// The text with the planted side of one place (`None`: of none), and the bytes of the sentence the slip stands in.
fn written(pieces: &[Piece<'_>], slip: Option<usize>) -> (String, std::ops::Range<usize>) {
    let mut text = String::new();
    let mut place = 0..0;
    for (number, piece) in pieces.iter().enumerate() {
        match *piece {
            Piece::Plain(plain) => text.push_str(plain),
            Piece::Place { planted, .. } if slip == Some(number) => {
                place = text.len()..text.len() + planted.len();
                text.push_str(planted);
            }
            Piece::Place { clean, .. } => text.push_str(clean),
        }
    }
    let before = &text[..place.start];
    let start = before.rsplit(['。', '\n']).next().map_or(0, |head| before.len() - head.len());
    let end = text[place.end..].find(['。', '\n']).map_or(text.len(), |at| place.end + at);
    (text, start..end)
}

fn told(text: &str, found: &[Finding]) -> String {
    let one = |finding: &Finding| {
        let places: Vec<&str> = finding.spans.iter().map(|span| span.of(text)).collect();
        format!("{} {places:?}", finding.code.as_str())
    };
    found.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// What a set gives.
#[derive(Default)]
struct Measured {
    texts: usize,
    alarms: Vec<String>,
    notes: usize,
    missed: Vec<String>,
    /// Found and planted slips of a class.
    classes: BTreeMap<&'static str, (usize, usize)>,
}

fn measure(set: &str) -> Measured {
    let mut measured = Measured::default();
    for text in set.split("=====").map(str::trim).filter(|text| !text.is_empty()) {
        let pieces = pieces(text);
        let (clean, _) = written(&pieces, None);
        let found = read(&clean, Options::default()).findings;
        let head = clean.lines().next().unwrap();
        measured.texts += 1;
        for finding in &found {
            measured.notes += usize::from(finding.code.severity() == Severity::Note);
            measured.alarms.push(format!("{head}: {}", told(&clean, std::slice::from_ref(finding))));
        }
        for (number, piece) in pieces.iter().enumerate() {
            let Piece::Place { class, planted, .. } = *piece else { continue };
            let (class, codes, _) = CLASSES.iter().find(|(name, ..)| *name == class).expect(class);
            let (text, sentence) = written(&pieces, Some(number));
            let found = read(&text, Options::default()).findings;
            let hit = found.iter().any(|finding| {
                codes.contains(&finding.code.as_str())
                    && (*class == "foot"
                        || finding
                            .spans
                            .iter()
                            .any(|span| span.start < sentence.end && sentence.start < span.end))
            });
            let count = measured.classes.entry(class).or_default();
            count.1 += 1;
            count.0 += usize::from(hit);
            if !hit {
                let around = text[sentence].trim().to_owned();
                measured
                    .missed
                    .push(format!("{class} <{planted}> in {around}\n      {}", told(&text, &found)));
            }
        }
    }
    measured
}

fn print(name: &str, measured: &Measured) {
    let (hit, all) = measured.classes.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    println!(
        "{name}: {} texts, {hit} of {all} slips found, {} alarms ({} of them notes)",
        measured.texts,
        measured.alarms.len(),
        measured.notes
    );
    for (class, (hit, all)) in &measured.classes {
        println!("  {class}: {hit} of {all}");
    }
    for alarm in &measured.alarms {
        println!("  alarm {alarm}");
    }
    for missed in &measured.missed {
        println!("  missed {missed}");
    }
}

#[test]
fn slips_in_bulletins_of_many_bodies_are_found() {
    let sets = [
        ("first", include_str!("held/first.txt")),
        ("second", include_str!("held/second.txt")),
        ("third", include_str!("held/third.txt")),
        ("fourth", include_str!("held/fourth.txt")),
    ];
    let measured = sets.map(|(name, set)| (name, measure(set)));
    let mut classes: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (name, set) in &measured {
        print(name, set);
        for (class, (hit, all)) in &set.classes {
            let sum = classes.entry(class).or_default();
            *sum = (sum.0 + hit, sum.1 + all);
        }
    }
    println!("{classes:?}");
    let alarms: Vec<&str> = measured.iter().flat_map(|(_, set)| &set.alarms).map(String::as_str).collect();
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
    for (class, _, missed) in CLASSES {
        let (hit, all) = classes.get(class).copied().unwrap_or_default();
        assert!(all >= 5 && all - hit <= *missed, "{class}: {hit} of {all}");
    }
}
