//! Who gets what from every route of the pages and of the API: everybody knocks at every door, and the answers are
//! snapshots. Each change is tried in a copy of the world of its own, so that no answer depends on who came before.
//!
//! A new route stands in a snapshot before it can land, so somebody has looked at who may come in. On top of it
//! the rules that must hold whatever the snapshot says: nobody but staff passes a staff door, another school's things
//! are not there, a membership that is not accepted opens nothing, and neither does a token that has ended.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test's own world: a failure is a panic, a key is any key"
)]

mod world;

use std::{
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
use school::person::Role;
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;
use web::routes::{Door, Route, TABLE};
use world::{World, address, app, world};

/// Everybody who knocks at the pages. The things belong to the first school.
const PERSONAS: [&str; 17] = [
    "nobody",
    "secretary",
    "head",
    "administrator",
    "form_teacher",
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
];

/// What comes to the API. There are no tokens of other roles.
const TOKENS: [&str; 8] =
    ["none", "unknown", "secretary", "reading_secretary", "head", "other_secretary", "revoked", "ended"];

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

/// What a form or a request has to say about anything, and the versions of things as they are.
async fn fields(world: &World, path: &str) -> Vec<(&'static str, String)> {
    let (things, school) = (&world.things, &world.schools[0]);
    let secretary = world.office.desk(school, Role::Secretary).await;
    let administrator = world.office.desk(school, Role::Administrator).await;
    let version = match path.split('/').nth(1).unwrap_or_default() {
        "photos" if address(path, things).contains(&things.draft.to_string()) => DRAFT_VERSION,
        "photos" => secretary.photo(things.photo.into()).await.unwrap().version,
        "print-runs" => secretary.print_run(things.run.into()).await.unwrap().version,
        "cards" => secretary.card(things.card.into()).await.unwrap().version,
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
        "school" => administrator.school_data().await.unwrap().version,
        _ => 0,
    };
    let said =
        [("class", school.class.to_string()), ("version", version.to_string()), ("pupil", things.pupil.to_string())];
    let meant = |name: &str, value| if path == "/api-tokens" && name == "scope" { "read" } else { value };
    let fixed = FIELDS.iter().map(|(name, value)| (*name, meant(name, value).to_owned()));
    // beside the document of a new pupil it would be one too many
    let pesel = path.ends_with("/pesel").then(|| ("pesel", "15293044422".to_owned()));
    said.into_iter().chain(fixed).chain(pesel).collect()
}

/// Of a draft that was taken in and cut: it is not the school's to see.
const DRAFT_VERSION: i64 = 1;

const FIELDS: [(&str, &str); 40] = [
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
    ("name", "9Z"),
    ("address", "ul. Nowa 1, 00-001 Warszawa"),
    ("rspo", ""),
    ("head_given", "Ewa"),
    ("head_surname", "Nowa"),
    ("head_since", "2026-09-01"),
    ("reason", "blurred"),
    ("ground", "decision"),
    ("why", "transferred"),
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
    ("holograms_quantity", "5"),
    ("document", "FV 1"),
    ("holograms_document", "FV 2"),
    ("year", "2026"),
    ("declaration", "1"),
    ("to", "pl"),
    ("login", "nikt@szkola.test"),
    ("password", "nie-to-haslo"),
    ("code", "000000"),
    ("recovery_key", "nie-ten-klucz"),
    ("old", "nie-to-haslo"),
];

/// What somebody sends to a page, perhaps with a session.
async fn to_page(world: &World, route: &Route) -> Knock {
    let target = address(route.path, &world.things);
    let headers = vec![("sec-fetch-site", "same-origin".to_owned())];
    if route.method == "get" {
        return Knock { method: Method::GET, address: target, headers, body: String::new() };
    }
    let kind = if route.path.ends_with("photo/new") {
        "multipart/form-data; boundary=x"
    } else {
        "application/x-www-form-urlencoded"
    };
    Knock {
        method: Method::POST,
        address: format!("{target}?key={}", Uuid::new_v4()),
        headers: [headers, vec![("content-type", kind.to_owned())]].concat(),
        body: serde_urlencoded::to_string(fields(world, route.path).await).unwrap(),
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
    let mut sessions = world.sessions().await;
    sessions.extend(more_sessions(&world).await);
    let (mut knocks, mut cells) = (Vec::new(), Vec::new());
    for method in ["get", "post"] {
        for route in TABLE.iter().filter(|route| route.method == method) {
            let knock = to_page(&world, route).await;
            for persona in PERSONAS {
                let mut knock = knock.clone();
                knock.headers.extend(sessions.get(persona).map(|session| ("cookie", format!("__Host-sid={session}"))));
                knocks.push(knock);
                cells.push((route, persona));
            }
        }
    }
    let answers = answers(&mut world, knocks).await;
    let broken =
        cells.iter().zip(&answers).filter_map(|((route, persona), status)| broken_rule(route, persona, *status));
    let broken: Vec<String> = broken.collect();
    assert!(broken.is_empty(), "{broken:#?}");
    let rows = cells.iter().step_by(PERSONAS.len());
    let rows =
        rows.map(|(route, _)| format!("{:<7} {:<5}{:<45}", format!("{:?}", route.door), route.method, route.path));
    insta::assert_snapshot!("permissions", table(&PERSONAS, rows, &answers));
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
fn broken_rule(route: &Route, persona: &str, status: StatusCode) -> Option<String> {
    let denied = matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND);
    let not_there = status == StatusCode::NOT_FOUND;
    let staff = matches!(persona, "secretary" | "head" | "administrator" | "form_teacher");
    let staff_elsewhere = matches!(persona, "other_secretary" | "other_head" | "other_admin");
    // invited and never came, or was here once: nothing of the school is theirs to see
    let outside = persona.starts_with("invited_") || persona.starts_with("revoked_");
    let about_a_thing = route.path.contains("{id}");
    let holds = match (route.door, persona) {
        _ if status.is_server_error() => false,
        (Door::Open, _) => true,
        (_, "nobody") => status == StatusCode::UNAUTHORIZED,
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
    (!holds).then(|| format!("{} {} as {persona}: {status}", route.method, route.path))
}

/// The secrets of the tokens, in the order of [`TOKENS`]; none for who comes without.
async fn tokens(world: &World) -> [Option<String>; 8] {
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

/// Method and path of every route of the API, as its document says: reading first.
fn api_routes() -> Vec<(Method, String)> {
    let document: serde_json::Value = serde_json::from_str(&web::api::document()).unwrap();
    let paths = document["paths"].as_object().unwrap().iter();
    let mut routes: Vec<(Method, String)> = paths
        .flat_map(|(path, verbs)| {
            verbs.as_object().unwrap().keys().map(move |verb| (verb.to_uppercase(), path.clone()))
        })
        .map(|(verb, path)| (verb.parse().unwrap(), path))
        .collect();
    routes.sort_by_key(|(method, path)| (*method != Method::GET, path.clone(), method.to_string()));
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

/// What a program sends, perhaps with a token.
async fn to_api(world: &World, method: &Method, path: &str) -> Knock {
    let fields = fields(world, path).await;
    let version = fields.iter().find(|(name, _)| *name == "version").map(|(_, version)| version.clone()).unwrap();
    let numbers = ["version", "quantity", "year"];
    let mut body: serde_json::Map<String, serde_json::Value> = fields
        .into_iter()
        .map(|(name, value)| {
            let number = value.parse::<i64>().ok().filter(|_| numbers.contains(&name));
            (name.to_owned(), number.map_or(value.into(), Into::into))
        })
        .collect();
    body.insert("pupils".to_owned(), serde_json::json!([world.things.pupil]));
    let taken = fields_taken(method, path);
    body.retain(|name, _| taken.contains(name));
    let query = if *method == Method::DELETE { format!("?version={version}") } else { String::new() };
    Knock {
        method: method.clone(),
        address: format!("/api{}{query}", address(path, &world.things)),
        headers: vec![("content-type", "application/json".to_owned()), ("idempotency-key", Uuid::new_v4().to_string())],
        body: serde_json::Value::Object(body).to_string(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_token_knocks_at_the_api() {
    let mut world = world().await;
    let tokens = tokens(&world).await;
    let routes = api_routes();
    let mut knocks = Vec::new();
    for (method, path) in &routes {
        let knock = to_api(&world, method, path).await;
        for token in &tokens {
            let mut knock = knock.clone();
            knock.headers.extend(token.as_ref().map(|token| ("authorization", format!("Bearer {token}"))));
            knocks.push(knock);
        }
    }
    let answers = answers(&mut world, knocks).await;
    let mut broken = Vec::new();
    for ((method, path), answers) in routes.iter().zip(answers.chunks(TOKENS.len())) {
        for (token, status) in TOKENS.iter().zip(answers) {
            let holds = match *token {
                _ if status.is_server_error() => false,
                "none" | "unknown" | "revoked" | "ended" => *status == StatusCode::UNAUTHORIZED,
                "head" | "reading_secretary" if *method != Method::GET => *status == StatusCode::FORBIDDEN,
                "other_secretary" if path.contains("{id}") => *status == StatusCode::NOT_FOUND,
                _ => true,
            };
            if !holds {
                broken.push(format!("{method} {path} with the token {token}: {status}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    let rows = routes.iter().map(|(method, path)| format!("{:<7}{path}", method.as_str()));
    insta::assert_snapshot!("api", table(&TOKENS, rows, &answers));
}

#[tokio::test]
async fn no_token_is_made_for_a_role_that_sets_things_up_or_sees_one_class_only() {
    let world = world().await;
    let administrator = world.office.desk(&world.schools[0], Role::Administrator).await;
    for role in [Role::Administrator, Role::FormTeacher, Role::Photographer, Role::Guardian] {
        let [name, role_code, scope, days] = ["x", role.code(), "change", "9"].map(str::to_owned);
        let form = MakeToken { name, role: role_code, scope, days };
        let refused = administrator.make_token(&form).await;
        assert!(matches!(refused, Err(Refused::Invalid(_))), "{role}");
    }
}
