//! Talking to the person at the terminal: results on standard output, everything else on standard error.

use app::language::Language;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, BufRead, IsTerminal, Write};

/// The terminal and the reader's language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terminal {
    pub(crate) language: Language,
}

impl Terminal {
    pub(crate) fn new(asked: Option<&str>) -> Terminal {
        let from_locale = || {
            let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
            names.iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        };
        let tag = asked.map(str::to_owned).or_else(from_locale);
        // Without a word of the environment the product speaks Chinese first.
        Terminal { language: tag.and_then(|tag| Language::from_tag(&tag)).unwrap_or_default() }
    }

    /// A line for the person; a closed terminal is no failure.
    pub(crate) fn say(&self, text: &str) {
        let _ = writeln!(io::stderr(), "{text}");
    }

    /// A text of the locales.
    pub(crate) fn tell(&self, id: &str, args: &[(&str, &dyn app::language::Say)]) {
        self.say(&self.language.texts().with(id, args));
    }

    /// Asks a question that is answered with yes or no; anything but yes is no, and so is no terminal.
    pub(crate) fn confirm(&self, id: &str, args: &[(&str, &dyn app::language::Say)]) -> bool {
        if !io::stdin().is_terminal() {
            return false;
        }
        let _ = write!(io::stderr(), "{} ", self.language.texts().with(id, args));
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer).is_ok()
            && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "是" | "好")
    }

    /// A bar for long work; draws nothing where no person looks.
    pub(crate) fn bar(&self, id: &str) -> ProgressBar {
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{msg} {bar:32} {human_pos}/{human_len} {elapsed}") {
            bar.set_style(style);
        }
        bar.set_message(self.language.texts().get(id).into_owned());
        bar
    }
}

/// Writes lines to standard output; a reader who has gone away (`| head`) ends the command quietly.
pub(crate) fn print(
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), crate::failure::Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(crate::failure::Failure::Io { path: "-".into(), error })
        }
        _ => Ok(()),
    }
}
