//! Units: which words after a number make it an amount, of what kind, and what magnitude is printed with them.

use crate::contract::QuantityKind::{self, Count, Duration, Measure, Money, Multiple, Percent, Points};
use crate::text::glyph::{char_at, starts_at};

/// A unit as printed after a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unit {
    pub(crate) kind: QuantityKind,
    /// The unit without magnitude, for `base_unit`.
    pub(crate) base: &'static str,
    /// Bytes of the printed unit.
    pub(crate) length: usize,
    /// The power of ten between the printed unit and the base unit, magnitude aside.
    pub(crate) power: i32,
}

type Entry = (&'static str, &'static str, QuantityKind, i32);

/// Units of two and more characters, longest first where one begins another.
const LONG: &[Entry] = &[
    ("个百分点", "百分点", Points, 0),
    ("個百分點", "百分点", Points, 0),
    ("百分点", "百分点", Points, 0),
    ("百分點", "百分点", Points, 0),
    ("个工作日", "工作日", Duration, 0),
    ("個工作日", "工作日", Duration, 0),
    ("工作日", "工作日", Duration, 0),
    ("个自然日", "天", Duration, 0),
    ("个小时", "小时", Duration, 0),
    ("個小時", "小时", Duration, 0),
    ("小时", "小时", Duration, 0),
    ("小時", "小时", Duration, 0),
    ("分钟", "分钟", Duration, 0),
    ("分鐘", "分钟", Duration, 0),
    ("个多月", "月", Duration, 0),
    ("个月", "月", Duration, 0),
    ("個月", "月", Duration, 0),
    ("个星期", "周", Duration, 0),
    ("个年头", "年", Duration, 0),
    ("周年", "年", Duration, 0),
    ("周岁", "岁", Measure, 0),
    ("学时", "学时", Duration, 0),
    ("课时", "课时", Duration, 0),
    ("美元", "美元", Money, 0),
    ("欧元", "欧元", Money, 0),
    ("歐元", "欧元", Money, 0),
    ("日元", "日元", Money, 0),
    ("港元", "港元", Money, 0),
    ("港币", "港元", Money, 0),
    ("英镑", "英镑", Money, 0),
    ("平方公里", "平方公里", Measure, 0),
    ("平方千米", "平方公里", Measure, 0),
    ("平方米", "平方米", Measure, 0),
    ("平米", "平方米", Measure, 0),
    ("立方米", "立方米", Measure, 0),
    ("公顷", "公顷", Measure, 0),
    ("公頃", "公顷", Measure, 0),
    ("公里", "公里", Measure, 0),
    ("千米", "公里", Measure, 0),
    ("厘米", "厘米", Measure, 0),
    ("毫米", "毫米", Measure, 0),
    ("海里", "海里", Measure, 0),
    ("公斤", "公斤", Measure, 0),
    ("千克", "公斤", Measure, 0),
    ("毫克", "毫克", Measure, 0),
    ("微克", "微克", Measure, 0),
    ("毫升", "毫升", Measure, 0),
    ("千瓦时", "千瓦时", Measure, 0),
    ("千瓦時", "千瓦时", Measure, 0),
    ("千瓦", "千瓦", Measure, 0),
    ("兆瓦", "兆瓦", Measure, 0),
    ("千伏", "千伏", Measure, 0),
    ("分贝", "分贝", Measure, 0),
    ("摄氏度", "摄氏度", Measure, 0),
    ("kWh", "千瓦时", Measure, 0),
    ("km²", "平方公里", Measure, 0),
    ("km", "公里", Measure, 0),
    ("cm", "厘米", Measure, 0),
    ("mm", "毫米", Measure, 0),
    ("m²", "平方米", Measure, 0),
    ("m³", "立方米", Measure, 0),
    ("kg", "公斤", Measure, 0),
    ("mg", "毫克", Measure, 0),
    ("kW", "千瓦", Measure, 0),
    ("MW", "兆瓦", Measure, 0),
    ("GW", "吉瓦", Measure, 0),
    ("kV", "千伏", Measure, 0),
    ("GB", "GB", Measure, 0),
    ("TB", "TB", Measure, 0),
    ("人次", "人次", Count, 0),
    ("车次", "车次", Count, 0),
    ("車次", "车次", Count, 0),
    ("架次", "架次", Count, 0),
    ("户次", "户次", Count, 0),
    ("戶次", "户次", Count, 0),
    ("家次", "家次", Count, 0),
    ("场次", "场次", Count, 0),
    ("場次", "场次", Count, 0),
    ("件次", "件次", Count, 0),
    ("条次", "条次", Count, 0),
    ("批次", "批次", Count, 0),
    ("班次", "班次", Count, 0),
    ("例次", "例次", Count, 0),
    ("组次", "组次", Count, 0),
    ("台次", "台次", Count, 0),
    ("辆次", "辆次", Count, 0),
    ("艘次", "艘次", Count, 0),
    ("户数", "户", Count, 0),
    ("人份", "人份", Count, 0),
    ("部门", "部门", Count, 0),
    ("部門", "部门", Count, 0),
    ("单位", "单位", Count, 0),
    ("單位", "单位", Count, 0),
    ("车道", "车道", Count, 0),
    ("标段", "标段", Count, 0),
    ("台套", "台套", Count, 0),
    ("台（套）", "台套", Count, 0),
    ("台(套)", "台套", Count, 0),
];

/// Counting words of one character, simplified and traditional.
const COUNTERS: &str = "个個项項次名人家户戶件条條篇场場所类類笔筆宗起份座处處台臺套辆輛部支批期轮輪只隻头頭羽株棵\
尾艘架张張本册冊幅块塊片段层層栋棟幢间間门門位例案卷页頁字种種款样樣组組队隊班站点點口眼盏盞根杆面把副对對双雙孔\
桩樁宿颗顆粒包箱袋瓶桶车車封道节節课課讲講集首版倍番区區县縣镇鎮乡鄉村市省国國校院厂廠店师師届代级級分大方档檔稿轴軸";

/// Physical measures of one character.
const MEASURES: &str = "亩畝米吨噸克斤升伏瓦度岁歲里";

/// The unit at `pos`, without magnitude.
pub(crate) fn unit_at(text: &str, pos: usize) -> Option<Unit> {
    let simple = simple_unit_at(text, pos)?;
    // 元/吨, 毫克/升: the second unit belongs to the first.
    let slash = pos + simple.length;
    if matches!(simple.kind, Measure | Money)
        && char_at(text, slash) == Some('/')
        && let Some(per) = simple_unit_at(text, slash + 1).filter(|per| per.kind != Percent)
    {
        return Some(Unit { length: simple.length + 1 + per.length, ..simple });
    }
    Some(simple)
}

fn simple_unit_at(text: &str, pos: usize) -> Option<Unit> {
    let c = char_at(text, pos)?;
    if c.is_ascii() && c != '%' && !c.is_ascii_alphabetic() {
        return None;
    }
    let next = pos + c.len_utf8();
    let one = |kind, base, power| Some(Unit { kind, base, length: c.len_utf8(), power });
    match c {
        '%' | '％' | '﹪' => return one(Percent, "%", 0),
        '‰' => return one(Percent, "%", -1),
        '元' => return one(Money, "元", 0),
        '倍' => return one(Multiple, "倍", 0),
        '℃' => return one(Measure, "摄氏度", 0),
        '㎡' => return one(Measure, "平方米", 0),
        '天' => return one(Duration, "天", 0),
        '周' | '週' if !starts_at(text, pos, "周年") && !starts_at(text, pos, "周岁") => {
            return one(Duration, "周", 0);
        }
        '秒' => return one(Duration, "秒", 0),
        '年' => return year_unit(text, next).then_some(()).and(one(Duration, "年", 0)),
        '日' => return day_unit(text, next).then_some(()).and(one(Duration, "天", 0)),
        _ => {}
    }
    if let Some((word, base, kind, power)) = LONG.iter().find(|(word, ..)| starts_at(text, pos, word)) {
        let ends_in_letters = word.is_ascii()
            && char_at(text, pos + word.len()).is_some_and(|after| after.is_ascii_alphanumeric());
        return (!ends_in_letters).then_some(Unit { kind: *kind, base, length: word.len(), power: *power });
    }
    if !is_counter(text, c, next) {
        return None;
    }
    let (kind, list) = if MEASURES.contains(c) { (Measure, MEASURES) } else { (Count, COUNTERS) };
    let base = list.find(c).and_then(|at| list.get(at..at + c.len_utf8()))?;
    one(kind, simplified(base), 0)
}

/// The simplified form of a traditional counting word, so that base units compare.
fn simplified(unit: &'static str) -> &'static str {
    const PAIRS: &[(&str, &str)] = &[
        ("個", "个"),
        ("項", "项"),
        ("戶", "户"),
        ("條", "条"),
        ("場", "场"),
        ("類", "类"),
        ("筆", "笔"),
        ("處", "处"),
        ("臺", "台"),
        ("輛", "辆"),
        ("輪", "轮"),
        ("隻", "只"),
        ("張", "张"),
        ("間", "间"),
        ("畝", "亩"),
        ("噸", "吨"),
        ("歲", "岁"),
        ("區", "区"),
        ("縣", "县"),
        ("鎮", "镇"),
        ("鄉", "乡"),
    ];
    PAIRS.iter().find(|(traditional, _)| *traditional == unit).map_or(unit, |(_, simple)| simple)
}

/// 22年 is a length of time; 90年代, 22年度 and 3年级 are names.
fn year_unit(text: &str, next: usize) -> bool {
    !matches!(char_at(text, next), Some('代' | '度' | '级' | '級'))
}

/// 30日内 is a length of time; 30日 alone is part of a date.
fn day_unit(text: &str, next: usize) -> bool {
    ["内", "內", "之内", "以内", "以內", "的期限", "期限"].iter().any(|word| starts_at(text, next, word))
}

/// Whether `c` counts things here, and is not the first character of another word.
fn is_counter(text: &str, c: char, next: usize) -> bool {
    if !COUNTERS.contains(c) && !MEASURES.contains(c) {
        return false;
    }
    let after = char_at(text, next);
    match c {
        // Sessions, generations, grades and versions number things; 市 and the like need no exception.
        '届' | '代' | '级' | '級' | '版' => false,
        '点' | '點' => !matches!(after, Some('钟' | '鐘' | '半' | '整' | '0'..='9' | '前' | '后')),
        '期' => !matches!(after, Some('间' | '間')),
        '分' => !matches!(after, Some('之' | '钟' | '别' | '管' | '为' | '公')),
        '大' => matches!(after, Some(c) if !matches!(c, '于' | '於' | '约' | '以' | '到' | '幅' | '型')),
        '字' => !matches!(after, Some('头' | '第' | '〔' | '[')),
        '人' => !matches!(after, Some('大')) || starts_at(text, next, "大型"),
        '道' => !matches!(after, Some('路')),
        '部' | '单' => true,
        '国' | '國' => !matches!(after, Some('道')),
        '省' => !matches!(after, Some('道')),
        '市' => !matches!(after, Some('场' | '值')),
        '区' | '區' => !matches!(after, Some('间' | '块')),
        '方' => !matches!(after, Some('面' | '案' | '式' | '法')),
        '家' => !matches!(after, Some('庭' | '长')),
        '里' => !matches!(after, Some('程' | '面')),
        '度' => !matches!(after, Some('夏' | '假')),
        '师' | '師' => matches!(after, Some(c) if !c.is_alphabetic()),
        _ => true,
    }
}

/// Whether a counting word for things that come whole stands at `pos`.
pub(crate) fn counts_whole_things(text: &str, pos: usize) -> bool {
    unit_at(text, pos).is_some_and(|unit| unit.kind == Count && !matches!(unit.base, "分" | "大" | "成"))
}

/// The magnitude at `pos` (万, 亿, 百万, 万亿, …): its power of ten and its bytes.
pub(crate) fn magnitude_at(text: &str, pos: usize) -> Option<(i32, usize)> {
    const WORDS: &[(&str, i32)] = &[
        ("万亿", 12),
        ("萬億", 12),
        ("千亿", 11),
        ("百亿", 10),
        ("十亿", 9),
        ("亿", 8),
        ("億", 8),
        ("千万", 7),
        ("百万", 6),
        ("十万", 5),
        ("万", 4),
        ("萬", 4),
        ("千", 3),
        ("百", 2),
    ];
    WORDS.iter().find(|(word, _)| starts_at(text, pos, word)).map(|(word, power)| (*power, word.len()))
}
