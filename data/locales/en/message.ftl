# Messages: what happened, and why you are told
nav-messages = Messages
message-assigned = assigned to you
message-assigned-due = assigned to you, due { $due }
message-leading = you are named as its leader
message-helping = your help is asked for
message-returned = sent back; please take it up again
message-returned-code = sent back: { $code }
message-awaiting = now "{ $state }", waiting for you
message-moved = done: { $move }
message-due-date-set = due date set to { $due }
message-due-date-moved = due date moved from { $was } to { $due }
message-due-date-cleared = due date cleared; it was { $was }
message-commented = a new comment
message-due-soon = due soon, on { $due }
message-overdue = overdue since { $due }
message-far-overdue = far overdue, since { $due }
message-imported = a file was imported; check it and adopt it
message-role-granted = you were granted the role "{ $role }" ({ $unit })
message-role-granted-until = you were granted the role "{ $role }" ({ $unit }) until { $until }
message-role-revoked = your role "{ $role }" ({ $unit }) was taken back
why-person = you are the responsible person
why-leader = you are the responsible leader
why-unit = you report for { $unit }, and nobody is named yet
why-helper = you report for { $unit }, which helps with it
why-next-step = you may take the step "{ $move }"
why-coordinator = you keep the whole ledger
why-deputy = you act for { $person }
why-own = it is your own role
messages-unread = Unread
messages-read = Read
messages-none = Nothing unread
messages-mark = Mark as read
messages-mark-all = Mark all as read
messages-why = You are told because { $why }
mail-subject = Bihuan: { $count ->
    [one] 1 message
   *[other] { $count } messages
}
mail-subject-one = Bihuan: { $about }: { $text }
mail-rest = And { $count } more; please look at them in the product.
mail-choose = Whether and how often mail comes can be changed on your account page.
post-title = Bihuan: { $count ->
    [one] 1 matter
   *[other] { $count } matters
}
fault-unreachable = the server cannot be reached
fault-refused = the mail server refused ({ $code })
fault-status = the server answered { $status }
fault-answer = the robot answered with error { $code }
fault-not-configured = the channel is not configured any more, or there is no mail address
delivery = Delivery
delivery-text = How mail and group robots do. What is not acknowledged is tried again, and given up only after a week; messages in the product do not depend on it.
delivery-mail = Mail
delivery-channel = Channel
delivery-waiting = Waiting
delivery-letters = Not acknowledged
delivery-given-up = Given up
delivery-fault = Last problem
delivery-none = Neither mail nor robots are configured; messages stay in the product.
delivery-removed = not configured any more
account-messages = Messages
account-messages-text = What concerns you is always shown in the product. It can come by mail as well.
account-messages-off = No mail server is configured yet; messages stay in the product.
account-mail = Mail address
account-by-mail = Mail
by-mail-no = none
by-mail-daily = one on each working day, with everything before it
by-mail-at-once = as it comes, what falls within minutes in one
done-messages = Your choice is saved.
error-mail-domain = Mail goes to { $allowed } alone; please use an address of your organisation.
