//! Applications for another card (wnioski): the duplicate of a lost one for a fee, the exchange of a wrong one without.

mod apply;
pub(crate) mod list;
mod pay;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use school::{
    ApplicationId, CardId, PupilId,
    application::Way,
    card::{Cause, Succession},
};

/// An application, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Apply {
    /// [`Cause`] code of one of [`school::application::GROUNDS`]; of a card that has ended already it is why it did.
    pub ground: String,
    /// [`Way`] code.
    pub way: String,
    /// Who applied; empty means whoever writes it down, if the office found the fault itself.
    pub applicant: String,
    /// The day of the application, YYYY-MM-DD; empty means today.
    pub on: String,
    /// The old card was brought along.
    pub returned: bool,
    /// It cannot be returned, as somebody has declared in writing.
    pub declared: bool,
}

/// How far an application has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The fee is not paid.
    Unpaid,
    /// Goes into the next print run.
    ToPrint,
    /// The card is being printed.
    Printing,
    /// The card waits to be collected.
    ToCollect,
    /// Somebody has it.
    Done,
}

/// An application as lists and the card's page show it.
#[derive(Clone, Debug)]
pub struct ApplicationRecord {
    /// Which.
    pub id: ApplicationId,
    /// The old card.
    pub card: CardId,
    /// Its number.
    pub number: String,
    /// Did it come back, or was it destroyed?
    pub old_is_back: bool,
    /// Whose.
    pub pupil: PupilId,
    /// Their name now.
    pub name: String,
    /// The class's name.
    pub class: String,
    /// Duplicate or exchange.
    pub succession: Succession,
    /// Why.
    pub ground: Cause,
    /// On paper, or by the office.
    pub way: Way,
    /// Who applied.
    pub applicant: String,
    /// When.
    pub applied_on: Date,
    /// The fee in grosze; none of an exchange.
    pub fee: u32,
    /// When it was paid.
    pub paid_on: Option<Date>,
    /// It was declared that the old card cannot be returned.
    pub declared: bool,
    /// The new card with its number.
    pub successor: Option<(CardId, String)>,
    /// How far it has come.
    pub stage: Stage,
    /// For the payment.
    pub version: i64,
}

/// How a fee is paid by transfer.
#[derive(Clone, Debug)]
pub struct Transfer {
    /// The account, in groups.
    pub account: String,
    /// The account's digits, to be copied.
    pub digits: String,
    /// Who gets it.
    pub receiver: String,
    /// What it is called.
    pub title: String,
    /// All of it as a code for a bank's app: SVG.
    pub code: String,
}
