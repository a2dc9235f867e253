# The rectification plan: three lists, adoption, what moved since, review comments
nav-plans = Plan
plans-problems = Problems
plans-tasks = Tasks
plans-responsibilities = Responsibilities
plans-changes = Changes since adoption
plans-reviews = Review comments
plan-lists = Lists of the plan
plan-adopted = Version { $round }, adopted { $date }; below it is held against what was promised then
plan-not-adopted = Not adopted yet
plan-items-complete = items complete
plan-tasks-complete = measures and nodes complete
plan-reviews-open = comments waiting
plan-changed = changed since adoption
plan-added = added since adoption
plan-cancelled = cancelled since adoption
plan-complete = Nothing is missing
plan-incomplete = { $count ->
    [one] One is incomplete
   *[other] { $count } are incomplete
}
plan-reviewed = All comments are decided
plan-unreviewed = { $count ->
    [one] One comment waits
   *[other] { $count } comments wait
}
plan-who-adopts = A coordinator or the head of the leading group adopts it
plan-adopt-again = Adopt a new version
plan-adopt-hint = Adoption freezes every promise that has not ended: dates move by extension alone, and later changes are held against this version.
plan-adopt-why = Possible once nothing is missing and all comments are decided.
plan-lacks = Missing
plan-lacks-any = Anything
plan-lacking = missing:
plan-sponsorship = Sponsorship
plan-special = Special campaign
plan-key = Key item
plan-key-only = Taken on by the head ({ $count })
plan-aim = Goal and closing test
plan-since = As adopted → now
plan-row-added = Added
plan-row-cancelled = Cancelled
plan-row-complete = complete
plan-no-changes = Every promise is as it was adopted, or the plan is not adopted yet.
plan-matching = { $count } on this page, { $matching } in all
plan-sponsors = Items that leaders sponsor
plan-no-class = No class
plan-specials = Special campaigns
plan-items-done = Items done
plan-review-add = Add a review comment
plan-review-from = From
plan-review-about = About which matter
plan-review-about-hint = The number at the end of its address; left empty, it is about the whole plan.
plan-review-text = Comment
plan-review-adopt = Adopt
plan-review-decline = Do not adopt
plan-review-why = Why it is not adopted
plan-no-reviews = No review comments yet
plan-no-reviews-text = What the inspection office, the discipline body and the organisation department say of the plan is entered here. Each comment is adopted, or not adopted with a reason; the plan waits for all.
plan-fill = Fill in here
plan-fill-go = Save what is filled in
plan-fill-leave = Leave it
plan-fill-hint = At most { $count } rows at once. What is left empty stays; a row that is refused says why, the others are kept.
