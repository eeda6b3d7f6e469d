//! Who gets what from every route: everybody knocks at every door of the table, and the answers are a snapshot.
//!
//! A new route stands in the snapshot before it can land, so somebody has looked at who may come in. On top of it
//! the rules that must hold whatever the snapshot says: nobody but staff passes a staff door, another school's things
//! are not there, and a membership that is not accepted opens nothing.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test's own world: a failure is a panic, a key is any key"
)]

use std::{collections::BTreeMap, fmt::Write};

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode},
};
use office::testing::{PUBLIC_URL, TestOffice, TestSchool};
use school::{PersonId, PupilId, person::Role};
use tower::ServiceExt;
use uuid::Uuid;
use web::{
    App, WebSettings,
    routes::{Door, Route, TABLE, router},
};

/// Ids of things of one school, to be put into addresses.
struct Things {
    pupil: PupilId,
    photo: Uuid,
    draft: Uuid,
    guardian: Uuid,
    run: Uuid,
    card: Uuid,
    member: Uuid,
    token: Uuid,
    message: Uuid,
}

struct World {
    office: TestOffice,
    app: Router,
    things: Things,
    /// Name of a persona → who it is.
    people: BTreeMap<&'static str, PersonId>,
}

/// Everybody who knocks. The things belong to the first school.
const PERSONAS: [&str; 12] = [
    "nobody",
    "secretary",
    "head",
    "administrator",
    "form_teacher",
    "invited_secretary",
    "revoked_secretary",
    "other_secretary",
    "parent",
    "viewing_parent",
    "revoked_parent",
    "other_parent",
];

async fn world() -> World {
    let office = TestOffice::sqlite().await;
    let (school, other) = (office.school("SP 1").await, office.school("SP 2").await);
    let (things, parents) = furnish(&office, &school).await;
    let stranger_child = office.pupil(&other, 7).await;
    let stranger = office.parent(&other, stranger_child, "obcy@rodzina.test").await;
    let (invited, revoked) = (office.invited_secretary(&school).await, office.revoked_secretary(&school).await);
    let who: [(&str, PersonId); 11] = [
        ("secretary", school.secretary),
        ("head", school.head),
        ("administrator", school.administrator),
        ("form_teacher", school.form_teacher),
        ("invited_secretary", invited),
        ("revoked_secretary", revoked),
        ("other_secretary", other.secretary),
        ("parent", parents[0]),
        ("viewing_parent", parents[1]),
        ("revoked_parent", parents[2]),
        ("other_parent", stranger),
    ];
    let settings = WebSettings { public_url: PUBLIC_URL.to_owned(), trusted_proxies: Vec::new(), demo: false };
    let app = router(App::new(office.office.clone(), settings, Vec::new()));
    World { office, app, things, people: BTreeMap::from(who) }
}

async fn furnish(office: &TestOffice, school: &TestSchool) -> (Things, [PersonId; 3]) {
    let pupil = office.pupil(school, 1).await;
    let parent = office.parent(school, pupil, "rodzic@rodzina.test").await;
    let viewing = office.viewing_parent(school, pupil, "widzi@rodzina.test").await;
    let gone = office.parent(school, pupil, "dawny@rodzina.test").await;
    let secretary = office.desk(school, Role::Secretary).await;
    let record = secretary.pupil(pupil).await.unwrap();
    let row = record.guardians.iter().find(|row| row.email == "dawny@rodzina.test").unwrap();
    secretary.revoke_guardian(row.id, row.version).await.unwrap();
    let guardian = record.guardians.iter().find(|row| row.email == "rodzic@rodzina.test").unwrap().id.0;
    // One pupil with a card to hand out, one photo that waits, one draft.
    let printed = office.pupil(school, 2).await;
    let printed_parent = office.parent(school, printed, "drugi@rodzina.test").await;
    let (run, card) = office.printed_card(school, printed, printed_parent).await;
    let photo = office.sent_photo(parent, pupil).await;
    let draft = office.draft_photo(parent, pupil).await;
    office.run_due_jobs().await.unwrap();
    let message =
        office.home(printed_parent).messages().await.unwrap().first().map_or(Uuid::nil(), |message| message.id.0);
    let administrator = office.desk(school, Role::Administrator).await;
    let token = office::token::MakeToken { name: "test".into(), role: "secretary".into(), days: "9".into() };
    let token = administrator.make_token(&token).await.unwrap().id.0;
    let member =
        administrator.staff_members().await.unwrap().iter().find(|member| member.role == Role::FormTeacher).unwrap().id;
    let things =
        Things { pupil, photo: photo.0, draft: draft.0, guardian, run: run.0, card: card.0, member, token, message };
    (things, [parent, viewing, gone])
}

fn address(route: &Route, things: &Things) -> String {
    let id = match route.path.split('/').nth(1).unwrap_or_default() {
        "pupils" => things.pupil.0,
        "photos"
            if ["crop", "check", "preview.svg", "submission", "withdrawal"]
                .iter()
                .any(|verb| route.path.ends_with(verb)) =>
        {
            things.draft
        }
        "photos" => things.photo,
        "guardians" => things.guardian,
        "print-runs" => things.run,
        "cards" => things.card,
        "staff" => things.member,
        "api-tokens" => things.token,
        _ => things.message,
    };
    route.path.replace("{id}", &id.to_string()).replace("{token}", "no-such-token")
}

async fn knock(world: &World, route: &Route, persona: &str) -> StatusCode {
    let address = address(route, &world.things);
    let mut request = Request::builder().header("host", "legitka.test").header("sec-fetch-site", "same-origin");
    if let Some(person) = world.people.get(persona) {
        // A session of this knock's own: one of the doors ends it.
        let session = world.office.session(*person).await;
        request = request.header("cookie", format!("__Host-sid={session}"));
    }
    let request = if route.method == "get" {
        request.uri(&address).body(Body::empty())
    } else {
        let key = Uuid::new_v4();
        let kind = if route.path.ends_with("photo/new") {
            "multipart/form-data; boundary=x"
        } else {
            "application/x-www-form-urlencoded"
        };
        request
            .method("POST")
            .uri(format!("{address}?key={key}"))
            .header("content-type", kind)
            .body(Body::from("version=1"))
    };
    world.app.clone().oneshot(request.unwrap()).await.unwrap().status()
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_knocks_at_every_door() {
    let (world, mut table) = (world().await, String::new());
    let mut broken = Vec::new();
    writeln!(table, "{:<58}{}", "", PERSONAS.map(|name| format!("{name:>18}")).concat()).unwrap();
    // Reading first, so that no change decides what the next persona sees.
    for method in ["get", "post"] {
        for route in TABLE.iter().filter(|route| route.method == method) {
            let mut line = format!("{:<7} {:<5}{:<45}", format!("{:?}", route.door), route.method, route.path);
            for persona in PERSONAS {
                let status = knock(&world, route, persona).await;
                broken.extend(broken_rule(route, persona, status));
                write!(line, "{:>18}", status.as_u16()).unwrap();
            }
            writeln!(table, "{}", line.trim_end()).unwrap();
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    insta::assert_snapshot!("permissions", table);
}

/// What must hold whatever the snapshot says; answers what does not.
fn broken_rule(route: &Route, persona: &str, status: StatusCode) -> Option<String> {
    let denied = matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND);
    let not_there = status == StatusCode::NOT_FOUND;
    let staff = matches!(persona, "secretary" | "head" | "administrator" | "form_teacher");
    let about_a_thing = route.path.contains("{id}");
    let holds = match (route.door, persona) {
        _ if status.is_server_error() => false,
        (Door::Open, _) => true,
        (_, "nobody") => status == StatusCode::UNAUTHORIZED,
        // A role that may not do it anywhere hears so before anything is looked up.
        (Door::Staff, "other_secretary") => not_there || status == StatusCode::FORBIDDEN || !about_a_thing,
        (Door::Staff, _) if !staff => denied,
        (Door::Family, "other_parent" | "revoked_parent") if about_a_thing => not_there,
        (Door::Family, _) if staff || persona.ends_with("_secretary") => denied,
        (Door::Member, "other_secretary" | "other_parent" | "revoked_parent") if about_a_thing => not_there,
        _ => true,
    };
    (!holds).then(|| format!("{} {} as {persona}: {status}", route.method, route.path))
}
