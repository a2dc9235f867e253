//! Paths of bulletins.

use super::{Operation, add, list_of, schema, text};
use serde_json::{Map, Value};

/// Adds them.
pub(super) fn add_to(paths: &mut Map<String, Value>) {
    let all = Operation::get(
        "bulletins",
        "Drafts and published bulletins, newest first",
        list_of("BulletinListed"),
    );
    add(paths, "/api/v1/bulletins", "get", all);
    let compile =
        Operation::new("compile_bulletin", "Compiles a bulletin of a campaign", "201", schema("BulletinKey"));
    add(paths, "/api/v1/bulletins", "post", compile.json("BulletinCompiling"));
    let key = |operation: Operation| operation.path("key", "Names the bulletin", text());
    let one = |id: &str, about: &str| key(Operation::get(id, about, schema("Bulletin")));
    add(
        paths,
        "/api/v1/bulletins/{key}",
        "get",
        one("bulletin", "One, with what is odd in it and what has moved"),
    );
    let edit = one("edit_bulletin", "Keeps a wording").json("BulletinWording");
    add(paths, "/api/v1/bulletins/{key}", "post", edit);
    let renew = one("renew_figures", "Takes over the figures of today").json("BulletinSeen");
    add(paths, "/api/v1/bulletins/{key}/figures", "post", renew);
    let withhold = one("withhold", "Withholds an item from the public").json("BulletinWithholding");
    add(paths, "/api/v1/bulletins/{key}/withholdings", "post", withhold);
    let decide =
        one("decide_withholding", "Consents to what is withheld, or refuses").json("BulletinDeciding");
    add(paths, "/api/v1/bulletins/{key}/consents", "post", decide);
    let publish = one("publish_bulletin", "Approves it; it never changes again").json("BulletinSeen");
    add(paths, "/api/v1/bulletins/{key}/publication", "post", publish);
}
