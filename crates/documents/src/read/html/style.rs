//! The few declarations of a `style` attribute that change what a reader sees.

/// What one `style` attribute says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Inline {
    /// `display:none`, `visibility:hidden` or Word's `mso-hide:all`.
    pub(super) hidden: bool,
    /// `font-weight`, where given.
    pub(super) bold: Option<bool>,
    /// `white-space` keeps line ends, where given.
    pub(super) preformatted: Option<bool>,
    /// Word's `mso-list:Ignore`: a list mark with blanks that only fill space.
    pub(super) list_mark: bool,
    /// Word's `mso-outline-level`, 1 to 9.
    pub(super) outline: Option<u8>,
    /// `list-style` or `list-style-type`.
    pub(super) list: Option<List>,
}

/// How a list is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    /// Not at all: `none`, or a bullet.
    Unnumbered,
    /// In a format of [`numeral::format`](crate::numeral::format), with what follows the number.
    Numbered(&'static str, &'static str),
}

/// Reads a `style` attribute. Unknown declarations say nothing.
pub(super) fn inline(attribute: &str) -> Inline {
    let mut said = Inline::default();
    for declaration in attribute.split(';') {
        let Some((property, value)) = declaration.split_once(':') else { continue };
        let value = value.trim().to_ascii_lowercase();
        let value = value.trim_end_matches("!important").trim();
        match property.trim().to_ascii_lowercase().as_str() {
            "display" => said.hidden |= value == "none",
            "visibility" => said.hidden |= value == "hidden" || value == "collapse",
            "mso-hide" => said.hidden |= value == "all",
            "font-weight" => said.bold = weight(value),
            "white-space" => said.preformatted = Some(value.starts_with("pre") || value == "break-spaces"),
            "mso-list" => said.list_mark |= value == "ignore",
            "mso-outline-level" => said.outline = value.parse().ok().filter(|level| (1..=9).contains(level)),
            "list-style" | "list-style-type" => said.list = value.split_whitespace().find_map(list_type),
            _ => {}
        }
    }
    said
}

fn weight(value: &str) -> Option<bool> {
    match value {
        "bold" | "bolder" => Some(true),
        "normal" | "lighter" => Some(false),
        number => number.parse::<u16>().ok().map(|weight| weight >= 600),
    }
}

/// A CSS counter style or the `type` attribute of `ol`.
pub(super) fn list_type(value: &str) -> Option<List> {
    Some(match value {
        "none" | "disc" | "circle" | "square" => List::Unnumbered,
        "decimal" | "1" => List::Numbered("decimal", "."),
        "lower-alpha" | "lower-latin" | "a" => List::Numbered("lowerLetter", "."),
        "upper-alpha" | "upper-latin" | "A" => List::Numbered("upperLetter", "."),
        "lower-roman" | "i" => List::Numbered("lowerRoman", "."),
        "upper-roman" | "I" => List::Numbered("upperRoman", "."),
        "cjk-ideographic" | "simp-chinese-informal" | "trad-chinese-informal" => {
            List::Numbered("chineseCounting", "、")
        }
        "cjk-decimal" => List::Numbered("ideographDigital", "、"),
        "cjk-heavenly-stem" => List::Numbered("ideographTraditional", "、"),
        _ => return None,
    })
}
