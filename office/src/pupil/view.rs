//! Saved views of the list of pupils (ux.md 2.5): filters under a name, each person's own at each school.

use school::{ClassId, event::Event, permission::Permission, pupil::Listed};
use uuid::Uuid;

use super::{PupilView, SaveView};
use crate::{
    StaffDesk,
    ledger::typed::line,
    refused::{FieldError, Problem, Refused},
};

/// The most that a person keeps: more are no help in finding one.
const MOST: u32 = 20;

/// The longest name, in characters; it stands on a narrow chip.
const LONGEST_NAME: usize = 40;

/// As much as a search looks at.
const LONGEST_SEARCH: usize = 200;

impl StaffDesk {
    /// This person's views at this school, the oldest first.
    ///
    /// # Errors
    /// If this desk may not see pupils.
    pub async fn pupil_views(&self) -> Result<Vec<PupilView>, Refused> {
        self.must(Permission::SeePupils)?;
        self.look().await?.saved_views(self.person).await
    }

    /// Saves the filters of the list under a name.
    ///
    /// # Errors
    /// If this desk may not see pupils; `Invalid` fields named as in [`SaveView`]: `name` is `Taken`, or there are
    /// `TooMany`.
    pub async fn save_pupil_view(&self, form: &SaveView) -> Result<Uuid, Refused> {
        self.must(Permission::SeePupils)?;
        let view = read(form)?;
        let mut tx = self.begin().await?;
        if let Some(class) = view.class
            && tx.class_name(class).await?.is_none()
        {
            return Err(FieldError::refuse("class", Problem::NotOffered));
        }
        let views = tx.saved_views(self.person).await?;
        if views.iter().any(|other| other.name == view.name) {
            return Err(FieldError::refuse("name", Problem::Taken));
        }
        if views.len() >= MOST as usize {
            return Err(FieldError::refuse("name", Problem::TooMany { most: MOST }));
        }
        let id = tx.add_saved_view(self.person, &view).await?;
        tx.commit(Event::new("person.view_saved", id)).await?;
        Ok(id)
    }

    /// Removes a view of one's own.
    ///
    /// # Errors
    /// If there is no such view of this person's, or it was removed meanwhile.
    pub async fn remove_pupil_view(&self, id: Uuid) -> Result<Uuid, Refused> {
        self.must(Permission::SeePupils)?;
        let mut tx = self.begin().await?;
        if !tx.saved_views(self.person).await?.iter().any(|view| view.id == id) {
            return Err(Refused::NotFound);
        }
        tx.remove_saved_view(self.person, id).await?;
        tx.commit(Event::new("person.view_removed", id)).await?;
        Ok(id)
    }
}

fn read(form: &SaveView) -> Result<PupilView, Refused> {
    let name = line(&form.name).and_then(|name| match name.chars().count() {
        0 => Err(Problem::Required),
        1..=LONGEST_NAME => Ok(name),
        _ => Err(Problem::TooLong),
    });
    let class = Some(form.class.trim()).filter(|class| !class.is_empty()).map(str::parse::<ClassId>).transpose();
    let listed = Some(form.state.trim()).filter(|state| !state.is_empty()).map(str::parse::<Listed>).transpose();
    match (name, class, listed) {
        (Ok(name), Ok(class), Ok(listed)) => Ok(PupilView {
            id: Uuid::nil(),
            name,
            class,
            listed: listed.unwrap_or(Listed::Attending),
            search: form.search.trim().chars().take(LONGEST_SEARCH).collect(),
        }),
        (name, class, listed) => {
            let offered = |field, wrong: bool| wrong.then_some(FieldError { field, problem: Problem::NotOffered });
            let name = name.err().map(|problem| FieldError { field: "name", problem });
            let problems = [name, offered("class", class.is_err()), offered("state", listed.is_err())];
            Err(Refused::Invalid(problems.into_iter().flatten().collect()))
        }
    }
}

#[cfg(test)]
mod tests {
    use school::{person::Role, pupil::Listed};

    use super::{MOST, SaveView};
    use crate::{
        refused::{Problem, Refused},
        testing::TestOffice,
    };

    fn named(name: &str) -> SaveView {
        SaveView { name: name.to_owned(), ..SaveView::default() }
    }

    #[tokio::test]
    async fn a_view_is_kept_for_one_person_at_one_school_until_it_is_removed() {
        for t in TestOffice::both().await {
            let (school, other) = (t.school("Szkoła").await, t.school("Inna").await);
            let desk = t.desk(&school, Role::Secretary).await;
            let form = SaveView {
                name: " Bez  zdjęcia w 1A ".to_owned(),
                class: school.class.to_string(),
                state: "no_photo".to_owned(),
                search: "żół".to_owned(),
            };
            let id = desk.save_pupil_view(&form).await.unwrap();
            let views = desk.pupil_views().await.unwrap();
            let told = (views[0].id, views[0].name.as_str(), views[0].class, views[0].listed, views[0].search.as_str());
            let wanted = (id, "Bez zdjęcia w 1A", Some(school.class), Listed::NoPhoto, "żół");
            assert_eq!(told, wanted, "{}", t.engine);
            let head = t.desk(&school, Role::Head).await;
            assert!(head.pupil_views().await.unwrap().is_empty(), "{}: a colleague's own", t.engine);
            assert!(matches!(head.remove_pupil_view(id).await, Err(Refused::NotFound)), "{}", t.engine);
            let elsewhere = t.desk(&other, Role::Secretary).await;
            assert!(matches!(elsewhere.remove_pupil_view(id).await, Err(Refused::NotFound)), "{}", t.engine);
            desk.remove_pupil_view(id).await.unwrap();
            assert!(desk.pupil_views().await.unwrap().is_empty(), "{}", t.engine);
        }
    }

    #[tokio::test]
    async fn a_name_that_is_taken_a_class_of_another_school_and_one_too_many_are_refused() {
        for t in TestOffice::both().await {
            let (school, other) = (t.school("Szkoła").await, t.school("Inna").await);
            let desk = t.desk(&school, Role::Secretary).await;
            let problem = async |form: &SaveView| match desk.save_pupil_view(form).await {
                Err(Refused::Invalid(fields)) => (fields[0].field, fields[0].problem),
                other => panic!("{other:?}"),
            };
            let foreign = SaveView { class: other.class.to_string(), ..named("Obca") };
            assert_eq!(problem(&foreign).await, ("class", Problem::NotOffered), "{}", t.engine);
            let unclear = SaveView { state: "bogus".to_owned(), ..named("Zły") };
            assert_eq!(problem(&unclear).await, ("state", Problem::NotOffered), "{}", t.engine);
            assert_eq!(problem(&named("  ")).await, ("name", Problem::Required), "{}", t.engine);
            for at in 0..MOST {
                desk.save_pupil_view(&named(&format!("Widok {at}"))).await.unwrap();
            }
            assert_eq!(problem(&named("Widok 3")).await, ("name", Problem::Taken), "{}", t.engine);
            assert_eq!(problem(&named("Jeszcze")).await, ("name", Problem::TooMany { most: MOST }), "{}", t.engine);
        }
    }

    #[tokio::test]
    async fn views_go_with_whoever_leaves_the_school() {
        for t in TestOffice::both().await {
            let school = t.school("Szkoła").await;
            let desk = t.desk(&school, Role::Secretary).await;
            desk.save_pupil_view(&named("Moi")).await.unwrap();
            let administrator = t.desk(&school, Role::Administrator).await;
            let members = administrator.staff_members().await.unwrap();
            let member = members.iter().find(|member| member.role == Role::Secretary).unwrap();
            administrator.revoke_staff(member.id, member.version).await.unwrap();
            assert!(desk.pupil_views().await.unwrap().is_empty(), "{}", t.engine);
        }
    }
}
