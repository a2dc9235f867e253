//! Reading a ladder: every mistake names the line and what would be allowed.

use super::{Ladder, Rung, Trigger};
use crate::{calendar::Limit, kind::Label, lamp::Lamp, mistake::Mistake};
use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLadder {
    ladder: Spanned<String>,
    version: Spanned<u32>,
    label: Label,
    rung: Spanned<Vec<RawRung>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRung {
    name: Spanned<String>,
    label: Label,
    when: Spanned<Vec<Spanned<RawTrigger>>>,
    signs: Spanned<String>,
    reply: Option<Spanned<String>>,
    slip: Option<Spanned<String>>,
    record: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTrigger {
    lamp: Option<Spanned<String>>,
    working_days_late: Option<Spanned<u16>>,
    unanswered: Option<bool>,
    returns: Option<Spanned<u16>>,
    reds_in_a_row: Option<Spanned<u16>>,
}

const TRIGGERS: &str =
    "one of lamp = \"yellow\", working_days_late = 6, unanswered = true, returns = 2, reds_in_a_row = 3";

impl Ladder {
    /// Reads one ladder; `roles` are the names of all roles, one of which signs each rung.
    ///
    /// # Errors
    /// The first mistake: broken TOML, an unknown key, role, lamp or limit, a name used twice, a rung that nothing
    /// triggers, a first rung or one after a rung without a reply limit that waits for an answer.
    pub fn parse(source: &str, roles: &[&str]) -> Result<Ladder, Mistake> {
        let allowed = "ladder, version, label, [[rung]] with name, label, when, signs, reply, slip, record";
        let raw: RawLadder =
            toml::from_str(source).map_err(|error| Mistake::of_toml(source, &error, allowed))?;
        Mistake::unless_name(source, &raw.ladder)?;
        if *raw.version.get_ref() == 0 {
            return Err(Mistake::at(source, &raw.version, "version 0".into(), "1 and up"));
        }
        if raw.rung.get_ref().is_empty() {
            return Err(Mistake::at(source, &raw.rung, "no rung".into(), "at least one [[rung]]"));
        }
        let reader = Reader { source, roles };
        let mut rungs: Vec<Rung> = vec![];
        for one in raw.rung.into_inner() {
            let rung = reader.rung(one, &rungs)?;
            rungs.push(rung);
        }
        Ok(Ladder {
            name: raw.ladder.into_inner(),
            version: raw.version.into_inner(),
            label: raw.label,
            rungs,
        })
    }
}

struct Reader<'a> {
    source: &'a str,
    roles: &'a [&'a str],
}

impl Reader<'_> {
    fn error<T>(&self, at: &Spanned<T>, problem: String, allowed: impl Into<String>) -> Mistake {
        Mistake::at(self.source, at, problem, allowed)
    }

    /// `below` are the rungs before it.
    fn rung(&self, raw: RawRung, below: &[Rung]) -> Result<Rung, Mistake> {
        Mistake::unless_name(self.source, &raw.name)?;
        let name = raw.name.get_ref().as_str();
        if below.iter().any(|rung| rung.name == name) {
            return Err(self.error(&raw.name, format!("`{name}` stands twice"), "each name once"));
        }
        let signs = raw.signs.get_ref().as_str();
        if !self.roles.contains(&signs) {
            return Err(self.error(&raw.signs, format!("no role `{signs}`"), self.roles.join(", ")));
        }
        if raw.when.get_ref().is_empty() {
            return Err(self.error(&raw.when, format!("nothing triggers `{name}`"), TRIGGERS));
        }
        let asked = below.last().is_some_and(|rung| rung.reply.is_some());
        let triggers = raw.when.get_ref().iter().map(|trigger| self.trigger(trigger, asked));
        let when = triggers.collect::<Result<_, _>>()?;
        let reply = raw.reply.as_ref().map(|reply| self.limit(reply)).transpose()?;
        for named in raw.slip.iter().chain(&raw.record) {
            Mistake::unless_name(self.source, named)?;
        }
        let (slip, record) = (raw.slip.map(Spanned::into_inner), raw.record.map(Spanned::into_inner));
        let (name, signs) = (raw.name.into_inner(), raw.signs.into_inner());
        Ok(Rung { name, label: raw.label, when, signs, reply, slip, record })
    }

    fn limit(&self, reply: &Spanned<String>) -> Result<Limit, Mistake> {
        let text = reply.get_ref();
        text.parse()
            .map_err(|_| self.error(reply, format!("reply limit `{text}`"), "15wd, 60d, 1mo (0–3660)"))
    }

    /// `asked`: whether the rung before asks for an answer.
    fn trigger(&self, spanned: &Spanned<RawTrigger>, asked: bool) -> Result<Trigger, Mistake> {
        let raw = spanned.get_ref();
        let mut found = vec![];
        if let Some(lamp) = &raw.lamp {
            let known = [Lamp::Blue, Lamp::Yellow, Lamp::Red];
            let named = Lamp::from_name(lamp.get_ref()).filter(|lamp| known.contains(lamp));
            let problem = || self.error(lamp, format!("no lamp `{}`", lamp.get_ref()), "blue, yellow, red");
            found.push(Trigger::Lamp(named.ok_or_else(problem)?));
        }
        let counts = [
            (&raw.working_days_late, Trigger::WorkingDaysLate as fn(u16) -> Trigger),
            (&raw.returns, Trigger::Returns),
            (&raw.reds_in_a_row, Trigger::RedsInARow),
        ];
        for (count, trigger) in counts {
            let Some(count) = count else { continue };
            // From 0 on, everything would trigger it.
            if *count.get_ref() == 0 {
                return Err(self.error(count, "a limit of 0".into(), "1 and up"));
            }
            found.push(trigger(*count.get_ref()));
        }
        if raw.unanswered == Some(true) {
            if !asked {
                let problem = "nothing before this rung asks for an answer".to_owned();
                return Err(self.error(
                    spanned,
                    problem,
                    "unanswered = true after a rung with a reply limit",
                ));
            }
            found.push(Trigger::Unanswered);
        }
        match found.as_slice() {
            [one] => Ok(*one),
            _ => Err(self.error(spanned, format!("{} triggers in one place", found.len()), TRIGGERS)),
        }
    }
}
