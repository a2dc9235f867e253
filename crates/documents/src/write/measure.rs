//! Measures of GB/T 9704-2012 that writers of pages share. Lengths in millimetres unless a name says points.

/// Points of a millimetre.
pub(super) const MM: f32 = 72.0 / 25.4;
/// Width of A4 upright.
pub(super) const PAGE_WIDTH: f32 = 210.0;
/// Height of A4 upright.
pub(super) const PAGE_HEIGHT: f32 = 297.0;
/// Upper margin (天头), upright.
pub(super) const TOP: f32 = 37.0;
/// Binding margin (订口), upright.
pub(super) const LEFT: f32 = 28.0;
/// Width of the type area (版心), upright.
pub(super) const AREA_WIDTH: f32 = 156.0;
/// Height of the type area, upright.
pub(super) const AREA_HEIGHT: f32 = 225.0;
/// Lines of a full page.
pub(super) const LINES: u16 = 22;
/// Characters of a full line.
pub(super) const CHARACTERS: u16 = 28;
/// 3号 in points: the body.
pub(super) const SIZE_3: f32 = 16.0;
/// 2号 in points: the title.
pub(super) const SIZE_2: f32 = 22.0;
/// 4号 in points: page numbers, imprint.
pub(super) const SIZE_4: f32 = 14.0;
/// 5号 in points: tables.
pub(super) const SIZE_5: f32 = 10.5;
/// From the type area down to the page number's dash.
pub(super) const NUMBER_BELOW: f32 = 7.0;

/// Distances from the right margin to the issuer's name and to the date, given their widths and that of a character,
/// all in one unit (7.3.5: with a seal the date stands four characters in and the name centred above it; without, the
/// name two characters in and the date two characters right of its start, or the other way round where it is longer).
pub(super) fn signature_indents(name: f32, date: f32, character: f32, sealed: bool) -> (f32, f32) {
    if sealed {
        let in_four = 4.0 * character;
        return ((in_four + (date - name) / 2.0).max(0.0), in_four);
    }
    if date > name {
        (4.0f32.mul_add(character, date - name), 2.0 * character)
    } else {
        (2.0 * character, name - date)
    }
}

/// Width of text in characters of full width: what is not Chinese counts half.
pub(super) fn widths(text: &str) -> f32 {
    text.chars().map(|c| if is_wide(c) { 1.0 } else { 0.5 }).sum()
}

/// Whether a character fills the whole width of a Chinese one.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3fffd}' | '\u{2460}'..='\u{2487}'
        | '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '※' | '→' | '■' | '□' | '○' | '●' | '▲' | '◆')
}
