//! More people and things to test with: who is not (or no longer) a member, a photo half-way, a card to hand out.

use school::{
    AccessId, CardId, PersonId, PhotoId, PrintRunId, PupilId,
    event::Event,
    guardian::{GuardianKind, GuardianScope},
    language::Language,
    name::Name,
    person::{Membership, Role},
    photo::DECLARATION_VERSION,
};
use uuid::Uuid;

use super::{TestOffice, TestSchool, sure};
use crate::{
    card::ReceiveCard,
    desk::OperatorDesk,
    export::{ALONE, STANDS},
    guardian::InviteGuardian,
    ledger::{ReceiveBlanks, ReceiveHolograms},
    mobile_id::new_phone,
    operator::AskAccess,
    print_run::{ConfirmPrint, OpenPrintRun},
    store::{Actor, Mode, passkey::PasskeyToAdd},
};

impl TestOffice {
    /// A session of this person, second factor given.
    ///
    /// # Panics
    /// If it cannot be opened.
    pub async fn session(&self, person: PersonId) -> String {
        let mut tx = sure(self.office.db().everywhere(Mode::Write, self.clock.now()).await);
        let signed_in = sure(tx.sign_in(person, true, "test").await);
        sure(tx.commit_housekeeping().await);
        signed_in.session
    }

    /// A passkey of this person, as a list shows it: no device answers for it.
    ///
    /// # Panics
    /// If it cannot be added.
    pub async fn passkey(&self, person: PersonId, name: &str) -> Uuid {
        let mut tx = sure(self.office.db().everywhere(Mode::Write, self.clock.now()).await);
        let new = PasskeyToAdd { credential: person.0.as_bytes(), algorithm: -7, public_key: &[], counter: 0, name };
        let Some(id) = sure(tx.add_passkey(person, &new).await) else { panic!("there is one already") };
        sure(tx.commit_housekeeping().await);
        id
    }

    /// A request to take the list of all pupils out, as if there were many.
    ///
    /// # Panics
    /// If it cannot be made, or nobody else has said yes.
    pub async fn export_request(&self, school: &TestSchool, by: PersonId, approved_by: Option<PersonId>) -> Uuid {
        let mut tx = sure(self.desk(school, Role::Secretary).await.begin_record().await);
        let wanted = r#"{"export":"pupils","class":null,"listed":"all","pesel":false,"workbook":false}"#;
        let ends_at = self.clock.now().as_second() + STANDS;
        let id = sure(tx.add_export_request(by, wanted, ALONE + 1, "karty do stołówki", ends_at).await);
        if let Some(person) = approved_by {
            assert!(sure(tx.decide_export_request(id, person, true).await), "nobody else has said yes");
        }
        sure(tx.commit(Event::new("export.requested", id)).await);
        id
    }

    /// Somebody whose membership of the staff stands so; `login` is what stands before the @ of their address.
    async fn member_who_is(&self, school: &TestSchool, role: Role, state: Membership, login: &str) -> PersonId {
        let name = sure(Name::new("Nina", "Nieobecna"));
        let mut tx = sure(self.office.db().everywhere(Mode::Write, self.clock.now()).await);
        let now = tx.scope.now;
        let person =
            sure(tx.find_or_add_person(&name, &format!("{login}@{}.test", school.id), Language::Pl, now).await)
                .person();
        sure(tx.add_member(school.id, person, role, state).await);
        sure(tx.commit(&Actor::SYSTEM, Event::new("person.made", person)).await);
        person
    }

    /// Runs the installation; without a password, their desk is opened directly.
    ///
    /// # Panics
    /// If they cannot be made.
    pub async fn operator(&self, email: &str) -> PersonId {
        let name = sure(Name::new("Olga", "Operatorska"));
        let mut tx = sure(self.office.db().everywhere(Mode::Write, self.clock.now()).await);
        let now = tx.scope.now;
        let person = sure(tx.find_or_add_person(&name, email, Language::Pl, now).await).person();
        assert!(sure(tx.add_operator(person).await), "an operator already");
        sure(tx.commit(&Actor::SYSTEM, Event::new("person.made_operator", person)).await);
        person
    }

    /// The desk of whoever runs the installation.
    ///
    /// # Panics
    /// If they do not.
    pub async fn operator_desk(&self, person: PersonId) -> OperatorDesk {
        let Some(visitor) = sure(self.office.visit(&self.session(person).await).await) else { panic!("no session") };
        sure(visitor.operator(&self.office, self.clock.now(), None))
    }

    /// A request of theirs to look into the school for eight hours, not answered yet.
    ///
    /// # Panics
    /// If it is refused.
    pub async fn asked_access(&self, operator: PersonId, school: &TestSchool) -> AccessId {
        let form = AskAccess { reason: "zgłoszenie 17".to_owned(), hours: "8".to_owned() };
        sure(self.operator_desk(operator).await.ask_access(school.id, &form).await)
    }

    /// Such a request, granted by the head.
    ///
    /// # Panics
    /// If it is refused.
    pub async fn granted_access(&self, operator: PersonId, school: &TestSchool) -> AccessId {
        let id = self.asked_access(operator, school).await;
        sure(self.desk(school, Role::Head).await.grant_access(id, 1).await)
    }

    /// Takes photos for the school.
    ///
    /// # Panics
    /// If they cannot be made.
    pub async fn photographer(&self, school: &TestSchool) -> PersonId {
        self.member_who_is(school, Role::Photographer, Membership::Accepted, "photographer").await
    }

    /// Invited, and has not answered.
    ///
    /// # Panics
    /// If they cannot be made.
    pub async fn invited_secretary(&self, school: &TestSchool) -> PersonId {
        self.member_who_is(school, Role::Secretary, Membership::Invited, "invited").await
    }

    /// Worked here once.
    ///
    /// # Panics
    /// If they cannot be made.
    pub async fn revoked_secretary(&self, school: &TestSchool) -> PersonId {
        self.member_who_is(school, Role::Secretary, Membership::Revoked, "revoked").await
    }

    /// Was the head once.
    ///
    /// # Panics
    /// If they cannot be made.
    pub async fn revoked_head(&self, school: &TestSchool) -> PersonId {
        self.member_who_is(school, Role::Head, Membership::Revoked, "revoked-head").await
    }

    /// A parent who may see and not send.
    ///
    /// # Panics
    /// If they cannot be linked.
    pub async fn viewing_parent(&self, school: &TestSchool, pupil: PupilId, email: &str) -> PersonId {
        let (kind, scope) = (GuardianKind::Parent, GuardianScope::View);
        let person = self.invited(school, pupil, &link("Wanda", "Widząca", email, kind, scope)).await;
        self.answered(school, person).await
    }

    /// The pupil's own account.
    ///
    /// # Panics
    /// If it cannot be linked.
    pub async fn own_account(&self, school: &TestSchool, pupil: PupilId, email: &str) -> PersonId {
        let (kind, scope) = (GuardianKind::Pupil, GuardianScope::Full);
        let person = self.invited(school, pupil, &link("Ula", "Uczennica", email, kind, scope)).await;
        self.answered(school, person).await
    }

    /// A parent who has not answered.
    ///
    /// # Panics
    /// If they cannot be invited.
    pub async fn invited_parent(&self, school: &TestSchool, pupil: PupilId, email: &str) -> PersonId {
        let (kind, scope) = (GuardianKind::Parent, GuardianScope::Full);
        self.invited(school, pupil, &link("Irena", "Nieodpowiadająca", email, kind, scope)).await
    }

    async fn invited(&self, school: &TestSchool, pupil: PupilId, form: &InviteGuardian) -> PersonId {
        sure(self.desk(school, Role::Secretary).await.invite_guardian(pupil, form).await);
        let mut tx = sure(self.office.db().everywhere(Mode::Read, self.clock.now()).await);
        let Some(person) = sure(tx.person_by_email(&form.email).await) else { panic!("nobody was invited") };
        person.person()
    }

    async fn answered(&self, school: &TestSchool, person: PersonId) -> PersonId {
        let mut tx = sure(self.office.db().everywhere(Mode::Write, self.clock.now()).await);
        assert!(sure(tx.join(person, school.id).await), "nothing to accept");
        sure(tx.commit(&Actor::SYSTEM, Event::new("person.made", person)).await);
        person
    }

    /// A photo taken in and cut, not sent.
    ///
    /// # Panics
    /// If it is refused.
    pub async fn draft_photo(&self, parent: PersonId, pupil: PupilId) -> PhotoId {
        let home = self.home(parent);
        let id = sure(home.upload_photo(pupil, DECLARATION_VERSION, Self::upload()).await);
        let draft = sure(home.draft(id).await);
        sure(home.crop_photo(id, draft.version, draft.crop).await)
    }

    /// Blanks and holograms for everybody.
    ///
    /// # Panics
    /// If they are refused.
    pub async fn deliver(&self, school: &TestSchool) {
        let desk = self.desk(school, Role::Secretary).await;
        let blanks = ReceiveBlanks {
            template: "MEiN-I/1".to_owned(),
            producer: "PWPW 2026".to_owned(),
            first: "AB0000001".to_owned(),
            quantity: "50".to_owned(),
            on: String::new(),
            document: "faktura 1".to_owned(),
        };
        sure(desk.receive_blanks(&blanks).await);
        let holograms = ReceiveHolograms {
            year: self.year().0.to_string(),
            quantity: "50".to_owned(),
            on: String::new(),
            document: "faktura 2".to_owned(),
        };
        sure(desk.receive_holograms(&holograms).await);
    }

    /// A printed card of this pupil, to be handed out, and its run.
    ///
    /// # Panics
    /// If anything on the way is refused.
    pub async fn printed_card(&self, school: &TestSchool, pupil: PupilId, parent: PersonId) -> (PrintRunId, CardId) {
        self.deliver(school).await;
        let photo = self.sent_photo(parent, pupil).await;
        let desk = self.desk(school, Role::Secretary).await;
        let version = sure(desk.photo(photo).await).version;
        sure(desk.approve_photo(photo, version).await);
        self.next_printed_card(school, pupil).await
    }

    /// A printed card of a pupil with an approved photo, of the blanks there are: the first, or one that takes the
    /// place of another.
    ///
    /// # Panics
    /// If anything on the way is refused.
    pub async fn next_printed_card(&self, school: &TestSchool, pupil: PupilId) -> (PrintRunId, CardId) {
        self.advance(60); // what happens in one second has no order
        let desk = self.desk(school, Role::Secretary).await;
        let form = OpenPrintRun { pupils: vec![pupil.to_string()], issued_on: desk.today().to_string() };
        let run = sure(desk.open_print_run(&form).await);
        let record = sure(desk.print_run(run).await);
        sure(desk.confirm_print(run, record.version, &ConfirmPrint::default()).await);
        let Some(card) = record.cards.first() else { panic!("a run without a card") };
        (run, card.id)
    }

    /// A card that this pupil holds, and its run.
    ///
    /// # Panics
    /// If anything on the way is refused.
    pub async fn valid_card(&self, school: &TestSchool, pupil: PupilId, parent: PersonId) -> (PrintRunId, CardId) {
        let (run, card) = self.printed_card(school, pupil, parent).await;
        self.hand_out(school, card).await;
        (run, card)
    }

    /// A further card that a pupil holds, of the blanks there are.
    ///
    /// # Panics
    /// If anything on the way is refused.
    pub async fn another_valid_card(&self, school: &TestSchool, pupil: PupilId, parent: PersonId) -> CardId {
        let photo = self.sent_photo(parent, pupil).await;
        let desk = self.desk(school, Role::Secretary).await;
        sure(desk.approve_photo(photo, sure(desk.photo(photo).await).version).await);
        let (_, card) = self.next_printed_card(school, pupil).await;
        self.hand_out(school, card).await;
        card
    }

    /// Makes a phone the one that shows the pupil's ID; answers its secret. Codes of its first quarter of a minute count.
    ///
    /// # Panics
    /// If that is refused.
    pub async fn phone(&self, parent: PersonId, pupil: PupilId) -> String {
        let (home, secret) = (self.home(parent), new_phone());
        let code = sure(home.phone_code(pupil).await).code;
        sure(home.activate_phone(pupil, &code, &secret, "Telefon").await);
        secret
    }

    /// The pupil collects a printed card.
    ///
    /// # Panics
    /// If that is refused.
    pub async fn hand_out(&self, school: &TestSchool, card: CardId) {
        let desk = self.desk(school, Role::Secretary).await;
        let receipt = ReceiveCard { receiver: "pupil".to_owned(), ..ReceiveCard::default() };
        sure(desk.receive_card(card, sure(desk.card(card).await).version, &receipt).await);
    }
}

fn link(given: &str, surname: &str, email: &str, kind: GuardianKind, scope: GuardianScope) -> InviteGuardian {
    InviteGuardian {
        given: given.to_owned(),
        surname: surname.to_owned(),
        email: email.to_owned(),
        kind: kind.code().to_owned(),
        scope: scope.code().to_owned(),
        confirmed: false,
    }
}

impl TestOffice {
    /// The first accepted family member of a pupil.
    ///
    /// # Panics
    /// If there is none.
    pub async fn parent_of(&self, school: &TestSchool, pupil: PupilId) -> PersonId {
        let mut tx = sure(self.desk(school, Role::Secretary).await.look().await);
        let Some(person) = sure(tx.listeners(pupil).await).first().copied() else { panic!("nobody") };
        person
    }
}
