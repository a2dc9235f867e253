# 我的待办
nav-work = 我的待办
work-lead = 由您负责、等您决定，或本单位尚未落实到人的事项；逾期的在前。
work-none-title = 目前没有等您处理的事项
work-none-text = 有事项交到您手上时，会出现在这里。
work-more = 这里只列出最紧要的 { $count } 项。
work-all = 全部未办结事项
work-choose = 选择
work-next = 下一步
work-report = 报告进展
work-decide = 审批延期
work-waits = 等待他人处理
work-no-change = 所选事项均无变化
work-no-change-hint = 每项各记一次“无变化”的进展报告。
work-none-chosen = 还没有选择事项。请先勾选，再报告无变化。
work-reported = 已为 { $count } 项事项报告无变化。
