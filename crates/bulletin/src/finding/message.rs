//! What a diagnostic says to a person, in both languages, from the same arguments.

use super::diagnostic::{Diagnostic, ShareFault};
use crate::contract::Remark;
use serde::{Deserialize, Serialize};

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Diagnostic {
    /// The diagnostic as it is printed.
    #[must_use]
    pub fn remark(&self, language: Language) -> Remark {
        Remark {
            code: self.code().to_owned(),
            severity: self.severity(),
            message: self.message(language),
            spans: self.spans().to_vec(),
        }
    }

    /// A sentence for a person.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::Chinese => self.chinese(),
            Language::English => self.english(),
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::MeasureCountDiffers { claimed, written, .. } => {
                format!(
                    "文中称有{claimed}条整改措施，实际写出{written}条，相差{}条",
                    claimed.abs_diff(*written)
                )
            }
            Self::DocumentCountDiffers { claimed, named, .. } => {
                format!("文中称制定制度{claimed}项，书名号内不同名称有{named}个；两者口径可能不同，请核对")
            }
            Self::SequenceGap { mark, expected, found, .. } => {
                format!("序号不连续：“{mark}”处应为第{expected}个，实为第{found}个")
            }
            Self::SequenceRepeat { mark, number, .. } => {
                format!("序号重复：“{mark}”（第{number}个）出现不止一次")
            }
            Self::TruncatedText { tail, .. } => format!("正文在句子中间中断：“…{tail}”"),
            Self::LostDigits { raw, .. } => format!("日期“{raw}”缺字，无法确定是哪一天"),
            Self::InvalidDate { raw, .. } => format!("日历上没有“{raw}”这一天"),
            Self::DateOnDayOff { raw, day, .. } => format!("“{raw}”（{day}）是休息日"),
            Self::ImpossibleShare { raw, fault: ShareFault::OverWhole, .. } => format!("占比“{raw}”超过100%"),
            Self::ImpossibleShare { raw, fault: ShareFault::DoesNotCompute { part, whole }, .. } => {
                format!("占比“{raw}”与文中数字不符：{part}／{whole}")
            }
            Self::UnpairedQuote { mark, .. } => format!("引号“{mark}”在本段内不成对"),
            Self::UnpairedTitleMark { mark, .. } => format!("书名号“{mark}”在本段内不成对"),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::MeasureCountDiffers { claimed, written, .. } => format!(
                "the text claims {claimed} measures and writes out {written} ({} apart)",
                claimed.abs_diff(*written)
            ),
            Self::DocumentCountDiffers { claimed, named, .. } => format!(
                "the text claims {claimed} rules and names {named} different titles; the two may count different things"
            ),
            Self::SequenceGap { mark, expected, found, .. } => {
                format!("the sequence is broken at {mark}: number {expected} should stand there, not {found}")
            }
            Self::SequenceRepeat { mark, number, .. } => format!("number {number} is given twice: {mark}"),
            Self::TruncatedText { tail, .. } => format!("the text stops inside a sentence: …{tail}"),
            Self::LostDigits { raw, .. } => {
                format!("characters of the date {raw} are lost; the day cannot be told")
            }
            Self::InvalidDate { raw, .. } => format!("the calendar has no {raw}"),
            Self::DateOnDayOff { raw, day, .. } => format!("{raw} ({day}) is a day off"),
            Self::ImpossibleShare { raw, fault: ShareFault::OverWhole, .. } => {
                format!("the share {raw} is more than the whole")
            }
            Self::ImpossibleShare { raw, fault: ShareFault::DoesNotCompute { part, whole }, .. } => {
                format!("the share {raw} does not follow from the figures of the text: {part} of {whole}")
            }
            Self::UnpairedQuote { mark, .. } => {
                format!("the quotation mark {mark} has no partner in its paragraph")
            }
            Self::UnpairedTitleMark { mark, .. } => {
                format!("the title mark {mark} has no partner in its paragraph")
            }
        }
    }
}
