//! Whom a run left out: chosen on a page that the school's work had overtaken, or named by a program that did not ask.

use std::collections::HashSet;

use school::{PrintRunId, PupilId, permission::Permission};

use super::{
    LeftOut, NotReady,
    readiness::{listed, not_ready},
};
use crate::{StaffDesk, refused::Refused};

impl StaffDesk {
    /// Those of the named pupils who have no card in the run, by class and name, and why not as things stand now. It is
    /// read from the run, so a repeated request is answered as the first one was.
    ///
    /// # Errors
    /// If the run is not there, or the role may not open print runs.
    pub async fn left_out(&self, id: PrintRunId, pupils: &[String]) -> Result<Vec<LeftOut>, Refused> {
        self.must(Permission::OpenPrintRuns)?;
        let mut tx = self.look().await?;
        tx.run(id).await?;
        let mut missing: HashSet<PupilId> = pupils.iter().filter_map(|id| id.parse().ok()).collect();
        for facts in tx.cards_of_run(id).await? {
            missing.remove(&facts.card.pupil);
        }
        let mut left_out = Vec::with_capacity(missing.len());
        if missing.is_empty() {
            return Ok(left_out);
        }
        for candidate in tx.candidates(None).await? {
            let pupil: PupilId = candidate.pupil.into();
            if missing.remove(&pupil) {
                let why = if candidate.ready()?.is_some() { NotReady::ReadySince } else { not_ready(&candidate) };
                left_out.push(LeftOut { pupil, name: listed(&candidate), class: candidate.class_name, why });
            }
        }
        let mut gone: Vec<PupilId> = missing.into_iter().collect();
        gone.sort_unstable_by_key(|pupil| pupil.0);
        for pupil in gone {
            let (name, class) = match tx.pupil(pupil).await {
                Ok(facts) => {
                    let name = &facts.pupil.name;
                    (format!("{} {}", name.surname(), name.given()), facts.class_name)
                }
                Err(Refused::NotFound) => (String::new(), String::new()),
                Err(refused) => return Err(refused),
            };
            left_out.push(LeftOut { pupil, name, class, why: NotReady::NotHere });
        }
        Ok(left_out)
    }
}
