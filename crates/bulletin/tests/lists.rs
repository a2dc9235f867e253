//! Lists of problems, tasks and who is responsible. A table is written as lines with cells between bars; `^` goes on from
//! the cell above, `<` from the one on the left. The lists are in our own words.
#![allow(clippy::unwrap_used)]

use bulletin::{EntryRole, ListPart, ListWords, Lists, Place, Span, Table, read_lists};

fn words() -> ListWords {
    toml::from_str(include_str!("../../../data/lists.toml")).unwrap()
}

/// Tables are the runs of lines with bars; their text is the lines with tabs instead.
fn read(source: &str) -> (String, Lists) {
    let mut text = String::new();
    let mut tables: Vec<Table> = vec![];
    let mut open = false;
    for line in source.lines().map(str::trim) {
        if !line.contains('|') {
            open = false;
            text.push_str(line);
            text.push('\n');
            continue;
        }
        if !open {
            tables.push(Table::default());
        }
        open = true;
        let table = tables.last_mut().unwrap();
        let mut row: Vec<Place> = vec![];
        for cell in line.trim_matches('|').split('|').map(str::trim) {
            let start = text.len();
            let goes_on = |place: Option<&Place>| Place { first: false, ..*place.unwrap() };
            row.push(match cell {
                "^" => goes_on(table.rows.last().unwrap().get(row.len())),
                "<" => goes_on(row.last()),
                words => {
                    text.push_str(words);
                    Place { span: Span::new(start, text.len()), first: true }
                }
            });
            text.push('\t');
        }
        text.pop();
        text.push('\n');
        table.rows.push(row);
        let start = table.rows[0].iter().map(|place| place.span.start).min().unwrap();
        table.span = Span::new(start, text.trim_end().len());
    }
    let lists = read_lists(&text, &tables, &words());
    (text, lists)
}

/// One line an entry: role, number, words; below it what its cells say.
fn told(source: &str) -> String {
    let (text, lists) = read(source);
    let mut out = String::new();
    for entry in &lists.entries {
        let words: Vec<&str> = entry.words.iter().map(|span| span.of(&text)).collect();
        let role = match entry.role {
            EntryRole::Group => "#",
            EntryRole::Item => "-",
            EntryRole::Measure => "*",
        };
        out.push_str(&format!("{role} [{}] {}", entry.number, words.join("/")));
        for cell in &entry.cells {
            let name = cell.part.map_or(format!("?{}", cell.name), |part| format!("{part:?}"));
            out.push_str(&format!(" {name}={}", cell.span.of(&text)));
        }
        out.push('\n');
    }
    for remark in &lists.remarks {
        out.push_str(&format!("! {} {}\n", remark.code.as_str(), remark.span.of(&text).replace('\t', "|")));
    }
    out
}

fn check(source: &str, expected: &str) {
    let lines = |text: &str| text.trim().lines().map(str::trim).collect::<Vec<_>>().join("\n");
    assert_eq!(lines(&told(source)), lines(expected), "{source}");
}

#[test]
fn merged_cells_speak_for_every_row_that_they_cover() {
    check(
        "| 序号 | 存在问题 | 整改措施 | 责任单位 | 责任人 | 完成时限 |
         | 1 | 台账不全。 | 补建台账。 | 资产科 | 陆一 | 2026年6月 |
         | ^ | ^ | 逐户核对。 | ^ | 陆二 | ^ |
         | 2 | 租金拖欠。 | 发函催缴。 | 财务科 | 陆三 | 2026年9月30日 |",
        "
        - [1] 台账不全。 Unit=资产科 Due=2026年6月
          * [] 补建台账。 Unit=资产科 Person=陆一 Due=2026年6月
          * [] 逐户核对。 Unit=资产科 Person=陆二 Due=2026年6月
        - [2] 租金拖欠。 Unit=财务科 Person=陆三 Due=2026年9月30日
          * [] 发函催缴。 Unit=财务科 Person=陆三 Due=2026年9月30日",
    );
}

#[test]
fn a_head_of_two_rows_and_a_title_above_it() {
    check(
        "| 岚桥园区整改清单 | < | < | < | < |
         | 序号 | 问题清单 | 任务清单 | 责任清单 | < |
         | ^ | ^ | 具体措施 | 领导 | 单位 |
         | 1 | 会议不实 | 改会风 | 周甲 | 办公室 |",
        "
        - [1] 会议不实 Leader=周甲 Unit=办公室
          * [] 改会风 Leader=周甲 Unit=办公室",
    );
}

#[test]
fn several_measures_in_a_cell_take_their_own_parts_of_the_others() {
    check(
        "| 序号 | 问题 | 整改措施 | 完成标准 | 责任单位 | 时限 |
         | （一） | 开工慢 | 1.逐个走访；2.每周调度。 | 1.走访到户；2.有纪要。 | 项目办 | 1.2026年5月；2.2026年8月 |",
        "
        - [（一）] 开工慢 Unit=项目办
          * [1.] 1.逐个走访； Standard=1.走访到户； Unit=项目办 Due=1.2026年5月；
          * [2.] 2.每周调度。 Standard=2.有纪要。 Unit=项目办 Due=2.2026年8月",
    );
}

#[test]
fn lists_are_joined_by_the_number_of_the_problem() {
    check(
        "一、问题清单
         | 序号 | 反馈问题 |
         | 1 | 开工慢 |
         | 2 | 用地闲置 |
         二、任务清单
         | 问题序号 | 整改目标 | 整改措施 |
         | 1. | 年内开工 | ①走访 ②调度 |
         | 2. | 盘活 | 清查 |
         三、责任清单
         | 编号 | 措施序号 | 责任领导 | 牵头单位 | 配合单位 | 责任人 |
         | （1） | ① | 周甲 | 项目办 | 资规分局 | 吴一 |
         | （1） | ② | 周甲 | 督查科 | | 吴二 |
         | （2） | | 郑乙 | 资规分局 | | 吴三 |
         | （3） | | 郑乙 | 办公室 | | 吴四 |",
        "
        - [1] 开工慢 Goal=年内开工 Leader=周甲
          * [①] ①走访 Leader=周甲 Unit=项目办 Helper=资规分局 Person=吴一
          * [②] ②调度 Leader=周甲 Unit=督查科 Person=吴二
        - [2] 用地闲置 Goal=盘活 Leader=郑乙 Unit=资规分局 Person=吴三
          * [] 清查 Leader=郑乙 Unit=资规分局 Person=吴三
        - [（3）]  Leader=郑乙 Unit=办公室 Person=吴四
        ! number-unknown （3）||郑乙|办公室||吴四",
    );
}

#[test]
fn a_table_goes_on_behind_the_page() {
    // With its head repeated, and without one; a row broken off by the page goes on in the next.
    for again in ["| 序号 | 问题 | 措施 | 责任单位 |\n", ""] {
        check(
            &format!(
                "| 序号 | 问题 | 措施 | 责任单位 |
                 | 1 | 巡查记录 | 建立巡查 | 城管科 |

                 {again}| | 有缺漏。 | 日志。 | |
                 | 2 | 店招破损。 | 更换店招。 | 城管科 |"
            ),
            "
            - [1] 巡查记录/有缺漏。 Unit=城管科
              * [] 建立巡查/日志。 Unit=城管科
            - [2] 店招破损。 Unit=城管科
              * [] 更换店招。 Unit=城管科
            ! row-continued 有缺漏。|日志。
            ! row-continued 日志。",
        );
    }
}

#[test]
fn headings_totals_notes_and_rows_without_a_number() {
    check(
        "| 序号 | 问题 | 措施 | 备注 |
         | （一）项目建设方面 | < | < | < |
         | 1 | 开工慢。 | 调度。 | 已报 |
         | | 底数不清。 | 清查。 | 无 |
         | （二）作风建设方面 | < | < | < |
         | 2 | 走访少。 | 走访。 | |
         | 合计 | 3 | | |
         | 注：以上由办公室汇总 | < | < | < |",
        "
        # [] （一）项目建设方面
        - [1] 开工慢。
          * [] 调度。 ?备注=已报
        - [] 底数不清。
          * [] 清查。
        # [] （二）作风建设方面
        - [2] 走访少。
          * [] 走访。
        ! column-unknown 备注
        ! number-missing 底数不清。|清查。|无
        ! row-left-out 合计|3
        ! row-left-out 注：以上由办公室汇总",
    );
}

#[test]
fn rows_of_one_problem_may_be_numbered_themselves() {
    check(
        "| 方面 | 问题 | 序号 | 整改措施 | 责任单位 |
         | 党建方面 | 学习不深 | 1 | 列出书目 | 组织科 |
         | ^ | ^ | 2 | 按月领学 | ^ |
         | ^ | 记录不全 | 1 | 补记 | 组织科 |",
        "
        # [] 党建方面
        - [] 学习不深 Unit=组织科
          * [1] 列出书目 Unit=组织科
          * [2] 按月领学 Unit=组织科
        - [] 记录不全 Unit=组织科
          * [1] 补记 Unit=组织科",
    );
}

#[test]
fn measures_without_problems_stand_alone_and_other_tables_are_no_lists() {
    check(
        "| 序号 | 措施 | 完成时限 |
         | 1 | 建立台账 | 2026年9月 |
         | 2 | 核对账目 | 2026年9月 |",
        "
          * [1] 建立台账 Due=2026年9月
          * [2] 核对账目 Due=2026年9月",
    );
    let (_, lists) = read(
        "| 项目 | 金额 |
         | 厂房 | 12万元 |
         | 姓名 | 职务 |",
    );
    assert_eq!(lists, Lists::default());
}

#[test]
fn numbers_that_begin_again_under_another_heading_are_kept_apart() {
    check(
        "| 序号 | 问题 |
         | 党建方面 | < |
         | 1 | 学习不深 |
         | 作风方面 | < |
         | 1 | 走访少 |
         责任清单
         | 序号 | 责任单位 | 责任人 |
         | 1 | 组织科 | 甲一 |
         | 1 | 办公室 | 甲二 |",
        "
        # [] 党建方面
        - [1] 学习不深 Unit=组织科 Person=甲一
        # [] 作风方面
        - [1] 走访少 Unit=办公室 Person=甲二",
    );
}

#[test]
fn every_part_has_words_and_a_hostile_table_costs_its_size() {
    let known = |part: ListPart| {
        let source = include_str!("../../../data/lists.toml");
        let name = serde_json::to_string(&part).unwrap();
        source.contains(&format!("part = {name}"))
    };
    assert!(ListPart::ALL.into_iter().all(known));
    let rows = "| 1 | 甲 | 乙 | 丙 |\n".repeat(20_000);
    let (_, lists) = read(&format!("| 序号 | 问题 | 措施 | 责任单位 |\n{rows}"));
    assert_eq!(lists.entries.len(), 2);
    assert!(lists.entries[1].cells.len() <= 64);
    let rows: String = (0..20_000).map(|n| format!("| 1 | 甲 | 乙{n} | 丙{n} |\n")).collect();
    let (_, lists) = read(&format!(
        "| 序号 | 问题 | 措施 | 责任单位 |\n{rows}\n责任清单如下所列各项内容请各单位认真对照落实\n| 序号 | 责任人 |\n{}",
        "| 1 | 丁 |\n".repeat(20_000)
    ));
    assert_eq!(lists.entries.len(), 20_001);
}
