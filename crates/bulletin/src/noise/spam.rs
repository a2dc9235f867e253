//! Spam in crawled copies of public pages.

/// Advertising that copies of public pages carry at their edges, and lines of broken characters.
pub(super) fn is_spam(line: &str) -> bool {
    const SURE: &[&str] = &[
        "免费观看",
        "在线观看",
        "免费看",
        "在線觀看",
        "免費觀看",
        "高清全集",
        "精品合集",
        "视频在线",
        "無碼",
        "无码",
        "博彩",
        "娱乐城",
        "一区二区",
        "歡迎光臨",
        "欢迎光临",
        "歡迎來到",
        "欢迎来到",
        "欢迎访问",
        "歡迎訪問",
        "全集免费",
        "高清视频",
        "成人视频",
        "棋牌游戏",
        "国产精品",
        "國產精品",
    ];
    const LIKELY: &[&str] = &[
        "国产",
        "國產",
        "亚洲",
        "亞洲",
        "欧美",
        "歐美",
        "日韩",
        "日韓",
        "久久",
        "澳门",
        "彩票",
        "棋牌",
        "真人",
        "成人",
        "影视",
        "電影",
        "电影",
        "下载安装",
        "开户",
        "投注",
        "代理加盟",
        "高清",
        "精品",
        "视频",
        "免费",
    ];
    let hits = LIKELY.iter().filter(|word| line.contains(**word)).count();
    let official = ["整改", "巡视", "巡察", "巡視", "审计", "督察"].iter().any(|word| line.contains(word));
    !official && (SURE.iter().any(|word| line.contains(word)) || hits >= 3) || is_broken(line)
}

/// Accented letters among Chinese characters are bytes read in the wrong encoding.
fn is_broken(line: &str) -> bool {
    let accented = line.chars().filter(|c| matches!(c, '\u{100}'..='\u{24f}' | '\u{fffd}')).count();
    let chinese = line.chars().any(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
    chinese && (accented > 1 || accented == 1 && line.contains('?')) || line.contains("锟斤拷")
}
