//! What a person is told, as a page shows it.

use crate::shell::Shell;
use app::messages::{ChannelState, Delivery, Told};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "pages/messages/messages.html")]
pub struct MessagesPage {
    /// The frame.
    pub s: Shell,
    /// Not read yet, newest first; none on a further page.
    pub unread: Vec<Told>,
    /// Read, newest first.
    pub read: Vec<Told>,
    /// Where read ones go on.
    pub older: Option<String>,
    /// Whether this is not the first page.
    pub is_further: bool,
    /// How messages leave the product, for who looks after that.
    pub delivery: Option<Delivery>,
}

impl MessagesPage {
    /// Name of a channel.
    pub fn channel(&self, channel: &ChannelState) -> String {
        match channel.name.strip_prefix("webhook/") {
            Some(name) => name.to_owned(),
            None => self.s.t.get("delivery-mail").into_owned(),
        }
    }

    /// Why a channel's last try failed.
    pub fn fault(&self, channel: &ChannelState) -> String {
        channel.fault.as_ref().map(|fault| fault.told(self.s.t)).unwrap_or_default()
    }

    /// The sign before a message.
    pub fn sign(&self, message: &Told) -> &'static str {
        match message.cause {
            "far-overdue" => "lamp-red",
            "overdue" => "lamp-yellow",
            "due-soon" => "lamp-blue",
            "returned" => "warn",
            "awaiting" => "pencil",
            "moved" => "activity",
            "role-granted" | "role-revoked" => "key",
            "due-date-set" => "clock",
            "imported" => "import",
            _ => "person",
        }
    }

    /// The colour of the sign.
    pub fn tone(&self, message: &Told) -> &'static str {
        match message.cause {
            "far-overdue" | "returned" => "red",
            "overdue" => "yellow",
            "due-soon" => "blue",
            _ => "plain",
        }
    }
}
