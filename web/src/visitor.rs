//! Who asks: the session's cookie or the API's token, and the desk it opens. Deny by default: a handler gets a desk
//! only through one of these extractors.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts, MatchedPath},
    http::{HeaderMap, Method, header, request::Parts},
};
use i18n_embed_fl::fl;
use jiff::civil::Date;
use office::{
    Conflict, Factors, FamilyDesk, Once, OperatorDesk, Place, Refused, StaffDesk, Visitor, access::LookedInto,
    clock::polish_date,
};
use school::{language::Language, permission::Permission, person::Role};

use crate::{
    App, formats,
    frame::{Frame, NavItem},
    once,
    pages::passkeys::here,
    refusal::{Refusal, came_from},
    routes::{Door, door},
    words::{Words, guest_language, words},
};

/// The session's cookie.
pub(crate) const SESSION_COOKIE: &str = "__Host-sid";

/// How much of a browser's name is kept, in characters: of the longest, the brand stands at the end.
const LONGEST_DEVICE: usize = 200;

/// A cookie's value.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split("; "))
        .find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name).map(|(_, value)| value))
}

/// Anybody: perhaps signed in, perhaps not.
#[derive(Clone)]
pub struct Guest {
    /// The application.
    pub app: App,
    /// The words of their language.
    pub t: Words,
    /// Their language.
    pub language: Language,
    /// The session's secret, if the request carries one (valid or not).
    pub session: Option<String>,
    /// Who they are, if signed in.
    pub visitor: Option<Visitor>,
    /// Where they come from, as far as we can know.
    pub address: String,
    /// What their browser calls itself, shortened.
    pub device: String,
    /// The idempotency key.
    pub once: Option<Once>,
    /// Path and query of the page they look at.
    pub path: String,
}

impl Guest {
    /// The frame of a page for guests.
    #[must_use]
    pub fn frame(&self) -> Frame {
        let mut frame = Frame::guest(self.t, self.language.code(), self.app.settings().demo);
        frame.person = self.visitor.as_ref().map(|visitor| visitor.name.clone());
        frame.path.clone_from(&self.path);
        frame
    }
}

impl FromRequestParts<App> for Guest {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let session = cookie(&parts.headers, SESSION_COOKIE).map(str::to_owned);
        let visitor = match &session {
            Some(session) => app.office().visit(session).await?,
            None => None,
        };
        let language = visitor.as_ref().map_or_else(|| guest_language(&parts.headers), |visitor| visitor.language);
        let device = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Ok(Self {
            app: app.clone(),
            t: words(language),
            language,
            session,
            visitor,
            address: address(parts, &app.settings().trusted_proxies),
            device: device.chars().filter(|c| !c.is_control()).take(LONGEST_DEVICE).collect(),
            once: once::of_form(parts),
            path: page_of(parts, app),
        })
    }
}

/// The page a visitor looks at: of a change, the one with its form, since a change's address is no page to come back to.
fn page_of(parts: &Parts, app: &App) -> String {
    let read = matches!(parts.method, Method::GET | Method::HEAD);
    let asked = parts.uri.path_and_query().map(ToString::to_string).filter(|_| read);
    asked.or_else(|| came_from(&parts.headers, app)).unwrap_or_else(|| "/".to_owned())
}

/// The address a request comes from: the peer's, or what a trusted proxy says it is. A proxy writes at the end, in the
/// last line of that name or in one of its own; whatever stands before may be the visitor's invention.
pub(crate) fn address(parts: &Parts, trusted: &[IpAddr]) -> String {
    let Some(ConnectInfo(peer)) = parts.extensions.get::<ConnectInfo<SocketAddr>>() else { return String::new() };
    let peer = peer.ip().to_canonical(); // a socket for both kinds of addresses wraps the older ones
    let told = parts.headers.get_all("x-forwarded-for").iter().next_back();
    let told = told.and_then(|value| value.to_str().ok()).and_then(|list| list.rsplit(',').next());
    let told = told.and_then(|text| text.trim().parse::<IpAddr>().ok());
    told.filter(|_| trusted.contains(&peer)).unwrap_or(peer).to_string()
}

/// Somebody signed in, second factor and all. Whatever they change carries a key.
#[derive(Clone)]
pub struct Member {
    /// Everything a guest has.
    pub guest: Guest,
    /// Who.
    pub visitor: Visitor,
}

impl FromRequestParts<App> for Member {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let mut guest = Guest::from_request_parts(parts, app).await?;
        let visitor = guest.visitor.clone().filter(|visitor| !visitor.owes_second_factor());
        let visitor = visitor.ok_or(Refused::SignedOut)?;
        guest.once = keyed(parts, &guest)?;
        Ok(Self { guest, visitor })
    }
}

/// Somebody at work: their desk, and what pages need beside it.
pub struct Staff {
    /// The desk.
    pub desk: StaffDesk,
    /// Everything a guest has.
    pub guest: Guest,
    /// Where they work, the current place first.
    pub places: Vec<Place>,
}

impl FromRequestParts<App> for Staff {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let staff = Self::at_work(Member::from_request_parts(parts, app).await?).await?;
        if staff.places.first().is_some_and(|place| once::is_of_another_place(parts, place.id)) {
            return Err(Refused::Conflict(Conflict::OtherPlace).into());
        }
        Ok(staff)
    }
}

impl Staff {
    async fn at_work(Member { guest, visitor }: Member) -> Result<Self, Refused> {
        let office = guest.app.office();
        let desk = visitor.staff(office, office.now(), guest.once).await?;
        Ok(Self { desk, guest, places: visitor.places })
    }

    /// The words of the page's language.
    #[must_use]
    pub fn t(&self) -> Words {
        self.guest.t
    }

    /// The frame of a staff page.
    ///
    /// # Errors
    /// If the counts cannot be read.
    pub async fn frame(&self, here: &'static str) -> Result<Frame, Refused> {
        let (waiting, ready) = self.counts().await?;
        let mut frame = self.bare_frame().await?;
        (frame.here, frame.waiting, frame.ready) = (here, waiting, ready);
        let asked = if self.desk.may(Permission::GrantAccess) { self.desk.access_waiting().await? } else { 0 };
        frame.nav = self.nav(waiting, ready, asked);
        Ok(frame)
    }

    /// A frame that knows the place, so that its forms count there only, and who may look into the school, without
    /// navigation and counts.
    ///
    /// # Errors
    /// If it cannot be read who may look in.
    pub async fn bare_frame(&self) -> Result<Frame, Refused> {
        let mut frame = self.guest.frame();
        frame.looked_into = looked_into(self.t(), self.desk.today(), &self.desk.looked_into().await?);
        if let Some(place) = self.places.first() {
            frame.school = Some(place.name.clone());
            frame.logo = place.logo.as_ref().map(|mark| format!("/school/logo.jpg?v={mark}"));
            frame.other_places = self.places.len() > 1;
            frame.key = if frame.other_places { once::marked(frame.key, place.id) } else { frame.key };
        }
        Ok(frame)
    }

    async fn counts(&self) -> Result<(u32, u32), Refused> {
        let counts =
            if self.desk.may(Permission::SeePhotos) { self.desk.photo_counts().await? } else { Default::default() };
        let ready = if self.desk.may(Permission::SeePrintRuns) { self.desk.ready_count().await? } else { 0 };
        Ok((counts.waiting + counts.changes, ready))
    }

    fn nav(&self, waiting: u32, ready: u32, asked: u32) -> Vec<NavItem> {
        let t = self.t();
        let many = |count: u32| (count > 0).then_some(count);
        let items = [
            (Permission::SeePupils, "desk", "/desk", "home", fl!(t, "nav-desk"), None),
            (Permission::SeePhotos, "photos", "/photos", "image", fl!(t, "nav-photos"), many(waiting)),
            (Permission::SeePupils, "pupils", "/pupils", "users", fl!(t, "nav-pupils"), None),
            (Permission::SeePrintRuns, "print", "/print-runs", "print", fl!(t, "nav-print"), many(ready)),
            (Permission::SeeRegister, "register", "/register", "book", fl!(t, "nav-register"), None),
            (Permission::SeeStock, "stock", "/stock", "card", fl!(t, "nav-stock"), None),
            (Permission::SeePhotos, "statistics", "/statistics", "chart", fl!(t, "nav-statistics"), None),
            (Permission::ManageStaff, "staff", "/staff", "staff", fl!(t, "nav-staff"), None),
            (Permission::ManageSchool, "school", "/school", "school", fl!(t, "nav-school"), None),
            (Permission::GrantAccess, "access", "/school/access", "eye", fl!(t, "nav-access"), many(asked)),
            (Permission::ManageTokens, "tokens", "/api-tokens", "key", fl!(t, "nav-tokens"), None),
            (Permission::SeeAudit, "audit", "/audit-log", "log", fl!(t, "nav-audit"), None),
        ];
        let own = match self.desk.role() {
            Role::FormTeacher => Some(("my-class", "/my-class", "users", fl!(t, "nav-my-class"), None)),
            Role::Photographer => Some(("desk", "/desk", "home", fl!(t, "nav-desk"), None)),
            _ => None,
        };
        let allowed = items.into_iter().filter(|item| self.desk.may(item.0));
        let allowed = allowed.map(|(_, id, href, icon, label, count)| (id, href, icon, label, count));
        let all = own.into_iter().chain(allowed);
        all.map(|(id, href, icon, label, count)| NavItem { id, href, icon, label, count }).collect()
    }
}

/// A family member at home.
pub struct Family {
    /// The desk.
    pub desk: FamilyDesk,
    /// Everything a guest has.
    pub guest: Guest,
}

impl FromRequestParts<App> for Family {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        Ok(Self::at_home(Member::from_request_parts(parts, app).await?)?)
    }
}

impl Family {
    fn at_home(Member { guest, visitor }: Member) -> Result<Self, Refused> {
        let office = guest.app.office();
        let desk = visitor.family(office, office.now(), guest.once)?;
        Ok(Self { desk, guest })
    }

    /// The words of the page's language.
    #[must_use]
    pub fn t(&self) -> Words {
        self.guest.t
    }

    /// The frame of a family page.
    ///
    /// # Errors
    /// If the counts cannot be read.
    pub async fn frame(&self, here: &'static str) -> Result<Frame, Refused> {
        let mut frame = self.guest.frame();
        (frame.here, frame.unread) = (here, self.desk.unread().await?);
        frame.looked_into = looked_into(self.t(), self.desk.today(), &self.desk.looked_into().await?);
        frame.nav = Frame::family_nav(self.t(), frame.unread);
        Ok(frame)
    }
}

/// Who may look into a school from outside, in the words of the banner. A time of tomorrow comes with its day.
fn looked_into(t: Words, today: Date, all: &[LookedInto]) -> Vec<String> {
    let told = |LookedInto { school, operator, until }: &LookedInto| {
        let is_today = polish_date(*until) == today;
        let until = if is_today { formats::clock_time(*until) } else { formats::short_moment(*until) };
        fl!(t, "looked-into", until = until, name = operator.clone(), school = school.clone())
    };
    all.iter().map(told).collect()
}

/// Whoever runs the installation, at work.
pub struct Operator {
    /// The desk.
    pub desk: OperatorDesk,
    /// Everything a guest has.
    pub guest: Guest,
}

impl FromRequestParts<App> for Operator {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        Ok(Self::at_work(Member::from_request_parts(parts, app).await?)?)
    }
}

impl Operator {
    fn at_work(Member { guest, visitor }: Member) -> Result<Self, Refused> {
        let office = guest.app.office();
        let desk = visitor.operator(office, office.now(), guest.once)?;
        Ok(Self { desk, guest })
    }

    /// The words of the page's language.
    #[must_use]
    pub fn t(&self) -> Words {
        self.guest.t
    }

    /// The frame of an operator's page.
    #[must_use]
    pub fn frame(&self, here: &'static str) -> Frame {
        let mut frame = self.guest.frame();
        (frame.here, frame.nav) = (here, Frame::operator_nav(self.t()));
        frame
    }
}

/// The shell of a page that anybody may get to see.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shell {
    Plain,
    Staff,
    Family,
}

/// What stands around the page of a refusal: whoever is signed in keeps their navigation and their language. It looks
/// once more who asks, so that pages that went well need not carry it. Where that fails, too, the frame is a guest's.
pub(crate) async fn around(mut asked: Parts, app: &App) -> (Shell, Frame) {
    let at_home = asked.extensions.get::<MatchedPath>().is_some_and(|path| door(path.as_str()) == Some(Door::Family));
    let Ok(guest) = Guest::from_request_parts(&mut asked, app).await else {
        return (Shell::Plain, guest_frame(&asked.headers, app));
    };
    match guest.visitor.clone() {
        Some(visitor) if !visitor.owes_second_factor() => framed(Member { guest, visitor }, at_home).await,
        _ => (Shell::Plain, guest.frame()),
    }
}

/// By what whoever asks can give the second factor at this address; by an app's code where that cannot be found out.
pub(crate) async fn factors(headers: &HeaderMap, app: &App) -> Factors {
    let visitor = match cookie(headers, SESSION_COOKIE) {
        Some(session) => app.office().visit(session).await.ok().flatten(),
        None => None,
    };
    visitor.map_or(Factors { app: true, passkey: false }, |visitor| here(app, visitor.factors))
}

/// The shell and the frame of somebody who is signed in, on a page that is neither the school's nor the family's alone;
/// a guest's for who works nowhere and has no child anywhere any more.
pub(crate) async fn framed(member: Member, at_home: bool) -> (Shell, Frame) {
    let plain = member.guest.frame();
    at_their_place(member, at_home).await.unwrap_or((Shell::Plain, plain))
}

/// Who works here and has a child here, too, is at home on the family's pages only.
async fn at_their_place(member: Member, at_home: bool) -> Result<(Shell, Frame), Refused> {
    let visitor = &member.visitor;
    if (visitor.family && at_home) || !visitor.at_work() {
        Ok((Shell::Family, Family::at_home(member)?.frame("").await?))
    } else if visitor.places.is_empty() {
        Ok((Shell::Staff, Operator::at_work(member)?.frame("")))
    } else {
        Ok((Shell::Staff, Staff::at_work(member).await?.frame("").await?))
    }
}

/// The frame of somebody of whom only the request is known.
pub(crate) fn guest_frame(headers: &HeaderMap, app: &App) -> Frame {
    let language = guest_language(headers);
    Frame::guest(words(language), language.code(), app.settings().demo)
}

/// The key of a change; one without is not taken, for its answer could be lost and the change done twice.
fn keyed(parts: &Parts, guest: &Guest) -> Result<Option<Once>, Refusal> {
    if matches!(parts.method, Method::GET | Method::HEAD) {
        return Ok(guest.once);
    }
    let program = parts.extensions.get::<MatchedPath>().is_some_and(|path| path.as_str().starts_with("/api/"));
    let once = if program { Some(once::of_program(parts)?) } else { guest.once };
    once.ok_or_else(Refusal::no_key).map(Some)
}

/// Whoever comes with an API token.
pub(crate) struct Client {
    /// The desk.
    pub desk: StaffDesk,
    /// The key of this change; of an upload, the file's digest has yet to be added.
    pub once: Option<Once>,
}

impl FromRequestParts<App> for Client {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let bearer = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let bearer = bearer.and_then(|value| value.strip_prefix("Bearer ")).ok_or(Refused::SignedOut)?;
        let visitor = app.office().visit_token(bearer.trim()).await?.ok_or(Refused::SignedOut)?;
        let changes = !matches!(parts.method, Method::GET | Method::HEAD);
        if changes && visitor.reads_only {
            return Err(Refusal::reads_only());
        }
        let once = if changes { Some(once::of_program(parts)?) } else { None };
        let desk = visitor.staff(app.office(), app.office().now(), once).await?;
        Ok(Self { desk, once })
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    const PROXY: &str = "10.0.0.1";
    const VISITOR: &str = "203.0.113.7";
    const INVENTED: &str = "198.51.100.1";

    /// The address taken for that of a request by this peer, one proxy being trusted.
    fn seen(peer: &str, forwarded: &[&str]) -> String {
        let lines = forwarded.iter().fold(Request::builder(), |request, line| request.header("x-forwarded-for", *line));
        let (mut parts, ()) = lines.body(()).unwrap().into_parts();
        parts.extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 50_000)));
        address(&parts, &[PROXY.parse().unwrap()])
    }

    #[test]
    fn only_a_trusted_proxy_says_where_somebody_comes_from() {
        assert_eq!(seen(PROXY, &[VISITOR]), VISITOR);
        assert_eq!(seen("::ffff:10.0.0.1", &[VISITOR]), VISITOR, "the same proxy, seen through IPv6");
        assert_eq!(seen(VISITOR, &[INVENTED]), VISITOR, "nobody says for themselves where they come from");
        assert_eq!(seen("10.0.0.2", &[INVENTED]), "10.0.0.2");
        assert_eq!(seen(PROXY, &[]), PROXY);
        assert_eq!(seen(PROXY, &["no address"]), PROXY);
    }

    #[test]
    fn of_what_was_forwarded_the_proxys_own_word_counts() {
        let list = [INVENTED, VISITOR].join(", ");
        assert_eq!(seen(PROXY, &[&list]), VISITOR, "appended to what the visitor had sent");
        assert_eq!(seen(PROXY, &[INVENTED, VISITOR]), VISITOR, "in a line of its own");
    }
}
