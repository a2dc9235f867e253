//! Documents: paragraphs, runs, tables, lists, changes, what is left out.
#![allow(clippy::unwrap_used, clippy::panic)]

mod sample;

use documents::{Format, NotText, Note, ReadError};
use sample::{Docx, item, p};

fn body(source: &str) -> String {
    Docx::new(source).read().unwrap().text
}

#[test]
fn paragraphs_and_runs() {
    for (source, expected) in [
        (p("甲") + &p("乙"), "甲\n乙\n"),
        (p("甲") + "<w:p/>" + &p("乙"), "甲\n\n乙\n"),
        (p(" A &amp; B &lt;1&gt; &#x4E00;&#20108; "), " A & B <1> 一二 \n"),
        (p("<![CDATA[a<b]]>"), "a<b\n"),
        ("<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:br w:type=\"page\"/><w:cr/></w:r></w:p>".into(), "甲\t乙\n丙\n\n\n"),
        ("<w:p><w:r><w:t>A</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>B</w:t><w:sym w:font=\"x\" w:char=\"2611\"/></w:r></w:p>".into(), "A\u{2011}B☑\n"),
        ("<w:p>\n  <w:r>\n <w:t>甲\n乙</w:t> </w:r></w:p>".into(), "甲 乙\n"),
        ("<w:p><w:hyperlink r:id=\"rId1\"><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>".into(), "链接\n"),
        ("<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType=\"separate\"/><w:t>12</w:t><w:fldChar w:fldCharType=\"end\"/></w:r><w:fldSimple w:instr=\"DATE\"><w:r><w:t>三月</w:t></w:r></w:fldSimple></w:p>".into(), "12三月\n"),
        ("<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>".into(), "控件\n"),
        ("<w:p><w:r><w:ruby><w:rt><w:r><w:t>yun</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>云</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>".into(), "云\n"),
        ("<w:p><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>".into(), "a+b\n"),
    ] {
        assert_eq!(body(&source), expected, "{source}");
    }
}

#[test]
fn text_boxes_are_read_once_after_their_paragraph() {
    let boxed = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    let source = format!(
        "<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><wps:txbx>{}</wps:txbx></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox>{}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>后</w:t></w:r></w:p>\
         <w:p><w:r><w:pict><v:textbox>{}</v:textbox></w:pict></w:r></w:p>{}",
        boxed("框一"),
        boxed("框一"),
        boxed("框二"),
        p("尾")
    );
    assert_eq!(body(&source), "前后\n框一\n\n框二\n尾\n");
}

#[test]
fn table_rows_become_lines() {
    let cell =
        |properties: &str, content: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>");
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let table = |rows: &[String]| format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.concat());
    let plain = |text: &str| cell("", &p(text));
    let merged = table(&[
        row(&[plain("序号"), cell("<w:gridSpan w:val=\"2\"/>", &p("措施"))]),
        row(&[cell("<w:vMerge w:val=\"restart\"/>", &p("1")), plain("建账"), plain("甲\t办")]),
        row(&[cell("<w:vMerge/>", "<w:p/>"), plain("核账"), cell("", &(p("乙") + &p("办")))]),
        row(&[plain(""), plain(""), plain("")]),
    ]);
    assert_eq!(body(&(p("前") + &merged + &p("后"))), "前\n序号\t措施\n1\t建账\t甲 办\n\t核账\t乙 办\n后\n");
    let nested =
        table(&[row(&[plain("左"), cell("", &(table(&[row(&[plain("1"), plain("2")])]) + "<w:p/>"))])]);
    assert_eq!(body(&nested), "左\n1\t2\n");
}

const STYLES: &str = "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"H1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"H2\"><w:basedOn w:val=\"H1\"/><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr><w:rPr><w:b w:val=\"0\"/></w:rPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Loop\"><w:basedOn w:val=\"Loop\"/></w:style>\
    <w:style w:type=\"character\" w:styleId=\"S\"><w:rPr><w:b/></w:rPr></w:style>\
    <w:style w:type=\"character\" w:styleId=\"V\"><w:rPr><w:vanish/></w:rPr></w:style>";

/// List 1: 一、 （一） 1. ①; list 2 shares it and starts over; list 3: bullets, an unknown format, legal numbers.
const NUMBERING: &str = "<w:abstractNum w:abstractNumId=\"7\">\
    <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:pStyle w:val=\"H1\"/><w:lvlText w:val=\"%1、\"/></w:lvl>\
    <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCountingThousand\"/><w:pStyle w:val=\"H2\"/><w:lvlText w:val=\"（%2）\"/></w:lvl>\
    <w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%3.\"/></w:lvl>\
    <w:lvl w:ilvl=\"3\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimalEnclosedCircle\"/><w:lvlText w:val=\"%4\"/><w:suff w:val=\"space\"/></w:lvl>\
    </w:abstractNum><w:abstractNum w:abstractNumId=\"8\">\
    <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\u{f06c}\"/></w:lvl>\
    <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"hindiVowels\"/><w:lvlText w:val=\"%2\"/></w:lvl>\
    <w:lvl w:ilvl=\"2\"><w:start w:val=\"3\"/><w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"%1.%3\"/><w:isLgl/></w:lvl>\
    </w:abstractNum>\
    <w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>\
    <w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"2\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>\
    <w:num w:numId=\"3\"><w:abstractNumId w:val=\"8\"/></w:num>";

#[test]
fn list_numbers_are_reconstructed() {
    let items = [
        (1, 0, "总体", "一、总体"),
        (1, 1, "组织", "（一）组织"),
        (1, 2, "会议", "1.会议"),
        (1, 2, "2024年会议", "2. 2024年会议"),
        (1, 3, "圈", "① 圈"),
        (1, 1, "制度", "（二）制度"),
        (1, 2, "重数", "1.重数"),
        (2, 2, "另起", "5.另起"),
        (2, 2, "接着", "6.接着"),
        (1, 0, "打算", "二、打算"),
        (1, 1, "重数", "（一）重数"),
        (3, 0, "点", "点"),
        (3, 1, "未知", "未知"),
        (3, 2, "法", "1.3法"),
        (9, 0, "无此表", "无此表"),
    ];
    let source: String = items.iter().map(|(list, level, text, _)| item(*list, *level, text)).collect();
    let read = Docx::new(&source).with_lists(STYLES, NUMBERING).read().unwrap();
    let lines: Vec<&str> = read.text.lines().collect();
    assert_eq!(lines, items.map(|(.., line)| line));
    assert_eq!(
        read.notes,
        [
            Note::NumberingReconstructed { count: 12 },
            Note::NumberingUnknown { count: 1 },
            Note::ExternalLinksIgnored { count: 1 }
        ]
    );
}

#[test]
fn styles_give_numbers_headings_and_bold() {
    let styled = |style: &str, run: &str, text: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let source = [
        styled("H1", "", "甲"),
        styled("H2", "", "乙"),
        styled("Loop", "<w:b/>", "粗"),
        styled("a", "<w:rStyle w:val=\"S\"/>", "式"),
        styled("a", "<w:rStyle w:val=\"V\"/>", "藏"),
        "<w:p><w:pPr><w:pStyle w:val=\"H1\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr><w:outlineLvl w:val=\"9\"/></w:pPr><w:r><w:t>无号</w:t></w:r></w:p>".to_owned(),
    ]
    .concat();
    let read = Docx::new(&source).with_lists(STYLES, NUMBERING).read().unwrap();
    assert_eq!(read.text, "一、甲\n（一）乙\n粗\n式\n\n无号\n");
    let bold: Vec<&str> = read.hints.bold.iter().map(|span| &read.text[span.clone()]).collect();
    assert_eq!(bold, ["一、甲", "粗", "式", "无号"]);
    let headings: Vec<_> =
        read.hints.headings.iter().map(|h| (&read.text[h.span.clone()], h.level)).collect();
    assert_eq!(headings, [("一、甲", 1), ("（一）乙", 2)]);
    assert_eq!(read.notes[0], Note::HiddenTextDropped { characters: 1 });
}

#[test]
fn changes_are_taken_as_accepted() {
    let source = "<w:p><w:r><w:t>投入</w:t></w:r><w:del><w:r><w:delText>三百</w:delText><w:t>万</w:t></w:r></w:del>\
        <w:ins><w:r><w:t>五百万</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>走</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>来</w:t></w:r></w:moveTo></w:p>\
        <w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr><w:r><w:t>前半，</w:t></w:r></w:p><w:p><w:r><w:t>后半</w:t></w:r></w:p>\
        <w:p><w:r><w:t>注</w:t><w:footnoteReference w:id=\"2\"/><w:endnoteReference w:id=\"2\"/><w:commentReference w:id=\"0\"/></w:r></w:p><w:altChunk/>";
    let read = Docx::new(source).read().unwrap();
    assert_eq!(read.text, "投入五百万来\n前半，后半\n注\n");
    assert_eq!(
        read.notes,
        [
            Note::DeletionsDropped { characters: 4 },
            Note::FootnotesLeftOut { count: 2 },
            Note::CommentsLeftOut { count: 1 },
            Note::ImportsLeftOut { count: 1 },
        ]
    );
}

#[test]
fn the_main_part_is_found_by_relationship_or_type() {
    let moved = Docx::new("").without("word/document.xml").without("_rels/.rels").with(
        "[Content_Types].xml",
        "<Types><Override PartName=\"/d/main.xml\" ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>",
    );
    let strict = "<x:document xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><x:body><x:p><x:r><x:t>严</x:t></x:r></x:p></x:body></x:document>";
    let read = moved.with("d/main.xml", strict).with("d/vbaProject.bin", "x").read().unwrap();
    assert_eq!((read.text.as_str(), read.format), ("严\n", Format::Docx));
    assert_eq!(read.notes, [Note::MacrosIgnored]);
}

#[test]
fn other_and_broken_containers_are_named() {
    let types = |kind: &str| {
        Docx::new("").with("[Content_Types].xml", &format!("<Types><Override PartName=\"/x.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.{kind}.main+xml\"/></Types>"))
    };
    let missing = Docx::new("").without("word/document.xml");
    let damaged =
        |read: Result<documents::Text, ReadError>| read.map_err(|why| why.code()).map(|read| read.text);
    assert_eq!(types("spreadsheetml.sheet").read(), Err(ReadError::NotText(NotText::Workbook)));
    assert_eq!(types("presentationml.presentation").read(), Err(ReadError::NotText(NotText::Slides)));
    assert_eq!(Docx::new("").without("[Content_Types].xml").read(), Err(ReadError::NotText(NotText::Zip)));
    assert_eq!(missing.read(), Err(ReadError::PartMissing { part: "word/document.xml".into() }));
    assert_eq!(damaged(Docx::new("<w:p>").read()), Err("damaged"));
    assert_eq!(damaged(Docx::new("").with("word/document.xml", "<a><b></a>").read()), Err("damaged"));
    assert_eq!(damaged(Docx::new("").with("word/document.xml", "<a>").read()), Err("damaged"));
    assert_eq!(
        damaged(Docx::new("").with("WORD\\document.xml", "").with("WORD/document.xml", "").read()),
        Err("damaged")
    );
}
