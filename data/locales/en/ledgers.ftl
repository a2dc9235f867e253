# Ledgers
nav-ledgers = Ledgers
ledgers-lead = The working ledgers around the rectification; limits, lamps, acceptance and history follow the same rules.
ledgers-ledger = Ledger
ledgers-states = How far
ledgers-running = Running
ledgers-heat = Units and ledgers
ledgers-heat-lead = Each cell says what a unit has running; yellow where some is late, red where some is long late, outlined where more than half is.
ledgers-late = { $late } late
ledgers-empty = Nothing yet in:{" "}
ledger-open = Add a row
