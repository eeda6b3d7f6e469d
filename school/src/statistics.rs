//! What a school's pupils and photos add up to (*statystyki*): how far each pupil has come, and how often a check and a
//! person agreed. A number is the length of the list that [`Asked`] takes, so a number and its list cannot differ.

use jiff::{Timestamp, civil::Date};

use crate::{
    code::codes,
    photo::{Check, Reason},
};

codes! {
    /// How far a pupil has come on the way to a card; everybody stands at exactly one (*etap*).
    Stage {
        /// *Brak*: no photo that waits or is in force.
        None = "none",
        /// *Oczekuje*: a photo waits for a decision, and none is in force.
        Waiting = "waiting",
        /// *Odrzucone*, and no other was sent.
        Rejected = "rejected",
        /// *Zaakceptowane*: a photo is in force, no card is printed.
        Approved = "approved",
        /// *Wydrukowane*: the card waits to be handed out.
        Printed = "printed",
        /// *Wydane*
        Issued = "issued",
    }
}

/// How many pupils stand at each stage.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stages([u32; 6]);

impl Stages {
    /// Counts so many more.
    pub fn add(&mut self, stage: Stage, pupils: u32) {
        self.0[stage as usize] += pupils;
    }

    /// Counts everybody of another count, too.
    pub fn add_all(&mut self, other: Self) {
        for stage in Stage::ALL {
            self.add(*stage, other.at(*stage));
        }
    }

    /// Those at one stage.
    #[must_use]
    pub const fn at(&self, stage: Stage) -> u32 {
        self.0[stage as usize]
    }

    /// Everybody.
    #[must_use]
    pub fn all(&self) -> u32 {
        self.0.iter().sum()
    }

    /// Whoever has a photo that waits or is in force.
    #[must_use]
    pub fn with_photo(&self) -> u32 {
        self.all() - self.at(Stage::None) - self.at(Stage::Rejected)
    }
}

codes! {
    /// Ages that look alike to a check (*grupa wieku*).
    AgeGroup {
        /// Up to six years.
        To6 = "to_6",
        /// Seven to nine.
        From7 = "7_9",
        /// Ten to twelve.
        From10 = "10_12",
        /// Thirteen to fifteen.
        From13 = "13_15",
        /// Sixteen and more.
        From16 = "from_16",
    }
}

impl AgeGroup {
    /// The group of somebody of so many years.
    #[must_use]
    pub const fn of(years: i16) -> Self {
        match years {
            i16::MIN..=6 => Self::To6,
            7..=9 => Self::From7,
            10..=12 => Self::From10,
            13..=15 => Self::From13,
            _ => Self::From16,
        }
    }
}

/// The reason for which a person rejects what this check warns of; none where there is no such reason.
#[must_use]
pub const fn reason_of(check: Check) -> Option<Reason> {
    Some(match check {
        Check::BackgroundDark | Check::BackgroundColour | Check::BackgroundUneven => Reason::Background,
        Check::HeadCut | Check::HeadHeight | Check::Centre | Check::EyeLine => Reason::HeadSize,
        Check::Sharpness | Check::Resolution | Check::Compression => Reason::Blurred,
        Check::Darkness | Check::SideLight => Reason::DarkOrShadow,
        Check::Tilt => Reason::Turned,
        Check::Glare => Reason::Eyes,
        Check::FaceCount | Check::SameFile => Reason::WrongPerson,
        Check::Greyscale | Check::ColourCast => Reason::OldOrFiltered,
        Check::Overexposure => return None,
    })
}

/// What a person decided about a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// When.
    pub at: Timestamp,
    /// Why it was rejected; none if it was approved.
    pub rejected: Option<Reason>,
}

/// A photo that was sent to the school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// How old the pupil was.
    pub age: i16,
    /// When it was sent.
    pub at: Timestamp,
    /// The day of that in Poland.
    pub on: Date,
    /// What was decided, if anything was.
    pub decision: Option<Decision>,
    /// What the program warned of, but for what a declared exception is about.
    pub warned: Vec<Check>,
}

impl Sent {
    fn rejected(&self) -> Option<Reason> {
        self.decision.and_then(|decision| decision.rejected)
    }

    fn approved(&self) -> bool {
        self.decision.is_some_and(|decision| decision.rejected.is_none())
    }

    /// Did the program warn of it: of anything, if no check is named?
    fn warned_of(&self, check: Option<Check>) -> bool {
        check.map_or(!self.warned.is_empty(), |check| self.warned.contains(&check))
    }

    /// Was it rejected for what this check looks at: for anything, if none is named?
    fn rejected_for(&self, check: Option<Check>) -> bool {
        self.rejected().is_some_and(|reason| check.is_none_or(|check| reason_of(check) == Some(reason)))
    }

    /// Did any check warn of that for which it was rejected?
    fn was_foreseen(&self) -> bool {
        self.warned.iter().any(|check| reason_of(*check).is_some() && reason_of(*check) == self.rejected())
    }
}

codes! {
    /// Which of the photos a number counts.
    What {
        /// Everything that was sent.
        Sent = "sent",
        /// What was decided about.
        Decided = "decided",
        /// What was approved.
        Approved = "approved",
        /// What was rejected; with a check, for what that looks at.
        Rejected = "rejected",
        /// What was decided about after the program had warned.
        Warned = "warned",
        /// The program warned, a person approved.
        Overruled = "overruled",
        /// A person rejected it for something of which no check had warned.
        Missed = "missed",
    }
}

/// Which photos are wanted. What is left out does not matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Which.
    pub what: What,
    /// As far as this check goes.
    pub check: Option<Check>,
    /// Of pupils of this age.
    pub age: Option<AgeGroup>,
    /// Rejected for this.
    pub reason: Option<Reason>,
    /// Sent on this day.
    pub on: Option<Date>,
}

impl Asked {
    /// All of these.
    #[must_use]
    pub const fn all(what: What) -> Self {
        Self { what, check: None, age: None, reason: None, on: None }
    }

    /// Is this photo wanted?
    #[must_use]
    pub fn takes(&self, sent: &Sent) -> bool {
        let fits = self.age.is_none_or(|age| AgeGroup::of(sent.age) == age)
            && self.reason.is_none_or(|reason| sent.rejected() == Some(reason))
            && self.on.is_none_or(|on| sent.on == on);
        fits && match self.what {
            What::Sent => true,
            What::Decided => sent.decision.is_some(),
            What::Approved => sent.approved(),
            What::Rejected => sent.rejected_for(self.check),
            What::Warned => sent.decision.is_some() && sent.warned_of(self.check),
            What::Overruled => sent.approved() && sent.warned_of(self.check),
            What::Missed => sent.rejected_for(self.check) && !sent.was_foreseen(),
        }
    }

    /// How many of these are wanted.
    #[must_use]
    pub fn count(&self, all: &[Sent]) -> usize {
        all.iter().filter(|sent| self.takes(sent)).count()
    }
}

/// In how many seconds half of the decisions were made; none if nothing was decided.
#[must_use]
pub fn median_wait(all: &[Sent]) -> Option<i64> {
    let waits = all.iter().filter_map(|sent| Some(sent.decision?.at.as_second() - sent.at.as_second()));
    let mut waits: Vec<i64> = waits.collect();
    waits.sort_unstable();
    waits.get(waits.len().checked_sub(1)? / 2).copied()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn sent(age: i16, warned: &[Check], decision: Option<Option<Reason>>) -> Sent {
        let at = Timestamp::from_second(1000).unwrap();
        let decided = Timestamp::from_second(1000 + 60 * i64::from(age)).unwrap();
        let decision = decision.map(|rejected| Decision { at: decided, rejected });
        Sent { age, at, on: date(2026, 9, 2), decision, warned: warned.to_vec() }
    }

    fn asked(what: What, check: Check) -> Asked {
        Asked { check: Some(check), ..Asked::all(what) }
    }

    #[test]
    fn a_check_and_a_person_agree_or_do_not() {
        let all = [
            sent(7, &[Check::Tilt], Some(None)),
            sent(8, &[Check::Tilt], Some(Some(Reason::Turned))),
            sent(13, &[], Some(Some(Reason::Turned))),
            sent(13, &[Check::Tilt], None),
        ];
        let of_tilt = [What::Warned, What::Rejected, What::Overruled, What::Missed];
        assert_eq!(of_tilt.map(|what| asked(what, Check::Tilt).count(&all)), [2, 2, 1, 1]);
        assert_eq!(of_tilt.map(|what| asked(what, Check::Glare).count(&all)), [0, 0, 0, 0]);
        let young = Asked { age: Some(AgeGroup::From7), ..asked(What::Rejected, Check::Tilt) };
        assert_eq!(young.count(&all), 1);
        assert_eq!([What::Sent, What::Decided].map(|what| Asked::all(what).count(&all)), [4, 3]);
    }

    #[test]
    fn nothing_is_missed_of_which_a_sister_check_warned() {
        let all = [sent(9, &[Check::HeadCut], Some(Some(Reason::HeadSize)))];
        assert_eq!(asked(What::Missed, Check::Centre).count(&all), 0);
        assert_eq!(asked(What::Rejected, Check::Centre).count(&all), 1);
    }

    #[test]
    fn half_of_the_decisions_are_made_in_the_median() {
        assert_eq!(median_wait(&[sent(7, &[], None)]), None);
        let all = [5, 1, 3].map(|minutes| sent(minutes, &[], Some(None)));
        assert_eq!(median_wait(&all), Some(180));
        assert_eq!(median_wait(&all[..2]), Some(60), "the sooner of the two in the middle");
    }

    #[test]
    fn everybody_is_of_one_age_group() {
        let groups = [3, 6, 7, 9, 10, 12, 13, 15, 16, 60].map(AgeGroup::of);
        for (pair, group) in groups.chunks(2).zip(AgeGroup::ALL) {
            assert_eq!(pair, [*group, *group]);
        }
    }

    #[test]
    fn stages_add_up() {
        let mut stages = Stages::default();
        for (stage, pupils) in Stage::ALL.iter().zip(1..) {
            stages.add(*stage, pupils);
        }
        assert_eq!((stages.all(), stages.at(Stage::Issued), stages.with_photo()), (21, 6, 21 - 1 - 3));
    }
}
