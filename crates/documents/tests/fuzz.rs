//! Every reader against files that were good and have been changed: each ends in an error or in what stays within the
//! limits, and never in a panic.
//!
//! The changes follow from a seed, so that what fails once fails again. `BIHUAN_FUZZ=100000` looks longer than a test
//! run does; the parts of .docx and .xlsx are changed inside their container, behind its checksums.
#![allow(clippy::unwrap_used)]

mod sample;

use documents::{
    Limits,
    model::{Column, Entry, Sheet, Workbook},
    read, read_csv, read_sheets, write,
};
use jiff::civil::date;
use sample::{BULLETIN, Docx, item, p};
use std::io::{Cursor, Read, Write};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Small enough to be reached.
fn limits() -> Limits {
    Limits {
        input_bytes: 1 << 20,
        unpacked_bytes: 2 << 20,
        lines: 2_000,
        rows: 500,
        columns: 40,
        cells: 4_000,
        hints: 100,
        ..Limits::default()
    }
}

fn rounds() -> u64 {
    std::env::var("BIHUAN_FUZZ").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(5_000)
}

struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }

    /// A range of at most sixty-four bytes.
    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        start..(start + 1 + self.below(64)).min(length).max(start)
    }
}

/// Pieces that mean something to one reader or another.
const WORDS: [&str; 44] = [
    "<",
    ">",
    "</",
    "/>",
    "\"",
    "&",
    "&#x0;",
    "&#1114112;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?xml?>",
    "\0",
    "\r\n",
    "\t",
    ",",
    "\"\"",
    "=1+1",
    "-1",
    "18446744073709551616",
    "1e309",
    "NaN",
    "0.0000001",
    "2958466",
    "XFD1048576",
    "A0",
    "A1:XFD1048576",
    "r=\"ZZZZ9\"",
    "s=\"99999\"",
    "t=\"s\"",
    "<v>99999999</v>",
    "<w:p>",
    "</w:p>",
    "<w:tbl>",
    "<w:tr>",
    "<w:gridSpan w:val=\"65535\"/>",
    "<w:vMerge/>",
    "<mergeCell ref=\"A1:XFD9\"/>",
    "<table>",
    "<td colspan=99999>",
    "<meta charset=gb18030>",
    "\u{feff}",
    "㐀𠀀",
];

fn change(bytes: &mut Vec<u8>, chance: &mut Chance) {
    for _ in 0..=chance.below(4) {
        let length = bytes.len();
        match chance.below(6) {
            0 if length > 0 => {
                let at = chance.below(length);
                bytes[at] ^= 1 << chance.below(8);
            }
            1 => drop(bytes.drain(chance.range(length))),
            2 => {
                let again = bytes[chance.range(length)].repeat(1 + chance.below(40));
                let at = chance.below(length + 1);
                bytes.splice(at..at, again);
            }
            3 => {
                let word = WORDS[chance.below(WORDS.len())];
                let at = chance.below(length + 1);
                bytes.splice(at..at, word.bytes());
            }
            4 => {
                let word = WORDS[chance.below(WORDS.len())];
                bytes.splice(chance.range(length), word.bytes());
            }
            _ => {
                let moved: Vec<u8> = bytes.drain(chance.range(length)).collect();
                let at = chance.below(bytes.len() + 1);
                bytes.splice(at..at, moved);
            }
        }
    }
}

/// The same container with one of its parts changed; now and then the container itself.
fn change_within(packed: &[u8], chance: &mut Chance) -> Vec<u8> {
    if chance.below(12) == 0 {
        let mut bytes = packed.to_vec();
        change(&mut bytes, chance);
        return bytes;
    }
    let mut archive = ZipArchive::new(Cursor::new(packed)).unwrap();
    let (chosen, mut out) = (chance.below(archive.len()), ZipWriter::new(Cursor::new(vec![])));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let (name, mut content) = (part.name().unwrap().into_owned(), vec![]);
        part.read_to_end(&mut content).unwrap();
        if at == chosen {
            change(&mut content, chance);
        }
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(&content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// Changes `good` again and again and gives it to `reader`, which says whether it was read; some must be, or the
/// changes are too coarse to get behind the first check.
fn fuzz(good: &[u8], packed: bool, mut reader: impl FnMut(&[u8]) -> bool) {
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let (rounds, mut readable) = (rounds(), 0);
    for _ in 0..rounds {
        let bytes = match packed {
            true => change_within(good, &mut chance),
            false => {
                let mut bytes = good.to_vec();
                change(&mut bytes, &mut chance);
                bytes
            }
        };
        readable += u64::from(reader(&bytes));
    }
    assert!(readable > rounds / 50, "{readable} of {rounds} could be read");
}

/// Reads as text and looks whether the limits were kept.
fn as_text(bytes: &[u8], name: &str) -> bool {
    let Ok(text) = read(bytes, Some(name), &limits()) else { return false };
    assert!(text.text.lines().count() as u64 <= limits().lines + 1);
    assert!(text.hints.bold.len().max(text.hints.headings.len()) <= limits().hints);
    for span in &text.hints.bold {
        assert!(text.text.get(span.clone()).is_some(), "{span:?} lies between characters");
    }
    true
}

#[test]
fn plain_text() {
    let good = BULLETIN.join("\n");
    fuzz(good.as_bytes(), false, |bytes| as_text(bytes, "x.txt"));
}

#[test]
fn pages() {
    let rows: String = BULLETIN.iter().map(|line| format!("<tr><td rowspan=2>{line}<td>甲</tr>")).collect();
    let good = format!(
        "<!doctype html><html><head><meta charset=utf-8><title>通报</title></head><body><h1>{}</h1><p><b>{}</b>\
         <table>{rows}</table><ol><li>一</ol><pre>  {}</pre></body></html>",
        BULLETIN[0], BULLETIN[2], BULLETIN[3]
    );
    fuzz(good.as_bytes(), false, |bytes| as_text(bytes, "x.html"));
}

#[test]
fn word_files() {
    let lines: String = BULLETIN.iter().map(|line| p(&line.replace('&', "&amp;"))).collect();
    let cell = |more: &str| format!("<w:tc><w:tcPr>{more}</w:tcPr>{}</w:tc>", p("措施"));
    let wide = cell("<w:gridSpan w:val=\"2\"/>");
    let tall = cell("<w:vMerge w:val=\"restart\"/>");
    let table =
        format!("<w:tbl><w:tr>{wide}{tall}</w:tr><w:tr>{}{}</w:tr></w:tbl>", cell(""), cell("<w:vMerge/>"));
    let numbering = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
        <w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
    let good = Docx::new(&format!("{lines}{}{table}", item(1, 0, "列表"))).with_lists("", numbering).bytes();
    fuzz(&good, true, |bytes| as_text(bytes, "x.docx"));
}

fn book() -> Workbook {
    let columns =
        ["编号", "标题", "时限", "进度"].map(|name| Column { name: name.into(), ..Column::default() });
    let rows = (0..20).map(|n| {
        let day = Entry::Date(date(2026, 5, 1 + n));
        vec![Entry::text(format!("（{n}）")), Entry::text("=SUM(A1)"), day, Entry::Number(f64::from(n) / 3.0)]
    });
    let sheet =
        Sheet { name: "清单".into(), columns: columns.into(), rows: rows.collect(), landscape: false };
    Workbook { title: "清单".into(), sheets: vec![sheet] }
}

#[test]
fn sheets() {
    let good = write::xlsx(&book()).unwrap();
    fuzz(&good, true, |bytes| {
        let Ok(sheets) = read_sheets(bytes, &limits()) else { return false };
        for grid in &sheets.grids {
            assert!(grid.rows.len() as u64 <= limits().rows);
            let kept: usize = grid.rows.iter().map(Vec::len).sum();
            assert!(kept as u64 <= limits().cells, "{kept} cells");
            let _ = grid.at(3, 2);
        }
        true
    });
}

#[test]
fn separated_values() {
    let good = write::csv(&book().sheets[0]);
    fuzz(&good, false, |bytes| {
        let Ok(rows) = read_csv(bytes, &limits()) else { return false };
        assert!(rows.len() as u64 <= limits().rows);
        true
    });
}
