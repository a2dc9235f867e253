//! Documents out of the ledger: every template of the house, as of a day, figures that open to their rows.

use crate::house::{Town, done, everywhere};
use app::{
    AppError, House,
    document::{Format, Template},
    import::Proposal,
    language::Language,
};
use documents::model::Block;
use jiff::civil::date;
use ledger::{Command, FieldValue, Kind, MatterId, command::TakeMove};
use std::collections::BTreeMap;

fn kinds(town: &Town) -> Vec<Kind> {
    town.app.kinds().unwrap().all().map(|kind| kind.as_ref().clone()).collect()
}

fn text(town: &Town, name: &str, of: MatterId) -> String {
    app::document::text(&town.app.document(name, of, None).unwrap().document)
}

fn finish(town: &Town) {
    for command in done() {
        town.act(town.handler, town.measure, command);
    }
    town.act(town.handler, town.measure, Command::Move(TakeMove::named("report_done")));
    town.act(town.acceptor, town.measure, Command::Move(TakeMove::named("accept")));
}

#[test]
fn every_template_is_filled_from_a_matter_that_it_speaks_of() {
    everywhere(|town| {
        let mut filled = 0;
        let meeting = BTreeMap::from([
            ("type".to_owned(), FieldValue::Text("week".into())),
            ("on".to_owned(), FieldValue::Text("2026-06-01".into())),
        ]);
        let open = |kind: &str, fields: BTreeMap<String, FieldValue>| {
            let open =
                ledger::command::Open {
                    kind: kind.into(), title: "某".into(), fields, ..Default::default()
                };
            let step = app::Step { matter: None, seen: None, command: Command::Open(open) };
            town.app.execute(None, town.id(), step).unwrap().matter
        };
        let types = kinds(town)
            .iter()
            .find(|kind| kind.name == "slip")
            .unwrap()
            .field("type")
            .unwrap()
            .choices
            .clone();
        let slip =
            |name: &str| open("slip", BTreeMap::from([("type".to_owned(), FieldValue::Text(name.into()))]));
        let mut matters: Vec<MatterId> = types.iter().map(|choice| slip(&choice.name)).collect();
        matters.push(open("meeting", meeting));
        let year = BTreeMap::from([("year".to_owned(), FieldValue::Text("2026".into()))]);
        matters.push(open("node_plan", year));
        let collation = BTreeMap::from([
            ("type".to_owned(), FieldValue::Text("week".into())),
            ("period".to_owned(), FieldValue::Text("2026-W23".into())),
        ]);
        matters.push(open("collation", collation));
        let item = town.app.matter(None, town.measure, None).unwrap().matter.parent.unwrap();
        matters.extend([town.campaign, item, town.measure]);
        for template in town.app.templates() {
            let of = matters.iter().find(|id| {
                let matter = town.app.matter(None, **id, None).unwrap().matter;
                template.speaks_of(&matter)
            });
            let of = *of.unwrap_or_else(|| panic!("nothing for {}", template.name));
            let document = town.app.document(&template.name, of, None).unwrap().document;
            assert!(!document.title.is_empty(), "{}", template.name);
            for format in Format::ALL.into_iter().filter(|format| *format != Format::Pdf) {
                assert!(
                    !town.app.hand_out(&document, format).unwrap().bytes.is_empty(),
                    "{} {format:?}",
                    template.name
                );
            }
            filled += 1;
        }
        assert!(filled >= 20, "only {filled} templates");
    });
}

#[test]
fn a_list_says_what_the_ledger_says_on_the_day() {
    everywhere(|town| {
        let before = text(town, "ledger", town.campaign);
        assert!(before.contains("（截至2026年6月1日，措施1项，已验收0项，完成率0.00%）"), "{before}");
        assert!(
            before.contains("苗圃租金长期拖欠") && before.contains("园林局") && before.contains("2026.6.30")
        );
        town.morning_of(date(2026, 6, 10));
        finish(town);
        let after = text(town, "ledger", town.campaign);
        assert!(after.contains("已验收1项，完成率100.00%") && after.contains("1. 核对表"), "{after}");
        let past = town.app.document("ledger", town.campaign, Some(date(2026, 6, 1))).unwrap();
        assert_eq!(app::document::text(&past.document), before, "as of a past day");

        let rows = |figure: &str| town.app.behind_figure("ledger", figure, town.campaign, None).unwrap();
        assert_eq!(rows("done").iter().map(|row| row.id).collect::<Vec<_>>(), [town.measure]);
        assert_eq!(rows("rate").len(), 1);
        let unknown = town.app.behind_figure("ledger", "x", town.campaign, None);
        assert!(matches!(unknown, Err(AppError::NotFound("figure"))));
        let wrong = town.app.document("ledger", town.measure, None);
        assert!(matches!(wrong, Err(AppError::NotFound("template"))));
    });
}

#[test]
fn equal_neighbours_become_one_cell() {
    everywhere(|town| {
        let item = town.app.matter(None, town.measure, None).unwrap().matter.parent.unwrap();
        town.open(Some(town.coordinator), "measure", "依法追缴欠租", Some(item));
        let document = town.app.document("task_list", town.campaign, None).unwrap().document;
        let Some(Block::Table(table)) = document.body.first() else { panic!("a table") };
        let down: Vec<u16> = table.rows[0].0.iter().take(4).map(|cell| cell.down).collect();
        assert_eq!(down, [2, 2, 2, 1]);
        assert_eq!(table.head[0].0[0].across, 3, "columns that belong together have a head of their own");
        let book = document.workbook();
        assert_eq!(book.sheets[0].rows[1][1].shown(), "苗圃租金长期拖欠", "in a sheet each row says it");
    });
}

#[test]
fn a_figure_counts_below_its_matter_or_everywhere() {
    everywhere(|town| {
        let other = town.open(Some(town.coordinator), "campaign", "另一轮整改", None);
        let group = town.open(Some(town.coordinator), "group", "资产方面", Some(other));
        let item = town.open(Some(town.coordinator), "item", "台账不清", Some(group));
        town.open(Some(town.coordinator), "measure", "逐处登记", Some(item));
        let source = "document = \"own\"\nlabel = { zh = \"自\", en = \"Own\" }\non = [\"campaign\"]\ntitle = \"{title}\"\n\
            [[figure]]\nname = \"here\"\ncount = \"measure\"\n\
            [[figure]]\nname = \"all\"\ncount = \"measure\"\neverywhere = true\n";
        let template = Template::parse(source, &kinds(town)).unwrap();
        let filled = town.app.fill(&template, town.campaign, None).unwrap();
        assert_eq!((filled.figures["here"].as_str(), filled.figures["all"].as_str()), ("1", "2"));
    });
}

#[test]
fn a_mistake_in_a_template_is_told_with_its_line() {
    everywhere(|town| {
        let kinds = kinds(town);
        let told = |lines: &str| {
            let head = "document = \"own\"\nlabel = { zh = \"自\", en = \"Own\" }\non = [\"item\"]\n";
            Template::parse(&format!("{head}{lines}"), &kinds).unwrap_err()
        };
        let mistake = told("title = \"{titel}\"\n");
        assert_eq!((mistake.line, mistake.problem.as_str()), (4, "no field `titel`"));
        assert!(mistake.allowed.contains("title") && mistake.allowed.contains("closing_test"));
        assert_eq!(told("\n[[block]]\ntext = \"{measure.standrad}\"\n").line, 6);
        assert_eq!(told("[[block]]\neach = \"mesure\"\ntext = \"x\"\n").line, 5);
        assert_eq!(told("[[block]]\nheading = 5\ntext = \"x\"\n").line, 5);
        assert_eq!(
            told("[[figure]]\nname = \"a\"\nsum = [\"b\"]\n").line,
            6,
            "a figure cannot use a later one or itself"
        );
        assert_eq!(told("[[block]]\ntext = \"{title\"\n").line, 5);
        assert_eq!(told("colour = \"red\"\n").line, 4);
        let many = "[[block]]\ntext = \"x\"\n".repeat(201);
        assert!(told(&many).allowed.contains("200"));
    });
}

#[test]
fn an_office_puts_its_own_template_beside_the_others() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("documents")).unwrap();
    let put = |text: &str| std::fs::write(folder.path().join("documents/own.toml"), text).unwrap();
    let own =
        "document = \"own\"\nlabel = { zh = \"自\", en = \"Own\" }\non = [\"item\"]\ntitle = \"{title}\"\n";
    put(own);
    let house = House::load(Some(folder.path())).unwrap();
    assert!(house.templates.iter().any(|template| template.name == "own"));
    assert!(house.templates.iter().any(|template| template.name == "ledger"));
    put(&own.replace("{title}", "{nothing}"));
    let mistake = House::load(Some(folder.path())).unwrap_err().to_string();
    assert!(mistake.contains("documents/own.toml, line 4"), "{mistake}");
}

/// The part of a public bulletin that says what was done: bytes of the source from its heading to the next.
#[test]
fn an_imported_outline_is_given_back_byte_for_byte() {
    let Ok(corpus) = std::env::var("BIHUAN_CORPUS") else { return };
    let source = std::fs::read_to_string(format!("{corpus}/wuhu-2025/bulletin.txt")).unwrap();
    everywhere(|town| {
        let me = Some(town.coordinator);
        let Proposal::Draft { key, .. } =
            town.app.propose(me, "a.txt", source.as_bytes(), Language::Zh).unwrap()
        else {
            panic!("a draft")
        };
        let campaign = town.app.accept_draft(me, town.id(), &key, 1).unwrap().matter;
        let begin = source.find("\n二、").unwrap() + 1;
        let end = source.find("\n三、").unwrap() + 1;
        let section = town.app.search("二、高标准严要求", 0).unwrap().hits.remove(0).row.id;
        let prose = town.app.prose(section, None).unwrap();
        // What parts two sections belongs to neither.
        let part = source[begin..end].trim_end();
        let same = prose.bytes().zip(part.bytes()).take_while(|(a, b)| a == b).count();
        assert_eq!((same, prose.len()), (part.len(), part.len()), "they differ after {}", &part[..same]);
        let document = town.app.document("bulletin", campaign, None).unwrap().document;
        let text = app::document::text(&document);
        let lines = source[begin..end].lines().filter(|line| !line.trim().is_empty());
        assert!(lines.clone().count() > 50);
        for line in lines {
            assert!(text.contains(line), "{line}");
        }
    });
}
