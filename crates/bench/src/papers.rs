//! How fast a bulletin leaves as an official document, and a list as a sheet that comes back.

use crate::{
    figures::{Figures, Target, print},
    reading::text,
    stopwatch::{Stopwatch, median, repeat},
    town,
};
use app::{App, chance, document::Format, sheets::Accepted};
use documents::{
    Limits,
    model::{Block, Column, Document, Entry, Sheet, Signature, Workbook},
    read_sheets, write,
};
use jiff::{ToSpan, civil::date};
use std::{path::Path, process::Command, time::Duration};

/// The size of a bulletin of eleven thousand characters.
const BULLETIN: usize = 30_000;
/// Rows of the sheet.
const ROWS: usize = 10_000;
/// Rows of the sheet that is imported.
const IMPORTED: usize = 100_000;
/// Characters of a full page: 22 lines of 28.
const PAGE: usize = 22 * 28;
/// Pages of the smaller and of the larger long document.
const LONG: [usize; 2] = [100, 1_000];

/// Measures and tells.
///
/// # Errors
/// A document could not be written, or a sheet does not come back as it went out.
pub(crate) fn run(folder: &Path, lasting: Duration, figures: &mut Figures) -> anyhow::Result<()> {
    figures.part("Official documents and sheets");
    let app = town::open(folder)?;
    let bulletin = paper(text(BULLETIN));
    let docx = hand_out(&app, &bulletin, Format::Docx, lasting)?;
    figures.tell("bulletin of 30 kB as docx, median", docx.0, "ms", Target::AtMost(50.0));
    match hand_out(&app, &bulletin, Format::Pdf, lasting) {
        Ok((milliseconds, _)) => {
            figures.tell("  as PDF, median, once warm", milliseconds, "ms", Target::AtMost(300.0));
            match office(folder, &docx.1)? {
                Some(theirs) => {
                    let ratio = theirs / milliseconds;
                    figures.tell("  LibreOffice, the same docx", theirs, "ms", Target::None);
                    figures.tell("  times as fast", ratio, "×", Target::AtLeast(10.0));
                }
                None => print("  LibreOffice is not installed: nothing to compare with\n"),
            }
            long(&app, figures)?;
        }
        Err(error) => print(&format!("  no PDF is measured: {error}\n")),
    }
    sheets(lasting, figures)?;
    sheet_import(&app, figures)
}

/// The bulletin as a document: its lines are its paragraphs.
fn paper(text: String) -> Document {
    let mut lines = text.lines().filter(|line| !line.is_empty());
    let title = lines.next().unwrap_or_default().to_owned();
    let signature = Signature { issuers: vec!["中共青石区委员会".into()], sealed: true };
    Document {
        title,
        body: lines.map(Block::text).collect(),
        signature: Some(signature),
        date: "2025年4月1日".into(),
        ..Document::default()
    }
}

/// Median milliseconds, and the last file.
fn hand_out(
    app: &App,
    document: &Document,
    format: Format,
    lasting: Duration,
) -> anyhow::Result<(f64, Vec<u8>)> {
    // The first one loads fonts.
    let mut bytes = app.hand_out(document, format)?.bytes;
    let times = repeat(5, lasting, |_| {
        bytes = app.hand_out(document, format)?.bytes;
        Ok(())
    })?;
    Ok((median(&times), bytes))
}

/// Milliseconds that LibreOffice takes to convert `docx`, its second time; `None` where it is not installed.
fn office(folder: &Path, docx: &[u8]) -> anyhow::Result<Option<f64>> {
    let file = folder.join("bulletin.docx");
    std::fs::write(&file, docx)?;
    let mut took = None;
    for _ in 0..2 {
        let watch = Stopwatch::start();
        let mut command = Command::new("soffice");
        command.args(["--headless", "--convert-to", "pdf", "--outdir"]).arg(folder).arg(&file);
        match command.output() {
            Err(_) => return Ok(None),
            Ok(output) => anyhow::ensure!(output.status.success(), "LibreOffice did not convert the docx"),
        }
        took = Some(watch.milliseconds());
    }
    Ok(took)
}

/// How a PDF grows from a hundred pages to a thousand, and what memory it takes.
fn long(app: &App, figures: &mut Figures) -> anyhow::Result<()> {
    let mut took = vec![];
    for pages in LONG {
        // Three bytes a character.
        let document = paper(text(pages * PAGE * 3));
        let watch = Stopwatch::start();
        let file = app.hand_out(&document, Format::Pdf)?.bytes;
        took.push((watch.seconds(), leaves(&file)));
    }
    if let [(few, _), (many, pages)] = took.as_slice() {
        figures.tell("PDF of some 1,000 pages", *many, "s", Target::None);
        figures.tell("  pages", *pages as f64, "", Target::None);
        figures.tell("  ten times the text takes", many / few, "×", Target::AtMost(12.0));
    }
    let most = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let most = most.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let most = most.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    if let Some(kilobytes) = most {
        figures.tell("  most memory of the process", kilobytes / 1e3, "MB", Target::AtMost(1000.0));
    }
    Ok(())
}

/// Pages of a PDF by its own objects.
fn leaves(file: &[u8]) -> usize {
    let mark = b"/Type /Page";
    let after = |at: usize| file.get(at + mark.len());
    let found = file.windows(mark.len()).enumerate().filter(|(_, here)| *here == mark);
    found.filter(|(at, _)| after(*at) != Some(&b's')).count()
}

/// A list of ten thousand rows out and in again.
fn sheets(lasting: Duration, figures: &mut Figures) -> anyhow::Result<()> {
    let names = ["编号", "标题", "承办单位", "责任人", "状态", "办结时限", "进度", "完成标准"];
    let columns = names.iter().map(|name| Column {
        name: (*name).into(),
        width: 16,
        dates: *name == "办结时限",
        ..Column::default()
    });
    let first = date(2025, 1, 1);
    let rows = (0..ROWS).map(|n| {
        let day = first.saturating_add(i64::try_from(n % 400).unwrap_or(0).days());
        let words = |what: &str| Entry::text(format!("{what}{}", n % 97));
        vec![
            Entry::text(format!("（{n}）")),
            Entry::text(format!("落实第{n}项整改措施，完善制度并开展回头看")),
            words("单位"),
            words("责任人"),
            Entry::text("推进中"),
            Entry::Date(day),
            Entry::Number((n % 101) as f64),
            words("形成书面材料"),
        ]
    });
    let sheet =
        Sheet { name: "措施".into(), columns: columns.collect(), rows: rows.collect(), landscape: true };
    let book = Workbook { title: "整改措施".into(), sheets: vec![sheet] };
    let mut bytes = vec![];
    let out = repeat(3, lasting, |_| {
        bytes = write::xlsx(&book)?;
        Ok(())
    })?;
    figures.tell("sheet of 10,000 rows out, median", median(&out) / 1e3, "s", Target::AtMost(1.0));
    let back = repeat(3, lasting, |_| {
        let sheets = read_sheets(&bytes, &Limits::default())?;
        let rows = sheets.grids.first().map_or(0, |sheet| sheet.rows.len());
        anyhow::ensure!(rows > ROWS, "{rows} rows came back");
        Ok(())
    })?;
    figures.tell("  read back, median", median(&back) / 1e3, "s", Target::AtMost(2.0));
    Ok(())
}

/// A sheet whose every row opens a matter, from the file to the last durable batch.
fn sheet_import(app: &App, figures: &mut Figures) -> anyhow::Result<()> {
    let names = ["编号ID", "编号", "标题", "类别", "受理日期", "诉求内容"];
    let columns = names.iter().map(|name| Column { name: (*name).into(), width: 16, ..Column::default() });
    let first = date(2025, 1, 1);
    let rows = (0..IMPORTED).map(|n| {
        let day = first.saturating_add(i64::try_from(n % 400).unwrap_or(0).days());
        vec![
            Entry::Empty,
            Entry::text(format!("诉{n}")),
            Entry::text(format!("第{n}家企业反映厂房用电容量不足")),
            Entry::text(if n % 2 == 0 { "用工" } else { "融资" }),
            Entry::Date(day),
            Entry::text(format!("第{}批走访时提出", n % 97)),
        ]
    });
    let sheet =
        Sheet {
            name: "企业诉求".into(), columns: columns.collect(), rows: rows.collect(), landscape: true
        };
    let bytes = write::xlsx(&Workbook { title: "企业诉求".into(), sheets: vec![sheet] })?;
    let watch = Stopwatch::start();
    let key = app.upload_sheet(None, "企业诉求.xlsx", &bytes, Some("enterprise_request"))?;
    let preview = app.preview_sheet(None, &key)?;
    let looked = watch.seconds();
    anyhow::ensure!(preview.fresh.len() == IMPORTED, "{:?}", preview.errors.first());
    let id = chance::command_id(app.clock().now());
    anyhow::ensure!(app.accept_sheet(None, id, &key, &preview.mark)? == Accepted::Runs, "no batches");
    app.run_sheet(&key, &|| false)?;
    let took = watch.seconds();
    let run = app.sheet_run(None, &key)?;
    anyhow::ensure!(run.is_some_and(|run| run.done == IMPORTED), "not every row was taken over");
    figures.tell("sheet of 100,000 new rows, imported", took, "s", Target::AtMost(30.0));
    figures.tell("  of it until the preview", looked, "s", Target::None);
    Ok(())
}
