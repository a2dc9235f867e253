//! Checkpoints under attack: every departure from the form is refused, every false signature too.

#![allow(clippy::unwrap_used, reason = "what the tests build must be sound, or they fail")]

use proof::{
    Algorithm, Checkpoint, CheckpointError, KeyName, MAX_NOTE_BYTES, MAX_SIGNATURES, MAX_SIZE, NoteError,
    NoteSigner, NoteVerifier, SignedCheckpoint, SignedNote, TreeHead,
};
use proptest::prelude::*;

const ORIGIN: &str = "ledger.example.cn/space-1";

fn signer(name: &str, seed: u8) -> NoteSigner {
    NoteSigner::from_seed(name.parse().unwrap(), &[seed; 32])
}

fn checkpoint() -> Checkpoint {
    Checkpoint::new(ORIGIN, TreeHead { size: 42, root: Algorithm::Sha256.leaf(b"any") }).unwrap()
}

fn published() -> String {
    checkpoint().sign(&[&signer(ORIGIN, 1)]).unwrap().to_string()
}

#[test]
fn unknown_keys_are_ignored_and_known_ones_counted_once() {
    let (log, witness, stranger) =
        (signer(ORIGIN, 1), signer("witness.example.cn", 2), signer("x.example", 3));
    let mut signed = checkpoint().sign(&[&stranger, &log]).unwrap();
    signed.add_signature(&witness).unwrap();
    signed.add_signature(&witness).unwrap();
    assert_eq!(signed.note().signatures().len(), 3);
    let signed = SignedCheckpoint::parse(signed.to_string().as_bytes()).unwrap();

    let keys = [log.verifier(), witness.verifier(), log.verifier()];
    let verified = signed.verify(ORIGIN, &keys).unwrap();
    assert_eq!(verified.signed_by, [&keys[0], &keys[1]]);
    assert_eq!(*verified.checkpoint, checkpoint());

    let missing = Err(CheckpointError::Note(NoteError::NoKnownSignature));
    assert_eq!(signed.verify(ORIGIN, &[]), missing);
    // Same key under another name, same name with another key: both unknown.
    assert_eq!(signed.verify(ORIGIN, &[signer("other.example", 1).verifier()]), missing);
    assert_eq!(signed.verify(ORIGIN, &[signer(ORIGIN, 9).verifier()]), missing);
}

#[test]
fn one_false_signature_by_a_known_key_spoils_the_note() {
    let (log, witness) = (signer(ORIGIN, 1), signer("witness.example.cn", 2));
    let honest = checkpoint().sign(&[&log]).unwrap().to_string();
    let elsewhere = Checkpoint::new(ORIGIN, TreeHead { size: 43, ..*checkpoint().head() }).unwrap();
    let elsewhere = elsewhere.sign(&[&witness]).unwrap().to_string();
    let misplaced = elsewhere.lines().last().unwrap();
    let spoiled = SignedCheckpoint::parse(format!("{honest}{misplaced}\n").as_bytes()).unwrap();
    let name: KeyName = "witness.example.cn".parse().unwrap();
    assert_eq!(
        spoiled.verify(ORIGIN, &[log.verifier(), witness.verifier()]),
        Err(CheckpointError::Note(NoteError::FalseSignature(name)))
    );
    // Who does not know the witness is not troubled by it.
    assert!(spoiled.verify(ORIGIN, &[log.verifier()]).is_ok());
}

#[test]
fn another_log_is_told_apart() {
    let signed = checkpoint().sign(&[&signer(ORIGIN, 1)]).unwrap();
    assert_eq!(
        signed.verify("ledger.example.cn/space-2", &[signer(ORIGIN, 1).verifier()]),
        Err(CheckpointError::OtherLog(ORIGIN.to_owned()))
    );
}

#[test]
fn every_changed_bit_is_refused() {
    let (note, keys) = (published(), [signer(ORIGIN, 1).verifier()]);
    for at in 0..note.len() {
        for bit in 0..8 {
            let mut changed = note.clone().into_bytes();
            changed[at] ^= 1 << bit;
            let accepted = SignedCheckpoint::parse(&changed)
                .is_ok_and(|checkpoint| checkpoint.verify(ORIGIN, &keys).is_ok());
            assert!(!accepted, "bit {bit} of byte {at}");
        }
    }
}

/// A note around this text, signed truly, so that only the text's form is wrong.
fn around(text: &str) -> Result<SignedCheckpoint, CheckpointError> {
    let note = SignedNote::sign(text.to_owned(), &[&signer(ORIGIN, 1)])?;
    SignedCheckpoint::parse(note.to_string().as_bytes())
}

#[test]
fn departures_from_the_text_form_are_refused() {
    const ROOT: &str = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    assert!(around(&format!("o\n0\n{ROOT}\n")).is_ok());
    assert!(around(&format!("o\n{MAX_SIZE}\n{ROOT}\n")).is_ok());
    for size in ["", "00", "042", "+1", "-1", " 1", "1 ", "0x1", "1.0", "９", "9223372036854775808"] {
        assert_eq!(around(&format!("o\n{size}\n{ROOT}\n")), Err(CheckpointError::Size), "{size:?}");
    }
    let unpadded = ROOT.trim_end_matches('=');
    // The last two carry bits that no byte uses, or the other alphabet.
    for root in
        ["", unpadded, "AAAA", &format!("{ROOT}A"), &ROOT.replace("FU=", "FV="), &ROOT.replace('+', "-")]
    {
        assert_eq!(around(&format!("o\n1\n{root}\n")), Err(CheckpointError::Root), "{root:?}");
    }
    assert_eq!(around("o\n"), Err(CheckpointError::Size));
    assert_eq!(around("o\n1\n"), Err(CheckpointError::Root));
    assert_eq!(around(&format!("\n1\n{ROOT}\n")), Err(CheckpointError::Origin));
    assert_eq!(around(&format!("{}\n1\n{ROOT}\n", "o".repeat(256))), Err(CheckpointError::Origin));
    assert_eq!(around(&format!("o\n1\n{ROOT}\n\nmore\n")), Err(CheckpointError::Extension));
    assert_eq!(around(&format!("o\n1\n{ROOT}\n{}", "x\n".repeat(17))), Err(CheckpointError::Extension));
    assert_eq!(around(&format!("o\n1\n{ROOT}\n{}\n", "x".repeat(256))), Err(CheckpointError::Extension));
    let kept = around(&format!("o\n1\n{ROOT}\n{}", "x\n".repeat(16))).unwrap();
    assert_eq!(kept.unverified().extensions().len(), 16);
}

#[test]
fn a_checkpoint_that_could_not_be_read_is_not_made() {
    let head = *checkpoint().head();
    for origin in ["", "two\nlines", "tab\t", &"长".repeat(86)] {
        assert_eq!(Checkpoint::new(origin, head), Err(CheckpointError::Origin));
    }
    assert_eq!(Checkpoint::new("o", TreeHead { size: MAX_SIZE + 1, ..head }), Err(CheckpointError::Size));
    for line in ["", "a\nb", "\u{1b}"] {
        assert_eq!(checkpoint().with_extensions(vec![line.to_owned()]), Err(CheckpointError::Extension));
    }
    assert_eq!(checkpoint().sign(&[]), Err(CheckpointError::Note(NoteError::Shape)));
}

#[test]
fn departures_from_the_note_form_are_refused() {
    let note = published();
    let refused = |note: &str| SignedNote::parse(note.as_bytes()).unwrap_err();
    let line = note.lines().last().unwrap().to_owned();
    let without_end = note.trim_end().to_owned();

    assert_eq!(refused(""), NoteError::Shape);
    assert_eq!(refused("text only\n"), NoteError::Shape);
    assert_eq!(refused(&without_end), NoteError::Shape);
    assert_eq!(refused(&note.replace("\n\n", "\n")), NoteError::Shape);
    assert_eq!(refused(&note.replace('\n', "\r\n")), NoteError::Characters);
    assert_eq!(SignedNote::parse(b"\xff\n\nx\n"), Err(NoteError::Characters));
    assert_eq!(refused("text\n\n\n"), NoteError::Shape);
    for bad in [
        line.replace('\u{2014}', "-"),
        line.replace("\u{2014} ", "\u{2014}"),
        format!("{line} "),
        line.replace(ORIGIN, ""),
        line.replace(ORIGIN, "plus+"),
        line.replace(ORIGIN, "wide\u{3000}space"),
        line.replace(ORIGIN, &"n".repeat(256)),
        "\u{2014} name AAAA".to_owned(),
        "\u{2014} name AAAAAA==".to_owned(),
        "\u{2014} name AAAAAAF=".to_owned(),
        "\u{2014} name".to_owned(),
        String::from("more"),
    ] {
        assert_eq!(refused(&format!("{note}{bad}\n")), NoteError::SignatureLine { line: 2 }, "{bad:?}");
    }
    assert_eq!(
        refused(&format!("text\n\n{}", format!("{line}\n").repeat(MAX_SIGNATURES + 1))),
        NoteError::TooManySignatures
    );
    assert_eq!(
        SignedNote::parse(&vec![b'x'; MAX_NOTE_BYTES + 1]),
        Err(NoteError::TooLong(MAX_NOTE_BYTES + 1))
    );
    // A text with blank lines of its own is no checkpoint, but a note it is.
    let poem = format!("first\n\nsecond\n\n{line}\n");
    assert_eq!(SignedNote::parse(poem.as_bytes()).unwrap().text(), "first\n\nsecond\n");
}

#[test]
fn signatures_and_length_are_bounded_in_writing_too() {
    let mut signed = checkpoint().sign(&[&signer(ORIGIN, 0)]).unwrap();
    for seed in 1..MAX_SIGNATURES as u8 {
        signed.add_signature(&signer(ORIGIN, seed)).unwrap();
    }
    let full = signed.clone();
    let too_many = Err(CheckpointError::Note(NoteError::TooManySignatures));
    assert_eq!(signed.add_signature(&signer(ORIGIN, 200)), too_many);
    assert_eq!(signed, full);
    assert_eq!(SignedCheckpoint::parse(full.to_string().as_bytes()), Ok(full));
    let long = format!("{}\n", "x".repeat(MAX_NOTE_BYTES));
    assert!(matches!(SignedNote::sign(long, &[&signer(ORIGIN, 1)]), Err(NoteError::TooLong(_))));
}

#[test]
fn key_texts_are_read_strictly() {
    let text = signer(ORIGIN, 1).verifier().to_string();
    assert_eq!(text.parse::<NoteVerifier>().unwrap().to_string(), text);
    let (name, rest) = text.split_once('+').unwrap();
    let (id, key) = rest.split_once('+').unwrap();
    let refused = |text: String| text.parse::<NoteVerifier>().unwrap_err();
    assert_eq!(refused(String::new()), NoteError::KeyText);
    assert_eq!(refused(format!("{name}+{id}")), NoteError::KeyText);
    assert_eq!(refused(format!("{name}+00000000+{key}")), NoteError::KeyText);
    assert_eq!(refused(format!("{name}+{}+{key}", id.to_uppercase())), NoteError::KeyText);
    assert_eq!(refused(format!("other+{id}+{key}")), NoteError::KeyText);
    assert_eq!(refused(format!("{name}+{id}+{}", key.replacen('A', "B", 1))), NoteError::KeyText);
    assert_eq!(refused(format!("+{id}+{key}")), NoteError::KeyName);
    assert_eq!(refused(format!("{name}+{id}+{key}{key}")), NoteError::KeyText);
    // The identity point: anything would be signed by it.
    let mut identity = [0; 32];
    identity[0] = 1;
    let name: KeyName = ORIGIN.parse().unwrap();
    assert_eq!(NoteVerifier::from_public_key(name, &identity), Err(NoteError::PublicKey));
}

#[test]
fn secrets_do_not_show_in_debug_text() {
    let shown = format!("{:?}", signer(ORIGIN, 0xab));
    assert!(shown.contains(ORIGIN) && !shown.to_lowercase().contains("secret"));
    assert!(!shown.contains("171, 171") && !shown.contains("abab"));
}

proptest! {
    #[test]
    fn what_is_signed_is_read_back(
        origin in "[^\\x00-\\x1f]{1,60}",
        size in 0..=MAX_SIZE,
        root in any::<[u8; 32]>(),
        extensions in prop::collection::vec("[^\\x00-\\x1f]{1,60}", 0..4),
        seed in any::<[u8; 32]>(),
    ) {
        let key = NoteSigner::from_seed("key.example".parse().unwrap(), &seed);
        let head = TreeHead { size, root: proof::Hash::from_bytes(root) };
        let checkpoint = Checkpoint::new(&origin, head).unwrap().with_extensions(extensions).unwrap();
        let note = checkpoint.clone().sign(&[&key]).unwrap().to_string();
        let read = SignedCheckpoint::parse(note.as_bytes()).unwrap();
        prop_assert_eq!(read.to_string(), note);
        let keys = [key.verifier()];
        prop_assert_eq!(read.verify(&origin, &keys).unwrap().checkpoint, &checkpoint);
    }

    #[test]
    fn no_note_panics(start in "(o\n[0-9]{0,3}\n)?", middle in any::<Vec<u8>>(), lines in "(\n\n— [a+ ]{0,3} ?[A=]{0,9}\n?){0,3}") {
        let note = [start.as_bytes(), &middle, lines.as_bytes()].concat();
        if let Ok(read) = SignedNote::parse(&note) {
            // What is accepted is written out again byte for byte.
            prop_assert_eq!(read.to_string().into_bytes(), note.clone());
        }
        let _ = SignedCheckpoint::parse(&note);
        let _ = String::from_utf8_lossy(&note).parse::<NoteVerifier>();
    }
}
