//! The turn of the school year.

use school::person::Role;

use super::{AddClass, YearForm, YearPlan};
use crate::{
    pupil::{PupilFilter, PupilRow},
    refused::{Conflict, Problem, Refused},
    testing::TestOffice,
};

const A_YEAR: i64 = 366 * 24 * 3600;

/// As it is proposed.
fn agreed(plan: &YearPlan) -> YearForm {
    let class = |class: &super::TurningClass| (class.id, class.becomes.clone(), class.graduates);
    YearForm { classes: plan.classes.iter().map(class).collect(), ..YearForm::default() }
}

#[tokio::test]
async fn the_year_turns_in_one_step_and_back_while_nothing_is_built_on_it() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let (young, old) = (t.pupil(&school, 1).await, t.pupil(&school, 2).await);
        let desk = t.desk(&school, Role::Secretary).await;
        let last_class = desk.add_class(&AddClass { name: "8A".to_owned() }).await.unwrap();
        desk.move_pupil(old, 0, &last_class.to_string()).await.unwrap();
        assert!(desk.year_plan().await.unwrap().classes.is_empty(), "{}: the year runs still", t.engine);
        t.advance(A_YEAR);
        let desk = t.desk(&school, Role::Secretary).await;
        let plan = desk.year_plan().await.unwrap();
        assert_eq!((plan.ending.as_str(), plan.next.as_str()), ("2026/2027", "2027/2028"), "{}", t.engine);
        let told: Vec<_> = plan.classes.iter().map(|class| (class.name.as_str(), class.becomes.as_str())).collect();
        assert_eq!(told, [("1A", "2A"), ("8A", "")], "{}", t.engine);
        let problem = async |names: [(&str, bool); 2]| {
            let classes = plan.classes.iter().zip(names).map(|(class, (name, last))| (class.id, name.to_owned(), last));
            let form = YearForm { classes: classes.collect(), ..YearForm::default() };
            match desk.turn_year(&form).await {
                Err(Refused::Invalid(fields)) => fields[0].problem,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(problem([("", false), ("", true)]).await, Problem::Required, "{}", t.engine);
        assert_eq!(problem([("2A", false), ("2 a", false)]).await, Problem::Taken, "{}", t.engine);
        assert_eq!(problem([("2/A", false), ("", true)]).await, Problem::NotAClassName, "{}", t.engine);

        let unseen = YearForm { classes: agreed(&plan).classes.split_off(1), ..YearForm::default() };
        let refused = desk.turn_year(&unseen).await;
        assert!(matches!(refused, Err(Refused::Conflict(Conflict::Changed))), "{}: {refused:?}", t.engine);

        let turn = desk.turn_year(&agreed(&plan)).await.unwrap();
        let class = async || {
            let rows = desk.pupils(&PupilFilter::default()).await.unwrap();
            rows.into_iter().map(|row: PupilRow| (row.id, row.class)).collect::<Vec<_>>()
        };
        assert_eq!(class().await, [(young, "2A".to_owned())], "{}", t.engine);
        let left = desk.pupil(old).await.unwrap().left.map(|on| on.to_string());
        assert_eq!(left.as_deref(), Some("2027-08-31"), "{}", t.engine);
        assert!(desk.year_plan().await.unwrap().classes.is_empty(), "{}", t.engine);

        desk.undo_turn(turn).await.unwrap();
        let mut there = class().await;
        there.sort();
        assert_eq!(there, [(young, "1A".to_owned()), (old, "8A".to_owned())], "{}", t.engine);
        assert!(desk.classes().await.unwrap().iter().all(|class| class.year == "2026/2027"), "{}", t.engine);
        assert!(matches!(desk.undo_turn(turn).await, Err(Refused::NotFound)), "{}: once", t.engine);

        let turn = desk.turn_year(&agreed(&plan)).await.unwrap();
        let version = desk.pupil(young).await.unwrap().version;
        desk.move_pupil(young, version, &school.class.to_string()).await.unwrap();
        let refused = desk.undo_turn(turn).await;
        assert!(matches!(refused, Err(Refused::Conflict(Conflict::Changed))), "{}", t.engine);
    }
}

#[tokio::test]
async fn a_class_that_was_there_before_the_turn_stays_when_it_is_taken_back() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        t.pupil(&school, 1).await;
        t.advance(A_YEAR);
        let desk = t.desk(&school, Role::Secretary).await;
        let own = desk.add_class(&AddClass { name: "2A".to_owned() }).await.unwrap();
        let turn = desk.turn_year(&agreed(&desk.year_plan().await.unwrap())).await.unwrap();
        desk.undo_turn(turn).await.unwrap();
        assert!(desk.classes().await.unwrap().iter().any(|class| class.id == own), "{}", t.engine);
    }
}

#[tokio::test]
async fn each_pupil_goes_with_the_class_repeats_it_or_leaves_as_it_was_reviewed() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let [goes, repeats, leaves] = [t.pupil(&school, 1).await, t.pupil(&school, 2).await, t.pupil(&school, 3).await];
        let elsewhere = t.school("Inna").await;
        let stranger = t.pupil(&elsewhere, 4).await;
        t.advance(A_YEAR);
        let desk = t.desk(&school, Role::Secretary).await;
        let plan = desk.year_plan().await.unwrap();
        let told: Vec<_> = plan.classes[0].pupils.iter().map(|pupil| pupil.id).collect();
        assert_eq!(told.len(), 3, "{}: everybody is reviewed", t.engine);
        let with = |pupils: &[(school::PupilId, &str)]| {
            let pupils = pupils.iter().map(|(pupil, fate)| (*pupil, (*fate).to_owned())).collect();
            YearForm { pupils, ..agreed(&plan) }
        };
        let refused = desk.turn_year(&with(&[(goes, "flies")])).await;
        assert!(matches!(refused, Err(Refused::Invalid(fields)) if fields[0].field == "pupils"), "{}", t.engine);
        let refused = desk.turn_year(&with(&[(stranger, "leaves")])).await;
        assert!(matches!(refused, Err(Refused::Conflict(Conflict::Changed))), "{}: nobody of ours", t.engine);

        let form = with(&[(goes, ""), (repeats, "repeats"), (leaves, "leaves")]);
        let turn = desk.turn_year(&form).await.unwrap();
        let class = async |pupil| desk.pupil(pupil).await.unwrap().class;
        assert_eq!(class(goes).await, "2A", "{}", t.engine);
        assert_eq!(class(repeats).await, "1A", "{}", t.engine);
        let classes = desk.classes().await.unwrap();
        let new: Vec<_> = classes.iter().filter(|class| class.year == "2027/2028").collect();
        assert_eq!(new.iter().map(|class| class.pupils).collect::<Vec<_>>(), [1, 1], "{}", t.engine);
        let left = desk.pupil(leaves).await.unwrap().left.map(|on| on.to_string());
        assert_eq!(left.as_deref(), Some("2027-08-31"), "{}", t.engine);

        desk.undo_turn(turn).await.unwrap();
        let plan = desk.year_plan().await.unwrap();
        let told_again: Vec<_> = plan.classes[0].pupils.iter().map(|pupil| pupil.id).collect();
        assert_eq!(told_again, told, "{}: all are back", t.engine);
    }
}

#[tokio::test]
async fn numbers_of_cards_go_on_with_the_turn_and_back_with_it() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        t.pupil(&school, 1).await;
        t.advance(A_YEAR);
        let plan = t.desk(&school, Role::Secretary).await.year_plan().await.unwrap();
        assert_eq!((plan.number.to_string(), plan.holograms), ("1/2027".to_owned(), Some(0)), "{}", t.engine);
        let form = |number: &str| YearForm { first_number: number.to_owned(), ..agreed(&plan) };
        let secretary = t.desk(&school, Role::Secretary).await;
        assert!(matches!(secretary.turn_year(&form("40")).await, Err(Refused::Forbidden)), "{}", t.engine);
        let refused = secretary.turn_year(&form("zero")).await;
        assert!(matches!(refused, Err(Refused::Invalid(fields)) if fields[0].field == "first_number"), "{}", t.engine);

        let desk = t.desk(&school, Role::Administrator).await;
        let number = async || desk.number_series().await.unwrap()[0].next.to_string();
        let turn = desk.turn_year(&form("40")).await.unwrap();
        assert_eq!(number().await, "40/2027", "{}", t.engine);
        desk.undo_turn(turn).await.unwrap();
        assert_eq!(number().await, "1/2027", "{}", t.engine);
        let log = desk.audit_log(None).await.unwrap();
        let started = log.iter().filter(|row| row.verb == "school.numbers_started");
        let told: Vec<_> = started.flat_map(|row| &row.particulars).map(|(_, number)| number.as_str()).collect();
        assert_eq!(told, ["1/2027", "40/2027"], "{}", t.engine);
        secretary.turn_year(&form("1")).await.unwrap(); // as it stands, which is no change
    }
}

#[tokio::test]
async fn two_who_turn_the_year_at_one_moment_turn_it_once() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        t.pupil(&school, 1).await;
        t.advance(A_YEAR);
        let (one, other) = (t.desk(&school, Role::Secretary).await, t.desk(&school, Role::Administrator).await);
        let form = agreed(&one.year_plan().await.unwrap());
        let turned = tokio::join!(one.turn_year(&form), other.turn_year(&form));
        assert_ne!(turned.0.is_ok(), turned.1.is_ok(), "{}: {turned:?}", t.engine);
    }
}
