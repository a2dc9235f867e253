//! What the names of elements mean for reading. Source: HTML standard, "Rendering" and "Syntax".

/// Whether the element never has content.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Whether the element stands on lines of its own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "plaintext"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "xmp"
    )
}

/// Whether the tokenizer takes the content as raw text that a reader of the page never sees in print.
pub(super) fn is_raw_hidden(name: &str) -> bool {
    matches!(name, "script" | "style" | "title" | "textarea" | "iframe" | "noembed" | "noscript")
}

/// Whether the element's text is no part of what the page says: menus, controls, pictures, readings over characters.
pub(super) fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "nav"
            | "template"
            | "noframes"
            | "select"
            | "button"
            | "datalist"
            | "svg"
            | "math"
            | "canvas"
            | "audio"
            | "video"
            | "object"
            | "applet"
            | "map"
            | "rt"
            | "rp"
            | "frameset"
    )
}

/// Whether the element's text is set as it is written, line ends included.
pub(super) fn is_preformatted(name: &str) -> bool {
    matches!(name, "pre" | "listing" | "xmp" | "plaintext")
}

/// Whether the element is set in bold.
pub(super) fn is_bold(name: &str) -> bool {
    matches!(name, "b" | "strong" | "th") || heading_level(name).is_some()
}

/// 1 to 6 for `h1` to `h6`.
pub(super) fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

/// Open elements that a start tag ends before it begins (HTML standard, 13.1.2.4 "Optional tags"), and the elements
/// beyond which it must not reach.
pub(super) fn ends_before(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    const CELL: &[&str] = &["td", "th", "caption", "table"];
    const LIST: &[&str] = &["ul", "ol", "menu", "dir", "dl", "td", "th", "caption", "table"];
    const TABLE: &[&str] = &["table"];
    match name {
        "li" => (&["li"], LIST),
        "dt" | "dd" => (&["dt", "dd"], LIST),
        "td" | "th" => (&["td", "th", "caption"], TABLE),
        "tr" => (&["tr", "caption"], TABLE),
        "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot", "tr", "caption"], TABLE),
        _ if is_block(name) => (&["p"], CELL),
        _ => (&[], &[]),
    }
}

/// Elements that an end tag of another inline element must not reach beyond.
pub(super) const CELLS: &[&str] = &["td", "th", "caption", "table"];
