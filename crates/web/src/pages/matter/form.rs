//! What stands in the forms of a page: what was typed before, and ids that make a retry harmless.

use ledger::CommandId;
use std::collections::BTreeMap;

/// What a person typed into a form that was refused, and why; it is shown again so that nothing is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Name of the form.
    pub form: String,
    /// Why it was refused, in the reader's language.
    pub why: String,
    /// Values by name, in the order they came.
    pub values: Vec<(String, String)>,
}

impl Typed {
    /// The value typed under `name` in `form`; `None` when that form was not the one refused.
    pub fn get(&self, form: &str, name: &str) -> Option<&str> {
        if self.form != form {
            return None;
        }
        Some(self.values.iter().find(|(one, _)| one == name).map_or("", |(_, value)| value.as_str()))
    }

    /// The texts a person typed, without what the page itself put into the form.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let hidden = ["seed", "seen", "no_change", "kind", "relation", "to", "rung"];
        let typed = self
            .values
            .iter()
            .filter(move |(name, value)| !hidden.contains(&name.as_str()) && !value.is_empty());
        typed.map(|(_, value)| value.as_str())
    }
}

/// The id of the command that a form sends: drawn from the page's random seed and all that was typed, so that a second
/// press of the same button repeats the command and a changed text is a new one.
pub fn command_id(seed: &str, form: &str, values: &BTreeMap<String, String>) -> CommandId {
    let mut bytes = [0u8; 16];
    for (half, basis) in bytes.chunks_mut(8).zip([0xcbf2_9ce4_8422_2325_u64, 0x6c62_272e_07bb_0142]) {
        let mut hash = basis;
        let mut take = |text: &str| {
            for byte in text.bytes().chain([0xff]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
                hash ^= hash >> 29;
            }
        };
        take(seed);
        take(form);
        values.iter().for_each(|(name, value)| {
            take(name);
            take(value);
        });
        half.copy_from_slice(&hash.to_be_bytes());
    }
    CommandId(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_form_repeats_its_command_and_a_changed_one_does_not() {
        let values = |text: &str| BTreeMap::from([("text".to_owned(), text.to_owned())]);
        let id = command_id("seed", "report", &values("done"));
        assert_eq!(id, command_id("seed", "report", &values("done")));
        assert_ne!(id, command_id("seed", "report", &values("done.")));
        assert_ne!(id, command_id("seed", "comment", &values("done")));
        assert_ne!(id, command_id("other", "report", &values("done")));
    }

    #[test]
    fn typed_values_come_back_only_to_their_form() {
        let typed =
            Typed { form: "report".into(), why: String::new(), values: vec![("text".into(), "a".into())] };
        assert_eq!(typed.get("report", "text"), Some("a"));
        assert_eq!(typed.get("report", "percent"), Some(""));
        assert_eq!(typed.get("comment", "text"), None);
    }
}
