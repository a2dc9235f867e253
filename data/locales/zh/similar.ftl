# 读来相似的问题：共性、反复、反弹
similar-lead = 按文字相似度找出，标出的是相同之处；是不是同类问题由人判断。
similar-here = 相似问题
similar-rebound = 销号后再现
similar-recurring = 同一单位反复出现
similar-common = 多单位共性
similar-undecided = 单位未定
similar-group = { $count }项，涉及{ $units }个单位，最高相似{ $percent }%
similar-none-title = 没有发现相似的问题
similar-none-text = 已比对{ $count }项问题。
similar-looked-at = 本页比对{ $count }项问题
similar-linked = 已关联
similar-link = 关联为同类问题
similar-percent = 相似{ $percent }%
