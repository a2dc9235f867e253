# The tree of units, and who may do what
units-lead = What each unit has open and red; "with those below" adds up the units under it. A number leads to the list.
units-open = Open
units-red = Red
units-below = With those below
units-people = { $count ->
    [one] 1 person
   *[other] { $count } people
 }
rights-title = Who may do what
rights-lead = By the roles and units as they stand now. Nobody accepts their own work or that of their unit, so they are left out there.
rights-what = What
rights-who = Who
rights-nobody = nobody at present
rights-more = of { $count }
