//! Writing an application down. The old card ends in the same transaction, so that nobody holds two that are valid.

use jiff::civil::Date;
use school::{
    ApplicationId, CardId,
    application::{self, Way},
    card::{Card, CardState, Cause, Succession},
    event::Event,
    permission::Permission,
    register::Annotation,
    school_kind::SchoolKind,
};

use super::Apply;
use crate::{
    StaffDesk,
    card::invalidate::end,
    ledger::typed::{day_until, field, line, refuse},
    refused::{Conflict, Problem, Refused},
    store::{Tx, Within, application::NewApplication},
};

impl StaffDesk {
    /// Takes an application for another card in the place of this one: a duplicate or an exchange, as the ground says,
    /// for the fee of the day. The old card is invalid from that day on.
    ///
    /// # Errors
    /// If the card is not there or changed, was never collected or another was applied for; if the pupil has left; if
    /// the ground, the day, the way or the name cannot be, or an old card to be exchanged is neither returned nor
    /// declared away.
    pub async fn apply_for_card(&self, card: CardId, version: i64, form: &Apply) -> Result<ApplicationId, Refused> {
        self.must(Permission::HandOutCards)?;
        let mut tx = self.begin().await?;
        tx.lock_books().await?;
        let before = tx.card(card).await?.card;
        tx.pupil(before.pupil).await?.pupil.attending()?;
        if tx.application_about(card).await?.is_some() {
            return Err(Refused::Conflict(Conflict::AppliedAlready));
        }
        let kind = tx.issuer().await?.kind;
        let wanted = self.read_application(form, &before, kind)?;
        let mut ended = match before.state.invalidation() {
            Some(_) => before.clone(),
            None => before.clone().invalidate(wanted.on, wanted.ground)?,
        };
        if before.version != version {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        if before.state.invalidation().is_none() {
            end(&mut tx, &ended).await?;
            ended.version += 1;
            let event = Event::new("card.invalidated", card).with("number", ended.number);
            tx.record(&event.with("what", wanted.succession)).await?;
        }
        if form.returned {
            take_back(&mut tx, ended, wanted.on).await?;
        }
        let fee = application::fee(wanted.succession, wanted.on, &tx.rule_book().await?);
        let id = tx
            .add_application(&NewApplication {
                card,
                succession: wanted.succession,
                ground: wanted.ground,
                way: wanted.way,
                applicant: &wanted.applicant,
                applied_on: wanted.on,
                fee,
                declared: form.declared && wanted.succession == Succession::Exchange,
            })
            .await?;
        let event = Event::new("application.made", id).with("number", before.number).with("what", wanted.succession);
        tx.commit(event.with("fee", application::written(fee))).await?;
        Ok(id)
    }

    fn read_application(&self, form: &Apply, card: &Card, kind: SchoolKind) -> Result<Wanted, Refused> {
        let ground = ground(&form.ground, card);
        let on = day_until(&form.on, self.today()).and_then(|on| match card.state.receipt() {
            Some(receipt) if on < receipt.on => Err(Problem::DateOutOfRange),
            _ => Ok(on),
        });
        let way = way(&form.way, kind, ground.as_ref().ok().map(|(_, succession)| *succession));
        let by_the_office = way == Ok(Way::Office);
        let applicant = line(&form.applicant).and_then(|name| match name.as_str() {
            "" if by_the_office => Ok(self.name.clone()),
            "" => Err(Problem::Required),
            _ => Ok(name),
        });
        let kept = matches!(card.state, CardState::Issued(_) | CardState::Invalidated(_));
        let owed = kept && !form.returned && !form.declared;
        let returned = match ground {
            Ok((_, Succession::Exchange)) if owed => Err(Problem::OldCardOwed),
            _ => Ok(()),
        };
        let fields = (
            field("ground", ground),
            field("on", on),
            field("way", way),
            field("applicant", applicant),
            field("returned", returned),
        );
        match fields {
            (Ok((ground, succession)), Ok(on), Ok(way), Ok(applicant), Ok(())) => {
                Ok(Wanted { ground, succession, on, way, applicant })
            }
            (a, b, c, d, e) => Err(refuse([a.err(), b.err(), c.err(), d.err(), e.err()])),
        }
    }
}

/// An application as it is understood.
struct Wanted {
    ground: Cause,
    succession: Succession,
    on: Date,
    way: Way,
    applicant: String,
}

/// What was chosen; of a card that has ended already, why it did. A card that was not collected is printed anew, and
/// whoever left gets a first card where they go.
fn ground(typed: &str, card: &Card) -> Result<(Cause, Succession), Problem> {
    let cause = match (card.state.invalidation(), typed.trim()) {
        (Some(end), _) if end.receipt.is_some() => end.cause,
        (None, "") => return Err(Problem::Required),
        (None, code) => code.parse().map_err(|_| Problem::NotOffered)?,
        (Some(_), _) => return Err(Problem::NotOffered),
    };
    application::ground(cause).map(|ground| (cause, ground.succession)).ok_or(Problem::NotOffered)
}

/// A preschool wants to see a duplicate's application in writing (`L5-2`).
fn way(typed: &str, kind: SchoolKind, succession: Option<Succession>) -> Result<Way, Problem> {
    let way: Way = match typed.trim() {
        "" => return Err(Problem::Required),
        code => code.parse().map_err(|_| Problem::NotOffered)?,
    };
    let in_writing = kind == SchoolKind::Preschool && succession == Some(Succession::Duplicate);
    if in_writing && way != Way::Paper { Err(Problem::NotOffered) } else { Ok(way) }
}

/// The old card was brought along.
async fn take_back(tx: &mut Tx<Within>, card: Card, on: Date) -> Result<(), Refused> {
    if !matches!(card.state, CardState::Invalidated(_)) {
        return Ok(()); // it is back already
    }
    let back = card.take_back()?;
    tx.put_card(&back).await?;
    tx.annotate(back.id, Annotation::Returned, on, None, None).await?;
    tx.record(&Event::new("card.returned", back.id).with("number", back.number).with("on", on)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preschool_wants_a_duplicates_application_in_writing() {
        // L5-2
        let preschool = |typed, succession| way(typed, SchoolKind::Preschool, Some(succession));
        assert_eq!(preschool("office", Succession::Duplicate), Err(Problem::NotOffered));
        assert_eq!(preschool("paper", Succession::Duplicate), Ok(Way::Paper));
        assert_eq!(preschool("office", Succession::Exchange), Ok(Way::Office));
        assert_eq!(way("office", SchoolKind::Primary, Some(Succession::Duplicate)), Ok(Way::Office));
        assert_eq!(way("", SchoolKind::Primary, None), Err(Problem::Required));
    }
}
