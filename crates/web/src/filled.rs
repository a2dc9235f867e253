//! A form as it was sent: names and values, and at most one file.

use crate::problem::Problem;
use axum::{
    body::Bytes,
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::{StatusCode, header},
};
use std::collections::BTreeMap;

/// Bytes of a form without a file.
pub(crate) const FORM_BYTES: usize = 1 << 20;
/// Bytes of a form with a file: the largest file and its form.
pub(crate) const UPLOAD_BYTES: usize = (64 << 20) + FORM_BYTES;
/// Files of one form.
const FILES: usize = 8;
/// Fields of one form: the largest is a definition of a ledger, row by row.
const FIELDS: usize = 4_000;

/// A file that was sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent {
    /// Its name, without folders, at most 200 code points.
    pub(crate) name: String,
    /// Its media type as stated.
    pub(crate) media: String,
    /// Its bytes.
    pub(crate) bytes: Bytes,
}

/// A form as it was sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filled {
    /// Names and values in order.
    pub(crate) values: Vec<(String, String)>,
    /// The file, when one was chosen; of several the last.
    pub(crate) file: Option<Sent>,
    /// All files by the names of their inputs.
    pub(crate) files: Vec<(String, Sent)>,
}

impl Filled {
    /// The first value under `name`; empty when there is none. Line ends are those of the ledger.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.values.iter().find(|(one, _)| one == name).map_or("", |(_, value)| value.as_str())
    }

    /// The file that was chosen in the input `name`.
    pub(crate) fn file_under(&self, name: &str) -> Option<&Sent> {
        self.files.iter().find(|(one, _)| one == name).map(|(_, file)| file)
    }

    /// All values under `name` that are not empty.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.values
            .iter()
            .filter(move |(one, value)| one == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// The value under `name` read as `T`; `None` when it is empty.
    pub(crate) fn read<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, Problem> {
        let value = self.get(name).trim();
        if value.is_empty() {
            Ok(None)
        } else {
            value.parse().map(Some).map_err(|_| Problem::parameter(name))
        }
    }

    /// What makes one sending differ from another, for the command's id.
    pub(crate) fn fingerprint(&self) -> BTreeMap<String, String> {
        let mut parts = BTreeMap::new();
        for (i, (name, value)) in self.values.iter().enumerate().filter(|(_, (name, _))| name != "seed") {
            parts.insert(format!("{i:03}{name}"), value.clone());
        }
        if let Some(file) = &self.file {
            parts.insert("file".into(), format!("{}:{}", file.name, file.bytes.len()));
        }
        parts
    }

    fn push(&mut self, name: String, value: String) -> Result<(), Problem> {
        if self.values.len() >= FIELDS {
            return Err(Problem::new(StatusCode::BAD_REQUEST, "error-form"));
        }
        // Browsers send CRLF; the ledger keeps LF.
        self.values.push((name, value.replace("\r\n", "\n")));
        Ok(())
    }
}

impl<S: Send + Sync> FromRequest<S> for Filled {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Filled, Problem> {
        let media = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if media.is_some_and(|media| media.starts_with("multipart/form-data")) {
            let form = Multipart::from_request(request, state).await;
            return multipart(form.map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "error-form"))?).await;
        }
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "error-body-too-large"))?;
        if bytes.len() > FORM_BYTES {
            return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "error-body-too-large"));
        }
        let mut filled = Filled::default();
        for (name, value) in form_urlencoded::parse(&bytes) {
            filled.push(name.into_owned(), value.into_owned())?;
        }
        Ok(filled)
    }
}

async fn multipart(mut form: Multipart) -> Result<Filled, Problem> {
    let mut filled = Filled::default();
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(str::to_owned) {
            Some(file) => {
                let media = field.content_type().unwrap_or("application/octet-stream").to_owned();
                let bytes = field.bytes().await.map_err(broken)?;
                if !bytes.is_empty() {
                    let sent = Sent { name: base_name(&file), media: media_type(&media), bytes };
                    if filled.files.len() < FILES {
                        filled.files.push((name, sent.clone()));
                    }
                    filled.file = Some(sent);
                }
            }
            None => {
                let value = field.text().await.map_err(broken)?;
                filled.push(name, value)?;
            }
        }
    }
    Ok(filled)
}

fn broken(error: MultipartError) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "error-body-too-large"),
        _ => Problem::new(StatusCode::BAD_REQUEST, "error-form"),
    }
}

/// The last part of a path, without control characters, at most 200 code points.
pub(crate) fn base_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// A media type in its plain form, or that of unknown bytes.
pub(crate) fn media_type(media: &str) -> String {
    let plain = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let good = plain.len() <= 100
        && plain.split_once('/').is_some_and(|(a, b)| !a.is_empty() && !b.is_empty())
        && plain.bytes().all(|b| b.is_ascii_alphanumeric() || b"/.+-_".contains(&b));
    if good { plain } else { "application/octet-stream".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_media_types_are_tamed() {
        assert_eq!(base_name("C:\\Users\\me\\图谱.pdf"), "图谱.pdf");
        assert_eq!(base_name("../../etc/passwd\n"), "passwd");
        assert_eq!(media_type("Application/PDF; charset=x"), "application/pdf");
        assert_eq!(media_type("text/html\r\nx: y"), "application/octet-stream");
    }
}
