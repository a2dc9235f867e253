//! Reads a UTF-8 file and prints what the reader makes of it: `parse parse FILE [--json|--text]`.

use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let path =
        arguments.iter().find(|word| *word != "parse" && !word.starts_with("--")).ok_or("FILE is missing")?;
    let text = String::from_utf8(std::fs::read(path)?)?;
    let reading = bulletin::read(&text, bulletin::Options::default());
    let mut out = std::io::stdout().lock();
    if arguments.iter().any(|word| word == "--text") {
        out.write_all(reading.tree.render(&text).as_bytes())?;
    } else if arguments.iter().any(|word| word == "--json") {
        out.write_all(serde_json::to_string_pretty(&reading.bulletin)?.as_bytes())?;
    } else {
        out.write_all(bulletin::outline_text(&reading.bulletin).as_bytes())?;
    }
    Ok(())
}
