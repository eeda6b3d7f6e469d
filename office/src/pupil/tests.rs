//! Adding, finding and listing pupils.

use school::{ClassId, PupilId, person::Role, pupil::Listed};

use super::{AddPupil, PupilFilter, PupilPage};
use crate::{
    StaffDesk,
    class::AddClass,
    refused::{Problem, Refused},
    testing::{TestOffice, TestSchool},
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
            ("lis", 2),
            ("1a", 5),
            ("%", 0),
            ("_", 0),
            ("!", 0),
            ("kos", 0),
        ] {
            assert_eq!(names(search).await.len(), found, "{search}, {}", t.engine);
        }
        let row = desk.pupils(&searched("zolc", None)).await.unwrap().remove(0);
        assert_eq!((row.identity.as_str(), row.class.as_str(), row.guardians), ("paszport", "1A", 0));
        let record = desk.pupil(row.id).await.unwrap();
        assert_eq!((record.identity.as_str(), record.name.as_str()), ("paszport •••••123", "Jan Żółć"));
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
            ("1A; DROP", Problem::NotAName),
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
