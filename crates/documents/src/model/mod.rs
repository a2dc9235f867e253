//! What a document and a table are, before any format: plain data that every writer takes and no writer changes.

mod block;
mod document;
mod numbering;
mod table;
mod workbook;

pub use block::{Align, Block, Heading, Level, Number, Paragraph, Run, plain};
pub use document::{Attachment, Document, Head, Imprint, Signature};
pub use numbering::Marks;
pub use table::{Cell, MOST_COLUMNS, Placed, Row, Table};
pub use workbook::{Column, Entry, Sheet, Workbook};
