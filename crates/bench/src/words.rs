//! Invented Chinese titles and texts.

use crate::chance::Chance;

const DO: [&str; 12] =
    ["推进", "清理", "规范", "整治", "压实", "完善", "核查", "追缴", "盘活", "加快", "督促", "梳理"];
const WHAT: [&str; 24] = [
    "闲置土地处置",
    "标准厂房租金收缴",
    "工程变更审批",
    "项目招投标管理",
    "惠企资金拨付",
    "园区安全生产责任",
    "干部选拔任用程序",
    "公务接待台账",
    "国有资产出租",
    "污水管网建设",
    "企业投诉办理",
    "合同履约监管",
    "政府购买服务",
    "债务风险化解",
    "会议培训费用",
    "档案归集移交",
    "编外人员聘用",
    "招商引资承诺兑现",
    "物业维修资金",
    "环保设施运行",
    "消防隐患销号",
    "统计数据核实",
    "采购验收程序",
    "信访积案化解",
];
const HOW: [&str; 12] = [
    "建立专班逐项销号",
    "制定清单并倒排工期",
    "开展专项检查回头看",
    "修订管理办法",
    "约谈责任单位负责人",
    "引入第三方评估",
    "按月通报进展",
    "完成资料补正",
    "组织业务培训",
    "移交纪检监察机构核查",
    "签订补充协议",
    "完善台账并公示",
];
const PLACES: [&str; 20] = [
    "青石片区",
    "临溪街道",
    "望湖园",
    "云岭新城",
    "白鹭洲",
    "沙堤工业园",
    "松风里",
    "双河口",
    "金穗产业园",
    "石桥镇",
    "南浦港区",
    "桐花岭",
    "星渚软件园",
    "朝阳村",
    "东篱社区",
    "玉带河",
    "长亭驿",
    "海棠湾",
    "北屏山",
    "柳林渡",
];

/// A title of about 20 characters.
pub(crate) fn title(chance: &mut Chance, n: usize) -> String {
    format!("{}{}{}，第{}批", chance.one_of(&DO), chance.one_of(&PLACES), chance.one_of(&WHAT), n % 997 + 1)
}

/// A text of about 80 characters.
pub(crate) fn text(chance: &mut Chance, n: usize) -> String {
    format!(
        "由{place}牵头，对照反馈问题{}{}，{}，{}；涉及资金{}.{}万元，{}月底前完成第{}项，做到举一反三、标本兼治。",
        chance.one_of(&DO),
        chance.one_of(&WHAT),
        chance.one_of(&HOW),
        chance.one_of(&HOW),
        chance.below(9000) + 10,
        chance.below(10),
        chance.below(12) + 1,
        n,
        place = chance.one_of(&PLACES),
    )
}

/// What somebody reports, about 60 characters.
pub(crate) fn report(chance: &mut Chance, n: usize) -> String {
    format!(
        "本周{}，已{}；{}的{}完成{}%，剩余{}户正在办理，下周继续推进第{n}项。",
        chance.one_of(&HOW),
        chance.one_of(&HOW),
        chance.one_of(&PLACES),
        chance.one_of(&WHAT),
        chance.below(100),
        chance.below(40) + 1,
    )
}

/// Words people look for: frequent, seldom, together.
pub(crate) const SOUGHT: [&str; 6] =
    ["租金", "闲置土地", "海棠湾 污水管网", "举一反三", "第977批", "松风里 约谈责任单位"];
