//! The demonstration: an invented zone with half a year of history, written through the same use cases as real work.

mod assessment;
mod bulletin;
mod files;
mod ledgers;
mod nodes;
mod office;
mod plan;
mod register;
mod staying;
mod way;
mod write;

use crate::{
    cli::{Cli, DATA},
    failure::Failure,
    terminal::Terminal,
};
use app::{App, Clock, Options, clock, language::Language};
use jiff::Timestamp;
use std::sync::atomic::Ordering;

/// Password of every demo account.
pub(crate) const PASSWORD: &str = "bihuan-demo";

/// A demo account worth trying.
pub(crate) struct Account {
    pub(crate) login: &'static str,
    zh: &'static str,
    en: &'static str,
}

impl Account {
    pub(crate) fn told(&self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }
}

/// One of each role.
pub(crate) const ACCOUNTS: &[Account] = &[
    Account { login: "luxingzhi", zh: "整改办协调员", en: "coordinator of the rectification office" },
    Account {
        login: "jiwenchuan", zh: "党工委书记（领导小组组长）", en: "head of the leading group"
    },
    Account { login: "wenyining", zh: "经办人", en: "handler" },
    Account { login: "quwangshu", zh: "验收人", en: "acceptor" },
    Account { login: "maiqingyue", zh: "督查组成员", en: "supervision group" },
    Account { login: "cuiyunzhen", zh: "审计人员", en: "auditor" },
    Account { login: "haoshuyu", zh: "管理员", en: "administrator" },
];

/// Opens the demonstration's data folder and writes its history when the folder is new. The clock of a demonstration
/// goes on from the day after its history, so that what is due and late stays the same whenever it is started.
pub(crate) fn open(cli: &Cli, terminal: &Terminal) -> Result<App, Failure> {
    let folder = match cli.data.as_os_str() == DATA {
        true => std::path::PathBuf::from("./bihuan-demo"),
        false => cli.data.clone(),
    };
    let files = files::Files::load()?;
    let today = files.campaign.campaign.reference_today;
    let morning = clock::instant(today.at(9, 0, 0, 0));
    let options = |clock| Options { folder: folder.clone(), house: cli.house.clone(), clock };
    let (hand_clock, hand) = Clock::by_hand(Timestamp::UNIX_EPOCH);
    let app = App::open(&options(hand_clock))?;
    if app.is_fresh()? {
        let bar = terminal.bar("demo-writing");
        let mut set = |at: Timestamp| hand.store(at.as_millisecond(), Ordering::Release);
        write::write(&app, &files, &mut set, &bar)?;
        bar.finish_and_clear();
    }
    let last = app.log(None, 1, false)?.first().map_or(morning, |entry| entry.at);
    drop(app);
    // The history ends on the afternoon of the last day; the demonstration goes on from there.
    Ok(App::open(&options(Clock::starting_at(last.max(morning))))?)
}
