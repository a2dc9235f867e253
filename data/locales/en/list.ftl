# The list of matters
copy-link = Copy link
copied = Copied
list-filter = Filter
list-text = Words
list-sort = Order
list-apply = Apply
list-clear = Clear filters
list-without = remove this filter
list-unread = These parts of the address could not be read and were left out: { $names }
list-due-until = due by { $date }
list-below-one = below one matter only
list-nothing-title = Nothing matches
list-nothing-text = Widen or clear the filters and try again.
list-pages = Pages
list-shown = { $count ->
    [one] 1 row
   *[other] { $count } rows
} on this page
list-first = First page
list-next = Next page
lacks-unit-short = none
sort-outline = Outline
sort-due = Due date
sort-changed = Last changed
list-with-below = with units below
