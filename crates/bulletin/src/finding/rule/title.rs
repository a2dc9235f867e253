//! Titles so alike that they seem to name one document.

use crate::contract::{Document, Span};
use crate::finding::sheet::{Sheet, has};
use crate::finding::{Code, Finding};
use std::collections::{BTreeMap, HashSet};

/// Titles are compared with this many neighbours in the order of their beginnings and of their ends.
const NEIGHBOURS: usize = 4;

/// Titles longer than this many characters are not compared.
const LONGEST: usize = 120;

/// Words that two mentions of one document may differ in.
const LOOSE: &[&str] = &[
    "关于",
    "关于印发",
    "的",
    "试行",
    "(试行)",
    "（试行）",
    "暂行",
    "工作",
    "实施",
    "管理",
    "行动",
    "具体",
    "相关",
    "有关",
    "进一步",
    "若干",
    "专项",
    "办法",
    "细则",
    "规定",
    "制度",
    "规则",
    "方案",
    "意见",
    "措施",
    "举措",
    "机制",
    "规范",
    "条例",
    "计划",
    "要点",
];

pub(crate) fn check(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    // The first mention of each title, without its marks.
    let mut titles: BTreeMap<Vec<char>, &Document> = BTreeMap::new();
    for document in &sheet.bulletin.documents {
        let letters: Vec<char> = document.title.chars().filter(|c| !matches!(c, '《' | '》' | ' ')).collect();
        if (8..=LONGEST).contains(&letters.len()) {
            titles.entry(letters).or_insert(document);
        }
    }
    let aliases: HashSet<&str> =
        sheet.bulletin.documents.iter().filter_map(|document| document.alias.as_deref()).collect();
    let mut forwards: Vec<(&Vec<char>, &Document)> =
        titles.iter().map(|(letters, one)| (letters, *one)).collect();
    let mut told: HashSet<(usize, usize)> = HashSet::new();
    let mut pairs: Vec<(&Document, &Document)> = Vec::new();
    for backwards in [false, true] {
        if backwards {
            forwards.sort_by(|one, other| one.0.iter().rev().cmp(other.0.iter().rev()));
        }
        for (at, one) in forwards.iter().enumerate() {
            for other in forwards.iter().skip(at + 1).take(NEIGHBOURS) {
                let (first, second) =
                    if one.1.span.start < other.1.span.start { (one.1, other.1) } else { (other.1, one.1) };
                let is_alias =
                    aliases.contains(one.1.title.as_str()) || aliases.contains(other.1.title.as_str());
                if !is_alias
                    && alike(one.0, other.0)
                    && !listed_together(sheet, first, second)
                    && told.insert((first.span.start, second.span.start))
                {
                    pairs.push((first, second));
                }
            }
        }
    }
    // The same characters in another order, or but for words that say little: 2024年学习计划 and 学习计划2024年.
    let mut simple: BTreeMap<Vec<char>, &Document> = BTreeMap::new();
    for (letters, one) in &titles {
        if let Some(other) = simple.insert(simplified(letters), one) {
            let (first, second) =
                if one.span.start < other.span.start { (*one, other) } else { (other, *one) };
            if !listed_together(sheet, first, second) && told.insert((first.span.start, second.span.start)) {
                pairs.push((first, second));
            }
        }
    }
    for (first, second) in pairs {
        findings.push(
            Finding::new(Code::TitleVaries, vec![first.span, second.span])
                .with("one", &first.title)
                .with("other", &second.title),
        );
    }
}

/// Words that a title can do without.
const EMPTY: &[&str] = &[
    "试行",
    "暂行",
    "关于",
    "印发",
    "进一步",
    "建立",
    "健全",
    "完善",
    "加强",
    "规范",
    "的",
    "(",
    ")",
    "（",
    "）",
];

/// The characters of a title without empty words, in order of their codes.
fn simplified(letters: &[char]) -> Vec<char> {
    let mut title: String = letters.iter().collect();
    for word in EMPTY {
        title = title.replace(word, "");
    }
    let mut key: Vec<char> = title.chars().collect();
    key.sort_unstable();
    key
}

/// Titles in one sentence are told apart by the writer.
fn listed_together(sheet: &Sheet<'_>, first: &Document, second: &Document) -> bool {
    // What leads to the second.
    let lead = sheet.window_before(first.span.end.min(second.span.start), second.span.start);
    sheet.sentence_at(first.span.start).is_some_and(|sentence| sentence.span.holds(second.span))
        && !comes_back(lead)
}

/// Whether the words come back to a document: 出台《甲办法》，依据《甲办法》开展检查.
fn comes_back(lead: &str) -> bool {
    has(lead, &["依据", "按照", "根据", "依照", "对照", "遵照"])
        || ["落实", "执行", "贯彻", "严格", "专题", "依", "宣传", "解读", "开展", "组织", "围绕"]
            .iter()
            .any(|word| lead.ends_with(word))
}

/// Two names of one document share at least this many characters.
const SHARED: usize = 7;

/// Whether the two differ in one short stretch only, and in one that a slip explains.
fn alike(one: &[char], other: &[char]) -> bool {
    let front = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let rest = one.len().min(other.len()) - front;
    let back = one.iter().rev().zip(other.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let shared = front + back;
    let longest = one.len().max(other.len());
    if shared < SHARED || shared * 10 < longest * 7 {
        return false;
    }
    let (a, b) = (middle(one, front, back), middle(other, front, back));
    let numbered = a.chars().chain(b.chars()).any(|c| c.is_numeric() || "一二三四五六七八九十第".contains(c));
    let (short, long) = if a.chars().count() <= b.chars().count() { (&a, &b) } else { (&b, &a) };
    let (less, more) = (short.chars().count(), long.chars().count());
    let loose = |words: &str| words.is_empty() || LOOSE.contains(&words);
    // A name of the body in front, or a loose word anywhere; one character; or two in a long title.
    let apart = a.chars().chain(b.chars()).any(tells_apart);
    loose(short) && loose(long)
        || !numbered
            && (less == 0 && front == 0 && more <= 6
                || !apart
                    && (less == 0 && more <= 2
                        || less == 1 && more == 1
                        || less == 2 && more == 2 && shared >= 8 && short.chars().any(|c| long.contains(c))
                        || more <= 2 && shared >= 14
                        || less == 0 && more == 3 && shared >= 12))
}

fn middle(letters: &[char], front: usize, back: usize) -> String {
    letters.get(front..letters.len() - back).unwrap_or(&[]).iter().collect()
}

/// Characters that tell one document from the next of its kind: places, sides, sorts.
fn tells_apart(c: char) -> bool {
    "上下前后甲乙丙丁东西南北内外大小省市县区乡镇村男女".contains(c)
}

/// One document number with two titles, or one title with two numbers.
pub(crate) fn numbers(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    let mut by_number: BTreeMap<&str, &Document> = BTreeMap::new();
    let mut by_title: BTreeMap<&str, &Document> = BTreeMap::new();
    for document in &sheet.bulletin.documents {
        let Some(number) = document.number.as_deref() else { continue };
        let first = *by_number.entry(number).or_insert(document);
        let same = *by_title.entry(document.title.as_str()).or_insert(document);
        let other = if first.title != document.title { first } else { same };
        if first.title != document.title || same.number != document.number {
            findings.push(
                Finding::new(Code::TitleVaries, vec![with_number(other), with_number(document)])
                    .with("one", format!("{}{}", other.title, other.number.as_deref().unwrap_or("")))
                    .with("other", format!("{}{number}", document.title)),
            );
        }
    }
}

fn with_number(document: &Document) -> Span {
    document.span
}
