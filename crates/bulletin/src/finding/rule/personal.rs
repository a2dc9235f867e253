//! Personal numbers in a public text: mobile telephones, identity cards, bank cards.

use crate::contract::Span;
use crate::finding::sheet::{Sheet, has};
use crate::finding::{Code, Finding};

/// Words before a number that say what it is, so that a misprinted one is found too.
const IDENTITY: &[&str] = &["身份证", "公民身份号码", "证件号"];
const ACCOUNT: &[&str] = &["银行卡", "卡号", "账号", "帐号", "账户"];
/// A public line of contact may be a mobile telephone by intention.
const CONTACT: &[&str] = &["联系", "电话", "热线", "监督", "举报"];

pub(crate) fn check(sheet: &Sheet<'_>, findings: &mut Vec<Finding>) {
    let bytes = sheet.text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
            continue;
        }
        let (end, digits) = number(bytes, at);
        let span = Span::new(at, end);
        at = end;
        let before = bytes.get(..span.start).and_then(|head| head.last()).copied().unwrap_or(b' ');
        let after = bytes.get(span.end).copied().unwrap_or(b' ');
        if before.is_ascii_alphabetic() || matches!(before, b'.' | b'_' | b'@' | b'/' | b'=') || after == b'@'
        {
            continue;
        }
        if let Some(code) = sort(sheet, span, &digits) {
            findings.push(Finding::new(code, vec![span]).with("raw", masked(&digits)));
        }
    }
}

/// The number that starts at `start`: digits, with single blanks or dashes between groups of at least three, and the
/// X that may end an identity number.
fn number(bytes: &[u8], start: usize) -> (usize, Vec<u8>) {
    let mut digits = Vec::new();
    let (mut at, mut end, mut group) = (start, start, 0);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' => {
                if digits.len() < LONGEST {
                    digits.push(byte);
                }
                group += 1;
                end = at + 1;
            }
            b' ' | b'-' if group >= 3 && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => group = 0,
            b'X' | b'x' if digits.len() == 17 => {
                digits.push(b'X');
                return (at + 1, digits);
            }
            _ => break,
        }
        at += 1;
    }
    (end.max(start + 1), digits)
}

/// A longer run of digits is none of these numbers.
const LONGEST: usize = 24;

fn sort(sheet: &Sheet<'_>, span: Span, digits: &[u8]) -> Option<Code> {
    let before = sheet.clause_before(0, span.start);
    let near = before.get(before.len().saturating_sub(60)..).unwrap_or(before);
    match digits.len() {
        11 => {
            let mobile =
                digits.first() == Some(&b'1') && digits.get(1).is_some_and(|d| (b'3'..=b'9').contains(d));
            let line = sheet.window_before(0, span.start);
            let contact = line.rsplit(['\n', '。']).next().is_some_and(|line| has(line, CONTACT));
            let contact = contact && is_foot(sheet, span);
            (mobile && !contact).then_some(Code::MobileNumber)
        }
        15 if has(near, IDENTITY) => Some(Code::IdentityNumber),
        18 if has(near, IDENTITY) || is_identity(digits) => Some(Code::IdentityNumber),
        16..=19 if has(near, ACCOUNT) || is_card(digits) => Some(Code::BankCard),
        _ => None,
    }
}

/// Whether the place lies on a line behind that of the last heading.
fn is_foot(sheet: &Sheet<'_>, span: Span) -> bool {
    let last = sheet.headings.last().and_then(|heading| sheet.lines.get(heading.line));
    last.is_none_or(|line| line.end <= span.start)
}

/// GB 11643: eight digits of a day of birth after six of a place, and the check digit of ISO 7064, MOD 11-2.
fn is_identity(digits: &[u8]) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let value = |at: usize| digits.get(at).map_or(0, |digit| u32::from(digit.saturating_sub(b'0')));
    let sum: u32 = WEIGHTS.iter().enumerate().map(|(at, weight)| weight * value(at)).sum();
    let year = (6..10).fold(0, |year, at| year * 10 + value(at));
    let (month, day) = (value(10) * 10 + value(11), value(12) * 10 + value(13));
    (1900..=2100).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && digits.last().is_some_and(|last| CHECKS.get((sum % 11) as usize) == Some(last))
}

/// The Luhn check of ISO/IEC 7812, behind the first digits that cards of banks in China bear.
fn is_card(digits: &[u8]) -> bool {
    let starts = [&b"62"[..], b"4", b"51", b"52", b"53", b"54", b"55", b"60", b"9"];
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let value = u32::from(digit.saturating_sub(b'0'));
            let value = if at % 2 == 1 { value * 2 } else { value };
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    sum.is_multiple_of(10) && !digits.contains(&b'X') && starts.iter().any(|start| digits.starts_with(start))
}

/// The number with its middle hidden: a finding must not spread what it warns of.
fn masked(digits: &[u8]) -> String {
    let shown = 3.min(digits.len() / 4);
    digits
        .iter()
        .enumerate()
        .map(|(at, digit)| if at < shown || at + shown >= digits.len() { char::from(*digit) } else { '*' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{is_card, is_identity, masked};

    #[test]
    fn check_digits_are_held() {
        // Invented numbers with check digits of their own.
        assert!(is_identity(b"110101199003070011") != is_identity(b"110101199003070012"));
        assert!(
            is_card(b"6222021234567890123") != is_card(b"6222021234567890124")
                || !is_card(b"6222021234567890123")
        );
        assert_eq!(masked(b"13800001234"), "13*******34");
    }
}
