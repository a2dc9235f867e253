//! Hedges: 约 before a number, 余 after it, 以上 after the unit.

use crate::contract::Qualifier::{self, About, Nearly, Over, Under};
use crate::text::glyph::{char_at, char_before, is_blank, starts_at};

/// A hedge before a number: what it says, and where `raw` starts when the hedge is a single character that belongs
/// to the amount as printed (约, 近, 超).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Before {
    pub(crate) qualifier: Option<Qualifier>,
    pub(crate) start: usize,
}

/// Words before a number, longer ones first. The flag tells whether the word's last character is part of the amount.
const WORDS: &[(&str, Qualifier, bool)] = &[
    ("不少于", Over, false),
    ("不低于", Over, false),
    ("不得少于", Over, false),
    ("不超过", Under, false),
    ("不高于", Under, false),
    ("不多于", Under, false),
    ("未超过", Under, false),
    ("超过", Over, false),
    ("超過", Over, false),
    ("超出", Over, false),
    ("突破", Over, false),
    ("至少", Over, false),
    ("多于", Over, false),
    ("高于", Over, false),
    ("大于", Over, false),
    ("逾", Over, false),
    ("不足", Under, false),
    ("不到", Under, false),
    ("未达", Under, false),
    ("低于", Under, false),
    ("少于", Under, false),
    ("小于", Under, false),
    ("至多", Under, false),
    ("将近", Nearly, false),
    ("接近", Nearly, false),
    ("大约", About, true),
    ("约", About, true),
    ("約", About, true),
    ("近", Nearly, true),
    ("超", Over, true),
];

/// The hedge that ends at `start`, the first digit of a number. `lasting` tells that the amount is a length of time,
/// where 近 means "the last": 近3年 is three years.
pub(crate) fn before(text: &str, start: usize, lasting: bool) -> Before {
    let none = Before { qualifier: None, start };
    let Some(window) = window_before(text, start) else { return none };
    let trimmed = window.trim_end_matches(is_blank);
    let blank = window.len() - trimmed.len();
    let Some((word, qualifier, joined)) = WORDS.iter().find(|(word, ..)| trimmed.ends_with(word)) else {
        return none;
    };
    let word_start = start - blank - word.len();
    if is_part_of_another_word(word, char_before(text, word_start))
        || (lasting && *qualifier == Nearly && *joined)
    {
        return none;
    }
    let last = word.chars().next_back().map_or(0, char::len_utf8);
    Before { qualifier: Some(*qualifier), start: if *joined { start - blank - last } else { start } }
}

/// The last few characters before `start`.
fn window_before(text: &str, start: usize) -> Option<&str> {
    let head = text.get(..start)?;
    let from = head.char_indices().rev().take(6).last().map_or(start, |(at, _)| at);
    head.get(from..)
}

/// 节约, 签约, 附近, 赶超: the hedge's character ends another word.
fn is_part_of_another_word(word: &str, before: Option<char>) -> bool {
    let Some(c) = before else { return false };
    match word {
        "约" | "約" => "节節预預签簽履合公条條违違契制誓毁特邀续續".contains(c),
        "近" => "最附就邻鄰临臨靠亲親切新".contains(c),
        "超" => "赶趕高反".contains(c),
        _ => false,
    }
}

/// The hedge after a unit: 以上, 以下, 左右.
pub(crate) fn after(text: &str, end: usize) -> Option<Qualifier> {
    const WORDS: &[(&str, Qualifier)] =
        &[("以上", Over), ("之上", Over), ("以下", Under), ("左右", About), ("上下", About)];
    WORDS.iter().find(|(word, _)| starts_at(text, end, word)).map(|(_, qualifier)| *qualifier)
}

/// 余 or 多 at `pos`: the bytes it takes.
pub(crate) fn rest_at(text: &str, pos: usize) -> usize {
    match char_at(text, pos) {
        Some(c @ ('余' | '餘' | '多' | '几')) => c.len_utf8(),
        _ => 0,
    }
}
