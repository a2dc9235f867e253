# The frame of the pages: name, navigation, language, common words
product = Bihuan
product-line = One ledger for a rectification, from feedback to write-off
skip-to-content = Skip to content
search = Search
nav-main = Main
nav-group-work = Work
nav-group-supervision = Supervision
nav-group-ledgers = Ledgers and rates
nav-group-documents = In and out
nav-group-office = Registers and proof
nav-overview = Overview
nav-matters = Matters
nav-search = Search
nav-imports = Imports
nav-activity = Activity
nav-changes = Changes
nav-similar = Similar problems
nav-units = Units
nav-people = People
nav-log = Log and proof
nav-sections = All
sections-title = All sections
sections-own = Yourself
nav-account = Account
other-language = 中文
sign-out = Sign out
colon = {": "}
list-comma = {", "}
list-semicolon = {"; "}
none = none
all = All
total = Total
yes = Yes
no = No
save = Save
cleared = nothing
optional = optional
the-product = Bihuan
whole-space = all units
due-today = due today
due-in = in { $days ->
    [one] 1 day
   *[other] { $days } days
}
due-late = { $days ->
    [one] 1 day
   *[other] { $days } days
} late
ago-today = today
ago-days = { $days ->
    [one] yesterday
   *[other] { $days } days ago
}
late = Late
never-reported = never reported
calendar-missing = The working-day calendar of { $year } is not loaded, so lamps cannot be told. Ask an administrator to load that year.
past-day = As of { $date }
past-what = This is how things stood at the end of that day, with its lamps; nothing can be done here.
past-back = Back to today
past-choose = Look back
past-label = As of the end of
past-go = Look back
rehearsal = Rehearsal
rehearsal-today = It is { $date }. Set the clock forward to
rehearsal-set = Set
