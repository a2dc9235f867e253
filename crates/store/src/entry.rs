//! One line of the log: header, open part, sealed parts with their salts, leaf hash.

use crate::StoreError;
use jiff::Timestamp;
use ledger::{
    CommandId, Event, Kind, MatterId, Seq, SpaceId, canonical,
    event::{Header, Parts},
};
use proof::{Algorithm, Hash, Salt};
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, fmt::Write as _};

/// Key of the open part that says in whose name it was done; no event has a part of this name.
const ACTING_FOR: &str = "acting_for";

/// A personal or free text beside the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Its salt.
    pub salt: Salt,
    /// The value.
    pub value: Value,
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where and when.
    pub header: Header,
    /// Open part, with `type`.
    pub open: Value,
    /// Commitments to all sealed parts, erased ones included, by path.
    pub commitments: BTreeMap<String, Hash>,
    /// Sealed parts that are still there, by path.
    pub sealed: BTreeMap<String, Sealed>,
    /// Leaf hash in the Merkle tree.
    pub leaf: Hash,
}

/// What is stored of an entry as text, written when it is sealed.
pub(crate) struct Texts {
    /// As [`Entry::body_text`].
    pub(crate) body: String,
    /// As [`Entry::sealed_text`]; `None` when nothing is sealed.
    pub(crate) sealed: Option<String>,
}

impl Entry {
    /// Seals an event: every sealed part gets its own salt out of `seed`, which is thrown away afterwards.
    ///
    /// # Errors
    /// Only when the event cannot be written as JSON, which its types rule out.
    pub(crate) fn seal(
        header: Header,
        acting_for: Option<MatterId>,
        event: &Event,
        kind: &Kind,
        seed: &[u8; 32],
        nth: u64,
    ) -> Result<(Entry, Texts), StoreError> {
        let mut parts = event.split(kind).map_err(|error| StoreError::Damaged(error.to_string()))?;
        if let (Some(other), Some(open)) = (acting_for, parts.open.as_object_mut()) {
            open.insert(ACTING_FOR.into(), other.0.into());
        }
        let mut commitments = BTreeMap::new();
        let mut sealed = BTreeMap::new();
        let mut list = List::begin();
        for (path, value) in parts.sealed {
            let salt = proof::derive_salt(Algorithm::Sha256, seed, nth, &path);
            let text = canonical::to_string(&value);
            commitments.insert(path.clone(), proof::commit(Algorithm::Sha256, &salt, &path, text.as_bytes()));
            list.sealed(&path, &salt, &text);
            sealed.insert(path, Sealed { salt, value });
        }
        let (open, committed) = (canonical::to_string(&parts.open), commitments_text(&commitments));
        let leaf = leaf(&header, &open, &committed);
        let texts =
            Texts { body: body_text(&open, &committed), sealed: (!sealed.is_empty()).then(|| list.end()) };
        Ok((Entry { header, open: parts.open, commitments, sealed, leaf }, texts))
    }

    /// In whose name it was done, when somebody acted for another.
    pub fn acting_for(&self) -> Option<MatterId> {
        self.open.get(ACTING_FOR).and_then(Value::as_u64).map(MatterId)
    }

    /// The event, sealed parts put back as far as they are still there.
    ///
    /// # Errors
    /// The open part is not an event this release knows.
    pub fn event(&self) -> Result<Event, StoreError> {
        let sealed = self.sealed.iter().map(|(path, s)| (path.clone(), s.value.clone())).collect();
        Event::join(Parts { open: self.open.clone(), sealed })
            .map_err(|error| StoreError::Damaged(format!("event {}: {error}", self.header.seq)))
    }

    /// Computes everything anew: the leaf from header, open part and commitments, and each commitment from what it
    /// commits to. Returns what does not fit.
    pub fn fault(&self) -> Option<String> {
        for (path, sealed) in &self.sealed {
            match self.commitments.get(path) {
                None => return Some(format!("`{path}` has no commitment")),
                Some(hash) if *hash != commitment(&sealed.salt, path, &sealed.value) => {
                    return Some(format!("`{path}` does not fit its commitment"));
                }
                Some(_) => {}
            }
        }
        let open = canonical::to_string(&self.open);
        (leaf(&self.header, &open, &commitments_text(&self.commitments)) != self.leaf)
            .then(|| "header or open part does not fit the leaf hash".to_owned())
    }

    /// The body as stored: open part and commitments, canonical JSON.
    pub fn body_text(&self) -> String {
        body_text(&canonical::to_string(&self.open), &commitments_text(&self.commitments))
    }

    /// The sealed parts as stored: `{path: [salt, value]}`, canonical JSON.
    pub fn sealed_text(&self) -> String {
        let mut list = List::begin();
        for (path, s) in &self.sealed {
            list.sealed(path, &s.salt, &canonical::to_string(&s.value));
        }
        list.end()
    }

    /// Reads the stored texts back.
    ///
    /// # Errors
    /// The texts do not have the stored form, to the byte: what reads alike but is written otherwise was changed.
    pub fn from_texts(
        header: Header,
        body: &str,
        sealed: Option<&str>,
        leaf: Hash,
    ) -> Result<Entry, StoreError> {
        let seq = header.seq;
        let bad = |what: &str| StoreError::Damaged(format!("event {seq}: {what}"));
        let mut read: Value = serde_json::from_str(body).map_err(|_| bad("the body is not JSON"))?;
        let open = read.get_mut("open").map(Value::take).ok_or_else(|| bad("the body has no open part"))?;
        let mut commitments = BTreeMap::new();
        for (path, hash) in read.get("sealed").and_then(Value::as_object).into_iter().flatten() {
            let hash = hash.as_str().and_then(|hex| hex.parse().ok()).ok_or_else(|| bad("no hash"))?;
            commitments.insert(path.clone(), hash);
        }
        let mut parts = BTreeMap::new();
        if let Some(text) = sealed {
            let map: BTreeMap<String, (String, Value)> =
                serde_json::from_str(text).map_err(|_| bad("the sealed parts are not JSON"))?;
            for (path, (salt, value)) in map {
                let salt = salt.parse().map_err(|_| bad("no salt"))?;
                parts.insert(path, Sealed { salt, value });
            }
        }
        let entry = Entry { header, open, commitments, sealed: parts, leaf };
        let same = entry.body_text() == body && sealed.is_none_or(|sealed| entry.sealed_text() == sealed);
        if same { Ok(entry) } else { Err(bad("is not in canonical form")) }
    }

    /// The line of an export: everything an auditor needs to compute the leaf again.
    pub fn to_json(&self) -> Value {
        let sealed: Map<String, Value> = self
            .sealed
            .iter()
            .map(|(path, s)| (path.clone(), json!({"salt": s.salt.to_string(), "value": s.value})))
            .collect();
        json!({
            "header": header_json(&self.header),
            "open": self.open,
            "commitments": hex_map(&self.commitments),
            "sealed": sealed,
            "leaf": self.leaf.to_string(),
        })
    }
}

fn hex_map(hashes: &BTreeMap<String, Hash>) -> Map<String, Value> {
    hashes.iter().map(|(path, hash)| (path.clone(), Value::String(hash.to_string()))).collect()
}

fn commitment(salt: &Salt, path: &str, value: &Value) -> Hash {
    proof::commit(Algorithm::Sha256, salt, path, canonical::to_string(value).as_bytes())
}

fn header_json(header: &Header) -> Value {
    json!({
        "space": header.space.0,
        "seq": header.seq.0,
        "matter": header.matter.0,
        "version": header.version,
        "kind": header.kind,
        "kind_version": header.kind_version,
        "actor": header.actor.map(|id| id.0),
        "at": header.at.as_millisecond(),
        "command": header.command.to_string(),
    })
}

/// The leaf: prefix 0x00, then the canonical JSON of `{commitments, header, open}`. Put together from its parts, keys in
/// order, because building one JSON value of it would copy everything once more.
fn leaf(header: &Header, open: &str, commitments: &str) -> Hash {
    let header = header_text(header);
    let text = format!("{{\"commitments\":{commitments},\"header\":{header},\"open\":{open}}}");
    Algorithm::Sha256.leaf(text.as_bytes())
}

fn body_text(open: &str, commitments: &str) -> String {
    format!("{{\"open\":{open},\"sealed\":{commitments}}}")
}

fn commitments_text(commitments: &BTreeMap<String, Hash>) -> String {
    let mut list = List::begin();
    for (path, hash) in commitments {
        list.key(path);
        // Writing to a string does not fail.
        let _ = write!(list.0, "\"{hash}\"");
    }
    list.end()
}

/// A JSON object that is written key by key; the keys come in order.
struct List(String);

impl List {
    fn begin() -> List {
        let mut out = String::with_capacity(512);
        out.push('{');
        List(out)
    }

    fn key(&mut self, path: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        canonical::push_string(path, &mut self.0);
        self.0.push(':');
    }

    fn sealed(&mut self, path: &str, salt: &Salt, value: &str) {
        self.key(path);
        // Writing to a string does not fail.
        let _ = write!(self.0, "[\"{salt}\",{value}]");
    }

    fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

fn header_text(header: &Header) -> String {
    let actor = header.actor.map_or_else(|| "null".to_owned(), |id| id.to_string());
    format!(
        "{{\"actor\":{actor},\"at\":{},\"command\":\"{}\",\"kind\":{},\"kind_version\":{},\"matter\":{},\"seq\":{},\
         \"space\":{},\"version\":{}}}",
        header.at.as_millisecond(),
        header.command,
        quoted(&header.kind),
        header.kind_version,
        header.matter,
        header.seq,
        header.space,
        header.version
    )
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    canonical::push_string(text, &mut out);
    out
}

/// The parts of a header as columns hold them.
#[allow(clippy::too_many_arguments, reason = "one argument a column")]
pub(crate) fn header(
    space: u64,
    seq: u64,
    matter: u64,
    version: u64,
    kind: String,
    kind_version: u32,
    actor: Option<u64>,
    at: i64,
    command: &[u8],
) -> Result<Header, StoreError> {
    let bad = |what: &str| StoreError::Damaged(format!("event {seq}: {what}"));
    Ok(Header {
        space: SpaceId(space),
        seq: Seq(seq),
        matter: MatterId(matter),
        version,
        kind,
        kind_version,
        actor: actor.map(MatterId),
        at: Timestamp::from_millisecond(at).map_err(|_| bad("the time is out of range"))?,
        command: CommandId(command.try_into().map_err(|_| bad("the command id is not 16 bytes"))?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_written_by_hand_are_the_canonical_json() {
        let mut header = header(1, 7, 3, 2, "a\"行\u{1}".into(), 4, None, -5, &[0xab; 16]).expect("a header");
        let hash = Algorithm::Sha256.leaf(b"x");
        let commitments: BTreeMap<String, Hash> =
            [("text".to_owned(), hash), ("fields.\"é".to_owned(), hash)].into();
        for actor in [None, Some(MatterId(9))] {
            header.actor = actor;
            assert_eq!(header_text(&header), canonical::to_string(&header_json(&header)));
        }
        let map = Value::Object(hex_map(&commitments));
        assert_eq!(commitments_text(&commitments), canonical::to_string(&map));
        assert_eq!(commitments_text(&BTreeMap::new()), "{}");
        let open = json!({"type": "commented", "z": [1, {"b": null, "a": "\n"}]});
        let whole = json!({"header": header_json(&header), "open": open, "commitments": map});
        let text = canonical::to_string(&whole);
        let open_text = canonical::to_string(&open);
        let leaf = leaf(&header, &open_text, &commitments_text(&commitments));
        assert_eq!(leaf, Algorithm::Sha256.leaf(text.as_bytes()));
        let sealed: BTreeMap<String, Sealed> = [
            ("b\"".to_owned(), Sealed { salt: Salt::from_bytes([3; 16]), value: json!({"y": 1, "x": "行"}) }),
            ("a".to_owned(), Sealed { salt: Salt::from_bytes([4; 16]), value: json!("\t") }),
        ]
        .into();
        let pairs = sealed.iter().map(|(path, s)| (path.clone(), json!([s.salt.to_string(), s.value])));
        let pairs = Value::Object(pairs.collect());
        let entry = Entry { header, open, commitments, sealed, leaf: hash };
        assert_eq!(entry.sealed_text(), canonical::to_string(&pairs));
    }
}
