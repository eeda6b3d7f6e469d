//! Pages, API and assets: HTTP and words, no decisions.
//!
//! A handler finds the visitor's desk, calls one verb and answers. What a verb refuses becomes a page or RFC 9457
//! JSON in one place, [`refusal`].

mod address;
pub mod api;
mod assets;
mod device;
mod formats;
mod forms;
mod frame;
mod guard;
mod once;
pub mod pages;
mod refusal;
pub mod routes;
pub mod serve;
mod upload;
mod visitor;
mod words;

use std::{net::IpAddr, sync::Arc};

use office::Office;

/// How the web side is set up.
#[derive(Clone, Debug)]
pub struct WebSettings {
    /// The address under which people reach this installation, `https://legitka.example`.
    pub public_url: String,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Show the mailbox page and the demo's accounts.
    pub demo: bool,
}

/// What every handler can reach.
#[derive(Clone)]
pub struct App(Arc<AppInner>);

struct AppInner {
    office: Office,
    settings: WebSettings,
    host: String,
    demo_accounts: Vec<DemoAccount>,
}

/// An account of the demo, shown on its sign-in page.
#[derive(Clone, Debug, serde::Serialize)]
pub struct DemoAccount {
    /// Role code, or `parent`.
    pub role: String,
    /// Who.
    pub name: String,
    /// The login.
    pub email: String,
    /// The password.
    pub password: String,
    /// The second factor's secret in base32, for staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub totp: Option<String>,
}

impl App {
    /// The web side of an office.
    #[must_use]
    pub fn new(office: Office, settings: WebSettings, demo_accounts: Vec<DemoAccount>) -> Self {
        let host = settings.public_url.split_once("://").map_or("", |(_, rest)| rest);
        let host = host.split('/').next().unwrap_or_default().to_ascii_lowercase();
        Self(Arc::new(AppInner { office, settings, host, demo_accounts }))
    }

    fn office(&self) -> &Office {
        &self.0.office
    }

    fn settings(&self) -> &WebSettings {
        &self.0.settings
    }

    /// The host that requests must name, with its port if it has one.
    fn host(&self) -> &str {
        &self.0.host
    }

    fn demo_accounts(&self) -> &[DemoAccount] {
        &self.0.demo_accounts
    }
}
