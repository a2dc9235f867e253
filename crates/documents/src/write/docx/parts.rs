//! The parts beside the text: styles, the list that counts headings, footers with page numbers, settings.

use std::fmt::Write as _;

use super::escaped;
use crate::write::Families;
use crate::write::measure::MM;

/// Namespaces of every part.
pub(super) const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// Pitch of lines in twips: 225 mm over 22 lines is 579.8, rounded down so that the last line still fits.
pub(super) const LINE_TWIPS: u32 = 579;

/// Two characters in.
const INDENT: &str = "<w:ind w:firstLineChars=\"200\" w:firstLine=\"632\"/>";
const FLUSH: &str = "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/>";
/// The red mark keeps to no grid of characters.
const OFF_GRID: &str = "<w:snapToGrid w:val=\"0\"/>";
const RED: &str = "<w:color w:val=\"FF0000\"/>";

/// Millimetres in twips.
pub(super) fn twips(millimetres: f32) -> u32 {
    (millimetres * MM * 20.0).round() as u32
}

pub(super) const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/word/footer2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/word/footer3.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;

pub(super) const ROOT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;

pub(super) const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/><Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer2.xml"/><Relationship Id="rId6" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer3.xml"/></Relationships>"#;

/// Odd and even pages differ; Word lays lines out as since 2013.
pub(super) const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:evenAndOddHeaders/><w:drawingGridHorizontalSpacing w:val="316"/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:adjustLineHeightInTable/><w:useFELayout/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>"#;

/// Title and author; without times, so that the same document gives the same bytes.
pub(super) fn core(title: &str, author: Option<&String>) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator></cp:coreProperties>",
        escaped(title),
        escaped(author.map_or("", String::as_str))
    )
}

/// — 1 — in 4号 Song, one character from that side.
pub(super) fn footer(side: &str) -> String {
    let run = |content: &str| format!("<w:r>{content}</w:r>");
    let field =
        ["begin", "separate", "end"].map(|kind| run(&format!("<w:fldChar w:fldCharType=\"{kind}\"/>")));
    let [begin, separate, end] = field;
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:ind w:{side}Chars=\"100\" w:{side}=\"280\" w:firstLine=\"0\"/><w:jc w:val=\"{side}\"/></w:pPr>{}{begin}{}{separate}{}{end}{}</w:p></w:ftr>",
        run("<w:t xml:space=\"preserve\">— </w:t>"),
        run("<w:instrText xml:space=\"preserve\"> PAGE </w:instrText>"),
        run("<w:t>1</w:t>"),
        run("<w:t xml:space=\"preserve\"> —</w:t>")
    )
}

/// The first page of a letter has no number but the lower red rules.
pub(super) fn first_footer() -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:pBdr><w:bottom w:val=\"thinThickSmallGap\" w:sz=\"24\" w:space=\"1\" w:color=\"FF0000\"/></w:pBdr><w:ind w:firstLine=\"0\"/></w:pPr></w:p></w:ftr>"
    )
}

/// Fonts of East Asian and of Latin text.
fn fonts(families: &Families, family: &str) -> String {
    let family = escaped(family);
    let latin = families.latin.as_ref().map_or_else(|| family.clone(), |latin| escaped(latin));
    format!("<w:rFonts w:ascii=\"{latin}\" w:hAnsi=\"{latin}\" w:eastAsia=\"{family}\" w:cs=\"{latin}\"/>")
}

/// `word/styles.xml`: one style an element of the standard.
pub(super) fn styles(families: &Families) -> String {
    let [title, body, kai, hei, song] =
        [&families.title, &families.body, &families.kai, &families.hei, &families.song]
            .map(|family| fonts(families, family));
    let size = |half_points: u32| format!("<w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/>");
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{body}{}<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:line=\"{LINE_TWIPS}\" w:lineRule=\"exact\"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/><w:pPr><w:overflowPunct/>{INDENT}<w:jc w:val=\"both\"/></w:pPr></w:style><w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"60\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"60\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>",
        size(32)
    );
    let border =
        |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>");
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(border).concat();
    let _ = write!(
        out,
        "<w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style>"
    );
    let mut style = |id: &str, name: &str, paragraph: &str, run: &str| {
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        );
    };
    let centre = format!("{FLUSH}<w:jc w:val=\"center\"/>");
    let own = "<w:spacing w:line=\"240\" w:lineRule=\"auto\"/>";
    style("Flush", "Body Flush", FLUSH, "");
    style("Title", "Title", &format!("{centre}<w:outlineLvl w:val=\"9\"/>"), &format!("{title}{}", size(44)));
    style("Subtitle", "Subtitle", &centre, &kai);
    for (level, font) in [(1, &hei), (2, &kai), (3, &body), (4, &body)] {
        let numbered = format!(
            "<w:keepNext/><w:numPr><w:ilvl w:val=\"{0}\"/><w:numId w:val=\"1\"/></w:numPr>{INDENT}<w:outlineLvl w:val=\"{0}\"/>",
            level - 1
        );
        style(&format!("Heading{level}"), &format!("heading {level}"), &numbered, font);
    }
    let rule = |side: &str, kind: &str, space: u32| {
        format!(
            "<w:pBdr><w:{side} w:val=\"{kind}\" w:sz=\"12\" w:space=\"{space}\" w:color=\"FF0000\"/></w:pBdr>"
        )
    };
    style("Grade", "Grade", FLUSH, &hei);
    style(
        "IssuerMark",
        "Issuer Mark",
        &format!(
            "{OFF_GRID}<w:spacing w:before=\"{}\" w:line=\"240\" w:lineRule=\"auto\"/>{centre}",
            twips(35.0)
        ),
        &format!("{title}{OFF_GRID}{RED}{}", size(72)),
    );
    style(
        "LetterMark",
        "Letter Mark",
        &format!("{}{OFF_GRID}{own}{centre}", rule("bottom", "thickThinSmallGap", 11)),
        &format!("{title}{OFF_GRID}{RED}{}", size(56)),
    );
    style("Number", "Document Number", &centre, "");
    style("NumberRuled", "Document Number Ruled", &format!("{}{centre}", rule("bottom", "single", 11)), "");
    style("LetterNumber", "Letter Number", &format!("{FLUSH}<w:jc w:val=\"right\"/>"), "");
    style("AttachmentName", "Attachment Name", &format!("<w:pageBreakBefore/>{FLUSH}"), &hei);
    style("AttachmentTitle", "Attachment Title", &centre, &format!("{title}{}", size(44)));
    style("Caption", "caption", &format!("<w:keepNext/>{centre}"), &hei);
    style(
        "TableText",
        "Table Text",
        &format!("{own}{FLUSH}<w:jc w:val=\"left\"/>"),
        &format!("{body}{}", size(21)),
    );
    style("TableHead", "Table Head", &format!("{own}{centre}"), &format!("{hei}{}", size(21)));
    style(
        "AfterTable",
        "After Table",
        &format!("<w:spacing w:line=\"120\" w:lineRule=\"exact\"/>{FLUSH}"),
        "",
    );
    style(
        "Footer",
        "footer",
        &format!("<w:snapToGrid w:val=\"0\"/>{own}{FLUSH}"),
        &format!("{song}{}", size(28)),
    );
    let both = |side: &str| {
        format!(
            "<w:pBdr>{side}<w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"1\" w:color=\"auto\"/></w:pBdr><w:tabs><w:tab w:val=\"right\" w:pos=\"8560\"/></w:tabs><w:ind w:left=\"280\" w:right=\"280\" w:firstLineChars=\"0\" w:firstLine=\"0\"/>"
        )
    };
    let top = "<w:top w:val=\"single\" w:sz=\"8\" w:space=\"1\" w:color=\"auto\"/>";
    style("Copies", "Copies", &both(top), &size(28));
    style("Imprint", "Imprint", &both(top), &size(28));
    for (level, font) in [(1, &hei), (2, &kai), (3, &body), (4, &body)] {
        let _ = write!(
            out,
            "<w:style w:type=\"character\" w:styleId=\"RunIn{level}\"><w:name w:val=\"Run-in {level}\"/><w:rPr>{font}</w:rPr></w:style>"
        );
    }
    out.push_str("</w:styles>");
    out
}

/// `word/numbering.xml`: 一、（一）1.（1）, and a list for each body that counts from one.
pub(super) fn numbering(families: &Families, bodies: usize) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"multilevel\"/>"
    );
    let levels = [
        ("chineseCountingThousand", "%1、", &families.hei),
        ("chineseCountingThousand", "（%2）", &families.kai),
        ("decimal", "%3.", &families.body),
        ("decimal", "（%4）", &families.body),
    ];
    for (place, (format, text, family)) in levels.into_iter().enumerate() {
        let _ = write!(
            out,
            "<w:lvl w:ilvl=\"{place}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/><w:pPr>{INDENT}</w:pPr><w:rPr>{}</w:rPr></w:lvl>",
            fonts(families, family)
        );
    }
    out.push_str("</w:abstractNum>");
    for list in 1..=bodies {
        let _ = write!(out, "<w:num w:numId=\"{list}\"><w:abstractNumId w:val=\"0\"/>");
        for place in 0..4 {
            let _ = write!(
                out,
                "<w:lvlOverride w:ilvl=\"{place}\"><w:startOverride w:val=\"1\"/></w:lvlOverride>"
            );
        }
        out.push_str("</w:num>");
    }
    out.push_str("</w:numbering>");
    out
}
