//! A school with one of everything, and everybody who comes to it: the world of the tests that look at every route.

#![expect(clippy::unwrap_used, reason = "a test's own world: a failure is a panic")]

use std::{collections::BTreeMap, io::Write};

use axum::Router;
use office::{
    Office, StaffDesk,
    application::Apply,
    class_list::ChooseColumns,
    guardian::{InviteGuardian, LettersFor, MakeLetters},
    person::SignUp,
    protocol::MakeProtocol,
    pupil::{AddPupil, LeavePupil, SaveView},
    state_mobile_id::Declare,
    testing::{PUBLIC_URL, TestOffice, TestSchool},
};
use school::{CardId, PersonId, language::Language, person::Role};
use uuid::Uuid;
use web::{App, WebSettings, routes::router};

/// Ids of things of the first school, to be put into addresses.
#[derive(Clone)]
pub(crate) struct Things {
    pub(crate) pupil: Uuid,
    /// A pupil of the same family with a printed card.
    pub(crate) carded: Uuid,
    /// A pupil with a passport and no PESEL.
    pub(crate) foreigner: Uuid,
    /// A pupil who left.
    pub(crate) gone: Uuid,
    pub(crate) photo: Uuid,
    pub(crate) draft: Uuid,
    pub(crate) guardian: Uuid,
    /// Somebody without e-mail, for whom there is a letter on paper.
    pub(crate) paper: Uuid,
    /// The class of most of them; it has a form teacher.
    pub(crate) class: Uuid,
    pub(crate) run: Uuid,
    pub(crate) card: Uuid,
    /// A card in its holder's hands.
    pub(crate) held: Uuid,
    /// A lost card, valid no more; somebody has applied for a duplicate and not paid.
    pub(crate) lost: Uuid,
    pub(crate) application: Uuid,
    /// Something to be done in SIO about whoever has the card in hand; their mLegitymacja stands there.
    pub(crate) sio_task: Uuid,
    pub(crate) registered: Uuid,
    /// Whose parents objected to mLegitymacja.
    pub(crate) objected: Uuid,
    pub(crate) protocol: Uuid,
    pub(crate) member: Uuid,
    pub(crate) token: Uuid,
    pub(crate) message: Uuid,
    /// A class list of the secretary's that is not taken over yet.
    pub(crate) list: Uuid,
    /// The secretary's.
    pub(crate) passkey: Uuid,
    /// The head's request to take the list of pupils out, which waits for somebody else.
    pub(crate) export: Uuid,
    /// The secretary's, to which the head has said yes.
    pub(crate) agreed: Uuid,
    /// The school of all this, as whoever runs the installation asks for it.
    pub(crate) school: Uuid,
    /// A request to look into it; only who has asked for one puts it here.
    pub(crate) access: Uuid,
    /// A photographer's pack that was read, and an upload of one of which nothing has come.
    pub(crate) pack: Uuid,
    pub(crate) upload: Uuid,
    /// A view of the list of pupils that the secretary saved.
    pub(crate) view: Uuid,
    /// The secret of an invitation that nobody has answered.
    pub(crate) invitation: String,
    /// The secret of a link that sets a new password.
    pub(crate) reset: String,
    /// An account that waits: what its browser is known by, the secret of its link, its code.
    pub(crate) sign_up: [String; 3],
    /// Of a letter with school access that nobody has used: its login, its one-time password, its code.
    pub(crate) school_access: [String; 3],
}

/// Who run the installation: without a grant, while one runs, and after one was ended. The grants are the test's to make.
pub(crate) const OPERATORS: [&str; 3] = ["operator", "granted_operator", "past_operator"];

pub(crate) struct World {
    pub(crate) office: TestOffice,
    /// The things belong to the first.
    pub(crate) schools: [TestSchool; 2],
    pub(crate) things: Things,
    /// They run the installation, see [`OPERATORS`].
    pub(crate) operators: [PersonId; 3],
    /// Name of a persona → who it is.
    people: BTreeMap<&'static str, PersonId>,
}

/// The pages and the API of an office. A demo shows its mailbox.
pub(crate) fn app(office: &Office, demo: bool) -> Router {
    let settings = WebSettings { public_url: PUBLIC_URL.to_owned(), trusted_proxies: Vec::new(), demo };
    router(App::new(office.clone(), settings, Vec::new()))
}

/// An address with the ids of things in the places of its parameters.
pub(crate) fn address(path: &str, things: &Things) -> String {
    let about_a_draft = ["crop", "check", "preview.svg", "submission", "withdrawal"];
    let id = match path.split('/').nth(1).unwrap_or_default() {
        "pupils" if path.ends_with("/pesel") => things.foreigner,
        "pupils" if path.ends_with("/return") => things.gone,
        "pupils" if path.ends_with("/sio") || path.ends_with("/device-loss") => things.registered,
        "pupils" if path.ends_with("/withdrawal") => things.objected,
        "pupils" if path.contains("/mobile-id") || path.contains("/phone") => things.carded,
        "pupils" => things.pupil,
        "sio" => things.sio_task,
        "photos" if about_a_draft.iter().any(|verb| path.ends_with(verb)) => things.draft,
        "photos" => things.photo,
        "guardians" if path.contains("/letter") => things.paper,
        "guardians" => things.guardian,
        "classes" => things.class,
        "print-runs" => things.run,
        "cards" if path.ends_with("/return") => things.lost,
        "cards" if path.ends_with("/invalidation") || path.ends_with("/application") => things.held,
        "cards" => things.card,
        "applications" => things.application,
        "protocols" => things.protocol,
        "staff" => things.member,
        "api-tokens" => things.token,
        "class-lists" => things.list,
        "account" => things.passkey,
        "exports" if path.ends_with("/download") => things.agreed,
        "exports" => things.export,
        "schools" => things.school,
        "school" => things.access,
        "photo-packs" if path.ends_with("/pieces") || path.ends_with("/offset.txt") => things.upload,
        "photo-packs" => things.pack,
        "pupil-views" => things.view,
        _ => things.message,
    };
    let token = match path.split('/').nth(1).unwrap_or_default() {
        "password-resets" => &things.reset,
        "sign-up" => &things.sign_up[1],
        "school-letter" => &things.school_access[2],
        _ => &things.invitation,
    };
    path.replace("{id}", &id.to_string())
        .replace("{token}", token)
        .replace("{place}", "0")
        .replace("{code}", "nie-ma-takiego-kodu")
}

/// Makes the world.
pub(crate) async fn world() -> World {
    let office = TestOffice::sqlite().await;
    let schools = [office.school("SP 1").await, office.school("SP 2").await];
    let [school, other] = &schools;
    let (things, parents) = furnish(&office, school).await;
    let stranger_child = office.pupil(other, 7).await;
    let stranger = office.parent(other, stranger_child, "obcy@rodzina.test").await;
    let people = BTreeMap::from([
        ("secretary", school.secretary),
        ("head", school.head),
        ("administrator", school.administrator),
        ("form_teacher", school.form_teacher),
        ("photographer", office.photographer(school).await),
        ("invited_secretary", office.invited_secretary(school).await),
        ("revoked_secretary", office.revoked_secretary(school).await),
        ("other_secretary", other.secretary),
        ("parent", parents[0]),
        ("viewing_parent", parents[1]),
        ("revoked_parent", parents[2]),
        ("other_parent", stranger),
    ]);
    let operators = [
        office.operator("operator@legitka.test").await,
        office.operator("wpuszczony@legitka.test").await,
        office.operator("dawny@legitka.test").await,
    ];
    World { office, schools, things, operators, people }
}

impl World {
    /// A session of everybody.
    pub(crate) async fn sessions(&self) -> BTreeMap<&'static str, String> {
        let mut sessions = BTreeMap::new();
        for (name, person) in &self.people {
            sessions.insert(*name, self.office.session(*person).await);
        }
        for (name, person) in OPERATORS.iter().zip(self.operators) {
            sessions.insert(*name, self.office.session(person).await);
        }
        sessions
    }
}

/// One pupil with a photo that waits and a draft, one with a card to hand out; of the family one parent of both, one
/// who may only look, one whose link has ended and one who was invited.
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
    let printed = office.pupil(school, 2).await;
    office.parent(school, printed, "rodzic@rodzina.test").await;
    let (run, card) = office.printed_card(school, printed, parent).await;
    let photo = office.sent_photo(parent, pupil).await.0;
    let draft = office.draft_photo(parent, pupil).await.0;
    let invited = InviteGuardian {
        given: "Olena".to_owned(),
        surname: "Zaproszona".to_owned(),
        email: INVITED.to_owned(),
        kind: "guardian".to_owned(),
        scope: String::new(),
        confirmed: false,
    };
    secretary.invite_guardian(pupil, &invited).await.unwrap();
    office.advance(office::message::UNDO_WINDOW + 1);
    office.run_due_jobs().await.unwrap();
    let message = office.home(parent).messages().await.unwrap()[0].id.0;
    let administrator = office.desk(school, Role::Administrator).await;
    let token = office::token::MakeToken {
        name: "dziennik".into(),
        role: "secretary".into(),
        scope: "change".into(),
        days: "9".into(),
    };
    let token = administrator.make_token(&token).await.unwrap().id.0;
    administrator.change_logo(TestOffice::upload()).await.unwrap();
    let members = administrator.staff_members().await.unwrap();
    let member = members.iter().find(|member| member.role == Role::FormTeacher).unwrap().id;
    let (run, card, pupil, invitation) = (run.0, card.0, pupil.0, invitation(office).await);
    secretary.set_form_teacher(school.class, &member.to_string()).await.unwrap();
    let [foreigner, gone_away] = come_and_gone(office, school).await;
    let paper = secretary.invite_guardian(foreigner.into(), &on_paper()).await.unwrap();
    let class = school.class.0;
    let paper = paper.0;
    let [held, lost, application, protocol] = ended_cards(office, school).await;
    let [sio_task, registered] = in_sio(&secretary, held.into()).await;
    let objection = Declare { scope: "document".to_owned(), on: String::new(), by: "Ewa Opiekuńcza".to_owned() };
    let objected = secretary.note_objection(printed, &objection).await.unwrap().0;
    let list = class_list(office, &secretary, [50, 51]).await;
    let passkey = office.passkey(school.secretary, "Laptop w sekretariacie").await;
    let export = office.export_request(school, school.head, None).await;
    let agreed = office.export_request(school, school.secretary, Some(school.head)).await;
    let [pack, upload] = packs(office, &secretary).await;
    let view = SaveView { name: "Czekają".to_owned(), state: "waiting".to_owned(), ..SaveView::default() };
    let view = secretary.save_pupil_view(&view).await.unwrap();
    let reset = password_reset(office, "rodzic@rodzina.test").await;
    let sign_up = sign_up(office).await;
    let school_access = school_access(&secretary, foreigner).await;
    let things = Things {
        pupil,
        carded: printed.0,
        foreigner,
        gone: gone_away,
        photo,
        draft,
        guardian,
        paper,
        class,
        run,
        card,
        held,
        lost,
        application,
        sio_task,
        registered,
        objected,
        protocol,
        member,
        token,
        message,
        list,
        passkey,
        export,
        agreed,
        school: school.id.0,
        access: Uuid::nil(),
        pack,
        upload,
        view,
        invitation,
        reset,
        sign_up,
        school_access,
    };
    (things, [parent, viewing, gone])
}

/// A card in its holder's hands, a lost one with the application for a duplicate, one that came back, and the protocol
/// of another that was destroyed.
async fn ended_cards(office: &TestOffice, school: &TestSchool) -> [Uuid; 4] {
    let mut cards = Vec::new();
    for n in 11..15 {
        let pupil = office.pupil(school, n).await;
        let parent = office.parent(school, pupil, "posiadacz@rodzina.test").await;
        cards.push(office.another_valid_card(school, pupil, parent).await);
    }
    let [held, lost, returned, destroyed] = cards[..] else { panic!("four cards") };
    let secretary = office.desk(school, Role::Secretary).await;
    let apply =
        Apply { ground: "lost".into(), way: "paper".into(), applicant: "Ewa Opiekuńcza".into(), ..Apply::default() };
    let version = secretary.card(lost).await.unwrap().version;
    let application = secretary.apply_for_card(lost, version, &apply).await.unwrap();
    let apply = Apply { ground: "error".into(), returned: true, ..apply };
    for card in [returned, destroyed] {
        let version = secretary.card(card).await.unwrap().version;
        secretary.apply_for_card(card, version, &apply).await.unwrap();
    }
    let protocol = MakeProtocol {
        kind: "destroyed".into(),
        cards: vec![destroyed.to_string()],
        first: school.secretary.to_string(),
        second: school.head.to_string(),
        on: String::new(),
    };
    let protocol = secretary.make_protocol(&protocol).await.unwrap();
    [held.0, lost.0, application.0, protocol.0]
}

/// What is to be done in SIO about whoever holds a card, as their device was lost, and who that is.
async fn in_sio(secretary: &StaffDesk, card: CardId) -> [Uuid; 2] {
    let pupil = secretary.card(card).await.unwrap().pupil;
    let (open, _) = secretary.sio_tasks().await.unwrap();
    let first = open.iter().find(|task| task.pupil == pupil).unwrap();
    secretary.finish_sio_task(first.id).await.unwrap();
    secretary.device_lost(pupil).await.unwrap();
    let (open, _) = secretary.sio_tasks().await.unwrap();
    [open.iter().find(|task| task.pupil == pupil).unwrap().id.0, pupil.0]
}

/// A grandmother who has no e-mail.
fn on_paper() -> InviteGuardian {
    let (given, surname, kind) = ("Halina".to_owned(), "Obca".to_owned(), "guardian".to_owned());
    InviteGuardian { given, surname, kind, ..InviteGuardian::default() }
}

/// A pupil with a passport instead of a PESEL, and one who left.
async fn come_and_gone(office: &TestOffice, school: &TestSchool) -> [Uuid; 2] {
    let secretary = office.desk(school, Role::Secretary).await;
    let foreigner = AddPupil {
        class: school.class.to_string(),
        given: "Nadia".to_owned(),
        surname: "Obca".to_owned(),
        born: "2015-09-30".to_owned(),
        document_name: "paszport".to_owned(),
        document_number: "FA123456".to_owned(),
        ..AddPupil::default()
    };
    let foreigner = secretary.add_pupil(&foreigner).await.unwrap();
    let gone = office.pupil(school, 3).await;
    let version = secretary.pupil(gone).await.unwrap().version;
    let left = LeavePupil { on: secretary.today().to_string(), why: "transferred".to_owned() };
    secretary.leave_pupil(gone, version, &left).await.unwrap();
    [foreigner.0, gone.0]
}

/// A list with somebody new, somebody without a class and a column that is not read.
pub(crate) async fn class_list(office: &TestOffice, secretary: &StaffDesk, pesels: [u32; 2]) -> Uuid {
    let [first, second] = pesels.map(TestOffice::pesel);
    let text = format!("Nazwisko;Imię;Klasa;PESEL;Ulica\nŻak;Żaneta;1a;{first};Leśna 1\nĆwik;Jan;;{second};Leśna 2\n");
    let id = secretary.upload_class_list(office.table(text.as_bytes())).await.unwrap();
    let columns = secretary.class_list_columns(id).await.unwrap();
    let form = ChooseColumns {
        version: columns.version,
        columns: columns.mapping.columns.iter().map(|(_, field)| field.to_string()).collect(),
        ..ChooseColumns::default()
    };
    secretary.choose_class_list_columns(id, &form).await.unwrap().0
}

/// A pack with a file of each kind, and an upload that was begun.
async fn packs(office: &TestOffice, secretary: &StaffDesk) -> [Uuid; 2] {
    let pack = office.pack(&["Nowak Zofia.jpg", "Nowak.jpg", "IMG_0001.jpg", "Thumbs.db"]);
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&pack).unwrap();
    let pack = secretary.hand_in_photo_pack(file).await.unwrap();
    office.run_due_jobs().await.unwrap();
    let upload = secretary.begin_photo_pack(1000, "world").await.unwrap();
    [pack.0, upload.0]
}

const INVITED: &str = "zaproszona@rodzina.test";

/// The secret in the letter to whoever was invited.
async fn invitation(office: &TestOffice) -> String {
    let letters = office.mailbox().await.unwrap();
    let letter = letters.iter().find(|letter| letter.to == INVITED).unwrap();
    let link = letter.text.split_whitespace().find_map(|word| word.split_once("/invitations/"));
    link.unwrap().1.to_owned()
}

/// The secret in the letter to somebody who forgot their password.
async fn password_reset(office: &TestOffice, email: &str) -> String {
    office.ask_for_reset(email, "192.0.2.1").await.unwrap();
    office.run_due_jobs().await.unwrap();
    let letters = office.mailbox().await.unwrap();
    let mut words =
        letters.iter().filter(|letter| letter.to == email).flat_map(|letter| letter.text.split_whitespace());
    words.find_map(|word| word.split_once("/password-resets/")).unwrap().1.to_owned()
}

/// A letter for a parent of a pupil.
async fn school_access(secretary: &StaffDesk, pupil: Uuid) -> [String; 3] {
    let form = MakeLetters { guardian: true, ..MakeLetters::default() };
    let mut made = secretary.make_school_letters(LettersFor::Pupil(pupil.into()), form).await.unwrap();
    let letter = made.letters.remove(0);
    [letter.login, letter.password, letter.code]
}

/// An account that somebody has begun.
async fn sign_up(office: &TestOffice) -> [String; 3] {
    let form = SignUp {
        given: "Celina".to_owned(),
        surname: "Własna".to_owned(),
        email: "wlasne@rodzina.test".to_owned(),
        password: "tratwa-lampa-czereśnia".to_owned(),
        password_again: "tratwa-lampa-czereśnia".to_owned(),
        of_age: "1".to_owned(),
    };
    let ticket = office.sign_up(&form, Language::Pl, "192.0.2.1").await.unwrap().ticket;
    office.run_due_jobs().await.unwrap();
    let letters = office.mailbox().await.unwrap();
    let text = &letters.iter().find(|letter| letter.to == form.email).unwrap().text;
    let link = text.split_whitespace().find_map(|word| word.split_once("/sign-up/links/")).unwrap().1;
    let code = text.lines().find_map(|line| line.strip_prefix("Kod: ")).unwrap();
    [ticket, link.to_owned(), code.to_owned()]
}
