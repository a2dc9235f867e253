//! What can be typed. Help is in both languages, because it is read before a language can be chosen.

use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;
use std::{net::SocketAddr, path::PathBuf};

/// The data folder where none is named.
pub(crate) const DATA: &str = "./bihuan-data";

/// 闭环整改督办系统 · closed-loop rectification and supervision
#[derive(Debug, Parser)]
#[command(name = "bihuan", version, propagate_version = true, arg_required_else_help = true)]
pub(crate) struct Cli {
    /// 数据目录 · data folder
    #[arg(long, global = true, value_name = "DIR", default_value = DATA, env = "BIHUAN_DATA")]
    pub(crate) data: PathBuf,
    /// 替换内置事项类型、角色、日历的目录 · folder whose kinds, roles and calendars stand in for the built-in ones
    #[arg(long, global = true, value_name = "DIR", env = "BIHUAN_HOUSE")]
    pub(crate) house: Option<PathBuf>,
    /// 提示语言 zh 或 en · language of messages; otherwise as LANG says
    #[arg(long, global = true, value_name = "zh|en", env = "BIHUAN_LANG")]
    pub(crate) lang: Option<String>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 启动服务 · start the service
    Serve(Service),
    /// 用虚构开发区的演示数据启动 · start with the invented demonstration
    Demo(Serve),
    /// 导入通报、方案 · import a bulletin or plan
    Import(Import),
    /// 解读通报，不写入 · read a bulletin and print what was read
    Parse(Parse),
    /// 检查通报中的可疑之处；有台账时一并对照 · check bulletins for slips, and against a ledger where there is one
    Check(Check),
    /// 比对两份或三份清单（csv） · compare two or three lists (csv)
    Compare(Compare),
    /// 双随机抽取的核验与重放 · double-random draws: draw again and say what differs
    Draw(Draw),
    /// 列出事项 · list matters
    List(List),
    /// 两日之间的变化 · what moved between two days
    Changes(Changes),
    /// 由台账生成公文；不带 --of 时列出模板 · make an official document; without --of, list the templates
    Document(Document),
    /// 导出全部日志或某日的全部事项（JSON Lines） · export the log, or all matters as of a day
    Export(Export),
    /// 核验全部哈希与派生数据 · check every hash and everything derived
    Verify,
    /// 由日志重建派生数据 · derive everything anew from the log
    Rebuild,
    /// 处理到期事项，服务运行时自动进行 · do what has come due; the service does so by itself
    Tick,
    /// 计算期限 · the day on which a limit ends, and how it comes about
    Due(Due),
    /// 用户 · people who can sign in
    #[command(subcommand)]
    User(User),
    /// 命令补全脚本 · shell completion
    Completion {
        /// bash, zsh, fish, powershell, elvish
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// 监听地址 · address to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8666", env = "BIHUAN_LISTEN")]
    pub(crate) listen: SocketAddr,
}

#[derive(Debug, Args)]
pub(crate) struct Service {
    #[command(flatten)]
    pub(crate) serve: Serve,
    /// 演练：在空目录里从某日开始，时钟由人拨动 · begin a rehearsal on this day, whose clock is set by hand
    #[arg(long, value_name = "DATE")]
    pub(crate) rehearsal: Option<Date>,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// txt、html 或 docx 文件 · the file
    pub(crate) file: PathBuf,
    /// 不询问，直接接受 · accept the proposal without asking
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Parse {
    /// txt、html 或 docx 文件 · the file
    pub(crate) file: PathBuf,
    /// 输出 JSON · print JSON
    #[arg(long, conflicts_with = "text")]
    pub(crate) json: bool,
    /// 输出解码后的文本 · print the decoded text byte for byte
    #[arg(long)]
    pub(crate) text: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// txt、html 或 docx 文件，可多个 · the files
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// 与数据目录里的这项整改工作对照；数据目录另行指定而未写明时取最近一项 · the campaign of the data folder to hold it
    /// against; where a data folder is named and this is not, the newest
    #[arg(long, value_name = "ID")]
    pub(crate) of: Option<u64>,
    /// 输出 JSON，每个文件一行 · print JSON, one line a file
    #[arg(long, conflicts_with = "sarif")]
    pub(crate) json: bool,
    /// 输出 SARIF 2.1.0 · print SARIF 2.1.0
    #[arg(long)]
    pub(crate) sarif: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// 两份或三份清单，首行为表头 · two or three lists, headings in the first line
    #[arg(required = true, num_args = 2..=3, value_name = "LIST")]
    pub(crate) files: Vec<PathBuf>,
    /// 输出 JSON · print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Draw {
    /// 公布的抽取记录（JSON） · the published record of a draw
    #[arg(long, value_name = "FILE")]
    pub(crate) replay: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    /// 类型，如 measure、item · kind
    #[arg(long)]
    pub(crate) kind: Option<String>,
    /// 只列某事项之下 · only below this matter
    #[arg(long, value_name = "ID")]
    pub(crate) under: Option<u64>,
    /// 责任单位 · responsible unit
    #[arg(long, value_name = "ID")]
    pub(crate) unit: Option<u64>,
    /// 状态 · state
    #[arg(long)]
    pub(crate) state: Option<String>,
    /// 灯：red、yellow、blue、green、undated · lamp
    #[arg(long)]
    pub(crate) lamp: Option<String>,
    /// 含有文字 · holds these words
    #[arg(long)]
    pub(crate) text: Option<String>,
    /// 排序：outline、due、changed · order
    #[arg(long, default_value = "outline")]
    pub(crate) sort: String,
    /// 至多几行 · at most this many rows
    #[arg(long, default_value_t = 1000)]
    pub(crate) limit: usize,
    /// 截至某日 · as of the end of this day
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// 输出 JSON Lines · print JSON Lines
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Changes {
    /// 第一天 · first day
    pub(crate) from: Date,
    /// 最后一天 · last day
    pub(crate) to: Date,
    /// 只看某事项之下 · only below this matter
    #[arg(long, value_name = "ID")]
    pub(crate) under: Option<u64>,
    /// 只看某单位 · only this unit
    #[arg(long, value_name = "ID")]
    pub(crate) unit: Option<u64>,
    /// 输出 JSON · print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Document {
    /// 模板名，如 ledger、bulletin · name of the template
    #[arg(requires = "of")]
    pub(crate) name: Option<String>,
    /// 事项 · the matter it speaks of
    #[arg(long, value_name = "ID")]
    pub(crate) of: Option<u64>,
    /// 用此文件作模板，有误时指出行号 · use this file as template; what is wrong is told with its line
    #[arg(long, value_name = "FILE", requires = "of", conflicts_with = "name")]
    pub(crate) template: Option<PathBuf>,
    /// 格式：docx、pdf、html、md、txt、xlsx · format
    #[arg(long, default_value = "txt")]
    pub(crate) format: String,
    /// 截至某日 · as of the end of this day
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// 写入文件，否则写到标准输出 · write to a file
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Due {
    /// 起算日 · the day of the event, which is not counted
    #[arg(required_unless_present = "table")]
    pub(crate) start: Option<Date>,
    /// 期限：15wd 工作日、60d 日、1mo 个月 · limit in working days, days or months
    #[arg(required_unless_present = "table")]
    pub(crate) limit: Option<String>,
    /// 列出一段日子里每一天、每一种期限的到期日 · every limit of every start day from one day to another
    #[arg(long, num_args = 2, value_names = ["FROM", "TO"], conflicts_with_all = ["start", "limit"])]
    pub(crate) table: Option<Vec<Date>>,
    /// 期限至多多少 · longest limit of the table
    #[arg(long, value_name = "N", default_value_t = 60, requires = "table")]
    pub(crate) up_to: u16,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// 写入文件，否则写到标准输出 · write to a file
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// 截至某日的全部事项，而非日志 · all matters as of this day instead of the log
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// 新增用户；密码从标准输入读取一行 · add a person; the password is read as one line of standard input
    Add {
        /// 登录名 · login name
        login: String,
        /// 姓名 · name
        #[arg(long)]
        name: String,
        /// 角色，可多次 · role, may be repeated; `role` or `role@unit-id`
        #[arg(long = "role", value_name = "ROLE[@UNIT]")]
        roles: Vec<String>,
        /// 单位编号 · unit id
        #[arg(long, value_name = "ID")]
        unit: Option<u64>,
        /// 职务 · post
        #[arg(long, default_value = "")]
        post: String,
    },
}
