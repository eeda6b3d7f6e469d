//! Who gets what from every route of the pages and of the API: everybody knocks at every door, and the answers are
//! snapshots. Each change is tried in a copy of the world of its own, so that no answer depends on who came before.
//!
//! A new route stands in a snapshot before it can land, so somebody has looked at who may come in. On top of it
//! the rules that must hold whatever the snapshot says: nobody but staff passes a staff door, another school's things
//! are not there, a membership that is not accepted opens nothing, and neither does a token that has ended.
//!
//! Then every change is made by whoever may: it leaves its entry, a repeated request does nothing more, and about
//! another version of the thing it is refused.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test's own world: a failure is a panic, a key is any key"
)]

mod ready;
mod world;

use std::{
    collections::BTreeMap,
    fmt::Write,
    fs,
    path::Path,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::Body,
    http::{Method, Request, StatusCode},
};
use futures::{StreamExt, stream};
use office::{DatabasePlace, Office, Refused, Settings, VaultPlace, testing::TestSchool, token::MakeToken};
use ready::{Accounts, LIST_FILE, RSPO_FILE, Ready, SIO_FILE, upload};
use school::{person::Role, photo::DECLARATION_VERSION};
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;
use web::routes::{Door, Route, TABLE};
use world::{OPERATORS, Things, World, address, app, world};

/// Everybody who knocks at the pages. The things belong to the first school.
const PERSONAS: [&str; 23] = [
    "nobody",
    "owes_a_code",
    "owes_enrolment",
    "secretary",
    "head",
    "administrator",
    "form_teacher",
    "photographer",
    "invited_secretary",
    "revoked_secretary",
    "revoked_head",
    "other_secretary",
    "other_head",
    "other_admin",
    "parent",
    "viewing_parent",
    "pupil",
    "invited_parent",
    "revoked_parent",
    "other_parent",
    "operator",
    "granted_operator",
    "past_operator",
];

/// What comes to the API. There are no tokens of other roles.
const TOKENS: [&str; 9] = [
    "none",
    "unknown",
    "secretary",
    "reading_secretary",
    "head",
    "administrator",
    "other_secretary",
    "revoked",
    "ended",
];

/// How many knock at a time, each in its own copy of the world.
const AT_ONCE: usize = 4;

/// A request that can be made in any copy of the world.
#[derive(Clone)]
struct Knock {
    method: Method,
    address: String,
    headers: Vec<(&'static str, String)>,
    body: String,
}

/// The world before anybody knocked.
struct Pristine {
    settings: Settings,
    folder: TempDir,
    /// For those who only look.
    shown: Router,
    /// Copies in which nothing has been changed yet.
    spare: Mutex<Vec<(Office, TempDir)>>,
}

impl Pristine {
    async fn of(world: &mut World) -> Self {
        world.office.close().await;
        let folder = tempfile::tempdir().unwrap();
        copy(world.office.folder(), folder.path());
        world.office.reopen().await;
        Self {
            settings: world.office.settings().clone(),
            folder,
            shown: app(&world.office, false),
            spare: Mutex::default(),
        }
    }

    /// Another office with the same people and things.
    async fn copy(&self) -> (Office, TempDir) {
        let folder = tempfile::tempdir().unwrap();
        copy(self.folder.path(), folder.path());
        let database = DatabasePlace::Sqlite(folder.path().join("legitka.db"));
        let vault = VaultPlace::Folder(folder.path().join("vault"));
        (Office::open(Settings { database, vault, ..self.settings.clone() }).await.unwrap(), folder)
    }

    async fn answer(self: Arc<Self>, knock: Knock) -> StatusCode {
        if knock.method == Method::GET {
            return answer(self.shown.clone(), knock).await;
        }
        let spare = self.spare.lock().unwrap().pop();
        let (office, folder) = match spare {
            Some(copy) => copy,
            None => self.copy().await,
        };
        let status = answer(app(&office, false), knock).await;
        if matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND) {
            // Whoever is turned away changes nothing, so the next one may knock here.
            self.spare.lock().unwrap().push((office, folder));
        } else {
            office.close().await;
        }
        status
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir(&to).unwrap();
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

async fn answer(app: Router, knock: Knock) -> StatusCode {
    let mut request = Request::builder().method(knock.method).uri(knock.address).header("host", "legitka.test");
    for (name, value) in knock.headers {
        request = request.header(name, value);
    }
    app.oneshot(request.body(Body::from(knock.body)).unwrap()).await.unwrap().status()
}

/// The answers in the order of the knocks.
async fn answers(world: &mut World, knocks: Vec<Knock>) -> Vec<StatusCode> {
    let pristine = Arc::new(Pristine::of(world).await);
    let knocks = stream::iter(knocks).map(|knock| tokio::spawn(Arc::clone(&pristine).answer(knock)));
    knocks.buffered(AT_ONCE).map(Result::unwrap).collect().await
}

/// What a form or a request has to say about anything, and the versions of these things as they are.
async fn fields(world: &World, things: &Things, path: &str) -> Vec<(&'static str, String)> {
    let school = &world.schools[0];
    let secretary = world.office.desk(school, Role::Secretary).await;
    let administrator = world.office.desk(school, Role::Administrator).await;
    // a draft is shown to who uploaded it alone
    let list = things.list.into();
    let uploader = if secretary.class_list(list).await.is_ok() { &secretary } else { &administrator };
    let version = match path.split('/').nth(1).unwrap_or_default() {
        "photos" if address(path, things).contains(&things.draft.to_string()) => DRAFT_VERSION,
        "photos" => secretary.photo(things.photo.into()).await.unwrap().version,
        "print-runs" => secretary.print_run(things.run.into()).await.unwrap().version,
        "cards" => {
            let card: Uuid = address(path, things).split('/').nth(2).unwrap().parse().unwrap();
            secretary.card(card.into()).await.unwrap().version
        }
        "applications" if path.contains("{id}") => {
            let all = secretary.applications().await.unwrap();
            all.iter().find(|application| application.id.0 == things.application).unwrap().version
        }
        "pupils" if path.contains("{id}") => {
            let pupil: Uuid = address(path, things).split('/').nth(2).unwrap().parse().unwrap();
            secretary.pupil(pupil.into()).await.unwrap().version
        }
        "guardians" => {
            let family = secretary.pupil(things.pupil.into()).await.unwrap().guardians;
            family.iter().find(|row| row.id.0 == things.guardian).unwrap().version
        }
        "staff" => {
            let staff = administrator.staff_members().await.unwrap();
            staff.iter().find(|row| row.id == things.member).unwrap().version
        }
        "photo-packs" => secretary.photo_pack_row(things.pack.into()).await.unwrap().version,
        "class-lists" if path.contains("{id}") => uploader.class_list(list).await.unwrap().version,
        "school" if path.contains("{id}") => {
            let requests = administrator.access_requests().await.unwrap();
            requests.iter().find(|row| row.id.0 == things.access).unwrap().version
        }
        "school" => administrator.school_data().await.unwrap().version,
        _ => 0,
    };
    // of a class list it is the name of a class for all rows
    let class = if path.ends_with("/columns") { String::new() } else { school.class.to_string() };
    let said = [("class", class), ("version", version.to_string()), ("pupil", things.pupil.to_string())];
    let meant = |name: &str, value| match (path, name) {
        ("/api-tokens", "scope") => "read",
        ("/protocols", "kind") => "destroyed",
        ("/cards/{id}/application", "ground") => "lost",
        ("/pupils/{id}/objection", "scope") => "document",
        ("/sio/tasks/completion", "deed") => "reissue",
        // another than there is
        ("/guardians/{id}/scope", "scope") => "view",
        ("/school" | "/school/card" | "/schools" | "/schools/opening", "kind") => "primary",
        _ => value,
    };
    let fixed = FIELDS.iter().map(|(name, value)| (*name, meant(name, value).to_owned()));
    // beside the document of a new pupil it would be one too many
    let pesel = path.ends_with("/pesel").then(|| ("pesel", "15293044422".to_owned()));
    let mut columns = Vec::new();
    if path == "/class-lists/{id}/columns" {
        columns = uploader.class_list_columns(list).await.unwrap().mapping.columns;
    }
    let columns = columns.iter().map(|(_, field)| ("column", field.to_string()));
    let mut seen = None;
    if path == "/class-lists/{id}/application" {
        seen = Some(("seen", uploader.try_class_list(list).await.unwrap().seen));
    }
    let office = &world.office;
    let visitor = office.visit(&office.session(school.secretary).await).await.unwrap().unwrap();
    let place = ("place", visitor.places[0].id.to_string());
    let waiting = secretary.protocols().await.unwrap().waiting;
    let protocol = [
        ("card", waiting[0].id.to_string()),
        ("first_person", school.secretary.to_string()),
        ("second_person", school.head.to_string()),
    ];
    let more = seen.into_iter().chain([place]).chain(protocol);
    said.into_iter().chain(fixed).chain(pesel).chain(columns).chain(more).collect()
}

/// Of a draft that was taken in and cut: it is not the school's to see.
const DRAFT_VERSION: i64 = 1;

const FIELDS: [(&str, &str); 65] = [
    ("photo", "1"),
    ("deed", "spoil"),
    ("draft_from", "2027-03-01"),
    ("cause", "lost"),
    ("way", "paper"),
    ("applicant", "Ewa Nowa"),
    ("by", "Ewa Nowa"),
    ("reached", "code_available"),
    ("tasks", "1"),
    ("given", "Ala"),
    ("surname", "Nowa"),
    ("born", "2015-06-05"),
    ("document_name", "paszport"),
    ("document_number", "ZZ 123456"),
    ("email", "nowa@rodzina.test"),
    ("kind", "parent"),
    ("scope", "full"),
    ("role", "secretary"),
    ("days", "9"),
    ("hours", "8"),
    ("name", "9Z"),
    ("address", "ul. Nowa 1, 00-001 Warszawa"),
    ("rspo", ""),
    ("account", ""),
    ("first_number", "77"),
    ("step", "texts"),
    ("head_given", "Ewa"),
    ("head_surname", "Nowa"),
    ("head_since", "2026-09-01"),
    ("reason", "blurred"),
    ("ground", "decision"),
    ("ruling", "1"),
    ("why", "transferred"),
    ("teacher", ""),
    ("review", "1"),
    ("note", ""),
    ("issued_on", "2026-09-07"),
    ("on", "2026-09-07"),
    ("holograms_on", "2026-09-07"),
    ("receiver", "pupil"),
    ("receiver_name", ""),
    ("template", "MEiN-I/1"),
    ("producer", "PWPW 2026"),
    ("first", "ZZ0000001"),
    ("quantity", "5"),
    ("size", "1000"),
    ("mark", "a file"),
    ("take", "0"),
    ("holograms_quantity", "5"),
    ("document", "FV 1"),
    ("holograms_document", "FV 2"),
    ("year", "2026"),
    ("sheet", "1"),
    ("declaration", "1"),
    ("to", "pl"),
    ("login", "nikt@szkola.test"),
    ("password", "nie-to-haslo"),
    ("password_again", "nie-to-haslo"),
    ("code", "000000"),
    ("recovery_key", "nie-ten-klucz"),
    ("old", "nie-to-haslo"),
    ("current", "nie-to-haslo"),
    ("of_age", "1"),
    ("ticket", "nie-ta-przegladarka"),
    ("for_guardians", "1"),
];

/// What somebody sends to a page, perhaps with a session.
async fn to_page(world: &World, ready: &Ready, accounts: &Accounts, route: &Route) -> Knock {
    let headers = vec![("sec-fetch-site", "same-origin".to_owned())];
    let photo = route.path.ends_with("photo/new");
    if route.method == "get" {
        let target = address(route.path, &ready.instead_of(&world.things, &Method::GET, route.path));
        let target = if photo { format!("{target}?declared={DECLARATION_VERSION}") } else { target };
        return Knock { method: Method::GET, address: target, headers, body: String::new() };
    }
    let things = accounts.instead_of(ready.instead_of(&world.things, &Method::POST, route.path), route.path);
    let typed = |(name, value)| match (route.path, name) {
        ("/guardians/{id}/letter.pdf", "code") => (name, ready.paper_code.clone()),
        ("/pupils/{id}/mobile-id/phone", "code") => (name, ready.phone_code.clone()),
        ("/pupils/{id}/class", "class") => (name, ready.other_class.clone()),
        ("/sign-up/code" | "/sign-up/letter", "ticket") => (name, things.sign_up[0].clone()),
        ("/sign-up/code", "code") => (name, things.sign_up[2].clone()),
        (path, "code") if path.starts_with("/school-letter") => (name, things.school_access[2].clone()),
        _ => (name, accounts.typed(route.path, name).unwrap_or(value)),
    };
    let form: Vec<(&str, String)> = fields(world, &things, route.path).await.into_iter().map(typed).collect();
    let file = match route.path {
        _ if photo => Some("a picture"),
        "/class-lists" | "/photo-packs" | "/photo-packs/{id}/pieces" => Some(LIST_FILE),
        "/school/rspo" => Some(RSPO_FILE),
        "/sio/comparison" => Some(SIO_FILE),
        "/school/logo" => Some("a logo"),
        _ => None,
    };
    let (kind, body) = match file {
        Some(file) => ("multipart/form-data; boundary=x", upload("x", file)),
        None => ("application/x-www-form-urlencoded", serde_urlencoded::to_string(form).unwrap()),
    };
    Knock {
        method: Method::POST,
        address: format!("{}?key={}", address(route.path, &things), Uuid::new_v4()),
        headers: [headers, vec![("content-type", kind.to_owned())]].concat(),
        body,
    }
}

/// Sessions of those who are in no other test's world.
async fn more_sessions(world: &World) -> [(&'static str, String); 5] {
    let (office, [school, other]) = (&world.office, &world.schools);
    let pupil = world.things.pupil.into();
    let people = [
        ("revoked_head", office.revoked_head(school).await),
        ("other_head", other.head),
        ("other_admin", other.administrator),
        ("pupil", office.own_account(school, pupil, "uczennica@rodzina.test").await),
        ("invited_parent", office.invited_parent(school, pupil, "milczy@rodzina.test").await),
    ];
    let mut sessions = people.map(|(name, _)| (name, String::new()));
    for ((_, session), (_, person)) in sessions.iter_mut().zip(people) {
        *session = office.session(person).await;
    }
    sessions
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_knocks_at_every_door() {
    let mut world = world().await;
    let (ready, accounts) = (Ready::of(&world).await, Accounts::of(&world).await);
    let mut sessions = world.sessions().await;
    sessions.extend(more_sessions(&world).await);
    sessions.extend(accounts.half_way.clone());
    let (mut knocks, mut cells) = (Vec::new(), Vec::new());
    for method in ["get", "post"] {
        for route in TABLE.iter().filter(|route| route.method == method) {
            let knock = to_page(&world, &ready, &accounts, route).await;
            for persona in PERSONAS {
                let mut knock = knock.clone();
                knock.headers.extend(sessions.get(persona).map(|session| ("cookie", format!("__Host-sid={session}"))));
                knocks.push(knock);
                cells.push((route, persona));
            }
        }
    }
    let answers = answers(&mut world, knocks).await;
    let broken = cells.iter().zip(&answers);
    let broken = broken.filter_map(|((Route { door, method, path }, persona), status)| {
        broken_rule(*door, &format!("{method} {path}"), persona, *status)
    });
    let broken: Vec<String> = broken.collect();
    assert!(broken.is_empty(), "{broken:#?}");
    let routes = || cells.iter().step_by(PERSONAS.len()).map(|(route, _)| *route);
    let names = routes().map(|route| format!("{} {}", route.method, route.path));
    assert_eq!(without_success(names, &answers, PERSONAS.len()), CLOSED_TO_ALL);
    let rows = routes().map(|route| format!("{:<9}{:<5}{:<44}", format!("{:?}", route.door), route.method, route.path));
    insta::assert_snapshot!("permissions", table(&PERSONAS, rows, &answers));
}

/// What is over once there is a school, what only a demo or a fresh code shows, what only a device can answer, what takes
/// the password of a family that has one, and what turns the year of a school that had one before.
const CLOSED_TO_ALL: [&str; 10] = [
    "get /setup/{token}",
    "get /mailbox",
    "get /v/{code}/photo.jpg",
    "post /setup/{token}",
    "post /setup/recovery-sheet",
    "post /account/passkeys",
    "post /account/data",
    "post /account/closing",
    "post /school-year",
    "post /school-year/{id}/undo",
];

/// The routes at which nobody succeeded: a table of refusals proves little about who may come in.
fn without_success(routes: impl Iterator<Item = String>, answers: &[StatusCode], knocks: usize) -> Vec<String> {
    let refused = |status: &StatusCode| !status.is_success() && !status.is_redirection();
    let answered = routes.zip(answers.chunks(knocks));
    answered.filter(|(_, answers)| answers.iter().all(refused)).map(|(route, _)| route).collect()
}

/// A row per route and a column per persona.
fn table(personas: &[&str], rows: impl Iterator<Item = String>, answers: &[StatusCode]) -> String {
    let mut table = format!("{:<58}", "");
    for name in personas {
        write!(table, "{name:>18}").unwrap();
    }
    for (row, answers) in rows.zip(answers.chunks(personas.len())) {
        write!(table, "\n{row:<58}").unwrap();
        for status in answers {
            write!(table, "{:>18}", status.as_u16()).unwrap();
        }
    }
    table
}

/// What must hold whatever the snapshot says; answers what does not.
fn broken_rule(door: Door, asked: &str, persona: &str, status: StatusCode) -> Option<String> {
    let denied = matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND);
    let not_there = status == StatusCode::NOT_FOUND;
    let staff = matches!(persona, "secretary" | "head" | "administrator" | "form_teacher" | "photographer");
    let staff_elsewhere = matches!(persona, "other_secretary" | "other_head" | "other_admin");
    // invited and never came, or was here once: nothing of the school is theirs to see
    let outside = persona.starts_with("invited_") || persona.starts_with("revoked_");
    let about_a_thing = asked.contains("{id}");
    let operator = OPERATORS.contains(&persona);
    let a_schools_own = asked.ends_with("/roll") || asked.ends_with("/settings");
    let holds = match (door, persona) {
        _ if status.is_server_error() => false,
        (Door::Open, _) => true,
        // A password alone opens nothing to staff.
        (_, "nobody" | "owes_a_code" | "owes_enrolment") | (Door::Token, _) => status == StatusCode::UNAUTHORIZED,
        // Of a school there is nothing for whoever runs the installation, and without a grant not even its roll.
        (Door::Staff | Door::Family, _) if operator => not_there,
        (Door::Member, _) if operator && about_a_thing => not_there,
        (Door::Operator, "operator" | "past_operator") if a_schools_own => not_there,
        (Door::Operator, _) if !operator => not_there,
        // A role that may not do it anywhere hears so before anything is looked up.
        (Door::Staff, _) if staff_elsewhere => not_there || status == StatusCode::FORBIDDEN || !about_a_thing,
        (Door::Staff, _) if !staff => denied,
        (Door::Family, _) if staff || staff_elsewhere => denied,
        (Door::Family, "other_parent") => not_there || !about_a_thing,
        (Door::Family, _) if outside => not_there,
        (Door::Member, "other_admin") if about_a_thing => denied,
        (Door::Member, _) if about_a_thing && (staff_elsewhere || outside || persona == "other_parent") => not_there,
        _ => true,
    };
    (!holds).then(|| format!("{asked} as {persona}: {status}"))
}

/// The secrets of the tokens, in the order of [`TOKENS`]; none for who comes without.
async fn tokens(world: &World) -> [Option<String>; 9] {
    let [school, other] = &world.schools;
    let ended = token(world, school, "secretary", "1").await.1;
    world.office.advance(24 * 3600 + 1);
    let (revoked, secret) = token(world, school, "secretary", "9").await;
    world.office.desk(school, Role::Administrator).await.revoke_token(revoked.into()).await.unwrap();
    let unknown = ended.chars().rev().collect::<String>();
    [
        None,
        Some(unknown),
        Some(token(world, school, "secretary", "9").await.1),
        Some(token(world, school, "secretary read", "9").await.1),
        Some(token(world, school, "head", "9").await.1),
        Some(token(world, school, "administrator", "9").await.1),
        Some(token(world, other, "secretary", "9").await.1),
        Some(secret),
        Some(ended),
    ]
}

/// A new token's id and secret; the scope may follow the role.
async fn token(world: &World, school: &TestSchool, role: &str, days: &str) -> (Uuid, String) {
    let (role, scope) = role.split_once(' ').unwrap_or((role, "change"));
    let [name, role, scope, days] = ["dziennik", role, scope, days].map(str::to_owned);
    let form = MakeToken { name, role, scope, days };
    let made = world.office.desk(school, Role::Administrator).await.make_token(&form).await.unwrap();
    (made.id.0, made.secret)
}

/// A route of the API.
struct ApiRoute {
    /// A family's, or a token's.
    door: Door,
    method: Method,
    path: String,
}

/// Every route of the API, as its document says: reading first.
fn api_routes() -> Vec<ApiRoute> {
    let document: serde_json::Value = serde_json::from_str(&web::api::document()).unwrap();
    let mut routes = Vec::new();
    for (path, verbs) in document["paths"].as_object().unwrap() {
        for (verb, operation) in verbs.as_object().unwrap() {
            let at_home = operation["security"] == serde_json::json!([{ "session": [] }]);
            let door = if at_home { Door::Family } else { Door::Token };
            routes.push(ApiRoute { door, method: verb.to_uppercase().parse().unwrap(), path: path.clone() });
        }
    }
    routes.sort_by_key(|route| (route.method != Method::GET, route.path.clone(), route.method.to_string()));
    routes
}

/// The fields that a verb of the API takes, as its document says; one that it does not know is refused.
fn fields_taken(method: &Method, path: &str) -> Vec<String> {
    let document: serde_json::Value = serde_json::from_str(&web::api::document()).unwrap();
    let verb = method.as_str().to_ascii_lowercase();
    let schema = &document["paths"][path][verb]["requestBody"]["content"]["application/json"]["schema"]["$ref"];
    let name = schema.as_str().unwrap_or_default().rsplit('/').next().unwrap();
    let fields = document["components"]["schemas"][name]["properties"].as_object();
    fields.map(|fields| fields.keys().cloned().collect()).unwrap_or_default()
}

/// What a program sends, perhaps with a token or a session.
async fn to_api(world: &World, ready: &Ready, method: &Method, path: &str) -> Knock {
    let things = ready.of_program(ready.instead_of(&world.things, method, path), path);
    let fields = fields(world, &things, path).await;
    let version = fields.iter().find(|(name, _)| *name == "version").map(|(_, version)| version.clone()).unwrap();
    let chosen: Vec<_> = fields.iter().filter(|(name, _)| *name == "column").map(|(_, code)| code.clone()).collect();
    let numbers = ["version", "quantity", "year", "days", "sheet"];
    let mut body: serde_json::Map<String, serde_json::Value> = fields
        .into_iter()
        .map(|(name, value)| {
            let number = value.parse::<i64>().ok().filter(|_| numbers.contains(&name));
            (name.to_owned(), number.map_or(value.into(), Into::into))
        })
        .collect();
    body.insert("pupils".to_owned(), serde_json::json!([things.pupil]));
    body.insert("columns".to_owned(), serde_json::json!(chosen));
    body.insert("cells".to_owned(), serde_json::json!([{ "row": 3, "field": "class", "text": "1a" }]));
    let taken = fields_taken(method, path);
    body.insert("crop".to_owned(), serde_json::json!({ "cx": 350.0, "cy": 450.0, "w": 500.0 }));
    body.retain(|name, _| taken.contains(name));
    let (kind, query, body) = match path {
        _ if *method == Method::DELETE => ("application/json", format!("?version={version}"), String::new()),
        "/pupils/{id}/photo" if *method == Method::POST => {
            ("image/jpeg", "?declaration=1".to_owned(), "any picture".to_owned())
        }
        "/class-lists" => ("text/csv", String::new(), LIST_FILE.to_owned()),
        _ => ("application/json", String::new(), serde_json::Value::Object(body).to_string()),
    };
    Knock {
        method: method.clone(),
        address: format!("/api{}{query}", address(path, &things)),
        headers: vec![
            ("content-type", kind.to_owned()),
            ("idempotency-key", Uuid::new_v4().to_string()),
            ("sec-fetch-site", "same-origin".to_owned()),
        ],
        body,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_token_knocks_at_the_api() {
    let mut world = world().await;
    let tokens = tokens(&world).await; // a day passes; what can be undone for a day only is made afterwards
    let ready = Ready::of(&world).await;
    let routes = api_routes();
    let mut knocks = Vec::new();
    for ApiRoute { method, path, .. } in &routes {
        let knock = to_api(&world, &ready, method, path).await;
        for token in &tokens {
            let mut knock = knock.clone();
            knock.headers.extend(token.as_ref().map(|token| ("authorization", format!("Bearer {token}"))));
            knocks.push(knock);
        }
    }
    let answers = answers(&mut world, knocks).await;
    let mut broken = Vec::new();
    for (route, answers) in routes.iter().zip(answers.chunks(TOKENS.len())) {
        for (token, status) in TOKENS.iter().zip(answers) {
            if !may_be(route, token, *status) {
                broken.push(format!("{} {} with the token {token}: {status}", route.method, route.path));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    let (at_work, answers) = behind(Door::Token, &routes, &answers, TOKENS.len());
    assert_eq!(without_success(at_work.iter().cloned(), &answers, TOKENS.len()), Vec::<String>::new());
    insta::assert_snapshot!("api", table(&TOKENS, at_work.into_iter(), &answers));
}

/// The routes behind this door, and what was answered there.
fn behind(door: Door, routes: &[ApiRoute], answers: &[StatusCode], knocks: usize) -> (Vec<String>, Vec<StatusCode>) {
    let those = routes.iter().zip(answers.chunks(knocks)).filter(|(route, _)| route.door == door);
    let (names, answers): (Vec<_>, Vec<_>) =
        those.map(|(route, answers)| (format!("{:<7}{}", route.method.as_str(), route.path), answers)).unzip();
    (names, answers.concat())
}

/// What must hold for a token whatever the snapshot says.
fn may_be(ApiRoute { door, method, path }: &ApiRoute, token: &str, status: StatusCode) -> bool {
    let reads = *method == Method::GET;
    let administered = ["/staff", "/api-tokens", "/school"].iter().any(|start| path.starts_with(start));
    match token {
        _ if status.is_server_error() => false,
        _ if *door == Door::Family => status == StatusCode::UNAUTHORIZED,
        "none" | "unknown" | "revoked" | "ended" => status == StatusCode::UNAUTHORIZED,
        "reading_secretary" if !reads => status == StatusCode::FORBIDDEN,
        // to look at a PESEL changes nothing
        "head" if !reads && path != "/pupils/{id}/identity" => status == StatusCode::FORBIDDEN,
        "administrator" if administered => status.is_success(),
        "secretary" | "other_secretary" if administered && path != "/school" => status == StatusCode::FORBIDDEN,
        "other_secretary" if path.contains("{id}") => status == StatusCode::NOT_FOUND,
        _ => true,
    }
}

/// A session opens a family's routes to its family, and none of those that want a token to anybody.
#[tokio::test(flavor = "multi_thread")]
async fn everybody_signed_in_knocks_at_the_api() {
    let mut world = world().await;
    let (ready, accounts) = (Ready::of(&world).await, Accounts::of(&world).await);
    let mut sessions = world.sessions().await;
    sessions.extend(more_sessions(&world).await);
    sessions.extend(accounts.half_way.clone());
    let routes = api_routes();
    let mut knocks = Vec::new();
    for ApiRoute { method, path, .. } in &routes {
        let knock = to_api(&world, &ready, method, path).await;
        for persona in PERSONAS {
            let mut knock = knock.clone();
            knock.headers.extend(sessions.get(persona).map(|session| ("cookie", format!("__Host-sid={session}"))));
            knocks.push(knock);
        }
    }
    let answers = answers(&mut world, knocks).await;
    let mut broken = Vec::new();
    for (ApiRoute { door, method, path }, answers) in routes.iter().zip(answers.chunks(PERSONAS.len())) {
        let cells = PERSONAS.iter().zip(answers);
        let asked = format!("{method} {path}");
        broken.extend(cells.filter_map(|(persona, status)| broken_rule(*door, &asked, persona, *status)));
    }
    assert!(broken.is_empty(), "{broken:#?}");
    let (at_home, answers) = behind(Door::Family, &routes, &answers, PERSONAS.len());
    assert_eq!(without_success(at_home.iter().cloned(), &answers, PERSONAS.len()), Vec::<String>::new());
    insta::assert_snapshot!("api_sessions", table(&PERSONAS, at_home.into_iter(), &answers));
}

/// Who makes a school's changes; nobody where no key is asked for.
fn who_may(door: Door, path: &str) -> Option<&'static str> {
    let administered = ["/staff", "/api-tokens", "/school", "/audit-log"];
    let administered = administered.iter().any(|start| path.starts_with(start));
    match door {
        Door::Open | Door::Member => None,
        Door::Family => Some("parent"),
        // who has asked already does not ask again
        Door::Operator if path.ends_with("/access") => Some("past_operator"),
        Door::Operator => Some("operator"),
        Door::Staff | Door::Token if administered => Some("administrator"),
        Door::Staff | Door::Token => Some("secretary"),
    }
}

/// Every change of the pages and of the API, as somebody sends it who may make it.
async fn changes(world: &World, sessions: &BTreeMap<&'static str, String>) -> Vec<(String, Knock)> {
    let (ready, accounts) = (Ready::of(world).await, Accounts::of(world).await);
    let mut changes = Vec::new();
    for (route, persona) in TABLE.iter().filter_map(|route| Some((route, who_may(route.door, route.path)?))) {
        let name = format!("{} {}", route.method, route.path);
        if route.method != "post" || CLOSED_TO_ALL.contains(&name.as_str()) {
            continue;
        }
        let mut knock = to_page(world, &ready, &accounts, route).await;
        knock.headers.push(("cookie", format!("__Host-sid={}", sessions[persona])));
        changes.push((format!("post {}", route.path), knock));
    }
    for ApiRoute { door, method, path } in api_routes().iter().filter(|route| route.method != Method::GET) {
        let mut knock = to_api(world, &ready, method, path).await;
        let who = who_may(*door, path).unwrap();
        knock.headers.push(match door {
            Door::Family => ("cookie", format!("__Host-sid={}", sessions[who])),
            _ => ("authorization", format!("Bearer {}", token(world, &world.schools[0], who, "9").await.1)),
        });
        changes.push((format!("{method} {path}"), knock));
    }
    changes
}

/// The place of the newest entry in the first school's log, which its head reads to the last word.
async fn newest_entry(office: &Office, session: &str) -> i64 {
    let visitor = office.visit(session).await.unwrap().unwrap();
    let desk = visitor.staff(office, office.now(), None).await.unwrap();
    desk.audit_log(None).await.unwrap().iter().map(|entry| entry.seq).max().unwrap()
}

/// A declaration is kept with the photo, which is yet to come; a card of data that are not saved is only drawn, and
/// the register of schools only looked into; a new
/// school, or another that is closed or opened, has a log of its own.
const CHANGES_NOTHING: [&str; 7] = [
    "post /pupils/{id}/photo/guidelines",
    "post /school/card",
    "post /school/rspo",
    "post /schools",
    "post /schools/opening",
    "post /schools/{id}/closing",
    "post /schools/{id}/reopening",
];

#[tokio::test(flavor = "multi_thread")]
async fn a_change_leaves_an_entry_and_sent_twice_it_is_made_once() {
    let mut world = world().await;
    let sessions = world.sessions().await;
    let changes = changes(&world, &sessions).await;
    let pristine = Pristine::of(&mut world).await;
    let mut broken = Vec::new();
    for (what, knock) in changes {
        let (office, _folder) = pristine.copy().await;
        let app = app(&office, false);
        let before = newest_entry(&office, &sessions["head"]).await;
        let first = answer(app.clone(), knock.clone()).await;
        let after = newest_entry(&office, &sessions["head"]).await;
        let changes = !CHANGES_NOTHING.contains(&what.as_str());
        let second = answer(app, knock).await;
        // The secret of a token is shown once, so is the code of a letter: their page offers to make a new one. So is the
        // copy of what is kept about a pupil, and what two people agreed to take out.
        let secret = what.eq_ignore_ascii_case("post /api-tokens")
            || what == "POST /guardians/{id}/letter"
            || what == "post /pupils/{id}/export"
            || what == "post /exports/{id}/download";
        let expected = if secret { StatusCode::CONFLICT } else { first };
        let last = newest_entry(&office, &sessions["head"]).await;
        let done = first.is_success() || first.is_redirection();
        if !done || (after > before) != changes || second != expected || last != after {
            broken.push(format!("{what}: {first}, then {second}, not {expected}; entries {before}, {after}, {last}"));
        }
        office.close().await;
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

/// Pages whose forms say which version of the thing was looked at; of the API it is whatever is put or deleted.
const OF_A_VERSION: [&str; 24] = [
    "post /photos/{id}/crop",
    "post /photos/{id}/submission",
    "post /photos/{id}/withdrawal",
    "post /photos/{id}/approval",
    "post /photos/{id}/rejection",
    "post /photos/{id}/undo",
    "post /photos/{id}/reuse",
    "post /photo-packs/{id}/application",
    "post /guardians/{id}/revocation",
    "post /guardians/{id}/scope",
    "post /print-runs/{id}/confirmation",
    "post /cards/{id}/receipt",
    "post /cards/{id}/invalidation",
    "post /cards/{id}/application",
    "post /cards/{id}/return",
    "post /applications/{id}/payment",
    "post /pupils/{id}/sio",
    "post /pupils/{id}/objection/withdrawal",
    "post /staff/{id}/revocation",
    "post /staff/{id}/second-factor-reset",
    "post /school",
    "post /school/access/{id}/approval",
    "post /school/access/{id}/refusal",
    "post /school/access/{id}/end",
];

/// A token ends and a message is read: there is nothing else about them to be changed by somebody faster.
const WITHOUT_VERSION: [&str; 2] = ["PUT /api-tokens/{id}/revocation", "PUT /messages/{id}/reading"];

/// The same about another version of the thing than the one that stands.
fn of_another_version(knock: Knock) -> Knock {
    let body = knock.body.replace("version=", "version=9").replace("\"version\":", "\"version\":9");
    Knock { address: knock.address.replace("?version=", "?version=9"), body, ..knock }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_changed_meanwhile_is_not_changed_again_unseen() {
    let mut world = world().await;
    let sessions = world.sessions().await;
    let mut changes = changes(&world, &sessions).await;
    changes.retain(|(what, _)| {
        let versioned = !WITHOUT_VERSION.contains(&what.as_str());
        OF_A_VERSION.contains(&what.as_str()) || (what.starts_with("PUT ") || what.starts_with("DELETE ")) && versioned
    });
    assert!(changes.len() > OF_A_VERSION.len(), "{} changes", changes.len());
    let (office, _folder) = Pristine::of(&mut world).await.copy().await;
    let before = newest_entry(&office, &sessions["head"]).await;
    for (what, knock) in changes {
        let status = answer(app(&office, false), of_another_version(knock)).await;
        assert_eq!(status, StatusCode::CONFLICT, "{what}");
        assert_eq!(newest_entry(&office, &sessions["head"]).await, before, "{what}: something happened");
    }
}

#[tokio::test]
async fn no_token_is_made_for_a_role_that_sees_one_class_only_or_works_for_nobody_here() {
    let world = world().await;
    let administrator = world.office.desk(&world.schools[0], Role::Administrator).await;
    for role in [Role::FormTeacher, Role::Photographer, Role::Guardian] {
        let [name, role_code, scope, days] = ["x", role.code(), "change", "9"].map(str::to_owned);
        let form = MakeToken { name, role: role_code, scope, days };
        let refused = administrator.make_token(&form).await;
        assert!(matches!(refused, Err(Refused::Invalid(_))), "{role}");
    }
}
