# 数字
nav-figures = 报告的数字
figures-lead = 各事项报告过的数字，按时间排列：谁报告的，在哪份通报里公布过。
figures-none = 还没有报告过数字
figures-more = 只列出最近报告的{ $count }组数字，请选择较小的范围。
figures-places = 选择范围
figures-day = 报告日期
figures-by = 报告人
figures-published = 公布
figures-qualifier = 约数
figures-xlsx = 导出 Excel
figures-csv = 导出 CSV
