# 通报中的可疑之处
finding-impossible-share = 占比“{ $raw }”超过100%。
finding-share-does-not-compute = 占比“{ $raw }”与文中数字不符：{ $part }占{ $whole }应为{ $computed }。
finding-growth-does-not-compute = 增减幅度“{ $raw }”与文中数字不符：由{ $old }到{ $new }应为{ $computed }。
finding-growth-has-no-base = 没有哪个整数增减“{ $raw }”后等于{ $new }，请核对这两个数字。
finding-change-does-not-compute = 差额“{ $raw }”与文中数字不符：{ $old }与{ $new }相差{ $computed }。
finding-direction-contradicts = 由{ $old }到{ $new }，与文中所说的增减方向相反。
finding-part-exceeds-whole = 部分“{ $parts }”大于总数“{ $whole }”。
finding-total-differs = 分项之和与总数“{ $whole }”不符：{ $parts } = { $sum }。
finding-parts-fall-short = 所列分项之和小于总数“{ $whole }”：{ $parts } = { $sum }，请核对是否列全。
finding-figures-contradict = 同一事项前后数字不一致：“{ $one }”与“{ $other }”。
finding-nouns-contradict = 同一数字{ $count }前后名称不一致：“{ $one }”与“{ $other }”，请核对是否为同一事项。
finding-scale-changes = 同一数字前后单位不一致：“{ $one }”与“{ $other }”。
finding-sentence-repeated = 句子重复出现：“{ $words }…”。
finding-all-beside-exception = 既称全部完成（{ $all }），又有例外（{ $exception }）。
finding-all-but-exception = 不能理解为全部完成：{ $exception }，{ $all }。
finding-measure-count-differs = 文中称有{ $claimed }条整改措施，实际写出{ $written }条，相差{ $gap }条。
finding-document-count-differs = 文中称制定制度{ $claimed }项，书名号内不同名称有{ $named }个；两者口径可能不同，请核对。
finding-item-count-differs = 文中称有{ $claimed }个问题，实际逐项写出{ $written }个。
finding-list-count-differs = 此处称有{ $claimed }，所列为{ $listed }。
finding-sequence-gap = 序号不连续：“{ $mark }”处应为第{ $expected }个，实为第{ $found }个。
finding-sequence-repeat = 序号重复：“{ $mark }”（第{ $number }个）出现不止一次。
finding-lost-digits = 日期“{ $raw }”缺字，无法确定是哪一天。
finding-invalid-date = 日历上没有“{ $raw }”这一天。
finding-range-reversed = 时间段的结束（{ $other }）早于开始（{ $one }）。
finding-dates-out-of-order = 后一环节的日期“{ $other }”早于前一环节“{ $one }”。
finding-date-after-closing = 已办事项的日期“{ $other }”晚于成文日期“{ $one }”。
finding-dates-contradict = 同一事件前后日期不一致：“{ $one }”与“{ $other }”。
finding-date-on-day-off = 以下日期是休息日：{ $days }。
finding-ranks-contradict = 同一排名前后不一致：“{ $one }”与“{ $other }”。
finding-rank-exceeds-field = 名次“{ $rank }”超出参加排名的数量“{ $field }”。
finding-title-varies = 两个名称相近，可能是同一份文件：{ $one }、{ $other }。
finding-punctuation-mixed = 标点全角、半角混用：{ $signs }
finding-unpaired-quote = 引号“{ $mark }”在本段内不成对。
finding-unpaired-title-mark = 书名号“{ $mark }”在本段内不成对。
finding-unpaired-bracket = 括号“{ $mark }”在本段内不成对。
finding-missing-contact = 没有联系方式（电话、邮寄地址或电子邮箱）。
finding-missing-signature = 文末没有署名。
finding-missing-date = 文末没有成文日期。
finding-truncated-text = 文字在句子中间中断：“…{ $tail }”
finding-unsupported-figure = 台账里没有记录写过“{ $raw }”。请核对，或先在有关事项上报告这个数字。
finding-state-contradicts = 文中说“{ $says }”，台账里这一事项的状态是“{ $state }”。请以台账为准修改，或先办理事项。
finding-handler-named = 公开文本中出现了经办人的姓名：{ $name }。请删去，或改为单位名称。
check-row = 对照：#{ $id } { $title }——{ $says }
finding-mobile-number = 公开文本中有手机号码：{ $raw }。不是有意公布的联系方式的，请删去。
finding-identity-number = 公开文本中有身份证号码：{ $raw }，请删去。
finding-bank-card = 公开文本中有银行卡号或账号：{ $raw }，请删去。

# 检查命令
check-against = 对照第{ $line }行第{ $column }列：{ $words }
check-counts = { $file }：错误{ $errors }处，警告{ $warnings }处，提示{ $notes }处
check-nothing = { $file }：未发现可疑之处
check-no-ledger = 没有对照台账：{ $why }
