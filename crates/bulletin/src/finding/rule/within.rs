//! A part larger than what it is of, by the grammar of its clause: 其中 right behind the whole, or words that tell
//! what became of the things counted before.

use crate::contract::{Quantity, QuantityKind, Span};
use crate::finding::figure::Figure;
use crate::finding::sheet::{Sentence, Sheet, comparable, has};
use crate::finding::{Code, Finding};

/// How many figures before a part are looked at for its whole.
const NEAR: usize = 3;

/// How many figures before the whole are looked at for a larger one.
const LARGER: usize = 12;

/// Money spent is no more than this many times what there was, whatever the words.
const VAST: f64 = 20.0;

/// Words that tell what became of some of the things counted before.
const OUTCOMES: &[&str] = &[
    "已",
    "实际",
    "属实",
    "查实",
    "采纳",
    "回复",
    "答复",
    "核实",
    "整改",
    "规范",
    "终止",
    "查处",
    "办结",
    "达标",
    "合格",
    "通过",
    "查清",
    "结案",
    "退出",
    "接收",
    "移交",
    "扭亏",
    "启用",
    "盘活",
    "利用",
    "拍卖",
    "处置",
    "参加",
    "参保",
    "持证",
    "安装",
    "配备",
    "签约",
    "搬迁",
    "考取",
    "纳入",
    "化解",
    "完成",
    "给予",
    "问责",
    "收回",
    "反馈率",
    "兑现",
    "到位",
    "落实",
    "销号",
    "解决",
    "立案",
    "清退",
    "拆除",
    "验收",
    "竣工",
    "开工",
    "投产",
    "收到",
    "取得",
    "纠正",
    "追缴",
    "实到",
    "结题",
    "关闭",
    "关停",
    "取缔",
    "不合格",
    "违规",
    "存在",
    "超期",
    "逾期",
];

/// Words of what was found amiss: what is settled next is settled of that.
const DEFECTS: &[&str] =
    &["发现", "异常", "违规", "闲置", "隐患", "疑点", "逾期", "超期", "不合格", "漏报", "违法", "欠", "未"];

/// Words of all there is.
const INVENTORY: &[&str] = &["应", "在用", "现有", "共有", "登记"];

/// Words that open another count.
const ANOTHER: &[&str] = &[
    "累计",
    "另",
    "新",
    "措施",
    "制度",
    "办法",
    "清单",
    "同比",
    "比上年",
    "较上年",
    "同期",
    "增加",
    "增长",
    "减少",
    "每",
    "平均",
    "以上",
    "共",
    "合计",
    "组织",
    "开展",
    "召开",
    "培训",
    "计划",
    "目标",
    "涉及",
    "超额",
    "带动",
    "惠及",
    "分别",
    "推动",
    "从",
    "由",
];

pub(crate) fn check(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    for sentence in &sheet.sentences {
        for at in sentence.quantities.clone() {
            let Some((part, figure)) = sheet.amount(at) else { continue };
            let Some((place, whole, size)) = whole(sheet, sentence, at, part) else { continue };
            if !figure.exceeds(size) {
                continue;
            }
            let own = own(sheet, sentence, at, part);
            let among = place + 1 == at && (own.starts_with("其中") || is_of(sheet, whole, part));
            let vast = part.kind == QuantityKind::Money
                && figure.value > VAST * size.value
                && own.chars().count() <= LONGEST
                && has(own, &["支出", "支付", "拨付", "使用", "完成投资", "兑付", "到位"]);
            if among || vast || is_outcome(sheet, sentence, (place, whole), (at, part), own) {
                findings.push(
                    Finding::new(Code::PartExceedsWhole, vec![whole.span, part.span])
                        .with("whole", &whole.raw)
                        .with("parts", &part.raw),
                );
            }
        }
    }
}

/// Whether nothing but 中 leads from the whole to the part: 应完成的188条中已完成185条.
fn is_of(sheet: &Sheet<'_>, whole: &Quantity, part: &Quantity) -> bool {
    let between = sheet.text.get(whole.span.end..part.span.start).unwrap_or("");
    let Some(at) = between.find('中') else { return false };
    let (noun, rest) = (between.get(..at).unwrap_or(""), between.get(at..).unwrap_or(""));
    noun.chars().count() <= LONGEST
        && !noun.contains(super::pauses)
        && !noun.ends_with(['集', '其', '、'])
        && rest.chars().count() <= LONGEST_DEED
        && ["中，", "中,", "中已", "中有", "中完成", "中的"].iter().any(|word| rest.starts_with(word))
        && !rest.contains(['、', '；', ';'])
}

/// 中，已整改完成 is no longer than this many characters.
const LONGEST_DEED: usize = 8;

/// The nearest figure before that counts the same, no part of a bracket that is closed.
fn whole<'a>(
    sheet: &Sheet<'a>,
    sentence: &Sentence,
    at: usize,
    part: &Quantity,
) -> Option<(usize, &'a Quantity, Figure)> {
    let from = sentence.quantities.start.max(at.saturating_sub(NEAR));
    let found = (from..at).rev().find_map(|other| {
        let (quantity, figure) = sheet.amount(other)?;
        let between = sheet.text.get(quantity.span.end..part.span.start)?;
        // 213件，比上年的142件增加71件，结案201件: what is compared is no whole.
        let compared =
            has(sheet.lead(sentence, other), &["比", "较", "增加", "减少", "上年", "去年", "同期"]);
        (!compared && comparable(quantity, part) && quantity.base_unit == part.base_unit && !closes(between))
            .then_some((other, quantity, figure))
    })?;
    let between = Span::new(found.1.span.end, part.span.start).of(sheet.text);
    (!between.contains(['；', ';'])).then_some(found)
}

/// Whether a bracket closes here that was opened before.
pub(super) fn closes(words: &str) -> bool {
    let mut depth = 0_i32;
    words.chars().any(|c| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= 1,
            _ => {}
        }
        depth < 0
    })
}

/// The clause of the figure, from the last pause to the next, without the figure itself.
fn own<'a>(sheet: &Sheet<'a>, sentence: &Sentence, at: usize, part: &Quantity) -> &'a str {
    let before = sheet.clause_before(sentence.span.start, part.span.start);
    let lead = sheet.lead(sentence, at);
    let lead = if lead.len() < before.len() { lead } else { before };
    lead.rsplit(['、', '（', '(']).next().unwrap_or(lead).trim()
}

/// Words of nouns that differ in what they are said of and not in what they name.
const LONGEST: usize = 12;

/// 下发督办函42份，已回复47份; 检查机构16家，查处违规机构18家
fn is_outcome(
    sheet: &Sheet<'_>,
    sentence: &Sentence,
    (place, whole): (usize, &Quantity),
    (at, part): (usize, &Quantity),
    own: &str,
) -> bool {
    let between = Span::new(whole.span.end, part.span.start).of(sheet.text);
    let after = sheet.clause_after(part.span.end, sentence.span.end);
    let after = after.split(['、', '（', '(', '）', ')']).next().unwrap_or(after);
    let before = sheet.clause_before(sentence.span.start, whole.span.start);
    let opening = sheet.clause_after(whole.span.end, part.span.start);
    let listed = at.checked_sub(place).is_some_and(|gap| gap > 1) && between.contains('、');
    if own.chars().count() > LONGEST
        || !between.contains(['，', ',', '（', '('])
        || between.matches(super::pauses).count() > 3
        || listed
        || has(&own.replace("重新", ""), ANOTHER)
        || has(after, ANOTHER)
        || has(before, &["其中", "同比", "比上年", "较上年", "剩余", "其余", "计划", "目标", "新", "余下"])
    {
        return false;
    }
    let names = [before, opening];
    // What was settled before is no whole of what is settled next.
    let settled = has(before, &["已", "完成", "给予", "处分", "办结", "化解", "整改到位"])
        || has(opening, &["已", "处分", "给予"]);
    // A larger count before may be the whole as well.
    let larger = (sentence.quantities.start.max(place.saturating_sub(LARGER))..place)
        .filter_map(|other| sheet.amount(other))
        .any(|(other, size)| {
            comparable(other, part) && sheet.amount(at).is_some_and(|(_, figure)| !figure.exceeds(size))
        });
    if larger && !has(before, DEFECTS) {
        return false;
    }
    // 甲牵头整改9个，乙牵头整改12个: the same deed twice is no part of the first.
    let told = OUTCOMES.iter().any(|word| own.contains(word) && !before.contains(word))
        || own.is_empty() && has(after, OUTCOMES);
    // 存在未招标问题的5个: the noun is left out because it has been told.
    let bare = after.is_empty() && (own.chars().count() <= 6 || own.ends_with('的'));
    let of_all = has(before, INVENTORY) && after.is_empty() && !own.is_empty();
    !settled && (told && (bare || shares_noun(names, own, after)) || of_all)
}

/// Whether the words of the part name what the words of the whole name: two characters in a row stand in both.
fn shares_noun(names: [&str; 2], own: &str, after: &str) -> bool {
    let letters: Vec<char> = own.chars().collect();
    let noun: Vec<char> = after.chars().take(6).collect();
    [letters, noun].iter().any(|words| {
        words.windows(2).any(|pair| {
            let pair: String = pair.iter().collect();
            !has(&pair, &["完成", "整改", "已经", "实际"]) && names.iter().any(|name| name.contains(&pair))
        })
    })
}
