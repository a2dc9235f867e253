# Problems that read alike: common, recurring, rebounding
similar-lead = Found by likeness of the words; what both share is marked. Whether it is the same problem, a person judges.
similar-here = Similar problems
similar-rebound = Back after write-off
similar-recurring = Same unit again
similar-common = Common to units
similar-undecided = Unit not named yet
similar-group = { $count } problems in { $units ->
    [one] 1 unit
   *[other] { $units } units
}, up to { $percent }% alike
similar-none-title = No similar problems found
similar-none-text = { $count } problems were compared.
similar-looked-at = { $count } problems compared on this page
similar-linked = linked
similar-link = Link as the same kind
similar-percent = { $percent }% alike
