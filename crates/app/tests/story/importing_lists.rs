//! A plan as a Word file with tables becomes items and measures. The plan is in our own words.

use crate::house::{Town, everywhere};
use app::{
    document::Format,
    import::{Correction, Draft, ListCode, Proposal, Role},
    language::Language,
};
use documents::{
    model::{Block, Cell, Document, Row, Table},
    write,
};
use jiff::civil::date;
use ledger::{FieldValue, MatterId};

fn row(cells: &[(&str, u16, u16)]) -> Row {
    Row(cells.iter().map(|(text, across, down)| Cell::new(*text).spanning(*across, *down)).collect())
}

fn one(cells: &[&str]) -> Row {
    row(&cells.iter().map(|text| (*text, 1, 1)).collect::<Vec<_>>())
}

fn table(head: Vec<Row>, rows: Vec<Row>, columns: usize) -> Block {
    Block::Table(Table { widths: vec![1; columns], head, rows, ..Table::default() })
}

/// One table with a head of two rows and cells over rows, and a second one that says more by number.
fn plan() -> Vec<u8> {
    let head = vec![
        row(&[
            ("序号", 1, 2),
            ("反馈问题", 1, 2),
            ("整改措施", 1, 2),
            ("责任清单", 3, 1),
            ("完成时限", 1, 2),
            ("备注", 1, 2),
        ]),
        one(&["领导", "责任单位", "责任人"]),
    ];
    let rows = vec![
        row(&[("（一）资产管理方面", 8, 1)]),
        row(&[
            ("1", 1, 2),
            ("苗圃租金长期拖欠，126户未交。", 1, 2),
            ("逐户核对租约。", 1, 1),
            ("林知微", 1, 2),
            ("园林局", 1, 1),
            ("乔望山", 1, 1),
            ("2026年6月底前", 1, 1),
            ("", 1, 1),
        ]),
        one(&["依法追缴。", "园林局（牵头）、整改办公室", "李不识", "长期坚持", "已报"]),
        one(&[
            "2",
            "资产底数不清。",
            "一是清查。二是登记。",
            "孟清和",
            "园林局",
            "乔望山、李不识",
            "2026.9.30",
            "",
        ]),
    ];
    let more = table(
        vec![one(&["问题序号", "整改目标", "整改类别"])],
        vec![one(&["1", "应收尽收", "限期整改"]), one(&["（二）", "账实相符", "立行立改"])],
        3,
    );
    let document = Document {
        title: "岚桥园区关于巡察反馈问题的整改方案".into(),
        body: vec![
            Block::text("根据反馈意见，制定本方案。"),
            table(head, rows, 8),
            Block::text("各单位按目标清单一并落实。"),
            more,
        ],
        ..Document::default()
    };
    write::docx(&document, &write::Families::default()).unwrap()
}

fn proposed(town: &Town, name: &str, bytes: &[u8]) -> (String, Draft, String) {
    let proposal = town.app.propose(Some(town.coordinator), name, bytes, Language::Zh).unwrap();
    let Proposal::Draft { key, .. } = proposal else { panic!("a draft") };
    let (draft, text) = town.app.draft(&key).unwrap();
    (key, draft, text)
}

fn found(town: &Town, words: &str) -> app::query::answer::MatterPage {
    let hits = town.app.search(words, 0).unwrap().hits;
    let hit = hits.iter().find(|hit| hit.row.title.starts_with(words)).unwrap();
    town.app.matter(None, hit.row.id, None).unwrap()
}

fn comments(town: &Town, id: MatterId) -> String {
    format!("{:?}", town.app.history(id, None, 50).unwrap())
}

#[test]
fn the_tables_of_a_plan_become_items_and_measures_with_those_who_answer_for_them() {
    everywhere(|town| {
        let (key, draft, text) = proposed(town, "整改方案.docx", &plan());
        assert_eq!(draft.title, "岚桥园区关于巡察反馈问题的整改方案");
        assert_eq!([Role::Group, Role::Item, Role::Measure].map(|role| draft.count(role)), [1, 2, 4]);
        let told: Vec<ListCode> = draft.list_remarks.iter().map(|remark| remark.code).collect();
        assert_eq!(told, [ListCode::ColumnUnknown]);
        let listed = town.app.listed(&draft, &text).unwrap();
        let kept: Vec<String> = listed
            .iter()
            .flat_map(|node| &node.cells)
            .filter(|cell| cell.kept)
            .map(|cell| format!("{}：{}", cell.name, cell.text))
            .collect();
        assert_eq!(
            kept,
            [
                "责任人：李不识",
                "完成时限：长期坚持",
                "备注：已报",
                "责任人：乔望山、李不识",
                "责任人：乔望山、李不识",
                "责任人：乔望山、李不识"
            ]
        );

        let outcome = town.app.accept_draft(Some(town.coordinator), town.id(), &key, draft.version).unwrap();
        let overview = town.app.overview(Some(outcome.matter)).unwrap();
        assert_eq!((overview.items.total, overview.measures.total), (2, 4));
        let item = found(town, "资产底数不清").matter;
        assert_eq!(item.fields.get("goal"), Some(&FieldValue::Text("账实相符".into())));
        assert_eq!(item.fields.get("class"), Some(&FieldValue::Text("immediate".into())));
        assert_eq!(item.due, Some(date(2026, 9, 30)), "what all measures say is said of the item");
        let first = found(town, "逐户核对租约").matter;
        assert_eq!((first.unit, first.person), (Some(town.bureau), Some(town.handler)));
        assert_eq!((first.leader, first.due), (Some(town.coordinator), Some(date(2026, 6, 30))));
        let second = found(town, "依法追缴").matter;
        assert_eq!((second.unit, second.person, second.due), (Some(town.bureau), None, None));
        assert_eq!(second.helpers, [town.office]);
        let said = comments(town, second.id);
        assert!(said.contains("责任人：李不识") && said.contains("完成时限：长期坚持"), "{said}");
        assert!(said.contains("备注：已报"), "{said}");
        let third = found(town, "登记").matter;
        assert_eq!((third.number.as_str(), third.person), ("二是", Some(town.handler)));
        assert!(comments(town, third.id).contains("责任人：乔望山、李不识"));
        assert_eq!(
            town.app.matter(None, item.id, None).unwrap().above.last().unwrap().title,
            "（一）资产管理方面"
        );
    });
}

#[test]
fn rows_are_corrected_like_prose_and_keep_what_their_cells_say() {
    everywhere(|town| {
        let (_, mut draft, text) = proposed(town, "整改方案.docx", &plan());
        let key_of = |draft: &Draft, start: &str| {
            draft.nodes.iter().find(|node| node.words(&text).starts_with(start)).unwrap().key
        };
        let (first, second) = (key_of(&draft, "逐户"), key_of(&draft, "依法"));
        draft.correct(&Correction::Merge { node: second }, &text).unwrap();
        let merged = draft.nodes.iter().find(|node| node.key == first).unwrap();
        assert_eq!(merged.words(&text), "逐户核对租约。\n依法追缴。", "not what stands between the cells");
        assert_eq!(merged.cells.len(), 9);
        // As an item of its own the same cells say the same.
        draft.correct(&Correction::Retype { node: first, role: Role::Item, level: None }, &text).unwrap();
        let listed = town.app.listed(&draft, &text).unwrap();
        let cells = &listed.iter().find(|listed| listed.node == first).unwrap().cells;
        assert_eq!(cells.iter().filter(|cell| cell.due.is_some()).count(), 1);
        let at = merged_split(&draft, first, &text);
        draft.correct(&Correction::Split { node: first, at }, &text).unwrap();
        assert_eq!(draft.nodes.iter().filter(|node| node.cells.len() == 9).count(), 2);
    });
}

/// A place within the words of a node.
fn merged_split(draft: &Draft, key: u32, text: &str) -> usize {
    let node = draft.nodes.iter().find(|node| node.key == key).unwrap();
    node.body.start + node.body.of(text).find("租约").unwrap()
}

#[test]
fn lists_that_the_ledger_wrote_come_back() {
    everywhere(|town| {
        let filled = town.app.document("responsibility_list", town.campaign, None).unwrap();
        let bytes = town.app.hand_out(&filled.document, Format::Docx).unwrap().bytes;
        let (_, draft, text) = proposed(town, "责任清单.docx", &bytes);
        let measure = draft.nodes.iter().find(|node| node.role == Role::Measure).unwrap();
        let listed = town.app.listed(&draft, &text).unwrap();
        let cells = &listed.iter().find(|listed| listed.node == measure.key).unwrap().cells;
        let named: Vec<&str> =
            cells.iter().flat_map(|cell| &cell.named).map(|named| named.title.as_str()).collect();
        assert_eq!(named, ["园林局", "乔望山"]);
    });
}
