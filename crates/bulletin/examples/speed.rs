//! How fast the reader is: `speed [FILE]` prints MB/s for 1 MB and 50 MB of bulletin-like text and for hostile text,
//! and the ratio of the two throughputs (1.0 = strictly linear).

// A stopwatch around the reader; nothing that is read depends on it.
#![allow(clippy::disallowed_methods, clippy::print_stdout)]

use bulletin::{Options, read};
use std::time::Instant;

const MEGABYTE: usize = 1_000_000;

/// A bulletin-like section; repeated with running numbers it makes text of any length.
fn section(number: usize) -> String {
    format!(
        "（{n}）推进第{number}批问题整改。一是压实责任，制定《青石区整改任务清单（{number}）》等{number}项制度，召开专题会{number}次，\
         参加{number}余人次。二是加快拨付，2024年{month}月{day}日前拨付资金{number}.5万元，同比增长12.6%，占年度计划的38.2%。\
         三是建立长效机制，对照问题逐项销号，坚持举一反三、标本兼治，推动各项工作落到实处、取得实效，切实做到以改促进。\n\n",
        n = number % 900 + 1,
        month = number % 12 + 1,
        day = number % 28 + 1,
    )
}

fn bulletin_of(bytes: usize) -> String {
    let mut text = String::from("青石区委关于巡察整改进展情况的通报\n\n一、整改情况\n\n");
    let mut number = 0;
    while text.len() < bytes {
        text.push_str(&section(number));
        number += 1;
    }
    text
}

/// The best of three runs in MB/s.
fn throughput(text: &str) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..3 {
        let start = Instant::now();
        let reading = read(text, Options::default());
        best = best.min(start.elapsed().as_secs_f64());
        assert!(reading.bulletin.nodes.len() <= text.len());
    }
    text.len() as f64 / MEGABYTE as f64 / best
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    if let Some(path) = std::env::args().nth(1) {
        let unit = std::fs::read_to_string(&path)?;
        let text = unit.repeat(MEGABYTE * 10 / unit.len().max(1) + 1);
        println!("{path} ×{}: {:.1} MB/s", text.len() / unit.len().max(1), throughput(&text));
    }
    let (small, large) = (throughput(&bulletin_of(MEGABYTE)), throughput(&bulletin_of(50 * MEGABYTE)));
    println!("bulletin 1 MB: {small:.1} MB/s, 50 MB: {large:.1} MB/s, ratio {:.2}", large / small);
    let hostile: [(&str, &str); 14] = [
        ("《", "《"),
        ("》", "》"),
        ("《《》", "《《》"),
        ("一是", "一是"),
        ("，一是", "，一是"),
        ("。一是甲", "。一是甲"),
        ("一是 lines", "一是\n"),
        ("digits", "7"),
        ("thousands", "1,111"),
        ("ranges", "3-"),
        ("dates", "2024年"),
        ("blanks", "1 "),
        ("quotes", "“"),
        ("brackets", "（一"),
    ];
    for (name, unit) in hostile {
        let text = |bytes: usize| unit.repeat(bytes / unit.len());
        let (small, large) = (throughput(&text(MEGABYTE)), throughput(&text(10 * MEGABYTE)));
        println!("{name:>12} 1 MB: {small:7.1} MB/s, 10 MB: {large:7.1} MB/s, ratio {:.2}", large / small);
    }
    let nested: String = (1..=100_000).map(|n| format!("（{}）第{n}层\n", n % 999 + 1)).collect();
    println!("nested marks: {:.1} MB/s", throughput(&nested));
    Ok(())
}
