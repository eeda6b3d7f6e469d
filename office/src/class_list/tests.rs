//! Class lists on both engines: tried, mended, taken over, taken back, and nobody else's.

use school::{
    ClassListId,
    class_list::{Change, Field, Mapping, Problem},
    person::Role,
    pupil::NameGround,
};
use uuid::Uuid;
use workshop::table::{Form, Kind, TableFault};

use super::{ApplyClassList, ChooseColumns, ClassListState, Counts, Finding, Mend, Trial};
use crate::{
    StaffDesk,
    pupil::{AddPupil, PupilFilter, RenamePupil},
    refused::{Conflict, Refused},
    testing::{TestOffice, TestSchool},
};

/// Nowak moves to a new class, Żak is new, the third has a wrong check digit, the fourth no class.
fn list() -> String {
    format!(
        "Szkoła Podstawowa;;;;\nNazwisko;Imię;Klasa;PESEL;Ulica\nNowak;Zofia;2b;{};ul. Leśna 1\nŻak;Żaneta;1a;{};\n\
        Lis;Ewa;1A;{};\nĆwik;Jan;;{};\n",
        TestOffice::pesel(1),
        TestOffice::pesel(50),
        wrong(51),
        TestOffice::pesel(52),
    )
}

/// A number whose check digit is another.
fn wrong(n: u32) -> String {
    let mut pesel = TestOffice::pesel(n);
    let last = pesel.pop().and_then(|c| c.to_digit(10)).unwrap();
    format!("{pesel}{}", (last + 1) % 10)
}

async fn uploaded(t: &TestOffice, desk: &StaffDesk, text: &str) -> ClassListId {
    desk.upload_class_list(t.table(text.as_bytes())).await.unwrap()
}

/// The columns as they were guessed, confirmed.
async fn confirmed(desk: &StaffDesk, id: ClassListId, remember: &str) {
    let columns = desk.class_list_columns(id).await.unwrap();
    let form = ChooseColumns {
        version: columns.version,
        columns: columns.mapping.columns.iter().map(|(_, field)| field.to_string()).collect(),
        class: String::new(),
        remember: remember.to_owned(),
    };
    desk.choose_class_list_columns(id, &form).await.unwrap();
}

async fn ready(t: &TestOffice, desk: &StaffDesk, text: &str) -> (ClassListId, Trial) {
    let id = uploaded(t, desk, text).await;
    confirmed(desk, id, "").await;
    (id, desk.try_class_list(id).await.unwrap())
}

fn as_seen(trial: &Trial) -> ApplyClassList {
    ApplyClassList { version: trial.version, seen: trial.seen.clone(), invite: false }
}

async fn names(desk: &StaffDesk) -> Vec<String> {
    let pupils = desk.pupils(&PupilFilter::default()).await.unwrap();
    pupils.into_iter().map(|pupil| format!("{} {}", pupil.name, pupil.class)).collect()
}

/// A school with Zofia Nowak in 1A, at the secretary's desk.
async fn school(t: &TestOffice) -> (TestSchool, StaffDesk) {
    let school = t.school("SP 1").await;
    t.pupil(&school, 1).await;
    let desk = t.desk(&school, Role::Secretary).await;
    (school, desk)
}

#[tokio::test]
async fn trying_a_list_says_everything_and_changes_nothing() {
    for t in TestOffice::both().await {
        let (_, desk) = school(&t).await;
        let before = names(&desk).await;
        let (_, trial) = ready(&t, &desk, &list()).await;
        assert_eq!(trial.counts, Counts { new: 1, changed: 1, wrong: 2, ..Counts::default() }, "{}", t.engine);
        let Finding::Changed(_, changes) = &trial.rows[0].finding else { panic!("{:?}", trial.rows[0]) };
        assert!(matches!(&changes[..], [Change::Class { from, to }] if from.as_str() == "1A" && to.as_str() == "2B"));
        assert_eq!(trial.rows[1].finding, Finding::New);
        let Finding::Wrong(problems) = &trial.rows[2].finding else { panic!("{:?}", trial.rows[2]) };
        assert!(matches!(problems[..], [(Field::Pesel, Problem::Pesel(_))]), "{problems:?}");
        assert_eq!(trial.rows[3].finding, Finding::Wrong(vec![(Field::Class, Problem::Missing)]));
        assert_eq!((trial.rows[2].line.row, trial.new_classes), (5, vec!["2B".to_owned()]));
        assert_eq!(trial.addresses, ["Ulica"]);
        assert_eq!(names(&desk).await, before, "{}", t.engine);
    }
}

#[tokio::test]
async fn a_row_with_the_document_of_another_pupil_is_wrong() {
    for t in TestOffice::both().await {
        let (school, desk) = school(&t).await;
        let form = AddPupil {
            class: school.class.to_string(),
            given: "Ala".to_owned(),
            surname: "Lis".to_owned(),
            born: "2015-02-03".to_owned(),
            document_name: "Paszport".to_owned(),
            document_number: "ab 123".to_owned(),
            ..AddPupil::default()
        };
        desk.add_pupil(&form).await.unwrap();
        let headings = "Nazwisko;Imię;Klasa;Rodzaj dokumentu;Numer dokumentu;Data urodzenia";
        let own = format!("{headings}\nLis;Ala;1A;paszport;AB123;2015-02-03\n");
        let (_, trial) = ready(&t, &desk, &own).await;
        assert_eq!(trial.counts, Counts { same: 1, ..Counts::default() }, "{}", t.engine);
        let other = format!("{headings}\nDruga;Ala;1A;paszport;AB-123;2015-02-03\n");
        let (_, trial) = ready(&t, &desk, &other).await;
        let taken = Finding::Wrong(vec![(Field::DocumentNumber, Problem::DocumentTaken)]);
        assert_eq!(trial.rows[0].finding, taken, "{}", t.engine);
    }
}

#[tokio::test]
async fn a_mended_row_is_taken_over_with_the_others_and_all_of_it_can_be_taken_back() {
    for t in TestOffice::both().await {
        let (_, desk) = school(&t).await;
        let before = names(&desk).await;
        let (id, trial) = ready(&t, &desk, &list()).await;
        let mends = [Mend { row: 5, field: Field::Pesel, text: TestOffice::pesel(51) }];
        desk.mend_class_list(id, trial.version, &mends).await.unwrap();
        let trial = desk.try_class_list(id).await.unwrap();
        assert_eq!((trial.counts.new, trial.counts.wrong), (2, 1), "{}", t.engine);
        desk.apply_class_list(id, &as_seen(&trial)).await.unwrap();
        assert_eq!(names(&desk).await, ["Lis Ewa 1A", "Nowak Zofia 2B", "Żak Żaneta 1A"], "{}", t.engine);
        let ClassListState::Applied(applied) = desk.class_list(id).await.unwrap().state else { panic!("no") };
        assert_eq!((applied.added, applied.changed, applied.left_out), (2, 1, 1));
        assert!(applied.undo_until.is_some());
        let found = desk.pupils(&PupilFilter { search: "nowak 2b".to_owned(), ..PupilFilter::default() }).await;
        assert_eq!(found.unwrap().len(), 1, "{}: who moved is found in the new class", t.engine);

        desk.undo_class_list(id).await.unwrap();
        assert_eq!(names(&desk).await, before, "{}", t.engine);
        assert!(desk.classes().await.unwrap().iter().all(|class| class.name != "2B"), "{}", t.engine);
        let again = desk.undo_class_list(id).await;
        assert!(matches!(again, Err(Refused::Conflict(Conflict::UndoClosed))), "{}: {again:?}", t.engine);
        assert_eq!(t.check(true).await.unwrap().wrong, 0, "{}", t.engine);
    }
}

#[tokio::test]
async fn a_list_on_which_something_was_built_stays() {
    for t in TestOffice::both().await {
        let (school, desk) = school(&t).await;
        let (id, trial) = ready(&t, &desk, &list()).await;
        desk.apply_class_list(id, &as_seen(&trial)).await.unwrap();
        let there = names(&desk).await;
        let added = desk.pupils(&PupilFilter { search: "zak".to_owned(), ..PupilFilter::default() }).await.unwrap();
        t.parent(&school, added[0].id, "rodzic@rodzina.test").await;
        let refused = desk.undo_class_list(id).await;
        assert!(matches!(refused, Err(Refused::Conflict(Conflict::BuiltOn))), "{}: {refused:?}", t.engine);
        assert_eq!(names(&desk).await, there, "{}: nothing is taken back by half", t.engine);
    }
}

#[tokio::test]
async fn a_list_changed_by_a_later_one_stays() {
    for t in TestOffice::both().await {
        let (_, desk) = school(&t).await;
        let (first, trial) = ready(&t, &desk, &list()).await;
        desk.apply_class_list(first, &as_seen(&trial)).await.unwrap();
        let (second, trial) = ready(&t, &desk, &list().replace("2b", "3c")).await;
        assert_eq!((trial.counts.changed, trial.counts.same), (1, 1), "{}", t.engine);
        desk.apply_class_list(second, &as_seen(&trial)).await.unwrap();
        let refused = desk.undo_class_list(first).await;
        assert!(matches!(refused, Err(Refused::Conflict(Conflict::BuiltOn))), "{}: {refused:?}", t.engine);
        desk.undo_class_list(second).await.unwrap();
        assert!(names(&desk).await.contains(&"Nowak Zofia 2B".to_owned()), "{}", t.engine);
    }
}

#[tokio::test]
async fn after_a_day_nothing_is_taken_back_and_drafts_go_after_a_week() {
    for t in TestOffice::both().await {
        let (school, desk) = school(&t).await;
        let (applied, trial) = ready(&t, &desk, &list()).await;
        desk.apply_class_list(applied, &as_seen(&trial)).await.unwrap();
        let draft = uploaded(&t, &desk, &list()).await;
        t.advance(24 * 3600);
        let desk = t.desk(&school, Role::Secretary).await;
        let late = desk.undo_class_list(applied).await;
        assert!(matches!(late, Err(Refused::Conflict(Conflict::UndoClosed))), "{}: {late:?}", t.engine);
        assert_eq!(desk.class_list(draft).await.unwrap().state, ClassListState::Draft, "{}", t.engine);
        t.advance(6 * 24 * 3600);
        crate::keep::sweep(&t.office).await.unwrap();
        assert!(matches!(desk.class_list(draft).await, Err(Refused::NotFound)), "{}", t.engine);
        assert!(desk.class_list(applied).await.is_ok(), "{}: that it was taken over is still known", t.engine);
    }
}

#[tokio::test]
async fn a_list_is_one_schools_and_a_draft_one_persons() {
    for t in TestOffice::both().await {
        let (school, desk) = school(&t).await;
        let other = t.school("SP 2").await;
        let (id, trial) = ready(&t, &desk, &list()).await;
        let stranger = t.desk(&other, Role::Secretary).await;
        let colleague = t.desk(&school, Role::Administrator).await;
        for outside in [&stranger, &colleague] {
            assert!(matches!(outside.class_list(id).await, Err(Refused::NotFound)), "{}", t.engine);
            assert!(matches!(outside.try_class_list(id).await, Err(Refused::NotFound)), "{}", t.engine);
            let refused = outside.apply_class_list(id, &as_seen(&trial)).await;
            assert!(matches!(refused, Err(Refused::NotFound)), "{}", t.engine);
            assert!(matches!(outside.undo_class_list(id).await, Err(Refused::NotFound)), "{}", t.engine);
            assert!(outside.class_lists().await.unwrap().is_empty(), "{}", t.engine);
        }
        let head = t.desk(&school, Role::Head).await;
        assert!(matches!(head.class_lists().await, Err(Refused::Forbidden)), "{}", t.engine);
        desk.apply_class_list(id, &as_seen(&trial)).await.unwrap();
        assert!(colleague.class_list(id).await.is_ok(), "{}: what was done is the school's to know", t.engine);
        assert!(matches!(stranger.class_list(id).await, Err(Refused::NotFound)), "{}", t.engine);
    }
}

#[tokio::test]
async fn a_list_is_taken_over_once_and_only_as_it_was_seen() {
    for t in TestOffice::both().await {
        let (school, desk) = school(&t).await;
        let (id, trial) = ready(&t, &desk, &list()).await;
        t.pupil(&school, 50).await;
        let changed = desk.apply_class_list(id, &as_seen(&trial)).await;
        assert!(matches!(changed, Err(Refused::Conflict(Conflict::Changed))), "{}: {changed:?}", t.engine);
        let trial = desk.try_class_list(id).await.unwrap();
        let key = Some(Uuid::from_u128(7));
        let once = t.desk_once(&school, Role::Secretary, key).await;
        once.apply_class_list(id, &as_seen(&trial)).await.unwrap();
        let there = names(&desk).await;
        let again = t.desk_once(&school, Role::Secretary, key).await.apply_class_list(id, &as_seen(&trial)).await;
        assert!(matches!(again, Err(Refused::Done(subject)) if subject == id.0), "{}: {again:?}", t.engine);
        let other_key = desk.apply_class_list(id, &as_seen(&trial)).await;
        assert!(matches!(other_key, Err(Refused::Conflict(Conflict::Changed))), "{}: {other_key:?}", t.engine);
        assert_eq!(names(&desk).await, there, "{}", t.engine);
    }
}

/// So many new pupils of one class.
fn long(rows: u32) -> String {
    let row = |n: u32| format!("Nowak;Zofia;2b;{}\n", TestOffice::pesel(n));
    format!("Nazwisko;Imię;Klasa;PESEL\n{}", (100..100 + rows).map(row).collect::<String>())
}

#[tokio::test]
async fn a_long_list_is_taken_over_by_a_job_wholly() {
    for t in TestOffice::both().await {
        let (school, desk) = school(&t).await;
        let (id, trial) = ready(&t, &desk, &long(301)).await;
        assert_eq!(trial.counts.new, 301, "{}: {:?}", t.engine, trial.counts);
        desk.apply_class_list(id, &as_seen(&trial)).await.unwrap();
        assert_eq!(desk.class_list(id).await.unwrap().state, ClassListState::Applying(None), "{}", t.engine);
        assert_eq!(names(&desk).await.len(), 1, "{}: nothing is there before all of it is", t.engine);
        let twice = desk.apply_class_list(id, &as_seen(&trial)).await;
        assert!(matches!(twice, Err(Refused::Conflict(Conflict::Changed))), "{}: {twice:?}", t.engine);
        let colleague = t.desk(&school, Role::Administrator).await;
        assert!(matches!(colleague.class_list(id).await, Err(Refused::NotFound)), "{}", t.engine);

        assert_eq!(t.run_due_jobs().await.unwrap(), 1, "{}", t.engine);
        let ClassListState::Applied(applied) = desk.class_list(id).await.unwrap().state else { panic!("no") };
        assert_eq!((applied.added, names(&desk).await.len()), (301, 302), "{}", t.engine);
        desk.undo_class_list(id).await.unwrap();
        assert_eq!(names(&desk).await.len(), 1, "{}", t.engine);
        assert_eq!(t.check(true).await.unwrap().wrong, 0, "{}", t.engine);
    }
}

#[tokio::test]
async fn a_long_list_that_cannot_be_taken_over_any_more_is_a_draft_again() {
    for t in TestOffice::both().await {
        let (school, desk) = school(&t).await;
        let (id, trial) = ready(&t, &desk, &long(301)).await;
        desk.apply_class_list(id, &as_seen(&trial)).await.unwrap();
        t.pupil(&school, 100).await; // who is new in the list is on the roll by now
        assert_eq!(t.run_due_jobs().await.unwrap(), 1, "{}: it is not tried again", t.engine);
        let list = desk.class_list(id).await.unwrap();
        assert_eq!((list.state, list.stopped), (ClassListState::Draft, true), "{}", t.engine);
        assert_eq!(names(&desk).await.len(), 2, "{}: nothing is taken over by half", t.engine);
        let again = desk.try_class_list(id).await.unwrap();
        assert_eq!((again.counts.new, again.counts.changed), (300, 1), "{}", t.engine);
        desk.apply_class_list(id, &as_seen(&again)).await.unwrap();
        assert_eq!(t.run_due_jobs().await.unwrap(), 1, "{}", t.engine);
        let list = desk.class_list(id).await.unwrap();
        assert!(matches!(list.state, ClassListState::Applied(_)) && !list.stopped, "{}: {list:?}", t.engine);
        assert_eq!(t.check(true).await.unwrap().wrong, 0, "{}", t.engine);
    }
}

#[tokio::test]
async fn what_a_colleague_corrected_meanwhile_is_not_undone_unseen() {
    for t in TestOffice::both().await {
        let (_, desk) = school(&t).await;
        let (id, trial) = ready(&t, &desk, &list()).await;
        let zofia = desk.pupils(&PupilFilter::default()).await.unwrap()[0].id;
        let version = desk.pupil(zofia).await.unwrap().version;
        let [given, surname, ground] = ["Zofia", "Kowalska", NameGround::Decision.code()].map(str::to_owned);
        desk.rename_pupil(zofia, version, &RenamePupil { given, surname, ground }).await.unwrap();
        let now = desk.try_class_list(id).await.unwrap();
        assert_eq!(now.counts, trial.counts, "{}: as many of each kind as before", t.engine);
        let unseen = desk.apply_class_list(id, &as_seen(&trial)).await;
        assert!(matches!(unseen, Err(Refused::Conflict(Conflict::Changed))), "{}: {unseen:?}", t.engine);
        assert_eq!(names(&desk).await, ["Kowalska Zofia 1A"], "{}", t.engine);
        desk.apply_class_list(id, &as_seen(&now)).await.unwrap();
        assert!(names(&desk).await.contains(&"Nowak Zofia 2B".to_owned()), "{}", t.engine);
        // and who looks into the record finds what a list has done
        let log = desk.pupil_log(zofia).await.unwrap();
        let told: Vec<_> = log.iter().map(|row| row.verb.as_str()).take(2).collect();
        assert!(told.contains(&"pupil.listed_otherwise") && told.contains(&"pupil.moved"), "{}: {told:?}", t.engine);
        desk.undo_class_list(id).await.unwrap();
        assert_eq!(desk.pupil_log(zofia).await.unwrap()[0].verb, "pupil.list_undone", "{}", t.engine);
    }
}

#[tokio::test]
async fn remembered_columns_are_found_again() {
    for t in TestOffice::both().await {
        let (_, desk) = school(&t).await;
        let odd = format!("Nazw;Im;Kl;Nr\nŻak;Żaneta;1A;{}\n", TestOffice::pesel(50));
        let id = uploaded(&t, &desk, &odd).await;
        let columns = desk.class_list_columns(id).await.unwrap();
        assert!(!columns.lacks.is_empty() && !columns.chosen, "{}", t.engine);
        let chosen = ["surname", "given", "class", "pesel"].map(str::to_owned).to_vec();
        let form = ChooseColumns { version: columns.version, columns: chosen, ..ChooseColumns::default() };
        let form = ChooseColumns { remember: "Nasz dziennik".to_owned(), ..form };
        // without headings that anybody knows the first row is one like the others
        desk.choose_class_list_columns(id, &form).await.unwrap();
        let next = uploaded(&t, &desk, &odd).await;
        let columns = desk.class_list_columns(next).await.unwrap();
        assert_eq!(columns.profiles.len(), 1, "{}", t.engine);
        assert_eq!(columns.mapping.columns[3].1, Field::Pesel, "{}", t.engine);
        assert!(columns.lacks.is_empty(), "{}", t.engine);
    }
}

#[tokio::test]
async fn guardians_are_invited_only_when_asked() {
    for t in TestOffice::both().await {
        let (_, desk) = school(&t).await;
        let text = format!(
            "Nazwisko;Imię;Klasa;PESEL;Matka;E-mail matki\nŻak;Żaneta;1A;{};Ewa Żak;ewa@rodzina.test\n",
            TestOffice::pesel(50)
        );
        let (quiet, trial) = ready(&t, &desk, &text).await;
        assert_eq!(trial.to_invite, 1, "{}", t.engine);
        desk.apply_class_list(quiet, &as_seen(&trial)).await.unwrap();
        let guardians = async || -> u32 {
            let rows = desk.pupils(&PupilFilter { search: "zak".to_owned(), ..PupilFilter::default() }).await;
            rows.unwrap()[0].guardians
        };
        assert_eq!(guardians().await, 0, "{}", t.engine);
        desk.undo_class_list(quiet).await.unwrap();
        let (loud, trial) = ready(&t, &desk, &text).await;
        let form = ApplyClassList { invite: true, ..as_seen(&trial) };
        desk.apply_class_list(loud, &form).await.unwrap();
        assert_eq!(guardians().await, 1, "{}", t.engine);
        let refused = desk.undo_class_list(loud).await;
        assert!(matches!(refused, Err(Refused::Conflict(Conflict::BuiltOn))), "{}: {refused:?}", t.engine);
    }
}

#[tokio::test]
async fn of_a_workbook_the_sheet_is_chosen_and_remembered() {
    for t in TestOffice::both().await {
        let (school, desk) = school(&t).await;
        let id = desk.upload_class_list(t.table(&TestOffice::workbook())).await.unwrap();
        let columns = desk.class_list_columns(id).await.unwrap();
        let sheets = ["O pliku", "Klasa 1A", "Klasa 2B"].map(str::to_owned).to_vec();
        assert_eq!(columns.form, Form::Workbook { sheets: sheets.clone(), sheet: 0 }, "{}", t.engine);
        assert!(columns.other_sheets, "{}", t.engine);
        let key = Some(Uuid::from_u128(9));
        let once = t.desk_once(&school, Role::Secretary, key).await;
        once.choose_class_list_sheet(id, columns.version, 2).await.unwrap();
        let again = t.desk_once(&school, Role::Secretary, key).await;
        let again = again.choose_class_list_sheet(id, columns.version, 2).await;
        assert!(matches!(again, Err(Refused::Done(subject)) if subject == id.0), "{}: {again:?}", t.engine);
        let columns = desk.class_list_columns(id).await.unwrap();
        assert_eq!(columns.samples[0][..2], ["Lis", "Ewa"], "{}", t.engine);
        assert_eq!(desk.class_list(id).await.unwrap().lines, 1, "{}", t.engine);
        let none = desk.choose_class_list_sheet(id, columns.version, 3).await;
        assert!(matches!(none, Err(Refused::Table(TableFault::NoSuchSheet))), "{}: {none:?}", t.engine);
        assert_eq!(t.check(true).await.unwrap().wrong, 0, "{}: the workbook opens", t.engine);

        confirmed(&desk, id, "Sekretariat").await;
        let columns = desk.class_list_columns(id).await.unwrap();
        assert!(!columns.other_sheets, "{}: addresses stand in it", t.engine);
        let late = desk.choose_class_list_sheet(id, columns.version, 1).await;
        assert!(matches!(late, Err(Refused::Conflict(Conflict::Changed))), "{}: {late:?}", t.engine);

        let next = desk.upload_class_list(t.table(&TestOffice::workbook())).await.unwrap();
        let columns = desk.class_list_columns(next).await.unwrap();
        assert_eq!(columns.form, Form::Workbook { sheets, sheet: 2 }, "{}", t.engine);
    }
}

#[tokio::test]
async fn what_is_no_table_is_refused_by_name() {
    let t = TestOffice::sqlite().await;
    let (_, desk) = school(&t).await;
    for (bytes, fault) in [
        (&b"%PDF-1.7"[..], TableFault::Unsupported(Kind::Pdf)),
        (&b"<html>"[..], TableFault::Unsupported(Kind::Html)),
        (&b"Nazwisko;Klasa\n"[..], TableFault::Empty),
    ] {
        let refused = desk.upload_class_list(t.table(bytes)).await;
        assert!(matches!(&refused, Err(Refused::Table(told)) if *told == fault), "{refused:?}");
    }
    assert!(desk.class_lists().await.unwrap().is_empty());
}

#[tokio::test]
async fn nothing_of_a_list_is_told_by_the_log() {
    let t = TestOffice::sqlite().await;
    let (school, desk) = school(&t).await;
    let (id, trial) = ready(&t, &desk, &list()).await;
    desk.apply_class_list(id, &as_seen(&trial)).await.unwrap();
    let log = t.desk(&school, Role::Administrator).await.audit_log(None).await.unwrap();
    let told = format!("{log:?}");
    assert!(told.contains("class_list.applied"), "{told}");
    for secret in ["Żak", "Leśna", TestOffice::pesel(50).as_str(), TestOffice::pesel(1).as_str()] {
        assert!(!told.contains(secret), "{secret}");
    }
}

#[test]
fn the_empty_list_is_recognised_without_a_question() {
    let read = workshop::table::read(&super::template(), None).unwrap();
    assert!(Mapping::guess(&read.rows[0].cells).lacks().is_empty());
}
