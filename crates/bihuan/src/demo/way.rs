//! The way of an item in the demonstration: it starts with its first measure and goes to its write-off after the last,
//! as heavily as its risk asks for.

use super::{
    files::{Files, Happening, Person},
    write::{Writer, known, known_matter},
};
use crate::failure::Failure;
use app::clock;
use ledger::{
    Command, Matter, MatterId,
    command::{RecordCheck, TakeMove},
};

/// Who signs on an item's way.
struct Signers {
    handler: MatterId,
    head: MatterId,
    leader: MatterId,
    /// Two acceptors of other units.
    acceptors: [MatterId; 2],
}

impl Writer<'_> {
    /// An item starts with its first measure and is closed after its last one.
    pub(super) fn items_follow(&self, files: &Files, happening: &Happening) -> Result<(), Failure> {
        let Happening::Move(moved) = happening else { return Ok(()) };
        let Some((no, _)) = moved.measure.split_once('.') else { return Ok(()) };
        let item = known_matter(&self.matters, no)?;
        let page = self.app.matter(None, item, None)?;
        if moved.name == "start" && page.matter.state == "planned" {
            return self.take(self.coordinator, item, "start", None);
        }
        let all_closed = page.children.iter().all(|child| child.class.has_ended());
        match self.signers(files, &page.matter)? {
            Some(signers) if moved.name == "write_off" && all_closed => {
                let risk = page.matter.fields.get("risk").and_then(|risk| risk.as_text()).unwrap_or_default();
                self.close(item, risk, &signers)
            }
            _ => Ok(()),
        }
    }

    fn close(&self, item: MatterId, risk: &str, by: &Signers) -> Result<(), Failure> {
        let done = Some("done");
        let [first, _] = by.acceptors.map(Some);
        match risk {
            "high" => {
                self.take(Some(by.handler), item, "apply", done)?;
                self.take(Some(by.head), item, "endorse_high", None)?;
                self.take(Some(by.leader), item, "countersign", None)?;
                self.check(item, &by.acceptors)?;
                self.take(first, item, "accept_jointly", done)?;
                self.take(self.coordinator, item, "review", None)?;
                self.take(self.coordinator, item, "give_notice", None)
            }
            "medium" => {
                self.take(Some(by.handler), item, "apply", done)?;
                self.take(Some(by.head), item, "endorse", None)?;
                self.check(item, &by.acceptors[..1])?;
                self.take(first, item, "accept_checked", done)?;
                self.take(self.coordinator, item, "write_off", None)
            }
            _ => {
                self.take(Some(by.leader), item, "report_done", done)?;
                self.take(first, item, "accept", done)?;
                self.take(self.coordinator, item, "write_off", None)
            }
        }
    }

    fn check(&self, item: MatterId, by: &[MatterId]) -> Result<(), Failure> {
        let check = RecordCheck {
            on: clock::day_of(self.app.clock().now()),
            by: by.to_vec(),
            met: true,
            text: "逐条对照完成标准现场查看,与佐证材料一致。".into(),
            evidence: vec![],
        };
        self.on(by.first().copied(), item, Command::RecordCheck(check)).map(|_| ())
    }

    fn take(
        &self,
        actor: Option<MatterId>,
        item: MatterId,
        name: &str,
        rating: Option<&str>,
    ) -> Result<(), Failure> {
        let taken = TakeMove { rating: rating.map(str::to_owned), ..TakeMove::named(name) };
        self.on(actor, item, Command::Move(taken)).map(|_| ())
    }

    /// Who signs for `item`; `None` where somebody is missing.
    fn signers(&self, files: &Files, item: &Matter) -> Result<Option<Signers>, Failure> {
        let unit = |person: &Person| self.units.get(person.unit.as_str()).copied();
        let holds = |person: &Person, role: &str| person.roles.iter().any(|held| held == role);
        let of_unit = |role: &str| {
            files.zone.person.iter().find(|person| holds(person, role) && unit(person) == item.unit)
        };
        let mut acceptors = vec![];
        for person in &files.zone.person {
            let looks = holds(person, "acceptor") && unit(person) != item.unit;
            if looks && person.unit != "leadership" {
                acceptors.push(known(&self.people, &person.login)?);
            }
        }
        let (Some(handler), Some(head), Some(leader)) =
            (of_unit("handler"), of_unit("unit_head"), item.leader)
        else {
            return Ok(None);
        };
        let [first, second, ..] = acceptors.as_slice() else { return Ok(None) };
        Ok(Some(Signers {
            handler: known(&self.people, &handler.login)?,
            head: known(&self.people, &head.login)?,
            leader,
            acceptors: [*first, *second],
        }))
    }
}
