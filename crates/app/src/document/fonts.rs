//! Fonts of a PDF: which families stand for which element is data; files are looked for where systems keep them.

use crate::AppError;
use documents::write::{Families, Font, Fonts, face_names};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    fs::File,
    io::BufReader,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

/// The Debian package that brings a font for every element.
const PACKAGE: &str = "fonts-noto-cjk";
/// Files that are looked at, at most.
const MOST_FILES: usize = 5_000;
/// Folders within each other that are looked into.
const DEEPEST: usize = 6;
/// Largest font file, in bytes.
const MAX_BYTES: u64 = 128 << 20;
/// Elements by name, in the order of [`Fonts`].
const ELEMENTS: [&str; 5] = ["title", "body", "kai", "hei", "song"];

/// Which families set which element, in the order of preference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typefaces {
    /// Names for a .docx: the first of each element.
    pub(super) families: Families,
    wanted: BTreeMap<String, Vec<FontFace>>,
    folders: Vec<PathBuf>,
}

/// A family in one cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontFace {
    /// Family, in any language that the font names it in.
    pub family: String,
    /// Cut, such as `Bold`; `Regular` when not said.
    pub style: String,
}

/// A font that stands in for the one that the standard names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substitute {
    /// The element.
    pub element: &'static str,
    /// The family that was wanted.
    pub wanted: String,
    /// The family that is used.
    pub used: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    title: Vec<String>,
    body: Vec<String>,
    kai: Vec<String>,
    hei: Vec<String>,
    song: Vec<String>,
    #[serde(default)]
    latin: Vec<String>,
    #[serde(default)]
    folders: Vec<PathBuf>,
}

impl Typefaces {
    /// Reads `fonts.toml`.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn parse(source: &str) -> Result<Typefaces, String> {
        let read: Settings = toml::from_str(source).map_err(|error| error.to_string())?;
        let mut wanted = BTreeMap::new();
        let lists = [read.title, read.body, read.kai, read.hei, read.song];
        let mut first = vec![];
        for (element, list) in ELEMENTS.into_iter().zip(lists) {
            let faces: Vec<FontFace> = list.iter().map(|name| face(name)).collect();
            let one = faces.first().ok_or_else(|| format!("`{element}` names no family"))?;
            first.push(one.family.clone());
            wanted.insert(element.to_owned(), faces);
        }
        let latin: Vec<FontFace> = read.latin.iter().map(|name| face(name)).collect();
        let mut first = first.into_iter();
        let mut next = || first.next().unwrap_or_default();
        let families = Families {
            title: next(),
            body: next(),
            kai: next(),
            hei: next(),
            song: next(),
            latin: latin.first().map(|face| face.family.clone()),
        };
        wanted.insert("latin".to_owned(), latin);
        Ok(Typefaces { families, wanted, folders: read.folders })
    }
}

fn face(name: &str) -> FontFace {
    let (family, style) = name.split_once(':').unwrap_or((name, "Regular"));
    FontFace { family: family.trim().to_owned(), style: style.trim().to_owned() }
}

/// Fonts that were found, and which stand in for others.
pub(crate) struct Found {
    pub(super) fonts: Fonts,
    pub(super) substitutes: Vec<Substitute>,
}

/// The fonts, looked for when a PDF is first wanted and kept.
#[derive(Default)]
pub(crate) struct FontShelf(Mutex<Option<Arc<Found>>>);

impl FontShelf {
    /// The fonts.
    ///
    /// # Errors
    /// No family of some element is installed; nothing is kept, so that it can be mended without a new start.
    pub(super) fn get(&self, typefaces: &Typefaces) -> Result<Arc<Found>, AppError> {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = shelf.as_ref() {
            return Ok(found.clone());
        }
        let found = Arc::new(find(typefaces)?);
        *shelf = Some(found.clone());
        Ok(found)
    }
}

/// Where a face lies.
#[derive(Clone)]
struct Place {
    path: PathBuf,
    index: u32,
}

fn find(typefaces: &Typefaces) -> Result<Found, AppError> {
    let places = places(typefaces);
    let mut files: BTreeMap<(PathBuf, u32), Arc<Font>> = BTreeMap::new();
    let mut load = |element: &str| -> Result<Option<(Arc<Font>, bool)>, AppError> {
        let wanted = typefaces.wanted.get(element).map_or(&[][..], Vec::as_slice);
        for (preference, face) in wanted.iter().enumerate() {
            let key = (face.family.to_lowercase(), face.style.to_lowercase());
            let Some(place) = places.get(&key) else { continue };
            let key = (place.path.clone(), place.index);
            if let Some(font) = files.get(&key) {
                return Ok(Some((font.clone(), preference > 0)));
            }
            let failed = |problem: String| AppError::Io { path: place.path.display().to_string(), problem };
            let size = place.path.metadata().map_err(|error| failed(error.to_string()))?.len();
            if size > MAX_BYTES {
                continue;
            }
            let bytes = std::fs::read(&place.path).map_err(|error| failed(error.to_string()))?;
            let font = Arc::new(Font { family: face.family.clone(), bytes, index: place.index });
            files.insert(key, font.clone());
            return Ok(Some((font, preference > 0)));
        }
        Ok(None)
    };
    let mut fonts = vec![];
    let mut substitutes = vec![];
    for element in ELEMENTS {
        let wanted = typefaces.wanted.get(element).and_then(|faces| faces.first());
        let wanted = wanted.map(|face| face.family.clone()).unwrap_or_default();
        let Some((font, stands_in)) = load(element)? else {
            return Err(AppError::NoFont { family: wanted, package: PACKAGE });
        };
        if stands_in {
            substitutes.push(Substitute { element, wanted, used: font.family.clone() });
        }
        fonts.push(font);
    }
    let latin = load("latin")?.map(|(font, _)| font);
    let [title, body, kai, hei, song]: [Arc<Font>; 5] =
        fonts.try_into().map_err(|_| AppError::NoFont { family: String::new(), package: PACKAGE })?;
    for one in &substitutes {
        tracing::info!(
            element = one.element,
            wanted = one.wanted,
            used = one.used,
            "a font stands in for another"
        );
    }
    Ok(Found { fonts: Fonts { title, body, kai, hei, song, latin }, substitutes })
}

/// Every face that is wanted and installed, by family and cut in lower case; the first that is found counts.
fn places(typefaces: &Typefaces) -> BTreeMap<(String, String), Place> {
    let wanted: Vec<&FontFace> = typefaces.wanted.values().flatten().collect();
    let mut folders = typefaces.folders.clone();
    folders.extend(
        ["/usr/local/share/fonts", "/usr/share/fonts", "/Library/Fonts", "/System/Library/Fonts"]
            .map(PathBuf::from),
    );
    for (variable, below) in [("HOME", ".local/share/fonts"), ("WINDIR", "Fonts")] {
        folders.extend(std::env::var_os(variable).map(|home| Path::new(&home).join(below)));
    }
    let mut files = vec![];
    for folder in folders {
        collect(&folder, 0, &mut files);
    }
    let mut places = BTreeMap::new();
    for path in files {
        let Ok(file) = File::open(&path) else { continue };
        // A file that is no font names no face.
        for (index, names) in face_names(&mut BufReader::new(file)).into_iter().enumerate() {
            for face in &wanted {
                let family = names.families.iter().any(|name| name.eq_ignore_ascii_case(&face.family));
                let style = names.styles.iter().any(|name| name.eq_ignore_ascii_case(&face.style));
                if family && (style || names.styles.is_empty()) {
                    let key = (face.family.to_lowercase(), face.style.to_lowercase());
                    let place = Place { path: path.clone(), index: u32::try_from(index).unwrap_or(0) };
                    places.entry(key).or_insert(place);
                }
            }
        }
    }
    places
}

fn collect(folder: &Path, depth: usize, out: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if out.len() >= MOST_FILES {
            return;
        }
        let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
        if matches!(ending.as_deref(), Some("ttf" | "otf" | "ttc" | "otc")) {
            out.push(path);
        } else if depth < DEEPEST && path.is_dir() {
            collect(&path, depth + 1, out);
        }
    }
}
