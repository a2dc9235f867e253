//! The closed list of findings. Codes are stable: a released code never changes its meaning.

use crate::contract::Severity;

/// Writes the list once and everything that follows from it.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident, $code:literal, $severity:ident;)*) => {
        /// What sort of finding it is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $name,)*
        }

        impl Code {
            /// All of them.
            pub const ALL: &'static [Code] = &[$(Code::$name),*];

            /// The stable code.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// How grave it is: an error cannot be true, a warning is probably a slip, a note is to be looked at.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity),* }
            }
        }
    };
}

codes! {
    /// A share of more than the whole, or shares that are more than the whole together.
    ImpossibleShare, "impossible-share", Error;
    /// A share that the figures of the text do not give.
    ShareDoesNotCompute, "share-does-not-compute", Error;
    /// A growth that the figures of the text do not give.
    GrowthDoesNotCompute, "growth-does-not-compute", Error;
    /// A growth of things that come whole which no whole number before it gives.
    GrowthHasNoBase, "growth-has-no-base", Warning;
    /// A difference that the two figures beside it do not give.
    ChangeDoesNotCompute, "change-does-not-compute", Error;
    /// A rise to less or a fall to more.
    DirectionContradicts, "direction-contradicts", Error;
    /// A part larger than its whole.
    PartExceedsWhole, "part-exceeds-whole", Error;
    /// Parts that must come to the total and do not.
    TotalDiffers, "total-differs", Error;
    /// Listed parts that come to less than the total; the list may be incomplete.
    PartsFallShort, "parts-fall-short", Warning;
    /// One thing given two figures.
    FiguresContradict, "figures-contradict", Warning;
    /// One figure given of two things that seem to be one.
    NounsContradict, "nouns-contradict", Note;
    /// One thing given in units of different scale.
    ScaleChanges, "scale-changes", Warning;
    /// A sentence that stands twice.
    SentenceRepeated, "sentence-repeated", Warning;
    /// All are said to be done, and an exception is named.
    AllBesideException, "all-beside-exception", Warning;
    /// All but an exception that the sentence itself names: not to be read as all.
    AllButException, "all-but-exception", Note;
    /// The text claims a number of measures and writes out another.
    MeasureCountDiffers, "measure-count-differs", Warning;
    /// The text claims a number of rules made and names more different titles. The two need not agree:
    /// titles of other bodies are named too, and one title may stand for several.
    DocumentCountDiffers, "document-count-differs", Note;
    /// The text claims a number of problems and answers another.
    ItemCountDiffers, "item-count-differs", Warning;
    /// A count beside its own list does not agree with it.
    ListCountDiffers, "list-count-differs", Warning;
    /// A series leaves numbers out.
    SequenceGap, "sequence-gap", Warning;
    /// A series gives one number twice.
    SequenceRepeat, "sequence-repeat", Warning;
    /// A date whose parts cannot be told because characters of it were lost.
    LostDigits, "lost-digits", Warning;
    /// A date that the calendar does not have.
    InvalidDate, "invalid-date", Error;
    /// A span of time that ends before it starts.
    RangeReversed, "range-reversed", Error;
    /// A step dated before the one it follows.
    DatesOutOfOrder, "dates-out-of-order", Error;
    /// What is told as done is dated after the text itself.
    DateAfterClosing, "date-after-closing", Warning;
    /// One event given two dates.
    DatesContradict, "dates-contradict", Warning;
    /// Dates on days off. Meetings on such days happen: never more than a note.
    DateOnDayOff, "date-on-day-off", Note;
    /// One place in one order given twice, differently.
    RanksContradict, "ranks-contradict", Warning;
    /// A rank beyond the number of those ranked.
    RankExceedsField, "rank-exceeds-field", Error;
    /// Two titles so alike that they seem to name one document.
    TitleVaries, "title-varies", Warning;
    /// One sign of punctuation in both widths.
    PunctuationMixed, "punctuation-mixed", Note;
    /// A quotation mark without a partner in its paragraph.
    UnpairedQuote, "unpaired-quote", Warning;
    /// A title mark without a partner in its paragraph.
    UnpairedTitleMark, "unpaired-title-mark", Warning;
    /// A bracket without a partner in its paragraph.
    UnpairedBracket, "unpaired-bracket", Warning;
    /// No way to reach the body that speaks.
    MissingContact, "missing-contact", Warning;
    /// No signature.
    MissingSignature, "missing-signature", Warning;
    /// No date at the foot.
    MissingDate, "missing-date", Warning;
    /// A text or paragraph that stops inside a sentence.
    TruncatedText, "truncated-text", Warning;
    /// A mobile telephone number in a public text.
    MobileNumber, "mobile-number", Warning;
    /// The number of an identity card in a public text.
    IdentityNumber, "identity-number", Error;
    /// The number of a bank card in a public text.
    BankCard, "bank-card", Error;
    /// A figure that nothing in the ledger says.
    UnsupportedFigure, "unsupported-figure", Warning;
    /// The text says of a matter what its state contradicts.
    StateContradicts, "state-contradicts", Error;
    /// Somebody who handles a matter is named in a public text.
    HandlerNamed, "handler-named", Warning;
}
