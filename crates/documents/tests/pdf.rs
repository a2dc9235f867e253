//! The PDF measured from itself, by another reader: page, type area, pitch of lines and characters, page numbers.
//! Where no font with Chinese characters is installed there is nothing to measure, and the tests say so.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, clippy::indexing_slicing)]

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use documents::model::{
    Align, Attachment, Block, Cell, Document, Head, Imprint, Level, Row, Run, Signature, Table,
};
use documents::write::{Font, Fonts, WriteError, pdf};
use lopdf::content::Content;
use lopdf::{Object, StringFormat};

const MM: f32 = 72.0 / 25.4;

/// Fonts of the system, once for all tests of this file.
fn fonts() -> Option<&'static Fonts> {
    static FONTS: OnceLock<Option<Fonts>> = OnceLock::new();
    let load = || {
        let folder = Path::new("/usr/share/fonts/opentype/noto");
        let font = |file: &str| {
            let bytes = std::fs::read(folder.join(file)).ok()?;
            Some(Arc::new(Font { family: file.to_owned(), bytes, index: 2 }))
        };
        let song = font("NotoSerifCJK-Regular.ttc")?;
        let hei = font("NotoSansCJK-Regular.ttc")?;
        Some(Fonts {
            title: font("NotoSerifCJK-Bold.ttc")?,
            body: song.clone(),
            kai: song.clone(),
            hei,
            song,
            latin: None,
        })
    };
    let found = FONTS.get_or_init(load).as_ref();
    if found.is_none() {
        eprintln!("fonts-noto-cjk is not installed: nothing is measured");
    }
    found
}

/// A character as it lies on a page: left edge and baseline in millimetres from the upper left corner.
#[derive(Debug, Clone, Copy)]
struct Placed {
    character: char,
    x: f32,
    y: f32,
    size: f32,
}

/// Characters of a font by glyph, and widths of its glyphs.
type Known = (HashMap<u16, char>, Vec<f32>);

/// Every character of every page, and the size of the pages in millimetres.
fn read(bytes: &[u8]) -> (Vec<Vec<Placed>>, (f32, f32)) {
    let file = lopdf::Document::load_mem(bytes).unwrap();
    let mut pages = vec![];
    let mut size = (0.0, 0.0);
    for id in file.get_pages().into_values() {
        let page = file.get_dictionary(id).unwrap();
        let bounds: Vec<f32> = page
            .get(b"MediaBox")
            .unwrap()
            .as_array()
            .unwrap()
            .iter()
            .map(|n| n.as_float().unwrap())
            .collect();
        size = (bounds[2] / MM, bounds[3] / MM);
        let fonts: HashMap<Vec<u8>, Known> = file
            .get_page_fonts(id)
            .unwrap()
            .into_iter()
            .map(|(name, font)| (name, known(&file, font)))
            .collect();
        let content = Content::decode(&file.get_page_content(id)).unwrap();
        pages.push(characters(&content, &fonts, bounds[3]));
    }
    (pages, size)
}

/// Characters and widths of a font by glyph, out of its own map and table.
fn known(file: &lopdf::Document, font: &lopdf::Dictionary) -> Known {
    let stream =
        |id: &Object| file.get_object(id.as_reference().unwrap()).unwrap().as_stream().unwrap().clone();
    let map = stream(font.get(b"ToUnicode").unwrap()).decompressed_content().unwrap();
    let map = String::from_utf8(map).unwrap();
    let pairs = map.lines().filter_map(|line| {
        let (glyph, text) = line.trim().strip_prefix('<')?.split_once("> <")?;
        let units: Vec<u16> = text
            .trim_end_matches('>')
            .as_bytes()
            .chunks(4)
            .filter_map(|hex| u16::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok())
            .collect();
        Some((u16::from_str_radix(glyph, 16).ok()?, String::from_utf16(&units).ok()?.chars().next()?))
    });
    let pairs = pairs.collect();
    let inner = font.get(b"DescendantFonts").unwrap().as_array().unwrap()[0].as_reference().unwrap();
    let inner = file.get_dictionary(inner).unwrap();
    let widths = inner.get(b"W").unwrap().as_array().unwrap()[1].as_array().unwrap();
    (pairs, widths.iter().map(|width| width.as_float().unwrap()).collect())
}

fn characters(content: &Content, fonts: &HashMap<Vec<u8>, Known>, height: f32) -> Vec<Placed> {
    let mut out = vec![];
    let (mut font, mut size, mut spacing, mut x, mut y) = (vec![], 0.0, 0.0, 0.0, 0.0);
    let number = |object: &Object| object.as_float().unwrap();
    for operation in &content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "Tf" => {
                font = operands[0].as_name().unwrap().to_vec();
                size = number(&operands[1]);
            }
            "Tc" => spacing = number(&operands[0]),
            "Tm" => (x, y) = (number(&operands[4]), number(&operands[5])),
            "TJ" => {
                let (map, widths) = &fonts[&font];
                for piece in operands[0].as_array().unwrap() {
                    match piece {
                        Object::String(bytes, StringFormat::Hexadecimal | StringFormat::Literal) => {
                            for glyph in bytes.chunks(2) {
                                let glyph = u16::from_be_bytes([glyph[0], glyph[1]]);
                                let character = map[&glyph];
                                out.push(Placed { character, x: x / MM, y: (height - y) / MM, size });
                                x += widths[usize::from(glyph)] / 1000.0 * size + spacing;
                            }
                        }
                        adjust => x -= number(adjust) / 1000.0 * size,
                    }
                }
            }
            _ => {}
        }
    }
    out
}

/// Lines of a page from above: baseline and characters from the left.
fn lines(page: &[Placed]) -> Vec<(f32, Vec<Placed>)> {
    let mut out: Vec<(f32, Vec<Placed>)> = vec![];
    for placed in page {
        match out.iter_mut().find(|(y, _)| (y - placed.y).abs() < 0.5) {
            Some((_, line)) => line.push(*placed),
            None => out.push((placed.y, vec![*placed])),
        }
    }
    for (_, line) in &mut out {
        line.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    out.sort_by(|a, b| a.0.total_cmp(&b.0));
    out
}

fn text(line: &[Placed]) -> String {
    line.iter().map(|placed| placed.character).collect()
}

fn near(found: f32, wanted: f32, within: f32) {
    assert!((found - wanted).abs() <= within, "{found} is not within {within} of {wanted}");
}

/// Three pages and a bit of body without a break.
fn long() -> Document {
    let body = vec![Block::text("整改工作持续推进".repeat(250))];
    Document { body, ..Document::default() }
}

#[test]
fn a_page_holds_22_lines_of_28_characters_in_the_type_area() {
    let Some(fonts) = fonts() else { return };
    let (pages, size) = read(&pdf(&long(), fonts).unwrap());
    near(size.0, 210.0, 0.01);
    near(size.1, 297.0, 0.01);
    let all = lines(&pages[1]);
    let body = &all[..all.len() - 1];
    assert_eq!(body.len(), 22);
    for (_, line) in body {
        assert_eq!(line.len(), 28);
        near(line[0].x, 28.0, 0.01);
        near(line[0].size, 16.0, 0.01);
        // From the left edge of the first to the right edge of the last: the type area, at 156 mm over 28 characters.
        near(line[27].x - line[0].x, 156.0 * 27.0 / 28.0, 0.05);
    }
    for pair in body.windows(2) {
        near((pair[1].0 - pair[0].0) * MM, 28.99, 0.02);
    }
    // The squares of the first and the last line lie in the type area, the same room above and below.
    let (top, bottom) = (body[0].0 - 0.88 * 16.0 / MM, body[21].0 + 0.12 * 16.0 / MM);
    assert!(top >= 37.0 && bottom <= 37.0 + 225.0, "{top} {bottom}");
    near(top - 37.0, 262.0 - bottom, 0.05);
    // The first line of a paragraph begins two characters in.
    near(lines(&pages[0])[0].1[0].x, 28.0 + 2.0 * 156.0 / 28.0, 0.05);
}

#[test]
fn page_numbers_stand_below_at_the_right_and_on_even_pages_at_the_left() {
    let Some(fonts) = fonts() else { return };
    let (pages, _) = read(&pdf(&long(), fonts).unwrap());
    for (page, number) in pages.iter().zip(1..) {
        let all = lines(page);
        let (baseline, line) = all.last().unwrap();
        assert_eq!(text(line), format!("— {number} —"));
        near(line[0].size, 14.0, 0.01);
        let one = 14.0 / MM;
        if number % 2 == 1 {
            // The dash of this font is a little narrower than its square.
            near(line[4].x + one, 28.0 + 156.0 - one, 0.7);
        } else {
            near(line[0].x, 28.0 + one, 0.05);
        }
        // The dash lies some 0.4 of its size above the baseline, its upper edge 7 mm below the type area.
        let dash = baseline - 0.4 * one;
        near(dash, 37.0 + 225.0 + 7.0, 0.6);
    }
}

#[test]
fn elements_stand_in_their_places_and_sizes() {
    let Some(fonts) = fonts() else { return };
    let document = Document {
        title: "云岭新区关于巡察整改进展情况的通报".to_owned(),
        recipients: "各单位：".to_owned(),
        body: vec![Block::heading(Level::One, "压实责任"), Block::heading(Level::Two, "成立专班")],
        signature: Some(Signature {
            issuers: vec!["云岭新区党工委办公室".to_owned()], sealed: false
        }),
        date: "2025年4月1日".to_owned(),
        ..Document::default()
    };
    let (pages, _) = read(&pdf(&document, fonts).unwrap());
    let all = lines(&pages[0]);
    let of = |wanted: &str| all.iter().find(|(_, line)| text(line) == wanted).unwrap();
    let title = &of("云岭新区关于巡察整改进展情况的通报").1;
    near(title[0].size, 22.0, 0.01);
    let right = title.last().unwrap().x + 22.0 / MM;
    near(title[0].x - 28.0, 28.0 + 156.0 - right, 0.1);
    // One line is left blank between the title and whom it addresses, which begins at the left.
    near((of("各单位：").0 - title[0].y) * MM, 2.0 * 28.99, 4.0);
    near(of("各单位：").1[0].x, 28.0, 0.01);
    of("一、压实责任");
    of("（一）成立专班");
    // Without a seal: the name two characters from the right, the date two characters right of its beginning.
    let one = 156.0 / 28.0;
    let (name, date) = (&of("云岭新区党工委办公室").1, &of("2025年4月1日").1);
    near(name.last().unwrap().x + one, 28.0 + 156.0 - 2.0 * one, 0.1);
    near(date[0].x, name[0].x + 2.0 * one, 0.1);
}

#[test]
fn a_sealed_date_stands_four_characters_in_with_the_name_centred_above() {
    let Some(fonts) = fonts() else { return };
    let document = Document {
        body: vec![Block::text("正文。")],
        signature: Some(Signature { issuers: vec!["云岭新区管委会".to_owned()], sealed: true }),
        date: "2025年4月1日".to_owned(),
        ..Document::default()
    };
    let (pages, _) = read(&pdf(&document, fonts).unwrap());
    let all = lines(&pages[0]);
    let one = 156.0 / 28.0;
    let middle = |wanted: &str| {
        let line = &all.iter().find(|(_, line)| text(line) == wanted).unwrap().1;
        (f32::midpoint(line[0].x, line.last().unwrap().x + one), line.last().unwrap().x + one)
    };
    near(middle("2025年4月1日").1, 28.0 + 156.0 - 4.0 * one, 0.1);
    near(middle("2025年4月1日").0, middle("云岭新区管委会").0, 0.1);
}

#[test]
fn a_letter_has_no_number_on_its_first_page_and_an_imprint_an_even_last_one() {
    let Some(fonts) = fonts() else { return };
    let mut document = long();
    document.head = Some(Head::Letter("云岭新区巡察整改办".to_owned()));
    let (pages, _) = read(&pdf(&document, fonts).unwrap());
    let last = |page: &[Placed]| text(&lines(page).last().unwrap().1);
    assert!(!last(&pages[0]).contains('—'));
    assert_eq!(last(&pages[1]), "— 2 —");
    // The mark's upper edge is 30 mm below the edge of the page.
    let mark = lines(&pages[0])[0].1[0];
    near(mark.y - 0.88 * mark.size / MM, 30.0, 0.1);

    let mut document = Document { body: vec![Block::text("正文。")], ..Document::default() };
    document.imprint = Some(Imprint {
        copies: "抄送：各单位。".to_owned(),
        office: "办公室".to_owned(),
        printed: "2025年4月2日印发".to_owned(),
    });
    let (pages, _) = read(&pdf(&document, fonts).unwrap());
    assert_eq!(pages.len(), 2);
    assert!(text(&lines(&pages[1])[0].1).starts_with("抄送"));
}

#[test]
fn no_closing_mark_begins_a_line_and_no_number_is_torn() {
    let Some(fonts) = fonts() else { return };
    let sentence = "“整改”完成12345.67万元，增长98.71%；（见附件）。";
    let document = Document { body: vec![Block::text(sentence.repeat(60))], ..Document::default() };
    let (pages, _) = read(&pdf(&document, fonts).unwrap());
    let mut whole = String::new();
    for page in &pages {
        let all = lines(page);
        for (_, line) in &all[..all.len() - 1] {
            let line = text(line);
            assert!(!line.starts_with(|c| "，。；）”%".contains(c)), "{line}");
            assert!(!line.ends_with(|c| "“（".contains(c)), "{line}");
            whole.push_str(&line);
        }
    }
    // Nothing is lost, and the text can be searched.
    assert_eq!(whole, sentence.repeat(60));
}

#[test]
fn a_table_over_pages_loses_no_line_and_repeats_its_head() {
    let Some(fonts) = fonts() else { return };
    let long: String = (0..900).map(|n| char::from_u32(0x4e00 + n % 3_000).unwrap()).collect();
    let mut rows = vec![Row(vec![
        Cell::new("甲").spanning(1, 60),
        Cell::new(long.clone()).spanning(1, 60),
        Cell::new("措施"),
    ])];
    rows.extend((1..60).map(|n| Row(vec![Cell::new(format!("第{n}项"))])));
    rows.push(Row(vec![Cell::new("乙"), Cell::new(long.repeat(4)), Cell::new("完").aligned(Align::Centre)]));
    let head = vec![Row(vec![Cell::new("序号"), Cell::new("问题"), Cell::new("整改措施")])];
    let table = Table { caption: String::new(), widths: vec![1, 3, 3], head, rows };
    let document = Document { body: vec![Block::Table(table)], ..Document::default() };
    let (pages, _) = read(&pdf(&document, fonts).unwrap());
    assert!(pages.len() > 3);
    let count = |wanted: char| pages.iter().flatten().filter(|placed| placed.character == wanted).count();
    for page in &pages {
        assert!(page.iter().any(|placed| placed.character == '序'), "the head is repeated");
        // Everything but the page number stays in the type area.
        let all = lines(page);
        assert!(all[all.len() - 2].0 < 262.0);
    }
    let beyond = long.chars().nth(700).unwrap();
    assert_eq!(count(beyond), 5);
    assert_eq!(count('项'), 59);
}

#[test]
fn a_page_on_its_side_has_the_same_type_area() {
    let Some(fonts) = fonts() else { return };
    let document = Document { landscape: true, ..long() };
    let (pages, size) = read(&pdf(&document, fonts).unwrap());
    near(size.0, 297.0, 0.01);
    let all = lines(&pages[0]);
    let right = all[1].1.iter().map(|placed| placed.x).fold(0.0, f32::max) + 16.0 / MM;
    near(right - all[1].1[0].x, 225.0, 3.0);
}

#[test]
fn attachments_begin_pages_of_their_own() {
    let Some(fonts) = fonts() else { return };
    let attachment =
        |title: &str| Attachment { title: title.to_owned(), body: vec![Block::text("内容。")] };
    let document = Document {
        body: vec![Block::text("正文。")],
        attachment_word: "附件".to_owned(),
        attachments: vec![attachment("问题清单"), attachment("任务清单")],
        ..Document::default()
    };
    let (pages, _) = read(&pdf(&document, fonts).unwrap());
    assert_eq!(pages.len(), 3);
    let of = |page: usize| {
        lines(&pages[page]).into_iter().map(|(_, line)| text(&line).trim().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(of(0)[1..3], ["附件：1. 问题清单", "2. 任务清单"]);
    assert_eq!(of(2)[0..2], ["附件2", "任务清单"]);
}

#[test]
fn the_same_document_gives_the_same_bytes_and_a_broken_font_an_error() {
    let Some(fonts) = fonts() else { return };
    let mut document = long();
    document.body.push(Block::Paragraph(documents::model::Paragraph {
        runs: vec![Run { text: "粗体".to_owned(), bold: true, figure: None }],
        align: Align::Flush,
    }));
    assert_eq!(pdf(&document, fonts).unwrap(), pdf(&document, fonts).unwrap());
    let broken = Arc::new(Font { family: "broken".to_owned(), bytes: b"no font".to_vec(), index: 0 });
    let fonts = Fonts { body: broken, ..fonts.clone() };
    assert!(
        matches!(pdf(&document, &fonts), Err(WriteError::FontUnusable { family, .. }) if family == "broken")
    );
}
