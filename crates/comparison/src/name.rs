//! Names of projects, firms and units: what of them says which one it is.

use crate::{fold::fold, words::Words};

/// A figure in a name is one sign; above every code point.
const FIGURE: u32 = 0x20_0000;

/// A name taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Name {
    /// What says which one it is: code points, and figures as one sign each.
    pub(crate) core: Vec<u32>,
    /// Places at its head, as written, the nearest last.
    pub(crate) places: Vec<String>,
    /// Whether it is a branch of something.
    pub(crate) is_branch: bool,
}

/// Whether a sign of a core is a figure.
pub(crate) fn is_figure(sign: u32) -> bool {
    sign >= FIGURE
}

impl Name {
    /// Takes a name apart; `None` where it says nothing.
    pub(crate) fn read(text: &str, words: &Words) -> Option<Name> {
        let mut signs: Vec<char> = fold(text).chars().filter(|sign| sign.is_alphanumeric()).collect();
        let whole = signs.clone();
        for (long, short) in &words.short {
            replace(&mut signs, long, short);
        }
        let is_branch = words.branches.iter().any(|word| find(&signs, word).is_some());
        let places = take_places(&mut signs, words);
        while take_end(&mut signs, &words.legal) || take_end(&mut signs, &words.generic) {}
        // Nothing but place and form: then they are the name.
        let core = figures(if signs.len() < 2 { &whole } else { &signs }, words);
        (!core.is_empty()).then_some(Name { core, places, is_branch })
    }

    /// Whether the places at the heads of two names exclude each other: 鹿鸣区 and 东岭区 do, for they are of one rank;
    /// 云川市 and 鹿鸣区 do not.
    pub(crate) fn elsewhere(&self, other: &Name) -> bool {
        let rank = |place: &str| place.chars().last();
        let stem = |place: &str| place.char_indices().last().map_or(0, |(end, _)| end);
        self.places.iter().any(|place| {
            let one = |other: &String| {
                rank(other) == rank(place)
                    && !other.contains(&place[..stem(place)])
                    && !place.contains(&other[..stem(other)])
            };
            !other.places.contains(place) && other.places.iter().any(one)
        })
    }
}

/// Takes up to three places from the head, as long as two signs are left.
fn take_places(signs: &mut Vec<char>, words: &Words) -> Vec<String> {
    let mut places = vec![];
    'next: while places.len() < 3 {
        for stem in 2..=6 {
            let Some(rest) = signs.get(stem..) else { break 'next };
            if signs[..stem].iter().any(|sign| sign.is_ascii_digit()) {
                break 'next;
            }
            let Some(end) = words.place_ends.iter().find(|end| rest.starts_with(end)) else { continue };
            let head = &signs[..stem + end.len()];
            let no_place = words.not_places.iter().any(|word| head.ends_with(word));
            if rest.len() < end.len() + 2 || no_place {
                break 'next;
            }
            places.push(head.iter().collect());
            signs.drain(..stem + end.len());
            continue 'next;
        }
        break;
    }
    places
}

/// Takes the longest of `ends` away where two signs are left.
fn take_end(signs: &mut Vec<char>, ends: &[Vec<char>]) -> bool {
    let found = ends.iter().find(|end| signs.len() >= end.len() + 2 && signs.ends_with(end));
    if let Some(end) = found {
        signs.truncate(signs.len() - end.len());
    }
    found.is_some()
}

fn find(signs: &[char], word: &[char]) -> Option<usize> {
    signs.windows(word.len().max(1)).position(|window| window == word)
}

fn replace(signs: &mut Vec<char>, long: &[char], short: &[char]) {
    if let Some(at) = find(signs, long) {
        signs.splice(at..at + long.len(), short.iter().copied());
    }
}

/// Runs of digits, and figures in words, as one sign each.
fn figures(signs: &[char], words: &Words) -> Vec<u32> {
    let mut core = Vec::with_capacity(signs.len());
    let mut at = 0;
    while let Some(sign) = signs.get(at) {
        let run = |is: &dyn Fn(char) -> bool| signs[at..].iter().take_while(|sign| is(**sign)).count();
        if sign.is_ascii_digit() {
            let length = run(&|sign| sign.is_ascii_digit());
            let value = signs[at..at + length].iter().fold(0_u32, |value, sign| {
                value.wrapping_mul(10).wrapping_add(sign.to_digit(10).unwrap_or_default())
            });
            core.push(FIGURE + value % 0x1000_0000);
            at += length;
            continue;
        }
        let length = run(&|sign| words.numerals.contains_key(&sign) || words.ten.contains(&sign));
        if length == 0 {
            core.push(u32::from(*sign));
            at += 1;
        } else {
            core.push(FIGURE + spoken(&signs[at..at + length], words));
            at += length;
        }
    }
    core
}

/// 三 is 3, 十二 is 12, 二十 is 20, 二〇二四 is 2024.
fn spoken(run: &[char], words: &Words) -> u32 {
    let digit = |sign: &char| words.numerals.get(sign).copied();
    let read = |part: &[char]| {
        part.iter().filter_map(digit).fold(0_u32, |value, digit| value.wrapping_mul(10).wrapping_add(digit))
    };
    match run.iter().position(|sign| words.ten.contains(sign)) {
        None => read(run) % 0x1000_0000,
        Some(at) => {
            let tens = if at == 0 { 1 } else { read(&run[..at]) };
            (tens.wrapping_mul(10)).wrapping_add(read(&run[at + 1..])) % 0x1000_0000
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        Words::parse(include_str!("../../../data/comparison.toml")).unwrap()
    }

    fn told(name: &Name) -> String {
        let sign = |sign: &u32| match sign.checked_sub(FIGURE) {
            Some(figure) => format!("<{figure}>"),
            None => char::from_u32(*sign).unwrap_or_default().to_string(),
        };
        name.core.iter().map(sign).collect()
    }

    #[test]
    fn the_core_is_left_over() {
        let words = words();
        for (text, core, places) in [
            ("安徽省云川市鹿鸣区远航机械制造有限公司", "远航机械制造", "安徽省 云川市 鹿鸣区"),
            ("云川市远航机械制造（集团）有限公司", "远航机械制造", "云川市"),
            ("云川经济技术开发区一期标准化厂房项目", "<1>期标准厂房", "云川经开区"),
            ("二〇二四年第十二标段", "<2024>年第<12>标段", ""),
            ("老旧小区改造工程", "旧小区改造", ""),
            ("有限公司", "有限", ""),
            ("Ａ３地块道路", "a<3>地块道路", ""),
        ] {
            let name = Name::read(text, &words).unwrap();
            assert_eq!((told(&name).as_str(), name.places.join(" ").as_str()), (core, places), "{text}");
        }
        assert_eq!(Name::read(" （） ", &words), None);
    }

    #[test]
    fn places_of_one_rank_exclude_each_other() {
        let words = words();
        let read = |text| Name::read(text, &words).unwrap();
        assert!(read("云川市鹿鸣区学府路改造").elsewhere(&read("云川市东岭区学府路改造")));
        assert!(!read("云川市学府路改造").elsewhere(&read("鹿鸣区学府路改造")));
        assert!(!read("学府路改造").elsewhere(&read("鹿鸣区学府路改造")));
        assert!(read("远航机械有限公司云川分公司").is_branch);
    }
}
