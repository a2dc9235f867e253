//! Pages: what becomes a line, what is left out, what is hinted.
#![allow(clippy::unwrap_used, clippy::panic)]

mod sample;

use documents::{Format, Limits, Note, Text, read};

fn page(source: &str) -> Text {
    let read = read(source.as_bytes(), Some("sample.html"), &Limits::default()).unwrap();
    assert_eq!(read.format, Format::Html);
    read
}

#[test]
fn blocks_become_lines() {
    for (source, expected) in [
        ("<p>甲</p><p>乙</p>", "甲\n乙\n"),
        ("<p>甲<p>乙", "甲\n乙\n"),
        ("<div><div>甲</div></div>乙<h2>丙</h2>", "甲\n乙\n丙\n"),
        ("甲<br>乙<br/><br>丙", "甲\n乙\n\n丙\n"),
        ("<p> 一、  加强 \t <b>领导</b> </p>", "一、 加强 领导\n"),
        ("<p>根据统一\n  部署，\n第三组</p>", "根据统一部署，第三组\n"),
        ("<p>in two\nwords\n整改</p>", "in two words 整改\n"),
        ("<p>2016年6&nbsp;月15日</p>", "2016年6\u{a0}月15日\n"),
        ("<p>2016年6 月15日</p>", "2016年6 月15日\n"),
        ("<p>&ldquo;A&amp;B&rdquo;&#31532;&#x4E00;</p>", "“A&B”第一\n"),
        ("<pre>一\n  二\r\n\n三</pre>", "一\n  二\n\n三\n"),
        ("<p style='white-space: pre-wrap'>一\n二</p>", "一\n二\n"),
        ("<ul><li>甲<li>乙</ul>", "甲\n乙\n"),
        ("<ol><li>甲<li>2024年<ol type=a><li>丙</ol><li value=7>丁</ol>", "1.甲\n2. 2024年\na.丙\n7.丁\n"),
        (
            "<ol start=3 style='list-style-type:cjk-ideographic'><li><p>甲</p></li><li>乙</ol>",
            "三、甲\n四、乙\n",
        ),
        ("<ol style='list-style:none'><li>甲</ol>", "甲\n"),
        ("<p><span>甲</p>乙</span><p>丙", "甲\n乙\n丙\n"),
        ("<p>甲</b></i></div></table>乙", "甲\n乙\n"),
        ("", ""),
        ("<img alt=无><!-- 无 --><?xml 无?><![CDATA[无]]>有", "有\n"),
    ] {
        assert_eq!(page(source).text, expected, "{source}");
    }
}

#[test]
fn table_rows_become_lines() {
    let long: String = (1..=13).map(|n| format!("<p>第{n}段</p>")).collect();
    let lines: String = (1..=13).map(|n| format!("第{n}段\n")).collect();
    for (source, expected) in [
        ("<table><tr><th>序号<th>措施<tr><td>1<td>建账</table>", "序号\t措施\n1\t建账\n"),
        (
            "<table><tbody><tr><td> 1 </td> <td><p>甲</p><p>乙<br>丙</p></td></tr></tbody></table>后",
            "1\t甲 乙 丙\n后\n",
        ),
        ("前<table><tr><td></td><td>甲</td><td></td><td>乙</td><td></td></tr></table>", "前\n\t甲\t\t乙\n"),
        (
            "<table><tr><td colspan=2>甲</td><td rowspan=2>乙</td></tr><tr><td>丙</td></tr></table>",
            "甲\t乙\n丙\n",
        ),
        ("<table><tr><td></td></tr></table>后", "后\n"),
        ("<table><td>甲<td>乙</table>", "甲\t乙\n"),
        ("<tr><td>甲</td><td>乙</td></tr>", "甲\t乙\n"),
        ("<td>甲</td><td>乙</td>", "甲\n乙\n"),
        ("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>", "甲\n乙\n"),
        ("<table><tr><td>左<td><table><tr><td>1<td>2</table></table>", "左\n1\t2\n"),
        (&format!("<table><tr><td>左<td>{long}</table>"), &format!("左\n{lines}")),
        ("<table><tr><td><pre>a\tb</pre><td>c</table>", "a b\tc\n"),
        ("<table><caption>附表</caption><tr><td>甲<td>乙</table>", "附表\n甲\t乙\n"),
    ] {
        assert_eq!(page(source).text, expected, "{source}");
    }
}

#[test]
fn what_is_not_printed_is_left_out() {
    let read = page(
        "<html><head><title>网站标题</title><style>p{}</style><script>var a='<p>无</p>';</script></head><body>\
         <nav><a>首页</a></nav><p>正文</p><div style='DISPLAY: none'>藏一</div><p hidden>藏二</p>\
         <span style='visibility:hidden'>藏</span><textarea>框</textarea><select><option>选</select>\
         <noscript>无脚本</noscript><template>模</template><svg><text>图</text></svg><p>尾</p>",
    );
    assert_eq!(read.text, "正文\n尾\n");
    assert_eq!(read.notes, [Note::HiddenTextDropped { characters: 2 + 2 + 2 + 1 + 1 + 1 + 1 }]);
    // The title that is printed in the body stays.
    assert_eq!(page("<title>通报</title><h1>通报</h1>").text, "通报\n");
    // A hidden element that is never closed ends with the block around it.
    assert_eq!(page("<div><span style='display:none'>藏</div>见").text, "见\n");
}

#[test]
fn hints_point_into_the_text() {
    let read = page(
        "<h1>通报</h1><h2 style='font-weight:normal'>一、 总体</h2><p class=MsoTitle>题</p>\
         <p><b>（一）<span>加强</span></b>领导 <span style='font-weight:700'>重</span></p>\
         <table><tr><td><h3>甲</h3><td><b>乙</b></table>",
    );
    let bold: Vec<&str> = read.hints.bold.iter().map(|span| &read.text[span.clone()]).collect();
    assert_eq!(bold, ["通报", "（一）加强", "重", "甲", "乙"]);
    let headings: Vec<_> =
        read.hints.headings.iter().map(|h| (&read.text[h.span.clone()], h.level)).collect();
    assert_eq!(headings, [("通报", 1), ("一、 总体", 2), ("题", 1)]);
    let few = Limits { hints: 1, ..Limits::default() };
    let read = documents::read("<h1>甲</h1><h1>乙</h1>".as_bytes(), None, &few).unwrap();
    assert_eq!((read.hints.bold.len(), read.hints.headings.len()), (1, 1));
}

#[test]
fn charsets() {
    let gbk = |source: &str| encoding_rs::GBK.encode(source).0.into_owned();
    let body = "<p>云岭新区关于整改进展情况的通报</p>";
    let declared = format!(
        "<html><head><meta http-equiv=Content-Type content=\"text/html; charset=gb2312\"></head>{body}"
    );
    let modern = format!("<!DOCTYPE html><meta charset='GBK'>{body}");
    let silent = format!("<html>{body}");
    let contradicted = Note::CharsetContradicted { declared: "gb18030", charset: "UTF-8" };
    let guessed = Note::CharsetGuessed { charset: "gb18030" };
    let utf8_said = format!("<meta charset=utf-8>{body}");
    let wrong = Note::CharsetContradicted { declared: "UTF-8", charset: "gb18030" };
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(silent.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (what, bytes, charset, notes) in [
        ("declared gb2312", gbk(&declared), "gb18030", vec![]),
        ("declared gbk", gbk(&modern), "gb18030", vec![]),
        ("undeclared gbk", gbk(&silent), "gb18030", vec![guessed]),
        ("utf-8 said to be gb2312", declared.clone().into_bytes(), "UTF-8", vec![contradicted]),
        ("gbk said to be utf-8", gbk(&utf8_said), "gb18030", vec![wrong]),
        ("undeclared utf-8", silent.clone().into_bytes(), "UTF-8", vec![]),
        ("utf-16", wide, "UTF-16LE", vec![]),
        (
            "xhtml",
            format!("<?xml version='1.0' encoding='utf-8'?><!-- 一 --><!DOCTYPE html>{silent}").into_bytes(),
            "UTF-8",
            vec![],
        ),
    ] {
        let read = read(&bytes, None, &Limits::default()).unwrap();
        assert_eq!(read.text, "云岭新区关于整改进展情况的通报\n", "{what}");
        assert_eq!((read.charset, &read.notes, read.format), (charset, &notes, Format::Html), "{what}");
    }
    // Two characters that are valid UTF-8 by accident: the declaration decides.
    let read = read(&gbk("<meta charset=gbk><p>联通</p>"), None, &Limits::default()).unwrap();
    assert_eq!((read.text.as_str(), read.charset), ("联通\n", "gb18030"));
}

#[test]
fn html_out_of_a_word_processor() {
    let read = page(
        "<html xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\">\r\n\
         <head><meta http-equiv=Content-Type content=\"text/html; charset=utf-8\"><title>内部标题</title>\r\n\
         <!--[if gte mso 9]><xml><o:Author>无</o:Author></xml><![endif]-->\r\n\
         <style><!-- p.MsoNormal {mso-style-parent:\"\"} --></style></head>\r\n\
         <body lang=ZH-CN style='tab-interval:21.0pt'><div class=WordSection1>\r\n\r\n\
         <p class=MsoNormal align=center style='text-align:center'><b><span\r\nstyle='font-size:22.0pt;mso-bidi-font-family:宋体'>云岭新区整改\r\n通报<span\r\nlang=EN-US><o:p></o:p></span></span></b></p>\r\n\r\n\
         <p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>\r\n\r\n\
         <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span\r\nstyle='mso-list:Ignore'>一、<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;\r\n</span></span><![endif]>强化<span lang=EN-US>2024</span>年度整改</p>\r\n\
         <p class=MsoNormal style='mso-outline-level:2'>（一）建章立制<span style='display:none;mso-hide:all'>藏</span></p>\r\n\
         <table class=MsoNormalTable border=1><tr style='mso-yfti-irow:0'><td width=100><p class=MsoNormal>序号<o:p></o:p></p></td>\r\n\
         <td><p class=MsoNormal>措施<span lang=EN-US><o:p></o:p></span></p></td></tr></table></div></body></html>",
    );
    assert_eq!(read.text, "云岭新区整改通报\n\u{a0}\n一、强化2024年度整改\n（一）建章立制\n序号\t措施\n");
    assert_eq!(read.hints.headings.len(), 1);
    assert_eq!(&read.text[read.hints.headings[0].span.clone()], "（一）建章立制");
    assert_eq!(&read.text[read.hints.bold[0].clone()], "云岭新区整改通报");
}
