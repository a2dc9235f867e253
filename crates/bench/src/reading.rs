//! How fast official text is read, and whether it stays linear.

use crate::{
    chance::Chance,
    figures::{Figures, Target, bar},
    stopwatch::{Stopwatch, median},
    words,
};
use bulletin::{Options, read};

const MEGABYTE: usize = 1_000_000;

/// Measures and tells.
///
/// # Errors
/// The reader lost bytes.
pub(crate) fn run(figures: &mut Figures) -> anyhow::Result<()> {
    figures.part("Reading a bulletin");
    let bar = bar("reading", 2);
    let small = throughput(&text(MEGABYTE), 15)?;
    bar.inc(1);
    let large = throughput(&text(50 * MEGABYTE), 3)?;
    bar.finish_and_clear();
    figures.tell("1 MB", small, "MB/s", Target::None);
    figures.tell("50 MB", large, "MB/s", Target::None);
    figures.tell("ratio of the times a byte, 50 MB to 1 MB", small / large, "", Target::None);
    Ok(())
}

fn throughput(text: &str, times: usize) -> anyhow::Result<f64> {
    let mut rates = vec![];
    for _ in 0..times {
        let watch = Stopwatch::start();
        let reading = read(text, Options { only_reading: true, ..Options::default() });
        rates.push(text.len() as f64 / MEGABYTE as f64 / watch.seconds());
        anyhow::ensure!(!reading.bulletin.nodes.is_empty(), "nothing was read");
    }
    Ok(median(&rates))
}

/// A bulletin of about `bytes` bytes: aspects, headings, items, measures with dates, figures and documents.
pub(crate) fn text(bytes: usize) -> String {
    let mut chance = Chance::new(3);
    let mut out =
        String::from("青石区委关于巡察整改进展情况的通报\n\n根据统一部署，现将整改进展情况公布如下。\n\n");
    let mut n = 0;
    while out.len() < bytes {
        if n % 40 == 0 {
            out.push_str(&format!(
                "{}、{}\n\n",
                ["一", "二", "三", "四"][n / 40 % 4],
                words::title(&mut chance, n)
            ));
        }
        out.push_str(&format!("（{}）{}。", n % 40 + 1, words::title(&mut chance, n)));
        for mark in ["一是", "二是", "三是"] {
            out.push_str(mark);
            out.push_str(&words::text(&mut chance, n));
        }
        out.push_str(&format!(
            "制定《{}管理办法》等{}项制度，2024年{}月{}日前整改到位，完成率{}.{}%。\n\n",
            words::title(&mut chance, n),
            chance.below(9) + 1,
            chance.below(12) + 1,
            chance.below(28) + 1,
            chance.below(100),
            chance.below(10),
        ));
        n += 1;
    }
    out
}
