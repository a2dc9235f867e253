//! The ledgers around the rectification in the demonstration: rows that open, and the steps they take.

use super::{
    files::{LedgerRow, LedgerStep},
    write::{Writer, known, known_matter},
};
use crate::failure::Failure;
use ledger::{
    Command, Evidence, MatterId,
    command::{Assign, Change, Open, RecordCheck, TakeMove},
};

impl Writer<'_> {
    /// Opens a row, with its unit and its person.
    pub(super) fn ledger_row(&mut self, number: usize, row: &LedgerRow) -> Result<MatterId, Failure> {
        let open = Open {
            kind: row.kind.clone(),
            title: row.title.clone(),
            fields: row.fields.clone(),
            ..Open::default()
        };
        let told = |failure: Failure| Failure::Other(format!("data/demo, {}: {failure:?}", row.title));
        let id = self.open(self.coordinator, open).map_err(told)?;
        let assign = Assign {
            unit: Change::Set(known(&self.units, &row.unit)?),
            person: Change::Set(known(&self.people, &row.person)?),
            ..Assign::default()
        };
        self.on(self.coordinator, id, Command::Assign(assign)).map_err(told)?;
        self.matters.insert(format!("ledger/{number}"), id);
        self.matters.insert(format!("titled/{}", row.title), id);
        Ok(id)
    }

    /// Takes a step of a row: evidence and checks first, where the step brings some.
    pub(super) fn ledger_step(&self, number: usize, step: &LedgerStep) -> Result<MatterId, Failure> {
        let id = known_matter(&self.matters, &format!("ledger/{number}"))?;
        let by = Some(known(&self.people, &step.by)?);
        let told = |failure: Failure| {
            Failure::Other(format!(
                "data/demo, ledger row {number}, {} by {}: {failure:?}",
                step.name, step.by
            ))
        };
        if let Some(title) = &step.evidence {
            let bytes = format!("{title}\n");
            let evidence = Evidence {
                hash: self.app.keep_file(bytes.as_bytes())?,
                size: bytes.len() as u64,
                media: "text/plain; charset=utf-8".into(),
                name: format!("{title}.txt"),
                title: title.clone(),
                kind: "document".into(),
                produced: None,
                seq: ledger::Seq(0),
            };
            self.on(self.coordinator, id, Command::AttachEvidence { evidence }).map_err(told)?;
        }
        if let Some(people) = step.check {
            let mut checkers = vec![known(&self.people, &step.by)?];
            let others = self
                .people
                .iter()
                .filter(|(login, _)| ["quwangshu", "xinanxing", "baojingxing"].contains(login));
            checkers.extend(others.map(|(_, id)| *id).filter(|id| Some(*id) != by));
            checkers.truncate(people);
            let check = RecordCheck {
                on: step.day,
                by: checkers,
                met: true,
                text: "现场查看，与材料一致。".into(),
                evidence: vec![],
            };
            self.on(by, id, Command::RecordCheck(check)).map_err(told)?;
        }
        if let Some(title) = &step.follows {
            let to = known_matter(&self.matters, &format!("titled/{title}"))?;
            let link = Command::Link { to, relation: "follows_from".into(), note: String::new() };
            self.on(self.coordinator, id, link).map_err(told)?;
        }
        let taken = TakeMove {
            name: step.name.clone(),
            reason: step.reason.clone(),
            fields: step.fields.clone(),
            ..TakeMove::default()
        };
        self.on(by, id, Command::Move(taken)).map_err(told)
    }
}
