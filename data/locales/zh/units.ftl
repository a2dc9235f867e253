# 单位树与办理权限
units-lead = 各单位名下在办和红灯事项；“含下级”把下级单位合计在内，点数字进入列表。
units-open = 在办
units-red = 红灯
units-below = 含下级
units-people = { $count }人
rights-title = 谁能办什么
rights-lead = 按现在的角色、范围和代理列出；不能验收本人或本单位事项的已经除外。
rights-what = 办理
rights-who = 人员
rights-nobody = 现在没有人
rights-more = 等{ $count }人
