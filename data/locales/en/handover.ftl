# Hand-over and deputies
handover = Hand over
handover-lead = Everything in hand on one page, with successors proposed by unit. Look first, then it is done whole or not at all.
handover-more = There is much in hand; these are the first { $count }. Hand these over, then the rest.
handover-would = What would go to whom
handover-goes = { $count } ({ $part }) to { $to }
handover-held = These cannot go over; put them right first, since it is all or nothing:
handover-none = Nothing is in hand
handover-person = responsible person
handover-leader = responsible leader
handover-unit = responsible unit
handover-members = people of the unit
handover-to = To
handover-stays = Not now
handover-proposed = Proposed
handover-others = Others
handover-rest = and { $count } more
handover-roles = Take roles back and end deputies
handover-then = And then: { $move }
handover-drafts = { $count ->
    [one] One draft of an import waits
   *[other] { $count } drafts of imports wait
 }; drafts belong to nobody and stay.
handover-look = Look first
handover-go = Hand over
handover-open = Hand over what is in hand
done-handover = It is handed over.
deputies = Deputies
deputy-none = Nobody acts for this person
deputy-person = Who acts
deputy-from = First day
deputy-until = Last day
deputy-name = Name a deputy
deputy-hint = A deputy acts with your rights for these days and it ends by itself; they accept neither their own work nor yours.
deputy-withdraw = Withdraw
deputy-days = { $from } to { $until }
deputy-for = Acts for { $person }, { $from } to { $until }
acting-for = { $who } (for { $for })
done-deputy = The deputy is named.
done-deputy-gone = The deputy is withdrawn.
event-deputy-named = named { $person } as deputy from { $from } to { $until }
event-deputy-withdrawn = withdrew { $person } as deputy
message-deputy-named = { $person } names you to act for them, { $from } to { $until }
