//! Servers on loopback that take mail and posts, and fail when they are told to.

use base64ct::{Base64, Encoding};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

/// How a server behaves from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    /// It takes everything.
    Well,
    /// It hangs up at once.
    Down,
    /// It takes what it is given and hangs up before it says so.
    Forgetful,
    /// It says no to this one.
    Refusing,
}

/// What came in, as text, and how it behaves.
pub(crate) struct Server {
    pub(crate) port: u16,
    mood: Arc<Mutex<Mood>>,
    came: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(crate) fn mail() -> Server {
        Server::start(take_mail)
    }

    pub(crate) fn robot() -> Server {
        Server::start(take_post)
    }

    fn start(take: fn(TcpStream, Mood, &Mutex<Vec<String>>) -> std::io::Result<()>) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (mood, came) = (Arc::new(Mutex::new(Mood::Well)), Arc::new(Mutex::new(vec![])));
        let (now, taken) = (mood.clone(), came.clone());
        // Ends with the test's process.
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mood = *now.lock().unwrap();
                // A caller who hangs up is no fault of the server.
                let _ = take(stream.unwrap(), mood, &taken);
            }
        });
        Server { port, mood, came }
    }

    pub(crate) fn is(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// What came in since the last look.
    pub(crate) fn came(&self) -> Vec<String> {
        std::mem::take(&mut self.came.lock().unwrap())
    }
}

fn take_mail(stream: TcpStream, mood: Mood, came: &Mutex<Vec<String>>) -> std::io::Result<()> {
    if mood == Mood::Down {
        return Ok(());
    }
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let mut out = stream;
    out.write_all(b"220 mail.test\r\n")?;
    while let Some(line) = lines.next().transpose()? {
        let answer: &[u8] = match line.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" => b"250-mail.test\r\n250 8BITMIME\r\n",
            "RCPT" if mood == Mood::Refusing => b"550 no such mailbox\r\n",
            "DATA" => {
                out.write_all(b"354 go on\r\n")?;
                let mut mail = String::new();
                for line in lines.by_ref() {
                    let line = line?;
                    if line == "." {
                        break;
                    }
                    mail.push_str(&line);
                    mail.push('\n');
                }
                came.lock().unwrap().push(mail);
                if mood == Mood::Forgetful {
                    return Ok(());
                }
                b"250 taken\r\n"
            }
            "QUIT" => b"221 bye\r\n",
            _ => b"250 ok\r\n",
        };
        out.write_all(answer)?;
    }
    Ok(())
}

fn take_post(mut stream: TcpStream, mood: Mood, came: &Mutex<Vec<String>>) -> std::io::Result<()> {
    if mood == Mood::Down {
        return Ok(());
    }
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut head, mut line) = (String::new(), String::new());
    while reader.read_line(&mut line)? > 2 {
        head.push_str(&line);
        line.clear();
    }
    let length = head.to_lowercase();
    let length = length.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body)?;
    came.lock().unwrap().push(format!("{head}\n{}", String::from_utf8_lossy(&body)));
    let answer = if mood == Mood::Refusing { "{\"errcode\":310000}" } else { "{\"errcode\":0,\"code\":0}" };
    write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{answer}", answer.len())
}

/// A line of a mail's head.
pub(crate) fn head<'m>(mail: &'m str, name: &str) -> &'m str {
    let line = mail.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    line.unwrap_or_else(|| panic!("no {name} in {mail}"))
}

/// The text of a mail.
pub(crate) fn text(mail: &str) -> String {
    let (head_of, body) = mail.split_once("\n\n").unwrap();
    match head(head_of, "Content-Transfer-Encoding") {
        "base64" => {
            let whole: String = body.lines().collect();
            String::from_utf8(Base64::decode_vec(&whole).unwrap()).unwrap()
        }
        "quoted-printable" => unquote(body),
        _ => body.to_owned(),
    }
}

/// Quoted-printable read back.
fn unquote(body: &str) -> String {
    let mut bytes = vec![];
    let whole = body.replace("=\n", "");
    let mut rest = whole.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match (*first, after) {
            (b'=', [a, b, ..]) => {
                let digits = String::from_utf8(vec![*a, *b]).unwrap();
                bytes.push(u8::from_str_radix(&digits, 16).unwrap());
                rest = &after[2..];
            }
            (byte, _) => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap()
}
