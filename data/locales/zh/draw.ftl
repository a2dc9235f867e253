# 双随机抽取
draw-no-record = 这不是抽取记录：{ $problem }。请使用公布的完整 JSON 文件。
draw-cannot = 按此记录无法抽取：{ $problem }。
draw-same = 重放结果与公布结果逐字节一致：共抽取 { $drawn } 个对象，结果哈希 { $hash }。
draw-differs-algorithm = 算法名称不同：{ $place }
draw-differs-reveal = 公布的种子与事先承诺不符
draw-differs-frozen = 名录或规则与冻结时不一致：{ $place }
draw-differs-seed = 随机种子不同
draw-differs-stratum = 第 { $place } 个分层不同
draw-differs-drawn = 第 { $place } 个抽取结果不同
draw-differs-no-reason = 第 { $place } 次作废的抽取没有写明理由
