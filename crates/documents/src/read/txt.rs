//! Plain text: the decoded bytes as they are.

use super::charset::Decoded;
use super::error::ReadError;
use super::limits::Limits;
use super::sniff;
use super::text::{Format, Hints, Text};

/// Takes decoded text as it is: no byte is changed, `\r\n` stays.
///
/// # Errors
/// `not-text` when it is XML or a web archive, `too-many-lines`.
pub(super) fn read(decoded: Decoded, limits: &Limits) -> Result<Text, ReadError> {
    let Decoded { text, charset, notes } = decoded;
    if let Some(seems) = sniff::not_plain(&text) {
        return Err(ReadError::NotText(seems));
    }
    let found = lines(&text);
    if found > limits.lines {
        return Err(ReadError::TooManyLines { limit: limits.lines, found });
    }
    Ok(Text { format: Format::Txt, text, charset, hints: Hints::default(), tables: vec![], notes })
}

/// Lines by the ends that the bulletin reader knows: `\n`, `\r\n`, `\r`, U+2028 and U+2029. An empty text has none.
fn lines(text: &str) -> u64 {
    let (mut ends, mut last) = (0, '\n');
    for c in text.chars() {
        match c {
            '\n' if last == '\r' => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => ends += 1,
            _ => {}
        }
        last = c;
    }
    ends + u64::from(!matches!(last, '\n' | '\r' | '\u{2028}' | '\u{2029}'))
}
