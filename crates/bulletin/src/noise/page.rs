//! The furniture of a page: breadcrumbs, particulars, controls, footers, rules.

use crate::text::glyph::is_blank;

/// Whether the line is furniture.
pub(super) fn is_furniture(line: &str) -> bool {
    is_breadcrumb(line) || is_particular(line) || is_control(line) || is_footer(line) || is_rule(line)
}

/// 您当前的位置：首页 > 政务公开
fn is_breadcrumb(line: &str) -> bool {
    const STARTS: &[&str] = &[
        "您当前的位置",
        "您的位置",
        "当前位置",
        "您所在的位置",
        "你的位置",
        "所在位置",
        "现在的位置",
        "您現在的位置",
        "當前位置",
        "您的位置",
        "首页",
        "首頁",
    ];
    let arrows = line.chars().filter(|c| matches!(c, '>' | '＞' | '»' | '›' | '→')).count();
    let home = line.contains("首页") || line.contains("首頁") || line.contains("网站首页");
    STARTS.iter().any(|start| line.starts_with(start)) && (arrows > 0 || line.chars().count() < 30)
        || home && arrows > 0
        || arrows > 1 && !line.contains(['。', '→'])
}

/// Labels of page particulars. A label counts only at the start of a line.
const LABELS: &[&str] = &[
    "来源",
    "來源",
    "信息来源",
    "文章来源",
    "稿件来源",
    "发布时间",
    "发布日期",
    "發布時間",
    "發佈時間",
    "發布日期",
    "发文日期",
    "发文机关",
    "发文字号",
    "发布机构",
    "發布機構",
    "发布单位",
    "制发机关",
    "成文日期",
    "生成日期",
    "公开日期",
    "施行日期",
    "实施日期",
    "时效性",
    "有效性",
    "索引号",
    "索 引 号",
    "信息索引",
    "主题分类",
    "组配分类",
    "公开方式",
    "公开形式",
    "公开范围",
    "公开时限",
    "信息分类",
    "体裁分类",
    "关键词",
    "主题词",
    "作者",
    "编辑",
    "责任编辑",
    "審核",
    "审核",
    "信息员",
    "浏览次数",
    "浏览量",
    "浏览",
    "阅读次数",
    "阅读量",
    "阅读",
    "点击数",
    "点击量",
    "点击",
    "访问量",
    "瀏覽",
    "字体",
    "字号",
    "字體",
    "分享",
    "分享到",
    "分享至",
    "打印",
    "录入",
    "撰稿",
    "更新时间",
    "更新日期",
    "供稿",
    "签发",
    "名称",
    "标题",
    "文号",
    "状态",
    "日期",
    "时间",
];

/// 来源：某局 发布时间：2024-05-06, or a row of an index table.
fn is_particular(line: &str) -> bool {
    let plain = line
        .trim_start_matches(|c: char| is_blank(c) || matches!(c, '•' | '·' | '|' | '-' | '[' | '【' | '('));
    if plain.contains('。') {
        return false;
    }
    let cells = plain.matches('|').count();
    LABELS.iter().any(|label| {
        plain.strip_prefix(label).is_some_and(|rest| {
            let rest = rest.trim_start_matches(is_blank);
            let colon = rest.starts_with([':', '：']);
            let bare = rest.is_empty() || cells > 1 || rest.starts_with(['|', '】', ']', '\t']);
            // Export tables drop the colon: 发文日期2019年3月12日.
            let glued = label.chars().count() >= 4 && rest.chars().count() <= 40
                || *label == "时效性" && rest.chars().count() <= 12;
            colon || bare || glued
        })
    }) || starts_with_stamp(plain)
}

/// A line that opens with a full numeric date and holds hardly more: a publication stamp.
fn starts_with_stamp(line: &str) -> bool {
    let stamp: String = line.chars().take(10).collect();
    let digits = stamp.chars().filter(char::is_ascii_digit).count();
    let signs = stamp.chars().filter(|c| matches!(c, '-' | '/' | '.')).count();
    stamp.starts_with("20") && digits >= 6 && signs == 2 && line.chars().count() <= 80
}

/// Words of a page that stand in no official sentence.
const SURE_CONTROLS: &[&str] = &[
    "无障碍",
    "無障礙",
    "长者助手",
    "长者模式",
    "长者版",
    "适老",
    "关怀版",
    "智能问答",
    "扫一扫",
    "掃一掃",
    "扫码",
    "手机上打开",
    "手机查看",
    "微信扫",
    "关闭窗口",
    "关闭本页",
    "打印本页",
    "返回顶部",
    "返回首页",
    "返回列表",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "上一條",
    "下一條",
    "收藏本页",
    "设为首页",
    "加入收藏",
    "网站地图",
    "繁體中文",
    "繁体版",
    "简体版",
    "我要纠错",
    "大 中 小",
    "[大中小]",
    "【大中小】",
    "分享到",
    "分享至",
    "语音播报",
    "当前页",
    "本页二维码",
    "登录个人中心",
];

/// Words of a page that stand in sentences too; a line of nothing else is a row of controls.
const LIKELY_CONTROLS: &[&str] = &[
    "打印",
    "字体",
    "字號",
    "字号",
    "分享",
    "收藏",
    "关闭",
    "登录",
    "注册",
    "纠错",
    "朗读",
    "大",
    "中",
    "小",
    "默认",
    "复制链接",
    "链接",
    "微信",
    "微博",
    "QQ空间",
    "QQ",
    "朋友圈",
    "人人网",
    "邮箱",
    "简体",
    "繁体",
    "英文",
    "English",
    "首页",
    "首頁",
    "相关附件",
    "附件下载",
    "相关链接",
    "相关阅读",
    "正文",
    "字",
    "到",
    "返回",
    "下载",
    "保存",
    "搜索",
    "移动版",
    "手机版",
    "扫描",
    "二维码",
    "举报",
    "留言",
    "评论",
    "点赞",
    "顶部",
];

/// Controls of a page: text size, share, print, accessibility.
fn is_control(line: &str) -> bool {
    if line.contains('。') || line.chars().count() > 60 {
        return false;
    }
    if SURE_CONTROLS.iter().any(|word| line.contains(word)) {
        return true;
    }
    let mut rest = line;
    let mut words = 0;
    while !rest.is_empty() {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        match LIKELY_CONTROLS.iter().filter_map(|word| rest.strip_prefix(word)).min_by_key(|rest| rest.len())
        {
            Some(shorter) => rest = shorter,
            None => break,
        }
        words += 1;
    }
    words > 0 && rest.is_empty()
}

/// The foot of a page.
fn is_footer(line: &str) -> bool {
    const SURE: &[&str] = &[
        "版权所有",
        "版權所有",
        "ICP备",
        "ICP備",
        "公网安备",
        "网安备",
        "网站标识码",
        "Copyright",
        "copyright",
        "©",
        "All Rights Reserved",
    ];
    const LABELS: &[&str] = &[
        "技术支持",
        "技術支持",
        "主办单位",
        "主辦單位",
        "承办单位",
        "主办",
        "承办",
        "友情链接",
        "联系我们",
        "网站声明",
        "免责声明",
        "隐私政策",
        "建议使用",
        "网站维护",
        "网站管理",
    ];
    SURE.iter().any(|word| line.contains(word))
        || !line.contains('。')
            && LABELS.iter().any(|label| {
                line.strip_prefix(label).is_some_and(|rest| {
                    rest.trim_start_matches(is_blank).starts_with([':', '：', '|']) || rest.is_empty()
                })
            })
}

/// A line of dashes, bullets and bars.
fn is_rule(line: &str) -> bool {
    line.chars().all(|c| {
        is_blank(c) || matches!(c, '-' | '—' | '=' | '_' | '*' | '•' | '·' | '|' | '>' | '<' | '~' | '─')
    })
}
