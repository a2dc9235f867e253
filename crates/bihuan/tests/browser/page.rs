//! A browser, and what a person does in it.

use crate::client::PASSWORD;
use headless_chrome::{Browser, Element, LaunchOptions, Tab, protocol::cdp::Emulation};
use std::{ffi::OsStr, path::PathBuf, sync::Arc, time::Duration};

/// Longest wait for a page.
const PATIENCE: Duration = Duration::from_secs(60);

/// The screens that are walked on: a desk and a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Screen {
    Desk,
    Phone,
}

/// A browser; `None` where Chromium is not installed.
pub(crate) fn browser() -> Option<Browser> {
    let path = ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| {
        std::env::split_paths(&std::env::var_os("PATH")?)
            .map(|folder| folder.join(name))
            .find(|path| path.is_file())
    });
    let Some(path) = path else {
        eprintln!("Skipped: there is no chromium to look at pages with.");
        return None;
    };
    Some(launch(path))
}

fn launch(path: PathBuf) -> Browser {
    let quiet = [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
    ];
    let options = LaunchOptions {
        path: Some(path),
        headless: true,
        // Root has no sandbox; what is looked at is our own.
        sandbox: false,
        args: quiet.iter().map(OsStr::new).collect(),
        idle_browser_timeout: PATIENCE * 5,
        ..LaunchOptions::default()
    };
    Browser::new(options).expect("Chromium starts")
}

/// One person's window.
pub(crate) struct Page {
    tab: Arc<Tab>,
    url: String,
}

impl Page {
    /// A window of its own, with nobody signed in.
    pub(crate) fn new(browser: &Browser, url: &str, screen: Screen) -> Page {
        let tab = browser.new_context().unwrap().new_tab().unwrap();
        tab.set_default_timeout(PATIENCE);
        let (width, height, mobile) = match screen {
            Screen::Desk => (1440, 900, false),
            Screen::Phone => (390, 844, true),
        };
        tab.call_method(Emulation::SetDeviceMetricsOverride {
            width,
            height,
            mobile,
            device_scale_factor: 1.0,
            scale: None,
            screen_width: None,
            screen_height: None,
            position_x: None,
            position_y: None,
            dont_set_visible_size: None,
            screen_orientation: None,
            viewport: None,
            display_feature: None,
            device_posture: None,
        })
        .unwrap();
        Page { tab, url: url.to_owned() }
    }

    /// Signs in by the page.
    pub(crate) fn signed_in(browser: &Browser, url: &str, screen: Screen, login: &str) -> Page {
        let page = Page::new(browser, url, screen);
        page.go("/sign-in?lang=en");
        page.fill("[name=login]", login);
        page.fill("[name=password]", PASSWORD);
        page.press("form[action^='/sign-in'] button.primary");
        page.find("main h1");
        page
    }

    pub(crate) fn go(&self, path: &str) {
        self.leave();
        self.tab.navigate_to(&format!("{}{path}", self.url)).unwrap();
        self.arrive();
    }

    /// The first element that `selector` names, waited for.
    pub(crate) fn find(&self, selector: &str) -> Element<'_> {
        let found = self.tab.wait_for_element(selector);
        found.unwrap_or_else(|error| panic!("{selector} on {}: {error}\n{}", self.tab.get_url(), self.text()))
    }

    /// Whether there is such an element now.
    pub(crate) fn has(&self, selector: &str) -> bool {
        self.tab.find_element(selector).is_ok()
    }

    /// All that can be read on the page.
    pub(crate) fn text(&self) -> String {
        self.tab.find_element("body").and_then(|body| body.get_inner_text()).unwrap_or_default()
    }

    /// Puts a value into a field, as typing or choosing does.
    pub(crate) fn fill(&self, selector: &str, value: &str) {
        self.on(
            selector,
            &format!("it.value = {value:?}; it.dispatchEvent(new Event('change', {{ bubbles: true }}))"),
        );
    }

    /// Chooses the one that reads so.
    pub(crate) fn choose(&self, selector: &str, label: &str) {
        self.on(selector, &format!("for (const one of it.options) one.selected = one.text === {label:?}"));
    }

    pub(crate) fn attach(&self, selector: &str, file: &str) {
        self.find(selector).set_input_files(&[file]).unwrap();
    }

    /// Opens the fold that `selector` lies in, by its line, if it is folded.
    pub(crate) fn unfold(&self, selector: &str) {
        self.on(selector, "const fold = it.closest('details'); if (fold && !fold.open) fold.querySelector('summary').click()");
    }

    /// Does something with the element that `selector` names, which is there.
    fn on(&self, selector: &str, what: &str) {
        let script = format!(
            "(it => {{ if (!it) return false; {what}; return true }})(document.querySelector({selector:?}))"
        );
        let done = self.tab.evaluate(&script, false).unwrap().value;
        assert_eq!(done, Some(true.into()), "no {selector} on {}\n{}", self.tab.get_url(), self.text());
    }

    /// Presses what `selector` names and waits until another page has come.
    pub(crate) fn press(&self, selector: &str) {
        let button = self.find(selector);
        // The middle of the screen is under no bar.
        self.on(selector, "it.scrollIntoView({ block: 'center', behavior: 'instant' })");
        self.leave();
        button.click().unwrap();
        self.arrive();
    }

    /// Marks the page that stands, so that the next one is known from it.
    fn leave(&self) {
        self.tab.evaluate("document.body.dataset.left = 'yes'", false).unwrap();
    }

    /// Waits until another page stands, whole and no wider than the screen.
    fn arrive(&self) {
        self.find("body:not([data-left]) main");
        let whole = "new Promise(done => document.readyState === 'complete' ? done(0) : addEventListener('load', () => done(0)))";
        self.tab.evaluate(whole, true).unwrap();
        self.holds_on_this_screen();
    }

    /// Sends the form whose address ends so, after filling in fields; the page then says that it was done.
    pub(crate) fn send(&self, action: &str, fields: &[(&str, &str)]) {
        let form = format!("form[action$='{action}']:has(button.primary)");
        self.unfold(&form);
        for (name, value) in fields {
            self.fill(&format!("{form} [name='{name}']"), value);
        }
        self.press(&format!("{form} button.primary"));
        assert!(self.has(".notice.good"), "not done: {action}\n{}", self.text());
    }

    /// The matter whose page this is.
    pub(crate) fn matter(&self) -> u64 {
        let url = self.tab.get_url();
        let path = url.split(['?', '#']).next().unwrap_or_default();
        path.rsplit('/').next().and_then(|id| id.parse().ok()).unwrap_or_else(|| panic!("no matter: {url}"))
    }

    /// Nothing sticks out to the side.
    fn holds_on_this_screen(&self) {
        let wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
        let over = self.tab.evaluate(wide, false).unwrap().value.and_then(|value| value.as_i64());
        assert_eq!(over, Some(0), "{} is wider than the screen", self.tab.get_url());
    }
}
