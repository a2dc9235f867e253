//! Robots of group chats: WeCom, DingTalk, Feishu. Formats as their open platforms document them.

use super::PATIENCE;
use crate::messages::{
    outbox::{Fault, Notice},
    settings::{Format, Secret, Webhook},
};
use base64ct::{Base64, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::Sha256;

/// Bytes of an answer that are read.
const ANSWER_BYTES: u64 = 64 << 10;
/// Bytes of text that every one of them takes; WeCom takes least (4,096).
const TEXT_BYTES: usize = 3_800;

/// Posts; the robot has taken it over when this succeeds.
pub(crate) fn send(webhook: &Webhook, notice: &Notice, id: &str, now: Timestamp) -> Result<(), Fault> {
    let (url, body) = request(webhook, notice, now);
    let is_near = ["//127.0.0.1", "//localhost", "//[::1]"].iter().any(|host| url.contains(host));
    let mut config = ureq::Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .max_redirects(0);
    if is_near {
        config = config.proxy(None);
    }
    let agent: ureq::Agent = config.build().into();
    // The error of the library may name the address, which is as good as a password.
    let mut answer = agent
        .post(&url)
        .header("content-type", "application/json")
        .header("idempotency-key", id)
        .send(body.to_string())
        .map_err(|_| Fault::Unreachable)?;
    let status = answer.status().as_u16();
    if status != 200 {
        return Err(Fault::Status { status });
    }
    let text = answer.body_mut().with_config().limit(ANSWER_BYTES).read_to_string();
    let answer: Value =
        text.ok().and_then(|text| serde_json::from_str(&text).ok()).ok_or(Fault::Unreachable)?;
    let code = ["errcode", "code", "StatusCode"].iter().find_map(|name| answer.get(name)?.as_i64());
    match code {
        Some(0) => Ok(()),
        Some(code) => Err(Fault::Answer { code }),
        None => Err(Fault::Unreachable),
    }
}

/// Address and body of the request.
fn request(webhook: &Webhook, notice: &Notice, now: Timestamp) -> (String, Value) {
    let url = webhook.url.0.clone();
    match webhook.format {
        Format::Wecom => (url, json!({ "msgtype": "markdown", "markdown": { "content": markdown(notice) } })),
        Format::Dingtalk => {
            let markdown = json!({ "title": notice.title, "text": markdown(notice) });
            let body = json!({ "msgtype": "markdown", "markdown": markdown });
            let Some(secret) = &webhook.secret else { return (url, body) };
            let time = now.as_millisecond().to_string();
            // The key is the secret, what is signed is time and secret.
            let sign = sign(secret.0.as_bytes(), format!("{time}\n{}", secret.0).as_bytes());
            let sign = sign.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
            let join = if url.contains('?') { '&' } else { '?' };
            (format!("{url}{join}timestamp={time}&sign={sign}"), body)
        }
        Format::Feishu => {
            let content = json!({ "post": { "zh_cn": { "title": notice.title, "content": rich(notice) } } });
            let mut body = json!({ "msg_type": "post", "content": content });
            if let Some(Secret(secret)) = &webhook.secret {
                let time = now.as_second().to_string();
                // The key is time and secret, what is signed is empty.
                body["sign"] = json!(sign(format!("{time}\n{secret}").as_bytes(), b""));
                body["timestamp"] = json!(time);
            }
            (url, body)
        }
    }
}

/// HMAC-SHA256 in Base64.
fn sign(key: &[u8], text: &[u8]) -> String {
    // A key may have any length, so that this does not fail.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return String::new() };
    mac.update(text);
    Base64::encode_string(&mac.finalize().into_bytes())
}

fn markdown(notice: &Notice) -> String {
    let mut text = format!("**{}**\n", plain(&notice.title));
    for line in &notice.lines {
        let about = plain(&line.about);
        let about = line.link.as_ref().map_or_else(|| about.clone(), |link| format!("[{about}]({link})"));
        let line = format!("\n- {about} {}", plain(&line.text));
        if text.len() + line.len() > TEXT_BYTES {
            text.push_str("\n- …");
            return text;
        }
        text.push_str(&line);
    }
    if let Some(rest) = &notice.rest {
        text.push_str(&format!("\n\n{}", plain(rest)));
    }
    text
}

fn rich(notice: &Notice) -> Vec<Value> {
    let mut lines: Vec<Value> = vec![];
    for line in &notice.lines {
        let about = match &line.link {
            Some(link) => json!({ "tag": "a", "text": line.about, "href": link }),
            None => json!({ "tag": "text", "text": line.about }),
        };
        lines.push(json!([about, { "tag": "text", "text": format!(" {}", line.text) }]));
    }
    lines.extend(notice.rest.iter().map(|rest| json!([{ "tag": "text", "text": rest }])));
    lines
}

/// Signs that markdown reads are written as their wide forms: a title is no formatting and mentions nobody.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '[' => '［',
            ']' => '］',
            '(' => '（',
            ')' => '）',
            '<' => '＜',
            '>' => '＞',
            '*' => '＊',
            '_' => '＿',
            '`' => '＇',
            '#' => '＃',
            '@' => '＠',
            '\n' | '\r' => ' ',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{language::Language, messages::outbox::Notice};

    fn webhook(format: Format, url: &str, secret: Option<&str>) -> Webhook {
        Webhook {
            name: "群".into(),
            format,
            url: Secret(url.into()),
            secret: secret.map(|secret| Secret(secret.into())),
            language: Language::Zh,
            causes: vec![],
            unit: None,
        }
    }

    fn notice() -> Notice {
        use crate::messages::outbox::Line;
        let line = |about: &str, link: Option<&str>| Line {
            about: about.into(),
            text: "已超期".into(),
            link: link.map(str::to_owned),
        };
        Notice {
            title: "闭环：2件".into(),
            lines: vec![line("(1)[核对]*租约*", Some("https://b.cn/matters/7")), line("补签<@all>", None)],
            rest: Some("另有3件".into()),
        }
    }

    #[test]
    fn requests_have_the_form_and_signature_that_each_robot_wants() {
        let now: Timestamp = "2026-06-30T01:02:03.456Z".parse().unwrap();
        let text = "**闭环：2件**\n\n- [（1）［核对］＊租约＊](https://b.cn/matters/7) 已超期\n- 补签＜＠all＞ 已超期\n\n另有3件";
        let (url, body) = request(&webhook(Format::Wecom, "https://w.cn/send?key=k", None), &notice(), now);
        assert_eq!(url, "https://w.cn/send?key=k");
        assert_eq!(body, json!({ "msgtype": "markdown", "markdown": { "content": text } }));

        let ding = webhook(Format::Dingtalk, "https://d.cn/send?access_token=t", Some("SEC0"));
        let (url, body) = request(&ding, &notice(), now);
        assert_eq!(
            url,
            "https://d.cn/send?access_token=t&timestamp=1782781323456&sign=rGbqVueajOUUN9jj%2BIo04Vat3A7ItpRsMYEFc3wRE9I%3D"
        );
        assert_eq!(body["markdown"]["title"], "闭环：2件");
        assert_eq!(body["markdown"]["text"], text);

        let (url, body) =
            request(&webhook(Format::Feishu, "https://f.cn/hook/h", Some("SEC0")), &notice(), now);
        assert_eq!(url, "https://f.cn/hook/h");
        assert_eq!(body["timestamp"], "1782781323");
        assert_eq!(body["sign"], "tbyX2uU6XMPJ2cx5mAaOrsV7qc5lGqG9zABqtJgstt4=");
        let post = &body["content"]["post"]["zh_cn"];
        assert_eq!(post["title"], "闭环：2件");
        assert_eq!(
            post["content"][0],
            json!([
                { "tag": "a", "text": "(1)[核对]*租约*", "href": "https://b.cn/matters/7" },
                { "tag": "text", "text": " 已超期" }
            ])
        );
        let (_, unsigned) = request(&webhook(Format::Feishu, "https://f.cn/hook/h", None), &notice(), now);
        assert!(unsigned.get("sign").is_none());
    }

    #[test]
    fn a_long_text_is_cut_to_what_every_robot_takes() {
        let mut long = notice();
        long.lines = vec![long.lines[0].clone(); 200];
        let text = markdown(&long);
        assert!(text.len() < 4_096 && text.ends_with('…'), "{}", text.len());
    }
}
