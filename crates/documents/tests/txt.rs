//! Plain text: charsets, what is kept byte for byte, what is refused.
#![allow(clippy::unwrap_used, clippy::panic)]

mod sample;

use documents::{Format, Limits, NotText, Note, ReadError, Text, read};
use encoding_rs::{BIG5, GB18030, GBK};
use sample::BULLETIN;

fn txt(bytes: &[u8]) -> Result<Text, ReadError> {
    read(bytes, Some("sample.txt"), &Limits::default())
}

fn utf16(text: &str, little: bool) -> Vec<u8> {
    let mark = if little { [0xff, 0xfe] } else { [0xfe, 0xff] };
    let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
    mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect()
}

#[test]
fn charsets() {
    let bulletin = BULLETIN.join("\r\n");
    let traditional =
        "關於巡察整改進展情況的通報\n一、壓實責任，統籌推進整改。召開調度會議十二次，解決問題八個。\n";
    let guessed = |charset| vec![Note::CharsetGuessed { charset }];
    let mut marked = b"\xef\xbb\xbf".to_vec();
    marked.extend_from_slice(bulletin.as_bytes());
    for (what, bytes, text, charset, notes) in [
        ("utf-8", bulletin.clone().into_bytes(), bulletin.as_str(), "UTF-8", vec![]),
        ("utf-8 with mark", marked, &bulletin, "UTF-8", vec![]),
        ("ascii", b"plain\tascii\r\n".to_vec(), "plain\tascii\r\n", "UTF-8", vec![]),
        ("empty", vec![], "", "UTF-8", vec![]),
        ("gbk", GBK.encode(&bulletin).0.into_owned(), &bulletin, "gb18030", guessed("gb18030")),
        (
            "gb18030",
            GB18030.encode("𠮷林巷整改㐀办").0.into_owned(),
            "𠮷林巷整改㐀办",
            "gb18030",
            guessed("gb18030"),
        ),
        ("short gbk", GBK.encode("整改通报").0.into_owned(), "整改通报", "gb18030", guessed("gb18030")),
        ("big5", BIG5.encode(traditional).0.into_owned(), traditional, "Big5", guessed("Big5")),
        ("utf-16le", utf16(&bulletin, true), &bulletin, "UTF-16LE", vec![]),
        ("utf-16be", utf16(&bulletin, false), &bulletin, "UTF-16BE", vec![]),
        ("tag in a .txt", b"<html> is a tag".to_vec(), "<html> is a tag", "UTF-8", vec![]),
        ("old end mark", b"a\x1a".to_vec(), "a\u{1a}", "UTF-8", vec![]),
    ] {
        let expected = Text {
            format: Format::Txt,
            text: text.to_owned(),
            charset,
            hints: Default::default(),
            tables: vec![],
            notes,
        };
        assert_eq!(txt(&bytes), Ok(expected), "{what}");
    }
}

#[test]
fn a_few_broken_sequences_are_replaced_and_noted() {
    let mut bytes = "整改进展情况的通报，全文如下：一是成立专班".as_bytes().to_vec();
    bytes.insert(6, 0xff);
    bytes.extend_from_slice(b"\xe4\xb8");
    let read = txt(&bytes).unwrap();
    assert_eq!(read.text, "整改\u{fffd}进展情况的通报，全文如下：一是成立专班\u{fffd}");
    assert_eq!(read.notes, [Note::InvalidSequences { count: 2, first_offset: 6 }]);

    let mut marked = utf16("整改进展情况的通报全文", true);
    marked.extend_from_slice(&[0x00, 0xd8]);
    let read = txt(&marked).unwrap();
    assert_eq!(read.text, "整改进展情况的通报全文\u{fffd}");
    assert_eq!(read.notes, [Note::InvalidSequences { count: 1, first_offset: 24 }]);

    let mut gbk = GBK.encode(&BULLETIN.join("\n")).0.into_owned();
    gbk.push(0xff);
    let length = gbk.len() as u64;
    let read = txt(&gbk).unwrap();
    assert_eq!(read.text, BULLETIN.join("\n") + "\u{fffd}");
    assert!(read.notes.contains(&Note::InvalidSequences { count: 1, first_offset: length - 1 }));
}

#[test]
fn what_is_not_text_is_named() {
    let compound = |stream: &str| {
        let mut bytes = vec![0u8; 1024];
        bytes[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
        let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes[640..640 + name.len()].copy_from_slice(&name);
        bytes
    };
    let random: Vec<u8> = (0..4_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for (bytes, expected) in [
        (b"%PDF-1.7\n".to_vec(), ReadError::NotText(NotText::Pdf)),
        (b"\x89PNG\r\n\x1a\n\0\0".to_vec(), ReadError::NotText(NotText::Image)),
        (b"\xff\xd8\xff\xe0".to_vec(), ReadError::NotText(NotText::Image)),
        (b"{\\rtf1\\ansi}".to_vec(), ReadError::NotText(NotText::RichText)),
        (b"\x1f\x8b\x08".to_vec(), ReadError::NotText(NotText::Archive)),
        (compound("WordDocument"), ReadError::NotText(NotText::OldWord)),
        (compound("Workbook"), ReadError::NotText(NotText::OldExcel)),
        (compound("Else"), ReadError::NotText(NotText::Compound)),
        (compound("EncryptedPackage"), ReadError::Encrypted),
        (
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n".to_vec(),
            ReadError::NotText(NotText::WebArchive),
        ),
        (b"<?xml version=\"1.0\"?><list/>".to_vec(), ReadError::NotText(NotText::Xml)),
        (b"text with \0 in it".to_vec(), ReadError::NotText(NotText::Binary)),
        (b"\xff\xfe\0\0a\0\0\0".to_vec(), ReadError::NotText(NotText::Binary)),
        ([b"\x01\x02\x03\x04", &b"abc"[..]].concat(), ReadError::NotText(NotText::Binary)),
        (random, ReadError::NotText(NotText::Binary)),
    ] {
        assert_eq!(txt(&bytes), Err(expected), "{:?}", &bytes[..bytes.len().min(12)]);
    }
}

#[test]
fn stray_control_characters_are_kept_and_noted() {
    let text = format!("{}\u{7}", BULLETIN.join("\n"));
    let read = txt(text.as_bytes()).unwrap();
    assert_eq!(read.text, text);
    assert_eq!(read.notes, [Note::ControlCharacters { count: 1 }]);
}

#[test]
fn limits_hold() {
    let limits = Limits { input_bytes: 10, lines: 3, ..Limits::default() };
    let check = |bytes: &[u8]| read(bytes, None, &limits).map(|read| read.text.len());
    assert_eq!(check(b"0123456789"), Ok(10));
    assert_eq!(check(b"0123456789a"), Err(ReadError::InputTooLarge { limit: 10, found: 11 }));
    assert_eq!(check(b"1\n2\r\n3"), Ok(6));
    assert_eq!(check(b"1\r2\r\n3\n"), Ok(7));
    assert_eq!(check(b"1\n2\n3\n4"), Err(ReadError::TooManyLines { limit: 3, found: 4 }));
}
