//! Building .docx files for tests, out of our own words.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use std::io::{Cursor, Write};

use documents::{Limits, ReadError, Text, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
    xmlns:v=\"urn:schemas-microsoft-com:vml\" \
    xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"";

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="/word/numbering.xml"/>
<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://example.invalid/" TargetMode="External"/>
</Relationships>"#;

/// The parts of a .docx; a test overwrites or adds what it needs.
pub struct Docx(Vec<(String, Vec<u8>)>);

impl Docx {
    /// A document with this content of `w:body`.
    pub fn new(body: &str) -> Self {
        let main = format!("<?xml version=\"1.0\"?><w:document {W}><w:body>{body}</w:body></w:document>");
        Self(Vec::new())
            .with("[Content_Types].xml", TYPES)
            .with("_rels/.rels", ROOT)
            .with("word/document.xml", &main)
    }

    /// Adds or replaces a part.
    pub fn with(mut self, name: &str, content: &str) -> Self {
        self.0.retain(|(part, _)| part != name);
        self.0.push((name.to_owned(), content.as_bytes().to_vec()));
        self
    }

    /// Adds styles and numbering (the content of their roots) and the relationships to them and to one outer link.
    pub fn with_lists(self, styles: &str, numbering: &str) -> Self {
        self.with("word/_rels/document.xml.rels", RELATIONS)
            .with("word/styles.xml", &format!("<w:styles {W}>{styles}</w:styles>"))
            .with("word/numbering.xml", &format!("<w:numbering {W}>{numbering}</w:numbering>"))
    }

    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(part, _)| part != name);
        self
    }

    /// Packs it.
    pub fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.0 {
            zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    pub fn read(&self) -> Result<Text, ReadError> {
        read(&self.bytes(), Some("sample.docx"), &Limits::default())
    }
}

/// A paragraph with one run.
pub fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// A paragraph of a list.
pub fn item(list: u32, level: u32, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

/// A bulletin in our own words, with an invented unit, one line per paragraph or table row.
pub const BULLETIN: [&str; 11] = [
    "云岭新区党工委关于巡察整改进展情况的通报",
    "根据统一安排，2024年3月5日至5月20日，第三巡察组对云岭新区党工委进行了巡察。现将整改进展情况予以公布。",
    "一、压实责任，统筹推进整改",
    "（一）加强组织领导。一是成立专班，细化措施46条。二是召开调度会12次，解决问题8个。",
    "（二）完善制度机制。修订《云岭新区资产管理办法》（云新发〔2024〕8号），投入1.2亿元 & 盘活闲置厂房3处。",
    "二、下一步打算",
    "1.持续整改。对尚未完成的5项任务逐项对账销号。",
    "2.2024年底前完成“回头看”。",
    "序号\t措施\t完成时限",
    "1\t建立台账\t2024年9月",
    "联系电话：0999-0000000；邮政信箱：云岭新区A座。",
];
