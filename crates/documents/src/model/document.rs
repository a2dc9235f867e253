//! One official document, in the elements of GB/T 9704-2012.

use super::Block;

/// An official document. What is empty is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Red head of the first page.
    pub head: Option<Head>,
    /// Copy number, secrecy and urgency, as printed, one a line at the upper left.
    pub grades: Vec<String>,
    /// Number of the document, as printed: 代字〔2025〕1号.
    pub number: String,
    /// Who signed an upward document, label included, as printed beside the number.
    pub signer: String,
    /// The title; `\n` where its lines break.
    pub title: String,
    /// A line below the title in brackets, such as the day as of which it speaks.
    pub subtitle: String,
    /// Whom it addresses, as one line with its colon; empty for the public.
    pub recipients: String,
    /// The body.
    pub body: Vec<Block>,
    /// The word for an attachment (附件), before its number.
    pub attachment_word: String,
    /// Attachments, each on a page of its own; their titles are listed below the body.
    pub attachments: Vec<Attachment>,
    /// Who issued it.
    pub signature: Option<Signature>,
    /// The date as printed: 2025年4月1日, or a month alone.
    pub date: String,
    /// A note below the date, without brackets.
    pub note: String,
    /// The imprint at the foot of the last page.
    pub imprint: Option<Imprint>,
    /// Whether the pages lie on their side, as wide lists do.
    pub landscape: bool,
}

/// The red head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Head {
    /// 文件: the issuer's mark (name and 文件), number, red line.
    Paper(String),
    /// 函: the issuer's name between the page's red double rules; no page number on the first page.
    Letter(String),
}

/// An attachment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attachment {
    /// Its title.
    pub title: String,
    /// What stands in it.
    pub body: Vec<Block>,
}

/// The signature block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signature {
    /// Issuers, one a line.
    pub issuers: Vec<String>,
    /// Whether a seal is put on it: the date then stands four characters from the right and the name is centred above it.
    pub sealed: bool,
}

/// The imprint: who prints, when, and who gets copies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imprint {
    /// Copies go to, as one printed line; may be empty.
    pub copies: String,
    /// The printing office.
    pub office: String,
    /// The printing date, as printed.
    pub printed: String,
}

impl Document {
    /// Number of the attachment at `place` as its page and the list name it: 附件 alone, or 附件1 among several.
    pub fn attachment_name(&self, place: usize) -> String {
        match self.attachments.len() {
            0 | 1 => self.attachment_word.clone(),
            _ => format!("{}{}", self.attachment_word, place + 1),
        }
    }

    /// Titles of the attachments as the list below the body prints them: the first behind the word and a colon.
    pub fn attachment_lines(&self) -> Vec<String> {
        let many = self.attachments.len() > 1;
        let lines = self.attachments.iter().enumerate().map(|(place, attachment)| {
            let number = if many { format!("{}. ", place + 1) } else { String::new() };
            let title = attachment.title.replace('\n', "");
            match place {
                0 => format!("{}：{number}{title}", self.attachment_word),
                // Under the first number, behind the word and its colon.
                _ => format!("{}{number}{title}", "　".repeat(self.attachment_word.chars().count() + 1)),
            }
        });
        lines.collect()
    }
}

impl Head {
    /// The mark as printed.
    pub fn name(&self) -> &str {
        match self {
            Self::Paper(name) | Self::Letter(name) => name,
        }
    }
}
