//! A school to test with: staff at their desks, pupils, families.

use school::{
    ClassId, PersonId, PhotoId, PupilId, SchoolId,
    email::Email,
    event::Event,
    guardian::GuardianKind,
    language::Language,
    name::Name,
    person::{Membership, Role},
    photo::{Crop, DECLARATION_VERSION},
    school_kind::SchoolKind,
    year::SchoolYear,
};
use uuid::Uuid;

use super::{TestOffice, sure};
use crate::{
    class::AddClass,
    clock::polish_date,
    desk::{Factors, FamilyDesk, Once, Place, StaffDesk, Visitor},
    guardian::InviteGuardian,
    photo::SendPhoto,
    pupil::AddPupil,
    store::{Actor, Mode, installation::NewSchool, rows::new_id},
};

const GIVEN: [&str; 10] =
    ["Jan", "Zofia", "Łukasz", "Żaneta", "Oleksandr", "Ewa", "Ćwirek", "Anna Maria", "Kacper", "Solomiia"];
const SURNAMES: [&str; 10] =
    ["Kowalski", "Nowak", "Ślusarz", "Żak", "Шевченко", "Lis", "Łoś", "Kowalska-Nowak", "Ćwik", "O’Neill"];

/// A school with its staff and one class.
#[derive(Clone, Debug)]
pub struct TestSchool {
    /// Which.
    pub id: SchoolId,
    /// Its name.
    pub name: String,
    /// Who sets things up.
    pub administrator: PersonId,
    /// Who does the daily work.
    pub secretary: PersonId,
    /// The head.
    pub head: PersonId,
    /// The form teacher.
    pub form_teacher: PersonId,
    /// The class 1A of the running school year.
    pub class: ClassId,
}

impl TestOffice {
    /// Makes a school with staff and a class 1A. Nobody has a password: their desks are opened directly. May be called
    /// again for another school.
    ///
    /// # Panics
    /// If it cannot be made.
    pub async fn school(&self, name: &str) -> TestSchool {
        let id = SchoolId(new_id());
        let data_key = sure(self.office.master().new_school_key(id.0.as_bytes()));
        let mut tx = sure(self.office.db().everywhere(Mode::Write, self.clock.now()).await);
        let (kind, address, rspo) = (SchoolKind::Primary, "ul. Szkolna 1, 00-001 Warszawa", Some("12345"));
        sure(tx.add_school(&NewSchool { id, kind, name, address, rspo, data_key: &data_key }).await);
        sure(tx.start_chain(id).await);
        sure(tx.add_first_head(id, &sure(Name::new("Maria", "Wiśniewska")), sure("2020-09-01".parse())).await);
        let mut staff = Vec::new();
        for (role, given) in [
            (Role::Administrator, "Adam"),
            (Role::Secretary, "Sylwia"),
            (Role::Head, "Maria"),
            (Role::FormTeacher, "Tomasz"),
        ] {
            let (email, person) = (format!("{role}@{id}.test"), sure(Name::new(given, "Wiśniewska")));
            let now = tx.scope.now;
            let person = sure(tx.find_or_add_person(&person, &email, Language::Pl, now).await).person();
            sure(tx.add_member(id, person, role, Membership::Accepted).await);
            staff.push(person);
        }
        sure(tx.record(id, &Actor::SYSTEM, &Event::new("school.made", id)).await);
        sure(tx.commit(&Actor::SYSTEM, Event::new("installation.set_up", Uuid::nil()).with("school", name)).await);
        let [administrator, secretary, head, form_teacher] = staff[..] else { panic!("four roles, four people") };
        let class = ClassId(Uuid::nil());
        let mut school = TestSchool { id, name: name.to_owned(), administrator, secretary, head, form_teacher, class };
        school.class =
            sure(self.desk(&school, Role::Administrator).await.add_class(&AddClass { name: "1A".to_owned() }).await);
        school
    }

    /// Somebody of the staff, signed in with the second factor, without an idempotency key.
    ///
    /// # Panics
    /// If there is no such desk.
    pub async fn desk(&self, school: &TestSchool, role: Role) -> StaffDesk {
        self.desk_once(school, role, None).await
    }

    /// As [`TestOffice::desk`], with the idempotency key of one request.
    ///
    /// # Panics
    /// If there is no such desk.
    pub async fn desk_once(&self, school: &TestSchool, role: Role, once: Option<Uuid>) -> StaffDesk {
        let person = match role {
            Role::Administrator => school.administrator,
            Role::Secretary => school.secretary,
            Role::Head => school.head,
            Role::FormTeacher => school.form_teacher,
            role => panic!("no {role} works at a test school"),
        };
        let place = Place { id: Uuid::nil(), school: school.id, name: school.name.clone(), logo: None, role };
        let visitor = visitor(person, vec![place], false);
        sure(visitor.staff(&self.office, self.clock.now(), once.map(Once::Form)).await)
    }

    /// The home of somebody linked to pupils.
    ///
    /// # Panics
    /// If there is none.
    #[must_use]
    pub fn home(&self, person: PersonId) -> FamilyDesk {
        sure(visitor(person, Vec::new(), true).family(&self.office, self.clock.now(), None))
    }

    /// Adds the n-th pupil to the school's class: always the same name, born in 2015, with a PESEL of their own.
    ///
    /// # Panics
    /// If they cannot be added.
    pub async fn pupil(&self, school: &TestSchool, n: u32) -> PupilId {
        let at = n as usize;
        let form = AddPupil {
            class: school.class.to_string(),
            given: GIVEN[at % GIVEN.len()].to_owned(),
            surname: SURNAMES[(at + at / GIVEN.len()) % SURNAMES.len()].to_owned(),
            born: format!("2015-{:02}-{:02}", 1 + n % 12, 1 + n % 28),
            pesel: Self::pesel(n),
            ..AddPupil::default()
        };
        sure(self.desk(school, Role::Secretary).await.add_pupil(&form).await)
    }

    /// The n-th test pupil's PESEL: month and day follow n, so do the digits that tell people of one day apart.
    #[must_use]
    pub fn pesel(n: u32) -> String {
        let digits = format!("15{:02}{:02}{:04}", 21 + n % 12, 1 + n % 28, 1000 + n % 9000);
        let weighted =
            digits.bytes().zip([1, 3, 7, 9, 1, 3, 7, 9, 1, 3]).map(|(digit, weight)| u32::from(digit - b'0') * weight);
        format!("{digits}{}", (10 - weighted.sum::<u32>() % 10) % 10)
    }

    /// Links a parent to a pupil, with full rights, invited and accepted. The letter of the invitation is sent too.
    ///
    /// # Panics
    /// If they cannot be linked.
    pub async fn parent(&self, school: &TestSchool, pupil: PupilId, email: &str) -> PersonId {
        self.relative(school, pupil, email, GuardianKind::Parent).await
    }

    /// As [`TestOffice::parent`], for whatever they are to the pupil: the pupil's own account too.
    ///
    /// # Panics
    /// If they cannot be linked.
    pub async fn relative(&self, school: &TestSchool, pupil: PupilId, email: &str, kind: GuardianKind) -> PersonId {
        let form = InviteGuardian {
            given: "Ewa".to_owned(),
            surname: "Opiekuńcza".to_owned(),
            email: email.to_owned(),
            kind: kind.to_string(),
            scope: String::new(),
            confirmed: false,
        };
        sure(self.desk(school, Role::Secretary).await.invite_guardian(pupil, &form).await);
        let mut tx = sure(self.office.db().everywhere(Mode::Write, self.clock.now()).await);
        let email: Email = sure(email.parse());
        let Some(person) = sure(tx.person_by_email(email.as_str()).await) else { panic!("nobody was invited") };
        assert!(sure(tx.join(person.person(), school.id).await), "nothing to accept");
        sure(tx.commit(&Actor::SYSTEM, Event::new("person.made", person.person())).await);
        person.person()
    }

    /// Sends a photo of a pupil to the school: taken in, cut as proposed, sent.
    ///
    /// # Panics
    /// If it is refused.
    pub async fn sent_photo(&self, parent: PersonId, pupil: PupilId) -> PhotoId {
        let home = self.home(parent);
        let id = sure(home.upload_photo(pupil, DECLARATION_VERSION, Self::upload()).await);
        let crop: Crop = sure(home.draft(id).await).crop;
        let version = sure(home.draft(id).await).version;
        sure(home.crop_photo(id, version, crop).await);
        let version = sure(home.draft(id).await).version;
        sure(home.send_photo(id, version, &SendPhoto::default()).await)
    }

    /// The school year in which the test stands.
    #[must_use]
    pub fn year(&self) -> SchoolYear {
        SchoolYear::of(polish_date(self.clock.now()))
    }
}

fn visitor(person: PersonId, places: Vec<Place>, family: bool) -> Visitor {
    Visitor {
        person,
        name: "Test Testowy".to_owned(),
        language: Language::Pl,
        places,
        family,
        operator: false,
        closed: false,
        second_factor: true,
        just_proven: true,
        factors: Factors { app: true, passkey: false },
        token: None,
        reads_only: false,
    }
}
