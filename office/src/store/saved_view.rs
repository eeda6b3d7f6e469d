//! Table `saved_view`: filters of the list of pupils that somebody wants again. Name and filters are sealed, since what
//! is looked for may be a child's name.

use school::{ClassId, PersonId};
use uuid::Uuid;

use super::{
    Tx, Within,
    rows::{new_id, word},
};
use crate::{
    pupil::PupilView,
    refused::{Conflict, Refused},
};

fn about(id: Uuid) -> Vec<u8> {
    [&b"saved-view:"[..], id.as_bytes()].concat()
}

/// What is sealed: the name, the class, who is listed, and what is looked for.
type Content = (String, Option<Uuid>, String, String);

impl Tx<Within> {
    /// Somebody's views, the oldest first.
    pub(crate) async fn saved_views(&mut self, person: PersonId) -> Result<Vec<PupilView>, Refused> {
        let rows: Vec<(Uuid, Vec<u8>)> = rows!(
            self,
            "SELECT id, content FROM saved_view WHERE school = $1 AND person = $2 ORDER BY id",
            self.scope.school.0,
            person.0
        )?;
        let mut views = Vec::new();
        for (id, sealed) in rows {
            let open = self.scope.key.open(&about(id), &sealed)?;
            let (name, class, listed, search): Content = serde_json::from_slice(&open)?;
            views.push(PupilView { id, name, class: class.map(ClassId), listed: word(&listed)?, search });
        }
        Ok(views)
    }

    /// Keeps a view; its id is given here.
    pub(crate) async fn add_saved_view(&mut self, person: PersonId, view: &PupilView) -> Result<Uuid, Refused> {
        let id = new_id();
        let content = (&view.name, view.class.map(|class| class.0), view.listed.code(), &view.search);
        let sealed = self.scope.key.seal(&about(id), &serde_json::to_vec(&content)?)?;
        run!(
            self,
            "INSERT INTO saved_view (id, school, person, content, created_at) VALUES ($1, $2, $3, $4, $5)",
            id,
            self.scope.school.0,
            person.0,
            &sealed[..],
            self.scope.now.as_second()
        )?;
        Ok(id)
    }

    /// Removes one of somebody's views.
    pub(crate) async fn remove_saved_view(&mut self, person: PersonId, id: Uuid) -> Result<(), Refused> {
        let removed = run!(
            self,
            "DELETE FROM saved_view WHERE id = $1 AND school = $2 AND person = $3",
            id,
            self.scope.school.0,
            person.0
        )?;
        if removed == 1 { Ok(()) } else { Err(Refused::Conflict(Conflict::Changed)) }
    }

    /// Removes the views of somebody who works here no more; of whoever still has another role they stay.
    pub(crate) async fn drop_saved_views(&mut self, person: PersonId) -> Result<(), Refused> {
        run!(
            self,
            "DELETE FROM saved_view WHERE school = $1 AND person = $2 AND NOT EXISTS (SELECT 1 FROM membership m
                WHERE m.school = saved_view.school AND m.person = saved_view.person AND m.state = 'accepted')",
            self.scope.school.0,
            person.0
        )?;
        Ok(())
    }
}
