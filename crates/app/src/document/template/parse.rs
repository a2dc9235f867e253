//! Reading a template out of its file; every mistake is told with its line and what is allowed there.

mod narrow;

use super::super::scope::{self, List};
use super::{
    Block, Column, Counted, Each, Field, Head, How, MOST_BLOCKS, MOST_COLUMNS, MOST_FIGURES, Piece, Rows,
    Template, Text, What,
};
use documents::model::{Align, Level};
use ledger::{Kind, Mistake, kind::Label};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

type Said = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    document: Said,
    label: Label,
    on: Vec<Said>,
    only: Option<OnlyFile>,
    #[serde(default)]
    landscape: bool,
    #[serde(default)]
    sealed: bool,
    paper: Option<Said>,
    letter: Option<Said>,
    number: Option<Said>,
    signer: Option<Said>,
    title: Option<Said>,
    subtitle: Option<Said>,
    recipients: Option<Said>,
    signature: Option<Said>,
    date: Option<Said>,
    note: Option<Said>,
    copies: Option<Said>,
    office: Option<Said>,
    printed: Option<Said>,
    #[serde(default)]
    attachment_word: String,
    #[serde(default)]
    figure: Vec<FigureFile>,
    #[serde(default)]
    block: Vec<Spanned<BlockFile>>,
    #[serde(default)]
    attachment: Vec<AttachmentFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OnlyFile {
    field: Said,
    is: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FigureFile {
    name: Said,
    count: Option<Said>,
    #[serde(default)]
    class: Vec<Said>,
    #[serde(default)]
    standing: Vec<Said>,
    only: Option<OnlyFile>,
    #[serde(default)]
    late: bool,
    #[serde(default)]
    everywhere: bool,
    #[serde(default)]
    sum: Vec<Said>,
    #[serde(default)]
    share: Vec<Said>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BlockFile {
    heading: Option<Spanned<u8>>,
    text: Option<Said>,
    more: Option<Said>,
    align: Option<Said>,
    when: Option<Said>,
    each: Option<Said>,
    #[serde(default)]
    class: Vec<Said>,
    #[serde(default)]
    standing: Vec<Said>,
    only: Option<OnlyFile>,
    #[serde(default)]
    late: bool,
    empty: Option<Said>,
    caption: Option<Said>,
    #[serde(default)]
    column: Vec<ColumnFile>,
    #[serde(default)]
    widths: Vec<u16>,
    #[serde(default)]
    line: Vec<Vec<Said>>,
    #[serde(default)]
    outline: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnFile {
    name: String,
    #[serde(default)]
    group: String,
    width: u16,
    text: Said,
    #[serde(default)]
    merge: bool,
    #[serde(default)]
    centre: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AttachmentFile {
    title: Said,
    #[serde(default)]
    block: Vec<Spanned<BlockFile>>,
}

impl Template {
    /// Reads a template; `kinds` are those of the house.
    ///
    /// # Errors
    /// The first mistake.
    pub fn parse(source: &str, kinds: &[Kind]) -> Result<Template, Mistake> {
        let file: File = toml::from_str(source).map_err(|error| {
            Mistake::of_toml(source, &error, "the keys of a template, see docs/documents.md")
        })?;
        Reading { source, kinds, figures: vec![], on: vec![], blocks: 0 }.template(file)
    }
}

struct Reading<'a> {
    source: &'a str,
    kinds: &'a [Kind],
    figures: Vec<String>,
    on: Vec<String>,
    blocks: usize,
}

impl Reading<'_> {
    fn wrong<T>(&self, at: &Spanned<T>, problem: String, allowed: impl Into<String>) -> Mistake {
        Mistake::at(self.source, at, problem, allowed)
    }

    fn template(mut self, file: File) -> Result<Template, Mistake> {
        let name = file.document.get_ref().clone();
        let good = !name.is_empty()
            && name.len() <= 40
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if !good {
            return Err(self.wrong(
                &file.document,
                format!("name `{name}`"),
                "lower snake case, 1 to 40 characters",
            ));
        }
        for kind in &file.on {
            self.kind(kind)?;
            self.on.push(kind.get_ref().clone());
        }
        let here = List::Matters(self.on.clone());
        let only = file.only.as_ref().map(|only| self.only(only, &self.on)).transpose()?;
        if file.figure.len() > MOST_FIGURES {
            let problem = format!("{} figures", file.figure.len());
            return Err(self.wrong(&file.document, problem, format!("at most {MOST_FIGURES}")));
        }
        let mut figures = vec![];
        for figure in &file.figure {
            figures.push(self.figure(figure)?);
            self.figures.push(figure.name.get_ref().clone());
        }
        let mut elements = BTreeMap::new();
        for (name, said) in [
            ("number", &file.number),
            ("signer", &file.signer),
            ("title", &file.title),
            ("subtitle", &file.subtitle),
            ("recipients", &file.recipients),
            ("signature", &file.signature),
            ("date", &file.date),
            ("note", &file.note),
            ("copies", &file.copies),
            ("office", &file.office),
            ("printed", &file.printed),
        ] {
            elements.insert(name, self.maybe(said.as_ref(), &here)?);
        }
        let head = match (&file.paper, &file.letter) {
            (Some(mark), _) => Some(Head::Paper(self.text(mark, &here)?)),
            (None, Some(name)) => Some(Head::Letter(self.text(name, &here)?)),
            (None, None) => None,
        };
        let body = self.blocks(file.block)?;
        let mut attachments = vec![];
        for attachment in file.attachment {
            attachments.push((self.text(&attachment.title, &here)?, self.blocks(attachment.block)?));
        }
        Ok(Template {
            name,
            label: file.label,
            on: self.on,
            only,
            landscape: file.landscape,
            sealed: file.sealed,
            head,
            elements,
            attachment_word: file.attachment_word,
            figures,
            body,
            attachments,
        })
    }

    fn figure(&self, figure: &FigureFile) -> Result<Counted, Mistake> {
        let named = |name: &Said| {
            let known = self.figures.contains(name.get_ref());
            let wrong = || {
                self.wrong(
                    name,
                    format!("no figure `{}` before this one", name.get_ref()),
                    self.figures.join(", "),
                )
            };
            if known { Ok(name.get_ref().clone()) } else { Err(wrong()) }
        };
        let how = match (&figure.count, figure.sum.as_slice(), figure.share.as_slice()) {
            (Some(kind), [], []) => {
                let classes = (figure.class.as_slice(), figure.standing.as_slice());
                let rows = self.rows(kind, classes, figure.only.as_ref(), figure.late)?;
                How::Count(Rows { everywhere: figure.everywhere, ..rows })
            }
            (None, [_, ..], []) => How::Sum(figure.sum.iter().map(named).collect::<Result<_, _>>()?),
            (None, [], [part, whole]) => How::Share(named(part)?, named(whole)?),
            _ => {
                let allowed = "one of count = \"kind\", sum = [names], share = [part, whole]";
                return Err(self.wrong(
                    &figure.name,
                    "a figure without one way to come about".into(),
                    allowed,
                ));
            }
        };
        Ok(Counted { name: figure.name.get_ref().clone(), how })
    }

    fn blocks(&mut self, files: Vec<Spanned<BlockFile>>) -> Result<Vec<Block>, Mistake> {
        self.blocks += files.len();
        if let Some(last) = files.last().filter(|_| self.blocks > MOST_BLOCKS) {
            return Err(self.wrong(
                last,
                format!("{} blocks", self.blocks),
                format!("at most {MOST_BLOCKS}"),
            ));
        }
        files.iter().map(|file| self.block(file)).collect()
    }

    fn block(&self, at: &Spanned<BlockFile>) -> Result<Block, Mistake> {
        let file = at.get_ref();
        let here = List::Matters(self.on.clone());
        let each = file.each.as_ref().map(|each| self.each(each, file)).transpose()?;
        let inside = match &each {
            Some(Each::Below(rows)) => List::Matters(vec![rows.kind.clone()]),
            Some(Each::About) => List::Matters(self.kinds.iter().map(|kind| kind.name.clone()).collect()),
            Some(Each::Evidence) => List::Evidence,
            Some(Each::Reports) => List::Reports,
            Some(Each::Checks) => List::Checks,
            Some(Each::Rungs) => List::Rungs,
            Some(Each::Extensions) => List::Extensions,
            None => here.clone(),
        };
        let when = match &file.when {
            Some(said) => {
                let text = self.text(&Spanned::new(said.span(), format!("{{{}}}", said.get_ref())), &here)?;
                text.fields().next().cloned()
            }
            None => None,
        };
        let text = |said: &Option<Said>| self.maybe(said.as_ref(), &inside);
        let what = if file.outline {
            What::Outline(self.maybe(file.text.as_ref(), &here)?)
        } else if !file.column.is_empty() {
            if each.is_none() || file.column.len() > MOST_COLUMNS {
                let allowed = format!("each = \"…\", and at most {MOST_COLUMNS} columns");
                return Err(self.wrong(at, "a table without a list, or too wide".into(), allowed));
            }
            let columns = file.column.iter().map(|column| self.column(column, &inside));
            What::Table(self.maybe(file.caption.as_ref(), &here)?, columns.collect::<Result<_, _>>()?)
        } else if !file.line.is_empty() {
            self.form(at, &here)?
        } else if let Some(level) = &file.heading {
            let found = usize::from(*level.get_ref()).checked_sub(1).and_then(|at| Level::ALL.get(at));
            let level = found.ok_or_else(|| self.wrong(level, "no such level".into(), "1, 2, 3, 4"))?;
            What::Heading(*level, text(&file.text)?, text(&file.more)?)
        } else if file.text.is_some() {
            What::Paragraph(text(&file.text)?, self.align(file.align.as_ref())?)
        } else {
            let allowed = "text, heading with text, each with column, widths with line, outline = true";
            return Err(self.wrong(at, "an empty block".into(), allowed));
        };
        Ok(Block { when, each, empty: self.maybe(file.empty.as_ref(), &here)?, what })
    }

    fn each(&self, each: &Said, file: &BlockFile) -> Result<Each, Mistake> {
        Ok(match each.get_ref().as_str() {
            "about" => Each::About,
            "evidence" => Each::Evidence,
            "reports" => Each::Reports,
            "checks" => Each::Checks,
            "rungs" => Each::Rungs,
            "extensions" => Each::Extensions,
            _ => Each::Below(
                self.rows(each, (&file.class, &file.standing), file.only.as_ref(), file.late).map_err(
                    |mistake| {
                        let lists = "about, evidence, reports, checks, rungs, extensions, or a kind: ";
                        Mistake { allowed: format!("{lists}{}", mistake.allowed), ..mistake }
                    },
                )?,
            ),
        })
    }

    fn column(&self, column: &ColumnFile, inside: &List) -> Result<Column, Mistake> {
        Ok(Column {
            name: column.name.clone(),
            group: column.group.clone(),
            width: column.width.clamp(1, 100),
            text: self.text(&column.text, inside)?,
            merge: column.merge,
            centre: column.centre,
        })
    }

    fn form(&self, at: &Spanned<BlockFile>, here: &List) -> Result<What, Mistake> {
        let file = at.get_ref();
        let widest = file.line.iter().map(Vec::len).max().unwrap_or(0);
        if file.widths.len() < widest || file.widths.len() > MOST_COLUMNS {
            let allowed = format!("widths = [{widest} numbers or more, at most {MOST_COLUMNS}]");
            return Err(self.wrong(at, "a form without the widths of its columns".into(), allowed));
        }
        let line =
            |cells: &Vec<Said>| cells.iter().map(|cell| self.text(cell, here)).collect::<Result<Vec<_>, _>>();
        Ok(What::Form(file.widths.clone(), file.line.iter().map(line).collect::<Result<_, _>>()?))
    }

    fn align(&self, align: Option<&Said>) -> Result<Align, Mistake> {
        Ok(match align.map(|align| (align, align.get_ref().as_str())) {
            None => Align::Indented,
            Some((_, "flush")) => Align::Flush,
            Some((_, "centre")) => Align::Centre,
            Some((_, "right")) => Align::Right,
            Some((at, other)) => {
                return Err(self.wrong(at, format!("no place `{other}`"), "flush, centre, right"));
            }
        })
    }

    fn maybe(&self, said: Option<&Said>, list: &List) -> Result<Text, Mistake> {
        said.map_or_else(|| Ok(Text::default()), |said| self.text(said, list))
    }

    /// Reads a text and looks each of its fields up.
    fn text(&self, said: &Said, list: &List) -> Result<Text, Mistake> {
        let mut text = Text::read(said.get_ref()).map_err(|(place, problem)| {
            let allowed = "{field}, {kind.field}, {date:short}, {date:month}, {field|otherwise}";
            let mut mistake = Mistake::at(self.source, said, problem, allowed);
            // Within a text of several lines the place counts as well; the quotes before it hold no line end.
            mistake.line += said.get_ref().get(..place.start).unwrap_or_default().matches('\n').count();
            mistake
        })?;
        for piece in &mut text.0 {
            let Piece::Field(field) = piece else { continue };
            if field.of.is_empty() && self.figures.contains(&field.name) {
                *piece = Piece::Figure(field.name.clone());
                continue;
            }
            self.known(said, field, list)?;
        }
        Ok(text)
    }

    fn known(&self, said: &Said, field: &Field, list: &List) -> Result<(), Mistake> {
        let of = if field.of.is_empty() {
            list.clone()
        } else {
            self.kind(&Spanned::new(said.span(), field.of.clone()))?;
            List::Matters(vec![field.of.clone()])
        };
        let mut names = scope::names(self.kinds, &of);
        if names.contains(&field.name.as_str()) {
            return Ok(());
        }
        names.extend(self.figures.iter().map(String::as_str));
        Err(self.wrong(said, format!("no field `{}`", field.name), names.join(", ")))
    }
}
