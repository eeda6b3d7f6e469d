//! The fee of a duplicate: how it is paid, and that it was (`L5-13`, `L5-14`).

use school::{ApplicationId, application, bank_account::BankAccount, event::Event, permission::Permission};

use super::{ApplicationRecord, Transfer, list::record};
use crate::{
    StaffDesk,
    ledger::typed::day_until,
    refused::{Broken, Conflict, FieldError, Problem, Refused},
    store::rows::word,
};

impl StaffDesk {
    /// Notes that the fee was paid on that day; now the card may be printed.
    ///
    /// # Errors
    /// If the application is not there or changed, costs nothing or was paid, or the day lies before the application
    /// or ahead.
    pub async fn pay_application(&self, id: ApplicationId, version: i64, on: &str) -> Result<ApplicationId, Refused> {
        self.must(Permission::HandOutCards)?;
        let on = day_until(on, self.today()).map_err(|problem| FieldError::refuse("on", problem))?;
        let mut tx = self.begin().await?;
        let before = record(tx.application(id).await?)?;
        if on < before.applied_on {
            return Err(FieldError::refuse("on", Problem::DateOutOfRange));
        }
        if before.fee == 0 || !tx.pay_application(id, version, on).await? {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        let event = Event::new("application.paid", id).with("number", &before.number).with("on", on);
        tx.commit(event.with("fee", application::written(before.fee))).await?;
        Ok(id)
    }

    /// How the fee of an application is paid by transfer; none if the school has named no account, or nothing is owed.
    ///
    /// # Errors
    /// If the role may not see print runs.
    pub async fn transfer(&self, about: &ApplicationRecord) -> Result<Option<Transfer>, Refused> {
        self.must(Permission::SeePrintRuns)?;
        if about.fee == 0 || about.paid_on.is_some() {
            return Ok(None);
        }
        let school = self.look().await?.school().await?;
        let Some(account) = school.account.as_deref().map(word::<BankAccount>).transpose()? else { return Ok(None) };
        let title = application::transfer_title(&about.number);
        let code = application::transfer_code(account.digits(), about.fee, &school.name, &title);
        let code = workshop::code::qr_svg(&code).map_err(|error| Broken::Document(error.to_string()))?;
        let digits = account.digits().to_owned();
        Ok(Some(Transfer { account: account.to_string(), digits, receiver: school.name, title, code }))
    }
}
