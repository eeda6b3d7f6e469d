//! Adding, finding and listing pupils.

use school::{
    ClassId, PupilId,
    person::Role,
    photo::DECLARATION_VERSION,
    pupil::{Listed, PupilRefusal},
};
use uuid::Uuid;

use super::{AddPupil, LeavePupil, PupilFilter, PupilPage, RenamePupil};
use crate::{
    StaffDesk,
    class::AddClass,
    guardian::SetScope,
    print_run::NotReady,
    refused::{Conflict, FieldError, Problem, Refused},
    testing::{TestOffice, TestSchool},
    vault::FileKind,
};

fn form(school: &TestSchool) -> AddPupil {
    AddPupil {
        class: school.class.to_string(),
        given: "Jan".to_owned(),
        surname: "Żółć".to_owned(),
        born: "2015-09-30".to_owned(),
        pesel: "15293044422".to_owned(),
        ..AddPupil::default()
    }
}

fn searched(search: &str, class: Option<ClassId>) -> PupilFilter {
    PupilFilter { search: search.to_owned(), class, ..PupilFilter::default() }
}

async fn problems(desk: &StaffDesk, form: AddPupil) -> Vec<(&'static str, Problem)> {
    match desk.add_pupil(&form).await {
        Err(Refused::Invalid(fields)) => fields.iter().map(|error| (error.field, error.problem)).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let desk = t.desk(&school, Role::Secretary).await;
        let empty = problems(&desk, AddPupil::default()).await;
        let all = ["class", "given", "surname", "born", "pesel"];
        assert_eq!(empty.iter().map(|(field, _)| *field).collect::<Vec<_>>(), all);
        let good = form(&school);
        let with = |change: &dyn Fn(&mut AddPupil)| {
            let mut form = good.clone();
            change(&mut form);
            form
        };
        for (form, expected) in [
            (with(&|f| f.pesel = "15293044421".into()), vec![("pesel", Problem::PeselChecksum)]),
            (with(&|f| f.pesel = "1529304442".into()), vec![("pesel", Problem::PeselLength)]),
            (with(&|f| f.pesel = "15223000009".into()), vec![("pesel", Problem::PeselDate)]),
            (with(&|f| f.born = "2015-09-29".into()), vec![("born", Problem::BirthMismatch)]),
            (with(&|f| f.born = "30.09.2015".into()), vec![("born", Problem::NotADate)]),
            (with(&|f| f.born = "2027-01-01".into()), vec![("born", Problem::DateOutOfRange)]),
            (with(&|f| f.document_name = "paszport".into()), vec![("pesel", Problem::IdentityTwice)]),
            (with(&|f| f.pesel = " ".into()), vec![("pesel", Problem::IdentityMissing)]),
            (
                with(&|f| (f.pesel, f.document_name) = (String::new(), "paszport".into())),
                vec![("document_number", Problem::Required)],
            ),
            (
                with(&|f| (f.given, f.class) = ("J4n".into(), "x".into())),
                vec![("class", Problem::NotOffered), ("given", Problem::NotAName)],
            ),
        ] {
            assert_eq!(problems(&desk, form).await, expected, "{}", t.engine);
        }
        desk.add_pupil(&good).await.unwrap();
        let spaced = with(&|f| f.pesel = " 152930 44422 ".into());
        assert_eq!(problems(&desk, spaced).await, [("pesel", Problem::PeselTaken)], "{}", t.engine);
        let other = t.school("Inna").await;
        t.desk(&other, Role::Secretary).await.add_pupil(&form(&other)).await.unwrap();
        let foreign = AddPupil { class: school.class.to_string(), ..form(&other) };
        let told = problems(&t.desk(&other, Role::Secretary).await, foreign).await;
        assert_eq!(told, [("class", Problem::NotOffered), ("pesel", Problem::PeselTaken)], "another school's class");
    }
}

fn with_passport(school: &TestSchool, number: &str) -> AddPupil {
    AddPupil {
        pesel: String::new(),
        document_name: "Paszport".to_owned(),
        document_number: number.to_owned(),
        ..form(school)
    }
}

#[tokio::test]
async fn two_pupils_of_a_school_never_have_one_document() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let desk = t.desk(&school, Role::Secretary).await;
        let other = t.desk(&school, Role::Secretary).await;
        let (one, same) = (with_passport(&school, "ab 123"), with_passport(&school, "AB-123"));
        let (first, second) = tokio::join!(desk.add_pupil(&one), other.add_pupil(&same));
        let (added, refused): (Vec<_>, Vec<_>) = [first, second].into_iter().partition(Result::is_ok);
        assert_eq!((added.len(), refused.len()), (1, 1), "{}: two hands at once", t.engine);
        let taken = [("document_number", Problem::DocumentTaken)];
        assert_eq!(told(refused.into_iter().next().unwrap().unwrap_err()), taken, "{}", t.engine);
        let spaced = AddPupil { document_name: "paszport ".to_owned(), ..with_passport(&school, "a b123") };
        assert_eq!(problems(&desk, spaced).await, taken, "{}", t.engine);
        desk.add_pupil(&with_passport(&school, "AB 124")).await.unwrap();
        let elsewhere = t.school("Inna").await;
        t.desk(&elsewhere, Role::Secretary).await.add_pupil(&with_passport(&elsewhere, "AB123")).await.unwrap();
        assert_eq!(t.check(true).await.unwrap().wrong, 0, "{}", t.engine);
    }
}

#[tokio::test]
async fn pupils_are_listed_in_polish_and_found_without_marks() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let desk = t.desk(&school, Role::Secretary).await;
        for (at, (given, surname)) in
            [("Jan", "Żółć"), ("Ewa", "Zając"), ("Anna", "Łącka"), ("Ola", "Lis"), ("Ala", "Lis")]
                .into_iter()
                .enumerate()
        {
            let number = format!("AB{at}00123");
            let identity = AddPupil {
                pesel: String::new(),
                document_name: "paszport".to_owned(),
                document_number: number,
                ..form(&school)
            };
            desk.add_pupil(&AddPupil { given: given.to_owned(), surname: surname.to_owned(), ..identity })
                .await
                .unwrap();
        }
        let names = async |search: &str| {
            let found = desk.pupils(&searched(search, Some(school.class))).await.unwrap();
            found.into_iter().map(|row| row.name).collect::<Vec<_>>()
        };
        assert_eq!(names("").await, ["Lis Ala", "Lis Ola", "Łącka Anna", "Zając Ewa", "Żółć Jan"], "{}", t.engine);
        for (search, found) in [
            ("zolc", 1),
            ("JAN ŻÓŁĆ", 1),
            ("lis ol", 1),
            ("Żółć, Jan", 1),
            ("\0żółć", 1),
            ("lis", 2),
            ("1a", 5),
            ("%", 0),
            ("_", 0),
            ("!", 0),
            ("kos", 0),
        ] {
            assert_eq!(names(search).await.len(), found, "{search}, {}", t.engine);
        }
        let nothing = desk.pupils(&searched("\0,", None)).await;
        let expected = [FieldError { field: "search", problem: Problem::NotAName }];
        assert!(matches!(nothing, Err(Refused::Invalid(ref found)) if *found == expected), "{}", t.engine);
        let row = desk.pupils(&searched("zolc", None)).await.unwrap().remove(0);
        assert_eq!((row.identity.as_str(), row.class.as_str(), row.guardians), ("paszport", "1A", 0));
        let record = desk.pupil(row.id).await.unwrap();
        assert_eq!((record.identity.as_str(), record.name.full()), ("paszport •••••123", "Jan Żółć".to_owned()));
        assert_eq!(desk.reveal_identity(row.id).await.unwrap(), "paszport AB000123");
    }
}

#[tokio::test]
async fn classes_are_named_once_a_year_and_sorted_as_people_count() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let desk = t.desk(&school, Role::Administrator).await;
        for name in ["10 A", "2B"] {
            desk.add_class(&AddClass { name: name.to_owned() }).await.unwrap();
        }
        for (name, problem) in [
            ("", Problem::Required),
            (" 1A ", Problem::Taken),
            ("1a", Problem::Taken),
            ("1-A", Problem::Taken),
            ("1A; DROP", Problem::NotAClassName),
            ("1234567890abc", Problem::TooLong),
        ] {
            let refused = desk.add_class(&AddClass { name: name.to_owned() }).await.unwrap_err();
            assert!(
                matches!(&refused, Refused::Invalid(fields) if fields[0].problem == problem),
                "{name}: {refused:?}"
            );
        }
        t.pupil(&school, 1).await;
        let classes = t.desk(&school, Role::Secretary).await.classes().await.unwrap();
        let told: Vec<_> =
            classes.iter().map(|class| (class.name.as_str(), class.pupils, class.year.as_str())).collect();
        assert_eq!(told, [("1A", 1, "2026/2027"), ("2B", 0, "2026/2027"), ("10 A", 0, "2026/2027")], "{}", t.engine);
        assert!(matches!(t.desk(&school, Role::FormTeacher).await.classes().await, Err(Refused::Forbidden)));
    }
}

#[tokio::test]
async fn pages_of_pupils_follow_each_other_whatever_is_asked_for() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        for n in 1..=102 {
            t.pupil(&school, n).await;
        }
        let desk = t.desk(&school, Role::Secretary).await;
        let all: Vec<_> = desk.pupils(&PupilFilter::default()).await.unwrap().iter().map(|row| row.id).collect();
        let page = async |after: Option<PupilId>| {
            desk.pupil_page(&PupilFilter { after, ..PupilFilter::default() }).await.unwrap()
        };
        let ids = |page: &PupilPage| page.rows.iter().map(|row| row.id).collect::<Vec<_>>();
        let first = page(None).await;
        let second = page(first.next).await;
        let third = page(second.next).await;
        assert_eq!([ids(&first), ids(&second), ids(&third)].concat(), all, "{}", t.engine);
        let told = |page: &PupilPage| (page.before, page.total, page.previous.is_some(), page.next.is_some());
        assert_eq!(told(&first), (0, 102, false, true), "{}", t.engine);
        assert_eq!(told(&second), (50, 102, false, true), "before it is the beginning, {}", t.engine);
        assert_eq!(told(&third), (100, 102, true, false), "{}", t.engine);
        assert_eq!(ids(&page(third.previous).await), ids(&second), "{}", t.engine);
        let nobody = PupilFilter { after: Some(PupilId(uuid::Uuid::nil())), ..searched("", Some(school.class)) };
        assert_eq!(ids(&desk.pupil_page(&nobody).await.unwrap()), ids(&first), "{}", t.engine);
        let named = desk.pupil_page(&searched("nowak", None)).await.unwrap();
        assert_eq!((named.total as usize, named.next), (named.rows.len(), None), "{}", t.engine);
    }
}

#[tokio::test]
async fn pupils_are_listed_by_how_they_stand() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let [none, waits, refused, held] = [1, 2, 3, 4].map(|n| t.pupil(&school, n));
        let [none, waits, refused, held] = [none.await, waits.await, refused.await, held.await];
        let parent = t.parent(&school, waits, "rodzic@rodzina.test").await;
        t.parent(&school, refused, "rodzic@rodzina.test").await;
        t.parent(&school, held, "rodzic@rodzina.test").await;
        t.printed_card(&school, held, parent).await;
        t.sent_photo(parent, waits).await;
        let photo = t.sent_photo(parent, refused).await;
        let desk = t.desk(&school, Role::Secretary).await;
        let version = desk.photo(photo).await.unwrap().version;
        desk.reject_photo(photo, version, "blurred", "").await.unwrap();
        for (listed, expected) in [
            (Listed::Attending, vec![none, waits, refused, held]),
            (Listed::NoPhoto, vec![none]),
            (Listed::Waiting, vec![waits]),
            (Listed::Rejected, vec![refused]),
            (Listed::NoCard, vec![none, waits, refused]),
            (Listed::Ready, vec![]),
            (Listed::NoFamily, vec![none]),
            (Listed::Left, vec![]),
        ] {
            let filter = PupilFilter { listed: Some(listed), ..PupilFilter::default() };
            let mut found: Vec<_> = desk.pupils(&filter).await.unwrap().iter().map(|row| row.id).collect();
            found.sort();
            assert_eq!(found, expected, "{listed}, {}", t.engine);
            assert_eq!(desk.pupil_page(&filter).await.unwrap().total as usize, expected.len(), "{}", t.engine);
        }
    }
}

fn changed<T: std::fmt::Debug>(result: Result<T, Refused>) -> bool {
    matches!(result, Err(Refused::Conflict(Conflict::Changed)))
}

fn told(refused: Refused) -> Vec<(&'static str, Problem)> {
    match refused {
        Refused::Invalid(fields) => fields.iter().map(|error| (error.field, error.problem)).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_new_name_has_a_ground_and_the_old_one_is_found_no_more() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let desk = t.desk(&school, Role::Secretary).await;
        let form = |given: &str, surname: &str, ground: &str| RenamePupil {
            given: given.to_owned(),
            surname: surname.to_owned(),
            ground: ground.to_owned(),
        };
        let refused = desk.rename_pupil(pupil, 0, &form("", "N0wak", "wish")).await.unwrap_err();
        let fields = [("given", Problem::Required), ("surname", Problem::NotAName), ("ground", Problem::NotOffered)];
        assert_eq!(told(refused), fields, "{}", t.engine);
        let new = form("Zofia", "Żółć", "decision");
        desk.rename_pupil(pupil, 0, &new).await.unwrap();
        assert!(changed(desk.rename_pupil(pupil, 0, &new).await), "{}: two at once", t.engine);
        let record = desk.pupil(pupil).await.unwrap();
        assert_eq!((record.name.full().as_str(), record.version), ("Zofia Żółć", 1), "{}", t.engine);
        for (search, number) in [("zolc", 1), ("nowak", 0)] {
            let found = desk.pupils(&searched(search, None)).await.unwrap();
            assert_eq!(found.len(), number, "{search}, {}", t.engine);
        }
        let log = t.desk(&school, Role::Head).await.audit_log(None).await.unwrap();
        let entry = log.iter().find(|row| row.verb == "pupil.renamed").unwrap();
        assert_eq!(entry.particulars, [("ground".to_owned(), "decision".to_owned())], "no name is in the log");
        let head = t.desk(&school, Role::Head).await;
        assert!(matches!(head.rename_pupil(pupil, 1, &new).await, Err(Refused::Forbidden)), "{}", t.engine);
    }
}

#[tokio::test]
async fn what_is_sent_as_it_was_changes_nothing_and_leaves_no_entry() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        let desk = t.desk(&school, Role::Secretary).await;
        let head = t.desk(&school, Role::Head).await;
        let before = head.audit_log(None).await.unwrap().len();
        let there = desk.pupil(pupil).await.unwrap();
        let [given, surname] = [there.name.given(), there.name.surname()].map(str::to_owned);
        let same = RenamePupil { given, surname, ground: "error".to_owned() };
        desk.rename_pupil(pupil, there.version, &same).await.unwrap();
        desk.move_pupil(pupil, there.version, &school.class.to_string()).await.unwrap();
        desk.set_ruling(pupil, there.version, false).await.unwrap();
        let link = there.guardians.iter().find(|row| row.person == parent).unwrap();
        let scope = SetScope { scope: link.scope.to_string(), decided_on: String::new() };
        desk.set_guardian_scope(link.id, link.version, &scope).await.unwrap();
        let after = desk.pupil(pupil).await.unwrap();
        assert_eq!((after.version, after.guardians[0].version), (there.version, link.version), "{}", t.engine);
        assert_eq!(head.audit_log(None).await.unwrap().len(), before, "{}", t.engine);
        let stale = desk.set_guardian_scope(link.id, link.version + 1, &scope).await;
        assert!(changed(stale), "{}", t.engine);
    }
}

#[tokio::test]
async fn a_pesel_that_arrived_takes_the_place_of_the_document() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let desk = t.desk(&school, Role::Secretary).await;
        t.pupil(&school, 1).await;
        let passport = |number: &str| AddPupil {
            pesel: String::new(),
            document_name: "paszport".to_owned(),
            document_number: number.to_owned(),
            ..form(&school)
        };
        let pupil = desk.add_pupil(&passport("FA123456")).await.unwrap();
        let other = desk.add_pupil(&passport("FA123457")).await.unwrap();
        for (pesel, problem) in [
            (" ", Problem::Required),
            ("15293044421", Problem::PeselChecksum),
            (TestOffice::pesel(2).as_str(), Problem::BirthMismatch),
            (TestOffice::pesel(1).as_str(), Problem::PeselTaken),
        ] {
            let refused = desk.give_pesel(pupil, 0, pesel).await.unwrap_err();
            assert_eq!(told(refused), [("pesel", problem)], "{}", t.engine);
        }
        desk.give_pesel(pupil, 0, "15293044422").await.unwrap();
        assert_eq!(desk.reveal_identity(pupil).await.unwrap(), "15293044422", "{}", t.engine);
        assert!(!desk.pupil(pupil).await.unwrap().without_pesel, "{}", t.engine);
        let again = desk.give_pesel(pupil, 1, "15293044422").await.unwrap_err();
        assert_eq!(told(again), [("pesel", Problem::PeselTaken)], "{}", t.engine);
        let refused = desk.give_pesel(other, 0, "15293044422").await.unwrap_err();
        assert_eq!(told(refused), [("pesel", Problem::PeselTaken)], "{}", t.engine);
    }
}

#[tokio::test]
async fn a_pupil_moves_to_another_class_of_this_school() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let desk = t.desk(&school, Role::Secretary).await;
        let class = desk.add_class(&AddClass { name: "2B".to_owned() }).await.unwrap();
        let foreign = t.school("Inna").await.class;
        let refused = desk.move_pupil(pupil, 0, &foreign.to_string()).await.unwrap_err();
        assert_eq!(told(refused), [("class", Problem::NotOffered)], "{}", t.engine);
        desk.move_pupil(pupil, 0, &class.to_string()).await.unwrap();
        let found = desk.pupils(&searched("nowak 2b", Some(class))).await.unwrap();
        assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), [pupil], "{}", t.engine);
        assert!(changed(desk.move_pupil(pupil, 0, &school.class.to_string()).await), "{}", t.engine);
    }
}

#[tokio::test]
async fn who_left_is_in_no_list_and_keeps_the_history_until_the_return() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let (waits, ready) = (t.pupil(&school, 1).await, t.pupil(&school, 2).await);
        let parent = t.parent(&school, waits, "rodzic@rodzina.test").await;
        t.parent(&school, ready, "rodzic@rodzina.test").await;
        t.sent_photo(parent, waits).await;
        let photo = t.sent_photo(parent, ready).await;
        let desk = t.desk(&school, Role::Secretary).await;
        let version = desk.photo(photo).await.unwrap().version;
        desk.approve_photo(photo, version).await.unwrap();
        let leave = |on: &str, why: &str| LeavePupil { on: on.to_owned(), why: why.to_owned() };
        let refused = desk.leave_pupil(waits, 0, &leave("7.09", "")).await.unwrap_err();
        assert_eq!(told(refused), [("on", Problem::NotADate), ("why", Problem::Required)], "{}", t.engine);
        let refused = desk.leave_pupil(waits, 0, &leave("2026-09-08", "graduated")).await.unwrap_err();
        assert_eq!(told(refused), [("on", Problem::DateOutOfRange)], "{}: tomorrow is no fact", t.engine);
        let listed = async |listed: Listed| {
            let filter = PupilFilter { listed: Some(listed), ..PupilFilter::default() };
            desk.pupils(&filter).await.unwrap().len()
        };
        let at_work = async || {
            let (counts, today) = (desk.photo_counts().await.unwrap(), desk.today());
            let ready = desk.readiness(None, today).await.unwrap();
            (counts.waiting, counts.approved, ready.ready.len() + ready.not_ready.len())
        };
        assert_eq!(at_work().await, (1, 1, 2), "{}", t.engine);
        for pupil in [waits, ready] {
            desk.leave_pupil(pupil, 0, &leave("2026-09-07", "transferred")).await.unwrap();
        }
        assert!(changed(desk.leave_pupil(waits, 0, &leave("2026-09-07", "removed")).await), "{}", t.engine);
        assert_eq!((listed(Listed::Attending).await, listed(Listed::Left).await), (0, 2), "{}", t.engine);
        assert_eq!(at_work().await, (0, 0, 0), "{}", t.engine);
        let home = t.home(parent);
        let children = home.children().await.unwrap();
        assert!(children.iter().all(|child| child.left == Some(desk.today()) && !child.may_submit), "{}", t.engine);
        assert!(children.iter().all(|child| child.photo.is_some()), "{}: what was stays", t.engine);
        let sent = home.upload_photo(waits, DECLARATION_VERSION, TestOffice::upload()).await;
        let has_left = |refused| matches!(refused, Err(Refused::Conflict(Conflict::Pupil(PupilRefusal::HasLeft))));
        assert!(has_left(sent.map(drop)), "{}", t.engine);
        assert!(has_left(desk.move_pupil(waits, 1, &school.class.to_string()).await.map(drop)), "{}", t.engine);
        for pupil in [waits, ready] {
            desk.take_pupil_back(pupil, 1, &school.class.to_string()).await.unwrap();
        }
        assert_eq!(listed(Listed::Attending).await, 2, "{}", t.engine);
        assert_eq!(at_work().await, (1, 1, 2), "{}", t.engine);
    }
}

#[tokio::test]
async fn the_log_of_a_pupil_tells_of_that_pupil_and_who_looked_only_to_those_who_watch() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let (pupil, other) = (t.pupil(&school, 1).await, t.pupil(&school, 2).await);
        let parent = t.parent(&school, pupil, "rodzic@rodzina.test").await;
        t.parent(&school, other, "drugi@rodzina.test").await;
        t.printed_card(&school, pupil, parent).await;
        let secretary = t.desk(&school, Role::Secretary).await;
        secretary.reveal_identity(pupil).await.unwrap();
        let verbs = async |desk: &StaffDesk| {
            let log = desk.pupil_log(pupil).await.unwrap();
            log.into_iter().map(|row| row.verb).collect::<Vec<_>>()
        };
        let told = verbs(&secretary).await;
        for verb in ["pupil.added", "guardian.invited", "photo.sent", "photo.approved", "card.prepared", "card.printed"]
        {
            assert_eq!(told.iter().filter(|known| *known == verb).count(), 1, "{verb}, {}: {told:?}", t.engine);
        }
        assert!(!told.iter().any(|verb| verb == "identity.seen"), "{}: {told:?}", t.engine);
        let all = verbs(&t.desk(&school, Role::Head).await).await;
        assert_eq!(all.first().map(String::as_str), Some("identity.seen"), "{}: {all:?}", t.engine);
        let elsewhere = t.school("Inna").await;
        let stranger = t.desk(&elsewhere, Role::Secretary).await;
        assert!(matches!(stranger.pupil_log(pupil).await, Err(Refused::NotFound)), "{}", t.engine);
    }
}

#[tokio::test]
async fn of_a_ruling_know_those_who_need_to_and_it_keeps_the_ordinary_card_back() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "rodzic@rodzina.test").await;
        let photo = t.sent_photo(parent, pupil).await;
        let desk = t.desk(&school, Role::Secretary).await;
        desk.approve_photo(photo, desk.photo(photo).await.unwrap().version).await.unwrap();
        assert_eq!(desk.ready_count().await.unwrap(), 1, "{}", t.engine);
        desk.set_ruling(pupil, 0, true).await.unwrap();
        assert!(changed(desk.set_ruling(pupil, 0, false).await), "{}", t.engine);
        let readiness = desk.readiness(None, desk.today()).await.unwrap();
        let why: Vec<_> = readiness.not_ready.iter().map(|(who, _, _, why)| (*who, *why)).collect();
        assert_eq!((readiness.ready.len(), why), (0, vec![(pupil, NotReady::OtherTemplate)]), "{}", t.engine);
        assert_eq!(desk.ready_count().await.unwrap(), 0, "{}", t.engine);
        for (role, seen) in [(Role::Secretary, Some(true)), (Role::Head, Some(true)), (Role::Administrator, None)] {
            let record = t.desk(&school, role).await.pupil(pupil).await.unwrap();
            assert_eq!(record.ruling, seen, "{role}, {}", t.engine);
        }
        let administrator = t.desk(&school, Role::Administrator).await;
        assert!(matches!(administrator.set_ruling(pupil, 1, false).await, Err(Refused::Forbidden)), "{}", t.engine);
        let head = t.desk(&school, Role::Head).await;
        for log in [head.audit_log(None).await.unwrap(), desk.pupil_log(pupil).await.unwrap()] {
            let entry = log.iter().find(|row| row.verb == "pupil.card_kind_set").unwrap();
            assert!(entry.particulars.is_empty(), "{}: the log does not tell which", t.engine);
        }
        for log in [administrator.audit_log(None).await.unwrap(), administrator.pupil_log(pupil).await.unwrap()] {
            let told = log.iter().any(|row| row.verb == "pupil.card_kind_set");
            assert!(!log.is_empty() && !told, "{}: who may not know reads it in the log", t.engine);
        }
        desk.set_ruling(pupil, 1, false).await.unwrap();
        assert_eq!(desk.ready_count().await.unwrap(), 1, "{}", t.engine);
    }
}

#[tokio::test]
async fn a_search_of_any_length_finds_nobody_and_breaks_nothing() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        t.pupil(&school, 1).await;
        let desk = t.desk(&school, Role::Secretary).await;
        let found = desk.pupils(&searched(&"a".repeat(60_000), None)).await.unwrap();
        assert!(found.is_empty(), "{}", t.engine);
        let page = desk.pupil_page(&searched(&"ż".repeat(30_000), None)).await.unwrap();
        assert_eq!((page.total, page.rows.len()), (0, 0), "{}", t.engine);
    }
}

#[tokio::test]
async fn the_copy_of_what_is_kept_about_a_pupil_is_whole_and_of_nobody_else() {
    for t in TestOffice::both().await {
        let school = t.school("SP 1").await;
        let (pupil, other) = (t.pupil(&school, 1).await, t.pupil(&school, 2).await);
        let parent = t.parent(&school, pupil, "rodzic@rodzina.test").await;
        t.parent(&school, other, "obcy@rodzina.test").await;
        t.valid_card(&school, pupil, parent).await;
        let key = Some(Uuid::from_u128(7));
        let desk = t.desk_once(&school, Role::Secretary, key).await;
        let record = desk.pupil(pupil).await.unwrap();
        let portrait = desk.photo_file(record.photos[0].id, FileKind::Portrait).await.unwrap();
        let copy = desk.export_pupil(pupil, "wniosek rodzica").await.unwrap();
        let holds = |wanted: &[u8]| copy.windows(wanted.len()).any(|part| part == wanted);
        assert!(copy.starts_with(b"PK") && holds(&portrait), "{}: no picture", t.engine);
        let guardian = &record.guardians[0].name;
        let pesel = TestOffice::pesel(1);
        let (number, surname) = (record.cards[0].number.as_str(), record.name.surname());
        for wanted in [pesel.as_str(), surname, guardian.as_str(), number, "photo.approved", "card.issued"] {
            assert!(holds(wanted.as_bytes()), "{}: {wanted} is missing", t.engine);
        }
        for stranger in [TestOffice::pesel(2).as_str(), "obcy@rodzina.test", "rodzic@rodzina.test"] {
            assert!(!holds(stranger.as_bytes()), "{}: {stranger} is in it", t.engine);
        }
        let log = t.desk(&school, Role::Head).await.audit_log(None).await.unwrap();
        assert_eq!((log[0].verb.as_str(), log[0].subject), ("pupil.exported", pupil.0), "{}", t.engine);
        assert!(log[0].particulars.contains(&("reason".to_owned(), "wniosek rodzica".to_owned())), "{}", t.engine);
        let again = t.desk_once(&school, Role::Secretary, key).await.export_pupil(pupil, "wniosek rodzica").await;
        assert!(matches!(again, Err(Refused::Done(_))), "{}: given twice", t.engine);
    }
}

#[tokio::test]
async fn nobody_gets_the_copy_without_right_reason_or_second_factor() {
    for t in TestOffice::both().await {
        let (school, other) = (t.school("SP 1").await, t.school("SP 2").await);
        let (pupil, stranger) = (t.pupil(&school, 1).await, t.pupil(&other, 2).await);
        for role in [Role::Head, Role::Administrator, Role::FormTeacher] {
            let refused = t.desk(&school, role).await.export_pupil(pupil, "x").await;
            assert!(matches!(refused, Err(Refused::Forbidden)), "{}: {role}", t.engine);
        }
        let desk = t.desk(&school, Role::Secretary).await;
        let long_ago = StaffDesk { just_proven: false, ..desk.clone() };
        assert!(matches!(long_ago.export_pupil(pupil, "x").await, Err(Refused::StepUp)), "{}", t.engine);
        assert!(matches!(desk.export_pupil(pupil, " ").await, Err(Refused::Invalid(_))), "{}", t.engine);
        assert!(matches!(desk.export_pupil(stranger, "x").await, Err(Refused::NotFound)), "{}", t.engine);
        let log = t.desk(&school, Role::Head).await.audit_log(None).await.unwrap();
        assert!(log.iter().all(|row| row.verb != "pupil.exported"), "{}", t.engine);
    }
}
