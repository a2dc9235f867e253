# Node plans: side by side, by month, as a chart, what is late and its notices, the way into the next year
nav-nodes = Node plans
node = Node
node-planned-date = Planned
node-days-late = Days late
node-late-reason = Why it is late
node-held-by = Held by
node-first-date = first { $date }
node-no-reason = not said
nodes-lead = Key work broken down into nodes, each with a date, a unit, a person and a completion standard, watched month by month.
nodes-none-title = No node plans yet
nodes-none-text = A coordinator opens a node plan, and key works and nodes below it.
nodes-never-added = Each plan is counted by itself and plans are never added up: the same work may stand in two of them, so a sum would mean nothing.
nodes-done = Nodes done
nodes-late = Late
nodes-this-month = Due this month
nodes-key-works = Key works
nodes-parts = Parts of the plan
nodes-months = Months
nodes-gantt = Chart
nodes-notices = Notices
nodes-next-year = Next year
nodes-weight = Weight
nodes-year = Year
nodes-late-count = { $count } late
nodes-months-how = Each cell: done of all nodes due in that month, those cancelled left out.
nodes-elsewhere = { $count ->
    [one] One more node has no date, or one in another year.
   *[other] { $count } more nodes have no date, or one in another year.
}
nodes-of-month = Due in { $month }
nodes-month-empty = Nothing is due in this month.
nodes-plan-empty = There are no nodes in this plan yet
nodes-too-many = There are very many nodes; only the first 5,000 are counted here.
nodes-none-late = No node is late
nodes-late-more = { $all } nodes are late; the { $count } with the earliest dates are listed.
gantt-label = { $count } nodes over the year, { $late } of them late; the table says the same
gantt-done = Done
gantt-awaiting = Awaiting confirmation
gantt-open = Not done
gantt-late = Late
gantt-today = Today
gantt-holds = Waits for one not done
gantt-how = Bars run from the start to the due date, a mark alone is a due date; lines lead from a node to what depends on it.
notice-month = Month
notice-draft = Draft a notice
notice-how = Drafted from how things stood at the end of the month, or stand now when it has not ended. A coordinator edits and freezes it; afterwards it never changes, whatever becomes of the nodes.
notice-none = No notices yet
notice-edit = Edit the text
notice-edit-hint = Lines that begin with "|" are shown as rows of a table.
notice-freeze = Freeze
notice-freeze-hint = It cannot be changed afterwards.
notice-discard = Discard
late-notice-title = Late nodes of { $plan }, { $month }
late-notice-lead = { $plan } has { $of } nodes. At the end of { $month }, { $count } were late, of { $units } units:
late-notice-none = At the end of { $month }, no node of { $plan } was late ({ $of } in all).
late-notice-end = The units concerned explain why and say when they will be done. Days late are counted to { $date }.
next-year-lead = These nodes have not ended, and these items go on for years. They can go on as nodes of { $year }. Check each title and date and untick what is not needed; nothing changes before you accept.
next-year-items = Long-term items are those of "{ $campaign }".
next-year-gone-on = { $count ->
    [one] One has gone on already.
   *[other] { $count } have gone on already.
}
next-year-none = Nothing has to go on into the next year
next-year-take = Take along
next-year-from = From
next-year-node = Node of the next year
next-year-due = Due
next-year-target = Into which plan
next-year-new = A new plan for that year
next-year-title = Title of the new plan
next-year-accept = Accept
next-year-hint = New nodes keep unit, person and completion standard, and name what they follow from.
