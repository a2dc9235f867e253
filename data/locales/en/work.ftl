# My work
nav-work = My work
work-lead = What you are responsible for, what waits for your decision, and what your unit owes without a named person; late ones first.
work-none-title = Nothing waits for you
work-none-text = What comes into your hands will stand here.
work-more = Only the { $count } most pressing are shown.
work-all = Everything open of yours
work-choose = Choose
work-next = Next step
work-report = Report
work-decide = Decide on extension
work-waits = Waits for others
work-no-change = No change on those chosen
work-no-change-hint = Each gets a report of its own that says "no change".
work-none-chosen = Nothing is chosen yet. Tick some matters first, then report no change.
work-reported = { $count ->
    [one] Reported no change on one matter.
   *[other] Reported no change on { $count } matters.
}
