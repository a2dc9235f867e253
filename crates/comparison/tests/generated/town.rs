//! Works of an invented town as two offices list them: the planning office by project, the finance office by payment.

use super::{
    Set,
    noise::{Chance, full_width, in_units, moved_digit, with_commas},
};
use comparison::List;

const DISTRICTS: &[&str] = &["鹿鸣区", "东岭区", "河口区", "云水县", "白石县", "经济技术开发区"];
const ROADS: &[&str] = &[
    "学府路",
    "学林路",
    "长虹路",
    "映月路",
    "双桥路",
    "银湖路",
    "柏树街",
    "望江路",
    "石门路",
    "九曲河",
    "青弋渠",
    "团结渠",
    "凤栖湖",
    "芦花荡",
    "汽车东站",
    "老粮库",
    "北仓",
    "桃园",
    "金鸡岭",
    "南圩",
    "龙窝",
    "下马塘",
    "神山",
    "荆山",
    "裕溪",
    "四褐",
];
const WORKS: &[&str] = &[
    "雨污分流改造",
    "道路提升",
    "标准化厂房",
    "幼儿园新建",
    "安置房",
    "污水管网",
    "绿化景观",
    "老旧小区改造",
    "水系整治",
    "停车场",
    "农贸市场改造",
    "变电站配套",
    "公交首末站",
    "综合管廊",
    "消防站",
    "社区服务中心",
];
const FIRM_NAMES: &[&str] = &[
    "远航", "宏基", "金桥", "鼎盛", "华泽", "瑞川", "恒通", "中岳", "皓天", "新拓", "同辉", "永安", "博远",
    "启明", "润泽", "广厦", "腾越", "立新", "嘉禾", "正阳",
];
const FIRM_TRADES: &[&str] = &[
    "建设",
    "建设工程",
    "市政工程",
    "园林绿化",
    "机械制造",
    "新能源科技",
    "信息技术",
    "交通投资",
    "水务",
    "城市建设投资",
];
const FORMS: &[&str] = &["有限公司", "有限责任公司", "股份有限公司", "集团有限公司"];

struct Work {
    district: &'static str,
    name: String,
    firm: (&'static str, &'static str, &'static str),
    yuan: u64,
    date: (u64, u64, u64),
}

fn work(chance: &mut Chance) -> Work {
    let road = chance.of(ROADS);
    let other = chance.of(ROADS);
    let road =
        if chance.hits(40) { format!("{road}（{other}至{}）", chance.of(ROADS)) } else { road.to_owned() };
    let stage = match chance.below(6) {
        0 => chance.of(&["一期", "二期", "三期"]).to_owned(),
        1 => format!("{}标段", 1 + chance.below(6)),
        _ => String::new(),
    };
    let year = if chance.hits(30) { format!("{}年", 2021 + chance.below(4)) } else { String::new() };
    Work {
        district: chance.of(DISTRICTS),
        name: format!("{year}{road}{}{stage}", chance.of(WORKS)),
        firm: (chance.of(FIRM_NAMES), chance.of(FIRM_TRADES), chance.of(FORMS)),
        yuan: (10 + chance.next() % 90_000) * 1000 + chance.next() % 1000,
        date: (2021 + chance.next() % 4, 1 + chance.next() % 12, 1 + chance.next() % 28),
    }
}

fn planning(work: &Work, chance: &mut Chance) -> Vec<String> {
    let (name, trade, form) = work.firm;
    let (y, m, d) = work.date;
    vec![
        chance.below(9_999).to_string(),
        format!("云川市{}{}工程", work.district, work.name),
        format!("云川市{name}{trade}{form}"),
        in_units(work.yuan, 10_000),
        format!("{y}-{m:02}-{d:02}"),
    ]
}

/// The same work as the other office writes it.
fn finance(work: &Work, chance: &mut Chance) -> Vec<String> {
    let (firm, trade, form) = work.firm;
    let (y, m, d) = work.date;
    let mut name = work.name.clone();
    if chance.hits(25) {
        name = name.replace("（", "(").replace("）", ")").replace("至", "-");
    }
    if chance.hits(20) {
        name = name.replace("改造", "提升改造").replace("老旧小区提升改造", "老旧小区改造");
    }
    if chance.hits(15) {
        name = name.replace("标准化厂房", "标准厂房").replace("雨污分流", "雨污").replace("农贸市场", "农贸");
    }
    name = match chance.below(6) {
        0 => format!("云川市{}{name}项目", work.district),
        1 => format!("{}{name}工程", work.district.replace("经济技术开发区", "经开区")),
        2 => format!("{name}建设项目"),
        3 => format!("安徽省云川市{name}"),
        _ => name,
    };
    if chance.hits(20) {
        name = full_width(&name);
    }
    if chance.hits(10) {
        name = format!(
            "{} {}",
            &name[..name.char_indices().nth(3).unwrap().0],
            &name[name.char_indices().nth(3).unwrap().0..]
        );
    }
    let firm = match chance.below(5) {
        0 => format!("{firm}{trade}"),
        1 => format!("云川{firm}{}", trade.replace("城市建设投资", "城投").replace("建设工程", "建工")),
        2 => format!("{firm}{trade}（集团）{form}"),
        _ => format!("云川市{firm}{trade}{form}"),
    };
    let amount = match chance.below(8) {
        0 => moved_digit(&work.yuan.to_string(), chance),
        1 => with_commas(work.yuan),
        2 => format!("{}万元", in_units(work.yuan, 10_000)),
        3 => in_units(work.yuan, 10_000),
        4 => full_width(&work.yuan.to_string()),
        _ => work.yuan.to_string(),
    };
    let date = match chance.below(8) {
        0 => format!("{y}年{m}月{d}日"),
        1 => format!("{y}/{m}/{d}"),
        2 => format!("{y}年{m}月"),
        3 => String::new(),
        4 => format!("{y}-{m:02}-{:02}", 1 + (d + 3) % 28),
        _ => format!("{y}.{m}.{d}"),
    };
    vec![name, firm, amount, date]
}

/// `size` works, of which four in five stand in both lists; the rest in one of them.
pub(crate) fn set(seed: u64, size: usize) -> Set {
    let mut chance = Chance(seed);
    let headings = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let mut a = List {
        name: "计划".into(),
        columns: headings(&["序号", "项目名称", "施工单位", "总投资（万元）", "开工日期"]),
        rows: vec![],
    };
    let mut b = List {
        name: "支付".into(),
        columns: headings(&["工程名称", "收款单位", "金额（元）", "日期"]),
        rows: vec![],
    };
    let mut same = vec![];
    let mut rows = vec![];
    for _ in 0..size {
        let work = work(&mut chance);
        match chance.below(10) {
            0 => {
                a.rows.push(planning(&work, &mut chance));
                same.push(None);
            }
            1 => rows.push((chance.next(), None, finance(&work, &mut chance))),
            _ => {
                a.rows.push(planning(&work, &mut chance));
                same.push(None);
                rows.push((chance.next(), Some(same.len() - 1), finance(&work, &mut chance)));
            }
        }
    }
    rows.sort_unstable();
    for (at, (_, of, row)) in rows.into_iter().enumerate() {
        if let Some(of) = of {
            same[of] = Some(at);
        }
        b.rows.push(row);
    }
    Set { lists: [a, b], same }
}
