# Import and preview
imports-text = Upload a rectification plan or a progress bulletin. Its outline is read for you to check; only what you accept enters the ledger.
imports-file = File
imports-read = Read
imports-hint = .txt, .html or .docx, up to 64 MB. Lists of problems, tasks and who is responsible that come as tables are read row by row.
imports-drafts = To be checked
imports-no-drafts = No file waits to be checked.
imports-corrections = Corrections
imports-done = Imported
preview-text = On the left the outline as read, on the right the source. Choose a line to retype, rename, merge, split or drop it. What you accept is taken over as "reported, not verified"; no owner, date or completion is invented that the text does not name.
preview-remarks = { $count ->
    [one] 1 remark
   *[other] { $count } remarks
} from reading
preview-outline = Outline
preview-source = Source
preview-title = Name of the campaign
preview-rename = Rename
preview-retype = Retype
preview-level = Level
preview-split-at = Split at
preview-split = Split
preview-merge = Merge into the one before
preview-drop = Drop
preview-restore = Take back
preview-dropped = dropped
preview-in-source = Show in the source
preview-accept = Accept into the ledger
preview-discard = Discard
preview-cut = The source is long; only its beginning is shown here. All of it is kept.
severity-note = note
severity-warning = check
severity-error = wrong
imports-by-hand = Open a campaign without a file
imports-paste = Paste a text instead
imports-pasted = The whole text of the feedback, plan or bulletin
imports-pasted-name = pasted text.txt
preview-tables = The tables were read row by row: problems, measures, who is responsible and by when stand below each line. Units, people and dates that were found are set when you accept.
preview-kept-count = { $count } cells (yellow) could not be placed whole: their words are kept with the matter as a comment, to be looked at after accepting.
preview-kept = Not all of it is a name of the registers, a date or a known column; the words are kept with the matter as a comment
listed-column-unknown = Unknown column, kept as it is
listed-number-missing = A row without a number
listed-number-unknown = No list of problems has this number, so it is an item of its own
listed-row-continued = Read as going on with the row before
listed-row-left-out = Totals or a note, left out
