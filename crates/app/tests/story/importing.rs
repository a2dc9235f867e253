//! A bulletin becomes part of the ledger. The sample is in our own words.

use crate::house::everywhere;
use app::{
    AppError,
    import::{Correction, Proposal, Role},
    language::Language,
};
use ledger::{FieldValue, Refusal, StateClass};

const SAMPLE: &str = "中共岚桥园区工委关于巡察整改进展情况的通报

2026年3月2日,巡察组反馈了意见。现将整改进展情况公布如下。

一、组织落实情况

(一)压实责任。召开推进会4次,制定18条整改措施。

二、整改任务落实情况

1.规范资金管理

(1)清理拖欠租金。一是逐户核对租约,已核对126户。二是依法追缴,收回租金约350.5万元;对无力缴纳的订立分期协议。

(2)严格资产登记。一是补登未入账房产9处。

中共岚桥园区工委

2026年9月
";

#[test]
fn a_bulletin_is_proposed_corrected_and_accepted_once() {
    everywhere(|town| {
        let app = &town.app;
        let me = Some(town.coordinator);
        let upload = |actor| app.propose(actor, "岚桥通报.txt", SAMPLE.as_bytes(), Language::Zh);
        assert!(matches!(upload(Some(town.handler)), Err(AppError::Refused(Refusal::NotAllowed { .. }))));
        let Proposal::Draft { key, resumed: false } = upload(me).unwrap() else { panic!("a fresh draft") };
        assert_eq!(upload(me).unwrap(), Proposal::Draft { key: key.clone(), resumed: true });
        let (draft, text) = app.draft(&key).unwrap();
        assert_eq!(text, SAMPLE);
        assert_eq!([Role::Group, Role::Item, Role::Measure].map(|role| draft.count(role)), [4, 2, 3]);
        assert!(draft.bulletin.diagnostics.iter().any(|d| d.code == "measure-count-differs"));

        // Split the second measure behind its first half, drop the section on organisation, rename an item.
        let measure = draft.nodes.iter().find(|n| n.number == "二是").unwrap();
        let at = SAMPLE.find("对无力缴纳").unwrap();
        let version = app.correct_draft(me, &key, 1, &Correction::Split { node: measure.key, at }).unwrap();
        let stale = app.correct_draft(me, &key, 1, &Correction::Drop { node: 0 });
        assert!(matches!(stale, Err(AppError::StaleDraft { seen: 1, now: 2 })));
        let version =
            app.correct_draft(me, &key, version, &Correction::Drop { node: draft.nodes[1].key }).unwrap();
        let item = draft.nodes.iter().find(|n| n.number == "(2)").unwrap();
        let rename =
            Correction::Rename {
                node: item.key, number: "(2)".into(), title: "严格资产登记管理".into()
            };
        let version = app.correct_draft(me, &key, version, &rename).unwrap();

        let outcome = app.accept_draft(me, town.id(), &key, version).unwrap();
        let campaign = app.matter(me, outcome.matter, None).unwrap();
        assert_eq!(campaign.matter.title, "中共岚桥园区工委关于巡察整改进展情况的通报");
        assert_eq!(campaign.matter.fields.get("issuer"), Some(&FieldValue::Text("中共岚桥园区工委".into())));
        let overview = app.overview(Some(outcome.matter)).unwrap();
        assert_eq!((overview.items.total, overview.measures.total), (2, 4));
        assert_eq!(overview.measures.classes[0], 4, "reported, not verified");
        assert_eq!(
            (overview.measures.lacks_unit, overview.measures.lacks_due),
            (4, 4),
            "nothing was invented"
        );
        let found = app.search("追缴", 0).unwrap().hits.remove(0).row.id;
        let page = app.matter(me, found, None).unwrap();
        assert_eq!(page.matter.class, StateClass::Claimed);
        assert_eq!(page.matter.figures[0].value, "350.5");
        assert_eq!(page.matter.figures[0].qualifier.as_deref(), Some("about"));
        assert!(page.source.unwrap().text.starts_with("二是依法追缴"));
        assert!(app.search("严格资产登记管理", 0).unwrap().hits.iter().any(|hit| hit.row.kind == "item"));

        assert_eq!(upload(me).unwrap(), Proposal::Imported(outcome.matter));
        let again = app.accept_draft(me, town.id(), &key, version);
        assert!(matches!(again, Err(AppError::Refused(Refusal::AlreadyThere(id))) if id == outcome.matter));
    });
}

#[test]
fn merging_and_retyping_move_what_is_below() {
    everywhere(|town| {
        let me = Some(town.coordinator);
        let Proposal::Draft { key, .. } =
            town.app.propose(me, "a.txt", SAMPLE.as_bytes(), Language::En).unwrap()
        else {
            panic!("a draft")
        };
        let (mut draft, text) = town.app.draft(&key).unwrap();
        let key_of = |draft: &app::import::Draft, number: &str, nth: usize| {
            draft.nodes.iter().filter(|n| n.number == number).nth(nth).unwrap().key
        };
        let second = key_of(&draft, "二是", 0);
        draft.correct(&Correction::Merge { node: second }, &text).unwrap();
        let first = draft.nodes.iter().find(|n| n.number == "一是").unwrap();
        assert!(first.body.of(&text).ends_with("订立分期协议。"), "{}", first.body.of(&text));
        let item = key_of(&draft, "(2)", 0);
        draft.correct(&Correction::Retype { node: item, role: Role::Group, level: Some(4) }, &text).unwrap();
        let last = draft.nodes.iter().rposition(|n| n.role == Role::Measure).unwrap();
        let above = draft.parents()[last].unwrap();
        assert_eq!(draft.nodes[above].key, item);
        assert!(draft.correct(&Correction::Split { node: item, at: 0 }, &text).is_err());
        assert!(draft.correct(&Correction::Drop { node: 999 }, &text).is_err());
        town.app.discard_draft(me, &key).unwrap();
        assert!(matches!(town.app.draft(&key), Err(AppError::NotFound("draft"))));
    });
}

#[test]
fn what_cannot_be_read_is_refused_with_a_reason() {
    everywhere(|town| {
        let me = Some(town.coordinator);
        let code = |bytes: &[u8]| match town.app.propose(me, "x", bytes, Language::Zh) {
            Err(error) => error.text_id(),
            Ok(proposal) => format!("{proposal:?}"),
        };
        assert_eq!(code(b"%PDF-1.7 \n..."), "read-not-text");
        assert_eq!(code(&[0, 1, 2, 3, 255]), "read-not-text");
        assert_eq!(code(&vec![b'a'; (8 << 20) + 1]), "error-too-large");
        // An empty file is a text that says nothing; what it is called is all that can be kept.
        assert!(code(b"").contains("Draft"));
    });
}
