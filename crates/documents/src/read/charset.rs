//! From bytes to characters: the charsets in which Chinese bulletins are found.
//!
//! Order: byte order mark; strict UTF-8; what a page declares; UTF-8 with a few broken sequences; a guess between
//! GB18030 (a superset of GBK and GB2312) and Big5, GB18030 where the guess says anything else.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, GBK, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};

use super::error::{NotText, ReadError};
use super::text::Note;

/// Text that one broken sequence in ten characters does not make unreadable; past it the bytes are something else.
const CHARACTERS_PER_BROKEN: u64 = 10;
/// Whole characters beyond ASCII per broken sequence that make broken UTF-8 likelier than another charset. GBK text
/// read as UTF-8 has about one in seven the other way round.
const WHOLE_PER_BROKEN: u64 = 2;
/// Characters beyond ASCII below which valid UTF-8 may be an accident of GBK (联通 is the known one).
const ACCIDENTAL: u64 = 4;
/// Characters per control character below which a text is no text.
const CHARACTERS_PER_CONTROL: u64 = 20;
/// Where a page's declaration is looked for; the HTML standard looks at 1,024, word processors write it later.
const DECLARATION_BYTES: usize = 8_192;

/// Bytes shown to the detector, which weighs every byte against some thirty charsets.
const DETECTED_BYTES: usize = 256 << 10;
/// Bytes decoded at a time.
const STEP_BYTES: usize = 16 << 10;

/// A file as characters.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) charset: &'static str,
    pub(super) notes: Vec<Note>,
}

/// Decodes a page: like [`decode`], with the charset that the page declares.
pub(super) fn decode_page(bytes: &[u8]) -> Result<Decoded, ReadError> {
    decode(bytes, declared(bytes))
}

/// Decodes bytes; `declared` is what the file says of itself, if it says anything.
///
/// # Errors
/// `not-text` when no charset explains the bytes or the characters are not those of text.
pub(super) fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<Decoded, ReadError> {
    let mut notes = Vec::new();
    let attempt = choose(bytes, declared, &mut notes);
    let characters = attempt.text.chars().count() as u64;
    if attempt.broken.saturating_mul(CHARACTERS_PER_BROKEN) > characters {
        return Err(ReadError::NotText(NotText::Binary));
    }
    if attempt.broken > 0 {
        notes.push(Note::InvalidSequences { count: attempt.broken, first_offset: attempt.first_broken });
    }
    let controls = controls(&attempt.text)?;
    if controls.saturating_mul(CHARACTERS_PER_CONTROL) > characters {
        return Err(ReadError::NotText(NotText::Binary));
    }
    if controls > 0 {
        notes.push(Note::ControlCharacters { count: controls });
    }
    Ok(Decoded { text: attempt.text, charset: attempt.encoding.name(), notes })
}

/// What decoding in one charset gives.
struct Attempt {
    encoding: &'static Encoding,
    text: String,
    /// Sequences that are no character, each U+FFFD in `text`.
    broken: u64,
    /// Byte offset of the first of them in the file.
    first_broken: u64,
}

fn choose(bytes: &[u8], declared: Option<&'static Encoding>, notes: &mut Vec<Note>) -> Attempt {
    for (mark, encoding) in
        [(&b"\xef\xbb\xbf"[..], UTF_8), (&b"\xff\xfe"[..], UTF_16LE), (&b"\xfe\xff"[..], UTF_16BE)]
    {
        if let Some(rest) = bytes.strip_prefix(mark) {
            return attempt(encoding, rest, mark.len());
        }
    }
    let utf8 = attempt(UTF_8, bytes, 0);
    let whole = utf8.text.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count() as u64;
    let looks_utf8 = whole >= utf8.broken.saturating_mul(WHOLE_PER_BROKEN);
    let contradicted = |declared: &'static Encoding, taken: &Attempt, notes: &mut Vec<Note>| {
        notes.push(Note::CharsetContradicted { declared: declared.name(), charset: taken.encoding.name() });
    };
    match declared {
        Some(said) if said == UTF_8 && looks_utf8 => utf8,
        Some(other) if other != UTF_8 => {
            let said = attempt(other, bytes, 0);
            let surely_utf8 = looks_utf8 && whole >= ACCIDENTAL && utf8.broken <= said.broken;
            if surely_utf8 {
                contradicted(other, &utf8, notes);
                return utf8;
            }
            if whole == 0 && utf8.broken == 0 {
                return utf8;
            }
            if said.broken.saturating_mul(CHARACTERS_PER_BROKEN) <= said.text.chars().count() as u64 {
                return said;
            }
            let taken = guess(bytes);
            contradicted(other, &taken, notes);
            taken
        }
        None if looks_utf8 => utf8,
        _ => {
            let taken = guess(bytes);
            match declared {
                Some(said) => contradicted(said, &taken, notes),
                None => notes.push(Note::CharsetGuessed { charset: taken.encoding.name() }),
            }
            taken
        }
    }
}

/// GB18030 or Big5: the one that the detector names if nothing in it is odd, else the one with fewer oddities.
///
/// Odd are broken sequences and private characters: Big5 read as GB18030 is full of those, written text has none. The
/// detector is told to expect mainland text, so short texts lean to GB18030.
fn guess(bytes: &[u8]) -> Attempt {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let head = bytes.get(..DETECTED_BYTES).unwrap_or(bytes);
    detector.feed(head, head.len() == bytes.len());
    let big5_first = detector.guess(Some(b"cn"), Utf8Detection::Deny) == BIG5;
    let (first, second) = if big5_first { (BIG5, GB18030) } else { (GB18030, BIG5) };
    let first = attempt(first, bytes, 0);
    if first.oddities() == 0 {
        return first;
    }
    let second = attempt(second, bytes, 0);
    if second.oddities() < first.oddities() { second } else { first }
}

impl Attempt {
    fn oddities(&self) -> u64 {
        self.broken + self.text.chars().filter(|c| matches!(c, '\u{e000}'..='\u{f8ff}')).count() as u64
    }
}

/// Decodes all bytes in one charset; `before` is how many bytes of the file were taken off in front.
///
/// Through a buffer of its own: decoding straight into the string touches all its spare room at every broken sequence,
/// which is quadratic on GBK tried as UTF-8.
fn attempt(encoding: &'static Encoding, bytes: &[u8], before: usize) -> Attempt {
    if encoding == UTF_8 {
        return attempt_utf8(bytes, before);
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut buffer = vec![0; STEP_BYTES];
    let mut text = String::with_capacity(bytes.len());
    let (mut read, mut broken, mut first_broken) = (0, 0, 0);
    loop {
        let rest = bytes.get(read..).unwrap_or_default();
        let (result, taken, written) = decoder.decode_to_utf8_without_replacement(rest, &mut buffer, true);
        read += taken;
        text.push_str(&String::from_utf8_lossy(buffer.get(..written).unwrap_or_default()));
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, after) => {
                if broken == 0 {
                    first_broken =
                        (before + read).saturating_sub(usize::from(length) + usize::from(after)) as u64;
                }
                broken += 1;
                text.push('\u{fffd}');
            }
        }
    }
    Attempt { encoding, text, broken, first_broken }
}

fn attempt_utf8(bytes: &[u8], before: usize) -> Attempt {
    let mut text = String::with_capacity(bytes.len());
    let (mut read, mut broken, mut first_broken) = (before, 0, 0);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        read += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            if broken == 0 {
                first_broken = read as u64;
            }
            broken += 1;
            text.push('\u{fffd}');
            read += chunk.invalid().len();
        }
    }
    Attempt { encoding: UTF_8, text, broken, first_broken }
}

/// Control characters other than tab, line ends and page ends; a last U+001A is the end mark of old systems.
///
/// # Errors
/// `not-text` at the first NUL: no text holds one, every binary format does.
fn controls(text: &str) -> Result<u64, ReadError> {
    let mut found = 0;
    for c in text.strip_suffix('\u{1a}').unwrap_or(text).chars() {
        match c {
            '\0' => return Err(ReadError::NotText(NotText::Binary)),
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' => {}
            c if c.is_control() => found += 1,
            _ => {}
        }
    }
    Ok(found)
}

/// The charset that a page declares in a `meta` element or its XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..DECLARATION_BYTES).unwrap_or(bytes)).to_ascii_lowercase();
    let label = if let Some(declaration) = head.trim_start().strip_prefix("<?xml") {
        declaration.split('>').next().and_then(|inside| label_after(inside, "encoding"))
    } else {
        None
    };
    let label = label.or_else(|| {
        head.split("<meta")
            .skip(1)
            .find_map(|tag| label_after(tag.split('>').next().unwrap_or_default(), "charset"))
    })?;
    let encoding = Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != REPLACEMENT)?;
    Some(if encoding == GBK {
        GB18030
    } else if encoding == UTF_16LE || encoding == UTF_16BE {
        // Bytes that could be read up to here are not UTF-16 (HTML standard, 13.2.3.2).
        UTF_8
    } else {
        encoding
    })
}

/// The value after `key` and `=`, with or without quotes.
fn label_after<'a>(inside: &'a str, key: &str) -> Option<&'a str> {
    let (_, after) = inside.split_once(key)?;
    let value = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    value
        .split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '/'))
        .next()
        .filter(|l| !l.is_empty())
}
