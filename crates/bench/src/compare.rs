//! Two lists of one town's works held against each other.

use crate::{
    chance::Chance,
    figures::{Figures, Target},
    stopwatch::Stopwatch,
};
use comparison::{Field, List, Words, compare};

/// Rows of each list, smallest first.
const SIZES: [usize; 3] = [25_000, 50_000, 100_000];
/// Rows of a list whose names repeat.
const REPEATED: usize = 50_000;
const FIRST: &[&str] = &[
    "学", "林", "长", "虹", "映", "月", "双", "桥", "银", "湖", "柏", "望", "江", "石", "门", "九", "凤",
    "栖", "芦", "荡",
];
const SECOND: &[&str] = &[
    "府", "塘", "岭", "圩", "渠", "湾", "坝", "洲", "冲", "坊", "庄", "屯", "口", "浦", "溪", "坡", "岗",
    "寺", "营", "园",
];
const WORKS: &[&str] =
    &["雨污分流改造", "道路提升", "标准化厂房", "幼儿园新建", "安置房", "污水管网", "停车场", "农贸市场改造"];

/// Measures comparing.
///
/// # Errors
/// The words that are built in cannot be read.
pub(crate) fn run(figures: &mut Figures) -> anyhow::Result<()> {
    figures.part("Comparing two lists");
    let words = Words::parse(include_str!("../../../data/comparison.toml")).map_err(anyhow::Error::msg)?;
    let mut times = vec![];
    for rows in SIZES {
        let lists = lists(rows);
        let watch = Stopwatch::start();
        let outcome = compare(&lists, &Field::propose(&lists, &words), &words)?;
        times.push(watch.seconds());
        let target = if rows == 100_000 { Target::AtMost(20.0) } else { Target::None };
        figures.tell(&format!("{rows} × {rows} rows"), watch.seconds(), "s", target);
        figures.tell("  matched", outcome.matched.len() as f64, "", Target::None);
        figures.tell("  to review", outcome.review.len() as f64, "", Target::None);
    }
    if let [small, .., large] = times[..] {
        figures.tell("growth over four times the rows", large / small, "", Target::AtMost(6.0));
    }
    // A name that many rows have tells little, and leads from each of them to all the others.
    for (names, others) in [(1, 1), (1, REPEATED), (20, REPEATED)] {
        let lists = [repeated("A", names, REPEATED), repeated("B", names, others)];
        let watch = Stopwatch::start();
        compare(&lists, &Field::propose(&lists, &words), &words)?;
        let what = format!("{REPEATED} × {others} rows of {names} names");
        figures.tell(&what, watch.seconds(), "s", Target::AtMost(20.0));
    }
    Ok(())
}

/// A list of `rows` rows that have `names` names by turns.
fn repeated(name: &str, names: usize, rows: usize) -> List {
    let firm = |row: usize| {
        let at = row % names.max(1);
        format!("云川市{}{}建设有限公司", FIRST[at % FIRST.len()], SECOND[at % SECOND.len()])
    };
    List {
        name: name.into(),
        columns: vec!["单位名称".into()],
        rows: (0..rows).map(|row| vec![firm(row)]).collect(),
    }
}

/// Lists in another order that share nine rows in ten, each written a little differently.
fn lists(rows: usize) -> [List; 2] {
    let mut chance = Chance::new(20);
    let headings = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let mut planned = List {
        name: "A".into(),
        columns: headings(&["项目名称", "总投资（万元）", "开工日期"]),
        rows: vec![],
    };
    let mut paid =
        List {
            name: "B".into(), columns: headings(&["工程名称", "金额（元）", "日期"]), rows: vec![]
        };
    let mut shuffled = vec![];
    for _ in 0..rows {
        let road = format!("{}{}路", chance.one_of(FIRST), chance.one_of(SECOND));
        let to = format!("{}{}路", chance.one_of(FIRST), chance.one_of(SECOND));
        let name = format!("{road}（{to}）{}{}标段", chance.one_of(WORKS), 1 + chance.below(6));
        let thousands = 100 + chance.below(900_000);
        let (year, month, day) = (2021 + chance.below(4), 1 + chance.below(12), 1 + chance.below(28));
        let written = format!("{}.{}", thousands / 10, thousands % 10);
        planned.rows.push(vec![
            format!("云川市鹿鸣区{name}工程"),
            written,
            format!("{year}-{month:02}-{day:02}"),
        ]);
        let other = if chance.below(10) == 0 {
            format!("{to}停车场")
        } else {
            name.replace("改造", "提升改造")
        };
        let order = chance.below(usize::MAX);
        shuffled.push((order, vec![other, format!("{thousands}000"), format!("{year}年{month}月{day}日")]));
    }
    shuffled.sort_unstable();
    paid.rows = shuffled.into_iter().map(|(_, row)| row).collect();
    [planned, paid]
}
