//! What happened at the demo school in the last three weeks, told by its people's own verbs.

use std::{
    collections::{BTreeMap, HashMap},
    io::{Seek, Write},
};

use anyhow::{Context, Result, bail};
use futures::{StreamExt, TryStreamExt, stream};
use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use office::{
    FamilyDesk, Office, Refused, StaffDesk, Visitor,
    class::AddClass,
    clock::{Clock, polish_date},
    guardian::InviteGuardian,
    installation::{SetUpDone, SetUpForm},
    ledger::{ReceiveBlanks, ReceiveHolograms},
    person::{NewPerson, Next, app_code},
    photo::{QueueFilter, SendPhoto, Tab},
    print_run::{ConfirmPrint, OpenPrintRun},
    pupil::AddPupil,
    token::MakeToken,
};
use school::{PhotoId, PrintRunId, PupilId, SchoolId, photo::DECLARATION_VERSION, year::SchoolYear};
use workshop::portrait::{self, Flaw};

use super::{
    Account, Remembered, Token,
    roll::{self, Pupil, Size},
};

const SECRETS: [&str; 4] = [
    "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
    "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU",
    "NBSWY3DPO5XXE3DENBSWY3DPO5XXE3DE",
    "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK",
];

/// What everybody's browser calls itself.
const DEVICE: &str = "legitka demo";

/// How a pupil's photo stands at the end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Missing,
    Draft,
    Waiting,
    Rejected,
    Approved,
    Change,
}

/// How much is done at a time: a little more than there are usually cores, so that they have work while something is
/// being written to the disk. No more children than may wait.
const AT_ONCE: usize = 4;

/// Tells it. The clock is moved as days pass: the school works on its working days, families when they like.
pub(super) async fn tell(office: &Office, clock: &Clock, size: &Size, seed: u64) -> Result<Remembered> {
    let days = Days::after(polish_date(clock.now()));
    let mut calendar = Calendar { clock, passed: 0 };
    calendar.until(days.set_up);
    let SetUpDone { school, recovery_key, .. } = set_up(office).await.context("set-up")?;
    let mut accounts = Vec::new();
    let people = Cast::hire(office, school, &mut accounts).await.context("staff")?;
    let year = SchoolYear::of(people.secretary(office).await?.today());
    let pupils = enrol(office, &people, size, seed, year.0).await.context("classes and pupils")?;
    let mut tokens = Vec::new();
    for role in ["secretary", "head", "administrator"] {
        let new = people
            .administrator(office)
            .await?
            .make_token(&MakeToken {
                name: format!("pokaz: {role}"),
                role: role.to_owned(),
                scope: "change".to_owned(),
                days: "365".to_owned(),
            })
            .await?;
        tokens.push(Token { role: role.to_owned(), token: new.secret });
    }
    calendar.until(days.delivery);
    let families = families(office, school, &people, &pupils, size, &mut accounts).await.context("families")?;
    deliver(&people.secretary(office).await?, size, year.0).await.context("stock")?;
    calendar.tell_families(office).await?;
    calendar.until(days.photos);
    let sent = |number| !matches!(fate(number), Fate::Missing | Fate::Draft);
    send_photos(office, &families, sent, Flaw::None).await?;
    calendar.until(days.decisions);
    decide(office, &people).await.context("decisions")?;
    calendar.tell_families(office).await?;
    calendar.until(days.printed);
    let run = print(office, &people, size).await.context("the print run")?;
    calendar.tell_families(office).await?;
    calendar.until(days.handed_out);
    hand_out(office, &people, run).await.context("handing out")?;
    calendar.tell_families(office).await?;
    calendar.until(CHANGES);
    // The last days: requests for change of cards not printed, and photos that wait now.
    send_photos(office, &families, |number| fate(number) == Fate::Change, Flaw::None).await?;
    calendar.tell_families(office).await?;
    // A draft is kept for a week: begun earlier, it would soon be gone.
    calendar.until(DRAFTS);
    send_photos(office, &families, |number| fate(number) == Fate::Draft, Flaw::None).await?;
    Ok(Remembered { accounts, tokens, recovery_key })
}

/// When families ask for changes and begin drafts, in days from the beginning.
const CHANGES: i64 = 15;
const DRAFTS: i64 = 19;

/// When the school acts, in days from the beginning.
#[derive(Debug)]
struct Days {
    set_up: i64,
    delivery: i64,
    photos: i64,
    decisions: i64,
    printed: i64,
    handed_out: i64,
}

impl Days {
    /// The days of a story that begins on this one. Blanks are there before photos come; what is printed today is
    /// handed out on the next working day.
    fn after(first: Date) -> Self {
        let working = |from: i64| (from..).find(|days| works(first.saturating_add(days.days()))).unwrap_or(from);
        let set_up = working(0);
        let delivery = working(set_up + 1);
        let photos = delivery + 2;
        let decisions = working(photos + 1);
        let printed = working(decisions + 1);
        Self { set_up, delivery, photos, decisions, printed, handed_out: working(printed + 1) }
    }
}

/// Does a school's office work on this day: no weekend, and none of the holidays that have a date of their own?
fn works(day: Date) -> bool {
    const HOLIDAYS: [(i8, i8); 10] =
        [(1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 24), (12, 25), (12, 26)];
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !HOLIDAYS.contains(&(day.month(), day.day()))
}

/// How far the story has come.
struct Calendar<'a> {
    clock: &'a Clock,
    /// In seconds.
    passed: i64,
}

impl Calendar<'_> {
    /// Lets time pass until so many days after the beginning.
    fn until(&mut self, days: i64) {
        self.pass(days * 24 * 3600 - self.passed);
    }

    /// Messages go out when what they tell can no longer be undone: minutes later, not at the next visit days after.
    async fn tell_families(&mut self, office: &Office) -> Result<()> {
        self.pass(5 * 60);
        office.run_due_jobs().await?;
        Ok(())
    }

    fn pass(&mut self, seconds: i64) {
        self.clock.advance(seconds);
        self.passed += seconds;
    }
}

/// Every pupil's lot by their number: mixed over the classes.
fn fate(number: usize) -> Fate {
    match number % 13 {
        0 | 5 => Fate::Waiting,
        2 => Fate::Rejected,
        7 => Fate::Missing,
        10 if number == 10 => Fate::Change, // the smallest school has one, too
        11 if number % 2 == 1 => Fate::Draft,
        11 => Fate::Change,
        12 => Fate::Waiting,
        _ => Fate::Approved,
    }
}

/// A flaw for some of those that wait or were rejected, so that the checks have something to say.
fn flaw(number: usize) -> Flaw {
    match (fate(number), number % 5) {
        (Fate::Rejected, 0 | 1) => Flaw::Busy,
        (Fate::Rejected, 2) => Flaw::Dark,
        (Fate::Rejected, _) => Flaw::Blurred,
        (Fate::Waiting, 0) => Flaw::Busy,
        (Fate::Waiting, 3) if number.is_multiple_of(3) => Flaw::Grey,
        _ => Flaw::None,
    }
}

async fn set_up(office: &Office) -> Result<SetUpDone> {
    let link = office.set_up_link().await?.context("there is a school already")?;
    let token = link.rsplit('/').next().unwrap_or_default().to_owned();
    let password = "cztery-koty-na-plocie";
    let form = SetUpForm {
        kind: "primary".to_owned(),
        name: "Szkoła Podstawowa nr 118 im. Marii Skłodowskiej-Curie".to_owned(),
        address: "ul. Pokazowa 12, 00-118 Przykładowo".to_owned(),
        rspo: "118118".to_owned(),
        head_given: "Barbara".to_owned(),
        head_surname: "Święcicka".to_owned(),
        head_since: "2021-09-01".to_owned(),
        given: "Adam".to_owned(),
        surname: "Administrator".to_owned(),
        email: "administrator@pokaz.example".to_owned(),
        password: password.to_owned(),
        password_again: password.to_owned(),
    };
    Ok(office.set_up(&token, &form, DEVICE).await?)
}

/// The staff of the demo.
struct Cast {
    administrator: Visitor,
    secretary: Visitor,
}

impl Cast {
    async fn hire(office: &Office, school: SchoolId, accounts: &mut Vec<Account>) -> Result<Self> {
        let staff = [
            ("administrator", "Adam", "Administrator", "cztery-koty-na-plocie"),
            ("secretary", "Ewa", "Nowakowska", "zielony-rower-pod-sosna"),
            ("head", "Barbara", "Święcicka", "stara-mapa-z-czterech-stron"),
            ("form_teacher", "Piotr", "Zięba", "kreda-gabka-tablica-dzwonek"),
        ];
        for ((role, given, surname, password), totp) in staff.into_iter().zip(SECRETS) {
            let email = format!("{}@pokaz.example", if role == "form_teacher" { "wychowawca" } else { polish(role) });
            let new = NewPerson {
                given: given.to_owned(),
                surname: surname.to_owned(),
                email: email.clone(),
                password: password.to_owned(),
                role: role.to_owned(),
                totp: Some(totp.to_owned()),
                language: None,
            };
            office.create_person(school, &new).await?;
            let name = format!("{given} {surname}");
            accounts.push(Account {
                role: role.to_owned(),
                name,
                email,
                password: password.to_owned(),
                totp: Some(totp.to_owned()),
            });
        }
        let [administrator, secretary, ..] = &accounts[..] else { bail!("nobody works here") };
        Ok(Self { administrator: sign_in(office, administrator).await?, secretary: sign_in(office, secretary).await? })
    }

    async fn secretary(&self, office: &Office) -> Result<StaffDesk> {
        Ok(self.secretary.staff(office, office.now(), None).await?)
    }

    async fn administrator(&self, office: &Office) -> Result<StaffDesk> {
        Ok(self.administrator.staff(office, office.now(), None).await?)
    }
}

fn polish(role: &str) -> &'static str {
    match role {
        "administrator" => "administrator",
        "secretary" => "sekretariat",
        _ => "dyrektor",
    }
}

/// Signs in as everybody does, once: a password takes its time. What is done later is done at desks of this visit.
async fn sign_in(office: &Office, account: &Account) -> Result<Visitor> {
    // Everybody sits at an address of their own: many who sign in from one at once would have to wait for each other.
    let address = &account.email;
    let mut signed_in = office.sign_in(&account.email, &account.password, address, DEVICE).await?;
    if let (Next::SecondFactor, Some(totp)) = (signed_in.next, &account.totp) {
        signed_in = office.second_factor(&signed_in.session, &app_code(totp, office.now())?).await?;
    }
    office.visit(&signed_in.session).await?.context("a session that ended at once")
}

/// Somebody who sends photos of a pupil, and what these show.
struct Family {
    visitor: Visitor,
    pupil: PupilId,
    face: u64,
    girl: bool,
    age: u8,
    /// Width and height of their pictures.
    picture: (u32, u32),
}

impl Family {
    fn desk(&self, office: &Office) -> Result<FamilyDesk> {
        Ok(self.visitor.family(office, office.now(), None)?)
    }
}

/// Classes and pupils, added by the secretary.
async fn enrol(office: &Office, people: &Cast, size: &Size, seed: u64, year: i16) -> Result<Vec<(PupilId, Pupil)>> {
    let desk = people.secretary(office).await?;
    let mut classes = Vec::new();
    for name in size.classes {
        classes.push(desk.add_class(&AddClass { name: (*name).to_owned() }).await?);
    }
    // the one form teacher has the first class
    if let (Some(class), Some(teacher)) = (classes.first(), desk.form_teachers().await?.first()) {
        desk.set_form_teacher(*class, &teacher.membership.to_string()).await?;
    }
    let mut enrolled = Vec::new();
    for (number, pupil) in roll::pupils(size, seed, year).into_iter().enumerate() {
        let other = pupil.pesel.is_none();
        let form = AddPupil {
            class: classes[pupil.class].to_string(),
            given: pupil.given.clone(),
            surname: pupil.surname.clone(),
            born: pupil.born.to_string(),
            pesel: pupil.pesel.clone().unwrap_or_default(),
            document_name: if other { "paszport".to_owned() } else { String::new() },
            document_number: if other { format!("FG{:06}", 410_000 + number) } else { String::new() },
        };
        enrolled.push((desk.add_pupil(&form).await?, pupil));
    }
    Ok(enrolled)
}

/// Everybody's family. The first three pupils (of different classes, in the whole school) have the parent whose
/// account is shown; one older pupil has an account of their own.
async fn families(
    office: &Office,
    school: SchoolId,
    people: &Cast,
    pupils: &[(PupilId, Pupil)],
    size: &Size,
    accounts: &mut Vec<Account>,
) -> Result<Vec<Family>> {
    let desk = &people.secretary(office).await?;
    let shown = [0, pupils.len() / 3 + 2, pupils.len() - 2];
    let parents: Vec<Account> = stream::iter(pupils.iter().enumerate())
        .map(|(number, (pupil, data))| parent(office, school, desk, *pupil, parent_of(number, data, &shown)))
        .buffered(AT_ONCE)
        .try_collect()
        .await?;
    // Whoever has several children signs in once.
    let once: BTreeMap<&str, &Account> = parents.iter().map(|account| (account.email.as_str(), account)).collect();
    let visitors: HashMap<&str, Visitor> = stream::iter(once)
        .map(|(email, account)| async move { Ok::<_, anyhow::Error>((email, sign_in(office, account).await?)) })
        .buffered(AT_ONCE)
        .try_collect()
        .await?;
    let mut families = Vec::new();
    for ((pupil, data), account) in pupils.iter().zip(&parents) {
        let visitor = visitors.get(account.email.as_str()).context("a parent who did not come")?.clone();
        let Pupil { face, girl, age, .. } = *data;
        families.push(Family { visitor, pupil: *pupil, face, girl, age, picture: size.picture });
    }
    accounts.extend(parents.first().cloned());
    pupil_account(office, school, desk, pupils, accounts).await?;
    Ok(families)
}

/// A pupil's parent, to be made.
fn parent_of(number: usize, data: &Pupil, shown: &[usize]) -> NewPerson {
    let is_shown = shown.contains(&number);
    let (given, surname, email) = match &data.parent {
        _ if is_shown => ("Anna", "Kowalska", "rodzic@pokaz.example"),
        (given, surname, email) => (given.as_str(), surname.as_str(), email.as_str()),
    };
    NewPerson {
        given: given.to_owned(),
        surname: surname.to_owned(),
        email: email.to_owned(),
        password: if is_shown { "slonce-nad-jeziorem".to_owned() } else { family_password(number) },
        role: "guardian".to_owned(),
        totp: None,
        language: None,
    }
}

fn family_password(number: usize) -> String {
    format!("rodzina-numer-{number}-w-pokazie")
}

/// Invites a parent, who has an account then.
async fn parent(
    office: &Office,
    school: SchoolId,
    desk: &StaffDesk,
    pupil: PupilId,
    new: NewPerson,
) -> Result<Account> {
    let invite = InviteGuardian {
        given: new.given.clone(),
        surname: new.surname.clone(),
        email: new.email.clone(),
        kind: "parent".to_owned(),
        scope: "full".to_owned(),
        confirmed: false,
    };
    desk.invite_guardian(pupil, &invite).await?;
    office.create_person(school, &new).await?;
    let name = format!("{} {}", new.given, new.surname);
    Ok(Account { role: "parent".to_owned(), name, email: new.email, password: new.password, totp: None })
}

/// The oldest class's first pupil has an account.
async fn pupil_account(
    office: &Office,
    school: SchoolId,
    desk: &StaffDesk,
    pupils: &[(PupilId, Pupil)],
    accounts: &mut Vec<Account>,
) -> Result<()> {
    let Some((pupil, data)) = pupils.iter().rev().nth(3) else { return Ok(()) };
    let email = "uczen@pokaz.example".to_owned();
    let (given, surname) = (data.given.clone(), data.surname.clone());
    let invite = InviteGuardian {
        given: given.clone(),
        surname: surname.clone(),
        email: email.clone(),
        kind: "pupil".to_owned(),
        scope: "full".to_owned(),
        confirmed: false,
    };
    desk.invite_guardian(*pupil, &invite).await?;
    let password = "deskorolka-i-gitara".to_owned();
    let name = format!("{given} {surname}");
    let new = NewPerson {
        given,
        surname,
        email: email.clone(),
        password: password.clone(),
        role: "pupil".to_owned(),
        totp: None,
        language: None,
    };
    office.create_person(school, &new).await?;
    accounts.push(Account { role: "pupil".to_owned(), name, email, password, totp: None });
    Ok(())
}

/// Blanks and holograms arrive.
async fn deliver(desk: &StaffDesk, size: &Size, year: i16) -> Result<()> {
    let quantity = size.blanks.to_string();
    let blanks = ReceiveBlanks {
        template: "MEiN-I/1".to_owned(),
        producer: "PWPW 2026".to_owned(),
        first: "AB0001001".to_owned(),
        quantity: quantity.clone(),
        on: String::new(),
        document: "faktura 118/2026".to_owned(),
    };
    desk.receive_blanks(&blanks).await?;
    let holograms = ReceiveHolograms {
        year: year.to_string(),
        quantity,
        on: String::new(),
        document: "faktura 119/2026".to_owned(),
    };
    desk.receive_holograms(&holograms).await?;
    Ok(())
}

/// Families send photos, several at a time.
async fn send_photos(office: &Office, families: &[Family], wanted: impl Fn(usize) -> bool, usual: Flaw) -> Result<()> {
    let senders = families.iter().enumerate().filter(|(number, _)| wanted(*number));
    let again = families.iter().enumerate().all(|(number, _)| !wanted(number) || fate(number) == Fate::Change);
    stream::iter(senders.map(Ok::<_, anyhow::Error>))
        .try_for_each_concurrent(AT_ONCE, |(number, family)| async move {
            let flaw = if usual == Flaw::None && !again { flaw(number) } else { usual };
            send_photo(office, family, flaw, again, fate(number) == Fate::Draft)
                .await
                .with_context(|| format!("the photo of pupil {number}"))
        })
        .await
}

async fn send_photo(office: &Office, family: &Family, flaw: Flaw, again: bool, draft: bool) -> Result<()> {
    let Family { pupil, face, girl, age, picture: (width, height), .. } = *family;
    let seed = if again { face ^ 0x5EED } else { face };
    let picture = tokio::task::spawn_blocking(move || {
        let drawn = portrait::Person::pupil(seed, girl, age);
        let painted = portrait::paint(&drawn, width, height, portrait::UPLOAD, flaw);
        portrait::jpeg(&painted, 90)
    })
    .await??;
    let mut file = tempfile::tempfile()?;
    file.write_all(&picture)?;
    file.rewind()?;
    let desk = family.desk(office)?;
    let photo = desk.upload_photo(pupil, DECLARATION_VERSION, file).await?;
    let view = desk.draft(photo).await?;
    match desk.crop_photo(photo, view.version, view.crop).await {
        Ok(_) => {}
        // Too little room in a flawed picture: the family takes the whole of it.
        Err(Refused::Photo(_)) => {
            let whole = school::photo::Crop::proposed(f64::from(view.width), f64::from(view.height));
            desk.crop_photo(photo, view.version, whole).await?;
        }
        Err(refused) => return Err(refused.into()),
    }
    if !draft {
        let view = desk.draft(photo).await?;
        desk.send_photo(photo, view.version, &SendPhoto::default()).await?;
    }
    Ok(())
}

/// The secretary decides on most of what waits.
async fn decide(office: &Office, people: &Cast) -> Result<()> {
    let desk = people.secretary(office).await?;
    let mut waiting: Vec<PhotoId> = Vec::new();
    for page in 0.. {
        let queue = desk.photo_queue(QueueFilter { tab: Tab::Waiting, class: None, page }).await?;
        waiting.extend(queue.items.iter().filter_map(|item| item.photo));
        if page + 1 >= queue.pages {
            break;
        }
    }
    let order = numbers(&desk).await?;
    for photo in waiting {
        let record = desk.photo(photo).await?;
        let number = order.iter().position(|pupil| *pupil == record.pupil).unwrap_or_default();
        match fate(number) {
            Fate::Approved | Fate::Change => drop(desk.approve_photo(photo, record.version).await?),
            Fate::Rejected => {
                let reason = match flaw(number) {
                    Flaw::Busy => "background",
                    Flaw::Dark => "dark_or_shadow",
                    _ => "blurred",
                };
                desk.reject_photo(photo, record.version, reason, "").await?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// The pupils in the order in which they were enrolled (their ids grow with time).
async fn numbers(desk: &StaffDesk) -> Result<Vec<PupilId>> {
    let mut all: Vec<PupilId> =
        desk.pupils(&office::pupil::PupilFilter::default()).await?.into_iter().map(|row| row.id).collect();
    all.sort();
    Ok(all)
}

/// One run, with a spoiled blank.
async fn print(office: &Office, people: &Cast, size: &Size) -> Result<PrintRunId> {
    let desk = people.secretary(office).await?;
    let today = desk.today();
    let ready = desk.readiness(None, today).await?.ready;
    // Whose photo is going to be changed is not printed yet.
    let order = numbers(&desk).await?;
    let stays = |pupil: &PupilId| {
        order.iter().position(|known| known == pupil).is_some_and(|number| fate(number) == Fate::Approved)
    };
    let pupils =
        ready.iter().map(|pupil| pupil.pupil).filter(stays).take(size.printed).map(|pupil| pupil.to_string()).collect();
    let run = desk.open_print_run(&OpenPrintRun { pupils, issued_on: today.to_string() }).await?;
    desk.sheet(run).await?;
    let record = desk.print_run(run).await?;
    let spoiled = record.cards.get(1).map(|card| card.id.to_string()).into_iter().collect();
    desk.confirm_print(run, record.version, &ConfirmPrint { spoiled }).await?;
    desk.sheet(run).await?;
    let record = desk.print_run(run).await?;
    desk.confirm_print(run, record.version, &ConfirmPrint::default()).await?;
    Ok(run)
}

/// Most of its pupils come for their cards.
async fn hand_out(office: &Office, people: &Cast, run: PrintRunId) -> Result<()> {
    let desk = people.secretary(office).await?;
    let record = desk.print_run(run).await?;
    let handed_out = record.cards.len() * 2 / 3;
    for card in record.cards.iter().take(handed_out) {
        let receipt =
            office::card::ReceiveCard { on: String::new(), receiver: "pupil".to_owned(), receiver_name: String::new() };
        desk.receive_card(card.id, card.version, &receipt).await?;
    }
    // SIO has been told of most of them; the last wait
    let (open, _) = desk.sio_tasks().await?;
    for task in open.iter().rev().skip(5) {
        desk.finish_sio_task(task.id).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
