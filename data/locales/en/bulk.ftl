# The same change on many matters
bulk-choose = Change several
bulk-leave = Cancel
bulk-hint = Choose rows; next comes what changes, and row by row what would happen before anything does.
bulk-chosen = Change those chosen
bulk-all = Change all that match
bulk-title = Change several
bulk-lead = Say what changes. Next you see row by row what would happen and what is refused and why; nothing changes before you say yes.
bulk-what = What changes
bulk-field = Field
bulk-value = New value
bulk-move = Step
bulk-reason = for a date or a step
bulk-look = Look first
bulk-rows = Rows chosen
bulk-more = More than { $count } match; only the first { $count } are shown. Narrow the list for the rest.
bulk-look-title = Change these?
bulk-count = { $change } of { $all } rows can be changed.
bulk-would = Would happen
bulk-go = { $count ->
    [one] Change this one
   *[other] Change these { $count }
 }
bulk-done-title = Changed
bulk-done = { $done } changed, { $refused } refused.
bulk-back = Back to the list
