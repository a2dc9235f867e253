//! Every event can be split for the log and put together again, and nothing sealed shows in the open part.

use crate::town::kinds;
use jiff::civil::{Date, date};
use ledger::{
    Change, Event, FieldValue, Figure, Kind, MatterId, Origin, Position, Seq, canonical,
    command::{Assign, Open, ReportProgress},
    event::Moved,
    event::Parts,
};
use proptest::{collection::vec, option, prelude::*};
use std::collections::{BTreeMap, BTreeSet};

/// Stands in every free or personal text, and nowhere else.
const MARK: &str = "机密";

fn words() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[a-z]{1,8}", "\\PC{0,12}", Just("{\"a.b\": null}".to_owned())]
        .prop_map(|text| text.replace(MARK, ""))
}

fn secret() -> impl Strategy<Value = String> {
    (words(), words()).prop_map(|(before, behind)| format!("{before}{MARK}{behind}"))
}

fn id() -> impl Strategy<Value = MatterId> {
    prop_oneof![0u64..50, Just(u64::MAX)].prop_map(MatterId)
}

fn day() -> impl Strategy<Value = Date> {
    (2000i16..2100, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

fn change() -> impl Strategy<Value = Change<MatterId>> {
    prop_oneof![Just(Change::Keep), Just(Change::Clear), id().prop_map(Change::Set)]
}

fn figure() -> impl Strategy<Value = Figure> {
    (words(), "-?[0-9]{1,9}(\\.[0-9]{1,3})?", words(), option::of(Just("about".to_owned())))
        .prop_map(|(name, value, unit, qualifier)| Figure { name, value, unit, qualifier })
}

/// Own fields of an item: open ones plain, free ones and one the kind does not know with the mark.
fn fields() -> impl Strategy<Value = BTreeMap<String, FieldValue>> {
    let open = prop_oneof![
        Just(("class".to_owned(), FieldValue::Text("immediate".into()))),
        Just(("risk".to_owned(), FieldValue::Text("high".into()))),
        any::<bool>().prop_map(|flag| ("key".to_owned(), FieldValue::Flag(flag))),
    ];
    let sealed = (prop::sample::select(vec!["statement", "published", "unknown", "un.known"]), secret())
        .prop_map(|(name, text)| (name.to_owned(), FieldValue::Text(text)));
    let several = vec(secret(), 1..3).prop_map(|texts| ("unknown_list".to_owned(), FieldValue::Many(texts)));
    vec(prop_oneof![open, sealed, several], 0..5).prop_map(|pairs| pairs.into_iter().collect())
}

fn opened() -> impl Strategy<Value = Event> {
    let origin = ("[0-9a-f]{64}", any::<[u64; 2]>()).prop_map(|(source, span)| Origin { source, span });
    let place = (option::of(id()), vec(id(), 0..4), vec(any::<u32>(), 0..4));
    (words(), secret(), fields(), vec(figure(), 0..3), option::of(origin), place).prop_map(
        |(number, title, fields, figures, origin, (parent, above, ranks))| Event::Opened {
            open: Open {
                kind: "item".into(),
                number,
                title,
                parent,
                fields,
                figures,
                origin,
                due: None,
                taken_as: None,
            },
            above,
            position: ranks.into_iter().fold(Position::root(1), |at, rank| at.child(rank)),
            state: "planned".into(),
        },
    )
}

fn reported() -> impl Strategy<Value = Event> {
    let texts = (secret(), secret(), prop_oneof![Just(String::new()), secret()]);
    let rest = (any::<bool>(), option::of(0u8..=100), vec(figure(), 0..3), vec("[0-9a-f]{64}", 0..3));
    (texts, rest).prop_map(|((text, problems, help), (no_change, percent, figures, evidence))| {
        Event::ProgressReported(ReportProgress {
            no_change,
            percent,
            text,
            problems,
            help,
            figures,
            evidence,
        })
    })
}

fn attached() -> impl Strategy<Value = Event> {
    ("[0-9a-f]{64}", any::<u64>(), words(), option::of(day()), secret(), secret()).prop_map(
        |(hash, size, media, produced, name, title)| Event::EvidenceAttached {
            hash,
            size,
            media,
            kind: "photo".into(),
            produced,
            name,
            title,
        },
    )
}

/// Every event but the definition of a kind, which the tests below add.
fn event() -> impl Strategy<Value = Event> {
    let cleared = vec(prop::sample::select(vec!["class", "statement", "unknown"]), 0..2);
    let edited = (fields(), cleared).prop_map(|(fields, cleared)| {
        let set = fields.into_iter().map(|(name, value)| (name, Some(value)));
        Event::FieldsEdited { set: set.chain(cleared.into_iter().map(|name| (name.into(), None))).collect() }
    });
    let assigned = (change(), change(), change(), option::of(vec(id(), 0..4))).prop_map(
        |(unit, person, leader, helpers)| Event::Assigned(Assign { unit, person, leader, helpers }),
    );
    let dated = (option::of(day()), option::of(day()), secret())
        .prop_map(|(due, was, reason)| Event::DueDateSet { due, was, reason });
    let linked =
        (id(), words(), secret()).prop_map(|(to, relation, note)| Event::Linked { to, relation, note });
    let moved = (words(), words(), option::of(words()), secret()).prop_map(|(from, to, code, reason)| {
        Event::Moved(Moved { name: "start".into(), from, to, code, reason, ..Moved::default() })
    });
    let corrected = (option::of(words()), option::of(secret()), secret())
        .prop_map(|(number, title, reason)| Event::Corrected { number, title, reason });
    let granted = (words(), option::of(id()), option::of(day()))
        .prop_map(|(role, unit, until)| Event::RoleGranted { role, unit, until });
    let erased = (any::<u64>(), vec(words(), 0..3), words())
        .prop_map(|(seq, fields, ground)| Event::Erased { seq: Seq(seq), fields, ground });
    prop_oneof![
        opened(),
        edited,
        assigned,
        dated,
        reported(),
        secret().prop_map(|text| Event::Commented { text }),
        linked,
        (id(), words()).prop_map(|(to, relation)| Event::Unlinked { to, relation }),
        attached(),
        moved,
        corrected,
        granted,
        (words(), option::of(id())).prop_map(|(role, unit)| Event::RoleRevoked { role, unit }),
        erased,
    ]
}

fn item() -> Kind {
    kinds().remove("item").unwrap()
}

/// Through the text that is hashed and stored, and back.
fn stored(parts: &Parts) -> Parts {
    let again = |value| serde_json::from_str(&canonical::to_string(value)).unwrap();
    let sealed = parts.sealed.iter().map(|(path, value)| (path.clone(), again(value))).collect();
    Parts { open: again(&parts.open), sealed }
}

/// The parts of an open event that say something.
fn told(open: &serde_json::Value) -> BTreeMap<&String, &serde_json::Value> {
    open.as_object().unwrap().iter().filter(|(_, value)| !value.is_null()).collect()
}

proptest! {
    #[test]
    fn split_and_join_give_the_event_back_and_seal_what_is_private(event in event()) {
        let parts = event.split(&item()).unwrap();
        let open = canonical::to_string(&parts.open);
        prop_assert!(!open.contains(MARK), "{}", open);
        prop_assert_eq!(parts.open["type"].as_str(), Some(event.type_name()));
        prop_assert_eq!(Event::join(stored(&parts)).unwrap(), event);
    }

    #[test]
    fn an_event_reads_with_any_of_its_sealed_parts_erased(event in event(), keep in any::<u16>()) {
        let mut parts = stored(&event.split(&item()).unwrap());
        let whole = parts.sealed.len();
        let mut n = 0;
        parts.sealed.retain(|_, _| { n += 1; keep >> n & 1 == 1 });
        let kept: BTreeSet<String> = parts.sealed.keys().cloned().collect();
        let read = Event::join(parts).unwrap();
        prop_assert_eq!(read.type_name(), event.type_name());
        let again = read.split(&item()).unwrap();
        // What is left is what was kept; an erased text reads as empty.
        for (path, value) in &again.sealed {
            prop_assert!(kept.contains(path) || value == "", "{path} of {whole} came back");
        }
        let before = event.split(&item()).unwrap();
        prop_assert_eq!(told(&before.open), told(&again.open));
    }

    #[test]
    fn canonical_text_is_stable(event in event()) {
        let value = serde_json::to_value(&event).unwrap();
        let text = canonical::to_string(&value);
        let back: serde_json::Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(canonical::to_string(&back), text);
    }
}

#[test]
fn the_definition_of_every_shipped_kind_round_trips() {
    for kind in kinds().into_values() {
        let event = Event::KindDefined {
            name: kind.name.clone(),
            hash: "d".repeat(64),
            definition: Box::new(kind.clone()),
        };
        let parts = event.split(&kind).unwrap();
        assert!(parts.sealed.is_empty());
        assert_eq!(Event::join(stored(&parts)).unwrap(), event);
    }
}

/// Which parts of which event are sealed, spelled out.
#[test]
fn sealed_parts_by_name() {
    let kind = item();
    let text = || "x".to_owned();
    let sealed = |event: Event| event.split(&kind).unwrap().sealed.into_keys().collect::<Vec<_>>();
    let fields = |names: [&str; 3]| names.map(|name| (name.to_owned(), FieldValue::Text(text()))).into();
    let open = Open {
        title: text(),
        number: text(),
        fields: fields(["risk", "statement", "ghost"]),
        ..Open::default()
    };
    let opened = Event::Opened { open, above: vec![], position: Position::root(1), state: text() };
    assert_eq!(sealed(opened), ["fields.ghost", "fields.statement", "title"]);
    let set = [("risk".to_owned(), Some(FieldValue::Flag(true))), ("statement".to_owned(), None)].into();
    assert_eq!(sealed(Event::FieldsEdited { set }), Vec::<String>::new());
    let report = ReportProgress { text: text(), problems: text(), help: text(), ..ReportProgress::default() };
    assert_eq!(sealed(Event::ProgressReported(report)), ["help", "problems", "text"]);
    let corrected = Event::Corrected { number: Some(text()), title: Some(text()), reason: text() };
    assert_eq!(sealed(corrected), ["reason", "title"]);
    assert_eq!(sealed(Event::Linked { to: MatterId(1), relation: text(), note: text() }), ["note"]);
    assert_eq!(sealed(Event::DueDateSet { due: None, was: None, reason: text() }), ["reason"]);
    // The mobile number of the register of people is personal, the post is open.
    let person = kinds().remove("person").unwrap();
    let set = [("mobile", "138"), ("post", "head")]
        .map(|(name, value)| (name.to_owned(), Some(FieldValue::Text(value.into()))))
        .into();
    let parts = Event::FieldsEdited { set }.split(&person).unwrap();
    assert_eq!(parts.sealed.into_keys().collect::<Vec<_>>(), ["set.mobile"]);
}

#[test]
fn what_is_no_event_is_not_read() {
    for wrong in ["{}", "[]", "{\"type\":\"forgotten\"}", "{\"type\":\"moved\",\"name\":\"start\"}", "7"] {
        let open = serde_json::from_str(wrong).unwrap();
        assert!(Event::join(Parts { open, sealed: BTreeMap::new() }).is_err(), "{wrong}");
    }
}
