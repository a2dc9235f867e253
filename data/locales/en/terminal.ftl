# Command line
import-counts = { $groups } groups, { $items } items, { $measures } measures, { $figures } figures.
import-confirm = Accept and write to the ledger? (y/N)
import-kept-as-draft = Nothing was written. The draft is kept: correct and accept it in the browser, or add --yes.
import-done = Imported as matter { $id }. Everything is "reported, not verified"; units, people and dates are still to be named.
export-done = Written to { $path }.
verify-log = Checking the log
verify-derived = Checking what is derived
verify-sound = Sound: { $events } events, root hash { $root }, { $erased } erased texts.
verify-log-fault = The log is damaged: { $fault }. Take this data folder out of use and compare it with a backup.
verify-derived-fault = The log is sound, what is derived is not: { $fault }. Run bihuan rebuild.
rebuild-running = Deriving
rebuild-done = Everything derived was made anew from the log.
demo-writing = Writing the demonstration
demo-accounts = Demo accounts (all with the password { $password }):
serve-listening = Running at { $url } (Ctrl-C stops it)
serve-set-up = Nobody can sign in yet. Open this one-time link within 24 hours to set up: { $url }
serve-stopped = Stopped.
user-password = Type the password (at least 10 characters) and press Enter:
user-added = Added as person { $id }.
error-parameter = { $name } has a wrong value; allowed: { $allowed }
error-house-line = { $file }, line { $line }: { $problem }. Allowed: { $allowed }
error-house-file = { $file }: { $problem }
due-start = The start day { $day } is not counted
due-working-days = Working day { $n }: { $day }
due-days = Day { $n }: { $day }
due-months = The same day { $n } months later (the last day of the month where there is none): { $day }
due-rolled = A day off, so the next working day: { $day }
due-day-ordinary = {" "}(working day)
due-day-made-up = {" "}(weekend day worked in exchange)
due-day-weekend = {" "}(weekend)
due-day-holiday = {" "}(holiday)
due-no-calendar = The calendar of { $year } is not loaded, and a day is never guessed. Add that year to the calendars folder.
duty-lamps = Reminders of what is due
duty-forget = Clearing old messages
tick-nothing = { $duty }: { $day } is done already, nothing new.
tick-done = { $duty }: the days after { $since } up to { $day } are done, { $count ->
    [one] 1 thing
   *[other] { $count } things
} in all.
tick-set-back = { $duty }: today is { $day }, but { $last } has been done already: the clock was set back. Nothing was done; please set the clock right.
tick-no-calendar = { $duty }: the working-day calendar of { $year } is not loaded. Put that year into the calendars folder; the duty then catches up.
tick-sent = { $sent } mails and posts sent, { $failed } not acknowledged and tried again later.
