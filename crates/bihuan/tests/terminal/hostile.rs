//! Files and folders that are not what they should be: a clear word in both languages, nothing written, no panic.

use crate::program::{Desk, command};
use std::io::Write;

/// A container whose one long part is blanks: small, and large once unpacked.
fn bomb() -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(vec![]));
    let options = zip::write::SimpleFileOptions::default();
    let types = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    writer.start_file("[Content_Types].xml", options).unwrap();
    writer.write_all(types.as_bytes()).unwrap();
    writer.start_file("word/document.xml", options).unwrap();
    let blanks = vec![b' '; 1 << 20];
    (0..40).for_each(|_| writer.write_all(&blanks).unwrap());
    writer.finish().unwrap().into_inner()
}

/// Both commands refuse `file` with these words, and leave no matter behind.
fn refused(desk: &Desk, file: &str, english: &str, chinese: &str) {
    for what in [&["parse", file][..], &["import", "--yes", file]] {
        for (language, told) in [("en", english), ("zh", chinese)] {
            let err = desk.run(&[&["--lang", language], what].concat()).failed(1);
            assert!(err.contains(told), "{what:?} in {language}: {err}");
        }
    }
    assert_eq!(desk.json(&["list", "--json"]).len(), 0);
}

#[test]
fn what_is_no_text_is_refused() {
    let desk = Desk::new();
    let png = [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &[0; 64]].concat();
    let pdf = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj";
    let noise: Vec<u8> = (0..4096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for (name, bytes) in [("photo.txt", &png[..]), ("scan.txt", pdf), ("noise.txt", &noise)] {
        refused(&desk, &desk.file(name, bytes), "no text that can be read", "不是可以读取的文字文件");
    }
}

#[test]
fn a_bomb_is_not_unpacked() {
    let desk = Desk::new();
    let bytes = bomb();
    assert!(bytes.len() < 1 << 20);
    refused(&desk, &desk.file("bomb.docx", &bytes), "packed in an unusual way", "压缩比异常");
}

#[test]
fn a_document_cut_short_is_refused() {
    let desk = Desk::new();
    let bytes = bomb();
    refused(&desk, &desk.file("cut.docx", &bytes[..bytes.len() / 2]), "damaged", "损坏");
}

#[test]
fn a_huge_file_is_refused_unread() {
    let desk = Desk::new();
    let file = desk.file("huge.txt", b"");
    // Sparse: it takes no room, and reading it would take long.
    std::fs::OpenOptions::new().write(true).open(&file).unwrap().set_len(1 << 30).unwrap();
    refused(&desk, &file, "1073741824", "1073741824");
}

#[test]
fn a_file_that_is_not_there_is_told() {
    let desk = Desk::new();
    let folder = desk.data().join("..");
    refused(&desk, "nowhere/bulletin.txt", "nowhere/bulletin.txt", "nowhere/bulletin.txt");
    refused(&desk, folder.to_str().unwrap(), "cannot be read", "无法读写");
}

#[test]
fn an_empty_file_is_an_empty_reading() {
    let desk = Desk::new();
    for bytes in [&b""[..], b"\n \n\n", b"\xef\xbb\xbf"] {
        let file = desk.file("empty.txt", bytes);
        let read = desk.json(&["parse", &file, "--json"]).remove(0);
        assert!(read["title"].is_null());
        for list in ["nodes", "measures", "documents", "quantities", "dates"] {
            assert_eq!(read[list], serde_json::json!([]), "{list} of {bytes:?}");
        }
    }
}

#[test]
fn bytes_that_are_no_utf8_are_read_as_far_as_they_go() {
    let desk = Desk::new();
    let mut bytes = "一、整改情况\n(一)清理项目。一是核对".as_bytes().to_vec();
    bytes.extend(b"\xff\xfe\xc0");
    bytes.extend("项目42个。二是收回租金。\n".as_bytes());
    let file = desk.file("broken.txt", &bytes);
    let read = desk.json(&["parse", &file, "--json"]).remove(0);
    assert_eq!(read["measures"].as_array().unwrap().len(), 2, "{read}");
}

#[test]
fn a_mistake_in_a_kind_file_is_told_with_its_line() {
    let desk = Desk::new();
    let built_in = include_str!("../../../../data/kinds/measure.toml");
    let line = built_in.lines().position(|line| line.starts_with("nature")).unwrap() + 1;
    let wrong = built_in.replace("nature = \"matter\"", "nature = \"mater\"");
    let file = desk.file("house/kinds/measure.toml", wrong.as_bytes());
    let house = std::path::Path::new(&file).ancestors().nth(2).unwrap().to_str().unwrap().to_owned();
    for (language, place) in [("en", format!("line {line}:")), ("zh", format!("第 {line} 行"))] {
        let err = desk.run(&["--lang", language, "--house", &house, "list"]).failed(1);
        for part in ["kinds/measure.toml", &place, "mater", "matter", "register"] {
            assert!(err.contains(part), "{part} in {err}");
        }
    }
    // Other files of the house are named too.
    desk.file("house/kinds/measure.toml", built_in.as_bytes());
    desk.file("house/roles.toml", b"[[role]]\nname = 3\n");
    let err = desk.run(&["--house", &house, "list"]).failed(1);
    assert!(err.contains("roles.toml"), "{err}");
    std::fs::remove_file(std::path::Path::new(&house).join("roles.toml")).unwrap();
    let built_in = include_str!("../../../../data/cadences.toml");
    desk.file("house/cadences.toml", built_in.replace("thursday", "thorsday").as_bytes());
    let err = desk.run(&["--house", &house, "list"]).failed(1);
    assert!(err.contains("cadences.toml") && err.contains("\"monday\" to \"sunday\""), "{err}");
    desk.file("house/cadences.toml", built_in.as_bytes());
    let built_in = include_str!("../../../../data/lamps/default.toml");
    let line = built_in.lines().position(|line| line.contains("\"red\"")).unwrap() + 1;
    desk.file("house/lamps/default.toml", built_in.replace("above = 5", "above = 4").as_bytes());
    let err = desk.run(&["--lang", "en", "--house", &house, "list"]).failed(1);
    assert!(err.contains("lamps/default.toml") && err.contains(&format!("line {line}")), "{err}");
    assert!(err.contains("yellow") && err.contains("overlap"), "{err}");
    desk.file("house/lamps/default.toml", built_in.replace("\"blue\"", "\"orange\"").as_bytes());
    let err = desk.run(&["--house", &house, "list"]).failed(1);
    assert!(err.contains("lamps/default.toml") && err.contains("four bands"), "{err}");
    desk.file("house/lamps/default.toml", built_in.as_bytes());
    desk.file("house/lamps/ours.toml", built_in.as_bytes());
    let err = desk.run(&["--house", &house, "list"]).failed(1);
    assert!(err.contains("lamps/ours.toml") && err.contains("another file"), "{err}");
    std::fs::remove_file(std::path::Path::new(&house).join("lamps/ours.toml")).unwrap();
    let built_in = include_str!("../../../../data/ladders/default.toml");
    desk.file("house/ladders/default.toml", built_in.replace("\"leader\"", "\"chief\"").as_bytes());
    let err = desk.run(&["--house", &house, "list"]).failed(1);
    assert!(err.contains("ladders/default.toml") && err.contains("no role `chief`"), "{err}");
}

#[test]
fn a_house_is_taken_from_its_folder() {
    let desk = Desk::new();
    let label =
        "[[state]]\nname = \"standing\"\nclass = \"open\"\nlabel = { zh = \"在列\", en = \"Standing\" }\n";
    let kind = format!(
        "kind = \"rent\"\nversion = 1\nnature = \"group\"\nlabel = {{ zh = \"租金\", en = \"Rent\" }}\nunder = []\nopens_as = \"standing\"\n{label}"
    );
    let file = desk.file("house/kinds/rent.toml", kind.as_bytes());
    let house = std::path::Path::new(&file).ancestors().nth(2).unwrap().to_str().unwrap().to_owned();
    desk.run(&["--house", &house, "list"]).well();
    let log = desk.run(&["export"]).well();
    assert!(log.contains("\"rent\"") && log.contains("\"measure\""));
    // What the log defines cannot be changed without a higher version.
    desk.file("house/kinds/rent.toml", kind.replace("Rent", "Rents").as_bytes());
    let err = desk.run(&["--house", &house, "list"]).failed(1);
    assert!(err.contains("rent") && err.contains("version"), "{err}");
}

#[test]
fn a_folder_that_is_no_ledger_is_refused() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.data()).unwrap();
    std::fs::write(desk.data().join("ledger.sqlite"), "nothing of the kind, only words\n".repeat(400))
        .unwrap();
    let err = desk.run(&["list"]).failed(1);
    assert!(err.len() > 20, "{err}");
    // A file where the folder should be.
    let file = desk.file("plain", b"x");
    let ended = command(std::path::Path::new(&file), &["list"]).output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert!(!String::from_utf8_lossy(&ended.stderr).contains("panicked"));
}
