//! Mail by SMTP.

use super::PATIENCE;
use crate::messages::{
    outbox::Fault,
    settings::{Security, Smtp},
};
use jiff::Timestamp;
use lettre::{
    Address, Message, SmtpTransport, Transport,
    message::{Mailbox, header},
    transport::smtp::authentication::Credentials,
};

/// A mail to be sent.
pub(crate) struct Mail<'a> {
    /// Id of the letter; with the sender's domain it is the Message-ID.
    pub(crate) id: &'a str,
    pub(crate) to: Address,
    pub(crate) subject: String,
    pub(crate) body: String,
    pub(crate) at: Timestamp,
}

/// Sends it; the server has taken it over when this succeeds.
pub(crate) fn send(smtp: &Smtp, mail: Mail<'_>) -> Result<(), Fault> {
    let id = format!("<{}@{}>", mail.id, smtp.from.email.domain());
    let automatic = header::HeaderName::new_from_ascii_str("Auto-Submitted");
    let message = Message::builder()
        .message_id(Some(id))
        .date(mail.at.into())
        .from(smtp.from.clone())
        .to(Mailbox::new(None, mail.to))
        .subject(mail.subject)
        // Out-of-office answers are not asked for.
        .raw_header(header::HeaderValue::new(automatic, "auto-generated".into()))
        .header(header::ContentType::TEXT_PLAIN)
        .body(mail.body)
        .map_err(|_| Fault::NotConfigured)?;
    let transport = match smtp.security {
        Security::Tls => SmtpTransport::relay(&smtp.host),
        Security::Starttls => SmtpTransport::starttls_relay(&smtp.host),
        Security::None => Ok(SmtpTransport::builder_dangerous(&smtp.host)),
    };
    let mut transport = transport.map_err(|_| Fault::NotConfigured)?.port(smtp.port).timeout(Some(PATIENCE));
    if let Some((name, password)) = &smtp.login {
        transport = transport.credentials(Credentials::new(name.clone(), password.0.clone()));
    }
    match transport.build().send(&message) {
        Ok(_) => Ok(()),
        Err(error) => {
            Err(error.status().map_or(Fault::Unreachable, |code| Fault::Refused { code: code.into() }))
        }
    }
}
