//! Renders every page from invented data into a folder: `cargo run -p web --example gallery -- <folder>`.

#![allow(clippy::expect_used, reason = "a tool of developers ends at the first failure")]

mod sample;

use app::{
    language::Language,
    query::answer::{Listing, MatterPage, Named, Passage, Possible, Row},
};
use askama::Template;
use sample::{Sample, load};
use std::{fs, path::Path, sync::Arc};
use web::{
    pages::{
        matter::{form::Typed, view::MatterView},
        matters::{filter::Filter, view::MattersPage},
        overview::view::OverviewPage,
    },
    shell::{Reader, Section, Shell, words::Words},
};

fn words() -> Words {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/");
    let mut words = Words {
        roles: ledger::Roles::parse(&fs::read_to_string(format!("{root}roles.toml")).expect("roles"))
            .expect("roles"),
        ..Words::default()
    };
    for entry in fs::read_dir(format!("{root}kinds")).expect("kinds") {
        let source = fs::read_to_string(entry.expect("kind").path()).expect("kind");
        let kind = ledger::Kind::parse(&source).expect("kind");
        words.kinds.insert(kind.name.clone(), kind);
    }
    words
}

struct Gallery<'a> {
    folder: &'a Path,
    sample: Sample,
    words: Arc<Words>,
}

impl Gallery<'_> {
    fn shell(&self, language: Language, section: Section, path: &str) -> Shell {
        Shell {
            t: language.texts(),
            today: self.sample.today,
            reader: Some(Reader {
                person: self.sample.people.first().map(|p| p.id),
                name: "沈知微".into(),
                roles: self.words.role(language, "coordinator"),
                may_import: true,
            }),
            section,
            path: path.into(),
            words: self.words.clone(),
            notice: None,
        }
    }

    fn write(&self, name: &str, language: Language, page: &impl Template) {
        let html = page.render().expect("a page");
        fs::write(self.folder.join(format!("{name}.{}.html", language.tag())), html).expect("written");
    }

    fn pages(&self, l: Language) {
        let sample = &self.sample;
        let late =
            sample.measures().filter(|r| matches!(r.lamp, Some(ledger::Lamp::Red | ledger::Lamp::Yellow)));
        let soon = sample.measures().filter(|r| r.lamp == Some(ledger::Lamp::Blue));
        let silent =
            sample.measures().filter(|r| r.reported_at.is_none() && r.class == ledger::StateClass::Open);
        self.write(
            "overview",
            l,
            &OverviewPage {
                s: self.shell(l, Section::Overview, "/"),
                o: sample.overview(),
                late: late.take(8).cloned().collect(),
                soon: soon.take(5).cloned().collect(),
                silent: silent.take(5).cloned().collect(),
            },
        );
        self.lists(l);
        self.matter(l);
    }
}

impl Gallery<'_> {
    fn list(&self, name: &str, l: Language, filter: Filter, rows: Vec<Row>) {
        let places = self.sample.rows.iter().filter(|row| row.depth == 1);
        let named = |row: &Row| Named { id: row.id, number: row.number.clone(), title: row.title.clone() };
        self.write(
            name,
            l,
            &MattersPage {
                s: self.shell(l, Section::Matters, "/matters"),
                filter,
                unread: vec![],
                listing: Listing { total: Some(194), next: (rows.len() > 50).then(|| "x".to_owned()), rows },
                places: places.map(named).collect(),
                units: self.sample.units.clone(),
                person: None,
            },
        );
    }

    fn lists(&self, l: Language) {
        self.list("matters", l, Filter::default(), self.sample.rows.iter().take(70).cloned().collect());
        let (red, _) = Filter::read([("lamp", "red"), ("sort", "due")]);
        let rows = self.sample.measures().filter(|row| row.lamp == Some(ledger::Lamp::Red));
        self.list("matters-red", l, red.clone(), rows.take(20).cloned().collect());
        self.list("matters-none", l, red, vec![]);
    }

    fn matter(&self, l: Language) {
        let row =
            self.sample.measures().find(|row| row.lamp == Some(ledger::Lamp::Red)).expect("a late measure");
        let item = self.sample.rows.iter().find(|row| row.kind == "item").expect("an item");
        for (name, row, typed) in [
            ("matter", row, None),
            ("matter-item", item, None),
            (
                "matter-refused",
                row,
                Some(Typed {
                    form: "report".into(),
                    why: l.texts().refusal(&ledger::Refusal::Stale { seen: 3, now: 4 }),
                    values: vec![
                        ("text".into(), "走访工作已全部完成。".into()),
                        ("percent".into(), "100".into()),
                    ],
                }),
            ),
        ] {
            let kind = &self.words.kinds[&row.kind];
            let moves = kind.moves.iter().filter(|way| way.from.contains(&row.state)).map(|way| Possible {
                right: format!("move:{}", way.name),
                refusal: way
                    .guards
                    .first()
                    .map(|_| ledger::Refusal::GuardFails { guard: ledger::guard::Guard::EvidenceIsAttached }),
            });
            let plain = [
                "assign",
                "set_due_date",
                "report_progress",
                "comment",
                "edit_fields",
                "attach_evidence",
                "link",
                "correct",
            ];
            let page = MatterPage {
                matter: self.sample.matter(row),
                row: row.clone(),
                above: self.sample.above(row),
                children: self.sample.rows.iter().filter(|one| one.parent == Some(row.id)).cloned().collect(),
                names: self.sample.units.iter().chain(&self.sample.people).cloned().collect(),
                linked_from: vec![],
                history: self.sample.history(row),
                older: Some(3),
                possible: moves
                    .chain(plain.map(|right| Possible { right: right.into(), refusal: None }))
                    .collect(),
                source: Some(Passage {
                    title: "市委第三轮联动巡察反馈问题整改方案.docx".into(),
                    import: self.sample.campaign.id,
                    text: format!("{}{}。", row.number, row.title),
                }),
            };
            self.write(
                name,
                l,
                &MatterView {
                    s: self.shell(l, Section::Matters, "/matters/7"),
                    m: page,
                    units: self.sample.units.clone(),
                    people: self.sample.people.clone(),
                    seed: "0".repeat(32),
                    typed,
                    why_lamp: l.texts().get("why-lamp-undated").into_owned(),
                    may_open: true,
                },
            );
        }
    }
}

fn main() {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "target/gallery".into());
    let folder = Path::new(&folder);
    fs::create_dir_all(folder.join("static")).expect("folder");
    for (address, bytes) in web::shell::assets::files() {
        fs::write(folder.join(address.trim_start_matches('/')), bytes).expect("written");
    }
    let gallery = Gallery { folder, sample: load(), words: Arc::new(words()) };
    Language::ALL.into_iter().for_each(|language| gallery.pages(language));
}
