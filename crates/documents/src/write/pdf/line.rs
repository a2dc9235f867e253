//! Breaking text into lines: no closing mark begins a line, no opening mark ends one, words and numbers stay whole.

use super::face::{Glyph, width};

/// A line.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pub(super) glyphs: Vec<Glyph>,
    /// Points from the left of the room.
    pub(super) indent: f32,
    /// Points added behind each wide glyph, so that the line ends at the right.
    pub(super) stretch: f32,
}

impl Line {
    /// A line that is not broken.
    pub(super) fn whole(glyphs: Vec<Glyph>) -> Self {
        Self { glyphs, indent: 0.0, stretch: 0.0 }
    }

    /// The largest size in it; 0 for an empty line.
    pub(super) fn size(&self) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.size).fold(0.0, f32::max)
    }
}

/// Rounding of widths must not push the last character of a full line out.
const SLACK: f32 = 0.05;

const NO_START: &str = "，。、；：？！）》」』】〕”’…—％‰·～,.;:?!)]}%";
const NO_END: &str = "（《「『【〔“‘([{";
/// Words that titles of official documents are made of: a title does not break inside one (7.3.2: no word is torn).
const TITLE_WORDS: [&str; 24] = [
    "关于",
    "情况",
    "通报",
    "报告",
    "整改",
    "巡察",
    "巡视",
    "工作",
    "进展",
    "问题",
    "清单",
    "方案",
    "委员会",
    "领导小组",
    "办公室",
    "通知",
    "意见",
    "反馈",
    "任务",
    "责任",
    "集中",
    "督查",
    "督办",
    "落实",
];

/// Breaks glyphs into lines of `room` points, the first one `indent` in. At least one line.
pub(super) fn broken(glyphs: &[Glyph], room: f32, indent: f32) -> Vec<Line> {
    let mut lines = vec![];
    let mut start = 0;
    loop {
        let indent = if lines.is_empty() { indent } else { 0.0 };
        let rest = glyphs.get(start..).unwrap_or_default();
        let taken = fitting(rest, room - indent);
        let (here, after) = rest.split_at(taken.min(rest.len()));
        // A blank where a line is broken is not printed.
        let shown = here.iter().rposition(|glyph| glyph.character != ' ').map_or(0, |last| last + 1);
        let shown = if after.is_empty() { here } else { here.get(..shown).unwrap_or(here) };
        let stretch = if after.is_empty() { 0.0 } else { stretch(shown, room - indent) };
        lines.push(Line { glyphs: shown.to_vec(), indent, stretch });
        if after.is_empty() {
            return lines;
        }
        let blanks = after.iter().take_while(|glyph| glyph.character == ' ').count();
        start += taken + blanks;
    }
}

/// How many glyphs go on a line of `room` points: at least one, if there is any.
fn fitting(glyphs: &[Glyph], room: f32) -> usize {
    let mut ends = vec![];
    let mut end = 0;
    let mut taken = 0.0;
    while end < glyphs.len() {
        let next = word_end(glyphs, end);
        let wide = width(glyphs.get(end..next).unwrap_or_default());
        if taken + wide > room + SLACK {
            break;
        }
        taken += wide;
        end = next;
        ends.push(end);
    }
    if end >= glyphs.len() {
        return glyphs.len();
    }
    let Some(last) = ends.last().copied() else { return cut(glyphs, room) };
    let is =
        |place: usize, signs: &str| glyphs.get(place).is_some_and(|glyph| signs.contains(glyph.character));
    // Take words back until the break is allowed; where none is, break where the room ends.
    let good = |end: usize| !is(end, NO_START) && !is(end - 1, NO_END);
    ends.iter().rev().take(8).copied().find(|end| good(*end)).unwrap_or(last)
}

/// A word longer than the line is cut where the room ends.
fn cut(glyphs: &[Glyph], room: f32) -> usize {
    let mut taken = 0.0;
    for (place, glyph) in glyphs.iter().enumerate() {
        taken += glyph.pitch;
        if taken > room + SLACK {
            return place.max(1);
        }
    }
    glyphs.len()
}

/// Where the word that begins at `start` ends: letters and digits stay together, anything else stands alone.
fn word_end(glyphs: &[Glyph], start: usize) -> usize {
    let in_word = |glyph: &&Glyph| !glyph.wide && glyph.character != ' ';
    let long = glyphs.get(start..).unwrap_or_default().iter().take_while(in_word).count();
    start + long.max(1)
}

/// Points behind each wide glyph so that the line fills its room; none where the gaps would show.
fn stretch(glyphs: &[Glyph], room: f32) -> f32 {
    let (Some(last), gaps) = (glyphs.last(), glyphs.iter().rev().skip(1).filter(|glyph| glyph.wide).count())
    else {
        return 0.0;
    };
    if gaps == 0 {
        return 0.0;
    }
    let each = (room - width(glyphs)).max(0.0) / gaps as f32;
    if each > last.size / 4.0 { 0.0 } else { each }
}

/// Breaks a centred title into as few lines as it needs, as even as they can be.
pub(super) fn even(glyphs: &[Glyph], room: f32) -> Vec<Line> {
    let fewest = broken(glyphs, room, 0.0).len();
    let whole = words(glyphs);
    let torn = |lines: &[Line]| {
        let mut end = 0;
        lines.iter().rev().skip(1).rev().any(|line| {
            end += line.glyphs.len();
            whole.contains(&end)
        })
    };
    let (mut low, mut high) = (width(glyphs) / (fewest.max(1) as f32), room);
    // Halving a length of some hundred points ten times is exact enough.
    for _ in 0..10 {
        let middle = f32::midpoint(low, high);
        if broken(glyphs, middle, 0.0).len() > fewest {
            low = middle;
        } else {
            high = middle;
        }
    }
    // The evenest breaking that tears no word, if there is one.
    let one = glyphs.first().map_or(1.0, |glyph| glyph.size.max(1.0));
    let steps = ((room - high) / one).max(0.0) as usize + 1;
    let rooms = (0..steps).map(|step| (step as f32).mul_add(one, high));
    let mut lines = rooms
        .map(|room| broken(glyphs, room, 0.0))
        .find(|lines| !torn(lines))
        .unwrap_or_else(|| broken(glyphs, high, 0.0));
    for line in &mut lines {
        line.stretch = 0.0;
    }
    lines
}

/// Places inside the words of titles, where a line must not end.
fn words(glyphs: &[Glyph]) -> Vec<usize> {
    let text: Vec<char> = glyphs.iter().map(|glyph| glyph.character).collect();
    let mut inside = vec![];
    for word in TITLE_WORDS {
        let word: Vec<char> = word.chars().collect();
        for (place, window) in text.windows(word.len()).enumerate() {
            if window == word.as_slice() {
                inside.extend(place + 1..place + word.len());
            }
        }
    }
    inside
}
