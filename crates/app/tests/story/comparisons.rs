//! Lists held against each other: what is sure, what a person decides, what becomes a matter, done again.

use crate::house::{Town, everywhere};
use app::{
    AppError, Step,
    comparisons::{ComparisonPage, NewComparison, NotCompared, Source},
};
use ledger::{
    Command, FieldValue, MatterId, Refusal, Seq,
    command::{Open, TakeMove},
};

const PROJECTS: &str = "统一社会信用代码,项目名称,总投资（万元）\n\
    91330400MA2T0A,澄芯封装测试项目,12000\n91330400MA2T0B,云川远航机械制造项目,8000\n\
    ,东湖路雨污分流改造工程,560\n,只在甲表的标准厂房项目,300\n";
const FUNDS: &str = "统一社会信用代码,项目名称,总投资（万元）\n\
    91330400MA2T0A,澄芯封装测试项目,12500\n91330400MA2T0B,云川远航机械制造项目,8000\n\
    ,东湖路雨污分流改造一期工程,560\n,东湖路雨污分流改造二期工程,560\n,只在乙表的污水厂提标项目,99\n";

fn file(name: &str, text: &str) -> Source {
    Source::File { name: name.into(), bytes: text.as_bytes().to_vec() }
}

fn new(sources: Vec<Source>) -> NewComparison {
    NewComparison { title: "项目清单与资金清单".into(), sources }
}

fn made(town: &Town) -> MatterId {
    let sources = vec![file("项目清单.csv", PROJECTS), file("资金清单.csv", FUNDS)];
    town.app.compare_lists(Some(town.coordinator), town.id(), new(sources)).unwrap()
}

fn page(town: &Town, id: MatterId) -> ComparisonPage {
    town.app.comparison(Some(town.coordinator), id).unwrap()
}

fn refused(result: Result<impl std::fmt::Debug, AppError>) -> NotCompared {
    match result.unwrap_err() {
        AppError::NotCompared(why) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_comparison_goes_from_the_lists_to_the_mismatches() {
    everywhere(|town| {
        let id = made(town);
        let mut now = page(town, id);
        assert_eq!(now.differing, 1, "{now:?}");
        assert_eq!(now.differences[0].differs[0].right, "12500");
        assert!(now.waiting > 0, "which of two phases it is, is for a person: {now:?}");
        let early = town.app.settle_comparison(Some(town.coordinator), town.id(), id, None);
        assert_eq!(refused(early), NotCompared::Waiting { count: now.waiting });
        while let Some(pair) = now.review.first() {
            let both = (pair.left.place, pair.right.place);
            town.app.judge_pair(Some(town.coordinator), id, both, false).unwrap();
            town.app.judge_pair(Some(town.coordinator), id, both, false).unwrap();
            now = page(town, id);
        }
        // The work and both phases stand alone now, beside one row of each list that never had a fellow.
        assert_eq!(now.incomplete, 5, "{now:?}");
        let command = town.id();
        let settle = || town.app.settle_comparison(Some(town.coordinator), command, id, Some(town.bureau));
        assert_eq!(settle().unwrap(), 6);
        let opened = page(town, id).settled.unwrap().mismatches;
        assert_eq!(opened.len(), 6);
        assert_eq!(settle().unwrap(), 6, "a retry opens nothing more");
        assert_eq!(page(town, id).settled.unwrap().mismatches, opened);
        let first = town.app.matter(None, opened[0], None).unwrap().matter;
        assert_eq!((first.kind.as_str(), first.unit), ("mismatch", Some(town.bureau)));
        let text = |name: &str| first.fields.get(name).and_then(FieldValue::as_text).unwrap().to_owned();
        assert_eq!(text("difference"), "总投资（万元）: 12000 ≠ 12500");
        assert_eq!(text("rows"), "项目清单 #2; 资金清单 #2");
        let pair = now.differences[0].clone();
        let both = (pair.left.place, pair.right.place);
        assert_eq!(refused(town.app.judge_pair(None, id, both, true)), NotCompared::Settled);
        // The hashes stand in the log, and it can be done again.
        let matter = town.app.matter(None, id, None).unwrap().matter;
        assert_eq!(matter.state, "settled");
        assert_eq!(matter.fields.get("outcome"), Some(&FieldValue::Text(now.outcome.clone())));
        let again = town.app.repeat_comparison(None, id).unwrap();
        assert!(again.same && !again.other_rules && again.outcome == now.outcome);
    });
}

#[test]
fn nobody_says_by_themselves_what_a_comparison_gave_or_how_it_ended() {
    everywhere(|town| {
        let id = made(town);
        let text = |text: &str| FieldValue::Text(text.into());
        let ended = [("decided".to_owned(), text("made up")), ("mismatches".to_owned(), text("0"))];
        let other = ("outcome".to_owned(), text("made up"));
        for command in [
            Command::Move(TakeMove { fields: ended.into(), ..TakeMove::named("office_settle") }),
            Command::EditFields { set: [(other.0.clone(), Some(other.1.clone()))].into() },
        ] {
            let step = Step { matter: Some(id), seen: None, command };
            let told = town.app.execute(Some(town.coordinator), town.id(), step).unwrap_err();
            assert!(matches!(told, AppError::Refused(Refusal::OnlyThrough)), "{told:?}");
        }
        let open = Open {
            kind: "comparison".into(),
            title: "比对".into(),
            fields: [other].into(),
            ..Open::default()
        };
        let step = Step { matter: None, seen: None, command: Command::Open(open) };
        let told = town.app.execute(None, town.id(), step).unwrap_err();
        assert!(matches!(told, AppError::Refused(Refusal::OnlyThrough)), "{told:?}");
        // So it still ends as it should.
        for pair in page(town, id).review {
            town.app.judge_pair(None, id, (pair.left.place, pair.right.place), false).unwrap();
        }
        assert_eq!(town.app.settle_comparison(Some(town.coordinator), town.id(), id, None).unwrap(), 6);
    });
}

#[test]
fn the_same_can_be_said_once_a_row_and_lists_are_bounded() {
    everywhere(|town| {
        let id = made(town);
        let waiting = page(town, id).review;
        let pair = (waiting[0].left.place, waiting[0].right.place);
        town.app.judge_pair(Some(town.coordinator), id, pair, true).unwrap();
        let now = page(town, id);
        assert_eq!((now.waiting, now.decided), (0, 1), "what else the rows could be is out");
        assert_eq!(now.incomplete, 3, "the other phase stands alone");
        let by = town.app.judge_pair(Some(town.handler), id, pair, false);
        assert!(by.is_err(), "who may not open what comes of it decides nothing");
        let none = (pair.1, pair.0);
        assert_eq!(refused(town.app.judge_pair(None, id, none, true)), NotCompared::NoPair);

        let tried = |sources| town.app.compare_lists(Some(town.coordinator), town.id(), new(sources));
        let before = town.app.view().unwrap().head().next;
        let one = refused(tried(vec![file("甲.csv", PROJECTS)]));
        assert_eq!((one.code(), one.args()), ("lists", vec![("found", "1".to_owned())]));
        let other = refused(tried(vec![file("甲.csv", PROJECTS), file("乙.csv", "金额\n3\n")]));
        assert_eq!(other.code(), "nothing-in-common");
        let mut long = String::from("项目名称\n");
        (0..=app::comparisons::MOST_ROWS).for_each(|_| long.push_str("项目\n"));
        assert_eq!(refused(tried(vec![file("甲.csv", PROJECTS), file("乙.csv", &long)])).code(), "too-large");
        let secret = tried(vec![file("甲.csv", PROJECTS), Source::Ledger("accountability".into())]);
        assert!(secret.is_err(), "what only some may know of is no list");
        assert_eq!(town.app.view().unwrap().head().next, before, "nothing is left of what was refused");
        assert!(before > Seq(0));
    });
}

#[test]
fn a_ledger_is_a_list_and_three_lists_tell_which_lacks_it() {
    everywhere(|town| {
        for title in ["东湖公园北门改造", "南苑小区电梯加装"] {
            town.open(Some(town.coordinator), "investment_project", title, None);
        }
        let names = |rows: &str| format!("项目名称\n{rows}");
        let sources = vec![
            Source::Ledger("investment_project".into()),
            file("乙.csv", &names("东湖公园北门改造\n南苑小区电梯加装\n")),
            file("丙.csv", &names("东湖公园北门改造\n")),
        ];
        let id = town.app.compare_lists(Some(town.coordinator), town.id(), new(sources)).unwrap();
        let now = page(town, id);
        assert!(now.inputs[0].ledger && now.inputs[0].rows == 2);
        assert_eq!((now.waiting, now.incomplete), (0, 1), "{now:?}");
        assert_eq!(now.alone[0].len(), 2, "in two of three");
        assert_eq!(now.alone[0][0].title, "南苑小区电梯加装");
    });
}
