//! What the pages of rates show.

use crate::shell::{Shell, markup::Markup};
use app::query::rates::{RateLine, RatePage, RateQuery, Rates, Share};
use askama::Template;
use ledger::{Decimal, MatterId, indicator::Indicator};
use std::fmt::Write;

/// All rates of a year.
#[derive(Template)]
#[template(path = "pages/rates/rates.html")]
pub struct RatesPage {
    /// The frame.
    pub s: Shell,
    /// The rates.
    pub g: Rates,
}

/// One rate.
#[derive(Template)]
#[template(path = "pages/rates/rate.html")]
pub struct RateView {
    /// The frame.
    pub s: Shell,
    /// What is asked for.
    pub asked: RateQuery,
    /// The rate and what stands behind it.
    pub p: RatePage,
}

/// `98.71 %`, or a dash where there is nothing to count.
fn percent(share: &Share) -> String {
    share.hundredths.map_or_else(|| "—".to_owned(), |value| format!("{}.{:02}%", value / 100, value % 100))
}

/// Columns of the months, each as high as its share; a month with nothing to count is left empty.
fn months(s: &Shell, line: &RateLine) -> Markup {
    let mut shapes = String::new();
    for (at, share) in line.months.iter().enumerate() {
        let x = at * 20 + 3;
        if let Some(value) = share.hundredths {
            let height = (value / 200).max(1);
            // Writing to a string does not fail.
            let _ = write!(
                shapes,
                "<rect x=\"{x}\" y=\"{}\" width=\"14\" height=\"{height}\"><title>{} {} ({}/{})</title></rect>",
                50 - height.min(50),
                s.t.with("rates-month", &[("month", &(at + 1))]),
                percent(share),
                share.n,
                share.d
            );
        }
    }
    let label = s.language().of(&line.indicator.label);
    Markup::new(format!(
        "<svg class=\"months\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 240 51\" preserveAspectRatio=\"none\">\
         <path d=\"M0 50.5H240\"/>{shapes}</svg>",
        crate::shell::markup::escape(label)
    ))
}

impl RatesPage {
    /// Name of a rate.
    pub fn label<'a>(&'a self, indicator: &'a Indicator) -> &'a str {
        self.s.language().of(&indicator.label)
    }

    /// What is divided by what.
    pub fn definition<'a>(&'a self, indicator: &'a Indicator) -> &'a str {
        self.s.language().of(&indicator.definition)
    }

    /// The share in hundredths of a percent, written out.
    pub fn percent(&self, share: &Share) -> String {
        percent(share)
    }

    /// The months as columns.
    pub fn months(&self, line: &RateLine) -> Markup {
        months(&self.s, line)
    }
}

impl RateView {
    /// Name of the rate.
    pub fn label(&self) -> &str {
        self.s.language().of(&self.p.line.indicator.label)
    }

    /// What is divided by what.
    pub fn definition(&self) -> &str {
        self.s.language().of(&self.p.line.indicator.definition)
    }

    /// How extensions, withdrawals and what is late are treated.
    pub fn treatment(&self) -> &str {
        self.s.language().of(&self.p.line.indicator.treatment)
    }

    /// The share, written out.
    pub fn percent(&self, share: &Share) -> String {
        percent(share)
    }

    /// Whether there is anything to count.
    pub fn counts(&self, share: &Share) -> bool {
        share.d > Decimal::default()
    }

    /// The months as columns.
    pub fn months(&self) -> Markup {
        months(&self.s, &self.p.line)
    }

    /// A share as a bar.
    pub fn bar(&self, share: &Share) -> Markup {
        let Some(value) = share.hundredths else { return Markup::new(String::new()) };
        Markup::new(format!(
            "<svg class=\"share-bar\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\">\
             <rect class=\"whole\" width=\"100\" height=\"8\"/><rect width=\"{}.{:02}\" height=\"8\"/></svg>",
            percent(share),
            value / 100,
            value % 100
        ))
    }

    /// Kinds that are counted.
    pub fn kinds(&self) -> String {
        let kinds: Vec<String> =
            self.p.line.indicator.over.iter().map(|over| self.s.kind(&over.kind)).collect();
        kinds.join(&self.s.t.get("list-comma"))
    }

    /// The rows behind a number.
    pub fn href(&self, month: usize, unit: &str, met: &str) -> String {
        let indicator = &self.p.line.indicator;
        let mut out = format!("/rates/{}?year={}&version={}", indicator.name, self.p.year, indicator.version);
        if month > 0 {
            let _ = write!(out, "&month={month}");
        }
        for (name, value) in [("unit", unit), ("met", met)] {
            if !value.is_empty() {
                let _ = write!(out, "&{name}={value}");
            }
        }
        out + "#rows"
    }

    /// The rows shown with those that met the condition, those that did not, or both; what else narrows them stays.
    pub fn met_href(&self, met: &str) -> String {
        let unit = self.asked.unit.map(|unit| unit.to_string()).unwrap_or_default();
        let month = self.asked.month.and_then(|month| usize::try_from(month).ok());
        self.with_last(self.href(month.unwrap_or_default(), &unit, met))
    }

    /// The same address with the last of several months, where that is asked for.
    fn with_last(&self, href: String) -> String {
        match self.asked.last {
            Some(last) => href.replace("#rows", &format!("&last={last}#rows")),
            None => href,
        }
    }

    /// The rows after those shown.
    pub fn next_href(&self, next: &str) -> String {
        let unit = self.asked.unit.map(|unit| unit.to_string()).unwrap_or_default();
        let met = self.asked.met.map_or("", |met| if met { "yes" } else { "no" });
        let here = self.href(self.asked.month.map_or(0, |month| month.unsigned_abs().into()), &unit, met);
        self.with_last(here).replace("#rows", &format!("&after={next}#rows"))
    }

    /// The rows behind a month.
    pub fn month_href(&self, month: &usize) -> String {
        self.href(*month, "", "")
    }

    /// The same for a unit.
    pub fn unit_href(&self, unit: &MatterId, met: &str) -> String {
        self.href(0, &unit.to_string(), met)
    }

    /// What the rows shown are narrowed to, in words.
    pub fn narrowed(&self) -> String {
        let t = self.s.t;
        let mut parts = vec![];
        if let Some(month) = self.asked.month {
            parts.push(match self.asked.last.filter(|last| *last > month) {
                Some(last) => {
                    t.with("rates-months-to", &[("month", &i32::from(month)), ("last", &i32::from(last))])
                }
                None => t.with("rates-month", &[("month", &i32::from(month))]),
            });
        }
        if let Some(unit) = self.asked.unit {
            let found = self.p.units.iter().find(|one| one.unit.id == unit);
            parts.push(found.map_or_else(|| format!("#{unit}"), |one| one.unit.title.clone()));
        }
        if let Some(met) = self.asked.met {
            parts.push(t.get(if met { "rates-met" } else { "rates-unmet" }).into_owned());
        }
        parts.join(&t.get("list-comma"))
    }
}
