# Why a file could not be read
read-input-too-large = The file is too large. Split it and upload the parts.
read-unpacked-too-large = The file is too large once unpacked. Save it anew and upload that.
read-ratio-too-high = The file is packed in an unusual way and was not opened, to be safe. Save it anew and upload that.
read-too-many-entries = The file has too many parts. Save it anew and upload that.
read-nested-too-deep = The file is nested too deeply. Save it anew and upload that.
read-too-many-lines = The file has too many lines. Split it and upload the parts.
read-too-many-rows = The sheet has too many rows. Split it and upload the parts.
read-too-many-columns = The sheet has something too far to the right. Delete what is not needed there and upload it again.
read-too-many-cells = The sheet has too many cells. Delete empty columns or split it and upload the parts.
read-too-many-merged = The sheet has too many merged cells. Unmerge them, or split it and upload the parts.
read-not-text = This is no text that can be read. Upload .txt, .html or .docx.
read-encrypted = The file has a password. Remove it and upload again.
read-document-type-declared = The file declares something that is not allowed and was not opened, to be safe. Save it anew and upload that.
read-entity-unknown = The file holds something unknown. Save it anew and upload that.
read-damaged = The file is damaged. Save it again and upload that.
read-part-missing = The file lacks a necessary part. Save it again and upload that.
