//! Reading a rule set: every mistake names the line and what would be allowed.

use super::rule::{Band, Colour, Edge, Measure, RuleSet, Scale};
use crate::{kind::Label, mistake::Mistake};
use serde::Deserialize;
use toml::Spanned;

/// Furthest edge of a band from 0: ten years of working days, and more than any percentage.
const FURTHEST: i32 = 3660;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSet {
    rule: Spanned<String>,
    version: Spanned<u32>,
    label: Label,
    #[serde(default)]
    source: String,
    #[serde(default)]
    shown: bool,
    scale: Spanned<Vec<RawScale>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawScale {
    measure: Spanned<String>,
    /// Whether values outside the bands say nothing.
    #[serde(default)]
    partial: bool,
    bands: Spanned<Vec<Spanned<RawBand>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBand {
    lamp: Spanned<String>,
    from: Option<i32>,
    above: Option<i32>,
    to: Option<i32>,
    below: Option<i32>,
}

impl RuleSet {
    /// Reads one rule set.
    ///
    /// # Errors
    /// The first mistake: broken TOML, an unknown key, measure or colour, a band without any value in it, bands that
    /// overlap, values between or beside the bands of a scale that is not partial.
    pub fn parse(source: &str) -> Result<RuleSet, Mistake> {
        let allowed = "rule, version, label, source, shown, [[scale]] with measure, partial, \
                       bands = [{ lamp, from or above, to or below }]";
        let raw: RawSet =
            toml::from_str(source).map_err(|error| Mistake::of_toml(source, &error, allowed))?;
        Mistake::unless_name(source, &raw.rule)?;
        if *raw.version.get_ref() == 0 {
            return Err(Mistake::at(source, &raw.version, "version 0".into(), "1 and up"));
        }
        if raw.scale.get_ref().is_empty() {
            return Err(Mistake::at(source, &raw.scale, "no scale".into(), "at least one [[scale]]"));
        }
        let reader = Reader { source };
        Ok(RuleSet {
            name: raw.rule.into_inner(),
            version: raw.version.into_inner(),
            label: raw.label,
            source: raw.source,
            shown: raw.shown,
            scales: raw.scale.into_inner().iter().map(|raw| reader.scale(raw)).collect::<Result<_, _>>()?,
        })
    }
}

struct Reader<'a> {
    source: &'a str,
}

impl Reader<'_> {
    fn error<T>(&self, at: &Spanned<T>, problem: String, allowed: impl Into<String>) -> Mistake {
        Mistake::at(self.source, at, problem, allowed)
    }

    fn scale(&self, raw: &RawScale) -> Result<Scale, Mistake> {
        let name = raw.measure.get_ref();
        let measure = Measure::from_name(name).ok_or_else(|| {
            let allowed = Measure::ALL.map(Measure::name).join(", ");
            self.error(&raw.measure, format!("no measure `{name}`"), allowed)
        })?;
        let bands = raw.bands.get_ref();
        let mut read: Vec<(&Spanned<RawBand>, Band)> =
            bands.iter().map(|band| Ok((band, self.band(measure, band)?))).collect::<Result<_, _>>()?;
        read.sort_by_key(|(_, band)| lowest(measure, band));
        for pair in read.windows(2) {
            let [(_, below), (at, above)] = pair else { continue };
            self.neighbours(measure, below, above, at, raw.partial)?;
        }
        if !raw.partial {
            self.covers_both_ends(measure, &raw.bands, &read)?;
        }
        Ok(Scale { measure, bands: read.into_iter().map(|(_, band)| band).collect() })
    }

    fn band(&self, measure: Measure, spanned: &Spanned<RawBand>) -> Result<Band, Mistake> {
        let raw = spanned.get_ref();
        let colour = Colour::from_name(raw.lamp.get_ref()).ok_or_else(|| {
            let allowed = Colour::ALL.map(Colour::name).join(", ");
            self.error(&raw.lamp, format!("no lamp `{}`", raw.lamp.get_ref()), allowed)
        })?;
        let edge = |included: Option<i32>, excluded: Option<i32>, allowed: &str| match (included, excluded) {
            (None, None) => Ok(None),
            (Some(at), None) | (None, Some(at)) if at.abs() <= FURTHEST => {
                Ok(Some(Edge { at, included: included.is_some() }))
            }
            (Some(_), Some(_)) => {
                let problem = format!("band {} has two edges on one side", colour.name());
                Err(self.error(spanned, problem, allowed))
            }
            _ => {
                let problem = format!("band {} reaches too far", colour.name());
                Err(self.error(spanned, problem, format!("whole numbers from -{FURTHEST} to {FURTHEST}")))
            }
        };
        let from = edge(raw.from, raw.above, "from (the value belongs to it) or above (it does not)")?;
        let to = edge(raw.to, raw.below, "to (the value belongs to it) or below (it does not)")?;
        let band = Band { colour, from, to };
        let ends = lowest(measure, &band).zip(highest(measure, &band));
        if ends.is_some_and(|(lowest, highest)| lowest > highest) {
            let problem = format!("band {} ({band}) holds no value", colour.name());
            return Err(self.error(spanned, problem, "a lower edge below the upper one"));
        }
        Ok(band)
    }

    /// What lies between two bands, one above the other: nothing that is in both, nothing that is in neither.
    fn neighbours(
        &self,
        measure: Measure,
        below: &Band,
        above: &Band,
        at: &Spanned<RawBand>,
        partial: bool,
    ) -> Result<(), Mistake> {
        let names = || format!("{} ({below}) and {} ({above})", below.colour.name(), above.colour.name());
        match highest(measure, below).zip(lowest(measure, above)) {
            Some((end, start)) if end + 1 == start || end < start && partial => Ok(()),
            Some((end, start)) if end < start => {
                let allowed = "bands without a gap, or partial = true for values that say nothing";
                Err(self.error(at, format!("between the bands {} lies a gap", names()), allowed))
            }
            _ => {
                let allowed = "bands that touch and do not overlap";
                Err(self.error(at, format!("the bands {} overlap", names()), allowed))
            }
        }
    }

    fn covers_both_ends(
        &self,
        measure: Measure,
        bands: &Spanned<Vec<Spanned<RawBand>>>,
        read: &[(&Spanned<RawBand>, Band)],
    ) -> Result<(), Mistake> {
        let allowed = "a lowest band without from and above, a highest one without to and below, \
                       or partial = true for values that say nothing";
        let gap = |side: &str| {
            self.error(bands, format!("the bands of {} leave a gap {side}", measure.name()), allowed)
        };
        let least = measure.least().map(|least| 2 * i64::from(least));
        match read.first() {
            None => return Err(gap("everywhere")),
            Some((_, band))
                if lowest(measure, band).is_some_and(|lowest| least.is_none_or(|l| lowest > l)) =>
            {
                return Err(gap("below"));
            }
            _ => {}
        }
        match read.last() {
            Some((_, band)) if band.to.is_some() => Err(gap("above")),
            _ => Ok(()),
        }
    }
}

/// The lowest value of a band in half steps, so that touching is plain arithmetic: an even number is a value that belongs
/// to the band, an odd one lies just beside such a value. Whole measures go on from one whole number to the next.
/// `None` = no lower edge.
fn lowest(measure: Measure, band: &Band) -> Option<i64> {
    let edge = band.from?;
    let at = 2 * i64::from(edge.at);
    Some(match (edge.included, measure.is_whole()) {
        (true, _) => at,
        (false, true) => at + 2,
        (false, false) => at + 1,
    })
}

/// The highest value in half steps. A whole measure reaches up to the next whole number.
fn highest(measure: Measure, band: &Band) -> Option<i64> {
    let edge = band.to?;
    let at = 2 * i64::from(edge.at);
    Some(match (edge.included, measure.is_whole()) {
        (true, true) => at + 1,
        (true, false) => at,
        (false, _) => at - 1,
    })
}
