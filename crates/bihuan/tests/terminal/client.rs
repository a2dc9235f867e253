//! A browser's or program's side of the service.

use crate::program::Service;
use serde_json::Value;
use std::time::Duration;

pub(crate) const PASSWORD: &str = "correct horse battery";

/// Somebody who speaks to a service; signed in once `cookie` is set.
#[derive(Clone)]
pub(crate) struct Client {
    agent: ureq::Agent,
    pub(crate) url: String,
    cookie: String,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
    pub(crate) cookie: Option<String>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }
}

impl Client {
    pub(crate) fn new(service: &Service) -> Client {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(Duration::from_secs(60)))
            .build();
        Client { agent: agent.into(), url: service.url.clone(), cookie: String::new() }
    }

    /// Sets up a fresh service by its one-time link; signed in afterwards.
    pub(crate) fn set_up(service: &Service) -> Client {
        let mut client = Client::new(service);
        let link = service.link();
        let form = [("login", "shen"), ("password", PASSWORD), ("name", "沈知微")];
        let path = link.strip_prefix(&client.url).unwrap();
        let answer = client.post_form(path, &form).unwrap();
        assert_eq!(answer.status, 303, "{}", answer.body);
        client.cookie = answer.cookie.unwrap();
        client
    }

    /// The same person at another start of the service.
    pub(crate) fn again(&self, service: &Service) -> Client {
        Client { url: service.url.clone(), cookie: self.cookie.clone(), ..Client::new(service) }
    }

    pub(crate) fn get(&self, path: &str) -> Result<Answer, ureq::Error> {
        answer(self.agent.get(format!("{}{path}", self.url)).header("cookie", &self.cookie).call()?)
    }

    pub(crate) fn post_form(&self, path: &str, form: &[(&str, &str)]) -> Result<Answer, ureq::Error> {
        let request = self.agent.post(format!("{}{path}", self.url)).header("cookie", &self.cookie);
        answer(request.send_form(form.iter().copied())?)
    }

    pub(crate) fn post_json(&self, path: &str, body: &Value) -> Result<Answer, ureq::Error> {
        let request = self.agent.post(format!("{}{path}", self.url)).header("cookie", &self.cookie);
        answer(request.content_type("application/json").send(body.to_string())?)
    }
}

fn answer(mut response: ureq::http::Response<ureq::Body>) -> Result<Answer, ureq::Error> {
    let cookie = response.headers().get("set-cookie").and_then(|value| value.to_str().ok());
    let cookie = cookie.and_then(|value| value.split(';').next()).map(str::to_owned);
    let status = response.status().as_u16();
    Ok(Answer { status, cookie, body: response.body_mut().read_to_string()? })
}
