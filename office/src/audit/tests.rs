use school::person::Role;
use uuid::Uuid;

use crate::testing::TestOffice;

/// What has no name but one that would tell of a person: it is named by its id.
const NAMELESS: [&str; 5] = ["pupil", "photo", "instead_of", "link", "token"];

#[tokio::test]
async fn particulars_are_words_wherever_a_thing_has_one() {
    for t in TestOffice::both().await {
        let school = t.school("SP 1").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "rodzic@rodzina.test").await;
        t.printed_card(&school, pupil, parent).await;
        let log = t.desk(&school, Role::Head).await.audit_log(None).await.unwrap();
        let told = |verb: &str, name: &str| {
            let row = log.iter().find(|row| row.verb == verb).unwrap();
            row.particulars.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap()
        };
        assert_eq!(told("pupil.added", "class"), "1A", "{}", t.engine);
        assert_eq!(told("card.prepared", "print_run"), "1", "{}", t.engine);
        for row in &log {
            let ids = row.particulars.iter().filter(|(_, value)| value.parse::<Uuid>().is_ok());
            for (name, value) in ids {
                assert!(NAMELESS.contains(&name.as_str()), "{}: {} {name} {value}", t.engine, row.verb);
            }
        }
    }
}
