//! What stands around every page: language, navigation, who is here.

use i18n_embed_fl::fl;
use uuid::Uuid;

use crate::words::Words;

/// What stands around a page. The shells in `templates/` read it as `frame`.
#[derive(Clone)]
pub struct Frame {
    /// The words of the page's language.
    pub t: Words,
    /// Its code, for `<html lang>`.
    pub lang: &'static str,
    /// Does the page tell of an error? Then its title says so first.
    pub title_error: bool,
    /// The current item of the navigation.
    pub here: &'static str,
    /// Who is signed in.
    pub person: Option<String>,
    /// At which school they work.
    pub school: Option<String>,
    /// The address of its logo.
    pub logo: Option<String>,
    /// Do they have other places of work to go to?
    pub other_places: bool,
    /// Unread messages of a family member.
    pub unread: u32,
    /// Photos that wait.
    pub waiting: u32,
    /// Pupils ready for print.
    pub ready: u32,
    /// Who may look into the school from outside now, in a sentence each: everybody there sees it on every page.
    pub looked_into: Vec<String>,
    /// Is this the demo?
    pub demo: bool,
    /// The navigation.
    pub nav: Vec<NavItem>,
    /// Path and query of this page: where the language switch comes back to.
    pub path: String,
    /// The idempotency key of every form on this page.
    pub key: Uuid,
}

/// An item of the navigation.
#[derive(Clone)]
pub struct NavItem {
    /// What `Frame::here` is compared with.
    pub id: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// The icon's name in the sprite.
    pub icon: &'static str,
    /// Its words.
    pub label: String,
    /// How many things wait there.
    pub count: Option<u32>,
}

impl NavItem {
    /// The letter that leads there after G: the first of its Polish name, as far as none has it already.
    #[must_use]
    pub fn key(&self) -> Option<&'static str> {
        Some(match self.id {
            "desk" => "P",
            "photos" => "Z",
            "pupils" => "U",
            "print" => "D",
            "register" => "E",
            "stock" => "B",
            "statistics" => "S",
            _ => return None,
        })
    }
}

impl Frame {
    /// Can whoever is here search the school?
    #[must_use]
    pub fn searches(&self) -> bool {
        self.nav.iter().any(|item| item.id == "pupils")
    }

    /// The frame of a page that anybody can open.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the key of a form is the browser's, not the desk's")]
    pub fn guest(t: Words, lang: &'static str, demo: bool) -> Self {
        Self {
            t,
            lang,
            title_error: false,
            here: "",
            person: None,
            school: None,
            logo: None,
            other_places: false,
            unread: 0,
            waiting: 0,
            ready: 0,
            looked_into: Vec::new(),
            demo,
            nav: Vec::new(),
            path: "/".to_owned(),
            key: Uuid::new_v4(),
        }
    }

    /// The same frame around a page that tells of an error.
    #[must_use]
    pub fn with_error(mut self) -> Self {
        self.title_error = true;
        self
    }

    /// The navigation of whoever runs the installation.
    #[must_use]
    pub fn operator_nav(t: Words) -> Vec<NavItem> {
        vec![NavItem { id: "schools", href: "/schools", icon: "school", label: fl!(t, "nav-schools"), count: None }]
    }

    /// The navigation of a family member.
    #[must_use]
    pub fn family_nav(t: Words, unread: u32) -> Vec<NavItem> {
        let item = |id, href, icon, label, count| NavItem { id, href, icon, label, count };
        vec![
            item("home", "/home", "home", fl!(t, "nav-home"), None),
            item("messages", "/messages", "message", fl!(t, "nav-messages"), (unread > 0).then_some(unread)),
            item("account", "/account", "user", fl!(t, "nav-account"), None),
        ]
    }
}
