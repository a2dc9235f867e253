//! Telling what happens on the way from the plan to the end: moves, extensions, checks, the plan, rungs.

use super::{Teller, Told, said};
use ledger::{Event, command::RecordCheck, event::Moved};

impl Teller<'_> {
    pub(super) fn moved(&self, moved: &Moved) -> Told {
        let kind = &self.entry.kind;
        let line = self.t.with(
            "event-moved",
            &[
                ("move", &self.words.way(self.language, kind, &moved.name)),
                ("from", &self.words.state(self.language, kind, &moved.from)),
                ("to", &self.words.state(self.language, kind, &moved.to)),
            ],
        );
        let mut with = vec![];
        if let Some(filing) = &moved.filing {
            with.extend(said(&self.get("part-number"), &filing.number));
        }
        if let Some(code) = &moved.code {
            with.push((self.get("part-code"), self.words.code(self.language, kind, code)));
        }
        if let Some(rating) = &moved.rating {
            with.push((self.get("part-rating"), self.t.known("standing", rating)));
        }
        for (part, date) in [("part-new-due", moved.due), ("part-wait-until", moved.wait_until)] {
            with.extend(date.map(|date| (self.get(part), self.t.date(date))));
        }
        with.extend(self.because(&moved.reason));
        Told { line, said: with }
    }

    /// Extensions, checks, the plan and rungs.
    pub(super) fn course(&self) -> Told {
        match &self.entry.event {
            Event::ExtensionRequested { from, to, reason, progress } => {
                let mut with = self.because(reason);
                with.extend(said(&self.get("part-progress"), progress));
                let (from, to) = (self.t.date(*from), self.t.date(*to));
                Told {
                    line: self.t.with("event-extension-requested", &[("was", &from), ("due", &to)]),
                    said: with,
                }
            }
            Event::ExtensionDecided { approved, to, reason } => {
                let id = if *approved { "event-extension-granted" } else { "event-extension-refused" };
                Told { line: self.t.with(id, &[("due", &self.t.date(*to))]), said: self.because(reason) }
            }
            Event::CheckRecorded(check) => self.check(check),
            Event::PlanAdopted { round, matters, reason } => Told {
                line: self
                    .t
                    .with("event-plan-adopted", &[("round", &u64::from(*round)), ("matters", matters)]),
                said: self.because(reason),
            },
            Event::BaselineFrozen { round } => {
                self.plain("event-baseline-frozen", &[("round", &u64::from(*round))])
            }
            Event::RungTaken { rung, reply_by, skipped, reason, .. } => {
                let mut with = vec![];
                with.extend(reply_by.map(|date| (self.get("part-reply_by"), self.t.date(date))));
                if !skipped.is_empty() {
                    let names: Vec<String> =
                        skipped.iter().map(|rung| self.words.rung(self.language, rung)).collect();
                    with.push((self.get("part-skipped"), names.join(&self.t.get("list-comma"))));
                }
                with.extend(self.because(reason));
                Told {
                    line: self.t.with("event-rung-taken", &[("rung", &self.words.rung(self.language, rung))]),
                    said: with,
                }
            }
            Event::RungAnswered { rung, text } => Told {
                line: self.t.with("event-rung-answered", &[("rung", &self.words.rung(self.language, rung))]),
                said: said("", text),
            },
            Event::RungWithdrawn { rung, reason } => Told {
                line: self.t.with("event-rung-withdrawn", &[("rung", &self.words.rung(self.language, rung))]),
                said: self.because(reason),
            },
            _ => Told::default(),
        }
    }

    fn check(&self, check: &RecordCheck) -> Told {
        let names: Vec<String> = check.by.iter().map(|id| self.name(*id)).collect();
        let id = if check.met { "event-check-met" } else { "event-check-not-met" };
        let values = [("on", &self.t.date(check.on)), ("people", &names.join(&self.t.get("list-comma")))];
        let values: Vec<(&str, &dyn app::language::Say)> =
            values.iter().map(|(name, value)| (*name, *value as &dyn app::language::Say)).collect();
        Told { line: self.t.with(id, &values), said: said("", &check.text) }
    }
}
