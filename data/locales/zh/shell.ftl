# 产品名
product = 闭环
