# What is odd in a bulletin
finding-impossible-share = The share { $raw } is more than the whole.
finding-share-does-not-compute = The share { $raw } does not follow from the figures of the text: { $part } of { $whole } is { $computed }.
finding-growth-does-not-compute = The growth { $raw } does not follow from the figures of the text: from { $old } to { $new } is { $computed }.
finding-growth-has-no-base = No whole number changes by { $raw } to { $new }. Check both figures.
finding-change-does-not-compute = The difference { $raw } does not follow from the figures of the text: between { $old } and { $new } it is { $computed }.
finding-direction-contradicts = From { $old } to { $new } goes the other way than the words say.
finding-part-exceeds-whole = The part { $parts } is more than its whole, { $whole }.
finding-total-differs = The parts do not come to the total { $whole }: { $parts } = { $sum }.
finding-parts-fall-short = The parts listed come to less than the total { $whole }: { $parts } = { $sum }. Check whether the list is complete.
finding-figures-contradict = The same is given two figures: { $one } and { $other }.
finding-nouns-contradict = The count { $count } is given two names: { $one } and { $other }. Are both meant?
finding-scale-changes = The same number stands in two scales: { $one } and { $other }.
finding-sentence-repeated = This sentence stands twice: { $words }…
finding-all-beside-exception = All are said to be done ({ $all }), and an exception is named ({ $exception }).
finding-all-but-exception = Not to be read as all: { $exception } is left out of { $all }.
finding-measure-count-differs = The text claims { $claimed } measures and writes out { $written } ({ $gap } apart).
finding-document-count-differs = The text claims { $claimed } rules and names { $named } different titles; the two may count different things.
finding-item-count-differs = The text claims { $claimed } problems and answers { $written }.
finding-list-count-differs = The count here is { $claimed }, and { $listed } are listed.
finding-sequence-gap = The sequence is broken at { $mark }: number { $expected } should stand there, not { $found }.
finding-sequence-repeat = Number { $number } is given twice: { $mark }.
finding-lost-digits = Characters of the date { $raw } are lost; the day cannot be told.
finding-invalid-date = The calendar has no { $raw }.
finding-range-reversed = The time ends ({ $other }) before it starts ({ $one }).
finding-dates-out-of-order = A later step is dated { $other }, before the step it follows ({ $one }).
finding-date-after-closing = Told as done on { $other }, after the date of the text itself ({ $one }).
finding-dates-contradict = One event is given two dates: { $one } and { $other }.
finding-date-on-day-off = Days off: { $days }.
finding-ranks-contradict = One order gives two places: { $one } and { $other }.
finding-rank-exceeds-field = The place { $rank } lies beyond the { $field } that are ranked.
finding-title-varies = Two titles seem to name one document: { $one } and { $other }.
finding-punctuation-mixed = Signs stand in half and in full width: { $signs }
finding-unpaired-quote = The quotation mark { $mark } has no partner in its paragraph.
finding-unpaired-title-mark = The title mark { $mark } has no partner in its paragraph.
finding-unpaired-bracket = The bracket { $mark } has no partner in its paragraph.
finding-missing-contact = No way to reach the authority is given (telephone, post or e-mail).
finding-missing-signature = The authority has not signed at the foot.
finding-missing-date = The date at the foot is missing.
finding-truncated-text = The text stops inside a sentence: …{ $tail }
finding-unsupported-figure = Nothing in the ledger says "{ $raw }". Check it, or report the figure on its matter first.
finding-state-contradicts = The text says "{ $says }", the state in the ledger is "{ $state }". Correct the text, or act on the matter first.
finding-handler-named = Somebody who handles a matter is named in a public text: { $name }. Take the name out or name the unit.
check-row = compared with #{ $id } { $title }: { $says }
finding-mobile-number = A mobile telephone number stands in a public text: { $raw }. Take it out unless it is meant as a contact.
finding-identity-number = The number of an identity card stands in a public text: { $raw }. Take it out.
finding-bank-card = The number of a bank card or account stands in a public text: { $raw }. Take it out.

# The check command
check-against = held against line { $line }, column { $column }: { $words }
check-counts = { $file }: errors { $errors }, warnings { $warnings }, notes { $notes }
check-nothing = { $file }: nothing odd was found
check-no-ledger = Not held against the ledger: { $why }
