//! Renders every page from invented data into a folder: `cargo run -p web --example gallery -- <folder>`.

mod sample;

use app::language::Language;
use askama::Template;
use sample::{Sample, load};
use std::{fs, path::Path, sync::Arc};
use web::{
    pages::overview::view::OverviewPage,
    shell::{Reader, Section, Shell, words::Words},
};

fn words() -> Words {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/");
    let mut words = Words {
        roles: ledger::Roles::parse(&fs::read_to_string(format!("{root}roles.toml")).expect("roles")).expect("roles"),
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
        let late = sample.measures().filter(|r| matches!(r.lamp, Some(ledger::Lamp::Red | ledger::Lamp::Yellow)));
        let soon = sample.measures().filter(|r| r.lamp == Some(ledger::Lamp::Blue));
        let silent = sample.measures().filter(|r| r.reported_at.is_none() && r.class == ledger::StateClass::Open);
        self.write("overview", l, &OverviewPage {
            s: self.shell(l, Section::Overview, "/"),
            o: sample.overview(),
            late: late.take(8).cloned().collect(),
            soon: soon.take(5).cloned().collect(),
            silent: silent.take(5).cloned().collect(),
        });
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
