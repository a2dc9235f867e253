//! Problems that read alike: how many of the known ones are found, and how they stand to each other.

use crate::house::{Town, everywhere};
use app::{Step, query::answer::Relation};
use jiff::civil::date;
use ledger::{
    Change, Command, FieldValue, MatterId,
    command::{Assign, Open},
};
use std::collections::BTreeSet;

/// Findings with the problem that each is known to be: those the settings were chosen on, and others.
const ITEMS: &str = include_str!("../likeness/items.tsv");
const HELD_OUT: &str = include_str!("../likeness/held_out.tsv");

fn item(title: &str, finding: &str, under: MatterId) -> Command {
    let mut fields = std::collections::BTreeMap::new();
    if !finding.is_empty() {
        fields.insert("statement".to_owned(), FieldValue::Text(finding.to_owned()));
    }
    let (kind, title, parent) = ("item".to_owned(), title.to_owned(), Some(under));
    Command::Open(Open { kind, title, parent, fields, ..Open::default() })
}

fn open(town: &Town, title: &str, finding: &str, under: MatterId, unit: MatterId) -> MatterId {
    let step = Step { matter: None, seen: None, command: item(title, finding, under) };
    let id = town.app.execute(Some(town.coordinator), town.id(), step).unwrap().matter;
    let assign = Assign { unit: Change::Set(unit), ..Assign::default() };
    town.act(town.coordinator, id, Command::Assign(assign));
    id
}

#[test]
fn most_known_pairs_are_found_and_hardly_any_other() {
    check(ITEMS, 93, 65);
}

#[test]
fn findings_that_the_settings_do_not_know_are_told_apart_as_well() {
    check(HELD_OUT, 85, 50);
}

/// Looks through all `items`; of what is proposed `least_right` percent must be known, of what is known `least_found`
/// percent proposed.
fn check(items: &str, least_right: usize, least_found: usize) {
    everywhere(|town| {
        let known: Vec<Vec<&str>> = items
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split('\t').collect())
            .collect();
        let first = town.app.view().unwrap().head().next_matter.0;
        let open = |line: &Vec<&str>| Step {
            matter: None,
            seen: None,
            command: item(line[1], line[2], town.campaign),
        };
        town.app.execute_all(Some(town.coordinator), town.id(), known.iter().map(open).collect()).unwrap();
        let problem =
            |id: MatterId| id.0.checked_sub(first).and_then(|at| known.get(at as usize)).map(|line| line[0]);
        let mut found = BTreeSet::new();
        for at in 0..known.len() as u64 {
            let id = MatterId(first + at);
            for alike in town.app.similar(id).unwrap().alike {
                if problem(alike.row.id).is_some() {
                    found.insert((id.min(alike.row.id), id.max(alike.row.id)));
                }
            }
        }
        let right = found.iter().filter(|(one, two)| problem(*one) == problem(*two)).count();
        let all = (0..known.len()).flat_map(|two| (0..two).map(move |one| (one, two)));
        let all = all.filter(|(one, two)| known[*one][0] == known[*two][0]).count();
        let wrong: Vec<_> = found.iter().filter(|(one, two)| problem(*one) != problem(*two)).collect();
        let shares = (right * 100 / found.len(), right * 100 / all);
        assert!(
            shares.0 >= least_right && shares.1 >= least_found,
            "{right} of {} found, {all} known; wrong: {wrong:?}",
            found.len()
        );
    });
}

#[test]
fn alike_ones_stand_in_a_relation_and_show_why() {
    everywhere(|town| {
        let texts = [
            ("热线工单虚假办结", "抽查办结的热线工单,有9件实际没有办成,重复投诉率高。"),
            ("街道热线工单办理敷衍", "热线工单以已转办代替已解决,实际没有办成,重复投诉率高。"),
            ("桥梁养护巡查不到位", "辖区12座桥梁没有年度检测报告。"),
        ];
        let [hotline, street, bridge] =
            texts.map(|(title, finding)| open(town, title, finding, town.campaign, town.bureau));
        let of = |id| town.app.similar(id).unwrap().alike;
        let alike = of(hotline);
        assert_eq!(alike.iter().map(|one| one.row.id).collect::<Vec<_>>(), [street]);
        assert_eq!((alike[0].relation, alike[0].linked), (Relation::Recurring, false));
        assert!(alike[0].title.iter().any(|piece| piece.marked && piece.text.contains("热线工单")));
        assert!(
            alike[0].finding.iter().any(|piece| piece.marked && piece.text == "实际没有办成"),
            "{alike:?}"
        );
        assert!(of(bridge).is_empty() && of(town.measure).is_empty());
        let link = Command::Link { to: street, relation: "same_kind".into(), note: String::new() };
        town.act(town.coordinator, hotline, link);
        assert!(of(hotline)[0].linked && of(street)[0].linked);
        // Another unit, another campaign, after the first was written off.
        let step = |name: &str| {
            let rating = Some("done".to_owned());
            Command::Move(ledger::command::TakeMove { rating, ..ledger::command::TakeMove::named(name) })
        };
        town.act(town.handler, hotline, step("report_done"));
        town.act(town.acceptor, hotline, step("accept"));
        town.act(town.coordinator, hotline, step("write_off"));
        town.morning_of(date(2027, 3, 1));
        let later = town.open(Some(town.coordinator), "campaign", "第二轮整改", None);
        let again = open(
            town,
            "热线工单仍有虚假办结",
            "回访办结的热线工单,有6件实际没有办成,重复投诉率高。",
            later,
            town.office,
        );
        let relations: Vec<_> = of(again).iter().map(|one| (one.row.id, one.relation)).collect();
        assert!(relations.contains(&(hotline, Relation::Rebound)), "{relations:?}");
        assert!(relations.contains(&(street, Relation::Common)), "{relations:?}");
        // One group on the page over all, and none in a campaign without any.
        let groups = town.app.similar_groups(None, None, None).unwrap();
        assert_eq!(groups.groups.len(), 1, "{groups:?}");
        let members: Vec<MatterId> = groups.groups[0].members.iter().map(|member| member.row.id).collect();
        assert_eq!((members, groups.groups[0].units), (vec![hotline, street, again], 2));
        assert_eq!(groups.groups[0].relations, [Relation::Rebound, Relation::Recurring, Relation::Common]);
        let of_one = town.app.similar_groups(Some(later), None, None).unwrap();
        assert_eq!((of_one.looked_at, of_one.groups.len()), (1, 1));
    });
}
