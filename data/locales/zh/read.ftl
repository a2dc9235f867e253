# 文件读不出来的原因
read-input-too-large = 文件太大。请拆分后再传。
read-unpacked-too-large = 文件解压后太大。请另存为新文件再传。
read-ratio-too-high = 文件的压缩比异常，为安全起见没有打开。请另存为新文件再传。
read-too-many-entries = 文件里的部件太多。请另存为新文件再传。
read-nested-too-deep = 文件结构嵌套太深。请另存为新文件再传。
read-too-many-lines = 文件行数太多。请拆分后再传。
read-too-many-rows = 工作表行数太多。请拆分后再传。
read-too-many-columns = 工作表右侧太远处还有内容。请删去多余的列后再传。
read-too-many-cells = 工作表单元格太多。请删去空列或拆分后再传。
read-too-many-merged = 工作表的合并单元格太多。请取消合并或拆分后再传。
read-not-text = 这不是可以读取的文字文件。请上传 .txt、.html 或 .docx。
read-encrypted = 文件有密码。请去掉密码后再传。
read-document-type-declared = 文件含有不允许的声明，为安全起见没有打开。请另存为新文件再传。
read-entity-unknown = 文件含有无法识别的内容。请另存为新文件再传。
read-damaged = 文件已损坏。请重新保存后再传。
read-part-missing = 文件缺少必要的部分。请重新保存后再传。
