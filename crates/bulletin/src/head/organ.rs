//! Names of public bodies, told by how they end.

use crate::text::glyph::is_blank;

/// Ends of names of bodies, simplified and traditional.
const ENDS: &[&str] = &[
    "委员会",
    "委員會",
    "党组",
    "黨組",
    "党委",
    "黨委",
    "党工委",
    "工委",
    "党总支",
    "党支部",
    "人民政府",
    "政府",
    "管委会",
    "管委會",
    "办公室",
    "辦公室",
    "办公厅",
    "辦公廳",
    "审计局",
    "审计厅",
    "审计署",
    "局",
    "厅",
    "廳",
    "署",
    "法院",
    "检察院",
    "检验院",
    "勘测院",
    "研究院",
    "科学院",
    "设计院",
    "学院",
    "大学",
    "學院",
    "大學",
    "公司",
    "集团",
    "集團",
    "中心",
    "协会",
    "協會",
    "联合会",
    "总工会",
    "医院",
    "醫院",
    "学校",
    "领导小组",
    "巡察办",
    "巡视办",
    "市委",
    "省委",
    "区委",
    "县委",
    "區委",
    "縣委",
    "纪委",
    "监委",
    "委",
    "部",
    "院",
    "组织部",
    "宣传部",
    "街道",
    "总队",
    "支队",
    "银行",
    "联社",
    "商会",
    "办",
    "处",
    "所",
    "站",
    "馆",
    "社",
    "校",
    "开发区",
    "指挥部",
];

/// Words that name a page or a paper and no body: 新闻中心 is a channel.
const NAMES_OF_PAGES: &[&str] = &[
    "关于",
    "關於",
    "新闻",
    "新聞",
    "媒体",
    "媒體",
    "公告",
    "公示",
    "专栏",
    "專欄",
    "频道",
    "资讯",
    "資訊",
    "首页",
    "首頁",
    "政务公开",
    "信息公开",
    "网站",
    "整改",
    "问题",
    "情况",
    "召开",
    "开展",
];

/// No name of a body is longer than this many characters.
const LONGEST: usize = 40;

/// Whether `words` is the name of a body and nothing else.
pub(crate) fn is_organ(words: &str) -> bool {
    let length = words.chars().count();
    (3..=LONGEST).contains(&length)
        && words
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '（' | '）' | '(' | ')' | '、' | '·') || is_blank(c))
        && !NAMES_OF_PAGES.iter().any(|word| words.contains(word) && !(*word == "整改" && steers(words)))
        && ENDS.iter().any(|end| words.ends_with(end))
}

/// 某县巡察整改领导小组办公室 is a body for all that its name holds a word of papers.
fn steers(words: &str) -> bool {
    ["领导小组", "办公室", "指挥部", "专班"].iter().any(|end| words.ends_with(end))
}

/// The body before the office in 市审计局局长 郑海峰: 市审计局.
pub(crate) fn speaker(line: &str) -> Option<&str> {
    const OFFICES: &[&str] = &[
        "党组书记、局长",
        "党组书记",
        "副局长",
        "局长",
        "局長",
        "副厅长",
        "厅长",
        "廳長",
        "审计长",
        "副主任",
        "主任",
        "副市长",
        "市长",
        "市長",
        "副省长",
        "省长",
        "省長",
        "副区长",
        "区长",
        "區長",
        "副县长",
        "县长",
        "縣長",
        "秘书长",
        "院长",
        "检察长",
        "署长",
        "部长",
        "书记",
    ];
    if line.chars().count() > 36 || line.contains(['。', '，', ',', '：', ':', '、']) {
        return None;
    }
    let (at, office) = OFFICES
        .iter()
        .filter_map(|office| line.find(office).map(|at| (at, *office)))
        .min_by_key(|(at, _)| *at)?;
    let name = line.get(at + office.len()..)?.trim_matches(is_blank);
    let letters = name.chars().filter(|c| !is_blank(*c)).count();
    let body = line.get(..at)?.trim_matches(is_blank);
    ((2..=4).contains(&letters) && is_organ(body)).then_some(body)
}
