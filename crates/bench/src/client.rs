//! A small HTTP client: one connection that stays open, one request at a time.

use anyhow::{Context, bail};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// A connection to the server.
pub(crate) struct Client {
    reader: BufReader<TcpStream>,
    token: String,
    body: Vec<u8>,
}

impl Client {
    /// Connects; every request carries the access token.
    ///
    /// # Errors
    /// Nobody listens.
    pub(crate) fn connect(address: SocketAddr, token: &str) -> anyhow::Result<Client> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Client {
            reader: BufReader::with_capacity(1 << 16, stream),
            token: token.to_owned(),
            body: vec![],
        })
    }

    /// Asks for `path`; the body of the answer.
    ///
    /// # Errors
    /// The connection broke, or the answer is not 200.
    pub(crate) fn get(&mut self, path: &str) -> anyhow::Result<&[u8]> {
        let ask = format!(
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\nAccept: */*\r\n\r\n",
            self.token
        );
        self.reader.get_mut().write_all(ask.as_bytes())?;
        let status = self.line()?;
        let (mut length, mut chunked) = (None, false);
        loop {
            let line = self.line()?.to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = Some(value.trim().parse::<usize>()?);
            }
            chunked |= line.starts_with("transfer-encoding:") && line.ends_with("chunked");
        }
        self.body.clear();
        match length {
            Some(length) => self.take(length)?,
            None if chunked => loop {
                let size = usize::from_str_radix(self.line()?.trim(), 16)?;
                self.take(size)?;
                self.line()?;
                if size == 0 {
                    break;
                }
            },
            None => bail!("{path}: an answer without length"),
        }
        if status.split(' ').nth(1) != Some("200") {
            bail!(
                "{path}: {status}: {}",
                String::from_utf8_lossy(&self.body).chars().take(400).collect::<String>()
            );
        }
        Ok(&self.body)
    }

    fn line(&mut self) -> anyhow::Result<String> {
        let mut line = String::new();
        if self.reader.read_line(&mut line).context("the server does not answer")? == 0 {
            bail!("the server hung up");
        }
        Ok(line.trim_end().to_owned())
    }

    fn take(&mut self, length: usize) -> anyhow::Result<()> {
        let start = self.body.len();
        self.body.resize(start + length, 0);
        self.reader.read_exact(self.body.get_mut(start..).unwrap_or_default())?;
        Ok(())
    }
}
