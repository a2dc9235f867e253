//! Static files: style, script, symbols. Each has the hash of its bytes in its name and may be kept for ever.

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use std::{collections::BTreeMap, fmt::Write, sync::OnceLock};

#[derive(rust_embed::Embed)]
#[folder = "assets"]
struct Files;

/// One file as served.
struct Asset {
    address: String,
    media: &'static str,
    bytes: Vec<u8>,
}

fn all() -> &'static BTreeMap<&'static str, Asset> {
    static ALL: OnceLock<BTreeMap<&'static str, Asset>> = OnceLock::new();
    ALL.get_or_init(|| {
        // The style sheets are numbered and joined in that order.
        let mut sheets: Vec<_> = Files::iter().filter(|path| path.ends_with(".css")).collect();
        sheets.sort();
        let one = |name: &str| Files::get(name).map(|file| file.data.into_owned()).unwrap_or_default();
        let style = sheets.iter().flat_map(|path| one(path)).collect();
        BTreeMap::from([
            asset("bihuan.css", "text/css; charset=utf-8", style),
            asset("bihuan.js", "text/javascript; charset=utf-8", one("bihuan.js")),
            asset("symbols.svg", "image/svg+xml", one("symbols.svg")),
            asset("icon.svg", "image/svg+xml", one("icon.svg")),
        ])
    })
}

fn asset(name: &'static str, media: &'static str, bytes: Vec<u8>) -> (&'static str, Asset) {
    let (stem, ending) = name.split_once('.').unwrap_or((name, ""));
    let address = format!("/static/{stem}.{}.{ending}", fingerprint(&bytes));
    (name, Asset { address, media, bytes })
}

/// FNV-1a, 64 bits: tells one release's file from another's; nothing is secured by it.
fn fingerprint(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write!(out, "{hash:016x}");
    out
}

/// Address of the file called `name`; empty for a name that is not there.
pub fn address(name: &str) -> String {
    all().get(name).map(|asset| asset.address.clone()).unwrap_or_default()
}

/// Every file: address and bytes, for writing pages to a folder.
pub fn files() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    all().values().map(|asset| (asset.address.as_str(), asset.bytes.as_slice()))
}

/// Serves `/static/{file}`; an old hash is not found.
pub async fn serve(Path(file): Path<String>) -> Response {
    let wanted = format!("/static/{file}");
    match all().values().find(|asset| asset.address == wanted) {
        Some(asset) => (
            [
                (header::CONTENT_TYPE, asset.media),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ],
            asset.bytes.as_slice(),
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
