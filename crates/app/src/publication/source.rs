//! A draft's text and the document that it is: headings, paragraphs, figures.

use super::draft::{Draft, Frame};
use crate::{
    AppError,
    document::template::{Piece, Text},
};
use documents::model::{Block, Document, Heading, Level, Marks, Number, Paragraph, Run, Signature, plain};
use ledger::Mistake;
use std::collections::BTreeMap;

/// The body of a compiled document as text to be edited.
pub(super) fn written(body: &[Block]) -> String {
    let mut marks = Marks::default();
    let mut out = String::new();
    for block in body {
        match block {
            Block::Heading(heading) => {
                out.push_str(&"#".repeat(heading.level.place() + 1));
                out.push(' ');
                out.push_str(&braced(&marks.of(heading)));
                out.push_str(&braced(&heading.title));
                runs(&heading.text, &mut out);
            }
            Block::Paragraph(paragraph) => runs(&paragraph.runs, &mut out),
            // A public bulletin is prose; rows of a table become lines.
            Block::Table(table) => {
                for row in table.flat(&table.rows) {
                    out.push_str(&braced(&row.join(" ")));
                    out.push('\n');
                }
                continue;
            }
        }
        out.push('\n');
    }
    out
}

fn runs(runs: &[Run], out: &mut String) {
    for run in runs {
        match &run.figure {
            Some(name) => out.push_str(&format!("{{{name}}}")),
            None => out.push_str(&braced(&run.text)),
        }
    }
}

pub(super) fn braced(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// Lines that left a text, and the line before which they stood.
pub(super) type Taken = (usize, Vec<String>);

/// Takes the one stretch that says `lines` out of the text, blank lines within it included; `None` where it is not there,
/// or there more than once.
pub(super) fn take_stretch(text: &mut String, lines: &[String]) -> Option<Taken> {
    let words = |line: &str| line.trim_start_matches('#').trim().to_owned();
    let said: Vec<(usize, String)> =
        text.lines().map(words).enumerate().filter(|(_, words)| !words.is_empty()).collect();
    if lines.is_empty() {
        return None;
    }
    let fits = |run: &&[(usize, String)]| run.iter().map(|(_, words)| words).eq(lines);
    let mut runs = said.windows(lines.len()).filter(fits);
    let (run, None) = (runs.next()?, runs.next()) else { return None };
    let (first, last) = (run.first()?.0, run.last()?.0);
    Some(take(text, first, last))
}

/// Takes a line out that lists a matter by this name, whatever signs stand around it.
pub(super) fn take_listed(text: &mut String, name: &str) -> Option<Taken> {
    let letters = |line: &str| line.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let name = Some(letters(name)).filter(|name| !name.is_empty())?;
    let at = text.lines().position(|line| letters(line) == name)?;
    Some(take(text, at, at))
}

fn take(text: &mut String, first: usize, last: usize) -> Taken {
    let (mut kept, mut taken) = (String::new(), vec![]);
    for (at, line) in text.lines().enumerate() {
        match (first..=last).contains(&at) {
            true => taken.push(line.to_owned()),
            false => kept.extend([line, "\n"]),
        }
    }
    *text = kept;
    (first, taken)
}

/// Puts lines back before the line where they stood, or at the end of a text that has become shorter.
pub(super) fn put_back(text: &mut String, (at, lines): &Taken) {
    let mut all: Vec<&str> = text.lines().collect();
    let at = (*at).min(all.len());
    all.splice(at..at, lines.iter().map(String::as_str));
    *text = all.iter().map(|line| format!("{line}\n")).collect();
}

/// Reads a text that was edited into blocks; `figures` are those that it may name.
///
/// # Errors
/// A brace or a figure that does not fit, with its line.
pub(super) fn read(text: &str, figures: &BTreeMap<String, String>) -> Result<Vec<Block>, AppError> {
    let mut marks = Marks::default();
    let mut out = vec![];
    for (at, line) in text.lines().enumerate() {
        let line = line.trim_end();
        if line.trim().is_empty() {
            continue;
        }
        let signs = line.chars().take_while(|c| *c == '#').count();
        let level = signs.checked_sub(1).and_then(|place| Level::ALL.get(place)).copied();
        let words = if level.is_some() { line.trim_start_matches('#').trim_start() } else { line };
        let runs = pieces(words, figures)
            .map_err(|(problem, allowed)| AppError::Template(Mistake::new(at + 1, problem, allowed)))?;
        out.push(match level {
            Some(level) => heading(level, runs, &mut marks),
            None => Block::Paragraph(Paragraph { runs, ..Paragraph::default() }),
        });
    }
    Ok(out)
}

fn pieces(words: &str, figures: &BTreeMap<String, String>) -> Result<Vec<Run>, (String, String)> {
    let known = || figures.keys().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(", ");
    let text = Text::read(words).map_err(|(_, problem)| (problem, known()))?;
    let run = |piece: Piece| match piece {
        Piece::Words(words) => Ok(Run::plain(words)),
        Piece::Figure(name) => Err((format!("`{name}`"), known())),
        Piece::Field(field) => match figures.get(&field.name).filter(|_| field.of.is_empty()) {
            Some(value) => Ok(Run { text: value.clone(), bold: false, figure: Some(field.name) }),
            None => Err((format!("no figure `{}`", field.name), known())),
        },
    };
    text.0.into_iter().map(run).collect()
}

/// A heading ends with its line or, where text follows, with its first full stop.
fn heading(level: Level, runs: Vec<Run>, marks: &mut Marks) -> Block {
    let whole = plain(&runs);
    let (title, text) = match whole.split_once('。') {
        Some((title, rest)) if !rest.is_empty() => {
            let title = format!("{title}。");
            let text = behind(runs, title.len());
            (title, text)
        }
        _ => (whole, vec![]),
    };
    // A mark that counting would give is counted, so that a .docx numbers it itself.
    let mut counted = marks.clone();
    let next = Heading { level, number: Number::Counted, title: String::new(), text: vec![] };
    let mark = counted.of(&next);
    match title.strip_prefix(&mark) {
        Some(rest) => {
            let title = rest.to_owned();
            *marks = counted;
            Block::Heading(Heading { level, number: Number::Counted, title, text })
        }
        None => Block::Heading(Heading { level, number: Number::Without, title, text }),
    }
}

/// What stands behind the first `bytes` of the runs.
fn behind(runs: Vec<Run>, bytes: usize) -> Vec<Run> {
    let mut left = bytes;
    let mut out = vec![];
    for run in runs {
        let cut = left.min(run.text.len());
        left -= cut;
        let text = run.text.get(cut..).unwrap_or_default().to_owned();
        if !text.is_empty() {
            out.push(Run { text, ..run });
        }
    }
    out
}

impl Draft {
    /// The document as it stands, with what the template gives around the body.
    pub(super) fn document(&self, frame: &Frame) -> Result<Document, AppError> {
        let issuers = frame.issuers.clone();
        Ok(Document {
            title: self.title.clone(),
            body: read(&self.text, &self.figures)?,
            signature: Some(Signature { issuers, sealed: false }).filter(|by| !by.issuers.is_empty()),
            date: frame.date.clone(),
            ..Document::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_and_figures_stay_figures() {
        let figures = BTreeMap::from([("measures".to_owned(), "136".to_owned())]);
        let source = "# 一、总体\n制定措施{measures}项，见{{附}}。\n### (1)学习不够。一是学习{measures}次。\n# 二、打算\n";
        let blocks = read(source, &figures).unwrap();
        assert_eq!(written(&blocks), source);
        let Block::Heading(first) = &blocks[0] else { panic!("a heading") };
        assert_eq!((&first.number, first.title.as_str()), (&Number::Counted, "总体"));
        let Block::Heading(item) = &blocks[2] else { panic!("a heading") };
        assert_eq!((item.title.as_str(), item.text[1].text.as_str()), ("(1)学习不够。", "136"));
        let Err(AppError::Template(wrong)) = read("好\n{nothing}", &figures) else { panic!("a mistake") };
        assert_eq!((wrong.line, wrong.allowed.as_str()), (2, "{measures}"));
    }

    #[test]
    fn one_stretch_leaves_and_what_reads_alike_elsewhere_stays() {
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let text = "# 一\n### (1)甲。\n一是学习。\n### (2)乙。\n一是学习。\n(2)乙；\n";
        let without = |said: &str| {
            let mut left = text.to_owned();
            take_stretch(&mut left, &lines(said)).map(|taken| (left, taken))
        };
        let (mut left, taken) = without("(2)乙。\n一是学习。").unwrap();
        assert_eq!(left, "# 一\n### (1)甲。\n一是学习。\n(2)乙；\n");
        let listed = take_listed(&mut left, "(2)乙").unwrap();
        assert_eq!(left, "# 一\n### (1)甲。\n一是学习。\n");
        put_back(&mut left, &listed);
        put_back(&mut left, &taken);
        assert_eq!(left, text, "both stand where they stood");
        assert_eq!(without("(2)乙。\n一是改过。"), None, "edited");
        assert_eq!(without("一是学习。"), None, "twice");
        assert_eq!(without(""), None);
        assert_eq!(take_listed(&mut left, "(3)丙"), None);
    }
}
