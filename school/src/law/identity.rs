//! What stands where the PESEL should, for those who have none (R2023 § 24).

use jiff::civil::date;

use crate::{
    law::{Confidence, Rule},
    pupil::Identity,
};

/// What replaces the PESEL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Substitute {
    /// The name **and** the number of a document that proves identity.
    DocumentNameAndNumber,
}

/// On the document and in the register alike.
pub static SUBSTITUTE: Rule<Substitute> = Rule {
    id: "L2.3-3",
    from: Some(date(2023, 6, 17)),
    to: None,
    basis: "R2023 § 24",
    confidence: Confidence::P,
    value: Substitute::DocumentNameAndNumber,
};

/// What card and register say in the field "Numer PESEL": the whole number, or the document's name
/// and number. For paper and the state only; pages show [`Pesel`](crate::pesel::Pesel) masked.
#[must_use]
pub fn written(identity: &Identity) -> String {
    match identity {
        Identity::Pesel(pesel) => pesel.expose().to_owned(),
        Identity::Document { name, number } => format!("{name} {number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_pesel_a_document_is_named() {
        assert_eq!(written(&Identity::Pesel("15293044422".parse().unwrap())), "15293044422");
        assert_eq!(written(&Identity::document(" paszport ", "FA 123456").unwrap()), "paszport FA 123456");
    }
}
