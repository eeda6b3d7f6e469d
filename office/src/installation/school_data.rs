//! A school's own data: its name and address as on the cards, and who is its head.

use jiff::{ToSpan, civil::Date};
use school::{
    SchoolId, bank_account::BankAccount, event::Event, name::Name, permission::Permission, school_kind::SchoolKind,
};

use super::{SchoolData, SchoolForm, line, line_problem, name_problems, rspo_problem, since};
use crate::{
    desk::StaffDesk,
    refused::{Conflict, FieldError, Problem, Refused},
    store::{
        Tx, Within,
        installation::{HeadRow, SchoolWords},
        rows::{day, word},
    },
};

impl StaffDesk {
    /// The school's own data.
    ///
    /// # Errors
    /// `Forbidden` for a role that does not look after pupils.
    pub async fn school_data(&self) -> Result<SchoolData, Refused> {
        self.must(Permission::SeePupils)?;
        data_of(&mut self.look().await?).await
    }

    /// Changes the school's own data; another head with a later first day succeeds the one before.
    ///
    /// # Errors
    /// `Forbidden`; `Invalid` fields named as in [`SchoolForm`]; `Conflict::Changed`.
    pub async fn change_school(&self, form: &SchoolForm, version: i64) -> Result<SchoolId, Refused> {
        self.must(Permission::ManageSchool)?;
        let read = read(form, self.today())?;
        let mut tx = self.begin().await?;
        let words = SchoolWords {
            kind: read.kind,
            name: &line(&form.name),
            address: &line(&form.address),
            rspo: Some(form.rspo.trim()).filter(|rspo| !rspo.is_empty()),
            account: read.account.as_ref().map(BankAccount::digits),
        };
        if !tx.set_school(version, &words).await? {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        set_head(&mut tx, &read.head, read.since).await?;
        tx.commit(Event::new("school.changed", self.school)).await?;
        Ok(self.school)
    }
}

/// The school's own data as they stand.
pub(crate) async fn data_of(tx: &mut Tx<Within>) -> Result<SchoolData, Refused> {
    let (row, heads) = (tx.school().await?, tx.heads().await?);
    let head = |head: HeadRow| {
        let until = head.until.as_deref().map(day).transpose()?;
        Ok((format!("{} {}", head.given, head.surname), day(&head.since)?, until))
    };
    let account = row.account.map(|digits| word::<BankAccount>(&digits)).transpose()?;
    Ok(SchoolData {
        id: tx.scope.school,
        kind: row.kind,
        name: row.name,
        address: row.address,
        rspo: row.rspo,
        account: account.map(|account| account.to_string()),
        heads: heads.into_iter().map(head).collect::<Result<_, Refused>>()?,
        version: row.version,
    })
}

/// The form, as far as it has to be read.
pub(super) struct Read {
    pub(super) kind: SchoolKind,
    pub(super) account: Option<BankAccount>,
    pub(super) head: Name,
    pub(super) since: Date,
}

pub(super) fn read(form: &SchoolForm, today: Date) -> Result<Read, Refused> {
    let mut problems = Vec::new();
    let kind = form.kind.parse::<SchoolKind>();
    problems.extend(kind.is_err().then_some(FieldError { field: "kind", problem: Problem::NotOffered }));
    problems.extend(line_problem("name", &form.name));
    problems.extend(line_problem("address", &form.address));
    problems.extend(rspo_problem(&form.rspo));
    let account = Some(form.account.trim()).filter(|account| !account.is_empty());
    let account = account.map(str::parse::<BankAccount>).transpose();
    problems.extend(account.is_err().then_some(FieldError { field: "account", problem: Problem::NotAnAccount }));
    problems.extend(name_problems("head_given", "head_surname", &form.head_given, &form.head_surname));
    // the head of September is named in spring
    let since = since("head_since", &form.head_since, today.saturating_add(1.year()));
    problems.extend(since.err());
    match (kind, account, Name::new(&form.head_given, &form.head_surname), since) {
        (Ok(kind), Ok(account), Ok(head), Ok(since)) if problems.is_empty() => Ok(Read { kind, account, head, since }),
        _ => Err(Refused::Invalid(problems)),
    }
}

/// The newest head becomes this one: succeeded from a later day on, corrected if name or day is the same.
async fn set_head(tx: &mut Tx<Within>, head: &Name, first_day: Date) -> Result<(), Refused> {
    let mut heads = tx.heads().await?.into_iter();
    let Some(newest) = heads.next() else { return tx.add_head(head, first_day).await };
    let since = day(&newest.since)?;
    if first_day == since {
        return tx.correct_head(newest.id, head).await;
    }
    if (head.given(), head.surname()) == (newest.given.as_str(), newest.surname.as_str()) {
        return move_first_day(tx, &newest, heads.next(), first_day).await;
    }
    if first_day < since {
        return Err(FieldError::refuse("head_since", Problem::DateOutOfRange));
    }
    tx.end_head(newest.id, first_day.yesterday().unwrap_or(first_day)).await?;
    tx.add_head(head, first_day).await
}

/// The head's first day was written down wrongly. Who was head before stays so until the day before.
async fn move_first_day(
    tx: &mut Tx<Within>,
    newest: &HeadRow,
    before: Option<HeadRow>,
    first_day: Date,
) -> Result<(), Refused> {
    if let Some(before) = before {
        if first_day <= day(&before.since)? {
            return Err(FieldError::refuse("head_since", Problem::DateOutOfRange));
        }
        tx.end_head(before.id, first_day.yesterday().unwrap_or(first_day)).await?;
    }
    tx.move_head(newest.id, first_day).await
}
