//! Drawing by lot from a large register.

use crate::{
    figures::{Figures, Target},
    stopwatch::{Stopwatch, median, repeat},
};
use draw::{Inspector, Object, Rules, draw, freeze};
use std::time::Duration;

/// Objects of the register; one in a hundred is drawn.
const OBJECTS: usize = 1_000_000;
const INSPECTORS: usize = 500;

/// Measures freezing and drawing.
///
/// # Errors
/// The registers are refused.
pub(crate) fn run(lasting: Duration, figures: &mut Figures) -> anyhow::Result<()> {
    figures.part(&format!("Drawing from {OBJECTS} objects"));
    let objects: Vec<Object> = (0..OBJECTS)
        .map(|at| Object {
            id: format!("91340200MA{at:08}"),
            class: ["high", "middle", "low", "new"][at % 4].into(),
            group: String::new(),
            unit: String::new(),
        })
        .collect();
    let inspectors: Vec<Inspector> = (0..INSPECTORS)
        .map(|at| Inspector { id: format!("{at:05}"), qualified: true, ..Inspector::default() })
        .collect();
    let ratios = ["high", "middle", "low", "new"].map(|class| (class.to_owned(), 100)).into();
    let rules = Rules { ratios, inspectors: 2, ..Rules::default() };
    let watch = Stopwatch::start();
    let frozen = freeze(&objects, &inspectors, &rules)?;
    figures.tell("freezing the registers", watch.milliseconds(), "ms", Target::None);
    let times = repeat(3, lasting, |round| {
        let outcome = draw(&objects, &inspectors, &rules, &frozen, 1, &format!("round {round}"))?;
        anyhow::ensure!(outcome.drawn.len() == OBJECTS / 100, "{} were drawn", outcome.drawn.len());
        Ok(())
    })?;
    figures.tell(
        "drawing one in a hundred, with two inspectors each",
        median(&times),
        "ms",
        Target::AtMost(200.0),
    );
    Ok(())
}
