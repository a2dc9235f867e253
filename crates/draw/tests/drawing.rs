//! Draws: what the rules say is kept, the same comes out again, every change shows, and nobody is favoured.

// Helpers of tests may stop on the spot, as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use draw::{
    CannotDraw, Commitment, Difference, Discarded, Inspector, Object, Record, Rules, Why, commitment, draw,
    freeze,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

const SECRET: &str = "the ninth ball of the evening";

fn objects(size: usize) -> Vec<Object> {
    (0..size)
        .map(|at| Object {
            id: format!("O{at:05}"),
            class: ["high", "low"][usize::from(at % 4 != 0)].into(),
            group: ["east", "west"][at % 2].into(),
            unit: format!("U{}", at / 3),
        })
        .collect()
}

fn inspectors(size: usize) -> Vec<Inspector> {
    (0..size)
        .map(|at| Inspector {
            id: format!("I{at:03}"),
            unit: format!("U{at}"),
            qualified: at % 5 != 4,
            aside: if at == 0 { vec!["O00004".into()] } else { vec![] },
        })
        .collect()
}

fn rules() -> Rules {
    let ratios = BTreeMap::from([("high".into(), 2_000), ("low".into(), 500)]);
    Rules { ratios, inspectors: 2, unit_once: true, ..Rules::default() }
}

fn record(size: usize, rules: Rules) -> Record {
    let shown = Commitment::Secret { hash: commitment(SECRET) };
    Record::make((objects(size), inspectors(12), rules), shown, SECRET.into(), vec![]).unwrap()
}

#[test]
fn each_class_gives_its_ratio_rounded_up_and_no_unit_is_drawn_twice() {
    let record = record(201, Rules { by_group: true, ..rules() });
    let told: Vec<_> = record
        .outcome
        .strata
        .iter()
        .map(|stratum| (&*stratum.class, &*stratum.group, stratum.size, stratum.wanted, stratum.drawn))
        .collect();
    // Every fourth is of the high class, and all of those are in the east.
    assert_eq!(told, [("high", "east", 51, 11, 11), ("low", "east", 50, 3, 3), ("low", "west", 100, 5, 5)]);
    let unit = |id: &str| record.objects.iter().find(|object| object.id == id).unwrap().unit.clone();
    let mut units: Vec<String> = record.outcome.drawn.iter().map(|drawn| unit(&drawn.object)).collect();
    units.sort();
    units.dedup();
    assert_eq!(units.len(), 19);
}

#[test]
fn inspectors_are_qualified_stand_aside_and_have_no_more_than_they_may() {
    let everything = Rules {
        ratios: BTreeMap::from([("high".into(), 10_000), ("low".into(), 10_000)]),
        most: 8,
        unit_once: false,
        ..rules()
    };
    let record = record(36, everything);
    let mut in_hand: BTreeMap<&str, usize> = BTreeMap::new();
    let mut reasons = vec![];
    for drawn in &record.outcome.drawn {
        assert_eq!(drawn.inspectors.len(), 2);
        assert_ne!(drawn.inspectors[0], drawn.inspectors[1]);
        let object = record.objects.iter().find(|object| object.id == drawn.object).unwrap();
        for id in &drawn.inspectors {
            *in_hand.entry(id).or_default() += 1;
            let inspector = record.inspectors.iter().find(|inspector| inspector.id == *id).unwrap();
            assert!(
                inspector.qualified && inspector.unit != object.unit && !inspector.aside.contains(&object.id)
            );
        }
        reasons.extend(drawn.passed.iter().map(|passed| passed.why));
    }
    assert!(in_hand.values().all(|count| *count <= 8), "{in_hand:?}");
    for why in [Why::OwnUnit, Why::EnoughInHand] {
        assert!(reasons.contains(&why), "{why:?} was never a reason");
    }
}

#[test]
fn what_was_drawn_before_in_the_period_is_not_drawn_again() {
    let before = Rules { drawn_before: vec!["U0".into(), "O00007".into()], ..rules() };
    let everything = Rules {
        ratios: BTreeMap::from([("high".into(), 10_000), ("low".into(), 10_000)]),
        unit_once: false,
        ..before
    };
    let record = record(12, everything);
    let drawn: Vec<&str> = record.outcome.drawn.iter().map(|drawn| &*drawn.object).collect();
    assert_eq!(drawn.len(), 8);
    assert!(["O00000", "O00001", "O00002", "O00007"].iter().all(|out| !drawn.contains(out)), "{drawn:?}");
    assert_eq!(record.outcome.strata.iter().map(|stratum| stratum.before).sum::<usize>(), 4);
}

#[test]
fn a_record_comes_out_again_to_the_byte_and_every_change_shows() {
    let record = record(120, rules());
    let (again, differences) = record.replay().unwrap();
    assert!(differences.is_empty());
    assert_eq!(serde_json::to_string(&again).unwrap(), serde_json::to_string(&record.outcome).unwrap());
    let json = serde_json::to_string(&record).unwrap();
    assert_eq!(serde_json::from_str::<Record>(&json).unwrap(), record);

    let told = |change: fn(&mut Record)| {
        let mut changed = record.clone();
        change(&mut changed);
        changed.replay().unwrap().1
    };
    assert_eq!(told(|record| record.outcome.drawn[2].inspectors.swap(0, 1)), [Difference::Drawn(3)]);
    assert_eq!(told(|record| record.outcome.strata[0].wanted = 1), [Difference::Stratum(1)]);
    assert_eq!(
        told(|record| {
            record.outcome.drawn.pop();
        }),
        [Difference::Drawn(record_len())]
    );
    assert_eq!(told(|record| record.frozen.rules = String::new()), [Difference::Frozen("rules")]);
    assert_eq!(told(|record| record.algorithm = "mine".into()), [Difference::Algorithm("mine".into())]);
    // A register changed after it was frozen, or another secret: everything comes out otherwise.
    let register = told(|record| record.inspectors[3].qualified = false);
    assert_eq!(register[..2], [Difference::Frozen("inspectors"), Difference::Seed]);
    let secret = told(|record| record.reveal = "another secret".into());
    assert_eq!(secret[..2], [Difference::Reveal, Difference::Seed]);
}

/// Objects drawn from 120: a fifth of 30 and a twentieth of 90.
fn record_len() -> usize {
    6 + 5
}

#[test]
fn a_redraw_is_another_draw_with_its_reason() {
    let first = record(120, rules());
    let discarded =
        Discarded { outcome: first.outcome.hash(), reason: "two of them have closed down".into() };
    let again = Record::make(
        (first.objects.clone(), first.inspectors.clone(), first.rules.clone()),
        first.commitment.clone(),
        SECRET.into(),
        vec![discarded],
    )
    .unwrap();
    assert_ne!(again.outcome, first.outcome);
    assert!(again.replay().unwrap().1.is_empty());
    let mut silent = again;
    silent.discarded[0].reason = " ".into();
    assert_eq!(silent.replay().unwrap().1, [Difference::NoReason(1)]);
}

#[test]
fn what_cannot_be_drawn_is_told_with_its_place() {
    let frozen = |change: fn(&mut Vec<Object>, &mut Vec<Inspector>, &mut Rules)| {
        let (mut objects, mut inspectors, mut rules) = (objects(20), inspectors(12), rules());
        change(&mut objects, &mut inspectors, &mut rules);
        freeze(&objects, &inspectors, &rules).map(|_| ()).unwrap_err()
    };
    assert_eq!(
        frozen(|o, _, _| o[3].id = "O00002".into()),
        CannotDraw::Twice { register: "objects", id: "O00002".into() }
    );
    assert_eq!(
        frozen(|o, _, _| o.swap(1, 2)),
        CannotDraw::Order { register: "objects", id: "O00001".into() }
    );
    assert_eq!(frozen(|o, _, _| o[5].id.clear()), CannotDraw::Entry { register: "objects", number: 6 });
    assert_eq!(
        frozen(|_, i, _| i.clear()),
        CannotDraw::Size { register: "inspectors", found: 0, most: 20_000 }
    );
    assert_eq!(frozen(|_, _, r| r.inspectors = 1), CannotDraw::Inspectors { wanted: 1 });
    assert_eq!(
        frozen(|_, _, r| {
            r.ratios.remove("high");
        }),
        CannotDraw::NoRatio { class: "high".into(), object: "O00000".into() }
    );
    assert_eq!(
        frozen(|_, i, _| i.iter_mut().for_each(|inspector| inspector.qualified = inspector.id == "I001")),
        CannotDraw::TooFew { qualified: 1, wanted: 2 }
    );
    let shown = Commitment::Secret { hash: commitment(SECRET) };
    let all = || (objects(20), inspectors(12), rules());
    assert_eq!(Record::make(all(), shown, "something else".into(), vec![]).unwrap_err(), CannotDraw::NotKept);
    let public = || Commitment::Public { source: "closing figure".into() };
    assert_eq!(
        Record::make(all(), public(), "1".into(), vec![]).unwrap_err(),
        CannotDraw::Reveal { found: 1 }
    );
    let mut all_aside = all();
    all_aside
        .1
        .iter_mut()
        .for_each(|inspector| inspector.aside = (0..20).map(|at| format!("O{at:05}")).collect());
    let told = Record::make(all_aside, public(), SECRET.into(), vec![]).unwrap_err();
    assert!(matches!(told, CannotDraw::NobodyLeft { found: 0, .. }), "{told:?}");
}

/// How far counts lie from `expected` each: Pearson's statistic.
fn chi_square(counts: &[usize], expected: f64) -> f64 {
    counts.iter().map(|count| (*count as f64 - expected).powi(2) / expected).sum()
}

#[test]
fn nobody_is_favoured() {
    // 3,000 draws with seeds that are fixed, so this cannot fail by bad luck: it would have failed when it was written.
    let objects: Vec<Object> = (0..100)
        .map(|at| Object { id: format!("{at:03}"), class: "c".into(), ..Object::default() })
        .collect();
    let inspectors: Vec<Inspector> = (0..20)
        .map(|at| Inspector { id: format!("{at:02}"), qualified: true, ..Inspector::default() })
        .collect();
    let rules = Rules { ratios: BTreeMap::from([("c".into(), 1_000)]), inspectors: 2, ..Rules::default() };
    let frozen = freeze(&objects, &inspectors, &rules).unwrap();
    let (mut object, mut first, mut inspector, mut pair) =
        (vec![0; 100], vec![0; 100], vec![0; 20], vec![0; 400]);
    for round in 0..3_000 {
        let outcome = draw(&objects, &inspectors, &rules, &frozen, 1, &format!("round {round}")).unwrap();
        first[outcome.drawn[0].object.parse::<usize>().unwrap()] += 1;
        for drawn in outcome.drawn {
            object[drawn.object.parse::<usize>().unwrap()] += 1;
            let two: Vec<usize> = drawn.inspectors.iter().map(|id| id.parse().unwrap()).collect();
            inspector[two[0]] += 1;
            inspector[two[1]] += 1;
            pair[two[0] * 20 + two[1]] += 1;
        }
    }
    let pair: Vec<usize> = (0..400).filter(|at| at / 20 != at % 20).map(|at| pair[at]).collect();
    // The middle 99.8 in a hundred of the distribution with so many degrees of freedom.
    for (what, counts, expected, (low, high)) in [
        ("objects", &object, 300.0, (61.1, 148.2)),
        ("first objects", &first, 30.0, (61.1, 148.2)),
        ("inspectors", &inspector, 3_000.0, (5.4, 43.8)),
        ("pairs of inspectors", &pair, 30_000.0 / 380.0, (300.6, 467.6)),
    ] {
        let found = chi_square(counts, expected);
        // Drawing without putting back makes counts lie closer together than the distribution says.
        assert!((low * 0.8..high).contains(&found), "{what}: {found}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever the rules, what was drawn comes out again, each object once and never more than there are.
    #[test]
    fn any_draw_can_be_done_again(size in 1_usize..60, high in 0_u32..=10_000, low in 0_u32..=10_000, once: bool, groups: bool, secret in "[a-z]{4,20}") {
        let rules = Rules {
            ratios: BTreeMap::from([("high".into(), high), ("low".into(), low)]),
            unit_once: once,
            by_group: groups,
            ..rules()
        };
        let shown = Commitment::Secret { hash: commitment(&secret) };
        let record = Record::make((objects(size), inspectors(12), rules), shown, secret, vec![]).unwrap();
        prop_assert!(record.replay().unwrap().1.is_empty());
        let mut ids: Vec<&str> = record.outcome.drawn.iter().map(|drawn| &*drawn.object).collect();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), record.outcome.drawn.len());
        for stratum in &record.outcome.strata {
            prop_assert!(stratum.drawn <= stratum.wanted && stratum.wanted <= stratum.size);
            prop_assert!(stratum.drawn == stratum.wanted || once || stratum.before > 0);
        }
    }
}
