//! Pages: saved from a browser, or HTML out of a word processor.
//!
//! Why not a tree builder: html5ever's looks through all open elements at every `<div>` for an open `<p>`, so nesting is
//! quadratic (measured through scraper 0.29 in release: 8,000 nested `div` 0.14 s, 32,000 2.7 s, 100,000 31 s), and
//! its tokenizer compares every attribute of a tag with all before it. Text needs no tree. Here html5gum, which keeps no
//! attributes, splits the page into tags and text; a stack of bounded height says what is hidden, bold, a heading, a
//! list or a row. Every tag costs a constant, however deep it stands: 100,000 nested elements take milliseconds.
//!
//! Style sheets are not read; `style` attributes are.

mod element;
mod page;
mod stack;
mod style;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::charset::Decoded;
use super::error::ReadError;
use super::limits::Limits;
use super::lines::Written;
use super::text::{Format, Text};
use page::Page;

/// Takes the text out of a page: blocks become lines, table rows one line each, hidden parts are left out.
///
/// # Errors
/// `too-many-lines`.
pub(super) fn read(decoded: Decoded, limits: &Limits) -> Result<Text, ReadError> {
    let Decoded { text: source, charset, mut notes } = decoded;
    let mut page = Page::new(limits);
    // A token is handed out only when the page fails; it ends the loop.
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| page.event(event).err());
    emitter.naively_switch_states(true);
    let failure = Tokenizer::new_with_emitter(source.as_str(), emitter).find_map(Result::ok);
    if let Some(failure) = failure {
        return Err(failure);
    }
    let Written { text, hints, tables } = page.finish(&mut notes)?;
    Ok(Text { format: Format::Html, text, charset, hints, tables, notes })
}
