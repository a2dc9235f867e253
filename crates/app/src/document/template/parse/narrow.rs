//! Which matters a list or a figure takes: the kind, and what narrows it.

use super::{OnlyFile, Reading, Rows, Said, scope};
use ledger::{Kind, Mistake, Standing, StateClass};

impl Reading<'_> {
    pub(super) fn kind(&self, name: &Said) -> Result<&Kind, Mistake> {
        let known = || self.kinds.iter().map(|kind| kind.name.as_str()).collect::<Vec<_>>().join(", ");
        self.kinds
            .iter()
            .find(|kind| kind.name == *name.get_ref())
            .ok_or_else(|| self.wrong(name, format!("no kind `{}`", name.get_ref()), known()))
    }

    /// A field of one of these kinds, and the values asked for.
    pub(super) fn only(&self, only: &OnlyFile, kinds: &[String]) -> Result<(String, Vec<String>), Mistake> {
        let names = scope::own_fields(self.kinds, kinds);
        if !names.contains(&only.field.get_ref().as_str()) {
            return Err(self.wrong(
                &only.field,
                format!("no field `{}`", only.field.get_ref()),
                names.join(", "),
            ));
        }
        Ok((only.field.get_ref().clone(), only.is.clone()))
    }

    pub(super) fn rows(
        &self,
        kind: &Said,
        (classes, standings): (&[Said], &[Said]),
        only: Option<&OnlyFile>,
        late: bool,
    ) -> Result<Rows, Mistake> {
        self.kind(kind)?;
        let known = || StateClass::ALL.map(StateClass::name).join(", ");
        let classes = classes.iter().map(|class| {
            StateClass::from_name(class.get_ref())
                .ok_or_else(|| self.wrong(class, format!("no class `{}`", class.get_ref()), known()))
        });
        let known = || Standing::ALL.map(Standing::name).join(", ");
        let standings = standings.iter().map(|one| {
            Standing::from_name(one.get_ref())
                .ok_or_else(|| self.wrong(one, format!("no standing `{}`", one.get_ref()), known()))
        });
        let (classes, standings) = (classes.collect::<Result<_, _>>()?, standings.collect::<Result<_, _>>()?);
        let kind = kind.get_ref().clone();
        let only = only.map(|only| self.only(only, std::slice::from_ref(&kind))).transpose()?;
        Ok(Rows { classes, standings, only, late, kind, everywhere: false })
    }
}
