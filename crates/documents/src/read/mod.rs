//! Reading: bytes in, [`Text`] out. One file per format; what they share is the charset and the writer of lines.

mod charset;
mod csv;
mod docx;
mod error;
mod html;
mod limits;
mod lines;
mod office;
mod sniff;
mod tables;
mod text;
mod txt;
mod xlsx;

pub use csv::read_csv;
pub use error::{NotText, ReadError};
pub use limits::Limits;
pub use text::{Format, Heading, Hints, Note, Text};
pub use xlsx::{Grid, Merged, Sheets, read_sheets};

/// Reads a file into decoded text.
///
/// The content decides the format; `name` (a file name or path, used for its extension only) settles two cases: a
/// `.txt` is plain text even where it begins with a tag, and an `.htm`/`.html` is a page even where it does not.
///
/// # Errors
/// Any [`ReadError`]: a limit is passed, the file is not text, is protected, or is damaged. Never panics.
pub fn read(bytes: &[u8], name: Option<&str>, limits: &Limits) -> Result<Text, ReadError> {
    let found = bytes.len() as u64;
    if found > limits.input_bytes {
        return Err(ReadError::InputTooLarge { limit: limits.input_bytes, found });
    }
    if sniff::kind(bytes)? == sniff::Kind::Zip {
        return docx::read(bytes, limits);
    }
    let extension = name.and_then(|name| name.rsplit_once('.')).map(|(_, last)| last.to_ascii_lowercase());
    match extension.as_deref() {
        Some("txt") => txt::read(charset::decode(bytes, None)?, limits),
        Some("htm" | "html" | "xhtml") => html::read(charset::decode_page(bytes)?, limits),
        _ => {
            let head = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(bytes));
            if sniff::is_page(&head) {
                return html::read(charset::decode_page(bytes)?, limits);
            }
            let decoded = charset::decode(bytes, None)?;
            // Only UTF-16 hides the first tag from the look at the bytes.
            if sniff::is_page(&decoded.text) {
                html::read(decoded, limits)
            } else {
                txt::read(decoded, limits)
            }
        }
    }
}
