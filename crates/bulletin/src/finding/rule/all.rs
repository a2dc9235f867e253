//! All are done, and an exception stands beside it.

use crate::contract::Span;
use crate::finding::sheet::{Sentence, Sheet, has};
use crate::finding::{Code, Finding};
use crate::text::glyph::digit;

const ALL: &[&str] =
    &["全部", "均已", "均按", "均完成", "100%", "100％", "全面完成", "无一例外", "全数", "已全", "都已"];
const SETTLED: &[&str] = &[
    "完成", "整改", "办结", "到位", "销号", "化解", "解决", "清零", "落实", "整治", "率", "归还", "收回",
    "拆除", "投产", "开工", "登记",
];
/// Deeds that end a task as well.
const TAKEN: &[&str] = &[
    "接入", "拍卖", "处置", "登记", "备案", "清退", "整合", "盘活", "兑付", "发放", "建成", "关停", "移交",
    "签订", "入库", "拨付", "追缴", "追回", "退还", "覆盖", "纠正", "搬迁", "验收", "回复", "答复", "上线",
    "公开", "清理", "通过", "结案", "达标", "竣工", "配备", "设立", "注销", "取缔", "改造", "办理", "交付",
    "安置",
];
/// Words before a number of exceptions.
const LEFT: &[&str] = &[
    "尚有", "仍有", "尚余", "还剩", "尚剩", "仅剩", "仅", "还有", "剩余", "其余", "余下", "剩下", "另有",
    "有",
];
/// Words that something is not done.
const UNDONE: &[&str] = &[
    "尚未",
    "仍未",
    "还未",
    "未完成",
    "未整改",
    "未办结",
    "未到位",
    "未销号",
    "未解决",
    "未落实",
    "正在推进",
    "正在整改",
    "正在办理",
    "没有",
    "仍在",
    "正在开展",
    "正在抓紧",
    "尚在",
    "未予",
    "没有完成",
    "有待",
    "待完成",
    "持续推进",
    "推进中",
    "整改中",
    "未能",
    "未收回",
    "未拆除",
    "未达到",
    "未开工",
    "未归还",
    "进行中",
];

pub(crate) fn check(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    for (place, sentence) in sheet.sentences.iter().enumerate() {
        if !sentence.prose || sentence.span.end - sentence.span.start > LONGEST {
            continue;
        }
        // A character of each of the words below, so that most sentences are passed over in one look.
        if !sentence.span.of(sheet.text).contains(['全', '均', '%', '％', '都', '无']) {
            continue;
        }
        let clauses = clauses(sheet, sentence);
        let claims = clauses.iter().enumerate().filter(|(_, clause)| is_all(clause.of(sheet.text)));
        for (at, all) in claims {
            let told = beside(sheet, place, sentence, &clauses, at);
            if let Some((code, exception)) = told {
                tell(code, sheet, exception, *all, findings);
                break;
            }
        }
    }
}

/// What stands against the claim of the clause at `at`.
fn beside(
    sheet: &Sheet<'_>,
    place: usize,
    sentence: &Sentence,
    clauses: &[Span],
    at: usize,
) -> Option<(Code, Span)> {
    let all = clauses.get(at).copied()?;
    let settles = has(all.of(sheet.text), SETTLED) || has(all.of(sheet.text), TAKEN);
    let but = clauses.get(..=at)?.iter().find(|clause| is_but(clause.of(sheet.text)));
    if let Some(but) = but.filter(|_| settles) {
        return Some((Code::AllButException, *but));
    }
    if let Some(part) = short_of_all(sheet, sentence, all).filter(|_| settles) {
        return Some((Code::AllBesideException, part));
    }
    let mut after: Vec<Span> = clauses.get(at + 1..)?.to_vec();
    // A sentence of its own counts where it turns against the one before.
    let next = sheet.sentences.get(place + 1).filter(|next| next.line == sentence.line);
    if let Some(next) = next.filter(|next| turns(next.span.of(sheet.text))) {
        after.extend(self::clauses(sheet, next).first());
    }
    // What is left behind a further figure is left of that.
    let counted = |clause: &Span| {
        sentence
            .quantities
            .clone()
            .filter_map(|at| sheet.amount(at))
            .any(|(quantity, _)| all.end <= quantity.span.start && quantity.span.end <= clause.start)
    };
    let exception = after.into_iter().find(|clause| {
        let words = clause.of(sheet.text);
        // Where the claim names no deed that ends a task, the exception has to say that something is not done.
        is_exception(words) && !counted(clause) && (settles || is_strong(words))
    })?;
    Some((Code::AllBesideException, exception))
}

/// 发现问题13个，已完成整改11个，全部整改到位: the figures right before the claim leave something out.
fn short_of_all(sheet: &Sheet<'_>, sentence: &Sentence, all: Span) -> Option<Span> {
    let after = sentence
        .quantities
        .clone()
        .find(|at| sheet.quantity(*at).is_some_and(|quantity| quantity.span.start >= all.start));
    let part = after.unwrap_or(sentence.quantities.end).checked_sub(1)?;
    let whole = part.checked_sub(1).filter(|whole| *whole >= sentence.quantities.start)?;
    let ((one, size), (other, done)) = (sheet.amount(whole)?, sheet.amount(part)?);
    let lead = sheet.lead(sentence, part);
    let told = ["已整改", "已完成", "完成整改", "整改完成", "已办结"].iter().any(|word| lead.ends_with(word));
    let alone = all.start.saturating_sub(other.span.end) <= '，'.len_utf8();
    (one.base_unit == other.base_unit && told && alone && !lead.contains("其中") && size.exceeds(done))
        .then_some(other.span)
}

/// No sentence longer than this many bytes is looked at.
const LONGEST: usize = 3_000;

fn clauses(sheet: &Sheet<'_>, sentence: &Sentence) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = sentence.span.start;
    for (at, c) in sentence.span.of(sheet.text).char_indices() {
        if super::pauses(c) {
            spans.push(Span::new(start, sentence.span.start + at));
            start = sentence.span.start + at + c.len_utf8();
        }
    }
    spans.push(Span::new(start, sentence.span.end));
    spans
}

fn is_all(clause: &str) -> bool {
    has(clause, ALL)
        // 全部完成前, 全部要求: no claim that all is done; 将全部 is a plan.
        && !has(clause, &["尚未全部", "未全部", "将全部", "确保全部", "力争", "预计", "拟", "要求", "前全部", "后全部"])
}

/// Whether the clause turns and says of a number that it is not done: 但2处仍在整改.
fn is_strong(clause: &str) -> bool {
    has(clause, UNDONE)
        && clause.contains(|c| digit(c).is_some())
        && has(clause, &["但", "仍", "尚", "剩余", "目前", "还有", "其余", "余下", "仅", "没有"])
}

/// 除因诉讼延迟的2个项目外
fn is_but(clause: &str) -> bool {
    let words = clause.trim();
    let Some(from) = words.find('除').filter(|from| {
        let before = words.get(..*from).unwrap_or("");
        !before.ends_with(['拆', '清', '消', '解', '排', '扣', '免', '铲', '废', '剔', '移'])
    }) else {
        return false;
    };
    let rest = words.get(from..).unwrap_or("");
    let outside = rest.find('外').and_then(|end| rest.get(..end));
    outside.is_some_and(|inside| !has(inside, &["除此", "此"]) && inside.chars().count() >= 3)
}

fn turns(sentence: &str) -> bool {
    let words = sentence.trim_start();
    ["但", "尚有", "仍有", "还有", "剩余", "目前尚", "目前仍", "其余", "余下", "不过", "剩下"]
        .iter()
        .any(|word| words.starts_with(word))
}

/// Whether the clause tells that something is left: 尚有2个正在推进, 3户尚未完成.
fn is_exception(clause: &str) -> bool {
    // 尚未到期的合同 names a sort of thing; 部分合同尚未到期 tells that some are left.
    let undone = UNDONE.iter().any(|word| {
        clause.find(word).is_some_and(|at| !clause.get(at + word.len()..).unwrap_or("").contains('的'))
    });
    let some = ["部分", "个别", "少数", "一些", "仍", "尚"];
    if undone && (clause.contains(|c| digit(c).is_some()) || has(clause, &some)) {
        return true;
    }
    LEFT.iter().any(|word| {
        clause.find(word).is_some_and(|at| {
            let rest = clause.get(at + word.len()..).unwrap_or("").trim_start_matches('的');
            let counted =
                rest.starts_with(|c: char| digit(c).is_some() || "一二两三四五六七八九十".contains(c));
            let settled = has(rest, &["已", "完成", "均", "全部", "建立", "获"]);
            let undone = has(rest, UNDONE) || rest.contains('未') || has(rest, &["正在"]);
            let is_left = !matches!(*word, "有" | "仅") || has(rest, UNDONE);
            counted && is_left && !settled && (undone || *word != "另有" && *word != "还有")
        })
    })
}

fn tell(code: Code, sheet: &Sheet<'_>, exception: Span, all: Span, findings: &mut Vec<Finding>) {
    let short = |span: Span| span.of(sheet.text).trim().chars().take(SHOWN).collect::<String>();
    findings.push(
        Finding::new(code, vec![all, exception]).with("all", short(all)).with("exception", short(exception)),
    );
}

/// How many characters of a clause are told.
const SHOWN: usize = 24;
