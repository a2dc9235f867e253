//! Firms of another invented town as the register and a subsidy office list them: credit codes that are sometimes missing
//! or mistyped, old names, typing by ear, amounts in mixed units, addresses for dates.

use super::{
    Set,
    noise::{Chance, full_width, in_units, moved_digit},
};
use comparison::List;

const HEADS: &[&str] = &["海陵", "海陵市", "苏北省海陵市", "", "", "滨海新区", "海陵高新区"];
const FIRST: &[&str] = &[
    "天", "海", "盛", "佳", "晶", "德", "朗", "森", "川", "沃", "锐", "智", "凯", "辰", "峰", "益", "宝",
    "弘", "达", "诚",
];
const SECOND: &[&str] = &[
    "元", "昌", "科", "隆", "利", "邦", "茂", "禾", "源", "通", "远", "信", "特", "米", "康", "维", "奥",
    "博", "尔", "祥",
];
const TRADES: &[&str] = &[
    "光电科技",
    "精密模具",
    "生物医药",
    "食品",
    "纺织",
    "物流",
    "半导体",
    "汽车零部件",
    "环保设备",
    "新材料",
    "机器人",
    "包装",
    "电气",
    "供应链管理",
    "检测技术",
    "冷链",
    "塑业",
    "电子商务",
    "智能装备",
    "化工",
];
const EAR: &[(&str, &str)] = &[
    ("盛", "胜"),
    ("佳", "嘉"),
    ("德", "得"),
    ("辰", "晨"),
    ("弘", "宏"),
    ("利", "力"),
    ("源", "元"),
    ("祥", "翔"),
    ("智", "致"),
];
const STREETS: &[&str] = &["滨河大道", "兴业路", "创新三路", "科园路", "港城大道", "青年街", "工人路"];

pub(crate) fn set(seed: u64, size: usize) -> Set {
    let mut chance = Chance(seed);
    let headings = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let mut a = List {
        name: "登记".into(),
        columns: headings(&["统一社会信用代码", "企业名称", "住所", "注册资本"]),
        rows: vec![],
    };
    let mut b = List {
        name: "奖补".into(),
        columns: headings(&["单位名称", "信用代码", "地址", "资金（万元）"]),
        rows: vec![],
    };
    let mut same = vec![];
    let mut rows = vec![];
    for _ in 0..size {
        let core = format!("{}{}{}", chance.of(FIRST), chance.of(SECOND), chance.of(TRADES));
        let head = chance.of(HEADS);
        let form = chance.of(&["有限公司", "有限公司", "股份有限公司", "有限责任公司"]);
        let code = format!("9132{:014X}", chance.next() & 0x00ff_ffff_ffff_ffff);
        let yuan =
            (50 + chance.next() % 9_000) * 10_000 + if chance.hits(30) { chance.next() % 10_000 } else { 0 };
        let (street, number) = (chance.of(STREETS), 1 + chance.below(300));
        let place = format!("海陵市{street}{number}号");
        let mut mine = |chance: &mut Chance, same: &mut Vec<Option<usize>>| {
            let code = if chance.hits(8) { String::new() } else { code.clone() };
            let capital =
                if chance.hits(50) { format!("{}万元", in_units(yuan, 10_000)) } else { yuan.to_string() };
            a.rows.push(vec![code, format!("{head}{core}{form}"), place.clone(), capital]);
            same.push(None);
        };
        let which = chance.below(8);
        if which != 1 {
            mine(&mut chance, &mut same);
        }
        if which == 0 {
            continue;
        }
        let mut name = core.clone();
        if chance.hits(12)
            && let Some((right, wrong)) = EAR.iter().find(|(right, _)| name.contains(right))
        {
            name = name.replacen(right, wrong, 1);
        }
        name = match chance.below(7) {
            0 => name,
            1 => format!("{head}{name}"),
            2 => format!("{name}（海陵）{form}"),
            3 => format!("海陵{name}{form}"),
            4 => format!("{head}{name}有限公司"),
            _ => format!("{head}{name}{form}"),
        };
        if chance.hits(10) {
            name = name.replace("科技", "").replace("电子商务", "电商");
        }
        if chance.hits(20) {
            name = full_width(&name);
        }
        let code = match chance.below(10) {
            0..4 => String::new(),
            4 => moved_digit(&code, &mut chance),
            5 => full_width(&code),
            _ => code.to_lowercase(),
        };
        let place = match chance.below(4) {
            0 => String::new(),
            1 => format!("{street}{number}号"),
            2 => street.to_owned(),
            _ => place,
        };
        let sum = match chance.below(10) {
            0 => format!("{}万", in_units(yuan, 10_000)),
            1 => moved_digit(&in_units(yuan, 10_000), &mut chance),
            2 => format!("{yuan}元"),
            3 => in_units(yuan, 100_000_000) + "亿元",
            4 => String::new(),
            _ => in_units(yuan, 10_000),
        };
        let of = (which != 1).then(|| same.len() - 1);
        rows.push((chance.next(), of, vec![name, code, place, sum]));
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
