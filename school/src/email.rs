//! An address a letter can be sent to.

use std::{fmt, str::FromStr};

/// A checked e-mail address (*adres e-mail*), in lower case.
///
/// Narrower than the standard on purpose: no quoted parts, comments, bare host names or addresses in
/// brackets; a domain in another script is written in its ASCII form. That it exists, only a letter proves.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

/// Why a text is not an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// Nothing was written.
    #[error("the address is empty")]
    Empty,
    /// More than 254 characters, or 64 before the at sign (RFC 5321, 4.5.3.1).
    #[error("the address is too long")]
    TooLong,
    /// Not exactly one at sign.
    #[error("an address has one at sign")]
    At,
    /// The part before the at sign.
    #[error("the part before the at sign is wrong")]
    Local,
    /// The part after the at sign.
    #[error("the part after the at sign is wrong")]
    Domain,
}

impl Email {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_local(text: &str) -> bool {
    text.split('.').all(|atom| {
        !atom.is_empty() && atom.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c))
    })
}

fn is_domain(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last = text.rsplit('.').next().unwrap_or_default();
    text.contains('.')
        && text.split('.').all(label)
        && last.len() > 1
        && last.starts_with(|c: char| c.is_ascii_alphabetic())
}

impl FromStr for Email {
    type Err = EmailError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim().to_lowercase();
        if text.is_empty() {
            return Err(EmailError::Empty);
        }
        let (local, domain) = text.split_once('@').ok_or(EmailError::At)?;
        if domain.contains('@') {
            return Err(EmailError::At);
        }
        if text.len() > 254 || local.len() > 64 {
            return Err(EmailError::TooLong);
        }
        if !is_local(local) {
            return Err(EmailError::Local);
        }
        if !is_domain(domain) {
            return Err(EmailError::Domain);
        }
        Ok(Self(text))
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_trimmed_and_lowered() {
        assert_eq!(" Anna.Nowak+szkola@Poczta.PL ".parse::<Email>().unwrap().as_str(), "anna.nowak+szkola@poczta.pl");
    }

    #[test]
    fn what_is_no_address_says_why() {
        let long = format!("{}@example.pl", "a".repeat(65));
        for (text, why) in [
            ("", EmailError::Empty),
            ("anna", EmailError::At),
            ("a@b@c.pl", EmailError::At),
            (long.as_str(), EmailError::TooLong),
            ("anna nowak@example.pl", EmailError::Local),
            ("anna..n@example.pl", EmailError::Local),
            ("a@example.pl\r\nbcc:x", EmailError::Domain),
            ("a@localhost", EmailError::Domain),
            ("a@-x.pl", EmailError::Domain),
            ("a@10.0.0.1", EmailError::Domain),
        ] {
            assert_eq!(text.parse::<Email>(), Err(why), "{text}");
        }
    }
}
