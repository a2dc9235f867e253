//! The escalation ladder on a matter's page: what was taken, what is proposed and why, what this person may take.

use super::view::MatterView;
use crate::{pages::slips::rungs::reason, telling::name_of};
use ledger::{
    MatterId,
    course::TakenRung,
    ladder::{Proposal, Why},
};

impl MatterView {
    /// Rungs this person may take: name, label, whether it is the proposed one.
    pub fn rungs(&self) -> Vec<(&str, String, bool)> {
        let rungs = self.s.words.ladder.as_ref().map_or(&[][..], |ladder| &ladder.rungs);
        let proposed = self.m.proposal.as_ref().map(|proposal| proposal.rung.as_str());
        rungs
            .iter()
            .filter(|rung| self.may_take(&rung.name))
            .map(|rung| {
                let name = rung.name.as_str();
                (name, self.s.language().of(&rung.label).to_owned(), proposed == Some(name))
            })
            .collect()
    }

    /// Whether this person may take the rung.
    pub fn may_take(&self, rung: &str) -> bool {
        self.may(&format!("rung:{rung}"))
    }

    /// Rungs that wait for an answer, oldest first.
    pub fn waiting(&self) -> Vec<&TakenRung> {
        self.m.matter.course.rungs.iter().filter(|rung| rung.waits()).collect()
    }

    /// The label of a rung that was taken.
    pub fn rung_name(&self, one: &TakenRung) -> String {
        self.s.words.rung(self.s.language(), &one.rung)
    }

    /// A rung that was taken, in words.
    pub fn rung(&self, one: &TakenRung) -> String {
        let t = self.s.t;
        let by = one.by.map(|id| name_of(&self.m.names, id)).unwrap_or_default();
        let date = |date: Option<jiff::civil::Date>| date.map(|date| t.date(date)).unwrap_or_default();
        let id = match (one.withdrawn, one.answered, one.reply_by) {
            (true, ..) => "rung-withdrawn",
            (_, Some(_), _) => "rung-answered",
            (_, None, Some(_)) => "rung-waits",
            (_, None, None) => "rung-taken",
        };
        t.with(
            id,
            &[
                ("rung", &self.rung_name(one)),
                ("on", &t.date(one.on)),
                ("by", &by),
                ("answered", &date(one.answered)),
                ("reply_by", &date(one.reply_by)),
            ],
        )
    }

    /// The name of a slip, with its number.
    pub fn slip(&self, id: &MatterId) -> String {
        let named = self.m.names.iter().find(|named| named.id == *id);
        match named.map(|named| named.number.as_str()) {
            Some(number) if !number.is_empty() => number.to_owned(),
            _ => name_of(&self.m.names, *id),
        }
    }

    /// What is proposed, and who signs.
    pub fn proposed(&self, proposal: &Proposal) -> String {
        let (words, language) = (&self.s.words, self.s.language());
        let (rung, role) = (words.rung(language, &proposal.rung), words.role(language, &proposal.signs));
        self.s.t.with("rung-proposed", &[("rung", &rung), ("role", &role)])
    }

    /// Why it is proposed.
    pub fn reason(&self, why: &Why) -> String {
        reason(&self.s, self.s.t, why)
    }
}
