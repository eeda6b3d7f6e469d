//! The desks: a person, in a role, at a school, now. The only doors to data.
//!
//! * [`StaffDesk`]: somebody who works at a school. Every verb asks [`StaffDesk::must`] first.
//! * [`FamilyDesk`]: somebody linked to pupils, perhaps of several schools. Every verb looks its pupil up through
//!   the link ([`FamilyDesk::child`]): what is not yours is not there.
//! * [`OperatorDesk`]: whoever runs the installation. It knows which schools there are and nothing of theirs; what a
//!   school lets them see for some hours is at a [`SupportDesk`], which opens only while the grant runs.
//! * [`Office`] itself carries what needs no desk: signing in, set-up, jobs, checks.

mod family;
mod office;
mod once;
mod operator;
mod staff;
mod visitor;

pub use family::FamilyDesk;
pub(crate) use family::Link;
pub use office::{MailPlace, Office, OpenError, Settings};
pub use once::Once;
pub use operator::{OperatorDesk, SupportDesk};
pub use staff::StaffDesk;
pub use visitor::{Factors, Place, Visitor};
