//! The file: pages, fonts cut down to what was used, and a map back to text, so that it can be searched and copied.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};
use std::io::Write as _;

use super::face::Face;
use super::page::{Pages, name};
use crate::model::Document;
use crate::write::WriteError;

const IDENTITY: SystemInfo<'static> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// Objects of a font: the font itself, its descendant, its descriptor, its map to text, its file.
const OBJECTS_OF_A_FONT: i32 = 5;

/// Writes the file.
pub(super) fn write(document: &Document, pages: Pages<'_>) -> Result<Vec<u8>, WriteError> {
    let mut pdf = Pdf::new();
    let [catalog, tree, info, resources] = [1, 2, 3, 4].map(Ref::new);
    let fonts = 5;
    let count = i32::try_from(pages.faces.all.len()).unwrap_or(0);
    let first_page = fonts + count * OBJECTS_OF_A_FONT;
    let ids: Vec<(Ref, Ref)> = (0..i32::try_from(pages.done.len()).unwrap_or(0))
        .map(|page| (Ref::new(first_page + 2 * page), Ref::new(first_page + 2 * page + 1)))
        .collect();
    pdf.catalog(catalog).pages(tree).lang(TextStr("zh-CN"));
    pdf.pages(tree).kids(ids.iter().map(|(page, _)| *page)).count(i32::try_from(ids.len()).unwrap_or(0));
    for ((page, content), packed) in ids.iter().zip(&pages.done) {
        let mut of = pdf.page(*page);
        of.media_box(Rect::new(0.0, 0.0, pages.page.0, pages.page.1)).parent(tree).contents(*content);
        of.pair(Name(b"Resources"), resources);
        of.finish();
        pdf.stream(*content, packed).filter(Filter::FlateDecode);
    }
    let place = |face: usize| Ref::new(fonts + i32::try_from(face).unwrap_or(0) * OBJECTS_OF_A_FONT);
    let mut dictionary = pdf.indirect(resources).dict();
    let mut named = dictionary.insert(Name(b"Font")).dict();
    for face in 0..pages.faces.all.len() {
        named.pair(Name(name(face).as_bytes()), place(face));
    }
    named.finish();
    dictionary.finish();
    for (at, face) in pages.faces.all.iter().enumerate() {
        font(&mut pdf, place(at), face)?;
    }
    let families: Vec<&str> = pages.faces.all.iter().map(|face| face.font.family.as_str()).collect();
    let mut about = pdf.document_info(info);
    about.title(TextStr(&document.title.replace('\n', "")));
    if let Some(author) = document.signature.as_ref().and_then(|by| by.issuers.first()) {
        about.author(TextStr(author));
    }
    // Which fonts stand for those that the standard names.
    about.keywords(TextStr(&format!("fonts: {}", families.join(", "))));
    about.producer(TextStr("Bihuan"));
    about.finish();
    Ok(pdf.finish())
}

/// Embeds the part of a font that was used.
fn font(pdf: &mut Pdf, id: Ref, face: &Face<'_>) -> Result<(), WriteError> {
    let [descendant, descriptor, to_text, file] = [1, 2, 3, 4].map(|step| Ref::new(id.get() + step));
    let unusable = |reason: String| WriteError::FontUnusable { family: face.font.family.clone(), reason };
    let subset = subsetter::subset(&face.font.bytes, face.font.index, &face.used)
        .map_err(|why| unusable(why.to_string()))?;
    let cff = ttf_parser::RawFace::parse(&subset, 0)
        .map_err(|why| unusable(why.to_string()))?
        .table(ttf_parser::Tag::from_bytes(b"CFF "));
    // The six letters mark a part of a font (ISO 32000-1, 9.6.4).
    let plain: String = face.font.family.chars().filter(char::is_ascii_alphanumeric).collect();
    let base = format!("BIHUAN+{}", if plain.is_empty() { "Font" } else { &plain });
    let outer = if cff.is_some() { format!("{base}-Identity-H") } else { base.clone() };
    pdf.type0_font(id)
        .base_font(Name(outer.as_bytes()))
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(descendant)
        .to_unicode(to_text);

    let mut cid = pdf.cid_font(descendant);
    cid.subtype(if cff.is_some() { CidFontType::Type0 } else { CidFontType::Type2 })
        .base_font(Name(base.as_bytes()))
        .system_info(IDENTITY)
        .font_descriptor(descriptor)
        .default_width(1000.0);
    if cff.is_none() {
        cid.cid_to_gid_map_predefined(Name(b"Identity"));
    }
    cid.widths().consecutive(0, face.glyphs.iter().map(|(_, width)| *width));
    cid.finish();

    let parsed = &face.parsed;
    let thousandths = |units: i16| f32::from(units) * 1000.0 / f32::from(parsed.units_per_em().max(1));
    let bounds = parsed.global_bounding_box();
    let mut about = pdf.font_descriptor(descriptor);
    about
        .name(Name(base.as_bytes()))
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(
            thousandths(bounds.x_min),
            thousandths(bounds.y_min),
            thousandths(bounds.x_max),
            thousandths(bounds.y_max),
        ))
        .italic_angle(0.0)
        .ascent(thousandths(parsed.ascender()))
        .descent(thousandths(parsed.descender()))
        .cap_height(thousandths(parsed.capital_height().unwrap_or(700)))
        .stem_v(80.0);
    if cff.is_some() {
        about.font_file3(file);
    } else {
        about.font_file2(file);
    }
    about.finish();

    let mut map = UnicodeCmap::new(Name(b"Custom"), IDENTITY);
    for (glyph, (character, _)) in (0_u16..).zip(&face.glyphs) {
        map.pair(glyph, *character);
    }
    let packed = packed(&map.finish());
    pdf.stream(to_text, &packed).filter(Filter::FlateDecode);

    let packed = self::packed(cff.unwrap_or(&subset));
    let mut stream = pdf.stream(file, &packed);
    stream.filter(Filter::FlateDecode);
    if cff.is_some() {
        stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
    }
    Ok(())
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
    // Writing into memory cannot fail.
    packer.write_all(bytes).and_then(|()| packer.finish()).unwrap_or_default()
}
