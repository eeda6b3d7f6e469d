//! Who must, may or may not get a card and an *mLegitymacja*, on which template, and who may issue (law.md 1.4, 2.2,
//! 9.3). The duty is of 2025-09-17; of the days before it the book knows who may issue, not who must.

use jiff::civil::{Date, date};

use crate::{
    code::codes,
    law::{
        Applied, Confidence, Rule, TemplateCode, allowed_forms,
        allowed_forms::Form,
        mobile,
        mobile::Trigger,
        templates::{self, KindTemplates},
    },
    school_kind::SchoolKind,
};

codes! {
    /// What somebody can ask of the school.
    Claim {
        /// It has to be issued, without being asked for.
        Must = "must",
        /// It has to be issued if it is applied for.
        OnApplication = "on_application",
        /// It may be issued, though the act does not name them.
        Allowed = "allowed",
        /// It would have to be, but the parents objected.
        Objected = "objected",
        /// It may not be issued.
        Never = "never",
    }
}

codes! {
    /// A ruling on the need for special education (*orzeczenie o potrzebie kształcenia specjalnego*).
    Ruling {
        /// There is none.
        NoRuling = "none",
        /// Because of a disability: the N template (R2023 § 63 ust. 5).
        Disability = "disability",
        /// For another reason, which asks for no other template.
        OtherReason = "other_reason",
    }
}

codes! {
    /// Whom an act names.
    Whom {
        /// A pupil of a primary or post-primary school, or of an artistic school with general education.
        Pupil = "pupil",
        /// A pupil of an artistic school without general education.
        ArtisticOnly = "artistic_only",
        /// A disabled child in the compulsory preschool year.
        ChildInYear = "child_in_year",
        /// A disabled child at a preschool, in another year.
        Child = "child",
        /// A pupil of a school abroad.
        Abroad = "abroad",
        /// An adult pupil, for *mLegitymacja*.
        AdultMobile = "adult_mobile",
        /// A minor pupil, for *mLegitymacja*.
        MinorMobile = "minor_mobile",
    }
}

/// What the book must know of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// At which kind of school.
    pub kind: SchoolKind,
    /// Of age on the day.
    pub adult: bool,
    /// The ruling, if any.
    pub ruling: Ruling,
    /// In the compulsory preschool year; for a preschool.
    pub compulsory_year: bool,
    /// With general education; for an artistic school.
    pub general_education: bool,
    /// Attends a primary or post-primary school besides; for an artistic school.
    pub attends_another: bool,
    /// Has a PESEL.
    pub pesel: bool,
    /// The parents objected to *mLegitymacja*.
    pub objection: bool,
}

impl Holder {
    /// A minor with a PESEL, without ruling or objection, in the compulsory year or with general education.
    #[must_use]
    pub const fn minor(kind: SchoolKind) -> Self {
        Self {
            kind,
            adult: false,
            ruling: Ruling::NoRuling,
            compulsory_year: true,
            general_education: true,
            attends_another: false,
            pesel: true,
            objection: false,
        }
    }
}

/// A claim of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duty {
    /// Whose.
    pub whom: Whom,
    /// What.
    pub claim: Claim,
}

const BY_LAW: Option<Date> = Some(date(2025, 9, 17));

/// The rows of 1.4, and that of preschools outside the compulsory year.
pub static DUTIES: [Rule<Duty>; 7] = {
    const fn row(
        id: &'static str,
        from: Option<Date>,
        basis: &'static str,
        (whom, claim): (Whom, Claim),
    ) -> Rule<Duty> {
        Rule { id, from, to: None, basis, confidence: Confidence::P, value: Duty { whom, claim } }
    }
    [
        row("L1.4-1", BY_LAW, "USO art. 11 ust. 1a", (Whom::Pupil, Claim::Must)),
        row("L1.4-2", BY_LAW, "USO art. 11 ust. 1b", (Whom::ArtisticOnly, Claim::OnApplication)),
        row("L1.4-3", BY_LAW, "USO art. 11 ust. 1c", (Whom::ChildInYear, Claim::Must)),
        row("L1.4-4", BY_LAW, "USO art. 11 ust. 1d pkt 1", (Whom::AdultMobile, Claim::Must)),
        row("L1.4-5", BY_LAW, "USO art. 11 ust. 1d pkt 2", (Whom::MinorMobile, Claim::Must)),
        row("L1.4-6", BY_LAW, "USO art. 11 ust. 1e", (Whom::Abroad, Claim::OnApplication)),
        row("L10-11", Some(date(2019, 9, 6)), "R2019 § 26 ust. 5", (Whom::Child, Claim::Allowed)),
    ]
};

/// Preschools issue cards for disabled children, and no *mLegitymacja*.
static NOT_AT_PRESCHOOLS: Rule<Claim> = never("L9.3-13", "R2023 § 4 ust. 3, § 63 ust. 3", Confidence::P);
/// No code for a device comes without a PESEL.
static NOT_WITHOUT_PESEL: Rule<Claim> = never("L6.1-3", "UMO art. 11 ust. 1 pkt 3; R2023 § 4 ust. 2", Confidence::P);

const fn never(id: &'static str, basis: &'static str, confidence: Confidence) -> Rule<Claim> {
    Rule { id, from: Some(date(2023, 6, 17)), to: None, basis, confidence, value: Claim::Never }
}

fn duty(whom: Whom, day: Date) -> Option<Applied<Claim>> {
    let rule = DUTIES.iter().find(|rule| rule.value.whom == whom && rule.covers(day))?;
    Some(Applied::of(rule).with(rule.value.claim))
}

/// What they can ask on the day as to the card; none where the book knows no duty, as before 2025-09-17.
#[must_use]
pub fn card(holder: &Holder, day: Date) -> Option<Applied<Claim>> {
    let disabled = holder.ruling == Ruling::Disability;
    match holder.kind {
        SchoolKind::Preschool if !disabled => Some(Applied::of(&NOT_AT_PRESCHOOLS)),
        SchoolKind::Preschool if holder.compulsory_year => {
            duty(Whom::ChildInYear, day).or_else(|| duty(Whom::Child, day))
        }
        SchoolKind::Preschool => duty(Whom::Child, day),
        SchoolKind::Abroad => duty(Whom::Abroad, day),
        SchoolKind::Artistic | SchoolKind::ArtisticPostSecondary if !holder.general_education => {
            let claim = duty(Whom::ArtisticOnly, day)?;
            Some(if holder.attends_another { claim.with(Claim::Never) } else { claim })
        }
        _ => duty(Whom::Pupil, day),
    }
}

/// What they can ask on the day as to *mLegitymacja*, if they have a valid card; none before there was any.
#[must_use]
pub fn mobile(holder: &Holder, day: Date) -> Option<Applied<Claim>> {
    let regime = mobile::on(day)?;
    if holder.kind == SchoolKind::Preschool {
        return Some(Applied::of(&NOT_AT_PRESCHOOLS));
    }
    if !holder.pesel {
        return Some(Applied::of(&NOT_WITHOUT_PESEL));
    }
    if regime.value.trigger == Trigger::Application {
        let form = allowed_forms::allowing(Form::MobileOnApplication, day)?;
        return Some(Applied::of(form).with(Claim::OnApplication));
    }
    let card = card(holder, day)?;
    if holder.kind == SchoolKind::Abroad || card.value == Claim::Never {
        return Some(card.with(Claim::Never));
    }
    if holder.adult {
        return duty(Whom::AdultMobile, day);
    }
    let claim = duty(Whom::MinorMobile, day)?;
    Some(if holder.objection { claim.with(Claim::Objected) } else { claim })
}

/// The template on the day, with the row that says so: only a ruling because of a disability asks for the N template.
#[must_use]
pub fn template(
    kind: SchoolKind,
    ruling: Ruling,
    issued_on: Date,
) -> Option<(TemplateCode, &'static Rule<KindTemplates>)> {
    templates::for_holder(kind, ruling == Ruling::Disability, issued_on)
}

codes! {
    /// What is not a school and asks to issue cards.
    Body {
        /// *placówka* or *centrum kształcenia ustawicznego*, and a group of schools: the schools in them issue.
        Centre = "centre",
        /// *kwalifikacyjny kurs zawodowy*
        Course = "course",
    }
}

/// Whether a body may issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IssueRight {
    /// Which.
    pub body: Body,
    /// May it?
    pub issues: bool,
}

/// Bodies that are not schools.
pub static ISSUERS: [Rule<IssueRight>; 3] = [
    Rule {
        id: "L9.3-11",
        from: Some(date(2019, 9, 6)),
        to: Some(date(2023, 6, 16)),
        basis: "R2019 § 3 ust. 1",
        confidence: Confidence::P,
        value: IssueRight { body: Body::Centre, issues: true },
    },
    Rule {
        id: "L9.3-11",
        from: Some(date(2023, 6, 17)),
        to: None,
        basis: "R2023 § 2 ust. 1 pkt 5, § 4 ust. 1",
        confidence: Confidence::P,
        value: IssueRight { body: Body::Centre, issues: false },
    },
    Rule {
        id: "L9.3-12",
        from: Some(date(2023, 6, 17)),
        to: None,
        basis: "inferred from R2023 § 2, § 4",
        confidence: Confidence::Unconfirmed,
        value: IssueRight { body: Body::Course, issues: false },
    },
];

/// Whether the body may issue on the day; none where the book does not say.
#[must_use]
pub fn may_issue(body: Body, day: Date) -> Option<Applied<bool>> {
    let rule = ISSUERS.iter().find(|rule| rule.value.body == body && rule.covers(day))?;
    Some(Applied::of(rule).with(rule.value.issues))
}
