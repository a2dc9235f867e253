# 台账
nav-ledgers = 台账
ledgers-lead = 整改之外的各项工作台账；期限、灯号、验收、留痕与整改事项同一套规则。
ledgers-ledger = 台账
ledgers-states = 办理情况
ledgers-running = 在办
ledgers-heat = 单位与台账
ledgers-heat-lead = 每格为该单位在办数；黄色有逾期，红色有严重逾期，框线表示过半严重逾期。
ledgers-late = 逾期 { $late }
ledgers-empty = 暂无记录：
ledger-open = 新增一条
