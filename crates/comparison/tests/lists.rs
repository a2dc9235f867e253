//! Small lists with what comparing makes of them, as a supervisor would read it.

// Helpers of tests may stop on the spot, as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use comparison::{CannotCompare, Code, Field, List, Outcome, Place, Words, compare};
use proptest::prelude::*;

/// A list as text: name, headings and rows a line, cells set apart by `|`.
fn list(text: &str) -> List {
    let mut lines =
        text.trim().lines().map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect());
    let name: Vec<String> = lines.next().unwrap();
    List { name: name[0].clone(), columns: lines.next().unwrap(), rows: lines.collect() }
}

fn compared(lists: &[List]) -> Outcome {
    let words = Words::parse(include_str!("../../../data/comparison.toml")).unwrap();
    compare(lists, &Field::propose(lists, &words), &words).unwrap()
}

#[test]
fn three_lists_are_held_against_each_other() {
    let planned = list(
        "立项
        项目名称|建设单位|总投资（万元）|日期
        云川市鹿鸣区学府路雨污分流工程|云川市建设局|1200|2024-03-05
        云川市长虹路幼儿园新建项目|云川市教育局|3500|2024-04-10
        凤栖湖绿化景观提升|云川市园林局|860|2024-05-20
        北仓公交首末站|云川市交通局|2100|2024-06-01",
    );
    let tendered = list(
        "招标
        标段名称|招标人|中标金额（元）|中标日期
        学府路雨污分流|云川市建设局|12000000|2024-03-05
        长虹路幼儿园（新建）|教育局|35000000|2024-04-11
        北仓公交首末站工程|交通局|12000000|2024-06-01",
    );
    let paid = list(
        "支付
        项目|单位|金额
        学府路雨污分流工程|云川市建设局|1200万元
        凤栖湖绿化景观提升工程|园林局|860万元
        望江路消防站|消防大队|430万元",
    );
    let outcome = compared(&[planned, tendered, paid]);
    let rows: Vec<_> = outcome.matched.iter().map(|group| group.rows.clone()).collect();
    assert_eq!(
        rows,
        [
            vec![Some(0), Some(0), Some(0)],
            vec![Some(1), Some(1), None],
            vec![Some(2), None, Some(1)],
            vec![Some(3), Some(2), None],
        ]
    );
    // Never tendered and yet paid: the third. Paid and in no plan: the last of the payments.
    assert_eq!(outcome.alone, [vec![], vec![], vec![2]]);
    // The amount of the fourth is another: the rows are the same, and somebody has to explain.
    let told: Vec<Code> = outcome.matched[3].pairs[0].differences().map(|reason| reason.code).collect();
    assert_eq!(told, [Code::OtherAmount]);
    assert!(outcome.matched[0].pairs.iter().all(|pair| pair.differences().next().is_none()));
}

#[test]
fn phases_lots_and_branches_are_not_one() {
    let a = list(
        "甲
        项目名称|金额
        学府路改造一期|500
        学府路改造二期|700
        远航机械有限公司厂房|300",
    );
    let b = list(
        "乙
        项目名称|金额
        学府路改造二期|700
        学府路改造三期|900
        远航机械有限公司云川分公司仓库|800",
    );
    let outcome = compared(&[a, b]);
    let rows: Vec<_> = outcome.matched.iter().map(|group| group.rows.clone()).collect();
    assert_eq!(rows, [vec![Some(1), Some(0)]]);
}

#[test]
fn what_fits_twice_is_shown_to_a_person() {
    let a = list(
        "甲
        编号|项目名称|金额
        A1|望江路停车场|500
        A1|望江路停车场|500
        A3|石门路消防站|五百",
    );
    let b = list(
        "乙
        编号|项目名称|金额
        B1|望江路停车场|500",
    );
    let outcome = compared(&[a, b]);
    assert!(outcome.matched.is_empty());
    let open: Vec<(usize, bool)> =
        outcome.review.iter().map(|pair| (pair.left.row, pair.says(Code::Rival))).collect();
    assert_eq!(open, [(0, true), (1, true)]);
    assert_eq!((outcome.repeats[0].key.as_str(), &*outcome.repeats[0].rows), ("a1", &[0, 1][..]));
    assert_eq!(outcome.unreadable, [(Place { list: 0, row: 2 }, 2)]);
    assert_eq!(outcome.alone, [vec![2], vec![]]);
}

#[test]
fn a_wrong_key_does_not_hide_the_row_that_fits() {
    let a = list(
        "甲
        编号|项目名称
        A7|南圩站
        A9|石门路消防站",
    );
    let b = list(
        "乙
        编号|项目名称
        A7|凤栖湖
        B2|南圩站
        A9|石门路消防站",
    );
    let outcome = compared(&[a, b]);
    let rows: Vec<_> = outcome.matched.iter().map(|group| group.rows.clone()).collect();
    assert_eq!(rows, [vec![Some(1), Some(2)]]);
    // Whoever looks is shown the row with the key and the row with the name.
    let open: Vec<(usize, usize)> =
        outcome.review.iter().map(|pair| (pair.left.row, pair.right.row)).collect();
    assert_eq!(open, [(0, 0), (0, 1)]);
    assert_eq!(outcome.alone, [vec![], vec![]]);
}

#[test]
fn rows_that_read_alike_in_both_lists_each_have_somebody_to_look_at() {
    let many = |name: &str| List {
        name: name.into(),
        columns: vec!["单位名称".into()],
        rows: vec![vec!["云川市远航建设有限公司".into()]; 60],
    };
    let outcome = compared(&[many("甲"), many("乙")]);
    assert!(outcome.matched.is_empty());
    // Not one of them stands in one list alone.
    assert_eq!(outcome.alone, [vec![], vec![]]);
}

#[test]
fn a_column_that_is_not_there_is_refused() {
    let a = list("甲\n项目名称\n学府路");
    let words = Words::parse(include_str!("../../../data/comparison.toml")).unwrap();
    let mut fields = Field::propose(&[a.clone(), a.clone()], &words);
    fields[0].columns[1] = Some(7);
    assert_eq!(
        compare(&[a.clone(), a], &fields, &words),
        Err(CannotCompare::NoColumn { list: 2, column: 8 })
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever stands in cells, comparing ends, and every row is somewhere.
    #[test]
    fn any_cells_can_be_compared(cells in proptest::collection::vec(("\\PC{0,12}", "[0-9.,万亿元-]{0,8}", "[0-9年月/.-]{0,12}"), 0..20)) {
        let rows: Vec<Vec<String>> = cells.into_iter().map(|(a, b, c)| vec![a, b, c]).collect();
        let columns = ["项目名称", "金额", "日期"].map(str::to_owned).to_vec();
        let list = List { name: String::new(), columns, rows };
        let outcome = compared(&[list.clone(), list.clone()]);
        let placed = outcome.matched.iter().filter_map(|group| group.rows[0]).chain(outcome.review.iter().map(|pair| pair.left.row));
        let mut placed: Vec<usize> = placed.chain(outcome.alone[0].iter().copied()).collect();
        placed.sort_unstable();
        placed.dedup();
        prop_assert_eq!(placed.len(), list.rows.len());
    }
}
