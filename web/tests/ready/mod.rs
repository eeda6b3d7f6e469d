//! Things in the state in which a change succeeds, so that whoever may make it is seen to: photos decided on, a pupil
//! to print, a run to confirm; passwords and codes that are right, and two people half-way through signing in.

#![expect(clippy::unwrap_used, reason = "a test's own world: a failure is a panic")]

use axum::http::Method;
use office::{
    class::AddClass,
    class_list::ApplyClassList,
    person::{NewPerson, app_code},
    print_run::OpenPrintRun,
    testing::TestOffice,
};
use school::{PhotoId, PupilId, person::Role, photo::DECLARATION_VERSION};
use uuid::Uuid;

use crate::world::{Things, World, class_list};

/// Ids of things of the first school.
pub(crate) struct Ready {
    /// Their photo is approved and on no card.
    to_print: Uuid,
    /// Has no photo, and a parent who has not been asked for one.
    without_photo: Uuid,
    approved: Uuid,
    rejected: Uuid,
    /// Was approved until a newer one was.
    superseded: Uuid,
    /// Nothing of it is printed.
    run: Uuid,
    /// The code of the letter to whoever has no e-mail.
    pub(crate) paper_code: String,
    /// The code for another phone than the one that shows the ID of the pupil with a card.
    pub(crate) phone_code: String,
    /// A class list that was taken over, and nothing is built on it.
    taken_over: Uuid,
    /// A class without pupils.
    pub(crate) other_class: String,
    /// A workbook with several sheets, whose columns are not chosen.
    workbook: Uuid,
    /// Two such drafts of the administrator, whose are the tokens.
    of_programs: [Uuid; 2],
    /// A request to look into the school that nobody has answered.
    asked: Uuid,
    /// A grant that runs.
    running: Uuid,
    /// Another school, to be closed.
    open: Uuid,
    closed: Uuid,
}

impl Ready {
    /// Adds them to the world.
    pub(crate) async fn of(world: &World) -> Self {
        let (office, school) = (&world.office, &world.schools[0]);
        let (to_print, approved, version) = sent(world, 7).await;
        let (printing, frozen, frozen_version) = sent(world, 5).await;
        let (_, rejected, rejected_version) = sent(world, 6).await;
        let secretary = office.desk(school, Role::Secretary).await;
        secretary.approve_photo(approved, version).await.unwrap();
        secretary.approve_photo(frozen, frozen_version).await.unwrap();
        secretary.reject_photo(rejected, rejected_version, "blurred", "").await.unwrap();
        let superseded = superseded(world, 8).await;
        let without_photo = office.pupil(school, 9).await;
        office.parent(school, without_photo, "inny@rodzina.test").await;
        let form = OpenPrintRun { pupils: vec![printing.to_string()], issued_on: secretary.today().to_string() };
        let run = secretary.open_print_run(&form).await.unwrap();
        let taken_over = taken_over(world).await;
        let workbook = secretary.upload_class_list(office.table(&TestOffice::workbook())).await.unwrap().0;
        let of_programs = of_programs(world).await;
        for file in [LIST_FILE, RSPO_FILE, SIO_FILE] {
            drop(office.table(file.as_bytes())); // for the child to know it
        }
        let paper_code = secretary.guardian_letter(world.things.paper.into()).await.unwrap().code;
        let carded: PupilId = world.things.carded.into();
        let parent = office.parent(school, carded, "telefon@rodzina.test").await;
        office.phone(parent, carded).await;
        let phone_code = office.desk(school, Role::Secretary).await.phone_code(carded).await.unwrap().code;
        let (asked, running) = grants(world).await;
        let (open, closed) = (world.schools[1].id.0, closed_school(world).await);
        let (to_print, approved, rejected, run) = (to_print.0, approved.0, rejected.0, run.0);
        let without_photo = without_photo.0;
        let other_class = secretary.add_class(&AddClass { name: "1C".to_owned() }).await.unwrap().to_string();
        Self {
            to_print,
            without_photo,
            approved,
            rejected,
            superseded,
            run,
            paper_code,
            phone_code,
            taken_over,
            other_class,
            workbook,
            of_programs,
            asked,
            running,
            open,
            closed,
        }
    }

    /// The world's things, and in their place those about which this can be asked with success.
    pub(crate) fn instead_of(&self, things: &Things, method: &Method, path: &str) -> Things {
        let mut things = things.clone();
        let (back, reads) = (*method == Method::DELETE, *method == Method::GET);
        things.access = self.asked;
        match path {
            "/photos/{id}/undo" => things.photo = self.approved,
            "/photos/{id}/reuse" => things.photo = self.superseded,
            "/photos/{id}/approval" if back => things.photo = self.approved,
            "/photos/{id}/rejection" if back => things.photo = self.rejected,
            "/print-runs" => things.pupil = self.to_print,
            "/reminders" => things.pupil = self.without_photo,
            "/class-lists/{id}/undo" => things.list = self.taken_over,
            "/class-lists/{id}/sheet" => things.list = self.workbook,
            "/school/access/{id}/end" => things.access = self.running,
            "/schools/{id}/closing" if !reads => things.school = self.open,
            "/schools/{id}/reopening" => things.school = self.closed,
            "/print-runs/{id}/confirmation" | "/print-runs/{id}/sheet.pdf" => things.run = self.run,
            _ => {}
        }
        things
    }

    /// The things, and in the place of a draft the one that is a program's to see.
    pub(crate) fn of_program(&self, things: Things, path: &str) -> Things {
        let [list, workbook] = self.of_programs;
        let list = match path {
            "/class-lists/{id}/undo" => things.list,
            "/class-lists/{id}/sheet" => workbook,
            _ => list,
        };
        Things { list, ..things }
    }
}

/// The n-th pupil, the photo that waits, and its version.
async fn sent(world: &World, n: u32) -> (PupilId, PhotoId, i64) {
    let (office, school) = (&world.office, &world.schools[0]);
    let pupil = office.pupil(school, n).await;
    let parent = office.parent(school, pupil, "inny@rodzina.test").await;
    let photo = office.sent_photo(parent, pupil).await;
    let version = office.desk(school, Role::Secretary).await.photo(photo).await.unwrap().version;
    (pupil, photo, version)
}

async fn of_programs(world: &World) -> [Uuid; 2] {
    let administrator = world.office.desk(&world.schools[0], Role::Administrator).await;
    let workbook = world.office.table(&TestOffice::workbook());
    let list = class_list(&world.office, &administrator, [54, 55]).await;
    [list, administrator.upload_class_list(workbook).await.unwrap().0]
}

/// A request that waits, and a grant that runs; another was ended.
async fn grants(world: &World) -> (Uuid, Uuid) {
    let (office, school, [asks, looks, looked]) = (&world.office, &world.schools[0], world.operators);
    let asked = office.asked_access(asks, school).await.0;
    let running = office.granted_access(looks, school).await.0;
    let past = office.granted_access(looked, school).await;
    let head = office.desk(school, Role::Head).await;
    let rows = head.access_requests().await.unwrap();
    let version = rows.iter().find(|row| row.id == past).unwrap().version;
    head.end_access(past, version).await.unwrap();
    (asked, running)
}

/// A third school, closed.
async fn closed_school(world: &World) -> Uuid {
    let school = world.office.school("SP 3").await.id;
    world.office.operator_desk(world.operators[0]).await.close_school(school, "połączona").await.unwrap();
    school.0
}

/// The first of two photos of the n-th pupil, both approved.
async fn superseded(world: &World, n: u32) -> Uuid {
    let secretary = world.office.desk(&world.schools[0], Role::Secretary).await;
    let (pupil, first, version) = sent(world, n).await;
    secretary.approve_photo(first, version).await.unwrap();
    let second = secretary.add_photo(pupil, TestOffice::upload()).await.unwrap();
    let version = secretary.photo(second).await.unwrap().version;
    secretary.approve_photo(second, version).await.unwrap();
    first.0
}

async fn taken_over(world: &World) -> Uuid {
    let secretary = world.office.desk(&world.schools[0], Role::Secretary).await;
    let list = class_list(&world.office, &secretary, [52, 53]).await;
    let trial = secretary.try_class_list(list.into()).await.unwrap();
    let form = ApplyClassList { version: trial.version, seen: trial.seen, invite: false };
    secretary.apply_class_list(list.into(), &form).await.unwrap();
    list
}

/// A class list as it is on a disk.
pub(crate) const LIST_FILE: &str = "Nazwisko;Imię;Klasa;PESEL\r\nŻak;Żaneta;1a;";

/// A file of the register of schools.
pub(crate) const RSPO_FILE: &str = "Numer RSPO;Typ;Nazwa;Miejscowość\r\n12345;Szkoła podstawowa;SP 1;Lipniki";

/// A list that SIO shows.
pub(crate) const SIO_FILE: &str =
    "pesel;numer legitymacji;data wydania;czy niepełnosprawność\r\n02070803628;9/2025;2025-09-08;0\r\n";

/// A file as a form brings it. The pretended child takes any for a photo, and of tables those it was told.
pub(crate) fn upload(boundary: &str, content: &str) -> String {
    let part = |about: &str, content: &str| {
        format!("--{boundary}\r\nContent-Disposition: form-data; {about}\r\n\r\n{content}\r\n")
    };
    let declaration = part("name=\"declaration\"", DECLARATION_VERSION);
    let file = part("name=\"file\"; filename=\"plik\"", content);
    format!("{declaration}{file}--{boundary}--\r\n")
}

/// The password of everybody who has one.
const PASSWORD: &str = "piwnica-rower-obłok";
/// What they and whoever was invited choose.
const NEW_PASSWORD: &str = "tratwa-lampa-czereśnia";
/// Works here and has set up no second factor.
const WITHOUT_FACTOR: &str = "nowa@szkola.test";
/// Works here with a second factor.
const WITH_FACTOR: &str = "kod@szkola.test";
const FACTOR: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

/// Passwords and codes that are right, also that of the letter on paper.
pub(crate) struct Accounts {
    /// Sessions of the two who have given a password and owe a second factor.
    pub(crate) half_way: [(&'static str, String); 2],
    /// Membership of the one who has a second factor.
    enrolled: Uuid,
    /// What the app of the one shows.
    code: String,
    /// What the other's shows once the secret of the page is in it.
    first_code: String,
}

impl Accounts {
    /// Adds them to the world; the first school's staff have passwords from now on.
    pub(crate) async fn of(world: &World) -> Self {
        let (office, school) = (&world.office, world.schools[0].id);
        for role in [Role::Administrator, Role::Secretary, Role::Head, Role::FormTeacher] {
            made(world, &format!("{role}@{school}.test"), role, Some(FACTOR)).await;
        }
        made(world, WITH_FACTOR, Role::Secretary, Some(FACTOR)).await;
        made(world, WITHOUT_FACTOR, Role::Secretary, None).await;
        let owes_a_code = office.sign_in(WITH_FACTOR, PASSWORD, "", "").await.unwrap().session;
        let owes_enrolment = office.sign_in(WITHOUT_FACTOR, PASSWORD, "", "").await.unwrap().session;
        let offered = office.enrolment(&owes_enrolment).await.unwrap().secret;
        let members = office.desk(&world.schools[0], Role::Administrator).await.staff_members().await.unwrap();
        Self {
            enrolled: members.iter().find(|member| member.email == WITH_FACTOR).unwrap().id,
            code: app_code(FACTOR, office.now()).unwrap(),
            first_code: app_code(&offered, office.now()).unwrap(),
            half_way: [("owes_a_code", owes_a_code), ("owes_enrolment", owes_enrolment)],
        }
    }

    /// The things, and in their place somebody's second factor that can be taken away.
    pub(crate) fn instead_of(&self, things: Things, path: &str) -> Things {
        let member = if path == "/staff/{id}/second-factor-reset" { self.enrolled } else { things.member };
        Things { member, ..things }
    }

    /// What is typed into a field of this form, if it has to be right.
    pub(crate) fn typed(&self, path: &str, field: &str) -> Option<String> {
        let typed: &str = match (path, field) {
            ("/session", "login") => WITHOUT_FACTOR,
            ("/session", "password") | ("/account/password", "old") | ("/account/recovery-codes", "current") => {
                PASSWORD
            }
            (
                "/invitations/{token}"
                | "/password-resets/{token}"
                | "/sign-up"
                | "/school-letter/account"
                | "/account/password",
                "password" | "password_again",
            ) => NEW_PASSWORD,
            ("/session/second-factor" | "/session/step-up", "code") => &self.code,
            ("/session/enrolment", "code") => &self.first_code,
            _ => return None,
        };
        Some(typed.to_owned())
    }
}

/// Somebody of the first school's staff with a password. Who is there already keeps everything else.
async fn made(world: &World, email: &str, role: Role, factor: Option<&str>) {
    let person = NewPerson {
        given: "Nina".to_owned(),
        surname: "Nowicka".to_owned(),
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
        role: role.code().to_owned(),
        totp: factor.map(str::to_owned),
        language: None,
    };
    world.office.create_person(world.schools[0].id, &person).await.unwrap();
}
