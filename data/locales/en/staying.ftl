# Staying fixed: what the three classes ask for next, re-checks, rebounds, samples
nav-staying = Staying fixed
staying-lists = Lists of what stays fixed
staying-completed = Completed: consolidate
staying-basically = Basically done: raise
staying-long-term = Long-term: nodes
staying-rechecks = Re-checks
staying-rebounds = Came back
staying-samples = Samples
staying-what-completed = Written off: looked at again when it is due; what has come back is taken up again.
staying-what-basically = The aim is reached and dated steps remain: do them one by one, until it is done.
staying-what-long-term = Goes on for years: by a timetable and the nodes of the year.
staying-nothing-completed = No re-check is planned
staying-nothing-basically = No step remains
staying-nothing-long-term = No node yet
staying-looked = { $count ->
    [one] Looked at again once, stays fixed
   *[other] Looked at again { $count } times, stays fixed
}
staying-overdue = re-checks overdue
staying-stays = re-checks passed
staying-came-back = items came back
staying-next = Next
staying-who = Who
staying-when = When
staying-looked-at = Looked at again
staying-round = After write-off
staying-months = { $months ->
    [one] 1 month
   *[other] { $months } months
}
staying-found = What was found
staying-rechecks-how = Fixed at once: looked at after 3 months; by a date: after 3, 6 and 12; long-term: after 6 and 12. The times stand in the kinds and can be changed.
staying-rechecks-more = There are more re-checks; the first 5,000 by date are counted here.
staying-none-back = Nothing came back
staying-times = { $times ->
    [one] came back once
   *[other] came back { $times } times
}
recheck-overdue = Overdue
recheck-due = Within a month
recheck-later = Later
recheck-passed = Stays fixed
recheck-failed = Came back
recheck-left-out = Left out
turn-written_off = Written off
turn-failed = A re-check found it back
turn-back = Taken up again
sample-how = Of the re-checks that are due, all can be made, or a share. The seed is the root hash of the log in the moment of drawing: nobody knows it before, everybody can read it afterwards. The published way of drawing (docs/draw.md) gives the order; the first of it are taken, the share rounded up. Those left out are cancelled with the sample's number and can be restored. Anybody can draw it again.
sample-month = Due in
sample-share = Share %
sample-draw = Draw
sample-none = No sample has been drawn: every re-check is made when it is due.
sample-drawn = { $share }%, drawn { $drawn }
sample-reproduced = Drawn again, the same
sample-not-reproduced = Drawn again, another
sample-seed = Seed
sample-size = log of { $size } entries
sample-taken = Result
sample-in = drawn
sample-out = left out
done-sample = The sample is drawn.
