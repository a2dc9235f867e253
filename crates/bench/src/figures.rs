//! What was measured, as a table beside the targets.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::Write as _;

/// What a figure should come to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target {
    /// At least this.
    AtLeast(f64),
    /// At most this.
    AtMost(f64),
    /// Told for its own sake.
    None,
}

/// Prints figures as they come.
pub(crate) struct Figures {
    short: Vec<String>,
}

impl Figures {
    /// No figure yet.
    pub(crate) fn new() -> Figures {
        Figures { short: vec![] }
    }

    /// The heading of a part.
    pub(crate) fn part(&mut self, name: &str) {
        print(&format!("\n{name}\n"));
    }

    /// One figure, beside its target.
    pub(crate) fn tell(&mut self, what: &str, value: f64, unit: &str, target: Target) {
        let (wanted, met) = match target {
            Target::AtLeast(least) => (format!("≥ {}", number(least)), Some(value >= least)),
            Target::AtMost(most) => (format!("≤ {}", number(most)), Some(value <= most)),
            Target::None => (String::new(), None),
        };
        let sign = match met {
            Some(true) => "  met",
            Some(false) => "  MISSED",
            None => "",
        };
        let line = format!("  {:<58}{:>12} {unit:<10}{wanted:>10}{sign}", what, number(value));
        if met == Some(false) {
            self.short.push(line.clone());
        }
        print(&format!("{}\n", line.trim_end()));
    }

    /// What fell short, once more.
    pub(crate) fn close(&self) {
        match self.short.as_slice() {
            [] => print("\nEvery target of this run was met.\n"),
            short => print(&format!("\nFell short:\n{}\n", short.join("\n"))),
        }
    }
}

fn number(value: f64) -> String {
    match value.abs() {
        large if large >= 1000.0 => format!("{value:.0}"),
        middle if middle >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

/// Writes to standard output; when nobody reads it any more, there is nobody to tell.
pub(crate) fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// A bar on standard error while something takes long; hidden when that is no terminal.
pub(crate) fn bar(what: &str, length: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("  {msg} {wide_bar} {pos}/{len} {eta}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_message(what.to_owned());
    bar
}
