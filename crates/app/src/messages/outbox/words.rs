//! Letters in words: number and title of what they are about and a sentence of ours, never what people wrote, never
//! who did it.

use crate::{language::Texts, messages::inbox::Told};

/// Lines in one mail; the rest is counted.
const MAIL_LINES: usize = 200;
/// Lines in one post to a group; the rest is counted.
const POST_LINES: usize = 20;
/// Code points of a title.
const TITLE: usize = 60;

/// A post to a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    pub(crate) title: String,
    pub(crate) lines: Vec<Line>,
    /// How many more there are, in words.
    pub(crate) rest: Option<String>,
}

/// One line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) about: String,
    pub(crate) text: String,
    pub(crate) link: Option<String>,
}

/// Subject and body of a mail.
pub(super) fn mail(told: &[Told], base: Option<&str>, t: Texts) -> (String, String) {
    let subject = match told {
        [one] => t.with("mail-subject-one", &[("about", &about(one)), ("text", &one.text)]),
        many => t.with("mail-subject", &[("count", &many.len())]),
    };
    let mut body = String::new();
    for one in told.iter().take(MAIL_LINES) {
        let why = t.with("messages-why", &[("why", &one.why)]);
        body.push_str(&format!("{}\n    {}\n    {why}\n", about(one), one.text));
        if let Some(link) = link(one, base) {
            body.push_str(&format!("    {link}\n"));
        }
        body.push('\n');
    }
    if let Some(rest) = rest(told.len(), MAIL_LINES, t) {
        body.push_str(&format!("{rest}\n\n"));
    }
    body.push_str(&t.get("mail-choose"));
    if let Some(base) = base {
        body.push_str(&format!("\n{base}/account"));
    }
    body.push('\n');
    (subject, body)
}

/// A post to a group.
pub(super) fn notice(told: &[Told], base: Option<&str>, t: Texts) -> Notice {
    let lines = told.iter().take(POST_LINES);
    let lines = lines.map(|one| Line { about: about(one), text: one.text.clone(), link: link(one, base) });
    Notice {
        title: t.with("post-title", &[("count", &told.len())]),
        lines: lines.collect(),
        rest: rest(told.len(), POST_LINES, t),
    }
}

fn about(one: &Told) -> String {
    let mut about: String = format!("{}{}", one.matter.number, one.matter.title);
    about.retain(|c| !c.is_control());
    if about.chars().count() > TITLE {
        about = about.chars().take(TITLE - 1).chain(['…']).collect();
    }
    about
}

fn link(one: &Told, base: Option<&str>) -> Option<String> {
    base.map(|base| format!("{base}{}", one.path))
}

fn rest(count: usize, shown: usize, t: Texts) -> Option<String> {
    count.checked_sub(shown).filter(|rest| *rest > 0).map(|rest| t.with("mail-rest", &[("count", &rest)]))
}
